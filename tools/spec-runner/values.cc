// Arguments of actions. spec: exec/runtime, Values
#include "tools/spec-runner/values.h"

#include <fmt/format.h>

#include <cstring>

#include "tools/spec-runner/failure.h"
#include "validator/match.h"
#include "wast/syntax/type_tables.h"

namespace modlink::runner {

namespace {

Value with_bits(ValType type, std::uint64_t bits) { return {type, bits, 0}; }

Value with_bits(ValType type, const V128& vector) {
  Value value{type, 0, 0};
  std::memcpy(&value.low, vector.bytes.data(), 8);
  std::memcpy(&value.high, vector.bytes.data() + 8, 8);
  return value;
}

Value with_bits(ValType type, const script::RefConst& ref) {
  const bool null = ref.kind == script::RefConst::Kind::null;
  return Value::ref(type.ref(), null ? Ref::null() : Ref::host(ref.number));
}

}  // namespace

Values make_args(const std::vector<script::Const>& consts, const FuncType& type, const TypeStore& store) {
  if (consts.size() != type.params.size()) {
    throw Failure("wrong number of arguments", std::to_string(type.params.size()), std::to_string(consts.size()));
  }
  Values args;
  for (std::size_t i = 0; i < consts.size(); ++i) {
    const ValType param = type.params[i];
    if (!match_val_type(store, consts[i].type, param)) {
      throw Failure(fmt::format("wrong type of argument {}", i + 1), to_string(store, param),
                    to_string(store, consts[i].type));
    }
    args.push_back(std::visit([param](const auto& bits) { return with_bits(param, bits); }, consts[i].value));
  }
  return args;
}

}  // namespace modlink::runner

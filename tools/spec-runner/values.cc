// Arguments of actions. spec: exec/runtime, Values
#include "tools/spec-runner/values.h"

#include <fmt/format.h>

#include "tools/engines/results/const_value.h"
#include "tools/spec-runner/failure.h"
#include "validator/match.h"
#include "wast/syntax/type_tables.h"

namespace modlink::runner {

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
    args.push_back(engines::value_of(consts[i], param));
  }
  return args;
}

}  // namespace modlink::runner

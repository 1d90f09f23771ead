// What is imported that nothing was given for. spec: exec/modules, Host Functions
#include "tools/npm/stand_ins.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "interpreter/host.h"
#include "tools/npm/value_text.h"
#include "validator/match.h"
#include "wast/syntax/identifiers.h"

namespace modlink::npm {

namespace {

// A line is not longer than this.
constexpr std::size_t most_shown = 500;
// Things that stand in, in one store, and how deep in each other.
constexpr std::size_t most_made = 10'000;
constexpr std::size_t most_depth = 100;

HostFunc writer(const DefType* type, const std::string& path, const OutputPtr& output) {
  return [type, path, output](Store& store, const Values& args) -> Outcome {
    output->write(shown(path + arguments_text(args, store.types()), most_shown));
    Values results;
    for (const ValType result : type->func()->results) {
      const auto value = val_default(result);
      if (!value) {
        const std::string none = to_string(store.types(), result);
        return Outcome::trap(TrapCode::host_trap, fmt::format("{} stands in, and there is no {} to give", path, none));
      }
      results.push_back(*value);
    }
    return results;
  };
}

// By their very types, which may be others than equal function types have.
ExternVal func_of(Store& store, const DefType* type, const std::string& path, const OutputPtr& output) {
  FuncInst* const func = func_alloc(store, *type->func(), writer(type, path, output));
  func->type = type;
  return func;
}

ExternVal tag_of(Store& store, const DefType* type) {
  TagInst* const tag = tag_alloc(store, *type->func());
  tag->type = type;
  return tag;
}

template <class Inst>
std::optional<ExternVal> unless_null(Inst* inst) {
  return inst ? std::optional<ExternVal>(inst) : std::nullopt;
}

}  // namespace

std::optional<ExternVal> StandIns::make_instance(const InstanceType& type, const std::string& path, std::size_t depth) {
  if (depth == most_depth) return std::nullopt;
  HostModule instance(store_);
  for (const ExternTypeMap::Entry& entry : type.exports.entries()) {
    const auto val = make(entry.type, shown(path + "." + entry.name), depth + 1);
    if (!val) return std::nullopt;
    instance.add(entry.name, *val);
  }
  return instance.instance();
}

std::optional<ExternVal> StandIns::make(const ExternType& type, const std::string& path, std::size_t depth) {
  if (++made_ > most_made) return std::nullopt;
  switch (kind_of(type)) {
    case ExternKind::func: return func_of(store_, std::get<ExternFunc>(type).type, path, output_);
    case ExternKind::tag: return tag_of(store_, std::get<ExternTag>(type).type);
    case ExternKind::table: {
      const auto& table = std::get<TableType>(type);
      return table.elem.nullable ? unless_null(table_alloc(store_, table, Ref::null())) : std::nullopt;
    }
    case ExternKind::memory: return unless_null(memory_alloc(store_, std::get<MemoryType>(type)));
    case ExternKind::global: {
      const auto& global = std::get<GlobalType>(type);
      const auto value = val_default(global.val);
      return value ? unless_null(global_alloc(store_, global, *value)) : std::nullopt;
    }
    case ExternKind::instance: return make_instance(*std::get<ExternInstance>(type).type, path, depth);
    case ExternKind::module:
    case ExternKind::type: break;
  }
  return std::nullopt;
}

const InstanceValue* printing_spectest(Store& store, const OutputPtr& output) {
  const InstanceValue* const spectest = make_spectest(store);
  for (std::size_t i = 0; i < spectest->names().size(); ++i) {
    FuncInst* const* const func = std::get_if<FuncInst*>(&spectest->vals()[i]);
    if (func) (*func)->host = writer((*func)->type, fmt::format("spectest.{}", spectest->names()[i]), output);
  }
  return spectest;
}

namespace {

constexpr std::size_t most_bytes = 1'048'576;  // of all files together

class Files {
 public:
  // What travels in an i32: up to four bytes, the first one lowest.
  std::uint32_t read(std::uint32_t file, std::uint32_t position, std::uint32_t count) const {
    const auto found = files_.find(file);
    std::uint32_t result = 0;
    for (std::uint32_t i = 0; found != files_.end() && i < std::min(count, 4u); ++i) {
      const std::uint64_t at = std::uint64_t{position} + i;
      if (at < found->second.size()) result |= std::uint32_t{static_cast<std::uint8_t>(found->second[at])} << (8 * i);
    }
    return result;
  }

  std::uint32_t write(std::uint32_t file, std::uint32_t bytes, std::uint32_t count) {
    const std::size_t written = std::min<std::size_t>({count, 4, most_bytes - total_});
    if (written == 0) return 0;
    std::string& content = files_[file];
    for (std::size_t i = 0; i < written; ++i) content += static_cast<char>(bytes >> (8 * i));
    total_ += written;
    return static_cast<std::uint32_t>(written);
  }

 private:
  std::map<std::uint32_t, std::string> files_;
  std::size_t total_ = 0;
};

std::uint32_t low(const Value& value) { return static_cast<std::uint32_t>(value.low); }

}  // namespace

const InstanceValue* files_in_memory(Store& store, const OutputPtr& output) {
  const FuncType type{{ValKind::i32, ValKind::i32, ValKind::i32}, {ValKind::i32}};
  const auto files = std::make_shared<Files>();
  const auto result = [output](Store& in, const char* name, const Values& args, std::uint32_t value) -> Outcome {
    const Values results{Value::i32(value)};
    output->write(name + arguments_text(args, in.types()) + " = " + value_text(results[0], in.types()));
    return results;
  };
  const auto read = [files, result](Store& in, const Values& args) {
    return result(in, "wasi_file.read", args, files->read(low(args[0]), low(args[1]), low(args[2])));
  };
  const auto write = [files, result](Store& in, const Values& args) {
    return result(in, "wasi_file.write", args, files->write(low(args[0]), low(args[1]), low(args[2])));
  };
  return HostModule(store).func("read", type, read).func("write", type, write).instance();
}

}  // namespace modlink::npm

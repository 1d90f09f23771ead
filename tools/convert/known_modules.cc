// What the identifiers of a script stand for, as far as it can be told without running it. spec: the official suite's
// script grammar; D20
#include "tools/convert/known_modules.h"

#include "tools/convert/left_out.h"

namespace modlink::convert {

ValidModulePtr KnownModules::find(const Map& map, const ValidModulePtr& last, const Id& id) {
  if (!id) return last;
  const auto found = map.find(*id);
  return found == map.end() ? nullptr : found->second;
}

void KnownModules::define(const Id& id, ValidModulePtr code) {
  if (id) modules_[*id] = code;
  last_module_ = std::move(code);
}

void KnownModules::define_and_instantiate(const Id& id, ValidModulePtr code) {
  define(id, std::move(code));
  if (id) instances_[*id] = last_module_;
  last_instance_ = last_module_;
}

void KnownModules::instantiate(const Id& id, const Id& module) {
  last_instance_ = this->module(module);
  if (id) instances_[*id] = last_instance_;
}

void KnownModules::forget_instance(const Id& id) {
  last_instance_ = nullptr;
  if (id) instances_[*id] = nullptr;
}

KnownModules KnownModules::shared(const std::vector<std::string>& ids) const {
  KnownModules result;
  for (const std::string& id : ids) result.instances_[id] = instance(id);
  return result;
}

const ExternType& KnownModules::type_of(const script::Action& action) const {
  if (action.path.size() > 1) throw Unsayable{"paths to exports of instances"};
  const ValidModulePtr code = instance(action.instance);
  if (!code) throw Unsayable{"actions on instances that are not known"};
  const ExternType* type = code->instance_type->exports.find(action.path[0]);
  if (!type) throw Unsayable{"actions on exports that are not there"};
  return *type;
}

ResultType KnownModules::results_of(const script::Action& action) const {
  const ExternType& type = type_of(action);
  if (action.kind == script::Action::Kind::get) {
    const auto* global = std::get_if<GlobalType>(&type);
    if (!global) throw Unsayable{"actions on exports of another kind"};
    return {global->val};
  }
  if (kind_of(type) != ExternKind::func) throw Unsayable{"actions on exports of another kind"};
  return std::get<ExternTypeOf<IndexSpace::func>::type>(type).type->func()->results;
}

}  // namespace modlink::convert

// Matching of what the host supplies. spec: exec/values, External Typing; Subtyping.md; D16
#include "interpreter/import_matching.h"

#include <algorithm>
#include <cassert>
#include <unordered_set>

#include "interpreter/embedding.h"
#include "validator/mismatch.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/error.h"
#include "wast/syntax/nearest_word.h"

namespace modlink {
namespace {

using PairKey = std::pair<const InstanceValue*, const InstanceType*>;

struct PairHash {
  std::size_t operator()(const PairKey& key) const {
    const std::hash<const void*> hash;
    return hash(key.first) * 31 + hash(key.second);
  }
};

// A value against a type. All must match, so the pairs of instances are taken from a list, each once: no recursion
// however deep the instances nest, and what is shared is compared once.
class ValMatcher {
 public:
  ValMatcher(Store& store, MatchEffort& effort) : store_(store), effort_(effort) {}

  std::optional<ValMismatch> run(const ExternVal& val, const ExternType& expected) {
    std::optional<ValMismatch> mismatch = compare(val, expected, none, nullptr);
    for (std::size_t i = 0; i < pairs_.size() && !mismatch; ++i) mismatch = expand(i);
    return mismatch;
  }

 private:
  static constexpr std::size_t none = SIZE_MAX;

  struct Pair {
    const InstanceValue* val;
    const InstanceType* expected;
    std::size_t parent;
    const Name* name;  // in the parent
  };

  void push(Pair pair) {
    effort_.spend(1 + pair.expected->exports.size());
    pairs_.push_back(pair);
  }

  std::optional<ValMismatch> compare(const ExternVal& val, const ExternType& expected, std::size_t parent,
                                     const Name* name) {
    const auto* instance = std::get_if<const InstanceValue*>(&val);
    if (!instance) return compare_leaf(val, expected, parent, name);
    const auto* type = std::get_if<ExternInstance>(&expected);
    if (!type) return differ(parent, name, "matching/external types", expected, "an instance", {});
    if (seen_.insert({*instance, type->type}).second) push({*instance, type->type, parent, name});
    return std::nullopt;
  }

  std::optional<ValMismatch> compare_leaf(const ExternVal& val, const ExternType& expected, std::size_t parent,
                                          const Name* name) {
    const auto* module = std::get_if<const ModuleValue*>(&val);
    if (module && (*module)->code->type_store != store_.type_store()) {
      return differ(parent, name, "exec/modules", expected, "a module of another type store", {});
    }
    if (module && (*module)->code->type_conflict) {
      return differ(parent, name, "D8", expected, "a module with " + (*module)->code->type_conflict->message(), {});
    }
    const ExternType found = extern_type(store_, val);
    if (match_extern_type(store_.types(), found, expected, effort_)) return std::nullopt;
    const auto mismatch = explain_mismatch(store_.types(), found, expected, effort_);
    assert(mismatch);
    auto result = differ(parent, name, mismatch->rule, expected, mismatch->found, mismatch->path);
    result.mismatch.expected = mismatch->expected;
    return result;
  }

  std::optional<ValMismatch> expand(std::size_t index) {
    const Pair pair = pairs_[index];
    for (const auto& [name, expected] : pair.expected->exports.entries()) {
      const ExternVal* val = pair.val->find(name);
      if (!val) {
        auto missing = differ(index, &name, "Subtyping.md, Instance Subtyping", expected, "nothing", {});
        missing.mismatch.missing = true;
        return missing;
      }
      if (!store_.owns(*val)) return differ(index, &name, "exec/runtime", expected, "something of another store", {});
      if (auto mismatch = compare(*val, expected, index, &name)) return mismatch;
    }
    return std::nullopt;
  }

  ValMismatch differ(std::size_t parent, const Name* name, std::string rule, const ExternType& expected,
                     std::string found, std::vector<std::string> rest) {
    ValMismatch result;
    for (; name; name = pairs_[parent].name, parent = pairs_[parent].parent) {
      result.mismatch.path.push_back(concat("export ", quote(*name)));
      result.field = name;
    }
    std::reverse(result.mismatch.path.begin(), result.mismatch.path.end());
    result.mismatch.path.insert(result.mismatch.path.end(), rest.begin(), rest.end());
    result.mismatch.rule = std::move(rule);
    result.mismatch.expected = to_string(store_.types(), expected);
    result.mismatch.found = std::move(found);
    return result;
  }

  Store& store_;
  MatchEffort& effort_;
  std::vector<Pair> pairs_;
  std::unordered_set<PairKey, PairHash> seen_;
};

// The import as written that brought `name`, or field `field` of it. Looked for only when it is in error.
const Import* find_import(const Module& module, const Name& name, const Name* field) {
  const Import* result = nullptr;
  for (const Definition& definition : module.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (!import || import->first() != name) continue;
    if (!result) result = import;
    if (field && import->module && import->name == *field) return import;
  }
  return result;
}

// Binds imports one by one. Throws Unlinkable for one that is in error.
class Binder {
 public:
  Binder(Store& store, const ValidModule& module)
      : store_(store), module_(module), effort_{store.limits().type_comparisons} {}

  ExternVal bind(const ImportStep& step, std::optional<ExternVal> found) {
    if (!found) unknown(step, step.field ? &*step.field : nullptr);
    if (!store_.owns(*found)) fail_foreign(step, nullptr);
    if (step.field) {
      const auto* instance = std::get_if<const InstanceValue*>(&*found);
      if (!instance) incompatible(step, &*step.field, {{}, "", "an instance", "something else", false});
      const ExternVal* field = (*instance)->find(*step.field);
      if (!field) unknown(step, &*step.field, did_you_mean(*step.field, (*instance)->names()));
      found = *field;
      if (!store_.owns(*found)) fail_foreign(step, &*step.field);
    }
    const auto mismatch = in_source(module_.module.source, [&] {
      return at_pos(step.at.pos, [&] { return match_val(store_, *found, step.type, effort_); });
    });
    if (mismatch) differs(step, *mismatch);
    return *found;
  }

 private:
  // A field of a two-level import is an import itself: the implicit instance is not mentioned.
  [[noreturn]] void differs(const ImportStep& step, const ValMismatch& difference) const {
    Mismatch mismatch = difference.mismatch;
    if (step.field) incompatible(step, &*step.field, mismatch);
    const Import* import = find_import(module_.module, step.name, difference.field);
    if (!import || !import->module || !difference.field) incompatible(step, nullptr, mismatch);
    if (mismatch.missing && mismatch.path.size() == 1) unknown(step, difference.field);
    mismatch.path.erase(mismatch.path.begin());
    incompatible(step, difference.field, mismatch);
  }

  [[noreturn]] void unknown(const ImportStep& step, const Name* field, const std::string& hint = {}) const {
    fail(step, field, concat("unknown import ", names_of(step, field), hint));
  }

  [[noreturn]] void incompatible(const ImportStep& step, const Name* field, Mismatch mismatch) const {
    mismatch.path.insert(mismatch.path.begin(), concat("import ", names_of(step, field)));
    fail(step, field, concat("incompatible import type: ", mismatch.to_string()));
  }

  [[noreturn]] void fail(const ImportStep& step, const Name* field, std::string message) const {
    const Import* import = find_import(module_.module, step.name, field);
    throw Unlinkable(import ? import->at.pos : step.at.pos, std::move(message), module_.module.source);
  }

  [[noreturn]] void fail_foreign(const ImportStep& step, const Name* field) const {
    fail(step, field, "supplied from another store: import " + names_of(step, field));
  }

  // As written.
  std::string names_of(const ImportStep& step, const Name* field) const {
    const Import* import = find_import(module_.module, step.name, field);
    if (!field && import && import->module) field = &import->name;
    return field ? concat(quote(step.name), ' ', quote(*field)) : quote(step.name);
  }

  Store& store_;
  const ValidModule& module_;
  MatchEffort effort_;
};

}  // namespace

std::optional<ValMismatch> match_val(Store& store, const ExternVal& val, const ExternType& expected,
                                     MatchEffort& effort) {
  return ValMatcher(store, effort).run(val, expected);
}

std::vector<ExternVal> bind_imports(Store& store, const ValidModule& module,
                                    const std::function<std::optional<ExternVal>(const Name&)>& find) {
  Binder binder(store, module);
  std::vector<ExternVal> vals;
  for (const ImportStep& import : steps_of<ImportStep>(module.steps)) {
    vals.push_back(binder.bind(import, find ? find(import.name) : std::nullopt));
  }
  return vals;
}

}  // namespace modlink

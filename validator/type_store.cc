// Canonical types: a store of hash-consed types. spec: valid/conventions, Defined Types; D18
#include "validator/type_store.h"

#include <algorithm>
#include <array>
#include <bit>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "validator/canonical.h"
#include "wast/syntax/hash.h"

namespace modlink {

namespace {

constexpr Index no_position = UINT32_MAX;
constexpr std::size_t few_entries = 8;  // are searched one by one

// A sequence whose elements never move: chunks of 1, 2, 4, … elements. Whoever has got an index from the one that
// pushed may read without a lock: what it reads is not written again.
template <class T>
class StableVector {
 public:
  StableVector() = default;
  ~StableVector() {
    for (std::size_t i = 0; i < chunks_.size() && chunks_[i]; ++i) delete[] chunks_[i];
  }
  StableVector(const StableVector&) = delete;
  StableVector& operator=(const StableVector&) = delete;

  T& push() {
    const auto [chunk, offset] = locate(size_);
    if (!chunks_[chunk]) chunks_[chunk] = new T[first_chunk << chunk];
    ++size_;
    return chunks_[chunk][offset];
  }
  const T& operator[](Index index) const {
    const auto [chunk, offset] = locate(index);
    return chunks_[chunk][offset];
  }
  Index size() const { return size_; }

 private:
  static constexpr std::uint64_t first_chunk = 1;
  struct Place {
    std::size_t chunk;
    std::size_t offset;
  };
  static Place locate(Index index) {
    const std::size_t chunk = static_cast<std::size_t>(std::bit_width(index / first_chunk + 1)) - 1;
    return {chunk, static_cast<std::size_t>(index - first_chunk * ((std::uint64_t{1} << chunk) - 1))};
  }

  std::array<T*, 28> chunks_{};  // more would not fit into memory
  Index size_ = 0;
};

// The module and instance types directly in `map`, each once.
struct Parts {
  std::unordered_set<const void*> seen;
  std::uint64_t max_nodes = 1;

  void add(const void* type, std::uint64_t nodes) {
    if (seen.insert(type).second) max_nodes = std::min<std::uint64_t>(max_nodes + nodes, UINT32_MAX);
  }
  void add(const ExternTypeMap& map) {
    for (const auto& entry : map.entries()) {
      if (const auto* module = std::get_if<ExternModule>(&entry.type)) add(module->type, module->type->nodes.get());
      if (const auto* instance = std::get_if<ExternInstance>(&entry.type)) {
        add(instance->type, instance->type->nodes.get());
      }
    }
  }
};

bool equal(const ModuleType& a, const ModuleType& b) { return a.imports == b.imports && a.instance == b.instance; }
bool equal(const InstanceType& a, const InstanceType& b) { return a.exports == b.exports; }
std::size_t hash_of(const ModuleType& type) {
  Hasher hasher;
  add_to(hasher, type.imports);
  hasher.add(type.instance->id);
  return hasher.finish();
}
std::size_t hash_of(const InstanceType& type) {
  Hasher hasher;
  add_to(hasher, type.exports);
  return hasher.finish();
}

// Finds indices of what is kept elsewhere: few by looking at each, more by an open hash table. `hash_at` gives the hash
// of what an index stands for.
class IndexTable {
 public:
  // The index for which `is_it` holds, if there is one; `hash` gives that of what is looked for.
  template <class Hash, class IsIt>
  std::optional<Index> find(Hash hash, IsIt is_it) const {
    return slots_.empty() ? find_listed(is_it) : find_hashed(hash(), is_it);
  }
  // Adds the next index.
  template <class HashAt>
  void add(HashAt hash_at) {
    const Index index = size_++;
    if (size_ <= few_entries) return;
    if (std::size_t{size_} * 2 > slots_.size()) return grow(hash_at);
    put({hash_at(index), index});
  }

 private:
  struct Slot {
    std::size_t hash;
    Index index;  // or no_position
  };

  template <class IsIt>
  std::optional<Index> find_listed(IsIt is_it) const {
    for (Index i = 0; i < size_; ++i) {
      if (is_it(i)) return i;
    }
    return std::nullopt;
  }
  template <class IsIt>
  std::optional<Index> find_hashed(std::size_t hash, IsIt is_it) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = hash & mask; slots_[i].index != no_position; i = (i + 1) & mask) {
      if (slots_[i].hash == hash && is_it(slots_[i].index)) return slots_[i].index;
    }
    return std::nullopt;
  }
  void put(Slot slot) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = slot.hash & mask;
    while (slots_[i].index != no_position) i = (i + 1) & mask;
    slots_[i] = slot;
  }
  template <class HashAt>
  void grow(HashAt hash_at) {
    const std::vector<Slot> old =
        std::exchange(slots_, std::vector<Slot>(std::bit_ceil(std::size_t{size_} * 3), {0, no_position}));
    for (const Slot& slot : old) {
      if (slot.index != no_position) put(slot);
    }
    const Index first = old.empty() ? 0 : size_ - 1;
    for (Index i = first; i < size_; ++i) put({hash_at(i), i});
  }

  std::vector<Slot> slots_;
  Index size_ = 0;
};

// Hash-consed module or instance types.
template <class T>
struct LinkingTypes {
  StableVector<T> types;
  IndexTable table;

  const T* find(const T& type) const {
    const auto found =
        table.find([&] { return hash_of(type); }, [&](Index index) { return equal(types[index], type); });
    return found ? &types[*found] : nullptr;
  }
  const T* add(T type) {
    type.id = types.size();
    T& stored = types.push();
    stored = std::move(type);
    table.add([this](Index index) { return hash_of(types[index]); });
    return &stored;
  }
};

template <class T>
const T* intern(LinkingTypes<T>& all, std::mutex& mutex, T type) {
  const std::lock_guard lock(mutex);
  const T* found = all.find(type);
  return found ? found : all.add(std::move(type));
}

}  // namespace

Index ExternTypeMap::hash(std::string_view name) const {
  return slots_.empty() ? 0 : static_cast<Index>(NameHash()(name));
}

Index ExternTypeMap::position(std::string_view name, Index hash) const {
  if (slots_.empty()) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].name == name) return static_cast<Index>(i);
    }
    return no_position;
  }
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    const Slot& slot = slots_[i];
    if (slot.position == no_position) return no_position;
    if (slot.hash == hash && entries_[slot.position].name == name) return slot.position;
  }
}

void ExternTypeMap::add_slot(Slot slot) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = slot.hash & mask;
  while (slots_[i].position != no_position) i = (i + 1) & mask;
  slots_[i] = slot;
}

void ExternTypeMap::grow() {
  const std::vector<Slot> old = std::exchange(slots_, {});
  slots_.assign(std::bit_ceil(entries_.size() * 2), {no_position, 0});
  for (const Slot& slot : old) {
    if (slot.position != no_position) add_slot(slot);
  }
}

void ExternTypeMap::make_slots() {
  grow();
  for (std::size_t i = 0; i < entries_.size(); ++i) add_slot({static_cast<Index>(i), hash(entries_[i].name)});
}

bool ExternTypeMap::insert(Name name, ExternType type) {
  const Index hash_of_name = hash(name);
  if (position(name, hash_of_name) != no_position) return false;
  entries_.push_back({std::move(name), std::move(type)});
  if (slots_.empty()) {
    if (entries_.size() > few_entries) make_slots();
    return true;
  }
  if (entries_.size() * 2 > slots_.size()) grow();
  add_slot({static_cast<Index>(entries_.size() - 1), hash_of_name});
  return true;
}

void ExternTypeMap::replace(const Name& name, ExternType type) {
  entries_[position(name, hash(name))].type = std::move(type);
}

const ExternType* ExternTypeMap::find(std::string_view name) const {
  const Index found = position(name, hash(name));
  return found == no_position ? nullptr : &entries_[found].type;
}

std::uint64_t count_nodes(const ExternType& type, std::uint64_t limit, std::uint64_t& work) {
  std::unordered_set<const void*> seen;
  std::vector<const ExternTypeMap*> open;
  const auto visit = [&](const ExternType& part) {
    if (const auto* module = std::get_if<ExternModule>(&part)) {
      if (!seen.insert(module->type).second) return;
      open.push_back(&module->type->imports);
      open.push_back(&module->type->exports());
    } else if (const auto* instance = std::get_if<ExternInstance>(&part)) {
      if (seen.insert(instance->type).second) open.push_back(&instance->type->exports);
    }
  };
  visit(type);
  while (!open.empty() && seen.size() <= limit) {
    const ExternTypeMap& map = *open.back();
    open.pop_back();
    work += map.size();
    for (const auto& entry : map.entries()) visit(entry.type);
  }
  return seen.size();
}

namespace {

// spec: valid/types, Defaultable Types; of packed types too
bool is_defaultable(const FieldType& field) {
  const auto* type = std::get_if<ValType>(&field.storage);
  return !type || !type->is_ref() || type->nullable;
}

bool is_defaultable(const CompType& comp) {
  if (const auto* array = std::get_if<ArrayType>(&comp)) return is_defaultable(array->field);
  const auto* structure = std::get_if<StructType>(&comp);
  return !structure || std::all_of(structure->fields.begin(), structure->fields.end(),
                                   [](const FieldType& field) { return is_defaultable(field); });
}

// A recursive group: its key, and the id of its first member.
struct Group {
  std::string key;
  Index first;
};

}  // namespace

struct TypeStore::Impl {
  std::mutex mutex;
  StableVector<DefType> def_types;
  std::vector<Group> groups;
  IndexTable group_table;
  LinkingTypes<ModuleType> modules;
  LinkingTypes<InstanceType> instances;

  mutable std::shared_mutex memo_mutex;
  std::unordered_map<std::uint64_t, bool, WordHash> module_memo;
  std::unordered_map<std::uint64_t, bool, WordHash> instance_memo;

  auto& memo(ExternKind kind) { return kind == ExternKind::module ? module_memo : instance_memo; }

  std::vector<const DefType*> members(Index first, std::size_t count) const {
    std::vector<const DefType*> result;
    result.reserve(count);
    for (std::size_t i = 0; i < count; ++i) result.push_back(&def_types[first + static_cast<Index>(i)]);
    return result;
  }

  std::optional<Index> find_group(const std::string& key) const {
    const auto found =
        group_table.find([&] { return NameHash()(key); }, [&](Index index) { return groups[index].key == key; });
    return found ? std::optional(groups[*found].first) : std::nullopt;
  }
  Index add_group(std::string key, std::vector<SubType>& members) {
    const Index first = def_types.size();
    for (SubType& sub : members) add_member(std::move(sub), first, members.size());
    groups.push_back({std::move(key), first});
    group_table.add([this](Index index) { return NameHash()(groups[index].key); });
    return first;
  }
  void add_member(SubType&& sub, Index first, std::size_t group_size) {
    const Index id = def_types.size();
    DefType& type = def_types.push();
    type.id = id;
    type.group_first = first;
    type.group_size = static_cast<Index>(group_size);
    type.sub = unroll(std::move(sub), first);
    type.defaultable = is_defaultable(type.sub.comp);
    if (!type.sub.supers.empty()) type.display = def_types[type.sub.supers[0].index].display;
    type.display.push_back(&type);
  }
};

TypeStore::TypeStore() : impl_(std::make_unique<Impl>()) {}
TypeStore::~TypeStore() = default;

std::vector<const DefType*> TypeStore::intern(RecType group) {
  std::string key = group_key(group);
  const std::lock_guard lock(impl_->mutex);
  const auto found = impl_->find_group(key);
  return impl_->members(found ? *found : impl_->add_group(std::move(key), group.sub_types), group.sub_types.size());
}

const DefType* TypeStore::intern(const FuncType& type) {
  RecType group;
  group.sub_types.push_back({{}, true, {}, type});
  return intern(std::move(group))[0];
}

const ModuleType* TypeStore::intern_module(ExternTypeMap imports, ExternTypeMap exports) {
  ModuleType type;
  type.imports = std::move(imports);
  type.instance = intern_instance(std::move(exports));
  Parts parts;
  parts.add(type.imports);
  parts.add(type.exports());
  type.nodes = parts.max_nodes;
  return modlink::intern(impl_->modules, impl_->mutex, std::move(type));
}

const InstanceType* TypeStore::intern_instance(ExternTypeMap exports) {
  InstanceType type;
  type.exports = std::move(exports);
  Parts parts;
  parts.add(type.exports);
  type.nodes = parts.max_nodes;
  return modlink::intern(impl_->instances, impl_->mutex, std::move(type));
}

const DefType* TypeStore::def_type(Index id) const { return &impl_->def_types[id]; }

TypeStore::Memo TypeStore::memo(ExternKind kind, Index sub, Index super) const {
  const std::shared_lock lock(impl_->memo_mutex);
  const auto& memo = impl_->memo(kind);
  const auto found = memo.find(std::uint64_t{sub} << 32 | super);
  if (found == memo.end()) return Memo::unknown;
  return found->second ? Memo::matches : Memo::differs;
}

void TypeStore::set_memo(ExternKind kind, Index sub, Index super, bool matches) {
  const std::unique_lock lock(impl_->memo_mutex);
  impl_->memo(kind).insert_or_assign(std::uint64_t{sub} << 32 | super, matches);
}

}  // namespace modlink

// Numbers for what stores and instances contain. capi/modlink.h, modlink_store_hash
#include <algorithm>
#include <deque>
#include <unordered_map>

#include "capi/outcome.h"

namespace modlink::capi {
namespace {

// Depends on no address: what has an identity is numbered as it is come to, and the contents of an object follow in
// that order.
class ContentHash {
 public:
  // What references tell apart is numbered first: instances, whose functions are told by their indices, functions of
  // the host, and tags.
  void number(const ModuleInst& inst) { number_of(inst); }
  void number(const TagInst& tag) { number_of(tag); }
  void number(const FuncInst& func) { func.module ? number_of(*func.module) : number_of(func); }

  void add(const GlobalInst& global) {
    add(static_cast<std::uint64_t>(global.type.val.kind));
    add_value(global_read(global));
  }
  void add(const TableInst& table) {
    add(table.elems.size());
    for (const Ref ref : table.elems) add_ref(ref);
  }
  void add(const MemoryInst& memory) {
    const LinearMemory& bytes = memory.memory;
    add(bytes.size());
    for (std::uint64_t at = 0; at < bytes.size(); at += piece) {
      add_piece(at, bytes.base() + at, std::min(piece, bytes.size() - at));
    }
  }
  // What its segments still have.
  void add(const ModuleInst& inst) {
    for (std::size_t i = 0; i < inst.elems.size(); ++i) add_segment(i, inst.elems[i]);
    for (std::size_t i = 0; i < inst.datas.size(); ++i) add_segment(i, inst.datas[i]);
    add(end_of_instance);
  }
  std::uint64_t finish() {
    while (!objects_.empty()) {
      const Object& object = *objects_.front();
      objects_.pop_front();
      add_contents(object);
    }
    return hash_;
  }

 private:
  static constexpr std::uint64_t piece = 4096;
  static constexpr std::uint64_t elems = 5, data = 6, end_of_instance = 7, value_field = 8, packed_field = 9;

  void add(std::uint64_t word) {
    hash_ = (hash_ ^ word) * 0x9e37'79b9'7f4a'7c15;
    hash_ ^= hash_ >> 32;
  }
  static std::uint64_t word_at(const std::uint8_t* bytes, std::uint64_t count) {
    std::uint64_t word = 0;
    for (std::uint64_t i = 0; i < count; ++i) word |= std::uint64_t{bytes[i]} << (8 * i);
    return word;
  }
  void add_bytes(const std::uint8_t* bytes, std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; i += 8) add(word_at(bytes + i, std::min<std::uint64_t>(8, size - i)));
  }
  // Nothing, if it is all zero.
  void add_piece(std::uint64_t address, const std::uint8_t* bytes, std::uint64_t size) {
    if (std::all_of(bytes, bytes + size, [](std::uint8_t byte) { return byte == 0; })) return;
    add(address);
    add_bytes(bytes, size);
  }
  void add_segment(std::uint64_t index, const ElemInst& elem) {
    if (elem.refs.empty()) return;
    add(elems);
    add(index);
    add(elem.refs.size());
    for (const Ref ref : elem.refs) add_ref(ref);
  }
  // Its bytes are those of the module, which many instances may have: they are read once.
  void add_segment(std::uint64_t index, const DataInst& segment) {
    if (segment.size == 0) return;
    const auto [known, is_new] = datas_.try_emplace(segment.bytes);
    if (is_new) known->second = hash_of_bytes(segment.bytes, segment.size);
    add(data);
    add(index);
    add(segment.size);
    add(known->second);
  }
  static std::uint64_t hash_of_bytes(const std::uint8_t* bytes, std::uint64_t size) {
    ContentHash hash;
    hash.add_bytes(bytes, size);
    return hash.hash_;
  }
  void add_value(const Value& val) {
    if (val.type.is_ref()) return add_ref(val.as_ref());
    add(val.low);
    add(val.high);
  }
  void add_ref(Ref ref) {
    if (ref.is_null()) return add(0);
    if (ref.is_func()) return add_func(*ref.as_func());
    if (!ref.is_object()) return add(ref.bits);
    const Object* const object = ref.as_object();
    const auto [known, is_new] = numbers_.try_emplace(object, numbers_.size());
    if (is_new) objects_.push_back(object);
    add(3);
    add(known->second);
  }
  template <class Inst>
  std::uint64_t number_of(const Inst& inst) {
    return numbers_.try_emplace(&inst, numbers_.size()).first->second;
  }
  void add_func(const FuncInst& func) {
    add(4);
    add(func.module ? number_of(*func.module) : number_of(func));
    add(func.module ? func.index + std::uint64_t{1} : 0);
  }
  // What it looks like; of the types in it only of what sort they are.
  void add_type(const DefType& type) {
    const auto [known, is_new] = numbers_.try_emplace(&type, numbers_.size());
    add(known->second);
    if (!is_new) return;
    add(type.group_size);
    add(type.id - type.group_first);
    add(type.sub.final);
    for (const DefType* super : type.display) {
      if (super != &type) add_type(*super);
    }
    if (const auto* structure = std::get_if<StructType>(&type.sub.comp)) {
      for (const FieldType& field : structure->fields) add_field(field);
    } else if (const auto* array = std::get_if<ArrayType>(&type.sub.comp)) {
      add_field(array->field);
    }
  }
  void add_field(const FieldType& field) {
    add(field.mut);
    if (const auto* packed = std::get_if<PackType>(&field.storage)) {
      add(packed_field);
      return add(static_cast<std::uint64_t>(*packed));
    }
    const auto& type = std::get<ValType>(field.storage);
    add(value_field);
    add(static_cast<std::uint64_t>(type.kind) << 16 | static_cast<std::uint64_t>(type.heap_kind) << 8 |
        std::uint64_t{type.nullable});
  }
  void add_contents(const Object& object) {
    const Ref ref = Ref::object(&object);
    add(static_cast<std::uint64_t>(object.kind));
    object.kind == Object::Kind::exception ? add(number_of(*object.tag)) : add_type(*object.type);
    add(object.length);
    switch (object.kind) {
      case Object::Kind::structure: {
        const std::size_t count = std::get<StructType>(object.type->sub.comp).fields.size();
        for (std::uint32_t i = 0; i < count; ++i) add_value(*struct_read(ref, i));
        break;
      }
      case Object::Kind::array:
        for (std::uint32_t i = 0; i < object.length; ++i) add_value(*array_read(ref, i));
        break;
      case Object::Kind::exception:
        for (const Value& val : exn_read(ref)) add_value(val);
        break;
    }
  }

  std::uint64_t hash_ = 0x6d6f'646c'696e'6b00;
  std::unordered_map<const void*, std::uint64_t> numbers_;
  std::unordered_map<const std::uint8_t*, std::uint64_t> datas_;
  std::deque<const Object*> objects_;
};

std::uint64_t hash_of(const Store& store) {
  ContentHash hash;
  for (const ModuleInst& inst : store.modules()) hash.number(inst);
  for (const TagInst& tag : store.all<TagInst>()) hash.number(tag);
  for (const FuncInst& func : store.all<FuncInst>()) hash.number(func);
  for (const GlobalInst& global : store.all<GlobalInst>()) hash.add(global);
  for (const TableInst& table : store.all<TableInst>()) hash.add(table);
  for (const MemoryInst& memory : store.all<MemoryInst>()) hash.add(memory);
  for (const ModuleInst& inst : store.modules()) hash.add(inst);
  return hash.finish();
}

std::uint64_t hash_of(const ModuleInst& inst) {
  ContentHash hash;
  hash.number(inst);
  for (const TagInst* tag : inst.tags) hash.number(*tag);
  for (const FuncInst* func : inst.funcs) hash.number(*func);
  for (const GlobalInst* global : inst.globals) hash.add(*global);
  for (const TableInst* table : inst.tables) hash.add(*table);
  for (const MemoryInst* memory : inst.memories) hash.add(*memory);
  hash.add(inst);
  return hash.finish();
}

}  // namespace
}  // namespace modlink::capi

using namespace modlink::capi;

uint64_t modlink_store_hash(const wasm_store_t* store) {
  return guarded<std::uint64_t>(0, [&] {
    const StatePtr state = live_state(store);
    return state ? hash_of(*state->store()) : 0;
  });
}
uint64_t modlink_instance_hash(const wasm_instance_t* instance) {
  return guarded<std::uint64_t>(0, [&] {
    const auto* const inst = instance->is_live() ? module_inst(*instance) : nullptr;
    return inst ? hash_of(*inst) : 0;
  });
}

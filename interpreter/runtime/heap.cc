// Objects and their collector. spec: exec/runtime, Aggregate Instances, Exception Instances
#include "interpreter/runtime/heap.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <limits>
#include <new>
#include <utility>

#include "interpreter/runtime/store.h"

namespace modlink {
namespace {

// Below this, a collection is not worth its while. What is allocated and freed again should stay in the cache.
constexpr std::uint64_t min_bytes_between = 512 << 10;
// What an object takes beside its contents, in the list of objects and of the allocator.
constexpr std::uint64_t overhead = sizeof(Object) + 16;
constexpr std::uint8_t slot_log2 = 3;
constexpr std::size_t block_words = 512;

std::uint64_t cost(const Object& object) { return overhead + object.size(); }

bool is_ref(const StorageType& type) {
  const auto* val = std::get_if<ValType>(&type);
  return val && val->is_ref();
}

std::uint32_t exception_slots(const ResultType& types) {
  std::uint32_t slots = 0;
  for (const ValType type : types) slots += slot_count(type);
  return slots;
}

void mask_packed(const StructType& type, std::uint64_t* slots) {
  for (const FieldType& field : type.fields) {
    *slots &= storage_mask(field.storage);
    slots += slot_count(field.storage);
  }
}

}  // namespace

std::uint8_t size_log2(const StorageType& type) {
  if (const auto* pack = std::get_if<PackType>(&type)) return *pack == PackType::i8 ? 0 : 1;
  switch (std::get<ValType>(type).kind) {
    case ValKind::i32:
    case ValKind::f32: return 2;
    case ValKind::v128: return 4;
    case ValKind::i64:
    case ValKind::f64:
    case ValKind::ref:
    case ValKind::bot: return 3;
  }
  return 3;
}

std::uint32_t slot_count(const StorageType& type) {
  const auto* val = std::get_if<ValType>(&type);
  return val ? slot_count(*val) : 1;
}

std::uint64_t storage_mask(const StorageType& type) {
  const auto* pack = std::get_if<PackType>(&type);
  if (!pack) return UINT64_MAX;
  return *pack == PackType::i8 ? UINT8_MAX : UINT16_MAX;
}

const FieldType& element_type(const DefType& array) { return std::get<ArrayType>(array.sub.comp).field; }

Heap::~Heap() {
  for (Object* object : objects_) give_back(object);
}

Object* Heap::make_structure(const DefType& type, std::uint32_t slots, const std::uint64_t* fields) {
  Object* object = allocate(Object::Kind::structure, slots, slot_log2);
  if (!object) return nullptr;
  object->type = &type;
  if (fields && slots != 0) {
    std::memcpy(object->slots(), fields, object->size());
    mask_packed(std::get<StructType>(type.sub.comp), object->slots());
  }
  return object;
}

Object* Heap::make_array(const DefType& type, std::uint64_t length) {
  Object* object = allocate(Object::Kind::array, length, size_log2(element_type(type).storage));
  if (object) object->type = &type;
  return object;
}

Object* Heap::make_exception(const TagInst& tag, const std::uint64_t* payload) {
  Object* object = allocate(Object::Kind::exception, exception_slots(tag.type->func()->params), slot_log2);
  if (!object) return nullptr;
  object->tag = &tag;
  if (object->length != 0) std::memcpy(object->slots(), payload, object->size());
  return object;
}

Object* Heap::allocate(Object::Kind kind, std::uint64_t length, std::uint8_t element_log2) {
  const std::uint64_t size = length << element_log2;  // at most 2^36
  if (!make_room(overhead + size)) return nullptr;
  try {
    objects_.push_back(nullptr);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
  auto* object = static_cast<Object*>(take(sizeof(Object) + size));
  if (!object) {
    objects_.pop_back();
    return nullptr;
  }
  object->length = static_cast<std::uint32_t>(length);
  object->kind = kind;
  object->element_log2 = element_log2;
  objects_.back() = object;
  bytes_ += cost(*object);
  [[maybe_unused]] const bool taken = store_.budget().take(cost(*object));
  assert(taken);
  return object;
}

// Zeroed.
void* Heap::take(std::uint64_t bytes) {
  if (bytes > std::numeric_limits<std::ptrdiff_t>::max() - sizeof(Owner)) return nullptr;  // on a host of 32 bits
  if (bytes > small) {
    void* const owner = std::calloc(1, static_cast<std::size_t>(sizeof(Owner) + bytes));
    return owner ? new (owner) Owner{this} + 1 : nullptr;
  }
  void* const taken = take_small((bytes + grain - 1) / grain * grain);
  if (taken) std::memset(taken, 0, bytes);
  return taken;
}

void* Heap::take_small(std::uint64_t bytes) {
  Free*& free = free_[bytes / grain - 1];
  if (free) return std::exchange(free, free->next);
  std::uint64_t* const block = add_block();
  if (!block) return nullptr;
  for (std::size_t i = 0; i + bytes / 8 <= block_words; i += bytes / 8) free = new (block + i) Free{free};
  return std::exchange(free, free->next);
}

std::uint64_t* Heap::add_block() {
  try {
    std::unique_ptr<std::uint64_t[]> owned(new std::uint64_t[block_words]);
    std::uint64_t* const block = owned.get();
    blocks_.emplace(reinterpret_cast<std::uintptr_t>(block), std::move(owned));
    return block;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void Heap::give_back(Object* object) {
  const std::uint64_t bytes = sizeof(Object) + object->size();
  if (bytes > small) return std::free(reinterpret_cast<Owner*>(object) - 1);
  Free*& free = free_[(bytes - 1) / grain];
  free = new (object) Free{free};
}

bool Heap::owns(Ref ref) const {
  const Object* const object = ref.as_object();
  if (sizeof(Object) + object->size() > small) return (reinterpret_cast<const Owner*>(object) - 1)->heap == this;
  const auto address = reinterpret_cast<std::uintptr_t>(object);
  const auto after = blocks_.upper_bound(address);
  return after != blocks_.begin() && address - std::prev(after)->first < block_words * sizeof(std::uint64_t);
}

void Heap::clear() {
  for (RefHandle* handle = handles_; handle; handle = handle->next_) handle->ref_ = Ref::null();
  for (Object* object : objects_) {
    store_.budget().give_back(cost(*object));
    give_back(object);
  }
  objects_.clear();
  bytes_ = bytes_at_start_ = root_bytes_ = 0;
  free_ = {};
  blocks_.clear();
}

bool Heap::make_room(std::uint64_t bytes) {
  if (bytes > store_.limits().heap_bytes) return false;
  if (paused_) return has_room(bytes);
  collect_if_due();
  if (!has_room(bytes)) collect();
  return has_room(bytes);
}

bool Heap::has_room(std::uint64_t bytes) const {
  return bytes_ + bytes <= store_.limits().heap_bytes && bytes <= store_.budget().left();
}

// The work of a collection is that of looking at the roots and at what lives; at least as much has to be allocated
// before the next one.
void Heap::collect_if_due() {
  const std::uint64_t between = std::max(min_bytes_between, bytes_at_start_ + root_bytes_);
  if (!paused_ && bytes_ - bytes_at_start_ >= between) collect();
}

// Marking takes memory too: where there is none, nothing is freed.
void Heap::collect() {
  root_bytes_ = 0;
  try {
    mark_all();
  } catch (const std::bad_alloc&) {
    for (Object* object : objects_) object->marked = false;
    gray_.clear();
    candidates_.clear();
    return;
  }
  sweep();
  bytes_at_start_ = bytes_;
}

void Heap::mark_all() {
  store_.mark_roots(*this);
  for (const RefHandle* handle = handles_; handle; handle = handle->next_) mark(handle->ref_);
  mark_candidates();
  trace();
}

void Heap::mark(Ref ref) {
  root_bytes_ += sizeof(Ref);
  if (!ref.is_object() || ref.as_object()->marked) return;
  ref.as_object()->marked = true;
  gray_.push_back(ref.as_object());
}

void Heap::mark_slots(const std::uint64_t* begin, const std::uint64_t* end) {
  root_bytes_ += static_cast<std::uint64_t>(end - begin) * sizeof(std::uint64_t);
  std::copy_if(begin, end, std::back_inserter(candidates_), [](std::uint64_t bits) { return Ref{bits}.is_object(); });
}

// Every object is looked up among the candidates rather than the other way round, as these are few.
void Heap::mark_candidates() {
  std::sort(candidates_.begin(), candidates_.end());
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
  if (!candidates_.empty()) {
    for (Object* object : objects_) {
      const Ref ref = Ref::object(object);
      if (std::binary_search(candidates_.begin(), candidates_.end(), ref.bits)) mark(ref);
    }
  }
  candidates_.clear();
}

void Heap::trace() {
  while (!gray_.empty()) {
    const Object* object = gray_.back();
    gray_.pop_back();
    mark_contents(*object);
  }
  gray_.shrink_to_fit();
}

void Heap::mark_contents(const Object& object) {
  const std::uint64_t* slots = object.slots();
  switch (object.kind) {
    case Object::Kind::structure: return mark_fields(std::get<StructType>(object.type->sub.comp), slots);
    case Object::Kind::array:
      if (!is_ref(element_type(*object.type).storage)) return;
      for (std::uint32_t i = 0; i < object.length; ++i) mark(Ref{slots[i]});
      return;
    case Object::Kind::exception:
      for (const ValType type : object.tag->type->func()->params) {
        if (type.is_ref()) mark(Ref{*slots});
        slots += slot_count(type);
      }
      return;
  }
}

void Heap::mark_fields(const StructType& type, const std::uint64_t* slots) {
  for (const FieldType& field : type.fields) {
    if (is_ref(field.storage)) mark(Ref{*slots});
    slots += slot_count(field.storage);
  }
}

void Heap::sweep() {
  const auto is_garbage = [this](Object* object) {
    if (object->marked) {
      object->marked = false;
      return false;
    }
    bytes_ -= cost(*object);
    store_.budget().give_back(cost(*object));
    give_back(object);
    return true;
  };
  objects_.erase(std::remove_if(objects_.begin(), objects_.end(), is_garbage), objects_.end());
}

RefHandle::RefHandle(Heap& heap, Ref ref) : heap_(heap), next_(heap.handles_) {
  set(ref);
  if (next_) next_->previous_ = this;
  heap.handles_ = this;
}

void RefHandle::set(Ref ref) { ref_ = ref.is_object() && !heap_.owns(ref) ? Ref::null() : ref; }

RefHandle::~RefHandle() {
  (previous_ ? previous_->next_ : heap_.handles_) = next_;
  if (next_) next_->previous_ = previous_;
}

}  // namespace modlink

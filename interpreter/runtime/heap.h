// Objects: structures, arrays and exceptions, and their collector. spec: exec/runtime, Aggregate Instances, Exception
// Instances
//
// Mark and sweep, without moving anything. Slots of the value stacks have no types, so whatever looks like an object
// there keeps it alive; all other roots, and the objects themselves, are known exactly. A collection begins when
// enough bytes have been allocated since the last one, so that it happens at the same place in every run.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "interpreter/runtime/value.h"
#include "validator/type_store.h"

namespace modlink {

class Store;
template <ExternKind kind>
struct TypedInst;
using TagInst = TypedInst<ExternKind::tag>;

// The header; the contents follow it. Structures and exceptions have their fields in slots, as a frame would; packed
// fields have their upper bits zero. Arrays have elements of 2^`element_log2` bytes.
struct alignas(8) Object {  // so that slots can follow
  enum class Kind : std::uint8_t { structure, array, exception };

  union {
    const DefType* type;  // of structures and arrays
    const TagInst* tag;   // of exceptions
  };
  std::uint32_t length;  // in slots, or in elements
  Kind kind;
  std::uint8_t element_log2;
  bool marked;

  std::uint64_t* slots() { return reinterpret_cast<std::uint64_t*>(this + 1); }
  const std::uint64_t* slots() const { return reinterpret_cast<const std::uint64_t*>(this + 1); }
  std::uint8_t* bytes() { return reinterpret_cast<std::uint8_t*>(this + 1); }
  const std::uint8_t* bytes() const { return reinterpret_cast<const std::uint8_t*>(this + 1); }
  std::uint64_t size() const { return std::uint64_t{length} << element_log2; }  // of the contents
};
static_assert(sizeof(Object) == 16);

// log2 of the bytes that a value of the type takes in an array.
std::uint8_t size_log2(const StorageType& type);
// The slots that a field takes in a structure.
std::uint32_t slot_count(const StorageType& type);
// The bits of a slot that a packed field keeps; all of them for others.
std::uint64_t storage_mask(const StorageType& type);
const FieldType& element_type(const DefType& array);

class RefHandle;

class Heap {
 public:
  explicit Heap(Store& store) : store_(store) {}
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  // These make an object, null where there is no memory for it within the limits. They may collect first: whatever is
  // to survive has to be among the roots, so the values given lie on a stack.
  //
  // `fields` has as many slots as the structure; null for the default values. spec: exec/instructions, struct.new
  Object* make_structure(const DefType& type, std::uint32_t slots, const std::uint64_t* fields);
  // All elements zero or null.
  Object* make_array(const DefType& type, std::uint64_t length);
  // `payload` has the slots of the tag's parameters. spec: exec/instructions, throw
  Object* make_exception(const TagInst& tag, const std::uint64_t* payload);

  // Whether a reference that is to an object is to one of this heap; it exists, in whichever heap.
  bool owns(Ref ref) const;

  // Frees all objects; handles are null then.
  void clear();
  // Frees what cannot be reached.
  void collect();
  // The same if enough has been allocated since the last time.
  void collect_if_due();
  // Makes allocations postpone collections, for the time that something has references where no root is.
  void pause() { paused_ = true; }
  void resume() { paused_ = false; }

  // For those that know the roots, during a collection: a reference; slots of any contents.
  void mark(Ref ref);
  void mark_slots(const std::uint64_t* begin, const std::uint64_t* end);

  std::uint64_t object_count() const { return objects_.size(); }
  std::uint64_t bytes() const { return bytes_; }

 private:
  friend class RefHandle;

  // Small objects come from blocks, and go on a list when they are garbage.
  struct Free {
    Free* next;
  };
  static constexpr std::uint64_t small = 128;  // bytes, with the header; a multiple of `grain`
  static constexpr std::uint64_t grain = 16;
  // Large ones stand alone, behind this.
  struct Owner {
    alignas(16) const Heap* heap;
  };

  Object* allocate(Object::Kind kind, std::uint64_t length, std::uint8_t element_log2);
  void* take(std::uint64_t bytes);
  void* take_small(std::uint64_t bytes);
  std::uint64_t* add_block();
  void give_back(Object* object);
  bool make_room(std::uint64_t bytes);
  bool has_room(std::uint64_t bytes) const;
  void mark_all();
  void mark_candidates();
  void mark_contents(const Object& object);
  void mark_fields(const StructType& type, const std::uint64_t* slots);
  void trace();
  void sweep();

  Store& store_;
  std::vector<Object*> objects_;
  std::uint64_t bytes_ = 0;                                            // that the objects take
  std::uint64_t bytes_at_start_ = 0;                                   // those left by the last collection
  std::uint64_t root_bytes_ = 0;                                       // that the last collection looked at for roots
  std::array<Free*, small / grain> free_{};                            // by size
  std::map<std::uintptr_t, std::unique_ptr<std::uint64_t[]>> blocks_;  // by address
  bool paused_ = false;
  RefHandle* handles_ = nullptr;

  // During a collection
  std::vector<Object*> gray_;
  std::vector<std::uint64_t> candidates_;  // words of stacks that look like objects
};

// Keeps what it refers to alive. References that a host holds outside of the store, between its calls into it, need
// one; arguments of a host function are kept as long as the function runs. It is null for an object of another store,
// and does not outlive its own.
class RefHandle {
 public:
  RefHandle(Heap& heap, Ref ref);
  ~RefHandle();
  RefHandle(const RefHandle&) = delete;
  RefHandle& operator=(const RefHandle&) = delete;

  Ref get() const { return ref_; }
  void set(Ref ref);

 private:
  friend class Heap;
  Heap& heap_;
  Ref ref_;
  RefHandle* previous_ = nullptr;
  RefHandle* next_ = nullptr;
};

}  // namespace modlink

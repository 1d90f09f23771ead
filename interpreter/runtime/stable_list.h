// A sequence whose elements never move.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace modlink {

// In blocks, the first of a few elements, the later ones larger: it takes nothing while it is empty, and little while
// it is short, as most of those in a store are. Blocks grow with the list, so that there are few of them.
template <class T>
class StableList {
  // Aligned so that elements can follow. Of two `alignas` GCC 12 takes the last.
  struct alignas(std::max(alignof(T), alignof(void*))) Block {
    explicit Block(std::size_t capacity) : capacity(capacity) {}
    T* elements() { return reinterpret_cast<T*>(this + 1); }
    const T* elements() const { return reinterpret_cast<const T*>(this + 1); }

    std::size_t capacity;
    std::size_t size = 0;
    Block* next = nullptr;
  };
  static_assert(std::is_nothrow_move_constructible_v<T>);  // a block that has been added has an element
  static_assert(alignof(Block) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);

 public:
  StableList() = default;
  ~StableList() { clear(); }
  StableList(const StableList&) = delete;
  StableList& operator=(const StableList&) = delete;

  T* add(T element) {
    if (!last_ || last_->size == last_->capacity) add_block();
    T* const added = std::construct_at(last_->elements() + last_->size, std::move(element));
    ++last_->size;
    ++size_;
    return added;
  }

  std::size_t size() const { return size_; }

  void clear() { truncate(0); }
  // Destroys all but the first so many.
  void truncate(std::size_t size) {
    Block** link = &first_;
    last_ = nullptr;
    for (size_ = 0; *link && size_ < size; link = &last_->next) {
      last_ = *link;
      const std::size_t kept = std::min(last_->size, size - size_);
      std::destroy_n(last_->elements() + kept, last_->size - kept);
      last_->size = kept;
      size_ += kept;
    }
    for (Block* block = std::exchange(*link, nullptr); block;) {
      std::destroy_n(block->elements(), block->size);
      ::operator delete(std::exchange(block, block->next));
    }
  }

  // Whether it is an element of this list; it may point anywhere. Takes time in the logarithm of the size.
  bool contains(const T* element) const {
    const std::less<const T*> before;  // also where the pointers are into different blocks
    for (const Block* block = first_; block; block = block->next) {
      if (!before(element, block->elements()) && before(element, block->elements() + block->size)) return true;
    }
    return false;
  }

  class Iterator {
   public:
    explicit Iterator(const Block* block) : block_(block) {}
    const T& operator*() const { return block_->elements()[index_]; }
    Iterator& operator++() {
      if (++index_ == block_->size) *this = Iterator(block_->next);
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const Block* block_;
    std::size_t index_ = 0;
  };
  // In the order in which they were added.
  Iterator begin() const { return Iterator(first_); }
  Iterator end() const { return Iterator(nullptr); }

 private:
  static constexpr std::size_t smallest = sizeof(T) > 128 ? 1 : 4;  // in elements
  static constexpr std::size_t doubling = 64;  // up to here; then they are a quarter of what there is

  void add_block() {
    const std::size_t capacity = last_ ? std::max(std::min(last_->capacity * 2, doubling), size_ / 4) : smallest;
    void* const room = ::operator new(sizeof(Block) + capacity * sizeof(T));
    auto* const block = new (room) Block(capacity);
    (last_ ? last_->next : first_) = block;
    last_ = block;
  }

  Block* first_ = nullptr;
  Block* last_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace modlink

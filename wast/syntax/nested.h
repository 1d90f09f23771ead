// A module or a type inside another: syntax that recurses, and still copies and compares as a value.
#pragma once

#include <memory>
#include <utility>

#include "wast/syntax/stack.h"

namespace modlink {

// Never empty except after being moved from.
//
// What is in it is one level further in: looking there throws LimitExceeded where the stack has no room for another
// level. Destruction does not recurse, and takes no memory: beside T there has to be a function `take_nested(value,
// f)`, which calls `f` with each Nested<T> of a value, to be moved out of it.
template <class T>
class Nested {
 public:
  Nested() : node_(new Node{}) {}
  Nested(T value) : node_(new Node{std::move(value)}) {}
  Nested(const Nested& other) : node_(new Node{*other}) {}
  Nested(Nested&& other) noexcept : node_(std::exchange(other.node_, nullptr)) {}
  Nested& operator=(Nested other) noexcept {
    std::swap(node_, other.node_);
    return *this;
  }
  ~Nested() {
    for (Node* rest = node_; rest;) {
      const std::unique_ptr<Node> node(rest);
      rest = node->next;
      take_nested(node->value, [&rest](Nested& inner) {
        if (!inner.node_) return;
        inner.node_->next = rest;
        rest = std::exchange(inner.node_, nullptr);
      });
    }
  }

  T& operator*() {
    require_stack();
    return node_->value;
  }
  const T& operator*() const {
    require_stack();
    return node_->value;
  }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }

  friend bool operator==(const Nested& a, const Nested& b) { return *a == *b; }

 private:
  struct Node {
    T value = {};
    Node* next = nullptr;  // what is to be destroyed after it
  };

  Node* node_;
};

}  // namespace modlink

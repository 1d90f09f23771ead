// Several functions as one, for std::visit: `std::visit(Overloaded{[](A) {…}, [](B) {…}}, variant)`.
#pragma once

namespace modlink {

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace modlink

// What the functions of the decoder share.
#pragma once

#include <algorithm>
#include <cstddef>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wast/binary/decode_observer.h"
#include "wast/binary/reader.h"
#include "wast/syntax/error.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/module.h"

namespace modlink::binary {

struct Decoder {
  SourcePtr source;
  Reader in;
  const Features& features;
  const ImplementationLimits& limits;
  // Where the section that is being read ends by its size; the file if there is none. What it contains may run past
  // it, and then `section size mismatch` is what is wrong.
  Pos section_end;
  DecodeObserver* observer = nullptr;  // told of what is found, if there is one
  std::size_t jobs = 1;                // how many threads there may be
  Extent extent = Extent::all;

  // The bytes read since `begin`.
  Span since(Pos begin) const { return {begin, in.pos()}; }
};

// Decodes something that the observer is told of as a whole, with the bytes from `begin` on, and not of its parts.
template <class Decode>
auto decode_item(Decoder& d, Pos begin, Decode decode) {
  DecodeObserver* const observer = std::exchange(d.observer, nullptr);
  auto result = decode(d);
  d.observer = observer;
  if (observer) observer->item(d.since(begin), result);
  return result;
}
template <class Decode>
auto decode_item(Decoder& d, Decode decode) {
  return decode_item(d, d.in.pos(), decode);
}

// A number that the observer is told of.
inline std::uint32_t decode_number(Decoder& d, const char* what) {
  const Pos begin = d.in.pos();
  const std::uint32_t result = d.in.u32();
  if (d.observer) d.observer->number(d.since(begin), what, result);
  return result;
}

// The only form of check. `message` begins with the official words.
inline void require(bool condition, Pos pos, const char* message) {
  if (!condition) throw Malformed(pos, message);
}

// Throws Malformed(message, and which feature it is that is missing).
void require_feature(const Decoder& d, Feature feature, Pos pos, std::string_view message);

// Throws LimitExceeded("too many functions: 2000000 exceed the limit of 1000000 (--limit functions)").
void require_limit(std::uint64_t count, const ImplementationLimit& limit, Pos pos, const char* what);

// Makes room for as many elements as there could be in so many bytes, since a list that grows takes three times its
// size. Memory is taken only as it is written to; where so much cannot be had, the list grows.
template <class T>
void try_reserve(std::vector<T>& list, std::size_t count, std::size_t bytes) {
  constexpr std::size_t trusted = 256, least_bytes = 4;
  try {
    list.reserve(std::min(count, std::max(trusted, bytes / least_bytes)));
  } catch (const std::bad_alloc&) {
  }
}

// A count and that many elements; `limit` is on the count of all elements. Grows with what is really there, whatever
// the count claims. spec: binary/conventions, Vectors
template <class T, class Decode>
void decode_vec(Decoder& d, std::vector<T>& out, const ImplementationLimit& limit, const char* what, Decode decode) {
  const Pos pos = d.in.pos();
  const std::uint32_t count = d.in.length();
  require_limit(out.size() + std::uint64_t{count}, limit, pos, what);
  if (d.observer) d.observer->count(d.since(pos), count, what);
  if (out.empty()) try_reserve(out, count, d.in.remaining());
  for (std::uint32_t i = 0; i < count; ++i) out.push_back(decode(d));
}

}  // namespace modlink::binary

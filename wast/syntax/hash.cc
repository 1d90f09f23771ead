// Hashes that depend on a seed.
#include "wast/syntax/hash.h"

#include <atomic>
#include <bit>
#include <cstring>
#include <random>

namespace modlink {

namespace {

// Of at most 8 bytes. Which end comes first does not matter.
std::uint64_t word_of(std::string_view bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes.data(), bytes.size());
  return word;
}

std::uint64_t random_word() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

std::atomic<std::uint64_t>& seed() {
  static std::atomic<std::uint64_t> value = random_word();
  return value;
}

}  // namespace

std::uint64_t hash_seed() { return seed().load(std::memory_order_relaxed); }

void set_hash_seed(std::uint64_t value) { seed().store(value, std::memory_order_relaxed); }

// The constants are SipHash's; both halves of its key are the seed.
Hasher::Hasher(std::uint64_t seed)
    : v_{seed ^ 0x736f6d6570736575, seed ^ 0x646f72616e646f6d, seed ^ 0x6c7967656e657261, seed ^ 0x7465646279746573} {}

void Hasher::round() {
  v_[0] += v_[1];
  v_[1] = std::rotl(v_[1], 13) ^ v_[0];
  v_[0] = std::rotl(v_[0], 32);
  v_[2] += v_[3];
  v_[3] = std::rotl(v_[3], 16) ^ v_[2];
  v_[0] += v_[3];
  v_[3] = std::rotl(v_[3], 21) ^ v_[0];
  v_[2] += v_[1];
  v_[1] = std::rotl(v_[1], 17) ^ v_[2];
  v_[2] = std::rotl(v_[2], 32);
}

// The last word holds the length too, so that no name's hash is that of another with zeros behind it.
Hasher& Hasher::add(std::string_view bytes) {
  const std::uint64_t size = bytes.size();
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) add(word_of(bytes.substr(0, 8)));
  return add(word_of(bytes) | size << 56);
}

std::size_t Hasher::finish() {
  v_[2] ^= 0xff;
  for (int i = 0; i < 3; ++i) round();
  return static_cast<std::size_t>(v_[0] ^ v_[1] ^ v_[2] ^ v_[3]);
}

}  // namespace modlink

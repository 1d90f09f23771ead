#include "tools/fuzz/calls/session.h"

#include <gtest/gtest.h>

#include "tools/fuzz/calls/module_texts.h"

namespace modlink::fuzz {
namespace {

TEST(session, texts_of_modules_are_valid) {
  const api::Engine engine;
  const api::Store store(engine);
  for (const char* const text : module_texts()) {
    api::Module module;
    const api::Outcome outcome = store.load(text, module);
    EXPECT_TRUE(outcome.is_ok()) << outcome.diagnosis();
  }
}

TEST(session, calls_at_random_do_no_harm) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    generate::Random random(seed);
    std::string bytes(200 + random.below(800), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.below(256));
    Session(std::move(bytes), 100).run();
  }
}

}  // namespace
}  // namespace modlink::fuzz

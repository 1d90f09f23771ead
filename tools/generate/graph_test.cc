#include "tools/generate/graph.h"

#include <gtest/gtest.h>

#include "interpreter/embedding.h"
#include "wast/text/parse_module.h"

namespace modlink::generate {
namespace {

ValidModulePtr compile(const std::string& text, const TypeStorePtr& types) {
  const auto source = std::make_shared<const Source>("graph.wat", text, Source::Kind::text);
  try {
    return validate(parse_module(source, Features(), {}), types, Features(), {});
  } catch (const Error& error) {
    ADD_FAILURE() << source->diagnose(error.pos(), error.message());
    return nullptr;
  }
}

TEST(graph, is_the_same_for_the_same_seed) {
  EXPECT_EQ(generate_graph(7), generate_graph(7));
  EXPECT_NE(generate_graph(7), generate_graph(8));
}

TEST(graph, has_all_that_flattening_has_to_keep) {
  for (const char* const part :
       {"i64 1 3", "(tag ", "(global.get $", "i31ref", "(struct.new $P", "(array.new_fixed $A", "structref (",
        "16 funcref (ref.func", "(unreachable))\n", "(export \"p\" (instance"}) {
    unsigned count = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) count += generate_graph(seed).find(part) != std::string::npos;
    EXPECT_GT(count, 3u) << part;
  }
}

TEST(graph, is_valid_and_mostly_instantiates) {
  unsigned instantiated = 0;
  unsigned nested_instances = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const auto types = std::make_shared<TypeStore>();
    const ValidModulePtr module = compile(generate_graph(seed), types);
    ASSERT_TRUE(module) << "seed " << seed;
    Store store(types);
    const auto outcome = module_instantiate(store, {module}, [](const Name&) { return std::nullopt; });
    ASSERT_NE(outcome.kind(), Outcome::Kind::unlinkable) << outcome.message();
    ASSERT_NE(outcome.kind(), Outcome::Kind::limit) << outcome.message();
    if (outcome.kind() != Outcome::Kind::done) continue;
    ++instantiated;
    if (!outcome.instance().instances.empty()) ++nested_instances;
  }
  EXPECT_GT(instantiated, 200u);
  EXPECT_GT(nested_instances, 100u);
}

}  // namespace
}  // namespace modlink::generate

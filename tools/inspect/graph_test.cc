#include "tools/inspect/graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tools/files/failure.h"
#include "validator/test_support.h"

namespace modlink::inspect {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// "from -kind-> to", with the name of an import.
std::vector<std::string> edges(const Graph& graph) {
  std::vector<std::string> result;
  for (const Graph::Edge& edge : graph.edges) {
    const std::string name = edge.name.empty() ? std::string() : " " + edge.name;
    result.push_back(graph.nodes[edge.from].name + " -" + to_string(edge.kind) + name + "-> " +
                     graph.nodes[edge.to].name);
  }
  return result;
}

std::vector<std::string> nodes(const Graph& graph) {
  std::vector<std::string> result;
  for (const Graph::Node& node : graph.nodes) result.push_back(to_string(node) + (" " + node.name));
  return result;
}

class graph : public testing::Test, public Validation {
 protected:
  Graph before(std::string text) { return module_graph(*(module_ = valid(std::move(text)))); }
  Graph after(std::string text) { return instance_graph(*(module_ = valid(std::move(text))), limits); }

 private:
  ValidModulePtr module_;
};

const char* const zipper = R"((module $ZIPPER
  (type $Libc (instance (export "memory" (memory 1)) (export "malloc" (func))))
  (import "libc" (module $LIBC (export "memory" (memory 1)) (export "malloc" (func))))
  (import "libzip" (module $LIBZIP
    (import "libc" (instance (type outer $ZIPPER $Libc)))
    (export "zip" (func))))
  (instance $libc (instantiate $LIBC))
  (instance $libzip (instantiate $LIBZIP (import "libc" (instance $libc))))
  (alias $libc "memory" (memory))
  (func (export "main") (call (func $libzip "zip")))))";

TEST_F(graph, imports_of_two_levels_that_repeat_have_both_names) {
  const char* const text = R"((module (import "a" "b" (func)) (import "a" "b" (func (param i32)))
    (import "a" "c" (memory 1))))";
  EXPECT_THAT(nodes(before(text)), ElementsAre("module module", "import func \"a\" \"b\"", "import func \"a\" \"b\"",
                                               "import memory \"a\" \"c\""));
  const Graph result = after(text);
  EXPECT_THAT(nodes(result), ElementsAre("instance module", "import func \"a\" \"b\"", "import func \"a\" \"b\"",
                                         "import memory \"a\" \"c\""));
  EXPECT_THAT(edges(result), ElementsAre("module -import \"a\" \"b\"-> func \"a\" \"b\"",
                                         "module -import \"a\" \"b\"-> func \"a\" \"b\"",
                                         "module -import \"a\" \"c\"-> memory \"a\" \"c\""));
}

TEST_F(graph, before_instantiation) {
  const Graph result = before(zipper);
  EXPECT_THAT(nodes(result), ElementsAre("module $ZIPPER", "imported module $LIBC", "imported module $LIBZIP",
                                         "instance $libc", "instance $libzip"));
  EXPECT_THAT(edges(result), ElementsAre("$libc -instantiates-> $LIBC", "$libzip -instantiates-> $LIBZIP",
                                         "$libzip -import libc-> $libc"));
  EXPECT_EQ(result.nodes[3].module, "$LIBC");
}

// Imported modules have a type only, and that says nothing of the memory that $libzip uses.
TEST_F(graph, after_instantiation_of_imported_modules) {
  const Graph result = after(zipper);
  EXPECT_THAT(nodes(result),
              ElementsAre("instance $ZIPPER", "instance $libc", "instance $libzip", "memory memory \"memory\""));
  EXPECT_THAT(edges(result),
              ElementsAre("$libzip -import libc-> $libc", "$ZIPPER -alias-> $libc", "$ZIPPER -alias-> $libzip",
                          "$libc -defines-> memory \"memory\"", "$ZIPPER -uses-> memory \"memory\""));
}

TEST_F(graph, each_instantiation_has_its_own_state) {
  const Graph result = after(R"((module $TOP
    (import "log" (func $log)) (import "disk" (instance $disk (export "read" (func))))
    (module $LIBC (memory (export "memory") 1) (table (export "t") 1 funcref) (func (export "malloc")))
    (module $PROGRAM
      (import "name" (func)) (import "disk" (instance))
      (alias outer $TOP $LIBC (module $LIBC))
      (module $LIB (import "libc" "memory" (memory 1)) (import "libc" "malloc" (func)))
      (instance $libc (instantiate $LIBC))
      (instance $lib (instantiate $LIB (import "libc" (instance $libc))))
      (export "libc" (instance $libc)))
    (instance $one (instantiate $PROGRAM (import "name" (func $log)) (import "disk" (instance $disk))))
    (instance $two (instantiate $PROGRAM (import "name" (func $log)) (import "disk" (instance $disk))))
    (alias $one "libc" (instance $l)) (alias $l "memory" (memory))))");
  EXPECT_THAT(edges(result),
              UnorderedElementsAre("$TOP -alias-> $one", "$TOP -alias-> $libc", "$TOP -import log-> func \"log\"",
                                   "$TOP -import disk-> \"disk\"", "$one -import name-> func \"log\"",
                                   "$one -import disk-> \"disk\"", "$two -import name-> func \"log\"",
                                   "$two -import disk-> \"disk\"", "$lib -import libc-> $libc",
                                   "$lib -import libc-> $libc", "$libc -defines-> memory \"memory\"",
                                   "$lib -uses-> memory \"memory\"", "$TOP -uses-> memory \"memory\"",
                                   "$libc -defines-> memory \"memory\"", "$lib -uses-> memory \"memory\""));
}

TEST_F(graph, nested_modules_and_outer_aliases) {
  const Graph result = before(R"((module $TOP (module $A) (module $B (alias outer $TOP $A (module)) (module $C))
                                 (instance (export "b") (instantiate $B))))");
  EXPECT_THAT(nodes(result), ElementsAre("module $TOP", "module $A", "module $B", "module $C", "instance \"b\""));
  EXPECT_EQ(result.nodes[3].parent, 2u);
  EXPECT_THAT(edges(result), ElementsAre("$B -alias-> $A", "\"b\" -instantiates-> $B"));
}

TEST_F(graph, closures_keep_apart_what_they_captured) {
  const Graph result = after(R"((module $TOP
    (module $A (memory (export "m") 1))
    (module $P (import "X" (module $X (export "m" (memory 1)))) (module $Q (export "q")
      (alias outer $P $X (module $X)) (instance $x (instantiate $X)) (export "m" (memory $x "m"))))
    (module $B (memory (export "m") 2))
    (instance $pa (instantiate $P (import "X" (module $A)))) (instance $pb (instantiate $P (import "X" (module $B))))
    (instance $qa (instantiate (module $pa "q"))) (instance $qb (instantiate (module $pb "q")))
    (alias $qa "m" (memory)) (alias $qb "m" (memory))))");
  EXPECT_THAT(edges(result),
              UnorderedElementsAre("$TOP -alias-> $pa", "$TOP -alias-> $pb", "$TOP -alias-> $qa", "$TOP -alias-> $qb",
                                   "$qa -alias-> $x", "$qb -alias-> $x", "$x -defines-> memory \"m\"",
                                   "$x -defines-> memory \"m\"", "$qa -uses-> memory \"m\"", "$qb -uses-> memory \"m\"",
                                   "$TOP -uses-> memory \"m\"", "$TOP -uses-> memory \"m\""));
}

TEST_F(graph, modules_keep_their_names_through_outer_aliases) {
  const char* const text = R"((module $TOP (module $LIB)
    (module $M (alias outer $TOP $LIB (module)) (module $N (alias outer $M 0 (module $OWN)) (instance (instantiate 0)))
      (instance (instantiate 0)) (instance (instantiate $N)))
    (instance (instantiate $M))))";
  const auto modules = [](const Graph& graph) {
    std::vector<std::string> result;
    for (const Graph::Node& node : graph.nodes) {
      if (node.kind == Graph::NodeKind::instance) result.push_back(node.module);
    }
    return result;
  };
  EXPECT_THAT(modules(before(text)), ElementsAre("$OWN", "$LIB", "$N", "$M"));
  EXPECT_THAT(modules(after(text)), ElementsAre("$TOP", "$M", "$LIB", "$N", "$OWN"));
}

TEST_F(graph, edges_that_say_the_same_are_one) {
  const Graph result = before(R"((module $TOP (module $LIB)
    (module $M (alias outer $TOP $LIB (module)) (alias outer $TOP $LIB (module)))))");
  EXPECT_THAT(edges(result), ElementsAre("$M -alias-> $LIB"));
}

TEST_F(graph, costs_of_a_report) {
  Graph result = after("(module $TOP (module $M) (instance (instantiate $M)))");
  add_costs(result, R"({"instances": [{"instructions": 1}, {"instructions": 3}]})");
  EXPECT_THAT(to_dot(result), HasSubstr("n1 [label=\"instance 0\\nof $M\\n3 instructions\", shape=box, "
                                        "style=\"filled,rounded\", fillcolor=\"#dcebfa\", fillcolor=\"#ff8b8b\"];"));
  EXPECT_EQ(nlohmann::json::parse(to_json(result))["nodes"][1]["instructions"], 3);
  for (const char* const bad : {"", "[]", "{\"instances\": 1}", "{\"instances\": [1]}", "{\"instances\": [{}]}",
                                "{\"instances\": [{\"instructions\": 1}]}"}) {
    EXPECT_THROW(add_costs(result, bad), cli::Failure) << bad;
  }
}

// 2^40 instances if nobody stopped.
TEST_F(graph, growth_is_limited) {
  std::string text = "(module $P (module $m0)";
  for (int i = 1; i <= 40; ++i) {
    const std::string before = std::to_string(i - 1);
    text += " (module $m" + std::to_string(i) + " (instance (instantiate (module outer $P $m" + before +
            "))) (instance (instantiate (module outer $P $m" + before + "))))";
  }
  text += " (instance (instantiate $m40)))";
  limits.instantiations = 1000;
  EXPECT_THROW(after(text), LimitExceeded);
}

TEST_F(graph, exports_of_what_is_outside_are_taken_apart) {
  const Graph result = after(R"((module $TOP
    (import "i" (instance $i (export "j" (instance (export "m" (memory 1))))))
    (instance (alias $i "j")) (alias 1 "m" (memory))
    (module $M (import "m" (memory 1))) (instance $x (instantiate $M (import "m" (memory 0))))))");
  EXPECT_THAT(edges(result),
              UnorderedElementsAre("$TOP -import i-> \"i\"", "\"i\" -defines j-> \"j\"", "$x -import m-> \"j\"",
                                   "$TOP -alias-> \"j\"", "\"j\" -defines-> memory \"m\"", "$TOP -uses-> memory \"m\"",
                                   "$x -uses-> memory \"m\""));
}

// D8: without module linking, `a` is not an instance with two fields, and may come between others.
TEST_F(graph, imports_of_one_module_name_stay_apart) {
  features.set(Feature::module_linking, false);
  const Graph result =
      after(R"((module $T (import "a" "f" (func)) (import "b" "g" (func)) (import "a" "m" (memory 1))))");
  EXPECT_THAT(nodes(result), ElementsAre("instance $T", "import func \"a\" \"f\"", "import func \"b\" \"g\"",
                                         "import memory \"a\" \"m\""));
  ASSERT_EQ(result.edges.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(result.edges[i].to, i + 1);
}

TEST_F(graph, texts) {
  const Graph result = before(R"((module $T (import "a\"\5c" (module)) (instance (instantiate 0))))");
  EXPECT_THAT(to_dot(result), AllOf(HasSubstr("subgraph cluster_0 { label=\"$T\";"),
                                    HasSubstr("label=\"\\\"a\\\\22\\\\5c\\\"\""), HasSubstr("n2 -> n1 [")));
  EXPECT_THAT(to_mermaid(result),
              AllOf(HasSubstr("flowchart TB\n  subgraph f0 [\"$T\"]\n"), HasSubstr("n2 -.-> n1\n")));
  const auto json = nlohmann::json::parse(to_json(result));
  EXPECT_EQ(json["nodes"][1]["kind"], "imported module");
  EXPECT_EQ(json["edges"][0]["to"], 1);
  EXPECT_THAT(edges(after("(module)")), IsEmpty());
}

// Neither a picture nor a terminal takes a name for anything else.
TEST_F(graph, names_are_escaped) {
  const Graph graph = before(R"((module
    (import "i\0d" (instance $a\n&amp))
    (module $"a\1b\"b" (import "x\0a\"&<y" (instance)))
    (instance (instantiate $"a\1b\"b" (import "x\0a\"&<y" (instance $a\n&amp))))))");
  const std::string dot = to_dot(graph);
  EXPECT_THAT(dot, HasSubstr(R"(label="$\"a\\1b\\22b\"")"));
  EXPECT_THAT(dot, HasSubstr(R"(label="$a\\n&amp;amp")"));
  EXPECT_THAT(dot, HasSubstr(R"(label="x\\0a\"&amp;<y")"));
  const std::string mermaid = to_mermaid(graph);
  EXPECT_THAT(mermaid, HasSubstr("$#34;a#92;1b#92;22b#34;"));
  EXPECT_THAT(mermaid, HasSubstr("x#92;0a#34;#38;#60;y"));
}

}  // namespace
}  // namespace modlink::inspect

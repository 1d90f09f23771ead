#include "linking/linker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>

#include "validator/test_support.h"

namespace modlink {
namespace {

using testing::ElementsAre;

struct Place;

// What something is called; of modules and instances also what they are.
struct Thing {
  ExternKind kind = ExternKind::func;
  std::string name;
  const ValidModule* code = nullptr;
  const Place* outer = nullptr;
  std::shared_ptr<std::map<Name, Thing>> exports;
};

struct Place {
  const ValidModule* code;
  const Place* outer;
  std::string name;
  PerSpace<std::vector<Thing>> spaces;
};

// A domain that writes down what it is asked for. Modules are called as their identifiers say, instances after them and
// by their number, `N#2`, and what else an instance defines by its kind and index, `N#2.func0`.
class Recorder {
 public:
  using Val = Thing;
  using Instance = Place;

  Place& begin(const ValidModule& code, const Place* outer, const std::string& name) {
    const std::string numbered = name + '#' + std::to_string(places_.size());
    log.push_back("begin " + numbered);
    return places_.emplace_back(Place{&code, outer, numbered, {}});
  }

  Thing at(const Place& place, ExternKind kind, Index index) {
    const std::vector<Thing>& space = place.spaces[kind];
    if (index < space.size()) return space[index];
    return {kind, place.name + '.' + to_string(kind) + std::to_string(index), nullptr, nullptr, nullptr};
  }
  void append(Place& place, const Thing& thing) {
    log.push_back(place.name + " has " + thing.name);
    place.spaces[thing.kind].push_back(thing);
  }
  Thing field(const Thing& instance, const Name& name) { return instance.exports->at(name); }
  Thing close(const Place& place, const NestedModuleStep& step) {
    return {ExternKind::module, step.code->module.names.module, step.code.get(), &place, nullptr};
  }
  Place* begin(Place& place, const InstanceStep& step) {
    const Thing& module = place.spaces[ExternKind::module][step.module];
    if (module.code) return &begin(*module.code, module.outer, module.name);
    append(place, {ExternKind::instance, "of " + module.name, nullptr, nullptr, nullptr});
    return nullptr;
  }
  void allocate(const Place& place) { log.push_back("allocate " + place.name); }
  Thing export_all(const Place& place, const std::vector<Thing>& things) {
    auto exports = std::make_shared<std::map<Name, Thing>>();
    for (std::size_t i = 0; i < things.size(); ++i) {
      log.push_back(place.name + " exports " + *place.code->exports[i].name + ": " + things[i].name);
      exports->emplace(*place.code->exports[i].name, things[i]);
    }
    return {ExternKind::instance, place.name, nullptr, nullptr, exports};
  }
  bool initialize(const Place& place) {
    log.push_back("initialize " + place.name);
    return place.name != traps;
  }

  std::vector<std::string> log;
  std::string traps;  // the instance whose start function does

 private:
  std::deque<Place> places_;
};

// One that is told of imports and aliases too.
class NotingRecorder : public Recorder {
 public:
  void note(const Place& place, const ImportStep& step, const Thing& thing) {
    log.push_back(place.name + " imports " + step.name + ": " + thing.name);
  }
  void note(const Place& place, const ExportAliasStep& step, const Thing& instance) {
    log.push_back(place.name + " aliases " + step.name + " of " + instance.name);
  }
};

class linker : public testing::Test, public Validation {
 protected:
  // The module's ImportSteps are given `imports`.
  bool link(std::string text, std::vector<Thing> imports = {}) { return link(recorder, std::move(text), imports); }
  template <class Domain>
  bool link(Domain& domain, std::string text, std::vector<Thing> imports) {
    module_ = valid(std::move(text));
    return Linker(domain).run(domain.begin(*module_, nullptr, module_->module.names.module), std::move(imports));
  }

  Recorder recorder;

 private:
  ValidModulePtr module_;
};

TEST_F(linker, D13_definitions_come_in_order_and_what_is_nested_comes_first) {
  EXPECT_TRUE(link(R"((module $TOP
    (module $A (func) (export "f" (func 0)))
    (instance $a (instantiate $A))
    (module $B (module $C) (instance $c (instantiate $C)))
    (instance $b (instantiate $B))
    (alias $a "f" (func))
    (func)
    (export "own" (func 1)) (export "f" (func 0))))"));
  EXPECT_THAT(recorder.log, ElementsAre("begin TOP#0", "TOP#0 has A",                                               //
                                        "begin A#1", "allocate A#1", "A#1 exports f: A#1.func0", "initialize A#1",  //
                                        "TOP#0 has A#1", "TOP#0 has B",                                             //
                                        "begin B#2", "B#2 has C", "begin C#3", "allocate C#3", "initialize C#3",    //
                                        "B#2 has C#3", "allocate B#2", "initialize B#2", "TOP#0 has B#2",           //
                                        "TOP#0 has A#1.func0", "allocate TOP#0", "TOP#0 exports own: TOP#0.func1",  //
                                        "TOP#0 exports f: A#1.func0", "initialize TOP#0"));
}

TEST_F(linker, D13_nothing_is_done_after_a_trap) {
  recorder.traps = "A#1";
  EXPECT_FALSE(link(R"((module $TOP (module $A) (instance (instantiate $A)) (instance (instantiate $A)) (func)))"));
  EXPECT_THAT(recorder.log, ElementsAre("begin TOP#0", "TOP#0 has A", "begin A#1", "allocate A#1", "initialize A#1"));
}

TEST_F(linker, D2_arguments_go_by_name_and_others_are_ignored) {
  link(R"((module $TOP
         (import "f" (func)) (import "g" (func)) (import "h" (func))
         (module $A (import "x" (func)) (import "y" (func)))
         (instance (instantiate $A (import "z" (func 2)) (import "y" (func 1)) (import "x" (func 0))))))",
       {{ExternKind::func, "f", {}, {}, {}}, {ExternKind::func, "g", {}, {}, {}}, {ExternKind::func, "h", {}, {}, {}}});
  EXPECT_THAT(recorder.log, ElementsAre("begin TOP#0", "TOP#0 has f", "TOP#0 has g", "TOP#0 has h", "TOP#0 has A",
                                        "begin A#1", "A#1 has f", "A#1 has g", "allocate A#1", "initialize A#1",
                                        "TOP#0 has A#1", "allocate TOP#0", "initialize TOP#0"));
}

// $CORE is given from outside, and no module type of its own: its imports are not elaborated.
TEST_F(linker, D8_what_repeats_imports_takes_fields_of_its_arguments) {
  const ValidModulePtr core =
      valid(R"((module $CORE (import "a" "f" (func)) (import "a" "g" (func)) (import "a" "f" (func))))");
  const auto exports = std::make_shared<std::map<Name, Thing>>();
  exports->emplace("f", Thing{ExternKind::func, "A.f", {}, {}, {}});
  exports->emplace("g", Thing{ExternKind::func, "A.g", {}, {}, {}});
  link(R"((module $TOP
         (import "C" (module $C (import "a" (instance (export "f" (func)) (export "g" (func))))))
         (import "i" (instance $i (export "f" (func)) (export "g" (func))))
         (instance (instantiate $C (import "a" (instance $i))))))",
       {{ExternKind::module, "CORE", core.get(), {}, {}}, {ExternKind::instance, "A", {}, {}, exports}});
  EXPECT_THAT(recorder.log, ElementsAre("begin TOP#0", "TOP#0 has CORE", "TOP#0 has A", "begin CORE#1",
                                        "CORE#1 has A.f", "CORE#1 has A.g", "CORE#1 has A.f", "allocate CORE#1",
                                        "initialize CORE#1", "TOP#0 has CORE#1", "allocate TOP#0", "initialize TOP#0"));
}

// $N is instantiated by $TOP, but what it finds outside is what its $P was given.
TEST_F(linker, D15_outer_aliases_are_of_where_the_module_was_defined) {
  link(R"((module $TOP
    (module $A) (module $B)
    (module $P (import "M" (module $M))
      (module $N (module $deeper (alias outer $P $M (module $m)) (instance (instantiate $m)))
                 (instance (instantiate $deeper)))
      (export "N" (module $N)))
    (instance $p (instantiate $P (import "M" (module $B))))
    (alias $p "N" (module $N))
    (instance (instantiate $N))))");
  const auto from = std::find(recorder.log.begin(), recorder.log.end(), "TOP#0 has N");
  EXPECT_THAT(std::vector<std::string>(from, recorder.log.end()),
              ElementsAre("TOP#0 has N", "begin N#2", "N#2 has deeper", "begin deeper#3", "deeper#3 has B", "begin B#4",
                          "allocate B#4", "initialize B#4", "deeper#3 has B#4", "allocate deeper#3",
                          "initialize deeper#3", "N#2 has deeper#3", "allocate N#2", "initialize N#2", "TOP#0 has N#2",
                          "allocate TOP#0", "initialize TOP#0"));
}

TEST_F(linker, D3_zero_level_exports_stand_for_what_the_instance_exports) {
  link(R"((module $TOP
    (module $A (func (export "f")) (memory (export "m") 1))
    (instance $a (instantiate $A))
    (func (export "own"))
    (export $a)))");
  const auto from = std::find(recorder.log.begin(), recorder.log.end(), "allocate TOP#0");
  EXPECT_THAT(std::vector<std::string>(from, recorder.log.end()),
              ElementsAre("allocate TOP#0", "TOP#0 exports own: TOP#0.func0", "TOP#0 exports f: A#1.func0",
                          "TOP#0 exports m: A#1.memory0", "initialize TOP#0"));
}

// D7: its import is an instance, and what is named of it aliases.
TEST_F(linker, tells_of_imports_and_aliases_who_wants_to_know) {
  NotingRecorder noting;
  const auto exports = std::make_shared<std::map<Name, Thing>>();
  exports->emplace("f", Thing{ExternKind::func, "file", {}, {}, {}});
  link(noting, R"((module $TOP (import "i" "f" (func))))", {{ExternKind::instance, "env", {}, {}, exports}});
  EXPECT_THAT(noting.log, ElementsAre("begin TOP#0", "TOP#0 imports i: env", "TOP#0 has env", "TOP#0 aliases f of env",
                                      "TOP#0 has file", "allocate TOP#0", "initialize TOP#0"));
}

TEST_F(linker, modules_of_which_the_type_alone_is_known_end_at_once) {
  link(R"((module $TOP (import "M" (module)) (instance (instantiate 0))))", {{ExternKind::module, "M", {}, {}, {}}});
  EXPECT_THAT(recorder.log,
              ElementsAre("begin TOP#0", "TOP#0 has M", "TOP#0 has of M", "allocate TOP#0", "initialize TOP#0"));
}

// Each module instantiates the one that it is given, which is another: deeper than modules may nest.
TEST_F(linker, instances_nest_deeper_than_modules) {
  std::string text = "(module $m0)";
  for (int i = 1; i <= 5000; ++i) {
    text += "(module $m" + std::to_string(i) + " (instance (instantiate (module outer $TOP $m" + std::to_string(i - 1) +
            "))))";
  }
  EXPECT_TRUE(link("(module $TOP " + text + "(instance (instantiate $m5000)))"));
  EXPECT_EQ(std::count(recorder.log.begin(), recorder.log.end(), "begin m0#5001"), 1);
}

}  // namespace
}  // namespace modlink

// Merging: modules that import from each other by name as one core module.
#include "tools/transform/merge.h"

#include <gmock/gmock.h>

#include "interpreter/test_support.h"
#include "tools/files/failure.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/print.h"

namespace modlink::transform {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using Texts = std::vector<std::pair<Name, std::string>>;  // names and modules; one that is empty is the same file

class merging : public testing::Test {
 protected:
  MergeInput input(const Name& name, const std::string& wat) {
    const auto source = std::make_shared<const Source>(name + ".wat", wat, Source::Kind::text);
    Module module = parse_module(source, {}, {});
    const ValidModulePtr valid = validate(module, session.store.type_store(), {}, {});
    return {name, name + ".wat", std::make_shared<const Module>(std::move(module)), valid};
  }

  Merged merged(const Texts& texts, const MergeOptions& options = {}) {
    std::vector<MergeInput> inputs;
    for (const auto& [name, wat] : texts) {
      inputs.push_back(wat.empty() ? inputs.back() : input(name, wat));
      inputs.back().name = name;
    }
    return merge(inputs, session.store.type_store(), options);
  }

  std::string text(const Texts& texts, const MergeOptions& options = {}) {
    return print_module(merged(texts, options).module);
  }

  std::string error(const Texts& texts, const MergeOptions& options = {}) {
    try {
      merged(texts, options);
      return "";
    } catch (const cli::Failure& failure) {
      return failure.text();
    }
  }

  // What the export `run` gives, or how instantiation or the call ends. Encodes, as what is written is bytes.
  std::string run(const Texts& texts, const MergeOptions& options = {}) {
    const Bytes bytes = encode_module(merged(texts, options).module);
    const auto source =
        std::make_shared<const Source>("merged", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
    Features features;
    features.set(Feature::module_linking, false);
    const ValidModulePtr valid =
        validate(decode_module(source, features, {}), session.store.type_store(), features, {});
    const Outcome outcome = session.instantiate({valid, nullptr});
    if (!outcome.is_done()) return "start: " + std::string(to_string(outcome.trap_code()));
    const auto func = instance_export(*outcome.instance().exports, "run");
    const Outcome result = func_invoke(session.store, *std::get<FuncInst*>(*func), {});
    if (!result.is_done()) return std::string(to_string(result.trap_code()));
    std::string values;
    for (const Value& value : result.results()) values += std::to_string(value.low) + " ";
    return values;
  }

  Session session;
};

constexpr const char* lib = R"((module (memory (export "memory") 1) (global $g (export "g") (mut i32) (i32.const 40))
  (table (export "t") 2 funcref) (tag (export "e") (param i32))
  (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (global.get $g)))))";

TEST_F(merging, links_each_kind_of_import_whatever_the_order) {
  constexpr const char* main = R"((module (import "lib" "f" (func $f (param i32) (result i32)))
    (import "lib" "memory" (memory 1)) (import "lib" "g" (global $g (mut i32))) (import "lib" "t" (table 2 funcref))
    (import "lib" "e" (tag $e (param i32))) (elem (i32.const 1) $f) (type $t (func (param i32) (result i32)))
    (data (i32.const 0) "\07")
    (func (export "run") (result i32 i32)
      (call_indirect (type $t) (i32.const 2) (i32.const 1))
      (block $h (result i32) (try_table (catch $e $h) (throw $e (i32.load8_u (i32.const 0)))) unreachable))))";
  EXPECT_EQ(run({{"main", main}, {"lib", lib}}), "42 7 ");
  EXPECT_EQ(run({{"lib", lib}, {"main", main}}), "42 7 ");
}

TEST_F(merging, chains_and_shared_libraries) {
  constexpr const char* user = R"((module (import "lib" "g" (global $g (mut i32)))
    (func (export "add") (param i32) (global.set $g (i32.add (global.get $g) (local.get 0))))))";
  constexpr const char* main =
      R"((module (import "a" "add" (func $a (param i32))) (import "b" "add" (func $b (param i32)))
    (import "lib" "f" (func $f (param i32) (result i32)))
    (func (export "run") (result i32) (call $a (i32.const 1)) (call $b (i32.const 10)) (call $f (i32.const 0)))))";
  MergeOptions options;
  options.exports.conflicts = ExportChoice::Conflicts::skip;
  EXPECT_EQ(run({{"main", main}, {"a", user}, {"b", ""}, {"lib", lib}}, options), "51 ");
}

TEST_F(merging, the_same_file_under_two_names_is_two_instances) {
  constexpr const char* counter = R"((module (global $n (mut i32) (i32.const 0))
    (func (export "next") (result i32) (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n))))";
  constexpr const char* main =
      R"((module (import "a" "next" (func $a (result i32))) (import "b" "next" (func $b (result i32)))
    (func (export "run") (result i32 i32 i32) (call $a) (call $a) (call $b))))";
  MergeOptions options;
  options.exports.only = {"run"};
  EXPECT_EQ(run({{"a", counter}, {"b", ""}, {"main", main}}, options), "1 2 1 ");
}

// What the file itself has is granted, whatever it is: only what instances inside of it add is growth.
TEST_F(merging, what_is_given_by_two_names_is_no_growth) {
  const std::string data(3200, 'x');
  const std::string wat = R"((module (memory 1) (data (i32.const 0) ")" + data + R"(")
    (table funcref (elem (ref.func $f) (ref.func $f) (ref.func $f))) (table 2 (ref func) (ref.func $f))
    (global $g (mut i64) (i64.const 1)) (tag) (func $f (export "f") (global.set $g (i64.const 2)))))";
  MergeOptions options;
  options.exports.conflicts = ExportChoice::Conflicts::rename;
  options.flatten.max_copies = options.flatten.max_growth = 0;
  EXPECT_EQ(error({{"a", wat}, {"b", ""}, {"c", ""}}, options), "");
}

TEST_F(merging, growth_has_the_largest_numbers_as_limits_and_names_those_that_were_given) {
  constexpr const char* wat = R"((module (module $M (global (mut i32) (i32.const 0)))
    (instance (instantiate $M)) (instance (instantiate $M)) (instance (instantiate $M))))";
  MergeOptions options;
  options.flatten.max_copies = options.flatten.max_growth = UINT64_MAX;
  EXPECT_EQ(error({{"a", wat}, {"b", ""}}, options), "");
  options.flatten.max_growth = 7;
  EXPECT_THAT(error({{"a", wat}, {"b", ""}}, options), HasSubstr("more than 7 instructions"));
  options.flatten.max_growth = UINT64_MAX;
  options.flatten.max_copies = 0;
  EXPECT_THAT(error({{"a", wat}, {"b", ""}}, options), HasSubstr("more than 0 definitions"));
}

// The segment of `late` is copied after the start function of `early` has looked.
TEST_F(merging, segments_and_start_functions_come_in_turn) {
  constexpr const char* early = R"((module (table $t (export "t") 1 funcref) (global $seen (mut i32) (i32.const 7))
    (func $start (global.set $seen (ref.is_null (table.get $t (i32.const 0))))) (start $start)
    (func (export "run") (result i32) (global.get $seen))))";
  constexpr const char* late = R"((module (import "early" "t" (table 1 funcref)) (elem (i32.const 0) $f) (func $f)))";
  EXPECT_EQ(run({{"early", early}, {"late", late}}), "1 ");
}

constexpr const char* even = R"((module (import "odd" "odd" (func $odd (param i32) (result i32)))
  (func (export "even") (param i32) (result i32)
    (if (result i32) (local.get 0) (then (call $odd (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 1))))))";
constexpr const char* odd = R"((module (import "even" "even" (func $even (param i32) (result i32)))
  (func $odd (export "odd") (param i32) (result i32)
    (if (result i32) (local.get 0) (then (call $even (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 0))))
  (func (export "run") (result i32) (call $odd (i32.const 7)))))";

TEST_F(merging, functions_in_a_circle_are_called_directly) {
  EXPECT_EQ(run({{"even", even}, {"odd", odd}}), "1 ");
  EXPECT_EQ(run({{"odd", odd}, {"even", even}}), "1 ");
  EXPECT_THAT(text({{"odd", odd}, {"even", even}}), AllOf(Not(HasSubstr("table")), Not(HasSubstr("(import"))));
}

// What only stood for a function that others call later keeps nothing.
TEST_F(merging, what_is_not_used_can_be_left_out) {
  MergeOptions options;
  options.flatten.remove_unused = true;
  options.exports.only = {"run"};
  const std::string text = this->text({{"even", even}, {"odd", odd}, {"lib", lib}}, options);
  EXPECT_THAT(text, AllOf(HasSubstr("(func $odd.odd"), Not(HasSubstr("memory"))));
  options.exports.only = {"f"};
  EXPECT_THAT(this->text({{"even", even}, {"odd", odd}, {"lib", lib}}, options), Not(HasSubstr("$odd")));
}

TEST_F(merging, a_module_may_import_from_itself) {
  EXPECT_EQ(run({{"m", R"((module (import "m" "f" (func $f (result i32))) (func (export "f") (result i32) (i32.const 3))
    (func (export "run") (result i32) (call $f))))"}}),
            "3 ");
}

// As an empty slot of a table: the start function of `first` runs before there is an instance of `second`.
TEST_F(merging, a_function_that_is_not_there_yet_traps) {
  constexpr const char* first = R"((module (import "second" "f" (func $f (result i32))) (func $start (drop (call $f)))
    (start $start) (func (export "g"))))";
  constexpr const char* second = R"((module (import "first" "g" (func)) (func (export "f") (result i32) (i32.const 1))
    (func (export "run"))))";
  EXPECT_EQ(run({{"first", first}, {"second", second}}), "start: uninitialized element");
  EXPECT_EQ(run({{"second", second}, {"first", first}}), "");
  const Merged result = merged({{"first", first}, {"second", second}});
  ASSERT_EQ(result.early.size(), 1u);
  EXPECT_EQ(result.early[0].name, "f");
  EXPECT_THAT(print_module(result.module), HasSubstr("$later.second.f"));
  EXPECT_TRUE(merged({{"second", second}, {"first", first}}).early.empty());
}

// It is called first by the start function of a third module, when it is there, and of those that it calls then.
TEST_F(merging, what_a_start_function_reaches_is_checked_and_is_there_in_time) {
  constexpr const char* a = R"((module (import "b" "f" (func $f (result i32)))
    (func (export "g") (result i32) (i32.add (call $f) (i32.const 10)))))";
  constexpr const char* b =
      R"((module (import "a" "g" (func $g (result i32))) (func (export "f") (result i32) (i32.const 1))
    (func (export "through") (result i32) (call $g))))";
  constexpr const char* c = R"((module (import "b" "through" (func $t (result i32))) (global $n (mut i32) (i32.const 0))
    (func $start (global.set $n (call $t))) (start $start) (func (export "run") (result i32) (global.get $n))))";
  EXPECT_EQ(run({{"a", a}, {"b", b}, {"c", c}}), "11 ");
  EXPECT_THAT(text({{"a", a}, {"b", b}, {"c", c}}), HasSubstr("call_indirect"));
}

// Where instantiation ends before there is an instance of `b`, the host has a function of `a` in its table.
TEST_F(merging, what_the_host_has_from_a_failed_instantiation_traps_where_it_is_not_there_yet) {
  const std::string a = R"((module (import "b" "g" (func $g (result i32))) (import "env" "t" (table $t 1 funcref))
    (func $f (export "f") (result i32) (call $g)) (elem $e )";
  const std::string in_table = a + "(table $t) (i32.const 0) func $f))";
  const std::string by_start =
      a + "func $f) (func $s (table.init $t $e (i32.const 0) (i32.const 0) (i32.const 1))) (start $s))";
  const std::string by_global = R"((module (import "b" "g" (func $g (result i32)))
    (import "env" "g" (global $x (mut funcref))) (func $f (export "f") (result i32) (call $g))
    (table $own funcref (elem $f)) (func $s (global.set $x (table.get $own (i32.const 0)))) (start $s)))";
  const std::string b = R"((module (import "a" "f" (func $f (result i32))) (memory 1)
    (data (i32.const 65530) "bytes)";
  const std::string traps = b + R"(xx") (func (export "g") (result i32) (i32.const 1))))";
  const std::string fits = b + R"(") (func (export "g") (result i32) (i32.const 1))))";
  const std::string starts =
      b + R"(") (func $s unreachable) (start $s) (func (export "g") (result i32) (i32.const 1))))";
  for (const std::string& wat : {in_table, by_start, by_global}) {
    EXPECT_THAT(text({{"a", wat}, {"b", traps}}), HasSubstr("call_indirect")) << wat;
    EXPECT_THAT(text({{"a", wat}, {"b", starts}}), HasSubstr("call_indirect")) << wat;
  }
  EXPECT_THAT(text({{"a", in_table}, {"b", fits}}), Not(HasSubstr("call_indirect")));
  const std::string own = R"((module (import "b" "g" (func $g (result i32))) (table 1 funcref) (elem (i32.const 0) $f)
    (func $f (export "f") (result i32) (call $g))))";
  EXPECT_THAT(text({{"a", own}, {"b", traps}}), Not(HasSubstr("call_indirect")));
}

TEST_F(merging, circles_of_what_is_no_function_are_shown) {
  constexpr const char* a = R"((module (import "b" "m" (memory 1)) (func (export "f"))))";
  constexpr const char* b = R"((module (import "a" "f" (func)) (memory (export "m") 1)))";
  EXPECT_THAT(error({{"a", a}, {"b", b}}),
              AllOf(HasSubstr("a.wat:1:9: import \"b\" \"m\": "), HasSubstr("give b before a"),
                    HasSubstr("\n  a imports \"m\" of b\n  b imports \"f\" of a")));
  EXPECT_EQ(error({{"b", b}, {"a", a}}), "");
}

TEST_F(merging, functions_that_nobody_defines_are_refused) {
  constexpr const char* a = R"((module (import "b" "f" (func $f)) (export "f" (func $f))))";
  constexpr const char* b = R"((module (import "a" "f" (func $f)) (export "f" (func $f))))";
  MergeOptions options;
  options.exports.conflicts = ExportChoice::Conflicts::rename;
  EXPECT_THAT(error({{"a", a}, {"b", b}}, options),
              AllOf(HasSubstr("b.wat:1:9: the function \"f\" of b is imported in a circle: nobody defines it"),
                    HasSubstr("\n  b imports \"f\" of a\n  a imports \"f\" of b")));
}

TEST_F(merging, types_have_to_match) {
  constexpr const char* main = R"((module
    (import "lib" "f" (func (param i64)))))";
  EXPECT_THAT(error({{"main", main}, {"lib", lib}}),
              AllOf(HasSubstr("main.wat:2:5: import \"lib\" \"f\": lib.wat exports it with another type"),
                    HasSubstr("expected (func (param i64))")));
}

TEST_F(merging, what_nobody_supplies_remains_imported) {
  constexpr const char* a = R"((module (import "env" "f" (func $log (param i32))) (import "env" "m" (memory 1))
    (import "x" "b" (func)) (func (export "a") (call $log (i32.const 1)))))";
  constexpr const char* b =
      R"((module (import "env" "f" (func (param i32))) (import "env" "m" (memory 2)) (import "a" "no" (func))))";
  const Merged result = merged({{"a", a}, {"b", b}});
  const std::string text = print_module(result.module);
  EXPECT_THAT(text, HasSubstr("(import \"env\" \"f\" (func $log (type 0)))\n  (import \"env\" \"m\" (memory 2))\n"));
  EXPECT_THAT(text, HasSubstr("(import \"a\" \"no\""));
  EXPECT_EQ(result.missing, (std::vector<std::pair<std::size_t, ImportNames>>{{1, {"a", "no"}}}));
  MergeOptions options;
  options.flatten.remove_unused = true;
  EXPECT_TRUE(merged({{"a", a}, {"b", b}}, options).missing.empty());
}

TEST_F(merging, exports_that_clash) {
  constexpr const char* a = R"((module (func (export "f") (result i32) (i32.const 1)) (func (export "b.f"))))";
  constexpr const char* b = R"((module (func (export "f") (result i32) (i32.const 2))))";
  const Texts texts{{"a", a}, {"b", b}};
  EXPECT_THAT(error(texts), HasSubstr("b.wat:1:15: a and b both export \"f\": --conflicts=rename"));
  MergeOptions options;
  options.exports.conflicts = ExportChoice::Conflicts::rename;
  EXPECT_THAT(text(texts, options), HasSubstr("(export \"b.f'\" (func 2))"));
  options.exports.conflicts = ExportChoice::Conflicts::skip;
  EXPECT_THAT(text(texts, options), Not(HasSubstr("(func 2)")));
  options = {};
  options.exports.renamed = {{"a.f", "run"}};
  EXPECT_EQ(run(texts, options), "1 ");
  options.exports.renamed = {{"a.f", "run"}, {"no", "x"}};
  EXPECT_THAT(error(texts, options), HasSubstr("--rename-export: no module exports \"no\""));
}

TEST_F(merging, all_exports_that_clash_are_named) {
  constexpr const char* a = R"((module (func (export "f")) (func (export "g")) (func (export "h"))))";
  EXPECT_THAT(error({{"a", a}, {"b", ""}}),
              HasSubstr("a and b both export \"f\" (\"g\", \"h\" also more than once): --conflicts=rename"));
}

TEST_F(merging, choices_without_effect_are_refused) {
  constexpr const char* a = R"((module (func (export "run")) (func (export "x"))))";
  MergeOptions options;
  options.exports.keep = {{"^run", [](std::string_view name) { return name == "run"; }},
                          {"^no", [](std::string_view) { return false; }}};
  EXPECT_THAT(error({{"a", a}}, options), HasSubstr("--keep: no module exports what \"^no\" finds"));
  options.exports.keep.pop_back();
  EXPECT_EQ(error({{"a", a}}, options), "");
  options.exports.only = {"x"};
  options.exports.hidden = {"a.x"};
  EXPECT_THAT(error({{"a", a}}, options), HasSubstr("--export: \"x\" is hidden by --hide"));
  options = {};
  options.exports.only = {"run"};
  options.exports.renamed = {{"a.x", "y"}};
  EXPECT_THAT(error({{"a", a}}, options), HasSubstr("--rename-export: \"a.x\" is not exported; --export a.x"));
}

TEST_F(merging, exports_can_be_chosen) {
  constexpr const char* a =
      R"((module (func (export "run")) (func (export "keep1")) (func (export "keep2")) (func (export "x"))))";
  MergeOptions options;
  options.exports.keep = {{"^keep", [](std::string_view name) { return name.substr(0, 4) == "keep"; }}};
  options.exports.only = {"run"};
  options.exports.hidden = {"a.keep2"};
  EXPECT_THAT(text({{"a", a}}, options), AllOf(HasSubstr("\"run\""), HasSubstr("\"keep1\""),
                                               Not(HasSubstr("\"keep2\"")), Not(HasSubstr("\"x\""))));
  options.exports.hidden = {"y"};
  EXPECT_THAT(error({{"a", a}}, options), HasSubstr("--hide: no module exports \"y\""));
}

TEST_F(merging, fields_of_exported_instances_can_be_chosen) {
  constexpr const char* a = R"((module
    (module $J (func (export "h"))) (instance $j (instantiate $J))
    (module $M (import "j" (instance $j (export "h" (func)))) (func (export "f")) (func (export "g"))
      (export "j" (instance $j)))
    (instance $l (instantiate $M (import "j" (instance $j)))) (export "l" (instance $l)) (func (export "x"))))";
  MergeOptions options;
  options.flatten.boundary = FlattenOptions::Boundary::flat;
  const auto exports = [&] {
    std::string names;
    const Merged result = merged({{"a", a}}, options);
    for (const Export& item : result.module.exports) names += *item.name + " ";
    EXPECT_LE(result.flatten.paths.exports.size(), result.module.exports.size());
    return names;
  };
  EXPECT_EQ(exports(), "l.f l.g l.j.h x ");
  options.exports.only = {"l.f", "a.l.j"};
  EXPECT_EQ(exports(), "l.f l.j.h ");
  options.exports.hidden = {"l.j.h"};
  EXPECT_EQ(exports(), "l.f ");
  options.exports.only = {};
  EXPECT_EQ(exports(), "l.f l.g x ");
  options.exports.hidden = {"l"};
  EXPECT_EQ(exports(), "x ");
  options.exports.hidden = {};
  options.exports.keep = {
      {"[.]g$|x$", [](std::string_view name) { return name.ends_with(".g") || name.ends_with("x"); }}};
  EXPECT_EQ(exports(), "l.g x ");
  options.exports = {};
  options.exports.only = {"l.k"};
  EXPECT_THAT(error({{"a", a}}, options), HasSubstr("--export: no module exports \"l.k\""));
  options.exports = {};
  options.exports.renamed = {{"l.f", "y"}};
  EXPECT_THAT(error({{"a", a}}, options), HasSubstr("can only be renamed with it, by l=NAME"));
  options.exports.renamed = {{"l", "y"}};
  options.exports.only = {"l.f"};
  EXPECT_EQ(exports(), "y.f ");
}

TEST_F(merging, imports_can_be_renamed) {
  constexpr const char* a = R"((module (import "env" "f" (func)) (import "env" "g" (func)) (import "x.y" "h" (func))
    (import "one" (func)) (import "two" (func))))";
  MergeOptions options;
  options.renamed_imports = {{"env", "host"}, {"env.g", "other.g2"}, {"x.y.h", "i.j"}, {"one", "uno"}, {"two", "d.e"}};
  EXPECT_THAT(text({{"a", a}}, options),
              AllOf(HasSubstr("\"host\" \"f\""), HasSubstr("\"other\" \"g2\""), HasSubstr("\"i\" \"j\""),
                    HasSubstr("\"\" \"uno\""), HasSubstr("\"d\" \"e\"")));
  options.renamed_imports = {{"no", "x"}};
  EXPECT_THAT(error({{"a", a}}, options), HasSubstr("--rename-import: nothing is imported by \"no\""));
  options.renamed_imports = {{"env.f", "x"}};
  EXPECT_THAT(error({{"a", a}}, options), HasSubstr("\"env.f\" takes two names"));
}

TEST_F(merging, names_of_imports_with_dots) {
  constexpr const char* user = R"((module (import "h" "g" (func)) (import "i" "k" (func))))";
  constexpr const char* lib = R"((module (func (export "[method]d.get"))))";
  const Texts texts{{"user", user}, {"fs", lib}};
  MergeOptions options;
  options.renamed_imports = {{"h.g", "fs.[method]d.get"}};
  EXPECT_THAT(text(texts, options), Not(HasSubstr("\"h\" \"g\"")));
  EXPECT_EQ(merged(texts, options).guesses,
            (std::vector<std::pair<Name, ImportNames>>{{"fs.[method]d.get", {"fs", "[method]d.get"}}}));
  options.renamed_imports = {{"h.g", "a.b.c"}};
  EXPECT_THAT(text(texts, options), HasSubstr("\"a.b\" \"c\""));
  options.renamed_imports = {{"h.g", "i.b.c"}};
  EXPECT_THAT(text(texts, options), HasSubstr("\"i\" \"b.c\""));
  options.renamed_imports = {{"\"h\".\"g\"", "\"a\".\"b.\\\"c\""}};
  EXPECT_THAT(text(texts, options), HasSubstr("\"a\" \"b.\\22c\""));
  options.renamed_imports = {{"h.g", "\"a"}};
  EXPECT_THAT(error(texts, options), HasSubstr("a quote is not closed"));
  options.renamed_imports = {{"h.g", "\"a\"b"}};
  EXPECT_THAT(error(texts, options), HasSubstr("expected \"NAME\""));
}

TEST_F(merging, what_is_renamed_is_one_thing) {
  constexpr const char* user =
      R"((module (import "a.b" "c" (func)) (import "a" "b.c" (func)) (import "x" "f" (func))))";
  MergeOptions options;
  options.renamed_imports = {{"a.b.c", "q.w"}};
  EXPECT_THAT(error({{"user", user}}, options),
              HasSubstr("--rename-import: \"a.b.c\" may be each of \"a\".\"b.c\", \"a.b\".\"c\""));
  options.renamed_imports = {{"\"a\".\"b.c\"", "q.w"}};
  EXPECT_THAT(text({{"user", user}}, options), AllOf(HasSubstr("\"a.b\" \"c\""), HasSubstr("\"q\" \"w\"")));
  options.renamed_imports = {{"x", "y"}, {"x", "z"}};
  EXPECT_THAT(error({{"user", user}}, options), HasSubstr("--rename-import: \"x\" is given twice"));
  options.renamed_imports = {{"x", "y"}, {"x.f", "z.g"}};
  EXPECT_THAT(text({{"user", user}}, options), HasSubstr("\"z\" \"g\""));
}

// As single-level imports are in what `flatten` writes.
TEST_F(merging, the_name_of_a_module_may_be_empty) {
  constexpr const char* user =
      R"((module (import "" "f" (func $f (result i32))) (func (export "run") (result i32) (call $f))))";
  constexpr const char* lib = R"((module (func $f (export "f") (result i32) (i32.const 5))))";
  EXPECT_EQ(run({{"user", user}, {"", lib}}), "5 ");
  EXPECT_THAT(text({{"user", user}, {"", lib}}), HasSubstr("$\"\\22\\22.f\""));
  EXPECT_THAT(error({{"a", lib}, {"", lib}}), HasSubstr("a and \"\" both export \"f\""));
  MergeOptions options;
  options.renamed_imports = {{".f", "lib.f"}};
  EXPECT_EQ(run({{"user", user}, {"lib", lib}}, options), "5 ");
  options.renamed_imports = {{"\"\"", "lib"}};
  EXPECT_EQ(run({{"user", user}, {"lib", lib}}, options), "5 ");
}

TEST_F(merging, imports_that_one_thing_can_be_are_one) {
  constexpr const char* a = R"((module (import "e" "m" (memory 1 3)) (import "e" "t" (table 5 funcref))
    (import "e" "far" (memory 1 2)) (export "x" (memory 0))))";
  constexpr const char* b = R"((module (import "e" "m" (memory 2)) (import "e" "t" (table 1 9 funcref))
    (import "e" "far" (memory 3)) (export "y" (memory 0))))";
  EXPECT_THAT(text({{"a", a}, {"b", b}}),
              AllOf(HasSubstr("\"e\" \"m\" (memory 2 3)"), Not(HasSubstr("(memory 1 3)")),
                    HasSubstr("\"e\" \"t\" (table 5 9 funcref)"), HasSubstr("\"e\" \"far\" (memory 1 2)"),
                    HasSubstr("\"e\" \"far\" (memory 3)")));
}

TEST_F(merging, object_files_are_refused) {
  constexpr const char* object = R"((module (import "env" "__linear_memory" (memory 0)) (func (export "f"))
    (@custom "linking" (after code) "\02")))";
  EXPECT_THAT(error({{"a", object}}), HasSubstr("a.wat:1:1: this is an object file: make a module of it first"));
  EXPECT_EQ(error({{"a", R"((module (memory 0) (@custom "linking" (after code) "\02")))"}}), "");
}

// What it says of indices is not so any more, and there are names besides it.
TEST_F(merging, malformed_names_are_left_out) {
  constexpr const char* bad = R"((module (func (export "f")) (@custom "name" (after code) "\01\05\01\00\02f")))";
  constexpr const char* good = R"((module (func $g (export "g"))))";
  const Merged result = merged({{"good", good}, {"bad", bad}});
  EXPECT_THAT(print_module(result.module), Not(HasSubstr("@custom")));
  EXPECT_EQ(result.flatten.dropped_customs, std::vector<std::string>{"name"});
}

TEST_F(merging, build_ids_of_several_are_left_out) {
  constexpr const char* a = R"((module (func (export "f")) (@custom "build_id" (after code) "\01a")))";
  constexpr const char* b = R"((module (func (export "g")) (@custom "build_id" (after code) "\01b")))";
  const Merged result = merged({{"a", a}, {"b", b}});
  EXPECT_THAT(print_module(result.module), Not(HasSubstr("build_id")));
  EXPECT_EQ(result.flatten.dropped_customs, (std::vector<std::string>{"build_id", "build_id"}));
}

TEST_F(merging, imports_are_linked_by_the_names_that_they_are_given) {
  constexpr const char* main =
      R"((module (import "env" "f" (func $f (result i32))) (func (export "run") (result i32) (call $f))))";
  constexpr const char* lib = R"((module (func (export "g") (result i32) (i32.const 5))))";
  MergeOptions options;
  options.renamed_imports = {{"env.f", "lib.g"}};
  EXPECT_EQ(run({{"main", main}, {"lib", lib}}, options), "5 ");
  constexpr const char* user = R"((module (import "lib" "g" (func (result i32)))))";
  options.renamed_imports = {{"lib", "host"}};
  EXPECT_THAT(text({{"user", user}, {"lib", lib}}, options), HasSubstr("(import \"host\" \"g\""));
}

// Guarded once is enough: what the table's function calls is called directly, as the start function cannot call that.
TEST_F(merging, guards_do_not_make_others_needed) {
  constexpr const char* c = R"((module (import "d" "f" (func $f)) (import "d" "h" (func $h))
    (table 1 funcref) (elem (i32.const 0) $g) (func $g (call $h)) (func (export "z")) (func $s (call $f)) (start $s)))";
  constexpr const char* d = R"((module (import "c" "z" (func)) (func (export "f")) (func (export "h"))))";
  EXPECT_EQ(run({{"c", c}, {"d", d}}), "start: uninitialized element");
}

TEST_F(merging, guarded_tail_calls_take_no_stack) {
  constexpr const char* e = R"((module (import "o" "odd" (func $odd (param i32) (result i32)))
    (func $even (export "even") (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
      (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
    (func $s (drop (call $even (i32.const 0)))) (start $s)
    (func (export "run") (result i32) (call $even (i32.const 1000000)))))";
  constexpr const char* o = R"((module (import "e" "even" (func $even (param i32) (result i32)))
    (func (export "odd") (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
      (return_call $even (i32.sub (local.get 0) (i32.const 1))))))";
  EXPECT_THAT(text({{"e", e}, {"o", o}}), HasSubstr("return_call_indirect"));
  EXPECT_EQ(run({{"e", e}, {"o", o}}), "1 ");
}

TEST_F(merging, one_name_and_two_are_not_the_same) {
  constexpr const char* one = R"((module (import "x" (func))))";
  constexpr const char* two = R"((module (import "" "x" (func))))";
  EXPECT_THAT(error({{"one", one}, {"two", two}}),
              HasSubstr("two.wat:1:9: import \"\" \"x\": another import has this"));
  EXPECT_EQ(error({{"one", one}}), "");
  EXPECT_EQ(error({{"two", two}}), "");
}

TEST_F(merging, longer_names_of_exports_count) {
  constexpr const char* a = R"((module (func (export "f")) (func (export "g"))))";
  constexpr const char* b = R"((module (func (export "f"))))";
  constexpr const char* c = R"((module (func (export "a.g"))))";
  MergeOptions options;
  options.exports.renamed = {{"f", "x"}, {"b.f", "y"}};
  EXPECT_THAT(text({{"a", a}, {"b", b}}, options), AllOf(HasSubstr("\"x\""), HasSubstr("\"y\"")));
  options.exports.renamed = {{"b.f", "y"}, {"b.f", "z"}};
  EXPECT_THAT(error({{"a", a}, {"b", b}}, options), HasSubstr("\"b.f\" is given twice"));
  options = {};
  options.exports.only = {"f", "a.f"};
  options.exports.conflicts = ExportChoice::Conflicts::rename;
  EXPECT_EQ(error({{"a", a}, {"b", b}}, options), "");
  options.exports.only = {"a.g"};
  EXPECT_THAT(text({{"a", a}, {"c", c}}, options), AllOf(HasSubstr("\"a.g\""), Not(HasSubstr("\"g\""))));
}

TEST_F(merging, what_core_modules_cannot_export_is_refused_where_it_stands) {
  EXPECT_THAT(error({{"a", R"((module (module $M) (export "m" (module $M))))"}}), HasSubstr("a.wat:1:21: the module"));
  EXPECT_THAT(error({{"a", R"((module (module $M) (instance $i (instantiate $M)) (export "i" (instance $i))))"}}),
              HasSubstr("a.wat:1:52: the instance \"i\" is exported"));
}

// Their segments fit, so that nobody can tell their order, and none of them needs an instruction.
TEST_F(merging, segments_that_fit_stay_active) {
  constexpr const char* m = R"((module (memory 1) (table 2 funcref) (elem (i32.const 0) $f) (data (i32.const 8) "hello")
    (func $f (export "f") (drop (i32.load (i32.const 0))) (table.set (i32.const 1) (table.get (i32.const 0))))))";
  MergeOptions options;
  options.exports.conflicts = ExportChoice::Conflicts::skip;
  EXPECT_THAT(text({{"a", m}, {"b", ""}}, options), AllOf(Not(HasSubstr("start")), Not(HasSubstr("memory.init"))));
  options.flatten.remove_unused = true;
  const std::string text = this->text({{"a", m}, {"b", ""}}, options);
  EXPECT_THAT(text, Not(HasSubstr("memory 1)\n  (memory")));
}

// --- what other mergers of modules are tried with, and what it comes to here

TEST_F(merging, calls_go_around_in_both_directions) {
  constexpr const char* first = R"((module (import "second" "forward" (func $forward (param i32) (result i32)))
    (import "third" "backward" (func $backward (param i32) (result i32)))
    (func (export "forward") (param i32) (result i32) (call $forward (i32.add (local.get 0) (i32.const 1))))
    (func (export "backward") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
    (func (export "run") (result i32 i32) (call $forward (i32.const 10)) (call $backward (i32.const 10)))))";
  constexpr const char* second = R"((module (import "third" "forward" (func $forward (param i32) (result i32)))
    (import "first" "backward" (func $backward (param i32) (result i32)))
    (func (export "forward") (param i32) (result i32) (call $forward (i32.add (local.get 0) (i32.const 2))))
    (func (export "backward") (param i32) (result i32) (call $backward (i32.mul (local.get 0) (i32.const 3))))))";
  constexpr const char* third = R"((module (import "first" "forward" (func $forward (param i32) (result i32)))
    (import "second" "backward" (func $backward (param i32) (result i32)))
    (func (export "forward") (param i32) (result i32)
      (if (result i32) (i32.gt_u (local.get 0) (i32.const 20)) (then (local.get 0))
        (else (call $forward (local.get 0)))))
    (func (export "backward") (param i32) (result i32) (call $backward (i32.mul (local.get 0) (i32.const 5))))))";
  MergeOptions options;
  options.exports.only = {"run"};
  EXPECT_EQ(run({{"first", first}, {"second", second}, {"third", third}}, options), "21 300 ");
  EXPECT_EQ(run({{"third", third}, {"second", second}, {"first", first}}, options), "21 300 ");
}

// What is exported may be more special than what is imported.
TEST_F(merging, functions_and_globals_match_by_subtyping) {
  constexpr const char* lib = R"((module (type $super (sub (func (param i32) (result anyref))))
    (type $sub (sub final $super (func (param i32) (result (ref i31)))))
    (func (export "f") (type $sub) (ref.i31 (local.get 0)))
    (global (export "g") (ref i31) (ref.i31 (i32.const 5)))))";
  constexpr const char* main = R"((module (type $super (sub (func (param i32) (result anyref))))
    (import "lib" "f" (func $f (type $super))) (import "lib" "g" (global $g anyref))
    (func (export "run") (result i32 i32) (i31.get_u (ref.cast (ref i31) (call $f (i32.const 7))))
      (i31.get_u (ref.cast (ref i31) (global.get $g))))))";
  EXPECT_EQ(run({{"main", main}, {"lib", lib}}), "7 5 ");
  EXPECT_THAT(error({{"main", R"((module (import "lib" "g" (global (mut anyref)))))"}, {"lib", lib}}),
              HasSubstr("lib.wat exports it with another type"));
}

TEST_F(merging, types_of_one_structure_are_one) {
  constexpr const char* lib =
      R"((module (rec (type $p (struct (field (mut i32)) (field (ref null $q)))) (type $q (array i8)))
    (func (export "make") (result (ref $p)) (struct.new $p (i32.const 6) (ref.null $q)))))";
  constexpr const char* main = R"((module (type $own (func))
    (rec (type $p (struct (field (mut i32)) (field (ref null $q)))) (type $q (array i8)))
    (import "lib" "make" (func $make (result (ref $p))))
    (func (export "run") (result i32 i32)
      (struct.get $p 0 (call $make)) (ref.test (ref $p) (ref.as_non_null (block (result anyref) (call $make)))))))";
  EXPECT_EQ(run({{"main", main}, {"lib", lib}}), "6 1 ");
}

// The supplier of a constant comes first, wherever it is given.
TEST_F(merging, initialisers_read_globals_of_others) {
  constexpr const char* main = R"((module (import "lib" "base" (global $base i32)) (memory 1)
    (global $own (mut i32) (i32.add (global.get $base) (i32.const 2))) (data (global.get $base) "\09")
    (func (export "run") (result i32 i32) (global.get $own) (i32.load8_u (i32.const 40)))))";
  constexpr const char* lib = R"((module (global $half i32 (i32.const 20))
    (global (export "base") i32 (i32.add (global.get $half) (global.get $half)))))";
  EXPECT_EQ(run({{"main", main}, {"lib", lib}}), "42 9 ");
  EXPECT_EQ(run({{"lib", lib}, {"main", main}}), "42 9 ");
}

constexpr const char* journal = R"((module (global $log (mut i32) (i32.const 0))
  (func (export "note") (param i32)
    (global.set $log (i32.add (i32.mul (global.get $log) (i32.const 10)) (local.get 0))))
  (func (export "run") (result i32) (global.get $log))))";

// Notes a digit when it starts, then returns early.
std::string starting(const char* digit) {
  return std::string(R"((module (import "log" "note" (func $note (param i32)))
    (func $start (call $note (i32.const )") +
         digit + R"()) (return)) (start $start)))";
}

TEST_F(merging, start_functions_run_in_the_order_given) {
  EXPECT_EQ(run({{"log", journal}, {"a", starting("1")}, {"b", starting("2")}, {"c", starting("3")}}), "123 ");
  EXPECT_EQ(run({{"c", starting("3")}, {"log", journal}, {"a", starting("1")}, {"b", starting("2")}}), "312 ");
}

TEST_F(merging, some_modules_have_a_start_function) {
  const std::string none = R"((module (import "log" "note" (func (param i32)))))";
  EXPECT_EQ(run({{"log", journal}, {"a", starting("1")}, {"b", none}}), "1 ");
  EXPECT_EQ(run({{"log", journal}, {"a", none}, {"b", starting("2")}}), "2 ");
  EXPECT_EQ(run({{"none", "(module)"}, {"log", journal}, {"a", starting("1")}, {"b", starting("2")}}), "12 ");
}

// An instance that traps keeps those behind it from being made, and what those before it did stays done.
TEST_F(merging, a_start_function_that_traps_ends_it) {
  constexpr const char* traps = R"((module (import "log" "note" (func $note (param i32)))
    (func $start (call $note (i32.const 4)) unreachable) (start $start)))";
  EXPECT_EQ(run({{"log", journal}, {"a", traps}, {"b", starting("2")}}), "start: unreachable");
}

// As instantiating in turn: what a later module puts into a table or a memory is not there when an earlier one looks.
TEST_F(merging, what_a_later_module_writes_is_not_there_earlier) {
  constexpr const char* early = R"((module (table $t (export "t") 1 funcref) (memory (export "m") 1)
    (global $seen (mut i32) (i32.const 7))
    (data (i32.const 0) "\01")
    (func $start (global.set $seen (i32.load8_u (i32.const 0)))) (start $start)
    (type $i (func (result i32)))
    (func (export "run") (result i32 i32 i32)
      (global.get $seen) (i32.load8_u (i32.const 0)) (call_indirect (type $i) (i32.const 0)))))";
  constexpr const char* late = R"((module (import "early" "t" (table 1 funcref)) (import "early" "m" (memory 1))
    (elem (i32.const 0) $f) (data (i32.const 0) "\02") (func $f (result i32) (i32.const 3))))";
  EXPECT_EQ(run({{"early", early}, {"late", late}}), "1 2 3 ");
  EXPECT_EQ(run({{"late", late}, {"early", early}}), "1 2 3 ");
}

// Each has its own: none of what has the same name or index is mixed up.
TEST_F(merging, tables_memories_and_segments_of_all_stay_apart) {
  constexpr const char* module = R"((module (type $vec (array funcref)) (type $bytes (array i8))
    (type $i (func (result i32)))
    (memory $small 0) (memory $m 1) (table $none 1 funcref) (table $t 4 funcref)
    (data $passive "XY%") (data (memory $m) (i32.const 8) "%")
    (elem $funcs func $f $g) (elem (table $t) (i32.const 2) func $f)
    (func $f (result i32) (i32.const %)) (func $g (result i32) (i32.const 1%))
    (func (export "at%") (result i32 i32 i32 i32)
      (i32.load8_u $m (i32.const 8)) (call_indirect $t (type $i) (i32.const 2))
      (array.get_u $bytes (array.new_data $bytes $passive (i32.const 0) (i32.const 3)) (i32.const 2))
      (call_ref $i (ref.cast (ref $i)
        (array.get $vec (array.new_elem $vec $funcs (i32.const 0) (i32.const 2)) (i32.const 1)))))))";
  const auto numbered = [&](char digit) {
    std::string text = module;
    for (std::size_t at = 0; (at = text.find('%', at)) != std::string::npos;) text[at] = digit;
    return text;
  };
  MergeOptions options;
  options.flatten.remove_unused = true;
  for (const auto& [name, expected] : {std::pair("at4", "52 4 52 14 "), std::pair("at5", "53 5 53 15 ")}) {
    options.exports.only = {name};
    options.exports.renamed = {{name, "run"}};
    EXPECT_EQ(run({{"a", numbered('4')}, {"b", numbered('5')}}, options), expected);
  }
}

TEST_F(merging, memories_and_tables_with_wide_addresses_keep_them) {
  constexpr const char* wide = R"((module (table $t (export "t") i64 2 funcref) (memory (export "m") i64 1)
    (elem (table $t) (i64.const 1) func $f) (data (i64.const 3) "\05") (func $f (result i32) (i32.const 6))))";
  constexpr const char* main =
      R"((module (import "wide" "t" (table $t i64 2 funcref)) (import "wide" "m" (memory i64 1))
    (memory $own 1) (type $i (func (result i32)))
    (func (export "run") (result i32 i32) (i32.load8_u (i64.const 3))
      (call_indirect $t (type $i) (i64.const 1)))))";
  EXPECT_EQ(run({{"main", main}, {"wide", wide}}), "5 6 ");
}

// What is imported may be what the supplier itself imports, from another one or from the host.
TEST_F(merging, what_is_only_passed_on_is_what_it_was) {
  constexpr const char* owner = R"((module (memory (export "m") 1) (tag (export "e") (param i32))
    (global (export "g") (mut i32) (i32.const 4)) (func (export "f") (result i32) (i32.const 8))))";
  constexpr const char* through = R"((module (import "owner" "m" (memory 1)) (import "owner" "e" (tag (param i32)))
    (import "owner" "g" (global (mut i32))) (import "owner" "f" (func (result i32))) (import "env" "h" (func))
    (export "m2" (memory 0)) (export "e2" (tag 0)) (export "g2" (global 0)) (export "f2" (func 0))
    (export "h2" (func 1))))";
  constexpr const char* main =
      R"((module (import "through" "m2" (memory 1)) (import "through" "e2" (tag $e (param i32)))
    (import "owner" "e" (tag $same (param i32))) (import "owner" "m" (memory $m 1))
    (import "owner" "g" (global $g (mut i32)))
    (import "through" "g2" (global $g2 (mut i32))) (import "through" "f2" (func $f (result i32)))
    (func (export "run") (result i32 i32 i32)
      (i32.store $m (i32.const 0) (call $f)) (global.set $g (i32.load (i32.const 0)))
      (global.get $g2) (i32.load (i32.const 0))
      (block $h (result i32) (try_table (catch $same $h) (throw $e (i32.const 9))) unreachable))))";
  EXPECT_EQ(run({{"main", main},
                 {"through", R"((module (import "owner" "m" (memory 1)) (import "owner" "e" (tag (param i32)))
    (import "owner" "g" (global (mut i32))) (import "owner" "f" (func (result i32)))
    (export "m2" (memory 0)) (export "e2" (tag 0)) (export "g2" (global 0)) (export "f2" (func 0))))"},
                 {"owner", owner}}),
            "8 8 9 ");
  MergeOptions options;
  options.flatten.remove_unused = true;
  options.exports.only = {"h2"};
  EXPECT_THAT(text({{"through", through}, {"owner", owner}}, options),
              HasSubstr("(import \"env\" \"h\" (func (type 0)))"));
}

TEST_F(merging, names_stay_and_are_told_apart) {
  constexpr const char* a = R"((module (func $f (export "f")) (func (export "f1")) (table $t (export "t") 1 funcref)
    (global $g (export "g") i32 (i32.const 0)) (memory $m (export "m") 0) (tag $e (export "e")) (elem $s func $f)
    (data $d "x")))";
  constexpr const char* b = R"((module (func $f (export "f")) (func (export "f1")) (table $t (export "t") 1 funcref)
    (global $g (export "g") i32 (i32.const 0)) (memory $m (export "m") 0) (tag $e (export "e")) (elem $s func $f)
    (data $d "x")))";
  MergeOptions options;
  options.exports.conflicts = ExportChoice::Conflicts::rename;
  const Module module = merged({{"a", a}, {"b", b}}, options).module;
  const std::string text = print_module(module);
  for (const char* const name :
       {"a.f", "b.f", "a.t", "b.t", "a.g", "b.g", "a.m", "b.m", "a.e", "b.e", "a.s", "b.s", "a.d", "b.d"}) {
    EXPECT_THAT(text, HasSubstr(std::string("$") + name + " ")) << name;
  }
}

TEST_F(merging, branch_hints_stay_with_their_functions) {
  constexpr const char* hinted = R"((module (func (export "%") (param i32)
    (@metadata.code.branch_hint "\01") (if (local.get 0) (then (nop))))))";
  std::string second = hinted;
  second[second.find('%')] = '2';
  const std::string text = this->text({{"a", "(module (func (export \"first\")))"}, {"b", hinted}, {"c", second}});
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find("@metadata.code.branch_hint", at)) != std::string::npos; ++at) ++count;
  EXPECT_EQ(count, 2u);
}

}  // namespace
}  // namespace modlink::transform

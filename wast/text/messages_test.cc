// What is said about text of module linking beyond the words that all engines share. spec: text/modules; Explainer.md
#include "wast/text/text_test.h"

namespace modlink::text {
namespace {

TEST(parse_messages, imports) {
  expect_malformed(R"((import "i" (instance $i (export "f1" (func 0)))))", "unexpected token 0, expected `)`");
  expect_malformed(R"((import "i" (instance $i "f1")))",
                   "unexpected token string, expected an entry of a module or instance type");
  expect_malformed(R"((import "i" (instance $i)) (import "j" (instance $i)))", "duplicate instance $i");
  expect_malformed("(import $x (func))", "unexpected token $x, expected a string");
  expect_malformed(R"((import "x" (start)))", "unexpected token start, expected an external type");
  expect_malformed(R"((import "x" ("func")))", "unexpected token string, expected an external type");
  expect_malformed(R"((import "x" ()))", "unexpected token ), expected an external type");
  expect_malformed("(func (import))", "unexpected token ), expected a string");
}

TEST(parse_messages, aliases) {
  expect_malformed(R"((type $T (func)) (type (instance (export "f" (func (type $T))))))", "unknown type $T");
  expect_malformed(R"((func (call (func $i "f"))))", "unknown instance $i");
  expect_malformed(R"((import "i" (instance $i (export "f" (func)))) (alias $i "f" (func $f)) (func $f))",
                   "duplicate func $f");
  expect_malformed(R"((import "i" (instance $i (export "f" (func)))) (alias $i "f" (func)) (start $f))",
                   "unknown function $f");
  expect_malformed(R"((import "i" (instance)) (alias "f" (func)))", "unexpected token ), expected `(`");
  expect_malformed(R"((import "i" (instance)) (alias 0 "f" func))", "unexpected token func, expected `(`");
  expect_malformed(R"((import "i" (instance)) (alias 0 "f" "g" (func)))", "unexpected token string, expected `(`");
  expect_malformed(R"((import "i" (instance)) (alias 0 "f" (func (result i32))))", "unexpected token (, expected `)`");
  expect_malformed(R"((import "i" (instance)) (alias 0 "f" (type)))",
                   "unexpected token type, expected a kind that has aliases");
  expect_malformed(R"((import "i" (instance)) (func (alias 0)))", "unexpected token ), expected a string");
  expect_malformed(R"((import "i" (instance)) (func (alias "f")))",
                   "unexpected token string, expected an instance index");
  expect_malformed(R"((import "i" (instance)) (type (alias 0 "f")))", "unexpected token 0, expected outer");
  expect_malformed(R"((import "i" (instance $i)) (func (atomic.fence (memory $i "m"))))",
                   "unexpected token memory, expected an instruction", with({Feature::threads}));
  expect_malformed(R"((import "i" "t" (table 1 funcref)) (elem $e func) (func (elem.drop (table 0 "t") $e)))",
                   "unexpected token (, expected an elem index");
  expect_malformed(R"((import "i" (instance $i (export "t" (table 1 funcref)))) (func (call (table $i "t"))))",
                   "unexpected token table, expected func");
  expect_malformed(R"((import "i" (instance $i (export "f" (func)))) (start (global $i "f")))",
                   "unexpected token global, expected func");
  expect_malformed(R"((import "i" (instance $i)) (func (call (func $i))))",
                   "unexpected token ), expected the path of an alias");
  expect_malformed(R"((import "i" (instance $i)) (func (call ($i "f"))))", "unexpected token $i, expected func");
  expect_malformed(R"((import "i" (instance $i)) (func (drop (local.get (func $i "f")))))",
                   "unexpected token (, expected a local index");
  expect_malformed(R"((import "i" (instance $i)) (func (br (func $i "f"))))", "unexpected token (, expected a label");
  expect_malformed(R"((import "i" (instance $i)) (func (data.drop (memory $i "f"))))",
                   "unexpected token (, expected a data index");
}

TEST(parse_messages, outer_aliases) {
  expect_malformed("(module $P (func $f) (module (func (call (func outer $P $f)))))",
                   "unexpected token outer, expected a func index");
  expect_malformed(R"((module $P (module (export "i" (instance outer $P 0)))))",
                   "unexpected token outer, expected an instance index");
  expect_malformed("(module $P (module (func (call (type outer $P 0)))))", "unexpected token type, expected func");
  expect_malformed("(module $P (module (instance (instantiate (type outer $P 0)))))",
                   "unexpected token type, expected module");
  expect_malformed("(module $P (module (func (type outer $P))))", "unexpected token ), expected a type index");
  expect_malformed("(module $P (module (func (type outer))))", "unexpected token ), expected an identifier");
  expect_malformed("(module $P (module (func (type outer $Q 0))))", "unknown outer module $Q");
  expect_malformed("(module (alias outer -1 0 (type)))", "unexpected token -1, expected an identifier");
  expect_malformed("(module (alias outer 0 0 (func)))", "unexpected token func, expected a kind that has aliases");
  expect_malformed("(module (alias outer 0 0 (instance)))",
                   "unexpected token instance, expected a kind that has aliases");
  expect_malformed("(module (alias outer 0 0 (memory)))", "unexpected token memory, expected a kind that has aliases");
  expect_malformed("(module (alias outer 0 0 (table)))", "unexpected token table, expected a kind that has aliases");
  expect_malformed("(module (alias outer 0 0 (global)))", "unexpected token global, expected a kind that has aliases");
  expect_malformed("(module (alias outer 0 0 (tag)))", "unexpected token tag, expected a kind that has aliases");
  expect_malformed("(module (func $f (alias outer 0 0)))", "unexpected token 0, expected an alias of an export");
  expect_malformed(R"((module (alias outer "P" 0 (type))))", "unexpected token string, expected an identifier");
  expect_malformed("(module (type $T (sub (alias outer 0 0))))", "unexpected token alias, expected func");
}

TEST(parse_messages, exports) {
  expect_malformed(R"((export "m" (module $M)))", "unknown module $M");
  expect_malformed(R"((type (func)) (export "t" (type 0)))", "unexpected token type, expected a kind of export");
  expect_malformed(R"((export "i" (instance)))", "unexpected token ), expected an instance index");
  expect_malformed(R"((import "i" (instance $i)) (func (alias $i "j" "k")))", "unexpected token string, expected `)`");
  expect_malformed("(module $M) (export (module $M))", "unexpected token (, expected an instance index");
  expect_malformed(R"((import "i" (instance $i)) (export $i $i))", "unexpected token $i, expected `)`");
  expect_malformed("(type (instance (export (instance $i))))", "unexpected token instance, expected type");
}

TEST(parse_messages, module_and_instance_types) {
  expect_malformed(R"((type (instance (import "a" (func)))))",
                   "unexpected token import, expected an entry of an instance type");
  expect_malformed(R"((type (instance (func (import "a")))))", "unexpected token import, expected an external type");
  expect_malformed(R"((type (module (import "f" (func)) (export "g" (memory)))))",
                   "unexpected token ), expected an unsigned integer");
  expect_malformed("(type (instance (export (func))))", "unexpected token func, expected type");
  expect_malformed(R"((type (instance (export "t" (type)))))", "unexpected token type, expected an external type");
  expect_malformed("(type (module (func)))", "unexpected token ), expected an inline import or export");
  expect_malformed("(type (instance (memory 1)))", "unexpected token 1, expected an inline import or export");
  expect_malformed(R"((type (module (memory (export "m") (data "x")))))",
                   "unexpected token (, expected an unsigned integer");
  expect_malformed(R"((type (module (table (export "t") funcref (elem)))))",
                   "unexpected token funcref, expected an unsigned integer");
  expect_malformed("(type (module (start 0)))",
                   "unexpected token start, expected an entry of a module or instance type");
  expect_malformed(R"((type (module (data "x"))))",
                   "unexpected token data, expected an entry of a module or instance type");
  expect_malformed("(type (module (elem declare)))",
                   "unexpected token elem, expected an entry of a module or instance type");
  expect_malformed(R"((type (module (instance (export "i") (instantiate 0)))))",
                   "unexpected token instantiate, expected an entry of a module or instance type");
  expect_malformed("(type $T (module)) (type $T (instance))", "duplicate type $T");
  expect_malformed("(rec (type (module)) (type (func)))", "unexpected token module, expected func");
  expect_malformed("(type (sub (instance)))", "unexpected token instance, expected func");
  expect_malformed("(func (param module))", "unexpected token module, expected a value type");
  expect_malformed("(type (instance (alias outer 0 0 (func))))", "unexpected token func, expected `type`");
  expect_malformed("(type (instance (module $M (alias outer 0 0))))",
                   "unexpected token (, expected an inline import or export");
}

TEST(parse_messages, instances) {
  expect_malformed("(module $M) (instance $i $M)", "unexpected token $M, expected `(`");
  expect_malformed("(module $M) (instance (instantiate))", "unexpected token ), expected a module index");
  expect_malformed("(module $M) (instance (instantiate $M (func 0)))", "unexpected token func, expected import");
  expect_malformed(R"((module $M) (instance (instantiate $M (export "f" (func 0)))))",
                   "unexpected token export, expected import");
  expect_malformed("(module $M) (instance (instantiate $M (import (func 0))))",
                   "unexpected token (, expected a string");
  expect_malformed(R"((module $M) (instance (instantiate $M (import "f" (func)))))",
                   "unexpected token ), expected a func index");
  expect_malformed(R"((module $M) (instance (instantiate $M (import "f" 0))))", "unexpected token 0, expected `(`");
  expect_malformed(R"((module $M) (instance (instantiate $M (import "t" (type 0)))))",
                   "unexpected token type, expected a kind of argument");
  expect_malformed(R"((module $M) (instance (instantiate $M (import "g" (i32.const 0)))))",
                   "unexpected token i32.const, expected a kind of argument");
  expect_malformed("(instance (instantiate (module (func))))", "unexpected token func, expected the path of an alias");
}

TEST(parse_messages, nested_modules) {
  expect_malformed("(module $M) (module $M)", "duplicate module $M");
  expect_malformed("(global $g i32 (i32.const 0)) (module (func (drop (global.get $g))))", "unknown global $g");
  expect_malformed("(memory $m 1) (module (func (drop (memory.size $m))))", "unknown memory $m");
  expect_malformed("(table $t 1 funcref) (module (func (drop (table.size $t))))", "unknown table $t");
  expect_malformed("(tag $e) (module (func (throw $e)))", "unknown tag $e");
  expect_malformed("(elem $e func) (module (func (elem.drop $e)))", "unknown elem segment $e");
  expect_malformed(R"((module (module binary "\00asm\01\00\00\00")))",
                   "unexpected token binary, expected module fields: a nested module");
  expect_malformed("(module (module quote \"(func)\"))",
                   "unexpected token quote, expected module fields: a nested module");
  expect_malformed("(module (module definition $M))",
                   "unexpected token definition, expected module fields: a nested module has to be written as text");
  expect_malformed("(module (module instance $i $M))",
                   "unexpected token instance, expected module fields: a nested module has to be written as text");
  expect_malformed(R"((module (invoke "f")))", "unknown operator invoke");
  expect_malformed("(module (module $A $B))", "unexpected token $B, expected a module field");
  expect_malformed("(module (module (func)", "unexpected token end of text, expected `)`");
}

// "offset: message".
std::string mistake(const std::string& text) {
  try {
    parse(text, with({Feature::compact_imports}));
    return "none";
  } catch (const Error& error) {
    return std::to_string(error.pos()) + ": " + error.message();
  }
}

TEST(parse_messages, inline_imports_and_exports_are_wrong_where_the_mistake_is) {
  EXPECT_EQ(mistake(R"((module (func (export "a\q"))))"), "24: illegal escape");
  EXPECT_EQ(mistake(R"((module (func (export "a\u{110000}"))))"), "24: illegal escape");
  EXPECT_EQ(mistake(R"((module (func (export "abc)))"), "22: unclosed string");
  EXPECT_EQ(mistake(R"((module (memory (export "\q") 1)))"), "25: illegal escape");
  EXPECT_EQ(mistake(R"((module (func (export "a" x))))"), "26: unknown operator x");
  EXPECT_EQ(mistake(R"((module (func (export "a" i32))))"), "26: unexpected token i32, expected `)`");
  EXPECT_EQ(mistake(R"((module (func (export x))))"), "22: unknown operator x");
  EXPECT_EQ(mistake("(module\n (func\n  (export \"ok\""),
            "17: unexpected token end of text, expected `)`: unclosed parenthesis");
  EXPECT_EQ(mistake(R"((module (import "m" (module)) (instance (export "\q") (instantiate 0))))"),
            "49: illegal escape");
  EXPECT_EQ(mistake(R"((module (instance (import "a" $x))))"), "30: unexpected token $x, expected `)`");
  EXPECT_EQ(mistake(R"((module (type (module (func (export "\q"))))))"), "37: illegal escape");
  EXPECT_EQ(mistake(R"((module (type (module (instance (import "\q"))))))"), "41: illegal escape");
}

// What names mean, and where imports may be, depends on where forms end.
TEST(parse_messages, parentheses_are_wrong_before_what_depends_on_them) {
  EXPECT_EQ(mistake("(module\n(func $f (call $g)\n(func $g))"),
            "28: unexpected token func, expected `)`: the func at 2:2 is not closed");
  EXPECT_EQ(mistake("(func $f (drop (call $g))\n(memory 1)\n(func $g)"),
            "27: unexpected token memory, expected `)`: the func at 1:2 is not closed");
  EXPECT_EQ(mistake("(module (import \"i\" (instance $i (export \"f\" (func))))\n"
                    "(func (call (func $i \"f\")) (call $g)\n(func $g))"),
            "93: unexpected token func, expected `)`: the func at 2:2 is not closed");
  EXPECT_EQ(mistake("(module (table $t 1 funcref) (elem (table $t) (i32.const 0) func $f\n(func $f))"),
            "69: unexpected token func, expected `)`: the elem at 1:31 is not closed");
  EXPECT_EQ(mistake("(module (func $f (call $g))"),
            "0: unexpected token end of text, expected `)`: unclosed parenthesis");
  EXPECT_EQ(mistake("(module (func $f\n(func $g))\n(assert_return)"),
            "18: unexpected token func, expected `)`: the func at 1:10 is not closed");
  EXPECT_EQ(mistake("(module (func $f (i32.cnst 1) (func $g))"),
            "18: unknown operator i32.cnst; did you mean i32.const?");
  EXPECT_EQ(mistake("(func $f (call $g)))\n(func $g)"), "19: unexpected token ), which closes nothing");
  EXPECT_EQ(mistake("(module (func $f (call $g)) (func $g))"), "none");
}

TEST(parse_messages, text_after_a_module_that_ends_too_early) {
  EXPECT_EQ(mistake("(module\n(func))\n(import \"a\" \"b\" (func)))"),
            "16: unexpected token (: text after the module, which ends at 2:7");
  EXPECT_EQ(mistake("(module (func $f (call $g)))\n(func $g))"),
            "29: unexpected token (: text after the module, which ends at 1:28");
  EXPECT_EQ(mistake("(module (func $f))\n(func $g))"),
            "19: unexpected token (: text after the module, which ends at 1:18");
  EXPECT_EQ(mistake("(module (func $f (nope)))\n(func $g))"), "18: unknown operator nope; did you mean nop?");
  EXPECT_EQ(mistake("(module (func))\n(func (nope))"), "23: unknown operator nope; did you mean nop?");
  EXPECT_EQ(mistake("(module (func)) )"), "16: unexpected token ), expected the end");
  EXPECT_EQ(mistake("(module)\n(import \"a\" \"b\" (func))"), "9: import after module");
}

// Where no string can be told from what is there instead, lookahead must not take it for something else.
TEST(parse_messages, bad_strings_are_wrong_where_they_are) {
  const std::string text = R"((module $P
    (type $f (func)) (type (instance (func (export "e1") (export "e2"))))
    (type (module (func (export "e3") (import "i" "j") (param i32)) (import "k" (memory 1)) (module (import "l"))
      (instance (export "e4") (export "g" (func)))))
    (import "m" "n" (func)) (import "o" (instance $i (export "p" (instance (export "q" (func))))))
    (import "s" (item "t" (func)) (item "u" (func))) (import "v" (item "w") (item "x") (func))
    (func $h (export "e5") (import "y" "z") (param i32)) (global (import "a" "b") i32) (table (import "a" "c") 1 funcref)
    (tag (export "e6") (import "a" "d")) (module (export "e7") (import "aa")) (instance (export "e8") (import "ab"))
    (module $M (export "e9") (import "ac" (func)) (import "ad" "ae" (func)) (func (export "af")) (export "ag" (func 0)))
    (module (import "ah" (item "ai" (func)))) (module (export "aj" (func 0)) (func))
    (instance $n (export "e10") (instantiate $M (import "ac" (func $h)) (import "ad" (instance $i "p"))))
    (alias $i "p" (instance $p)) (func $al (alias $p "q")) (module (alias $i "ak"))
    (memory (export "e11") 1) (memory (export "e12") (data "al" "am")) (table (export "e13") funcref (elem))
    (global (export "e14") i32 (i32.const 0)) (data (i32.const 0) "an" "ao") (data "ap")
    (func (export "e15") (export "e16") (type $f) (call (func $i "p" "q")) (drop (ref.func (func $p "q"))))
    (export "aq" (func $i "p" "q")) (start (func $p "q")) (elem func (func $p "q"))))";
  EXPECT_EQ(mistake(text), "none");
  for (std::size_t begin = text.find('"'); begin != std::string::npos; begin = text.find('"', begin)) {
    const std::size_t end = text.find('"', begin + 1) + 1;
    std::string bad = text;
    bad.replace(begin, end - begin, "\"\\q\"");
    EXPECT_EQ(mistake(bad), std::to_string(begin + 1) + ": illegal escape") << text.substr(begin, end - begin);
    begin = end;
  }
}

TEST(parse_messages, limits) {
  ImplementationLimits limits;
  limits.module_nesting = limits.type_nesting = limits.params = 2;
  limits.modules = 1;
  EXPECT_EQ(outcome("(module (module (module (module))))", {}, limits),
            "limit: too many nested modules: more than 2 (--limit module_nesting)");
  EXPECT_EQ(outcome(R"((type (instance (export "a" (instance (export "b" (instance)))))))", {}, limits),
            "limit: too many nested types: more than 2 (--limit type_nesting)");
  EXPECT_EQ(outcome("(func (param i32 i32 i32))", {}, limits),
            "limit: too many parameters: more than 2 (--limit params)");
  EXPECT_EQ(outcome("(type (func (result i32 i32 i32)))", {}, limits),
            "limit: too many results: more than 2 (--limit params)");
  EXPECT_EQ(outcome("(module) (module)", {}, limits), "limit: too many modules: more than 1 (--limit modules)");
}

TEST(parse_messages, hints_on_identifiers) {
  EXPECT_EQ(mistake("(module (func $malloc) (func (call $maloc)))"),
            "35: unknown function $maloc; did you mean $malloc?");
  EXPECT_EQ(mistake("(module (func $malloc) (func (call $other)))"), "35: unknown function $other");
  EXPECT_EQ(mistake("(module (func (param $size i32) (drop (local.get $seize))))"),
            "49: unknown local $seize; did you mean $size?");
  EXPECT_EQ(mistake("(module (func (block $outer (br $outr))))"), "32: unknown label $outr; did you mean $outer?");
  EXPECT_EQ(mistake("(module (type $p (struct (field $left i32))) (func (drop (struct.get $p $lift (ref.null $p)))))"),
            "72: unknown field $lift; did you mean $left?");
  EXPECT_EQ(mistake("(module $Parent (module (type (alias outer $Prent 0))))"),
            "43: unknown outer module $Prent; did you mean $Parent?");
}

TEST(parse_messages, hints_on_what_is_around) {
  EXPECT_EQ(mistake("(module $P (type $t (func)) (module (func (type $t))))"),
            "48: unknown type $t; write (type outer $P $t)");
  EXPECT_EQ(mistake("(module (type $t (func)) (module (func (type $t))))"),
            "45: unknown type $t; write (type outer 0 $t)");
  EXPECT_EQ(mistake("(module $P (module $M) (module (instance (instantiate $M))))"),
            "54: unknown module $M; write (module outer $P $M)");
  EXPECT_EQ(mistake("(module $P (type $t (func)) (module (module $P (module (func (type $t))))))"),
            "67: unknown type $t; write (type outer 2 $t)");
  EXPECT_EQ(mistake("(module $P (func $f) (module (func (call $f))))"),
            "41: unknown function $f; a nested module has nothing of the one around it but types and modules");
}

TEST(parse_messages, hints_on_keywords) {
  EXPECT_EQ(mistake("(module (func (i32.cnst 1)))"), "15: unknown operator i32.cnst; did you mean i32.const?");
  EXPECT_EQ(mistake("(module (memry 1))"), "9: unknown operator memry; did you mean memory?");
  EXPECT_EQ(mistake("(module (func (parm i32)))"), "15: unknown operator parm; did you mean param?");
  EXPECT_EQ(mistake("(module (func (local i33)))"), "21: unknown operator i33; did you mean i32?");
  EXPECT_EQ(mistake("(module (func (get_local 0)))"), "15: unknown operator get_local: it is called local.get now");
  EXPECT_EQ(mistake("(module (func (bogus)))"), "15: unknown operator bogus");
}

}  // namespace
}  // namespace modlink::text

// Explanations of errors in the text format. spec: text
#include "tools/explain/chapters.h"

namespace modlink::explain {

namespace {

constexpr Row text_rows[] = {
    {"illegal-character",
     "Outside of strings and comments, text consists of ASCII characters. In strings, control characters have to be "
     "escaped.",
     "core text/lexical#text-char; core text/values#text-string", R"((module (func $naïve)))",
     R"((module (func $"naïve")))"},
    {"illegal-escape",
     "In a string, a backslash begins one of `\\t`, `\\n`, `\\r`, `\\\"`, `\\'`, `\\\\`, two hexadecimal digits of a "
     "byte, or `\\u{…}`, the number of a character.",
     "core text/values#text-string", R"((module (import "env" "C:\windows" (func))))",
     R"((module definition (import "env" "C:\\windows" (func))))"},
    {"unclosed-string", "A string ends with a quotation mark, on the line on which it begins.",
     "core text/values#text-string", R"((module (memory 1) (data (i32.const 0) "hello)))",
     R"((module (memory 1) (data (i32.const 0) "hello")))"},
    {"unclosed-comment", "A block comment ends with `;)`. Block comments nest, so each inner one needs its own end.",
     "core text/lexical#text-comment", R"((module (; outer (; inner ;) (func)))",
     R"((module (; outer (; inner ;) ;) (func)))"},
    {"unclosed-annotation", "An annotation `(@id …)` ends with the parenthesis that closes the one before its `@`.",
     "core text/lexical#text-annot", R"((module (func)) (@producer "me")",
     R"wast((module (func)) (@producer "me"))wast"},
    {"empty-identifier", "An identifier has at least one character after its `$`.", "core text/values#text-id",
     R"((module (func $ (result i32) (i32.const 0))))", R"((module (func $f (result i32) (i32.const 0))))"},
    {"empty-annotation-id", "An annotation has an identifier right after its `@`.", "core text/lexical#text-annot",
     R"wast((module quote "(@ note) (func)"))wast", R"wast((module quote "(@note) (func)"))wast"},
    {"malformed-utf8",
     "Texts and names are UTF-8: names of imports, exports, arguments and custom sections, in binaries too. The bytes "
     "of data segments may be any.",
     "core text/values#text-name; core binary/values#binary-utf8; binary-format.42",
     R"((module (func (export "caf\e9"))))", R"((module (func (export "caf\c3\a9"))))"},
    {"unknown-operator", "Each keyword is one of the text format: an instruction, a type, a field of a module.",
     "core text/lexical#text-keyword; core text/instructions#text-instr",
     R"((module (func (result i32) (i32.constant 1))))", R"((module (func (result i32) (i32.const 1))))"},
    {"unexpected-token",
     "At each place the grammar allows certain tokens only. The message says which one was expected, and, where "
     "parentheses are at fault, which one is not closed, or closes nothing.",
     "core text/modules#text-module; core text/conventions#text-grammar",
     R"((module (func (param $x) (drop (local.get $x)))))", R"((module (func (param $x i32) (drop (local.get $x)))))"},
    {"constant-out-of-range",
     "A number has to fit its type: signed or unsigned for the integers of constants, unsigned for indices, sizes, "
     "offsets and alignments. A float has to be finite once it is rounded.",
     "core text/values#text-int; core text/values#text-float", R"((module (func (result i32) (i32.const 4294967296))))",
     R"((module (func (result i64) (i64.const 4294967296))))"},
    {"wrong-number-of-lanes", "A vector constant has as many numbers as its shape has lanes.",
     "core text/instructions#text-instr-vec", R"((module (func (result v128) (v128.const i32x4 1 2 3))))",
     R"((module (func (result v128) (v128.const i32x4 1 2 3 4))))"},
    {"invalid-lane-length", "`i8x16.shuffle` is followed by exactly 16 lane indices.",
     "core text/instructions#text-instr-vec; core valid/instructions#valid-vec-shuffle",
     R"((module (func (param v128 v128) (result v128)
  (i8x16.shuffle 0 1 2 3 (local.get 0) (local.get 1)))))",
     R"((module (func (param v128 v128) (result v128)
  (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get 0) (local.get 1)))))"},
    {"alignment-no-power-of-two", "`align=` is a number of bytes, and a power of two.",
     "core text/instructions#text-memarg", R"((module (memory 1)
  (func (result i32) (i32.load align=3 (i32.const 0)))))",
     R"((module (memory 1)
  (func (result i32) (i32.load align=4 (i32.const 0)))))"},
    {"duplicate-identifier",
     "An identifier names one definition of its kind in a module, one local of a function, one field of a struct. A "
     "nested module has identifiers of its own, which may equal those of its parent.",
     "core text/conventions#text-context-wf; nested-modules.4", R"((module (func $f) (func $f)))",
     R"((module (func $f) (global $f i32 (i32.const 0))
  (module (func $f))))"},
    {"mismatching-label", "An identifier that is repeated behind `else` or `end` is the label of that block.",
     "core text/instructions#text-instr-block", R"((module (func block $outer end $inner)))",
     R"((module (func block $outer end $outer)))"},
    {"identifier-not-allowed",
     "In a group of imports that share one type, that type stands for all of them and has no identifier.",
     "proposal compact-import-section",
     R"(;; options: --enable compact-imports
(module definition (import "m" (item "f") (func $f))))",
     R"(;; options: --enable compact-imports
(module definition (import "m" (item "f" (func $f)))))"},
    {"inline-function-type", "Parameters and results beside `(type …)` repeat that type: all of them, or none.",
     "core text/modules#text-typeuse; outer-aliases.13",
     R"((module (type $t (func (param i32))) (func (type $t) (param i64))))",
     R"((module (type $t (func (param i32))) (func (type $t) (param i32))))"},
    {"import-after-definition",
     "Imports come before all functions, tables, memories, globals and tags that the module defines itself, and before "
     "its modules and instances, since imports have the first indices. `--import-order=any` lets them follow modules "
     "and instances.",
     "core text/modules#text-module; D1; D12; binary-format.7",
     R"((module definition (func $f) (import "env" "log" (func $log))))",
     R"((module definition (import "env" "log" (func $log)) (func $f)))"},
    {"alias-after-definition",
     "Explicit aliases come before all functions, tables, memories, globals and tags that the module defines itself, "
     "like imports. An inline alias such as `(call (func $i \"f\"))` may be used anywhere.",
     "D12; instance-imports-and-aliases.13",
     R"((module definition
  (import "i" (instance $i (export "f" (func))))
  (func $g)
  (alias $i "f" (func $f))))",
     R"((module definition
  (import "i" (instance $i (export "f" (func))))
  (alias $i "f" (func $f))
  (func $g)))"},
    {"multiple-start-sections", "A module has at most one start function.",
     "core text/modules#text-start; core valid/modules#valid-start",
     R"((module (func $a) (func $b) (start $a) (start $b)))",
     R"((module (func $a) (func $b) (func $c (call $a) (call $b)) (start $c)))"},
    {"unknown-outer-module",
     "The first identifier behind `outer` is that of a module or type around this one. A scope is not around itself.",
     "outer-aliases.10; D5; Explainer.md#nested-modules",
     R"((module $P (type $T (func))
  (module $C (import "f" (func (type outer $Q $T))))))",
     R"((module $P (type $T (func))
  (module $C (import "f" (func (type outer $P $T))))))"},
    {"unknown-directive", "A script consists of modules, actions, assertions and a few other directives.", "D20",
     R"((assert_returns (invoke "f")))", R"((module (func (export "f"))) (assert_return (invoke "f")))"},
};

}  // namespace

Chapter text_chapter() { return make_chapter("Text", text_rows); }

}  // namespace modlink::explain

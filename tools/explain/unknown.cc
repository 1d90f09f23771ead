// Explanations of errors about indices and identifiers of what does not exist. spec: valid/conventions, Contexts
#include "tools/explain/chapters.h"

namespace modlink::explain {

namespace {

constexpr Row unknown_rows[] = {
    {"unknown-function",
     "An index or identifier of a function is one that the module imports, aliases or defines. As an argument of "
     "`instantiate`, one that it imports or aliases: its own functions are made after all instances.",
     "core valid/instructions#valid-call; core text/modules#text-funcidx; D6; module-imports-and-nested-instances.11",
     R"((module (func $f (call $g))))", R"((module (func $f (call $g)) (func $g)))"},
    {"unknown-table",
     "An index or identifier of a table is one that the module imports, aliases or defines. An instruction or segment "
     "without one means table 0.",
     "core valid/instructions#valid-table.get; core text/modules#text-tableidx",
     R"((module (func (param i32) (call_indirect (local.get 0)))))",
     R"((module (table 1 funcref) (func (param i32) (call_indirect (local.get 0)))))"},
    {"unknown-memory",
     "An index or identifier of a memory is one that the module imports, aliases or defines. An instruction or segment "
     "without one means memory 0, which has to be there.",
     "core valid/instructions#valid-memarg; core text/modules#text-memidx; instance-imports-and-aliases.10",
     R"((module (func (result i32) (i32.load (i32.const 0)))))",
     R"((module (memory 1) (func (result i32) (i32.load (i32.const 0)))))"},
    {"unknown-global",
     "An index or identifier of a global is one that the module imports, aliases or defines. The initializer of a "
     "global sees only those before it.",
     "core valid/instructions#valid-global.get; core valid/modules#valid-globalseq; instance-imports-and-aliases.14",
     R"((module (global $a i32 (global.get $b)) (global $b i32 (i32.const 1))))",
     R"((module (global $b i32 (i32.const 1)) (global $a i32 (global.get $b))))"},
    {"unknown-tag", "An index or identifier of a tag is one that the module imports, aliases or defines.",
     "core valid/instructions#valid-throw; core text/modules#text-tagidx", R"((module (func (throw $e))))",
     R"((module (tag $e) (func (throw $e))))"},
    {"unknown-module",
     "An index or identifier of a module is one that is imported, aliased or nested, before the place where it is "
     "used. A nested module reaches those of its parent by an outer alias.",
     "nested-modules.7; binary-format.10; Explainer.md#nested-modules",
     R"((module (instance (instantiate $M)) (module $M)))", R"((module (module $M) (instance (instantiate $M))))"},
    {"unknown-instance",
     "An index or identifier of an instance is one that is imported, aliased or defined, before the place where it is "
     "used.",
     "instance-imports-and-aliases.12; binary-format.9; Explainer.md#instance-imports-and-aliases",
     R"((module (module $M (func (export "f"))) (instance $i (instantiate $M))
  (func (call (func $j "f")))))",
     R"((module (module $M (func (export "f"))) (instance $i (instantiate $M))
  (func (call (func $i "f")))))"},
    {"unknown-type",
     "An index or identifier of a type is one of this module, or of this module or instance type: each has types of "
     "its own. Types of the modules and types around are reached by an outer alias, `(type outer $P $t)`.",
     "core text/modules#text-typeidx; core valid/types#valid-deftype; outer-aliases.8; binary-format.15; D5; "
     "Explainer.md#nested-modules",
     R"((module $P
  (type $t (func (param i32)))
  (module $C (func (type $t)))))",
     R"((module $P
  (type $t (func (param i32)))
  (module $C (func (type outer $P $t)))))"},
    {"unknown-elem-segment", "An index or identifier of an element segment is one that the module has.",
     "core valid/instructions#valid-table.init; core text/modules#text-elemidx", R"((module (func (elem.drop $s))))",
     R"((module (elem $s func) (func (elem.drop $s))))"},
    {"unknown-data-segment", "An index or identifier of a data segment is one that the module has.",
     "core valid/instructions#valid-instr-memory; core text/modules#text-dataidx", R"((module (func (data.drop $s))))",
     R"((module (data $s "x") (func (data.drop $s))))"},
    {"unknown-local",
     "An index or identifier of a local is a parameter of the function, or one that it declares by `local`.",
     "core valid/instructions#valid-local.get; core text/modules#text-localidx",
     R"((module (func (param $x i32) (result i32) (local.get $y))))",
     R"((module (func (param $x i32) (result i32) (local $y i32) (local.get $y))))"},
    {"unknown-label",
     "A label is that of a block around the instruction, counted from the inside, or that of the function.",
     "core valid/instructions#valid-br; core text/instructions#text-label", R"((module (func (block $a) (br $a))))",
     R"((module (func (block $a (br $a)))))"},
    {"unknown-field", "An index or identifier of a field is one of the struct type that the instruction names.",
     "core valid/instructions#valid-struct.get; core text/modules#text-fieldidx",
     R"((module (type $p (struct (field $x i32)))
  (func (param (ref $p)) (result i32) (struct.get $p $y (local.get 0)))))",
     R"((module (type $p (struct (field $x i32)))
  (func (param (ref $p)) (result i32) (struct.get $p $x (local.get 0)))))"},
};

}  // namespace

Chapter unknown_chapter() { return make_chapter("What an index or identifier names", unknown_rows); }

}  // namespace modlink::explain

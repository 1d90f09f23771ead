// Explanations of errors of imports, exports, aliases and instances. spec: exec/modules; Explainer; Subtyping.md
#include "tools/explain/chapters.h"

namespace modlink::explain {

namespace {

constexpr Row linking_rows[] = {
    {"unknown-import",
     "Every import is supplied: by an argument of its name in `instantiate`, or from outside, in a script by "
     "`register`, in `modlink run` by a file or an option.",
     "core exec/modules#exec-instantiation; instantiation.2; module-imports-and-nested-instances.6; "
     "Subtyping.md#instantiation",
     R"((module $lib (func (export "log")))
(module (import "lib" "log" (func))))",
     R"((module $lib (func (export "log")))
(register "lib" $lib)
(module (import "lib" "log" (func))))"},
    {"incompatible-import-type",
     "What is supplied for an import matches its type: a function has that very type, limits are at least as narrow, a "
     "mutable global has the same type, an instance has all exports that the type names, a module needs no more "
     "imports than the type names. The message has the path to where the two differ, what was expected there and what "
     "was found.",
     "core valid/matching#match-externtype; subtyping.1; subtyping.3; subtyping.7; subtyping.8; D16; "
     "Subtyping.md#subtyping",
     R"((module definition
  (import "g" (func $g (param i64)))
  (module $M (import "f" (func (param i32))))
  (instance (instantiate $M (import "f" (func $g))))))",
     R"((module definition
  (import "g" (func $g (param i32)))
  (module $M (import "f" (func (param i32))))
  (instance (instantiate $M (import "f" (func $g))))))"},
    {"duplicate-import",
     "Where modules are linked, a name is imported once: a module's type is a map from names. "
     "`--duplicate-imports=core` exempts modules that use nothing of module linking, and `=allow` all whose types of a "
     "name have one that matches the others.",
     "import-elaboration.5; import-elaboration.6; import-elaboration.7; D8; Subtyping.md#breaking-change",
     R"((module definition
  (import "env" "f" (func (param i32)))
  (import "env" "f" (func (param i64)))))",
     R"((module definition
  (import "env" "f" (func (param i32)))
  (import "env" "g" (func (param i64)))))"},
    {"duplicate-argument", "`instantiate` gives each name once.",
     "module-imports-and-nested-instances.8; instantiation.4; D2; Subtyping.md#instantiation",
     R"((module definition
  (import "f" (func $f))
  (module $M (import "a" (func)))
  (instance (instantiate $M (import "a" (func $f)) (import "a" (func $f))))))",
     R"((module definition
  (import "f" (func $f))
  (module $M (import "a" (func)))
  (instance (instantiate $M (import "a" (func $f))))))"},
    {"unknown-export",
     "An alias names an export that the type of the instance has. What the instance has besides, but its type does not "
     "show, cannot be reached.",
     "instance-imports-and-aliases.11; binary-format.34; subtyping.5; D17; Explainer.md#instance-imports-and-aliases",
     R"((module definition
  (import "libc" (instance $libc (export "malloc" (func))))
  (func (call (func $libc "maloc")))))",
     R"((module definition
  (import "libc" (instance $libc (export "malloc" (func))))
  (func (call (func $libc "malloc")))))"},
    {"unknown-outer-scope",
     "The number behind `outer` counts the modules and types around this one, from 0. The outermost module has none "
     "around it.",
     "outer-aliases.3; binary-format.35; Explainer.md#nested-modules",
     R"((module (type $t (func)) (module (alias outer 1 0 (type $u)))))",
     R"((module (type $t (func)) (module (alias outer 0 0 (type $u)))))"},
    {"alias-in-type",
     "In a module or instance type, the only aliases are outer aliases of types: there are no instances in a type, and "
     "no modules.",
     "outer-aliases.9; D5; Binary.md#type-section-updates",
     R"((module definition
  (module $M)
  (type (instance (alias outer 0 $M (module))))))",
     R"((module definition
  (type $t (func))
  (type (instance (alias outer 0 $t (type $u)) (export "f" (func (type $u)))))))"},
};

}  // namespace

Chapter linking_chapter() { return make_chapter("Linking", linking_rows); }

}  // namespace modlink::explain

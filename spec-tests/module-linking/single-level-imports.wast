;; Imports with one name. spec: Explainer, "Single-level Imports"

;; The Explainer's module: both forms side by side.
(module $a (func (export "b") (result i32) (i32.const 1)))
(register "a" $a)
(module $x (func (export "f") (result i32) (i32.const 2)))
(register "x" (func $x "f"))

(module
  (import "a" "b" (func $b (result i32)))
  (import "x" (func $x (result i32)))
  (func (export "sum") (result i32) (i32.add (call $b) (call $x))))
(assert_return (invoke "sum") (i32.const 3))

;; Every kind, in the form that begins with `import`.
(module $all
  (func (export "func") (result i32) (i32.const 10))
  (table (export "table") 3 funcref)
  (memory (export "memory") 1)
  (data (i32.const 0) "\2a")
  (global (export "global") i32 (i32.const 20))
  (module (export "module") (func (export "f") (result i32) (i32.const 30)))
  (module $I (func (export "f") (result i32) (i32.const 40)))
  (instance (export "instance") (instantiate $I)))
(register "func" (func $all "func"))
(register "table" (table $all "table"))
(register "memory" (memory $all "memory"))
(register "global" (global $all "global"))
(register "module" (module $all "module"))
(register "instance" (instance $all "instance"))

(module
  (import "func" (func $f (result i32)))
  (import "table" (table $t 3 funcref))
  (import "memory" (memory 1))
  (import "global" (global $g i32))
  (import "module" (module $m (export "f" (func (result i32)))))
  (import "instance" (instance $i (export "f" (func (result i32)))))
  (instance $j (instantiate $m))
  (func (export "func") (result i32) (call $f))
  (func (export "table") (result i32) (table.size $t))
  (func (export "memory") (result i32) (i32.load8_u (i32.const 0)))
  (func (export "global") (result i32) (global.get $g))
  (func (export "module") (result i32) (call (func $j "f")))
  (func (export "instance") (result i32) (call (func $i "f"))))
(assert_return (invoke "func") (i32.const 10))
(assert_return (invoke "table") (i32.const 3))
(assert_return (invoke "memory") (i32.const 42))
(assert_return (invoke "global") (i32.const 20))
(assert_return (invoke "module") (i32.const 30))
(assert_return (invoke "instance") (i32.const 40))

;; The same in the inline form.
(module
  (func $f (import "func") (result i32))
  (table $t (import "table") 3 funcref)
  (memory (import "memory") 1)
  (global $g (import "global") i32)
  (func (export "func") (result i32) (call $f))
  (func (export "table") (result i32) (table.size $t))
  (func (export "memory") (result i32) (i32.load8_u (i32.const 0)))
  (func (export "global") (result i32) (global.get $g)))
(assert_return (invoke "func") (i32.const 10))
(assert_return (invoke "table") (i32.const 3))
(assert_return (invoke "memory") (i32.const 42))
(assert_return (invoke "global") (i32.const 20))

;; An import can be exported again where it stands.
(module (func (export "again") (import "func") (result i32)))
(assert_return (invoke "again") (i32.const 10))

;; The empty name is a name.
(register "" (func $all "func"))
(module
  (import "" (func $f (result i32)))
  (func (export "f") (result i32) (call $f)))
(assert_return (invoke "f") (i32.const 10))

;; D20: an instance serves both a one-level and a two-level import.
(register "both" $all)
(module
  (import "both" (instance $i (export "func" (func (result i32)))))
  (func (export "f") (result i32) (call (func $i "func"))))
(assert_return (invoke "f") (i32.const 10))
(module
  (import "both" "func" (func $f (result i32)))
  (func (export "f") (result i32) (call $f)))
(assert_return (invoke "f") (i32.const 10))

;; Linking finds what does not fit.
(assert_unlinkable (module (import "nowhere" (func))) "unknown import")
(assert_unlinkable (module (import "func" (func (param i32) (result i32)))) "incompatible import type")
(assert_unlinkable (module (import "func" (global i32))) "incompatible import type")
(assert_unlinkable (module (import "instance" (func))) "incompatible import type")
(assert_unlinkable (module (import "module" (instance))) "incompatible import type")

;; D8: a name is imported once.
(assert_invalid (module (import "x" (func)) (import "x" (func))) "duplicate import")
(assert_invalid (module (import "x" (func)) (import "x" "y" (func))) "duplicate import")
(assert_invalid (module (import "x" "y" (func)) (import "x" (func))) "duplicate import")
(assert_invalid (module (import "x" "y" (func)) (import "x" "y" (global i32))) "duplicate import")
(module definition (import "x" "y" (func)) (import "x" "z" (func)) (import "y" (func)))

(assert_malformed (module quote "(import \"x\" \"y\" \"z\" (func))") "unexpected token")
(assert_malformed (module quote "(import (func))") "unexpected token")
(assert_malformed (module quote "(func) (import \"x\" (func))") "import after function")

;; Imported instances, and aliases of their exports. spec: Explainer, "Instance Imports and Aliases"

(module $i
  (func (export "f1"))
  (func (export "f2") (param i32))
  (func (export "id") (param i32) (result i32) (local.get 0)))
(register "i" $i)

;; An instance import and two two-level imports are the same thing.
(module (import "i" (instance $i
  (export "f1" (func))
  (export "f2" (func (param i32))))))
(module
  (import "i" "f1" (func))
  (import "i" "f2" (func (param i32))))

;; Three ways to use an export: an alias, an alias in inverted form, an inline alias.
(module
  (import "i" (instance $i (export "id" (func (param i32) (result i32)))))
  (alias $i "id" (func $f))
  (func (export "run") (result i32) (call $f (i32.const 1))))
(assert_return (invoke "run") (i32.const 1))
(module
  (import "i" (instance $i (export "id" (func (param i32) (result i32)))))
  (func $f (alias $i "id"))
  (func (export "run") (result i32) (call $f (i32.const 2))))
(assert_return (invoke "run") (i32.const 2))
(module
  (import "i" (instance $i (export "id" (func (param i32) (result i32)))))
  (func (export "run") (result i32) (call (func $i "id") (i32.const 3))))
(assert_return (invoke "run") (i32.const 3))

;; By number, and without an identifier.
(module
  (import "i" (instance (export "id" (func (param i32) (result i32)))))
  (alias 0 "id" (func))
  (func (export "run") (result i32) (call 0 (i32.const 4))))
(assert_return (invoke "run") (i32.const 4))

;; D10: an inline alias takes an index, and reuses an equal alias that precedes it. So this local function has index 1
;; whether or not the alias is written.
(module
  (import "i" (instance $i (export "id" (func (param i32) (result i32)))))
  (func (result i32) (call (func $i "id") (i32.const 5)))
  (func (result i32) (call (func $i "id") (i32.const 6)))
  (export "run" (func 1)))
(assert_return (invoke "run") (i32.const 5))
(module
  (import "i" (instance $i (export "id" (func (param i32) (result i32)))))
  (alias $i "id" (func))
  (func (result i32) (call (func $i "id") (i32.const 5)))
  (export "run" (func 1)))
(assert_return (invoke "run") (i32.const 5))

;; The default memory and table (the Explainer's libc).
(module $libc
  (memory (export "mem") 1)
  (data (i32.const 8) "\07\00\00\00")
  (table (export "tbl") 2 funcref)
  (func $seven (result i32) (i32.const 7))
  (elem (i32.const 1) $seven)
  (global (export "one") i32 (i32.const 1))
  (global (export "var") (mut i32) (i32.const 0)))
(register "libc" $libc)
(module
  (import "libc" (instance $libc
    (export "mem" (memory 1))
    (export "tbl" (table 2 funcref))
    (export "one" (global i32))
    (export "var" (global (mut i32)))))
  (alias $libc "mem" (memory))
  (alias $libc "tbl" (table))
  (type $i32 (func (result i32)))
  (func (export "load") (result i32) (i32.load (i32.const 8)))
  (func (export "call") (result i32) (call_indirect (type $i32) (i32.const 1)))
  ;; D14: an aliased immutable global in a constant expression.
  (global $copy i32 (global.get (global $libc "one")))
  (func (export "copy") (result i32) (global.get $copy))
  (func (export "set") (global.set (global $libc "var") (i32.const 99))))
(assert_return (invoke "load") (i32.const 7))
(assert_return (invoke "call") (i32.const 7))
(assert_return (invoke "copy") (i32.const 1))
(assert_return (invoke "set"))
(assert_return (get $libc "var") (i32.const 99))

;; D7: interleaved two-level imports form one instance, at the place of the first of its fields. Its fields are all
;; there from the beginning.
(module $pair
  (func (export "x") (result i32) (i32.const 11))
  (func (export "y") (result i32) (i32.const 12)))
(register "pair" $pair)
(module
  (import "pair" "x" (func $x (result i32)))
  (alias 0 "y" (func $early))
  (import "i" "f1" (func))
  (import "pair" "y" (func $y (result i32)))
  (func (export "early") (result i32) (call $early))
  (func (export "y") (result i32) (call $y))
  (func (export "third") (result i32) (call 3)))
(assert_return (invoke "early") (i32.const 12))
(assert_return (invoke "y") (i32.const 12))
(assert_return (invoke "third") (i32.const 12))
;; The implicit instance can be exported; "i" is instance 1.
(module
  (import "pair" "x" (func (result i32)))
  (import "i" "f1" (func))
  (export "both" (instance 0)))

;; Paths of several names.
(module $deep
  (module $K (func (export "k") (result i32) (i32.const 21)))
  (instance $k (instantiate $K))
  (module $J (import "k" (instance $k (export "k" (func (result i32))))) (export "k" (instance $k)))
  (instance $j (instantiate $J (import "k" (instance $k))))
  (export "j" (instance $j)))
(register "deep" $deep)
(module
  (import "deep" (instance $i (export "j" (instance (export "k" (instance (export "k" (func (result i32)))))))))
  (func (export "run") (result i32) (call (func $i "j" "k" "k"))))
(assert_return (invoke "run") (i32.const 21))
(assert_return (invoke $deep "j" "k" "k") (i32.const 21))

;; What is wrong with an alias.
(assert_invalid (module (alias 0 "f" (func))) "unknown instance")
(assert_invalid (module (import "i" (instance $i)) (alias $i "f" (func))) "unknown export")
(assert_invalid
  (module (import "i" (instance $i (export "g" (global i32)))) (alias $i "g" (func)))
  "type mismatch")
(assert_malformed (module quote "(func (call (func $nowhere \"f\")))") "unknown instance")
;; D12
(assert_malformed (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (func) (alias $i \"f\" (func))")
  "alias after function")
(assert_malformed (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (memory 1) (func (alias $i \"f\"))")
  "alias after memory")
;; An aliased mutable global is not constant.
(assert_invalid
  (module
    (import "libc" (instance $libc (export "var" (global (mut i32)))))
    (global i32 (global.get (global $libc "var"))))
  "constant expression required")

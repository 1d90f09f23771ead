;; options: --duplicate-imports=core
;; A core module that repeats an import takes each import by itself, also where a module instantiates it that was given it
;; (D8): its functions, tables, memories, globals and tags had the instance in place of its fields, and calls of them
;; crashed.

(module $values
  (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (table (export "t") 2 funcref)
  (memory (export "m") 1 3)
  (global (export "g") (mut i32) (i32.const 40))
  (tag (export "e") (param i32)))
(register "a" $values)

(module definition $CORE
  (import "a" "f" (func $f (param i32) (result i32)))
  (import "a" "m" (memory $m 1 4))
  (import "a" "f" (func $again (param i32) (result i32)))
  (import "a" "g" (global $g (mut i32)))
  (import "b" "g" (global $other i32))
  (import "a" "g" (global $same (mut i32)))
  (import "a" "e" (tag $e (param i32)))
  (import "a" "e" (tag $e2 (param i32)))
  (import "a" "t" (table $t 1 funcref))
  (import "a" "t" (table $t2 2 funcref))
  (import "a" "m" (memory $m2 0))
  (elem declare func $again)
  (func (export "f") (result i32) (call $again (call $f (i32.const 5))))
  (func (export "g") (result i32)
    (global.set $same (i32.add (global.get $g) (global.get $other)))
    (global.get $g))
  (func (export "m") (result i32)
    (i32.store $m (i32.const 8) (i32.const 77))
    (i32.load $m2 (i32.const 8)))
  (func (export "t") (result i32)
    (table.set $t2 (i32.const 1) (ref.func $again))
    (call_indirect $t (param i32) (result i32) (i32.const 6) (i32.const 1)))
  (func (export "e") (result i32)
    (block $h (result i32) (try_table (catch $e $h) (throw $e2 (i32.const 9))) (unreachable))))
(register "CORE" (module $CORE))

;; One level.
(module $PARENT
  (import "CORE" (module $CORE
    (import "b" (instance (export "g" (global i32))))
    (import "a" (instance
      (export "e" (tag (param i32))) (export "m" (memory 1 4)) (export "t" (table 2 funcref))
      (export "g" (global (mut i32))) (export "f" (func (param i32) (result i32)))))
    (export "f" (func (result i32))) (export "g" (func (result i32))) (export "m" (func (result i32)))
    (export "t" (func (result i32))) (export "e" (func (result i32)))))
  (import "a" (instance $a
    (export "f" (func (param i32) (result i32))) (export "t" (table 2 funcref)) (export "m" (memory 1 3))
    (export "g" (global (mut i32))) (export "e" (tag (param i32)))))
  (module $B (global (export "g") i32 (i32.const 2)))
  (instance $b (instantiate $B))
  (instance $core (instantiate $CORE (import "a" (instance $a)) (import "b" (instance $b))))
  (export $core))
(assert_return (invoke "f") (i32.const 7))
(assert_return (invoke "g") (i32.const 42))
(assert_return (invoke "m") (i32.const 77))
(assert_return (invoke "t") (i32.const 7))
(assert_return (invoke "e") (i32.const 9))

;; Several: it is given on, and its fields come from what another one exports.
(module definition $TWICE
  (import "x" "n" (func $n (result i32)))
  (import "x" "n" (func $m (result i32)))
  (func (export "n") (result i32) (i32.add (call $n) (call $m))))
(register "TWICE" (module $TWICE))
(module
  (import "TWICE" (module $TWICE (import "x" (instance (export "n" (func (result i32))))) (export "n" (func (result i32)))))
  (module $ONE (func (export "n") (result i32) (i32.const 1)))
  (module $DEEPER
    (import "M" (module $M (import "x" (instance (export "n" (func (result i32))))) (export "n" (func (result i32)))))
    (module $DEEPEST
      (import "one" (instance $one (export "n" (func (result i32)))))
      (instance $two (instantiate (module outer $DEEPER $M) (import "x" (instance $one))))
      (instance $four (instantiate (module outer $DEEPER $M) (import "x" (instance $two))))
      (export $four))
    (export "DEEPEST" (module $DEEPEST)))
  (instance $one (instantiate $ONE))
  (instance $deeper (instantiate $DEEPER (import "M" (module $TWICE))))
  (alias $deeper "DEEPEST" (module $DEEPEST))
  (instance $four (instantiate $DEEPEST (import "one" (instance $one))))
  (export $four))
(assert_return (invoke "n") (i32.const 4))

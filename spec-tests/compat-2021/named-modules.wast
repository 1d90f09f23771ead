;; options: --compat=2021
;; Named modules and instances are registered under their own name (D24).

(module $a (func (export "one") (result i32) (i32.const 1)))
;; + D24
(module (import "a" "one" (func $one (result i32)))
  (func (export "run") (result i32) (i32.add (call $one) (i32.const 10))))
(assert_return (invoke "run") (i32.const 11))

;; As an instance.
(module (import "a" (instance $a (export "one" (func (result i32)))))
  (func (export "run") (result i32) (call (func $a "one"))))
(assert_return (invoke "run") (i32.const 1))

;; A definition is registered as a module, an instance of it under the instance's name.
(module definition $b
  (global $g (mut i32) (i32.const 0))
  (func (export "next") (result i32)
    (global.set $g (i32.add (global.get $g) (i32.const 1)))
    (global.get $g)))
(module (import "b" (module $B (export "next" (func (result i32)))))
  (instance $b (instantiate $B))
  (func (export "run") (result i32) (call (func $b "next"))))
(assert_return (invoke "run") (i32.const 1))
(assert_return (invoke "run") (i32.const 2))
(module instance $shared $b)
(module $c (import "shared" "next" (func $next (result i32)))
  (func (export "run") (result i32) (call $next)))
(assert_return (invoke $shared "next") (i32.const 1))
(assert_return (invoke $c "run") (i32.const 2))

;; A later module takes the name over, also from `register`.
(register "a" $shared)
(module (import "a" "next" (func $next (result i32))) (func (export "run") (result i32) (call $next)))
(assert_return (invoke "run") (i32.const 3))
(module $a (func (export "one") (result i32) (i32.const 100)))
(module (import "a" "one" (func $one (result i32))) (func (export "run") (result i32) (call $one)))
(assert_return (invoke "run") (i32.const 100))

;; A module without a name is not registered.
(module (func (export "f")))
(assert_unlinkable (module (import "" "f" (func))) "")

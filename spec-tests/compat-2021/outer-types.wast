;; options: --compat=2021
;; Module and instance types see the types around them, without an alias (D5, D24).

(module $a
  (func (export "one") (result i32) (i32.const 1))
  (func (export "inc") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))

;; By identifier …
;; + D24
(module
  (type $one (func (result i32)))
  (import "a" (instance $a (export "one" (func (type $one)))))
  (func (export "run") (result i32) (call (func $a "one"))))
(assert_return (invoke "run") (i32.const 1))

;; … and by number, while the inner type defines none. An abbreviation takes no number that could be meant.
(module
  (type (func (param i32) (result i32)))
  (type (func (result i32)))
  (import "a" (instance $a (export "inc" (func (param i32) (result i32))) (export "one" (func (type 1)))))
  (func (export "run") (result i32) (call (func $a "inc") (call (func $a "one")))))
(assert_return (invoke "run") (i32.const 2))

;; Through several types, the nearest one first.
(module
  (type $t (func (result i32)))
  (type $u (func))
  (type $M (module
    (type $u (func (param i32) (result i32)))
    (import "i" (instance (export "one" (func (type $t))) (export "inc" (func (type $u)))))
    (export "m" (module (import "i" (instance (export "one" (func (type $t)))))))))
  (module $m
    (import "i" (instance (export "one" (func (result i32))) (export "inc" (func (param i32) (result i32)))))
    (module (export "m") (import "i" (instance (export "one" (func (result i32)))))))
  (module $n (import "m" (module
    (import "i" (instance (export "one" (func (result i32))) (export "inc" (func (param i32) (result i32)))))
    (export "m" (module (import "i" (instance (export "one" (func (result i32))))))))))
  (module $check (import "m" (module $X (type outer 0 $M))))
  (instance (instantiate $check (import "m" (module $m))))
  (instance (instantiate $n (import "m" (module $m)))))

;; What is seen is the type itself: a module that needs another one does not match.
(assert_invalid
  (module
    (type $t (func (result i32)))
    (module $m (import "i" (instance (export "one" (func (result i64))))))
    (module $check (import "m" (module (import "i" (instance (export "one" (func (result i32))))))))
    (instance (instantiate $check (import "m" (module $m)))))
  "")

;; In references and supertypes, too; a definition's own identifiers come first.
(module
  (type $f (func))
  (type $s (sub (struct)))
  (type $I (instance
    (type $g (func (param (ref $f))))
    (type $s2 (sub $s (struct (field (ref null $f)))))
    (rec (type $f (sub (func (param (ref null $f) (ref $h))))) (type $h (struct)))
    (export "g" (func (type $g)))
    (export "h" (global (ref null $s2)))
    (export "f" (func (type $f))))))

;; Instance types for zero-level exports.
(module
  (type $I (instance (export "one" (func (result i32)))))
  (type $J (instance (export $I)))
  (import "a" (instance $a (type $J)))
  (func (export "run") (result i32) (call (func $a "one"))))
(assert_return (invoke "run") (i32.const 1))

;; Nested modules see nothing directly, and types nothing beyond their module.
(assert_malformed (module quote "(type $t (func)) (module (func (type $t)))") "unknown type $t")
(assert_malformed
  (module quote "(type $t (func)) (module (import \"i\" (instance (export \"f\" (func (type $t))))))")
  "unknown type $t")
;; An inner type's own types hide the numbers of those around it.
(assert_invalid
  (module (type (func)) (type (func)) (type (instance (type (func)) (export "f" (func (type 1)))))) "unknown type")
;; What comes later is not there yet.
(assert_invalid
  (module (type (instance (export "f" (func (type $t))))) (type $t (func))) "unknown type")

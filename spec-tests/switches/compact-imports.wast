;; options: --enable compact-imports --limit group_name=8
;; Imports in groups: of one module name, and of one module name and one type. They are what they are one by one.

(module
  (func (export "one") (result i32) (i32.const 1))
  (func (export "two") (result i32) (i32.const 2))
  (func (export "three") (result i32) (i32.const 3))
  (func (export "half") (result f32) (f32.const 0.5))
  (global (export "g") i32 (i32.const 40)))
(register "m")
(module
  (import "m" (item "one" (func $one (result i32))) (item "half" (func $half (result f32))) (item "g" (global $g i32)))
  (import "m" (item "two") (item "three") (func (result i32)))
  (func (export "sum") (result i32)
    (i32.add (i32.add (call $one) (call 2)) (i32.add (call 3) (global.get $g))))
  (func (export "half") (result f32) (call $half)))
(assert_return (invoke "sum") (i32.const 46))
(assert_return (invoke "half") (f32.const 0.5))
;; A group may be empty.
(module (import "none"))
(assert_unlinkable
  (module (import "m" (item "one") (item "half") (func (result i32))))
  "incompatible import type")
(assert_invalid
  (module (import "m" (item "one" (func (result i32))) (item "one" (func (result i32)))))
  "duplicate import name")
;; Each import of a group has a copy of its name, which is short.
(module definition (import "12345678" (item "a" (func)) (item "b" (func))))
(assert_limit (module (import "123456789" (item "a" (func)))) "too many bytes in the name of a group of imports")
(module definition binary "\00asm\01\00\00\00" "\02\0d\01" "\08" "12345678" "\00\7f" "\00")
(assert_limit
  (module binary "\00asm\01\00\00\00" "\02\0e\01" "\09" "123456789" "\00\7f" "\00")
  "too many bytes in the name of a group of imports")

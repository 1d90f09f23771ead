;; Imports of two levels were numbered group by group, after they had been sorted by their first names; indices of
;; functions changed with it, and the implied instances stood behind all others.

(module $a (func (export "x") (result i32) (i32.const 1)) (func (export "y") (result i32) (i32.const 2)))
(module $b (func (export "x") (result i32) (i32.const 3)) (func (export "y") (result i32) (i32.const 4)))
(register "a" $a)
(register "b" $b)
(module
  (import "b" "x" (func (result i32)))
  (import "a" "x" (func (result i32)))
  (import "b" "y" (func (result i32)))
  (import "a" "y" (func (result i32)))
  (func (export "all") (result i32 i32 i32 i32) (call 0) (call 1) (call 2) (call 3))
  (export "0" (instance 0))
  (export "1" (instance 1)))
(assert_return (invoke "all") (i32.const 3) (i32.const 1) (i32.const 4) (i32.const 2))
(assert_return (invoke "0" "x") (i32.const 3))
(assert_return (invoke "1" "y") (i32.const 2))
;; In binary, over two import sections with an alias section between.
(module binary "\00asm\01\00\00\00"
  "\01\05\01\60\00\01\7f"        ;; type 0: [] -> [i32]
  "\02\07\01\01b\01x\00\00"      ;; import "b" "x": func 0
  "\10\06\01\00\00\00\01y"       ;; alias 0 "y": func 1
  "\02\0d\02\01a\01x\00\00"      ;; import "a" "x": func 2
            "\01b\01y\00\00"     ;; import "b" "y": func 3
  "\07\0d\03\01p\00\01\01q\00\02\01r\00\03")
(assert_return (invoke "p") (i32.const 4))
(assert_return (invoke "q") (i32.const 1))
(assert_return (invoke "r") (i32.const 4))

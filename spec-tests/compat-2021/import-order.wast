;; options: --compat=2021
;; Imports may follow modules and instances, in text and in binaries (D1, D24).

(module $a (func (export "one") (result i32) (i32.const 1)))(register "b" $a)
(register "c" $a)
;; + D24
(module
  (module $M (func (export "two") (result i32) (i32.const 2)))
  (import "a" "one" (func $one (result i32)))
  (instance $m (instantiate $M))
  (import "b" (instance $a (export "one" (func (result i32)))))
  (func $two (alias $m "two"))
  (func $three (import "c" "one") (result i32))
  (func (export "run") (result i32)
    (i32.add (i32.mul (call $one) (i32.const 100))
      (i32.add (i32.mul (call $two) (i32.const 10)) (i32.add (call $three) (call (func $a "one")))))))
(assert_return (invoke "run") (i32.const 122))

;; Indices follow the order that was written: module 1 and instance 1 are the imports.
(module definition $N (func (export "three") (result i32) (i32.const 3)))
(module
  (module (func (export "two") (result i32) (i32.const 2)))
  (instance (instantiate 0))
  (import "N" (module (export "three" (func (result i32)))))
  (import "a" (instance (export "one" (func (result i32)))))
  (instance (instantiate 1))
  (func (export "run") (result i32)
    (i32.add (i32.mul (call (func 0 "two")) (i32.const 100))
      (i32.add (i32.mul (call (func 1 "one")) (i32.const 10)) (call (func 2 "three"))))))
(assert_return (invoke "run") (i32.const 213))

(module binary "\00asm\01\00\00\00"
  "\0e\0a\01\08\00asm\01\00\00\00"         ;; module 0
  "\01\05\01\60\00\01\7f"                  ;; type 0: func (result i32)
  "\02\09\01\01a\03one\00\00"              ;; import "a" "one" (func (type 0))
  "\07\07\01\03run\00\00")
(assert_return (invoke "run") (i32.const 1))

;; A local definition still ends them.
(assert_malformed (module quote "(func) (import \"a\" \"one\" (func (result i32)))") "import after function")

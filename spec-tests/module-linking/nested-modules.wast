;; Modules in modules. spec: Explainer, "Nested Modules"

(module
  (module $CHILD (func (export "hi") (result i32) (i32.const 1)))
  (instance $child (instantiate $CHILD))
  (func (export "run") (result i32) (call (func $child "hi"))))
(assert_return (invoke "run") (i32.const 1))

;; Three deep; every module has its own identifiers.
(module $M
  (module $M
    (module $M (func $f (export "f") (result i32) (i32.const 3)))
    (instance $M (instantiate $M))
    (func $f (export "f") (result i32) (i32.add (call (func $M "f")) (i32.const 10))))
  (instance $M (instantiate $M))
  (func $f (export "f") (result i32) (i32.add (call (func $M "f")) (i32.const 100))))
(assert_return (invoke $M "f") (i32.const 113))

;; Nested modules may be written anywhere, and see nothing of their parent's state (D12).
(module
  (func $local (result i32) (i32.const 5))
  (module $N (func (export "g") (result i32) (i32.const 6)))
  (memory 1)
  (instance $n (instantiate $N))
  (func (export "run") (result i32) (i32.add (call $local) (call (func $n "g")))))
(assert_return (invoke "run") (i32.const 11))
(assert_invalid (module (func) (module (func (call 1)))) "unknown function")
(assert_malformed (module quote "(func $f) (module (func (call $f)))") "unknown function")
(assert_invalid (module (global i32 (i32.const 0)) (module (func (drop (global.get 0))))) "unknown global")
(assert_malformed (module quote "(type $T (func)) (module (func (type $T)))") "unknown type")

;; A nested module must be valid although nothing instantiates it.
(assert_invalid (module (module (func (result i32)))) "type mismatch")
(assert_malformed (module quote "(module (func (i32.bad)))") "unknown operator")

;; The text forms of scripts are not modules of modules.
(assert_malformed (module quote "(module (module binary \"\\00asm\\01\\00\\00\\00\"))") "unexpected token binary, expected module fields: a nested module")
(assert_malformed (module quote "(module (module quote \"(func)\"))") "unexpected token quote, expected module fields: a nested module")

;; The Explainer's $PARENT: a child that reuses an instance type of its parent.
(module $files (func (export "size") (result i32) (i32.const 77)))
(register "fileops" $files)
(module $PARENT
  (type $FileOps (instance (export "size" (func (result i32)))))
  (import "fileops" (instance $fileops (type $FileOps)))
  (module $CHILD
    (alias outer $PARENT $FileOps (type $FOps))
    (import "fileops" (instance $fops (type $FOps)))
    (func (export "run") (result i32) (call (func $fops "size"))))
  (instance $child (instantiate $CHILD (import "fileops" (instance $fileops))))
  (export "run" (func $child "run")))
(assert_return (invoke "run") (i32.const 77))
;; The same with the inline sugar.
(module $PARENT
  (type $FileOps (instance (export "size" (func (result i32)))))
  (import "fileops" (instance $fileops (type $FileOps)))
  (module $CHILD
    (import "fileops" (instance $fops (type outer $PARENT $FileOps)))
    (func (export "run") (result i32) (call (func $fops "size"))))
  (instance $child (instantiate $CHILD (import "fileops" (instance $fileops))))
  (export "run" (func $child "run")))
(assert_return (invoke "run") (i32.const 77))

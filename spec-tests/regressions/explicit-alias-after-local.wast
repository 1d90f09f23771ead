;; An explicit alias behind a local definition was accepted, and numbered behind it in text but before it in binary. It is
;; malformed, as an import there is, in both ways of writing it and for outer aliases of modules too (D12).

(assert_malformed
  (module quote
    "(import \"i\" (instance $i (export \"f\" (func))))"
    "(func $own)"
    "(alias $i \"f\" (func $f))"
    "(start $f)")
  "alias after function")
(assert_malformed
  (module quote
    "(import \"i\" (instance $i (export \"f\" (func))))"
    "(func $own)"
    "(func $f (alias $i \"f\"))")
  "alias after function")
(assert_malformed
  (module quote
    "(module $M)"
    "(module (memory 1) (alias outer 0 $M (module)))")
  "alias after memory")
;; Before it all is well, and the local function comes behind.
(module
  (module $M (func (export "f") (result i32) (i32.const 1)))
  (instance $i (instantiate $M))
  (alias $i "f" (func $f))
  (func $own (result i32) (i32.const 2))
  (export "0" (func 0))
  (export "1" (func 1)))
(assert_return (invoke "0") (i32.const 1))
(assert_return (invoke "1") (i32.const 2))

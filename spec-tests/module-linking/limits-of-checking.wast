;; options: --limit type_comparisons=9 --limit copied_bytes=688 --limit list_operands=4
;; Limits on what checking a module may cost, each at its exact value. spec: appendix/implementation; D19
;;
;; Rules: ../rules/limits.txt. Each pair is what just fits, and one more.

;; Comparisons: a pair of types, and each import and export of the one that is expected.
;; + limits.10
(module definition
  (import "i" (instance $i (export "a" (func)) (export "b" (func)) (export "c" (func))))
  (module $M (import "x" (instance (export "a" (func)))))
  (instance (instantiate $M (import "x" (instance $i)))))
;; - limits.10
(assert_limit
  (module
    (import "i" (instance $i (export "a" (func)) (export "b" (func)) (export "c" (func))))
    (module $M (import "x" (instance (export "a" (func)) (export "b" (func)))))
    (instance (instantiate $M (import "x" (instance $i)))))
  "too many comparisons of types")

;; Operands beyond the 16th that instructions take or leave, in all of a module.
;; + limits.10
(module definition
  (type $t (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
  (func $f (type $t))
  (func (type $t)
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    call $f)
  (func (type $t)
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    call $f))
;; - limits.10
(assert_limit
  (module
    (type $t (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
    (type $u (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
    (func $f (type $t))
    (func $g (type $u))
    (func (type $t)
      local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
      local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
      call $f)
    (func (type $u)
      local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
      local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
      local.get 0
      call $g))
  "instructions take and leave too many operands")

;; Bytes that zero-level exports copy into types, beyond 64 for each byte of the module: 256 for each export, and its
;; name. All 20 exports of a type 12 times; and the same with a type more.
;; + limits.10
(module definition quote
    "(type $n (instance"
    "  (export \"a\" (func)) (export \"b\" (func)) (export \"c\" (func)) (export \"d\" (func))"
    "  (export \"e\" (func)) (export \"f\" (func)) (export \"g\" (func)) (export \"h\" (func))"
    "  (export \"i\" (func)) (export \"j\" (func)) (export \"k\" (func)) (export \"l\" (func))"
    "  (export \"m\" (func)) (export \"n\" (func)) (export \"o\" (func)) (export \"p\" (func))"
    "  (export \"q\" (func)) (export \"r\" (func)) (export \"s\" (func)) (export \"t\" (func))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))")
;; - limits.10
(assert_limit
  (module quote
      "(type $n (instance"
      "  (export \"a\" (func)) (export \"b\" (func)) (export \"c\" (func)) (export \"d\" (func))"
      "  (export \"e\" (func)) (export \"f\" (func)) (export \"g\" (func)) (export \"h\" (func))"
      "  (export \"i\" (func)) (export \"j\" (func)) (export \"k\" (func)) (export \"l\" (func))"
      "  (export \"m\" (func)) (export \"n\" (func)) (export \"o\" (func)) (export \"p\" (func))"
      "  (export \"q\" (func)) (export \"r\" (func)) (export \"s\" (func)) (export \"t\" (func))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))"
      "(type (instance (export (type outer 0 $n))))")
  "too many copied bytes")

;; options: --limit type_comparisons=9 --limit copied_bytes=1000 --limit operands=20 --limit list_operands=4
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

;; Operands on the stack at a time.
;; + limits.10
(module definition
  (func
    i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0
    i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0
    unreachable))
;; - limits.10
(assert_limit
  (module
    (func
      i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0
      i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0 i32.const 0
      i32.const 0 i32.const 0 i32.const 0
      unreachable))
  "too many operands on the stack")

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

;; Bytes that zero-level exports copy into types: 256 for each export, and its name. All 60 exports of a type once, and
;; 20 times. 64 for each byte of the module are free.
;; + limits.10
(module definition quote
  "(type $n (instance"
  "  (export \"aa\" (func)) (export \"ab\" (func)) (export \"ac\" (func)) (export \"ad\" (func))"
  "  (export \"ae\" (func)) (export \"af\" (func)) (export \"ag\" (func)) (export \"ah\" (func))"
  "  (export \"ai\" (func)) (export \"aj\" (func)) (export \"ak\" (func)) (export \"al\" (func))"
  "  (export \"am\" (func)) (export \"an\" (func)) (export \"ao\" (func)) (export \"ap\" (func))"
  "  (export \"aq\" (func)) (export \"ar\" (func)) (export \"as\" (func)) (export \"at\" (func))"
  "  (export \"au\" (func)) (export \"av\" (func)) (export \"aw\" (func)) (export \"ax\" (func))"
  "  (export \"ay\" (func)) (export \"az\" (func)) (export \"ba\" (func)) (export \"bb\" (func))"
  "  (export \"bc\" (func)) (export \"bd\" (func)) (export \"be\" (func)) (export \"bf\" (func))"
  "  (export \"bg\" (func)) (export \"bh\" (func)) (export \"bi\" (func)) (export \"bj\" (func))"
  "  (export \"bk\" (func)) (export \"bl\" (func)) (export \"bm\" (func)) (export \"bn\" (func))"
  "  (export \"bo\" (func)) (export \"bp\" (func)) (export \"bq\" (func)) (export \"br\" (func))"
  "  (export \"bs\" (func)) (export \"bt\" (func)) (export \"bu\" (func)) (export \"bv\" (func))"
  "  (export \"bw\" (func)) (export \"bx\" (func)) (export \"by\" (func)) (export \"bz\" (func))"
  "  (export \"ca\" (func)) (export \"cb\" (func)) (export \"cc\" (func)) (export \"cd\" (func))"
  "  (export \"ce\" (func)) (export \"cf\" (func)) (export \"cg\" (func)) (export \"ch\" (func))))"
  "(type (instance (export (type outer 0 $n))))")
;; - limits.10
(assert_limit
  (module quote
    "(type $n (instance"
    "  (export \"aa\" (func)) (export \"ab\" (func)) (export \"ac\" (func)) (export \"ad\" (func))"
    "  (export \"ae\" (func)) (export \"af\" (func)) (export \"ag\" (func)) (export \"ah\" (func))"
    "  (export \"ai\" (func)) (export \"aj\" (func)) (export \"ak\" (func)) (export \"al\" (func))"
    "  (export \"am\" (func)) (export \"an\" (func)) (export \"ao\" (func)) (export \"ap\" (func))"
    "  (export \"aq\" (func)) (export \"ar\" (func)) (export \"as\" (func)) (export \"at\" (func))"
    "  (export \"au\" (func)) (export \"av\" (func)) (export \"aw\" (func)) (export \"ax\" (func))"
    "  (export \"ay\" (func)) (export \"az\" (func)) (export \"ba\" (func)) (export \"bb\" (func))"
    "  (export \"bc\" (func)) (export \"bd\" (func)) (export \"be\" (func)) (export \"bf\" (func))"
    "  (export \"bg\" (func)) (export \"bh\" (func)) (export \"bi\" (func)) (export \"bj\" (func))"
    "  (export \"bk\" (func)) (export \"bl\" (func)) (export \"bm\" (func)) (export \"bn\" (func))"
    "  (export \"bo\" (func)) (export \"bp\" (func)) (export \"bq\" (func)) (export \"br\" (func))"
    "  (export \"bs\" (func)) (export \"bt\" (func)) (export \"bu\" (func)) (export \"bv\" (func))"
    "  (export \"bw\" (func)) (export \"bx\" (func)) (export \"by\" (func)) (export \"bz\" (func))"
    "  (export \"ca\" (func)) (export \"cb\" (func)) (export \"cc\" (func)) (export \"cd\" (func))"
    "  (export \"ce\" (func)) (export \"cf\" (func)) (export \"cg\" (func)) (export \"ch\" (func))))"
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
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))"
    "(type (instance (export (type outer 0 $n))))")
  "too many copied bytes")

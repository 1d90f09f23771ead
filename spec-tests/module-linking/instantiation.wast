;; What instantiation does, and in which order. spec: Explainer, "Module Imports and Nested Instances"; Subtyping.md,
;; "Instantiation"; D2, D9, D13, D15
;;
;; Rules: ../rules/instantiation.txt

;; The functions below append digits to a log, a decimal number.
(module $log
  (global $log (mut i32) (i32.const 0))
  (func (export "add") (param $digit i32)
    (global.set $log (i32.add (i32.mul (global.get $log) (i32.const 10)) (local.get $digit))))
  (func (export "take") (result i32)
    (global.get $log) (global.set $log (i32.const 0))))
(register "log" $log)

;; A module that logs the digit it is given by a global, when it starts.
(module definition $LOG
  (import "add" (func $add (param i32)))
  (import "digit" (global $digit i32))
  (func $s (call $add (global.get $digit)))
  (start $s))
(register "LOG" (module $LOG))

(module $digits
  (global (export "1") i32 (i32.const 1))
  (global (export "2") i32 (i32.const 2))
  (global (export "3") i32 (i32.const 3))
  (global (export "4") i32 (i32.const 4)))
(register "digits" $digits)

;; Memory that all may write to.
(module $shared
  (memory (export "m") 1 1)
  (table (export "t") 4 4 funcref)
  (global (export "g") (mut i32) (i32.const 0))
  (type $f (func (result i32)))
  (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))
  (func (export "clear") (memory.fill (i32.const 0) (i32.const 0) (i32.const 0x10000)))
  (func (export "is null") (param i32) (result i32) (ref.is_null (table.get 0 (local.get 0))))
  (func (export "call") (param i32) (result i32) (call_indirect (type $f) (local.get 0))))
(register "shared" $shared)

;; ---------------------------------------------------------------------------------------------------------------------
;; Arguments

;; By name, in any order, for every kind at once.
;; + instantiation.1 instantiation.2 D2
(module
  (module $A
    (func (export "f") (result i32) (i32.const 1))
    (global (export "g") i32 (i32.const 2))
    (memory (export "m") 3)
    (table (export "t") 4 funcref)
    (module (export "M") (func (export "x") (result i32) (i32.const 5)))
    (module $I (func (export "y") (result i32) (i32.const 6)))
    (instance (export "i") (instantiate $I)))
  (instance $a (instantiate $A))
  (module $B
    (import "i" (instance $i (export "y" (func (result i32)))))
    (import "M" (module $M (export "x" (func (result i32)))))
    (import "t" (table $t 4 funcref))
    (import "m" (memory $m 3))
    (import "g" (global $g i32))
    (import "f" (func $f (result i32)))
    (instance $n (instantiate $M))
    (func (export "all") (result i32 i32 i32 i32 i32 i32)
      (call $f) (global.get $g) (memory.size $m) (table.size $t) (call (func $n "x")) (call (func $i "y"))))
  (instance $b (instantiate $B
    (import "m" (memory $a "m")) (import "f" (func $a "f")) (import "M" (module $a "M"))
    (import "t" (table $a "t")) (import "i" (instance $a "i")) (import "g" (global $a "g"))))
  (export "all" (func $b "all")))
(assert_return (invoke "all")
  (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6))
;; Two of one type: only their names tell them apart.
;; + instantiation.1 D2
(module
  (import "digits" (instance $d (export "3" (global i32)) (export "4" (global i32))))
  (module $SUB
    (import "minuend" (global $a i32)) (import "subtrahend" (global $b i32))
    (func (export "r") (result i32) (i32.sub (global.get $a) (global.get $b))))
  (instance $x (instantiate $SUB (import "subtrahend" (global $d "3")) (import "minuend" (global $d "4"))))
  (instance $y (instantiate $SUB (import "subtrahend" (global $d "4")) (import "minuend" (global $d "3"))))
  (export "x" (func $x "r"))
  (export "y" (func $y "r")))
(assert_return (invoke "x") (i32.const 1))
(assert_return (invoke "y") (i32.const -1))
;; The position of an argument does not make up for its name.
;; - instantiation.1 instantiation.2 D2
(assert_invalid
  (module
    (import "digits" (instance $d (export "3" (global i32))))
    (module $M (import "a" (global i32)))
    (instance (instantiate $M (import "b" (global $d "3")))))
  "unknown import")
;; - instantiation.2
(assert_invalid
  (module
    (import "digits" (instance $d (export "3" (global i32))))
    (module $M (import "a" (global i32)) (import "b" (global i32)))
    (instance (instantiate $M (import "a" (global $d "3")))))
  "unknown import")
;; - instantiation.2
(assert_invalid
  (module
    (import "digits" (instance $d (export "3" (global i32))))
    (module $M (import "a" (global (mut i32))))
    (instance (instantiate $M (import "a" (global $d "3")))))
  "incompatible import type")
;; What a module imports is what its type says: a module that came in as an import may need less than that.
;; + instantiation.2 instantiation.3
(module
  (import "LOG" (module $L (import "add" (func (param i32))) (import "digit" (global i32)) (import "more" (memory 1))))
  (import "log" (instance $log (export "add" (func (param i32)))))
  (import "digits" (instance $d (export "4" (global i32))))
  (import "shared" (instance $s (export "m" (memory 1))))
  (instance (instantiate $L
    (import "more" (memory $s "m")) (import "digit" (global $d "4")) (import "add" (func $log "add")))))
(assert_return (invoke $log "take") (i32.const 4))
;; - instantiation.2
(assert_invalid
  (module
    (import "LOG" (module $L (import "add" (func (param i32))) (import "more" (memory 1))))
    (import "log" (instance $log (export "add" (func (param i32)))))
    (instance (instantiate $L (import "add" (func $log "add")))))
  "unknown import")

;; More than is imported is ignored, but has to exist.
;; + instantiation.3 D2
(module
  (module $M (func (export "f") (result i32) (i32.const 7)))
  (instance $x (instantiate $M))
  (instance $y (instantiate $M
    (import "a" (module $M)) (import "" (instance $x)) (import "f" (func $x "f"))))
  (export "f" (func $y "f")))
(assert_return (invoke "f") (i32.const 7))
;; - instantiation.3
(assert_invalid
  (module (module $M) (instance (instantiate $M (import "superfluous" (func 0)))))
  "unknown function")
;; Names are unique, superfluous ones too, also if they mean the same.
;; + instantiation.4 D2
(module (module $M) (instance (instantiate $M (import "a" (module $M)) (import "b" (module $M)))))
;; - instantiation.4 D2
(assert_invalid
  (module (module $M) (instance (instantiate $M (import "a" (module $M)) (import "a" (module $M)))))
  "duplicate instantiate argument")
;; - instantiation.4
(assert_invalid
  (module
    (module $M (import "a" (module)))
    (module $N)
    (instance (instantiate $M (import "a" (module $N)) (import "b" (module $N)) (import "a" (module $M)))))
  "duplicate instantiate argument")

;; Imports of two levels need an instance (D9).
;; + instantiation.5 D9
(module
  (import "log" (instance $log (export "add" (func (param i32)))))
  (module $M
    (import "env" "add" (func $add (param i32)))
    (func $s (call $add (i32.const 5))) (start $s))
  (instance (instantiate $M (import "env" (instance $log)))))
(assert_return (invoke $log "take") (i32.const 5))
;; - instantiation.5 D9
(assert_invalid
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (module $M (import "env" "add" (func (param i32))))
    (instance (instantiate $M (import "env" (func $log "add")))))
  "incompatible import type")
;; - instantiation.5 D9
(assert_invalid
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (module $M (import "env" "add" (func (param i32))))
    (instance (instantiate $M (import "add" (func $log "add")))))
  "unknown import")
;; The text has no form for an argument of two names.
;; - instantiation.5
(assert_malformed
  (module quote
    "(import \"log\" \"add\" (func $add (param i32)))"
    "(module $M (import \"env\" \"add\" (func (param i32))))"
    "(instance (instantiate $M (import \"env\" \"add\" (func $add))))")
  "unexpected token")
;; A host does take instances apart.
;; + instantiation.6
(module
  (import "log" "add" (func $add (param i32)))
  (func $s (call $add (i32.const 6)))
  (start $s))
(assert_return (invoke $log "take") (i32.const 6))
;; - instantiation.6
(assert_unlinkable (module (import "log" "sub" (func (param i32)))) "unknown import")

;; ---------------------------------------------------------------------------------------------------------------------
;; Order

;; Nested instances in definition order, then the parent; not in the order of the modules, nor of the start functions.
;; + instantiation.8 instantiation.9 D13
(module
  (import "log" (instance $log (export "add" (func (param i32)))))
  (module $A (import "add" (func $add (param i32))) (func $s (call $add (i32.const 1))) (start $s))
  (module $B (import "add" (func $add (param i32))) (func $s (call $add (i32.const 2))) (start $s))
  (func $s (call (func $log "add") (i32.const 3)))
  (start $s)
  (instance (instantiate $B (import "add" (func $log "add"))))
  (instance (instantiate $A (import "add" (func $log "add"))))
  (instance (instantiate $A (import "add" (func $log "add")))))
(assert_return (invoke $log "take") (i32.const 2113))

;; Depth first: an instance is complete, children and start function, before the next one.
;; + instantiation.7 instantiation.9 D13
(module
  (import "log" (instance $log (export "add" (func (param i32)))))
  (module $OUTER
    (import "add" (func $add (param i32)))
    (module $INNER (import "add" (func $add (param i32))) (func $s (call $add (i32.const 4))) (start $s))
    (instance (instantiate $INNER (import "add" (func $add))))
    (func $s (call $add (i32.const 5)))
    (start $s))
  (instance (instantiate $OUTER (import "add" (func $log "add"))))
  (instance (instantiate $OUTER (import "add" (func $log "add")))))
(assert_return (invoke $log "take") (i32.const 4545))

;; Three levels, with children before and behind the grandchildren.
;; + instantiation.9 D13
(module
  (import "LOG" (module $L (import "add" (func (param i32))) (import "digit" (global i32))))
  (import "log" (instance $log (export "add" (func (param i32)))))
  (import "digits" (instance $d
    (export "1" (global i32)) (export "2" (global i32)) (export "3" (global i32)) (export "4" (global i32))))
  (module $MIDDLE
    (import "add" (func $add (param i32)))
    (import "x" (global $x i32))
    (import "y" (global $y i32))
    (module $INNER
      (alias outer 1 $L (module $LL))
      (import "add" (func $add (param i32)))
      (import "z" (global $z i32))
      (instance (instantiate $LL (import "add" (func $add)) (import "digit" (global $z))))
      (func $s (call $add (i32.const 0)))
      (start $s))
    (instance (instantiate $INNER (import "add" (func $add)) (import "z" (global $x))))
    (instance (instantiate (module outer 0 $L) (import "add" (func $add)) (import "digit" (global $y))))
    (instance (instantiate $INNER (import "add" (func $add)) (import "z" (global $y)))))
  (instance (instantiate $L (import "add" (func $log "add")) (import "digit" (global $d "1"))))
  (instance (instantiate $MIDDLE
    (import "add" (func $log "add")) (import "x" (global $d "2")) (import "y" (global $d "3"))))
  (instance (instantiate $L (import "add" (func $log "add")) (import "digit" (global $d "4")))))
(assert_return (invoke $log "take") (i32.const 1203304))

;; Nobody starts a module that is only defined, imported, exported or passed.
;; + instantiation.18
(module
  (import "LOG" (module $L (import "add" (func (param i32))) (import "digit" (global i32))))
  (module $TRAP (func $s unreachable) (start $s))
  (module $TAKES (import "M" (module)))
  (instance (instantiate $TAKES (import "M" (module $TRAP))))
  (export "L" (module $L))
  (export "T" (module $TRAP)))
(assert_return (invoke $log "take") (i32.const 0))

;; Within one instance: globals, then element segments, then data segments, then the start function, as in core; and all
;; of it before the next instance sees it.
;; + instantiation.8 instantiation.9
(module
  (import "shared" (instance $s (export "m" (memory 1)) (export "t" (table 4 funcref))))
  (module $A
    (import "m" (memory 1)) (import "t" (table 4 funcref))
    (data (i32.const 0) "\01\01")
    (elem (i32.const 0) $one)
    (func $one (result i32) (i32.const 1))
    (type $f (func (result i32)))
    (func $s (i32.store8 (i32.const 1) (i32.add (i32.load8_u (i32.const 0)) (call_indirect (type $f) (i32.const 0)))))
    (start $s))
  (module $B
    (import "m" (memory 1))
    (data (i32.const 0) "\05")
    (func $s (i32.store8 (i32.const 2) (i32.add (i32.load8_u (i32.const 0)) (i32.load8_u (i32.const 1)))))
    (start $s))
  (instance (instantiate $A (import "m" (memory $s "m")) (import "t" (table $s "t"))))
  (instance (instantiate $B (import "m" (memory $s "m")))))
(assert_return (invoke $shared "load" (i32.const 0)) (i32.const 5))
(assert_return (invoke $shared "load" (i32.const 1)) (i32.const 2))
(assert_return (invoke $shared "load" (i32.const 2)) (i32.const 7))
(invoke $shared "clear")

;; A child's segments and start function have run when the parent's segments are written …
;; + instantiation.8 D13
(module
  (module $CHILD
    (memory (export "m") 1)
    (data (i32.const 0) "\01\01\01")
    (func $s (i32.store8 (i32.const 1) (i32.const 2)))
    (start $s))
  (instance $child (instantiate $CHILD))
  (alias $child "m" (memory))
  (data (i32.const 2) "\03")
  (func (export "bytes") (result i32) (i32.load (i32.const 0))))
(assert_return (invoke "bytes") (i32.const 0x030201))
;; … and when its globals and offsets are computed, which read a child's globals.
;; + instantiation.8 D14
(module
  (module $CHILD (global (export "g") i32 (i32.const 8)) (memory (export "m") 1))
  (instance $child (instantiate $CHILD))
  (alias $child "m" (memory))
  (global $h i32 (i32.add (global.get (global $child "g")) (i32.const 1)))
  (data (global.get (global $child "g")) "\2a")
  (func (export "h") (result i32) (i32.load8_u (i32.sub (global.get $h) (i32.const 1)))))
(assert_return (invoke "h") (i32.const 42))
;; The parent's own definitions do not exist for its children.
;; - instantiation.8
(assert_invalid
  (module
    (memory $m 1)
    (module $CHILD (import "m" (memory 1)))
    (instance (instantiate $CHILD (import "m" (memory $m)))))
  "unknown memory")
;; - instantiation.8 instantiation.9
(assert_invalid
  (module
    (module $CHILD (import "m" (memory 1)))
    (module $M (memory (export "m") 1))
    (instance (instantiate $CHILD (import "m" (memory 0))))
    (instance $m (instantiate $M))
    (alias $m "m" (memory)))
  "unknown memory")
;; The order is that of definitions: an instance cannot use a later one.
;; - instantiation.9 D13
(assert_invalid
  (module
    (module $A (import "i" (instance)))
    (module $B)
    (instance $a (instantiate $A (import "i" (instance $b))))
    (instance $b (instantiate $B)))
  "unknown instance")

;; ---------------------------------------------------------------------------------------------------------------------
;; Traps half way

;; A start function traps: what ran before stays, what comes after does not run, the parent included.
;; - instantiation.10 D13
(assert_trap
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (module $A (import "add" (func $add (param i32))) (func $s (call $add (i32.const 6))) (start $s))
    (module $TRAP (func $s unreachable) (start $s))
    (instance (instantiate $A (import "add" (func $log "add"))))
    (instance (instantiate $TRAP))
    (instance (instantiate $A (import "add" (func $log "add"))))
    (func $s (call (func $log "add") (i32.const 7)))
    (start $s))
  "unreachable")
(assert_return (invoke $log "take") (i32.const 6))
;; Two levels down: neither the rest of the middle one nor of the root runs.
;; - instantiation.10 D13
(assert_trap
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (module $MIDDLE
      (import "add" (func $add (param i32)))
      (module $TRAP
        (import "add" (func $add (param i32)))
        (func $s (call $add (i32.const 2)) (drop (i32.div_s (i32.const 1) (i32.const 0))) (call $add (i32.const 3)))
        (start $s))
      (instance (instantiate $TRAP (import "add" (func $add))))
      (func $s (call $add (i32.const 4)))
      (start $s))
    (instance (instantiate $MIDDLE (import "add" (func $log "add"))))
    (instance (instantiate $MIDDLE (import "add" (func $log "add")))))
  "integer divide by zero")
(assert_return (invoke $log "take") (i32.const 2))
;; The root itself traps, at last: all its children have run.
;; - instantiation.10
(assert_trap
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (module $A (import "add" (func $add (param i32))) (func $s (call $add (i32.const 8))) (start $s))
    (instance (instantiate $A (import "add" (func $log "add"))))
    (instance (instantiate $A (import "add" (func $log "add"))))
    (func $s unreachable)
    (start $s))
  "unreachable")
(assert_return (invoke $log "take") (i32.const 88))

;; An active data segment that does not fit traps in its turn: the one before it is written, the one behind it not.
;; - instantiation.10 D13
(assert_trap
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (import "shared" (instance $s (export "m" (memory 1))))
    (module $A (import "add" (func $add (param i32))) (func $s (call $add (i32.const 9))) (start $s))
    (module $OUT
      (import "m" (memory 1))
      (data (i32.const 0) "ok") (data (i32.const 0x10000) "x") (data (i32.const 2) "x")
      (func $s unreachable) (start $s))
    (instance (instantiate $A (import "add" (func $log "add"))))
    (instance (instantiate $OUT (import "m" (memory $s "m"))))
    (instance (instantiate $A (import "add" (func $log "add")))))
  "out of bounds memory access")
(assert_return (invoke $log "take") (i32.const 9))
(assert_return (invoke $shared "load" (i32.const 0)) (i32.const 0x6f))
(assert_return (invoke $shared "load" (i32.const 1)) (i32.const 0x6b))
(assert_return (invoke $shared "load" (i32.const 2)) (i32.const 0))
;; An element segment: the functions of an instance that never became complete can be called through the table.
;; - instantiation.10 D13
(assert_trap
  (module
    (import "shared" (instance $s (export "t" (table 4 funcref)) (export "m" (memory 1))))
    (module $OUT
      (import "t" (table 4 funcref))
      (import "m" (memory 1))
      (global $g (mut i32) (i32.const 76))
      (func $f (result i32)
        (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g))
      (elem (i32.const 1) func $f)
      (elem (i32.const 3) func $f $f)
      (data (i32.const 4) "x"))
    (instance (instantiate $OUT (import "t" (table $s "t")) (import "m" (memory $s "m")))))
  "out of bounds table access")
(assert_return (invoke $shared "is null" (i32.const 1)) (i32.const 0))
(assert_return (invoke $shared "is null" (i32.const 3)) (i32.const 1))
(assert_return (invoke $shared "load" (i32.const 4)) (i32.const 0))
;; + instantiation.10 instantiation.17
(assert_return (invoke $shared "call" (i32.const 1)) (i32.const 77))
(assert_return (invoke $shared "call" (i32.const 1)) (i32.const 78))
;; A parent's segment that is out of bounds of a child's memory.
;; - instantiation.10
(assert_trap
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (module $A
      (import "add" (func $add (param i32)))
      (memory (export "m") 0)
      (func $s (call $add (i32.const 1))) (start $s))
    (instance $a (instantiate $A (import "add" (func $log "add"))))
    (alias $a "m" (memory))
    (data (i32.const 1) "")
    (func $s (call (func $log "add") (i32.const 2)))
    (start $s))
  "out of bounds memory access")
(assert_return (invoke $log "take") (i32.const 1))
;; An exception that nobody catches ends it as a trap does.
(module $thrower (tag $e (export "e")) (func (export "throw") (throw $e)))
(register "thrower" $thrower)
;; - instantiation.10
(assert_exception
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (import "thrower" (instance $t (export "throw" (func))))
    (module $A (import "add" (func $add (param i32))) (func $s (call $add (i32.const 3))) (start $s))
    (module $T (import "throw" (func $throw)) (start $throw))
    (instance (instantiate $A (import "add" (func $log "add"))))
    (instance (instantiate $T (import "throw" (func $t "throw"))))
    (instance (instantiate $A (import "add" (func $log "add"))))))
(assert_return (invoke $log "take") (i32.const 3))
;; The parent is no handler for its children, even if its own start function has one.
;; - instantiation.8 instantiation.10
(assert_exception
  (module
    (import "thrower" (instance $t (export "throw" (func)) (export "e" (tag))))
    (module $T (import "throw" (func $throw)) (start $throw))
    (instance (instantiate $T (import "throw" (func $t "throw"))))
    (func $s (block $h (try_table (catch (tag $t "e") $h) (call (func $t "throw")))))
    (start $s)))
;; After a trap the shared things work on, and the same module may be tried again with better arguments.
(module definition $DIV
  (import "by" (global $by i32))
  (global $q (export "q") (mut i32) (i32.const 0))
  (func $s (global.set $q (i32.div_u (i32.const 12) (global.get $by))))
  (start $s))
(register "DIV" (module $DIV))
(module $zero (global (export "by") i32 (i32.const 0)))
(register "by" (global $zero "by"))
;; - instantiation.10
(assert_trap (module
  (import "by" (global $by i32))
  (import "DIV" (module $DIV (import "by" (global i32))))
  (instance (instantiate $DIV (import "by" (global $by)))))
  "integer divide by zero")
(register "by" (global $digits "4"))
;; + instantiation.10 instantiation.18
(module instance $third $DIV)
(assert_return (get $third "q") (i32.const 3))

;; ---------------------------------------------------------------------------------------------------------------------
;; State

(module definition $COUNTER
  (global $n (mut i32) (i32.const 0))
  (memory (export "m") 1)
  (func (export "next") (result i32)
    (global.set $n (i32.add (global.get $n) (i32.const 1)))
    (i32.store8 (i32.const 0) (global.get $n))
    (global.get $n)))
(register "COUNTER" (module $COUNTER))
;; Three instances of one module, nested, imported and made by the host, do not know of each other.
;; + instantiation.11 instantiation.18
(module $three
  (import "COUNTER" (module $C (export "next" (func (result i32))) (export "m" (memory 1))))
  (instance $a (instantiate $C))
  (instance $b (instantiate $C))
  (export "a" (instance $a))
  (export "b" (instance $b)))
(module instance $c $COUNTER)
(assert_return (invoke $three "a" "next") (i32.const 1))
(assert_return (invoke $three "a" "next") (i32.const 2))
(assert_return (invoke $three "b" "next") (i32.const 1))
(assert_return (invoke $c "next") (i32.const 1))
(assert_return (invoke $three "a" "next") (i32.const 3))
;; So for every instance of the parent.
(module definition $PAIR
  (import "COUNTER" (module $C (export "next" (func (result i32)))))
  (instance $a (instantiate $C))
  (instance $b (instantiate $C))
  (export "a" (func $a "next"))
  (export "b" (func $b "next")))
;; + instantiation.11
(module instance $p $PAIR)
(module instance $q $PAIR)
(assert_return (invoke $p "a") (i32.const 1))
(assert_return (invoke $p "a") (i32.const 2))
(assert_return (invoke $p "b") (i32.const 1))
(assert_return (invoke $q "a") (i32.const 1))
(assert_return (invoke $q "b") (i32.const 1))
;; Two instances do not share what they define: no alias of the one is the other's.
;; - instantiation.11
(assert_trap
  (module
    (import "COUNTER" (module $C (export "next" (func (result i32))) (export "m" (memory 1))))
    (instance $a (instantiate $C))
    (instance $b (instantiate $C))
    (alias $b "m" (memory))
    (func $s (drop (call (func $a "next"))) (if (i32.eqz (i32.load8_u (i32.const 0))) (then unreachable)))
    (start $s))
  "unreachable")

;; One instance passed on in many ways stays one: memory, global, table and function are shared.
;; + instantiation.12
(module $ways
  (import "COUNTER" (module $C (export "next" (func (result i32))) (export "m" (memory 1))))
  (instance $c (instantiate $C))
  (module $PASS (import "c" (instance $c (export "next" (func (result i32))) (export "m" (memory 1)))) (export "d" (instance $c)))
  (instance $p (instantiate $PASS (import "c" (instance $c))))
  (instance $q (instantiate $PASS (import "c" (instance $p "d"))))
  (alias $q "d" (instance $d))
  (alias $d "m" (memory $m))
  (export "direct" (func $c "next"))
  (export "passed" (func $p "d" "next"))
  (export "twice" (func $q "d" "next"))
  (export "c" (instance $c))
  (func (export "byte") (result i32) (i32.load8_u $m (i32.const 0))))
(assert_return (invoke $ways "direct") (i32.const 1))
(assert_return (invoke $ways "passed") (i32.const 2))
(assert_return (invoke $ways "twice") (i32.const 3))
(assert_return (invoke $ways "c" "next") (i32.const 4))
(assert_return (invoke $ways "byte") (i32.const 4))
;; An instance has no identity to compare, nor is it a value.
;; - instantiation.12
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (global (ref null instance) (ref.null instance))")
  "unexpected token")

;; A table shared by two instances calls back into the one that put the function there, with that one's state.
;; + instantiation.11 instantiation.12
(module
  (import "shared" (instance $s (export "t" (table 4 funcref)) (export "call" (func (param i32) (result i32)))))
  (import "digits" (instance $d (export "2" (global i32)) (export "3" (global i32))))
  (module $PUT
    (import "t" (table 4 funcref))
    (import "base" (global $base i32))
    (global $n (mut i32) (i32.const 0))
    (func $f (result i32)
      (global.set $n (i32.add (global.get $n) (i32.const 10)))
      (i32.add (global.get $base) (global.get $n)))
    (elem (table 0) (offset (global.get $base)) func $f))
  (instance (instantiate $PUT (import "t" (table $s "t")) (import "base" (global $d "2"))))
  (instance (instantiate $PUT (import "t" (table $s "t")) (import "base" (global $d "3"))))
  (export "call" (func $s "call")))
(assert_return (invoke "call" (i32.const 2)) (i32.const 12))
(assert_return (invoke "call" (i32.const 3)) (i32.const 13))
(assert_return (invoke "call" (i32.const 2)) (i32.const 22))

;; A mutable global passed to two instances is one.
;; + instantiation.12
(module
  (import "shared" (instance $s (export "g" (global (mut i32)))))
  (module $INC
    (import "g" (global $g (mut i32)))
    (func $s (global.set $g (i32.add (i32.mul (global.get $g) (i32.const 10)) (i32.const 1))))
    (start $s))
  (instance (instantiate $INC (import "g" (global $s "g"))))
  (instance (instantiate $INC (import "g" (global $s "g"))))
  (alias $s "g" (global $g))
  (func (export "g") (result i32) (global.get $g)))
(assert_return (invoke "g") (i32.const 11))
(assert_return (get $shared "g") (i32.const 11))

;; ---------------------------------------------------------------------------------------------------------------------
;; Closures

;; Two instances of a module that exports a nested one which uses an imported module: each export has its own capture,
;; although code and type are the same (D15).
(module definition $FACTORY
  (import "M" (module $M (export "v" (func (result i32)))))
  (module (export "N")
    (alias outer 0 $M (module $CAPTURED))
    (instance $i (instantiate $CAPTURED))
    (export "v" (func $i "v"))))
(register "FACTORY" (module $FACTORY))
;; + instantiation.13 D15
(module $captures
  (import "FACTORY" (module $FACTORY
    (import "M" (module (export "v" (func (result i32)))))
    (export "N" (module (export "v" (func (result i32)))))))
  (module $ONE (func (export "v") (result i32) (i32.const 1)))
  (module $TWO (func (export "v") (result i32) (i32.const 2)))
  (instance $f1 (instantiate $FACTORY (import "M" (module $ONE))))
  (instance $f2 (instantiate $FACTORY (import "M" (module $TWO))))
  (alias $f1 "N" (module $N1))
  (alias $f2 "N" (module $N2))
  (instance $a (instantiate $N1))
  (instance $b (instantiate $N2))
  (instance $c (instantiate $N1))
  (export "a" (func $a "v"))
  (export "b" (func $b "v"))
  (export "c" (func $c "v"))
  (export "N1" (module $N1))
  (export "N2" (module $N2)))
(assert_return (invoke $captures "a") (i32.const 1))
(assert_return (invoke $captures "b") (i32.const 2))
(assert_return (invoke $captures "c") (i32.const 1))
;; A factory fed with what a factory made: captures of captures.
;; + instantiation.13 D15
(module
  (import "FACTORY" (module $FACTORY
    (import "M" (module (export "v" (func (result i32)))))
    (export "N" (module (export "v" (func (result i32)))))))
  (module $SEVEN (func (export "v") (result i32) (i32.const 7)))
  (module $EIGHT (func (export "v") (result i32) (i32.const 8)))
  (instance $f (instantiate $FACTORY (import "M" (module $SEVEN))))
  (instance $g (instantiate $FACTORY (import "M" (module $f "N"))))
  (instance $h (instantiate $FACTORY (import "M" (module $EIGHT))))
  (instance $i (instantiate (module $g "N")))
  (instance $j (instantiate (module $h "N")))
  (export "i" (func $i "v"))
  (export "j" (func $j "v")))
(assert_return (invoke "i") (i32.const 7))
(assert_return (invoke "j") (i32.const 8))
;; Taken out by the host and instantiated elsewhere, long after the parent.
(register "N1" (module $captures "N1"))
(register "N2" (module $captures "N2"))
;; + instantiation.13 instantiation.17
(module
  (import "N2" (module $N2 (export "v" (func (result i32)))))
  (import "N1" (module $N1 (export "v" (func (result i32)))))
  (module $M (func (export "v") (result i32) (i32.const 99)))
  (instance (instantiate $M))
  (instance $one (instantiate $N1))
  (instance $two (instantiate $N2))
  (func (export "both") (result i32) (i32.add (i32.mul (i32.const 10) (call (func $one "v"))) (call (func $two "v")))))
(assert_return (invoke "both") (i32.const 12))
;; A closure is over modules, not over state: what the parent's instance holds is not in reach.
;; - instantiation.13 instantiation.15
(assert_malformed
  (module quote
    "(module $P (import \"g\" (global $g i32)) (module (func (export \"f\") (result i32) (global.get (global outer $P $g)))))")
  "unexpected token")
;; - instantiation.15
(assert_malformed
  (module quote "(module (func $f) (module (func (export \"g\") (call $f))))")
  "unknown function")
;; - instantiation.15
(assert_invalid
  (module (func $f) (module (func (export "g") (call 0) (call 1))))
  "unknown function")
;; + instantiation.15
(module
  (type $t (func (result i32)))
  (module $M (func (export "f") (type outer 0 $t) (i32.const 1)))
  (module $N
    (alias outer 0 $M (module $M))
    (import "g" (func $g (type outer 0 $t)))
    (instance $m (instantiate $M))
    (func (export "sum") (result i32) (i32.add (call $g) (call (func $m "f")))))
  (instance $m (instantiate $M))
  (instance $n (instantiate $N (import "g" (func $m "f"))))
  (export "sum" (func $n "sum")))
(assert_return (invoke "sum") (i32.const 2))

;; ---------------------------------------------------------------------------------------------------------------------
;; The root

;; Only what the root exports is to be had; nested instances are there through exports alone.
;; + instantiation.7 instantiation.16
(module $root
  (module $M (func (export "f") (result i32) (i32.const 1)) (func (export "hidden")))
  (instance $i (instantiate $M))
  (instance $j (instantiate $M))
  (export "j" (instance $j))
  (func (export "g") (result i32) (call (func $i "f"))))
(register "root" $root)
(assert_return (invoke $root "g") (i32.const 1))
;; - instantiation.7 instantiation.16
(assert_unlinkable
  (module (import "root" (instance (export "i" (instance)))))
  "incompatible import type")
;; - instantiation.16
(assert_unlinkable (module (import "root" "M" (module))) "unknown import")
;; - instantiation.16
(assert_unlinkable (module (import "root" "f" (func (result i32)))) "unknown import")

;; Nothing runs when an import of the root does not fit, not even what does not need it.
;; - instantiation.14
(assert_unlinkable
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (import "nowhere" (func))
    (module $A (import "add" (func $add (param i32))) (func $s (call $add (i32.const 9))) (start $s))
    (instance (instantiate $A (import "add" (func $log "add")))))
  "unknown import")
;; - instantiation.14
(assert_unlinkable
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (import "LOG" (module $L (export "x" (func))))
    (func $s (call (func $log "add") (i32.const 9)))
    (start $s))
  "incompatible import type")
(assert_return (invoke $log "take") (i32.const 0))
;; + instantiation.14
(module
  (import "log" (instance $log (export "add" (func (param i32)))))
  (import "LOG" (module $L (import "add" (func (param i32))) (import "digit" (global i32))))
  (func $s (call (func $log "add") (i32.const 9)))
  (start $s))
(assert_return (invoke $log "take") (i32.const 9))

;; A function taken out of a nested instance outlives the failure of its parent.
;; - instantiation.10 instantiation.17
(assert_trap
  (module
    (import "shared" (instance $s (export "t" (table 4 funcref))))
    (module $A
      (import "t" (table 4 funcref))
      (memory 1)
      (data (i32.const 0) "\4d")
      (func $f (result i32) (i32.load8_u (i32.const 0)))
      (elem (i32.const 0) func $f))
    (instance (instantiate $A (import "t" (table $s "t"))))
    (func $s unreachable)
    (start $s))
  "unreachable")
(assert_return (invoke $shared "call" (i32.const 0)) (i32.const 77))

;; A module that is never instantiated is valid with whatever it imports; one with imports cannot be without them.
;; + instantiation.18
(module (module (import "nowhere" (func)) (import "nothing" "at all" (memory 7))))
;; - instantiation.18
(assert_invalid
  (module (module $M (import "nowhere" (func))) (instance (instantiate $M)))
  "unknown import")
;; Nor is one that was handed out harmless: it traps where it is instantiated, through a closure too.
(module $trapping (module (export "T") (func $s unreachable) (start $s)))
(register "T" (module $trapping "T"))
;; - instantiation.10 instantiation.18
(assert_trap (module (import "T" (module $T)) (instance (instantiate $T))) "unreachable")
;; - instantiation.10 instantiation.13
(assert_trap
  (module
    (import "T" (module $T))
    (module $W (instance (instantiate (module outer 0 $T))))
    (module $V (import "W" (module $W)) (instance (instantiate $W)))
    (instance (instantiate $V (import "W" (module $W)))))
  "unreachable")

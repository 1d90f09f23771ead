;; Module linking with what WebAssembly 3.0 has: tags, 64-bit address types, typed references, garbage collection.
;; spec: core 3.0, valid/matching; Subtyping.md; D16, D22

;; ---------------------------------------------------------------------------------------------------------------------
;; Tags and exceptions

(module $tags
  (tag $t (export "t") (param i32))
  (tag $u (export "u") (param i32))
  (func (export "throw t") (param i32) (throw $t (local.get 0)))
  (func (export "throw u") (param i32) (throw $u (local.get 0))))
(register "tags" $tags)

;; Instance and module types export and import tags; types decide, names find.
;; + D22 D16
(module (import "tags" (instance (export "u" (tag (param i32))) (export "t" (tag (param i32))))))
;; - D22 D16
(assert_unlinkable
  (module (import "tags" (instance (export "t" (tag (param i64))))))
  "incompatible import type")
;; - D22
(assert_unlinkable
  (module (import "tags" (instance (export "t" (func (param i32))))))
  "incompatible import type")
;; Tags match in both directions only: a parameter that is a subtype does not do, neither in exports nor in imports.
;; - D22
(assert_invalid
  (module
    (module $A (tag (export "t") (param (ref func))))
    (module $B (import "t" (tag (param funcref))))
    (instance $a (instantiate $A))
    (instance (instantiate $B (import "t" (tag $a "t")))))
  "incompatible import type")
;; - D22
(assert_invalid
  (module
    (module $A (tag (export "t") (param funcref)))
    (module $B (import "t" (tag (param (ref func)))))
    (instance $a (instantiate $A))
    (instance (instantiate $B (import "t" (tag $a "t")))))
  "incompatible import type")

;; An exception crosses instances and is caught by its tag, however that tag came: imported, aliased, passed as an argument,
;; inside an instance, exported again.
;; + D22
(module $across
  (import "tags" (instance $tags
    (export "t" (tag (param i32))) (export "u" (tag (param i32)))
    (export "throw t" (func (param i32))) (export "throw u" (func (param i32)))))
  (module $CATCH
    (import "tags" (instance $i (export "t" (tag (param i32)))))
    (import "passed" (tag $passed (param i32)))
    (import "f" (func $f (param i32)))
    (tag $own (param i32))
    (export "again" (tag $i "t"))
    ;; 1000: by its own tag; 2000: by the one passed; 3000: by the instance's
    (func (export "run") (param i32) (result i32)
      (block $c (result i32)
        (block $b (result i32)
          (block $a (result i32)
            (try_table (catch $own $a) (catch $passed $b) (catch (tag $i "t") $c) (call $f (local.get 0)))
            (return (i32.const 0)))
          (return (i32.add (i32.const 1000))))
        (return (i32.add (i32.const 2000))))
      (i32.add (i32.const 3000))))
  (instance $t-u (instantiate $CATCH
    (import "tags" (instance $tags)) (import "passed" (tag $tags "u")) (import "f" (func $tags "throw t"))))
  (instance $u-u (instantiate $CATCH
    (import "tags" (instance $tags)) (import "passed" (tag $tags "u")) (import "f" (func $tags "throw u"))))
  (instance $t-again (instantiate $CATCH
    (import "tags" (instance $tags)) (import "passed" (tag $t-u "again")) (import "f" (func $tags "throw t"))))
  (instance $u-again (instantiate $CATCH
    (import "tags" (instance $tags)) (import "passed" (tag $t-u "again")) (import "f" (func $tags "throw u"))))
  (export "t-u" (func $t-u "run"))
  (export "u-u" (func $u-u "run"))
  (export "t-again" (func $t-again "run"))
  (export "u-again" (func $u-again "run")))
(assert_return (invoke $across "t-u" (i32.const 1)) (i32.const 3001))
(assert_return (invoke $across "u-u" (i32.const 2)) (i32.const 2002))
(assert_return (invoke $across "t-again" (i32.const 3)) (i32.const 2003))
;; - D22
(assert_exception (invoke $across "u-again" (i32.const 4)))

;; Each instance of a module has tags of its own: what the one throws is not what the other catches.
(module definition $GENERATIVE
  (import "f" (func $f))
  (tag $t (export "t") (param i32))
  (func (export "throw") (throw $t (i32.const 5)))
  (func (export "catch") (result i32)
    (block $h (result i32) (try_table (catch $t $h) (call $f)) (i32.const 0))))
(register "GENERATIVE" (module $GENERATIVE))
;; + D22
(module $two
  (import "GENERATIVE" (module $G
    (import "f" (func)) (export "t" (tag (param i32))) (export "throw" (func)) (export "catch" (func (result i32)))))
  (module $NOP (func (export "f")))
  (instance $nop (instantiate $NOP))
  (instance $a (instantiate $G (import "f" (func $nop "f"))))
  (instance $b (instantiate $G (import "f" (func $a "throw"))))
  (func (export "b catches a's") (result i32) (call (func $b "catch")))
  (func (export "caught by a's tag") (result i32)
    (block $h (result i32)
      (try_table (catch (tag $b "t") $h) (catch (tag $a "t") $h) (drop (call (func $b "catch"))))
      (i32.const 0))))
;; - D22
(assert_exception (invoke $two "b catches a's"))
(assert_return (invoke $two "caught by a's tag") (i32.const 5))

;; An exception passes through an instance that cannot name its tag, is caught whole there, and goes on.
;; + D22
(module
  (import "tags" (instance $tags (export "t" (tag (param i32))) (export "throw t" (func (param i32)))))
  (module $BLIND
    (import "f" (func $f (param i32)))
    (global $seen (export "seen") (mut i32) (i32.const 0))
    (func (export "f") (param i32)
      (block $h (result exnref)
        (try_table (catch_all_ref $h) (call $f (local.get 0)))
        (return))
      (global.set $seen (i32.add (global.get $seen) (i32.const 1)))
      (throw_ref)))
  (instance $b1 (instantiate $BLIND (import "f" (func $tags "throw t"))))
  (instance $b2 (instantiate $BLIND (import "f" (func $b1 "f"))))
  (func (export "run") (result i32)
    (block $h (result i32)
      (try_table (catch (tag $tags "t") $h) (call (func $b2 "f") (i32.const 7)))
      (i32.const 0)))
  (export "seen 1" (global $b1 "seen"))
  (export "seen 2" (global $b2 "seen")))
(assert_return (invoke "run") (i32.const 7))
(assert_return (get "seen 1") (i32.const 1))
(assert_return (get "seen 2") (i32.const 1))

;; ---------------------------------------------------------------------------------------------------------------------
;; 64-bit memories and tables

(module $wide
  (memory (export "m") i64 1 3)
  (table (export "t") i64 2 5 funcref)
  (data (i64.const 65535) "\4d"))
(register "wide" $wide)
;; + D16
(module
  (import "wide" (instance $w (export "m" (memory i64 1 4)) (export "t" (table i64 1 5 funcref))))
  (module $M
    (import "m" (memory i64 0))
    (import "t" (table $t i64 0 funcref))
    (func (export "load") (param i64) (result i32) (i32.load8_u (local.get 0)))
    (func (export "sizes") (result i64 i64) (memory.size) (table.size $t)))
  (instance $i (instantiate $M (import "m" (memory $w "m")) (import "t" (table $w "t"))))
  (export $i))
(assert_return (invoke "load" (i64.const 65535)) (i32.const 77))
(assert_return (invoke "sizes") (i64.const 1) (i64.const 2))
(assert_trap (invoke "load" (i64.const 0x1_0000_0000)) "out of bounds memory access")
;; Address types are equal or do not match; as arguments, in instances, and in what modules import.
;; - D16
(assert_unlinkable
  (module (import "wide" (instance (export "m" (memory 1)))))
  "incompatible import type")
;; - D16
(assert_unlinkable
  (module (import "wide" (instance (export "t" (table 1 funcref)))))
  "incompatible import type")
;; - D16
(assert_invalid
  (module
    (module $A (import "M" (module (import "m" (memory i64 1)))))
    (module $B (import "m" (memory 1)))
    (instance (instantiate $A (import "M" (module $B)))))
  "incompatible import type")
;; A 32-bit memory and a 64-bit one, of two instances, side by side.
;; + D16
(module
  (module $NARROW (memory (export "m") 1) (data (i32.const 8) "\20"))
  (module $WIDE (memory (export "m") i64 1) (data (i64.const 8) "\40"))
  (instance $n (instantiate $NARROW))
  (instance $w (instantiate $WIDE))
  (func (export "both") (result i32)
    (memory.copy (memory $n "m") (memory $w "m") (i32.const 9) (i64.const 8) (i32.const 1))
    (i32.load16_u (memory $n "m") (i32.const 8))))
(assert_return (invoke "both") (i32.const 0x4020))

;; ---------------------------------------------------------------------------------------------------------------------
;; Typed function references

;; A function that is exported has its own type, with its place among the subtypes; what it is taken for may be wider.
(module $funcs
  (type $super (sub (func (result i32))))
  (type $sub (sub $super (func (result i32))))
  (func (export "sub") (type $sub) (i32.const 1))
  (func (export "super") (type $super) (i32.const 2))
  (global (export "ref") (ref $sub) (ref.func 0)))
(register "funcs" $funcs)
;; + D16
(module
  (type $super (sub (func (result i32))))
  (type $sub (sub $super (func (result i32))))
  (import "funcs" (instance $f
    (export "sub" (func (type outer 0 $super))) (export "ref" (global (ref func)))))
  (func (export "call") (result i32) (call_ref $sub (ref.cast (ref $sub) (global.get (global $f "ref")))))
  (func (export "is sub") (result i32 i32)
    (ref.test (ref $sub) (ref.func (func $f "sub")))
    (ref.test (ref $sub) (ref.func $own)))
  (func $own (type $super) (i32.const 3))
  (elem declare func (func $f "sub") $own))
(assert_return (invoke "call") (i32.const 1))
(assert_return (invoke "is sub") (i32.const 1) (i32.const 0))
;; - D16
(assert_unlinkable
  (module
    (type $super (sub (func (result i32))))
    (type $sub (sub $super (func (result i32))))
    (import "funcs" (instance (export "super" (func (type outer 0 $sub))))))
  "incompatible import type")
;; A final type of the same shape is another type.
;; - D16
(assert_unlinkable
  (module (import "funcs" (instance (export "super" (func (result i32))))))
  "incompatible import type")
;; A typed reference through `instantiate`, as an immutable global: covariant; as a mutable one: invariant.
;; + D16
(module
  (type $f (func (result i32)))
  (module $A
    (type $f (func (result i32)))
    (func $one (result i32) (i32.const 1))
    (global (export "g") (ref $f) (ref.func $one)))
  (module $B
    (type $f (func (result i32)))
    (import "g" (global $g (ref null $f)))
    (func (export "call") (result i32) (call_ref $f (global.get $g))))
  (module $C (import "g" (global funcref)))
  (instance $a (instantiate $A))
  (instance $b (instantiate $B (import "g" (global $a "g"))))
  (instance (instantiate $C (import "g" (global $a "g"))))
  (export "call" (func $b "call")))
(assert_return (invoke "call") (i32.const 1))
;; - D16
(assert_invalid
  (module
    (module $A (global (export "g") (mut (ref null func)) (ref.null func)) (global (export "h") (ref null func) (ref.null func)))
    (module $B (import "g" (global (ref func))))
    (instance $a (instantiate $A))
    (instance (instantiate $B (import "g" (global $a "h")))))
  "incompatible import type")
;; - D16
(assert_invalid
  (module
    (module $A (type $f (func)) (global (export "g") (mut (ref null $f)) (ref.null $f)))
    (module $B (import "g" (global (mut funcref))))
    (instance $a (instantiate $A))
    (instance (instantiate $B (import "g" (global $a "g")))))
  "incompatible import type")
;; Tables of typed references: the element type is invariant.
;; - D16
(assert_invalid
  (module
    (module $A (type $f (func)) (table (export "t") 1 (ref null $f)))
    (module $B (import "t" (table 1 funcref)))
    (instance $a (instantiate $A))
    (instance (instantiate $B (import "t" (table $a "t")))))
  "incompatible import type")
;; + D16
(module
  (module $A (type $f (func (result i32))) (table (export "t") 1 (ref null $f)) (func $two (result i32) (i32.const 2)) (elem (i32.const 0) (ref null $f) (ref.func $two)))
  (module $B
    (type $g (func (result i32)))
    (import "t" (table $t 1 (ref null $g)))
    (func (export "call") (result i32) (call_indirect $t (type $g) (i32.const 0))))
  (instance $a (instantiate $A))
  (instance $b (instantiate $B (import "t" (table $a "t"))))
  (export "call" (func $b "call")))
(assert_return (invoke "call") (i32.const 2))

;; ---------------------------------------------------------------------------------------------------------------------
;; Garbage-collected objects across instances

;; Two modules that write the same struct type share its objects; a struct goes through two instances and comes back.
;; + D16
(module
  (module $MAKE
    (type $point (struct (field i32) (field (mut i32))))
    (func (export "make") (param i32) (result (ref $point)) (struct.new $point (local.get 0) (i32.const 0))))
  (module $SET
    (type $p (struct (field $x i32) (field $y (mut i32))))
    (import "make" (func $make (param i32) (result (ref $p))))
    (func (export "make") (param i32) (result (ref $p))
      (local $r (ref null $p))
      (local.set $r (call $make (local.get 0)))
      (struct.set $p $y (local.get $r) (i32.mul (local.get 0) (i32.const 2)))
      (ref.as_non_null (local.get $r))))
  (type $point (struct (field $x i32) (field $y (mut i32))))
  (instance $make (instantiate $MAKE))
  (instance $set (instantiate $SET (import "make" (func $make "make"))))
  (func (export "y") (result i32) (struct.get $point $y (call (func $set "make") (i32.const 21)))))
(assert_return (invoke "y") (i32.const 42))
;; Mutability is part of the type, as is finality.
;; - D16
(assert_invalid
  (module
    (module $A (type $p (struct (field i32))) (func (export "f") (result (ref $p)) (struct.new $p (i32.const 0))))
    (module $B (type $p (struct (field (mut i32)))) (import "f" (func (result (ref $p)))))
    (instance $a (instantiate $A))
    (instance (instantiate $B (import "f" (func $a "f")))))
  "incompatible import type")
;; - D16
(assert_invalid
  (module
    (module $A (type $p (sub (struct (field i32)))) (global (export "g") (ref null $p) (ref.null $p)))
    (module $B (type $p (struct (field i32))) (import "g" (global (ref null $p))))
    (instance $a (instantiate $A))
    (instance (instantiate $B (import "g" (global $a "g")))))
  "incompatible import type")
;; A global of a subtype fits one of the supertype, and the cast finds the subtype again in another instance.
;; + D16
(module
  (module $A
    (type $super (sub (struct (field i32))))
    (type $sub (sub $super (struct (field i32) (field i64))))
    (global (export "g") (ref $sub) (struct.new $sub (i32.const 1) (i64.const 2))))
  (module $B
    (type $super (sub (struct (field i32))))
    (type $sub (sub $super (struct (field i32) (field i64))))
    (type $other (sub $super (struct (field i32) (field f64))))
    (import "g" (global $g (ref null $super)))
    (func (export "second") (result i64) (struct.get $sub 1 (ref.cast (ref $sub) (global.get $g))))
    (func (export "other") (result i32) (ref.test (ref $other) (global.get $g))))
  (instance $a (instantiate $A))
  (instance $b (instantiate $B (import "g" (global $a "g"))))
  (export $b))
(assert_return (invoke "second") (i64.const 2))
(assert_return (invoke "other") (i32.const 0))
;; - D16
(assert_invalid
  (module
    (module $A (type $super (sub (struct (field i32)))) (global (export "g") (ref null $super) (ref.null $super)))
    (module $B
      (type $super (sub (struct (field i32))))
      (type $sub (sub $super (struct (field i32) (field i64))))
      (import "g" (global (ref null $sub))))
    (instance $a (instantiate $A))
    (instance (instantiate $B (import "g" (global $a "g")))))
  "incompatible import type")
;; Constant expressions make objects from a child's globals.
;; + D14 D16
(module
  (module $A (global (export "n") i32 (i32.const 9)))
  (instance $a (instantiate $A))
  (type $box (struct (field i32)))
  (global $b (ref $box) (struct.new $box (global.get (global $a "n"))))
  (global $i (ref i31) (ref.i31 (global.get (global $a "n"))))
  (func (export "sum") (result i32)
    (i32.add (struct.get $box 0 (global.get $b)) (i31.get_u (global.get $i)))))
(assert_return (invoke "sum") (i32.const 18))

;; ---------------------------------------------------------------------------------------------------------------------
;; Recursive types

;; A group is the same in every module that writes it, and behind an outer alias; as a whole, in its order.
;; + D16
(module $P
  (rec
    (type $tree (struct (field (ref null $forest)) (field i32)))
    (type $forest (array (mut (ref null $tree)))))
  (module $MAKE
    (alias outer $P $tree (type $tree))
    (alias outer $P $forest (type $forest))
    (func (export "leaf") (param i32) (result (ref $tree))
      (struct.new $tree (ref.null $forest) (local.get 0)))
    (func (export "node") (param (ref $tree) (ref $tree)) (result (ref $tree))
      (struct.new $tree (array.new_fixed $forest 2 (local.get 0) (local.get 1)) (i32.const 100))))
  (module $SUM
    (rec
      (type $t (struct (field (ref null $f)) (field i32)))
      (type $f (array (mut (ref null $t)))))
    (func $sum (export "sum") (param (ref $t)) (result i32)
      (local $n i32)
      (local.set $n (struct.get $t 1 (local.get 0)))
      (if (ref.is_null (struct.get $t 0 (local.get 0))) (then (return (local.get $n))))
      (i32.add (local.get $n)
        (i32.add
          (call $sum (ref.as_non_null (array.get $f (struct.get $t 0 (local.get 0)) (i32.const 0))))
          (call $sum (ref.as_non_null (array.get $f (struct.get $t 0 (local.get 0)) (i32.const 1))))))))
  (instance $make (instantiate $MAKE))
  (instance $s (instantiate $SUM))
  (func (export "run") (result i32)
    (call (func $s "sum")
      (call (func $make "node")
        (call (func $make "leaf") (i32.const 1))
        (call (func $make "leaf") (i32.const 2))))))
(assert_return (invoke "run") (i32.const 103))
;; Passed through `instantiate` as well: imports written with the group, with the alias, and with both of a module.
;; + D16
(module $P
  (rec (type $a (struct (field (ref null $b)))) (type $b (struct (field (ref null $a)))))
  (module $TWO
    (type $y (alias outer $P $b))
    (import "f" (func $f (param (ref null $y))))
    (rec (type $a2 (struct (field (ref null $b2)))) (type $b2 (struct (field (ref null $a2)))))
    (func (export "g") (param (ref null $b2)) (call $f (local.get 0))))
  (module $F (type $z (alias outer $P $b)) (func (export "f") (param (ref null $z))))
  (instance $f (instantiate $F))
  (instance $two (instantiate $TWO (import "f" (func $f "f"))))
  (instance (instantiate $TWO (import "f" (func $two "g")))))
;; The other member of the group, a group in another order, and one that is not written as a group are other types.
;; - D16
(assert_invalid
  (module $P
    (rec (type $a (struct (field (ref null $b)))) (type $b (struct (field (ref null $a)))))
    (module $F (type $z (alias outer $P $b)) (func (export "f") (param (ref null $z))))
    (module $G (type $y (alias outer $P $a)) (import "f" (func (param (ref null $y)))))
    (instance $f (instantiate $F))
    (instance (instantiate $G (import "f" (func $f "f")))))
  "incompatible import type")
;; - D16
(assert_invalid
  (module
    (module $F
      (rec (type $a (struct (field i32) (field (ref null $b)))) (type $b (struct (field (ref null $a)))))
      (func (export "f") (param (ref null $a))))
    (module $G
      (rec (type $b (struct (field (ref null $a)))) (type $a (struct (field i32) (field (ref null $b)))))
      (import "f" (func (param (ref null $a)))))
    (instance $f (instantiate $F))
    (instance (instantiate $G (import "f" (func $f "f")))))
  "incompatible import type")
;; - D16
(assert_invalid
  (module
    (module $F (rec (type $a (struct (field i32))) (type $b (struct))) (func (export "f") (param (ref null $a))))
    (module $G (type $a (struct (field i32))) (import "f" (func (param (ref null $a)))))
    (instance $f (instantiate $F))
    (instance (instantiate $G (import "f" (func $f "f")))))
  "incompatible import type")
;; A supertype behind an outer alias: a subtype declared in a nested module is one of it for all.
;; + D16
(module $P
  (type $super (sub (struct (field i32))))
  (module $N
    (type $s (alias outer $P $super))
    (type $sub (sub $s (struct (field i32) (field i32))))
    (func (export "make") (result (ref $s)) (struct.new $sub (i32.const 3) (i32.const 4))))
  (type $same (sub $super (struct (field i32) (field i32))))
  (instance $n (instantiate $N))
  (func (export "run") (result i32) (struct.get $same 1 (ref.cast (ref $same) (call (func $n "make"))))))
(assert_return (invoke "run") (i32.const 4))
;; - D16
(assert_invalid
  (module $P
    (type $super (struct (field i32)))
    (module (type $s (alias outer $P $super)) (type (sub $s (struct (field i32))))))
  "sub type")
;; Types of instances that mention the group through an alias within the type.
;; + D16
(module definition $P
  (rec (type $a (struct (field (ref null $b)))) (type $b (struct (field (ref null $a)))))
  (type $I (instance (alias outer $P $b (type $b)) (export "f" (func (param (ref null $b)))) (export "g" (global (ref null $b)))))
  (import "i" (instance $i (type $I)))
  (module $M
    (rec (type $x (struct (field (ref null $y)))) (type $y (struct (field (ref null $x)))))
    (import "i" (instance $i
      (type $y2 (alias outer 0 $y))
      (export "g" (global (ref null $y2))))))
  (instance (instantiate $M (import "i" (instance $i)))))

;; What an outer alias of a module captures. spec: Explainer, "Nested Modules"; D15
;;
;; What is covered: aliases of modules that are imported or aliased themselves. Such a nested module is a closure over
;; the instance of its parent, and each instance has its own. A wrong implementation looks the module up where the
;; nested one is instantiated (dynamic scoping), or once for all instances of the parent, or by index in the wrong
;; module.


;; ---------------------------------------------------------------------------------------------------------------------
;; Two captures

;; Two instances of $P export one nested module; what it makes differs, in whatever order it is instantiated.
(module
  (module $ONE (func (export "f") (result i32) (i32.const 1)))
  (module $TWO (func (export "f") (result i32) (i32.const 2)))
  (module $P
    (import "M" (module $M (export "f" (func (result i32)))))
    (module (export "inner")
      (instance $m (instantiate (module outer $P $M)))
      (export "f" (func $m "f"))))
  (instance $p1 (instantiate $P (import "M" (module $ONE))))
  (instance $p2 (instantiate $P (import "M" (module $TWO))))
  (instance $a (instantiate (module $p1 "inner")))
  (instance $b (instantiate (module $p2 "inner")))
  (instance $c (instantiate (module $p1 "inner")))
  (func (export "run") (result i32 i32 i32) (call (func $a "f")) (call (func $b "f")) (call (func $c "f"))))
;; + outer-aliases.11 D15
(assert_return (invoke "run") (i32.const 1) (i32.const 2) (i32.const 1))

;; The same in the hands of a host: the closures outlive the script's names, and meet in a third module.
(module definition $F1 (func (export "f") (result i32) (i32.const 11)))
(module definition $F2 (func (export "f") (result i32) (i32.const 12)))
(module definition $P
  (import "M" (module $M (export "f" (func (result i32)))))
  (module (export "inner")
    (alias outer $P $M (module $N))
    (instance $m (instantiate $N))
    (func (export "g") (result i32) (call (func $m "f")))))
(register "M" (module $F1))
(module instance $p1 $P)
(register "M" (module $F2))
(module instance $p2 $P)
(register "p1" $p1)
(register "p2" $p2)
(register "inner2" (module $p2 "inner"))
(module
  (import "p1" "inner" (module $1 (export "g" (func (result i32)))))
  (import "p2" (instance $p2 (export "inner" (module (export "g" (func (result i32)))))))
  (import "inner2" (module $3 (export "g" (func (result i32)))))
  (instance $1 (instantiate $1))
  (instance $2 (instantiate (module $p2 "inner")))
  (instance $3 (instantiate $3))
  (func (export "run") (result i32 i32 i32) (call (func $1 "g")) (call (func $2 "g")) (call (func $3 "g"))))
;; + outer-aliases.11 D15
(assert_return (invoke "run") (i32.const 11) (i32.const 12) (i32.const 12))


;; ---------------------------------------------------------------------------------------------------------------------
;; Not where it is instantiated

;; The module that instantiates the closure has another module at the same index, with the same name, in a module that
;; is called like the closure's parent. None of it counts.
(module
  (module $RIGHT (func (export "f") (result i32) (i32.const 21)))
  (module $WRONG (func (export "f") (result i32) (i32.const 22)))
  (module $P
    (import "M" (module $M (export "f" (func (result i32)))))
    (module (export "inner") (instance $m (instantiate (module outer $P $M))) (export "f" (func $m "f"))))
  (module $USER
    (import "M" (module $M (export "f" (func (result i32)))))
    (import "inner" (module $INNER (export "f" (func (result i32)))))
    (module $P
      (import "M" (module $M (export "f" (func (result i32)))))
      (import "inner" (module $INNER (export "f" (func (result i32)))))
      (instance $i (instantiate $INNER))
      (export "f" (func $i "f")))
    (instance $direct (instantiate $INNER))
    (instance $deep (instantiate $P (import "M" (module $M)) (import "inner" (module $INNER))))
    (func (export "run") (result i32 i32) (call (func $direct "f")) (call (func $deep "f"))))
  (instance $p (instantiate $P (import "M" (module $RIGHT))))
  (instance $user (instantiate $USER (import "M" (module $WRONG)) (import "inner" (module $p "inner"))))
  (export "run" (func $user "run")))
;; + outer-aliases.11
(assert_return (invoke "run") (i32.const 21) (i32.const 21))
;; An argument of the alias's name is no way in: a closure does not import what it aliases.
(module
  (module $RIGHT (func (export "f") (result i32) (i32.const 23)))
  (module $WRONG (func (export "f") (result i32) (i32.const 24)))
  (module $P
    (import "M" (module $M (export "f" (func (result i32)))))
    (module (export "inner") (instance $m (instantiate (module outer $P $M))) (export "f" (func $m "f"))))
  (instance $p (instantiate $P (import "M" (module $RIGHT))))
  (instance $i (instantiate (module $p "inner") (import "M" (module $WRONG))))
  (export "f" (func $i "f")))
;; + outer-aliases.11
(assert_return (invoke "f") (i32.const 23))
;; - outer-aliases.11
(assert_unlinkable
  (module (import "p1" "inner" (module (import "M" (module)) (export "f" (func (result i32))))))
  "incompatible import type")

;; A module that captures nothing and one that captures something have the same type, and mix.
(module
  (module $A (func (export "f") (result i32) (i32.const 25)))
  (module $P
    (import "M" (module $M (export "f" (func (result i32)))))
    (module (export "inner") (instance $m (instantiate (module outer $P $M))) (export "f" (func $m "f"))))
  (instance $p (instantiate $P (import "M" (module $A))))
  (instance $q (instantiate $P (import "M" (module $p "inner"))))       ;; a closure captures a closure
  (instance $r (instantiate $P (import "M" (module $q "inner"))))
  (instance $i (instantiate (module $r "inner")))
  (export "f" (func $i "f")))
;; + outer-aliases.11
(assert_return (invoke "f") (i32.const 25))


;; ---------------------------------------------------------------------------------------------------------------------
;; What can be captured

;; A module that the parent aliases from an instance; and one that it aliases from outside itself.
(module
  (module $BOX1 (module (export "M") (func (export "f") (result i32) (i32.const 31))))
  (module $BOX2 (module (export "M") (func (export "f") (result i32) (i32.const 32))))
  (instance $box1 (instantiate $BOX1))
  (instance $box2 (instantiate $BOX2))
  (module $P
    (import "box" (instance $box (export "M" (module (export "f" (func (result i32)))))))
    (alias $box "M" (module $M))
    (module $Q
      (alias outer $P $M (module $M))
      (module (export "inner")
        (alias outer $Q $M (module $M))
        (instance $m (instantiate $M))
        (export "f" (func $m "f"))))
    (instance (export "q") (instantiate $Q)))
  (instance $p1 (instantiate $P (import "box" (instance $box1))))
  (instance $p2 (instantiate $P (import "box" (instance $box2))))
  (instance $i1 (instantiate (module $p1 "q" "inner")))
  (instance $i2 (instantiate (module $p2 "q" "inner")))
  (func (export "run") (result i32 i32) (call (func $i1 "f")) (call (func $i2 "f"))))
;; + outer-aliases.11 D15
(assert_return (invoke "run") (i32.const 31) (i32.const 32))

;; Captures at several levels, of one module each: the innermost sees one import of each of the three around it. The
;; numbers are those of the module that was given at the level: hundreds outermost.
(module $three
  (module $DIGIT1 (func (export "d") (result i32) (i32.const 1)))
  (module $DIGIT2 (func (export "d") (result i32) (i32.const 2)))
  (module $A
    (import "D" (module $D (export "d" (func (result i32)))))
    (module (export "B")
      (import "D" (module $D (export "d" (func (result i32)))))
      (module (export "C")
        (import "D" (module $D (export "d" (func (result i32)))))
        (module (export "E")
          (instance $a (instantiate (module outer 2 0)))
          (instance $b (instantiate (module outer 1 0)))
          (instance $c (instantiate (module outer 0 0)))
          (func (export "n") (result i32)
            (i32.add
              (i32.mul (i32.const 100) (call (func $a "d")))
              (i32.add (i32.mul (i32.const 10) (call (func $b "d"))) (call (func $c "d"))))))))
    (export "D" (module $D)))
  (instance $a1 (instantiate $A (import "D" (module $DIGIT1))))
  (instance $a2 (instantiate $A (import "D" (module $DIGIT2))))
  (instance $b12 (instantiate (module $a1 "B") (import "D" (module $DIGIT2))))
  (instance $b21 (instantiate (module $a2 "B") (import "D" (module $DIGIT1))))
  (instance $c121 (instantiate (module $b12 "C") (import "D" (module $DIGIT1))))
  (instance $c122 (instantiate (module $b12 "C") (import "D" (module $DIGIT2))))
  (instance $c212 (instantiate (module $b21 "C") (import "D" (module $a2 "D"))))
  (instance $e121 (instantiate (module $c121 "E")))
  (instance $e122 (instantiate (module $c122 "E")))
  (instance $e212 (instantiate (module $c212 "E")))
  (func (export "run") (result i32 i32 i32)
    (call (func $e121 "n")) (call (func $e122 "n")) (call (func $e212 "n"))))
;; + outer-aliases.11
(assert_return (invoke "run") (i32.const 121) (i32.const 122) (i32.const 212))

;; A captured module may be a closure's sibling that captures itself.
(module
  (module $X (func (export "f") (result i32) (i32.const 41)))
  (module $Y (func (export "f") (result i32) (i32.const 42)))
  (module $P
    (import "M" (module $M (export "f" (func (result i32)))))
    (module $FIRST (instance $m (instantiate (module outer $P $M))) (export "f" (func $m "f")))
    (module $SECOND (export "second")
      (instance $first (instantiate (module outer $P $FIRST)))
      (func (export "f") (result i32) (i32.add (call (func $first "f")) (i32.const 100)))))
  (instance $p1 (instantiate $P (import "M" (module $X))))
  (instance $p2 (instantiate $P (import "M" (module $Y))))
  (instance $s2 (instantiate (module $p2 "second")))
  (instance $s1 (instantiate (module $p1 "second")))
  (func (export "run") (result i32 i32) (call (func $s1 "f")) (call (func $s2 "f"))))
;; + outer-aliases.11
(assert_return (invoke "run") (i32.const 141) (i32.const 142))


;; ---------------------------------------------------------------------------------------------------------------------
;; Modules are captured, and no state

;; Each instance of a closure instantiates the captured module anew.
(module $fresh
  (module $COUNTER
    (global $n (mut i32) (i32.const 0))
    (func (export "next") (result i32) (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n)))
  (module $P
    (import "M" (module $M (export "next" (func (result i32)))))
    (module (export "inner") (instance $m (instantiate (module outer $P $M))) (export "next" (func $m "next"))))
  (instance $p (instantiate $P (import "M" (module $COUNTER))))
  (instance (export "1") (instantiate (module $p "inner")))
  (instance (export "2") (instantiate (module $p "inner"))))
;; + outer-aliases.11 outer-aliases.1
(assert_return (invoke $fresh "1" "next") (i32.const 1))
;; + outer-aliases.11 outer-aliases.1
(assert_return (invoke $fresh "1" "next") (i32.const 2))
;; + outer-aliases.11 outer-aliases.1
(assert_return (invoke $fresh "2" "next") (i32.const 1))

;; The declared type of what is captured decides, in the closure as in the parent: `g` is there, and not seen.
;; - outer-aliases.11
(assert_invalid
  (module
    (module $BOTH (func (export "f")) (func (export "g")))
    (module $P
      (import "M" (module $M (export "f" (func))))
      (module (instance $m (instantiate (module outer $P $M))) (export "g" (func $m "g"))))
    (instance (instantiate $P (import "M" (module $BOTH)))))
  "unknown export")
;; And so do its imports: what the closure passes is what the captured module's declared type asks for, by name.
(module
  (module $ADD
    (import "y" (global $y i32)) (import "x" (global $x i32))
    (func (export "sub") (result i32) (i32.sub (global.get $x) (global.get $y))))
  (module $P
    (import "M" (module $M
      (import "x" (global i32))
      (import "y" (global i32))
      (import "z" (global i32))
      (export "sub" (func (result i32)))))
    (module (export "inner")
      (import "g" (instance $g (export "a" (global i32)) (export "b" (global i32))))
      (instance $m (instantiate (module outer $P $M)
        (import "x" (global $g "a")) (import "y" (global $g "b")) (import "z" (global $g "a"))))
      (export "sub" (func $m "sub"))))
  (module $G (global (export "b") i32 (i32.const 8)) (global (export "a") i32 (i32.const 59)))
  (instance $g (instantiate $G))
  (instance $p (instantiate $P (import "M" (module $ADD))))
  (instance $i (instantiate (module $p "inner") (import "g" (instance $g))))
  (export "sub" (func $i "sub")))
;; + outer-aliases.11 D17
(assert_return (invoke "sub") (i32.const 51))
;; A type is captured by nobody: two closures that alias one outer type agree about it.
(module
  (module $P
    (type $S (struct (field i32)))
    (module (export "make") (alias outer $P $S (type $S))
      (func (export "make") (param i32) (result (ref $S)) (struct.new $S (local.get 0))))
    (module (export "take") (alias outer $P $S (type $S))
      (func (export "take") (param (ref $S)) (result i32) (struct.get $S 0 (local.get 0)))))
  (instance $p1 (instantiate $P))
  (instance $p2 (instantiate $P))
  (instance $make (instantiate (module $p1 "make")))
  (instance $take (instantiate (module $p2 "take")))
  (func (export "run") (result i32) (call (func $take "take") (call (func $make "make") (i32.const 61)))))
;; + outer-aliases.12
(assert_return (invoke "run") (i32.const 61))

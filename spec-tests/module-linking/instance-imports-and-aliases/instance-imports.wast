;; Imported instances, and imports of two levels. spec: Explainer, "Instance Imports and Aliases"; D7
;;
;; What is covered: instance imports in their notations, imports of two names as instance imports, the indices of the
;; instances that these imply and of their fields, and that instances have no identity.


;; ---------------------------------------------------------------------------------------------------------------------
;; Instance imports

(module $i
  (func (export "f1"))
  (func (export "f2") (param i32))
  (func (export "id") (param i32) (result i32) (local.get 0))
  (global (export "g") (mut i32) (i32.const 1)))
(register "i" $i)

;; The Explainer's two modules.
;; + instance-imports-and-aliases.1
(module
  (import "i" (instance $i
    (export "f1" (func))
    (export "f2" (func (param i32))))))
;; + instance-imports-and-aliases.2
(module
  (import "i" "f1" (func))
  (import "i" "f2" (func (param i32))))

;; The inline form, with an inline type, with a defined one, and exported where it stands.
(register "j" $i)
(register "k" $i)
(module $x
  (type $I (instance (export "id" (func (param i32) (result i32)))))
  (instance $a (import "i") (export "id" (func (param i32) (result i32))))
  (import "j" (instance $b (type $I)))
  (instance $c (export "c") (export "d") (import "k") (type $I))
  (func (export "a") (result i32) (call (func $a "id") (i32.const 1)))
  (func (export "b") (result i32) (call (func $b "id") (i32.const 2))))
;; + instance-imports-and-aliases.1
(assert_return (invoke $x "a") (i32.const 1))
;; + instance-imports-and-aliases.1
(assert_return (invoke $x "b") (i32.const 2))
;; + instance-imports-and-aliases.1
(assert_return (invoke $x "c" "id" (i32.const 3)) (i32.const 3))
;; + instance-imports-and-aliases.1
(assert_return (invoke $x "d" "id" (i32.const 4)) (i32.const 4))

;; - instance-imports-and-aliases.1
(assert_unlinkable (module (import "nothing" (instance))) "unknown import")
;; - instance-imports-and-aliases.1
(assert_unlinkable
  (module (import "i" (instance (export "f3" (func)))))
  "incompatible import type")
;; - instance-imports-and-aliases.1
(assert_unlinkable
  (module (import "i" (instance (export "f1" (func)) (export "f2" (func (param i64))))))
  "incompatible import type")
;; - instance-imports-and-aliases.1
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f1\" (func 0))))")
  "unexpected token")
;; - instance-imports-and-aliases.1
(assert_malformed
  (module quote "(import \"i\" (instance $i \"f1\"))")
  "unexpected token")
;; - instance-imports-and-aliases.1
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (import \"j\" (instance $i))")
  "duplicate instance")

;; Two instances that a module imports from one are not told apart from one that it imports twice: what they export is
;; shared. A third module sees what both write.
(module $both
  (import "i" (instance $a (export "g" (global (mut i32)))))
  (import "j" "g" (global $g (mut i32)))
  (func (export "add") (result i32)
    (global.set $g (i32.add (global.get (global $a "g")) (i32.const 10)))
    (global.get (global $a "g"))))
;; + instance-imports-and-aliases.3
(assert_return (invoke $both "add") (i32.const 11))
;; + instance-imports-and-aliases.3
(assert_return (get $i "g") (i32.const 11))
;; Nor is an instance told apart from the record made of its parts: exports that another module hands on.
(module $relay
  (import "i" (instance $i (export "g" (global (mut i32))) (export "id" (func (param i32) (result i32)))))
  (export "g" (global $i "g"))
  (export "id" (func $i "id")))
(register "relay" $relay)
(module
  (import "relay" (instance $r (export "g" (global (mut i32))) (export "id" (func $id (param i32) (result i32)))))
  (func (export "set") (global.set (global $r "g") (call (func $r "id") (i32.const 20)))))
(assert_return (invoke "set"))
;; + instance-imports-and-aliases.3
(assert_return (invoke $both "add") (i32.const 30))
;; What it does not hand on is not there, although the instance behind it has it.
;; - instance-imports-and-aliases.3
(assert_unlinkable
  (module (import "relay" (instance (export "f1" (func)))))
  "incompatible import type")

;; A heap object that is reached through two instances is one object.
(module $object
  (type $S (struct))
  (global (export "o") (ref $S) (struct.new $S))
  (global (export "p") (ref $S) (struct.new $S)))
(register "object" $object)
(register "the-same" $object)
(module
  (import "object" (instance $a (export "o" (global eqref)) (export "p" (global eqref))))
  (import "the-same" "o" (global $o eqref))
  (func (export "same") (result i32) (ref.eq (global.get (global $a "o")) (global.get $o)))
  (func (export "other") (result i32) (ref.eq (global.get (global $a "p")) (global.get $o))))
;; + instance-imports-and-aliases.3
(assert_return (invoke "same") (i32.const 1))
;; + instance-imports-and-aliases.3
(assert_return (invoke "other") (i32.const 0))


;; ---------------------------------------------------------------------------------------------------------------------
;; Imports of two levels (D7)

(module $pair
  (func (export "x") (result i32) (i32.const 11))
  (func (export "y") (result i32) (i32.const 12))
  (global (export "z") i32 (i32.const 13)))
(register "pair" $pair)

;; Both forms have one type: a module written in the one fits the type written in the other, either way round.
(module definition $ONE-LEVEL
  (import "pair" (instance $p (export "x" (func (result i32))) (export "y" (func (result i32)))))
  (func (export "run") (result i32) (i32.sub (call (func $p "x")) (call (func $p "y")))))
(module definition $TWO-LEVELS
  (import "pair" "x" (func $x (result i32)))
  (import "pair" "y" (func $y (result i32)))
  (func (export "run") (result i32) (i32.sub (call $x) (call $y))))
(register "one-level" (module $ONE-LEVEL))
(register "two-levels" (module $TWO-LEVELS))
(module
  (import "pair" (instance $p (export "y" (func (result i32))) (export "x" (func (result i32)))))
  (import "one-level" (module $ONE
    (import "pair" "y" (func (result i32))) (import "pair" "x" (func (result i32))) (export "run" (func (result i32)))))
  (import "two-levels" (module $TWO
    (import "pair" (instance (export "x" (func (result i32))) (export "y" (func (result i32)))))
    (export "run" (func (result i32)))))
  (instance $one (instantiate $ONE (import "pair" (instance $p))))
  (instance $two (instantiate $TWO (import "pair" (instance $p))))
  (func (export "run") (result i32 i32) (call (func $one "run")) (call (func $two "run"))))
;; + instance-imports-and-aliases.2 D7 D9
(assert_return (invoke "run") (i32.const -1) (i32.const -1))
;; - instance-imports-and-aliases.2
(assert_unlinkable
  (module (import "two-levels" (module (import "pair" (instance (export "x" (func (result i32))))))))
  "incompatible import type")
;; - instance-imports-and-aliases.2
(assert_unlinkable
  (module (import "one-level" (module (import "pair" "x" (func (result i32))) (import "pair" "y" (func)))))
  "incompatible import type")
;; The two names are not two imports, and the first is that of an instance.
;; - instance-imports-and-aliases.2
(assert_unlinkable
  (module (import "two-levels" (module (import "x" (func (result i32))) (import "y" (func (result i32))))))
  "incompatible import type")

;; Interleaved imports form one instance, at the place of the first of its fields: "pair" is instance 0 and "i" is
;; instance 1. Each field takes the index of its own place.
(module
  (import "pair" "x" (func (result i32)))                      ;; instance 0, function 0
  (import "i" "id" (func (param i32) (result i32)))            ;; instance 1, function 1
  (import "pair" "y" (func (result i32)))                      ;; function 2
  (import "j" (instance (export "id" (func (param i32) (result i32)))))
  (func (export "functions") (result i32 i32 i32) (call 0) (call 1 (i32.const 21)) (call 2))
  (export "0" (instance 0))
  (export "1" (instance 1))
  (export "2" (instance 2)))
;; + instance-imports-and-aliases.4 D7
(assert_return (invoke "functions") (i32.const 11) (i32.const 21) (i32.const 12))
;; + instance-imports-and-aliases.4
(assert_return (invoke "0" "y") (i32.const 12))
;; + instance-imports-and-aliases.4
(assert_return (invoke "1" "id" (i32.const 22)) (i32.const 22))
;; + instance-imports-and-aliases.4
(assert_return (invoke "2" "id" (i32.const 23)) (i32.const 23))
;; There is one instance for both fields of a name, not one for each.
;; - instance-imports-and-aliases.4
(assert_invalid
  (module (import "pair" "x" (func)) (import "i" "id" (func)) (import "pair" "y" (func)) (export "2" (instance 2)))
  "unknown instance")
;; It has the fields that are imported, not those that are there.
;; - instance-imports-and-aliases.4
(assert_invalid
  (module (import "pair" "x" (func (result i32))) (alias 0 "y" (func)))
  "unknown export")

;; All fields are there from the first one on: an alias of `y` before its import takes an index of its own.
(module
  (import "pair" "x" (func $x (result i32)))                   ;; function 0
  (alias 0 "y" (func $early))                                  ;; function 1
  (import "i" "f1" (func))                                     ;; function 2
  (import "pair" "y" (func $y (result i32)))                   ;; function 3
  (func (export "early") (result i32) (call $early))
  (func (export "y") (result i32) (call $y))
  (func (export "1-and-3") (result i32 i32) (call 1) (call 3)))
;; + D7
(assert_return (invoke "early") (i32.const 12))
;; + D7
(assert_return (invoke "y") (i32.const 12))
;; + D7
(assert_return (invoke "1-and-3") (i32.const 12) (i32.const 12))
;; - D7
(assert_invalid
  (module (alias 0 "y" (func)) (import "pair" "y" (func (result i32))))
  "unknown instance")

;; A field import is itself an alias: an inline alias of it adds none (D10). Function 1 is the local one.
(module
  (import "pair" "x" (func (result i32)))
  (func (result i32) (i32.add (call (func 0 "x")) (i32.const 100)))
  (export "local" (func 1)))
;; + D7 D10
(assert_return (invoke "local") (i32.const 111))
;; - D10
(assert_invalid
  (module (import "pair" "x" (func (result i32))) (func (result i32) (call (func 0 "x"))) (export "local" (func 2)))
  "unknown function")

;; Fields of every kind, modules and instances too; each counts in its own space.
(module $kinds
  (func (export "f") (result i32) (i32.const 31))
  (table (export "t") 2 funcref)
  (memory (export "m") 1)
  (data (i32.const 0) "\20")
  (global (export "g") i32 (i32.const 33))
  (tag (export "e"))
  (module $M (export "M") (func (export "f") (result i32) (i32.const 34)))
  (instance (export "I") (instantiate $M)))
(register "kinds" $kinds)
(module
  (import "kinds" "I" (instance $I (export "f" (func (result i32)))))  ;; the implied instance is 0, this one 1
  (import "kinds" "M" (module $M (export "f" (func (result i32)))))
  (import "kinds" "e" (tag $e))
  (import "kinds" "g" (global $g i32))
  (import "kinds" "m" (memory 1))
  (import "kinds" "t" (table $t 2 funcref))
  (import "kinds" "f" (func $f (result i32)))
  (instance $made (instantiate $M))
  (func (export "caught") (result i32)
    (block $e (try_table (catch $e $e) (throw $e)) (return (i32.const 0)))
    (i32.const 35))
  (func (export "rest") (result i32 i32 i32 i32 i32 i32)
    (call (func 1 "f")) (call (func 2 "f")) (global.get $g) (i32.load8_u (i32.const 0)) (table.size $t) (call $f)))
;; + D7 D22
(assert_return (invoke "caught") (i32.const 35))
;; + D7
(assert_return (invoke "rest")
  (i32.const 34) (i32.const 34) (i32.const 33) (i32.const 32) (i32.const 2) (i32.const 31))
;; - D7
(assert_unlinkable
  (module (import "kinds" "M" (instance)))
  "incompatible import type")
;; - D7
(assert_unlinkable
  (module (import "kinds" "I" (module)))
  "incompatible import type")

;; A field within an imported instance has no third name; its own fields are reached by an alias.
;; + D7
(module (import "kinds" "I" (instance $I (export "f" (func (result i32))))) (export "f" (func $I "f")))
;; - D7
(assert_malformed
  (module quote "(import \"kinds\" \"I\" \"f\" (func (result i32)))")
  "unexpected token")

;; What is missing is named by both names, also among others that are there.
;; - instance-imports-and-aliases.2
(assert_unlinkable
  (module (import "pair" "x" (func (result i32))) (import "pair" "w" (func)))
  "unknown import")
;; - instance-imports-and-aliases.2
(assert_unlinkable
  (module (import "pair" "x" (func (result i32))) (import "pair" "z" (func (result i32))))
  "incompatible import type")

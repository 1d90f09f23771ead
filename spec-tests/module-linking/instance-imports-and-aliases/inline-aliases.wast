;; Inline aliases: `(func $i "f")` in place of an index. spec: Explainer, "Instance Imports and Aliases"; D10
;;
;; What is covered: which index an inline alias takes, when an alias is reused, every place outside of instructions
;; where one may stand, and what is wrong with one. Each instruction is tried in `inline-aliases-in-instructions`,
;; paths of several names in `../module-and-instance-exports`, and `(type outer …)` in `../outer-aliases`.

(module $p
  (func (export "x") (result i32) (i32.const 1))
  (func (export "y") (result i32) (i32.const 2))
  (func (export "z") (result i32) (i32.const 3)))
(register "p" $p)


;; ---------------------------------------------------------------------------------------------------------------------
;; Which index it takes

;; Behind the last initial definition, in the order of first use, and before local functions: y is 0, x is 1, and the
;; three local functions are 2, 3, 4.
(module
  (import "p" (instance $p
    (export "x" (func (result i32))) (export "y" (func (result i32))) (export "z" (func (result i32)))))
  (func (export "two") (result i32) (i32.mul (i32.const 10) (call (func $p "y"))))
  (func (export "three") (result i32) (i32.mul (i32.const 100) (call (func $p "x"))))
  (func (export "all") (result i32 i32 i32 i32) (call 0) (call 1) (call 2) (call 3)))
;; + instance-imports-and-aliases.7 D10
(assert_return (invoke "all") (i32.const 2) (i32.const 1) (i32.const 20) (i32.const 100))

;; Uses in one instruction sequence count in the order of the text, folded or not: in `(call $outer (call $inner))` the
;; outer one is written first.
(module $i
  (func (export "inc") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (func (export "seven") (result i32) (i32.const 7)))
(register "i" $i)
(module
  (import "i" (instance $i (export "inc" (func (param i32) (result i32))) (export "seven" (func (result i32)))))
  (func (export "folded") (result i32) (call (func $i "inc") (call (func $i "seven"))))
  (func (export "1") (result i32) (call 1))
  (func (export "0") (result i32) (call 0 (i32.const 20))))
;; + D10
(assert_return (invoke "folded") (i32.const 8))
;; + D10
(assert_return (invoke "1") (i32.const 7))
;; + D10
(assert_return (invoke "0") (i32.const 21))

;; Where an initial definition uses it, it goes right before that one: the alias of y (function 0) for the first
;; instance, which stands before the explicit alias of z (function 1); that of x (function 2) behind them all, although
;; its use is written first.
(module
  (import "p" (instance $p
    (export "x" (func (result i32))) (export "y" (func (result i32))) (export "z" (func (result i32)))))
  (export "x" (func $p "x"))
  (module $M (import "f" (func $f (result i32))) (export "f" (func $f)))
  (instance $m (instantiate $M (import "f" (func $p "y"))))
  (alias $p "z" (func $z))
  (func (export "all") (result i32 i32 i32) (call 0) (call 1) (call 2)))
;; + D10
(assert_return (invoke "all") (i32.const 2) (i32.const 3) (i32.const 1))

;; Several arguments of one instance: in their order, all before the instance.
(module
  (import "p" (instance $p (export "x" (func (result i32))) (export "y" (func (result i32)))))
  (module $M
    (import "a" (func $a (result i32))) (import "b" (func $b (result i32)))
    (func (export "f") (result i32) (i32.sub (call $a) (call $b))))
  (instance $m (instantiate $M (import "b" (func $p "y")) (import "a" (func $p "x"))))
  (func (export "f") (result i32 i32 i32) (call 0) (call 1) (call (func $m "f"))))
;; + D10
(assert_return (invoke "f") (i32.const 2) (i32.const 1) (i32.const -1))

;; Aliases of instances and modules shift the instances and modules that are defined after them, and no others. In
;; numbers: instance 0 is the import, 1 the alias of "i", 2 what is made of module 0, the alias of "m".
(module $box
  (module $M (export "m") (func (export "f") (result i32) (i32.const 10)))
  (instance (export "i") (instantiate $M)))
(register "box" $box)
(module
  (import "box" (instance
    (export "m" (module (export "f" (func (result i32)))))
    (export "i" (instance (export "f" (func (result i32)))))))
  (module (import "i" (instance $i (export "f" (func (result i32))))) (func (export "g") (result i32) (i32.const 11)))
  (instance (instantiate 0 (import "i" (instance 0 "i"))))          ;; adds instance 1; this one is 2
  (instance (instantiate (module 0 "m")))                           ;; adds module 1; this one is 3
  (func (export "run") (result i32 i32 i32)
    (call (func 1 "f")) (call (func 2 "g")) (call (func 3 "f"))))
;; + D10
(assert_return (invoke "run") (i32.const 10) (i32.const 11) (i32.const 10))

;; An identifier means the same definition wherever implicit aliases went.
(module
  (import "p" (instance $p (export "x" (func (result i32))) (export "y" (func (result i32)))))
  (func $first (result i32) (i32.const 30))
  (func $second (result i32) (call (func $p "y")))
  (func (export "run") (result i32 i32 i32) (call $first) (call $second) (call (func $p "x"))))
;; + D10
(assert_return (invoke "run") (i32.const 30) (i32.const 2) (i32.const 1))


;; ---------------------------------------------------------------------------------------------------------------------
;; Reuse

;; The second use of the same path adds nothing: the local functions are 1 and 2.
(module
  (import "p" (instance $p (export "x" (func (result i32)))))
  (func (result i32) (i32.add (call (func $p "x")) (call (func $p "x"))))
  (func (result i32) (i32.mul (call (func $p "x")) (i32.const 40)))
  (export "1" (func 1))
  (export "2" (func 2)))
;; + instance-imports-and-aliases.7 D10
(assert_return (invoke "1") (i32.const 2))
;; + instance-imports-and-aliases.7 D10
(assert_return (invoke "2") (i32.const 40))
;; Nor where the instance is named by number once, and by identifier once.
(module
  (import "p" (instance $p (export "x" (func (result i32)))))
  (func (result i32) (i32.add (call (func 0 "x")) (call (func $p "\78"))))
  (export "1" (func 1)))
;; + D10
(assert_return (invoke "1") (i32.const 2))
;; - D10
(assert_invalid
  (module
    (import "p" (instance $p (export "x" (func (result i32)))))
    (func (result i32) (i32.add (call (func 0 "x")) (call (func $p "x"))))
    (export "2" (func 2)))
  "unknown function")
;; An explicit alias before the use serves it, as the Explainer says, and the first of several does.
(module
  (import "p" (instance $p (export "x" (func (result i32)))))
  (alias $p "x" (func))
  (func (alias $p "x"))
  (func (result i32) (i32.add (call (func $p "x")) (i32.const 50)))
  (export "2" (func 2)))
;; + instance-imports-and-aliases.7
(assert_return (invoke "2") (i32.const 51))
;; - instance-imports-and-aliases.7
(assert_invalid
  (module
    (import "p" (instance $p (export "x" (func (result i32)))))
    (alias $p "x" (func))
    (func (result i32) (call (func $p "x")))
    (export "2" (func 2)))
  "unknown function")
;; Other names, other instances and other kinds are other aliases, even of one export.
(register "q" $p)
(module
  (import "p" (instance $p (export "x" (func (result i32))) (export "y" (func (result i32)))))
  (import "q" (instance $q (export "x" (func (result i32)))))
  (func (result i32)
    (i32.add (call (func $p "x")) (i32.add (call (func $q "x")) (call (func $p "y")))))
  (export "3" (func 3)))
;; + D10
(assert_return (invoke "3") (i32.const 4))
;; An explicit alias is a definition, and never left out for an inline one before it: y is 0 (for the instance), and
;; again 1.
(module
  (import "p" (instance $p (export "y" (func (result i32)))))
  (module $M (import "f" (func $f (result i32))))
  (instance (instantiate $M (import "f" (func $p "y"))))
  (alias $p "y" (func $y))
  (func (result i32) (i32.const 60))
  (export "1" (func 1))
  (export "2" (func 2)))
;; + D10
(assert_return (invoke "1") (i32.const 2))
;; + D10
(assert_return (invoke "2") (i32.const 60))


;; ---------------------------------------------------------------------------------------------------------------------
;; Every place but instructions

;; In exports the kind is written once. `(func (func $i "f"))` is the index written where one may stand.
(module $all
  (func (export "f") (result i32) (i32.const 70))
  (func (export "start") (global.set $n (i32.add (global.get $n) (i32.const 1))))
  (global $n (export "n") (mut i32) (i32.const 0))
  (table (export "t") 2 funcref)
  (memory (export "m") 1)
  (global (export "g") i32 (i32.const 71))
  (tag (export "e"))
  (module $M (export "M") (func (export "f") (result i32) (i32.const 72)))
  (instance (export "I") (instantiate $M)))
(register "all" $all)
(module $exports
  (import "all" (instance $i
    (export "f" (func (result i32))) (export "t" (table 2 funcref)) (export "m" (memory 1))
    (export "g" (global i32)) (export "e" (tag))
    (export "M" (module)) (export "I" (instance (export "f" (func (result i32)))))))
  (export "f" (func $i "f"))
  (export "t" (table $i "t"))
  (export "m" (memory $i "m"))
  (export "g" (global $i "g"))
  (export "e" (tag $i "e"))
  (export "M" (module $i "M"))
  (export "I" (instance $i "I"))
  (export "f2" (func (func $i "f"))))
;; + instance-imports-and-aliases.8
(assert_return (invoke $exports "f") (i32.const 70))
;; + instance-imports-and-aliases.8
(assert_return (invoke $exports "f2") (i32.const 70))
;; + instance-imports-and-aliases.8
(assert_return (get $exports "g") (i32.const 71))
;; + instance-imports-and-aliases.8
(assert_return (invoke $exports "I" "f") (i32.const 72))
(register "exports" $exports)
;; + instance-imports-and-aliases.8
(module
  (import "exports" (instance
    (export "t" (table 2 funcref)) (export "m" (memory 1)) (export "e" (tag)) (export "M" (module)))))

;; The start function.
(module (import "all" (instance $i (export "start" (func)))) (start (func $i "start")))
(module (start (func 0 "start")) (import "all" "start" (func)))
;; + instance-imports-and-aliases.8
(assert_return (get $all "n") (i32.const 2))
;; - instance-imports-and-aliases.8
(assert_invalid
  (module (import "all" (instance $i (export "f" (func (result i32))))) (start (func $i "f")))
  "start function")

;; Segments: the table or memory they go to, functions in each notation of a list, expressions, offsets.
(module $segments
  (import "all" (instance $i
    (export "f" (func (result i32))) (export "t" (table 2 funcref)) (export "m" (memory 1)) (export "g" (global i32))))
  (memory $other 1)
  (table $other 3 funcref)
  (type $F (func (result i32)))
  (data (memory $i "m") (i32.const 0) "\4a")
  (data (memory $i "m") (offset (i32.sub (global.get (global $i "g")) (i32.const 70))) "\4b")
  (elem (table $i "t") (i32.const 0) func $local (func $i "f"))
  (elem (table $other) (i32.const 0) func (func $i "f") $local (func $i "f"))
  (elem $passive func (func $i "f"))
  (elem $items funcref (item (ref.func (func $i "f"))) (item ref.func (func $i "f")) (ref.func (func $i "f")))
  (elem declare func (func $i "f"))
  (func $local (result i32) (i32.const 73))
  (func (export "bytes") (result i32) (i32.load16_u (memory $i "m") (i32.const 0)))
  (func (export "call") (param i32) (result i32) (call_indirect $other (type $F) (local.get 0)))
  (func (export "call-theirs") (param i32) (result i32) (call_indirect (table $i "t") (type $F) (local.get 0)))
  (func (export "passive") (result i32)
    (table.init $other $passive (i32.const 1) (i32.const 0) (i32.const 1))
    (call_indirect $other (type $F) (i32.const 1)))
  (func (export "items") (result i32)
    (table.init $other $items (i32.const 1) (i32.const 2) (i32.const 1))
    (call_indirect $other (type $F) (i32.const 1))))
;; + instance-imports-and-aliases.8
(assert_return (invoke $segments "bytes") (i32.const 0x4b4a))
;; + instance-imports-and-aliases.8
(assert_return (invoke $segments "call" (i32.const 2)) (i32.const 70))
;; + instance-imports-and-aliases.8
(assert_return (invoke $segments "call" (i32.const 1)) (i32.const 73))
;; + instance-imports-and-aliases.8
(assert_return (invoke $segments "call-theirs" (i32.const 0)) (i32.const 73))
;; + instance-imports-and-aliases.8
(assert_return (invoke $segments "call-theirs" (i32.const 1)) (i32.const 70))
;; + instance-imports-and-aliases.8
(assert_return (invoke $segments "passive") (i32.const 70))
;; + instance-imports-and-aliases.8
(assert_return (invoke $segments "items") (i32.const 70))

;; Elements written with the table: an inline alias there does not become part of the table's definition.
(module
  (import "all" (instance $i (export "f" (func (result i32)))))
  (type $F (func (result i32)))
  (table $t funcref (elem (func $i "f") $g))
  (func $g (result i32) (i32.const 74))
  (func (export "call") (param i32) (result i32) (call_indirect $t (type $F) (local.get 0))))
;; + instance-imports-and-aliases.8
(assert_return (invoke "call" (i32.const 0)) (i32.const 70))
;; + instance-imports-and-aliases.8
(assert_return (invoke "call" (i32.const 1)) (i32.const 74))

;; Initial values of globals and tables: an alias in them comes before the function that they name by number.
(module
  (import "all" (instance $i (export "f" (func (result i32))) (export "g" (global i32))))
  (global $ref (ref func) (ref.func (func $i "f")))
  (global (export "g") i32 (global.get (global $i "g")))
  (table $t 3 (ref func) (ref.func (func $i "f")))
  (type $F (func (result i32)))
  (func (result i32) (i32.const 75))
  (func (export "table") (result i32) (call_indirect $t (type $F) (i32.const 2)))
  (func (export "ref") (result i32) (call_ref $F (ref.cast (ref $F) (global.get $ref))))
  (func (export "1") (result i32) (call 1)))
;; + instance-imports-and-aliases.8
(assert_return (invoke "table") (i32.const 70))
;; + instance-imports-and-aliases.8
(assert_return (invoke "ref") (i32.const 70))
;; + instance-imports-and-aliases.8 D10
(assert_return (invoke "1") (i32.const 75))
;; + instance-imports-and-aliases.8
(assert_return (get "g") (i32.const 71))

;; Arguments of `instantiate`, of every kind, and the module that is instantiated.
(module
  (import "all" (instance $i
    (export "f" (func (result i32))) (export "t" (table 2 funcref)) (export "m" (memory 1)) (export "g" (global i32))
    (export "e" (tag)) (export "M" (module (export "f" (func (result i32)))))
    (export "I" (instance (export "f" (func (result i32)))))))
  (module $N
    (import "f" (func (result i32))) (import "t" (table 2 funcref)) (import "m" (memory 1)) (import "g" (global i32))
    (import "e" (tag)) (import "M" (module $M (export "f" (func (result i32)))))
    (import "I" (instance $I (export "f" (func (result i32)))))
    (instance $m (instantiate $M))
    (func (export "f") (result i32 i32 i32 i32) (call 0) (global.get 0) (call (func $m "f")) (call (func $I "f"))))
  (instance $n (instantiate $N
    (import "f" (func $i "f")) (import "t" (table $i "t")) (import "m" (memory $i "m")) (import "g" (global $i "g"))
    (import "e" (tag $i "e")) (import "M" (module $i "M")) (import "I" (instance $i "I"))))
  (instance $m (instantiate (module $i "M")))
  (func (export "run") (result i32 i32 i32 i32 i32) (call (func $n "f")) (call (func $m "f"))))
;; + instance-imports-and-aliases.8
(assert_return (invoke "run") (i32.const 70) (i32.const 71) (i32.const 72) (i32.const 72) (i32.const 72))


;; ---------------------------------------------------------------------------------------------------------------------
;; Order in the text

;; An inline alias in a local definition may stand before the instance that it names: its place is behind them all.
(module
  (func (export "run") (result i32) (call (func $late "f")))
  (module $M (func (export "f") (result i32) (i32.const 80)))
  (instance $late (instantiate $M)))
;; + D10 D12
(assert_return (invoke "run") (i32.const 80))
(module
  (func (export "run") (result i32) (call (func 1 "f")))
  (module $M (func (export "f") (result i32) (i32.const 81)))
  (module $N (func (export "f") (result i32) (i32.const 82)))
  (instance (instantiate $N))
  (instance (instantiate $M)))
;; + D10 D12
(assert_return (invoke "run") (i32.const 81))
;; In an initial definition it may not: its place would be before the instance.
;; - D10
(assert_invalid
  (module
    (module $M (import "f" (func)) (func (export "f")))
    (instance (instantiate $M (import "f" (func $late "f"))))
    (instance $late (instantiate $M (import "f" (func 0)))))
  "unknown instance")
;; - D10
(assert_invalid
  (module
    (module $M (import "f" (func)))
    (instance $self (instantiate $M (import "f" (func $self "f")))))
  "unknown instance")
;; Two uses before the instance, one behind it: one alias.
(module
  (func (result i32) (call (func $late "f")))
  (func (result i32) (i32.add (call (func $late "f")) (i32.const 1)))
  (module $M (func (export "f") (result i32) (i32.const 83)))
  (instance $late (instantiate $M))
  (func (export "run") (result i32 i32 i32) (call 1) (call 2) (call (func $late "f"))))
;; + D10
(assert_return (invoke "run") (i32.const 83) (i32.const 84) (i32.const 83))


;; ---------------------------------------------------------------------------------------------------------------------
;; What is wrong

;; The kind written has to be that of the place.
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"t\" (table 1 funcref)))) (func (call (table $i \"t\")))")
  "unexpected token")
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote
    "(import \"i\" (instance $i (export \"m\" (memory 1)))) (func (drop (table.get (memory $i \"m\") (i32.const 0))))")
  "unexpected token")
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (start (global $i \"f\"))")
  "unexpected token")
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (export \"f\" (func (global $i \"f\")))")
  "unexpected token")
;; And so has that of the export.
;; - instance-imports-and-aliases.11
(assert_invalid
  (module (import "i" (instance $i (export "f" (global i32)))) (func (call (func $i "f"))))
  "type mismatch")
;; - instance-imports-and-aliases.11
(assert_invalid
  (module (import "i" (instance $i)) (func (call (func $i "f"))))
  "unknown export")
;; - instance-imports-and-aliases.12
(assert_malformed (module quote "(func (call (func $nowhere \"f\")))") "unknown instance")
;; - instance-imports-and-aliases.12
(assert_invalid (module (func (call (func 0 "f")))) "unknown instance")
;; An instance and a string, no less and nothing more.
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (func (call (func $i)))")
  "unexpected token")
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (func (call (func \"f\")))")
  "unexpected token")
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (func (call (func $i \"f\" (func))))")
  "unexpected token")
;; - instance-imports-and-aliases.8
(assert_malformed (module quote "(import \"i\" (instance $i)) (func (call $i \"f\"))") "unknown function")
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (func (call ($i \"f\")))")
  "unexpected token")
;; Locals, labels and segments are not exported, so there is no alias in their place.
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (func (drop (local.get (func $i \"f\"))))")
  "unexpected token")
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (func (br (func $i \"f\")))")
  "unexpected token")
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (func (elem.drop (table $i \"f\")))")
  "unexpected token")
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (func (data.drop (memory $i \"f\")))")
  "unexpected token")

;; Exports of modules and instances. spec: Explainer, "Module and Instance Exports"
;;
;; What is covered: exports of both kinds in both notations, paths of several names and the aliases that they stand for,
;; exports of exports of exports, and the paths of scripts (D20). Exports without a name are in `zero-level-exports`.


;; ---------------------------------------------------------------------------------------------------------------------
;; What is exported

;; The Explainer's four exports (with the imports first, D1).
(module definition $A (func (export "f") (result i32) (i32.const 1)))
(module $C (func (export "f") (result i32) (i32.const 3)))
(register "a" (module $A))
(register "c" $C)
(module $M
  (import "a" (module $a (export "f" (func (result i32)))))
  (import "c" (instance $c (export "f" (func (result i32)))))
  (module $b (func (export "f") (result i32) (i32.const 2)))
  (instance $d (instantiate $b))
  (export "e1" (module $a))
  (export "e2" (module $b))
  (export "e3" (instance $c))
  (export "e4" (instance $d)))
;; + module-and-instance-exports.1
(assert_return (invoke $M "e3" "f") (i32.const 3))
;; + module-and-instance-exports.1
(assert_return (invoke $M "e4" "f") (i32.const 2))
(register "M" $M)
(module
  (import "M" (instance $m
    (export "e1" (module (export "f" (func (result i32)))))
    (export "e2" (module (export "f" (func (result i32)))))
    (export "e3" (instance (export "f" (func (result i32)))))
    (export "e4" (instance (export "f" (func (result i32)))))))
  (instance $i1 (instantiate (module $m "e1")))
  (instance $i2 (instantiate (module $m "e2")))
  (func (export "all") (result i32 i32 i32 i32)
    (call (func $i1 "f")) (call (func $i2 "f")) (call (func $m "e3" "f")) (call (func $m "e4" "f"))))
;; + module-and-instance-exports.1 module-and-instance-exports.2 module-and-instance-exports.8
(assert_return (invoke "all") (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 2))
;; A module exported is not the instance made of it, nor the other way round.
;; - module-and-instance-exports.2
(assert_unlinkable
  (module (import "M" (instance (export "e1" (instance (export "f" (func (result i32))))))))
  "incompatible import type")
;; - module-and-instance-exports.2
(assert_unlinkable
  (module (import "M" (instance (export "e4" (module (export "f" (func (result i32))))))))
  "incompatible import type")
;; - module-and-instance-exports.2
(assert_unlinkable
  (module (import "M" (instance (export "e2" (module (export "g" (func)))))))
  "incompatible import type")
;; - module-and-instance-exports.2
(assert_unlinkable
  (module (import "M" (instance (export "e5" (module)))))
  "incompatible import type")

;; By number; each of the two spaces by itself. Aliased ones, too.
(module $N
  (import "M" (instance
    (export "e2" (module (export "f" (func (result i32)))))
    (export "e3" (instance (export "f" (func (result i32)))))))
  (alias 0 "e2" (module))
  (instance (alias 0 "e3"))
  (module $B (func (export "f") (result i32) (i32.const 5)))
  (instance (instantiate $B))
  (export "m0" (module 0)) (export "m1" (module 1))
  (export "i0" (instance 0)) (export "i1" (instance 1)) (export "i2" (instance 2)))
;; + module-and-instance-exports.1
(assert_return (invoke $N "i1" "f") (i32.const 3))
;; + module-and-instance-exports.1
(assert_return (invoke $N "i2" "f") (i32.const 5))
;; + module-and-instance-exports.1 module-and-instance-exports.11
(assert_return (invoke $N "i0" "e3" "f") (i32.const 3))
(register "m0" (module $N "m0"))
(register "m1" (module $N "m1"))
(module
  (import "m0" (module $0 (export "f" (func (result i32)))))
  (import "m1" (module $1 (export "f" (func (result i32)))))
  (instance $0 (instantiate $0)) (instance $1 (instantiate $1))
  (func (export "all") (result i32 i32) (call (func $0 "f")) (call (func $1 "f"))))
;; + module-and-instance-exports.1 module-and-instance-exports.11
(assert_return (invoke "all") (i32.const 2) (i32.const 5))

;; - module-and-instance-exports.1 module-and-instance-exports.10
(assert_invalid (module (export "m" (module 0))) "unknown module")
;; - module-and-instance-exports.1 module-and-instance-exports.10
(assert_invalid (module (export "i" (instance 0))) "unknown instance")
;; - module-and-instance-exports.10
(assert_invalid (module (module $M) (instance (instantiate $M)) (export "m" (module 1))) "unknown module")
;; - module-and-instance-exports.10
(assert_malformed (module quote "(export \"m\" (module $M))") "unknown module")
;; - module-and-instance-exports.10
(assert_malformed (module quote "(module $M) (export \"i\" (instance $M))") "unknown instance")
;; - module-and-instance-exports.10
(assert_malformed
  (module quote "(type (func)) (export \"t\" (type 0))")
  "unexpected token")
;; - module-and-instance-exports.10
(assert_malformed (module quote "(export \"i\" (instance))") "unexpected token")
;; - module-and-instance-exports.10
(assert_malformed (module quote "(module $M) (export \"a\" \"b\" (module $M))") "unexpected token")
;; An export may stand before what it exports.
;; + module-and-instance-exports.10
(module (export "i" (instance $i)) (export "m" (module $m)) (module $m) (instance $i (instantiate $m)))

;; Inline exports, of several names, together with an import or an alias.
(module $I
  (module $A (export "a") (export "b") (func (export "f") (result i32) (i32.const 11)))
  (instance (export "i") (export "j") (instantiate $A))
  (export "k" (instance 0)))
;; + module-and-instance-exports.7
(assert_return (invoke $I "i" "f") (i32.const 11))
;; + module-and-instance-exports.7
(assert_return (invoke $I "j" "f") (i32.const 11))
;; + module-and-instance-exports.7
(assert_return (invoke $I "k" "f") (i32.const 11))
(register "b" (module $I "b"))
(module $J
  (module $A (export "x") (import "b") (export "f" (func (result i32))))
  (instance $C (export "y") (export "z") (import "c") (export "f" (func (result i32))))
  (instance $M (import "M") (export "e4" (instance (export "f" (func (result i32))))))
  (instance (export "w") (alias $M "e4"))
  (instance $i (export "v") (instantiate $A)))
;; + module-and-instance-exports.7
(assert_return (invoke $J "v" "f") (i32.const 11))
;; + module-and-instance-exports.7
(assert_return (invoke $J "w" "f") (i32.const 2))
;; + module-and-instance-exports.7
(assert_return (invoke $J "z" "f") (i32.const 3))
;; - module-and-instance-exports.7
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M) (export \"i\"))")
  "unexpected token")
;; - module-and-instance-exports.7
(assert_malformed (module quote "(module $M) (instance (export \"i\"))") "unexpected token")
;; - module-and-instance-exports.7
(assert_malformed (module quote "(module (export \"m\" \"n\"))") "unexpected token")
;; In a module, `(export "m")` behind another field is no export of the module itself.
;; - module-and-instance-exports.7
(assert_malformed (module quote "(module (func) (export \"m\"))") "unexpected token")
;; In a top-level module it is none at all.
;; - module-and-instance-exports.7
(assert_malformed (module quote "(export \"m\")") "unexpected token")

;; One name for one export, whatever the kinds, and however it is written.
;; - module-and-instance-exports.9
(assert_invalid (module (module $m) (export "m" (module $m)) (export "m" (module $m))) "duplicate export name")
;; - module-and-instance-exports.9
(assert_invalid (module (module (export "x")) (func (export "x"))) "duplicate export name")
;; - module-and-instance-exports.9
(assert_invalid
  (module (module $m (export "x")) (instance (export "x") (instantiate $m)))
  "duplicate export name")
;; - module-and-instance-exports.9
(assert_invalid (module (module $m (export "x") (export "\78"))) "duplicate export name")
;; A nested module's exports are its own.
;; + module-and-instance-exports.9
(module (module $m (export "x") (func (export "x"))) (instance $i (instantiate $m)) (export "y" (func $i "x")))


;; ---------------------------------------------------------------------------------------------------------------------
;; Paths

;; The Explainer's path, and what it stands for.
(module $i
  (module $K (func (export "k") (result i32) (i32.const 21)))
  (instance $j (instantiate $K))
  (export "j" (instance $j)))
(register "i" $i)
(module
  (import "i" (instance $i (export "j" (instance (export "k" (func (result i32)))))))
  (func (export "run") (result i32) (call (func $i "j" "k"))))
;; + module-and-instance-exports.3 module-and-instance-exports.6
(assert_return (invoke "run") (i32.const 21))
(module
  (import "i" (instance $i (export "j" (instance (export "k" (func (result i32)))))))
  (alias $i "j" (instance $j))
  (alias $j "k" (func $k))
  (func (export "run") (result i32) (call $k)))
;; + module-and-instance-exports.4
(assert_return (invoke "run") (i32.const 21))

;; The aliases take indices: the path adds instance 1 and function 0. The instance that is defined after the use in
;; another instance is 2.
(module
  (import "i" (instance $i (export "j" (instance (export "k" (func (result i32)))))))
  (func (result i32) (i32.add (call (func $i "j" "k")) (i32.const 1)))
  (export "j" (instance 1))
  (export "k" (func 0))
  (export "l" (func 1)))
;; + module-and-instance-exports.4
(assert_return (invoke "j" "k") (i32.const 21))
;; + module-and-instance-exports.4
(assert_return (invoke "k") (i32.const 21))
;; + module-and-instance-exports.4
(assert_return (invoke "l") (i32.const 22))
(module
  (import "i" (instance $i (export "j" (instance (export "k" (func (result i32)))))))
  (module $USE (import "k" (func $k (result i32))) (func (export "k") (result i32) (i32.add (call $k) (i32.const 10))))
  (instance (instantiate $USE (import "k" (func $i "j" "k"))))             ;; adds instance 1; this one is 2
  (func (export "run") (result i32 i32) (call (func 1 "k")) (call (func 2 "k"))))
;; + module-and-instance-exports.4 D10
(assert_return (invoke "run") (i32.const 21) (i32.const 31))

;; Five levels, with a name twice, an empty one, and every kind at the end of a path.
(module $deep
  (module $1
    (module $2
      (module $3
        (module $4
          (func (export "f") (result i32) (i32.const 41))
          (global (export "g") i32 (i32.const 42))
          (memory (export "m") 43)
          (table (export "t") 44 funcref)
          (tag (export "e") (param i32))
          (module $M (export "M") (func (export "f") (result i32) (i32.const 45)))
          (instance (export "I") (instantiate $M)))
        (instance (export "d") (instantiate $4)))
      (instance (export "") (instantiate $3)))
    (instance (export "b") (instantiate $2)))
  (instance (export "b") (instantiate $1)))
(register "deep" $deep)
(module
  (type $4 (instance
    (export "f" (func (result i32))) (export "g" (global i32)) (export "m" (memory 1)) (export "t" (table 1 funcref))
    (export "e" (tag (param i32))) (export "M" (module (export "f" (func (result i32)))))
    (export "I" (instance (export "f" (func (result i32)))))))
  (type $1 (instance (export "b" (instance (export "" (instance (export "d" (instance (type outer 2 $4)))))))))
  (import "deep" (instance $0 (export "b" (instance (type outer 0 $1)))))
  (instance $made (instantiate (module $0 "b" "b" "" "d" "M")))
  (func (export "all") (result i32 i32 i32 i32 i32 i32)
    (call (func $0 "b" "b" "" "d" "f"))
    (global.get (global $0 "b" "b" "" "d" "g"))
    (memory.size (memory $0 "b" "b" "" "d" "m"))
    (table.size (table $0 "b" "b" "" "d" "t"))
    (call (func $made "f"))
    (call (func $0 "b" "b" "" "d" "I" "f")))
  (func (export "tag") (result i32)
    (block $h (result i32)
      (try_table (catch (tag $0 "b" "b" "" "d" "e") $h) (throw (tag $0 "b" "b" "" "d" "e") (i32.const 46)))
      (i32.const 0)))
  (export "I" (instance $0 "b" "b" "" "d" "I")))
;; + module-and-instance-exports.3
(assert_return (invoke "all")
  (i32.const 41) (i32.const 42) (i32.const 43) (i32.const 44) (i32.const 45) (i32.const 45))
;; + module-and-instance-exports.3 D22
(assert_return (invoke "tag") (i32.const 46))
;; + module-and-instance-exports.3
(assert_return (invoke "I" "f") (i32.const 45))
;; + module-and-instance-exports.11
(assert_return (invoke $deep "b" "b" "" "d" "f") (i32.const 41))
;; + module-and-instance-exports.11
(assert_return (get $deep "b" "b" "" "d" "g") (i32.const 42))
(register "deep-f" (func $deep "b" "b" "" "d" "I" "f"))
(module (import "deep-f" (func $f (result i32))) (export "f" (func $f)))
;; + module-and-instance-exports.11 D20
(assert_return (invoke "f") (i32.const 45))
;; Half of a path is an instance.
(register "half" (instance $deep "b" "b"))
(module
  (import "half" "" (instance $c (export "d" (instance (export "f" (func (result i32)))))))
  (export "f" (func $c "d" "f")))
;; + module-and-instance-exports.11 D20
(assert_return (invoke "f") (i32.const 41))
;; - module-and-instance-exports.11
(assert_unlinkable (module (import "half" "f" (func (result i32)))) "unknown import")

;; Parts of paths are used again: the second path adds one function, the third one nothing. Function 3 is local.
(module $two-ways
  (module $K (func (export "x") (result i32) (i32.const 51)) (func (export "y") (result i32) (i32.const 52)))
  (instance (export "k") (instantiate $K)))
(register "j" $two-ways)
(module
  (import "j" (instance $j (export "k" (instance (export "x" (func (result i32))) (export "y" (func (result i32)))))))
  (func (result i32) (i32.add (call (func $j "k" "x")) (i32.add (call (func $j "k" "y")) (call (func 0 "k" "x")))))
  (func (export "0-and-1") (result i32 i32) (call 0) (call 1))
  (func (export "2") (result i32) (call 2))
  (export "1" (instance 1)))
;; + module-and-instance-exports.5 D10
(assert_return (invoke "0-and-1") (i32.const 51) (i32.const 52))
;; + module-and-instance-exports.5 D10
(assert_return (invoke "2") (i32.const 154))
;; + module-and-instance-exports.5 D10
(assert_return (invoke "1" "y") (i32.const 52))
;; - module-and-instance-exports.5 D10
(assert_invalid
  (module
    (import "j" (instance $j (export "k" (instance (export "x" (func (result i32))) (export "y" (func (result i32)))))))
    (func (drop (call (func $j "k" "x"))) (drop (call (func $j "k" "y"))))
    (export "2" (instance 2)))
  "unknown instance")
;; An explicit alias of the first part serves, and a path that begins at it is the same path.
(module
  (import "j" (instance $j (export "k" (instance (export "x" (func (result i32)))))))
  (alias $j "k" (instance $k))
  (func (result i32) (i32.add (call (func $j "k" "x")) (call (func $k "x"))))
  (export "1" (func 1)))
;; + module-and-instance-exports.5 D10
(assert_return (invoke "1") (i32.const 102))
;; So does a field of an import of two levels, which is such an alias (D7): instance 0 is implied, 1 is "k".
(module
  (import "j" "k" (instance $k (export "x" (func (result i32)))))
  (func (result i32) (i32.add (call (func 0 "k" "x")) (call (func $k "x"))))
  (export "1" (func 1))
  (export "k" (instance 1)))
;; + module-and-instance-exports.5 D7 D10
(assert_return (invoke "1") (i32.const 102))
;; - module-and-instance-exports.5 D7
(assert_invalid
  (module
    (import "j" "k" (instance $k (export "x" (func (result i32)))))
    (func (drop (call (func 0 "k" "x"))))
    (export "2" (instance 2)))
  "unknown instance")

;; What a path goes through has to be there, and to be an instance.
;; - module-and-instance-exports.6
(assert_invalid
  (module (import "i" (instance $i (export "j" (instance)))) (func (call (func $i "j" "k"))))
  "unknown export")
;; - module-and-instance-exports.6
(assert_invalid
  (module (import "i" (instance $i (export "j" (instance (export "k" (func)))))) (func (call (func $i "k" "j"))))
  "unknown export")
;; - module-and-instance-exports.6
(assert_invalid
  (module (import "i" (instance $i (export "j" (instance (export "k" (func)))))) (func (call (func $i "j"))))
  "type mismatch")
;; - module-and-instance-exports.6
(assert_invalid
  (module (import "i" (instance $i (export "j" (func)))) (func (call (func $i "j" "k"))))
  "type mismatch")
;; - module-and-instance-exports.6
(assert_invalid
  (module (import "i" (instance $i (export "j" (module (export "k" (func)))))) (func (call (func $i "j" "k"))))
  "type mismatch")
;; - module-and-instance-exports.6
(assert_invalid
  (module
    (import "i" (instance $i (export "j" (instance (export "k" (func))))))
    (func (drop (global.get (global $i "j" "k")))))
  "type mismatch")
;; An explicit alias has one name.
;; - module-and-instance-exports.4
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (alias $i \"j\" \"k\" (func))")
  "unexpected token")
;; - module-and-instance-exports.4
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (func (alias $i \"j\" \"k\"))")
  "unexpected token")
;; A path is of names, not of dots.
;; - module-and-instance-exports.3
(assert_invalid
  (module (import "i" (instance $i (export "j" (instance (export "k" (func)))))) (func (call (func $i "j.k"))))
  "unknown export")


;; ---------------------------------------------------------------------------------------------------------------------
;; Exports of exports of exports

;; An instance handed on through three modules is the one that there was; a module handed on makes new ones.
(module $origin
  (module $COUNTER (export "module")
    (global $n (mut i32) (i32.const 0))
    (func (export "next") (result i32) (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n)))
  (instance (export "instance") (instantiate $COUNTER)))
(register "origin" $origin)
(module $second
  (import "origin" (instance $o
    (export "module" (module (export "next" (func (result i32)))))
    (export "instance" (instance (export "next" (func (result i32)))))))
  (export "m" (module $o "module"))
  (export "i" (instance $o "instance"))
  (export "o" (instance $o)))
(register "second" $second)
(module $third
  (import "second" "m" (module $m (export "next" (func (result i32)))))
  (import "second" "i" (instance $i (export "next" (func (result i32)))))
  (import "second" "o" (instance $o (export "instance" (instance (export "next" (func (result i32)))))))
  (instance (export "new") (instantiate $m))
  (export "old" (instance $i))
  (export "through" (func $o "instance" "next")))
;; + module-and-instance-exports.8
(assert_return (invoke $origin "instance" "next") (i32.const 1))
;; + module-and-instance-exports.8
(assert_return (invoke $third "old" "next") (i32.const 2))
;; + module-and-instance-exports.8
(assert_return (invoke $third "through") (i32.const 3))
;; + module-and-instance-exports.8
(assert_return (invoke $second "o" "instance" "next") (i32.const 4))
;; + module-and-instance-exports.8
(assert_return (invoke $third "new" "next") (i32.const 1))
;; - module-and-instance-exports.8
(assert_unlinkable
  (module (import "second" "m" (instance)))
  "incompatible import type")

;; A module that exports a module that exports a module: each is instantiated to get at the next.
(module
  (module $A
    (module (export "b")
      (module (export "c")
        (func (export "f") (result i32) (i32.const 61)))))
  (instance $a (instantiate $A))
  (instance $b (instantiate (module $a "b")))
  (instance $c (instantiate (module $b "c")))
  (export "f" (func $c "f")))
;; + module-and-instance-exports.8
(assert_return (invoke "f") (i32.const 61))
;; A module's exports are not there before it is instantiated.
;; - module-and-instance-exports.8
(assert_invalid
  (module
    (module $A (module (export "b") (module (export "c"))))
    (instance $a (instantiate $A))
    (instance $c (instantiate (module $a "b" "c"))))
  "type mismatch")

;; One instance under two names, and in two instances: one state.
(module $cell
  (module $CELL (global (export "v") (mut i32) (i32.const 0)))
  (instance $cell (instantiate $CELL))
  (module $WRAP (import "c" (instance $c (export "v" (global (mut i32))))) (export "c" (instance $c)))
  (instance (export "w1") (instantiate $WRAP (import "c" (instance $cell))))
  (instance (export "w2") (instantiate $WRAP (import "c" (instance $cell))))
  (export "c" (instance $cell))
  (func (export "set") (param i32) (global.set (global $cell "v") (local.get 0))))
(assert_return (invoke $cell "set" (i32.const 71)))
;; + module-and-instance-exports.8
(assert_return (get $cell "w1" "c" "v") (i32.const 71))
;; + module-and-instance-exports.8
(assert_return (get $cell "w2" "c" "v") (i32.const 71))
;; + module-and-instance-exports.8
(assert_return (get $cell "c" "v") (i32.const 71))

;; Modules and instances in the imports of module types, and in the exports of both, at the hands of the host.
(module definition $FACTORY
  (import "make" (module $MAKE (import "n" (global i32)) (export "i" (instance (export "n" (global i32))))))
  (import "env" (instance $env (export "n" (global i32)) (export "sub" (instance (export "n" (global i32))))))
  (instance $1 (instantiate $MAKE (import "n" (global $env "n"))))
  (instance $2 (instantiate $MAKE (import "n" (global $env "sub" "n"))))
  (export "1" (instance $1 "i"))
  (export "2" (instance $2))
  (export "make" (module $MAKE)))
(register "factory" (module $FACTORY))
(module $user
  (import "factory" (module $F
    (import "make" (module (import "n" (global i32)) (export "i" (instance (export "n" (global i32))))))
    (import "env" (instance (export "sub" (instance (export "n" (global i32)))) (export "n" (global i32))))
    (export "make" (module (import "n" (global i32)) (export "i" (instance (export "n" (global i32))))))
    (export "1" (instance (export "n" (global i32))))
    (export "2" (instance (export "i" (instance (export "n" (global i32))))))))
  (module $MAKE
    (import "n" (global $n i32))
    (module $I (import "n" (global $n i32)) (global (export "n") i32 (global.get $n)))
    (instance (export "i") (instantiate $I (import "n" (global $n)))))
  (module $ENV
    (global (export "n") i32 (i32.const 81))
    (module $SUB (global (export "n") i32 (i32.const 82)))
    (instance (export "sub") (instantiate $SUB)))
  (instance $env (instantiate $ENV))
  (instance $f (export "f") (instantiate $F (import "env" (instance $env)) (import "make" (module $MAKE)))))
;; + module-and-instance-exports.2
(assert_return (get $user "f" "1" "n") (i32.const 81))
;; + module-and-instance-exports.2
(assert_return (get $user "f" "2" "i" "n") (i32.const 82))
;; - module-and-instance-exports.2
(assert_unlinkable
  (module (import "factory" (module
    (import "make" (module (import "n" (global i64)) (export "i" (instance (export "n" (global i32))))))
    (import "env" (instance (export "sub" (instance (export "n" (global i32)))) (export "n" (global i32)))))))
  "incompatible import type")
;; - module-and-instance-exports.2
(assert_unlinkable
  (module (import "factory" (module
    (import "make" (module (import "n" (global i32)) (export "i" (instance (export "n" (global i32))))))
    (import "env" (instance (export "sub" (instance)) (export "n" (global i32)))))))
  "incompatible import type")

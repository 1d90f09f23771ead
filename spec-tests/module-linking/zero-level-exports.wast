;; Exports without a name. spec: Explainer, "Module and Instance Types", "Module and Instance Exports"; D3
;;
;; What is covered: all exports of an instance as those of a module, and all exports of an instance type as those of a
;; module or instance type; in each notation, several of them, what they need, and what is wrong with one.


;; ---------------------------------------------------------------------------------------------------------------------
;; In modules

;; The Explainer's module exports the function `foo`.
(module $foo
  (module $M (func (export "foo") (result i32) (i32.const 1)))
  (instance $i (instantiate $M))
  (export $i))
;; + zero-level-exports.3
(assert_return (invoke "foo") (i32.const 1))
;; Exported with a name, it would be an instance.
(module
  (module $M (func (export "foo") (result i32) (i32.const 1)))
  (instance $i (instantiate $M))
  (export "i" (instance $i)))
;; + zero-level-exports.5
(assert_return (invoke "i" "foo") (i32.const 1))
;; So the first exports no instance, and the second no function.
(register "foo" $foo)
;; - zero-level-exports.3 zero-level-exports.5
(assert_unlinkable (module (import "foo" "i" (instance))) "unknown import")
;; - zero-level-exports.5
(assert_invalid
  (module
    (module $N (module $M (func (export "foo"))) (instance $i (instantiate $M)) (export "i" (instance $i)))
    (instance $n (instantiate $N))
    (export "foo" (func $n "foo")))
  "unknown export")

;; Every kind, and every notation: by identifier, as an instance, by number.
(module definition $ALL
  (func (export "f") (result i32) (i32.const 11))
  (table (export "t") 2 funcref)
  (memory (export "m") 1)
  (global (export "g") (mut i32) (i32.const 12))
  (tag (export "e") (param i64))
  (module $M (export "M") (func (export "f") (result i32) (i32.const 13)))
  (instance (export "I") (instantiate $M)))
(module instance $all $ALL)
(register "all" $all)
(register "ALL" (module $ALL))
(module $a
  (type $All (instance
    (export "f" (func (result i32))) (export "t" (table 2 funcref)) (export "m" (memory 1))
    (export "g" (global (mut i32))) (export "e" (tag (param i64)))
    (export "M" (module (export "f" (func (result i32))))) (export "I" (instance (export "f" (func (result i32)))))))
  (import "all" (instance $i (type $All)))
  (export $i))
(module $b
  (import "all" (instance $i
    (export "I" (instance (export "f" (func (result i32)))))
    (export "g" (global (mut i32)))
    (export "f" (func (result i32)))))
  (export (instance $i)))
(module $c
  (import "foo" (instance (export "foo" (func (result i32)))))
  (import "all" (instance (export "f" (func (result i32)))))
  (export (instance 1)))
(module $d
  (import "foo" (instance (export "foo" (func (result i32)))))
  (import "all" (instance (export "f" (func (result i32)))))
  (export 1))
(register "a" $a)
(module
  (import "a" "f" (func $f (result i32)))
  (import "a" "M" (module $M (export "f" (func (result i32)))))
  (import "a" "t" (table 2 funcref))
  (import "a" "m" (memory 1))
  (import "a" "e" (tag (param i64)))
  (instance $m (instantiate $M))
  (func (export "run") (result i32 i32 i32) (call $f) (call (func $m "f")) (table.size)))
;; + zero-level-exports.3
(assert_return (invoke "run") (i32.const 11) (i32.const 13) (i32.const 2))
;; + zero-level-exports.3
(assert_return (get $a "g") (i32.const 12))
;; + zero-level-exports.4
(assert_return (invoke $b "I" "f") (i32.const 13))
;; + zero-level-exports.4
(assert_return (invoke $b "f") (i32.const 11))
;; + zero-level-exports.4
(assert_return (invoke $c "f") (i32.const 11))
;; + zero-level-exports.4
(assert_return (invoke $d "f") (i32.const 11))
;; State is that of the instance: what is exported is the same global.
(module (import "all" "g" (global $g (mut i32))) (func (export "set") (global.set $g (i32.const 14))))
(assert_return (invoke "set"))
;; + zero-level-exports.3
(assert_return (get $a "g") (i32.const 14))
;; + zero-level-exports.3
(assert_return (get $b "g") (i32.const 14))

;; An instance within an instance, by its path; an aliased one; the implied one of imports of two levels; one that is
;; defined behind the export.
(module
  (import "all" (instance $all (export "I" (instance (export "f" (func (result i32)))))))
  (export (instance $all "I")))
;; + zero-level-exports.4 D10
(assert_return (invoke "f") (i32.const 13))
(module
  (import "all" (instance $all (export "I" (instance (export "f" (func (result i32)))))))
  (alias $all "I" (instance $I))
  (export $I))
;; + zero-level-exports.4
(assert_return (invoke "f") (i32.const 13))
(module
  (import "all" "g" (global (mut i32)))
  (import "all" "f" (func (result i32)))
  (export (instance 0)))
;; + zero-level-exports.4 D7
(assert_return (invoke "f") (i32.const 11))
;; + zero-level-exports.4 D7
(assert_return (get "g") (i32.const 14))
(module
  (export $late)
  (module $M (func (export "f") (result i32) (i32.const 15)))
  (instance $late (instantiate $M)))
;; + zero-level-exports.4
(assert_return (invoke "f") (i32.const 15))

;; Several, and named exports between them; an instance without exports adds none, however often.
(module $several
  (module $M (func (export "a") (result i32) (i32.const 21)) (global (export "g") i32 (i32.const 22)))
  (module $N (func (export "b") (result i32) (i32.const 23)))
  (module $E)
  (instance $m (instantiate $M))
  (instance $n (instantiate $N))
  (instance $e (instantiate $E))
  (export (instance $m))
  (export $e)
  (func (export "c") (result i32) (i32.const 24))
  (export $n)
  (export "n" (instance $n))
  (export $e))
;; + zero-level-exports.7
(assert_return (invoke $several "a") (i32.const 21))
;; + zero-level-exports.7
(assert_return (get $several "g") (i32.const 22))
;; + zero-level-exports.7
(assert_return (invoke $several "b") (i32.const 23))
;; + zero-level-exports.7
(assert_return (invoke $several "c") (i32.const 24))
;; + zero-level-exports.7
(assert_return (invoke $several "n" "b") (i32.const 23))

;; Only the exports that the type shows: `g` is in the instance, but is not exported on.
(module $less (import "all" (instance $i (export "f" (func (result i32))))) (export $i))
(register "less" $less)
;; + zero-level-exports.6
(module (import "less" (instance (export "f" (func (result i32))))))
;; - zero-level-exports.6
(assert_unlinkable
  (module (import "less" (instance (export "g" (global (mut i32))))))
  "incompatible import type")
;; - zero-level-exports.6
(assert_unlinkable (module (import "less" "M" (module))) "unknown import")
;; And by name: the type's order is not the instance's (D17).
(module
  (module $ABC
    (func (export "a") (result i32) (i32.const 31))
    (func (export "b") (result i32) (i32.const 32))
    (func (export "c") (result i32) (i32.const 33)))
  (module $CB
    (import "i" (instance $i (export "c" (func (result i32))) (export "b" (func (result i32)))))
    (export $i))
  (instance $abc (instantiate $ABC))
  (instance $cb (instantiate $CB (import "i" (instance $abc))))
  (export $cb))
;; + zero-level-exports.6 D17
(assert_return (invoke "b") (i32.const 32))
;; + zero-level-exports.6 D17
(assert_return (invoke "c") (i32.const 33))
;; - zero-level-exports.6
(assert_invalid
  (module
    (module $AB (func (export "a")) (func (export "b")))
    (module $B (import "i" (instance $i (export "b" (func)))) (export $i))
    (instance $ab (instantiate $AB))
    (instance $b (instantiate $B (import "i" (instance $ab))))
    (export "a" (func $b "a")))
  "unknown export")

;; No index is taken: not by the functions that are exported, nor by what they stand for.
(module
  (module $M (func (export "f") (result i32) (i32.const 41)) (func (export "g") (result i32) (i32.const 42)))
  (instance $m (instantiate $M))
  (export $m)
  (func (result i32) (i32.const 43))                                    ;; function 0
  (func (export "0") (result i32) (call 0)))
;; + zero-level-exports.9
(assert_return (invoke "0") (i32.const 43))
;; + zero-level-exports.9
(assert_return (invoke "g") (i32.const 42))
;; - zero-level-exports.9
(assert_invalid
  (module (module $M (func (export "f"))) (instance $m (instantiate $M)) (export $m) (start 0))
  "unknown function")
;; A function that an inline alias names takes its index as ever, and is exported by both.
(module
  (module $M (func (export "f") (result i32) (i32.const 44)))
  (instance $m (instantiate $M))
  (export $m)
  (func (result i32) (i32.add (call (func $m "f")) (i32.const 1)))      ;; function 1
  (export "1" (func 1))
  (export "f2" (func $m "f")))
;; + zero-level-exports.9
(assert_return (invoke "1") (i32.const 45))
;; + zero-level-exports.9
(assert_return (invoke "f2") (i32.const 44))
;; A mutable memory or table exported so is no default of the module.
;; - zero-level-exports.9
(assert_invalid
  (module (module $M (memory (export "m") 1)) (instance $m (instantiate $M)) (export $m) (func (drop (memory.size))))
  "unknown memory")

;; Exports of exports: an instance that was made so, exported so, three times over.
(module
  (module $A (func (export "f") (result i32) (i32.const 51)))
  (module $B
    (import "i" (instance $i (export "f" (func (result i32)))))
    (export $i)
    (func (export "g") (result i32) (i32.const 52)))
  (module $C (import "i" (instance $i (export "f" (func (result i32))) (export "g" (func (result i32))))) (export $i))
  (instance $a (instantiate $A))
  (instance $b (instantiate $B (import "i" (instance $a))))
  (instance $c (instantiate $C (import "i" (instance $b))))
  (export $c))
;; + zero-level-exports.3 zero-level-exports.8
(assert_return (invoke "f") (i32.const 51))
;; + zero-level-exports.3
(assert_return (invoke "g") (i32.const 52))


;; ---------------------------------------------------------------------------------------------------------------------
;; In types

;; The Explainer's type of a module that implements an interface (with an outer alias, D23): it is the type that has the
;; exports written out.
(module definition $WIN32
  (import "Win32" "ReadFile" (func $r (param i32 i32 i32 i32) (result i32)))
  (import "Win32" "WriteFile" (func $w (param i32 i32 i32 i32) (result i32)))
  (func (export "read") (param i32 i32 i32) (result i32)
    (call $r (local.get 0) (local.get 1) (local.get 2) (i32.const 0)))
  (func (export "write") (param i32 i32 i32) (result i32)
    (call $w (local.get 0) (local.get 1) (local.get 2) (i32.const 0))))
(register "win32-files" (module $WIN32))
(module $P
  (type $WasiFile (instance
    (export "read" (func (param i32 i32 i32) (result i32)))
    (export "write" (func (param i32 i32 i32) (result i32)))))
  (import "win32-files" (module $FILES
    (import "Win32" "ReadFile" (func (param i32 i32 i32 i32) (result i32)))
    (import "Win32" "WriteFile" (func (param i32 i32 i32 i32) (result i32)))
    (export (type outer $P $WasiFile))))
  (module $WIN32
    (func (export "ReadFile") (param i32 i32 i32 i32) (result i32) (i32.const 61))
    (func (export "WriteFile") (param i32 i32 i32 i32) (result i32) (i32.const 62)))
  (module $USER
    (import "wasi_file" (instance $f (type outer $P $WasiFile)))
    (func (export "run") (result i32 i32)
      (call (func $f "read") (i32.const 0) (i32.const 0) (i32.const 0))
      (call (func $f "write") (i32.const 0) (i32.const 0) (i32.const 0))))
  (instance $win32 (instantiate $WIN32))
  (instance $files (instantiate $FILES (import "Win32" (instance $win32))))
  (instance $user (instantiate $USER (import "wasi_file" (instance $files))))
  (export $user))
;; + zero-level-exports.1 zero-level-exports.2 zero-level-exports.11
(assert_return (invoke "run") (i32.const 61) (i32.const 62))
;; All of its exports are asked for.
;; - zero-level-exports.1
(assert_unlinkable
  (module $P
    (type $I (instance (export "read" (func (param i32 i32 i32) (result i32))) (export "seek" (func))))
    (import "win32-files" (module
      (import "Win32" "ReadFile" (func (param i32 i32 i32 i32) (result i32)))
      (import "Win32" "WriteFile" (func (param i32 i32 i32 i32) (result i32)))
      (export (type outer $P $I)))))
  "incompatible import type")
;; The type that the module was given with the abbreviation is what its instance has.
;; - zero-level-exports.11
(assert_invalid
  (module $P
    (type $Wide (instance (export "read" (func)) (export "write" (func))))
    (type $Narrow (instance (export "read" (func))))
    (import "m" (module $M (export (type outer $P $Narrow))))
    (import "n" (module $N (import "i" (instance (type outer $P $Wide)))))
    (instance $m (instantiate $M))
    (instance (instantiate $N (import "i" (instance $m)))))
  "incompatible import type")
;; The slip as printed: the outer type is not known inside (D23).
;; - zero-level-exports.1
(assert_malformed
  (module quote "(type $I (instance (export \"f\" (func)))) (type (module (export $I)))")
  "unknown type")

;; In instance types as well; of a type of the same scope, by identifier, by number, and as `(type …)`.
(module $one
  (import "all" (instance $i
    (type $W (instance (export "f" (func (result i32)))))
    (export $W)
    (export "g" (global (mut i32)))))
  (func (export "f") (result i32) (call (func $i "f"))))
(module $two
  (import "all" (instance $i (type $W (instance (export "f" (func (result i32))))) (export (type $W))))
  (func (export "f") (result i32) (call (func $i "f"))))
(module $three
  (import "all" (instance $i (type (func)) (type (instance (export "f" (func (result i32))))) (export 1)))
  (func (export "f") (result i32) (call (func $i "f"))))
(module $four
  (import "all" (instance $i (type (func)) (type (instance (export "f" (func (result i32))))) (export (type 1))))
  (func (export "f") (result i32) (call (func $i "f"))))
(module $five
  (type (instance (export "f" (func (result i32)))))
  (import "all" (instance $i (alias outer 0 0 (type $T)) (export $T)))
  (func (export "f") (result i32) (call (func $i "f"))))
;; + zero-level-exports.2
(assert_return (invoke $one "f") (i32.const 11))
;; + zero-level-exports.2
(assert_return (invoke $two "f") (i32.const 11))
;; + zero-level-exports.2 zero-level-exports.8
(assert_return (invoke $three "f") (i32.const 11))
;; + zero-level-exports.2
(assert_return (invoke $four "f") (i32.const 11))
;; + zero-level-exports.2
(assert_return (invoke $five "f") (i32.const 11))
;; - zero-level-exports.2
(assert_unlinkable
  (module (import "all" (instance (type $W (instance (export "h" (func)))) (export $W))))
  "incompatible import type")

;; Of a type that was made so itself; several; together with named ones.
(module
  (type $A (instance (export "f" (func (result i32)))))
  (type $B (instance (export (type outer 0 $A)) (export "g" (global (mut i32)))))
  (type $C (instance (export "m" (memory 1))))
  (import "all" (instance $i (export (type outer 0 $B)) (export "t" (table 2 funcref)) (export (type outer 0 $C))))
  (func (export "run") (result i32 i32 i32 i32)
    (call (func $i "f")) (global.get (global $i "g")) (memory.size (memory $i "m")) (table.size (table $i "t"))))
;; + zero-level-exports.2 zero-level-exports.7
(assert_return (invoke "run") (i32.const 11) (i32.const 14) (i32.const 1) (i32.const 2))

;; The types that it needs go along: through two scopes, with types of their own in them, recursive, of every kind.
(module $gc
  (rec (type $N (struct (field i32) (field (ref null $N)))) (type $Get (func (param (ref null $N)) (result i32))))
  (module $SUB
    (type $N (alias outer $gc $N))
    (func (export "id") (param (ref null $N)) (result (ref null $N)) (local.get 0)))
  (instance (export "sub") (instantiate $SUB))
  (func (export "new") (param i32) (result (ref $N)) (struct.new $N (local.get 0) (ref.null $N)))
  (func (export "get") (type $Get) (struct.get $N 0 (local.get 0))))
(register "gc" $gc)
(module $P
  (rec (type $N (struct (field i32) (field (ref null $N)))) (type $Get (func (param (ref null $N)) (result i32))))
  (type $Lib (instance
    (alias outer $P $N (type $X))
    (type $New (func (param i32) (result (ref $X))))
    (export "new" (func (type $New)))
    (export "get" (func (type outer $P $Get)))
    (export "sub" (instance
      (alias outer 1 0 (type $Y))
      (export "id" (func (param (ref null $Y)) (result (ref null $Y))))))))
  (import "gc" (instance $gc (type $Lib)))
  (module $Q
    (import "gc" (instance $gc
      (type (func))                                                     ;; shifts the type's own indices
      (export (type outer $P $Lib))
      (type $F (func (param f32)))))
    (func (export "run") (result i32)
      (call (func $gc "get") (call (func $gc "sub" "id") (call (func $gc "new") (i32.const 71)))))
    (export $gc))
  (instance $q (instantiate $Q (import "gc" (instance $gc))))
  (export $q))
;; + zero-level-exports.10
(assert_return (invoke "run") (i32.const 71))
;; The types are the same ones, whoever has them: this module calls what the one above exports on.
(register "again" $P)
(module
  (rec (type $N (struct (field i32) (field (ref null $N)))) (type $Get (func (param (ref null $N)) (result i32))))
  (import "again" (instance $a (export "new" (func (param i32) (result (ref (type outer 0 $N)))))))
  (import "gc" (instance $g (export "get" (func (type outer 0 $Get)))))
  (func (export "run") (result i32) (call (func $g "get") (call (func $a "new") (i32.const 72)))))
;; + zero-level-exports.10
(assert_return (invoke "run") (i32.const 72))
;; A type that differs is found behind the abbreviation.
;; - zero-level-exports.10
(assert_unlinkable
  (module $P
    (type $N (struct (field i64)))
    (type $Lib (instance (export "new" (func (param i32) (result (ref (type outer $P $N)))))))
    (import "gc" (instance (export (type outer $P $Lib)))))
  "incompatible import type")

;; In a type too, no index is taken: type 1 is the next one that is written.
;; + zero-level-exports.9
(module definition
  (type (instance
    (type $W (instance (export "g" (func (param i32)))))                ;; type 0
    (export $W)
    (type (func (param i64)))                                           ;; type 1
    (export "h" (func (type 1) (param i64))))))
;; - zero-level-exports.9
(assert_invalid
  (module (type (instance (type $W (instance (export "g" (func)))) (export $W) (export "h" (func (type 1))))))
  "unknown type")
;; An inline outer alias takes one, as ever (D10).
;; + zero-level-exports.9 D10
(module definition $P
  (type $W (instance (export "g" (func (param i32)))))
  (type (instance
    (export (type outer $P $W))                                         ;; adds type 0
    (type (func (param i64)))                                           ;; type 1
    (export "h" (func (type 1) (param i64)))
    (export "i" (instance (type 0))))))


;; ---------------------------------------------------------------------------------------------------------------------
;; What is wrong

;; A name that is there already: of a named export before and behind, of another such export, of the same one twice; in
;; modules and in types.
;; - zero-level-exports.7 D3
(assert_invalid
  (module (module $M (func (export "foo"))) (instance $i (instantiate $M)) (export $i) (func (export "foo")))
  "duplicate export name")
;; - zero-level-exports.7 D3
(assert_invalid
  (module (module $M (func (export "foo"))) (instance $i (instantiate $M)) (export "foo" (instance $i)) (export $i))
  "duplicate export name")
;; - zero-level-exports.7 D3
(assert_invalid
  (module (module $M (func (export "foo"))) (instance $i (instantiate $M)) (export $i) (export $i))
  "duplicate export name")
;; - zero-level-exports.7 D3
(assert_invalid
  (module
    (module $M (func (export "x")) (func (export "foo"))) (module $N (global (export "foo") i32 (i32.const 0)))
    (instance $i (instantiate $M)) (instance $j (instantiate $N))
    (export $i) (export $j))
  "duplicate export name")
;; - zero-level-exports.7 D3
(assert_invalid
  (module (type (instance (type $W (instance (export "g" (func)))) (export $W) (export "g" (func)))))
  "duplicate export name")
;; - zero-level-exports.7 D3
(assert_invalid
  (module (type (module (type $W (instance (export "g" (func)))) (export "g" (global i32)) (export $W))))
  "duplicate export name")
;; - zero-level-exports.7 D3
(assert_invalid
  (module (type (instance (type $W (instance (export "g" (func)))) (export $W) (export (type $W)))))
  "duplicate export name")
;; An import of the name is no clash, nor is one inside an exported instance.
;; + zero-level-exports.7
(module definition
  (type
    (module
    (type $W (instance (export "g" (func))))
    (import "g" (func)) (export $W) (export "w" (instance (type $W))))))

;; No such instance, no such type, or something else.
;; - zero-level-exports.8
(assert_invalid (module (export (instance 0))) "unknown instance")
;; - zero-level-exports.8
(assert_invalid (module (export 0)) "unknown instance")
;; - zero-level-exports.8
(assert_malformed (module quote "(func $f) (export $f)") "unknown instance")
;; - zero-level-exports.8
(assert_malformed (module quote "(module $M) (export $M)") "unknown instance")
;; - zero-level-exports.4 zero-level-exports.8
(assert_malformed (module quote "(module $M) (export (module $M))") "unexpected token")
;; - zero-level-exports.4 zero-level-exports.8
(assert_malformed (module quote "(func $f) (export (func $f))") "unexpected token")
;; - zero-level-exports.8
(assert_malformed
  (module quote "(type $I (instance)) (export (type $I))")
  "unexpected token")
;; - zero-level-exports.8
(assert_malformed (module quote "(export)") "unexpected token")
;; - zero-level-exports.8
(assert_malformed (module quote "(import \"i\" (instance $i)) (export $i $i)") "unexpected token")
;; - zero-level-exports.8
(assert_invalid
  (module (import "i" (instance $i (export "f" (func)))) (export (instance $i "f")))
  "type mismatch")
;; - zero-level-exports.8
(assert_invalid
  (module (type (instance (type $F (func)) (export (type $F)))))
  "type mismatch")
;; - zero-level-exports.8
(assert_invalid
  (module (type (instance (type $M (module)) (export $M))))
  "type mismatch")
;; - zero-level-exports.8
(assert_invalid (module (type (instance (export 0)))) "unknown type")
;; - zero-level-exports.8
(assert_malformed (module quote "(type (instance (export)))") "unexpected token")
;; - zero-level-exports.8
(assert_malformed (module quote "(type (instance (export (instance $i))))") "unexpected token")
;; - zero-level-exports.8
(assert_invalid (module (type (instance (export (type outer 0 0))))) "unknown type")
;; A type's own definition is not complete within it.
;; - zero-level-exports.8
(assert_malformed (module quote "(type $I (instance (export $I)))") "unknown type")

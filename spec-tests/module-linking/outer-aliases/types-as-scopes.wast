;; Module and instance types as scopes. spec: Explainer, "Nested Modules"; Binary.md, "Type Section"; D5
;;
;; What is covered: that a type begins empty, outer aliases in types in all notations, how depths count through types
;; and modules, which identifier wins, and which aliases a type may not have.


;; ---------------------------------------------------------------------------------------------------------------------
;; A type begins empty

;; The Explainer's example, and a host's module that fits it.
(module definition $IN_MEMORY_FS
  (import "libc" (instance $libc (export "malloc" (func (param i32) (result i32)))))
  (module $FS
    (import "malloc" (func $malloc (param i32) (result i32)))
    (func (export "open") (result i32) (call $malloc (i32.const 10))))
  (instance (export "fileops") (instantiate $FS (import "malloc" (func $libc "malloc")))))
(register "in-memory-fs" (module $IN_MEMORY_FS))
(module $PARENT
  (type $Libc (instance (export "malloc" (func (param i32) (result i32)))))
  (type $FileOps (instance (export "open" (func (result i32)))))
  (import "in-memory-fs" (module $IN_MEMORY_FS
    (import "libc" (instance (type outer $PARENT $Libc)))
    (export "fileops" (instance (type outer $PARENT $FileOps)))))
  (module $LIBC (func (export "malloc") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
  (instance $libc (instantiate $LIBC))
  (instance $fs (instantiate $IN_MEMORY_FS (import "libc" (instance $libc))))
  (export "open" (func $fs "fileops" "open")))
;; + outer-aliases.8
(assert_return (invoke "open") (i32.const 11))
;; Without the aliases: neither identifier nor number is known, in module types, instance types, and those in imports.
;; - outer-aliases.8
(assert_malformed
  (module quote
    "(module $PARENT"
    "  (type $Libc (instance (export \"malloc\" (func))))"
    "  (import \"in-memory-fs\" (module (import \"libc\" (instance (type $Libc))))))")
  "unknown type")
;; - outer-aliases.8
(assert_invalid (module (type (instance)) (import "fs" (module (import "libc" (instance (type 0)))))) "unknown type")
;; - outer-aliases.8 D5
(assert_invalid (module (type (func)) (type (instance (export "f" (func (type 0)))))) "unknown type")
;; - outer-aliases.8 D5
(assert_malformed (module quote "(type $F (func)) (type (instance (export \"f\" (func (type $F)))))") "unknown type")
;; - outer-aliases.8
(assert_malformed
  (module quote "(type $F (func)) (type (module (type (func (param (ref null $F))))))")
  "unknown type")
;; - outer-aliases.8
(assert_malformed
  (module quote "(type $S (struct)) (type (instance (export \"g\" (global (ref null $S)))))")
  "unknown type")
;; - outer-aliases.8
(assert_malformed
  (module quote "(type $S (sub (struct))) (type (instance (type (sub $S (struct)))))")
  "unknown type")
;; A type in a type is no less empty.
;; - outer-aliases.8
(assert_invalid
  (module (type (instance (type (func)) (export "i" (instance (export "f" (func (type 0))))))))
  "unknown type")
;; Nothing of a type is known behind it, nor does it know the functions, modules and so on around.
;; - outer-aliases.8
(assert_malformed (module quote "(type (instance (type $F (func)))) (func (type $F))") "unknown type")


;; ---------------------------------------------------------------------------------------------------------------------
;; Aliases in types

;; In all notations, inside module and instance types; equal types at the end.
(module $lib
  (func (export "a") (param i32) (result i32) (i32.const 21))
  (func (export "b") (param i32) (result i32) (i32.const 22))
  (func (export "c") (param i32) (result i32) (i32.const 23))
  (func (export "d") (param i32) (result i32) (i32.const 24)))
(register "lib" $lib)
(module $P
  (type $F (func (param i32) (result i32)))
  (import "lib" (instance $lib
    (alias outer $P $F (type $F1))
    (type $F2 (alias outer 0 $F))
    (alias outer 0 0 (type))
    (export "a" (func (type $F1)))
    (export "b" (func (type $F2)))
    (export "c" (func (type 2)))
    (export "d" (func (type outer $P 0)))))
  (func (export "run") (result i32 i32 i32 i32)
    (call (func $lib "a") (i32.const 0)) (call (func $lib "b") (i32.const 0))
    (call (func $lib "c") (i32.const 0)) (call (func $lib "d") (i32.const 0))))
;; + outer-aliases.8 outer-aliases.6 D11
(assert_return (invoke "run") (i32.const 21) (i32.const 22) (i32.const 23) (i32.const 24))

;; Each alias takes an index, implicit ones right before the entry that uses them, and equal ones are reused (D10).
(module definition $P
  (type $F (func (param i32)))
  (type $G (func (param i64)))
  (type (instance
    (export "f" (func (type outer $P $G)))                                ;; adds type 0
    (export "f2" (func (type outer 0 1)))                                 ;; type 0 again
    (type (func (param f32)))                                             ;; type 1
    (export "g" (func (type outer $P $F)))                                ;; adds type 2
    (export "h" (func (type 0) (param i64)))
    (export "i" (func (type 1) (param f32)))
    (export "j" (func (type 2) (param i32))))))
;; + outer-aliases.14 D10
(module definition $P
  (type $F (func (param i32)))
  (type (instance
    (alias outer $P $F (type))
    (export "f" (func (type outer $P $F)))                                ;; reuses type 0
    (type (func (param f32)))                                             ;; type 1
    (export "i" (func (type 1) (param f32))))))
;; - outer-aliases.14 D10
(assert_invalid
  (module $P (type $F (func)) (type (instance (export "f" (func (type outer $P $F))) (export "g" (func (type 1))))))
  "unknown type")
;; An abbreviation in a type does not reuse an alias either (D25): type 0 is the alias, type 1 is new.
;; + outer-aliases.14 D25
(module definition $P
  (type $F (func (param i32)))
  (type (instance
    (alias outer $P $F (type))
    (export "f" (func (param i32)))
    (export "g" (func (type 1) (param i32))))))
;; In the type definition that uses them, before it: the struct type is type 1.
;; + outer-aliases.14 D10
(module definition $P
  (type $S (struct))
  (type (instance
    (type (struct (field (ref null (type outer $P $S)))))
    (export "g" (global (ref null 1)))
    (rec (type $R (struct (field (ref null $R)) (field (ref null (type outer 0 0))))))
    (export "h" (global (ref null 2))))))

;; Only types: aliases of modules, and of exports, are invalid in a type.
;; - outer-aliases.9 D5
(assert_invalid
  (module (module) (type (instance (alias outer 0 0 (module)))))
  "alias inside a module or instance type")
;; - outer-aliases.9 D5
(assert_invalid
  (module (import "i" (instance (export "f" (func)))) (type (module (alias 0 "f" (func)))))
  "alias inside a module or instance type")
;; - outer-aliases.9
(assert_invalid
  (module (type (module (import "i" (instance (export "f" (func)))) (alias 0 "f" (func)))))
  "alias inside a module or instance type")
;; - outer-aliases.9
(assert_malformed (module quote "(type (instance (alias outer 0 0 (func))))") "unexpected token")
;; - outer-aliases.9
(assert_malformed
  (module quote "(type (instance (module $M (alias outer 0 0))))")
  "unexpected token")
;; - outer-aliases.9
(assert_malformed
  (module quote "(type (instance (func $f (alias 0 \"f\"))))")
  "unexpected token")
;; + outer-aliases.9
(module definition $P (type (func)) (type (module (alias outer 0 0 (type)) (alias outer $P 0 (type)))))


;; ---------------------------------------------------------------------------------------------------------------------
;; Depths

;; Types and modules around count alike. From the innermost instance type: 0 is the module type around, 1 the nested
;; module, 2 the outermost; each has at index 0 a function type of its own.
(module $P
  (type (func (result i32)))
  (module $Q
    (type (func (result i64)))
    (import "m" (module $M
      (type (func (result f32)))
      (export "i" (instance
        (export "0" (func (type outer 0 0)))
        (export "1" (func (type outer 1 0)))
        (export "2" (func (type outer 2 0)))))))
    (instance $m (instantiate $M))
    (func (export "0") (result f32) (call (func $m "i" "0")))
    (func (export "1") (result i64) (call (func $m "i" "1")))
    (func (export "2") (result i32) (call (func $m "i" "2"))))
  (module $M
    (module $I
      (func (export "2") (result i32) (i32.const 32))
      (func (export "1") (result i64) (i64.const 31))
      (func (export "0") (result f32) (f32.const 30)))
    (instance (export "i") (instantiate $I)))
  (instance $q (instantiate $Q (import "m" (module $M))))
  (export $q))
;; + outer-aliases.3 outer-aliases.8
(assert_return (invoke "0") (f32.const 30))
;; + outer-aliases.3 outer-aliases.8
(assert_return (invoke "1") (i64.const 31))
;; + outer-aliases.3 outer-aliases.8
(assert_return (invoke "2") (i32.const 32))
;; - outer-aliases.3
(assert_invalid
  (module (module (import "m" (module (export "i" (instance (export "f" (func (type outer 3 0)))))))))
  "unknown outer scope")
;; - outer-aliases.3
(assert_invalid (module (type (instance (alias outer 1 0 (type))))) "unknown outer scope")
;; A use of a type is no scope: `(instance (type outer 0 0))` looks out of what the import stands in.
;; - outer-aliases.3 outer-aliases.8
(assert_invalid (module (type (instance)) (import "i" (instance (type outer 0 0)))) "unknown outer scope")
;; In the import of a module type, that is the module type.
;; + outer-aliases.8
(module (type (instance)) (import "in-memory-fs" (module
  (import "libc" (instance (export "malloc" (func (param i32) (result i32)))))
  (export "fileops" (instance (type outer 0 0))))))

;; The parent's types that are seen are those before the type, not itself nor any behind it.
;; - outer-aliases.4
(assert_invalid (module (type (instance (alias outer 0 0 (type))))) "unknown type")
;; - outer-aliases.4
(assert_invalid (module (type (instance (alias outer 0 1 (type)))) (type (func))) "unknown type")
;; An inline type of an import comes behind all explicit ones (D25), and sees them all.
;; + D25
(module definition (import "i" (instance (alias outer 0 0 (type)) (export "f" (func (type 0))))) (type (func)))
;; Also the inline type of an import before it, which is type 0 here; not itself, type 1.
;; + D25
(module definition (import "i" (instance)) (import "j" (instance (export "i" (instance (type outer 0 0))))))
;; - D25
(assert_invalid
  (module (import "i" (instance)) (import "j" (instance (export "i" (instance (type outer 0 1))))))
  "unknown type")
;; - outer-aliases.4
(assert_invalid (module (type (module (type (instance (alias outer 0 0 (type)))) (type (func))))) "unknown type")
;; - outer-aliases.4
(assert_invalid
  (module (type (module (export "i" (instance (export "f" (func (type outer 0 0))))) (type (func)))))
  "unknown type")
;; - outer-aliases.4
(assert_invalid (module (type $T (instance (type $U (instance (alias outer 1 0 (type))))))) "unknown type")


;; ---------------------------------------------------------------------------------------------------------------------
;; Which identifier wins

;; The innermost scope of the name that is around, not the scope itself. Here $P in the third module is the second.
(module $P
  (type $T (func (result i32)))
  (module $P
    (type $T (func (result i64)))
    (module $P
      (type $T (func (result f32)))
      (func (export "outer") (type outer $P $T) (i64.const 41))
      (func (export "own") (type $T) (f32.const 42)))
    (instance $i (instantiate $P))
    (func (export "above") (type outer $P $T) (i32.const 43))
    (export $i))
  (instance $i (instantiate $P))
  (export $i))
;; + outer-aliases.10 D5
(assert_return (invoke "outer") (i64.const 41))
;; + outer-aliases.10 D5
(assert_return (invoke "own") (f32.const 42))
;; + outer-aliases.10 D5
(assert_return (invoke "above") (i32.const 43))
;; The innermost wins even if it lacks the definition.
;; - outer-aliases.10 D5
(assert_malformed
  (module quote "(module $P (type $T (func)) (module $P (module (alias outer $P $T (type)))))")
  "unknown type")
;; - outer-aliases.10 D5
(assert_invalid
  (module $P (type (func)) (module $P (module (alias outer $P 0 (type)))))
  "unknown type")
;; A scope is never its own outer one.
;; - outer-aliases.10 D5
(assert_malformed (module quote "(module $P (type $T (func)) (func (type outer $P $T)))") "unknown outer module")
;; - outer-aliases.10 D5
(assert_malformed
  (module quote "(module $P (type $T (func)) (module $Q (func (type outer $Q $T))))")
  "unknown outer module")
;; - outer-aliases.10 D5
(assert_malformed (module quote "(type $I (instance (alias outer $I 0 (type))))") "unknown outer module")

;; A type's scope has the identifier of its definition, for what is within it.
(module definition $m
  (module $I (func (export "f") (result i32) (i32.const 51)) (func (export "g") (result i64) (i64.const 52)))
  (instance (export "i") (instantiate $I)))
(register "m" (module $m))
(module $P
  (type $F (func (result i32)))
  (type $M (module
    (type $G (func (result i64)))
    (export "i" (instance
      (export "f" (func (type outer $P $F)))
      (export "g" (func (type outer $M $G)))))))
  (import "m" (module $m (type $M)))
  (instance $i (instantiate $m))
  (func (export "f") (result i32) (call (func $i "i" "f")))
  (func (export "g") (result i64) (call (func $i "i" "g"))))
;; + outer-aliases.10 D5
(assert_return (invoke "f") (i32.const 51))
;; + outer-aliases.10 D5
(assert_return (invoke "g") (i64.const 52))
;; A type without a definition of its own has no name: an import's identifier is not that of its type.
;; - outer-aliases.10 D5
(assert_malformed
  (module quote
    "(import \"m\" (module $M (type $G (func)) (export \"i\" (instance (export \"g\" (func (type outer $M $G)))))))")
  "unknown outer module")
;; A type's name does not reach beyond it: behind it, it is a type and no scope.
;; - outer-aliases.10 D5
(assert_malformed
  (module quote "(type $I (instance (type $G (func)))) (module (alias outer $I $G (type)))")
  "unknown outer module")
;; A type may be named like the module around, and hides it within.
;; - outer-aliases.10
(assert_malformed
  (module quote
    "(module $P (type $F (func)) (type $P (instance (export \"i\" (instance (export \"f\" (func (type outer $P $F))))))))")
  "unknown type")
;; + outer-aliases.10
(module definition $P
  (type $F (func))
  (type $P (instance
    (alias outer $P $F (type $F))
    (export "i" (instance (export "f" (func (type outer $P $F))))))))

;; Module and instance types. spec: Explainer, "Module and Instance Types"

;; The two ways to write a module type, of the Explainer, mean the same: a module of one fits an import of the other.
(module definition
  (type (module
    (memory (import "a") 1 2)
    (func (import "b") (param i32))
    (table (export "c") 1 funcref)
    (func (export "d") (result f32)))))
(module definition
  (type (module
    (import "a" (memory 1 2))
    (import "b" (func (param i32)))
    (export "c" (table 1 funcref))
    (export "d" (func (result f32))))))

(module definition $M
  (memory (import "a") 1 2)
  (func (import "b") (param i32))
  (table (export "c") 1 funcref)
  (func $notImportedOrExported (result i64) i64.const 0)
  (func (export "d") (result f32) f32.const 0.5))
(register "m" (module $M))
(module (import "m" (module
  (memory (import "a") 1 2)
  (func (import "b") (param i32))
  (table (export "c") 1 funcref)
  (func (export "d") (result f32)))))
(module (import "m" (module
  (import "a" (memory 1 2))
  (import "b" (func (param i32)))
  (export "c" (table 1 funcref))
  (export "d" (func (result f32))))))

;; The instance type of the same module.
(module $make
  (import "m" (module $M
    (import "a" (memory 1 2))
    (import "b" (func (param i32)))
    (export "c" (table 1 funcref))
    (export "d" (func (result f32)))))
  (module $ARGS (memory (export "a") 1 2) (func (export "b") (param i32)))
  (instance $args (instantiate $ARGS))
  (instance (export "i") (instantiate $M (import "a" (memory $args "a")) (import "b" (func $args "b")))))
(register "i" (instance $make "i"))
(module
  (import "i" (instance $i
    (export "c" (table 1 funcref))
    (export "d" (func (result f32)))))
  (export "d" (func $i "d")))
(assert_return (invoke "d") (f32.const 0.5))
(module
  (import "i" (instance
    (table (export "c") 1 funcref)
    (func (export "d") (result f32)))))

;; Types defined once and used by name and by number.
(module definition
  (type $WasiFile (instance
    (export "read" (func (param i32 i32 i32) (result i32)))
    (export "write" (func (param i32 i32 i32) (result i32)))))
  (import "f" (instance (type $WasiFile)))
  (import "g" (instance (type 0))))

;; The Explainer's type of a module that implements that interface. Inside the type the outer one is reached as
;; `(type outer …)`: the Explainer's bare `$WasiFile` is a slip (D23).
(module definition $P
  (type $WasiFile (instance
    (export "read" (func (param i32 i32 i32) (result i32)))
    (export "write" (func (param i32 i32 i32) (result i32)))))
  (type (module
    (import "Win32" "ReadFile" (func (param i32 i32 i32 i32) (result i32)))
    (import "Win32" "WriteFile" (func (param i32 i32 i32 i32) (result i32)))
    (export (type outer $P $WasiFile)))))

;; Types nest, and have types and aliases of their own.
(module definition $P
  (type $F (func (param i32)))
  (type (module
    (type $G (func (result i64)))
    (alias outer $P $F (type $F))
    (import "f" (func (type $F)))
    (export "g" (func (type $G)))
    (export "i" (instance
      (type $H (func))
      (export "h" (func (type $H)))
      (export "m" (module (import "x" (global (mut f64)))))))))
  (type (instance)) (type (module)))

;; Identifiers of imports and exports in a type bind nothing (D5).
(module definition
  (type (module (import "in" (func $x)) (export "out" (func $x)))))

;; The index space of a type begins empty (D5).
(assert_invalid (module (type (func)) (type (instance (export "f" (func (type 0)))))) "unknown type")
(assert_malformed (module quote "(type $F (func)) (type (instance (export \"f\" (func (type $F)))))") "unknown type")
(assert_invalid (module (type (module (type (func)) (export "f" (func (type 1)))))) "unknown type")

;; A type refers only to what precedes it.
(assert_invalid
  (module (type (instance (export "f" (func (type 0))) (type (func)))))
  "unknown type")

;; The kind of a type has to fit its use.
(assert_invalid (module (type $I (instance)) (import "f" (func (type $I)))) "type mismatch")
(assert_invalid (module (type $F (func)) (import "i" (instance (type $F)))) "type mismatch")
(assert_invalid (module (type $I (instance)) (import "m" (module (type $I)))) "type mismatch")
(assert_invalid (module (type $M (module)) (func (type $M))) "type mismatch")

;; Names are unique among imports, and among exports.
(assert_invalid (module (type (instance (export "a" (func)) (export "a" (func))))) "duplicate export name")
(assert_invalid (module (type (module (export "a" (func)) (export "a" (global i32))))) "duplicate export name")
(assert_invalid (module (type (module (import "a" (func)) (import "a" (func))))) "duplicate import")
(assert_invalid (module (type (module (import "a" (func)) (import "a" "b" (func))))) "duplicate import")
(module definition (type (module (import "a" (func)) (export "a" (func)))))

;; An instance type has no imports, and a type has no definitions with contents.
(assert_malformed (module quote "(type (instance (import \"a\" (func))))") "unexpected token")
(assert_malformed (module quote "(type (module (func (export \"f\") (nop))))") "unexpected token")
(assert_malformed (module quote "(type (module (start 0)))") "unexpected token")

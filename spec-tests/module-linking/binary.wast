;; The binary format. spec: Binary.md; Explainer, "Binary Format Considerations"

(module $i (func (export "f") (result i32) (i32.const 7)))
(register "i" $i)
(register "f" (func $i "f"))

;; A single-level import: the name, 00 ff, and what is imported.
(module binary "\00asm\01\00\00\00"
  "\01\05\01\60\00\01\7f"          ;; type 0: [] -> [i32]
  "\02\07\01\01f\00\ff\00\00"      ;; import "f" (func 0)
  "\07\05\01\01g\00\00")           ;; export "g" (func 0)
(assert_return (invoke "g") (i32.const 7))

;; An import of two levels whose second name is empty is still one of two levels.
(module $empty-name (func (export "") (result i32) (i32.const 8)))
(register "e" $empty-name)
(module binary "\00asm\01\00\00\00"
  "\01\05\01\60\00\01\7f"
  "\02\06\01\01e\00\00\00"         ;; import "e" "" (func 0)
  "\07\05\01\01g\00\00")
(assert_return (invoke "g") (i32.const 8))

;; An instance type (0x62), an instance import, an alias of its export.
(module binary "\00asm\01\00\00\00"
  "\01\0d\01\62\02"                ;; type 0: (instance
    "\01\60\00\01\7f"              ;;   (type [] -> [i32])
    "\07\01f\00\00"                ;;   (export "f" (func 0)))
  "\02\07\01\01i\00\ff\06\00"      ;; import "i" (instance 0)
  "\10\06\01\00\00\00\01f"         ;; alias 0 "f" (func)
  "\07\05\01\01g\00\00")
(assert_return (invoke "g") (i32.const 7))

;; A module type (0x61): it has imports as well.
(module definition binary "\00asm\01\00\00\00"
  "\01\13\01\61\03"                ;; type 0: (module
    "\01\60\00\00"                 ;;   (type [] -> [])
    "\02\01x\00\ff\00\00"          ;;   (import "x" (func 0))
    "\07\01y\00\00"                ;;   (export "y" (func 0)))
  "\02\07\01\01m\00\ff\05\00")     ;; import "m" (module 0)

;; An alias inside a type: 0x0f, as everywhere the number of its section (D4).
(module definition binary "\00asm\01\00\00\00"
  "\01\10\02\60\00\00"             ;; type 0: [] -> []
  "\62\02"                         ;; type 1: (instance
    "\0f\01\00\07\00"              ;;   (alias outer 0 0 (type))
    "\07\01f\00\00")               ;;   (export "f" (func 0)))

;; A nested module, an instance of it, and its export.
(module binary "\00asm\01\00\00\00"
  "\0e\24\01\22"                   ;; module 0, of 34 bytes
    "\00asm\01\00\00\00"
    "\01\05\01\60\00\01\7f"
    "\03\02\01\00"
    "\07\05\01\01f\00\00"
    "\0a\06\01\04\00\41\09\0b"     ;; i32.const 9
  "\0f\04\01\00\00\00"             ;; instance 0: instantiate 0, no arguments
  "\10\06\01\00\00\00\01f"         ;; alias 0 "f" (func)
  "\07\09\02\01f\00\00\01i\06\00") ;; export "f" (func 0), "i" (instance 0)
(assert_return (invoke "f") (i32.const 9))
(assert_return (invoke "i" "f") (i32.const 9))

;; A nested module that uses the parent's type.
(module binary "\00asm\01\00\00\00"
  "\01\05\01\60\00\01\7f"
  "\0e\24\01\22"
    "\00asm\01\00\00\00"
    "\10\05\01\01\00\07\00"        ;; alias outer 0 0 (type)
    "\03\02\01\00"
    "\07\05\01\01f\00\00"
    "\0a\06\01\04\00\41\0a\0b"
  "\0f\04\01\00\00\00"
  "\10\06\01\00\00\00\01f"
  "\07\05\01\01f\00\00")
(assert_return (invoke "f") (i32.const 10))

;; Arguments of an instance.
(module binary "\00asm\01\00\00\00"
  "\01\05\01\60\00\01\7f"
  "\02\07\01\01f\00\ff\00\00"
  "\0e\21\01\1f"                   ;; module 0, of 31 bytes
    "\00asm\01\00\00\00"
    "\01\05\01\60\00\01\7f"
    "\02\07\01\01x\00\ff\00\00"
    "\07\05\01\01y\00\00"
  "\0f\08\01\00\00\01\01x\00\00"   ;; instantiate 0 with "x" = func 0
  "\10\06\01\00\00\00\01y"
  "\07\05\01\01g\00\01")
(assert_return (invoke "g") (i32.const 7))

;; The initial sections may repeat, in any order …
(module definition binary "\00asm\01\00\00\00"
  "\01\04\01\60\00\00"
  "\02\07\01\01a\00\ff\00\00"
  "\01\05\01\60\00\01\7f"
  "\02\07\01\01b\00\ff\00\01"
  "\0e\0a\01\08\00asm\01\00\00\00"
  "\01\04\01\60\00\00"
  "\0f\04\01\00\00\00"
  "\0e\0a\01\08\00asm\01\00\00\00"
  "\0f\04\01\00\01\00")
;; … but imports come before modules and instances (D1), and before the rest.
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01\08\00asm\01\00\00\00"
    "\01\04\01\60\00\00"
    "\02\07\01\01a\00\ff\00\00")
  "unexpected content after last section")
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01\60\00\00"
    "\03\01\00"
    "\01\04\01\60\00\00")
  "unexpected content after last section")

;; Definitions see only what precedes them.
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\10\06\01\00\00\00\01f"
    "\01\0d\01\62\02\01\60\00\01\7f\07\01f\00\00"
    "\02\07\01\01i\00\ff\06\00")
  "unknown instance")
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0f\04\01\00\00\00"
    "\0e\0a\01\08\00asm\01\00\00\00")
  "unknown module")
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\02\07\01\01f\00\ff\00\00"
    "\01\04\01\60\00\00")
  "unknown type")
;; A type's scope begins empty.
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0b\02\60\00\00\62\01\07\01f\00\00")
  "unknown type")
;; The alias names an export that is not there, or is of another kind.
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0d\01\62\02\01\60\00\01\7f\07\01f\00\00"
    "\02\07\01\01i\00\ff\06\00"
    "\10\06\01\00\00\00\01g")
  "unknown export")
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0d\01\62\02\01\60\00\01\7f\07\01f\00\00"
    "\02\07\01\01i\00\ff\06\00"
    "\10\06\01\00\00\03\01f")
  "type mismatch")
;; An outer alias has to stay inside the outermost module.
(assert_invalid
  (module binary "\00asm\01\00\00\00" "\10\05\01\01\00\07\00")
  "unknown outer")

;; What no rule of the grammar has.
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\01\0a\01\62\01\02\01x\00\ff\06\00")  ;; an import in an instance type
  "malformed instance type definition")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\10\06\01\02\00\00\01f")
  "malformed alias target")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\10\06\01\00\00\07\01f")
  "malformed alias kind")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\10\05\01\01\00\00\00")
  "malformed alias kind")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\0f\04\01\01\00\00")
  "malformed instance definition")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asn\01\00\00\00")
  "magic header not detected")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\0e\0a\01\09\00asm\01\00\00\00")
  "unexpected end of section or function")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\02\06\01\01a\00\ff\08")
  "malformed import kind")

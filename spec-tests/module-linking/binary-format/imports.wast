;; The binary format: imports. spec: Binary.md, "Import Section updates"

(module $i (func (export "f") (result i32) (i32.const 7)))
(register "i" $i)
(register "f" (func $i "f"))
(module $empty-name (func (export "") (result i32) (i32.const 8)))
(register "e" $empty-name)
(module definition $K (func (export "f") (result i32) (i32.const 6)))
(register "k" (module $K))

;; One level: name, 00 ff, description.
;; + binary-format.17
(module binary "\00asm\01\00\00\00"
  "\01\05\01"           ;; type section: 1 type
    "\60\00\01\7f"      ;; type 0: [] -> [i32]
  "\02\07\01"           ;; import section: 1 import
    "\01f\00\ff\00\00"  ;; import "f" (func 0)
  "\07\05\01"           ;; export section: 1 export
    "\01g\00\00")       ;; export "g" (func 0)
(assert_return (invoke "g") (i32.const 7))

;; An empty second name without the ff stays a second level; the name before 00 ff may be empty too.
;; + binary-format.17
(module binary "\00asm\01\00\00\00"
  "\01\05\01"        ;; type section: 1 type
    "\60\00\01\7f"   ;; type 0: [] -> [i32]
  "\02\06\01"        ;; import section: 1 import
    "\01e\00\00\00"  ;; import "e" "" (func 0)
  "\07\05\01"        ;; export section: 1 export
    "\01g\00\00")    ;; export "g" (func 0)
(assert_return (invoke "g") (i32.const 8))
;; + binary-format.17
(module definition binary "\00asm\01\00\00\00"
  "\01\04\01"          ;; type section: 1 type
    "\60\00\00"        ;; type 0: [] -> []
  "\02\06\01"          ;; import section: 1 import
    "\00\00\ff\00\00")  ;; import "" (func 0)
;; + binary-format.17
(module definition binary "\00asm\01\00\00\00"
  "\01\04\01"       ;; type section: 1 type
    "\60\00\00"     ;; type 0: [] -> []
  "\02\05\01"       ;; import section: 1 import
    "\00\00\00\00")  ;; import "" "" (func 0)

;; The ff belongs to 00 alone: not to another second name, not to an empty one of two bytes, and not twice.
;; - binary-format.17
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"            ;; type section: 1 type
      "\60\00\00"          ;; type 0: [] -> []
    "\02\08\01"            ;; import section: 1 import
      "\01a\01b\ff\00\00")  ;; import "a" "b" ff
  "malformed import kind")
;; - binary-format.17
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"              ;; type section: 1 type
      "\60\00\00"            ;; type 0: [] -> []
    "\02\08\01"              ;; import section: 1 import
      "\01a\80\00\ff\00\00")  ;; import "a", an empty name as 80 00, ff
  "malformed import kind")
;; - binary-format.17
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"              ;; type section: 1 type
      "\60\00\00"            ;; type 0: [] -> []
    "\02\08\01"              ;; import section: 1 import
      "\01a\00\ff\ff\00\00")  ;; import "a", 00 ff, ff
  "malformed import kind")
;; - binary-format.17
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"           ;; type section: 1 type
      "\60\00\00"         ;; type 0: [] -> []
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\fe\00\00")  ;; import "a", 00 fe
  "malformed import kind")

;; Kinds 5 and 6, at both levels. 7 and beyond are none.
;; + binary-format.18 binary-format.20 binary-format.21
(module definition binary "\00asm\01\00\00\00"
  "\01\05\02"           ;; type section: 2 types
    "\61\00"            ;; type 0: a module type
    "\62\00"            ;; type 1: an instance type
  "\02\19\04"           ;; import section: 4 imports
    "\01a\00\ff\05\00"  ;; import "a" (module 0)
    "\01b\00\ff\06\01"  ;; import "b" (instance 1)
    "\01c\01d\05\00"    ;; import "c" "d" (module 0)
    "\01c\01e\06\01")   ;; import "c" "e" (instance 1)
;; - binary-format.18
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"           ;; type section: 1 type
      "\60\00\00"         ;; type 0: [] -> []
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\07\00")  ;; import "a", of kind 07
  "malformed import kind")
;; - binary-format.18
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"           ;; type section: 1 type
      "\60\00\00"         ;; type 0: [] -> []
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\08\00")  ;; import "a", of kind 08
  "malformed import kind")
;; - binary-format.18
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"           ;; type section: 1 type
      "\60\00\00"         ;; type 0: [] -> []
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\7f\00")  ;; import "a", of kind 7f
  "malformed import kind")

;; Each kind names a type of its own kind.
;; - binary-format.19
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"           ;; type section: 4 types
      "\60\00\00"         ;; type 0: [] -> []
      "\61\00"            ;; type 1: a module type
      "\62\00"            ;; type 2: an instance type
      "\5f\00"            ;; type 3: a struct type
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\00\01")  ;; import "a" (func 1)
  "type mismatch")
;; - binary-format.19
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"           ;; type section: 4 types
      "\60\00\00"         ;; type 0: [] -> []
      "\61\00"            ;; type 1: a module type
      "\62\00"            ;; type 2: an instance type
      "\5f\00"            ;; type 3: a struct type
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\00\02")  ;; import "a" (func 2)
  "type mismatch")
;; - binary-format.19
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"           ;; type section: 4 types
      "\60\00\00"         ;; type 0: [] -> []
      "\61\00"            ;; type 1: a module type
      "\62\00"            ;; type 2: an instance type
      "\5f\00"            ;; type 3: a struct type
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\00\03")  ;; import "a" (func 3)
  "type mismatch")
;; - binary-format.20
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"           ;; type section: 4 types
      "\60\00\00"         ;; type 0: [] -> []
      "\61\00"            ;; type 1: a module type
      "\62\00"            ;; type 2: an instance type
      "\5f\00"            ;; type 3: a struct type
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\05\00")  ;; import "a" (module 0)
  "type mismatch")
;; - binary-format.20
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"           ;; type section: 4 types
      "\60\00\00"         ;; type 0: [] -> []
      "\61\00"            ;; type 1: a module type
      "\62\00"            ;; type 2: an instance type
      "\5f\00"            ;; type 3: a struct type
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\05\02")  ;; import "a" (module 2)
  "type mismatch")
;; - binary-format.20
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"           ;; type section: 4 types
      "\60\00\00"         ;; type 0: [] -> []
      "\61\00"            ;; type 1: a module type
      "\62\00"            ;; type 2: an instance type
      "\5f\00"            ;; type 3: a struct type
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\05\03")  ;; import "a" (module 3)
  "type mismatch")
;; - binary-format.21
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"           ;; type section: 4 types
      "\60\00\00"         ;; type 0: [] -> []
      "\61\00"            ;; type 1: a module type
      "\62\00"            ;; type 2: an instance type
      "\5f\00"            ;; type 3: a struct type
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\06\00")  ;; import "a" (instance 0)
  "type mismatch")
;; - binary-format.21
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"           ;; type section: 4 types
      "\60\00\00"         ;; type 0: [] -> []
      "\61\00"            ;; type 1: a module type
      "\62\00"            ;; type 2: an instance type
      "\5f\00"            ;; type 3: a struct type
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\06\01")  ;; import "a" (instance 1)
  "type mismatch")
;; - binary-format.21
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"           ;; type section: 4 types
      "\60\00\00"         ;; type 0: [] -> []
      "\61\00"            ;; type 1: a module type
      "\62\00"            ;; type 2: an instance type
      "\5f\00"            ;; type 3: a struct type
    "\02\07\01"           ;; import section: 1 import
      "\01a\00\ff\06\03")  ;; import "a" (instance 3)
  "type mismatch")
;; + binary-format.19 binary-format.20 binary-format.21
(module definition binary "\00asm\01\00\00\00"
  "\01\0a\04"           ;; type section: 4 types
    "\60\00\00"         ;; type 0: [] -> []
    "\61\00"            ;; type 1: a module type
    "\62\00"            ;; type 2: an instance type
    "\5f\00"            ;; type 3: a struct type
  "\02\13\03"           ;; import section: 3 imports
    "\01f\00\ff\00\00"  ;; import "f" (func 0)
    "\01m\00\ff\05\01"  ;; import "m" (module 1)
    "\01i\00\ff\06\02")  ;; import "i" (instance 2)
;; - binary-format.19
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"              ;; type section: 4 types
      "\60\00\00"            ;; type 0: [] -> []
      "\61\00"               ;; type 1: a module type
      "\62\00"               ;; type 2: an instance type
      "\5f\00"               ;; type 3: a struct type
    "\02\08\01"              ;; import section: 1 import
      "\01a\00\ff\04\00\02")  ;; import "a" (tag, type 2)
  "type mismatch")

;; So in the exports and imports of types, where kinds go wrong as easily.
;; - binary-format.19
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0b\01"          ;; type section: 1 type
      "\62\02"           ;; type 0: an instance type
        "\01\62\00"      ;; type 0: an instance type
        "\07\01f\00\00")  ;; export "f" (func 0)
  "type mismatch")
;; - binary-format.20
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0d\01"                ;; type section: 1 type
      "\61\02"                 ;; type 0: a module type
        "\01\62\00"            ;; type 0: an instance type
        "\02\01m\00\ff\05\00")  ;; import "m" (module 0)
  "type mismatch")
;; - binary-format.21
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0b\01"          ;; type section: 1 type
      "\62\02"           ;; type 0: an instance type
        "\01\61\00"      ;; type 0: a module type
        "\07\01i\06\00")  ;; export "i" (instance 0)
  "type mismatch")

;; And for indices beyond the types.
;; - binary-format.20
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\03\01"           ;; type section: 1 type
      "\61\00"            ;; type 0: a module type
    "\02\07\01"           ;; import section: 1 import
      "\01m\00\ff\05\01")  ;; import "m" (module 1)
  "unknown type")
;; - binary-format.21
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\03\01"           ;; type section: 1 type
      "\62\00"            ;; type 0: an instance type
    "\02\07\01"           ;; import section: 1 import
      "\01i\00\ff\06\01")  ;; import "i" (instance 1)
  "unknown type")

;; A type that the core language would not know is no type of a block, a function or a reference either.
;; - binary-format.36
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"    ;; type section: 4 types
      "\60\00\00"  ;; type 0: [] -> []
      "\61\00"     ;; type 1: a module type
      "\62\00"     ;; type 2: an instance type
      "\5f\00"     ;; type 3: a struct type
    "\03\02\01"    ;; function section: 1 function
      "\01"        ;; of type 1
    "\0a\04\01"    ;; code section: 1 body
      "\02\00\0b")  ;; empty
  "type mismatch")
;; - binary-format.36
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"    ;; type section: 4 types
      "\60\00\00"  ;; type 0: [] -> []
      "\61\00"     ;; type 1: a module type
      "\62\00"     ;; type 2: an instance type
      "\5f\00"     ;; type 3: a struct type
    "\03\02\01"    ;; function section: 1 function
      "\02"        ;; of type 2
    "\0a\04\01"    ;; code section: 1 body
      "\02\00\0b")  ;; empty
  "type mismatch")
;; - binary-format.36
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"    ;; type section: 4 types
      "\60\00\00"  ;; type 0: [] -> []
      "\61\00"     ;; type 1: a module type
      "\62\00"     ;; type 2: an instance type
      "\5f\00"     ;; type 3: a struct type
    "\03\02\01"    ;; function section: 1 function
      "\03"        ;; of type 3
    "\0a\04\01"    ;; code section: 1 body
      "\02\00\0b")  ;; empty
  "type mismatch")
;; - binary-format.36
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\04"    ;; type section: 4 types
      "\60\00\00"  ;; type 0: [] -> []
      "\61\00"     ;; type 1: a module type
      "\62\00"     ;; type 2: an instance type
      "\5f\00"     ;; type 3: a struct type
    "\03\02\01"    ;; function section: 1 function
      "\04"        ;; of type 4
    "\0a\04\01"    ;; code section: 1 body
      "\02\00\0b")  ;; empty
  "unknown type")
;; + binary-format.36
(module definition binary "\00asm\01\00\00\00"
  "\01\06\02"    ;; type section: 2 types
    "\62\00"     ;; type 0: an instance type
    "\60\00\00"  ;; type 1: [] -> []
  "\03\02\01"    ;; function section: 1 function
    "\01"        ;; of type 1
  "\0a\04\01"    ;; code section: 1 body
    "\02\00\0b")  ;; empty
;; - binary-format.11
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\08\02"          ;; type section: 2 types
      "\62\00"           ;; type 0: an instance type
      "\60\01\64\00\00")  ;; [(ref 0)] -> []
  "type mismatch")
;; - binary-format.11
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\06\02"             ;; type section: 2 types
      "\61\00"              ;; type 0: a module type
      "\60\00\00"           ;; type 1: [] -> []
    "\03\02\01"             ;; function section: 1 function
      "\01"                 ;; of type 1
    "\0a\07\01"             ;; code section: 1 body
      "\05\00\02\00\0b\0b")  ;; block of type 0
  "type mismatch")
;; - binary-format.11
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\09\02"             ;; type section: 2 types
      "\61\00"              ;; type 0: a module type
      "\50\01\00\60\00\00")  ;; type 1: sub of type 0
  "type mismatch")

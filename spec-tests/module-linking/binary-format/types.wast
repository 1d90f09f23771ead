;; The binary format: types. spec: Binary.md, "Type Section updates"

;; 0x60, 0x61 and 0x62 side by side, in one section.
;; + binary-format.11 binary-format.12 binary-format.13 binary-format.14
(module definition binary "\00asm\01\00\00\00"
  "\01\0c\04"       ;; type section: 4 types
    "\60\00\00"     ;; type 0: [] -> []
    "\61\00"        ;; type 1: a module type
    "\62\00"        ;; type 2: an instance type
    "\60\00\01\7f")  ;; type 3: [] -> [i32]

;; Bytes next to them are no types …
;; - binary-format.11
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\03\01"  ;; type section: 1 type
      "\63\00")  ;; no type constructor
  "malformed definition type")
;; - binary-format.11
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\03\01"  ;; type section: 1 type
      "\64\00")  ;; no type constructor
  "malformed definition type")
;; - binary-format.11
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\03\01"  ;; type section: 1 type
      "\65\00")  ;; no type constructor
  "malformed definition type")
;; - binary-format.11
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\03\01"  ;; type section: 1 type
      "\5d\00")  ;; no type constructor
  "malformed definition type")
;; - binary-format.11
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\03\01"  ;; type section: 1 type
      "\5c\00")  ;; no type constructor
  "malformed definition type")
;; - binary-format.11
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\03\01"  ;; type section: 1 type
      "\00\00")  ;; no type constructor
  "malformed definition type")
;; - binary-format.11
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\03\01"  ;; type section: 1 type
      "\7f\00")  ;; no type constructor
  "malformed definition type")

;; … neither within a recursive group or under a `sub`, where only types of the core language may stand, …
;; - binary-format.11
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\4e\01"   ;; a recursive group of one
      "\61\00")  ;; a module type
  "malformed definition type")
;; - binary-format.11
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\4f\00"   ;; sub final, no supertypes
      "\62\00")  ;; an instance type
  "malformed definition type")

;; … nor do they stand for a value type.
;; - binary-format.11
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"       ;; type section: 1 type
      "\60\01\62\00")  ;; [0x62] -> []
  "malformed value type")

;; Entries of a module type: 0x01 type, 0x02 import, 0x07 export, 0x0f alias. Each alone:
;; + binary-format.12
(module definition binary "\00asm\01\00\00\00"
  "\01\07\01"         ;; type section: 1 type
    "\61\01"          ;; type 0: a module type
      "\01\60\00\00")  ;; type 0: [] -> []
;; + binary-format.12
(module definition binary "\00asm\01\00\00\00"
  "\01\0e\01"                ;; type section: 1 type
    "\61\02"                 ;; type 0: a module type
      "\01\60\00\00"         ;; type 0: [] -> []
      "\02\01a\00\ff\00\00")  ;; import "a" (func 0)
;; + binary-format.12 binary-format.14
(module definition binary "\00asm\01\00\00\00"
  "\01\09\01"             ;; type section: 1 type
    "\61\01"              ;; type 0: a module type
      "\07\01a\02\00\01")  ;; export "a" (memory 1)
;; + binary-format.12 D4
(module definition binary "\00asm\01\00\00\00"
  "\01\0b\02"            ;; type section: 2 types
    "\60\00\00"          ;; type 0: [] -> []
    "\61\01"             ;; type 1: a module type
      "\0f\01\00\07\00")  ;; alias outer 0 0 (type)

;; In any order, types between imports and exports:
;; + binary-format.12
(module definition binary "\00asm\01\00\00\00"
  "\01\25\01"                ;; type section: 1 type
    "\61\06"                 ;; type 0: a module type
      "\07\01a\02\00\01"     ;; export "a" (memory 1)
      "\01\60\00\00"         ;; type 0: [] -> []
      "\02\01b\00\ff\00\00"  ;; import "b" (func 0)
      "\01\60\00\01\7f"      ;; type 1: [] -> [i32]
      "\07\01c\00\01"        ;; export "c" (func 1)
      "\02\01d\00\ff\00\01")  ;; import "d" (func 1)

;; An import in a module type of both levels:
;; + binary-format.12
(module definition binary "\00asm\01\00\00\00"
  "\01\15\01"                ;; type section: 1 type
    "\61\03"                 ;; type 0: a module type
      "\01\60\00\00"         ;; type 0: [] -> []
      "\02\01a\01b\00\00"    ;; import "a" "b" (func 0)
      "\02\01c\00\ff\00\00")  ;; import "c" (func 0)

;; Every other number is malformed, those of the other sections included.
;; - binary-format.12
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\61\01"   ;; a module type of one entry
      "\00\00")
  "malformed module type definition")
;; - binary-format.12
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\61\01"   ;; a module type of one entry
      "\03\00")
  "malformed module type definition")
;; - binary-format.12
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\61\01"   ;; a module type of one entry
      "\04\00")
  "malformed module type definition")
;; - binary-format.12
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\61\01"   ;; a module type of one entry
      "\05\00")
  "malformed module type definition")
;; - binary-format.12
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\61\01"   ;; a module type of one entry
      "\06\00")
  "malformed module type definition")
;; - binary-format.12
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\61\01"   ;; a module type of one entry
      "\08\00")
  "malformed module type definition")
;; - binary-format.12
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\61\01"   ;; a module type of one entry
      "\0a\00")
  "malformed module type definition")
;; - binary-format.12
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\61\01"   ;; a module type of one entry
      "\0d\00")
  "malformed module type definition")
;; - binary-format.12
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\61\01"   ;; a module type of one entry
      "\0e\00")
  "malformed module type definition")
;; - binary-format.12 D4
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\08\01"          ;; type section: 1 type
      "\61\01"           ;; a module type of one entry
      "\10\01\00\07\00")
  "malformed module type definition")
;; - binary-format.12
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\61\01"   ;; a module type of one entry
      "\ff\00")
  "malformed module type definition")

;; Entries of an instance type: the same, but for the import.
;; + binary-format.13
(module definition binary "\00asm\01\00\00\00"
  "\01\0c\01"          ;; type section: 1 type
    "\62\02"           ;; type 0: an instance type
      "\01\60\00\00"   ;; type 0: [] -> []
      "\07\01a\00\00")  ;; export "a" (func 0)
;; + binary-format.13 D4
(module definition binary "\00asm\01\00\00\00"
  "\01\10\02"            ;; type section: 2 types
    "\60\00\00"          ;; type 0: [] -> []
    "\62\02"             ;; type 1: an instance type
      "\0f\01\00\07\00"  ;; alias outer 0 0 (type)
      "\07\01f\00\00")   ;; export "f" (func 0)
;; - binary-format.13
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\0e\01"                ;; type section: 1 type
      "\62\02"                 ;; an instance type of two entries
        "\01\60\00\00"         ;; type 0: [] -> []
        "\02\01a\00\ff\00\00")  ;; import "a" (func 0)
  "malformed instance type definition")
;; - binary-format.13
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\62\01"   ;; an instance type of one entry
      "\00\00")
  "malformed instance type definition")
;; - binary-format.13
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\62\01"   ;; an instance type of one entry
      "\03\00")
  "malformed instance type definition")
;; - binary-format.13
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\62\01"   ;; an instance type of one entry
      "\06\00")
  "malformed instance type definition")
;; - binary-format.13
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\62\01"   ;; an instance type of one entry
      "\0b\00")
  "malformed instance type definition")
;; - binary-format.13
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"  ;; type section: 1 type
      "\62\01"   ;; an instance type of one entry
      "\0e\00")
  "malformed instance type definition")
;; - binary-format.13 D4
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\08\01"          ;; type section: 1 type
      "\62\01"           ;; an instance type of one entry
      "\10\01\00\07\00")
  "malformed instance type definition")

;; Types within types: a module type in an instance type in a module type.
;; + binary-format.11 binary-format.14 binary-format.15
(module definition binary "\00asm\01\00\00\00"
  "\01\1e\01"                    ;; type section: 1 type
    "\61\02"                     ;; type 0: a module type
      "\01\62\02"                ;; type 0: an instance type
        "\01\61\02"              ;; type 0: a module type
          "\01\60\00\00"         ;; type 0: [] -> []
          "\02\01a\00\ff\00\00"  ;; import "a" (func 0)
        "\07\01m\05\00"          ;; export "m" (module 0)
      "\07\01i\06\00")           ;; export "i" (instance 0)

;; An `exporttype` may be of every kind; the second name of an import has no counterpart.
;; + binary-format.14
(module definition binary "\00asm\01\00\00\00"
  "\01\35\01"                ;; type section: 1 type
    "\62\0a"                 ;; type 0: an instance type
      "\01\60\00\00"         ;; type 0: [] -> []
      "\01\61\00"            ;; type 1: a module type
      "\01\62\00"            ;; type 2: an instance type
      "\07\01f\00\00"        ;; export "f" (func 0)
      "\07\01t\01\70\00\01"  ;; export "t" (table 1 funcref)
      "\07\01m\02\00\01"     ;; export "m" (memory 1)
      "\07\01g\03\7f\01"     ;; export "g" (global (mut i32))
      "\07\01e\04\00\00"     ;; export "e" (tag, type 0)
      "\07\01M\05\01"        ;; export "M" (module 1)
      "\07\01I\06\02")       ;; export "I" (instance 2)
;; - binary-format.14
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\08\01"        ;; type section: 1 type
      "\62\01"         ;; an instance type of one entry
      "\07\01a\07\00")  ;; export "a" of kind 7
  "malformed import kind")
;; - binary-format.14
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\0a\01"              ;; type section: 1 type
      "\62\01"               ;; an instance type of one entry
      "\07\01a\00\ff\00\00")  ;; export "a", then 00 ff as in an import
  "section size mismatch")
;; - binary-format.14
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0f\01"             ;; type section: 1 type
      "\62\02"              ;; type 0: an instance type
        "\07\01a\02\00\01"  ;; export "a" (memory 1)
        "\07\01a\02\00\01")  ;; export "a" (memory 1)
  "duplicate export name")

;; A type's index space begins empty: nothing of the module is in it …
;; - binary-format.15
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0b\02"          ;; type section: 2 types
      "\60\00\00"        ;; type 0: [] -> []
      "\62\01"           ;; type 1: an instance type
        "\07\01f\00\00")  ;; export "f" (func 0)
  "unknown type")
;; - binary-format.15
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0d\02"                ;; type section: 2 types
      "\60\00\00"              ;; type 0: [] -> []
      "\61\01"                 ;; type 1: a module type
        "\02\01f\00\ff\00\00")  ;; import "f" (func 0)
  "unknown type")
;; - binary-format.15
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0a\02"          ;; type section: 2 types
      "\62\00"           ;; type 0: an instance type
      "\61\01"           ;; type 1: a module type
        "\07\01i\06\00")  ;; export "i" (instance 0)
  "unknown type")

;; … nor of the type around it; and nothing in it is seen from outside.
;; - binary-format.15
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0f\01"            ;; type section: 1 type
      "\62\02"             ;; type 0: an instance type
        "\01\60\00\00"     ;; type 0: [] -> []
        "\01\62\01"        ;; type 1: an instance type
          "\07\01f\00\00")  ;; export "f" (func 0)
  "unknown type")
;; - binary-format.15
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\07\01"           ;; type section: 1 type
      "\62\01"            ;; type 0: an instance type
        "\01\60\00\00"    ;; type 0: [] -> []
    "\02\07\01"           ;; import section: 1 import
      "\01f\00\ff\00\01")  ;; import "f" (func 1)
  "unknown type")
;; - binary-format.15
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0f\01"           ;; type section: 1 type
      "\62\02"            ;; type 0: an instance type
        "\01\62\01"       ;; type 0: an instance type
          "\01\60\00\00"  ;; type 0: [] -> []
        "\07\01f\00\01")  ;; export "f" (func 1)
  "unknown type")

;; Aliases bring types in: of the module, and through two levels.
;; + binary-format.15
(module definition binary "\00asm\01\00\00\00"
  "\01\22\02"                ;; type section: 2 types
    "\60\00\00"              ;; type 0: [] -> []
    "\62\04"                 ;; type 1: an instance type
      "\01\60\00\01\7f"      ;; type 0: [] -> [i32]
      "\0f\01\00\07\00"      ;; alias outer 0 0 (type)
      "\07\03own\00\00"      ;; export "own" (func 0)
      "\07\07aliased\00\01")  ;; export "aliased" (func 1)
;; + binary-format.15 binary-format.35
(module definition binary "\00asm\01\00\00\00"
  "\01\18\02"              ;; type section: 2 types
    "\60\00\00"            ;; type 0: [] -> []
    "\61\02"               ;; type 1: a module type
      "\01\62\02"          ;; type 0: an instance type
        "\0f\01\01\07\00"  ;; alias outer 1 0 (type)
        "\07\01f\00\00"    ;; export "f" (func 0)
      "\07\01i\06\00")     ;; export "i" (instance 0)

;; Only outer aliases of types stand in a type.
;; - binary-format.15
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\09\01"             ;; type section: 1 type
      "\62\01"              ;; type 0: an instance type
        "\0f\00\00\00\01f")  ;; alias 0 "f" (func)
  "alias inside a module or instance type")
;; - binary-format.15
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\01\08\01"                ;; type section: 1 type
      "\61\01"                 ;; type 0: a module type
        "\0f\01\00\05\00")     ;; alias outer 0 0 (module)
  "alias inside a module or instance type")

;; Types refer to preceding ones: not to themselves, nor to later ones, neither in the module nor inside a type.
;; - binary-format.16
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0d\01"            ;; type section: 1 type
      "\62\02"             ;; type 0: an instance type
        "\0f\01\00\07\00"  ;; alias outer 0 0 (type)
        "\07\01i\06\00")   ;; export "i" (instance 0: this type)
  "unknown type")
;; - binary-format.16
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0b\02"            ;; type section: 2 types
      "\62\01"             ;; type 0: an instance type
        "\0f\01\00\07\01"  ;; alias outer 0 1 (type)
      "\60\00\00")         ;; type 1: [] -> []
  "unknown type")
;; - binary-format.16
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0c\01"          ;; type section: 1 type
      "\62\02"           ;; type 0: an instance type
        "\07\01f\00\00"  ;; export "f" (func 0)
        "\01\60\00\00")  ;; type 0: [] -> []
  "unknown type")
;; - binary-format.16
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\13\01"              ;; type section: 1 type
      "\61\02"               ;; type 0: a module type
        "\01\62\02"          ;; type 0: an instance type
          "\0f\01\00\07\01"  ;; alias outer 0 1 (type)
          "\07\01i\06\00"    ;; export "i" (instance 0)
        "\01\62\00")         ;; type 1: an instance type
  "unknown type")
;; - binary-format.2 binary-format.16
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\02\07\01"           ;; import section: 1 import
      "\01f\00\ff\00\00"  ;; import "f" (func 0)
    "\01\04\01"           ;; type section: 1 type
      "\60\00\00")        ;; type 0: [] -> []
  "unknown type")
;; + binary-format.2 binary-format.16
(module definition binary "\00asm\01\00\00\00"
  "\01\03\01"            ;; type section: 1 type
    "\62\00"             ;; type 0: an instance type
  "\01\0d\01"            ;; type section: 1 type
    "\62\02"             ;; type 1: an instance type
      "\0f\01\00\07\00"  ;; alias outer 0 0 (type)
      "\07\01i\06\00")   ;; export "i" (instance 0)

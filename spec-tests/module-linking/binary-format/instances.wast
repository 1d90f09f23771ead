;; The binary format: instances. spec: Binary.md, "Instance section (15)"

;; 0x00 is the only form.
;; - binary-format.26
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\04\01"                ;; instance section: 1 instance
      "\01\00\00")             ;; form 01
  "malformed instance definition")
;; - binary-format.26
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\04\01"                ;; instance section: 1 instance
      "\02\00\00")             ;; form 02
  "malformed instance definition")
;; - binary-format.26
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\04\01"                ;; instance section: 1 instance
      "\ff\00\00")             ;; form ff
  "malformed instance definition")

;; Arguments: a name, a kind, an index, and no second name.
;; Every kind, handed through:
;; + binary-format.26 binary-format.28 binary-format.29 binary-format.30
(module definition binary "\00asm\01\00\00\00"
  "\01\08\03"                ;; type section: 3 types
    "\60\00\00"              ;; type 0: [] -> []
    "\61\00"                 ;; type 1: a module type
    "\62\00"                 ;; type 2: an instance type
  "\02\07\01"                ;; import section: 1 import
    "\01a\00\ff\00\00"       ;; import "a" (func 0)
  "\0e\1d\01"                ;; module section: 1 module
    "\1b\00asm\01\00\00\00"  ;; its size and preamble
      "\01\08\03"            ;; type section: 3 types
        "\60\00\00"          ;; type 0: [] -> []
        "\61\00"             ;; type 1: a module type
        "\62\00"             ;; type 2: an instance type
      "\02\07\01"            ;; import section: 1 import
        "\01x\00\ff\00\00"   ;; import "x" (func 0)
  "\0f\08\01"                ;; instance section: 1 instance
    "\00\00\01"              ;; instantiate module 0, 1 argument
      "\01x\00\00")          ;; "x" = func 0
;; + binary-format.26 binary-format.29 binary-format.30
(module definition binary "\00asm\01\00\00\00"
  "\01\08\03"                     ;; type section: 3 types
    "\60\00\00"                   ;; type 0: [] -> []
    "\61\00"                      ;; type 1: a module type
    "\62\00"                      ;; type 2: an instance type
  "\02\09\01"                     ;; import section: 1 import
    "\01a\00\ff\01\70\00\01"      ;; import "a" (table 1 funcref)
  "\0e\1f\01"                     ;; module section: 1 module
    "\1d\00asm\01\00\00\00"       ;; its size and preamble
      "\01\08\03"                 ;; type section: 3 types
        "\60\00\00"               ;; type 0: [] -> []
        "\61\00"                  ;; type 1: a module type
        "\62\00"                  ;; type 2: an instance type
      "\02\09\01"                 ;; import section: 1 import
        "\01x\00\ff\01\70\00\01"  ;; import "x" (table 1 funcref)
  "\0f\08\01"                     ;; instance section: 1 instance
    "\00\00\01"                   ;; instantiate module 0, 1 argument
      "\01x\01\00")               ;; "x" = table 0
;; + binary-format.26 binary-format.29 binary-format.30
(module definition binary "\00asm\01\00\00\00"
  "\01\08\03"                  ;; type section: 3 types
    "\60\00\00"                ;; type 0: [] -> []
    "\61\00"                   ;; type 1: a module type
    "\62\00"                   ;; type 2: an instance type
  "\02\08\01"                  ;; import section: 1 import
    "\01a\00\ff\02\00\01"      ;; import "a" (memory 1)
  "\0e\1e\01"                  ;; module section: 1 module
    "\1c\00asm\01\00\00\00"    ;; its size and preamble
      "\01\08\03"              ;; type section: 3 types
        "\60\00\00"            ;; type 0: [] -> []
        "\61\00"               ;; type 1: a module type
        "\62\00"               ;; type 2: an instance type
      "\02\08\01"              ;; import section: 1 import
        "\01x\00\ff\02\00\01"  ;; import "x" (memory 1)
  "\0f\08\01"                  ;; instance section: 1 instance
    "\00\00\01"                ;; instantiate module 0, 1 argument
      "\01x\02\00")            ;; "x" = memory 0
;; + binary-format.26 binary-format.29 binary-format.30
(module definition binary "\00asm\01\00\00\00"
  "\01\08\03"                  ;; type section: 3 types
    "\60\00\00"                ;; type 0: [] -> []
    "\61\00"                   ;; type 1: a module type
    "\62\00"                   ;; type 2: an instance type
  "\02\08\01"                  ;; import section: 1 import
    "\01a\00\ff\03\7f\00"      ;; import "a" (global i32)
  "\0e\1e\01"                  ;; module section: 1 module
    "\1c\00asm\01\00\00\00"    ;; its size and preamble
      "\01\08\03"              ;; type section: 3 types
        "\60\00\00"            ;; type 0: [] -> []
        "\61\00"               ;; type 1: a module type
        "\62\00"               ;; type 2: an instance type
      "\02\08\01"              ;; import section: 1 import
        "\01x\00\ff\03\7f\00"  ;; import "x" (global i32)
  "\0f\08\01"                  ;; instance section: 1 instance
    "\00\00\01"                ;; instantiate module 0, 1 argument
      "\01x\03\00")            ;; "x" = global 0
;; + binary-format.26 binary-format.29 binary-format.30 D22
(module definition binary "\00asm\01\00\00\00"
  "\01\08\03"                  ;; type section: 3 types
    "\60\00\00"                ;; type 0: [] -> []
    "\61\00"                   ;; type 1: a module type
    "\62\00"                   ;; type 2: an instance type
  "\02\08\01"                  ;; import section: 1 import
    "\01a\00\ff\04\00\00"      ;; import "a" (tag, type 0)
  "\0e\1e\01"                  ;; module section: 1 module
    "\1c\00asm\01\00\00\00"    ;; its size and preamble
      "\01\08\03"              ;; type section: 3 types
        "\60\00\00"            ;; type 0: [] -> []
        "\61\00"               ;; type 1: a module type
        "\62\00"               ;; type 2: an instance type
      "\02\08\01"              ;; import section: 1 import
        "\01x\00\ff\04\00\00"  ;; import "x" (tag, type 0)
  "\0f\08\01"                  ;; instance section: 1 instance
    "\00\00\01"                ;; instantiate module 0, 1 argument
      "\01x\04\00")            ;; "x" = tag 0
;; + binary-format.26 binary-format.29 binary-format.30
(module definition binary "\00asm\01\00\00\00"
  "\01\08\03"                ;; type section: 3 types
    "\60\00\00"              ;; type 0: [] -> []
    "\61\00"                 ;; type 1: a module type
    "\62\00"                 ;; type 2: an instance type
  "\02\07\01"                ;; import section: 1 import
    "\01a\00\ff\05\01"       ;; import "a" (module 1)
  "\0e\1d\01"                ;; module section: 1 module
    "\1b\00asm\01\00\00\00"  ;; its size and preamble
      "\01\08\03"            ;; type section: 3 types
        "\60\00\00"          ;; type 0: [] -> []
        "\61\00"             ;; type 1: a module type
        "\62\00"             ;; type 2: an instance type
      "\02\07\01"            ;; import section: 1 import
        "\01x\00\ff\05\01"   ;; import "x" (module 1)
  "\0f\08\01"                ;; instance section: 1 instance
    "\00\00\01"              ;; instantiate module 0, 1 argument
      "\01x\05\00")          ;; "x" = module 0
;; + binary-format.26 binary-format.29 binary-format.30
(module definition binary "\00asm\01\00\00\00"
  "\01\08\03"                ;; type section: 3 types
    "\60\00\00"              ;; type 0: [] -> []
    "\61\00"                 ;; type 1: a module type
    "\62\00"                 ;; type 2: an instance type
  "\02\07\01"                ;; import section: 1 import
    "\01a\00\ff\06\02"       ;; import "a" (instance 2)
  "\0e\1d\01"                ;; module section: 1 module
    "\1b\00asm\01\00\00\00"  ;; its size and preamble
      "\01\08\03"            ;; type section: 3 types
        "\60\00\00"          ;; type 0: [] -> []
        "\61\00"             ;; type 1: a module type
        "\62\00"             ;; type 2: an instance type
      "\02\07\01"            ;; import section: 1 import
        "\01x\00\ff\06\02"   ;; import "x" (instance 2)
  "\0f\08\01"                ;; instance section: 1 instance
    "\00\00\01"              ;; instantiate module 0, 1 argument
      "\01x\06\00")          ;; "x" = instance 0

;; Every kind, with an index just beyond what there is:
;; - binary-format.29
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\08\03"                ;; type section: 3 types
      "\60\00\00"              ;; type 0: [] -> []
      "\61\00"                 ;; type 1: a module type
      "\62\00"                 ;; type 2: an instance type
    "\02\07\01"                ;; import section: 1 import
      "\01a\00\ff\00\00"       ;; import "a" (func 0)
    "\0e\1d\01"                ;; module section: 1 module
      "\1b\00asm\01\00\00\00"  ;; its size and preamble
        "\01\08\03"            ;; type section: 3 types
          "\60\00\00"          ;; type 0: [] -> []
          "\61\00"             ;; type 1: a module type
          "\62\00"             ;; type 2: an instance type
        "\02\07\01"            ;; import section: 1 import
          "\01x\00\ff\00\00"   ;; import "x" (func 0)
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01x\00\01")          ;; "x" = func 1
  "unknown function")
;; - binary-format.29
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\08\03"                     ;; type section: 3 types
      "\60\00\00"                   ;; type 0: [] -> []
      "\61\00"                      ;; type 1: a module type
      "\62\00"                      ;; type 2: an instance type
    "\02\09\01"                     ;; import section: 1 import
      "\01a\00\ff\01\70\00\01"      ;; import "a" (table 1 funcref)
    "\0e\1f\01"                     ;; module section: 1 module
      "\1d\00asm\01\00\00\00"       ;; its size and preamble
        "\01\08\03"                 ;; type section: 3 types
          "\60\00\00"               ;; type 0: [] -> []
          "\61\00"                  ;; type 1: a module type
          "\62\00"                  ;; type 2: an instance type
        "\02\09\01"                 ;; import section: 1 import
          "\01x\00\ff\01\70\00\01"  ;; import "x" (table 1 funcref)
    "\0f\08\01"                     ;; instance section: 1 instance
      "\00\00\01"                   ;; instantiate module 0, 1 argument
        "\01x\01\01")               ;; "x" = table 1
  "unknown table")
;; - binary-format.29
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\08\03"                  ;; type section: 3 types
      "\60\00\00"                ;; type 0: [] -> []
      "\61\00"                   ;; type 1: a module type
      "\62\00"                   ;; type 2: an instance type
    "\02\08\01"                  ;; import section: 1 import
      "\01a\00\ff\02\00\01"      ;; import "a" (memory 1)
    "\0e\1e\01"                  ;; module section: 1 module
      "\1c\00asm\01\00\00\00"    ;; its size and preamble
        "\01\08\03"              ;; type section: 3 types
          "\60\00\00"            ;; type 0: [] -> []
          "\61\00"               ;; type 1: a module type
          "\62\00"               ;; type 2: an instance type
        "\02\08\01"              ;; import section: 1 import
          "\01x\00\ff\02\00\01"  ;; import "x" (memory 1)
    "\0f\08\01"                  ;; instance section: 1 instance
      "\00\00\01"                ;; instantiate module 0, 1 argument
        "\01x\02\01")            ;; "x" = memory 1
  "unknown memory")
;; - binary-format.29
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\08\03"                  ;; type section: 3 types
      "\60\00\00"                ;; type 0: [] -> []
      "\61\00"                   ;; type 1: a module type
      "\62\00"                   ;; type 2: an instance type
    "\02\08\01"                  ;; import section: 1 import
      "\01a\00\ff\03\7f\00"      ;; import "a" (global i32)
    "\0e\1e\01"                  ;; module section: 1 module
      "\1c\00asm\01\00\00\00"    ;; its size and preamble
        "\01\08\03"              ;; type section: 3 types
          "\60\00\00"            ;; type 0: [] -> []
          "\61\00"               ;; type 1: a module type
          "\62\00"               ;; type 2: an instance type
        "\02\08\01"              ;; import section: 1 import
          "\01x\00\ff\03\7f\00"  ;; import "x" (global i32)
    "\0f\08\01"                  ;; instance section: 1 instance
      "\00\00\01"                ;; instantiate module 0, 1 argument
        "\01x\03\01")            ;; "x" = global 1
  "unknown global")
;; - binary-format.29 D22
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\08\03"                  ;; type section: 3 types
      "\60\00\00"                ;; type 0: [] -> []
      "\61\00"                   ;; type 1: a module type
      "\62\00"                   ;; type 2: an instance type
    "\02\08\01"                  ;; import section: 1 import
      "\01a\00\ff\04\00\00"      ;; import "a" (tag, type 0)
    "\0e\1e\01"                  ;; module section: 1 module
      "\1c\00asm\01\00\00\00"    ;; its size and preamble
        "\01\08\03"              ;; type section: 3 types
          "\60\00\00"            ;; type 0: [] -> []
          "\61\00"               ;; type 1: a module type
          "\62\00"               ;; type 2: an instance type
        "\02\08\01"              ;; import section: 1 import
          "\01x\00\ff\04\00\00"  ;; import "x" (tag, type 0)
    "\0f\08\01"                  ;; instance section: 1 instance
      "\00\00\01"                ;; instantiate module 0, 1 argument
        "\01x\04\01")            ;; "x" = tag 1
  "unknown tag")
;; - binary-format.29
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\08\03"                ;; type section: 3 types
      "\60\00\00"              ;; type 0: [] -> []
      "\61\00"                 ;; type 1: a module type
      "\62\00"                 ;; type 2: an instance type
    "\02\07\01"                ;; import section: 1 import
      "\01a\00\ff\05\01"       ;; import "a" (module 1)
    "\0e\1d\01"                ;; module section: 1 module
      "\1b\00asm\01\00\00\00"  ;; its size and preamble
        "\01\08\03"            ;; type section: 3 types
          "\60\00\00"          ;; type 0: [] -> []
          "\61\00"             ;; type 1: a module type
          "\62\00"             ;; type 2: an instance type
        "\02\07\01"            ;; import section: 1 import
          "\01x\00\ff\05\01"   ;; import "x" (module 1)
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01x\05\02")          ;; "x" = module 2
  "unknown module")
;; - binary-format.29
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\08\03"                ;; type section: 3 types
      "\60\00\00"              ;; type 0: [] -> []
      "\61\00"                 ;; type 1: a module type
      "\62\00"                 ;; type 2: an instance type
    "\02\07\01"                ;; import section: 1 import
      "\01a\00\ff\06\02"       ;; import "a" (instance 2)
    "\0e\1d\01"                ;; module section: 1 module
      "\1b\00asm\01\00\00\00"  ;; its size and preamble
        "\01\08\03"            ;; type section: 3 types
          "\60\00\00"          ;; type 0: [] -> []
          "\61\00"             ;; type 1: a module type
          "\62\00"             ;; type 2: an instance type
        "\02\07\01"            ;; import section: 1 import
          "\01x\00\ff\06\02"   ;; import "x" (instance 2)
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01x\06\01")          ;; "x" = instance 1
  "unknown instance")
;; - binary-format.26
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01x\07\00")          ;; "x" = kind 7
  "malformed argument kind")
;; - binary-format.26
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\0a\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01x\00\ff\00\00")    ;; "x" = as an import of one level
  "section size mismatch")

;; The module has to be there already, as has an instance that is an argument.
;; - binary-format.10 binary-format.28
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00")  ;; an empty module
  "unknown module")
;; - binary-format.9
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\21\02"                ;; module section: 2 modules
      "\08\00asm\01\00\00\00"  ;; an empty module
      "\16\00asm\01\00\00\00"  ;; its size and preamble
        "\01\03\01"            ;; type section: 1 type
          "\62\00"             ;; type 0: an instance type
        "\02\07\01"            ;; import section: 1 import
          "\01x\00\ff\06\00"   ;; import "x" (instance 0)
    "\0f\0b\02"                ;; instance section: 2 instances
      "\00\01\01"              ;; instantiate module 1, 1 argument
        "\01x\06\01"           ;; "x" = instance 1: the next
      "\00\00\00")             ;; instantiate module 0, no arguments
  "unknown instance")
;; - binary-format.9
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\18\01"                ;; module section: 1 module
      "\16\00asm\01\00\00\00"  ;; its size and preamble
        "\01\03\01"            ;; type section: 1 type
          "\62\00"             ;; type 0: an instance type
        "\02\07\01"            ;; import section: 1 import
          "\01x\00\ff\06\00"   ;; import "x" (instance 0)
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01x\06\00")          ;; "x" = instance 0: itself
  "unknown instance")
;; + binary-format.9 binary-format.10
(module definition binary "\00asm\01\00\00\00"
  "\0e\21\02"                ;; module section: 2 modules
    "\08\00asm\01\00\00\00"  ;; an empty module
    "\16\00asm\01\00\00\00"  ;; its size and preamble
      "\01\03\01"            ;; type section: 1 type
        "\62\00"             ;; type 0: an instance type
      "\02\07\01"            ;; import section: 1 import
        "\01x\00\ff\06\00"   ;; import "x" (instance 0)
  "\0f\0b\02"                ;; instance section: 2 instances
    "\00\00\00"              ;; instantiate module 0, no arguments
    "\00\01\01"              ;; instantiate module 1, 1 argument
      "\01x\06\00")          ;; "x" = instance 0

;; Own functions, tables, memories, globals and tags come later, so they are not there (D6).
;; - binary-format.9 binary-format.29
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\1d\01"                ;; module section: 1 module
      "\1b\00asm\01\00\00\00"  ;; its size and preamble
        "\01\08\03"            ;; type section: 3 types
          "\60\00\00"          ;; type 0: [] -> []
          "\61\00"             ;; type 1: a module type
          "\62\00"             ;; type 2: an instance type
        "\02\07\01"            ;; import section: 1 import
          "\01x\00\ff\00\00"   ;; import "x" (func 0)
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01x\00\00"           ;; "x" = func 0
    "\03\02\01"                ;; function section: 1 function
      "\00"                    ;; of type 0
    "\0a\04\01"                ;; code section: 1 body
      "\02\00\0b")             ;; empty
  "unknown function")
;; - binary-format.9 binary-format.29
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                     ;; type section: 1 type
      "\60\00\00"                   ;; type 0: [] -> []
    "\0e\1f\01"                     ;; module section: 1 module
      "\1d\00asm\01\00\00\00"       ;; its size and preamble
        "\01\08\03"                 ;; type section: 3 types
          "\60\00\00"               ;; type 0: [] -> []
          "\61\00"                  ;; type 1: a module type
          "\62\00"                  ;; type 2: an instance type
        "\02\09\01"                 ;; import section: 1 import
          "\01x\00\ff\01\70\00\01"  ;; import "x" (table 1 funcref)
    "\0f\08\01"                     ;; instance section: 1 instance
      "\00\00\01"                   ;; instantiate module 0, 1 argument
        "\01x\01\00"                ;; "x" = table 0
    "\04\04\01"                     ;; table section: 1 table
      "\70\00\01")                  ;; 1 funcref
  "unknown table")
;; - binary-format.9 binary-format.29
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                  ;; type section: 1 type
      "\60\00\00"                ;; type 0: [] -> []
    "\0e\1e\01"                  ;; module section: 1 module
      "\1c\00asm\01\00\00\00"    ;; its size and preamble
        "\01\08\03"              ;; type section: 3 types
          "\60\00\00"            ;; type 0: [] -> []
          "\61\00"               ;; type 1: a module type
          "\62\00"               ;; type 2: an instance type
        "\02\08\01"              ;; import section: 1 import
          "\01x\00\ff\02\00\01"  ;; import "x" (memory 1)
    "\0f\08\01"                  ;; instance section: 1 instance
      "\00\00\01"                ;; instantiate module 0, 1 argument
        "\01x\02\00"             ;; "x" = memory 0
    "\05\03\01"                  ;; memory section: 1 memory
      "\00\01")                  ;; 1 page
  "unknown memory")
;; - binary-format.9 binary-format.29
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                  ;; type section: 1 type
      "\60\00\00"                ;; type 0: [] -> []
    "\0e\1e\01"                  ;; module section: 1 module
      "\1c\00asm\01\00\00\00"    ;; its size and preamble
        "\01\08\03"              ;; type section: 3 types
          "\60\00\00"            ;; type 0: [] -> []
          "\61\00"               ;; type 1: a module type
          "\62\00"               ;; type 2: an instance type
        "\02\08\01"              ;; import section: 1 import
          "\01x\00\ff\03\7f\00"  ;; import "x" (global i32)
    "\0f\08\01"                  ;; instance section: 1 instance
      "\00\00\01"                ;; instantiate module 0, 1 argument
        "\01x\03\00"             ;; "x" = global 0
    "\06\06\01"                  ;; global section: 1 global
      "\7f\00\41\00\0b")         ;; i32 0
  "unknown global")
;; - binary-format.9 binary-format.29
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                  ;; type section: 1 type
      "\60\00\00"                ;; type 0: [] -> []
    "\0e\1e\01"                  ;; module section: 1 module
      "\1c\00asm\01\00\00\00"    ;; its size and preamble
        "\01\08\03"              ;; type section: 3 types
          "\60\00\00"            ;; type 0: [] -> []
          "\61\00"               ;; type 1: a module type
          "\62\00"               ;; type 2: an instance type
        "\02\08\01"              ;; import section: 1 import
          "\01x\00\ff\04\00\00"  ;; import "x" (tag, type 0)
    "\0f\08\01"                  ;; instance section: 1 instance
      "\00\00\01"                ;; instantiate module 0, 1 argument
        "\01x\04\00"             ;; "x" = tag 0
    "\0d\03\01"                  ;; tag section: 1 tag
      "\00\00")                  ;; type 0
  "unknown tag")

;; The arguments have to be what the module imports.
;; - binary-format.30
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\1e\01"                  ;; module section: 1 module
      "\1c\00asm\01\00\00\00"    ;; its size and preamble
        "\01\08\03"              ;; type section: 3 types
          "\60\00\00"            ;; type 0: [] -> []
          "\61\00"               ;; type 1: a module type
          "\62\00"               ;; type 2: an instance type
        "\02\08\01"              ;; import section: 1 import
          "\01x\00\ff\02\00\01"  ;; import "x" (memory 1)
    "\0f\04\01"                  ;; instance section: 1 instance
      "\00\00\00")               ;; instantiate module 0, no arguments
  "unknown import")
;; - binary-format.30
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\05\01"                ;; type section: 1 type
      "\60\00\01\7f"           ;; type 0: [] -> [i32]
    "\02\07\01"                ;; import section: 1 import
      "\01f\00\ff\00\00"       ;; import "f" (func 0)
    "\0e\1d\01"                ;; module section: 1 module
      "\1b\00asm\01\00\00\00"  ;; its size and preamble
        "\01\08\03"            ;; type section: 3 types
          "\60\00\00"          ;; type 0: [] -> []
          "\61\00"             ;; type 1: a module type
          "\62\00"             ;; type 2: an instance type
        "\02\07\01"            ;; import section: 1 import
          "\01x\00\ff\00\00"   ;; import "x" (func 0)
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01x\00\00")          ;; "x" = func 0
  "incompatible import type")
;; - binary-format.30
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\02\07\01"                ;; import section: 1 import
      "\01f\00\ff\00\00"       ;; import "f" (func 0)
    "\0e\1d\01"                ;; module section: 1 module
      "\1b\00asm\01\00\00\00"  ;; its size and preamble
        "\01\08\03"            ;; type section: 3 types
          "\60\00\00"          ;; type 0: [] -> []
          "\61\00"             ;; type 1: a module type
          "\62\00"             ;; type 2: an instance type
        "\02\07\01"            ;; import section: 1 import
          "\01x\00\ff\00\00"   ;; import "x" (func 0)
    "\0f\0c\01"                ;; instance section: 1 instance
      "\00\00\02"              ;; instantiate module 0, 2 arguments
        "\01x\00\00"           ;; "x" = func 0
        "\01x\00\00")          ;; "x" = func 0
  "duplicate instantiate argument")
;; + binary-format.30
(module definition binary "\00asm\01\00\00\00"
  "\01\04\01"                ;; type section: 1 type
    "\60\00\00"              ;; type 0: [] -> []
  "\02\07\01"                ;; import section: 1 import
    "\01f\00\ff\00\00"       ;; import "f" (func 0)
  "\0e\0a\01"                ;; module section: 1 module
    "\08\00asm\01\00\00\00"  ;; an empty module
  "\0f\0b\01"                ;; instance section: 1 instance
    "\00\00\02"              ;; instantiate module 0, 2 arguments
      "\01y\00\00"           ;; "y" = func 0
      "\00\00\00")           ;; "" = func 0

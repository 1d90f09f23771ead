;; The binary format: sections, their order and sizes. spec: Binary.md, "Module-level updates"; Explainer, "Binary Format
;; Considerations"

(module $i (func (export "f") (result i32) (i32.const 7)))
(register "i" $i)
(register "f" (func $i "f"))
(module $empty-name (func (export "") (result i32) (i32.const 8)))
(register "e" $empty-name)
(module definition $K (func (export "f") (result i32) (i32.const 6)))
(register "k" (module $K))

;; The three new sections; module, instance and alias are empty here, which is allowed as everywhere.
;; + binary-format.3 binary-format.39
(module definition binary "\00asm\01\00\00\00"
  "\0e\01\00"  ;; module section: no modules
  "\0f\01\00"  ;; instance section: no instances
  "\10\01\00")  ;; alias section: no aliases

;; There is no section 17 or beyond, and none is optional.
;; - binary-format.3
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\11\01"  ;; section 17
      "\00")
  "malformed section id")
;; - binary-format.3
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\90\01"  ;; what would be a longer section number
    "\01\00")
  "malformed section id")

;; Every kind once, in an order in which everything refers to what precedes it.
;; + binary-format.3 binary-format.4 binary-format.17 binary-format.18 binary-format.21 binary-format.26 binary-format.29 binary-format.30
(module binary "\00asm\01\00\00\00"
  "\01\0d\01"                ;; type section: 1 type
    "\62\02"                 ;; type 0: an instance type
      "\01\60\00\01\7f"      ;; type 0: [] -> [i32]
      "\07\01f\00\00"        ;; export "f" (func 0)
  "\02\07\01"                ;; import section: 1 import
    "\01i\00\ff\06\00"       ;; import "i" (instance 0)
  "\10\06\01"                ;; alias section: 1 alias
    "\00\00\00\01f"          ;; alias 0 "f" (func)
  "\0e\21\01"                ;; module section: 1 module
    "\1f\00asm\01\00\00\00"  ;; its size and preamble
      "\01\05\01"            ;; type section: 1 type
        "\60\00\01\7f"       ;; type 0: [] -> [i32]
      "\02\07\01"            ;; import section: 1 import
        "\01x\00\ff\00\00"   ;; import "x" (func 0)
      "\07\05\01"            ;; export section: 1 export
        "\01y\00\00"         ;; export "y" (func 0)
  "\0f\08\01"                ;; instance section: 1 instance
    "\00\00\01"              ;; instantiate module 0, 1 argument
      "\01x\00\00"           ;; "x" = func 0
  "\10\06\01"                ;; alias section: 1 alias
    "\00\01\00\01y"          ;; alias 1 "y" (func)
  "\07\05\01"                ;; export section: 1 export
    "\01g\00\01")            ;; export "g" (func 1)
(assert_return (invoke "g") (i32.const 7))

;; Aliases before types, types after modules and instances, modules after instances.
;; + binary-format.4 binary-format.5 binary-format.6
(module binary "\00asm\01\00\00\00"
  "\10\01\00"                ;; alias section: no aliases
  "\0e\24\01"                ;; module section: 1 module
    "\22\00asm\01\00\00\00"  ;; its size and preamble
      "\01\05\01"            ;; type section: 1 type
        "\60\00\01\7f"       ;; type 0: [] -> [i32]
      "\03\02\01"            ;; function section: 1 function
        "\00"                ;; of type 0
      "\07\05\01"            ;; export section: 1 export
        "\01f\00\00"         ;; export "f" (func 0)
      "\0a\06\01"            ;; code section: 1 body
        "\04\00\41\03\0b"    ;; (i32.const 3)
  "\0f\04\01"                ;; instance section: 1 instance
    "\00\00\00"              ;; instantiate module 0, no arguments
  "\01\05\01"                ;; type section: 1 type
    "\60\00\01\7f"           ;; type 0: [] -> [i32]
  "\10\06\01"                ;; alias section: 1 alias
    "\00\00\00\01f"          ;; alias 0 "f" (func)
  "\01\04\01"                ;; type section: 1 type
    "\60\00\00"              ;; type 1: [] -> []
  "\0e\0a\01"                ;; module section: 1 module
    "\08\00asm\01\00\00\00"  ;; an empty module
  "\0f\04\01"                ;; instance section: 1 instance
    "\00\01\00"              ;; instantiate module 1, no arguments
  "\01\01\00"                ;; type section: no types
  "\07\05\01"                ;; export section: 1 export
    "\01g\00\00")            ;; export "g" (func 0)
(assert_return (invoke "g") (i32.const 3))

;; Types and aliases may stand between imports: the second import has the type that the alias section after the first
;; one brings in.
;; + binary-format.4 binary-format.5 D1
(module definition binary "\00asm\01\00\00\00"
  "\01\10\02"            ;; type section: 2 types
    "\60\00\00"          ;; type 0: [] -> []
    "\62\02"             ;; type 1: an instance type
      "\01\60\00\01\7f"  ;; type 0: [] -> [i32]
      "\07\01f\00\00"    ;; export "f" (func 0)
  "\02\07\01"            ;; import section: 1 import
    "\01i\00\ff\06\01"   ;; import "i" (instance 1)
  "\10\06\01"            ;; alias section: 1 alias
    "\00\00\00\01f"      ;; alias 0 "f" (func)
  "\01\05\01"            ;; type section: 1 type
    "\60\00\01\7f"       ;; type 2: [] -> [i32]
  "\02\07\01"            ;; import section: 1 import
    "\01f\00\ff\00\02"   ;; import "f" (func 2)
  "\07\09\02"            ;; export section: 2 exports
    "\01a\00\00"         ;; export "a" (func 0: the alias)
    "\01b\00\01")        ;; export "b" (func 1: the import)

;; Sections of a kind are concatenated: indices go on from one to the next.
;; + binary-format.1 binary-format.5 binary-format.22 binary-format.24 binary-format.27
(module binary "\00asm\01\00\00\00"
  "\0e\24\01"                ;; module section: 1 module
    "\22\00asm\01\00\00\00"  ;; its size and preamble
      "\01\05\01"            ;; type section: 1 type
        "\60\00\01\7f"       ;; type 0: [] -> [i32]
      "\03\02\01"            ;; function section: 1 function
        "\00"                ;; of type 0
      "\07\05\01"            ;; export section: 1 export
        "\01f\00\00"         ;; export "f" (func 0)
      "\0a\06\01"            ;; code section: 1 body
        "\04\00\41\01\0b"    ;; (i32.const 1)
  "\0e\47\02"                ;; module section: 2 modules
    "\22\00asm\01\00\00\00"  ;; its size and preamble
      "\01\05\01"            ;; type section: 1 type
        "\60\00\01\7f"       ;; type 0: [] -> [i32]
      "\03\02\01"            ;; function section: 1 function
        "\00"                ;; of type 0
      "\07\05\01"            ;; export section: 1 export
        "\01f\00\00"         ;; export "f" (func 0)
      "\0a\06\01"            ;; code section: 1 body
        "\04\00\41\02\0b"    ;; (i32.const 2)
    "\22\00asm\01\00\00\00"  ;; its size and preamble
      "\01\05\01"            ;; type section: 1 type
        "\60\00\01\7f"       ;; type 0: [] -> [i32]
      "\03\02\01"            ;; function section: 1 function
        "\00"                ;; of type 0
      "\07\05\01"            ;; export section: 1 export
        "\01f\00\00"         ;; export "f" (func 0)
      "\0a\06\01"            ;; code section: 1 body
        "\04\00\41\03\0b"    ;; (i32.const 3)
  "\0f\04\01"                ;; instance section: 1 instance
    "\00\02\00"              ;; instantiate module 2, no arguments
  "\0f\07\02"                ;; instance section: 2 instances
    "\00\01\00"              ;; instantiate module 1, no arguments
    "\00\00\00"              ;; instantiate module 0, no arguments
  "\10\06\01"                ;; alias section: 1 alias
    "\00\00\00\01f"          ;; alias 0 "f" (func)
  "\10\0b\02"                ;; alias section: 2 aliases
    "\00\01\00\01f"          ;; alias 1 "f" (func)
    "\00\02\00\01f"          ;; alias 2 "f" (func)
  "\07\0d\03"                ;; export section: 3 exports
    "\01a\00\00"             ;; export "a" (func 0)
    "\01b\00\01"             ;; export "b" (func 1)
    "\01c\00\02")            ;; export "c" (func 2)
(assert_return (invoke "a") (i32.const 3))
(assert_return (invoke "b") (i32.const 2))
(assert_return (invoke "c") (i32.const 1))
;; - binary-format.1 binary-format.5 binary-format.24 binary-format.28
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\02\00")             ;; there are modules 0 and 1
  "unknown module")
;; - binary-format.1 binary-format.5 binary-format.27 binary-format.33
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\24\01"                ;; module section: 1 module
      "\22\00asm\01\00\00\00"  ;; its size and preamble
        "\01\05\01"            ;; type section: 1 type
          "\60\00\01\7f"       ;; type 0: [] -> [i32]
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\07\05\01"            ;; export section: 1 export
          "\01f\00\00"         ;; export "f" (func 0)
        "\0a\06\01"            ;; code section: 1 body
          "\04\00\41\01\0b"    ;; (i32.const 1)
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\10\06\01"                ;; alias section: 1 alias
      "\00\02\00\01f")         ;; alias 2 "f" (func)
  "unknown instance")

;; Imported modules and instances are numbered first.
;; + binary-format.1 binary-format.24 binary-format.27
(module binary "\00asm\01\00\00\00"
  "\01\19\02"                ;; type section: 2 types
    "\61\02"                 ;; type 0: a module type
      "\01\60\00\01\7f"      ;; type 0: [] -> [i32]
      "\07\01f\00\00"        ;; export "f" (func 0)
    "\62\02"                 ;; type 1: an instance type
      "\01\60\00\01\7f"      ;; type 0: [] -> [i32]
      "\07\01f\00\00"        ;; export "f" (func 0)
  "\02\0d\02"                ;; import section: 2 imports
    "\01k\00\ff\05\00"       ;; import "k" (module 0)
    "\01i\00\ff\06\01"       ;; import "i" (instance 1)
  "\0e\24\01"                ;; module section: 1 module
    "\22\00asm\01\00\00\00"  ;; its size and preamble
      "\01\05\01"            ;; type section: 1 type
        "\60\00\01\7f"       ;; type 0: [] -> [i32]
      "\03\02\01"            ;; function section: 1 function
        "\00"                ;; of type 0
      "\07\05\01"            ;; export section: 1 export
        "\01f\00\00"         ;; export "f" (func 0)
      "\0a\06\01"            ;; code section: 1 body
        "\04\00\41\05\0b"    ;; (i32.const 5)
  "\0f\07\02"                ;; instance section: 2 instances
    "\00\00\00"              ;; instantiate module 0, no arguments
    "\00\01\00"              ;; instantiate module 1, no arguments
  "\10\10\03"                ;; alias section: 3 aliases
    "\00\00\00\01f"          ;; alias 0 "f" (func)
    "\00\01\00\01f"          ;; alias 1 "f" (func)
    "\00\02\00\01f"          ;; alias 2 "f" (func)
  "\07\24\03"                ;; export section: 3 exports
    "\08imported\00\00"      ;; export "imported" (func 0)
    "\09of-import\00\01"     ;; export "of-import" (func 1)
    "\09of-nested\00\02")    ;; export "of-nested" (func 2)
(assert_return (invoke "imported") (i32.const 7))
(assert_return (invoke "of-import") (i32.const 6))
(assert_return (invoke "of-nested") (i32.const 5))

;; Imports come before every module and instance section, even an empty one (D1).
;; - binary-format.7 D1
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\02\07\01"                ;; import section: 1 import
      "\01f\00\ff\00\00")      ;; import "f" (func 0)
  "unexpected content after last section")
;; - binary-format.7 D1
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\02\07\01"                ;; import section: 1 import
      "\01f\00\ff\00\00")      ;; import "f" (func 0)
  "unexpected content after last section")
;; - binary-format.7
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"           ;; type section: 1 type
      "\60\00\00"         ;; type 0: [] -> []
    "\0e\01\00"           ;; module section: no modules
    "\02\07\01"           ;; import section: 1 import
      "\01f\00\ff\00\00")  ;; import "f" (func 0)
  "unexpected content after last section")
;; - binary-format.7
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"    ;; type section: 1 type
      "\60\00\00"  ;; type 0: [] -> []
    "\0f\01\00"    ;; instance section: no instances
    "\02\01\00")   ;; import section: no imports
  "unexpected content after last section")
;; - binary-format.7
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"           ;; type section: 1 type
      "\60\00\00"         ;; type 0: [] -> []
    "\0f\01\00"           ;; instance section: no instances
    "\01\04\01"           ;; type section: 1 type
      "\60\00\00"         ;; type 1: [] -> []
    "\02\07\01"           ;; import section: 1 import
      "\01f\00\ff\00\00")  ;; import "f" (func 0)
  "unexpected content after last section")

;; The rule is about each module by itself: imports of a nested one come after its parent's modules.
;; + binary-format.7
(module definition binary "\00asm\01\00\00\00"
  "\0e\22\02"                ;; module section: 2 modules
    "\08\00asm\01\00\00\00"  ;; an empty module
    "\17\00asm\01\00\00\00"  ;; its size and preamble
      "\01\04\01"            ;; type section: 1 type
        "\60\00\00"          ;; type 0: [] -> []
      "\02\07\01"            ;; import section: 1 import
        "\01f\00\ff\00\00"   ;; import "f" (func 0)
  "\0e\19\01"                ;; module section: 1 module
    "\17\00asm\01\00\00\00"  ;; its size and preamble
      "\01\04\01"            ;; type section: 1 type
        "\60\00\00"          ;; type 0: [] -> []
      "\02\07\01"            ;; import section: 1 import
        "\01f\00\ff\00\00")  ;; import "f" (func 0)

;; An initial section after any other is out of order: here after a function, memory, export, start, code, data count or
;; tag section.
;; - binary-format.4 binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\03\01\00"  ;; function section: no functions
    "\01\01\00")  ;; type section: no types
  "unexpected content after last section")
;; - binary-format.4 binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\03\01\00"  ;; function section: no functions
    "\02\01\00")  ;; import section: no imports
  "unexpected content after last section")
;; - binary-format.4 binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\03\01\00"  ;; function section: no functions
    "\0e\01\00")  ;; module section: no modules
  "unexpected content after last section")
;; - binary-format.4 binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\03\01\00"  ;; function section: no functions
    "\0f\01\00")  ;; instance section: no instances
  "unexpected content after last section")
;; - binary-format.4 binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\03\01\00"  ;; function section: no functions
    "\10\01\00")  ;; alias section: no aliases
  "unexpected content after last section")
;; - binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\04\01\00"  ;; table section: no tables
    "\0e\01\00")  ;; module section: no modules
  "unexpected content after last section")
;; - binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\05\01\00"  ;; memory section: no memories
    "\0f\01\00")  ;; instance section: no instances
  "unexpected content after last section")
;; - binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0d\01\00"  ;; tag section: no tags
    "\10\01\00")  ;; alias section: no aliases
  "unexpected content after last section")
;; - binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\06\01\00"  ;; global section: no globals
    "\01\01\00")  ;; type section: no types
  "unexpected content after last section")
;; - binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\07\01\00"  ;; export section: no exports
    "\02\01\00")  ;; import section: no imports
  "unexpected content after last section")
;; - binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\09\01\00"  ;; element section: no element segments
    "\0e\01\00")  ;; module section: no modules
  "unexpected content after last section")
;; - binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0c\01\00"  ;; data count section: no data segments
    "\0f\01\00")  ;; instance section: no instances
  "unexpected content after last section")
;; - binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0a\01\00"  ;; code section: no bodies
    "\10\01\00")  ;; alias section: no aliases
  "unexpected content after last section")
;; - binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0b\01\00"  ;; data section: no data segments
    "\0e\01\00")  ;; module section: no modules
  "unexpected content after last section")
;; - binary-format.6
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\24\01"                ;; module section: 1 module
      "\22\00asm\01\00\00\00"  ;; its size and preamble
        "\01\05\01"            ;; type section: 1 type
          "\60\00\01\7f"       ;; type 0: [] -> [i32]
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\07\05\01"            ;; export section: 1 export
          "\01f\00\00"         ;; export "f" (func 0)
        "\0a\06\01"            ;; code section: 1 body
          "\04\00\41\01\0b"    ;; (i32.const 1)
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\10\06\01"                ;; alias section: 1 alias
      "\00\00\00\01f"          ;; alias 0 "f" (func)
    "\07\01\00"                ;; export section: no exports
    "\10\06\01"                ;; alias section: 1 alias
      "\00\00\00\01f")         ;; alias 0 "f" (func)
  "unexpected content after last section")

;; The other sections keep their order and come once, after initial sections too.
;; + binary-format.8
(module definition binary "\00asm\01\00\00\00"
  "\0e\0a\01"                ;; module section: 1 module
    "\08\00asm\01\00\00\00"  ;; an empty module
  "\03\01\00"                ;; function section: no functions
  "\04\01\00"                ;; table section: no tables
  "\05\01\00"                ;; memory section: no memories
  "\0d\01\00"                ;; tag section: no tags
  "\06\01\00"                ;; global section: no globals
  "\07\01\00"                ;; export section: no exports
  "\09\01\00"                ;; element section: no element segments
  "\0c\01\00"                ;; data count section: no data segments
  "\0a\01\00"                ;; code section: no bodies
  "\0b\01\00")               ;; data section: no data segments
;; - binary-format.8
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\03\01\00"                ;; function section: no functions
    "\03\01\00")               ;; function section: no functions
  "unexpected content after last section")
;; - binary-format.8
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\05\01\00"                ;; memory section: no memories
    "\04\01\00")               ;; table section: no tables
  "unexpected content after last section")
;; - binary-format.8
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\10\01"                ;; module section: 1 module
      "\0e\00asm\01\00\00\00"  ;; its size and preamble
        "\06\01\00"            ;; global section: no globals
        "\05\01\00")           ;; memory section: no memories
  "unexpected content after last section")

;; Sizes are exact. One byte more than the section has …
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0b\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
      "\00")                   ;; a byte that belongs to nothing
  "section size mismatch")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\05\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
      "\00")                   ;; a byte that belongs to nothing
  "section size mismatch")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\24\01"                ;; module section: 1 module
      "\22\00asm\01\00\00\00"  ;; its size and preamble
        "\01\05\01"            ;; type section: 1 type
          "\60\00\01\7f"       ;; type 0: [] -> [i32]
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\07\05\01"            ;; export section: 1 export
          "\01f\00\00"         ;; export "f" (func 0)
        "\0a\06\01"            ;; code section: 1 body
          "\04\00\41\01\0b"    ;; (i32.const 1)
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\10\07\01"                ;; alias section: 1 alias
      "\00\00\00\01f"          ;; alias 0 "f" (func)
      "\00")                   ;; a byte that belongs to nothing
  "section size mismatch")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"  ;; type section: 1 type
      "\62\00"   ;; type 0: an instance type
      "\01")     ;; a byte that belongs to nothing
  "section size mismatch")

;; … a size one too short, with a section behind it …
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\09\01"                ;; module section: a byte too short, 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\07\01\00")               ;; export section: no exports
  "section size mismatch")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\03\01"                ;; instance section: a byte too short, 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\07\01\00")               ;; export section: no exports
  "section size mismatch")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\24\01"                ;; module section: 1 module
      "\22\00asm\01\00\00\00"  ;; its size and preamble
        "\01\05\01"            ;; type section: 1 type
          "\60\00\01\7f"       ;; type 0: [] -> [i32]
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\07\05\01"            ;; export section: 1 export
          "\01f\00\00"         ;; export "f" (func 0)
        "\0a\06\01"            ;; code section: 1 body
          "\04\00\41\01\0b"    ;; (i32.const 1)
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\10\05\01"                ;; alias section: 1 alias
      "\00\00\00\01f"          ;; alias 0 "f" (func)
    "\07\01\00")               ;; export section: no exports
  "section size mismatch")

;; … a size one too long, which swallows the next section's number …
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0b\01"                ;; module section: a byte too long, 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\07\01\00")               ;; export section: no exports
  "section size mismatch")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\05\01"                ;; instance section: a byte too long, 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\07\01\00")               ;; export section: no exports
  "section size mismatch")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\24\01"                ;; module section: 1 module
      "\22\00asm\01\00\00\00"  ;; its size and preamble
        "\01\05\01"            ;; type section: 1 type
          "\60\00\01\7f"       ;; type 0: [] -> [i32]
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\07\05\01"            ;; export section: 1 export
          "\01f\00\00"         ;; export "f" (func 0)
        "\0a\06\01"            ;; code section: 1 body
          "\04\00\41\01\0b"    ;; (i32.const 1)
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\10\07\01"                ;; alias section: 1 alias
      "\00\00\00\01f"          ;; alias 0 "f" (func)
    "\07\01\00")               ;; export section: no exports
  "section size mismatch")

;; … and one that reaches beyond the file.
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0c\01"                ;; module section: two bytes too long, 1 module
      "\08\00asm\01\00\00\00")  ;; an empty module
  "length out of bounds")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\ff\ff\ff\ff\0f\01"    ;; instance section: 2^32 - 1 bytes, 1 instance
      "\00\00\00")             ;; instantiate module 0, no arguments
  "length out of bounds")

;; Counts: fewer than there are, and more than there are (nothing behind, or the next section).
;; - binary-format.22 binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\13\01"                ;; module section: 1 module, but there are 2
      "\08\00asm\01\00\00\00"  ;; an empty module
      "\08\00asm\01\00\00\00")  ;; an empty module
  "section size mismatch")
;; - binary-format.26 binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\07\01"                ;; instance section: 1 instance, but there are 2
      "\00\00\00"              ;; instantiate module 0, no arguments
      "\00\00\00")             ;; instantiate module 0, no arguments
  "section size mismatch")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\24\01"                ;; module section: 1 module
      "\22\00asm\01\00\00\00"  ;; its size and preamble
        "\01\05\01"            ;; type section: 1 type
          "\60\00\01\7f"       ;; type 0: [] -> [i32]
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\07\05\01"            ;; export section: 1 export
          "\01f\00\00"         ;; export "f" (func 0)
        "\0a\06\01"            ;; code section: 1 body
          "\04\00\41\01\0b"    ;; (i32.const 1)
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\10\0b\01"                ;; alias section: 1 alias, but there are 2
      "\00\00\00\01f"          ;; alias 0 "f" (func)
      "\00\00\00\01f")         ;; alias 0 "f" (func)
  "section size mismatch")
;; - binary-format.22 binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\02"                ;; module section: 2 modules, but there is 1
      "\08\00asm\01\00\00\00")  ;; an empty module
  "unexpected end")
;; - binary-format.26 binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\04\02"                ;; instance section: 2 instances, but there is 1
      "\00\00\00")             ;; instantiate module 0, no arguments
  "unexpected end")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\24\01"                ;; module section: 1 module
      "\22\00asm\01\00\00\00"  ;; its size and preamble
        "\01\05\01"            ;; type section: 1 type
          "\60\00\01\7f"       ;; type 0: [] -> [i32]
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\07\05\01"            ;; export section: 1 export
          "\01f\00\00"         ;; export "f" (func 0)
        "\0a\06\01"            ;; code section: 1 body
          "\04\00\41\01\0b"    ;; (i32.const 1)
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\10\06\02"                ;; alias section: 2 aliases, but there is 1
      "\00\00\00\01f")         ;; alias 0 "f" (func)
  "unexpected end")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\05\ff\ff\ff\ff\0f")  ;; module section: 2^32 - 1 modules, of which there is none
  "length out of bounds")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0f\05\ff\ff\ff\ff\0f")  ;; instance section: 2^32 - 1 instances
  "length out of bounds")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\10\05\ff\ff\ff\ff\0f")  ;; alias section: 2^32 - 1 aliases
  "length out of bounds")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\07\01"             ;; type section: 1 type
      "\62\ff\ff\ff\ff\0f")  ;; an instance type of 2^32 - 1 entries
  "length out of bounds")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\07\01"             ;; type section: 1 type
      "\61\ff\ff\ff\ff\0f")  ;; a module type of 2^32 - 1 entries
  "length out of bounds")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\ff\ff\ff\ff\0f")  ;; instantiate module 0 with 2^32 - 1 arguments
  "length out of bounds")

;; Numbers: LEB128 with padding is fine up to five bytes …
;; + binary-format.39
(module binary "\00asm\01\00\00\00"
  "\0e\26\81\80\00"             ;; module section: 1 module
    "\22\00asm\01\00\00\00"     ;; its size and preamble
      "\01\05\01"               ;; type section: 1 type
        "\60\00\01\7f"          ;; type 0: [] -> [i32]
      "\03\02\01"               ;; function section: 1 function
        "\00"                   ;; of type 0
      "\07\05\01"               ;; export section: 1 export
        "\01f\00\00"            ;; export "f" (func 0)
      "\0a\06\01"               ;; code section: 1 body
        "\04\00\41\04\0b"       ;; (i32.const 4)
  "\0f\0d\81\80\80\80\00"       ;; instance section: 1 instance
    "\00\80\00\80\80\80\80\00"  ;; instantiate module 0, no arguments
  "\10\0a\81\00"                ;; alias section: 1 alias
    "\00\80\80\00\00\81\00f"    ;; alias 0 "f" (func): the name has a padded length
  "\07\05\01"                   ;; export section: 1 export
    "\01g\00\00")               ;; export "g" (func 0)
(assert_return (invoke "g") (i32.const 4))
;; + binary-format.17 binary-format.18 binary-format.39
(module definition binary "\00asm\01\00\00\00"
  "\01\05\01"                    ;; type section: 1 type
    "\61\80\80\00"               ;; a module type of 0 entries
  "\02\0b\81\00"                 ;; import section: 1 import
    "\81\80\00k\00\ff\05\80\00")  ;; import "k" (module 0)

;; … not beyond, nor with bits that no 32-bit number has.
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0f\09\01"                   ;; instance section: 1 instance
      "\00\80\80\80\80\80\00\00")  ;; a module index of six bytes
  "integer representation too long")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\80\80\80\80\10\00")  ;; a module index beyond 32 bits
  "integer too large")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\10\0a\01"                      ;; alias section: 1 alias
      "\00\80\80\80\80\80\00\00\00")  ;; an instance index of six bytes
  "integer representation too long")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\10\09\01"                   ;; alias section: 1 alias
      "\01\80\80\80\80\70\07\00")  ;; a depth beyond 32 bits
  "integer too large")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\10\0a\01"                      ;; alias section: 1 alias
      "\01\00\07\80\80\80\80\80\00")  ;; a type index of six bytes
  "integer representation too long")
;; - binary-format.39
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0f\01"             ;; module section: 1 module
      "\88\80\80\80\80\00"  ;; a module size of six bytes
      "\00asm\01\00\00\00")
  "integer representation too long")

;; Discriminants are single bytes: padded, they are others.
;; - binary-format.26
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\05\01"                ;; instance section: 1 instance
      "\80\00\00\00")          ;; 0x00 in two bytes
  "malformed instance definition")
;; - binary-format.31
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\24\01"                ;; module section: 1 module
      "\22\00asm\01\00\00\00"  ;; its size and preamble
        "\01\05\01"            ;; type section: 1 type
          "\60\00\01\7f"       ;; type 0: [] -> [i32]
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\07\05\01"            ;; export section: 1 export
          "\01f\00\00"         ;; export "f" (func 0)
        "\0a\06\01"            ;; code section: 1 body
          "\04\00\41\01\0b"    ;; (i32.const 1)
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\10\07\01"                ;; alias section: 1 alias
      "\80\00\00\00\01f")      ;; 0x00 in two bytes
  "malformed alias target")
;; - binary-format.13
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\08\01"                ;; type section: 1 type
      "\62\01\81\00\60\00\00")  ;; 0x62, then an entry 0x01 in two bytes
  "malformed instance type definition")

;; Custom sections may stand anywhere, between initial sections and in nested modules too …
;; + binary-format.40
(module binary "\00asm\01\00\00\00"
  "\00\02"                   ;; custom section
    "\01a"                   ;; named "a"
  "\0e\30\01"                ;; module section: 1 module
    "\2e\00asm\01\00\00\00"  ;; its size and preamble
      "\00\02"               ;; custom section
        "\01b"               ;; named "b"
      "\01\05\01"            ;; type section: 1 type
        "\60\00\01\7f"       ;; type 0: [] -> [i32]
      "\00\02"               ;; custom section
        "\01c"               ;; named "c"
      "\03\02\01"            ;; function section: 1 function
        "\00"                ;; of type 0
      "\07\05\01"            ;; export section: 1 export
        "\01f\00\00"         ;; export "f" (func 0)
      "\0a\06\01"            ;; code section: 1 body
        "\04\00\41\0b\0b"    ;; (i32.const 11)
      "\00\02"               ;; custom section
        "\01d"               ;; named "d"
  "\00\02"                   ;; custom section
    "\01e"                   ;; named "e"
  "\0f\04\01"                ;; instance section: 1 instance
    "\00\00\00"              ;; instantiate module 0, no arguments
  "\00\02"                   ;; custom section
    "\01f"                   ;; named "f"
  "\10\06\01"                ;; alias section: 1 alias
    "\00\00\00\01f"          ;; alias 0 "f" (func)
  "\00\02"                   ;; custom section
    "\01g"                   ;; named "g"
  "\07\05\01"                ;; export section: 1 export
    "\01g\00\00")            ;; export "g" (func 0)
(assert_return (invoke "g") (i32.const 11))
;; + binary-format.40
(module definition binary "\00asm\01\00\00\00"
  "\01\04\01"           ;; type section: 1 type
    "\60\00\00"         ;; type 0: [] -> []
  "\00\02"              ;; custom section
    "\01a"              ;; named "a"
  "\02\07\01"           ;; import section: 1 import
    "\01f\00\ff\00\00"  ;; import "f" (func 0)
  "\00\02"              ;; custom section
    "\01a"              ;; named "a"
  "\02\01\00")          ;; import section: no imports

;; … but do not excuse an order that is wrong, and need a name.
;; - binary-format.40
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\00\02"                   ;; custom section
      "\01a"                   ;; named "a"
    "\02\01\00")               ;; import section: no imports
  "unexpected content after last section")
;; - binary-format.40
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0d\01"                ;; module section: 1 module
      "\0b\00asm\01\00\00\00"  ;; its size and preamble
        "\00\01"               ;; custom section
          "\02")               ;; a name of two bytes, which are not there
  "length out of bounds")

;; The binary format: exports. spec: Binary.md, "Export section"

;; Kinds 5 and 6: imported, defined and aliased modules and instances.
;; + binary-format.37 binary-format.38
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
        "\04\00\41\11\0b"    ;; (i32.const 17)
  "\0f\04\01"                ;; instance section: 1 instance
    "\00\00\00"              ;; instantiate module 0, no arguments
  "\07\09\02"                ;; export section: 2 exports
    "\01m\05\00"             ;; export "m" (module 0)
    "\01i\06\00")            ;; export "i" (instance 0)
(assert_return (invoke "i" "f") (i32.const 17))
;; + binary-format.37 binary-format.38
(module definition binary "\00asm\01\00\00\00"
  "\01\54\01"                    ;; type section: 1 type
    "\62\0a"                     ;; type 0: an instance type
      "\01\60\00\00"             ;; type 0: [] -> []
      "\01\61\00"                ;; type 1: a module type
      "\01\62\00"                ;; type 2: an instance type
      "\07\04func\00\00"         ;; export "func" (func 0)
      "\07\05table\01\70\00\01"  ;; export "table" (table 1 funcref)
      "\07\06memory\02\00\01"    ;; export "memory" (memory 1)
      "\07\06global\03\7f\00"    ;; export "global" (global i32)
      "\07\03tag\04\00\00"       ;; export "tag" (tag, type 0)
      "\07\06module\05\01"       ;; export "module" (module 1)
      "\07\08instance\06\02"     ;; export "instance" (instance 2)
  "\02\07\01"                    ;; import section: 1 import
    "\01a\00\ff\06\00"           ;; import "a" (instance 0)
  "\10\17\02"                    ;; alias section: 2 aliases
    "\00\00\05\06module"         ;; alias 0 "module" (module)
    "\00\00\06\08instance"       ;; alias 0 "instance" (instance)
  "\07\0d\03"                    ;; export section: 3 exports
    "\01m\05\00"                 ;; export "m" (module 0)
    "\01i\06\00"                 ;; export "i" (instance 0)
    "\01j\06\01")                ;; export "j" (instance 1)
;; - binary-format.38
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\07\05\01"                ;; export section: 1 export
      "\01m\05\01")            ;; export "m" (module 1)
  "unknown module")
;; - binary-format.38
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\07\05\01"                ;; export section: 1 export
      "\01i\06\01")            ;; export "i" (instance 1)
  "unknown instance")
;; - binary-format.38
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\03\01"     ;; type section: 1 type
      "\61\00"      ;; type 0: a module type
    "\07\05\01"     ;; export section: 1 export
      "\01m\05\00")  ;; export "m" (module 0: there is a type 0 only)
  "unknown module")
;; - binary-format.38
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\07\09\02"                ;; export section: 2 exports
      "\01m\05\00"             ;; export "m" (module 0)
      "\01m\06\00")            ;; export "m" (instance 0)
  "duplicate export name")
;; - binary-format.37
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\07\05\01"                ;; export section: 1 export
      "\01m\07\00")            ;; export "m" (kind 07)
  "malformed export kind")
;; - binary-format.37
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\07\05\01"                ;; export section: 1 export
      "\01m\08\00")            ;; export "m" (kind 08)
  "malformed export kind")
;; - binary-format.37
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\07\05\01"                ;; export section: 1 export
      "\01m\ff\00")            ;; export "m" (kind ff)
  "malformed export kind")

;; Names are UTF-8, in each place that the proposal adds.
;; - binary-format.42
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\03\01"             ;; type section: 1 type
      "\62\00"              ;; type 0: an instance type
    "\02\07\01"             ;; import section: 1 import
      "\01\c0\00\ff\06\00")  ;; an import of one level
  "malformed UTF-8 encoding")
;; - binary-format.42
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\09\01"                   ;; type section: 1 type
      "\62\01\07\01\c0\02\00\01")  ;; an instance type with an export
  "malformed UTF-8 encoding")
;; - binary-format.42
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\0b\01"                         ;; type section: 1 type
      "\61\01\02\01\c0\00\ff\02\00\01")  ;; a module type with an import
  "malformed UTF-8 encoding")
;; - binary-format.42
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01\01\c0\05\00")  ;; an argument
  "malformed UTF-8 encoding")
;; - binary-format.42
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\10\06\01"                ;; alias section: 1 alias
      "\00\00\00\01\c0")       ;; an alias
  "malformed UTF-8 encoding")
;; + binary-format.42
(module binary "\00asm\01\00\00\00"
  "\0e\18\01"                          ;; module section: 1 module
    "\16\00asm\01\00\00\00"            ;; its size and preamble
      "\05\03\01"                      ;; memory section: 1 memory
        "\00\01"                       ;; 1 page
      "\07\07\01"                      ;; export section: 1 export
        "\03\e2\82\ac\02\00"           ;; "€" (memory 0)
  "\0f\04\01"                          ;; instance section: 1 instance
    "\00\00\00"                        ;; instantiate module 0, no arguments
  "\10\08\01"                          ;; alias section: 1 alias
    "\00\00\02\03\e2\82\ac"            ;; alias 0 "€" (memory)
  "\0e\16\01"                          ;; module section: 1 module
    "\14\00asm\01\00\00\00"            ;; its size and preamble
      "\02\0a\01"                      ;; import section: 1 import
        "\03\e2\82\ac\00\ff\02\00\01"  ;; import "€" (memory 1)
  "\0f\0a\01"                          ;; instance section: 1 instance
    "\00\01\01\03\e2\82\ac\02\00")     ;; instantiate module 1, 1 argument: "€" = memory 0

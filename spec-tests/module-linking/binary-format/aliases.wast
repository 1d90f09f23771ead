;; The binary format: aliases. spec: Binary.md, "Alias section (16)"

;; Exports of every kind.
;; + binary-format.31 binary-format.34
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
  "\10\09\01"                    ;; alias section: 1 alias
    "\00\00\00\04func"           ;; alias 0 "func" (func)
  "\07\05\01"                    ;; export section: 1 export
    "\01x\00\00")                ;; export "x" (func)
;; + binary-format.31 binary-format.34
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
  "\10\0a\01"                    ;; alias section: 1 alias
    "\00\00\01\05table"          ;; alias 0 "table" (table)
  "\07\05\01"                    ;; export section: 1 export
    "\01x\01\00")                ;; export "x" (table)
;; + binary-format.31 binary-format.34
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
  "\10\0b\01"                    ;; alias section: 1 alias
    "\00\00\02\06memory"         ;; alias 0 "memory" (memory)
  "\07\05\01"                    ;; export section: 1 export
    "\01x\02\00")                ;; export "x" (memory)
;; + binary-format.31 binary-format.34
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
  "\10\0b\01"                    ;; alias section: 1 alias
    "\00\00\03\06global"         ;; alias 0 "global" (global)
  "\07\05\01"                    ;; export section: 1 export
    "\01x\03\00")                ;; export "x" (global)
;; + binary-format.31 binary-format.34 D22
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
  "\10\08\01"                    ;; alias section: 1 alias
    "\00\00\04\03tag"            ;; alias 0 "tag" (tag)
  "\07\05\01"                    ;; export section: 1 export
    "\01x\04\00")                ;; export "x" (tag)
;; + binary-format.31 binary-format.34
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
  "\10\0b\01"                    ;; alias section: 1 alias
    "\00\00\05\06module"         ;; alias 0 "module" (module)
  "\07\05\01"                    ;; export section: 1 export
    "\01x\05\00")                ;; export "x" (module)
;; + binary-format.31 binary-format.34
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
  "\10\0d\01"                    ;; alias section: 1 alias
    "\00\00\06\08instance"       ;; alias 0 "instance" (instance)
  "\07\05\01"                    ;; export section: 1 export
    "\01x\06\01")                ;; export "x" (instance)

;; Of another kind than the export is, of a name that is not there, of an instance that is not there:
;; - binary-format.34
(assert_invalid
  (module binary "\00asm\01\00\00\00"
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
    "\10\0b\01"                    ;; alias section: 1 alias
      "\00\00\00\06global")        ;; alias 0 "global" (func)
  "type mismatch")
;; - binary-format.34
(assert_invalid
  (module binary "\00asm\01\00\00\00"
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
    "\10\08\01"                    ;; alias section: 1 alias
      "\00\00\01\03tag")           ;; alias 0 "tag" (table)
  "type mismatch")
;; - binary-format.34
(assert_invalid
  (module binary "\00asm\01\00\00\00"
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
    "\10\0b\01"                    ;; alias section: 1 alias
      "\00\00\02\06module")        ;; alias 0 "module" (memory)
  "type mismatch")
;; - binary-format.34
(assert_invalid
  (module binary "\00asm\01\00\00\00"
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
    "\10\0d\01"                    ;; alias section: 1 alias
      "\00\00\03\08instance")      ;; alias 0 "instance" (global)
  "type mismatch")
;; - binary-format.34
(assert_invalid
  (module binary "\00asm\01\00\00\00"
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
    "\10\09\01"                    ;; alias section: 1 alias
      "\00\00\04\04func")          ;; alias 0 "func" (tag)
  "type mismatch")
;; - binary-format.34
(assert_invalid
  (module binary "\00asm\01\00\00\00"
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
    "\10\0a\01"                    ;; alias section: 1 alias
      "\00\00\05\05table")         ;; alias 0 "table" (module)
  "type mismatch")
;; - binary-format.34
(assert_invalid
  (module binary "\00asm\01\00\00\00"
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
    "\10\0b\01"                    ;; alias section: 1 alias
      "\00\00\06\06memory")        ;; alias 0 "memory" (instance)
  "type mismatch")
;; - binary-format.34
(assert_invalid
  (module binary "\00asm\01\00\00\00"
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
    "\10\09\01"                    ;; alias section: 1 alias
      "\00\00\00\04Func")          ;; alias 0 "Func" (func)
  "unknown export")
;; - binary-format.34
(assert_invalid
  (module binary "\00asm\01\00\00\00"
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
    "\10\05\01"                    ;; alias section: 1 alias
      "\00\00\00\00")              ;; alias 0 "" (func)
  "unknown export")
;; - binary-format.2 binary-format.33
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\10\06\01"           ;; alias section: 1 alias
      "\00\00\00\01f"     ;; alias 0 "f" (func)
    "\01\0c\01"           ;; type section: 1 type
      "\62\02"            ;; type 0: an instance type
        "\01\60\00\00"    ;; type 0: [] -> []
        "\07\01f\00\00"   ;; export "f" (func 0)
    "\02\07\01"           ;; import section: 1 import
      "\01i\00\ff\06\00")  ;; import "i" (instance 0)
  "unknown instance")
;; - binary-format.33
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
    "\10\06\01"                ;; alias section: 1 alias
      "\00\00\00\01f"          ;; alias 0 "f" (func)
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00")             ;; instantiate module 0, no arguments
  "unknown instance")

;; An alias of an alias in the same section: the instance within the instance.
;; + binary-format.2 binary-format.33
(module definition binary "\00asm\01\00\00\00"
  "\01\11\01"               ;; type section: 1 type
    "\62\02"                ;; type 0: an instance type
      "\01\62\01"           ;; type 0: an instance type
        "\07\01m\02\00\01"  ;; export "m" (memory 1)
      "\07\01i\06\00"       ;; export "i" (instance 0)
  "\02\07\01"               ;; import section: 1 import
    "\01a\00\ff\06\00"      ;; import "a" (instance 0)
  "\10\0b\02"               ;; alias section: 2 aliases
    "\00\00\06\01i"         ;; alias 0 "i" (instance)
    "\00\01\02\01m")        ;; alias 1 "m" (memory)
;; - binary-format.2 binary-format.33
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\11\01"               ;; type section: 1 type
      "\62\02"                ;; type 0: an instance type
        "\01\62\01"           ;; type 0: an instance type
          "\07\01m\02\00\01"  ;; export "m" (memory 1)
        "\07\01i\06\00"       ;; export "i" (instance 0)
    "\02\07\01"               ;; import section: 1 import
      "\01a\00\ff\06\00"      ;; import "a" (instance 0)
    "\10\0b\02"               ;; alias section: 2 aliases
      "\00\01\02\01m"         ;; alias 1 "m" (memory)
      "\00\00\06\01i")        ;; alias 0 "i" (instance)
  "unknown instance")

;; Targets and kinds that are none: types are no exports, and of what is outside only types and modules are seen.
;; - binary-format.31
(assert_malformed
  (module binary "\00asm\01\00\00\00"
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
    "\10\09\01"                    ;; alias section: 1 alias
      "\02\00\00\04func")          ;; target 02
  "malformed alias target")
;; - binary-format.31
(assert_malformed
  (module binary "\00asm\01\00\00\00"
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
    "\10\09\01"                    ;; alias section: 1 alias
      "\03\00\00\04func")          ;; target 03
  "malformed alias target")
;; - binary-format.31
(assert_malformed
  (module binary "\00asm\01\00\00\00"
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
    "\10\09\01"                    ;; alias section: 1 alias
      "\10\00\00\04func")          ;; target 10
  "malformed alias target")
;; - binary-format.31
(assert_malformed
  (module binary "\00asm\01\00\00\00"
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
    "\10\09\01"                    ;; alias section: 1 alias
      "\00\00\07\04func")          ;; kind 07
  "malformed alias kind")
;; - binary-format.31
(assert_malformed
  (module binary "\00asm\01\00\00\00"
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
    "\10\09\01"                    ;; alias section: 1 alias
      "\00\00\08\04func")          ;; kind 08
  "malformed alias kind")
;; - binary-format.31
(assert_malformed
  (module binary "\00asm\01\00\00\00"
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
    "\10\09\01"                    ;; alias section: 1 alias
      "\00\00\ff\04func")          ;; kind ff
  "malformed alias kind")
;; - binary-format.32
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\00\00")      ;; outer, kind 00
  "malformed alias kind")
;; - binary-format.32
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\01\00")      ;; outer, kind 01
  "malformed alias kind")
;; - binary-format.32
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\02\00")      ;; outer, kind 02
  "malformed alias kind")
;; - binary-format.32
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\03\00")      ;; outer, kind 03
  "malformed alias kind")
;; - binary-format.32
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\04\00")      ;; outer, kind 04
  "malformed alias kind")
;; - binary-format.32
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\06\00")      ;; outer, kind 06
  "malformed alias kind")
;; - binary-format.32
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\08\00")      ;; outer, kind 08
  "malformed alias kind")

;; The depth counts the enclosing modules and types: none around the outermost module …
;; - binary-format.35
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"       ;; type section: 1 type
      "\60\00\00"     ;; type 0: [] -> []
    "\10\05\01"       ;; alias section: 1 alias
      "\01\00\07\00")  ;; alias outer 0 0 (type)
  "unknown outer scope")
;; - binary-format.35
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\10\05\01"                ;; alias section: 1 alias
      "\01\00\05\00")          ;; alias outer 0 0 (module)
  "unknown outer scope")
;; - binary-format.35
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\01\07\00")      ;; alias outer 1 0 (type)
  "unknown outer scope")
;; - binary-format.35
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                       ;; type section: 1 type
      "\60\00\00"                     ;; type 0: [] -> []
    "\0e\15\01"                       ;; module section: 1 module
      "\13\00asm\01\00\00\00"         ;; its size and preamble
        "\10\09\01"                   ;; alias section: 1 alias
          "\01\ff\ff\ff\ff\0f\07\00")  ;; alias outer 4294967295 0 (type)
  "unknown outer scope")
;; - binary-format.35
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0b\02"            ;; type section: 2 types
      "\60\00\00"          ;; type 0: [] -> []
      "\62\01"             ;; type 1: an instance type
        "\0f\01\01\07\00")  ;; alias outer 1 0 (type)
  "unknown outer scope")

;; … and each reaches what is in it, up to the outermost.
;; + binary-format.32 binary-format.35
(module binary "\00asm\01\00\00\00"
  "\01\05\01"                    ;; type section: 1 type
    "\60\00\01\7f"               ;; type 0: [] -> [i32]
  "\0e\4b\01"                    ;; module section: 1 module
    "\49\00asm\01\00\00\00"      ;; its size and preamble
      "\01\04\01"                ;; type section: 1 type
        "\60\00\00"              ;; type 0: [] -> []
      "\0e\24\01"                ;; module section: 1 module
        "\22\00asm\01\00\00\00"  ;; its size and preamble
          "\10\05\01"            ;; alias section: 1 alias
            "\01\01\07\00"       ;; alias outer 1 0 (type)
          "\03\02\01"            ;; function section: 1 function
            "\00"                ;; of type 0
          "\07\05\01"            ;; export section: 1 export
            "\01f\00\00"         ;; export "f" (func 0)
          "\0a\06\01"            ;; code section: 1 body
            "\04\00\41\10\0b"    ;; (i32.const 16)
      "\0f\04\01"                ;; instance section: 1 instance
        "\00\00\00"              ;; instantiate module 0, no arguments
      "\10\06\01"                ;; alias section: 1 alias
        "\00\00\00\01f"          ;; alias 0 "f" (func)
      "\07\05\01"                ;; export section: 1 export
        "\01f\00\00"             ;; export "f" (func 0)
  "\0f\04\01"                    ;; instance section: 1 instance
    "\00\00\00"                  ;; instantiate module 0, no arguments
  "\10\06\01"                    ;; alias section: 1 alias
    "\00\00\00\01f"              ;; alias 0 "f" (func)
  "\07\05\01"                    ;; export section: 1 export
    "\01g\00\00")                ;; export "g" (func 0)
(assert_return (invoke "g") (i32.const 16))
;; - binary-format.33
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\07\01")      ;; alias outer 0 1 (type)
  "unknown type")
;; - binary-format.33
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\05\00")      ;; alias outer 0 0 (module)
  "unknown module")

;; A type brought in has the kind it has.
;; - binary-format.20
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\1a\01"                ;; module section: 1 module
      "\18\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\07\00"       ;; alias outer 0 0 (type)
        "\02\07\01"            ;; import section: 1 import
          "\01m\00\ff\05\00")  ;; import "m" (module 0)
  "type mismatch")

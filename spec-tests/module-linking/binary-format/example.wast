;; The binary format: the Explainer's example. spec: Explainer, "Binary Format Considerations"

;; The Explainer's example as the ten sections that it lists. `f` is aliased where the Explainer's text says `g` (D23).
;; + binary-format.41
(module definition binary "\00asm\01\00\00\00"
  "\01\0f\02"                ;; type section: 2 types
    "\62\02"                 ;; type 0: an instance type
      "\01\60\00\00"         ;; type 0: [] -> []
      "\07\01f\00\00"        ;; export "f" (func 0)
    "\60\00\00"              ;; type 1: [] -> []
  "\02\08\01"                ;; import section: 1 import
    "\02i\31\00\ff\06\00"    ;; import "i1" (instance 0)
  "\0e\2b\01"                ;; module section: 1 module
    "\29\00asm\01\00\00\00"  ;; its size and preamble
      "\10\05\01"            ;; alias section: 1 alias
        "\01\00\07\01"       ;; alias outer 0 1 (type)
      "\02\07\01"            ;; import section: 1 import
        "\01g\00\ff\00\00"   ;; import "g" (func 0)
      "\03\02\01"            ;; function section: 1 function
        "\00"                ;; of type 0
      "\07\05\01"            ;; export section: 1 export
        "\01h\00\01"         ;; export "h" (func 1)
      "\0a\04\01"            ;; code section: 1 body
        "\02\00\0b"          ;; empty
  "\10\06\01"                ;; alias section: 1 alias
    "\00\00\00\01f"          ;; alias 0 "f" (func)
  "\0f\08\01"                ;; instance section: 1 instance
    "\00\00\01"              ;; instantiate module 0, 1 argument
      "\01g\00\00"           ;; "g" = func 0
  "\10\06\01"                ;; alias section: 1 alias
    "\00\01\00\01h"          ;; alias 1 "h" (func)
  "\0f\08\01"                ;; instance section: 1 instance
    "\00\00\01"              ;; instantiate module 0, 1 argument
      "\01g\00\01"           ;; "g" = func 1
  "\10\06\01"                ;; alias section: 1 alias
    "\00\02\00\01h"          ;; alias 2 "h" (func)
  "\03\02\01"                ;; function section: 1 function
    "\01"                    ;; of type 1
  "\0a\06\01"                ;; code section: 1 body
    "\04\00\10\02\0b")       ;; call func 2
;; - binary-format.41 D23
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0f\02"                ;; type section: 2 types
      "\62\02"                 ;; type 0: an instance type
        "\01\60\00\00"         ;; type 0: [] -> []
        "\07\01f\00\00"        ;; export "f" (func 0)
      "\60\00\00"              ;; type 1: [] -> []
    "\02\08\01"                ;; import section: 1 import
      "\02i\31\00\ff\06\00"    ;; import "i1" (instance 0)
    "\0e\2b\01"                ;; module section: 1 module
      "\29\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\07\01"       ;; alias outer 0 1 (type)
        "\02\07\01"            ;; import section: 1 import
          "\01g\00\ff\00\00"   ;; import "g" (func 0)
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\07\05\01"            ;; export section: 1 export
          "\01h\00\01"         ;; export "h" (func 1)
        "\0a\04\01"            ;; code section: 1 body
          "\02\00\0b"          ;; empty
    "\10\06\01"                ;; alias section: 1 alias
      "\00\00\00\01f"          ;; alias 0 "f" (func)
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01g\00\00"           ;; "g" = func 0
    "\10\06\01"                ;; alias section: 1 alias
      "\00\01\00\01g"          ;; alias 1 "g" (func)
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01g\00\01"           ;; "g" = func 1
    "\10\06\01"                ;; alias section: 1 alias
      "\00\02\00\01h"          ;; alias 2 "h" (func)
    "\03\02\01"                ;; function section: 1 function
      "\01"                    ;; of type 1
    "\0a\06\01"                ;; code section: 1 body
      "\04\00\10\02\0b")       ;; call func 2
  "unknown export")
;; - binary-format.41 D23
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\0f\02"                ;; type section: 2 types
      "\62\02"                 ;; type 0: an instance type
        "\01\60\00\00"         ;; type 0: [] -> []
        "\07\01f\00\00"        ;; export "f" (func 0)
      "\60\00\00"              ;; type 1: [] -> []
    "\02\08\01"                ;; import section: 1 import
      "\02i\31\00\ff\06\00"    ;; import "i1" (instance 0)
    "\0e\2b\01"                ;; module section: 1 module
      "\29\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\07\01"       ;; alias outer 0 1 (type)
        "\02\07\01"            ;; import section: 1 import
          "\01g\00\ff\00\00"   ;; import "g" (func 0)
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\07\05\01"            ;; export section: 1 export
          "\01h\00\01"         ;; export "h" (func 1)
        "\0a\04\01"            ;; code section: 1 body
          "\02\00\0b"          ;; empty
    "\10\06\01"                ;; alias section: 1 alias
      "\00\00\00\01f"          ;; alias 0 "f" (func)
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01g\00\00"           ;; "g" = func 0
    "\10\06\01"                ;; alias section: 1 alias
      "\00\01\00\01h"          ;; alias 1 "h" (func)
    "\0f\08\01"                ;; instance section: 1 instance
      "\00\00\01"              ;; instantiate module 0, 1 argument
        "\01g\00\01"           ;; "g" = func 1
    "\10\06\01"                ;; alias section: 1 alias
      "\00\02\00\01g"          ;; alias 2 "g" (func)
    "\03\02\01"                ;; function section: 1 function
      "\01"                    ;; of type 1
    "\0a\06\01"                ;; code section: 1 body
      "\04\00\10\02\0b")       ;; call func 2
  "unknown export")

;; The binary format: nested modules. spec: Binary.md, "Module section (14)"

;; A nested module is a whole module, preamble and all sections included; three levels of them.
;; + binary-format.22 binary-format.23
(module binary "\00asm\01\00\00\00"
  "\0e\66\01"                        ;; module section: 1 module
    "\64\00asm\01\00\00\00"          ;; its size and preamble
      "\0e\45\01"                    ;; module section: 1 module
        "\43\00asm\01\00\00\00"      ;; its size and preamble
          "\0e\24\01"                ;; module section: 1 module
            "\22\00asm\01\00\00\00"  ;; its size and preamble
              "\01\05\01"            ;; type section: 1 type
                "\60\00\01\7f"       ;; type 0: [] -> [i32]
              "\03\02\01"            ;; function section: 1 function
                "\00"                ;; of type 0
              "\07\05\01"            ;; export section: 1 export
                "\01f\00\00"         ;; export "f" (func 0)
              "\0a\06\01"            ;; code section: 1 body
                "\04\00\41\0c\0b"    ;; (i32.const 12)
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
        "\01f\00\00"                 ;; export "f" (func 0)
  "\0f\04\01"                        ;; instance section: 1 instance
    "\00\00\00"                      ;; instantiate module 0, no arguments
  "\10\06\01"                        ;; alias section: 1 alias
    "\00\00\00\01f"                  ;; alias 0 "f" (func)
  "\07\05\01"                        ;; export section: 1 export
    "\01f\00\00")                    ;; export "f" (func 0)
(assert_return (invoke "f") (i32.const 12))
;; + binary-format.23
(module binary "\00asm\01\00\00\00"
  "\0e\5f\01"                 ;; module section: 1 module
    "\5d\00asm\01\00\00\00"   ;; its size and preamble
      "\01\08\02"             ;; type section: 2 types
        "\60\00\01\7f"        ;; type 0: [] -> [i32]
        "\60\00\00"           ;; type 1: [] -> []
      "\03\03\02"             ;; function section: 2 functions
        "\00"                 ;; of type 0
        "\01"                 ;; of type 1
      "\04\04\01"             ;; table section: 1 table
        "\70\00\01"           ;; 1 funcref
      "\05\03\01"             ;; memory section: 1 memory
        "\00\01"              ;; 1 page
      "\0d\03\01"             ;; tag section: 1 tag
        "\00\01"              ;; type 1
      "\06\06\01"             ;; global section: 1 global
        "\7f\00\41\0d\0b"     ;; i32 13
      "\07\09\02"             ;; export section: 2 exports
        "\01f\00\00"          ;; export "f" (func 0)
        "\01g\03\00"          ;; export "g" (global 0)
      "\08\01"                ;; start section
        "\01"                 ;; func 1
      "\09\07\01"             ;; element section: 1 segment
        "\00\41\00\0b\01\00"  ;; at 0: func 0
      "\0c\01\01"             ;; data count section: 1 data segment
      "\0a\09\02"             ;; code section: 2 bodies
        "\04\00\41\02\0b"     ;; (i32.const 2)
        "\02\00\0b"           ;; empty
      "\0b\07\01"             ;; data section: 1 segment
        "\00\41\00\0b\01x"    ;; at 0: "x"
  "\0f\04\01"                 ;; instance section: 1 instance
    "\00\00\00"               ;; instantiate module 0, no arguments
  "\07\05\01"                 ;; export section: 1 export
    "\01i\06\00")             ;; export "i" (instance 0)
(assert_return (get "i" "g") (i32.const 13))
(assert_return (invoke "i" "f") (i32.const 2))

;; Its index spaces are its own: functions, memories and modules of the parent are not in them.
;; - binary-format.23
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\02\07\01"                ;; import section: 1 import
      "\01f\00\ff\00\00"       ;; import "f" (func 0)
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\07\05\01"            ;; export section: 1 export
          "\01f\00\00")        ;; export "f" (func 0)
  "unknown function")
;; - binary-format.23
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0e\14\01"                ;; module section: 1 module
      "\12\00asm\01\00\00\00"  ;; its size and preamble
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\0a\04\01"            ;; code section: 1 body
          "\02\00\0b")         ;; empty
  "unknown type")
;; - binary-format.23
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0e\10\01"                ;; module section: 1 module
      "\0e\00asm\01\00\00\00"  ;; its size and preamble
        "\0f\04\01"            ;; instance section: 1 instance
          "\00\00\00")         ;; instantiate module 0, no arguments
  "unknown module")
;; - binary-format.23
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00"  ;; an empty module
    "\0f\04\01"                ;; instance section: 1 instance
      "\00\00\00"              ;; instantiate module 0, no arguments
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\07\05\01"            ;; export section: 1 export
          "\01i\06\00")        ;; export "i" (instance 0)
  "unknown instance")

;; Its preamble is checked, and its size is exact.
;; - binary-format.23
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asn\01\00\00\00")  ;; asn instead of asm
  "magic header not detected")
;; - binary-format.23
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\02\00\00\00")  ;; version 2
  "unknown binary version")
;; - binary-format.23
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\0d\00\01\00")  ;; a component of the component model
  "unknown binary version")
;; - binary-format.22
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\02\01"  ;; module section: 1 module
      "\00")     ;; a module of no bytes
  "unexpected end")
;; - binary-format.22
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01"                ;; module section: 1 module
      "\09\00asm\01\00\00\00")  ;; a byte too long, and the section ends
  "unexpected end")
;; - binary-format.22
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\13\02"                ;; module section: 2 modules
      "\09\00asm\01\00\00\00"  ;; a byte too long: the size of the next
      "\08\00asm\01\00\00\00")  ;; an empty module
  "unexpected end")
;; - binary-format.22
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\10\01"                ;; module section: 1 module
      "\0c\00asm\01\00\00\00"  ;; two bytes too short
        "\01\04\01"            ;; type section: 1 type
          "\60\00\00")         ;; type 0: [] -> []
  "length out of bounds")
;; - binary-format.22
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\19\02"                ;; module section: 2 modules
      "\0c\00asm\01\00\00\00"  ;; two bytes too short
        "\01\04\01"            ;; type section: 1 type
          "\60\00\00"          ;; type 0: [] -> []
      "\08\00asm\01\00\00\00")  ;; an empty module
  "length out of bounds")
;; - binary-format.22
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0e\01"             ;; module section: 1 module
      "\ff\ff\ff\ff\0f"     ;; a module of 2^32 - 1 bytes
      "\00asm\01\00\00\00")
  "length out of bounds")

;; A nested module whose size ends it within its own section: what follows in the parent must not complete it.
;; - binary-format.22
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0e\01"                ;; module section: 1 module
      "\0c\00asm\01\00\00\00"  ;; its size and preamble
        "\01\04\01\60"         ;; type section of 4 bytes, of which 2 are in the module
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00")             ;; type 0: [] -> []
  "length out of bounds")

;; A malformed or invalid nested module is a malformed or invalid module, used or not.
;; - binary-format.23
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0e\01"                ;; module section: 1 module
      "\0c\00asm\01\00\00\00"  ;; its size and preamble
        "\03\02\01"            ;; function section: 1 function
          "\00")               ;; of type 0
  "function and code section have inconsistent lengths")
;; - binary-format.23
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\1b\01"                ;; module section: 1 module
      "\19\00asm\01\00\00\00"  ;; its size and preamble
        "\01\05\01"            ;; type section: 1 type
          "\60\00\01\7f"       ;; type 0: [] -> [i32]
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
        "\0a\04\01"            ;; code section: 1 body
          "\02\00\0b")         ;; empty
  "type mismatch")

;; At the place of the nested module it sees types and modules of the parent that precede it …
;; + binary-format.25 binary-format.32
(module binary "\00asm\01\00\00\00"
  "\01\08\02"                ;; type section: 2 types
    "\60\00\00"              ;; type 0: [] -> []
    "\60\00\01\7f"           ;; type 1: [] -> [i32]
  "\0e\24\01"                ;; module section: 1 module
    "\22\00asm\01\00\00\00"  ;; its size and preamble
      "\10\05\01"            ;; alias section: 1 alias
        "\01\00\07\01"       ;; alias outer 0 1 (type)
      "\03\02\01"            ;; function section: 1 function
        "\00"                ;; of type 0
      "\07\05\01"            ;; export section: 1 export
        "\01f\00\00"         ;; export "f" (func 0)
      "\0a\06\01"            ;; code section: 1 body
        "\04\00\41\0e\0b"    ;; (i32.const 14)
  "\0f\04\01"                ;; instance section: 1 instance
    "\00\00\00"              ;; instantiate module 0, no arguments
  "\10\06\01"                ;; alias section: 1 alias
    "\00\00\00\01f"          ;; alias 0 "f" (func)
  "\07\05\01"                ;; export section: 1 export
    "\01g\00\00")            ;; export "g" (func 0)
(assert_return (invoke "g") (i32.const 14))

;; … also earlier modules of the same section, and imported ones, …
;; + binary-format.25 binary-format.32
(module binary "\00asm\01\00\00\00"
  "\0e\49\02"                ;; module section: 2 modules
    "\22\00asm\01\00\00\00"  ;; its size and preamble
      "\01\05\01"            ;; type section: 1 type
        "\60\00\01\7f"       ;; type 0: [] -> [i32]
      "\03\02\01"            ;; function section: 1 function
        "\00"                ;; of type 0
      "\07\05\01"            ;; export section: 1 export
        "\01f\00\00"         ;; export "f" (func 0)
      "\0a\06\01"            ;; code section: 1 body
        "\04\00\41\0f\0b"    ;; (i32.const 15)
    "\24\00asm\01\00\00\00"  ;; its size and preamble
      "\10\05\01"            ;; alias section: 1 alias
        "\01\00\05\00"       ;; alias outer 0 0 (module)
      "\0f\04\01"            ;; instance section: 1 instance
        "\00\00\00"          ;; instantiate module 0, no arguments
      "\10\06\01"            ;; alias section: 1 alias
        "\00\00\00\01f"      ;; alias 0 "f" (func)
      "\07\05\01"            ;; export section: 1 export
        "\01f\00\00"         ;; export "f" (func 0)
  "\0f\04\01"                ;; instance section: 1 instance
    "\00\01\00"              ;; instantiate module 1, no arguments
  "\10\06\01"                ;; alias section: 1 alias
    "\00\00\00\01f"          ;; alias 0 "f" (func)
  "\07\05\01"                ;; export section: 1 export
    "\01g\00\00")            ;; export "g" (func 0)
(assert_return (invoke "g") (i32.const 15))

;; … but not itself, nor later modules of the section, nor what later sections have.
;; - binary-format.25
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\05\00")      ;; alias outer 0 0 (module)
  "unknown module")
;; - binary-format.25
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\1a\02"                ;; module section: 2 modules
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\05\01"       ;; alias outer 0 1 (module)
      "\08\00asm\01\00\00\00")  ;; an empty module
  "unknown module")
;; - binary-format.25
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\05\01"       ;; alias outer 0 1 (module)
    "\0e\0a\01"                ;; module section: 1 module
      "\08\00asm\01\00\00\00")  ;; an empty module
  "unknown module")
;; - binary-format.25 binary-format.33
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\11\01"                ;; module section: 1 module
      "\0f\00asm\01\00\00\00"  ;; its size and preamble
        "\10\05\01"            ;; alias section: 1 alias
          "\01\00\07\00"       ;; alias outer 0 0 (type)
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00")             ;; type 0: [] -> []
  "unknown type")
;; - binary-format.25 binary-format.33
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                    ;; type section: 1 type
      "\60\00\00"                  ;; type 0: [] -> []
    "\0e\1d\01"                    ;; module section: 1 module
      "\1b\00asm\01\00\00\00"      ;; its size and preamble
        "\0e\11\01"                ;; module section: 1 module
          "\0f\00asm\01\00\00\00"  ;; its size and preamble
            "\10\05\01"            ;; alias section: 1 alias
              "\01\01\07\01"       ;; alias outer 1 1 (type)
    "\01\04\01"                    ;; type section: 1 type
      "\60\00\00")                 ;; type 1: [] -> []
  "unknown type")

;; What precedes the middle module but not the inner one, and the other way round:
;; + binary-format.25 binary-format.33 binary-format.35
(module definition binary "\00asm\01\00\00\00"
  "\01\04\01"                    ;; type section: 1 type
    "\60\00\00"                  ;; type 0: [] -> []
  "\0e\2b\01"                    ;; module section: 1 module
    "\29\00asm\01\00\00\00"      ;; its size and preamble
      "\01\08\02"                ;; type section: 2 types
        "\60\00\00"              ;; type 0: [] -> []
        "\60\00\01\7f"           ;; type 1: [] -> [i32]
      "\0e\15\01"                ;; module section: 1 module
        "\13\00asm\01\00\00\00"  ;; its size and preamble
          "\10\09\02"            ;; alias section: 2 aliases
            "\01\00\07\01"       ;; alias outer 0 1 (type)
            "\01\01\07\00")      ;; alias outer 1 0 (type)
;; - binary-format.33
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\01\04\01"                    ;; type section: 1 type
      "\60\00\00"                  ;; type 0: [] -> []
    "\0e\23\01"                    ;; module section: 1 module
      "\21\00asm\01\00\00\00"      ;; its size and preamble
        "\0e\11\01"                ;; module section: 1 module
          "\0f\00asm\01\00\00\00"  ;; its size and preamble
            "\10\05\01"            ;; alias section: 1 alias
              "\01\00\07\00"       ;; alias outer 0 0 (type)
        "\01\04\01"                ;; type section: 1 type
          "\60\00\00")             ;; type 0: [] -> []
  "unknown type")

;; Sections that belong together are those of one module: a data count of the parent is none for the nested module, nor the
;; other way round, and functions are counted apart.
;; + binary-format.23
(module definition binary "\00asm\01\00\00\00"
  "\0e\32\01"                                   ;; module section: 1 module
    "\30\00asm\01\00\00\00"                     ;; its size and preamble
      "\01\04\01"                               ;; type section: 1 type
        "\60\00\00"                             ;; type 0: [] -> []
      "\03\02\01"                               ;; function section: 1 function
        "\00"                                   ;; of type 0
      "\05\03\01"                               ;; memory section: 1 memory
        "\00\01"                                ;; 1 page
      "\0c\01\01"                               ;; data count section: 1 data segment
      "\0a\0e\01"                               ;; code section: 1 body
        "\0c\00\41\00\41\00\41\00\fc\08\00\00\0b"  ;; memory.init 0, of three zeros
      "\0b\04\01"                               ;; data section: 1 segment
        "\01\01x"                               ;; passive, "x"
  "\01\04\01"                                   ;; type section: 1 type
    "\60\00\00"                                 ;; type 0: [] -> []
  "\03\02\01"                                   ;; function section: 1 function
    "\00"                                       ;; of type 0
  "\05\03\01"                                   ;; memory section: 1 memory
    "\00\01"                                    ;; 1 page
  "\0c\01\01"                                   ;; data count section: 1 data segment
  "\0a\0e\01"                                   ;; code section: 1 body
    "\0c\00\41\00\41\00\41\00\fc\08\00\00\0b"   ;; memory.init 0, of three zeros
  "\0b\04\01"                                   ;; data section: 1 segment
    "\01\01x")                                  ;; passive, "x"
;; - binary-format.23
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\2f\01"                                   ;; module section: 1 module
      "\2d\00asm\01\00\00\00"                     ;; its size and preamble
        "\01\04\01"                               ;; type section: 1 type
          "\60\00\00"                             ;; type 0: [] -> []
        "\03\02\01"                               ;; function section: 1 function
          "\00"                                   ;; of type 0
        "\05\03\01"                               ;; memory section: 1 memory
          "\00\01"                                ;; 1 page
        "\0a\0e\01"                               ;; code section: 1 body
          "\0c\00\41\00\41\00\41\00\fc\08\00\00\0b"  ;; memory.init 0, of three zeros
        "\0b\04\01"                               ;; data section: 1 segment
          "\01\01x"                               ;; passive, "x"
    "\01\04\01"                                   ;; type section: 1 type
      "\60\00\00"                                 ;; type 0: [] -> []
    "\03\02\01"                                   ;; function section: 1 function
      "\00"                                       ;; of type 0
    "\05\03\01"                                   ;; memory section: 1 memory
      "\00\01"                                    ;; 1 page
    "\0c\01\01"                                   ;; data count section: 1 data segment
    "\0a\0e\01"                                   ;; code section: 1 body
      "\0c\00\41\00\41\00\41\00\fc\08\00\00\0b"   ;; memory.init 0, of three zeros
    "\0b\04\01"                                   ;; data section: 1 segment
      "\01\01x")                                  ;; passive, "x"
  "data count section required")
;; - binary-format.23
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\32\01"                                   ;; module section: 1 module
      "\30\00asm\01\00\00\00"                     ;; its size and preamble
        "\01\04\01"                               ;; type section: 1 type
          "\60\00\00"                             ;; type 0: [] -> []
        "\03\02\01"                               ;; function section: 1 function
          "\00"                                   ;; of type 0
        "\05\03\01"                               ;; memory section: 1 memory
          "\00\01"                                ;; 1 page
        "\0c\01\01"                               ;; data count section: 1 data segment
        "\0a\0e\01"                               ;; code section: 1 body
          "\0c\00\41\00\41\00\41\00\fc\08\00\00\0b"  ;; memory.init 0, of three zeros
        "\0b\04\01"                               ;; data section: 1 segment
          "\01\01x"                               ;; passive, "x"
    "\01\04\01"                                   ;; type section: 1 type
      "\60\00\00"                                 ;; type 0: [] -> []
    "\03\02\01"                                   ;; function section: 1 function
      "\00"                                       ;; of type 0
    "\05\03\01"                                   ;; memory section: 1 memory
      "\00\01"                                    ;; 1 page
    "\0a\0e\01"                                   ;; code section: 1 body
      "\0c\00\41\00\41\00\41\00\fc\08\00\00\0b"   ;; memory.init 0, of three zeros
    "\0b\04\01"                                   ;; data section: 1 segment
      "\01\01x")                                  ;; passive, "x"
  "data count section required")
;; - binary-format.23
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\0d\01"                ;; module section: 1 module
      "\0b\00asm\01\00\00\00"  ;; its size and preamble
        "\0c\01\01"            ;; data count section: 1 data segment
    "\0b\04\01"                ;; data section: 1 segment
      "\01\01x")               ;; passive, "x"
  "data count and data section have inconsistent lengths")
;; - binary-format.23
(assert_malformed
  (module binary "\00asm\01\00\00\00"
    "\0e\14\01"                ;; module section: 1 module
      "\12\00asm\01\00\00\00"  ;; its size and preamble
        "\01\04\01"            ;; type section: 1 type
          "\60\00\00"          ;; type 0: [] -> []
        "\03\02\01"            ;; function section: 1 function
          "\00"                ;; of type 0
    "\01\04\01"                ;; type section: 1 type
      "\60\00\00"              ;; type 0: [] -> []
    "\0a\04\01"                ;; code section: 1 body
      "\02\00\0b")             ;; empty
  "function and code section have inconsistent lengths")
;; + binary-format.23
(module definition binary "\00asm\01\00\00\00"
  "\0e\1e\01"                ;; module section: 1 module
    "\1c\00asm\01\00\00\00"  ;; its size and preamble
      "\01\04\01"            ;; type section: 1 type
        "\60\00\00"          ;; type 0: [] -> []
      "\03\03\02"            ;; function section: 2 functions
        "\00"                ;; of type 0
        "\00"                ;; of type 0
      "\0a\07\02"            ;; code section: 2 bodies
        "\02\00\0b"          ;; empty
        "\02\00\0b"          ;; empty
  "\01\04\01"                ;; type section: 1 type
    "\60\00\00"              ;; type 0: [] -> []
  "\03\02\01"                ;; function section: 1 function
    "\00"                    ;; of type 0
  "\0a\04\01"                ;; code section: 1 body
    "\02\00\0b")             ;; empty

;; A start function and an export may be aliases of what a nested instance has.
;; + binary-format.23 binary-format.31
(module binary "\00asm\01\00\00\00"
  "\0e\34\01"                             ;; module section: 1 module
    "\32\00asm\01\00\00\00"               ;; its size and preamble
      "\01\04\01"                         ;; type section: 1 type
        "\60\00\00"                       ;; type 0: [] -> []
      "\03\02\01"                         ;; function section: 1 function
        "\00"                             ;; of type 0
      "\06\06\01"                         ;; global section: 1 global
        "\7f\01\41\01\0b"                 ;; mut i32 1
      "\07\09\02"                         ;; export section: 2 exports
        "\01s\00\00"                      ;; export "s" (func 0)
        "\01g\03\00"                      ;; export "g" (global 0)
      "\0a\0b\01"                         ;; code section: 1 body
        "\09\00\23\00\23\00\6a\24\00\0b"  ;; global 0 doubles
  "\0f\04\01"                             ;; instance section: 1 instance
    "\00\00\00"                           ;; instantiate module 0, no arguments
  "\10\0b\02"                             ;; alias section: 2 aliases
    "\00\00\00\01s"                       ;; alias 0 "s" (func)
    "\00\00\03\01g"                       ;; alias 0 "g" (global)
  "\07\05\01"                             ;; export section: 1 export
    "\01g\03\00"                          ;; export "g" (global 0)
  "\08\01"                                ;; start section
    "\00")                                ;; func 0: the alias
(assert_return (get "g") (i32.const 2))

;; A name section of a nested module is that module's, and what is wrong in it does no harm.
;; + binary-format.40
(module definition binary "\00asm\01\00\00\00"
  "\0e\19\01"                ;; module section: 1 module
    "\17\00asm\01\00\00\00"  ;; its size and preamble
      "\00\0d"               ;; custom section
        "\04name"            ;; named "name"
        "\00\06\05inner"     ;; the module: "inner"
  "\00\08"                   ;; custom section
    "\04name"                ;; named "name"
    "\01\01\05")             ;; functions: a count with nothing behind

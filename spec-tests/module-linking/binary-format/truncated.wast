;; The binary format: what ends too early. spec: Binary.md; binary/conventions
;;
;; A module with each of the new constructs is cut at every byte. The sizes around it say what is left, so that only the
;; construct itself can find out.

;; An instance section: an instance of module 0 with two arguments, and another without.
;; + binary-format.26 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\12" "\02\00\00\02\02ab\05\80\00\00\05\00\00\80\80\00\00")  ;; complete
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\00") "unexpected end")  ;; no count of instances
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\01" "\02") "length out of bounds")  ;; no form
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\02" "\02\00") "unexpected end")  ;; no module index
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\03" "\02\00\00") "unexpected end")  ;; no count of arguments
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04" "\02\00\00\02") "length out of bounds")  ;; no length of first name
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\05" "\02\00\00\02\02") "length out of bounds")  ;; no first name
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\06" "\02\00\00\02\02a") "unexpected end")  ;; cut in first name
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\07" "\02\00\00\02\02ab") "unexpected end")  ;; no kind
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\08" "\02\00\00\02\02ab\05") "unexpected end")  ;; no index
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\09" "\02\00\00\02\02ab\05\80") "unexpected end")  ;; cut in index
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\0a" "\02\00\00\02\02ab\05\80\00") "unexpected end")  ;; no length of empty second name
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\0b" "\02\00\00\02\02ab\05\80\00\00") "unexpected end")  ;; no second kind
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\0c" "\02\00\00\02\02ab\05\80\00\00\05") "unexpected end")  ;; no second index
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\0d" "\02\00\00\02\02ab\05\80\00\00\05\00") "unexpected end")  ;; no second form
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\0e" "\02\00\00\02\02ab\05\80\00\00\05\00\00") "unexpected end")  ;; no second module index
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\0f" "\02\00\00\02\02ab\05\80\00\00\05\00\00\80") "unexpected end")  ;; cut in second module index
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\10" "\02\00\00\02\02ab\05\80\00\00\05\00\00\80\80") "unexpected end")  ;; cut in second module index
;; - binary-format.26 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\11" "\02\00\00\02\02ab\05\80\00\00\05\00\00\80\80\00") "unexpected end")  ;; no second count of arguments

;; An alias section: an export of an instance, and another.
;; + binary-format.31 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\0f" "\02\00\80\00\02\03mem\00\00\02\02m\32")  ;; complete
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\00") "unexpected end")  ;; no count of aliases
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\01" "\02") "length out of bounds")  ;; no target
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\02" "\02\00") "unexpected end")  ;; no instance index
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\03" "\02\00\80") "unexpected end")  ;; cut in instance index
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\04" "\02\00\80\00") "unexpected end")  ;; no kind
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\05" "\02\00\80\00\02") "unexpected end")  ;; no length of name
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\06" "\02\00\80\00\02\03") "length out of bounds")  ;; no name
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\07" "\02\00\80\00\02\03m") "length out of bounds")  ;; cut in name
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\08" "\02\00\80\00\02\03me") "unexpected end")  ;; cut in name
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\09" "\02\00\80\00\02\03mem") "unexpected end")  ;; no second target
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\0a" "\02\00\80\00\02\03mem\00") "unexpected end")  ;; no second instance index
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\0b" "\02\00\80\00\02\03mem\00\00") "unexpected end")  ;; no second kind
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\0c" "\02\00\80\00\02\03mem\00\00\02") "unexpected end")  ;; no length of second name
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\0d" "\02\00\80\00\02\03mem\00\00\02\02") "length out of bounds")  ;; no second name
;; - binary-format.31 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01\1b\00asm\01\00\00\00" "\05\03\01\00\01" "\07\0c\02\03mem\02\00\02m2\02\00" "\0f\04\01\00\00\00" "\10\0e" "\02\00\80\00\02\03mem\00\00\02\02m") "unexpected end")  ;; cut in second name

;; A module type in the type section: an inner type, an import of one level and one of two, an export, an alias.
;; + binary-format.12 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\01\26" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02\07\01d\03\7f\01\0f\01\00\07\00")  ;; complete
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\00") "unexpected end")  ;; no count of types
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\01" "\02") "length out of bounds")  ;; no function type
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\02" "\02\60") "unexpected end")  ;; no count of parameters
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03" "\02\60\00") "unexpected end")  ;; no count of results
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\04" "\02\60\00\00") "unexpected end")  ;; no module type
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\05" "\02\60\00\00\61") "unexpected end")  ;; no count of entries
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\06" "\02\60\00\00\61\05") "length out of bounds")  ;; no type entry
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\07" "\02\60\00\00\61\05\01") "length out of bounds")  ;; no function type
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\08" "\02\60\00\00\61\05\01\60") "length out of bounds")  ;; no count of parameters
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09" "\02\60\00\00\61\05\01\60\01") "length out of bounds")  ;; no parameter
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0a" "\02\60\00\00\61\05\01\60\01\7f") "unexpected end")  ;; no count of results
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0b" "\02\60\00\00\61\05\01\60\01\7f\00") "unexpected end")  ;; no import entry
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0c" "\02\60\00\00\61\05\01\60\01\7f\00\02") "unexpected end")  ;; no length of name
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0d" "\02\60\00\00\61\05\01\60\01\7f\00\02\01") "unexpected end")  ;; no name
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0e" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a") "unexpected end")  ;; no 00 for one level
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0f" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00") "unexpected end")  ;; no ff for one level
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\10" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff") "unexpected end")  ;; no kind
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\11" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00") "unexpected end")  ;; no type index
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\12" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00") "unexpected end")  ;; no import entry
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\13" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02") "unexpected end")  ;; no length of first name
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\14" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01") "unexpected end")  ;; no first name
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\15" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b") "unexpected end")  ;; no length of second name
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\16" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01") "unexpected end")  ;; no second name
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\17" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c") "unexpected end")  ;; no kind
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\18" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02") "unexpected end")  ;; no limits flags
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\19" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01") "unexpected end")  ;; no minimum
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\1a" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01") "unexpected end")  ;; no maximum
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\1b" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02") "unexpected end")  ;; no export entry
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\1c" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02\07") "unexpected end")  ;; no length of name
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\1d" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02\07\01") "unexpected end")  ;; no name
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\1e" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02\07\01d") "unexpected end")  ;; no kind
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\1f" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02\07\01d\03") "unexpected end")  ;; no value type
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\20" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02\07\01d\03\7f") "unexpected end")  ;; no mutability
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\21" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02\07\01d\03\7f\01") "unexpected end")  ;; no alias entry
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\22" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02\07\01d\03\7f\01\0f") "unexpected end")  ;; no outer
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\23" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02\07\01d\03\7f\01\0f\01") "unexpected end")  ;; no depth
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\24" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02\07\01d\03\7f\01\0f\01\00") "unexpected end")  ;; no kind
;; - binary-format.12 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\25" "\02\60\00\00\61\05\01\60\01\7f\00\02\01a\00\ff\00\00\02\01b\01c\02\01\01\02\07\01d\03\7f\01\0f\01\00\07") "unexpected end")  ;; no type index

;; An instance type: two exports, one of a type within.
;; + binary-format.13 binary-format.14 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\01\13" "\01\62\03\01\62\00\07\01a\06\80\00\07\00\01\70\00\80\01")  ;; complete
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\00") "unexpected end")  ;; no count of types
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\01" "\01") "unexpected end")  ;; no instance type
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\02" "\01\62") "unexpected end")  ;; no count of entries
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03" "\01\62\03") "length out of bounds")  ;; no type entry
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\04" "\01\62\03\01") "length out of bounds")  ;; no instance type
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\05" "\01\62\03\01\62") "unexpected end")  ;; no count of entries
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\06" "\01\62\03\01\62\00") "unexpected end")  ;; no export entry
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\07" "\01\62\03\01\62\00\07") "unexpected end")  ;; no length of name
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\08" "\01\62\03\01\62\00\07\01") "unexpected end")  ;; no name
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09" "\01\62\03\01\62\00\07\01a") "unexpected end")  ;; no kind
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0a" "\01\62\03\01\62\00\07\01a\06") "unexpected end")  ;; no type index
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0b" "\01\62\03\01\62\00\07\01a\06\80") "unexpected end")  ;; cut in type index
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0c" "\01\62\03\01\62\00\07\01a\06\80\00") "unexpected end")  ;; no export entry
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0d" "\01\62\03\01\62\00\07\01a\06\80\00\07") "unexpected end")  ;; no length of empty name
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0e" "\01\62\03\01\62\00\07\01a\06\80\00\07\00") "unexpected end")  ;; no kind
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\0f" "\01\62\03\01\62\00\07\01a\06\80\00\07\00\01") "unexpected end")  ;; no element type
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\10" "\01\62\03\01\62\00\07\01a\06\80\00\07\00\01\70") "unexpected end")  ;; no limits flags
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\11" "\01\62\03\01\62\00\07\01a\06\80\00\07\00\01\70\00") "unexpected end")  ;; no minimum
;; - binary-format.13 binary-format.14 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\12" "\01\62\03\01\62\00\07\01a\06\80\00\07\00\01\70\00\80") "unexpected end")  ;; cut in minimum

;; An import section: of one level, of two levels with an empty second name.
;; + binary-format.17 binary-format.18 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\0f" "\02\02ab\00\ff\06\80\00\01c\00\02\00\00")  ;; complete
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\00") "unexpected end")  ;; no count of imports
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\01" "\02") "length out of bounds")  ;; no length of name
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\02" "\02\02") "length out of bounds")  ;; no name
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\03" "\02\02a") "unexpected end")  ;; cut in name
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\04" "\02\02ab") "unexpected end")  ;; no 00 for one level
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\05" "\02\02ab\00") "unexpected end")  ;; no ff for one level
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\06" "\02\02ab\00\ff") "unexpected end")  ;; no kind
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\07" "\02\02ab\00\ff\06") "unexpected end")  ;; no type index
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\08" "\02\02ab\00\ff\06\80") "unexpected end")  ;; cut in type index
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\09" "\02\02ab\00\ff\06\80\00") "unexpected end")  ;; no length of first name
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\0a" "\02\02ab\00\ff\06\80\00\01") "unexpected end")  ;; no first name
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\0b" "\02\02ab\00\ff\06\80\00\01c") "unexpected end")  ;; no empty second name
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\0c" "\02\02ab\00\ff\06\80\00\01c\00") "unexpected end")  ;; no kind
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\0d" "\02\02ab\00\ff\06\80\00\01c\00\02") "unexpected end")  ;; no limits flags
;; - binary-format.17 binary-format.18 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\03\01\62\00" "\02\0e" "\02\02ab\00\ff\06\80\00\01c\00\02\00") "unexpected end")  ;; no minimum

;; An export section: a module and an instance.
;; + binary-format.37 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00" "\07\0a" "\02\01m\05\00\01i\06\80\00")  ;; complete
;; - binary-format.37 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00" "\07\00") "unexpected end")  ;; no count of exports
;; - binary-format.37 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00" "\07\01" "\02") "length out of bounds")  ;; no length of name
;; - binary-format.37 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00" "\07\02" "\02\01") "unexpected end")  ;; no name
;; - binary-format.37 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00" "\07\03" "\02\01m") "unexpected end")  ;; no kind
;; - binary-format.37 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00" "\07\04" "\02\01m\05") "unexpected end")  ;; no index
;; - binary-format.37 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00" "\07\05" "\02\01m\05\00") "unexpected end")  ;; no length of second name
;; - binary-format.37 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00" "\07\06" "\02\01m\05\00\01") "unexpected end")  ;; no second name
;; - binary-format.37 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00" "\07\07" "\02\01m\05\00\01i") "unexpected end")  ;; no second kind
;; - binary-format.37 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00" "\07\08" "\02\01m\05\00\01i\06") "unexpected end")  ;; no second index
;; - binary-format.37 binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00" "\07\09" "\02\01m\05\00\01i\06\80") "unexpected end")  ;; cut in second index

;; A nested module: it is as long as its size says, and the section too. Between sections it may end.
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\02\01" "\00") "unexpected end")  ;; no magic
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\03\01" "\01" "\00") "unexpected end")  ;; cut in magic
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\04\01" "\02" "\00\61") "unexpected end")  ;; cut in magic
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\05\01" "\03" "\00\61\73") "unexpected end")  ;; cut in magic
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\06\01" "\04" "\00\61\73\6d") "unexpected end")  ;; no version
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\07\01" "\05" "\00\61\73\6d\01") "unexpected end")  ;; cut in version
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\08\01" "\06" "\00\61\73\6d\01\00") "unexpected end")  ;; cut in version
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\09\01" "\07" "\00\61\73\6d\01\00\00") "unexpected end")  ;; cut in version
;; + binary-format.22 binary-format.23
(module definition binary "\00asm\01\00\00\00" "\0e\0a\01" "\08" "\00\61\73\6d\01\00\00\00")  ;; complete: the module ends between sections
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0b\01" "\09" "\00\61\73\6d\01\00\00\00\01") "unexpected end")  ;; no section size
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0c\01" "\0a" "\00\61\73\6d\01\00\00\00\01\05") "length out of bounds")  ;; no count of types
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0d\01" "\0b" "\00\61\73\6d\01\00\00\00\01\05\01") "length out of bounds")  ;; no type
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0e\01" "\0c" "\00\61\73\6d\01\00\00\00\01\05\01\60") "length out of bounds")  ;; cut in type
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\0f\01" "\0d" "\00\61\73\6d\01\00\00\00\01\05\01\60\00") "length out of bounds")  ;; cut in type
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\10\01" "\0e" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01") "unexpected end")  ;; cut in type
;; + binary-format.22 binary-format.23
(module definition binary "\00asm\01\00\00\00" "\0e\11\01" "\0f" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f")  ;; complete: the module ends between sections
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\12\01" "\10" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02") "unexpected end")  ;; no section size
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\13\01" "\11" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07") "length out of bounds")  ;; no count of imports
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\14\01" "\12" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01") "length out of bounds")  ;; no length of name
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\15\01" "\13" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01") "length out of bounds")  ;; no name
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\16\01" "\14" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f") "length out of bounds")  ;; no 00 ff for one level
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\17\01" "\15" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00") "length out of bounds")  ;; cut in 00 ff for one level
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\18\01" "\16" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff") "length out of bounds")  ;; no kind
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\19\01" "\17" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00") "unexpected end")  ;; no type index
;; + binary-format.22 binary-format.23
(module definition binary "\00asm\01\00\00\00" "\0e\1a\01" "\18" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00")  ;; complete: the module ends between sections
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1b\01" "\19" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e") "unexpected end")  ;; no section size
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1c\01" "\1a" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e\0a") "length out of bounds")  ;; no count of modules
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1d\01" "\1b" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e\0a\01") "length out of bounds")  ;; no size of the innermost module
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1e\01" "\1c" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e\0a\01\08") "length out of bounds")  ;; no innermost preamble
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\1f\01" "\1d" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e\0a\01\08\00") "length out of bounds")  ;; cut in innermost preamble
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\20\01" "\1e" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e\0a\01\08\00\61") "length out of bounds")  ;; cut in innermost preamble
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\21\01" "\1f" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e\0a\01\08\00\61\73") "length out of bounds")  ;; cut in innermost preamble
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\22\01" "\20" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e\0a\01\08\00\61\73\6d") "length out of bounds")  ;; cut in innermost preamble
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\23\01" "\21" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e\0a\01\08\00\61\73\6d\01") "length out of bounds")  ;; cut in innermost preamble
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\24\01" "\22" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e\0a\01\08\00\61\73\6d\01\00") "length out of bounds")  ;; cut in innermost preamble
;; - binary-format.22 binary-format.23
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\25\01" "\23" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e\0a\01\08\00\61\73\6d\01\00\00") "unexpected end")  ;; cut in innermost preamble
;; + binary-format.22 binary-format.23
(module definition binary "\00asm\01\00\00\00" "\0e\26\01" "\24" "\00\61\73\6d\01\00\00\00\01\05\01\60\00\01\7f\02\07\01\01f\00\ff\00\00\0e\0a\01\08\00\61\73\6d\01\00\00\00")  ;; complete

;; A whole file with every new section, cut at every byte: sizes stay what they were. It may end between sections.
;; - binary-format.39
(assert_malformed (module binary "") "unexpected end")  ;; no magic
;; - binary-format.39
(assert_malformed (module binary "\00") "unexpected end")  ;; cut in magic
;; - binary-format.39
(assert_malformed (module binary "\00\61") "unexpected end")  ;; cut in magic
;; - binary-format.39
(assert_malformed (module binary "\00\61\73") "unexpected end")  ;; cut in magic
;; - binary-format.39
(assert_malformed (module binary "\00\61\73\6d") "unexpected end")  ;; no version
;; - binary-format.39
(assert_malformed (module binary "\00\61\73\6d\01") "unexpected end")  ;; cut in version
;; - binary-format.39
(assert_malformed (module binary "\00\61\73\6d\01\00") "unexpected end")  ;; cut in version
;; - binary-format.39
(assert_malformed (module binary "\00\61\73\6d\01\00\00") "unexpected end")  ;; cut in version
;; + binary-format.4 binary-format.39
(module definition binary "\00asm\01\00\00\00")  ;; complete: it ends between sections
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01") "unexpected end")  ;; no size of the type section
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09") "length out of bounds")  ;; no count of types
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01") "length out of bounds")  ;; no instance type
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62") "length out of bounds")  ;; cut in instance type
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01") "length out of bounds")  ;; no export entry
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07") "length out of bounds")  ;; no length of name
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01") "length out of bounds")  ;; no name
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m") "length out of bounds")  ;; no kind
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02") "length out of bounds")  ;; no limits
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00") "unexpected end")  ;; cut in limits
;; + binary-format.4 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01")  ;; complete: it ends between sections
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02") "unexpected end")  ;; no size of the import section
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07") "length out of bounds")  ;; no count of imports
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01") "length out of bounds")  ;; no length of name
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01") "length out of bounds")  ;; no name
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i") "length out of bounds")  ;; no 00 ff
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00") "length out of bounds")  ;; cut in 00 ff
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff") "length out of bounds")  ;; no kind
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06") "unexpected end")  ;; no type index
;; + binary-format.4 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00")  ;; complete: it ends between sections
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10") "unexpected end")  ;; no size of the alias section
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06") "length out of bounds")  ;; no count of aliases
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01") "length out of bounds")  ;; no target
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00") "length out of bounds")  ;; no instance index
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00") "length out of bounds")  ;; no kind
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02") "length out of bounds")  ;; no length of name
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01") "unexpected end")  ;; no name
;; + binary-format.4 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m")  ;; complete: it ends between sections
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e") "unexpected end")  ;; no size of the module section
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14") "length out of bounds")  ;; no count of modules
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01") "length out of bounds")  ;; no size of the module
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12") "length out of bounds")  ;; no preamble
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00") "length out of bounds")  ;; cut in preamble
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61") "length out of bounds")  ;; cut in preamble
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73") "length out of bounds")  ;; cut in preamble
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d") "length out of bounds")  ;; cut in preamble
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01") "length out of bounds")  ;; cut in preamble
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00") "length out of bounds")  ;; cut in preamble
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00") "length out of bounds")  ;; cut in preamble
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00") "length out of bounds")  ;; no number and size of its import section
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02") "length out of bounds")  ;; cut in number and size of its import section
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08") "length out of bounds")  ;; no count of imports
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01") "length out of bounds")  ;; no length of name
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01") "length out of bounds")  ;; no name
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x") "length out of bounds")  ;; no 00 ff
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00") "length out of bounds")  ;; cut in 00 ff
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff") "length out of bounds")  ;; no kind
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02") "length out of bounds")  ;; no limits
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00") "unexpected end")  ;; cut in limits
;; + binary-format.4 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01")  ;; complete: it ends between sections
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f") "unexpected end")  ;; no size of the instance section
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08") "length out of bounds")  ;; no count of instances
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01") "length out of bounds")  ;; no form
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00") "length out of bounds")  ;; no module index
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00") "length out of bounds")  ;; no count of arguments
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01") "length out of bounds")  ;; no length of name
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01\01") "length out of bounds")  ;; no name
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01\01x") "length out of bounds")  ;; no kind
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01\01x\02") "unexpected end")  ;; no index
;; + binary-format.4 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01\01x\02\00")  ;; complete: it ends between sections
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01\01x\02\00\07") "unexpected end")  ;; no size of the export section
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01\01x\02\00\07\05") "length out of bounds")  ;; no count of exports
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01\01x\02\00\07\05\01") "length out of bounds")  ;; no length of name
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01\01x\02\00\07\05\01\01") "length out of bounds")  ;; no name
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01\01x\02\00\07\05\01\01e") "length out of bounds")  ;; no kind
;; - binary-format.39
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01\01x\02\00\07\05\01\01e\06") "unexpected end")  ;; no index
;; + binary-format.4 binary-format.39
(module definition binary "\00asm\01\00\00\00" "\01\09\01\62\01\07\01m\02\00\01\02\07\01\01i\00\ff\06\00\10\06\01\00\00\02\01m\0e\14\01\12\00\61\73\6d\01\00\00\00\02\08\01\01x\00\ff\02\00\01\0f\08\01\00\00\01\01x\02\00\07\05\01\01e\06\01")  ;; complete

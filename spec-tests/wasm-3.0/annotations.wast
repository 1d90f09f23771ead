;; Annotations, names, custom sections and branch hints. spec: text/lexical, Annotations; appendix/custom

;; Whatever is wrong with an annotation or a custom section, the module is none the worse.
(module (@custom 4) (func (export "f") (result i32) (i32.const 1)) (@name "misplaced"))
(assert_return (invoke "f") (i32.const 1))
(module binary "\00asm\01\00\00\00" "\00\08\04name\00\05\01")

;; An annotation id may be quoted.
(module (@"custom" "x" "y") (func (@"name" "f")))
(assert_malformed_custom (module quote "(@\"custom\")") "@custom annotation: missing section name")

;; Names stand where identifiers may, behind them.
(module $m (@name "M")
  (type $t (@name "T") (struct (field $x (@name "X") i32) (field (@name "Y") i64)))
  (type $f (func (param (@name "p") i32)))
  (import "spectest" "print_i32" (func $print (@name "print it") (param i32)))
  (table $table (@name "table") 1 funcref)
  (memory $memory (@name "memory") 1)
  (global $g (@name "G") i32 (i32.const 0))
  (tag $e (@name "E"))
  (elem $elem (@name "elem") func)
  (data $data (@name "data") "")
  (func $h (@name "H") (param $p (@name "P") i32) (local (@name "L") i32)
    (local.set 1 (local.get $p))))

;; In module linking too.
(module
  (import "spectest" (instance $i (@name "I") (export "print" (func))))
  (alias $i "print" (func $f (@name "F")))
  (module $n (@name "N") (@name "N again") (func)))
(assert_malformed_custom
  (module quote "(module $n (@name \"N\") (@name \"N again\"))")
  "@name annotation: multiple module")
(assert_malformed_custom
  (module quote "(func (@name \"f\") $f)")
  "misplaced @name annotation")
(assert_malformed_custom
  (module quote "(func (nop (@name \"l\")))")
  "misplaced @name annotation")
(assert_malformed_custom
  (module quote "(module (module (func (@custom \"x\"))))")
  "misplaced @custom annotation")
(assert_malformed_custom
  (module quote "(func (@name f))")
  "@name annotation: unexpected token")

;; The name section is malformed, repeated, or before another section.
(assert_malformed_custom
  (module binary "\00asm\01\00\00\00" "\00\08\04name\00\05\01")
  "length out of bounds")
(assert_malformed_custom
  (module binary "\00asm\01\00\00\00" "\00\05\04name" "\00\05\04name")
  "unexpected custom section")
(assert_malformed_custom
  (module binary "\00asm\01\00\00\00" "\00\05\04name" "\05\03\01\00\00")
  "unexpected custom section")

;; Branch hints.
(module
  (func (export "f") (param i32) (result i32)
    (block (@metadata.code.branch_hint "\01") (br_if 0 (local.get 0)) (return (i32.const 1)))
    (i32.const 2)))
(assert_return (invoke "f" (i32.const 1)) (i32.const 2))
(assert_malformed_custom
  (module quote "(func (@metadata.code.branch_hint \"\\02\") (if (i32.const 0) (then)))")
  "@metadata.code.branch_hint annotation: invalid value")
(assert_invalid_custom
  (module (func (@metadata.code.branch_hint "\01") nop))
  "@metadata.code.branch_hint annotation: invalid target")
(assert_invalid_custom
  (module (func (block (@metadata.code.branch_hint "\01"))))
  "@metadata.code.branch_hint annotation: invalid target")

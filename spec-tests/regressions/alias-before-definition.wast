;; An outer alias saw items of the parent that are defined after the nested module: index spaces were complete before
;; nested modules were looked at. Such a module could use a module that needs its own instance first, or itself.

(assert_invalid
  (module
    (module (instance (instantiate (module outer 0 1))))
    (module))
  "unknown module")
(assert_invalid
  (module $P
    (module (alias outer $P $T (type)))
    (type $T (func)))
  "unknown type")
;; By identifier, where the identifier is known to the text already.
(assert_invalid
  (module $P
    (module $A (alias outer $P $A (module $me)))
    (func))
  "unknown module")
;; Two levels down: what counts is where the module stands that is nested in the aliased scope, not where the alias does.
(assert_invalid
  (module $P
    (module
      (module (alias outer $P $B (module))))
    (module $B))
  "unknown module")
;; In binary the module section comes first, and a type section behind it.
(assert_invalid
  (module binary "\00asm\01\00\00\00"
    "\0e\11\01\0f\00asm\01\00\00\00"
      "\10\05\01\01\00\07\00"        ;; alias outer 0 0 (type)
    "\01\04\01\60\00\00")            ;; type 0
  "unknown type")

;; options: --compat=2021
;; Malformed and invalid are not told apart (D24).

(module)
;; + D24
(assert_invalid (module quote "(func (call $f))") "unknown function")                       ;; malformed
(assert_invalid (module quote "(func) (alias 0 \"f\" (func))") "alias after function")      ;; malformed
(assert_malformed (module (func (result i32))) "type mismatch")                             ;; invalid
(assert_malformed (module (instance (instantiate 0))) "unknown module")                     ;; invalid
(assert_malformed (module binary "\00asm\01\00\00\00" "\0f\04\01\00\00\00") "unknown module")  ;; invalid
(assert_invalid (module binary "\00asm\01\00\00\00" "\11\00") "malformed section id")       ;; malformed

;; The old exception instructions are no part of the dialect.
;; - D24
(assert_malformed (module quote "(func (try (do) (catch_all)))") "unknown operator")

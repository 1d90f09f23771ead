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

;; The legacy exception instructions are there, as they are in any dialect; the old encoding of types is not.
;; + D24
(module (func (try (do) (catch_all))))
;; - D24
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\07\01\61\00\01\01f\00") "malformed definition type")

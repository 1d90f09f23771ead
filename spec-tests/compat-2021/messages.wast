;; options: --compat=2021
;; Which message there is does not matter (D24): only that there is one of that kind.

;; + D24
(assert_malformed (module quote "(func") "no engine says it like this")
(assert_invalid (module (import "a" (instance (export "f" (func)))) (alias 0 "g" (func))) "no engine says it like this")
(assert_invalid (module (module $M (import "f" (func))) (instance (instantiate $M))) "no engine says it like this")
(assert_unlinkable (module (import "nowhere" (module))) "no engine says it like this")
(module (func (export "trap") unreachable))
(assert_trap (invoke "trap") "no engine says it like this")
(assert_trap (module (func $f unreachable) (start $f)) "no engine says it like this")
(module (func $loop (export "loop") (call $loop)))
(assert_exhaustion (invoke "loop") "no engine says it like this")

;; Matching turned the direction for imports once and for all, instead of once for each import on the way: wrong from the
;; second import on. And a pair that was compared in one direction counted as known for the other.

;; One import: who needs more does not fit. Two: who passes on more does not fit.
(assert_invalid
  (module
    (module $A (import "M" (module (import "f" (func)))))
    (module $B (import "f" (func)) (import "g" (func)))
    (instance (instantiate $A (import "M" (module $B)))))
  "incompatible import type")
(module
  (module $A (import "M" (module (import "N" (module (import "f" (func)) (import "g" (func)))))))
  (module $B (import "N" (module (import "f" (func)) (import "g" (func)) (import "h" (func)))))
  (instance (instantiate $A (import "M" (module $B)))))
(assert_invalid
  (module
    (module $A (import "M" (module (import "N" (module (import "f" (func)) (import "g" (func)))))))
    (module $B (import "N" (module (import "f" (func)))))
    (instance (instantiate $A (import "M" (module $B)))))
  "incompatible import type")
;; An export within an import, an import within an export.
(assert_invalid
  (module
    (module $A (import "M" (module (import "i" (instance (export "f" (func)))))))
    (module $B (import "i" (instance (export "f" (func)) (export "g" (func)))))
    (instance (instantiate $A (import "M" (module $B)))))
  "incompatible import type")
(assert_invalid
  (module
    (module $A (import "M" (module (export "N" (module (import "f" (func)))))))
    (module $B (module (export "N") (import "f" (func)) (import "g" (func))))
    (instance (instantiate $A (import "M" (module $B)))))
  "incompatible import type")
;; Both directions of one pair in one comparison: as an export it fits, as an import it does not.
(assert_invalid
  (module
    (type $less (instance (export "f" (func))))
    (type $more (instance (export "f" (func)) (export "g" (func))))
    (import "M" (module $B (export "x" (instance (type outer 0 $more))) (import "y" (instance (type outer 0 $more)))))
    (module $A (import "M" (module (export "x" (instance (type outer 1 $less))) (import "y" (instance (type outer 1 $less))))))
    (instance (instantiate $A (import "M" (module $B)))))
  "incompatible import type")

;; options: --limit stack_slots=1000
;; Limits on what calls in progress may take. spec: appendix/implementation; D19
;;
;; Rules: ../rules/limits.txt. What fits, and what cannot: how much a frame has besides its parameters is not said.

;; A number takes a slot, and so does a reference; a vector two.
(module
  (func $f (param i32 i64 i64 i64 i64 i64 i64 i64 i64 f64 f64 f64 f64 f64 f64 funcref)
    (if (local.get 0)
      (then
        (call $f
          (i32.sub (local.get 0) (i32.const 1))
          (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (local.get 6) (local.get 7) (local.get 8)
          (local.get 9) (local.get 10) (local.get 11) (local.get 12) (local.get 13) (local.get 14) (local.get 15)))))
  (func (export "numbers") (param i32)
    (call $f
      (local.get 0)
      (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0)
      (f64.const 0) (f64.const 0) (f64.const 0) (f64.const 0) (f64.const 0) (f64.const 0) (ref.null func)))
  (func $v (param i32 v128 v128 v128 v128 v128 v128 v128 v128)
    (if (local.get 0)
      (then
        (call $v
          (i32.sub (local.get 0) (i32.const 1))
          (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (local.get 6) (local.get 7)
          (local.get 8)))))
  (func (export "vectors") (param i32) (local v128)
    (call $v
      (local.get 0)
      (local.get 1) (local.get 1) (local.get 1) (local.get 1) (local.get 1) (local.get 1) (local.get 1) (local.get 1))))
;; + limits.10
(assert_return (invoke "numbers" (i32.const 50)))
;; - limits.10
(assert_exhaustion (invoke "numbers" (i32.const 63)) "call stack exhausted")
;; + limits.10
(assert_return (invoke "vectors" (i32.const 50)))
;; - limits.10
(assert_exhaustion (invoke "vectors" (i32.const 63)) "call stack exhausted")

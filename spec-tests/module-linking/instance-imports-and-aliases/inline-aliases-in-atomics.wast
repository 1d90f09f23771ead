;; options: --enable threads
;; Inline aliases in atomic instructions. spec: Explainer, "Instance Imports and Aliases"; D10
;;
;; What is covered: `(memory $m "m")` in every atomic instruction. Memory 0 is another one, which nothing changes.

(module $shared (memory (export "m") 1 1 shared))
(register "shared" $shared)
(module $decoy
  (memory (export "m") 1 1 shared)
  (func (export "sum") (result i64)
    (i64.or (i64.load (i32.const 8)) (i64.or (i64.load (i32.const 16)) (i64.load (i32.const 24))))))
(register "decoy" $decoy)

;; Each operation finds what the one before it left, and the load at the end what the last one did.
(module
  (import "decoy" "m" (memory 1 1 shared))
  (import "shared" (instance $m (export "m" (memory 1 1 shared))))
  (func (export "i32.rmw") (result i32 i32 i32 i32 i32 i32 i32 i32)
    (i64.atomic.store (memory $m "m") (i32.const 8) (i64.const 0x8786858483828180))
    (i32.atomic.rmw.add (memory $m "m") (i32.const 8) (i32.const 3))
    (i32.atomic.rmw.sub (memory $m "m") (i32.const 8) (i32.const 1))
    (i32.atomic.rmw.and (memory $m "m") (i32.const 8) (i32.const 126))
    (i32.atomic.rmw.or (memory $m "m") (i32.const 8) (i32.const 129))
    (i32.atomic.rmw.xor (memory $m "m") (i32.const 8) (i32.const 255))
    (i32.atomic.rmw.xchg (memory $m "m") (i32.const 8) (i32.const 85))
    (i32.atomic.rmw.cmpxchg (memory $m "m") (i32.const 8) (i32.const 85) (i32.const 102))
    (i32.atomic.load (memory $m "m") (i32.const 8)))
  (func (export "i32.rmw8") (result i32 i32 i32 i32 i32 i32 i32 i32)
    (i64.atomic.store (memory $m "m") (i32.const 8) (i64.const 0x8786858483828180))
    (i32.atomic.rmw8.add_u (memory $m "m") (i32.const 8) (i32.const 3))
    (i32.atomic.rmw8.sub_u (memory $m "m") (i32.const 8) (i32.const 1))
    (i32.atomic.rmw8.and_u (memory $m "m") (i32.const 8) (i32.const 126))
    (i32.atomic.rmw8.or_u (memory $m "m") (i32.const 8) (i32.const 129))
    (i32.atomic.rmw8.xor_u (memory $m "m") (i32.const 8) (i32.const 255))
    (i32.atomic.rmw8.xchg_u (memory $m "m") (i32.const 8) (i32.const 85))
    (i32.atomic.rmw8.cmpxchg_u (memory $m "m") (i32.const 8) (i32.const 85) (i32.const 102))
    (i32.atomic.load8_u (memory $m "m") (i32.const 8)))
  (func (export "i32.rmw16") (result i32 i32 i32 i32 i32 i32 i32 i32)
    (i64.atomic.store (memory $m "m") (i32.const 8) (i64.const 0x8786858483828180))
    (i32.atomic.rmw16.add_u (memory $m "m") (i32.const 8) (i32.const 3))
    (i32.atomic.rmw16.sub_u (memory $m "m") (i32.const 8) (i32.const 1))
    (i32.atomic.rmw16.and_u (memory $m "m") (i32.const 8) (i32.const 126))
    (i32.atomic.rmw16.or_u (memory $m "m") (i32.const 8) (i32.const 129))
    (i32.atomic.rmw16.xor_u (memory $m "m") (i32.const 8) (i32.const 255))
    (i32.atomic.rmw16.xchg_u (memory $m "m") (i32.const 8) (i32.const 85))
    (i32.atomic.rmw16.cmpxchg_u (memory $m "m") (i32.const 8) (i32.const 85) (i32.const 102))
    (i32.atomic.load16_u (memory $m "m") (i32.const 8)))
  (func (export "i64.rmw") (result i64 i64 i64 i64 i64 i64 i64 i64)
    (i64.atomic.store (memory $m "m") (i32.const 8) (i64.const 0x8786858483828180))
    (i64.atomic.rmw.add (memory $m "m") (i32.const 8) (i64.const 3))
    (i64.atomic.rmw.sub (memory $m "m") (i32.const 8) (i64.const 1))
    (i64.atomic.rmw.and (memory $m "m") (i32.const 8) (i64.const 126))
    (i64.atomic.rmw.or (memory $m "m") (i32.const 8) (i64.const 129))
    (i64.atomic.rmw.xor (memory $m "m") (i32.const 8) (i64.const 255))
    (i64.atomic.rmw.xchg (memory $m "m") (i32.const 8) (i64.const 85))
    (i64.atomic.rmw.cmpxchg (memory $m "m") (i32.const 8) (i64.const 85) (i64.const 102))
    (i64.atomic.load (memory $m "m") (i32.const 8)))
  (func (export "i64.rmw8") (result i64 i64 i64 i64 i64 i64 i64 i64)
    (i64.atomic.store (memory $m "m") (i32.const 8) (i64.const 0x8786858483828180))
    (i64.atomic.rmw8.add_u (memory $m "m") (i32.const 8) (i64.const 3))
    (i64.atomic.rmw8.sub_u (memory $m "m") (i32.const 8) (i64.const 1))
    (i64.atomic.rmw8.and_u (memory $m "m") (i32.const 8) (i64.const 126))
    (i64.atomic.rmw8.or_u (memory $m "m") (i32.const 8) (i64.const 129))
    (i64.atomic.rmw8.xor_u (memory $m "m") (i32.const 8) (i64.const 255))
    (i64.atomic.rmw8.xchg_u (memory $m "m") (i32.const 8) (i64.const 85))
    (i64.atomic.rmw8.cmpxchg_u (memory $m "m") (i32.const 8) (i64.const 85) (i64.const 102))
    (i64.atomic.load8_u (memory $m "m") (i32.const 8)))
  (func (export "i64.rmw16") (result i64 i64 i64 i64 i64 i64 i64 i64)
    (i64.atomic.store (memory $m "m") (i32.const 8) (i64.const 0x8786858483828180))
    (i64.atomic.rmw16.add_u (memory $m "m") (i32.const 8) (i64.const 3))
    (i64.atomic.rmw16.sub_u (memory $m "m") (i32.const 8) (i64.const 1))
    (i64.atomic.rmw16.and_u (memory $m "m") (i32.const 8) (i64.const 126))
    (i64.atomic.rmw16.or_u (memory $m "m") (i32.const 8) (i64.const 129))
    (i64.atomic.rmw16.xor_u (memory $m "m") (i32.const 8) (i64.const 255))
    (i64.atomic.rmw16.xchg_u (memory $m "m") (i32.const 8) (i64.const 85))
    (i64.atomic.rmw16.cmpxchg_u (memory $m "m") (i32.const 8) (i64.const 85) (i64.const 102))
    (i64.atomic.load16_u (memory $m "m") (i32.const 8)))
  (func (export "i64.rmw32") (result i64 i64 i64 i64 i64 i64 i64 i64)
    (i64.atomic.store (memory $m "m") (i32.const 8) (i64.const 0x8786858483828180))
    (i64.atomic.rmw32.add_u (memory $m "m") (i32.const 8) (i64.const 3))
    (i64.atomic.rmw32.sub_u (memory $m "m") (i32.const 8) (i64.const 1))
    (i64.atomic.rmw32.and_u (memory $m "m") (i32.const 8) (i64.const 126))
    (i64.atomic.rmw32.or_u (memory $m "m") (i32.const 8) (i64.const 129))
    (i64.atomic.rmw32.xor_u (memory $m "m") (i32.const 8) (i64.const 255))
    (i64.atomic.rmw32.xchg_u (memory $m "m") (i32.const 8) (i64.const 85))
    (i64.atomic.rmw32.cmpxchg_u (memory $m "m") (i32.const 8) (i64.const 85) (i64.const 102))
    (i64.atomic.load32_u (memory $m "m") (i32.const 8))))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.rmw")
  (i32.const 0x83828180) (i32.const 0x83828183) (i32.const 0x83828182) (i32.const 0x2) (i32.const 0x83) (i32.const 0x7c) (i32.const 0x55) (i32.const 0x66))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.rmw8")
  (i32.const 0x80) (i32.const 0x83) (i32.const 0x82) (i32.const 0x2) (i32.const 0x83) (i32.const 0x7c) (i32.const 0x55) (i32.const 0x66))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.rmw16")
  (i32.const 0x8180) (i32.const 0x8183) (i32.const 0x8182) (i32.const 0x2) (i32.const 0x83) (i32.const 0x7c) (i32.const 0x55) (i32.const 0x66))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.rmw")
  (i64.const 0x8786858483828180) (i64.const 0x8786858483828183) (i64.const 0x8786858483828182) (i64.const 0x2) (i64.const 0x83) (i64.const 0x7c) (i64.const 0x55) (i64.const 0x66))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.rmw8")
  (i64.const 0x80) (i64.const 0x83) (i64.const 0x82) (i64.const 0x2) (i64.const 0x83) (i64.const 0x7c) (i64.const 0x55) (i64.const 0x66))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.rmw16")
  (i64.const 0x8180) (i64.const 0x8183) (i64.const 0x8182) (i64.const 0x2) (i64.const 0x83) (i64.const 0x7c) (i64.const 0x55) (i64.const 0x66))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.rmw32")
  (i64.const 0x83828180) (i64.const 0x83828183) (i64.const 0x83828182) (i64.const 0x2) (i64.const 0x83) (i64.const 0x7c) (i64.const 0x55) (i64.const 0x66))

;; Each store clears as much of a word of ones as it is wide.
(module
  (import "decoy" "m" (memory 1 1 shared))
  (import "shared" (instance $m (export "m" (memory 1 1 shared))))
  (func (export "i32.atomic.store") (result i64)
    (i64.atomic.store (memory $m "m") (i32.const 16) (i64.const -1))
    (i32.atomic.store (memory $m "m") offset=8 (i32.const 8) (i32.const 0))
    (i64.atomic.load (memory $m "m") (i32.const 16)))
  (func (export "i32.atomic.store8") (result i64)
    (i64.atomic.store (memory $m "m") (i32.const 16) (i64.const -1))
    (i32.atomic.store8 (memory $m "m") offset=8 (i32.const 8) (i32.const 0))
    (i64.atomic.load (memory $m "m") (i32.const 16)))
  (func (export "i32.atomic.store16") (result i64)
    (i64.atomic.store (memory $m "m") (i32.const 16) (i64.const -1))
    (i32.atomic.store16 (memory $m "m") offset=8 (i32.const 8) (i32.const 0))
    (i64.atomic.load (memory $m "m") (i32.const 16)))
  (func (export "i64.atomic.store") (result i64)
    (i64.atomic.store (memory $m "m") (i32.const 16) (i64.const -1))
    (i64.atomic.store (memory $m "m") offset=8 (i32.const 8) (i64.const 0))
    (i64.atomic.load (memory $m "m") (i32.const 16)))
  (func (export "i64.atomic.store8") (result i64)
    (i64.atomic.store (memory $m "m") (i32.const 16) (i64.const -1))
    (i64.atomic.store8 (memory $m "m") offset=8 (i32.const 8) (i64.const 0))
    (i64.atomic.load (memory $m "m") (i32.const 16)))
  (func (export "i64.atomic.store16") (result i64)
    (i64.atomic.store (memory $m "m") (i32.const 16) (i64.const -1))
    (i64.atomic.store16 (memory $m "m") offset=8 (i32.const 8) (i64.const 0))
    (i64.atomic.load (memory $m "m") (i32.const 16)))
  (func (export "i64.atomic.store32") (result i64)
    (i64.atomic.store (memory $m "m") (i32.const 16) (i64.const -1))
    (i64.atomic.store32 (memory $m "m") offset=8 (i32.const 8) (i64.const 0))
    (i64.atomic.load (memory $m "m") (i32.const 16))))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.atomic.store") (i64.const 0xffffffff00000000))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.atomic.store8") (i64.const 0xffffffffffffff00))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.atomic.store16") (i64.const 0xffffffffffff0000))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.atomic.store") (i64.const 0x0))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.atomic.store8") (i64.const 0xffffffffffffff00))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.atomic.store16") (i64.const 0xffffffffffff0000))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.atomic.store32") (i64.const 0xffffffff00000000))

;; Waiting and waking: nobody waits; the value is another one; the time is over.
(module
  (import "decoy" "m" (memory 1 1 shared))
  (import "shared" (instance $m (export "m" (memory 1 1 shared))))
  (func (export "notify") (result i32) (memory.atomic.notify (memory $m "m") (i32.const 24) (i32.const 1)))
  (func (export "wait32") (param i32) (result i32)
    (i32.atomic.store (memory $m "m") (i32.const 24) (i32.const 5))
    (memory.atomic.wait32 (memory $m "m") (i32.const 24) (local.get 0) (i64.const 0)))
  (func (export "wait64") (param i64) (result i32)
    (i64.atomic.store (memory $m "m") (i32.const 24) (i64.const 6))
    (memory.atomic.wait64 (memory $m "m") (i32.const 24) (local.get 0) (i64.const 0))))
;; + instance-imports-and-aliases.8
(assert_return (invoke "notify") (i32.const 0))
;; + instance-imports-and-aliases.8
(assert_return (invoke "wait32" (i32.const 0)) (i32.const 1))
;; + instance-imports-and-aliases.8
(assert_return (invoke "wait32" (i32.const 5)) (i32.const 2))
;; + instance-imports-and-aliases.8
(assert_return (invoke "wait64" (i64.const 0)) (i32.const 1))
;; + instance-imports-and-aliases.8
(assert_return (invoke "wait64" (i64.const 6)) (i32.const 2))
;; + instance-imports-and-aliases.8
(assert_return (invoke $decoy "sum") (i64.const 0))

;; The alias says whether the memory is shared.
;; - instance-imports-and-aliases.11
(assert_unlinkable
  (module (import "shared" (instance (export "m" (memory 1 1)))))
  "incompatible import type")
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (func (atomic.fence (memory $i \"m\")))")
  "unexpected token")

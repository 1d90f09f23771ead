;; Inline aliases in instructions. spec: Explainer, "Instance Imports and Aliases"; D10
;;
;; What is covered: `(memory $i "m")`, `(table $i "t")`, `(func $i "f")`, `(global $i "g")` and `(tag $i "e")` as
;; immediate of every instruction that has one of the kind, also next to other immediates. The modules have another
;; memory 0, table 0 and so on, so that an immediate that is dropped shows.

(module $libc
  (memory (export "m") 1 8)
  (data (i32.const 8) "\81\82\83\84\85\86\87\88\89\8a\8b\8c\8d\8e\8f\90"))
(register "libc" $libc)
(module $decoy
  (memory (export "m") 1)
  (func (export "sum") (result i64)
    (i64.or (i64.load (i32.const 8))
      (i64.or (i64.load (i32.const 16)) (i64.or (i64.load (i32.const 24)) (i64.load (i32.const 32)))))))
(register "decoy" $decoy)


;; ---------------------------------------------------------------------------------------------------------------------
;; Loads and stores

(module
  (import "decoy" "m" (memory 1))
  (import "libc" (instance $libc (export "m" (memory 1))))
  (func (export "i32.load") (result i32) (i32.load (memory $libc "m") (i32.const 8)))
  (func (export "i32.load8_s") (result i32) (i32.load8_s (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "i32.load8_u") (result i32) (i32.load8_u (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "i32.load16_s") (result i32) (i32.load16_s (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "i32.load16_u") (result i32) (i32.load16_u (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "i64.load") (result i64) (i64.load (memory $libc "m") (i32.const 8)))
  (func (export "i64.load8_s") (result i64) (i64.load8_s (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "i64.load8_u") (result i64) (i64.load8_u (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "i64.load16_s") (result i64) (i64.load16_s (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "i64.load16_u") (result i64) (i64.load16_u (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "i64.load32_s") (result i64) (i64.load32_s (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "i64.load32_u") (result i64) (i64.load32_u (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "f32.load") (result i32) (i32.reinterpret_f32 (f32.load (memory $libc "m") align=1 (i32.const 16))))
  (func (export "f64.load") (result i64) (i64.reinterpret_f64 (f64.load (memory $libc "m") align=1 (i32.const 16)))))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.load") (i32.const 0x84838281))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.load8_s") (i32.const -0x7d))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.load8_u") (i32.const 0x83))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.load16_s") (i32.const -0x7b7d))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.load16_u") (i32.const 0x8483))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.load") (i64.const 0x8887868584838281))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.load8_s") (i64.const -0x7d))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.load8_u") (i64.const 0x83))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.load16_s") (i64.const -0x7b7d))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.load16_u") (i64.const 0x8483))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.load32_s") (i64.const -0x797a7b7d))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.load32_u") (i64.const 0x86858483))
;; + instance-imports-and-aliases.8
(assert_return (invoke "f32.load") (i32.const 0x8c8b8a89))
;; + instance-imports-and-aliases.8
(assert_return (invoke "f64.load") (i64.const 0x908f8e8d8c8b8a89))

;; Each writes the byte after the first, and what follows, over a word of ones.
(module
  (import "decoy" "m" (memory 1))
  (import "libc" (instance $libc (export "m" (memory 1))))
  (func (export "i32.store") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (i32.store (memory $libc "m") offset=2 (i32.const 23) (i32.const 0x44332211))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "i32.store8") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (i32.store8 (memory $libc "m") offset=2 (i32.const 23) (i32.const 0x44332211))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "i32.store16") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (i32.store16 (memory $libc "m") offset=2 (i32.const 23) (i32.const 0x44332211))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "i64.store") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (i64.store (memory $libc "m") offset=2 (i32.const 23) (i64.const 0x8877665544332211))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "i64.store8") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (i64.store8 (memory $libc "m") offset=2 (i32.const 23) (i64.const 0x8877665544332211))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "i64.store16") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (i64.store16 (memory $libc "m") offset=2 (i32.const 23) (i64.const 0x8877665544332211))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "i64.store32") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (i64.store32 (memory $libc "m") offset=2 (i32.const 23) (i64.const 0x8877665544332211))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "f32.store") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (f32.store (memory $libc "m") offset=2 (i32.const 23) (f32.reinterpret_i32 (i32.const 0x44332211)))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "f64.store") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (f64.store (memory $libc "m") offset=2 (i32.const 23) (f64.reinterpret_i64 (i64.const 0x0877665544332211)))
    (i64.load (memory $libc "m") (i32.const 24))))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.store") (i64.const 0xffffff44332211ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.store8") (i64.const 0xffffffffffff11ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i32.store16") (i64.const 0xffffffffff2211ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.store") (i64.const 0x77665544332211ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.store8") (i64.const 0xffffffffffff11ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.store16") (i64.const 0xffffffffff2211ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "i64.store32") (i64.const 0xffffff44332211ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "f32.store") (i64.const 0xffffff44332211ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "f64.store") (i64.const 0x77665544332211ff))

;; Vectors; a lane stands behind the offset.
(module
  (import "decoy" "m" (memory 1))
  (import "libc" (instance $libc (export "m" (memory 1))))
  (func (export "v128.load") (result v128) (v128.load (memory $libc "m") (i32.const 8)))
  (func (export "v128.load8x8_s") (result v128) (v128.load8x8_s (memory $libc "m") offset=1 (i32.const 7)))
  (func (export "v128.load8x8_u") (result v128) (v128.load8x8_u (memory $libc "m") offset=1 (i32.const 7)))
  (func (export "v128.load16x4_s") (result v128) (v128.load16x4_s (memory $libc "m") offset=1 (i32.const 7)))
  (func (export "v128.load16x4_u") (result v128) (v128.load16x4_u (memory $libc "m") offset=1 (i32.const 7)))
  (func (export "v128.load32x2_s") (result v128) (v128.load32x2_s (memory $libc "m") offset=1 (i32.const 7)))
  (func (export "v128.load32x2_u") (result v128) (v128.load32x2_u (memory $libc "m") offset=1 (i32.const 7)))
  (func (export "v128.load8_splat") (result v128) (v128.load8_splat (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "v128.load16_splat") (result v128) (v128.load16_splat (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "v128.load32_splat") (result v128) (v128.load32_splat (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "v128.load64_splat") (result v128) (v128.load64_splat (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "v128.load32_zero") (result v128) (v128.load32_zero (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "v128.load64_zero") (result v128) (v128.load64_zero (memory $libc "m") offset=1 (i32.const 9)))
  (func (export "v128.load8_lane") (result v128)
    (v128.load8_lane (memory $libc "m") offset=1 1 (i32.const 9) (v128.const i64x2 0 0)))
  (func (export "v128.load16_lane") (result v128)
    (v128.load16_lane (memory $libc "m") offset=1 1 (i32.const 9) (v128.const i64x2 0 0)))
  (func (export "v128.load32_lane") (result v128)
    (v128.load32_lane (memory $libc "m") offset=1 1 (i32.const 9) (v128.const i64x2 0 0)))
  (func (export "v128.load64_lane") (result v128)
    (v128.load64_lane (memory $libc "m") offset=1 1 (i32.const 9) (v128.const i64x2 0 0)))
  (func (export "v128.store") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (v128.store (memory $libc "m") offset=2 (i32.const 23) (v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "v128.store8_lane") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (v128.store8_lane
      (memory $libc "m")
      offset=2
      1
      (i32.const 23)
      (v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "v128.store16_lane") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (v128.store16_lane
      (memory $libc "m")
      offset=2
      1
      (i32.const 23)
      (v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "v128.store32_lane") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (v128.store32_lane
      (memory $libc "m")
      offset=2
      1
      (i32.const 23)
      (v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16))
    (i64.load (memory $libc "m") (i32.const 24)))
  (func (export "v128.store64_lane") (result i64)
    (i64.store (memory $libc "m") (i32.const 24) (i64.const -1))
    (v128.store64_lane
      (memory $libc "m")
      offset=2
      1
      (i32.const 23)
      (v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16))
    (i64.load (memory $libc "m") (i32.const 24))))
;; + instance-imports-and-aliases.8
(assert_return
  (invoke "v128.load")
  (v128.const i8x16 0x81 0x82 0x83 0x84 0x85 0x86 0x87 0x88 0x89 0x8a 0x8b 0x8c 0x8d 0x8e 0x8f 0x90))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load8x8_s") (v128.const i16x8 -0x7f -0x7e -0x7d -0x7c -0x7b -0x7a -0x79 -0x78))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load8x8_u") (v128.const i16x8 0x81 0x82 0x83 0x84 0x85 0x86 0x87 0x88))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load16x4_s") (v128.const i32x4 -0x7d7f -0x7b7d -0x797b -0x7779))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load16x4_u") (v128.const i32x4 0x8281 0x8483 0x8685 0x8887))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load32x2_s") (v128.const i64x2 -0x7b7c7d7f -0x7778797b))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load32x2_u") (v128.const i64x2 0x84838281 0x88878685))
;; + instance-imports-and-aliases.8
(assert_return
  (invoke "v128.load8_splat")
  (v128.const i8x16 0x83 0x83 0x83 0x83 0x83 0x83 0x83 0x83 0x83 0x83 0x83 0x83 0x83 0x83 0x83 0x83))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load16_splat") (v128.const i16x8 0x8483 0x8483 0x8483 0x8483 0x8483 0x8483 0x8483 0x8483))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load32_splat") (v128.const i32x4 0x86858483 0x86858483 0x86858483 0x86858483))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load64_splat") (v128.const i64x2 0x8a89888786858483 0x8a89888786858483))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load32_zero") (v128.const i32x4 0x86858483 0 0 0))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load64_zero") (v128.const i64x2 0x8a89888786858483 0))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load8_lane") (v128.const i8x16 0 0x83 0 0 0 0 0 0 0 0 0 0 0 0 0 0))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load16_lane") (v128.const i16x8 0 0x8483 0 0 0 0 0 0))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load32_lane") (v128.const i32x4 0 0x86858483 0 0))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.load64_lane") (v128.const i64x2 0 0x8a89888786858483))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.store") (i64.const 0x7060504030201ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.store8_lane") (i64.const 0xffffffffffff02ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.store16_lane") (i64.const 0xffffffffff0403ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.store32_lane") (i64.const 0xffffff08070605ff))
;; + instance-imports-and-aliases.8
(assert_return (invoke "v128.store64_lane") (i64.const 0xf0e0d0c0b0a09ff))


;; ---------------------------------------------------------------------------------------------------------------------
;; The other instructions on memories

(module
  (import "decoy" "m" (memory 1))
  (import "libc" (instance $libc (export "m" (memory 1))))
  (data $d "\a1\a2\a3\a4")
  (func (export "size") (result i32) (memory.size (memory $libc "m")))
  (func (export "grow") (result i32) (memory.grow (memory $libc "m") (i32.const 2)))
  (func (export "fill") (result i32)
    (memory.fill (memory $libc "m") (i32.const 40) (i32.const 0xb0) (i32.const 4))
    (i32.load (memory $libc "m") (i32.const 40)))
  (func (export "init") (result i32)
    (memory.init (memory $libc "m") $d (i32.const 44) (i32.const 0) (i32.const 4))
    (i32.load (memory $libc "m") (i32.const 44)))
  (func (export "copy-within") (result i32)
    (memory.copy (memory $libc "m") (memory $libc "m") (i32.const 48) (i32.const 8) (i32.const 4))
    (i32.load (memory $libc "m") (i32.const 48)))
  (func (export "copy-from-0") (result i32)
    (memory.copy (memory $libc "m") 0 (i32.const 48) (i32.const 8) (i32.const 3))
    (i32.load (memory $libc "m") (i32.const 48)))
  (func (export "copy-to-0") (result i32)
    (memory.copy 0 (memory $libc "m") (i32.const 48) (i32.const 8) (i32.const 4))
    (i32.load 0 (i32.const 48)))
  (func (export "unfolded") (result i32)
    i32.const 8  i32.load8_u (memory $libc "m") offset=1 align=1))
;; + instance-imports-and-aliases.8
(assert_return (invoke "size") (i32.const 1))
;; + instance-imports-and-aliases.8
(assert_return (invoke "grow") (i32.const 1))
;; + instance-imports-and-aliases.8
(assert_return (invoke "size") (i32.const 3))
;; + instance-imports-and-aliases.8
(assert_return (invoke "fill") (i32.const 0xb0b0b0b0))
;; + instance-imports-and-aliases.8
(assert_return (invoke "init") (i32.const 0xa4a3a2a1))
;; + instance-imports-and-aliases.8
(assert_return (invoke "copy-within") (i32.const 0x84838281))
;; + instance-imports-and-aliases.8
(assert_return (invoke "copy-from-0") (i32.const 0x84000000))
;; + instance-imports-and-aliases.8
(assert_return (invoke "copy-to-0") (i32.const 0x84838281))
;; + instance-imports-and-aliases.8
(assert_return (invoke "unfolded") (i32.const 0x82))
;; Nothing of all this went to memory 0 in the place of the other.
;; + instance-imports-and-aliases.8
(assert_return (invoke $decoy "sum") (i64.const 0))

;; The memory's address type is found through the alias.
(module $big
  (memory (export "m") i64 1)
  (data (i64.const 0) "\c1\c2\c3\c4"))
(register "big" $big)
(module
  (import "decoy" "m" (memory 1))
  (import "big" (instance $big (export "m" (memory i64 1))))
  (func (export "load") (result i32) (i32.load (memory $big "m") offset=1 align=1 (i64.const -1)))
  (func (export "load-1") (result i32) (i32.load8_u (memory $big "m") offset=1 (i64.const 1)))
  (func (export "copy") (memory.copy 0 (memory $big "m") (i32.const 60) (i64.const 0) (i32.const 4)))
  (func (export "copied") (result i32) (i32.load (i32.const 60))))
;; + instance-imports-and-aliases.8
(assert_return (invoke "load-1") (i32.const 0xc3))
;; - instance-imports-and-aliases.8
(assert_trap (invoke "load") "out of bounds memory access")
(assert_return (invoke "copy"))
;; + instance-imports-and-aliases.8
(assert_return (invoke "copied") (i32.const 0xc4c3c2c1))
;; - instance-imports-and-aliases.8
(assert_invalid
  (module
    (import "big" (instance $big (export "m" (memory i64 1))))
    (func (drop (i32.load (memory $big "m") (i32.const 0)))))
  "type mismatch")

;; The memory comes before offset and lane, and once.
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" \"m\" (memory 1)) (func (drop (i32.load offset=1 (memory 0 \"m\") (i32.const 0))))")
  "unexpected token")
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" \"m\" (memory 1)) (func (drop (i32.load 0 (memory 0 \"m\") (i32.const 0))))")
  "unexpected token")


;; ---------------------------------------------------------------------------------------------------------------------
;; Tables

(module $tables
  (type $F (func (result i32)))
  (table (export "t") 3 8 funcref)
  (table (export "wide") i64 2 funcref)
  (elem (table 0) (i32.const 1) func $one $two)
  (func $one (result i32) (i32.const 1))
  (func $two (result i32) (i32.const 2)))
(register "tables" $tables)
(module
  (type $F (func (result i32)))
  (import "tables" (instance $i (export "t" (table 1 funcref)) (export "wide" (table i64 2 funcref))))
  (import "spectest" "table" (table 10 funcref))
  (elem $e func $nine)
  (func $nine (result i32) (i32.const 9))
  (func $at (export "at") (param i32) (result i32) (call_indirect (table $i "t") (type $F) (local.get 0)))
  (func (export "tail") (param i32) (result i32) (return_call_indirect (table $i "t") (type $F) (local.get 0)))
  (func (export "abbreviated") (param i32) (result i32)
    (call_indirect (table $i "t") (result i32) (local.get 0)))
  (func (export "get") (result i32 i32)
    (ref.is_null (table.get (table $i "t") (i32.const 0))) (ref.is_null (table.get (table $i "t") (i32.const 1))))
  (func (export "set") (result i32)
    (table.set (table $i "t") (i32.const 0) (table.get (table $i "t") (i32.const 2))) (call $at (i32.const 0)))
  (func (export "size") (result i32) (table.size (table $i "t")))
  (func (export "grow") (result i32) (table.grow (table $i "t") (ref.func $nine) (i32.const 1)))
  (func (export "fill") (result i32)
    (table.fill (table $i "t") (i32.const 0) (ref.func $nine) (i32.const 1)) (call $at (i32.const 0)))
  (func (export "init") (result i32)
    (table.init (table $i "t") $e (i32.const 2) (i32.const 0) (i32.const 1)) (call $at (i32.const 2)))
  (func (export "copy") (result i32)
    (table.copy (table $i "t") (table $i "t") (i32.const 2) (i32.const 1) (i32.const 1)) (call $at (i32.const 2)))
  (func (export "copy-from") (result i32)
    (table.copy 0 (table $i "t") (i32.const 5) (i32.const 1) (i32.const 1))
    (call_indirect 0 (type $F) (i32.const 5)))
  (func (export "copy-wide") (result i32)
    (table.copy (table $i "wide") (table $i "t") (i64.const 0) (i32.const 1) (i32.const 1))
    (call_indirect (table $i "wide") (type $F) (i64.const 0))))
;; + instance-imports-and-aliases.8
(assert_return (invoke "at" (i32.const 1)) (i32.const 1))
;; + instance-imports-and-aliases.8
(assert_return (invoke "tail" (i32.const 2)) (i32.const 2))
;; + instance-imports-and-aliases.8
(assert_return (invoke "abbreviated" (i32.const 1)) (i32.const 1))
;; + instance-imports-and-aliases.8
(assert_return (invoke "get") (i32.const 1) (i32.const 0))
;; + instance-imports-and-aliases.8
(assert_return (invoke "set") (i32.const 2))
;; + instance-imports-and-aliases.8
(assert_return (invoke "size") (i32.const 3))
;; + instance-imports-and-aliases.8
(assert_return (invoke "grow") (i32.const 3))
;; + instance-imports-and-aliases.8
(assert_return (invoke "at" (i32.const 3)) (i32.const 9))
;; + instance-imports-and-aliases.8
(assert_return (invoke "fill") (i32.const 9))
;; + instance-imports-and-aliases.8
(assert_return (invoke "init") (i32.const 9))
;; + instance-imports-and-aliases.8
(assert_return (invoke "copy") (i32.const 1))
;; + instance-imports-and-aliases.8
(assert_return (invoke "copy-from") (i32.const 1))
;; + instance-imports-and-aliases.8
(assert_return (invoke "copy-wide") (i32.const 1))
;; - instance-imports-and-aliases.8
(assert_trap (invoke "at" (i32.const 4)) "undefined element")
;; An element segment is named behind the table, and alone in `elem.drop`.
;; - instance-imports-and-aliases.8
(assert_malformed
  (module quote "(import \"i\" \"t\" (table 1 funcref)) (elem $e func) (func (elem.drop (table 0 \"t\") $e))")
  "unexpected token")


;; ---------------------------------------------------------------------------------------------------------------------
;; Functions, globals, tags

(module $rest
  (type $F (func (param i32) (result i32)))
  (func (export "dec") (param i32) (result i32) (i32.sub (local.get 0) (i32.const 1)))
  (global (export "g") (mut i32) (i32.const 60))
  (tag (export "e") (param i32))
  (tag (export "e2") (param i32)))
(register "rest" $rest)
(module
  (type $F (func (param i32) (result i32)))
  (import "rest" (instance $i
    (export "dec" (func (param i32) (result i32)))
    (export "g" (global (mut i32)))
    (export "e" (tag (param i32))) (export "e2" (tag (param i32)))))
  (global i32 (i32.const 0))
  (tag (param i32))
  (elem declare func (func $i "dec"))
  (func (export "call") (param i32) (result i32) (call (func $i "dec") (local.get 0)))
  (func (export "tail") (param i32) (result i32) (return_call (func $i "dec") (local.get 0)))
  (func (export "ref") (param i32) (result i32) (call_ref $F (local.get 0) (ref.func (func $i "dec"))))
  (func (export "get") (result i32) (global.get (global $i "g")))
  (func (export "set") (param i32) (global.set (global $i "g") (local.get 0)))
  (func $throw (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (throw (tag $i "e") (i32.const 61))))
    (throw (tag $i "e2") (i32.const 62)))
  (func (export "catch") (param i32) (result i32)
    (block $e (result i32)
      (return (block $e2 (result i32)
        (try_table (result i32) (catch (tag $i "e") $e) (catch (tag $i "e2") $e2) (call $throw (local.get 0))))))
    (i32.add (i32.const 100)))
  (func (export "catch_ref") (result i32)
    (block $e (result i32 exnref)
      (try_table (result i32) (catch_ref (tag $i "e2") $e) (call $throw (i32.const 1)))
      (return))
    (drop)))
;; + instance-imports-and-aliases.8
(assert_return (invoke "call" (i32.const 5)) (i32.const 4))
;; + instance-imports-and-aliases.8
(assert_return (invoke "tail" (i32.const 6)) (i32.const 5))
;; + instance-imports-and-aliases.8
(assert_return (invoke "ref" (i32.const 7)) (i32.const 6))
;; + instance-imports-and-aliases.8
(assert_return (invoke "get") (i32.const 60))
;; + instance-imports-and-aliases.8
(assert_return (invoke "set" (i32.const 63)))
;; + instance-imports-and-aliases.8
(assert_return (get $rest "g") (i32.const 63))
;; + instance-imports-and-aliases.8 D22
(assert_return (invoke "catch" (i32.const 0)) (i32.const 161))
;; + instance-imports-and-aliases.8 D22
(assert_return (invoke "catch" (i32.const 1)) (i32.const 62))
;; + instance-imports-and-aliases.8 D22
(assert_return (invoke "catch_ref") (i32.const 62))

;; `ref.func` needs its function declared, by an alias too: one elsewhere in the module does, one in a body does not.
;; - instance-imports-and-aliases.8
(assert_invalid
  (module (import "rest" (instance $i (export "f" (func)))) (func (drop (ref.func (func $i "f")))))
  "undeclared function reference")
;; + instance-imports-and-aliases.8
(module
  (import "rest" (instance $i (export "dec" (func (param i32) (result i32)))))
  (export "f" (func $i "dec"))
  (func (drop (ref.func (func $i "dec")))))
;; An argument of `instantiate` is elsewhere.
;; + instance-imports-and-aliases.8
(module
  (import "rest" (instance $i (export "dec" (func (param i32) (result i32)))))
  (module $M (import "f" (func (param i32) (result i32))))
  (instance (instantiate $M (import "f" (func $i "dec"))))
  (func (drop (ref.func (func $i "dec")))))
;; The exported function's type is known to the instruction.
;; - instance-imports-and-aliases.8
(assert_invalid
  (module
    (import "rest" (instance $i (export "dec" (func (param i32) (result i32)))))
    (func (drop (call (func $i "dec") (i64.const 0)))))
  "type mismatch")
;; - instance-imports-and-aliases.8
(assert_invalid
  (module (import "rest" (instance $i (export "e" (tag (param i32))))) (func (throw (tag $i "e"))))
  "type mismatch")

;; The same, for what came later than WebAssembly 2.0 and concerns the protocol: an engine without it skips.
(module
  (func (export "v128") (param v128) (result v128) (local.get 0))
  (func (export "both") (param v128 i32) (result i32 v128) (local.get 1) (local.get 0))
  (global (export "g") v128 (v128.const i32x4 1 2 3 4)))
(assert_return (invoke "v128" (v128.const i32x4 1 -2 3 0x80000000)) (v128.const i32x4 1 -2 3 0x80000000))
(assert_return (invoke "v128" (v128.const f32x4 nan:0x1 -0 1 -nan:0x2)) (v128.const f32x4 nan:0x1 -0 1 -nan:0x2))
(assert_return (invoke "both" (v128.const i64x2 1 2) (i32.const 3)) (i32.const 3) (v128.const i64x2 1 2))
(assert_return (get "g") (v128.const i32x4 1 2 3 4))

;; references of garbage collection
(module
  (type $s (struct (field i32)))
  (type $a (array i8))
  (func (export "anyref") (param anyref) (result anyref) (local.get 0))
  (func (export "i31") (result anyref) (ref.i31 (i32.const -5)))
  (func (export "struct") (result anyref) (struct.new $s (i32.const 1)))
  (func (export "array") (result anyref) (array.new $a (i32.const 1) (i32.const 3)))
  (func (export "own type") (result (ref $s)) (struct.new $s (i32.const 1)))
  (func (export "extern") (result externref) (extern.convert_any (struct.new $s (i32.const 1)))))
(assert_return (invoke "anyref" (ref.null any)) (ref.null any))
(assert_return (invoke "anyref" (ref.host 3)) (ref.host 3))
(assert_return (invoke "i31") (ref.i31))
(assert_return (invoke "struct") (ref.struct))
(assert_return (invoke "array") (ref.array))
(assert_return (invoke "own type") (ref.struct))
(assert_return (invoke "extern") (ref.extern))

;; exceptions
(module
  (tag $e (param i32))
  (func (export "throw") (throw $e (i32.const 1)))
  (func (export "as value") (result exnref)
    (block $caught (result exnref) (try_table (catch_all_ref $caught) (throw $e (i32.const 1))) (unreachable)))
  (func (export "none") (result exnref) (ref.null exn)))
(assert_exception (invoke "throw"))
(assert_return (invoke "as value") (ref.exn))
(assert_return (invoke "none") (ref.null exn))

;; 64-bit addresses
(module (memory (export "m") i64 1) (func (export "size") (result i64) (memory.size)))
(assert_return (invoke "size") (i64.const 1))

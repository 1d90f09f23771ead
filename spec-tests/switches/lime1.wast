;; options: --features=none,mutable-global,bulk-memory-opt,call-indirect-overlong,extended-const,multi-value,saturating-float-to-int,sign-extension
;; Lime1, a set of features that is stable for tools: of bulk memory and of reference types it has a part each.

;; Bulk memory: `memory.copy` and `memory.fill`.
(module
  (memory (export "m") 1)
  (func (export "fill_and_copy") (result i32)
    (memory.fill (i32.const 0) (i32.const 7) (i32.const 3))
    (memory.copy (i32.const 8) (i32.const 1) (i32.const 4))
    (i32.load (i32.const 8)))
  (func (export "fill") (param i32) (memory.fill (local.get 0) (i32.const 0) (i32.const 2))))
(assert_return (invoke "fill_and_copy") (i32.const 0x0707))
(assert_trap (invoke "fill" (i32.const 0xffff)) "out of bounds memory access")
(assert_malformed (module quote "(memory 1) (func (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 0)))")
  "unknown operator")
(assert_malformed (module quote "(func (data.drop 0))") "unknown operator")
(assert_malformed (module quote "(func (elem.drop 0))") "unknown operator")
(assert_malformed (module quote "(table 1 funcref) (func (table.init 0 (i32.const 0) (i32.const 0) (i32.const 0)))")
  "unknown operator")
(assert_malformed (module quote "(table 1 funcref) (func (table.copy (i32.const 0) (i32.const 0) (i32.const 0)))")
  "unknown operator")
(assert_malformed (module quote "(data \"passive\")") "unexpected token")
(assert_malformed (module quote "(elem func)") "unexpected token")
(assert_malformed (module binary "\00asm\01\00\00\00" "\0c\01\00") "malformed section id")
(assert_malformed (module binary "\00asm\01\00\00\00" "\0b\03\01\01\00") "malformed data segment kind")

;; Reference types: the index of the table, which is 0, in more bytes than it has to have.
(module binary
  "\00asm\01\00\00\00"
  "\01\05\01\60\00\01\7f"
  "\03\03\02\00\00"
  "\04\04\01\70\00\01"
  "\07\05\01\01f\00\00"
  "\09\07\01\00\41\00\0b\01\01"
  "\0a\10\02"
  "\09\00\41\00\11\00\80\80\00\0b"
  "\04\00\41\07\0b")
(assert_return (invoke "f") (i32.const 7))
(assert_malformed
  (module binary
    "\00asm\01\00\00\00"
    "\01\04\01\60\00\00"
    "\03\02\01\00"
    "\04\04\01\70\00\01"
    "\0a\0e\01"
    "\0c\00\41\00\11\00\80\80\80\80\80\00\0b")
  "integer representation too long")
(assert_malformed (module quote "(func (param externref))") "unexpected token")
(assert_malformed (module quote "(func (drop (ref.null func)))") "unknown operator")
(assert_malformed (module quote "(table 1 funcref) (func (drop (table.size)))") "unknown operator")
(assert_malformed (module quote "(table 1 funcref) (table 1 funcref) (func (call_indirect 1 (i32.const 0)))")
  "unexpected token")
(assert_invalid (module (table 1 funcref) (table 1 funcref)) "multiple tables")

;; The rest of it.
(module
  (global (export "g") (mut i32) (i32.add (i32.const 20) (i32.const 1)))
  (func $two (param i32) (result i32 i32) (local.get 0) (local.get 0))
  (func (export "f") (param f32) (result i32)
    (i32.mul (call $two (i32.extend8_s (i32.trunc_sat_f32_s (local.get 0)))))))
(assert_return (get "g") (i32.const 21))
(assert_return (invoke "f" (f32.const 255)) (i32.const 1))
(assert_malformed (module quote "(func (drop (v128.const i64x2 0 0)))") "unknown operator")
(assert_malformed (module quote "(func (return_call 0))") "unknown operator")

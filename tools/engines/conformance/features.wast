;; options: --disable simd --disable sign-extension
;; The same, for what engines are told of features: one that takes none skips it, and so does one that cannot do without
;; these. Modules are binary, so that it is the engine that reads them.

;; (func (export "f") (result i32) (i32.const 7)), which needs neither
(module binary "\00asm\01\00\00\00" "\01\05\01\60\00\01\7f" "\03\02\01\00" "\07\05\01\01f\00\00" "\0a\06\01\04\00\41\07\0b")
(assert_return (invoke "f") (i32.const 7))

;; (func (result v128) (unreachable))
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\01\05\01\60\00\01\7b" "\03\02\01\00" "\0a\05\01\03\00\00\0b")
  "malformed value type")
;; (func (result i32) (i32.extend8_s (i32.const 7)))
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\01\05\01\60\00\01\7f" "\03\02\01\00" "\0a\07\01\05\00\41\07\c0\0b")
  "illegal opcode")

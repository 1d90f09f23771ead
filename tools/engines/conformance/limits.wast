;; options: --limit table_elements=4 --limit params=2 --limit memory_bytes=65536
;; The same, for what engines are told of limits: one that takes none skips it.
(module (table 4 funcref) (memory 1) (func (export "f") (param i32 i32)))
(assert_return (invoke "f" (i32.const 1) (i32.const 2)))
(assert_limit (module (table 5 funcref)) "")
(assert_limit (module (memory 2)) "")
(assert_limit (module binary "\00asm\01\00\00\00" "\01\06\01\60\03\7f\7f\7f\00") "too many parameters")

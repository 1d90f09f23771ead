;; options: --disable reference-types
;; Without reference types the elements of a table are a list of functions. They used to be of type `funcref`, which is
;; neither encoded nor printed without `ref.func`, so that the module did not survive a round trip.

(module
  (type $t (func (result i32)))
  (table funcref (elem $f))
  (func $f (result i32) (i32.const 7))
  (func (export "run") (result i32) (call_indirect (type $t) (i32.const 0))))
(assert_return (invoke "run") (i32.const 7))

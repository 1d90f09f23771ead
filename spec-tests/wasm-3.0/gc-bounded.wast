;; options: --limit heap_bytes=16777216
;; Objects that nothing refers to are reclaimed; all others stay: more is allocated here than the limit is.
;; spec: exec/runtime, Structure Instances

(module
  (type $pair (struct (field i64) (field (mut (ref null $pair)))))
  (type $bytes (array (mut i8)))
  (type $pairs (array (mut (ref null $pair))))
  (tag $t (param (ref null $pair)))
  (table $table 1 (ref null $pair))
  (global $kept (mut (ref null $pair)) (ref.null $pair))
  (elem $segment (ref $pair) (struct.new $pair (i64.const 77) (ref.null $pair)))

  ;; Each has the one before, which has none.
  (func (export "short-lived") (param $n i32) (result i64)
    (local $last (ref null $pair))
    (loop $again
      (if (local.get $last) (ref.is_null)
        (then)
        (else (struct.set $pair 1 (local.get $last) (ref.null $pair))))
      (local.set $last (struct.new $pair (i64.extend_i32_u (local.get $n)) (local.get $last)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (struct.get $pair 0 (local.get $last)))

  ;; 200 MB, one after the other.
  (func (export "large") (result i32)
    (local $n i32)
    (loop $again
      (drop (array.new_default $bytes (i32.const 10485760)))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $n) (i32.const 20))))
    (local.get $n))

  ;; A list longer than any stack of a collector that recursed would be.
  (func $list (export "list") (param $n i32) (result (ref null $pair))
    (local $head (ref null $pair))
    (loop $again
      (local.set $head (struct.new $pair (i64.extend_i32_u (local.get $n)) (local.get $head)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $head))

  (func $length (param $list (ref null $pair)) (result i32)
    (local $n i32)
    (block $end
      (loop $next
        (local.set $list (struct.get $pair 1 (br_on_null $end (local.get $list))))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br $next)))
    (local.get $n))

  (func $churn
    (local $n i32)
    (loop $again
      (drop (array.new_default $bytes (i32.const 1000000)))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $n) (i32.const 50)))))

  (func $throw (param $n i32) (throw $t (call $list (local.get $n))))

  ;; What each kind of root refers to.
  (func (export "roots") (result i32 i32 i32 i32 i32)
    (local $local (ref null $pair))
    (local $array (ref null $pairs))
    (local $exn exnref)
    (global.set $kept (call $list (i32.const 1000)))
    (table.set $table (i32.const 0) (call $list (i32.const 2000)))
    (local.set $local (call $list (i32.const 3000)))
    (local.set $array (array.new $pairs (call $list (i32.const 4000)) (i32.const 3)))
    (block $h (result (ref null $pair) exnref)
      (try_table (catch_ref $t $h) (call $throw (i32.const 5000)))
      (unreachable))
    (local.set $exn)
    (drop)
    (call $churn)
    (call $length (global.get $kept))
    (call $length (table.get $table (i32.const 0)))
    (call $length (local.get $local))
    (call $length (array.get $pairs (local.get $array) (i32.const 2)))
    (block $h (result (ref null $pair))
      (try_table (catch $t $h) (throw_ref (local.get $exn)))
      (unreachable))
    (call $length))

  ;; A frame that has operands but no locals of its own while another one allocates.
  (func (export "operands") (result i32)
    (call $list (i32.const 100))
    (call $churn)
    (call $length))

  (func (export "segment") (result i64)
    (call $churn)
    (struct.get $pair 0 (ref.as_non_null (array.get $pairs
      (array.new_elem $pairs $segment (i32.const 0) (i32.const 1))
      (i32.const 0)))))

  ;; Through an external reference.
  (func (export "external") (result i32)
    (local $external externref)
    (local.set $external (extern.convert_any (call $list (i32.const 10))))
    (call $churn)
    (call $length (ref.cast (ref null $pair) (any.convert_extern (local.get $external)))))

  (func (export "thrown") (param $n i32)
    (loop $again
      (block $h
        (try_table (catch_all $h) (throw $t (ref.null $pair))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
)

(assert_return (invoke "short-lived" (i32.const 1000000)) (i64.const 1))
(assert_return (invoke "large") (i32.const 20))
(assert_return (invoke "list" (i32.const 300000)) (ref.struct))
(assert_return (invoke "roots") (i32.const 1000) (i32.const 2000) (i32.const 3000) (i32.const 4000) (i32.const 5000))
(assert_return (invoke "operands") (i32.const 100))
(assert_return (invoke "segment") (i64.const 77))
(assert_return (invoke "external") (i32.const 10))
(assert_return (invoke "thrown" (i32.const 500000)))

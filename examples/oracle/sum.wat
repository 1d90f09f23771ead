(module
  (memory (export "memory") 1)
  ;; Of all numbers up to $n, each of which is in the memory for a while.
  (func (export "sum") (param $n i32) (result i32) (local $total i32)
    (block $done
      (loop $more
        (br_if $done (i32.le_s (local.get $n) (i32.const 0)))
        (local.set $total (i32.add (local.get $total) (local.get $n)))
        (i32.store (i32.const 0) (local.get $total))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $more)))
    (local.get $total))
  ;; A NaN where both are 0.
  (func (export "ratio") (param f64 f64) (result f64)
    (f64.div (local.get 0) (local.get 1))))

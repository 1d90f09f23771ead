;; options: --enable threads
;; Threads that share a memory through module linking. Whether they meet is decided by the type of the memory: shared
;; or not is part of it (D16).

;; A lock, and a counter that it protects, over a memory that is given to it.
(module definition $LOCK
  (import "mem" (memory $mem 1 1 shared))
  (func (export "lock")
    (block $done
      (loop $again
        (br_if $done (i32.eqz (i32.atomic.rmw.cmpxchg (i32.const 0) (i32.const 0) (i32.const 1))))
        (drop (memory.atomic.wait32 (i32.const 0) (i32.const 1) (i64.const -1)))
        (br $again))))
  (func (export "unlock")
    (i32.atomic.store (i32.const 0) (i32.const 0))
    (drop (memory.atomic.notify (i32.const 0) (i32.const 1))))
  (func (export "count") (result i32)
    (i32.store (i32.const 4) (i32.add (i32.load (i32.const 4)) (i32.const 1)))
    (i32.load (i32.const 4))))

(module definition $MEM (memory (export "mem") 1 1 shared))
(module instance $memory $MEM)
(register "mem" (memory $memory "mem"))
(register "LOCK" (module $LOCK))

;; Two instances of one module over one memory, and an instance with a memory of its own.
(module $program
  (import "mem" (memory $mem 1 1 shared))
  (import "LOCK" (module $LOCK
    (import "mem" (memory 1 1 shared))
    (export "lock" (func)) (export "unlock" (func)) (export "count" (func (result i32)))))
  (module $OWN (memory (export "mem") 1 1 shared))
  (instance $own (instantiate $OWN))
  (instance $a (instantiate $LOCK (import "mem" (memory $mem))))
  (instance $b (instantiate $LOCK (import "mem" (memory $mem))))
  (instance $c (instantiate $LOCK (import "mem" (memory $own "mem"))))
  (export "a" (instance $a))
  (export "b" (instance $b))
  (export "c" (instance $c)))

(assert_return (invoke $program "a" "count") (i32.const 1))
(assert_return (invoke $program "b" "count") (i32.const 2))
(assert_return (invoke $program "c" "count") (i32.const 1))

;; The thread waits for the lock of $a through $b, and gets it when it is free.
(invoke $program "a" "lock")
(thread $T (shared (module $program))
  (invoke $program "c" "lock")
  (invoke $program "b" "lock")
  (assert_return (invoke $program "b" "count") (i32.const 4))
  (invoke $program "b" "unlock"))
(assert_return (invoke $program "a" "count") (i32.const 3))
(invoke $program "a" "unlock")
(wait $T)
(assert_return (invoke $program "a" "count") (i32.const 5))

;; An instance type may say that a memory is shared; one that is not does not match.
(assert_invalid
  (module
    (import "unshared" (memory $mem 1 1))
    (import "LOCK" (module $LOCK (import "mem" (memory 1 1 shared))))
    (instance (instantiate $LOCK (import "mem" (memory $mem)))))
  "incompatible import type")
(module $unshared (memory (export "mem") 1 1))
(register "unshared" $unshared)
(assert_unlinkable (module (import "unshared" (instance (export "mem" (memory 1 1 shared))))) "incompatible import type")
(assert_unlinkable (module (import "mem" (memory 1 1))) "incompatible import type")

;; A start function that nothing can wake ends the instantiation; one with a timeout goes on.
(module
  (memory 1 1 shared)
  (func $main (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 1000000000000))))
  (start $main))

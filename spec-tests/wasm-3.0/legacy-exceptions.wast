;; The legacy exception instructions, beyond what the folder legacy of the official suite has: operands around handlers,
;; the exceptions they share with try_table, delegate across both kinds.

(module
  (tag $i (param i32))
  (tag $il (param i32 i64))
  (tag $none)
  (type $pair (func (param i32 i32) (result i32 i64)))

  ;; Below a try operands stay, its parameters are gone in handlers, the exception is nobody's operand.
  (func (export "operands") (param i32) (result i32)
    i32.const 1000
    i32.const 7
    local.get 0
    try (param i32 i32) (result i32 i64)
      i32.eqz
      if (throw $il (i32.const 20) (i64.const 300)) end
      i64.extend_i32_u
      i32.const 4
      local.get 0
      throw $i
    catch $i
      i64.const 5
    catch $il
    catch_all
      unreachable
    end
    i32.wrap_i64
    i32.add
    i32.add)

  ;; A handler ends, branches and returns with its results where those of the block are.
  (func (export "leave") (param i32) (result i32)
    i32.const 100
    try $t (result i32)
      throw $none
    catch_all
      block $b
        block $a
          local.get 0
          br_table $a $b
        end
        i32.const 3
        br $t
      end
      i32.const 4
      local.get 0
      i32.const 1
      i32.eq
      br_if $t
      return
    end
    i32.add)

  ;; Nothing but a handler comes to the end.
  (func (export "only-handler") (result i32)
    (i32.add (i32.const 100) (try (result i32) (do (throw $none)) (catch_all (i32.const 5)))))

  ;; A handler after code that cannot be reached.
  (func (export "unreachable-try") (result i32)
    try (result i32)
      i32.const 1
      return
    catch_all
      i32.const 2
    end)
  (func (export "skipped") (result i32)
    i32.const 1
    return
    try (result i32)
      try
        try
        delegate 0
      catch $none
        rethrow 0
      catch_all
      end
      i32.const 1
    catch_all
      i32.const 2
    end)

  ;; Locals keep in a handler what they had when something was thrown.
  (func (export "locals") (param i32) (result i32) (local i32)
    (try
      (do (local.set 1 (i32.const 1))
          (if (local.get 0) (then (throw $none)))
          (local.set 1 (i32.const 2))
          (throw $none))
      (catch_all (local.set 1 (i32.add (local.get 1) (i32.const 10)))))
    (local.get 1))

  ;; A new exception of a handler is not the handlers' own affair.
  (func (export "throw-in-handler") (result i32)
    (try (result i32)
      (do (try (result i32)
            (do (throw $none))
            (catch $none (throw $i (i32.const 8)))
            (catch $i (drop) (i32.const 0))
            (catch_all (i32.const 1))))
      (catch $i (i32.const 10) (i32.add))))

  ;; Rethrown across a loop, a call and another handler: the same exception.
  (func $throw (param i32) (throw $i (local.get 0)))
  (func (export "rethrow-outer") (result i32) (local i32)
    (try (result i32)
      (do
        (try $outer (result i32)
          (do (call $throw (i32.const 5)) (i32.const 0))
          (catch $i
            (local.set 0)
            (try (result i32)
              (do (call $throw (i32.const 6)) (i32.const 0))
              (catch_all
                (loop $again
                  (local.set 0 (i32.add (local.get 0) (i32.const 1)))
                  (br_if $again (i32.lt_u (local.get 0) (i32.const 9))))
                (rethrow $outer))))))
      (catch $i (i32.mul (local.get 0)))))
)

(assert_return (invoke "operands" (i32.const 0)) (i32.const 1320))
(assert_return (invoke "operands" (i32.const 1)) (i32.const 1006))
(assert_return (invoke "leave" (i32.const 0)) (i32.const 103))
(assert_return (invoke "leave" (i32.const 1)) (i32.const 104))
(assert_return (invoke "leave" (i32.const 2)) (i32.const 4))
(assert_return (invoke "only-handler") (i32.const 105))
(assert_return (invoke "unreachable-try") (i32.const 1))
(assert_return (invoke "skipped") (i32.const 1))
(assert_return (invoke "locals" (i32.const 0)) (i32.const 12))
(assert_return (invoke "locals" (i32.const 1)) (i32.const 11))
(assert_return (invoke "throw-in-handler") (i32.const 18))
(assert_return (invoke "rethrow-outer") (i32.const 45))

;; Both kinds in one module: the same exceptions, and each catches what the other throws.
(module
  (tag $e (param i32))
  (tag $f)

  (func (export "legacy-in-table") (result i32)
    (block $h (result i32)
      (try_table (result i32) (catch $e $h)
        (try (result i32) (do (throw $e (i32.const 1))) (catch_all (rethrow 0))))))
  (func (export "table-in-legacy") (result i32)
    (try (result i32)
      (do (throw_ref (block $h (result exnref) (try_table (catch_all_ref $h) (throw $e (i32.const 2))) (unreachable))))
      (catch $e)))

  ;; delegate skips try_table as it skips try, and stops where its label has one.
  (func (export "delegate-over-table") (result i32)
    (try $t (result i32)
      (do
        (block $h
          (try_table (catch_all $h) (try (do (throw $e (i32.const 3))) (delegate $t))))
        (i32.const 30))
      (catch $e)))
  (func (export "delegate-to-table") (result i32)
    (block $h (result i32)
      (try_table $t (result i32) (catch $e $h)
        (try (result i32)
          (do (try (result i32) (do (throw $e (i32.const 4)) (i32.const 0)) (delegate $t)))
          (catch_all (i32.const 0))))))
  (func (export "delegate-to-delegate") (result i32)
    (try $o (result i32)
      (do
        (try (result i32)
          (do
            (try $d
              (do (try (do (try (do (throw $e (i32.const 5))) (delegate $d))) (catch_all)))
              (delegate $o))
            (i32.const 50))
          (catch_all (i32.const 51))))
      (catch $e)))
  (func $delegate-to-caller
    (try
      (do (loop (try (do (try (do (throw $e (i32.const 6))) (delegate 2))) (catch_all))))
      (delegate 0)))
  (func (export "caller") (result i32)
    (try (result i32) (do (call $delegate-to-caller) (i32.const 60)) (catch $e)))

  ;; What is rethrown is the object that was caught, with what it has in it.
  (func (export "same") (result i32)
    (block $h (result i32 exnref)
      (try_table (result i32 exnref) (catch_ref $e $h)
        (try (do (throw $e (i32.const 7))) (catch $f) (catch $e (drop) (rethrow 0)))
        (i32.const 70) (ref.null exn)))
    (ref.is_null) (i32.add))
)

(assert_return (invoke "legacy-in-table") (i32.const 1))
(assert_return (invoke "table-in-legacy") (i32.const 2))
(assert_return (invoke "delegate-over-table") (i32.const 3))
(assert_return (invoke "delegate-to-table") (i32.const 4))
(assert_return (invoke "delegate-to-delegate") (i32.const 5))
(assert_return (invoke "caller") (i32.const 6))
(assert_return (invoke "same") (i32.const 7))

;; Validation
(assert_invalid (module (func (try (do) (catch 0)))) "unknown tag")
(assert_invalid (module (tag (param i32)) (func (try (do) (catch 0)))) "type mismatch")
(assert_invalid (module (func (try (result i32) (do (i32.const 0)) (catch_all)))) "type mismatch")
(assert_invalid (module (func (try (result i32) (do) (catch_all (i32.const 0))))) "type mismatch")
(assert_invalid (module (func (try (do) (catch_all (rethrow 1))))) "invalid rethrow label")
(assert_invalid (module (func (try (do) (catch_all (rethrow 2))))) "unknown label")
(assert_invalid (module (func (try (do (rethrow 0)) (catch_all)))) "invalid rethrow label")
(assert_invalid (module (func (try (do (i32.const 0)) (delegate 0)))) "type mismatch")
(assert_invalid (module (func (local (ref func)) (try (do (local.set 0 (unreachable))) (catch_all (drop (local.get 0))))))
  "uninitialized local")

;; The binary format: catch and catch_all only in a try, nothing behind catch_all but its end.
(assert_malformed
  (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\06\01\04\00\19\0b\0b")
  "END opcode expected")
(assert_malformed
  (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\09\01\07\00\06\40\19\19\0b\0b")
  "END opcode expected")
(assert_malformed
  (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\09\01\07\00\06\40\19\18\00\0b")
  "END opcode expected")
(module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\08\01\06\00\06\40\18\00\0b")

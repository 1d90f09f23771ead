// Modules for a host that calls at random: everything by which they and it meet.
#include "tools/fuzz/calls/module_texts.h"

namespace modlink::fuzz {
namespace {

constexpr const char* texts[] = {
    "(module)",
    R"((module (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))))",
    // calls the host, while it is instantiated and later
    R"((module (import "h" "f" (func $f (param i32) (result i32))) (import "h" "s" (func $s)) (start $s)
      (func (export "f") (param i32) (result i32) (call $f (call $f (local.get 0))))
      (func (export "g") (call $s) (unreachable))))",
    R"((module (import "h" "f" (func $f (param externref) (result externref)))
      (table (export "t") 2 10 externref) (global (export "g") (mut externref) (ref.null extern))
      (func (export "f") (param externref) (result externref)
        (global.set 0 (call $f (local.get 0))) (table.set 0 (i32.const 1) (global.get 0))
        (drop (table.grow 0 (local.get 0) (i32.const 1))) (call $f (table.get 0 (i32.const 1))))))",
    // objects
    R"((module (type $s (struct (field (mut i32)) (field (mut (ref null $s))) (field (mut i8)) (field f64)))
      (type $a (array (mut anyref))) (import "h" "f" (func $f (param anyref) (result anyref)))
      (global (export "g") (mut anyref) (ref.null any))
      (func (export "f") (param i32) (result anyref)
        (global.set 0 (struct.new $s (local.get 0) (ref.null $s) (i32.const 3) (f64.const 1)))
        (struct.set $s 1 (ref.cast (ref $s) (global.get 0)) (ref.cast (ref $s) (global.get 0)))
        (call $f (array.new $a (global.get 0) (i32.const 5))))
      (func (export "h") (param anyref) (result externref) (extern.convert_any (call $f (local.get 0))))
      (func (export "i") (param externref) (result anyref) (any.convert_extern (local.get 0)))
      (func (export "0") (loop $l (global.set 0 (array.new $a (global.get 0) (i32.const 100))) (br $l)))))",
    // exceptions
    R"((module (import "h" "t" (tag $t (param i32 externref))) (import "h" "f" (func $f (param i32)))
      (tag $own (export "t") (param i64)) (global (export "1") (mut exnref) (ref.null exn))
      (func (export "f") (param i32) (result i32)
        (block $all (result exnref) (try_table (catch_all_ref $all) (call $f (local.get 0))) (return (i32.const 0)))
        (global.set 0) (throw_ref (global.get 0)))
      (func (export "g") (throw $own (i64.const 5))) (func (export "h") (throw $t (i32.const 1) (ref.null extern)))))",
    // functions as values, and tail calls
    R"((module (type $t (func (param i32) (result i32))) (import "h" "f" (func $f (type $t)))
      (table (export "t") 4 funcref) (elem (i32.const 0) $f $g) (elem $e func $g $f) (elem declare func $r)
      (func $g (export "g") (type $t) (return_call_indirect (type $t) (local.get 0) (i32.const 0)))
      (func $r (export "f") (type $t) (table.init $e (i32.const 1) (i32.const 0) (i32.const 2)) (elem.drop $e)
        (call_indirect (type $t) (local.get 0) (local.get 0)))
      (func (export "h") (result (ref $t)) (ref.func $r))
      (func $deep (export "0") (param i32) (result i32) (i32.add (call $deep (local.get 0)) (call $f (i32.const 1))))))",
    // memories
    R"((module (memory (export "m") 1 3) (memory (export "n") i64 1 2) (memory (export "s") 1 2 shared)
      (data (i32.const 0) "abc") (data $d "passive")
      (func (export "f") (param i32) (result i32)
        (memory.init $d (i32.const 8) (i32.const 0) (i32.const 4)) (data.drop $d) (i32.load (local.get 0)))
      (func (export "g") (param i32) (result i32) (memory.grow (local.get 0)))
      (func (export "h") (result i64) (i64.load 1 (i64.const 0x10000)))
      (func (export "i") (result i32) (memory.atomic.notify 2 (i32.const 0) (i32.const 1)))))",
    // what is nondeterministic
    R"((module (global (export "1") (mut v128) (v128.const i64x2 0 0))
      (func (export "f") (param f64 f64) (result f64) (f64.div (local.get 0) (local.get 1)))
      (func (export "g") (param v128) (result v128)
        (global.set 0 (f32x4.relaxed_madd (local.get 0) (global.get 0) (local.get 0))) (global.get 0))))",
    // modules and instances
    R"((module $M (import "h" (func $h (param i32) (result i32)))
      (module $N (import "f" (func $f (param i32) (result i32))) (memory (export "m") 1) (global (export "g") (mut i32) (i32.const 1))
        (func (export "f") (param i32) (result i32) (call $f (local.get 0))))
      (instance $i (instantiate $N (import "f" (func $h)))) (instance $j (instantiate $N (import "f" (func $i "f"))))
      (export "i" (instance $i)) (export "j" (instance $j)) (export "M" (module $N)) (export "f" (func $j "f"))))",
    R"((module (import "M" (module $M (import "f" (func (param i32) (result i32))) (export "f" (func (param i32) (result i32)))))
      (import "i" (instance $i (export "f" (func (param i32) (result i32)))))
      (instance $j (instantiate $M (import "f" (func $i "f")))) (export "j" (instance $j)) (export "f" (func $j "f"))))",
    R"((module (module $inner (type $s (struct (field i32))) (func (export "f") (result (ref $s)) (struct.new $s (i32.const 1))))
      (module $outer (alias outer 0 $inner (module $m)) (instance (export "i") (instantiate $m)))
      (export "M" (module $outer)) (instance (export "i") (instantiate $outer))))",
    // ends in the middle of instantiation
    R"((module (import "h" "f" (func $f)) (table (import "h" "t") 1 funcref) (elem (i32.const 0) $g) (data (i32.const 70000) "x")
      (memory 1) (func $g (export "f") (call $f)) (start $g)))",
    R"((module (import "f" (func $f)) (module $A (import "f" (func $f)) (start $f) (memory (export "m") 1))
      (instance $a (instantiate $A (import "f" (func $f)))) (instance $b (instantiate $A (import "f" (func $f))))
      (func $end unreachable) (start $end) (export "a" (instance $a))))",
};

}  // namespace

std::span<const char* const> module_texts() { return texts; }

}  // namespace modlink::fuzz

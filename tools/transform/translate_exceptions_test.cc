// Legacy exception instructions and what they are translated to, run beside each other.
#include "rewrite/translate_exceptions.h"

#include <gmock/gmock.h>

#include <random>

#include "tools/transform/flatten.h"
#include "tools/transform/test_behaviour.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/print.h"

namespace modlink::transform {
namespace {

using testing::HasSubstr;
using testing::Not;

class translated_exceptions : public testing::Test {
 protected:
  // The translation does the same, also behind the binary format, and has nothing of the legacy instructions.
  void expect_same(const std::string& wat) {
    const Module module = rewrite::translate_exceptions(*session_.compile(wat));
    const std::string text = print_module(module);
    EXPECT_THAT(text, Not(HasSubstr("try\n"))) << text;
    EXPECT_THAT(text, Not(HasSubstr("rethrow"))) << text;
    EXPECT_EQ(Behaviour(session_).of(text), Behaviour(session_).of(wat)) << text;
    const Bytes bytes = encode_module(module);
    const auto source =
        std::make_shared<const Source>("test", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
    EXPECT_EQ(decode_module(source, session_.features, {}), module);
  }

  // The same of a body with the parameter 1 or 2, in which $throw throws what it is called with.
  void expect_same_body(const std::string& body) {
    SCOPED_TRACE(body);
    expect_same(R"((module (tag $a) (tag $b (param i32)) (tag $c (param i32 i64))
      (func $throw (param i32)
        (if (i32.eq (local.get 0) (i32.const 0)) (then (throw $a)))
        (if (i32.eq (local.get 0) (i32.const 1)) (then (throw $b (i32.const 10))))
        (if (i32.eq (local.get 0) (i32.const 2)) (then (throw $c (i32.const 20) (i64.const 200)))))
      (func $f (export "f") (param i32) (result i32) (local i32) )" +
                body + R"()
      (func (export "f0") (result i32) (call $f (i32.const 0)))
      (func (export "f3") (result i32) (call $f (i32.const 3)))
      (func (export "caught") (param i32) (result i32)
        (try (result i32) (do (call $f (local.get 0)))
          (catch $a (i32.const 100)) (catch $b (i32.const 200) (i32.add))
          (catch $c (i32.wrap_i64) (i32.add) (i32.const 300) (i32.add))))))");
  }

  Session session_;
};

TEST_F(translated_exceptions, handlers) {
  expect_same_body("(try (do (call $throw (local.get 0)))) (i32.const 5)");
  expect_same_body("(try (result i32) (do (call $throw (local.get 0)) (i32.const 5)) (catch $b))");
  expect_same_body("(try (result i32) (do (call $throw (local.get 0)) (i32.const 5)) (catch_all (i32.const 6)))");
  expect_same_body(R"((try (result i32) (do (call $throw (local.get 0)) (i32.const 5))
    (catch $a (i32.const 7)) (catch $c (drop) (drop) (i32.const 8)) (catch_all (i32.const 6))))");
  expect_same_body(R"((local.set 1 (i32.const 1)) (try (do (local.set 1 (i32.const 2)) (call $throw (local.get 0))
    (local.set 1 (i32.const 3))) (catch_all (local.set 1 (i32.add (local.get 1) (i32.const 10))))) (local.get 1))");
}

TEST_F(translated_exceptions, parameters_and_several_results) {
  expect_same_body(R"(i32.const 1 i32.const 2 try (param i32 i32) (result i32 i32) local.get 0 call $throw
    catch $b i32.const 3 catch_all i32.const 4 i32.const 5 end i32.sub)");
  expect_same_body(R"(i32.const 1 try (param i32) (result i32) local.get 0 call $throw catch_all rethrow 0 end)");
  expect_same_body(R"(i32.const 1 try (param i32) (result i32) local.get 0 call $throw
    catch $c drop drop rethrow 0 catch_all i32.const 8 end)");
}

TEST_F(translated_exceptions, branches) {
  expect_same_body(R"((block $o (result i32) (try $t (result i32)
    (do (call $throw (local.get 0)) (br_if $o (i32.const 1) (i32.const 0)) (drop) (br $t (i32.const 2)))
    (catch $a (br $t (i32.const 3))) (catch $b (br $o)) (catch_all (br 2 (i32.const 4)))) (i32.add (i32.const 30))))");
  expect_same_body(R"((block $o (try $t (do (call $throw (local.get 0)) (br_table $t $o (i32.const 0)))
    (catch_all (br_table $o $t (i32.const 1)))) (return (i32.const 1))) (i32.const 2))");
  expect_same_body(R"((loop $l (try (do (call $throw (local.get 1))) (catch_all
    (local.set 1 (i32.add (local.get 1) (i32.const 1))) (br $l)))) (local.get 1))");
}

TEST_F(translated_exceptions, rethrown) {
  expect_same_body("(try (result i32) (do (call $throw (local.get 0)) (i32.const 5)) (catch_all (rethrow 0)))");
  expect_same_body(R"((try $o (result i32) (do (call $throw (local.get 0)) (i32.const 5)) (catch_all
    (try (result i32) (do (throw $a)) (catch_all (block (br_if 0 (i32.const 0)) (rethrow $o)) (i32.const 6))))))");
  expect_same_body(R"((try $o (result i32) (do (call $throw (local.get 0)) (i32.const 5)) (catch $b (drop)
    (try (do (throw $a)) (catch_all)) (try (do (throw $c (i32.const 1) (i64.const 2))) (catch $a (rethrow 0))
      (catch_all (rethrow 0))) (i32.const 1)) (catch_all (rethrow $o))))");
}

TEST_F(translated_exceptions, delegated) {
  const std::string thrown = "(do (call $throw (local.get 0)) (i32.const 5))";
  expect_same_body("(try (result i32) " + thrown + " (delegate 0))");
  expect_same_body("(try (result i32) (do (try (result i32) " + thrown + " (delegate 1))) (catch_all (i32.const 6)))");
  expect_same_body("(try (result i32) (do (try (result i32) " + thrown + " (delegate 0))) (catch $b))");
  expect_same_body("(loop (result i32) (try (result i32) (do (try (result i32) " + thrown +
                   " (delegate 1))) (catch_all (i32.const 6))))");
  expect_same_body("(try $o (result i32) (do (try (result i32) (do (try (result i32) " + thrown +
                   " (delegate $o))) (catch_all (i32.const 6)))) (catch $b) (catch_all (rethrow 0)))");
  expect_same_body(
      "i32.const 1 try $o (param i32) (result i32) try (result i32) try (result i32) local.get 0 "
      "call $throw i32.const 5 delegate $o catch_all i32.const 6 end i32.add catch $b end");
  expect_same_body(
      "(try $o (result i32) (do (try (result i32) (do (try $d (result i32) (do (try (result i32) (do "
      "(try (result i32) " +
      thrown +
      " (delegate $d))) (catch_all (i32.const 7)))) (delegate $o))) "
      "(catch_all (i32.const 6)))) (catch_all (i32.const 8)))");
  expect_same_body("(try $o (result i32) (do (throw $a)) (catch_all (try (result i32) (do (try (result i32) " + thrown +
                   " (delegate $o))) (catch_all (i32.const 9)))))");
  expect_same_body(
      "(try $o (do (try (do (try (do (call $throw (local.get 0))) (delegate $o))) (catch_all)))) "
      "(i32.const 1)");
}

TEST_F(translated_exceptions, beside_their_successors) {
  expect_same_body(R"((block $h (result i32) (try_table $t (result i32) (catch $b $h) (try (result i32) (do
    (try (result i32) (do (call $throw (local.get 0)) (i32.const 5)) (delegate $t))) (catch_all (i32.const 6))))))");
  expect_same_body(R"((block $h (try_table (catch_all $h) (try (do (call $throw (local.get 0)) (br $h))
    (catch $a (rethrow 0)))) (return (i32.const 1))) (i32.const 2))");
}

TEST_F(translated_exceptions, references) {
  expect_same(R"((module (rec (type $s (struct (field i32))) (type $t (struct (field (ref $s)))))
    (tag $e (param (ref $t) i32)) (tag $one (param (ref $s)))
    (func $throw (throw $e (struct.new $t (struct.new $s (i32.const 4))) (i32.const 5)))
    (func (export "f") (result i32) (local (ref $t))
      (try (result i32) (do (call $throw) (i32.const 1))
        (catch $e (drop) (local.tee 0) (br_if 0 (i32.const 7) (i32.const 0)) (drop) (struct.get $t 0) (struct.get $s 0))
        (catch $one (struct.get $s 0) (rethrow 0))))))");
}

TEST_F(translated_exceptions, nested_modules) {
  expect_same(R"((module
    (module $L (tag $e (export "e") (param i32 i32)) (func (export "throw") (throw $e (i32.const 1) (i32.const 2))))
    (module $M (import "l" (instance $l (export "e" (tag (param i32 i32))) (export "throw" (func))))
      (func (export "f") (result i32) (try (result i32) (do (call (func $l "throw")) (i32.const 0))
        (catch (tag $l "e") (i32.sub)))))
    (instance $l (instantiate $L))
    (instance $m (instantiate $M (import "l" (instance $l))))
    (func (export "g") (result i32)
      (try (result i32) (do (call (func $l "throw")) (i32.const 0)) (catch (tag $l "e") (i32.add))
        (catch_all (rethrow 0))))
    (export "m" (instance $m))))");
}

// Statements that count, throw, branch, catch, rethrow and delegate at random, in blocks of which each has a label.
class RandomStatements {
 public:
  explicit RandomStatements(unsigned seed) : random_(seed) {}

  std::string some(unsigned depth) {
    std::string result;
    for (unsigned i = 1 + below(3); i > 0; --i) result += one(depth) + "\n";
    return result;
  }

 private:
  unsigned below(unsigned bound) { return static_cast<unsigned>(random_() % bound); }

  std::string inside(unsigned depth, bool is_handler = false) {
    labels_.push_back(is_handler);
    std::string result = some(depth);
    labels_.pop_back();
    return result;
  }

  std::string if_odd(const std::string& then) {
    return "(if (i32.and (local.get 1) (i32.const 1)) (then " + then + "))";
  }

  std::string one(unsigned depth) {
    switch (depth == 0 ? below(3) : below(8)) {
      case 0:
        return fmt::format("(local.set 1 (i32.add (i32.mul (local.get 1) (i32.const 3)) (i32.const {})))", below(9));
      case 1:
        return fmt::format("(call $throw (i32.rem_u (i32.add (local.get 0) (i32.const {})) (i32.const 4)))", below(4));
      case 2: return leave();
      case 3: return "(block " + inside(depth - 1) + ")";
      case 4: {
        const std::string body = inside(depth - 1);
        return fmt::format("(try (do {}) (delegate {}))", body, below(static_cast<unsigned>(labels_.size()) + 1));
      }
      default: return handled(depth - 1);
    }
  }

  // To the end of a block, or with what a handler has caught.
  std::string leave() {
    const unsigned label = below(static_cast<unsigned>(labels_.size()) + 1);
    if (label == labels_.size()) return if_odd("(return (local.get 1))");
    const bool rethrows = labels_[labels_.size() - 1 - label] && below(2) == 0;
    return if_odd(fmt::format("({} {})", rethrows ? "rethrow" : "br", label + 1));
  }

  std::string handled(unsigned depth) {
    std::string result = "(try (do " + inside(depth) + ")";
    if (below(2)) result += "(catch $a " + inside(depth, true) + ")";
    if (below(2)) result += "(catch $c (drop) (local.set 1) " + inside(depth, true) + ")";
    if (below(2)) result += "(catch_all " + inside(depth, true) + ")";
    return result + ")";
  }

  std::mt19937 random_;
  std::vector<bool> labels_;  // whether each is that of a handler
};

TEST_F(translated_exceptions, random_statements) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    expect_same_body("(local.set 1 (i32.const 1)) " + RandomStatements(seed).some(5) + " (local.get 1)");
  }
}

constexpr char both_kinds[] = R"((module
  (module $L (tag $e (export "e") (param i32)) (tag $unused)
    (func (export "f") (try (do (throw $e (i32.const 3))) (catch $unused) (catch $e (drop) (rethrow 0)))))
  (instance $l (instantiate $L))
  (alias $l "e" (tag $e))
  (func (export "f") (result i32) CALLER)))";

std::string flat(Session& session, std::string caller, const FlattenOptions& options = {}) {
  std::string wat = both_kinds;
  wat.replace(wat.find("CALLER"), 6, caller);
  const std::string text = print_module(flatten(*session.compile(wat), options).module);
  EXPECT_EQ(Behaviour(session).of(text), Behaviour(session).of(wat)) << text;
  return text;
}

TEST_F(translated_exceptions, flatten_leaves_no_mixture) {
  const std::string legacy = R"((try (result i32) (do (call (func $l "f")) (i32.const 0)) (catch $e)))";
  const std::string current = R"((block $h (result i32) (try_table (catch $e $h) (call (func $l "f"))) (i32.const 0)))";
  EXPECT_THAT(flat(session_, legacy), HasSubstr("rethrow 0"));
  EXPECT_THAT(flat(session_, legacy), Not(HasSubstr("try_table")));
  EXPECT_THAT(flat(session_, current), Not(HasSubstr("rethrow")));
  FlattenOptions options;
  options.translate_exceptions = true;
  EXPECT_THAT(flat(session_, legacy, options), Not(HasSubstr("rethrow")));
}

}  // namespace
}  // namespace modlink::transform

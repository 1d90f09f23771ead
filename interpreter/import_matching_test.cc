#include "interpreter/import_matching.h"

#include <thread>

#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

using Kind = Outcome::Kind;

// What is said about a module that cannot be linked.
std::string unlinkable(Session& session, const std::string& wat) {
  const Outcome outcome = session.instantiate(wat);
  EXPECT_EQ(outcome.kind(), Kind::unlinkable) << outcome.message();
  return outcome.message();
}

struct HostSession : Session {
  HostSession() {
    HostModule libc(store);
    libc.func("malloc", {{ValKind::i64}, {ValKind::i64}}, [](Store&, const Values& args) { return args; });
    libc.func("free", {{ValKind::i32}, {}}, [](Store&, const Values&) { return Values{}; });
    names["libc"] = libc.instance();
    names["nested"] = HostModule(store).add("libc", names["libc"]).instance();
    names["f"] = *libc.instance()->find("free");
    names["spectest"] = make_spectest(store);
  }
};

TEST(import_matching, unknown_imports) {
  HostSession session;
  EXPECT_EQ(unlinkable(session, R"((module (import "x" (func))))"), R"(unknown import "x")");
  EXPECT_EQ(unlinkable(session, R"((module (import "x" "y" (func))))"), R"(unknown import "x" "y")");
  EXPECT_EQ(unlinkable(session, R"((module (import "libc" "free" (func (param i32))) (import "libc" "y" (func))))"),
            R"(unknown import "libc" "y")");
}

TEST(import_matching, incompatible_imports_say_why) {
  HostSession session;
  EXPECT_EQ(unlinkable(session, R"((module (import "libc" "malloc" (func (param i32) (result i32)))))"),
            R"(incompatible import type: import "libc" "malloc": )"
            "expected (func (param i32) (result i32)), found (func (param i64) (result i64))");
  EXPECT_EQ(unlinkable(session, R"((module (import "libc" (instance (export "malloc" (func))))))"),
            R"(incompatible import type: import "libc" → export "malloc": )"
            "expected (func), found (func (param i64) (result i64))");
  EXPECT_EQ(unlinkable(session, R"((module (import "libc" (instance (export "calloc" (func))))))"),
            R"(incompatible import type: import "libc" → export "calloc": expected (func), found nothing)");
  EXPECT_EQ(
      unlinkable(session, R"((module (import "nested" (instance (export "libc" (instance (export "free" (func))))))))"),
      R"(incompatible import type: import "nested" → export "libc" → export "free": )"
      "expected (func), found (func (param i32))");
  EXPECT_EQ(unlinkable(session, R"((module (import "nested" "libc" (instance (export "none" (func))))))"),
            R"(incompatible import type: import "nested" "libc" → export "none": expected (func), found nothing)");
}

TEST(import_matching, kinds_differ) {
  HostSession session;
  EXPECT_EQ(unlinkable(session, R"((module (import "libc" (func))))"),
            R"(incompatible import type: import "libc": expected (func), found an instance)");
  EXPECT_EQ(unlinkable(session, R"((module (import "libc" "free" (global i32))))"),
            R"(incompatible import type: import "libc" "free": expected (global i32), found (func (param i32)))");
  const std::string message = unlinkable(session, R"((module (import "f" "g" (func))))");
  EXPECT_TRUE(message.starts_with(R"(incompatible import type: import "f")")) << message;
}

TEST(import_matching, positions_are_those_of_the_import) {
  HostSession session;
  const std::string wat = R"((module (import "libc" "free" (func (param i32))) (import "libc" "none" (func))))";
  const Outcome outcome = session.instantiate(wat);
  EXPECT_EQ(wat.substr(outcome.pos()).substr(0, 21), R"((import "libc" "none")");
}

TEST(import_matching, present_sizes_count) {
  Session session;
  const InstanceValue& grown = session.exports(R"((module
    (memory (export "m") 1 5) (table (export "t") 1 5 funcref)
    (func (export "grow") (result i32) (memory.grow (i32.const 1)))))");
  session.names["g"] = &grown;
  EXPECT_EQ(session.instantiate(R"((module (import "g" "m" (memory 2 5))))").kind(), Kind::unlinkable);
  EXPECT_EQ(session.call_i32(grown, "grow"), 1u);
  EXPECT_EQ(session.instantiate(R"((module (import "g" "m" (memory 2 5))))").kind(), Kind::done);
  EXPECT_EQ(session.instantiate(R"((module (import "g" "t" (table 2 5 funcref))))").kind(), Kind::unlinkable);
  EXPECT_TRUE(table_grow(session.store, *std::get<TableInst*>(*grown.find("t")), 1, Ref::null()));
  EXPECT_EQ(session.instantiate(R"((module (import "g" "t" (table 2 5 funcref))))").kind(), Kind::done);
}

TEST(import_matching, modules_match_by_their_types) {
  Session session;
  session.names["M"] = session.store.add(
      ModuleValue{session.compile(R"((module (import "i" (func (param i32))) (func (export "e"))))"), nullptr});
  EXPECT_EQ(session
                .instantiate(R"((module (import "M" (module
    (import "i" (func (param i32))) (import "j" (func)) (export "e" (func))))))")
                .kind(),
            Kind::done);
  EXPECT_EQ(unlinkable(session, R"((module (import "M" (module (export "e" (func))))))"),
            R"(incompatible import type: import "M" → import "i": expected (func (param i32)), found nothing)");
  EXPECT_EQ(unlinkable(session, R"((module (import "M" "x" (func))))").substr(0, 24), "incompatible import type");
}

// The path leads through instances, and through modules' imports and exports, to what does not fit.
TEST(import_matching, paths_lead_to_what_does_not_fit) {
  Session session;
  session.names["M"] = session.store.add(ModuleValue{session.compile(R"((module
    (import "A" (module (import "b" (instance (export "f" (func))))))
    (module (export "n") (import "m" (memory 1)))))"),
                                                     nullptr});
  session.names["i"] = &session.exports(R"((module
    (module $N (export "n") (func (export "f") (result i32) (i32.const 1)))
    (instance (export "j") (instantiate $N))
    (func (export "f") (result i32) (i32.const 1))))");
  session.names["f"] = *std::get<const InstanceValue*>(session.names["i"])->find("f");

  EXPECT_EQ(unlinkable(session, R"((module (import "M" (module (import "A" (module)) (export "n" (module))))))"),
            R"(incompatible import type: import "M" → export "n" → import "m": expected (memory 1), found nothing)");
  EXPECT_EQ(unlinkable(session, R"((module (import "M" (module
                (import "A" (module (import "b" (instance (export "f" (func)) (export "g" (func))))))))))"),
            R"(incompatible import type: import "M" → import "A" → import "b" → export "g": )"
            "expected (func), found nothing");
  EXPECT_EQ(unlinkable(session, R"((module (import "i" (instance (export "j" (instance (export "f" (func))))))))"),
            R"(incompatible import type: import "i" → export "j" → export "f": )"
            "expected (func), found (func (result i32))");
  EXPECT_EQ(unlinkable(session, R"((module (import "i" "n" (instance))))"),
            R"(incompatible import type: import "i" "n": )"
            R"(expected (instance), found (module (export "f" (func (result i32)))))");
  EXPECT_EQ(unlinkable(session, R"((module (import "i" (instance (export "j" (module))))))"),
            R"(incompatible import type: import "i" → export "j": expected (module), found an instance)");
  EXPECT_EQ(unlinkable(session, R"((module (import "f" "g" (func (result i32)))))"),
            R"(incompatible import type: import "f" "g": )"
            R"(expected (instance (export "g" (func (result i32)))), found (func (result i32)))");
}

TEST(import_matching, unlinkable_runs_nothing) {
  Session session;
  MemoryInst* memory = memory_alloc(session.store, {AddrType::i32, {1, {}}});
  session.names["m"] = memory;
  unlinkable(session, R"((module (import "m" (memory 1)) (import "none" (func)) (data (i32.const 0) "x")))");
  EXPECT_EQ(memory->memory.base()[0], 0);
}

// With module linking off imports are not grouped and may repeat (D8).
TEST(import_matching, without_module_linking) {
  HostSession session;
  session.features.set(Feature::module_linking, false);
  EXPECT_EQ(session
                .instantiate(R"((module (import "libc" "free" (func (param i32)))
    (import "libc" "free" (func (param i32)))))")
                .kind(),
            Kind::done);
  EXPECT_EQ(unlinkable(session, R"((module (import "libc" "none" (func))))"), R"(unknown import "libc" "none")");
  EXPECT_EQ(unlinkable(session, R"((module (import "libc" "free" (func))))"),
            R"(incompatible import type: import "libc" "free": expected (func), found (func (param i32)))");
}

TEST(import_matching, everything_of_spectest) {
  HostSession session;
  EXPECT_EQ(session
                .instantiate(R"((module
    (import "spectest" "print" (func))
    (import "spectest" "print_i32" (func (param i32)))
    (import "spectest" "print_i64" (func (param i64)))
    (import "spectest" "print_f32" (func (param f32)))
    (import "spectest" "print_f64" (func (param f64)))
    (import "spectest" "print_i32_f32" (func (param i32 f32)))
    (import "spectest" "print_f64_f64" (func (param f64 f64)))
    (import "spectest" "global_i32" (global i32))
    (import "spectest" "global_i64" (global i64))
    (import "spectest" "global_f32" (global f32))
    (import "spectest" "global_f64" (global f64))
    (import "spectest" "table" (table 10 20 funcref))
    (import "spectest" "memory" (memory 1 2))))")
                .kind(),
            Kind::done);
}

// Each level names the previous one twice: 2^64 paths, 64 pairs.
TEST(import_matching, shared_instances_are_compared_once) {
  Session session;
  std::string types = "(type $T0 (instance))";
  const InstanceValue* value = HostModule(session.store).instance();
  for (int i = 1; i <= 64; ++i) {
    value = HostModule(session.store).add("a", value).add("b", value).instance();
    const std::string before = "(instance (type outer $P $T" + std::to_string(i - 1) + "))";
    types +=
        "(type $T" + std::to_string(i) + " (instance (export \"a\" " + before + ") (export \"b\" " + before + ")))";
  }
  session.names["v"] = value;
  EXPECT_EQ(session.instantiate("(module $P " + types + R"((import "v" (instance (type $T64)))))").kind(), Kind::done);
  const ExternType type = extern_type(session.store, value);
  EXPECT_EQ(type, extern_type(session.store, value));
}

}  // namespace
}  // namespace modlink

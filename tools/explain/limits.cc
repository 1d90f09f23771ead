// Explanations of the limits of the implementation. D19; docs/limits.md
#include <algorithm>

#include "tools/explain/chapters.h"

namespace modlink::explain {

namespace {

struct Limit {
  std::string name, value, meaning;
};

const Limit limits[] = {
#define LIMIT(name, value, meaning) {#name, #value, meaning},
#include "wast/syntax/implementation_limits.def"
};

const Limit& find_limit(const std::string& name) {
  return *std::find_if(std::begin(limits), std::end(limits), [&](const Limit& limit) { return limit.name == name; });
}

std::string rule_of(const Limit& limit) {
  std::string value = limit.value;
  std::replace(value.begin(), value.end(), '\'', ',');
  return "How many " + limit.meaning + ": " + value + " by default. `--limit " + limit.name +
         "=VALUE` sets it, higher or lower; a script can lower it for itself.";
}

std::string code_of(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return "limit-" + name;
}

constexpr const char* calls_with_18_operands = R"((module
  (type $t (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
  (func $f (type $t))
  (func (type $t)
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    call $f)))";

constexpr const char* copied_exports = R"((module
  (type $n (instance
    (export "a" (func)) (export "b" (func)) (export "c" (func)) (export "d" (func)) (export "e" (func))
    (export "f" (func)) (export "g" (func)) (export "h" (func)) (export "i" (func)) (export "j" (func))
    (export "k" (func)) (export "l" (func)) (export "m" (func)) (export "n" (func)) (export "o" (func))
    (export "p" (func)) (export "q" (func)) (export "r" (func)) (export "s" (func)) (export "t" (func))
    (export "u" (func)) (export "v" (func)) (export "w" (func)) (export "x" (func)) (export "y" (func))))
  (type (instance (export (type outer 0 $n)))) (type (instance (export (type outer 0 $n))))
  (type (instance (export (type outer 0 $n)))) (type (instance (export (type outer 0 $n))))
  (type (instance (export (type outer 0 $n)))) (type (instance (export (type outer 0 $n))))
  (type (instance (export (type outer 0 $n)))) (type (instance (export (type outer 0 $n))))
  (type (instance (export (type outer 0 $n)))) (type (instance (export (type outer 0 $n))))
  (type (instance (export (type outer 0 $n)))) (type (instance (export (type outer 0 $n))))
  (type (instance (export (type outer 0 $n)))) (type (instance (export (type outer 0 $n))))
  (type (instance (export (type outer 0 $n)))) (type (instance (export (type outer 0 $n))))))";

// Below a limit that is lowered to `low` on its first line, the script fails, and without it passes.
struct LoweredLimit {
  const char* name;
  const char* low;
  const char* script;
  const char* other_options = "";
};
constexpr LoweredLimit lowered_limits[] = {
    {"module_nesting", "1", "(module (module (module)))"},
    {"type_nesting", "1", R"((module (type (instance (export "a" (instance (export "b" (instance))))))))"},
    {"block_nesting", "2", "(module (func block block block nop end end end))"},
    {"modules", "1", "(module (module) (module))"},
    {"instances", "1", "(module (module $M) (instance (instantiate $M)) (instance (instantiate $M)))"},
    {"types", "1", "(module (type (func)) (type (func (param i32))))"},
    {"functions", "1", "(module (func) (func))"},
    {"tables", "1", "(module (table 1 funcref) (table 1 funcref))"},
    {"memories", "1", "(module (memory 1) (memory 1))"},
    {"tags", "1", "(module (tag) (tag))"},
    {"globals", "1", "(module (global i32 (i32.const 0)) (global i32 (i32.const 0)))"},
    {"imports", "1", R"((module definition (import "a" (func)) (import "b" (func))))"},
    {"group_name", "4", R"((module definition (import "longer" (item "a" (func)) (item "b" (func)))))",
     " --enable compact-imports"},
    {"exports", "1", R"((module (func $f) (export "a" (func $f)) (export "b" (func $f))))"},
    {"segments", "1", R"((module (data "a") (data "b")))"},
    {"params", "1", "(module (func (param i32 i32)))"},
    {"locals", "1", "(module (func (local i32 i32)))"},
    {"catches", "1", "(module (tag $t) (func try_table (catch $t 0) (catch_all 0) end))"},
    {"operands", "2", "(module (func i32.const 1 i32.const 2 i32.const 3 drop drop drop))"},
    {"list_operands", "1", calls_with_18_operands},
    {"body_size", "2", R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\05\01\03\00\01\0b"))"},
    {"struct_fields", "1", "(module (type (struct (field i32 i32))))"},
    {"type_nodes", "1", R"((module
  (type (instance
    (export "a" (instance (export "b" (func))))
    (export "c" (instance (export "d" (func))))))))"},
    {"type_comparisons", "1", R"((module definition
  (import "i" (instance $i (export "a" (func)) (export "b" (func))))
  (module $M (import "x" (instance (export "a" (func)))))
  (instance (instantiate $M (import "x" (instance $i))))))"},
    {"copied_bytes", "1", copied_exports},
    {"counted_nodes", "2", R"((module
  (type $P (instance (export "p" (func))))
  (type $L (instance (export "l" (instance (type outer 0 $P)))))
  (type $R (instance (export "r" (instance (type outer 0 $P))) (export "s" (func))))
  (type (instance (export "x" (instance (type outer 0 $L))) (export "y" (instance (type outer 0 $R)))))))",
     " --limit type_nodes=4"},
    {"script_nesting", "1", "(script (script (module)))"},
    {"script_threads", "1", "(thread $a) (thread $b)"},
    {"instantiations", "1", "(module (module $M) (instance (instantiate $M)))"},
    {"instantiated_definitions", "1",
     "(module (module $M (func) (memory 0)) (instance (instantiate $M)) (instance (instantiate $M)))"},
    {"instantiated_memories", "1", "(module (memory 0) (memory 0))"},
    {"instantiated_elements", "1", "(module (table 2 funcref))"},
    {"instantiated_bytes", "1", R"((module (memory 1) (data (i32.const 0) "ab")))"},
    {"instantiated_constants", "1", "(module (global i32 (i32.add (i32.const 1) (i32.const 2))))"},
    {"table_elements", "1", "(module (table 2 funcref))"},
    {"memory_bytes", "65535", "(module (memory 1))"},
    {"heap_bytes", "50", R"((module (type $a (array i8))
  (func (export "f") (drop (array.new_default $a (i32.const 100)))))
(invoke "f"))"},
    {"store_bytes", "65535", "(module (memory 1))"},
    {"nested_executions", "0", R"((module (func (export "f")))
(invoke "f"))"},
};

struct LimitOfCommand {
  const char* name;
  const char* command;
  const char* failing;
  const char* fixed;
};
constexpr LimitOfCommand limits_of_commands[] = {
    {"idle_locals", "modlink parse FILE -o out.wasm && modlink print --limit idle_locals=2 out.wasm",
     "(module (func (local i32 i32 i32 i32 i32)))", "(module (func (local i32 i32)))"},
    {"source_bytes", "modlink validate --limit source_bytes=20 FILE", R"((module (memory 1) (data "hello")))",
     "(module (memory 1))"},
    {"script_inputs", "spec-runner --limit script_inputs=0 FILE", R"((input "empty.wast"))", "(module)"},
    {"picture_parts", "modlink graph --before --format svg --limit picture_parts=2 FILE -o out.svg",
     "(module (module) (module))", "(module (module))"},
};

Explanation explain_lowered(const LoweredLimit& row) {
  const std::string script = row.script;
  const std::string options = std::string(";; options:") + row.other_options;
  const std::string fixed = *row.other_options == '\0' ? script : options + "\n" + script;
  return {code_of(row.name), rule_of(find_limit(row.name)), "limits.10; D19; docs/limits.md",
          options + " --limit " + row.name + "=" + row.low + "\n" + script, fixed};
}

Explanation explain_by_command(const LimitOfCommand& row) {
  return {code_of(row.name), rule_of(find_limit(row.name)), "limits.10; D19; docs/limits.md", row.failing, row.fixed,
          row.command};
}

// A function with vectors as locals: so many as LEB128 says.
std::string vectors(const std::string& count, const std::string& sizes) {
  return R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\07\05\01\01f\00\00"
  "\0a)" +
         sizes + R"(\01)" + count + R"(\7b\0b")  ;; locals of type v128
(invoke "f"))";
}

std::string nested_modules(int depth) {
  std::string result;
  for (int i = 0; i < depth; ++i) result += i % 10 == 9 ? "(module\n" : "(module ";
  return result + std::string(static_cast<std::size_t>(depth), ')');
}

std::vector<Explanation> without_options() {
  return {
      {"out-of-memory",
       "The machine has no memory left for this process, of which `ulimit -v` lets it have little here: enough for a "
       "function of three instructions, not of three million.",
       "D19; docs/limits.md", "3000000", "3",
       "(echo '(module (func'; yes nop | head -n $(cat FILE); echo '))') > many.wat; ulimit -v 100000; "
       "modlink validate many.wat"},
      {"native-stack",
       "What recurses into nested modules and types stops while the stack of its thread still has room. `ulimit -s` "
       "makes it small here.",
       "D19; docs/limits.md", nested_modules(90), nested_modules(2), "ulimit -s 200; spec-runner FILE"},
      {"frame-size",
       "The parameters, locals and operands of a function take 65,535 slots of 8 bytes at most; a vector takes two.",
       "D19; docs/limits.md", vectors(R"(\c0\b8\02)", R"(\08\01\06)"), vectors(R"(\01)", R"(\06\01\04)")},
      {"deadlock",
       "All threads of a script wait, and none is left that could notify them; or a program that has one thread waits "
       "without an end.",
       "proposal threads; D19", R"((module (memory 1 1 shared)
  (func (export "f") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))))
(invoke "f"))",
       R"((module (memory 1 1 shared)
  (func (export "f") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 1000))))
(invoke "f"))"},
  };
}

}  // namespace

Chapter limits_chapter() {
  Chapter chapter{"Limits", {}};
  for (const LoweredLimit& row : lowered_limits) chapter.explanations.push_back(explain_lowered(row));
  for (const LimitOfCommand& row : limits_of_commands) chapter.explanations.push_back(explain_by_command(row));
  for (Explanation& explanation : without_options()) chapter.explanations.push_back(std::move(explanation));
  return chapter;
}

}  // namespace modlink::explain

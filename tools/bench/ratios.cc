// What parts of the language cost, as ratios: pairs of modules that compute the same, one with the part and one
// without, which run in turns in one process. And what instances and nested modules cost. Best of several rounds, in
// processor time. spec: Explainer; exec/instructions
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>

#include "interpreter/instantiate.h"
#include "tools/bench/load.h"
#include "tools/bench/processor_time.h"
#include "wast/binary/encode_module.h"
#include "wast/syntax/error.h"

namespace {

using namespace modlink;

// A module whose export "run" takes an i32 and gives one.
using Text = std::string;

// `text` with each `from` in it replaced.
Text with(Text text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != Text::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

constexpr char fib_text[] = R"((func $fib (export "run") (param i32) (result i32)
  (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
    (then (local.get 0))
    (else (call $add (call $fib (i32.sub (local.get 0) (i32.const 1)))
                     (call $fib (i32.sub (local.get 0) (i32.const 2))))))))";
constexpr char add_func[] = R"((param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))";

Text fib_of_one() { return Text("(module (func $add ") + add_func + ")" + fib_text + ")"; }
Text fib_of_two() {
  return Text("(module (module $A (func (export \"add\") ") + add_func + "))(instance $a (instantiate $A))" +
         with(fib_text, "$add", "(func $a \"add\")") + ")";
}

// fib where each number has a function of its own, which calls those of the two numbers below.
constexpr int levels = 24;
constexpr char level_body[] = R"((if (result i32) (i32.lt_s (local.get 0) (i32.const 2)) (then (local.get 0))
  (else (i32.add (call ONE (i32.sub (local.get 0) (i32.const 1))) (call TWO (i32.sub (local.get 0) (i32.const 2)))))))";
Text levels_of_one() {
  Text text = "(module (func $f0 (param i32) (result i32) local.get 0)(func $f1 (param i32) (result i32) local.get 0)";
  for (int i = 2; i <= levels; ++i) {
    const Text body = with(with(level_body, "ONE", "$f" + std::to_string(i - 1)), "TWO", "$f" + std::to_string(i - 2));
    text += "(func $f" + std::to_string(i) + " (param i32) (result i32) " + body + ")";
  }
  return text + "(export \"run\" (func $f" + std::to_string(levels) + ")))";
}
Text levels_of_many() {
  Text text =
      "(module (module $F (import \"one\" (func $one (param i32) (result i32)))"
      "(import \"two\" (func $two (param i32) (result i32)))(func (export \"f\") (param i32) (result i32) " +
      with(with(level_body, "ONE", "$one"), "TWO", "$two") +
      "))(module $I (func (export \"f\") (param i32) (result i32) local.get 0))"
      "(instance $f0 (instantiate $I))(instance $f1 (instantiate $I))";
  for (int i = 2; i <= levels; ++i) {
    text += "(instance $f" + std::to_string(i) + " (instantiate $F (import \"one\" (func $f" + std::to_string(i - 1) +
            " \"f\"))(import \"two\" (func $f" + std::to_string(i - 2) + " \"f\"))))";
  }
  return text + "(export \"run\" (func $f" + std::to_string(levels) + " \"f\")))";
}

// A loop of as many steps as it is given.
Text loop(const Text& fields, const Text& step, const Text& locals = "") {
  return "(module " + fields + "(func (export \"run\") (param $n i32) (result i32) (local $sum i32) " + locals +
         "(loop $l " + step + "(br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))) (local.get $sum)))";
}

// The definitions, and the same ones in an instance, with aliases of them in their place.
Text own(const Text& definition) { return definition; }
Text another(const Text& definition, const Text& alias) {
  return "(module $A " + definition + ")(instance $a (instantiate $A))" + alias;
}

constexpr char leaf_call[] = "(local.set $sum (call $f (local.get $sum)))";
constexpr char leaf[] = R"((func $f (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))";
constexpr char global_step[] = R"((global.set $g (i32.add (global.get $g) (local.get $n)))
  (global.set $g (i32.xor (global.get $g) (local.get $n))) (local.set $sum (global.get $g)))";
constexpr char global[] = R"((global $g (export "g") (mut i32) (i32.const 0)))";
constexpr char table_step[] =
    "(local.set $sum (call_indirect (param i32) (result i32) (local.get $sum) (i32.and (local.get $n) (i32.const 1))))";
constexpr char table[] = R"((func $f (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (table $t (export "t") funcref (elem $f $f)))";
constexpr char memory_step[] = R"((i32.store MEMORY (i32.and (local.get $n) (i32.const 0xfffc)) (local.get $n))
  (local.set $sum (i32.add (local.get $sum)
    (i32.load MEMORY offset=4 (i32.and (local.get $sum) (i32.const 0x7ffc))))))";
constexpr char memory64_step[] =
    R"((i32.store (i64.extend_i32_u (i32.and (local.get $n) (i32.const 0xfffc))) (local.get $n))
  (local.set $sum (i32.add (local.get $sum)
    (i32.load offset=4 (i64.extend_i32_u (i32.and (local.get $sum) (i32.const 0x7ffc)))))))";
constexpr char memory[] = R"((memory $m (export "m") 2))";

Text memory_loop(const Text& fields, std::string_view memory) {
  return loop(fields, with(memory_step, "MEMORY", memory));
}

// Calls with a depth of a thousand.
constexpr char deep[] = R"((module
  (func $down (param $n i32) (param $sum i32) (result i32)
    (if (i32.eqz (local.get $n)) (then (return (local.get $sum))))
    (CALL $down (i32.sub (local.get $n) (i32.const 1)) (i32.add (local.get $sum) (local.get $n))))
  (func (export "run") (param $n i32) (result i32) (local $sum i32)
    (loop $l (local.set $sum (call $down (i32.const 1000) (local.get $sum)))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1000))))) (local.get $sum))))";

constexpr char throw_step[] = R"((block $caught (result i32)
    (try_table (catch $e $caught) (call $thrower (local.get $n))) (unreachable))
  (local.set $sum (i32.add (local.get $sum))))";
constexpr char thrower[] = R"((tag $e (param i32)) (func $thrower (param i32) (throw $e (local.get 0))))";
constexpr char return_step[] = "(local.set $sum (i32.add (call $f (local.get $n)) (local.get $sum)))";
constexpr char returner[] = "(func $f (param i32) (result i32) (local.get 0))";

// A list of a thousand cells is made and then summed up, again and again.
constexpr char gc_list[] = R"((module
  (type $cell (struct (field $value i32) (field $next (ref null $cell))))
  (func $make (param $n i32) (result (ref null $cell)) (local $list (ref null $cell))
    (loop $l (local.set $list (struct.new $cell (local.get $n) (local.get $list)))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))) (local.get $list))
  (func $sum (param $list (ref null $cell)) (result i32) (local $sum i32)
    (loop $l (local.set $sum (i32.add (local.get $sum) (struct.get $cell $value (local.get $list))))
      (br_if $l (i32.eqz (ref.is_null (local.tee $list (struct.get $cell $next (local.get $list)))))))
    (local.get $sum))
  (func (export "run") (param $n i32) (result i32) (local $sum i32) (local $list (ref null $cell))
    (loop $l (local.set $list (call $make (i32.const 1000)))
      (local.set $sum (i32.add (local.get $sum) (call $sum (local.get $list))))
      TRAVERSE
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1000))) (i32.const 0)))) (local.get $sum))))";
constexpr char memory_list[] = R"((module (memory 1) (global $free (mut i32) (i32.const 8))
  (func $new (param $value i32) (param $next i32) (result i32) (local $cell i32)
    (local.set $cell (global.get $free))
    (if (i32.gt_u (local.get $cell) (i32.const 65520)) (then (unreachable)))
    (global.set $free (i32.add (local.get $cell) (i32.const 8)))
    (i32.store (local.get $cell) (local.get $value)) (i32.store offset=4 (local.get $cell) (local.get $next))
    (local.get $cell))
  (func $make (param $n i32) (result i32) (local $list i32)
    (loop $l (local.set $list (call $new (local.get $n) (local.get $list)))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))) (local.get $list))
  (func $sum (param $list i32) (result i32) (local $sum i32)
    (loop $l (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $list))))
      (br_if $l (local.tee $list (i32.load offset=4 (local.get $list))))) (local.get $sum))
  (func (export "run") (param $n i32) (result i32) (local $sum i32) (local $list i32)
    (loop $l (global.set $free (i32.const 8)) (local.set $list (call $make (i32.const 1000)))
      (local.set $sum (i32.add (local.get $sum) (call $sum (local.get $list))))
      TRAVERSE
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1000))) (i32.const 0)))) (local.get $sum))))";
Text list(const char* text, int traversals) {
  Text steps;
  for (int i = 0; i < traversals; ++i) {
    steps += "(local.set $sum (i32.add (local.get $sum) (call $sum (local.get $list))))";
  }
  return with(text, "TRAVERSE", steps);
}

// Adds a product to 16 KiB of numbers, four at a time, or one by one as often.
constexpr char vector_kernel[] = R"((module (memory 1) (func (export "run") (param $n i32) (result i32)
    (local $at i32) (local $x v128) (local.set $x (SHAPE.splat (TYPE.const 3)))
    (loop $l
      (v128.store (local.get $at) (SHAPE.add (v128.load (local.get $at))
        (SHAPE.mul (local.get $x) (v128.load offset=16384 (local.get $at)))))
      (local.set $at (i32.and (i32.add (local.get $at) (i32.const 16)) (i32.const 0x3fff)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 4))) (i32.const 0))))
    (i32.load (i32.const 0)))))";
constexpr char scalar_kernel[] = R"((module (memory 1) (func (export "run") (param $n i32) (result i32)
    (local $at i32) (local $x TYPE) (local.set $x (TYPE.const 3))
    (loop $l
      (TYPE.store (local.get $at) (TYPE.add (TYPE.load (local.get $at))
        (TYPE.mul (local.get $x) (TYPE.load offset=16384 (local.get $at)))))
      (local.set $at (i32.and (i32.add (local.get $at) (i32.const 4)) (i32.const 0x3fff)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const 0))))
    (i32.load (i32.const 0)))))";
// The same with vectors that are taken apart.
constexpr char lane_kernel[] = R"((module (memory 1) (func (export "run") (param $n i32) (result i32)
    (local $at i32) (local $v v128) (local $sum i32)
    (loop $l (local.set $v (v128.load (local.get $at)))
      (local.set $sum (i32.add (local.get $sum) (i32.add
        (i32.add (i32x4.extract_lane 0 (local.get $v)) (i32x4.extract_lane 1 (local.get $v)))
        (i32.add (i32x4.extract_lane 2 (local.get $v)) (i32x4.extract_lane 3 (local.get $v))))))
      (local.set $at (i32.and (i32.add (local.get $at) (i32.const 16)) (i32.const 0x3fff)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 4))) (i32.const 0))))
    (local.get $sum))))";
constexpr char word_kernel[] = R"((module (memory 1) (func (export "run") (param $n i32) (result i32)
    (local $at i32) (local $sum i32)
    (loop $l (local.set $sum (i32.add (local.get $sum) (i32.add
        (i32.add (i32.load (local.get $at)) (i32.load offset=4 (local.get $at)))
        (i32.add (i32.load offset=8 (local.get $at)) (i32.load offset=12 (local.get $at))))))
      (local.set $at (i32.and (i32.add (local.get $at) (i32.const 16)) (i32.const 0x3fff)))
      (br_if $l (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 4))) (i32.const 0))))
    (local.get $sum))))";
Text kernel(const char* text, std::string_view type, std::string_view shape) {
  return with(with(text, "TYPE", type), "SHAPE", shape);
}

struct Options {
  int rounds;
  std::string_view words;  // which the names of those that run have in them
};

// What is compared: the first takes at most `goal` times what the second takes.
void compare(const char* name, double goal, const Text& one, const Text& other, const Options& options,
             std::uint32_t steps = 1'000'000) {
  if (std::string_view(name).find(options.words) == std::string_view::npos) return;
  const auto load = [&](const Text& text) {
    return bench::instantiate(bench::load_module(bench::make_source(name, text)));
  };
  const auto first = load(one), second = load(other);
  const Values args{Value::i32(steps)};
  bench::Least first_time, second_time;
  Values results[2];
  for (int i = 0; i < options.rounds; ++i) {
    first_time.time([&] { results[0] = bench::call(first, "run", args); });
    second_time.time([&] { results[1] = bench::call(second, "run", args); });
  }
  if (results[0].empty()) std::exit(1);
  std::printf("%-44s %8.2f ms %8.2f ms  x %5.2f  (at most %.1f)\n", name, first_time.seconds() * 1e3,
              second_time.seconds() * 1e3, first_time.seconds() / second_time.seconds(), goal);
}

void linking(const Options& options) {
  compare("call of another instance, fib in two", 1.1, fib_of_two(), fib_of_one(), options, 24);
  compare("call of another instance, fib in 25", 1.1, levels_of_many(), levels_of_one(), options, levels);
  compare("call of another instance, leaf", 1.1, loop(another(leaf, R"((alias $a "f" (func $f)))"), leaf_call),
          loop(own(leaf), leaf_call), options);
  compare("global of another instance", 1.1, loop(another(global, R"((alias $a "g" (global $g)))"), global_step),
          loop(own(global), global_step), options);
  compare("table of another instance", 1.1, loop(another(table, R"((alias $a "t" (table $t)))"), table_step),
          loop(own(table), table_step), options);
  compare("memory of another instance", 1.1, memory_loop(another(memory, R"((alias $a "m" (memory $m)))"), ""),
          memory_loop(own(memory), ""), options);
}

void language(const Options& options) {
  compare("return_call to call", 1.5, with(deep, "CALL", "return_call"), with(deep, "CALL", "call"), options);
  compare("memory 1 to memory 0", 1.5, memory_loop("(memory 2)(memory $m 2)", "$m"), memory_loop("(memory 2)", ""),
          options);
  compare("memory64 to memory", 1.5, loop("(memory i64 2)", memory64_step), memory_loop("(memory 2)", ""), options);
  compare("throw caught one frame up to call and return", 5, loop(thrower, throw_step), loop(returner, return_step),
          options);
  compare("list of structures, made and read once", 1.5, list(gc_list, 0), list(memory_list, 0), options);
  compare("list of structures, read ten times", 1.5, list(gc_list, 9), list(memory_list, 9), options);
  compare("i32x4 to i32, multiplied and added", 1, kernel(vector_kernel, "i32", "i32x4"),
          kernel(scalar_kernel, "i32", ""), options);
  compare("f32x4 to f32, multiplied and added", 1, kernel(vector_kernel, "f32", "f32x4"),
          kernel(scalar_kernel, "f32", ""), options);
  compare("lanes of i32x4 to i32", 1, lane_kernel, word_kernel, options);
}

std::string binary_of(const Text& text) {
  const Bytes bytes = encode_module(bench::load_module(bench::make_source("benchmark", text)));
  return {bytes.begin(), bytes.end()};
}

constexpr char small_module[] = R"((module $M (memory 1) (global $g (mut i32) (i32.const 1))
  (func (export "get") (result i32) (global.get $g)) (func (export "set") (param i32) (global.set $g (local.get 0)))
  (func $f (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))))";
constexpr char smaller_module[] = R"((module $M (global $g (mut i32) (i32.const 1))
  (func (export "get") (result i32) (global.get $g)) (func (export "set") (param i32) (global.set $g (local.get 0)))))";

Text instances(const char* module, int count) {
  Text text = Text("(module ") + module;
  for (int i = 0; i < count; ++i) text += "(instance (instantiate $M))";
  return text + ")";
}

std::size_t allocated() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// Instances that a module makes in its body.
void nested_instances(const char* name, const char* module, int rounds) {
  constexpr int count = 10'000;
  const std::string bytes = binary_of(instances(module, count));
  bench::Least loading, instantiation;
  std::size_t memory = 0;
  for (int i = 0; i < rounds; ++i) {
    const auto types = std::make_shared<TypeStore>();
    ValidModulePtr valid;
    loading.time([&] {
      valid = validate(bench::load_module(bench::make_source("benchmark", bytes)), types, Features(),
                       ImplementationLimits());
    });
    const std::size_t before = allocated();
    Store store(types);
    instantiation.time([&] {
      if (!instantiate(store, {valid, nullptr}, {}).is_done()) std::exit(1);
    });
    memory = allocated() - before;
  }
  std::printf("%d instances of a module with %-20s loading %6.2f ms, instantiation %6.2f ms, %zu bytes each\n", count,
              name, loading.seconds() * 1e3, instantiation.seconds() * 1e3, memory / count);
}

// The same through the API, in one store.
void top_level_instances(int rounds) {
  constexpr int count = 10'000;
  const std::string bytes = binary_of(smaller_module);
  bench::Least instantiation;
  std::size_t memory = 0;
  for (int i = 0; i < rounds; ++i) {
    const auto types = std::make_shared<TypeStore>();
    const auto valid =
        validate(bench::load_module(bench::make_source("benchmark", bytes)), types, Features(), ImplementationLimits());
    const std::size_t before = allocated();
    Store store(types);
    instantiation.time([&] {
      for (int j = 0; j < count; ++j) {
        if (!instantiate(store, {valid, nullptr}, {}).is_done()) std::exit(1);
      }
    });
    memory = allocated() - before;
  }
  std::printf("%d instances by the API: instantiation %6.2f ms, %zu bytes each\n", count, instantiation.seconds() * 1e3,
              memory / count);
}

// Functions of some size: all in one module, or in nested modules, each of which has an outer alias of a type and of
// a module.
constexpr int functions_of_one = 40;
Text functions(int count) {
  Text text;
  for (int i = 0; i < count; ++i) {
    text += R"((func (param $a i32) (param $b i64) (result i32) (local $x i32)
      (loop $l (local.set $x (i32.add (local.get $x) (i32.load (local.get $a))))
        (br_if $l (i32.lt_u (local.get $x) (i32.const 1000))))
      (if (i64.eqz (local.get $b)) (then (local.set $x (i32.mul (local.get $x) (i32.const 77)))))
      (local.get $x)))";
  }
  return text;
}
Text nested_modules(int count) {
  Text text = "(module $P (type $t (func (param i32) (result i32))) (module $Q (func (export \"q\")))";
  for (int i = 0; i < count; ++i) {
    text +=
        "(module (alias outer $P $t (type $t)) (alias outer $P $Q (module $Q)) (memory 1)"
        "(func (export \"f\") (type $t) (local.get 0))" +
        functions(functions_of_one) + ")";
  }
  return text + ")";
}

void nested_loading(int rounds) {
  constexpr int count = 1'000;
  const std::string nested = binary_of(nested_modules(count));
  const std::string flat = binary_of("(module (memory 1)" + functions(functions_of_one * count) + ")");
  const auto load = [](const std::string& bytes) {
    validate(bench::load_module(bench::make_source("benchmark", bytes)), std::make_shared<TypeStore>(), Features(),
             ImplementationLimits());
  };
  bench::Least nested_time, flat_time;
  for (int i = 0; i < rounds; ++i) {
    nested_time.time([&] { load(nested); });
    flat_time.time([&] { load(flat); });
  }
  const auto speed = [](const std::string& bytes, const bench::Least& least) {
    return static_cast<double>(bytes.size()) * 1e-6 / least.seconds();
  };
  std::printf("%d nested modules with outer aliases: loading %6.1f MB/s; the same functions in one %6.1f MB/s\n", count,
              speed(nested, nested_time), speed(flat, flat_time));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) return std::fputs("usage: ratios ROUNDS [WORDS]\n", stderr), 2;
  const int rounds = static_cast<int>(std::strtol(argv[1], nullptr, 10));
  const Options options{rounds, argc == 3 ? argv[2] : ""};
  try {
    linking(options);
    language(options);
    if (argc == 3) return 0;
    nested_instances("a memory", small_module, rounds);
    nested_instances("no memory", smaller_module, rounds);
    top_level_instances(rounds);
    nested_loading(rounds);
    return 0;
  } catch (const Error& error) {
    return std::fprintf(stderr, "%s\n", error.diagnose().c_str()), 1;
  } catch (const std::exception& error) {
    return std::fprintf(stderr, "ratios: %s\n", error.what()), 1;
  }
}

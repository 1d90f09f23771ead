// Speed of execution, and of loading. spec: exec/instructions, valid/modules, text/modules, binary/modules
#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "tools/bench/load.h"
#include "wast/binary/encode_module.h"

namespace modlink::bench {
namespace {

constexpr char fib_text[] = R"((module
  (func $fib (export "run") (param $n i32) (result i32)
    (if (result i32) (i32.lt_s (local.get $n) (i32.const 2))
      (then (local.get $n))
      (else
        (i32.add
          (call $fib (i32.sub (local.get $n) (i32.const 1)))
          (call $fib (i32.sub (local.get $n) (i32.const 2)))))))
))";

// The same calls, from one instance to another and back.
constexpr char linked_fib_text[] = R"((module
  (module $ADDER
    (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
  (instance $adder (instantiate $ADDER))
  (func $fib (export "run") (param $n i32) (result i32)
    (if (result i32) (i32.lt_s (local.get $n) (i32.const 2))
      (then (local.get $n))
      (else
        (call (func $adder "add")
          (call $fib (i32.sub (local.get $n) (i32.const 1)))
          (call $fib (i32.sub (local.get $n) (i32.const 2)))))))
))";

// Fills memory with words and sums them up.
constexpr char memory_text[] = R"((module
  (memory 16)
  (func (export "run") (param $bytes i32) (result i32)
    (local $at i32) (local $sum i32)
    (loop $fill
      (i32.store (local.get $at) (local.get $at))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $fill (i32.lt_u (local.get $at) (local.get $bytes))))
    (loop $add
      (local.set $at (i32.sub (local.get $at) (i32.const 4)))
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $at))))
      (br_if $add (local.get $at)))
    (local.get $sum))
))";

void run(benchmark::State& state, const char* text) {
  const auto loaded = instantiate(load_module(make_source("benchmark", text)));
  const Values args{Value::i32(static_cast<std::uint32_t>(state.range(0)))};
  for (auto _ : state) benchmark::DoNotOptimize(call(loaded, "run", args));
}

void fib(benchmark::State& state) { run(state, fib_text); }
BENCHMARK(fib)->Arg(25)->Unit(benchmark::kMillisecond);

void linked_fib(benchmark::State& state) { run(state, linked_fib_text); }
BENCHMARK(linked_fib)->Arg(25)->Unit(benchmark::kMillisecond);

void memory(benchmark::State& state) {
  run(state, memory_text);
  state.SetBytesProcessed(state.iterations() * state.range(0) * 2);
}
BENCHMARK(memory)->Arg(1 << 20)->Unit(benchmark::kMillisecond);

// A module of many functions of the same sort as above.
std::string many_functions(int count) {
  std::string text = "(module (memory 1)";
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    text += "(func $f" + n + " (param $a i32) (param $b i64) (result i32) (local $x i32)\n";
    text += "  (loop $l (local.set $x (i32.add (local.get $x) (i32.load offset=" + n + " (local.get $a))))\n";
    text += "    (br_if $l (i32.lt_u (local.get $x) (i32.const " + n + "))))\n";
    text += "  (if (i64.eqz (local.get $b)) (then (local.set $x (call $f" + n + " (local.get $x) (i64.const 1)))))\n";
    text += "  (local.get $x))\n";
  }
  return text + ")";
}

void parse(benchmark::State& state) {
  const auto source = make_source("benchmark", many_functions(static_cast<int>(state.range(0))));
  for (auto _ : state) benchmark::DoNotOptimize(load_module(source));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(source->content().size()));
}
BENCHMARK(parse)->Arg(10000)->Unit(benchmark::kMillisecond);

std::string binary_of(const std::string& text) {
  const Bytes bytes = encode_module(load_module(make_source("benchmark", text)));
  return {bytes.begin(), bytes.end()};
}

void decode(benchmark::State& state) {
  const auto source = make_source("benchmark", binary_of(many_functions(static_cast<int>(state.range(0)))));
  for (auto _ : state) benchmark::DoNotOptimize(load_module(source));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(source->content().size()));
}
BENCHMARK(decode)->Arg(10000)->Unit(benchmark::kMillisecond);

void validation(benchmark::State& state) {
  const auto source = make_source("benchmark", binary_of(many_functions(static_cast<int>(state.range(0)))));
  const Module module = load_module(source);
  for (auto _ : state) {
    benchmark::DoNotOptimize(validate(module, std::make_shared<TypeStore>(), Features(), ImplementationLimits()));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(source->content().size()));
}
BENCHMARK(validation)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace modlink::bench

BENCHMARK_MAIN();

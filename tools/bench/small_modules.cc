// What small modules cost from their bytes to the result of a call, each in a store of its own, beside libwabt in the
// same process: best of several rounds, in processor time.
#include <cstdio>
#include <cstdlib>

#include "tools/bench/load.h"
#include "tools/bench/processor_time.h"
#include "tools/bench/wabt_call.h"
#include "wast/binary/encode_module.h"
#include "wast/syntax/error.h"

namespace {

using namespace modlink;

constexpr int calls_per_round = 200;

constexpr char add_text[] =
    R"((module (func (export "run") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))))";
constexpr char memory_text[] = R"((module (memory 1)
  (func (export "run") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))))";
constexpr char everything_text[] = R"((module (memory 1) (data (i32.const 8) "abc") (global $g (mut i32) (i32.const 1))
  (table 4 funcref) (elem (i32.const 0) $add $add) (type $t (func (param i32 i32) (result i32)))
  (func $add (type $t) (i32.add (local.get 0) (local.get 1)))
  (func (export "run") (type $t) (global.set $g (i32.load (i32.const 8)))
    (call_indirect (type $t) (local.get 0) (local.get 1) (i32.const 0)))))";

std::uint32_t call_here(const std::string& bytes) {
  static const Features features;
  static const ImplementationLimits limits;
  const auto types = std::make_shared<TypeStore>();
  const auto valid = decode_and_validate(bench::make_source("benchmark", bytes), types, features, limits);
  Store store(types, limits);
  const auto made = module_instantiate(store, {valid, nullptr}, [](const Name&) { return std::nullopt; });
  const auto func = instance_export(*made.instance().exports, "run");
  const auto outcome = func_invoke(store, *std::get<FuncInst*>(*func), {Value::i32(1), Value::i32(2)});
  return static_cast<std::uint32_t>(outcome.results()[0].low);
}

template <class F>
void repeat(F call) {
  for (int i = 0; i < calls_per_round; ++i) {
    if (call() != 3) std::exit(1);
  }
}

void report(const char* name, const char* text, int rounds) {
  const Bytes encoded = encode_module(bench::load_module(bench::make_source("benchmark", text)));
  const std::string bytes(encoded.begin(), encoded.end());
  bench::Least here, wabt;
  for (int i = 0; i < rounds; ++i) {
    here.time([&] { repeat([&] { return call_here(bytes); }); });
    wabt.time([&] { repeat([&] { return bench::call_on_wabt(bytes, 1, 2); }); });
  }
  std::printf("%-10s %4zu bytes  modlink %7.2f us  wabt %7.2f us  wabt / modlink %5.2f\n", name, bytes.size(),
              here.seconds() / calls_per_round * 1e6, wabt.seconds() / calls_per_round * 1e6,
              wabt.seconds() / here.seconds());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: small_modules ROUNDS\n", stderr), 2;
  const int rounds = static_cast<int>(std::strtol(argv[1], nullptr, 10));
  try {
    report("add", add_text, rounds);
    report("memory", memory_text, rounds);
    report("everything", everything_text, rounds);
    return 0;
  } catch (const Error& error) {
    return std::fprintf(stderr, "%s\n", error.diagnose().c_str()), 1;
  }
}

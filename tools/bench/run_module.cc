// Runs one exported function of a module, for tools/bench/fib. spec: appendix/embedding
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tools/bench/load.h"
#include "tools/files/failure.h"
#include "wast/syntax/error.h"

namespace {

using namespace modlink;

int usage() {
  std::fputs("usage: run_module FILE.wasm|FILE.wat EXPORT [I32...]\n", stderr);
  return 2;
}

void print(const Value& value) {
  std::printf("%s0x%llx\n", value.type.is_ref() ? "ref:" : "", static_cast<unsigned long long>(value.low));
}

int run(int argc, char** argv) {
  std::ifstream file(argv[1], std::ios::binary);
  if (!file) return std::fprintf(stderr, "cannot read %s\n", argv[1]), 2;
  std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const auto source = bench::make_source(argv[1], std::move(content));
  try {
    const auto loaded = bench::instantiate(bench::load_module(source));
    Values args;
    for (int i = 3; i < argc; ++i) args.push_back(Value::i32(static_cast<std::uint32_t>(std::atoll(argv[i]))));
    for (const Value& value : bench::call(loaded, argv[2], args)) {
      if (value.type.kind == ValKind::i32)
        std::printf("%d\n", static_cast<std::int32_t>(value.low));
      else
        print(value);
    }
    return 0;
  } catch (const cli::Failure& failure) {
    return std::fprintf(stderr, "%s\n", failure.text().c_str()), 1;
  } catch (const Error& error) {
    return std::fprintf(stderr, "%s\n", source->diagnose(error.pos(), error.message()).c_str()), 1;
  }
}

}  // namespace

int main(int argc, char** argv) { return argc < 3 ? usage() : run(argc, argv); }

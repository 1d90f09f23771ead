// Runs one exported function of a module, for tools/bench/compare. spec: appendix/embedding
#include <cstdio>
#include <cstdlib>

#include "tools/bench/load.h"
#include "tools/files/files.h"
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
  try {
    const auto loaded = bench::instantiate(bench::load_module(cli::read_source(argv[1], {})));
    Values args;
    for (int i = 3; i < argc; ++i)
      args.push_back(Value::i32(static_cast<std::uint32_t>(std::strtoll(argv[i], nullptr, 10))));
    for (const Value& value : bench::call(loaded, argv[2], args)) {
      if (value.type.kind == ValKind::i32)
        std::printf("%d\n", static_cast<std::int32_t>(value.low));
      else
        print(value);
    }
    return 0;
  } catch (const cli::Failure& failure) {
    return std::fprintf(stderr, "%s\n", failure.text().c_str()), static_cast<int>(failure.status);
  } catch (const Error& error) {
    return std::fprintf(stderr, "%s\n", error.diagnose().c_str()), 1;
  }
}

}  // namespace

int main(int argc, char** argv) { return argc < 3 ? usage() : run(argc, argv); }

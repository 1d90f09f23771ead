// core-runner [--enable FEATURE] [--disable FEATURE]... SCRIPT...
// core-runner --operators
//
// Runs scripts where there is nothing but the core, as on a WebAssembly engine: those directives that the official
// suite has. The last line is `N passed, N failed`, as that of spec-runner.
//
// --operators: whether all operators give the bits here that they have to give everywhere.
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <string_view>

#include "interpreter/test_operators.h"
#include "tools/core-runner/script_run.h"

namespace {

struct Failed {
  std::string message;
};

modlink::SourcePtr read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw Failed{path + ": cannot be read"};
  return std::make_shared<modlink::Source>(path, std::move(content), modlink::Source::Kind::text);
}

// The scripts, when it has taken the switches.
std::vector<std::string> parse(int argc, char** argv, modlink::Features& features) {
  std::vector<std::string> scripts;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word.substr(0, 2) != "--") {
      scripts.emplace_back(word);
      continue;
    }
    const auto feature = i + 1 < argc ? modlink::find_feature(argv[++i]) : std::nullopt;
    if ((word != "--enable" && word != "--disable") || !feature) throw Failed{"--enable or --disable, and a feature"};
    features.set(*feature, word == "--enable");
  }
  return scripts;
}

int check_operators() {
  const modlink::operators::Bits bits = modlink::operators::bits_of_all();
  const bool is_right = bits.all == modlink::operators::expected_bits;
  if (!is_right) std::fputs(bits.list.c_str(), stdout);
  std::printf("%zu operators: %s\n", bits.count, is_right ? "the same bits" : "OTHER BITS");
  return is_right ? 0 : 1;
}

int run(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--operators") return check_operators();
  modlink::Features features;
  std::size_t passed = 0, failed = 0;
  for (const std::string& path : parse(argc, argv, features)) {
    modlink::core_runner::ScriptRun script(features);
    script.run(read(path));
    std::printf("%s: %zu passed, %zu failed\n", path.c_str(), script.passed(), script.failed());
    passed += script.passed();
    failed += script.failed();
  }
  std::printf("%zu passed, %zu failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const Failed& failed) {
    std::fprintf(stderr, "core-runner: %s\n", failed.message.c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "core-runner: %s\n", error.what());
  }
  return 2;
}

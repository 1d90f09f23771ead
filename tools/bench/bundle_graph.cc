// How long bundling takes: graphs of modules in files, and what remains is linear in their size.
//
//   bundle_graph [MODULES [KILOBYTES]]
#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <filesystem>
#include <functional>

#include "tools/files/files.h"
#include "tools/files/module_file.h"
#include "tools/transform/bundle.h"

namespace {

using namespace modlink;
namespace fs = std::filesystem;

constexpr const char* number = R"((export "n" (func (result i32))))";

// A module with functions of about `size` bytes altogether; it imports the modules `imports`.
std::string module_text(const std::vector<std::string>& imports, std::size_t size) {
  std::string text = "(module";
  for (const std::string& import : imports) text += fmt::format("(import \"{}\" (module {}))", import, number);
  for (std::size_t i = 0; i < imports.size(); ++i) text += fmt::format("(instance (instantiate {}))", i);
  text += "(func (export \"n\") (result i32) (i32.const 1)";
  for (std::size_t i = 0; i < imports.size(); ++i) text += fmt::format("(call (func {} \"n\"))i32.add ", i);
  text += ")";
  // 10 bytes each in the binary: local.get, i32.const (5 bytes), i32.add, local.set.
  for (std::size_t written = 0; written < size; written += 1000) {
    text += "(func (param i32)";
    for (int i = 0; i < 100; ++i) text += "(local.set 0 (i32.add (local.get 0) (i32.const 1234567890)))";
    text += ")";
  }
  return text + ")";
}

// A module `m0` that imports `m1` … , each of which imports some of those after it.
void write_graph(const fs::path& folder, std::size_t modules, std::size_t size) {
  for (std::size_t i = 0; i < modules; ++i) {
    std::vector<std::string> imports;
    for (std::size_t step = 1; i + step < modules && imports.size() < 4; step *= 7) {
      imports.push_back(fmt::format("m{}", i + step));
    }
    cli::write_file((folder / fmt::format("m{}.wat", i)).string(), module_text(imports, size));
  }
}

// Two modules at each of 31 levels, each of which imports both of the next.
void write_doubling(const fs::path& folder) {
  for (int level = 0; level <= 30; ++level) {
    std::vector<std::string> imports;
    if (level < 30) imports = {fmt::format("m{}a", level + 1), fmt::format("m{}b", level + 1)};
    for (const char* side : {"a", "b"}) {
      cli::write_file((folder / fmt::format("m{}{}.wat", level, side)).string(), module_text(imports, 0));
    }
  }
}

// Only the files as binaries are bundled and timed: they are made here.
void to_binary(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string path = entry.path().string();
    transform::Resolver resolver({});
    const auto file = resolver.open(path);
    const auto types = std::make_shared<TypeStore>();
    const std::string content = cli::module_content(file->module, cli::Form::binary, types, {}, path);
    fs::remove(entry.path());
    cli::write_file(fs::path(path).replace_extension(".wasm").string(), content);
  }
}

std::uintmax_t total_size(const fs::path& folder) {
  std::uintmax_t size = 0;
  for (const auto& entry : fs::directory_iterator(folder)) size += entry.file_size();
  return size;
}

void measure(const std::string& what, const fs::path& folder, const std::string& root) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t start_cpu = std::clock();
  transform::Resolver resolver({});
  const auto plan = transform::plan_bundle(resolver.open((folder / root).string()), resolver, {});
  const std::string content = cli::module_content(transform::bundle(plan), cli::Form::binary, plan.types, {}, root);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const double cpu = static_cast<double>(std::clock() - start_cpu) / CLOCKS_PER_SEC;
  fmt::print("{}: {} files of {} bytes, bundled into {} bytes in {:.2f} s ({:.2f} s of the processor)\n", what,
             plan.nodes.size(), total_size(folder), content.size(), seconds.count(), cpu);
}

void run(const std::string& what, const std::string& root, const std::function<void(const fs::path&)>& write) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("bundle_graph.{}", std::hash<std::string>()(what));
  fs::remove_all(folder);
  fs::create_directories(folder);
  write(folder);
  to_binary(folder);
  measure(what, folder, root);
  fs::remove_all(folder);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t modules = argc > 1 ? std::stoul(argv[1]) : 1000;
  const std::size_t size = 1000 * (argc > 2 ? std::stoul(argv[2]) : 10);
  for (std::size_t count : {modules / 4, modules / 2, modules}) {
    run(fmt::format("{} modules", count), "m0.wasm", [&](const fs::path& folder) { write_graph(folder, count, size); });
  }
  run("a graph that doubles 30 times", "m0a.wasm", write_doubling);
}

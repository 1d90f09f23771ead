// Modules natively against the same ones flattened, and split into files and bundled again.
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "tools/differential/differential.h"
#include "tools/files/files.h"
#include "tools/fuzz/checks.h"
#include "tools/fuzz/targets/target.h"
#include "tools/transform/bundle.h"
#include "tools/transform/split.h"
#include "wast/binary/encode_module.h"

namespace modlink::fuzz {
namespace {

namespace fs = std::filesystem;

differential::Options options_of(const Checks& checks) {
  differential::Options options;
  options.features = checks.features();
  options.limits = checks.limits();
  options.flatten = flatten_options(checks.limits());
  options.fuel = 50'000;
  return options;
}

// Files of this process, gone at the end.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / fmt::format("modlink-fuzz-{}", getpid())) {
    fs::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, const Module& module) const {
    const Bytes bytes = encode_module(module);
    const std::string path = (path_ / (name + ".wasm")).string();
    cli::write_file(path, std::string(bytes.begin(), bytes.end()));
    return path;
  }

 private:
  fs::path path_;
};

Module split_and_bundled(const Module& module, const Checks& checks) {
  const transform::Split parts = transform::split(module, {checks.features(), checks.limits()});
  const Folder folder;
  for (const transform::Split::File& file : parts.files) folder.write(file.name, file.module);
  transform::ResolveOptions where;
  where.features = checks.features();
  where.limits = checks.limits();
  transform::Resolver resolver(where);
  transform::BundleOptions options;
  options.features = checks.features();
  options.limits = checks.limits();
  options.leaves_missing = true;  // what the module itself imported
  return transform::bundle(transform::plan_bundle(resolver.open(folder.write("root", parts.root)), resolver, options));
}

bool is_limit(const std::string& end) { return end.starts_with("limit") || end.starts_with("trap stack"); }

// As far as both come within the limits.
void compare(const std::vector<std::string>& expected, const std::vector<std::string>& found) {
  for (std::size_t i = 0; i < std::min(expected.size(), found.size()); ++i) {
    if (is_limit(expected[i]) || is_limit(found[i])) return;
    if (expected[i] == found[i]) continue;
    throw std::logic_error(fmt::format("split and bundled, step {}: {} instead of {}", i, found[i], expected[i]));
  }
  if (expected.size() != found.size()) throw std::logic_error("split and bundled, it exports other functions");
}

void compare_ways(const Checks& checks) {
  const Module module = checks.read();
  const differential::Options options = options_of(checks);
  const differential::Comparison direct = differential::compare(module, 1, options);
  if (!direct.differences.empty()) throw std::logic_error(direct.differences.front());
  const Module bundled = split_and_bundled(module, checks);
  compare(direct.natively, must("bundling", [&] { return differential::compare(bundled, 1, options); }).natively);
}

}  // namespace
}  // namespace modlink::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const modlink::fuzz::Checks checks(modlink::fuzz::given(data, size));
  modlink::fuzz::attempt([&] { modlink::fuzz::compare_ways(checks); });
  return 0;
}

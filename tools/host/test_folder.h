// A folder with an outside, for tests of what must stay inside.
//
//   outside/secret            what no guest may see
//   inside/                   what it is given
//     a, dir/b, dir/deep/c    files that hold their own name
//     up -> ../outside        links out of it: to a folder,
//     secret -> ../outside/secret, absolute -> /…/outside/secret
//     here -> a, dir/back -> ../a, round -> dir/deep/../../a, dir/self -> ..    and links that stay
//     loop -> loop, hanging -> dir/new
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tools/host/system.h"

namespace modlink::host {

class TestFolder {
 public:
  TestFolder() {
    namespace fs = std::filesystem;
    std::string name = testing::TempDir() + "modlink-host-XXXXXX";
    root_ = mkdtemp(name.data()) ? name : throw SystemError{errno};
    fs::create_directories(root_ / "outside");
    fs::create_directories(inside() / "dir/deep");
    for (const char* file : {"outside/secret", "inside/a", "inside/dir/b", "inside/dir/deep/c"}) {
      std::ofstream(root_ / file) << fs::path(file).filename().string();
    }
    for (const auto& [link, target] : {std::pair{"up", "../outside"},
                                       {"secret", "../outside/secret"},
                                       {"here", "a"},
                                       {"dir/back", "../a"},
                                       {"round", "dir/deep/../../a"},
                                       {"dir/self", ".."},
                                       {"loop", "loop"},
                                       {"hanging", "dir/new"}}) {
      fs::create_symlink(target, inside() / link);
    }
    fs::create_symlink(root_ / "outside/secret", inside() / "absolute");
  }
  ~TestFolder() { std::filesystem::remove_all(root_); }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  std::filesystem::path root() const { return root_; }
  std::filesystem::path inside() const { return root_ / "inside"; }
  Fd open() const { return Fd(::open(inside().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)); }

  static std::string content(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::filesystem::path root_;
};

}  // namespace modlink::host

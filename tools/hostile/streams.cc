// Shapes of files that never end, that keep whoever reads them waiting, or that are none.
#include "tools/hostile/generators.h"

namespace modlink::hostile {
namespace {

const std::string importer = R"((module (import "other" (module))))";

}  // namespace

Files device_without_end() { return {{"endless.wasm", "/dev/zero", File::Kind::link}}; }

Files link_to_itself() { return {{"loop.wasm", "loop.wasm", File::Kind::link}}; }

Files folder_as_module() { return {{"folder.wasm", "", File::Kind::folder}}; }

Files fifo_as_import() { return {{"main.wat", importer}, {"other.wat", "", File::Kind::fifo}}; }

Files device_as_import() { return {{"main.wat", importer}, {"other.wat", "/dev/zero", File::Kind::link}}; }

Files loop_as_import() { return {{"main.wat", importer}, {"other", "other", File::Kind::link}}; }

Files import_from_outside() {
  return {
      {"main.wat", R"((module (import "../../../../../../../../dev/zero" (module)) (import "/dev/zero" (module))))"}};
}

Files files_in_a_script() {
  return {{"inputs.wast", R"((input "fifo") (input "zero") (input "loop") (input "folder") (input "/dev/zero"))"},
          {"fifo", "", File::Kind::fifo},
          {"zero", "/dev/zero", File::Kind::link},
          {"loop", "loop", File::Kind::link},
          {"folder", "", File::Kind::folder}};
}

// Opens a FIFO to read, and again to write, so that it does not end, and reads.
Files fifo_of_a_guest() {
  const std::string guest = R"((module
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\20\00\00\00\08\00\00\00") (data (i32.const 16) "fifo")
  (func $open_for (param i64)
    (if (call $open (i32.const 3) (i32.const 0) (i32.const 16) (i32.const 4) (i32.const 0) (local.get 0) (i64.const 0)
                    (i32.const 0) (i32.const 8))
      (then unreachable)))
  (func (export "_start")
    (call $open_for (i64.const 2))
    (call $open_for (i64.const 64))
    (if (i32.eqz (call $read (i32.const 4) (i32.const 0) (i32.const 1) (i32.const 8))) (then unreachable))))
)";
  return {{"guest.wat", guest}, {"fifo", "", File::Kind::fifo}};
}

}  // namespace modlink::hostile

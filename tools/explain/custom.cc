// Explanations of errors in custom sections and annotations. spec: appendix/custom
#include "tools/explain/chapters.h"

namespace modlink::explain {

namespace {

// Scripts do not take what is wrong in them for an error, nor does `modlink` in binaries, where it says that they are
// ignored.
constexpr const char* of_text = "modlink validate FILE";
constexpr const char* of_binary =
    "spec-runner --convert json . --json wasm-tools FILE && modlink validate example.0.wasm";

constexpr Row custom_rows[] = {
    {"custom-annotation",
     "`(@custom \"name\" \"bytes\")` stands among the fields of a module. Its name is UTF-8, and before the bytes "
     "there may be a place: `(before first)`, `(after last)`, or one of these words and the name of a section.",
     "core appendix/custom#text-customannot", R"wast((module (@custom) (func)))wast",
     R"wast((module (@custom "note" (after code) "hello") (func)))wast", of_text},
    {"name-annotation",
     "`(@name \"…\")` stands once, right behind the identifier of what it names, or where that would stand.",
     "core appendix/custom#text-nameannot", R"wast((module (func (@name "main") $f)))wast",
     R"wast((module (func $f (@name "main"))))wast", of_text},
    {"branch-hint",
     "`(@metadata.code.branch_hint \"\\00\")` (unlikely) or `\"\\01\"` (likely) stands right before an `if` or "
     "`br_if`. In binaries, functions and offsets rise, and every hint has a size of 1.",
     "proposal branch-hinting",
     R"wast((module (func (param i32)
  (block (br_if 0 (local.get 0)) (@metadata.code.branch_hint "\01") (nop)))))wast",
     R"wast((module (func (param i32)
  (block (@metadata.code.branch_hint "\01") (br_if 0 (local.get 0))))))wast",
     of_text},
    {"malformed-name-section",
     "The subsections of a name section, and the indices in them, rise; each subsection has the size that it says.",
     "core appendix/custom#binary-namesec; docs/name-section.md",
     R"wast((module binary "\00asm" "\01\00\00\00"
  "\00\0e\04name"
    "\01\01\00"       ;; functions
    "\00\04\03Mod")  ;; the module: has to come first)wast",
     R"wast((module binary "\00asm" "\01\00\00\00"
  "\00\0e\04name"
    "\00\04\03Mod"
    "\01\01\00"))wast",
     of_binary},
    {"names-of-nothing", "A name section has names of what is in the module, and of nothing else.",
     "core appendix/custom#binary-namesec; docs/name-section.md",
     R"wast((module binary "\00asm" "\01\00\00\00"
  "\00\0b\04name"
    "\01\04\01\05\01f")  ;; function 5 is $f)wast",
     R"wast((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\04\01\02\00\0b"
  "\00\0b\04name"
    "\01\04\01\00\01f")  ;; function 0 is $f)wast",
     of_binary},
    {"unexpected-custom-section", "There is one name section at most, behind all sections that are not custom.",
     "core appendix/custom#binary-namesec",
     R"wast((module binary "\00asm" "\01\00\00\00"
  "\00\05\04name"
  "\05\03\01\00\01")  ;; a memory)wast",
     R"wast((module binary "\00asm" "\01\00\00\00"
  "\05\03\01\00\01"
  "\00\05\04name"))wast",
     of_binary},
};

}  // namespace

Chapter custom_chapter() { return make_chapter("Custom sections and annotations", custom_rows); }

}  // namespace modlink::explain

// Explanations of errors in the binary format. spec: binary; Binary.md
#include "tools/explain/chapters.h"

namespace modlink::explain {

namespace {

constexpr Row binary_rows[] = {
    {"magic-header",
     "A binary module begins with `\\00asm`. The message says what else the file is, if that is known: compressed, an "
     "archive, text in UTF-16.",
     "core binary/modules#binary-magic", R"((module binary "\7fELF" "\01\00\00\00"))",
     R"((module binary "\00asm" "\01\00\00\00"))"},
    {"unknown-binary-version",
     "The version of a module is `\\01\\00\\00\\00`. A component has another one: it is of the component model and no "
     "module.",
     "core binary/modules#binary-version", R"((module binary "\00asm" "\0d\00\01\00"))",
     R"((module binary "\00asm" "\01\00\00\00"))"},
    {"unexpected-end", "The bytes end, or a section or function does, where something has to follow.",
     "core binary/conventions#binary-grammar; core binary/modules#binary-section",
     R"((module binary "\00asm" "\01\00\00\00"
  "\05\02\01\00")  ;; a memory without its size)",
     R"((module binary "\00asm" "\01\00\00\00"
  "\05\03\01\00\01"))"},
    {"length-out-of-bounds", "No vector, name or section is longer than the bytes that are left.",
     "core binary/conventions#binary-vec",
     R"((module binary "\00asm" "\01\00\00\00"
  "\05\7f\01\00\01")  ;; a section of 127 bytes)",
     R"((module binary "\00asm" "\01\00\00\00"
  "\05\03\01\00\01"))"},
    {"integer-too-long", "An integer of N bits takes at most ⌈N/7⌉ bytes: 5 for 32 bits.",
     "core binary/values#binary-int",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00"
  "\03\07\01\80\80\80\80\80\00")  ;; type 0, in six bytes)",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00"
  "\03\06\01\80\80\80\80\00"      ;; type 0, in five bytes
  "\0a\04\01\02\00\0b"))"},
    {"integer-too-large", "The unused bits of the last byte of an integer are 0, or of a negative one 1.",
     "core binary/values#binary-int",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\06\01\80\80\80\80\70")  ;; a type index beyond 32 bits)",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\04\01\02\00\0b"))"},
    {"zero-byte-expected", "Some bytes are reserved, and 0: the index of a memory, where only one memory is possible.",
     "core binary/instructions#binary-instr-memory; core binary/instructions#binary-expr",
     R"(;; options: --disable multi-memory
(module binary "\00asm" "\01\00\00\00"
  "\01\05\01\60\00\01\7f" "\03\02\01\00" "\05\03\01\00\01"
  "\0a\06\01\04\00\3f\01\0b")  ;; memory.size 1)",
     R"(;; options: --disable multi-memory
(module binary "\00asm" "\01\00\00\00"
  "\01\05\01\60\00\01\7f" "\03\02\01\00" "\05\03\01\00\01"
  "\0a\06\01\04\00\3f\00\0b")  ;; memory.size 0)"},
    {"malformed-section-id",
     "Sections are numbered 0 to 13; 14 to 16 are the modules, instances and aliases of module linking.",
     "core binary/modules#binary-section; binary-format.3; Binary.md#module-level-updates",
     R"((module binary "\00asm" "\01\00\00\00" "\11\00"))", R"((module binary "\00asm" "\01\00\00\00" "\05\01\00"))"},
    {"section-size-mismatch",
     "A section, a nested module or a function body ends where the size before it says that it does.",
     "core binary/modules#binary-section; binary-format.22",
     R"((module binary "\00asm" "\01\00\00\00"
  "\05\04\01\00\01\00")  ;; one byte too many)",
     R"((module binary "\00asm" "\01\00\00\00"
  "\05\03\01\00\01"))"},
    {"unexpected-content",
     "Sections come in their order, each once. Types, imports, aliases, modules and instances are different: they may "
     "alternate, in any number, before all others, with the imports before modules and instances.",
     "core binary/modules#binary-module; binary-format.4; binary-format.6; binary-format.8",
     R"((module binary "\00asm" "\01\00\00\00"
  "\05\03\01\00\01"         ;; memories
  "\01\04\01\60\00\00")    ;; types)",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00"
  "\05\03\01\00\01"))"},
    {"inconsistent-code-section", "There are as many bodies in the code section as types in the function section.",
     "core binary/modules#binary-module",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\03\02\00\00" "\0a\04\01\02\00\0b"))",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\04\01\02\00\0b"))"},
    {"inconsistent-data-count", "The data count section says how many segments the data section has.",
     "core binary/modules#binary-datacountsec",
     R"((module binary "\00asm" "\01\00\00\00" "\0c\01\02" "\0b\04\01\01\01a"))",
     R"((module binary "\00asm" "\01\00\00\00" "\0c\01\01" "\0b\04\01\01\01a"))"},
    {"data-count-required",
     "A module with instructions that name data segments (`memory.init`, `data.drop`, `array.new_data`) has a data "
     "count section.",
     "core binary/modules#binary-datacountsec",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00"
  "\0a\07\01\05\00\fc\09\00\0b"   ;; data.drop 0
  "\0b\04\01\01\01a"))",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0c\01\01"
  "\0a\07\01\05\00\fc\09\00\0b"
  "\0b\04\01\01\01a"))"},
    {"illegal-opcode",
     "No instruction has this opcode, or none of the features that are on. The message says which feature or proposal "
     "the opcode is of, if that is known.",
     "core binary/instructions#binary-instr",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\05\01\03\00\27\0b"))",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\05\01\03\00\01\0b")  ;; nop)"},
    {"end-opcode-expected",
     "Every block, function and constant expression ends with `0b`; `else`, `catch`, `catch_all` and `delegate` divide "
     "or end only blocks that can have them.",
     "core binary/instructions#binary-instr-control",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\05\01\03\00\05\0b")  ;; else without if)",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\09\01\07\00\00\04\40\05\0b\0b"))"},
    {"too-many-locals", "A function has fewer than 2³² locals, whatever its declaration of locals adds up to.",
     "core binary/modules#binary-local",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00"
  "\0a\10\01\0e\02\ff\ff\ff\ff\0f\7f\ff\ff\ff\ff\0f\7e\0b"))",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\08\01\06\02\01\7f\01\7e\0b"))"},
    {"malformed-value-type",
     "A value type is one byte from `7f` down, or `63` or `64` and a heap type. Modules and instances are no values.",
     "core binary/types#binary-valtype; binary-format.11",
     R"((module binary "\00asm" "\01\00\00\00" "\01\05\01\60\01\40\00"))",
     R"((module binary "\00asm" "\01\00\00\00" "\01\05\01\60\01\7f\00"))"},
    {"malformed-reference-type", "The elements of a table are references, not numbers or vectors.",
     "core binary/types#binary-reftype", R"((module binary "\00asm" "\01\00\00\00" "\04\04\01\7f\00\01"))",
     R"((module binary "\00asm" "\01\00\00\00" "\04\04\01\70\00\01"))"},
    {"malformed-heap-type", "A heap type is a type index, or the byte of an abstract heap type.",
     "core binary/types#binary-heaptype", R"((module binary "\00asm" "\01\00\00\00" "\01\06\01\60\01\64\7f\00"))",
     R"((module binary "\00asm" "\01\00\00\00" "\01\06\01\60\01\64\70\00"))"},
    {"malformed-definition-type",
     "A type begins with `60` (function), `5f` (struct), `5e` (array), `50` or `4f` (sub), `4e` (rec), or, with module "
     "linking, `61` (module) or `62` (instance).",
     "core binary/types#binary-comptype; core binary/types#binary-rectype; binary-format.11; "
     "Binary.md#type-section-updates",
     R"((module binary "\00asm" "\01\00\00\00" "\01\04\01\40\00\00"))",
     R"((module binary "\00asm" "\01\00\00\00" "\01\04\01\60\00\00"))"},
    {"malformed-block-type", "A block has no type (`40`), one value type, or the index of a function type.",
     "core binary/instructions#binary-blocktype",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\08\01\06\00\02\ff\7f\0b\0b"))",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\07\01\05\00\02\40\0b\0b"))"},
    {"malformed-mutability", "What may be mutable or not, globals and fields, says so by `01` or `00`.",
     "core binary/types#binary-mut; core binary/types#binary-globaltype",
     R"((module binary "\00asm" "\01\00\00\00" "\06\06\01\7f\02\41\00\0b"))",
     R"((module binary "\00asm" "\01\00\00\00" "\06\06\01\7f\01\41\00\0b"))"},
    {"malformed-limits-flags",
     "The limits of a memory or table begin with flags: 1 for a maximum, 2 for a shared memory, 4 for 64-bit "
     "addresses, and 8 for a page size, if `--enable custom-page-sizes` is on.",
     "core binary/types#binary-limits", R"((module binary "\00asm" "\01\00\00\00" "\05\03\01\10\01"))",
     R"((module binary "\00asm" "\01\00\00\00" "\05\03\01\00\01"))"},
    {"malformed-memop-flags",
     "An alignment is an exponent of two below 64, or, with 64 added, is followed by a memory index.",
     "core binary/instructions#binary-memarg",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\05\03\01\00\01"
  "\0a\0b\01\09\00\41\00\28\80\01\00\1a\0b"))",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\05\03\01\00\01"
  "\0a\0a\01\08\00\41\00\28\02\00\1a\0b"))"},
    {"malformed-cast-flags", "The flags of `br_on_cast` are 0 to 3: whether either type is nullable.",
     "core binary/instructions#binary-castflags",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\05\01\60\00\01\6e" "\03\02\01\00"
  "\0a\0d\01\0b\00\d0\6e\fb\18\04\00\6e\6e\0b"))",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\05\01\60\00\01\6e" "\03\02\01\00"
  "\0a\0c\01\0a\00\d0\6e\fb\18\03\00\6e\6e\0b"))"},
    {"malformed-catch-clause",
     "The clauses of `try_table` begin with `00` to `03`: `catch`, `catch_ref`, `catch_all`, `catch_all_ref`.",
     "core binary/instructions#binary-catch",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\0a\01\08\00\1f\40\01\04\00\0b\0b"))",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00" "\03\02\01\00" "\0a\0a\01\08\00\1f\40\01\02\00\0b\0b"))"},
    {"malformed-element-kind", "The kind of an element segment's functions is `00`.",
     "core binary/modules#binary-elemkind", R"((module binary "\00asm" "\01\00\00\00" "\09\04\01\01\01\00"))",
     R"((module binary "\00asm" "\01\00\00\00" "\09\04\01\01\00\00"))"},
    {"malformed-element-segment", "An element segment begins with its form, 0 to 7.", "core binary/modules#binary-elem",
     R"((module binary "\00asm" "\01\00\00\00" "\09\04\01\08\00\00"))",
     R"((module binary "\00asm" "\01\00\00\00" "\09\04\01\01\00\00"))"},
    {"malformed-data-segment", "A data segment begins with its form: 0 or 2 (active), 1 (passive).",
     "core binary/modules#binary-data", R"((module binary "\00asm" "\01\00\00\00" "\0b\04\01\03\01a"))",
     R"((module binary "\00asm" "\01\00\00\00" "\0b\04\01\01\01a"))"},
    {"malformed-import-kind",
     "What is imported is of kind 0 to 4 (function, table, memory, global, tag), or, with module linking, 5 or 6 "
     "(module, instance). `ff` after an empty second name makes an import of one level.",
     "core binary/modules#binary-importdesc; binary-format.17; binary-format.18; Binary.md#import-section-updates",
     R"((module definition binary "\00asm" "\01\00\00\00" "\02\08\01\01a\01b\09\00\01"))",
     R"((module definition binary "\00asm" "\01\00\00\00" "\02\08\01\01a\01b\02\00\01"))"},
    {"malformed-export-kind",
     "What is exported is of kind 0 to 4 (function, table, memory, global, tag), or, with module linking, 5 or 6 "
     "(module, instance).",
     "core binary/modules#binary-exportdesc; binary-format.37",
     R"((module binary "\00asm" "\01\00\00\00" "\05\03\01\00\01" "\07\05\01\01m\09\00"))",
     R"((module binary "\00asm" "\01\00\00\00" "\05\03\01\00\01" "\07\05\01\01m\02\00"))"},
    {"malformed-argument-kind", "The arguments of `instantiate` are of kind 0 to 6.",
     "binary-format.26; Binary.md#instance-section-15",
     R"((module binary "\00asm" "\01\00\00\00"
  "\0e\0a\01\08\00asm\01\00\00\00"
  "\0f\08\01\00\00\01\01a\09\00"))",
     R"((module binary "\00asm" "\01\00\00\00"
  "\0e\0a\01\08\00asm\01\00\00\00"
  "\0f\08\01\00\00\01\01a\05\00"))"},
    {"malformed-alias-kind",
     "An alias of an export is of kind 0 to 6; an outer alias is of kind 5 (module) or 7 (type).",
     "binary-format.31; binary-format.32; Binary.md#alias-section-16",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00"
  "\0e\11\01\0f\00asm\01\00\00\00" "\10\05\01\01\00\00\00")  ;; outer 0 (func 0): not possible)",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00"
  "\0e\11\01\0f\00asm\01\00\00\00" "\10\05\01\01\00\07\00"))"},
    {"malformed-alias-target", "An alias begins with `00` (an export of an instance) or `01` (outer).",
     "binary-format.31; binary-format.32; Binary.md#alias-section-16",
     R"((module binary "\00asm" "\01\00\00\00" "\10\05\01\02\00\00\00"))",
     R"((module binary "\00asm" "\01\00\00\00" "\10\01\00"))"},
    {"malformed-instance-definition", "An instance begins with `00`: there is no other form than `instantiate`.",
     "binary-format.26; Binary.md#instance-section-15",
     R"((module binary "\00asm" "\01\00\00\00"
  "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\01\00\00"))",
     R"((module binary "\00asm" "\01\00\00\00"
  "\0e\0a\01\08\00asm\01\00\00\00" "\0f\04\01\00\00\00"))"},
    {"malformed-module-type",
     "The entries of a module type are types (`01`), imports (`02`), exports (`07`) and outer aliases (`0f`).",
     "binary-format.12; D4; Binary.md#type-section-updates",
     R"((module binary "\00asm" "\01\00\00\00" "\01\04\01\61\01\03"))",
     R"((module binary "\00asm" "\01\00\00\00" "\01\07\01\61\01\01\60\00\00"))"},
    {"malformed-instance-type",
     "The entries of an instance type are types (`01`), exports (`07`) and outer aliases (`0f`). It has no imports.",
     "binary-format.13; D4; Binary.md#type-section-updates",
     R"((module binary "\00asm" "\01\00\00\00" "\01\09\01\62\01\02\01a\00\ff\00"))",
     R"((module binary "\00asm" "\01\00\00\00"
  "\01\0c\01\62\02\01\60\00\00\07\01a\00\00"))"},
};

}  // namespace

Chapter binary_chapter() { return make_chapter("Binaries", binary_rows); }

}  // namespace modlink::explain

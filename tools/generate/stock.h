// What generated code may use.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/generate/defined_types.h"

namespace modlink::generate {

struct MemoryItem {
  std::string id;
  bool is_wide = false;  // with addresses of 64 bits
  bool is_shared = false;
  std::uint64_t size = 0;  // in bytes, at least
};

struct TableItem {
  std::string id;
  bool is_wide = false;
  RefType elem = funcref;
  unsigned size = 0;                        // at least
  std::vector<std::optional<Index>> funcs;  // of which types functions are in it at first
};

struct GlobalItem {
  std::string id;
  ValType type;
  bool mut = false;
  bool is_imported = false;
};

struct FuncItem {
  std::string id;
  FuncType type;
  std::optional<Index> defined;  // its type, where that has a name
};

struct TagItem {
  std::string id;
  ResultType params;
};

struct DataItem {
  std::string id;
  unsigned size = 0;
};

struct ElemItem {
  std::string id;
  RefType type;
  unsigned size = 0;
};

struct Stock {
  explicit Stock(const Features& features) : types(features) {}

  DefinedTypes types;
  std::vector<MemoryItem> memories;
  std::vector<TableItem> tables;
  std::vector<GlobalItem> globals;
  std::vector<FuncItem> funcs;
  std::vector<TagItem> tags;
  std::vector<DataItem> datas;
  std::vector<ElemItem> elems;
  std::string fuel;              // the global that says how many functions and rounds of loops may still begin
  bool legacy = false;           // `try` rather than `try_table`: some engines take but one of them in a module
  bool is_deterministic = true;  // nothing is left open: NaNs become 0
};

}  // namespace modlink::generate

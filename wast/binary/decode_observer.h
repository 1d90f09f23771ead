// Someone who is told what each byte of a binary means, for tools that show binaries. spec: Binary Format
#pragma once

#include "wast/syntax/error.h"
#include "wast/syntax/module.h"
#include "wast/syntax/sections.h"

namespace modlink::binary {

// The bytes of the file from `begin` up to `end`.
struct Span {
  Pos begin = 0;
  Pos end = 0;
};

// Told of everything in the order of the file, as soon as it is decoded; so where decoding fails, of everything before.
// What is entered is left again. The objects live only during the call.
class DecodeObserver {
 public:
  virtual ~DecodeObserver() = default;

  virtual void magic(Span span) = 0;
  virtual void enter_section(Span header, Section section, std::uint32_t size) = 0;
  virtual void enter_module(Span size) = 0;
  virtual void enter_type(Span form, LinkingType::Kind kind) = 0;
  virtual void enter_func(Span size) = 0;
  virtual void enter_instance(Span head, const Instance& instance) = 0;  // without its arguments
  virtual void enter_segment(Span flags, bool is_elem, SegmentMode mode) = 0;
  virtual void enter_names(Span header, const char* what) = 0;  // a subsection of the name section
  virtual void leave() = 0;
  // The body of the function that was entered is malformed. True: go on behind it, at `end`, though the module is none.
  virtual bool goes_on(const Error& error, Pos end) = 0;

  virtual void count(Span span, std::uint32_t count, const char* what) = 0;
  // Other numbers: the type of a function, the function of an element, …
  virtual void number(Span span, const char* what, std::uint32_t number) = 0;
  virtual void contents(Span span, const char* what) = 0;  // bytes that have no structure
  virtual void name(Span span, Index index, const Name& name) = 0;

  // What the imports that follow have in common: the module's name, and the type if it is a group of one type.
  virtual void import_group(Span head, const Import& import) = 0;

  virtual void item(Span span, const TypeDef& def) = 0;  // a recursive group
  virtual void item(Span span, const Import& import) = 0;
  virtual void item(Span span, const ExportType& type) = 0;
  virtual void item(Span span, const Alias& alias) = 0;
  virtual void item(Span span, const InstantiateArg& arg) = 0;
  virtual void item(Span span, const TableType& type) = 0;
  virtual void item(Span span, const Memory& memory) = 0;
  virtual void typed_definition(Span span, IndexSpace space, Index type) = 0;
  virtual void item(Span span, const GlobalType& type) = 0;
  virtual void item(Span span, const Export& item) = 0;
  virtual void item(Span span, const LocalRun& run) = 0;
  virtual void item(Span span, const RefType& type) = 0;  // of a segment's elements
  virtual void item(Span span, const CustomSection& custom) = 0;
  // `expr` has the instruction's immediates, and maybe not the instruction itself.
  virtual void item(Span span, const Expr& expr, const Instr& instr) = 0;
};

}  // namespace modlink::binary

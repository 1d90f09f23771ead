// The parts that a binary consists of. spec: binary/modules
#include "tools/npm/byte_regions.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "wast/binary/decode_module.h"
#include "wast/binary/decode_observer.h"
#include "wast/syntax/sections.h"

namespace modlink::npm {

namespace {

using binary::Span;

class RegionRecorder : public binary::DecodeObserver {
 public:
  explicit RegionRecorder(std::size_t most) : most_(most) { scopes_.emplace_back(); }

  std::vector<ByteRegion> take() { return std::move(regions_); }

  void magic(Span span) override { tell(span); }

  void enter_section(Span header, Section section, std::uint32_t) override {
    scope().is_func_section = section == Section::func;
    open(header, header.begin, describe(section), true);
  }
  void enter_module(Span size) override {
    open(size, size.end, "module");
    scopes_.emplace_back().depth = open_.size();
  }
  void enter_type(Span form, LinkingType::Kind) override { open(form, form.end - 1, "type"); }
  // The entry of the function section has no position of its own in what is decoded: it has that of the body.
  void enter_func(Span size) override {
    std::vector<std::size_t>& declared = scope().declared;
    const std::size_t body = scope().bodies++;
    if (body < declared.size()) regions_[declared[body]].key = size.end;
    open(size, size.end, "function");
  }
  void enter_instance(Span head, const Instance&) override { open(head, head.begin, "instance"); }
  void enter_segment(Span flags, bool is_elem, SegmentMode) override {
    open(flags, flags.begin, is_elem ? "element segment" : "data segment");
  }
  void enter_names(Span header, const char*) override { open(header, header.begin, "names"); }

  void leave() override {
    if (scopes_.size() > 1 && scope().depth == open_.size()) scopes_.pop_back();
    if (open_.back() != none) regions_[open_.back()].end = next_;
    open_.pop_back();
  }

  bool goes_on(const Error&, Pos) override { return false; }

  void count(Span span, std::uint32_t, const char*) override { tell(span); }
  void number(Span span, const char* what, std::uint32_t) override {
    if (!scope().is_func_section) return add(span, what);
    scope().declared.push_back(regions_.size());
    add(span, "function");
    if (regions_.size() == scope().declared.back()) scope().declared.pop_back();
  }
  void contents(Span span, const char*) override { tell(span); }
  void name(Span span, Index, const Name&) override { tell(span); }
  void import_group(Span head, const Import&) override { tell(head); }

  void item(Span span, const TypeDef& item) override { add(span, "type", item.at); }
  void item(Span span, const Import& item) override { add(span, "import", item.at); }
  void item(Span span, const ExportType& item) override { add(span, "export", item.at); }
  void item(Span span, const Alias& item) override { add(span, "alias", item.at); }
  void item(Span span, const InstantiateArg& item) override { add(span, "argument", item.at); }
  void item(Span span, const TableType&) override { add(span, "table"); }
  void item(Span span, const Memory& item) override { add(span, "memory", item.at); }
  void typed_definition(Span span, IndexSpace, Index) override { add(span, "tag"); }
  void item(Span span, const GlobalType&) override { add(span, "global"); }
  void item(Span span, const Export& item) override { add(span, "export", item.at); }
  void item(Span span, const LocalRun&) override { tell(span); }
  void item(Span span, const RefType&) override { tell(span); }
  void item(Span span, const CustomSection& item) override { add(span, "custom section", item.at); }
  void item(Span span, const Expr&, const Instr&) override { tell(span); }

 private:
  static constexpr std::size_t none = SIZE_MAX;

  // Of a module: which regions are entries of its function section, and how many bodies there have been.
  struct Scope {
    std::size_t depth = 0;
    bool is_func_section = false;
    std::vector<std::size_t> declared;
    std::size_t bodies = 0;
  };

  Scope& scope() { return scopes_.back(); }
  void tell(Span span) { next_ = std::max(next_, span.end); }

  void add(Span span, const char* what) { add(span, what, {span.begin}); }
  // Behind the byte that says of which kind it is, in types.
  void add(Span span, const char* what, At at) {
    tell(span);
    if (regions_.size() < most_) regions_.push_back({span.begin, span.end, at.pos, what});
  }
  void open(Span head, Pos key, const char* what, bool is_section = false) {
    tell(head);
    open_.push_back(regions_.size() < most_ ? regions_.size() : none);
    if (open_.back() != none) regions_.push_back({head.begin, head.end, key, what, is_section});
  }

  std::size_t most_;
  std::vector<ByteRegion> regions_;
  std::vector<std::size_t> open_;  // what was entered and not left, by position in `regions_`
  std::vector<Scope> scopes_;
  Pos next_ = 0;  // the first byte that nobody has told of
};

}  // namespace

std::vector<ByteRegion> byte_regions(const SourcePtr& binary, const Features& features,
                                     const ImplementationLimits& limits, std::size_t most) {
  RegionRecorder recorder(most);
  decode_module(binary, features, limits, &recorder);
  return recorder.take();
}

}  // namespace modlink::npm

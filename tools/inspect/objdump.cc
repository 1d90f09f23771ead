// Binaries byte by byte. spec: Binary Format; Binary.md
#include "tools/inspect/objdump.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "wast/binary/decode_module.h"
#include "wast/binary/decode_observer.h"
#include "wast/binary/names.h"
#include "wast/binary/reader.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/identifiers.h"
#include "wast/text/print_instructions.h"
#include "wast/text/print_types.h"

namespace modlink::inspect {

using binary::Span;

namespace {

const char* describe(SegmentMode mode) {
  switch (mode) {
    case SegmentMode::passive: return "passive";
    case SegmentMode::active: return "active";
    case SegmentMode::declarative: return "declarative";
  }
  return "";
}

// One line of it.
std::string on_one_line(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n') {
      result += text[i];
      continue;
    }
    while (i + 1 < text.size() && text[i + 1] == ' ') ++i;
    result += ' ';
  }
  return result;
}

class Dumper : public binary::DecodeObserver {
 public:
  Dumper(std::string_view file, const ObjdumpOptions& options, const std::function<void(std::string_view)>& write)
      : file_(file), options_(options), write_(write) {
    open_scope(0, static_cast<Pos>(file.size()));
  }

  const std::optional<Error>& first_error() const { return first_error_; }

  void magic(Span span) override { line(span, "magic number, version 1"); }

  void enter_section(Span header, Section section, std::uint32_t size) override {
    scope().section = section;
    scope().custom = section == Section::custom ? custom_name(header.end) : std::nullopt;
    const std::string name = scope().custom ? " " + quote(*scope().custom) : "";
    is_header_ = true;
    enter(header, fmt::format("section {}: {}{}, {}", static_cast<int>(section), describe(section), name,
                              counted(size, "byte")));
    is_header_ = false;
    if (section == Section::func) scope().first_body = scope().counter.count(IndexSpace::func);
  }
  void enter_module(Span size) override {
    enter(size, next(IndexSpace::module));
    open_scope(size.end, size.end + reader_at(size.begin).u32());
  }
  void enter_type(Span form, LinkingType::Kind kind) override {
    const char* const what = kind == LinkingType::Kind::module ? "module" : "instance";
    enter(form, fmt::format("{}: {} type", next(IndexSpace::type), what));
    scopes_.emplace_back().depth = depth_;
  }
  void enter_func(Span size) override {
    skip_to(size.begin);
    func_ = scope().first_body + scope().bodies++;
    func_depth_ = depth_;
    is_func_selected_ = !options_.func || is_called(*func_, *options_.func);
    enter(size, fmt::format("func[{}]{}:", *func_, in_brackets(*func_)));
  }
  void enter_instance(Span head, const Instance& instance) override {
    enter(head, fmt::format("{}: instantiate module {}", next(IndexSpace::instance), instance.module));
  }
  void enter_segment(Span flags, bool is_elem, SegmentMode mode) override {
    const Index index = scope().counter.take(is_elem ? IndexSpace::elem : IndexSpace::data).first;
    enter(flags, fmt::format("{} segment {}: {}", is_elem ? "element" : "data", index, describe(mode)));
  }
  void enter_names(Span header, const char* what) override { enter(header, fmt::format("names: {}", what)); }

  // Of the scopes, those of modules and types end where they are left.
  void leave() override {
    --depth_;
    if (func_ && depth_ == func_depth_) func_.reset();
    if (scopes_.size() > 1 && scopes_.back().depth > depth_) scopes_.pop_back();
  }

  // What the function took beyond its size has been shown.
  bool goes_on(const Error& error, Pos end) override {
    if (next_ > end) return false;
    fail(error, end);
    depth_ = func_depth_ + 1;
    blocks_ = 0;
    return true;
  }

  void count(Span span, std::uint32_t count, const char* what) override {
    line(span, fmt::format("{}: {}", what, count));
  }
  void number(Span span, const char* what, std::uint32_t number) override {
    const bool is_func = scope().section == Section::func;
    line(span,
         is_func ? fmt::format("{}: type {}", next(IndexSpace::func), number) : fmt::format("{} {}", what, number));
  }
  void contents(Span span, const char* what) override {
    if (!is_selected()) return pass(span);
    constexpr std::size_t width = 8;
    for (Pos begin = span.begin; begin < span.end; begin += width) {
      const Pos end = static_cast<Pos>(std::min<std::size_t>(begin + width, span.end));
      line({begin, end}, fmt::format("{} {}", what, text::quoted(file_.substr(begin, end - begin))));
    }
  }
  void name(Span span, Index index, const Name& name) override {
    if (!is_selected()) return pass(span);
    line(span, fmt::format("{}: {}", index, text::quoted(name)));
  }

  void import_group(Span head, const Import& import) override {
    const bool is_of_one_type = import.group.kind == ImportGroup::Kind::of_one_type;
    const std::string type = is_of_one_type ? ", each " + text::to_text(import.desc, {}, {}) : "";
    line(head, fmt::format("group of imports from {}{}", text::quoted(*import.module), type));
  }
  void item(Span span, const TypeDef& def) override {
    const auto [space, first, count, implied] = scope().counter.take(def);
    const std::string text = on_one_line(text::to_text(def, first, {}, {}, 0));
    line(span, count == 1 ? fmt::format("type {}: {}", first, text)
                          : fmt::format("types {} to {}: {}", first, first + count - 1, text));
  }
  // A two-level import may imply an instance, whose index is then taken too (D7).
  void item(Span span, const Import& import) override {
    line(span, fmt::format("{}: {}", called(scope().counter.take(import)), text::to_text(import, {}, {})));
  }
  void item(Span span, const ExportType& type) override {
    line(span, fmt::format("(export {} {})", text::quoted(type.name), text::to_text(type.desc, {}, {})));
  }
  void item(Span span, const Alias& alias) override {
    line(span, fmt::format("{}: {}", called(scope().counter.take(alias)), text::to_text(alias, {}, {})));
  }
  void item(Span span, const InstantiateArg& arg) override {
    line(span, fmt::format("(import {} ({} {}))", text::quoted(arg.name), to_string(arg.kind), arg.index));
  }
  void item(Span span, const TableType& type) override {
    line(span, fmt::format("{}: {}", next(IndexSpace::table), text::to_text(type, {})));
  }
  void item(Span span, const Memory& memory) override {
    line(span, fmt::format("{}: {}", next(IndexSpace::memory), text::to_text(memory.type, {})));
  }
  void typed_definition(Span span, IndexSpace space, Index type) override {
    line(span, fmt::format("{}: type {}", next(space), type));
  }
  void item(Span span, const GlobalType& type) override {
    line(span, fmt::format("{}: {}", next(IndexSpace::global), text::to_text(type, {})));
  }
  void item(Span span, const Export& item) override {
    line(span, fmt::format("(export {} ({} {}))", text::quoted(item.name.value_or(Name())), to_string(item.kind),
                           item.index));
  }
  void item(Span span, const LocalRun& run) override {
    line(span, fmt::format("{} of {}", run.count, text::to_text(run.type, {})));
  }
  void item(Span span, const RefType& type) override { line(span, text::to_text(type, {})); }
  void item(Span span, const Expr& expr, const Instr& instr) override {
    if (!is_selected()) return pass(span);  // it is selected with all of its function or not at all
    static const text::ModuleIdentifiers no_names{Module()};
    static const text::FuncIdentifiers ids{no_names, {}, {}};
    if ((is_closing(instr.op) || is_dividing(instr.op)) && blocks_ > 0) --blocks_;
    std::string text(2 * std::min<std::size_t>(blocks_, max_blocks), ' ');
    text::InstrPrinter(text, expr, ids).print(instr);
    const std::string func = info(instr.op).immediate == Immediate::func ? in_brackets(instr.index) : "";
    line(span, text + func);
    if (is_opening(instr.op) || is_dividing(instr.op)) ++blocks_;
  }
  void item(Span span, const CustomSection& custom) override {
    const auto contents_begin = static_cast<Pos>(span.end - custom.bytes.size());
    skip_to(span.begin);
    line({span.begin, contents_begin}, text::quoted(custom.name));
    if (custom.name == "name") {
      const std::size_t depth = depth_;
      try {
        binary::observe_names(custom, file_, *this);
      } catch (const Error& error) {
        depth_ = depth;
        note(error.pos(), error.message());
      }
    }
    contents({std::max(next_, contents_begin), span.end}, "contents");
  }

  // A few bytes from where nothing more was understood, and why.
  void fail(const Error& error) { fail(error, static_cast<Pos>(file_.size())); }
  // Whatever nobody told of.
  void finish() { skip_to(static_cast<Pos>(file_.size())); }

 private:
  static constexpr std::size_t max_blocks = 40;

  // A module, or a module or instance type: a set of index spaces.
  struct Scope {
    IndexCounter counter;
    Index first_body = 0;
    Index bodies = 0;
    Section section = Section::custom;
    std::optional<Name> custom;  // the name of such a section
    NameMap funcs;
    std::size_t depth = 0;
  };

  void fail(const Error& error, Pos limit) {
    if (!first_error_) first_error_ = error;
    constexpr Pos shown = 16;
    const Pos pos = std::min(error.pos(), limit);
    const Pos end = limit - pos > shown ? pos + shown : limit;
    if (next_ < end) line({next_, end}, "?");
    note(error.pos(), fmt::format("{}: {}", to_string(error.stage()), error.message()));
  }

  Scope& scope() { return scopes_.back(); }
  const Scope& scope() const { return scopes_.back(); }

  // Of the module in these bytes.
  void open_scope(Pos begin, Pos end) {
    scopes_.emplace_back().depth = depth_;
    scope().funcs = std::move(binary::find_names(file_, begin, end)[IndexSpace::func]);
  }

  binary::Reader reader_at(Pos pos) const {
    binary::Reader result(file_);
    result.take(pos);
    return result;
  }

  // Of the section whose contents begin there, before it is decoded.
  std::optional<Name> custom_name(Pos pos) const {
    try {
      return reader_at(pos).name();
    } catch (const Malformed&) {
      return std::nullopt;
    }
  }

  // " <f>", or nothing of a function without a name.
  std::string in_brackets(Index func) const {
    const std::string_view name = scope().funcs.find(func);
    return name.empty() ? "" : fmt::format(" <{}>", shown(name));
  }

  bool is_called(Index func, std::string_view word) const {
    const std::string_view name = scope().funcs.find(func);
    return word == std::to_string(func) || (!name.empty() && (word == name || word == fmt::format("${}", name)));
  }

  // "func 3", the next one of its kind.
  std::string next(IndexSpace space) { return called(scope().counter.take(space)); }

  static std::string called(const TakenIndices& taken) {
    return fmt::format("{} {}", to_string(taken.space), taken.first);
  }

  bool is_selected() const {
    if (options_.headers) return is_header_;
    if ((options_.disassembly || options_.func) && !func_) return false;
    if (options_.func && !is_func_selected_) return false;
    const auto is_wanted = [this](const Scope& scope) {
      return scope.custom == *options_.section || describe(scope.section) == *options_.section;
    };
    return !options_.section || std::any_of(scopes_.begin(), scopes_.end(), is_wanted);
  }

  void enter(Span span, const std::string& meaning) {
    line(span, meaning);
    ++depth_;
  }

  void skip_to(Pos pos) {
    if (next_ < pos) line({next_, pos}, {});
  }

  // Eight bytes a line, the meaning in the first one.
  void line(Span span, const std::string& meaning) {
    skip_to(span.begin);
    if (span.begin >= span.end) return;
    if (is_selected()) write_line(span, meaning);
    pass(span);
  }

  void pass(Span span) { next_ = std::max(next_, span.end); }

  void write_line(Span span, const std::string& meaning) const {
    constexpr Pos width = 8;
    for (Pos begin = span.begin; begin < span.end; begin += std::min(width, span.end - begin)) {
      std::string bytes;
      for (Pos i = begin; i < span.end && i - begin < width; ++i) {
        bytes += fmt::format("{:02x} ", static_cast<unsigned char>(file_[i]));
      }
      const bool is_first = begin == span.begin && !meaning.empty();
      if (is_first) {
        const std::string indentation(2 * std::min(depth_, max_blocks), ' ');
        write_(fmt::format("{:06x}  {:<24}{}{}\n", begin, bytes, indentation, meaning));
      } else {
        bytes.pop_back();
        write_(fmt::format("{:06x}  {}\n", begin, bytes));
      }
    }
  }

  void note(Pos pos, const std::string& message) { write_(fmt::format("{:06x}  error: {}\n", pos, message)); }

  std::string_view file_;
  const ObjdumpOptions& options_;
  const std::function<void(std::string_view)>& write_;
  std::vector<Scope> scopes_;
  std::size_t depth_ = 0;
  std::size_t blocks_ = 0;
  std::optional<Index> func_;  // whose body this is
  bool is_func_selected_ = false;
  std::size_t func_depth_ = 0;
  bool is_header_ = false;
  std::optional<Error> first_error_;
  Pos next_ = 0;  // the first byte that is not shown yet
};

}  // namespace

std::optional<Error> objdump(const SourcePtr& source, const Features& features, const ImplementationLimits& limits,
                             const ObjdumpOptions& options, const std::function<void(std::string_view)>& write) {
  Dumper dumper(source->content(), options, write);
  try {
    decode_module(source, features, limits, &dumper);
    dumper.finish();
  } catch (const Error& error) {
    dumper.fail(error);
  }
  std::optional<Error> error = dumper.first_error();
  if (error) error->in_source(source);
  return error;
}

}  // namespace modlink::inspect

// Which bytes of a binary stand for which part of its text. spec: Binary Format; Text Format
#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "tools/files/input.h"
#include "tools/files/output.h"
#include "tools/files/stale_customs.h"
#include "tools/npm/byte_regions.h"
#include "tools/npm/errors.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/places.h"
#include "tools/npm/switches.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/identifiers.h"
#include "wast/text/print_instructions.h"

namespace modlink::npm {

namespace {

constexpr std::size_t most_letters_of_span = 300;

// A module as it is written, and as its binary reads: the same definitions, each at two places.
class ByteMapper {
 public:
  static constexpr std::size_t most_spans = 100'000;

  explicit ByteMapper(SourcePtr text) : text_(std::move(text)) {}

  // Recursive: modules are nested at most a hundred levels deep.
  void map(const Module& written, const Module& read) {
    const std::string& name = written.names.module;
    add(read.at.pos, read.end, written.at.pos, name.empty() ? "module" : "module " + quote_id(name));
    if (written.definitions.size() == read.definitions.size()) map_definitions(written, read);
    const text::ModuleIdentifiers ids(written);
    const auto is_func = [](const Definition& definition) { return space_of(definition) == IndexSpace::func; };
    auto index = static_cast<Index>(std::count_if(written.definitions.begin(), written.definitions.end(), is_func));
    for (std::size_t i = 0; i < std::min(written.funcs.size(), read.funcs.size()); ++i, ++index)
      map_func(written.funcs[i], read.funcs[i], describe_func(written.names, index),
               {ids, locals_of(written, index), {}});
    map_others(written, read, {ids, {}, {}});
  }

  // A region is where what it stands for is; a section, where the first thing in it is.
  void map(const std::vector<ByteRegion>& regions) {
    std::vector<Pos> places;
    for (const ByteRegion& region : regions) {
      const auto found = places_by_byte_.find(region.key);
      places.push_back(region.is_section || found == places_by_byte_.end() ? no_pos : found->second);
    }
    std::vector<std::size_t> around;
    for (std::size_t i = 0; i < regions.size(); ++i) {
      while (!around.empty() && regions[around.back()].end <= regions[i].begin) around.pop_back();
      for (const std::size_t section : around) {
        if (places[section] == no_pos) places[section] = places[i];
      }
      if (regions[i].is_section) around.push_back(i);
    }
    for (std::size_t i = 0; i < regions.size(); ++i) {
      const ByteRegion& region = regions[i];
      const char* const ending = region.is_section ? " section" : "";
      if (places[i] != no_pos) add(region.begin, region.end, places[i], concat(region.what, ending));
    }
  }

  Json take() {
    std::stable_sort(spans_.begin(), spans_.end(), [](const Span& a, const Span& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    Json json = Json::array();
    for (const Span& span : spans_) {
      Json item = {{"begin", span.begin}, {"endAt", span.end}, {"text", span.text}};
      if (span.pos != no_pos) item.update(places_.at(text_, span.pos));
      json.push_back(std::move(item));
    }
    return json;
  }

  std::size_t left_out() const { return left_out_; }

 private:
  struct Span {
    Pos begin, end, pos;
    std::string text;
  };

  void add(Pos begin, Pos end, Pos pos, const std::string& text) {
    if (begin == no_pos || end == no_pos || end < begin) return;
    if (spans_.size() == most_spans) {
      ++left_out_;
      return;
    }
    spans_.push_back({begin, end, pos, shown(text, most_letters_of_span)});
  }

  // Of the function at an index.
  static text::Identifiers locals_of(const Module& module, Index func) {
    const auto found = module.names.locals.find(func);
    return found == module.names.locals.end() ? text::Identifiers() : text::Identifiers(found->second, UINT32_MAX);
  }

  void put(At read, At written) {
    if (read.pos != no_pos && written.pos != no_pos) places_by_byte_[read.pos] = written.pos;
  }
  template <class T>
  void put_all(const std::vector<T>& written, const std::vector<T>& read) {
    for (std::size_t i = 0; i < std::min(written.size(), read.size()); ++i) put(read[i].at, written[i].at);
  }

  template <class... Kinds>
  void map_definition(const std::variant<Kinds...>& written, const std::variant<Kinds...>& read) {
    if (written.index() != read.index()) return;
    std::visit([this](const auto& a, const auto& b) { this->map_same(a, b); }, written, read);
  }

  template <class A, class B>
  void map_same(const A&, const B&) {}
  template <class T>
  void map_same(const T& written, const T& read) {
    put(read.at, written.at);
    map_inside(written, read);
  }

  template <class T>
  void map_inside(const T&, const T&) {}
  void map_inside(const NestedModule& written, const NestedModule& read) { map(*written.module, *read.module); }
  void map_inside(const Instance& written, const Instance& read) { put_all(written.args, read.args); }
  // A zero-level export is several in a binary: then only the type as a whole is known.
  void map_inside(const TypeDef& written, const TypeDef& read) {
    const auto* const type = std::get_if<Nested<LinkingType>>(&written.def);
    const auto* const same = std::get_if<Nested<LinkingType>>(&read.def);
    if (!type || !same || (*type)->decls.size() != (*same)->decls.size()) return;
    for (std::size_t i = 0; i < (*type)->decls.size(); ++i)
      map_definition((*type)->decls[i].decl, (*same)->decls[i].decl);
  }

  void map_definitions(const Module& written, const Module& read) {
    for (std::size_t i = 0; i < written.definitions.size(); ++i)
      map_definition(written.definitions[i], read.definitions[i]);
  }

  // All but functions.
  void map_others(const Module& written, const Module& read, const text::FuncIdentifiers& ids) {
    put_all(written.tables, read.tables);
    put_all(written.memories, read.memories);
    put_all(written.tags, read.tags);
    put_all(written.globals, read.globals);
    put_all(written.exports, read.exports);
    put_all(written.elems, read.elems);
    put_all(written.datas, read.datas);
    if (written.customs.size() == read.customs.size()) put_all(written.customs, read.customs);
    if (written.start && read.start) put(read.start->at, written.start->at);
    const auto map_all = [&](const auto& all, const auto& same, auto expr) {
      for (std::size_t i = 0; i < std::min(all.size(), same.size()); ++i) map_expr(all[i].*expr, same[i].*expr, ids);
    };
    map_all(written.globals, read.globals, &Global::init);
    map_all(written.elems, read.elems, &ElemSegment::offset);
    map_all(written.datas, read.datas, &DataSegment::offset);
  }

  void map_func(const Func& func, const Func& same, const std::string& name, const text::FuncIdentifiers& ids) {
    put(same.at, func.at);
    const ExprBytes* const bytes = same.body.bytes();
    if (!bytes || func.body.size() != same.body.size()) return;
    add(bytes->begin, bytes->end, func.at.pos, name);
    map_expr(func.body, same.body, ids);
  }

  void map_expr(const Expr& expr, const Expr& same, const text::FuncIdentifiers& ids) {
    const ExprBytes* const bytes = same.bytes();
    if (!bytes || expr.size() != same.size()) return;
    std::string text;
    text::InstrPrinter printer(text, expr, ids);
    auto next = same.begin();
    for (const Instr instr : expr) {
      const Pos begin = (*next).pos;
      ++next;
      text.clear();
      printer.print(instr);
      add(begin, next == same.end() ? bytes->end : (*next).pos, instr.pos, text);
    }
  }

  SourcePtr text_;
  Places places_;
  std::vector<Span> spans_;
  std::unordered_map<Pos, Pos> places_by_byte_;
  std::size_t left_out_ = 0;
};

}  // namespace

void bytes(Arguments& arguments, Reply& reply) {
  const cli::Language language = language_of(arguments);
  const SourcePtr source = source_of(module_of(arguments), language);
  in_source(source, [&] {
    Module module = cli::read_module(source, language);
    cli::drop_stale_customs(module);
    const Bytes encoded = cli::encode(module, language);
    std::string content(encoded.begin(), encoded.end());
    const auto binary = std::make_shared<const Source>(source->name(), content, Source::Kind::binary);
    ByteMapper mapper(source);
    mapper.map(module, cli::read_module(binary, language));
    mapper.map(byte_regions(binary, language.features, language.limits, ByteMapper::most_spans));
    reply["map"] = mapper.take();
    if (mapper.left_out() > 0) reply["moreMap"] = mapper.left_out();
    reply.set_bytes({"binary"}, content);
    return true;
  });
}

}  // namespace modlink::npm

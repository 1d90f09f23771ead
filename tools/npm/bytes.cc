// Which bytes of a binary stand for which part of its text. spec: Binary Format; Text Format
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tools/files/input.h"
#include "tools/files/output.h"
#include "tools/files/stale_customs.h"
#include "tools/npm/errors.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/places.h"
#include "tools/npm/switches.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/identifiers.h"
#include "wast/text/print_instructions.h"

namespace modlink::npm {

namespace {

constexpr std::size_t most_letters = 300;

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

  void add(Pos begin, Pos end, Pos pos, std::string text) {
    if (begin == no_pos || end == no_pos || end < begin) return;
    if (spans_.size() == most_spans) {
      ++left_out_;
      return;
    }
    spans_.push_back({begin, end, pos, shown(text, most_letters)});
  }

  // Of the function at an index.
  static text::Identifiers locals_of(const Module& module, Index func) {
    const auto found = module.names.locals.find(func);
    return found == module.names.locals.end() ? text::Identifiers() : text::Identifiers(found->second, UINT32_MAX);
  }

  void map_definitions(const Module& written, const Module& read) {
    for (std::size_t i = 0; i < written.definitions.size(); ++i) {
      const auto* const inner = std::get_if<NestedModule>(&written.definitions[i]);
      const auto* const same = std::get_if<NestedModule>(&read.definitions[i]);
      if (inner && same) map(*inner->module, *same->module);
    }
  }

  void map_func(const Func& func, const Func& same, const std::string& name, const text::FuncIdentifiers& ids) {
    const ExprBytes* const bytes = same.body.bytes();
    if (!bytes || func.body.size() != same.body.size()) return;
    add(bytes->begin, bytes->end, func.at.pos, name);
    std::string text;
    text::InstrPrinter printer(text, func.body, ids);
    auto next = same.body.begin();
    for (const Instr instr : func.body) {
      const Pos begin = (*next).pos;
      ++next;
      text.clear();
      printer.print(instr);
      add(begin, next == same.body.end() ? bytes->end : (*next).pos, instr.pos, text);
    }
  }

  SourcePtr text_;
  Places places_;
  std::vector<Span> spans_;
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
    reply["map"] = mapper.take();
    if (mapper.left_out() > 0) reply["moreMap"] = mapper.left_out();
    reply.set_bytes({"binary"}, content);
    return true;
  });
}

}  // namespace modlink::npm

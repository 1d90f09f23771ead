// Decoding of modules. spec: binary/modules; Binary.md
#include "wast/binary/decode_module.h"

#include <optional>
#include <utility>

#include "wast/binary/decode_bodies.h"
#include "wast/binary/decode_instructions.h"
#include "wast/binary/decode_types.h"
#include "wast/binary/magic.h"
#include "wast/binary/names.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/jobs.h"
#include "wast/syntax/other_proposals.h"
#include "wast/syntax/sections.h"
#include "wast/syntax/stack.h"

namespace modlink::binary {

namespace {

// Code of at least so many bytes is shared among threads.
constexpr std::size_t shared_code_size = 1 << 16;

class ModuleDecoder {
 public:
  ModuleDecoder(Decoder decoder, std::uint32_t depth);
  Module decode();

 private:
  void decode_magic();
  void decode_section();
  void decode_section(Section section, Pos pos);
  void check_order(Section section, Pos pos);
  void decode_contents(Section section);
  bool is_passed_over(Section section) const;
  void check_lengths();
  void declare_funcs();

  void decode_custom();
  void decode_types();
  void decode_imports();
  void decode_nested_modules();
  NestedModule decode_nested_module();
  void decode_data_count();
  void decode_code();
  Func decode_func();
  Func declared_func(std::size_t index, Pos start) const;
  struct SizedBody {
    Reader in;
    std::uint32_t size;
  };
  struct Bodies {
    std::vector<SizedBody> items;
    Reader behind;  // all of them
  };
  std::optional<Bodies> find_bodies() const;
  bool share_code();
  // An entry of a section of definitions; of functions, whose code has a section of its own, their types. Each sets
  // `definition`.
  void decode_definition(Table& definition);
  void decode_definition(Memory& definition);
  void decode_definition(Global& definition);
  template <IndexSpace space>
  void decode_definition(TypedDefinition<space>& definition);
  void decode_definition(ElemSegment& definition);
  void decode_definition(DataSegment& definition);
  Expr decode_init();
  Export decode_export();
  Start decode_start();
  Instance decode_instance();
  InstantiateArg decode_arg();
  void decode_elem_mode(ElemSegment& elem, std::uint32_t flags);
  KeptBytes decode_bytes(std::size_t size);
  KeptBytes decode_sized_bytes();

  // Appends a section's definitions of one kind; `count` is how many of them there are so far.
  template <class Decode>
  void decode_definitions(std::uint64_t& count, const ImplementationLimit& limit, const char* what, Decode decode_one);

  // A section of definitions of one kind.
  void decode_section_of(std::vector<Func>& funcs, IndexSpace space);
  template <class T>
  void decode_section_of(std::vector<T>& out, IndexSpace space) {
    decode_vec(d_, out, limit_on(d_.limits, space), describe_all(space), [&](Decoder&) {
      T result;
      decode_definition(result);
      return result;
    });
  }

  // As decode_vec, with a member function.
  template <class T>
  void decode_all(std::vector<T>& out, const ImplementationLimit& limit, const char* what,
                  T (ModuleDecoder::*decode_one)()) {
    decode_vec(d_, out, limit, what, [&](Decoder&) { return (this->*decode_one)(); });
  }

  Decoder d_;
  ExprDecoder exprs_;
  BodyDecoder bodies_;
  Module module_;
  std::uint32_t depth_;  // of nested modules; 0 is the outermost
  int rank_ = 0;         // of the last section that is not initial
  std::uint8_t last_ = 0;
  bool imports_ended_ = false;
  std::uint64_t types_ = 0, imports_ = 0, aliases_ = 0, modules_ = 0, instances_ = 0;
  std::vector<Index> func_types_;
  std::optional<std::uint32_t> data_count_;
};

ModuleDecoder::ModuleDecoder(Decoder decoder, std::uint32_t depth)
    : d_(std::move(decoder)), exprs_(d_), bodies_(d_), depth_(depth) {
  module_.at = {d_.in.pos()};
  module_.source = d_.source;
  module_.extent = d_.extent;
}

// What it looks like instead is said even where it is too short.
void check_magic(Reader& in) {
  const Pos pos = in.pos();
  const std::string_view found = in.rest();
  constexpr std::string_view magic("\0asm", 4);
  const std::string_view format = find_format(found);
  if (!format.empty() && found.substr(0, 4) != magic) {
    throw Malformed(pos, "magic header not detected: this is " + std::string(format));
  }
  if (in.bytes(4) != magic) throw Malformed(pos, "magic header not detected: found " + quote(found.substr(0, 4)));
}

void ModuleDecoder::decode_magic() {
  const Pos pos = d_.in.pos();
  const std::string_view format = find_format(d_.in.rest());
  check_magic(d_.in);
  const std::string_view version = d_.in.bytes(4);
  if (version != std::string_view("\1\0\0\0", 4)) {
    const bool is_component = format == component_format;
    throw Malformed(pos + 4, "unknown binary version" + (is_component ? ": this is " + std::string(format) : ""));
  }
  if (d_.observer) d_.observer->magic(d_.since(pos));
}

Module ModuleDecoder::decode() {
  decode_magic();
  while (!d_.in.at_end()) decode_section();
  module_.end = d_.in.pos();
  check_lengths();
  if (!module_.customs.empty()) {
    decode_known_customs(module_, module_.source->content(), last_, d_.limits, d_.extent);
  }
  return std::move(module_);
}

// The initial sections come in any order, but no import after a module or an instance; the others at most once, in
// order. Without module linking that holds for all. spec: binary/modules, Modules; Binary.md; D1
void ModuleDecoder::check_order(Section section, Pos pos) {
  if (section == Section::custom) return;
  if (!d_.features.has(Feature::module_linking) || !is_initial(section)) {
    require(rank(section) > rank_, pos, "unexpected content after last section");
    rank_ = rank(section);
    return;
  }
  require(rank_ == 0, pos, "unexpected content after last section");
  require(section != Section::import || !imports_ended_ || d_.features.dialect.late_imports, pos,
          "unexpected content after last section: unexpected section order: import after module or instance");
  if (section == Section::module || section == Section::instance) imports_ended_ = true;
}

// D24
constexpr char old_types_note[] = "; the old binary encoding of module and instance types is out of scope";

Section decode_section_id(Decoder& d) {
  const Pos pos = d.in.pos();
  const std::uint8_t id = d.in.byte();
  const auto section = find_section(id);
  if (section && d.features.has(feature_of(*section))) return *section;
  const std::string message = "malformed section id " + hex(id);
  if (section) require_feature(d, feature_of(*section), pos, message);
  throw Malformed(pos, message);
}

void ModuleDecoder::decode_section() {
  const Pos pos = d_.in.pos();
  const Section section = decode_section_id(d_);
  check_order(section, pos);
  try {
    decode_section(section, pos);
  } catch (const Malformed& error) {
    if (section != Section::type || !d_.features.dialect.types_see_outer) throw;
    throw Malformed(error.pos(), error.message() + old_types_note);
  }
}

void ModuleDecoder::decode_section(Section section, Pos pos) {
  const std::uint32_t size = d_.in.length();
  d_.section_end = d_.in.pos() + size;
  if (d_.observer) d_.observer->enter_section(d_.since(pos), section, size);
  decode_contents(section);
  const Pos end = d_.in.pos();
  require(end == d_.section_end, end < d_.section_end ? end : d_.section_end, "section size mismatch");
  if (d_.observer) d_.observer->leave();
  if (section != Section::custom) last_ = static_cast<std::uint8_t>(section);
}

// By its size.
bool ModuleDecoder::is_passed_over(Section section) const {
  const bool is_own = section == Section::code || section == Section::elem || section == Section::data;
  return is_own && d_.extent == Extent::linking;
}

void ModuleDecoder::decode_contents(Section section) {
  const ImplementationLimits& limits = d_.limits;
  if (is_passed_over(section)) {
    d_.in.bytes(d_.section_end - d_.in.pos());
    return;
  }
#define DEFINED_SPACE(name, members, ...) \
  if (section == section_of(IndexSpace::name)) return decode_section_of(module_.members, IndexSpace::name);
#include "wast/syntax/index_spaces.def"
  switch (section) {
    case Section::type: return decode_types();
    case Section::import: return decode_imports();
    case Section::alias:
      return decode_definitions(aliases_, limits.imports, "aliases", [&] { return decode_item(d_, decode_alias); });
    case Section::module: return decode_nested_modules();
    case Section::instance:
      return decode_definitions(instances_, limits.instances, "instances", [&] { return decode_instance(); });
    case Section::export_: return decode_all(module_.exports, limits.exports, "exports", &ModuleDecoder::decode_export);
    case Section::start: module_.start = decode_start(); return;
    case Section::data_count: return decode_data_count();
    case Section::code: return decode_code();
    default: return decode_custom();
  }
}

void ModuleDecoder::decode_section_of(std::vector<Func>&, IndexSpace space) {
  decode_vec(d_, func_types_, limit_on(d_.limits, space), describe_all(space),
             [](Decoder& d) { return decode_number(d, "type"); });
}

// Functions whose code is not read.
void ModuleDecoder::declare_funcs() {
  const Expr unread = unread_code();
  module_.funcs.reserve(func_types_.size());
  for (std::size_t i = 0; i < func_types_.size(); ++i) {
    module_.funcs.push_back(declared_func(i, no_pos));
    module_.funcs.back().body = unread;
  }
}

// What belongs together but stands in several sections. spec: binary/modules, Modules
void ModuleDecoder::decode_data_count() {
  data_count_ = decode_number(d_, "data segments");
  module_.has_data_count = true;
}

void ModuleDecoder::check_lengths() {
  if (d_.extent == Extent::linking) return declare_funcs();
  const Pos end = d_.in.pos();
  require(func_types_.size() == module_.funcs.size(), end, "function and code section have inconsistent lengths");
  require(!data_count_ || *data_count_ == module_.datas.size(), end,
          "data count and data section have inconsistent lengths");
  const Pos data_index_pos = bodies_.data_index_pos();
  require(data_count_ || data_index_pos == no_pos, data_index_pos, "data count section required");
}

template <class Decode>
void ModuleDecoder::decode_definitions(std::uint64_t& count, const ImplementationLimit& limit, const char* what,
                                       Decode decode_one) {
  const Pos pos = d_.in.pos();
  const std::uint32_t added = d_.in.length();
  count += added;
  require_limit(count, limit, pos, what);
  if (d_.observer) d_.observer->count(d_.since(pos), added, what);
  for (std::uint32_t i = 0; i < added; ++i) module_.definitions.push_back(decode_one());
}

// An entry may bring more than one import, or none; there may not be more of either.
void ModuleDecoder::decode_imports() {
  const Pos pos = d_.in.pos();
  const std::uint32_t entries = d_.in.length();
  require_limit(imports_ + entries, d_.limits.imports, pos, "imports");
  if (d_.observer) d_.observer->count(d_.since(pos), entries, "imports");
  for (std::uint32_t i = 0; i < entries; ++i) binary::decode_imports(d_, module_.definitions, imports_);
}

// The members of recursive groups count one by one.
void ModuleDecoder::decode_types() {
  std::uint64_t groups = 0;
  const auto decode_one = [&] {
    const Pos pos = d_.in.pos();
    TypeDef result = decode_type_def(d_);
    types_ += type_count(result);
    require_limit(types_, d_.limits.types, pos, "types");
    return result;
  };
  decode_definitions(groups, d_.limits.types, "types", decode_one);
}

// spec: Binary.md, "Module section (14)"
NestedModule ModuleDecoder::decode_nested_module() {
  const Pos begin = d_.in.pos();
  const std::uint32_t size = d_.in.length();
  const Pos pos = d_.in.pos();
  if (d_.observer) d_.observer->enter_module(d_.since(begin));
  require_limit(depth_ + 1, d_.limits.module_nesting, pos, "nested modules");
  require_stack(pos);
  Decoder inner{module_.source, d_.in.take(size), d_.features, d_.limits, pos + size, d_.observer, d_.jobs, d_.extent};
  NestedModule result;
  result.at = {pos};
  result.module = Nested<Module>(ModuleDecoder(inner, depth_ + 1).decode());
  if (d_.observer) d_.observer->leave();
  if (!module_.custom_error) module_.custom_error = result.module->custom_error;
  return result;
}

void ModuleDecoder::decode_nested_modules() {
  decode_definitions(modules_, d_.limits.modules, "modules", [&] { return decode_nested_module(); });
}

// spec: Binary.md, "Instance section (15)"
Instance ModuleDecoder::decode_instance() {
  Instance result;
  result.at = {d_.in.pos()};
  const std::uint8_t form = d_.in.byte();
  if (form != 0x00) throw Malformed(result.at.pos, "malformed instance definition " + hex(form));
  result.module = d_.in.u32();
  if (d_.observer) d_.observer->enter_instance(d_.since(result.at.pos), result);
  decode_all(result.args, d_.limits.imports, "arguments", &ModuleDecoder::decode_arg);
  if (d_.observer) d_.observer->leave();
  return result;
}

InstantiateArg ModuleDecoder::decode_arg() {
  return decode_item(d_, [](Decoder& d) {
    InstantiateArg result;
    result.at = {d.in.pos()};
    result.name = d.in.name();
    result.kind = decode_extern_kind(d, "malformed argument kind");
    result.index_at = {d.in.pos()};
    result.index = d.in.u32();
    return result;
  });
}

// spec: binary/modules, Custom Section
void ModuleDecoder::decode_custom() {
  CustomSection result;
  result.at = {d_.in.pos()};
  result.name = d_.in.name();
  require(d_.in.pos() <= d_.section_end, d_.section_end, "unexpected end of section or function");
  result.bytes = decode_bytes(d_.section_end - d_.in.pos());
  if (d_.observer) d_.observer->item(d_.since(result.at.pos), result);
  result.after = last_;
  result.after_definitions = static_cast<Index>(module_.definitions.size());
  module_.customs.push_back(std::move(result));
}

// Where it is not looked at, its end has to be found.
Expr ModuleDecoder::decode_init() {
  if (d_.extent != Extent::linking) return exprs_.decode();
  const Features all = with_all_features();
  Decoder d{d_.source, d_.in, all, d_.limits, d_.section_end};
  try {
    Expr result = ExprDecoder(d).decode();
    d_.in = d.in;
    return result;
  } catch (const Malformed& error) {
    throw Malformed(error.pos(), error.message() + ": an initializer can only be passed over if its opcodes are known");
  }
}

// spec: binary/modules, Table Section
void ModuleDecoder::decode_definition(Table& table) {
  const Pos pos = d_.in.pos();
  table.at = {pos};
  const bool has_init = d_.in.peek() == 0x40;
  if (has_init) {
    require_feature(d_, Feature::function_references, pos, "malformed reference type");
    d_.in.byte();
    d_.in.zero();
  }
  table.type = decode_item(d_, pos, decode_table_type);
  if (has_init) table.init = decode_init();
}

void ModuleDecoder::decode_definition(Memory& memory) {
  memory = decode_item(d_, [](Decoder& d) -> Memory {
    const Pos pos = d.in.pos();
    return {{pos}, decode_memory_type(d)};
  });
}

void ModuleDecoder::decode_definition(Global& global) {
  global.at = {d_.in.pos()};
  global.type = decode_item(d_, decode_global_type);
  global.init = decode_init();
}

template <IndexSpace space>
void ModuleDecoder::decode_definition(TypedDefinition<space>& definition) {
  const Pos pos = d_.in.pos();
  typename DescOf<space>::type desc;
  decode_extern_desc(d_, desc);
  definition = {{pos}, desc.type};
  if (d_.observer) d_.observer->typed_definition(d_.since(pos), space, desc.type);
}

Export ModuleDecoder::decode_export() {
  return decode_item(d_, [](Decoder& d) {
    Export result;
    result.at = {d.in.pos()};
    result.name = d.in.name();
    result.kind = decode_extern_kind(d, "malformed export kind");
    result.index_at = {d.in.pos()};
    result.index = d.in.u32();
    return result;
  });
}

Start ModuleDecoder::decode_start() {
  const Pos pos = d_.in.pos();
  return {{pos}, decode_number(d_, "start function")};
}

Func ModuleDecoder::decode_func() {
  const Pos begin = d_.in.pos();
  const std::uint32_t size = d_.in.length();
  const Pos start = d_.in.pos();
  if (d_.observer) d_.observer->enter_func(d_.since(begin));
  require_limit(size, d_.limits.body_size, start, "bytes of a function body");
  DecodeObserver* const observer = d_.observer;
  Reader behind = d_.in;
  behind.take(std::min<std::size_t>(size, behind.remaining()));
  Func result = declared_func(module_.funcs.size(), start);
  try {
    bodies_.decode(result, size);
  } catch (const Error& error) {
    if (!observer || !observer->goes_on(error, behind.pos())) throw;
    d_.observer = observer;
    d_.in = behind;
  }
  if (observer) observer->leave();
  return result;
}

// Of a body that begins at `start`.
Func ModuleDecoder::declared_func(std::size_t index, Pos start) const {
  Func result;
  result.at = {start};
  if (index < func_types_.size()) result.type = func_types_[index];
  return result;
}

void ModuleDecoder::decode_code() {
  if (d_.jobs > 1 && !d_.observer && d_.section_end - d_.in.pos() >= shared_code_size && share_code()) return;
  decode_all(module_.funcs, d_.limits.functions, "functions", &ModuleDecoder::decode_func);
}

// The readers of all bodies of a code section, if sizes and limits allow there to be that many.
std::optional<ModuleDecoder::Bodies> ModuleDecoder::find_bodies() const try {
  Reader in = d_.in;
  const std::uint32_t count = in.length();
  std::vector<SizedBody> items;
  if (count > d_.limits.functions) return std::nullopt;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t size = in.length();
    if (size > d_.limits.body_size) return std::nullopt;
    items.push_back({in, size});
    in.take(size);
  }
  return Bodies{std::move(items), in};
} catch (const Malformed&) {
  return std::nullopt;
}

// Decodes the bodies by several threads. False, and nothing has happened, if anything is wrong with them.
bool ModuleDecoder::share_code() {
  const auto bodies = find_bodies();
  if (!bodies) return false;
  const std::vector<SizedBody>& items = bodies->items;
  std::vector<Func> funcs(items.size());
  std::vector<Pos> data_index_pos(items.size(), no_pos);  // of a run at its first function
  const bool done = try_runs(items.size(), d_.jobs, [&](std::size_t first, std::size_t last) {
    Decoder d = d_;
    BodyDecoder decoder(d);
    for (std::size_t i = first; i < last; ++i) {
      d.in = items[i].in;
      funcs[i] = declared_func(i, d.in.pos());
      decoder.decode(funcs[i], items[i].size);
    }
    data_index_pos[first] = decoder.data_index_pos();
  });
  if (!done) return false;
  module_.funcs = std::move(funcs);
  d_.in = bodies->behind;
  for (const Pos pos : data_index_pos) bodies_.note_data_index(pos);
  return true;
}

// A form of segments that came with two features: of the first one unless only the other is on.
void require_either(const Decoder& d, Feature first, Feature other, Pos pos, std::string_view message) {
  if (!d.features.has(other)) require_feature(d, first, pos, message);
}

// Bit 0: not active; bit 1: explicit table, or declarative; bit 2: expressions. spec: binary/modules, Element Section
void ModuleDecoder::decode_elem_mode(ElemSegment& elem, std::uint32_t flags) {
  elem.mode = !(flags & 1) ? SegmentMode::active : flags & 2 ? SegmentMode::declarative : SegmentMode::passive;
  if (d_.observer) d_.observer->enter_segment(d_.since(elem.at.pos), true, elem.mode);
  if (elem.mode != SegmentMode::active) return;
  if (flags & 2) elem.table = decode_number(d_, "table");
  elem.offset = exprs_.decode();
}

void decode_elem_kind(Decoder& d) {
  const Pos pos = d.in.pos();
  require(d.in.byte() == 0x00, pos, "malformed element kind");
  if (d.observer) d.observer->item(d.since(pos), RefType{false, {HeapKind::func, 0}});
}

void ModuleDecoder::decode_definition(ElemSegment& elem) {
  const Pos pos = d_.in.pos();
  elem.at = {pos};
  const std::uint32_t flags = d_.in.u32();
  require(flags <= 7, pos, "malformed elements segment kind");
  constexpr const char* message = "malformed elements segment kind";
  if ((flags & 3) == 1) require_feature(d_, Feature::bulk_memory, pos, message);
  if ((flags & 3) == 3) require_feature(d_, Feature::reference_types, pos, message);
  if (flags != 0) require_either(d_, Feature::bulk_memory, Feature::reference_types, pos, message);
  decode_elem_mode(elem, flags);
  const bool has_type = (flags & 3) != 0;
  if (flags & 4) {
    if (has_type) elem.type = decode_item(d_, decode_ref_type);
    auto& exprs = elem.init.emplace<std::vector<Expr>>();
    decode_vec(d_, exprs, d_.limits.table_elements, "elements", [&](Decoder&) { return exprs_.decode(); });
  } else {
    if (has_type) decode_elem_kind(d_);
    elem.type.nullable = false;
    auto& indices = elem.init.emplace<FuncIndices>();
    decode_vec(d_, indices, d_.limits.table_elements, "elements",
               [](Decoder& d) { return decode_number(d, "function"); });
  }
  if (d_.observer) d_.observer->leave();
}

KeptBytes ModuleDecoder::decode_bytes(std::size_t size) {
  const Pos begin = d_.in.pos();
  d_.in.bytes(size);
  return {d_.source, begin, d_.in.pos()};
}

KeptBytes ModuleDecoder::decode_sized_bytes() {
  const Pos begin = d_.in.pos();
  const std::uint32_t size = d_.in.length();
  if (d_.observer) d_.observer->count(d_.since(begin), size, "bytes");
  const Pos pos = d_.in.pos();
  KeptBytes result = decode_bytes(size);
  if (d_.observer) d_.observer->contents(d_.since(pos), "data");
  return result;
}

// spec: binary/modules, Data Section
void ModuleDecoder::decode_definition(DataSegment& data) {
  const Pos pos = d_.in.pos();
  data.at = {pos};
  const std::uint32_t flags = d_.in.u32();
  require(flags <= 2, pos, "malformed data segment kind");
  constexpr const char* message = "malformed data segment kind";
  if (flags == 1) require_feature(d_, Feature::bulk_memory, pos, message);
  if (flags == 2) require_either(d_, Feature::bulk_memory, Feature::multi_memory, pos, message);
  data.mode = flags == 1 ? SegmentMode::passive : SegmentMode::active;
  if (d_.observer) d_.observer->enter_segment(d_.since(pos), false, data.mode);
  if (flags != 1) {
    if (flags == 2) data.memory = decode_number(d_, "memory");
    data.offset = exprs_.decode();
  }
  data.init = decode_sized_bytes();
  if (d_.observer) d_.observer->leave();
}

}  // namespace

}  // namespace modlink::binary

namespace modlink {

Module decode_module(const SourcePtr& source, const Features& features, const ImplementationLimits& limits,
                     binary::DecodeObserver* observer, std::size_t jobs) {
  const std::string_view content = source->content();
  binary::Decoder decoder{source, binary::Reader(content), features, limits, static_cast<Pos>(content.size()), observer,
                          jobs};
  return in_source(source, [&] { return binary::ModuleDecoder(decoder, 0).decode(); });
}

Module decode_module_at(const SourcePtr& source, Pos begin, Pos end, const Features& features,
                        const ImplementationLimits& limits, Extent extent) {
  binary::Reader in(source->content());
  in.bytes(begin);
  binary::Decoder decoder{source, in.take(end - begin), features, limits, end};
  decoder.extent = extent;
  return in_source(source, [&] { return binary::ModuleDecoder(decoder, 0).decode(); });
}

Module decode_unchecked(const SourcePtr& source, const Features& features, const ImplementationLimits& limits) {
  const auto end = static_cast<Pos>(source->content().size());
  return decode_module_at(source, 0, end, features, limits, Extent::unchecked);
}

Module decode_declarations(const SourcePtr& source, const Features& features, const ImplementationLimits& limits) {
  const auto end = static_cast<Pos>(source->content().size());
  return decode_module_at(source, 0, end, features, limits, Extent::declarations);
}

Module decode_for_linking(const SourcePtr& source, const Features& features, const ImplementationLimits& limits) {
  const auto end = static_cast<Pos>(source->content().size());
  return decode_module_at(source, 0, end, features, limits, Extent::linking);
}

}  // namespace modlink

// Shapes of short instructions that take and leave many operands.
#include "tools/hostile/bytes.h"
#include "tools/hostile/generators.h"

namespace modlink::hostile {
namespace {

constexpr std::uint32_t most = 1'000;  // parameters, and results

std::string constants(std::uint32_t count) { return repeated(count, op({0x41, 0})); }
std::string drops(std::uint32_t count) { return repeated(count, op({0x1a})); }
const std::string traps = op({0x00});

// Type 0 has all parameters and results, type 1 has none. Function 0 is of type 0; function 1 is `_start`.
Files module_of(const std::string& start, std::vector<Section> more = {}) {
  std::vector<Section> sections = {{type_section, {func_type(most, most), func_type(0, 0), func_type(0, most)}},
                                   {func_section, {u32(0), u32(1)}}};
  sections.insert(sections.end(), more.begin(), more.end());
  sections.push_back({export_section, {export_func("_start", 1)}});
  sections.push_back({code_section, {func_body(traps), func_body(start)}});
  return {{"arities.wasm", binary_module(sections)}};
}

std::string with_operands(const std::string& instructions) { return constants(most) + instructions + drops(most); }

}  // namespace

Files calls_of_many_params() { return module_of(with_operands(repeated(450'000, call(0)))); }

// As many as the limit allows.
Files few_calls_of_many_params() { return module_of(with_operands(repeated(25'000, call(0)))); }

Files few_blocks_of_many_params() { return module_of(with_operands(repeated(8'000, op({0x02, 0x00, 0x0b})))); }

Files blocks_of_many_params() { return module_of(with_operands(repeated(240'000, op({0x02, 0x00, 0x0b})))); }

Files nested_blocks_of_many_params() {
  return module_of(with_operands(repeated(100'000, op({0x02, 0x00})) + repeated(100'000, op({0x0b}))));
}

Files loops_of_many_params() { return module_of(with_operands(repeated(240'000, op({0x03, 0x00, 0x0b})))); }

Files ifs_of_many_params() { return module_of(with_operands(repeated(150'000, op({0x41, 0, 0x04, 0x00, 0x0b})))); }

// br_if out of a block with all results.
Files branches_of_many_operands() {
  const std::string branches = repeated(240'000, op({0x41, 0, 0x0d, 0x00}));
  return module_of(op({0x02, 0x02}) + constants(most) + branches + op({0x0b}) + drops(most));
}

Files tables_of_labels_of_many_operands() {
  // As many blocks as labels in each table, and a table of all of them in the innermost, again and again.
  constexpr std::uint32_t labels = 900;
  std::string table = op({0x41, 0, 0x0e}) + u32(labels);
  for (std::uint32_t i = 0; i <= labels; ++i) table += u32(i);
  const std::string blocks = repeated(labels + 1, op({0x02, 0x02}));
  const std::string tables = repeated(500, op({0x02, 0x00}) + table + op({0x0b}));
  return module_of(blocks + constants(most) + tables + repeated(labels + 1, op({0x0b})) + drops(most));
}

Files calls_in_unreachable_code() { return module_of(op({0x00}) + repeated(450'000, call(0))); }

// Each ends what can be reached, and needs operands of its own, which a call brings.
Files tail_calls_of_many_params() {
  const std::string tail = op({0x02, 0x40}) + call(2) + op({0x12, 0x00, 0x0b});
  const std::string start = repeated(120'000, tail);
  std::vector<Section> sections = {{type_section, {func_type(most, 0), func_type(0, 0), func_type(0, most)}},
                                   {func_section, {u32(0), u32(1), u32(2)}},
                                   {export_section, {export_func("_start", 1)}},
                                   {code_section, {func_body(traps), func_body(start), func_body(traps)}}};
  return {{"arities.wasm", binary_module(sections)}};
}

// The label takes what the tag has, and the types are other than each other.
Files catches_of_many_operands() {
  std::string clauses;
  for (int i = 0; i < 9'000; ++i) clauses += op({0x00, 0x00, 0x00});
  const std::string handler = op({0x1f, 0x40}) + u32(9'000) + clauses + op({0x0b});
  std::string start = op({0x02, 0x02}) + repeated(30, handler) + op({0x00, 0x0b}) + drops(most);
  std::vector<Section> sections = {{type_section, {func_type(most, 0), func_type(0, 0), func_type(0, most)}},
                                   {func_section, {u32(1)}},
                                   {tag_section, {op({0x00, 0x00})}},
                                   {export_section, {export_func("_start", 0)}},
                                   {code_section, {func_body(start)}}};
  return {{"arities.wasm", binary_module(sections)}};
}

// The operands are of proper subtypes of the parameters' types.
Files calls_of_subtypes() {
  const std::string any = op({0x6e}), none = op({0x71});
  const std::string start = repeated(most, op({0xd0, 0x71})) + repeated(200'000, call(0) + call(2)) + op({0x00});
  std::vector<Section> sections = {{type_section, {func_type(most, 0, any), func_type(0, 0), func_type(0, most, none)}},
                                   {func_section, {u32(0), u32(1), u32(2)}},
                                   {export_section, {export_func("_start", 1)}},
                                   {code_section, {func_body(traps), func_body(start), func_body(traps)}}};
  return {{"arities.wasm", binary_module(sections)}};
}

// A call brings the fields, and a structure takes them.
Files structures_of_many_fields() {
  const std::string structure = op({0x5f}) + u32(10'000) + repeated(10'000, op({i32_type, 0x00}));
  const std::string make = repeated(10, call(0)) + op({0xfb, 0x00, 0x02, 0x1a});
  std::vector<Section> sections = {{type_section, {func_type(0, most), func_type(0, 0), structure}},
                                   {func_section, {u32(0), u32(1)}},
                                   {export_section, {export_func("_start", 1)}},
                                   {code_section, {func_body(traps), func_body(repeated(30'000, make))}}};
  return {{"arities.wasm", binary_module(sections)}};
}

}  // namespace modlink::hostile

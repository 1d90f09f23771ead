// Which rule of the core specification an instruction is validated by.
#include "tools/npm/validation_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace modlink::npm {

namespace {

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return text.starts_with(part); });
}

bool is_number_type(std::string_view mnemonic) { return begins_with_any(mnemonic, {"i32.", "i64.", "f32.", "f64."}); }

// Of numbers, by how many there are of which types: `eqz` and comparisons give an i32 whatever they take.
const char* numeric_label(std::string_view mnemonic, std::string_view signature) {
  const std::string_view name = mnemonic.substr(4);
  const std::size_t colon = signature.find(':');
  if (name == "const") return "valid-const";
  if (name == "eqz") return "valid-testop";
  if (colon == 2) return begins_with_any(name, {"eq", "ne", "lt", "gt", "le", "ge"}) ? "valid-relop" : "valid-binop";
  return signature[0] == signature[colon + 1] ? "valid-unop" : "valid-cvtop";
}

// Those of other widths have another rule.
const char* memory_label(std::string_view mnemonic) {
  const std::string_view name = mnemonic.substr(4);
  if (name == "load") return "valid-load";
  if (name == "store") return "valid-instr-memory";  // the only one without a label of its own
  return name.starts_with("load") ? "valid-loadn" : "valid-storen";
}

const char* proposal(Feature feature) {
  switch (feature) {
    case Feature::threads: return "threads";
    case Feature::legacy_exceptions: return "legacy exception handling";
    case Feature::wide_arithmetic: return "wide arithmetic";
    default: return nullptr;
  }
}

const char* section_of(std::string_view mnemonic) {
  if (begins_with_any(mnemonic, {"struct.", "array."})) return "Aggregate Reference Instructions";
  if (begins_with_any(mnemonic, {"ref.i31", "i31."})) return "Scalar Reference Instructions";
  if (begins_with_any(mnemonic, {"any.", "extern."})) return "External Reference Instructions";
  if (begins_with_any(mnemonic, {"ref."})) return "Reference Instructions";
  if (begins_with_any(mnemonic, {"drop", "select"})) return "Parametric Instructions";
  if (begins_with_any(mnemonic, {"local.", "global."})) return "Variable Instructions";
  if (begins_with_any(mnemonic, {"table.", "elem."})) return "Table Instructions";
  if (begins_with_any(mnemonic, {"memory.", "data."})) return "Memory Instructions";
  return "Control Instructions";
}

std::string in_section(const char* section, std::string_view label) {
  return fmt::format("valid/instructions, {}, {}", section, label);
}

std::string label_of(Opcode op, std::string_view mnemonic) {
  if (op == Opcode::else_) return "valid-if";
  if (mnemonic.starts_with("i31.get")) return "valid-i31.get_sx";
  return fmt::format("valid-{}", mnemonic);
}

}  // namespace

std::string validation_rule(Opcode op) {
  const OpcodeInfo& row = info(op);
  if (const char* name = proposal(row.feature)) return fmt::format("the {} proposal, Validation", name);
  if (op == Opcode::end) return in_section("Instruction Sequences", "valid-instr-seq");
  if (row.feature == Feature::simd || row.feature == Feature::relaxed_simd)
    return in_section("Vector Instructions", "valid-instr-vec");
  if (is_number_type(row.mnemonic)) {
    if (row.immediate == Immediate::mem_arg) return in_section("Memory Instructions", memory_label(row.mnemonic));
    return in_section("Numeric Instructions", numeric_label(row.mnemonic, row.signature));
  }
  return in_section(section_of(row.mnemonic), label_of(op, row.mnemonic));
}

}  // namespace modlink::npm

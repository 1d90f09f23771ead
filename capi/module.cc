// Modules of the C API: from bytes and text, and what they import and export. capi/wasm.h, Modules
#include <string>

#include "capi/handles.h"
#include "capi/module_imports.h"
#include "capi/outcome.h"
#include "capi/types.h"
#include "capi/vectors.h"
#include "rewrite/elaborate.h"
#include "validator/validate.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/syntax/hash.h"
#include "wast/text/parse_module.h"
#include "wast/text/print.h"

namespace modlink::capi {
namespace {

// Every binary begins with a null byte, and no text does.
bool is_binary(std::string_view bytes) { return !bytes.empty() && bytes[0] == '\0'; }

SourcePtr make_source(std::string_view bytes, const char* name, bool binary) {
  const auto kind = binary ? Source::Kind::binary : Source::Kind::text;
  return std::make_shared<const Source>(name ? name : "module", std::string(bytes), kind);
}

ValidModulePtr compile_module(const State& state, std::string_view bytes, const char* name, bool binary) {
  const Setup& setup = state.setup();
  const SourcePtr source = make_source(bytes, name, binary);
  if (binary) return decode_and_validate(source, state.types(), setup.features, setup.limits);
  return validate(parse_module(source, setup.features, setup.limits), state.types(), setup.features, setup.limits);
}

std::string_view view_of(const wasm_byte_vec_t* bytes) {
  return bytes && bytes->data ? std::string_view(bytes->data, bytes->size) : std::string_view();
}

wasm_module_t* new_module(const StatePtr& state, ValidModulePtr code) {
  return new wasm_module_t(state, ModuleValue{std::move(code), nullptr}, nullptr);
}

wasm_module_t* module_of_binary(wasm_store_t* store, const wasm_byte_vec_t* binary) {
  return guarded<wasm_module_t*>(nullptr, [&]() -> wasm_module_t* {
    const StatePtr state = live_state(store);
    if (!state) return nullptr;
    return new_module(state, compile_module(*state, view_of(binary), nullptr, true));
  });
}

// The bytes that it was read from, if it was; encoded otherwise. Of one that is nested in another only what does not
// name what is there.
void serialize(const ModuleValue& value, wasm_byte_vec_t* out) {
  const SourcePtr& source = value.code->module.source;
  const bool is_whole = source && source->kind() == Source::Kind::binary && value.code->module.at.pos == 0;
  if (value.outer) return;
  if (is_whole) return wasm_byte_vec_new(out, source->content().size(), source->content().data());
  const Bytes bytes = encode_module(rewrite::elaborate(*value.code));
  wasm_byte_vec_new(out, bytes.size(), reinterpret_cast<const char*>(bytes.data()));
}

StatePtr needed_state(const wasm_store_t* store) {
  StatePtr state = live_state(store);
  if (!state) throw Unlinkable(no_pos, "there is no store");
  return state;
}

// Zero-level exports have no encoding, and are known once types are.
Module without_zero_level_exports(const State& state, Module module) {
  if (!rewrite::has_zero_level_exports(module)) return module;
  const Setup& setup = state.setup();
  return rewrite::elaborate(*validate(std::move(module), state.types(), setup.features, setup.limits));
}

void discard(wasm_byte_vec_t& bytes) { wasm_byte_vec_delete(&bytes); }
void discard(wasm_module_t* module) { delete module; }

// Of what `f` makes, which goes to `*out` if all is ok.
template <class T, class F>
modlink_outcome_t* outcome_of_making(T* out, F f) noexcept {
  T made{};
  auto* const outcome = make_outcome(result_of_attempt([&] {
    auto result = std::make_shared<Result>();
    made = f();
    return result;
  }));
  if (outcome->result->kind == MODLINK_OK) std::swap(*out, made);
  discard(made);
  return outcome;
}

template <class T>
wasm_byte_vec_t bytes_of(const T& bytes) {
  wasm_byte_vec_t out;
  wasm_byte_vec_new(&out, bytes.size(), reinterpret_cast<const char*>(bytes.data()));
  if (out.size != bytes.size()) throw std::bad_alloc();
  return out;
}

// Of those that are elaborated the type stands in that of the instance.
const ExternType* field_type(const ImportStep& step, const Name& name) {
  const auto* instance = std::get_if<ExternInstance>(&step.type);
  return instance ? instance->type->exports.find(name) : nullptr;
}

}  // namespace

std::vector<WrittenImport> written_imports(const ValidModule& code) {
  std::vector<WrittenImport> imports;
  HashMapByName<const ImportStep*> elaborated;
  std::vector<const ImportStep*> fields;  // of imports that are not: in order
  for (const ImportStep& step : steps_of<ImportStep>(code.steps)) {
    step.field ? fields.push_back(&step) : static_cast<void>(elaborated.emplace(step.name, &step));
  }
  std::size_t next = 0;
  for (const Definition& definition : code.module.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (!import) continue;
    const auto found = elaborated.find(import->first());
    if (found == elaborated.end()) {
      imports.push_back({import->first(), import->name, fields.at(next++)->type});
    } else if (import->module) {
      imports.push_back({*import->module, import->name, *field_type(*found->second, import->name)});
    } else {
      imports.push_back({import->name, std::nullopt, found->second->type});
    }
  }
  return imports;
}

}  // namespace modlink::capi

using namespace modlink::capi;

wasm_module_t* wasm_module_new(wasm_store_t* store, const wasm_byte_vec_t* binary) {
  return module_of_binary(store, binary);
}
wasm_module_t* wasm_module_deserialize(wasm_store_t* store, const wasm_byte_vec_t* binary) {
  return module_of_binary(store, binary);
}

bool wasm_module_validate(wasm_store_t* store, const wasm_byte_vec_t* binary) {
  return guarded(false, [&] {
    const StatePtr state = live_state(store);
    return state && compile_module(*state, view_of(binary), nullptr, true) != nullptr;
  });
}

void wasm_module_imports(const wasm_module_t* module, wasm_importtype_vec_t* out) {
  wasm_importtype_vec_new_empty(out);
  guarded([&] {
    const modlink::ValidModule& code = *module->value.code;
    std::vector<std::unique_ptr<wasm_importtype_t>> made;
    for (WrittenImport& import : written_imports(code)) {
      made.push_back(make_importtype(std::move(import.module), import.name.value_or(modlink::Name()),
                                     make_externtype(code.type_store, import.type)));
    }
    fill(std::move(made), out);
  });
}

void wasm_module_exports(const wasm_module_t* module, wasm_exporttype_vec_t* out) {
  wasm_exporttype_vec_new_empty(out);
  guarded([&] {
    const modlink::ValidModule& code = *module->value.code;
    std::vector<std::unique_ptr<wasm_exporttype_t>> made;
    for (const auto& entry : modlink::module_exports(code).entries()) {
      made.push_back(make_exporttype(entry.name, make_externtype(code.type_store, entry.type)));
    }
    fill(std::move(made), out);
  });
}

void wasm_module_serialize(const wasm_module_t* module, wasm_byte_vec_t* out) {
  wasm_byte_vec_new_empty(out);
  guarded([&] { serialize(module->value, out); });
}

wasm_shared_module_t* wasm_module_share(const wasm_module_t* module) {
  return guarded<wasm_shared_module_t*>(nullptr, [&]() -> wasm_shared_module_t* {
    return module && !module->value.outer ? new wasm_shared_module_t{module->value.code} : nullptr;
  });
}
wasm_module_t* wasm_module_obtain(wasm_store_t* store, const wasm_shared_module_t* shared) {
  return guarded<wasm_module_t*>(nullptr, [&]() -> wasm_module_t* {
    const StatePtr state = live_state(store);
    const bool is_possible = shared && state && shared->code->type_store == state->types();
    return is_possible ? new_module(state, shared->code) : nullptr;
  });
}
void wasm_shared_module_delete(wasm_shared_module_t* shared) { delete shared; }

modlink_outcome_t* modlink_module_new(wasm_store_t* store, const char* bytes, size_t size, const char* name,
                                      wasm_module_t** out) {
  *out = nullptr;
  return outcome_of_making(out, [&] {
    const StatePtr state = needed_state(store);
    const std::string_view content(bytes, size);
    return new_module(state, compile_module(*state, content, name, is_binary(content)));
  });
}

modlink_outcome_t* modlink_text_to_binary(wasm_store_t* store, const char* text, size_t size, wasm_byte_vec_t* out) {
  wasm_byte_vec_new_empty(out);
  return outcome_of_making(out, [&] {
    const StatePtr state = needed_state(store);
    const Setup& setup = state->setup();
    modlink::Module module =
        modlink::parse_module(make_source({text, size}, "text", false), setup.features, setup.limits);
    return bytes_of(modlink::encode_module(without_zero_level_exports(*state, std::move(module))));
  });
}

modlink_outcome_t* modlink_binary_to_text(wasm_store_t* store, const char* bytes, size_t size, wasm_byte_vec_t* out) {
  wasm_byte_vec_new_empty(out);
  return outcome_of_making(out, [&] {
    const StatePtr state = needed_state(store);
    const Setup& setup = state->setup();
    const modlink::SourcePtr source = make_source({bytes, size}, "binary", true);
    return bytes_of(modlink::print_module(modlink::decode_module(source, setup.features, setup.limits)));
  });
}

wasm_externtype_t* modlink_module_type(const wasm_module_t* module) {
  return guarded<wasm_externtype_t*>(nullptr, [&] {
    const modlink::ValidModule& code = *module->value.code;
    return make_externtype(code.type_store, modlink::ExternModule{&code.module_type()}).release();
  });
}

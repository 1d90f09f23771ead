// Loaders: how JavaScript gives a flat module its imports, and finds what it exports. spec: Explainer, "Single-level
// Imports"; the JavaScript API, "read the imports"
#include "tools/transform/loader.h"

#include <nlohmann/json.hpp>

namespace modlink::transform {

namespace {

using Json = nlohmann::ordered_json;

template <class Key>
std::vector<Name> path_of(const std::map<Key, std::vector<Name>>& paths, const Key& key, std::vector<Name> otherwise) {
  const auto found = paths.find(key);
  return found == paths.end() ? std::move(otherwise) : found->second;
}

Json imports_of(const Module& flat, const BoundaryPaths& paths) {
  Json result = Json::array();
  for (const Definition& definition : flat.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (!import) continue;
    const Name& module = *import->module;
    result.push_back({{"module", module},
                      {"name", import->name},
                      {"kind", to_string(kind_of(import->desc))},
                      {"path", path_of(paths.imports, {module, import->name}, {module, import->name})}});
  }
  return result;
}

Json exports_of(const Module& flat, const BoundaryPaths& paths) {
  Json result = Json::array();
  for (const Export& item : flat.exports) {
    result.push_back({{"name", *item.name},
                      {"kind", to_string(item.kind)},
                      {"path", path_of(paths.exports, *item.name, {*item.name})}});
  }
  return result;
}

constexpr const char* script = R"(
const file = new URL(encodeURIComponent(name), import.meta.url);

function find(object, path) {
  let found = object;
  path.forEach((key, depth) => {
    if (found === null || (typeof found !== 'object' && typeof found !== 'function'))
      throw new TypeError(`import ${path.slice(0, depth + 1).join('.')}: ${path.slice(0, depth).join('.')} is no object`);
    found = found[key];
  });
  return found;
}

function put(object, path, value) {
  let place = object;
  for (const key of path.slice(0, -1)) place = place[key] ??= Object.create(null);
  place[path.at(-1)] = value;
}

function freeze(object) {
  const open = [object];
  while (open.length > 0) {
    const next = open.pop();
    for (const value of Object.values(next)) {
      if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === null) open.push(value);
    }
    Object.freeze(next);
  }
  return object;
}

// The import object that WebAssembly wants, of nested ones.
export function flatImports(importObject = {}) {
  const result = Object.create(null);
  for (const {module, name, path} of imports) (result[module] ??= Object.create(null))[name] = find(importObject, path);
  return result;
}

// Nested objects, of the exports of the flat module.
export function nestedExports(flat) {
  const result = Object.create(null);
  for (const path of instances) put(result, path, Object.create(null));
  for (const {name, path} of exports) put(result, path, flat[name]);
  return freeze(result);
}

async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  if (source instanceof URL && source.protocol === 'file:' && globalThis.process?.versions?.node) {
    const {readFile} = await import('node:fs/promises');
    return WebAssembly.compile(await readFile(source));
  }
  const response = source instanceof Response ? source : await fetch(source);
  if (!response.ok) throw new TypeError(`${response.url}: ${response.status} ${response.statusText}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

export async function instantiate(importObject = {}, source = file) {
  const module = await compile(source);
  const instance = await WebAssembly.instantiate(module, flatImports(importObject));
  return {module, instance, exports: nestedExports(instance.exports)};
}

export default instantiate;
)";

// Without the characters that end a line in JavaScript, also in a comment.
std::string printed(const Json& value, int indent = -1) { return value.dump(indent, ' ', true); }

std::string lines_of(const Json& list) {
  std::string result = "[\n";
  for (const Json& item : list) result += "  " + printed(item) + ",\n";
  return result + "]";
}

}  // namespace

std::string loader_script(const Module& flat, const BoundaryPaths& paths, const std::string& wasm) {
  return "// Loads " + printed(wasm) + ": made by modlink.\n\nconst name = " + printed(wasm) +
         ";\nconst imports = " + lines_of(imports_of(flat, paths)) +
         ";\nconst exports = " + lines_of(exports_of(flat, paths)) +
         ";\nconst instances = " + lines_of(paths.instances) + ";\n" + script;
}

std::string loader_json(const Module& flat, const BoundaryPaths& paths, const std::string& wasm) {
  const Json loader{{"version", 1},
                    {"module", wasm},
                    {"imports", imports_of(flat, paths)},
                    {"exports", exports_of(flat, paths)},
                    {"instances", paths.instances}};
  return printed(loader, 2) + "\n";
}

}  // namespace modlink::transform

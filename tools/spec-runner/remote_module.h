// Modules of a script as another engine is given them: their bytes, flat if it knows no module linking, and what their
// exports are called there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/spec-runner/engine.h"
#include "tools/transform/flat_form.h"
#include "wast/syntax/error.h"

namespace modlink::runner {

// How module linking reaches an engine: as it is, flattened, or as a chain of core instances.
enum class Linking { native, flatten, instances };

struct RemoteModule {
  // How it ends without the engine, which cannot be given it. Nullopt if it can.
  std::optional<End> reason;
  std::string bytes;
  // What we know of it, for its types; null if we take it for invalid, because of `error`.
  ValidModulePtr code;
  std::optional<Error> error;
  bool is_chain = false;            // its instances are to be made by core modules
  bool is_flat = false;             // it was not as it is now
  transform::FlatNames flat_names;  // of a flat one
};

// Binary modules keep their bytes.
RemoteModule make_remote(script::ScriptModule&& module, Linking linking, const TypeStorePtr& types,
                         const Settings& settings);

// The type of what an export path leads to; nullopt if it is unknown.
std::optional<ExternType> find_type(const RemoteModule& module, const std::vector<Name>& path);

// What we find of a module, of which the engine sees nothing: how it ends without the custom sections and annotations,
// and what is wrong with these.
Engine::CustomEnd check_custom_parts(script::ScriptModule&& module, Stage stage, const TypeStorePtr& types,
                                     const Settings& settings);

// Whether calls may change what its instances give: they have, or import, something that is not constant.
bool has_state(const RemoteModule& module);

// What such a path is for the engine: itself, or in a flat module one name; nullopt if that has none.
std::optional<std::vector<Name>> path_there(const RemoteModule& module, const std::vector<Name>& path);

}  // namespace modlink::runner

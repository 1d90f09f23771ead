// Which fields of exported instances a merged module exports.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "tools/transform/merge_exports.h"

namespace modlink::transform {

// Whether names with dots between them lead to something in an instance of this type, itself an instance or not.
bool has_field(const InstanceType& type, std::string_view path);

// Whether `is_wanted` is true of some field that is no instance, by its path behind `name` and a dot. Of types that
// stand for more fields than a module can export, these are not all looked at.
bool has_field(const InstanceType& type, const Name& name, const std::function<bool(std::string_view)>& is_wanted);

// What FlattenOptions::takes_field is then: fields of chosen instances, unless they are hidden, or nobody has named
// them where the instance was chosen for other ones. `inputs` and `choice` have to outlive it.
std::function<bool(const std::vector<Name>&)> chosen_fields(const std::vector<MergeInput>& inputs,
                                                            const ExportChoice& choice,
                                                            const std::vector<MergeExport>& exports);

}  // namespace modlink::transform

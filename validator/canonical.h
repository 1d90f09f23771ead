// Canonical recursive groups. spec: valid/conventions, Rolling and Unrolling
#pragma once

#include <string>

#include "validator/type_store.h"
#include "wast/syntax/hash.h"

namespace modlink {

// A key that two recursive groups share iff they are the same types: members by `rec_index`, all others by `def_type`.
std::string group_key(const RecType& group);

// `sub` with `rec_index` k replaced by the `def_type` with id `first` + k.
SubType unroll(SubType sub, Index first);

void add_to(Hasher& hasher, const ExternTypeMap& map);

}  // namespace modlink

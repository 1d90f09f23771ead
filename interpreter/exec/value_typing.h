// Which types values have. spec: exec/values, Value Typing
#pragma once

#include "interpreter/runtime/store.h"

namespace modlink {

// Whether a value has a (closed) type, and may be used with the store: a reference to what is in another one has no
// type here. A host reference has the types of `extern` and of `any`.
bool check_ref(Store& store, Ref ref, RefType type);
bool check_val(Store& store, const Value& val, ValType type);
// As many values as types, each of its type.
bool check_vals(Store& store, const Values& vals, const ResultType& types);

// The type of a reference: of null the nullable bottom type, which matches all that null has; of a host reference
// `(ref any)`, as nothing tells an external reference from the internal one that is in it.
RefType ref_type(Ref ref);

}  // namespace modlink

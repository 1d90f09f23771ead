// Steps of instantiations as text. spec: exec/modules, Instantiation; Explainer, "Nested Modules"
#pragma once

#include <string>

#include "interpreter/exec/observer.h"

namespace modlink::trace {

// `$PARENT: import "child" is module 0`, `$PARENT/$child: alias "play" of instance 1 is function 3`.
std::string describe(const InstantiationEvent& event);

}  // namespace modlink::trace

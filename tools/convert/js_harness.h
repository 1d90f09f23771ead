// What scripts in JavaScript run on.
#pragma once

namespace modlink::convert {

// It defines `script(name, (t) => …)`, whose `t` has a method for each directive, the values that these take, and
// `finish()`.
extern const char js_harness[];

}  // namespace modlink::convert

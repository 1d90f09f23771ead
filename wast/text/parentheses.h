// Parentheses that do not match, where something else is noticed first. spec: text/conventions
#pragma once

#include "wast/syntax/error.h"
#include "wast/text/lexer.h"

namespace modlink::text {

// What is wrong only because of other fields, a name that nothing binds or an import that comes too late: where
// parentheses do not match, that may be why.
class OutOfContext : public Malformed {
  using Malformed::Malformed;
};

// To be called with where a text is wrong. If a `(` is not closed and comes before that, throws Malformed instead: at a
// field inside of another one, in front of which a `)` has to be missing.
void check_closed_before(const Tokens& tokens, Pos pos);

// To be called when something is OutOfContext. If a `(` is not closed, throws Malformed instead: at such a field, or
// else at the innermost `(` that nothing closes.
void check_closed(const Tokens& tokens);

// Throws Malformed at the first `)` that closes nothing, if there is one.
void check_opened(const Tokens& tokens);

// The same for a text that goes on behind its first form, which is a module and ends before the token `end`: what
// follows is no part of it then, and at fault.
void check_ends_with_module(const Tokens& tokens, std::size_t end);

}  // namespace modlink::text

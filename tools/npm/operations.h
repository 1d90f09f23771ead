// All that can be asked for, a file each. tools/npm/package/modlink.d.ts says what goes in and what comes out
#pragma once

#include "tools/npm/arguments.h"
#include "tools/npm/reply.h"

namespace modlink::npm {

// Throw Error, cli::Failure, and what the C++ library does.
void about(Arguments& arguments, Reply& reply);
void bundle(Arguments& arguments, Reply& reply);
void bytes(Arguments& arguments, Reply& reply);
void explain(Arguments& arguments, Reply& reply);
void flatten(Arguments& arguments, Reply& reply);
void graph(Arguments& arguments, Reply& reply);
void lint(Arguments& arguments, Reply& reply);
void objdump(Arguments& arguments, Reply& reply);
void parse(Arguments& arguments, Reply& reply);
void print(Arguments& arguments, Reply& reply);
void run_script(Arguments& arguments, Reply& reply);
void split(Arguments& arguments, Reply& reply);
void subtype(Arguments& arguments, Reply& reply);
void typing(Arguments& arguments, Reply& reply);
void types(Arguments& arguments, Reply& reply);
void validate(Arguments& arguments, Reply& reply);

class Sessions;
void close_stepping(Arguments& arguments, Reply& reply, Sessions& sessions);
void go_stepping(Arguments& arguments, Reply& reply, Sessions& sessions);
void open_stepping(Arguments& arguments, Reply& reply, Sessions& sessions);
void read_stepping(Arguments& arguments, Reply& reply, Sessions& sessions);

}  // namespace modlink::npm

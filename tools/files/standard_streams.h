// Standard input, output and error.
#pragma once

namespace modlink::cli {

// Takes the numbers of those that are closed, so that no file opened later gets one of them and with it what is
// printed. Reading and writing them fails as before. To be called first of all in a program.
void keep_standard_streams();

}  // namespace modlink::cli

// Standard input, output and error.
#pragma once

#include <initializer_list>
#include <string_view>

#include "tools/files/failure.h"

namespace modlink::cli {

// Takes the numbers of those that are closed, so that no file opened later gets one of them and with it what is
// printed. Reading and writing them fails as before. To be called first of all in a program.
void keep_standard_streams();

// Writes to standard output, which is never known to be there or to have room: whether all was written is found out at
// the end, by `finish_output`.
void print(std::string_view text) noexcept;

// Writes a line of these parts to standard error, behind what was printed before. If that is full or closed, there is
// nobody to tell.
void complain(std::initializer_list<std::string_view> parts) noexcept;

// To be called last in a program that has come to `status`: the status to exit with. Complains in the name of `program`
// if something that was printed to standard output could not be written.
Status finish_output(const char* program, Status status) noexcept;

}  // namespace modlink::cli

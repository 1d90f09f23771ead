// What files begin with. spec: binary/modules, Modules
#include "wast/binary/magic.h"

#include <algorithm>

#include "wast/syntax/other_proposals.h"

namespace modlink {

namespace {

using namespace std::string_view_literals;

struct Format {
  std::string_view magic;
  std::string_view name;
};
constexpr Format formats[] = {
    {"\0asm\1\0\0\0"sv, "a WebAssembly module"},
    {"\0asm\x0d\0\1\0"sv, component_format},
    {"\0asm"sv, "a WebAssembly binary"},
    {"\x1f\x8b"sv, "a gzip file"},
    {"\x28\xb5\x2f\xfd"sv, "a Zstandard file"},
    {"BZh"sv, "a bzip2 file"},
    {"\xfd\x37zXZ\0"sv, "an xz file"},
    {"PK\3\4"sv, "a ZIP file"},
    {"\x7f\x45LF"sv, "an ELF file"},
    {"\xcf\xfa\xed\xfe"sv, "a Mach-O file"},
    {"\xca\xfe\xba\xbe"sv, "a Mach-O or Java class file"},
    {"MZ\x90\0"sv, "a Windows program"},
    {"!<arch>\n"sv, "an archive of object files"},
    {"BC\xc0\xde"sv, "LLVM bitcode"},
    {"<!DOCTYPE"sv, "an HTML page"},
    {"<!doctype"sv, "an HTML page"},
    {"<html"sv, "an HTML page"},
    {"\xff\xfe"sv, "a text in UTF-16"},
    {"\xfe\xff"sv, "a text in UTF-16"},
};

// Those that no text has.
bool is_control_byte(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; }

}  // namespace

std::string_view find_format(std::string_view content) {
  const auto begins = [&](const Format& format) { return content.substr(0, format.magic.size()) == format.magic; };
  const auto* const found = std::find_if(std::begin(formats), std::end(formats), begins);
  return found == std::end(formats) ? std::string_view() : found->name;
}

bool is_binary(std::string_view content) {
  const std::string_view beginning = content.substr(0, 8);
  return !find_format(content).empty() || std::any_of(beginning.begin(), beginning.end(), is_control_byte);
}

}  // namespace modlink

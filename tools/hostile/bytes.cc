// Binary modules by hand. spec: binary
#include "tools/hostile/bytes.h"

#include "wast/binary/writer.h"

namespace modlink::hostile {
namespace {

std::string take(binary::Writer& out) {
  const Bytes bytes = out.take();
  return {bytes.begin(), bytes.end()};
}

std::string sized(const std::string& content) { return u32(static_cast<std::uint32_t>(content.size())) + content; }

std::string vec(const std::vector<std::string>& elements) {
  std::string result = u32(static_cast<std::uint32_t>(elements.size()));
  for (const std::string& element : elements) result += element;
  return result;
}

}  // namespace

std::string op(std::initializer_list<unsigned> bytes) {
  std::string result;
  for (const unsigned byte : bytes) result += static_cast<char>(byte);
  return result;
}

std::string u32(std::uint32_t value) {
  binary::Writer out;
  out.u32(value);
  return take(out);
}

std::string s32(std::int32_t value) {
  binary::Writer out;
  out.s64(value);
  return take(out);
}

std::string repeated(std::size_t times, const std::string& part) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += part;
  return result;
}

std::string binary_module(const std::vector<Section>& sections) {
  std::string result = op({0, 'a', 's', 'm', 1, 0, 0, 0});
  for (const Section& section : sections) result += op({section.id}) + sized(vec(section.elements));
  return result;
}

std::string func_type(std::uint32_t params, std::uint32_t results, const std::string& type) {
  return op({0x60}) + u32(params) + repeated(params, type) + u32(results) + repeated(results, type);
}

std::string export_func(const std::string& name, std::uint32_t func) { return sized(name) + op({0}) + u32(func); }

std::string func_body(const std::string& instructions, std::uint32_t locals) {
  const std::string runs = locals == 0 ? op({0}) : op({1}) + u32(locals) + op({i32_type});
  return sized(runs + instructions + op({0x0b}));
}

std::string call(std::uint32_t func) { return op({0x10}) + u32(func); }

}  // namespace modlink::hostile

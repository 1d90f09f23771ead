// Internal code as text.
#include "interpreter/code/disassemble.h"

namespace modlink {
namespace {

struct OpInfo {
  const char* name;
  const char* layout;
};

constexpr OpInfo infos[] = {
#define OP(name, layout) {#name, layout},
#include "interpreter/code/ops.def"
};

class Disassembler {
 public:
  Disassembler(const ModuleCode& module, const Code& code) : module_(module), code_(code) {}

  std::string run() {
    while (next_ < code_.size) operation();
    return std::move(text_);
  }

 private:
  void operation() {
    const Word word = code_.words[next_];
    const OpInfo& info = infos[word.op];
    text_ += std::to_string(next_++) + ": " + info.name;
    std::uint32_t number = 0;
    const char* separator = " ";
    for (const char* field = info.layout; *field != '\0'; ++field) {
      text_ += separator;
      separator = ", ";
      *field == '*' ? table(number) : this->field(*field, word, number);
    }
    text_ += '\n';
  }

  void field(char kind, Word word, std::uint32_t& number) {
    switch (kind) {
      case 'a': text_ += slot(word.a); return;
      case 'b': text_ += slot(word.b); return;
      case 'c': text_ += slot(word.c); return;
      case 'o': text_ += std::to_string(word.a); return;
      case 'n': text_ += std::to_string(word.c); return;
      default: payload(kind, number); return;
    }
  }

  void payload(char kind, std::uint32_t& number) {
    const std::size_t at = next_++;
    const Word word = code_.words[at];
    number = word.x;
    switch (kind) {
      case 'B': text_ += std::to_string(word.bits); return;
      case 'N': text_ += std::to_string(word.x); return;
      case 'P': text_ += std::to_string(word.x) + ", " + std::to_string(word.y); return;
      case 'T': text_ += target(at); return;
      case 'I': text_ += std::to_string(word.imm) + ", " + target(at); return;
      case 'C': text_ += "func " + std::to_string(word.pointer<const Code>() - module_.funcs.data()); return;
      default: text_ += "type"; return;
    }
  }

  void table(std::uint32_t labels) {
    for (std::uint32_t i = 0; i <= labels; ++i) {
      const std::size_t at = next_++;
      text_ += (i == 0 ? "" : " ") + target(at) + " s" + std::to_string(code_.words[at].imm);
    }
  }

  static std::string slot(std::uint32_t slot) { return "s" + std::to_string(slot); }
  std::string target(std::size_t at) const {
    return "-> " + std::to_string(static_cast<std::int64_t>(at) + code_.words[at].target);
  }

  const ModuleCode& module_;
  const Code& code_;
  std::size_t next_ = 0;
  std::string text_;
};

}  // namespace

std::string disassemble(const ModuleCode& module, Index func) { return Disassembler(module, module.funcs[func]).run(); }

}  // namespace modlink

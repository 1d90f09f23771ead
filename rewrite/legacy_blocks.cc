// What the blocks of a function need that exceptions pass through. spec: the legacy exception handling proposal
#include "rewrite/legacy_blocks.h"

namespace modlink::rewrite {

namespace {

class Survey {
 public:
  void add(const Instr& instr) {
    if (is_opening(instr.op)) return open(instr.op);
    if (is_handler(instr.op)) return begin_handler(instr);
    if (instr.op == Opcode::rethrow) blocks_[at(instr.index).number].handlers.back().is_rethrown = true;
    if (instr.op == Opcode::delegate) blocks_[at(0).number].delegates_to = at(instr.index + 1).catcher;
    if (is_closing(instr.op)) open_.pop_back();
  }

  // A `try` is inside of what it delegates to, so that the latter's own target is known before.
  std::vector<LegacyBlock> finish() {
    for (LegacyBlock& block : blocks_) {
      if (block.delegates_to == LegacyBlock::none) continue;
      const std::uint32_t next = blocks_[block.delegates_to].delegates_to;
      if (next != LegacyBlock::none) block.delegates_to = next;
      blocks_[block.delegates_to].gets_delegated = true;
    }
    return std::move(blocks_);
  }

 private:
  struct Open {
    std::uint32_t number = LegacyBlock::none;  // of a `try` or `try_table`
    std::uint32_t catcher = 0;                 // the number of the block that gets what is thrown in this part
  };

  const Open& at(Index label) const { return open_[open_.size() - 1 - label]; }

  void open(Opcode op) {
    Open block{LegacyBlock::none, at(0).catcher};
    if (op == Opcode::try_ || op == Opcode::try_table) {
      block.number = block.catcher = static_cast<std::uint32_t>(blocks_.size());
      blocks_.emplace_back();
    }
    open_.push_back(block);
  }

  void begin_handler(const Instr& instr) {
    open_.back().catcher = at(1).catcher;
    const bool all = instr.op == Opcode::catch_all;
    blocks_[at(0).number].handlers.push_back({all, all ? 0 : instr.index});
  }

  std::vector<LegacyBlock> blocks_ = std::vector<LegacyBlock>(1);
  std::vector<Open> open_ = {{0, 0}};
};

}  // namespace

std::vector<LegacyBlock> legacy_blocks(const Expr& body) {
  Survey survey;
  for (const Instr instr : body.instrs()) survey.add(instr);
  return survey.finish();
}

}  // namespace modlink::rewrite

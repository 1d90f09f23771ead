// Decoding of function bodies. spec: binary/modules, Code Section
#include "wast/binary/decode_bodies.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "wast/binary/decode_types.h"

namespace modlink::binary {

namespace {

LocalRun decode_local_run(Decoder& d) {
  const std::uint32_t count = d.in.u32();
  return {count, decode_val_type(d)};
}

bool can_extend(const std::vector<LocalRun>& runs, ValType type) { return !runs.empty() && runs.back().type == type; }

}  // namespace

Expr unread_code() {
  constexpr std::string_view content("\0\x0b", 2);
  return Expr(ExprBytes{std::make_shared<const Source>("unread", std::string(content), Source::Kind::binary), 0, 2, 2});
}

BodyDecoder::BodyDecoder(Decoder& decoder) : d_(decoder), exprs_(decoder) {
  if (d_.extent == Extent::declarations) unread_ = unread_code();
}

// All runs are read first: too many for the format is malformed, too many for this implementation a limit.
std::vector<LocalRun> BodyDecoder::decode_locals() {
  std::vector<LocalRun> result;
  const Pos pos = d_.in.pos();
  const std::uint32_t runs = d_.in.length();
  if (d_.observer) d_.observer->count(d_.since(pos), runs, "runs of locals");
  std::uint64_t total = 0;
  for (std::uint32_t i = 0; i < runs; ++i) {
    const LocalRun run = decode_item(d_, decode_local_run);
    total += run.count;
    require(total <= UINT32_MAX, pos, "too many locals");
    if (run.count == 0) continue;
    if (can_extend(result, run.type)) {
      result.back().count += run.count;
    } else {
      result.push_back(run);
    }
  }
  require_limit(total, d_.limits.locals, pos, "locals");
  return result;
}

// Of `size` bytes, if they are passed over. Whether there is an instruction besides `end` can be seen from outside.
Expr BodyDecoder::decode_code(std::size_t size) {
  if (d_.extent == Extent::all || size <= 1) return exprs_.decode();
  const Pos begin = d_.in.pos();
  d_.in.bytes(size);
  return d_.extent == Extent::unchecked ? Expr(ExprBytes{d_.source, begin, d_.in.pos(), 0}) : unread_;
}

void BodyDecoder::decode(Func& func, std::uint32_t size) {
  const Pos start = d_.in.pos();
  func.locals = decode_locals();
  const std::size_t locals_size = d_.in.pos() - start;
  func.body = decode_code(size - std::min<std::size_t>(locals_size, size));
  note_data_index(exprs_.data_index_pos());
  require(d_.in.pos() == start + size, start, "section size mismatch");
}

}  // namespace modlink::binary

// What is wrong, as JSON: where, in which stage, and what.
#include "tools/npm/errors.h"

#include <algorithm>
#include <new>
#include <string_view>

#include "tools/files/failure.h"
#include "wast/syntax/error.h"
#include "wast/syntax/error_code.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/utf8.h"

namespace modlink::npm {

namespace {

// Up to the quotation mark that ends it, or the end of the line.
std::size_t string_length(std::string_view text) {
  for (std::size_t i = 1; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '"') return i + 1;
    if (text[i] == '\\') ++i;
  }
  return std::min(text.find('\n'), text.size());
}

// Of the token at the front, one with what is in it of a string, and of a parenthesis with the keyword behind it.
std::size_t token_length(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == '"') return string_length(text);
  const std::size_t first = std::max<std::size_t>(utf8_length(text), 1);
  std::size_t length = text[0] == '(' || is_id_char(text[0]) ? 1 : 0;
  while (length != 0 && length < text.size() && is_id_char(text[length])) ++length;
  return std::max(length, first);
}

// Code points beyond the first 65536, of four bytes, are two units.
std::size_t count_utf16(std::string_view text) {
  const auto is_long = [](char byte) { return static_cast<unsigned char>(byte) >= 0xf0; };
  return count_code_points(text) + static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_long));
}

void add_text_place(Json& json, const Source& source, std::size_t begin, const Utf16Offsets* offsets) {
  const std::string_view token = source.content().substr(begin, token_length(source.content().substr(begin)));
  const Source::Location location = source.locate(static_cast<Pos>(begin));
  const std::size_t offset = offsets ? offsets->at(begin) : count_utf16(source.content().substr(0, begin));
  json["offset"] = offset;
  json["endOffset"] = offset + count_utf16(token);
  json["line"] = location.line;
  json["column"] = location.column;
  json["endColumn"] = location.column + count_code_points(token);
}

Json make_error(std::string_view stage, const std::string& message, const std::string& code) {
  Json json = {{"stage", stage}, {"message", message}};
  if (!code.empty()) json["code"] = code;
  return json;
}

Json json_of(const Error& error) {
  Json json = make_error(to_string(error.stage()), error.message(), error.code());
  add_place(json, error.source(), error.pos());
  json["diagnosis"] = error.diagnose();
  return json;
}

Json json_of(const cli::Failure& failure) {
  const char* stage = failure.status == cli::Status::usage ? "usage" : "refused";
  if (failure.status == cli::Status::internal) stage = "internal";
  Json json = make_error(stage, failure.message, error_code(failure.message));
  add_place(json, failure.source, failure.pos);
  json["diagnosis"] = failure.text();
  return json;
}

}  // namespace

Utf16Offsets::Utf16Offsets(std::string_view text) : text_(text) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size(); at += stride) {
    marks_.push_back(units);
    units += count_utf16(text.substr(at, stride));
  }
  marks_.push_back(units);
}

std::size_t Utf16Offsets::at(std::size_t byte) const {
  const std::size_t mark = byte / stride;
  return marks_[mark] + count_utf16(text_.substr(mark * stride, byte - mark * stride));
}

void add_place(Json& json, const SourcePtr& source, Pos pos, const Utf16Offsets* offsets) {
  if (!source) return;
  json["file"] = source->name();
  if (pos == no_pos) return;
  const std::size_t begin = std::min<std::size_t>(pos, source->content().size());
  if (source->kind() == Source::Kind::text) return add_text_place(json, *source, begin, offsets);
  json["offset"] = begin;
}

Json error_json(const std::exception_ptr& exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const Error& error) {
    return json_of(error);
  } catch (const cli::Failure& failure) {
    return json_of(failure);
  } catch (const std::bad_alloc&) {
    return make_error("limit", out_of_memory, error_code(out_of_memory));
  } catch (const std::exception& error) {
    return make_error("internal", without_controls(error.what()), {});
  } catch (...) {
    return make_error("internal", "an exception of no known type", {});
  }
}

}  // namespace modlink::npm

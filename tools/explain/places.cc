// Where rules are written: the places that explanations name.
#include "tools/explain/places.h"

#include <fmt/format.h>

#include <cctype>

namespace modlink::explain {

namespace {

constexpr std::string_view core = "core ";
constexpr std::string_view proposal = "proposal ";

bool begins_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

bool is_number(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }

Place with_anchor(Place::Kind kind, std::string_view text) {
  const std::size_t hash = std::min(text.find('#'), text.size());
  Place place{kind, std::string(text.substr(0, hash)), {}};
  if (hash < text.size()) place.anchor = text.substr(hash + 1);
  return place;
}

Place parse_place(std::string_view text) {
  if (begins_with(text, core)) return with_anchor(Place::Kind::core, text.substr(core.size()));
  if (begins_with(text, proposal)) return {Place::Kind::proposal, std::string(text.substr(proposal.size())), {}};
  if (begins_with(text, "docs/")) return with_anchor(Place::Kind::page, text);
  if (text.find(".md") != text.npos) return with_anchor(Place::Kind::chapter, text);
  if (begins_with(text, "D") && is_number(text.substr(1))) return {Place::Kind::decision, {}, std::string(text)};
  const std::size_t dot = text.rfind('.');
  if (dot == text.npos || !is_number(text.substr(dot + 1))) return {};
  return {Place::Kind::rule, std::string(text.substr(0, dot)), std::string(text)};
}

std::string url_of(const Place& place) {
  const std::string anchor = place.anchor.empty() ? "" : "#" + html_anchor(place.anchor);
  switch (place.kind) {
    case Place::Kind::core: return fmt::format("https://webassembly.github.io/spec/core/{}.html{}", place.file, anchor);
    case Place::Kind::chapter:
      return fmt::format("https://github.com/WebAssembly/module-linking/blob/main/design/proposals/module-linking/{}{}",
                         place.file, anchor);
    case Place::Kind::proposal: return "https://github.com/WebAssembly/" + place.file;
    default: return {};
  }
}

}  // namespace

std::vector<Place> places_of(std::string_view places) {
  std::vector<Place> result;
  while (!places.empty()) {
    const std::size_t end = std::min(places.find("; "), places.size());
    result.push_back(parse_place(places.substr(0, end)));
    places.remove_prefix(std::min(end + 2, places.size()));
  }
  return result;
}

std::string html_anchor(std::string_view label) {
  std::string result;
  for (const char c : label) {
    if (std::isalnum(static_cast<unsigned char>(c))) {
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!result.empty() && result.back() != '-') {
      result += '-';
    }
  }
  while (!result.empty() && result.back() == '-') result.pop_back();
  return result;
}

std::string to_text(const Place& place) {
  switch (place.kind) {
    case Place::Kind::core: return "core specification: " + url_of(place);
    case Place::Kind::chapter: return "module linking: " + url_of(place);
    case Place::Kind::rule: return fmt::format("rule {} (spec-tests/rules/{}.txt)", place.anchor, place.file);
    case Place::Kind::decision: return fmt::format("decision {} (docs/decisions.md)", place.anchor);
    case Place::Kind::page: return place.file + (place.anchor.empty() ? "" : "#" + place.anchor);
    case Place::Kind::proposal: return fmt::format("proposal {}: {}", place.file, url_of(place));
    case Place::Kind::ill_formed: return {};
  }
  return {};
}

std::string to_markdown(const Place& place) {
  switch (place.kind) {
    case Place::Kind::core: return fmt::format("[{}]({})", place.file, url_of(place));
    case Place::Kind::chapter: return fmt::format("[{}]({})", place.file, url_of(place));
    case Place::Kind::rule: return fmt::format("[{}](../spec-tests/rules/{}.txt)", place.anchor, place.file);
    case Place::Kind::decision: return fmt::format("[{}](decisions.md)", place.anchor);
    case Place::Kind::page: {
      const std::string file = place.file.substr(place.file.find('/') + 1);
      return fmt::format("[{}]({}{})", file, file, place.anchor.empty() ? "" : "#" + place.anchor);
    }
    case Place::Kind::proposal: return fmt::format("[{}]({})", place.file, url_of(place));
    case Place::Kind::ill_formed: return {};
  }
  return {};
}

}  // namespace modlink::explain

// Which strings are prose is decided by their key and by the type of the object that holds them; names are translated only
// for types that are known to bear titles. Line breaks divide a string into blocks, and stay. What holds markup is read as a piece
// of HTML of its own: each line, or, if the markup has paragraphs, the whole string.
#include "html/json_ld.h"
#include <algorithm>
#include <array>
#include <optional>
#include "base/ascii.h"
#include "document/label.h"
#include "document/letters.h"
#include "html/edits.h"
#include "html/entities.h"
#include "html/html_document.h"
#include "html/lexer.h"

namespace dragoman::html {
namespace {

using document::JsonContainer;
using document::JsonString;
using document::JsonStrings;
using document::SourceBlock;

struct Key {
  std::string_view name;  // lower case
  BlockRole role;
};
constexpr std::array kProse = {Key{"headline", BlockRole::kHeadline},
                               Key{"alternativeheadline", BlockRole::kHeadline},
                               Key{"description", BlockRole::kStandfirst},
                               Key{"abstract", BlockRole::kStandfirst},
                               Key{"disambiguatingdescription", BlockRole::kStandfirst},
                               Key{"backstory", BlockRole::kText},
                               Key{"articlebody", BlockRole::kText},
                               Key{"reviewbody", BlockRole::kText},
                               Key{"text", BlockRole::kText},
                               Key{"accessibilitysummary", BlockRole::kText},
                               Key{"caption", BlockRole::kCaption},
                               Key{"articlesection", BlockRole::kMetadata},
                               Key{"keywords", BlockRole::kMetadata},
                               Key{"genre", BlockRole::kMetadata},
                               Key{"jobtitle", BlockRole::kMetadata}};

// Types whose "name" is a title, as parts of lower-case type names; of all others it is somebody's or something's name.
constexpr std::array<std::string_view, 12> kTitled = {"article",     "posting",        "webpage",      "videoobject",
                                                      "audioobject", "question",       "breadcrumb",   "itemlist",
                                                      "howto",       "collectionpage", "creativework", "listitem"};
constexpr std::array<std::string_view, 7> kNamed = {"person", "organization", "organisation", "corporation",
                                                    "brand",  "place",        "website"};

template <std::size_t n>
bool mentions(std::string_view type, const std::array<std::string_view, n>& parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return type.find(part) != std::string_view::npos; });
}

/// Addresses, dates, codes and identifiers, which have prose's keys now and then.
bool is_code(std::string_view text) {
  const ByteRange inner = document::trim(text, {0, text.size()}, "\t\r\n");
  text = text.substr(inner.begin, inner.end - inner.begin);
  if (text.empty()) return true;
  const bool one_word = std::ranges::none_of(text, is_html_space);
  if (text.find("://") != std::string_view::npos &&
      text.substr(0, text.find("://")).find(' ') == std::string_view::npos)
    return true;
  if (text.starts_with("//") || text.starts_with("/") || text.starts_with("@") || text.starts_with("#"))
    return one_word;
  if (text.find_first_not_of("0123456789.,:/ -+TZ") == std::string_view::npos) return true;
  if (!one_word) return false;
  const bool capitals = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == std::string_view::npos;
  const bool duration = text.size() > 1 && text[0] == 'P' && (text[1] == 'T' || base::is_ascii_digit(text[1]));
  const bool date =
      text.size() > 6 && std::all_of(text.begin(), text.begin() + 4, base::is_ascii_digit) && text[4] == '-';
  const bool language = text.size() == 2 || (text.size() == 5 && text[2] == '-');
  return capitals || duration || date || language || text.find_first_of("@_=:") != std::string_view::npos;
}

bool has_tag(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const char c = at + 1 < text.size() ? text[at + 1] : ' ';
    if (base::is_ascii_letter(c) || c == '/' || c == '!') return true;
  }
  return false;
}

/// Whether the markup has paragraphs or the like, so that line breaks are mere white space.
bool has_block_tag(std::string_view text) {
  static constexpr std::array<std::string_view, 16> kTags = {
      "p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "table", "blockquote"};
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n\f/>", at + 1), text.size());
    const std::string_view name = text.substr(at + 1, end - at - 1);
    if (std::ranges::any_of(kTags, [&](std::string_view tag) { return equal_names(tag, name); })) return true;
  }
  return false;
}

/// A line of `text` with the line breaks before it, or, where nothing stands before, behind it.
ByteRange with_break(std::string_view text, ByteRange line, bool first) {
  constexpr std::string_view kSpaces = " \t\r\n\f";
  if (first) return {line.begin, std::min(text.find_first_not_of(kSpaces, line.end), text.size())};
  const std::size_t last = text.substr(0, line.begin).find_last_not_of(kSpaces);
  return {last == std::string_view::npos ? 0 : last + 1, line.end};
}

/// White space collapsed, as text of a block is.
std::string with_single_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_html_space(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string text_of(const document::Placement& placement) {
  std::string out;
  for (const document::Piece& piece : placement.pieces) out += piece.text;
  return out;
}

}  // namespace

class JsonLdReader {
 public:
  JsonLdReader(const JsonStrings& json, const PageReadOptions& options, JsonLd& out)
      : json_(json), options_(options), out_(out) {}
  void read(ByteRange content) {
    for (const JsonString& string : json_.strings()) {
      const auto role = role_of(string);
      if (role && !string.half_pair && !is_code(string.value)) add(string, *role, content.begin);
    }
  }

 private:
  std::optional<BlockRole> role_of(const JsonString& string) const;
  std::optional<BlockRole> role_of_name(const JsonContainer& object, std::string_view type) const;
  bool in_context(const JsonString& string) const;
  void add(const JsonString& string, BlockRole role, std::size_t offset);
  void add_lines(JsonLd::Value& value, BlockRole role);
  void add_line(JsonLd::Value& value, ByteRange line, BlockRole role);
  bool add_markup(JsonLd::Value& value, ByteRange line, BlockRole role);

  const JsonStrings& json_;
  const PageReadOptions& options_;
  JsonLd& out_;
};

/// "@context" gives the words their meaning: its strings are addresses whatever their keys.
bool JsonLdReader::in_context(const JsonString& string) const {
  for (int at = string.container; at >= 0; at = json_.containers()[at].parent) {
    if (json_.containers()[at].key == "@context") return true;
  }
  return false;
}

std::optional<BlockRole> JsonLdReader::role_of_name(const JsonContainer& object, std::string_view type) const {
  if (mentions(type, kNamed)) return std::nullopt;
  const JsonContainer* above = json_.object_above(object);
  // {"@type": "ListItem", "item": {"name": "World"}}
  const bool in_list =
      type.empty() && above != nullptr && document::folded(above->type).find("listitem") != std::string::npos;
  if (in_list || type.find("listitem") != std::string_view::npos) return BlockRole::kNavigation;
  return mentions(type, kTitled) ? std::optional(BlockRole::kHeadline) : std::nullopt;
}

std::optional<BlockRole> JsonLdReader::role_of(const JsonString& string) const {
  const JsonContainer* object = json_.object_of(string);
  if (object == nullptr) return std::nullopt;
  const std::string key = document::folded(json_.key_of(string));
  const auto* known = std::ranges::find(kProse, key, &Key::name);
  if ((known == kProse.end() && key != "name") || in_context(string)) return std::nullopt;
  if (key == "name") return role_of_name(*object, document::folded(object->type));
  return known->role;
}

bool JsonLdReader::add_markup(JsonLd::Value& value, ByteRange line, BlockRole role) {
  auto markup = read_html_fragment(std::string_view(value.text).substr(line.begin, line.end - line.begin), options_);
  if (!markup) return false;
  value.lines.push_back({line, (*markup)->blocks().size(), std::move(*markup)});
  for (SourceBlock block : value.lines.back().markup->blocks()) {
    if (block.role == BlockRole::kText) block.role = role;
    if (block.role == BlockRole::kLabel) block.note = document::kLabelGoes;
    // Marks are written by the inner document.
    out_.blocks_.push_back(std::move(block));
  }
  return true;
}

void JsonLdReader::add_line(JsonLd::Value& value, ByteRange line, BlockRole role) {
  const std::string raw(value.text, line.begin, line.end - line.begin);
  if (has_tag(raw) && add_markup(value, line, role)) return;
  SourceBlock block;
  block.text = with_single_blanks(value.entities ? decode_text(raw, false) : raw);
  if (block.text.empty()) return;
  block.role = role;
  document::drop_labels(block);
  // A line that goes takes its line break along.
  const auto goes = [](const SourceBlock& one) { return one.role == BlockRole::kLabel; };
  const auto before = std::span(out_.blocks_).subspan(value.first_block);
  if (goes(block)) line = with_break(value.text, line, std::ranges::all_of(before, goes));
  if (!value.lines.empty()) line.begin = std::max(line.begin, value.lines.back().range.end);
  value.lines.push_back({line});
  out_.blocks_.push_back(std::move(block));
}

void JsonLdReader::add_lines(JsonLd::Value& value, BlockRole role) {
  value.entities = needs_decoding(value.text) && value.text.find('&') != std::string::npos;
  const std::string_view text = value.text;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    const ByteRange line = document::trim(text, {begin, end}, "\t\f");
    begin = end + 1;
    if (line.begin < line.end) add_line(value, line, role);
  }
}

void JsonLdReader::add(const JsonString& string, BlockRole role, std::size_t offset) {
  JsonLd::Value value;
  value.range = {string.range.begin + offset, string.range.end + offset};
  value.text = string.value;
  value.first_block = out_.blocks_.size();
  if (!has_block_tag(value.text) || !add_markup(value, {0, value.text.size()}, role)) add_lines(value, role);
  value.block_count = out_.blocks_.size() - value.first_block;
  if (value.block_count > 0) out_.values_.push_back(std::move(value));
}

JsonLd JsonLd::read(std::string_view source, ByteRange content, const PageReadOptions& options, bool xhtml) {
  JsonLd out;
  const auto json = JsonStrings::read(source.substr(content.begin, content.end - content.begin));
  if (!json) {
    out.fault_ = json.error().what;
    return out;
  }
  out.style_ = document::style_in_script(json->style());
  if (xhtml) out.style_.escaped.set('&').set('>');
  JsonLdReader(*json, options, out).read(content);
  return out;
}

std::string JsonLd::written(const Value& value, std::span<const document::Placement> placements) const {
  std::string out;
  std::size_t at = 0, first = 0;
  for (const Line& line : value.lines) {
    const auto own = placements.subspan(first, line.block_count);
    first += line.block_count;
    if (std::ranges::none_of(own, &document::Placement::changed)) continue;
    std::string text;
    if (line.markup == nullptr) {
      text = value.entities ? escape_text(text_of(own.front())) : text_of(own.front());
    } else if (auto bytes = line.markup->write(own, nullptr)) {
      text = std::move(*bytes);
    } else {
      continue;
    }
    out += value.text.substr(at, line.range.begin - at) + text;
    at = line.range.end;
  }
  return out += value.text.substr(at);
}

void JsonLd::write(std::span<const document::Placement> placements, document::Splices& splices) const {
  for (const Value& value : values_) {
    const auto own = placements.subspan(value.first_block, value.block_count);
    if (std::ranges::none_of(own, &document::Placement::changed)) continue;
    splices.replace(value.range, document::encode_json_string(written(value, own), style_));
  }
}

}  // namespace dragoman::html

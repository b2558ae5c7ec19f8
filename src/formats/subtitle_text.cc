// In WebVTT every "<" begins a tag. SRT has no standard: the tags that players know are tags, and anything else is text.
#include "formats/subtitle_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/plain_text.h"
#include "html/entities.h"
#include "text/utf8.h"

namespace dragoman::formats {
namespace {

using Kind = InlineToken::Kind;

constexpr std::size_t kLongestCueTag = 300;

/// "i" of "<i>", "c" of "<c.yellow>", "" of a time; lower case.
std::string cue_tag_name(std::string_view tag) {
  std::string name;
  for (const char c : tag.substr(tag.starts_with("</") ? 2 : 1)) {
    if (c == '>' || c == '.' || c == '/' || is_blank(c)) break;
    name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return name;
}

bool srt_knows(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kNames = {"i",      "b",    "u", "s", "font", "em",
                                                              "strong", "span", "c", "v", "ruby", "rt"};
  return name == "br" || std::ranges::find(kNames, name) != kNames.end();
}

/// Length of the tag at the beginning of `text`, "{\an8}" of SubStation included; 0 if there is none.
std::size_t tag_length(std::string_view text, PageFormat format) {
  if (text.starts_with("{\\")) {
    const std::size_t end = text.substr(0, kLongestCueTag).find('}');
    return end == std::string_view::npos ? 0 : end + 1;
  }
  if (!text.starts_with('<')) return 0;
  const std::size_t end = text.find('>');
  if (format == PageFormat::kWebVtt) return end == std::string_view::npos ? text.size() : end + 1;
  if (end >= kLongestCueTag) return 0;  // or there is none
  return srt_knows(cue_tag_name(text.substr(0, end + 1))) ? end + 1 : 0;
}

InlineToken tag_token(std::string_view tag, ByteRange source) {
  InlineToken token;
  token.source = source;
  token.name = tag.starts_with('<') ? cue_tag_name(tag) : "";
  const bool paired = !token.name.empty() && token.name != "br" && !(token.name[0] >= '0' && token.name[0] <= '9') &&
                      tag.ends_with('>');
  token.kind = !paired ? Kind::kPoint : tag.starts_with("</") ? Kind::kClose : Kind::kOpen;
  return token;
}

std::string decoded(std::string_view text, PageFormat format) {
  if (format != PageFormat::kWebVtt) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = text[at] == '&' ? html::decode_reference(text, at, false, out) : 0;
    if (length == 0) out += text[at];
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

}  // namespace

std::size_t line_prefix(std::string_view line, PageFormat format, bool& speaker) {
  static constexpr std::array<std::string_view, 6> kDashes = {"-",  "\xE2\x80\x90", "\xE2\x80\x93", "\xE2\x80\x94",
                                                              ">>", "&gt;&gt;"};
  std::size_t at = 0;
  const auto skip_blanks = [&] {
    while (at < line.size() && is_blank(line[at])) ++at;
  };
  skip_blanks();
  for (;;) {
    const std::string_view rest = line.substr(at);
    const std::size_t tag = tag_length(rest, format);
    const bool voice = tag != 0 && rest.starts_with("<v") && cue_tag_name(rest.substr(0, tag)) == "v";
    if (tag == 0 || !(voice || rest.starts_with('{'))) break;
    speaker = speaker || voice;
    at += tag;
    skip_blanks();
  }
  for (const std::string_view dash : kDashes) {
    if (!line.substr(at).starts_with(dash)) continue;
    // "-5" and "--" are no speakers.
    const std::string_view behind = line.substr(at + dash.size());
    if (dash == "-" && (behind.empty() || behind[0] == '-' || (behind[0] >= '0' && behind[0] <= '9'))) continue;
    speaker = true;
    at += dash.size();
    skip_blanks();
    break;
  }
  return at;
}

bool is_sound(std::string_view text) {
  const bool square = text.starts_with('[') && text.ends_with(']'),
             round = text.starts_with('(') && text.ends_with(')');
  return (square || round) && text.find_first_of("[]()", 1) == text.size() - 1;
}

std::size_t speaker_in_capitals(std::string_view text) {
  constexpr std::size_t kLongestSpeaker = 40;  // bytes
  const std::size_t colon = text.substr(0, kLongestSpeaker).find(": ");
  if (colon == std::string_view::npos || colon < 2) return 0;
  const auto has = [&](ByteRange range, bool (*kind)(char32_t)) {
    for (std::size_t at = range.begin; at < range.end;) {
      if (kind(text::code_point_at(text, at, at))) return true;
    }
    return false;
  };
  const ByteRange speaker{0, colon}, speech{colon + 1, text.size()};
  return has(speaker, is_capital) && !has(speaker, is_small) && has(speech, is_small) ? colon + 1 : 0;
}

void add_tokens(std::string_view text, ByteRange range, PageFormat format, std::vector<InlineToken>& tokens) {
  const std::size_t first = tokens.size();
  const std::string_view all = text.substr(0, range.end);
  std::size_t from = range.begin;
  const auto add_text = [&](std::size_t end) {
    if (from < end) tokens.push_back({Kind::kText, {from, end}, decoded(part(all, {from, end}), format)});
  };
  for (std::size_t at = range.begin; at < range.end;) {
    const std::size_t length = tag_length(all.substr(at), format);
    if (length == 0) {
      ++at;
      continue;
    }
    add_text(at);
    tokens.push_back(tag_token(all.substr(at, length), {at, at + length}));
    at += length;
    from = at;
  }
  add_text(range.end);
  pair_tokens(tokens, first);
}

std::string cue_text(std::string_view words, PageFormat format) {
  const bool vtt = format == PageFormat::kWebVtt;
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    if (vtt && c == '&') {
      out += "&amp;";
    } else if (vtt && c == '<') {
      out += "&lt;";
    } else if (vtt && c == '>') {
      out += "&gt;";
    } else if (!vtt && words.substr(i).starts_with("-->")) {
      out += "- ->";  // an arrow would be read as times
      i += 2;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace dragoman::formats

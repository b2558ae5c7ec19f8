// Two tables of the same keys, one a language; the longest opening of the source language that stands there is taken.
#include <map>
#include <string>
#include <vector>
#include "document/data_file.h"
#include "document/embedded.h"
#include "document/letters.h"
#include "document/news_forms.h"
#include "document/news_words.h"

namespace dragoman::document {
namespace {

using Openings = std::map<std::string, std::vector<NamedLine>, std::less<>>;

const std::vector<NamedLine>& openings_of(std::string_view language) {
  static const Openings kAll = [] {
    Openings all;
    for (const char* code : {"en", "pt", "es", "fr", "de", "ar"}) {
      const std::string_view file = embedded_file("news/" + std::string(code) + ".txt");
      for (const std::string_view line : section_lines(file, "openings")) all[code].push_back(named_line(line));
    }
    return all;
  }();
  static const std::vector<NamedLine> kNone;
  const auto found = kAll.find(language.substr(0, language.find('-')));
  return found == kAll.end() ? kNone : found->second;
}

/// Latin letters of one or two bytes; others stay.
std::string in_capitals(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    const bool accented = i > 0 && out[i - 1] == '\xC3' && byte >= 0xA0 && byte <= 0xBE && byte != 0xB7;
    if ((byte >= 'a' && byte <= 'z') || accented) out[i] = static_cast<char>(byte - 0x20);
  }
  return out;
}

/// "POR" for "BY": the counterpart of words in capitals is in capitals.
std::string in_case_of(std::string_view shown, std::string_view counterpart) {
  const std::string_view first = shown.substr(0, shown.find(' '));
  const bool capitals = first.size() > 1 && in_capitals(first) == first;
  return capitals ? in_capitals(counterpart) : std::string(counterpart);
}

}  // namespace

std::optional<Opening> find_opening(std::string_view text, std::string_view source_language,
                                    std::string_view target_language) {
  constexpr std::size_t kLongestLine = 200;  // of a byline
  const ByteRange all = trim(text, {0, text.size()});
  if (all.end - all.begin > kLongestLine) return std::nullopt;
  if (openings_of(source_language).empty() || openings_of(target_language).empty()) return std::nullopt;
  const std::string low = folded(text);
  if (low.size() != text.size()) return std::nullopt;
  const NamedLine* best = nullptr;
  const std::vector<NamedLine>& openings = openings_of(source_language);
  for (const NamedLine& opening : openings) {
    const std::size_t size = opening.value.size(), end = all.begin + size;
    if (low.compare(all.begin, size, folded(opening.value)) != 0 || (best != nullptr && best->value.size() >= size))
      continue;
    const bool alone = end == all.end;
    if (opening.name == kNewsroom ? alone : !alone && text[end] == ' ') best = &opening;
  }
  if (best == nullptr || (best->name != kNewsroom && !is_byline(text))) return std::nullopt;
  const ByteRange range{all.begin, all.begin + best->value.size()};
  const std::string_view shown = text.substr(range.begin, range.end - range.begin);
  for (const NamedLine& opening : openings_of(target_language)) {
    if (opening.name == best->name) return Opening{range, in_case_of(shown, opening.value)};
  }
  return std::nullopt;
}

}  // namespace dragoman::document

// Wordings and notices are data (data/labels.txt). A line is a label if it is made of a known wording and little else:
// "Beta V.2.3 | Powered by automated translation" is one.
#include "document/label.h"
#include <vector>
#include "document/data_file.h"
#include "document/embedded.h"
#include "document/letters.h"

namespace dragoman::document {
namespace {

constexpr std::string_view kBeta = "Beta V.1.0 - ";
constexpr std::string_view kSigns = "-|.,:;!()[]*\"'";
constexpr std::size_t kLongestLine = 200;  // bytes
constexpr std::size_t kMostWords = 14;
constexpr std::size_t kMoreWords = 4;  // that a label may have beside the known wording: version, "Beta"

struct Wording {
  std::string tag;  // folded; "" for a notice
  std::string_view text;
  std::string core;  // folded, without "Beta V.1.0"
};

std::vector<Wording> read_wordings() {
  const std::string_view file = embedded_file("labels.txt");
  std::vector<Wording> out;
  for (const std::string_view line : section_lines(file, "labels")) {
    const NamedLine named = named_line(line);
    const std::size_t skipped = named.value.substr(0, kBeta.size()) == kBeta ? kBeta.size() : 0;
    out.push_back({folded(named.name), named.value, folded(named.value.substr(skipped))});
  }
  for (const std::string_view line : section_lines(file, "notices")) out.push_back({"", line, folded(line)});
  return out;
}

const std::vector<Wording>& wordings() {
  static const std::vector<Wording> kWordings = read_wordings();
  return kWordings;
}

/// Words that are more than signs.
std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  for (const ByteRange word : words_of(text)) {
    const ByteRange inner = trim(text, word, kSigns);
    count += inner.end > inner.begin && text.substr(inner.begin, inner.end - inner.begin) != "–";
  }
  return count;
}

/// Where `core` stands in `text` as words of its own; npos if nowhere. Scripts without case may join words without a blank.
std::size_t find_words(std::string_view text, std::string_view core) {
  const auto cased = [](char32_t c) { return is_upper(c) || is_lower(c); };
  for (std::size_t found = 0; (found = text.find(core, found)) != std::string_view::npos; ++found) {
    std::size_t before = found, end = found + core.size();
    while (before > 0 && (static_cast<unsigned char>(text[--before]) & 0xC0) == 0x80) {
    }
    const bool joined_before = found > 0 && cased(next_code_point(text, before));
    if (!joined_before && (end == text.size() || !cased(next_code_point(text, end)))) return found;
  }
  return std::string_view::npos;
}

}  // namespace

std::string label_text(std::string_view language) {
  std::string tag = folded(language);
  for (char& c : tag) c = c == '_' ? '-' : c;
  while (!tag.empty()) {
    for (const Wording& wording : wordings()) {
      if (wording.tag == tag) return std::string(wording.text);
    }
    const std::size_t dash = tag.rfind('-');
    tag.resize(dash == std::string::npos ? 0 : dash);
  }
  return std::string(kEnglishLabel);
}

std::string label_language(std::string_view label, std::string_view target) {
  return label == kEnglishLabel ? "en" : std::string(target);
}

bool is_label_line(std::string_view text) {
  if (text.size() > kLongestLine || words_of(text).size() > kMostWords) return false;
  const std::string line = folded(text);
  const ByteRange inner = trim(line, {0, line.size()}, kSigns);
  const std::string_view bare = std::string_view(line).substr(inner.begin, inner.end - inner.begin);
  const bool names_beta = bare.substr(0, 5) == "beta ";
  for (const Wording& wording : wordings()) {
    if (find_words(bare, wording.core) == std::string_view::npos) continue;
    if (bare.size() == wording.core.size()) return true;
    // Two words of a notice are the subject of many sentences: they must stand alone, or behind "Beta".
    const std::size_t allowed = names_beta ? kMoreWords : count_words(wording.core) > 3 ? 1 : 0;
    if (count_words(bare) <= count_words(wording.core) + allowed) return true;
  }
  return false;
}

}  // namespace dragoman::document

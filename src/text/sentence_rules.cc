// Words are keys into flags; the keys lie in the embedded files, so reading a language allocates little. Other
// spellings of a word (capitals, the start of a sentence) are tried when it is looked up, not stored.
#include "text/sentence_rules.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>

#include "text/embedded.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

struct StopSection {
  std::string_view name;
  StopKind kind;
};
constexpr StopSection kStopSections[] = {
    {"titles", StopKind::kNever}, {"never", StopKind::kNever},    {"numbers", StopKind::kNumber},
    {"months", StopKind::kMonth}, {"may-end", StopKind::kMayEnd}, {"often-end", StopKind::kOftenEnd},
};

bool is_capital(char32_t c) { return u_isupper(static_cast<UChar32>(c)) != 0; }

/// `word` in lower case from its letter number `from` on.
std::string lowered(std::string_view word, std::size_t from) {
  std::string out;
  std::size_t letter = 0;
  for (std::size_t at = 0; at < word.size(); ++letter) {
    const char32_t c = code_point_at(word, at, at);
    append_code_point(out, letter < from ? c : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
  }
  return out;
}

std::string with_plain_spaces(std::string_view text) {
  std::string out(text);
  for (std::size_t nbsp; (nbsp = out.find("\u00A0")) != std::string::npos;) out.replace(nbsp, 2, " ");
  return out;
}

struct Shape {
  std::size_t letters = 0, capitals = 0;
  bool first_capital = false;
};

Shape shape_of(std::string_view word) {
  Shape shape;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = code_point_at(word, at, at);
    if (!u_isalpha(static_cast<UChar32>(c))) continue;
    shape.capitals += is_capital(c) ? 1 : 0;
    if (shape.letters++ == 0) shape.first_capital = is_capital(c);
  }
  return shape;
}

}  // namespace

SentenceRules::SentenceRules(std::string_view language) {
  words_.reserve(1024);
  read(embedded_file("sentences/common.txt"));
  read(embedded_file("sentences/" + std::string(language) + ".txt"));
}

void SentenceRules::read(std::string_view file) {
  std::string_view section;
  while (!file.empty()) {
    std::string_view line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(file.size(), line.size() + 1));
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      section = line.substr(1, line.size() - 2);
      continue;
    }
    while (!line.empty()) {
      const std::string_view entry = line.substr(0, line.find(' '));
      line.remove_prefix(std::min(line.size(), entry.size() + 1));
      if (!entry.empty()) add(section, entry);
    }
  }
}

void SentenceRules::add(std::string_view section, std::string_view entry) {
  const auto* stop = std::ranges::find(kStopSections, section, &StopSection::name);
  if (stop != std::end(kStopSections)) return add_stop(stop->kind, entry);
  std::size_t end = 0;
  if (section == "stops") extra_stops_.push_back(code_point_at(entry, 0, end));
  if (section == "attribution") attributions_.push_back(entry);
  if (section == "starters") words_[entry] |= kStarter;
  if (section == "starter-nouns") words_[entry] |= kStarterNoun;
  if (section == "after-time") words_[entry] |= kAfterTime;
  if (section == "month-names") words_[entry] |= kMonthName;
  if (section == "ordinal-next") words_[entry] |= kOrdinalNext;
  if (section == "before-time") words_[entry] |= kBeforeTime;
}

void SentenceRules::add_stop(StopKind kind, std::string_view entry) {
  const std::size_t gap = entry.rfind('_');
  if (gap != std::string_view::npos) {  // several words: kept whole, and marked at the last of them
    Phrase phrase{std::string(entry), kind};
    std::ranges::replace(phrase.text, '_', ' ');
    phrases_.push_back(std::move(phrase));
    words_[entry.substr(gap + 1)] |= kPhrase;
    return;
  }
  std::uint16_t& flags = words_[entry];
  flags = static_cast<std::uint16_t>((flags & ~kStopMask) | static_cast<unsigned>(kind));
  if (kind == StopKind::kMonth) flags |= kMonthStop;
}

unsigned SentenceRules::flags_of(std::string_view word) const {
  const auto found = words_.find(word);
  return found == words_.end() ? 0 : found->second;
}

/// Entries are written as they stand inside a sentence; at its start ("Art. 5") or in capitals they count as well.
unsigned SentenceRules::flags_of_variants(std::string_view word) const {
  if (const unsigned flags = flags_of(word); flags != 0) return flags;
  const Shape shape = shape_of(word);
  if (!shape.first_capital || shape.letters < 2) return 0;
  if (shape.capitals == shape.letters) {
    if (const unsigned flags = flags_of(lowered(word, 1)); flags != 0) return flags;
  } else if (shape.capitals > 1) {
    return 0;
  }
  return flags_of(lowered(word, 0));
}

bool SentenceRules::has(std::string_view word, unsigned flags) const {
  if ((flags_of(word) & flags) != 0) return true;
  const Shape shape = shape_of(word);
  return shape.letters > 1 && shape.capitals == shape.letters && (flags_of(lowered(word, 1)) & flags) != 0;
}

bool SentenceRules::leads_time(std::string_view word) const { return (flags_of(lowered(word, 0)) & kBeforeTime) != 0; }

StopKind SentenceRules::stop_kind(std::string_view word, std::string_view before) const {
  const unsigned flags = flags_of_variants(word);
  if ((flags & kPhrase) != 0) {
    const std::string tail = with_plain_spaces(before.substr(before.size() - std::min<std::size_t>(before.size(), 24)));
    for (const Phrase& phrase : phrases_) {
      const std::size_t at = tail.size() - phrase.text.size();
      if (tail.ends_with(phrase.text) && (at == 0 || tail[at - 1] == ' ' || tail[at - 1] == '(')) return phrase.kind;
    }
  }
  return static_cast<StopKind>(flags & kStopMask);
}

bool SentenceRules::inside_phrase(std::string_view rest) const {
  return std::ranges::any_of(phrases_, [&](const Phrase& phrase) {
    return phrase.text.find(". ") != std::string::npos &&
           with_plain_spaces(rest.substr(0, 24)).starts_with(phrase.text);
  });
}

bool SentenceRules::continues_quotation(std::string_view rest, bool whole) const {
  return std::ranges::any_of(attributions_,
                             [&](std::string_view entry) { return whole ? rest == entry : rest.starts_with(entry); });
}

}  // namespace dragoman::text

// What a language's data file says about words before and after a full stop (docs/formats/sentence-data.md).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dragoman::text {

/// What a word that stands before a full stop makes of it.
enum class StopKind : std::uint8_t {
  kNone,      // an ordinary word: the stop ends the sentence
  kNever,     // "Mr.": it does not
  kNumber,    // "No.": not before a number
  kMonth,     // "Aug.": not before a day or a year
  kMayEnd,    // "Inc.": only before a word that begins sentences
  kOftenEnd,  // "p.m.": unless the next word belongs to it ("EST")
};

class SentenceRules {
 public:
  /// The common rules and those of `language` (an ISO code), if it has any.
  explicit SentenceRules(std::string_view language);

  /// `word` stands before a stop, `before` is all text up to it, for entries of several words.
  StopKind stop_kind(std::string_view word, std::string_view before) const;
  /// Whether `rest`, which starts with the word before a stop, goes on to be an entry of several words: "z. B".
  bool inside_phrase(std::string_view rest) const;
  bool begins_sentences(std::string_view word) const { return has(word, kStarter); }
  /// A word that begins sentences where a lower-case word follows, but not in a headline: "Officials said".
  bool may_begin_sentences(std::string_view word) const { return has(word, kStarterNoun); }
  bool belongs_to_time(std::string_view word) const { return has(word, kAfterTime | kMonthName | kMonthStop); }
  bool is_month(std::string_view word) const { return has(word, kMonthName | kMonthStop); }
  /// A word that leads a time in front of its sentence, or stands inside one: "shortly", "after". In any letter case.
  bool leads_time(std::string_view word) const;
  bool follows_ordinal(std::string_view word) const { return has(word, kOrdinalNext); }
  /// Whether `rest`, behind a closing quotation mark, carries the sentence on where no letter case tells: "」と".
  /// `whole`: it is one word; else only its start counts.
  bool continues_quotation(std::string_view rest, bool whole) const;
  bool is_extra_stop(char32_t c) const { return extra_stops_.find(c) != std::u32string::npos; }

 private:
  enum Flag : std::uint16_t {
    kStopMask = 7,
    kPhrase = 1 << 3,
    kStarter = 1 << 4,
    kStarterNoun = 1 << 5,
    kAfterTime = 1 << 6,
    kMonthName = 1 << 7,
    kMonthStop = 1 << 8,
    kOrdinalNext = 1 << 9,
    kBeforeTime = 1 << 10,
  };
  struct Phrase {
    std::string text;
    StopKind kind;
  };
  void read(std::string_view file);
  void add(std::string_view section, std::string_view entry);
  void add_stop(StopKind kind, std::string_view entry);
  bool has(std::string_view word, unsigned flags) const;
  unsigned flags_of(std::string_view word) const;
  unsigned flags_of_variants(std::string_view word) const;

  std::unordered_map<std::string_view, std::uint16_t> words_;  // keys lie in the program's own data
  std::vector<Phrase> phrases_;
  std::vector<std::string_view> attributions_;
  std::u32string extra_stops_;
};

}  // namespace dragoman::text

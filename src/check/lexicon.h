// Lexicon: which word of one language may stand for which of another, by first letters. Each language's file
// (data/lexicon) relates its words to English ones, so that any two languages that have one can be compared, through English.
#pragma once
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "check/tokens.h"

namespace dragoman::check {

/// Number of a word in a language's vocabulary; kUnknown for what is in none.
using WordId = std::int32_t;
inline constexpr WordId kUnknown = -1;

class Lexicon {
 public:
  /// How a line of a file relates its words.
  enum class Kind : std::uint8_t { kWords, kNames, kSeldom };

  /// ISO codes. An empty lexicon where the data know nothing of the pair.
  static std::shared_ptr<const Lexicon> load(std::string_view from, std::string_view to);

  bool empty() const { return links_.empty(); }
  WordId source_id(std::string_view fold) const { return find(source_, stem_of(fold)); }
  WordId target_id(std::string_view fold) const { return find(target_, stem_of(fold)); }
  /// What the data have seen stand for each other, if seldom: a hint, where neither has a counterpart that is likelier. Numbers of their own.
  WordId seldom_source_id(std::string_view fold) const { return find(seldom_source_, stem_of(fold)); }
  WordId seldom_target_id(std::string_view fold) const { return find(seldom_target_, stem_of(fold)); }
  const std::vector<WordId>& seldom_links(WordId source) const { return seldom_[static_cast<std::size_t>(source)]; }
  /// Whole names, by their folded form.
  WordId source_name(std::string_view fold) const { return find(source_names_, fold); }
  WordId target_name(std::string_view fold) const { return find(target_names_, fold); }
  /// The target's words that may stand for a source word; ascending.
  const std::vector<WordId>& links(WordId source) const { return links_[static_cast<std::size_t>(source)]; }
  const std::vector<WordId>& name_links(WordId source) const { return name_links_[static_cast<std::size_t>(source)]; }

  /// The word stands for nothing but itself: a name, as a rule, or unknown.
  bool source_is_name(WordId word) const { return word == kUnknown || source_alone_[static_cast<std::size_t>(word)]; }
  bool target_is_name(WordId word) const { return word == kUnknown || target_alone_[static_cast<std::size_t>(word)]; }

  /// Two words that begin alike and end as a word and its translation often do: "conservation", "conservacao".
  bool ends_as(std::string_view source, std::string_view target) const;

  /// The first letters, by which words are told apart here.
  static std::string_view stem_of(std::string_view fold);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Vocabulary = std::unordered_map<std::string, WordId, Hash, std::equal_to<>>;
  using Links = std::vector<std::vector<WordId>>;

  static WordId find(const Vocabulary& words, std::string_view word) {
    const auto found = words.find(word);
    return found == words.end() ? kUnknown : found->second;
  }
  static WordId add(Vocabulary& words, std::string_view word);
  void link(std::string_view source, std::string_view target, Kind kind);
  /// Reads a language's file; `forward`: English is the source.
  void read(std::string_view file, bool forward);
  void read_through_english(std::string_view source_file, std::string_view target_file);

  Vocabulary source_, target_, source_names_, target_names_;
  Vocabulary seldom_source_, seldom_target_;  // of links that were seen seldom
  Links seldom_;
  void find_names();
  void read_endings(std::string_view file, bool forward);

  Links links_, name_links_;
  std::vector<bool> source_alone_, target_alone_;
  std::set<std::pair<std::string, std::string>> endings_;  // source, target
};

}  // namespace dragoman::check

// Links: which words of the two sides may stand for each other, by the lexicon, by their names, or because they look alike.
// No more than a guess at each word, but all words together tell a clause that has no counterpart.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "check/lexicon.h"
#include "check/side.h"

namespace dragoman::check {

/// How a word is accounted for on the other side.
enum class Link : std::uint8_t {
  kNone,
  kIgnored,  ///< a function word, a light word that nothing stands for, a sign: nothing is expected
  kShared,   ///< the only words that could stand for it stand for others already
  kAlike,    ///< begins as a word there does, or was seen to stand for it, if seldom
  kLexicon,  ///< the lexicon knows the two
  kMeaning,  ///< the same month, number, name or unit
  kSame,     ///< letter by letter
};

struct Links {
  const Side &source, &target;
  const Lexicon& lexicon;
  std::vector<Link> of_source, of_target;      ///< by token
  std::vector<WordId> source_ids, target_ids;  ///< by token
  std::vector<std::int32_t> partner;           ///< by source token: a target token, or -1
  std::vector<std::int32_t> source_partner;    ///< by target token

  Links(const Side& source, const Side& target, const Lexicon& lexicon);

 private:
  void same_and_names();
  std::size_t nearest(std::size_t i, bool name) const;
  void meanings();
  void join_phrases(const Hit& from, const Hit& to);
  void number_words();
  void acronyms();
  void by_lexicon();
  void alike();
  void by_hints();
  void ignore_light_words();
  void join(std::size_t from, std::size_t to, Link how);
};

/// Words with capitals that stand together and whose first letters are an acronym: "UW", "Universidade de Washington". Tokens
/// [first, last), empty when there are none.
std::pair<std::size_t, std::size_t> spelled_out(const Token& acronym, const Side& side);
/// Whether two folded words look like one: the same beginning, and most letters.
bool look_alike(const Token& a, const Token& b);

}  // namespace dragoman::check

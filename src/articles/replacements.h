// Replacements: a name or phrase that is changed throughout a publication's translations, as corrections that belong together and can be
// taken back together.
//
// A replacement goes through articles one by one: make() stores an article's corrections, and settle() says that a version with them
// has been stored; the same with take_back(). Whoever is interrupted between the two finds the article in unsettled().
// Threads: any.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/articles.h"

namespace dragoman::articles {

/// What is to be changed, and where.
struct Phrase {
  std::string publication;
  std::string from = {};      ///< code of the sources' language; "": all
  std::string language = {};  ///< tag of the translations
  std::string find = {}, replace = {};
};

/// A sentence that has the phrase.
struct PhrasePlace {
  std::string article, address;
  std::string from = {};                ///< tag of its source's language
  std::size_t block = 0, sentence = 0;  ///< as the newest version numbers them
  std::string source = {}, target = {}, replaced = {};
};

struct PhrasePlaces {
  std::vector<PhrasePlace> places = {};
  std::int64_t next = 0;  ///< where the rest begins; 0: there is none
};

struct Replacement {
  std::int64_t id = 0;
  Phrase phrase = {};
  std::string who = {};
  std::int64_t time = 0, undone = 0;  ///< undone: when somebody began to take it back; 0: nobody
  std::size_t made = 0;               ///< corrections
  std::size_t left = 0;               ///< of them, those that others had changed when it was taken back
};

/// A correction of a replacement.
struct PhraseCorrection {
  std::string source, target, from;
};

class Replacements {
 public:
  explicit Replacements(Articles articles) : articles_(std::move(articles)) {}

  /// What a replacement would change, newest articles first, whole articles until there are `most` places. `before`: `next` of the answer
  /// before, 0 for the first. Errors: kBadArgument (an empty phrase, one that is replaced by itself).
  Result<PhrasePlaces> find(const Phrase& phrase, std::int64_t before, std::size_t most) const;

  Result<Replacement> begin(const Phrase& phrase, std::string_view who) const;
  Result<Replacement> get(std::int64_t id) const;
  /// Of a publication, newest first; "": of all.
  Result<std::vector<Replacement>> list(std::string_view publication, std::size_t most) const;
  /// Stores the corrections of one article. An article without a place is not changed.
  Result<std::vector<PhraseCorrection>> make(const Replacement& replacement, std::string_view article) const;
  /// Which article is next to be taken back; "": none.
  Result<std::string> next_made(std::int64_t id) const;
  /// What it has made in an article and is not taken back yet.
  Result<std::vector<PhraseCorrection>> made_in(const Replacement& replacement, std::string_view article) const;
  /// Takes back those of its corrections that nobody has changed since; the others stay, and count as left. What a correction stood in
  /// for comes back.
  Result<std::vector<PhraseCorrection>> take_back(const Replacement& replacement, std::string_view article,
                                                  std::string_view who) const;
  /// Articles whose corrections were stored or taken back without a version since.
  Result<std::vector<std::string>> unsettled(std::int64_t id) const;
  Status settle(std::int64_t id, std::string_view article) const;

 private:
  Articles articles_;
};

}  // namespace dragoman::articles

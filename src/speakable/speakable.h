// Speakable: written text as it is said aloud: "R$ 1,5 milhão" becomes "um vírgula cinco milhão de reais", "XIX" becomes
// "dezenove", "3-1" becomes "três a um". A map leads from every spoken word back to what is written, so that a reader may
// light the word that is being said.
//
//   const auto speakable = Speakable::load("pt-BR");
//   Spoken spoken = speakable->say("Subiu 3,2% em 2024.");
//   spoken.text            // "Subiu três vírgula dois por cento em dois mil e vinte e quatro."
//   spoken.pieces[1]       // "três vírgula dois por cento" <- "3,2%"
//
// What a language does with its signs is data (data/LANGUAGE.txt, form in docs/formats/speakable.md); numbers are spelled by
// Unicode's CLDR. A language without a file of its own has its numbers spelled and all else left to the voice.
//
// Threads: a Speakable is immutable after load; say() may run on many threads.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/range.h"

namespace dragoman::speakable {

/// What is said at one place of the text: a word, or a sign, number or abbreviation put into words.
struct Piece {
  ByteRange spoken;   ///< into Spoken::text; never empty
  ByteRange written;  ///< into the text given
  bool operator==(const Piece&) const = default;
};

struct Spoken {
  std::string text;           ///< one blank between words, none at the ends
  std::vector<Piece> pieces;  ///< in the order of both texts; none overlap; blanks and punctuation are in none

  /// What is written where `range` of the text is said: all of the pieces that it touches; empty if it touches none.
  ByteRange written_at(ByteRange range) const;
};

/// What becomes of addresses of pages and e-mails, which nobody wants to hear letter by letter.
enum class Addresses { kName, kLeaveOut };  ///< "web address" instead of it, or nothing

class Speakable {
 public:
  /// `language`: a BCP 47 tag; never null.
  static std::shared_ptr<const Speakable> load(std::string_view language);
  virtual ~Speakable() = default;
  /// `text`: valid UTF-8, best a sentence; it is looked at for longer words only as far as it goes.
  virtual Spoken say(std::string_view text, Addresses addresses = Addresses::kName) const = 0;
  /// What is wrong in the data of the language, for tests: rules that cannot be read, a sentence each.
  virtual std::vector<std::string> faults() const = 0;
};

}  // namespace dragoman::speakable

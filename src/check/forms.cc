// What goes over as it is: addresses, characters that neither language writes, and credits.
#include <algorithm>
#include <string>

#include "check/checks.h"
#include "document/news_forms.h"
#include "document/news_words.h"
#include "text/letters.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::check {
namespace {

/// Signs that have their like in every language, or that other checks read.
bool is_common_sign(char32_t c) {
  // Quotation and dashes; money and mathematics; other scripts; signs without a form.
  constexpr std::u32string_view kSigns =
      U"\"“”„‟‘’‚‛«»‹›‐‑‒–—―…·•ªº°"
      U"€£¥¢₹₽¹²³½¼¾×÷±′″¿¡"
      U"、。「」『』（）！？：；，．・〜～،؛؟।"
      U"\u200b\u200e\u200f\ufeff\u00ad";
  return c < 0x80 || kSigns.find(c) != kSigns.npos || text::is_space(c);
}

/// Letters that neither language has, pictures, signs: they can only be copied.
bool is_foreign(char32_t c, const Side& source, const Side& target) {
  if (is_common_sign(c)) return false;
  const text::CharacterClass kind = text::character_class(c);
  if (kind == text::CharacterClass::kDigit || kind == text::CharacterClass::kMark) return false;
  if (kind != text::CharacterClass::kLetter) return true;
  return source.words->letters_known() && target.words->letters_known() && !source.words->writes(c) &&
         !target.words->writes(c);
}

/// A credit without the words before it: "Photograph:", "Photo by".
std::size_t label_end(std::string_view credit) {
  std::string folded(credit);
  for (char& c : folded) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const std::size_t begin = folded.find_first_not_of(" (");
  if (begin == folded.npos) return 0;
  const std::size_t label = document::phrase_at(folded, begin, document::news_words().credits);
  return label == 0 ? 0 : begin + label;
}

/// A quick look for the signs that credits have; a short line may have none and be all credit.
bool may_have_credit(std::string_view text) {
  constexpr std::size_t kShort = 60;
  return text.size() < kShort || text.find_first_of("/:|") != text.npos || text.find("©") != text.npos ||
         text.find(" by ") != text.npos || text.ends_with(')') || text.ends_with(").");
}

/// The credit's names, in runs that go over as they are: cut at small words, which are translated.
std::vector<ByteRange> credit_parts(const Side& side, ByteRange credit) {
  std::vector<ByteRange> parts;
  const std::size_t begin = credit.begin + label_end(part(side.text, credit));
  bool running = false;
  for (std::size_t i = 0; i < side.tokens.size(); ++i) {
    const Token& token = side.tokens[i];
    if (token.range.begin < begin || token.range.end > credit.end) continue;
    const bool name = is_word(token) && token.shape != Shape::kLower;
    const bool inside = token.kind == TokenKind::kSign && (token.sign == U'/' || token.sign == U'-') && running;
    const bool particle = is_word(token) && running && document::news_words().particles.contains(token.lower);
    if (name && running) {
      parts.back().end = token.range.end;
    } else if (name) {
      parts.push_back(token.range);
      running = true;
    } else if (!inside && !particle) {
      running = false;
    }
  }
  return parts;
}

}  // namespace

void check_addresses(const Side& source, const Side& target, Report& report) {
  for (const fidelity::Address& address : source.addresses) {
    const std::string_view text = part(source.text, address.range);
    const std::size_t at = target.text.find(text);
    const bool kept = at != target.text.npos;
    const ByteRange there = kept ? ByteRange{at, at + text.size()} : ByteRange{};
    report.fact(FactKind::kAddress, kept ? Verdict::kKept : Verdict::kWrong, address.range, there);
    if (kept) continue;
    report.find(FindingKind::kAddress, Severity::kCritical, address.range, {},
                report.source(address.range) + " is not there as it is");
  }
  for (const fidelity::Address& address : target.addresses) {
    if (source.text.find(part(target.text, address.range)) != source.text.npos) continue;
    report.fact(FactKind::kAddress, Verdict::kWrong, {}, address.range);
    report.find(FindingKind::kAddress, Severity::kCritical, {}, address.range,
                report.target(address.range) + " is not in the source");
  }
}

void check_characters(const Side& source, const Side& target, Report& report) {
  for (std::size_t at = 0; at < source.text.size();) {
    if (static_cast<unsigned char>(source.text[at]) < 0x80) {
      ++at;
      continue;
    }
    std::size_t next = 0;
    const char32_t c = text::code_point_at(source.text, at, next);
    const std::string_view character = source.text.substr(at, next - at);
    if (is_foreign(c, source, target) && target.text.find(character) == target.text.npos) {
      // Whole words of another script may be written in letters of the target; a letter among others may not be lost.
      report.find(FindingKind::kCharacter, Severity::kCritical, {at, next}, {},
                  "the character " + report.source({at, next}) + " is lost");
    }
    at = next;
  }
  for (const std::string_view damage : {"\xEF\xBF\xBD", "\xE2\x81\x87", "<unk>"}) {
    const std::size_t at = target.text.find(damage);
    if (at == target.text.npos || source.text.find(damage) != source.text.npos) continue;
    report.find(FindingKind::kCharacter, Severity::kCritical, {}, {at, at + damage.size()},
                "a damaged character: " + report.target({at, at + damage.size()}));
  }
}

void check_credit(Side& source, Side& target, Report& report) {
  if (!may_have_credit(source.text)) return;
  const std::optional<ByteRange> credit = document::find_credit(source.text);
  if (!credit) return;
  const std::optional<ByteRange> other = document::find_credit(target.text);
  const ByteRange there = other ? *other : ByteRange{};
  bool whole = true;
  for (const ByteRange name : credit_parts(source, *credit)) {
    if (target.text.find(part(source.text, name)) != target.text.npos) continue;
    whole = false;
    report.find(FindingKind::kCredit, Severity::kCritical, name, there,
                report.source(name) + " of the credit is not there as it is");
  }
  report.fact(FactKind::kCredit, whole ? Verdict::kKept : Verdict::kWrong, *credit, there);
  source.lock(*credit);
  if (other) target.lock(*other);
}

}  // namespace dragoman::check

// One walk from left to right. At the beginning of each word the readers are asked in turn: addresses, the language's rules,
// abbreviations, letters with points, capitals; what none of them takes is said as it is written.
#include "speakable/speakable.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "speakable/addresses.h"
#include "speakable/capitals.h"
#include "speakable/habits.h"
#include "speakable/match.h"
#include "speakable/phrase.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::speakable {
namespace {

using text::code_point_at;

bool is_letter(char32_t c) { return is_word_character(c) && text::digit_value(c) < 0; }

/// The walk over one text.
class Walk {
 public:
  Walk(const Habits& habits, std::string_view text, Addresses addresses)
      : habits_(habits), text_(text), addresses_(addresses), loud_(is_loud(text)) {}

  Spoken run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  void step() {
    std::size_t next = 0;
    const char32_t c = code_point_at(text_, at_, next);
    if (text::is_space(c) || c == 0) {
      blank_ = true;
      at_ = next;
      return;
    }
    const bool inside = at_ > 0 && is_word_character(char_before());
    if (!inside && (take_address() || take_rule() || take_abbreviation() || take_initials())) return;
    if (text::digit_value(c) >= 0) return take_digits();
    if (is_word_character(c)) return take_word();
    take_sign(c, next);
  }

  char32_t char_before() const {
    std::size_t next = 0;
    return code_point_at(text_, before(text_, at_), next);
  }

  /// `end`: where what is written ends. Words never touch each other.
  void say(std::size_t end, std::string_view words) {
    if (words.starts_with(',')) {  // a pause, which hangs on the word before it
      out_.text += ',';
      words.remove_prefix(1);
      blank_ = true;
    }
    blank_ = blank_ || (!out_.text.empty() && is_word_character(last_said()));
    std::size_t begin = std::string::npos;
    bool gap = false;
    for (const char c : words) {
      gap = gap || c == ' ';
      if (c == ' ') continue;
      if (begin == std::string::npos) {
        separate();
        begin = out_.text.size();
      } else if (gap) {
        out_.text += ' ';
      }
      gap = false;
      out_.text += c;
    }
    if (begin != std::string::npos) out_.pieces.push_back({{begin, out_.text.size()}, {at_, end}});
    at_ = end;
  }

  char32_t last_said() const {
    std::size_t next = 0;
    return code_point_at(out_.text, before(out_.text, out_.text.size()), next);
  }

  void separate() {
    if (blank_ && !out_.text.empty()) out_.text += ' ';
    blank_ = false;
  }

  bool take_address() {
    const std::optional<Address> address = address_at(habits_, text_, at_);
    if (!address) return false;
    if (address->kind == Address::Kind::kDomain) {
      std::string words;
      for (const char c : text_.substr(at_, address->end - at_)) {
        if (c == '.') {
          words += " " + std::string(habits_.setting("dot")) + " ";
        } else {
          words += c;
        }
      }
      say(address->end, words);
      return true;
    }
    const bool name = addresses_ == Addresses::kName;
    say(address->end, !name                                    ? ""
                      : address->kind == Address::Kind::kEmail ? habits_.setting("email")
                                                               : habits_.setting("address"));
    blank_ = true;
    return true;
  }

  bool take_rule() {
    for (const Rule& rule : habits_.rules) {
      const std::optional<Match> found = match(habits_, rule.pattern, text_, at_);
      if (!found) continue;
      const bool stop = text_[found->end - 1] == '.' && ends_sentence(found->end);
      say(found->end, put_into_words(habits_, rule.phrase, *found, text_));
      if (stop) out_.text += '.';
      return true;
    }
    return false;
  }

  bool take_abbreviation() {
    const Entry* entry = habits_.list("abbreviations").at(text_, at_);
    if (entry == nullptr) return false;
    const std::size_t end = at_ + entry->key.size();
    const bool stop = entry->key.ends_with('.') && ends_sentence(end);
    say(end, entry->fields.at(0));
    if (stop) out_.text += '.';
    return true;
  }

  /// "U.S.", "d.C.": capitals with a point behind each.
  bool take_initials() {
    std::string letters;
    std::size_t end = at_;
    for (std::size_t next = end; end < text_.size(); end = next) {
      const char32_t c = code_point_at(text_, end, next);
      if (!is_capital(c) || next >= text_.size() || text_[next] != '.') break;
      letters += text_.substr(end, next - end);
      ++next;
    }
    if (letters.size() < 2 || habits_.list("letters").empty()) return false;
    const bool stop = ends_sentence(end);
    say(end, spell_letters(habits_, letters));
    if (stop) out_.text += '.';
    return true;
  }

  bool ends_sentence(std::size_t end) const {
    return text_.find_first_not_of(" \t\r\n\"')]", end) == std::string_view::npos;
  }

  /// Digits that no rule took: inside a word ("G20"), or in odd groups.
  void take_digits() {
    std::string digits;
    std::size_t end = at_;
    for (std::size_t next = end; end < text_.size(); end = next) {
      const int value = text::digit_value(code_point_at(text_, end, next));
      if (value < 0) break;
      digits += static_cast<char>('0' + value);
    }
    Slot slot{{at_, end}, -1, digits};
    if (digits.size() < 10 && (digits[0] != '0' || digits.size() == 1)) slot.value = std::stoll(digits);
    static const Phrase kCardinal{{Part::Kind::kNumber}};
    say(end, put_into_words(habits_, kCardinal, Match{end, {slot}}, text_));
  }

  /// Letters, and hyphens and apostrophes between them.
  void take_word() {
    std::size_t end = at_;
    bool plain = true;
    for (std::size_t next = end; end < text_.size(); end = next) {
      const char32_t c = code_point_at(text_, end, next);
      if (is_letter(c)) continue;
      std::size_t behind = 0;
      const bool joins = (c == U'-' || c == U'\'' || c == U'\x2019' || c == U'\x2010' || c == U'\x2011') && end > at_ &&
                         next < text_.size() && is_letter(code_point_at(text_, next, behind));
      if (!joins) break;
      plain = false;
    }
    const std::string_view word = text_.substr(at_, end - at_);
    if (plain) return take_plain_word(end, word);
    say(end, joined_word(word));
  }

  void take_plain_word(std::size_t end, std::string_view word) {
    if (const auto spoken = say_capitals(habits_, word, loud_)) return say(end, *spoken);
    // "G20", "4K": a capital beside figures is a letter's name.
    std::size_t next = 0;
    const bool single = is_capital(code_point_at(word, 0, next)) && next == word.size();
    const bool beside = (at_ > 0 && text::digit_value(char_before()) >= 0) ||
                        (end < text_.size() && text::digit_value(code_point_at(text_, end, next)) >= 0) ||
                        (end + 1 < text_.size() && text_[end] == '-' &&
                         text::digit_value(static_cast<unsigned char>(text_[end + 1])) >= 0);
    say(end, single && beside ? spell_letters(habits_, word) : std::string(word));
  }

  /// "EUA-China", "ex-FBI": each part by itself.
  std::string joined_word(std::string_view word) const {
    std::string out;
    while (!word.empty()) {
      std::size_t end = 0;
      for (std::size_t next = 0; end < word.size() && is_letter(code_point_at(word, end, next));) end = next;
      const std::string_view part = word.substr(0, end);
      const auto spoken = say_capitals(habits_, part, loud_);
      out += spoken ? *spoken : std::string(part);
      word.remove_prefix(end);
      for (std::size_t next = 0; !word.empty() && !is_letter(code_point_at(word, 0, next)); word.remove_prefix(next)) {
        code_point_at(word, 0, next);
        out += spoken && spoken->find(' ') != std::string::npos ? " " : word.substr(0, next);
      }
    }
    return out;
  }

  void take_sign(char32_t c, std::size_t next) {
    if (const Entry* sign = habits_.list("signs").at(text_, at_); sign != nullptr) {
      say(at_ + sign->key.size(), sign->fields.at(0));
      blank_ = true;
      return;
    }
    const std::string_view given = text_.substr(at_, next - at_);
    const bool between = c == U'-' && at_ > 0 && next < text_.size() && is_word_character(char_before()) &&
                         is_word_character(code_point_at(text_, next, unused_));
    if (between || habits_.setting("punctuation").find(given) == std::string_view::npos) {
      blank_ = true;
    } else if (!out_.text.empty() || !is_stop(c)) {
      // Behind a blank only what opens or stands alone; a comma behind words that were left out joins those before.
      if (blank_ && !is_stop(c)) separate();
      out_.text += given;
    }
    at_ = next;
  }

  static bool is_stop(char32_t c) {
    return std::u32string_view(U".,;:!?)]\x2026\x201D\xBB\x60C\x61B\x61F").find(c) != std::u32string_view::npos;
  }

  const Habits& habits_;
  std::string_view text_;
  Addresses addresses_;
  bool loud_;
  std::size_t at_ = 0, unused_ = 0;
  bool blank_ = false;
  Spoken out_;
};

class Loaded : public Speakable {
 public:
  explicit Loaded(std::shared_ptr<const Habits> habits) : habits_(std::move(habits)) {}
  Spoken say(std::string_view text, Addresses addresses) const override {
    return Walk(*habits_, text, addresses).run();
  }
  std::vector<std::string> faults() const override { return habits_->faults; }

 private:
  std::shared_ptr<const Habits> habits_;
};

}  // namespace

ByteRange Spoken::written_at(ByteRange range) const {
  const auto first = std::ranges::partition_point(pieces, [&](const Piece& p) { return p.spoken.end <= range.begin; });
  const auto last =
      std::partition_point(first, pieces.end(), [&](const Piece& p) { return p.spoken.begin < range.end; });
  if (first == last) return {};
  return {first->written.begin, std::prev(last)->written.end};
}

std::shared_ptr<const Speakable> Speakable::load(std::string_view language) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Speakable>, std::less<>> all;
  const std::scoped_lock lock(mutex);
  const auto known = all.find(language);
  if (known != all.end()) return known->second;
  auto loaded = std::make_shared<const Loaded>(Habits::load(language));
  // Tags come from outside: what nobody asks for again must not fill the memory.
  if (all.size() < 64) all.emplace(language, loaded);
  return loaded;
}

}  // namespace dragoman::speakable

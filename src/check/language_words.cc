// Phrases are keyed by their tokens in small letters with blanks between. Those written in capitals ("US") are keyed as they are
// behind a mark, since "us" is another word.
#include "check/language_words.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "check/word_loader.h"
#include "text/letters.h"

namespace dragoman::check {

namespace {

/// Language -> its words.
class Kept {
 public:
  template <class Load>
  std::shared_ptr<const LanguageWords> get(const std::string& language, Load load) {
    const std::scoped_lock held(lock_);
    std::shared_ptr<const LanguageWords>& words = loaded_[language];
    if (!words) words = load(language);
    return words;
  }

 private:
  std::mutex lock_;
  std::map<std::string, std::shared_ptr<const LanguageWords>> loaded_;
};

}  // namespace

std::shared_ptr<const LanguageWords> LanguageWords::load(const std::string& language) {
  static Kept kept;
  return kept.get(language, [](const std::string& name) { return WordLoader(name).load(); });
}

std::shared_ptr<const LanguageWords> LanguageWords::load_own(const std::string& code) {
  static Kept kept;
  return kept.get(code, [](const std::string& name) { return WordLoader(name).load_without_cldr(); });
}

const LanguageWords::Entry* LanguageWords::find(std::string_view phrase) const {
  const auto found = entries_.find(phrase);
  return found == entries_.end() ? nullptr : &found->second;
}

std::uint64_t LanguageWords::value_of(std::string_view phrase, Sense sense) const {
  const Entry* const entry = find(phrase);
  if (entry == nullptr) return 0;
  const auto found = std::ranges::find(entry->meanings, sense, &Meaning::sense);
  return found == entry->meanings.end() ? 0 : found->value;
}

void LanguageWords::read_at(std::size_t at, bool exact, std::string_view text, const std::vector<Token>& tokens,
                            std::string& key, std::vector<Hit>& out) const {
  const auto word = [&](std::size_t i) {
    return exact ? part(text, tokens[i].range) : std::string_view(tokens[i].lower);
  };
  key.clear();
  if (exact) key += '\x01';
  key += word(at);
  const Entry* entry = find(key);
  if (entry == nullptr) return;
  const std::size_t longest = std::min(entry->longest, tokens.size() - at);
  for (std::size_t count = 1; count <= longest; ++count) {
    if (count > 1) {
      // "a $30 fee" has no "A$".
      if (tokens[at + count - 1].kind == TokenKind::kSign && tokens[at + count - 1].blank_before) break;
      key += ' ';
      key += word(at + count - 1);
      entry = find(key);
    }
    if (entry == nullptr) continue;
    for (const Meaning& meaning : entry->meanings) {
      out.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(count), meaning});
    }
  }
}

std::vector<Hit> LanguageWords::read(std::string_view text, const std::vector<Token>& tokens) const {
  std::vector<Hit> out;
  out.reserve(tokens.size());
  std::string key;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (tokens[at].kind == TokenKind::kNumber) continue;
    read_at(at, false, text, tokens, key, out);
    if (tokens[at].shape >= Shape::kUpper || (tokens[at].shape == Shape::kCapital && tokens[at].letters == 1)) {
      read_at(at, true, text, tokens, key, out);
    }
  }
  return out;
}

std::string_view LanguageWords::without_negating_affix(std::string_view fold) const {
  constexpr std::size_t kRest = 4;  // letters of the word itself
  for (const std::string& affix : prefixes_) {
    if (fold.size() >= affix.size() + kRest && fold.starts_with(affix)) return fold.substr(affix.size());
  }
  for (const std::string& affix : suffixes_) {
    if (fold.size() >= affix.size() + kRest && fold.ends_with(affix)) return fold.substr(0, fold.size() - affix.size());
  }
  return {};
}

bool LanguageWords::writes(char32_t c) const {
  if (c < 0x80 || !text::is_letter(c)) return true;
  return std::ranges::binary_search(letters_, c);
}

}  // namespace dragoman::check

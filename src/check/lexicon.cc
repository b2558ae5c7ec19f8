// The files are read line by line into two vocabularies and lists of numbers. Through English, two words are linked if they
// share an English one.
#include "check/lexicon.h"

#include "text/utf8.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "check/embedded.h"

namespace dragoman::check {
namespace {

constexpr std::size_t kStem = 6;  // letters; as in tools/make_lexicon.py

template <class Each>
void for_each_word(std::string_view line, Each each) {
  while (!line.empty()) {
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(line.size(), word.size() + 1));
    if (!word.empty()) each(word);
  }
}

/// Calls `each(english, word, kind)` for every pair of a language's file.
template <class Each>
void for_each_pair(std::string_view file, Each each) {
  while (!file.empty()) {
    std::string_view line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(file.size(), line.size() + 1));
    if (line.empty() || line.front() == '#' || line.front() == '~') continue;
    const Lexicon::Kind kind = line.front() == '='   ? Lexicon::Kind::kNames
                               : line.front() == '+' ? Lexicon::Kind::kSeldom
                                                     : Lexicon::Kind::kWords;
    if (kind != Lexicon::Kind::kWords) line.remove_prefix(1);
    std::string_view english;
    for_each_word(line, [&](std::string_view word) {
      if (english.empty()) {
        english = word;
      } else {
        each(english, word, kind);
      }
    });
  }
}

std::string_view file_of(std::string_view language) {
  return embedded_file("lexicon/" + std::string(language) + ".txt");
}

}  // namespace

std::string_view Lexicon::stem_of(std::string_view fold) {
  std::size_t at = 0, letters = 0;
  while (at < fold.size() && letters < kStem) {
    do {
      ++at;
    } while (at < fold.size() && text::is_continuation(fold[at]));
    ++letters;
  }
  return fold.substr(0, at);
}

WordId Lexicon::add(Vocabulary& words, std::string_view word) {
  return words.try_emplace(std::string(word), static_cast<WordId>(words.size())).first->second;
}

void Lexicon::link(std::string_view source, std::string_view target, Kind kind) {
  const bool name = kind == Kind::kNames, seldom = kind == Kind::kSeldom;
  const auto from = static_cast<std::size_t>(add(name ? source_names_ : seldom ? seldom_source_ : source_, source));
  const WordId to = add(name ? target_names_ : seldom ? seldom_target_ : target_, target);
  Links& links = name ? name_links_ : seldom ? seldom_ : links_;
  if (links.size() <= from) links.resize(from + 1);
  links[from].push_back(to);
}

void Lexicon::read(std::string_view file, bool forward) {
  for_each_pair(file, [&](std::string_view english, std::string_view word, Kind kind) {
    link(forward ? english : word, forward ? word : english, kind);
  });
}

void Lexicon::read_through_english(std::string_view source_file, std::string_view target_file) {
  std::map<std::string_view, std::vector<std::string_view>> of_english, names_of_english;
  for_each_pair(target_file, [&](std::string_view english, std::string_view word, Kind kind) {
    if (kind == Kind::kSeldom) return;
    (kind == Kind::kNames ? names_of_english : of_english)[english].push_back(word);
  });
  for_each_pair(source_file, [&](std::string_view english, std::string_view word, Kind kind) {
    if (kind == Kind::kSeldom) return;
    const auto& table = kind == Kind::kNames ? names_of_english : of_english;
    const auto found = table.find(english);
    if (found == table.end()) return;
    for (const std::string_view other : found->second) link(word, other, kind);
  });
}

void Lexicon::read_endings(std::string_view file, bool forward) {
  for (std::size_t at = file.find("\n~"); at != file.npos; at = file.find("\n~", at + 1)) {
    const std::string_view line = file.substr(at + 2, file.find('\n', at + 2) - at - 2);
    const std::size_t blank = line.find(' ');
    if (blank == line.npos) continue;
    const auto ending = [](std::string_view text) { return std::string(text == "-" ? "" : text); };
    std::string english = ending(line.substr(0, blank)), other = ending(line.substr(blank + 1));
    endings_.emplace(forward ? english : other, forward ? other : english);
  }
}

bool Lexicon::ends_as(std::string_view source, std::string_view target) const {
  constexpr std::size_t kBeginning = 4;  // as in tools/make_lexicon.py
  const auto common = static_cast<std::size_t>(std::ranges::mismatch(source, target).in1 - source.begin());
  if (common < kBeginning) return false;
  return endings_.contains({std::string(source.substr(common)), std::string(target.substr(common))});
}

void Lexicon::find_names() {
  source_alone_.assign(source_.size(), true);
  target_alone_.assign(target_.size(), true);
  for (const auto& [word, id] : source_) {
    const WordId itself = find(target_, word);
    for (const WordId other : links_[static_cast<std::size_t>(id)]) {
      if (other == itself) continue;
      source_alone_[static_cast<std::size_t>(id)] = false;
      target_alone_[static_cast<std::size_t>(other)] = false;
    }
  }
}

std::shared_ptr<const Lexicon> Lexicon::load(std::string_view from, std::string_view to) {
  static std::mutex lock;
  static std::map<std::string, std::shared_ptr<const Lexicon>> loaded;
  const std::scoped_lock held(lock);
  std::shared_ptr<const Lexicon>& kept = loaded[std::string(from) + " " + std::string(to)];
  if (kept) return kept;
  const auto made = std::make_shared<Lexicon>();
  if (from == "en") {
    made->read(file_of(to), true);
    made->read_endings(file_of(to), true);
  } else if (to == "en") {
    made->read(file_of(from), false);
    made->read_endings(file_of(from), false);
  } else {
    made->read_through_english(file_of(from), file_of(to));
  }
  for (Links* links : {&made->links_, &made->name_links_, &made->seldom_}) {
    for (std::vector<WordId>& list : *links) {
      std::ranges::sort(list);
      list.erase(std::unique(list.begin(), list.end()), list.end());
    }
  }
  made->find_names();
  return kept = made;
}

}  // namespace dragoman::check

// Each name of the source is looked for as it is, then as what the data say it is called, then as something like it. What
// stands at its place and is neither is another name.
#include "check/names.h"

#include <algorithm>

#include "check/checks.h"
#include "document/news_words.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::check {
namespace {

/// Most words are in capitals: a headline in which case says nothing.
bool is_shouted(const Side& side) {
  std::size_t upper = 0, words = 0;
  for (const Token& token : side.tokens) {
    if (token.shape == Shape::kNone) continue;
    ++words;
    upper += has_capital(token) ? 1 : 0;
  }
  return words >= 4 && upper * 4 >= words * 3;
}

bool is_said_otherwise(const Side& side, std::size_t i) {
  for (const Hit& hit : side.hits_at(i)) {
    switch (hit.meaning.sense) {
      case Sense::kMonth:
      case Sense::kMonthShort:
      case Sense::kWeekday:
      case Sense::kCardinal:
      case Sense::kScale:
      case Sense::kFunction:
      case Sense::kNegation:
      case Sense::kUnit:
      case Sense::kTitle:
      case Sense::kCurrency: return true;
      default: break;
    }
  }
  return false;
}

bool has_letter_outside(std::string_view word, const LanguageWords& language) {
  for (std::size_t at = 0; at < word.size();) {
    if (!language.writes(text::code_point_at(word, at, at))) return true;
  }
  return false;
}

constexpr std::size_t kRootOfWords = 6;  // letters in common of two ordinary words of one root
constexpr double kSlip = 0.72;           // similarity from which on a name is taken for the other, misspelled

bool has_accent(const Token& token) { return token.lower.size() > token.fold.size(); }

class Names {
 public:
  Names(const Links& links, Report& report)
      : links_(links), source_(links.source), target_(links.target), report_(report), names_(names_of(links)) {
    used_.assign(target_.tokens.size(), false);
    for (const Token& token : source_.tokens) source_sounds_.push_back(is_word(token) ? sounds_of(token.fold) : "");
    for (const Token& token : target_.tokens) target_sounds_.push_back(is_word(token) ? sounds_of(token.fold) : "");
  }

  void check() {
    std::vector<const NameWord*> missing;
    for (const NameWord& name : names_) {
      if (name.kept >= 0) {
        used_[static_cast<std::size_t>(name.kept)] = true;
        fact(name.token, name.kept, Verdict::kKept);
      } else {
        missing.push_back(&name);
      }
    }
    std::erase_if(missing, [&](const NameWord* name) { return accents(*name) || spelling(*name); });
    std::erase_if(missing, [](const NameWord* name) { return name->opener; });
    // An acronym is rarely what another name stands for.
    std::stable_partition(missing.begin(), missing.end(),
                          [&](const NameWord* name) { return source_.tokens[name->token].shape != Shape::kUpper; });
    for (const NameWord* name : missing) other_name(*name);
    invented();
    again();
    check_name_order(links_, names_, report_);
  }

 private:
  void fact(std::size_t source, std::int32_t target, Verdict verdict) {
    const ByteRange there = target < 0 ? ByteRange{} : target_.tokens[static_cast<std::size_t>(target)].range;
    report_.fact(FactKind::kName, verdict, source_.tokens[source].range, there);
  }
  void find(FindingKind kind, Severity severity, std::size_t source, std::int32_t target, const std::string& words) {
    const ByteRange there = target < 0 ? ByteRange{} : target_.tokens[static_cast<std::size_t>(target)].range;
    report_.find(kind, severity, source_.tokens[source].range, there, words);
    fact(source, target, severity == Severity::kCritical ? Verdict::kWrong : Verdict::kDoubtful);
  }
  std::string became(std::size_t source, std::size_t target) const {
    return report_.source(source_.tokens[source].range) + " became " + report_.target(target_.tokens[target].range);
  }

  bool is_upper(std::size_t i) const { return source_.tokens[i].shape == Shape::kUpper; }
  /// A name beside it, and no ordinary word, is there as it is: the same person, so this one must be, too.
  bool in_kept_run(const NameWord& name) const {
    const auto index = static_cast<std::size_t>(&name - names_.data());
    const auto kept = [&](std::size_t other) {
      if (other >= names_.size() || names_[other].kept < 0 || !(names_[other].proper || links_.lexicon.empty()))
        return false;
      // "UNESCO World Heritage Site": a body and its title are two names.
      if (is_upper(names_[other].token) && !is_upper(name.token)) return false;
      const std::size_t a = std::min(names_[other].token, name.token), b = std::max(names_[other].token, name.token);
      const bool joined = b == a + 1 && source_.tokens[b].blank_before;
      const bool particle = b == a + 2 && (source_.is_sign(a + 1, U'-') || source_.is_sign(a + 1, U'.') ||
                                           document::news_words().particles.contains(source_.tokens[a + 1].lower));
      return joined || particle;
    };
    return kept(index + 1) || (index > 0 && kept(index - 1));
  }

  /// The same letters with other accents.
  bool accents(const NameWord& name) {
    if (links_.of_source[name.token] == Link::kMeaning) return established(name);
    const Token& word = source_.tokens[name.token];
    for (std::size_t k = 0; k < target_.tokens.size(); ++k) {
      const Token& other = target_.tokens[k];
      if (!is_word(other) || other.fold != word.fold || other.shape != word.shape || used_[k]) continue;
      used_[k] = true;
      const std::string_view here = source_.word(word.range);
      const bool had = here.size() > word.fold.size();
      const bool foreign = has_letter_outside(here, *source_.words);
      const bool lost = had && (foreign || in_kept_run(name));
      find(FindingKind::kNameSpelling, lost ? Severity::kCritical : Severity::kNote, name.token,
           static_cast<std::int32_t>(k), became(name.token, k));
      return true;
    }
    return false;
  }

  /// Something like it, where nothing else accounts for it.
  bool spelling(const NameWord& name) {
    const Token& word = source_.tokens[name.token];
    std::size_t best = target_.tokens.size();
    double nearest = 0;
    for (std::size_t k = 0; k < target_.tokens.size(); ++k) {
      const Token& other = target_.tokens[k];
      if (!is_word(other) || used_[k] || other.letters < 3 || target_.locked[k] || !has_capital(other)) continue;
      if (links_.of_target[k] == Link::kMeaning || is_said_otherwise(target_, k)) continue;
      if (name.opener && !is_unheard(k)) continue;
      if (most_similar(word.fold, other.fold) <= nearest) continue;
      const double near = similarity(word.fold, other.fold);
      if (near <= nearest || (near < kSlip && !begins_alike(name.token, k))) continue;
      nearest = near;
      best = k;
    }
    const double kAlike = name.opener ? kSlip : 0.5;
    if (best == target_.tokens.size() || nearest < kAlike || word.letters < 3) return false;
    used_[best] = true;
    find(FindingKind::kNameSpelling, gravity(name, best, nearest), name.token, static_cast<std::int32_t>(best),
         became(name.token, best));
    return true;
  }
  /// One or two letters are a slip; more are another language's form of the name, unless the rest of the name is as it was.
  Severity gravity(const NameWord& name, std::size_t k, double nearness) const {
    const Token &word = source_.tokens[name.token], &other = target_.tokens[k];
    if (word.shape == Shape::kUpper && other.shape == Shape::kUpper) return Severity::kWarning;  // IOC, COI
    const bool run = in_kept_run(name);
    if (is_plural(word, other) || is_translated(name, k)) return Severity::kNote;
    const bool slip = is_slip(word.fold, other.fold), endings = links_.lexicon.ends_as(word.fold, other.fold);
    if (slip && (name.proper || run || !endings)) return Severity::kCritical;
    if (endings && !(name.proper && run)) return Severity::kNote;
    const auto common = common_letters(word.fold, other.fold);
    if (!name.proper && common >= kRootOfWords) return Severity::kNote;
    if (is_adapted(links_.lexicon, word.fold, other.fold) && !run && !source_.has(name.token, Sense::kName))
      return Severity::kNote;
    // Another ending is a language's own; slips are inside of words.
    const bool ending = !slip && common >= kRootOfWords && (word.fold.back() != other.fold.back() || !run);
    return !ending && (nearness >= kSlip || (run && name.proper)) ? Severity::kCritical : Severity::kWarning;
  }
  static std::size_t common_letters(std::string_view a, std::string_view b) {
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  }
  /// "REM", "REMs".
  static bool is_plural(const Token& a, const Token& b) {
    const Token &one = a.letters < b.letters ? a : b, &more = a.letters < b.letters ? b : a;
    return one.shape == Shape::kUpper && more.letters == one.letters + 1 && more.fold == one.fold + "s";
  }
  /// The lexicon has these two words by different first letters: "Bolivian", "Boliviano"; or one has an accent.
  bool is_translated(const NameWord& name, std::size_t k) const {
    const Token &word = source_.tokens[name.token], &other = target_.tokens[k];
    // A slip adds no accent, nor does it take one away along with other letters: that is another language's spelling.
    if (word.fold != other.fold && has_accent(word) != has_accent(other)) return true;
    const WordId from = links_.source_ids[name.token], to = links_.target_ids[k];
    if (from == kUnknown || to == kUnknown || !std::ranges::binary_search(links_.lexicon.links(from), to)) return false;
    return Lexicon::stem_of(word.fold) != Lexicon::stem_of(other.fold);
  }
  bool established(const NameWord& name) {
    const std::int32_t there = links_.partner[name.token];
    if (there >= 0) used_[static_cast<std::size_t>(there)] = true;
    fact(name.token, there, Verdict::kKept);
    return true;
  }

  /// A name that is there as it is, and a second time almost so.
  void again() {
    for (std::size_t k = 0; k < target_.tokens.size(); ++k) {
      const Token& token = target_.tokens[k];
      if (!is_word(token) || token.shape != Shape::kCapital || used_[k] || target_.locked[k]) continue;
      if (links_.of_target[k] > Link::kAlike || token.letters < 4 || is_kept(token)) continue;
      for (const NameWord& name : names_) {
        const Token& word = source_.tokens[name.token];
        if (name.kept < 0 || word.shape != token.shape || most_similar(word.fold, token.fold) < kSlip) continue;
        if (similarity(word.fold, token.fold) < kSlip) continue;
        const bool slip = name.proper && is_slip(word.fold, token.fold);
        const bool form = is_translated(name, k) || links_.lexicon.ends_as(word.fold, token.fold) ||
                          is_adapted(links_.lexicon, word.fold, token.fold);
        if (!slip && (form || !is_unheard(k))) continue;
        find(FindingKind::kNameSpelling, Severity::kCritical, name.token, static_cast<std::int32_t>(k),
             became(name.token, k));
        return;
      }
    }
  }

  bool is_kept(const Token& token) const {
    return std::ranges::any_of(
        names_, [&](const NameWord& name) { return name.kept >= 0 && source_.tokens[name.token].hash == token.hash; });
  }

  /// Nothing like it is there: it was translated, another name took its place, or it is gone.
  void other_name(const NameWord& name) {
    const std::int32_t partner = links_.partner[name.token];
    const bool small = partner >= 0 && !has_capital(target_.tokens[static_cast<std::size_t>(partner)]);
    // "Management" between two names that are there is not the "management" of another place.
    if (links_.of_source[name.token] >= Link::kAlike && !(small && in_kept_run(name))) {
      return fact(name.token, partner, Verdict::kKept);
    }
    const Token& word = source_.tokens[name.token];
    const bool run = in_kept_run(name);
    for (std::size_t k = 0; k < target_.tokens.size(); ++k) {
      if (!is_stranger(k, name) || is_kin(name.token, k)) continue;
      used_[k] = true;
      const bool acronym = (word.shape == Shape::kUpper) != (target_.tokens[k].shape == Shape::kUpper);
      // An ordinary word of a title may be said by any other, but for a known name and words that the language does not have.
      // Two words that open sentences have their capitals from there.
      const bool opening = source_.tokens[name.token].opens && target_.tokens[k].opens && !run;
      const bool sound =
          name.proper || run || is_unheard(k) || target_.has(k, Sense::kName) || !is_in_translated_title(name);
      return find(FindingKind::kNameSwapped, sound && !acronym && !opening ? Severity::kCritical : Severity::kWarning,
                  name.token, static_cast<std::int32_t>(k), became(name.token, k));
    }
    if (partner >= 0) return fact(name.token, partner, Verdict::kKept);
    const bool critical = name.proper && run && !has_small_form(name.token);
    find(FindingKind::kNameLost,
         critical      ? Severity::kCritical
         : name.proper ? Severity::kWarning
                       : Severity::kNote,
         name.token, -1, report_.source(source_.tokens[name.token].range) + " is not there");
  }
  /// Another word of the source is its like: "Egyptian" for "Egito", or the same a second time.
  bool has_like(std::size_t k) const {
    constexpr double kAlike = 0.5;
    for (std::size_t i = 0; i < source_.tokens.size(); ++i) {
      if (!is_word(source_.tokens[i]) || !has_capital(source_.tokens[i])) continue;
      if (source_.tokens[i].hash == target_.tokens[k].hash) return true;
      if (source_.has(i, Sense::kFunction) || source_.has(i, Sense::kLight)) continue;  // "Quando" at a beginning
      if (is_kin(i, k) && similarity(source_sounds_[i], target_sounds_[k]) >= kAlike) return true;
    }
    return false;
  }
  /// "Ayatollah", "aiatolá".
  bool has_small_form(std::size_t i) const {
    constexpr double kAlike = 0.5;
    for (std::size_t k = 0; k < target_.tokens.size(); ++k) {
      const Token& token = target_.tokens[k];
      if (!is_word(token) || token.shape != Shape::kLower || token.letters < 4 || !begins_alike(i, k)) continue;
      if (similarity(source_sounds_[i], target_sounds_[k]) >= kAlike) return true;
    }
    return false;
  }
  /// "House of Representatives": a word that the language has, beside one with a capital that was translated.
  bool is_in_translated_title(const NameWord& name) const {
    const auto translated = [&](std::size_t i) {
      if (i >= source_.tokens.size() || !is_word(source_.tokens[i]) || !has_capital(source_.tokens[i])) return false;
      return links_.of_source[i] > Link::kNone && links_.of_source[i] < Link::kSame;
    };
    const auto small = [&](std::size_t i) { return i < source_.tokens.size() && source_.has(i, Sense::kFunction); };
    const std::size_t i = name.token;
    return translated(i + 1) || (small(i + 1) && translated(i + 2)) || translated(i - 1) ||
           (small(i - 1) && translated(i - 2));
  }
  bool begins_alike(std::size_t i, std::size_t k) const {
    return !source_sounds_[i].empty() && source_sounds_[i].substr(0, 1) == target_sounds_[k].substr(0, 1);
  }
  /// Of one root, "Greek" and "Grécia", or both acronyms: a translation rather than another name.
  bool is_kin(std::size_t i, std::size_t k) const {
    constexpr std::size_t kRoot = 3;
    const bool upper = source_.tokens[i].shape == Shape::kUpper;
    if (upper != (target_.tokens[k].shape == Shape::kUpper)) return false;
    return upper ||
           std::string_view(source_sounds_[i]).substr(0, kRoot) == std::string_view(target_sounds_[k]).substr(0, kRoot);
  }
  /// No word that the target's language is known to have.
  bool is_unheard(std::size_t k) const { return !links_.lexicon.empty() && links_.target_ids[k] == kUnknown; }
  /// Or one that stands for nothing but itself.
  bool is_name_alone(std::size_t k) const {
    return !links_.lexicon.empty() && links_.lexicon.target_is_name(links_.target_ids[k]);
  }
  /// A word of the target that nothing of the source accounts for, with a capital that is not from its place, or known to be a name.
  bool is_stranger(std::size_t k, const NameWord& name) {
    if (used_[k] || !has_capital(target_.tokens[k])) return false;
    const bool counts = !target_.tokens[k].opens || is_unheard(k) || (name.proper && target_.has(k, Sense::kName));
    // Without a lexicon any word with a capital may be an ordinary one, as German nouns are.
    const bool sure = !links_.lexicon.empty() || source_.has(name.token, Sense::kName) || in_kept_run(name);
    if (!counts || !sure) return false;
    if (strange_.empty()) strange_.assign(used_.size(), Answer::kNotAsked);
    if (strange_[k] == Answer::kNotAsked) strange_[k] = is_unaccounted(k) ? Answer::kYes : Answer::kNo;
    return strange_[k] == Answer::kYes;
  }
  /// "Aryan", "ariana"; "Tumba", "tomb".
  bool has_small_like(std::size_t k) const {
    constexpr double kAlike = 0.5;
    for (std::size_t i = 0; i < source_.tokens.size(); ++i) {
      const bool word = is_word(source_.tokens[i]) && source_.tokens[i].letters >= 4 && begins_alike(i, k);
      if (word && similarity(source_sounds_[i], target_sounds_[k]) >= kAlike) return true;
    }
    return false;
  }
  /// "Mancunian" for "Manchester", which is not there otherwise.
  bool is_form_of_lost_name(std::size_t k) const {
    return std::ranges::any_of(names_, [&](const NameWord& name) {
      return name.kept < 0 && links_.of_source[name.token] == Link::kNone && is_kin(name.token, k);
    });
  }
  /// A name that nothing of the source is like.
  void invented() {
    for (std::size_t k = 0; k < used_.size(); ++k) {
      const Token& token = target_.tokens[k];
      if (used_[k] || token.opens || token.shape != Shape::kCapital || !is_name_alone(k) || !is_unaccounted(k))
        continue;
      if (target_.has(k, Sense::kName) || has_small_like(k) || is_form_of_lost_name(k)) continue;
      report_.find(FindingKind::kNameSwapped, Severity::kCritical, {}, token.range,
                   report_.target(token.range) + " is not in the source");
      report_.fact(FactKind::kName, Verdict::kWrong, {}, token.range);
    }
  }
  bool is_unaccounted(std::size_t k) const {
    const Token& token = target_.tokens[k];
    if (!is_word(token) || target_.locked[k] || token.letters < 4) return false;
    return links_.of_target[k] == Link::kNone && !is_said_otherwise(target_, k) && !has_like(k);
  }

  enum class Answer : std::uint8_t { kNotAsked, kNo, kYes };
  const Links& links_;
  const Side &source_, &target_;
  Report& report_;
  std::vector<NameWord> names_;
  std::vector<bool> used_;                                  // target tokens that are spoken for
  std::vector<Answer> strange_;                             // by target token
  std::vector<std::string> source_sounds_, target_sounds_;  // by token
};

}  // namespace

std::vector<NameWord> names_of(const Links& links) {
  const Side &source = links.source, &target = links.target;
  std::vector<NameWord> names;
  if (is_shouted(source)) return names;
  for (std::size_t i = 0; i < source.tokens.size(); ++i) {
    const Token& token = source.tokens[i];
    if (!is_word(token) || !has_capital(token) || source.locked[i] || token.letters < 2) continue;
    if (is_said_otherwise(source, i)) continue;
    const bool unknown = links.source_ids[i] == kUnknown && !links.lexicon.empty();
    const bool run =
        i + 1 < source.tokens.size() && source.tokens[i + 1].blank_before && has_capital(source.tokens[i + 1]);
    const bool mixed = token.shape != Shape::kCapital;
    const bool alone = !links.lexicon.empty() && links.lexicon.source_is_name(links.source_ids[i]);
    const bool opener = token.opens && !unknown && !mixed && !(run && alone) && !source.has(i, Sense::kName);
    NameWord name{i, opener, alone || source.has(i, Sense::kName), -1};
    const std::string_view text = source.word(token.range);
    for (std::size_t k = 0; k < target.tokens.size(); ++k) {
      const bool same = is_word(target.tokens[k]) && target.tokens[k].hash == token.hash &&
                        (target.word(target.tokens[k].range) == text ||
                         (target.tokens[k].lower == token.lower && has_capital(target.tokens[k])));
      if (!same) continue;
      name.kept = static_cast<std::int32_t>(k);
      if (links.partner[i] == name.kept) break;
    }
    if (name.kept >= 0 && links.partner[i] >= 0 && links.of_source[i] == Link::kSame) name.kept = links.partner[i];
    if (opener && name.kept < 0 && (token.letters < 4 || links.of_source[i] > Link::kShared)) continue;
    names.push_back(name);
  }
  return names;
}

void check_names(const Links& links, Report& report) { Names(links, report).check(); }

}  // namespace dragoman::check

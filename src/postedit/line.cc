// Locks first, since letter case must not touch them; the ends last, since what is locked there need not be seen by the engine.
#include "postedit/line.h"

#include <algorithm>
#include <utility>

#include "base/part.h"
#include "document/menu_words.h"
#include "document/news_words.h"
#include "fidelity/capitals.h"
#include "fidelity/marks.h"
#include "fidelity/split.h"
#include "markup/tags.h"
#include "postedit/plain_words.h"
#include "postedit/short_titles.h"
#include "text/casing.h"
#include "text/sentences.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::postedit {
namespace {

/// Ranges made one ascending list, overlaps merged.
std::vector<ByteRange> merged(std::vector<ByteRange> ranges) {
  std::ranges::sort(ranges, {}, &ByteRange::begin);
  std::vector<ByteRange> out;
  for (const ByteRange range : ranges) {
    if (!out.empty() && range.begin < out.back().end) {
      out.back().end = std::max(out.back().end, range.end);
    } else {
      out.push_back(range);
    }
  }
  return out;
}

/// Where the text begins behind a dash that opens it, as speech and items of lists do; engines drop it or change its kind.
std::size_t behind_dash(std::string_view text, ByteRange inner) {
  const std::string_view rest = part(text, inner);
  const bool is_long = rest.starts_with("\xE2\x80\x94") || rest.starts_with("\xE2\x80\x95");
  const std::size_t length = is_long || rest.starts_with("\xE2\x80\x93") ? 3 : rest.starts_with('-') ? 1 : 0;
  std::size_t begin = length;
  while (rest.substr(begin).starts_with(' ') || rest.substr(begin).starts_with("\xC2\xA0"))
    begin += rest[begin] == ' ' ? 1 : 2;
  const bool sign = length > 0 && (begin > length || is_long) && text::has_letters(rest.substr(begin));
  return sign ? inner.begin + begin : inner.begin;
}

bool is_one_of(std::u32string_view signs, char32_t c) { return c != 0 && signs.find(c) != signs.npos; }
char32_t sign_before(std::string_view text, std::size_t at, std::size_t& begin) {
  for (begin = at; begin > 0 && text::is_continuation(text[--begin]);) {
  }
  std::size_t next = 0;
  return at == 0 ? 0 : text::code_point_at(text, begin, next);
}

/// Marks that open right before a locked part at the end, and close right behind one at the beginning, go with it.
std::size_t before_opening(std::string_view text, std::size_t at) {
  std::size_t begin = 0, other = 0;
  while (is_one_of(U"\"\u201C\u201E\u2018([", sign_before(text, at, begin))) {
    const char32_t outside = sign_before(text, begin, other);
    if (outside != 0 && !text::is_space(outside)) break;
    at = begin;
  }
  return at;
}
std::size_t behind_closing(std::string_view text, std::size_t at) {
  for (std::size_t next = at; at < text.size(); at = next) {
    if (!is_one_of(U"\"\u201C\u201D\u2019)]", text::code_point_at(text, at, next))) break;
    std::size_t behind = next;
    if (next < text.size() && !text::is_space(text::code_point_at(text, next, behind))) break;
  }
  return at;
}

/// The text without a dash or locked parts at its ends (bullets, arrows, a handle before the text) and blanks there.
ByteRange inner_of(std::string_view text, const std::vector<ByteRange>& locked) {
  const std::vector<ByteRange> edges = fidelity::edge_ranges(text, locked);
  std::size_t leading = 0;
  for (std::size_t at = 0; leading < edges.size(); at = edges[leading++].end) {
    if (text::has_letters(part(text, {at, edges[leading].begin}))) break;
  }
  // "Go <b>home</b>": a tag goes with its other half and the words between.
  const auto stays = [&](std::size_t edge) { return markup::is_half_of_pair(text, edges[edge], edges); };
  ByteRange inner = {0, text.size()};
  for (std::size_t i = 0; i < leading && !stays(i); ++i) inner.begin = behind_closing(text, edges[i].end);
  for (std::size_t i = edges.size(); i-- > leading && !stays(i);) inner.end = before_opening(text, edges[i].begin);
  while (inner.begin < inner.end && text[inner.begin] == ' ') ++inner.begin;
  inner.begin = behind_dash(text, inner);
  while (inner.end > inner.begin && text[inner.end - 1] == ' ') --inner.end;
  return inner;
}

HeadlineStyle style_of(const SourceLine& line) {
  const HeadlineStyle style = headline_style(line.text);
  if (line.kind == LineKind::kRunning) {
    // Subtitles and notices are in capitals from end to end too, and models do not know their words.
    const bool all = style == HeadlineStyle::kUpper && text::to_upper(line.text, "") == line.text;
    return all ? style : HeadlineStyle::kSentence;
  }
  // A caption full of names looks like title case, and is none.
  return style == HeadlineStyle::kTitle && line.kind != LineKind::kHeading ? HeadlineStyle::kSentence : style;
}

/// Sentence by sentence, since each begins with a capital of its own.
std::string in_usual_case(std::string_view text, HeadlineStyle style, const LineContext& context) {
  const WordRanks ranks(context.vocabulary.word_pieces);
  const auto usual = [&](std::string_view sentence) { return truecase(sentence, style, context.cases, ranks); };
  if (style == HeadlineStyle::kSentence) return std::string(text);
  const auto splitter = text::SentenceSplitter::load(context.source);
  if (!splitter) return usual(text);
  std::string out(text);
  for (const ByteRange sentence : (*splitter)->split(text)) {
    out.replace(sentence.begin, sentence.end - sentence.begin, usual(part(text, sentence)));
  }
  return out;
}

/// Words in capitals that are no acronyms become small in what the engine is given.
void lower_emphasis(const std::string& text, const LineContext& context, PreparedLine& prepared) {
  const WordRanks ranks(context.vocabulary.word_pieces);
  const fidelity::WordForms forms = {[&](std::string_view word) { return std::string(context.cases.usual(word)); },
                                     [&](std::string_view word) { return ranks.rank(word); }, context.cases.language()};
  for (const fidelity::EmphasisedWord& word : fidelity::find_emphasis(text, forms)) {
    prepared.form.replace(word.range.begin, word.form.size(), word.form);
    prepared.emphasised.push_back(word.range);
  }
  // "CONTACT US": too short for a headline, and all of it is to be in capitals again.
  if (!prepared.emphasised.empty() && text::to_upper(text, context.cases.language()) == text)
    prepared.style = HeadlineStyle::kUpper;
}

/// "naïve", "façade": common words that only have a letter more than the engine knows are for it to translate.
bool is_common(std::string_view words, const EngineVocabulary& vocabulary) {
  const auto spells = [](char32_t c) {
    const text::CharacterClass kind = text::character_class(c);
    return kind == text::CharacterClass::kLetter || kind == text::CharacterClass::kSpace;
  };
  const WordRanks ranks(vocabulary.word_pieces);
  if (!ranks.known()) return false;
  for (std::size_t at = 0; at < words.size();) {
    if (!spells(text::code_point_at(words, at, at))) return false;  // "m²"
  }
  const std::vector<ByteRange> all = text::words_of(words);
  return !all.empty() && std::ranges::all_of(all, [&](ByteRange range) {
    const std::string_view word = part(words, range);
    return text::casing_of(word) == text::Casing::kLower && ranks.rank(in_plain_form(word, vocabulary)) != 0;
  });
}

/// "Erdoğan", "Māori": words that the engine can read in their plain letters. They belong to their sentence wherever they stand, and
/// what it makes of the others without them is not the same.
bool is_read_plain(std::string_view words, const EngineVocabulary& vocabulary) {
  if (!vocabulary.can_read) return false;
  const std::string plain = in_plain_form(words, vocabulary);
  bool letters = false;
  for (std::size_t at = 0; at < plain.size();) {
    const char32_t c = text::code_point_at(plain, at, at);
    const text::CharacterClass kind = text::character_class(c);
    if (kind == text::CharacterClass::kDigit ||
        (kind == text::CharacterClass::kSign && c != '\'' && c != 0x2019 && c != '-'))
      return false;
    letters = letters || kind == text::CharacterClass::kLetter;
    if (kind == text::CharacterClass::kLetter && !vocabulary.can_read(c)) return false;
  }
  return letters;
}

/// Whether a word stands before or behind a part, with nothing but a blank, an apostrophe or a dash without blanks between them.
bool is_beside_word(std::string_view text, ByteRange range) {
  const auto is_word = [](char32_t c) {
    const text::CharacterClass kind = text::character_class(c);
    return kind == text::CharacterClass::kLetter || kind == text::CharacterClass::kDigit;
  };
  const auto is_dash = [](char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015); };
  const auto is_between = [](char32_t c) { return text::is_space(c) || c == '\'' || c == 0x2019; };
  std::size_t begin = range.begin, before = begin;
  char32_t sign = sign_before(text, begin, before);
  if (is_dash(sign)) sign = sign_before(text, before, before);
  for (; sign != 0 && is_between(sign); sign = sign_before(text, begin, before)) begin = before;
  if (sign != 0 && is_word(sign)) return true;
  std::size_t at = range.end, next = at;
  sign = at < text.size() ? text::code_point_at(text, at, next) : 0;
  if (is_dash(sign)) sign = next < text.size() ? text::code_point_at(text, next, next) : 0;
  for (; sign != 0 && is_between(sign); sign = at < text.size() ? text::code_point_at(text, at, next) : 0) at = next;
  return sign != 0 && is_word(sign);
}

/// Whether there is anything but locked parts for the engine to translate.
bool has_words_besides(std::string_view text, const std::vector<ByteRange>& locked) {
  std::size_t at = 0;
  for (const ByteRange range : locked) {
    if (text::has_letters(part(text, {at, range.begin}))) return true;
    at = range.end;
  }
  return text::has_letters(text.substr(at));
}

/// A line that is the name of a place, and no word that is more often something else ("Nice", "Reading").
std::optional<document::Opening> place_as_opening(const std::string& line, const LineContext& context) {
  auto place = place_alone(line, context.source, context.target);
  const WordRanks ranks(context.vocabulary.word_pieces);
  if (!place || !ranks.known()) return std::nullopt;
  const std::size_t low = ranks.rank(text::to_lower(line, context.source)), high = ranks.rank(line);
  if (low != 0 && (high == 0 || low < high)) return std::nullopt;
  return document::Opening{{0, line.size()}, std::move(*place)};
}

/// "in Lagos" of a byline: a place and the word before it, of which alone engines make up anything.
bool is_bare_place(std::string_view words) {
  return document::news_words().places.contains(text::to_lower(words.substr(0, words.find(' ')), ""));
}

/// "Related: Ship sinks": a label that the engine takes for a name, before what it is of.
std::optional<document::Opening> label_as_opening(const std::string& line, const LineContext& context) {
  constexpr std::size_t kFarthest = 40;  // bytes
  const std::size_t colon = line.substr(0, kFarthest).find(": ");
  // "Video: Opinion" is two labels, which know of each other.
  constexpr std::size_t kFewestBehind = 3;
  if (colon == std::string::npos || text::count_words(std::string_view(line).substr(colon)) < kFewestBehind)
    return std::nullopt;
  const auto word = document::find_menu_word(std::string_view(line).substr(0, colon), context.source, context.target);
  if (!word || word->range.begin != 0 || word->range.end != colon) return std::nullopt;
  const std::string label = line.substr(0, colon);
  std::string counterpart(word->counterpart);
  if (text::to_upper(label, context.source) == label) counterpart = text::to_upper(counterpart, context.target);
  return document::Opening{{0, colon + 1}, counterpart + ":"};
}

/// Titles in Title Case as a sentence would have them; engines take them for names.
void lower_titles(const SourceLine& line, const LineContext& context, PreparedLine& prepared) {
  const WordRanks ranks(context.vocabulary.word_pieces);
  for (const ByteRange range : line.titles) {
    std::string form = truecase(part(line.text, range), HeadlineStyle::kTitle, context.cases, ranks);
    for (const ByteRange word : text::words_of(form)) {
      const std::string low = text::to_lower(part(form, word), context.source);
      const bool job = word.begin > 0 && document::news_words().jobs.contains(low);
      if (job && low.size() == word.end - word.begin) form.replace(word.begin, low.size(), low);
    }
    prepared.form.replace(range.begin, range.end - range.begin, form);
  }
}

PreparedLine as_it_is(const SourceLine& line) {
  PreparedLine prepared;
  prepared.form = line.text;
  prepared.locked = merged(line.locked);
  prepared.inner = inner_of(line.text, prepared.locked);
  return prepared;
}

/// Locks what must arrive as it is. Returns what of it is words of their sentence all the same, for the engine to see.
std::vector<ByteRange> lock(const SourceLine& line, const LineContext& context, const fidelity::CanWrite& can_write,
                            std::vector<ByteRange>& locked) {
  locked = line.locked;
  std::vector<ByteRange> words;
  for (const fidelity::Address& address : fidelity::find_addresses(line.text, can_write)) {
    if (address.kind == fidelity::AddressKind::kSpelling) continue;
    const bool word = address.kind == fidelity::AddressKind::kCharacters;
    const std::string_view shown = part(line.text, address.range);
    if (word && is_common(shown, context.vocabulary)) continue;
    locked.push_back(address.range);
    if (word && is_beside_word(line.text, address.range) && is_read_plain(shown, context.vocabulary))
      words.push_back(address.range);
  }
  locked = merged(std::move(locked));
  return has_words_besides(line.text, locked) ? words : std::vector<ByteRange>();
}

}  // namespace

PreparedLine prepare(const SourceLine& line, const LineContext& context, const fidelity::CanWrite& can_write) {
  if (context.bare) return as_it_is(line);
  PreparedLine prepared;
  prepared.form = line.text;
  prepared.style = style_of(line);
  if (prepared.style != HeadlineStyle::kSentence) {
    prepared.form = in_usual_case(line.text, prepared.style, context);
  } else {
    lower_emphasis(line.text, context, prepared);
    lower_titles(line, context, prepared);
  }
  const std::vector<ByteRange> words = lock(line, context, can_write, prepared.locked);
  // What is locked keeps its letters, whatever the style.
  for (const ByteRange range : prepared.locked) {
    prepared.form.replace(range.begin, range.end - range.begin, part(line.text, range));
  }
  prepared.opening = document::find_opening(line.text, context.source, context.target);
  const bool opened = prepared.opening.has_value();
  if (!prepared.opening && prepared.locked.empty()) prepared.opening = place_as_opening(line.text, context);
  if (!prepared.opening && prepared.locked.empty()) prepared.opening = label_as_opening(line.text, context);
  std::vector<ByteRange> edges = prepared.locked;
  std::erase_if(edges, [&](ByteRange range) {
    return fidelity::is_marked(part(line.text, range)) || std::ranges::find(words, range) != words.end();
  });
  if (prepared.opening) edges.push_back(prepared.opening->range);
  prepared.inner = inner_of(line.text, merged(std::move(edges)));
  if (opened && is_bare_place(part(line.text, prepared.inner)))
    prepared.inner = inner_of(line.text, {prepared.opening->range});
  // "LAST UPDATED 5 MARCH" looks like a place and a date.
  if (!opened)
    prepared.dateline = plan_dateline(line.text, line.dateline, prepared.locked, context.source, context.target);
  if (prepared.dateline) {
    set_apart(*prepared.dateline, context.cases, prepared.form);
    const ByteRange given = prepared.dateline->given;
    prepared.inner.begin = given.begin < given.end ? given.begin : prepared.dateline->text;
    prepared.inner.end = std::max({prepared.inner.end, prepared.inner.begin, given.end});
  }
  prepared.short_title = context.vocabulary.word_pieces && prepared.locked.empty() && !prepared.opening &&
                         !prepared.dateline && is_short_title(part(prepared.form, prepared.inner));
  return prepared;
}

}  // namespace dragoman::postedit

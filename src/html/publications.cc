// The title's last part is taken for the publication where the rest says what the page's headline says, and the headline has no such
// part itself.
#include "html/publications.h"
#include <algorithm>
#include <array>
#include <utility>
#include "document/json_strings.h"
#include "document/letters.h"
#include "document/news_forms.h"
#include "document/news_words.h"
#include "html/lexer.h"
#include "html/script_json.h"
#include "html/units.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

using document::SourceBlock;

constexpr std::size_t kShortestHostName = 4, kLongestPublicationName = 100, kLongestTitle = 500;  // bytes
constexpr std::size_t kMostPublicationNames = 8, kMostHeadlines = 16, kMostTitleWords = 6, kMostWitnesses = 32,
                      kMostAuthorWords = 3;
constexpr std::array<std::string_view, 8> kDividers = {" - ", " | ", " – ", " — ", " · ", " :: ", " » ", ": "};

/// The longest label of an address's host: "theharbourpost" of "https://www.theharbourpost.co.uk/world".
std::string host_label(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return "";
  std::string_view host = url.substr(begin + 3);
  host = host.substr(0, host.find_first_of("/:?#"));
  std::string_view longest;
  while (!host.empty()) {
    const std::size_t dot = host.find('.');
    if (dot != std::string_view::npos && host.substr(0, dot).size() > longest.size()) longest = host.substr(0, dot);
    host.remove_prefix(dot == std::string_view::npos ? host.size() : dot + 1);
  }
  return letters_and_digits(longest);
}

/// Whether two titles are of one story: most of the words are the same.
bool alike(std::string_view one, std::string_view other) {
  constexpr std::size_t kFewestWords = 3;
  const std::string a = letters_and_digits(one), b = letters_and_digits(other);
  if (a.empty() || b.empty()) return false;
  const auto& [shorter, longer] = std::minmax(a, b, [](const auto& x, const auto& y) { return x.size() < y.size(); });
  if (longer.find(shorter) != std::string::npos && 2 * shorter.size() >= longer.size()) return true;
  const auto words = [](std::string_view text) {
    std::vector<std::string> out;
    for (const ByteRange word : document::words_of(text)) {
      out.push_back(letters_and_digits(text.substr(word.begin, word.end - word.begin)));
    }
    std::erase(out, "");
    std::ranges::sort(out);
    return out;
  };
  const std::vector<std::string> left = words(one), right = words(other);
  std::vector<std::string> both;
  std::ranges::set_intersection(left, right, std::back_inserter(both));
  return both.size() >= kFewestWords && 3 * both.size() >= 2 * std::min(left.size(), right.size());
}

void keep(SourceBlock& block) {
  if (block.keep == KeepReason::kNone) block.keep = KeepReason::kName;
}

/// Whether `text` has the name's letters, and a capital at least where the name has one: "The sun" is no "The Sun".
bool is_spelled(std::string_view text, std::string_view name) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!equal_names(text, name)) return false;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (is_capital(name[at]) && !is_capital(text[at])) return false;
  }
  return true;
}

/// Where the name begins behind an article ("The Sun", "O Globo"); 0 if it has none, or nothing else.
std::size_t behind_article(std::string_view name) {
  const std::size_t blank = name.find(' ');
  if (blank == std::string_view::npos || name.substr(0, blank) == "I") return 0;
  return document::news_words().openers.contains(document::folded(name.substr(0, blank))) ? blank + 1 : 0;
}

/// A capital inside a sentence in small letters: the words on both sides have none, nor ends a sentence before it.
bool is_capital_inside(std::string_view text, ByteRange range) {
  const auto is_small = [&](std::size_t at) {
    return at < text.size() && document::is_lower(document::next_code_point(text, at));
  };
  if (range.begin < 2 || text[range.begin - 1] != ' ') return false;
  const std::size_t before = text.rfind(' ', range.begin - 2) + 1;  // 0 if there is none
  const char last = text[range.begin - 2];
  const bool hyphenated = range.end < text.size() && text[range.end] == '-';
  const bool ends = range.end >= text.size() || text[range.end] != ' ';
  // "the Post office"
  const bool article =
      document::news_words().openers.contains(std::string(text.substr(before, range.begin - 1 - before)));
  const bool alone = ends || (!article && is_small(range.end + 1));
  return is_small(before) && alone && !hyphenated && std::string_view(".!?:").find(last) == std::string_view::npos;
}

bool is_copyright(std::string_view text) {
  return text.find("\u00A9") != std::string_view::npos || text.find("(c) ") != std::string_view::npos;
}

}  // namespace

std::string letters_and_digits(std::string_view text) {
  std::string out = document::folded(text);
  std::erase_if(out, [](char c) {
    return !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && static_cast<unsigned char>(c) < 0x80;
  });
  return out;
}

/// What a page says of its publication and its headline.
class PublicationReader {
 public:
  PublicationReader(const Tree& tree, const std::vector<RoleFacts>& facts, Publications& out)
      : tree_(tree), facts_(facts), out_(out) {}
  void read();

 private:
  void add_name(std::string_view name);
  void add_headline(std::string text, bool whole);
  void read_meta(NodeId id);
  void read_site(NodeId id);
  bool leads_home(NodeId id, std::string_view text) const;
  void read_script(NodeId id);
  void read_title();
  bool is_vouched_for(std::string_view name) const;

  /// `whole`: it is the story's headline and no more; cards may have the publication in theirs.
  struct Headline {
    std::string text;
    bool whole;
  };
  const Tree& tree_;
  const std::vector<RoleFacts>& facts_;
  Publications& out_;
  std::vector<Headline> headlines_;
  std::vector<std::string> sections_;
  std::vector<std::string> witnesses_;  ///< texts of links home, copyright lines
  std::string title_;
};

void PublicationReader::add_name(std::string_view name) {
  std::string shown = collapsed(name);
  const bool fits =
      !shown.empty() && shown.size() <= kLongestPublicationName && out_.stated_.size() < kMostPublicationNames;
  if (fits && std::ranges::find(out_.stated_, shown) == out_.stated_.end()) out_.stated_.push_back(std::move(shown));
}

void PublicationReader::add_headline(std::string text, bool whole) {
  if (!text.empty() && text.size() <= kLongestTitle && headlines_.size() < kMostHeadlines)
    headlines_.push_back({std::move(text), whole});
}

void PublicationReader::read_meta(NodeId id) {
  const std::string_view property = tree_.value(id, "property"), name = tree_.value(id, "name");
  const std::string_view content = tree_.value(id, "content");
  if (equal_names(property, "og:site_name") || equal_names(name, "application-name")) add_name(content);
  // More words are as often a house's ("Organization for ...").
  const bool person = equal_names(name, "author") && document::words_of(content).size() <= kMostAuthorWords;
  if (person && out_.authors_.size() < kMostPublicationNames) out_.authors_.push_back(collapsed(content));
  if (equal_names(property, "og:url") && out_.host_.empty()) out_.host_ = content;
  if (equal_names(property, "og:title")) add_headline(collapsed(content), false);
  if (equal_names(property, "article:section") && sections_.size() < kMostPublicationNames)
    sections_.push_back(letters_and_digits(content));
}

void PublicationReader::read_script(NodeId id) {
  const NodeId text = tree_[id].first_child;
  if (text == kNoNode || lower_case(tree_.value(id, "type")).find("ld+json") == std::string::npos) return;
  const Place place = tree_[text].open;
  const ByteRange range = script_json(tree_.source(), {place.begin, place.end});
  const auto json =
      document::JsonStrings::read(std::string_view(tree_.source()).substr(range.begin, range.end - range.begin));
  if (!json) return;
  for (const document::JsonString& string : json->strings()) {
    const document::JsonContainer* object = json->object_of(string);
    if (object == nullptr) continue;
    if (string.key == "headline") add_headline(collapsed(string.value), true);
    const bool site = object->type.find("WebSite") != std::string::npos;
    if (string.key == "name" && (object->key == "publisher" || site)) add_name(string.value);
    const bool person =
        (object->key == "author" && object->type.find("Organization") == std::string::npos) || object->type == "Person";
    if (string.key == "name" && person && out_.authors_.size() < kMostPublicationNames)
      out_.authors_.push_back(collapsed(string.value));
  }
}

/// The part behind the last divider, if the rest is the headline.
void PublicationReader::read_title() {
  std::size_t begin = 0, end = 0;
  for (const std::string_view divider : kDividers) {
    const std::size_t at = title_.rfind(divider);
    if (at != std::string::npos && at + divider.size() > end) begin = at, end = at + divider.size();
  }
  const std::string_view title = title_, rest = title.substr(0, begin), name = title.substr(end);
  if (rest.empty() || name.size() > kLongestPublicationName || document::words_of(name).size() > kMostTitleWords)
    return;
  const std::string letters = letters_and_digits(name);
  if (letters.empty() || !document::is_name_like(name) || std::ranges::find(sections_, letters) != sections_.end())
    return;
  bool found = false;
  for (const Headline& headline : headlines_) {
    const bool has_name = letters_and_digits(headline.text).find(letters) != std::string::npos;
    if (has_name && headline.whole && alike(headline.text, title)) return;
    found = found || (!has_name && alike(headline.text, rest));
  }
  if (found) out_.titled_ = name;
}

/// Whether it is, is in, or is all of a link to the site's first page: logos of other things lead elsewhere.
bool PublicationReader::leads_home(NodeId id, std::string_view text) const {
  if (const NodeId link = tree_.closest(id, "a"); link != kNoNode) return is_home(tree_.value(link, "href"));
  for (NodeId inside = tree_.next(id); inside != kNoNode && inside < tree_[id].behind; inside = tree_.next(inside)) {
    if (tree_.is(inside, "a"))
      return is_home(tree_.value(inside, "href")) && collapsed(tree_.inner_text(inside, kLongestTitle)) == text;
  }
  return false;
}

/// The name on the logo; more than a name ("The Harbour Post home page") has small words. A link home alone may be "Home", so the title
/// must end with it, as it must with a logo of one word.
void PublicationReader::read_site(NodeId id) {
  if (tree_[id].kind != Node::Kind::kElement) return;
  const bool logo = facts_[id].site && (tree_[id].tag != "h1" || !tree_.value(id, "class").empty());
  if (!logo && !(tree_.is(id, "a") && equal_names(tree_.value(id, "rel"), "home"))) return;
  const std::string text = collapsed(tree_.inner_text(id, kLongestTitle));
  const std::size_t words = document::words_of(text).size();
  if (words == 0 || words > kMostTitleWords || !document::is_name_like(text)) return;
  if (title_.ends_with(text) || (logo && words > 1 && leads_home(id, text))) add_name(text);
}

void PublicationReader::read() {
  for (NodeId id = tree_.next(tree_.root()); id != kNoNode; id = tree_.next(id)) {
    read_site(id);
    if (tree_.is(id, "meta")) {
      read_meta(id);
    } else if (tree_.is(id, "link") && equal_names(tree_.value(id, "rel"), "canonical")) {
      out_.host_ = tree_.value(id, "href");
    } else if (tree_.is(id, "script")) {
      read_script(id);
    } else if (tree_.is(id, "h1") && !facts_[id].site && tree_[id].extent.size() <= 8 * kLongestTitle) {
      add_headline(collapsed(tree_.inner_text(id)), true);
    } else if (witnesses_.size() < kMostWitnesses && tree_.is(id, "a") && is_home(tree_.value(id, "href"))) {
      witnesses_.push_back(collapsed(tree_.inner_text(id, kLongestTitle)));
    } else if (witnesses_.size() < kMostWitnesses && tree_[id].kind == Node::Kind::kText &&
               tree_[id].open.size() <= kLongestTitle && is_copyright(tree_.text(id))) {
      witnesses_.push_back(collapsed(tree_.text(id)));
    } else if (tree_.is(id, "title") && title_.empty() && tree_[id].extent.size() <= 2 * kLongestTitle) {
      title_ = collapsed(tree_.inner_text(id));
    }
  }
  out_.host_ = host_label(out_.host_);
  std::ranges::sort(out_.stated_, [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  read_title();
  for (const std::string& name : out_.stated_) {
    out_.add_spellings(name);
    // "Folha" of "Folha de S.Paulo" at www.folha.example.
    const std::string first = name.substr(0, name.find(' '));
    const bool host = first.size() < name.size() && first.size() >= kShortestHostName && behind_article(name) == 0;
    if (host && letters_and_digits(first) == out_.host_) out_.add_spellings(first);
  }
  if (is_vouched_for(out_.titled_)) out_.add_spellings(out_.titled_);
  std::ranges::stable_sort(out_.spellings_, [](const auto& a, const auto& b) { return a.text.size() > b.text.size(); });
}

/// "... - Politics" may be a section: something else must speak for a name that only the title has.
bool PublicationReader::is_vouched_for(std::string_view name) const {
  const std::string letters = letters_and_digits(name);
  if (letters.size() < kShortestHostName) return false;
  const std::size_t rest = behind_article(name);
  if (rest > 0 && name.find(' ', rest) != std::string_view::npos) return true;
  if (!out_.host_.empty() && (out_.host_.find(letters) != std::string::npos ||
                              (out_.host_.size() >= kShortestHostName && letters.find(out_.host_) == 0))) {
    return true;
  }
  return std::ranges::any_of(witnesses_, [&](const std::string& text) {
    const std::string other = letters_and_digits(text);
    return is_copyright(text) ? other.find(letters) != std::string::npos : other == letters;
  });
}

Publications::Publications(const Tree& tree, const std::vector<RoleFacts>& facts) {
  PublicationReader(tree, facts, *this).read();
}

void Publications::add_spellings(const std::string& name) {
  const auto add = [&](std::string_view text, bool whole) {
    const auto same = [&](const Spelling& one) { return one.text == text; };
    if (text.empty() || std::ranges::any_of(spellings_, same)) return;
    const std::size_t words = document::words_of(text.substr(behind_article(text))).size();
    spellings_.push_back({std::string(text), lower_case(text), words, whole});
  };
  add(name, false);
  const std::size_t rest = behind_article(name);
  if (rest > 0)
    add(std::string_view(name).substr(rest), document::words_of(std::string_view(name).substr(rest)).size() < 2);
  const std::size_t dot = name.find('.');
  if (dot != std::string::npos && dot >= kShortestHostName && name.find(' ') == std::string::npos)
    add(std::string_view(name).substr(0, dot), true);
}

bool Publications::is_name(std::string_view text) const {
  const std::string wanted = document::folded(text);
  const auto equal = [&](const std::string& one) { return document::folded(one) == wanted; };
  if (std::ranges::any_of(stated_, equal) || (!titled_.empty() && equal(titled_))) return true;
  // Without a stated name: "The Harbour Post" at www.theharbourpost.com.
  const std::string letters = letters_and_digits(text);
  if (host_.empty() || letters.size() < kShortestHostName) return false;
  const bool most_of_it = host_.find(letters) != std::string::npos && letters.size() * 10 >= host_.size() * 7;
  return most_of_it || letters == "the" + host_;
}

void Publications::lock_beside_title(SourceBlock& block) const {
  const std::string_view text = block.text;
  if (is_name(text)) return keep(block);
  for (const std::string_view divider : kDividers) {
    const std::size_t last = text.rfind(divider);
    if (last == std::string_view::npos) continue;
    if (is_name(text.substr(last + divider.size())))
      return block.locked.push_back({last + divider.size(), text.size()});
    const std::size_t first = text.find(divider);
    if (is_name(text.substr(0, first))) return block.locked.push_back({0, first});
  }
}

/// The name alone, or first before a divider, or last behind one.
bool Publications::keep_beside(SourceBlock& block, const Spelling& name) const {
  const std::string_view text = block.text;
  const std::size_t size = name.text.size();
  if (is_spelled(text, name.text)) {
    keep(block);
    return true;
  }
  if (text.size() <= size) return false;
  const std::string_view before = text.substr(0, text.size() - size);
  std::string_view behind = text.substr(size);
  if (behind.starts_with("  ") || behind.starts_with(" :")) behind.remove_prefix(1);
  if (is_spelled(text.substr(before.size()), name.text) &&
      std::ranges::any_of(kDividers, [&](std::string_view one) { return before.ends_with(one); })) {
    block.locked.push_back({before.size(), text.size()});
    return true;
  }
  if (is_spelled(text.substr(0, size), name.text) &&
      std::ranges::any_of(kDividers, [&](std::string_view one) { return behind.starts_with(one); })) {
    block.locked.push_back({0, size});
    return true;
  }
  return false;
}

/// "Subscribe to Mirror", "More from Mirror": words that stand before a publication's name.
bool Publications::lock_behind_phrase(SourceBlock& block, const Spelling& name) const {
  const std::string_view text = block.text;
  const std::size_t begin = text.size() - std::min(text.size(), name.text.size());
  if (begin < 2 || text[begin - 1] != ' ' || !is_spelled(text.substr(begin), name.text)) return false;
  if (!document::is_before_publication(text.substr(0, begin - 1))) return false;
  block.locked.push_back({begin, text.size()});
  return true;
}

void Publications::lock_names(SourceBlock& block) const {
  if (spellings_.empty()) return;
  const std::string_view text = block.text;
  // In menus and headings a name is as often part of another ("The Guardian app").
  const bool running = block.role == BlockRole::kText || block.role == BlockRole::kQuote ||
                       block.role == BlockRole::kStandfirst || block.role == BlockRole::kCaption;
  const bool copyright = is_copyright(text);
  const std::size_t others = block.locked.size();
  const std::string lower = lower_case(text);
  std::vector<ByteRange> taken;  // by longer spellings, in order
  const auto is_taken = [&](ByteRange range) {
    const auto behind = std::ranges::upper_bound(taken, range.begin, {}, &ByteRange::end);
    return behind != taken.end() && behind->begin < range.end;
  };
  for (const Spelling& name : spellings_) {
    if (block.locked.size() == others && keep_beside(block, name)) return;
    if (block.locked.size() == others && lock_behind_phrase(block, name)) return;
    const bool inside = copyright || name.words > 1 || (running && name.text.find(' ') != std::string::npos);
    if (name.whole || (!inside && !running)) continue;
    const std::size_t size = name.text.size();
    for (std::size_t at = lower.find(name.lower); at != std::string::npos; at = lower.find(name.lower, at + 1)) {
      const ByteRange range{at, at + size};
      if (is_taken(range) || !text::stands_apart(text, range) || !is_spelled(text.substr(at, size), name.text))
        continue;
      // One word is a name where nothing else would have its capital.
      if (!inside && !is_capital_inside(text, range)) continue;
      block.locked.push_back(range);
      at = range.end - 1;
    }
    taken.assign(block.locked.begin() + static_cast<std::ptrdiff_t>(others), block.locked.end());
    std::ranges::sort(taken, {}, &ByteRange::begin);
  }
}

}  // namespace dragoman::html

// Markup and form come first, since they are certain; then the language that the document states for a part, against what
// its words show; at last the page's own language where a block is too short to show anything.
#include "page/plan.h"

#include <algorithm>

#include "dragoman/language.h"
#include "fidelity/figure_dates.h"
#include "markup/locks.h"
#include "text/casing.h"
#include "text/letters.h"
#include "text/own_names.h"
#include "text/utf8.h"
#include "text/written_in.h"

namespace dragoman::page {
namespace {

using document::SourceBlock;

constexpr std::size_t kWordsForTarget = 4;  // that a block must have to be believed to be in the target language
constexpr std::size_t kWordsForOther = 10;  // and in a third one: lists of names look foreign

/// The block's text without what is locked in it.
std::string free_text(const SourceBlock& block) {
  std::string out;
  std::size_t at = 0;
  for (const ByteRange range : markup::locked_ranges(block)) {
    out.append(block.text, at, range.begin - at);
    out += ' ';
    at = range.end;
  }
  return out.append(block.text, at);
}

KeepReason reason_for(const std::string& language, const Languages& languages) {
  if (language.empty() || language == languages.source) return KeepReason::kNone;
  return language == languages.target ? KeepReason::kTargetLanguage : KeepReason::kOtherLanguage;
}

/// A short text in a third language: words in small letters show it, and none of them is one of the source's small words.
bool is_plainly(const std::string& language, const std::string& text, const std::string& source) {
  constexpr std::size_t kFewestOwnWords = 3;
  const std::string own = text::own_words(text);
  return language != source && text::count_words(own) >= kFewestOwnWords &&
         text::is_written_in(text, language, source) && text::count_function_words(own, source, language) == 0;
}

KeepReason by_language(const SourceBlock& block, const std::string& text, const Languages& languages) {
  std::string stated;
  if (!block.language.empty()) {
    const Result<Language> language = Language::parse(block.language);
    if (language) stated = language->code;
  }
  const bool own = !stated.empty() && stated != languages.stated;  // said of this part, not of the whole page
  const std::size_t words = text::count_words(text);
  if (words >= kWordsForTarget || own) {
    if (const std::optional<Language> shown = detect_language(text)) {
      const bool believed = words >= kWordsForOther || shown->code == stated || shown->code == languages.page ||
                            is_plainly(shown->code, text, languages.source);
      if (shown->code == languages.source) {
        const bool done = languages.earlier && words < kWordsForOther && !own;
        return done ? KeepReason::kTargetLanguage : KeepReason::kNone;
      }
      if (shown->code == languages.target) {
        // On a page in the target language such a block is no surprise.
        const bool certain =
            languages.page == languages.target || text::is_written_in(text, shown->code, languages.source);
        return certain ? KeepReason::kTargetLanguage : KeepReason::kNone;
      }
      if (believed) return KeepReason::kOtherLanguage;
    }
  }
  return reason_for(own ? stated : languages.page, languages);
}

/// "e", "(A)": a sign more than a word, of which engines make something up. In Chinese one is a word.
bool is_one_letter(std::string_view text) {
  std::size_t count = 0;
  bool cased = false;
  for (std::size_t at = 0; at < text.size() && count < 2;) {
    const std::size_t begin = at;
    if (!text::is_alphanumeric(text::code_point_at(text, at, at))) continue;
    ++count;
    cased = text::casing_of(text.substr(begin, at - begin)) != text::Casing::kNone;
  }
  return count == 1 && cased;
}

KeepReason reason_to_keep(const SourceBlock& block, const Languages& languages) {
  if (block.keep != KeepReason::kNone) return block.keep;
  if (block.role == BlockRole::kCredit) return KeepReason::kName;
  if (is_one_letter(block.text)) return KeepReason::kNoWords;
  const std::string text = free_text(block);
  if (!text::has_letters(text)) {
    if (fidelity::turns_dates_in_figures(text, languages.source_tag, languages.target_tag)) return KeepReason::kNone;
    return text::has_letters(block.text) ? KeepReason::kName : KeepReason::kNoWords;
  }
  return languages.same ? KeepReason::kTargetLanguage : by_language(block, text, languages);
}

/// "Deutsch, English, Español": where languages are offered, each has its own name, and the page's own is one of them.
void keep_language_names(const std::vector<SourceBlock>& blocks, const Languages& languages,
                         std::vector<KeepReason>& reasons) {
  constexpr std::size_t kNear = 6, kFewestOthers = 2;  // blocks
  const std::string own = languages.source.empty() ? "" : text::to_lower(text::own_name(languages.source), "");
  for (std::size_t i = 0; !own.empty() && i < blocks.size(); ++i) {
    const bool named = reasons[i] == KeepReason::kNone && blocks[i].text.size() == own.size() &&
                       text::to_lower(blocks[i].text, "") == own;
    if (!named) continue;
    std::size_t others = 0;
    for (std::size_t at = i - std::min(i, kNear); at < std::min(i + kNear + 1, blocks.size()); ++at)
      others += blocks[at].text != blocks[i].text && text::is_own_name(blocks[at].text) ? 1 : 0;
    if (others >= kFewestOthers) reasons[i] = KeepReason::kName;
  }
}

}  // namespace

bool is_story(BlockRole role) {
  return role != BlockRole::kNavigation && role != BlockRole::kAttribute && role != BlockRole::kMetadata &&
         role != BlockRole::kLabel;
}

std::vector<KeepReason> reasons_to_keep(const std::vector<SourceBlock>& blocks, const Languages& languages) {
  std::vector<KeepReason> reasons;
  bool story = false;
  for (const SourceBlock& block : blocks) {
    reasons.push_back(reason_to_keep(block, languages));
    story = story || (reasons.back() == KeepReason::kNone && is_story(block.role));
  }
  keep_language_names(blocks, languages, reasons);
  if (!story && languages.page == languages.target) {
    std::ranges::replace(reasons, KeepReason::kNone, KeepReason::kTargetLanguage);
  }
  return reasons;
}

}  // namespace dragoman::page

// The names of formats, roles and reasons, as the command line and reports show them.
#include <array>
#include <utility>
#include "dragoman/page.h"

namespace dragoman {
namespace {

template <class Enum, std::size_t n>
using Names = std::array<std::pair<Enum, std::string_view>, n>;

constexpr Names<PageFormat, 15> kFormats = {{{PageFormat::kHtml, "html"},
                                             {PageFormat::kXhtml, "xhtml"},
                                             {PageFormat::kMarkdown, "markdown"},
                                             {PageFormat::kArticle, "article"},
                                             {PageFormat::kRss, "rss"},
                                             {PageFormat::kAtom, "atom"},
                                             {PageFormat::kNinjs, "ninjs"},
                                             {PageFormat::kNewsml, "newsml"},
                                             {PageFormat::kSrt, "srt"},
                                             {PageFormat::kWebVtt, "webvtt"},
                                             {PageFormat::kXliff, "xliff"},
                                             {PageFormat::kPo, "po"},
                                             {PageFormat::kDocx, "docx"},
                                             {PageFormat::kOdt, "odt"},
                                             {PageFormat::kEpub, "epub"}}};
constexpr Names<BlockRole, 15> kRoles = {{{BlockRole::kText, "text"},
                                          {BlockRole::kHeadline, "headline"},
                                          {BlockRole::kSubheading, "subheading"},
                                          {BlockRole::kStandfirst, "standfirst"},
                                          {BlockRole::kByline, "byline"},
                                          {BlockRole::kDateline, "dateline"},
                                          {BlockRole::kCaption, "caption"},
                                          {BlockRole::kCredit, "credit"},
                                          {BlockRole::kLabel, "label"},
                                          {BlockRole::kQuote, "quote"},
                                          {BlockRole::kListItem, "list-item"},
                                          {BlockRole::kTableCell, "table-cell"},
                                          {BlockRole::kNavigation, "navigation"},
                                          {BlockRole::kAttribute, "attribute"},
                                          {BlockRole::kMetadata, "metadata"}}};
constexpr Names<KeepReason, 10> kReasons = {{{KeepReason::kNone, "none"},
                                             {KeepReason::kNoWords, "no-words"},
                                             {KeepReason::kTargetLanguage, "target-language"},
                                             {KeepReason::kOtherLanguage, "other-language"},
                                             {KeepReason::kMarked, "marked"},
                                             {KeepReason::kCode, "code"},
                                             {KeepReason::kName, "name"},
                                             {KeepReason::kLimit, "limit"},
                                             {KeepReason::kFailed, "failed"},
                                             {KeepReason::kNotAsked, "not-asked"}}};

template <class Enum, std::size_t n>
std::string_view name_in(const Names<Enum, n>& names, Enum value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return "unknown";
}

}  // namespace

std::string_view format_name(PageFormat format) { return name_in(kFormats, format); }
std::string_view role_name(BlockRole role) { return name_in(kRoles, role); }
std::string_view keep_reason_name(KeepReason reason) { return name_in(kReasons, reason); }

std::optional<PageFormat> format_of_name(std::string_view name) {
  for (const auto& [format, known] : kFormats) {
    if (known == name) return format;
  }
  return std::nullopt;
}

}  // namespace dragoman

// Blocks stand in document order, as nodes do: an element's blocks are those whose elements lie between it and what is behind it.
#include "html/part_languages.h"
#include <algorithm>
#include <set>
#include <vector>
#include "dragoman/language.h"
#include "html/edits.h"
#include "html/lexer.h"
#include "text/direction.h"

namespace dragoman::html {
namespace {

std::string_view language_code(std::string_view tag) { return tag.substr(0, tag.find_first_of("-_")); }

class PartLanguages {
 public:
  PartLanguages(const Tree& tree, std::span<const BlockPlace> places, const document::Stamp& stamp, bool xhtml,
                document::Splices& splices)
      : tree_(tree), stamp_(stamp), xhtml_(xhtml), splices_(splices) {
    for (std::size_t i = 0; i < places.size() && i < stamp.kept.size(); ++i) {
      if (places[i].element != kNoNode && places[i].attribute.empty())
        blocks_.push_back({places[i].element, stamp.kept[i]});
    }
    std::ranges::sort(blocks_, {}, &Part::element);
  }

  void edit() {
    const std::string page = tree_.html() == kNoNode ? "" : std::string(tree_.value(tree_.html(), "lang"));
    const bool page_turns = !page.empty() && !same_language(page, stamp_.target_language);
    for (const Part& part : blocks_) {
      const NodeId stating = stating_element(part.element);
      if (stating != kNoNode && stating != tree_.html()) {
        if (part.kept == KeepReason::kNone && is_third(stating) && all_in(stating, is_translated))
          set(stating, stamp_.target_language);
      } else if (page_turns && had_pages_language(part.kept, page) && part.element != tree_.body() &&
                 all_in(part.element, stays_foreign)) {
        set(part.element, page);
      }
    }
  }

 private:
  struct Part {
    NodeId element;
    KeepReason kept;
  };

  static bool is_translated(KeepReason kept) { return kept == KeepReason::kNone || kept == KeepReason::kNoWords; }
  /// Names and figures are of no language.
  static bool stays_foreign(KeepReason kept) {
    return kept == KeepReason::kOtherLanguage || kept == KeepReason::kMarked;
  }

  /// What is in a third language is not in the page's, if that is the source's.
  bool had_pages_language(KeepReason kept, std::string_view page) const {
    return kept == KeepReason::kMarked ||
           (kept == KeepReason::kOtherLanguage && !same_language(page, stamp_.source_language));
  }

  NodeId stating_element(NodeId id) const {
    while (id != kNoNode && tree_.value(id, "lang").empty() && tree_.value(id, "xml:lang").empty())
      id = tree_[id].parent;
    return id;
  }
  /// In the source's language it is edited with the page's.
  bool is_third(NodeId id) const {
    const std::string_view stated = tree_.value(id, tree_.value(id, "lang").empty() ? "xml:lang" : "lang");
    return !same_language(stated, stamp_.source_language) && !same_language(stated, stamp_.target_language);
  }
  bool all_in(NodeId id, bool (*holds)(KeepReason)) const {
    auto at = std::ranges::lower_bound(blocks_, id, {}, &Part::element);
    for (; at != blocks_.end() && at->element < tree_[id].behind; ++at) {
      if (!holds(at->kept)) return false;
    }
    return true;
  }
  void set(NodeId id, std::string_view language) {
    if (tree_[id].repaired || !done_.insert(id).second) return;
    if (!xhtml_ || tree_.attribute(id, "lang") != nullptr) set_attribute(tree_, id, "lang", language, splices_);
    if (xhtml_ || tree_.attribute(id, "xml:lang") != nullptr) set_attribute(tree_, id, "xml:lang", language, splices_);
    const Result<Language> parsed = Language::parse(language);
    const bool right_to_left = parsed && text::is_right_to_left(*parsed);
    const bool turns = tree_.attribute(id, "dir") != nullptr ? language == stamp_.target_language
                                                             : right_to_left != stamp_.right_to_left;
    if (turns) set_attribute(tree_, id, "dir", right_to_left ? "rtl" : "ltr", splices_);
  }

  const Tree& tree_;
  const document::Stamp& stamp_;
  bool xhtml_;
  document::Splices& splices_;
  std::vector<Part> blocks_;  ///< by element
  std::set<NodeId> done_;
};

}  // namespace

bool same_language(std::string_view a, std::string_view b) {
  return !a.empty() && equal_names(language_code(a), language_code(b));
}

void edit_part_languages(const Tree& tree, std::span<const BlockPlace> places, const document::Stamp& stamp, bool xhtml,
                         document::Splices& splices) {
  PartLanguages(tree, places, stamp, xhtml, splices).edit();
}

}  // namespace dragoman::html

// First the tags that are there (languages, directions, addresses, locale), then what an earlier run left is taken out, then
// the new elements go in: marks at the head's end, the label at its place in the story.
#include "html/stamp.h"
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>
#include "document/label.h"
#include "html/earlier_labels.h"
#include "html/edits.h"
#include "html/inserted.h"
#include "html/label_place.h"
#include "html/lexer.h"
#include "html/part_languages.h"
#include "html/stamp_marks.h"

namespace dragoman::html {
namespace {

using document::SourceBlock;
using document::Splices;
using document::Stamp;

bool is_absolute(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find_first_of(" \t\n\f\r", at), list.size());
    if (equal_names(list.substr(at, end - at), word)) return true;
    at = end + 1;
  }
  return false;
}

/// Where the first thing begins that stands behind an implied tag.
std::size_t first_after(const Tree& tree, NodeId id) {
  std::size_t at = tree.source().size();
  for (id = tree.next(id); id != kNoNode; id = tree.next(id)) {
    if (!tree[id].open.empty() && !tree[id].repaired) at = std::min<std::size_t>(at, tree[id].open.begin);
  }
  return at;
}

class Stamper {
 public:
  Stamper(const Tree& tree, std::span<const SourceBlock> blocks, std::span<const BlockPlace> places, const Stamp& stamp,
          bool xhtml, Splices& splices)
      : tree_(tree), blocks_(blocks), places_(places), stamp_(stamp), xhtml_(xhtml), splices_(splices) {}

  void apply_to_tags() {
    edit_html_tag();
    edit_parts();
    edit_part_languages(tree_, places_, stamp_, xhtml_, splices_);
    if (stamp_.mark_blocks) mark_blocks();
  }
  void apply() {
    if (has_lost_marks(tree_, xhtml_)) return;  // they stay, and are enough
    if (stamp_.label_only) {
      take_label_out();
      return place_label();
    }
    find_earlier();
    edit_head();
    // The order counts where head and body are implied and begin at one place.
    insert_marks();
    place_label();
  }

 private:
  void find_earlier();
  void take_label_out();
  void edit_html_tag();
  void edit_language(NodeId id, bool always);
  void edit_direction(NodeId id, bool always);
  void edit_parts();
  bool stays(NodeId id) const;
  void edit_head();
  void edit_meta(NodeId id);
  void mark_blocks();
  void insert_marks();
  void place_label();
  std::optional<std::size_t> head_end() const;
  Original original() const;
  std::string original_url() const;
  void remember_original(NodeId link);
  bool is_own_alternate(NodeId id) const;
  bool has_own(std::string_view language) const;
  Links new_links(const Original& original);
  bool is_amp() const;

  const Tree& tree_;
  std::span<const SourceBlock> blocks_;
  std::span<const BlockPlace> places_;
  const Stamp& stamp_;
  bool xhtml_;
  Splices& splices_;
  bool stamped_before_ = false;
  std::string earlier_target_, earlier_published_;
  Original earlier_;                // as an earlier run's marks have it
  std::string canonical_, og_url_;  // the page's own
  std::vector<NodeId> own_alternates_;
  std::optional<std::size_t> earlier_label_;  // where it stood
};

/// What stands behind a name in "yes; from=en; to=pt".
std::string_view said_of(std::string_view content, std::string_view name) {
  const std::size_t at = content.find(name);
  if (at == std::string_view::npos) return {};
  content.remove_prefix(at + name.size());
  return content.substr(0, content.find(';'));
}

/// Takes out what an earlier run inserted and remembers what it said; finds the page's addresses.
void Stamper::find_earlier() {
  for (NodeId id = 1; id != kNoNode;) {
    const Node& node = tree_[id];
    if (node.kind != Node::Kind::kElement) {
      id = tree_.next(id);
      continue;
    }
    const std::string_view rel = node.tag == "link" ? tree_.value(id, "rel") : std::string_view();
    if (is_inserted(tree_, id)) {
      if (has_word(rel, "machine-translated-from")) remember_original(id);
      if (has_word(rel, "canonical") && earlier_published_.empty()) earlier_published_ = tree_.value(id, "href");
      stamped_before_ = true;
      if (tree_.value(id, "name") == "machine-translation" && earlier_.language.empty()) {
        earlier_.language = said_of(tree_.value(id, "content"), "from=");
        earlier_target_ = said_of(tree_.value(id, "content"), "to=");
      }
      if (tree_.value(id, kMark) == "label" && !node.repaired && !earlier_label_) earlier_label_ = node.extent.begin;
      if (!node.repaired) splices_.replace(node.extent, "");
      id = tree_.behind(id);
      continue;
    }
    if (is_own_alternate(id)) own_alternates_.push_back(id);
    if (has_word(rel, "canonical") && canonical_.empty()) canonical_ = tree_.value(id, "href");
    if (node.tag == "meta" && equal_names(tree_.value(id, "property"), "og:url") && og_url_.empty())
      og_url_ = tree_.value(id, "content");
    id = tree_.next(id);
  }
}

void Stamper::remember_original(NodeId link) {
  earlier_.url = tree_.value(link, "href");
  if (const std::string_view language = tree_.value(link, "hreflang"); !language.empty()) earlier_.language = language;
}

/// The page's own link to itself in some language; feeds and other documents have a type.
bool Stamper::is_own_alternate(NodeId id) const {
  const std::string_view type = tree_.value(id, "type");
  return tree_.is(id, "link") && !tree_[id].repaired && has_word(tree_.value(id, "rel"), "alternate") &&
         !tree_.value(id, "hreflang").empty() && (type.empty() || equal_names(type, "text/html"));
}

bool Stamper::has_own(std::string_view language) const {
  return std::ranges::any_of(own_alternates_,
                             [&](NodeId id) { return equal_names(tree_.value(id, "hreflang"), language); });
}

/// What the page has no entry for: its own entries for a language name the address from now on, since one language must not
/// have two. The original's stays as it is.
Links Stamper::new_links(const Original& original) {
  Links links{has_own(original.language), alternates_of(stamp_, original, !own_alternates_.empty())};
  std::erase_if(links.alternates, [&](const Alternate& one) {
    if (!original.url.empty() && equal_names(one.language, original.language)) return true;
    for (const NodeId id : own_alternates_) {
      if (equal_names(tree_.value(id, "hreflang"), one.language)) set_attribute(tree_, id, "href", one.url, splices_);
    }
    return has_own(one.language);
  });
  return links;
}

void Stamper::take_label_out() {
  for (NodeId id = 1; id != kNoNode; id = tree_.next(id)) {
    const Node& node = tree_[id];
    if (!is_inserted(tree_, id) || tree_.value(id, kMark) != "label" || node.repaired) continue;
    if (!earlier_label_) earlier_label_ = node.extent.begin;
    splices_.replace(node.extent, "");
  }
}

/// Where the page that is translated stands.
std::string Stamper::original_url() const {
  const std::string& own = is_absolute(canonical_) ? canonical_ : og_url_;
  if (!stamped_before_) return own;
  // The page's own addresses may be the translation's by then.
  const bool chain = !earlier_target_.empty() && same_language(earlier_target_, stamp_.source_language) &&
                     !same_language(earlier_target_, stamp_.target_language);
  if (!chain) return earlier_.url;
  // A translation of the translation: its original is the earlier translation, if that was given an address.
  return !earlier_published_.empty() ? earlier_published_ : own != earlier_.url ? own : std::string();
}

Original Stamper::original() const {
  Original out{stamp_.source_language, stamp_.source_url};
  // A second run over a translated page: the original is the first run's.
  if (!earlier_.language.empty() && same_language(out.language, stamp_.target_language))
    out.language = earlier_.language;
  if (out.url.empty()) out.url = original_url();
  if (!is_absolute(out.url)) out.url.clear();
  return out;
}

/// `always`: the attribute is added where it is missing.
void Stamper::edit_language(NodeId id, bool always) {
  for (const std::string_view name : {std::string_view("lang"), std::string_view("xml:lang")}) {
    const Attribute* known = tree_.attribute(id, name);
    const bool add = always && (name == "lang" || xhtml_);
    if (known != nullptr ? always || same_language(known->value, stamp_.source_language) : add) {
      set_attribute(tree_, id, name, stamp_.target_language, splices_);
    }
  }
}

void Stamper::edit_direction(NodeId id, bool always) {
  const Attribute* known = tree_.attribute(id, "dir");
  if (stamp_.right_to_left) {
    if (always || (known != nullptr && equal_names(known->value, "ltr")))
      set_attribute(tree_, id, "dir", "rtl", splices_);
  } else if (known != nullptr && equal_names(known->value, "rtl")) {
    set_attribute(tree_, id, "dir", "ltr", splices_);
  }
}

void Stamper::edit_html_tag() {
  const NodeId html = tree_.html();
  if (html == kNoNode) return;
  if (!tree_[html].open.empty()) {
    edit_language(html, true);
    edit_direction(html, true);
  } else {
    // The tag is implied: it is written out where the parser sees it begin.
    std::string tag = "<html lang=\"" + escape_value(stamp_.target_language) + "\"";
    if (stamp_.right_to_left) tag += " dir=\"rtl\"";
    tag += ">";
    if (!has_lost_tag(tree_, tag, xhtml_)) splices_.insert(first_after(tree_, html), tag);
  }
}

/// Whether an element keeps its language whatever the page's becomes.
bool Stamper::stays(NodeId id) const {
  constexpr std::array<std::string_view, 12> kOpaque = {"script", "style", "code",     "pre",  "textarea", "template",
                                                        "svg",    "math",  "noscript", "head", "iframe",   "samp"};
  for (; id != kNoNode; id = tree_[id].parent) {
    if (equal_names(tree_.value(id, "translate"), "no") || tree_.has_class(id, "notranslate") || is_inserted(tree_, id))
      return true;
    if (tree_[id].foreign || std::ranges::find(kOpaque, tree_[id].tag) != kOpaque.end()) return true;
  }
  return false;
}

/// Parts that state the source language hold the target's text now.
void Stamper::edit_parts() {
  for (NodeId id = 1; id != kNoNode; id = tree_.next(id)) {
    if (tree_[id].kind != Node::Kind::kElement || id == tree_.html() || tree_[id].repaired) continue;
    const bool stated = same_language(tree_.value(id, "lang"), stamp_.source_language) ||
                        same_language(tree_.value(id, "xml:lang"), stamp_.source_language);
    if ((!stated && id != tree_.body()) || stays(id)) continue;
    // A direction alone may be an island's; with the source's language it goes with it.
    edit_direction(id, false);
    edit_language(id, false);
  }
}

void Stamper::edit_meta(NodeId id) {
  const std::string_view property =
      tree_.value(id, "property").empty() ? tree_.value(id, "name") : tree_.value(id, "property");
  const auto set = [&](std::string_view value) {
    if (tree_.attribute(id, "content") != nullptr) set_attribute(tree_, id, "content", value, splices_);
  };
  const bool has_territory = stamp_.target_language.find('-') != std::string::npos;
  const bool fits = same_language(tree_.value(id, "content"), stamp_.target_language) && !has_territory;
  if (equal_names(property, "og:locale") && !fits) set(open_graph_locale(stamp_.target_language));
  if (equal_names(tree_.value(id, "http-equiv"), "content-language")) set(stamp_.target_language);
  const bool address = equal_names(property, "og:url") || equal_names(property, "twitter:url");
  if (address && !stamp_.publish_url.empty()) set(stamp_.publish_url);
}

void Stamper::edit_head() {
  for (NodeId id = 1; id != kNoNode; id = tree_.next(id)) {
    const Node& node = tree_[id];
    if (node.kind != Node::Kind::kElement || node.repaired || is_inserted(tree_, id)) continue;
    if (node.tag == "meta") edit_meta(id);
    if (node.tag == "link" && has_word(tree_.value(id, "rel"), "canonical") && !stamp_.publish_url.empty()) {
      set_attribute(tree_, id, "href", stamp_.publish_url, splices_);
    }
  }
}

void Stamper::mark_blocks() {
  std::map<std::pair<NodeId, std::string>, std::string> numbers;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (places_[i].element == kNoNode) continue;
    std::string name = std::string(kMark) + "-block";
    if (!places_[i].attribute.empty()) name += "-" + std::string(places_[i].attribute);
    std::string& list = numbers[{places_[i].element, std::move(name)}];
    list += (list.empty() ? "" : " ") + std::to_string(i);
  }
  for (const auto& [where, list] : numbers) set_attribute(tree_, where.first, where.second, list, splices_);
}

bool Stamper::is_amp() const {
  const NodeId html = tree_.html();
  return html != kNoNode &&
         (tree_.attribute(html, "amp") != nullptr || tree_.attribute(html, "\xE2\x9A\xA1") != nullptr);
}

/// Behind the last thing in the head whose end is sure: what follows an unclosed script would be swallowed by it. And before a
/// noscript: for readers that run no scripts, an image in it ends the head.
std::optional<std::size_t> Stamper::head_end() const {
  const NodeId head = tree_.head();
  if (head == kNoNode) return std::nullopt;
  std::size_t at = head_begin(tree_);
  bool sound = true;
  for (NodeId id = tree_[head].first_child; id != kNoNode && sound; id = tree_[id].next) {
    if (tree_.is(id, "noscript") && !tree_[id].repaired) return std::max<std::size_t>(at, tree_[id].open.begin);
    sound = ends_soundly(tree_, id);
    if (sound && tree_[id].kind != Node::Kind::kText) at = std::max<std::size_t>(at, tree_[id].extent.end);
  }
  return tree_[head].close.empty() ? at : tree_[head].close.begin;
}

void Stamper::insert_marks() {
  const auto at = head_end();
  if (!at) return;
  std::string marks;
  if (!stamp_.publish_url.empty() && canonical_.empty()) {
    marks = "<link data-dragoman=\"canonical\" rel=\"canonical\" href=\"" + escape_value(stamp_.publish_url) +
            (xhtml_ ? "\" />" : "\">");
  }
  const Original from = original();
  marks += head_marks(stamp_, from, new_links(from), xhtml_);
  // AMP has no place for data of others.
  if (!stamp_.originals_json.empty() && !is_amp()) {
    marks += "<script type=\"application/json\" data-dragoman=\"originals\">" +
             json_in_script(stamp_.originals_json, xhtml_) + "</script>";
  }
  splices_.insert(*at, marks);
}

void Stamper::place_label() {
  const bool adopted = adopt_labels(tree_, blocks_, places_, stamp_, splices_);
  if (adopted || stamp_.label.empty() || stamp_.label_place == LabelPlace::kNone) return;
  auto at = stamp_.label_place == LabelPlace::kAuto ? earlier_label_ : std::nullopt;
  if (!at) at = find_label_place(tree_, blocks_, places_, stamp_.label_place);
  if (at) splices_.insert(*at, label_element(stamp_));
}

}  // namespace

std::size_t head_begin(const Tree& tree) {
  const Node& head = tree[tree.head()];
  if (!head.open.empty()) return head.open.end;
  // White space before an implied head is nobody's; behind an element of the head it would be text.
  if (head.first_child == kNoNode) return first_after(tree, tree.head());
  const std::size_t html_begin = tree[tree.html()].open.empty() ? first_after(tree, tree.html()) : 0;
  return std::max(tree.content_begin(tree.head()), html_begin);
}

void stamp_tags(const Tree& tree, std::span<const BlockPlace> places, const Stamp& stamp, bool xhtml,
                Splices& splices) {
  Stamper(tree, {}, places, stamp, xhtml, splices).apply_to_tags();
}

void apply_stamp(const Tree& tree, std::span<const SourceBlock> blocks, std::span<const BlockPlace> places,
                 const Stamp& stamp, bool xhtml, Splices& splices) {
  Stamper(tree, blocks, places, stamp, xhtml, splices).apply();
}

}  // namespace dragoman::html

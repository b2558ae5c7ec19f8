// A page as a Document: decoded, parsed and cut into blocks once, written as splices over the decoded source.
#include "html/html_document.h"
#include <algorithm>
#include <utility>
#include "html/blocks.h"
#include "html/decode.h"
#include "html/earlier_labels.h"
#include "html/inserted.h"
#include "html/lexer.h"
#include "html/stamp.h"
#include "html/story.h"
#include "html/tree.h"
#include "html/write.h"
#include "text/encoding.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

using document::Placement;
using document::Splices;

constexpr std::size_t kMostBytes = std::size_t{1} << 30;  ///< places are of 32 bits

struct Form {
  PageFormat format = PageFormat::kHtml;
  bool fragment = false;
};

/// What browsers are told is text/html they read as such, whatever it looks like.
bool is_html(std::string_view media_type) { return equal_names(media_type.substr(0, 9), "text/html"); }

class HtmlDocument : public document::Document {
 public:
  HtmlDocument(Decoded decoded, Form form, const PageReadOptions& options)
      : form_(form),
        utf8_mark_(decoded.utf8_mark),
        transcoded_(decoded.transcoded),
        tree_(Tree::parse(std::move(decoded.text),
                          {.fragment = form.fragment,
                           .xml = form.format == PageFormat::kXhtml && !is_html(options.media_type),
                           .max_depth = options.max_depth})),
        page_(read_blocks(*tree_, options, xhtml())) {
    if (tree_->html() != kNoNode) {
      language_ = tree_->value(tree_->html(), "lang");
      if (language_.empty()) language_ = tree_->value(tree_->html(), "xml:lang");
    }
  }
  PageFormat format() const override { return form_.format; }
  const std::vector<document::SourceBlock>& blocks() const override { return page_.blocks; }
  const std::string& stated_language() const override { return language_; }
  bool stamped() const override { return !form_.fragment && is_stamped(*tree_); }
  std::vector<StoryItem> story() const override { return find_story(*tree_, page_, places()); }
  Result<std::string> write(std::span<const Placement> placements, const document::Stamp* stamp) const override;
  document::ShownElement shown(std::size_t block, std::size_t mark) const override;

 private:
  bool xhtml() const { return form_.format == PageFormat::kXhtml; }
  std::vector<BlockPlace> places() const;
  void take_labels_out(std::span<const Placement> placements, Splices& splices) const;

  Form form_;
  bool utf8_mark_, transcoded_;
  std::unique_ptr<const Tree> tree_;
  PageBlocks page_;
  std::string language_;
};

std::vector<BlockPlace> HtmlDocument::places() const {
  std::vector<BlockPlace> places;
  places.reserve(page_.sites.size());
  for (const Site& site : page_.sites) places.push_back({site.element, site.attribute, site.place});
  return places;
}

/// Pieces of pages show no label: one that another run or publisher left in them goes.
void HtmlDocument::take_labels_out(std::span<const Placement> placements, Splices& splices) const {
  for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
    const Site& site = page_.sites[i];
    if (!placements[i].changed || page_.blocks[i].role != BlockRole::kLabel || site.kind != Site::Kind::kText) continue;
    take_label_out(*tree_, page_.blocks[i], {site.element, site.attribute, site.place}, splices);
  }
}

Result<std::string> HtmlDocument::write(std::span<const Placement> placements, const document::Stamp* stamp) const {
  if (placements.size() != page_.blocks.size()) {
    return Error{ErrorCode::kBadArgument, 0,
                 "the page has " + std::to_string(page_.blocks.size()) + " blocks, but " +
                     std::to_string(placements.size()) + " placements were given; give one for each"};
  }
  const bool stamped = stamp != nullptr && !form_.fragment;
  Splices splices(tree_->source());
  const bool anew = stamped && !stamp->label_only;
  if (anew) stamp_tags(*tree_, places(), *stamp, xhtml(), splices);
  if (const Status status = write_blocks(page_, placements, splices); !status) return status.error();
  const bool changed =
      std::any_of(placements.begin(), placements.end(), [](const Placement& one) { return one.changed; });
  if (form_.fragment) take_labels_out(placements, splices);
  if (!form_.fragment) {
    if (transcoded_ || changed || anew) declare_utf8(*tree_, xhtml(), !utf8_mark_, anew, splices);
    if (stamped) apply_stamp(*tree_, page_.blocks, places(), *stamp, xhtml(), splices);
  }
  std::string out = utf8_mark_ ? "\xEF\xBB\xBF" : "";
  return out += splices.render();
}

document::ShownElement HtmlDocument::shown(std::size_t block, std::size_t mark) const {
  static constexpr std::string_view kShown[] = {"a",   "abbr", "b", "cite", "del",   "dfn",    "em",  "i",   "ins",
                                                "kbd", "mark", "q", "s",    "small", "strong", "sub", "sup", "u"};
  const std::vector<NodeId>& nodes = page_.mark_nodes[block];
  const NodeId id = mark < nodes.size() ? nodes[mark] : kNoNode;
  if (id == kNoNode || (*tree_)[id].foreign || !std::ranges::binary_search(kShown, (*tree_)[id].tag)) return {};
  return {(*tree_)[id].tag, tree_->is(id, "a") ? tree_->value(id, "href") : std::string_view()};
}

Result<std::unique_ptr<document::Document>> read(std::string_view bytes, const PageReadOptions& options, Form form) {
  const std::size_t most = std::min(options.max_bytes, kMostBytes);
  if (bytes.size() > most) {
    return Error{ErrorCode::kTooLong, most,
                 "the page has " + std::to_string(bytes.size()) + " bytes, more than max_bytes allows (" +
                     std::to_string(most) + "); raise it, or split the page"};
  }
  Decoded decoded;
  if (form.fragment) {
    decoded.text = text::first_bad_utf8(bytes) ? text::mended_utf8(bytes) : std::string(bytes);
  } else {
    decoded = decode_page(bytes, options.media_type);
  }
  return std::unique_ptr<document::Document>(new HtmlDocument(std::move(decoded), form, options));
}

}  // namespace

Result<std::unique_ptr<document::Document>> read_html(std::string_view bytes, const PageReadOptions& options,
                                                      bool xhtml) {
  return read(bytes, options, {xhtml ? PageFormat::kXhtml : PageFormat::kHtml, false});
}

Result<std::unique_ptr<document::Document>> read_html_fragment(std::string_view utf8, const PageReadOptions& options,
                                                               bool xhtml) {
  return read(utf8, options, {xhtml ? PageFormat::kXhtml : PageFormat::kHtml, true});
}

}  // namespace dragoman::html

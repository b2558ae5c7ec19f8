#include "formats/feed_items.h"

#include "formats/feed.h"
#include "formats/xml_reader.h"

namespace dragoman::formats {
namespace {

std::string trimmed_address(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(kXmlSpaces);
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(kXmlSpaces) + 1 - begin);
}

/// The address of the story among an item's own children.
std::string link_of(const Xml& xml, std::size_t item) {
  for (std::size_t i = item + 1; i < xml.node(item).next; i = xml.node(i).next) {
    const XmlNode& node = xml.node(i);
    if (!node.is_element() || xml.local(node) != "link") continue;
    const std::string_view vocabulary = feed_vocabulary(xml, node);
    if (vocabulary == "rss") return trimmed_address(xml.text(i));
    const std::string rel = xml.attribute_text(node, "rel");
    if (vocabulary == "atom" && (rel.empty() || rel == "alternate"))
      return trimmed_address(xml.attribute_text(node, "href"));
  }
  return "";
}

}  // namespace

std::string FeedItems::with(const std::function<std::optional<std::string>(std::size_t)>& text) const {
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::optional<std::string> other = text(i);
    if (!other) continue;
    out.append(source, at, items[i].range.begin - at).append(*other);
    at = items[i].range.end;
  }
  return out.append(source, at);
}

Result<FeedItems> cut_feed(std::string_view bytes, const PageReadOptions& options) {
  const Result<Xml> xml = Xml::read(bytes, options);
  if (!xml) return xml.error();
  FeedItems out;
  const XmlNode& root = xml->node(xml->root());
  const std::string_view name = xml->local(root);
  const bool atom = name == "feed" && feed_vocabulary(*xml, root) == "atom";
  if (!atom && name != "rss" && name != "RDF")
    return Error{ErrorCode::kBadPage, 0,
                 "the document is no feed: its first element is " + std::string(name.substr(0, 64)) +
                     ", not rss, rdf:RDF or feed; name the address of a feed"};
  out.format = atom ? PageFormat::kAtom : PageFormat::kRss;
  out.root = xml->at(root.open);
  // The source is UTF-8 whatever it was; its declaration has to say so, and all places move by what that takes.
  out.source = xml->source();
  std::ptrdiff_t moved = 0;
  if (const auto& wrong = xml->wrong_encoding()) {
    constexpr std::string_view kName = "UTF-8";
    out.source.replace(wrong->begin, wrong->end - wrong->begin, kName);
    moved = static_cast<std::ptrdiff_t>(kName.size()) - static_cast<std::ptrdiff_t>(wrong->end - wrong->begin);
  }
  for (std::size_t i = xml->root(); i < xml->nodes().size();) {
    const XmlNode& node = xml->node(i);
    if (!is_feed_item(*xml, node)) {
      ++i;
      continue;
    }
    // "<item/>" has no end tag.
    const std::size_t end = node.close.empty() ? node.open.end : node.close.end;
    out.items.push_back(
        {{node.open.begin + static_cast<std::size_t>(moved), end + static_cast<std::size_t>(moved)}, link_of(*xml, i)});
    i = node.next;
  }
  return out;
}

}  // namespace dragoman::formats

// RSS 2.0, 1.0 and 0.9x, and Atom. What each element holds is a table; where an element stands (in the channel, in an item, in a
// picture's description) decides between its lines.
#include "formats/feed.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "formats/formats.h"

namespace dragoman::formats {
namespace {

using Html = FieldRules::Html;

enum class In { kAny, kChannel, kItem };

struct FeedElement {
  std::string_view vocabulary, name;
  In in = In::kAny;
  BlockRole role = BlockRole::kText;
  Html html = Html::kNever;
  KeepReason keep = KeepReason::kNone;
};

// First match counts. Elements that are not here (guid, link, pubDate, enclosure ...) hold no text for readers.
constexpr FeedElement kFeedElements[] = {
    {"rss", "title", In::kItem, BlockRole::kHeadline, Html::kGuess},
    {"rss", "title", In::kChannel, BlockRole::kMetadata, Html::kGuess, KeepReason::kName},
    {"rss", "description", In::kItem, BlockRole::kText, Html::kGuess},
    {"rss", "description", In::kChannel, BlockRole::kStandfirst, Html::kGuess},
    {"rss", "category", In::kAny, BlockRole::kMetadata, Html::kGuess},
    {"rss", "author", In::kAny, BlockRole::kByline, Html::kGuess, KeepReason::kName},
    {"rss", "source", In::kItem, BlockRole::kMetadata, Html::kGuess, KeepReason::kName},
    {"rss", "copyright", In::kChannel, BlockRole::kMetadata, Html::kGuess, KeepReason::kName},
    {"content", "encoded", In::kAny, BlockRole::kText, Html::kAlways},
    {"dc", "title", In::kItem, BlockRole::kHeadline, Html::kGuess},
    {"dc", "description", In::kAny, BlockRole::kStandfirst, Html::kGuess},
    {"dc", "subject", In::kAny, BlockRole::kMetadata, Html::kGuess},
    {"dc", "creator", In::kAny, BlockRole::kByline, Html::kGuess, KeepReason::kName},
    {"dc", "publisher", In::kAny, BlockRole::kMetadata, Html::kGuess, KeepReason::kName},
    {"dc", "rights", In::kAny, BlockRole::kMetadata, Html::kGuess, KeepReason::kName},
    {"media", "title", In::kAny, BlockRole::kCaption, Html::kGuess},
    {"media", "description", In::kAny, BlockRole::kCaption, Html::kGuess},
    {"media", "text", In::kAny, BlockRole::kCaption, Html::kGuess},
    {"media", "keywords", In::kAny, BlockRole::kMetadata, Html::kGuess},
    {"media", "credit", In::kAny, BlockRole::kCredit, Html::kGuess, KeepReason::kName},
    {"media", "copyright", In::kAny, BlockRole::kCredit, Html::kGuess, KeepReason::kName},
    {"itunes", "title", In::kItem, BlockRole::kHeadline, Html::kGuess},
    {"itunes", "summary", In::kAny, BlockRole::kStandfirst, Html::kGuess},
    {"itunes", "subtitle", In::kAny, BlockRole::kStandfirst, Html::kGuess},
    {"itunes", "author", In::kAny, BlockRole::kByline, Html::kGuess, KeepReason::kName},
    {"itunes", "keywords", In::kAny, BlockRole::kMetadata, Html::kGuess},
    {"atom", "title", In::kItem, BlockRole::kHeadline},
    {"atom", "title", In::kChannel, BlockRole::kMetadata, Html::kNever, KeepReason::kName},
    {"atom", "subtitle", In::kAny, BlockRole::kStandfirst},
    {"atom", "summary", In::kAny, BlockRole::kStandfirst},
    {"atom", "content", In::kAny, BlockRole::kText},
    {"atom", "name", In::kAny, BlockRole::kByline, Html::kNever, KeepReason::kName},
    {"atom", "rights", In::kAny, BlockRole::kMetadata, Html::kNever, KeepReason::kName}};

constexpr std::pair<std::string_view, std::string_view> kVocabularies[] = {
    {feed_space::kAtom, "atom"},
    {feed_space::kContent, "content"},
    {feed_space::kDublinCore, "dc"},
    {feed_space::kMedia, "media"},
    {feed_space::kItunes, "itunes"},
    {"http://purl.org/atom/ns#", "atom"},
    {"", "rss"},
    {"http://purl.org/rss/1.0/", "rss"},
    {"http://my.netscape.com/rdf/simple/0.9/", "rss"},
    {"http://backend.userland.com/rss2", "rss"},
    {"http://search.yahoo.com/mrss", "media"}};

const FeedElement* entry_for(std::string_view vocabulary, std::string_view name, bool in_item) {
  for (const FeedElement& entry : kFeedElements) {
    const bool here = entry.in == In::kAny || (entry.in == In::kItem) == in_item;
    if (here && entry.vocabulary == vocabulary && entry.name == name) return &entry;
  }
  return nullptr;
}

class FeedReader {
 public:
  FeedReader(const Xml& xml, const PageReadOptions& options) : xml_(xml), parts_(xml, options) {}
  Status read(bool atom);
  XmlParts take_parts() { return std::move(parts_); }
  const FeedShape& shape() const { return shape_; }
  std::string language() const;

 private:
  void find_shape();
  void read_element(std::size_t index, bool in_item, const std::string& language, bool has_body);
  void read_item(std::size_t item);
  std::string own_language(std::size_t element) const;

  const Xml& xml_;
  XmlParts parts_;
  FeedShape shape_;
};

void FeedReader::find_shape() {
  shape_.channel = xml_.root();
  for (std::size_t i = xml_.root(); i < xml_.nodes().size();) {
    const XmlNode& node = xml_.node(i);
    if (is_feed_item(xml_, node)) {
      shape_.items.push_back(i);
      i = node.next;
      continue;
    }
    if (node.is_element() && xml_.local(node) == "channel" && feed_vocabulary(xml_, node) == "rss") shape_.channel = i;
    ++i;
  }
}

/// dc:language or RSS's language among an element's children.
std::string FeedReader::own_language(std::size_t element) const {
  for (std::size_t i = element + 1; i < xml_.node(element).next; i = xml_.node(i).next) {
    const XmlNode& node = xml_.node(i);
    if (!node.is_element() || xml_.local(node) != "language") continue;
    const std::string_view vocabulary = feed_vocabulary(xml_, node);
    if (vocabulary == "rss" || vocabulary == "dc") return xml_.text(i);
  }
  return "";
}

std::string trimmed_tag(std::string tag) {
  std::erase_if(tag, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
  return tag;
}

std::string FeedReader::language() const {
  const std::string own = trimmed_tag(own_language(shape_.channel));
  return own.empty() ? xml_.language(xml_.node(shape_.channel)) : own;
}

void FeedReader::read_element(std::size_t index, bool in_item, const std::string& language, bool has_body) {
  const XmlNode& node = xml_.node(index);
  const std::string_view vocabulary = feed_vocabulary(xml_, node), name = xml_.local(node);
  FieldRules label{BlockRole::kMetadata, KeepReason::kNone, "", Html::kNever, language};
  if (vocabulary == "atom" && name == "category") parts_.add_attribute(node, "label", label);
  if (vocabulary == "media" && name == "category") parts_.add_attribute(node, "label", label);
  if (vocabulary == "atom" && name == "link") {
    label.role = BlockRole::kAttribute;
    parts_.add_attribute(node, "title", label);
  }
  const FeedElement* entry = entry_for(vocabulary, name, in_item);
  if (entry == nullptr) return;
  FieldRules rules{entry->role, entry->keep, "", entry->html, language};
  const std::string type = xml_.attribute_text(node, "type");
  if (vocabulary == "atom" || vocabulary == "media") {
    if (type == "html" || type == "text/html") rules.html = Html::kAlways;
    // Content of other media types is data, or stands elsewhere.
    if (type.find('/') != std::string::npos && !type.starts_with("text/") && type != "application/xhtml+xml") return;
  }
  // A category of a classification is a code in words.
  if (name == "category" && xml_.attribute(node, "domain") != nullptr) rules.keep = KeepReason::kMarked;
  if (name == "description" && vocabulary == "rss" && in_item && has_body) rules.role = BlockRole::kStandfirst;
  parts_.add_field(index, rules);
}

/// Whether an element is a text of this table, whose own content is not searched for others.
bool is_field(std::string_view vocabulary, std::string_view name, bool in_item) {
  return entry_for(vocabulary, name, in_item) != nullptr;
}

void FeedReader::read_item(std::size_t item) {
  const XmlNode& node = xml_.node(item);
  std::string language = trimmed_tag(own_language(item));
  if (language.empty() && node.language != xml_.node(xml_.root()).language) language = xml_.language(node);
  bool has_body = false;
  for (std::size_t i = item + 1; i < node.next; ++i) {
    has_body |= xml_.node(i).is_element() && feed_vocabulary(xml_, xml_.node(i)) == "content" &&
                xml_.local(xml_.node(i)) == "encoded";
  }
  for (std::size_t i = item + 1; i < node.next;) {
    const XmlNode& child = xml_.node(i);
    // An entry's atom:source describes another feed: names.
    const bool source = xml_.is(child, feed_space::kAtom, "source");
    if (child.is_element() && !source) read_element(i, true, language, has_body);
    const bool inside =
        child.is_element() && !source && !is_field(feed_vocabulary(xml_, child), xml_.local(child), true);
    i = inside ? i + 1 : child.next;
  }
}

Status FeedReader::read(bool atom) {
  find_shape();
  const XmlNode& root = xml_.node(xml_.root());
  const std::string_view name = xml_.local(root);
  shape_.atom = atom;
  const bool right = atom ? name == "feed" || name == "entry" : name == "rss" || name == "RDF";
  if (!right) {
    return Error{ErrorCode::kBadPage, root.open.begin,
                 std::string("the root element is <") + std::string(name.substr(0, 40)) + ">, not that of " +
                     (atom ? "an Atom" : "an RSS") + " feed; name the document's format"};
  }
  const std::size_t end = xml_.node(xml_.root()).next;
  for (std::size_t i = name == "entry" ? xml_.root() : xml_.root() + 1; i < end;) {
    const XmlNode& node = xml_.node(i);
    if (is_feed_item(xml_, node)) {
      read_item(i);
      i = node.next;
      continue;
    }
    if (node.is_element()) read_element(i, false, "", false);
    i = node.is_element() && !is_field(feed_vocabulary(xml_, node), xml_.local(node), false) ? i + 1 : node.next;
  }
  return {};
}

}  // namespace

std::string_view feed_vocabulary(const Xml& xml, const XmlNode& node) {
  const std::string_view space = xml.space(node), name = xml.at(node.name);
  const std::size_t colon = name.find(':');
  if (space.empty() && colon != std::string_view::npos) {
    const std::string_view prefix = name.substr(0, colon);
    for (const auto& [uri, vocabulary] : kVocabularies) {
      if (prefix == vocabulary && vocabulary != "rss") return vocabulary;
    }
    return "";
  }
  for (const auto& [uri, vocabulary] : kVocabularies) {
    if (uri == space) return vocabulary;
  }
  // Any version of RSS 1.0's and Atom's namespaces under other names would be a guess; iTunes' is written in many cases.
  if (space.size() == feed_space::kItunes.size() && space.find("podcast-1.0.") != std::string_view::npos)
    return "itunes";
  return "";
}

bool is_feed_item(const Xml& xml, const XmlNode& node) {
  if (!node.is_element()) return false;
  const std::string_view name = xml.local(node);
  return (name == "item" || name == "entry") && feed_vocabulary(xml, node) == (name == "item" ? "rss" : "atom");
}

ReadResult read_feed(std::string_view bytes, const PageReadOptions& options, PageFormat format) {
  Result<Xml> xml = Xml::read(bytes, options);
  if (!xml) return xml.error();
  const auto shared = std::make_shared<const Xml>(std::move(*xml));
  FeedReader reader(*shared, options);
  if (Status read = reader.read(format == PageFormat::kAtom); !read) return read.error();
  const FeedShape shape = reader.shape();
  const std::string language = reader.language();
  return std::unique_ptr<document::Document>(std::make_unique<XmlDocument>(
      format, shared, reader.take_parts(), language,
      [shape](const XmlDocument& document, const XmlChanges& changes, const document::Stamp& stamp,
              document::Splices& splices) { stamp_feed(document, shape, changes, stamp, splices); }));
}

}  // namespace dragoman::formats

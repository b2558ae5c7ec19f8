// IPTC NewsML-G2: news items, packages of them, and messages with several.
//
// What is for readers is a table of elements by where they stand. Names of concepts (subjects, places, genres) stay: they are
// the labels of codes, and whoever keeps the vocabulary translates them. The content is NITF, XHTML or plain text.
//
// The mark of machine translation is <generator> in itemMeta, the standard's place for the tool that made an item. Guid and
// version stay the original's: to give the translation its own is up to its publisher.
#include <algorithm>
#include <memory>
#include <utility>

#include "formats/formats.h"
#include "formats/iptc.h"
#include "formats/xml_body.h"
#include "formats/xml_parts.h"

namespace dragoman::formats {
namespace {

using document::Splices;
using document::Stamp;
using Html = FieldRules::Html;

constexpr std::string_view kNar = "http://iptc.org/std/nar/2006-10-01/";

struct NewsmlElement {
  std::string_view name;
  BlockRole role;
  KeepReason keep = KeepReason::kNone;
  std::string_view note = {};
};

// First match counts.
constexpr NewsmlElement kNewsmlElements[] = {{"headline", BlockRole::kHeadline},
                                             {"slugline", BlockRole::kMetadata, KeepReason::kMarked, kSluglineNote},
                                             {"dateline", BlockRole::kDateline},
                                             {"by", BlockRole::kByline},
                                             {"creditline", BlockRole::kCredit, KeepReason::kName},
                                             {"description", BlockRole::kStandfirst},
                                             {"edNote", BlockRole::kMetadata},
                                             {"title", BlockRole::kMetadata},
                                             {"keyword", BlockRole::kMetadata},
                                             {"copyrightNotice", BlockRole::kMetadata, KeepReason::kName, kRightsNote},
                                             {"usageTerms", BlockRole::kMetadata, KeepReason::kName, kRightsNote},
                                             {"name", BlockRole::kMetadata, KeepReason::kName, kConceptNote}};

class NewsmlReader {
 public:
  NewsmlReader(const Xml& xml, const PageReadOptions& options) : xml_(xml), parts_(xml, options) {}
  Status read();
  XmlParts take_parts() { return std::move(parts_); }
  std::string language() const;

 private:
  bool read_element(std::size_t index);
  void read_data(std::size_t index);

  const Xml& xml_;
  XmlParts parts_;
};

bool is_news_item(std::string_view name) {
  return name == "newsItem" || name == "packageItem" || name == "conceptItem" || name == "knowledgeItem" ||
         name == "planningItem";
}

/// <inlineData>: text as it stands, or HTML.
void NewsmlReader::read_data(std::size_t index) {
  const XmlNode& node = xml_.node(index);
  const std::string type = xml_.attribute_text(node, "contenttype");
  const bool html = type.find("html") != std::string::npos;
  if (xml_.attribute(node, "encoding") != nullptr || (!html && !type.empty() && !type.starts_with("text/")))
    return;  // data
  FieldRules rules;
  rules.html = html ? Html::kAlways : Html::kGuess;
  parts_.add_field(index, rules);
}

/// Whether the element was a text as a whole, so that nothing in it is looked at again.
bool NewsmlReader::read_element(std::size_t index) {
  const XmlNode& node = xml_.node(index);
  if (xml_.space(node) != kNar) return false;
  const std::string_view name = xml_.local(node);
  if (name == "inlineXML") {
    add_xml_body(parts_, index, {});
    return true;
  }
  if (name == "inlineData") {
    read_data(index);
    return true;
  }
  if (name == "header" || name == "catalog" || name == "hash") return true;
  const auto entry =
      std::ranges::find_if(kNewsmlElements, [&](const NewsmlElement& known) { return known.name == name; });
  if (entry == std::end(kNewsmlElements)) return false;
  FieldRules rules;
  rules.role = entry->role;
  rules.keep = entry->keep;
  rules.note = entry->note;
  rules.html = name == "description" ? Html::kGuess : Html::kNever;
  if (name == "description" && xml_.attribute_text(node, "role").find("caption") != std::string::npos)
    rules.role = BlockRole::kCaption;
  parts_.add_field(index, rules);
  return true;
}

Status NewsmlReader::read() {
  const XmlNode& root = xml_.node(xml_.root());
  const std::string_view name = xml_.local(root);
  if (xml_.space(root) != kNar || (!is_news_item(name) && name != "newsMessage")) {
    return Error{ErrorCode::kBadPage, root.open.begin,
                 "the root element is <" + std::string(xml_.at(root.name).substr(0, 40)) +
                     ">, not a NewsML-G2 item or message; name the document's format"};
  }
  for (std::size_t i = xml_.root() + 1; i < root.next;) {
    const XmlNode& node = xml_.node(i);
    i = node.is_element() && !read_element(i) ? i + 1 : node.next;
  }
  return {};
}

/// That of the first item's content, else of its texts.
std::string NewsmlReader::language() const {
  for (std::size_t i = xml_.root(); i < xml_.node(xml_.root()).next; ++i) {
    const XmlNode& node = xml_.node(i);
    if (!xml_.is(node, kNar, "language") || node.parent < 0 || !xml_.is(xml_.node(node.parent), kNar, "contentMeta"))
      continue;
    std::string tag = xml_.attribute_text(node, "tag");
    if (!tag.empty()) return tag;
  }
  for (std::size_t i = xml_.root(); i < xml_.node(xml_.root()).next; ++i) {
    if (xml_.node(i).is_element() && is_news_item(xml_.local(xml_.node(i)))) return xml_.language(xml_.node(i));
  }
  return "";
}

class NewsmlStamper {
 public:
  NewsmlStamper(const XmlDocument& document, const XmlChanges& changes, const Stamp& stamp, Splices& splices)
      : xml_(document.xml()), changes_(changes), stamp_(stamp), splices_(splices) {}
  void run();

 private:
  void set_language(const XmlNode& node, std::string_view attribute);
  void stamp_item(std::size_t item);
  void put_mark(std::size_t item_meta);
  std::string mark(const XmlNode& sibling) const;

  const Xml& xml_;
  const XmlChanges& changes_;
  const Stamp& stamp_;
  Splices& splices_;
};

void NewsmlStamper::set_language(const XmlNode& node, std::string_view attribute) {
  const XmlAttribute* stated = xml_.attribute(node, attribute);
  if (stated == nullptr || !same_language(xml_.at(stated->value), stamp_.source_language)) return;
  splices_.replace(stated->value.bytes(), xml_attribute(stamp_.target_language));
}

std::string NewsmlStamper::mark(const XmlNode& sibling) const {
  const std::string_view name = xml_.at(sibling.name);
  const std::size_t colon = name.find(':');
  const std::string element =
      std::string(name.substr(0, colon == std::string_view::npos ? 0 : colon + 1)) + "generator";
  return "<" + element + " roleuri=\"" + std::string(kMachineTranslationMark) + ":" +
         xml_attribute(stamp_.source_language) + ":" + xml_attribute(stamp_.target_language) + "\">" +
         xml_text(stamp_.translator) + "</" + element + ">";
}

/// The schema wants it behind these, and before all others.
void NewsmlStamper::put_mark(std::size_t item_meta) {
  constexpr std::string_view kBefore[] = {"itemClass", "provider", "versionCreated", "firstCreated", "embargoed",
                                          "pubStatus", "role",     "fileName",       "generator"};
  std::size_t last = item_meta;
  for (std::size_t i = item_meta + 1; i < xml_.node(item_meta).next; i = xml_.node(i).next) {
    const XmlNode& node = xml_.node(i);
    if (!node.is_element() || std::ranges::find(kBefore, xml_.local(node)) == std::end(kBefore)) continue;
    last = i;
    if (!xml_.attribute_text(node, "roleuri").starts_with(kMachineTranslationMark)) continue;
    splices_.replace(xml_.outer(node).bytes(), mark(node));
    return;
  }
  const XmlNode& before = xml_.node(last);
  if (last == item_meta && before.close.empty()) return;  // "<itemMeta/>"
  const std::size_t place = last == item_meta ? before.open.end : before.close.end;
  const std::string_view source = xml_.source();
  const std::size_t begin = source.find_last_not_of(kXmlSpaces, before.open.begin - 1) + 1;
  splices_.insert(
      place, (last == item_meta ? "" : std::string(source.substr(begin, before.open.begin - begin))) + mark(before));
}

void NewsmlStamper::stamp_item(std::size_t item) {
  const XmlNode& node = xml_.node(item);
  for (std::size_t i = item; i < node.next; ++i) {
    const XmlNode& part = xml_.node(i);
    if (!part.is_element()) continue;
    if (xml_.is(part, kNar, "language")) set_language(part, "tag");
    if (xml_.is(part, kNar, "itemMeta")) put_mark(i);
    const bool stated = xml_.attribute(part, "xml:lang") != nullptr || xml_.attribute(part, "lang") != nullptr;
    // Kept names stay in the language that they say they are in.
    if (!stated || !changes_.in(xml_.outer(part))) continue;
    set_language(part, "xml:lang");
    set_language(part, "lang");
  }
  if (xml_.language(node).empty())
    splices_.insert(node.name.end, " xml:lang=\"" + xml_attribute(stamp_.target_language) + "\"");
}

void NewsmlStamper::run() {
  for (std::size_t i = xml_.root(); i < xml_.node(xml_.root()).next;) {
    const XmlNode& node = xml_.node(i);
    const bool item = node.is_element() && xml_.space(node) == kNar && is_news_item(xml_.local(node));
    if (item && changes_.in(xml_.outer(node))) stamp_item(i);
    i = item || !node.is_element() ? node.next : i + 1;
  }
}

}  // namespace

ReadResult read_newsml(std::string_view bytes, const PageReadOptions& options) {
  Result<Xml> xml = Xml::read(bytes, options);
  if (!xml) return xml.error();
  const auto shared = std::make_shared<const Xml>(std::move(*xml));
  NewsmlReader reader(*shared, options);
  if (Status read = reader.read(); !read) return read.error();
  const std::string language = reader.language();
  return std::unique_ptr<document::Document>(
      std::make_unique<XmlDocument>(PageFormat::kNewsml, shared, reader.take_parts(), language,
                                    [](const XmlDocument& document, const XmlChanges& changes, const Stamp& stamp,
                                       Splices& splices) { NewsmlStamper(document, changes, stamp, splices).run(); }));
}

}  // namespace dragoman::formats

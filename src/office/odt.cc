// OpenDocument text (ISO/IEC 26300): content.xml, the headers and footers of styles.xml, and meta.xml.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "formats/xml_parts.h"
#include "office/odt_paragraph.h"
#include "office/package.h"
#include "office/part_names.h"
#include "office/read.h"

namespace dragoman::office {
namespace {

using formats::FieldRules;
using formats::Xml;
using formats::XmlNode;

constexpr std::string_view kOdtLabel = "dragoman-label";
constexpr std::string_view kOdtMark = "MachineTranslation";

/// Where the visible label goes.
struct OdtSpots {
  std::string prefix = {};  ///< "text:"
  std::optional<std::uint32_t> top = {}, headline = {}, end = {};
};

class OdtPartReader {
 public:
  OdtPartReader(const Xml& xml, const PageReadOptions& options) : xml_(xml), parts_(xml, options) {}
  void read();
  formats::XmlParts take_parts() { return std::move(parts_); }
  const OdtSpots& spots() const { return spots_; }

 private:
  bool is_text(std::size_t index, std::string_view name) const { return xml_.is(xml_.node(index), kOdfText, name); }
  std::string value(const XmlNode& node, std::string_view local_name) const;
  void read_styles();
  void note_span_style(std::size_t style);
  BlockRole role_of(std::size_t paragraph, std::string_view style);
  void read_paragraph(std::size_t index);
  bool is_label(std::size_t paragraph) const;
  bool in_body(std::size_t index) const {
    return body_ != 0 && xml_.node(index).parent == static_cast<std::int32_t>(body_);
  }

  const Xml& xml_;
  formats::XmlParts parts_;
  std::map<std::string, std::string, std::less<>> parents_;  ///< of automatic styles
  std::set<std::string, std::less<>> plain_;                 ///< styles of spans that show nothing
  std::size_t body_ = 0;
  ParagraphNesting nesting_;
  bool has_headline_ = false, has_text_ = false;
  OdtSpots spots_;
};

std::string OdtPartReader::value(const XmlNode& node, std::string_view local_name) const {
  for (std::uint32_t i = 0; i < node.attribute_count; ++i) {
    const formats::XmlAttribute& attribute = xml_.attributes_of(node)[i];
    const std::string_view name = xml_.at(attribute.name);
    if (name.substr(name.find(':') + 1) == local_name) return xml_.decoded(attribute.value);
  }
  return "";
}

/// A style that says only when something was typed, and in which language.
void OdtPartReader::note_span_style(std::size_t style) {
  constexpr std::array<std::string_view, 8> kShowsNothing = {
      "rsid",           "paragraph-rsid", "language",         "country",
      "language-asian", "country-asian",  "language-complex", "country-complex"};
  for (std::size_t i = style + 1; i < xml_.node(style).next; ++i) {
    const XmlNode& node = xml_.node(i);
    if (!node.is_element()) continue;
    if (xml_.local(node) != "text-properties") return;
    for (std::uint32_t k = 0; k < node.attribute_count; ++k) {
      const std::string_view name = xml_.at(xml_.attributes_of(node)[k].name);
      if (std::ranges::find(kShowsNothing, name.substr(name.find(':') + 1)) == kShowsNothing.end()) return;
    }
  }
  plain_.insert(value(xml_.node(style), "name"));
}

void OdtPartReader::read_styles() {
  const std::size_t automatic = find_element(xml_, xml_.root(), "automatic-styles");
  if (automatic == 0) return;
  for (std::size_t i = automatic + 1; i < xml_.node(automatic).next; i = xml_.node(i).next) {
    const XmlNode& style = xml_.node(i);
    if (!style.is_element() || xml_.local(style) != "style") continue;
    const std::string parent = value(style, "parent-style-name");
    if (!parent.empty()) parents_[value(style, "name")] = parent;
    if (parent.empty() && value(style, "family") == "text") note_span_style(i);
  }
}

BlockRole OdtPartReader::role_of(std::size_t paragraph, std::string_view style) {
  const bool title = style.starts_with("title");
  if (title || (is_text(paragraph, "h") && value(xml_.node(paragraph), "outline-level") == "1")) {
    const bool second = std::exchange(has_headline_, true);
    return second && !title ? BlockRole::kSubheading : BlockRole::kHeadline;
  }
  if (is_text(paragraph, "h")) return BlockRole::kSubheading;
  if (style.starts_with("subtitle")) return BlockRole::kStandfirst;
  if (style.starts_with("quotations")) return BlockRole::kQuote;
  for (const std::string_view caption : {"caption", "illustration", "figure", "drawing", "table"}) {
    if (style == caption) return BlockRole::kCaption;
  }
  const std::int32_t around = xml_.node(paragraph).parent;
  const std::string_view parent = around < 0 ? "" : xml_.local(xml_.node(static_cast<std::size_t>(around)));
  if (parent == "table-cell") return BlockRole::kTableCell;
  return parent == "list-item" ? BlockRole::kListItem : BlockRole::kText;
}

bool OdtPartReader::is_label(std::size_t paragraph) const {
  for (std::size_t i = paragraph + 1; i < xml_.node(paragraph).next; i = xml_.node(i).next) {
    if (is_text(i, "bookmark") && value(xml_.node(i), "name") == kOdtLabel) return true;
  }
  return false;
}

void OdtPartReader::read_paragraph(std::size_t index) {
  std::string style = value(xml_.node(index), "style-name");
  if (const auto parent = parents_.find(style); parent != parents_.end()) style = parent->second;
  style = base::lower_ascii(style);
  OdtParagraphRules rules;
  rules.role = role_of(index, style);
  rules.plain_styles = &plain_;
  if (style.starts_with("preformatted")) rules.keep = KeepReason::kCode;
  const std::size_t count = add_odt_paragraph(parts_, index, rules);
  if (count == 0) return;
  const bool opens = rules.role == BlockRole::kHeadline || rules.role == BlockRole::kStandfirst;
  if (in_body(index) && opens && !has_text_) spots_.headline = xml_.outer(xml_.node(index)).end;
  document::SourceBlock& block = parts_.blocks.back();
  if (count == 1 && is_label(index)) block.role = BlockRole::kLabel;
  has_text_ |= !opens && block.role != BlockRole::kLabel;
  if (count != 1 || block.role != BlockRole::kLabel || !in_body(index)) return;
  block.keep = KeepReason::kNone;
  block.note.clear();
  parts_.parts.back().range = xml_.outer(xml_.node(index));
}

void OdtPartReader::read() {
  read_styles();
  const std::size_t body = find_element(xml_, xml_.root(), "body");
  if (body != 0) body_ = find_element(xml_, body, "text");
  if (body_ != 0 && !xml_.node(body_).close.empty()) spots_.end = xml_.node(body_).close.begin;
  for (std::size_t i = xml_.root() + 1; i < xml_.node(xml_.root()).next;) {
    const XmlNode& node = xml_.node(i);
    const std::string_view name = node.is_element() ? xml_.local(node) : "";
    // What was deleted, and what people say to each other about the text.
    if (name == "tracked-changes" || name == "annotation") {
      i = node.next;
      continue;
    }
    const bool content = name == "p" || name == "h" || name == "list" || name == "table" || name == "section";
    if (in_body(i) && content && !spots_.top) {
      spots_.top = node.open.begin;
      spots_.prefix = name == "table" ? "text:" : prefix_of(xml_, node);
    }
    if ((is_text(i, "p") || is_text(i, "h")) && !nesting_.too_deep(i, node.next)) read_paragraph(i);
    FieldRules rules;
    rules.role = BlockRole::kAttribute;
    if ((name == "title" || name == "desc") && xml_.at(node.name).starts_with("svg:")) parts_.add_field(i, rules);
    ++i;
  }
  // What stands in a note is written before the paragraph that the note belongs to.
  std::ranges::stable_sort(parts_.parts, [](const formats::XmlPart& left, const formats::XmlPart& right) {
    return left.range.end != right.range.end ? left.range.end < right.range.end : left.range.begin > right.range.begin;
  });
}

const formats::XmlAttribute* attribute_of(const Xml& xml, const XmlNode& node, std::string_view end) {
  for (std::uint32_t i = 0; i < node.attribute_count; ++i) {
    const formats::XmlAttribute* attribute = xml.attributes_of(node) + i;
    if (xml.at(attribute->name).ends_with(end)) return attribute;
  }
  return nullptr;
}

/// Paragraphs run as the target language does: the default says so, and what said otherwise.
void stamp_odt_direction(const Xml& xml, const XmlNode& node, const document::Stamp& stamp,
                         document::Splices& splices) {
  const std::string_view mode = stamp.right_to_left ? "rl-tb" : "lr-tb",
                         other = stamp.right_to_left ? "lr-tb" : "rl-tb";
  const formats::XmlAttribute* stated = attribute_of(xml, node, ":writing-mode");
  const XmlNode& style = xml.node(static_cast<std::size_t>(std::max(node.parent, 0)));
  const bool always = stamp.right_to_left && xml.local(style) == "default-style" &&
                      xml.attribute_text(style, "style:family") == "paragraph";
  if (stated != nullptr && (always || xml.at(stated->value) == other)) {
    splices.replace(stated->value.bytes(), std::string(mode));
  } else if (stated == nullptr && always) {
    splices.insert(node.name.end, " style:writing-mode=\"" + std::string(mode) + "\"");
  }
}

/// fo:language and fo:country wherever they named the source's, and in the default of paragraphs.
void stamp_odt_languages(const Xml& xml, const document::Stamp& stamp, document::Splices& splices) {
  const std::string_view target = stamp.target_language;
  const std::size_t dash = target.find('-');
  const std::string_view country = dash == std::string_view::npos ? "none" : target.substr(target.rfind('-') + 1);
  for (std::size_t i = xml.root(); i < xml.node(xml.root()).next; ++i) {
    const XmlNode& node = xml.node(i);
    if (!node.is_element()) continue;
    if (xml.local(node) == "paragraph-properties") stamp_odt_direction(xml, node, stamp, splices);
    if (xml.local(node) != "text-properties") continue;
    const formats::XmlAttribute* language = attribute_of(xml, node, "fo:language");
    if (language == nullptr) continue;
    const XmlNode& style = xml.node(static_cast<std::size_t>(std::max(node.parent, 0)));
    const bool always = xml.local(style) == "default-style";
    if (!always && !formats::same_language(xml.at(language->value), stamp.source_language)) continue;
    splices.replace(language->value.bytes(), formats::xml_attribute(target.substr(0, dash)));
    if (const formats::XmlAttribute* stated = attribute_of(xml, node, "fo:country"))
      splices.replace(stated->value.bytes(), formats::xml_attribute(country));
  }
}

void stamp_odt_label(const OdtSpots& spots, const document::Stamp& stamp, document::Splices& splices) {
  if (!spots.top || !spots.end || stamp.label.empty() || stamp.label_place == LabelPlace::kNone) return;
  std::uint32_t at = spots.headline.value_or(*spots.top);
  if (stamp.label_place == LabelPlace::kTop) at = *spots.top;
  if (stamp.label_place == LabelPlace::kEnd) at = *spots.end;
  const std::string& text = spots.prefix;
  splices.insert(at, "<" + text + "p><" + text + "bookmark " + text + "name=\"" + std::string(kOdtLabel) + "\"/>" +
                         formats::xml_text(stamp.label) + "</" + text + "p>");
}

formats::ReadResult read_odt_text(std::string_view bytes, const PageReadOptions& options) {
  Result<Xml> xml = Xml::read(bytes, options);
  if (!xml) return xml.error();
  const auto shared = std::make_shared<const Xml>(std::move(*xml));
  OdtPartReader reader(*shared, options);
  reader.read();
  return std::unique_ptr<document::Document>(std::make_unique<formats::XmlDocument>(
      PageFormat::kOdt, shared, reader.take_parts(), "",
      [spots = reader.spots()](const formats::XmlDocument& document, const formats::XmlChanges&,
                               const document::Stamp& stamp, document::Splices& splices) {
        stamp_odt_languages(document.xml(), stamp, splices);
        stamp_odt_label(spots, stamp, splices);
      }));
}

void stamp_odt_meta(const formats::XmlDocument& document, const formats::XmlChanges&, const document::Stamp& stamp,
                    document::Splices& splices) {
  const Xml& xml = document.xml();
  const std::size_t meta = find_element(xml, xml.root(), "meta");
  if (meta == 0 || xml.node(meta).close.empty()) return;
  for (std::size_t i = meta + 1; i < xml.node(meta).next; i = xml.node(i).next) {
    const XmlNode& node = xml.node(i);
    if (!node.is_element()) continue;
    if (xml.at(node.name) == "dc:language" && !node.close.empty())
      splices.replace(xml.inner(node).bytes(), formats::xml_text(stamp.target_language));
    if (xml.local(node) == "user-defined" && xml.attribute_text(node, "meta:name") == kOdtMark)
      splices.replace(xml.outer(node).bytes(), "");
  }
  splices.insert(
      xml.node(meta).close.begin,
      "<meta:user-defined xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" meta:name=\"" +
          std::string(kOdtMark) + "\">" +
          formats::xml_text(stamp.translator + "; from=" + stamp.source_language + "; to=" + stamp.target_language) +
          "</meta:user-defined>");
}

formats::ReadResult read_odt_meta(std::string_view bytes, const PageReadOptions& options) {
  Result<Xml> xml = Xml::read(bytes, options);
  if (!xml) return xml.error();
  const auto shared = std::make_shared<const Xml>(std::move(*xml));
  formats::XmlParts parts(*shared, options);
  FieldRules rules;
  rules.role = BlockRole::kMetadata;
  const std::size_t meta = find_element(*shared, shared->root(), "meta");
  for (const std::string_view name : {"title", "subject", "description"}) {
    if (const std::size_t found = find_element(*shared, meta, name); found != 0) parts.add_field(found, rules);
  }
  return std::unique_ptr<document::Document>(
      std::make_unique<formats::XmlDocument>(PageFormat::kOdt, shared, std::move(parts), "", stamp_odt_meta));
}

/// The language of the default style for paragraphs, or "".
std::string odt_language(const Xml& styles) {
  for (std::size_t i = styles.root(); i < styles.node(styles.root()).next; ++i) {
    const XmlNode& node = styles.node(i);
    if (!node.is_element() || styles.local(node) != "default-style") continue;
    const std::size_t properties = find_element(styles, i, "text-properties");
    if (styles.attribute_text(node, "style:family") != "paragraph" || properties == 0) continue;
    const std::string language = styles.attribute_text(styles.node(properties), "fo:language");
    const std::string country = styles.attribute_text(styles.node(properties), "fo:country");
    if (language.empty() || language == "none" || language == "zxx") return "";
    return country.empty() || country == "none" ? language : language + "-" + country;
  }
  return "";
}

}  // namespace

formats::ReadResult read_odt(std::unique_ptr<Archive> archive, const PageReadOptions& options) {
  constexpr std::string_view kManifest = "META-INF/manifest.xml";
  if (archive->holds(kManifest)) {
    const Result<std::string> manifest = archive->read(kManifest);
    if (!manifest) return manifest.error();
    if (manifest->find("encryption-data") != std::string::npos) {
      return Error{
          ErrorCode::kBadPage, 0,
          "the document is protected by a password; open it in the program that made it, and save it without one"};
    }
  }
  std::vector<Member> members;
  std::string language;
  for (const std::string_view name : {"content.xml", "styles.xml", "meta.xml"}) {
    if (name != "content.xml" && !archive->holds(name)) continue;
    const Result<std::string> content = archive->read(name);
    if (!content) return content.error();
    formats::ReadResult read = name == "meta.xml" ? read_odt_meta(*content, options) : read_odt_text(*content, options);
    if (!read) return of_part(read.error(), name);
    if (name == "styles.xml") {
      const Result<Xml> styles = Xml::read(*content, options);
      if (styles) language = odt_language(*styles);
    }
    members.push_back({std::string(name), std::move(*read), name == "content.xml", true});
  }
  return std::unique_ptr<document::Document>(std::make_unique<Package>(
      PageFormat::kOdt, std::shared_ptr<const Archive>(std::move(archive)), std::move(members), language));
}

}  // namespace dragoman::office

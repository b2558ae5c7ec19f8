// What a translated Word document says about itself: a line of text, a language, a property that programs read.
#include <algorithm>
#include <cstdlib>

#include "office/docx_part.h"
#include "office/part_names.h"

namespace dragoman::office {
namespace {

using document::Stamp;
using formats::FieldRules;
using formats::Xml;
using formats::XmlNode;

constexpr std::string_view kPropertiesPart = "docProps/custom.xml";
constexpr std::string_view kPropertiesType = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
constexpr std::string_view kPropertiesRelation =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties";
constexpr std::string_view kMarkProperty = "MachineTranslation";

std::string property(const Stamp& stamp, unsigned long id, std::string_view prefix) {
  const std::string name(prefix);
  return "<" + name + "property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"" + std::to_string(id) +
         "\" name=\"" + std::string(kMarkProperty) +
         "\"><vt:lpwstr xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">" +
         formats::xml_text(stamp.translator + "; from=" + stamp.source_language + "; to=" + stamp.target_language) +
         "</vt:lpwstr></" + name + "property>";
}

/// The properties with ours in them; "" if they cannot be read.
std::string with_property(const std::string& properties, const Stamp& stamp) {
  const Result<Xml> xml = Xml::read(properties, {});
  if (!xml) return "";
  const XmlNode& root = xml->node(xml->root());
  document::Splices splices(xml->source());
  unsigned long id = 1;
  for (std::size_t i = xml->root() + 1; i < root.next; i = xml->node(i).next) {
    const XmlNode& node = xml->node(i);
    if (!node.is_element()) continue;
    const unsigned long pid = std::strtoul(xml->attribute_text(node, "pid").c_str(), nullptr, 10);
    if (pid < 2'000'000'000) id = std::max(id, pid);
    if (xml->attribute_text(node, "name") == kMarkProperty) splices.replace(xml->outer(node).bytes(), "");
  }
  if (root.close.empty()) return "";
  splices.insert(root.close.begin, property(stamp, id + 1, prefix_of(*xml, root)));
  return splices.render();
}

/// `list` with an entry before its root's end; "" if it has none.
std::string with_entry(const std::string& list, const std::string& element, const std::string& attributes) {
  const Result<Xml> xml = Xml::read(list, {});
  if (!xml || xml->node(xml->root()).close.empty()) return "";
  const XmlNode& root = xml->node(xml->root());
  document::Splices splices(xml->source());
  splices.insert(root.close.begin, "<" + prefix_of(*xml, root) + element + " " + attributes + "/>");
  return splices.render();
}

/// The child of that name, 0 if there is none.
std::size_t child_of(const Xml& xml, std::size_t index, std::string_view name) {
  for (std::size_t i = index + 1; i < xml.node(index).next; i = xml.node(i).next) {
    if (xml.node(i).is_element() && xml.local(xml.node(i)) == name) return i;
  }
  return 0;
}

/// Where a paragraph's direction stands among its properties: the schema wants these before it.
std::uint32_t behind_first_properties(const Xml& xml, std::size_t properties) {
  constexpr std::string_view kBefore[] = {"pStyle",      "keepNext",     "keepLines",     "pageBreakBefore",
                                          "framePr",     "widowControl", "numPr",         "suppressLineNumbers",
                                          "pBdr",        "shd",          "tabs",          "suppressAutoHyphens",
                                          "kinsoku",     "wordWrap",     "overflowPunct", "topLinePunct",
                                          "autoSpaceDE", "autoSpaceDN"};
  std::uint32_t at = xml.node(properties).open.end;
  for (std::size_t i = properties + 1; i < xml.node(properties).next; i = xml.node(i).next) {
    const XmlNode& node = xml.node(i);
    if (node.is_element() && std::ranges::find(kBefore, xml.local(node)) != std::end(kBefore)) at = xml.outer(node).end;
  }
  return at;
}

}  // namespace

void stamp_docx_directions(const Xml& xml, const formats::XmlChanges& changes, const Stamp& stamp,
                           document::Splices& splices) {
  for (std::size_t i = xml.root(); i < xml.node(xml.root()).next; ++i) {
    const XmlNode& node = xml.node(i);
    if (!node.is_element() || xml.local(node) != "p" || node.close.empty() || !changes.in(xml.inner(node))) continue;
    const std::string w = prefix_of(xml, node);
    const std::string bidi = "<" + w + "bidi" + (stamp.right_to_left ? "/>" : " " + w + "val=\"0\"/>");
    const std::size_t properties = child_of(xml, i, "pPr");
    const std::size_t stated = properties == 0 ? 0 : child_of(xml, properties, "bidi");
    if (stated != 0) {
      splices.replace(xml.outer(xml.node(stated)).bytes(), bidi);
    } else if (stamp.right_to_left && properties == 0) {
      splices.insert(node.open.end, "<" + w + "pPr>" + bidi + "</" + w + "pPr>");
    } else if (stamp.right_to_left && !xml.node(properties).close.empty()) {
      splices.insert(behind_first_properties(xml, properties), bidi);
    }
  }
}

void stamp_docx_label(const LabelSpots& spots, const Stamp& stamp, document::Splices& splices) {
  if (!spots.top || stamp.label.empty() || stamp.label_place == LabelPlace::kNone) return;
  std::uint32_t at = spots.headline.value_or(*spots.top);
  if (stamp.label_place == LabelPlace::kTop) at = *spots.top;
  if (stamp.label_place == LabelPlace::kEnd) at = *spots.end;
  const std::string& w = spots.prefix;
  const std::string id = w + "id=\"" + std::to_string(spots.next_bookmark) + "\"";
  splices.insert(at, "<" + w + "p>" + (stamp.right_to_left ? "<" + w + "pPr><" + w + "bidi/></" + w + "pPr>" : "") +
                         "<" + w + "bookmarkStart " + id + " " + w + "name=\"" + std::string(kLabelBookmark) + "\"/><" +
                         w + "r><" + w + "rPr><" + w + "i/>" + (stamp.right_to_left ? "<" + w + "rtl/>" : "") + "</" +
                         w + "rPr><" + w + "t xml:space=\"preserve\">" + formats::xml_text(stamp.label) + "</" + w +
                         "t></" + w + "r><" + w + "bookmarkEnd " + id + "/></" + w + "p>");
}

formats::ReadResult read_docx_core(std::string_view bytes, const PageReadOptions& options) {
  Result<Xml> xml = Xml::read(bytes, options);
  if (!xml) return xml.error();
  const auto shared = std::make_shared<const Xml>(std::move(*xml));
  formats::XmlParts parts(*shared, options);
  FieldRules rules;
  rules.role = BlockRole::kMetadata;
  for (const std::string_view name : {"title", "subject", "description"}) {
    if (const std::size_t found = find_element(*shared, shared->root(), name); found != 0)
      parts.add_field(found, rules);
  }
  return std::unique_ptr<document::Document>(std::make_unique<formats::XmlDocument>(
      PageFormat::kDocx, shared, std::move(parts), "",
      [](const formats::XmlDocument& document, const formats::XmlChanges&, const Stamp& stamp,
         document::Splices& splices) {
        const Xml& core = document.xml();
        const std::size_t language = find_element(core, core.root(), "language");
        if (language == 0 || core.node(language).close.empty()) return;
        splices.replace(core.inner(core.node(language)).bytes(), formats::xml_text(stamp.target_language));
      }));
}

std::map<std::string, std::string, std::less<>> docx_mark(const DocxLists& lists, const Stamp& stamp) {
  const std::string part(kPropertiesPart);
  if (!lists.properties.empty()) {
    std::string properties = with_property(lists.properties, stamp);
    if (properties.empty()) return {};
    return {{part, std::move(properties)}};
  }
  std::string types = with_entry(lists.content_types, "Override",
                                 "PartName=\"/" + part + "\" ContentType=\"" + std::string(kPropertiesType) + "\"");
  std::string relations =
      with_entry(lists.relations, "Relationship",
                 "Id=\"dragomanMark\" Type=\"" + std::string(kPropertiesRelation) + "\" Target=\"" + part + "\"");
  if (types.empty() || relations.empty()) return {};
  return {{"[Content_Types].xml", std::move(types)},
          {"_rels/.rels", std::move(relations)},
          {part,
           "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties "
           "xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\">" +
               property(stamp, 2, "") + "</Properties>"}};
}

}  // namespace dragoman::office

#include "office/docx_part.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <utility>

#include "base/ascii.h"
#include "office/docx_paragraph.h"
#include "office/docx_tokens.h"
#include "office/part_names.h"

namespace dragoman::office {
namespace {

using formats::Xml;
using formats::XmlNode;
using formats::XmlParts;

bool is_word(const Xml& xml, const XmlNode& node) {
  const std::string_view space = xml.space(node);
  return space == "http://schemas.openxmlformats.org/wordprocessingml/2006/main" ||
         space == "http://purl.oclc.org/ooxml/wordprocessingml/main";
}

class DocxPartReader {
 public:
  DocxPartReader(const Xml& xml, const PageReadOptions& options, const StyleNames& styles, bool story)
      : xml_(xml), parts_(xml, options), styles_(styles), story_(story) {}
  Status read();
  XmlParts take_parts() { return std::move(parts_); }
  const LabelSpots& spots() const { return spots_; }

 private:
  bool is(std::size_t index, std::string_view name) const {
    const XmlNode& node = xml_.node(index);
    return node.is_element() && xml_.local(node) == name && is_word(xml_, node);
  }
  std::string value(const XmlNode& node, std::string_view name) const {
    return xml_.attribute_text(node, prefix_of(xml_, node) + std::string(name));
  }
  void find_spots();
  std::string style_of(std::size_t paragraph) const;
  ParagraphRules rules_for(std::size_t paragraph);
  void read_paragraph(std::size_t index);
  bool is_label(std::size_t paragraph) const;
  bool in_body(std::size_t index) const { return xml_.node(index).parent == static_cast<std::int32_t>(body_); }

  const Xml& xml_;
  XmlParts parts_;
  const StyleNames& styles_;
  bool story_;
  std::size_t body_ = 0;
  std::size_t left_ = kMostCopied;
  ParagraphNesting nesting_;
  bool has_headline_ = false, has_text_ = false;
  LabelSpots spots_;
};

void DocxPartReader::find_spots() {
  body_ = find_element(xml_, xml_.root(), "body");
  if (!story_ || body_ == 0 || xml_.node(body_).close.empty()) return;
  const XmlNode& body = xml_.node(body_);
  spots_.prefix = prefix_of(xml_, body);
  spots_.top = body.open.end;
  spots_.end = body.close.begin;
  for (std::size_t i = body_ + 1; i < body.next; ++i) {
    if (is(i, "sectPr") && in_body(i)) spots_.end = xml_.node(i).open.begin;
    // An earlier label goes, and its bookmark with it.
    if (!is(i, "bookmarkStart") || value(xml_.node(i), "name") == kLabelBookmark) continue;
    const unsigned long id = std::strtoul(value(xml_.node(i), "id").c_str(), nullptr, 10);
    if (id < 2'000'000'000) spots_.next_bookmark = std::max<std::size_t>(spots_.next_bookmark, id + 1);
  }
}

/// The style's own name in small letters, "" for none; "list paragraph" for whatever is numbered.
std::string DocxPartReader::style_of(std::size_t paragraph) const {
  for (std::size_t i = paragraph + 1; i < xml_.node(paragraph).next; i = xml_.node(i).next) {
    if (!is(i, "pPr")) continue;
    bool numbered = false;
    for (std::size_t k = i + 1; k < xml_.node(i).next; k = xml_.node(k).next) {
      numbered |= is(k, "numPr");
      if (!is(k, "pStyle")) continue;
      const std::string id = value(xml_.node(k), "val");
      const auto known = styles_.find(id);
      std::string name = base::lower_ascii(known != styles_.end() ? known->second : id);
      if (name != "normal" && name != "body text") return name;
    }
    return numbered ? "list paragraph" : "";
  }
  return "";
}

ParagraphRules DocxPartReader::rules_for(std::size_t paragraph) {
  const std::string style = style_of(paragraph);
  const auto begins = [&](std::string_view with) { return style.starts_with(with); };
  if (begins("title") || begins("heading 1") || style == "heading1") {
    return {std::exchange(has_headline_, true) && !begins("title") ? BlockRole::kSubheading : BlockRole::kHeadline, {}};
  }
  if (begins("heading") || begins("toc heading")) return {BlockRole::kSubheading, {}};
  if (begins("subtitle")) return {BlockRole::kStandfirst, {}};
  if (begins("caption")) return {BlockRole::kCaption, {}};
  if (style.find("quot") != std::string::npos) return {BlockRole::kQuote, {}};
  if (begins("list")) return {BlockRole::kListItem, {}};
  const bool code = begins("html preformatted") || style.find("source code") != std::string::npos || style == "code";
  if (code) return {BlockRole::kText, KeepReason::kCode};
  const std::int32_t around = xml_.node(paragraph).parent;
  return {around >= 0 && is(static_cast<std::size_t>(around), "tc") ? BlockRole::kTableCell : BlockRole::kText, {}};
}

bool DocxPartReader::is_label(std::size_t paragraph) const {
  for (std::size_t i = paragraph + 1; i < xml_.node(paragraph).next; i = xml_.node(i).next) {
    if (is(i, "bookmarkStart") && value(xml_.node(i), "name") == kLabelBookmark) return true;
  }
  return false;
}

void DocxPartReader::read_paragraph(std::size_t index) {
  const ParagraphRules rules = rules_for(index);
  const std::size_t count = add_docx_paragraph(parts_, index, rules, left_);
  if (count == 0) return;
  const bool opens = rules.role == BlockRole::kHeadline || rules.role == BlockRole::kStandfirst;
  if (in_body(index) && opens && !has_text_) spots_.headline = xml_.outer(xml_.node(index)).end;
  document::SourceBlock& block = parts_.blocks.back();
  if (count == 1 && is_label(index)) block.role = BlockRole::kLabel;
  if (block.role != BlockRole::kLabel) {
    has_text_ |= !opens;
    return;
  }
  // An earlier label's paragraph goes as a whole, unless it is all that a cell has.
  formats::XmlPart& part = parts_.parts.back();
  if (count != 1 || !in_body(index)) return;
  block.keep = KeepReason::kNone;
  block.note.clear();
  part.before.clear();
  part.after.clear();
  part.write = {};
  part.range = xml_.outer(xml_.node(index));
}

Status DocxPartReader::read() {
  const XmlNode& root = xml_.node(xml_.root());
  if (!is_word(xml_, root)) {
    return Error{ErrorCode::kBadPage, root.open.begin,
                 "the document's text has the root element <" + base::printable(xml_.at(root.name)) +
                     ">, which is none of Word's; open it in the program that made it, and save it again"};
  }
  find_spots();
  for (std::size_t i = xml_.root() + 1; i < root.next && left_ > 0; ++i) {
    if (is(i, "p") && !nesting_.too_deep(i, xml_.node(i).next)) read_paragraph(i);
  }
  if (left_ == 0) {
    return Error{ErrorCode::kTooLong, 0,
                 "the properties of the document's runs are too long; save it again in the program that made it"};
  }
  // What stands in a text box is written before the paragraph that the box hangs on.
  std::ranges::stable_sort(parts_.parts, [](const formats::XmlPart& left, const formats::XmlPart& right) {
    return left.range.end != right.range.end ? left.range.end < right.range.end : left.range.begin > right.range.begin;
  });
  return {};
}

/// Sets what an element states as a language, where that was the source's or `always`.
void set_docx_language(const Xml& xml, const XmlNode& lang, const document::Stamp& stamp, bool always,
                       document::Splices& splices) {
  const formats::XmlAttribute* stated = xml.attribute(lang, prefix_of(xml, lang) + "val");
  if (stated == nullptr) {
    if (always)
      splices.insert(lang.name.end,
                     " " + prefix_of(xml, lang) + "val=\"" + formats::xml_attribute(stamp.target_language) + "\"");
    return;
  }
  if (always || formats::same_language(xml.at(stated->value), stamp.source_language))
    splices.replace(stated->value.bytes(), formats::xml_attribute(stamp.target_language));
}

/// The default's place for a language: the element that has it, or a place and what to write there.
void stamp_default(const Xml& xml, const document::Stamp& stamp, document::Splices& splices) {
  const std::string w = prefix_of(xml, xml.node(xml.root()));
  const std::string lang = (stamp.right_to_left ? "<" + w + "rtl/>" : "") + "<" + w + "lang " + w + "val=\"" +
                           formats::xml_attribute(stamp.target_language) + "\"/>";
  std::string open, close;
  std::size_t within = xml.root();
  for (const std::string_view name : {"docDefaults", "rPrDefault", "rPr"}) {
    const std::size_t found = open.empty() ? find_element(xml, within, name) : 0;
    if (found != 0 && !xml.node(found).close.empty()) {
      within = found;
    } else if (found != 0) {
      return;  // "<w:rPr/>": rare, and text then says nothing
    } else {
      open += "<" + w + std::string(name) + ">";
      close.insert(0, "</" + w + std::string(name) + ">");
    }
  }
  if (xml.node(within).close.empty()) return;
  // A language stands near the end of its properties; in what is missing it is the first.
  splices.insert(open.empty() ? xml.node(within).close.begin : xml.node(within).open.end, open + lang + close);
}

}  // namespace

StyleNames style_names(const Xml& styles) {
  StyleNames out;
  for (std::size_t i = styles.root(); i < styles.node(styles.root()).next; ++i) {
    const XmlNode& style = styles.node(i);
    if (!style.is_element() || styles.local(style) != "style") continue;
    const std::size_t name = find_element(styles, i, "name");
    if (name == 0) continue;
    out[styles.attribute_text(style, prefix_of(styles, style) + "styleId")] =
        styles.attribute_text(styles.node(name), prefix_of(styles, styles.node(name)) + "val");
  }
  return out;
}

std::string docx_language(const Xml& styles) {
  const std::size_t defaults = find_element(styles, styles.root(), "docDefaults");
  const std::size_t lang = defaults == 0 ? 0 : find_element(styles, defaults, "lang");
  return lang == 0 ? "" : styles.attribute_text(styles.node(lang), prefix_of(styles, styles.node(lang)) + "val");
}

formats::ReadResult read_docx_part(std::string_view bytes, const PageReadOptions& options, const StyleNames& styles,
                                   bool story) {
  Result<Xml> xml = Xml::read(bytes, options);
  if (!xml) return xml.error();
  const auto shared = std::make_shared<const Xml>(std::move(*xml));
  DocxPartReader reader(*shared, options, styles, story);
  if (Status read = reader.read(); !read) return read.error();
  const LabelSpots spots = reader.spots();
  return std::unique_ptr<document::Document>(std::make_unique<formats::XmlDocument>(
      PageFormat::kDocx, shared, reader.take_parts(), "",
      [spots](const formats::XmlDocument& document, const formats::XmlChanges& changes, const document::Stamp& stamp,
              document::Splices& splices) {
        stamp_docx_directions(document.xml(), changes, stamp, splices);
        stamp_docx_label(spots, stamp, splices);
      }));
}

formats::ReadResult read_docx_styles(std::string_view bytes, const PageReadOptions& options) {
  Result<Xml> xml = Xml::read(bytes, options);
  if (!xml) return xml.error();
  const auto shared = std::make_shared<const Xml>(std::move(*xml));
  return std::unique_ptr<document::Document>(std::make_unique<formats::XmlDocument>(
      PageFormat::kDocx, shared, XmlParts(*shared, options), docx_language(*shared),
      [](const formats::XmlDocument& document, const formats::XmlChanges&, const document::Stamp& stamp,
         document::Splices& splices) {
        const Xml& styles = document.xml();
        const std::size_t defaults = find_element(styles, styles.root(), "docDefaults");
        const std::size_t first = defaults == 0 ? 0 : find_element(styles, defaults, "lang");
        for (std::size_t i = styles.root(); i < styles.node(styles.root()).next; ++i) {
          if (styles.node(i).is_element() && styles.local(styles.node(i)) == "lang")
            set_docx_language(styles, styles.node(i), stamp, i == first, splices);
        }
        if (first == 0) stamp_default(styles, stamp, splices);
        // Runs say no direction of their own any more.
        const std::string w = prefix_of(styles, styles.node(styles.root()));
        if (first != 0 && stamp.right_to_left) splices.insert(styles.node(first).open.begin, "<" + w + "rtl/>");
      }));
}

}  // namespace dragoman::office

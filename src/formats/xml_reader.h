// Xml: a document as a flat list of nodes with their byte ranges, under limits; and text written back.
//
// libexpat checks the structure, but works on a copy in which every "&" outside the DTD is blanked. So no entity is ever
// expanded, declared or not, and feeds with bare "&" or HTML's entities are readable; values are decoded here, from the
// source's own bytes. External entities and DTDs are never looked at. Nodes stand in document order, children behind their
// parent, so that nothing needs recursion however deep a document is.
// Threads: plain values, read-only after read().
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/page.h"
#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman::formats {

/// White space as XML has it.
inline constexpr std::string_view kXmlSpaces = " \t\r\n";

/// Places in a source are 32 bits wide here: documents are at most 2 GiB.
struct XmlRange {
  std::uint32_t begin = 0, end = 0;
  ByteRange bytes() const { return {begin, end}; }
  bool empty() const { return begin == end; }
};

struct XmlNode {
  enum class Kind : std::uint8_t { kElement, kText, kCdata, kComment, kInstruction };
  Kind kind = Kind::kText;
  bool deep = false;             ///< deeper than the caller wants to look
  std::int32_t parent = -1;      ///< index of the element round it
  std::uint32_t next = 0;        ///< index behind its last descendant
  XmlRange open;                 ///< the start tag; of other kinds, all of it
  XmlRange close;                ///< the end tag; empty behind a "<a/>"
  XmlRange name;                 ///< as written, with its prefix
  std::int32_t space = 0;        ///< index into Xml::spaces
  std::int32_t language = 0;     ///< index into Xml::languages: xml:lang, inherited
  std::uint32_t attributes = 0;  ///< its first one in Xml::attributes
  std::uint32_t attribute_count = 0;
  bool is_element() const { return kind == Kind::kElement; }
  bool has_text() const { return kind == Kind::kText || kind == Kind::kCdata; }
};

struct XmlAttribute {
  XmlRange name;   ///< as written, with its prefix
  XmlRange value;  ///< between the quotation marks
  std::int32_t space = 0;
};

class Xml {
 public:
  /// In any encoding that text::to_utf8 knows. Errors: kBadPage (`at` = byte offset), kTooLong.
  static Result<Xml> read(std::string_view bytes, const PageReadOptions& options);

  std::string_view source() const { return source_; }  ///< UTF-8; the XML declaration still names the old encoding
  std::string_view at(XmlRange range) const {
    return std::string_view(source_).substr(range.begin, range.end - range.begin);
  }
  const std::vector<XmlNode>& nodes() const { return nodes_; }
  const XmlNode& node(std::size_t index) const { return nodes_[index]; }
  std::size_t root() const { return root_; }
  /// Where the XML declaration names another encoding than UTF-8 though the source is that now.
  const std::optional<XmlRange>& wrong_encoding() const { return wrong_encoding_; }

  std::string_view space(const XmlNode& node) const { return spaces_[node.space]; }
  std::string_view local(const XmlNode& node) const;
  /// xml:lang in force at the node, its own included; "" where none is stated.
  const std::string& language(const XmlNode& node) const { return languages_[node.language]; }
  bool is(const XmlNode& node, std::string_view space_uri, std::string_view local_name) const;
  /// The attribute of that name as written ("xml:lang", "label"); nullptr if there is none.
  const XmlAttribute* attribute(const XmlNode& node, std::string_view name) const;
  const XmlAttribute* attributes_of(const XmlNode& node) const { return attributes_.data() + node.attributes; }
  /// Decoded; "" if there is none.
  std::string attribute_text(const XmlNode& node, std::string_view name) const;
  /// Between the tags; empty for "<a/>".
  XmlRange inner(const XmlNode& node) const;
  /// The whole node with its tags.
  XmlRange outer(const XmlNode& node) const { return {node.open.begin, node.close.end}; }
  /// The text of a text or CDATA node; of an element, of all in it. Entities that stay unknown come out as written.
  std::string text(std::size_t index) const;
  /// Whether a range holds a reference to an entity that cannot stand as text (nested, external, with markup, too long).
  bool has_unknown_entity(XmlRange range) const;
  /// Decodes references in a range of text or of an attribute's value.
  std::string decoded(XmlRange range) const;
  /// Line of a place, from 1.
  std::size_t line_of(std::size_t offset) const;

 private:
  friend class XmlBuilder;
  std::string source_;
  std::optional<XmlRange> wrong_encoding_;
  std::vector<XmlNode> nodes_;
  std::vector<XmlAttribute> attributes_;
  std::vector<std::string> spaces_ = {""};
  std::vector<std::string> languages_ = {""};
  std::map<std::string, std::string, std::less<>> entities_;  ///< declared in the DTD, plain text only
  std::size_t root_ = 0;
};

/// A reference to a character or entity at `at` ("&amp;", "&#8217;", "&nbsp;"): its bytes and its text.
struct XmlReference {
  std::size_t length = 0;  ///< 0: none stands there
  std::string text = {};   ///< empty and length > 0: a name that nobody knows
};
XmlReference reference_at(std::string_view source, std::size_t at);

/// Text for between tags. Characters that XML has no way to write (NUL, most controls) are left out.
std::string xml_text(std::string_view text);
/// Text for between quotation marks of either kind.
std::string xml_attribute(std::string_view text);
/// Text for a CDATA section, without its brackets; "]]>" is cut in two sections.
std::string xml_cdata(std::string_view text);

}  // namespace dragoman::formats

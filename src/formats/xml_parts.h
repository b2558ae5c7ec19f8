// XmlParts: what a reader of an XML format collects (blocks, and where each is written), and XmlDocument, which is made of it.
//
// A part is a place in the source: a text, the content of a CDATA section, an attribute's value, or a document of its
// own (HTML in a feed). A format's reader only says which elements hold what, and what to insert as a stamp.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "document/document.h"
#include "document/splices.h"
#include "formats/nested.h"
#include "formats/xml_reader.h"

namespace dragoman::formats {

/// The mark of machine translation in vocabularies whose names are URNs: ours.
inline constexpr std::string_view kMachineTranslationMark = "urn:dragoman:machine-translation";

/// What an element's or attribute's text is.
struct FieldRules {
  enum class Html { kNever, kGuess, kAlways };
  BlockRole role = BlockRole::kText;
  KeepReason keep = KeepReason::kNone;
  std::string note = {};
  Html html = Html::kNever;
  std::string language = {};  ///< where xml:lang says nothing nearer than the root
};

struct XmlPart {
  enum class Style { kText, kCdata, kAttribute };
  Style style = Style::kText;
  std::size_t first = 0, count = 0;  ///< blocks
  XmlRange range;
  std::optional<Nested> nested;         ///< the range holds a document
  std::size_t escapes = 0;              ///< levels of escaping that HTML has too many
  std::string before = {}, after = {};  ///< written round the range's new text
  /// How a format writes pieces for which escapes are not enough; if not given, as written_pieces() does.
  std::function<std::string(const document::SourceBlock&, const document::Placement&, const document::Splices&)> write =
      {};
};

class XmlParts {
 public:
  XmlParts(const Xml& xml, const PageReadOptions& options) : xml_(xml), options_(options) {}
  /// All text of an element: plain, HTML, or XML markup.
  void add_field(std::size_t element, const FieldRules& rules);
  void add_attribute(const XmlNode& element, std::string_view name, const FieldRules& rules);
  /// A block with marks that was built elsewhere; `range` is replaced as a whole.
  void add_block(document::SourceBlock block, XmlRange range, XmlPart::Style style = XmlPart::Style::kText);
  /// The language to note on a block at that node.
  std::string language_at(const XmlNode& node, const FieldRules& rules) const;

  const Xml& xml() const { return xml_; }
  const PageReadOptions& options() const { return options_; }
  std::vector<document::SourceBlock> blocks;
  std::vector<XmlPart> parts;

 private:
  void add_text(XmlRange range, bool cdata, const XmlNode& element, const FieldRules& rules);
  bool add_html(const std::string& value, XmlRange range, bool cdata, const XmlNode& element, const FieldRules& rules);
  document::SourceBlock block_of(const XmlNode& node, const FieldRules& rules) const;
  std::size_t nested_ = 0;  ///< documents read so far

  const Xml& xml_;
  const PageReadOptions& options_;
};

/// The text of a placement with its marks' tags, as `splices` has them now.
std::string written_pieces(const document::SourceBlock& block, const document::Placement& placement,
                           const document::Splices& splices, XmlPart::Style style);

class XmlDocument;

/// Which places of a document are written anew; asked by stamps, once for every element that states a language.
class XmlChanges {
 public:
  XmlChanges(const XmlDocument& document, std::span<const document::Placement> placements);
  /// Whether a changed block begins in that range.
  bool in(XmlRange range) const;

 private:
  std::vector<std::uint32_t> places_;  ///< where changed parts begin, sorted
};

class XmlDocument final : public document::Document {
 public:
  /// Puts a stamp into the splices.
  using Stamper =
      std::function<void(const XmlDocument&, const XmlChanges&, const document::Stamp&, document::Splices&)>;
  XmlDocument(PageFormat format, std::shared_ptr<const Xml> xml, XmlParts parts, std::string language, Stamper stamper);
  PageFormat format() const override { return format_; }
  const std::vector<document::SourceBlock>& blocks() const override { return blocks_; }
  const std::string& stated_language() const override { return language_; }
  Result<std::string> write(std::span<const document::Placement> placements,
                            const document::Stamp* stamp) const override;

  const Xml& xml() const { return *xml_; }
  const std::vector<XmlPart>& parts() const { return parts_; }

 private:
  Status write_part(const XmlPart& part, std::span<const document::Placement> placements,
                    document::Splices& splices) const;

  PageFormat format_;
  std::shared_ptr<const Xml> xml_;
  std::vector<document::SourceBlock> blocks_;
  std::vector<XmlPart> parts_;
  std::string language_;
  Stamper stamper_;
};

/// Whether two BCP 47 tags name the same language, whatever region or script.
bool same_language(std::string_view a, std::string_view b);

}  // namespace dragoman::formats

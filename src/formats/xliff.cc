// XLIFF 1.2 and 2.x: units that still need a translation get one.
//
// The target is a copy of the source's content in which each block is replaced, so that codes, white space and segments are
// those of the source. Targets that hold something stay, unless they say themselves that they are not done; alternative
// translations and notes are nobody's business here.
#include "formats/xliff.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "document/splices.h"
#include "formats/formats.h"
#include "formats/placed.h"
#include "formats/placeholders.h"
#include "formats/xml_parts.h"
#include "html/html_document.h"

namespace dragoman::formats {
namespace {

using document::Placement;
using document::SourceBlock;
using document::Splices;

constexpr std::string_view kUnfinished[] = {"new", "initial", "needs-translation", "needs-l10n", "needs-adaptation"};

bool unfinished(std::string_view state) { return std::ranges::find(kUnfinished, state) != std::end(kUnfinished); }

class XliffDocument final : public document::Document {
 public:
  XliffDocument(Xml xml, PageReadOptions options) : xml_(std::move(xml)), options_(std::move(options)) {}
  Status read();
  PageFormat format() const override { return PageFormat::kXliff; }
  const std::vector<SourceBlock>& blocks() const override { return blocks_; }
  const std::string& stated_language() const override { return language_; }
  Result<std::string> write(std::span<const Placement> placements, const document::Stamp* stamp) const override;

 private:
  /// Of the nearest element that says: is it to be translated, and from which language.
  struct Scope {
    std::size_t end = 0;
    bool translate = true;
    bool preserve = false;  ///< xml:space
    std::string language;
  };
  void read_unit(std::size_t unit, const Scope& scope);
  void read_segment(std::size_t holder, const Scope& scope, bool two);
  void read_source(XliffUnit unit, std::size_t content, const Scope& scope, bool finished);
  void add_block(XliffUnit& unit, SourceBlock block, XmlRange range, const Scope& scope, bool finished);
  bool preserves(const XmlNode& node, bool outside) const;
  bool holds_something(std::size_t element) const;
  std::vector<std::size_t> language_holders() const;
  bool keeps_language(const document::Stamp& stamp) const;
  void add_kept(std::size_t content, const std::string& note);
  std::optional<std::size_t> child(std::size_t element, std::string_view name) const;
  Status write_unit(const XliffUnit& unit, std::span<const Placement> placements, std::string_view language,
                    Splices& splices) const;
  Result<std::string> translated(const XliffUnit& unit, std::span<const Placement> placements) const;
  std::string written_block(const SourceBlock& block, const Placement& placement) const;
  std::string target_tag(const XliffUnit& unit, std::string_view language) const;
  void stamp_languages(const document::Stamp& stamp, Splices& splices) const;

  Xml xml_;
  PageReadOptions options_;
  bool two_ = false;          ///< version 2.x
  bool has_targets_ = false;  ///< translations that stay
  std::string language_;
  std::vector<SourceBlock> blocks_;
  std::vector<XliffUnit> units_;
  std::size_t nested_ = 0;  ///< documents read so far
};

std::optional<std::size_t> XliffDocument::child(std::size_t element, std::string_view name) const {
  for (std::size_t i = element + 1; i < xml_.node(element).next; i = xml_.node(i).next) {
    if (xml_.node(i).is_element() && xml_.local(xml_.node(i)) == name) return i;
  }
  return std::nullopt;
}

bool XliffDocument::preserves(const XmlNode& node, bool outside) const {
  const XmlAttribute* space = xml_.attribute(node, "xml:space");
  return space == nullptr ? outside : xml_.at(space->value) == "preserve";
}

bool XliffDocument::holds_something(std::size_t element) const {
  for (std::size_t i = element + 1; i < xml_.node(element).next; ++i) {
    if (xml_.node(i).is_element()) return true;
  }
  return xml_.text(element).find_first_not_of(kXmlSpaces) != std::string::npos;
}

Status XliffDocument::read() {
  const XmlNode& root = xml_.node(xml_.root());
  if (xml_.local(root) != "xliff") {
    return Error{ErrorCode::kBadPage, root.open.begin,
                 "the root element is <" + std::string(xml_.at(root.name).substr(0, 40)) +
                     ">, not <xliff>; name the document's format"};
  }
  two_ = xml_.attribute_text(root, "version").starts_with("2") || xml_.attribute(root, "srcLang") != nullptr;
  language_ = xml_.attribute_text(root, "srcLang");
  std::vector<Scope> scopes = {{root.next, true, preserves(root, false), language_}};
  for (std::size_t i = xml_.root() + 1; i < root.next; ++i) {
    const XmlNode& node = xml_.node(i);
    while (scopes.back().end <= i) scopes.pop_back();
    const std::string_view name = node.is_element() ? xml_.local(node) : "";
    if (name != "file" && name != "group" && name != "trans-unit" && name != "unit") continue;
    Scope scope = scopes.back();
    scope.end = node.next;
    scope.preserve = preserves(node, scope.preserve);
    if (const XmlAttribute* translate = xml_.attribute(node, "translate"))
      scope.translate = xml_.at(translate->value) != "no";
    if (name == "file" && !two_) scope.language = xml_.attribute_text(node, "source-language");
    if (language_.empty()) language_ = scope.language;
    if (name == "trans-unit" || name == "unit") {
      read_unit(i, scope);
      i = node.next - 1;
    } else {
      scopes.push_back(std::move(scope));
    }
  }
  return {};
}

void XliffDocument::read_unit(std::size_t unit, const Scope& scope) {
  if (xml_.local(xml_.node(unit)) == "trans-unit") return read_segment(unit, scope, false);
  for (std::size_t i = unit + 1; i < xml_.node(unit).next; i = xml_.node(i).next) {
    if (xml_.node(i).is_element() && xml_.local(xml_.node(i)) == "segment") read_segment(i, scope, true);
  }
}

void XliffDocument::read_segment(std::size_t holder, const Scope& scope, bool two) {
  const auto source = child(holder, "source");
  if (!source) return;
  XliffUnit unit;
  unit.source = *source;
  const auto target = child(holder, "target");
  const XmlNode& state_holder = xml_.node(two || !target ? holder : *target);
  const std::string state = xml_.attribute_text(state_holder, "state");
  bool finished = target && !unfinished(state) && holds_something(*target);
  finished |= xml_.attribute_text(xml_.node(holder), "approved") == "yes" || state == "final" || state == "signed-off";
  has_targets_ |= finished;
  if (target) unit.target = *target;
  if (two) unit.segment = holder;
  const auto cut = two ? std::nullopt : child(holder, "seg-source");
  if (cut && !unit.target) unit.source = *cut;  // the target stands behind both
  read_source(std::move(unit), cut ? *cut : *source, scope, finished);
}

void XliffDocument::add_block(XliffUnit& unit, SourceBlock block, XmlRange range, const Scope& scope, bool finished) {
  if (scope.language != language_) block.language = scope.language;
  if (block.keep == KeepReason::kNone && !scope.translate) {
    block.keep = KeepReason::kMarked;
  } else if (block.keep == KeepReason::kNone && finished) {
    block.keep = KeepReason::kMarked;
    block.note = "it has a translation already";
  }
  lock_placeholders(block);
  unit.segments.push_back({blocks_.size(), range});
  blocks_.push_back(std::move(block));
}

/// A block that is in the report only.
void XliffDocument::add_kept(std::size_t content, const std::string& note) {
  SourceBlock block;
  block.text = collapsed(xml_.text(content));
  block.keep = KeepReason::kLimit;
  block.note = note;
  if (!block.text.empty()) blocks_.push_back(std::move(block));
}

void XliffDocument::read_source(XliffUnit unit, std::size_t content, const Scope& scope, bool finished) {
  const XmlNode& node = xml_.node(content);
  if (node.deep) return add_kept(content, "elements are nested too deep");
  unit.content = xml_.inner(node);
  unit.first = blocks_.size();
  const std::string text = xml_.text(content);
  const bool plain = node.next == content + 2 && xml_.node(content + 1).kind == XmlNode::Kind::kText;
  if (plain && text.find("</") != std::string::npos && looks_like_html(text) && scope.translate && !finished) {
    const std::string language = scope.language == language_ ? "" : scope.language;
    auto document = read_nested(++nested_, [&] { return html::read_html_fragment(text, options_); });
    if (!document) return add_kept(content, document.error().what);
    unit.nested = nest(std::move(*document), {BlockRole::kText, KeepReason::kNone, "", language}, blocks_);
    if (!unit.nested) return;
  }
  // Segments of version 1.2 are marked inside: each is a block.
  std::vector<std::size_t> pieces;
  for (std::size_t i = content + 1; i < node.next && !unit.nested; ++i) {
    const XmlNode& mark = xml_.node(i);
    if (!mark.is_element() || xml_.local(mark) != "mrk" || xml_.attribute_text(mark, "mtype") != "seg") continue;
    pieces.push_back(i);
    i = mark.next - 1;
  }
  if (pieces.empty() && !unit.nested) pieces.push_back(content);
  for (const std::size_t piece : pieces) {
    XmlRange range;
    auto block = read_xliff_text(xml_, piece, preserves(node, scope.preserve), range);
    if (block) add_block(unit, std::move(*block), range, scope, finished);
  }
  unit.count = blocks_.size() - unit.first;
  if (unit.count > 0) units_.push_back(std::move(unit));
}

std::string XliffDocument::written_block(const SourceBlock& block, const Placement& placement) const {
  std::string out;
  for (const document::Piece& piece : placement.pieces) {
    if (piece.kind == document::Piece::Kind::kText) {
      out += xml_text(piece.text);
      continue;
    }
    const document::Mark& mark = block.marks[piece.mark];
    const ByteRange range = piece.kind == document::Piece::Kind::kClose ? mark.close.source : mark.open.source;
    const std::string_view bytes = xml_.source().substr(range.begin, range.end - range.begin);
    // A kept line break brings its own white space; one in HTML needs none.
    const bool line_break =
        bytes.find_first_not_of(kXmlSpaces) == std::string_view::npos || bytes.starts_with("&lt;br");
    if (line_break && out.ends_with(' ')) out.pop_back();
    out += bytes;
  }
  return out;
}

Result<std::string> XliffDocument::translated(const XliffUnit& unit, std::span<const Placement> placements) const {
  if (unit.nested) {
    Result<std::string> html = unit.nested->inner->write(placements.subspan(unit.first, unit.count), nullptr);
    return html ? Result<std::string>(xml_text(*html)) : Result<std::string>(html.error());
  }
  Splices copy(xml_.source());
  for (const auto& [block, range] : unit.segments) {
    if (placements[block].changed) copy.replace(range.bytes(), written_block(blocks_[block], placements[block]));
  }
  return copy.render(unit.content.bytes());
}

std::string XliffDocument::target_tag(const XliffUnit& unit, std::string_view language) const {
  const std::string_view source_name = xml_.at(xml_.node(unit.source).name);
  const std::size_t colon = source_name.find(':');
  std::string tag =
      "<" + std::string(source_name.substr(0, colon == std::string_view::npos ? 0 : colon + 1)) + "target";
  if (unit.target) {
    const XmlNode& old = xml_.node(*unit.target);
    for (std::uint32_t i = 0; i < old.attribute_count; ++i) {
      const XmlAttribute& attribute = xml_.attributes_of(old)[i];
      const std::string_view name = xml_.at(attribute.name);
      if (name == "state" || name == "state-qualifier" || (name == "xml:lang" && !language.empty())) continue;
      tag +=
          " " + std::string(xml_.source().substr(attribute.name.begin, attribute.value.end + 1 - attribute.name.begin));
    }
  }
  if (!language.empty()) tag += " xml:lang=\"" + xml_attribute(language) + "\"";
  if (!two_) tag += " state=\"needs-review-translation\" state-qualifier=\"leveraged-mt\"";
  return tag + ">";
}

Status XliffDocument::write_unit(const XliffUnit& unit, std::span<const Placement> placements,
                                 std::string_view language, Splices& splices) const {
  const auto mine = placements.subspan(unit.first, unit.count);
  if (std::ranges::none_of(mine, &Placement::changed)) return {};
  Result<std::string> text = translated(unit, placements);
  if (!text) return text.error();
  const std::string tag = target_tag(unit, language);
  const std::string element = tag + *text + "</" + tag.substr(1, tag.find_first_of(" >") - 1) + ">";
  if (unit.target) {
    splices.replace(xml_.outer(xml_.node(*unit.target)).bytes(), element);
  } else {
    const XmlNode& source = xml_.node(unit.source);
    const std::size_t before = xml_.source().find_last_not_of(kXmlSpaces, source.open.begin - 1) + 1;
    splices.insert(source.close.end, std::string(xml_.source().substr(before, source.open.begin - before)) + element);
  }
  if (!unit.segment) return {};
  const XmlNode& segment = xml_.node(*unit.segment);
  for (const auto& [name, value] :
       {std::pair<std::string_view, std::string_view>{"state", "translated"}, {"subState", "dragoman:mt"}}) {
    if (const XmlAttribute* old = xml_.attribute(segment, name)) {
      splices.replace(old->value.bytes(), std::string(value));
    } else {
      splices.insert(segment.name.end, " " + std::string(name) + "=\"" + std::string(value) + "\"");
    }
  }
  return {};
}

/// The elements that name the target language: the root in 2.x, each file in 1.2.
std::vector<std::size_t> XliffDocument::language_holders() const {
  if (two_) return {xml_.root()};
  std::vector<std::size_t> out;
  for (std::size_t i = xml_.root() + 1; i < xml_.node(xml_.root()).next; i = xml_.node(i).next) {
    if (xml_.node(i).is_element() && xml_.local(xml_.node(i)) == "file") out.push_back(i);
  }
  return out;
}

/// Whether there are translations into another language, which the document goes on to name: then ours say their own.
bool XliffDocument::keeps_language(const document::Stamp& stamp) const {
  const auto names_another = [&](std::size_t holder) {
    const std::string named = xml_.attribute_text(xml_.node(holder), two_ ? "trgLang" : "target-language");
    return !named.empty() && !same_language(named, stamp.target_language);
  };
  return has_targets_ && std::ranges::any_of(language_holders(), names_another);
}

void XliffDocument::stamp_languages(const document::Stamp& stamp, Splices& splices) const {
  const std::string_view name = two_ ? "trgLang" : "target-language";
  for (const std::size_t holder : language_holders()) {
    const XmlNode& node = xml_.node(holder);
    if (const XmlAttribute* old = xml_.attribute(node, name)) {
      // "pt-BR" says more than "pt".
      if (same_language(xml_.at(old->value), stamp.target_language)) continue;
      splices.replace(old->value.bytes(), xml_attribute(stamp.target_language));
    } else {
      splices.insert(node.name.end, " " + std::string(name) + "=\"" + xml_attribute(stamp.target_language) + "\"");
    }
  }
}

Result<std::string> XliffDocument::write(std::span<const Placement> placements, const document::Stamp* stamp) const {
  if (placements.size() != blocks_.size()) {
    return Error{ErrorCode::kBadArgument, 0,
                 std::to_string(placements.size()) + " placements for " + std::to_string(blocks_.size()) + " blocks"};
  }
  Splices splices(xml_.source());
  if (xml_.wrong_encoding()) splices.replace(xml_.wrong_encoding()->bytes(), "UTF-8");
  const bool names_own = stamp != nullptr && keeps_language(*stamp);
  for (const XliffUnit& unit : units_) {
    if (Status done = write_unit(unit, placements, names_own ? stamp->target_language : "", splices); !done)
      return done.error();
  }
  if (stamp != nullptr && !names_own && std::ranges::any_of(placements, &Placement::changed))
    stamp_languages(*stamp, splices);
  return splices.render();
}

}  // namespace

ReadResult read_xliff(std::string_view bytes, const PageReadOptions& options) {
  Result<Xml> xml = Xml::read(bytes, options);
  if (!xml) return xml.error();
  PageReadOptions inner;
  inner.max_bytes = options.max_bytes;
  inner.max_depth = options.max_depth;
  auto document = std::make_unique<XliffDocument>(std::move(*xml), std::move(inner));
  if (Status read = document->read(); !read) return read.error();
  return std::unique_ptr<document::Document>(std::move(document));
}

}  // namespace dragoman::formats

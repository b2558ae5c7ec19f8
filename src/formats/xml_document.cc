// XmlDocument: parts written back. Attributes come first, because a mark's tag may hold one.
#include <algorithm>
#include <memory>
#include <utility>

#include "formats/placed.h"
#include "formats/xml_parts.h"

namespace dragoman::formats {
namespace {

using document::Piece;
using document::Placement;
using document::Snippet;
using document::SourceBlock;
using document::Splices;

std::string snippet(const Snippet& from, const Splices& splices) {
  return from.literal.empty() ? splices.render(from.source) : from.literal;
}

std::string escaped_as(std::string_view text, XmlPart::Style style) {
  switch (style) {
    case XmlPart::Style::kCdata: return xml_cdata(text);
    case XmlPart::Style::kAttribute: return xml_attribute(text);
    case XmlPart::Style::kText: break;
  }
  return xml_text(text);
}

void replace_all(std::string& text, char what, std::string_view instead) {
  std::string out;
  for (const char c : text) c == what ? out += instead : out += c;
  text = std::move(out);
}

/// ">" needs no escape but in "]]>".
std::string with_bare_greater(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool greater = text.substr(at, 4) == "&gt;";
    const bool bare = greater && !out.ends_with("]]");
    out += bare ? ">" : text.substr(at, greater ? 4 : 1);
    at += greater ? 4 : 1;
  }
  return out;
}

/// Escapes as the source did: quotation marks need none in text, but many feeds have them so.
std::string escaped_like(std::string_view source, std::string_view text) {
  std::string out = xml_text(text);
  if (source.find('>') != std::string_view::npos && source.find("&gt;") == std::string_view::npos)
    out = with_bare_greater(out);
  if (source.find("&quot;") != std::string_view::npos) replace_all(out, '"', "&quot;");
  for (std::string_view apostrophe : {"&apos;", "&#39;", "&#039;"}) {
    if (source.find(apostrophe) == std::string_view::npos) continue;
    replace_all(out, '\'', apostrophe);
    break;
  }
  return out;
}

}  // namespace

std::string written_pieces(const SourceBlock& block, const Placement& placement, const Splices& splices,
                           XmlPart::Style style) {
  std::string out;
  for (const Piece& piece : placement.pieces) {
    switch (piece.kind) {
      case Piece::Kind::kText: out += escaped_as(piece.text, style); break;
      case Piece::Kind::kClose: out += snippet(block.marks[piece.mark].close, splices); break;
      case Piece::Kind::kOpen:
      case Piece::Kind::kWhole: out += snippet(block.marks[piece.mark].open, splices); break;
    }
  }
  return out;
}

XmlDocument::XmlDocument(PageFormat format, std::shared_ptr<const Xml> xml, XmlParts parts, std::string language,
                         Stamper stamper)
    : format_(format),
      xml_(std::move(xml)),
      blocks_(std::move(parts.blocks)),
      parts_(std::move(parts.parts)),
      language_(std::move(language)),
      stamper_(std::move(stamper)) {}

Status XmlDocument::write_part(const XmlPart& part, std::span<const Placement> placements, Splices& splices) const {
  if (!part.nested) {
    const SourceBlock& block = blocks_[part.first];
    if (!changes(block, placements[part.first])) return {};
    const Placement& placement = placements[part.first];
    const std::string text =
        part.write ? part.write(block, placement, splices) : written_pieces(block, placement, splices, part.style);
    splices.replace(part.range.bytes(), part.before + text + part.after);
    return {};
  }
  Result<std::optional<std::string>> inner = written(*part.nested, blocks_, placements);
  if (!inner) return inner.error();
  if (!*inner) return {};
  std::string text = std::move(**inner);
  for (std::size_t i = 0; i < part.escapes; ++i) text = xml_text(text);
  text = part.style == XmlPart::Style::kText ? escaped_like(xml_->at(part.range), text) : escaped_as(text, part.style);
  splices.replace(part.range.bytes(), part.before + text + part.after);
  return {};
}

Result<std::string> XmlDocument::write(std::span<const Placement> placements, const document::Stamp* stamp) const {
  if (placements.size() != blocks_.size()) {
    return Error{ErrorCode::kBadArgument, 0,
                 std::to_string(placements.size()) + " placements for " + std::to_string(blocks_.size()) + " blocks"};
  }
  Splices splices(xml_->source());
  for (const bool attributes : {true, false}) {
    for (const XmlPart& part : parts_) {
      if ((part.style == XmlPart::Style::kAttribute) != attributes) continue;
      if (Status done = write_part(part, placements, splices); !done) return done.error();
    }
  }
  if (xml_->wrong_encoding()) splices.replace(xml_->wrong_encoding()->bytes(), "UTF-8");
  if (stamp != nullptr) stamper_(*this, XmlChanges(*this, placements), *stamp, splices);
  return splices.render();
}

XmlChanges::XmlChanges(const XmlDocument& document, std::span<const Placement> placements) {
  for (const XmlPart& part : document.parts()) {
    if (std::ranges::any_of(placements.subspan(part.first, part.count), &Placement::changed))
      places_.push_back(part.range.begin);
  }
  std::ranges::sort(places_);
}

bool XmlChanges::in(XmlRange range) const {
  const auto first = std::ranges::lower_bound(places_, range.begin);
  return first != places_.end() && *first < range.end;
}

}  // namespace dragoman::formats

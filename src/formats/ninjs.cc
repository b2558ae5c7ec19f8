// ninjs as blocks: strings of JSON, each plain text, HTML or XML markup.
#include "formats/ninjs.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "document/label.h"
#include "formats/formats.h"
#include "formats/nested.h"
#include "formats/placed.h"
#include "formats/plain_text.h"
#include "formats/xml_body.h"
#include "html/html_document.h"

namespace dragoman::formats {
namespace {

using document::JsonString;
using document::JsonStrings;
using document::Placement;
using document::SourceBlock;
using document::Splices;
using Form = NinjsField::Form;

/// A string and the blocks made of it: a document of its own, or paragraphs of plain text.
struct Part {
  std::size_t string = 0;
  std::size_t first = 0, count = 0;
  std::optional<Nested> nested;
  std::vector<ByteRange> paragraphs;  ///< into the string's value
};

/// Where the paragraphs of plain text lie: lines, since JSON has no wrapped ones.
std::vector<ByteRange> filled_lines(std::string_view text) {
  std::vector<ByteRange> out;
  for (std::size_t at = 0; at < text.size();) {
    const Line line = line_at(text, at);
    const ByteRange range = trimmed(text, {line.begin, line.end});
    if (range.begin < range.end) out.push_back(range);
    at = line.next;
  }
  return out;
}

/// Markup that is XML by what the object says, read as HTML where it is not well formed.
Result<std::unique_ptr<document::Document>> read_markup(const std::string& text, Form form,
                                                        const PageReadOptions& options) {
  if (form == Form::kXml) {
    Result<Xml> xml = Xml::read(text, options);
    if (xml) {
      const auto shared = std::make_shared<const Xml>(std::move(*xml));
      XmlParts parts(*shared, options);
      add_xml_body(parts, shared->root(), {});
      const auto no_stamp = [](const XmlDocument&, const XmlChanges&, const document::Stamp&, Splices&) {};
      return std::unique_ptr<document::Document>(
          std::make_unique<XmlDocument>(PageFormat::kNewsml, shared, std::move(parts), "", no_stamp));
    }
  }
  return html::read_html_fragment(text, options);
}

class NinjsDocument final : public document::Document {
 public:
  NinjsDocument(std::string source, std::size_t offset, JsonStrings json, const PageReadOptions& options)
      : source_(std::move(source)),
        offset_(offset),
        json_(std::move(json)),
        shape_(json_),
        language_(shape_.language()) {
    for (std::size_t i = 0; i < json_.strings().size(); ++i) read_string(i, options);
  }
  NinjsDocument(const NinjsDocument&) = delete;  // shape_ looks at json_
  NinjsDocument& operator=(const NinjsDocument&) = delete;
  PageFormat format() const override { return PageFormat::kNinjs; }
  const std::vector<SourceBlock>& blocks() const override { return blocks_; }
  const std::string& stated_language() const override { return language_; }
  Result<std::string> write(std::span<const Placement> placements, const document::Stamp* stamp) const override;

 private:
  void read_string(std::size_t index, const PageReadOptions& options);
  void add_plain(Part& part, const NinjsField& field, const std::string& language);
  Result<std::optional<std::string>> written_part(const Part& part, std::span<const Placement> placements) const;

  std::string source_;
  std::size_t offset_ = 0;  ///< of the JSON: behind a byte order mark
  JsonStrings json_;
  NinjsShape shape_;
  std::string language_;
  std::vector<SourceBlock> blocks_;
  std::vector<Part> parts_;
  std::size_t nested_ = 0;  ///< documents read so far
};

void NinjsDocument::add_plain(Part& part, const NinjsField& field, const std::string& language) {
  const std::string& value = json_.strings()[part.string].value;
  bool stays = false;
  for (const ByteRange range : filled_lines(value)) {
    SourceBlock block;
    block.text = collapsed(std::string_view(value).substr(range.begin, range.end - range.begin));
    block.role = field.role;
    block.keep = field.keep;
    block.note = field.note;
    block.language = language;
    document::drop_labels(block);
    lock_news_forms(block);
    ByteRange place = range;
    // A line that goes takes the line breaks before it along, or, where nothing stays before it, behind it.
    if (block.role == BlockRole::kLabel) {
      if (stays)
        place.begin = part.paragraphs.back().end;
      else
        place.end = trimmed(value, {range.end, value.size()}).begin;
    }
    stays = stays || block.role != BlockRole::kLabel;
    blocks_.push_back(std::move(block));
    part.paragraphs.push_back(place);
  }
}

void NinjsDocument::read_string(std::size_t index, const PageReadOptions& options) {
  const JsonString& string = json_.strings()[index];
  auto field = shape_.field_of(string);
  if (!field) return;
  std::string language = shape_.language_of(string);
  if (language == language_) language.clear();
  if (string.half_pair) {
    field->keep = KeepReason::kFailed;
    field->note = "the text has half of a surrogate pair and cannot be written back";
  }
  std::string note;
  Part part;
  part.string = index;
  part.first = blocks_.size();
  const bool markup = field->form == Form::kHtml || field->form == Form::kXml ||
                      (field->form == Form::kGuess && looks_like_html(string.value));
  if (markup) {
    PageReadOptions inner;
    inner.max_bytes = options.max_bytes;
    inner.max_depth = options.max_depth;
    auto document = read_nested(++nested_, [&] { return read_markup(string.value, field->form, inner); });
    if (document) {
      part.nested = nest(std::move(*document), {field->role, field->keep, std::string(field->note), language}, blocks_);
    } else {
      field->keep = KeepReason::kLimit;
      note = document.error().what;
      field->note = note;
      add_plain(part, *field, language);
    }
  } else {
    add_plain(part, *field, language);
  }
  part.count = blocks_.size() - part.first;
  if (part.count > 0) parts_.push_back(std::move(part));
}

Result<std::optional<std::string>> NinjsDocument::written_part(const Part& part,
                                                               std::span<const Placement> placements) const {
  if (part.nested) return written(*part.nested, blocks_, placements);
  const std::string& value = json_.strings()[part.string].value;
  Splices splices(value);
  bool changed = false;
  for (std::size_t i = 0; i < part.count; ++i) {
    const Placement& placement = placements[part.first + i];
    if (!changes(blocks_[part.first + i], placement)) continue;
    std::string text;
    for (const document::Piece& piece : placement.pieces) text += piece.text;
    splices.replace(part.paragraphs[i], std::move(text));
    changed = true;
  }
  return changed ? std::optional(splices.render()) : std::nullopt;
}

Result<std::string> NinjsDocument::write(std::span<const Placement> placements, const document::Stamp* stamp) const {
  if (placements.size() != blocks_.size()) {
    return Error{ErrorCode::kBadArgument, 0,
                 std::to_string(placements.size()) + " placements for " + std::to_string(blocks_.size()) + " blocks"};
  }
  Splices splices(source_);
  for (const Part& part : parts_) {
    Result<std::optional<std::string>> text = written_part(part, placements);
    if (!text) return text.error();
    if (!*text) continue;
    const ByteRange range = json_.strings()[part.string].range;
    splices.replace({range.begin + offset_, range.end + offset_}, document::encode_json_string(**text, json_.style()));
  }
  const bool translated = std::ranges::any_of(placements, &Placement::changed);
  if (stamp != nullptr && translated)
    stamp_ninjs(json_, shape_, std::string_view(source_).substr(offset_), offset_, *stamp, splices);
  return splices.render();
}

}  // namespace

ReadResult read_ninjs(std::string_view bytes, const PageReadOptions& options) {
  Result<std::string> text = to_utf8(bytes, options);
  if (!text) return text.error();
  const std::size_t offset = mark_length(*text);
  document::JsonLimits limits;
  limits.bytes = std::max(limits.bytes, text->size());
  Result<JsonStrings> json = JsonStrings::read(std::string_view(*text).substr(offset), limits);
  if (!json) return json.error();
  return std::unique_ptr<document::Document>(
      std::make_unique<NinjsDocument>(std::move(*text), offset, std::move(*json), options));
}

}  // namespace dragoman::formats

// gettext catalogues: msgid is what is read, msgstr what is written. Empty and fuzzy entries are filled, and flagged "fuzzy" as what no
// person has seen must be; what is translated already stays. A message's lines are blocks of their own, since their
// ends are part of it; messages with tags are read as HTML, line ends and all.
#include <algorithm>
#include <memory>
#include <utility>

#include "document/splices.h"
#include "formats/accelerators.h"
#include "formats/formats.h"
#include "formats/nested.h"
#include "formats/placeholders.h"
#include "formats/plain_text.h"
#include "formats/po_file.h"
#include "formats/po_lines.h"
#include "formats/po_plural.h"
#include "html/decode.h"
#include "html/html_document.h"
#include "text/utf8.h"

namespace dragoman::formats {
namespace {

using document::Placement;
using document::SourceBlock;
using document::Splices;
using document::Stamp;

/// A msgid or msgid_plural as blocks.
struct Message {
  struct Line {
    ByteRange range;  ///< into `text`
    std::size_t block = 0;
    std::optional<Accelerator> accelerator = {};
  };
  std::string text = {};
  std::vector<Line> lines = {};
  std::optional<MessageLines> marked = {};  ///< read as HTML, with its line ends as elements
  std::optional<Nested> html = {};
};

/// An entry that is to be filled.
struct Task {
  std::size_t entry = 0;
  Message one;
  std::optional<Message> many;
};

std::string_view language_code(std::string_view tag) { return tag.substr(0, tag.find_first_of("-_")); }

class Catalogue final : public document::Document {
 public:
  explicit Catalogue(std::string source) : source_(std::move(source)), line_end_(line_end_of(source_)) {}
  PageFormat format() const override { return PageFormat::kPo; }
  const std::vector<SourceBlock>& blocks() const override { return blocks_; }
  const std::string& stated_language() const override { return language_; }
  Status read(const PageReadOptions& options);
  Result<std::string> write(std::span<const Placement> placements, const Stamp* stamp) const override;

 private:
  void add_entry(std::size_t index, const PageReadOptions& options);
  Message add_message(const PoString& string, const PageReadOptions& options);
  std::optional<ByteRange> field(std::string_view name) const {
    return header_ ? po_field(source_, entries_[*header_].strings.front(), name) : std::nullopt;
  }
  std::string_view field_text(std::string_view name) const {
    const std::optional<ByteRange> found = field(name);
    return found ? part(source_, *found) : std::string_view();
  }
  Result<std::optional<std::string>> translated(const Message& message, std::span<const Placement> placements) const;
  Status fill(const Task& task, std::span<const Placement> placements, const PluralForms& forms,
              Splices& splices) const;
  void flag(const PoEntry& entry, Splices& splices) const;
  PluralForms plural_forms(const Stamp* stamp) const;
  Status check_target(const Stamp& stamp) const;
  void stamp_header(const Stamp& stamp, const PluralForms& forms, Splices& splices) const;
  void declare_utf8(Splices& splices) const;

  std::string source_;
  std::string line_end_;
  std::string language_;
  std::vector<PoEntry> entries_;
  std::optional<std::size_t> header_;
  std::vector<Task> tasks_;
  std::vector<SourceBlock> blocks_;
  bool has_plurals_ = false, has_translations_ = false;
};

// -- reading

Status Catalogue::read(const PageReadOptions& options) {
  Result<std::vector<PoEntry>> entries = read_po_entries(source_, options.name);
  if (!entries) return entries.error();
  entries_ = std::move(*entries);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!header_ && entries_[i].is_header()) {
      header_ = i;
    } else {
      add_entry(i, options);
    }
    if (blocks_.size() > kMostBlocks) return too_many_blocks(options.name, entries_[i].begin);
  }
  language_ = field_text("X-Source-Language");
  return {};
}

void Catalogue::add_entry(std::size_t index, const PageReadOptions& options) {
  const PoEntry& entry = entries_[index];
  const bool done = !entry.fuzzy && std::ranges::any_of(entry.strings, [&](const PoString& string) {
    return !po_text(source_, string).empty();
  });
  has_plurals_ = has_plurals_ || entry.plural;
  if (done) {
    has_translations_ = true;
    BlockText text;
    text.add(po_text(source_, *entry.id));
    if (text.text().empty()) return;
    SourceBlock block;
    block.text = text.take();
    block.keep = KeepReason::kTargetLanguage;
    block.note = "the catalogue has a translation";
    blocks_.push_back(std::move(block));
    return;
  }
  Task task;
  task.entry = index;
  task.one = add_message(*entry.id, options);
  if (entry.plural) task.many = add_message(*entry.plural, options);
  tasks_.push_back(std::move(task));
}

Message Catalogue::add_message(const PoString& string, const PageReadOptions& options) {
  Message message;
  message.text = po_text(source_, string);
  const std::size_t first = blocks_.size();
  if (looks_like_html(message.text)) {
    PageReadOptions inner;
    inner.max_bytes = options.max_bytes;
    message.marked.emplace(message.text);
    message.html = nest(html::read_html_fragment(message.marked->html(), inner), {}, blocks_);
  } else {
    for (std::size_t at = 0; at < message.text.size();) {
      const std::size_t end = std::min(message.text.find_first_of("\n\t\r\v\f", at), message.text.size());
      ByteRange range = trimmed(message.text, {at, end});
      at = end + 1;
      BlockText text;
      std::string words(part(message.text, range));
      const std::optional<Accelerator> accelerator = take_accelerator(words);
      // "&Open...": a dialogue follows; to engines it is a sentence broken off.
      const std::size_t dots = accelerator ? ellipsis_length(words) : 0;
      words.resize(words.size() - dots);
      range.end -= dots;
      text.add(words);
      if (text.text().empty()) continue;
      message.lines.push_back({range, blocks_.size(), accelerator});
      SourceBlock block;
      block.text = text.take();
      blocks_.push_back(std::move(block));
    }
  }
  for (std::size_t i = first; i < blocks_.size(); ++i) lock_placeholders(blocks_[i]);
  return message;
}

// -- writing

Result<std::string> Catalogue::write(std::span<const Placement> placements, const Stamp* stamp) const {
  Splices splices(source_);
  if (stamp != nullptr) {
    if (Status fits = check_target(*stamp); !fits) return fits.error();
  }
  const PluralForms forms = plural_forms(stamp);
  // A new header stands before the flags of the first entry, so it is inserted first.
  declare_utf8(splices);
  if (stamp != nullptr) stamp_header(*stamp, forms, splices);
  for (const Task& task : tasks_) {
    if (placements.size() != blocks_.size()) break;
    if (Status filled = fill(task, placements, forms, splices); !filled) return filled.error();
  }
  return splices.render();
}

/// A catalogue for another language would become one of two languages.
Status Catalogue::check_target(const Stamp& stamp) const {
  const std::string_view stated = field_text("Language");
  if (!has_translations_ || stated.empty() || language_code(stated) == language_code(stamp.target_language)) return {};
  return Error{ErrorCode::kBadLanguage, field("Language")->begin,
               "the catalogue holds translations into '" + std::string(stated) + "', so none into '" +
                   stamp.target_language +
                   "' can be added; give the template (.pot) or the catalogue of that language"};
}

PluralForms Catalogue::plural_forms(const Stamp* stamp) const {
  const std::optional<PluralForms> own = read_plural_forms(field_text("Plural-Forms"));
  // What a catalogue says of another language is not believed.
  const bool same = stamp == nullptr || field_text("Language").empty() ||
                    language_code(field_text("Language")) == language_code(stamp->target_language);
  if (own && same) return *own;
  return plural_forms_of(stamp == nullptr ? std::string_view() : std::string_view(stamp->target_language));
}

/// Nothing if no line of the message is translated.
Result<std::optional<std::string>> Catalogue::translated(const Message& message,
                                                         std::span<const Placement> placements) const {
  if (message.html) {
    bool changed = false;
    for (std::size_t i = 0; i < message.html->count; ++i)
      changed = changed || placements[message.html->first + i].changed;
    if (!changed) return std::optional<std::string>();
    Result<std::optional<std::string>> inner = written(*message.html, blocks_, placements);
    if (!inner) return inner.error();
    return *inner ? message.marked->restored(**inner) : std::optional(message.text);
  }
  std::string out;
  std::size_t at = 0;
  bool changed = false;
  for (const Message::Line& line : message.lines) {
    const Placement& placement = placements[line.block];
    out.append(message.text, at, line.range.begin - at);
    at = line.range.end;
    BlockText text;
    if (placement.changed) text.add(flatten(blocks_[line.block], placement).text);
    changed = changed || !text.text().empty();
    if (text.text().empty()) {
      out += part(message.text, line.range);
    } else {
      out += line.accelerator ? with_accelerator(text.text(), *line.accelerator) : text.text();
    }
  }
  if (!changed) return std::optional<std::string>();
  return std::optional(out.append(message.text, at));
}

Status Catalogue::fill(const Task& task, std::span<const Placement> placements, const PluralForms& forms,
                       Splices& splices) const {
  const PoEntry& entry = entries_[task.entry];
  Result<std::optional<std::string>> one = translated(task.one, placements);
  if (!one) return one.error();
  Result<std::optional<std::string>> many = std::optional<std::string>();
  if (task.many) many = translated(*task.many, placements);
  if (!many) return many.error();
  if (!*one && !*many) return {};
  const std::string first = one->value_or(task.one.text);
  const bool wrapped = entry.id->over_lines() || (entry.plural && entry.plural->over_lines());
  std::string text;
  if (!task.many) {
    text = "msgstr " + po_string(first, wrapped, line_end_);
  } else {
    const std::string others = many->value_or(task.many->text);
    for (std::size_t i = 0; i < forms.count; ++i) {
      if (i != 0) text += line_end_;
      const bool single = i == forms.one && forms.count > 1;
      text += "msgstr[" + std::to_string(i) + "] " + po_string(single ? first : others, wrapped, line_end_);
    }
  }
  splices.replace(entry.translations, std::move(text));
  flag(entry, splices);
  return {};
}

void Catalogue::flag(const PoEntry& entry, Splices& splices) const {
  if (entry.fuzzy) return;
  if (entry.flags) {
    splices.insert(entry.flags->begin, " fuzzy,");
  } else {
    splices.insert(entry.first_keyword, "#, fuzzy" + line_end_);
  }
}

/// The header's charset becomes what the bytes are.
void Catalogue::declare_utf8(Splices& splices) const {
  const std::optional<ByteRange> type = field("Content-Type");
  if (!type) return;
  constexpr std::string_view kCharset = "charset=";
  const std::size_t at = source_.find(kCharset, type->begin);
  if (at >= type->end) return;
  const ByteRange name = {at + kCharset.size(), type->end};
  const std::string_view stated = part(source_, name);
  const bool utf8 = stated.size() == 5 && (stated[0] | 32) == 'u' && (stated[1] | 32) == 't' &&
                    (stated[2] | 32) == 'f' && stated.ends_with("-8");
  if (!utf8 && name.begin < name.end) splices.replace(name, "UTF-8");
}

void Catalogue::stamp_header(const Stamp& stamp, const PluralForms& forms, Splices& splices) const {
  std::string language = stamp.target_language;
  std::ranges::replace(language, '-', '_');  // locale names are written so
  std::vector<std::pair<std::string, std::string>> fields = {{"Language", language}, {"X-Generator", stamp.translator}};
  if (has_plurals_ && field_text("Plural-Forms") != forms.header) fields.emplace_back("Plural-Forms", forms.header);
  if (!header_) {
    std::string text = "msgid \"\"" + line_end_ + "msgstr \"\"" + line_end_ +
                       "\"Content-Type: text/plain; charset=UTF-8\\n\"" + line_end_ +
                       "\"Content-Transfer-Encoding: 8bit\\n\"" + line_end_;
    for (const auto& [name, value] : fields)
      text.append("\"").append(name).append(": ").append(value).append("\\n\"").append(line_end_);
    splices.insert(mark_length(source_), text + line_end_);
    return;
  }
  const PoString& header = entries_[*header_].strings.front();
  for (const auto& [name, value] : fields) {
    const std::optional<ByteRange> place = field(name);
    if (!place) {
      splices.insert(header.source.end, line_end_ + "\"" + name + ": " + value + "\\n\"");
    } else if (place->begin == place->end) {
      splices.insert(place->begin, source_[place->begin - 1] == ':' ? " " + value : value);
    } else {
      splices.replace(*place, value);
    }
  }
}

/// The charset that a catalogue's header names, for bytes that are not UTF-8.
std::string stated_charset(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, 8192);
  const std::size_t at = start.find("charset=");
  if (at == std::string_view::npos) return {};
  const std::string_view name = start.substr(at + 8);
  return std::string(name.substr(0, name.find_first_of("\\\" \t\r\n;")));
}

}  // namespace

ReadResult read_po(std::string_view bytes, const PageReadOptions& options) {
  Result<std::string> source = to_utf8(bytes, options);
  if (!source) return source.error();
  const std::string charset = stated_charset(bytes);
  if (text::first_bad_utf8(bytes) && !charset.empty() && bytes.find('\0') == std::string_view::npos) {
    source = html::decode_page(bytes, "text/plain; charset=" + charset).text;
  }
  auto catalogue = std::make_unique<Catalogue>(std::move(*source));
  if (Status read = catalogue->read(options); !read) return read.error();
  return std::unique_ptr<document::Document>(std::move(catalogue));
}

}  // namespace dragoman::formats

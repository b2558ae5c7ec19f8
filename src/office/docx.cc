// Word documents (ISO/IEC 29500, both of its namespaces). Which part is what stands in [Content_Types].xml.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "office/docx_part.h"
#include "office/package.h"
#include "office/part_names.h"
#include "office/read.h"

namespace dragoman::office {
namespace {

using formats::Xml;

class DocxReader {
 public:
  DocxReader(std::unique_ptr<Archive> archive, const PageReadOptions& options)
      : archive_(std::move(archive)), options_(options) {}
  formats::ReadResult read();

 private:
  using ReadPart = formats::ReadResult (*)(std::string_view, const PageReadOptions&);
  Status add(const std::string& name, const formats::ReadResult& read);
  Status read_styles(const std::string& name);
  Status read_texts(std::string_view type_end, bool story);
  Status read_lists();

  std::unique_ptr<Archive> archive_;
  PageReadOptions options_;
  std::vector<std::pair<std::string, std::string>> listed_;  // type and name
  StyleNames styles_;
  DocxLists lists_;
  std::vector<Member> members_;
  std::set<std::string> taken_;
  std::string language_;
};

Status DocxReader::read_lists() {
  for (const auto& [name, text] : {std::pair{"[Content_Types].xml", &lists_.content_types},
                                   {"_rels/.rels", &lists_.relations},
                                   {"docProps/custom.xml", &lists_.properties}}) {
    if (!archive_->holds(name) && text != &lists_.content_types) continue;
    Result<std::string> content = archive_->read(name);
    if (!content) return content.error();
    *text = std::move(*content);
  }
  const Result<Xml> types = Xml::read(lists_.content_types, options_);
  if (!types) return of_part(types.error(), "[Content_Types].xml");
  listed_ = listed_parts(*types);
  return {};
}

Status DocxReader::read_styles(const std::string& name) {
  Result<std::string> content = archive_->read(name);
  if (!content) return content.error();
  const Result<Xml> styles = Xml::read(*content, options_);
  if (!styles) return of_part(styles.error(), name);
  styles_ = style_names(*styles);
  language_ = docx_language(*styles);
  formats::ReadResult read = read_docx_styles(*content, options_);
  if (!read) return of_part(read.error(), name);
  members_.push_back({name, std::move(*read), false, true});
  return {};
}

Status DocxReader::read_texts(std::string_view type_end, bool story) {
  for (const auto& [type, name] : listed_) {
    if (!type.ends_with(type_end) || !archive_->holds(name) || !taken_.insert(name).second) continue;
    Result<std::string> content = archive_->read(name);
    if (!content) return content.error();
    formats::ReadResult read = type_end == ".core-properties+xml" ? read_docx_core(*content, options_)
                                                                  : read_docx_part(*content, options_, styles_, story);
    if (!read) return of_part(read.error(), name);
    members_.push_back({name, std::move(*read), story, type_end == ".core-properties+xml"});
  }
  return {};
}

formats::ReadResult DocxReader::read() {
  if (Status done = read_lists(); !done) return done.error();
  for (const auto& [type, name] : listed_) {
    if (!type.ends_with("wordprocessingml.styles+xml") || !archive_->holds(name) || !members_.empty()) continue;
    if (Status done = read_styles(name); !done) return done.error();
  }
  const std::size_t before = members_.size();
  for (const std::string_view main :
       {"wordprocessingml.document.main+xml", "word.document.macroEnabled.main+xml",
        "wordprocessingml.template.main+xml", "word.template.macroEnabledTemplate.main+xml"}) {
    if (Status done = read_texts(main, true); !done) return done.error();
  }
  if (members_.size() == before)
    return Error{ErrorCode::kBadPage, 0, "the Word document has no text part; open it in Word, and save it again"};
  for (const std::string_view other :
       {"wordprocessingml.header+xml", "wordprocessingml.footer+xml", "wordprocessingml.footnotes+xml",
        "wordprocessingml.endnotes+xml", ".core-properties+xml"}) {
    if (Status done = read_texts(other, false); !done) return done.error();
  }
  const auto finish = [lists = std::move(lists_)](const document::Stamp& stamp, Parts& parts) {
    parts.merge(docx_mark(lists, stamp));
    return Status();
  };
  return std::unique_ptr<document::Document>(std::make_unique<Package>(
      PageFormat::kDocx, std::shared_ptr<const Archive>(std::move(archive_)), std::move(members_), language_, finish));
}

}  // namespace

formats::ReadResult read_docx(std::unique_ptr<Archive> archive, const PageReadOptions& options) {
  return DocxReader(std::move(archive), options).read();
}

}  // namespace dragoman::office

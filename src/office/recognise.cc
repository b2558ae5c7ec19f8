// OpenDocument and e-books say what they are in a first part of the name "mimetype"; Office documents in their list of
// parts.
#include <array>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "office/office.h"
#include "office/read.h"

namespace dragoman::office {
namespace {

/// Words in a media type or a list of parts, and what a document with them is.
struct PackageSign {
  std::string_view words, kind;
};
constexpr std::array<PackageSign, 9> kOthers = {{{"spreadsheet", "a spreadsheet"},
                                                 {"ms-excel", "a spreadsheet"},
                                                 {"presentation", "a presentation"},
                                                 {"ms-powerpoint", "a presentation"},
                                                 {"opendocument.graphics", "a drawing"},
                                                 {"opendocument.formula", "a formula"},
                                                 {"opendocument.base", "a database"},
                                                 {"visio", "a drawing"},
                                                 {"android", "a program"}}};

Error not_ours(std::string_view said) {
  std::string kind = "a ZIP archive of other files";
  for (const PackageSign& sign : kOthers) {
    if (said.find(sign.words) != std::string_view::npos) {
      kind = sign.kind;
      break;
    }
  }
  return {ErrorCode::kBadPage, 0,
          "this is " + kind +
              ", not a text; of documents in ZIP containers, Word's (.docx), OpenDocument texts (.odt) and e-books "
              "(.epub) are read: save it as one of these, or its text"};
}

/// What a container may have in the parts that say what it is.
constexpr std::size_t kMostSaid = std::size_t{4} << 20;

}  // namespace

Error of_part(Error error, std::string_view part) {
  error.what = base::printable(part) + ": " + error.what;
  return error;
}

Result<PageFormat> recognise_package(std::string_view bytes) {
  Result<std::unique_ptr<Archive>> opened = Archive::open(bytes, kMostSaid);
  if (!opened) return opened.error();
  Archive& archive = **opened;
  const std::string_view type_part = archive.holds("mimetype") ? "mimetype" : "[Content_Types].xml";
  if (!archive.holds(type_part)) {
    if (archive.holds("META-INF/container.xml")) return PageFormat::kEpub;
    return not_ours("");
  }
  const Result<std::string> said = archive.read(type_part);
  if (!said) return said.error();
  if (type_part == "mimetype") {
    if (said->starts_with("application/epub+zip")) return PageFormat::kEpub;
    return said->starts_with("application/vnd.oasis.opendocument.text") ? Result<PageFormat>(PageFormat::kOdt)
                                                                        : not_ours(*said);
  }
  const bool word = said->find("wordprocessingml.document.main+xml") != std::string::npos ||
                    said->find("wordprocessingml.template.main+xml") != std::string::npos ||
                    said->find("ms-word.document.macroEnabled.main+xml") != std::string::npos ||
                    said->find("ms-word.template.macroEnabledTemplate.main+xml") != std::string::npos;
  return word ? Result<PageFormat>(PageFormat::kDocx) : not_ours(*said);
}

formats::ReadResult read_package(std::string_view bytes, const PageReadOptions& options, PageFormat format) {
  Result<std::unique_ptr<Archive>> archive = Archive::open(bytes, options.max_bytes);
  if (!archive) return archive.error();
  if (format == PageFormat::kOdt) return read_odt(std::move(*archive), options);
  if (format == PageFormat::kEpub) return read_epub(std::move(*archive), options);
  return read_docx(std::move(*archive), options);
}

}  // namespace dragoman::office

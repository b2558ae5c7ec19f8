// Writes pages and feeds with a stamp and their text as it is: what tests/extract/extract.js compares with the sources.
//   stamp_files OUT FILE...      prints the label
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include "../html/pseudo.h"
#include "document/label.h"
#include "document/stamp.h"
#include "formats/formats.h"
#include "html/html_document.h"

namespace {

namespace document = dragoman::document;

document::Stamp make_stamp() {
  document::Stamp stamp;
  stamp.source_language = "en";
  stamp.target_language = "pt";
  stamp.label = document::label_text("pt");
  stamp.translator = "Dragoman";
  stamp.source_url = "https://example.org/story";
  return stamp;
}

dragoman::Result<std::unique_ptr<document::Document>> read(const std::filesystem::path& path, std::string_view bytes) {
  if (path.extension() == ".html") return dragoman::html::read_html(bytes, {}, false);
  const bool atom = bytes.find("http://www.w3.org/2005/Atom") != std::string_view::npos &&
                    bytes.find("<rss") == std::string_view::npos;
  return dragoman::formats::read_feed(bytes, {}, atom ? dragoman::PageFormat::kAtom : dragoman::PageFormat::kRss);
}

/// The document with its text as it was. A feed says that it is translated only if something of it is: its words are turned
/// by thirteen letters, written, read and turned again.
dragoman::Result<std::string> stamped(const std::filesystem::path& path, const std::string& bytes,
                                      const document::Stamp& stamp) {
  auto page = read(path, bytes);
  if (!page) return page.error();
  if (path.extension() == ".html") return (*page)->write(dragoman::html::unchanged((*page)->blocks()), &stamp);
  const auto turned = (*page)->write(dragoman::html::pseudo_translations((*page)->blocks()), nullptr);
  if (!turned) return turned.error();
  page = read(path, *turned);
  if (!page) return page.error();
  return (*page)->write(dragoman::html::pseudo_translations((*page)->blocks()), &stamp);
}

bool write(const std::filesystem::path& out, const std::filesystem::path& path, const document::Stamp& stamp) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  const auto result = stamped(path, bytes.str(), stamp);
  if (!result) return std::cerr << path << ": " << result.error().what << '\n', false;
  std::ofstream(out / path.filename(), std::ios::binary) << *result;
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  const document::Stamp stamp = make_stamp();
  bool sound = true;
  for (int i = 2; i < count; ++i) sound = write(arguments[1], arguments[i], stamp) && sound;
  std::cout << stamp.label << '\n';
  return sound ? 0 : 1;
}

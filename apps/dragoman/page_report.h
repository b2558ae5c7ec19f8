// What `dragoman page` tells about a page besides the page itself: the report and the side file of originals (JSON), the
// lines of --stream, and the words for people.
#pragma once
#include <string>
#include <vector>

#include "dragoman/page.h"

namespace dragoman::cli {

struct PageTimes {
  double read_ms = 0;       ///< Page::read()
  double load_ms = 0;       ///< finding and loading models for this page; 0 if they were there
  double translate_ms = 0;  ///< inside the engine
  double edit_ms = 0;       ///< post-editing of sentences: locks, repairs, house forms
  double finish_ms = 0;     ///< the rest of translate_page(): deciding, laying markup, writing the document
  double write_ms = 0;      ///< to the file
};

struct PageRecord {
  std::string file;  ///< as the user named it
  std::string url;   ///< where it came from in the end, or ""
  std::string stated_language;
  std::vector<std::string> models;
  std::size_t bytes_in = 0;
  PageTimes times;
};

/// One object, one line: every block with role, reason and note; counts; languages; headers for HTTP; times.
std::string page_report(const PageRecord& record, const TranslatedPage& page);
/// One object, one line, in the place of the report of a page that could not be translated: which, and what is wrong.
std::string page_failure(const std::string& file, const Error& error);
/// One object, one line: the sentence pairs of each block that was translated.
std::string page_originals(const PageRecord& record, const TranslatedPage& page);
/// One line of --stream.
std::string stream_line(const std::string& file, std::size_t index, const dragoman::Block& block);

/// "12 blocks translated, 5 kept (3 no words, 2 names)"
std::string page_summary(const TranslatedPage& page);
/// A warning for each block that failed or was over a limit; of more than five, how many more.
std::vector<std::string> page_warnings(const std::string& name, const TranslatedPage& page);

}  // namespace dragoman::cli

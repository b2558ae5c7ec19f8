// PageCommand: what `dragoman page` was asked to do, checked as far as words alone can be.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dragoman/fetch.h"
#include "dragoman/page.h"
#include "engine_session.h"

namespace dragoman::cli {

struct PageCommand {
  EngineOptions engine;
  std::vector<std::string> inputs;  ///< files, addresses, "-"; empty = standard input
  std::string output;               ///< empty or "-" = standard output; a folder = one file each
  unsigned beam = 1;
  std::string format, name;                 ///< of the input; empty = by its looks
  std::string label, label_place = "auto";  ///< as typed
  std::string publish_url, source_url;      ///< empty = not given
  std::vector<std::string> alternates;      ///< LANGUAGE=URL
  std::string originals = "none";           ///< none, embed, or a file
  std::string report;                       ///< file, "-" or empty
  bool stream = false;                      ///< blocks to standard output as they are done
  bool allow_private = false;
  std::string proxy;
  double timeout_seconds = 60;
  std::size_t max_bytes = std::size_t{64} << 20;
};

/// A file of its own for source and target of each block?
inline bool has_side_file(const PageCommand& command) {
  return command.originals != "none" && command.originals != "embed";
}

/// The part of the options that does not depend on the page. Errors: kBadArgument, kBadLanguage (of an alternate).
Result<PageOptions> page_options(const PageCommand& command);
FetchOptions fetch_options(const PageCommand& command);
/// "html, xhtml, markdown ...": every name that --format understands.
std::vector<std::string> format_names();

}  // namespace dragoman::cli

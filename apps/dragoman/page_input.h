// PageInput: the bytes of one page, from a file, standard input or the web, with what is known of their kind.
#pragma once
#include <string>

#include "interrupt.h"
#include "page_command.h"

namespace dragoman::cli {

struct PageInput {
  std::string bytes;
  std::string name;        ///< as messages call it: path, address or "standard input"
  std::string hint;        ///< file name or address, for the format
  std::string media_type;  ///< Content-Type of the server, or ""
};

/// Errors: kIo, kTooLong, kCancelled, and those of fetch_page(), where kNotFound becomes kNetwork.
Result<PageInput> read_page_input(const std::string& input, const PageCommand& command, const Interrupt& interrupt);

/// The error with the page's name before it, which the library does not know; an interruption stays as it is.
Error named(const std::string& name, Error error);

}  // namespace dragoman::cli

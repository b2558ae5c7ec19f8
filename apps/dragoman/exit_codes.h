// Exit codes: what the program tells the shell. The table is part of the interface; docs/man/dragoman.1 repeats it.
#pragma once
#include "dragoman/result.h"

namespace dragoman::cli {

enum ExitCode : int {
  kOk = 0,
  kFailed = 1,         ///< input or output: unreadable file or page, text that is not UTF-8, full disk
  kUsage = 2,          ///< an option, argument or language name that makes no sense
  kNoModel = 3,        ///< no model or chain of models for the pair, or the source language cannot be told
  kBadModelFile = 4,   ///< a model, shortlist, vocabulary or memory file that is damaged or not supported
  kNetworkFailed = 5,  ///< the network, a model index or a checksum
  kFindings = 10,      ///< `check` found something as grave as --fail-on says
  kOurMistake = 70,    ///< a mistake of the program itself
  kSignalBase = 128,   ///< plus the signal's number: 130 for Ctrl-C, 143 for TERM
  kBrokenPipe = 141,   ///< whoever read standard output closed it; nothing is said
};

/// The exit code that belongs to an error of the library.
int exit_code(ErrorCode code);

}  // namespace dragoman::cli

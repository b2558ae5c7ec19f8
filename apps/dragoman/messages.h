// Messages: everything the program says to a person goes to standard error through here, one line each, so that it
// never mixes with a progress bar. Threads: any.
#pragma once
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::cli {

/// "dragoman: what", unless the line is empty; control characters in it are shown as "?".
void say(std::string_view what);
/// say() the error and return its exit code; an interruption is not worth a word.
int report(const Error& error);
/// say() a mistake in how the program was called, point to the verb's help, and return kUsage.
int usage_error(std::string_view verb, std::string_view what);
/// Raw bytes to standard error (progress bar, statistics); failures are ignored, there is nowhere to report them.
void to_stderr(std::string_view bytes);

}  // namespace dragoman::cli

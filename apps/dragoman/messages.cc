#include "messages.h"

#include <unistd.h>

#include <mutex>
#include <string>

#include "exit_codes.h"
#include "progress.h"

namespace dragoman::cli {

void to_stderr(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(STDERR_FILENO, bytes.data(), bytes.size());
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void say(std::string_view what) {
  if (what.empty()) return;
  Progress::Pause pause;  // takes the bar off the line
  std::string line = "dragoman: ";
  line.append(what).append("\n");
  to_stderr(line);
}

int report(const Error& error) {
  if (error.code != ErrorCode::kCancelled) say(error.what);
  return exit_code(error.code);
}

int usage_error(std::string_view verb, std::string_view what) {
  say(what);
  std::string hint = "see dragoman ";
  if (!verb.empty()) hint.append(verb).append(" ");
  say(hint.append("--help"));
  return kUsage;
}

}  // namespace dragoman::cli

#include "messages.h"

#include <unistd.h>

#include <mutex>
#include <string>

#include "exit_codes.h"
#include "progress.h"

namespace dragoman::cli {
namespace {

/// Names of files and words of a command come from outside: what would steer a terminal is shown as "?".
std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    const bool wide = byte == 0xC2 && next >= 0x80 && next < 0xA0;  // U+0080 to U+009F
    const bool steers = (byte < 0x20 && byte != '\n') || byte == 0x7F || wide;
    out += steers ? '?' : text[i];
    i += wide ? 1 : 0;
  }
  return out;
}

}  // namespace

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
  to_stderr("dragoman: " + shown(what) + "\n");
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

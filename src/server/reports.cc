// One write for one line, so that a server that is killed leaves whole lines; a broken last one is closed before the next.
#include "server/reports.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unordered_map>

#include "json/read.h"
#include "json/write.h"
#include "store/digest.h"
#include "store/files.h"

namespace dragoman::server {
namespace {

Error broken(const std::filesystem::path& file) {
  return {ErrorCode::kIo, 0,
          "the report could not be kept in " + file.string() + ": " + std::strerror(errno) +
              "; look after the folder's permissions and room"};
}

/// Whether a file ends with a line's end, or is empty.
bool ends_well(int file, off_t size) {
  char last = '\n';
  return size == 0 || (::pread(file, &last, 1, size - 1) == 1 && last == '\n');
}

constexpr std::size_t kRoomForMarks = std::size_t{1}
                                      << 20;  // where no report fits any more, they can still be done with

/// Reports of before had no id of their own: theirs is made of what they say.
std::string id_of_report(const json::JsonValue& line, std::string_view text) {
  if (line.has("id")) return line.string("id");
  const Result<std::string> sum = store::sha256_of(text);
  return sum ? sum->substr(0, 16) : "";
}

/// Reports as their lines are read, found by their ids.
class ReportLines {
 public:
  void read(std::string_view text) {
    const Result<json::JsonValue> line = json::parse_json(text, "a report");
    if (!line || !line->is_object()) return;
    if (line->has("report")) return mark(*line);
    Report report;
    report.id = id_of_report(*line, text);
    for (const auto& [name, value] : line->members) {
      if (name != "id" && value.kind == json::JsonValue::Kind::kString) report.said.emplace_back(name, value.text);
    }
    if (places_.try_emplace(report.id, all.size()).second) all.push_back(std::move(report));
  }
  std::vector<Report> all;

 private:
  void mark(const json::JsonValue& line) {
    const auto found = places_.find(line.string("report"));
    if (found == places_.end()) return;
    Report& report = all[found->second];
    report.done = line.string("state") == "done";
    report.who = line.string("who");
    report.when = line.string("time");
  }
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

std::string_view Report::text(std::string_view name) const {
  const auto found = std::ranges::find(said, name, &std::pair<std::string, std::string>::first);
  return found == said.end() ? std::string_view() : std::string_view(found->second);
}

Status Reports::add(std::string_view line) { return append(line, max_bytes_); }

Result<std::vector<Report>> Reports::list() const {
  ReportLines lines;
  if (std::error_code ignored; !std::filesystem::exists(file_, ignored)) return lines.all;
  const Result<std::string> bytes = store::read_file(file_, max_bytes_ + 2 * kRoomForMarks);
  if (!bytes) return bytes.error();
  for (std::string_view rest = *bytes; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (!line.empty()) lines.read(line);
  }
  std::ranges::reverse(lines.all);
  return std::move(lines.all);
}

Status Reports::mark(std::string_view id, bool done, std::string_view who, std::string_view when) {
  const Result<std::vector<Report>> all = list();
  if (!all) return all.error();
  if (std::ranges::find(*all, id, &Report::id) == all->end())
    return Error{ErrorCode::kNotFound, 0, "there is no such report; see the list of reports"};
  json::JsonObject line;
  line.add("report", id).add("state", done ? "done" : "open").add("who", who).add("time", when);
  return append(line.done().text, max_bytes_ + kRoomForMarks);
}

Status Reports::append(std::string_view line, std::size_t max_bytes) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::error_code ignored;
  std::filesystem::create_directories(file_.parent_path(), ignored);
  const int file = ::open(file_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return broken(file_);
  struct stat info {};
  const bool known = ::fstat(file, &info) == 0;
  std::string text = known && ends_well(file, info.st_size) ? "" : "\n";
  text.append(line) += '\n';
  Status status;
  if (known && static_cast<std::size_t>(info.st_size) + text.size() > max_bytes) {
    status = Error{ErrorCode::kTooLong, max_bytes,
                   file_.string() + " is full; move it away when its reports have been looked at"};
  } else if (!known || ::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
             ::fsync(file) != 0) {
    status = broken(file_);
  }
  ::close(file);
  return status;
}

}  // namespace dragoman::server

// A broken download is kept as it is, and beside it a note of where it came from and which version it was (ETag or
// date). The next try asks for the rest of that very version; a server that has another one, or knows no ranges, sends
// the whole file and we begin again.
#include "store/fetch.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <thread>

#include "fetch/http_client.h"
#include "json/read.h"
#include "json/write.h"
#include "store/address.h"
#include "store/files.h"

namespace dragoman::store {
namespace {

constexpr int kTries = 4;        // without any progress
constexpr int kMostTries = 100;  // with a little progress each time
constexpr std::chrono::milliseconds kFirstPause{250};

using fetch::HttpFailure;
using fetch::HttpReply;
using fetch::HttpRequest;

HttpRequest asking_for(const std::string& address, std::uint64_t max_bytes, const std::stop_token& stop) {
  HttpRequest get;
  get.address = address;
  get.max_bytes = max_bytes;
  get.stop = stop;
  get.advice.missing_library =
      "; install the package libcurl4, or give a folder that holds the models with --index FOLDER";
  get.advice.offline =
      "; check the connection (behind a proxy, set https_proxy), or give a folder that holds the models with --index "
      "FOLDER";
  get.advice.broken = "; run the command again, it goes on where it stopped";
  get.advice.address = "; check the address of the index";
  get.advice.status = "; try again later or name another index with --index";
  get.advice.gone = "; name the index itself (.../models.json or registry.json), or check it: its files may have moved";
  get.advice.too_long = "; the index or the server is wrong: try another index";
  get.advice.cancelled = "; what has arrived is kept, run the command again to go on";
  return get;
}

std::filesystem::path note_path(const std::filesystem::path& destination) { return destination.string() + ".from"; }

Status write_note(const FetchRequest& request, const HttpReply& reply) {
  return write_file(note_path(request.destination), "{\"address\": " + json::json_quoted(request.address) +
                                                        ", \"etag\": " + json::json_quoted(reply.etag) +
                                                        ", \"modified\": " + json::json_quoted(reply.modified) + "}\n");
}

/// What to ask for: from which byte, and of which version.
struct Resume {
  std::uint64_t begin = 0;
  std::string version;
};
Resume resume_point(const FetchRequest& request) {
  std::uint64_t have = file_size_or_zero(request.destination);
  Result<std::string> text = read_file(note_path(request.destination), 1 << 16);
  if (have == 0 || have > request.max_bytes || !text) return {};
  Result<json::JsonValue> note = json::parse_json(*text, "note", {1 << 16, 4, 16});
  if (!note || note->string("address") != request.address) return {};
  std::string version = note->string("etag");
  if (version.substr(0, 2) == "W/") version.clear();  // a weak ETag may not vouch for bytes
  if (version.empty()) version = note->string("modified");
  if (version.find_first_of("\r\n") != std::string::npos) return {};
  if (version.empty() && !request.checked) return {};
  return {have, version};
}

std::optional<HttpFailure> fetch_once(const FetchRequest& request, bool afresh) {
  Resume resume = afresh ? Resume() : resume_point(request);
  std::optional<FileWriter> writer;
  std::uint64_t total = request.expected_bytes;
  HttpRequest get = asking_for(request.address, request.max_bytes, request.stop);
  get.begin = resume.begin;
  get.if_range = resume.version;
  get.start = [&](const HttpReply& reply) -> Status {
    bool goes_on = reply.status == 206 && resume.begin > 0;
    if (goes_on && reply.range_begin != resume.begin)
      return Error{ErrorCode::kNetwork, 0,
                   "the server sends another part of " + request.address + " than was asked for; try another index"};
    if (reply.total && *reply.total > request.max_bytes)
      return Error{ErrorCode::kTooLong, 0,
                   request.address + " has " + std::to_string(*reply.total) + " bytes, " +
                       std::to_string(request.max_bytes) + " are allowed for it; try another index"};
    if (reply.total && total == 0) total = *reply.total;
    Result<FileWriter> opened = FileWriter::open(request.destination, goes_on ? resume.begin : 0);
    if (!opened) return opened.error();
    writer.emplace(std::move(*opened));
    return goes_on ? Status() : write_note(request, reply);
  };
  get.body = [&](std::string_view bytes) -> Status {
    if (bytes.size() > request.max_bytes - std::min(request.max_bytes, writer->size()))
      return Error{ErrorCode::kTooLong, 0, request.address + " is longer than the index says; try another index"};
    Status written = writer->write(bytes);
    if (written && request.progress) request.progress(request.name, writer->size(), total);
    return written;
  };
  HttpReply reply;
  std::optional<HttpFailure> failure = fetch::http_get(get, reply);
  // 416: there is nothing behind what we have. Fine if that is the whole file, else our part is of no use. (Asked for
  // no range, 416 is a failure: we do not go round.)
  if (!failure && reply.status == 416 && reply.total != resume.begin) return fetch_once(request, true);
  if (!failure && writer)
    if (Status finished = writer->finish(); !finished) return HttpFailure{finished.error(), false};
  return failure;
}

Status fetch_remote(const FetchRequest& request) {
  auto pause = kFirstPause;
  std::uint64_t most = file_size_or_zero(request.destination);
  for (int tries = 1, all = 1;; ++tries, ++all) {
    std::optional<HttpFailure> failure = fetch_once(request, false);
    if (!failure) return {};
    if (failure->error.code == ErrorCode::kTooLong) forget_file(request.destination);
    // A server that drops every connection but always sends a little more is slow, not dead.
    if (std::uint64_t have = file_size_or_zero(request.destination); have > most) {
      most = have;
      tries = 1;
      pause = kFirstPause;
    }
    if (!failure->again || tries >= kTries || all >= kMostTries) return failure->error;
    for (auto waited = pause; waited.count() > 0 && !request.stop.stop_requested();
         waited -= std::chrono::milliseconds(50))
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    pause = std::min(pause * 2, std::chrono::milliseconds(4000));
  }
}

Status copy_all(int from, const std::filesystem::path& path, const FetchRequest& request, FileWriter& writer) {
  std::string buffer(1 << 18, '\0');
  for (;;) {
    ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return file_error("read", path, errno);
    if (got == 0) return writer.finish();
    if (request.stop.stop_requested())
      return Error{ErrorCode::kCancelled, 0, "cancelled while copying " + path.string() + "; run the command again"};
    if (writer.size() + static_cast<std::uint64_t>(got) > request.max_bytes)
      return Error{ErrorCode::kTooLong, 0,
                   path.string() + " has more than the " + std::to_string(request.max_bytes) +
                       " bytes allowed for it; check the folder"};
    if (Status written = writer.write({buffer.data(), static_cast<std::size_t>(got)}); !written) return written;
    if (request.progress) request.progress(request.name, writer.size(), request.expected_bytes);
  }
}

Status fetch_local(const FetchRequest& request) {
  Result<std::filesystem::path> path = local_path(request.address);
  if (!path) return path.error();
  int from = ::open(path->c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (from < 0) return file_error("open", *path, errno);
  Result<FileWriter> writer = FileWriter::open(request.destination);
  Status copied = writer ? copy_all(from, *path, request, *writer) : Status(writer.error());
  ::close(from);
  return copied;
}

}  // namespace

Status fetch_file(const FetchRequest& request) {
  return is_remote(request.address) ? fetch_remote(request) : fetch_local(request);
}

void forget_file(const std::filesystem::path& destination) {
  std::error_code ignored;  // what cannot be removed is overwritten by the next try
  std::filesystem::remove(destination, ignored);
  std::filesystem::remove(note_path(destination), ignored);
}

Result<std::string> fetch_text(const std::string& address, std::uint64_t max_bytes, std::stop_token stop) {
  if (!is_remote(address)) {
    Result<std::filesystem::path> path = local_path(address);
    if (!path) return path.error();
    return read_file(*path, max_bytes);
  }
  for (int tries = 1;; ++tries) {
    std::string text;
    HttpRequest get = asking_for(address, max_bytes, stop);
    get.body = [&](std::string_view bytes) -> Status {
      text += bytes;
      return {};
    };
    HttpReply reply;
    std::optional<HttpFailure> failure = fetch::http_get(get, reply);
    if (!failure) return text;
    if (!failure->again || tries >= kTries) return failure->error;
    std::this_thread::sleep_for(kFirstPause * tries);
  }
}

}  // namespace dragoman::store

// libcurl through function pointers (its headers give the types); the four callbacks below are all there is to it.
#include "store/http_client.h"

#include <curl/curl.h>

#include <charconv>
#include <memory>

#include "dragoman/version.h"
#include "store/address.h"
#include "store/shared_library.h"

namespace dragoman::store {
namespace {

struct Curl {
  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&::curl_easy_setopt) easy_setopt = nullptr;
  decltype(&::curl_easy_perform) easy_perform = nullptr;
  decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&::curl_easy_strerror) easy_strerror = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;
  bool ready = false;

  Curl() {
    SharedLibrary library{"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"};
    ready = library.find(global_init, "curl_global_init") && library.find(easy_init, "curl_easy_init") &&
            library.find(easy_cleanup, "curl_easy_cleanup") && library.find(easy_setopt, "curl_easy_setopt") &&
            library.find(easy_perform, "curl_easy_perform") && library.find(easy_getinfo, "curl_easy_getinfo") &&
            library.find(easy_strerror, "curl_easy_strerror") && library.find(slist_append, "curl_slist_append") &&
            library.find(slist_free_all, "curl_slist_free_all") && global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  }
};
const Curl& curl() {
  static const Curl kCurl;
  return kCurl;
}

struct Transfer {
  const HttpRequest& request;
  HttpReply& reply;
  CURL* handle;
  bool started = false;
  std::uint64_t received = 0;
  std::optional<Error> failed;  // what a callback found; it outranks curl's own "callback aborted"
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "bytes 100-199/200", "bytes */200"
void read_content_range(std::string_view value, HttpReply& reply) {
  std::size_t slash = value.find('/'), dash = value.find('-');
  if (value.substr(0, 6) != "bytes " || slash == std::string_view::npos) return;
  reply.total = number(value.substr(slash + 1));
  if (dash < slash) reply.range_begin = number(value.substr(6, dash - 6)).value_or(0);
}

std::size_t on_header(char* bytes, std::size_t, std::size_t size, void* user) noexcept {
  HttpReply& reply = static_cast<Transfer*>(user)->reply;
  std::string_view line(bytes, size);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n' || line.back() == ' ')) line.remove_suffix(1);
  if (line.substr(0, 5) == "HTTP/") reply = HttpReply();  // each redirect begins a new reply
  std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  std::string name = lower_ascii(line.substr(0, colon));
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  if (name == "etag") reply.etag = value;
  if (name == "last-modified") reply.modified = value;
  if (name == "content-length" && !reply.total) reply.total = number(value);
  if (name == "content-range") read_content_range(value, reply);
  return size;
}

bool begin_body(Transfer& transfer) {
  if (transfer.started) return true;
  transfer.started = true;
  Status started = transfer.request.start ? transfer.request.start(transfer.reply) : Status();
  if (!started) transfer.failed = started.error();
  return started.ok();
}

std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* user) noexcept {
  Transfer& transfer = *static_cast<Transfer*>(user);
  curl().easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &transfer.reply.status);
  transfer.received += size;
  // The page that comes with an error status says nothing to us, but must not be endless either.
  if (transfer.reply.status != 200 && transfer.reply.status != 206) return transfer.received < (1 << 20) ? size : 0;
  if (!begin_body(transfer)) return 0;
  if (transfer.received > transfer.request.max_bytes) {
    transfer.failed =
        Error{ErrorCode::kTooLong, 0,
              transfer.request.address + " sends more than the " + std::to_string(transfer.request.max_bytes) +
                  " bytes allowed for it; the index or the server is wrong: try another index"};
    return 0;
  }
  Status taken = transfer.request.body({bytes, size});
  if (!taken) transfer.failed = taken.error();
  return taken ? size : 0;
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
  return static_cast<Transfer*>(user)->request.stop.stop_requested() ? 1 : 0;
}

/// http and https only; from https never back to http. The numbers are the options that libcurl before 7.85 knows.
void set_protocols(CURL* handle, bool secure) {
  constexpr auto kOldProtocols = static_cast<CURLoption>(181), kOldRedirectProtocols = static_cast<CURLoption>(182);
  constexpr long kHttp = 1, kHttps = 2;
  if (curl().easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https") != CURLE_OK)
    curl().easy_setopt(handle, kOldProtocols, kHttp | kHttps);
  if (curl().easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https") != CURLE_OK)
    curl().easy_setopt(handle, kOldRedirectProtocols, secure ? kHttps : kHttp | kHttps);
}

void set_options(Transfer& transfer, curl_slist* headers, char* message) {
  const HttpRequest& request = transfer.request;
  auto set = [&](CURLoption option, auto value) { curl().easy_setopt(transfer.handle, option, value); };
  set(CURLOPT_URL, request.address.c_str());
  set_protocols(transfer.handle, lower_ascii(request.address.substr(0, 8)) == "https://");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_FOLLOWLOCATION, 1L);
  set(CURLOPT_MAXREDIRS, request.redirects);
  set(CURLOPT_CONNECTTIMEOUT, request.connect_seconds);
  set(CURLOPT_LOW_SPEED_LIMIT, 64L);  // bytes a second
  set(CURLOPT_LOW_SPEED_TIME, request.stall_seconds);
  set(CURLOPT_USERAGENT, (std::string("dragoman/") + version()).c_str());
  set(CURLOPT_HTTPHEADER, headers);
  set(CURLOPT_ERRORBUFFER, message);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(CURLOPT_XFERINFODATA, static_cast<void*>(&transfer));
}

constexpr std::string_view kOffline =
    "; check the connection (behind a proxy, set https_proxy), or give a folder that holds the models with --index "
    "FOLDER";

HttpFailure curl_failure(const Transfer& transfer, CURLcode code, const char* message) {
  std::string reason = *message ? message : curl().easy_strerror(code);
  std::string what = "cannot fetch " + transfer.request.address + ": " + reason;
  curl_off_t connected = 0;
  curl().easy_getinfo(transfer.handle, CURLINFO_CONNECT_TIME_T, &connected);
  switch (code) {
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_OPERATION_TIMEDOUT:
      return {{ErrorCode::kNetwork, 0, what + "; run the command again, it goes on where it stopped"}, connected > 0};
    case CURLE_TOO_MANY_REDIRECTS:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT: return {{ErrorCode::kNetwork, 0, what + "; check the address of the index"}, false};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return {{ErrorCode::kNetwork, 0, what + "; install the package ca-certificates or check the clock and the proxy"},
              false};
    default: return {{ErrorCode::kNetwork, 0, what + std::string(kOffline)}, false};
  }
}

std::optional<HttpFailure> status_failure(const HttpRequest& request, long status) {
  if (status == 200 || status == 206) return std::nullopt;
  if (status == 416 && request.begin > 0) return std::nullopt;  // without a range it is a refusal like any other
  std::string what = "the server answers " + std::to_string(status) + " for " + request.address;
  if (status == 404 || status == 410)
    return HttpFailure{{ErrorCode::kNotFound, 0, what + " (not there); check the index, its files may have moved"},
                       false};
  if (status == 401 || status == 403 || status == 407)
    return HttpFailure{{ErrorCode::kNetwork, 0, what + " (not allowed); check the address and the proxy"}, false};
  bool again = status == 429 || (status >= 500 && status < 505);
  return HttpFailure{{ErrorCode::kNetwork, 0, what + "; try again later or name another index with --index"}, again};
}

}  // namespace

std::optional<HttpFailure> http_get(const HttpRequest& request, HttpReply& reply) {
  if (!curl().ready)
    return HttpFailure{{ErrorCode::kNetwork, 0,
                        "downloads need libcurl (libcurl.so.4), which is not on this machine; install the package "
                        "libcurl4, or give a folder that holds the models with --index FOLDER"},
                       false};
  std::unique_ptr<CURL, decltype(curl().easy_cleanup)> handle(curl().easy_init(), curl().easy_cleanup);
  if (!handle) return HttpFailure{{ErrorCode::kInternal, 0, "libcurl cannot start; check its installation"}, false};
  std::unique_ptr<curl_slist, decltype(curl().slist_free_all)> headers(nullptr, curl().slist_free_all);
  auto add = [&](const std::string& line) { headers.reset(curl().slist_append(headers.release(), line.c_str())); };
  if (request.begin > 0) add("Range: bytes=" + std::to_string(request.begin) + "-");
  if (request.begin > 0 && !request.if_range.empty()) add("If-Range: " + request.if_range);
  Transfer transfer{request, reply, handle.get(), false, 0, std::nullopt};
  char message[CURL_ERROR_SIZE] = "";
  set_options(transfer, headers.get(), message);
  CURLcode code = curl().easy_perform(handle.get());
  curl().easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply.status);
  if (request.stop.stop_requested())
    return HttpFailure{
        {ErrorCode::kCancelled, 0,
         "cancelled while fetching " + request.address + "; what has arrived is kept, run the command again to go on"},
        false};
  if (transfer.failed) return HttpFailure{std::move(*transfer.failed), false};
  if (reply.status >= 300)
    if (std::optional<HttpFailure> bad = status_failure(request, reply.status); bad && code != CURLE_TOO_MANY_REDIRECTS)
      return bad;
  if (code != CURLE_OK) return curl_failure(transfer, code, message);
  if (reply.status == 416) return std::nullopt;
  if (std::optional<HttpFailure> bad = status_failure(request, reply.status)) return bad;
  if (!begin_body(transfer)) return HttpFailure{std::move(*transfer.failed), false};
  return std::nullopt;
}

}  // namespace dragoman::store

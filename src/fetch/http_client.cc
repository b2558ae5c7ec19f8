// The callbacks below, which libcurl calls, are all there is to it. None lets an exception through: libcurl is C.
#include "fetch/http_client.h"

#include <unistd.h>

#include <charconv>
#include <memory>
#include <new>

#include "base/ascii.h"
#include "dragoman/version.h"
#include "fetch/curl_library.h"
#include "fetch/public_address.h"

namespace dragoman::fetch {
namespace {

constexpr std::uint64_t kMostHeaderBytes = 256 << 10;  // of all replies of one request
constexpr std::uint64_t kMostErrorPage = 1 << 20;

struct Transfer {
  const HttpRequest& request;
  HttpReply& reply;
  CURL* handle;
  std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
  bool started = false;
  std::uint64_t received = 0, header_bytes = 0;
  std::optional<Error> failed = {};         // what a callback found; it outranks curl's own "callback aborted"
  std::optional<std::string> refused = {};  // an address that may_connect() said no to
  bool connected = false;                   // it said yes to one
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Runs the work of a callback; false = give the transfer up.
template <class Work>
bool guarded(Transfer& transfer, const Work& work) noexcept {
  try {
    return work();
  } catch (...) {  // a lack of memory, as a rule, and then there is none for words
    try {
      transfer.failed = Error{ErrorCode::kTooLong, 0, "out of memory while fetching; allow fewer bytes"};
    } catch (...) {
      transfer.started = false;
    }
    return false;
  }
}

/// "bytes 100-199/200", "bytes */200"
void read_content_range(std::string_view value, HttpReply& reply) {
  std::size_t slash = value.find('/'), dash = value.find('-');
  if (value.substr(0, 6) != "bytes " || slash == std::string_view::npos) return;
  reply.total = number(value.substr(slash + 1));
  if (dash < slash) reply.range_begin = number(value.substr(6, dash - 6)).value_or(0);
}

void read_header(std::string_view line, HttpReply& reply) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n' || line.back() == ' ')) line.remove_suffix(1);
  if (line.substr(0, 5) == "HTTP/") reply = HttpReply();  // each redirect begins a new reply
  std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  std::string name = base::lower_ascii(line.substr(0, colon));
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  if (name == "etag") reply.etag = value;
  if (name == "last-modified") reply.modified = value;
  if (name == "content-type") reply.media_type = value;
  if (name == "content-length" && !reply.total) reply.total = number(value);
  if (name == "content-range") read_content_range(value, reply);
}

std::size_t on_header(char* bytes, std::size_t, std::size_t size, void* user) noexcept {
  Transfer& transfer = *static_cast<Transfer*>(user);
  const bool go_on = guarded(transfer, [&] {
    transfer.header_bytes += size;
    if (transfer.header_bytes > kMostHeaderBytes) {
      transfer.failed = Error{ErrorCode::kNetwork, 0,
                              "cannot fetch " + transfer.request.address + ": the server sends over 256 KB of headers" +
                                  std::string(transfer.request.advice.address)};
      return false;
    }
    read_header({bytes, size}, transfer.reply);
    return true;
  });
  return go_on ? size : 0;
}

bool begin_body(Transfer& transfer) {
  if (transfer.started) return true;
  transfer.started = true;
  Status started = transfer.request.start ? transfer.request.start(transfer.reply) : Status();
  if (!started) transfer.failed = started.error();
  return started.ok();
}

bool take_body(Transfer& transfer, std::string_view bytes) {
  curl().easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &transfer.reply.status);
  transfer.received += bytes.size();
  // The page that comes with an error status says nothing to us, but must not be endless either.
  if (transfer.request.post || (transfer.reply.status != 200 && transfer.reply.status != 206))
    return transfer.received < kMostErrorPage;
  if (!begin_body(transfer)) return false;
  if (transfer.received > transfer.request.max_bytes) {
    transfer.failed =
        Error{ErrorCode::kTooLong, 0,
              transfer.request.address + " sends more than the " + std::to_string(transfer.request.max_bytes) +
                  " bytes allowed for it" + std::string(transfer.request.advice.too_long)};
    return false;
  }
  Status taken = transfer.request.body(bytes);
  if (!taken) transfer.failed = taken.error();
  return taken.ok();
}

std::size_t on_body(char* bytes, std::size_t, std::size_t size, void* user) noexcept {
  Transfer& transfer = *static_cast<Transfer*>(user);
  return guarded(transfer, [&] { return take_body(transfer, {bytes, size}); }) ? size : 0;
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
  return static_cast<Transfer*>(user)->request.stop.stop_requested() ? 1 : 0;
}

// The one place where a connection begins, with the address that it goes to: what is refused here is never reached.
curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* to) noexcept {
  Transfer& transfer = *static_cast<Transfer*>(user);
  const bool allowed = guarded(transfer, [&] {
    if (transfer.request.may_connect(to->addr)) return transfer.connected = true;
    transfer.refused = address_text(to->addr);
    return false;
  });
  return allowed ? ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol) : CURL_SOCKET_BAD;
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

void set_callbacks(Transfer& transfer) {
  auto set = [&](CURLoption option, auto value) { curl().easy_setopt(transfer.handle, option, value); };
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(CURLOPT_XFERINFODATA, static_cast<void*>(&transfer));
  if (!transfer.request.may_connect) return;
  set(CURLOPT_OPENSOCKETFUNCTION, &on_open_socket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&transfer));
}

void set_options(Transfer& transfer, curl_slist* headers, char* message) {
  const HttpRequest& request = transfer.request;
  auto set = [&](CURLoption option, auto value) { curl().easy_setopt(transfer.handle, option, value); };
  set(CURLOPT_URL, request.address.c_str());
  set_protocols(transfer.handle, base::lower_ascii(request.address.substr(0, 8)) == "https://");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_FOLLOWLOCATION, request.redirects > 0 ? 1L : 0L);
  set(CURLOPT_MAXREDIRS, request.redirects);
  set(CURLOPT_CONNECTTIMEOUT, request.connect_seconds);
  set(CURLOPT_LOW_SPEED_LIMIT, 64L);  // bytes a second
  set(CURLOPT_LOW_SPEED_TIME, request.stall_seconds);
  if (request.post) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.post->size()));
    set(CURLOPT_POSTFIELDS, request.post->data());
  }
  if (request.timeout) set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout->count()));
  if (request.unpack) set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  if (request.proxy) set(CURLOPT_PROXY, request.proxy->c_str());
  if (request.proxy) set(CURLOPT_NOPROXY, "");  // the environment's exceptions are not asked for either
  set(CURLOPT_USERAGENT, (std::string("dragoman/") + version()).c_str());
  set(CURLOPT_HTTPHEADER, headers);
  set(CURLOPT_ERRORBUFFER, message);
  set_callbacks(transfer);
}

HttpFailure curl_failure(const Transfer& transfer, CURLcode code, const char* message) {
  const HttpAdvice& advice = transfer.request.advice;
  std::string reason = *message ? message : curl().easy_strerror(code);
  std::string what = "cannot fetch " + transfer.request.address + ": " + reason;
  curl_off_t connected = 0;
  curl().easy_getinfo(transfer.handle, CURLINFO_CONNECT_TIME_T, &connected);
  constexpr std::chrono::milliseconds kTimerSlack{20};
  const auto elapsed = std::chrono::steady_clock::now() - transfer.begun;
  const auto because = [&what](std::string_view remedy, ErrorCode kind = ErrorCode::kNetwork) {
    return Error{kind, 0, what + std::string(remedy)};
  };
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      if (transfer.request.timeout && elapsed + kTimerSlack >= *transfer.request.timeout)
        return {because(advice.broken, ErrorCode::kDeadline)};
      [[fallthrough]];
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return {because(advice.broken), connected > 0};
    case CURLE_TOO_MANY_REDIRECTS:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_BAD_CONTENT_ENCODING: return {because(advice.address)};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return {because("; install the package ca-certificates or check the clock and the proxy")};
    default: return {because(advice.offline)};
  }
}

std::optional<HttpFailure> status_failure(const HttpRequest& request, const HttpReply& reply) {
  const long status = reply.status;
  if (status == 200 || status == 206 || request.post) return std::nullopt;
  if (status == 416 && request.begin > 0) return std::nullopt;  // without a range it is a refusal like any other
  if (request.redirects == 0 && !reply.redirect.empty()) return std::nullopt;
  const HttpAdvice& advice = request.advice;
  const std::string what = "the server answers " + std::to_string(status) + " for " + request.address;
  if (status == 404 || status == 410)
    return HttpFailure{{ErrorCode::kNotFound, 0, what + " (not there)" + std::string(advice.gone)}, false};
  if (status == 401 || status == 403 || status == 407)
    return HttpFailure{{ErrorCode::kNetwork, 0, what + " (not allowed); check the address and the proxy"}, false};
  bool again = status == 429 || (status >= 500 && status < 505);
  return HttpFailure{{ErrorCode::kNetwork, 0, what + std::string(advice.status)}, again};
}

// What easy_perform() came to: nothing, or why not. `reply` is complete.
std::optional<HttpFailure> judge(Transfer& transfer, CURLcode code, const char* message) {
  const HttpRequest& request = transfer.request;
  if (request.stop.stop_requested())
    return HttpFailure{{ErrorCode::kCancelled, 0,
                        "cancelled while fetching " + request.address + std::string(request.advice.cancelled)},
                       false};
  if (transfer.failed) return HttpFailure{std::move(*transfer.failed), false};
  if (transfer.refused && !transfer.connected) {
    return HttpFailure{{ErrorCode::kNetwork, 0,
                        "cannot fetch " + request.address + ": it is not allowed to connect to " + *transfer.refused +
                            std::string(request.advice.address)},
                       false,
                       transfer.refused};
  }
  if (transfer.reply.status >= 300 && code != CURLE_TOO_MANY_REDIRECTS)
    if (std::optional<HttpFailure> bad = status_failure(request, transfer.reply)) return bad;
  if (!transfer.reply.redirect.empty()) return std::nullopt;  // whatever became of the page that goes with it
  if (code != CURLE_OK) return curl_failure(transfer, code, message);
  if (transfer.reply.status == 416) return std::nullopt;
  if (std::optional<HttpFailure> bad = status_failure(request, transfer.reply)) return bad;
  if (!request.post && !begin_body(transfer)) return HttpFailure{std::move(*transfer.failed), false};
  return std::nullopt;
}

}  // namespace

std::optional<HttpFailure> http_get(const HttpRequest& request, HttpReply& reply) {
  if (!curl().ready)
    return HttpFailure{{ErrorCode::kNetwork, 0,
                        "downloads need libcurl (libcurl.so.4), which is not on this machine" +
                            std::string(request.advice.missing_library)},
                       false};
  std::unique_ptr<CURL, decltype(curl().easy_cleanup)> handle(curl().easy_init(), curl().easy_cleanup);
  if (!handle) return HttpFailure{{ErrorCode::kInternal, 0, "libcurl cannot start; check its installation"}, false};
  std::unique_ptr<curl_slist, decltype(curl().slist_free_all)> headers(nullptr, curl().slist_free_all);
  auto add = [&](const std::string& line) { headers.reset(curl().slist_append(headers.release(), line.c_str())); };
  if (request.begin > 0) add("Range: bytes=" + std::to_string(request.begin) + "-");
  if (request.begin > 0 && !request.if_range.empty()) add("If-Range: " + request.if_range);
  for (const std::string& line : request.headers) add(line);
  Transfer transfer{request, reply, handle.get()};
  char message[CURL_ERROR_SIZE] = "";
  set_options(transfer, headers.get(), message);
  CURLcode code = curl().easy_perform(handle.get());
  curl().easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply.status);
  char* next = nullptr;
  if (request.redirects == 0 && curl().easy_getinfo(handle.get(), CURLINFO_REDIRECT_URL, &next) == CURLE_OK && next)
    reply.redirect = next;
  return judge(transfer, code, message);
}

}  // namespace dragoman::fetch

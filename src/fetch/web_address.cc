#include "fetch/web_address.h"

#include <charconv>
#include <memory>

#include "base/ascii.h"
#include "dragoman/fetch.h"
#include "fetch/curl_library.h"
#include "text/host_name.h"

namespace dragoman {

bool is_web_address(std::string_view text) {
  const std::string head = base::lower_ascii(text.substr(0, 8));
  return head.substr(0, 7) == "http://" || head == "https://";
}

}  // namespace dragoman

namespace dragoman::fetch {
namespace {

constexpr std::size_t kLongest = 8000;  // bytes; servers take no longer ones

class UrlParts {
 public:
  UrlParts() : handle_(curl().url(), curl().url_cleanup) {}
  bool parse(const std::string& text) {
    return handle_ && curl().url_set(handle_.get(), CURLUPART_URL, text.c_str(), CURLU_URLENCODE) == CURLUE_OK;
  }
  /// "" for a part that is not there.
  std::string part(CURLUPart which, unsigned flags = 0) const {
    char* text = nullptr;
    if (curl().url_get(handle_.get(), which, &text, flags) != CURLUE_OK) return {};
    std::string out = text;
    curl().free(text);
    return out;
  }
  bool set(CURLUPart which, const char* text) { return curl().url_set(handle_.get(), which, text, 0) == CURLUE_OK; }

 private:
  std::unique_ptr<CURLU, decltype(&::curl_url_cleanup)> handle_;
};

Error bad(std::string_view text, const std::string& why) {
  return {ErrorCode::kBadArgument, 0, "cannot fetch " + base::printable(text) + ": " + why};
}

bool is_ascii(std::string_view text) {
  for (char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

// A host name outside ASCII is put into the network's spelling. Then the whole is read again until it stays the same: in
// wide or escaped digits ("１２７.0.0.1", "%31%32%37.0.0.1") a name turns out to be an IP address only then.
Status settle(std::string_view text, UrlParts& parts) {
  constexpr int kMostReadings = 4;
  const Error none = bad(text, "it is no web address; check its spelling");
  for (int readings = 0; readings < kMostReadings; ++readings) {
    const std::string host = parts.part(CURLUPART_HOST);
    if (!is_ascii(host)) {
      Result<std::string> name = text::ascii_host_name(host);
      if (!name) return bad(text, name.error().what);
      if (!parts.set(CURLUPART_HOST, name->c_str())) return none;
    }
    const std::string url = parts.part(CURLUPART_URL);
    if (!parts.parse(url)) return none;
    if (parts.part(CURLUPART_URL) == url && parts.part(CURLUPART_HOST) == host) return {};
  }
  return none;
}

}  // namespace

Result<WebAddress> read_web_address(std::string_view text) {
  if (!is_web_address(text))
    return bad(text, "only http:// and https:// addresses are fetched; save the page to a file");
  const Error too_long = bad(text, "the address has over 8,000 characters; shorten it");
  if (text.size() > kLongest) return too_long;
  for (char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return bad(text, "it holds control characters; correct it");
  if (!curl().reads_addresses) {
    return Error{
        ErrorCode::kNetwork, 0,
        "fetching needs libcurl 7.62 or later (libcurl.so.4), which is not on this machine; install the package "
        "libcurl4, or save the page to a file"};
  }
  UrlParts parts;
  if (!parts.parse(std::string(text))) return bad(text, "it is no web address; check its spelling");
  if (Status settled = settle(text, parts); !settled) return settled.error();
  if (!parts.part(CURLUPART_USER).empty() || !parts.part(CURLUPART_PASSWORD).empty() ||
      !parts.part(CURLUPART_OPTIONS).empty()) {
    // Not shown: it may be somebody's password.
    return Error{ErrorCode::kBadArgument, 0,
                 "the address for " + base::printable(parts.part(CURLUPART_HOST)) +
                     " holds a user name or password; leave it out"};
  }
  parts.set(CURLUPART_FRAGMENT, nullptr);
  WebAddress out;
  out.url = parts.part(CURLUPART_URL);
  if (out.url.size() > kLongest) return too_long;  // with everything escaped
  out.host = parts.part(CURLUPART_HOST);
  out.secure = parts.part(CURLUPART_SCHEME) == "https";
  const std::string port = parts.part(CURLUPART_PORT, CURLU_DEFAULT_PORT);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
  if (error != std::errc() || end != port.data() + port.size() || out.port == 0 || out.host.empty())
    return bad(text, "it is no web address; check its spelling");
  return out;
}

}  // namespace dragoman::fetch

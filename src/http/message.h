// Messages of HTTP (RFC 9110) as plain values, and the exchange of one request for one answer.
// Threads: values are plain; an Exchange may be used from one thread at a time, which need not be the one it came on.
#pragma once
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::http {

struct Field {
  std::string name, value;
};

struct Request {
  std::string method;          ///< "GET"
  std::string target;          ///< as sent: "/translate?q=a"
  std::string path;            ///< decoded, without query: "/translate"
  std::vector<Field> query;    ///< decoded, in the order given
  std::vector<Field> headers;  ///< as sent
  std::string body;
  std::string remote;  ///< numeric address of the peer

  /// The value of the first header of that name in any case, without blanks around it; "" if there is none.
  std::string_view header(std::string_view name) const;
};

struct Response {
  unsigned status = 200;
  std::vector<Field> headers = {};  ///< Content-Length and Connection are the server's
  std::string body = {};

  Response& set(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
};

/// Answers one request: respond() once, or begin(), any number of write() and end(). Let go of without an answer, the client
/// gets status 500.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual const Request& request() const = 0;
  /// Stop is requested when the client has gone away, or the server stops at once: what is being made is for nobody.
  virtual std::stop_token gone() const = 0;
  virtual void respond(Response response) = 0;
  /// An answer whose length is not known yet; `head.body` is its first piece.
  virtual void begin(Response head) = 0;
  /// Blocks while the client is slow in reading. False: it is gone.
  virtual bool write(std::string piece) = 0;
  virtual void end() = 0;
};

/// "text/html" of "Text/HTML; charset=utf-8".
std::string media_type(std::string_view content_type);
/// Value of a parameter of a header such as Content-Type: charset, boundary; "" if there is none.
std::string header_parameter(std::string_view header, std::string_view name);
/// "KEY" of the header "Scheme KEY", the scheme's name in any case; "" for another scheme.
std::string_view credentials(std::string_view header, std::string_view scheme);
/// The time as headers have it: "Mon, 30 Nov 2026 12:00:00 GMT".
std::string date_now();
/// "Too Many Requests"; "" for a status that has no name here.
std::string_view status_text(unsigned status);

}  // namespace dragoman::http

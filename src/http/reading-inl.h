// Requests of a connection: read under limits, handed to the handler, watched while they are worked on. A part of http_server.cc.
#pragma once
#include "http/connection-inl.h"

namespace dragoman::http {

// ---- time

inline void Connection::set_timer(std::chrono::milliseconds patience) {
  timer_.expires_after(patience);
  timer_.async_wait([self = shared_from_this()](error_code error) {
    // A timer that was set anew may have had its call under way already.
    if (!error && self->timer_.expiry() <= asio::steady_timer::clock_type::now()) self->on_time();
  });
}

inline void Connection::on_time() {
  if (!reading_) return close();
  late_ = true;
  error_code ignored;
  socket_.cancel(ignored);  // the reading ends with an error, which answers
}

// ---- reading

inline void Connection::read_head() {
  idle_ = true;
  answered_ = writing_ = last_queued_ = false;
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(shared_->options.max_head_bytes));
  parser_->body_limit(shared_->options.max_body_bytes);
  if (shared_->draining) return close();
  if (buffer_.size() == 0) buffer_.shrink_to_fit();  // after a large body: an idle connection is small
  if (buffer_.size() > 0) return on_first_byte();
  // Waiting for a request and reading one have different patience.
  const HttpOptions& options = shared_->options;
  set_timer(std::exchange(first_, false) ? std::min(options.head_timeout, options.idle_timeout) : options.idle_timeout);
  socket_.async_read_some(buffer_.prepare(4096), [self = shared_from_this()](error_code error, std::size_t bytes) {
    if (error) return self->close();
    self->buffer_.commit(bytes);
    self->on_first_byte();
  });
}

inline void Connection::on_first_byte() {
  idle_ = false;
  reading_ = true;
  set_timer(shared_->options.head_timeout);
  wire::async_read_header(socket_, buffer_, *parser_,
                          [self = shared_from_this()](error_code error, std::size_t) { self->on_head(error); });
}

// What two programs on the way could understand in two ways is refused (RFC 9112, 3.2 and 6.3): a body under another coding than
// "chunked", which hides a second request from one of them, and a host that is missing or there twice.
inline bool Connection::is_sound() const {
  const auto& head = parser_->get();
  const std::size_t codings = head.count(wire::field::transfer_encoding), hosts = head.count(wire::field::host);
  const bool plain =
      codings == 0 || (codings == 1 && !old_http() && beast::iequals(head[wire::field::transfer_encoding], "chunked"));
  return plain && hosts <= 1 && (old_http() || hosts == 1);
}

inline void Connection::forget_announced() {
  shared_->announced -= announced_;
  announced_ = 0;
}

inline void Connection::on_head(error_code error) {
  if (error) return fail_reading(error, true);
  const auto& head = parser_->get();
  version_ = head.version();
  head_only_ = head.method() == wire::verb::head;
  keep_alive_ = head.keep_alive();
  if (!is_sound())
    return refuse(400,
                  "the headers do not say clearly whom the request is for (Host, once) and where it ends "
                  "(Content-Length, or Transfer-Encoding: chunked)");
  const boost::optional<std::uint64_t> length = parser_->content_length();
  const std::size_t most = shared_->options.max_body_bytes;
  if (length && *length > most) {
    return refuse(413, "the body has " + std::to_string(*length) + " bytes, the limit is " + std::to_string(most) +
                           "; send less at a time");
  }
  if (shared_->options.early_refusal && !parser_->is_done() && (!length || *length > kShortBody)) {
    if (auto no = shared_->options.early_refusal(head_of(head))) return refuse_with(std::move(*no));
  }
  const auto expect = head.find(wire::field::expect);
  if (expect == head.end() || parser_->is_done()) return read_body();
  if (!beast::iequals(expect->value(), "100-continue")) return refuse(417, "this expectation cannot be met");
  set_timer(shared_->options.write_timeout);
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(socket_, asio::buffer(kContinue.data(), kContinue.size()),
                    [self = shared_from_this()](error_code failed, std::size_t) {
                      if (failed) return self->close();
                      self->read_body();
                    });
}

inline void Connection::read_body() {
  const boost::optional<std::uint64_t> length = parser_->content_length();
  const HttpOptions& options = shared_->options;
  announced_ = length ? static_cast<std::size_t>(*length) : options.max_body_bytes;
  shared_->announced += announced_;
  if (shared_->announced > kBodiesAtOnce * options.max_body_bytes)
    return refuse(503, "too many long requests are on their way at once; try again soon");
  const std::chrono::milliseconds patience = options.body_timeout;
  set_timer(length ? patience + std::chrono::seconds(*length >> 16) : 2 * patience);
  wire::async_read(socket_, buffer_, *parser_,
                   [self = shared_from_this()](error_code error, std::size_t) { self->on_body(error); });
}

inline void Connection::on_body(error_code error) {
  forget_announced();
  if (error) return fail_reading(error, false);
  reading_ = false;
  timer_.cancel();
  dispatch();
}

inline void Connection::fail_reading(error_code error, bool in_head) {
  const HttpOptions& options = shared_->options;
  if (late_) return refuse(408, "the request took too long to arrive");
  if (error == wire::error::body_limit)
    return refuse(413, "the body is longer than the limit of " + std::to_string(options.max_body_bytes) + " bytes");
  if (error == wire::error::header_limit || error == wire::error::buffer_overflow)
    return refuse(431, "the headers, or what stands between the pieces of the body, are longer than the limit of " +
                           std::to_string(options.max_head_bytes) + " bytes");
  if (error == wire::error::end_of_stream || error == asio::error::operation_aborted ||
      error == asio::error::connection_reset)
    return close();
  if (error == wire::error::partial_message) return refuse(400, "the request ends in its middle");
  if (error.category() == wire::make_error_code(wire::error::bad_version).category())
    return refuse(400, std::string("this is not HTTP: ") + error.message() + (in_head ? "" : " in the body"));
  close();
}

// ---- handling

template <class Message>
Request Connection::head_of(const Message& message) const {
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.remote = remote_;
  std::string_view target = request.target;
  if (target.starts_with("http://") || target.starts_with("https://")) {  // as proxies are asked (RFC 9112, 3.2.2)
    const std::size_t path = target.find('/', target.find("//") + 2);
    target = path == std::string_view::npos ? "/" : target.substr(path);
  }
  const std::size_t mark = std::min(target.find('?'), target.size());
  request.path = percent_decoded(target.substr(0, mark), false);
  if (mark < target.size()) request.query = read_urlencoded(target.substr(mark + 1));
  for (const auto& field : message) {
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  return request;
}

inline Request Connection::take_request() {
  auto message = parser_->release();
  Request request = head_of(message);
  request.body = std::move(message.body());
  return request;
}

inline void Connection::dispatch() {
  ++shared_->requests;
  ++shared_->answering;
  leave_ = std::stop_source();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    gone_ = false;
    pending_ = 0;
  }
  watch_client();
  auto exchange = std::make_shared<ConnectionExchange>(shared_from_this(), take_request(), leave_.get_token());
  shared_->handler(std::move(exchange));
}

/// Whoever waits to write more need not.
inline void Connection::tell_gone() {
  const std::lock_guard<std::mutex> lock(mutex_);
  gone_ = true;
  room_.notify_all();
}

// A client that closes its side while it waits wants nothing any more (as proxies, too, understand it). Bytes that come are the
// next request: they stay where they are.
inline void Connection::watch_client() {
  watching_ = true;
  socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](error_code error) {
    self->watching_ = false;
    if (error || self->answered_) return;
    char byte = 0;
    const ssize_t got = ::recv(self->socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR))) return;
    self->leave_.request_stop();
    self->tell_gone();
  });
}

// And lets the client go: what follows such a request cannot be told from its body.
inline void Connection::refuse(unsigned status, std::string_view what) {
  std::string target;
  if (parser_) target = std::string(parser_->get().target());
  if (!shared_->options.refusal)
    return refuse_with(
        {.status = status, .headers = {{"Content-Type", "text/plain"}}, .body = std::string(what) + "\n"});
  refuse_with(shared_->options.refusal(status, what, target));
}

inline void Connection::refuse_with(Response response) {
  forget_announced();
  reading_ = false;
  ++shared_->refused;
  ++shared_->answering;  // send() counts it off again
  keep_alive_ = false;
  send(std::move(response));
}

}  // namespace dragoman::http

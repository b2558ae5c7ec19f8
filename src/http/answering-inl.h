// Answers of a connection: whole or in pieces, and what comes after one. A part of http_server.cc.
#pragma once
#include "http/connection-inl.h"

namespace dragoman::http {

inline void Connection::send(Response response) {
  answered_ = true;
  --shared_->answering;
  if (!socket_.is_open()) return;
  auto message = std::make_shared<wire::response<wire::string_body>>();
  message->version(version_);
  message->result(response.status);
  message->reason(std::string(status_text(response.status)));
  message->insert(wire::field::date, date_now());
  for (Field& field : response.headers) message->insert(field.name, field.value);
  const bool has_body = response.status != 204 && response.status != 304;
  if (has_body) message->content_length(response.body.size());
  if (!head_only_ && has_body) message->body() = std::move(response.body);
  keep_alive_ = keep_alive_ && !shared_->draining;
  message->keep_alive(keep_alive_);
  set_timer(shared_->options.write_timeout + std::chrono::seconds(message->body().size() >> 16));
  wire::async_write(socket_, *message, [self = shared_from_this(), message](error_code error, std::size_t) {
    if (error) return self->close();
    self->after_answer();
  });
}

inline void Connection::begin_stream(Response head) {
  if (!socket_.is_open()) return;
  std::string text = std::string(old_http() ? "HTTP/1.0 " : "HTTP/1.1 ") + std::to_string(head.status) + " " +
                     std::string(status_text(head.status)) + "\r\n";
  if (old_http() || shared_->draining) keep_alive_ = false;
  text += "Date: " + date_now() + "\r\n";
  for (const Field& field : head.headers) text += field.name + ": " + field.value + "\r\n";
  if (!old_http()) text += "Transfer-Encoding: chunked\r\n";
  text += keep_alive_ ? "\r\n" : "Connection: close\r\n\r\n";
  pieces_.push_back(std::move(text));
  if (!head.body.empty()) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      pending_ += head.body.size();
    }
    queue_piece(std::move(head.body), false);
  }
  write_pieces();
}

inline void Connection::queue_piece(std::string piece, bool last) {
  const std::size_t bytes = piece.size();
  if (!head_only_) {
    if (!old_http() && bytes > 0) {
      char size[20];
      const int digits = std::snprintf(size, sizeof size, "%zx\r\n", bytes);
      piece.insert(0, size, static_cast<std::size_t>(digits)).append("\r\n");
    }
    if (last && !old_http()) piece += "0\r\n\r\n";
    if (!piece.empty()) pieces_.push_back(std::move(piece));
  }
  last_queued_ = last_queued_ || last;
  write_pieces();
}

inline void Connection::write_pieces() {
  if (writing_) return;
  if (pieces_.empty() || !socket_.is_open()) {
    if (last_queued_ && !answered_) {
      answered_ = true;
      --shared_->answering;
      after_answer();
    }
    return;
  }
  writing_ = true;
  auto text = std::make_shared<std::string>();
  for (const std::string& piece : pieces_) *text += piece;
  pieces_.clear();
  set_timer(shared_->options.write_timeout);
  asio::async_write(socket_, asio::buffer(*text), [self = shared_from_this(), text](error_code error, std::size_t) {
    self->writing_ = false;
    {
      const std::lock_guard<std::mutex> lock(self->mutex_);
      self->pending_ -= std::min(self->pending_, text->size());
      self->gone_ = self->gone_ || error.failed();
      self->room_.notify_all();
    }
    if (error) self->close();
    if (self->pieces_.empty()) self->timer_.cancel();  // the next piece may take its time to be made
    self->write_pieces();
  });
}

inline void Connection::after_answer() {
  error_code ignored;
  if (!socket_.is_open()) return;
  if (!keep_alive_) return linger();
  if (watching_) socket_.cancel(ignored);
  read_head();
}

// Closing with unread bytes resets the connection, and the client may lose the answer that tells why: so what it still sends is
// read and thrown away, for a while.
inline void Connection::linger() {
  error_code ignored;
  if (watching_) socket_.cancel(ignored);
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  set_timer(std::chrono::seconds(2));
  discard();
}

inline void Connection::discard() {
  buffer_.clear();
  socket_.async_read_some(buffer_.prepare(std::size_t{64} << 10),
                          [self = shared_from_this()](error_code error, std::size_t bytes) {
                            self->discarded_ += bytes;
                            if (error || self->discarded_ > std::size_t{256} << 20) return self->close();
                            self->discard();
                          });
}

}  // namespace dragoman::http

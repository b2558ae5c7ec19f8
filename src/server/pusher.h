// Pusher: sends translations to the addresses that clients have named, when they are done: signed, again and again with longer and
// longer pauses until they arrive, over restarts of the server.
//
// Messages are those of Standard Webhooks (standardwebhooks.com), which has libraries in most languages: the headers webhook-id,
// webhook-timestamp and webhook-signature ("v1," and the base64 of the HMAC-SHA256 of "id.timestamp.body").
// Threads: start() and the destructor on one, wake() from any.
#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>
#include "articles/deliveries.h"
#include "server/service.h"

namespace dragoman::server {

/// "v1,..." of a message. `secret`: its bytes.
Result<std::string> webhook_signature(std::string_view secret, std::string_view id, std::int64_t timestamp,
                                      std::string_view body);
/// The bytes of "whsec_BASE64", with or without its beginning, white space around it left out. Error: kBadArgument (no base64, or
/// under 24 bytes).
Result<std::string> read_webhook_secret(std::string_view text);
/// Seconds to wait after so many failed attempts; 0: give up.
std::int64_t pause_after(unsigned attempts, std::chrono::milliseconds first);

class Pusher {
 public:
  /// `service` must have articles, and outlive this. `secret` as read_webhook_secret() gives it.
  Pusher(Service& service, std::string secret);
  ~Pusher();  ///< what is being sent is broken off, and tried again after the next start
  Pusher(const Pusher&) = delete;
  Pusher& operator=(const Pusher&) = delete;
  /// There may be something to do.
  void wake();

 private:
  struct Outcome {
    bool arrived = false, hopeless = false;
    unsigned status = 0;
    std::string error;
  };
  void work(const std::stop_token& stop);
  /// Whether there was something to do.
  bool work_once(const std::stop_token& stop);
  Outcome deliver(const articles::Delivery& delivery, const std::stop_token& stop);
  Outcome send(const articles::Delivery& delivery, const std::string& body, const std::stop_token& stop) const;

  Service& service_;
  const std::string secret_;
  const articles::Deliveries deliveries_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::uint64_t wakes_ = 0;            // guarded by mutex_
  std::vector<std::jthread> threads_;  // the last member
};

}  // namespace dragoman::server

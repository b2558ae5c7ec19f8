// Deliveries: translations that are to be sent to an address when they are done, kept until they are, over restarts too.
// Threads: any; several may take deliveries at once, in several processes.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/articles.h"

namespace dragoman::articles {

enum class DeliveryState : std::uint8_t { kWaiting, kDelivered, kDead };
/// "waiting", "delivered", "dead".
std::string_view delivery_state_name(DeliveryState state);
std::optional<DeliveryState> delivery_state_named(std::string_view name);

struct Delivery {
  std::int64_t id = 0;
  std::string article, language, callback;
  std::uint32_t source_version = 0;  ///< the translation is made from that, or a newer one
  DeliveryState state = DeliveryState::kWaiting;
  unsigned attempts = 0;
  std::int64_t created = 0, due = 0;  ///< due: when it is tried next, or was delivered or given up
  unsigned status = 0;                ///< of the last answer; 0: there was none
  std::string error = {};             ///< why the last attempt failed
};

class Deliveries {
 public:
  explicit Deliveries(Articles articles) : articles_(std::move(articles)) {}
  /// One that waits for the same translation at the same address is replaced. Gives the id.
  Result<std::int64_t> add(const Delivery& delivery) const;
  /// The next that is due; nobody else gets it for `lease` seconds. Nothing if none is due.
  Result<std::optional<Delivery>> take(std::int64_t lease) const;
  /// When the next is due; 0: none waits.
  Result<std::int64_t> next_due() const;
  /// It has arrived; kept for a week, to be looked at.
  Status arrived(std::int64_t id, unsigned status) const;
  /// It has not: tried again in `pause` seconds, or given up with 0.
  Status failed(std::int64_t id, unsigned status, std::string_view error, std::int64_t pause) const;
  /// It was not tried after all: due again at once.
  Status release(std::int64_t id) const;
  /// Newest first.
  Result<std::vector<Delivery>> list(std::optional<DeliveryState> state, std::size_t most) const;
  /// Tried again at once, with all its attempts before it. Error: kNotFound.
  Status again(std::int64_t id) const;
  Status remove(std::int64_t id) const;

 private:
  Articles articles_;
};

}  // namespace dragoman::articles

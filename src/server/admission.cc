#include "server/admission.h"

#include <algorithm>

#include "base/ascii.h"
#include "server/sites.h"

namespace dragoman::server {
namespace {

using Entry = ApiKeys::Entry;

std::optional<Denial> not_his(std::string what) {
  return Denial{.reason = Denial::Reason::kNotHis, .what = std::move(what)};
}

std::optional<Denial> check_site(const Entry& entry, const Call& call) {
  if (!call.for_sites) {
    return not_his("the key " + entry.name +
                   " is a site key: it opens translation, detection, languages, pages and speech only; take a secret "
                   "key for this, see dragoman keys");
  }
  const std::string_view origin = call.request.header("Origin");
  if (is_site_of(entry.origins, origin)) return std::nullopt;
  if (origin.empty()) {
    return not_his("the key " + entry.name +
                   " is a site key: only web pages may use it, whose browsers send the header Origin; programs need a "
                   "secret key, see dragoman keys");
  }
  return not_his("the key " + entry.name + " is not for pages of " + base::printable(origin) +
                 "; the operator can make one that is: dragoman keys add NAME --site --origin " +
                 base::printable(origin));
}

std::optional<Denial> check_role(const Entry& entry, const Call& call, KeyRole least) {
  if (entry.role == KeyRole::kSite) return check_site(entry, call);
  if (entry.role >= least) return std::nullopt;
  return not_his("the key " + entry.name + " is that of a" + (entry.role == KeyRole::kClient ? " " : "n ") +
                 std::string(role_name(entry.role)) + "; this needs the role " + std::string(role_name(least)) +
                 ", see dragoman keys");
}

/// First that of the address, so that whoever asks too often does not use up what a key's other holders have.
std::optional<Denial> check_rates(Service& service, const Call& call, const Entry* entry, std::size_t cost) {
  const auto too_often = [](std::chrono::seconds wait, unsigned per_minute) {
    return Denial{.reason = Denial::Reason::kTooOften, .wait = wait, .per_minute = per_minute};
  };
  const std::chrono::seconds wait = service.rate_limit.take(call.request.remote, cost);
  if (wait.count() > 0) return too_often(wait, service.options.requests_per_minute);
  if (entry == nullptr) return std::nullopt;
  const auto now = RateLimit::Clock::now();
  const std::chrono::seconds turn = service.key_rates.take(entry->name, cost, entry->requests_per_minute, now);
  if (turn.count() > 0) return too_often(turn, entry->requests_per_minute);
  return std::nullopt;
}

/// `limit` 0: none.
bool charge_up_to(Service& service, Call& call, std::uint64_t characters, std::uint64_t limit) {
  if (call.key && service.usage) {
    const auto charged = service.usage->charge(call.key->name, characters, limit);
    if (!charged) return false;
    call.charge.month = charged->month;
    call.charge.characters += charged->characters;
  }
  call.characters += characters;
  return true;
}

}  // namespace

std::optional<Denial> admit(Service& service, Call& call, std::string_view key, KeyRole least, std::size_t cost) {
  if (!service.wants_keys()) return check_rates(service, call, nullptr, cost);
  if (key.empty()) return Denial{.reason = Denial::Reason::kNoKey};
  const std::shared_ptr<const ApiKeys> keys = service.keys();
  const Entry* entry = keys ? keys->find(key) : nullptr;
  if (entry == nullptr) return Denial{.reason = Denial::Reason::kUnknownKey};
  if (auto no = check_role(*entry, call, least)) return no;
  if (auto no = check_rates(service, call, entry, cost)) return no;
  call.key = *entry;
  if (service.usage) service.usage->count_request(entry->name);
  return std::nullopt;
}

std::optional<http::Response> refuse_unknown_key(const Service& service, Dialect dialect, const http::Request& head) {
  if (!service.wants_keys()) return std::nullopt;
  const bool deepl = dialect == Dialect::kDeepl, own = dialect == Dialect::kOwn || dialect == Dialect::kOwnOpen;
  std::string_view key;
  if (deepl || own) key = http::credentials(head.header("Authorization"), deepl ? "DeepL-Auth-Key" : "Bearer");
  // Beside a body of JSON, the query does not count.
  if (key.empty() && !own && http::media_type(head.header("Content-Type")) != "application/json") {
    const auto found = std::ranges::find(head.query, deepl ? "auth_key" : "api_key", &http::Field::name);
    if (found != head.query.end()) key = found->value;
  }
  if (key.empty() && !own) return std::nullopt;
  const std::shared_ptr<const ApiKeys> keys = service.keys();
  if (keys && !key.empty() && keys->find(key) != nullptr) return std::nullopt;
  if (deepl)
    return error_response(dialect, 403,
                          "Authorization failure: send your key as header \"Authorization: DeepL-Auth-Key KEY\"");
  if (!own) return error_response(dialect, 403, "Invalid API key");
  http::Response no = error_response(dialect, 401, "send your key as header \"Authorization: Bearer KEY\"");
  return no.set("WWW-Authenticate", "Bearer");
}

bool charge(Service& service, Call& call, std::uint64_t characters) {
  return charge_up_to(service, call, characters, call.key ? call.key->characters_per_month : 0);
}

void add_charge(Service& service, Call& call, std::uint64_t characters) { charge_up_to(service, call, characters, 0); }

void uncharge(Service& service, Call& call) {
  if (call.key && service.usage) service.usage->settle(call.key->name, call.charge, false);
  call.charge = {};
  call.characters = 0;
}

std::string over_quota(const Service& service, const Call& call) {
  const Usage::Count used = service.usage->this_month(call.key->name);
  return "quota exceeded: the key " + call.key->name + " has " + std::to_string(call.key->characters_per_month) +
         " characters a month, of which " + std::to_string(used.characters) +
         " are used; send less, wait for the next month, or ask the operator for more";
}

std::string reading_site(const Service& service, const http::Request& request) {
  const std::string_view origin = request.header("Origin");
  const std::shared_ptr<const ApiKeys> keys = origin.empty() ? nullptr : service.keys();
  const bool known = keys && std::ranges::any_of(keys->entries(),
                                                 [&](const Entry& entry) { return is_site_of(entry.origins, origin); });
  return known ? std::string(origin) : "";
}

}  // namespace dragoman::server

#include "server/access.h"

#include <algorithm>

#include "server/admission.h"

namespace dragoman::server::own {
namespace {

std::optional<Caller> with_key(Service& service, Call& call, std::string_view key, KeyRole least, http::Response& no) {
  const std::optional<Denial> denial = admit(service, call, key, least, 1);
  if (!denial) return call.key ? Caller{call.key->name, call.key->role} : Caller{};
  switch (denial->reason) {
    case Denial::Reason::kNoKey:
    case Denial::Reason::kUnknownKey:
      no = refused(401, "send your key as header \"Authorization: Bearer KEY\"");
      no.set("WWW-Authenticate", "Bearer");
      break;
    case Denial::Reason::kNotHis: no = refused(403, denial->what); break;
    case Denial::Reason::kTooOften:
      no = refused(429, "too many requests");
      no.set("Retry-After", std::to_string(denial->wait.count()));
      break;
  }
  return std::nullopt;
}

}  // namespace

http::Response refused(unsigned status, std::string_view what) { return error_response(Dialect::kOwn, status, what); }
http::Response failed(const Error& error) { return refused(status_of(error.code), error.what); }

std::string_view bearer_key(const http::Request& request) {
  return http::credentials(request.header("Authorization"), "Bearer");
}

std::optional<Caller> admitted(Service& service, Call& call, KeyRole least, http::Response& no) {
  return with_key(service, call, bearer_key(call.request), least, no);
}

std::optional<http::Response> not_admitted(Service& service, Call& call, std::string_view key) {
  http::Response no;
  if (with_key(service, call, key, KeyRole::kClient, no)) return std::nullopt;
  return no;
}

std::optional<Caller> reader(Service& service, Call& call, http::Response& no) {
  const bool has_key = !call.request.header("Authorization").empty();
  if (!service.options.public_articles || !service.wants_keys() || has_key)
    return admitted(service, call, KeyRole::kClient, no);
  const std::chrono::seconds wait = service.rate_limit.take(call.request.remote, 1);
  if (wait.count() == 0) return Caller{"", KeyRole::kClient};
  no = refused(429, "too many requests");
  no.set("Retry-After", std::to_string(wait.count()));
  return std::nullopt;
}

std::optional<http::Response> not_charged(Service& service, Call& call, std::uint64_t characters) {
  if (charge(service, call, characters)) return std::nullopt;
  http::Response no = refused(429, over_quota(service, call));
  no.set("Retry-After", std::to_string(Usage::rest_of_month(std::chrono::system_clock::now()).count()));
  return no;
}

std::string origin_asked(const http::Request& request) {
  const std::string_view host = request.header("Host");
  const auto fine = [](char c) {
    return c > ' ' && c < 0x7F && std::string_view("\"'<>/\\?#@%").find(c) == std::string_view::npos;
  };
  if (host.empty() || !std::ranges::all_of(host, fine)) return "";
  return (request.header("X-Forwarded-Proto") == "https" ? "https://" : "http://") + std::string(host);
}

std::string query(const http::Request& request, std::string_view name) {
  const auto found = std::ranges::find(request.query, name, &http::Field::name);
  return found == request.query.end() ? "" : found->value;
}

}  // namespace dragoman::server::own

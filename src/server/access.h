// Access: who asks, what he may do, and how the own API says no. Keys and roles: dragoman/server.h.
// Threads: any.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include "server/router.h"

namespace dragoman::server::own {

/// Who has sent a request.
struct Caller {
  std::string name;  ///< of the key; "" where keys are not asked for
  KeyRole role = KeyRole::kAdministrator;
  bool may(KeyRole least) const { return role >= least; }
};

http::Response refused(unsigned status, std::string_view what);
http::Response failed(const Error& error);

/// The caller, if he may do what needs `least`; nothing with `no` filled in: an unknown key (401), too little of a role (403), or too
/// many requests (429). Without keys everybody is an administrator: such a server is for those who can reach it.
std::optional<Caller> admitted(Service& service, Call& call, KeyRole least, http::Response& no);
/// The same for what the public may read (ServerOptions::public_articles): without a key one is a client.
std::optional<Caller> reader(Service& service, Call& call, http::Response& no);

/// The key in "Authorization: Bearer".
std::string_view bearer_key(const http::Request& request);
/// What whoever shows no key, or asks too often, is told, where every role may come in (a site's, if the route is open to it). `key`: as sent.
std::optional<http::Response> not_admitted(Service& service, Call& call, std::string_view key);
/// Charges characters to the request's key (admission.h); an answer, 429, if it has no more of them this month.
std::optional<http::Response> not_charged(Service& service, Call& call, std::uint64_t characters);

/// "https://translate.example.org", as the client sees this server; "" where the request does not tell soundly.
std::string origin_asked(const http::Request& request);
/// The query's value of that name; "" for none.
std::string query(const http::Request& request, std::string_view name);

}  // namespace dragoman::server::own

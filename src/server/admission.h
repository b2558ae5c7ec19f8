// Admission: who may come in with which key, how often, and what his characters cost; the same for all dialects, each of which has its own
// words for a no.
// Threads: any; a Call belongs to one.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include "server/router.h"
#include "server/service.h"

namespace dragoman::server {

/// Why a request does not come in.
struct Denial {
  enum class Reason {
    kNoKey,
    kUnknownKey,
    kNotHis,  ///< the key's role, or the page that a site key came from
    kTooOften
  };
  Reason reason = Reason::kNoKey;
  std::string what = {};         ///< of kNotHis: a sentence with the remedy
  std::chrono::seconds wait{0};  ///< of kTooOften
  unsigned per_minute = 0;       ///< likewise: the limit that was met
};

/// Nothing if the request may go on; `call.key` is its key then, unless none are asked for. `least`: the role that it needs; a route that
/// is open to site keys needs no more than that of a site. `cost` is counted against the rates of address and key.
std::optional<Denial> admit(Service& service, Call& call, std::string_view key, KeyRole least, std::size_t cost);

/// The no for a key that stands in the head of a request and is none of the server's, or stands nowhere where it has to stand in the head;
/// before the body is read. Nothing if the request may go on, or only the body will tell.
std::optional<http::Response> refuse_unknown_key(const Service& service, Dialect dialect, const http::Request& head);

/// Counts `characters` as those of this request, and against its key's month; the router takes that back if the answer is an error.
/// False: the month is used up, or would be.
bool charge(Service& service, Call& call, std::uint64_t characters);
/// The same where only the work tells how much it was: what is over the month's end is counted, and keeps the next one out.
void add_charge(Service& service, Call& call, std::uint64_t characters);
/// Gives back what was charged: it turned out to have cost nothing.
void uncharge(Service& service, Call& call);
/// "the key cms has 1000 characters a month, of which 990 are used; ..."
std::string over_quota(const Service& service, const Call& call);

/// The origin whose pages may read an answer to this request, because some site key is theirs; "" for none.
std::string reading_site(const Service& service, const http::Request& request);

}  // namespace dragoman::server

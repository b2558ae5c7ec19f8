#include "server/deepl_common.h"

#include <algorithm>

#include "fidelity/familiar.h"
#include "json/write.h"
#include "server/admission.h"

namespace dragoman::server::deepl {

using http::Response;

Response refused(unsigned status, std::string_view what, std::string_view detail) {
  if (detail.empty()) return error_response(Dialect::kDeepl, status, what);
  return json_response(status, json::JsonObject().add("detail", detail).add("message", what).done().text);
}

Response unsupported(std::string_view parameter) {
  return refused(400, "Value for '" + std::string(parameter) + "' not supported.");
}

Response failed(const Error& error) { return refused(status_of(error.code), error.what); }

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

std::string deepl_code(const Language& language) {
  return upper(code_of(language) + (language.region.empty() ? "" : "-" + language.region));
}

std::optional<Language> find_target(const Offer& offer, const std::string& code) {
  std::optional<Language> found = offer.find(code);
  if (!found || found->region.empty()) return found;
  const bool known = std::ranges::any_of(
      kVarieties, [&](const Variety& one) { return one.code == found->code && one.region == found->region; });
  return known ? found : std::nullopt;
}

std::optional<std::string> one_of(const Parameters& parameters, std::string_view name,
                                  std::initializer_list<std::string_view> values) {
  const std::string value = parameters.text_or_empty(name);
  if (value.empty() || std::ranges::find(values, value) != values.end()) return value;
  return std::nullopt;
}

bool knows_formality(const Language& target) {
  constexpr std::array<std::string_view, 10> kCodes = {"de", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "vi"};
  return std::ranges::find(kCodes, target.code) != kCodes.end();
}

std::optional<Response> read_formality(const Parameters& parameters, const Language& target, Formality& out) {
  const auto wished = one_of(parameters, "formality", {"less", "more", "default", "prefer_less", "prefer_more"});
  if (!wished) return unsupported("formality");
  const bool known = knows_formality(target);
  if ((*wished == "less" || *wished == "more") && !known)
    return refused(400, "Target language '" + deepl_code(target) + "' doesn't support formality.");
  const bool more = *wished == "more" || *wished == "prefer_more";
  out.formal = more && fidelity::knows_familiar_forms(target.code);
  out.not_applied = known && !wished->empty() && *wished != "default" && !out.formal;
  return std::nullopt;
}

std::string key_of(const Call& call, const Parameters& parameters) {
  const std::string_view key = http::credentials(call.request.header("Authorization"), "DeepL-Auth-Key");
  return !key.empty() ? std::string(key) : parameters.text_or_empty("auth_key");
}

std::optional<Response> not_admitted(Service& service, Call& call, const Parameters& parameters, std::size_t cost) {
  const std::string key = key_of(call, parameters);
  constexpr std::string_view kSendKey =
      "Authorization failure: send your key as header \"Authorization: DeepL-Auth-Key KEY\"";
  if (key.empty()) return refused(403, kSendKey);
  const std::optional<Denial> denial = admit(service, call, key, KeyRole::kClient, cost);
  if (!denial) return std::nullopt;
  switch (denial->reason) {
    case Denial::Reason::kNoKey:
    case Denial::Reason::kUnknownKey: return refused(403, kSendKey);
    case Denial::Reason::kNotHis: return refused(403, denial->what);
    case Denial::Reason::kTooOften: break;
  }
  Response slow = refused(429, "Too many requests");
  return slow.set("Retry-After", std::to_string(denial->wait.count()));
}

std::optional<Response> not_charged(Service& service, Call& call, std::uint64_t characters) {
  if (charge(service, call, characters)) return std::nullopt;
  return refused(456, "Quota Exceeded", over_quota(service, call));
}

std::string owner_of(const Call& call) { return call.key ? call.key->name : ""; }

}  // namespace dragoman::server::deepl

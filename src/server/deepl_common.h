// What all of DeepL's routes share: how errors look, how languages are written, who may ask.
// Threads: any.
#pragma once
#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include "server/parameters.h"
#include "server/router.h"

namespace dragoman::server::deepl {

/// A language that comes in varieties: which of them can be asked for, and their names.
struct Variety {
  std::string_view code, region, name;
};
inline constexpr std::array kVarieties = {
    Variety{"en", "GB", "English (British)"}, Variety{"en", "US", "English (American)"},
    Variety{"pt", "BR", "Portuguese (Brazilian)"}, Variety{"pt", "PT", "Portuguese (European)"}};

/// {"message": what, "detail": detail}
http::Response refused(unsigned status, std::string_view what, std::string_view detail = "");
/// "Value for 'target_lang' not supported."
http::Response unsupported(std::string_view parameter);
http::Response failed(const Error& error);

std::string upper(std::string text);
/// How DeepL writes a language: "PT-BR", "EN", "ZH-HANT".
std::string deepl_code(const Language& language);
/// A target: offered, and in a variety that there is.
std::optional<Language> find_target(const Offer& offer, const std::string& code);

/// One of `values`, "" for absent; other values: nothing.
std::optional<std::string> one_of(const Parameters& parameters, std::string_view name,
                                  std::initializer_list<std::string_view> values);

/// Whether the language has a formal and a familiar way to speak to people.
bool knows_formality(const Language& target);
struct Formality {
  bool formal = false;       ///< people are to be spoken to formally, and our rules can do it
  bool not_applied = false;  ///< another way is wished than that of the models, which we cannot switch
};
/// What `formality` wishes; an answer if it is none, or the target knows none.
std::optional<http::Response> read_formality(const Parameters& parameters, const Language& target, Formality& out);

/// The key in the header or, as older clients have it, among the parameters; "" for none.
std::string key_of(const Call& call, const Parameters& parameters);
/// Nothing if the request may go on: where no keys are asked for, any will do. `cost` is counted against the client's rate.
std::optional<http::Response> not_admitted(Service& service, Call& call, const Parameters& parameters,
                                           std::size_t cost);
/// Charges characters to the request's key; an answer, 456, if it has no more of them this month.
std::optional<http::Response> not_charged(Service& service, Call& call, std::uint64_t characters);
/// Whose glossaries an admitted request sees: the key's name; "" where no keys are asked for.
std::string owner_of(const Call& call);

}  // namespace dragoman::server::deepl

// GET /languages: what can be translated, for clients that let people choose from the list. Varieties that can be asked for stand in it
// besides their language, and names are in the language of whoever asks, as LibreTranslate has them.
#include <algorithm>
#include <array>

#include "dragoman/language_names.h"
#include "json/write.h"
#include "server/libretranslate.h"
#include "server/wished_languages.h"

namespace dragoman::server::libretranslate {
namespace {

using json::JsonObject;
using json::JsonText;

/// Those that post-editing can keep apart (fidelity/variety.h) and clients ask for by name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kListedVarieties = {
    {{"pt", "BR"}, {"pt", "PT"}}};

std::vector<std::string> with_varieties(const std::vector<std::string>& codes) {
  std::vector<std::string> out = codes;
  for (const auto& [code, region] : kListedVarieties) {
    if (std::ranges::find(codes, code) != codes.end()) out.push_back(std::string(code) + "-" + std::string(region));
  }
  std::ranges::sort(out);
  return out;
}

/// The first language of the header that there are names in; English else.
Language names_language(const http::Request& request) {
  for (const std::string& tag : wished_languages(request.header("Accept-Language"))) {
    Result<Language> language = Language::parse(tag);
    if (language && !own_name(*language).empty()) return std::move(*language);
  }
  return Language{"en", "", ""};
}

}  // namespace

http::Response languages(Service& service, Call& call) {
  const Result<std::shared_ptr<const Offer>> offer = service.engines.offer();
  if (!offer) return failed(offer.error());
  const Language names = names_language(call.request);
  const auto name_of = [&](const Language& language) {
    return names.code == "en" ? language.english_name() : name_in(language, names);
  };
  std::vector<JsonText> out;
  for (const Language& language : (*offer)->sources()) {
    const std::vector<std::string> targets = with_varieties((*offer)->targets(language));
    const auto add = [&](const Language& one, const std::string& code) {
      out.push_back(JsonObject()
                        .add("code", code)
                        .add("name", name_of(one))
                        .add("targets", json::json_array({targets.begin(), targets.end()}))
                        .done());
    };
    add(language, code_of(language));
    for (const auto& [code, region] : kListedVarieties) {
      if (code != code_of(language)) continue;
      const Language variety{language.code, "", std::string(region)};
      add(variety, variety.tag());
    }
  }
  return json_response(200, json::json_array(out).text).set("Vary", "Accept-Language");
}

}  // namespace dragoman::server::libretranslate

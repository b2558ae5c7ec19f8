#include "server/interface_page.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/markup_text.h"
#include "dragoman/language_names.h"
#include "server/served_file.h"
#include "server/web_files.h"
#include "server/wished_languages.h"

namespace dragoman::server {
namespace {

using InterfaceWords = std::map<std::string, std::string, std::less<>>;
constexpr std::string_view kSharedStrings = "shared/strings/", kEnglish = "en";

/// Pictures are a story's own and come from where it came from; all else comes from here. No inline script or style, no markup made of
/// strings.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https: http:; connect-src 'self'; "
    "media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for "
    "'script'; "
    "trusted-types 'none'";

std::string_view web_text(std::string_view name) {
  const auto found = std::ranges::find(web_files(), name, &WebFile::name);
  return found == web_files().end() ? std::string_view() : found->plain;
}

/// Lines "name = words"; "#" begins a comment.
void read_words(std::string_view file, InterfaceWords& words) {
  while (!file.empty()) {
    const std::string_view line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(file.size(), line.size() + 1));
    const std::size_t sign = line.find(" = ");
    if (line.starts_with('#') || sign == std::string_view::npos) continue;
    words.insert_or_assign(std::string(line.substr(0, sign)), std::string(line.substr(sign + 3)));
  }
}

InterfaceWords all_words_of(std::string_view part, std::string_view language) {
  InterfaceWords words;
  for (const std::string_view one : {kEnglish, language}) {
    read_words(web_text(std::string(kSharedStrings) + std::string(one) + ".txt"), words);
    read_words(web_text(std::string(part) + "/strings/" + std::string(one) + ".txt"), words);
  }
  return words;
}

}  // namespace

std::vector<std::string> interface_languages() {
  std::vector<std::string> out;
  for (const WebFile& file : web_files()) {
    if (!file.name.starts_with(kSharedStrings)) continue;
    const std::string_view name = file.name.substr(kSharedStrings.size());
    out.emplace_back(name.substr(0, name.find('.')));
  }
  return out;
}

std::string interface_language(const http::Request& request) {
  const std::vector<std::string> known = interface_languages();
  const auto asked = std::ranges::find(request.query, "ui", &http::Field::name);
  std::vector<std::string> wishes = wished_languages(request.header("Accept-Language"));
  if (asked != request.query.end()) wishes.insert(wishes.begin(), asked->value);
  for (const std::string& one : wishes) {
    std::string code = base::lower_ascii(one.substr(0, one.find_first_of("-_; ")));
    if (std::ranges::find(known, code) != known.end()) return code;
  }
  return std::string(kEnglish);
}

const InterfaceWords& interface_words(std::string_view part, std::string_view language) {
  static const auto all = [] {
    std::map<std::pair<std::string, std::string>, InterfaceWords> out;
    for (const std::string one : {"reader", "desk"}) {
      for (const std::string& code : interface_languages()) out.emplace(std::pair(one, code), all_words_of(one, code));
    }
    return out;
  }();
  const auto found = all.find({std::string(part), std::string(language)});
  return found == all.end() ? all.at({std::string(part), std::string(kEnglish)}) : found->second;
}

json::JsonText interface_words_json(std::string_view part, std::string_view language) {
  json::JsonObject words;
  for (const auto& [name, word] : interface_words(part, language)) words.add(name, word);
  return words.done();
}

std::string_view interface_direction(std::string_view language) {
  const Result<Language> known = Language::parse(language);
  return known && is_right_to_left(*known) ? "rtl" : "ltr";
}

std::string interface_links(std::string_view path, std::string_view language) {
  std::string out;
  for (const std::string& code : interface_languages()) {
    const Result<Language> known = Language::parse(code);
    if (!known) continue;
    out += "<a lang=\"" + code + "\" hreflang=\"" + code + "\" dir=\"" + std::string(interface_direction(code)) +
           "\" href=\"" + std::string(path) + "?ui=" + code + "\"" +
           (code == language ? " aria-current=\"true\"" : "") + ">" + base::escape_markup(own_name(*known)) + "</a>\n";
  }
  return out;
}

std::string script_data(std::string_view json) {
  std::string out;
  for (const char c : json) out += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return out;
}

std::string filled_page(std::string_view part, std::string_view language, const InterfaceWords& values) {
  const std::string_view page = web_text(std::string(part) + "/page.html");
  const InterfaceWords& words = interface_words(part, language);
  std::string out;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t open = std::min(page.find("{{", at), page.size());
    out += page.substr(at, open - at);
    const std::size_t close = std::min(page.find("}}", open), page.size());
    if (open == page.size()) break;
    const std::string_view name = page.substr(open + 2, close - open - 2);
    at = std::min(close + 2, page.size());
    if (name.starts_with("t.")) {
      const auto word = words.find(name.substr(2));
      out += word == words.end() ? "" : base::escape_markup(word->second);
    } else if (const auto value = values.find(name); value != values.end()) {
      out += value->second;
    }
  }
  return out;
}

http::Response& guarded(http::Response& response) {
  return response.set("Content-Security-Policy", std::string(kPolicy))
      .set("Referrer-Policy", "no-referrer")
      .set("Cross-Origin-Opener-Policy", "same-origin");
}

http::Response web_asset(const http::Request& request) {
  http::Response response = served_file(request, std::string_view(request.path).substr(1));
  guarded(response).set("Cache-Control", "no-cache");
  return response;
}

}  // namespace dragoman::server

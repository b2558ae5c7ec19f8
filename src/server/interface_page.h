// The pages for people, as the server writes them: their words in the language of who looks at them, and what keeps strangers' scripts out. A
// part ("reader", "desk") is a folder of web/ with page.html and strings/; web/shared has what all of them use.
// Threads: pure functions.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>
#include "http/message.h"
#include "json/write.h"

namespace dragoman::server {

/// Languages that the pages themselves speak, by the files in web/shared/strings.
std::vector<std::string> interface_languages();
/// As asked (`ui` of the query, else Accept-Language), else English.
std::string interface_language(const http::Request& request);
/// All words of a part, those that are shared included; a name that is not translated is there in English.
const std::map<std::string, std::string, std::less<>>& interface_words(std::string_view part,
                                                                       std::string_view language);
/// The same for scripts.
json::JsonText interface_words_json(std::string_view part, std::string_view language);
/// "ltr" or "rtl" of a language of interface_languages().
std::string_view interface_direction(std::string_view language);
/// Links to the page at `path` in each of the languages, each in its own name.
std::string interface_links(std::string_view path, std::string_view language);
/// JSON as the text of a script element: no "<" may end that.
std::string script_data(std::string_view json);

/// web/PART/page.html with "{{name}}" replaced by values[name], as it is, and "{{t.name}}" by that word, escaped.
std::string filled_page(std::string_view part, std::string_view language,
                        const std::map<std::string, std::string, std::less<>>& values);

/// Adds what keeps a page to itself: a policy under which scripts and styles are files of this server, and nothing made of strings.
http::Response& guarded(http::Response& response);
/// The file of web/ that the path of a request names, guarded.
http::Response web_asset(const http::Request& request);

}  // namespace dragoman::server

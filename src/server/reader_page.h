// The reader's page as the server writes it: its words in the reader's language, the languages to choose from, and, for browsers that run
// no scripts, the story itself. What came from outside is written as text, never as markup: elements come from StoryItem and
// BlockMark, of which there are only such that show.
// Threads: pure functions.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/page.h"
#include "http/message.h"

namespace dragoman::server {

/// Languages that the reader itself speaks, by the files in web/reader/strings.
std::vector<std::string> interface_languages();
/// As asked (`ui` of the query, else Accept-Language), else English.
std::string interface_language(const http::Request& request);
/// All of its words; a name that is not translated is there in English.
const std::map<std::string, std::string, std::less<>>& interface_words(std::string_view language);

/// web/reader/page.html with "{{name}}" replaced by values[name], as it is, and "{{t.name}}" by that word, escaped.
std::string filled_page(std::string_view language, const std::map<std::string, std::string, std::less<>>& values);

/// A translated story as HTML: the translation, then the original folded away.
std::string story_html(const Page& page, const TranslatedPage& translated, std::string_view address,
                       std::string_view interface);

}  // namespace dragoman::server

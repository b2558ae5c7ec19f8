// A story as the server writes it, for browsers that run no scripts. What came from outside is written as text, never as markup: elements
// come from StoryItem and BlockMark, of which there are only such that show.
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>
#include "server/story_json.h"

namespace dragoman::server {

/// A translated story as HTML: the translation, then the original folded away.
std::string story_html(const StoryParts& story, std::string_view interface);

}  // namespace dragoman::server

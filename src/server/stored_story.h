// A stored article as the reader shows it: what the public sees of it, in the order and with the pictures of its source.
//
// Versions keep texts and sentences, no inline elements and words: a stored story has no links and no emphasis in its lines, and words lead
// to no words.
// Threads: pure functions.
#pragma once
#include <string>
#include <vector>
#include "server/service.h"
#include "server/story_json.h"

namespace dragoman::server {

struct StoredStory {
  StoryParts parts;
  std::string title;                   ///< its headline
  std::vector<std::string> languages;  ///< in which readers see it
  ArticleState state = ArticleState::kMachine;
};

/// `version`: with its blocks. Errors: those of Articles; without the source that it was made from (a newer one has come) the parts are told in
/// the order of its blocks, without pictures.
Result<StoredStory> stored_story(const Articles& articles, const ArticleOverview& article,
                                 const ArticleVersion& version);

/// As /v1/page has it with view=story: adds `story`, which also has `languages` and `state`, and `blocks`.
void add_stored_story(json::JsonObject& out, const StoredStory& story);

}  // namespace dragoman::server

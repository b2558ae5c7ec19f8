// Blocks and stories as JSON: what a program needs to show a translated page, and to say how sure it is of it.
//
// With `checks` every sentence is compared with its source: what was found (check.h), the facts that had to arrive and what became
// of them, and how good it is likely to be (quality.h).
// Threads: pure functions.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/check.h"
#include "dragoman/page.h"
#include "json/write.h"

namespace dragoman::server {

/// What a check says of one sentence.
struct SentenceCheck {
  PairCheck pair;
  std::optional<float> quality;
  /// Somebody should look at the original: a critical finding, or low quality.
  bool doubtful = false;
};
/// The quality of the sentence itself goes before what its block's words say.
SentenceCheck check_sentence(const PairChecker& checker, const Block& block, const BlockSentence& sentence);

/// Adds `quality` (if it is known), `doubtful`, `findings` and `facts`.
void add_check(const SentenceCheck& check, json::JsonObject& out);

/// `checker`: null for no checks. Words and marks are there if PageOptions::links.
json::JsonText block_json(std::size_t index, const Block& block, const PairChecker* checker, std::string_view address);

/// Before which item of a story the label stands: below headline, standfirst and opening picture.
std::size_t label_place(std::span<const StoryItem> story, std::span<const Block> blocks);

/// A story in its parts. Blocks need have no more than their roles where only the order is told.
struct StoryParts {
  std::vector<StoryItem> items = {};
  std::vector<Block> blocks = {};
  std::string from = {}, to = {}, address = {}, format = {};
};

/// What is known before anything is translated: languages, and the story's parts in their order.
json::JsonObject story_object(const StoryParts& story);
json::JsonText story_json(const Page& page, const PageOptions& options, std::string_view address);

/// An address of the web that can be shown and followed: absolute http or https, or a picture's data; "" for all else
/// ("javascript:"). `base`: where the page came from, "" if nobody knows.
std::string safe_address(std::string_view address, std::string_view base, bool picture = false);

}  // namespace dragoman::server

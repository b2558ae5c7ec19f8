// TranslatedItems: items of feeds with their translations, kept so that only new ones need be translated.
// Threads: any.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/articles.h"

namespace dragoman::articles {

struct TranslatedItem {
  std::string key;      ///< made of all that the translation hangs on
  std::string address;  ///< of the story; "" if it is not known
  std::string bytes;
};

class TranslatedItems {
 public:
  explicit TranslatedItems(Articles articles) : articles_(std::move(articles)) {}
  /// What is kept under a key; nothing if there is nothing.
  Result<std::optional<std::string>> find(std::string_view key) const;
  /// Those that nobody has asked for in two weeks go, and the oldest of more than 20,000.
  Status keep(const std::vector<TranslatedItem>& items) const;
  /// Whether the article of that address, in whichever publication, has been taken back or is held back: then it belongs into no
  /// feed in that language either.
  Result<bool> is_hidden(std::string_view address, std::string_view language) const;

 private:
  Articles articles_;
};

}  // namespace dragoman::articles

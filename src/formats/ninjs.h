// What the parts of the ninjs reader share: which strings of a news object are text, and the stamp.
//
// IPTC ninjs 1.x has one property per kind of text ("body_html"), 2.x and 3.x have lists ("bodies": [{"contenttype", "value"}]).
// Both are told by the property's name and by where its object stands; an object that is associated with another is a news
// object of its own.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "document/json_strings.h"
#include "document/splices.h"
#include "document/stamp.h"
#include "dragoman/page.h"

namespace dragoman::formats {

/// How a string is to be read.
struct NinjsField {
  enum class Form { kPlain, kGuess, kHtml, kXml };
  BlockRole role = BlockRole::kText;
  KeepReason keep = KeepReason::kNone;
  std::string_view note = {};
  Form form = Form::kPlain;
};

class NinjsShape {
 public:
  explicit NinjsShape(const document::JsonStrings& json);
  /// What a string is; nothing for those that no reader sees (identifiers, dates, addresses).
  std::optional<NinjsField> field_of(const document::JsonString& string) const;
  /// The language in force for a string's news object, as stated; "" if nowhere.
  const std::string& language_of(const document::JsonString& string) const;
  /// Of the outermost object.
  const std::string& language() const;
  /// Whether a string is a news object's "language".
  bool is_language(const document::JsonString& string) const;

 private:
  struct Object {
    bool news = false;           ///< the outermost object, or one associated with a news object
    std::string list;            ///< the property that holds it, lists looked through
    std::string language, type;  ///< its own
    std::string content_type;
    int parent = -1;  ///< the object round it
  };
  std::optional<NinjsField> news_field(const Object& object, std::string_view key) const;

  const document::JsonStrings& json_;
  std::vector<Object> objects_;  ///< by container; arrays stay empty
};

/// The languages and the machine-translation mark. `offset`: of the JSON text in the source that `splices` is of.
void stamp_ninjs(const document::JsonStrings& json, const NinjsShape& shape, std::string_view text, std::size_t offset,
                 const document::Stamp& stamp, document::Splices& splices);

}  // namespace dragoman::formats

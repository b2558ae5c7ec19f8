// The properties of a news object as a table.
#include <algorithm>
#include <utility>

#include "formats/iptc.h"
#include "formats/ninjs.h"

namespace dragoman::formats {
namespace {

using document::JsonContainer;
using document::JsonString;
using Form = NinjsField::Form;

struct Property {
  std::string_view name;
  NinjsField field;
};
// Names that 2.x and 3.x give to the lists stand beside those of 1.x.
constexpr Property kProperties[] = {
    {"headline", {BlockRole::kHeadline, KeepReason::kNone, {}, Form::kGuess}},
    {"headlines", {BlockRole::kHeadline, KeepReason::kNone, {}, Form::kGuess}},
    {"title", {BlockRole::kMetadata, KeepReason::kNone, {}, Form::kPlain}},
    {"description", {BlockRole::kStandfirst, KeepReason::kNone, {}, Form::kGuess}},
    {"descriptions", {BlockRole::kStandfirst, KeepReason::kNone, {}, Form::kGuess}},
    {"body", {BlockRole::kText, KeepReason::kNone, {}, Form::kGuess}},
    {"bodies", {BlockRole::kText, KeepReason::kNone, {}, Form::kGuess}},
    {"byline", {BlockRole::kByline, KeepReason::kNone, {}, Form::kPlain}},
    {"by", {BlockRole::kByline, KeepReason::kNone, {}, Form::kPlain}},
    {"located", {BlockRole::kDateline, KeepReason::kNone, {}, Form::kPlain}},
    {"ednote", {BlockRole::kMetadata, KeepReason::kNone, {}, Form::kPlain}},
    {"edNote", {BlockRole::kMetadata, KeepReason::kNone, {}, Form::kPlain}},
    {"slugline", {BlockRole::kMetadata, KeepReason::kMarked, kSluglineNote, Form::kPlain}},
    {"copyrightholder", {BlockRole::kMetadata, KeepReason::kName, kRightsNote, Form::kPlain}},
    {"copyrightnotice", {BlockRole::kMetadata, KeepReason::kName, kRightsNote, Form::kPlain}},
    {"usageterms", {BlockRole::kMetadata, KeepReason::kName, kRightsNote, Form::kPlain}},
    {"copyrightHolder", {BlockRole::kMetadata, KeepReason::kName, kRightsNote, Form::kPlain}},
    {"copyrightNotice", {BlockRole::kMetadata, KeepReason::kName, kRightsNote, Form::kPlain}},
    {"usageTerms", {BlockRole::kMetadata, KeepReason::kName, kRightsNote, Form::kPlain}}};

constexpr std::string_view kConcepts[] = {"subject",      "subjects",      "genre",      "genres",      "place",
                                          "places",       "event",         "events",     "object",      "objects",
                                          "organisation", "organisations", "infosource", "infosources", "infoSources"};

bool one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

/// By the end of a property's name ("body_xhtml") or a media type.
Form form_of(std::string_view kind, Form unknown) {
  if (kind.find("html") != std::string_view::npos) return Form::kHtml;
  if (kind.find("nitf") != std::string_view::npos || kind.ends_with("xml")) return Form::kXml;
  if (one_of(kind, {"text", "text/plain"})) return Form::kPlain;
  return unknown;
}

}  // namespace

NinjsShape::NinjsShape(const document::JsonStrings& json) : json_(json), objects_(json.containers().size()) {
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    const JsonContainer& container = json.containers()[i];
    Object& object = objects_[i];
    object.parent = container.parent;
    object.list = container.key;
    // Containers stand behind their parents, so an array's name is known by now.
    if (object.list.empty() && container.parent >= 0) object.list = objects_[container.parent].list;
    if (container.array) continue;
    // In 1.x associations are named: {"associations": {"picture": {...}}}.
    const bool named = container.parent >= 0 && !json.containers()[container.parent].array;
    if (named && one_of(objects_[container.parent].list, {"associations", "renditions"}))
      object.list = objects_[container.parent].list;
    const bool outermost = container.parent < 0 || (json.containers()[container.parent].array &&
                                                    json.containers()[container.parent].parent < 0);
    object.news = outermost || object.list == "associations";
  }
  for (const JsonString& string : json.strings()) {
    if (string.container < 0) continue;
    Object& object = objects_[string.container];
    if (string.key == "language") object.language = string.value;
    if (string.key == "type") object.type = string.value;
    if (one_of(string.key, {"contenttype", "contentType"})) object.content_type = string.value;
  }
}

std::optional<NinjsField> NinjsShape::news_field(const Object& object, std::string_view key) const {
  const std::size_t line = key.find('_');
  std::string_view name = key, kind;
  if (line != std::string_view::npos && one_of(key.substr(0, line), {"headline", "description", "body"})) {
    name = key.substr(0, line);
    kind = key.substr(line + 1);
  }
  for (const Property& property : kProperties) {
    if (property.name != name) continue;
    NinjsField field = property.field;
    if (!kind.empty()) field.form = form_of(kind, Form::kGuess);
    const bool seen = one_of(object.type, {"picture", "video", "graphic"});
    if (seen && field.role == BlockRole::kStandfirst) field.role = BlockRole::kCaption;
    return field;
  }
  return std::nullopt;
}

std::optional<NinjsField> NinjsShape::field_of(const JsonString& string) const {
  if (string.container < 0 || json_.containers()[string.container].array) return std::nullopt;
  const Object& object = objects_[string.container];
  const std::string_view key = string.key;
  if (object.news) {
    if (const auto field = news_field(object, key)) return field;
    return std::nullopt;
  }
  if (key == "value" && one_of(object.list, {"headlines", "descriptions", "bodies"})) {
    // The list stands in the news object: the object round this one, but for the array.
    int above = object.parent;
    while (above >= 0 && json_.containers()[above].array) above = objects_[above].parent;
    auto field = news_field(above < 0 ? object : objects_[above], object.list);
    if (field && !object.content_type.empty()) field->form = form_of(object.content_type, Form::kGuess);
    return field;
  }
  if (key == "title" && one_of(object.list, {"renditions", "trustindicator", "trustindicators", "trustIndicators"})) {
    return NinjsField{BlockRole::kMetadata, KeepReason::kNone, {}, Form::kPlain};
  }
  if (key == "name" && one_of(object.list, {"person", "people"}))
    return NinjsField{BlockRole::kMetadata, KeepReason::kName, {}, Form::kPlain};
  if (key == "name" && std::ranges::find(kConcepts, object.list) != std::end(kConcepts)) {
    return NinjsField{BlockRole::kMetadata, KeepReason::kName, kConceptNote, Form::kPlain};
  }
  return std::nullopt;
}

const std::string& NinjsShape::language_of(const JsonString& string) const {
  static const std::string none;
  for (int at = string.container; at >= 0; at = objects_[at].parent) {
    if (objects_[at].news && !objects_[at].language.empty()) return objects_[at].language;
  }
  return none;
}

const std::string& NinjsShape::language() const {
  static const std::string none;
  for (const Object& object : objects_) {
    if (object.news) return object.language;
  }
  return none;
}

bool NinjsShape::is_language(const JsonString& string) const {
  return string.key == "language" && string.container >= 0 && objects_[string.container].news;
}

}  // namespace dragoman::formats

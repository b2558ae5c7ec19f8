#include "page_command.h"

#include <array>
#include <chrono>
#include <utility>

namespace dragoman::cli {
namespace {

constexpr std::array<std::pair<std::string_view, LabelPlace>, 5> kPlaces{{{"auto", LabelPlace::kAuto},
                                                                          {"headline", LabelPlace::kHeadline},
                                                                          {"top", LabelPlace::kTop},
                                                                          {"end", LabelPlace::kEnd},
                                                                          {"none", LabelPlace::kNone}}};

Result<Alternate> read_alternate(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size()) {
    return Error{ErrorCode::kBadArgument, 0,
                 "--alternate " + text + " is not LANGUAGE=URL; write for example es=https://news.example/es/story"};
  }
  const std::string language = text.substr(0, equals);
  if (language == "x-default") return Alternate{language, text.substr(equals + 1)};  // hreflang's word for "any other"
  Result<Language> parsed = Language::parse(language);
  if (!parsed) return Error{parsed.error().code, 0, "--alternate " + text + ": " + parsed.error().what};
  return Alternate{parsed->tag(), text.substr(equals + 1)};
}

Status check_address(std::string_view option, const std::string& url) {
  if (url.empty() || is_web_address(url)) return {};
  return Error{ErrorCode::kBadArgument, 0,
               std::string(option) + " " + url + " is no address; write it with http:// or https://"};
}

}  // namespace

Result<PageOptions> page_options(const PageCommand& command) {
  PageOptions options;
  options.label = command.label;
  for (const auto& [name, place] : kPlaces) {
    if (name == command.label_place) options.label_place = place;
  }
  for (const auto& [option, url] :
       {std::pair{"--publish-url", &command.publish_url}, std::pair{"--source-url", &command.source_url}}) {
    if (Status fine = check_address(option, *url); !fine) return fine.error();
  }
  options.publish_url = command.publish_url;
  options.source_url = command.source_url;
  for (const std::string& text : command.alternates) {
    Result<Alternate> alternate = read_alternate(text);
    if (!alternate) return alternate.error();
    if (Status fine = check_address("--alternate", alternate->url); !fine) return fine.error();
    options.alternates.push_back(*alternate);
  }
  options.originals = command.originals == "embed"  ? Originals::kEmbed
                      : command.originals == "none" ? Originals::kNone
                                                    : Originals::kMark;
  options.translate.beam = command.beam;
  options.translate.use_cache = !command.engine.no_cache;
  options.post_edit = !command.engine.raw;
  options.numerals = command.engine.numerals;
  options.rerank = command.engine.rerank;
  return options;
}

FetchOptions fetch_options(const PageCommand& command) {
  FetchOptions options;
  options.max_bytes = command.max_bytes;
  options.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(command.timeout_seconds * 1000));
  options.allow_private = command.allow_private;
  options.proxy = command.proxy;
  return options;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(PageFormat::kEpub); ++i) {
    names.emplace_back(format_name(static_cast<PageFormat>(i)));
  }
  return names;
}

}  // namespace dragoman::cli

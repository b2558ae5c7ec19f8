// Events become units, a finished unit becomes one pair for each of its target languages.
#include "memory/tmx.h"

#include <algorithm>
#include <map>

#include "base/ascii.h"
#include "formats/xml_reader.h"
#include "formats/xml_stream.h"
#include "memory/glossary_file.h"
#include "memory/pairs.h"
#include "memory/plain.h"
#include "memory/times.h"

namespace dragoman::memory {
namespace {

using formats::value_of;
using formats::XmlPairs;

constexpr std::size_t kMostVariants = 200, kMostLanguages = 1000;

/// Attributes that units and their variants share.
struct Facts {
  std::string who;
  std::int64_t when = 0;
  std::optional<PairStatus> status;
  std::optional<PairOrigin> origin;
};

struct Variant {
  Language language;
  std::string text;
  bool too_long = false;
  Facts facts;
};

void read_facts(const XmlPairs& attributes, Facts& facts) {
  for (const char* name : {"creationid", "changeid"}) {
    if (const std::string_view who = value_of(attributes, name); !who.empty())
      facts.who = std::string(who.substr(0, kLongestTerm));
  }
  for (const char* name : {"creationdate", "changedate"}) {
    if (const auto when = parse_time(value_of(attributes, name))) facts.when = *when;
  }
}

bool is_code(std::string_view name) {
  return name == "bpt" || name == "ept" || name == "it" || name == "ph" || name == "ut";
}

}  // namespace

class TmxReader::Impl : public formats::XmlEvents {
 public:
  Impl(const PairImport& options, PairTaker take) : options_(options), take_(std::move(take)), stream_(*this) {}

  Status start(std::string_view name, const XmlPairs& attributes) override {
    if (first_ && name != "tmx")
      return at_line(ErrorCode::kBadPage,
                     "no TMX, its first element is " + base::printable(name) + "; is this the right file?");
    first_ = false;
    if (name == "header") source_name_ = std::string(value_of(attributes, "srclang"));
    if (name == "tu") return start_unit(attributes);
    if (name == "tuv") return start_variant(attributes);
    if (name == "seg" && !variants_.empty()) in_segment_ = true;
    if (in_segment_ && is_code(name)) ++in_code_;
    if (name == "prop" && !in_segment_) {
      property_ = std::string(value_of(attributes, "type"));
      property_text_.clear();
    }
    return {};
  }

  Status text(std::string_view text) override {
    if (!property_.empty() && property_text_.size() < 100) property_text_ += text;
    if (!in_segment_ || in_code_ > 0) return {};
    Variant& variant = variants_.back();
    if (variant.text.size() + text.size() > kLongestSentence)
      variant.too_long = true;
    else
      variant.text += text;
    return {};
  }

  Status end(std::string_view name) override {
    if (name == "seg") in_segment_ = false;
    if (in_segment_ && is_code(name) && in_code_ > 0) --in_code_;
    if (name == "prop") take_property();
    if (name != "tu") return {};
    in_unit_ = false;
    return finish_unit();
  }

  Status feed(std::string_view bytes) { return stream_.feed(bytes); }
  Status finish() { return stream_.finish(); }
  std::size_t skipped() const { return skipped_; }

 private:
  Error at_line(ErrorCode code, const std::string& what) const {
    return {code, 0, "line " + std::to_string(stream_.line()) + ": " + what};
  }
  /// What an open segment writes to must not go from under it.
  Status start_unit(const XmlPairs& attributes) {
    if (in_unit_) return at_line(ErrorCode::kBadPage, "a unit (tu) inside another one; end the first one before it");
    in_unit_ = true;
    unit_ = {};
    variants_.clear();
    read_facts(attributes, unit_);
    const std::string_view own = value_of(attributes, "srclang");
    unit_source_ = own.empty() ? source_name_ : std::string(own);
    return {};
  }
  Status start_variant(const XmlPairs& attributes) {
    if (!in_unit_) return at_line(ErrorCode::kBadPage, "a tuv outside of a unit (tu); put it into one");
    if (variants_.size() >= kMostVariants)
      return at_line(ErrorCode::kTooLong, "a unit with over 200 languages; is this the right file?");
    std::string_view tag = value_of(attributes, "xml:lang");
    if (tag.empty()) tag = value_of(attributes, "lang");  // up to version 1.1
    if (tag.empty()) return at_line(ErrorCode::kBadPage, "a tuv that does not say its language (xml:lang); add it");
    Result<Language> language = language_of(tag);
    if (!language) return language.error();
    Variant variant;
    variant.language = *language;
    variant.facts = unit_;
    read_facts(attributes, variant.facts);
    variants_.push_back(std::move(variant));
    in_code_ = 0;
    return {};
  }
  Result<Language> language_of(std::string_view tag) {
    if (const auto found = languages_.find(tag); found != languages_.end()) return found->second;
    Result<Language> parsed = Language::parse(tag);
    if (!parsed) return at_line(ErrorCode::kBadPage, parsed.error().what);
    if (languages_.size() >= kMostLanguages) languages_.clear();
    languages_.emplace(std::string(tag), *parsed);
    return parsed;
  }
  void take_property() {
    if (property_ == "x-dragoman-status") {
      for (Variant& variant : variants_) variant.facts.status = status_named(trimmed(property_text_));
      unit_.status = status_named(trimmed(property_text_));
    } else if (property_ == "x-dragoman-origin") {
      for (Variant& variant : variants_) variant.facts.origin = origin_named(trimmed(property_text_));
      unit_.origin = origin_named(trimmed(property_text_));
    }
    property_.clear();
  }
  /// The variant that the others translate; the first one if the file does not say, or names one that is not there.
  Result<std::size_t> source_variant() {
    Language source;
    if (options_.languages) {
      source = options_.languages->source;
    } else if (!unit_source_.empty() && unit_source_ != "*all*") {
      Result<Language> parsed = language_of(unit_source_);
      if (!parsed) return parsed.error();
      source = *parsed;
    }
    for (std::size_t i = 0; i < variants_.size() && !source.code.empty(); ++i) {
      if (wanted({variants_[i].language, variants_[i].language}, Languages{source, source})) return i;
    }
    return options_.languages ? variants_.size() : 0;
  }
  Status finish_unit() {
    if (variants_.empty()) return {};
    const Result<std::size_t> source = source_variant();
    if (!source) return source.error();
    std::size_t taken = 0;
    for (std::size_t i = 0; i < variants_.size() && *source < variants_.size(); ++i) {
      if (i == *source) continue;
      StoredPair pair = pair_of_variants(variants_[*source], variants_[i]);
      if (!wanted(pair.languages, options_.languages) || pair.languages.source == pair.languages.target) continue;
      const bool whole = !variants_[*source].too_long && !variants_[i].too_long;
      if (!whole || trimmed(pair.source).empty() || trimmed(pair.target).empty()) continue;
      ++taken;
      if (Status done = take_(pair); !done) return done;
    }
    skipped_ += std::max<std::size_t>(variants_.size() - 1, 1) -
                std::min(taken, std::max<std::size_t>(variants_.size() - 1, 1));
    variants_.clear();
    return {};
  }
  StoredPair pair_of_variants(const Variant& source, const Variant& target) const {
    StoredPair pair;
    pair.source = source.text;
    pair.target = target.text;
    pair.languages = {source.language, target.language};
    pair.status = target.facts.status.value_or(options_.status);
    pair.origin = target.facts.origin.value_or(PairOrigin::kImport);
    pair.who = target.facts.who.empty() ? options_.who : target.facts.who;
    pair.when = target.facts.when;
    return pair;
  }

  const PairImport& options_;
  PairTaker take_;
  std::string source_name_, unit_source_, property_, property_text_;
  Facts unit_;
  std::vector<Variant> variants_;
  std::map<std::string, Language, std::less<>> languages_;
  bool first_ = true, in_unit_ = false, in_segment_ = false;
  int in_code_ = 0;
  std::size_t skipped_ = 0;
  formats::XmlStream stream_;
};

TmxReader::TmxReader(const PairImport& options, PairTaker take)
    : impl_(std::make_unique<Impl>(options, std::move(take))) {}
TmxReader::~TmxReader() = default;
Status TmxReader::feed(std::string_view bytes) { return impl_->feed(bytes); }
Status TmxReader::finish() { return impl_->finish(); }
std::size_t TmxReader::skipped() const { return impl_->skipped(); }

std::string tmx_head() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="dragoman" creationtoolversion="1" segtype="sentence" o-tmf="dragoman" adminlang="en" srclang="*all*" datatype="plaintext"/>
<body>
)";
}

std::string tmx_unit(const StoredPair& pair) {
  const auto variant = [](const Language& language, const std::string& text) {
    return "<tuv xml:lang=\"" + formats::xml_attribute(language.tag()) + "\"><seg>" + formats::xml_text(text) +
           "</seg></tuv>";
  };
  std::string out = "<tu srclang=\"" + formats::xml_attribute(pair.languages.source.tag()) + "\" changedate=\"" +
                    tmx_time(pair.when) + "\"";
  if (!pair.who.empty()) out += " changeid=\"" + formats::xml_attribute(pair.who) + "\"";
  out += "><prop type=\"x-dragoman-status\">" + std::string(status_name(pair.status)) + "</prop>";
  out += "<prop type=\"x-dragoman-origin\">" + std::string(origin_name(pair.origin)) + "</prop>";
  return out + variant(pair.languages.source, pair.source) + variant(pair.languages.target, pair.target) + "</tu>\n";
}

std::string tmx_tail() { return "</body>\n</tmx>\n"; }

}  // namespace dragoman::memory

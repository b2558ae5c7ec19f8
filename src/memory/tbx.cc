// Concepts of a TBX file: each has terms in several languages. A term of the source language, with the preferred one of a
// target language, is an entry. Deprecated terms are left out, further synonyms of a target language too.
#include <algorithm>

#include "formats/xml_reader.h"
#include "formats/xml_stream.h"
#include "memory/glossary_file.h"
#include "memory/plain.h"
#include "memory/times.h"

namespace dragoman::memory {
namespace {

using formats::value_of;
using formats::XmlPairs;

constexpr std::size_t kMostTerms = 5'000'000, kLongestTbxText = 64 << 10;
// What TBX has no word for stands in a note that we understand again: "dragoman: case-sensitive, exact".
constexpr std::string_view kMark = "dragoman:", kCaseWord = "case-sensitive", kExactWord = "exact";

/// "basic:administrativeStatus" -> "administrativeStatus"
std::string_view local(std::string_view name) {
  return name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
}

struct Synonym {
  std::string text;
  Language language;
  std::size_t line = 0;
  bool deprecated = false, preferred = false;
};

/// What the element that is open is for.
enum class Field { kNone, kTerm, kStatus, kNote, kWho, kWhen };

class TbxReader : public formats::XmlEvents {
 public:
  explicit TbxReader(const GlossaryImport& options) : options_(options) {}
  void read_from(const formats::XmlStream& stream) { stream_ = &stream; }
  FileTerms take() { return std::move(out_); }
  bool is_tbx() const { return is_tbx_; }

  Status start(std::string_view name, const XmlPairs& attributes) override {
    const std::string_view kind = local(name), type = local(value_of(attributes, "type"));
    if (kind == "tbx" || kind == "martif" || kind == "TBX") {
      is_tbx_ = true;
      return language(value_of(attributes, "xml:lang"), source_);
    }
    if (kind == "conceptEntry" || kind == "termEntry") {
      concept_ = {};
      synonyms_.clear();
      case_sensitive_ = exact_ = false;
    } else if (kind == "langSec" || kind == "langSet") {
      return language(value_of(attributes, "xml:lang"), language_);
    } else if (kind == "termSec" || kind == "tig" || kind == "ntig") {
      synonyms_.push_back({"", language_, stream_->line()});
    }
    if (is_inline(kind)) return {};
    field_ = field_of(kind, type);
    text_.clear();
    return {};
  }

  Status text(std::string_view text) override {
    if (field_ == Field::kNone) return {};
    text_ += text;
    if (text_.size() > kLongestTbxText) return at_line(ErrorCode::kTooLong, "a text of over 64 KiB; shorten it");
    return {};
  }

  Status end(std::string_view name) override {
    const std::string_view kind = local(name);
    if (kind == "conceptEntry" || kind == "termEntry") return finish_concept();
    // Markup within a term (<hi>) has no field of its own and leaves the term open.
    if (field_ == Field::kNone || is_inline(kind)) return {};
    take_field();
    field_ = Field::kNone;
    return {};
  }

 private:
  Error at_line(ErrorCode code, const std::string& what) const {
    return {code, 0, "line " + std::to_string(stream_->line()) + ": " + what};
  }
  Status language(std::string_view tag, Language& out) {
    out = {};
    if (tag.empty()) return {};
    Result<Language> parsed = Language::parse(tag);
    if (!parsed) return at_line(ErrorCode::kBadPage, parsed.error().what);
    out = *parsed;
    return {};
  }
  static bool is_inline(std::string_view kind) { return kind == "hi" || kind == "foreign" || kind == "sc"; }
  static Field field_of(std::string_view kind, std::string_view type) {
    if (kind == "term") return Field::kTerm;
    if (kind == "administrativeStatus" || type == "administrativeStatus" || type == "normativeAuthorization")
      return Field::kStatus;
    if (kind == "note") return Field::kNote;
    if (kind == "responsibility" || type == "responsibility") return Field::kWho;
    return kind == "date" ? Field::kWhen : Field::kNone;
  }
  void take_field() {
    const std::string text = trimmed(text_);
    switch (field_) {
      case Field::kTerm:
        if (!synonyms_.empty()) synonyms_.back().text = text;
        break;
      case Field::kStatus:
        if (synonyms_.empty()) break;
        synonyms_.back().deprecated =
            text.find("deprecated") != std::string::npos || text.find("superseded") != std::string::npos;
        synonyms_.back().preferred = text.find("preferred") != std::string::npos;
        break;
      case Field::kNote:
        if (text.starts_with(kMark)) {
          case_sensitive_ = text.find(kCaseWord) != std::string::npos;
          exact_ = text.find(kExactWord) != std::string::npos;
        } else if (concept_.note.empty()) {
          concept_.note = text;
        }
        break;
      case Field::kWho: concept_.who = text; break;
      case Field::kWhen: concept_.when = parse_time(text).value_or(0); break;
      case Field::kNone: break;
    }
  }
  bool is_source(const Language& language) const {
    const Language& wish = options_.languages ? options_.languages->source : source_;
    return wanted({language, language}, Languages{wish, wish});
  }
  bool is_target(const Language& language) const {
    if (!options_.languages) return !is_source(language);
    return wanted({language, language}, Languages{options_.languages->target, options_.languages->target});
  }
  Status finish_concept() {
    if (!options_.languages && source_.code.empty()) {
      return at_line(ErrorCode::kBadArgument,
                     "the file does not say which language is the source; name both, for example --from en --to pt");
    }
    std::erase_if(synonyms_, [](const Synonym& one) { return one.text.empty() || one.language.code.empty(); });
    std::stable_sort(synonyms_.begin(), synonyms_.end(),
                     [](const Synonym& a, const Synonym& b) { return a.preferred && !b.preferred; });
    std::size_t used = 0;
    std::vector<Language> targets;
    for (const Synonym& target : synonyms_) {
      if (target.deprecated || !is_target(target.language)) continue;
      if (std::find(targets.begin(), targets.end(), target.language) != targets.end()) continue;  // a further synonym
      targets.push_back(target.language);
      ++used;
      for (const Synonym& source : synonyms_) {
        if (source.deprecated || !is_source(source.language)) continue;
        add(source, target);
      }
    }
    const auto sources = std::count_if(synonyms_.begin(), synonyms_.end(),
                                       [&](const Synonym& one) { return !one.deprecated && is_source(one.language); });
    if (used > 0) used += static_cast<std::size_t>(sources);
    out_.skipped += synonyms_.size() - std::min(used, synonyms_.size());
    if (out_.terms.size() > kMostTerms)
      return at_line(ErrorCode::kTooLong, "over 5,000,000 terms; import the glossary in parts");
    return {};
  }
  void add(const Synonym& source, const Synonym& target) {
    FileTerm one;
    one.line = source.line;
    one.term = concept_;
    one.term.source = source.text;
    one.term.target = target.text;
    one.term.languages = {source.language, target.language};
    one.term.case_sensitive = case_sensitive_;
    one.term.exact = exact_;
    if (one.term.who.empty()) one.term.who = options_.who;
    out_.terms.push_back(std::move(one));
  }

  const GlossaryImport& options_;
  const formats::XmlStream* stream_ = nullptr;
  bool is_tbx_ = false, case_sensitive_ = false, exact_ = false;
  Language source_, language_;
  Term concept_;  ///< note, who and when
  std::vector<Synonym> synonyms_;
  Field field_ = Field::kNone;
  std::string text_;
  FileTerms out_;
};

class TbxWriter : public GlossaryWriter {
 public:
  explicit TbxWriter(const Language& source) : source_(source) {}
  std::string head() override {
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang=")" +
           formats::xml_attribute(source_.tag()) + R"(" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>Glossary exported by dragoman</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
)";
  }
  std::string term(const Term& term) override {
    std::string out = "<conceptEntry id=\"c" + std::to_string(++count_) + "\">";
    if (!term.note.empty()) out += "<note>" + formats::xml_text(term.note) + "</note>";
    std::string marks;
    if (term.case_sensitive) marks += " " + std::string(kCaseWord);
    if (term.exact) marks += std::string(marks.empty() ? " " : ", ") + std::string(kExactWord);
    if (!marks.empty()) out += "<note>" + std::string(kMark) + marks + "</note>";
    out +=
        "<transacGrp><transac type=\"transactionType\">origination</transac><date>" + iso_time(term.when) + "</date>";
    if (!term.who.empty())
      out += "<transacNote type=\"responsibility\">" + formats::xml_text(term.who) + "</transacNote>";
    out += "</transacGrp>";
    out += section(term.languages.source, term.source) + section(term.languages.target, term.target);
    return out + "</conceptEntry>\n";
  }
  std::string tail() override { return "</body></text>\n</tbx>\n"; }

 private:
  static std::string section(const Language& language, const std::string& term) {
    return "<langSec xml:lang=\"" + formats::xml_attribute(language.tag()) + "\"><termSec><term>" +
           formats::xml_text(term) + "</term></termSec></langSec>";
  }
  Language source_;
  std::size_t count_ = 0;
};

}  // namespace

Result<FileTerms> read_tbx(std::string_view bytes, const GlossaryImport& options) {
  TbxReader reader(options);
  formats::XmlStream stream(reader);
  reader.read_from(stream);
  if (Status fed = stream.feed(bytes); !fed) return fed.error();
  if (Status done = stream.finish(); !done) return done.error();
  if (!reader.is_tbx()) {
    return Error{ErrorCode::kBadPage, 0,
                 "line 1: no TBX, its first element is neither tbx nor martif; is this the right file?"};
  }
  return reader.take();
}

std::unique_ptr<GlossaryWriter> tbx_writer(const Language& source) { return std::make_unique<TbxWriter>(source); }

}  // namespace dragoman::memory

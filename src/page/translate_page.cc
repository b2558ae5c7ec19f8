// The way of a page, one call a step: languages, plan, preparation, engine, finish, stamp, bytes. If you read one file of this
// room, read this one; the order of all steps is in PageRun::go().
#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "document/document.h"
#include "dragoman/language.h"
#include "dragoman/page.h"
#include "fidelity/figure_dates.h"
#include "page/by_rule.h"
#include "page/callers_time.h"
#include "page/finish.h"
#include "page/page_impl.h"
#include "page/plan.h"
#include "page/stamp.h"
#include "postedit/choose.h"
#include "postedit/post_editor.h"
#include "text/utf8.h"

namespace dragoman {
namespace {

using document::Placement;
using document::SourceBlock;

/// Words given to the engine at a time: few at first, so that the headline is out early, then enough to keep it busy.
constexpr std::size_t kFirstWords = 1, kSecondWords = 60, kManyWords = 2000;
/// Of the story, that settle what it is about.
constexpr std::size_t kRunningWords = 6;  // of running text; what is shorter may be a label
constexpr std::size_t kStoryBytes = std::size_t{64} << 10;

/// A rule knows better what of a line stays.
SourceBlock without_locks(SourceBlock block) {
  block.locked.clear();
  return block;
}

class PageRun {
 public:
  PageRun(const Page& page, const TranslateText& translate, const PageOptions& options)
      : page_(page), document_(PageImpl::of(page).document()), options_(options), translate_(translate) {}

  Result<TranslatedPage> go() {
    if (Status known = choose_languages(); !known) return known.error();
    find_region();
    plan();
    if (source_.code.empty() && anything_to_translate()) {
      return Error{ErrorCode::kBadLanguage, 0,
                   "the page neither states nor shows which language it is in; name it (--from, or PageOptions::from)"};
    }
    prepare();
    if (Status done = translate_blocks(); !done) return done.error();
    return write();
  }

 private:
  const std::vector<SourceBlock>& source() const { return document_.blocks(); }

  Status choose_languages() {
    const Result<Language> target = Language::parse(options_.to);
    if (!target) return target.error();
    target_ = *target;
    if (Status fine = postedit::check_numerals(options_.numerals, target_.tag()); !fine) return fine;
    const std::string& named = options_.from.empty() ? PageImpl::of(page_).language() : options_.from;
    if (named.empty()) return {};  // no matter, if there is nothing to translate
    const Result<Language> source = Language::parse(named);
    if (!source) return source.error();
    source_ = *source;
    return {};
  }

  /// Which blocks are translated; the others are done at once.
  void plan() {
    const Result<Language> stated = Language::parse(page_.stated_language());
    const page::Languages languages = {source_.code,
                                       target_.code,
                                       PageImpl::of(page_).language(),
                                       stated ? stated->code : "",
                                       source_tag_,
                                       target_.tag(),
                                       source_.code == target_.code && source_.script == target_.script,
                                       is_earlier_translation()};
    blocks_ = page_.blocks();
    placements_.resize(blocks_.size());
    const std::vector<KeepReason> reasons = page::reasons_to_keep(source(), languages);
    const std::vector<bool> wanted = wanted_blocks();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      blocks_[i].kept = wanted[i] ? reasons[i] : KeepReason::kNotAsked;
      const bool label = blocks_[i].role == BlockRole::kLabel;
      // One in a text that shows none has a note that says so.
      if (label) blocks_[i].target = blocks_[i].note.empty() ? page::label_of(target_, options_) : "";
      if (!label) blocks_[i].target = blocks_[i].source;
    }
    order_.resize(blocks_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_partition(order_.begin(), order_.end(),
                          [&](std::size_t i) { return blocks_[i].role == BlockRole::kHeadline; });
  }

  std::vector<bool> wanted_blocks() const {
    std::vector<bool> wanted(blocks_.size(), !options_.story_only);
    if (!options_.story_only) return wanted;
    for (const StoryItem& item : page_.story()) {
      if (item.block < wanted.size()) wanted[item.block] = true;
      if (item.alt_block < wanted.size()) wanted[item.alt_block] = true;
    }
    return wanted;
  }

  /// An earlier label is replaced or taken out by the writer, not translated.
  bool goes_to_engine(std::size_t i) const {
    return blocks_[i].kept == KeepReason::kNone && blocks_[i].role != BlockRole::kLabel;
  }
  bool anything_to_translate() const {
    return std::ranges::any_of(order_, [this](std::size_t i) { return goes_to_engine(i); });
  }

  /// With the region that the page states, if none was named: it tells how dates are written. Templates state it wrongly, which
  /// other dates of the page show.
  void find_region() {
    source_tag_ = source_.tag();
    const Result<Language> stated = Language::parse(page_.stated_language());
    const bool more =
        stated && source_.region.empty() && stated->code == source_.code && stated->script == source_.script;
    if (!more || stated->region.empty()) return;
    const bool wrong =
        std::ranges::any_of(source(), [](const SourceBlock& b) { return fidelity::shows_day_first(b.text); });
    if (!wrong) source_tag_ = stated->tag();
  }

  /// What post-editing knows of the page: how it writes its words inside sentences, and what it is about.
  void prepare() {
    postedit::WordCases cases(source_.code);
    std::string story;
    for (const Block& block : blocks_) {
      if (page::is_story(block.role) && story.size() < kStoryBytes) story += block.source + '\n';
      // "Contact us" tells nothing of how the story writes "us".
      const bool running = (block.role == BlockRole::kText || block.role == BlockRole::kCaption) &&
                           text::count_words(block.source) >= kRunningWords;
      if (running && postedit::headline_style(block.source) == postedit::HeadlineStyle::kSentence) {
        cases.add(block.source);
      }
    }
    postedit::LineContext context = {source_tag_,
                                     target_.tag(),
                                     callers_.watched(options_.vocabulary),
                                     std::move(cases),
                                     callers_.watched(options_.advise),
                                     options_.numerals,
                                     !options_.post_edit};
    context.formal = options_.formal;
    if (options_.post_edit) postedit::set_rerank(context, options_.rerank);
    editor_.emplace(callers_.watched(translate_), std::move(context), std::move(story));
  }

  Status translate_blocks() {
    std::size_t most = kFirstWords;
    for (std::size_t begin = 0; begin < order_.size();) {
      std::size_t end = begin, words = 0;
      while (end < order_.size() && words < most) words += words_to_translate(order_[end++]);
      if (Status done = translate_some(
              {order_.begin() + static_cast<std::ptrdiff_t>(begin), order_.begin() + static_cast<std::ptrdiff_t>(end)});
          !done) {
        return done;
      }
      begin = end;
      most = most == kFirstWords ? kSecondWords : kManyWords;
    }
    return {};
  }

  std::size_t words_to_translate(std::size_t i) const {
    return goes_to_engine(i) ? text::count_words(blocks_[i].source) : 0;
  }

  /// What needs no engine, unless nothing shall be mended, or the publication has words of its own for it.
  std::optional<postedit::EditedLine> by_rule(std::size_t i) {
    if (!options_.post_edit || !goes_to_engine(i)) return std::nullopt;
    auto line = page::line_by_rule(source()[i], source_.tag(), target_.tag());
    if (!line || !options_.advise) return line;
    const Result<Advice> advice = callers_.watched(options_.advise)(source()[i].text);
    return advice && !advice->exact && advice->terms.empty() ? std::move(line) : std::nullopt;
  }

  /// Some blocks at a time, a line each.
  Status translate_some(std::span<const std::size_t> some) {
    std::vector<postedit::SourceLine> lines;
    std::vector<std::optional<postedit::EditedLine>> ruled;
    for (const std::size_t i : some) {
      ruled.push_back(by_rule(i));
      if (goes_to_engine(i) && !ruled.back()) lines.push_back(page::line_of(source()[i]));
    }
    const page::CallersTime::Clock::time_point begun = page::CallersTime::Clock::now();
    const page::CallersTime::Clock::duration before = callers_.spent();
    Result<std::vector<postedit::EditedLine>> edited = editor_->edit(lines, options_.translate);
    post_editing_ += page::CallersTime::Clock::now() - begun - (callers_.spent() - before);
    if (!edited) return edited.error();
    auto line = edited->begin();
    auto rule = ruled.begin();
    for (const std::size_t i : some) {
      std::optional<postedit::EditedLine>& known = *rule++;
      if (goes_to_engine(i)) {
        page::Finished done = known ? page::finish(without_locks(source()[i]), std::move(*known), options_.links)
                                    : page::finish(source()[i], std::move(*line++), options_.links);
        placements_[i] = std::move(done.placement);
        blocks_[i] = std::move(done.block);
      }
      if (options_.links) blocks_[i].marks = page::marks_of(document_, i, placements_[i]);
      if (options_.on_block) options_.on_block(i, blocks_[i]);
    }
    return {};
  }

  /// An earlier run's translation into the same language: its label can still be changed.
  bool is_earlier_translation() const {
    const Result<Language> stated = Language::parse(page_.stated_language());
    return stated && stated->code == target_.code && document_.stamped();
  }

  /// An empty placement: where the format shows a label of its own, its writer puts it.
  void take_labels_out() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].role == BlockRole::kLabel) placements_[i].changed = true;
    }
  }

  /// A page of which nothing was translated is not a translation, and says nothing about itself.
  Result<TranslatedPage> write() {
    const bool translated = anything_to_translate();
    if (translated) take_labels_out();
    document::Stamp stamp = page::make_stamp(source_, target_, options_, blocks_);
    stamp.label_only = !translated && is_earlier_translation();
    Result<std::string> bytes = document_.write(placements_, translated || stamp.label_only ? &stamp : nullptr);
    if (!bytes) return bytes.error();
    TranslatedPage out;
    out.bytes = std::move(*bytes);
    out.format = document_.format();
    out.source_language = source_.tag();
    out.target_language = target_.tag();
    out.http_headers = page::http_headers(out.format, stamp, translated);
    out.blocks = std::move(blocks_);
    out.post_editing = post_editing_;
    return out;
  }

  const Page& page_;
  const document::Document& document_;
  const PageOptions& options_;
  const TranslateText& translate_;
  Language source_, target_;
  std::string source_tag_;  // for rules that know regions
  std::vector<Block> blocks_;
  std::vector<Placement> placements_;
  page::CallersTime callers_;  // before the editor, which calls through it
  page::CallersTime::Clock::duration post_editing_ = {};
  std::optional<postedit::PostEditor> editor_;
  std::vector<std::size_t> order_;  // of work: headlines, then as read
};

}  // namespace

Result<TranslatedPage> translate_page(const Page& page, const TranslateText& translate, const PageOptions& options) {
  return PageRun(page, translate, options).go();
}

Result<TranslatedPage> translate_page(const Page& page, const Translator& translator, const PageOptions& options) {
  PageOptions known = options;
  known.vocabulary = vocabulary_of(translator);
  return translate_page(page, translating_with(translator), known);
}

}  // namespace dragoman

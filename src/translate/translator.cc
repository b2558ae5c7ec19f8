// A translator's parts, how it remembers sentences, and scoring.
#include "dragoman/translator.h"

#include <algorithm>
#include <utility>

#include "text/utf8.h"
#include "translate/options.h"
#include "translate/sentence_task.h"
#include "translate/translator_impl.h"

namespace dragoman {
namespace {

using translate::Call;
using translate::Patience;
using translate::Translated;

/// Sentences in work ahead of the one to be handed out next: enough to keep every worker's rows filled behind a slow
/// one, little memory.
std::size_t window_for(unsigned workers) { return 64 + std::size_t{32} * workers; }

std::vector<const engine::Engine*> engines_of(const std::vector<Model>& route) {
  std::vector<const engine::Engine*> engines;
  for (const Model& model : route) engines.push_back(&ModelImpl::of(model).engine());
  return engines;
}

Error too_long_to_score(std::size_t length, const std::string& unit, std::size_t most) {
  return {ErrorCode::kTooLong, 0,
          "a sentence to be scored has " + std::to_string(length) + " " + unit + ", the limit is " +
              std::to_string(most) + "; score it in parts"};
}

}  // namespace

Translator::Impl::Impl(std::vector<Model> route, TranslatorOptions options)
    : route_(std::move(route)),
      options_(std::move(options)),
      cache_(options_.cache_bytes),
      splitter_(load_splitter()),
      window_(window_for(options_.workers)),
      scheduler_(engines_of(route_), options_.workers, options_.max_rows) {}

std::shared_ptr<const text::SentenceSplitter> Translator::Impl::load_splitter() const {
  const std::string& named = options_.source_language;
  const bool ask_model = named.empty() && !route_.empty();
  const auto loaded = text::SentenceSplitter::load(ask_model ? route_.front().info().source.code : named);
  if (loaded) return *loaded;
  const auto root = text::SentenceSplitter::load("");
  return root ? *root : nullptr;
}

Status Translator::Impl::check_text(std::string_view text) const {
  if (text.size() > options_.max_text_bytes) {
    return Error{ErrorCode::kTooLong, options_.max_text_bytes,
                 "the text has " + std::to_string(text.size()) + " bytes, the limit is " +
                     std::to_string(options_.max_text_bytes) + "; translate it in parts, or raise max_text_bytes"};
  }
  if (const auto bad = text::first_bad_utf8(text)) {
    return Error{ErrorCode::kBadUtf8, *bad,
                 "the text is not UTF-8 at byte " + std::to_string(*bad) + "; convert it to UTF-8 first"};
  }
  return {};
}

void Translator::Impl::count_source(const Translated& done, std::string_view source) {
  words_ += text::count_words(source);
  source_tokens_ += done.source_token_count;
}

std::shared_ptr<const Translated> Translator::Impl::recall_near(const std::string& key, std::string_view sentence) {
  const auto near = cache_.find(key);
  return near ? translate::unpack(*near, sentence.size()) : nullptr;
}

/// From the cache, else from the store, which the cache then has too. Null: nobody has it.
std::shared_ptr<const Translated> Translator::Impl::recall(const std::string& key, std::string_view sentence) {
  if (auto near = recall_near(key, sentence)) return near;
  if (!options_.store) return nullptr;
  const auto far = options_.store->find(key);
  if (!far) return nullptr;
  std::shared_ptr<const Translated> done = translate::unpack(*far, sentence.size());
  if (done) cache_.add(key, *far);
  return done;
}

void Translator::Impl::keep(const std::string& key, const Translated& done) {
  const std::string packed = translate::pack(done);
  cache_.add(key, packed);
  if (options_.store) options_.store->add(key, packed);
}

Status Translator::Impl::check_scoring(std::string_view source, std::string_view target,
                                       const TranslateOptions& options) const {
  for (const std::string_view text : {source, target}) {
    if (Status sane = check_text(text); !sane) return sane;
    // Far more than a model takes, and little enough to be tokenised before its tokens are counted.
    constexpr std::size_t kMaxBytes = std::size_t{64} << 10;
    if (text.size() > kMaxBytes) return too_long_to_score(text.size(), "bytes", kMaxBytes);
  }
  if (route_.size() > 1) {
    return Error{ErrorCode::kBadArgument, 0, "a chain of models cannot score a given translation; use one model"};
  }
  return translate::check_options(options, route_);
}

Result<Hypothesis> Translator::Impl::score(std::string_view source, std::string_view target,
                                           const TranslateOptions& options) {
  if (Status sane = check_scoring(source, target, options); !sane) return sane.error();
  const ModelImpl& model = ModelImpl::of(route_.front());
  translate::Ticket ticket;
  const text::EncodedText tokens = model.source_vocabulary().encode(source);
  ticket.source = tokens.ids;
  ticket.source.push_back(model.source_vocabulary().end_id());
  const text::EncodedText wanted = model.target_vocabulary().encode(target);
  ticket.forced = wanted.ids;
  ticket.forced->push_back(model.target_vocabulary().end_id());
  for (const std::size_t length : {ticket.source.size(), ticket.forced->size()}) {
    constexpr std::size_t kMost = engine::Weights::kMaxPositions;
    if (length > kMost) return too_long_to_score(length, "tokens", kMost);
  }
  const Patience patience{options.stop, options.deadline, options.urgent};
  Call call(scheduler_, 0, patience);
  call.submit(ticket);
  if (!call.wait(ticket)) return translate::given_up(patience, 0, 1);
  Hypothesis scored = translate::to_hypothesis(model, ticket.hypotheses.front(), tokens, 0, true, options.soft_align);
  scored.score = scored.log_prob / engine::length_penalty(ticket.forced->size(), options.normalisation);
  scored.text = target;  // not as the vocabulary would write it: what it lacks would be lost
  for (std::size_t t = 0; t < scored.tokens.size(); ++t) scored.tokens[t].target = wanted.ranges[t];
  return scored;
}

TranslatorStats Translator::Impl::stats() const {
  return {sentences_, cache_hits_, joined_, words_, source_tokens_, target_tokens_};
}

Translator::Translator(std::vector<Model> route, TranslatorOptions options)
    : impl_(std::make_unique<Impl>(std::move(route), std::move(options))) {}
Translator::~Translator() = default;

Result<Translation> Translator::translate(std::string_view text, const TranslateOptions& options) const {
  return impl_->translate(text, options);
}
Result<Hypothesis> Translator::score(std::string_view source, std::string_view target,
                                     const TranslateOptions& options) const {
  return impl_->score(source, target, options);
}
const std::vector<Model>& Translator::route() const { return impl_->route(); }
TranslatorStats Translator::stats() const { return impl_->stats(); }

EngineVocabulary vocabulary_of(const Translator& translator) {
  const std::vector<Model>* const route = &translator.route();
  const auto all = [route](auto asked) { return std::ranges::all_of(*route, asked); };
  return {[all](char32_t c) { return all([c](const Model& model) { return model.can_write(c); }); },
          [route](char32_t c) { return route->empty() || route->front().can_read(c); },
          [route](std::string_view word) {
            return route->empty() ? std::vector<WordPiece>() : route->front().word_pieces(word);
          }};
}

TranslateText translating_with(const Translator& translator) {
  return [&translator](std::string_view text, const TranslateOptions& options) {
    return translator.translate(text, options);
  };
}

}  // namespace dragoman

#include "server/text_request.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "base/part.h"
#include "dragoman/post_edit.h"
#include "server/caught.h"

namespace dragoman::server {
namespace {

constexpr unsigned kMostAtOnce = 8;  // calls of one request: enough to fill a batch

class TextJob {
 public:
  TextJob(const Engine& engine, const TextRequest& request) : engine_(engine), request_(request) {
    options_.split_sentences = request.split_sentences;
    options_.beam = options_.n_best = plain() ? request.alternatives + 1 : 1;
    options_.urgent = request.urgent;
    options_.stop = request.stop;
    options_.deadline = request.deadline;
  }

  Result<std::vector<TextAnswer>> run() {
    answers_.resize(request_.texts.size());
    std::vector<std::size_t> apart, lines;
    for (std::size_t i = 0; i < request_.texts.size(); ++i) {
      const bool one_line = plain() && request_.texts[i].find('\n') == std::string::npos;
      (one_line ? lines : apart).push_back(i);
    }
    if (lines.size() == 1) apart.push_back(lines.front());
    if (lines.size() > 1) {
      if (Status done = translate_lines(lines); !done) return done.error();
    }
    if (Status done = translate_apart(apart); !done) return done.error();
    return std::move(answers_);
  }

 private:
  bool plain() const { return request_.form == TextRequest::Form::kPlain; }

  Result<TranslateText> editor(const std::string& document) const {
    return post_edited(translating_with(*engine_.translator),
                       {.from = request_.source.tag(),
                        .to = request_.target.tag(),
                        .document = request_.context.empty() ? document : request_.context + "\n" + document,
                        .vocabulary = vocabulary_of(*engine_.translator),
                        .advise = request_.advise,
                        .rerank = request_.rerank,
                        .formal = request_.formal});
  }

  /// Texts of one line each: one call, in which they share batches. What becomes of one does not depend on the others.
  Status translate_lines(const std::vector<std::size_t>& which) {
    std::string joined;
    for (const std::size_t i : which) joined += request_.texts[i] + "\n";
    const Result<TranslateText> translate = editor("");
    if (!translate) return translate.error();
    const Result<Translation> out = (*translate)(joined, options_);
    if (!out) return out.error();
    std::size_t at = 0;
    auto sentence = out->sentences.begin();
    for (const std::size_t i : which) {
      const std::size_t end = out->text.find('\n', at);
      if (end == std::string::npos)
        return Error{ErrorCode::kInternal, 0, "a line was lost in translation; please report it"};
      const auto first = sentence;
      while (sentence != out->sentences.end() && sentence->target.begin <= end) ++sentence;
      answers_[i] = answer(*out, {at, end}, {first, sentence});
      at = end + 1;
    }
    return {};
  }

  /// Each in a call of its own, a few at a time.
  Status translate_apart(const std::vector<std::size_t>& which) {
    std::atomic<std::size_t> next = 0;
    std::vector<Status> failures(which.size());
    const auto work = [&] {
      for (std::size_t i = next++; i < which.size(); i = next++)
        failures[i] = caught<void>([&] { return translate_one(which[i]); });
    };
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < std::min<std::size_t>(which.size(), kMostAtOnce); ++i) threads.emplace_back(work);
      work();
    }
    for (const Status& status : failures) {
      if (!status) return status;
    }
    return {};
  }

  Status translate_one(std::size_t i) {
    const std::string& text = request_.texts[i];
    if (!plain()) return translate_piece(text, answers_[i]);
    const Result<TranslateText> translate = editor(text);
    if (!translate) return translate.error();
    const Result<Translation> out = (*translate)(text, options_);
    if (!out) return out.error();
    answers_[i] = answer(*out, {0, out->text.size()}, out->sentences);
    return {};
  }

  /// A piece of a page.
  Status translate_piece(const std::string& text, TextAnswer& answer) const {
    const bool xml = request_.form == TextRequest::Form::kXml;
    const Result<Page> page = Page::read(
        text,
        {.format = xml ? PageFormat::kXhtml : PageFormat::kHtml, .fragment = true, .elements = request_.elements});
    if (!page) return page.error();
    PageOptions options;
    options.from = request_.source.tag();
    options.to = request_.target.tag();
    options.label_place = LabelPlace::kNone;
    options.translate = options_;
    options.advise = request_.advise;
    options.formal = request_.formal;
    options.rerank = request_.rerank;
    Result<TranslatedPage> out = translate_page(*page, *engine_.translator, options);
    if (!out) return out.error();
    answer.text = std::move(out->bytes);
    return {};
  }

  /// The part of a translation that belongs to one text, and the same with other hypotheses in its sentences.
  TextAnswer answer(const Translation& whole, ByteRange range, std::span<const SentencePair> sentences) const {
    TextAnswer out{std::string(part(whole.text, range)), {}};
    for (std::size_t k = 1; k <= request_.alternatives; ++k) {
      std::string other;
      std::size_t at = range.begin;
      for (const SentencePair& pair : sentences) {
        if (pair.target.begin < at || pair.target.end > range.end) continue;
        other.append(whole.text, at, pair.target.begin - at);
        other += k < pair.hypotheses.size() ? pair.hypotheses[k].text : std::string(part(whole.text, pair.target));
        at = pair.target.end;
      }
      other.append(whole.text, at, range.end - at);
      const bool known = other == out.text || std::ranges::find(out.alternatives, other) != out.alternatives.end();
      if (!known) out.alternatives.push_back(std::move(other));
    }
    return out;
  }

  const Engine& engine_;
  const TextRequest& request_;
  TranslateOptions options_;
  std::vector<TextAnswer> answers_;
};

bool has_words(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > ' '; });
}

}  // namespace

Result<std::vector<TextAnswer>> translate_texts(Engines& engines, const TextRequest& request) {
  const bool same = request.source.code == request.target.code && request.source.script == request.target.script;
  if (same || std::ranges::none_of(request.texts, has_words)) {
    std::vector<TextAnswer> as_they_are;
    for (const std::string& text : request.texts) as_they_are.push_back({text, {}});
    return as_they_are;
  }
  const Result<std::shared_ptr<const Engine>> engine = engines.get(request.source, request.target);
  if (!engine) return engine.error();
  return TextJob(**engine, request).run();
}

Result<std::vector<TextAnswer>> translate_texts(Engines& engines, TextRequest request,
                                                const std::vector<Language>& sources,
                                                const std::function<Advise(const Languages&)>& settled) {
  std::map<std::string, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < sources.size(); ++i) groups[code_of(sources[i])].push_back(i);
  std::vector<std::string> texts = std::move(request.texts);
  std::vector<TextAnswer> answers(texts.size());
  for (const auto& [code, members] : groups) {
    request.texts.clear();
    for (const std::size_t i : members) request.texts.push_back(std::move(texts[i]));
    request.source = sources[members.front()];
    request.advise = settled({request.source, request.target});
    Result<std::vector<TextAnswer>> done = translate_texts(engines, request);
    if (!done) return done.error();
    for (std::size_t k = 0; k < members.size(); ++k) answers[members[k]] = std::move((*done)[k]);
  }
  return answers;
}

}  // namespace dragoman::server

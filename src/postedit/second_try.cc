// The cutting and joining is the fidelity room's; here is the way through the engine, a line for each sentence or free part.
#include "postedit/second_try.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/part.h"
#include "fidelity/form_signs.h"
#include "fidelity/split.h"
#include "postedit/sentences.h"

namespace dragoman::postedit {
namespace {

using markup::AlignedText;

constexpr unsigned kBeam = 4;

std::string as_text(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

/// What the engine says with these options, as hypotheses_of() does.
Result<std::vector<std::vector<AlignedText>>> ranked_of(std::span<const Draft* const> drafts,
                                                        const TranslateText& engine, const TranslateOptions& options) {
  std::vector<std::vector<AlignedText>> out(drafts.size());
  std::vector<std::string> lines;
  for (const Draft* draft : drafts) lines.push_back(draft->form);
  const Result<Translation> translation = engine(as_text(lines), options);
  if (!translation) return translation.error();
  const std::vector<std::vector<std::vector<Sentence>>> ranked = n_best_sentences_of(lines, *translation);
  std::vector<ByteRange> places;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const std::vector<Sentence>& sentences : ranked[i]) out[i].push_back(joined(sentences, lines[i], places));
  }
  return out;
}

}  // namespace

Draft with_signs_locked(const Draft& draft) {
  Draft out = draft;
  for (const ByteRange sign : fidelity::form_signs(draft.source)) {
    if (std::ranges::none_of(draft.locked,
                             [&](ByteRange lock) { return lock.begin < sign.end && sign.begin < lock.end; }))
      out.locked.push_back(sign);
  }
  std::ranges::sort(out.locked, {}, &ByteRange::begin);
  return out;
}

Result<std::vector<std::vector<AlignedText>>> hypotheses_of(std::span<const Draft* const> drafts,
                                                            const TranslateText& engine,
                                                            const TranslateOptions& options) {
  TranslateOptions wider = options;
  wider.beam = std::max(kBeam, options.beam);
  wider.n_best = wider.beam;
  return ranked_of(drafts, engine, wider);
}

Result<std::vector<AlignedText>> best_of(std::span<const Draft* const> drafts, const TranslateText& engine,
                                         const TranslateOptions& options) {
  TranslateOptions scored = options;
  scored.scores = true;
  auto ranked = ranked_of(drafts, engine, scored);
  if (!ranked) return ranked.error();
  std::vector<AlignedText> out;
  for (std::vector<AlignedText>& one : *ranked) out.push_back(std::move(one.front()));
  return out;
}

Result<std::vector<AlignedText>> translate_around(std::span<const Draft* const> drafts, const TranslateText& engine,
                                                  const TranslateOptions& options) {
  std::vector<std::vector<fidelity::Part>> parts;
  std::vector<std::string> lines;
  for (const Draft* draft : drafts) {
    parts.push_back(fidelity::split_around(draft->source, draft->locked));
    for (const fidelity::Part& one : parts.back()) {
      if (one.translate) lines.emplace_back(part(draft->form, one.source));
    }
  }
  std::vector<std::vector<Sentence>> sentences;
  if (!lines.empty()) {
    const Result<Translation> translation = engine(as_text(lines), options);
    if (!translation) return translation.error();
    sentences = sentences_of(lines, *translation);
  }
  std::vector<AlignedText> out;
  std::vector<ByteRange> places;
  std::size_t line = 0;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    std::vector<AlignedText> free;
    for (const fidelity::Part& one : parts[i]) {
      if (!one.translate) continue;
      free.push_back(joined(sentences[line], lines[line], places));
      ++line;
    }
    out.push_back(fidelity::join_parts(drafts[i]->source, parts[i], free));
  }
  return out;
}

}  // namespace dragoman::postedit

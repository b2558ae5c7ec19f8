// Events are taken in their order, so that times never go backwards.
#include "speech/word_times.h"

#include <algorithm>
#include <cstdlib>

namespace dragoman::speech {
namespace {

constexpr int kQuiet = 160;  // of 32768: -46 dB

/// Gives pieces [from, to) without a time their share of the samples between `begin` and `end`.
void share(const speakable::Spoken& spoken, std::size_t from, std::size_t to, std::size_t begin, std::size_t end,
           std::vector<TimedPiece>& pieces) {
  // The piece before them has the first share.
  const std::size_t first = from > 0 ? spoken.pieces[from - 1].spoken.begin : spoken.pieces[from].spoken.begin;
  const std::size_t last = to < pieces.size() ? spoken.pieces[to].spoken.begin : spoken.text.size();
  const std::size_t letters = std::max<std::size_t>(last - first, 1);
  for (std::size_t i = from; i < to; ++i) {
    pieces[i].begin = begin + (end - begin) * (spoken.pieces[i].spoken.begin - first) / letters;
  }
}

}  // namespace

Voiced voiced_part(const std::vector<std::int16_t>& samples, unsigned rate) {
  const auto loud = [](std::int16_t sample) { return std::abs(static_cast<int>(sample)) > kQuiet; };
  const auto first = std::ranges::find_if(samples, loud);
  if (first == samples.end()) return {};
  const auto last = std::find_if(samples.rbegin(), samples.rend(), loud);
  const std::size_t fade = rate / 50;  // 20 ms that are heard below it
  const auto begin = static_cast<std::size_t>(first - samples.begin());
  const auto end = static_cast<std::size_t>(samples.rend() - last);
  return {begin - std::min(begin, fade), std::min(end + fade, samples.size())};
}

std::vector<TimedPiece> time_pieces(const speakable::Spoken& spoken, const VoiceSound& sound, unsigned rate) {
  const Voiced voiced = voiced_part(sound.samples, rate);
  std::vector<TimedPiece> pieces;
  std::vector<bool> known;
  auto event = sound.words.begin();
  for (const speakable::Piece& piece : spoken.pieces) {
    while (event != sound.words.end() && event->text.begin < piece.spoken.begin) ++event;
    const bool found = event != sound.words.end() && event->text.begin < piece.spoken.end;
    known.push_back(found);
    pieces.push_back({piece.written, found ? std::min(event->sample, voiced.end) : 0, 0});
  }
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i;
    while (end < pieces.size() && !known[end]) ++end;
    const std::size_t before = i > 0 ? pieces[i - 1].begin : voiced.begin;
    const std::size_t behind = end < pieces.size() ? pieces[end].begin : voiced.end;
    if (end > i) share(spoken, i, end, before, std::max(before, behind), pieces);
    i = end + 1;
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::size_t next = i + 1 < pieces.size() ? pieces[i + 1].begin : voiced.end;
    pieces[i].end = std::max(pieces[i].begin, next);
  }
  return pieces;
}

}  // namespace dragoman::speech

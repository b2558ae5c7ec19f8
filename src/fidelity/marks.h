// Signs that stand for nothing alone: those that count with the figure behind them, those of trade with the name before them.
#pragma once
#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "markup/transfer.h"

namespace dragoman::fidelity {

/// The end of a counting sign at `at` with its figure: "§ 230", "§§ 5", "№ 1", "¶ 12(b)", "§ 2.º"; 0: none begins there.
/// `strange`: whether the model lacks a sign; none that it has is looked for.
std::size_t counted_figure_end(std::string_view text, std::size_t at, const std::function<bool(char32_t)>& strange);

/// The end of a name that begins at `at` and has a sign of trade at its end: "Coca-Cola®", "iPhone™"; else 0.
std::size_t traded_name_end(std::string_view text, std::size_t at, const std::function<bool(char32_t)>& strange);

/// Whether a part that is kept is one of these: a word of its sentence, and not beside it as a handle or a picture is.
bool is_marked(std::string_view kept);

/// The figures and names of such signs in a translation by who could not read them, with their signs again: "§ 230" for "230".
/// Only where both sides say the figure, or the name, as often. `kept`: what arrives as it is, ascending.
markup::AlignedText with_lacking_signs(std::string_view source, const markup::AlignedText& translation,
                                       const std::vector<ByteRange>& kept);

}  // namespace dragoman::fidelity

// Signs that stand for nothing alone: those that count with the figure behind them, those of trade with the name before them.
#pragma once
#include <cstddef>
#include <functional>
#include <string_view>

namespace dragoman::fidelity {

/// The end of a counting sign at `at` with its figure: "§ 230", "§§ 5", "№ 1", "¶ 12(b)", "§ 2.º"; 0: none begins there.
/// `strange`: whether the model lacks a sign; none that it has is looked for.
std::size_t counted_figure_end(std::string_view text, std::size_t at, const std::function<bool(char32_t)>& strange);

/// The end of a name that begins at `at` and has a sign of trade at its end: "Coca-Cola®", "iPhone™"; else 0.
std::size_t traded_name_end(std::string_view text, std::size_t at, const std::function<bool(char32_t)>& strange);

}  // namespace dragoman::fidelity

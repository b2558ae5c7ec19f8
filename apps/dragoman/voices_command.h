// What verbs that speak have in common: where neural voices lie, and the list of all voices.
#pragma once
#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace dragoman::cli {

/// Declares --voices-dir.
void add_voices_folder_option(CLI::App& verb, std::vector<std::string>& folders);

struct VoicesWish {
  std::vector<std::string> folders = {};  ///< of --voices-dir; empty: the usual ones
  std::string language = {};              ///< "": all
  bool json = false;
};
/// Prints the voices there are, and says which neural ones cannot speak and why. Returns the exit code.
int print_voices(const VoicesWish& wish);

}  // namespace dragoman::cli

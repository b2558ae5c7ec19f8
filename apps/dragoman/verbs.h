// Verbs: each declares itself on the program and hands back what to run; one file per verb.
#pragma once
#include <functional>

namespace CLI {
class App;
}

namespace dragoman::cli {

struct Runner {
  CLI::App* verb = nullptr;
  std::function<int()> run;  ///< returns the exit code
};

Runner declare_translate(CLI::App& program);
Runner declare_score(CLI::App& program);
Runner declare_models(CLI::App& program);
Runner declare_inspect(CLI::App& program);
Runner declare_detect(CLI::App& program);
Runner declare_languages(CLI::App& program);

}  // namespace dragoman::cli

// Verbs: each declares itself on the program and hands back what to run; one file per verb.
#pragma once
#include <functional>

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace dragoman::cli {

struct Runner {
  CLI::App* verb = nullptr;
  std::function<int()> run;  ///< returns the exit code
};

Runner declare_translate(CLI::App& program);
Runner declare_page(CLI::App& program);
Runner declare_check(CLI::App& program);
Runner declare_score(CLI::App& program);
Runner declare_models(CLI::App& program);
Runner declare_inspect(CLI::App& program);
Runner declare_detect(CLI::App& program);
Runner declare_languages(CLI::App& program);
Runner declare_glossary(CLI::App& program);
Runner declare_memory(CLI::App& program);
Runner declare_serve(CLI::App& program);
Runner declare_keys(CLI::App& program);
Runner declare_export(CLI::App& program);
Runner declare_speak(CLI::App& program);
Runner declare_voices(CLI::App& program);
Runner declare_doctor(CLI::App& program);
Runner declare_backup(CLI::App& program);
Runner declare_restore(CLI::App& program);

}  // namespace dragoman::cli

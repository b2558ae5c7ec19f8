#include "config_file.h"

#include <CLI/CLI.hpp>

namespace dragoman::cli {
namespace {

Status apply(CLI::App& verb, const std::string& file, const CLI::ConfigItem& item) {
  const auto wrong = [&](const std::string& what) {
    return Error{ErrorCode::kBadArgument, 0, file + ": " + what + "; see dragoman " + verb.get_name() + " --help"};
  };
  CLI::Option* option = item.parents.empty() ? verb.get_option_no_throw("--" + item.name) : nullptr;
  if (option == nullptr || item.name == "config" || item.name == "help")
    return wrong("there is no setting named " + item.fullname());
  if (option->count() > 0) return {};  // said elsewhere
  try {
    const bool flag = option->get_items_expected_max() == 0;
    if (flag) {
      option->add_result(option->get_flag_value(item.name, item.inputs.empty() ? "true" : item.inputs.front()));
    } else {
      option->add_result(item.inputs);
    }
    option->run_callback();
  } catch (const CLI::Error& error) {
    return wrong(item.name + ": " + error.what());
  }
  return {};
}

}  // namespace

Status read_config(CLI::App& verb, const std::string& file) {
  std::vector<CLI::ConfigItem> items;
  try {
    items = CLI::ConfigTOML().from_file(file);
  } catch (const CLI::Error& error) {
    return Error{ErrorCode::kIo, 0, "cannot read the settings in " + file + ": " + error.what() + "; check the name"};
  }
  for (const CLI::ConfigItem& item : items) {
    if (item.name == "++" || item.name == "--") continue;  // the library's marks of sections
    if (Status applied = apply(verb, file, item); !applied) return applied;
  }
  return {};
}

}  // namespace dragoman::cli

// ServeCommand: the settings of a server, as the command line, the environment and the file of settings give them. For serve, and for
// doctor, which looks at what serve would find.
#pragma once
#include <string>
#include <vector>

#include "dragoman/server.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
}

namespace dragoman::cli {

struct ServeCommand {
  ServerOptions options;
  std::string config, log = "requests", fetch = "none";
  unsigned threads = 0;
  double patience_seconds = 60, drain_seconds = 30;
  std::vector<std::string> models_folders, voices_folders, voices;
  std::string memory, keys, articles, callback_secret, data;
  bool no_files = false, no_metrics = false;
};

/// Declares them on a verb. `command` must outlive the parsing.
/// Where a server keeps its data: systemd says, else the user's own folder for data; "" for none.
std::string default_data();
void add_serve_options(CLI::App& verb, ServeCommand& command);
/// Adds what the file of settings says, if one is named, and checks what belongs together. Call when the command line has been
/// parsed.
Status read_serve_settings(CLI::App& verb, ServeCommand& command);
/// What the library is told; its log is still empty.
ServerOptions server_options(const ServeCommand& command);

}  // namespace dragoman::cli

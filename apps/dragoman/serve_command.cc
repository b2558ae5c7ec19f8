#include "serve_command.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdlib>

#include "base/user_data.h"
#include "config_file.h"
#include "engine_session.h"
#include "voices_command.h"

namespace dragoman::cli {
namespace {

void add_place_options(CLI::App& verb, ServeCommand& command) {
  ServerOptions& options = command.options;
  verb.add_option("--config", command.config, "read settings from this file: lines \"option = value\"")
      ->type_name("FILE");
  verb.add_option("--address", options.address, "address to listen on (default 127.0.0.1; :: or 0.0.0.0 for all)")
      ->type_name("IP")
      ->envname("DRAGOMAN_ADDRESS");
  verb.add_option("--port", options.port, "port to listen on (default 5000; 0 for any)")
      ->type_name("N")
      ->envname("DRAGOMAN_PORT")
      ->check(CLI::Range(0, 65535).description(""));
  add_store_option(verb, command.models_folders);
  verb.add_option("--kernel", options.kernel, "compute kernel by name, see dragoman --version")->type_name("NAME");
  verb.add_option("--threads", command.threads, "worker threads of each pair (default: the CPUs this process may use)")
      ->type_name("N")
      ->check(CLI::Range(1U, 256U).description(""));
  verb.add_option("--db", command.memory, "use the terms and sentences of this memory (default: none)")
      ->type_name("FILE")
      ->envname("DRAGOMAN_MEMORY");
  verb.add_option(
          "--data", command.data,
          "folder for what is kept: glossaries, usage of keys, translated sentences (default: $STATE_DIRECTORY, else "
          "dragoman/server in "
          "the user's data)")
      ->type_name("FOLDER");
  verb.add_option("--articles", command.articles, "keep articles in this file (default: none are kept)")
      ->type_name("FILE")
      ->envname("DRAGOMAN_ARTICLES");
  verb.add_flag("--public-articles", options.public_articles, "let everybody read the articles that are shown");
  verb.add_option("--feeds", options.feeds,
                  "translate feeds of this origin (https://news.example; * for all; default: none)")
      ->type_name("ORIGIN");
  verb.add_flag("--allow-private", options.allow_private, "feeds and callbacks may also be at private addresses");
  verb.add_option("--callbacks", options.callbacks, "send translations to addresses of this origin (default: none)")
      ->type_name("ORIGIN");
  verb.add_option("--callback-secret", command.callback_secret, "file with the secret that callbacks are signed with")
      ->type_name("FILE");
  verb.add_option("--space", options.space, "the publication whose terms and sentences are meant (default: none)")
      ->type_name("NAME");
}

void add_spoken_options(CLI::App& verb, ServeCommand& command) {
  add_voices_folder_option(verb, command.voices_folders);
  verb.add_option("--voice", command.voices,
                  "voice of a language unless a request names one, LANG=NAME, see dragoman voices; may be repeated")
      ->type_name("LANG=NAME");
  verb.add_option("--voice-processes", command.options.voice_processes,
                  "processes of each neural voice, of 300 to 600 MB each (default 1)")
      ->type_name("N")
      ->check(CLI::Range(1U, 64U).description(""));
}

/// "pt=piper/pt_BR-name-medium".
Status read_default_voices(const std::vector<std::string>& given, ServerOptions& options) {
  options.default_voices.clear();
  for (const std::string& text : given) {
    const std::size_t sign = text.find('=');
    const std::string name = sign == std::string::npos ? "" : text.substr(sign + 1);
    if (name.empty() || !Language::parse(text.substr(0, sign)))
      return Error{ErrorCode::kBadArgument, 0, "--voice is LANG=NAME (for example pt=espeak-ng/pt-br), not " + text};
    options.default_voices.emplace_back(text.substr(0, sign), name);
  }
  return {};
}

void add_limit_options(CLI::App& verb, ServeCommand& command) {
  ServerOptions& options = command.options;
  const auto number = [&](const char* name, auto& value, const char* what) {
    verb.add_option(name, value, what)->type_name("N")->check(CLI::NonNegativeNumber.description(""));
  };
  number("--model-bytes", options.model_bytes, "let models go over this many bytes of weights (default 1073741824)");
  number("--cache-bytes", options.cache_bytes, "sentence cache of each pair (default 33554432)");
  number("--kept-bytes", options.kept_bytes,
         "translated sentences kept in --data over restarts (default 268435456; 0 for none)");
  number("--max-body", options.max_body_bytes, "refuse requests longer than this (default 8388608)");
  number("--article-bytes", options.article_bytes, "room for articles on the disk (default 4294967296; 0 for any)");
  number("--article-versions", options.article_versions, "versions kept of an article (default 10)");
  number("--max-connections", options.max_connections, "turn away more clients than this (default 4096)");
  number("--max-connections-per-address", options.max_connections_per_address,
         "turn away more connections of one address than this (default: no limit; leave it so behind a proxy)");
  number("--max-waiting", options.max_waiting, "requests that may wait for a thread (default 256)");
  number("--max-texts", options.max_texts, "texts of one request (default: no limit)");
  number("--max-characters", options.max_characters, "characters of one text (default: no limit)");
  number("--max-alternatives", options.max_alternatives, "other translations of a text (default 8)");
  number("--requests-per-minute", options.requests_per_minute, "of one address (default: no limit)");
  const auto seconds = [&](const char* name, double& value, const char* what) {
    verb.add_option(name, value, what)->type_name("SECONDS")->check(CLI::Range(0.001, 86400.0).description(""));
  };
  seconds("--timeout", command.patience_seconds, "answer a request with an error after this long (default 60)");
  seconds("--drain", command.drain_seconds, "wait for answers that long when told to end (default 30)");
}

void add_switches(CLI::App& verb, ServeCommand& command) {
  ServerOptions& options = command.options;
  verb.add_option("--keys", command.keys, "ask for one of the keys in this file, see dragoman keys (default: no keys)")
      ->type_name("FILE");
  verb.add_flag("--suggestions", options.suggestions, "take suggestions (POST /suggest) as drafts into the memory");
  verb.add_flag("--no-files", command.no_files, "do not translate documents");
  verb.add_option("--fetch", command.fetch,
                  "get pages by their addresses for clients: none (the default), public, or any, private ones as well")
      ->type_name("WHICH")
      ->check(CLI::IsMember({"none", "public", "any"}).description(""));
  verb.add_flag("--no-metrics", command.no_metrics, "do not answer /metrics");
  verb.add_option("--metrics-token", options.metrics_token, "ask for this bearer token at /metrics")
      ->type_name("TOKEN")
      ->envname("DRAGOMAN_METRICS_TOKEN");
  verb.add_option("--log", command.log, "what to write to standard error: requests (the default) or none")
      ->type_name("WHAT")
      ->check(CLI::IsMember({"requests", "none"}).description(""));
}

}  // namespace

std::string default_data() {
  if (const char* folder = std::getenv("STATE_DIRECTORY"); folder != nullptr && *folder != '\0') return folder;
  const std::filesystem::path data = base::user_data_folder();
  return data.empty() ? "" : (data / "server").string();
}

void add_serve_options(CLI::App& verb, ServeCommand& command) {
  command.data = default_data();
  add_place_options(verb, command);
  add_spoken_options(verb, command);
  add_limit_options(verb, command);
  add_switches(verb, command);
}

Status read_serve_settings(CLI::App& verb, ServeCommand& command) {
  if (!command.config.empty()) {
    if (Status read = read_config(verb, command.config); !read) return read;
  }
  const auto wrong = [](const char* what) { return Error{ErrorCode::kBadArgument, 0, what}; };
  if (!std::isfinite(command.patience_seconds) || !std::isfinite(command.drain_seconds))
    return wrong("--timeout and --drain are numbers of seconds");
  if (command.options.suggestions && command.memory.empty())
    return wrong("--suggestions needs --db, where they are kept");
  return read_default_voices(command.voices, command.options);
}

ServerOptions server_options(const ServeCommand& command) {
  ServerOptions options = command.options;
  options.models = {command.models_folders.begin(), command.models_folders.end()};
  options.voices = {command.voices_folders.begin(), command.voices_folders.end()};
  options.workers = command.threads == 0 ? usable_cpus() : command.threads;
  options.memory = command.memory;
  options.keys = command.keys;
  options.articles = command.articles;
  options.callback_secret = command.callback_secret;
  options.data = command.data;
  options.patience = std::chrono::milliseconds(static_cast<long>(command.patience_seconds * 1000));
  options.files = !command.no_files;
  options.metrics = !command.no_metrics;
  if (command.fetch != "none") options.fetch_pages = command.fetch == "any" ? FetchPages::kAny : FetchPages::kPublic;
  return options;
}

}  // namespace dragoman::cli

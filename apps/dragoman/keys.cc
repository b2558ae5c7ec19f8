// dragoman keys: the keys that a server's clients show, secret ones and those of sites.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include "dragoman/server.h"
#include "exit_codes.h"
#include "messages.h"
#include "output.h"
#include "serve_command.h"
#include "table.h"
#include "verbs.h"

namespace dragoman::cli {
namespace {

struct KeysCommand {
  std::string file, name, role, data = default_data();
  bool site = false;
  KeyTerms terms;
  std::optional<std::uint64_t> characters;
  std::optional<unsigned> requests;
};

int add_key(KeysCommand& command) {
  KeyTerms& terms = command.terms;
  if (command.site != !terms.origins.empty())
    return usage_error("keys",
                       "--site needs --origin https://news.example, whose pages use the key, and nothing else does");
  if (command.site && !command.role.empty()) return usage_error("keys", "a site key has no --role");
  const std::optional<KeyRole> role = key_role_named(command.role.empty() ? "client" : command.role);
  if (!role || role == KeyRole::kSite)
    return usage_error("keys", "--role is client, editor, approver or administrator");
  terms.role = command.site ? KeyRole::kSite : *role;
  const Result<std::string> key = ApiKeys::add(command.file, command.name, terms);
  if (!key) return report(key.error());
  if (command.site) {
    say("the public key of " + command.name + "; it works after the server was sent HUP:");
  } else {
    say("the key of " + command.name + "; it is shown this once, and works after the server was sent HUP:");
  }
  return print(*key + "\n");
}

int set_key(const KeysCommand& command) {
  KeyChange change;
  if (!command.role.empty()) {
    change.role = key_role_named(command.role);
    if (!change.role || *change.role == KeyRole::kSite)
      return usage_error("keys", "--role is client, editor, approver or administrator");
  }
  change.characters_per_month = command.characters;
  change.requests_per_minute = command.requests;
  change.origins = command.terms.origins;
  if (!change.role && !command.characters && !command.requests && change.origins.empty())
    return usage_error("keys", "say what changes: --role, --characters-per-month, --requests-per-minute or --origin");
  const Result<ApiKeys::Entry> entry = ApiKeys::change(command.file, command.name, change);
  if (!entry) return report(entry.error());
  say("changed " + command.name + "; send the server HUP");
  return kOk;
}

int remove_key(const KeysCommand& command) {
  if (Status removed = ApiKeys::remove(command.file, command.name); !removed) return report(removed.error());
  say("removed " + command.name + "; send the server HUP");
  return kOk;
}

/// A row of the list; `usage` null: the server has counted nothing there.
Row row_of(const ApiKeys::Entry& entry, const std::vector<KeyUsage>* usage) {
  const auto number = [](std::uint64_t value) { return std::to_string(value); };
  Row row = {entry.name, std::string(role_name(entry.role)), "-", "-", "-", "-", entry.key.empty() ? "-" : entry.key};
  if (usage != nullptr) {
    const auto found = std::ranges::find(*usage, entry.name, &KeyUsage::name);
    row[2] = number(found == usage->end() ? 0 : found->characters);
    row[4] = number(found == usage->end() ? 0 : found->requests);
  }
  if (entry.characters_per_month > 0) row[3] = number(entry.characters_per_month);
  if (entry.requests_per_minute > 0) row[5] = number(entry.requests_per_minute);
  for (const std::string& origin : entry.origins) row[6] += " " + origin;
  return row;
}

int list_keys(const KeysCommand& command) {
  const Result<ApiKeys> keys = ApiKeys::read(command.file);
  if (!keys) return report(keys.error());
  std::error_code error;
  const bool counted = !command.data.empty() && std::filesystem::exists(command.data + "/usage.db", error);
  const Result<std::vector<KeyUsage>> usage = counted ? key_usage(command.data) : std::vector<KeyUsage>();
  if (!usage) return report(usage.error());
  std::vector<Row> rows = {{"NAME", "ROLE", "CHARACTERS", "A MONTH", "REQUESTS", "A MINUTE", "PUBLIC KEY, PAGES"}};
  for (const ApiKeys::Entry& entry : keys->entries()) rows.push_back(row_of(entry, counted ? &*usage : nullptr));
  return print(table_text(rows));
}

void add_terms(CLI::App& add, KeysCommand& command) {
  add.add_option("--role", command.role,
                 "what its holder may do: client (the default), editor, approver, administrator")
      ->type_name("ROLE");
  add.add_flag("--site", command.site, "a public key, for readers of web pages: texts, pages and speech only");
  add.add_option("--origin", command.terms.origins,
                 "with --site: whose pages may use it (https://news.example, https://*.news.example)")
      ->type_name("ORIGIN")
      ->allow_extra_args(false);
  const auto number = [&](const char* name, auto& value, const char* what) {
    add.add_option(name, value, what)->type_name("N")->check(CLI::PositiveNumber.description(""));
  };
  number("--characters-per-month", command.terms.characters_per_month,
         "refuse more characters than this in a month of UTC (default: no limit)");
  number("--requests-per-minute", command.terms.requests_per_minute,
         "refuse more requests with this key than this (default: no limit)");
}

void add_changes(CLI::App& set, KeysCommand& command) {
  set.add_option("--role", command.role, "what its holder may do from now on: client, editor, approver, administrator")
      ->type_name("ROLE");
  set.add_option("--origin", command.terms.origins, "of a site key: whose pages may use it, instead of those it has")
      ->type_name("ORIGIN")
      ->allow_extra_args(false);
  set.add_option("--characters-per-month", command.characters, "0 for no limit")
      ->type_name("N")
      ->check(CLI::NonNegativeNumber.description(""));
  set.add_option("--requests-per-minute", command.requests, "0 for no limit")
      ->type_name("N")
      ->check(CLI::NonNegativeNumber.description(""));
}

constexpr const char* kKeysExamples = R"(
The file holds names and checksums; a secret key cannot be read out of it.
A client has texts translated; an editor also sends in and corrects articles, an
approver publishes and withdraws them, an administrator removes them.
A site key stands in web pages, for all to see: browsers on other pages cannot
use it, and it opens translation, detection, languages, pages and speech only.
The list says what the server has counted this month (of UTC) in --data.
Examples:
  dragoman keys add newsroom --keys /etc/dragoman/keys --role editor
  dragoman keys add widget --keys /etc/dragoman/keys --site \
    --origin https://news.example --characters-per-month 5000000
  dragoman keys set newsroom --keys /etc/dragoman/keys --role approver
  dragoman keys list --keys /etc/dragoman/keys --data /var/lib/dragoman
)";

}  // namespace

Runner declare_keys(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("keys", "make and revoke the keys that a server asks for");
  auto command = std::make_shared<KeysCommand>();
  const auto action = [&](const char* name, const char* what, bool named) {
    CLI::App* one = verb->add_subcommand(name, what);
    if (named) one->add_option("NAME", command->name, "whose key it is")->required()->type_name("");
    one->add_option("--keys", command->file, "the keys' file")->required()->type_name("FILE");
    return one;
  };
  CLI::App* add = action("add", "make a key and print it", true);
  add_terms(*add, *command);
  CLI::App* set = action("set", "change what a key may do, and how much", true);
  add_changes(*set, *command);
  CLI::App* remove = action("remove", "revoke a key", true);
  action("list", "print names, roles, limits and what was used of them", false)
      ->add_option("--data", command->data, "the server's folder of data, where usage is counted")
      ->type_name("FOLDER");
  verb->require_subcommand(1);
  verb->footer(kKeysExamples);
  return {verb, [=] {
            if (add->parsed()) return add_key(*command);
            if (set->parsed()) return set_key(*command);
            return remove->parsed() ? remove_key(*command) : list_keys(*command);
          }};
}

}  // namespace dragoman::cli

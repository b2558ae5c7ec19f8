// The keys' file: a line "NAME SHA256 ROLE" each, of a client without a role; behind the role stand the terms, "characters=N",
// "requests=N", "origin=ORIGIN" and, of a site key, "key=KEY". Lines that begin with "#" are remarks. A key is 256 random bits, so a plain
// sum keeps it as safe as a slow one would: there is nothing to guess from.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "dragoman/server.h"
#include "server/file_owner.h"
#include "server/keys_file.h"
#include "server/service.h"
#include "server/sites.h"
#include "store/digest.h"
#include "store/files.h"

namespace dragoman {
namespace {

constexpr std::size_t kMaxFile = std::size_t{1} << 20;
constexpr std::array<std::string_view, 5> kRoles = {"site", "client", "editor", "approver", "administrator"};

/// The line's words; blanks between them.
std::vector<std::string_view> words_in(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    if (end > at) out.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

template <class Number>
bool read_number(std::string_view text, Number& out) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  return fault == std::errc() && end == text.data() + text.size() && out > 0;
}

/// "characters=100000"; false for what is no term.
bool read_term(std::string_view word, ApiKeys::Entry& entry) {
  const std::size_t sign = word.find('=');
  if (sign == std::string_view::npos) return false;
  const std::string_view name = word.substr(0, sign), value = word.substr(sign + 1);
  if (name == "characters") return read_number(value, entry.characters_per_month);
  if (name == "requests") return read_number(value, entry.requests_per_minute);
  if (name == "key") return !(entry.key = value).empty();
  Result<std::string> origin = server::read_site(value);
  if (name != "origin" || !origin) return false;
  entry.origins.push_back(std::move(*origin));
  return true;
}

/// "NAME SHA256", "NAME SHA256 ROLE TERMS..."; nothing for anything else.
std::optional<ApiKeys::Entry> entry_in(std::string_view line) {
  const std::vector<std::string_view> words = words_in(line);
  if (words.size() < 2 || !store::looks_like_sha256(words[1])) return std::nullopt;
  ApiKeys::Entry out;
  out.name = words[0];
  out.sha256 = words[1];
  const std::optional<KeyRole> role = words.size() > 2 ? key_role_named(words[2]) : KeyRole::kClient;
  if (!role) return std::nullopt;
  out.role = *role;
  for (std::size_t i = 3; i < words.size(); ++i) {
    if (!read_term(words[i], out)) return std::nullopt;
  }
  const bool site = out.role == KeyRole::kSite;
  return site == !out.origins.empty() && site == !out.key.empty() ? std::optional(std::move(out)) : std::nullopt;
}

/// Replaces the file by one rename; its owner alone may read it.
Status write_keys(const std::filesystem::path& file, const std::vector<ApiKeys::Entry>& entries) {
  std::string text = "# Keys of a Dragoman server: names, SHA-256, roles, terms. Change it with `dragoman keys`.\n";
  for (const ApiKeys::Entry& entry : entries) text += server::key_line(entry);
  const std::filesystem::path fresh = file.string() + ".new";
  if (Status written = store::write_file(fresh, text); !written) return written;
  if (::chmod(fresh.c_str(), 0600) != 0) return store::file_error("protect", fresh, errno);
  if (Status handed = server::hand_over(fresh, file); !handed) return handed;
  if (std::rename(fresh.c_str(), file.c_str()) != 0) return store::file_error("replace", file, errno);
  return store::sync_folder(file.has_parent_path() ? file.parent_path() : ".");
}

/// A file that is not there has no keys yet.
Result<ApiKeys> read_or_none(const std::filesystem::path& file) {
  Result<ApiKeys> keys = ApiKeys::read(file);
  if (!keys && keys.error().code == ErrorCode::kNotFound) return ApiKeys();
  return keys;
}

/// The origins as the file has them; an error if one is none.
Status tidy_origins(std::vector<std::string>& origins) {
  for (std::string& origin : origins) {
    Result<std::string> read = server::read_site(origin);
    if (!read) return read.error();
    origin = std::move(*read);
  }
  return {};
}

}  // namespace

namespace server {

std::string key_line(const ApiKeys::Entry& entry) {
  std::string out = entry.name + " " + entry.sha256 + " " + std::string(role_name(entry.role));
  if (entry.characters_per_month > 0) out += " characters=" + std::to_string(entry.characters_per_month);
  if (entry.requests_per_minute > 0) out += " requests=" + std::to_string(entry.requests_per_minute);
  for (const std::string& origin : entry.origins) out += " origin=" + origin;
  if (!entry.key.empty()) out += " key=" + entry.key;
  return out + "\n";
}

Result<std::vector<ApiKeys::Entry>> read_key_lines(std::string_view text, std::string_view file) {
  std::vector<ApiKeys::Entry> out;
  std::size_t number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    std::optional<ApiKeys::Entry> entry = entry_in(line);
    if (!entry) {
      return Error{ErrorCode::kBadArgument, 0,
                   std::string(file) + " line " + std::to_string(number) +
                       " is no key (NAME SHA256 ROLE TERMS); make keys with `dragoman keys add`"};
    }
    out.push_back(std::move(*entry));
  }
  return out;
}

}  // namespace server

Result<ApiKeys> ApiKeys::read(const std::filesystem::path& file) {
  const Result<std::string> text = store::read_file(file, kMaxFile);
  if (!text) return text.error();
  Result<std::vector<Entry>> entries = server::read_key_lines(*text, file.string());
  if (!entries) return entries.error();
  ApiKeys out;
  out.entries_ = std::move(*entries);
  return out;
}

Result<std::string> ApiKeys::add(const std::filesystem::path& file, std::string_view name, const KeyTerms& terms) {
  const auto wrong = [](std::string what) { return Error{ErrorCode::kBadArgument, 0, std::move(what)}; };
  const auto bad = [](unsigned char c) { return c <= ' ' || c == '#' || c == 0x7F; };
  if (name.empty() || std::ranges::any_of(name, bad))
    return wrong("a key's name must have characters, but no blanks and no \"#\"");
  const bool site = terms.role == KeyRole::kSite;
  if (site == terms.origins.empty())
    return wrong("a site key needs the origins of its pages (https://news.example), and no other key has any");
  Entry entry;
  static_cast<KeyTerms&>(entry) = terms;
  entry.name = name;
  if (Status fine = tidy_origins(entry.origins); !fine) return fine.error();
  Result<ApiKeys> keys = read_or_none(file);
  if (!keys) return keys.error();
  if (std::ranges::find(keys->entries_, name, &Entry::name) != keys->entries_.end())
    return wrong("there is a key named " + std::string(name) + "; take another name, or remove it");
  // Whoever finds a site key in a page, or in a log, should see what it is.
  const std::string key = (site ? "site_" : "") + server::random_hex(site ? 16 : 32);
  Result<std::string> sum = store::sha256_of(key);
  if (!sum) return sum.error();
  entry.sha256 = std::move(*sum);
  if (site) entry.key = key;
  keys->entries_.push_back(std::move(entry));
  if (Status written = write_keys(file, keys->entries_); !written) return written.error();
  return key;
}

Result<ApiKeys::Entry> ApiKeys::change(const std::filesystem::path& file, std::string_view name,
                                       const KeyChange& change) {
  Result<ApiKeys> keys = read(file);
  if (!keys) return keys.error();
  const auto found = std::ranges::find(keys->entries_, name, &Entry::name);
  if (found == keys->entries_.end())
    return Error{ErrorCode::kNotFound, 0,
                 file.string() + " has no key named " + std::string(name) + "; see dragoman keys list"};
  const bool site = found->role == KeyRole::kSite;
  if (change.role && (site || *change.role == KeyRole::kSite))
    return Error{ErrorCode::kBadArgument, 0, "a site key stays one, and no other becomes one; make another key"};
  if (!site && !change.origins.empty())
    return Error{ErrorCode::kBadArgument, 0, "only site keys have origins; make a key with --site"};
  std::vector<std::string> origins = change.origins;
  if (Status fine = tidy_origins(origins); !fine) return fine.error();
  found->role = change.role.value_or(found->role);
  found->characters_per_month = change.characters_per_month.value_or(found->characters_per_month);
  found->requests_per_minute = change.requests_per_minute.value_or(found->requests_per_minute);
  if (!origins.empty()) found->origins = std::move(origins);
  Entry out = *found;
  if (Status written = write_keys(file, keys->entries_); !written) return written.error();
  return out;
}

Status ApiKeys::remove(const std::filesystem::path& file, std::string_view name) {
  Result<ApiKeys> keys = read(file);
  if (!keys) return keys.error();
  if (std::erase_if(keys->entries_, [&](const Entry& entry) { return entry.name == name; }) == 0)
    return Error{ErrorCode::kNotFound, 0,
                 file.string() + " has no key named " + std::string(name) + "; see dragoman keys list"};
  return write_keys(file, keys->entries_);
}

const ApiKeys::Entry* ApiKeys::find(std::string_view key) const {
  const Result<std::string> sum = store::sha256_of(key);
  if (!sum) return nullptr;
  const Entry* found = nullptr;
  for (const Entry& entry : entries_) {
    if (server::same_secret(entry.sha256, *sum)) found = &entry;
  }
  return found;
}

std::string_view role_name(KeyRole role) { return kRoles[static_cast<std::size_t>(role)]; }

std::optional<KeyRole> key_role_named(std::string_view name) {
  const auto found = std::ranges::find(kRoles, name);
  if (found == kRoles.end()) return std::nullopt;
  return static_cast<KeyRole>(found - kRoles.begin());
}

}  // namespace dragoman

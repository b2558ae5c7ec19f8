#include "server/sites.h"

#include <algorithm>

#include "base/ascii.h"
#include "server/origins.h"

namespace dragoman::server {
namespace {

constexpr std::string_view kAnyName = "*.";

/// Names as they stand in an address: "www", "a.b-c".
bool are_host_names(std::string_view text) {
  const auto fits = [](char c) {
    return base::is_ascii_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
  };
  return !text.empty() && text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos &&
         std::ranges::all_of(text, fits);
}

bool fits_site(std::string_view site, std::string_view origin) {
  const std::size_t star = site.find(kAnyName);
  if (star == std::string_view::npos) return site == origin;
  const std::string_view before = site.substr(0, star), behind = site.substr(star + 1);  // "https://", ".news.example"
  if (!origin.starts_with(before) || !origin.ends_with(behind)) return false;
  if (origin.size() <= before.size() + behind.size()) return false;
  return are_host_names(origin.substr(before.size(), origin.size() - before.size() - behind.size()));
}

}  // namespace

Result<std::string> read_site(std::string_view given) {
  const auto wrong = [&](std::string_view why) {
    return Error{ErrorCode::kBadArgument, 0,
                 base::printable(given) + " is no origin of web pages: " + std::string(why) +
                     "; write https://news.example, or https://*.news.example for all names below it"};
  };
  const std::size_t scheme = given.find("://");
  if (scheme == std::string_view::npos) return wrong("it does not begin with https:// or http://");
  std::string plain(given);
  const bool star = given.substr(scheme + 3).starts_with(kAnyName);
  if (star) plain.erase(scheme + 3, kAnyName.size());
  const std::string_view host = std::string_view(plain).substr(scheme + 3);
  const std::size_t path = host.find_first_of("/?#");
  if (path != std::string_view::npos && path + 1 < host.size()) return wrong("it has a path");
  if (host.find('*') != std::string_view::npos) return wrong("a star stands for whole names, at the beginning");
  Result<std::string> origin = origin_of(plain);
  if (!origin) return wrong("no host can be read in it");
  if (!star) return origin;
  const std::size_t begin = origin->find("://") + 3;
  if (origin->find('.', begin) == std::string::npos) return wrong("a star needs a domain behind it");
  return origin->insert(begin, kAnyName);
}

bool is_site_of(const std::vector<std::string>& sites, std::string_view origin) {
  return std::ranges::any_of(sites, [&](const std::string& site) { return fits_site(site, origin); });
}

}  // namespace dragoman::server

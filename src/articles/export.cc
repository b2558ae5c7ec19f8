// A publication as files that any web server can serve: the page of each translation that readers see, at a path made of the address
// of its source, and a sitemap. A list of what was written lies beside them, so that the next export removes what readers may
// not see any more, and nothing that it has not written itself.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <set>

#include "articles/articles_impl.h"
#include "store/files.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kList = ".dragoman-export";
constexpr std::size_t kLongestList = std::size_t{256} << 20, kLongestPart = 120;

/// A part of an address as a file's name: nothing that leads elsewhere, is hidden, or that some system cannot store.
std::string plain_part(std::string_view part) {
  std::string out;
  for (const char c : part.substr(0, kLongestPart)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    out += letter || std::string_view("-_.~%").find(c) != std::string_view::npos ? c : '_';
  }
  if (out.starts_with('.')) out.front() = '_';
  return out;
}

/// ".html" and the like, by the page's media type; "" for what the address's own end tells.
std::string_view ending_of(std::string_view media_type) {
  const std::string_view type = media_type.substr(0, media_type.find(';'));
  if (type == "text/html" || type == "application/xhtml+xml") return ".html";
  if (type == "application/json") return ".json";
  if (type == "text/markdown") return ".md";
  if (type == "text/plain") return ".txt";
  return ".xml";
}

/// "pt/herald.example/2026/port.html" of "https://herald.example/2026/port?x=1".
std::string path_of(const Article& article, const std::string& language, std::string_view media_type) {
  std::string_view rest = article.address;
  if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) rest.remove_prefix(scheme + 3);
  rest = rest.substr(0, rest.find('#'));
  std::string path = plain_part(language);
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    if (!part.empty()) path += "/" + plain_part(part);
  }
  const std::string_view ending = ending_of(media_type);
  if (article.address.ends_with('/')) return path + "/index" + std::string(ending);
  return path.ends_with(ending) ? path : path + std::string(ending);
}

/// A name that no export has written.
bool leads_elsewhere(const fs::path& name) {
  return name.is_absolute() || std::ranges::any_of(name, [](const fs::path& part) { return part == ".."; });
}

class Export {
 public:
  Export(const Articles& articles, const ExportOptions& options) : articles_(articles), options_(options) {}

  Result<ExportCount> run() {
    if (Status read = read_list(); !read) return read.error();
    ArticleQuery query{
        .publication = options_.publication, .language = options_.language, .shown_only = true, .most = 500};
    for (;;) {
      const Result<std::vector<ArticleOverview>> some = articles_.list(query);
      if (!some) return some.error();
      for (const ArticleOverview& article : *some) {
        if (Status done = write_article(article); !done) return done.error();
      }
      if (some->size() < query.most) break;
      query.before = some->back().cursor;
    }
    const Result<std::string> map = sitemap_of(articles_, options_.publication, options_.language);
    if (!map) return map.error();
    if (Status done = write("sitemap.xml", *map); !done) return done.error();
    if (Status done = write_list(written_); !done) return done.error();
    return count_;
  }

 private:
  Status read_list() {
    if (Status made = store::make_folder(options_.folder); !made) return made;
    const Result<std::string> text = store::read_file(options_.folder / kList, kLongestList);
    if (!text) return text.error().code == ErrorCode::kNotFound ? Status() : Status(text.error());
    for (std::string_view rest = *text; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      if (!line.empty()) before_.emplace(line);
    }
    return {};
  }

  /// Removes what is no longer to be there; then the list is what is.
  Status write_list(const std::set<std::string>& names) {
    for (const std::string& name : before_) {
      if (names.contains(name) || leads_elsewhere(name)) continue;
      std::error_code error;
      if (fs::remove(options_.folder / name, error)) ++count_.removed;
      if (error) return store::file_error("remove", options_.folder / name, error.value());
    }
    std::string text;
    for (const std::string& name : names) text += name + "\n";
    return store::write_file(options_.folder / kList, text);
  }

  Status write_article(const ArticleOverview& article) {
    for (const TranslationOverview& one : article.translations) {
      if (!options_.language.empty() && one.language != options_.language) continue;
      const Result<Sight> sight = articles_.see(article.article.id, one.language);
      if (!sight) return sight.error().code == ErrorCode::kNotFound ? Status() : Status(sight.error());
      if (!sight->version) continue;  // taken back a moment ago
      std::string path = path_of(article.article, one.language, sight->version->media_type);
      // Two addresses may come to the same path.
      if (written_.contains(path))
        path.insert(path.size() - ending_of(sight->version->media_type).size(), "-" + article.article.id);
      if (Status done = write(path, sight->version->page); !done) return done;
      ++count_.pages;
    }
    return {};
  }

  /// What is there already is left as it is; else it is replaced by a rename, so that nobody is served half a page.
  Status write(const std::string& name, const std::string& bytes) {
    const fs::path file = options_.folder / name;
    written_.insert(name);
    const Result<std::string> there = store::read_file(file, bytes.size());
    if (there && *there == bytes) return {};
    if (Status made = store::make_folder(file.parent_path()); !made) return made;
    // Known before it is there: an export that is broken off leaves nothing that the next one does not know.
    if (before_.insert(name).second) std::ofstream(options_.folder / kList, std::ios::app) << name << '\n';
    const fs::path fresh = file.string() + ".new";
    if (Status done = store::write_file(fresh, bytes); !done) return done;
    if (std::rename(fresh.c_str(), file.c_str()) != 0) return store::file_error("replace", file, errno);
    ++count_.written;
    return {};
  }

  const Articles& articles_;
  const ExportOptions& options_;
  ExportCount count_;
  std::set<std::string> before_, written_;
};

}  // namespace

Result<ExportCount> export_articles(const Articles& articles, const ExportOptions& options) {
  if (options.folder.empty()) return Error{ErrorCode::kBadArgument, 0, "say into which folder: --output FOLDER"};
  return Export(articles, options).run();
}

}  // namespace dragoman

// What the tests of this room share: a folder that goes away, a store in it, a clock that they turn.
#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "dragoman/articles.h"

namespace dragoman::articles_test {

class ArticlesTest : public ::testing::Test {
 protected:
  ArticlesTest() {
    // In memory where there is such a folder: what a commit waits for a disk is not what is tested.
    const bool fast = ::access("/dev/shm", W_OK) == 0;
    const std::filesystem::path below =
        fast ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path();
    std::string name = (below / "dragoman-articles-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~ArticlesTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path file() const { return folder_ / "articles.db"; }
  Articles open(ArticlesOptions options = {}) {
    options.now = [this] { return now_; };
    Result<Articles> articles = Articles::open(file(), options);
    EXPECT_TRUE(articles) << articles.error().what;
    return std::move(*articles);
  }
  static Submitted submit(const Articles& articles, const std::string& bytes,
                          const std::string& address = "https://a.example/1", const std::string& section = "") {
    const Result<Submitted> sent =
        articles.submit({.publication = "herald", .address = address, .section = section, .bytes = bytes});
    EXPECT_TRUE(sent) << sent.error().what;
    return sent ? *sent : Submitted{};
  }
  /// A translation of one block with one sentence.
  static ArticleVersion translation(const Submitted& sent, const std::string& source, const std::string& target,
                                    const std::string& language = "pt") {
    ArticleVersion version;
    version.language = language;
    version.source_version = sent.article.source_version;
    version.media_type = "text/html; charset=utf-8";
    version.source_language = "en";
    version.page = "<p>" + target + "</p>";
    Block block;
    block.source = source;
    block.target = target;
    block.sentences = {{{0, source.size()}, {0, target.size()}, false}};
    version.blocks = {block};
    return version;
  }
  static ArticleVersion put(const Articles& articles, const Submitted& sent, const ArticleVersion& version) {
    const Result<ArticleVersion> stored = articles.put(sent.article.id, version);
    EXPECT_TRUE(stored) << stored.error().what;
    return stored ? *stored : ArticleVersion{};
  }
  /// The page that readers see, or in brackets why they see none.
  static std::string seen(const Articles& articles, const std::string& id, const std::string& language = "pt") {
    const Result<Sight> sight = articles.see(id, language);
    if (!sight) return sight.error().what;
    return sight->version ? sight->version->page : "(" + std::string(shown_name(sight->shown)) + ")";
  }

  std::filesystem::path folder_;
  std::int64_t now_ = 1'800'000'000;
};

inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace dragoman::articles_test

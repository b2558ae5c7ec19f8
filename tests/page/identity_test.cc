// An engine that changes nothing: every byte of a page comes out as it went in, beside the marks of a translation.
#include <gtest/gtest.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include "../fake_engine.h"
#include "dragoman/page.h"

namespace dragoman {
namespace {

const PageOptions kBare = {.from = "en", .to = "eo", .label_place = LabelPlace::kNone, .post_edit = false};

std::string through_identity(std::string_view bytes, std::string* changed = nullptr) {
  testing::FakeEngine engine;
  const Result<Page> page = Page::read(bytes, {.name = "page.html"});
  if (!page) return page.error().what;
  const Result<TranslatedPage> out = translate_page(*page, engine.function(), kBare);
  if (!out) return out.error().what;
  for (const Block& block : out->blocks) {
    if (changed != nullptr && block.source != block.target) *changed += block.source + "\n" + block.target + "\n";
  }
  return out->bytes;
}

/// The first place where `shorter` has bytes that `longer` does not have in the same order; empty if it only has more.
std::string first_loss(std::string_view shorter, std::string_view longer) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < longer.size() && at < shorter.size(); ++i) at += shorter[at] == longer[i] ? 1 : 0;
  return std::string(shorter.substr(at, at == shorter.size() ? 0 : 100));
}

/// The page without what says which language it is in: lang and dir attributes, meta elements of locale and language.
std::string without_languages(std::string page) {
  for (const std::string_view name : {" xml:lang=", " lang=", " dir="}) {
    for (std::size_t at = 0; (at = page.find(name, at)) != std::string::npos;) {
      const std::size_t value = at + name.size();
      const std::size_t end = page.find(page[value], value + 1);
      const bool quoted = (page[value] == '"' || page[value] == '\'') && end != std::string::npos;
      page.erase(at, quoted ? end + 1 - at : name.size());
    }
  }
  for (const std::string_view name : {"og:locale\"", "ontent-language", "ontent-Language"}) {
    for (std::size_t at = 0; (at = page.find(name, at)) != std::string::npos;) {
      const std::size_t begin = page.rfind('<', at), end = page.find('>', at);
      if (begin == std::string::npos || end == std::string::npos) break;
      page.erase(begin, end + 1 - begin);
      at = begin;
    }
  }
  return page;
}

TEST(Identity, NothingIsRewritten) {
  const std::string text =
      "<h1>HARBOUR STRIKE TALKS RESUME</h1>\n<p>“It’s £2,500.50 —  the\n gunman&nbsp;said,” at 6.40am on March 3,"
      " 2021</p >";
  EXPECT_NE(through_identity(text).find(text), std::string::npos) << through_identity(text);
}

TEST(Identity, DevPagesKeepTheirBytes) {
  const char* shared = std::getenv("DRAGOMAN_SHARED");
  const std::filesystem::path pages = std::filesystem::path(shared ? shared : "../shared") / "pages/dev";
  if (!std::filesystem::exists(pages)) GTEST_SKIP() << pages << " is not there";
  for (const auto& entry : std::filesystem::directory_iterator(pages)) {
    std::ifstream file(entry.path() / "source.html", std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    std::string changed;
    const std::string in = bytes.str(), out = through_identity(in, &changed);
    EXPECT_EQ(changed, "") << entry.path();
    EXPECT_EQ(first_loss(without_languages(in), without_languages(out)), "") << entry.path();
    constexpr std::size_t kMostMarks = 2000;  // bytes
    EXPECT_LE(without_languages(out).size(), without_languages(in).size() + kMostMarks) << entry.path();
  }
}

}  // namespace
}  // namespace dragoman

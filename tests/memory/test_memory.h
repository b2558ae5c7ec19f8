// What the tests of this room share: a folder that goes away, a memory in it, languages.
#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "dragoman/memory.h"

namespace dragoman::memory_test {

inline Languages languages(const char* source, const char* target) {
  return {*Language::parse(source), *Language::parse(target)};
}
inline const Languages kEnPt = languages("en", "pt");

class MemoryTest : public ::testing::Test {
 protected:
  MemoryTest() {
    // In memory where there is such a folder: what a commit waits for a disk is not what is tested.
    const char* shared = "/dev/shm";
    const bool fast = ::access(shared, W_OK) == 0;
    const std::filesystem::path below = fast ? std::filesystem::path(shared) : std::filesystem::temp_directory_path();
    std::string name = (below / "dragoman-memory-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~MemoryTest() override { std::filesystem::remove_all(folder_); }

  Memory open(const MemoryOptions& options = {}) const {
    Result<Memory> memory = Memory::open(folder_ / "memory.db", options);
    EXPECT_TRUE(memory) << memory.error().what;
    return std::move(*memory);
  }
  std::filesystem::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }
  static std::string exported(const Memory& memory, GlossaryFormat format) {
    std::string out;
    const Status done = memory.export_terms(format, {}, [&](std::string_view piece) {
      out += piece;
      return Status();
    });
    EXPECT_TRUE(done) << done.error().what;
    return out;
  }
  static std::string exported_pairs(const Memory& memory) {
    std::string out;
    const Status done = memory.export_pairs({}, [&](std::string_view piece) {
      out += piece;
      return Status();
    });
    EXPECT_TRUE(done) << done.error().what;
    return out;
  }
  /// "source=target" of what is found, "~" where the ending differs, in order.
  static std::string found(const Memory& memory, const std::string& text, const Languages& pair = kEnPt) {
    const Result<std::vector<TermMatch>> matches = memory.find_terms(text, pair);
    if (!matches) return matches.error().what;
    std::string out;
    for (const TermMatch& match : *matches) {
      out += (out.empty() ? "" : "|") + text.substr(match.range.begin, match.range.end - match.range.begin) +
             (match.inflected ? "~" : "=") + match.term.target;
    }
    return out;
  }
  static std::size_t terms_in(const Memory& memory) {
    std::size_t count = 0;
    const Status done = memory.each_term({}, [&](const Term&) {
      ++count;
      return Status();
    });
    EXPECT_TRUE(done) << done.error().what;
    return count;
  }
  static void add(const Memory& memory, Term term) {
    if (term.languages.source.code.empty()) term.languages = kEnPt;
    const Result<Term> added = memory.add_term(std::move(term));
    EXPECT_TRUE(added) << added.error().what;
  }

  std::filesystem::path folder_;
};

inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace dragoman::memory_test

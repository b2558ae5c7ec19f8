// A helper that is missing, ends, says nothing or says nonsense.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "said.h"

namespace dragoman::speech {
namespace {

namespace fs = std::filesystem;

class VoiceHelper : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("dragoman-helper-" + std::to_string(::getpid()) + "-" +
                                           testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// A program that does what `script` says.
  fs::path program(const std::string& script) {
    const fs::path path = folder_ / "helper";
    std::ofstream(path) << "#!/bin/sh\ncd '" << folder_.string() << "'\n" << script << "\n";
    fs::permissions(path, fs::perms::owner_all);
    return path;
  }
  Result<Said> ask(const fs::path& helper, std::chrono::milliseconds patience = std::chrono::seconds(3)) {
    Result<std::unique_ptr<Speech>> speech = Speech::open({.helper = helper, .patience = patience});
    if (!speech) return speech.error();
    return say(**speech, {{.text = "One ship left."}}, {.language = "en"});
  }
  int starts() const {
    std::ifstream file(folder_ / "starts");
    int count = 0;
    for (std::string line; std::getline(file, line);) ++count;
    return count;
  }
  fs::path folder_;
};

TEST_F(VoiceHelper, ThatIsMissingIsToldWithTheRemedy) {
  const Result<Said> said = ask("/nowhere/dragoman-voice-espeak");
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().code, ErrorCode::kNotFound);
  EXPECT_NE(said.error().what.find("DRAGOMAN_VOICE_ESPEAK"), std::string::npos) << said.error().what;
}

TEST_F(VoiceHelper, ThatEndsInTheMiddleIsStartedAgainAndAskedOnceMore) {
  DRAGOMAN_NEEDS_HELPER();
  // The first two (list of voices, first sentence) answer; the third start is the sentence again.
  const fs::path helper = program(
      "echo start >> starts\n"
      "if [ $(wc -l < starts) -gt 1 ]; then exec " DRAGOMAN_VOICE
      "; fi\n"
      // Its answers until the first request for a sentence, then half a frame of sound.
      "printf 'H\\033\\000\\000\\000dragoman-voice 1\\nx 1\\n22050\\n'; head -c 5 > /dev/null\n"
      "printf 'V\\045\\000\\000\\000en-us\\tEnglish (America)\\tgmw/en-US\\nzz\\n'; head -c 20 > /dev/null\n"
      "printf 'A\\000\\001\\000\\000half'");
  const Result<Said> said = ask(helper);
  ASSERT_TRUE(said) << said.error().what;
  EXPECT_FALSE(said->samples.empty());
  EXPECT_EQ(starts(), 2);
}

TEST_F(VoiceHelper, ThatEndsAlwaysIsAskedTwiceOnly) {
  const Result<Said> said = ask(program("echo start >> starts; exit 1"));
  ASSERT_FALSE(said);
  EXPECT_LE(starts(), 4);
}

TEST_F(VoiceHelper, ThatSaysNothingIsGivenUp) {
  const Result<Said> said = ask(program("exec sleep 60"), std::chrono::milliseconds(100));
  ASSERT_FALSE(said);
}

TEST_F(VoiceHelper, OfAnotherVersionOrWithNonsenseIsRefused) {
  EXPECT_FALSE(ask(program("echo hello, here is a lot of text that is no frame at all")));
  EXPECT_FALSE(ask(program("printf 'H\\033\\000\\000\\000dragoman-voice 9\\nx 1\\n22050\\n'; cat > /dev/null")));
}

TEST_F(VoiceHelper, PlacesOutsideTheTextAreLeftOut) {
  // Three words: one in the text, one behind its end, one back in time.
  const fs::path helper = program(
      "printf 'H\\033\\000\\000\\000dragoman-voice 1\\nx 1\\n22050\\n'; head -c 5 > /dev/null\n"
      "printf 'V\\042\\000\\000\\000en-us\\tEnglish (America)\\tgmw/en-US\\n'; head -c 20 > /dev/null\n"
      "printf 'W\\044\\000\\000\\000\\012\\000\\000\\000\\000\\000\\000\\000\\003\\000\\000\\000'\n"
      "printf '\\024\\000\\000\\000\\377\\377\\377\\000\\377\\377\\377\\377'\n"
      "printf '\\001\\000\\000\\000\\004\\000\\000\\000\\010\\000\\000\\000'\n"
      "printf 'A\\010\\000\\000\\000\\377\\037\\377\\037\\377\\037\\377\\037E\\000\\000\\000\\000'; cat > /dev/null");
  const Result<Said> said = ask(helper);
  ASSERT_TRUE(said) << said.error().what;
  ASSERT_EQ(said->sentences.size(), 1U);
  EXPECT_EQ(said->sentences[0].words.size(), 3U);  // one is timed, two share what is left
  EXPECT_EQ(said->samples.size(), 4U);
}

}  // namespace
}  // namespace dragoman::speech

// Texts read aloud over /v1.
#include <gmock/gmock.h>

#include <filesystem>

#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class SpeechApi : public testing::Test {
 protected:
  void SetUp() override {
    NEEDS_MODELS();
    if (!std::filesystem::exists(DRAGOMAN_VOICE)) GTEST_SKIP() << "no helper in this build: install libespeak-ng-dev";
    ::setenv("DRAGOMAN_VOICE_ESPEAK", DRAGOMAN_VOICE, 1);
    server_ = std::make_unique<TestServer>();
  }
  Answer speech(const json& body, const std::string& headers = "") const {
    return server_->send("POST", "/v1/speech", "application/json", body.dump(), headers);
  }
  std::unique_ptr<TestServer> server_;
};

TEST_F(SpeechApi, SoundInTheFormatThatIsWished) {
  const Answer opus = speech({{"language", "pt"}, {"text", "O porto reabriu."}});
  EXPECT_EQ(opus.status, 200U) << opus.body;
  EXPECT_TRUE(opus.has_header("Content-Type: audio/ogg; codecs=opus")) << opus.head;
  EXPECT_TRUE(opus.has_header("X-Dragoman-Voice: espeak-ng/pt-br")) << opus.head;
  EXPECT_THAT(opus.body, HasSubstr("OpusHead"));
  const Answer wav = speech({{"language", "pt"}, {"text", "O porto reabriu."}, {"format", "wav"}});
  EXPECT_EQ(wav.status, 200U);
  EXPECT_THAT(wav.body, HasSubstr("WAVEfmt "));
  EXPECT_GT(wav.body.size(), 30'000U);
}

TEST_F(SpeechApi, TimesOfTheSame) {
  const json body = {
      {"language", "pt"},
      {"translated", true},
      {"passages",
       {{{"text", "Porto reabre"}, {"role", "headline"}},
        {{"text", "Custou R$ 2 mil. Fim."}, {"pairs", {{0, 16, "It cost R$ 2,000."}, {17, 21, "End."}}}}}}};
  const json out = speech(body, "Accept: application/json\r\n").json();
  ASSERT_EQ(out["sentences"].size(), 4U) << out;
  EXPECT_TRUE(out["passages"][0]["announcement"].get<bool>());
  EXPECT_EQ(out["sentences"][2]["original"], "It cost R$ 2,000.");
  EXPECT_EQ(out["sentences"][2]["words"][1][0], 7);
  EXPECT_EQ(out["sentences"][2]["words"][1][1], 15);
}

TEST_F(SpeechApi, WhatIsWrongIsTold) {
  EXPECT_EQ(speech({{"language", "pt"}}).status, 400U);
  EXPECT_EQ(speech({{"text", "Fim."}}).status, 400U);
  EXPECT_EQ(speech({{"language", "pt"}, {"text", "Fim."}, {"format", "flac"}}).status, 400U);
  EXPECT_EQ(speech({{"language", "pt"}, {"text", "Fim."}, {"speed", 9}}).status, 400U);
  EXPECT_EQ(speech({{"language", "pt"}, {"text", "Fim."}, {"voice", "nobody"}}).status, 404U);
  EXPECT_EQ(speech({{"language", "pt"}, {"passages", {{{"text", "ção"}, {"pairs", {{0, 1, "x"}}}}}}}).status, 400U);
  EXPECT_EQ(speech({{"language", "pt"}, {"text", "***"}}).status, 204U);
}

TEST_F(SpeechApi, SoundAndTimesOfATextCostOnce) {
  const Folder folder;
  ServerOptions options;
  options.keys = folder.path / "keys";
  options.data = folder.path;
  const std::string key = *ApiKeys::add(options.keys, "cms"), bearer = "Authorization: Bearer " + key + "\r\n";
  server_ = std::make_unique<TestServer>(options);
  const auto used = [&] {
    return server_->get("/v2/usage", "Authorization: DeepL-Auth-Key " + key + "\r\n")
        .json()["character_count"]
        .get<int>();
  };
  const json body = {{"language", "pt"}, {"text", "O porto reabriu."}};
  ASSERT_EQ(speech(body, bearer).status, 200U);
  EXPECT_EQ(used(), 16);
  ASSERT_EQ(speech(body, bearer + "Accept: application/json\r\n").status, 200U);
  ASSERT_EQ(speech(body, bearer).status, 200U);
  EXPECT_EQ(used(), 16);
  ASSERT_EQ(speech({{"language", "pt"}, {"text", "O porto fechou."}}, bearer + "Accept: application/json\r\n").status,
            200U);
  EXPECT_EQ(used(), 31);
}

TEST_F(SpeechApi, TheVoicesThereAre) {
  const json out = server_->send("GET", "/v1/voices", "", "").json();
  const auto found = std::ranges::find_if(out["voices"], [](const json& v) { return v["id"] == "espeak-ng/pt-br"; });
  ASSERT_NE(found, out["voices"].end()) << out;
  EXPECT_EQ((*found)["language"], "pt-BR");
  EXPECT_EQ((*found)["rate"], 22050);
  EXPECT_EQ((*found)["licence"], "GPL-3.0-or-later");
  EXPECT_EQ((*found)["word_times"], "exact");
}

TEST(SpeechVoicesOfTheSettings, SpeakUnlessARequestNamesAnother) {
  NEEDS_MODELS();
  if (!std::filesystem::exists(DRAGOMAN_VOICE)) GTEST_SKIP() << "no helper in this build: install libespeak-ng-dev";
  ::setenv("DRAGOMAN_VOICE_ESPEAK", DRAGOMAN_VOICE, 1);
  ServerOptions options;
  options.default_voices = {{"pt", "espeak-ng/pt"}, {"en", "nobody"}};
  options.voices = {"/nonexistent"};
  TestServer server(options);
  const auto voice = [&](const char* body) {
    return server.send("POST", "/v1/speech", "application/json", body, "").head;
  };
  EXPECT_THAT(voice(R"({"language":"pt","text":"Fim."})"), HasSubstr("X-Dragoman-Voice: espeak-ng/pt\r\n"));
  EXPECT_THAT(voice(R"({"language":"pt","text":"Fim.","voice":"pt-br"})"),
              HasSubstr("X-Dragoman-Voice: espeak-ng/pt-br\r\n"));
  // A voice that is set and not there leaves readers with another.
  EXPECT_THAT(voice(R"({"language":"en","text":"End."})"), HasSubstr("X-Dragoman-Voice: espeak-ng/en"));
}

}  // namespace
}  // namespace dragoman::server

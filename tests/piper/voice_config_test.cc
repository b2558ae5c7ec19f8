// What stands beside a voice: read, and refused where it cannot be.
#include "piper/voice_config.h"

#include <gtest/gtest.h>

#include "tiny_voice.h"

namespace dragoman::piper {
namespace {

using tests::tiny_config;

ErrorCode fault_of(const std::string& json) {
  const auto config = read_voice_config(json, "v.onnx.json");
  EXPECT_FALSE(config);
  if (!config) {
    EXPECT_EQ(config.error().what.substr(0, 11), "v.onnx.json") << config.error().what;
  }
  return config ? ErrorCode::kInternal : config.error().code;
}

std::string with(std::string json, const std::string& from, const std::string& to) {
  const std::size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return json.replace(at, from.size(), to);
}

TEST(VoiceConfig, IsReadWithItsScalesAndIds) {
  const auto config = read_voice_config(tiny_config("pt_BR", "pt-br"), "v");
  ASSERT_TRUE(config) << config.error().what;
  EXPECT_EQ(config->language, "pt-BR");
  EXPECT_EQ(config->espeak, "pt-br");
  EXPECT_EQ(config->rate, 22050U);
  EXPECT_FLOAT_EQ(config->noise, 0.5F);
  EXPECT_FLOAT_EQ(config->noise_width, 0.25F);
  EXPECT_EQ(config->phonemes.at(U'^'), std::vector<std::uint32_t>{1});
  EXPECT_EQ(config->phonemes.at(U' '), std::vector<std::uint32_t>{3});
}

TEST(VoiceConfig, OlderFilesNameTheirLanguageByTheVoiceOfEspeak) {
  const auto config = read_voice_config(with(tiny_config("pt_BR", "pt-br"), R"("code":"pt_BR")", R"("x":1)"), "v");
  ASSERT_TRUE(config) << config.error().what;
  EXPECT_EQ(config->language, "pt-BR");
}

TEST(VoiceConfig, WhatIsLeftOutHasTheUsualValue) {
  const auto config = read_voice_config(with(tiny_config(), R"("noise_scale":0.5,)", ""), "v");
  ASSERT_TRUE(config) << config.error().what;
  EXPECT_FLOAT_EQ(config->noise, 0.667F);
}

TEST(VoiceConfig, OtherPhonemesAreNotGuessed) {
  EXPECT_EQ(fault_of(tiny_config("zh_CN", "cmn", R"("phoneme_type":"pinyin",)")), ErrorCode::kUnsupportedModel);
}

TEST(VoiceConfig, ImpossibleValuesAreRefused) {
  const std::string good = tiny_config();
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"22050", "1000"},
           {"22050", "1e9"},
           {"22050", "\"22050\""},
           {"\"length_scale\":1", "\"length_scale\":0"},
           {"\"length_scale\":1", "\"length_scale\":-1"},
           {"\"noise_w\":0.25", "\"noise_w\":\"much\""},
           {"\"num_speakers\":1", "\"num_speakers\":0"},
           {"\"_\":[0]", "\"_\":[-1]"},
           {"\"_\":[0]", "\"_\":[0.5]"},
           {"\"_\":[0]", "\"_\":[70000]"},
           {"\"_\":[0]", "\"_\":0"},
           {"\"^\":[1],", ""},
           {"\"voice\":\"en-us\"", "\"voice\":\"en-us\\nP\""},
           {"\"voice\":\"en-us\"", "\"voice\":\"\""},
           {"\"code\":\"en_US\"", "\"code\":\"klingonish\""},
       }) {
    EXPECT_EQ(fault_of(with(good, from, to)), ErrorCode::kBadModel) << from << " -> " << to;
  }
  EXPECT_EQ(fault_of("{"), ErrorCode::kBadModel);
  EXPECT_EQ(fault_of("<html>"), ErrorCode::kBadModel);
}

}  // namespace
}  // namespace dragoman::piper

// Files of sound, looked into from outside.
#include <gtest/gtest.h>

#include <cmath>

#include "dragoman/speech.h"

namespace dragoman {
namespace {

std::vector<std::int16_t> tone(std::size_t samples) {
  std::vector<std::int16_t> out;
  for (std::size_t i = 0; i < samples; ++i) {
    out.push_back(static_cast<std::int16_t>(8000 * std::sin(static_cast<double>(i) * 440 * 6.2832 / 22050)));
  }
  return out;
}

std::uint32_t u32(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

TEST(SoundWriter, WavStatesItsLengthWhenItIsKnown) {
  for (const bool known : {true, false}) {
    std::string bytes;
    auto wav = SoundWriter::open(SoundFormat::kWav, 22050, known ? 1000 : 0, [&](std::string_view piece) {
      bytes += piece;
      return true;
    });
    ASSERT_TRUE(wav);
    ASSERT_TRUE((*wav)->write(tone(1000)));
    ASSERT_TRUE((*wav)->finish());
    ASSERT_EQ(bytes.size(), 44U + 2000U);
    EXPECT_EQ(bytes.substr(0, 4) + bytes.substr(8, 8), "RIFFWAVEfmt ");
    EXPECT_EQ(u32(bytes, 24), 22050U);
    EXPECT_EQ(u32(bytes, 40), known ? 2000U : 0xFFFFFFFFU - 36);
    EXPECT_EQ(u32(bytes, 4), known ? 2036U : 0xFFFFFFFFU);
  }
}

TEST(SoundWriter, OpusGivesItsFirstPagesWhileTheRestIsMade) {
  std::string bytes;
  auto opus = SoundWriter::open(SoundFormat::kOpus, 22050, 0, [&](std::string_view piece) {
    bytes += piece;
    return true;
  });
  if (!opus) GTEST_SKIP() << opus.error().what;
  ASSERT_TRUE((*opus)->write(tone(22050)));  // one second
  const std::size_t early = bytes.size();
  EXPECT_EQ(bytes.substr(0, 4), "OggS");
  EXPECT_NE(bytes.find("OpusHead"), std::string::npos);
  EXPECT_GT(early, 2000U);
  ASSERT_TRUE((*opus)->write(tone(22050)));
  ASSERT_TRUE((*opus)->finish());
  EXPECT_GT(bytes.size(), early);
  EXPECT_LT(bytes.size(), 24'000U);  // two seconds at 32 kbit/s, and pages
  // The last page says that it is: bit 4 of its header's type.
  EXPECT_TRUE((static_cast<unsigned char>(bytes[bytes.rfind("OggS") + 5]) & 4) != 0);
}

TEST(SoundWriter, Mp3IsMadeOfFrames) {
  std::string bytes;
  auto mp3 = SoundWriter::open(SoundFormat::kMp3, 22050, 0, [&](std::string_view piece) {
    bytes += piece;
    return true;
  });
  if (!mp3) GTEST_SKIP() << mp3.error().what;
  ASSERT_TRUE((*mp3)->write(tone(22050)));
  ASSERT_TRUE((*mp3)->finish());
  ASSERT_GT(bytes.size(), 6000U);
  EXPECT_EQ(static_cast<unsigned char>(bytes[0]), 0xFFU);
  EXPECT_EQ(static_cast<unsigned char>(bytes[1]) & 0xE0U, 0xE0U);
}

TEST(SoundWriter, BytesThatNobodyTakesAreAnError) {
  for (const SoundFormat format : {SoundFormat::kWav, SoundFormat::kOpus, SoundFormat::kMp3}) {
    auto writer = SoundWriter::open(format, 22050, 0, [](std::string_view) { return false; });
    if (!writer) {
      EXPECT_TRUE(writer.error().code == ErrorCode::kIo || writer.error().code == ErrorCode::kNotFound);
      continue;
    }
    const Status written = (*writer)->write(tone(100'000));
    const Status finished = (*writer)->finish();
    EXPECT_FALSE(written && finished) << sound_format_name(format);
  }
}

TEST(SoundWriter, FormatsHaveNamesAndTypes) {
  EXPECT_EQ(sound_format_of("ogg"), SoundFormat::kOpus);
  EXPECT_EQ(sound_format_of("wav"), SoundFormat::kWav);
  EXPECT_EQ(sound_format_of("flac"), std::nullopt);
  EXPECT_EQ(sound_media_type(SoundFormat::kMp3), "audio/mpeg");
}

}  // namespace
}  // namespace dragoman

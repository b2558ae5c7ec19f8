// SHA-256 against published answers, of bytes and of files.
#include "store/digest.h"

#include <gtest/gtest.h>

#include "store/test_files.h"

namespace dragoman::store {
namespace {

TEST(Digest, KnownAnswers) {  // FIPS 180-4 examples
  EXPECT_EQ(store_test::sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(store_test::sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(store_test::sha256(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Digest, OfAFile) {
  store_test::TempFolder folder;
  store_test::write(folder / "a", std::string(1'000'000, 'a'));
  Result<FileDigest> digest = digest_file(folder / "a");
  ASSERT_TRUE(digest);
  EXPECT_EQ(digest->bytes, 1'000'000u);
  EXPECT_EQ(digest->sha256, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(digest_file(folder / "none").error().code, ErrorCode::kNotFound);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(digest_file(folder / "a", stop.get_token()).error().code, ErrorCode::kCancelled);
}

TEST(Digest, ShapeOfASum) {
  EXPECT_TRUE(looks_like_sha256(std::string(64, 'A')));
  EXPECT_FALSE(looks_like_sha256(std::string(63, 'a')));
  EXPECT_FALSE(looks_like_sha256(std::string(64, 'g')));
}

TEST(Digest, HmacIsThatOfRfc4231) {
  const auto hex = [](const Result<std::string>& sum) {
    std::string out;
    for (const char c : *sum) {
      out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
      out += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
    }
    return out;
  };
  EXPECT_EQ(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Digest, Base64ThereAndBack) {
  for (const auto& [bytes, text] : {std::pair<std::string, std::string>("", ""),
                                    {"f", "Zg=="},
                                    {"fo", "Zm8="},
                                    {"foo", "Zm9v"},
                                    {std::string("\0\xff", 2), "AP8="}}) {
    EXPECT_EQ(*base64_of(bytes), text);
    EXPECT_EQ(*base64_read(text), bytes);
  }
  for (const char* bad : {"Zg", "Zg=", "Z*==", "Zm9v\n"})
    EXPECT_EQ(base64_read(bad).error().code, ErrorCode::kBadArgument) << bad;
}

}  // namespace
}  // namespace dragoman::store

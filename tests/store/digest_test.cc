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

}  // namespace
}  // namespace dragoman::store

// Packed files: every packing, several members, padding, damage, cuts and bombs.
#include "store/unpack.h"

#include <gtest/gtest.h>

#include "store/test_files.h"

namespace dragoman::store {
namespace {

using store_test::gzipped;
using store_test::noise;
using store_test::TempFolder;
using store_test::zstandard;

Result<FileDigest> unpack(const TempFolder& folder, std::string_view packed, std::uint64_t limit = 1 << 24) {
  store_test::write(folder / "in", packed);
  return unpack_file(folder / "in", folder / "out", limit, {});
}

TEST(Unpack, EveryPacking) {
  TempFolder folder;
  for (std::size_t size : {std::size_t{1}, std::size_t{1000}, std::size_t{1} << 18, std::size_t{3} << 19}) {
    std::string bytes = noise(size, 5);
    for (const std::string& packed : {bytes, gzipped(bytes), zstandard(bytes)}) {
      Result<FileDigest> out = unpack(folder, packed);
      ASSERT_TRUE(out) << out.error().what;
      EXPECT_EQ(out->bytes, size);
      EXPECT_EQ(out->sha256, store_test::sha256(bytes));
      EXPECT_TRUE(store_test::read(folder / "out") == bytes);
    }
  }
}

TEST(Unpack, SeveralMembersInARow) {
  TempFolder folder;
  std::string bytes = noise(400'000, 6), more = noise(1000, 7);
  for (const std::string& packed : {gzipped(bytes) + gzipped(more), zstandard(bytes) + zstandard(more)}) {
    Result<FileDigest> out = unpack(folder, packed);
    ASSERT_TRUE(out) << out.error().what;
    EXPECT_EQ(out->sha256, store_test::sha256(bytes + more));
  }
}

TEST(Unpack, ZerosBehindTheLastMemberAreNoDamage) {
  TempFolder folder;
  std::string bytes = noise(1000, 10);
  for (std::size_t zeros : {1, 511, 600'000}) {
    std::string packed = gzipped(bytes) + std::string(zeros, '\0');
    Result<FileDigest> out = unpack(folder, packed);
    ASSERT_TRUE(out) << out.error().what;
    EXPECT_EQ(out->sha256, store_test::sha256(bytes));
    EXPECT_FALSE(unpack(folder, packed + "x"));
    EXPECT_FALSE(unpack(folder, packed + gzipped(bytes)));
  }
}

TEST(Unpack, EveryTruncationIsSeen) {
  TempFolder folder;
  std::string bytes = noise(100, 8);
  for (const std::string& packed : {gzipped(bytes), zstandard(bytes)})
    for (std::size_t size = 4; size < packed.size(); ++size) {
      Result<FileDigest> out = unpack(folder, packed.substr(0, size));
      ASSERT_FALSE(out) << size;
      EXPECT_EQ(out.error().code, ErrorCode::kChecksum);
    }
  EXPECT_EQ(unpack(folder, "").error().code, ErrorCode::kChecksum);
}

TEST(Unpack, DamageIsSeen) {
  TempFolder folder;
  std::string packed = gzipped(std::string(5000, 'x') + noise(5000, 9));
  for (std::size_t at : {std::size_t{12}, packed.size() / 2, packed.size() - 6}) {
    std::string damaged = packed;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    Result<FileDigest> out = unpack(folder, damaged);
    ASSERT_FALSE(out) << at;
    EXPECT_EQ(out.error().code, ErrorCode::kChecksum);
  }
  EXPECT_FALSE(unpack(folder, packed + "trailing garbage"));
}

TEST(Unpack, BombsAreBounded) {
  TempFolder folder;
  std::string zeros(std::size_t{64} << 20, '\0');
  for (const std::string& packed : {gzipped(zeros), zstandard(zeros)}) {
    ASSERT_LT(packed.size(), 100'000u);
    Result<FileDigest> out = unpack(folder, packed, 1'000'000);
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().code, ErrorCode::kTooLong);
    EXPECT_LE(std::filesystem::file_size(folder / "out"), 1'000'000u);
  }
}

TEST(Unpack, CanBeCancelled) {
  TempFolder folder;
  store_test::write(folder / "in", gzipped(noise(1000, 1)));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(unpack_file(folder / "in", folder / "out", 1 << 20, stop.get_token()).error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace dragoman::store

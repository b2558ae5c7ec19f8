// Results that are kept for a while, within a bound.
#include "server/stored_files.h"

#include <gtest/gtest.h>

#include <set>

namespace dragoman::server {
namespace {

using namespace std::chrono_literals;

TEST(StoredFiles, KeptForTheirTime) {
  StoredFiles files(1000, 10s);
  const StoredFiles::Clock::time_point start{};
  const std::string id = files.add("a.txt", "text/plain", "bytes", start);
  ASSERT_TRUE(files.find(id, start + 9s));
  EXPECT_EQ(files.find(id, start + 9s)->bytes, "bytes");
  EXPECT_FALSE(files.find(id, start + 10s));
  EXPECT_FALSE(files.find("", start));
}

TEST(StoredFiles, TheOldestMakeRoom) {
  StoredFiles files(10);
  const std::string one = files.add("1", "", "12345"), two = files.add("2", "", "12345"),
                    three = files.add("3", "", "1");
  EXPECT_FALSE(files.find(one));
  EXPECT_TRUE(files.find(two));
  const std::string large = files.add("4", "", std::string(100, 'x'));
  EXPECT_FALSE(files.find(three));
  EXPECT_TRUE(files.find(large));
}

TEST(StoredFiles, NamesCannotBeGuessed) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = random_uuid();
    EXPECT_EQ(id.size(), 36U);
    EXPECT_EQ(id[14], '4');
    EXPECT_TRUE(std::string("89ab").find(id[19]) != std::string::npos) << id;
    EXPECT_TRUE(seen.insert(id).second);
  }
}

}  // namespace
}  // namespace dragoman::server

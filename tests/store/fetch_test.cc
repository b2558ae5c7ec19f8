// Downloads that break, stall, change or lie, and what is kept and asked for the next time.
#include "store/fetch.h"

#include <gtest/gtest.h>

#include "fetch/test_server.h"
#include "store/test_files.h"

namespace dragoman::store {
namespace {

using fetch_test::Served;
using fetch_test::TestServer;
using store_test::noise;
using store_test::TempFolder;

class Fetch : public ::testing::Test {
 protected:
  FetchRequest request(bool checked = false) {
    FetchRequest out;
    out.address = server_.address("/f");
    out.destination = folder_ / "f";
    out.name = "f";
    out.max_bytes = 1 << 20;
    out.checked = checked;
    return out;
  }
  /// Serves `body_` in a way that leaves `bytes` of it behind after one broken try.
  void leave_part(std::size_t bytes, const std::string& etag = "\"v1\"") {
    Served served{body_, etag};
    served.stall_after = static_cast<std::int64_t>(bytes);
    server_.put("/f", served);
    std::stop_source stop;
    FetchRequest broken = request();
    broken.stop = stop.get_token();
    broken.progress = [&](std::string_view, std::uint64_t done, std::uint64_t) {
      if (done == bytes) stop.request_stop();
    };
    EXPECT_EQ(fetch_file(broken).error().code, ErrorCode::kCancelled);
    EXPECT_EQ(std::filesystem::file_size(folder_ / "f"), bytes);
    server_.forget_asked();
  }
  void expect_whole(const Status& status) {
    ASSERT_TRUE(status) << status.error().what;
    EXPECT_TRUE(store_test::read(folder_ / "f") == body_);
  }

  TempFolder folder_;
  TestServer server_;
  std::string body_ = noise(300'000, 1);
};

TEST_F(Fetch, AWholeFileWithProgress) {
  server_.put("/f", body_);
  std::uint64_t last = 0, all = 0;
  FetchRequest plain = request();
  plain.progress = [&](std::string_view name, std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(name, "f");
    EXPECT_GT(done, last);
    last = done;
    all = total;
  };
  expect_whole(fetch_file(plain));
  EXPECT_EQ(last, body_.size());
  EXPECT_EQ(all, body_.size());
}

TEST_F(Fetch, DroppedConnectionsAreTakenUpAgain) {
  Served served{body_};
  served.drop_after = 70'000;
  server_.put("/f", served);
  expect_whole(fetch_file(request()));
  std::vector<fetch_test::Asked> asked = server_.asked();
  ASSERT_EQ(asked.size(), 5u);
  EXPECT_EQ(asked[1].range, "bytes=70000-");
  EXPECT_EQ(asked[4].range, "bytes=280000-");
  EXPECT_EQ(asked[1].if_range, "\"v1\"");
}

TEST_F(Fetch, ALaterTryGoesOn) {
  leave_part(100'000);
  server_.put("/f", body_);
  expect_whole(fetch_file(request()));
  ASSERT_EQ(server_.asked().size(), 1u);
  EXPECT_EQ(server_.asked()[0].range, "bytes=100000-");
}

TEST_F(Fetch, AServerWithoutRangesSendsItAllAgain) {
  leave_part(100'000);
  Served served{body_};
  served.ranges = false;
  server_.put("/f", served);
  expect_whole(fetch_file(request()));
}

TEST_F(Fetch, AChangedFileIsNotPatchedTogether) {
  leave_part(100'000);
  body_ = noise(300'000, 2);
  server_.put("/f", Served{body_, "\"v2\""});
  expect_whole(fetch_file(request()));
}

TEST_F(Fetch, WithoutAVersionPartsAreJoinedOnlyUnderAChecksum) {
  leave_part(100'000, "");
  server_.put("/f", Served{body_, ""});
  expect_whole(fetch_file(request(false)));
  EXPECT_EQ(server_.asked()[0].range, "");
  leave_part(100'000, "");
  server_.put("/f", Served{body_, ""});
  expect_whole(fetch_file(request(true)));
  EXPECT_EQ(server_.asked()[0].range, "bytes=100000-");
}

TEST_F(Fetch, AnotherAddressBeginsAfresh) {
  leave_part(100'000);
  body_ = noise(300'000, 3);
  server_.put("/g", body_);
  FetchRequest other = request(true);
  other.address = server_.address("/g");
  expect_whole(fetch_file(other));
  EXPECT_EQ(server_.asked()[0].range, "");
}

TEST_F(Fetch, AFileThatIsAlreadyWholeIsAskedForOnce) {
  server_.put("/f", body_);
  expect_whole(fetch_file(request()));
  server_.forget_asked();
  expect_whole(fetch_file(request()));
  EXPECT_EQ(server_.asked().size(), 1u);
}

TEST_F(Fetch, APartLongerThanTheFileIsDropped) {
  leave_part(200'000);
  body_ = body_.substr(0, 50'000);
  server_.put("/f", body_);
  expect_whole(fetch_file(request()));
}

TEST_F(Fetch, ABusyServerIsAskedAgain) {
  Served served{body_};
  served.fail_first = 2;
  server_.put("/f", served);
  expect_whole(fetch_file(request()));
  EXPECT_EQ(server_.asked().size(), 3u);
}

TEST_F(Fetch, AServerThatNeverManagesIsGivenUp) {
  Served served{body_};
  served.drop_after = 0;
  server_.put("/f", served);
  Status fetched = fetch_file(request());
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().code, ErrorCode::kNetwork);
  EXPECT_LE(server_.asked().size(), 5u);
  served.ranges = false;
  served.drop_after = 1000;
  server_.put("/f", served);
  EXPECT_FALSE(fetch_file(request()));
  EXPECT_LE(server_.asked().size(), 12u);
}

TEST_F(Fetch, AServerThatKnowsNoRangeAtAllIsGivenUp) {
  for (const bool part : {false, true}) {
    if (part) leave_part(100'000);
    Served served{body_};
    served.status = 416;
    for (const std::string& page : {std::string(), std::string("no such range")}) {
      served.body = page;
      server_.put("/f", served);
      server_.forget_asked();
      Status fetched = fetch_file(request());
      ASSERT_FALSE(fetched);
      EXPECT_EQ(fetched.error().code, ErrorCode::kNetwork);
      EXPECT_NE(fetched.error().what.find("416"), std::string::npos) << fetched.error().what;
      EXPECT_EQ(server_.asked().size(), part ? 2u : 1u);
      EXPECT_FALSE(fetch_text(server_.address("/f"), 1000, {}));
    }
  }
}

TEST_F(Fetch, NeverMoreThanAllowed) {
  for (bool length : {true, false}) {
    Served served{body_};
    served.length = length;
    server_.put("/f", served);
    FetchRequest small = request();
    small.max_bytes = 10'000;
    Status fetched = fetch_file(small);
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().code, ErrorCode::kTooLong);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "f"));
  }
}

TEST_F(Fetch, LocalFiles) {
  store_test::write(folder_ / "source", body_);
  FetchRequest local = request();
  for (const std::string& address : {(folder_ / "source").string(), "file://" + (folder_ / "source").string()}) {
    local.address = address;
    expect_whole(fetch_file(local));
  }
  local.max_bytes = 1000;
  EXPECT_EQ(fetch_file(local).error().code, ErrorCode::kTooLong);
  local.address = (folder_ / "none").string();
  EXPECT_EQ(fetch_file(local).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace dragoman::store

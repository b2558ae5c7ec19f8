// post_to(): what is sent, what its answer says, and where it does not go.
#include <gtest/gtest.h>

#include "fetch/fetch_page.h"
#include "http/http_server.h"

namespace dragoman::fetch {
namespace {

/// A receiver that answers with the status that the path names, and remembers what came.
class Receiver {
 public:
  Receiver() {
    server_ = std::move(*http::HttpServer::start({}, [this](std::shared_ptr<http::Exchange> exchange) {
      got = exchange->request();
      const auto status = static_cast<unsigned>(std::stoul(got.path.substr(1)));
      http::Response answer{status, {}, "an answer that nobody reads"};
      if (status == 302) answer.set("Location", "http://127.0.0.1/elsewhere");
      exchange->respond(std::move(answer));
    }));
  }
  std::string address(int status) const {
    return "http://127.0.0.1:" + std::to_string(server_->port()) + "/" + std::to_string(status);
  }
  http::Request got;

 private:
  std::unique_ptr<http::HttpServer> server_;
};

TEST(Post, SendsBodyAndHeadersAndTellsTheStatus) {
  Receiver receiver;
  const std::string body("{\"a\":\0}", 7);
  const Result<unsigned> status =
      post_to(receiver.address(202), body, {"Content-Type: application/json", "X-A: b"}, {.allow_private = true});
  ASSERT_TRUE(status) << status.error().what;
  EXPECT_EQ(*status, 202U);
  EXPECT_EQ(receiver.got.method, "POST");
  EXPECT_EQ(receiver.got.body, body);
  EXPECT_EQ(receiver.got.header("Content-Type"), "application/json");
  EXPECT_EQ(receiver.got.header("X-A"), "b");
  for (const int other : {204, 302, 404, 410, 500})
    EXPECT_EQ(*post_to(receiver.address(other), "x", {}, {.allow_private = true}), static_cast<unsigned>(other));
}

TEST(Post, GoesToPublicAddressesOnly) {
  Receiver receiver;
  EXPECT_EQ(post_to(receiver.address(200), "x", {}).error().code, ErrorCode::kBadArgument);
  for (const char* address : {"http://localhost/", "http://169.254.169.254/", "http://[::1]/", "file:///etc/passwd",
                              "http://user:secret@news.example/", "gopher://news.example/"})
    EXPECT_EQ(post_to(address, "x", {}).error().code, ErrorCode::kBadArgument) << address;
  AddressRule rule;
  rule.port = [](unsigned) { return true; };
  rule.address = [](const sockaddr&) { return false; };
  EXPECT_EQ(post_by_rule(receiver.address(200), "x", {}, {}, rule).error().code, ErrorCode::kBadArgument);
  EXPECT_EQ(receiver.got.method, "") << "nobody was asked";
}

}  // namespace
}  // namespace dragoman::fetch

// fetch_page() against a server that misbehaves, and against addresses that it must not reach. The server is on
// loopback, so most tests bring a rule that calls 127.0.0.1 public; nothing else is then.
#include "fetch/fetch_page.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <thread>

#include "fetch/test_server.h"

namespace dragoman::fetch {
namespace {

using fetch_test::Served;
using fetch_test::TestServer;

AddressRule loopback_is_public() {
  AddressRule rule;
  rule.address = [](const sockaddr& address) { return address_text(address) == "127.0.0.1"; };
  rule.port = [](unsigned port) { return port != 25; };
  return rule;
}

Result<FetchedPage> get(const std::string& url, FetchOptions options = {}) {
  return fetch_by_rule(url, options, loopback_is_public());
}

Served hop(const std::string& location) {
  Served served("<html>elsewhere</html>");
  served.status = 302;
  served.location = location;
  return served;
}

std::string gzipped(const std::string& bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

void expect_error(const Result<FetchedPage>& got, ErrorCode code, const std::string& part = "") {
  ASSERT_FALSE(got) << got->url;
  EXPECT_EQ(error_name(got.error().code), error_name(code)) << got.error().what;
  EXPECT_NE(got.error().what.find(part), std::string::npos) << got.error().what;
}

TEST(FetchPage, BytesAddressAndType) {
  TestServer server;
  Served served("<p>Hello</p>");
  served.headers = "Content-Type: text/html; charset=iso-8859-1\r\n";
  server.put("/a", served);
  Result<FetchedPage> got = get(server.address("/a?x#part"));
  ASSERT_TRUE(got) << got.error().what;
  EXPECT_EQ(got->bytes, "<p>Hello</p>");
  EXPECT_EQ(got->media_type, "text/html; charset=iso-8859-1");
  EXPECT_EQ(got->url, server.address("/a?x"));
  EXPECT_EQ(server.asked()[0].agent.substr(0, 9), "dragoman/");
}

TEST(FetchPage, FollowsRedirectsAndSaysWhereItEnded) {
  TestServer server;
  server.put("/a", hop("b"));  // relative
  server.put("/b", hop(server.address("/c")));
  server.put("/c", "here");
  Result<FetchedPage> got = get(server.address("/a"));
  ASSERT_TRUE(got) << got.error().what;
  EXPECT_EQ(got->bytes, "here");
  EXPECT_EQ(got->url, server.address("/c"));
}

TEST(FetchPage, RedirectsAreBounded) {
  TestServer server;
  server.put("/loop", hop("/loop"));
  expect_error(get(server.address("/loop")), ErrorCode::kNetwork, "5 redirects");
  EXPECT_EQ(server.asked("/loop").size(), 6U);
  server.put("/once", hop("/end"));
  server.put("/end", "here");
  FetchOptions none;
  none.redirects = 0;
  expect_error(get(server.address("/once"), none), ErrorCode::kNetwork, "0 redirects");
}

TEST(FetchPage, RedirectsGoToTheWebOnlyAndNeverInside) {
  TestServer server, inside;
  inside.put("/secret", "secret");
  const std::string port = inside.address("").substr(std::string("http://127.0.0.1").size());
  for (const std::string& to :
       {std::string("file:///etc/passwd"), std::string("ftp://127.0.0.1/"), std::string("gopher://127.0.0.1:70/x"),
        std::string("http://user:pw@127.0.0.1/"), std::string("http://127.0.0.1:25/"),
        "http://127.0.0.2" + port + "/secret", "http://[::1]" + port + "/secret",
        "http://[::ffff:127.0.0.1]" + port + "/secret", "http://localhost" + port + "/secret",
        std::string("http://169.254.169.254/latest/meta-data/"), std::string("//10.0.0.1/")}) {
    server.put("/a", hop(to));
    expect_error(get(server.address("/a")), ErrorCode::kNetwork, "redirect");
  }
  EXPECT_TRUE(inside.asked().empty());
}

// The rule of the real thing: nothing of this machine, however it is spelled.
TEST(FetchPage, ThisMachineIsNotReached) {
  TestServer server;
  server.put("/", "secret");
  const std::string port = server.address("").substr(std::string("http://127.0.0.1").size());
  AddressRule any_port;
  any_port.port = [](unsigned) { return true; };
  for (const char* host : {"127.0.0.1", "127.1", "0x7f000001", "2130706433", "017700000001", "0", "0.0.0.0",
                           "localhost", "LOCALHOST", "localhost.", "a.localhost", "[::1]", "[::]", "[::ffff:127.0.0.1]",
                           "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"}) {
    expect_error(fetch_by_rule("http://" + std::string(host) + port + "/", {}, any_port), ErrorCode::kBadArgument,
                 "--allow-private");
  }
  EXPECT_TRUE(server.asked().empty());
}

// A name is judged by the address that is connected to. Here a name of the system's (localhost) gets past the check of
// the spelling, as any name in the attacker's own zone would.
TEST(FetchPage, ANameIsJudgedWhereItIsConnectedTo) {
  TestServer server;
  server.put("/", "secret");
  const std::string port = server.address("").substr(std::string("http://127.0.0.1").size());
  char name[256] = "";
  ASSERT_EQ(::gethostname(name, sizeof name - 1), 0);
  std::atomic<int> asked = 0;
  AddressRule rule;
  rule.port = [](unsigned) { return true; };
  rule.address = [&](const sockaddr&) { return ++asked, false; };
  Result<FetchedPage> got = fetch_by_rule("http://" + std::string(name) + port + "/", {}, rule);
  ASSERT_FALSE(got);
  if (got.error().code == ErrorCode::kNetwork) GTEST_SKIP() << "this machine's own name has no address: " << name;
  expect_error(got, ErrorCode::kBadArgument, "which is no public address");
  EXPECT_GT(asked.load(), 0);
  EXPECT_TRUE(server.asked().empty());
}

TEST(FetchPage, OtherPortsAndProtocolsNeedPermission) {
  for (const char* url : {"file:///etc/passwd", "ftp://news.example/", "gopher://x", "/etc/passwd", "story.html", ""})
    expect_error(fetch_page(url), ErrorCode::kBadArgument, "http");
  expect_error(fetch_page("http://news.example:8080/"), ErrorCode::kBadArgument, "ports 80 and 443");
  expect_error(fetch_page("http://10.1.2.3/"), ErrorCode::kBadArgument, "10.1.2.3");
  expect_error(fetch_page("https://u:p@news.example/"), ErrorCode::kBadArgument, "password");
}

TEST(FetchPage, AllowPrivateAllowsIt) {
  TestServer server;
  server.put("/", "ours");
  FetchOptions options;
  options.allow_private = true;
  Result<FetchedPage> got = fetch_page(server.address("/"), options);
  ASSERT_TRUE(got) << got.error().what;
  EXPECT_EQ(got->bytes, "ours");
}

TEST(FetchPage, TooMuchIsRefused) {
  TestServer server;
  FetchOptions small;
  small.max_bytes = 50'000;
  for (bool length : {true, false}) {
    Served served{std::string(100'000, 'x')};
    served.length = length;
    server.put("/a", served);
    expect_error(get(server.address("/a"), small), ErrorCode::kTooLong, "--max-bytes");
  }
  server.put("/a", Served{std::string(50'000, 'x')});
  EXPECT_TRUE(get(server.address("/a"), small));
}

TEST(FetchPage, CompressedPagesAreUnpackedAndBombsStopped) {
  TestServer server;
  Served served{gzipped("<p>Hello</p>")};
  served.headers = "Content-Encoding: gzip\r\n";
  server.put("/a", served);
  Result<FetchedPage> got = get(server.address("/a"));
  ASSERT_TRUE(got) << got.error().what;
  EXPECT_EQ(got->bytes, "<p>Hello</p>");
  served.body = gzipped(std::string(30 << 20, '\0'));  // 30 KB that become 30 MB
  ASSERT_LT(served.body.size(), std::size_t{100'000});
  server.put("/bomb", served);
  FetchOptions small;
  small.max_bytes = 1 << 20;
  expect_error(get(server.address("/bomb"), small), ErrorCode::kTooLong, "--max-bytes");
  served.headers = "Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip\r\n";
  server.put("/stack", served);
  EXPECT_FALSE(get(server.address("/stack")));
  served.body = "no gzip at all";
  served.headers = "Content-Encoding: gzip\r\n";
  server.put("/broken", served);
  expect_error(get(server.address("/broken")), ErrorCode::kNetwork);
}

TEST(FetchPage, HeadersWithoutEndAreCutOff) {
  TestServer server;
  Served served("x");
  for (int i = 0; i < 1000; ++i) served.headers += "X-" + std::to_string(i) + ": " + std::string(1000, 'x') + "\r\n";
  server.put("/a", served);
  expect_error(get(server.address("/a")), ErrorCode::kNetwork, "headers");
}

TEST(FetchPage, ASilentServerAndASlowOneAreGivenUp) {
  TestServer server;
  Served silent{std::string(1000, 'x')};
  silent.stall_after = 10;
  server.put("/silent", silent);
  FetchOptions impatient;
  impatient.idle = std::chrono::seconds(1);
  expect_error(get(server.address("/silent"), impatient), ErrorCode::kNetwork, "--timeout");
  Served slow{std::string(100'000, 'x')};
  slow.drip = 20;  // 400 bytes a second: never idle
  server.put("/slow", slow);
  impatient.timeout = std::chrono::milliseconds(700);
  const auto begin = std::chrono::steady_clock::now();
  expect_error(get(server.address("/slow"), impatient), ErrorCode::kDeadline, "--timeout");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  server.put("/hops", hop("/slow"));  // the time is for all hops together
  expect_error(get(server.address("/hops"), impatient), ErrorCode::kDeadline);
}

TEST(FetchPage, CanBeCancelled) {
  TestServer server;
  Served silent{std::string(1000, 'x')};
  silent.stall_after = 10;
  server.put("/a", silent);
  std::stop_source stop;
  FetchOptions options;
  options.stop = stop.get_token();
  std::jthread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    stop.request_stop();
  });
  expect_error(get(server.address("/a"), options), ErrorCode::kCancelled);
}

TEST(FetchPage, StatusesAndBodiesThatEndEarly) {
  TestServer server;
  expect_error(get(server.address("/none")), ErrorCode::kNotFound, "404");
  for (int status : {204, 304, 400, 401, 403, 418, 429, 500, 503}) {
    Served served("<html>sorry</html>");
    served.status = status;
    if (status == 204 || status == 304) served.body.clear();
    server.put("/s", served);
    expect_error(get(server.address("/s")), ErrorCode::kNetwork, std::to_string(status));
  }
  Served cut{std::string(100'000, 'x')};
  cut.drop_after = 60'000;
  server.put("/cut", cut);
  expect_error(get(server.address("/cut")), ErrorCode::kNetwork, "try again");
  const std::string nobody = "http://127.0.0.1:" + std::to_string(fetch_test::closed_port()) + "/";
  expect_error(get(nobody), ErrorCode::kNetwork, "connection");
}

TEST(FetchPage, AnEmptyPageIsAPage) {
  TestServer server;
  server.put("/a", "");
  Result<FetchedPage> got = get(server.address("/a"));
  ASSERT_TRUE(got) << got.error().what;
  EXPECT_EQ(got->bytes, "");
}

TEST(FetchPage, ProxiesOfTheEnvironmentAreNotAsked) {
  TestServer proxy, server;
  server.put("/a", "direct");
  for (const char* name : {"http_proxy", "all_proxy"}) ::setenv(name, proxy.address("").c_str(), 1);
  ::unsetenv("no_proxy");
  Result<FetchedPage> got = get(server.address("/a"));
  for (const char* name : {"http_proxy", "all_proxy"}) ::unsetenv(name);
  ASSERT_TRUE(got) << got.error().what;
  EXPECT_EQ(got->bytes, "direct");
  EXPECT_TRUE(proxy.asked().empty());
}

TEST(FetchPage, AProxyThatIsNamedIsAsked) {
  TestServer proxy;
  proxy.put("http://news.invalid/a", "through the proxy");
  FetchOptions options;
  options.proxy = proxy.address("");
  Result<FetchedPage> got = fetch_page("http://news.invalid/a", options);
  ASSERT_TRUE(got) << got.error().what;
  EXPECT_EQ(got->bytes, "through the proxy");
  proxy.forget_asked();
  for (const char* url :
       {"http://10.0.0.1/", "http://localhost/", "http://127.1/", "http://[fd00::1]/", "http://a:81/"})
    expect_error(fetch_page(url, options), ErrorCode::kBadArgument);
  EXPECT_TRUE(proxy.asked().empty());
}

TEST(FetchPage, OptionsThatMakeNoSense) {
  FetchOptions options;
  options.timeout = std::chrono::milliseconds(0);
  expect_error(fetch_page("http://news.example/", options), ErrorCode::kBadArgument);
  options = {};
  options.idle = std::chrono::seconds(-1);
  expect_error(fetch_page("http://news.example/", options), ErrorCode::kBadArgument);
}

}  // namespace
}  // namespace dragoman::fetch

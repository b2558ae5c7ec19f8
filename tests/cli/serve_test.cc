// dragoman serve and keys as an operator uses them: settings, signals, keys, kill -9.
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <thread>

#include "http/raw_client.h"
#include "program.h"

namespace dragoman::cli_test {
namespace {

using namespace std::chrono_literals;

/// A server in a process of its own.
class Serve {
 public:
  explicit Serve(std::vector<std::string> arguments, const std::vector<std::string>& environment = {})
      : data_(folder_.file("data")) {
    arguments.insert(arguments.begin(), "serve");
    for (const std::string& more : {std::string("--models-dir"), models().string(), std::string("--data"), data_})
      arguments.push_back(more);
    program_ = std::make_unique<Program>(arguments, environment);
  }
  /// Once it listens.
  std::uint16_t port() {
    if (port_ != 0) return port_;
    const std::string line = program_->read_error_line(120s);
    const std::size_t colon = line.rfind(':');
    EXPECT_PRED2(has, line, "listening on http://127.0.0.1:");
    return port_ = static_cast<std::uint16_t>(std::atoi(line.c_str() + colon + 1));
  }
  std::string ask(const std::string& target, const std::string& form = "") {
    http::RawClient client(port());
    client.send((form.empty() ? "GET " : "POST ") + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" +
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(form.size()) +
                "\r\n\r\n" + form);
    return client.read_all();
  }
  Program& program() { return *program_; }

 private:
  TemporaryFolder folder_;
  std::string data_;
  std::unique_ptr<Program> program_;
  std::uint16_t port_ = 0;
};

constexpr const char* kForm = "q=The+port+reopened.&source=en&target=pt";

TEST(Serve, AnswersUntilItIsTold) {
  NEEDS_MODELS();
  Serve serve({"--port", "0"});
  EXPECT_PRED2(has, serve.ask("/translate", kForm), "O porto reabriu.");
  serve.program().send_signal(SIGTERM);
  const Ran ran = serve.program().finish();
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "");
  EXPECT_PRED2(has, ran.err, "\"route\":\"/translate\",\"status\":200");
  EXPECT_PRED2(has, ran.err, "good-bye");
}

TEST(Serve, SettingsFromAFile) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string config = folder.write(
      "serve.conf",
      "# ours\naddress = \"127.0.0.1\"\nport = 0\nmax-characters = 10\nno-metrics = true\nlog = \"none\"\n");
  Serve serve({"--config", config, "--max-characters", "12"}, {"DRAGOMAN_ADDRESS=elsewhere"});
  const Ran ran = serve.program().finish();
  EXPECT_EQ(ran.code, 2) << "the environment counts more than the file";
  EXPECT_PRED2(has, ran.err, "elsewhere is no IP address");
  Serve again({"--config", config, "--max-characters", "12"});
  EXPECT_PRED2(has, again.ask("/translate", kForm), "exceeds text limit (12)");
  EXPECT_PRED2(has, again.ask("/metrics"), "404 Not Found");
  again.program().send_signal(SIGINT);
  const Ran quiet = again.program().finish();
  EXPECT_EQ(quiet.code, 0);
  EXPECT_FALSE(has(quiet.err, "{")) << quiet.err;
}

TEST(Serve, BadSettingsAreNamed) {
  TemporaryFolder folder;
  const auto error = [&](const std::string& settings) {
    const Ran ran = run({"serve", "--config", folder.write("c", settings)});
    EXPECT_EQ(ran.code, 2);
    return ran.err;
  };
  EXPECT_PRED2(has, error("prot = 5000\n"), "no setting named prot");
  EXPECT_PRED2(has, error("port = 70000\n"), "port");
  EXPECT_PRED2(has, error("[other]\nport = 1\n"), "other.port");
  const Ran missing = run({"serve", "--config", folder.file("nothing")});
  EXPECT_EQ(missing.code, 2);
  EXPECT_PRED2(has, missing.err, "nothing");
  const Ran suggestions = run({"serve", "--suggestions"});
  EXPECT_EQ(suggestions.code, 2);
  EXPECT_PRED2(has, suggestions.err, "--db");
}

TEST(Serve, KeysAreMadeAndRevoked) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.file("keys");
  const Ran made = run({"keys", "add", "cms", "--keys", file});
  EXPECT_EQ(made.code, 0);
  const std::string key = made.out.substr(0, 64);
  EXPECT_EQ(made.out, key + "\n");
  EXPECT_PRED2(has, run({"keys", "list", "--keys", file, "--data", folder.file("none")}).out, "\ncms   client  -");
  Serve serve({"--port", "0", "--keys", file});
  EXPECT_PRED2(has, serve.ask("/translate", kForm), "Please contact");
  EXPECT_PRED2(has, serve.ask("/translate", std::string(kForm) + "&api_key=" + key), "O porto reabriu.");
  EXPECT_EQ(run({"keys", "remove", "cms", "--keys", file}).code, 0);
  serve.program().send_signal(SIGHUP);
  std::string answer;
  for (int i = 0; i < 200 && !has(answer, "Invalid API key"); ++i) {
    answer = serve.ask("/translate", std::string(kForm) + "&api_key=" + key);
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_PRED2(has, answer, "Invalid API key");
  const Ran unknown = run({"keys", "remove", "cms", "--keys", file});
  EXPECT_NE(unknown.code, 0);
  EXPECT_PRED2(has, unknown.err, "no key named cms");
}

}  // namespace
}  // namespace dragoman::cli_test

#include "program.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace dragoman::cli_test {
namespace {

void exec_program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment) {
  std::vector<std::string> words{DRAGOMAN_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> settings{"PATH=/usr/bin:/bin", "HOME=/nonexistent", "TERM=xterm",
                                    "DRAGOMAN_MODELS=" + models().string(), "DRAGOMAN_INDEX=/nonexistent/index"};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) settings.push_back(std::string(name) + "=" + value);
  }
  settings.insert(settings.begin(), environment.begin(), environment.end());  // the first of a name counts
  std::vector<char*> argv, envp;
  for (std::string& word : words) argv.push_back(word.data());
  for (std::string& setting : settings) envp.push_back(setting.data());
  argv.push_back(nullptr);
  envp.push_back(nullptr);
  execve(argv[0], argv.data(), envp.data());
  _exit(127);
}

void close_if_open(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

// Appends what is there; false at the end. A terminal whose other side has closed says EIO.
bool drain(int descriptor, std::string& text) {
  char bytes[65536];
  const ssize_t got = ::read(descriptor, bytes, sizeof bytes);
  if (got > 0) text.append(bytes, static_cast<std::size_t>(got));
  return got > 0;
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
                 bool terminal) {
  ::signal(SIGPIPE, SIG_IGN);  // the program may end before it has read all
  int in[2], out[2], err[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) std::abort();
  winsize size{24, 80, 0, 0};
  if (terminal ? openpty(&err[0], &err[1], nullptr, nullptr, &size) != 0 : pipe2(err, O_CLOEXEC) != 0) std::abort();
  process_ = fork();
  if (process_ == 0) {
    for (int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(number, SIG_DFL);
    dup2(in[0], 0);
    dup2(out[1], 1);
    dup2(err[1], 2);
    if (terminal) {
      ::close(err[0]);
      ::close(err[1]);
    }
    exec_program(arguments, environment);
  }
  for (int descriptor : {in[0], out[1], err[1]}) ::close(descriptor);
  in_ = in[1], out_ = out[0], err_ = err[0];
}

Program::~Program() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  for (int* descriptor : {&in_, &out_, &err_}) close_if_open(*descriptor);
}

void Program::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(in_, bytes.data(), bytes.size());
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Program::close_input() { close_if_open(in_); }
void Program::close_output() { close_if_open(out_); }
void Program::send_signal(int number) const { ::kill(process_, number); }

namespace {

std::string line_of(int descriptor, std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  std::string line;
  while (line.empty() || line.back() != '\n') {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd wait{descriptor, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) <= 0) return line;
    char c = 0;
    if (::read(descriptor, &c, 1) != 1) return line;
    line += c;
  }
  return line;
}

}  // namespace

std::string Program::read_line(std::chrono::milliseconds patience) { return line_of(out_, patience); }
std::string Program::read_error_line(std::chrono::milliseconds patience) { return line_of(err_, patience); }

Ran Program::finish(std::string_view input, std::chrono::seconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  Ran ran;
  if (in_ >= 0) ::fcntl(in_, F_SETFL, O_NONBLOCK);
  while (out_ >= 0 || err_ >= 0) {
    if (input.empty()) close_if_open(in_);
    pollfd waits[3] = {{out_, POLLIN, 0}, {err_, POLLIN, 0}, {in_, POLLOUT, 0}};  // -1 is passed over
    if (::poll(waits, 3, 100) < 0 && errno != EINTR) break;
    if (waits[0].revents != 0 && !drain(out_, ran.out)) close_if_open(out_);
    if (waits[1].revents != 0 && !drain(err_, ran.err)) close_if_open(err_);
    if (waits[2].revents != 0) {
      const ssize_t written = ::write(in_, input.data(), input.size());
      if (written > 0) input.remove_prefix(static_cast<std::size_t>(written));
      if (written < 0 && errno != EAGAIN) input = {};
    }
    if (std::chrono::steady_clock::now() > end) ::kill(process_, SIGKILL);
  }
  int status = 0;
  rusage used{};
  ::wait4(process_, &status, 0, &used);
  process_ = -1;
  ran.peak_bytes = static_cast<std::size_t>(used.ru_maxrss) << 10;
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  return ran;
}

Ran run(const std::vector<std::string>& arguments, std::string_view input,
        const std::vector<std::string>& environment) {
  Program program(arguments, environment);
  return program.finish(input);
}

Ran shell(const std::string& command) {
  TemporaryFolder folder;
  const std::string script = "D='" DRAGOMAN_PROGRAM "'; export DRAGOMAN_MODELS='" + models().string() + "'; { " +
                             command + "; } >'" + folder.file("out") + "' 2>'" + folder.file("err") + "'";
  const int status = std::system(("bash -c " +
                                  [&] {
                                    std::string quoted = "'";
                                    for (char c : script)
                                      quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
                                    return quoted + "'";
                                  }())
                                     .c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status), read_file(folder.path / "out"),
          read_file(folder.path / "err"), 0};
}

std::filesystem::path source_tree() { return DRAGOMAN_SOURCE_TREE; }

std::filesystem::path models() {
  const char* given = std::getenv("DRAGOMAN_TEST_MODELS");
  const std::filesystem::path folder = given != nullptr ? given : source_tree() / "models";
  return std::filesystem::is_directory(folder / "enpt") && std::filesystem::is_directory(folder / "pten")
             ? folder
             : std::filesystem::path();
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "dragoman-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) std::abort();
  path = name;
}
TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path, ignored);
}
std::string TemporaryFolder::write(const std::string& name, std::string_view bytes) const {
  std::ofstream(path / name, std::ios::binary) << bytes;
  return file(name);
}
std::vector<std::string> TemporaryFolder::names() const {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(path)) out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

}  // namespace dragoman::cli_test

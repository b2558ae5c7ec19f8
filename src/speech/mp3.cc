// MP3 through LAME, opened when it is first needed. A stream cannot go back to write LAME's own first frame, so none is made.
#include <lame/lame.h>

#include <algorithm>

#include "base/shared_library.h"
#include "speech/writers.h"

namespace dragoman::speech {
namespace {

constexpr int kKbitPerSecond = 64;             // mono
constexpr std::size_t kMostSamples = 1 << 16;  // at a time

struct LameLibrary {
  decltype(&::lame_init) init = nullptr;
  decltype(&::lame_close) close = nullptr;
  decltype(&::lame_init_params) init_params = nullptr;
  decltype(&::lame_set_in_samplerate) set_rate = nullptr;
  decltype(&::lame_set_num_channels) set_channels = nullptr;
  decltype(&::lame_set_brate) set_brate = nullptr;
  decltype(&::lame_set_bWriteVbrTag) set_tag = nullptr;
  decltype(&::lame_set_mode) set_mode = nullptr;
  decltype(&::lame_encode_buffer) encode = nullptr;
  decltype(&::lame_encode_flush) flush = nullptr;
  bool ready = false;

  LameLibrary() {
    const base::SharedLibrary library{"libmp3lame.so.0", "libmp3lame.so"};
    ready = library.find(init, "lame_init") && library.find(close, "lame_close") &&
            library.find(init_params, "lame_init_params") && library.find(set_rate, "lame_set_in_samplerate") &&
            library.find(set_channels, "lame_set_num_channels") && library.find(set_brate, "lame_set_brate") &&
            library.find(set_tag, "lame_set_bWriteVbrTag") && library.find(set_mode, "lame_set_mode") &&
            library.find(encode, "lame_encode_buffer") && library.find(flush, "lame_encode_flush");
  }
};

const LameLibrary& lame_library() {
  static const LameLibrary kLibrary;
  return kLibrary;
}

class Mp3 : public SoundWriter {
 public:
  explicit Mp3(Bytes bytes) : bytes_(std::move(bytes)), lame_(lame_library().init()) {}
  ~Mp3() override {
    if (lame_ != nullptr) lame_library().close(lame_);
  }
  Mp3(const Mp3&) = delete;
  Mp3& operator=(const Mp3&) = delete;

  Status begin(unsigned rate) {
    if (lame_ == nullptr) return Error{ErrorCode::kInternal, 0, "LAME does not begin"};
    lame_library().set_rate(lame_, static_cast<int>(rate));
    lame_library().set_channels(lame_, 1);
    lame_library().set_mode(lame_, MONO);
    lame_library().set_brate(lame_, kKbitPerSecond);
    lame_library().set_tag(lame_, 0);
    if (lame_library().init_params(lame_) < 0) return Error{ErrorCode::kInternal, 0, "LAME refuses its settings"};
    return {};
  }

  Status write(std::span<const std::int16_t> samples) override {
    while (!samples.empty()) {
      const auto now = samples.first(std::min(samples.size(), kMostSamples));
      samples = samples.subspan(now.size());
      std::string out(now.size() * 5 / 4 + 7200, '\0');  // as lame.h asks for
      const int made =
          lame_library().encode(lame_, now.data(), now.data(), static_cast<int>(now.size()),
                                reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size()));
      if (Status passed = pass(out, made); !passed) return passed;
    }
    return {};
  }

  Status finish() override {
    std::string out(7200, '\0');
    return pass(
        out, lame_library().flush(lame_, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size())));
  }

 private:
  Status pass(const std::string& out, int made) {
    if (made < 0) return Error{ErrorCode::kInternal, 0, "LAME fails (error " + std::to_string(made) + ")"};
    const bool taken = made == 0 || bytes_(std::string_view(out).substr(0, static_cast<std::size_t>(made)));
    return taken ? Status() : Status(not_taken());
  }

  Bytes bytes_;
  lame_t lame_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<SoundWriter>> open_mp3(unsigned rate, SoundWriter::Bytes bytes) {
  if (!lame_library().ready) {
    return Error{
        ErrorCode::kNotFound, 0,
        "MP3 needs the library libmp3lame, which is not installed; install libmp3lame0, or ask for wav or opus"};
  }
  auto mp3 = std::make_unique<Mp3>(std::move(bytes));
  if (Status begun = mp3->begin(rate); !begun) return begun.error();
  return std::unique_ptr<SoundWriter>(std::move(mp3));
}

}  // namespace dragoman::speech

// Ogg Opus through libopusenc, opened when it is first needed. Two settings are against its defaults: it would look two seconds ahead to
// choose its modes, and a page would hold a second; a listener would wait for both.
#include <opus/opusenc.h>

#include "base/shared_library.h"
#include "speech/writers.h"

namespace dragoman::speech {
namespace {

constexpr int kBitsPerSecond = 32'000;  // 250 KB a minute; speech is clear from 24,000 on
constexpr int kPageSamples = 9600;      // of 48 kHz: a page holds 0.2 s at most

struct OpusLibrary {
  decltype(&::ope_encoder_create_callbacks) create = nullptr;
  decltype(&::ope_encoder_write) write = nullptr;
  decltype(&::ope_encoder_drain) drain = nullptr;
  decltype(&::ope_encoder_destroy) destroy = nullptr;
  decltype(&::ope_encoder_ctl) control = nullptr;
  decltype(&::ope_comments_create) comments_create = nullptr;
  decltype(&::ope_comments_destroy) comments_destroy = nullptr;
  bool ready = false;

  OpusLibrary() {
    const base::SharedLibrary library{"libopusenc.so.0", "libopusenc.so"};
    ready = library.find(create, "ope_encoder_create_callbacks") && library.find(write, "ope_encoder_write") &&
            library.find(drain, "ope_encoder_drain") && library.find(destroy, "ope_encoder_destroy") &&
            library.find(control, "ope_encoder_ctl") && library.find(comments_create, "ope_comments_create") &&
            library.find(comments_destroy, "ope_comments_destroy");
  }
};

const OpusLibrary& opus_library() {
  static const OpusLibrary kLibrary;
  return kLibrary;
}

class Opus : public SoundWriter {
 public:
  explicit Opus(Bytes bytes) : bytes_(std::move(bytes)) {}
  ~Opus() override {
    if (encoder_ != nullptr) opus_library().destroy(encoder_);
    if (comments_ != nullptr) opus_library().comments_destroy(comments_);
  }
  Opus(const Opus&) = delete;
  Opus& operator=(const Opus&) = delete;

  Status begin(unsigned rate) {
    static const OpusEncCallbacks kCallbacks{take, close};
    int error = 0;
    comments_ = opus_library().comments_create();
    encoder_ = opus_library().create(&kCallbacks, this, comments_, static_cast<opus_int32>(rate), 1, 0, &error);
    if (encoder_ == nullptr) {
      return Error{ErrorCode::kInternal, 0, "libopusenc does not begin (error " + std::to_string(error) + ")"};
    }
    opus_library().control(encoder_, OPUS_SET_BITRATE(kBitsPerSecond));
    opus_library().control(encoder_, OPE_SET_DECISION_DELAY(0));
    opus_library().control(encoder_, OPE_SET_MUXING_DELAY(kPageSamples));
    return {};
  }

  Status write(std::span<const std::int16_t> samples) override {
    if (samples.empty()) return {};
    return told(opus_library().write(encoder_, samples.data(), static_cast<int>(samples.size())));
  }
  Status finish() override { return told(opus_library().drain(encoder_)); }

 private:
  static int take(void* self, const unsigned char* bytes, opus_int32 size) {
    auto& opus = *static_cast<Opus*>(self);
    opus.taken_ = opus.taken_ && opus.bytes_({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
    return opus.taken_ ? 0 : 1;
  }
  static int close(void*) { return 0; }
  Status told(int error) const {
    if (!taken_) return not_taken();
    if (error == OPE_OK) return {};
    return Error{ErrorCode::kInternal, 0, "libopusenc fails (error " + std::to_string(error) + ")"};
  }

  Bytes bytes_;
  bool taken_ = true;
  OggOpusEnc* encoder_ = nullptr;
  OggOpusComments* comments_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<SoundWriter>> open_opus(unsigned rate, SoundWriter::Bytes bytes) {
  if (!opus_library().ready) {
    return Error{ErrorCode::kNotFound, 0,
                 "Ogg Opus needs the library libopusenc, which is not installed; install libopusenc0, or ask for wav"};
  }
  auto opus = std::make_unique<Opus>(std::move(bytes));
  if (Status begun = opus->begin(rate); !begun) return begun.error();
  return std::unique_ptr<SoundWriter>(std::move(opus));
}

}  // namespace dragoman::speech

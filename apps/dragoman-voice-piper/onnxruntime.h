// Onnxruntime: the C interface of onnxruntime (MIT), as far as one model needs it. The library shows one function, OrtGetApiBase(); all else
// is in a table of function pointers, OrtApi, which is only ever added to at its end (onnxruntime_c_api.h, "ORT_API_VERSION"). So the places
// of the functions and their arguments, which are public and fixed, are declared here by hand (onnxruntime.cc), and version 1 of the table
// is asked for, which has them all. Whatever comes back is checked before it is used. One thread.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::voice {

/// What a voice is asked.
struct Utterance {
  std::vector<std::int64_t> phonemes;
  float noise = 0, length = 1, noise_width = 0;
  std::int64_t speaker = -1;  ///< < 0: the model has no such input
};

struct Voiced {
  std::vector<float> samples;    ///< -1 to 1
  std::vector<float> durations;  ///< frames of each phoneme; empty where the model does not tell
};

class Onnxruntime {
 public:
  Onnxruntime();
  ~Onnxruntime();
  Onnxruntime(const Onnxruntime&) = delete;
  Onnxruntime& operator=(const Onnxruntime&) = delete;

  /// Each returns what is wrong, in words; "" if all went well. They build on each other, in this order.
  std::string open(const std::string& library);
  const std::string& version() const { return version_; }
  /// `durations`: the output that tells lengths of phonemes; "": none.
  std::string load(std::string_view model, const std::string& durations);
  std::string speak(const Utterance& utterance, Voiced& voiced);

 private:
  struct Api;
  struct Session;
  std::string version_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<Session> session_;
};

}  // namespace dragoman::voice

#include "onnxruntime.h"

#include <dlfcn.h>

#include <array>
#include <cstddef>
#include <utility>

namespace dragoman::voice {
namespace {

// Places in the table.
constexpr std::size_t kGetErrorMessage = 2, kCreateEnv = 3, kCreateSessionFromArray = 8, kRun = 9;
constexpr std::size_t kCreateSessionOptions = 10;
constexpr std::size_t kSetGraphOptimizationLevel = 23, kSetIntraOpNumThreads = 24;
constexpr std::size_t kCreateTensorWithData = 49, kIsTensor = 50, kGetTensorMutableData = 51, kGetElementType = 60;
constexpr std::size_t kGetShapeElementCount = 64, kGetTypeAndShape = 65, kCreateCpuMemoryInfo = 69;
constexpr std::size_t kReleaseEnv = 92, kReleaseStatus = 93, kReleaseMemoryInfo = 94, kReleaseSession = 95;
constexpr std::size_t kReleaseValue = 96, kReleaseTypeAndShape = 99, kReleaseSessionOptions = 100;

// Values of its enumerations.
constexpr int kErrorsOnly = 3;                 // OrtLoggingLevel
constexpr int kFloat = 1, kInt64 = 7;          // ONNXTensorElementDataType
constexpr int kAllOptimizations = 99;          // GraphOptimizationLevel
constexpr int kArena = 1, kDefaultMemory = 0;  // OrtAllocatorType, OrtMemType

struct OrtStatus;
struct OrtEnv;
struct OrtSession;
struct OrtSessionOptions;
struct OrtMemoryInfo;
struct OrtValue;
struct OrtShape;

struct OrtApiBase {
  const void* const* (*get_api)(std::uint32_t version);
  const char* (*version)();
};

constexpr std::size_t kMostSamples = std::size_t{96'000} * 600;

}  // namespace

struct Onnxruntime::Api {
  const void* const* table = nullptr;

  template <class... Arguments>
  OrtStatus* call(std::size_t place, Arguments... arguments) const {
    return reinterpret_cast<OrtStatus* (*)(Arguments...)>(const_cast<void*>(table[place]))(arguments...);
  }
  template <class Thing>
  void release(std::size_t place, Thing* thing) const {
    if (thing != nullptr) reinterpret_cast<void (*)(Thing*)>(const_cast<void*>(table[place]))(thing);
  }
  /// "" for success; the status is let go.
  std::string words(OrtStatus* status) const {
    if (status == nullptr) return "";
    const char* const message =
        reinterpret_cast<const char* (*)(const OrtStatus*)>(const_cast<void*>(table[kGetErrorMessage]))(status);
    std::string out = message != nullptr && *message != '\0' ? message : "onnxruntime fails without a word";
    release(kReleaseStatus, status);
    return out;
  }
};

struct Onnxruntime::Session {
  explicit Session(const Api& its_api) : api(its_api) {}
  ~Session() {
    api.release(kReleaseMemoryInfo, memory);
    api.release(kReleaseSession, session);
    api.release(kReleaseSessionOptions, options);
    api.release(kReleaseEnv, env);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const Api& api;
  OrtEnv* env = nullptr;
  OrtSessionOptions* options = nullptr;
  OrtSession* session = nullptr;
  OrtMemoryInfo* memory = nullptr;
  std::string durations;
};

namespace {

/// The tensors of one call, let go at its end.
template <class Api>
class Values {
 public:
  explicit Values(const Api& api) : api_(api) {}
  ~Values() {
    for (OrtValue* value : values_) api_.release(kReleaseValue, value);
  }
  Values(const Values&) = delete;
  Values& operator=(const Values&) = delete;

  /// Over the caller's memory, which must outlive it.
  template <class Number>
  std::string add(const OrtMemoryInfo* memory, Number* data, std::size_t count, const std::vector<std::int64_t>& shape,
                  int type) {
    OrtValue* value = nullptr;
    OrtStatus* made = api_.call(kCreateTensorWithData, memory, static_cast<void*>(data), count * sizeof(Number),
                                shape.data(), shape.size(), type, &value);
    values_.push_back(value);
    return api_.words(made);
  }
  std::vector<OrtValue*>& all() { return values_; }

 private:
  const Api& api_;
  std::vector<OrtValue*> values_;
};

/// What a tensor of floats holds.
template <class Api>
std::string read_floats(const Api& api, OrtValue* value, std::size_t most, std::vector<float>& out) {
  int is_tensor = 0, type = 0;
  if (std::string wrong = api.words(api.call(kIsTensor, static_cast<const OrtValue*>(value), &is_tensor));
      !wrong.empty())
    return wrong;
  if (is_tensor != 1) return "the model gives what is no tensor";
  OrtShape* shape = nullptr;
  std::string wrong = api.words(api.call(kGetTypeAndShape, static_cast<const OrtValue*>(value), &shape));
  std::size_t count = 0;
  if (wrong.empty()) wrong = api.words(api.call(kGetElementType, static_cast<const OrtShape*>(shape), &type));
  if (wrong.empty()) wrong = api.words(api.call(kGetShapeElementCount, static_cast<const OrtShape*>(shape), &count));
  api.release(kReleaseTypeAndShape, shape);
  if (!wrong.empty()) return wrong;
  if (type != kFloat) return "the model gives numbers of another kind";
  if (count > most) return "the model gives too much";
  void* data = nullptr;
  wrong = api.words(api.call(kGetTensorMutableData, value, &data));
  if (!wrong.empty()) return wrong;
  const float* const floats = static_cast<const float*>(data);
  if (count > 0) out.assign(floats, floats + count);
  return "";
}

}  // namespace

Onnxruntime::Onnxruntime() = default;
Onnxruntime::~Onnxruntime() = default;

std::string Onnxruntime::open(const std::string& library) {
  void* const handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return std::string(::dlerror());
  const auto base = reinterpret_cast<const OrtApiBase* (*)()>(::dlsym(handle, "OrtGetApiBase"));
  if (base == nullptr) return library + " is no onnxruntime (OrtGetApiBase is missing)";
  const OrtApiBase* const found = base();
  api_ = std::make_unique<Api>();
  api_->table = found != nullptr ? found->get_api(1) : nullptr;
  if (api_->table == nullptr) return library + " does not have version 1 of its interface";
  version_ = found->version();
  return "";
}

std::string Onnxruntime::load(std::string_view model, const std::string& durations) {
  const Api& api = *api_;
  auto next = std::make_unique<Session>(api);
  const auto step = [&](OrtStatus* status, std::string& wrong) {
    if (wrong.empty()) {
      wrong = api.words(status);
    } else {
      static_cast<void>(api.words(status));
    }
    return wrong.empty();
  };
  std::string wrong;
  // One thread: that is what a listener costs a server, and helpers run beside each other. Its arena is left on: without it a
  // third of the memory is enough between sentences, and each takes a third longer.
  const bool made = step(api.call(kCreateEnv, kErrorsOnly, "dragoman", &next->env), wrong) &&
                    step(api.call(kCreateSessionOptions, &next->options), wrong) &&
                    step(api.call(kSetIntraOpNumThreads, next->options, 1), wrong) &&
                    step(api.call(kSetGraphOptimizationLevel, next->options, kAllOptimizations), wrong) &&
                    step(api.call(kCreateCpuMemoryInfo, kArena, kDefaultMemory, &next->memory), wrong) &&
                    step(api.call(kCreateSessionFromArray, static_cast<const OrtEnv*>(next->env),
                                  static_cast<const void*>(model.data()), model.size(),
                                  static_cast<const OrtSessionOptions*>(next->options), &next->session),
                         wrong);
  if (!made) return wrong;
  next->durations = durations;
  session_ = std::move(next);
  return "";
}

std::string Onnxruntime::speak(const Utterance& utterance, Voiced& voiced) {
  if (!session_) return "no voice is loaded";
  const Api& api = *api_;
  std::vector<std::int64_t> phonemes = utterance.phonemes;
  std::int64_t length = static_cast<std::int64_t>(phonemes.size()), speaker = utterance.speaker;
  std::array<float, 3> scales = {utterance.noise, utterance.length, utterance.noise_width};
  std::vector<const char*> names = {"input", "input_lengths", "scales"}, wanted = {"output"};
  Values<Api> inputs(api), outputs(api);
  std::string wrong = inputs.add(session_->memory, phonemes.data(), phonemes.size(), {1, length}, kInt64);
  if (wrong.empty()) wrong = inputs.add(session_->memory, &length, 1, {1}, kInt64);
  if (wrong.empty()) wrong = inputs.add(session_->memory, scales.data(), scales.size(), {3}, kFloat);
  if (wrong.empty() && speaker >= 0) {
    names.push_back("sid");
    wrong = inputs.add(session_->memory, &speaker, 1, {1}, kInt64);
  }
  if (!wrong.empty()) return wrong;
  if (!session_->durations.empty()) wanted.push_back(session_->durations.c_str());
  outputs.all().resize(wanted.size());
  wrong = api.words(api.call(kRun, session_->session, static_cast<const void*>(nullptr), names.data(),
                             static_cast<const OrtValue* const*>(inputs.all().data()), names.size(), wanted.data(),
                             wanted.size(), outputs.all().data()));
  if (wrong.empty()) wrong = read_floats(api, outputs.all()[0], kMostSamples, voiced.samples);
  if (wrong.empty() && wanted.size() > 1) {
    wrong = read_floats(api, outputs.all()[1], utterance.phonemes.size(), voiced.durations);
  }
  return wrong;
}

}  // namespace dragoman::voice

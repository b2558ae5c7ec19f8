// A stand-in for onnxruntime's library, with the same table of functions, that "runs" the tests' tiny voices: a phoneme with the id N lasts
// N % 3 + 1 frames of 256 samples, times the length scale, of a hum. A note within the model says what else it does:
//   "log PATH;"          a line in that file for each time that it is loaded
//   "crash-once PATH;"   it ends by a fault when it is first asked to speak, unless the file is there, which it makes
//   "crash;"             it ends so always
//   "refuse;"            it refuses the model
#include <unistd.h>

#include <array>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

namespace {

struct FakeStatus {
  std::string words;
};
struct FakeValue {
  const void* data = nullptr;
  std::vector<float> own;
  std::size_t count = 0;
  int type = 0;
};
struct FakeSession {
  std::string model;
};

std::string after(const std::string& model, const std::string& word) {
  const std::size_t at = model.find(word + " ");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + word.size() + 1;
  return model.substr(begin, model.find(';', begin) - begin);
}

FakeStatus* wrong(const char* words) { return new FakeStatus{words}; }

const char* message(const FakeStatus* status) { return status->words.c_str(); }
FakeStatus* make_env(int, const char*, void** out) {
  *out = new int(0);
  return nullptr;
}
FakeStatus* make_options(void** out) {
  *out = new int(0);
  return nullptr;
}
FakeStatus* set_number(void*, int) { return nullptr; }
FakeStatus* make_memory(int, int, void** out) {
  *out = new int(0);
  return nullptr;
}
FakeStatus* make_session(const void*, const void* bytes, std::size_t size, const void*, FakeSession** out) {
  const std::string model(static_cast<const char*>(bytes), size);
  if (model.find("refuse;") != std::string::npos) return wrong("this model is refused");
  if (const std::string log = after(model, "log"); !log.empty()) std::ofstream(log, std::ios::app) << "loaded\n";
  *out = new FakeSession{model};
  return nullptr;
}
FakeStatus* make_tensor(const void*, void* data, std::size_t bytes, const std::int64_t*, std::size_t, int type,
                        FakeValue** out) {
  *out = new FakeValue{data, {}, bytes / (type == 1 ? 4 : 8), type};
  return nullptr;
}

void maybe_crash(const std::string& model) {
  if (model.find("crash;") != std::string::npos) std::raise(SIGKILL);
  const std::string flag = after(model, "crash-once");
  if (flag.empty() || ::access(flag.c_str(), F_OK) == 0) return;
  std::ofstream(flag) << "crashed\n";
  std::raise(SIGKILL);
}

FakeStatus* run(FakeSession* session, const void*, const char* const* names, const FakeValue* const* inputs,
                std::size_t count, const char* const* wanted, std::size_t wanted_count, FakeValue** out) {
  maybe_crash(session->model);
  if (count < 3 || std::string(names[0]) != "input" || std::string(names[2]) != "scales" || inputs[0]->type != 7)
    return wrong("inputs are not those of a voice");
  const auto* const ids = static_cast<const std::int64_t*>(inputs[0]->data);
  const auto* const scales = static_cast<const float*>(inputs[2]->data);
  auto* const sound = new FakeValue{nullptr, {}, 0, 1};
  auto* const durations = new FakeValue{nullptr, {}, 0, 1};
  for (std::size_t i = 0; i < inputs[0]->count; ++i) {
    const float frames = std::ceil(static_cast<float>(ids[i] % 3 + 1) * scales[1]);
    durations->own.push_back(frames);
    for (int s = 0; s < static_cast<int>(frames) * 256; ++s)
      sound->own.push_back(0.5F * std::sin(static_cast<float>(sound->own.size()) * 0.06F));
  }
  for (FakeValue* value : {sound, durations}) {
    value->data = value->own.data();
    value->count = value->own.size();
  }
  out[0] = sound;
  if (wanted_count < 2) {
    delete durations;
    return nullptr;
  }
  // What is no output of the model cannot be asked for: the tail behind it must have made it one.
  const std::string name = wanted[1];
  if (session->model.rfind(name) == session->model.find(name)) return wrong("Invalid output name");
  out[1] = durations;
  return nullptr;
}

FakeStatus* is_tensor(const FakeValue*, int* out) {
  *out = 1;
  return nullptr;
}
FakeStatus* mutable_data(FakeValue* value, void** out) {
  *out = const_cast<void*>(value->data);
  return nullptr;
}
FakeStatus* shape_of(const FakeValue* value, const FakeValue** out) {
  *out = value;
  return nullptr;
}
FakeStatus* type_of(const FakeValue* shape, int* out) {
  *out = shape->type;
  return nullptr;
}
FakeStatus* count_of(const FakeValue* shape, std::size_t* out) {
  *out = shape->count;
  return nullptr;
}
void free_status(FakeStatus* status) { delete status; }
void free_number(void* number) { delete static_cast<int*>(number); }
void free_session(FakeSession* session) { delete session; }
void free_value(FakeValue* value) { delete value; }
void free_shape(const FakeValue*) {}

template <class Function>
void* place(Function* function) {
  return reinterpret_cast<void*>(function);
}

const void* const* get_api(std::uint32_t version) {
  static const std::array<void*, 101> kTable = [] {
    std::array<void*, 101> table = {};
    table[2] = place(message);
    table[3] = place(make_env);
    table[8] = place(make_session);
    table[9] = place(run);
    table[10] = place(make_options);
    table[23] = table[24] = place(set_number);
    table[49] = place(make_tensor);
    table[50] = place(is_tensor);
    table[51] = place(mutable_data);
    table[60] = place(type_of);
    table[64] = place(count_of);
    table[65] = place(shape_of);
    table[69] = place(make_memory);
    table[92] = table[94] = table[100] = place(free_number);
    table[93] = place(free_status);
    table[95] = place(free_session);
    table[96] = place(free_value);
    table[99] = place(free_shape);
    return table;
  }();
  return version == 1 ? const_cast<const void* const*>(kTable.data()) : nullptr;
}

const char* version() { return "0.0-fake"; }

struct FakeBase {
  const void* const* (*get_api)(std::uint32_t);
  const char* (*version)();
};

}  // namespace

extern "C" __attribute__((visibility("default"))) const void* OrtGetApiBase() {
  static const FakeBase kBase = {get_api, version};
  return &kBase;
}

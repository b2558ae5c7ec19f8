// A voice as small as one can be: what the files of a Piper voice look like from outside, with nothing in them that could speak.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::tests {

/// A length-delimited field of protobuf; of fields below 16.
inline std::string field(int number, const std::string& bytes) {
  std::string out(1, static_cast<char>(number << 3 | 2));
  std::size_t size = bytes.size();
  for (; size >= 0x80; size >>= 7) out += static_cast<char>((size & 0x7F) | 0x80);
  return out + static_cast<char>(size) + bytes;
}

struct TinyModel {
  std::vector<std::string> inputs = {"input", "input_lengths", "scales"};
  std::vector<std::string> ceilings = {"/Ceil_output_0"};
  std::string weights = field(8, "w") + field(9, "0123456789abcdef");  // of TensorProto: name, raw_data
  std::string note = "";                                               // in producer_name

  std::string bytes() const {
    std::string graph;
    for (const std::string& output : ceilings) graph += field(1, field(1, "x") + field(2, output) + field(4, "Ceil"));
    graph += field(1, field(1, "x") + field(2, "output") + field(4, "Mul"));
    graph += field(5, weights);
    for (const std::string& input : inputs) graph += field(11, field(1, input));
    graph += field(12, field(1, "output"));
    return std::string("\x08\x08", 2) + field(2, note) + field(7, graph);
  }
};

/// A configuration whose ids are: ^ 1, _ 0, $ 2, and each letter and sign that is listed from 3 on.
inline std::string tiny_config(std::string_view language = "en_US", std::string_view espeak = "en-us",
                               std::string_view more = "") {
  std::string out = R"({"audio":{"sample_rate":22050,"quality":"low"},"espeak":{"voice":")" + std::string(espeak) +
                    R"("},"inference":{"noise_scale":0.5,"length_scale":1,"noise_w":0.25},"num_speakers":1,)" +
                    R"("language":{"code":")" + std::string(language) + R"("},)" + std::string(more) +
                    R"("phoneme_id_map":{"_":[0],"^":[1],"$":[2])";
  int id = 3;
  for (const char* phoneme :
       {" ", ".", ",", "?", "!", ";", ":", "a", "b", "d", "e", "f", "h", "i", "k", "l", "m", "n", "o", "p", "r",
        "s", "t", "u", "v", "w", "z", "æ", "ð", "ə", "ɚ", "ɪ", "ɹ", "ʃ", "ʌ", "ɛ", "ɐ", "ɔ", "ʊ", "ˈ", "ˌ", "ː"}) {
    out += std::string(",\"") + phoneme + "\":[" + std::to_string(id++) + "]";
  }
  return out + "}}";
}

}  // namespace dragoman::tests

// Random models of any shape, and variants of a given one (model_writer.h).
#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "model_writer.h"

namespace dragoman::engine::test {
namespace {

/// One random tensor after the other, in the numbers that the shape asks for.
class Maker {
 public:
  Maker(ModelFile& file, const RandomShape& shape) : file_(file), shape_(shape), random_(shape.seed) {}

  void vector(const std::string& name, int width, float around, float deviation) {
    std::vector<float> values(static_cast<std::size_t>(width));
    for (float& value : values) value = around + deviation * normal();
    file_.add_float(name, {1, width}, values);
  }
  /// y = x W: (in, out). `output_major`: the bytes lie as [out][in] and the shape says so too (embeddings).
  void matrix(const std::string& name, int in, int out, float deviation, bool output_major) {
    const auto inputs = static_cast<std::size_t>(in);
    const auto outputs = static_cast<std::size_t>(out);
    std::vector<float> values(inputs * outputs);  // [out][in]
    for (float& value : values) value = deviation * normal();
    const std::vector<std::int32_t> shape = output_major ? std::vector{out, in} : std::vector{in, out};
    if (shape_.numbers == Numbers::kFloat) {
      if (!output_major) values = turned(values, outputs, inputs);
      file_.add_float(name, shape, values);
      return;
    }
    float top = 0;
    for (const float value : values) top = std::max(top, std::fabs(value));
    std::vector<std::int8_t> quantised(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
      quantised[i] = static_cast<std::int8_t>(std::nearbyint(values[i] * 127 / top));
    file_.add_int8(name, shape, quantised, 127 / top);
    if (shape_.numbers == Numbers::kInt8Alphas) file_.add_float(name + "_QuantMultA", {1, 1}, {127 / 6.0F});
  }
  void layer(const std::string& prefix, const std::string& weight, const std::string& bias, int in, int out) {
    matrix(prefix + "_" + weight, in, out, 1.2F / std::sqrt(static_cast<float>(in)), false);
    if (!bias.empty()) vector(prefix + "_" + bias, out, 0, 0.1F);
  }
  void norm(const std::string& prefix) {
    vector(prefix + "_ln_scale", shape_.dim, 1, 0.1F);
    vector(prefix + "_ln_bias", shape_.dim, 0, 0.1F);
  }
  void attention(const std::string& prefix) {
    for (const char* part : {"q", "k", "v", "o"})
      layer(prefix, std::string("W") + part, std::string("b") + part, shape_.dim, shape_.dim);
    norm(prefix + "_Wo");
  }
  void feed_forward(const std::string& prefix, int depth, int hidden) {
    for (int i = 1; i <= depth; ++i) {
      const std::string number = std::to_string(i);
      layer(prefix, "W" + number, "b" + number, i == 1 ? shape_.dim : hidden, i == depth ? shape_.dim : hidden);
    }
    norm(prefix + "_ffn");
  }
  static std::vector<float> turned(const std::vector<float>& values, std::size_t rows, std::size_t columns) {
    std::vector<float> out(values.size());
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t c = 0; c < columns; ++c) out[c * rows + r] = values[r * columns + c];
    }
    return out;
  }

 private:
  float normal() {  // not std::normal_distribution: the same numbers with every library
    float sum = -6;
    for (int i = 0; i < 12; ++i) sum += static_cast<float>(random_() * 0x1p-32);
    return sum;
  }
  ModelFile& file_;
  const RandomShape& shape_;
  std::mt19937 random_;
};

std::string flag(bool on) { return on ? "true" : "false"; }

void write_config(ModelFile& file, const RandomShape& shape) {
  const int decoder_depth = shape.decoder_ffn_depth;
  file.config = {{"type", "transformer"},
                 {"dim-emb", std::to_string(shape.dim)},
                 {"transformer-heads", std::to_string(shape.heads)},
                 {"transformer-dim-ffn", std::to_string(shape.hidden)},
                 {"transformer-ffn-depth", std::to_string(shape.encoder_ffn_depth)},
                 {"enc-depth", std::to_string(shape.encoder_depth)},
                 {"dec-depth", std::to_string(shape.decoder_depth)},
                 {"dec-cell", "ssru"},
                 {"transformer-decoder-autoreg", "rnn"},
                 {"transformer-preprocess", "\"\""},
                 {"transformer-postprocess", "dan"},
                 {"transformer-ffn-activation", "relu"},
                 {"tied-embeddings-all", flag(shape.shared_embeddings && shape.tied_output)},
                 {"tied-embeddings-src", flag(shape.shared_embeddings && !shape.tied_output)},
                 {"tied-embeddings", flag(!shape.shared_embeddings && shape.tied_output)},
                 {"output-omit-bias", flag(!shape.output_bias)}};
  if (decoder_depth > 0) file.set("transformer-decoder-ffn-depth", std::to_string(decoder_depth));
  if (shape.decoder_hidden > 0) file.set("transformer-decoder-dim-ffn", std::to_string(shape.decoder_hidden));
}

void write_embeddings(Maker& make, const RandomShape& shape) {
  const float deviation = shape.output_scale / std::sqrt(static_cast<float>(shape.dim));
  if (shape.shared_embeddings) {
    make.matrix("Wemb", shape.dim, shape.source_vocabulary, deviation, true);
  } else {
    make.matrix("encoder_Wemb", shape.dim, shape.source_vocabulary, deviation, true);
    make.matrix("decoder_Wemb", shape.dim, shape.target_vocabulary, deviation, true);
  }
  if (!shape.tied_output) make.matrix("decoder_ff_logit_out_W", shape.dim, shape.target_vocabulary, deviation, false);
  if (shape.output_bias) make.vector("decoder_ff_logit_out_b", shape.target_vocabulary, 0, 0.5F * shape.output_scale);
}

/// "encoder_l12_self_Wq": 12; 0 if the name has no such start.
int layer_number(const std::string& name, const std::string& side) {
  return name.starts_with(side + "_l") ? std::atoi(name.c_str() + side.size() + 2) : 0;
}

}  // namespace

ModelFile random_model(const RandomShape& shape) {
  ModelFile file;
  Maker make(file, shape);
  write_config(file, shape);
  write_embeddings(make, shape);
  for (int i = 1; i <= shape.encoder_depth; ++i) {
    const std::string layer = "encoder_l" + std::to_string(i);
    make.attention(layer + "_self");
    make.feed_forward(layer + "_ffn", shape.encoder_ffn_depth, shape.hidden);
  }
  const int decoder_hidden = shape.decoder_hidden > 0 ? shape.decoder_hidden : shape.hidden;
  const int decoder_depth = shape.decoder_ffn_depth > 0 ? shape.decoder_ffn_depth : shape.encoder_ffn_depth;
  for (int i = 1; i <= shape.decoder_depth; ++i) {
    const std::string layer = "decoder_l" + std::to_string(i);
    make.layer(layer + "_rnn", "W", "", shape.dim, shape.dim);
    make.layer(layer + "_rnn", "Wf", "bf", shape.dim, shape.dim);
    make.norm(layer + "_rnn_ffn");
    make.attention(layer + "_context");
    make.feed_forward(layer + "_ffn", decoder_depth, decoder_hidden);
  }
  if (shape.end_bias != 0) file.find("decoder_ff_logit_out_b")->set_float(0, shape.end_bias);
  return file;
}

ModelFile dequantised(const ModelFile& model) {
  ModelFile out;
  out.config = model.config;
  for (const RawTensor& tensor : model.tensors) {
    if (tensor.name.ends_with("_QuantMultA")) continue;
    if (tensor.type != kTypeIntgemm8) {
      out.tensors.push_back(tensor);
      continue;
    }
    std::vector<float> values(tensor.count());
    const float unscale = 1 / tensor.multiplier();
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(tensor.int8_at(i)) * unscale;
    if (!tensor.name.ends_with("Wemb")) values = Maker::turned(values, tensor.columns(), tensor.rows());
    out.add_float(tensor.name, tensor.shape, values);
  }
  return out;
}

ModelFile split_vocabulary(const ModelFile& model) {
  ModelFile out = model;
  RawTensor table = *out.find("Wemb");
  out.remove("Wemb");
  for (const char* name : {"encoder_Wemb", "decoder_Wemb"}) {
    table.name = name;
    out.tensors.push_back(table);
  }
  out.set("tied-embeddings-all", "false");
  out.set("tied-embeddings", "true");
  return out;
}

ModelFile untied_output(const ModelFile& model) {
  ModelFile out = model;
  RawTensor table = *out.find("Wemb");
  table.name = "decoder_ff_logit_out_W";
  if (table.type == kTypeIntgemm8) {
    std::swap(table.shape[0], table.shape[1]);  // the bytes stay: int8 lies output by output under either shape
    out.tensors.push_back(table);
  } else {
    std::vector<float> values(table.count());
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = table.float_at(i);
    out.add_float(table.name, {table.shape[1], table.shape[0]}, Maker::turned(values, table.rows(), table.columns()));
  }
  out.set("tied-embeddings-all", "false");
  out.set("tied-embeddings-src", "true");
  return out;
}

ModelFile with_depth(const ModelFile& model, int encoder_depth, int decoder_depth) {
  ModelFile out = model;
  std::erase_if(out.tensors, [&](const RawTensor& tensor) {
    return layer_number(tensor.name, "encoder") > encoder_depth || layer_number(tensor.name, "decoder") > decoder_depth;
  });
  out.set("enc-depth", std::to_string(encoder_depth));
  out.set("dec-depth", std::to_string(decoder_depth));
  return out;
}

ModelFile with_heads(const ModelFile& model, int heads) {
  ModelFile out = model;
  out.set("transformer-heads", std::to_string(heads));
  return out;
}

ShortlistFile random_shortlist(std::size_t source_vocabulary, std::size_t target_vocabulary, std::size_t longest,
                               unsigned seed) {
  std::mt19937 random(seed);
  ShortlistFile file;
  file.lists.resize(source_vocabulary);
  for (auto& list : file.lists) {
    std::set<std::uint32_t> ids;
    for (std::size_t n = random() % (longest + 1); n > 0; --n)
      ids.insert(static_cast<std::uint32_t>(random() % target_vocabulary));
    list.assign(ids.begin(), ids.end());
  }
  return file;
}

}  // namespace dragoman::engine::test

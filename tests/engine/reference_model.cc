#include "reference_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace dragoman::engine::test {
namespace {

constexpr double kTop = 63;         // 7 bits with a sign
constexpr double kStaticTop = 127;  // 7 bits without, behind a relu
constexpr double kNormEpsilon = 1e-6;

Matrix relu(Matrix x) {
  for (double& value : x.values) value = std::max(value, 0.0);
  return x;
}

}  // namespace

double round_even(double x) {
  const double low = std::floor(x);
  if (x - low != 0.5) return std::floor(x + 0.5);
  return std::fmod(low, 2) == 0 ? low : low + 1;
}

ReferenceModel::ReferenceModel(const ModelFile& model, Arithmetic arithmetic)
    : model_(model),
      arithmetic_(arithmetic),
      dim_(static_cast<std::size_t>(model.number("dim-emb"))),
      heads_(static_cast<std::size_t>(model.number("transformer-heads"))),
      encoder_depth_(model.number("enc-depth")),
      decoder_depth_(model.number("dec-depth")),
      encoder_ffn_depth_(model.number("transformer-ffn-depth")),
      decoder_ffn_depth_(encoder_ffn_depth_),
      source_table_(model.find("Wemb") != nullptr ? "Wemb" : "encoder_Wemb"),
      target_table_(model.find("Wemb") != nullptr ? "Wemb" : "decoder_Wemb") {
  if (!model.get("transformer-decoder-ffn-depth").empty())
    decoder_ffn_depth_ = model.number("transformer-decoder-ffn-depth");
}

ReferenceModel::Weight ReferenceModel::weight(const std::string& name, bool output_major) const {
  const RawTensor& tensor = *model_.find(name);
  const std::size_t outputs = output_major ? tensor.rows() : tensor.columns();
  const std::size_t inputs = output_major ? tensor.columns() : tensor.rows();
  Weight w;
  w.values = Matrix(outputs, inputs);
  w.quantised = tensor.type == kTypeIntgemm8;
  if (w.quantised) w.unscale = 1.0F / tensor.multiplier();
  for (std::size_t n = 0; n < outputs; ++n) {
    for (std::size_t k = 0; k < inputs; ++k) {
      if (w.quantised) {
        w.values.at(n, k) = tensor.int8_at(n * inputs + k);
      } else {
        w.values.at(n, k) = tensor.float_at(output_major ? n * inputs + k : k * outputs + n);
      }
    }
  }
  if (const RawTensor* alpha = model_.find(name + "_QuantMultA"); alpha != nullptr && alpha->type == kTypeFloat)
    w.alpha = alpha->float_at(0);
  return w;
}

const float* ReferenceModel::vector(const std::string& name) const {
  const RawTensor& tensor = *model_.find(name);
  std::vector<float> values(tensor.count());
  std::memcpy(values.data(), tensor.data.data(), values.size() * sizeof(float));
  vectors_.push_back(std::move(values));
  return vectors_.back().data();
}

/// y = x W + b. `behind_relu`: x has no negative values and may be quantised by the file's own scale.
Matrix ReferenceModel::affine(const Matrix& x, const Weight& w, const float* bias, bool behind_relu) const {
  const bool quantise = w.quantised && arithmetic_ == Arithmetic::kQuantised;
  const bool fixed = behind_relu && w.alpha > 0;
  Matrix y(x.rows, w.values.rows);
  std::vector<double> row(x.columns);
  for (std::size_t m = 0; m < x.rows; ++m) {
    const auto begin = x.values.begin() + static_cast<long>(m * x.columns);
    std::copy_n(begin, x.columns, row.begin());
    double scale = 1;
    if (quantise && fixed) {
      scale = 1 / w.alpha;
      for (double& value : row) value = std::clamp(round_even(value * w.alpha), 0.0, kStaticTop);
    } else if (quantise) {
      double top = 0;
      for (const double value : row) top = std::max(top, std::fabs(value));
      scale = top / kTop;
      for (double& value : row) value = top > 0 ? round_even(value * kTop / top) : 0;
    }
    for (std::size_t n = 0; n < y.columns; ++n) {
      const double* column = &w.values.values[n * x.columns];
      double sum = 0;
      for (std::size_t k = 0; k < x.columns; ++k) sum += row[k] * column[k];
      y.at(m, n) = sum * scale * w.unscale + (bias != nullptr ? bias[n] : 0);
    }
  }
  return y;
}

Matrix ReferenceModel::layer(const Matrix& x, const std::string& prefix, const std::string& w,
                             const std::string& b) const {
  return affine(x, weight(prefix + "_" + w, false), b.empty() ? nullptr : vector(prefix + "_" + b), false);
}

Matrix ReferenceModel::norm(const Matrix& y, const Matrix& residual, const std::string& prefix) const {
  const float* scale = vector(prefix + "_ln_scale");
  const float* bias = vector(prefix + "_ln_bias");
  Matrix out(y.rows, y.columns);
  for (std::size_t m = 0; m < y.rows; ++m) {
    double mean = 0;
    double variance = 0;
    for (std::size_t i = 0; i < dim_; ++i) mean += (y.at(m, i) + residual.at(m, i)) / static_cast<double>(dim_);
    for (std::size_t i = 0; i < dim_; ++i)
      variance += std::pow(y.at(m, i) + residual.at(m, i) - mean, 2) / static_cast<double>(dim_);
    for (std::size_t i = 0; i < dim_; ++i)
      out.at(m, i) = scale[i] * (y.at(m, i) + residual.at(m, i) - mean) / std::sqrt(variance + kNormEpsilon) + bias[i];
  }
  return out;
}

Matrix ReferenceModel::embed(const std::string& table, const std::vector<std::optional<std::uint32_t>>& ids) const {
  const RawTensor& tensor = *model_.find(table);
  const bool quantised = tensor.type == kTypeIntgemm8;
  const double factor = std::sqrt(static_cast<double>(dim_)) * (quantised ? 1.0 / tensor.multiplier() : 1.0);
  const std::size_t half = dim_ / 2;
  Matrix x(ids.size(), dim_);
  for (std::size_t t = 0; t < ids.size(); ++t) {
    for (std::size_t i = 0; i < half; ++i) {
      const double step = half == 1 ? 0 : std::log(10000.0) / static_cast<double>(half - 1);
      const double angle = static_cast<double>(t) * std::exp(-static_cast<double>(i) * step);
      x.at(t, i) = std::sin(angle);
      x.at(t, half + i) = std::cos(angle);
    }
    if (!ids[t]) continue;
    for (std::size_t i = 0; i < dim_; ++i) {
      const std::size_t at = *ids[t] * dim_ + i;
      x.at(t, i) += factor * (quantised ? tensor.int8_at(at) : tensor.float_at(at));
    }
  }
  return x;
}

Matrix ReferenceModel::encoder_embed(const Ids& source) const {
  return embed(source_table_, {source.begin(), source.end()});
}

Matrix ReferenceModel::decoder_embed(const Ids& target) const {
  std::vector<std::optional<std::uint32_t>> before{std::nullopt};
  before.insert(before.end(), target.begin(), target.end() - 1);
  return embed(target_table_, before);
}

Matrix ReferenceModel::attention(const Matrix& x, const Matrix& context, const std::string& prefix,
                                 Matrix* first_head) const {
  const Matrix q = layer(x, prefix, "Wq", "bq");
  const Matrix k = layer(context, prefix, "Wk", "bk");
  const Matrix v = layer(context, prefix, "Wv", "bv");
  const std::size_t width = dim_ / heads_;
  Matrix mixed(x.rows, dim_);
  if (first_head != nullptr) *first_head = Matrix(x.rows, context.rows);
  for (std::size_t t = 0; t < x.rows; ++t) {
    for (std::size_t h = 0; h < heads_; ++h) {
      std::vector<double> p(context.rows);
      for (std::size_t s = 0; s < context.rows; ++s) {
        for (std::size_t d = h * width; d < (h + 1) * width; ++d) p[s] += q.at(t, d) * k.at(s, d);
        p[s] /= std::sqrt(static_cast<double>(width));
      }
      const double top = *std::max_element(p.begin(), p.end());
      double sum = 0;
      for (double& value : p) sum += value = std::exp(value - top);
      for (std::size_t s = 0; s < context.rows; ++s) {
        for (std::size_t d = h * width; d < (h + 1) * width; ++d) mixed.at(t, d) += p[s] / sum * v.at(s, d);
        if (h == 0 && first_head != nullptr) first_head->at(t, s) = p[s] / sum;
      }
    }
  }
  return norm(layer(mixed, prefix, "Wo", "bo"), x, prefix + "_Wo");
}

Matrix ReferenceModel::feed_forward(const Matrix& x, const std::string& prefix, int depth) const {
  std::vector<Weight> weights;
  bool fixed = true;  // static scales are used where every inner matrix has one
  for (int i = 1; i <= depth; ++i) {
    weights.push_back(weight(prefix + "_W" + std::to_string(i), false));
    fixed = fixed && weights.back().quantised && (i == 1 || weights.back().alpha > 0);
  }
  Matrix y = x;
  for (int i = 1; i <= depth; ++i) {
    const float* bias = vector(prefix + "_b" + std::to_string(i));
    y = affine(i == 1 ? y : relu(std::move(y)), weights[static_cast<std::size_t>(i - 1)], bias, i > 1 && fixed);
  }
  return norm(y, x, prefix + "_ffn");
}

Matrix ReferenceModel::encoder_layer(int number, const Matrix& x) const {
  const std::string prefix = "encoder_l" + std::to_string(number);
  return feed_forward(attention(x, x, prefix + "_self", nullptr), prefix + "_ffn", encoder_ffn_depth_);
}

Matrix ReferenceModel::decoder_layer(int number, const Matrix& x, const Matrix& context, Matrix* alignment) const {
  const std::string prefix = "decoder_l" + std::to_string(number);
  const Matrix gate = layer(x, prefix + "_rnn", "Wf", "bf");
  const Matrix input = layer(x, prefix + "_rnn", "W", "");
  Matrix hidden(x.rows, dim_);
  std::vector<double> cell(dim_, 0.0);
  for (std::size_t t = 0; t < x.rows; ++t) {
    for (std::size_t i = 0; i < dim_; ++i) {
      const double f = 1 / (1 + std::exp(-gate.at(t, i)));
      cell[i] = f * cell[i] + (1 - f) * input.at(t, i);
      hidden.at(t, i) = std::max(cell[i], 0.0);
    }
  }
  const Matrix y = attention(norm(hidden, x, prefix + "_rnn_ffn"), context, prefix + "_context", alignment);
  return feed_forward(y, prefix + "_ffn", decoder_ffn_depth_);
}

Matrix ReferenceModel::logits(const Matrix& x) const {
  const bool own = model_.find("decoder_ff_logit_out_W") != nullptr;
  const Weight w = weight(own ? "decoder_ff_logit_out_W" : target_table_, !own);
  return affine(x, w, model_.get("output-omit-bias") == "true" ? nullptr : vector("decoder_ff_logit_out_b"), false);
}

Matrix ReferenceModel::encode(const Ids& source) const {
  Matrix x = encoder_embed(source);
  for (int i = 1; i <= encoder_depth_; ++i) x = encoder_layer(i, x);
  return x;
}

Matrix ReferenceModel::decode(const Ids& target, const Matrix& context, Matrix* alignment) const {
  Matrix x = decoder_embed(target);
  for (int i = 1; i <= decoder_depth_; ++i) x = decoder_layer(i, x, context, i == decoder_depth_ ? alignment : nullptr);
  return x;
}

std::vector<double> ReferenceModel::score(const Ids& source, const Ids& target) const {
  const Matrix scores = logits(decode(target, encode(source)));
  std::vector<double> log_probs;
  for (std::size_t t = 0; t < target.size(); ++t) {
    double top = -std::numeric_limits<double>::infinity();
    for (std::size_t n = 0; n < scores.columns; ++n) top = n != 1 ? std::max(top, scores.at(t, n)) : top;
    double sum = 0;
    for (std::size_t n = 0; n < scores.columns; ++n) sum += n != 1 ? std::exp(scores.at(t, n) - top) : 0;
    log_probs.push_back(scores.at(t, target[t]) - top - std::log(sum));
  }
  return log_probs;
}

}  // namespace dragoman::engine::test

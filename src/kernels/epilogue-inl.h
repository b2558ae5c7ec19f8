// From the int32 sums of one row and one block of 16 columns to the layer's output, in registers; written on Vec8 and
// included like rows-inl.h, after it.

/// float(acc) of a block.
struct Columns {
  Vec8 first, last;  // eight each
};

/// fma(float(acc), scale * unscale, bias) at eight columns from `column` on.
inline Vec8 layer_value(const QuantisedRows& x, int m, const PackedInt8& w, int column, Vec8 acc) {
  return fma(acc, mul(splat(x.scales[m]), load(w.unscale + column)), load(w.bias + column));
}

struct ToFloat {
  float* y;
  std::size_t stride;
  void finish(const QuantisedRows& x, int m, const PackedInt8& w, int block, Columns acc) const {
    const int column = block * kColumns;
    float* to = y + m * stride + column;
    store(to, layer_value(x, m, w, column, acc.first));
    store(to + kLanes, layer_value(x, m, w, column + kLanes, acc.last));
  }
};

struct ToUint8 {
  float next_scale;
  std::uint8_t* u;
  std::size_t stride;
  Vec8 clamped(Vec8 v) const { return min(max(mul(v, splat(next_scale)), splat(0)), splat(127)); }
  void finish(const QuantisedRows& x, int m, const PackedInt8& w, int block, Columns acc) const {
    const int column = block * kColumns;
    store_uint8(u + m * stride + column, clamped(layer_value(x, m, w, column, acc.first)),
                clamped(layer_value(x, m, w, column + kLanes, acc.last)));
  }
};

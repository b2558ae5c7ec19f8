// A table of the functions that the including file has in its anonymous namespace. Included there, last.

constexpr Kernels table(const char* name, ChunkOrder order) {
  return {name, order,      matmul,      matmul_relu_quantise, matmul_float, quantise, relu,       add_layer_norm,
          ssru, embed_int8, embed_float, pack_keys_values,     attention,    argmax,   log_sum_exp};
}

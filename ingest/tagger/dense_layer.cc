#include "ingest/tagger/dense_layer.h"

#include <algorithm>

#include "ingest/tagger/wide_vectors.h"

namespace sarye {
namespace {

using Vector = float __attribute__((vector_size(32), aligned(4), may_alias));
constexpr std::size_t kVector = 8;

// y += x·w for one row, the weights in `blocks` blocks of 32 columns.
SARYE_WIDE_VECTORS void add_row(const float* x, const float* weights, std::size_t inputs,
                                std::size_t blocks, float* y) {
  for (std::size_t b = 0; b < blocks; ++b) {
    const auto* w = reinterpret_cast<const Vector*>(weights + b * inputs * 4 * kVector);
    auto* out = reinterpret_cast<Vector*>(y + b * 4 * kVector);
    Vector sum0 = out[0];
    Vector sum1 = out[1];
    Vector sum2 = out[2];
    Vector sum3 = out[3];
    for (std::size_t k = 0; k < inputs; ++k, w += 4) {
      const float value = x[k];
      sum0 += value * w[0];
      sum1 += value * w[1];
      sum2 += value * w[2];
      sum3 += value * w[3];
    }
    out[0] = sum0;
    out[1] = sum1;
    out[2] = sum2;
    out[3] = sum3;
  }
}

// The same for two rows at once: each weight is fetched once for both.
SARYE_WIDE_VECTORS void add_two_rows(const float* x, const float* weights, std::size_t inputs,
                                     std::size_t blocks, float* y) {
  const float* x1 = x + inputs;
  for (std::size_t b = 0; b < blocks; ++b) {
    const auto* w = reinterpret_cast<const Vector*>(weights + b * inputs * 4 * kVector);
    auto* out0 = reinterpret_cast<Vector*>(y + b * 4 * kVector);
    auto* out1 = reinterpret_cast<Vector*>(y + (blocks + b) * 4 * kVector);
    Vector sum00 = out0[0];
    Vector sum01 = out0[1];
    Vector sum02 = out0[2];
    Vector sum03 = out0[3];
    Vector sum10 = out1[0];
    Vector sum11 = out1[1];
    Vector sum12 = out1[2];
    Vector sum13 = out1[3];
    for (std::size_t k = 0; k < inputs; ++k, w += 4) {
      const float value0 = x[k];
      const float value1 = x1[k];
      sum00 += value0 * w[0];
      sum10 += value1 * w[0];
      sum01 += value0 * w[1];
      sum11 += value1 * w[1];
      sum02 += value0 * w[2];
      sum12 += value1 * w[2];
      sum03 += value0 * w[3];
      sum13 += value1 * w[3];
    }
    out0[0] = sum00;
    out0[1] = sum01;
    out0[2] = sum02;
    out0[3] = sum03;
    out1[0] = sum10;
    out1[1] = sum11;
    out1[2] = sum12;
    out1[3] = sum13;
  }
}

}  // namespace

DenseLayer::DenseLayer(std::span<const float> weights, std::span<const float> bias,
                       std::size_t inputs)
    : inputs_(inputs), outputs_(weights.size() / inputs) {
  blocks_ = (outputs_ + kBlock - 1) / kBlock;
  weights_.resize(blocks_ * kBlock * inputs_);
  for (std::size_t k = 0; k < inputs_; ++k) {
    for (std::size_t c = 0; c < outputs_; ++c) {
      weights_[(c / kBlock * inputs_ + k) * kBlock + c % kBlock] = weights[k * outputs_ + c];
    }
  }
  bias_.resize(width());
  std::copy(bias.begin(), bias.end(), bias_.begin());
}

void DenseLayer::apply(const float* x, std::size_t rows, float* y) const {
  for (std::size_t r = 0; r < rows; ++r) std::copy(bias_.begin(), bias_.end(), y + r * width());
  std::size_t r = 0;
  for (; r + 2 <= rows; r += 2) {
    add_two_rows(x + r * inputs_, weights_.data(), inputs_, blocks_, y + r * width());
  }
  if (r < rows) add_to(x + r * inputs_, y + r * width());
}

void DenseLayer::add_to(const float* x, float* y) const {
  add_row(x, weights_.data(), inputs_, blocks_, y);
}

}  // namespace sarye

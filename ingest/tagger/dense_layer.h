// One layer of a network: sums over inputs that are the same bytes on every machine.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sarye {

// A matrix product y = x·w + b, its weights laid out in blocks of columns that are added at once.
class DenseLayer {
 public:
  // `weights` is row by row, inputs × outputs; `bias` has one number an output.
  DenseLayer() = default;
  DenseLayer(std::span<const float> weights, std::span<const float> bias, std::size_t inputs);

  std::size_t inputs() const { return inputs_; }
  std::size_t outputs() const { return outputs_; }
  std::size_t width() const { return blocks_ * kBlock; }  // outputs, filled up to whole blocks

  // `rows` rows of inputs to as many rows of `width()` outputs. Each output is a sum in the order
  // of the inputs, whatever the machine's vectors: the same bytes everywhere.
  void apply(const float* x, std::size_t rows, float* y) const;
  // Adds x·w to what `y` holds; no bias.
  void add_to(const float* x, float* y) const;

 private:
  static constexpr std::size_t kBlock = 32;
  std::size_t inputs_ = 0;
  std::size_t outputs_ = 0;
  std::size_t blocks_ = 0;
  std::vector<float> weights_;  // block by block, in a block input by input
  std::vector<float> bias_;     // `width()` numbers
};

}  // namespace sarye

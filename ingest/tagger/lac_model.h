// The network of Baidu's LAC-small, a tagger of Chinese that Debian's python3-jieba carries: it is
// read from where that package keeps it and never shipped with Sarye. Characters go through an
// embedding and two layers of gated recurrent units, each forwards and backwards; the labels of a
// sentence are the best path through a conditional random field. Sizes are read from the files.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "ingest/tagger/dense_layer.h"
#include "ingest/tagger/model_files.h"

namespace sarye {

class LacModel {
 public:
  // Reads the parameter files below `model_baseline/`, one a tensor in PaddlePaddle's format.
  // Errors: NotFound  a file is missing
  //         Rejected  a file is no tensor of floats, or does not fit the others; names the file
  static Result<std::unique_ptr<LacModel>> load(ModelFiles& files);

  std::size_t vocabulary() const { return vocabulary_; }
  std::size_t label_count() const { return labels_; }

  // The label of each character, given the rows of the embedding; all below `vocabulary()`.
  std::vector<std::uint32_t> label(std::span<const std::uint32_t> characters) const;

 private:
  struct Recurrence {
    DenseLayer input;      // to update gate, reset gate, candidate; both biases added up
    DenseLayer gates;      // from the last state to update and reset gate
    DenseLayer candidate;  // from the last state after the reset gate
  };

  LacModel() = default;
  // One direction of one layer over `count` rows of `x`; the states go to `out`, a row every
  // `stride` numbers.
  void run(const Recurrence& layer, const std::vector<float>& x, std::size_t count, bool backwards,
           float* out, std::size_t stride) const;

  std::size_t vocabulary_ = 0;
  std::size_t labels_ = 0;
  std::size_t embedding_size_ = 0;
  std::size_t state_size_ = 0;
  std::string embedding_file_;           // vocabulary × embedding size floats, not aligned
  std::size_t embedding_begin_ = 0;      // the first of them
  std::vector<Recurrence> recurrences_;  // first layer forwards, backwards, second layer ...
  DenseLayer emission_;
  std::vector<float> start_;       // a score a label
  std::vector<float> end_;         // a score a label
  std::vector<float> transition_;  // from label × to label
};

}  // namespace sarye

#include "ingest/tagger/lac_model.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "ingest/tagger/wide_vectors.h"

namespace sarye {
namespace {

static_assert(std::endian::native == std::endian::little, "PaddlePaddle's files are little-endian");

constexpr std::size_t kDirections = 2;
constexpr std::size_t kLayers = 2;

struct Tensor {
  std::vector<std::size_t> shape;
  std::string file;       // all of it
  std::size_t begin = 0;  // of the numbers

  std::vector<float> values() const {
    std::vector<float> out((file.size() - begin) / sizeof(float));
    std::memcpy(out.data(), file.data() + begin, out.size() * sizeof(float));
    return out;
  }
};

// Reads little-endian numbers and the protobuf message that tells the shape.
class TensorBytes {
 public:
  explicit TensorBytes(std::string_view bytes) : bytes_(bytes) {}

  bool failed() const { return failed_; }
  std::string_view rest() const { return bytes_.substr(at_); }

  template <typename Number>
  Number number() {
    Number value = 0;
    const std::string_view part = take(sizeof(Number));
    if (part.size() == sizeof(Number)) std::memcpy(&value, part.data(), sizeof(Number));
    return value;
  }

  std::string_view take(std::size_t size) {
    if (size > bytes_.size() - at_) {
      failed_ = true;
      return {};
    }
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = number<std::uint8_t>();
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if ((byte & 0x80) == 0) return value;
    }
    failed_ = true;
    return 0;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

// A file is: version (4 bytes), the number of level-of-detail tables (8) and each as size (8) and
// bytes, version (4), the size of a message (4), the message {1: type, 2: dimensions ...}, numbers.
Result<Tensor> read_tensor(ModelFiles& files, const std::string& file, std::size_t dimensions) {
  auto content = files.read(file);
  if (!content) return content.error();
  TensorBytes bytes(*content);
  bytes.number<std::uint32_t>();
  const auto levels = bytes.number<std::uint64_t>();
  for (std::uint64_t i = 0; i < levels && !bytes.failed(); ++i) {
    bytes.take(bytes.number<std::uint64_t>());
  }
  bytes.number<std::uint32_t>();
  const auto message_size = bytes.number<std::int32_t>();
  TensorBytes message(bytes.take(message_size < 0 ? 0 : static_cast<std::size_t>(message_size)));
  constexpr std::uint64_t kFloat32 = 5;
  Tensor tensor;
  std::uint64_t type = 0;
  std::size_t count = 1;
  while (!message.failed() && !message.rest().empty()) {
    const std::uint64_t field = message.varint();
    const std::uint64_t value = message.varint();
    if (field == 0x08) {
      type = value;
    } else if (field == 0x10 && value > 0 && value < (1U << 24)) {
      tensor.shape.push_back(value);
      count *= value;
    } else {
      return files.rejected(file, "is not a tensor as PaddlePaddle writes it");
    }
    if (tensor.shape.size() > dimensions) break;
  }
  if (bytes.failed() || message.failed() || type != kFloat32 || tensor.shape.size() != dimensions) {
    return files.rejected(file, "is not a tensor of " + std::to_string(dimensions) + " dimensions");
  }
  if (bytes.rest().size() != count * sizeof(float)) {
    return files.rejected(file, "holds " + std::to_string(bytes.rest().size()) +
                                    " bytes of numbers, " + std::to_string(count * sizeof(float)) +
                                    " are due");
  }
  tensor.begin = content->size() - bytes.rest().size();
  tensor.file = std::move(*content);
  return tensor;
}

// e to the x in basic arithmetic alone: a library's exp may differ in the last bit from another's.
inline float exponential(float x) {
  x = std::min(std::max(x, -80.0F), 80.0F);
  const float turns = std::floor(x * 1.44269504F + 0.5F);
  const float rest = (x - turns * 0.693359375F) + turns * 2.12194440e-4F;
  float sum = 1.0F / 720.0F;
  sum = sum * rest + 1.0F / 120.0F;
  sum = sum * rest + 1.0F / 24.0F;
  sum = sum * rest + 1.0F / 6.0F;
  sum = sum * rest + 0.5F;
  sum = sum * rest + 1.0F;
  sum = sum * rest + 1.0F;
  const auto bits = static_cast<std::uint32_t>(static_cast<std::int32_t>(turns) + 127) << 23;
  return sum * std::bit_cast<float>(bits);
}

inline float sigmoid(float x) {
  return 1.0F / (1.0F + exponential(-x));
}

inline float hyperbolic_tangent(float x) {
  return 2.0F / (1.0F + exponential(-2.0F * x)) - 1.0F;
}

SARYE_WIDE_VECTORS void sigmoid_all(float* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) values[i] = sigmoid(values[i]);
}

SARYE_WIDE_VECTORS void next_state(const float* update, const float* candidate, std::size_t size,
                                   float* state) {
  for (std::size_t i = 0; i < size; ++i) {
    const float fresh = hyperbolic_tangent(candidate[i]);
    state[i] = (1.0F - update[i]) * state[i] + update[i] * fresh;
  }
}

}  // namespace

Result<std::unique_ptr<LacModel>> LacModel::load(ModelFiles& files) {
  const std::string folder = "model_baseline/";
  std::unique_ptr<LacModel> model(new LacModel());
  auto embedding = read_tensor(files, folder + "word_emb", 2);
  if (!embedding) return embedding.error();
  auto crf = read_tensor(files, folder + "crfw", 2);
  if (!crf) return crf.error();
  model->vocabulary_ = embedding->shape[0];
  model->embedding_size_ = embedding->shape[1];
  model->embedding_begin_ = embedding->begin;
  model->embedding_file_ = std::move(embedding->file);
  model->labels_ = crf->shape[1];
  const std::size_t labels = model->labels_;
  if (crf->shape[0] != labels + 2) {
    return files.rejected(folder + "crfw", "has " + std::to_string(crf->shape[0]) + " rows, " +
                                               std::to_string(labels + 2) + " are due");
  }
  const std::vector<float> scores = crf->values();
  const auto row = [&](std::size_t n) { return scores.begin() + static_cast<long>(n * labels); };
  model->start_.assign(row(0), row(1));
  model->end_.assign(row(1), row(2));
  model->transition_.assign(row(2), scores.end());

  // Reads weights of inputs × outputs and a bias; the bias of a unit is one row.
  const auto sized = [&](const std::string& name, std::size_t rows,
                         std::size_t columns) -> Result<std::vector<float>> {
    auto tensor = read_tensor(files, folder + name, rows == 0 ? 1 : 2);
    if (!tensor) return tensor.error();
    const std::vector<std::size_t> due =
        rows == 0 ? std::vector<std::size_t>{columns} : std::vector<std::size_t>{rows, columns};
    if (tensor->shape != due) {
      return files.rejected(folder + name, "has another shape than " + std::to_string(rows) +
                                               " × " + std::to_string(columns));
    }
    return tensor->values();
  };

  auto first = read_tensor(files, folder + "gru_0.w_0", 2);
  if (!first) return first.error();
  const std::size_t state = model->state_size_ = first->shape[0];
  std::size_t inputs = model->embedding_size_;
  for (std::size_t layer = 0; layer < kLayers; ++layer) {
    for (std::size_t direction = 0; direction < kDirections; ++direction) {
      const std::string number = std::to_string(layer * kDirections + direction);
      auto input = sized("fc_" + number + ".w_0", inputs, 3 * state);
      if (!input) return input.error();
      auto input_bias = sized("fc_" + number + ".b_0", 0, 3 * state);
      if (!input_bias) return input_bias.error();
      auto recurrent = sized("gru_" + number + ".w_0", state, 3 * state);
      if (!recurrent) return recurrent.error();
      auto recurrent_bias = sized("gru_" + number + ".b_0", 1, 3 * state);
      if (!recurrent_bias) return recurrent_bias.error();
      std::vector<float> bias(3 * state);
      for (std::size_t i = 0; i < bias.size(); ++i) {
        bias[i] = (*input_bias)[i] + (*recurrent_bias)[i];
      }
      // The file's state × 3 states are two matrices in a row: to both gates, then to the
      // candidate.
      const std::span<const float> weights(*recurrent);
      Recurrence unit;
      unit.input = DenseLayer(*input, bias, inputs);
      unit.gates = DenseLayer(weights.first(2 * state * state), {}, state);
      unit.candidate = DenseLayer(weights.subspan(2 * state * state), {}, state);
      model->recurrences_.push_back(std::move(unit));
    }
    inputs = kDirections * state;
  }
  auto emission = sized("fc_4.w_0", inputs, labels);
  if (!emission) return emission.error();
  auto emission_bias = sized("fc_4.b_0", 0, labels);
  if (!emission_bias) return emission_bias.error();
  model->emission_ = DenseLayer(*emission, *emission_bias, inputs);
  return model;
}

void LacModel::run(const Recurrence& layer, const std::vector<float>& x, std::size_t count,
                   bool backwards, float* out, std::size_t stride) const {
  const std::size_t size = state_size_;
  std::vector<float> projected(count * layer.input.width());
  layer.input.apply(x.data(), count, projected.data());
  std::vector<float> state(size);
  std::vector<float> kept(size);
  std::vector<float> gates(layer.gates.width());
  std::vector<float> candidate(layer.candidate.width());
  for (std::size_t step = 0; step < count; ++step) {
    const std::size_t at = backwards ? count - 1 - step : step;
    const float* input = projected.data() + at * layer.input.width();
    std::copy(input, input + 2 * size, gates.begin());
    layer.gates.add_to(state.data(), gates.data());
    sigmoid_all(gates.data(), 2 * size);
    for (std::size_t i = 0; i < size; ++i) kept[i] = gates[size + i] * state[i];
    std::copy(input + 2 * size, input + 3 * size, candidate.begin());
    layer.candidate.add_to(kept.data(), candidate.data());
    next_state(gates.data(), candidate.data(), size, state.data());
    std::copy(state.begin(), state.end(), out + at * stride);
  }
}

std::vector<std::uint32_t> LacModel::label(std::span<const std::uint32_t> characters) const {
  const std::size_t count = characters.size();
  if (count == 0) return {};
  std::vector<float> x(count * embedding_size_);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t bytes = embedding_size_ * sizeof(float);
    std::memcpy(x.data() + i * embedding_size_,
                embedding_file_.data() + embedding_begin_ + characters[i] * bytes, bytes);
  }
  const std::size_t stride = kDirections * state_size_;
  for (std::size_t layer = 0; layer < kLayers; ++layer) {
    std::vector<float> next(count * stride);
    for (std::size_t direction = 0; direction < kDirections; ++direction) {
      run(recurrences_[layer * kDirections + direction], x, count, direction == 1,
          next.data() + direction * state_size_, stride);
    }
    x = std::move(next);
  }
  const std::size_t width = emission_.width();
  std::vector<float> emitted(count * width);
  emission_.apply(x.data(), count, emitted.data());

  // The best path; of equal ones, that of the lower labels.
  std::vector<float> best(labels_);
  for (std::size_t j = 0; j < labels_; ++j) best[j] = start_[j] + emitted[j];
  std::vector<std::uint32_t> from(count * labels_);
  std::vector<float> next(labels_);
  for (std::size_t at = 1; at < count; ++at) {
    std::fill(next.begin(), next.end(), -std::numeric_limits<float>::infinity());
    std::uint32_t* came = from.data() + at * labels_;
    for (std::size_t i = 0; i < labels_; ++i) {
      const float* row = transition_.data() + i * labels_;
      for (std::size_t j = 0; j < labels_; ++j) {
        const float score = best[i] + row[j];
        if (score > next[j]) {
          next[j] = score;
          came[j] = static_cast<std::uint32_t>(i);
        }
      }
    }
    for (std::size_t j = 0; j < labels_; ++j) best[j] = next[j] + emitted[at * width + j];
  }
  std::uint32_t last = 0;
  for (std::size_t j = 1; j < labels_; ++j) {
    if (best[j] + end_[j] > best[last] + end_[last]) last = static_cast<std::uint32_t>(j);
  }
  std::vector<std::uint32_t> path(count);
  for (std::size_t at = count; at-- > 0;) {
    path[at] = last;
    last = from[at * labels_ + last];
  }
  return path;
}

}  // namespace sarye

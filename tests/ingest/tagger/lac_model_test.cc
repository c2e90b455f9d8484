// The network against a plain reading of the same files, one number at a time.
#include "ingest/tagger/lac_model.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace sarye {
namespace {

constexpr std::size_t kVocabulary = 11;
constexpr std::size_t kEmbedding = 5;
constexpr std::size_t kState = 3;
constexpr std::size_t kLabels = 7;

using Numbers = std::vector<float>;

// Writes tensors as PaddlePaddle does and keeps what it wrote.
class Writer {
 public:
  explicit Writer(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_ / "model_baseline");
  }

  void write(const std::string& name, const std::vector<std::size_t>& shape) {
    std::size_t count = 1;
    for (const std::size_t one : shape) count *= one;
    Numbers& numbers = written_[name];
    numbers.clear();
    for (std::size_t i = 0; i < count; ++i) {
      seed_ = seed_ * 1664525U + 1013904223U;
      numbers.push_back(static_cast<float>(seed_ >> 16) / 32768.0F - 1.0F);
    }
    std::string bytes(4 + 8 + 4, '\0');
    std::string message = {'\x08', '\x05'};
    for (const std::size_t one : shape) {
      message += '\x10';
      message += static_cast<char>(one);
    }
    bytes += static_cast<char>(message.size());
    bytes += std::string(3, '\0') + message;
    bytes.append(reinterpret_cast<const char*>(numbers.data()), count * sizeof(float));
    std::ofstream(folder_ / "model_baseline" / name, std::ios::binary) << bytes;
  }

  void write_all() {
    write("word_emb", {kVocabulary, kEmbedding});
    std::size_t inputs = kEmbedding;
    for (int unit = 0; unit < 4; ++unit) {
      const std::string number = std::to_string(unit);
      if (unit == 2) inputs = 2 * kState;
      write("fc_" + number + ".w_0", {inputs, 3 * kState});
      write("fc_" + number + ".b_0", {3 * kState});
      write("gru_" + number + ".w_0", {kState, 3 * kState});
      write("gru_" + number + ".b_0", {1, 3 * kState});
    }
    write("fc_4.w_0", {2 * kState, kLabels});
    write("fc_4.b_0", {kLabels});
    write("crfw", {kLabels + 2, kLabels});
  }

  const Numbers& operator[](const std::string& name) const { return written_.at(name); }

 private:
  std::filesystem::path folder_;
  std::map<std::string, Numbers> written_;
  std::uint32_t seed_ = 7;
};

double sigmoid(double x) {
  return 1.0 / (1.0 + std::exp(-x));
}

using Rows = std::vector<std::vector<double>>;

Rows run_unit(const Writer& files, int unit, const Rows& x, bool backwards) {
  const std::string number = std::to_string(unit);
  const Numbers& w = files["fc_" + number + ".w_0"];
  const Numbers& b = files["fc_" + number + ".b_0"];
  const Numbers& u = files["gru_" + number + ".w_0"];
  const Numbers& c = files["gru_" + number + ".b_0"];
  std::vector<double> state(kState, 0.0);
  Rows out(x.size());
  for (std::size_t step = 0; step < x.size(); ++step) {
    const std::size_t at = backwards ? x.size() - 1 - step : step;
    std::vector<double> sum(3 * kState);
    for (std::size_t j = 0; j < 3 * kState; ++j) {
      sum[j] = b[j] + c[j];
      for (std::size_t k = 0; k < x[at].size(); ++k) sum[j] += x[at][k] * w[k * 3 * kState + j];
    }
    std::vector<double> gate(2 * kState);
    for (std::size_t j = 0; j < 2 * kState; ++j) {
      for (std::size_t k = 0; k < kState; ++k) sum[j] += state[k] * u[k * 2 * kState + j];
      gate[j] = sigmoid(sum[j]);
    }
    std::vector<double> next(kState);
    for (std::size_t j = 0; j < kState; ++j) {
      double fresh = sum[2 * kState + j];
      for (std::size_t k = 0; k < kState; ++k) {
        fresh += gate[kState + k] * state[k] * u[2 * kState * kState + k * kState + j];
      }
      next[j] = (1 - gate[j]) * state[j] + gate[j] * std::tanh(fresh);
    }
    out[at] = state = next;
  }
  return out;
}

// The best of all paths, by trying each.
std::vector<std::uint32_t> best_path(const Writer& files,
                                     const std::vector<std::uint32_t>& characters) {
  Rows x;
  for (const std::uint32_t one : characters) {
    const auto row = files["word_emb"].begin() + static_cast<long>(one * kEmbedding);
    x.emplace_back(row, row + kEmbedding);
  }
  for (int layer = 0; layer < 2; ++layer) {
    const Rows forwards = run_unit(files, 2 * layer, x, false);
    const Rows backwards = run_unit(files, 2 * layer + 1, x, true);
    for (std::size_t i = 0; i < x.size(); ++i) {
      x[i] = forwards[i];
      x[i].insert(x[i].end(), backwards[i].begin(), backwards[i].end());
    }
  }
  const Numbers& crf = files["crfw"];
  const auto emission = [&](std::size_t at, std::uint32_t label) {
    double sum = files["fc_4.b_0"][label];
    for (std::size_t k = 0; k < 2 * kState; ++k) {
      sum += x[at][k] * files["fc_4.w_0"][k * kLabels + label];
    }
    return sum;
  };
  std::vector<std::uint32_t> path(characters.size(), 0);
  std::vector<std::uint32_t> best;
  double best_score = -std::numeric_limits<double>::infinity();
  for (;;) {
    double score = crf[path.front()] + crf[kLabels + path.back()];
    for (std::size_t i = 0; i < path.size(); ++i) {
      score += emission(i, path[i]);
      if (i > 0) score += crf[(2 + path[i - 1]) * kLabels + path[i]];
    }
    if (score > best_score) {
      best_score = score;
      best = path;
    }
    std::size_t digit = 0;
    while (digit < path.size() && ++path[digit] == kLabels) path[digit++] = 0;
    if (digit == path.size()) return best;
  }
}

}  // namespace

TEST_CASE("The network labels as a plain reading of its files does", "[ingest][tagger]") {
  test::TempDir folder;
  Writer files(folder.path());
  files.write_all();
  ModelFiles read(folder.path());
  auto model = LacModel::load(read);
  REQUIRE(model);
  CHECK((*model)->vocabulary() == kVocabulary);
  CHECK((*model)->label_count() == kLabels);
  CHECK((*model)->label({}).empty());
  const std::vector<std::vector<std::uint32_t>> texts = {
      {0}, {10, 3}, {1, 2, 3}, {5, 5, 5, 5}, {9, 8, 7, 6, 5}, {4, 10, 0, 2, 1, 7}};
  for (const auto& text : texts) CHECK((*model)->label(text) == best_path(files, text));
}

TEST_CASE("A model's file that is missing, cut or of another shape is named", "[ingest][tagger]") {
  test::TempDir folder;
  Writer files(folder.path());
  files.write_all();
  const auto error = [&] {
    ModelFiles read(folder.path());
    auto model = LacModel::load(read);
    REQUIRE_FALSE(model);
    return model.error();
  };
  const auto file = folder.path() / "model_baseline" / "gru_2.w_0";

  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 4);
  CHECK(error().code == ErrorCode::Rejected);
  CHECK(error().message.find("gru_2.w_0") != std::string::npos);

  files.write("gru_2.w_0", {kState, 3 * kState + 1});
  CHECK(error().code == ErrorCode::Rejected);
  CHECK(error().message.find("gru_2.w_0") != std::string::npos);

  std::ofstream(file, std::ios::binary) << "no tensor";
  CHECK(error().code == ErrorCode::Rejected);

  std::filesystem::remove(file);
  CHECK(error().code == ErrorCode::NotFound);
  CHECK(error().message.find("gru_2.w_0") != std::string::npos);
  CHECK(error().hint.find("SARYE_ZH_TAGGER=off") != std::string::npos);
}

}  // namespace sarye

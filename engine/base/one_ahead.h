// What is read piece by piece, the next one by a helper while who asked is busy with one.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "engine/base/helper_threads.h"
#include "engine/base/result.h"

namespace sarye {

template <typename T>
class OneAhead {
 public:
  using Read = std::function<Result<std::optional<T>>()>;

  // `read` gives nullopt behind the last piece, and is called by one thread at a time.
  explicit OneAhead(Read read) : read_(std::move(read)) {}

  // The next piece, while the one behind it is begun. nullopt: there are no more.
  Result<std::optional<T>> next() {
    std::optional<Result<std::optional<T>>> piece;
    if (help_) {
      help_->finish();
      help_.reset();
      piece.swap(following_);
    }
    if (!piece) piece.emplace(read_());
    following_.reset();
    if (!*piece || !**piece) return std::move(*piece);
    help_ = std::make_unique<ScopedHelp>();
    try {
      help_->start([this] { following_.emplace(read_()); });
    } catch (const std::system_error&) {
      help_.reset();  // no thread to be had: it is read when it is asked for
    }
    return std::move(*piece);
  }

 private:
  Read read_;
  std::optional<Result<std::optional<T>>> following_;
  std::unique_ptr<ScopedHelp> help_;  // ends before what it writes to
};

}  // namespace sarye

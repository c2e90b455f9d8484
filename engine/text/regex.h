// Regular expressions of `=~`, on ICU's engine, with a limit on the steps of one match: a pattern
// that would run for ever ends in an error.
#pragma once

#include <memory>
#include <string_view>

#include "engine/base/result.h"

namespace sarye {

// A compiled pattern. Matching changes inner state: one thread at a time.
class Regex {
 public:
  // Errors: Runtime, name InvalidArgumentValue, with what is wrong and at which character.
  static Result<Regex> compile(std::string_view pattern);

  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  // Whether the whole of `text` (UTF-8) matches. Errors: LimitReached when one match takes too
  // long.
  Result<bool> matches(std::string_view text);

 private:
  struct Impl;
  explicit Regex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sarye

// Whether `tools/test --long` runs: SARYE_LONG_TESTS=1. Any other value is an ordinary run.
#pragma once

#include <cstdlib>
#include <string_view>

namespace sarye::test {

inline bool long_tests() {
  const char* const wanted = std::getenv("SARYE_LONG_TESTS");
  return wanted != nullptr && std::string_view(wanted) == "1";
}

}  // namespace sarye::test

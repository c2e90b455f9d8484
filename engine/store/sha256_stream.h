// The SHA-256 of bytes that come in pieces.
#pragma once

#include <memory>
#include <string_view>

#include "engine/store/sha256.h"

namespace sarye {

class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  void add(std::string_view piece);
  Sha256 finish();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sarye

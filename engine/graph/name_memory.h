// Names that were looked up lately on one view and what they stand for. A view never changes, so
// nothing in it goes stale; a scholar and a script ask about the same few firms again and again,
// and a seek in the store costs more than the rest of such a question.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/string_hash.h"
#include "engine/base/strong_id.h"

namespace sarye {

// Safe to share between threads.
class NameMemory {
 public:
  // nullopt: not remembered.
  std::optional<std::vector<NodeId>> find(std::string_view name_key) const;
  // Forgets all others first when it is full.
  void keep(std::string_view name_key, const std::vector<NodeId>& nodes);

 private:
  static constexpr std::size_t kMostBytes = 1 << 20;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::vector<NodeId>, StringHash, std::equal_to<>> nodes_;
  std::size_t bytes_ = 0;
};

}  // namespace sarye

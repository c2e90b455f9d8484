// Lines of a hard-wrapped paragraph put together again: with a space, without one (Chinese), or
// without the hyphen of a divided word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ingest/stage/annotated_text.h"

namespace sarye {

enum class Join : std::uint8_t { Space, None, DropHyphen, NewLine };

class Joiner {
 public:
  // Knows a divided word by its other occurrences in `clean`, whose words are counted when they are
  // first asked for. Borrows it.
  explicit Joiner(std::string_view clean) : clean_(clean) {}

  // How `right`, the next line, follows `left`. Both trimmed and not empty.
  Join between(std::string_view left, std::string_view right) const;

 private:
  bool knows(std::string word) const;
  const std::unordered_map<std::string, int>& words() const;

  std::string_view clean_;
  mutable std::optional<std::unordered_map<std::string, int>> words_;  // only looked up
};

// Fills `text` and `text_to_clean` of a block from its pieces. In prose, signs of Markdown that are
// not content (** \* and the target of a link) are left out of `text`; rows of a table are parted
// by line breaks.
void fill_text(std::string_view clean, const Joiner& joiner, Block& block);

}  // namespace sarye

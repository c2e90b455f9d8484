// Chinese has no spaces: whether a name's characters belong together is judged by the dictionary
// words around them and by what follows.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"

namespace sarye {

class ChineseWords {
 public:
  // Cuts `text` by the dictionary; keeps no view of it.
  explicit ChineseWords(std::string_view text);

  // Whether a dictionary word reaches over a border of `name`: 日产 in 日产量.
  bool crosses(ByteRange name) const;
  // Whether `name` lies inside one longer dictionary word.
  bool inside_word(ByteRange name) const;

 private:
  std::vector<ByteRange> words_;  // of two characters and more
};

// Whether what follows makes the name a part of another one: 清华 in 清华大学, 中国石油 in
// 中国石油大学.
bool goes_on_as_other_name(std::string_view text, ByteRange name);

}  // namespace sarye

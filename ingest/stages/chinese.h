// Chinese has no spaces: whether a name's characters belong together is judged by the words
// around them, of a dictionary or of the tagger, and by what follows.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"
#include "ingest/annotated_text.h"

namespace sarye {

class ChineseWords {
 public:
  // Cuts `text` by the dictionary; keeps no view of it.
  explicit ChineseWords(std::string_view text);
  // The words of block `block` as the tagger cuts them, where there is one; else as above.
  ChineseWords(const AnnotatedText& text, std::uint32_t block);

  // Whether a dictionary word reaches over a border of `name`: 日产 in 日产量.
  bool crosses(ByteRange name) const;
  // Whether `name` lies inside one longer word that is no name.
  bool inside_word(ByteRange name) const;
  // Whether the tagger takes exactly `name` for an organisation.
  bool is_organisation(ByteRange name) const;

 private:
  std::vector<ByteRange> words_;      // of two characters and more
  std::vector<ByteRange> plain_;      // of them, those that are no names
  std::vector<ByteRange> organised_;  // those that the tagger takes for organisations
};

// Whether what follows makes the name a part of another one: 清华 in 清华大学, 中国石油 in
// 中国石油大学.
bool goes_on_as_other_name(std::string_view text, ByteRange name);

}  // namespace sarye

// Chinese has no spaces: whether a name's characters belong together is judged by the words
// around them, of a dictionary or of the tagger, and by what follows.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// What stands around `name` between two signs that end a clause: no word reaches over them.
ByteRange chinese_clause(std::string_view text, ByteRange name);

class ChineseWords {
 public:
  // Cuts a part of `text` by the dictionary; keeps no view of it. Places are those of `text`.
  ChineseWords(std::string_view text, ByteRange part);
  // The words of block `block` as the tagger cuts them, where there is one; else as above.
  ChineseWords(const AnnotatedText& text, std::uint32_t block);

  // Whether a dictionary word reaches over a border of `name`: 日产 in 日产量.
  bool crosses(ByteRange name) const;
  // Whether `name` lies inside one longer word that is no name.
  bool inside_word(ByteRange name) const;

 private:
  std::vector<ByteRange> words_;  // of two characters and more
  std::vector<ByteRange> plain_;  // of them, those that are no names
};

// The words around names of one block, cut when they are first asked for: by the dictionary clause
// by clause.
class ChineseWordsOnDemand {
 public:
  ChineseWordsOnDemand(const AnnotatedText& text, std::uint32_t block);
  // The words of the clause that `name` stands in at least.
  const ChineseWords& around(ByteRange name);

 private:
  const AnnotatedText& text_;
  std::uint32_t block_;
  bool tagged_;
  std::map<std::uint32_t, ChineseWords> by_begin_;  // of the clause
};

// Whether the tagger takes exactly `name` for an organisation.
bool is_tagged_organisation(const AnnotatedText& text, Span name);

// Whether what follows makes the name a part of another one: 清华 in 清华大学, 中国石油 in
// 中国石油大学.
bool goes_on_as_other_name(std::string_view text, ByteRange name);

}  // namespace sarye

#include "ingest/language/chinese.h"

#include <algorithm>
#include <array>

#include "engine/text/boundaries.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

bool is_tagged_as_organisation(const TaggedWord& word) {
  return word.tag == "ORG" || word.tag == "nt";
}

constexpr std::size_t kSignBytes = 3;

// Whether 。 ， 、 or ； stands at `at`.
bool clause_sign_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first != 0xE3 && first != 0xEF) return false;
  const std::string_view sign = text.substr(at, kSignBytes);
  return sign == "。" || sign == "，" || sign == "、" || sign == "；";
}

}  // namespace

ByteRange chinese_clause(std::string_view text, ByteRange name) {
  std::size_t begin = name.begin;
  while (begin > 0 && !(begin >= kSignBytes && clause_sign_at(text, begin - kSignBytes))) {
    --begin;
  }
  std::size_t end = name.end;
  while (end < text.size() && !clause_sign_at(text, end)) ++end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

ChineseWords::ChineseWords(std::string_view text, ByteRange part) {
  for (const ByteRange word :
       word_ranges(text.substr(part.begin, part.size()), Language::Chinese)) {
    if (word.size() > 3) words_.push_back({part.begin + word.begin, part.begin + word.end});
  }
  plain_ = words_;
}

ChineseWords::ChineseWords(const AnnotatedText& text, std::uint32_t block) {
  auto word =
      std::lower_bound(text.words.begin(), text.words.end(), block,
                       [](const TaggedWord& one, std::uint32_t b) { return one.span.block < b; });
  if (word == text.words.end() || word->span.block != block) {
    const std::string& whole = text.blocks[block].text;
    *this = ChineseWords(whole, {0, static_cast<std::uint32_t>(whole.size())});
    return;
  }
  for (; word != text.words.end() && word->span.block == block; ++word) {
    if (word->span.bytes.size() <= 3) continue;
    words_.push_back(word->span.bytes);
    const bool name = is_tagged_as_organisation(*word) || word->tag == "nz" || word->tag == "LOC" ||
                      word->tag == "PER" || word->tag == "nr" || word->tag == "ns" ||
                      word->tag == "nw";
    if (!name) plain_.push_back(word->span.bytes);
  }
}

ChineseWordsOnDemand::ChineseWordsOnDemand(const AnnotatedText& text, std::uint32_t block)
    : text_(text), block_(block) {
  const auto word =
      std::lower_bound(text.words.begin(), text.words.end(), block,
                       [](const TaggedWord& one, std::uint32_t b) { return one.span.block < b; });
  tagged_ = word != text.words.end() && word->span.block == block;
}

const ChineseWords& ChineseWordsOnDemand::around(ByteRange name) {
  const std::string_view shown = text_.blocks[block_].text;
  const ByteRange clause = tagged_ ? ByteRange{0, 0} : chinese_clause(shown, name);
  const auto known = by_begin_.find(clause.begin);
  if (known != by_begin_.end()) return known->second;
  return by_begin_
      .emplace(clause.begin, tagged_ ? ChineseWords(text_, block_) : ChineseWords(shown, clause))
      .first->second;
}

bool ChineseWords::crosses(ByteRange name) const {
  return std::any_of(words_.begin(), words_.end(), [&](ByteRange word) {
    return word.overlaps(name) && !name.contains(word) && !word.contains(name);
  });
}

bool ChineseWords::inside_word(ByteRange name) const {
  return std::any_of(plain_.begin(), plain_.end(), [&](ByteRange word) {
    return word.contains(name) && word.size() > name.size();
  });
}

bool is_tagged_organisation(const AnnotatedText& text, Span name) {
  auto word = std::lower_bound(
      text.words.begin(), text.words.end(), name.block,
      [](const TaggedWord& one, std::uint32_t block) { return one.span.block < block; });
  for (; word != text.words.end() && word->span.block == name.block; ++word) {
    if (word->span == name && is_tagged_as_organisation(*word)) return true;
  }
  return false;
}

bool goes_on_as_other_name(std::string_view text, ByteRange name) {
  // The last three: 高通胀, high inflation, is not Qualcomm.
  static constexpr std::array<std::string_view, 13> kHeads = {
      "大学", "大學", "学院", "學院", "基金会", "基金會", "医院",
      "醫院", "中学", "杯",   "胀",   "脹",     "膨"};
  const std::string_view behind = text.substr(name.end);
  return std::any_of(kHeads.begin(), kHeads.end(),
                     [&](std::string_view head) { return behind.starts_with(head); });
}

}  // namespace sarye

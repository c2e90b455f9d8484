// Words around causes and effects in Chinese clauses, and how they are taken off.
#pragma once

#include <array>
#include <string_view>

#include "engine/base/byte_range.h"
#include "ingest/clauses/chinese_words.h"

namespace sarye {

inline constexpr std::size_t kShortestEnd = 4;    // characters
inline constexpr std::size_t kShortestCause = 2;  // 集采
inline constexpr std::size_t kLongestEnd = 30;
inline constexpr std::size_t kLongestPointing = 12;
inline constexpr std::uint32_t kOneHan = 3;  // bytes

// In front of an effect, behind its cause; its words follow as they are.
inline constexpr std::array<std::string_view, 23> kBrings = {
    "带动",   "推动",   "促使", "拉动", "助推",   "导致", "引发", "造成",
    "使得",   "带来了", "带来", "致使", "意味着", "催生", "助力", "支撑",
    "有助于", "有利于", "有助", "促成", "使",     "令",   "让"};
inline constexpr std::array<std::string_view, 28> kFillers = {
    "内部", "共同", "最终", "预期",   "预计", "势将", "将",   "会",   "可望", "有望",
    "可",   "也",   "亦",   "进一步", "大幅", "显著", "不仅", "能够", "能",   "可能",
    "直接", "有效", "持续", "势必",   "逐步", "快速", "已",   "并"};
inline constexpr std::array<std::string_view, 26> kInFront = {
    "显示", "反映", "表明", "然而", "预计", "不过", "从而", "此外",    "同时",
    "另外", "而",   "但",   "目前", "近期", "今年", "其中", "因此",    "这些",
    "随着", "由于", "因为", "随后", "未来", "尤其", "加上", "与此同时"};
inline constexpr std::array<std::string_view, 15> kCauseTails = {

    "的推动", "的带动", "的影响", "的驱动", "的支撑", "影响", "带动", "等因素",
    "所致",   "推动",   "驱动",   "拉动",   "贡献",   "支撑", "等"};

template <typename List>
void cut_front(std::string_view block, ByteRange& bytes, const List& words) {
  for (bool cut = true; cut;) {
    cut = false;
    while (bytes.begin < bytes.end && block[bytes.begin] == ' ') ++bytes.begin;
    for (const std::string_view word : words) {
      if (word.size() >= bytes.size() || !stands_at(block, bytes.begin, word)) continue;
      bytes.begin += static_cast<std::uint32_t>(word.size());
      cut = true;
      break;
    }
  }
}

template <typename List>
void cut_back(std::string_view block, ByteRange& bytes, const List& words) {
  for (bool cut = true; cut;) {
    cut = false;
    while (bytes.end > bytes.begin && block[bytes.end - 1] == ' ') --bytes.end;
    for (const std::string_view word : words) {
      if (word.size() >= bytes.size() || !ends_at(block, bytes.end, word)) continue;
      bytes.end -= static_cast<std::uint32_t>(word.size());
      cut = true;
      break;
    }
  }
}

}  // namespace sarye

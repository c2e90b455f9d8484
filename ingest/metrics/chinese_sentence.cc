#include "ingest/metrics/chinese_sentence.h"

#include <algorithm>

#include "ingest/names/chinese_gaps.h"

namespace sarye {
namespace {

constexpr std::uint32_t kShortestPart = 6;
constexpr std::uint32_t kLongestPart = 24;

bool says_one(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

// 销售费用 is no figure of sales, 用户体验 none of users.
bool goes_on_as_other_word(std::string_view rest) {
  for (std::string_view word : {"费用", "成本", "人员", "渠道", "网络", "目标", "计划", "团队",
                                "模式", "体系", "策略", "体验", "结构", "能力", "价格", "公司",
                                "管理", "系统", "回报", "者",   "平台", "中心", "协议", "方案"}) {
    if (rest.starts_with(word)) return true;
  }
  return false;
}

void mark_known(const AnnotatedText& text, ChineseSentence& now) {
  const auto local = [&now](const Span& span) {
    return ByteRange{span.bytes.begin - now.base, span.bytes.end - now.base};
  };
  for (const TimeMention& time : text.times_in(now.sentence.block)) {
    if (now.sentence.bytes.contains(time.span.bytes)) now.known.push_back(local(time.span));
  }
  for (const TextMention& m : text.mentions_in(now.sentence.block)) {
    if (m.inherited || m.span.block != now.sentence.block ||
        !now.sentence.bytes.contains(m.span.bytes)) {
      continue;
    }
    const std::string& type = text.entities[m.entity].type;
    if (type != "Firm" && type != "Product") continue;
    now.known.push_back(local(m.span));
    now.names.push_back(local(m.span));
  }
}

}  // namespace

bool joins_items(std::string_view gap) {
  while (gap.starts_with(' ')) gap.remove_prefix(1);
  while (gap.ends_with(' ')) gap.remove_suffix(1);
  return gap == "、" || gap == "和" || gap == "及" || gap == "与" || gap == "以及";
}

bool moves_on(std::string_view gap) {
  return says_one(gap, {"至", "到", "达", "合计", "累计", "同期", "上年", "突破"});
}

bool ties_to_next(std::string_view gap) {
  return gap.empty() || gap == "的" || gap == "之" || gap == "的年" || gap == "左右的" ||
         gap == "/年" || gap == "/年的";
}

std::string_view ChineseSentence::gap(std::uint32_t from, std::uint32_t to) const {
  return from >= to ? std::string_view() : body.substr(from, to - from);
}

std::string_view ChineseSentence::gap_without_changes(std::uint32_t from, std::uint32_t to) const {
  const std::string_view words = gap(from, to);
  for (std::string_view joint : {"以及", "、", "和", "及", "与"}) {
    if (!words.starts_with(joint)) continue;
    const auto begin = from + static_cast<std::uint32_t>(joint.size());
    if (unexplained_bytes(body, begin, to, known) == 0) return words.substr(0, joint.size());
  }
  return words;
}

ByteRange ChineseSentence::part_before(std::uint32_t noun) const {
  // Behind a border further away nothing is short enough.
  constexpr std::uint32_t kReach = kLongestPart + 12;
  const std::uint32_t from = noun - std::min(noun, kReach);
  std::uint32_t begin = 0;
  for (std::string_view border : {"，", "、", "；", "：", "。", "的", "年", "月", "季", "季度",
                                  "其中", "（", "）", "实现", "公司", "集团", " "}) {
    const std::size_t at = body.substr(from, noun - from).rfind(border);
    if (at == std::string_view::npos) continue;
    begin = std::max(begin, static_cast<std::uint32_t>(from + at + border.size()));
  }
  for (const ByteRange& range : known) {
    if (range.end <= noun) begin = std::max(begin, range.end);
  }
  const std::uint32_t size = noun - std::min(begin, noun);
  if (size < kShortestPart || size > kLongestPart) return {};
  return unexplained_bytes(body, begin, noun, known) == size ? ByteRange{begin, noun} : ByteRange{};
}

Modality ChineseSentence::modality_before(std::uint32_t at) const {
  std::string_view front = body.substr(0, at);
  if (const std::size_t border = front.rfind("；"); border != std::string_view::npos) {
    front.remove_prefix(border);
  }
  if (says_one(front, {"计划", "拟", "将投资", "目标", "力争", "规划"})) return Modality::Planned;
  if (says_one(front, {"预计", "预估", "预期", "预测", "有望", "可望", "估计", "料将", "推算"})) {
    return Modality::Forecast;
  }
  return Modality::Stated;
}

ChineseSentence chinese_sentence(const AnnotatedText& text, const Sentence& sentence,
                                 std::span<const Quantity> quantities, const Measures& measures) {
  ChineseSentence now;
  now.sentence = sentence.span;
  now.base = sentence.span.bytes.begin;
  now.body = text.simplified(sentence.span.block).substr(now.base, sentence.span.bytes.size());
  if (quantities.empty()) return now;
  now.nouns = measures.find(now.body);
  std::erase_if(now.nouns, [&now](const MeasureMatch& noun) {
    return goes_on_as_other_word(now.body.substr(noun.bytes.end));
  });
  now.figures = chinese_figures(now.body, now.base, quantities);
  now.periods = stated_periods(text, sentence, now.body);
  mark_known(text, now);
  return now;
}

}  // namespace sarye

#include "ingest/names/chinese_gaps.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/text/unicode.h"
#include "ingest/lexicon/by_first_character.h"

namespace sarye {
namespace {

// In Simplified characters; texts in Traditional ones are read through AnnotatedText::simplified.
constexpr std::string_view kBinding =
    "为 是 系 达 达到 达成 实现 录得 完成 取得 突破 超 超过 逾 近 约 大约 高达 仅 仅有 仅为 "
    "共 共计 合计 总计 累计 累积 接近 将近 不足 不到 多达 至 到 了 来到 站上 冲上 落在 则 也 "
    "亦 仍 还 均 都 就 已 已经 再 又 更 有 有望 将 会 可望 分别 各 预计 预估 预期 估 估计 料 "
    "单季 单月 单日 全年 当期 当季 当年 当月 期间 同期 本期 报告期内 报告期 年度 相应 一举 "
    "首次 首度 首破 大幅 小幅 略 略微 微 明显 显着 显著 进一步 快速 持续 继续 稳步 稳健 同步 "
    "强劲 强势 急剧 创 创下 新高 新低 历史 历年 单季新高 纪录 次高 规模 总额 总量 金额 数量 "
    "总数 数 数据 人数 水平 水准 人民币 新台币 折合 的 在 于 之 以 由 从 较 比 与 和 及 跟 同 "
    "相比 相较 相较于 比较 上年 上年度 上一年 去年 今年 前年 年 月 季 日 份 月份 末 底 底止 "
    "截至 上季 上季度 上一季 上月 前月 上个月 前一季 前一年 同比 环比 按年 按季 按月 公司 "
    "该公司 集团 本集团 其 其中 方面 面 上 投入 支出 达致 录 为止 左右 以上 期末 期内 整体 "
    "综合 自结 每 元 另外 同时 而 且 并 却 但 只 只有 尽管 一度 最终 其余 时 后 前 额 量 率 "
    "值 更是 间 内 转 自 由于 实际 初步 核算 统计 统计的 为负 负 正 一共 总共 出现 增收 "
    "来到了 共有 拥有 合共 ， 、 ； ： ( ) （ ） “ ” 「 」 《 》 : , ; ~ - + . 第一季度 "
    "第二季度 第三季度 第四季度 一季度 二季度 三季度 四季度 第一季 第二季 第三季 第四季 "
    "前三季度 前三季 上半年 下半年 前两季 数值 指标 表现 同比去年 大关 截至目前 整";

struct Change {
  std::string_view word;
  int direction;
  bool rate;
};
constexpr std::array<Change, 64> kChanges = {
    {{"增长", 1, false},  {"成长", 1, false},  {"增加", 1, false},    {"增", 1, false},
     {"年增", 1, false},  {"季增", 1, false},  {"月增", 1, false},    {"上升", 1, false},
     {"提升", 1, false},  {"提高", 1, false},  {"攀升", 1, false},    {"上涨", 1, false},
     {"上扬", 1, false},  {"涨", 1, false},    {"涨了", 1, false},    {"升", 1, false},
     {"激增", 1, false},  {"大增", 1, false},  {"暴增", 1, false},    {"飙升", 1, false},
     {"猛增", 1, false},  {"劲增", 1, false},  {"劲扬", 1, false},    {"扩大", 1, false},
     {"上调", 1, false},  {"上浮", 1, false},  {"跳增", 1, false},    {"翻升", 1, false},
     {"下降", -1, false}, {"下滑", -1, false}, {"下跌", -1, false},   {"降低", -1, false},
     {"减少", -1, false}, {"衰退", -1, false}, {"年减", -1, false},   {"季减", -1, false},
     {"月减", -1, false}, {"减", -1, false},   {"降", -1, false},     {"跌", -1, false},
     {"滑落", -1, false}, {"回落", -1, false}, {"缩减", -1, false},   {"收窄", -1, false},
     {"萎缩", -1, false}, {"锐减", -1, false}, {"大减", -1, false},   {"骤降", -1, false},
     {"缩水", -1, false}, {"下调", -1, false}, {"负增长", -1, false}, {"回升", 1, false},
     {"增幅", 1, true},   {"涨幅", 1, true},   {"降幅", -1, true},    {"跌幅", -1, true},
     {"增速", 1, true},   {"增长率", 1, true}, {"成长率", 1, true},   {"年增率", 1, true},
     {"季增率", 1, true}, {"月增率", 1, true}, {"年减率", -1, true},  {"减幅", -1, true}}};

struct Known {
  std::string_view word;
  const Change* change;  // none: a binding word
};

// Longest first.
const ByFirstCharacter<Known>& known_words() {
  static const auto words = [] {
    ByFirstCharacter<Known> all;
    std::string_view rest = kBinding;
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      if (const std::string_view word = rest.substr(0, space); !word.empty()) {
        all.add(word, {word, nullptr});
      }
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    for (const Change& change : kChanges) all.add(change.word, {change.word, &change});
    all.sort([](const Known& a, const Known& b) { return a.word.size() > b.word.size(); });
    return all;
  }();
  return words;
}

const Known* longest_at(std::string_view text) {
  std::size_t at = 0;
  for (const Known& known : known_words().of(decode(text, at))) {
    if (text.starts_with(known.word)) return &known;
  }
  return nullptr;
}

std::size_t character_size(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace

std::size_t unexplained_bytes(std::string_view text, std::uint32_t begin, std::uint32_t end,
                              std::span<const ByteRange> known) {
  std::size_t strange = 0;
  for (std::uint32_t at = begin; at < end;) {
    const auto over = std::find_if(known.begin(), known.end(), [at](const ByteRange& range) {
      return range.begin <= at && at < range.end;
    });
    if (over != known.end()) {
      at = over->end;
      continue;
    }
    const char c = text[at];
    if (c == ' ' || c == '\n' || c == '%' || (c >= '0' && c <= '9')) {
      ++at;
      continue;
    }
    const std::string_view rest = text.substr(at, end - at);
    if (const Known* word = longest_at(rest)) {
      at += static_cast<std::uint32_t>(word->word.size());
      continue;
    }
    const std::size_t size = std::min(character_size(c), rest.size());
    strange += size;
    at += static_cast<std::uint32_t>(size);
  }
  return strange;
}

ChangeWord last_change_word(std::string_view text) {
  ChangeWord found;
  for (std::size_t at = 0; at < text.size();) {
    const Known* word = longest_at(text.substr(at));
    if (word == nullptr) {
      at += character_size(text[at]);
      continue;
    }
    at += word->word.size();
    if (word->change == nullptr) continue;
    // 降幅收窄至: the fall is what is measured.
    if (found.rate && !word->change->rate) {
      found.end = static_cast<std::uint32_t>(at);
      continue;
    }
    found = {static_cast<std::uint32_t>(at), word->change->direction, word->change->rate};
  }
  return found;
}

ChangeWord change_word_at_start(std::string_view text) {
  std::size_t at = text.starts_with("的") ? std::string_view("的").size() : 0;
  for (std::string_view lead : {"同比", "环比", "年"}) {
    if (text.substr(at).starts_with(lead)) at += lead.size();
  }
  if (at >= text.size()) return {};
  const Known* word = longest_at(text.substr(at));
  if (word == nullptr || word->change == nullptr) return {};
  if (at == 0 && !word->change->rate) return {};
  return {static_cast<std::uint32_t>(at + word->word.size()), word->change->direction,
          word->change->rate};
}

}  // namespace sarye

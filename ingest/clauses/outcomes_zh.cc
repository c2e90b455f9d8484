#include "ingest/clauses/outcomes_zh.h"

#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/effect_words_zh.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {
namespace {

constexpr std::size_t kShortestOutcome = 4;  // characters
constexpr std::size_t kLongestOutcome = 20;
// In what is no phrase by itself.
constexpr std::array<std::string_view, 8> kNoOutcome = {"等", "原因", "有关", "“",
                                                        "”",  "《",   "》",   "的是"};
// In front of a verb: what it tells comes about, or is meant to.
constexpr std::array<std::string_view, 73> kTells = {
    "从而", "进而", "以便", "以",     "有效", "大幅", "显著", "有助于", "有利于", "有望",   "可望",
    "能够", "可以", "可",   "能",     "旨在", "为了", "不仅", "不但",   "更",     "进一步", "也",
    "亦",   "同时", "并",   "并能",   "而且", "还",   "将",   "最终",   "恐将",   "恐",     "直接",
    "来",   "盼",   "力求", "极大地", "极大", "大大", "不断", "正",     "势必",   "成功",   "预计",
    "已",   "地",   "又",   "严重",   "迅速", "明显", "快速", "持续",   "逐步",   "再次",   "再度",
    "均",   "都",   "已经", "或",     "或将", "会",   "将会", "却",     "极可能", "很可能", "可能",
    "被迫", "加速", "间接", "一举",   "立即", "随之", "无疑"};

// The end of the clause that begins at `begin`, and whether a figure stands in it.
std::uint32_t outcome_clause_end(std::string_view block, std::uint32_t begin, std::uint32_t end) {
  for (std::size_t at = begin; at < end;) {
    const auto here = static_cast<std::uint32_t>(at);
    switch (decode(block, at)) {
      case U'，':
      case ',':
      case U'；':
      case ';':
      case U'。':
      case U'：':
      case U'、':
        return here;
      default:
        break;
    }
  }
  return end;
}

bool has_figure(std::string_view words) {
  return std::ranges::any_of(words, [](char c) { return (c >= '0' && c <= '9') || c == '%'; });
}

// 纺织业面临前所未有的利润压缩: what somebody faces, with the verb, in a clause that ends in a
// plight.
ByteRange faced_in(const Frames& frames, std::string_view block, ByteRange clause) {
  const std::string_view words = block.substr(clause.begin, clause.size());
  for (const std::string& verb : frames.words(Language::Chinese, "facing")) {
    const std::size_t at = words.find(verb);
    if (at == std::string_view::npos) continue;
    const ByteRange bytes{clause.begin + static_cast<std::uint32_t>(at), clause.end};
    const std::size_t size = count_code_points(block.substr(bytes.begin, bytes.size()));
    const bool denied = words.substr(0, at).ends_with("未") || words.substr(0, at).ends_with("不");
    if (!denied && size >= kShortestOutcome + 1 && size <= kLongestOutcome) return bytes;
  }
  return {};
}

// …，有效降低交期波动; …，从而巩固行业地位: what comes about, with its verb, behind a word that
// tells so.
ByteRange altered_in(const Frames& frames, std::string_view block, ByteRange clause, bool behind) {
  cut_front(block, clause, kInFront);
  ByteRange words = clause;
  cut_front(block, words, kTells);
  const bool tells = words.begin > clause.begin;
  if (!tells && !behind) return {};
  const auto opens_with = [&](std::string_view list) {
    return std::ranges::any_of(frames.words(Language::Chinese, list), [&](const std::string& verb) {
      const std::size_t rest = words.begin + verb.size();
      // 产生于…: where and whence something comes is no outcome.
      return stands_at(block, words.begin, verb) && words.size() >= verb.size() + 2 * kOneHan &&
             !stands_at(block, rest, "于") && !stands_at(block, rest, "自");
    });
  };
  const bool opens = opens_with("alter") || (tells && opens_with("reach"));
  const std::string_view name = block.substr(words.begin, words.size());
  const bool more = std::ranges::any_of(
      kNoOutcome, [&](std::string_view one) { return name.find(one) != std::string_view::npos; });
  const std::size_t size = count_code_points(name);
  if (!opens || more || size < kShortestOutcome || size > kLongestOutcome) return {};
  // 带动就业增长: what comes about has its own verb.
  ByteRange brought = words;
  cut_front(block, brought, kBrings);
  const std::string_view rest = block.substr(brought.begin, brought.size());
  const bool happens = std::ranges::any_of(
      std::array<std::string_view, 2>{"process", "change"}, [&](std::string_view list) {
        return ends_with_word(rest, frames.words(Language::Chinese, list), 1);
      });
  return happens && brought.size() >= kShortestOutcome * kOneHan ? brought : words;
}

// …企业取得了明显进步: what was reached, in a clause that ends in what it is. Nothing: no verb
// does.
ByteRange reached_in(const Frames& frames, std::string_view block, ByteRange clause) {
  static constexpr std::array<std::string_view, 8> kReaches = {"实现", "取得", "获得", "赢得",
                                                               "形成", "带来", "造成", "创造"};
  static constexpr std::array<std::string_view, 9> kReached = {
      "增长", "成长", "发展", "进步", "提升", "优势", "效应", "影响", "突破"};
  const std::string_view words = block.substr(clause.begin, clause.size());
  if (!std::ranges::any_of(kReached, [&](auto end) { return words.ends_with(end); })) return {};
  std::size_t at = std::string_view::npos;
  for (const std::string_view verb : kReaches) {
    const std::size_t place = words.rfind(verb);
    if (place == std::string_view::npos || (at != std::string_view::npos && place < at)) continue;
    at = place;
  }
  if (at == std::string_view::npos) return {};
  const std::string_view front = words.substr(0, at);
  for (const std::string_view denial : {"未", "没", "无法", "难以", "不"}) {
    if (front.find(denial) != std::string_view::npos) return {};
  }
  const ByteRange bytes{clause.begin + static_cast<std::uint32_t>(at), clause.end};
  const std::string_view name = words.substr(at);
  const std::size_t size = count_code_points(name);
  const bool more = std::ranges::any_of(
      kNoOutcome, [&](std::string_view one) { return name.find(one) != std::string_view::npos; });
  // 实现发展: what kind of is told by nobody.
  if (more || size < kShortestOutcome + 2 || size > kLongestOutcome) return {};
  return ends_with_word(name, frames.words(Language::Chinese, "no_name_ends"), 1) ? ByteRange{}
                                                                                  : bytes;
}

// 产品已难以满足需求; 市占率超越对手: what cannot be done, and who is left behind.
ByteRange unable_or_ahead_in(std::string_view block, ByteRange clause) {
  static constexpr std::array<std::string_view, 12> kVerbs = {"难以", "无法", "不足以", "未能",
                                                              "超越", "反超", "稳坐",   "稳居",
                                                              "跃居", "登顶", "跻身",   "取代"};
  const std::string_view words = block.substr(clause.begin, clause.size());
  std::size_t at = std::string_view::npos;
  for (const std::string_view verb : kVerbs) at = std::min(at, words.find(verb));
  // 难以 in front of a noun: 难以承受的价格.
  if (at == std::string_view::npos || words.ends_with("的")) return {};
  const std::string_view name = words.substr(at);
  // 难以复制的资产: what kind of, and no outcome.
  const std::size_t of = name.find("的");
  const bool kind = name.starts_with("难以") || name.starts_with("无法");
  if (kind && of != std::string_view::npos && of < 6 * kOneHan) return {};
  const std::size_t size = count_code_points(name);
  const bool more = std::ranges::any_of(
      kNoOutcome, [&](std::string_view one) { return name.find(one) != std::string_view::npos; });
  // 用来取代, 若无法…: what is meant, denied or supposed.
  const std::string_view front = words.substr(0, at);
  const bool meant = std::ranges::any_of(
      std::array<std::string_view, 12>{"不", "没", "未", "用来", "旨在", "计划", "目标", "希望",
                                       "若", "如果", "一旦", "假如"},
      [&](std::string_view one) { return front.find(one) != std::string_view::npos; });
  if (more || meant || size < kShortestOutcome + 2 || size > kLongestOutcome + 4) return {};
  return {clause.begin + static_cast<std::uint32_t>(at), clause.end};
}

// 劳力短缺仍是难题: a phrase that names what there is too little or too much of.
bool names_want(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kWants = {"短缺", "过剩", "紧缺",
                                                             "放缓", "疲软", "荒"};
  const std::size_t size = count_code_points(name);
  return size >= kShortestOutcome && size <= kLongestOutcome &&
         std::ranges::any_of(kWants, [&](auto end) { return name.ends_with(end); });
}

}  // namespace

std::vector<ByteRange> chinese_outcomes(const AnnotatedText& text, const Frames& frames,
                                        const Reading& reading) {
  std::vector<ByteRange> out;
  const std::string_view block = text.simplified(reading.span.block);
  const std::uint32_t end = reading.span.bytes.end;
  const WordSet& turning = frames.words(Language::Chinese, "outcome");
  const WordSet& plight = frames.words(Language::Chinese, "plight");
  for (std::uint32_t begin = reading.span.bytes.begin; begin < end;) {
    const std::uint32_t stop = outcome_clause_end(block, begin, end);
    ByteRange clause{begin, stop};
    std::size_t next = stop;
    if (next < end) decode(block, next);
    begin = std::max(static_cast<std::uint32_t>(next), begin + 1);
    const std::string_view words = block.substr(clause.begin, clause.size());
    const bool turns = ends_with_word(words, turning, 1);
    if (has_figure(words)) continue;
    if (!turns) {
      if (ends_with_word(words, plight, 1)) {
        const ByteRange faced = faced_in(frames, block, clause);
        if (!faced.empty()) out.push_back(faced);
      }
      const bool behind_another = clause.begin > reading.span.bytes.begin;
      const ByteRange altered = altered_in(frames, block, clause, behind_another);
      if (!altered.empty()) {
        out.push_back(altered);
      } else if (const ByteRange reached = reached_in(frames, block, clause); !reached.empty()) {
        out.push_back(reached);
      } else if (const ByteRange other = unable_or_ahead_in(block, clause); !other.empty()) {
        out.push_back(other);
      }
      continue;
    }
    // The measure is the subject: it opens the clause, or ends the phrase that does.
    for (const NounPhrase& phrase : reading.phrases) {
      if (phrase.bytes.begin < clause.begin || phrase.bytes.end > clause.end) continue;
      const std::string_view name = block.substr(phrase.bytes.begin, phrase.bytes.size());
      std::size_t at = std::string_view::npos;
      for (const std::string& measure : frames.words(Language::Chinese, "measured")) {
        at = std::min(at, name.find(measure));
      }
      if (at == std::string_view::npos) continue;
      ByteRange bytes{phrase.bytes.begin, clause.end};
      for (const TextMention& mention : text.mentions_in(reading.span.block)) {
        // 远山电子营收: whose it is is no part of the name.
        if (!mention.inherited && phrase.bytes.contains(mention.span.bytes) &&
            text.entities[mention.entity].type == "Firm") {
          bytes.begin = std::max(bytes.begin, mention.span.bytes.end);
        }
      }
      cut_front(block, bytes, kInFront);
      const std::size_t size = count_code_points(block.substr(bytes.begin, bytes.size()));
      if (size >= kShortestOutcome && size <= kLongestOutcome) out.push_back(bytes);
      break;
    }
  }
  for (const NounPhrase& phrase : reading.phrases) {
    if (phrase.marker != Marker::Of &&
        names_want(block.substr(phrase.bytes.begin, phrase.bytes.size())) &&
        std::ranges::none_of(out, [&](ByteRange one) { return one.overlaps(phrase.bytes); })) {
      out.push_back(phrase.bytes);
    }
  }
  // What is a part of an effect already is told with its cause.
  std::erase_if(out, [&](const ByteRange& one) {
    return std::ranges::any_of(text.mentions_in(reading.span.block), [&](const TextMention& other) {
      return !other.inherited && other.span.bytes.overlaps(one) &&
             text.entities[other.entity].type == "Effect";
    });
  });
  return out;
}

}  // namespace sarye

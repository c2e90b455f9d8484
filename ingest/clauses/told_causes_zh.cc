// Causes that a whole Chinese clause tells: 年轻人追求性价比，催生折扣店; 补贴退坡后，销量下滑; and
// whom they strike: 低价倾销对本地产业造成冲击.
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/effect_words_zh.h"
#include "ingest/clauses/effects_zh.h"
#include "ingest/lexicon/literal_finder.h"

namespace sarye {

// A clause that tells what happens, or what a firm does: all its words but the firm. `forced`: the
// verb behind it tells a cause of anything, also where the clause goes on with a verb.
std::optional<Argument> ChineseEffects::told_in(const Reading& reading, ByteRange clause,
                                                bool forced) const {
  const std::string_view block = text_.simplified(reading.span.block);
  static constexpr std::array<std::string_view, 9> kJoining = {
      "以", "也", "亦", "惟", "主要受惠", "受惠于", "受惠", "得益于", "主要"};
  cut_front(block, clause, kInFront);
  // 并将成本转嫁出去: of whom it is told stands in another clause.
  for (const std::string_view word : {"并", "且", "将", "把"}) {
    if (block.substr(clause.begin).starts_with(word)) return std::nullopt;
  }
  cut_front(block, clause, kJoining);
  if (!without_figures(reading, clause)) return std::nullopt;
  const std::string_view words = block.substr(clause.begin, clause.size());
  const std::size_t size = count_code_points(words);
  if (size < kShortestEnd || size > kLongestEnd || words.ends_with("的")) return std::nullopt;
  bool happens = ends_as_process(words);
  for (const Verb& verb : reading.verbs) {
    if (!clause.contains(verb.bytes)) continue;
    const std::string_view word = block.substr(verb.bytes.begin, verb.bytes.size());
    if (frames_.has_word(Language::Chinese, "say", word)) return std::nullopt;
    happens = happens || verb.bytes.begin > clause.begin;
    // 深耕门店，创造价值，推动转型: one deed beside the other.
    if (!forced && verb.bytes.begin == clause.begin) return std::nullopt;
  }
  for (const std::string_view word : kBrings) {
    if (words.starts_with(word)) return std::nullopt;
  }
  if (words.ends_with("影响") && words.find("不") != std::string_view::npos) return std::nullopt;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (mention.inherited || mention.span.bytes.begin != clause.begin ||
        mention.span.bytes.end >= clause.end || text_.entities[mention.entity].type != "Firm" ||
        block.substr(mention.span.bytes.end).starts_with("的")) {
      continue;
    }
    ByteRange done{mention.span.bytes.end, clause.end};
    cut_front(block, done, kFillers);
    for (const std::string_view list : {"strategic", "improving"}) {
      const std::uint32_t verb = word_end(block, list, done.begin, done.end);
      if (verb > done.begin && verb < done.end) return new_concept(done, "Strategy");
    }
    return std::nullopt;
  }
  if (!happens) return std::nullopt;
  // 导入自动化产线: what is done.
  for (const std::string_view list : {"strategic", "improving"}) {
    const std::uint32_t verb = word_end(block, list, clause.begin, clause.end);
    if (verb > clause.begin && verb + 2 * kOneHan <= clause.end) {
      return new_concept(clause, "Strategy");
    }
  }
  return new_concept(clause, "Mechanism");
}

// 低价倾销对本地产业造成冲击: the cause in front of 对, or all that the clause before tells.
void ChineseEffects::strikes(const Reading& reading, const std::vector<ByteRange>& clauses,
                             std::size_t index, Relations& out) const {
  const std::string_view block = text_.simplified(reading.span.block);
  const ByteRange clause = clauses[index];
  const std::string_view words = block.substr(clause.begin, clause.size());
  const std::size_t struck = words.find("对");
  if (struck == std::string_view::npos) return;
  const auto begin = clause.begin + static_cast<std::uint32_t>(struck);
  for (std::size_t at = begin + 2 * kOneHan; at + 3 * kOneHan < clause.end;) {
    const auto here = static_cast<std::uint32_t>(at);
    decode(block, at);
    const std::uint32_t verb = word_end(block, "striking", here, clause.end);
    if (verb == here) continue;
    // 不产生影响
    for (const std::string_view word : {"不", "未", "没有", "否"}) {
      if (block.substr(0, here).ends_with(word)) return;
    }
    static constexpr std::array<std::string_view, 6> kBegun = {"都",   "均", "已",
                                                               "开始", "皆", "也"};
    ByteRange front{clause.begin, begin};
    cut_back(block, front, kFillers);
    cut_back(block, front, kBegun);
    cut_front(block, front, kBegun);
    std::optional<Argument> from;
    if (front.size() >= kShortestCause * kOneHan) {
      from = cause(reading, front, true);
    } else if (index > 0) {
      from = cause(reading, clauses[index - 1], false);
      if (!from) from = told_in(reading, clauses[index - 1], true);
    }
    if (!from) return;
    auto to = effect(reading, {begin, clause.end});
    if (to) put(std::move(*from), std::move(*to), {here, verb}, out);
    return;
  }
}

// 良率可提升, 营收有望增长: what is measured opens the clause, and the future follows.
bool ChineseEffects::opens_with_measure(std::string_view block, ByteRange clause) const {
  static const LiteralFinder future({"可", "将", "有望", "可望", "预计", "预期", "也将"});
  const std::string_view words = block.substr(clause.begin, clause.size());
  const WordSet& measured = frames_.words(Language::Chinese, "measured");
  if (measured.empty()) return false;
  constexpr std::size_t kFarthest = 4 * kOneHan;
  constexpr std::size_t kLongestFuture = 2 * kOneHan;
  // Few characters open the future: what is measured is looked for in front of those alone.
  const std::size_t reach = kFarthest + measured.sizes().front() + kLongestFuture;
  bool found = false;
  future.each(words.substr(0, reach), [&](std::size_t, std::size_t at) {
    for (const std::size_t size : measured.sizes()) {
      if (found || size > at || at - size > kFarthest) continue;
      const std::string_view word = words.substr(at - size, size);
      found = measured.contains(word) && words.find(word) == at - size;
    }
  });
  return found;
}

// 锂价回落，产品均价随之下调: the clause before is the cause; 补贴退坡后，品牌退出市场.
void ChineseEffects::follows(const Reading& reading, const std::vector<ByteRange>& clauses,
                             std::size_t index, const std::vector<ByteRange>& used,
                             Relations& out) const {
  // 随着A，B加速，C随之下降: both come of A.
  if (index == 0 || std::ranges::any_of(used, [&](const ByteRange& one) {
        return one.overlaps(clauses[index - 1]);
      })) {
    return;
  }
  const std::string_view block = text_.simplified(reading.span.block);
  const ByteRange clause = clauses[index];
  ByteRange before = clauses[index - 1];
  const std::string_view words = block.substr(clause.begin, clause.size());
  const std::string_view front = block.substr(before.begin, before.size());
  const std::size_t thereupon = words.find("随之");
  std::optional<Argument> from;
  ByteRange verb{clause.end - 2 * kOneHan, clause.end};
  if (thereupon != std::string_view::npos && thereupon >= 2 * kOneHan) {
    from = cause(reading, before, false);
    if (!from) from = told_in(reading, before, true);
    verb.begin = clause.begin + static_cast<std::uint32_t>(thereupon);
    verb.end = verb.begin + 2 * kOneHan;
  } else if (front.ends_with("后") && ends_in_change(words)) {
    before.end -= kOneHan;
    if (front.ends_with("之后")) before.end -= kOneHan;
    if (ends_as_process(block.substr(before.begin, before.size())) &&
        before.size() >= 4 * kOneHan) {
      from = cause(reading, before, false);
    }
  }
  // 导入自动化产线，良率可提升一成: what is measured comes of what is done.
  if (!from && opens_with_measure(block, clause)) {
    ByteRange outcome = clause;
    if (without_figures(reading, outcome) &&
        ends_in_change(block.substr(outcome.begin, outcome.size()))) {
      from = told_in(reading, before, true);
      if (from && from->create_type != "Strategy") from.reset();
    }
  }
  if (!from || clause.size() < 4 * kOneHan) return;
  auto to = effect(reading, clause);
  if (to) put(std::move(*from), std::move(*to), verb, out);
}

}  // namespace sarye

#include "ingest/clauses/causes_zh.h"

#include <algorithm>
#include <array>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestSide = 34;  // characters
constexpr std::size_t kShortestSide = 3;
constexpr std::uint32_t kFarMeasure = 36;  // bytes of a clause that may hold what is measured

// The clauses of a sentence: between commas, semicolons and the like.
std::vector<ByteRange> clauses_of(std::string_view block, ByteRange sentence) {
  std::vector<ByteRange> out;
  std::uint32_t begin = sentence.begin;
  std::size_t at = sentence.begin;
  while (at < sentence.end) {
    const auto here = static_cast<std::uint32_t>(at);
    const char32_t c = decode(block, at);
    if (c == U'，' || c == ',' || c == U'；' || c == U'。' || c == U'：' || c == U'！') {
      if (here > begin) out.push_back({begin, here});
      begin = static_cast<std::uint32_t>(at);
    }
  }
  if (begin < sentence.end) out.push_back({begin, sentence.end});
  return out;
}

const Pattern& circumstance() {
  static const Pattern pattern(
      "^\\s*(?:(?:但|而|不过|同时|此外|然而)?(?:随着|随|由于|因为|鉴于|得益于|受益于|受惠于|受惠)(["
      "^着后时之即机].{2,})"
      "|[^，,]{0,24}?(?:受惠于|受惠|受益于|受益|得益于|拜)(.{3,}?)(?:所赐)?"
      "|[^，,]{0,10}?(?:由于|因为|因受|因)([^此而应为].{2,})"
      "|(?:[^，]{0,10}?(?:则|也|均)?)受到?(.{3,}?)(?:的)?(?:影响|冲击|拖累|推动|带动|刺激|驱动|"
      "提振|波及)"
      "|(?:在|于)(.{3,}?)(?:的)?(?:推动|带动|刺激|影响|冲击|压力|夹击|驱动|加持|助推|作用|催化|"
      "打击|支撑|提振|拖累|消息刺激|支持|帮助|帮扶|引导|牵引|拉动|赋能|竞争|扶持|需求)(?:之)?下"
      "|(?:在|面对)(.{3,}?)(?:面前))$");
  return pattern;
}

ByteRange without_words(std::string_view block, ByteRange bytes,
                        std::initializer_list<std::string_view> front,
                        std::initializer_list<std::string_view> back) {
  for (bool cut = true; cut;) {
    cut = false;
    const std::string text = to_simplified(block.substr(bytes.begin, bytes.size()));
    for (const std::string_view word : front) {
      if (text.starts_with(word) && text.size() > word.size()) {
        bytes.begin += static_cast<std::uint32_t>(word.size());
        cut = true;
        break;
      }
    }
    if (cut) continue;
    for (const std::string_view word : back) {
      if (text.ends_with(word) && text.size() > word.size()) {
        bytes.end -= static_cast<std::uint32_t>(word.size());
        cut = true;
        break;
      }
    }
  }
  return bytes;
}

}  // namespace

ChineseCauses::ChineseCauses(const AnnotatedText& text, const Frames& frames,
                             const Ontology& ontology)
    : text_(text), frames_(frames), cause_types_(endpoint_types(ontology, "LEADS_TO", true)) {
  frame_.family = "LEADS_TO";
}

// A concept of the text that is most of the words, else a new one: what a firm does is a strategy.
std::optional<Argument> ChineseCauses::cause(const Reading& reading, ByteRange bytes) const {
  const std::string_view block = text_.blocks[reading.span.block].text;
  bytes = without_words(block, bytes, {" ", "目前", "近期", "此次", "本次", "这些", "这一"},
                        {" ", "的消息", "消息", "的", "等因素", "因素"});
  const std::size_t size = count_code_points(block.substr(bytes.begin, bytes.size()));
  if (size < kShortestSide - 1 || size > kLongestSide) return std::nullopt;
  const TextMention* known = nullptr;
  bool firm = false;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (mention.inherited || !bytes.contains(mention.span.bytes)) continue;
    const std::string& type = text_.entities[mention.entity].type;
    firm = firm || (type == "Firm" && mention.span.bytes.begin == bytes.begin);
    if (cause_types_.count(type) != 0 && type != "Product" &&
        mention.span.bytes.size() * 5 >= bytes.size() * 3 &&
        (known == nullptr || mention.span.bytes.size() > known->span.bytes.size())) {
      known = &mention;
    }
  }
  if (known != nullptr) return mentioned(*known);
  if (size < kShortestSide) return std::nullopt;
  // Only a name, or a time: nothing that happens.
  const bool only_name =
      std::ranges::any_of(text_.mentions_in(reading.span.block), [&](const TextMention& mention) {
        return !mention.inherited && mention.span.bytes == bytes;
      });
  if (only_name) return std::nullopt;
  for (const TimeMention& time : text_.times_in(reading.span.block)) {
    if (bytes.overlaps(time.span.bytes)) {
      return std::nullopt;
    }
  }
  return new_concept(bytes, firm ? "Strategy" : "Mechanism");
}

// The clause, when it tells of a change; `change` is where.
std::optional<Argument> ChineseCauses::effect(const Reading& reading, ByteRange clause,
                                              ByteRange& change) const {
  const std::string_view block = text_.blocks[reading.span.block].text;
  clause = without_words(block, clause,
                         {" ", "也", "将", "则", "并", "从而", "进而", "就", "会", "其", "使得",
                          "使", "带动", "推动", "推升", "导致", "致使", "造成", "拉动"},
                         {" ", "。", "了"});
  for (const TimeMention& time : text_.times_in(reading.span.block)) {
    if (time.span.bytes.begin == clause.begin && time.span.bytes.end + 6 < clause.end) {
      clause.begin = time.span.bytes.end;
    }
  }
  const std::string text = to_simplified(block.substr(clause.begin, clause.size()));
  std::size_t place = std::string::npos;
  std::size_t length = 0;
  for (const std::string& word : frames_.words(Language::Chinese, "change")) {
    const std::size_t at = text.find(word);
    if (at != std::string::npos && (place == std::string::npos || at < place)) {
      place = at;
      length = word.size();
    }
  }
  // 出口收入首次超过国内收入: what is reached, where no change is told.
  if (place == std::string::npos) {
    for (const std::string& word : frames_.words(Language::Chinese, "reaching")) {
      const std::size_t at = text.find(word);
      if (at == std::string::npos || at < 6 || (place != std::string::npos && at > place)) continue;
      place = at;
      length = word.size();
    }
  }
  if (place == std::string::npos || place < 6) return done(reading, clause, change);
  for (const std::string_view word : {"相关", "上述", "包括", "例如", "让", "令"}) {
    if (text.starts_with(word)) return std::nullopt;
  }
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    // A的利润下滑: the owner is no part of the name.
    if (mention.inherited || mention.span.bytes.begin != clause.begin ||
        text_.entities[mention.entity].type != "Firm" ||
        block.substr(mention.span.bytes.end, 3) != "的") {
      continue;
    }
    const std::uint32_t begin = mention.span.bytes.end + 3;
    if (clause.begin + place < begin + 6) break;
    place -= begin - clause.begin;
    clause.begin = begin;
    break;
  }
  // 营收成长逾四成: how much is no part of the name.
  for (const Quantity& quantity : text_.quantities_in(reading.span.block)) {
    const std::uint32_t end = clause.begin + static_cast<std::uint32_t>(place + length);
    if (quantity.span.bytes.begin >= end && quantity.span.bytes.end <= clause.end) clause.end = end;
  }
  const std::size_t size = count_code_points(block.substr(clause.begin, clause.size()));
  if (size < kShortestSide + 1 || size > kLongestSide) return std::nullopt;
  const auto from = static_cast<std::uint32_t>(clause.begin + place);
  change = {from, from + static_cast<std::uint32_t>(length)};
  return new_concept(clause, "Effect");
}

// 由于原料涨价，家电企业普遍上调价格: what somebody does about it, from its verb on.
std::optional<Argument> ChineseCauses::done(const Reading& reading, ByteRange clause,
                                            ByteRange& change) const {
  const std::string_view block = text_.simplified(reading.span.block);
  for (const Verb& verb : reading.verbs) {
    if (!clause.contains(verb.bytes)) continue;
    const std::string_view word = block.substr(verb.bytes.begin, verb.bytes.size());
    if (frames_.has_word(Language::Chinese, "say", word)) return std::nullopt;
    bool deed = false;
    for (const std::string_view list : {"strategic", "alter"}) {
      deed = deed || frames_.has_word(Language::Chinese, list, word);
    }
    if (!deed || verb.bytes.end + 6 > clause.end) continue;
    const ByteRange bytes{verb.bytes.begin, clause.end};
    const std::size_t size = count_code_points(block.substr(bytes.begin, bytes.size()));
    if (size < kShortestSide + 1 || size > kLongestSide) return std::nullopt;
    for (const Quantity& quantity : text_.quantities_in(reading.span.block)) {
      if (quantity.span.bytes.overlaps(bytes)) return std::nullopt;
    }
    change = verb.bytes;
    return new_concept(bytes, "Effect");
  }
  return std::nullopt;
}

// 毛利率也创下新低: whether what is measured opens the clause.
bool ChineseCauses::measures(const Reading& reading, ByteRange clause) const {
  const std::string_view block = text_.simplified(reading.span.block);
  const std::string_view front =
      block.substr(clause.begin, std::min<std::uint32_t>(clause.size(), kFarMeasure));
  return std::ranges::any_of(
      frames_.words(Language::Chinese, "measured"),
      [&](const std::string& one) { return front.find(one) != std::string_view::npos; });
}

std::vector<ClauseRelation> ChineseCauses::find(const Reading& reading,
                                                const std::vector<ByteRange>& used) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = text_.blocks[reading.span.block].text;
  const std::vector<ByteRange> clauses = clauses_of(block, reading.span.bytes);
  for (std::size_t i = 0; i + 1 < clauses.size(); ++i) {
    const std::string words = to_simplified(block.substr(clauses[i].begin, clauses[i].size()));
    const auto match = circumstance().find(words);
    // 营收成长，主要受惠于…: the effect stands in front.
    const bool behind_effect = i > 0 && words.starts_with("主");
    if (!match || behind_effect) continue;
    std::optional<Argument> from;
    for (const auto& group : match->groups) {
      if (group)
        from = cause(reading, {clauses[i].begin + group->begin, clauses[i].begin + group->end});
    }
    if (!from) continue;
    // 由于A，以及B，利润下滑: two causes of one effect.
    std::vector<Argument> causes{*from};
    std::size_t next = i + 1;
    for (const std::string_view also : {"以及", "再加上", "加上", "叠加", "又因"}) {
      const std::string more =
          to_simplified(block.substr(clauses[next].begin, clauses[next].size()));
      if (next + 1 >= clauses.size() || !more.starts_with(also)) continue;
      auto second = cause(reading, {clauses[next].begin + static_cast<std::uint32_t>(also.size()),
                                    clauses[next].end});
      if (second) causes.push_back(std::move(*second));
      ++next;
      break;
    }
    const ByteRange behind = clauses[next];
    if (std::any_of(used.begin(), used.end(),
                    [&](const ByteRange& other) { return other.overlaps(behind); })) {
      continue;
    }
    ByteRange change;
    auto to = effect(reading, behind, change);
    if (!to) continue;
    ClauseRelation made;
    made.family = "LEADS_TO";
    made.rule = "zh:circumstance";
    made.cue.frame = &frame_;
    made.cue.bytes = change;
    made.cue.whole = change;
    made.subjects = std::move(causes);
    made.object = std::move(*to);
    out.push_back(made);
    // 受A影响，B下滑，C也创新低: one cause of several effects.
    for (std::size_t more = next + 1; more < clauses.size(); ++more) {
      if (std::any_of(used.begin(), used.end(),
                      [&](const ByteRange& other) { return other.overlaps(clauses[more]); }) ||
          !measures(reading, clauses[more])) {
        break;
      }
      auto further = effect(reading, clauses[more], change);
      if (!further) break;
      made.object = std::move(*further);
      made.cue.bytes = made.cue.whole = change;
      out.push_back(made);
    }
  }
  return out;
}

}  // namespace sarye

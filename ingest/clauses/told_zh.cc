#include "ingest/clauses/told_zh.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/text/unicode.h"
#include "ingest/clauses/chinese_words.h"
#include "ingest/clauses/effect_words_zh.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {
namespace {

constexpr std::size_t kShortestToldPlan = 3;  // characters
constexpr std::size_t kLongestToldPlan = 40;
constexpr std::size_t kLongestToldPolicy = 24;

bool holds(const ByteRange& one, const std::vector<ByteRange>& many) {
  return std::ranges::any_of(many, [&](const ByteRange& other) { return other.overlaps(one); });
}

}  // namespace

struct ToldWordings::Reader {
  const AnnotatedText& text;
  const Frames& frames;
  const Reading& reading;
  const ChinesePlans& plans;
  const ChineseEffects& effects;
  const std::string_view block;

  // Without blanks and quotation marks around.
  ByteRange bare(ByteRange bytes) const {
    static constexpr std::array<std::string_view, 7> kOpen = {" ",  "“",  "「", "『",
                                                              "《", "\"", "‘"};
    static constexpr std::array<std::string_view, 8> kClose = {" ",  "”",  "」", "』",
                                                               "》", "\"", "’",  "等"};
    cut_front(block, bytes, kOpen);
    cut_back(block, bytes, kClose);
    return bytes;
  }

  // The names of a type that stand there.
  std::vector<Argument> named(ByteRange bytes, std::string_view type) const {
    std::vector<Argument> out;
    for (const TextMention& one : text.mentions_in(reading.span.block)) {
      if (!one.inherited && bytes.contains(one.span.bytes) &&
          text.entities[one.entity].type == type) {
        out.push_back(mentioned(one));
      }
    }
    return out;
  }

  std::optional<Argument> plan(ByteRange bytes) const {
    static constexpr std::array<std::string_view, 12> kFront = {
        "继续", "是", "了", "着", "要", "通过", "在于", "为", "其", "将", "就是", "以"};
    bytes = bare(bytes);
    if (!block.substr(bytes.begin).starts_with("将") || bytes.size() < 8 * kOneHan) {
      cut_front(block, bytes, kFront);
    }
    // 目标是2040年实现碳中和: when is no part of its name.
    for (const TimeMention& time : text.times_in(reading.span.block)) {
      const ByteRange at = time.span.bytes;
      if (at.begin <= bytes.begin + kOneHan && at.end > bytes.begin &&
          at.end + 3 * kOneHan <= bytes.end) {
        static constexpr std::array<std::string_view, 4> kParts = {"底", "前", "起", "内"};
        bytes.begin = at.end;
        cut_front(block, bytes, kParts);
      }
    }
    const std::size_t size = count_code_points(block.substr(bytes.begin, bytes.size()));
    if (size < kShortestToldPlan || size > kLongestToldPlan) return std::nullopt;
    const TextMention* known = nullptr;
    for (const TextMention& one : text.mentions_in(reading.span.block)) {
      if (one.inherited || !bytes.contains(one.span.bytes)) continue;
      const std::string& type = text.entities[one.entity].type;
      if (type == "Strategy" && one.span.bytes.size() * 5 >= bytes.size() * 4) known = &one;
      if (type != "Strategy" && type != "Resource" && type != "Mechanism" &&
          one.span.bytes.size() * 10 >= bytes.size() * 7) {
        return std::nullopt;  // a name, a place, a policy
      }
    }
    for (const TimeMention& time : text.times_in(reading.span.block)) {
      if (time.span.bytes.overlaps(bytes) && time.span.bytes.size() * 2 >= bytes.size()) {
        return std::nullopt;
      }
    }
    const char first = block[bytes.begin];
    if (first >= '0' && first <= '9') return std::nullopt;
    return known != nullptr ? mentioned(*known) : new_concept(bytes, "Strategy", -60);
  }

  std::vector<Argument> had(ByteRange bytes) const {
    static constexpr std::array<std::string_view, 5> kFront = {"其", "它", "自身", "自己", "了"};
    bytes = bare(bytes);
    cut_front(block, bytes, kFront);
    for (const std::string_view one : {"在", "将", "被", "利于", "有", "以", "从", "对", "不"}) {
      if (block.substr(bytes.begin).starts_with(one)) return {};
    }
    // CUDA生态和数百万开发者: two of them.
    const std::string_view words = block.substr(bytes.begin, bytes.size());
    for (const std::string_view join : {"以及", "和", "与", "及", "、"}) {
      const std::size_t at = words.find(join);
      if (at == std::string_view::npos) continue;
      const auto left_end = bytes.begin + static_cast<std::uint32_t>(at);
      const auto right = left_end + static_cast<std::uint32_t>(join.size());
      auto first = plans.resource(reading, {bytes.begin, left_end});
      auto second = plans.resource(reading, {right, bytes.end});
      const bool kinds =
          is_resource(words.substr(0, at)) && is_resource(words.substr(at + join.size()));
      if (first && second && (kinds || words.size() > 12 * kOneHan)) return {*first, *second};
      break;
    }
    if (auto all = plans.resource(reading, bytes)) return {*all};
    // 十五年积累的标注数据: what is had stands behind the last 的.
    const std::size_t of = words.rfind("的");
    if (of == std::string_view::npos) return {};
    const auto from = bytes.begin + static_cast<std::uint32_t>(of) + kOneHan;
    if (auto last = plans.resource(reading, {from, bytes.end})) return {*last};
    return {};
  }

  bool is_resource(std::string_view words) const {
    return ends_with_word(words, frames.words(Language::Chinese, "resource")) ||
           ends_with_word(words, frames.words(Language::Chinese, "owned"));
  }

  // 明年, 这是, 然而: no cause by themselves; 对公司, 将…: the rest of something else.
  bool says_something(ByteRange bytes) const {
    static constexpr std::array<std::string_view, 24> kRest = {
        "对", "将", "给", "为", "把", "让", "使", "可",   "能",   "会", "也",   "这",
        "此", "该", "那", "其", "但", "虽", "不", "甚至", "然而", "而", "至于", "因"};
    for (const TimeMention& time : text.times_in(reading.span.block)) {
      if (time.span.bytes.overlaps(bytes) && time.span.bytes.size() * 2 > bytes.size())
        return false;
    }
    const std::string_view words = block.substr(bytes.begin, bytes.size());
    return std::ranges::none_of(kRest,
                                [&](std::string_view one) { return words.starts_with(one); });
  }

  std::optional<Argument> cause(ByteRange bytes) const {
    bytes = bare(bytes);
    cut_front(block, bytes, kInFront);
    if (!says_something(bytes)) return std::nullopt;
    if (auto one = effects.cause(reading, bytes, true)) return one;
    return effects.told_in(reading, bytes, true);
  }

  // Whose it is, and when, are no part of an effect's name.
  std::optional<Argument> effect(ByteRange bytes) const {
    static constexpr std::array<std::string_view, 11> kBefore = {
        "的", "在", "能", "可", "能够", "则", "也", "将", "会", "因此", "最终"};
    bytes = bare(bytes);
    static constexpr std::array<std::string_view, 17> kNoEnd = {
        "有", "会", "将", "未", "没有", "已",   "在", "的", "大幅",
        "多", "从", "为", "把", "被",   "原因", "是", "不"};
    const std::string_view words = block.substr(bytes.begin, bytes.size());
    if (words.starts_with("、") ||
        std::ranges::any_of(kNoEnd, [&](std::string_view one) { return words.ends_with(one); })) {
      return std::nullopt;
    }
    for (const TextMention& one : text.mentions_in(reading.span.block)) {
      if (!one.inherited && one.span.bytes.begin == bytes.begin &&
          text.entities[one.entity].type == "Firm" &&
          one.span.bytes.end + 4 * kOneHan <= bytes.end &&
          !block.substr(one.span.bytes.end).starts_with("、")) {
        bytes.begin = one.span.bytes.end;
        cut_front(block, bytes, kBefore);
        // 由于A，甲公司推出B: what a firm does is no outcome.
        for (const std::string_view list : {"strategic", "planning", "initiating"}) {
          if (std::ranges::any_of(frames.words(Language::Chinese, list),
                                  [&](const std::string& verb) {
                                    return block.substr(bytes.begin).starts_with(verb);
                                  })) {
            return std::nullopt;
          }
        }
        break;
      }
    }
    return effects.effect(reading, bytes);
  }

  std::optional<Argument> policy(ByteRange bytes) const {
    bytes = bare(bytes);
    const TextMention* known = nullptr;
    for (const TextMention& one : text.mentions_in(reading.span.block)) {
      if (one.inherited || !bytes.contains(one.span.bytes) ||
          text.entities[one.entity].type != "Policy") {
        continue;
      }
      if (known == nullptr || one.span.bytes.end > known->span.bytes.end) known = &one;
    }
    if (known != nullptr) return mentioned(*known);
    const std::string_view words = block.substr(bytes.begin, bytes.size());
    const std::size_t size = count_code_points(words);
    if (size < kShortestToldPlan || size > kLongestToldPolicy) return std::nullopt;
    if (!ends_with_word(words, frames.words(Language::Chinese, "policy_noun"), 1)) {
      return std::nullopt;
    }
    return new_concept(bytes, "Policy", -60);
  }
};

ToldWordings::ToldWordings(const Frames& frames) : frames_(frames) {
  std::vector<std::string> literals;
  for (const ToldFrame& frame : frames.told(Language::Chinese)) {
    Frame meant;
    meant.id = frame.id;
    meant.family = frame.family;
    meant.kind = frame.kind;
    meant.qualifiers = frame.qualifiers;
    for (const std::string& trigger : frame.triggers) {
      literals.push_back(trigger);
      wording_of_.push_back(wordings_.size());
    }
    const bool of_clause = (frame.family == "PURSUES" || frame.family == "HAS") &&
                           std::ranges::find(frame.pieces, "firm") == frame.pieces.end();
    wordings_.push_back({&frame, std::move(meant), Pattern(frame.expression), of_clause});
  }
  triggers_ = LiteralFinder(literals);
}

std::vector<ClauseRelation> ToldWordings::find(const AnnotatedText& text, const Reading& reading,
                                               const ChinesePlans& plans,
                                               const ChineseEffects& effects,
                                               const std::vector<ByteRange>& used) const {
  std::vector<ClauseRelation> out;
  const std::string_view block =
      text.simplified(reading.span.block).substr(0, reading.span.bytes.end);
  const std::string_view sentence = block.substr(reading.span.bytes.begin);
  std::vector<bool> triggered(wordings_.size());
  bool any = false;
  triggers_.each(sentence, [&](std::size_t trigger, std::size_t) {
    triggered[wording_of_[trigger]] = true;
    any = true;
  });
  if (!any) return out;
  const PatternSet& patterns = patterns_.get([&](PatternSet& set) {
    for (const Wording& wording : wordings_) set.add(wording.pattern);
  });
  const std::vector<std::size_t> hopeless_from = patterns.hopeless_from(sentence);
  const Reader read{text, frames_, reading, plans, effects, block};
  for (const ChineseClause& clause : plans.clauses()) {
    if (clause.relative) continue;
    for (std::size_t i = 0; i < wordings_.size(); ++i) {
      const Wording& wording = wordings_[i];
      if (!triggered[i]) continue;
      if (wording.firm_of_clause && (clause.firms.empty() || clause.other)) continue;
      std::uint32_t from = wording.firm_of_clause ? clause.behind : clause.bytes.begin;
      while (from < clause.bytes.end && block[from] == ' ') ++from;
      if (from - reading.span.bytes.begin >= hopeless_from[i]) continue;
      const auto match = wording.pattern.find_at(block, from);
      if (!match) continue;
      std::vector<Argument> subjects;
      std::vector<Argument> objects;
      const std::string& family = wording.frame->family;
      if (!wording.firm_of_clause && family != "PURSUES" && family != "HAS" &&
          holds(match->bytes, used)) {
        continue;
      }
      const bool policy_acts = family == "PROMOTES" || family == "CONSTRAINS";
      bool whole = true;
      std::uint32_t cue = clause.bytes.end;
      for (std::size_t group = 0; group < wording.frame->pieces.size(); ++group) {
        if (!match->groups[group]) continue;
        const ByteRange bytes = *match->groups[group];
        const std::string& piece = wording.frame->pieces[group];
        const auto put = [&](std::vector<Argument>& side, std::optional<Argument> one) {
          whole = whole && one.has_value();
          if (one) side.push_back(std::move(*one));
        };
        if (piece == "firm" || piece == "agency") {
          auto names = read.named(bytes, piece == "firm" ? "Firm" : "Agency");
          whole = whole && !names.empty();
          auto& side = policy_acts ? objects : subjects;
          side.insert(side.end(), names.begin(), names.end());
        } else if (piece == "plan") {
          put(objects, read.plan(bytes));
        } else if (piece == "had" || piece == "asset") {
          auto owned = read.had(bytes);
          const std::string_view words = block.substr(bytes.begin, bytes.size());
          if (piece == "asset" && !read.is_resource(words)) owned.clear();
          whole = whole && !owned.empty();
          objects.insert(objects.end(), owned.begin(), owned.end());
        } else if (piece == "cause") {
          put(subjects, read.cause(bytes));
        } else if (piece == "effect") {
          put(objects, read.effect(bytes));
        } else {
          put(family == "ISSUES" ? objects : subjects, read.policy(bytes));
        }
        cue = std::min(cue, bytes.begin > from ? from : bytes.end);
      }
      if (!whole) continue;
      if (wording.firm_of_clause) subjects = spoken_of(clause.firms, !clause.own);
      ByteRange at{cue, std::min(cue + 2 * kOneHan, clause.bytes.end)};
      if (at.empty()) at = {from, from + 1};
      for (Argument& object : objects) {
        const bool said = holds(object.bytes, used) && family == "PURSUES";
        if (said || std::ranges::any_of(out, [&](const ClauseRelation& one) {
              return one.family == family && one.object.bytes == object.bytes &&
                     one.subjects.front().bytes == subjects.front().bytes;
            })) {
          continue;
        }
        ClauseRelation made;
        made.family = family;
        made.kind = wording.frame->kind;
        made.rule = wording.frame->id;
        made.subjects = subjects;
        made.object = std::move(object);
        made.cue.frame = &wording.meant;
        made.cue.bytes = made.cue.whole = at;
        out.push_back(std::move(made));
      }
    }
  }
  return out;
}

}  // namespace sarye

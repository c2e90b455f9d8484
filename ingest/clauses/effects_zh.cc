#include "ingest/clauses/effects_zh.h"

#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/effect_words_zh.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {
namespace {

// In front of a cause, behind its effect.
constexpr std::array<std::string_view, 34> kOwing = {
    "而是受",   "主要是受",   "是由于受",     "主要是受惠于", "主要是受惠", "主要受惠于",
    "主要受惠", "主要得益于", "主要是得益于", "主要是因为",   "主要是由于", "主要因为",
    "主要是因", "乃因",       "得益于",       "受益于",       "受惠于",     "归因于",
    "归功于",   "缘于",       "源于",         "是由于",       "主要系",     "主要受",
    "主因是",   "原因是",     "在于",         "主要由于",     "主因",       "主要由",
    "源自",     "归咎于",     "主要来自",     "原因在于"};
// Units that tell which kind of a thing, not how much of it.
constexpr std::array<std::string_view, 9> kSizes = {"nm", "纳米", "奈米", "英寸", "寸",
                                                    "吋", "微米", "V",    "伏"};

// 将, 有望, 进一步 in front of a verb: it comes of what was told before. Not 也, 并.
bool says_comes_about(std::string_view block, ByteRange words) {
  const std::string_view text = block.substr(words.begin, words.size());
  for (const std::string_view beside : {"并", "也", "还", "亦"}) {
    if (text.find(beside) != std::string_view::npos) return false;
  }
  static constexpr std::array<std::string_view, 13> kComes = {
      "将",   "会",   "可望", "有望", "可",   "能",  "进一步",
      "大幅", "显著", "有效", "势必", "最终", "直接"};
  return std::ranges::any_of(
      kComes, [&](std::string_view one) { return text.find(one) != std::string_view::npos; });
}

std::vector<ByteRange> effect_clauses(std::string_view block, ByteRange sentence) {
  std::vector<ByteRange> out;
  std::uint32_t begin = sentence.begin;
  for (std::size_t at = sentence.begin; at < sentence.end;) {
    const auto here = static_cast<std::uint32_t>(at);
    const char32_t c = decode(block, at);
    if (c != U'，' && c != ',' && c != U'；' && c != ';' && c != U'。' && c != U'：' && c != ':') {
      continue;
    }
    if (here > begin) out.push_back({begin, here});
    begin = static_cast<std::uint32_t>(at);
  }
  if (begin < sentence.end) out.push_back({begin, sentence.end});
  return out;
}

// 会员店（52家）: what stands in brackets belongs to no name.
bool in_bracket(std::string_view block, ByteRange bytes, ByteRange at) {
  const std::string_view front = block.substr(bytes.begin, at.begin - bytes.begin);
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"},
                                    std::pair<std::string_view, std::string_view>{"(", ")"}}) {
    const std::size_t opened = front.rfind(open);
    if (opened == std::string_view::npos || front.find(close, opened) != std::string_view::npos) {
      continue;
    }
    const std::size_t closed = block.find(close, at.end);
    return closed != std::string_view::npos && closed < bytes.end;
  }
  return false;
}

}  // namespace

ChineseEffects::ChineseEffects(const AnnotatedText& text, const Frames& frames,
                               const Ontology& ontology)
    : text_(text),
      frames_(frames),
      cause_types_(endpoint_types(ontology, "LEADS_TO", true)),
      effect_types_(endpoint_types(ontology, "LEADS_TO", false)) {
  frame_.family = "LEADS_TO";
}

std::uint32_t ChineseEffects::word_end(std::string_view block, std::string_view list,
                                       std::uint32_t at, std::uint32_t end) const {
  const WordSet& words = frames_.words(Language::Chinese, list);
  const std::uint64_t sizes = at < end ? words.sizes_from(block.substr(at)) : 0;
  for (std::uint32_t size = 4 * kOneHan; size >= kOneHan; size -= kOneHan) {
    if ((sizes >> size & 1) == 0 || at + size > end) continue;
    if (words.contains(block.substr(at, size))) return at + size;
  }
  return at;
}

bool ChineseEffects::ends_in_change(std::string_view words) const {
  return ends_with_word(words, frames_.words(Language::Chinese, "change"), 1);
}

bool ChineseEffects::ends_as_process(std::string_view words) const {
  for (const std::string_view list : {"process", "change"}) {
    if (ends_with_word(words, frames_.words(Language::Chinese, list), 1)) return true;
  }
  return false;
}

// Cuts the time in front and the figure at the end of what happens: 2月营收下滑逾四成. False: a
// figure is left in it.
bool ChineseEffects::without_figures(const Reading& reading, ByteRange& bytes) const {
  static constexpr std::array<std::string_view, 9> kDegrees = {"逾", "超过", "超", "约", "近",
                                                               "达", "至",   "到", "了"};
  const std::string_view block = text_.simplified(reading.span.block);
  for (const TimeMention& time : text_.times_in(reading.span.block)) {
    const ByteRange at = time.span.bytes;
    if (at.begin <= bytes.begin + kOneHan && at.end > bytes.begin && at.end < bytes.end) {
      bytes.begin = at.end;
    }
  }
  for (const Quantity& quantity : text_.quantities_in(reading.span.block)) {
    const ByteRange at = quantity.span.bytes;
    if (!at.overlaps(bytes) || in_bracket(block, bytes, at)) continue;
    // 7nm工艺: of which kind.
    const std::string_view figure = block.substr(at.begin, at.size());
    if (std::ranges::any_of(kSizes,
                            [&](std::string_view unit) { return figure.ends_with(unit); })) {
      continue;
    }
    if (at.end + kOneHan < bytes.end || at.begin <= bytes.begin) return false;
    // 占比从1%升至20%: only half of it would be left.
    if (block.substr(bytes.begin, at.begin - bytes.begin).find("从") != std::string_view::npos) {
      return false;
    }
    bytes.end = at.begin;
    cut_back(block, bytes, kDegrees);
  }
  const std::string_view words = block.substr(bytes.begin, bytes.size());
  const std::size_t percent = words.find('%');
  const auto at = bytes.begin + static_cast<std::uint32_t>(percent);
  return percent == std::string_view::npos || in_bracket(block, bytes, {at, at + 1});
}

// `said`: the words themselves tell that it is a cause, so that it need not be something that
// happens.
std::optional<Argument> ChineseEffects::cause(const Reading& reading, ByteRange bytes,
                                              bool said) const {
  const std::string_view block = text_.simplified(reading.span.block);
  cut_front(block, bytes, kInFront);
  // 也承认这一举措: who says so is no part of it.
  static constexpr std::array<std::string_view, 4> kAlso = {"也", "还", "亦", "并"};
  ByteRange told = bytes;
  cut_front(block, told, kAlso);
  const std::uint32_t says = word_end(block, "say", told.begin, told.end);
  if (told.begin > bytes.begin && says > told.begin &&
      says + kShortestCause * kOneHan <= told.end) {
    bytes.begin = says;
  }
  cut_back(block, bytes, kFillers);
  cut_back(block, bytes, kCauseTails);
  // 项目建成后带动…: when.
  static constexpr std::array<std::string_view, 2> kAfter = {"之后", "后"};
  ByteRange happened = bytes;
  cut_back(block, happened, kAfter);
  if (happened != bytes && ends_as_process(block.substr(happened.begin, happened.size()))) {
    bytes = happened;
  }
  if (!without_figures(reading, bytes)) return std::nullopt;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    const ByteRange at = mention.span.bytes;
    if (at.begin == bytes.begin && at.end < bytes.end &&
        text_.entities[mention.entity].type == "Place" &&
        word_end(block, "strategic", at.end, bytes.end) > at.end) {
      bytes.begin = at.end;  // 台湾新建厂房
      break;
    }
  }
  const std::string_view words = block.substr(bytes.begin, bytes.size());
  const std::size_t size = count_code_points(words);
  if (size < kShortestCause || size > kLongestEnd) return std::nullopt;
  // 本次投资: what was told in front.
  const bool pointing =
      size <= kLongestPointing && word_end(block, "pointing", bytes.begin, bytes.end) > bytes.begin;
  const TextMention* known = nullptr;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    const ByteRange at = mention.span.bytes;
    if (mention.inherited || !bytes.contains(at)) continue;
    const std::string& type = text_.entities[mention.entity].type;
    // 台积电扩产 is what 台积电 does; 台积电的进驻 may be named so.
    if (type == "Firm" && at.begin == bytes.begin && block.substr(at.end, kOneHan) != "的") {
      // 英特尔制程落后导致…: what happens to it.
      if (at.end + 3 * kOneHan > bytes.end || !ends_in_change(words) ||
          reading.verb_between(at.end, bytes.end)) {
        return std::nullopt;
      }
      for (const std::string_view word : {"受", "因", "由于", "得益"}) {
        if (block.substr(at.end).starts_with(word)) return std::nullopt;
      }
      return new_concept({at.end, bytes.end}, "Mechanism");
    }
    if (cause_types_.count(type) != 0 && type != "Product" && type != "Firm" &&
        at.end == bytes.end && at.size() * 5 >= bytes.size() * 3 &&
        (known == nullptr || at.size() > known->span.bytes.size())) {
      known = &mention;
    }
  }
  if (known != nullptr) return mentioned(*known);
  if (pointing) {
    const bool done = std::ranges::any_of(
        frames_.words(Language::Chinese, "undertaking"),
        [&](const std::string& one) { return words.find(one) != std::string_view::npos; });
    return new_concept(bytes, done ? "Strategy" : "Mechanism");
  }
  for (const std::string_view word : {"和", "与", "以及", "并", "、", "是否"}) {
    if (words.ends_with(word)) return std::nullopt;
  }
  for (const std::string_view word : {"如", "若", "一旦", "是否", "并", "且"}) {
    if (words.starts_with(word)) return std::nullopt;
  }
  // 新建厂房可提高效率: what is done.
  for (const std::string_view list : {"strategic", "improving"}) {
    const std::uint32_t verb = word_end(block, list, bytes.begin, bytes.end);
    if (!said && verb > bytes.begin && verb + 2 * kOneHan <= bytes.end) {
      return new_concept(bytes, "Strategy");
    }
  }
  if (!said && !ends_as_process(words)) return std::nullopt;
  // 探究企业通过实施…: a clause with a verb in front names nothing.
  for (const Verb& verb : reading.verbs) {
    if (!said && verb.bytes.begin == bytes.begin) return std::nullopt;
  }
  return new_concept(bytes, "Mechanism");
}

// Behind the firm that the words open with, and behind the time.
ByteRange ChineseEffects::behind_whom(const Reading& reading, ByteRange bytes) const {
  static constexpr std::array<std::string_view, 3> kWhen = {"在", "于", "的"};
  const std::string_view block = text_.simplified(reading.span.block);
  for (const TextMention& one : text_.mentions_in(reading.span.block)) {
    if (one.inherited || one.span.bytes.begin != bytes.begin || one.span.bytes.end >= bytes.end ||
        text_.entities[one.entity].type != "Firm") {
      continue;
    }
    bytes.begin = one.span.bytes.end;
    cut_front(block, bytes, kWhen);
    break;
  }
  for (const TimeMention& time : text_.times_in(reading.span.block)) {
    if (time.span.bytes.begin == bytes.begin && time.span.bytes.end < bytes.end) {
      bytes.begin = time.span.bytes.end;
    }
  }
  return bytes;
}

std::optional<Argument> ChineseEffects::effect(const Reading& reading, ByteRange bytes) const {
  const std::string_view block = text_.simplified(reading.span.block);
  cut_front(block, bytes, kInFront);
  for (const std::string_view word : {"了", "其"}) {
    if (block.substr(bytes.begin).starts_with(word)) bytes.begin += kOneHan;
  }
  while (bytes.end > bytes.begin && block[bytes.end - 1] == ' ') --bytes.end;
  const ByteRange all = bytes;
  if (!without_figures(reading, bytes)) {
    // 使远山电子在2022年遭遇危机: whom, and when, are no part of its name.
    bytes = behind_whom(reading, all);
    if (bytes == all || !without_figures(reading, bytes)) return std::nullopt;
  }
  const std::size_t size = count_code_points(block.substr(bytes.begin, bytes.size()));
  if (size < kShortestEnd || size > kLongestEnd) return std::nullopt;
  const TextMention* known = nullptr;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    const ByteRange at = mention.span.bytes;
    if (mention.inherited || !bytes.contains(at)) continue;
    const std::string& type = text_.entities[mention.entity].type;
    if ((type == "Firm" || type == "Product" || type == "Agency") && at.end == bytes.end) {
      return std::nullopt;
    }
    if (effect_types_.count(type) != 0 && at == bytes) known = &mention;
  }
  if (known != nullptr) return mentioned(*known);
  return new_concept(bytes, "Effect");
}

void ChineseEffects::put(Argument cause, Argument effect, ByteRange verb, Relations& out) const {
  if (cause.bytes.overlaps(effect.bytes)) return;
  ClauseRelation made;
  made.family = "LEADS_TO";
  made.rule = "zh:effect";
  made.cue.frame = &frame_;
  made.cue.bytes = verb;
  made.cue.whole = verb;
  made.subjects = {std::move(cause)};
  made.object = std::move(effect);
  out.push_back(std::move(made));
}

// 营收大增主要得益于A的推动和B的拓展, or the effect in the clause before.
void ChineseEffects::effect_first(const Reading& reading, const std::vector<ByteRange>& clauses,
                                  std::size_t index, Relations& out) const {
  const std::string_view block = text_.simplified(reading.span.block);
  const ByteRange clause = clauses[index];
  const std::string_view words = block.substr(clause.begin, clause.size());
  static const LiteralFinder owing({kOwing.begin(), kOwing.end()});
  if (!owing.any_in(words)) return;
  std::size_t place = std::string_view::npos;
  std::size_t length = 0;
  for (const std::string_view word : kOwing) {
    const std::size_t at = words.find(word);
    if (at == std::string_view::npos || at > place) continue;
    if (at < place || word.size() > length) {
      place = at;
      length = word.size();
    }
  }
  if (place == std::string_view::npos) return;
  ByteRange front{clause.begin, clause.begin + static_cast<std::uint32_t>(place)};
  static constexpr std::array<std::string_view, 5> kBefore = {"主要", "则", "也", "均", "是"};
  ByteRange effects = front;
  cut_back(block, effects, kBefore);
  if (effects.size() < 2 * kOneHan || block.substr(effects.begin, effects.size()) == "主要") {
    if (index == 0) return;
    effects = clauses[index - 1];
  }
  // 远山电子把业绩下滑归因于…: whose it is stands in front.
  for (const std::string_view word : {"把", "将"}) {
    const std::size_t at = block.substr(effects.begin, effects.size()).find(word);
    if (at != std::string_view::npos && at + 4 * kOneHan < effects.size()) {
      effects.begin += static_cast<std::uint32_t>(at) + kOneHan;
    }
  }
  const std::string_view said = block.substr(effects.begin, effects.size());
  const bool outcome =
      ends_as_process(said) || said.find("增") != std::string_view::npos ||
      said.find("升") != std::string_view::npos || said.find("降") != std::string_view::npos ||
      said.find("减") != std::string_view::npos || said.find("滑") != std::string_view::npos ||
      said.find("跌") != std::string_view::npos || said.find("亏") != std::string_view::npos;
  if (!outcome) return;
  auto to = effect(reading, effects);
  if (!to) return;
  const ByteRange verb{front.end, front.end + static_cast<std::uint32_t>(length)};
  ByteRange causes{verb.end, clause.end};
  // Of two causes each has its own words: A的推动和B的拓展.
  std::size_t joint = std::string_view::npos;
  const std::string_view all = block.substr(causes.begin, causes.size());
  for (const std::string_view join : {"以及", "及", "和", "与"}) {
    const std::size_t at = all.find(join);
    if (at == std::string_view::npos || at < 5 * kOneHan ||
        all.size() - at - join.size() < 5 * kOneHan) {
      continue;
    }
    joint = at;
    const auto from = causes.begin + static_cast<std::uint32_t>(at + join.size());
    if (auto second = cause(reading, {from, causes.end}, true)) {
      put(std::move(*second), *to, verb, out);
    }
    break;
  }
  if (joint != std::string_view::npos) {
    causes.end = causes.begin + static_cast<std::uint32_t>(joint);
  }
  if (auto first = cause(reading, causes, true)) put(std::move(*first), *to, verb, out);
}

// Whether a noun of its own stands there: not 二者共同, 这是.
bool ChineseEffects::names_something(const Reading& reading, ByteRange bytes) const {
  return std::ranges::any_of(reading.phrases, [&](const NounPhrase& phrase) {
    return !phrase.pronoun && bytes.contains(phrase.bytes) && phrase.bytes.size() >= 4 * kOneHan;
  });
}

// The phrase that the clause opens with, should it be something that happens.
std::optional<Argument> ChineseEffects::subject_of(const Reading& reading, ByteRange clause) const {
  for (const NounPhrase& phrase : reading.phrases) {
    if (phrase.bytes.begin < clause.begin || phrase.whole.end > clause.end) continue;
    const bool opens = phrase.bytes.begin <= clause.begin + 1 && phrase.marker == Marker::None;
    return opens ? cause(reading, phrase.bytes, false) : std::nullopt;
  }
  return std::nullopt;
}

// 供应紧缺带动价格上涨; 采购量扩大，将提升议价能力，压低成本. True: something was stated.
bool ChineseEffects::cause_first(const Reading& reading, const std::vector<ByteRange>& clauses,
                                 std::size_t index, Relations& out) const {
  const std::string_view block = text_.simplified(reading.span.block);
  const ByteRange clause = clauses[index];
  std::optional<Argument> from;
  std::uint32_t verb = clause.end;
  std::uint32_t behind = clause.end;
  // The verb inside the clause, its cause in front of it.
  for (const Verb& one : reading.verbs) {
    const std::uint32_t at = one.bytes.begin;
    if (at < clause.begin + 2 * kOneHan || at + 2 * kOneHan >= clause.end) continue;
    const auto brings = std::ranges::find_if(
        kBrings, [&](std::string_view word) { return block.substr(at).starts_with(word); });
    if (brings == kBrings.end() && word_end(block, "alter", at, clause.end) == at) continue;
    // 灯塔工厂的推广使得成本下降: whatever stands in front is the cause.
    const bool forced = word_end(block, "forcing", at, clause.end) > at;
    from =
        cause(reading, {clause.begin, at}, forced && names_something(reading, {clause.begin, at}));
    if (!from) continue;
    verb = at;
    behind = at + (brings == kBrings.end() ? 0 : static_cast<std::uint32_t>(brings->size()));
    break;
  }
  std::size_t next = index + 1;
  if (from) {
    auto to = effect(reading, {behind, clause.end});
    if (!to) return false;
    put(*from, std::move(*to), {verb, std::max(behind, verb + 2 * kOneHan)}, out);
  } else {
    if (next >= clauses.size()) return false;
    ByteRange rest = clauses[next];
    cut_front(block, rest, kFillers);
    const auto brings = std::ranges::find_if(kBrings, [&](std::string_view word) {
      return block.substr(rest.begin, rest.size()).starts_with(word);
    });
    if (brings == kBrings.end() && word_end(block, "alter", rest.begin, rest.end) == rest.begin) {
      return false;
    }
    from = cause(reading, clause, false);
    if (brings != kBrings.end()) {
      // 价格战持续近两年，导致利润下滑: what the clause is about.
      if (!from) from = subject_of(reading, clause);
      // 消费者追求性价比，催生折扣店的崛起: all that it tells.
      const bool forced = word_end(block, "forcing", rest.begin, rest.end) > rest.begin;
      const bool spurred = word_end(block, "spurring", rest.begin, rest.end) > rest.begin;
      if (!from && (forced || spurred)) from = told_in(reading, clause, forced);
      if (!from) return false;
      const auto size = static_cast<std::uint32_t>(brings->size());
      auto to = effect(reading, {rest.begin + size, rest.end});
      if (!to) return false;
      put(*from, std::move(*to), {rest.begin, rest.begin + size}, out);
      return true;
    }
    // 导入自动化产线，将缩短交期: all that the clause in front tells.
    if (!from && says_comes_about(block, {clauses[next].begin, rest.begin})) {
      from = told_in(reading, clause, true);
      if (from && block.substr(clause.begin, clause.size()).find("将") == std::string_view::npos) {
        auto to = effect(reading, rest);
        if (!to) return false;
        put(*from, std::move(*to), {rest.begin, rest.begin + 2 * kOneHan}, out);
        return true;
      }
      return false;
    }
    // 将缓解供应压力，提高效率: what is the object there does nothing here.
    if (!from || reading.verb_between(clause.begin, from->bytes.begin)) return false;
  }
  const std::size_t before = out.size();
  const bool list = from && word_end(block, "favouring", verb, clause.end) > verb;
  // What it does in the clauses behind.
  for (; next < clauses.size(); ++next) {
    ByteRange rest = clauses[next];
    const std::uint32_t begin = rest.begin;
    cut_front(block, rest, kFillers);
    const bool told = rest.begin > begin || behind < clause.end || out.size() > before;
    std::uint32_t altered = word_end(block, "alter", rest.begin, rest.end);
    if (altered == rest.begin && list) altered = word_end(block, "reach", rest.begin, rest.end);
    if (altered == rest.begin && list) continue;  // 有利于A，为B提供C，提升D
    if (altered == rest.begin || !told) break;
    auto to = effect(reading, rest);
    if (!to) break;
    put(*from, std::move(*to), {rest.begin, altered}, out);
  }
  return behind < clause.end || out.size() > before;
}

std::vector<ClauseRelation> ChineseEffects::find(const Reading& reading,
                                                 const std::vector<ByteRange>& used) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = text_.simplified(reading.span.block);
  const std::vector<ByteRange> clauses = effect_clauses(block, reading.span.bytes);
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const bool said =
        std::ranges::any_of(used, [&](const ByteRange& one) { return one.overlaps(clauses[i]); });
    if (said) continue;
    const std::size_t before = out.size();
    effect_first(reading, clauses, i, out);
    if (out.size() == before) follows(reading, clauses, i, used, out);
    if (out.size() == before) strikes(reading, clauses, i, out);
    if (out.size() == before) cause_first(reading, clauses, i, out);
  }
  std::erase_if(out, [&](const ClauseRelation& one) {
    return std::ranges::any_of(
        used, [&](const ByteRange& other) { return other.overlaps(one.cue.bytes); });
  });
  return out;
}

}  // namespace sarye

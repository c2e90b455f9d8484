// What a Korean sentence says by a noun and its copula: "가람의 강점은 유통망이다", "유통망이
// 가람의 강점으로 꼽힌다", "가람의 올해 과제는 원가 절감이다", "적자의 원인은 수요 부진이다".
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/concepts/modifiers_ko.h"

namespace sarye {
namespace {

constexpr std::uint32_t kOwnerAndNoun = 45;  // bytes between a firm's name and the noun it owns
constexpr std::size_t kLongestTold = 40;     // characters
constexpr std::size_t kShortestTold = 4;

bool opens_with_any(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::any_of(list.begin(), list.end(), [&](auto one) { return text.starts_with(one); });
}

// What stands behind the last noun of a statement: 이다, 입니다, 로 꼽힌다, 에 있다.
bool is_told_behind(std::string_view behind) {
  return opens_with_any(
      behind,
      {"이다",     "다.",       "다 ",       "이었다",    "였다",    "입니다",    "이며",
       "이라고",   "라고",      "이라는",    "라는",      "으로 꼽", "로 꼽",     "으로 요약",
       "로 요약",  "으로 평가", "로 평가",   "으로 압축", "로 압축", "으로 정리", "로 정리",
       "에 있다",  "에 있었다", "에서 나온", "에서 비롯", " 등이다", " 등이었다", " 등으로 꼽",
       " 등이 꼽", "이 꼽",     "가 꼽",     "을 꼽",     "를 꼽"});
}

}  // namespace

// The firm that owns what the noun at `noun` names: "가람의 올해 과제".
std::optional<Argument> KoreanClauses::owner_of(const Reading& reading, std::uint32_t noun) const {
  const std::string_view block = block_of(reading);
  std::optional<Argument> out;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    const ByteRange at = mention.span.bytes;
    if (mention.inherited || mention.span.block != reading.span.block || at.end >= noun ||
        noun - at.end > kOwnerAndNoun || text_.entities[mention.entity].type != "Firm") {
      continue;
    }
    std::string_view gap = block.substr(at.end, noun - at.end);
    if (gap.starts_with('(')) gap.remove_prefix(std::min(gap.size(), gap.find(')') + 1));
    if (!gap.starts_with("의 ") && !gap.starts_with("만의 ")) continue;
    if (reading.verb_between(at.end, noun) || reading.joint_between(at.end, noun, JointKind::Comma))
      continue;
    out = mentioned(mention);
  }
  return out;
}

// The phrases that a statement lists behind `first`, the last one first: "A와 B다". Each with the
// bytes that name it. Empty: what stands there is no such list.
std::vector<std::pair<std::size_t, ByteRange>> KoreanClauses::told_nouns(const Reading& reading,
                                                                         std::size_t first) const {
  std::vector<std::pair<std::size_t, ByteRange>> out;
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  std::size_t last = first;
  for (std::size_t i = first + 1; i < reading.phrases.size(); ++i) {
    if (reading.joint_between(reading.phrases[first].whole.end, reading.phrases[i].bytes.begin,
                              JointKind::Break)) {
      break;
    }
    const Marker marker = reading.phrases[i].marker;
    if (marker == Marker::Topic || marker == Marker::Subject) {
      if (!is_told_behind(block.substr(reading.phrases[i].bytes.end))) return out;
    }
    last = i;
  }
  if (last == first) return out;
  const NounPhrase& end = reading.phrases[last];
  ByteRange bytes = end.bytes;
  const std::string_view behind = block.substr(end.bytes.end);
  if (!is_told_behind(behind)) {
    // 축소다, read as a verb behind its noun; 칼자이스다, read as a noun.
    const std::string_view words = block.substr(bytes.begin, bytes.size());
    const auto verb = std::ranges::find_if(reading.verbs, [&](const Verb& one) {
      return one.bytes.begin == end.bytes.end + 1 && !one.adnominal;
    });
    if (verb != reading.verbs.end()) {
      const std::string_view word = block.substr(verb->bytes.begin, verb->bytes.size());
      const auto noun = verbs_.read(word);
      if (!word.ends_with("다") || (noun && !noun->verbal_noun) || word.ends_with("한다") ||
          word.ends_with("했다") || word.ends_with("된다") || word.ends_with("됐다")) {
        return out;
      }
      bytes.end = verb->bytes.end - 3;
    } else if (end.marker == Marker::None && words.ends_with("다") &&
               bytes.end + 1 >= reading.span.bytes.end) {
      bytes.end -= 3;
    } else {
      return out;
    }
  }
  out.emplace_back(last, bytes);
  for (std::size_t i = last; i-- > first + 1;) {
    const NounPhrase& phrase = reading.phrases[i];
    const std::uint32_t next = reading.phrases[i + 1].bytes.begin;
    const std::string_view gap = block.substr(phrase.bytes.end, next - phrase.bytes.end);
    const bool joined = (phrase.marker == Marker::With && opens_with_any(gap, {"와 ", "과 "})) ||
                        (phrase.marker == Marker::None &&
                         opens_with_any(gap, {", ", "·", "ㆍ", " 및 ", " 그리고 "}));
    if (!joined || phrase.pronoun || reading.verb_between(phrase.whole.end, next)) break;
    out.emplace_back(i, phrase.bytes);
  }
  return out;
}

// What the words at `bytes` name, of `type`; a short noun takes what modifies it: 숙련된 인력.
std::optional<Argument> KoreanClauses::told(const Reading& reading, std::size_t index,
                                            ByteRange bytes, const std::string& type) const {
  const std::string_view block = block_of(reading);
  const NounPhrase& phrase = reading.phrases[index];
  if (phrase.pronoun) return std::nullopt;
  if (bytes.begin == phrase.bytes.begin) {
    const std::uint32_t begin = begin_with_modifiers(reading, block, index, false);
    if (count_code_points(block.substr(begin, bytes.end - begin)) <= kLongestTold) {
      bytes.begin = begin;
    }
  }
  if (count_code_points(block.substr(bytes.begin, bytes.size())) < kShortestTold) {
    for (const Verb& verb : reading.verbs) {
      if (verb.adnominal && verb.bytes.end + 1 == bytes.begin) bytes.begin = verb.bytes.begin;
    }
  }
  if (auto known = arguments_.resolve(reading, phrase, bytes, {type}, type)) return known;
  const std::string name = concept_name(block.substr(bytes.begin, bytes.size()));
  const std::size_t size = count_code_points(name);
  if (size < kShortestTold || size > kLongestTold || nouns_.is_actor(name)) return std::nullopt;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    const std::string& named = text_.entities[mention.entity].type;
    if (!mention.inherited && mention.span.block == reading.span.block &&
        mention.span.bytes.end == bytes.end &&
        (named == "Firm" || named == "Product" || named == "Agency" || named == "Person" ||
         named == "Place")) {
      return std::nullopt;
    }
  }
  return new_concept(bytes, type, -60);
}

// "적자가 커진 원인은", "매출 증가의 배경은": what came about, in front of the noun at `noun`.
std::optional<Argument> KoreanClauses::reasoned(const Reading& reading, std::size_t index,
                                                std::uint32_t noun) const {
  const std::string_view block = block_of(reading);
  for (std::size_t v = 0; v < reading.verbs.size(); ++v) {
    const Verb& verb = reading.verbs[v];
    if (!verb.adnominal || verb.bytes.end + 1 != noun) continue;
    const auto found = predicate(reading, v);
    if (!found || found->noun.empty()) return std::nullopt;
    auto thing = phrase_of(reading, *found, Marker::Object, reading.span.bytes.begin);
    if (!thing) thing = phrase_of(reading, *found, Marker::Subject, reading.span.bytes.begin);
    if (!thing) return std::nullopt;
    return clause_concept(reading, *thing, *found, "Effect");
  }
  const NounPhrase& phrase = reading.phrases[index];
  std::string_view words = block.substr(phrase.bytes.begin, noun - phrase.bytes.begin);
  while (words.ends_with(' ')) words.remove_suffix(1);
  if (words.ends_with("의")) words.remove_suffix(3);
  if (words.empty()) return std::nullopt;
  const ByteRange bytes{phrase.bytes.begin,
                        phrase.bytes.begin + static_cast<std::uint32_t>(words.size())};
  const std::string name = concept_name(words);
  const std::size_t space = name.rfind(' ');
  const std::string last = space == name.npos ? name : name.substr(space + 1);
  if (change_.count(last) == 0 && !is_harm(last) && last != "성공") return std::nullopt;
  return arguments_.resolve(reading, phrase, bytes, effect_types_, "Effect");
}

std::vector<ClauseRelation> KoreanClauses::stated(const Reading& reading) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  const auto is_of = [&](std::string_view name, std::string_view word) {
    return frames_.has_word(Language::Korean, name, word);
  };
  const auto put = [&](std::string_view family, std::vector<Argument> subjects, Argument object,
                       ByteRange cue) {
    ClauseRelation made;
    made.family = family;
    made.rule = "ko:stated";
    made.subjects = std::move(subjects);
    made.object = std::move(object);
    made.cue.bytes = cue;
    made.cue.whole = cue;
    out.push_back(std::move(made));
  };
  for (std::size_t i = 0; i < reading.phrases.size(); ++i) {
    const NounPhrase& phrase = reading.phrases[i];
    if (phrase.pronoun || phrase.bytes.size() == 0) continue;
    const std::string_view words = block.substr(phrase.bytes.begin, phrase.bytes.size());
    const std::size_t space = words.rfind(' ');
    const std::string_view word = words.substr(space == words.npos ? 0 : space + 1);
    const std::uint32_t noun = phrase.bytes.end - static_cast<std::uint32_t>(word.size());
    const bool advantage =
        is_of("advantage", word) || (word == "우위" && words.ends_with("경쟁 우위"));
    const bool agenda = !advantage && is_of("agenda", word);
    const bool reason = !advantage && !agenda && is_of("reason", word);
    if (!advantage && !agenda && !reason) continue;
    const ByteRange cue{noun, phrase.bytes.end};
    if (phrase.marker == Marker::Topic || phrase.marker == Marker::Subject) {
      const auto nouns = told_nouns(reading, i);
      if (nouns.empty()) continue;
      if (reason) {
        auto effect = reasoned(reading, i, noun);
        if (!effect) continue;
        std::vector<Argument> causes;
        for (const auto& [index, bytes] : nouns) {
          const std::string name = concept_name(block.substr(bytes.begin, bytes.size()));
          if (nouns_.is_actor(name)) continue;
          auto cause = arguments_.resolve(reading, reading.phrases[index], bytes, cause_types_, {});
          if (!cause) cause = told(reading, index, bytes, "Mechanism");
          if (cause) causes.push_back(std::move(*cause));
        }
        if (!causes.empty()) put("LEADS_TO", std::move(causes), std::move(*effect), cue);
        continue;
      }
      auto owner = owner_of(reading, noun);
      if (!owner && opens_with_any(words, {"회사의 ", "당사의 ", "자사의 "})) {
        const auto firms =
            arguments_.korean_subject(reading, {phrase.bytes.begin, phrase.bytes.begin}, {"Firm"});
        if (!firms.empty()) owner = firms.front();
      }
      if (!owner) continue;
      for (const auto& [index, bytes] : nouns) {
        auto object = told(reading, index, bytes, advantage ? "Resource" : "Strategy");
        if (object) put(advantage ? "HAS" : "PURSUES", {*owner}, std::move(*object), cue);
      }
      continue;
    }
    // "정비망이 가람의 핵심 경쟁력으로 꼽힌다"
    if (!advantage || i == 0 || !is_told_behind(block.substr(phrase.bytes.end))) continue;
    const auto owner = owner_of(reading, noun);
    if (!owner) continue;
    for (std::size_t k = i; k-- > 0;) {
      const NounPhrase& before = reading.phrases[k];
      const Marker marker = before.marker;
      const bool last = k + 1 == i;
      if (last ? marker != Marker::Subject && marker != Marker::Topic : marker != Marker::With) {
        break;
      }
      if (auto object = told(reading, k, before.bytes, "Resource")) {
        put("HAS", {*owner}, std::move(*object), cue);
      }
    }
  }
  return out;
}

// "가람에는 석박사급 연구원이 있다": what there is at a firm it has.
std::vector<ClauseRelation> KoreanClauses::possessed(const Reading& reading) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  for (std::size_t i = 1; i < reading.phrases.size(); ++i) {
    const NounPhrase& thing = reading.phrases[i];
    if (thing.marker != Marker::Subject || thing.pronoun) continue;
    const std::string_view behind = block.substr(thing.whole.end);
    if (!opens_with_any(behind, {" 있다", " 있으며", " 있고", " 있어", " 있습니다", " 있었다"})) {
      continue;
    }
    for (std::size_t k = i; k-- > 0;) {
      const NounPhrase& owner = reading.phrases[k];
      const std::string_view particle = block.substr(owner.bytes.end);
      if (!particle.starts_with("에는 ") && !particle.starts_with("에게는 ")) continue;
      if (reading.verb_between(owner.whole.end, thing.bytes.begin)) break;
      const auto firm = arguments_.resolve(reading, owner, owner.bytes, {"Firm"}, {});
      if (!firm) break;
      ByteRange bytes = thing.bytes;
      // 플랫폼 기술 ‘가람툴’: the noun in front of its name.
      const std::size_t quote = block.substr(bytes.begin, bytes.size()).find(" ‘");
      if (quote != std::string_view::npos) {
        bytes.end = bytes.begin + static_cast<std::uint32_t>(quote);
      }
      auto object = told(reading, i, bytes, "Resource");
      if (!object) break;
      ClauseRelation made;
      made.family = "HAS";
      made.rule = "ko:possessed";
      made.subjects = {*firm};
      made.object = std::move(*object);
      made.cue.bytes = {thing.bytes.end, thing.whole.end};
      made.cue.whole = made.cue.bytes;
      out.push_back(std::move(made));
      break;
    }
  }
  return out;
}

}  // namespace sarye

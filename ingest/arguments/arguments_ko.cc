// The Korean half of ArgumentFinder: particles tell the part, the verb stands at the end.
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/arguments/arguments.h"
#include "ingest/concepts/modifiers_ko.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestKoreanAction = 50;  // characters
constexpr std::uint32_t kNearNoun = 30;           // bytes between 이라는 and the noun

// "A와 B 간 거래": the phrases in front of 간 or 사이.
bool stands_between(std::string_view block, std::uint32_t end) {
  const std::string_view rest = block.substr(std::min<std::size_t>(end, block.size()));
  return rest.substr(0, 5) == " 간 " || rest.substr(0, 7) == " 간의 " ||
         rest.substr(0, 8) == " 사이 " || rest.substr(0, 10) == " 사이의 ";
}

// Whether the particle behind a phrase makes it what something is done to: 누리에는 투자했다.
bool stands_to_and_topic(std::string_view block, const NounPhrase& phrase) {
  const std::string_view whole = block.substr(0, phrase.whole.end);
  return phrase.marker == Marker::Topic && (whole.ends_with("에는") || whole.ends_with("에게는"));
}

// "누리를 통해 투자": by means of it.
bool is_means(std::string_view block, const NounPhrase& phrase) {
  const std::string_view behind = block.substr(phrase.whole.end);
  return phrase.marker == Marker::Object &&
         (behind.starts_with(" 통해") || behind.starts_with(" 통한") ||
          behind.starts_with(" 비롯"));
}

// "출시한 뒤", "확보하는 등": no noun that a clause would be said of.
bool is_bound_noun(std::string_view behind) {
  while (behind.starts_with(" ")) behind.remove_prefix(1);
  for (const std::string_view word : {"뒤", "후", "등 ", "데 ", "것", "만큼", "상태", "채 ", "이후",
                                      "직후", "점", "셈", "상황", "가운데"}) {
    if (behind.starts_with(word)) return true;
  }
  return false;
}

}  // namespace

// "성능이 강화된 모델을 공개": the subject of a clause that modifies a noun is not the verb's.
bool ArgumentFinder::in_noun_clause(const Reading& reading, const NounPhrase& phrase,
                                    std::uint32_t verb) const {
  if (phrase.marker != Marker::Subject) return false;
  for (const Verb& other : reading.verbs) {
    if (other.bytes.begin < phrase.whole.end || other.bytes.end > verb) continue;
    return other.adnominal;
  }
  return false;
}

// Whether a phrase names an entity of one of the types.
bool ArgumentFinder::names_one(const Reading& reading, const NounPhrase& phrase,
                               const TypeSet& types) const {
  return !phrase.pronoun && resolve(reading, phrase, phrase.bytes, types, {}).has_value();
}

// "가람이 설비를 늘리고 값을 내렸다": the subject in front of verbs that go on with 고, 며, 해.
std::optional<std::size_t> ArgumentFinder::chained_subject(const Reading& reading,
                                                           std::uint32_t verb) const {
  for (std::size_t i = reading.phrases.size(); i-- > 0;) {
    const NounPhrase& phrase = reading.phrases[i];
    if (phrase.whole.end > verb) continue;
    if (reading.joint_between(phrase.whole.end, verb, JointKind::Break)) return std::nullopt;
    if (phrase.marker != Marker::Subject || in_noun_clause(reading, phrase, verb)) continue;
    return i;
  }
  return std::nullopt;
}

std::vector<Argument> ArgumentFinder::korean_subject(const Reading& reading, ByteRange verb,
                                                     const TypeSet& types) const {
  CueHit hit;
  hit.bytes = verb;
  hit.whole = verb;
  FrameSlot slot;
  slot.markers = {Marker::Subject};
  auto out = korean_side(reading, hit, slot, types, true, true);
  const bool any =
      std::any_of(reading.phrases.begin(), reading.phrases.end(), [&](const NounPhrase& phrase) {
        return phrase.whole.end <= verb.begin &&
               (phrase.marker == Marker::Topic || phrase.marker == Marker::Subject) &&
               !in_noun_clause(reading, phrase, verb.begin);
      });
  if (out.empty() && !any) out = absent_subject(reading, hit, types);
  return out;
}

// "R1 출시 이후", "성능에 중점을 둔 모델": said in passing, so that the heading's firm need not be
// the one who does it.
bool ArgumentFinder::says_of_another(const Reading& reading, const CueHit& hit) const {
  if (hit.adnominal && hit.frame->family == "PURSUES") return true;
  if (!hit.nominal) return false;
  std::string_view rest(text_.blocks[reading.span.block].text);
  rest.remove_prefix(std::min<std::size_t>(hit.whole.end, rest.size()));
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  return rest.substr(0, 6) == "이후" || rest.substr(0, 4) == "후 " || rest.substr(0, 4) == "후,";
}

// "‘가람’이라는 신제품을", "‘가람’과 ‘누리’ 등 신제품을": what is named in front of the noun.
std::vector<Argument> ArgumentFinder::named_in_front(const Reading& reading,
                                                     const NounPhrase& phrase,
                                                     const TypeSet& types) const {
  std::vector<Argument> out;
  if (types.count("Product") == 0) return out;
  const std::string_view block = text_.blocks[reading.span.block].text;
  std::vector<const TextMention*> mentions;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    mentions.push_back(&mention);
  }
  std::uint32_t next = phrase.bytes.begin;  // of the noun, or of the last name found
  for (std::size_t i = mentions.size(); i-- > 0;) {
    const TextMention& mention = *mentions[i];
    if (mention.inherited || mention.span.block != reading.span.block ||
        mention.span.bytes.end >= next || text_.entities[mention.entity].type != "Product") {
      continue;
    }
    std::string_view gap = block.substr(mention.span.bytes.end, next - mention.span.bytes.end);
    for (const std::string_view mark : {"’", "'", "”", "\""}) {
      if (gap.starts_with(mark)) gap.remove_prefix(mark.size());
      if (gap.ends_with(mark)) gap.remove_suffix(mark.size());
    }
    for (const std::string_view mark : {"‘", "“"}) {
      if (gap.ends_with(mark)) gap.remove_suffix(mark.size());
    }
    const bool joined = gap == " 등 " || gap == ", " || gap == "와 " || gap == "과 " || gap == "·";
    const bool called = gap.starts_with("이라는 ") || gap.starts_with("라는 ");
    constexpr std::uint32_t kCalled = 12;  // bytes of the mark and 이라는
    const bool near = mention.span.bytes.end + kCalled + kNearNoun >= next &&
                      !reading.verb_between(mention.span.bytes.end + kCalled, next, true);
    if (out.empty() ? gap != " 등 " && !(called && near) : !joined) break;
    Argument found;
    found.entity = mention.entity;
    found.bytes = mention.span.bytes;
    out.push_back(found);
    next = mention.span.bytes.begin;
  }
  return out;
}

// The type that a bare noun in front of a verbal noun may get: what is pursued, and what an agency
// issues when the noun names a document.
std::string_view ArgumentFinder::bare_type(const Reading& reading, const CueHit& hit,
                                           const NounPhrase& phrase) const {
  if (hit.frame->family == "PURSUES") return "Strategy";
  // "허가의 걸림돌이": the wording begins with the particle of its object.
  if (std::string_view(text_.blocks[reading.span.block].text).substr(hit.bytes.begin, 4) == "의 ") {
    return hit.frame->object.creates;
  }
  if (hit.frame->family != "ISSUES") return {};
  std::string_view name(text_.blocks[reading.span.block].text);
  const std::uint32_t end = phrase.bytes.begin < hit.bytes.begin
                                ? std::min(phrase.bytes.end, hit.bytes.begin)
                                : phrase.bytes.end;
  name = name.substr(phrase.bytes.begin, end - phrase.bytes.begin);
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  for (const std::string& word : frames_.words(Language::Korean, "issued")) {
    if (name.size() >= word.size() && name.substr(name.size() - word.size()) == word) {
      return "Policy";
    }
  }
  return {};
}

// "보조금이 가람의 성장을 뒷받침": what helps or restrains a firm's doings does so to the firm.
std::vector<Argument> ArgumentFinder::owner_helped(const Reading& reading, const CueHit& hit,
                                                   const NounPhrase& phrase,
                                                   const TypeSet& types) const {
  if (hit.frame->family != "PROMOTES" && hit.frame->family != "CONSTRAINS") return {};
  const std::string_view block = text_.blocks[reading.span.block].text;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (mention.inherited || mention.span.block != reading.span.block ||
        mention.span.bytes.begin != phrase.bytes.begin ||
        text_.entities[mention.entity].type != "Firm" || types.count("Firm") == 0 ||
        !block.substr(mention.span.bytes.end).starts_with("의 ")) {
      continue;
    }
    Argument found;
    found.entity = mention.entity;
    found.bytes = mention.span.bytes;
    found.confidence = -30;
    return {found};
  }
  return {};
}

std::vector<Argument> ArgumentFinder::korean_side(const Reading& reading, const CueHit& hit,
                                                  const FrameSlot& slot, const TypeSet& types,
                                                  bool subject, bool other_found) const {
  const auto& phrases = reading.phrases;
  const std::string& block = text_.blocks[reading.span.block].text;
  std::size_t before = 0;  // phrases that begin before the wording
  while (before < phrases.size() && phrases[before].bytes.begin < hit.bytes.begin) ++before;

  const auto nearest = [&](Marker marker, bool adnominal_too) -> std::optional<std::size_t> {
    for (std::size_t i = before; i-- > 0;) {
      if (phrases[i].bytes.end > hit.bytes.begin) continue;
      if (reading.verb_between(phrases[i].whole.end, hit.bytes.begin, adnominal_too)) break;
      if (reading.joint_between(phrases[i].whole.end, hit.bytes.begin, JointKind::Break)) break;
      if (is_means(block, phrases[i])) continue;
      if (phrases[i].marker == marker) return i;
      if (marker == Marker::To && stands_to_and_topic(block, phrases[i])) return i;
    }
    return std::nullopt;
  };
  const auto behind = [&]() -> std::vector<Argument> {
    // Behind "강화된" stands what was strengthened, never who did it.
    if (!hit.adnominal || slot.takes(Marker::By)) return {};
    for (std::size_t i = before; i < phrases.size(); ++i) {
      if (phrases[i].bytes.begin < hit.whole.end) continue;
      if (phrases[i].bytes.begin > hit.whole.end + 12) break;
      auto out = side(reading, {i}, hit, types, behind_type(reading, hit, phrases[i]));
      // "출시할 AI 비서인 ‘가람이’": what the noun is called stands behind it.
      if (out.empty() && i + 1 < phrases.size() && phrases[i].marker == Marker::Other &&
          std::string_view(block).substr(0, phrases[i].whole.end).ends_with("인") &&
          phrases[i + 1].bytes.begin <= phrases[i].whole.end + 5) {
        out = side(reading, {i + 1}, hit, types, {});
      }
      return out;
    }
    return {};
  };

  // "R1 공개": a bare noun directly in front of a verbal noun.
  const auto bare = [&]() -> std::vector<Argument> {
    if (!slot.takes(Marker::Object) || before == 0) return {};
    const std::size_t last = before - 1;
    const std::uint32_t end = std::min(phrases[last].bytes.end, hit.bytes.begin);
    const bool adjacent = end <= hit.bytes.begin && hit.bytes.begin - end <= 1;
    const bool through = phrases[last].bytes.end > hit.bytes.begin;
    if (!through && !(adjacent && phrases[last].marker == Marker::None)) return {};
    return side(reading, group(reading, last), hit, types, bare_type(reading, hit, phrases[last]));
  };

  if (!subject) {
    if (hit.nominal) {
      auto out = bare();
      if (!out.empty()) return out;
    }
    for (Marker wanted : slot.markers) {
      if (wanted == Marker::Action) {
        auto action = korean_action(reading, hit, slot.creates);
        if (action) return {std::move(*action)};
        continue;
      }
      // "가람이 산 누리": the noun behind is what was bought, not the topic in front.
      if (wanted == Marker::Topic && hit.adnominal) continue;
      const auto found = nearest(wanted, false);
      if (found) {
        // What a noun's own clause says of it makes no new concept. A paper that an agency issues
        // is one by its last word.
        const bool paper = hit.frame->family == "ISSUES" && slot.creates.empty();
        const std::string_view creates =
            paper ? bare_type(reading, hit, phrases[*found]) : std::string_view(slot.creates);
        // "기술을 보유한 가람": unless the noun behind is the firm that has it.
        const bool said_of_noun = hit.adnominal && !hit.frame->subject.takes(Marker::Object) &&
                                  !(hit.frame->family == "HAS" && says_of_firm(reading, hit));
        auto out = side(reading, group(reading, *found), hit, types,
                        said_of_noun ? std::string_view() : creates);
        if (out.empty()) out = named_in_front(reading, phrases[*found], types);
        if (out.empty()) out = product_of(reading, hit, phrases[*found], types);
        // "누리, 나래 등 제조사에 공급": the firms that the noun sums up.
        if (out.empty() && *found > 0 && types.count("Firm") != 0 &&
            std::string_view(block).substr(phrases[*found - 1].bytes.end).starts_with(" 등 ")) {
          out = side(reading, group(reading, *found - 1), hit, types, {});
        }
        // "누리와 합작사를 설립": what was founded is the last of them alone.
        if (hit.frame->kind == "SUBSIDIARY_OF" && !names_one(reading, phrases[*found], types)) {
          out.clear();
        }
        auto helped = owner_helped(reading, hit, phrases[*found], types);
        if (!helped.empty() && (out.empty() || out.front().created)) out = std::move(helped);
        if (*found > 0 && stands_between(block, phrases[*found - 1].bytes.end)) {
          for (Argument& one : side(reading, group(reading, *found - 1), hit, types, {})) {
            out.push_back(std::move(one));
          }
        }
        if (!out.empty()) return out;
        if (wanted == Marker::Object) return {};  // its object is something else
      }
    }
    auto out = bare();
    if (!out.empty()) return out;
    return behind();
  }

  if (const auto found = nearest(Marker::Subject, true)) {
    auto out = side(reading, group(reading, *found), hit, types, slot.creates);
    // "A·B·C 등 조선 3사가": the firms that the noun counts.
    if (out.empty() && *found > 0 &&
        std::string_view(block).substr(phrases[*found - 1].bytes.end).starts_with(" 등 ")) {
      out = side(reading, group(reading, *found - 1), hit, types, {});
    }
    if (out.empty()) out = spoken_for(reading, hit, phrases[*found], types);
    return out;
  }
  if (hit.adnominal && other_found && !hit.passive) {
    auto out = behind();
    if (!out.empty()) return out;
  }
  // "가람은 기능을 갖춘 기기를 냈다": the device has it.
  const std::string_view wording =
      std::string_view(block).substr(hit.bytes.begin, hit.bytes.size());
  if (hit.frame != nullptr && hit.frame->family == "HAS" && other_found &&
      (hit.adnominal || wording == "갖춘") &&
      !is_bound_noun(std::string_view(block).substr(hit.whole.end))) {
    return {};
  }
  bool any_topic = false;
  for (std::size_t i = before; i-- > 0;) {
    if (phrases[i].bytes.end > hit.bytes.begin) continue;
    if (reading.joint_between(phrases[i].whole.end, hit.bytes.begin, JointKind::Break)) break;
    // "가람도 줄였다": one of the right type is a topic too, 비용도 is none.
    if (hit.frame != nullptr &&
        (hit.frame->object.takes(Marker::To) || hit.frame->family == "LEADS_TO") &&
        stands_to_and_topic(block, phrases[i]))
      continue;
    if (phrases[i].marker == Marker::Topic ||
        (phrases[i].marker == Marker::Also &&
         (slot.takes(Marker::Also) || names_one(reading, phrases[i], types)))) {
      any_topic = true;
      auto out = side(reading, group(reading, i), hit, types, slot.creates);
      if (out.empty()) out = spoken_for(reading, hit, phrases[i], types);
      if (hit.adnominal) {
        for (Argument& one : out) one.confidence -= 80;
      }
      return out;
    }
    if (phrases[i].marker == Marker::Subject && i + 1 == before) any_topic = true;
  }
  if (any_topic) return {};
  if (const auto found = chained_subject(reading, hit.bytes.begin)) {
    return side(reading, group(reading, *found), hit, types, {});
  }
  // "딥시크의 R1 출시": the owner of the object.
  if (before > 0 && phrases[before - 1].bytes.end >= hit.bytes.begin) {
    const ByteRange bytes = phrases[before - 1].bytes;
    for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
      if (mention.inherited || mention.span.block != reading.span.block) continue;
      if (mention.span.bytes.begin != bytes.begin || mention.span.bytes.end >= hit.bytes.begin) {
        continue;
      }
      std::uint32_t end = mention.span.bytes.end;
      if (end < block.size() && block[end] == '(') {
        const std::size_t close = block.find(')', end);
        if (close != std::string::npos) end = static_cast<std::uint32_t>(close + 1);
      }
      if (std::string_view(block).substr(end, 3) != "의") continue;
      if (types.count(text_.entities[mention.entity].type) == 0) continue;
      Argument found;
      found.entity = mention.entity;
      found.bytes = mention.span.bytes;
      return {found};
    }
  }
  return {};
}

void ArgumentFinder::remember_plan(const Reading& reading, const Argument& plan) {
  constexpr std::size_t kMostPlans = 6;
  if (last_plans_.size() == kMostPlans) last_plans_.erase(last_plans_.begin());
  last_plans_.push_back(plan);
  plan_block_ = reading.span.block;
  if (plan.created && plan.create_name.empty()) {
    const std::string_view block = text_.blocks[reading.span.block].text;
    last_plans_.back().create_name =
        concept_name(block.substr(plan.create_from.begin, plan.create_from.size()));
  }
}

// "이러한 전략은", "이번 투자는": what a firm does on purpose, as was said last.
std::optional<Argument> ArgumentFinder::plan_meant(const Reading& reading, ByteRange bytes) const {
  if (last_plans_.empty() || plan_block_ > reading.span.block ||
      reading.span.block - plan_block_ > 1) {
    return std::nullopt;
  }
  const std::string_view block = text_.blocks[reading.span.block].text;
  const std::string_view words = text_between(block, bytes.begin, bytes.end);
  if (!frames_.has_word(Language::Korean, "plan_pointer", words)) return std::nullopt;
  const std::string_view front = block.substr(0, bytes.begin);
  static constexpr std::array<std::string_view, 6> kPointers = {"이러한 ",  "이런 ",   "이번 ",
                                                                "이 같은 ", "이같은 ", "해당 "};
  if (std::none_of(kPointers.begin(), kPointers.end(),
                   [&](std::string_view word) { return front.ends_with(word); })) {
    return std::nullopt;
  }
  // 이러한 전략은: the last one of that name, else the last of all.
  auto same = std::find_if(last_plans_.rbegin(), last_plans_.rend(), [&](const Argument& plan) {
    return plan.created ? plan.create_name.ends_with(words)
                        : std::ranges::any_of(
                              text_.entities[plan.entity].names,
                              [&](const EntityName& name) { return name.text.ends_with(words); });
  });
  if (same == last_plans_.rend()) same = last_plans_.rbegin();
  Argument meant = *same;
  meant.bytes = bytes;
  if (meant.created) meant.create_from = bytes;
  meant.coreference = true;
  return meant;
}

// "새 모델을 주기적으로 확장할 계획": from the object to the stem of the verb in front of the
// wording.
std::optional<Argument> ArgumentFinder::korean_action(const Reading& reading, const CueHit& hit,
                                                      std::string_view creates) const {
  const std::string& block = text_.blocks[reading.span.block].text;
  // "… 것을 목표로(온서비스)": the bracket gives the aim its name.
  const std::size_t close = block.find(')', hit.bytes.end);
  if (block.compare(hit.bytes.end, 1, "(") == 0 && close != std::string::npos &&
      close < reading.span.bytes.end) {
    const ByteRange name{hit.bytes.end + 1, static_cast<std::uint32_t>(close)};
    const std::size_t letters =
        count_code_points(std::string_view(block).substr(name.begin, name.size()));
    if (letters < 2 || letters > kLongestKoreanAction) return std::nullopt;
    return new_concept(name, creates);
  }
  // The verb: the last one that ends directly in front of the wording, or reaches into it.
  const Verb* verb = nullptr;
  for (const Verb& one : reading.verbs) {
    const bool beside = one.bytes.end <= hit.bytes.begin && hit.bytes.begin - one.bytes.end <= 1;
    if (beside && one.adnominal) verb = &one;
  }
  if (verb == nullptr) return std::nullopt;
  const std::string_view word =
      std::string_view(block).substr(verb->bytes.begin, verb->bytes.size());
  static constexpr std::string_view kEndings[] = {"하려는", "시키려는", "시킬",
                                                  "하는",   "할",       "한다는"};
  // "협력을 구하는 전략": the wording names it.
  static constexpr std::string_view kStrategy = "전략";
  const bool named = std::string_view(block).substr(hit.bytes.begin, 6) == kStrategy;
  std::size_t stem = 0;
  for (const std::string_view ending : kEndings) {
    if (word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending) {
      stem = std::max(stem, word.size() - (word.size() - ending.size() > 3 ? ending.size() : 0));
      break;
    }
  }
  if (stem == 0 && !named) return std::nullopt;
  // Its object, or what it aims at.
  const NounPhrase* object = nullptr;
  for (const NounPhrase& phrase : reading.phrases) {
    if (phrase.whole.end > verb->bytes.begin) break;
    const bool part = phrase.marker == Marker::Object || phrase.marker == Marker::To ||
                      phrase.marker == Marker::Into;
    if (!part || phrase.pronoun) continue;
    if (reading.verb_between(phrase.whole.end, verb->bytes.begin) ||
        reading.joint_between(phrase.whole.end, verb->bytes.begin, JointKind::Break)) {
      continue;
    }
    if (object == nullptr || phrase.marker == Marker::Object || object->marker != Marker::Object) {
      object = &phrase;
    }
  }
  if (object == nullptr) return std::nullopt;
  const std::uint32_t end = named ? hit.bytes.begin + static_cast<std::uint32_t>(kStrategy.size())
                                  : verb->bytes.begin + static_cast<std::uint32_t>(stem);
  auto index = static_cast<std::size_t>(object - reading.phrases.data());
  while (index > 0 && connected(reading, index - 1)) --index;
  const ByteRange bytes{begin_with_modifiers(reading, block, index), end};
  const std::string name = concept_name(std::string_view(block).substr(bytes.begin, bytes.size()));
  const std::size_t size = count_code_points(name);
  const std::size_t thing = count_code_points(
      concept_name(std::string_view(block).substr(bytes.begin, verb->bytes.begin - bytes.begin)));
  if (size < 5 || size > kLongestKoreanAction || (!named && thing < 4)) return std::nullopt;
  // What is only scheduled is no plan unless its verb is one of a strategy.
  const bool scheduled = std::string_view(block).substr(hit.bytes.begin, 6) == "예정";
  const std::string_view noun = std::string_view(block).substr(verb->bytes.begin, stem);
  if (scheduled && !frames_.has_word(Language::Korean, "strategic", noun)) return std::nullopt;
  return new_concept(bytes, creates);
}

}  // namespace sarye

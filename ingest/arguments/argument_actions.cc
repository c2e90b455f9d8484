// Arguments of Chinese and English sentences that do not stand beside their verb as a plain noun
// phrase: what somebody plans to do, a subject that comes later, a company named behind its role.
#include <algorithm>
#include <array>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/arguments/arguments.h"

namespace sarye {
namespace {

constexpr std::uint32_t kShortestAction = 12;        // bytes
constexpr std::uint32_t kShortestEnglishAction = 8;  // cut jobs
constexpr std::uint32_t kLongestActionText = 66;
constexpr std::uint32_t kNearVerb = 20;  // bytes of auxiliaries between a subject and its verb

std::string last_word(std::string_view text) {
  const std::size_t space = text.rfind(' ');
  return to_lower(space == std::string_view::npos ? text : text.substr(space + 1));
}

}  // namespace

// "plans to close two plants": the words that the wording opens, up to the end of the clause. A
// verb among the frame's cues belongs to what is done (推进全面电动化), a wording as written does
// not.
std::optional<Argument> ArgumentFinder::action(const Reading& reading, const CueHit& hit,
                                               const TypeSet& types,
                                               std::string_view creates) const {
  if (creates.empty() || types.count(creates) == 0 || hit.passive) return std::nullopt;
  const std::string_view block = text_.blocks[reading.span.block].text;
  const bool chinese = reading.language == Language::Chinese;
  if (chinese) {
    // 降低成本 is a concept already; its verb is a part of its name.
    if (auto known = verb_phrase(reading, hit, types)) return known;
  }
  // 扩大到零部件: no object, but a reach.
  const std::string behind = to_simplified(block.substr(hit.whole.end, 3));
  if (chinese && creates == "Effect" && (behind == "到" || behind == "至")) return std::nullopt;
  // 布局的重要一步, 布局中做出的调整: the verb is a noun there.
  static constexpr std::array<std::string_view, 5> kNounTails = {"的", "中", "上", "之", "后"};
  if (chinese && std::ranges::find(kNounTails, behind) != kNounTails.end()) return std::nullopt;
  // 使利润下滑: what is made to happen.
  const bool causative =
      chinese && creates == "Effect" &&
      frames_.has_word(Language::Chinese, "causative",
                       to_simplified(block.substr(hit.bytes.begin, hit.bytes.size())));
  std::uint32_t begin = hit.nominal || causative ? hit.whole.end : hit.bytes.begin;
  if (causative && block.substr(begin, 3) == "其") begin += 3;  // 使其亏损
  while (begin < reading.span.bytes.end && block[begin] == ' ') ++begin;
  std::uint32_t end = reading.span.bytes.end;
  for (const Joint& joint : reading.joints) {
    if (joint.bytes.begin < hit.whole.end) continue;
    bool ends = joint.kind != JointKind::And;
    if (!chinese && joint.kind == JointKind::And) {
      // "close a plant and cut jobs": the second verb is a plan of its own.
      ends = std::any_of(reading.verbs.begin(), reading.verbs.end(), [&](const Verb& verb) {
        return verb.bytes.begin >= joint.bytes.end && verb.bytes.begin <= joint.bytes.end + 2;
      });
      // "expand its platform and will cooperate"
      const std::string next = to_lower(
          block.substr(joint.bytes.end, std::min<std::size_t>(12, block.size() - joint.bytes.end)));
      const std::size_t first = next.find_first_not_of(' ');
      if (first != std::string::npos) {
        ends = ends || frames_.has_word(Language::English, "modal",
                                        next.substr(first, next.find(' ', first) - first));
      }
    }
    if (ends) end = std::min(end, joint.bytes.begin);
  }
  if (chinese) {
    // 扩大产能以降低成本: what for is no part of what is done.
    for (const Verb& verb : reading.verbs) {
      if (verb.bytes.begin > begin + 9 && verb.bytes.begin < end &&
          block.substr(verb.bytes.begin - 3, 3) == "以") {
        end = verb.bytes.begin - 3;
      }
    }
  }
  bool holds_phrase = false;
  for (const NounPhrase& phrase : reading.phrases) {
    if (phrase.bytes.begin < hit.whole.end || phrase.bytes.begin >= end) continue;
    const bool circumstance = phrase.marker == Marker::By || phrase.marker == Marker::As ||
                              phrase.marker == Marker::Other;
    const bool too_long = phrase.marker != Marker::None && phrase.marker != Marker::Of &&
                          holds_phrase && phrase.whole.end > begin + kLongestActionText;
    if (!chinese && (circumstance || too_long)) {
      end = std::min(end, phrase.whole.begin);
      break;
    }
    // "raise prices to offset the impact": what for is no part of the name.
    if (!chinese && holds_phrase && phrase.after_verb && phrase.whole.begin > begin + 3) {
      const auto verb =
          std::find_if(reading.verbs.rbegin(), reading.verbs.rend(), [&](const Verb& one) {
            return one.bytes.end <= phrase.whole.begin && one.bytes.begin > begin + 3;
          });
      if (verb != reading.verbs.rend() && block.substr(verb->bytes.begin - 4, 4) == " to ") {
        end = std::min(end, verb->bytes.begin - 4);
        break;
      }
    }
    // "the programme it unveiled": what is said of the plan is no part of its name.
    if (!chinese && phrase.pronoun && holds_phrase && phrase.marker == Marker::None &&
        !phrase.after_verb) {
      end = std::min(end, phrase.whole.begin);
      break;
    }
    if (!phrase.pronoun) holds_phrase = true;
  }
  // 交付周期缩短五个月: how much is not what comes about.
  for (const Quantity& one : text_.quantities_in(reading.span.block)) {
    if (chinese && one.span.bytes.begin == hit.whole.end && one.span.bytes.end + 3 >= end) {
      return std::nullopt;
    }
  }
  static constexpr std::array<std::string_view, 7> kTail = {" ", ".", "!", ";", "。", "！", "；"};
  for (bool cut = true; cut && end > begin;) {
    cut = false;
    for (const std::string_view tail : kTail) {
      if (end - begin > tail.size() && block.substr(end - tail.size(), tail.size()) == tail) {
        end -= static_cast<std::uint32_t>(tail.size());
        cut = true;
      }
    }
  }
  // 扩大产能后: a time, and no plan.
  if (chinese && (block.substr(0, end).ends_with("后") || block.substr(0, end).ends_with("後"))) {
    return std::nullopt;
  }
  const std::uint32_t shortest = chinese ? kShortestAction : kShortestEnglishAction;
  if (!holds_phrase || end < begin + shortest || end > begin + kLongestActionText) {
    return std::nullopt;
  }
  for (const TimeMention& time : text_.times) {
    if (time.span.block == reading.span.block && time.span.bytes.begin == begin) {
      begin = time.span.bytes.end;  // 计划2025年投资: the year is no part of the plan's name
      while (begin < end && block[begin] == ' ') ++begin;
    }
  }
  if (end < begin + shortest) return std::nullopt;
  for (const TimeMention& time : text_.times) {
    if (time.span.block == reading.span.block && time.span.bytes.begin < end &&
        time.span.bytes.end > begin) {
      return std::nullopt;  // dates and figures belong to the assertion, not to a name
    }
  }
  return new_concept({begin, end}, creates, -50);
}

// "Originating from A, B has formed C"; 脱胎于A，使得B形成C: a sentence that opens with a verb has
// its subject in the clause behind.
std::vector<Argument> ArgumentFinder::later_subject(const Reading& reading, const CueHit& hit,
                                                    const TypeSet& types) const {
  std::uint32_t from = reading.span.bytes.begin;
  for (const Joint& joint : reading.joints) {
    if (joint.kind == JointKind::Break && joint.bytes.end <= hit.bytes.begin) {
      from = std::max(from, joint.bytes.end);
    }
  }
  const auto& phrases = reading.phrases;
  if (std::any_of(phrases.begin(), phrases.end(), [&](const NounPhrase& phrase) {
        return phrase.bytes.begin >= from && phrase.bytes.begin < hit.bytes.begin;
      })) {
    return {};
  }
  bool comma = false;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    const NounPhrase& phrase = phrases[i];
    if (phrase.bytes.begin < hit.whole.end) continue;
    if (reading.joint_between(hit.whole.end, phrase.bytes.begin, JointKind::Break)) break;
    comma = comma || reading.joint_between(hit.whole.end, phrase.bytes.begin, JointKind::Comma);
    if (!comma || phrase.marker != Marker::None || phrase.pronoun) continue;
    if (phrase.after_verb && !pivot(reading, phrase)) continue;
    const bool verb_follows =
        pivot(reading, phrase) ||
        std::any_of(reading.verbs.begin(), reading.verbs.end(), [&](const Verb& verb) {
          return verb.bytes.begin >= phrase.whole.end &&
                 verb.bytes.begin <= phrase.whole.end + kNearVerb &&
                 !reading.joint_between(phrase.whole.end, verb.bytes.begin, JointKind::Comma) &&
                 !reading.joint_between(phrase.whole.end, verb.bytes.begin, JointKind::And);
        });
    if (!verb_follows) continue;
    auto out = side(reading, {i}, hit, types, {});
    for (Argument& one : out) one.confidence -= 50;
    return out;
  }
  return {};
}

// "Delmar, which has a venture with Orlin, plans to": whether the wording stands in the clause
// that `which` opens behind the phrase, or directly behind that clause.
bool ArgumentFinder::holds_relative(const Reading& reading, const NounPhrase& phrase,
                                    const CueHit& hit) const {
  if (reading.language != Language::English) return false;
  const Joint* opens = nullptr;
  for (const Joint& joint : reading.joints) {
    if (joint.kind == JointKind::Relative && joint.bytes.begin >= phrase.whole.end &&
        joint.bytes.begin - phrase.whole.end <= 2) {
      opens = &joint;
      break;
    }
  }
  const std::string_view block = text_.blocks[reading.span.block].text;
  if (opens == nullptr) {
    // "Delmar, the largest shipper, ended": an apposition.
    const std::string next = to_lower(
        block.substr(std::min<std::size_t>(phrase.whole.end, block.size()), std::size_t{6}));
    if (!next.starts_with(", the ") && !next.starts_with(", a ") && !next.starts_with(", an ")) {
      return false;
    }
    for (const Joint& joint : reading.joints) {
      if (joint.kind != JointKind::Comma || joint.bytes.begin < phrase.whole.end + 2) continue;
      if (reading.verb_between(phrase.whole.end, joint.bytes.begin)) return false;
      return joint.bytes.end <= hit.bytes.begin &&
             std::any_of(reading.verbs.begin(), reading.verbs.end(), [&](const Verb& verb) {
               return verb.bytes.begin >= joint.bytes.end &&
                      verb.bytes.begin <= joint.bytes.end + kNearVerb &&
                      verb.bytes.begin <= hit.bytes.begin;
             });
    }
    return false;
  }
  if (opens->bytes.end > hit.bytes.begin) return false;
  const std::string word = to_lower(block.substr(opens->bytes.begin, opens->bytes.size()));
  if (word != "which" && word != "who") return false;
  for (const Joint& joint : reading.joints) {
    if (joint.kind != JointKind::Comma || joint.bytes.begin < opens->bytes.end) continue;
    return hit.bytes.begin < joint.bytes.begin || hit.bytes.begin <= joint.bytes.end + 2;
  }
  return true;
}

// "A achieved X through Y", "A did X, establishing Y": the last noun in front that has a verb of
// its own, whatever stands between.
std::vector<Argument> ArgumentFinder::clause_subject(const Reading& reading, const CueHit& hit,
                                                     const TypeSet& types) const {
  const auto& phrases = reading.phrases;
  for (std::size_t i = phrases.size(); i-- > 0;) {
    const NounPhrase& phrase = phrases[i];
    if (phrase.whole.end > hit.bytes.begin) continue;
    if (reading.joint_between(phrase.whole.end, hit.bytes.begin, JointKind::Break)) return {};
    Indexes indexes = group(reading, i);
    const NounPhrase& first = phrases[indexes.front()];
    if (first.marker != Marker::None || (first.after_verb && !phrase.pronoun)) continue;
    // "A has no venture with B": has is no verb of the reading.
    const std::string_view block = text_.blocks[reading.span.block].text;
    std::string_view next = block.substr(phrase.whole.end, hit.bytes.begin - phrase.whole.end);
    next.remove_prefix(std::min(next.size(), next.find_first_not_of(' ')));
    // "Delmar was added to": the wording is itself the verb.
    const std::string_view wording = block.substr(hit.bytes.begin, hit.bytes.size());
    const std::string opening = to_lower(wording.substr(0, wording.find(' ')));
    const bool verbal =
        reading.language == Language::English && next.empty() &&
        (frames_.has_word(Language::English, "auxiliary", opening) ||
         (hit.nominal && frames_.verb_forms(Language::English).count(opening) != 0));
    const bool has_verb =
        verbal || holds_relative(reading, phrase, hit) ||
        frames_.has_word(reading.language, "auxiliary", next.substr(0, next.find(' '))) ||
        std::any_of(reading.verbs.begin(), reading.verbs.end(), [&](const Verb& verb) {
          return verb.bytes.begin >= phrase.whole.end && verb.bytes.begin < hit.bytes.begin &&
                 verb.bytes.begin <= phrase.whole.end + kNearVerb &&
                 !reading.joint_between(phrase.whole.end, verb.bytes.begin, JointKind::Comma);
        });
    if (!has_verb) continue;
    while (!indexes.empty() && phrases[indexes.back()].whole.end > hit.bytes.begin) {
      indexes.pop_back();
    }
    auto out = side(reading, indexes, hit, types, {});
    if (out.empty()) out = stands_for(reading, i, hit, types);
    for (Argument& one : out) one.confidence -= 30;
    return out;
  }
  return {};
}

// "adopted a low-cost strategy, resulting in growth": the phrase in front of the comma.
std::vector<Argument> ArgumentFinder::result_of(const Reading& reading, const CueHit& hit,
                                                const TypeSet& types) const {
  if (hit.frame->family != "LEADS_TO" && hit.frame->family != "HINDERS") return {};
  for (std::size_t i = reading.phrases.size(); i-- > 0;) {
    const NounPhrase& phrase = reading.phrases[i];
    if (phrase.whole.end > hit.bytes.begin) continue;
    const std::string_view block = text_.blocks[reading.span.block].text;
    if (block.substr(phrase.whole.end, hit.bytes.begin - phrase.whole.end) != ", ") return {};
    return side(reading, {i}, hit, types, {});
  }
  return {};
}

// "said it would", "expect that the company will": the phrase is the subject of a clause that the
// verb opens.
bool ArgumentFinder::says_that(const Reading& reading, const Verb& verb,
                               const NounPhrase& phrase) const {
  const std::string block = to_lower(text_.blocks[reading.span.block].text.substr(
      0,
      std::min<std::size_t>(phrase.whole.end + 20, text_.blocks[reading.span.block].text.size())));
  const std::string_view text = block;
  if (!frames_.has_word(Language::English, "reports",
                        text.substr(verb.bytes.begin, verb.bytes.size()))) {
    return false;
  }
  std::string_view gap = text.substr(verb.bytes.end, phrase.bytes.begin - verb.bytes.end);
  for (const std::string_view word : {" that", " the", " its"}) {
    if (gap.starts_with(word)) gap.remove_prefix(word.size());
  }
  if (gap.find_first_not_of(' ') != std::string_view::npos) return false;
  std::string_view behind = text.substr(phrase.whole.end);
  while (behind.starts_with(" ")) behind.remove_prefix(1);
  const std::string_view next = behind.substr(0, behind.find_first_of(" ,.;"));
  return frames_.has_word(Language::English, "modal", next) ||
         frames_.has_word(Language::English, "auxiliary", next);
}

// 使得B形成C, "allows B to form C": B is the subject of the verb behind it.
bool ArgumentFinder::pivot(const Reading& reading, const NounPhrase& phrase) const {
  if (!phrase.after_verb) return false;
  const std::string_view block = text_.blocks[reading.span.block].text;
  for (const Verb& verb : reading.verbs) {
    if (verb.bytes.end > phrase.whole.begin) continue;
    // "Analysts expect that Delmar will": the subject of what is said.
    if (reading.language == Language::English && says_that(reading, verb, phrase)) return true;
    if (phrase.whole.begin - verb.bytes.end > 4) continue;
    const std::string word =
        to_lower(to_simplified(block.substr(verb.bytes.begin, verb.bytes.size())));
    if (frames_.has_word(reading.language, "causative", word)) return true;
    // 研究者认为A降低了B: A is the subject of what is said.
    if (reading.language == Language::Chinese && frames_.has_word(Language::Chinese, "say", word)) {
      return true;
    }
  }
  return false;
}

// "its rival, Northlight" is Northlight; "the founders and team of Northlight" act for it.
std::vector<Argument> ArgumentFinder::stands_for(const Reading& reading, std::size_t index,
                                                 const CueHit& hit, const TypeSet& types) const {
  if (reading.language != Language::English || index + 1 >= reading.phrases.size()) return {};
  const std::string_view block = text_.blocks[reading.span.block].text;
  const NounPhrase& phrase = reading.phrases[index];
  const NounPhrase& next = reading.phrases[index + 1];
  if (next.bytes.begin < phrase.whole.end) return {};
  const std::string word = last_word(block.substr(phrase.bytes.begin, phrase.bytes.size()));
  const std::string_view gap = block.substr(phrase.whole.end, next.bytes.begin - phrase.whole.end);
  const bool apposition = gap == ", " && next.marker == Marker::None &&
                          frames_.has_word(Language::English, "role", word);
  const bool owner = gap == " of " && frames_.has_word(Language::English, "member", word);
  // "rivals such as Northlight and Orlin"
  const bool examples = gap == " such as " || gap == ", such as " || gap == " like " ||
                        gap == " including " || gap == ", including ";
  if (examples) return side(reading, group(reading, index + 1), hit, types, {});
  if (!apposition && !owner) return {};
  return side(reading, {index + 1}, hit, types, {});
}

}  // namespace sarye

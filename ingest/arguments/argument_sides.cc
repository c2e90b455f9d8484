// The sides of a Chinese or English verb: what stands in front of it, and what on the side, or
// behind the preposition, that its frame asks for.
#include <algorithm>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/arguments/arguments.h"

namespace sarye {
namespace {

const TypeSet kFirmAlone{"Firm"};

}  // namespace

// ", which has a venture with Orlin," directly in front of the wording; empty: none.
ByteRange ArgumentFinder::relative_before(const Reading& reading, const CueHit& hit) const {
  const Joint* comma = nullptr;
  for (const Joint& joint : reading.joints) {
    if (joint.kind == JointKind::Comma && joint.bytes.end <= hit.bytes.begin) comma = &joint;
  }
  if (comma == nullptr || hit.bytes.begin > comma->bytes.end + 2) return {};
  const std::string_view block = text_.blocks[reading.span.block].text;
  for (const Joint& joint : reading.joints) {
    if (joint.kind != JointKind::Relative || joint.bytes.end > comma->bytes.begin ||
        reading.joint_between(joint.bytes.end, comma->bytes.begin, JointKind::Comma)) {
      continue;
    }
    const std::string word = to_lower(block.substr(joint.bytes.begin, joint.bytes.size()));
    if (word == "which" || word == "who") return {joint.bytes.begin, comma->bytes.begin};
  }
  return {};
}

std::vector<Argument> ArgumentFinder::before_verb(const Reading& reading, const CueHit& hit,
                                                  const TypeSet& types,
                                                  std::string_view creates) const {
  const auto& phrases = reading.phrases;
  const bool chinese = reading.language == Language::Chinese;
  std::uint32_t right = hit.bytes.begin;
  // "a mechanism that enables X": the phrase in front of the relative.
  for (const Joint& joint : reading.joints) {
    if (joint.kind != JointKind::Relative || joint.bytes.end > hit.bytes.begin) continue;
    bool phrase_between = false;
    for (const NounPhrase& phrase : phrases) {
      phrase_between = phrase_between || (phrase.bytes.begin >= joint.bytes.end &&
                                          phrase.whole.end <= hit.bytes.begin);
    }
    if (phrase_between) continue;
    for (std::size_t i = phrases.size(); i-- > 0;) {
      if (phrases[i].whole.end <= joint.bytes.begin &&
          joint.bytes.begin - phrases[i].whole.end <= 2) {
        return side(reading, {i}, hit, types, {});
      }
    }
  }
  // A与B就C签约: C stands between the partners and the verb.
  std::size_t last = phrases.size();
  if (chinese && hit.frame->object.takes(Marker::With)) {
    for (std::size_t i = phrases.size(); i-- > 0;) {
      if (phrases[i].whole.end > hit.bytes.begin || phrases[i].marker != Marker::With) continue;
      const bool here =
          !reading.joint_between(phrases[i].whole.end, hit.bytes.begin, JointKind::Comma) &&
          !reading.joint_between(phrases[i].whole.end, hit.bytes.begin, JointKind::Break);
      if (here && names_one(reading, phrases[i], types)) last = i + 1;
      break;
    }
  }
  bool crossed = false;
  const ByteRange relative = chinese ? ByteRange{} : relative_before(reading, hit);
  for (std::size_t i = last; i-- > 0;) {
    const NounPhrase& phrase = phrases[i];
    if (phrase.bytes.begin >= hit.bytes.begin) continue;
    if (relative.contains(phrase.bytes)) continue;
    if (phrase.whole.end > right && phrase.bytes.end > hit.bytes.begin && !chinese) continue;
    // 与B展开激烈竞争: the noun that the wording is a part of.
    if (chinese && hit.nominal && phrase.bytes.contains(hit.bytes) &&
        phrase.bytes.begin < hit.bytes.begin && !names_one(reading, phrase, types)) {
      continue;
    }
    if (reading.joint_between(phrase.whole.end, hit.bytes.begin, JointKind::Break)) break;
    if (chinese && ends_prepositional(reading, i)) continue;
    // A group is what its first phrase is: 向A、B和C stands beside the verb, A与B in front of it.
    Indexes indexes = group(reading, i);
    const NounPhrase& first = phrases[indexes.front()];
    if ((first.after_verb && !pivot(reading, first)) || first.marker != Marker::None) continue;
    if (chinese && (is_object_before(reading, hit, first) || is_predicate(reading, i) ||
                    is_predicate_noun(reading, hit, first))) {
      continue;
    }
    if (phrase.marker != Marker::None && (indexes.size() < 2 || phrase.marker == Marker::With)) {
      continue;
    }
    if (hit.frame->object.takes(Marker::With)) {
      const auto with = [&](std::size_t one) { return phrases[one].marker == Marker::With; };
      // A与B、C竞争: B and C stand both behind 与.
      const auto first_with = std::find_if(indexes.begin(), indexes.end(), with);
      if (chinese) {
        indexes.erase(first_with, indexes.end());
      } else {
        indexes.erase(std::remove_if(first_with, indexes.end(), with), indexes.end());
      }
    }
    if (reading.verb_between(phrase.whole.end, hit.bytes.begin)) {
      // Verbs between: the same subject only where "and" or a comma chains them.
      const bool chained =
          reading.joint_between(phrase.whole.end, hit.bytes.begin, JointKind::And) ||
          reading.joint_between(phrase.whole.end, hit.bytes.begin, JointKind::Comma) ||
          hit.participle || chinese;
      const std::string_view between =
          text_between(text_.blocks[reading.span.block].text, phrase.whole.end, hit.bytes.begin);
      const bool infinitive =
          between.size() >= 4 && to_lower(between.substr(between.size() - 4)) == " to ";
      if (!chained && !infinitive &&
          !reduced_relative(reading, phrase.whole.end, hit.bytes.begin)) {
        return {};
      }
      crossed = true;
    }
    // An owner's phrase ("BYD's margin") is followed by what is owned.
    auto out = side(reading, indexes, hit, types, creates);
    if (!out.empty()) {
      if (crossed) {
        for (Argument& one : out) one.confidence -= 30;
      }
      return out;
    }
    out = stands_for(reading, i, hit, types);
    if (!out.empty()) return out;
    // A的新药与B的新药竞争: what competes is a firm's.
    if (chinese && hit.frame->family == "COMPETES_WITH" && i > 0 &&
        phrases[i - 1].marker == Marker::Of &&
        !reading.verb_between(phrases[i - 1].whole.end, phrase.bytes.begin)) {
      out = side(reading, {i - 1}, hit, types, {});
      if (!out.empty()) return out;
    }
    // A2024年营收达90亿元，并计划扩产: A goes on behind its figure.
    const std::string_view word =
        text_between(text_.blocks[reading.span.block].text, phrase.bytes.begin, phrase.bytes.end);
    if (chinese && types.count("Firm") != 0 &&
        frames_.has_word(Language::Chinese, "measure", to_simplified(word))) {
      crossed = true;
      continue;
    }
    // 同质化、低价竞争等问题制约了: what 等 closes is meant.
    if (chinese && phrase.whole.begin >= 3 &&
        text_between(text_.blocks[reading.span.block].text, phrase.whole.begin - 3,
                     phrase.whole.begin) == "等") {
      crossed = true;
      continue;
    }
    if (first.after_verb) continue;  // 垂直整合使得A形成成本优势: what makes A do so
    if (hit.participle && !chinese) {
      out = clause_subject(reading, hit, types);
      return out.empty() ? result_of(reading, hit, types) : out;
    }
    // An apposition between commas is passed over: "DeepSeek, a start-up, launched".
    const std::string& block = text_.blocks[reading.span.block].text;
    const std::string_view next = text_between(
        block, phrase.whole.end, std::min<std::uint32_t>(phrase.whole.end + 3, hit.bytes.begin));
    const bool apposition =
        !chinese && i > 0 && next.find(',') != std::string_view::npos &&
        reading.joint_between(phrases[i - 1].whole.end, phrase.bytes.begin, JointKind::Comma);
    if (!apposition) return {};
  }
  auto later = later_subject(reading, hit, types);
  if (!later.empty()) return later;
  // 和记港口计划: what opens the sentence is no preposition here.
  if (chinese && !phrases.empty() && phrases.front().marker == Marker::With &&
      phrases.front().whole.end <= hit.bytes.begin && !hit.frame->object.takes(Marker::With)) {
    return {};
  }
  // Whom a policy helps or hurts is named.
  if (hit.frame->family == "PROMOTES" || hit.frame->family == "CONSTRAINS") return {};
  // An English sentence names its subject; a bullet need not.
  const PassageKind kind = text_.blocks[reading.span.block].kind;
  if (!chinese && kind != PassageKind::Bullet) return {};
  return absent_subject(reading, hit, types);
}

std::vector<Argument> ArgumentFinder::other_side(const Reading& reading, const CueHit& hit,
                                                 const FrameSlot& slot, const TypeSet& types,
                                                 bool subject) const {
  const auto& phrases = reading.phrases;
  const bool chinese = reading.language == Language::Chinese;
  // A的研究团队: what a team does or comes from is its owner's.
  const auto owner_of_member = [&](std::size_t target) -> std::vector<Argument> {
    const std::string& block = text_.blocks[reading.span.block].text;
    const ByteRange bytes = phrases[target].bytes;
    const std::string word = to_simplified(text_between(block, bytes.begin, bytes.end));
    // 支持A的发展 supports A.
    const bool stake = types.size() == 1 && types.count("Firm") != 0 &&
                       (word.ends_with("股份") || word.ends_with("股权"));
    const bool activity = types.count("Firm") != 0 && types.count("Place") != 0 &&
                          frames_.has_word(Language::Chinese, "activity", word);
    // 力抗A的攻勢, 限制A的產能: what is a firm's stands for it.
    const bool owned = hit.frame->family == "COMPETES_WITH" || hit.frame->family == "CONSTRAINS" ||
                       hit.frame->family == "PROMOTES";
    if (target == 0 ||
        (!activity && !stake && !owned && !frames_.has_word(Language::Chinese, "member", word))) {
      return {};
    }
    return side(reading, {target - 1}, hit, owned && !activity && !stake ? kFirmAlone : types, {});
  };
  for (Marker wanted : slot.markers) {
    if (wanted == Marker::Topic) {
      auto out = clause_subject(reading, hit, types);
      if (!out.empty()) return out;
      continue;
    }
    if (wanted == Marker::Subject) {
      auto out = before_verb(reading, hit, types, slot.creates);
      if (!out.empty() || subject) return out;
      continue;
    }
    if (wanted == Marker::Action) {
      auto found = action(reading, hit, types, slot.creates);
      if (found && !chinese) return with_further_actions(reading, *found, types, slot.creates);
      if (found) return {std::move(*found)};
      continue;
    }
    if (wanted == Marker::Object && !chinese) {
      auto out = english_object(reading, hit, slot, types);
      if (!out.empty()) return out;
      continue;
    }
    if (wanted == Marker::Object) {
      // Where a verb phrase may be the object, only what has a type already is one by itself.
      const std::string_view creates =
          slot.takes(Marker::Action) ? std::string_view() : std::string_view(slot.creates);
      for (std::size_t i = 0; i < phrases.size(); ++i) {
        if (phrases[i].bytes.end <= hit.bytes.end || phrases[i].bytes.begin < hit.bytes.begin) {
          continue;
        }
        const std::uint32_t begin = std::max(phrases[i].bytes.begin, hit.whole.end);
        const bool plain =
            phrases[i].marker == Marker::None ||
            (phrases[i].whole.begin < hit.whole.end && phrases[i].bytes.begin >= hit.whole.end);
        if (!plain || begin > hit.whole.end + 18 || reading.verb_between(hit.whole.end, begin) ||
            reading.joint_between(hit.whole.end, begin, JointKind::Comma) ||
            reading.joint_between(hit.whole.end, begin, JointKind::Break)) {
          break;
        }
        std::size_t target = i;
        // X的Y: the owner stands in front of the object.
        for (;;) {
          const std::size_t last = group(reading, target).back();
          if (last + 1 >= phrases.size()) break;
          const bool owner =
              phrases[last].marker == Marker::Of ||
              (phrases[last].pronoun && phrases[last].bytes.end == phrases[last + 1].bytes.begin);
          if (!owner ||
              reading.verb_between(phrases[last].whole.end, phrases[last + 1].bytes.begin)) {
            break;
          }
          target = last + 1;
        }
        const Indexes indexes = group(reading, target);
        // 导致利润下滑: what happens to the object is the effect.
        if (chinese && slot.takes(Marker::Action) && changes(reading, phrases[indexes.back()]))
          break;
        auto out = side(reading, indexes, hit, types, creates);
        if (out.empty()) out = stands_for(reading, target, hit, types);
        if (out.empty()) out = owner_of_member(target);
        if (!out.empty()) return out;
        break;
      }
      // 把X, and X的 in front.
      for (std::size_t i = 0; i < phrases.size(); ++i) {
        if (phrases[i].bytes.begin < hit.whole.end || phrases[i].marker != Marker::Of) continue;
        if (phrases[i].bytes.begin > hit.whole.end + 12) break;
        std::size_t target = i;
        while (target + 1 < phrases.size() && phrases[target].marker == Marker::Of &&
               !reading.verb_between(phrases[target].whole.end, phrases[target + 1].bytes.begin) &&
               !reading.joint_between(phrases[target].whole.end, phrases[target + 1].bytes.begin,
                                      JointKind::Comma)) {
          ++target;
        }
        auto out = side(reading, group(reading, target), hit, types, creates);
        if (out.empty()) out = owner_of_member(target);
        if (!out.empty()) return out;
        break;
      }
      for (std::size_t i = phrases.size(); i-- > 0;) {
        if (phrases[i].marker != Marker::Object || phrases[i].bytes.end > hit.bytes.begin ||
            reading.verb_between(phrases[i].whole.end, hit.bytes.begin)) {
          continue;
        }
        return side(reading, group(reading, i), hit, types, creates);
      }
      if (auto found = issued_later(reading, hit, types)) return {std::move(*found)};
      continue;
    }
    if (wanted == Marker::Of && !chinese) {
      auto out = english_owner(reading, hit, types);
      if (!out.empty()) return out;
    }
    // A preposition: behind the verb in English, on either side in Chinese.
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      const bool owned = chinese && wanted == Marker::With && owned_with(reading, phrases[i]);
      // "with Nvidia's chips": what is owned stands behind its owner.
      const bool owner = !chinese && phrases[i].marker == Marker::Of && wanted != Marker::Of &&
                         written_marker(reading, phrases[i]) == wanted;
      if (phrases[i].marker != wanted && !owned && !owner) continue;
      if (chinese && wanted == Marker::With && !owned) {
        // 由A和B合并, 在A和B设厂: 和 only joins what another preposition stands before.
        const Marker first = phrases[group(reading, i).front()].marker;
        if (first != Marker::None && first != Marker::With) continue;
      }
      const bool after = phrases[i].bytes.begin >= hit.whole.end;
      const std::uint32_t from = after ? hit.whole.end : phrases[i].whole.end;
      const std::uint32_t to = after ? phrases[i].whole.begin : hit.bytes.begin;
      if (!after && !chinese) continue;
      // 通过垂直整合，A降低了成本: what opens a sentence holds behind its comma.
      const bool means = chinese && wanted == Marker::Other && !after;
      if (from > to || (!hit.nominal && reading.verb_between(from, to)) ||
          reading.joint_between(from, to, JointKind::Break) ||
          (reading.joint_between(from, to, JointKind::Comma) && !means) ||
          reading.joint_between(from, to, JointKind::Relative)) {
        continue;
      }
      if (after && to - from > 60) continue;
      if (owner) {
        auto out = english_owned(reading, hit, i, types, slot.creates);
        if (!out.empty()) return out;
        continue;
      }
      auto out = side(reading, group(reading, i), hit, types, slot.creates);
      if (out.empty()) out = stands_for(reading, i, hit, types);
      if (!out.empty()) return out;
    }
  }
  return {};
}

}  // namespace sarye

#include "ingest/arguments/arguments.h"

#include <algorithm>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/concepts/modifiers_ko.h"

namespace sarye {
namespace {

constexpr std::uint32_t kFarAway = 150;         // bytes between an argument and its verb
constexpr std::uint32_t kLongestModified = 90;  // bytes of a new name with its modifiers

std::string_view slice(std::string_view text, std::uint32_t from, std::uint32_t to) {
  return from >= to ? std::string_view() : text.substr(from, to - from);
}

bool has(const FrameSlot& slot, Marker marker) {
  return std::find(slot.markers.begin(), slot.markers.end(), marker) != slot.markers.end();
}

bool is_joined_by_and(std::string_view block, std::uint32_t from, std::uint32_t to) {
  const std::string_view gap = slice(block, from, to);
  return gap == " 및 " || gap == "·" || gap == " · " || gap == "ㆍ" || gap == "와 " || gap == "과 ";
}

}  // namespace

const TypeSet kFirms{"Firm"};

TypeSet endpoint_types(const Ontology& ontology, std::string_view family, bool subject) {
  TypeSet types;
  const Relation* relation = ontology.find_relation(family);
  if (relation == nullptr) return types;
  for (const auto& [from, to] : ontology.relation(relation->family).endpoints) {
    types.insert(ontology.type(subject ? from : to).name);
  }
  return types;
}

ArgumentFinder::ArgumentFinder(const AnnotatedText& text, const Frames& frames,
                               const Ontology& ontology, const SectionSubjects& sections,
                               const KoreanNouns& nouns)
    : text_(text), frames_(frames), ontology_(ontology), sections_(sections), nouns_(nouns) {}

const ArgumentFinder::Endpoints& ArgumentFinder::endpoints_of(const Frame& frame) const {
  const auto known = endpoints_.find(frame.family);
  if (known != endpoints_.end()) return known->second;
  return endpoints_
      .emplace(frame.family, Endpoints{endpoint_types(ontology_, frame.family, true),
                                       endpoint_types(ontology_, frame.family, false)})
      .first->second;
}

bool ArgumentFinder::connected(const Reading& reading, std::size_t left) const {
  if (left + 1 >= reading.phrases.size()) return false;
  if (connected_in_ != reading.span || connected_.size() != reading.phrases.size()) {
    connected_in_ = reading.span;
    connected_.assign(reading.phrases.size(), std::nullopt);
  }
  std::optional<bool>& known = connected_[left];
  if (!known) known = read_connected(reading, left);
  return *known;
}

bool ArgumentFinder::read_connected(const Reading& reading, std::size_t left) const {
  const NounPhrase& a = reading.phrases[left];
  const NounPhrase& b = reading.phrases[left + 1];
  const std::string& block = text_.blocks[reading.span.block].text;
  const std::uint32_t from = a.whole.end;
  if (b.bytes.begin < from) return false;
  bool joint = false;
  for (const Joint& one : reading.joints) {
    if (one.bytes.begin < from || one.bytes.end > b.bytes.begin) continue;
    if (one.kind == JointKind::Break || one.kind == JointKind::Relative) return false;
    joint = true;
  }
  std::string gap = to_lower(slice(block, from, b.bytes.begin));
  for (const std::string_view sign : {",", "、", "·", "“", "”", "‘", "’", "\""}) {
    for (std::size_t at = gap.find(sign); at != std::string::npos; at = gap.find(sign)) {
      gap.replace(at, sign.size(), " ");
    }
  }
  std::string_view rest = gap;
  // X와 같은 Y: X is one of them.
  const bool example =
      reading.language == Language::Korean && a.marker == Marker::With && rest == " 같은 ";
  while (!rest.empty() && !example) {
    if (rest.front() == ' ') {
      rest.remove_prefix(1);
      continue;
    }
    const std::size_t space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    const std::string simple =
        reading.language == Language::Chinese ? to_simplified(word) : std::string(word);
    if (!frames_.has_word(reading.language, "conjunction", simple) &&
        !frames_.has_word(reading.language, "determiner", simple)) {
      return false;
    }
    rest.remove_prefix(word.size());
  }
  // 为A和B供应: in Chinese both stand behind the preposition.
  const bool prepositional =
      reading.language == Language::Chinese && !a.after_verb &&
      (a.marker == Marker::With || a.marker == Marker::To || a.marker == Marker::Into ||
       a.marker == Marker::From || a.marker == Marker::In);
  if (reading.language != Language::Korean && !prepositional && a.marker != Marker::Between &&
      (a.after_verb || a.marker != Marker::None)) {
    // "partners with A, and B supplies": B begins a clause of its own.
    const std::uint32_t reach = reading.language == Language::English ? 20 : 8;
    for (const Verb& verb : reading.verbs) {
      if (verb.bytes.begin >= b.whole.end && verb.bytes.begin - b.whole.end <= reach &&
          !reading.joint_between(b.whole.end, verb.bytes.begin, JointKind::Comma) &&
          !(reading.language == Language::English &&
            reading.joint_between(b.whole.end, verb.bytes.begin, JointKind::And))) {
        return false;
      }
    }
  }
  if (reading.language == Language::Korean) {
    if (a.marker == Marker::With) return !joint;
    return a.marker == Marker::None && joint;
  }
  if (reading.language == Language::Chinese) {
    // A comma divides clauses; what is listed stands between 、.
    if (slice(block, from, b.bytes.begin).find("，") != std::string_view::npos ||
        slice(block, from, b.bytes.begin).find(',') != std::string_view::npos) {
      return false;
    }
    // 在内存市场与A竞争: behind another preposition 与 begins a phrase of its own.
    if (b.marker == Marker::With && prepositional && a.marker != Marker::With &&
        begins_with_yu(reading, b) && !(names_place(reading, a) && names_place(reading, b))) {
      return false;
    }
    return joint && (b.marker == Marker::None || b.marker == Marker::With);
  }
  if (joint && reading.joint_between(from, b.bytes.begin, JointKind::Comma) &&
      !reading.joint_between(from, b.bytes.begin, JointKind::And)) {
    // "A, B and C, D": the list is closed. "In the process of A, B": B is behind the opening.
    const auto before = [&](const NounPhrase& one) {
      return one.marker == Marker::None && one.whole.end <= a.whole.begin;
    };
    // The opening may be a participle: "Originating from A, B has".
    std::uint32_t first_word = reading.span.bytes.begin;
    for (const Verb& verb : reading.verbs) {
      if (verb.bytes.begin == first_word) first_word = verb.bytes.end;
    }
    const auto role = [&](const NounPhrase& one) {
      const std::string text = to_lower(slice(block, one.bytes.begin, one.bytes.end));
      return frames_.has_word(reading.language, "role", text.substr(text.rfind(' ') + 1));
    };
    if (role(a) || (left > 0 && role(reading.phrases[left - 1]))) return false;  // an apposition
    const bool opening = a.marker != Marker::None && !reading.verb_between(first_word, from) &&
                         std::none_of(reading.phrases.begin(), reading.phrases.end(), before);
    const std::uint32_t near = a.whole.begin < 5 ? 0 : a.whole.begin - 5;
    if (opening || reading.joint_between(near, a.whole.begin, JointKind::And)) return false;
  }
  return joint && (b.marker == Marker::None || b.marker == a.marker);
}

ArgumentFinder::Indexes ArgumentFinder::group(const Reading& reading, std::size_t index) const {
  Indexes out{index};
  for (std::size_t left = index; left > 0 && connected(reading, left - 1); --left) {
    out.insert(out.begin(), left - 1);
  }
  for (std::size_t right = index; connected(reading, right); ++right) out.push_back(right + 1);
  return out;
}

std::vector<Argument> ArgumentFinder::side(const Reading& reading, const Indexes& phrases,
                                           const CueHit& hit, const TypeSet& types,
                                           std::string_view creates) const {
  std::vector<Argument> out;
  for (std::size_t index : phrases) {
    const NounPhrase& phrase = reading.phrases[index];
    // A phrase that goes on into the wording ends where it begins, and the other way round.
    ByteRange bytes = phrase.bytes;
    if (bytes.begin < hit.whole.begin && bytes.end > hit.bytes.begin) bytes.end = hit.bytes.begin;
    if (bytes.begin >= hit.bytes.begin && bytes.begin < hit.bytes.end) {
      bytes.begin = hit.bytes.end;
    }
    const std::string& block = text_.blocks[reading.span.block].text;
    while (bytes.end > bytes.begin && block[bytes.end - 1] == ' ') --bytes.end;
    if (bytes.end > bytes.begin + 4 && slice(block, bytes.end - 4, bytes.end) == " 등") {
      bytes.end -= 4;
    }
    if (bytes.end <= bytes.begin) continue;
    // "설비 통합 및 감축": one aim, however many nouns it has.
    if (creates == "Strategy" && reading.language == Language::Korean && !out.empty() &&
        out.back().created && is_joined_by_and(block, out.back().create_from.end, bytes.begin)) {
      out.back().create_from.end = bytes.end;
      out.back().bytes.end = bytes.end;
      continue;
    }
    // "the profitability of dealers and suppliers": the second noun belongs to the first's "of".
    const bool of_pair = reading.language == Language::English && !out.empty() &&
                         slice(block, out.back().bytes.begin, out.back().bytes.end).find(" of ") !=
                             std::string_view::npos;
    auto found = resolve(reading, phrase, bytes, types, of_pair ? std::string_view() : creates);
    if (reading.language == Language::Chinese && creates == "EnvironmentFactor" && index > 0 &&
        (!found || found->created)) {
      // 成本的下降: what happens is named with its owner.
      const NounPhrase& owner = reading.phrases[index - 1];
      if (owner.marker == Marker::Of && owner.whole.end <= bytes.begin &&
          bytes.begin - owner.bytes.end <= 3 && !owner.pronoun) {
        auto longer = resolve(reading, phrase, {owner.bytes.begin, bytes.end}, types, creates);
        if (longer && longer->created) found = std::move(longer);
      }
    }
    if (reading.language == Language::Korean && !creates.empty() &&
        (!found || (found->created && found->create_from.begin == phrase.bytes.begin))) {
      // "본딩 장비 관련 특허": the name is more than its last phrase; a clause is no part of it.
      const std::uint32_t begin = begin_with_modifiers(reading, block, index, false);
      if (begin < bytes.begin && bytes.end - begin <= kLongestModified) {
        auto longer = resolve(reading, phrase, {begin, bytes.end}, types, creates);
        if (longer && longer->created) found = std::move(longer);
      }
    }
    if (!found) continue;
    const std::uint32_t away = bytes.end <= hit.bytes.begin   ? hit.bytes.begin - bytes.end
                               : bytes.begin >= hit.whole.end ? bytes.begin - hit.whole.end
                                                              : 0;
    if (away > kFarAway) found->confidence -= 50;
    out.push_back(std::move(*found));
  }
  return out;
}

// No subject in the sentence: the heading's or label's, or the one of the sentence before.
std::vector<Argument> ArgumentFinder::absent_subject(const Reading& reading, const CueHit& hit,
                                                     const TypeSet& types) const {
  if (last_firm_ && last_block_ == reading.span.block &&
      types.count(text_.entities[*last_firm_].type) != 0) {
    Argument found;
    found.entity = *last_firm_;
    found.coreference = true;
    found.bytes = {hit.bytes.begin, hit.bytes.begin};
    return {found};
  }
  const Block& block = text_.blocks[reading.span.block];
  if (block.kind != PassageKind::Bullet && block.kind != PassageKind::Note) return {};
  std::vector<std::string_view> wanted(types.begin(), types.end());
  const auto section = sections_.of(reading.span.block, wanted);
  if (!section) return {};
  Argument found;
  found.entity = section->entity;
  found.inherited = true;
  found.bytes = {hit.bytes.begin, hit.bytes.begin};
  return {found};
}

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
  if (chinese && has(hit.frame->object, Marker::With)) {
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
    if (has(hit.frame->object, Marker::With)) {
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
          slice(text_.blocks[reading.span.block].text, phrase.whole.end, hit.bytes.begin);
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
        slice(text_.blocks[reading.span.block].text, phrase.bytes.begin, phrase.bytes.end);
    if (chinese && types.count("Firm") != 0 &&
        frames_.has_word(Language::Chinese, "measure", to_simplified(word))) {
      crossed = true;
      continue;
    }
    // 同质化、低价竞争等问题制约了: what 等 closes is meant.
    if (chinese && phrase.whole.begin >= 3 &&
        slice(text_.blocks[reading.span.block].text, phrase.whole.begin - 3, phrase.whole.begin) ==
            "等") {
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
    const std::string_view next = slice(
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
      phrases.front().whole.end <= hit.bytes.begin && !has(hit.frame->object, Marker::With)) {
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
    const std::string word = to_simplified(slice(block, bytes.begin, bytes.end));
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
    return side(reading, {target - 1}, hit, owned && !activity && !stake ? kFirms : types, {});
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
          has(slot, Marker::Action) ? std::string_view() : std::string_view(slot.creates);
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
        if (chinese && has(slot, Marker::Action) && changes(reading, phrases[indexes.back()]))
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

ArgumentFinder::Arguments ArgumentFinder::find(const Reading& reading, const CueHit& hit) const {
  const Frame& frame = *hit.frame;
  const auto& [subject_types, object_types] = endpoints_of(frame);
  Arguments out;
  const bool passive =
      hit.passive ||
      (reading.language == Language::Chinese && has(frame.object, Marker::Object) &&
       std::any_of(reading.phrases.begin(), reading.phrases.end(), [&](const NounPhrase& phrase) {
         return phrase.marker == Marker::By && phrase.whole.end <= hit.bytes.begin &&
                !reading.verb_between(phrase.whole.end, hit.bytes.begin);
       }));
  if (passive && frame.active_only) return out;
  FrameSlot done_to;
  FrameSlot done_by;
  const bool turned = passive && has(frame.object, Marker::Object);
  if (turned) {
    // What the verb is done to stands in front of it, who does it behind 에 의해, by or 被.
    done_to = frame.object;
    done_by = frame.subject;
    std::replace(done_to.markers.begin(), done_to.markers.end(), Marker::Object, Marker::Subject);
    std::replace(done_by.markers.begin(), done_by.markers.end(), Marker::Subject, Marker::By);
  }
  const FrameSlot& object = turned ? done_to : frame.object;
  const FrameSlot& subject = turned ? done_by : frame.subject;
  if (reading.language == Language::Korean) {
    const auto front = [&](const FrameSlot& slot) { return has(slot, Marker::Subject); };
    out.objects = korean_side(reading, hit, object, object_types, front(object), false);
    if (!out.objects.empty() || has(subject, Marker::Subject)) {
      out.subjects =
          korean_side(reading, hit, subject, subject_types, front(subject), !out.objects.empty());
    }
    if (out.subjects.empty() && !passive && front(subject)) {
      const bool any = std::any_of(
          reading.phrases.begin(), reading.phrases.end(), [&](const NounPhrase& phrase) {
            return phrase.whole.end <= hit.bytes.begin &&
                   (phrase.marker == Marker::Topic || phrase.marker == Marker::Subject) &&
                   !in_noun_clause(reading, phrase, hit.bytes.begin);
          });
      // "기능을 갖춘 새 모델 출시": the noun behind has it, named or not.
      const bool of_noun =
          hit.adnominal && !out.objects.empty() && out.objects.front().bytes.end <= hit.bytes.begin;
      if (!any && !of_noun && !says_of_another(reading, hit)) {
        out.subjects = absent_subject(reading, hit, subject_types);
      }
    }
    return out;
  }
  out.objects = other_side(reading, hit, object, object_types, has(object, Marker::Subject));
  out.subjects = other_side(reading, hit, subject, subject_types, has(subject, Marker::Subject));
  if (reading.language == Language::Chinese && has(object, Marker::Action)) {
    // A的团队使得B…: the team is A's, no cause of its own.
    std::erase_if(out.subjects, [&](const Argument& one) {
      const std::string_view block = text_.blocks[reading.span.block].text;
      return frames_.has_word(Language::Chinese, "member",
                              to_simplified(slice(block, one.bytes.begin, one.bytes.end)));
    });
  }
  return out;
}

// Whether the sentence may point at the firm of the sentence before it. A paragraph of an English
// report goes on about the firm of the one above.
bool ArgumentFinder::still_about_last(const Reading& reading) const {
  if (!last_firm_) return false;
  if (last_block_ == reading.span.block) return true;
  return reading.language == Language::English && reading.span.block == last_block_ + 1 &&
         text_.blocks[last_block_].kind == PassageKind::Paragraph &&
         text_.blocks[reading.span.block].kind == PassageKind::Paragraph;
}

void ArgumentFinder::remember(const Reading& reading) {
  if (!still_about_last(reading)) last_firm_.reset();
  last_block_ = reading.span.block;
  const TypeSet firms{"Firm"};
  for (const NounPhrase& phrase : reading.phrases) {
    const bool front = reading.language == Language::Korean
                           ? phrase.marker == Marker::Topic || phrase.marker == Marker::Subject
                           : phrase.marker == Marker::None && !phrase.after_verb;
    if (!front || phrase.pronoun) continue;
    const auto found = resolve(reading, phrase, phrase.bytes, firms, {});
    if (found) {
      last_firm_ = found->entity;
      return;
    }
    if (reading.language == Language::Chinese) return;
    // "BERLIN, Oct 21 - Adidas raised": the first one in front of the verb.
    if (reading.language == Language::English &&
        reading.verb_between(reading.span.bytes.begin, phrase.whole.end + 4)) {
      return;
    }
  }
}

}  // namespace sarye

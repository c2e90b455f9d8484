// Which noun phrases of a sentence are listed together: A, B and C, A·B 및 C, A、B和C.
#include <algorithm>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/arguments/arguments.h"

namespace sarye {

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
  std::string gap = to_lower(text_between(block, from, b.bytes.begin));
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
    if (text_between(block, from, b.bytes.begin).find("，") != std::string_view::npos ||
        text_between(block, from, b.bytes.begin).find(',') != std::string_view::npos) {
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
      const std::string text = to_lower(text_between(block, one.bytes.begin, one.bytes.end));
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

}  // namespace sarye

// English: objects behind their owner or behind the one they are given to, and phrases that point
// at the firm spoken of.
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/arguments/arguments.h"

namespace sarye {
namespace {

constexpr std::uint32_t kNearObject = 25;  // bytes between a verb and its object
constexpr std::uint32_t kNearOwned = 30;   // bytes between an owner and what is owned
constexpr std::size_t kLongestPointer = 40;

bool is_owner(const NounPhrase& phrase) {
  return phrase.marker == Marker::Of;
}

// What is said of a firm's goods, sales or position is said of the firm.
bool owner_counts(std::string_view family) {
  static constexpr std::array<std::string_view, 6> kFamilies = {
      "COMPETES_WITH", "CONSTRAINS", "PROMOTES", "AFFECTS", "INVESTIGATES", "PARTNERS_WITH"};
  return std::find(kFamilies.begin(), kFamilies.end(), family) != kFamilies.end();
}

}  // namespace

// The preposition in front of an owner: "with Nvidia's chips".
Marker ArgumentFinder::written_marker(const Reading& reading, const NounPhrase& phrase) const {
  if (phrase.whole.begin >= phrase.bytes.begin) return phrase.marker;
  const std::string_view block = text_.blocks[reading.span.block].text;
  const std::string word = to_lower(text_between(block, phrase.whole.begin, phrase.bytes.begin));
  const auto& markers = frames_.markers(Language::English);
  const auto found = markers.find(word.substr(0, word.find(' ')));
  return found == markers.end() ? phrase.marker : found->second;
}

// "Nvidia's sales": the sales, or Nvidia where they have no type and the relation is one of firms.
std::vector<Argument> ArgumentFinder::english_owned(const Reading& reading, const CueHit& hit,
                                                    std::size_t owner, const TypeSet& types,
                                                    std::string_view creates) const {
  const auto& phrases = reading.phrases;
  const NounPhrase& first = phrases[owner];
  std::vector<Argument> out;
  if (owner + 1 < phrases.size()) {
    const NounPhrase& next = phrases[owner + 1];
    const bool owned = next.marker == Marker::None &&
                       next.bytes.begin <= first.bytes.end + kNearOwned &&
                       !reading.verb_between(first.whole.end, next.bytes.begin) &&
                       !reading.joint_between(first.whole.end, next.bytes.begin, JointKind::And) &&
                       !reading.joint_between(first.whole.end, next.bytes.begin, JointKind::Comma);
    if (owned) out = side(reading, group(reading, owner + 1), hit, types, creates);
  }
  if (out.empty() && owner_counts(hit.frame->family)) {
    out = side(reading, {owner}, hit, types, {});
    for (Argument& one : out) one.confidence -= 50;
  }
  return out;
}

// The noun phrase behind the verb, or the one behind whom it is given to: "gave Delmar a lead".
std::vector<Argument> ArgumentFinder::english_object(const Reading& reading, const CueHit& hit,
                                                     const FrameSlot& slot,
                                                     const TypeSet& types) const {
  const auto& phrases = reading.phrases;
  const std::string_view block = text_.blocks[reading.span.block].text;
  // Where a verb phrase may be the object, only what has a type already is one by itself.
  const bool verbal =
      std::find(slot.markers.begin(), slot.markers.end(), Marker::Action) != slot.markers.end();
  const std::string_view creates = verbal ? std::string_view() : std::string_view(slot.creates);
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    const NounPhrase& phrase = phrases[i];
    if (phrase.bytes.end <= hit.bytes.end) continue;
    if (phrase.bytes.begin < hit.bytes.begin) {
      if (!hit.nominal || phrase.bytes.begin >= hit.bytes.end) continue;
      // "its local rival Delmar": the wording stands within the phrase.
      auto named = resolve(reading, phrase, {hit.bytes.end + 1, phrase.bytes.end}, types, {});
      if (named) return {std::move(*named)};
      continue;
    }
    const std::uint32_t begin = std::max(phrase.bytes.begin, hit.whole.end);
    // "focus on X": the preposition belongs to the wording.
    const bool inside = phrase.whole.begin < hit.whole.end && phrase.bytes.begin >= hit.whole.end;
    const bool owner = is_owner(phrase) && (phrase.whole.begin == phrase.bytes.begin || inside);
    const bool plain = phrase.marker == Marker::None || inside || owner;
    if (!plain || begin > hit.whole.end + kNearObject ||
        reading.verb_between(hit.whole.end, begin) ||
        reading.joint_between(hit.whole.end, begin, JointKind::Comma) ||
        reading.joint_between(hit.whole.end, begin, JointKind::Break)) {
      return {};
    }
    if (owner && text_between(block, phrase.bytes.end, phrase.bytes.end + 1) != " ") {
      return english_owned(reading, hit, i, types, creates);
    }
    auto out = side(reading, group(reading, i), hit, types, creates);
    if (out.empty()) out = stands_for(reading, i, hit, types);
    // "the low prices of Delmar": what belongs to a firm stands for it.
    if (out.empty() && owner_counts(hit.frame->family) && i + 1 < phrases.size() &&
        text_between(block, phrase.whole.end, phrases[i + 1].bytes.begin) == " of ") {
      out = side(reading, group(reading, i + 1), hit, types, {});
      for (Argument& one : out) one.confidence -= 50;
    }
    // "led to synergies in procurement and to economies of scale"
    if (!out.empty() && text_between(block, hit.bytes.end - 3, hit.bytes.end) == " to") {
      for (std::size_t j = group(reading, i).back() + 1; j < phrases.size(); ++j) {
        const NounPhrase& more = phrases[j];
        if (reading.verb_between(hit.whole.end, more.bytes.begin)) break;
        if (more.marker != Marker::To || more.whole.begin < 4 ||
            text_between(block, more.whole.begin - 4, more.whole.begin) != "and ") {
          continue;
        }
        for (Argument& one : side(reading, group(reading, j), hit, types, creates)) {
          out.push_back(std::move(one));
        }
      }
    }
    if (!out.empty() || i + 1 >= phrases.size()) return out;
    const NounPhrase& next = phrases[i + 1];
    std::string gap = to_lower(text_between(block, phrase.whole.end, next.bytes.begin));
    const bool given = next.marker == Marker::None && !next.pronoun &&
                       (gap == " a " || gap == " an " || gap == " the " || gap == " its ");
    if (!given) return {};
    return side(reading, group(reading, i + 1), hit, types, {});
  }
  return {};
}

// "plans to close a plant and cut jobs": each verb in its base form is a plan.
std::vector<Argument> ArgumentFinder::with_further_actions(const Reading& reading,
                                                           const Argument& first,
                                                           const TypeSet& types,
                                                           std::string_view creates) const {
  std::vector<Argument> out{first};
  const std::string_view block = text_.blocks[reading.span.block].text;
  for (const Joint& joint : reading.joints) {
    if (joint.kind != JointKind::And || joint.bytes.begin < out.back().bytes.end) continue;
    if (joint.bytes.begin > out.back().bytes.end + 3) break;
    const auto verb =
        std::find_if(reading.verbs.begin(), reading.verbs.end(), [&](const Verb& one) {
          return one.bytes.begin >= joint.bytes.end && one.bytes.begin <= joint.bytes.end + 4;
        });
    if (verb == reading.verbs.end()) break;
    const std::string word = to_lower(text_between(block, verb->bytes.begin, verb->bytes.end));
    const bool bent = word.back() == 's' ||
                      (word.size() > 3 && word.substr(word.size() - 2) == "ed") ||
                      (word.size() > 4 && word.substr(word.size() - 3) == "ing") ||
                      frames_.has_word(Language::English, "past", word);
    if (bent) break;
    CueHit further;
    further.bytes = {joint.bytes.end, joint.bytes.end};
    further.whole = further.bytes;
    further.nominal = true;
    auto next = action(reading, further, types, creates);
    if (!next) break;
    out.push_back(std::move(*next));
  }
  return out;
}

// "controls imposed by the ministry restrict": a participle and its agent, and no verb of its own.
bool ArgumentFinder::reduced_relative(const Reading& reading, std::uint32_t from,
                                      std::uint32_t to) const {
  if (reading.language != Language::English) return false;
  const Verb* only = nullptr;
  for (const Verb& verb : reading.verbs) {
    if (verb.bytes.begin < from || verb.bytes.end > to) continue;
    if (only != nullptr) return false;
    only = &verb;
  }
  const std::string_view block = text_.blocks[reading.span.block].text;
  return only != nullptr && only->bytes.begin <= from + 1 &&
         block.substr(only->bytes.end, 4) == " by ";
}

// Whether a phrase without a type may be a cause: an event or a state, nobody who acts.
bool ArgumentFinder::may_cause(const Reading& reading, ByteRange bytes) const {
  const std::string_view block = text_.blocks[reading.span.block].text;
  // "is important to promote": what something is, no cause.
  const std::string front = to_lower(block.substr(0, bytes.begin));
  const std::string_view rest = std::string_view(front).substr(0, front.find_last_not_of(' ') + 1);
  const std::size_t space = rest.rfind(' ');
  if (frames_.has_word(Language::English, "be",
                       rest.substr(space == std::string_view::npos ? 0 : space + 1))) {
    return false;
  }
  const std::string name = to_lower(text_between(block, bytes.begin, bytes.end));
  const std::string word = name.substr(name.rfind(' ') + 1);
  for (const std::string_view actor : {"maker", "makers", "ers", "ors", "ists", "ians"}) {
    if (word.size() > actor.size() && word.substr(word.size() - actor.size()) == actor)
      return false;
  }
  if (frames_.has_word(Language::English, "role", word) ||
      frames_.has_word(Language::English, "member", word) ||
      frames_.has_word(Language::English, "no_cause", word)) {
    return false;
  }
  return std::ranges::none_of(text_.mentions_near(reading.span), [&](const TextMention& one) {
    const std::string& type = text_.entities[one.entity].type;
    return !one.inherited && one.span.block == reading.span.block &&
           bytes.overlaps(one.span.bytes) &&
           (type == "Firm" || type == "Agency" || type == "Person" || type == "Place");
  });
}

// "Delmar's proposal to": the owner in front of the wording.
std::vector<Argument> ArgumentFinder::english_owner(const Reading& reading, const CueHit& hit,
                                                    const TypeSet& types) const {
  const auto& phrases = reading.phrases;
  for (std::size_t i = phrases.size(); i-- > 0;) {
    const NounPhrase& phrase = phrases[i];
    if (phrase.bytes.end > hit.bytes.begin) continue;
    const bool behind = is_owner(phrase) && hit.bytes.begin - phrase.bytes.end <= kNearOwned &&
                        !reading.verb_between(phrase.whole.end, hit.bytes.begin) &&
                        !reading.joint_between(phrase.whole.end, hit.bytes.begin, JointKind::And) &&
                        !reading.joint_between(phrase.whole.end, hit.bytes.begin, JointKind::Comma);
    const std::string_view block = text_.blocks[reading.span.block].text;
    const std::string_view mark = text_between(block, phrase.bytes.end, phrase.bytes.end + 2);
    if (!behind || mark.substr(0, 1) == " ") return {};
    return side(reading, {i}, hit, types, {});
  }
  return {};
}

// "the company", "the Japanese automaker"
bool ArgumentFinder::points_at_firm(const Reading& reading, ByteRange bytes) const {
  if (bytes.size() > kLongestPointer) return false;
  const std::string_view block = text_.blocks[reading.span.block].text;
  if (bytes.begin < 4) return false;
  const std::string article = to_lower(text_between(block, bytes.begin - 4, bytes.begin));
  if (article != "the ") return false;
  const std::string name = to_lower(text_between(block, bytes.begin, bytes.end));
  const std::string word = name.substr(name.rfind(' ') + 1);
  const bool maker = word.size() > 5 && word.substr(word.size() - 5) == "maker";
  // "the rival", "the parent" are somebody else.
  if (frames_.has_word(Language::English, "other_firm", word)) return false;
  if (!maker && !frames_.has_word(Language::English, "role", word)) return false;
  // "the maker of", "the company, Delmar": these say themselves who is meant.
  const std::string_view behind = block.substr(bytes.end);
  if (behind.substr(0, 4) == " of " || behind.substr(0, 6) == " that " ||
      behind.substr(0, 2) == ", ") {
    return false;
  }
  return std::ranges::none_of(text_.mentions_near(reading.span), [&](const TextMention& one) {
    const std::string& type = text_.entities[one.entity].type;
    return !one.inherited && one.span.block == reading.span.block &&
           bytes.contains(one.span.bytes) && type != "Place" && type != "Concept" &&
           type != "EnvironmentFactor";
  });
}

// A shortage of chips, the loss of its licence.
ByteRange ArgumentFinder::with_of_phrase(const Reading& reading, ByteRange bytes) const {
  const std::string_view block = text_.blocks[reading.span.block].text;
  for (const NounPhrase& next : reading.phrases) {
    if (next.bytes.begin < bytes.end) continue;
    const std::string gap = to_lower(text_between(block, bytes.end, next.bytes.begin));
    const bool of =
        !next.pronoun && block.substr(next.bytes.end, 2) != "'s" &&
        ((next.marker == Marker::Of && (gap == " of " || gap == " of the " || gap == " of its ")) ||
         (next.marker == Marker::For && gap == " for "));
    return of ? ByteRange{bytes.begin, next.bytes.end} : bytes;
  }
  return bytes;
}

}  // namespace sarye

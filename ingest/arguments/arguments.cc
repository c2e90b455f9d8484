#include "ingest/arguments/arguments.h"

#include <algorithm>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/concepts/modifiers_ko.h"

namespace sarye {
namespace {

constexpr std::uint32_t kFarAway = 150;         // bytes between an argument and its verb
constexpr std::uint32_t kLongestModified = 90;  // bytes of a new name with its modifiers

bool is_joined_by_and(std::string_view block, std::uint32_t from, std::uint32_t to) {
  const std::string_view gap = text_between(block, from, to);
  return gap == " 및 " || gap == "·" || gap == " · " || gap == "ㆍ" || gap == "와 " || gap == "과 ";
}

}  // namespace

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
    if (bytes.end > bytes.begin + 4 && text_between(block, bytes.end - 4, bytes.end) == " 등") {
      bytes.end -= 4;
    }
    if (bytes.end <= bytes.begin) continue;
    // "설비 통합 및 감축": one aim, however many nouns it has.
    // "밸류체인 구축과 수익성 제고": two aims.
    if (creates == "Strategy" && reading.language == Language::Korean && !out.empty() &&
        text_between(block, bytes.begin, bytes.end).find(' ') == std::string_view::npos &&
        out.back().created && is_joined_by_and(block, out.back().create_from.end, bytes.begin)) {
      out.back().create_from.end = bytes.end;
      out.back().bytes.end = bytes.end;
      continue;
    }
    // "the profitability of dealers and suppliers": the second noun belongs to the first's "of".
    const bool of_pair =
        reading.language == Language::English && !out.empty() &&
        text_between(block, out.back().bytes.begin, out.back().bytes.end).find(" of ") !=
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
  if (last_firm_ && (last_block_ == reading.span.block || goes_on_from_above(reading)) &&
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

ArgumentFinder::Arguments ArgumentFinder::find(const Reading& reading, const CueHit& hit) const {
  const Frame& frame = *hit.frame;
  const auto& [subject_types, object_types] = endpoints_of(frame);
  if (reading.language == Language::Korean && hit.adnominal &&
      goes_on_behind(reading, hit.whole.end)) {
    // "확대에 주력하는 한편": the noun only goes on, and is not what the clause is said of.
    CueHit plain = hit;
    plain.adnominal = false;
    return find(reading, plain);
  }
  Arguments out;
  const bool passive =
      hit.passive ||
      (reading.language == Language::Chinese && frame.object.takes(Marker::Object) &&
       std::any_of(reading.phrases.begin(), reading.phrases.end(), [&](const NounPhrase& phrase) {
         return phrase.marker == Marker::By && phrase.whole.end <= hit.bytes.begin &&
                !reading.verb_between(phrase.whole.end, hit.bytes.begin);
       }));
  if (passive && frame.active_only) return out;
  FrameSlot done_to;
  FrameSlot done_by;
  const bool turned = passive && frame.object.takes(Marker::Object);
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
    const auto front = [&](const FrameSlot& slot) { return slot.takes(Marker::Subject); };
    out.objects = korean_side(reading, hit, object, object_types, front(object), false);
    if (!out.objects.empty() || subject.takes(Marker::Subject)) {
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
      const std::string_view block = text_.blocks[reading.span.block].text;
      const bool equipped = text_between(block, hit.bytes.begin, hit.bytes.end) == "갖춘" &&
                            text_.blocks[reading.span.block].kind == PassageKind::Paragraph;
      // "누리의 경우": another one is spoken of.
      const bool other =
          text_between(block, reading.span.bytes.begin, hit.bytes.begin).find("의 경우 ") !=
          std::string_view::npos;
      const bool of_noun = (hit.adnominal || equipped) && !out.objects.empty() &&
                           out.objects.front().bytes.end <= hit.bytes.begin;
      if (!any && !other && !of_noun && !says_of_another(reading, hit)) {
        out.subjects = absent_subject(reading, hit, subject_types);
      }
    }
    return out;
  }
  out.objects = other_side(reading, hit, object, object_types, object.takes(Marker::Subject));
  out.subjects = other_side(reading, hit, subject, subject_types, subject.takes(Marker::Subject));
  if (reading.language == Language::Chinese && object.takes(Marker::Action)) {
    // A的团队使得B…: the team is A's, no cause of its own.
    std::erase_if(out.subjects, [&](const Argument& one) {
      const std::string_view block = text_.blocks[reading.span.block].text;
      return frames_.has_word(Language::Chinese, "member",
                              to_simplified(text_between(block, one.bytes.begin, one.bytes.end)));
    });
  }
  return out;
}

// A paragraph of a report goes on about the firm of the one above, of whom it spoke last.
bool ArgumentFinder::goes_on_from_above(const Reading& reading) const {
  return reading.language == Language::Korean && last_is_topic_ &&
         reading.span.block == last_block_ + 1 &&
         text_.blocks[last_block_].kind == PassageKind::Paragraph &&
         text_.blocks[reading.span.block].kind == PassageKind::Paragraph;
}

// Whether the sentence may point at the firm of the sentence before it. A paragraph of an English
// report goes on about the firm of the one above.
bool ArgumentFinder::still_about_last(const Reading& reading) const {
  if (!last_firm_) return false;
  if (last_block_ == reading.span.block || goes_on_from_above(reading)) return true;
  return reading.language == Language::English && reading.span.block == last_block_ + 1 &&
         text_.blocks[last_block_].kind == PassageKind::Paragraph &&
         text_.blocks[reading.span.block].kind == PassageKind::Paragraph;
}

// The firm that a phrase begins with, behind which 의 stands.
std::optional<std::uint32_t> ArgumentFinder::owner_in_front(const Reading& reading,
                                                            const NounPhrase& phrase) const {
  const std::string_view block = text_.blocks[reading.span.block].text;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    if (!mention.inherited && mention.span.block == reading.span.block &&
        mention.span.bytes.begin == phrase.bytes.begin &&
        text_.entities[mention.entity].type == "Firm" &&
        block.substr(mention.span.bytes.end).starts_with("의 ")) {
      return mention.entity;
    }
  }
  return std::nullopt;
}

void ArgumentFinder::remember(const Reading& reading) {
  if (!still_about_last(reading)) last_firm_.reset();
  const TypeSet firms{"Firm"};
  if (reading.language != Language::Korean) last_is_topic_ = false;
  // A sentence that speaks of something else does not go on about the firm above.
  const bool above = last_firm_ && last_block_ != reading.span.block;
  last_block_ = reading.span.block;
  for (const NounPhrase& phrase : reading.phrases) {
    const bool also = reading.language == Language::Korean && phrase.marker == Marker::Also;
    const bool front = reading.language == Language::Korean
                           ? also || phrase.marker == Marker::Topic ||
                                 phrase.marker == Marker::Subject
                           : phrase.marker == Marker::None && !phrase.after_verb;
    // "It works with Orlin, Velt": still about the same.
    if (front && phrase.pronoun && reading.language == Language::English &&
        !reading.verb_between(reading.span.bytes.begin, phrase.whole.begin)) {
      return;
    }
    if (!front || phrase.pronoun) continue;
    const auto found = resolve(reading, phrase, phrase.bytes, firms, {});
    if (found && !(also && reading.verb_between(reading.span.bytes.begin, phrase.bytes.begin))) {
      last_firm_ = found->entity;
      last_is_topic_ = true;
      return;
    }
    if (above && reading.language == Language::Korean && phrase.marker != Marker::Topic) {
      last_firm_.reset();
      last_is_topic_ = false;
    }
    if (reading.language == Language::Korean && phrase.marker == Marker::Topic) {
      last_is_topic_ = false;
      // "가람의 전신은": of whom it is said.
      const auto owner = owner_in_front(reading, phrase);
      if (owner) {
        last_firm_ = *owner;
        return;
      }
      if (above) last_firm_.reset();
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

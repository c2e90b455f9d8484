// What a noun in front of a firm's name says that it is to the firm spoken of: "자회사인 누리",
// "경쟁사인 누리와", "고객사 누리".
#include <algorithm>
#include <array>

#include "ingest/clauses/clauses_ko.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {
namespace {

struct FirmRole {
  std::string_view words;  // the class of the nouns
  std::string_view family;
  bool named_is_subject;
};

constexpr std::array<FirmRole, 4> kFirmRoles = {{{"owned_firm", "PART_OF", true},
                                                 {"parent_firm", "PART_OF", false},
                                                 {"rival_firm", "COMPETES_WITH", false},
                                                 {"partner_firm", "PARTNERS_WITH", false}}};

// Whether one of the words ends `front`, perhaps in front of 인 or 이자.
bool may_end_with_role(std::string_view front, const WordSet& words) {
  if (ends_with_word(front, words)) return true;
  for (const std::string_view copula : {"인", "이자"}) {
    if (!front.ends_with(copula)) continue;
    front.remove_suffix(copula.size());
    if (ends_with_word(front, words)) return true;
  }
  return false;
}

}  // namespace

// Whom the role at `place` is said of: the subject in front, else the topic behind, else whoever
// was spoken of before.
std::vector<Argument> KoreanClauses::role_owner(const Reading& reading, std::uint32_t place,
                                                const TextMention& named) const {
  const bool spoken = std::ranges::any_of(reading.phrases, [&](const NounPhrase& phrase) {
    return phrase.whole.end <= place && !phrase.pronoun &&
           (phrase.marker == Marker::Topic || phrase.marker == Marker::Subject);
  });
  if (!spoken) {
    for (const NounPhrase& phrase : reading.phrases) {
      if (phrase.bytes.begin < named.span.bytes.end || phrase.pronoun ||
          (phrase.marker != Marker::Topic && phrase.marker != Marker::Also)) {
        continue;
      }
      auto firm = arguments_.resolve(reading, phrase, phrase.bytes, {"Firm"}, {});
      if (firm && firm->entity != named.entity) return {std::move(*firm)};
    }
  }
  return arguments_.korean_subject(reading, {place, place}, {"Firm"});
}

// The firm at `at` and those that a list goes on with: "누리와 나래".
std::vector<Argument> KoreanClauses::listed_firms(const Reading& reading,
                                                  const TextMention& first) const {
  std::vector<Argument> out = {mentioned(first)};
  const std::string_view block = block_of(reading);
  std::uint32_t end = first.span.bytes.end;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    const ByteRange at = mention.span.bytes;
    if (mention.inherited || mention.span.block != reading.span.block || at.begin < end ||
        text_.entities[mention.entity].type != "Firm") {
      continue;
    }
    const std::string_view gap = block.substr(end, at.begin - end);
    if (gap != "와 " && gap != "과 " && gap != ", " && gap != "·" && gap != " 및 ") break;
    out.push_back(mentioned(mention));
    end = at.end;
  }
  return out;
}

std::vector<ClauseRelation> KoreanClauses::roles(const Reading& reading) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = block_of(reading);
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    const ByteRange at = mention.span.bytes;
    if (mention.inherited || mention.span.block != reading.span.block ||
        !reading.span.bytes.contains(at) || text_.entities[mention.entity].type != "Firm") {
      continue;
    }
    if (block.substr(at.end).starts_with('-')) continue;  // 가람-누리솔루션: half of a name
    std::string_view front =
        block.substr(reading.span.bytes.begin, at.begin - reading.span.bytes.begin);
    for (const std::string_view mark : {"‘", "'", "“", "\"", "㈜", "(주)"}) {
      if (front.ends_with(mark)) front.remove_suffix(mark.size());
    }
    if (!front.ends_with(" ")) continue;
    front.remove_suffix(1);
    const FirmRole* role = nullptr;
    std::string_view before;
    for (const FirmRole& one : kFirmRoles) {
      const WordSet& words = frames_.words(Language::Korean, one.words);
      if (!may_end_with_role(front, words)) continue;
      for (const std::string& word : words) {
        before = front;
        if (before.ends_with("인") && !before.ends_with(word)) before.remove_suffix(3);
        if (before.ends_with("이자") && !before.ends_with(word)) before.remove_suffix(6);
        if (!before.ends_with(word)) continue;
        before.remove_suffix(word.size());
        // 비고객 누리, 신규고객: no word of its own.
        if (!before.empty() && !before.ends_with(' ') && one.words != "owned_firm") continue;
        role = &one;
        break;
      }
      if (role != nullptr) break;
    }
    // "가람의 자회사인 누리" names its owner itself; "해외 자회사 누리" is the speaker's.
    if (role == nullptr || before.ends_with("의 ") || before.ends_with("의 100% ")) continue;
    const auto place = reading.span.bytes.begin + static_cast<std::uint32_t>(before.size());
    // So does "가람 자회사 누리", "가람 해외법인 누리".
    const bool named =
        std::ranges::any_of(text_.mentions_near(reading.span), [&](const TextMention& other) {
          if (other.inherited || other.span.block != reading.span.block ||
              text_.entities[other.entity].type != "Firm" || other.span.bytes.end > place) {
            return false;
          }
          const std::string_view gap =
              block.substr(other.span.bytes.end, place - other.span.bytes.end);
          constexpr std::size_t kOwned = 30;  // bytes of a description
          return gap == " " || (gap.starts_with("의 ") && gap.size() < kOwned) ||
                 (gap.starts_with(' ') && gap.size() > 1 && gap.find(' ', 1) == gap.size() - 1);
        });
    if (named) continue;
    for (const Argument& owner : role_owner(reading, place, mention)) {
      for (const Argument& firm : listed_firms(reading, mention)) {
        if (owner.entity == firm.entity) continue;
        ClauseRelation made;
        made.family = role->family;
        made.rule = role->words == "owned_firm" ? "ko:owned" : "ko:role";
        made.subjects = {role->named_is_subject ? firm : owner};
        made.object = role->named_is_subject ? owner : firm;
        made.cue.bytes = {place, at.begin};
        made.cue.whole = made.cue.bytes;
        made.cue.adnominal = true;
        out.push_back(std::move(made));
      }
    }
  }
  return out;
}

}  // namespace sarye

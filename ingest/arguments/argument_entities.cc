// What a stretch of text names: the half of ArgumentFinder that turns phrases into entities.
#include <algorithm>
#include <array>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/arguments/arguments.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestCreated = 40;  // characters

std::string_view slice_of(std::string_view text, std::uint32_t from, std::uint32_t to) {
  return from >= to ? std::string_view() : text.substr(from, to - from);
}

// What a word at `bytes` (后者, this law) takes up.
Argument taken_up(std::uint32_t entity, ByteRange bytes) {
  Argument found;
  found.entity = entity;
  found.coreference = true;
  found.bytes = bytes;
  return found;
}

// Whether each word begins with a capital.
bool is_capitalised(std::string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    if (name[at] < 'A' || name[at] > 'Z') return false;
    const std::size_t space = name.find(' ', at);
    if (space == std::string_view::npos) break;
    at = space + 1;
  }
  return true;
}

// Prometheus Biosciences is a name that nobody found, no concept. What opens a sentence has a
// capital whatever it is: Automation, by its ending, is no name.
bool is_proper_name(const Frames& frames, std::string_view name, bool opens) {
  if (opens && name.find(' ') == std::string_view::npos) {
    const auto& endings = frames.words(Language::English, "nominal");
    const std::string word = to_lower(name);
    if (frames.has_word(Language::English, "policy_noun", word)) return false;
    if (std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
          return word.size() > ending.size() + 2 && word.ends_with(ending);
        })) {
      return false;
    }
  }
  return is_capitalised(name);
}

// Whether the next thing of the sentence behind the phrase is a verb.
bool verb_follows(const Reading& reading, const NounPhrase& phrase) {
  const auto verb = std::ranges::find_if(
      reading.verbs, [&](const Verb& one) { return one.bytes.begin >= phrase.whole.end; });
  if (verb == reading.verbs.end()) return false;
  const std::uint32_t to = verb->bytes.begin;
  return !reading.joint_between(phrase.whole.end, to, JointKind::Comma) &&
         !reading.joint_between(phrase.whole.end, to, JointKind::And) &&
         !reading.joint_between(phrase.whole.end, to, JointKind::Break);
}

// "Delmar Marine said it": the firm that the name of its part begins with.
std::optional<std::uint32_t> firm_with_part(const AnnotatedText& text, const Reading& reading,
                                            const NounPhrase& phrase) {
  for (const TextMention& mention : text.mentions_near(reading.span)) {
    if (mention.inherited || mention.span.block != reading.span.block ||
        mention.span.bytes.begin != phrase.bytes.begin ||
        mention.span.bytes.end >= phrase.bytes.end ||
        text.entities[mention.entity].type != "Firm") {
      continue;
    }
    const std::string_view rest = slice_of(text.blocks[reading.span.block].text,
                                           mention.span.bytes.end + 1, phrase.bytes.end);
    if (is_capitalised(rest)) return mention.entity;
  }
  return std::nullopt;
}

// We, our, as the first word of `words`.
bool is_first_person(std::string_view words) {
  const std::string word = to_lower(words);
  return word.starts_with("we ") || word == "our ";
}

// A short noun with what counts or describes it: 특허 312건, 100만 톤급 도크, 숙련된 인력.
ByteRange with_figure(const Reading& reading, std::string_view block, const NounPhrase& phrase,
                      ByteRange bytes) {
  constexpr std::size_t kPlain = 5;  // characters that are a name without
  constexpr std::size_t kParticle = 3;
  if (count_code_points(slice_of(block, bytes.begin, bytes.end)) >= kPlain) return bytes;
  const std::string_view figure = slice_of(block, bytes.end, phrase.whole.end);
  if (bytes.end == phrase.bytes.end && figure.size() > kParticle + 2 && figure[0] == ' ' &&
      figure[1] >= '0' && figure[1] <= '9') {
    // What ends otherwise is not cut: it may be no sign of three bytes.
    static constexpr std::array<std::string_view, 7> kParticles = {"을", "를", "이", "가",
                                                                   "은", "는", "도"};
    const auto ends = [&](std::string_view particle) { return figure.ends_with(particle); };
    if (std::ranges::none_of(kParticles, ends)) return bytes;
    return {bytes.begin, phrase.whole.end - static_cast<std::uint32_t>(kParticle)};
  }
  // Words in front back to the number, two at most.
  std::uint32_t begin = bytes.begin;
  for (int words = 0; words < 2 && begin > reading.span.bytes.begin + 1 && block[begin - 1] == ' ';
       ++words) {
    const std::size_t space = block.rfind(' ', begin - 2);
    const auto first = static_cast<std::uint32_t>(space == block.npos ? 0 : space + 1);
    if (first < reading.span.bytes.begin) break;
    if (block[first] >= '0' && block[first] <= '9') return {first, bytes.end};
    begin = first;
  }
  for (const Verb& verb : reading.verbs) {
    if (!verb.adnominal || verb.bytes.end + 1 != bytes.begin) continue;
    // 숙련된, 풍부한 describe it; 있는, 확보된, 위한 say nothing of it.
    static constexpr std::array<std::string_view, 8> kEmpty = {"있는", "없는", "중인", "확보된",
                                                               "위한", "같은", "하는", "되는"};
    const std::string_view word = slice_of(block, verb.bytes.begin, verb.bytes.end);
    const bool empty = std::find(kEmpty.begin(), kEmpty.end(), word) != kEmpty.end();
    if (!empty && !word.ends_with("는")) return {verb.bytes.begin, bytes.end};
  }
  return bytes;
}

// 50%的股权 behind a firm's name.
bool says_stake(std::string_view behind) {
  static const Pattern stake(R"(^[^，。；、]{0,12}(?:股权|股權|股份))");
  constexpr std::size_t kReach = 12 * 4 + 6;  // bytes
  return behind.substr(0, kReach).find("股") != std::string_view::npos &&
         stake.find(behind).has_value();
}

}  // namespace

std::optional<Argument> ArgumentFinder::resolve(const Reading& reading, const NounPhrase& phrase,
                                                ByteRange bytes, const TypeSet& types,
                                                std::string_view creates) const {
  const std::string& block = text_.blocks[reading.span.block].text;
  if (phrase.pronoun) {
    if (reading.language == Language::Chinese &&
        to_simplified(slice_of(block, bytes.begin, bytes.end)) == "后者") {
      // The last one named in front.
      const TextMention* last = nullptr;
      for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
        if (!mention.inherited && mention.span.bytes.end <= bytes.begin &&
            reading.span.bytes.contains(mention.span.bytes) &&
            types.count(text_.entities[mention.entity].type) != 0) {
          last = &mention;
        }
      }
      if (last == nullptr) return std::nullopt;
      return taken_up(last->entity, bytes);
    }
    if (slice_of(block, bytes.begin, bytes.end) == "이는") return std::nullopt;  // what was said
    auto found = antecedent(reading, types, bytes.begin);
    if (found) found->bytes = bytes;
    return found;
  }
  if (reading.language == Language::Korean && types.count("Strategy") != 0) {
    if (auto plan = plan_meant(reading, bytes)) return plan;
  }
  const auto transparent = [&](std::string_view between) {
    // Words, brackets and quotation marks that may stand behind the name within its phrase.
    std::string cleaned = concept_name(between);
    if (reading.language == Language::Chinese) cleaned = to_simplified(cleaned);
    std::string_view rest = cleaned;
    if (rest.substr(0, 3) == "의") rest.remove_prefix(3);
    while (!rest.empty()) {
      if (rest.front() == ' ') {
        rest.remove_prefix(1);
        continue;
      }
      // A version: 제미나이 2.0.
      std::size_t digits = 0;
      while (digits < rest.size() &&
             ((rest[digits] >= '0' && rest[digits] <= '9') || rest[digits] == '.')) {
        ++digits;
      }
      if (digits > 0) {
        rest.remove_prefix(digits);
        continue;
      }
      bool matched = false;
      for (const std::string& word : frames_.words(reading.language, "transparent")) {
        if (rest.size() < word.size() || rest[word.size() - 1] != word.back()) continue;
        if (rest.starts_with(word)) {
          rest.remove_prefix(word.size());
          matched = true;
          break;
        }
      }
      if (!matched) return false;
    }
    return true;
  };
  const TextMention* best = nullptr;
  bool name_at_end = false;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    if (mention.inherited || mention.span.block != reading.span.block) continue;
    const ByteRange at = mention.span.bytes;
    // A concept may begin before the phrase or go on behind it (diffusion of AI applications).
    // In Chinese it may begin with its owner's phrase (模块之间的联动).
    const bool inside =
        bytes.contains(at) || (at.begin == bytes.begin && at.end > bytes.end) ||
        (reading.language == Language::Chinese && at.begin < bytes.begin && at.end == bytes.end);
    if (!inside) continue;
    // “鹰眼”高阶辅助驾驶系统: a quoted product and what it is.
    const bool quoted_product = reading.language == Language::Chinese &&
                                text_.entities[mention.entity].type == "Product" &&
                                (slice_of(block, at.end, at.end + 3) == "”" ||
                                 slice_of(block, at.end, at.end + 3) == "」" ||
                                 slice_of(block, at.end, at.end + 3) == "》");
    // 收购A东南风场50%的股权: what is bought is a part of A.
    const bool part = reading.language == Language::Chinese && at.begin == bytes.begin &&
                      types.size() == 1 && types.count("Firm") != 0 &&
                      says_stake(slice_of(block, at.end, reading.span.bytes.end));
    // 在葡萄牙锡尼什: a place within a known one.
    const bool within = reading.language == Language::Chinese && at.begin == bytes.begin &&
                        types.size() == 1 && types.count("Place") != 0;
    // 美国企业: firms, not the country.
    const bool of_place = reading.language == Language::Chinese &&
                          text_.entities[mention.entity].type == "Place" &&
                          types.count("Firm") != 0;
    const bool ends = at.end >= bytes.end || quoted_product || part || within ||
                      (!of_place && transparent(slice_of(block, at.end, bytes.end)));
    if (!ends) continue;
    // A verb that says what a firm pursues knows better than the noun at its end (… 개발).
    // Where the head's type does not fit at all, the verb decides (미국의 수출, 공정 개발).
    const bool fits = types.count(text_.entities[mention.entity].type) != 0;
    // 凭借成本优势: what somebody has is a resource, though it is named an advantage.
    const bool advantage = creates == "Resource" && reading.language != Language::Korean &&
                           text_.entities[mention.entity].type == "EnvironmentFactor";
    const bool weak =
        is_named_by_head(mention) &&
        (advantage || (reading.language == Language::Korean && (creates == "Strategy" || !fits)));
    if (at.end >= bytes.end && !weak) name_at_end = true;
    if (types.count(text_.entities[mention.entity].type) == 0) continue;
    if (best == nullptr || at.end > best->span.bytes.end ||
        (at.end == best->span.bytes.end && at.size() > best->span.bytes.size())) {
      best = &mention;
    }
  }
  // A quotation is one concept, whatever concept it ends in: ‘저가+친환경 전략’.
  const bool quoted = phrase.quoted && creates == "Strategy" && best != nullptr &&
                      best->span.bytes.size() * 4 < bytes.size() * 3 &&
                      text_.entities[best->entity].type == creates;
  if (best != nullptr && !quoted) {
    Argument found;
    found.entity = best->entity;
    found.bytes = best->span.bytes;
    found.confidence = best->span.bytes.end >= bytes.end ? 30 : 0;
    return found;
  }
  if (reading.language == Language::English && types.count("Firm") != 0 &&
      points_at_firm(reading, bytes)) {
    auto found = antecedent(reading, types, bytes.begin);
    if (found) found->bytes = bytes;
    return found;
  }
  if (types.count("Policy") != 0) {
    if (auto policy = policy_meant(reading, bytes)) return policy;
  }
  if (creates.empty() || types.count(creates) == 0) return std::nullopt;
  if (name_at_end && !quoted) return std::nullopt;
  // In Chinese a phrase in front of a verb is that verb's subject: 降低了企业使用模型的成本.
  if (reading.language == Language::Chinese) {
    for (const Verb& verb : reading.verbs) {
      if (verb.bytes.begin >= bytes.end && verb.bytes.begin - bytes.end < 3) return std::nullopt;
    }
  }
  // A new concept: a phrase of some length that is not only a number, a name's owner left out.
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    if (mention.inherited || mention.span.block != reading.span.block) continue;
    if (!bytes.contains(mention.span.bytes)) continue;
    const std::string& type = text_.entities[mention.entity].type;
    if (type != "Firm" && type != "Agency" && type != "Person") continue;
    const std::string_view rest = slice_of(block, mention.span.bytes.end, bytes.end);
    const std::size_t of = rest.find("의 ");
    if (of != std::string_view::npos && of < 30) {
      bytes.begin = mention.span.bytes.end + static_cast<std::uint32_t>(of + 4);
    }
  }
  if (reading.language == Language::Korean) {
    // "100여 개 물류센터": the counter behind a number is no part of the name.
    const std::string_view words = slice_of(block, bytes.begin, bytes.end);
    for (const std::string_view counter : {"여 개 ", "개 ", "곳 ", "명 ", "종 ", "규모 ", "여 곳 ",
                                           "이상의 ", "이하의 ", "규모의 ", "가량의 ", "상당의 "}) {
      if (words.starts_with(counter)) {
        bytes.begin += static_cast<std::uint32_t>(counter.size());
        break;
      }
    }
  }
  if (reading.language == Language::Korean && creates == "Resource") {
    bytes = with_figure(reading, block, phrase, bytes);
  }
  std::string name = concept_name(slice_of(block, bytes.begin, bytes.end));
  if (reading.language == Language::English) {
    if (is_proper_name(frames_, name, bytes.begin <= reading.span.bytes.begin)) return std::nullopt;
    // "128 million members" is a figure; its noun alone would be cut off from its number.
    const std::string first = to_lower(name.substr(0, name.find(' ')));
    if (frames_.has_word(Language::English, "number", first)) return std::nullopt;
    if (creates == "EnvironmentFactor" && !may_cause(reading, bytes)) return std::nullopt;
    if (creates == "Resource" && frames_.has_word(Language::English, "no_resource",
                                                  to_lower(name.substr(name.rfind(' ') + 1)))) {
      return std::nullopt;
    }
    const ByteRange longer = with_of_phrase(reading, bytes);
    if (longer.size() <= kLongestCreated) {
      bytes = longer;
      name = concept_name(slice_of(block, bytes.begin, bytes.end));
    }
  }
  if (reading.language == Language::Korean && creates == "Policy") {
    const auto ends_in = [&](std::string_view words) {
      return ends_with_word(name, frames_.words(Language::Korean, words));
    };
    if (!ends_in("policy_noun") && !ends_in("issued") && !ends_in("support")) return std::nullopt;
  }
  const std::size_t size = count_code_points(name);
  // A new cause is something that happens, or is named of something known already; whoever acts
  // is none.
  if (reading.language == Language::Korean) {
    const bool holds_concept =
        std::ranges::any_of(text_.mentions_near(reading.span), [&](const TextMention& mention) {
          return !mention.inherited && mention.span.block == reading.span.block &&
                 bytes.contains(mention.span.bytes) &&
                 (is_named_by_head(mention) || mention.rule == "thesaurus");
        });
    if (nouns_.is_actor(name)) return std::nullopt;
    const bool cause = creates == "Mechanism" && types.count("Policy") != 0;
    if (cause && !nouns_.is_process(name) && !holds_concept) return std::nullopt;
  }
  if (reading.language == Language::Chinese && creates == "EnvironmentFactor") {
    // A new cause is something that happens.
    const std::string simple = to_simplified(name);
    const auto& processes = frames_.words(Language::Chinese, "process");
    if (!ends_with_word(simple, processes)) return std::nullopt;
  }
  // 自动化, 수익성, 무인화: three characters are enough for what happens and for what is measured.
  const bool measured =
      reading.language == Language::Korean && creates == "Effect" && nouns_.is_measured(name);
  const bool happens = creates == "EnvironmentFactor" || nouns_.is_becoming(name);
  // 기술력, 유통망: as much is said of what a firm has.
  const bool owned = reading.language == Language::Korean && creates == "Resource" &&
                     (name.ends_with("력") || name.ends_with("망")) &&
                     frames_.has_word(Language::Korean, "owned", name);
  const std::size_t shortest =
      measured || owned || (happens && reading.language != Language::English) ? 3 : 4;
  const bool named_policy = creates == "Policy" && reading.language != Language::Korean;
  if (named_policy) {
    const std::string simple = to_lower(to_simplified(name));
    const auto& nouns = frames_.words(reading.language, "policy_noun");
    const bool english = reading.language == Language::English;
    const bool ends = std::any_of(nouns.begin(), nouns.end(), [&](const std::string& noun) {
      return simple == noun || simple.ends_with(english ? " " + noun : noun);
    });
    if (!ends) return std::nullopt;
  }
  const bool penalty =
      named_policy || (reading.language == Language::Korean && creates == "Policy" && size >= 3);
  const bool words = penalty ? true
                     : reading.language == Language::English
                         ? (name.find(' ') != std::string::npos || size >= 9 ||
                            frames_.has_word(Language::English, "policy_noun", to_lower(name)) ||
                            (creates == "Effect" &&
                             frames_.has_word(Language::English, "outcome", to_lower(name))))
                         : size >= shortest;
  if (!words || size > kLongestCreated) return std::nullopt;
  if (frames_.has_word(reading.language, "vague", name)) return std::nullopt;
  return new_concept(bytes, creates);
}

// "이 법은", 这一措施, "the rule": the policy that the block named last.
std::optional<Argument> ArgumentFinder::policy_meant(const Reading& reading,
                                                     ByteRange bytes) const {
  const std::string_view block = text_.blocks[reading.span.block].text;
  const std::string noun = to_lower(to_simplified(slice_of(block, bytes.begin, bytes.end)));
  if (!frames_.has_word(reading.language, "policy_pointer", noun)) return std::nullopt;
  const std::uint32_t reach = std::min<std::uint32_t>(bytes.begin, 12);
  const std::string front =
      to_lower(to_simplified(slice_of(block, bytes.begin - reach, bytes.begin)));
  static constexpr std::array<std::string_view, 13> kPointers = {
      "이 ",  "이번 ", "해당 ", "the ", "this ", "these ", "those ",
      "这一", "该",    "此",    "这项", "这些",  "上述"};
  if (std::none_of(kPointers.begin(), kPointers.end(),
                   [&](std::string_view word) { return front.ends_with(word); })) {
    return std::nullopt;
  }
  const TextMention* last = nullptr;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    const bool before =
        mention.span.bytes.end < reading.span.bytes.begin ||
        (mention.span.bytes.end <= bytes.begin &&
         reading.joint_between(mention.span.bytes.end, bytes.begin, JointKind::Comma));
    const bool inner = last != nullptr && last->span.bytes.contains(mention.span.bytes);
    if (!mention.inherited && before && !inner && text_.entities[mention.entity].type == "Policy") {
      last = &mention;
    }
  }
  // The law that the sentence itself named first is meant before any measure in it.
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (!mention.inherited && mention.rule == "listed" &&
        reading.span.bytes.contains(mention.span.bytes) && mention.span.bytes.end <= bytes.begin &&
        text_.entities[mention.entity].type == "Policy") {
      last = &mention;
      break;
    }
  }
  if (last == nullptr) return std::nullopt;
  return taken_up(last->entity, bytes);
}

std::optional<Argument> ArgumentFinder::antecedent(const Reading& reading, const TypeSet& types,
                                                   std::uint32_t before) const {
  if (types.count("Firm") == 0) return std::nullopt;
  Argument found;
  found.coreference = true;
  if (reading.language == Language::English) {
    // "We will exit paper, said the head of Delmar": whoever speaks.
    const std::string_view word =
        text_between(text_.blocks[reading.span.block].text, before, before + 4);
    if (is_first_person(word)) {
      if (const auto speaker = named_behind(reading, before, true)) {
        found.entity = *speaker;
        return found;
      }
    }
    // "Delmar said it would": the subject of the clause in front.
    // "With makers like Orlin, Velt and Norvik, it": those listed behind a preposition are none.
    const NounPhrase* listed = nullptr;
    for (const NounPhrase& phrase : reading.phrases) {
      if (phrase.whole.end > before || phrase.pronoun) break;
      if (phrase.after_verb) continue;
      const bool goes_on = listed != nullptr && phrase.marker == Marker::None &&
                           !reading.verb_between(listed->whole.end, phrase.whole.begin) &&
                           !verb_follows(reading, phrase);
      if (phrase.marker == Marker::None && !goes_on) {
        listed = nullptr;
      } else if (resolve(reading, phrase, phrase.bytes, {"Firm"}, {})) {
        listed = &phrase;
        continue;
      } else {
        continue;
      }
      const auto here = resolve(reading, phrase, phrase.bytes, {"Firm"}, {});
      if (here && !here->coreference) {
        found.entity = here->entity;
        return found;
      }
      if (const auto part = firm_with_part(text_, reading, phrase)) {
        found.entity = *part;
        return found;
      }
    }
  }
  if (reading.language == Language::Chinese) {
    // A发布公告，公司与B签约: whoever opens the sentence, a comma in front.
    for (const NounPhrase& phrase : reading.phrases) {
      if (phrase.whole.end > before || phrase.pronoun || phrase.after_verb) break;
      if (phrase.marker != Marker::None ||
          reading.joint_between(phrase.whole.end, before, JointKind::Break)) {
        continue;
      }
      const auto here = resolve(reading, phrase, phrase.bytes, {"Firm"}, {});
      if (here && !here->coreference &&
          reading.joint_between(phrase.whole.end, before, JointKind::Comma) &&
          reading.verb_between(phrase.whole.end, before)) {
        found.entity = here->entity;
        return found;
      }
    }
  }
  if (still_about_last(reading)) {
    found.entity = *last_firm_;
    return found;
  }
  const auto section = sections_.of(reading.span.block, {"Firm"});
  if (section) {
    found.entity = section->entity;
    return found;
  }
  if (reading.language == Language::English) {
    if (const auto behind = named_behind(reading, before, false)) {
      found.entity = *behind;
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace sarye

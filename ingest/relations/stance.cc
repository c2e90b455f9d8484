#include "ingest/relations/stance.h"

#include <algorithm>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/concepts/concept_book.h"

namespace sarye {
namespace {

constexpr std::uint32_t kNegationReach = 36;  // bytes behind a Korean verb
constexpr std::uint32_t kEnglishReach = 90;   // bytes before an English verb
constexpr std::uint32_t kIntoWording = 64;    // bytes of a wording that a word before it may cover
constexpr std::uint32_t kEndedReach = 18;     // bytes between a Chinese tie and what ends it

// Where the clause of `at` begins: behind the last comma or break.
std::uint32_t clause_begin(const Reading& reading, std::uint32_t at, bool commas) {
  std::uint32_t begin = reading.span.bytes.begin;
  for (const Joint& joint : reading.joints) {
    const bool ends = joint.kind == JointKind::Break || (commas && joint.kind == JointKind::Comma);
    if (ends && joint.bytes.end <= at) begin = std::max(begin, joint.bytes.end);
  }
  return begin;
}

std::uint32_t clause_end(const Reading& reading, std::uint32_t at, bool commas) {
  std::uint32_t end = reading.span.bytes.end;
  for (const Joint& joint : reading.joints) {
    const bool ends = joint.kind == JointKind::Break || (commas && joint.kind == JointKind::Comma);
    if (ends && joint.bytes.begin >= at) end = std::min(end, joint.bytes.begin);
  }
  return end;
}

// A tensed connective (하였고, 했으며) ends the reach of what stands behind it.
std::uint32_t tensed_end(std::string_view block, std::uint32_t from, std::uint32_t end) {
  static const std::vector<std::string> kTensed = {"였고",   "었고",   "았고",   "했고",   "졌고",
                                                   "였으며", "었으며", "았으며", "했으며", "였으나",
                                                   "었으나", "았으나", "했으나", "졌으나", "지만",
                                                   "하나,",  "으나",   "중이며", "있으며"};
  static const LiteralFinder kFinder(kTensed);
  // One that begins in front of `end` may reach beyond it, and the next one beyond that.
  constexpr std::size_t kBeyond = 200;
  std::uint32_t reach = end;
  const std::vector<LiteralFinder::Places> places =
      kFinder.places(block.substr(from, end + kBeyond - from));
  for (std::size_t i = 0; i < kTensed.size(); ++i) {
    if (places[i].first != LiteralFinder::kNowhere && from + places[i].first < reach) {
      reach = static_cast<std::uint32_t>(from + places[i].first + kTensed[i].size());
    }
  }
  return reach;
}

Stance korean(const Frames& frames, std::string_view block, const Reading& reading,
              const CueHit& hit) {
  Stance stance;
  const std::uint32_t end = clause_end(reading, hit.bytes.end, false);
  std::uint32_t reach = tensed_end(block, hit.bytes.end, end);
  // "…를 공개, …": a bare noun in front of a comma is a statement of its own.
  if (hit.nominal && block.substr(hit.whole.end, 1) == ",") reach = hit.whole.end;
  const std::string_view window = block.substr(hit.bytes.end, reach - hit.bytes.end);
  std::uint32_t near =
      std::min<std::uint32_t>(static_cast<std::uint32_t>(window.size()), kNegationReach);
  for (const NounPhrase& phrase : reading.phrases) {
    // Behind the next noun phrase another verb is meant. 수, 것 are none.
    if (phrase.bytes.begin >= hit.whole.end && phrase.bytes.size() > 6) {
      near = std::min(near, phrase.bytes.begin - hit.bytes.end);
      break;
    }
  }
  std::size_t best = std::string_view::npos;
  const std::vector<StanceCue>& cues = frames.stances(Language::Korean);
  const auto places = frames.stance_finder(Language::Korean).places(window);
  for (std::size_t i = 0; i < cues.size(); ++i) {
    const StanceCue& cue = cues[i];
    if (cue.before) continue;
    const std::size_t at = places[i].first;
    if (at == std::string_view::npos) continue;
    if (cue.denied) {
      if (at < near) stance.polarity = Polarity::Denied;
    } else if (!hit.adnominal && (best == std::string_view::npos || at >= best)) {
      best = at;  // the last one is the main verb
      stance.modality = cue.modality;
    } else if (hit.adnominal && at < near && at < 12) {
      stance.modality = cue.modality;
    }
  }
  return stance;
}

// `block` is in Simplified characters.
Stance chinese(const Frames& frames, std::string_view block, const Reading& reading,
               const CueHit& hit) {
  Stance stance;
  const std::uint32_t begin = clause_begin(reading, hit.bytes.begin, true);
  const std::uint32_t wide = clause_begin(reading, hit.bytes.begin, false);
  // Only what stands outside noun phrases counts: 效应 holds no 应.
  // What stands behind the wording matters only for words that go on into it.
  const std::uint32_t beyond = std::min<std::uint32_t>(static_cast<std::uint32_t>(block.size()),
                                                       hit.bytes.begin + kIntoWording);
  std::string outside(block.substr(wide, beyond - wide));
  // 不仅, 不断 deny nothing; 供应 demands nothing. Before phrases are taken out: one may begin or
  // end inside such a word (虚|拟电厂).
  const bool denies_not = frames.denial_finder(Language::Chinese).any_in(outside);
  for (const std::string& word : frames.words(Language::Chinese, "no_denial")) {
    if (!denies_not) break;
    for (std::size_t at = outside.find(word); at != std::string::npos;
         at = outside.find(word, at)) {
      outside.replace(at, word.size(), word.size(), ' ');
    }
  }
  // 将权益授权给A: 将 opens what is given, and no plan.
  const bool gives =
      block.substr(0, hit.bytes.end).ends_with("给") || block.substr(hit.bytes.end, 3) == "给";
  for (const NounPhrase& phrase : reading.phrases) {
    const bool opened = gives && block.substr(phrase.whole.begin).starts_with("将");
    const std::uint32_t front = opened ? phrase.whole.begin : phrase.bytes.begin;
    const std::uint32_t from = std::clamp(front, wide, beyond) - wide;
    const std::uint32_t to = std::clamp(phrase.bytes.end, wide, beyond) - wide;
    std::fill(outside.begin() + from, outside.begin() + to, ' ');
  }
  const std::string_view all = std::string_view(outside).substr(0, hit.bytes.begin - wide);
  const std::string_view near = all.substr(begin - wide);
  const std::string_view clause = block.substr(begin, hit.bytes.begin - begin);
  const auto ends_before = [&](std::string_view word) {
    const std::size_t at = clause.rfind(word);
    if (at == std::string::npos) return false;
    // No other verb between: 停止生产并向A供货.
    const auto from = static_cast<std::uint32_t>(begin + at + word.size());
    return !reading.verb_between(from, hit.bytes.begin);
  };
  const std::uint32_t end = clause_end(reading, hit.bytes.end, true);
  const std::string_view tail = block.substr(hit.bytes.end, end - hit.bytes.end);
  const std::string_view behind = block.substr(hit.bytes.end, 12);
  std::size_t best = 0;
  const std::vector<StanceCue>& cues = frames.stances(Language::Chinese);
  const LiteralFinder& finder = frames.stance_finder(Language::Chinese);
  const auto places = finder.places(near);
  for (std::size_t i = 0; i < cues.size(); ++i) {
    const StanceCue& cue = cues[i];
    if (!cue.before) {
      const std::size_t size = cue.text.size();
      if (behind.size() < size || behind[size - 1] != cue.text.back() ||
          behind.substr(0, size) != cue.text) {
        continue;
      }
      if (cue.denied) stance.polarity = Polarity::Denied;
      continue;
    }
    const std::size_t at = places[i].last;
    if (at == std::string::npos) continue;
    if (cue.denied) {
      // Between the negation and its verb stands no other verb.
      const auto from = static_cast<std::uint32_t>(begin + at + cue.text.size());
      if (hit.nominal || !reading.verb_between(from, hit.bytes.begin)) {
        stance.polarity = Polarity::Denied;
      }
    } else if (at + 1 >= best) {
      best = at + 1;
      stance.modality = cue.modality;
    }
  }
  if (hit.frame->family == "PARTNERS_WITH" || hit.frame->family == "SUPPLIES") {
    for (const std::string& word : frames.words(Language::Chinese, "ending")) {
      stance.ended = stance.ended || ends_before(word);
    }
    for (const std::string& word : frames.words(Language::Chinese, "ended")) {
      const std::size_t at = tail.find(word);
      stance.ended = stance.ended || (at != std::string::npos && at <= kEndedReach);
    }
    if (stance.ended) stance.polarity = Polarity::Asserted;  // 不再: so once it was
  }
  if (stance.modality == Modality::Stated || stance.modality == Modality::Planned) {
    // 预计X将…，Y: a forecast in front of the sentence holds for its clauses.
    finder.each(all, [&](std::size_t i, std::size_t) {
      const StanceCue& cue = cues[i];
      if (cue.before && !cue.denied && cue.modality == Modality::Forecast) {
        stance.modality = Modality::Forecast;
      }
    });
  }
  return stance;
}

Stance english(const Frames& frames, std::string_view block, const Reading& reading,
               const CueHit& hit) {
  Stance stance;
  std::uint32_t begin = std::max(
      clause_begin(reading, hit.bytes.begin, false),
      hit.bytes.begin > kEnglishReach ? hit.bytes.begin - kEnglishReach : std::uint32_t{0});
  // From the subject on: a relative clause or an earlier clause before it does not count.
  for (const Joint& joint : reading.joints) {
    if (joint.kind != JointKind::Relative || joint.bytes.end > hit.bytes.begin) continue;
    // "announced that it would": what is said is no relative clause.
    std::string front = to_lower(block.substr(0, joint.bytes.begin));
    while (!front.empty() && front.back() == ' ') front.pop_back();
    const std::size_t space = front.rfind(' ');
    if (frames.has_word(Language::English, "reports",
                        front.substr(space == std::string::npos ? 0 : space + 1))) {
      continue;
    }
    begin = std::max(begin, joint.bytes.end);
  }
  std::string window = " " + to_lower(block.substr(begin, hit.bytes.begin - begin)) + " ";
  // "not only" denies nothing.
  const bool denies_not = frames.denial_finder(Language::English).any_in(window);
  for (const std::string& word : frames.words(Language::English, "no_denial")) {
    if (!denies_not) break;
    for (std::size_t at = window.find(" " + word + " "); at != std::string::npos;
         at = window.find(" " + word + " ", at + 1)) {
      window.replace(at + 1, word.size(), word.size(), ' ');
    }
  }
  // The one that ends last holds; of two that end together the longer: said it would.
  std::size_t best_end = 0;
  std::size_t best_size = 0;
  const std::vector<StanceCue>& cues = frames.stances(Language::English);
  const LiteralFinder& finder = frames.stance_finder(Language::English);
  const auto in_window = finder.places(window);
  const auto in_behind = finder.places(
      " " + to_lower(block.substr(hit.bytes.end,
                                  std::min<std::size_t>(30, block.size() - hit.bytes.end))));
  for (std::size_t i = 0; i < cues.size(); ++i) {
    const StanceCue& cue = cues[i];
    if (!cue.before) {
      const std::size_t at = in_behind[i].first;
      if (at == std::string::npos || at > 3) continue;
      if (cue.denied) stance.polarity = Polarity::Denied;
      continue;
    }
    const std::size_t at = in_window[i].last;
    if (at == std::string::npos) continue;
    const auto from = static_cast<std::uint32_t>(
        std::min<std::size_t>(begin + at + cue.text.size(), hit.bytes.begin));
    const bool crossed = reading.verb_between(from, hit.bytes.begin);
    if (cue.denied) {
      if (!crossed) stance.polarity = Polarity::Denied;
    } else if (at + cue.text.size() > best_end ||
               (at + cue.text.size() == best_end && cue.text.size() >= best_size)) {
      // A modal reaches over "and" to the next verb, not over a comma and a new subject.
      bool subject_between = false;
      for (const NounPhrase& phrase : reading.phrases) {
        subject_between =
            subject_between || (phrase.bytes.begin >= from && phrase.whole.end <= hit.bytes.begin &&
                                phrase.marker == Marker::None && !phrase.after_verb);
      }
      if (crossed && subject_between) continue;
      best_end = at + cue.text.size();
      best_size = cue.text.size();
      stance.modality = cue.modality;
    }
  }
  if (stance.modality == Modality::Planned) {
    // "Analysts expect that Delmar will": whoever expects it does not plan it.
    for (std::size_t i = 0; i < cues.size(); ++i) {
      const bool expects = cues[i].before && cues[i].modality == Modality::Forecast;
      if (expects && !cues[i].denied && in_window[i].first != LiteralFinder::kNowhere) {
        stance.modality = Modality::Forecast;
      }
    }
  }
  return stance;
}

}  // namespace

Stance stance_of(const AnnotatedText& text, const Frames& frames, const Reading& reading,
                 const CueHit& hit) {
  const std::string& block = text.blocks[reading.span.block].text;
  switch (reading.language) {
    case Language::Korean:
      return korean(frames, block, reading, hit);
    case Language::Chinese:
      return chinese(frames, text.simplified(reading.span.block), reading, hit);
    case Language::English:
      return english(frames, block, reading, hit);
    default:
      return {};
  }
}

std::string attribution_of(const AnnotatedText& text, const Frames& frames,
                           const Reading& reading) {
  const std::string& block = text.blocks[reading.span.block].text;
  // A concept says nothing.
  const auto speaks = [&](const NounPhrase& phrase) {
    if (phrase.pronoun) return false;
    for (const TextMention& mention : text.mentions_near(reading.span)) {
      if (mention.inherited || mention.span.block != reading.span.block ||
          mention.span.bytes.end != phrase.bytes.end) {
        continue;
      }
      const std::string& type = text.entities[mention.entity].type;
      return type == "Firm" || type == "Agency" || type == "Person";
    }
    return true;
  };
  const auto name_of = [&](const NounPhrase& phrase) {
    return concept_name(std::string_view(block).substr(phrase.bytes.begin, phrase.bytes.size()));
  };
  const bool chinese = reading.language == Language::Chinese;
  const std::string_view written =
      chinese ? text.simplified(reading.span.block)
                    .substr(reading.span.bytes.begin, reading.span.bytes.size())
              : text.text_of(reading.span);
  if (!frames.speech_finder(reading.language).any_in(written)) return {};
  const std::string lower = chinese ? std::string() : to_lower(written);
  const std::string_view sentence = chinese ? written : std::string_view(lower);
  const std::uint32_t base = reading.span.bytes.begin;
  for (const std::string& say : frames.words(reading.language, "say")) {
    std::size_t at = sentence.find(say);
    while (at != std::string::npos) {
      const auto place = static_cast<std::uint32_t>(base + at);
      if (reading.language == Language::Korean) {
        // The topic of the sentence speaks.
        for (const NounPhrase& phrase : reading.phrases) {
          if (phrase.marker == Marker::Topic && phrase.whole.end <= place && speaks(phrase)) {
            return name_of(phrase);
          }
        }
      } else {
        const NounPhrase* speaker = nullptr;
        for (const NounPhrase& phrase : reading.phrases) {
          if (phrase.whole.end <= place && phrase.marker == Marker::None &&
              !reading.verb_between(phrase.whole.end, place)) {
            speaker = &phrase;
          }
        }
        const bool border =
            reading.language == Language::Chinese ||
            (at > 0 && sentence[at - 1] == ' ' && at + say.size() < sentence.size() &&
             (sentence[at + say.size()] == ' ' || sentence[at + say.size()] == ','));
        if (speaker != nullptr && border && speaks(*speaker) && place - speaker->whole.end < 30) {
          // 本文认为: the authors.
          if (frames.has_word(reading.language, "self", to_simplified(name_of(*speaker))))
            return {};
          return name_of(*speaker);
        }
      }
      at = sentence.find(say, at + 1);
    }
  }
  for (const std::string& source : frames.words(reading.language, "source")) {
    const std::size_t at = sentence.find(source);
    if (at == std::string::npos) continue;
    // 据 opens its clause: 数据 is another word.
    const bool opens = at == 0 || (at >= 3 && sentence.compare(at - 3, 3, "，") == 0);
    if (reading.language == Language::Chinese && !opens) continue;
    const auto place = static_cast<std::uint32_t>(base + at);
    for (std::size_t i = 0; i < reading.phrases.size(); ++i) {
      const NounPhrase& phrase = reading.phrases[i];
      if (reading.language == Language::Korean) {
        if (phrase.whole.end <= place && place - phrase.whole.end < 8) return name_of(phrase);
      } else if (phrase.bytes.begin >= place + source.size() &&
                 phrase.bytes.begin < place + source.size() + 8) {
        return name_of(phrase);
      }
    }
  }
  return {};
}

}  // namespace sarye

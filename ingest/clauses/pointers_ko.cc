// What was told last as the cause of what follows: "이를 통해 원가를 낮췄다", "그 결과 매출이
// 늘었다", "…를 증설하고, 이에 따라 납기가 단축됐다".
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/lexicon/literal_finder.h"

namespace sarye {
namespace {

struct Pointer {
  std::string_view text;
  bool deed;  // points at what somebody did, not at what happened
};

constexpr std::array<Pointer, 16> kCausePointers = {{{"이를 통해 ", true},
                                                     {"이를 통해, ", true},
                                                     {"이를 기반으로 ", true},
                                                     {"이를 바탕으로 ", true},
                                                     {"이로써 ", true},
                                                     {"이에 따라 ", false},
                                                     {"이에 따라, ", false},
                                                     {"이로 인해 ", false},
                                                     {"이로 인해, ", false},
                                                     {"이 때문에 ", false},
                                                     {"이에 힘입어 ", false},
                                                     {"그 결과 ", false},
                                                     {"그 결과, ", false},
                                                     {"그 여파로 ", false},
                                                     {"이 영향으로 ", false},
                                                     {"덕분에 ", false}}};

// Whether any of them stands in `text`.
bool has_cause_pointer(std::string_view text) {
  static const LiteralFinder pointers([] {
    std::vector<std::string> texts;
    for (const Pointer& pointer : kCausePointers) texts.emplace_back(pointer.text);
    return texts;
  }());
  return pointers.any_in(text);
}

}  // namespace

// What the predicate at `index` tells: a deed with its object, or a change of its subject.
std::optional<Argument> KoreanClauses::told_by(const Reading& reading, std::size_t index) const {
  const auto verb = predicate(reading, index);
  if (!verb || verb->verb.form == VerbForm::Question) return std::nullopt;
  const auto object = phrase_of(reading, *verb, Marker::Object, reading.span.bytes.begin);
  if (object) {
    const NounPhrase& phrase = reading.phrases[*object];
    if (auto known = arguments_.resolve(reading, phrase, phrase.bytes, {"Strategy"}, {})) {
      return known;
    }
    if (verb->noun.empty() && !verb->verb.verbal_noun) return std::nullopt;
    return clause_concept(reading, *object, *verb, "Strategy");
  }
  if (verb->noun.empty() && !(verb->verb.verbal_noun && verb->verb.passive)) return std::nullopt;
  const auto subject = phrase_of(reading, *verb, Marker::Subject, reading.span.bytes.begin);
  if (!subject) return std::nullopt;
  return clause_concept(reading, *subject, *verb, "Mechanism");
}

void KoreanClauses::by_pointer(const Reading& reading, std::vector<ClauseRelation>& out) const {
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  if (!has_cause_pointer(block.substr(reading.span.bytes.begin))) return;
  for (const Pointer& pointer : kCausePointers) {
    const std::size_t at = block.find(pointer.text, reading.span.bytes.begin);
    if (at == block.npos) continue;
    const auto place = static_cast<std::uint32_t>(at);
    const bool opens = place <= reading.span.bytes.begin + 1;
    if (!opens && !block.substr(0, place).ends_with(", ") &&
        !block.substr(0, place).ends_with("고 ") && !block.substr(0, place).ends_with("며 ")) {
      continue;
    }
    std::optional<Argument> cause;
    if (opens) {
      if (!last_told_ || last_told_block_ > reading.span.block ||
          reading.span.block - last_told_block_ > 1) {
        continue;
      }
      cause = last_told_;
      cause->bytes = {place, place + static_cast<std::uint32_t>(pointer.text.size()) - 1};
      if (cause->created) cause->create_from = cause->bytes;
      cause->coreference = true;
    } else {
      for (std::size_t v = reading.verbs.size(); v-- > 0 && !cause;) {
        if (reading.verbs[v].bytes.end > place || reading.verbs[v].adnominal) continue;
        cause = told_by(reading, v);
        break;
      }
    }
    if (!cause) continue;
    ClauseRelation made;
    made.family = "LEADS_TO";
    made.rule = "ko:pointer";
    made.cue.bytes = {place, place + static_cast<std::uint32_t>(pointer.text.size())};
    made.cue.whole = made.cue.bytes;
    const std::uint32_t from = made.cue.bytes.end;
    auto effect = pointer.deed ? reached_behind(reading, from, made.cue)
                               : effect_behind(reading, from, made.cue, false, true);
    if (!effect && !pointer.deed) effect = reached_behind(reading, from, made.cue, true);
    if (!effect) continue;
    made.subjects = {std::move(*cause)};
    made.object = std::move(*effect);
    out.push_back(std::move(made));
    return;
  }
}

// "재고가 줄고 결품률도 낮아졌다": what comes about beside what came about.
void KoreanClauses::further_effects(const Reading& reading, std::size_t first,
                                    std::vector<ClauseRelation>& out) const {
  const std::string_view block = block_of(reading);
  for (std::size_t i = first; i < out.size() && out.size() < first + 8; ++i) {
    if (out[i].family != "LEADS_TO" || out[i].cue.nominal) continue;
    const auto verb = std::ranges::find_if(reading.verbs, [&](const Verb& one) {
      return one.bytes.overlaps(out[i].cue.whole) && !one.adnominal;
    });
    if (verb == reading.verbs.end()) continue;
    const std::string_view word = block.substr(verb->bytes.begin, verb->bytes.size());
    if (!word.ends_with("고") && !word.ends_with("며")) continue;
    ClauseRelation made = out[i];
    auto effect = effect_behind(reading, verb->bytes.end, made.cue, false, true);
    if (!effect) continue;
    made.object = std::move(*effect);
    out.push_back(std::move(made));
  }
}

// "가동률을 끌어내렸다" brings about its fall: what the verb of a cause makes of its object.
void KoreanClauses::name_change(const Reading& reading, const CueHit& hit,
                                std::vector<Argument>& effects) const {
  const auto verb = std::ranges::find_if(
      reading.verbs, [&](const Verb& one) { return one.bytes.overlaps(hit.bytes); });
  if (verb == reading.verbs.end()) return;
  const auto found = predicate(reading, static_cast<std::size_t>(verb - reading.verbs.begin()));
  if (!found || found->noun.empty()) return;
  for (Argument& effect : effects) {
    if (!effect.created || effect.create_type != "Effect" || !effect.create_name.empty() ||
        effect.create_from.end > verb->bytes.begin) {
      continue;
    }
    const std::string name =
        concept_name(block_of(reading).substr(effect.create_from.begin, effect.create_from.size()));
    const std::size_t space = name.rfind(' ');
    const std::string last = space == name.npos ? name : name.substr(space + 1);
    if (change_.count(last) != 0 || last == found->noun) continue;
    effect.create_name = name + " " + found->noun;
  }
}

void KoreanClauses::remember_told(const Reading& reading) {
  last_told_.reset();
  last_told_block_ = reading.span.block;
  for (std::size_t v = reading.verbs.size(); v-- > 0 && !last_told_;) {
    if (reading.verbs[v].adnominal) continue;
    last_told_ = told_by(reading, v);
  }
  if (last_told_ && last_told_->created && last_told_->create_name.empty()) {
    last_told_->create_name = concept_name(
        block_of(reading).substr(last_told_->create_from.begin, last_told_->create_from.size()));
  }
}

}  // namespace sarye

#include "ingest/stages/english_measures.h"

#include <algorithm>
#include <cmath>

#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/stages/english_measure_nouns.h"
#include "ingest/stages/english_measure_verbs.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestGap = 110;  // bytes between a measure and its figure

// Words between a verb or measure and the number that change nothing.
std::string_view without_qualifier(std::string_view text) {
  static const Pattern qualifier(
      R"((?:^|[ (])(?:about|around|nearly|almost|roughly|approximately|some|over|under|only|just|another|an additional|an estimated|a record|a total of|a combined|more than|less than|fewer than|at least|at most|up to|as much as|as many as|close to|well over|an?|its|the|out|in|between|around a|about a) $)");
  for (auto match = qualifier.find(text); match; match = qualifier.find(text)) {
    text = text.substr(0, match->bytes.begin + (match->bytes.begin > 0 ? 1 : 0));
    if (match->bytes.begin == 0) break;
  }
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// +1, -1, or 0 where the words in front of a percentage tell no change.
int change_before(std::string_view before) {
  static const Pattern up(
      R"((?:^|[ ,(])(?:up|rose|rise|rises|risen|rising|grew|grow|grows|grown|growing|increased?|increases|increasing|jumped|jump|jumping|surged|surging|soared|soaring|climbed|climbing|gained|gaining|added|advanced|expanded|rallied|growth of|increase of|rise of|gain of|gains of|jump of|higher)(?: by| as much as)?$)");
  static const Pattern down(
      R"((?:^|[ ,(])(?:down|fell|fall|falls|fallen|falling|declined?|declines|declining|dropped|drop|drops|dropping|slid|slumped|slumping|plunged|plunging|decreased|shrank|tumbled|sank|lost|losing|contracted|decline of|drop of|fall of|decrease of|plunge of|lower|dipped|slipped)(?: by| as much as)?$)");
  if (up.find(before)) return 1;
  if (down.find(before)) return -1;
  return 0;
}

int change_after(std::string_view after) {
  static const Pattern up(R"(^ (?:[a-z-]+ )?(?:rise|increase|growth|jump|gain|surge)\b)");
  static const Pattern down(R"(^ (?:[a-z-]+ )?(?:fall|decline|drop|decrease|slump|plunge)\b)");
  if (up.find(after)) return 1;
  if (down.find(after)) return -1;
  static const Pattern higher(R"(^ (?:higher|more|above|year[- ]on[- ]year growth))");
  static const Pattern lower_than(R"(^ (?:lower|less|below|fewer))");
  if (higher.find(after)) return 1;
  if (lower_than.find(after)) return -1;
  return 0;
}

bool measures_nothing(std::string_view before, std::string_view after) {
  static const Pattern behind(
      R"(^ (?:[a-z-]+ )?(?:(?:stakes?|shareholdings?|tariffs?|dut(?:y|ies)|levy|levies|tax(?:es)?|interest|discount|premium|owned|chance|rate)\b|of (?:its|the|his|their) (?:shares|equity|stock)|of (?:[A-Z][A-Za-z&.-]* ?){1,4}(?:[.,;]|$)))");
  static const Pattern in_front(
      R"((?:tariffs?|dut(?:y|ies)|levy|tax(?:es)?|stakes?|interest|discount|rate) (?:of|to|at|from)$|(?:^|[ ,(])(?:owns|holds|own|hold)$)");
  return behind.find(after) || (in_front.find(before) && !after.starts_with(" of the "));
}

std::string growth_of(const std::string& base) {
  return base == "share price" ? "share price change" : base + " growth";
}

}  // namespace

std::optional<EnglishMeasure> english_measure(std::string_view sentence, ByteRange clause,
                                              const Figure& figure, const Measures& measures) {
  const std::string lower = to_lower(sentence);
  if (lower.size() != sentence.size()) return std::nullopt;
  const std::string_view text = lower;
  const std::string_view front = text.substr(clause.begin, figure.at.begin - clause.begin);
  const std::string_view before = without_qualifier(front);
  const std::string_view after = text.substr(figure.at.end, clause.end - figure.at.end);
  const std::string_view after_as_written =
      sentence.substr(figure.at.end, clause.end - figure.at.end);
  const bool percent = figure.unit == "percent" || figure.unit == "percentage points";
  const char kind = figure.money ? 'm' : percent ? 'p' : 'c';
  if (figure.unit == "times" || figure.unit == "nm") return std::nullopt;
  if (percent && measures_nothing(before, after_as_written)) return std::nullopt;
  EnglishMeasure out;
  out.value = figure.value;
  // "from $3 billion": what it was before.
  if (before == "from" || before.ends_with(" from") || before.ends_with("(from")) {
    return std::nullopt;
  }
  const std::vector<MeasureNoun> named = english_measure_nouns(lower, measures);
  const MeasureNoun* nearest = nullptr;
  const MeasureNoun* next = nullptr;
  for (const MeasureNoun& one : named) {
    if (one.bytes.end <= figure.at.begin && one.bytes.begin >= clause.begin) nearest = &one;
    if (one.bytes.begin >= figure.at.end && one.bytes.end <= clause.end && next == nullptr) {
      next = &one;
    }
  }
  const auto level = [&](const MeasureNoun& one) -> const std::string& {
    return kind == 'm' ? one.money : kind == 'p' ? one.share : one.count;
  };
  const bool is_level = before == "to" || before.ends_with(" to") || before.ends_with(" at") ||
                        before.ends_with(" of");
  if (percent && !is_level) {
    // "reduce global capacity by 20%": who acts changes it on purpose.
    static const Pattern cuts(
        R"((?:^|[ ,])(cut|cuts|cutting|reduced?|reduces|reducing|lowered|lower|lowers|lowering|trim|trimmed|slash|slashed|raise|raised|raising|boost|boosted|increase|increased|increasing|expand|expanded) ((?:[a-z'’&-]+ ){1,4}?)by$)");
    if (const auto match = cuts.find(before)) {
      std::string what(match->text(before, 1));
      what.pop_back();
      static const Pattern leading(
          R"(^(?:its|their|the|our|his|her|global|total|overall|annual) )");
      for (auto at = leading.find(what); at; at = leading.find(what)) {
        what.erase(0, at->bytes.size());
      }
      const std::string_view verb = match->text(before, 0);
      static const Pattern downward(R"(^(?:cut|reduc|lower|trim|slash))");
      out.name = what + (downward.find(verb) ? " cut" : " increase");
      return out;
    }
    int direction = change_before(before);
    // Sales of 3 billion, up 12%; 35% year on year.
    if (direction == 0) direction = change_after(after);
    if (direction != 0) {
      const MeasureNoun* of = nearest;
      if (of == nullptr) {
        for (const MeasureNoun& one : named) {
          if (one.bytes.end <= figure.at.begin) of = &one;
        }
      }
      if (of == nullptr || figure.at.begin - of->bytes.end > kLongestGap) return std::nullopt;
      out.name = growth_of(of->base);
      out.noun = of->bytes;
      out.value = std::abs(figure.value) * direction;
      return out;
    }
  }
  // "$4 billion in revenue", "a 38% market share"
  if (next != nullptr && !level(*next).empty()) {
    std::string_view gap = text.substr(figure.at.end, next->bytes.begin - figure.at.end);
    static const Pattern ties(
        R"(^ ?(?:\([^)]*\) ?)?(?:in|of|worth of)?(?: ?(?:annual|total|net|quarterly|global|new|operating|its))* ?$)");
    if (ties.find(gap)) {
      out.name = level(*next);
      out.noun = next->bytes;
      return out;
    }
  }
  for (const MeasureVerb& rule : english_measure_verbs()) {
    if (rule.kind != kind) continue;
    if (kind == 'c' && rule.counted.find(figure.counted) == std::nullopt) continue;
    if (!rule.before.find(before) || !rule.after.find(after)) continue;
    out.name = std::string(rule.name);
    // A named measure directly in front says it better: an operating loss of.
    if (nearest != nullptr && !level(*nearest).empty() && before.size() > 3 &&
        clause.begin + before.size() - nearest->bytes.end <= 4) {
      out.name = level(*nearest);
      out.noun = nearest->bytes;
    }
    if (const std::size_t star = out.name.find('*'); star != std::string::npos) {
      out.name.replace(star, 1, figure.counted);
    }
    return out;
  }
  if (nearest == nullptr || level(*nearest).empty()) return std::nullopt;
  const std::string_view gap =
      text.substr(nearest->bytes.end, figure.at.begin - nearest->bytes.end);
  if (gap.size() > kLongestGap) return std::nullopt;
  // Only verbs that tell what a measure is or became stand between, and no other doing.
  static const Pattern tells(
      R"((?:\b(?:to|of|at|was|were|is|are|be|reached|hit|totall?ed|stood at|came to|amounted to|exceeded|topped|surpassed|worth|reach|averaged|about|nearly|around|some|approximately|over|more than|:|remained|held) ?(?:[a-z]+ ){0,2}?|^ ?\(?|^,? )$)");
  if (!tells.find(gap)) return std::nullopt;
  out.name = level(*nearest);
  out.noun = nearest->bytes;
  return out;
}

}  // namespace sarye

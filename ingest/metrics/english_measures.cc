#include "ingest/metrics/english_measures.h"

#include <algorithm>
#include <cmath>

#include "ingest/lexicon/pattern.h"
#include "ingest/metrics/english_comparisons.h"
#include "ingest/metrics/english_measure_verbs.h"
#include "ingest/metrics/english_open_measures.h"
#include "ingest/metrics/english_stakes.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestGap = 110;  // bytes between a measure and its figure
constexpr double kHighestPrice = 1e4;     // of a share, without a scale
constexpr std::size_t kShortChange =
    16;  // bytes of a clause that only tells a change: "which rose"

// Words between a verb or measure and the number that change nothing.
std::string_view without_qualifier(std::string_view text) {
  static const Pattern qualifier(
      R"((?:^|[ (])(?:about|around|nearly|almost|roughly|approximately|some|over|under|only|just|another|an additional|an estimated|a record|record|a total of|a combined|more than|less than|fewer than|at least|at most|up to|as much as|as many as|close to|well over|an?|its|the|out|in|between|around a|about a|a (?:sharp|hefty|modest|steep|whopping|mere|further|massive|solid|healthy)) $)");
  for (auto match = qualifier.find(text); match; match = qualifier.find(text)) {
    text = text.substr(0, match->bytes.begin + (match->bytes.begin > 0 ? 1 : 0));
    if (match->bytes.begin == 0) break;
  }
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool measures_nothing(std::string_view before, std::string_view after) {
  static const Pattern behind(
      R"(^ (?:[a-z-]+ )?(?:(?:stakes?|shareholdings?|tariffs?|dut(?:y|ies)|levy|levies|tax(?:es)?|interest|discount|premium|owned|chance|rate)\b|of (?:its|the|his|their) (?:shares|equity|stock)|of (?:[A-Z][A-Za-z&.-]* ?){1,4}(?:[.,;]|$)))");
  static const Pattern in_front(
      R"((?:tariffs?|dut(?:y|ies)|levy|tax(?:es)?|stakes?|interest|discount|rate) (?:of|to|at|from)$|(?:^|[ ,(])(?:owns|holds|own|hold|unload|sell|selling|buy|acquire)$)");
  // "holds a 61% share of the foundry market"
  static const Pattern of_market(
      R"((?i)^ (?:of the |(?:[a-z]+ )?share (?:of|in) |of [a-z'’ -]{0,40}\b(?:market|sales|shipments|production|supply|output|demand)\b))");
  return behind.found_in(after) || (in_front.found_in(before) && !of_market.found_in(after));
}

std::string growth_of(const std::string& base) {
  return base == "share price" ? "share price change" : base + " growth";
}

// What an amount per share is of: the words in front of it say it.
std::string per_share(std::string_view before) {
  static const Pattern dividend(R"(\bdividends?\b[^;]*$)");
  static const Pattern price(
      R"((?:\bclos(?:e|ed|ing) at|\btrading at|\bshares? (?:were|was|traded|at)|\bpriced? (?:at|of)|\bfor|\bpay(?:ing|s)?(?: [a-z]+){0,3}|\boffer(?:ed|ing)? (?:of)?) ?$)");
  static const Pattern loss(R"((?:\bloss|\blosses|\blost|\blose)\b[^;]*$)");
  static const Pattern gain(R"((?:\bprofits?|\bearnings|\bearned|\bincome|\bearn|\beps)\b[^;]*$)");
  if (dividend.found_in(before)) return "dividend per share";
  if (price.found_in(before)) return "share price";
  const auto lost = loss.find(before);
  const auto earned = gain.find(before);
  if (lost && earned) {
    return lost->bytes.begin > earned->bytes.begin ? "loss per share" : "earnings per share";
  }
  if (lost) return "loss per share";
  return earned ? "earnings per share" : std::string();
}

bool is_per_share(std::string_view after) {
  static const Pattern share(
      R"(^ ?(?:(?:per|a|each) (?:diluted |ordinary |common |american depositary )?(?:share|ads)\b|(?:diluted )?(?:earnings per share|eps)\b))");
  return share.found_in(after);
}

// The kind of number that a figure is: m money, p percent, c count.
char figure_kind(const Figure& figure) {
  if (figure.money) return 'm';
  return figure.unit == "percent" || figure.unit == "percentage points" ? 'p' : 'c';
}

const std::string& level_of(const MeasureNoun& noun, char kind) {
  return kind == 'm' ? noun.money : kind == 'p' ? noun.share : noun.count;
}

// "rose 12 cents, or": the change in percent behind one in money.
std::string_view without_amount(std::string_view before) {
  static const Pattern amount(
      R"( (?:by )?(?:[$€£¥]|us\$)?\d[\d,.]* ?(?:[a-z]+ ){0,2}?(?:[a-z]+)?(?:,? or| \(|,)$)");
  const auto match = amount.find(before);
  return match ? before.substr(0, match->bytes.begin) : before;
}

// "reduce global capacity by 20%": who acts changes it on purpose.
std::string deliberate_change(std::string_view before) {
  static const Pattern cuts(
      R"((?:^|[ ,])(cut|cuts|cutting|reduced?|reduces|reducing|lowered|lower|lowers|lowering|trim|trimmed|slash|slashed|raise|raised|raising|boost|boosted|increase|increased|increasing|expand|expanded|grew|grow|growing|lift|lifted|improved) ((?:[a-z'’&-]+ ){1,4}?)by$)");
  const auto match = cuts.find(before);
  if (!match) return {};
  std::string what(match->text(before, 1));
  what.pop_back();
  static const Pattern leading(R"(^(?:its|their|the|our|his|her|global|total|overall|annual) )");
  for (auto at = leading.find(what); at; at = leading.find(what)) {
    what.erase(0, at->bytes.size());
  }
  static const Pattern downward(R"(^(?:cut|reduc|lower|trim|slash))");
  return what + (downward.found_in(match->text(before, 0)) ? " cut" : " increase");
}

// Whether the words between a figure and a noun behind it make the figure that noun's: "$4 billion
// in annual revenue", "a 38% market share".
bool ties_behind(std::string_view gap) {
  static const Pattern ties(
      R"(^ ?(?:\([^)]*\) ?)?(?:in|of|worth of)?(?: ?(?:annual|total|net|quarterly|global|new|operating|its|unrestricted|combined|cumulative|consolidated|additional|recurring|online|domestic|overseas|product|digital|cloud|convertible|worldwide|(?:first|second|third|fourth)-quarter|full-year))* ?$)");
  return ties.found_in(gap);
}

// Only verbs that tell what a measure is or became stand between, and no other doing.
bool tells_amount(std::string_view gap, char kind) {
  // "revenue was $80 billion, with a boost of $2 billion": another amount stands between.
  static const Pattern amount(
      R"([$€£¥] ?\d[^;]* (?:of|at|was|were|worth|by|than) ?(?:[a-z]+ ){0,2}$|\d (?:million|billion|trillion)[^;]* (?:of|at|was|were|worth|by|than) ?(?:[a-z]+ ){0,2}$|\bpart of $)");
  if (kind == 'm' && amount.found_in(gap)) return false;
  static const Pattern tells(
      R"((?:\b(?:to|of|at|was|were|is|are|be|been|reached|reaches|reaching|hit|hits|hitting|totals|exceeds|tops|stands at|totall?ed|totall?ing|stood at|came to|came in at|amounted to|exceeded|exceeding|topped|surpassed|surpassing|worth|reach|averaged|about|nearly|around|some|approximately|over|more than|:|remained|held) ?(?:[a-z]+ ){0,2}?|^ with |^ ?\(?|^,? )$)");
  return tells.found_in(gap);
}

}  // namespace

EnglishMeasures::EnglishMeasures(std::string_view sentence, std::string_view lower,
                                 const Measures& measures)
    : sentence_(sentence), lower_(lower), nouns_(english_measure_nouns(lower, measures)) {}

std::optional<EnglishMeasure> EnglishMeasures::of(ByteRange clause, const Figure& figure) const {
  const std::string_view text = lower_;
  const std::string_view before =
      without_qualifier(text.substr(clause.begin, figure.at.begin - clause.begin));
  const std::string_view after = text.substr(figure.at.end, clause.end - figure.at.end);
  const std::string_view after_as_written =
      sentence_.substr(figure.at.end, clause.end - figure.at.end);
  const char kind = figure_kind(figure);
  if (figure.unit == "times" || figure.unit == "nm") return std::nullopt;
  EnglishMeasure out;
  out.value = figure.value;
  if (kind == 'p' && is_english_stake(sentence_, lower_, clause, figure)) {
    out.name = "stake";
    return out;
  }
  if (kind == 'p' && measures_nothing(before, after_as_written)) return std::nullopt;
  if (kind == 'm' && (is_per_share(after) || (figure.unit == "USD" && figure.value < 1))) {
    out.name = per_share(text.substr(0, figure.at.begin));
    if (after.starts_with(" earnings per share") || after.starts_with(" eps")) {
      out.name = "earnings per share";
    }
    for (const MeasureNoun& one : nouns_) {
      if (one.bytes.end <= figure.at.begin && one.bytes.begin >= clause.begin) out.noun = one.bytes;
    }
    return is_per_share(after) && !out.name.empty() ? std::optional(out) : std::nullopt;
  }
  const MeasureNoun* nearest = nullptr;
  const MeasureNoun* next = nullptr;
  for (const MeasureNoun& one : nouns_) {
    if (one.bytes.end <= figure.at.begin && one.bytes.begin >= clause.begin) nearest = &one;
    if (one.bytes.begin >= figure.at.end && one.bytes.end <= clause.end && next == nullptr) {
      next = &one;
    }
  }
  const bool is_level = before == "to" || before.ends_with(" to") || before.ends_with(" at") ||
                        before.ends_with(" of");
  if (kind == 'p') {
    if (std::string change = deliberate_change(before); !change.empty()) {
      out.name = std::move(change);
      return out;
    }
    int direction = change_before(without_amount(before));
    // "a 9% gain in operating revenue", "a 41 percent revenue decline"
    bool behind = false;
    if (direction == 0 && !is_level) {
      direction = change_behind(after);
      behind = direction != 0;
    }
    if (direction != 0) {
      const MeasureNoun* of = nearest;
      if (behind && next != nullptr) {
        static const Pattern near(
            R"(^ (?:(?:[a-z-]+ ){0,2}(?:[a-z]+ (?:in|of) (?:[a-z'’-]+ ){0,3})?)$)");
        if (near.found_in(text.substr(figure.at.end, next->bytes.begin - figure.at.end))) of = next;
      }
      // ", up 12 percent": of the measure of the clause in front; "fares rose 42%" has its own.
      if (of == nullptr && before.size() <= kShortChange) {
        for (const MeasureNoun& one : nouns_) {
          if (one.bytes.end <= figure.at.begin) of = &one;
        }
      }
      if (of == nullptr) return english_open_measure(sentence_, lower_, clause, figure);
      if (of->bytes.end <= figure.at.begin && figure.at.begin - of->bytes.end > kLongestGap) {
        return std::nullopt;
      }
      out.name = growth_of(of->base);
      out.noun = of->bytes;
      out.value = std::abs(figure.value) * direction;
      return out;
    }
    // "sales growth was 16.1 percent"
    if (nearest != nullptr) {
      static const Pattern rate(
          R"(^(?:['’]s?)? growth (?:rate )?(?:of|was|at|reached|came to|:)$)");
      if (rate.found_in(
              text.substr(nearest->bytes.end, clause.begin + before.size() - nearest->bytes.end))) {
        out.name = growth_of(nearest->base);
        out.noun = nearest->bytes;
        return out;
      }
    }
  }
  // "bought Delmar for $9 billion in cash": how it is paid.
  if (next != nullptr && before.ends_with(" for") && next->money == "cash") next = nullptr;
  if (next != nullptr && !level_of(*next, kind).empty() && !figure.bare &&
      ties_behind(text.substr(figure.at.end, next->bytes.begin - figure.at.end))) {
    out.name = level_of(*next, kind);
    out.noun = next->bytes;
    return out;
  }
  for (const MeasureVerb& rule : english_measure_verbs()) {
    if (rule.kind != kind || figure.bare) continue;
    if (kind == 'c' && !rule.counted.found_in(figure.counted)) continue;
    if (!rule.before.found_in(before) || !rule.after.found_in(after)) continue;
    out.name = std::string(rule.name);
    // A named measure directly in front says it better: an operating loss of.
    if (nearest != nullptr && !level_of(*nearest, kind).empty() && before.size() > 3 &&
        clause.begin + before.size() - nearest->bytes.end <= 4) {
      out.name = level_of(*nearest, kind);
      out.noun = nearest->bytes;
    }
    if (const std::size_t star = out.name.find('*'); star != std::string::npos) {
      out.name.replace(star, 1, figure.counted);
    }
    return out;
  }
  // "shares rose 3% to $17.80"
  if (nearest != nullptr && nearest->base == "share price" && kind == 'm' && is_level &&
      figure.value < kHighestPrice) {
    out.name = nearest->base;
    out.noun = nearest->bytes;
    return out;
  }
  if (nearest == nullptr || level_of(*nearest, kind).empty()) {
    return english_open_measure(sentence_, lower_, clause, figure);
  }
  const std::string_view gap =
      text.substr(nearest->bytes.end, figure.at.begin - nearest->bytes.end);
  if (gap.size() > kLongestGap || !tells_amount(gap, kind)) {
    return english_open_measure(sentence_, lower_, clause, figure);
  }
  out.name = level_of(*nearest, kind);
  out.noun = nearest->bytes;
  return out;
}

std::optional<EnglishMeasure> EnglishMeasures::former(const Figure& figure, const Figure& compared,
                                                      const EnglishMeasure& measure) const {
  const char kind = figure_kind(figure);
  const std::string_view after = lower_.substr(figure.at.end);
  EnglishMeasure out;
  out.value = figure.value;
  if (is_per_share(after)) {
    out.name = per_share(lower_.substr(0, figure.at.begin));
    return out.name.empty() ? std::nullopt : std::optional(out);
  }
  const std::string_view gap = lower_.substr(compared.at.end, figure.at.begin - compared.at.end);
  for (const MeasureNoun& one : nouns_) {
    if (one.bytes.begin < compared.at.end || one.bytes.end > figure.at.begin) continue;
    if (level_of(one, kind).empty() || figure.at.begin - one.bytes.end > 12) continue;
    out.name = level_of(one, kind);
    out.noun = one.bytes;
    return out;
  }
  if (kind != figure_kind(compared) || figure.unit != compared.unit || gap.size() > 90) {
    return std::nullopt;
  }
  // "reversed from a $3 million profit"
  for (const MeasureNoun& one : nouns_) {
    if (one.bytes.begin < figure.at.end || one.bytes.begin - figure.at.end > 1) continue;
    if (level_of(one, kind).empty()) continue;
    out.name = level_of(one, kind);
    out.noun = one.bytes;
    return out;
  }
  // A former rate of growth is none of the measures that are kept.
  if (measure.name.ends_with(" growth") || measure.name.ends_with(" change")) return std::nullopt;
  out.name = measure.name;
  out.noun = measure.noun;
  return out;
}

}  // namespace sarye

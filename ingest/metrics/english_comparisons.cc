#include "ingest/metrics/english_comparisons.h"

#include <algorithm>
#include <string>

#include "ingest/lexicon/pattern.h"
#include "ingest/metrics/times.h"

namespace sarye {
namespace {

constexpr std::size_t kReach = 90;  // bytes in front of and behind a figure that are looked at

bool is_expected(std::string_view before, std::string_view after) {
  static const Pattern forecasters(
      R"(\b(?:analysts?|economists|wall street|the market|investors)\b(?:[^.;]{0,50})\b(?:expect|expects|expected|expecting|forecast|forecasting|estimated?|estimates|predict(?:ed)?|project(?:ed)?|anticipated?|looking for)\b[^;]*$)");
  static const Pattern standard(
      R"(\b(?:estimates?|expectations?|consensus|(?:previous|prior|earlier|initial|original|former|average|analysts?['’]?) (?:[a-z-]+ ){0,2}(?:forecasts?|projections?|guidance|targets?|outlook|estimates?)|(?:previously|earlier|initially|originally) (?:[a-z-]+ )?(?:forecast|projected|expected|estimated|planned|guided))(?: (?:of|for|at|by|that|was|were|to|a|an|the|profit|sales|revenue|earnings|loss|income|net|operating)){0,5} ?$)");
  static const Pattern behind(
      R"(^(?:,? ?(?:per|a) (?:diluted )?share)?,? ?(?:[a-z]+ ){0,3}(?:expected by|foreseen by|forecast by|estimated by|predicted by|projected by|seen by|(?:analysts?|the market|wall street|economists) (?:had |were |was |have )?(?:expect|forecast|estimat|predict|project|poll|look)|(?:the company|it|they|the firm|the group) (?:had |has )?(?:previously |originally |initially )?(?:expected|forecast|predicted|projected|estimated|foreseen|planned)|(?:previously|originally|initially) (?:expected|forecast|estimated|projected|planned))\b|^(?: (?:per|a) share)? (?:average (?:analyst )?(?:estimate|forecast)|consensus|average of)\b)");
  static const Pattern against(
      R"(\b(?:beating|beat|missing|missed|topping|topped|lagging|exceeding|short of|ahead of)\b[^;]*\b(?:estimates?|expectations?|consensus|forecasts?)\b[^;]*$)");
  return forecasters.found_in(before) || standard.found_in(before) || behind.found_in(after) ||
         against.found_in(before);
}

bool is_former(std::string_view before) {
  // What directly introduces the former amount, and one that is tied to it by "or": a loss of $257
  // million, or 24 cents a share.
  static const Pattern direct(
      R"((?:\b(?:up|down|increased?|decreased?|rose|fell|improved|compared|compares)? ?from (?:a |an |the |its |about |around |nearly |just |some |over |under |more than |less than |(?:net |operating )?(?:profit|loss|income|earnings|revenue|sales) of |(?:record|revised|restated|year-earlier|year-ago) |\d{4} levels? of )*|\b(?:compared (?:with|to)|compares (?:with|to)|versus|in comparison with|as against|against) (?:a |an |the |its |about |around |nearly |just |over |more than |[a-z-]+ ){0,6}?|\b(?:year-ago|year-earlier|prior-year|previous year['’]s|last year['’]s) (?:[a-z-]+ ){0,3}|\([a-z0-9 -]{2,30}: ?)\(?$)");
  static const Pattern tied(
      R"((?:,? or |,? and |, | \()(?:a |an |about |around |nearly |[a-z-]+ of )?$)");
  if (direct.found_in(before)) return true;
  if (!tied.found_in(before)) return false;
  static const Pattern earlier(
      R"(\b(?:from|compared (?:with|to)|versus|against|year-ago|year-earlier) (?:[a-z-]+ ){0,6}[$€£¥]?(?:[a-z]{0,3}[$€£¥])?\d[\d,.]* ?(?:%|[a-z]+ ?){0,3}(?:,? or |,? and |, | \()(?:a |an |about |around |nearly |[a-z-]+ of )?$)");
  return earlier.found_in(before);
}

bool is_step(std::string_view before, std::string_view after, bool money) {
  static const Pattern more(R"(^ (?:more|less|higher|lower|fewer) (?:than|compared)\b)");
  if (!money) return more.found_in(after);
  static const Pattern by(
      R"((?:\b(?:up|down|rose|fell|grew|increased?|decreased?|dropped|climbed|gained|widened|narrowed|higher|lower|shrank|expanded|jumped|rise|fall|increase|decrease|gain|drop|decline)(?: by| of)? (?:about |around |nearly |over |more than |some |roughly |approximately |as much as |another )?|\bby (?:about |around |nearly |over |more than )?)$)");
  static const Pattern step(R"(^ (?:more|less|higher|lower|increase|decrease|improvement)\b)");
  return by.found_in(before) || step.found_in(after);
}

bool is_threshold(std::string_view before, std::string_view after) {
  static const Pattern passing(R"(\b(?:exceeding|surpassing|topping|crossing|passing) (?:the )?$)");
  return passing.found_in(before) &&
         (after.starts_with(" for the first time") || after.starts_with(" mark"));
}

}  // namespace

FigureStanding standing_of(std::string_view lower, ByteRange at, ByteRange clause, bool money) {
  const std::size_t begin = at.begin > clause.begin + kReach ? at.begin - kReach : clause.begin;
  const std::string_view before = lower.substr(begin, at.begin - begin);
  const std::string_view after =
      lower.substr(at.end, std::min<std::size_t>(kReach, lower.size() - at.end));
  if (is_expected(before, after)) return FigureStanding::Expected;
  if (is_former(before)) return FigureStanding::Former;
  if (is_threshold(before, after) || is_step(before, after, money)) return FigureStanding::Step;
  return FigureStanding::Reported;
}

std::optional<StatedPeriod> former_period(std::string_view behind, const StatedPeriod& main) {
  if (main.text.size() < 4) return std::nullopt;
  static const Pattern year(
      R"((?i)^[^;]{0,60}?\b(?:a year (?:earlier|ago|before|previously)|one year (?:earlier|ago)|year[- ](?:ago|earlier)|(?:the )?(?:same|corresponding|comparable|year-earlier|year-ago) (?:[a-z-]+ )?(?:period|quarter|half|time|months?)|(?:the )?(?:previous|prior|preceding) year|last year|in the year before)\b)");
  static const Pattern quarter(
      R"((?i)^[^;]{0,60}?\b(?:(?:the )?(?:previous|prior|preceding) (?:quarter|three months)|(?:a|one) quarter (?:earlier|ago|before)|three months (?:earlier|before|ago))\b)");
  TimeReading reading;
  reading.year = std::stoi(main.text.substr(0, 4));
  const std::string_view rest = std::string_view(main.text).substr(4);
  if (rest.starts_with("-Q") && rest.size() == 3) {
    reading.quarter = rest[2] - '0';
  } else if (rest.starts_with("-H") && rest.size() == 3) {
    reading.half = rest[2] - '0';
  } else if (!rest.empty()) {
    return std::nullopt;
  }
  // "in the same period of 2012"
  static const Pattern named(
      R"((?i)^[^;]{0,50}?\bsame (?:[a-z-]+ )?(?:period|quarter|half|time|months?) (?:of|in) (\d{4})\b)");
  if (const auto match = named.find(behind)) {
    reading.year = std::stoi(std::string(match->text(behind, 0)));
  } else if (quarter.found_in(behind)) {
    if (reading.quarter == 0) return std::nullopt;
    if (--reading.quarter == 0) {
      reading.quarter = 4;
      --reading.year;
    }
  } else if (year.found_in(behind)) {
    --reading.year;
  } else {
    return std::nullopt;
  }
  return StatedPeriod{period_of(reading), span_of(reading)};
}

int change_before(std::string_view before) {
  static const Pattern up(
      R"((?:^|[ ,(–—-])(?:up|rose|rise|rises|risen|rising|grew|grow|grows|grown|growing|increased?|increases|increasing|jumped|jump|jumps|jumping|surged|surge|surges|surging|soared|soar|soaring|climbed|climb|climbs|climbing|gained|gain|gaining|added|advanced|expanded|expand|expanding|rallied|leapt|leaped|swelled|improved|rebounded|growth of|increase of|rise of|gain of|gains of|jump of|higher)(?: [a-z]+ly)?(?: only| just)?(?: by| as much as| to)?$)");
  static const Pattern down(
      R"((?:^|[ ,(–—-])(?:down|fell|fall|falls|fallen|falling|declined?|declines|declining|dropped|drop|drops|dropping|slid|slide|slumped|slump|slumping|plunged|plunge|plunging|plummeted|decreased?|decreases|decreasing|shrank|shrink|shrunk|tumbled|tumble|sank|sink|sinking|lost|losing|contracted|contract|retreat|retreated|eased|skidded|decline of|drop of|fall of|decrease of|plunge of|lower|dipped|dip|slipped|slip)(?: [a-z]+ly)?(?: only| just)?(?: by| as much as)?$)");
  // "services made up 50%" is a share.
  static const Pattern no_change(R"(\b(?:to|made up|makes? up|making up|set up)$)");
  if (no_change.found_in(before)) return 0;
  if (up.found_in(before)) return 1;
  if (down.found_in(before)) return -1;
  return 0;
}

int change_behind(std::string_view after) {
  static const Pattern up(
      R"(^ (?:[a-z-]+ ){0,2}(?:rise|increase|growth|jump|gain|surge|uptick)\b|^ up\b|^ (?:higher|more|above)\b)");
  static const Pattern down(
      R"(^ (?:[a-z-]+ ){0,2}(?:fall|decline|drop|decrease|slump|plunge|slide)\b|^ down\b|^ (?:lower|less|below|fewer)\b)");
  if (up.found_in(after)) return 1;
  if (down.found_in(after)) return -1;
  return 0;
}

}  // namespace sarye

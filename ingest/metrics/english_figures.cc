#include "ingest/metrics/english_figures.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <set>
#include <string>

#include "engine/text/unicode.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/word_set.h"

namespace sarye {
namespace {

// What firms have, make, sell, hire and run, in numbers.
constexpr std::string_view kCounted =
    "vehicles|cars|trucks|buses|suvs|evs|units|phones|smartphones|handsets|laptops|televisions|tvs|"
    "ships|vessels|carriers|tankers|aircraft|planes|jets|robots|chips|gpus|processors|wafers|"
    "batteries|bottles|doses|pairs|tonnes|tons|barrels|"
    "jobs|workers|employees|people|staff|positions|roles|engineers|researchers|scientists|"
    "factories|plants|stores|shops|outlets|branches|restaurants|warehouses|fabs|sites|centres|"
    "centers|yards|showrooms|dealers|dealerships|hotels|refineries|mills|furnaces|shipyards|"
    "users|customers|subscribers|members|merchants|sellers|buyers|drivers|clients|passengers|"
    "accounts|households|shoppers|viewers|visitors|guests|patients|downloads|parcels|packages|"
    "orders|patents|countries|markets|models|locations|rooms|flights|panels|modules|turbines|"
    "pcs|tablets|servers|engines|motorcycles|tyres|tires|homes|"
    "consoles|games|copies|subscriptions|megawatts|gigawatts|mw|gw";

constexpr std::uint32_t kNearFigure = 60;  // bytes between a figure and the next of its kind

struct Word {
  std::string_view word;
  double value;
};
constexpr std::array<Word, 12> kWords = {{{"two", 2},
                                          {"three", 3},
                                          {"four", 4},
                                          {"five", 5},
                                          {"six", 6},
                                          {"seven", 7},
                                          {"eight", 8},
                                          {"nine", 9},
                                          {"ten", 10},
                                          {"eleven", 11},
                                          {"twelve", 12},
                                          {"twenty", 20}}};

double scale_of(std::string_view word) {
  if (word == "thousand") return 1e3;
  if (word == "million" || word == "m") return 1e6;
  if (word == "billion" || word == "bn") return 1e9;
  if (word == "trillion") return 1e12;
  return 1;
}

double number_of(std::string_view digits, std::string_view scale) {
  for (const Word& one : kWords) {
    if (digits == one.word) return one.value;
  }
  std::string plain;
  for (char c : digits) {
    if (c != ',') plain += c;
  }
  // 4.27 million is 4270000, whatever binary fractions make of it.
  const std::size_t point = plain.find('.');
  const std::size_t decimals = point == std::string::npos ? 0 : plain.size() - point - 1;
  if (point != std::string::npos) plain.erase(point, 1);
  double divisor = 1;
  for (std::size_t i = 0; i < decimals; ++i) divisor *= 10;
  return std::strtod(plain.c_str(), nullptr) * scale_of(scale) / divisor;
}

bool ends_with_one_of(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return text.ends_with(end); });
}

bool says_about(std::string_view before) {
  return ends_with_one_of(before, {"about ", "around ", "nearly ", "almost ", "roughly ",
                                   "approximately ", "some ", "an estimated "});
}

std::string_view unit_of(std::string_view noun) {
  static constexpr std::array<std::string_view, 20> kPeople = {
      "workers",     "employees",  "people",   "staff",     "engineers",
      "researchers", "scientists", "users",    "customers", "subscribers",
      "members",     "drivers",    "clients",  "buyers",    "passengers",
      "shoppers",    "viewers",    "visitors", "guests",    "patients"};
  if (std::find(kPeople.begin(), kPeople.end(), noun) != kPeople.end()) return "people";
  static constexpr std::array<std::string_view, 7> kUnits = {"vehicles", "cars", "trucks", "units",
                                                             "evs",      "gpus", "suvs"};
  if (std::find(kUnits.begin(), kUnits.end(), noun) != kUnits.end()) return "units";
  if (noun == "megawatts" || noun == "mw") return "MW";
  if (noun == "gigawatts" || noun == "gw") return "GW";
  return noun == "tons" ? "tonnes" : noun;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Whether something that is counted stands in `lower`, and what may be its number: without both
// there is no such figure.
bool may_count(std::string_view lower) {
  static const LiteralFinder kNumbers = [] {
    std::vector<std::string> words;
    for (const Word& one : kWords) words.emplace_back(one.word);
    return LiteralFinder(words);
  }();
  static const LiteralFinder kNouns = [] {
    std::vector<std::string> nouns;
    for (std::string_view left = kCounted; !left.empty();) {
      const std::size_t bar = std::min(left.find('|'), left.size());
      nouns.emplace_back(left.substr(0, bar));
      left.remove_prefix(std::min(bar + 1, left.size()));
    }
    return LiteralFinder(nouns);
  }();
  return (has_digit(lower) || kNumbers.any_in(lower)) && kNouns.any_in(lower);
}

// "falling nine per cent": a percentage in words.
void add_percentages_in_words(std::string_view lower, std::vector<Figure>& found) {
  static const Pattern words(
      R"((?:^|[ (])(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty) per ?cent\b)");
  if (lower.find(" per") == std::string_view::npos) return;
  for (const PatternMatch& match : words.find_all(lower)) {
    Figure figure;
    figure.at = {match.groups[0]->begin, match.bytes.end};
    figure.value = match.text(lower, 0) == "one" ? 1 : number_of(match.text(lower, 0), {});
    figure.unit = "percent";
    found.push_back(std::move(figure));
  }
}

// "from 2.4 billion", "had risen to 48 million": no unit of its own. In front of it stands one of
// the same kind, or the noun that it counts.
void add_bare_numbers(std::string_view lower, std::vector<Figure>& found) {
  static const Pattern bare(
      R"((?:^|[ (])((?:\d[\d,]*(?:\.\d+)?) (?:million|billion|trillion)|\d{1,3}(?:,\d{3})+)(?:[,.;)]|$| (?:in|for|from|at|by|on|to|and|or|a|as|over|up|down|this|last|during|with|compared|versus|while|but|after|the|year)\b))");
  if (!has_digit(lower)) return;
  if (lower.find("illion") == std::string_view::npos && lower.find(',') == std::string_view::npos) {
    return;
  }
  const std::size_t known = found.size();
  for (const PatternMatch& match : bare.find_all(lower)) {
    Figure figure;
    figure.at = *match.groups[0];
    const auto taken = [&](const Figure& other) { return other.at.overlaps(figure.at); };
    if (std::any_of(found.begin(), found.end(), taken)) continue;
    const std::string_view words = match.text(lower, 0);
    const std::size_t space = words.find(' ');
    const bool scaled = space != std::string_view::npos;
    figure.value = number_of(words.substr(0, space), scaled ? words.substr(space + 1) : "");
    figure.approximate = says_about(lower.substr(0, figure.at.begin));
    const Figure* before = nullptr;
    const Figure* money = nullptr;
    for (std::size_t i = 0; i < known; ++i) {
      if (found[i].at.end > figure.at.begin) continue;
      if (before == nullptr || found[i].at.end > before->at.end) before = &found[i];
      if (found[i].money && (money == nullptr || found[i].at.end > money->at.end))
        money = &found[i];
    }
    const std::string_view front = lower.substr(0, figure.at.begin);
    static const Pattern compares(R"(\b(?:from|to|and|against|versus|with|than) $)");
    const bool follows = before != nullptr && figure.at.begin - before->at.end <= kNearFigure;
    // "rose 2% to 2.5 billion" behind an amount of money is one too.
    const bool led_to = follows && front.ends_with(" to ") && before->unit == "percent";
    if (scaled && money != nullptr && compares.found_in(front) &&
        ((before == money && follows) || led_to)) {
      figure.unit = money->unit;
      figure.money = true;
    } else if (before != nullptr && before->money) {
      continue;
    } else {
      figure.bare = true;
    }
    found.push_back(std::move(figure));
  }
}

// "501,000 base stations": whatever has a plural, but times and measures of length, weight and the
// like.
void add_open_counts(std::string_view lower, std::vector<Figure>& found) {
  static const Pattern plural(
      R"((?:^|[ (])(\d[\d,]*(?:\.\d+)?)(?: ?(thousand|million|billion|m|bn))? ((?:[a-z0-9][a-z0-9-]* ){0,3}?([a-z][a-z-]{2,}s))(?:[^a-z0-9-]|$))");
  static const WordSet kNone(std::set<std::string, std::less<>>{
      "years",   "months",     "weeks",      "days",      "hours",  "minutes",  "seconds",
      "times",   "points",     "cents",      "dollars",   "euros",  "pounds",   "rupees",
      "miles",   "kilometres", "kilometers", "metres",    "meters", "feet",     "inches",
      "degrees", "pages",      "grams",      "kilograms", "litres", "liters",   "gallons",
      "shares",  "series",     "terms",      "percents",  "acres",  "hectares", "levels",
      "results", "sales",      "earnings",   "profits",   "losses", "this",     "was",
      "has",     "its",        "his",        "plus",      "less",   "business", "process",
      "basis",   "previous",   "various",    "across",    "versus", "is",       "as"});
  static const Pattern linked(
      R"((?:^| )(?:of|in|to|and|for|from|by|at|on|with|the|its|a|an|or|as|percent|per|than|that|which|was|were|is|are|has|had|this|last|next|up|down|cent|million|billion|trillion|yuan|won|yen|january|february|march|april|may|june|july|august|september|october|november|december) )");
  if (!has_digit(lower)) return;
  if (lower.find("-strong ") != std::string_view::npos) {
    static const Pattern strong(
        R"((?:^|[ (])(\d[\d,]*)-strong (?:[a-z]+ )?(workforce|staff|team|fleet|network)\b)");
    for (const PatternMatch& match : strong.find_all(lower)) {
      Figure figure;
      figure.at = {match.groups[0]->begin, match.groups[1]->end};
      const std::string_view noun = match.text(lower, 1);
      figure.value = number_of(match.text(lower, 0), {});
      figure.counted = noun == "fleet" || noun == "network" ? noun : "employees";
      figure.unit = noun == "fleet" || noun == "network" ? "units" : "people";
      figure.open = true;
      found.push_back(std::move(figure));
    }
  }
  for (const PatternMatch& match : plural.find_all(lower)) {
    const std::string_view phrase = match.text(lower, 2);
    if (kNone.contains(match.text(lower, 3)) || linked.found_in(phrase)) continue;
    const std::string_view digits = match.text(lower, 0);
    const bool year = digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    if (year && match.text(lower, 1).empty()) continue;
    Figure figure;
    figure.at = {match.groups[0]->begin, match.groups[2]->end};
    const auto taken = [&](const Figure& other) { return other.at.overlaps(figure.at); };
    if (std::any_of(found.begin(), found.end(), taken)) continue;
    figure.value = number_of(digits, match.text(lower, 1));
    figure.counted = std::string(phrase);
    figure.unit = "units";
    figure.approximate = says_about(lower.substr(0, figure.at.begin));
    figure.open = true;
    found.push_back(std::move(figure));
  }
}

}  // namespace

std::vector<Figure> english_figures(std::string_view sentence, std::uint32_t base,
                                    std::span<const Quantity> quantities,
                                    std::span<const TimeMention> times, std::uint32_t block) {
  static const Pattern counted(
      R"((?:^|[ (-])((?:\d[\d,]*(?:\.\d+)?)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)(?: ?(thousand|million|billion|m|bn))? ((?:(?:[a-z][a-z-]*|[2-6]g) ){0,3}?)()" +
      std::string(kCounted) + R"()(?:[^a-z-]|$))");
  static const Pattern small_word(
      R"((?:^| )(?:of|in|to|and|for|from|by|at|on|with|the|its|a|or|as|percent|per|times|years?|months?|days?|weeks?|yuan|won|yen|euros?|dollars) )");
  std::vector<Figure> found;
  const std::string lower = to_lower(sentence);
  const auto is_time = [&](ByteRange at) {
    return std::any_of(times.begin(), times.end(), [&](const TimeMention& time) {
      return time.span.block == block && time.span.bytes.overlaps({base + at.begin, base + at.end});
    });
  };
  if (lower.size() == sentence.size()) {
    const auto all = may_count(lower) ? counted.find_all(lower) : std::vector<PatternMatch>();
    for (const PatternMatch& match : all) {
      if (small_word.found_in(" " + std::string(match.text(lower, 2)))) continue;
      Figure figure;
      figure.at = {match.groups[0]->begin, match.groups[3]->end};
      if (is_time({match.groups[0]->begin, match.groups[0]->end})) continue;
      figure.value = number_of(match.text(lower, 0), match.text(lower, 1));
      // "two plants" tells which, not how many.
      const bool small = figure.value < 5 &&
                         match.text(lower, 0).find_first_of("0123456789") == std::string_view::npos;
      if (small && match.text(lower, 1).empty()) continue;
      figure.counted = std::string(match.text(lower, 3));
      figure.unit = std::string(unit_of(figure.counted));
      figure.approximate = says_about(std::string_view(lower).substr(0, figure.at.begin));
      found.push_back(std::move(figure));
    }
  }
  const Quantity* previous = nullptr;
  for (const Quantity& q : quantities) {
    const ByteRange at{q.span.bytes.begin - base, q.span.bytes.end - base};
    // 7.5 trillion yen ($48.6 billion): the same amount in another currency.
    const std::string_view before = sentence.substr(0, at.begin);
    const bool converted =
        previous != nullptr && !q.currency.empty() && !previous->currency.empty() &&
        ((ends_with_one_of(before, {"(", "(about ", "(around ", "(approximately ", "(or "}) &&
          before.size() < previous->span.bytes.end - base + 18 &&
          q.currency != previous->currency) ||
         (ends_with_one_of(before, {"equivalent to ", "equal to ", ", or ", ", or about "}) &&
          before.size() < previous->span.bytes.end - base + 20 &&
          q.currency != previous->currency));
    previous = &q;
    const bool taken = std::any_of(found.begin(), found.end(),
                                   [&](const Figure& figure) { return figure.at.overlaps(at); });
    if (converted || taken) continue;
    Figure figure;
    figure.at = at;
    figure.value = q.value;
    figure.unit = q.unit;
    figure.money = !q.currency.empty();
    figure.approximate = q.approximate || says_about(to_lower(before));
    if (!figure.money && q.unit != "percent" && q.unit != "percentage points" &&
        q.unit != "times") {
      const std::size_t space = q.text.rfind(' ');
      figure.counted = to_lower(space == std::string::npos ? q.text : q.text.substr(space + 1));
    }
    found.push_back(std::move(figure));
  }
  if (lower.size() == sentence.size()) {
    add_percentages_in_words(lower, found);
    add_bare_numbers(lower, found);
    add_open_counts(lower, found);
    std::erase_if(found, [&](const Figure& figure) { return figure.open && is_time(figure.at); });
  }
  std::sort(found.begin(), found.end(),
            [](const Figure& a, const Figure& b) { return a.at.begin < b.at.begin; });
  // "30 to 35 billion euros" is a range, no amount.
  static const Pattern upper_end(
      R"((?:\d ?(?:to|-|–)|between (?:[$€£¥]|US\$)?[\d.,]+(?: million| billion| trillion|%)? and) ?(?:[$€£¥]|US\$)?$)");
  static const Pattern lower_end(R"(^(?: ?(?:to|and|-|–) ?(?:[$€£¥]|US\$)?)?$)");
  std::vector<bool> ranged(found.size(), false);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::string_view front = sentence.substr(0, found[i].at.begin);
    if (upper_end.found_in(front)) ranged[i] = true;
    if (i == 0) continue;
    const std::string_view gap =
        sentence.substr(found[i - 1].at.end, found[i].at.begin - found[i - 1].at.end);
    const std::string_view before = sentence.substr(0, found[i - 1].at.begin);
    // "from 9 percent to 7.1 percent" and "rose by $2 million to $3 million" are no ranges; "of 5
    // cents to 80 cents" is.
    static const Pattern moves(
        R"((?:\bfrom|\bby|\bup|\bdown|\brose|\bfell|\bgrew|\bincreased?|\bdecreased?) (?:about |around |nearly )?$)");
    const bool between = ends_with_one_of(before, {"between "});
    const bool change = moves.found_in(before);
    const bool same_kind = found[i - 1].unit == found[i].unit || found[i - 1].bare;
    // "£25-£50 million": the scale stands behind the upper end only.
    const bool dash = gap == "-" || gap == "–";
    if (lower_end.found_in(gap) && (gap.size() > 1 || dash) && same_kind &&
        (between || (!change && gap.find("and") == std::string_view::npos))) {
      ranged[i - 1] = ranged[i] = true;
    }
  }
  std::vector<Figure> kept;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!ranged[i]) kept.push_back(std::move(found[i]));
  }
  found = std::move(kept);
  return found;
}

}  // namespace sarye

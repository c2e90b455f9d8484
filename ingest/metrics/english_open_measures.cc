#include "ingest/metrics/english_open_measures.h"

#include <cmath>
#include <string>

#include "ingest/lexicon/pattern.h"
#include "ingest/metrics/english_comparisons.h"
#include "ingest/metrics/english_measure_phrases.h"

namespace sarye {
namespace {

constexpr std::size_t kFarthestVerb = 70;  // bytes between the verb and a figure behind "to"

// Words in front of a number that change nothing.
std::string_view without_hedge(std::string_view text) {
  static const Pattern hedge(
      R"((?:^|[ (])(?:about|around|nearly|almost|roughly|approximately|some|over|just|only|a total of|a combined|a record|more than|less than|fewer than|at least|at most|up to|as much as|as many as|close to|well over|an estimated|an additional|another|a further|a sharp|a hefty) $)");
  for (auto match = hedge.find(text); match; match = hedge.find(text)) {
    text = text.substr(0, match->bytes.begin + (match->bytes.begin > 0 ? 1 : 0));
    if (match->bytes.begin == 0) break;
  }
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

constexpr std::string_view kChangeVerbs =
    "rose|rise|rises|risen|rising|grew|grow|grows|grown|growing|increased|increase|increases|"
    "increasing|jumped|jumps|surged|surges|surging|soared|climbed|climbs|gained|gains|advanced|"
    "expanded|expands|rallied|swelled|improved|improves|rebounded|fell|falls|fallen|falling|"
    "declined|declines|dropped|drops|slid|slumped|plunged|plummeted|decreased|decreases|shrank|"
    "shrunk|tumbled|sank|contracted|eased|dipped|slipped|edged up|edged down|narrowed|widened|"
    "doubled|tripled|up|down";

EnglishMeasure measure_of(MeasurePhrase phrase, double value, std::string_view behind_name = {}) {
  EnglishMeasure out;
  out.name = std::move(phrase.name);
  out.name += behind_name;
  out.noun = phrase.bytes;
  out.open = true;
  out.value = value;
  return out;
}

// "passenger yield fell 9%"
std::optional<EnglishMeasure> changed(std::string_view sentence, std::string_view lower,
                                      ByteRange clause, const Figure& figure,
                                      std::string_view before) {
  const int direction = change_before(before);
  if (direction == 0) return std::nullopt;
  static const Pattern verb(
      "(?:^| )(?:(?:has|have|had|is|are|was|were|also|already|will|would) )*(?:[a-z]+ly )?(?:" +
      std::string(kChangeVerbs) + R"()(?: [a-z]+ly)?(?: only| just)?(?: by| as much as)?$)");
  const auto match = verb.find(before);
  if (!match) return std::nullopt;
  auto phrase = phrase_before(sentence, lower, clause.begin, clause.begin + match->bytes.begin);
  if (!phrase) return std::nullopt;
  return measure_of(std::move(*phrase), std::abs(figure.value) * direction, " growth");
}

// "a 6% drop in uplifted cargo"
std::optional<EnglishMeasure> drop_in(std::string_view sentence, std::string_view lower,
                                      ByteRange clause, const Figure& figure,
                                      std::string_view after) {
  const int direction = change_behind(after);
  if (direction == 0) return std::nullopt;
  static const Pattern of_what(
      R"(^ (?:[a-z-]+ ){0,2}(?:rise|increase|growth|jump|gain|surge|uptick|fall|decline|drop|decrease|slump|plunge|slide) in )");
  const auto match = of_what.find(after);
  if (!match) return std::nullopt;
  auto phrase = phrase_behind(sentence, lower, figure.at.end + match->bytes.end, clause.end);
  if (!phrase) return std::nullopt;
  return measure_of(std::move(*phrase), std::abs(figure.value) * direction, " growth");
}

// "load factor slipped 2 points to 70%", "lifted its penetration to 18%", "tally stood at 21
// million customers"
std::optional<EnglishMeasure> level(std::string_view sentence, std::string_view lower,
                                    ByteRange clause, const Figure& figure,
                                    std::string_view before) {
  static const Pattern stands(
      R"( (?:(?:has|have|had|will|would|now|already|also) )*(?:reached|reach|hit|was|were|is|are|stood at|stands at|now stands at|totall?ed|came to|amounted to|averaged|exceeded|topped|surpassed|remained at|came in at|amounting to|totall?ing|valued at|worth)$)");
  if (const auto match = stands.find(before)) {
    const bool be = before.ends_with(" was") || before.ends_with(" were") ||
                    before.ends_with(" is") || before.ends_with(" are");
    if (be && !figure.money && figure.unit != "percent") return std::nullopt;
    auto phrase = phrase_before(sentence, lower, clause.begin, clause.begin + match->bytes.begin);
    if (!phrase) return std::nullopt;
    return measure_of(std::move(*phrase), figure.value);
  }
  if (!before.ends_with(" to") && before != "to") return std::nullopt;
  const std::string_view front = before.substr(0, before.size() - 2);
  static const Pattern moved(
      R"((?:^| )(?:pushed|pushes|pushing|took|takes|taking|brought|brings|bringing|lifted|lifts|lifting|raised|raises|raising|cut|cuts|cutting|reduced|reduces|reducing|lowered|lowering|boosted|boosting|grew|expanded|increased|increasing|drove|driving|sent|sending) ([a-z0-9’' -]{3,50}) $)");
  if (moved.found_in(front)) {
    auto phrase = phrase_before(sentence, lower, clause.begin, clause.begin + front.size());
    if (phrase) return measure_of(std::move(*phrase), figure.value);
    return std::nullopt;
  }
  static const Pattern verb(
      "(?:^| )(?:(?:has|have|had|is|are|was|were|also|will|would) )*(?:" +
      std::string(kChangeVerbs) +
      R"()(?: [a-z]+ly)?,?(?: by)?(?: (?:about|around|nearly|over|more than|just|a [a-z]+))?(?: (?:us)?[$€£]?\d[^;]*| sequentially| year-on-year)? $)");
  const auto match = verb.find(front);
  if (!match || front.size() - match->bytes.begin > kFarthestVerb) return std::nullopt;
  auto phrase = phrase_before(sentence, lower, clause.begin, clause.begin + match->bytes.begin);
  if (!phrase) return std::nullopt;
  return measure_of(std::move(*phrase), figure.value);
}

// "a tax credit of $3 million", "a backlog of 147 aircraft"
std::optional<EnglishMeasure> of_figure(std::string_view sentence, std::string_view lower,
                                        ByteRange clause, const Figure& figure,
                                        std::string_view before) {
  if (!before.ends_with(" of")) return std::nullopt;
  static const Pattern holds_many(
      R"((?:^|[ -])(?:fleet|backlog|workforce|network|portfolio|capacity|orders?|base|membership|headcount|staff|team|inventory|output|production|shipments|deliveries|sales|audience) of$)");
  if (!figure.money && !figure.bare && figure.unit != "percent" && !holds_many.found_in(before)) {
    return std::nullopt;
  }
  auto phrase = phrase_before(sentence, lower, clause.begin, clause.begin + before.size() - 3);
  if (!phrase) return std::nullopt;
  return measure_of(std::move(*phrase), figure.value);
}

// "$3 million in tax credits"
std::optional<EnglishMeasure> in_what(std::string_view sentence, std::string_view lower,
                                      ByteRange clause, const Figure& figure,
                                      std::string_view before, std::string_view after) {
  static const Pattern in_of(R"(^ (?:worth of|in(?: annual| total| new| direct| additional)?) )");
  const auto match = in_of.find(after);
  static const Pattern gets(
      R"((?:^| )(?:received?|receives|receiving|secured?|securing|won|wins|got|gets|obtained|posted|reported|booked|generated|recorded|clinched|has|had|have|with|issued|repaid|raised)$)");
  if (!match || !gets.found_in(before)) return std::nullopt;
  auto phrase = phrase_behind(sentence, lower, figure.at.end + match->bytes.end, clause.end);
  if (!phrase) return std::nullopt;
  static const Pattern given(
      R"((?:s|funding|cash|aid|financing|support|capital|credit|debt|investment|spending|compensation|equity|relief)$)");
  static const Pattern goods(
      R"((?:^| )(?:countries|markets|cities|states|factories|plants|sites|companies|firms|stores|shares|regions|areas|towns|years|months|places|projects|terms)$)");
  if (!given.found_in(phrase->name) || goods.found_in(phrase->name)) return std::nullopt;
  return measure_of(std::move(*phrase), figure.value);
}

// "a $1.3 billion factory"
std::optional<EnglishMeasure> worth(std::string_view lower, const Figure& figure,
                                    std::string_view front, std::string_view after) {
  static const Pattern determiner(
      R"((?:^|[ (])(?:a|an|its|the|this|their|another|[a-z.-]+['’]s)(?: [a-z-]+){0,2} $)");
  static const Pattern noun(
      R"(^[ -]((?:[a-z-]+ ){0,3}?(?:contracts?|orders?|projects?|plants?|factory|facility|investment|expansion|programme|program|loan|fund|package|agreement|recapitalisation|recapitalization|upgrade|bond|offering|budget|settlement|bid|offer|merger|venture|campus|refinery|mill|terminal|complex|grant|subsidy|award|credit line|buyback|write-down|divestment|restructuring|renovation|tender|licen[cs]e|line|warehouse|mine|fab|gigafactory|pipeline|centre|center|hub|stadium|hotel|yard|shipyard))\b)");
  if (!determiner.found_in(front)) return std::nullopt;
  const auto match = noun.find(after);
  if (!match) return std::nullopt;
  MeasurePhrase phrase;
  phrase.bytes = {static_cast<std::uint32_t>(figure.at.end + match->groups[0]->begin),
                  static_cast<std::uint32_t>(figure.at.end + match->groups[0]->end)};
  phrase.name = std::string(lower.substr(phrase.bytes.begin, phrase.bytes.size()));
  return measure_of(std::move(phrase), figure.value, " value");
}

// "flies nine aircraft", "had built 501,000 base stations"
std::optional<EnglishMeasure> counted(std::string_view text, const Figure& figure,
                                      std::string_view before) {
  static const Pattern holds(
      R"((?:^|[ ,(])(?:has|had|have|operates?|operated|operating|runs?|ran|running|owns?|owned|manages?|managed|serves?|served|serving|flies|flew|flown|fly|employs?|employed|built|build|builds|opened|launched|secured|won|signed|holds?|held|added|adds|reported|posted|registered|recorded|delivered|shipped|installed|deployed|completed|trained|placed|received|booked|carried|transported|produced|boasts?|across|eliminated|removed|retired|purchased?|ordered|acquire[sd]?|ended [a-z0-9 ]{0,12} ?with|closed [a-z0-9 ]{0,12} ?with)$)");
  static const Pattern places(
      R"((?:operates?|operations|stores|outlets|branches|offices|presence|present|sells?|sold|active|available|customers|dealers) (?:in|across)$|^with$|, with$)");
  static const Pattern lands(R"((?:^| )(?:countries|markets|cities|states|provinces|regions)$)");
  if (figure.counted.empty()) return std::nullopt;
  const bool spread = lands.found_in(figure.counted) && places.found_in(before);
  const bool strong = figure.open && figure.counted.find(' ') == std::string::npos &&
                      text.substr(0, figure.at.end).substr(figure.at.begin).find("-strong ") !=
                          std::string_view::npos;
  if (!spread && !strong && !holds.found_in(before)) return std::nullopt;
  EnglishMeasure out;
  out.name = figure.counted;
  out.value = figure.value;
  out.open = true;
  return out;
}

}  // namespace

std::optional<EnglishMeasure> english_open_measure(std::string_view sentence,
                                                   std::string_view lower, ByteRange clause,
                                                   const Figure& figure) {
  const std::string_view front = lower.substr(clause.begin, figure.at.begin - clause.begin);
  const std::string_view before = without_hedge(front);
  const std::string_view after = lower.substr(figure.at.end, clause.end - figure.at.end);
  const bool percent = figure.unit == "percent";
  if (percent) {
    if (auto out = changed(sentence, lower, clause, figure, before)) return out;
    if (auto out = drop_in(sentence, lower, clause, figure, after)) return out;
  }
  if (figure.money) {
    if (auto out = worth(lower, figure, front, after)) return out;
    if (auto out = in_what(sentence, lower, clause, figure, before, after)) return out;
  }
  if (!figure.money && !percent) {
    if (auto out = counted(lower, figure, before)) return out;
  }
  if (auto out = level(sentence, lower, clause, figure, before)) return out;
  return of_figure(sentence, lower, clause, figure, before);
}

}  // namespace sarye

#include "ingest/metrics/english_metrics.h"

#include <algorithm>

#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/metrics/english_comparisons.h"
#include "ingest/metrics/english_figures.h"
#include "ingest/metrics/english_measures.h"
#include "ingest/metrics/english_metric_periods.h"
#include "ingest/metrics/english_metric_subjects.h"
#include "ingest/metrics/english_stakes.h"

namespace sarye {
namespace {

constexpr int kFigureConfidence = 800;
constexpr int kReferredConfidence = 700;  // of a firm named in an earlier sentence
constexpr std::size_t kLongestSegment = 40;

// What a number without a unit counts.
std::string_view unit_of_measure(std::string_view measure) {
  static const Pattern people(
      R"(^(?:users|customers|subscribers|members|accounts|buyers|clients|visitors|employees|passengers)$)");
  return people.found_in(measure) ? "people" : "units";
}

class EnglishMetricReader {
 public:
  EnglishMetricReader(const AnnotatedText& text, std::size_t index, const Measures& measures,
                      const EnglishMetricSubjects& subjects, MetricWriter& writer)
      : text_(text),
        index_(index),
        sentence_(text.sentences[index]),
        body_(text.text_of(sentence_.span)),
        lower_(to_lower(body_)),
        base_(sentence_.span.bytes.begin),
        measures_(measures),
        subjects_(subjects),
        writer_(writer) {}

  void read(std::span<const Quantity> quantities) {
    if (lower_.size() != body_.size()) return;
    figures_ = english_figures(body_, base_, quantities, text_.times, sentence_.span.block);
    if (figures_.empty()) return;
    const EnglishMeasures measures(body_, lower_, measures_);
    const std::pair<std::size_t, std::size_t> listed = read_respective(measures);
    std::optional<Written> last;
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (i >= listed.first && i < listed.second) continue;
      const Figure& figure = figures_[i];
      const ByteRange clause = clause_of(figure.at);
      const FigureStanding standing = standing_of(lower_, figure.at, clause, figure.money);
      if (standing == FigureStanding::Expected || standing == FigureStanding::Step) continue;
      if (standing == FigureStanding::Former) {
        if (last) write_former(measures, i, *last);
        continue;
      }
      const std::optional<EnglishMeasure> measure = measures.of(clause, figure);
      if (!measure || is_name(measure->noun)) continue;
      std::optional<MetricSubject> before;
      if (last) {
        before =
            MetricSubject{last->observation.subject, last->observation.rule == "metric.inherited"};
      }
      const auto subject = subjects_.of(index_, figure, *measure, clause, before);
      if (!subject) continue;
      Written written{i, *measure, observation_of(i, *measure, *subject, clause)};
      // "was $420 million in the second quarter, or 61 cents per share"
      static const Pattern tied(R"(^[^;.]{0,30},? (?:or|\() ?(?:[a-z]+ ){0,2}$)");
      if (last && written.observation.period.empty() &&
          tied.found_in(between(figures_[last->figure].at.end, figure.at.begin))) {
        written.observation.period = last->observation.period;
        written.observation.time = last->observation.time;
      }
      writer_.write(written.observation);
      last = std::move(written);
    }
  }

 private:
  // "Delmar rose 3%": what moved is a firm, no measure.
  bool is_name(ByteRange noun) const {
    if (noun.empty()) return false;
    const auto mentions = text_.mentions_in(sentence_.span.block);
    return std::any_of(mentions.begin(), mentions.end(), [&](const TextMention& m) {
      const std::string& type = text_.entities[m.entity].type;
      return m.span.block == sentence_.span.block && m.span.bytes.end == base_ + noun.end &&
             (type == "Firm" || type == "Agency" || type == "Place" || type == "Person");
    });
  }

  struct Written {
    std::size_t figure;
    EnglishMeasure measure;
    Observation observation;
  };

  // The stretch between two clause borders that holds the figure.
  ByteRange clause_of(ByteRange at) const {
    static const Pattern border(
        R"(; | — | – |, (?:while|whereas|but|although|though|as|after|which|where|who|and (?:it|its|the|has|said|will|would|is|was|plans|employs|sold|cut|raised|lost))\b|\b(?:while|whereas|although|after|before|because)\b)");
    ByteRange clause{0, static_cast<std::uint32_t>(body_.size())};
    for (const PatternMatch& match : border.find_all(body_)) {
      // A loss before tax is one measure.
      static const Pattern accounts(
          R"(^ (?:interest|tax|taxes|income tax|one-time|exceptional|special|items|deduct))");
      if (accounts.found_in(body_.substr(match.bytes.end))) continue;
      if (match.bytes.end <= at.begin) clause.begin = match.bytes.end;
      if (match.bytes.begin >= at.end) {
        clause.end = match.bytes.begin;
        break;
      }
    }
    return clause;
  }

  std::string_view between(std::uint32_t from, std::uint32_t to) const {
    return from >= to ? std::string_view() : body_.substr(from, to - from);
  }

  Observation observation_of(std::size_t i, const EnglishMeasure& measure,
                             const MetricSubject& subject, ByteRange clause) const {
    const Figure& figure = figures_[i];
    Observation o;
    o.subject = subject.entity;
    o.measure = measure.name;
    o.value = measure.value;
    o.unit = figure.bare ? std::string(unit_of_measure(measure.name)) : figure.unit;
    o.money = figure.money;
    o.approximate = figure.approximate;
    const StatedPeriod period = english_metric_period(text_, sentence_, figures_, i, clause);
    o.period = period.text;
    o.time = period.time;
    o.modality = modality_of(figure.at, clause);
    name_part(measure, figure, o);
    o.quote = sentence_.span;
    o.cue = {sentence_.span.block, {base_ + figure.at.begin, base_ + figure.at.end}};
    o.rule = subject.referred ? "metric.inherited" : "metric.sentence";
    o.confidence = subject.referred ? kReferredConfidence : kFigureConfidence;
    return o;
  }

  // An amount that the last one is compared with is written where it is known of when it is.
  void write_former(const EnglishMeasures& measures, std::size_t i, const Written& last) {
    const auto measure = measures.former(figures_[i], figures_[last.figure], last.measure);
    if (!measure) return;
    const std::uint32_t next = i + 1 < figures_.size() ? figures_[i + 1].at.begin
                                                       : static_cast<std::uint32_t>(body_.size());
    const std::uint32_t end = figures_[i].at.end;
    StatedPeriod period = period_between(text_, sentence_, end, next);
    static const Pattern same(R"(\bsame (?:[a-z-]+ )?(?:period|quarter|half|time|months?)\b)");
    if (period.text.empty() || same.found_in(between(end, next))) {
      const StatedPeriod main{last.observation.period, last.observation.time};
      static const Pattern year_before(R"(\((?:previous|prior|preceding) year: ?$)");
      const std::string_view front = std::string_view(lower_).substr(0, figures_[i].at.begin);
      const auto found = former_period(
          year_before.found_in(front) ? std::string_view("a year earlier") : body_.substr(end),
          main);
      if (!found) return;
      period = *found;
    }
    Observation o = last.observation;
    o.measure = measure->name;
    o.value = measure->value;
    o.unit = figures_[i].unit;
    o.money = figures_[i].money;
    o.approximate = figures_[i].approximate;
    o.period = period.text;
    o.time = period.time;
    o.modality = Modality::Stated;
    o.cue = {sentence_.span.block, {base_ + figures_[i].at.begin, base_ + end}};
    writer_.write(o);
  }

  // "Revenue and profit rose by 21 percent and 95 percent, respectively." The figures of such a
  // list, from the first to behind the last; where it names no measure for each, none is written.
  std::pair<std::size_t, std::size_t> read_respective(const EnglishMeasures& measures) {
    constexpr std::pair<std::size_t, std::size_t> kNone{0, 0};
    const std::size_t word = lower_.find("respectively");
    if (word == std::string::npos) return kNone;
    std::size_t last = figures_.size();
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (figures_[i].at.end <= word) last = i;
    }
    if (last == figures_.size()) return kNone;
    static const Pattern list(
        R"(^(?: (?:of|in|from) [a-z ]{2,20})?(?:, and |, | and )(?:to |by |about |nearly )?$)");
    std::size_t first = last;
    while (first > 0 && figures_[first - 1].unit == figures_[last].unit &&
           list.found_in(between(figures_[first - 1].at.end, figures_[first].at.begin))) {
      --first;
    }
    const std::size_t count = last - first + 1;
    if (count < 2) return kNone;
    const std::pair<std::size_t, std::size_t> list_of{first, last + 1};
    std::vector<const MeasureNoun*> nouns;
    for (const MeasureNoun& noun : measures.nouns()) {
      if (noun.bytes.end <= figures_[first].at.begin) nouns.push_back(&noun);
    }
    if (nouns.size() < count) return list_of;
    nouns.erase(nouns.begin(), nouns.end() - static_cast<std::ptrdiff_t>(count));
    for (std::size_t k = 1; k < count; ++k) {
      static const Pattern joined(R"(^(?: [^;]{0,60})?(?:, and |, | and )(?:[a-z]+ ){0,2}$)");
      if (!joined.found_in(between(nouns[k - 1]->bytes.end, nouns[k]->bytes.begin))) return list_of;
    }
    for (std::size_t k = 0; k < count; ++k) {
      const ByteRange clause{0, static_cast<std::uint32_t>(body_.size())};
      // What is true of the first is true of all: a change or an amount.
      auto measure = measures.of(clause, figures_[first]);
      if (!measure) return list_of;
      const bool change = measure->name.ends_with(" growth");
      const MeasureNoun& noun = *nouns[k];
      const std::string level = figures_[first].money ? noun.money : noun.count;
      measure->name = change ? noun.base + " growth" : level;
      const bool down = measure->value < 0;
      measure->value = down ? -figures_[first + k].value : figures_[first + k].value;
      measure->noun = noun.bytes;
      if (measure->name.empty()) continue;
      const auto subject = subjects_.of(index_, figures_[first], *measure, clause, {});
      if (!subject) return list_of;
      writer_.write(observation_of(first + k, *measure, *subject, clause));
    }
    return list_of;
  }

  // The product or unit directly in front of the measure (cloud revenue), or the kind of it that is
  // told in small letters (cargo revenue, sales in Europe); of a stake the firm that it is of.
  void name_part(const EnglishMeasure& measure, const Figure& figure, Observation& o) const {
    if (measure.name == "stake") {
      const ByteRange of = english_stake_of(body_, figure);
      o.segment = between(of.begin, of.end);
      return;
    }
    if (measure.name == "share of revenue") {
      static const Pattern of_what(
          R"((?:^|, )([A-Z][A-Za-z0-9’' -]{1,38}?) (?:account(?:s|ed)? for|made up|makes? up|contributed|represent(?:s|ed)?|generate[sd]?) (?:a record |about |nearly |almost |some |over |more than )?$)");
      const auto match = of_what.find(body_.substr(0, o.cue.bytes.begin - base_));
      if (match) o.segment = match->text(body_, 0);
      return;
    }
    if (measure.noun.empty()) return;
    const std::uint32_t at = base_ + measure.noun.begin;
    for (const TextMention& m : text_.mentions_in(sentence_.span.block)) {
      if (m.span.block != sentence_.span.block || m.inherited || m.entity == o.subject) continue;
      if (m.span.bytes.end <= at && at - m.span.bytes.end <= 4 &&
          text_.entities[m.entity].type == "Product") {
        o.segment_entity = m.entity;
        o.segment = text_.text_of(m.span);
        return;
      }
      // "China sales", "sales in Europe"
      if (text_.entities[m.entity].type != "Place") continue;
      const std::uint32_t end = base_ + measure.noun.end;
      const bool in_front = m.span.bytes.end <= at && at - m.span.bytes.end == 1;
      const bool behind = m.span.bytes.begin >= end && m.span.bytes.begin - end <= 10 &&
                          (between(measure.noun.end, m.span.bytes.begin - base_) == " in " ||
                           between(measure.noun.end, m.span.bytes.begin - base_) == " to " ||
                           between(measure.noun.end, m.span.bytes.begin - base_) == " from ");
      if (in_front || behind) {
        o.segment = text_.text_of(m.span);
        return;
      }
    }
    static const Pattern kind(
        R"((?:^|[ (])((?:cargo|passenger|product|services?|advertising|ad|cloud|subscription|licens(?:e|ing)|software|hardware|retail|wholesale|online|domestic|overseas|international|export|corporate|parcels?|letters?|unit|same-store|comparable|vehicle|battery|memory|foundry|data[ -]cent(?:er|re)|mobile|broadband|gaming|games?|retail|e-commerce|food|beauty|luxury)(?: (?:unit|and [a-z]+))?) $)");
    const std::string_view front = std::string_view(lower_).substr(0, measure.noun.begin);
    const auto match = kind.find(front);
    if (match && match->groups[0]->size() <= kLongestSegment) o.segment = match->text(front, 0);
  }

  Modality modality_of(ByteRange at, ByteRange clause) const {
    const std::string front =
        " " + std::string(std::string_view(lower_).substr(clause.begin, at.begin - clause.begin));
    static const Pattern forecast(
        R"( (?:expects?|expected|forecasts?|projects|projected|predicts?|predicted|estimates?|estimated|likely|guidance|outlook|projection|sees|seen|on track) )");
    static const Pattern planned(
        R"( (?:will|would|plans?|planned|planning|aims?|aimed|intends?|wants?|pledged|agreed|promised|targets?|committed|vowed|seeks?|set) (?:to |[a-z]))");
    static const Pattern possible(R"( (?:may|might|could) )");
    if (forecast.found_in(front)) return Modality::Forecast;
    if (possible.found_in(front)) return Modality::Possible;
    if (planned.found_in(front)) return Modality::Planned;
    return Modality::Stated;
  }

  const AnnotatedText& text_;
  const std::size_t index_;
  const Sentence& sentence_;
  const std::string_view body_;
  const std::string lower_;
  const std::uint32_t base_;
  const Measures& measures_;
  const EnglishMetricSubjects& subjects_;
  MetricWriter& writer_;
  std::vector<Figure> figures_;
};

}  // namespace

void read_english_metrics(const AnnotatedText& text, std::size_t index,
                          std::span<const Quantity> quantities, const Measures& measures,
                          const SectionSubjects& subjects, MetricWriter& writer) {
  const EnglishMetricSubjects english(text, subjects);
  EnglishMetricReader(text, index, measures, english, writer).read(quantities);
}

}  // namespace sarye

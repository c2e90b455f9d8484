#include "ingest/stages/english_metrics.h"

#include <algorithm>

#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/stages/english_figures.h"
#include "ingest/stages/english_measures.h"
#include "ingest/stages/metric_context.h"

namespace sarye {
namespace {

constexpr int kFigureConfidence = 800;
constexpr int kReferredConfidence = 700;  // of a firm named in an earlier sentence

class EnglishMetricReader {
 public:
  EnglishMetricReader(const AnnotatedText& text, std::size_t index, const Measures& measures,
                      const SectionSubjects& subjects, MetricWriter& writer)
      : text_(text),
        index_(index),
        sentence_(text.sentences[index]),
        body_(text.text_of(sentence_.span)),
        base_(sentence_.span.bytes.begin),
        measures_(measures),
        subjects_(subjects),
        writer_(writer) {}

  void read(std::span<const Quantity> quantities) {
    const auto figures =
        english_figures(body_, base_, quantities, text_.times, sentence_.span.block);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      const Figure& figure = figures[i];
      const ByteRange clause = clause_of(figure.at);
      const auto measure = english_measure(body_, clause, figure, measures_);
      if (!measure) continue;
      bool referred = false;
      const auto subject = subject_of(figure, *measure, clause, referred);
      if (!subject) continue;
      Observation o;
      o.subject = *subject;
      o.measure = measure->name;
      o.value = measure->value;
      o.unit = figure.unit;
      o.money = figure.money;
      o.approximate = figure.approximate;
      const StatedPeriod period = period_of(figures, i, clause);
      o.period = period.text;
      o.time = period.time;
      o.modality = modality_of(figure.at, clause);
      name_part(*measure, o);
      o.quote = sentence_.span;
      o.cue = {sentence_.span.block, {base_ + figure.at.begin, base_ + figure.at.end}};
      o.rule = referred ? "metric.inherited" : "metric.sentence";
      o.confidence = referred ? kReferredConfidence : kFigureConfidence;
      writer_.write(o);
    }
  }

 private:
  // The stretch between two clause borders that holds the figure.
  ByteRange clause_of(ByteRange at) const {
    static const Pattern border(
        R"(; | — | – |, (?:while|whereas|but|although|though|as|after|which|where|who|and (?:it|its|the|has|said|will|would|is|was|plans|employs|sold|cut|raised|lost))\b|\b(?:while|whereas|although|after|before|because)\b)");
    ByteRange clause{0, static_cast<std::uint32_t>(body_.size())};
    for (const PatternMatch& match : border.find_all(body_)) {
      if (match.bytes.end <= at.begin) clause.begin = match.bytes.end;
      if (match.bytes.begin >= at.end) {
        clause.end = match.bytes.begin;
        break;
      }
    }
    return clause;
  }

  struct FirmHere {
    std::uint32_t entity;
    ByteRange at;  // of the sentence
  };

  std::vector<FirmHere> firms() const {
    std::vector<FirmHere> out;
    for (const TextMention& m : text_.mentions_in(sentence_.span.block)) {
      if (m.inherited || m.span.block != sentence_.span.block ||
          !sentence_.span.bytes.contains(m.span.bytes) || text_.entities[m.entity].type != "Firm") {
        continue;
      }
      out.push_back({m.entity, {m.span.bytes.begin - base_, m.span.bytes.end - base_}});
    }
    return out;
  }

  std::string_view between(std::uint32_t from, std::uint32_t to) const {
    return from >= to ? std::string_view() : body_.substr(from, to - from);
  }

  // Whose figure it is: the owner named with the measure, the subject in front, the firm that "it"
  // or "the company" points at.
  std::optional<std::uint32_t> subject_of(const Figure& figure, const EnglishMeasure& measure,
                                          ByteRange clause, bool& referred) const {
    const auto here = firms();
    const bool has_noun = !measure.noun.empty();
    static const Pattern owner_link(
        R"((?:\b(?:of|at|for|by) (?:the )?(?:[A-Z][a-z]+ (?:[a-z]+ ){0,2})?)$)");
    if (measure.name == "acquisition price") {
      for (const FirmHere& firm : here) {
        if (firm.at.begin >= clause.begin) return firm.entity;  // who buys
      }
    }
    if (has_noun) {
      // "sales of Ozempic"
      const bool of = body_.substr(measure.noun.end).starts_with(" of ");
      if (of) {
        for (const TextMention& m : text_.mentions_in(sentence_.span.block)) {
          if (!m.inherited && m.span.block == sentence_.span.block &&
              text_.entities[m.entity].type == "Product" &&
              m.span.bytes.begin == base_ + measure.noun.end + 4) {
            return m.entity;
          }
        }
      }
      // "revenue of X", "profit at X", and behind the figure.
      for (const FirmHere& firm : here) {
        const bool after_noun = firm.at.begin >= measure.noun.end;
        if (!after_noun) continue;
        const auto gap = between(measure.noun.end, firm.at.begin);
        if (gap.size() < 110 && firm.at.end <= clause.end && owner_link.find(gap)) {
          return firm.entity;
        }
      }
    }
    // From the figure to the left: a firm that no preposition makes a circumstance.
    static const Pattern circumstance(
        R"((?i)(?:^|[ (])(?:from|than|with|against|to|over|behind|unlike|like|in|on|for|of|by|at|via|through|and other|versus|including) (?:the |its |rivals? |(?:[A-Z][a-z]+ )?(?:[a-z]+ )?)?$)");
    static const Pattern pointing(
        R"((?i)(?:^|[ ,(“"])(?:it|its|they|their|the (?:[A-Za-z-]+ ){0,2}(?:compan(?:y|ies)|group|firm|giant|[a-z]*makers?|manufacturer|retailer|bank|unit|lender|start-?up|shipbuilder|producer|developer|operator|supplier|business|airline|brand)) )");
    std::uint32_t limit =
        has_noun ? std::max(measure.noun.begin, figure.at.begin) : figure.at.begin;
    std::optional<std::uint32_t> weak;
    for (std::size_t i = here.size(); i-- > 0;) {
      const FirmHere& firm = here[i];
      if (firm.at.end > limit) continue;
      const bool owner = body_.substr(firm.at.end).starts_with("'s") ||
                         body_.substr(firm.at.end).starts_with("’s") ||
                         body_.substr(firm.at.end).starts_with("' ");
      if (circumstance.find(body_.substr(0, firm.at.begin)) && !owner) {
        if (!weak) weak = firm.entity;
        continue;
      }
      return firm.entity;
    }
    const std::string_view front = body_.substr(0, figure.at.begin);
    // "Exports of cars from China" are not those of the firm spoken of.
    const bool starts_with_measure = has_noun && measure.noun.begin < 24 &&
                                     !body_.substr(measure.noun.end).starts_with(" of ") &&
                                     !body_.substr(measure.noun.end).starts_with(" from ") &&
                                     !body_.substr(measure.noun.end).starts_with(" in ");
    const bool points = pointing.find(front).has_value();
    if (points || starts_with_measure) {
      if (auto earlier = earlier_firm(points)) {
        referred = true;
        return earlier;
      }
    }
    if (has_noun) {
      for (const FirmHere& firm : here) {
        if (firm.at.begin < figure.at.end || firm.at.end > clause.end) continue;
        if (owner_link.find(between(figure.at.end, firm.at.begin))) return firm.entity;
      }
    }
    const PassageKind kind = text_.blocks[sentence_.span.block].kind;
    if (kind == PassageKind::Bullet || kind == PassageKind::Note || starts_with_measure) {
      if (auto section = subjects_.of(sentence_.span.block, {"Firm"})) {
        referred = true;
        return section->entity;
      }
    }
    return points ? std::nullopt : weak;
  }

  // The firm that the nearest earlier sentence begins with, of this paragraph or the one above.
  std::optional<std::uint32_t> earlier_firm(bool above_too) const {
    std::uint32_t oldest = sentence_.span.block;
    if (above_too && oldest > 0 && text_.blocks[oldest].kind == PassageKind::Paragraph &&
        text_.blocks[oldest - 1].kind == PassageKind::Paragraph) {
      --oldest;
    }
    for (std::size_t i = index_; i-- > 0;) {
      const Sentence& earlier = text_.sentences[i];
      if (earlier.span.block < oldest) return std::nullopt;
      for (const TextMention& m : text_.mentions_in(earlier.span.block)) {
        if (m.inherited || m.span.block != earlier.span.block ||
            !earlier.span.bytes.contains(m.span.bytes)) {
          continue;
        }
        if (text_.entities[m.entity].type == "Firm") return m.entity;
      }
    }
    return std::nullopt;
  }

  // The product or unit directly in front of the measure: cloud revenue.
  void name_part(const EnglishMeasure& measure, Observation& o) const {
    if (measure.noun.empty()) return;
    const std::uint32_t at = base_ + measure.noun.begin;
    for (const TextMention& m : text_.mentions_in(sentence_.span.block)) {
      if (m.span.block != sentence_.span.block || m.inherited || m.entity == o.subject) continue;
      if (m.span.bytes.end > at || at - m.span.bytes.end > 4) continue;
      if (text_.entities[m.entity].type != "Product") continue;
      o.segment_entity = m.entity;
      o.segment = text_.text_of(m.span);
    }
  }

  // The time behind the figure, before the next one; else the one in front of it in its clause;
  // else the only one of the sentence.
  StatedPeriod period_of(const std::vector<Figure>& figures, std::size_t index,
                         ByteRange clause) const {
    const std::uint32_t at = figures[index].at.end;
    const std::uint32_t next =
        index + 1 < figures.size() ? figures[index + 1].at.begin : clause.end;
    if (between(at, clause.end).find("so far this year") != std::string_view::npos ||
        between(at, clause.end).find("this year so far") != std::string_view::npos) {
      return {};
    }
    StatedPeriod behind;
    StatedPeriod last_behind;
    StatedPeriod before;
    std::size_t count = 0;
    StatedPeriod only;
    for (const TimeMention& time : text_.times) {
      if (time.span.block != sentence_.span.block ||
          !sentence_.span.bytes.contains(time.span.bytes)) {
        continue;
      }
      const std::uint32_t begin = time.span.bytes.begin - base_;
      ++count;
      only = {time.period, time.time};
      if (begin >= at && begin < std::min(next, clause.end) && behind.text.empty()) behind = only;
      if (begin >= at && begin < clause.end && last_behind.text.empty()) last_behind = only;
      if (begin < at && begin >= clause.begin) before = only;
    }
    if (!behind.text.empty()) return behind;
    if (!before.text.empty()) return before;
    if (!last_behind.text.empty()) return last_behind;
    if (count == 1) return only;
    return inherited_period(text_, sentence_.span.block);
  }

  Modality modality_of(ByteRange at, ByteRange clause) const {
    const std::string front = " " + to_lower(between(clause.begin, at.begin));
    static const Pattern forecast(
        R"( (?:expects?|expected|forecasts?|projects|projected|predicts?|predicted|estimates?|likely|guidance|sees|on track) )");
    static const Pattern planned(
        R"( (?:will|would|plans?|planned|planning|aims?|aimed|intends?|wants?|pledged|agreed|promised|targets?|committed|vowed|seeks?|set) (?:to |[a-z]))");
    static const Pattern possible(R"( (?:may|might|could) )");
    if (forecast.find(front)) return Modality::Forecast;
    if (possible.find(front)) return Modality::Possible;
    if (planned.find(front)) return Modality::Planned;
    return Modality::Stated;
  }

  const AnnotatedText& text_;
  const std::size_t index_;
  const Sentence& sentence_;
  const std::string_view body_;
  const std::uint32_t base_;
  const Measures& measures_;
  const SectionSubjects& subjects_;
  MetricWriter& writer_;
};

}  // namespace

void read_english_metrics(const AnnotatedText& text, std::size_t index,
                          std::span<const Quantity> quantities, const Measures& measures,
                          const SectionSubjects& subjects, MetricWriter& writer) {
  EnglishMetricReader(text, index, measures, subjects, writer).read(quantities);
}

}  // namespace sarye

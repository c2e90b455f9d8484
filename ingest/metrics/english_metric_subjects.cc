#include "ingest/metrics/english_metric_subjects.h"

#include <algorithm>
#include <map>

#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::uint32_t kParagraphsBack = 4;
constexpr std::uint32_t kParagraphsOn = 2;  // ... where the sentence only begins with a measure
constexpr std::size_t kTopicMentions = 3;

std::string_view stretch(std::string_view text, std::size_t from, std::size_t to) {
  return from >= to ? std::string_view() : text.substr(from, to - from);
}

// "it", "the company", "the world's largest airline", "the Kyoto-based company".
const Pattern& pointing() {
  static const Pattern words(
      R"((?i)(?:^|[ ,(“"])(?:it|its|they|their|we|our|(?:the|[A-Z][a-z]+['’]s) (?:[A-Za-z.'’-]+ ){0,5}(?:compan(?:y|ies)|group|firm|giant|[a-z-]*makers?|manufacturer|retailer|bank|unit|lender|start-?up|shipbuilder|producer|developer|operator|supplier|business|airline|carrier|brand|provider|chain|discounter|grocer|insurer|miner|conglomerate|utility|broker|builder|studio|platform|biotech|fintech|telco|telecom)|the [A-Z][A-Za-z]+-based [a-z]+)(?:['’]s)?[ ,])");
  return words;
}

bool is_source(std::string_view before, std::string_view behind) {
  static const Pattern in_front(
      R"((?i)\b(?:according to|surveyed by|polled by|compiled by|data (?:from|by)|cited by|figures from|estimates? (?:by|from)|analysts? (?:at|with|from|of)|economists? (?:at|with)|told|reported by|interview with|report (?:by|from)|note (?:to|from)|researcher|tracker|said by)(?: [a-z]+){0,3} ?(?:the )?$)");
  static const Pattern follows(
      R"(^(?:['’]s?)? ?(?:analysts?|data (?:show(?:s|ed)?|suggest(?:s|ed)?|from|released|compiled)|calculations|polls?|surveys?|estimates?|reporters?|news agency|consensus|said in a (?:report|note)|forecast that)\b)");
  return in_front.found_in(before) || follows.found_in(behind);
}

// Whether a clause without a known firm begins with a name that acts: while Delmar forecast.
bool unknown_actor(std::string_view words) {
  static const Pattern acts(
      R"((?:^|^ | telco | firm | carrier | operator )([A-Z][A-Za-z&-]+(?: [A-Z][A-Za-z&-]+)*) (?:(?:said|says) (?:it|its|that it)|reported|forecast|posted|announced|unveiled|expects|booked|swung)\b)");
  static const Pattern plain(
      R"(^(?:The|It|He|She|They|We|Analysts|Executives|Officials|Management|Sources|Investors|Economists)\b)");
  const auto found = acts.find(words);
  return found && !plain.found_in(found->text(words, 0));
}

// Measures of firms alone: without a name beside it, a price or an export may be a country's.
bool is_of_firms(const std::string& measure) {
  static const Pattern names(
      R"(^(?:revenue|sales|net (?:income|loss)|business profit|ordinary profit|passengers|cost|fleet|operating (?:income|loss|expenses)|orders|cash|dividend|EBITDA|pre-tax|earnings|loss per|margin|debt|write-down|capital expenditure|R&D|gross merchandise|revenue per user|load factor|users|customers|subscribers|share price|share of revenue|market capitalisation|shipments))");
  return names.found_in(measure);
}

}  // namespace

std::vector<EnglishMetricSubjects::FirmHere> EnglishMetricSubjects::firms_of(
    const Sentence& sentence) const {
  static const Pattern circumstance(
      R"((?i)(?:^|[ (])(?:from|than|with|against|to|over|behind|unlike|like|in|on|for|of|by|at|via|through|and other|versus|including|under|into|between) (?:the |its |a |rivals? |(?:[A-Z][a-z]+ )?(?:[a-z]+ )?)?$)");
  std::vector<FirmHere> out;
  const std::string_view body = text_.text_of(sentence.span);
  const std::uint32_t base = sentence.span.bytes.begin;
  for (const TextMention& m : text_.mentions_in(sentence.span.block)) {
    if (m.inherited || m.span.block != sentence.span.block ||
        !sentence.span.bytes.contains(m.span.bytes) || text_.entities[m.entity].type != "Firm") {
      continue;
    }
    FirmHere firm{m.entity, {m.span.bytes.begin - base, m.span.bytes.end - base}};
    const std::string_view before = body.substr(0, firm.at.begin);
    const std::string_view behind = body.substr(firm.at.end);
    firm.owner = behind.starts_with("'s") || behind.starts_with("’s") || behind.starts_with("' ") ||
                 behind.starts_with("’ ");
    static const Pattern reports(R"(^ report(?:ed|s)?\b)");
    firm.source = is_source(before, behind) ||
                  (text_.entities[m.entity].kind == "media" && reports.found_in(behind));
    // "Sales at Delmar rose": Delmar is spoken of all the same.
    static const Pattern measured(
        R"((?i)^(?:[a-z-]+ ){0,3}(?:sales|revenues?|profits?|income|earnings|shares|expenditure|orders|shipments|deliveries|production|losses|margins?) (?:at|of|for) (?:the )?$)");
    firm.circumstance = !firm.owner && circumstance.found_in(before) && !measured.found_in(before);
    if (!out.empty()) {
      FirmHere& last = out.back();
      const std::string_view gap = stretch(body, last.at.end, firm.at.begin);
      // What is true of the first in a list is true of the next.
      static const Pattern list(R"(^(?:, and |, | and | or | & )(?:the )?$)");
      if (last.circumstance && list.found_in(gap)) firm.circumstance = true;
      // "Orlin's biggest competitor, Delmar, opened ...": Delmar is spoken of.
      static const Pattern introduces(R"(^['’]s? (?:[A-Za-z0-9%-]+ ){0,6}[a-z-]+,? $)");
      static const Pattern doing(
          R"( (?:said|is|was|has|had|will|in|on|for|to|and|of|with|by|at) )");
      if (last.owner && introduces.found_in(gap) && !doing.found_in(gap)) last.circumstance = true;
    }
    out.push_back(firm);
  }
  return out;
}

std::optional<std::uint32_t> EnglishMetricSubjects::owner_of(const Sentence& sentence,
                                                             const std::vector<FirmHere>& firms,
                                                             const Figure& figure,
                                                             const EnglishMeasure& measure,
                                                             ByteRange clause) const {
  const std::string_view body = text_.text_of(sentence.span);
  if (measure.name == "acquisition price") {
    for (const FirmHere& firm : firms) {
      if (firm.at.begin >= clause.begin && !firm.source && !firm.circumstance) {
        return firm.entity;  // who buys
      }
    }
  }
  // "31 per cent of Orlin's sales"
  if (measure.name == "share of revenue") {
    for (const FirmHere& firm : firms) {
      if (firm.owner && stretch(body, figure.at.end, firm.at.begin) == " of ") return firm.entity;
    }
  }
  if (measure.noun.empty()) return std::nullopt;
  // "sales of Ozempic", and "Keytruda sales" where no firm is named
  if (body.substr(measure.noun.end).starts_with(" of ")) {
    for (const TextMention& m : text_.mentions_in(sentence.span.block)) {
      if (!m.inherited && m.span.block == sentence.span.block &&
          text_.entities[m.entity].type == "Product" &&
          m.span.bytes.begin == sentence.span.bytes.begin + measure.noun.end + 4) {
        return m.entity;
      }
    }
  }
  // "X's quarterly revenue": only words of the same phrase stand between.
  static const Pattern owned(R"(^(?:['’]s?)? (?:[A-Za-z0-9,’'&-]+ ){0,6}$)");
  static const Pattern other_words(
      R"( (?:said|says|is|was|are|were|has|had|will|would|expects?|expected|in|on|for|to|that|and|of|at|with|by|who) )");
  for (std::size_t i = firms.size(); i-- > 0;) {
    if (!firms[i].owner || firms[i].at.end > measure.noun.begin) continue;
    const std::string_view gap = stretch(body, firms[i].at.end, measure.noun.begin);
    if (gap.size() < 70 && owned.found_in(gap) && !other_words.found_in(gap)) {
      return firms[i].entity;
    }
  }
  // "revenue of X", "profit at X"
  static const Pattern link(
      R"((?:^| |\b)(?:of|at|for|by) (?:the )?(?:[A-Z][a-z]+ (?:[a-z]+ ){0,2})?$)");
  for (const FirmHere& firm : firms) {
    if (firm.at.begin < measure.noun.end || firm.at.end > clause.end || firm.source) continue;
    const std::string_view gap = stretch(body, measure.noun.end, firm.at.begin);
    const bool close = firm.at.end <= figure.at.begin ? gap.size() < 60 : gap.size() < 110;
    // Of a measure that no list has only the firm directly behind it.
    static const Pattern directly(R"(^ (?:of|at|for|by) (?:the )?$)");
    if (close && (measure.open ? directly : link).found_in(gap)) return firm.entity;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> EnglishMetricSubjects::earlier_firm(std::size_t sentence,
                                                                 std::uint32_t paragraphs) const {
  const std::uint32_t block = text_.sentences[sentence].span.block;
  std::uint32_t oldest = block;
  while (oldest > 0 && block - oldest < paragraphs &&
         (text_.blocks[oldest].kind == PassageKind::Paragraph ||
          text_.blocks[oldest].kind == PassageKind::Abstract) &&
         text_.blocks[oldest - 1].kind != PassageKind::Heading &&
         text_.blocks[oldest - 1].kind != PassageKind::Table) {
    --oldest;
  }
  std::optional<std::uint32_t> weak;
  for (std::size_t i = sentence; i-- > 0;) {
    const Sentence& earlier = text_.sentences[i];
    if (earlier.span.block < oldest) break;
    for (const FirmHere& firm : firms_of(earlier)) {
      if (firm.source) continue;
      if (!firm.circumstance) return firm.entity;
      if (!weak) weak = firm.entity;
    }
  }
  return weak;
}

std::optional<std::uint32_t> EnglishMetricSubjects::topic() const {
  std::map<std::uint32_t, std::size_t> counts;
  for (const TextMention& m : text_.mentions) {
    if (!m.inherited && text_.entities[m.entity].type == "Firm") ++counts[m.entity];
  }
  std::optional<std::uint32_t> best;
  std::size_t most = 0;
  std::size_t second = 0;
  for (const auto& [entity, count] : counts) {
    if (count > most) {
      second = most;
      most = count;
      best = entity;
    } else {
      second = std::max(second, count);
    }
  }
  const bool only = second == 0;
  return (only || most >= kTopicMentions) && most >= 2 * second ? best : std::nullopt;
}

// "Orlin's Veldex achieved": the product acts, not its owner.
std::optional<std::uint32_t> EnglishMetricSubjects::product_of(const Sentence& sentence,
                                                               const std::vector<FirmHere>& firms,
                                                               std::uint32_t owner,
                                                               std::uint32_t before) const {
  static const Pattern acts(
      R"(^ (?:achieved|generated|brought in|reached|recorded|posted|sold|earned|made|had|has|rose|fell|grew)\b)");
  const std::string_view body = text_.text_of(sentence.span);
  for (const TextMention& m : text_.mentions_in(sentence.span.block)) {
    if (m.inherited || m.span.block != sentence.span.block ||
        !sentence.span.bytes.contains(m.span.bytes) || text_.entities[m.entity].type != "Product") {
      continue;
    }
    const ByteRange at{m.span.bytes.begin - sentence.span.bytes.begin,
                       m.span.bytes.end - sentence.span.bytes.begin};
    if (at.end > before || !acts.found_in(body.substr(at.end))) continue;
    for (const FirmHere& firm : firms) {
      if (firm.entity == owner && firm.owner && firm.at.end < at.begin &&
          at.begin - firm.at.end <= std::string_view("’s ").size()) {
        return m.entity;
      }
    }
  }
  return std::nullopt;
}

std::optional<MetricSubject> EnglishMetricSubjects::of(
    std::size_t index, const Figure& figure, const EnglishMeasure& measure, ByteRange clause,
    const std::optional<MetricSubject>& before) const {
  const Sentence& sentence = text_.sentences[index];
  const std::string_view body = text_.text_of(sentence.span);
  const std::vector<FirmHere> firms = firms_of(sentence);
  // "With 2 million employees worldwide, Delmar is": the clause behind the comma has the subject.
  if (body.starts_with("With ")) {
    const std::size_t comma = body.find(", ", figure.at.end);
    for (const FirmHere& firm : firms) {
      if (firm.at.begin == comma + 2 &&
          body.substr(0, figure.at.begin).find(", ") == std::string_view::npos) {
        return MetricSubject{firm.entity, false};
      }
    }
  }
  if (const auto owner = owner_of(sentence, firms, figure, measure, clause)) {
    return MetricSubject{*owner, false};
  }
  const bool has_noun = !measure.noun.empty() && measure.noun.begin < figure.at.begin;
  const std::uint32_t noun = has_noun ? measure.noun.begin : figure.at.begin;
  // "China's exports", "the industry's sales": the owner is no firm.
  static const Pattern foreign_owner(R"(([A-Za-z.]+)(?:['’]s|s['’]) (?:[a-z0-9-]+ ){0,4}$)");
  static const Pattern firm_word(
      R"((?i)^(?:company|group|firm|giant|[a-z]*maker|manufacturer|retailer|bank|lender|startup|airline|carrier|unit|division|subsidiary|shipbuilder|producer|operator|supplier|chain|year|quarter|month|week|today|yesterday|monday|tuesday|wednesday|thursday|friday|provider|discounter|business)$)");
  bool foreign = false;
  if (const auto match = foreign_owner.find(body.substr(0, noun)); match && has_noun) {
    const ByteRange owner = *match->groups[0];
    const bool is_firm = std::any_of(firms.begin(), firms.end(), [&](const FirmHere& firm) {
      return firm.at.overlaps(owner) || firm.at.end + 1 == owner.begin;
    });
    foreign = !is_firm && !firm_word.found_in(match->text(body, 0));
  }
  // "US aerospace industry sales"
  static const Pattern of_all(
      R"((?i)\b(?:industry|sector|market|economy|nationwide|industry-wide|global demand|world) (?:[a-z-]+ ){0,3}$)");
  if (foreign || (has_noun && of_all.found_in(body.substr(0, noun)))) return std::nullopt;

  // From the figure to the left: a firm that no preposition makes a circumstance, in the same
  // clause first.
  std::optional<std::uint32_t> weak;
  std::optional<std::uint32_t> left;
  const auto look = [&](std::uint32_t from, std::uint32_t to) {
    for (std::size_t i = firms.size(); i-- > 0 && !left;) {
      const FirmHere& firm = firms[i];
      if (firm.at.begin < from || firm.at.end > to || firm.source) continue;
      if (firm.circumstance) {
        if (!weak) weak = firm.entity;
      } else {
        left = firm.entity;
      }
    }
  };
  look(clause.begin, noun);
  if (!left) look(noun, figure.at.begin);
  if (!left && unknown_actor(stretch(body, clause.begin, noun))) return std::nullopt;
  // "the government will provide $3 million"
  static const Pattern others(
      R"((?i)\b(?:government|ministry|minister|president|administration|congress|parliament|regulators?|lawmakers|countries|consumers|households|nations?)\b)");
  if (!left && others.found_in(stretch(body, clause.begin, figure.at.begin))) return std::nullopt;
  // "after the ministry delayed a $5 million grant": another acts in that clause.
  if (!left && measure.open) {
    const std::uint32_t base = sentence.span.bytes.begin;
    for (const TextMention& m : text_.mentions_in(sentence.span.block)) {
      const std::string& type = text_.entities[m.entity].type;
      if (m.span.block == sentence.span.block && m.span.bytes.begin >= base + clause.begin &&
          m.span.bytes.end <= base + figure.at.begin && (type == "Agency" || type == "Person")) {
        return std::nullopt;
      }
    }
  }
  for (std::size_t i = 0; i < firms.size() && !left; ++i) {
    const FirmHere& firm = firms[i];
    if (firm.at.end <= noun && !firm.source && !firm.circumstance) left = firm.entity;
  }
  if (left) {
    // "Delmar accounts for 25% of total sales": of the sales of the firm that is spoken of.
    static const Pattern makes_up(
        R"(^,? (?:account(?:s|ed)? for|made up|makes? up|contributed|represent(?:s|ed)?|generate[sd]?)\b)");
    const bool part_of_it = std::any_of(firms.begin(), firms.end(), [&](const FirmHere& firm) {
      return firm.entity == *left && makes_up.found_in(body.substr(firm.at.end));
    });
    if (measure.name != "share of revenue" || !part_of_it) {
      if (const auto product = product_of(sentence, firms, *left, figure.at.begin)) {
        return MetricSubject{*product, false};
      }
      return MetricSubject{*left, false};
    }
    const auto about = earlier_firm(index, kParagraphsBack);
    return MetricSubject{about ? *about : *left, about.has_value()};
  }
  // "The carrier's profit was $3 million, Delmar Air said": who speaks of itself.
  for (const FirmHere& firm : firms) {
    static const Pattern says(R"(^ (?:said|announced|reported|says)\b)");
    if (firm.at.begin >= figure.at.end && !firm.source && says.found_in(body.substr(firm.at.end))) {
      return MetricSubject{firm.entity, false};
    }
  }
  // "XL has lost": a name that is not known is spoken of, not an earlier firm.
  static const Pattern unknown(
      R"(^(?:But |And |Meanwhile, |However, )?((?:[A-Z]{2,6}|[A-Z][a-z]+ [A-Z][a-z]+(?: [A-Z][a-z]+)?)) (?:has|had|is|was|will|said|says|expects|[a-z]{3,}ed) )");
  if (const auto name = unknown.find(body)) {
    static const Pattern plain(
        R"(^(?:The|Its|In|This|That|Net|Operating|Gross|Total|Group|EPS|EBIT|GMV|ARPU|CEO|CFO) ?)");
    if (!plain.found_in(name->text(body, 0))) return std::nullopt;
  }
  const bool points = pointing().found_in(body.substr(0, figure.at.begin));
  static const Pattern of_other(R"(^ of [A-Za-z]|^ (?:at|for) [A-Z])");
  static const Pattern elsewhere(
      R"(^ in the (?:[A-Z]|world|market|industry|region|country|sector))");
  // "In the first nine months, profit was": behind a time the sentence begins with the measure.
  static const Pattern opening(
      R"(^(?:In|For|During|At|Over|By|As of|On) [^,]{3,60}, (?:the |its )?(?:[a-z-]+ ){0,3}$|^(?:[A-Z][a-z-]+ )(?:[a-z-]+ ){0,5}\(?$)");
  static const Pattern acting(R"( (?:said|says|is|was|are|were|has|had|will|that) )");
  const std::string_view lead = body.substr(0, has_noun ? measure.noun.begin : 0);
  const bool begins =
      has_noun && (measure.noun.begin < 32 || (opening.found_in(lead) && !acting.found_in(lead)));
  const bool starts_with_measure = begins && is_of_firms(measure.name) &&
                                   !of_other.found_in(body.substr(measure.noun.end)) &&
                                   !elsewhere.found_in(body.substr(measure.noun.end));
  const bool of_group = body.substr(figure.at.end).starts_with(" work for the ");
  if (points || starts_with_measure || of_group || measure.name == "share of revenue") {
    if (const auto earlier = earlier_firm(index, kParagraphsBack))
      return MetricSubject{*earlier, true};
    if (const auto spoken_of = topic()) return MetricSubject{*spoken_of, true};
  }
  // "Output was 7 million tonnes" goes on about the firm of the same paragraph.
  if (begins && !of_other.found_in(body.substr(measure.noun.end)) &&
      !elsewhere.found_in(body.substr(measure.noun.end))) {
    if (const auto earlier = earlier_firm(index, kParagraphsOn))
      return MetricSubject{*earlier, true};
  }
  const PassageKind kind = text_.blocks[sentence.span.block].kind;
  if (kind == PassageKind::Bullet || kind == PassageKind::Note || starts_with_measure) {
    if (auto section = sections_.of(sentence.span.block, {"Firm"})) {
      return MetricSubject{section->entity, true};
    }
  }
  if (before) return before;
  if (points || !weak) return std::nullopt;
  return MetricSubject{*weak, false};
}

}  // namespace sarye

#include "ingest/metrics/sentence_metrics.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ingest/metrics/korean_figures.h"
#include "ingest/metrics/korean_open_measures.h"

namespace sarye {

namespace {

class SentenceReader {
 public:
  SentenceReader(const AnnotatedText& text, const Measures& measures,
                 const SectionSubjects& subjects, MetricWriter& writer, SpokenOf& spoken,
                 const Sentence& sentence)
      : text_(text),
        measures_(measures),
        writer_(writer),
        spoken_(spoken),
        context_(text, subjects, spoken, sentence),
        sentence_(sentence),
        body_(text.text_of(sentence.span)),
        base_(sentence.span.bytes.begin) {}

  void read(std::span<const Quantity> quantities) {
    found_ = measures_.find(body_);
    quantities_ = quantities;
    for (std::size_t i = 0; i < quantities.size(); ++i) {
      if (is_converted(i) || in_bracket_of_other(i)) continue;
      const std::size_t listed = list_length(i);
      if (listed > 1 && read_list(i, listed)) {
        i += listed - 1;
        continue;
      }
      const ByteRange at = place(i);
      const bool change = is_change(i);
      if (const MeasureMatch* measure = nearest_measure(at, change)) {
        observe(i, measure->measure, measure->bytes, change, std::nullopt);
      } else if (change && found_.empty() && spoken_.levels.size() == 1 &&
                 !context_.names_anybody()) {
        // 이는 전년 동기 대비 16.4% 늘어난 수치다: of what the sentence before told.
        observe(i, spoken_.levels.front(), {at.begin, at.begin}, change, std::nullopt);
      } else if (!change) {
        if (const auto open = korean_open_measure(body_, at, quantities[i])) {
          note(i, open->name, open->bytes, false, std::nullopt);
        }
      }
    }
    if (!levels_.empty()) spoken_.levels = levels_;
  }

 private:
  ByteRange place(std::size_t i) const {
    return {quantities_[i].span.bytes.begin - base_, quantities_[i].span.bytes.end - base_};
  }

  std::string_view between(std::size_t left, std::size_t right) const {
    return body_.substr(place(left).end, place(right).begin - place(left).end);
  }

  // 696억달러(100조원), 40억 위안(약 7천억 원): the same amount in another currency.
  bool is_converted(std::size_t i) const {
    if (i == 0 || quantities_[i].currency.empty() || quantities_[i - 1].currency.empty()) {
      return false;
    }
    const std::string_view gap = between(i - 1, i);
    return gap.starts_with('(') && gap.size() <= 16 && gap.find(')') == std::string_view::npos;
  }

  // 甲(매출 2조원), 乙(매출 1조원): what the bracket behind an unknown 乙 tells is of nobody known.
  bool in_bracket_of_other(std::size_t i) const {
    const std::string_view before = body_.substr(0, place(i).begin);
    const std::size_t open = before.rfind('(');
    if (open == std::string_view::npos || open == 0 || before.find(')', open) != before.npos) {
      return false;
    }
    const bool measure_inside = std::ranges::any_of(found_, [&](const MeasureMatch& m) {
      return m.bytes.begin > open && m.bytes.end <= place(i).begin;
    });
    if (!measure_inside || before[open - 1] == ' ') return false;
    const auto at = base_ + static_cast<std::uint32_t>(open);
    return !context_.name_ends_at(at);
  }

  bool is_change(std::size_t i) const {
    const Quantity& q = quantities_[i];
    if (q.unit != "percent" && q.unit != "percentage points" && q.unit != "times") return false;
    const ByteRange at = place(i);
    if (is_korean_level(body_, at)) return false;
    return korean_change_in(body_.substr(at.end, 45)) != 0 ||
           stands_behind_comparison(body_.substr(0, at.begin));
  }

  int direction(ByteRange at) const {
    // 10.8% 증가한 6986억원, 영업이익은 …: a comma ends what a direction is said of, if it told
    // one.
    const std::string_view rest = body_.substr(at.end, 60);
    if (const int after = korean_change_in(rest); after != 0) return after;
    const std::uint32_t from = at.begin > 45 ? at.begin - 45 : 0;
    return korean_change_in(body_.substr(from, at.begin - from)) < 0 ? -1 : 1;
  }

  // How many of the figures from `i` on stand in one list behind 각각: 각각 2.5%, 3.1%.
  std::size_t list_length(std::size_t i) const {
    const std::size_t each = body_.substr(0, place(i).begin).rfind("각각");
    if (each == std::string_view::npos || place(i).begin - each > 60) return 1;
    if (i > 0 && place(i - 1).end > each) return 1;
    std::size_t length = 1;
    while (i + length < quantities_.size()) {
      const std::string_view gap = between(i + length - 1, i + length);
      static constexpr std::array<std::string_view, 10> kJoins = {
          ", ", ",", "와 ", "과 ", "·", "・", "ㆍ", " 및 ", "씩, ", " 와 "};
      if (std::ranges::find(kJoins, gap) == kJoins.end()) break;
      ++length;
    }
    return length;
  }

  // 매출과 영업이익은 각각 2%, 3% 늘었다; 甲와 乙은 각각 매출 2조원, 3조원; after 매출 2조원,
  // 영업이익 1조원: 각각 2%, 3% 늘었다. False: the list is none of these.
  bool read_list(std::size_t first, std::size_t size) {
    const std::uint32_t from = first > 0 ? place(first - 1).end : 0;
    const std::size_t each = body_.substr(0, place(first).begin).rfind("각각");
    std::vector<MeasureMatch> fresh;
    for (const MeasureMatch& m : found_) {
      if (m.bytes.begin < from || m.bytes.end > place(first).begin) continue;
      if (!fresh.empty() && fresh.back().bytes.overlaps(m.bytes)) fresh.pop_back();
      fresh.push_back(m);
    }
    const ByteRange last = place(first + size - 1);
    if (fresh.empty()) {
      // 각각 1조원, 2조원의 매출을 기록
      for (const MeasureMatch& m : found_) {
        if (m.bytes.begin >= last.end && ties(body_.substr(last.end, m.bytes.begin - last.end))) {
          fresh.push_back(m);
          break;
        }
      }
    }
    if (fresh.size() == 1) {
      std::vector<std::uint32_t> firms =
          context_.firms_joined_before(base_ + static_cast<std::uint32_t>(each));
      if (firms.empty()) firms = spoken_.joined;  // 영업이익은 각각 …: of those named before
      if (firms.size() != size) return firms.size() > 1;
      spoken_.joined = firms;
      for (std::size_t i = 0; i < size; ++i) {
        observe(first + i, fresh[0].measure, fresh[0].bytes, is_change(first + i), firms[i]);
      }
      return true;
    }
    if (fresh.empty()) {
      const std::vector<std::size_t>& told = levels_.empty() ? spoken_.levels : levels_;
      if (told.size() < size || (levels_.empty() && context_.names_anybody())) return true;
      const std::vector<std::size_t> names(told.end() - static_cast<std::ptrdiff_t>(size),
                                           told.end());
      const ByteRange at{place(first).begin, place(first).begin};
      for (std::size_t i = 0; i < size; ++i) {
        observe(first + i, names[i], at, is_change(first + i), std::nullopt);
      }
      return true;
    }
    if (fresh.size() < size) return false;
    fresh.erase(fresh.begin(), fresh.end() - static_cast<std::ptrdiff_t>(size));
    for (std::size_t i = 0; i < size; ++i) {
      observe(first + i, fresh[i].measure, fresh[i].bytes, is_change(first + i), std::nullopt);
    }
    return true;
  }

  // Whether the words between a number and a measure behind it make the number that measure's:
  // "964억7000만 달러 매출", "696억달러(100조원)의 매출". A comma or a particle that ends the
  // number's own phrase (12조원에 영업손실) does not.
  static bool ties(std::string_view gap) {
    if (gap.starts_with('(') && gap.size() < 40) {
      const std::size_t close = gap.find(')');
      if (close != std::string_view::npos) gap.remove_prefix(close + 1);
    }
    while (gap.starts_with(' ')) gap.remove_prefix(1);
    while (gap.ends_with(' ')) gap.remove_suffix(1);
    static constexpr std::array<std::string_view, 7> kTies = {"",       "의",   "규모의", "규모",
                                                              "상당의", "대의", "가량의"};
    return std::ranges::find(kTies, gap) != kTies.end();
  }

  // The measure that the number is of: the nearest before it, unless one follows at once; one
  // clause apart at most.
  const MeasureMatch* nearest_measure(ByteRange at, bool change) const {
    const MeasureMatch* before = nullptr;
    const MeasureMatch* after = nullptr;
    for (const MeasureMatch& m : found_) {
      if (m.bytes.end <= at.begin) before = &m;
      if (m.bytes.begin >= at.end && after == nullptr) after = &m;
    }
    if (!change && after != nullptr && ties(body_.substr(at.end, after->bytes.begin - at.end))) {
      return after;
    }
    if (before == nullptr) return nullptr;
    const std::string_view gap = body_.substr(before->bytes.end, at.begin - before->bytes.end);
    if (gap.size() > 110 || contains_any_of(gap, {"; ", ". "})) return nullptr;
    return before;
  }

  void observe(std::size_t index, std::size_t measure_index, ByteRange measure_at, bool change,
               std::optional<std::uint32_t> firm) {
    const Quantity& q = quantities_[index];
    const Measure& measure = measures_.all()[measure_index];
    // A share is a percentage, revenue is money: what does not fit is not a reading of the
    // sentence, unless the words beside it say what it measures.
    if (!change && !measure.takes(q.unit, q.currency)) {
      const auto open = korean_open_measure(body_, place(index), q);
      if (open && !firm) note(index, open->name, open->bytes, false, std::nullopt);
      return;
    }
    if (!change) levels_.push_back(measure_index);
    note(index, measure.name, measure_at, change, firm);
  }

  void note(std::size_t index, const std::string& name, ByteRange measure_at, bool change,
            std::optional<std::uint32_t> firm) {
    const Quantity& q = quantities_[index];
    const ByteRange at = place(index);
    Observation o;
    o.measure = name;
    o.value = q.value;
    o.unit = q.unit;
    o.money = !q.currency.empty();
    o.approximate = q.approximate;
    if (change) {
      o.measure += " growth";
      o.value = std::abs(q.value) * direction(at);
    }
    bool inherited = false;
    bool spoken = false;
    const auto subject = firm ? firm : context_.subject_of(at, measure_at, inherited, spoken);
    if (!subject) return;
    o.subject = *subject;
    context_.name_segment(measure_at, o);
    StatedPeriod period = context_.period_of_sentence(base_ + at.begin);
    const bool same = spoken_.firm == *subject && spoken_.block == sentence_.span.block;
    if (period.text.empty() && same) period = spoken_.period;
    if (text_.entities[*subject].type == "Firm") {
      context_.speak_of(*subject);
      spoken_.period = period;
    }
    o.period = period.text;
    o.time = period.time;
    o.modality = modality_after(at);
    o.quote = sentence_.span;
    o.cue = {sentence_.span.block, q.span.bytes};
    o.rule = spoken ? "metric.spoken-of" : inherited ? "metric.inherited" : "metric.sentence";
    o.confidence = spoken ? 700 : inherited ? 750 : 800;
    writer_.write(o);
  }

  Modality modality_after(ByteRange at) const {
    const std::string_view rest = body_.substr(at.end);
    if (contains_any_of(rest, {"예정", "계획", "방침"})) return Modality::Planned;
    if (contains_any_of(rest, {"전망", "예상", "추정"})) return Modality::Forecast;
    return Modality::Stated;
  }

  const AnnotatedText& text_;
  const Measures& measures_;
  MetricWriter& writer_;
  SpokenOf& spoken_;
  KoreanContext context_;
  const Sentence& sentence_;
  const std::string_view body_;
  const std::uint32_t base_;
  std::span<const Quantity> quantities_;
  std::vector<MeasureMatch> found_;
  std::vector<std::size_t> levels_;  // of this sentence, in their order
};

}  // namespace

void read_sentence_metrics(const AnnotatedText& text, const Sentence& sentence,
                           std::span<const Quantity> quantities, const Measures& measures,
                           const SectionSubjects& subjects, MetricWriter& writer,
                           SpokenOf& spoken) {
  if (spoken.block != sentence.span.block) {
    spoken.levels.clear();
    spoken.joined.clear();
  }
  if (quantities.empty()) {
    KoreanContext(text, subjects, spoken, sentence).take_up_firm();
  } else {
    SentenceReader(text, measures, subjects, writer, spoken, sentence).read(quantities);
  }
}

}  // namespace sarye

#include "ingest/metrics/sentence_metrics.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ingest/metrics/korean_figures.h"

namespace sarye {

namespace {

class SentenceReader {
 public:
  SentenceReader(const AnnotatedText& text, const Measures& measures,
                 const SectionSubjects& subjects, MetricWriter& writer, SpokenOf& spoken,
                 const Sentence& sentence)
      : text_(text),
        measures_(measures),
        subjects_(subjects),
        writer_(writer),
        spoken_(spoken),
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
      } else if (change && found_.empty() && spoken_.levels.size() == 1 && !names_anybody()) {
        // 이는 전년 동기 대비 16.4% 늘어난 수치다: of what the sentence before told.
        observe(i, spoken_.levels.front(), {at.begin, at.begin}, change, std::nullopt);
      }
    }
    if (!levels_.empty()) spoken_.levels = levels_;
  }

  // Without a figure: whom the next sentences are about.
  void take_up_firm() {
    for (const bool owner : {false, true}) {
      for (const TextMention& m : mentions()) {
        if (text_.entities[m.entity].type != "Firm" || !is_ours(m)) continue;
        const std::string_view rest = behind(m);
        if (owner && rest.starts_with("의 ")) return speak_of(m.entity);
        for (const std::string_view topic : {"은 ", "는 ", "이 ", "가 "}) {
          if (!owner && rest.starts_with(topic)) return speak_of(m.entity);
        }
      }
    }
  }

 private:
  MentionsInBlock mentions() const { return text_.mentions_in(sentence_.span.block); }

  bool is_ours(const TextMention& m) const {
    return !m.inherited && m.span.block == sentence_.span.block &&
           sentence_.span.bytes.contains(m.span.bytes);
  }

  bool names_anybody() const {
    for (const TextMention& m : mentions()) {
      const std::string& type = text_.entities[m.entity].type;
      if (is_ours(m) && (type == "Firm" || type == "Product")) return true;
    }
    return false;
  }

  std::string_view behind(const TextMention& m) const {
    return std::string_view(text_.blocks[m.span.block].text).substr(m.span.bytes.end);
  }

  void speak_of(std::uint32_t firm) {
    if (spoken_.firm != firm) spoken_.period = {};
    spoken_.firm = firm;
    spoken_.block = sentence_.span.block;
  }

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
    for (const TextMention& m : mentions()) {
      if (is_ours(m) && m.span.bytes.end == at) return false;
    }
    return true;
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
          firms_joined_before(base_ + static_cast<std::uint32_t>(each));
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
      if (told.size() < size || (levels_.empty() && names_anybody())) return true;
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

  // The firms in coordination before `at` of the block: 甲와 乙, 甲·乙.
  std::vector<std::uint32_t> firms_joined_before(std::uint32_t at) const {
    static constexpr std::array<std::string_view, 9> kJoins = {"와 ", "과 ", "·",  "・",  "ㆍ",
                                                               ", ",  "와",  "과", " 및 "};
    std::vector<std::uint32_t> firms;
    std::uint32_t end = 0;
    for (const TextMention& m : mentions()) {
      if (!is_ours(m) || m.span.bytes.end > at || text_.entities[m.entity].type != "Firm" ||
          m.span.bytes.begin < end) {
        continue;
      }
      const std::string_view gap =
          firms.empty() ? std::string_view()
                        : text_.text_of({sentence_.span.block, {end, m.span.bytes.begin}});
      if (std::ranges::find(kJoins, gap) == kJoins.end()) firms.clear();
      firms.push_back(m.entity);
      end = m.span.bytes.end;
    }
    return firms;
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
    const ByteRange at = place(index);
    const Measure& measure = measures_.all()[measure_index];
    // A share is a percentage, revenue is money: what does not fit is not a reading of the
    // sentence.
    if (!change && !measure.takes(q.unit, q.currency)) return;
    Observation o;
    o.measure = measure.name;
    o.value = q.value;
    o.unit = q.unit;
    o.money = !q.currency.empty();
    o.approximate = q.approximate;
    if (change) {
      o.measure += " growth";
      o.value = std::abs(q.value) * direction(at);
    } else {
      levels_.push_back(measure_index);
    }
    bool inherited = false;
    bool spoken = false;
    const auto subject = firm ? firm : subject_of(at, measure_at, inherited, spoken);
    if (!subject) return;
    o.subject = *subject;
    name_segment(measure_at, o);
    StatedPeriod period = period_of_sentence(base_ + at.begin);
    const bool same = spoken_.firm == *subject && spoken_.block == sentence_.span.block;
    if (period.text.empty() && same) period = spoken_.period;
    if (text_.entities[*subject].type == "Firm") {
      speak_of(*subject);
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

  std::optional<std::uint32_t> subject_of(ByteRange at, ByteRange measure_at, bool& inherited,
                                          bool& spoken) const {
    std::optional<std::uint32_t> before;
    std::optional<std::uint32_t> affected;  // what is done to it is no figure of it
    std::optional<std::uint32_t> after;
    std::optional<std::uint32_t> product;
    for (const TextMention& m : mentions()) {
      if (!is_ours(m)) continue;
      const std::string& type = text_.entities[m.entity].type;
      const bool in_front = m.span.bytes.end <= base_ + at.begin;
      if (type == "Product" && in_front) product = m.entity;
      if (type != "Firm" || is_left_out(behind(m))) continue;
      if (!in_front) {
        if (!after) after = m.entity;
      } else if (has_object_particle(behind(m))) {
        affected = m.entity;
      } else {
        before = m.entity;
      }
    }
    if (before) return before;
    if (affected) return affected;
    const bool going_on =
        spoken_.firm && !product && !after &&
        text_.blocks[sentence_.span.block].kind == PassageKind::Paragraph &&
        goes_on_about_firm(body_.substr(0, std::min<std::size_t>(measure_at.begin, at.begin)));
    const std::uint32_t back = sentence_.span.block - spoken_.block;
    if (going_on && back == 0) {
      spoken = true;
      return spoken_.firm;
    }
    if (auto section = subjects_.of(sentence_.span.block, {"Firm"})) {
      inherited = true;
      return section->entity;
    }
    if (going_on && back == 1) {
      spoken = true;
      return spoken_.firm;
    }
    if (product) return product;
    return after;
  }

  // The product, unit or plain words directly before the measure: `클라우드 매출`, `애저 매출`.
  void name_segment(ByteRange measure, Observation& o) const {
    const std::uint32_t measure_at = base_ + measure.begin;
    for (const TextMention& m : mentions()) {
      if (m.span.block != sentence_.span.block || m.inherited || m.entity == o.subject) continue;
      if (m.span.bytes.end > measure_at || measure_at - m.span.bytes.end > 4) continue;
      const std::string& type = text_.entities[m.entity].type;
      if (type != "Product" && type != "Firm") continue;
      o.segment_entity = m.entity;
      o.segment = text_.text_of(m.span);
    }
  }

  StatedPeriod period_of_sentence(std::uint32_t number_at) const {
    const std::string_view block = text_.blocks[sentence_.span.block].text;
    StatedPeriod best;
    for (const TimeMention& time : text_.times) {
      if (time.span.block != sentence_.span.block ||
          !sentence_.span.bytes.contains(time.span.bytes)) {
        continue;
      }
      const std::string_view rest = block.substr(time.span.bytes.end);
      // 지난해보다, 전년 동기 대비: what it is compared with.
      if (is_compared_with(rest)) continue;
      if (!best.text.empty() && time.span.bytes.begin > number_at) break;
      best = {time.period, time.time};
      if (rest.starts_with(" 누적") || rest.starts_with("누적") || rest.starts_with("까지 누적")) {
        best = from_january(best);
      }
    }
    return best.text.empty() ? inherited_period(text_, sentence_.span.block) : best;
  }

  // 2024-Q3 of 3분기 누적: from January on.
  static StatedPeriod from_january(StatedPeriod period) {
    const std::size_t quarter = period.text.find("-Q");
    if (quarter != 4 || period.text.size() != 7) return period;
    const std::string year = period.text.substr(0, 4);
    if (period.time) period.time->from = DateSpan::of_year(std::stoi(year)).from;
    const char last = period.text.back();
    period.text = last == '4'   ? year
                  : last == '3' ? year + "-Q1-Q3"
                  : last == '2' ? year + "-H1"
                                : period.text;
    return period;
  }

  Modality modality_after(ByteRange at) const {
    const std::string_view rest = body_.substr(at.end);
    if (contains_any_of(rest, {"예정", "계획", "방침"})) return Modality::Planned;
    if (contains_any_of(rest, {"전망", "예상", "추정"})) return Modality::Forecast;
    return Modality::Stated;
  }

  const AnnotatedText& text_;
  const Measures& measures_;
  const SectionSubjects& subjects_;
  MetricWriter& writer_;
  SpokenOf& spoken_;
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
  SentenceReader reader(text, measures, subjects, writer, spoken, sentence);
  if (quantities.empty()) {
    reader.take_up_firm();
  } else {
    reader.read(quantities);
  }
}

}  // namespace sarye

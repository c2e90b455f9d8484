#include "ingest/metrics/korean_context.h"

#include <algorithm>
#include <array>
#include <string>

#include "ingest/metrics/korean_figures.h"

namespace sarye {
namespace {

constexpr std::uint32_t kNearBlocks = 2;  // back to the firm that 이 회사 means

// 2024-Q3 of 3분기 누적: from January on.
StatedPeriod from_january(StatedPeriod period) {
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

}  // namespace

KoreanContext::KoreanContext(const AnnotatedText& text, const SectionSubjects& subjects,
                             SpokenOf& spoken, const Sentence& sentence)
    : text_(text),
      subjects_(subjects),
      spoken_(spoken),
      sentence_(sentence),
      body_(text.text_of(sentence.span)),
      base_(sentence.span.bytes.begin) {}

bool KoreanContext::is_ours(const TextMention& m) const {
  return !m.inherited && m.span.block == sentence_.span.block &&
         sentence_.span.bytes.contains(m.span.bytes);
}

std::string_view KoreanContext::behind(const TextMention& m) const {
  std::string_view rest = std::string_view(text_.blocks[m.span.block].text);
  rest.remove_prefix(m.span.bytes.end);
  for (const std::string_view mark : {"’", "'", "”", "\""}) {
    if (rest.starts_with(mark)) rest.remove_prefix(mark.size());
  }
  return rest;
}

bool KoreanContext::names_anybody() const {
  for (const TextMention& m : mentions()) {
    const std::string& type = text_.entities[m.entity].type;
    if (is_ours(m) && (type == "Firm" || type == "Product")) return true;
  }
  return false;
}

bool KoreanContext::name_ends_at(std::uint32_t at) const {
  for (const TextMention& m : mentions()) {
    if (is_ours(m) && m.span.bytes.end == at) return true;
  }
  return false;
}

void KoreanContext::speak_of(std::uint32_t firm) {
  if (spoken_.firm != firm) spoken_.period = {};
  spoken_.firm = firm;
  spoken_.block = sentence_.span.block;
}

void KoreanContext::take_up_firm() {
  for (const bool owner : {false, true}) {
    for (const TextMention& m : mentions()) {
      if (text_.entities[m.entity].type != "Firm" || !is_ours(m)) continue;
      const std::string_view rest = behind(m);
      if (owner && rest.starts_with("의 ")) return speak_of(m.entity);
      for (const std::string_view topic : {"은 ", "는 ", "이 ", "가 ", " 또한 ", " 역시 "}) {
        if (!owner && rest.starts_with(topic)) return speak_of(m.entity);
      }
    }
  }
}

std::vector<std::uint32_t> KoreanContext::firms_joined_before(std::uint32_t at) const {
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

std::optional<std::uint32_t> KoreanContext::subject_of(ByteRange at, ByteRange measure,
                                                       bool& inherited, bool& spoken) const {
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
      if (!after && !has_object_particle(behind(m))) after = m.entity;
    } else if (has_object_particle(behind(m))) {
      affected = m.entity;
    } else {
      before = m.entity;
    }
  }
  if (before) return before;
  // "누리에 납품하는 이 회사는": whom the sentence before spoke of.
  if (affected && spoken_.firm && sentence_.span.block - spoken_.block <= kNearBlocks &&
      names_this_firm(body_.substr(0, at.begin))) {
    spoken = true;
    return spoken_.firm;
  }
  if (affected) return affected;
  const bool going_on =
      spoken_.firm && !product && !after &&
      text_.blocks[sentence_.span.block].kind == PassageKind::Paragraph &&
      goes_on_about_firm(body_.substr(0, std::min<std::size_t>(measure.begin, at.begin)));
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
  // "아무개가 300억원을 투자한 누리": somebody unknown did it.
  if (after && names_subject(body_.substr(0, at.begin))) return std::nullopt;
  return after;
}

void KoreanContext::name_segment(ByteRange measure, Observation& o) const {
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

StatedPeriod KoreanContext::period_of_sentence(std::uint32_t number_at) const {
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

}  // namespace sarye

#include "ingest/relations/clause_time.h"

namespace sarye {

std::optional<DateSpan> clause_time(const AnnotatedText& text, const Reading& reading,
                                    ByteRange cue) {
  const TimeMention* best = nullptr;
  std::uint32_t distance = 0;
  for (const TimeMention& time : text.times_in(reading.span.block)) {
    if (!reading.span.bytes.contains(time.span.bytes)) continue;
    const bool before = time.span.bytes.end <= cue.begin;
    const std::uint32_t from = before ? time.span.bytes.end : cue.end;
    const std::uint32_t to = before ? cue.begin : time.span.bytes.begin;
    if (from > to) continue;
    const bool clear = !reading.verb_between(from, to) &&
                       !reading.joint_between(from, to, JointKind::Break) &&
                       !reading.joint_between(from, to, JointKind::Comma) &&
                       !(reading.language == Language::Korean && !before);
    const bool opens = time.span.bytes.begin < reading.span.bytes.begin + 12 &&
                       !reading.joint_between(from, to, JointKind::Break) && before &&
                       !reading.verb_between(from, to);
    if (!clear && !opens) continue;
    if (best == nullptr || to - from < distance) {
      best = &time;
      distance = to - from;
    }
  }
  if (best == nullptr) return std::nullopt;
  return best->time;
}

}  // namespace sarye

#include "ingest/metrics/metric_context.h"

#include <algorithm>

namespace sarye {

StatedPeriod period_in(const AnnotatedText& text, std::uint32_t block, ByteRange within) {
  for (const TimeMention& time : text.times) {
    if (time.span.block == block && within.contains(time.span.bytes))
      return {time.period, time.time};
  }
  return {};
}

StatedPeriod inherited_period(const AnnotatedText& text, std::uint32_t block) {
  std::optional<std::uint32_t> at = block;
  for (int steps = 0; at && steps < 6; ++steps) {
    const Block& b = text.blocks[*at];
    const auto reach = *at == block ? b.label.size() + 8 : b.text.size();
    if (*at != block || !b.label.empty()) {
      StatedPeriod period =
          period_in(text, *at, {0, static_cast<std::uint32_t>(std::min(reach, b.text.size()))});
      if (!period.text.empty()) return period;
    }
    at = b.parent;
  }
  const Block& own = text.blocks[block];
  for (auto heading = own.headings.rbegin(); heading != own.headings.rend(); ++heading) {
    const auto size = static_cast<std::uint32_t>(text.blocks[*heading].text.size());
    StatedPeriod period = period_in(text, *heading, {0, size});
    // The day that a page is dated is no period of what it reports.
    const bool day = period.text.size() == std::string_view("2025-01-20").size();
    if (!period.text.empty() && !day) return period;
  }
  return {};
}

std::optional<std::uint32_t> entity_in(const AnnotatedText& text, std::uint32_t block,
                                       ByteRange within,
                                       const std::vector<std::string_view>& types) {
  std::optional<std::uint32_t> best;
  std::uint32_t best_size = 0;
  for (const TextMention& mention : text.mentions_in(block)) {
    if (mention.span.block != block || mention.inherited || !within.contains(mention.span.bytes)) {
      continue;
    }
    const std::string& type = text.entities[mention.entity].type;
    if (std::find(types.begin(), types.end(), type) == types.end()) continue;
    if (mention.span.bytes.size() > best_size) {
      best = mention.entity;
      best_size = mention.span.bytes.size();
    }
  }
  return best;
}

}  // namespace sarye

#include "ingest/relations/pending_relations.h"

#include <algorithm>

namespace sarye {

bool points_at_plan(const std::vector<PendingRelation>& pending, const Reading& reading,
                    const AnnotatedText& text, const Frames& frames, Argument& cause) {
  const std::string_view words =
      text.simplified(reading.span.block).substr(cause.bytes.begin, cause.bytes.size());
  if (!frames.has_word(Language::Chinese, "deed_pointer", words)) return true;
  for (auto one = pending.rbegin(); one != pending.rend(); ++one) {
    if (reading.span.block - one->span.block > 1) return false;
    if (one->assertion.family != "PURSUES") continue;
    const ByteRange here = cause.bytes;
    cause = one->object;
    cause.bytes = here;
    cause.coreference = true;
    if (!cause.created) return true;
    cause.create_name = concept_name(text.text_of({one->span.block, cause.create_from}));
    cause.create_from = here;
    return true;
  }
  return false;
}

void drop_inner_plans(std::vector<PendingRelation>& pending, std::size_t begin,
                      const AnnotatedText& text) {
  const auto here = pending.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto inner = [&](const PendingRelation& one) {
    if (one.assertion.family != "PURSUES") return false;
    return std::any_of(here, pending.end(), [&](const PendingRelation& other) {
      if (other.assertion.family != "PURSUES" || !other.object.created ||
          !other.object.bytes.contains(one.object.bytes) ||
          one.object.bytes.size() == other.object.bytes.size()) {
        return false;
      }
      // 挖掘潜力并扩大投资 are two.
      const std::string_view front = text_between(text.blocks[one.span.block].text,
                                                  other.object.bytes.begin, one.object.bytes.begin);
      return front.find("并") == std::string_view::npos &&
             front.find("並") == std::string_view::npos;
    });
  };
  std::vector<bool> drop;
  for (auto one = here; one != pending.end(); ++one) drop.push_back(inner(*one));
  std::size_t index = 0;
  pending.erase(
      std::remove_if(here, pending.end(), [&](const PendingRelation&) { return drop[index++]; }),
      pending.end());
}

}  // namespace sarye

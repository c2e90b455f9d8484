#include "ingest/relations/told_twice.h"

#include <algorithm>

namespace sarye {
namespace {

constexpr std::uint32_t kBesideDeal =
    12;  // bytes between a deal's name and the verb that states it

bool is_deal(std::string_view name) {
  for (const std::string_view end : {"투자", "인수", "출자", "인수합병", "계약 체결", "협약"}) {
    if (name.ends_with(end)) return true;
  }
  return false;
}

}  // namespace

void drop_said_plans(std::vector<PendingRelation>& pending, std::size_t begin) {
  const auto here = pending.begin() + static_cast<std::ptrdiff_t>(begin);
  std::vector<std::uint32_t> acquired;  // where the wordings of acquisitions begin
  for (auto one = here; one != pending.end(); ++one) {
    if (one->assertion.kind == "ACQUIRES") acquired.push_back(one->assertion.cue.bytes.begin);
  }
  if (acquired.empty()) return;
  const auto said = [&](const PendingRelation& one) {
    return one.assertion.family == "PURSUES" && one.object.created &&
           std::find(acquired.begin(), acquired.end(), one.object.create_from.begin) !=
               acquired.end();
  };
  pending.erase(std::remove_if(here, pending.end(), said), pending.end());
}

void drop_said_deals(std::vector<PendingRelation>& pending, std::size_t begin,
                     std::string_view block) {
  const auto here = pending.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto said = [&](const PendingRelation& one) {
    if (one.assertion.family != "PURSUES") return false;
    const ByteRange name = one.object.created ? one.object.create_from : one.object.bytes;
    return std::any_of(here, pending.end(), [&](const PendingRelation& deal) {
      const std::string& family = deal.assertion.family;
      return (family == "INVESTS_IN" || family == "PARTNERS_WITH") &&
             deal.assertion.cue.bytes.end > name.begin &&
             deal.assertion.cue.bytes.begin <= name.end + kBesideDeal &&
             is_deal(block.substr(name.begin, name.size()));
    });
  };
  pending.erase(std::remove_if(here, pending.end(), said), pending.end());
}

bool stated_already(const std::vector<PendingRelation>& pending, std::size_t begin,
                    const Ontology& ontology, std::string_view name, const Argument& subject,
                    const Argument& object) {
  const auto same = [](const Argument& a, const Argument& b) {
    if (!a.created && !b.created) return a.entity == b.entity;
    return a.bytes.overlaps(b.bytes);
  };
  const Relation* relation = ontology.find_relation(name);
  const auto here = pending.begin() + static_cast<std::ptrdiff_t>(begin);
  return std::any_of(here, pending.end(), [&](const PendingRelation& one) {
    const bool causes = (name == "LEADS_TO" || name == "HINDERS") &&
                        (one.assertion.family == "LEADS_TO" || one.assertion.family == "HINDERS");
    if (!causes && ontology.find_relation(one.assertion.family)->family != relation->family) {
      return false;
    }
    return (same(one.subject, subject) && same(one.object, object)) ||
           (relation->symmetric && same(one.object, subject) && same(one.subject, object));
  });
}

}  // namespace sarye

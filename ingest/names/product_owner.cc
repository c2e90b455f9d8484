#include "ingest/names/product_owner.h"

#include <algorithm>

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr int kTallestGroup = 4;  // steps from a firm to the head of its group

std::string group_of(const Gazetteer& gazetteer, std::string key) {
  for (int up = 0; up < kTallestGroup; ++up) {
    const GazetteerEntry* one = gazetteer.find(key);
    if (one == nullptr || one->parent.empty()) break;
    key = one->parent;
  }
  return key;
}

}  // namespace

ProductOwner owner_of(const Gazetteer* gazetteer, const LocalEntity& firm,
                      const LocalEntity& product) {
  if (gazetteer == nullptr || product.type != "Product" || firm.type != "Firm" ||
      product.key.empty() || firm.key.empty()) {
    return ProductOwner::Unknown;
  }
  const GazetteerEntry* entry = gazetteer->find("product:" + product.key);
  if (entry == nullptr || entry->parent.empty()) return ProductOwner::Unknown;
  return group_of(*gazetteer, entry->parent) == group_of(*gazetteer, "firm:" + firm.key)
             ? ProductOwner::Own
             : ProductOwner::Other;
}

std::string stated_of_product(ProductOwner owner, const std::string& family,
                              const std::string& kind, std::string_view wording) {
  // Whoever sells another's product offers it; whoever launches or develops it is its maker.
  if (family == "OFFERS" && owner == ProductOwner::Other && !kind.empty()) return {};
  if (family != "USES" || owner != ProductOwner::Own) return family;
  const std::string word = to_lower(to_simplified(wording));
  for (const std::string_view introduces : {"도입", "引入", "导入", "introduc", "deploy"}) {
    if (word.starts_with(introduces)) return "OFFERS";
  }
  return {};
}

}  // namespace sarye

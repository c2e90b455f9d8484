// Whose product a firm launches or uses, as the gazetteer knows: nobody launches another's, and
// who introduces or builds in his own offers it.
#pragma once

#include <string>

#include "ingest/lexicon/gazetteer.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

enum class ProductOwner : std::uint8_t { Unknown, Own, Other };

// A firm's own is whatever is made within its group. `gazetteer` may be null: nothing is known.
ProductOwner owner_of(const Gazetteer* gazetteer, const LocalEntity& firm,
                      const LocalEntity& product);

// The family that a wording states of firm and product: `family` itself, OFFERS where a firm
// introduces its own, empty where it states nothing. `kind`: LAUNCHES and the like, or empty.
std::string stated_of_product(ProductOwner owner, const std::string& family,
                              const std::string& kind, std::string_view wording);

}  // namespace sarye

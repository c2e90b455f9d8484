#include <algorithm>
#include <string>

#include "ingest/language/english.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/pattern_set.h"
#include "ingest/names/discovered_names.h"

namespace sarye {
namespace {

constexpr const char* kPlaceName =
    R"(([A-Z][\p{Latin}'’]+(?:[ -](?:[A-Z][\p{Latin}'’]+|de|la|upon|al)){0,2}))";

struct PlaceWordings {
  // "the Kesswick-based maker"
  Pattern based{
      R"((?:^|[ (“"—,])(?:The |A |An )?([A-Z][\p{Latin}'’]+(?: [A-Z][\p{Latin}'’]+){0,2})-(?:based|headquartered)\b)"};
  // "a plant in Horstead"
  Pattern site_in{
      R"(\b(?:based|headquartered|located|headquarters|plants?|factory|factories|facility|facilities|mills?|refinery|smelter|shipyard|brewery|warehouses?|offices?|campus|studios?|complex|site|sites|laborator(?:y|ies)|center|centre|hub) (?:in|at|near|outside) (?:the (?:city|town|province|state|port|city-state) of )?)" +
      std::string(kPlaceName) + R"((?:[ ,.;)]|['’]s|$))"};
  // "its Darnley plant", "Orlin's Darnley plant"
  Pattern site{
      R"((?:['’]s?|\b[Ii]ts|\b[Tt]heir|\b[Tt]he) )" + std::string(kPlaceName) +
      R"((?: [a-z-]+){0,2} (?:plants?|factory|facility|mill|refinery|smelter|shipyard|brewery|warehouse|unit|line|headquarters)\b)"};
  // "in Darnley"
  Pattern in{R"(\b(?:in|at|near) )" + std::string(kPlaceName) + R"((?:[ ,.;)]|$))"};
  // "Belmere, New Brunswick"
  Pattern before_region{R"((?:\b(?:in|at|near|of|from|to|its|outside) |\())" +
                        std::string(kPlaceName) + R"(, )"};
  PatternSet all;  // of them, in this order

  PlaceWordings() {
    for (const Pattern* one : {&based, &site_in, &site, &in, &before_region}) all.add(*one);
    all.close();
  }
};

}  // namespace

void english_place_signs(const AnnotatedText& text, std::uint32_t block,
                         const std::vector<ListedHit>& listed, std::vector<NameEvidence>& out) {
  const std::string_view shown = text.blocks[block].text;
  static const LiteralFinder signs({"-based", "eadquartered", "lant", "actor", "acilit", "mill",
                                    "refiner", "smelter", "hipyard", "brewer", "warehouse",
                                    "office", "campus", "studio", ", ", "based in", "site"});
  if (!signs.any_in(shown)) return;
  const auto add = [&](ByteRange range, std::string_view sign, bool alone) {
    static const Pattern no_place(
        R"(^(?:The|This|That|Its|Their|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Q[1-4]|Internet|Web|Cloud|AI|Software|Home|Fiber|Fibre|North|South|East|West|Central|Northern|Southern|Eastern|Western)$)");
    const std::string_view name = shown.substr(range.begin, range.size());
    if (no_place.found_in(name) || !latin_borders(shown, range)) return;
    const bool known = std::ranges::any_of(
        listed, [&](const ListedHit& hit) { return hit.span.bytes.overlaps(range); });
    if (!known) out.push_back({{block, range}, "Place", std::string(sign), alone, true});
  };
  static const PlaceWordings wordings;
  const std::vector<bool> may = wordings.all.may_match(shown);
  const auto places = [&](const Pattern& wording, std::size_t number) {
    return may[number] ? wording.find_all(shown) : std::vector<PatternMatch>();
  };
  // "the Kesswick-based maker"
  for (const PatternMatch& match : places(wordings.based, 0)) add(*match.groups[0], "based", true);
  // "a plant in Horstead"
  for (const PatternMatch& match : places(wordings.site_in, 1)) add(*match.groups[0], "seat", true);
  // "its Darnley plant", "Orlin's Darnley plant": another sign is wanted.
  for (const PatternMatch& match : places(wordings.site, 2)) add(*match.groups[0], "site", false);
  for (const PatternMatch& match : places(wordings.in, 3)) {
    add(*match.groups[0], "in", false);
  }
  // "Belmere, New Brunswick": the place that it is in is known.
  for (const PatternMatch& match : places(wordings.before_region, 4)) {
    const bool region = std::ranges::any_of(listed, [&](const ListedHit& hit) {
      return hit.entry->key.starts_with("place:") && hit.span.bytes.begin == match.bytes.end;
    });
    if (region) add(*match.groups[0], "region", true);
  }
}

}  // namespace sarye

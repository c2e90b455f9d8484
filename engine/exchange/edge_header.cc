#include "engine/exchange/edge_header.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

namespace sarye {

std::optional<Ends> known_ends(std::string_view relation) {
  static const std::map<std::string, Ends, std::less<>> kEnds = {
      {"PURSUES", {"Firm", "Strategy"}},
      {"USES", {"Firm", "Resource"}},
      {"OFFERS", {"Firm", "Product"}},
      {"COMPETES_WITH", {"Firm", "Firm"}},
      {"PARTNERS_WITH", {"Firm", "Firm"}},
      {"CONSTRAINS", {"Policy", "Firm"}},
      {"PROMOTES", {"Policy", "Strategy"}},
      {"LEADS_TO", {"Strategy", "Effect"}},
      {"WORKS_THROUGH", {"Strategy", "Mechanism"}},
      {"FACES", {"Firm", "Environment"}},
      {"ISSUES", {"Agency", "Policy"}},
      {"LOCATED_IN", {"Firm", "Place"}},
      {"CITES", {"Document", "Document"}},
      {"PART_OF", {"Passage", "Document"}},
      {"MENTIONS", {"Passage", "Firm"}},
  };
  const auto known = kEnds.find(relation);
  return known == kEnds.end() ? std::nullopt : std::optional(known->second);
}

EdgeColumns edge_columns(std::vector<std::string>& header, std::optional<Ends>& ends) {
  EdgeColumns columns;
  Ends told;
  for (std::size_t c = 0; c < header.size(); ++c) {
    const std::size_t colon = header[c].find(':');
    const std::string name = header[c].substr(0, colon);
    const std::string type =
        colon == std::string::npos ? std::string() : header[c].substr(colon + 1);
    if (name == "src")
      columns.source = c, told.from = type;
    else if (name == "dst")
      columns.target = c, told.to = type;
    else if (name == "doc")
      columns.document = c;
    else if (name == "passage")
      columns.passage = c;
    else if (name == "year")
      columns.year = c;
    else if (name == "lang")
      columns.language = c;
    else if (name == "conf")
      columns.confidence = c;
    header[c] = name;
  }
  if (!told.from.empty() && !told.to.empty()) ends = told;
  // Without a document the other columns are properties like any.
  if (columns.document == EdgeColumns::kNone) {
    columns.passage = columns.year = columns.language = columns.confidence = EdgeColumns::kNone;
  }
  return columns;
}

std::vector<std::size_t> property_columns(const EdgeColumns& columns, std::size_t count) {
  const std::array<std::size_t, 7> known = {columns.source,    columns.target, columns.document,
                                            columns.passage,   columns.year,   columns.language,
                                            columns.confidence};
  std::vector<std::size_t> out;
  for (std::size_t c = 0; c < count; ++c) {
    if (std::find(known.begin(), known.end(), c) == known.end()) out.push_back(c);
  }
  return out;
}

}  // namespace sarye

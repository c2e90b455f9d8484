// What an analysis found, as JSON Lines for scorers: mentions, relations and facts, one a line,
// with places in code points of the original file.
#pragma once

#include <string>

#include "engine/model/document.h"

namespace sarye {

// {"kind":"mention",...} for Firm, Product and Agency; {"kind":"relation",...}; {"kind":"fact",...}
// for Strategy, Resource, Policy, Mechanism and Effect. A fact is a concept that the text states
// something of; one that is mentioned alone is none. Relations name both ends as the text mostly
// does, figures and mentions the entity as the lists do. `document` is the id that each line
// carries. The source must be UTF-8.
std::string predictions(const DocumentTruth& truth, const std::string& document);

}  // namespace sarye

// Stakes in English sentences: how much of a firm another one owns.
#pragma once

#include <string_view>

#include "engine/base/byte_range.h"
#include "ingest/metrics/english_figures.h"

namespace sarye {

// Whether `figure`, a percentage in `clause`, is a part of a firm that who acts there has or takes:
// took a 20% stake in X, owns 51 percent of the venture, with a 10.4 percent holding. One that is
// sold says nothing of what is owned. `lower` is the sentence in lower case.
bool is_english_stake(std::string_view sentence, std::string_view lower, ByteRange clause,
                      const Figure& figure);

// Where `sentence` names of whom the stake is, behind `figure`: "Delmar" in "a 20% stake in Delmar";
// empty where it does not.
ByteRange english_stake_of(std::string_view sentence, const Figure& figure);

}  // namespace sarye

// Whose money a plain 元 is: what stands in front of the figure tells, or the text as a whole.
#pragma once

#include <string_view>

namespace sarye {

// Whether a plain 元 is Taiwan's: the text speaks of that currency, of its exchange or in the terms
// of its statements of accounts, and not mostly of renminbi.
bool counts_in_taiwan_dollars(std::string_view text);

// The currency that stands in front of a figure whose unit is a plain 元: 新台幣5億元. Empty: none.
std::string_view currency_in_front(std::string_view front);

}  // namespace sarye

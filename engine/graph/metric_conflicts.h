// Figures that contradict each other: observations of one thing at one time with different values.
#pragma once

namespace sarye {

// Whether two figures can both be right: they are equal, or one is the other rounded to as many
// significant digits as it has itself: 12,000 and 11,955 agree, 11,900 and 11,955 do not.
bool figures_agree(double a, double b);

}  // namespace sarye

#include "engine/graph/metric_conflicts.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace sarye {

namespace {

// 12000 has 2 significant digits, 11955 has 5, 0.50 has 1.
int significant_digits(double value) {
  char text[40];
  std::snprintf(text, sizeof(text), "%.14e", value);
  std::string digits;
  for (const char* c = text; *c != '\0' && *c != 'e'; ++c) {
    if (*c >= '0' && *c <= '9') digits += *c;
  }
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  return static_cast<int>(digits.size());
}

double rounded(double value, int digits) {
  char text[40];
  std::snprintf(text, sizeof(text), "%.*e", digits - 1, value);
  return std::strtod(text, nullptr);
}

}  // namespace

bool figures_agree(double a, double b) {
  if (a == b) return true;
  const int digits_a = significant_digits(a);
  const int digits_b = significant_digits(b);
  if (digits_a == digits_b) return false;
  return digits_a > digits_b ? rounded(a, digits_b) == rounded(b, digits_b)
                             : rounded(b, digits_a) == rounded(a, digits_a);
}

}  // namespace sarye

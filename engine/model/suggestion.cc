#include "engine/model/suggestion.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace sarye {

namespace {

// One number a code point: its UTF-8 bytes packed, ASCII letters in lower case.
std::vector<std::uint32_t> letters(std::string_view text) {
  std::vector<std::uint32_t> out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80 && !out.empty()) {
      out.back() = out.back() << 8 | byte;
    } else {
      out.push_back(byte >= 'A' && byte <= 'Z' ? byte + 32u : byte);
    }
  }
  return out;
}

}  // namespace

int edit_distance(std::string_view left, std::string_view right) {
  const std::vector<std::uint32_t> a = letters(left);
  const std::vector<std::uint32_t> b = letters(right);
  std::vector<int> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replace = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replace, above[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

std::string_view nearest_name(std::string_view name, const std::vector<std::string_view>& known) {
  const std::size_t length = letters(name).size();
  int allowed = length <= 4 ? 1 : length <= 8 ? 2 : 3;
  std::string_view nearest;
  for (const std::string_view candidate : known) {
    const auto other = static_cast<int>(letters(candidate).size());
    if (std::abs(other - static_cast<int>(length)) > allowed) continue;
    const int distance = edit_distance(name, candidate);
    if (distance <= allowed) {
      nearest = candidate;
      allowed = distance - 1;
      if (allowed < 0) break;
    }
  }
  return nearest;
}

}  // namespace sarye

// A few names of entity types, asked for every mention of a sentence: most are told apart by their
// size and first letter.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace sarye {

class TypeSet {
 public:
  TypeSet() = default;
  TypeSet(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) insert(name);
  }

  void insert(std::string_view name) {
    const auto at = std::lower_bound(names_.begin(), names_.end(), name);
    if (at != names_.end() && *at == name) return;
    names_.emplace(at, name);
    sketch_ |= bit_of(name);
  }
  bool contains(std::string_view name) const {
    return (sketch_ & bit_of(name)) != 0 &&
           std::find(names_.begin(), names_.end(), name) != names_.end();
  }
  std::size_t count(std::string_view name) const { return contains(name) ? 1 : 0; }

  // Sorted by bytes.
  std::vector<std::string>::const_iterator begin() const { return names_.begin(); }
  std::vector<std::string>::const_iterator end() const { return names_.end(); }
  std::size_t size() const { return names_.size(); }
  bool empty() const { return names_.empty(); }

 private:
  static std::uint64_t bit_of(std::string_view name) {
    const auto first = name.empty() ? 0U : static_cast<unsigned char>(name.front());
    return std::uint64_t{1} << ((name.size() * 5 + first) & 63);
  }

  std::vector<std::string> names_;
  std::uint64_t sketch_ = 0;
};

}  // namespace sarye

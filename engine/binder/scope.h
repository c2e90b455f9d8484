// The variables that a clause can name, each with its slot, in the order in which they came.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/binder/bound_query.h"

namespace sarye::binding {

class Scope {
 public:
  // kNoSlot: no such variable. The newest of equal names counts: a comprehension's variable hides
  // another one while it lasts.
  Slot find(std::string_view name) const {
    for (auto it = names_.rbegin(); it != names_.rend(); ++it) {
      if (it->first == name) return it->second;
    }
    return kNoSlot;
  }
  void add(std::string name, Slot slot) { names_.emplace_back(std::move(name), slot); }
  void drop_last() { names_.pop_back(); }
  bool empty() const { return names_.empty(); }
  const std::vector<std::pair<std::string, Slot>>& names() const { return names_; }

  // Names of `inner` first, then those of `outer` that it does not hide.
  static Scope over(const Scope& inner, const Scope& outer) {
    Scope out = outer;
    for (const auto& [name, slot] : inner.names_) out.add(name, slot);
    return out;
  }

 private:
  std::vector<std::pair<std::string, Slot>> names_;
};

}  // namespace sarye::binding

// Bound and planned queries, kept for the next text of the same shape: a script that asks one
// question with many values parses, binds and plans it once. An entry lives no longer than the
// generation, the document sets and the parameters' types that it was made with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/binder/binder.h"
#include "engine/binder/bound_query.h"
#include "engine/planner/plan.h"
#include "engine/settings.h"
#include "engine/syntax/literal_shape.h"

namespace sarye {

// One question ready to run. The plan points into the query.
struct PreparedQuestion {
  BoundQuery query;
  Plan plan;
  std::string text;                       // that it was made of: places in errors are places in it
  std::vector<std::string> shaping;       // literals as written that are not parameters
  std::vector<std::uint16_t> parameters;  // by literal: index, or kNotLifted
};

class StatementCache {
 public:
  // What a text means depends on these besides the store.
  struct Key {
    LiteralShape shape;
    std::string text;  // of the map: the shape and the settings
  };
  // Longer texts are made by programs that seldom ask them twice.
  static bool cacheable(std::string_view text) { return text.size() <= kMaxTextBytes; }
  static Key key_of(std::string_view text, const Settings& settings);

  // The question with the values of this text and these parameters put in; nullptr: there is none.
  // Valid until the next call of a member that is not const.
  PreparedQuestion* find(const Key& key, std::string_view text, const Parameters& parameters);
  // Takes a bound query over; `plan` is called once literals are parameters.
  template <typename MakePlan>
  PreparedQuestion& insert(const Key& key, std::string_view text, BoundQuery query,
                           MakePlan&& make_plan) {
    PreparedQuestion& made = add(key, text, std::move(query));
    made.plan = make_plan(made.query);
    return made;
  }
  void clear();

 private:
  static constexpr std::size_t kMaxTextBytes = 16 * 1024;
  static constexpr std::size_t kMaxEntries = 256;

  struct Kept {
    std::string key;
    PreparedQuestion question;
  };
  PreparedQuestion& add(const Key& key, std::string_view text, BoundQuery query);

  std::list<Kept> kept_;  // the one used last in front
  std::unordered_multimap<std::string_view, std::list<Kept>::iterator> by_key_;
};

}  // namespace sarye

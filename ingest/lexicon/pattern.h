// Regular expressions over UTF-8, linear in the length of the text. The one door to RE2.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"

namespace sarye {

struct PatternMatch {
  ByteRange bytes;                               // the whole match
  std::vector<std::optional<ByteRange>> groups;  // groups[0] is the first pair of brackets

  bool has(std::size_t group) const { return groups[group].has_value(); }
  std::string_view text(std::string_view in, std::size_t group) const {
    return groups[group] ? in.substr(groups[group]->begin, groups[group]->size())
                         : std::string_view();
  }
};

class Pattern {
 public:
  enum class Groups : bool { Kept, Ignored };
  // `expression` is in RE2's syntax, written by us: a wrong one is a broken promise (assert).
  // Ignored groups have no limit, and are never found.
  explicit Pattern(std::string_view expression, Groups groups = Groups::Kept);
  ~Pattern();
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;

  // Matches that do not overlap, from left to right. Safe from many threads.
  std::vector<PatternMatch> find_all(std::string_view text) const;
  std::optional<PatternMatch> find(std::string_view text, std::size_t from = 0) const;
  // The match that begins at `at`.
  std::optional<PatternMatch> find_at(std::string_view text, std::size_t at) const;
  // Whether there is a match at all: cheaper than to find out where.
  bool found_in(std::string_view text) const;
  bool matches_whole(std::string_view text) const;

  // Words of which each match holds one, their letters of ASCII small; empty: nobody knows. For
  // whoever looks for those of many expressions at once.
  std::vector<std::string> needed() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sarye

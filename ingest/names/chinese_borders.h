// Where a firm's name begins in Chinese, which writes no spaces, and of which parts it is made: a
// place, a core of its own, words of its business, a legal form.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"
#include "ingest/language/chinese.h"
#include "ingest/names/listed_names.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

struct NameBefore {
  ByteRange range;
  bool named = false;  // a noun for a firm or a deal stands directly before: 供应商, 收购
};

struct NameParts {
  std::uint32_t place = 0;     // ends; `begin` where there is none
  std::uint32_t core = 0;      // ends; `place` where nothing is left of the name
  std::uint32_t business = 0;  // ends; behind it the legal form
};

// Borders in one Chinese block. What it is made with must outlive it.
class ChineseBorders {
 public:
  // `listed` are the hits of this block.
  ChineseBorders(const AnnotatedText& text, std::uint32_t block,
                 const std::vector<ListedHit>& listed);

  // The name of two to `limit` characters that ends at `end`, back to a sign or to a word that ends
  // what may stand before a name. None where no such border is near.
  std::optional<NameBefore> before(std::uint32_t end, std::size_t limit) const;
  // `range` without what belongs to the words before the name that it ends with.
  ByteRange trimmed(ByteRange range) const;
  NameParts parts(ByteRange name) const;
  // Whether all words of the dictionary in the range are single characters: 衡所, not 新能源.
  bool is_no_word(ByteRange range) const;
  // Whether the range is exactly one word of the dictionary.
  bool is_one_word(ByteRange range) const;
  // The block in Simplified characters, place by place.
  std::string_view simplified() const { return shown_; }

 private:
  std::uint32_t last_cut(std::uint32_t from, std::uint32_t end, bool at_clause, bool& named) const;
  bool is_single(ByteRange character) const;

  const AnnotatedText& text_;
  std::uint32_t block_;
  const std::vector<ListedHit>& listed_;
  std::string_view shown_;
  mutable std::map<std::uint32_t, ChineseWords> words_;  // by the begin of their clause
};

// Where words of business, a group or a legal form end in Simplified `text`, longest first at each
// place; what a firm's name may end with.
std::vector<ByteRange> business_endings(std::string_view text);
// Whether Simplified `name` only says what sort of thing it is: 上市公司, 终端市场, 海外.
bool is_sort_of_thing(std::string_view name);

}  // namespace sarye

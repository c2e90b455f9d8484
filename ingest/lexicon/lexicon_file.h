// The line format that all files of corpus/lexicon share: a first line `sarye KIND 1`, then one row
// a line with fields between `|`. A line that begins with `#` is a comment.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace sarye {

// One file as it was read; both views are borrowed for as long as rows of it are used.
struct LexiconFile {
  std::string_view name;  // for messages: `lexicon/firms/korea.txt`
  std::string_view text;
};

struct LexiconRow {
  int line = 0;  // from 1
  std::vector<std::string_view>
      fields;  // without white space at their ends; borrowed from the file
};

// The word after `sarye` in the first line (`gazetteer`, `heads`, ...); empty when that line is not
// ours.
std::string_view lexicon_kind(std::string_view text);

// All rows behind the first line. Errors: Rejected  the first line is not `sarye KIND 1`, or the
// text is not UTF-8
Result<std::vector<LexiconRow>> lexicon_rows(const LexiconFile& file, std::string_view kind);

// Rejected, `FILE:LINE: MESSAGE`, with the line as its place.
Error lexicon_error(const LexiconFile& file, int line, std::string message, std::string hint = {});

// The parts of a field between `sign`, without white space at their ends; empty parts are kept.
std::vector<std::string_view> field_parts(std::string_view field, char sign);
std::string_view trimmed(std::string_view text);

}  // namespace sarye

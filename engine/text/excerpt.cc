#include "engine/text/excerpt.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "engine/base/byte_range.h"
#include "engine/text/boundaries.h"
#include "engine/text/display_width.h"
#include "engine/text/script.h"
#include "engine/text/terms.h"
#include "engine/text/text_match.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr int kWordColumns = 24;  // a cut moves at most so far to fall between words

// A word of the question at a place of the text.
struct Found {
  ByteRange bytes;
  std::size_t word;
};

std::vector<Found> words_in(std::string_view text, const TextQuery& query) {
  const std::vector<ByteRange> positions = position_ranges(text);
  TermsOfText terms(text);
  std::vector<Found> out;
  for (std::size_t word = 0; word < query.words.size(); ++word) {
    if (!query.words[word].wanted) continue;
    const auto places = places_of(query.words[word], terms);
    if (!places) continue;  // no limits were set, so nothing fails
    for (const TextPosition place : *places) {
      const std::size_t first = static_cast<std::uint32_t>(place);
      const std::size_t last = first + query.words[word].width - 1;
      if (last < positions.size()) {
        out.push_back({{positions[first].begin, positions[last].end}, word});
      }
    }
  }
  std::sort(out.begin(), out.end(), [](const Found& a, const Found& b) {
    return std::pair(a.bytes, a.word) < std::pair(b.bytes, b.word);
  });
  return out;
}

// How much of the question stands at found[begin, end).
std::pair<std::size_t, std::size_t> worth(const std::vector<Found>& found, std::size_t begin,
                                          std::size_t end) {
  std::set<std::size_t> different;
  for (std::size_t i = begin; i < end; ++i) different.insert(found[i].word);
  return {different.size(), end - begin};
}

std::string_view slice(std::string_view text, ByteRange bytes) {
  return text.substr(bytes.begin, bytes.size());
}

ByteRange without_spaces_around(std::string_view text, ByteRange bytes) {
  std::uint32_t begin = bytes.end;
  std::uint32_t end = bytes.begin;
  for (std::size_t at = bytes.begin; at < bytes.end;) {
    const auto from = static_cast<std::uint32_t>(at);
    if (script_of(decode(text, at)) == Script::Space) continue;
    begin = std::min(begin, from);
    end = static_cast<std::uint32_t>(at);
  }
  return begin < end ? ByteRange{begin, end} : ByteRange{bytes.begin, bytes.begin};
}

// One character as a reader sees it.
struct ExcerptCell {
  ByteRange bytes;
  int columns;
  bool is_joined;  // to the one before it, so that a cut between them is inside a word
};

bool belongs_to_word(Script script) {
  return script == Script::Hangul || script == Script::Latin || script == Script::Digit ||
         script == Script::Other;
}

std::vector<ExcerptCell> cells_of(std::string_view text, ByteRange bytes) {
  std::vector<ExcerptCell> out;
  Script before = Script::Space;
  for (ByteRange range : character_ranges(slice(text, bytes))) {
    range = {range.begin + bytes.begin, range.end + bytes.begin};
    std::size_t at = range.begin;
    const Script script = script_of(decode(text, at));
    const bool joined = before != Script::Space && script != Script::Space &&
                        (belongs_to_word(script) || script == Script::Punctuation) &&
                        (belongs_to_word(before) || script == Script::Punctuation);
    out.push_back({range,
                   std::max(script == Script::Space ? 1 : 0, display_width(slice(text, range))),
                   joined});
    before = script;
  }
  return out;
}

class Window {
 public:
  Window(std::string_view text, ByteRange sentence)
      : text_(text), cells_(cells_of(text, sentence)) {
    starts_.push_back(0);
    for (const ExcerptCell& cell : cells_) starts_.push_back(starts_.back() + cell.columns);
  }

  bool fits() const { return starts_.back() <= kExcerptWidth; }
  ByteRange whole() const { return bytes(0, cells_.size()); }
  bool begins(ByteRange part) const { return part.begin == cells_.front().bytes.begin; }
  bool ends(ByteRange part) const { return part.end == cells_.back().bytes.end; }

  // The part to show, around the best stretch of `found`, which lie in the sentence.
  ByteRange best(const std::vector<Found>& found) const {
    std::size_t first = 0;
    std::size_t last = 0;
    const int room = kExcerptWidth - 2;  // the … on both sides
    std::pair<std::size_t, std::size_t> most{0, 0};
    for (std::size_t i = 0; i < found.size(); ++i) {
      const std::size_t begin = cell_at(found[i].bytes.begin);
      std::size_t end = i + 1;
      while (end < found.size() &&
             starts_[cell_behind(found[end].bytes.end)] - starts_[begin] <= room) {
        ++end;
      }
      const auto value = worth(found, i, end);
      if (value <= most) continue;
      most = value;
      first = begin;
      last = begin;
      for (std::size_t k = i; k < end; ++k) last = std::max(last, cell_behind(found[k].bytes.end));
    }
    return around(first, last, room);
  }

 private:
  ByteRange bytes(std::size_t begin, std::size_t end) const {
    if (begin >= end) return {};
    return {cells_[begin].bytes.begin, cells_[end - 1].bytes.end};
  }
  std::size_t cell_at(std::uint32_t byte) const {
    const auto behind = std::upper_bound(
        cells_.begin(), cells_.end(), byte,
        [](std::uint32_t at, const ExcerptCell& cell) { return at < cell.bytes.begin; });
    return behind == cells_.begin() ? 0 : static_cast<std::size_t>(behind - cells_.begin()) - 1;
  }
  std::size_t cell_behind(std::uint32_t byte) const { return cell_at(byte - 1) + 1; }

  // Grows [first, last) to both sides up to `room` columns, then back to where words end.
  ByteRange around(std::size_t first, std::size_t last, int room) const {
    while (last > first + 1 && starts_[last] - starts_[first] > room) --last;
    std::size_t begin = first;
    std::size_t end = last;
    const int total = starts_.back();
    const int spare = std::max(0, room - (starts_[last] - starts_[first]));
    const int left = std::min(starts_[first], std::max(spare / 2, spare - (total - starts_[last])));
    while (begin > 0 && starts_[first] - starts_[begin - 1] <= left) --begin;
    while (end < cells_.size() && starts_[end + 1] - starts_[begin] <= room) ++end;
    for (std::size_t at = begin; at > 0 && at <= first; ++at) {
      if (starts_[at] - starts_[begin] > kWordColumns) break;
      if (cells_[at].is_joined) continue;
      begin = at;
      break;
    }
    for (std::size_t at = end; at < cells_.size() && at >= last; --at) {
      if (starts_[end] - starts_[at] > kWordColumns) break;
      if (cells_[at].is_joined) continue;
      end = at;
      break;
    }
    return without_spaces_around(text_, bytes(begin, end));
  }

  std::string_view text_;
  std::vector<ExcerptCell> cells_;
  std::vector<int> starts_;  // the column of each cell; one more for the end
};

// The bytes of `part` with the words in marks; words that touch or overlap share them.
void write_marked(std::string_view text, ByteRange part, const std::vector<Found>& found,
                  std::string& out) {
  std::vector<ByteRange> marks;
  for (const Found& one : found) {
    const ByteRange mark{std::max(one.bytes.begin, part.begin), std::min(one.bytes.end, part.end)};
    if (mark.begin >= mark.end) continue;
    if (!marks.empty() && mark.begin < marks.back().end) {
      marks.back().end = std::max(marks.back().end, mark.end);
    } else {
      marks.push_back(mark);
    }
  }
  std::size_t next = 0;
  bool after_space = false;
  for (std::size_t at = part.begin; at < part.end;) {
    if (next < marks.size() && at == marks[next].begin) out += "«";
    const std::size_t begin = at;
    const char32_t c = decode(text, at);
    const bool space = script_of(c) == Script::Space;
    if (space && !after_space) out += ' ';
    if (!space) out += text.substr(begin, at - begin);
    after_space = space;
    if (next < marks.size() && at >= marks[next].end) {
      out += "»";
      ++next;
    }
  }
}

// The text with single line breaks as spaces, so that they end no sentence: the same bytes else.
std::string unwrapped(std::string_view text) {
  std::string out(text);
  const auto is_break = [&](std::size_t at) {
    return at < text.size() && (text[at] == '\n' || text[at] == '\r');
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (is_break(end)) ++end;
    const std::string_view breaks = text.substr(at, end - at);
    if (breaks == "\n" || breaks == "\r" || breaks == "\r\n") {
      std::fill(out.begin() + static_cast<std::ptrdiff_t>(at),
                out.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    }
    at = std::max(end, at + 1);
  }
  return out;
}

}  // namespace

std::string excerpt(std::string_view text, const TextQuery& query) {
  const std::vector<Found> found = words_in(text, query);
  ByteRange best;
  std::vector<Found> best_found;
  std::pair<std::size_t, std::size_t> most{0, 0};
  std::size_t at = 0;
  for (const ByteRange sentence : sentence_ranges(unwrapped(text), main_language(text))) {
    const std::size_t begin = at;
    while (at < found.size() && found[at].bytes.begin < sentence.end) ++at;
    const auto value = worth(found, begin, at);
    const ByteRange shown = without_spaces_around(text, sentence);
    if (shown.empty() || (!best.empty() && value <= most)) continue;
    most = value;
    best = shown;
    best_found.assign(found.begin() + static_cast<std::ptrdiff_t>(begin),
                      found.begin() + static_cast<std::ptrdiff_t>(at));
    // A phrase may go on in the next sentence.
    for (const Found& one : best_found) best.end = std::max(best.end, one.bytes.end);
  }
  std::string out;
  if (best.empty()) return out;
  const Window window(text, best);
  const ByteRange part = window.fits() ? window.whole() : window.best(best_found);
  if (!window.begins(part)) out += "…";
  write_marked(text, part, best_found, out);
  if (!window.ends(part)) out += "…";
  return out;
}

}  // namespace sarye

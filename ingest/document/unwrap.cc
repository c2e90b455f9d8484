#include "ingest/document/unwrap.h"

#include <array>

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

// First parts that keep their hyphen when nothing in the document decides.
constexpr std::array<std::string_view, 24> kHyphened = {
    "self",  "well",  "high",  "low",   "long",  "short", "cross", "non",
    "multi", "cost",  "state", "large", "small", "mid",   "open",  "data",
    "user",  "first", "third", "real",  "fast",  "world", "full",  "end"};

char32_t first_character(std::string_view text) {
  std::size_t at = 0;
  return decode(text, at);
}

char32_t last_of(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return decode(text, at);
}

bool is_wide(char32_t c) {
  const Script script = script_of(c);
  return script == Script::Han || script == Script::Kana || (c >= 0x3001 && c <= 0x303F) ||
         (c >= 0xFF01 && c <= 0xFF5E);
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string_view last_word_of_line(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && is_word_byte(text[at - 1])) --at;
  return text.substr(at);
}

std::string_view first_word(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is_word_byte(text[at])) ++at;
  return text.substr(0, at);
}

bool all_hangul(std::string_view text) {
  for (char32_t c : code_points(text)) {
    if (script_of(c) != Script::Hangul) return false;
  }
  return !text.empty();
}

}  // namespace

const std::unordered_map<std::string, int>& Joiner::words() const {
  if (words_) return *words_;
  words_.emplace();
  const std::string_view clean = clean_;
  std::size_t at = 0;
  while (at < clean.size()) {
    if (!is_word_byte(clean[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < clean.size() && is_word_byte(clean[end])) ++end;
    if (end - at <= 60) ++(*words_)[fold_case(clean.substr(at, end - at))];
    at = end;
  }
  return *words_;
}

bool Joiner::knows(std::string word) const {
  return words().contains(fold_case(word));
}

Join Joiner::between(std::string_view left, std::string_view right) const {
  const char32_t before = last_of(left);
  const char32_t behind = first_character(right);
  if (before == '-' && left.size() > 1 && behind >= 'a' && behind <= 'z') {
    const std::string_view word = last_word_of_line(left);
    const std::string stem(word.substr(0, word.size() - 1));
    const std::string rest(first_word(right));
    if (!stem.empty() && ((stem.back() >= 'a' && stem.back() <= 'z'))) {
      if (knows(stem + rest)) return Join::DropHyphen;
      if (knows(stem + "-" + rest)) return Join::None;
      for (std::string_view first : kHyphened) {
        if (fold_case(stem) == first) return Join::None;
      }
      return Join::DropHyphen;
    }
    return Join::None;
  }
  if (is_wide(before) && is_wide(behind)) return Join::None;
  // A Korean word divided at the line's end: its rest has one or two syllables, and the whole word
  // stands elsewhere in the document.
  if (script_of(before) == Script::Hangul && script_of(behind) == Script::Hangul) {
    const std::string rest(first_word(right));
    const std::string head(last_word_of_line(left));
    if (all_hangul(rest) && rest.size() <= 6 && all_hangul(head) && head.size() >= 6 &&
        knows(head + rest) && !knows(rest)) {
      return Join::None;
    }
    if (rest.size() == 3 && head.size() >= 6 && knows(head + rest)) {
      const auto alone = words().find(rest);
      if (alone != words().end() && alone->second == 1) return Join::None;
    }
  }
  return Join::Space;
}

namespace {

class TextFiller {
 public:
  TextFiller(std::string_view clean, Block& block) : clean_(clean), block_(block) {}

  // Appends clean[begin, end) as it is.
  void copy(std::size_t begin, std::size_t end) {
    if (begin == end) return;
    const auto text_at = static_cast<std::uint32_t>(block_.text.size());
    const auto clean_at = static_cast<std::uint32_t>(begin);
    auto& runs = block_.text_to_clean;
    const bool goes_on =
        !runs.empty() && runs.back().second + (text_at - runs.back().first) == clean_at;
    if (!goes_on) runs.emplace_back(text_at, clean_at);
    block_.text += clean_.substr(begin, end - begin);
  }

  // The same without Markdown's signs.
  void copy_prose(std::size_t begin, std::size_t end) {
    std::size_t from = begin;
    std::size_t at = begin;
    while (at < end) {
      const char c = clean_[at];
      const char next = at + 1 < end ? clean_[at + 1] : '\0';
      if (c == '*' && next == '*') {
        copy(from, at);
        at += 2;
        from = at;
      } else if (c == '\\' && next != '\0' &&
                 std::string_view("*_~#[]()`|\\").find(next) != std::string_view::npos) {
        copy(from, at);
        from = at + 1;
        at += 2;
      } else if (c == ']' && next == '(') {
        const std::size_t close = clean_.find(')', at);
        const std::size_t open = clean_.rfind('[', at);
        const std::string_view target =
            close < end ? clean_.substr(at + 2, close - at - 2) : std::string_view();
        const bool link = target.starts_with("http") || target.starts_with("#") ||
                          target.starts_with("./") || target.starts_with("mailto:");
        if (link && open != std::string_view::npos && open >= begin) {
          copy(from, at);
          at = close + 1;
          from = at;
          drop_bracket(open);
        } else {
          ++at;
        }
      } else {
        ++at;
      }
    }
    copy(from, end);
  }

 private:
  // Takes the opening bracket of a link out of what is filled already.
  void drop_bracket(std::size_t clean_at) {
    auto& runs = block_.text_to_clean;
    for (std::size_t i = runs.size(); i-- > 0;) {
      if (runs[i].second > clean_at) continue;
      const std::uint32_t at =
          runs[i].first + (static_cast<std::uint32_t>(clean_at) - runs[i].second);
      const std::uint32_t run_end =
          i + 1 < runs.size() ? runs[i + 1].first : static_cast<std::uint32_t>(block_.text.size());
      if (at >= run_end || block_.text[at] != '[') return;
      block_.text.erase(at, 1);
      for (std::size_t j = i + 1; j < runs.size(); ++j) --runs[j].first;
      runs.insert(runs.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                  {at, static_cast<std::uint32_t>(clean_at) + 1});
      if (runs[i].first == at) runs.erase(runs.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }

  std::string_view clean_;
  Block& block_;
};

}  // namespace

void fill_text(std::string_view clean, const Joiner& joiner, Block& block) {
  block.text.clear();
  block.text_to_clean.clear();
  TextFiller filler(clean, block);
  for (std::size_t i = 0; i < block.pieces.size(); ++i) {
    const ByteRange piece = block.pieces[i];
    if (block.kind == PassageKind::Table) {
      if (i > 0) block.text += '\n';
      filler.copy(piece.begin, piece.end);
      continue;
    }
    std::size_t end = piece.end;
    Join join = Join::None;
    if (i + 1 < block.pieces.size()) {
      const ByteRange next = block.pieces[i + 1];
      join = joiner.between(clean.substr(piece.begin, piece.size()),
                            clean.substr(next.begin, next.size()));
      if (join == Join::DropHyphen) --end;
    }
    filler.copy_prose(piece.begin, end);
    if (join == Join::Space) block.text += ' ';
  }
  if (!block.pieces.empty()) {
    block.bytes = {block.pieces.front().begin, block.pieces.back().end};
  }
}

}  // namespace sarye

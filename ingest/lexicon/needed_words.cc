#include "ingest/lexicon/needed_words.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr std::size_t kMostTails = 48;
constexpr std::size_t kMostWords = 160;

char small_letter(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

// Whether a character begins there that has three bytes or more.
bool is_wide(char byte) {
  return static_cast<unsigned char>(byte) >= 0xE0;
}

// What the last two bytes of a wide character tell of it, and the first two of other text, whatever
// case its letters have.
std::size_t key_at(const char* text) {
  const auto six = [](char byte) { return static_cast<std::size_t>(byte) & 63; };
  if (is_wide(text[0])) return six(text[1]) << 6 | six(text[2]);
  constexpr char kSmall = 0x20;
  return six(static_cast<char>(text[0] | kSmall)) << 6 | six(static_cast<char>(text[1] | kSmall));
}

bool begins_with_small(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(),
                    [](char small, char c) { return small == small_letter(c); });
}

void append_all(std::vector<std::string>& words, std::vector<std::string> more) {
  words.insert(words.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

std::size_t shortest_of(const std::vector<std::string>& words) {
  std::size_t shortest = words.empty() ? 0 : words.front().size();
  for (const std::string& word : words) shortest = std::min(shortest, word.size());
  return shortest;
}

}  // namespace

AnyWord::AnyWord(std::vector<std::string> words) : words_(std::move(words)) {
  std::sort(words_.begin(), words_.end());
  words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
  const auto add = [&](std::size_t key) { keys_[key / 64] |= std::uint64_t{1} << key % 64; };
  for (const std::string& word : words_) {
    if (word.size() > 1) {
      add(key_at(word.data()));
      continue;
    }
    for (int next = 0; next < 64; ++next) {
      const std::array<char, 3> sign{word.front(), static_cast<char>(next), '\0'};
      add(key_at(sign.data()));
    }
  }
}

bool AnyWord::stands_in(std::string_view text) const {
  if (words_.empty()) return true;
  const auto here = [&](std::size_t at) {
    const std::string_view rest = text.substr(at);
    return std::any_of(words_.begin(), words_.end(),
                       [&](const std::string& word) { return begins_with_small(rest, word); });
  };
  const std::size_t last = text.size() < 3 ? 0 : text.size() - 2;
  std::size_t at = 0;
  while (at < last) {
    const std::size_t key = key_at(text.data() + at);
    if ((keys_[key / 64] >> key % 64 & 1) != 0 && here(at)) return true;
    at += is_wide(text[at]) ? 3 : 1;
  }
  for (; at < text.size(); ++at) {
    if (here(at)) return true;
  }
  return false;
}

NeededWords NeededWords::character(char32_t c) {
  NeededWords out;
  append_utf8(out.tail_.emplace_back(),
              c < 0x80 ? static_cast<unsigned char>(small_letter(static_cast<char>(c))) : c);
  return out;
}

NeededWords NeededWords::one_of(const std::u32string& characters) {
  NeededWords out;
  for (const char32_t c : characters) append_all(out.tail_, character(c).tail_);
  return out;
}

NeededWords NeededWords::anything() {
  NeededWords out;
  out.whole_ = false;
  return out;
}

// The longer words say more, and of words as long the fewer.
void NeededWords::consider(Words words) {
  const std::size_t shortest = shortest_of(words);
  if (shortest == 0 || words.size() > kMostWords) return;
  const std::size_t known = shortest_of(needed_);
  if (shortest > known || (shortest == known && words.size() < needed_.size())) {
    needed_ = std::move(words);
  }
}

void NeededWords::then(NeededWords next) {
  if (next.whole_ && tail_.size() * next.tail_.size() <= kMostTails) {
    if (tail_.empty()) {
      tail_ = std::move(next.tail_);
    } else if (next.tail_.size() == 1) {
      for (std::string& front : tail_) front += next.tail_.front();
    } else if (!next.tail_.empty()) {
      Words both;
      for (const std::string& front : tail_) {
        for (const std::string& end : next.tail_) both.push_back(front + end);
      }
      tail_ = std::move(both);
    }
    return;
  }
  consider(std::move(tail_));
  consider(std::move(next.needed_));
  tail_ = std::move(next.tail_);
  whole_ = false;
}

void NeededWords::or_else(NeededWords other) {
  if (whole_ && other.whole_ && tail_.size() + other.tail_.size() < kMostWords) {
    if (tail_.empty()) tail_.emplace_back();
    if (other.tail_.empty()) other.tail_.emplace_back();
    append_all(tail_, std::move(other.tail_));
    return;
  }
  Words either = std::move(*this).words();
  Words more = std::move(other).words();
  *this = anything();
  if (either.empty() || more.empty()) return;
  append_all(either, std::move(more));
  consider(std::move(either));
}

void NeededWords::optional() {
  if (!whole_) {
    *this = anything();
  } else if (!tail_.empty()) {
    tail_.emplace_back();
  }
}

void NeededWords::repeated() {
  consider(std::move(tail_));
  tail_.clear();
  whole_ = false;
}

std::vector<std::string> NeededWords::words() && {
  consider(std::move(tail_));
  return std::move(needed_);
}

}  // namespace sarye

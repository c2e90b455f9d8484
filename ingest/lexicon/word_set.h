// A closed list of words that is asked for millions of words of texts: sorted for going through it,
// hashed for looking one up.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sarye {

class WordSet {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  WordSet() = default;
  explicit WordSet(const std::set<std::string, std::less<>>& words);

  // The word's place in the order of the words; kNone: it is not in the list.
  std::size_t find(std::string_view word) const {
    if ((sizes_ >> size_bit(word) & 1) == 0) return kNone;
    if (!word.empty()) {
      const std::uint64_t sizes = by_third_[third_of(word)] & by_last_[last_of(word)];
      if ((sizes >> size_bit(word) & 1) == 0) return kNone;
    }
    return find_hashed(word);
  }
  bool contains(std::string_view word) const { return find(word) != kNone; }
  std::size_t count(std::string_view word) const { return contains(word) ? 1 : 0; }

  // The sizes, a bit each, of the words that may begin as `text` does; exact for none. All sizes
  // from 63 on share one bit.
  std::uint64_t sizes_from(std::string_view text) const {
    constexpr std::uint64_t kShort = 0b110;  // their one byte says it, not the third
    if (text.empty()) return 0;
    const std::uint64_t sizes = by_third_[third_of(text.substr(0, 1))] & kShort;
    return text.size() < 3 ? sizes : sizes | (by_third_[third_of(text)] & ~kShort);
  }

  // Sorted by bytes.
  std::vector<std::string>::const_iterator begin() const { return words_.begin(); }
  std::vector<std::string>::const_iterator end() const { return words_.end(); }
  const std::string& operator[](std::size_t place) const { return words_[place]; }
  std::size_t size() const { return words_.size(); }
  bool empty() const { return words_.empty(); }

  // The sizes in bytes that words have, the greatest first: for asking which words end a text.
  const std::vector<std::size_t>& sizes() const { return all_sizes_; }

 private:
  static std::size_t size_bit(std::string_view word) {
    return word.size() < 64 ? word.size() : std::size_t{63};
  }
  // The six bits that tell most of a byte: of a letter of ASCII which one, of a character of three
  // bytes what its last byte says.
  static std::size_t third_of(std::string_view word) {
    return static_cast<unsigned char>(word[word.size() < 3 ? 0 : 2]) & 63;
  }
  static std::size_t last_of(std::string_view word) {
    return static_cast<unsigned char>(word.back()) & 63;
  }
  std::size_t find_hashed(std::string_view word) const;

  std::vector<std::string> words_;
  // By hash, open addressing, a power of two: the hash's upper half, so that other words are told
  // apart without being read, and place + 1; 0: free.
  std::vector<std::uint64_t> slots_;
  std::uint64_t sizes_ = 0;  // a bit a size that some word has; all from 63 on share one
  // The sizes of the words with such a third byte (the first of shorter ones), and with such a last
  // one: most words that are asked for are told apart by them.
  std::array<std::uint64_t, 64> by_third_{};
  std::array<std::uint64_t, 64> by_last_{};
  std::vector<std::size_t> all_sizes_;
};

}  // namespace sarye

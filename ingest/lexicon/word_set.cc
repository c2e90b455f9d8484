#include "ingest/lexicon/word_set.h"

#include <algorithm>
#include <cstring>
#include <functional>

namespace sarye {
namespace {

constexpr std::uint64_t kUpperHalf = 0xFFFFFFFF00000000u;

// Of the first and last eight bytes: words are short, and longer ones differ there as well.
std::uint64_t hash_of_word(std::string_view word) {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  if (word.size() >= sizeof(head)) {
    std::memcpy(&head, word.data(), sizeof(head));
    std::memcpy(&tail, word.data() + word.size() - sizeof(tail), sizeof(tail));
  } else if (word.size() >= sizeof(std::uint32_t)) {
    // Both ends, which overlap: a syllable or two in two loads.
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, word.data(), sizeof(first));
    std::memcpy(&last, word.data() + word.size() - sizeof(last), sizeof(last));
    head = std::uint64_t{last} << 32 | first;
  } else {
    for (const char c : word) head = head << 8 | static_cast<unsigned char>(c);
  }
  std::uint64_t mixed = (head ^ word.size()) * 0x9E3779B97F4A7C15u;
  mixed = (mixed ^ mixed >> 29 ^ tail) * 0xBF58476D1CE4E5B9u;
  return mixed ^ mixed >> 32;
}

}  // namespace

WordSet::WordSet(const std::set<std::string, std::less<>>& words)
    : words_(words.begin(), words.end()) {
  if (words_.empty()) return;
  std::size_t capacity = 4;
  while (capacity < 2 * words_.size()) capacity *= 2;
  slots_.resize(capacity);
  for (std::size_t place = 0; place < words_.size(); ++place) {
    const std::string& word = words_[place];
    const std::uint64_t size = std::uint64_t{1} << size_bit(word);
    sizes_ |= size;
    if (!word.empty()) {
      by_third_[third_of(word)] |= size;
      by_last_[last_of(word)] |= size;
    }
    all_sizes_.push_back(word.size());
    const std::uint64_t hash = hash_of_word(word);
    std::size_t at = hash & (capacity - 1);
    while (slots_[at] != 0) at = (at + 1) & (capacity - 1);
    slots_[at] = (hash & kUpperHalf) | (place + 1);
  }
  std::sort(all_sizes_.begin(), all_sizes_.end(), std::greater<>());
  all_sizes_.erase(std::unique(all_sizes_.begin(), all_sizes_.end()), all_sizes_.end());
}

std::size_t WordSet::find_hashed(std::string_view word) const {
  const std::size_t mask = slots_.size() - 1;
  const std::uint64_t hash = hash_of_word(word);
  for (std::size_t at = hash & mask; slots_[at] != 0; at = (at + 1) & mask) {
    if (((slots_[at] ^ hash) & kUpperHalf) != 0) continue;
    const std::size_t place = (slots_[at] & ~kUpperHalf) - 1;
    if (words_[place] == word) return place;
  }
  return kNone;
}

}  // namespace sarye

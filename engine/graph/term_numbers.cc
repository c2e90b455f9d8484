#include "engine/graph/term_numbers.h"

#include <algorithm>
#include <cstring>

namespace sarye {

namespace {

constexpr std::size_t kFirstSlots = 1024;

constexpr std::size_t kShort = 7;  // bytes that a mark holds, beside their number
constexpr std::uint64_t kLong = std::uint64_t{0xFF} << 56;
constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15u;

// Never 0.
std::uint64_t mark_of(std::string_view term) {
  if (term.size() <= kShort) {
    std::uint64_t mark = (std::uint64_t{term.size()} + 1) << 56;
    for (std::size_t i = 0; i < term.size(); ++i) {
      mark |= std::uint64_t{static_cast<unsigned char>(term[i])} << (8 * i);
    }
    return mark;
  }
  std::uint64_t hash = term.size() * kFactor;
  for (std::size_t at = 0; at < term.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    // The last one may begin in the one before.
    std::memcpy(&word, term.data() + std::min(at, term.size() - sizeof(word)), sizeof(word));
    hash = (hash ^ word) * kFactor;
    hash ^= hash >> 32;
  }
  return hash | kLong;
}

std::size_t place_of_mark(std::uint64_t mark) {
  return static_cast<std::size_t>(mark * kFactor >> 24);
}

}  // namespace

std::uint32_t TermNumbers::number(std::string_view term) {
  if (slots_.size() < 2 * (size() + 1)) grow();
  const std::uint64_t mark = mark_of(term);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = place_of_mark(mark) & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.mark == kFree) {
      slot = {mark, static_cast<std::uint32_t>(size())};
      texts_ += term;
      ends_.push_back(texts_.size());
      return slot.number;
    }
    if (slot.mark != mark) continue;
    if (term.size() <= kShort || this->term(slot.number) == term) return slot.number;
  }
}

void TermNumbers::grow() {
  std::vector<Slot> slots(std::max(kFirstSlots, slots_.size() * 2));
  const std::size_t mask = slots.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.mark == kFree) continue;
    std::size_t at = place_of_mark(slot.mark) & mask;
    while (slots[at].mark != kFree) at = (at + 1) & mask;
    slots[at] = slot;
  }
  slots_.swap(slots);
}

}  // namespace sarye

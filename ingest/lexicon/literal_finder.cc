#include "ingest/lexicon/literal_finder.h"

#include <algorithm>
#include <cassert>

namespace sarye {

LiteralFinder::LiteralFinder(const std::vector<std::string>& literals, Case letters)
    : count_(literals.size()), class_of_(256, 0), outputs_(1) {
  for (const std::string& literal : literals) {
    for (const char c : literal) {
      std::uint8_t& known = class_of_[static_cast<unsigned char>(c)];
      if (known == 0) known = static_cast<std::uint8_t>(classes_++);
    }
  }
  if (classes_ == 1) return;
  if (letters == Case::Ignored) {
    for (std::size_t c = 'A'; c <= 'Z'; ++c) {
      assert(class_of_[c] == 0);
      class_of_[c] = class_of_[c | 0x20];
    }
  }

  // The trie; a transition to 0 is none yet.
  next_.assign(classes_, 0);
  std::vector<std::vector<std::uint32_t>> here(1);  // literals that end in a state
  for (std::uint32_t literal = 0; literal < literals.size(); ++literal) {
    if (literals[literal].empty()) continue;
    std::size_t state = 0;
    for (const char c : literals[literal]) {
      const std::size_t at = state * classes_ + class_of_[static_cast<unsigned char>(c)];
      if (next_[at] == 0) {
        next_[at] = static_cast<std::uint32_t>(here.size());
        next_.resize(next_.size() + classes_, 0);
        here.emplace_back();
      }
      state = next_[at];
    }
    here[state].push_back(literal);
  }

  // By depth: what a state lacks it has from its longest proper suffix.
  ends_.assign(here.size(), 0);
  std::vector<std::uint32_t> suffix(here.size(), 0);
  std::vector<std::uint32_t> order(1, 0);
  order.reserve(here.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t state = order[i];
    std::uint32_t shorter = ends_[suffix[state]];
    for (auto literal = here[state].rbegin(); literal != here[state].rend(); ++literal) {
      outputs_.push_back(
          {*literal, static_cast<std::uint32_t>(literals[*literal].size()), shorter});
      shorter = static_cast<std::uint32_t>(outputs_.size() - 1);
    }
    ends_[state] = shorter;
    for (std::size_t c = 0; c < classes_; ++c) {
      std::uint32_t& next = next_[state * classes_ + c];
      const std::uint32_t from_suffix = state == 0 ? 0 : next_[suffix[state] * classes_ + c];
      if (next == 0) {
        next = from_suffix;
      } else {
        suffix[next] = from_suffix;
        order.push_back(next);
      }
    }
  }
}

std::vector<LiteralFinder::Places> LiteralFinder::places(std::string_view text) const {
  std::vector<Places> out(count_);
  each(text, [&](std::size_t literal, std::size_t begin) {
    if (out[literal].first == kNowhere) out[literal].first = begin;
    out[literal].last = begin;
  });
  return out;
}

std::vector<ByteRange> LiteralFinder::leftmost(std::string_view text) const {
  struct Found {
    std::size_t begin;
    std::size_t literal;
    std::size_t end;
  };
  std::vector<Found> all;
  if (next_.empty()) return {};
  std::size_t state = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    state = next_[state * classes_ + class_of_[static_cast<unsigned char>(text[at])]];
    for (std::size_t end = ends_[state]; end != 0; end = outputs_[end].shorter) {
      all.push_back({at + 1 - outputs_[end].size, outputs_[end].literal, at + 1});
    }
  }
  std::sort(all.begin(), all.end(), [](const Found& a, const Found& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.literal < b.literal;
  });
  std::vector<ByteRange> chosen;
  for (const Found& one : all) {
    if (!chosen.empty() && one.begin < chosen.back().end) continue;
    chosen.push_back({static_cast<std::uint32_t>(one.begin), static_cast<std::uint32_t>(one.end)});
  }
  return chosen;
}

bool LiteralFinder::any_in(std::string_view text) const {
  if (next_.empty()) return false;
  std::size_t state = 0;
  return std::any_of(text.begin(), text.end(), [&](char c) {
    state = next_[state * classes_ + class_of_[static_cast<unsigned char>(c)]];
    return ends_[state] != 0;
  });
}

}  // namespace sarye

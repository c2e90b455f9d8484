// Thousands of things in the order of their texts, sorted without moving one of them twice: most
// texts are told apart by their first eight bytes, as one number.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace sarye {

// The first eight bytes, in an order that is that of the texts; texts with equal ones may differ.
inline std::uint64_t first_eight_bytes(std::string_view text) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < sizeof(head); ++i) {
    head = head << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  }
  return head;
}

// Puts `things` in order of `text_of(thing)`, by bytes; equal ones stay as they were.
template <typename Thing, typename TextOf>
void sort_by_text(std::vector<Thing>& things, TextOf&& text_of) {
  struct Place {
    std::uint64_t head;
    std::size_t at;
  };
  std::vector<Place> places;
  places.reserve(things.size());
  for (std::size_t i = 0; i < things.size(); ++i) {
    places.push_back({first_eight_bytes(text_of(things[i])), i});
  }
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    if (a.head != b.head) return a.head < b.head;
    const int order =
        std::string_view(text_of(things[a.at])).compare(std::string_view(text_of(things[b.at])));
    return order != 0 ? order < 0 : a.at < b.at;
  });
  std::vector<Thing> sorted;
  sorted.reserve(things.size());
  for (const Place& place : places) sorted.push_back(std::move(things[place.at]));
  things = std::move(sorted);
}

}  // namespace sarye

// Links that follow from how a name sounds or reads, not from an equal spelling: 한울셀텍 and Hanul
// Celltec, 产业联盟 and 산업연맹. Each name carries keys, and two names of one type with an equal
// key are linked where the key leads to nothing else; so nothing depends on what was loaded first.
// Names that a resource lists carry none: the resource has their other names.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// A name of an entity that no resource lists.
struct WeakName {
  std::string_view type;  // name of a node type
  std::string_view name;  // or its name key
  std::uint32_t member;   // who has it: the caller's number
};

struct WeakLink {
  std::string key;  // what the two share
  std::uint32_t a;
  std::uint32_t b;
};

// What the name shares with those it may be linked to, sorted: how it sounds (Firm, Agency, Person,
// Product in Hangul or Latin letters), how Korean reads it (a concept in Chinese characters, or in
// Hangul: itself).
std::vector<std::string> weak_keys(std::string_view type, std::string_view name);

// The links, in order of type and key. A key joins where exactly one spelling of each script has
// it; spellings are told apart by name key. Sounds must also be alike as a whole (`sounds_alike`).
// A member that two links would take is taken by none.
std::vector<WeakLink> weak_links(std::span<const WeakName> names);

}  // namespace sarye

// What an English sentence says of a name that is said of firms: what it does, what is its own,
// where it is based, what it is called.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/lexicon/frames.h"
#include "ingest/names/discovered_names.h"

namespace sarye {

class EnglishFirmSigns {
 public:
  // Reads the classes `firm_deed`, `firm_post`, `firm_own`, `firm_kind` and `firm_tie`.
  explicit EnglishFirmSigns(const Frames& frames);

  // How a name stands in its sentence.
  struct Place {
    Span span;
    bool weak = false;     // its capital letter may come from the sentence
    bool anchors = true;   // it may begin a candidate
    bool acts = false;     // other signs have told already that it acts, ...
    bool owns = false;     // that something is its own,
    bool apposed = false;  // that it stands behind what it is called
  };
  void add(std::string_view shown, const Place& place, std::vector<NameEvidence>& out) const;

  // What the name does as only firms do: the base form of the verb; empty: nothing such.
  std::string_view deed_behind(std::string_view behind) const;

 private:
  std::string_view own_behind(std::string_view behind) const;
  bool kind_before(std::string_view before) const;

  struct Deed {
    std::string base;
    std::uint8_t forms = 0;  // a bit for each form that the spelling may be
  };
  std::map<std::string, Deed, std::less<>> deeds_;
  const WordSet& posts_;
  const WordSet& own_;
  const WordSet& kinds_;
  std::vector<std::string> ties_;  // wordings in front of a name
};

}  // namespace sarye

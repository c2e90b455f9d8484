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
  // Reads the classes `firm_deed`, `firm_post`, `firm_own`, `firm_kind`, `firm_tie`, `firm_word`
  // and `no_firm`.
  explicit EnglishFirmSigns(const Frames& frames);

  // How a name stands in its sentence.
  struct Place {
    Span span;
    bool weak = false;      // its capital letter may come from the sentence
    bool anchors = true;    // it may begin a candidate
    bool acts = false;      // other signs have told already that it acts, ...
    bool owns = false;      // that something is its own,
    bool apposed = false;   // that it stands behind what it is called,
    bool suffixed = false;  // that its last word tells a firm
  };
  void add(std::string_view shown, const Place& place, std::vector<NameEvidence>& out) const;

  // Whether the last of several words is one that ends the names of firms: Cement, Ventures.
  bool ends_like_firm(std::string_view name) const;
  bool is_firm_word(std::string_view word) const { return words_.contains(word); }

 private:
  // What is done in the words behind a subject as only firms do it: the base form of the verb;
  // empty: nothing such. `wanted` are the forms that may come first.
  std::string_view deed_in(std::string_view rest, std::uint8_t wanted) const;
  bool is_kind(std::string_view word) const;
  // ", an entertainment platform,"
  bool described(std::string_view behind) const;
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
  const WordSet& words_;
  const WordSet& no_firms_;
  const WordSet& verbs_;
  std::vector<std::string> ties_;  // wordings in front of a name
};

}  // namespace sarye

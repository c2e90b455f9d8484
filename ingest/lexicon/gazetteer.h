// Names that are known beforehand: firms, agencies, products, places and policies with their names
// in Korean, Chinese and English. corpus/lexicon/README.md describes the files.
#pragma once

#include <compare>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/document.h"
#include "engine/model/ontology.h"
#include "ingest/lexicon/lexicon_file.h"

namespace sarye {

struct GazetteerName {
  NameTag tag = NameTag::Unknown;
  NameKind kind = NameKind::Official;
  std::string text;
  bool common = false;          // also a plain word: needs a border, the right case or a context
  bool case_sensitive = false;  // `AWS`, not `aws`
  bool ambiguous = false;  // several entries of the type have it; none is taken without a context
};

struct GazetteerEntry {
  std::string key;  // stable key: firm:deepseek
  std::string id;   // deepseek
  TypeId type;
  std::string kind;      // one of the type's kinds
  std::string industry;  // or field of activity; may be empty
  std::string display;   // what is shown: DeepSeek
  std::string parent;    // stable key of the firm or place it belongs to, or of a product's maker
  std::vector<GazetteerName> names;
  std::string file;  // where it is written
  int line = 0;
};

class Gazetteer {
 public:
  Gazetteer() = default;

  // Reads gazetteer files together: parents may stand in another file.
  // Errors: Rejected, with file and line  unknown type, kind or mark; a key that stands twice; one
  //         name for two entries of a type without `ambiguous`; a name in an impossible script; an
  //         unknown parent
  static Result<Gazetteer> read(std::span<const LexiconFile> files, const Ontology& ontology);

  // Sorted by key.
  std::span<const GazetteerEntry> entries() const { return entries_; }
  // By stable key; nullptr: no such.
  const GazetteerEntry* find(std::string_view key) const;
  // Every entry with a name of the same name key, in order of keys.
  std::vector<const GazetteerEntry*> named(std::string_view name) const;

 private:
  // A name as it is asked for, and whose it is.
  struct NameKey {
    std::string key;
    std::size_t entry;  // place in entries_
    auto operator<=>(const NameKey&) const = default;
  };

  std::vector<GazetteerEntry> entries_;
  std::vector<NameKey> by_name_key_;  // sorted; an entry once a key
};

}  // namespace sarye

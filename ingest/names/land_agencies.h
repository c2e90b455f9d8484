// Agencies with their land in front, which is a part of the name: 미 상무부, 俄罗斯工业和贸易部,
// US Commerce Department, Japan's trade ministry. And which land's agency a bare name means.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/names/listed_names.h"
#include "ingest/stage/annotated_text.h"
#include "ingest/stage/resources.h"

namespace sarye {

class LandAgencies {
 public:
  // `resources` must outlive this.
  explicit LandAgencies(const Resources& resources);

  // The stable key of the land that a listed agency is of, as its names or the agency above it
  // tell; empty: of none, or nobody says.
  std::string_view land_of(const GazetteerEntry& agency) const;
  // The land whose agencies a text means when it names none: Korea's in a Korean text, Taiwan's
  // in Traditional characters, China's in Simplified ones; empty in English.
  static std::string_view home_of(const AnnotatedText& text, std::uint32_t block);

  // A listed agency behind its land reaches over it; one that the land calls by the same name as
  // others do becomes the land's own. What no list has, and is called as agencies are, is returned.
  std::vector<Span> find(const AnnotatedText& text, std::vector<ListedHit>& listed) const;

 private:
  // Where a land is named, and where the name of its agency would begin.
  struct Front {
    ByteRange bytes;
    std::uint32_t body = 0;
    std::string_view land;
    bool owner = false;  // "Japan's", which is no part of a name in capitals
    bool town = false;   // or a province: courts and offices, no ministries
  };
  struct Body {
    std::uint32_t end = 0;
    const GazetteerEntry* entry = nullptr;  // nullptr: no list has it
  };
  std::vector<Front> fronts(const AnnotatedText& text, std::uint32_t block,
                            const std::vector<ListedHit>& listed) const;
  Body body_behind(std::string_view shown, Language language, const Front& front,
                   const std::vector<ListedHit>& listed) const;
  // What agencies of the land are called, of that what `behind` begins with; folded.
  std::map<std::string_view, const GazetteerEntry*> bodies_from(std::string_view land,
                                                                std::string_view behind) const;
  bool ends_there(std::string_view shown, Language language, ByteRange range) const;

  const Resources& resources_;
  std::map<std::string, std::string_view, std::less<>> lands_;  // by name; the keys of places
  std::map<std::string_view, std::string_view> land_by_agency_;
  std::map<std::pair<std::string_view, std::string>, const GazetteerEntry*> by_body_;
};

}  // namespace sarye

#include "ingest/names/land_agencies.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/english.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/word_set.h"
#include "ingest/names/land_bodies.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestLand = 40;  // bytes
constexpr std::size_t kLongestBody = 90;  // bytes
constexpr std::size_t kShortestBody = 6;  // bytes; two characters
constexpr std::string_view kUsa = "place:usa";

// The characters that Chinese headlines write for a land in front of its agencies.
std::string_view land_of_character(std::string_view character) {
  static const std::map<std::string_view, std::string_view> kLands = {
      {"美", kUsa},           {"中", "place:china"},   {"日", "place:japan"},
      {"英", "place:uk"},     {"德", "place:germany"}, {"獨", "place:germany"},
      {"法", "place:france"}, {"佛", "place:france"},  {"韩", "place:korea"},
      {"韓", "place:korea"},  {"俄", "place:russia"},  {"露", "place:russia"},
      {"印", "place:india"},  {"加", "place:canada"},  {"臺", "place:taiwan"},
      {"台", "place:taiwan"}, {"意", "place:italy"},   {"伊", "place:italy"}};
  const auto at = kLands.find(character);
  return at == kLands.end() ? std::string_view() : at->second;
}

std::string_view sign_before(std::string_view text, std::size_t at) {
  if (at == 0) return {};
  std::size_t begin = at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return text.substr(begin, at - begin);
}

std::string_view character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  std::size_t end = at;
  (void)decode(text, end);
  return text.substr(at, end - at);
}

std::size_t next_character(std::string_view text, std::size_t at) {
  std::size_t end = at;
  (void)decode(text, end);
  return end;
}

bool is_land(const GazetteerEntry& place) {
  return place.kind == "country" || place.kind == "bloc" || place.key == "place:taiwan" ||
         place.key == "place:hong-kong";
}

bool is_agency(const GazetteerEntry& entry) {
  return entry.key.starts_with("agency:");
}

// Simplified, small, without spaces: one form for all spellings of a body.
std::string folded(std::string_view body) {
  std::string out;
  for (const char c : to_lower(to_simplified(body))) {
    if (c != ' ') out += c;
  }
  return out;
}

// Whether behind `at` a capitalised name goes on or a name in capitals stands.
bool is_capital_at_place(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= 'A' && text[at] <= 'Z';
}

}  // namespace

LandAgencies::LandAgencies(const Resources& resources) : resources_(resources) {
  const auto entries = resources.gazetteer().entries();
  for (const GazetteerEntry& entry : entries) {
    if (!entry.key.starts_with("place:") || !is_land(entry)) continue;
    for (const GazetteerName& name : entry.names) {
      if (count_code_points(name.text) > 1) lands_.emplace(name.text, entry.key);
    }
  }
  std::set<std::string, std::less<>> names;
  for (const auto& [name, key] : lands_) names.emplace(name);
  const WordSet lands(names);  // most beginnings of names are told from lands by their size
  // The longest land that a name begins with, and what is left of the name.
  const auto split = [&](std::string_view name) {
    std::pair<std::string_view, std::string_view> best;
    for (std::size_t end = 0; end < std::min(name.size(), kLongestLand);) {
      end = next_character(name, end);
      if (!lands.contains(name.substr(0, end))) continue;
      const auto land = lands_.find(name.substr(0, end));
      std::string_view rest = name.substr(end);
      const bool latin = static_cast<unsigned char>(name[end - 1]) < 0x80;
      if (latin && !rest.starts_with(' ') && !rest.starts_with("'s ")) continue;
      if (rest.starts_with("'s")) rest.remove_prefix(2);
      if (rest.starts_with(' ')) rest.remove_prefix(1);
      best = {land->second, rest};
    }
    return best;
  };
  const auto land_behind_of = [this](std::string_view name) {
    const std::size_t of = name.rfind(" of ");
    if (of == std::string_view::npos) return std::string_view();
    std::string_view land = name.substr(of + 4);
    if (land.starts_with("the ")) land.remove_prefix(4);
    const auto at = lands_.find(land);
    return at == lands_.end() ? std::string_view() : at->second;
  };
  for (const GazetteerEntry& entry : entries) {
    if (!is_agency(entry)) continue;
    for (const GazetteerName& name : entry.names) {
      std::string_view land = split(name.text).first;
      if (land.empty()) land = land_behind_of(name.text);
      if (!land.empty()) land_by_agency_.emplace(entry.key, land);
    }
  }
  for (const GazetteerEntry& entry : entries) {
    if (!is_agency(entry) || land_by_agency_.contains(entry.key)) continue;
    const auto above = land_by_agency_.find(entry.parent);
    if (above != land_by_agency_.end()) {
      const std::string_view land = above->second;
      land_by_agency_.emplace(entry.key, land);
    }
  }
  for (const GazetteerEntry& entry : entries) {
    if (!is_agency(entry)) continue;
    const std::string_view land = land_of(entry);
    if (land.empty()) continue;
    for (const GazetteerName& name : entry.names) {
      const auto [own, rest] = split(name.text);
      by_body_.emplace(std::pair(land, folded(own == land ? rest : name.text)), &entry);
    }
  }
}

std::string_view LandAgencies::land_of(const GazetteerEntry& agency) const {
  const auto at = land_by_agency_.find(agency.key);
  return at == land_by_agency_.end() ? std::string_view() : at->second;
}

std::string_view LandAgencies::home_of(const AnnotatedText& text, std::uint32_t block) {
  const Language language = text.blocks[block].language;
  if (language == Language::Korean) return "place:korea";
  if (language != Language::Chinese) return {};
  int traditional = 0;
  for (const Block& one : text.blocks) {
    if (one.language != Language::Chinese) continue;
    const HanForm form = han_form(one.text);
    traditional += form == HanForm::Traditional ? 1 : form == HanForm::Simplified ? -1 : 0;
  }
  return traditional > 0 ? "place:taiwan" : traditional < 0 ? "place:china" : "";
}

std::map<std::string_view, const GazetteerEntry*> LandAgencies::bodies_from(
    std::string_view land, std::string_view behind) const {
  std::map<std::string_view, const GazetteerEntry*> out;
  if (behind.size() < kShortestBody) return out;
  const std::size_t two = next_character(behind, next_character(behind, 0));
  const std::string opening = folded(behind.substr(0, two));
  auto at = by_body_.lower_bound(std::pair(land, opening));
  const auto begins_alike = [&] {
    return at != by_body_.end() && at->first.first == land && at->first.second.starts_with(opening);
  };
  if (!begins_alike()) return out;
  const std::string whole = folded(behind);
  for (; begins_alike(); ++at) {
    if (whole.starts_with(at->first.second)) out.emplace(at->first.second, at->second);
  }
  return out;
}

bool LandAgencies::ends_there(std::string_view shown, Language language, ByteRange range) const {
  if (language == Language::English) return latin_borders(shown, range);
  if (language == Language::Korean) {
    const std::string_view next = character_at(shown, range.end);
    std::size_t at = 0;
    if (next.empty() || script_of(decode(next, at)) != Script::Hangul) return true;
    return korean_ending(shown, range, resources_.josa()).has_value();
  }
  // 商务部门, 财政部长, 安全局势: words that go on; not in 商务部分别约谈.
  static constexpr std::array<std::string_view, 22> kOn = {
      "门", "門", "长", "長", "级", "級", "属", "屬", "队", "隊", "员",
      "員", "件", "位", "落", "势", "勢", "面", "限", "山", "署", "分"};
  const std::string_view rest = shown.substr(range.end);
  if (rest.starts_with("分别") || rest.starts_with("分別")) return true;
  const std::string_view next = character_at(shown, range.end);
  return std::find(kOn.begin(), kOn.end(), next) == kOn.end();
}

std::vector<LandAgencies::Front> LandAgencies::fronts(const AnnotatedText& text,
                                                      std::uint32_t block,
                                                      const std::vector<ListedHit>& listed) const {
  const std::string_view shown = text.blocks[block].text;
  const Language language = text.blocks[block].language;
  std::vector<Front> out;
  for (const ListedHit& hit : listed) {
    if (!hit.entry->key.starts_with("place:")) continue;
    Front front{hit.span.bytes, hit.span.bytes.end, hit.entry->key, false, !is_land(*hit.entry)};
    if (front.town && language == Language::English) continue;
    const std::string_view behind = shown.substr(front.body);
    if (language == Language::English) {
      for (const std::string_view owner : {"'s ", "’s ", "s' ", "s’ "}) {
        if (!front.owner && behind.starts_with(owner)) {
          front.body += static_cast<std::uint32_t>(owner.size());
          front.owner = true;
        }
      }
      if (!front.owner && !behind.starts_with(' ')) continue;
      if (!front.owner) ++front.body;
    } else if (language == Language::Korean && behind.starts_with(' ')) {
      ++front.body;
    }
    out.push_back(front);
  }
  if (language == Language::Korean) {
    // 미 상무부; 日경제산업성
    static constexpr std::string_view kAmerica = "미 ";
    for (std::size_t at = shown.find(kAmerica); at != std::string_view::npos;
         at = shown.find(kAmerica, at + 1)) {
      const auto begin = static_cast<std::uint32_t>(at);
      if (!korean_begin(shown, begin)) continue;
      out.push_back({{begin, begin + 3}, begin + 4, kUsa, false, false});
    }
    for (std::size_t at = 0; at < shown.size(); ++at) {
      // Chinese characters alone, whose first bytes are E4 to E9; no other bytes are such.
      const auto lead = static_cast<unsigned char>(shown[at]);
      if (lead < 0xE3 || lead > 0xE9) continue;
      const std::string_view land = land_of_character(character_at(shown, at));
      if (land.empty()) continue;
      std::size_t from = 0;
      const std::string_view before = sign_before(shown, at);
      if (!before.empty() && script_of(decode(before, from)) == Script::Han) continue;
      const auto begin = static_cast<std::uint32_t>(at);
      const std::uint32_t body = begin + 3;
      out.push_back({{begin, body},
                     shown.substr(body).starts_with(' ') ? body + 1 : body,
                     land,
                     false,
                     false});
    }
  }
  if (language == Language::Chinese) {
    // 美商务部; not in 中美商务部.
    static const LiteralFinder bodies(
        {"商务部",   "商務部",   "财政部", "財政部", "司法部", "国防部", "國防部", "能源部",
         "贸易代表", "貿易代表", "财长",   "经济部", "經濟部", "经产省", "經產省", "最高法院",
         "众议院",   "眾議院",   "参议院", "參議院", "食药监", "央行",   "证监会", "證監會"});
    bodies.each(shown, [&](std::size_t, std::size_t at) {
      std::string_view one = sign_before(shown, at);
      std::string_view land = land_of_character(one);
      for (const std::string_view mainland : {"大陆", "大陸"}) {
        if (!shown.substr(0, at).ends_with(mainland)) continue;
        one = mainland;
        land = "place:china";
      }
      if (land.empty() || one == "中" || one == "加" || one == "法") return;
      const std::string_view before = sign_before(shown, at - one.size());
      if (!land_of_character(before).empty()) return;
      const auto body = static_cast<std::uint32_t>(at);
      out.push_back(
          {{body - static_cast<std::uint32_t>(one.size()), body}, body, land, false, false});
    });
  }
  return out;
}

LandAgencies::Body LandAgencies::body_behind(std::string_view shown, Language language,
                                             const Front& front,
                                             const std::vector<ListedHit>& listed) const {
  const std::string_view behind = shown.substr(front.body, kLongestBody);
  Body found;
  // What the land's own agencies are called, the longest first.
  std::vector<std::size_t> ends;
  const auto bodies = bodies_from(front.land, behind);
  for (std::size_t at = 0; !bodies.empty() && at < behind.size();) {
    at = next_character(behind, at);
    if (at <= behind.size() && at >= kShortestBody) ends.push_back(at);
  }
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    const std::string_view body = behind.substr(0, *end);
    if (body.back() == ' ' || body.front() == ' ') continue;
    const ByteRange range{front.bytes.begin, front.body + static_cast<std::uint32_t>(*end)};
    const bool whole_word =
        language != Language::English || latin_borders(shown, {front.body, range.end});
    if (!whole_word) continue;
    const auto called = bodies.find(folded(body));
    if (called == bodies.end() || !ends_there(shown, language, {front.body, range.end})) continue;
    found = {range.end, called->second};
    break;
  }
  const auto end_of = [&](const Pattern& pattern, std::string_view in) {
    const auto match = pattern.find(in);
    return match ? match->bytes.end : 0U;
  };
  std::uint32_t end = 0;
  if (language == Language::Korean) {
    end = end_of(front.town ? local_body(language) : korean_body(), behind);
  } else if (language == Language::Chinese) {
    const std::string simplified = to_simplified(behind);
    end = end_of(front.town ? local_body(language) : chinese_body(), simplified);
    if (is_department(std::string_view(simplified).substr(0, end))) end = 0;
    if (end == 0) end = end_of(local_body(language), simplified);
    std::size_t place = 0;
    const std::size_t characters = count_code_points(std::string_view(simplified).substr(0, end));
    for (std::size_t i = 0; i < characters; ++i) place = next_character(behind, place);
    end = static_cast<std::uint32_t>(place);
  } else {
    end = end_of(english_body(), behind);
  }
  if (end != 0 && front.body + end > found.end &&
      ends_there(shown, language, {front.body, front.body + end})) {
    found = {front.body + end, nullptr};
  }
  // A listed name that goes further is another agency's, or the land's own.
  for (const ListedHit& hit : listed) {
    if (!is_agency(*hit.entry) || hit.span.bytes.begin != front.body) continue;
    if (hit.span.bytes.end <= found.end) continue;
    if (land_of(*hit.entry) != front.land) continue;
    found = {hit.span.bytes.end, hit.entry};
  }
  return found;
}

std::vector<Span> LandAgencies::find(const AnnotatedText& text,
                                     std::vector<ListedHit>& listed) const {
  std::vector<Span> unlisted;
  std::vector<ListedHit> out;
  std::size_t next = 0;
  for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
    std::vector<ListedHit> here;
    while (next < listed.size() && listed[next].span.block == b) here.push_back(listed[next++]);
    const std::string_view shown = text.blocks[b].text;
    const Language language = text.blocks[b].language;
    for (ListedHit& hit : here) {
      // "China's Ministry of Commerce" is listed as a whole; the owner is no part of it.
      if (language != Language::English || !is_agency(*hit.entry)) continue;
      const std::string_view name = shown.substr(hit.span.bytes.begin, hit.span.bytes.size());
      for (const std::string_view owner : {"'s ", "’s "}) {
        const std::size_t at = name.find(owner);
        if (at == std::string_view::npos || !is_capital_at_place(name, at + owner.size())) continue;
        hit.span.bytes.begin += static_cast<std::uint32_t>(at + owner.size());
        break;
      }
    }
    for (const Front& front : fronts(text, b, here)) {
      const Body body = body_behind(shown, language, front, here);
      if (body.end == 0) continue;
      const std::string_view name = shown.substr(front.body, body.end - front.body);
      const bool capitals = is_capital_at_place(name, 0);
      // 미국 FDA: an acronym is a name by itself.
      const bool acronym = std::all_of(name.begin(), name.end(),
                                       [](char c) { return (c >= 'A' && c <= 'Z') || c == '&'; });
      const bool apart = (front.owner && capitals) || (acronym && language != Language::Chinese);
      const ByteRange whole{apart ? front.body : front.bytes.begin, body.end};
      const bool inside_longer = std::any_of(here.begin(), here.end(), [&](const ListedHit& hit) {
        return hit.span.bytes.overlaps(whole) &&
               (!whole.contains(hit.span.bytes) || hit.span.bytes.size() >= whole.size()) &&
               !(hit.span.bytes == whole);
      });
      if (inside_longer) continue;
      if (body.entry == nullptr) {
        std::erase_if(here, [&](const ListedHit& hit) {
          return hit.span.bytes.overlaps(whole) && is_agency(*hit.entry);
        });
        unlisted.push_back({b, whole});
        continue;
      }
      std::erase_if(here, [&](const ListedHit& hit) { return hit.span.bytes.overlaps(whole); });
      const auto place = std::find_if(here.begin(), here.end(), [&](const ListedHit& hit) {
        return hit.span.bytes.begin > whole.begin;
      });
      here.insert(place, {{b, whole}, body.entry, 950, false});
    }
    if (language == Language::Chinese) {
      constexpr std::size_t kLongestOffice = 40;  // bytes
      std::vector<Span> offices;
      for (const ListedHit& hit : here) {
        if (!is_agency(*hit.entry)) continue;
        const std::string_view behind = shown.substr(hit.span.bytes.end, kLongestOffice);
        const std::string simplified = to_simplified(behind);
        const auto office = branch_behind().find(simplified);
        if (!office) continue;
        std::size_t end = 0;
        const std::size_t characters =
            count_code_points(std::string_view(simplified).substr(0, office->bytes.end));
        for (std::size_t i = 0; i < characters; ++i) end = next_character(behind, end);
        const ByteRange whole{hit.span.bytes.begin,
                              hit.span.bytes.end + static_cast<std::uint32_t>(end)};
        if (ends_there(shown, language, whole)) offices.push_back({b, whole});
      }
      for (const Span& office : offices) {
        std::erase_if(here, [&](const ListedHit& hit) {
          return hit.span.bytes.overlaps(office.bytes) && is_agency(*hit.entry);
        });
        unlisted.push_back(office);
      }
    }
    // The commerce ministry, of a land that the text told before.
    if (language == Language::English) {
      static const LiteralFinder word({"ministry"});
      if (word.any_in(shown)) {
        for (const PatternMatch& match : bare_ministry().find_all(shown)) {
          unlisted.push_back({b, *match.groups[0]});
        }
      }
    }
    out.insert(out.end(), here.begin(), here.end());
  }
  listed = std::move(out);
  return unlisted;
}

}  // namespace sarye

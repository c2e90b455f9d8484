#include "ingest/names/discovered_names.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "engine/graph/decisions.h"
#include "engine/graph/stable_key.h"
#include "engine/text/name_key.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/english.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/english_product_signs.h"

namespace sarye {
namespace {

struct Candidate {
  std::set<std::string> signs;
  std::set<std::pair<std::string, std::string>> shown;  // sign and what it shows
  bool alone = false;
  bool anchored = false;
  std::string same_as;
  std::vector<Span> places;

  bool is_sure() const { return anchored && (alone || shown.size() >= 2); }
};

// 鸿海公司: the noun behind a name that is known makes no other name.
bool says_firm_alone(std::string_view text) {
  static constexpr std::string_view kNouns[] = {"公司", "企业", "企業", "总部", "總部", "母公司"};
  return std::find(std::begin(kNouns), std::end(kNouns), text) != std::end(kNouns);
}

bool overlaps_any(const std::vector<Span>& taken, Span span) {
  return std::any_of(taken.begin(), taken.end(), [&](const Span& other) {
    return other.block == span.block && other.bytes.overlaps(span.bytes);
  });
}

// "Jim Falk": a capitalised word stands in front of the name somewhere, and nothing that says what
// it is.
bool ends_longer_name(const AnnotatedText& text, std::string_view name) {
  static const Pattern first_name(R"((?:^|[ (“"])([A-Z][a-z]+) (?:[A-Z]\. )?$)");
  static const Pattern no_first_name(
      R"(^(?:The|A|An|In|At|On|And|But|For|From|With|By|Of|To|As|When|While|After|Before|Since|Under|Both|Meanwhile|Rival|Also|Like|If|Although|Shares|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Last|This|That|Its|Now|Then|Today|Yesterday|However)$)");
  for (const Block& block : text.blocks) {
    const std::string_view shown = block.text;
    for (std::size_t at = shown.find(name); at != std::string_view::npos;
         at = shown.find(name, at + 1)) {
      const ByteRange range{static_cast<std::uint32_t>(at),
                            static_cast<std::uint32_t>(at + name.size())};
      if (!latin_borders(shown, range)) continue;
      const auto front =
          first_name.find(shown.substr(at > 40 ? at - 40 : 0, std::min<std::size_t>(at, 40)));
      if (!front) continue;
      const std::string_view before =
          shown.substr(at > 40 ? at - 40 : 0, std::min<std::size_t>(at, 40));
      if (!no_first_name.found_in(front->text(before, 0))) return true;
    }
  }
  return false;
}

// "Falk": the last word of a person's name that the text gives in full.
bool is_surname_in(const std::vector<NameEvidence>& evidence, const AnnotatedText& text,
                   std::string_view name) {
  return std::ranges::any_of(evidence, [&](const NameEvidence& one) {
    if (one.type != "Person" || !one.alone) return false;
    const std::string_view full = text.text_of(one.span);
    return full.size() > name.size() + 1 && full.ends_with(name) &&
           full[full.size() - name.size() - 1] == ' ';
  });
}

// What an agency that no list has is, as its name says; empty: a public body of some kind.
std::string_view kind_of_agency(std::string_view name) {
  static const Pattern university(
      R"((?:대학교|대학원|대학|대|大学|大學|学院|學院)$|(?:^| )(?:University|College|School|Institute of Technology)(?: |$))");
  static const Pattern association(
      R"((?:협회|학회|연합회|연맹|조합|노조|협의회|거래소|재단|协会|協會|学会|學會|联合会|聯合會|商会|商會|公会|公會|工会|工會|联盟|聯盟|交易所|基金会|基金會)$|(?:^| )(?:Association|Federation|Society|Exchange|Union|Chamber of Commerce|Foundation|Alliance)(?: |$))");
  if (university.found_in(name)) return "university";
  return association.found_in(name) ? "association" : "";
}

// Whether `name` may stand at `range` as a word of its own.
bool stands_alone(std::string_view text, ByteRange range, const JosaTable& josa) {
  if (!latin_borders(text, range)) return false;
  std::size_t at = range.begin;
  const bool hangul_first = script_of(decode(text, at)) == Script::Hangul;
  if (hangul_first && !korean_begin(text, range.begin)) return false;
  if (range.end < text.size()) {
    std::size_t end = range.end;
    if (script_of(decode(text, end)) == Script::Hangul && !korean_ending(text, range, josa)) {
      return false;
    }
  }
  return true;
}

}  // namespace

DiscoveredNames discover_names(const AnnotatedText& text, const std::vector<ListedHit>& listed,
                               const std::vector<Span>& bodies, const NameKnowledge& known) {
  const Resources& resources = known.resources;
  std::vector<NameEvidence> evidence;
  for (const Span& body : bodies) evidence.push_back({body, "Agency", "land-and-body", true, true});
  std::vector<ListedHit> here;
  std::deque<ChineseBlock> chinese;
  ByWord<KoreanWordSigns> korean_words;
  ByWord<CoinedWord> coined_words;
  const auto organisations = organisation_counts(text);
  std::size_t next = 0;
  for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
    here.clear();
    while (next < listed.size() && listed[next].span.block < b) ++next;
    for (std::size_t i = next; i < listed.size() && listed[i].span.block == b; ++i) {
      here.push_back(listed[i]);
    }
    const Language language = text.blocks[b].language;
    if (language == Language::Korean) {
      korean_evidence(text, b, here, known.group_names, resources, korean_words, evidence);
      pact_evidence(text, b, here, known.nouns, resources, evidence);
      coined_evidence(text, b, here, known.plain, resources, coined_words, evidence);
      company_list_evidence(text, b, here, known.plain, resources, evidence);
      korean_product_evidence(text, b, here, resources.frames(), evidence);
    }
    if (language == Language::Chinese) {
      ChineseBlock& one = chinese.emplace_back(b, here);
      one.borders = std::make_unique<ChineseBorders>(text, b, one.listed);
      chinese_evidence(text, b, here, *one.borders, evidence);
      tagged_evidence(text, b, here, *one.borders, organisations, evidence);
      agency_evidence(text, b, here, evidence);
    }
    latin_evidence(text, b, here, known.english_signs, evidence);
    if (language == Language::English) english_place_signs(text, b, here, evidence);
    product_evidence(text, b, here, evidence);
    if (language != Language::Chinese)
      drug_evidence(text, b, here, known.plain, resources.josa(), evidence);
    person_evidence(text, b, evidence);
  }
  chinese_context(text, chinese, evidence);

  // Evidence is weighed for each distinct string over the whole document.
  std::map<std::pair<std::string, std::string>, Candidate> candidates;  // (name, type)
  const auto add = [&](const NameEvidence& sign) {
    const std::string name(text.text_of(sign.span));
    if (count_code_points(name) < 2) return;
    Candidate& candidate = candidates[{name, sign.type}];
    candidate.signs.insert(sign.sign);
    candidate.shown.insert({sign.sign, sign.what});
    candidate.alone = candidate.alone || sign.alone;
    candidate.anchored = candidate.anchored || sign.anchor;
    if (candidate.same_as.empty()) candidate.same_as = sign.same_as;
    candidate.places.push_back(sign.span);
  };
  for (const NameEvidence& sign : evidence) {
    if (sign.beside.empty()) add(sign);
  }
  // Neighbours in a list are of one kind; what they show may carry on along the list.
  for (bool more = true; more;) {
    more = false;
    for (NameEvidence& sign : evidence) {
      if (sign.beside.empty()) continue;
      const auto neighbour = candidates.find({sign.beside, sign.type});
      if (neighbour == candidates.end() || !neighbour->second.is_sure()) continue;
      sign.beside.clear();
      add(sign);
      more = true;
    }
  }

  // Of one string that shows signs of two types, the type with more of them.
  std::vector<std::tuple<std::string, std::string, const Candidate*>> accepted;
  DiscoveredNames found;
  for (auto at = candidates.begin(); at != candidates.end();) {
    const std::string& name = at->first.first;
    auto best = at;
    auto end = at;
    const auto weight = [](const Candidate& c) { return c.shown.size() + (c.alone ? 2 : 0); };
    for (; end != candidates.end() && end->first.first == name; ++end) {
      if (weight(end->second) > weight(best->second)) best = end;
    }
    const Candidate& candidate = best->second;
    const bool by_deeds = candidate.signs.contains("deed") || candidate.signs.contains("its");
    const bool surname =
        best->first.second == "Firm" && !candidate.alone && name.find(' ') == std::string::npos &&
        (is_surname_in(evidence, text, name) || (by_deeds && ends_longer_name(text, name)));
    if (candidate.is_sure() && !surname) {
      accepted.emplace_back(name, best->first.second, &candidate);
    } else if (candidate.anchored && candidate.places.size() >= 2) {
      ReviewItem item;
      item.what = "entity";
      // A line of the file of decisions.
      item.suggestion = "accept entity " +
                        resources.ontology().find_type(best->first.second)->key_prefix + ":" +
                        key_part(name_key(name)) + " " + in_quotes(name) +
                        " reason=" + in_quotes("by " + *candidate.signs.begin() + " alone");
      item.quote = text.raw_range(candidate.places.front());
      item.confidence = 300;
      found.review.push_back(std::move(item));
    }
    at = end;
  }

  // All places of the accepted names, the longest names first.
  std::sort(accepted.begin(), accepted.end(), [](const auto& a, const auto& b) {
    const auto& [name_a, type_a, candidate_a] = a;
    const auto& [name_b, type_b, candidate_b] = b;
    if (name_a.size() != name_b.size()) return name_a.size() > name_b.size();
    return std::tie(name_a, type_a) < std::tie(name_b, type_b);
  });
  std::map<std::uint32_t, std::vector<Span>> listed_by_block;
  for (const ListedHit& hit : listed) listed_by_block[hit.span.block].push_back(hit.span);
  std::map<std::uint32_t, std::vector<Span>> taken;
  for (const auto& [name, type, candidate] : accepted) {
    std::string rule = "discovered:";
    for (const std::string& sign : candidate->signs) rule += (rule.back() == ':' ? "" : "+") + sign;
    const int confidence = std::min<int>(
        900, 600 + 80 * static_cast<int>(candidate->signs.size()) + (candidate->alone ? 100 : 0));
    for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
      const std::string_view shown = text.blocks[b].text;
      for (std::size_t at = shown.find(name); at != std::string_view::npos;
           at = shown.find(name, at + 1)) {
        const Span span{
            b, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + name.size())}};
        const bool own_place = std::find(candidate->places.begin(), candidate->places.end(),
                                         span) != candidate->places.end();
        if (!own_place && !stands_alone(shown, span.bytes, resources.josa())) continue;
        if (overlaps_any(taken[b], span)) continue;
        // A listed name that reaches over or around this place is the better reading.
        const auto& lists = listed_by_block[b];
        const bool crossed = std::any_of(lists.begin(), lists.end(), [&](const Span& other) {
          if (!other.bytes.overlaps(span.bytes)) return false;
          const bool longer =
              span.bytes.contains(other.bytes) && span.bytes.size() > other.bytes.size();
          return !longer ||
                 (other.bytes.begin == span.bytes.begin &&
                  says_firm_alone(shown.substr(other.bytes.end, span.bytes.end - other.bytes.end)));
        });
        if (crossed) continue;
        taken[b].push_back(span);
        found.hits.push_back({span, type, std::string(type == "Agency" ? kind_of_agency(name) : ""),
                              candidate->same_as.empty() ? name : candidate->same_as, rule,
                              confidence});
      }
    }
  }
  std::sort(found.hits.begin(), found.hits.end(),
            [](const DiscoveredHit& a, const DiscoveredHit& b) { return a.span < b.span; });
  return found;
}

}  // namespace sarye

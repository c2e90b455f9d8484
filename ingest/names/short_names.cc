#include "ingest/names/short_names.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/english.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/korean_firm_words.h"

namespace sarye {
namespace {

constexpr int kShortConfidence = 700;

// First words of names that say nothing of the firm.
bool is_common_beginning(std::string_view word) {
  static const std::set<std::string_view> kCommon = {
      "First",    "American", "United",    "General",   "National", "International", "Global",
      "Standard", "North",    "South",     "East",      "West",     "Northern",      "Southern",
      "Eastern",  "Western",  "New",       "Royal",     "British",  "Central",       "Pacific",
      "Atlantic", "Advanced", "Applied",   "Digital",   "Great",    "Big",           "Best",
      "Home",     "Super",    "Universal", "World",     "Union",    "State",         "Federal",
      "Public",   "People",   "Bank",      "Asia",      "Asian",    "European",      "Chinese",
      "Japanese", "Korean",   "Indian",    "Taiwan",    "German",   "French",        "Swiss",
      "Imperial", "Dollar",   "Business",  "Financial", "Data",     "Micro",         "Electronic",
      "Clean",    "Green",    "Solar",     "Energy",    "Power",    "Health",        "Medical",
      "Modern",   "Smart",    "Star",      "Sun",       "Blue",     "Red",           "Black",
      "The",      "San",      "Los",       "Saint",     "St",       "Mount",         "Lake"};
  return kCommon.contains(word);
}

// The name without the legal forms at its end.
std::string_view without_legal_form(std::string_view name) {
  static const Pattern legal(
      R"(,? (?:Inc|Incorporated|Corp|Corporation|Ltd|Limited|LLC|LLP|PLC|plc|AG|SE|SA|S\.A|S\.p\.A|GmbH|NV|N\.V|Co|Company|Holdings?|Group|& Co)\.?$)");
  for (auto match = legal.find(name); match; match = legal.find(name)) {
    name = name.substr(0, match->bytes.begin);
  }
  return name;
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

// Whether no capitalised word that may belong to the same name stands directly beside the range.
bool stands_apart(std::string_view shown, ByteRange range) {
  if (range.end + 1 < shown.size() && shown[range.end] == ' ' && is_capital(shown[range.end + 1])) {
    return false;
  }
  if (range.end < shown.size() && (shown[range.end] == '-' || shown[range.end] == '.')) {
    if (range.end + 1 < shown.size() && shown[range.end + 1] != ' ') return false;
  }
  if (range.begin < 2) return true;
  if (shown[range.begin - 1] == '-') return false;
  if (shown[range.begin - 1] != ' ') return true;
  std::size_t word = range.begin - 1;
  while (word > 0 && shown[word - 1] != ' ') --word;
  const std::string_view before = shown.substr(word, range.begin - 1 - word);
  // Words that begin a sentence have their capital from it; "China's Trina" is an owner's.
  static const Pattern plain(
      R"(^(?:The|But|And|In|At|For|When|While|As|If|After|Before|With|By|From|Since|That|Both|Meanwhile|Rival|Analysts|Shares|Under|Like|Although|Because)$|['’]s$|-based$)");
  return before.empty() || !is_capital(before.front()) || plain.found_in(before);
}

// "a deal with Broadwind.": who takes part in something, and ends its phrase.
bool is_party(std::string_view shown, ByteRange range) {
  static const Pattern front(R"(\b(?:with|by|for|from|at) $)");
  static const Pattern end(R"(^(?:[,.;)]|$| (?:and|to|in|for|on|will|has|was|is|said)\b))");
  return front.found_in(shown.substr(range.begin > 8 ? range.begin - 8 : 0,
                                     std::min<std::size_t>(8, range.begin))) &&
         end.found_in(shown.substr(range.end, 8));
}

struct ShortForm {
  std::set<std::uint32_t> entities;
  bool first_word = false;
};

bool occurs_in_small_letters(const AnnotatedText& text, std::string_view word) {
  const std::string lower = to_lower(word);
  for (const Block& block : text.blocks) {
    const std::string_view shown = block.text;
    for (std::size_t at = shown.find(lower); at != std::string_view::npos;
         at = shown.find(lower, at + 1)) {
      const ByteRange range{static_cast<std::uint32_t>(at),
                            static_cast<std::uint32_t>(at + lower.size())};
      if (latin_borders(shown, range)) return true;
    }
  }
  return false;
}

// "ASML Holding NV" is ASML where the text says so too: the discovered full name joins the known
// short one.
void join_full_names(AnnotatedText& text) {
  std::map<std::string, std::set<std::uint32_t>, std::less<>> known;
  for (const TextMention& mention : text.mentions) {
    if (text.entities[mention.entity].type == "Firm") {
      known[std::string(text.text_of(mention.span))].insert(mention.entity);
    }
  }
  for (TextMention& mention : text.mentions) {
    if (!mention.rule.starts_with("discovered:") || text.entities[mention.entity].type != "Firm") {
      continue;
    }
    const std::string_view name = text.text_of(mention.span);
    const std::string_view stem = without_legal_form(name);
    if (stem.size() == name.size()) continue;
    const auto found = known.find(stem);
    if (found != known.end() && found->second.size() == 1) mention.entity = *found->second.begin();
  }
}

}  // namespace

void add_short_names(AnnotatedText& text) {
  join_full_names(text);
  std::map<std::string, ShortForm> forms;
  std::set<std::string, std::less<>> full;
  for (const TextMention& mention : text.mentions) {
    if (text.entities[mention.entity].type != "Firm") {
      full.insert(std::string(text.text_of(mention.span)));
      continue;
    }
    if (text.blocks[mention.span.block].language != Language::English) continue;
    const std::string_view name = text.text_of(mention.span);
    full.insert(std::string(name));
    if (name.find(' ') == std::string_view::npos || !is_capital(name.front())) continue;
    const std::string_view stem = without_legal_form(name);
    if (stem.size() < name.size() && stem.size() >= 3) {
      forms[std::string(stem)].entities.insert(mention.entity);
    }
    const std::string_view first = stem.substr(0, stem.find(' '));
    if (first.size() < stem.size() && first.size() >= 4 && !is_common_beginning(first)) {
      ShortForm& form = forms[std::string(first)];
      form.entities.insert(mention.entity);
      form.first_word = true;
    }
  }
  static const Pattern acts(
      R"(^(?:['’]s\b|s?['’] |,? (?:said|says|reported|has|had|expects?|plans|will|also|is|was|shares|announced|launched|sold|posted|recorded|booked|lost|earned|employs|operates|makes|sells|owns|would|agreed|signed|and its|which|one of|a |the )\b))");
  std::map<std::uint32_t, std::vector<ByteRange>> taken;
  for (const TextMention& mention : text.mentions) {
    taken[mention.span.block].push_back(mention.span.bytes);
  }
  std::vector<TextMention> added;
  for (const auto& [word, form] : forms) {
    if (form.entities.size() != 1 || full.contains(word)) continue;
    const bool single = word.find(' ') == std::string::npos;
    if (single && (is_common_beginning(word) || occurs_in_small_letters(text, word))) continue;
    std::vector<Span> places;
    bool shown_to_act = !form.first_word;
    for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
      if (text.blocks[b].language != Language::English) continue;
      const std::string_view shown = text.blocks[b].text;
      for (std::size_t at = shown.find(word); at != std::string_view::npos;
           at = shown.find(word, at + 1)) {
        const ByteRange range{static_cast<std::uint32_t>(at),
                              static_cast<std::uint32_t>(at + word.size())};
        const auto& here = taken[b];
        const bool overlaps = std::any_of(here.begin(), here.end(),
                                          [&](ByteRange other) { return other.overlaps(range); });
        if (overlaps || !latin_borders(shown, range) || !stands_apart(shown, range)) continue;
        places.push_back({b, range});
        shown_to_act = shown_to_act || acts.found_in(shown.substr(range.end, 24)) ||
                       (word.size() >= 6 && is_party(shown, range));
      }
    }
    if (!shown_to_act) continue;
    for (const Span& place : places) {
      taken[place.block].push_back(place.bytes);
      added.push_back({place, *form.entities.begin(), "short-form", kShortConfidence, false});
    }
  }
  text.mentions.insert(text.mentions.end(), added.begin(), added.end());
}

void add_korean_short_names(AnnotatedText& text, const JosaTable& josa,
                            const KoreanPlainWords& plain) {
  constexpr std::string_view kGroup = "그룹";
  std::map<std::string, std::set<std::uint32_t>, std::less<>> forms;
  std::set<std::string, std::less<>> full;
  std::map<std::uint32_t, std::vector<ByteRange>> taken;
  for (const TextMention& mention : text.mentions) {
    taken[mention.span.block].push_back(mention.span.bytes);
    const std::string_view name = text.text_of(mention.span);
    full.insert(std::string(name));
    if (text.entities[mention.entity].type != "Firm" ||
        text.blocks[mention.span.block].language != Language::Korean) {
      continue;
    }
    const std::size_t end = company_end(name);
    if (end == 0) continue;
    const std::string_view front = name.substr(0, name.size() - end);
    const bool group = name.substr(front.size()) == kGroup;
    if (count_code_points(front) < (group ? 2U : 3U) || plain.explain(front)) continue;
    if (count_scripts(front)[Script::Hangul] != count_code_points(front)) continue;
    forms[std::string(front)].insert(mention.entity);
  }
  std::vector<TextMention> added;
  for (const auto& [word, entities] : forms) {
    if (entities.size() != 1 || full.contains(word)) continue;
    for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
      const std::string_view shown = text.blocks[b].text;
      for (std::size_t at = shown.find(word); at != std::string_view::npos;
           at = shown.find(word, at + word.size())) {
        ByteRange range{static_cast<std::uint32_t>(at),
                        static_cast<std::uint32_t>(at + word.size())};
        // 가람PE for 가람프라이빗에쿼티.
        if (shown.substr(range.end).starts_with("PE")) range.end += 2;
        const bool goes_on = range.end < shown.size() &&
                             static_cast<unsigned char>(shown[range.end]) < 0x80 &&
                             std::isalnum(static_cast<unsigned char>(shown[range.end])) != 0;
        const auto& here = taken[b];
        const bool overlaps = std::any_of(here.begin(), here.end(),
                                          [&](ByteRange other) { return other.overlaps(range); });
        if (overlaps || goes_on || !korean_begin(shown, range.begin) ||
            !korean_ending(shown, range, josa)) {
          continue;
        }
        added.push_back({{b, range}, *entities.begin(), "short-form", kShortConfidence, false});
      }
    }
  }
  text.mentions.insert(text.mentions.end(), added.begin(), added.end());
}

}  // namespace sarye

#include "ingest/metrics/english_measure_phrases.h"

#include <algorithm>
#include <functional>
#include <set>

#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/word_set.h"

namespace sarye {
namespace {

constexpr std::size_t kMostWords = 5;     // of a measure's name
constexpr std::size_t kShortestHead = 3;  // letters

WordSet listed_words(std::set<std::string, std::less<>> words) {
  return WordSet(words);
}

// Words at which a noun phrase begins or ends.
bool borders_phrase(std::string_view word) {
  static const WordSet kBorders = listed_words(
      {"the",      "a",       "an",       "its",      "their",    "our",       "this",
       "that",     "these",   "those",    "and",      "or",       "but",       "with",
       "by",       "to",      "from",     "into",     "at",       "on",        "as",
       "than",     "over",    "after",    "before",   "while",    "which",     "who",
       "when",     "where",   "if",       "about",    "around",   "nearly",    "almost",
       "some",     "more",    "less",     "up",       "down",     "is",        "are",
       "was",      "were",    "be",       "been",     "has",      "have",      "had",
       "will",     "would",   "could",    "can",      "may",      "said",      "says",
       "saw",      "sees",    "include",  "includes", "included", "including", "reported",
       "posted",   "took",    "take",     "made",     "make",     "make",      "won",
       "booked",   "signed",  "received", "secured",  "recorded", "announced", "because",
       "since",    "during",  "through",  "per",      "only",     "just",      "his",
       "her",      "my",      "any",      "each",     "every",    "both",      "also",
       "not",      "no",      "so",       "then",     "lifting",  "raising",   "taking",
       "bringing", "pushing", "cutting",  "pushed",   "lifted",   "raised",    "brought",
       "drove",    "cut",     "sent",     "helped",   "against",  "between",   "despite",
       "amid",     "like",    "such"});
  return kBorders.contains(word);
}

// Words that end no measure's name.
bool is_no_head(std::string_view word) {
  static const WordSet kNone = listed_words(
      {"it",        "they",      "he",         "she",        "we",       "you",       "company",
       "companies", "firm",      "firms",      "group",      "carrier",  "airline",   "maker",
       "bank",      "retailer",  "unit",       "division",   "business", "market",    "industry",
       "sector",    "country",   "government", "year",       "quarter",  "month",     "week",
       "day",       "half",      "period",     "time",       "analysts", "investors", "executives",
       "people",    "others",    "rivals",     "range",      "total",    "sum",       "amount",
       "hundreds",  "thousands", "millions",   "billions",   "tens",     "part",      "most",
       "all",       "one",       "each",       "rest",       "majority", "fraction",  "excess",
       "worth",     "addition",  "million",    "billion",    "trillion", "percent",   "cent",
       "cents",     "dollars",   "yuan",       "won",        "yen",      "euros",     "stake",
       "stakes",    "tariff",    "tariffs",    "duty",       "duties",   "tax",       "interest",
       "discount",  "premium",   "rate",       "there",      "what",     "sharply",   "further",
       "overall",   "then",      "first",      "second",     "third",    "fourth",    "index",
       "inflation", "economy",   "gdp",        "population", "age",      "response",  "exchange",
       "return",    "value",     "size",       "length",     "height",   "weight",    "distance",
       "speed",     "least",     "combined",   "average",    "maximum",  "minimum",   "pace",
       "cost",      "price",     "hand",       "number",     "plant",    "plants",    "case",
       "end"});
  return word.size() < kShortestHead || kNone.contains(word) || word.ends_with("ly") ||
         word.ends_with("ing");
}

bool latin_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::optional<MeasurePhrase> phrase_before(std::string_view sentence, std::string_view lower,
                                           std::size_t begin, std::size_t end) {
  while (end > begin && lower[end - 1] == ' ') --end;
  std::size_t last = end;
  std::size_t first = end;
  std::size_t complement = 0;  // where the words behind "of" end
  std::size_t words = 0;
  for (std::size_t at = end; at > begin;) {
    std::size_t from = at;
    while (from > begin && lower[from - 1] != ' ') --from;
    const std::string_view word = lower.substr(from, at - from);
    const char tail = word.empty() ? ' ' : word.back();
    const bool possessive = word.ends_with("'s") || word.ends_with("’s") || word.ends_with("s'");
    if (words == 0 && !(latin_letter(tail) || (tail >= '0' && tail <= '9'))) return std::nullopt;
    if (words > 0 && !(latin_letter(tail) || (tail >= '0' && tail <= '9') || tail == ')')) break;
    if (possessive) break;
    const bool link = word == "of" || word == "for" || word == "in" || word == "at" || word == "on";
    if (link && words > 0 && complement == 0 && from > begin) {
      complement = word == "of" || word == "for" ? end : 0;
      last = complement != 0 ? end : from - 1;
      end = from - 1;
      at = end;
      words = 0;
      first = at;
      if (complement == 0) complement = 1;
      continue;
    }
    if (borders_phrase(word) || word.front() == '(' ||
        (word.front() >= '0' && word.front() <= '9' &&
         word.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos)) {
      break;
    }
    first = from;
    if (++words == kMostWords) break;
    if (from == begin) break;
    at = from - 1;
  }
  if (words == 0) return std::nullopt;
  // The head: the last word of the phrase without its complement.
  std::size_t head = end;
  while (head > first && lower[head - 1] != ' ') --head;
  const std::string_view word = lower.substr(head, end - head);
  if (is_no_head(word)) return std::nullopt;
  const std::string_view shown = sentence.substr(head, end - head);
  const bool capital = shown.front() >= 'A' && shown.front() <= 'Z';
  if (capital) {
    // An abbreviation of several capitals may measure something (ARPU), a name does not.
    static const Pattern abbreviation(R"(^[A-Z]{2,6}s?$)");
    if (!abbreviation.found_in(shown)) return std::nullopt;
  }
  static const Pattern plain(R"(^[a-z][a-z0-9’'/&-]*$)");
  if (!plain.found_in(word)) return std::nullopt;
  MeasurePhrase out;
  out.bytes = {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)};
  out.name = std::string(lower.substr(first, last - first));
  return out;
}

std::optional<MeasurePhrase> phrase_behind(std::string_view sentence, std::string_view lower,
                                           std::size_t begin, std::size_t end) {
  static const Pattern words(
      R"(^(?:(?:its|the|their|our|total|overall|combined) )*((?:[a-z0-9’'&-]+ ?){1,4}))");
  const std::string_view rest = lower.substr(begin, end - begin);
  const auto match = words.find(rest);
  if (!match) return std::nullopt;
  std::size_t first = match->groups[0]->begin;
  std::size_t last = first;
  std::string_view head;
  for (std::size_t at = first; at < match->groups[0]->end;) {
    const std::size_t space = std::min<std::size_t>(rest.find(' ', at), match->groups[0]->end);
    const std::string_view word = rest.substr(at, space - at);
    if (word.empty() || borders_phrase(word) || word == "of" || word == "in" || word == "for" ||
        (word.front() >= '0' && word.front() <= '9') || word.ends_with("’s") ||
        word.ends_with("'s")) {
      break;
    }
    head = word;
    last = space;
    at = space + 1;
  }
  if (head.empty() || is_no_head(head)) return std::nullopt;
  const char shown = sentence[begin + last - head.size()];
  if (shown >= 'A' && shown <= 'Z') return std::nullopt;
  MeasurePhrase out;
  out.bytes = {static_cast<std::uint32_t>(begin + first), static_cast<std::uint32_t>(begin + last)};
  out.name = std::string(rest.substr(first, last - first));
  return out;
}

}  // namespace sarye

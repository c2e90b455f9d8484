#include "ingest/clauses/english_openers.h"

#include <array>
#include <string>
#include <string_view>

#include "ingest/clauses/english_actions.h"
#include "ingest/clauses/english_possessions.h"

namespace sarye {
namespace {

enum class Side : std::uint8_t { OpenerIsObject, OpenerIsSubject };

struct Opening {
  std::string_view word_class;
  std::string_view family;
  Side side;  // of the firms that the phrase names
};

constexpr std::array<Opening, 5> kOpenings = {{
    {"opens_rivalry", "COMPETES_WITH", Side::OpenerIsObject},
    {"opens_partnership", "PARTNERS_WITH", Side::OpenerIsObject},
    {"opens_membership", "PART_OF", Side::OpenerIsObject},
    {"opens_purchase", "INVESTS_IN", Side::OpenerIsObject},
    {"opens_backing", "INVESTS_IN", Side::OpenerIsSubject},
}};

// Where the words stand in the text in lower case, at borders of words: behind them; 0: nowhere.
std::size_t behind_words(std::string_view text, std::string_view words) {
  for (std::size_t at = text.find(words); at != std::string_view::npos;
       at = text.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    if ((at == 0 || text[at - 1] == ' ') && end < text.size() && text[end] == ' ') return end;
  }
  return 0;
}

// The end of the words of the class that stand first in the text; 0: none do.
std::size_t behind_class(const EnglishSentence& in, std::string_view text, std::string_view name) {
  std::size_t first = 0;
  for (const std::string& words : in.context().frames.words(Language::English, name)) {
    const std::size_t end = behind_words(text, words);
    if (end != 0 && (first == 0 || end < first)) first = end;
  }
  return first;
}

EnglishSentence::Arguments firms_between(const EnglishSentence& in, ByteRange bytes) {
  EnglishSentence::Arguments out;
  const AnnotatedText& text = in.context().text;
  for (const TextMention& mention : text.mentions_near(in.reading().span)) {
    if (mention.inherited || mention.span.block != in.reading().span.block ||
        !bytes.contains(mention.span.bytes) || text.entities[mention.entity].type != "Firm") {
      continue;
    }
    out.push_back(mentioned(mention));
  }
  return out;
}

// The first chunk of the phrase in front of the subject at `noun` and its comma; nothing: a clause
// stands there, or nothing.
std::optional<std::size_t> opening_before(const EnglishSentence& in, std::size_t noun) {
  if (noun < 2 || !in.at(noun - 1).is(ChunkKind::Comma)) return std::nullopt;
  std::size_t begin = noun - 1;
  while (begin > 0 && !in.at(begin - 1).is(ChunkKind::Break)) --begin;
  for (std::size_t i = begin; i + 1 < noun; ++i) {
    if (in.at(i).is(ChunkKind::Clause)) return std::nullopt;
    // A verb of its own: but not that of a relative clause, nor the participle that opens.
    if (i == begin || !in.at(i).is(ChunkKind::Verb) || !in.chunks().finite(i)) continue;
    bool relative = false;
    for (std::size_t j = begin; j < i; ++j) relative |= in.at(j).is(ChunkKind::Relative);
    if (!relative) return std::nullopt;
  }
  return begin;
}

// "With its own mines and a fleet of 30 ships, Delmar"
void add_holding(EnglishSentence& in, std::size_t begin, std::size_t end, std::string_view text,
                 const EnglishSentence::Arguments& subjects) {
  const bool uses = behind_class(in, text, "opens_using") != 0;
  const bool any = uses || behind_class(in, text, "opens_holding") != 0;
  if (!any && !text.starts_with("with ")) return;
  std::size_t from = begin;
  while (from + 1 < end && !in.at(from + 1).is(ChunkKind::Noun)) ++from;
  for (const std::size_t noun : in.list_behind(from)) {
    if (noun >= end) break;
    const bool its = in.at(noun).owned && !in.at(noun).owner;
    if (!any && !its && !in.listed("asset", in.at(noun).word)) continue;
    if (auto what = english_resource(in, noun)) {
      in.add(uses ? "USES" : "HAS", subjects, *what, begin, "en-opening");
    }
  }
}

}  // namespace

void add_english_opening(EnglishSentence& in, std::size_t verb) {
  if (!in.chunks().finite(verb)) return;
  const auto nouns = in.subjects(verb);
  if (nouns.empty()) return;
  std::size_t first = nouns.front();
  while (first > 0 && in.at(first - 1).is(ChunkKind::Noun) && in.at(first - 1).owner) --first;
  const auto begin = opening_before(in, first);
  if (!begin) return;
  const auto subjects = in.firms(nouns, true);
  if (subjects.empty()) return;
  // "together" is no chunk of its own.
  const std::uint32_t from =
      *begin == 0 ? in.reading().span.bytes.begin : in.at(*begin).whole.begin;
  const ByteRange bytes{from, in.at(first - 1).bytes.begin};
  const std::string text = in.lower(bytes);
  for (const Opening& opening : kOpenings) {
    const std::size_t behind = behind_class(in, text, opening.word_class);
    if (behind == 0) continue;
    const ByteRange rest{bytes.begin + static_cast<std::uint32_t>(behind), bytes.end};
    for (const Argument& one : firms_between(in, rest)) {
      if (opening.side == Side::OpenerIsObject) {
        in.add(opening.family, subjects, one, *begin, "en-opening");
      } else {
        for (const Argument& subject : subjects) {
          in.add(opening.family, {one}, subject, *begin, "en-opening");
        }
      }
    }
    return;
  }
  add_holding(in, *begin, first - 1, text, subjects);
}

}  // namespace sarye

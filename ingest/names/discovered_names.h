// Names that no list has: firms, products, agencies and persons that the document itself shows to
// be such, by legal forms, suffixes, tickers, titles, appositions, actors' verbs, coordination.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/concepts/korean_nouns.h"
#include "ingest/language/korean_plain.h"
#include "ingest/lexicon/word_set.h"
#include "ingest/names/by_word.h"
#include "ingest/names/chinese_borders.h"
#include "ingest/names/listed_names.h"
#include "ingest/stage/annotated_text.h"
#include "ingest/stage/resources.h"

namespace sarye {

struct DiscoveredHit {
  Span span;
  std::string type;
  std::string kind;
  std::string name;  // the name as a whole; the same for all its places
  std::string rule;
  int confidence = 700;
};

struct DiscoveredNames {
  std::vector<DiscoveredHit> hits;  // in order of place; do not overlap each other
  std::vector<ReviewItem> review;   // names with one kind of evidence
};

// One indication that a stretch of a block names something.
struct NameEvidence {
  Span span;
  std::string type;
  std::string sign;          // the kind of evidence: suffix, apposition, title, actor, ...
  bool alone = false;        // leaves no doubt by itself: legal form, ticker
  bool anchor = true;        // may begin a candidate; else it only adds to one
  std::string same_as = {};  // the full name that this one shortens: DeepSeek-V9 for V9
  // What was shown: one sign with two of these counts twice. Empty: the sign alone counts.
  std::string what = {};
  // The name beside this one: the sign counts once that one is known to be of the same type.
  std::string beside = {};
};

struct EnglishNameSigns;

// What discovery asks, made once for all texts. Borrowed.
struct NameKnowledge {
  const WordSet& group_names;  // as group_short_names gives them
  const KoreanNouns& nouns;
  const KoreanPlainWords& plain;
  const EnglishNameSigns& english_signs;
  const Resources& resources;
};

// The names that are not in `listed`, with evidence of two kinds, and the agencies at `bodies`. Every place of an accepted name
// is a hit, also those without evidence of their own.
DiscoveredNames discover_names(const AnnotatedText& text, const std::vector<ListedHit>& listed,
                               const std::vector<Span>& bodies, const NameKnowledge& known);

// How the names of a group's companies begin in Korean: 삼성, 롯데, SK. No plain words.
WordSet group_short_names(const Gazetteer& gazetteer);

// A Chinese block, its listed hits and the borders of names in it, which refer to both.
struct ChineseBlock {
  ChineseBlock(std::uint32_t number, std::vector<ListedHit> hits)
      : block(number), listed(std::move(hits)) {}

  std::uint32_t block;
  std::vector<ListedHit> listed;
  std::unique_ptr<ChineseBorders> borders;
};

// What a Korean word says of itself as the name of a firm.
struct KoreanWordSigns {
  std::uint32_t stem = 0;    // bytes of it without its particle
  bool long_enough = false;  // for a name
  bool suffix = false;       // ends as firms' names do
  bool family = false;       // begins with the name of a group
  bool subject = false;      // its particle makes it a subject or topic
};

// The same of a word that may be made up.
struct CoinedWord {
  std::uint32_t stem = 0;  // bytes of it without its particle
  std::size_t size = 0;    // characters of the stem
  bool hangul = false;     // has a letter of Hangul
  bool bare_form = false;  // a legal form that stands as a word
  bool possible = false;   // no firm is called so otherwise
  bool coined = false;     // no plain words make it up
  bool company = false;    // ends in what only firms are called
  bool telling = false;    // a strange word says by itself that it is a name
};

// What each language shows. `listed` are the hits of this block, in order; `group_names` as above.
void korean_evidence(const AnnotatedText& text, std::uint32_t block,
                     const std::vector<ListedHit>& listed, const WordSet& group_names,
                     const Resources& resources, ByWord<KoreanWordSigns>& words,
                     std::vector<NameEvidence>& out);
// Korean: words that no plain words make up, where the sentence shows a firm.
void coined_evidence(const AnnotatedText& text, std::uint32_t block,
                     const std::vector<ListedHit>& listed, const KoreanPlainWords& plain,
                     const Resources& resources, ByWord<CoinedWord>& words,
                     std::vector<NameEvidence>& out);
// Korean: names in lists of firms.
void company_list_evidence(const AnnotatedText& text, std::uint32_t block,
                           const std::vector<ListedHit>& listed, const KoreanPlainWords& plain,
                           const Resources& resources, std::vector<NameEvidence>& out);
// Korean: partners in a pact that a listed firm signs.
void pact_evidence(const AnnotatedText& text, std::uint32_t block,
                   const std::vector<ListedHit>& listed, const KoreanNouns& nouns,
                   const Resources& resources, std::vector<NameEvidence>& out);
void chinese_evidence(const AnnotatedText& text, std::uint32_t block,
                      const std::vector<ListedHit>& listed, const ChineseBorders& borders,
                      std::vector<NameEvidence>& out);
// What the Chinese blocks of a document show when they are read together.
void chinese_context(const AnnotatedText& text, const std::deque<ChineseBlock>& blocks,
                     std::vector<NameEvidence>& out);
// What the tagger sees in a Chinese block; nothing without its words.
void tagged_evidence(const AnnotatedText& text, std::uint32_t block,
                     const std::vector<ListedHit>& listed, const ChineseBorders& borders,
                     const std::map<std::string_view, int>& organisation_counts,
                     std::vector<NameEvidence>& out);
// How often the tagger takes each string for an organisation. Views into `text`.
std::map<std::string_view, int> organisation_counts(const AnnotatedText& text);
void agency_evidence(const AnnotatedText& text, std::uint32_t block,
                     const std::vector<ListedHit>& listed, std::vector<NameEvidence>& out);
void latin_evidence(const AnnotatedText& text, std::uint32_t block,
                    const std::vector<ListedHit>& listed, const EnglishNameSigns& english_signs,
                    std::vector<NameEvidence>& out);
// Towns that no list has, by what stands or is based there.
void english_place_signs(const AnnotatedText& text, std::uint32_t block,
                         const std::vector<ListedHit>& listed, std::vector<NameEvidence>& out);
void product_evidence(const AnnotatedText& text, std::uint32_t block,
                      const std::vector<ListedHit>& listed, std::vector<NameEvidence>& out);
// Korean and English: drugs by the ends of their names.
void drug_evidence(const AnnotatedText& text, std::uint32_t block,
                   const std::vector<ListedHit>& listed, const KoreanPlainWords& plain,
                   const JosaTable& josa, std::vector<NameEvidence>& out);
// Korean: what is named in quotation marks beside a noun of goods or as what is launched.
void korean_product_evidence(const AnnotatedText& text, std::uint32_t block,
                             const std::vector<ListedHit>& listed, const Frames& frames,
                             std::vector<NameEvidence>& out);
void person_evidence(const AnnotatedText& text, std::uint32_t block,
                     std::vector<NameEvidence>& out);
// Whether `name` begins with a usual Chinese surname of one character.
bool has_chinese_surname(std::string_view name);

}  // namespace sarye

// What the nouns beside a Korean verb stand for: who speaks for a firm, what a product owns, what
// the noun behind a verb may become.
#include <algorithm>

#include "ingest/arguments/arguments.h"

namespace sarye {

// Whether the words at `end` only go on, and are no noun that the clause is said of.
bool ArgumentFinder::goes_on_behind(const Reading& reading, std::uint32_t end) const {
  const std::string_view block = text_.blocks[reading.span.block].text;
  const std::string_view behind = text_between(block, end, reading.span.bytes.end);
  for (const std::string_view word :
       {" 한편", " 동시에", " 등 ", " 데 이어", " 모습이", " 모양새", " 것으로 ", " 가운데 "}) {
    if (behind.starts_with(word)) return true;
  }
  return false;
}

// "가람 관계자는 …": the firm that somebody speaks for; "김 사장은": whom the text is about.
std::vector<Argument> ArgumentFinder::spoken_for(const Reading& reading, const CueHit& hit,
                                                 const NounPhrase& phrase,
                                                 const TypeSet& types) const {
  if (types.count("Firm") == 0 || phrase.pronoun) return {};
  const std::string_view block = text_.blocks[reading.span.block].text;
  std::string_view words = text_between(block, phrase.bytes.begin, phrase.bytes.end);
  words = words.substr(0, words.find('('));
  const std::string_view word = words.substr(words.rfind(' ') + 1);
  if (!frames_.has_word(Language::Korean, "speaker", word)) return {};
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    if (!mention.inherited && mention.span.block == reading.span.block &&
        phrase.bytes.contains(mention.span.bytes) &&
        text_.entities[mention.entity].type == "Firm") {
      return {mentioned(mention)};
    }
  }
  auto out = absent_subject(reading, hit, types);
  constexpr std::uint32_t kNearBlock = 2;
  if (out.empty() && last_firm_ && last_block_ <= reading.span.block &&
      reading.span.block - last_block_ <= kNearBlock) {
    Argument found;
    found.entity = *last_firm_;
    found.coreference = true;
    found.bytes = {hit.bytes.begin, hit.bytes.begin};
    out.push_back(std::move(found));
  }
  return out;
}

// "기술을 보유한 바이오 기업 가람": whether the noun behind the wording names a firm.
bool ArgumentFinder::says_of_firm(const Reading& reading, const CueHit& hit) const {
  const auto next = std::ranges::find_if(reading.phrases, [&](const NounPhrase& phrase) {
    return phrase.bytes.begin >= hit.whole.end;
  });
  return next != reading.phrases.end() && next->bytes.begin <= hit.whole.end + 2 &&
         names_one(reading, *next, {"Firm"});
}

// "‘가람툴’의 실물을 공개": the product that the thing belongs to.
std::vector<Argument> ArgumentFinder::product_of(const Reading& reading, const CueHit& hit,
                                                 const NounPhrase& phrase,
                                                 const TypeSet& types) const {
  if (hit.frame->family != "OFFERS" || types.count("Product") == 0) return {};
  const std::string_view block = text_.blocks[reading.span.block].text;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    if (mention.inherited || mention.span.block != reading.span.block ||
        !phrase.bytes.contains(mention.span.bytes) ||
        text_.entities[mention.entity].type != "Product") {
      continue;
    }
    std::string_view rest = block.substr(mention.span.bytes.end);
    for (const std::string_view mark : {"’", "'", "”", "\""}) {
      if (rest.starts_with(mark)) rest.remove_prefix(mark.size());
    }
    if (rest.starts_with("의 ")) return {mentioned(mention)};
  }
  return {};
}

// What the noun behind "마련한", "내세운" may become: a paper that is issued, a strategy by its
// name.
std::string_view ArgumentFinder::behind_type(const Reading& reading, const CueHit& hit,
                                             const NounPhrase& phrase) const {
  if (hit.frame->family == "ISSUES") return bare_type(reading, hit, phrase);
  if (hit.frame->family != "PURSUES" || phrase.pronoun) return {};
  const std::string_view block = text_.blocks[reading.span.block].text;
  const std::string_view words = text_between(block, phrase.bytes.begin, phrase.bytes.end);
  const std::size_t space = words.rfind(' ');
  if (space == std::string_view::npos) return {};
  const std::string_view word = words.substr(space + 1);
  const bool named = frames_.has_word(Language::Korean, "plan_head", word) || word == "정책";
  return named ? std::string_view("Strategy") : std::string_view();
}

}  // namespace sarye

#include "ingest/relations/restrictions.h"

#include <set>
#include <utility>
#include <vector>

#include "engine/text/unicode.h"
#include "ingest/concepts/concept_book.h"

namespace sarye {
namespace {

constexpr int kRestrictionConfidence = 700;

// The place in `name` where a word of the class begins that ends the name; 0: it has none.
std::size_t restriction_at(std::string_view name, const WordSet& words) {
  std::size_t longest = 0;
  for (const std::string& word : words) {
    const bool ends = name.size() > word.size() && name.substr(name.size() - word.size()) == word;
    if (ends && word.size() > longest) longest = word.size();
  }
  return longest == 0 ? 0 : name.size() - longest;
}

const Sentence* sentence_of(const AnnotatedText& text, const Span& span) {
  for (const Sentence& sentence : text.sentences) {
    if (sentence.span.block == span.block && sentence.span.bytes.contains(span.bytes)) {
      return &sentence;
    }
  }
  return nullptr;
}

// The last words of `span`: behind "…의 " or a place's name, without spaces at the ends.
Span goods(Span span, const AnnotatedText& text) {
  for (const TextMention& mention : text.mentions_in(span.block)) {
    if (mention.inherited || mention.span.block != span.block ||
        text.entities[mention.entity].type != "Place") {
      continue;
    }
    if (mention.span.bytes.begin == span.bytes.begin && mention.span.bytes.end < span.bytes.end) {
      span.bytes.begin = mention.span.bytes.end;
    }
  }
  static constexpr std::string_view kOf = "의 ";
  std::string_view words = text.text_of(span);
  const std::size_t of = words.rfind(kOf);
  if (of != std::string_view::npos) {
    span.bytes.begin += static_cast<std::uint32_t>(of + kOf.size());
  }
  words = text.text_of(span);
  while (!words.empty() && words.front() == ' ') {
    words.remove_prefix(1);
    ++span.bytes.begin;
  }
  while (!words.empty() && words.back() == ' ') {
    words.remove_suffix(1);
    --span.bytes.end;
  }
  return span;
}

}  // namespace

void find_restrictions(AnnotatedText& text, const Frames& frames) {
  ConceptBook book(text);
  std::set<std::pair<std::uint32_t, std::uint32_t>> known;
  // Those that are there now; `book` adds others behind them.
  const std::size_t count = text.mentions.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (text.mentions[i].inherited) continue;
    const struct {
      Span span;
      std::uint32_t entity;
    } whole{text.mentions[i].span, text.mentions[i].entity};
    const std::string& type = text.entities[whole.entity].type;
    if (type != "Policy" && type != "EnvironmentFactor") continue;
    const std::string_view name = text.text_of(whole.span);
    const Language language = text.blocks[whole.span.block].language;
    const std::size_t at = restriction_at(name, frames.words(language, "restriction"));
    if (at == 0) continue;
    const Sentence* sentence = sentence_of(text, whole.span);
    if (sentence == nullptr) continue;
    const auto border = whole.span.bytes.begin + static_cast<std::uint32_t>(at);
    std::set<std::uint32_t> restricted;
    for (std::size_t j = 0; j < count; ++j) {
      const TextMention& part = text.mentions[j];
      const std::string& kind = text.entities[part.entity].type;
      const ByteRange bytes = part.span.bytes;
      if (part.inherited || part.span.block != whole.span.block ||
          (kind != "Resource" && kind != "Product")) {
        continue;
      }
      if (bytes.begin >= whole.span.bytes.begin && bytes.end <= border && border - bytes.end <= 1) {
        restricted.insert(part.entity);
      }
    }
    if (restricted.empty()) {
      // Not known yet: the words behind the owner, "미국의 첨단 반도체 수출 제재".
      const Span words = goods({whole.span.block, {whole.span.bytes.begin, border}}, text);
      const std::string goods_name = concept_name(text.text_of(words));
      if (count_code_points(goods_name) < 2) continue;
      const std::uint32_t entity = book.entity("Resource", goods_name, language);
      book.mention(words, entity, "restriction-name", kRestrictionConfidence);
      restricted.insert(entity);
    }
    for (const std::uint32_t object : restricted) {
      if (!known.insert({whole.entity, object}).second) continue;
      TextAssertion assertion;
      assertion.family = "CONSTRAINS";
      assertion.subject = whole.entity;
      assertion.object = object;
      assertion.confidence = kRestrictionConfidence;
      assertion.quote = sentence->span;
      assertion.cue = {whole.span.block, {border, whole.span.bytes.end}};
      assertion.rule = "restriction-name";
      text.assertions.push_back(std::move(assertion));
    }
  }
  sort_mentions(text);
}

}  // namespace sarye

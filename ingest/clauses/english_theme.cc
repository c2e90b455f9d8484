#include "ingest/clauses/english_theme.h"

#include "ingest/clauses/english_words.h"

namespace sarye {

void EnglishTheme::remember(const EnglishSentence& sentence) {
  what_.reset();
  for (std::size_t i = 0; i < sentence.chunks().size(); ++i) {
    const EnglishChunk& chunk = sentence.at(i);
    if (chunk.is(ChunkKind::Preposition)) {
      ++i;  // "In May the act": a circumstance
      continue;
    }
    if (!chunk.is(ChunkKind::Noun)) continue;
    if (chunk.pronoun) return;
    what_ = sentence.named(i, {"Policy", "Strategy", "Mechanism"});
    if (!what_) return;
    what_->coreference = true;
    block_ = sentence.reading().span.block;
    policy_ = sentence.context().text.entities[what_->entity].type == "Policy";
    return;
  }
}

std::optional<Argument> EnglishTheme::meant(const EnglishSentence& sentence,
                                            std::size_t noun) const {
  const EnglishChunk& chunk = sentence.at(noun);
  if (!what_ || block_ != sentence.reading().span.block || !chunk.pronoun ||
      !is_among(chunk.word, {"it", "they"})) {
    return std::nullopt;
  }
  Argument out = *what_;
  out.bytes = chunk.bytes;
  return out;
}

std::optional<Argument> EnglishTheme::policy_meant(const EnglishSentence& sentence,
                                                   std::size_t noun) const {
  return policy_ ? meant(sentence, noun) : std::nullopt;
}

}  // namespace sarye

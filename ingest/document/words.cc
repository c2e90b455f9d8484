#include "ingest/document/words.h"

namespace sarye {

Result<void> Words::run(AnnotatedText& text) const {
  const LacTagger* tagger = resources_.tagger();
  if (tagger == nullptr) return {};
  for (const Sentence& sentence : text.sentences) {
    if (sentence.language != Language::Chinese) continue;
    for (const TaggedRange& word : tagger->tag(text.text_of(sentence.span))) {
      const std::uint32_t begin = sentence.span.bytes.begin;
      text.words.push_back(
          {{sentence.span.block, {begin + word.bytes.begin, begin + word.bytes.end}}, word.tag});
    }
  }
  return {};
}

}  // namespace sarye

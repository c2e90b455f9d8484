#include "ingest/clauses/english_chunks.h"

#include <algorithm>
#include <string>

#include "ingest/clauses/english_chunker.h"
#include "ingest/clauses/english_words.h"

namespace sarye {

EnglishChunks::EnglishChunks(const AnnotatedText& text, const Frames& frames,
                             const Reading& reading)
    : frames_(frames),
      chunks_(read_english_chunks(text, frames, reading)),
      verb_classes_(chunks_.size()),
      reduced_(chunks_.size()) {}

bool EnglishChunks::is(std::size_t index, ChunkKind kind) const {
  return index < chunks_.size() && chunks_[index].is(kind);
}

bool EnglishChunks::preposition(std::size_t index, std::string_view word) const {
  return index < chunks_.size() && chunks_[index].is_word(ChunkKind::Preposition, word);
}

bool EnglishChunks::opens_examples(std::size_t index) const {
  return is(index, ChunkKind::Preposition) &&
         is_among(chunks_[index].word, {"such as", "like", "including"});
}

bool EnglishChunks::opens_clause(std::size_t index) const {
  return is(index, ChunkKind::Preposition) &&
         is_among(chunks_[index].word, {"as", "after", "before", "since", "until", "than"});
}

bool EnglishChunks::verb_in(std::size_t verb, std::string_view word_class,
                            std::string_view behind) const {
  const WordClasses classes = verb_classes(verb, behind);
  return classes != 0 && (classes & frames_.class_bit(Language::English, word_class)) != 0;
}

WordClasses EnglishChunks::verb_classes(std::size_t verb, std::string_view behind) const {
  for (const VerbClasses& known : verb_classes_[verb]) {
    if (known.behind == behind) return known.classes;
  }
  const EnglishChunk& chunk = chunks_[verb];
  std::string tail;
  if (!chunk.particle.empty()) tail = " " + chunk.particle;
  if (!behind.empty()) tail += " " + std::string(behind);
  WordClasses classes = 0;
  for (const std::string& form : english_base_forms(chunk.word)) {
    classes |= frames_.classes_of(Language::English, form + tail);
  }
  verb_classes_[verb].push_back({std::string(behind), classes});
  return classes;
}

std::string EnglishChunks::base_form(std::size_t verb) const {
  const std::string& word = chunks_[verb].word;
  for (const std::string& form : english_base_forms(word)) {
    if (form != word && frames_.classes_of(Language::English, form) != 0) return form;
  }
  return word;
}

bool EnglishChunks::finite(std::size_t verb) const {
  const EnglishChunk& chunk = chunks_[verb];
  return chunk.is(ChunkKind::Verb) && !chunk.to && !chunk.gerund && !reduced(verb);
}

bool EnglishChunks::reduced(std::size_t verb) const {
  std::optional<bool>& known = reduced_[verb];
  if (!known) known = read_reduced(verb);
  return *known;
}

bool EnglishChunks::read_reduced(std::size_t verb) const {
  const EnglishChunk& chunk = chunks_[verb];
  if (!chunk.is(ChunkKind::Verb) || chunk.to || chunk.passive || chunk.perfect || chunk.modal ||
      chunk.progressive || chunk.auxiliary || !participle_like(chunk.word) || verb == 0) {
    return false;
  }
  const EnglishChunk& front = chunks_[verb - 1];
  if (front.is(ChunkKind::Comma) || front.is(ChunkKind::Break)) {
    // "Delmar, founded in 1938, makes"
    return is(verb + 1, ChunkKind::Preposition) &&
           is_among(chunks_[verb + 1].word, {"by", "in", "on", "as", "at"});
  }
  if (!front.is(ChunkKind::Noun) || front.pronoun) return false;
  if (preposition(verb + 1, "by")) return true;
  // Behind an object: the verb in front has no joint between.
  for (std::size_t i = verb - 1; i-- > 0;) {
    const EnglishChunk& one = chunks_[i];
    if (one.is(ChunkKind::Verb)) return true;
    if (opens_clause(i)) return false;  // "fell as demand weakened"
    if (!one.is(ChunkKind::Noun) && !one.is(ChunkKind::Preposition)) return false;
  }
  return false;
}

std::size_t EnglishChunks::head_of(std::size_t noun) const {
  while (noun >= 2 && chunks_[noun - 1].is(ChunkKind::Preposition) &&
         chunks_[noun - 2].is(ChunkKind::Noun) && !chunks_[noun - 2].pronoun &&
         is_among(chunks_[noun - 1].word,
                  {"of", "in", "on", "for", "between", "among", "to", "from", "at", "against",
                   "with", "over", "about", "into", "towards", "toward", "across", "beyond"})) {
    noun -= 2;
  }
  return noun;
}

std::size_t EnglishChunks::with_complements(std::size_t noun) const {
  std::size_t last = noun;
  while (last + 2 < chunks_.size() && chunks_[last + 1].is(ChunkKind::Preposition) &&
         chunks_[last + 2].is(ChunkKind::Noun) && !chunks_[last + 2].pronoun &&
         !chunks_[last + 2].word.empty()) {
    const std::string& word = chunks_[last + 1].word;
    const bool of = word == "of";
    const bool relational = is_among(word, {"in", "on", "to", "for", "between", "from", "with"}) &&
                            listed("relational", chunks_[last].word);
    if (!of && !relational) break;
    last += 2;
    if (chunks_[last].owner && last + 1 < chunks_.size() && chunks_[last + 1].is(ChunkKind::Noun)) {
      ++last;
    }
  }
  return last;
}

std::vector<std::size_t> EnglishChunks::list_behind(std::size_t from) const {
  std::vector<std::size_t> out;
  std::size_t at = from + 1;
  bool comma = false;  // in front of the noun phrase at `at`
  while (at < chunks_.size() && chunks_[at].is(ChunkKind::Noun)) {
    // X's Y: Y.
    while (chunks_[at].owner && is(at + 1, ChunkKind::Noun)) ++at;
    // What has a verb of its own begins the next clause, also behind an apposition.
    if (!out.empty() && at + 1 < chunks_.size()) {
      std::size_t verb = at + 1;
      if (chunks_[verb].is(ChunkKind::Comma) && comma) {
        while (verb + 1 < chunks_.size() && !chunks_[verb].is(ChunkKind::Verb) &&
               !chunks_[verb].is(ChunkKind::And)) {
          ++verb;
        }
        if (!chunks_[verb - 1].is(ChunkKind::Comma)) verb = at + 1;
      }
      if (finite(verb)) break;
    }
    out.push_back(at);
    std::size_t next = at + 1;
    bool examples = false;
    bool behind_name = false;
    while (next + 1 < chunks_.size() && chunks_[next].is(ChunkKind::Preposition) &&
           chunks_[next + 1].is(ChunkKind::Noun)) {
      examples = examples || opens_examples(next);
      behind_name = chunks_[next + 1].name;
      next += 2;
    }
    if (examples) break;
    bool joint = false;
    comma = false;
    while (next < chunks_.size() &&
           (chunks_[next].is(ChunkKind::Comma) || chunks_[next].is(ChunkKind::And))) {
      comma = comma || chunks_[next].is(ChunkKind::Comma);
      joint = true;
      ++next;
    }
    if (!joint) break;
    // "in Italy and Spain": the second name belongs to the first.
    if (behind_name && next < chunks_.size() && chunks_[next].name) break;
    at = next;
  }
  return out;
}

std::vector<std::size_t> EnglishChunks::list_before(std::size_t last) const {
  std::vector<std::size_t> out{head_of(last)};
  if (chunks_[last].pronoun) return out;
  bool joined = false;
  while (out.front() >= 2) {
    std::size_t at = out.front() - 1;
    if (chunks_[at].is(ChunkKind::Noun) && chunks_[at].owner && at > 0) --at;
    bool joint = false;
    bool comma = false;
    if (chunks_[at].is_word(ChunkKind::And, "but")) break;
    while (at > 0 && (chunks_[at].is(ChunkKind::And) ||
                      (chunks_[at].is(ChunkKind::Comma) && (joined || joint)))) {
      joined = joined || chunks_[at].is(ChunkKind::And);
      comma = comma || (joint && chunks_[at].is(ChunkKind::Comma));
      joint = true;
      --at;
    }
    // "…, and Delmar": of two only, the second begins a clause.
    if (comma && (at == 0 || !chunks_[at - 1].is(ChunkKind::Comma))) break;
    if (!joint || !chunks_[at].is(ChunkKind::Noun) || chunks_[at].pronoun) break;
    const std::size_t head = head_of(at);
    // "makers such as Delmar and Orlin"
    if (head > 0 && opens_examples(head - 1)) {
      out.insert(out.begin(), head);
      break;
    }
    // "It sells steel and Delmar buys": what is listed is no object.
    if (head > 0 &&
        (chunks_[head - 1].is(ChunkKind::Verb) || chunks_[head - 1].is(ChunkKind::Preposition))) {
      break;
    }
    out.insert(out.begin(), head);
  }
  return out;
}

}  // namespace sarye

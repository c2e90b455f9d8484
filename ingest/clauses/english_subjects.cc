#include "ingest/clauses/english_subjects.h"

#include <string>

#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

constexpr int kFarthest = 6;  // steps from a verb to the one that has its subject

class SubjectReader {
 public:
  using Indexes = std::vector<std::size_t>;
  explicit SubjectReader(const EnglishChunks& chunks) : chunks_(chunks) {}

  Indexes of(std::size_t verb, int depth) const {
    if (depth > kFarthest || verb >= chunks_.size()) return {};
    const EnglishChunk& chunk = chunks_[verb];
    if (chunk.to) return of_infinitive(verb, depth);
    if (verb == 0) {
      return chunk.gerund || participle_like(chunk.word) ? of_main_clause(verb, depth) : Indexes{};
    }
    if (chunk.gerund) return of_gerund(verb, depth);
    const std::size_t front = verb - 1;
    if (chunks_.reduced(verb)) {
      if (chunks_[front].is(ChunkKind::Noun)) return {front};
      if (front > 0 && chunks_[front - 1].is(ChunkKind::Noun)) {
        return chunks_.list_before(front - 1);
      }
      return {};
    }
    // "and closed", ", and will close": the verb in front has the subject.
    if (chunks_[front].is(ChunkKind::And)) {
      for (std::size_t i = front; i-- > 0;) {
        if (chunks_[i].is(ChunkKind::Break) || chunks_[i].is(ChunkKind::Clause)) break;
        if (chunks_[i].is(ChunkKind::Verb) && (chunks_.finite(i) || chunks_[i].to)) {
          return of(i, depth + 1);
        }
      }
      return {};
    }
    if (chunks_[front].is_word(ChunkKind::Comma, ")")) {
      for (std::size_t i = front; i-- > 1;) {
        if (chunks_[i].is_word(ChunkKind::Comma, "(")) return chunks_.list_before(i - 1);
      }
      return {};
    }
    if (chunks_[front].is(ChunkKind::Comma)) {
      // Behind a relative clause or an apposition: the noun phrase in front of its comma.
      for (std::size_t i = front; i-- > 1;) {
        if (chunks_[i].is(ChunkKind::Break)) return {};
        const bool opens =
            chunks_[i].is(ChunkKind::Comma) && chunks_[i - 1].is(ChunkKind::Noun) &&
            i + 1 < front &&
            (chunks_[i + 1].is(ChunkKind::Relative) || chunks_[i + 1].is(ChunkKind::Noun) ||
             chunks_.reduced(i + 1) || chunks_[i + 1].is(ChunkKind::Preposition));
        if (opens) return chunks_.list_before(i - 1);
      }
      return {};
    }
    if (chunks_[front].is(ChunkKind::Relative)) {
      if (front == 0) return {};
      std::size_t noun = front - 1;
      // "Delmar – which makes"
      if ((chunks_[noun].is(ChunkKind::Comma) || chunks_[noun].is(ChunkKind::Break)) && noun > 0) {
        --noun;
      }
      if (!chunks_[noun].is(ChunkKind::Noun)) return {};
      return {chunks_.head_of(noun)};
    }
    if (!chunks_[front].is(ChunkKind::Noun)) return {};
    // "at the start of July it would": a subject whatever stands in front.
    if (chunks_[front].pronoun && is_among(chunks_[front].word, {"it", "they", "we"})) {
      return {front};
    }
    const std::size_t head = chunks_.head_of(front);
    if (head > 0 && chunks_[head - 1].is(ChunkKind::Preposition) &&
        !chunks_.opens_examples(head - 1) && !chunks_.opens_clause(head - 1)) {
      return {};
    }
    return chunks_.list_before(front);
  }

  Indexes of_gerund(std::size_t verb, int depth) const {
    const std::size_t front = verb - 1;
    const EnglishChunk& before = chunks_[front];
    if (before.is(ChunkKind::Noun) && !before.owner) {
      // "firms using robots"; "sees demand growing"
      return {front};
    }
    if (before.is(ChunkKind::Verb)) return of(front, depth + 1);
    if (before.is(ChunkKind::And) && front > 0) {
      for (std::size_t i = front; i-- > 0;) {
        if (chunks_[i].is(ChunkKind::Verb)) {
          return chunks_[i].gerund || chunks_[i].progressive ? of(i, depth + 1)
                                                             : of_main_clause(verb, depth);
        }
      }
    }
    return of_main_clause(verb, depth);
  }

  Indexes of_infinitive(std::size_t verb, int depth) const {
    if (verb == 0) return of_main_clause(verb, depth);
    const EnglishChunk& front = chunks_[verb - 1];
    if (front.is(ChunkKind::Verb)) return of(verb - 1, depth + 1);
    if (front.is(ChunkKind::And) || front.is(ChunkKind::Comma)) {
      for (std::size_t i = verb - 1; i-- > 0;) {
        if (chunks_[i].is(ChunkKind::Verb)) return of(i, depth + 1);
        if (chunks_[i].is(ChunkKind::Break)) break;
      }
      return of_main_clause(verb, depth);
    }
    if (!front.is(ChunkKind::Noun)) return of_main_clause(verb, depth);
    // "allows Delmar to", "plans by Delmar to", "Delmar's plan to", "cut jobs to".
    const std::size_t head = chunks_.head_of(verb - 1);
    const auto opens = [&](const std::string& word) {
      return chunks_.listed("opens_infinitive", word) || chunks_.listed("plan_noun", word);
    };
    const bool plan = opens(chunks_[head].word) || opens(front.word);
    if (verb >= 2 && chunks_[verb - 2].is_word(ChunkKind::Preposition, "by")) return {verb - 1};
    if (head > 0 && plan && chunks_[head - 1].is(ChunkKind::Noun) && chunks_[head - 1].owner) {
      return {head - 1};
    }
    for (std::size_t i = head; i-- > 0;) {
      if (!chunks_[i].is(ChunkKind::Verb)) {
        if (chunks_[i].is(ChunkKind::Noun) && i + 1 == head && chunks_[i].owner) continue;
        if (chunks_[i].is(ChunkKind::Noun) || chunks_[i].is(ChunkKind::Preposition)) continue;
        break;
      }
      const bool moves = chunks_.listed("causative", chunks_[i].word) ||
                         chunks_.listed("demands", chunks_[i].word) ||
                         chunks_.verb_in(i, "moves_somebody");
      if (moves && !plan) return {head};
      return of(i, depth + 1);
    }
    // A heading or a phrase: "Delmar to close".
    if (head == 0) return {head};
    return of_main_clause(verb, depth);
  }

  // The subject of the clause that a participle or a preposition's gerund belongs to.
  Indexes of_main_clause(std::size_t verb, int depth) const {
    for (std::size_t i = verb; i-- > 0;) {
      if (chunks_[i].is(ChunkKind::Break)) break;
      if (chunks_.finite(i)) {
        auto found = of(i, depth + 1);
        if (!found.empty()) return found;
      }
    }
    bool comma = false;
    for (std::size_t i = verb + 1; i < chunks_.size(); ++i) {
      if (chunks_[i].is(ChunkKind::Break)) break;
      comma = comma || chunks_[i].is(ChunkKind::Comma);
      if (comma && chunks_.finite(i)) return of(i, depth + 1);
    }
    return {};
  }

  const EnglishChunks& chunks_;
};

}  // namespace

std::vector<std::size_t> english_subjects(const EnglishChunks& chunks, std::size_t verb) {
  return SubjectReader(chunks).of(verb, 0);
}

}  // namespace sarye

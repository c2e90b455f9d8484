#include "ingest/clauses/english_actions.h"

#include "engine/text/unicode.h"
#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

constexpr int kActionConfidence = -50;
constexpr std::uint32_t kLastPhrase =
    20;  // bytes that the object may reach beyond the longest name

}  // namespace

std::optional<Argument> english_action(const EnglishSentence& in, std::size_t verb) {
  ByteRange bytes{in.at(verb).bytes.begin, in.at(verb).whole.end};
  std::size_t at = verb;
  bool holds = false;
  // "remodel and expand stores"
  if (in.kind(at + 1, ChunkKind::And) && in.kind(at + 2, ChunkKind::Verb) && !in.at(at + 2).to) {
    at += 2;
    bytes.end = in.at(at).whole.end;
  }
  for (int steps = 0; steps < 5; ++steps) {
    std::size_t next = at + 1;
    if (in.kind(next, ChunkKind::Verb) && !holds && steps < 3 &&
        (in.at(next).to || in.at(next).gerund)) {
      at = next;
      bytes.end = in.at(at).whole.end;
      // "slow hiring"
      holds = in.at(at).gerund && !in.kind(at + 1, ChunkKind::Noun) &&
              !in.kind(at + 1, ChunkKind::Preposition);
      continue;
    }
    if (in.kind(next, ChunkKind::Preposition)) {
      if (!is_among(in.at(next).word, {"in", "into", "to", "on", "from", "for", "of", "as", "with",
                                       "at", "beyond", "towards", "through", "across"})) {
        break;
      }
      ++next;
    }
    if (next > at + 1 && in.kind(next, ChunkKind::Verb) && in.at(next).gerund && !holds) {
      at = next;
      bytes.end = in.at(at).whole.end;
      continue;
    }
    if (!in.kind(next, ChunkKind::Noun)) break;
    // "for up to $1 billion"
    if (next > at + 1 && in.at(next).figure && in.at(next).word.empty()) break;
    while (in.at(next).owner && in.kind(next + 1, ChunkKind::Noun)) ++next;
    if (in.at(next).pronoun) break;
    if (holds && in.at(next).bytes.end > bytes.begin + kLongestAction) break;
    holds = true;
    at = next;
    bytes.end = in.at(at).bytes.end;
  }
  if (!holds || bytes.size() > kLongestAction + kLastPhrase) return std::nullopt;
  auto out = in.made(bytes, "Strategy");
  // "launch" of "a launch in the spring"
  if (out && in.lower(out->create_from).find(' ') == std::string::npos) return std::nullopt;
  if (!out) return out;
  out->confidence = kActionConfidence;
  // "moved staff": the deed is to move staff.
  const EnglishChunk& deed = in.at(verb);
  const std::string base = in.chunks().base_form(verb);
  const std::string_view told = in.block().substr(out->create_from.begin, out->create_from.size());
  if (out->create_name.empty() && !deed.gerund && !deed.progressive && base != deed.word &&
      participle_like(deed.word) && to_lower(told).starts_with(deed.word + " ")) {
    out->create_name = base + std::string(told.substr(deed.word.size()));
  }
  return out;
}

}  // namespace sarye

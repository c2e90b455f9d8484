// English effects without a cause that other words than a verb of change tell: how what is measured
// is (spending remains weak), what is hard to do (struggle to hire staff), and what there is not
// (lacks sufficient capacity).
#include <algorithm>
#include <optional>

#include "ingest/clauses/english_actions.h"
#include "ingest/clauses/english_effects.h"
#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

constexpr std::uint32_t kFarState = 24;  // bytes of the adverbs in front of an adjective

// "Consumer spending remains weak": the words from what is measured to how it is.
std::optional<Argument> state_of(const EnglishSentence& in, std::size_t noun) {
  if (!in.listed("outcome", in.at(noun).word) || !in.kind(noun + 1, ChunkKind::Verb)) {
    return std::nullopt;
  }
  const EnglishChunk& verb = in.at(noun + 1);
  const bool state =
      (verb.auxiliary && !verb.modal) ||
      is_among(verb.word, {"remains", "remain", "remained", "stays", "stayed", "became", "become",
                           "becomes", "looks", "turned", "proved", "proven", "been"});
  if (!state || verb.denied || verb.to) return std::nullopt;
  const std::string_view block = in.block();
  const std::uint32_t end = std::min<std::uint32_t>(in.reading().span.bytes.end,
                                                    static_cast<std::uint32_t>(block.size()));
  std::uint32_t at = verb.whole.end;
  while (at < end && at - verb.whole.end <= kFarState) {
    while (at < end && block[at] == ' ') ++at;
    std::uint32_t stop = at;
    while (stop < end && (block[stop] == '-' || (block[stop] >= 'a' && block[stop] <= 'z'))) ++stop;
    const std::string_view word = block.substr(at, stop - at);
    if (word.empty()) break;
    if (in.listed("change", word)) {
      // "is higher profits": in front of a noun it tells of that.
      return in.made({in.at(noun).bytes.begin, stop}, "Effect");
    }
    if (!word.ends_with("ly") &&
        !is_among(word, {"still", "very", "too", "quite", "also", "more", "so", "rather"})) {
      break;
    }
    at = stop;
  }
  return std::nullopt;
}

// "yards struggle to hire welders", "the struggle to hire": with what is hard to do.
std::optional<Argument> hard_to_do(const EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (!chunk.to || verb == 0) return std::nullopt;
  auto what = english_action(in, verb);
  if (!what) return std::nullopt;
  const EnglishChunk& front = in.at(verb - 1);
  std::optional<std::uint32_t> begin;
  if (front.is(ChunkKind::Verb) && !front.denied && !front.passive &&
      is_among(in.chunks().base_form(verb - 1), {"struggle", "fail"})) {
    begin = front.bytes.begin;
  } else if (front.is(ChunkKind::Noun) &&
             is_among(front.word, {"struggle", "inability", "failure", "struggles"})) {
    begin = front.bytes.end - static_cast<std::uint32_t>(front.word.size());
  } else {
    // "impossible for makers to produce tinplate"
    static constexpr std::uint32_t kFar = 48;  // bytes
    const std::uint32_t from = chunk.whole.begin > kFar ? chunk.whole.begin - kFar : 0;
    const std::string words = in.lower({from, chunk.whole.begin});
    for (const std::string_view hard : {"impossible ", "difficult ", "unable ", "harder "}) {
      const std::size_t at = words.rfind(hard);
      if (at == std::string::npos || words.find_first_of(",;.:", at) != std::string::npos) continue;
      const std::string_view between = std::string_view(words).substr(at + hard.size());
      if (!between.empty() && !between.starts_with("for ")) continue;
      begin = from + static_cast<std::uint32_t>(at);
    }
    if (!begin) return std::nullopt;
  }
  const ByteRange bytes{*begin, what->bytes.end};
  if (bytes.size() > kLongestAction + 20) return std::nullopt;
  return in.made(bytes, "Effect");
}

// "lacks sufficient capacity"
std::optional<Argument> lacked(const EnglishSentence& in, std::size_t verb) {
  const EnglishChunk& chunk = in.at(verb);
  if (chunk.passive || chunk.denied || chunk.gerund || chunk.to ||
      in.chunks().base_form(verb) != "lack" || !in.kind(verb + 1, ChunkKind::Noun) ||
      in.at(verb + 1).pronoun) {
    return std::nullopt;
  }
  return in.made({chunk.bytes.begin, in.at(verb + 1).bytes.end}, "Effect");
}

}  // namespace

void add_english_plights(EnglishSentence& in) {
  for (std::size_t i = 0; i < in.chunks().size(); ++i) {
    std::optional<Argument> told;
    if (in.kind(i, ChunkKind::Verb)) {
      told = hard_to_do(in, i);
      if (!told) told = lacked(in, i);
    } else if (in.kind(i, ChunkKind::Noun) && !in.at(i).pronoun && !in.at(i).owner) {
      told = state_of(in, i);
    }
    if (told) in.announce_untold(std::move(*told), i, "en-plight");
  }
}

}  // namespace sarye

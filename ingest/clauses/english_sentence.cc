#include "ingest/clauses/english_sentence.h"

#include <algorithm>

#include "engine/text/unicode.h"
#include "ingest/clauses/english_subjects.h"
#include "ingest/clauses/english_words.h"

namespace sarye {
namespace {

constexpr std::uint32_t kShortestConcept = 5;  // bytes of a name
constexpr int kConceptConfidence = -100;

bool ascii_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

}  // namespace

const TypeSet EnglishSentence::kFirm{"Firm"};

EnglishSentence::EnglishSentence(const EnglishContext& context, const Reading& reading)
    : context_(context),
      reading_(reading),
      chunks_(context.text, context.frames, reading),
      block_(context.text.blocks[reading.span.block].text),
      words_(chunks_.size()),
      subjects_(chunks_.size()),
      firms_(chunks_.size()) {}

std::string EnglishSentence::lower(ByteRange bytes) const {
  return to_lower(block_.substr(bytes.begin, bytes.size()));
}

const std::string& EnglishSentence::words_of(std::size_t index) const {
  std::optional<std::string>& known = words_[index];
  if (!known) known = lower(at(index).bytes);
  return *known;
}

const EnglishSentence::Indexes& EnglishSentence::subjects(std::size_t verb) const {
  static const Indexes kNobody;
  if (verb >= subjects_.size()) return kNobody;
  std::optional<Indexes>& known = subjects_[verb];
  if (!known) known = english_subjects(chunks_, verb);
  return *known;
}

EnglishSentence::Indexes EnglishSentence::objects(std::size_t verb,
                                                  std::string_view word_class) const {
  if (kind(verb + 1, ChunkKind::Preposition)) {
    if (!verb_in(verb, word_class, at(verb + 1).word)) return {};
    return list_behind(verb + 1);
  }
  if (!verb_in(verb, word_class)) return {};
  return list_behind(verb);
}

std::optional<Argument> EnglishSentence::named(std::size_t noun, const TypeSet& types) const {
  // Most rules ask for the same firms.
  if (&types != &kFirm) return read_named(noun, types);
  std::optional<std::optional<Argument>>& known = firms_[noun];
  if (!known) known = read_named(noun, types);
  return *known;
}

std::optional<Argument> EnglishSentence::read_named(std::size_t noun, const TypeSet& types) const {
  const EnglishChunk& chunk = at(noun);
  if (chunk.bytes.empty()) return std::nullopt;
  NounPhrase phrase;
  phrase.bytes = chunk.bytes;
  phrase.whole = chunk.whole;
  phrase.pronoun = chunk.pronoun;
  const bool firm = types.count("Firm") != 0;
  if (chunk.pronoun && !(firm && is_among(chunk.word, {"it", "they", "itself", "we"}))) {
    return std::nullopt;
  }
  auto found = context_.arguments.resolve(reading_, phrase, chunk.bytes, types, {});
  return found || !firm ? found : part_of_firm(chunk);
}

// "Delmar Chemical France": a part of Delmar.
std::optional<Argument> EnglishSentence::part_of_firm(const EnglishChunk& chunk) const {
  for (const TextMention& mention : context_.text.mentions_near(reading_.span)) {
    if (mention.inherited || mention.span.bytes.begin != chunk.bytes.begin ||
        !chunk.bytes.contains(mention.span.bytes) ||
        context_.text.entities[mention.entity].type != "Firm") {
      continue;
    }
    const std::string_view rest =
        block_.substr(mention.span.bytes.end, chunk.bytes.end - mention.span.bytes.end);
    bool capitals = !rest.empty();
    for (std::size_t i = 0; i + 1 < rest.size(); ++i) {
      if (rest[i] == ' ' && !ascii_capital(rest[i + 1])) capitals = false;
    }
    if (!capitals) continue;
    Argument part;
    part.entity = mention.entity;
    part.bytes = mention.span.bytes;
    return part;
  }
  return std::nullopt;
}

std::optional<Argument> EnglishSentence::begins_with(std::size_t noun,
                                                     std::string_view type) const {
  const ByteRange bytes = at(noun).bytes;
  for (const TextMention& mention : context_.text.mentions_near(reading_.span)) {
    if (mention.inherited || context_.text.entities[mention.entity].type != type ||
        mention.span.bytes.begin != bytes.begin || !bytes.contains(mention.span.bytes)) {
      continue;
    }
    return mentioned(mention);
  }
  return std::nullopt;
}

std::optional<Argument> EnglishSentence::made(ByteRange bytes, std::string_view type) const {
  for (const TimeMention& time : context_.text.times_in(reading_.span.block)) {
    if (time.span.bytes.overlaps(bytes)) bytes.end = std::min(bytes.end, time.span.bytes.begin);
  }
  // "billion dollar investment" of "a $3 billion dollar investment"
  for (;;) {
    const std::string name = lower(bytes);
    const std::size_t space = name.find(' ');
    if (space == std::string::npos) break;
    const std::string first = name.substr(0, space);
    if (!listed("number", first) && !is_among(first, {"dollar", "euro", "yuan", "yen", "won"})) {
      break;
    }
    bytes.begin += static_cast<std::uint32_t>(space + 1);
  }
  // "launch in the" of "launch in the spring"
  for (;;) {
    while (bytes.end > bytes.begin &&
           (block_[bytes.end - 1] == ' ' || block_[bytes.end - 1] == ',')) {
      --bytes.end;
    }
    const std::string name = lower(bytes);
    const std::size_t space = name.rfind(' ');
    if (space == std::string::npos) break;
    const std::string last = name.substr(space + 1);
    if (!listed("determiner", last) && !listed("conjunction", last) &&
        context_.frames.marker_of(Language::English, last) == nullptr) {
      break;
    }
    bytes.end = bytes.begin + static_cast<std::uint32_t>(space);
  }
  if (bytes.end < bytes.begin + kShortestConcept) return std::nullopt;
  return new_concept(bytes, type, kConceptConfidence);
}

bool EnglishSentence::ends_with_name(const EnglishChunk& chunk) const {
  for (const TextMention& mention : context_.text.mentions_near(reading_.span)) {
    if (!mention.inherited && mention.span.bytes.end == chunk.bytes.end &&
        chunk.bytes.contains(mention.span.bytes) &&
        is_among(context_.text.entities[mention.entity].type,
                 {"Firm", "Agency", "Person", "Product", "Place"})) {
      return true;
    }
  }
  return false;
}

std::optional<Argument> EnglishSentence::created(std::size_t noun, const TypeSet& types,
                                                 std::string_view type) const {
  const EnglishChunk& chunk = at(noun);
  const std::size_t last = chunks_.with_complements(noun);
  if (listed("empty_noun", chunk.word)) return std::nullopt;
  if (last == noun) {
    if (auto known = named(noun, types)) return known;
  }
  if (chunk.pronoun || chunk.bytes.empty() || chunk.word.empty() || ends_with_name(chunk)) {
    return std::nullopt;
  }
  ByteRange bytes{chunk.bytes.begin, at(last).bytes.end};
  if (bytes.size() > kLongestConcept) bytes = chunk.bytes;
  const std::string head(block_.substr(chunk.bytes.begin, chunk.bytes.size()));
  const bool opens = chunk.whole.begin <= reading_.span.bytes.begin + 1;
  // Names that nobody found are no concepts.
  if (!opens && ascii_capital(head[0]) && ascii_capital(head[head.rfind(' ') + 1])) {
    return std::nullopt;
  }
  if (bytes.size() > kLongestConcept || listed("vague", to_lower(head)) ||
      listed("number", chunk.word)) {
    return std::nullopt;
  }
  if (types.count(type) == 0) return std::nullopt;
  return made(bytes, type);
}

bool EnglishSentence::measured(const Argument& argument) const {
  if (!argument.created) return true;
  std::string name = lower(argument.create_from);
  for (const std::string_view behind : {" of ", " in ", " for ", " from "}) {
    name = name.substr(0, name.find(behind));
  }
  const std::string word = name.substr(name.rfind(' ') + 1);
  if (listed("outcome", word) || listed("event_noun", word)) return true;
  const auto& endings = context_.frames.words(Language::English, "nominal");
  return std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
    return word.size() > ending.size() + 2 && word.ends_with(ending);
  });
}

std::optional<Argument> EnglishSentence::owner_of(std::size_t noun) const {
  if (noun > 0 && at(noun - 1).is(ChunkKind::Noun) && at(noun - 1).owner) {
    return named(noun - 1, kFirm);
  }
  if (!at(noun).owned) return std::nullopt;
  NounPhrase phrase;
  phrase.bytes = {at(noun).whole.begin, at(noun).whole.begin + 3};
  phrase.whole = phrase.bytes;
  phrase.pronoun = true;
  return context_.arguments.resolve(reading_, phrase, phrase.bytes, kFirm, {});
}

// Whom "they" means where some were named as subjects in front: "Both said they".
EnglishSentence::Arguments EnglishSentence::named_together_before(std::size_t noun) const {
  for (std::size_t i = 0; i < noun; ++i) {
    if (!at(i).is(ChunkKind::Verb)) continue;
    const Indexes earlier = subjects(i);
    if (earlier.size() < 2 || earlier.back() >= noun) continue;
    Arguments all = firms(earlier);
    if (all.size() > 1) return all;
  }
  return {};
}

EnglishSentence::Arguments EnglishSentence::firms(const Indexes& nouns, bool owners) const {
  Arguments out;
  for (const std::size_t noun : nouns) {
    auto found = named(noun, kFirm);
    if (found && at(noun).pronoun && at(noun).word == "they") {
      Arguments all = named_together_before(noun);
      if (!all.empty()) return all;
    }
    // "Delmar, the arm of Orlin, which has"
    if (!found && noun >= 2 && at(noun - 1).is(ChunkKind::Comma) &&
        at(noun - 2).is(ChunkKind::Noun) && at(noun - 2).name && listed("role", at(noun).word)) {
      found = named(noun - 2, kFirm);
    }
    // "some firms, like Delmar"
    std::size_t example = noun + 1;
    if (kind(example, ChunkKind::Comma)) ++example;
    if (!found && chunks_.opens_examples(example)) {
      for (Argument& one : firms(list_behind(example))) out.push_back(std::move(one));
      continue;
    }
    if (!found && owners) found = owner_of(noun);
    if (found) out.push_back(std::move(*found));
  }
  return out;
}

EnglishSentence::Actors EnglishSentence::actors(const Indexes& nouns) const {
  Actors out;
  out.firms = firms(nouns);
  if (!out.firms.empty()) return out;
  for (const std::size_t noun : nouns) {
    const EnglishChunk& chunk = at(noun);
    if (chunk.pronoun || chunk.bytes.empty()) continue;
    if (auto agency = named(noun, {"Agency"})) {
      out.authority = true;
      out.agencies.push_back(std::move(*agency));
      continue;
    }
    const std::string words = lower(chunk.bytes);
    out.authority = out.authority || listed("public_actor", chunk.word);
    if (chunk.name) continue;
    // "steelmakers worldwide"; "the company" where no text in front tells which one.
    const std::string first = words.substr(0, words.find(' '));
    for (const std::string& word : {chunk.word, first}) {
      std::string one = word;
      bool many = true;
      if (one.ends_with("ies")) {
        one.replace(one.size() - 3, 3, "y");
      } else if (one.ends_with("s")) {
        one.pop_back();
      } else {
        many = false;
      }
      const bool the = !many && lower(chunk.whole).starts_with("the ");
      if (!many && !the) continue;
      out.unnamed = out.unnamed || listed("firm_kind", one) || listed("role", one) ||
                    (many && one.size() > 6 && one.ends_with("maker"));
    }
  }
  out.unnamed = out.unnamed && !out.authority;
  return out;
}

std::optional<Argument> EnglishSentence::clause_firm(std::size_t chunk) const {
  Arguments found = clause_firms(chunk);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

EnglishSentence::Arguments EnglishSentence::clause_firms(std::size_t chunk) const {
  for (std::size_t i = chunk; i-- > 0;) {
    if (at(i).is(ChunkKind::Break)) break;
    if (!at(i).is(ChunkKind::Verb)) continue;
    Arguments found = firms(subjects(i));
    if (!found.empty() || chunks_.finite(i)) return found;
  }
  return {};
}

void EnglishSentence::add(std::string_view family, const Arguments& subjects,
                          const Argument& object, std::size_t cue, std::string_view rule) {
  ClauseRelation one;
  one.family = family;
  for (const Argument& subject : subjects) {
    const bool same = !subject.created && !object.created && subject.entity == object.entity;
    if (!same && (subject.bytes.empty() || !subject.bytes.overlaps(object.bytes))) {
      one.subjects.push_back(subject);
    }
  }
  if (one.subjects.empty()) return;
  one.object = object;
  put(std::move(one), cue, rule);
}

void EnglishSentence::announce(Argument what, std::size_t cue, std::string_view rule) {
  ClauseRelation one;
  one.object = std::move(what);
  put(std::move(one), cue, rule);
}

void EnglishSentence::announce_untold(Argument what, std::size_t cue, std::string_view rule) {
  const auto overlaps = [&](const Argument& one) { return one.bytes.overlaps(what.bytes); };
  for (const ClauseRelation& one : found_) {
    if (overlaps(one.object) || std::ranges::any_of(one.subjects, overlaps)) return;
  }
  announce(std::move(what), cue, rule);
}

void EnglishSentence::put(ClauseRelation one, std::size_t cue, std::string_view rule) {
  static const Frame kNoFrame;
  one.cue.frame = &kNoFrame;
  one.cue.bytes = at(cue).bytes;
  one.cue.whole = at(cue).whole;
  one.rule = rule;
  found_.push_back(std::move(one));
}

void EnglishSentence::add_pursued(const Actors& actors, Argument what, std::size_t cue,
                                  std::string_view rule) {
  if (!actors.firms.empty()) {
    add("PURSUES", actors.firms, what, cue, rule);
  } else if (what.created && (actors.authority || actors.unnamed)) {
    // Makers "follow three strategies": neither whose nor which.
    if (listed("purposeful", lower(what.create_from))) return;
    if (actors.authority) what.create_type = "Policy";
    if (actors.agencies.empty()) {
      announce(std::move(what), cue, rule);
    } else {
      add("ISSUES", actors.agencies, what, cue, rule);
    }
  }
}

}  // namespace sarye

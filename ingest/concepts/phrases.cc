#include "ingest/concepts/phrases.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "engine/text/unicode.h"

namespace sarye {
namespace {

// The mentions, times and quantities of a sentence, longest first where they overlap.
std::vector<Atom> atoms_of(const AnnotatedText& text, const Span& span) {
  std::vector<Atom> found;
  const auto add = [&](const Span& at, bool number) {
    if (at.block == span.block && span.bytes.contains(at.bytes) && !at.bytes.empty()) {
      found.push_back({at.bytes, number});
    }
  };
  for (const TextMention& mention : text.mentions_near(span)) {
    if (!mention.inherited) add(mention.span, false);
  }
  for (const TimeMention& time : text.times_in(span.block)) add(time.span, true);
  for (const Quantity& quantity : text.quantities_in(span.block)) add(quantity.span, true);
  // Atoms that neither comes before the other are the same.
  std::sort(found.begin(), found.end(), [](const Atom& a, const Atom& b) {
    if (a.bytes.size() != b.bytes.size()) return a.bytes.size() > b.bytes.size();
    if (a.number != b.number) return b.number;
    return a.bytes.begin < b.bytes.begin;
  });
  auto kept = found.begin();  // behind those that no longer one overlaps
  for (const Atom& atom : found) {
    const bool overlaps = std::any_of(
        found.begin(), kept, [&](const Atom& other) { return other.bytes.overlaps(atom.bytes); });
    if (!overlaps) *kept++ = atom;
  }
  found.erase(kept, found.end());
  std::sort(found.begin(), found.end(),
            [](const Atom& a, const Atom& b) { return a.bytes.begin < b.bytes.begin; });
  return found;
}

struct Pair {
  std::string_view open;
  std::string_view close;
};

constexpr std::array<Pair, 6> kBrackets = {
    {{"(", ")"}, {"（", "）"}, {"[", "]"}, {"［", "］"}, {"〔", "〕"}, {"【", "】"}}};
constexpr std::array<std::string_view, 8> kQuotes = {"“", "”", "‘", "’", "\"", "「", "『", "《"};
constexpr std::array<std::string_view, 8> kClosingQuotes = {"”",  "“",  "’",  "‘",
                                                            "\"", "」", "』", "》"};
constexpr std::uint32_t kLongestQuotation = 150;  // bytes

constexpr std::u32string_view kOpeningSigns =
    U"(（[［〔【“”‘’\"「『《";  // that open one of the above

// Whether a bracket or quotation mark that opens stands at `at`.
bool begins_sign(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return byte == '(' || byte == '[' || byte == '"';
  if (byte != 0xE2 && byte != 0xE3 && byte != 0xEF) return false;
  return kOpeningSigns.find(decode(text, at)) != std::u32string_view::npos;
}

bool begins_with(std::string_view text, std::size_t at, std::string_view what) {
  return text.substr(std::min(at, text.size()), what.size()) == what;
}

}  // namespace

ReadingClasses::ReadingClasses(const Frames& frames, Language language)
    : auxiliary(frames.class_bit(language, "auxiliary")),
      be(frames.class_bit(language, "be")),
      compound_head(frames.class_bit(language, "compound_head")),
      conjunction(frames.class_bit(language, "conjunction")),
      determiner(frames.class_bit(language, "determiner")),
      etc(frames.class_bit(language, "etc")),
      modal(frames.class_bit(language, "modal")),
      noun(frames.class_bit(language, "noun")),
      noun_compounding(frames.class_bit(language, "noun_compounding")),
      owner(frames.class_bit(language, "owner")),
      past(frames.class_bit(language, "past")),
      phrasal(frames.class_bit(language, "phrasal")),
      pronoun(frames.class_bit(language, "pronoun")),
      pronoun_alone(frames.class_bit(language, "pronoun_alone")),
      relative(frames.class_bit(language, "relative")),
      stop(frames.class_bit(language, "stop")),
      verb(frames.class_bit(language, "verb")),
      verbal_noun(frames.class_bit(language, "verbal_noun")) {}

bool Reading::verb_between(std::uint32_t from, std::uint32_t to, bool adnominal_too) const {
  return std::any_of(verbs.begin(), verbs.end(), [&](const Verb& verb) {
    return verb.bytes.begin >= from && verb.bytes.end <= to && (adnominal_too || !verb.adnominal);
  });
}

bool Reading::joint_between(std::uint32_t from, std::uint32_t to, JointKind kind) const {
  return std::any_of(joints.begin(), joints.end(), [&](const Joint& joint) {
    return joint.kind == kind && joint.bytes.begin >= from && joint.bytes.end <= to;
  });
}

// By sentence: the last reading; the last one of all is of sentences that are none of the text's.
struct KeptReadings {
  struct Kept {
    const Frames* frames = nullptr;  // read with these; nullptr: none is kept
    std::vector<Atom> atoms;
    Reading reading;
  };
  std::vector<Kept> by_sentence;
};

const Reading& PhraseReader::read(const AnnotatedText& text, const Sentence& sentence) const {
  std::vector<Atom> atoms = atoms_of(text, sentence.span);
  if (text.readings == nullptr) text.readings = std::make_shared<KeptReadings>();
  auto& all = text.readings->by_sentence;
  if (all.size() <= text.sentences.size()) all.resize(text.sentences.size() + 1);
  const std::less<> before;
  const Sentence* const first = text.sentences.data();
  const bool own = !before(&sentence, first) && before(&sentence, first + text.sentences.size());
  KeptReadings::Kept& kept = own ? all[static_cast<std::size_t>(&sentence - first)] : all.back();
  if (own && kept.frames == &frames_ && kept.atoms == atoms && kept.reading.span == sentence.span) {
    return kept.reading;
  }
  kept.atoms = std::move(atoms);
  read_anew(text, sentence, kept.atoms, kept.reading);
  kept.frames = &frames_;
  return kept.reading;
}

void PhraseReader::read_anew(const AnnotatedText& text, const Sentence& sentence,
                             std::span<const Atom> atoms, Reading& reading) const {
  constexpr std::size_t kUsualPhrases = 16;
  constexpr std::size_t kUsualWords = 8;
  reading.phrases.clear();
  reading.verbs.clear();
  reading.joints.clear();
  reading.phrases.reserve(kUsualPhrases);
  reading.verbs.reserve(kUsualWords);
  reading.joints.reserve(kUsualWords);
  reading.span = sentence.span;
  reading.language = sentence.language;
  ReadingBuilder builder(text.blocks[sentence.span.block].text, sentence.span.bytes, atoms,
                         reading);
  const auto first = std::lower_bound(text.words.begin(), text.words.end(), sentence.span,
                                      [](const TaggedWord& word, const Span& span) {
                                        return word.span.block != span.block
                                                   ? word.span.block < span.block
                                                   : word.span.bytes.begin < span.bytes.begin;
                                      });
  auto last = first;
  while (last != text.words.end() && last->span.block == sentence.span.block &&
         sentence.span.bytes.contains(last->span.bytes)) {
    ++last;
  }
  builder.use_words({first, last});
  switch (sentence.language) {
    case Language::Korean:
      read_korean(frames_, korean_, verbs_, builder);
      break;
    case Language::Chinese:
      read_chinese(frames_, chinese_, text.simplified(sentence.span.block), builder);
      break;
    case Language::English:
      read_english(frames_, english_, builder);
      break;
    default:
      break;
  }
  builder.close(Marker::None);
}

ReadingBuilder::ReadingBuilder(std::string_view block, ByteRange sentence,
                               std::span<const Atom> atoms, Reading& reading)
    : block_(block.substr(0, sentence.end)),
      sentence_(sentence),
      atoms_(atoms),
      reading_(reading) {}

std::span<const Atom>::iterator ReadingBuilder::first_atom(std::uint32_t at) const {
  return std::lower_bound(
      atoms_.begin(), atoms_.end(), at,
      [](const Atom& atom, std::uint32_t place) { return atom.bytes.begin < place; });
}

const Atom* ReadingBuilder::atom_at(std::uint32_t at) const {
  const auto atom = first_atom(at);
  return atom != atoms_.end() && atom->bytes.begin == at ? &*atom : nullptr;
}

const TaggedWord* ReadingBuilder::word_at(std::uint32_t at) const {
  const auto word = std::lower_bound(
      words_.begin(), words_.end(), at,
      [](const TaggedWord& one, std::uint32_t place) { return one.span.bytes.begin < place; });
  return word != words_.end() && word->span.bytes.begin == at ? &*word : nullptr;
}

std::uint32_t ReadingBuilder::next_atom(std::uint32_t at) const {
  const auto atom = first_atom(at);
  return atom != atoms_.end() ? atom->bytes.begin : sentence_.end;
}

std::uint32_t ReadingBuilder::bracket_end(std::uint32_t at) const {
  if (!begins_sign(block_, at)) return 0;
  for (const Pair& pair : kBrackets) {
    if (!begins_with(block_, at, pair.open)) continue;
    int depth = 0;
    for (std::size_t i = at; i < block_.size();) {
      if (begins_with(block_, i, pair.open)) {
        ++depth;
        i += pair.open.size();
      } else if (begins_with(block_, i, pair.close)) {
        i += pair.close.size();
        if (--depth == 0) return static_cast<std::uint32_t>(i);
      } else {
        ++i;
      }
    }
    return static_cast<std::uint32_t>(at + pair.open.size());
  }
  return 0;
}

ByteRange ReadingBuilder::quotation(std::uint32_t at) const {
  if (!begins_sign(block_, at)) return {};
  for (std::size_t i = 0; i < kQuotes.size(); ++i) {
    if (!begins_with(block_, at, kQuotes[i])) continue;
    const auto begin = static_cast<std::uint32_t>(at + kQuotes[i].size());
    // Writers pair “ and ” either way round.
    std::size_t end = block_.find(kClosingQuotes[i], begin);
    if (i < 4) end = std::min(end, block_.find(kQuotes[i], begin));
    if (end == std::string_view::npos || end <= begin || end - begin > kLongestQuotation) return {};
    return {begin, static_cast<std::uint32_t>(end)};
  }
  return {};
}

void ReadingBuilder::extend(ByteRange word, bool quoted) {
  if (!open_) {
    open_ = true;
    phrase_ = NounPhrase();
    phrase_.bytes = word;
    phrase_.whole = {pending != Marker::None ? pending_begin : word.begin, word.end};
    phrase_.marker = pending;
    phrase_.after_verb = after_verb;
    phrase_.pronoun = pronoun;
    phrase_.quoted = quoted;
  } else {
    phrase_.quoted = false;
    phrase_.pronoun = false;
  }
  phrase_.bytes.end = word.end;
  phrase_.whole.end = word.end;
  pending = Marker::None;
  after_verb = false;
  pronoun = false;
}

void ReadingBuilder::stretch_whole(std::uint32_t end) {
  if (open_) phrase_.whole.end = std::max(phrase_.whole.end, end);
}

void ReadingBuilder::close(Marker marker) {
  if (!open_) return;
  open_ = false;
  if (marker != Marker::None) phrase_.marker = marker;
  reading_.phrases.push_back(phrase_);
}

void ReadingBuilder::verb(ByteRange bytes, bool adnominal) {
  close(Marker::None);
  pending = Marker::None;
  reading_.verbs.push_back({bytes, adnominal});
}

void ReadingBuilder::joint(ByteRange bytes, JointKind kind) {
  close(Marker::None);
  after_verb = false;
  reading_.joints.push_back({bytes, kind});
}

}  // namespace sarye

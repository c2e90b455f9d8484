#include "ingest/clauses/english_chunk_row.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "ingest/clauses/english_words.h"

namespace sarye {

std::vector<EnglishChunk> EnglishChunkRow::take() {
  close_noun();
  settle_auxiliaries();
  merge_figures();
  return std::move(row_);
}

const EnglishChunk* EnglishChunkRow::last_verb() const {
  return !row_.empty() && row_.back().is(ChunkKind::Verb) ? &row_.back() : nullptr;
}

bool EnglishChunkRow::ends_with_subject() const {
  if (open_ || row_.empty() || !auxiliaries_.empty() || !row_.back().pronoun) return false;
  const std::string& word = row_.back().word;
  if (is_among(word, {"they", "he", "she", "we"})) return true;
  if (word != "it") return false;
  if (row_.size() == 1) return true;
  const EnglishChunk& front = row_[row_.size() - 2];
  if (front.is(ChunkKind::Verb)) return frames_.has_word(Language::English, "say", front.word);
  return !front.is(ChunkKind::Preposition) || is_among(front.word, {"as", "after", "before"});
}

void EnglishChunkRow::open(std::uint32_t place) {
  if (open_) return;
  settle_auxiliaries();
  open_ = true;
  noun_ = {};
  noun_.kind = ChunkKind::Noun;
  noun_.whole = {place, place};
  core_ = {};
  determiner_.clear();
}

void EnglishChunkRow::extend(ByteRange bytes, bool name) {
  open(bytes.begin);
  if (core_.empty()) core_.begin = bytes.begin;
  core_.end = bytes.end;
  noun_.name = name;
}

void EnglishChunkRow::noun(ByteRange bytes) {
  extend(bytes, false);
}

void EnglishChunkRow::name(ByteRange bytes) {
  extend(bytes, true);
}

void EnglishChunkRow::figure(std::uint32_t place) {
  if (has_noun()) close_noun();
  open(place);
  noun_.figure = true;
}

void EnglishChunkRow::determiner(ByteRange bytes, const std::string& text) {
  if (has_noun()) close_noun();
  open(bytes.begin);
  determiner_ = text;
  noun_.owned = noun_.owned || is_among(text, {"its", "their", "his", "her", "our"});
}

void EnglishChunkRow::that(ByteRange bytes) {
  close_noun();
  settle_auxiliaries();
  if (!row_.empty() && (row_.back().is(ChunkKind::Noun) || row_.back().is(ChunkKind::Verb))) {
    joint(bytes, ChunkKind::Relative);
    return;
  }
  open(bytes.begin);
  determiner_ = "that";
}

void EnglishChunkRow::ampersand(std::uint32_t end) {
  core_.end = end;
}

void EnglishChunkRow::pronoun(ByteRange bytes) {
  close_noun();
  open(bytes.begin);
  noun_.pronoun = true;
  core_ = bytes;
  close_noun();
}

void EnglishChunkRow::close_noun() {
  if (!open_) return;
  open_ = false;
  if (core_.empty()) {
    const bool points = is_among(determiner_, {"this", "that", "these", "those", "both", "each"});
    if (!noun_.figure && !points) return;
    noun_.pronoun = !noun_.figure;
    noun_.bytes = {noun_.whole.begin,
                   noun_.whole.begin + static_cast<std::uint32_t>(determiner_.size())};
    noun_.word = determiner_;
  } else {
    noun_.bytes = core_;
    const std::string text = noun_words();
    noun_.word = text.substr(text.rfind(' ') + 1);
    // "Delmar this month announced"
    if (!noun_.owner && text == noun_.word &&
        is_among(determiner_, {"this", "last", "next", "each", "every"}) &&
        is_among(text, {"month", "week", "year", "quarter", "summer", "spring", "autumn"})) {
      return;
    }
  }
  noun_.whole.end = noun_.bytes.end;
  row_.push_back(std::move(noun_));
}

void EnglishChunkRow::time() {
  close_noun();
  if (!row_.empty() && row_.back().is(ChunkKind::Preposition) &&
      is_among(row_.back().word, {"in", "on", "at", "of", "since", "during", "over", "until"})) {
    row_.pop_back();
  }
}

std::uint32_t EnglishChunkRow::possessive(std::uint32_t place) {
  const std::string_view block = tokens_.block();
  const std::string_view rest = block.substr(std::min<std::size_t>(place, block.size()));
  std::string_view sign;
  for (const std::string_view one : {"'s", "’s"}) {
    if (rest.starts_with(one)) sign = one;
  }
  if (sign.empty() && place > 0 && block[place - 1] == 's' && open_) {
    sign = rest.starts_with("' ") ? "'" : rest.starts_with("’ ") ? "’" : "";
  }
  if (sign.empty()) return place;
  noun_.owner = true;
  close_noun();
  return place + static_cast<std::uint32_t>(sign.size());
}

void EnglishChunkRow::infinitive(std::uint32_t place) {
  close_noun();
  settle_auxiliaries();
  to_ = true;
  verb_begin_ = place;
}

void EnglishChunkRow::auxiliary(ByteRange bytes, const std::string& text) {
  close_noun();
  if (auxiliaries_.empty()) verb_begin_ = bytes.begin;
  auxiliaries_.push_back(text);
  last_auxiliary_ = bytes;
}

void EnglishChunkRow::contracted_is(ByteRange bytes) {
  verb_begin_ = bytes.begin;
  last_auxiliary_ = bytes;
  auxiliaries_.push_back("is");
}

void EnglishChunkRow::denial(std::uint32_t place) {
  if (auxiliaries_.empty()) verb_begin_ = place;
  auxiliaries_.push_back("not");
}

bool EnglishChunkRow::particle(ByteRange bytes, const std::string& text) {
  if (open_ || last_verb() == nullptr || bytes.begin > row_.back().whole.end + 1) return false;
  row_.back().particle = text;
  row_.back().whole.end = bytes.end;
  return true;
}

void EnglishChunkRow::verb(ByteRange bytes, const std::string& text) {
  close_noun();
  EnglishChunk chunk;
  chunk.kind = ChunkKind::Verb;
  chunk.bytes = bytes;
  const bool led = to_ || !auxiliaries_.empty();
  chunk.whole = {led ? verb_begin_ : bytes.begin, bytes.end};
  chunk.word = text;
  chunk.to = to_;
  const auto form_of_be = [&](const std::string& word) {
    return frames_.has_word(Language::English, "be", word);
  };
  bool be = to_ && form_of_be(text);
  for (const std::string& one : auxiliaries_) {
    be = be || form_of_be(one);
    chunk.perfect = chunk.perfect || is_among(one, {"have", "has", "had", "having"});
    chunk.denied = chunk.denied || one == "not";
    chunk.modal = chunk.modal || frames_.has_word(Language::English, "modal", one);
  }
  const bool gerund = text.ends_with("ing");
  chunk.progressive = gerund && be;
  chunk.gerund = gerund && !be;
  chunk.passive = be && !gerund && participle_like(text);
  if (!auxiliaries_.empty() && auxiliaries_.front() == "having") chunk.gerund = true;
  if (to_ && form_of_be(text)) {
    // "to be cut": an auxiliary yet.
    auxiliaries_.push_back(text);
    last_auxiliary_ = bytes;
    return;
  }
  auxiliaries_.clear();
  to_ = false;
  row_.push_back(std::move(chunk));
}

// "is a maker of", "has three plants": the auxiliary is the verb itself.
void EnglishChunkRow::settle_auxiliaries() {
  if (!auxiliaries_.empty()) {
    const std::vector<std::string> words = std::move(auxiliaries_);
    auxiliaries_.clear();
    EnglishChunk chunk;
    chunk.kind = ChunkKind::Verb;
    chunk.bytes = last_auxiliary_;
    chunk.whole = {verb_begin_, last_auxiliary_.end};
    chunk.word = tokens_.lower(last_auxiliary_);
    chunk.auxiliary = true;
    chunk.to = to_;
    for (const std::string& one : words) chunk.denied = chunk.denied || one == "not";
    chunk.gerund = chunk.word == "having" || chunk.word == "being";
    row_.push_back(std::move(chunk));
  }
  to_ = false;
}

void EnglishChunkRow::joint(ByteRange bytes, ChunkKind kind) {
  close_noun();
  settle_auxiliaries();
  EnglishChunk chunk;
  chunk.kind = kind;
  chunk.bytes = bytes;
  chunk.whole = bytes;
  chunk.word = tokens_.lower(bytes);
  row_.push_back(std::move(chunk));
}

// "two of its three plants", "$700 billion in private investment": the plants, the investment.
void EnglishChunkRow::merge_figures() {
  for (std::size_t i = 0; i + 2 < row_.size(); ++i) {
    EnglishChunk& figure = row_[i];
    const bool counts =
        figure.is(ChunkKind::Noun) && figure.figure &&
        (figure.word.empty() || is_among(figure.word, {"dollars", "euros", "yuan", "won", "yen"}));
    const bool most = figure.is(ChunkKind::Noun) &&
                      is_among(figure.word, {"majority", "number", "range", "variety", "series"});
    if (!counts && !most) continue;
    if (!row_[i + 1].is(ChunkKind::Preposition) ||
        !is_among(row_[i + 1].word, {"of", "in", "worth"}) || !row_[i + 2].is(ChunkKind::Noun)) {
      continue;
    }
    EnglishChunk merged = row_[i + 2];
    merged.whole.begin = figure.whole.begin;
    merged.figure = true;
    row_[i] = std::move(merged);
    row_.erase(row_.begin() + static_cast<std::ptrdiff_t>(i) + 1,
               row_.begin() + static_cast<std::ptrdiff_t>(i) + 3);
    --i;  // "billions of dollars in subsidies"
  }
}

}  // namespace sarye

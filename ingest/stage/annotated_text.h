// A text and its layers, as the stages add them. Everything counts in bytes of `clean`, the decoded
// and normalised text; `raw_range` maps back to the bytes of the original file, and only that
// leaves the pipeline. No stage changes `clean`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"
#include "engine/model/document.h"

namespace sarye {

// Maps bytes of the clean text to bytes of the original. Runs in which both advance alike are
// stored once; a position inside a replaced character maps to that character's first byte.
class RawOffsets {
 public:
  // Appends a run: `clean_bytes` of the clean text stand for `raw_bytes` of the original, both
  // directly after the last run. Equal lengths map byte by byte; else the whole run is one unit.
  void append(std::uint32_t clean_bytes, std::uint32_t raw_bytes);
  std::uint32_t raw_begin(std::uint32_t clean_offset) const;
  std::uint32_t raw_end(std::uint32_t clean_offset) const;  // for an exclusive end
  ByteRange raw_range(ByteRange clean) const;

 private:
  struct Run {
    std::uint32_t clean;  // where the run begins
    std::uint32_t raw;
    bool equal;
  };
  const Run& run_at(std::uint32_t clean_offset) const;
  std::vector<Run> runs_;
  std::uint32_t clean_size_ = 0;
  std::uint32_t raw_size_ = 0;
};

// A block. `pieces` are the parts of `clean` whose concatenation, as `text` shows it, is the block
// unwrapped: a hard-wrapped paragraph has one piece a line.
struct Block {
  PassageKind kind = PassageKind::Paragraph;
  int level = 0;  // heading or bullet level, from 1
  Language language = Language::Unknown;
  ByteRange bytes;  // in clean, from first to last piece
  std::vector<ByteRange> pieces;
  std::string text;  // unwrapped; what stages read
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      text_to_clean;                    // (text offset, clean offset) a run
  std::vector<std::uint32_t> headings;  // indexes of the heading blocks above, outermost first
  std::optional<std::uint32_t> parent;  // the bullet or heading directly above
  std::string label;                    // of a label bullet "(label) text"; without brackets
  std::string glyph;                    // bullet sign as written
  std::optional<int> number;  // of a numbered item or heading: 권고3, 1), Recommendation 3
  std::uint32_t page = 0;
  bool page_inferred = false;
  std::uint32_t line_begin = 0;  // 1-based
  std::uint32_t line_end = 0;

  // The clean bytes of a part of `text`.
  ByteRange clean_range(ByteRange in_text) const;
};

// Positions inside a block's `text`.
struct Span {
  std::uint32_t block = 0;
  ByteRange bytes;
  auto operator<=>(const Span&) const = default;
};

struct Sentence {
  Span span;
  Language language = Language::Unknown;
};

// A word of a Chinese sentence and what the tagger takes it for: ORG, PER, LOC, nz, n, vn, v, ...
struct TaggedWord {
  Span span;
  std::string_view tag;  // lives as long as the tagger of the resources
};

// A name or concept found in the text. Several mentions of one thing share `entity`.
struct TextMention {
  Span span;
  std::uint32_t entity = 0;  // index into AnnotatedText::entities
  std::string rule;
  int confidence = 900;
  bool inherited = false;  // stands for a heading's subject, not at `span` itself
};

// Some of the mentions of a text, by their indexes.
class MentionsInBlock {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = TextMention;
    using difference_type = std::ptrdiff_t;
    using pointer = const TextMention*;
    using reference = const TextMention&;
    Iterator() = default;
    Iterator(const TextMention* all, const std::uint32_t* at) : all_(all), at_(at) {}
    reference operator*() const { return all_[*at_]; }
    pointer operator->() const { return all_ + *at_; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++at_;
      return before;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const TextMention* all_ = nullptr;
    const std::uint32_t* at_ = nullptr;
  };

  MentionsInBlock() = default;
  MentionsInBlock(const TextMention* all, std::span<const std::uint32_t> indexes)
      : begin_(all, indexes.data()), end_(all, indexes.data() + indexes.size()) {}
  Iterator begin() const { return begin_; }
  Iterator end() const { return end_; }

 private:
  Iterator begin_;
  Iterator end_;
};

// A number with its meaning: money, percentage, count, share; or one table cell.
struct Quantity {
  Span span;
  double value = 0;
  std::string text;      // as written
  std::string unit;      // USD, KRW, %, %p, count, ...; with scale folded into value
  std::string currency;  // ISO code for money
  std::string scale;     // million, billion as written; informative
  bool approximate = false;
};

// A time expression made absolute.
struct TimeMention {
  Span span;
  DateSpan time;
  std::string period;  // canonical: 2024-Q4, 2024, 2024-09, 2025-01-20
  bool inferred_year = false;
};

struct TableCell {
  ByteRange bytes;  // of the table block's text
  std::string text;
};

struct TextTable {
  std::uint32_t block = 0;  // the table's block
  std::string caption;
  std::string unit_line;
  std::vector<std::string> header;
  std::vector<std::vector<ByteRange>>
      header_cells;  // a column's cells in the header, topmost first
  struct Row {
    std::string group;  // heading row above: 매출, 영업이익, AWS
    std::string label;
    std::vector<TableCell> cells;
    TableCell label_cell;
    ByteRange line;  // of the table block's text: the whole row
  };
  std::vector<Row> rows;
};

// An assertion before indexes are final.
struct TextAssertion {
  std::string family;
  std::string kind;
  std::uint32_t subject = 0;  // index into AnnotatedText::entities
  std::uint32_t object = 0;
  Polarity polarity = Polarity::Asserted;
  Modality modality = Modality::Stated;
  std::string attribution;
  std::optional<DateSpan> time;
  int confidence = 700;
  std::map<std::string, std::string> qualifiers;
  Span quote;  // the sentence or cell
  Span cue;
  std::string rule;
};

// Layers that stages need and add; a pipeline is checked when it is built.
enum class Layer : std::uint8_t {
  Clean,
  Blocks,
  Sentences,
  Words,
  Times,
  Names,
  Aliases,
  Concepts,
  Quantities,
  Tables,
  Metrics,
  Relations,
  Document
};

struct KeptReadings;  // of ingest/concepts/phrases.cc

struct AnnotatedText {
  std::string file_name;
  std::string raw;    // the original bytes
  std::string clean;  // UTF-8, NFC, LF line ends, no control characters
  std::string encoding = "UTF-8";
  bool outlined = false;  // `raw` is in the notation of readers/outline.h, made from another format
  RawOffsets offsets;
  DocumentMetadata metadata;

  std::vector<Block> blocks;
  std::vector<Sentence> sentences;  // in order of place
  std::vector<TaggedWord> words;    // in order of place; none without a tagger
  std::vector<LocalEntity> entities;
  std::vector<TextMention> mentions;  // in order of place
  std::vector<TimeMention> times;     // in order of blocks
  std::vector<Quantity> quantities;   // in order of blocks
  std::vector<TextTable> tables;
  std::vector<AliasEvidence> aliases;  // `bytes` in the original file
  std::vector<TextAssertion> assertions;
  std::vector<DocumentAssertion> about;
  std::vector<ReviewItem> review;
  std::vector<std::string> notes;  // what a librarian should know: encoding, wrapped lines, ...

  // The times and quantities of one block, in order of place.
  std::span<const TimeMention> times_in(std::uint32_t block) const;
  std::span<const Quantity> quantities_in(std::uint32_t block) const;

  // The mentions of one block, in the order of `mentions`; good until a mention is added. Whoever
  // moves or removes mentions says so with `mentions_moved`.
  MentionsInBlock mentions_in(std::uint32_t block) const;
  // Of them those that touch the bytes of `span`, and perhaps others: a sentence of a long block
  // need not go through all.
  MentionsInBlock mentions_near(Span span) const;
  void mentions_moved() { indexed_ = 0; }

  // What the sentences were read as, for the next stage that reads them (PhraseReader).
  mutable std::shared_ptr<KeptReadings> readings;

  // A block's text with Simplified characters for Traditional ones; both have the same length, so
  // places in one are places in the other. Good as long as the block's text.
  std::string_view simplified(std::uint32_t block) const;

  std::string_view text_of(Span span) const {
    return std::string_view(blocks[span.block].text).substr(span.bytes.begin, span.bytes.size());
  }
  // The bytes of the original file under a part of a block.
  ByteRange raw_range(Span span) const {
    return offsets.raw_range(blocks[span.block].clean_range(span.bytes));
  }

 private:
  struct BlockMentions {
    std::vector<std::uint32_t> indexes;
    std::vector<std::uint32_t> reach;  // where the last to end ends, of those up to each
    bool in_order = true;              // by begin
  };
  const BlockMentions& block_mentions(std::uint32_t block) const;

  // Of each block its mentions, as far as `indexed_` of them are known.
  mutable std::vector<BlockMentions> mentions_by_block_;
  mutable std::size_t indexed_ = 0;
  // Of each block that was asked for, its Simplified text; empty where that is the block's own.
  mutable std::vector<std::optional<std::string>> simplified_;
};

}  // namespace sarye

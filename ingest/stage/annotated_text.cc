#include "ingest/stage/annotated_text.h"

#include <algorithm>

#include "engine/text/script.h"

namespace sarye {

void RawOffsets::append(std::uint32_t clean_bytes, std::uint32_t raw_bytes) {
  if (clean_bytes == 0 && raw_bytes == 0) return;
  const bool equal = clean_bytes == raw_bytes;
  // Two runs that advance alike are one; replaced runs keep their own borders.
  if (!equal || runs_.empty() || !runs_.back().equal) {
    runs_.push_back({clean_size_, raw_size_, equal});
  }
  clean_size_ += clean_bytes;
  raw_size_ += raw_bytes;
}

// The last run that begins at or before `clean_offset`; dropped raw bytes have an empty run, which
// the run behind it hides.
const RawOffsets::Run& RawOffsets::run_at(std::uint32_t clean_offset) const {
  auto after = std::upper_bound(runs_.begin(), runs_.end(), clean_offset,
                                [](std::uint32_t at, const Run& run) { return at < run.clean; });
  return *std::prev(after);
}

std::uint32_t RawOffsets::raw_begin(std::uint32_t clean_offset) const {
  if (clean_offset >= clean_size_) return raw_size_;
  const Run& run = run_at(clean_offset);
  return run.equal ? run.raw + (clean_offset - run.clean) : run.raw;
}

std::uint32_t RawOffsets::raw_end(std::uint32_t clean_offset) const {
  if (clean_offset == 0 || clean_size_ == 0) return 0;
  const std::uint32_t last = std::min(clean_offset, clean_size_) - 1;
  const Run& run = run_at(last);
  if (run.equal) return run.raw + (last + 1 - run.clean);
  const std::size_t next = static_cast<std::size_t>(&run - runs_.data()) + 1;
  return next < runs_.size() ? runs_[next].raw : raw_size_;
}

ByteRange RawOffsets::raw_range(ByteRange clean) const {
  const std::uint32_t begin = raw_begin(clean.begin);
  if (clean.empty()) return {begin, begin};
  return {begin, std::max(begin, raw_end(clean.end))};
}

namespace {

// Where byte `at` of a block's text lies in the clean text. `text_to_clean` holds the begin of each
// run; a space that joins two lines belongs to the run before it and is cut to that run's end.
std::uint32_t clean_at(const Block& block, std::uint32_t at) {
  const auto& runs = block.text_to_clean;
  auto after =
      std::upper_bound(runs.begin(), runs.end(), at,
                       [](std::uint32_t offset, const auto& run) { return offset < run.first; });
  if (after == runs.begin()) return block.bytes.begin;
  const auto& run = *std::prev(after);
  return run.second + (at - run.first);
}

}  // namespace

ByteRange Block::clean_range(ByteRange in_text) const {
  if (text_to_clean.empty()) return {bytes.begin, bytes.begin};
  const std::uint32_t begin = std::min(clean_at(*this, in_text.begin), bytes.end);
  if (in_text.empty()) return {begin, begin};
  // The end is counted from the last byte inside, so that a range that ends with a line does not
  // reach into the next one.
  const std::uint32_t end = clean_at(*this, in_text.end - 1) + 1;
  return {begin, std::max(begin, std::min(end, bytes.end))};
}

const AnnotatedText::BlockMentions& AnnotatedText::block_mentions(std::uint32_t block) const {
  if (indexed_ == 0) mentions_by_block_.assign(blocks.size(), {});
  for (; indexed_ < mentions.size(); ++indexed_) {
    const Span& span = mentions[indexed_].span;
    BlockMentions& in = mentions_by_block_[span.block];
    std::uint32_t reach = span.bytes.end;
    if (!in.indexes.empty()) {
      in.in_order = in.in_order && mentions[in.indexes.back()].span.bytes.begin <= span.bytes.begin;
      reach = std::max(reach, in.reach.back());
    }
    in.indexes.push_back(static_cast<std::uint32_t>(indexed_));
    in.reach.push_back(reach);
  }
  return mentions_by_block_[block];
}

MentionsInBlock AnnotatedText::mentions_in(std::uint32_t block) const {
  return {mentions.data(), block_mentions(block).indexes};
}

MentionsInBlock AnnotatedText::mentions_near(Span span) const {
  const BlockMentions& in = block_mentions(span.block);
  if (!in.in_order) return {mentions.data(), in.indexes};
  const auto first =
      std::partition_point(in.reach.begin(), in.reach.end(),
                           [&](std::uint32_t reach) { return reach < span.bytes.begin; });
  const auto last = std::partition_point(
      in.indexes.begin() + (first - in.reach.begin()), in.indexes.end(),
      [&](std::uint32_t one) { return mentions[one].span.bytes.begin <= span.bytes.end; });
  return {mentions.data(), {in.indexes.begin() + (first - in.reach.begin()), last}};
}

namespace {

// Those of one block among things in order of blocks.
template <typename Thing>
std::span<const Thing> in_block(const std::vector<Thing>& all, std::uint32_t block) {
  const auto first = std::lower_bound(
      all.begin(), all.end(), block,
      [](const Thing& one, std::uint32_t place) { return one.span.block < place; });
  auto last = first;
  while (last != all.end() && last->span.block == block) ++last;
  return {first, last};
}

}  // namespace

std::span<const TimeMention> AnnotatedText::times_in(std::uint32_t block) const {
  return in_block(times, block);
}

std::span<const Quantity> AnnotatedText::quantities_in(std::uint32_t block) const {
  return in_block(quantities, block);
}

std::string_view AnnotatedText::simplified(std::uint32_t block) const {
  if (simplified_.size() < blocks.size()) simplified_.resize(blocks.size());
  std::optional<std::string>& known = simplified_[block];
  if (!known) {
    known = to_simplified(blocks[block].text);
    if (*known == blocks[block].text) known->clear();
  }
  return known->empty() ? std::string_view(blocks[block].text) : std::string_view(*known);
}

}  // namespace sarye

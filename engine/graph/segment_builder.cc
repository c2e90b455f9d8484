#include "engine/graph/segment_builder.h"

#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include <tuple>

#include "engine/base/strong_id.h"
#include "engine/store/byte_codec.h"

namespace sarye {

void SegmentBuilder::add(std::uint32_t passage, std::string_view text, std::uint64_t digest) {
  const std::span<const TermReader::Found> found = reader_.read(text);
  for (const TermReader::Found& term : found) {
    const std::uint32_t number = numbers_.number(term.text);
    if (number == starts_.size()) starts_.push_back(0);
    ++starts_[number];
    occurrences_.push_back({number, passage, term.position});
  }
  passages_with_terms_ += found.empty() ? 0 : 1;
  terms_ += found.size();
  all_.push_back({passage, static_cast<std::uint32_t>(found.size()), digest});
}

void SegmentBuilder::finish() {
  std::uint32_t sum = 0;
  for (std::uint32_t& start : starts_) sum += std::exchange(start, sum);
  starts_.push_back(sum);
  places_.resize(occurrences_.size());
  std::vector<std::uint32_t> next = starts_;
  for (const Occurrence& occurrence : occurrences_) {
    places_[next[occurrence.term]++] = text_position(occurrence.passage, occurrence.position);
  }
  std::vector<Occurrence>().swap(occurrences_);
  reader_ = TermReader();
}

// One term in one part.
struct SegmentBuilder::TermPart {
  std::string_view term;
  std::size_t part;
  std::span<const TextPosition> places;
};

SegmentBuilder::Chunks SegmentBuilder::passage_chunks(std::span<const SegmentBuilder> parts,
                                                      std::uint32_t segment) {
  std::vector<IndexedPassage> of_range;
  Chunks out;
  const auto end_range = [&] {
    const std::uint32_t range = of_range.front().passage >> kRangeBits;
    out.emplace_back(passages_key(segment, range), encode_passages(of_range));
    of_range.clear();
  };
  for (const SegmentBuilder& part : parts) {
    for (const IndexedPassage& passage : part.all_) {
      if (!of_range.empty() &&
          of_range.back().passage >> kRangeBits != passage.passage >> kRangeBits) {
        end_range();
      }
      of_range.push_back(passage);
    }
  }
  if (!of_range.empty()) end_range();
  return out;
}

SegmentBuilder::Chunks SegmentBuilder::term_rows(std::uint32_t segment) const {
  Chunks out;
  out.reserve(numbers_.size());
  for (std::uint32_t number = 0; number < numbers_.size(); ++number) {
    std::string key = postings_key(segment, numbers_.term(number));
    ByteWriter(key).u32(all_.front().passage);
    out.emplace_back(std::move(key), encode_postings(std::span(places_).subspan(
                                         starts_[number], starts_[number + 1] - starts_[number])));
  }
  return out;
}

SegmentBuilder::Chunks SegmentBuilder::chunks(std::span<const SegmentBuilder> parts,
                                              std::uint32_t segment) {
  Chunks out = passage_chunks(parts, segment);
  std::vector<TermPart> terms;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    const std::vector<std::uint32_t>& starts = parts[p].starts_;
    for (std::uint32_t number = 0; number < parts[p].numbers_.size(); ++number) {
      terms.push_back({parts[p].numbers_.term(number), p,
                       std::span(parts[p].places_)
                           .subspan(starts[number], starts[number + 1] - starts[number])});
    }
  }
  tbb::parallel_sort(terms.begin(), terms.end(), [](const TermPart& a, const TermPart& b) {
    return std::tie(a.term, a.part) < std::tie(b.term, b.part);
  });
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (i == 0 || terms[i].term != terms[i - 1].term) begins.push_back(i);
  }
  const std::size_t first = out.size();
  out.resize(first + begins.size());
  begins.push_back(terms.size());
  tbb::parallel_for(std::size_t{0}, begins.size() - 1, [&](std::size_t t) {
    std::vector<TextPosition> places;
    for (std::size_t i = begins[t]; i < begins[t + 1]; ++i) {
      places.insert(places.end(), terms[i].places.begin(), terms[i].places.end());
    }
    out[first + t] = {postings_key(segment, terms[begins[t]].term), encode_postings(places)};
  });
  return out;
}

}  // namespace sarye

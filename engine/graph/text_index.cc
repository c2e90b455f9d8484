#include "engine/graph/text_index.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/base/strong_id.h"
#include "engine/store/byte_codec.h"
#include "engine/store/packed_column.h"
#include "engine/text/terms.h"

namespace sarye {

namespace {

constexpr std::uint32_t kOnlySegment = 0;

// Robertson and Zaragoza's usual constants (The Probabilistic Relevance Framework, 2009).
constexpr double kSaturation = 1.2;
constexpr double kLengthShare = 0.75;

std::string postings_key(std::uint32_t segment, std::string_view term) {
  std::string key = view_prefix(View::Postings);
  ByteWriter(key).u32(segment).ordered_string(term);
  return key;
}

std::string lengths_key(std::uint32_t segment, std::uint32_t range) {
  std::string key = view_prefix(View::Lengths);
  ByteWriter(key).u32(segment).u32(range);
  return key;
}

}  // namespace

std::string encode_postings(const std::vector<Posting>& postings) {
  std::vector<std::uint32_t> passages;
  std::vector<std::uint32_t> counts;
  std::vector<std::uint32_t> steps;
  for (const Posting& posting : postings) {
    passages.push_back(posting.passage);
    counts.push_back(static_cast<std::uint32_t>(posting.positions.size()));
    std::uint32_t before = 0;
    for (const std::uint32_t position : posting.positions) {
      steps.push_back(position - before);
      before = position;
    }
  }
  std::string bytes;
  pack_sorted_u32(bytes, passages);
  pack_u32(bytes, counts);
  pack_u32(bytes, steps);
  return bytes;
}

Result<std::vector<Posting>> decode_postings(std::string_view bytes) {
  const Error damaged{ErrorCode::Damaged, "the postings of a term cannot be read",
                      "run `sarye rebuild`"};
  ByteReader in(bytes);
  std::vector<std::uint32_t> passages;
  std::vector<std::uint32_t> counts;
  std::vector<std::uint32_t> steps;
  if (!unpack_u32(in, passages) || !unpack_u32(in, counts) || !unpack_u32(in, steps) ||
      !in.at_end() || counts.size() != passages.size()) {
    return damaged;
  }
  std::vector<Posting> out(passages.size());
  std::size_t at = 0;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    if (counts[i] > steps.size() - at || (i > 0 && passages[i] <= passages[i - 1])) return damaged;
    out[i].passage = passages[i];
    std::uint32_t position = 0;
    for (std::uint32_t n = 0; n < counts[i]; ++n) {
      position += steps[at++];
      out[i].positions.push_back(position);
    }
  }
  if (at != steps.size()) return damaged;
  return out;
}

void TextIndexBuilder::add(std::uint32_t passage, std::string_view text) {
  const std::vector<Term> found = sarye::terms(text);
  for (const Term& term : found) {
    const auto [at, is_new] =
        numbers_.try_emplace(term.text, static_cast<std::uint32_t>(terms_.size()));
    if (is_new) terms_.push_back(term.text);
    occurrences_.push_back({at->second, passage, term.position});
  }
  lengths_.emplace_back(passage, static_cast<std::uint32_t>(found.size()));
}

Result<TextStatistics> TextIndexBuilder::write(ViewWriter& writer) {
  // Stable, so that passages and positions stay ascending within a term.
  std::stable_sort(occurrences_.begin(), occurrences_.end(),
                   [](const Occurrence& a, const Occurrence& b) { return a.term < b.term; });
  for (std::size_t begin = 0; begin < occurrences_.size();) {
    std::vector<Posting> postings;
    std::size_t end = begin;
    for (; end < occurrences_.size() && occurrences_[end].term == occurrences_[begin].term; ++end) {
      if (postings.empty() || postings.back().passage != occurrences_[end].passage) {
        postings.push_back({occurrences_[end].passage, {}});
      }
      postings.back().positions.push_back(occurrences_[end].position);
    }
    writer.parts(postings_key(kOnlySegment, terms_[occurrences_[begin].term]),
                 encode_postings(postings));
    begin = end;
  }
  auto done = writer.end_section(Table::Text, view_prefix(View::Postings));
  if (!done) return done.error();

  TextStatistics statistics;
  for (std::size_t begin = 0; begin < lengths_.size();) {
    const std::uint32_t range = lengths_[begin].first >> kRangeBits;
    std::vector<std::uint32_t> lengths;
    std::size_t i = begin;
    for (; i < lengths_.size() && lengths_[i].first >> kRangeBits == range; ++i) {
      lengths.resize((lengths_[i].first & (kRangeSize - 1)) + 1, 0);
      lengths.back() = lengths_[i].second;
      statistics.passages += lengths_[i].second > 0 ? 1 : 0;
      statistics.terms += lengths_[i].second;
    }
    std::string bytes;
    pack_u32(bytes, lengths);
    writer.parts(lengths_key(kOnlySegment, range), bytes);
    begin = i;
  }
  done = writer.end_section(Table::Text, view_prefix(View::Lengths));
  if (!done) return done.error();
  return statistics;
}

namespace {

// Lengths of passages, a range at a time.
class PassageLengths {
 public:
  explicit PassageLengths(const Snapshot& snapshot) : snapshot_(snapshot) {}

  Result<std::uint32_t> of(std::uint32_t passage) {
    const std::uint32_t range = passage >> kRangeBits;
    auto at = ranges_.find(range);
    if (at == ranges_.end()) {
      auto bytes = read_parts(snapshot_, Table::Text, lengths_key(kOnlySegment, range));
      if (!bytes) return bytes.error();
      std::vector<std::uint32_t> lengths;
      ByteReader in(*bytes ? std::string_view(**bytes) : std::string_view());
      if (!*bytes || !unpack_u32(in, lengths)) {
        return Error{ErrorCode::Damaged, "the lengths of passages cannot be read",
                     "run `sarye rebuild`"};
      }
      at = ranges_.emplace(range, std::move(lengths)).first;
    }
    const std::uint32_t local = passage & (kRangeSize - 1);
    return local < at->second.size() ? at->second[local] : 0u;
  }

 private:
  const Snapshot& snapshot_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> ranges_;
};

}  // namespace

Result<std::vector<TextMatch>> search_text(const Snapshot& snapshot,
                                           const TextStatistics& statistics,
                                           std::string_view words) {
  std::vector<std::string> wanted;
  for (Term& term : sarye::terms(words)) wanted.push_back(std::move(term.text));
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  if (wanted.empty()) return std::vector<TextMatch>();

  std::vector<std::vector<Posting>> lists;
  for (const std::string& term : wanted) {
    auto bytes = read_parts(snapshot, Table::Text, postings_key(kOnlySegment, term));
    if (!bytes) return bytes.error();
    if (!*bytes) return std::vector<TextMatch>();
    auto postings = decode_postings(**bytes);
    if (!postings) return postings.error();
    lists.push_back(std::move(*postings));
  }

  // Terms keep their order, so that sums of floating numbers are the same on every run.
  const double total = static_cast<double>(statistics.passages);
  const double mean =
      statistics.passages == 0 ? 1 : std::max(1.0, static_cast<double>(statistics.terms) / total);
  std::size_t rarest = 0;
  for (std::size_t i = 1; i < lists.size(); ++i) {
    if (lists[i].size() < lists[rarest].size()) rarest = i;
  }
  std::vector<std::size_t> at(lists.size(), 0);
  PassageLengths lengths(snapshot);
  std::vector<TextMatch> out;
  for (const Posting& candidate : lists[rarest]) {
    bool everywhere = true;
    for (std::size_t i = 0; i < lists.size() && everywhere; ++i) {
      while (at[i] < lists[i].size() && lists[i][at[i]].passage < candidate.passage) ++at[i];
      everywhere = at[i] < lists[i].size() && lists[i][at[i]].passage == candidate.passage;
    }
    if (!everywhere) continue;
    auto length = lengths.of(candidate.passage);
    if (!length) return length.error();
    const double norm =
        kSaturation * (1 - kLengthShare + kLengthShare * static_cast<double>(*length) / mean);
    double score = 0;
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const double with = static_cast<double>(lists[i].size());
      const double rarity = std::log(1 + (total - with + 0.5) / (with + 0.5));
      const double count = static_cast<double>(lists[i][at[i]].positions.size());
      score += rarity * count * (kSaturation + 1) / (count + norm);
    }
    out.push_back({candidate.passage, score});
  }
  return out;
}

namespace {

// Calls `each(bytes)` for every value below a prefix of Table::Text, its parts put together.
template <typename Each>
Result<void> for_each_value(const Snapshot& snapshot, const std::string& prefix, Each each) {
  auto cursor = snapshot.scan(Table::Text, std::string_view(prefix));
  if (!cursor) return cursor.error();
  std::string before;
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) return {};
    const std::string_view key = (*cursor)->key();
    const std::string whole(key.substr(0, key.size() - std::min<std::size_t>(2, key.size())));
    if (whole == before) continue;  // another part of the same value
    before = whole;
    auto bytes = read_parts(snapshot, Table::Text, whole);
    if (!bytes) return bytes.error();
    if (!*bytes) return Error{ErrorCode::Damaged, "the text index lacks the begin of a value"};
    if (auto done = each(std::string_view(**bytes)); !done) return done;
  }
}

}  // namespace

Result<TextStatistics> count_text(const Snapshot& snapshot) {
  TextStatistics counted;
  auto done = for_each_value(snapshot, view_prefix(View::Postings),
                             [&](std::string_view bytes) -> Result<void> {
                               auto postings = decode_postings(bytes);
                               if (!postings) return postings.error();
                               for (const Posting& posting : *postings) {
                                 counted.terms += posting.positions.size();
                               }
                               return {};
                             });
  if (!done) return done.error();
  std::uint64_t in_lengths = 0;
  done = for_each_value(
      snapshot, view_prefix(View::Lengths), [&](std::string_view bytes) -> Result<void> {
        ByteReader in(bytes);
        std::vector<std::uint32_t> lengths;
        if (!unpack_u32(in, lengths)) {
          return Error{ErrorCode::Damaged, "the lengths of passages cannot be read"};
        }
        for (const std::uint32_t length : lengths) {
          in_lengths += length;
          counted.passages += length > 0 ? 1 : 0;
        }
        return {};
      });
  if (!done) return done.error();
  if (in_lengths != counted.terms) {
    return Error{ErrorCode::Damaged, "the text index and the lengths of passages differ"};
  }
  return counted;
}

}  // namespace sarye

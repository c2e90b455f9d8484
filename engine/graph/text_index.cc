#include "engine/graph/text_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "engine/base/strong_id.h"
#include "engine/graph/text_segment.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"
#include "engine/text/terms.h"

namespace sarye {

namespace {

// Robertson and Zaragoza's usual constants (The Probabilistic Relevance Framework, 2009).
constexpr double kSaturation = 1.2;
constexpr double kLengthShare = 0.75;

// A passage that has a term.
struct Hit {
  std::uint32_t passage;
  std::uint32_t segment;
  std::uint32_t count;  // how often
};

class Searcher {
 public:
  Searcher(const Snapshot& snapshot, const TextStatistics& statistics)
      : snapshot_(snapshot), statistics_(statistics) {}

  Result<void> read_removed_passages() {
    for (const TextSegment& segment : statistics_.segments) {
      if (segment.removed == 0) continue;
      auto removed = read_removed(snapshot_, segment.number);
      if (!removed) return removed.error();
      removed_[segment.number] = std::move(*removed);
    }
    return {};
  }

  // The passages that have `term`, ascending.
  Result<std::vector<Hit>> hits_of(const std::string& term) const {
    std::vector<Hit> out;
    for (const TextSegment& segment : statistics_.segments) {
      auto bytes = read_parts(snapshot_, Table::Text, postings_key(segment.number, term));
      if (!bytes) return bytes.error();
      if (!*bytes) continue;
      auto postings = decode_postings(**bytes);
      if (!postings) return postings.error();
      const auto removed = removed_.find(segment.number);
      for (const Posting& posting : *postings) {
        if (removed != removed_.end() &&
            std::binary_search(removed->second.begin(), removed->second.end(), posting.passage)) {
          continue;
        }
        out.push_back({posting.passage, segment.number,
                       static_cast<std::uint32_t>(posting.positions.size())});
      }
    }
    std::sort(out.begin(), out.end(),
              [](const Hit& a, const Hit& b) { return a.passage < b.passage; });
    return out;
  }

  // How many terms the passage of a hit has.
  Result<std::uint32_t> terms_of(const Hit& hit) {
    const std::pair key(hit.segment, hit.passage >> kRangeBits);
    auto at = ranges_.find(key);
    if (at == ranges_.end()) {
      auto bytes = read_parts(snapshot_, Table::Text, passages_key(key.first, key.second));
      if (!bytes) return bytes.error();
      auto passages =
          decode_passages(*bytes ? std::string_view(**bytes) : std::string_view(), key.second);
      if (!passages) return passages.error();
      at = ranges_.emplace(key, std::move(*passages)).first;
    }
    const auto found = std::lower_bound(
        at->second.begin(), at->second.end(), hit.passage,
        [](const IndexedPassage& p, std::uint32_t passage) { return p.passage < passage; });
    return found == at->second.end() || found->passage != hit.passage ? 0u : found->terms;
  }

 private:
  const Snapshot& snapshot_;
  const TextStatistics& statistics_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> removed_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<IndexedPassage>> ranges_;
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

  Searcher searcher(snapshot, statistics);
  if (auto read = searcher.read_removed_passages(); !read) return read.error();
  std::vector<std::vector<Hit>> lists;
  for (const std::string& term : wanted) {
    auto hits = searcher.hits_of(term);
    if (!hits) return hits.error();
    if (hits->empty()) return std::vector<TextMatch>();
    lists.push_back(std::move(*hits));
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
  std::vector<TextMatch> out;
  for (const Hit& candidate : lists[rarest]) {
    bool everywhere = true;
    for (std::size_t i = 0; i < lists.size() && everywhere; ++i) {
      while (at[i] < lists[i].size() && lists[i][at[i]].passage < candidate.passage) ++at[i];
      everywhere = at[i] < lists[i].size() && lists[i][at[i]].passage == candidate.passage;
    }
    if (!everywhere) continue;
    auto length = searcher.terms_of(candidate);
    if (!length) return length.error();
    const double norm =
        kSaturation * (1 - kLengthShare + kLengthShare * static_cast<double>(*length) / mean);
    double score = 0;
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const double with = static_cast<double>(lists[i].size());
      const double rarity = std::log(1 + (total - with + 0.5) / (with + 0.5));
      const double count = lists[i][at[i]].count;
      score += rarity * count * (kSaturation + 1) / (count + norm);
    }
    out.push_back({candidate.passage, score});
  }
  return out;
}

namespace {

Error inconsistent(const char* how) {
  return Error{ErrorCode::Damaged, how, "run `sarye rebuild`"};
}

// Calls `each(segment)` for every row of one view.
template <typename Each>
Result<void> for_each_key(const Snapshot& snapshot, View view, Each each) {
  auto cursor = snapshot.scan(Table::Text, std::string_view(view_prefix(view)));
  if (!cursor) return cursor.error();
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) return {};
    ByteReader key((*cursor)->key().substr(1));
    const std::uint32_t segment = key.u32();
    if (!key.ok()) return inconsistent("a row of the text index has no segment");
    if (auto done = each(segment, (*cursor)->key()); !done) return done;
  }
}

// How many terms each passage of a segment has by its postings.
Result<std::map<std::uint32_t, std::uint64_t>> terms_by_postings(const Snapshot& snapshot,
                                                                 std::uint32_t segment) {
  std::map<std::uint32_t, std::uint64_t> out;
  auto cursor = snapshot.scan(Table::Text, std::string_view(postings_prefix(segment)));
  if (!cursor) return cursor.error();
  std::string before;
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) return out;
    const std::string_view key = (*cursor)->key();
    const std::string whole(key.substr(0, key.size() - std::min<std::size_t>(2, key.size())));
    if (whole == before) continue;  // another part of the same value
    before = whole;
    auto bytes = read_parts(snapshot, Table::Text, whole);
    if (!bytes) return bytes.error();
    if (!*bytes) return inconsistent("the text index lacks the begin of a value");
    auto postings = decode_postings(**bytes);
    if (!postings) return postings.error();
    for (const Posting& posting : *postings) out[posting.passage] += posting.positions.size();
  }
}

}  // namespace

Result<TextStatistics> count_text(const Snapshot& snapshot, const TextStatistics& known) {
  for (const View view : {View::IndexedPassages, View::Postings, View::RemovedPassages}) {
    auto done =
        for_each_key(snapshot, view, [&](std::uint32_t segment, std::string_view) -> Result<void> {
          const bool is_known =
              std::any_of(known.segments.begin(), known.segments.end(),
                          [&](const TextSegment& s) { return s.number == segment; });
          if (!is_known) return inconsistent("the text index has rows of an unknown segment");
          return {};
        });
    if (!done) return done.error();
  }
  TextStatistics counted;
  for (const TextSegment& segment : known.segments) {
    auto passages = read_passages(snapshot, segment.number);
    if (!passages) return passages.error();
    auto removed = read_removed(snapshot, segment.number);
    if (!removed) return removed.error();
    auto by_postings = terms_by_postings(snapshot, segment.number);
    if (!by_postings) return by_postings.error();
    counted.segments.push_back({segment.number, passages->size(), removed->size()});
    for (const IndexedPassage& passage : *passages) {
      const auto terms = by_postings->find(passage.passage);
      const std::uint64_t found = terms == by_postings->end() ? 0 : terms->second;
      if (found != passage.terms) {
        return inconsistent("the text index and the lengths of passages differ");
      }
      if (terms != by_postings->end()) by_postings->erase(terms);
      if (std::binary_search(removed->begin(), removed->end(), passage.passage)) continue;
      counted.terms += passage.terms;
      counted.passages += passage.terms > 0 ? 1 : 0;
    }
    if (!by_postings->empty()) {
      return inconsistent("the text index and the lengths of passages differ");
    }
  }
  return counted;
}

}  // namespace sarye

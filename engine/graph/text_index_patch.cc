#include "engine/graph/text_index_patch.h"

#include <algorithm>
#include <span>
#include <utility>

#include "engine/base/strong_id.h"
#include "engine/graph/segment_builder.h"
#include "engine/graph/text_segment.h"
#include "engine/graph/view_rows.h"
#include "engine/store/packed_column.h"

namespace sarye {

namespace {

// Larger segments are left alone: joining some takes memory as they are large.
constexpr std::uint64_t kMostJoined = std::uint64_t{1} << 17;  // passages

struct PatchedSegment {
  TextSegment known;
  std::vector<std::uint32_t> removed;
  bool is_marked = false;  // passages were removed from it now
  bool is_absorbed = false;

  std::uint64_t live() const { return known.passages - removed.size(); }
};

class TextPatch {
 public:
  TextPatch(const TextChanges& changes,
            const std::function<Result<std::string>(std::uint32_t)>& text_of,
            TextStatistics& statistics, ViewPatch& patch)
      : changes_(changes), text_of_(text_of), statistics_(statistics), patch_(patch) {}

  Result<void> run() {
    for (const auto& [passage, text] : changes_.texts) {
      pending_.emplace(passage, text_digest(text));
      ranges_.insert(passage >> kRangeBits);
    }
    for (const std::uint32_t passage : changes_.gone) ranges_.insert(passage >> kRangeBits);
    for (const TextSegment& known : statistics_.segments) {
      PatchedSegment& segment = segments_.emplace_back();
      segment.known = known;
      if (auto done = remove_from(segment); !done) return done;
    }
    if (auto done = absorb(); !done) return done;
    return write();
  }

 private:
  // Marks what is gone or changed; takes off `pending_` what is there already.
  Result<void> remove_from(PatchedSegment& segment) {
    auto removed = read_removed(patch_.before(), segment.known.number);
    if (!removed) return removed.error();
    segment.removed = std::move(*removed);
    const std::size_t before = segment.removed.size();
    for (const std::uint32_t range : ranges_) {
      auto bytes =
          read_parts(patch_.before(), Table::Text, passages_key(segment.known.number, range));
      if (!bytes) return bytes.error();
      if (!*bytes) continue;
      auto passages = decode_passages(**bytes, range);
      if (!passages) return passages.error();
      for (const IndexedPassage& passage : *passages) {
        const auto wanted = pending_.find(passage.passage);
        const bool is_text = changes_.texts.count(passage.passage) > 0;
        if ((!is_text && changes_.gone.count(passage.passage) == 0) ||
            std::binary_search(segment.removed.begin(),
                               segment.removed.begin() + static_cast<std::ptrdiff_t>(before),
                               passage.passage)) {
          continue;
        }
        if (wanted != pending_.end() && wanted->second == passage.digest) {
          pending_.erase(wanted);
          continue;
        }
        segment.removed.push_back(passage.passage);
        segment.is_marked = true;
        statistics_.passages -= passage.terms > 0 ? 1 : 0;
        statistics_.terms -= passage.terms;
      }
    }
    std::sort(segment.removed.begin(), segment.removed.end());
    return {};
  }

  Result<void> take_in(PatchedSegment& segment) {
    segment.is_absorbed = true;
    auto passages = read_passages(patch_.before(), segment.known.number);
    if (!passages) return passages.error();
    for (const IndexedPassage& passage : *passages) {
      if (std::binary_search(segment.removed.begin(), segment.removed.end(), passage.passage)) {
        continue;
      }
      statistics_.passages -= passage.terms > 0 ? 1 : 0;
      statistics_.terms -= passage.terms;
      pending_.emplace(passage.passage, passage.digest);
    }
    return {};
  }

  Result<void> absorb() {
    for (PatchedSegment& segment : segments_) {
      if (segment.live() * 2 >= segment.known.passages || segment.live() > kMostJoined) continue;
      if (auto done = take_in(segment); !done) return done;
    }
    if (pending_.empty()) return {};
    for (auto segment = segments_.rbegin(); segment != segments_.rend(); ++segment) {
      if (segment->is_absorbed) continue;
      if (segment->live() > pending_.size()) break;
      if (segment->live() + pending_.size() > kMostJoined) break;
      if (auto done = take_in(*segment); !done) return done;
    }
    return {};
  }

  Result<void> write() {
    std::vector<TextSegment> segments;
    std::uint32_t number = 0;
    for (const PatchedSegment& segment : segments_) {
      const std::uint32_t known = segment.known.number;
      number = std::max(number, known + 1);
      if (segment.is_absorbed) {
        for (const std::string& prefix :
             {passages_prefix(known), postings_prefix(known), removed_key(known)}) {
          if (auto done = patch_.erase_all(Table::Text, prefix); !done) return done;
        }
        continue;
      }
      segments.push_back({known, segment.known.passages, segment.removed.size()});
      if (!segment.is_marked) continue;
      std::string bytes;
      pack_sorted_u32(bytes, segment.removed);
      if (auto done = patch_.parts(Table::Text, removed_key(known), bytes); !done) return done;
    }
    if (!pending_.empty()) {
      SegmentBuilder made;
      for (const auto& [passage, digest] : pending_) {
        const auto given = changes_.texts.find(passage);
        if (given != changes_.texts.end()) {
          made.add(passage, given->second, digest);
          continue;
        }
        auto text = text_of_(passage);
        if (!text) return text.error();
        if (text_digest(*text) != digest) {
          return Error{ErrorCode::Damaged, "the text index has another text of a passage",
                       "run `sarye rebuild`"};
        }
        made.add(passage, *text, digest);
      }
      made.finish();
      for (const auto& [key, bytes] : SegmentBuilder::chunks(std::span(&made, 1), number)) {
        if (auto done = patch_.parts(Table::Text, key, bytes); !done) return done;
      }
      segments.push_back({number, made.passages(), 0});
      statistics_.passages += made.passages_with_terms();
      statistics_.terms += made.terms();
    }
    statistics_.segments = std::move(segments);
    return {};
  }

  const TextChanges& changes_;
  const std::function<Result<std::string>(std::uint32_t)>& text_of_;
  TextStatistics& statistics_;
  ViewPatch& patch_;
  std::set<std::uint32_t> ranges_;  // of the passages that change
  std::vector<PatchedSegment> segments_;
  std::map<std::uint32_t, std::uint64_t> pending_;  // passage → digest, for the new segment
};

}  // namespace

Result<void> patch_text_index(const TextChanges& changes,
                              const std::function<Result<std::string>(std::uint32_t)>& text_of,
                              TextStatistics& statistics, ViewPatch& patch) {
  return TextPatch(changes, text_of, statistics, patch).run();
}

}  // namespace sarye

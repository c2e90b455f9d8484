#include "engine/graph/text_segment.h"

#include <algorithm>

#include "engine/base/strong_id.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"
#include "engine/store/packed_column.h"

namespace sarye {

namespace {

Error damaged(const char* what) {
  return Error{ErrorCode::Damaged, std::string(what) + " cannot be read", "run `sarye rebuild`"};
}

std::string segment_prefix(View view, std::uint32_t segment) {
  std::string key = view_prefix(view);
  ByteWriter(key).u32(segment);
  return key;
}

}  // namespace

std::string postings_prefix(std::uint32_t segment) {
  return segment_prefix(View::Postings, segment);
}

std::string passages_prefix(std::uint32_t segment) {
  return segment_prefix(View::IndexedPassages, segment);
}

std::string removed_key(std::uint32_t segment) {
  return segment_prefix(View::RemovedPassages, segment);
}

std::string postings_key(std::uint32_t segment, std::string_view term) {
  std::string key = postings_prefix(segment);
  ByteWriter(key).ordered_string(term);
  return key;
}

std::string passages_key(std::uint32_t segment, std::uint32_t range) {
  std::string key = passages_prefix(segment);
  ByteWriter(key).u32(range);
  return key;
}

std::string encode_postings(std::span<const TextPosition> places) {
  std::vector<std::uint32_t> passages;
  std::vector<std::uint32_t> counts;
  std::vector<std::uint32_t> steps;
  steps.reserve(places.size());
  std::uint32_t before = 0;
  for (const TextPosition place : places) {
    if (passages.empty() || passages.back() != document_of(place)) {
      passages.push_back(document_of(place));
      counts.push_back(0);
      before = 0;
    }
    ++counts.back();
    const auto position = static_cast<std::uint32_t>(place);
    steps.push_back(position - before);
    before = position;
  }
  std::string bytes;
  pack_sorted_u32(bytes, passages);
  pack_u32(bytes, counts);
  pack_u32(bytes, steps);
  return bytes;
}

Result<void> append_places(std::string_view bytes, std::vector<TextPosition>& out) {
  const Error unreadable = damaged("the postings of a term");
  ByteReader in(bytes);
  std::vector<std::uint32_t> passages;
  std::vector<std::uint32_t> counts;
  std::vector<std::uint32_t> steps;
  if (!unpack_u32(in, passages) || !unpack_u32(in, counts) || !unpack_u32(in, steps) ||
      !in.at_end() || counts.size() != passages.size()) {
    return unreadable;
  }
  out.reserve(out.size() + steps.size());
  std::size_t at = 0;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    if (counts[i] == 0 || counts[i] > steps.size() - at ||
        (i > 0 && passages[i] <= passages[i - 1])) {
      return unreadable;
    }
    std::uint32_t position = 0;
    for (std::uint32_t n = 0; n < counts[i]; ++n) {
      position += steps[at++];
      out.push_back(text_position(passages[i], position));
    }
  }
  if (at != steps.size()) return unreadable;
  return {};
}

Result<std::vector<Posting>> decode_postings(std::string_view bytes) {
  std::vector<TextPosition> places;
  if (auto done = append_places(bytes, places); !done) return done.error();
  std::vector<Posting> out;
  for (const TextPosition place : places) {
    if (out.empty() || out.back().passage != document_of(place)) {
      out.push_back({document_of(place), {}});
    }
    out.back().positions.push_back(static_cast<std::uint32_t>(place));
  }
  return out;
}

std::uint64_t text_digest(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3u;
  }
  return hash;
}

std::string encode_passages(const std::vector<IndexedPassage>& passages) {
  std::vector<std::uint32_t> places;
  std::vector<std::uint32_t> terms;
  std::string bytes;
  for (const IndexedPassage& passage : passages) {
    places.push_back(passage.passage & (kRangeSize - 1));
    terms.push_back(passage.terms);
  }
  pack_sorted_u32(bytes, places);
  pack_u32(bytes, terms);
  for (const IndexedPassage& passage : passages) ByteWriter(bytes).u64(passage.digest);
  return bytes;
}

Result<std::vector<IndexedPassage>> decode_passages(std::string_view bytes, std::uint32_t range) {
  ByteReader in(bytes);
  std::vector<std::uint32_t> places;
  std::vector<std::uint32_t> terms;
  if (unpack_u32(in, places) && unpack_u32(in, terms) && terms.size() == places.size()) {
    std::vector<IndexedPassage> out(places.size());
    for (std::size_t i = 0; i < places.size() && in.ok(); ++i) {
      if (places[i] >= kRangeSize || (i > 0 && places[i] <= places[i - 1])) in.fail();
      out[i] = {range << kRangeBits | places[i], terms[i], in.u64()};
    }
    if (in.ok() && in.at_end()) return out;
  }
  return damaged("the passages of the text index");
}

Result<std::vector<IndexedPassage>> read_passages(const Snapshot& snapshot, std::uint32_t segment) {
  const std::string prefix = passages_prefix(segment);
  ScanOptions options;
  options.prefetch = true;
  auto cursor = snapshot.scan(Table::Text, std::string_view(prefix), options);
  if (!cursor) return cursor.error();
  std::vector<IndexedPassage> out;
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) return out;
    ByteReader key((*cursor)->key().substr(prefix.size()));
    const std::uint32_t range = key.u32();
    const std::uint16_t part = key.u16();
    if (!key.ok() || !key.at_end()) return damaged("the passages of the text index");
    if (part != 0) continue;
    auto bytes = read_parts(snapshot, Table::Text, passages_key(segment, range));
    if (!bytes) return bytes.error();
    if (!*bytes) return damaged("the passages of the text index");
    auto passages = decode_passages(**bytes, range);
    if (!passages) return passages.error();
    out.insert(out.end(), passages->begin(), passages->end());
  }
}

Result<std::vector<std::uint32_t>> read_removed(const Snapshot& snapshot, std::uint32_t segment) {
  auto bytes = read_parts(snapshot, Table::Text, removed_key(segment));
  if (!bytes) return bytes.error();
  std::vector<std::uint32_t> out;
  if (!*bytes) return out;
  ByteReader in(**bytes);
  if (!unpack_u32(in, out) || !in.at_end() || !std::is_sorted(out.begin(), out.end())) {
    return damaged("the removed passages of the text index");
  }
  return out;
}

}  // namespace sarye

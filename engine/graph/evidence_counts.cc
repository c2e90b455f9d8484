#include "engine/graph/evidence_counts.h"

#include <algorithm>
#include <utility>

#include "engine/store/byte_codec.h"
#include "engine/store/packed_column.h"

namespace sarye {

namespace {

constexpr std::size_t kOthers = EvidenceCounts::kLanguages - 1;

// Reads the next column, of `edges` values.
bool read_column(ByteReader& in, std::size_t edges, std::vector<std::uint32_t>& out) {
  if (!unpack_u32(in, out)) return false;
  if (out.size() != edges) in.fail();
  return in.ok();
}

}  // namespace

std::optional<std::size_t> EvidenceCounts::place_of(Language language) {
  switch (language) {
    case Language::Korean:
      return 0;
    case Language::Chinese:
      return 1;
    case Language::English:
      return 2;
    default:
      return std::nullopt;
  }
}

void EvidenceCounts::make_room(std::size_t edges) {
  const std::size_t all = languages.size() + edges;
  for (std::vector<std::uint32_t>& column : support) column.resize(all, 0);
  for (std::vector<std::uint32_t>& column : works) column.resize(all, 0);
  all_works.resize(all, 0);
  languages.resize(all, 0);
}

void EvidenceCounts::set(std::size_t edge, const AssertionChunk& chunk, std::size_t begin,
                         std::size_t end) {
  const auto is_visible = [&](std::size_t row) {
    return is_default_visible(static_cast<Polarity>(chunk.polarity[row]),
                              static_cast<Modality>(chunk.modality[row]));
  };
  const auto place = [&](std::size_t row) {
    return place_of(static_cast<Language>(chunk.language[row])).value_or(kOthers);
  };
  const auto bit = [&](std::size_t row) {
    return static_cast<std::uint8_t>(1u << chunk.language[row]);
  };
  if (end == begin + 1) {  // most edges
    if (!is_visible(begin)) return;
    const std::size_t at = place(begin);
    support[at][edge] = works[at][edge] = all_works[edge] = 1;
    languages[edge] = bit(begin);
    return;
  }
  std::vector<std::pair<std::uint32_t, std::size_t>> seen;  // work, place
  for (std::size_t row = begin; row < end; ++row) {
    if (!is_visible(row)) continue;
    ++support[place(row)][edge];
    languages[edge] |= bit(row);
    seen.emplace_back(chunk.work[row], place(row));
  }
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    ++works[seen[i].second][edge];
    if (i == 0 || seen[i - 1].first != seen[i].first) ++all_works[edge];
  }
}

void EvidenceCounts::add(const AssertionChunk& chunk, std::size_t begin, std::size_t end) {
  make_room(1);
  set(edges() - 1, chunk, begin, end);
}

EvidenceCounts EvidenceCounts::of(const AssertionChunk& chunk) {
  EvidenceCounts out;
  out.make_room(chunk.edges());
  for (std::size_t edge = 0; edge < chunk.edges(); ++edge) {
    out.set(edge, chunk, chunk.first[edge], chunk.first[edge + 1]);
  }
  return out;
}

std::uint64_t EvidenceCounts::memory_bytes() const {
  return sizeof(EvidenceCounts) + edges() * (2 * kLanguages + 1) * 4 + edges();
}

// Most assertions are each of a work of its own, and most works are in one language: what is
// written is how far that is not so, which packs into nothing.
EdgeBits edges_in_language(const EvidenceCounts& counts, Language language) {
  const unsigned bit = static_cast<unsigned>(language);
  EdgeBits out;
  out.words.resize((counts.edges() + 63) / 64);
  for (std::size_t e = 0; e < counts.edges(); ++e) {
    out.words[e / 64] |= std::uint64_t{(counts.languages[e] >> bit) & 1u} << (e % 64);
  }
  return out;
}

std::string encode_counts(const EvidenceCounts& counts) {
  std::string out;
  std::vector<std::uint32_t> column(counts.languages.begin(), counts.languages.end());
  pack_u32(out, column);
  for (const std::vector<std::uint32_t>& support : counts.support) pack_u32(out, support);
  for (std::size_t place = 0; place < EvidenceCounts::kLanguages; ++place) {
    for (std::size_t i = 0; i < counts.edges(); ++i) {
      column[i] = counts.support[place][i] - counts.works[place][i];
    }
    pack_u32(out, column);
  }
  for (std::size_t i = 0; i < counts.edges(); ++i) {
    column[i] = 0;
    for (const auto& works : counts.works) column[i] += works[i];
    column[i] -= counts.all_works[i];
  }
  pack_u32(out, column);
  return out;
}

Result<EvidenceCounts> decode_counts(std::string_view bytes) {
  const Error damaged{ErrorCode::Damaged, "a chunk of counts of assertions cannot be read",
                      "run `sarye rebuild`"};
  ByteReader in(bytes);
  EvidenceCounts out;
  std::vector<std::uint32_t> column;
  if (!unpack_u32(in, column)) return damaged;
  const std::size_t edges = column.size();
  out.languages.reserve(edges);
  for (const std::uint32_t mask : column) {
    if (mask >> kLanguageCount != 0) return damaged;
    out.languages.push_back(static_cast<std::uint8_t>(mask));
  }
  for (std::vector<std::uint32_t>& support : out.support) {
    if (!read_column(in, edges, support)) return damaged;
  }
  out.all_works.assign(edges, 0);
  for (std::size_t place = 0; place < EvidenceCounts::kLanguages; ++place) {
    std::vector<std::uint32_t>& works = out.works[place];
    if (!read_column(in, edges, works)) return damaged;
    for (std::size_t i = 0; i < edges; ++i) {
      if (works[i] > out.support[place][i]) return damaged;
      works[i] = out.support[place][i] - works[i];
      out.all_works[i] += works[i];
    }
  }
  if (!read_column(in, edges, column) || !in.at_end()) return damaged;
  for (std::size_t i = 0; i < edges; ++i) {
    if (column[i] > out.all_works[i]) return damaged;
    out.all_works[i] -= column[i];
  }
  return out;
}

}  // namespace sarye

#include "engine/graph/indexed_terms.h"

#include <algorithm>

#include "engine/base/strong_id.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"
#include "engine/text/terms.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

// Hangul, Kana and Han all lie behind this character, the first Jamo.
constexpr std::string_view kFirstOfRuns = "\u1100";

TermPlaces::Places sorted(TermPlaces::Places places) {
  if (!std::is_sorted(places.begin(), places.end())) std::sort(places.begin(), places.end());
  return places;
}

}  // namespace

Result<void> IndexedTerms::open() {
  for (const TextSegment& segment : statistics_.segments) {
    if (segment.removed == 0) continue;
    auto removed = read_removed(snapshot_, segment.number);
    if (!removed) return removed.error();
    removed_[segment.number] = std::move(*removed);
  }
  return {};
}

bool IndexedTerms::is_removed(std::uint32_t segment, std::uint32_t passage) const {
  const auto removed = removed_.find(segment);
  return removed != removed_.end() &&
         std::binary_search(removed->second.begin(), removed->second.end(), passage);
}

Result<void> IndexedTerms::append(const TextSegment& segment, std::string_view key, Places& out) {
  auto bytes = read_parts(snapshot_, Table::Text, key);
  if (!bytes) return bytes.error();
  if (!*bytes) return {};
  const std::size_t before = out.size();
  if (auto done = append_places(**bytes, out); !done) return done;
  if (segment.removed > 0) {
    out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(),
                             [&](TextPosition place) {
                               return is_removed(segment.number, document_of(place));
                             }),
              out.end());
  }
  if (budget_ == nullptr) return {};
  return budget_->check();
}

Result<TermPlaces::Places> IndexedTerms::of_term(std::string_view term) {
  Places out;
  for (const TextSegment& segment : statistics_.segments) {
    if (auto done = append(segment, postings_key(segment.number, term), out); !done) {
      return done.error();
    }
  }
  return sorted(std::move(out));
}

template <typename Wanted>
Result<void> IndexedTerms::scan(const TextSegment& segment, const KeyRange& keys, Wanted wanted,
                                Places& out) {
  ScanOptions options;
  options.budget = budget_;
  auto cursor = snapshot_.scan(Table::Text, keys, options);
  if (!cursor) return cursor.error();
  const std::size_t prefix = postings_prefix(segment.number).size();
  std::uint64_t taken = 0;
  const auto finish = [&](Result<void> result) {
    if (budget_ != nullptr) budget_->give_back(taken);
    return result;
  };
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return finish(more.error());
    if (!*more) return finish({});
    const std::string_view key = (*cursor)->key();
    ByteReader reader(key.substr(prefix));
    const std::string term = reader.ordered_string();
    const std::uint16_t part = reader.u16();
    if (!reader.ok()) {
      return finish(Error{ErrorCode::Damaged, "a term of the text index cannot be read",
                          "run `sarye rebuild`"});
    }
    if (part != 0 || !wanted(term)) continue;
    const std::size_t before = out.size();
    auto done = append(segment, key.substr(0, key.size() - 2), out);
    if (!done) return finish(done);
    if (budget_ == nullptr) continue;
    const std::uint64_t bytes = (out.size() - before) * sizeof(TextPosition);
    taken += bytes;
    if (auto ok = budget_->take(bytes, "a text search"); !ok) return finish(ok);
  }
}

Result<TermPlaces::Places> IndexedTerms::of_beginning(std::string_view letters) {
  Places out;
  for (const TextSegment& segment : statistics_.segments) {
    const KeyRange keys = KeyRange::prefix(postings_prefix(segment.number) + std::string(letters));
    auto done = scan(
        segment, keys, [](const std::string&) { return true; }, out);
    if (!done) return done.error();
  }
  return sorted(std::move(out));
}

Result<TermPlaces::Places> IndexedTerms::of_second_character(std::string_view character) {
  Places out;
  const auto ends_so = [character](const std::string& term) {
    if (term.size() <= character.size() || !term.ends_with(character)) return false;
    std::size_t second = 0;
    decode(term, second);
    return second + character.size() == term.size() && term_kind(term) == TermKind::Bigram;
  };
  for (const TextSegment& segment : statistics_.segments) {
    const std::string prefix = postings_prefix(segment.number);
    const KeyRange keys{prefix + std::string(kFirstOfRuns), prefix_end(prefix)};
    if (auto done = scan(segment, keys, ends_so, out); !done) return done.error();
  }
  return sorted(std::move(out));
}

Result<std::uint32_t> IndexedTerms::terms_of(std::uint32_t passage) {
  const std::uint32_t range = passage >> kRangeBits;
  for (const TextSegment& segment : statistics_.segments) {
    if (is_removed(segment.number, passage)) continue;
    const std::pair key(segment.number, range);
    auto at = ranges_.find(key);
    if (at == ranges_.end()) {
      auto bytes = read_parts(snapshot_, Table::Text, passages_key(key.first, key.second));
      if (!bytes) return bytes.error();
      std::vector<IndexedPassage> passages;
      if (*bytes) {
        auto decoded = decode_passages(**bytes, range);
        if (!decoded) return decoded.error();
        passages = std::move(*decoded);
      }
      at = ranges_.emplace(key, std::move(passages)).first;
    }
    const auto found = std::lower_bound(
        at->second.begin(), at->second.end(), passage,
        [](const IndexedPassage& p, std::uint32_t wanted) { return p.passage < wanted; });
    if (found != at->second.end() && found->passage == passage) return found->terms;
  }
  return 0u;
}

}  // namespace sarye

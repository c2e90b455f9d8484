#include "engine/graph/text_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "engine/graph/indexed_terms.h"
#include "engine/graph/text_segment.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"
#include "engine/text/text_match.h"

namespace sarye {

namespace {

// Robertson and Zaragoza's usual constants (The Probabilistic Relevance Framework, 2009).
constexpr double kSaturation = 1.2;
constexpr double kLengthShare = 0.75;

std::uint64_t count_documents(const std::vector<TextPosition>& places) {
  std::uint64_t documents = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    documents += i == 0 || document_of(places[i]) != document_of(places[i - 1]) ? 1 : 0;
  }
  return documents;
}

// One word of a question, walked along the passages that fit.
struct Weighed {
  const std::vector<TextPosition>* places;
  double rarity;
  std::size_t at = 0;

  // How often it stands in `passage`; passages come ascending.
  std::uint32_t count_in(std::uint32_t passage) {
    while (at < places->size() && document_of((*places)[at]) < passage) ++at;
    std::uint32_t count = 0;
    for (; at < places->size() && document_of((*places)[at]) == passage; ++at) ++count;
    return count;
  }
};

}  // namespace

Result<std::vector<TextMatch>> search_text(const Snapshot& snapshot,
                                           const TextStatistics& statistics, const TextQuery& query,
                                           Budget* budget) {
  IndexedTerms terms(snapshot, statistics, budget);
  if (auto opened = terms.open(); !opened) return opened.error();
  auto found = match_text(query, terms, budget);
  if (!found) return found.error();
  std::vector<TextMatch> out;
  if (found->documents.empty()) return out;

  const double total = static_cast<double>(statistics.passages);
  const double mean = std::max(1.0, static_cast<double>(statistics.terms) / std::max(1.0, total));
  // Words come in an order of their own, so that sums of floating numbers are the same however the
  // question was put.
  std::vector<std::size_t> order;
  for (std::size_t word = 0; word < query.words.size(); ++word) {
    if (query.words[word].wanted) order.push_back(word);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return query.words[a].pieces < query.words[b].pieces;
  });
  std::vector<Weighed> weighed;
  for (const std::size_t word : order) {
    const double with = static_cast<double>(count_documents(found->places[word]));
    weighed.push_back({&found->places[word], std::log(1 + (total - with + 0.5) / (with + 0.5))});
  }

  out.reserve(found->documents.size());
  for (const std::uint32_t passage : found->documents) {
    if (budget != nullptr && out.size() % 4096 == 0) {
      if (auto ok = budget->check(); !ok) return ok.error();
    }
    auto length = terms.terms_of(passage);
    if (!length) return length.error();
    const double norm =
        kSaturation * (1 - kLengthShare + kLengthShare * static_cast<double>(*length) / mean);
    double score = 0;
    for (Weighed& word : weighed) {
      const double count = word.count_in(passage);
      score += word.rarity * count * (kSaturation + 1) / (count + norm);
    }
    out.push_back({passage, score});
  }
  return out;
}

Result<std::vector<std::uint64_t>> count_passages(const Snapshot& snapshot,
                                                  const TextStatistics& statistics,
                                                  const TextQuery& query, Budget* budget) {
  IndexedTerms terms(snapshot, statistics, budget);
  if (auto opened = terms.open(); !opened) return opened.error();
  std::vector<std::uint64_t> out;
  for (const TextWord& word : query.words) {
    auto places = places_of(word, terms, budget);
    if (!places) return places.error();
    out.push_back(count_documents(*places));
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

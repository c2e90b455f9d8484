#include "engine/graph/review.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "engine/graph/metric_key.h"
#include "engine/graph/quote_search.h"
#include "engine/graph/review_writer.h"
#include "engine/graph/stable_key.h"
#include "engine/text/name_key.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

std::string one_line_of(std::string_view text) {
  std::string out;
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    if (c == U' ' || c == U'\n' || c == U'\r' || c == U'\t' || c == U'\u3000') {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    append_utf8(out, c);
  }
  return out;
}

std::string without_notes(Decision decision, const Ontology& ontology) {
  decision.notes.clear();
  return to_line(decision, ontology);
}

// What people have said already, as far as rows ask for it.
class Settled {
 public:
  Settled(const Decisions& decisions, const Ontology& ontology) : ontology_(ontology) {
    for (const Decision& d : decisions.all) {
      lines_.insert(without_notes(d, ontology));
      const bool gives = d.kind == DecisionKind::AcceptEntity || d.kind == DecisionKind::Alias;
      for (const EntityName& name : d.names) {
        if (gives) given_.insert(d.entity.type + "\t" + name_key(name.text));
        if (d.kind == DecisionKind::Stopword) stopped_.insert(name_key(name.text));
      }
    }
  }

  bool has(const ReviewRow& row) const { return has_all(row.yes) || has_all(row.no); }

 private:
  bool has_all(const std::vector<Decision>& decisions) const {
    return !decisions.empty() &&
           std::all_of(decisions.begin(), decisions.end(), [&](const Decision& d) {
             if (lines_.contains(without_notes(d, ontology_))) return true;
             if (d.names.size() != 1) return false;
             const std::string key = name_key(d.names.front().text);
             if (d.kind == DecisionKind::Stopword) return stopped_.contains(key);
             return (d.kind == DecisionKind::AcceptEntity || d.kind == DecisionKind::Alias) &&
                    given_.contains(d.entity.type + "\t" + key);
           });
  }

  const Ontology& ontology_;
  std::set<std::string> lines_;
  std::set<std::string> given_;
  std::set<std::string> stopped_;
};

}  // namespace

std::string_view review_kind_name(ReviewKind kind) {
  switch (kind) {
    case ReviewKind::Entity:
      return "entity";
    case ReviewKind::Alias:
      return "alias";
    case ReviewKind::Duplicate:
      return "duplicate";
    case ReviewKind::Edge:
      return "edge";
    case ReviewKind::Figures:
      return "figures";
  }
  return "";
}

EntityRef metric_ref(const DocumentTruth& truth, const LocalAssertion& observed) {
  const std::string subject = own_ref(truth.entities[observed.object]).part;
  return {"Metric", key_part(metric_key(subject, truth.entities[observed.subject].properties))};
}

double doubt_of(int confidence) {
  const double p = std::clamp(confidence, 0, 1000) / 1000.0;
  return 2 * std::min(p, 1 - p);
}

ReviewPlace place_of(const DocumentTruth& truth, std::uint32_t passage, ByteRange bytes,
                     std::size_t around) {
  const Passage& in = truth.passages[passage];
  const std::string_view source = truth.source;
  ByteRange shown = bytes;
  for (std::size_t i = 0; i < around && shown.begin > in.bytes.begin; ++i) {
    do {
      --shown.begin;
    } while (shown.begin > in.bytes.begin &&
             (static_cast<unsigned char>(source[shown.begin]) & 0xC0) == 0x80);
  }
  for (std::size_t i = 0; i < around && shown.end < in.bytes.end; ++i) {
    do {
      ++shown.end;
    } while (shown.end < in.bytes.end &&
             (static_cast<unsigned char>(source[shown.end]) & 0xC0) == 0x80);
  }
  ReviewPlace place;
  place.document = truth.metadata.key;
  place.language = language_code(in.language);
  if (shown.begin > in.bytes.begin && around > 0) place.quote = "…";
  place.quote += one_line_of(source.substr(shown.begin, shown.size()));
  if (shown.end < in.bytes.end && around > 0) place.quote += "…";
  place.page = in.page;
  place.page_inferred = in.page_inferred;
  place.line = 1 + static_cast<std::uint32_t>(
                       std::count(source.begin(), source.begin() + bytes.begin, '\n'));
  return place;
}

Decision edge_decision(const CuratedDocuments& input, DecisionKind kind, std::uint32_t document,
                       const LocalAssertion& stated) {
  const DocumentTruth& truth = input.documents[document];
  Decision out;
  out.kind = kind;
  out.document = document_ref(truth);
  const ByteRange quote = stated.evidence.quote;
  out.quote.hash = quote_hash(std::string_view(truth.source).substr(quote.begin, quote.size()));
  out.relation = stated.kind.empty() ? stated.family : stated.kind;
  const LocalEntity& subject = truth.entities[stated.subject];
  out.from = subject.type == "Metric" ? metric_ref(truth, stated) : own_ref(subject);
  out.to = own_ref(truth.entities[stated.object]);
  return out;
}

Result<std::vector<ReviewRow>> review_rows(const Snapshot& snapshot, const Decisions& decisions,
                                           const Ontology& ontology) {
  auto read = read_curated(snapshot, decisions, ontology);
  if (!read) return read.error();
  const CuratedDocuments& input = *read;
  std::vector<ReviewRow> rows;
  review_candidates(input, rows);
  review_aliases(input, rows);
  review_duplicates(input, rows);
  review_edges(input, rows);
  review_figures(input, rows);
  const Settled settled(decisions, ontology);
  std::erase_if(rows, [&](const ReviewRow& row) { return settled.has(row); });
  std::stable_sort(rows.begin(), rows.end(), [](const ReviewRow& a, const ReviewRow& b) {
    if (a.gain() != b.gain()) return a.gain() > b.gain();
    return std::tie(a.kind, a.what) < std::tie(b.kind, b.what);
  });
  return rows;
}

}  // namespace sarye

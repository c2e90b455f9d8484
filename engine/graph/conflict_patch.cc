#include "engine/graph/conflict_patch.h"

#include "engine/graph/identity_state.h"
#include "engine/store/byte_codec.h"

namespace sarye {

void ConflictPatch::subtract(const Observations& observations) {
  for (const auto& [place, value] : observations) {
    counts_[place] -= static_cast<std::int64_t>(value.count);
    subjects_.insert(place.first);
  }
}

void ConflictPatch::add(const Observations& observations) {
  for (const auto& [place, value] : observations) {
    counts_[place] += static_cast<std::int64_t>(value.count);
    values_[place] = value.value;
    subjects_.insert(place.first);
  }
}

// What the views have of all subjects and of these metrics, together.
Result<void> ConflictPatch::read_before(const std::set<std::string>& metrics) {
  std::vector<std::string> prefixes;
  for (const std::string& metric : metrics) prefixes.push_back(observed_by_prefix(metric));
  auto found = before_.multi_scan(Table::Graph, prefixes);
  if (!found) return found.error();
  std::set<std::string> subjects = subjects_;
  std::size_t i = 0;
  for (const std::string& metric : metrics) {
    std::set<std::string>& of = before_subjects_[metric];
    for (const Row& row : (*found)[i]) of.insert(row.key.substr(prefixes[i].size()));
    subjects.insert(of.begin(), of.end());
    ++i;
  }
  prefixes.clear();
  for (const std::string& subject : subjects) prefixes.push_back(observation_prefix(subject));
  found = before_.multi_scan(Table::Graph, prefixes);
  if (!found) return found.error();
  i = 0;
  std::vector<std::string> keys;
  for (const std::string& subject : subjects) {
    Values& values = before_values_[subject];
    for (const Row& row : (*found)[i]) {
      std::string metric = row.key.substr(prefixes[i].size());
      auto value = decode_observed(row.value);
      if (!value) return value.error();
      before_counts_[{subject, metric}] = value->count;
      keys.push_back(metric);
      values[std::move(metric)] = value->value;
    }
    ++i;
  }
  if (const NodeType* type = ontology_.find_type("Metric")) ids_.read_ahead(type->name, keys);
  return ids_.status();
}

Result<const ConflictPatch::Values*> ConflictPatch::values_before(const std::string& subject) {
  const auto known = before_values_.find(subject);
  if (known == before_values_.end()) {
    return Error{ErrorCode::Internal, "the observations of " + subject + " were not read"};
  }
  return &known->second;
}

Result<ConflictPatch::Values> ConflictPatch::values_of(const std::string& subject) {
  auto before = values_before(subject);
  if (!before) return before.error();
  Values values = **before;
  for (auto at = counts_.lower_bound({subject, std::string()});
       at != counts_.end() && at->first.first == subject; ++at) {
    const std::string& metric = at->first.second;
    const auto known = before_counts_.find(at->first);
    const std::int64_t count =
        at->second + (known == before_counts_.end() ? 0 : static_cast<std::int64_t>(known->second));
    if (count == 0) {
      values.erase(metric);
    } else if (const auto value = values_.find(at->first); value != values_.end()) {
      values[metric] = value->second;
    }
  }
  return values;
}

// Those that a Metric is observed of now, or was.
Result<std::set<std::string>> ConflictPatch::subjects_of(const std::string& metric) {
  std::set<std::string> out = before_subjects_[metric];
  for (const std::string& subject : subjects_) {
    if (counts_.count({subject, metric}) > 0) out.insert(subject);
  }
  return out;
}

Result<NodeId> ConflictPatch::node_of(const std::string& stable_key) {
  const std::string prefix = stable_key.substr(0, stable_key.find(':'));
  for (const NodeType& type : ontology_.types()) {
    if (type.is_abstract || type.key_prefix != prefix) continue;
    const NodeId node(type.id, ids_.offset_of(type.name, stable_key));
    if (auto read = ids_.status(); !read) return read.error();
    return node;
  }
  return Error{ErrorCode::Damaged, "an observation is of " + stable_key + ", which has no type",
               "run `sarye rebuild`"};
}

Result<void> ConflictPatch::add_rows(const EdgePatch& edges, NodeId metric, NodeId subject,
                                     const BuildEdge& edge, BuildInput& input) {
  const EdgeTableKey table{ontology_.find_relation("OBSERVED_FOR")->family, metric.type(),
                           subject.type()};
  const std::pair place{table, metric.offset() >> kRangeBits};
  auto known = rows_.find(place);
  if (known == rows_.end()) {
    auto rows = edges.rows_of(table, place.second);
    if (!rows) return rows.error();
    known = rows_.emplace(place, std::move(*rows)).first;
  }
  const std::vector<BuildEdge>& rows = known->second.edges;
  auto row = std::lower_bound(rows.begin(), rows.end(), std::pair(metric, subject),
                              [](const BuildEdge& a, const std::pair<NodeId, NodeId>& b) {
                                return std::pair(a.source, a.target) < b;
                              });
  for (; row != rows.end() && row->source == metric && row->target == subject; ++row) {
    if (row->plain || row->assertion.polarity != Polarity::Asserted) continue;
    BuildEdge& made = input.edges.emplace_back(edge);
    made.assertion = row->assertion;
    made.assertion.kind = edge.assertion.kind;
  }
  return {};
}

Result<void> ConflictPatch::run(EdgePatch& edges, Manifest& manifest) {
  const Relation* family = ontology_.find_relation("CONFLICTS_WITH");
  const NodeType* type = ontology_.find_type("Metric");
  if (family == nullptr || type == nullptr || subjects_.empty()) return {};
  // Those that are observed more, less or otherwise: edges between others stay as they are.
  std::set<std::string> metrics;
  for (const auto& [place, count] : counts_) metrics.insert(place.second);
  if (auto done = read_before(metrics); !done) return done;
  BuildInput input;
  EdgePatch::Gone gone;
  gone.table = EdgeTableKey{family->family, type->id, type->id};
  for (const std::string& metric : metrics) {
    auto node = node_of(metric);
    if (!node) return node.error();
    gone.ends.insert(node->offset());
    auto subjects = subjects_of(metric);
    if (!subjects) return subjects.error();
    for (const std::string& subject : *subjects) {
      auto values = values_of(subject);
      if (!values) return values.error();
      const auto own = values->find(metric);
      if (own == values->end()) continue;
      const ConflictSide side{*node, metric, own->second};
      for (const auto& [other, value] : *values) {
        if (other < metric && metrics.count(other) > 0) continue;  // made already
        ConflictSide other_side{NodeId(), other, value};
        if (!sides_conflict(side, other_side)) continue;
        auto other_node = node_of(other);
        if (!other_node) return other_node.error();
        other_side.metric = *other_node;
        auto subject_node = node_of(subject.substr(0, subject.find('\0')));
        if (!subject_node) return subject_node.error();
        BuildEdge edge = conflict_edge(*family, side, other_side);
        edge.assertion.kind = family->id;
        for (const NodeId metric_node : {side.metric, other_side.metric}) {
          if (auto done = add_rows(edges, metric_node, *subject_node, edge, input); !done) {
            return done;
          }
        }
      }
    }
  }
  return edges.run(input, gone, manifest);
}

}  // namespace sarye

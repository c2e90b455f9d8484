#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "engine/graph/apply_decisions.h"
#include "engine/graph/quote_search.h"
#include "engine/store/sha256.h"
#include "engine/text/name_key.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr std::string_view kHashPrefix = "sha256:";

bool names_document(std::string_view reference, const std::string& work, const std::string& key,
                    const Sha256& hash) {
  if (reference.starts_with(kHashPrefix)) {
    return to_hex(hash).starts_with(reference.substr(kHashPrefix.size()));
  }
  return reference == key || (!work.empty() && reference == work);
}

}  // namespace

DecisionSet::DecisionSet(Decisions decisions, Ontology ontology)
    : decisions_(std::move(decisions)), ontology_(std::move(ontology)) {
  for (const Decision& d : decisions_.all) {
    if (d.kind == DecisionKind::Merge) goes_.emplace(d.other, d.entity);
  }
  for (std::size_t i = 0; i < decisions_.all.size(); ++i) {
    const Decision& d = decisions_.all[i];
    switch (d.kind) {
      case DecisionKind::AcceptEntity:
      case DecisionKind::Alias:
        named_[d.entity].push_back(i);
        for (const EntityName& name : d.names) {
          const EntityRef entity = final_of(d.entity);
          const auto [at, is_new] = given_.try_emplace({entity.type, name_key(name.text)}, entity);
          if (!is_new && at->second != entity) at->second.reset();
          sought_.push_back({fold_quote(name.text), entity, name, i});
        }
        break;
      case DecisionKind::Merge:
        named_[d.entity].push_back(i);
        named_[d.other].push_back(i);
        break;
      case DecisionKind::Distinct:
        if (d.entity.type == d.other.type) {
          named_[d.entity].push_back(i);
          named_[d.other].push_back(i);
        }
        break;
      case DecisionKind::Set:
        if (d.entity.type != "Metric") named_[d.entity].push_back(i);
        break;
      case DecisionKind::Stopword:
        for (const EntityName& name : d.names) stopwords_[name_key(name.text)].push_back(i);
        break;
      case DecisionKind::AcceptEdge:
      case DecisionKind::Split:
      case DecisionKind::Type:
      case DecisionKind::RejectEdge:
        break;
    }
  }
  std::sort(sought_.begin(), sought_.end(), [](const SoughtName& a, const SoughtName& b) {
    if (a.folded.size() != b.folded.size()) return a.folded.size() > b.folded.size();
    return std::tie(a.folded, a.entity, a.decision) < std::tie(b.folded, b.entity, b.decision);
  });
}

EntityRef DecisionSet::final_of(const EntityRef& ref) const {
  EntityRef at = ref;
  for (std::size_t steps = 0; steps <= goes_.size(); ++steps) {
    const auto next = goes_.find(at);
    if (next == goes_.end()) break;
    at = next->second;
  }
  return at;
}

bool is_document(std::string_view reference, const DocumentMetadata& metadata, const Sha256& hash) {
  return names_document(reference, metadata.work.empty() ? metadata.doi : metadata.work,
                        metadata.key, hash);
}

bool is_document(std::string_view reference, const DocumentRecord& record) {
  return names_document(reference, record.work, record.key, record.sha256);
}

std::string name_of_key_part(std::string_view part) {
  std::string out;
  for (std::size_t at = 0; at < part.size();) {
    if (part.substr(at).starts_with("_x")) {
      const std::size_t end = part.find('_', at + 2);
      const std::string digits(
          part.substr(at + 2, end == std::string_view::npos ? 0 : end - at - 2));
      const bool is_escape = !digits.empty() && digits.size() <= 6 &&
                             digits.find_first_not_of("0123456789ABCDEF") == std::string::npos;
      if (is_escape) {
        append_utf8(out, static_cast<char32_t>(std::strtoul(digits.c_str(), nullptr, 16)));
        at = end + 1;
        continue;
      }
    }
    out += part[at++];
  }
  return out;
}

}  // namespace sarye

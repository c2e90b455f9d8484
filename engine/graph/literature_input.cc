#include "engine/graph/literature_input.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "engine/graph/identity.h"
#include "engine/graph/metric_conflicts.h"
#include "engine/graph/stable_key.h"
#include "engine/store/sha256.h"

namespace sarye {

namespace {

constexpr std::string_view kAttributionIds = "\tattribution";

Value value_of(const PropertyValue& property, PropertyKind wanted) {
  switch (property.kind) {
    case PropertyValue::Kind::Integer:
      if (wanted == PropertyKind::Float) return Value(static_cast<double>(property.integer));
      return Value(property.integer);
    case PropertyValue::Kind::Float:
      return Value(property.number);
    case PropertyValue::Kind::Boolean:
      return Value(property.integer != 0);
    case PropertyValue::Kind::Date:
      return Value(Date{static_cast<std::int32_t>(property.integer)});
    case PropertyValue::Kind::String:
      break;
  }
  return Value(property.text);
}

std::string_view kind_name(PassageKind kind) {
  switch (kind) {
    case PassageKind::Title:
      return "title";
    case PassageKind::Author:
      return "author";
    case PassageKind::Abstract:
      return "abstract";
    case PassageKind::Heading:
      return "heading";
    case PassageKind::Paragraph:
      return "paragraph";
    case PassageKind::Bullet:
      return "bullet";
    case PassageKind::Caption:
      return "caption";
    case PassageKind::Table:
      return "table";
    case PassageKind::Footnote:
      return "footnote";
    case PassageKind::Note:
      return "note";
    case PassageKind::Reference:
      return "reference";
  }
  return "paragraph";
}

std::string work_of(const DocumentMetadata& m) {
  return !m.work.empty() ? m.work : !m.doi.empty() ? m.doi : m.key;
}

class Builder {
 public:
  Builder(Ontology ontology, std::vector<StoredDocument> documents, IdTable& ids) : ids_(ids) {
    input_.ontology = std::move(ontology);
    // By key; documents that share one by their bytes.
    std::sort(documents.begin(), documents.end(),
              [](const StoredDocument& a, const StoredDocument& b) {
                return std::tie(a.truth.metadata.key, a.record.sha256) <
                       std::tie(b.truth.metadata.key, b.record.sha256);
              });
    for (StoredDocument& document : documents) {
      records_.push_back(std::move(document.record));
      truths_.push_back(std::move(document.truth));
    }
  }

  Result<BuildInput> run() {
    give_document_keys();
    identity_ = resolve_identity(truths_);
    if (auto done = add_entities(); !done) return done.error();
    if (auto done = add_documents(); !done) return done.error();
    give_attributions();
    for (std::uint32_t d = 0; d < truths_.size(); ++d) {
      if (auto done = add_edges(d); !done) return done.error();
    }
    add_conflicts();
    return std::move(input_);
  }

 private:
  struct Observation {
    NodeId metric;
    double value;
    BuildAssertion assertion;
  };

  Error unknown(std::uint32_t d, std::string_view what, const std::string& name) const {
    return Error{ErrorCode::VersionMismatch,
                 "document " + keys_[d] + " uses the " + std::string(what) + " " + name +
                     ", which the store's ontology has not",
                 "run `sarye reanalyse`"};
  }

  void give_document_keys() {
    for (std::size_t d = 0; d < truths_.size(); ++d) {
      const std::string& key = truths_[d].metadata.key;
      const bool shared = (d > 0 && truths_[d - 1].metadata.key == key) ||
                          (d + 1 < truths_.size() && truths_[d + 1].metadata.key == key);
      std::string part = key_part(key);
      if (shared) part += "." + to_hex(records_[d].sha256).substr(0, 8);
      keys_.push_back(std::move(part));
    }
  }

  const NodeType* type_named(const std::string& name) const {
    return input_.ontology.find_type(name);
  }

  NodeId id_of(const NodeType& type, const std::string& stable_key) {
    return NodeId(type.id, ids_.offset_of(type.name, stable_key));
  }

  Result<void> add_entities() {
    nodes_.resize(identity_.entities.size());
    for (std::size_t i = 0; i < identity_.entities.size(); ++i) {
      GlobalEntity& entity = identity_.entities[i];
      const NodeType* type = type_named(entity.type);
      if (type == nullptr || type->is_abstract) {
        return Error{
            ErrorCode::VersionMismatch,
            "an entity has the type " + entity.type + ", which the store's ontology has not",
            "run `sarye reanalyse`"};
      }
      if (entity.type == "Document") continue;  // another text, if it is loaded: see document_named
      BuildNode& node = input_.nodes.emplace_back();
      node.key = type->key_prefix + ":" + entity.key;
      node.id = id_of(*type, node.key);
      node.display = entity.display.empty() ? node.key : entity.display;
      node.names = entity.names;
      node.mentions = entity.mentions;
      if (!entity.source.empty() && entity.source != node.display) {
        node.properties.emplace_back(std::string(internal_column::kSource), Value(entity.source));
      }
      if (!entity.kind.empty()) node.properties.emplace_back("kind", Value(entity.kind));
      for (const auto& [name, value] : entity.properties) {
        if (name == "kind" || name.empty()) continue;
        const PropertyType* property = input_.ontology.find_property(type->id, name);
        node.properties.emplace_back(
            name, value_of(value, property == nullptr ? PropertyKind::Any : property->kind));
      }
      nodes_[i] = node.id;
    }
    return {};
  }

  Result<void> add_documents() {
    const NodeType* document = type_named("Document");
    const NodeType* passage = type_named("Passage");
    if (document == nullptr || passage == nullptr) {
      return Error{ErrorCode::VersionMismatch, "the ontology has no types Document and Passage"};
    }
    std::map<std::string, std::uint32_t> works;
    for (std::size_t d = 0; d < truths_.size(); ++d) {
      const std::string key = document->key_prefix + ":" + keys_[d];
      documents_.push_back(id_of(*document, key));
      add_document_node(d, key);
      const std::uint32_t offset = documents_.back().offset();
      const auto [at, is_new] = works.try_emplace(work_of(truths_[d].metadata), offset);
      at->second = std::min(at->second, offset);
    }
    for (std::size_t d = 0; d < truths_.size(); ++d) {
      works_.push_back(works.at(work_of(truths_[d].metadata)));
    }
    for (std::size_t d = 0; d < truths_.size(); ++d) add_passages(d, *passage);
    return {};
  }

  void add_document_node(std::size_t d, const std::string& key) {
    const DocumentMetadata& m = truths_[d].metadata;
    BuildNode& node = input_.nodes.emplace_back();
    node.id = documents_.back();
    node.key = key;
    node.display = m.title.empty() ? m.key : m.title;
    node.names.push_back({NameTag::Unknown, NameKind::Official, m.key});
    if (!m.title.empty() && m.title != m.key) {
      node.names.push_back({NameTag::Unknown, NameKind::Surface, m.title});
    }
    auto& properties = node.properties;
    std::set<std::string> given;
    const auto add = [&](const std::string& name, Value value) {
      if (given.insert(name).second) properties.emplace_back(name, std::move(value));
    };
    const auto add_text = [&](const char* name, const std::string& text) {
      if (!text.empty()) add(name, Value(text));
    };
    add_text("key", m.key);
    add_text("title", m.title);
    add_text("work", work_of(m));
    add_text("doi", m.doi);
    add_text("language", std::string(language_code(parse_language(m.language))));
    add_text("kind", m.kind);
    add_text("publisher", m.publisher);
    if (m.date) {
      add("year", Value(static_cast<std::int64_t>(m.date->year())));
      if (!m.date_is_year) add("date", Value(*m.date));
    }
    if (!m.authors.empty()) {
      std::vector<Value> authors;
      for (const std::string& author : m.authors) authors.emplace_back(author);
      add("authors", Value::list(std::move(authors)));
    }
    for (const auto& [name, text] : m.extra) {
      if (!text.empty() && !name.empty() && name.front() != '\t' && name != "name") {
        add(name, Value(text));
      }
    }
    properties.emplace_back(std::string(internal_column::kDocumentId),
                            Value(static_cast<std::int64_t>(records_[d].id.value)));
  }

  void add_passages(std::size_t d, const NodeType& type) {
    std::vector<NodeId>& ids = passages_.emplace_back();
    const std::vector<Passage>& passages = truths_[d].passages;
    const Relation* in = input_.ontology.find_relation("IN");
    for (std::size_t i = 0; i < passages.size(); ++i) {
      const Passage& passage = passages[i];
      char number[32];
      std::snprintf(number, sizeof(number), ".%05zu", i + 1);
      BuildNode& node = input_.nodes.emplace_back();
      node.key = type.key_prefix + ":" + keys_[d] + number;
      node.id = id_of(type, node.key);
      node.display = node.key;
      ids.push_back(node.id);
      auto& properties = node.properties;
      const auto add_number = [&](std::string_view name, std::uint32_t value) {
        properties.emplace_back(std::string(name), Value(static_cast<std::int64_t>(value)));
      };
      properties.emplace_back("text", Value(passage.text));
      properties.emplace_back("kind", Value(kind_name(passage.kind)));
      properties.emplace_back("language", Value(language_code(passage.language)));
      properties.emplace_back("document", Value(documents_[d]));
      std::string heading;
      for (const std::string& part : passage.headings)
        heading += (heading.empty() ? "" : " > ") + part;
      if (!heading.empty()) properties.emplace_back("heading", Value(heading));
      if (passage.page != 0) {
        add_number("page", passage.page);
        add_number(internal_column::kPage, passage.page);
      }
      if (passage.page_inferred) add_number(internal_column::kPageInferred, 1);
      add_number("line", passage.line_begin);
      add_number(internal_column::kLineBegin, passage.line_begin);
      add_number(internal_column::kLineEnd, passage.line_end);
      add_number(internal_column::kDocument, documents_[d].offset());
      add_number(internal_column::kBegin, passage.bytes.begin);
      add_number(internal_column::kEnd, passage.bytes.end);
      if (in != nullptr) add_plain(in->id, node.id, documents_[d]);
    }
  }

  // Numbers of speakers stay the same from one publish to the next, as offsets of nodes do.
  void give_attributions() {
    std::set<std::string> texts;
    for (const DocumentTruth& truth : truths_) {
      for (const LocalAssertion& assertion : truth.assertions) {
        if (!assertion.attribution.empty()) texts.insert(assertion.attribution);
      }
    }
    for (const std::string& text : texts) {
      const std::uint32_t place = ids_.offset_of(kAttributionIds, text);
      if (input_.attributions.size() <= place) input_.attributions.resize(place + 1);
      input_.attributions[place] = text;
      attributions_[text] = place + 1;
    }
  }

  void add_plain(RelationId family, NodeId source, NodeId target) {
    BuildEdge& edge = input_.edges.emplace_back();
    edge.family = family;
    edge.source = source;
    edge.target = target;
    edge.plain = true;
  }

  // The Document node that an entity of that type stands for, when it is loaded.
  std::optional<NodeId> document_named(const GlobalEntity& entity) const {
    for (std::size_t d = 0; d < truths_.size(); ++d) {
      for (const EntityName& name : entity.names) {
        if (name.text == truths_[d].metadata.key || name.text == truths_[d].metadata.title) {
          return documents_[d];
        }
      }
    }
    return std::nullopt;
  }

  std::optional<NodeId> node_of(std::uint32_t d, std::uint32_t local) const {
    const std::uint32_t entity = identity_.of[d][local];
    if (identity_.entities[entity].type == "Document") {
      return document_named(identity_.entities[entity]);
    }
    return nodes_[entity];
  }

  BuildAssertion assertion_at(std::uint32_t d, const Evidence& evidence, int confidence) const {
    const DocumentTruth& truth = truths_[d];
    BuildAssertion a;
    a.document = documents_[d].offset();
    a.work = works_[d];
    a.passage = passages_[d][evidence.passage].offset();
    a.language = truth.passages[evidence.passage].language;
    a.confidence = static_cast<std::uint16_t>(std::clamp(confidence, 0, 1000));
    if (truth.metadata.date) a.time.from = truth.metadata.date->days;
    a.quote = evidence.quote;
    return a;
  }

  Result<void> add_edges(std::uint32_t d) {
    const DocumentTruth& truth = truths_[d];
    const Relation* mentions = input_.ontology.find_relation("MENTIONS");
    for (const Mention& mention : truth.mentions) {
      const auto target = node_of(d, mention.entity);
      if (mentions != nullptr && target) {
        add_plain(mentions->id, passages_[d][mention.passage], *target);
      }
    }
    for (const DocumentAssertion& about : truth.about) {
      const Relation* family = input_.ontology.find_relation(about.family);
      if (family == nullptr) return unknown(d, "relation", about.family);
      const auto target = node_of(d, about.object);
      if (!target || *target == documents_[d]) continue;
      if (family->plain) {
        add_plain(family->id, documents_[d], *target);
        continue;
      }
      BuildEdge& edge = input_.edges.emplace_back();
      edge.family = family->family;
      edge.source = documents_[d];
      edge.target = *target;
      edge.assertion = assertion_at(d, about.evidence, about.confidence);
      edge.assertion.kind = family->id;
    }
    for (const LocalAssertion& assertion : truth.assertions) {
      if (auto done = add_assertion(d, assertion); !done) return done;
    }
    return {};
  }

  Result<void> add_assertion(std::uint32_t d, const LocalAssertion& stated) {
    const Relation* family = input_.ontology.find_relation(stated.family);
    if (family == nullptr) return unknown(d, "relation", stated.family);
    const Relation* kind = family;
    if (!stated.kind.empty()) {
      kind = input_.ontology.find_relation(stated.kind);
      if (kind == nullptr) return unknown(d, "relation", stated.kind);
    }
    const auto subject = node_of(d, stated.subject);
    const auto object = node_of(d, stated.object);
    if (!subject || !object) return {};  // about a text that is not loaded
    BuildEdge edge;
    edge.family = family->family;
    edge.source = *subject;
    edge.target = *object;
    if (family->symmetric && comes_after(d, stated.subject, stated.object)) {
      std::swap(edge.source, edge.target);
    }
    edge.assertion = assertion_at(d, stated.evidence, stated.confidence);
    BuildAssertion& a = edge.assertion;
    a.kind = kind->id;
    a.polarity = stated.polarity;
    a.modality = stated.modality;
    if (!stated.attribution.empty()) a.attribution = attributions_.at(stated.attribution);
    if (stated.time) {
      a.time_is_stated = true;
      if (stated.time->from != DateSpan::kOpenBegin) a.time.from = stated.time->from;
      a.time.to = stated.time->to;
    }
    if (!stated.qualifiers.empty()) {
      BuildEdgeExtra& extra = input_.extra_of(edge);
      extra.qualifiers.assign(stated.qualifiers.begin(), stated.qualifiers.end());
      for (const Qualifier& qualifier : input_.ontology.relation(family->family).qualifiers) {
        const auto found = stated.qualifiers.find(qualifier.name);
        if (!qualifier.identifying || found == stated.qualifiers.end()) continue;
        extra.discriminator += qualifier.name + '\0' + found->second + '\0';
      }
    }
    if (family->name == "OBSERVED_FOR") observe(d, stated, edge);
    input_.edges.push_back(edge);
    return {};
  }

  // Entities are sorted by type and key, so their numbers are in the order of stable keys.
  bool comes_after(std::uint32_t d, std::uint32_t a, std::uint32_t b) const {
    return identity_.of[d][b] < identity_.of[d][a];
  }

  void observe(std::uint32_t d, const LocalAssertion& stated, const BuildEdge& edge) {
    const GlobalEntity& metric = identity_.entities[identity_.of[d][stated.subject]];
    const auto value = metric.properties.find("value");
    if (value == metric.properties.end() || stated.polarity != Polarity::Asserted) return;
    double number = value->second.number;
    if (value->second.kind == PropertyValue::Kind::Integer) {
      number = static_cast<double>(value->second.integer);
    } else if (value->second.kind != PropertyValue::Kind::Float) {
      return;
    }
    std::string thing = std::to_string(edge.target.value);
    for (const char* name : {"measure", "period", "segment", "unit", "currency"}) {
      thing += '\0';
      const auto property = metric.properties.find(name);
      if (property != metric.properties.end()) thing += property->second.text;
    }
    observations_[thing].push_back({edge.source, number, edge.assertion});
  }

  // A contradiction has the words of both sides as its evidence.
  void add_conflicts() {
    const Relation* family = input_.ontology.find_relation("CONFLICTS_WITH");
    if (family == nullptr) return;
    for (const auto& [thing, seen] : observations_) {
      for (std::size_t i = 0; i < seen.size(); ++i) {
        for (std::size_t j = i + 1; j < seen.size(); ++j) {
          if (seen[i].metric == seen[j].metric || figures_agree(seen[i].value, seen[j].value)) {
            continue;
          }
          add_conflict(*family, seen[i], seen[j]);
        }
      }
    }
  }

  void add_conflict(const Relation& family, const Observation& a, const Observation& b) {
    // By stable key: new nodes come in that order, but not those of several publishes.
    const bool turned = key_of(b.metric) < key_of(a.metric);
    for (const Observation* side : {&a, &b}) {
      BuildEdge& edge = input_.edges.emplace_back();
      edge.family = family.family;
      edge.source = turned ? b.metric : a.metric;
      edge.target = turned ? a.metric : b.metric;
      edge.assertion = side->assertion;
      edge.assertion.kind = family.id;
    }
  }

  const std::string& key_of(NodeId node) {
    if (keys_of_nodes_.empty()) {
      for (const BuildNode& built : input_.nodes) keys_of_nodes_[built.id] = &built.key;
    }
    return *keys_of_nodes_.at(node);
  }

  IdTable& ids_;
  BuildInput input_;
  std::vector<DocumentRecord> records_;
  std::vector<DocumentTruth> truths_;
  std::vector<std::string> keys_;  // of documents, without prefix
  Identity identity_;
  std::vector<NodeId> nodes_;  // of identity_.entities
  std::vector<NodeId> documents_;
  std::vector<std::uint32_t> works_;  // numbers, by document
  std::vector<std::vector<NodeId>> passages_;
  std::map<std::string, std::uint32_t> attributions_;
  std::map<std::string, std::vector<Observation>> observations_;
  std::map<NodeId, const std::string*> keys_of_nodes_;
};

}  // namespace

Result<BuildInput> literature_input(Ontology ontology, std::vector<StoredDocument> documents,
                                    IdTable& ids) {
  return Builder(std::move(ontology), std::move(documents), ids).run();
}

}  // namespace sarye

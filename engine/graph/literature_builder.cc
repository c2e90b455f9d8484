#include "engine/graph/literature_builder.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "engine/graph/edge_ranges.h"
#include "engine/graph/metric_conflicts.h"
#include "engine/graph/stable_key.h"
#include "engine/store/sha256.h"

namespace sarye {

namespace {

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

}  // namespace

std::string work_of(const DocumentMetadata& m) {
  return !m.work.empty() ? m.work : !m.doi.empty() ? m.doi : m.key;
}

std::string document_key(std::string_view key, const Sha256& hash, bool is_shared) {
  std::string part = key_part(key);
  if (is_shared) part += "." + to_hex(hash).substr(0, 8);
  return part;
}

bool sides_conflict(const ConflictSide& a, const ConflictSide& b) {
  return a.key != b.key && !figures_agree(a.value, b.value);
}

BuildEdge conflict_edge(const Relation& family, const ConflictSide& a, const ConflictSide& b) {
  // By stable key: new nodes come in that order, but not those of several publishes.
  const bool turned = b.key < a.key;
  BuildEdge edge;
  edge.family = family.family;
  edge.source = turned ? b.metric : a.metric;
  edge.target = turned ? a.metric : b.metric;
  return edge;
}

Error LiteratureBuilder::unknown(std::size_t d, std::string_view what,
                                 const std::string& name) const {
  return Error{ErrorCode::VersionMismatch,
               "document " + documents_[d].key + " uses the " + std::string(what) + " " + name +
                   ", which the store's ontology has not",
               "run `sarye reanalyse`"};
}

Result<NodeId> LiteratureBuilder::id_of(const NodeType& type, const std::string& stable_key) {
  const std::uint32_t offset = ids_.offset_of(type.name, stable_key);
  if (auto read = ids_.status(); !read) return read.error();
  return NodeId(type.id, offset);
}

std::string LiteratureBuilder::stable_key_of(const GlobalEntity& entity) const {
  const NodeType* type = input_.ontology.find_type(entity.type);
  return (type == nullptr ? std::string() : type->key_prefix) + ":" + entity.key;
}

Result<NodeId> LiteratureBuilder::node_of_entity(std::size_t entity) {
  nodes_.resize(entities_.size());
  is_set_.resize(entities_.size());
  if (is_set_[entity]) return nodes_[entity];
  const NodeType* type = input_.ontology.find_type(entities_[entity].type);
  if (type == nullptr || type->is_abstract) {
    return Error{
        ErrorCode::VersionMismatch,
        "an entity has the type " + entities_[entity].type + ", which the store's ontology has not",
        "run `sarye reanalyse`"};
  }
  auto node = id_of(*type, type->key_prefix + ":" + entities_[entity].key);
  if (!node) return node.error();
  nodes_[entity] = *node;
  is_set_[entity] = true;
  return *node;
}

Result<void> LiteratureBuilder::add_entities(const std::function<bool(std::size_t)>& wanted) {
  std::map<std::string_view, std::vector<std::string>> keys;  // by type
  for (const GlobalEntity& entity : entities_) {
    if (ids_.is_on_demand() && entity.type != "Document")
      keys[entity.type].push_back(stable_key_of(entity));
  }
  for (const auto& [type, of_type] : keys) ids_.read_ahead(type, of_type);
  for (std::size_t i = 0; i < entities_.size(); ++i) {
    const GlobalEntity& entity = entities_[i];
    if (entity.type == "Document" || !wanted(i)) continue;  // see set_document_named
    auto id = node_of_entity(i);
    if (!id) return id.error();
    const NodeType& type = input_.ontology.type(id->type());
    BuildNode& node = input_.nodes.emplace_back();
    node.key = type.key_prefix + ":" + entity.key;
    node.id = *id;
    node.display = entity.display.empty() ? node.key : entity.display;
    node.names = entity.names;
    node.mentions = entity.mentions;
    if (!entity.source.empty() && entity.source != node.display) {
      node.properties.emplace_back(std::string(internal_column::kSource), Value(entity.source));
    }
    if (!entity.kind.empty()) node.properties.emplace_back("kind", Value(entity.kind));
    for (const auto& [name, value] : entity.properties) {
      if (name == "kind" || name.empty()) continue;
      const PropertyType* property = input_.ontology.find_property(type.id, name);
      node.properties.emplace_back(
          name, value_of(value, property == nullptr ? PropertyKind::Any : property->kind));
    }
  }
  return {};
}

Result<void> LiteratureBuilder::add_documents(std::vector<LiteratureDocument> documents) {
  documents_ = std::move(documents);
  speakers_.resize(documents_.size());
  observations_.resize(documents_.size());
  const NodeType* document = input_.ontology.find_type("Document");
  const NodeType* passage = input_.ontology.find_type("Passage");
  if (document == nullptr || passage == nullptr) {
    return Error{ErrorCode::VersionMismatch, "the ontology has no types Document and Passage"};
  }
  for (std::size_t d = 0; d < documents_.size(); ++d) {
    const std::string key = document->key_prefix + ":" + documents_[d].key;
    auto id = id_of(*document, key);
    if (!id) return id.error();
    document_nodes_.push_back(*id);
    add_document_node(d, key);
  }
  for (std::size_t d = 0; d < documents_.size(); ++d) {
    if (auto done = add_passages(d, *passage); !done) return done;
  }
  return {};
}

void LiteratureBuilder::add_document_node(std::size_t d, const std::string& key) {
  const DocumentMetadata& m = documents_[d].truth.metadata;
  BuildNode& node = input_.nodes.emplace_back();
  node.id = document_nodes_.back();
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
                          Value(static_cast<std::int64_t>(documents_[d].record.id.value)));
}

Result<void> LiteratureBuilder::add_passages(std::size_t d, const NodeType& type) {
  std::vector<NodeId>& ids = passages_.emplace_back();
  const std::vector<Passage>& passages = documents_[d].truth.passages;
  const Relation* in = input_.ontology.find_relation("IN");
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    char number[32];
    std::snprintf(number, sizeof(number), ".%05zu", i + 1);
    keys.push_back(type.key_prefix + ":" + documents_[d].key + number);
  }
  ids_.read_ahead(type.name, keys);
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const Passage& passage = passages[i];
    BuildNode& node = input_.nodes.emplace_back();
    node.key = std::move(keys[i]);
    auto id = id_of(type, node.key);
    if (!id) return id.error();
    node.id = *id;
    node.display = node.key;
    ids.push_back(node.id);
    auto& properties = node.properties;
    const auto add_number = [&](std::string_view name, std::uint32_t value) {
      properties.emplace_back(std::string(name), Value(static_cast<std::int64_t>(value)));
    };
    properties.emplace_back("text", Value(passage.text));
    properties.emplace_back("kind", Value(kind_name(passage.kind)));
    properties.emplace_back("language", Value(language_code(passage.language)));
    properties.emplace_back("document", Value(document_nodes_[d]));
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
    add_number(internal_column::kDocument, document_nodes_[d].offset());
    add_number(internal_column::kBegin, passage.bytes.begin);
    add_number(internal_column::kEnd, passage.bytes.end);
    if (in != nullptr) add_plain(in->id, node.id, document_nodes_[d]);
  }
  return {};
}

void LiteratureBuilder::add_plain(RelationId family, NodeId source, NodeId target) {
  BuildEdge& edge = input_.edges.emplace_back();
  edge.family = family;
  edge.source = source;
  edge.target = target;
  edge.plain = true;
}

Result<std::optional<NodeId>> LiteratureBuilder::node_of(std::size_t d, std::uint32_t local) {
  const std::uint32_t entity = documents_[d].entity_of[local];
  if (entities_[entity].type == "Document") return document_named_(entities_[entity]);
  auto node = node_of_entity(entity);
  if (!node) return node.error();
  return std::optional(*node);
}

BuildAssertion LiteratureBuilder::assertion_at(std::size_t d, const Evidence& evidence,
                                               int confidence) const {
  const DocumentTruth& truth = documents_[d].truth;
  BuildAssertion a;
  a.document = document_nodes_[d].offset();
  a.work = works_.at(work_of(truth.metadata));
  a.passage = passages_[d][evidence.passage].offset();
  a.language = truth.passages[evidence.passage].language;
  a.confidence = static_cast<std::uint16_t>(std::clamp(confidence, 0, 1000));
  if (truth.metadata.date) a.time.from = truth.metadata.date->days;
  a.quote = evidence.quote;
  return a;
}

Result<void> LiteratureBuilder::add_edges() {
  // Numbers of speakers stay the same from one publish to the next, as offsets of nodes do. New
  // ones are given in the order of texts.
  std::set<std::string> texts;
  for (std::size_t d = 0; d < documents_.size(); ++d) {
    for (const LocalAssertion& assertion : documents_[d].truth.assertions) {
      if (!assertion.attribution.empty()) speakers_[d].insert(assertion.attribution);
    }
    texts.insert(speakers_[d].begin(), speakers_[d].end());
  }
  for (const std::string& text : texts) {
    speaker_numbers_[text] = ids_.offset_of(kSpeakerIds, text) + 1;
  }
  if (auto read = ids_.status(); !read) return read;
  for (std::size_t d = 0; d < documents_.size(); ++d) {
    if (auto done = add_edges_of(d); !done) return done;
  }
  return {};
}

Result<void> LiteratureBuilder::add_edges_of(std::size_t d) {
  const DocumentTruth& truth = documents_[d].truth;
  const Relation* mentions = input_.ontology.find_relation("MENTIONS");
  for (const Mention& mention : truth.mentions) {
    auto target = node_of(d, mention.entity);
    if (!target) return target.error();
    if (mentions != nullptr && *target) {
      add_plain(mentions->id, passages_[d][mention.passage], **target);
    }
  }
  for (const DocumentAssertion& about : truth.about) {
    const Relation* family = input_.ontology.find_relation(about.family);
    if (family == nullptr) return unknown(d, "relation", about.family);
    auto named = node_of(d, about.object);
    if (!named) return named.error();
    const std::optional<NodeId> target = *named;
    if (!target || *target == document_nodes_[d]) continue;
    if (family->plain) {
      add_plain(family->id, document_nodes_[d], *target);
      continue;
    }
    BuildEdge& edge = input_.edges.emplace_back();
    edge.family = family->family;
    edge.source = document_nodes_[d];
    edge.target = *target;
    edge.assertion = assertion_at(d, about.evidence, about.confidence);
    edge.assertion.kind = family->id;
  }
  for (const LocalAssertion& assertion : truth.assertions) {
    if (auto done = add_assertion(d, assertion); !done) return done;
  }
  return {};
}

Result<void> LiteratureBuilder::add_assertion(std::size_t d, const LocalAssertion& stated) {
  const Relation* family = input_.ontology.find_relation(stated.family);
  if (family == nullptr) return unknown(d, "relation", stated.family);
  const Relation* kind = family;
  if (!stated.kind.empty()) {
    kind = input_.ontology.find_relation(stated.kind);
    if (kind == nullptr) return unknown(d, "relation", stated.kind);
  }
  auto subject = node_of(d, stated.subject);
  if (!subject) return subject.error();
  auto object = node_of(d, stated.object);
  if (!object) return object.error();
  if (!*subject || !*object) return {};  // about a text that is not loaded
  BuildEdge edge;
  edge.family = family->family;
  edge.source = **subject;
  edge.target = **object;
  if (family->symmetric &&
      documents_[d].entity_of[stated.object] < documents_[d].entity_of[stated.subject]) {
    std::swap(edge.source, edge.target);
  }
  edge.assertion = assertion_at(d, stated.evidence, stated.confidence);
  BuildAssertion& a = edge.assertion;
  a.kind = kind->id;
  a.polarity = stated.polarity;
  a.modality = stated.modality;
  if (!stated.attribution.empty()) a.attribution = speaker_numbers_.at(stated.attribution);
  if (stated.time) {
    a.time_is_stated = true;
    if (stated.time->from != DateSpan::kOpenBegin) a.time.from = stated.time->from;
    a.time.to = stated.time->to;
  }
  if (!stated.qualifiers.empty()) {
    BuildEdgeExtra& extra = input_.extra_of(edge);
    extra.qualifiers.assign(stated.qualifiers.begin(), stated.qualifiers.end());
    extra.discriminator =
        discriminator_of(input_.ontology.relation(family->family), extra.qualifiers);
  }
  if (family->name == "OBSERVED_FOR") observe(d, stated, edge);
  input_.edges.push_back(edge);
  return {};
}

void LiteratureBuilder::observe(std::size_t d, const LocalAssertion& stated,
                                const BuildEdge& edge) {
  const auto& properties = documents_[d].truth.entities[stated.subject].properties;
  const auto value = properties.find("value");
  if (value == properties.end() || stated.polarity != Polarity::Asserted) return;
  double number = value->second.number;
  if (value->second.kind == PropertyValue::Kind::Integer) {
    number = static_cast<double>(value->second.integer);
  } else if (value->second.kind != PropertyValue::Kind::Float) {
    return;
  }
  ObservedSubject subject = stable_key_of(entities_[documents_[d].entity_of[stated.object]]);
  for (const char* name : {"measure", "period", "segment", "unit", "currency"}) {
    subject += '\0';
    const auto property = properties.find(name);
    if (property != properties.end()) subject += property_text(property->second);
  }
  const std::string key = stable_key_of(entities_[documents_[d].entity_of[stated.subject]]);
  ObservedValue& seen = observations_[d][{subject, key}];
  seen.value = number;
  ++seen.count;
  observed_[subject].push_back({edge.source, key, number, edge.assertion});
}

// A contradiction has the words of both sides as its evidence.
void LiteratureBuilder::add_conflicts() {
  const Relation* family = input_.ontology.find_relation("CONFLICTS_WITH");
  if (family == nullptr) return;
  for (const auto& [subject, observed] : observed_) {
    std::map<std::string, std::vector<const Observed*>> by_metric;
    for (const Observed& one : observed) by_metric[one.key].push_back(&one);
    for (auto a = by_metric.begin(); a != by_metric.end(); ++a) {
      const Observed& left = *a->second.front();
      for (auto b = std::next(a); b != by_metric.end(); ++b) {
        const Observed& right = *b->second.front();
        const ConflictSide sides[] = {{left.metric, left.key, left.value},
                                      {right.metric, right.key, right.value}};
        if (!sides_conflict(sides[0], sides[1])) continue;
        for (const auto* side : {&a->second, &b->second}) {
          for (const Observed* one : *side) {
            BuildEdge& edge = input_.edges.emplace_back(conflict_edge(*family, sides[0], sides[1]));
            edge.assertion = one->assertion;
            edge.assertion.kind = family->id;
          }
        }
      }
    }
  }
}

}  // namespace sarye

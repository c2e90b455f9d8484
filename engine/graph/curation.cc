#include "engine/graph/curation.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "engine/graph/view_rows.h"
#include "engine/store/sha256.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

// In Table::Meta, in parts.
constexpr std::string_view kDecisionsKey = "vdecisions";
constexpr std::string_view kDecisionsPathKey = "vpath";
constexpr std::string_view kCurationFingerprint = "curation-1";
constexpr std::size_t kLongestQuote = 300;  // characters

class CurationWriter {
 public:
  CurationWriter(const DecisionSet& set, const std::vector<DocumentRecord>& documents)
      : set_(set), documents_(documents) {
    out_.file_name = "decisions.txt";
    out_.fingerprint = kCurationFingerprint;
    out_.metadata.key = kCurationKey;
    out_.metadata.title = "Decisions";
    out_.metadata.kind = "curation";
  }

  // nullopt: the decisions state nothing of their own.
  std::optional<DocumentTruth> run() {
    for (const Decision& decision : set_.decisions().all) {
      if (decision.kind == DecisionKind::AcceptEntity) {
        add_entity(decision);
      } else if (decision.kind == DecisionKind::AcceptEdge && stands_alone(decision)) {
        add_edge(decision);
      }
    }
    if (out_.passages.empty()) return std::nullopt;
    out_.sha256 = sha256(out_.source);
    return std::move(out_);
  }

 private:
  bool stands_alone(const Decision& decision) const {
    return !decision.quote.text.empty() && !decision.from.type.empty() &&
           !decision.to.type.empty() &&
           std::none_of(documents_.begin(), documents_.end(), [&](const DocumentRecord& record) {
             return !record.removed && !record.superseded && is_document(decision.document, record);
           });
  }

  std::uint32_t add_line(const Decision& decision, std::string_view words) {
    Passage& passage = out_.passages.emplace_back();
    passage.kind = PassageKind::Note;
    passage.language = main_language(words);
    passage.text = to_line(decision, set_.ontology());
    passage.bytes.begin = static_cast<std::uint32_t>(out_.source.size());
    out_.source += passage.text;
    passage.bytes.end = static_cast<std::uint32_t>(out_.source.size());
    out_.source += '\n';
    passage.line_begin = passage.line_end = static_cast<std::uint32_t>(out_.passages.size());
    return passage.line_begin - 1;
  }

  // Where `text` stands in the line; the whole line when it does not.
  ByteRange place_of(std::uint32_t line, const std::string& text) const {
    const Passage& passage = out_.passages[line];
    const std::size_t at = passage.text.find(text);
    if (at == std::string::npos) return passage.bytes;
    const auto begin = passage.bytes.begin + static_cast<std::uint32_t>(at);
    return {begin, begin + static_cast<std::uint32_t>(text.size())};
  }

  std::uint32_t entity_of(const EntityRef& ref) {
    const EntityRef final = set_.final_of(ref);
    const auto [at, is_new] =
        entities_.try_emplace(final, static_cast<std::uint32_t>(out_.entities.size()));
    if (is_new) {
      LocalEntity& made = out_.entities.emplace_back();
      made.type = final.type;
      made.key = name_of_key_part(final.part);
      made.key_is_curated = true;
      for (const Decision& d : set_.decisions().all) {
        const bool names = d.kind == DecisionKind::AcceptEntity || d.kind == DecisionKind::Alias;
        if (!names || set_.final_of(d.entity) != final) continue;
        for (const EntityName& name : d.names) {
          const bool known =
              std::any_of(made.names.begin(), made.names.end(),
                          [&](const EntityName& one) { return one.text == name.text; });
          if (!known) made.names.push_back(name);
        }
      }
      if (made.names.empty()) {
        made.names.push_back({NameTag::Unknown, NameKind::Surface, made.key});
      }
    }
    return at->second;
  }

  void add_entity(const Decision& decision) {
    const std::string words =
        decision.names.empty() ? decision.entity.part : decision.names.front().text;
    const std::uint32_t line = add_line(decision, words);
    out_.mentions.push_back(
        {line, entity_of(decision.entity), place_of(line, words), std::string("curated")});
  }

  void add_edge(const Decision& decision) {
    const std::uint32_t line = add_line(decision, decision.quote.text);
    const Relation& kind = *set_.ontology().find_relation(decision.relation);
    LocalAssertion& stated = out_.assertions.emplace_back();
    stated.family = set_.ontology().relation(kind.family).name;
    if (kind.name != stated.family) stated.kind = kind.name;
    stated.subject = entity_of(decision.from);
    stated.object = entity_of(decision.to);
    stated.confidence = 1000;
    ByteRange quote = place_of(line, decision.quote.text);
    const std::string_view shown = std::string_view(out_.source).substr(quote.begin, quote.size());
    if (count_code_points(shown) > kLongestQuote) {
      quote.end = quote.begin + static_cast<std::uint32_t>(OffsetMap(shown).byte_of(kLongestQuote));
    }
    stated.evidence = {line, quote, {}, "curated"};
    const auto by = decision.notes.find("by");
    if (by != decision.notes.end()) stated.attribution = by->second;
    take_stance(decision, stated);
  }

  const DecisionSet& set_;
  const std::vector<DocumentRecord>& documents_;
  DocumentTruth out_;
  std::map<EntityRef, std::uint32_t> entities_;
};

}  // namespace

bool is_curation(const DocumentRecord& record) {
  return record.fingerprint == kCurationFingerprint;
}

Result<bool> store_decisions(Store& store, const Decisions& decisions, const Ontology& ontology) {
  const std::string text = decisions.all.empty() ? std::string() : decisions.to_text(ontology);
  auto before = read_decisions_text(*store.snapshot());
  if (before && *before == text) return false;
  WriteBatch batch;
  batch.erase_prefix(Table::Meta, std::string(kDecisionsKey));
  if (!text.empty()) {
    for (auto& [key, value] : cut_into_parts(std::string(kDecisionsKey), text)) {
      batch.put(Table::Meta, key, value);
    }
  }
  if (auto done = store.commit(batch); !done) return done.error();
  return true;
}

Result<std::string> read_decisions_text(const Snapshot& snapshot) {
  auto text = read_parts(snapshot, Table::Meta, kDecisionsKey);
  if (!text) return text.error();
  return text->value_or(std::string());
}

Result<DecisionSet> read_decisions(const Snapshot& snapshot, const Ontology& ontology) {
  auto text = read_decisions_text(snapshot);
  if (!text) return text.error();
  if (text->empty()) return DecisionSet({}, ontology);
  auto decisions = Decisions::parse(*text, "decisions of the store", ontology);
  if (!decisions) {
    Error error = decisions.error();
    error.code = ErrorCode::Damaged;
    error.hint = "`sarye load STORE` reads the file of decisions again";
    return error;
  }
  return DecisionSet(std::move(*decisions), ontology);
}

Result<void> refresh_curation(Store& store) {
  const std::unique_ptr<Snapshot> snapshot = store.snapshot();
  auto text = read_decisions_text(*snapshot);
  if (!text) return text.error();
  auto versions = find_by_key(*snapshot, kCurationKey);
  if (!versions) return versions.error();
  std::erase_if(*versions, [](const DocumentRecord& record) { return !is_curation(record); });
  if (text->empty() && versions->empty()) return {};

  std::optional<DocumentTruth> truth;
  if (!text->empty()) {
    auto ontology_text = read_ontology_text(*snapshot);
    if (!ontology_text) return ontology_text.error();
    if (!*ontology_text) return {};  // open data has no decisions
    auto ontology = Ontology::parse(**ontology_text, "ontology of the store");
    if (!ontology) return ontology.error();
    auto decisions = read_decisions(*snapshot, *ontology);
    if (!decisions) return decisions.error();
    auto documents = list_documents(*snapshot);
    if (!documents) return documents.error();
    truth = CurationWriter(*decisions, *documents).run();
  }
  for (const DocumentRecord& record : *versions) {
    if (truth && truth->sha256 == record.sha256) continue;
    if (auto done = remove_document(store, record.id, "other decisions"); !done) return done;
  }
  if (truth) {
    auto stored = store_document(store, *truth);
    if (!stored) return stored.error();
  }
  return {};
}

void put_decisions_path(WriteBatch& batch, std::string_view path) {
  batch.put(Table::Meta, kDecisionsPathKey, path);
}

Result<std::optional<std::string>> read_decisions_path(const Snapshot& snapshot) {
  return snapshot.get(Table::Meta, kDecisionsPathKey);
}

}  // namespace sarye

// What people have decided about a store: a plain text, one decision a line, in any order.
//
//   v1
//   # who makes batteries
//   accept   entity firm:hanbit "한빛전지"@ko "Hanbit"@en        by=kim at=2026-11-21
//   accept   edge doc=report quote="Hanbit launched Cell 3." rel=LAUNCHES from=firm:hanbit
//   to=product:cell-3 alias    firm:deepseek "深度求索公司"@zh merge    mechanism:learning-loop <-
//   mechanism:학습순환 split    firm:apple doc=report quote="애플 GPT" -> product:apple-gpt
//   distinct firm:kakao firm:kakao-pay
//   type     "빅테크" -> environment
//   reject   edge doc=sha256:0011223344556677 quote=q:0123456789abcdef rel=COMPETES_WITH
//   set      firm:hanbit kind=startup name="Hanbit"
//   stopword "생성형"
//
// Decisions change what the views show, never the truth: a line that is taken out again leaves no
// trace. They name entities by stable key, and statements by document, quote and relation, so that
// they outlive another order of loading, another extractor and text that was wrapped anew.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/document.h"
#include "engine/model/ontology.h"

namespace sarye {

// `firm:deepseek`: the name of the type and the key without its prefix.
struct EntityRef {
  std::string type;
  std::string part;  // as in stable keys
  auto operator<=>(const EntityRef&) const = default;
};

// The words of a document: themselves, or the hash of a quote as a whole.
struct QuoteRef {
  std::string text;
  std::string hash;  // 16 hexadecimal digits; empty: `text` counts
  auto operator<=>(const QuoteRef&) const = default;
};

enum class DecisionKind : std::uint8_t {
  AcceptEntity,
  AcceptEdge,
  Alias,
  Merge,
  Split,
  Distinct,
  Type,
  RejectEdge,
  Set,
  Stopword
};

struct Decision {
  DecisionKind kind = DecisionKind::AcceptEntity;
  int line = 0;                   // of the file; 0 when it is not from one
  EntityRef entity;               // the one it is about; Merge: the one that stays
  EntityRef other;                // Merge: goes into `entity`; Distinct; Split: where the words go
  std::string type;               // Type: name of the new type
  std::vector<EntityName> names;  // AcceptEntity, Alias, Type (by name), Stopword
  std::string document;           // edges, Split: work, key, or `sha256:` and 16 digits
  QuoteRef quote;
  std::string relation;  // name of a family or kind
  EntityRef from;        // of an edge; empty: whichever
  EntityRef to;
  std::map<std::string, std::string> values;  // Set: properties; AcceptEdge: qualifiers and stance
  std::map<std::string, std::string> notes;   // by, at, reason, source
};

// The decision as one line, in one way: what it is about, then names and values in order.
std::string to_line(const Decision& decision, const Ontology& ontology);

struct Decisions {
  std::vector<Decision> all;  // sorted by their lines' text, each once

  // Errors: Rejected, naming `file` and the line of every mistake, one a line of the message; two
  // lines that contradict each other are one mistake that names both.
  static Result<Decisions> parse(std::string_view text, std::string_view file,
                                 const Ontology& ontology);
  // `v1` and the lines; `parse` reads it back.
  std::string to_text(const Ontology& ontology) const;
};

// What the decisions say against each other, one sentence each, with both lines.
struct Contradiction {
  int line = 0;  // the later one
  int other = 0;
  std::string what;
};
std::vector<Contradiction> contradictions(const std::vector<Decision>& decisions,
                                          const Ontology& ontology);

// `firm:deepseek` for {Firm, deepseek}.
std::string to_key(const EntityRef& ref, const Ontology& ontology);

// `text` in quotes, as the file writes it.
std::string in_quotes(std::string_view text);

}  // namespace sarye

// Reads an ontology file line by line; Ontology::parse drives it. What a line says is kept at once;
// parents and endpoints, which may name types that come later, are resolved at the end.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/ontology.h"
#include "engine/model/ontology_tokens.h"

namespace sarye {

class OntologyReader {
 public:
  explicit OntologyReader(std::string_view file) : file_(file) {}
  Result<Ontology> read(std::string_view text);

 private:
  using Tokens = std::vector<OntologyToken>;
  // A name that waits for all types to be known.
  struct Pending {
    std::size_t owner;  // index of a type (parents) or of a relation (joins)
    Tokens from;
    Tokens to;
    int line;
    std::string text;
  };

  Error rejected(std::string message, std::string hint = {}, std::size_t byte = 0) const;
  Result<void> header(std::string_view line);
  Result<void> statement(const Tokens& tokens);
  Result<void> read_type(const Tokens& tokens);
  Result<void> read_relation(const Tokens& tokens);
  Result<void> read_kind(const Tokens& tokens);
  Result<void> read_names(const Tokens& tokens);
  Result<void> read_kinds(const Tokens& tokens);
  Result<void> read_property(const Tokens& tokens);
  Result<void> read_joins(const Tokens& tokens);
  Result<void> read_qualifier(const Tokens& tokens);
  Result<void> read_prior(const Tokens& tokens, std::size_t& at, int& prior) const;
  Result<std::vector<SchemaName>> names_from(const Tokens& tokens, std::size_t at) const;
  Result<void> claim(std::unordered_map<std::string, std::pair<std::string, int>>& taken,
                     const std::string& name, const std::string& owner, std::size_t byte,
                     std::string_view what) const;

  Result<void> finish();
  Result<void> resolve_parents();
  Result<void> resolve_joins();
  void share_properties();
  Result<TypeId> type_named(const OntologyToken& token) const;
  Result<std::vector<TypeId>> types_of(const Tokens& tokens, bool& is_any) const;
  std::vector<TypeId> ordinary_types() const;

  enum class Section { Top, Type, Relation, Kind };

  std::string file_;
  int line_ = 0;
  std::string line_text_;
  Section section_ = Section::Top;
  bool has_version_ = false;
  Ontology ontology_;
  std::vector<PropertyType> common_;  // properties of every type
  std::vector<Pending> parents_;
  std::vector<Pending> joins_;
  std::unordered_map<std::string, std::pair<std::string, int>> type_names_;  // owner and line
  std::unordered_map<std::string, std::pair<std::string, int>> relation_names_;
  std::unordered_map<std::string, std::pair<std::string, int>> key_prefixes_;
};

}  // namespace sarye

// The relations of a text as a person would note them: one line for a coordination ("cost and
// energy"), where the graph has an edge for each of its parts.
#pragma once

#include <string>
#include <vector>

#include "engine/model/document.h"

namespace sarye {

struct Statement {
  const LocalAssertion* assertion = nullptr;  // the first of those that the statement joins
  std::string subject;
  std::string object;
  std::vector<std::uint32_t> subjects;  // the entities that `subject` names, in order of place
  std::vector<std::uint32_t> objects;
};

// English where the resources list such a name, else the first one.
std::string display_name_of(const LocalEntity& entity);
// Whether the entity has a proper name: Firm, Product, Agency, Place, Person.
bool has_proper_name(const std::string& type);
// By entity: a concept as this text writes it where it first states something of it, a proper name
// as the text mostly writes it.
std::vector<std::string> wordings(const DocumentTruth& truth);

// In the order of the assertions; the truth must outlive the result.
std::vector<Statement> statements(const DocumentTruth& truth);

}  // namespace sarye

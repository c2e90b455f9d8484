#include "ingest/relations/lone_causes.h"

#include <set>
#include <string>
#include <vector>

namespace sarye {

void type_lone_causes(AnnotatedText& text) {
  std::vector<bool> causes(text.entities.size(), false);
  std::vector<bool> other(text.entities.size(), false);  // stands elsewhere in an assertion
  for (const TextAssertion& one : text.assertions) {
    const bool leads = one.family == "LEADS_TO" || one.family == "HINDERS";
    (leads ? causes : other)[one.subject] = true;
    other[one.object] = true;
  }
  std::set<std::string> mechanisms;  // names that are taken
  for (const LocalEntity& entity : text.entities) {
    if (entity.type != "Mechanism") continue;
    for (const EntityName& name : entity.names) mechanisms.insert(name.text);
  }
  for (std::size_t i = 0; i < text.entities.size(); ++i) {
    LocalEntity& entity = text.entities[i];
    if (!causes[i] || other[i] || entity.type != "Effect" || !entity.key.empty()) continue;
    bool taken = false;
    bool korean = false;
    for (const EntityName& name : entity.names) {
      taken = taken || mechanisms.contains(name.text);
      korean = korean || name.tag == NameTag::Ko;
    }
    if (korean && !taken) entity.type = "Mechanism";
  }
}

}  // namespace sarye

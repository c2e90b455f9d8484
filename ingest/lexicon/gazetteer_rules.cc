#include "ingest/lexicon/gazetteer_rules.h"

#include "engine/model/suggestion.h"
#include "engine/text/script.h"

namespace sarye {

namespace {

std::string rule_listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

std::string near_hint(std::string_view word, const std::vector<std::string>& known) {
  const std::string_view near =
      nearest_name(word, std::vector<std::string_view>(known.begin(), known.end()));
  return (near.empty() ? "" : "did you mean " + std::string(near) + "? ") +
         "allowed: " + rule_listed(known);
}

bool is_capitals(std::string_view name) {
  int capitals = 0;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      ++capitals;
    } else if (!(c >= '0' && c <= '9') && c != '&') {
      return false;
    }
  }
  return capitals > 0 && name.size() <= 5;
}

std::string script_fault(NameTag tag, std::string_view text) {
  const ScriptCounts counts = count_scripts(text);
  if (tag == NameTag::Ko) {
    // Korean texts also write abbreviations in Latin letters and foreign bodies in Han.
    if (counts.letters() == 0 && counts[Script::Digit] == 0) return "has no letters";
  } else if (tag == NameTag::ZhHans || tag == NameTag::ZhHant) {
    if (counts[Script::Hangul] > 0) return "has Hangul";
    if (counts[Script::Han] + counts[Script::Latin] + counts[Script::Digit] == 0) {
      return "has neither Han nor Latin letters";
    }
    const HanForm form = han_form(text);
    if (tag == NameTag::ZhHans && form == HanForm::Traditional)
      return "is written in Traditional characters";
    if (tag == NameTag::ZhHant && form == HanForm::Simplified)
      return "is written in Simplified characters";
  } else if (tag == NameTag::En) {
    if (counts[Script::Hangul] + counts[Script::Han] + counts[Script::Kana] > 0) {
      return "has letters that are not Latin";
    }
  }
  return {};
}

bool set_mark(GazetteerName& name, std::string_view word) {
  if (word == "official")
    name.kind = NameKind::Official;
  else if (word == "short")
    name.kind = NameKind::Short;
  else if (word == "former")
    name.kind = NameKind::Former;
  else if (word == "acronym")
    name.kind = NameKind::Acronym;
  else if (word == "transliteration")
    name.kind = NameKind::Transliteration;
  else if (word == "common")
    name.common = true;
  else if (word == "case")
    name.case_sensitive = true;
  else if (word == "ambiguous")
    name.ambiguous = true;
  else
    return false;
  return true;
}

}  // namespace sarye

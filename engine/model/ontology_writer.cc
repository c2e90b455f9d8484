// Ontology::to_text: the format that corpus/ontology/README.md describes, written so that the
// reader gives back the same ontology with the same ids.
#include <algorithm>

#include "engine/model/ontology.h"
#include "engine/model/ontology_words.h"

namespace sarye {

namespace {

bool is_plain(std::string_view word, bool spaces_allowed) {
  if (word.empty() || word.front() == ' ' || word.back() == ' ') return false;
  if (word.find("  ") != std::string_view::npos) return false;
  return std::all_of(word.begin(), word.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ') return spaces_allowed;
    return byte > 0x20 && byte != 0x7F &&
           std::string_view("\"\\,|#:").find(c) == std::string_view::npos;
  });
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string word(std::string_view text) {
  const bool reads_as_itself =
      is_plain(text, false) && text != "->" && text != "any" && text != "same" && text != "to";
  return reads_as_itself ? std::string(text) : quoted(text);
}

// `ko 기업, 회사 | zh-Hans 企业`
std::string names_text(const std::vector<SchemaName>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool same_tag = i > 0 && names[i - 1].tag == names[i].tag;
    if (same_tag) {
      out += ", ";
    } else {
      if (i > 0) out += " | ";
      out += name_tag_code(names[i].tag);
      out += ' ';
    }
    out += is_plain(names[i].text, true) ? names[i].text : quoted(names[i].text);
  }
  return out;
}

void write_names(std::string& out, const std::vector<SchemaName>& names, std::string_view indent) {
  if (names.empty()) return;
  out += indent;
  out += "names " + names_text(names) + '\n';
}

void write_property(std::string& out, const PropertyType& property) {
  out += "  property " + word(property.name) + ' ';
  out += property_kind_word(property.kind);
  if (!property.names.empty()) out += ' ' + names_text(property.names);
  out += '\n';
}

}  // namespace

std::string Ontology::to_text() const {
  std::string out = "sarye ontology 1\nversion " + word(version_) + '\n';
  if (!closed_) out += "open\n";
  for (const NodeType& type : types_) {
    out += "\ntype " + word(type.name);
    if (type.is_abstract) out += " abstract";
    if (type.is_concept) out += " concept";
    if (type.is_system) out += " system";
    if (type.parent) out += " parent " + word(types_[type.parent->value].name);
    out += "\n  key " + word(type.key_prefix) + '\n';
    write_names(out, type.names, "  ");
    for (std::size_t i = 0; i < type.kinds.size(); ++i) {
      out += (i == 0 ? "  kinds " : ", ") + word(type.kinds[i]);
    }
    if (!type.kinds.empty()) out += '\n';
    for (const PropertyType& property : type.properties) write_property(out, property);
  }
  for (const Relation& relation : relations_) {
    if (relation.family != relation.id) {
      out += "  kind " + word(relation.name) + " prior " + std::to_string(relation.prior) + '\n';
      write_names(out, relation.names, "    ");
      continue;
    }
    out += "\nrelation " + word(relation.name);
    if (relation.symmetric) out += " symmetric";
    if (relation.plain) out += " plain";
    out += " prior " + std::to_string(relation.prior) + '\n';
    write_names(out, relation.names, "  ");
    for (std::size_t i = 0; i < relation.endpoints.size(); ++i) {
      const auto& [from, to] = relation.endpoints[i];
      if (i > 0 && relation.endpoints[i - 1].first == from) {
        out += ", " + word(types_[to.value].name);
      } else {
        out += (i == 0 ? "  joins " : "\n  joins ") + word(types_[from.value].name) + " -> " +
               word(types_[to.value].name);
      }
    }
    if (!relation.endpoints.empty()) out += '\n';
    for (const Qualifier& qualifier : relation.qualifiers) {
      out += "  qualifier " + word(qualifier.name) + ' ';
      out += property_kind_word(qualifier.kind);
      if (qualifier.identifying) out += " identifying";
      for (std::size_t i = 0; i < qualifier.values.size(); ++i) {
        out += (i == 0 ? ": " : ", ") + word(qualifier.values[i]);
      }
      out += '\n';
    }
    if (!closed_) {
      for (const PropertyType& property : relation_properties_[relation.id.value]) {
        write_property(out, property);
      }
    }
  }
  return out;
}

}  // namespace sarye

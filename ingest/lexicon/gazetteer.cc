#include "ingest/lexicon/gazetteer.h"

#include <algorithm>

#include "engine/text/name_key.h"
#include "ingest/lexicon/gazetteer_rules.h"
#include "ingest/lexicon/sorted_by_text.h"

namespace sarye {

namespace {

constexpr std::string_view kColumns =
    "id | kind | industry | ko | zh-Hans | zh-Hant | en | parent=, maker=, display=";

struct TagColumn {
  std::size_t column;
  NameTag tag;
};
// English first: other columns may say that they have its names.
constexpr TagColumn kTagColumns[] = {
    {6, NameTag::En}, {4, NameTag::ZhHans}, {5, NameTag::ZhHant}, {3, NameTag::Ko}};

class Reader {
 public:
  Reader(const Ontology& ontology, std::vector<GazetteerEntry>& entries)
      : ontology_(ontology), entries_(entries) {}

  Result<void> read(const LexiconFile& file) {
    auto rows = lexicon_rows(file, "gazetteer");
    if (!rows) return rows.error();
    type_ = nullptr;
    for (const LexiconRow& row : *rows) {
      auto done = row.fields.size() == 1 ? read_type(file, row) : read_entry(file, row);
      if (!done) return done;
    }
    return {};
  }

 private:
  Result<void> read_type(const LexiconFile& file, const LexiconRow& row) {
    const std::string_view line = row.fields[0];
    if (line.substr(0, 5) != "type ") {
      return lexicon_error(file, row.line,
                           "expected `type NAME` or an entry, found `" + std::string(line) + "`",
                           "an entry has the columns " + std::string(kColumns));
    }
    const std::string_view name = trimmed(line.substr(5));
    type_ = ontology_.find_type(name);
    if (type_ != nullptr && !type_->is_abstract && !type_->is_system) return {};
    std::vector<std::string> known;
    for (const NodeType& type : ontology_.types()) {
      if (!type.is_abstract && !type.is_system) known.push_back(type.name);
    }
    return lexicon_error(file, row.line,
                         "no type `" + std::string(name) + "` that can have entries",
                         near_hint(name, known));
  }

  Result<void> read_entry(const LexiconFile& file, const LexiconRow& row) {
    if (type_ == nullptr) {
      return lexicon_error(file, row.line, "an entry before its type",
                           "begin with a line `type Firm`");
    }
    if (row.fields.size() < 7 || row.fields.size() > 8) {
      return lexicon_error(
          file, row.line, "an entry has 7 or 8 columns, found " + std::to_string(row.fields.size()),
          std::string(kColumns));
    }
    GazetteerEntry entry;
    entry.id = row.fields[0];
    entry.key = type_->key_prefix + ":" + entry.id;
    entry.type = type_->id;
    entry.kind = row.fields[1];
    entry.industry = row.fields[2];
    entry.file = file.name;
    entry.line = row.line;
    const bool plain_id =
        !entry.id.empty() && std::all_of(entry.id.begin(), entry.id.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        });
    if (!plain_id) {
      return lexicon_error(file, row.line, "`" + entry.id + "` is no id",
                           "an id has small Latin letters, digits and hyphens");
    }
    if (!type_->kinds.empty() &&
        std::find(type_->kinds.begin(), type_->kinds.end(), entry.kind) == type_->kinds.end()) {
      return lexicon_error(file, row.line, "`" + entry.kind + "` is no kind of " + type_->name,
                           near_hint(entry.kind, type_->kinds));
    }
    for (const TagColumn& column : kTagColumns) {
      auto done = read_names(file, row, column, entry);
      if (!done) return done;
    }
    auto done = read_more(file, row, entry);
    if (!done) return done;
    // In the order of the columns, so that the file reads as the names are listed.
    std::stable_sort(entry.names.begin(), entry.names.end(),
                     [](const GazetteerName& a, const GazetteerName& b) { return a.tag < b.tag; });
    entries_.push_back(std::move(entry));
    return {};
  }

  Result<void> read_names(const LexiconFile& file, const LexiconRow& row, TagColumn column,
                          GazetteerEntry& entry) {
    const std::string_view field = row.fields[column.column];
    if (field == "=en" || field == "=hans") {
      const NameTag from = field == "=en" ? NameTag::En : NameTag::ZhHans;
      std::vector<GazetteerName> copies;
      for (const GazetteerName& name : entry.names) {
        if (name.tag == from) copies.push_back(name);
      }
      for (GazetteerName& name : copies) {
        name.tag = column.tag;
        auto done = add_name(file, row, std::move(name), false, entry);
        if (!done) return done;
      }
      if (copies.empty()) {
        return lexicon_error(
            file, row.line,
            "`" + std::string(field) + "` stands where there is nothing to copy yet",
            "=en is for ko and zh columns, =hans for zh-Hant");
      }
      return {};
    }
    bool is_first = true;
    for (const std::string_view part : field_parts(field, ';')) {
      const std::vector<std::string_view> marked = field_parts(part, '^');
      GazetteerName name;
      name.tag = column.tag;
      name.text = marked[0];
      name.kind = is_first ? NameKind::Official : NameKind::Short;
      if (is_capitals(name.text)) {
        name.kind = NameKind::Acronym;
        name.case_sensitive = true;
      }
      bool is_checked = false;
      for (std::size_t i = 1; i < marked.size(); ++i) {
        if (marked[i] == "checked") {
          is_checked = true;
          continue;
        }
        if (!set_mark(name, marked[i])) {
          return lexicon_error(
              file, row.line, "`^" + std::string(marked[i]) + "` is no mark",
              near_hint(marked[i], {"official", "short", "former", "acronym", "transliteration",
                                    "common", "case", "ambiguous", "checked"}));
        }
      }
      if (name.kind == NameKind::Acronym) name.case_sensitive = true;
      auto done = add_name(file, row, std::move(name), is_checked, entry);
      if (!done) return done;
      is_first = false;
    }
    return {};
  }

  Result<void> add_name(const LexiconFile& file, const LexiconRow& row, GazetteerName name,
                        bool is_checked, GazetteerEntry& entry) const {
    const std::string tag(name_tag_code(name.tag));
    if (name.text.empty()) {
      return lexicon_error(
          file, row.line, entry.id + " has an empty name in the column " + tag,
          "give a name in each of ko, zh-Hans, zh-Hant and en; =en and =hans copy one");
    }
    // A character may be of one form in most texts and of both in names (斗山, 大阪): `checked`.
    const std::string fault = is_checked ? "" : script_fault(name.tag, name.text);
    if (!fault.empty()) {
      return lexicon_error(
          file, row.line, "the " + tag + " name `" + name.text + "` " + fault,
          "put it into the column of its language and script; if it is right, mark it ^checked");
    }
    for (const GazetteerName& other : entry.names) {
      if (other.tag == name.tag && other.text == name.text) {
        return lexicon_error(file, row.line,
                             "`" + name.text + "` stands twice in the column " + tag, "keep one");
      }
    }
    entry.names.push_back(std::move(name));
    return {};
  }

  Result<void> read_more(const LexiconFile& file, const LexiconRow& row,
                         GazetteerEntry& entry) const {
    for (const GazetteerName& name : entry.names) {
      if (name.tag == NameTag::En) {
        entry.display = name.text;
        break;
      }
    }
    if (row.fields.size() < 8 || row.fields[7].empty()) return {};
    for (const std::string_view part : field_parts(row.fields[7], ';')) {
      const std::size_t sign = part.find('=');
      const std::string_view word = trimmed(part.substr(0, sign));
      const std::string_view value =
          sign == std::string_view::npos ? std::string_view() : trimmed(part.substr(sign + 1));
      if (word == "display" && !value.empty()) {
        entry.display = value;
      } else if (word == "parent" && !value.empty()) {
        entry.parent = type_->key_prefix + ":" + std::string(value);
      } else if (word == "maker" && !value.empty() && ontology_.find_type("Firm") != nullptr) {
        entry.parent = ontology_.find_type("Firm")->key_prefix + ":" + std::string(value);
      } else {
        return lexicon_error(file, row.line, "`" + std::string(part) + "` is not known here",
                             "allowed: parent=ID, maker=ID, display=NAME");
      }
    }
    return {};
  }

  const Ontology& ontology_;
  std::vector<GazetteerEntry>& entries_;
  const NodeType* type_ = nullptr;
};

LexiconFile file_of(const GazetteerEntry& entry) {
  return {entry.file, {}};
}

// One name, several entries of one type: only where every one of them says so. `list` has the
// places of the entries.
Result<void> check_shared_name(const std::string& key, const std::vector<std::size_t>& list,
                               const std::vector<GazetteerEntry>& entries) {
  struct Use {
    const GazetteerEntry* entry;
    const GazetteerName* name;
  };
  std::vector<Use> uses;
  for (const std::size_t i : list) {
    for (const GazetteerName& name : entries[i].names) {
      if (name_key(name.text) == key) uses.push_back({&entries[i], &name});
    }
  }
  for (std::size_t i = 1; i < uses.size(); ++i) {
    const auto& [entry, name] = uses[i];
    for (std::size_t j = 0; j < i; ++j) {
      const GazetteerEntry& other = *uses[j].entry;
      if (&other == entry || other.type != entry->type) continue;
      if (name->ambiguous && uses[j].name->ambiguous) continue;
      return lexicon_error(file_of(*entry), entry->line,
                           "`" + name->text + "` is a name of " + entry->key + " and of " +
                               other.key + " (" + other.file + ":" + std::to_string(other.line) +
                               ")",
                           "write ^ambiguous behind it in both entries, or remove one");
    }
  }
  return {};
}

}  // namespace

Result<Gazetteer> Gazetteer::read(std::span<const LexiconFile> files, const Ontology& ontology) {
  Gazetteer gazetteer;
  std::vector<GazetteerEntry>& entries = gazetteer.entries_;
  Reader reader(ontology, entries);
  for (const LexiconFile& file : files) {
    auto done = reader.read(file);
    if (!done) return done.error();
  }
  sort_by_text(entries, [](const GazetteerEntry& entry) -> std::string_view { return entry.key; });
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (entries[i].key != entries[i - 1].key) continue;
    return lexicon_error(
        file_of(entries[i]), entries[i].line, "`" + entries[i].key + "` stands twice",
        "the other is " + entries[i - 1].file + ":" + std::to_string(entries[i - 1].line));
  }
  std::vector<NameKey>& keys = gazetteer.by_name_key_;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const GazetteerEntry& entry = entries[i];
    if (!entry.parent.empty() && gazetteer.find(entry.parent) == nullptr) {
      return lexicon_error(file_of(entry), entry.line,
                           "the parent `" + entry.parent + "` of " + entry.id + " has no entry",
                           "add it, or correct the id");
    }
    for (const GazetteerName& name : entry.names) keys.push_back({name_key(name.text), i});
  }
  // Those of one name stay in the order of their entries.
  sort_by_text(keys, [](const NameKey& one) -> std::string_view { return one.key; });
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::vector<std::size_t> list;
  for (std::size_t at = 0; at < keys.size();) {
    const std::string& key = keys[at].key;
    list.clear();
    for (; at < keys.size() && keys[at].key == key; ++at) list.push_back(keys[at].entry);
    if (list.size() < 2) continue;
    auto done = check_shared_name(key, list, entries);
    if (!done) return done.error();
  }
  return gazetteer;
}

const GazetteerEntry* Gazetteer::find(std::string_view key) const {
  const auto at = std::lower_bound(
      entries_.begin(), entries_.end(), key,
      [](const GazetteerEntry& entry, std::string_view text) { return entry.key < text; });
  return at != entries_.end() && at->key == key ? &*at : nullptr;
}

std::vector<const GazetteerEntry*> Gazetteer::named(std::string_view name) const {
  std::vector<const GazetteerEntry*> out;
  const std::string key = name_key(name);
  auto at = std::lower_bound(by_name_key_.begin(), by_name_key_.end(), key,
                             [](const NameKey& one, const std::string& k) { return one.key < k; });
  for (; at != by_name_key_.end() && at->key == key; ++at) out.push_back(&entries_[at->entry]);
  return out;
}

}  // namespace sarye

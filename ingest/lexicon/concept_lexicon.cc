#include "ingest/lexicon/concept_lexicon.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "engine/model/suggestion.h"
#include "engine/text/name_key.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/gazetteer_rules.h"

namespace sarye {

namespace {

std::string hint_of(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view near = nearest_name(word, known);
  std::string out = near.empty() ? "" : "did you mean " + std::string(near) + "? ";
  out += "allowed: ";
  for (std::size_t i = 0; i < known.size(); ++i) {
    out += (i == 0 ? "" : ", ") + std::string(known[i]);
  }
  return out;
}

// `type Strategy`: the concrete type for the rows below. Errors: Rejected.
Result<const NodeType*> type_line(const LexiconFile& file, const LexiconRow& row,
                                  const Ontology& ontology) {
  const std::string_view line = row.fields[0];
  const std::string_view name = line.substr(0, 5) == "type " ? trimmed(line.substr(5)) : "";
  const NodeType* type = ontology.find_type(name);
  if (type != nullptr && !type->is_abstract && !type->is_system) return type;
  std::vector<std::string_view> known;
  for (const NodeType& candidate : ontology.types()) {
    if (candidate.is_concept) known.push_back(candidate.name);
  }
  return lexicon_error(
      file, row.line,
      "expected `type NAME` with a type of concepts, found `" + std::string(line) + "`",
      hint_of(name, known));
}

Result<Language> language_field(const LexiconFile& file, const LexiconRow& row,
                                std::string_view code) {
  const Language language = parse_language(code);
  if (language == Language::Korean || language == Language::Chinese ||
      language == Language::English) {
    return language;
  }
  return lexicon_error(file, row.line, "`" + std::string(code) + "` is no language of texts",
                       "allowed: ko, zh, en");
}

// 0: there is none.
char32_t last_character(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && (static_cast<unsigned char>(text[--begin]) & 0xC0) == 0x80) {
  }
  return begin < text.size() ? decode(text, begin) : 0;
}

}  // namespace

Result<HeadNouns> HeadNouns::read(std::span<const LexiconFile> files, const Ontology& ontology) {
  HeadNouns out;
  std::set<std::tuple<std::uint16_t, Language, std::string>> seen;
  for (const LexiconFile& file : files) {
    auto rows = lexicon_rows(file, "heads");
    if (!rows) return rows.error();
    const NodeType* type = nullptr;
    for (const LexiconRow& row : *rows) {
      if (row.fields.size() == 1) {
        auto found = type_line(file, row, ontology);
        if (!found) return found.error();
        type = *found;
        continue;
      }
      if (type == nullptr || row.fields.size() != 3) {
        return lexicon_error(file, row.line, "expected language | weight | heads, below a type",
                             "ko | 9 | 전략*, 경영전략");
      }
      auto language = language_field(file, row, row.fields[0]);
      if (!language) return language.error();
      int weight = 0;
      const std::string_view digits = row.fields[1];
      const auto [end, code] =
          std::from_chars(digits.data(), digits.data() + digits.size(), weight);
      if (code != std::errc() || end != digits.data() + digits.size() || weight < 1 ||
          weight > 10) {
        return lexicon_error(file, row.line, "`" + std::string(digits) + "` is no weight",
                             "a weight is a whole number from 1 to 10");
      }
      for (std::string_view word : field_parts(row.fields[2], ',')) {
        HeadNoun head;
        head.tells = word.ends_with('!');
        if (head.tells) word.remove_suffix(1);
        head.generic_alone = word.ends_with('*');
        if (head.generic_alone) word.remove_suffix(1);
        if (word.empty())
          return lexicon_error(file, row.line, "a head is missing", "전략*, 경영전략");
        head.text = word;
        head.language = *language;
        head.type = type->id;
        head.weight = weight;
        if (!seen.emplace(type->id.value, *language, name_key(word)).second) {
          return lexicon_error(file, row.line, "`" + head.text + "` stands twice for " + type->name,
                               "keep one");
        }
        out.heads_.push_back(std::move(head));
      }
    }
  }
  std::sort(out.heads_.begin(), out.heads_.end(), [](const HeadNoun& a, const HeadNoun& b) {
    return std::tie(a.type, a.language, a.text) < std::tie(b.type, b.language, b.text);
  });
  std::array<std::map<std::string, std::vector<const HeadNoun*>>, kLanguageCount> by_key;
  for (const HeadNoun& head : out.heads_) {
    by_key[static_cast<std::size_t>(head.language)][name_key(head.text)].push_back(&head);
  }
  for (std::size_t language = 0; language < by_key.size(); ++language) {
    std::set<std::string, std::less<>> keys;
    for (auto& [key, list] : by_key[language]) {
      std::stable_sort(list.begin(), list.end(),
                       [](const HeadNoun* a, const HeadNoun* b) { return a->weight > b->weight; });
      keys.insert(key);
      out.languages_[language].heads.push_back(std::move(list));
    }
    std::u32string& last = out.languages_[language].last_characters;
    for (const std::string& key : keys) last += last_character(key);
    std::sort(last.begin(), last.end());
    last.erase(std::unique(last.begin(), last.end()), last.end());
    out.languages_[language].keys = WordSet(keys);
  }
  return out;
}

bool HeadNouns::may_end(std::string_view word, Language language) const {
  const char32_t last = last_character(word);
  // Of these name keys keep the last character, Han in its Simplified form.
  const bool kept = (last >= 0xAC00 && last <= 0xD7A3) || (last >= 0x4E00 && last <= 0x9FFF);
  if (!kept) return true;
  const std::u32string& known = languages_[static_cast<std::size_t>(language)].last_characters;
  return std::binary_search(known.begin(), known.end(), to_simplified(last));
}

const std::vector<const HeadNoun*>& HeadNouns::find(std::string_view word,
                                                    Language language) const {
  static const std::vector<const HeadNoun*> kNone;
  const PerLanguage& of = languages_[static_cast<std::size_t>(language)];
  const std::size_t place = of.keys.find(name_key(word));
  if (place == WordSet::kNone) return kNone;
  return of.heads[place];
}

Result<Thesaurus> Thesaurus::read(std::span<const LexiconFile> files, const Ontology& ontology) {
  Thesaurus out;
  for (const LexiconFile& file : files) {
    auto rows = lexicon_rows(file, "thesaurus");
    if (!rows) return rows.error();
    const NodeType* type = nullptr;
    for (const LexiconRow& row : *rows) {
      if (row.fields.size() == 1) {
        auto found = type_line(file, row, ontology);
        if (!found) return found.error();
        type = *found;
        continue;
      }
      if (type == nullptr || row.fields.size() != 5) {
        return lexicon_error(file, row.line, "expected id | kind | ko | zh | en, below a type",
                             "scale-up | scale | 규모의 경제 | 规模经济 | economies of scale");
      }
      ThesaurusEntry entry;
      entry.id = row.fields[0];
      entry.key = type->key_prefix + ":" + entry.id;
      entry.type = type->id;
      entry.kind = row.fields[1];
      entry.file = file.name;
      entry.line = row.line;
      if (!entry.kind.empty() && !type->kinds.empty() &&
          std::find(type->kinds.begin(), type->kinds.end(), entry.kind) == type->kinds.end()) {
        return lexicon_error(file, row.line, "`" + entry.kind + "` is no kind of " + type->name,
                             hint_of(entry.kind, {type->kinds.begin(), type->kinds.end()}));
      }
      constexpr NameTag kTags[] = {NameTag::Ko, NameTag::ZhHans, NameTag::En};
      for (std::size_t column = 0; column < 3; ++column) {
        bool is_first = true;
        for (const std::string_view part : field_parts(row.fields[2 + column], ';')) {
          if (part.empty()) {
            return lexicon_error(
                file, row.line,
                entry.id + " lacks a wording in " + std::string(name_tag_code(kTags[column])),
                "give one in Korean, Chinese and English");
          }
          std::string fault = script_fault(kTags[column], part);
          if (kTags[column] == NameTag::Ko && count_scripts(part)[Script::Han] > 0) {
            fault = "has letters that are not Korean";
          }
          if (!fault.empty()) {
            return lexicon_error(file, row.line,
                                 "the " + std::string(name_tag_code(kTags[column])) + " wording `" +
                                     std::string(part) + "` " + fault,
                                 "put it into the column of its language and script");
          }
          const NameKind kind = is_first ? NameKind::Official : NameKind::Short;
          entry.names.push_back({kTags[column], kind, std::string(part)});
          is_first = false;
        }
      }
      out.entries_.push_back(std::move(entry));
    }
  }
  std::stable_sort(out.entries_.begin(), out.entries_.end(),
                   [](const auto& a, const auto& b) { return a.key < b.key; });
  for (std::size_t i = 0; i < out.entries_.size(); ++i) {
    const ThesaurusEntry& entry = out.entries_[i];
    const LexiconFile file{entry.file, {}};
    if (i > 0 && out.entries_[i - 1].key == entry.key) {
      return lexicon_error(file, entry.line, "`" + entry.key + "` stands twice",
                           "the other is in line " + std::to_string(out.entries_[i - 1].line));
    }
    for (const EntityName& name : entry.names) {
      std::vector<std::size_t>& list = out.by_wording_[name_key(name.text)];
      if (!list.empty() && list.back() == i) continue;
      for (const std::size_t other : list) {
        if (out.entries_[other].type != entry.type) continue;
        return lexicon_error(file, entry.line,
                             "`" + name.text + "` is a wording of " + entry.key + " and of " +
                                 out.entries_[other].key + " (line " +
                                 std::to_string(out.entries_[other].line) + ")",
                             "a wording means one concept of its type: remove one");
      }
      list.push_back(i);
    }
  }
  return out;
}

const ThesaurusEntry* Thesaurus::find(std::string_view key) const {
  const auto at =
      std::lower_bound(entries_.begin(), entries_.end(), key,
                       [](const ThesaurusEntry& e, std::string_view k) { return e.key < k; });
  return at != entries_.end() && at->key == key ? &*at : nullptr;
}

std::vector<const ThesaurusEntry*> Thesaurus::worded(std::string_view wording) const {
  std::vector<const ThesaurusEntry*> out;
  const auto found = by_wording_.find(name_key(wording));
  if (found == by_wording_.end()) return out;
  for (const std::size_t i : found->second) out.push_back(&entries_[i]);
  return out;
}

Result<GenericPhrases> GenericPhrases::read(std::span<const LexiconFile> files) {
  GenericPhrases out;
  for (const LexiconFile& file : files) {
    auto rows = lexicon_rows(file, "generic");
    if (!rows) return rows.error();
    for (const LexiconRow& row : *rows) {
      if (row.fields.size() != 2) {
        return lexicon_error(file, row.line, "expected language | phrases",
                             "ko | 기존 연구, 본 연구");
      }
      auto language = language_field(file, row, row.fields[0]);
      if (!language) return language.error();
      for (const std::string_view phrase : field_parts(row.fields[1], ',')) {
        if (phrase.empty())
          return lexicon_error(file, row.line, "a phrase is missing", "remove the comma");
        out.keys_.insert(name_key(phrase));
      }
    }
  }
  return out;
}

bool GenericPhrases::contains(std::string_view phrase) const {
  return keys_.find(name_key(phrase)) != keys_.end();
}

}  // namespace sarye

#include "ingest/readers/reference_files.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/text/unicode.h"
#include "ingest/readers/markup_tree.h"
#include "ingest/readers/metadata.h"

namespace sarye {
namespace {

Error rejected_reference(std::string_view file, std::string what, std::string hint) {
  return Error{ErrorCode::Rejected, std::string(file) + ": " + std::move(what), std::move(hint)};
}

struct ReferenceEntry {
  std::string type;
  std::string key;
  std::size_t line = 1;
  std::vector<std::pair<std::string, std::string>> fields;  // names in lower case

  std::string field(std::string_view name) const {
    for (const auto& [key_, value] : fields) {
      if (key_ == name) return value;
    }
    return {};
  }
};

// --- TeX in values

// The letter that an accent makes of a base letter, composed.
std::string accented(char accent, std::string_view base) {
  static const std::map<char, std::string_view> kMarks = {
      {'\'', "\u0301"}, {'`', "\u0300"}, {'^', "\u0302"}, {'"', "\u0308"}, {'~', "\u0303"},
      {'=', "\u0304"},  {'.', "\u0307"}, {'u', "\u0306"}, {'v', "\u030C"}, {'H', "\u030B"},
      {'c', "\u0327"},  {'k', "\u0328"}, {'r', "\u030A"}};
  const auto mark = kMarks.find(accent);
  return mark == kMarks.end() ? std::string(base)
                              : nfc(std::string(base) + std::string(mark->second));
}

std::string plain_of_tex(std::string_view tex) {
  static const std::map<std::string_view, std::string_view> kWords = {
      {"aa", "å"}, {"AA", "Å"}, {"o", "ø"},  {"O", "Ø"},          {"ss", "ß"},
      {"ae", "æ"}, {"AE", "Æ"}, {"oe", "œ"}, {"OE", "Œ"},         {"l", "ł"},
      {"L", "Ł"},  {"i", "i"},  {"j", "j"},  {"textendash", "–"}, {"textemdash", "—"}};
  std::string out;
  std::size_t at = 0;
  while (at < tex.size()) {
    const char c = tex[at];
    if (c == '{' || c == '}') {
      ++at;
    } else if (c == '~') {
      out += ' ';
      ++at;
    } else if (c == '-' && tex.substr(at, 2) == "--") {
      out += "–";
      at += tex.substr(at, 3) == "---" ? 3 : 2;
    } else if (c != '\\' || at + 1 >= tex.size()) {
      out += c;
      ++at;
    } else {
      const char sign = tex[at + 1];
      const bool letter = (sign | 0x20) >= 'a' && (sign | 0x20) <= 'z';
      std::size_t end = at + 2;
      if (letter) {
        while (end < tex.size() && (tex[end] | 0x20) >= 'a' && (tex[end] | 0x20) <= 'z') ++end;
      }
      const std::string_view word = tex.substr(at + 1, end - at - 1);
      const bool accent =
          std::string_view("'`^\"~=.").find(sign) != std::string_view::npos ||
          (word.size() == 1 && std::string_view("uvHckr").find(sign) != std::string_view::npos);
      if (accent) {
        while (end < tex.size() && (tex[end] == '{' || tex[end] == ' ' || tex[end] == '\\')) ++end;
        std::size_t next = end;
        if (next < tex.size()) decode(tex, next);
        out += accented(sign, tex.substr(end, next - end));
        at = next;
      } else if (letter) {
        const auto known = kWords.find(word);
        if (known != kWords.end()) out += known->second;
        at = end < tex.size() && tex[end] == ' ' ? end + 1 : end;
      } else {
        out += sign;  // \& \% \_ \$ \#
        at += 2;
      }
    }
  }
  return folded(out);
}

// --- BibTeX

class BibParser {
 public:
  BibParser(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  Result<std::vector<ReferenceEntry>> parse() {
    std::vector<ReferenceEntry> entries;
    while ((at_ = text_.find('@', at_)) != std::string_view::npos) {
      const std::size_t begin = at_++;
      ReferenceEntry entry;
      entry.line = line_at(begin);
      entry.type = ascii_lower(word());
      skip();
      if (entry.type.empty() || at_ >= text_.size() || (text_[at_] != '{' && text_[at_] != '(')) {
        continue;
      }
      if (entry.type == "comment" || entry.type == "preamble") {
        if (!value_in_braces()) return unfinished(entry);
        continue;
      }
      ++at_;
      if (entry.type != "string") {
        const std::size_t comma = text_.find_first_of(",}", at_);
        if (comma == std::string_view::npos) return unfinished(entry);
        entry.key = folded(text_.substr(at_, comma - at_));
        at_ = comma;
      }
      if (!read_fields(entry)) return unfinished(entry);
      if (entry.type == "string") {
        for (auto& [name, value] : entry.fields) strings_[name] = value;
      } else {
        entries.push_back(std::move(entry));
      }
    }
    return entries;
  }

 private:
  std::size_t line_at(std::size_t at) const {
    return 1 + static_cast<std::size_t>(std::count(
                   text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }

  Error unfinished(const ReferenceEntry& entry) const {
    return rejected_reference(file_,
                              "the entry at line " + std::to_string(entry.line) + " does not end",
                              "close its braces and quotation marks");
  }

  void skip() {
    while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) <= ' ') ++at_;
  }

  std::string_view word() {
    skip();
    const std::size_t begin = at_;
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n{}(),=#\"@").find(text_[at_]) == std::string_view::npos) {
      ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

  // From an opening brace on: what stands inside; nothing when it does not close.
  std::optional<std::string_view> value_in_braces() {
    const std::size_t begin = at_ + 1;
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '{') {
        ++depth;
      } else if (text_[at_] == '}' && --depth == 0) {
        return text_.substr(begin, at_++ - begin);
      }
    }
    return std::nullopt;
  }

  std::optional<std::string_view> value_in_quotes() {
    const std::size_t begin = ++at_;
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '{') {
        ++depth;
      } else if (text_[at_] == '}') {
        --depth;
      } else if (text_[at_] == '"' && depth == 0) {
        return text_.substr(begin, at_++ - begin);
      }
    }
    return std::nullopt;
  }

  bool read_fields(ReferenceEntry& entry) {
    while (true) {
      skip();
      while (at_ < text_.size() && text_[at_] == ',') {
        ++at_;
        skip();
      }
      if (at_ >= text_.size()) return false;
      if (text_[at_] == '}' || text_[at_] == ')') {
        ++at_;
        return true;
      }
      const std::string name = ascii_lower(word());
      skip();
      if (name.empty() || at_ >= text_.size() || text_[at_] != '=') return false;
      ++at_;
      std::string value;
      while (true) {
        skip();
        if (at_ >= text_.size()) return false;
        if (text_[at_] == '{' || text_[at_] == '"') {
          const auto part = text_[at_] == '{' ? value_in_braces() : value_in_quotes();
          if (!part) return false;
          value += *part;
        } else {
          const std::string part(word());
          if (part.empty()) return false;
          const auto known = strings_.find(ascii_lower(part));
          value += known != strings_.end() ? known->second : part;
        }
        skip();
        if (at_ >= text_.size() || text_[at_] != '#') break;
        ++at_;
      }
      entry.fields.emplace_back(name, std::move(value));
    }
  }

  std::string_view text_;
  std::string_view file_;
  std::size_t at_ = 0;
  std::map<std::string, std::string> strings_;
};

// The document's own entry.
Result<const ReferenceEntry*> entry_for(const std::vector<ReferenceEntry>& entries,
                                        std::string_view file, std::string_view stem,
                                        std::string_view document) {
  for (const ReferenceEntry& entry : entries) {
    if (entry.key == stem) return &entry;
  }
  for (const ReferenceEntry& entry : entries) {
    const std::string named = entry.field("file");
    if (!named.empty() && named.find(document) != std::string::npos) return &entry;
  }
  if (entries.size() == 1) return &entries.front();
  return rejected_reference(file,
                            entries.empty()
                                ? "holds no entry"
                                : "holds " + std::to_string(entries.size()) +
                                      " entries, none with the key \"" + std::string(stem) + "\"",
                            "give the document's entry the key \"" + std::string(stem) + "\"");
}

// "A and B": both, in the order of reading.
std::vector<std::string> bib_authors(std::string_view value) {
  std::vector<std::string> names;
  int depth = 0;
  std::size_t begin = 0;
  const std::string flat = folded(value);
  for (std::size_t at = 0; at <= flat.size(); ++at) {
    const bool end = at == flat.size();
    if (!end && flat[at] == '{') ++depth;
    if (!end && flat[at] == '}') --depth;
    if (!end && (depth > 0 || flat.compare(at, 5, " and ") != 0)) continue;
    const std::string name = flat.substr(begin, at - begin);
    // Braces around a whole name keep an organisation's comma.
    const bool whole = name.starts_with('{') && name.ends_with('}');
    const std::string plain = plain_of_tex(name);
    if (!plain.empty() && plain != "others") {
      names.push_back(whole ? plain : author_in_order(plain));
    }
    begin = at + 5;
    at += 4;
  }
  return names;
}

std::string language_code_of(std::string_view value) {
  const std::string lower = ascii_lower(value);
  if (lower.starts_with("ko")) return "ko";
  if (lower.starts_with("en") || lower == "american" || lower == "british") return "en";
  if (lower.starts_with("zh") || lower.starts_with("chi")) {
    return lower.find("hant") != std::string::npos || lower.find("tw") != std::string::npos
               ? "zh-Hant"
               : "zh";
  }
  return {};
}

}  // namespace

Result<DocumentMetadata> parse_bibtex(std::string_view text, std::string_view file_name,
                                      std::string_view stem, std::string_view document) {
  if (const auto bad = first_invalid_byte(text)) {
    return rejected_reference(file_name, "not UTF-8 at byte " + std::to_string(*bad),
                              "save it as UTF-8");
  }
  auto entries = BibParser(text, file_name).parse();
  if (!entries) return entries.error();
  auto own = entry_for(*entries, file_name, stem, document);
  if (!own) return own.error();
  const ReferenceEntry& entry = **own;
  static const std::map<std::string_view, std::string_view> kNames = {
      {"journal", "container-title"},
      {"journaltitle", "container-title"},
      {"booktitle", "container-title"},
      {"number", "issue"},
      {"pages", "page"},
      {"keywords", "keyword"},
      {"url", "URL"},
      {"issn", "ISSN"},
      {"isbn", "ISBN"}};
  static const std::map<std::string_view, std::string_view> kKinds = {
      {"article", "article-journal"}, {"techreport", "report"},
      {"report", "report"},           {"book", "book"},
      {"incollection", "chapter"},    {"inproceedings", "paper-conference"},
      {"phdthesis", "thesis"},        {"mastersthesis", "thesis"},
      {"online", "webpage"}};
  DocumentMetadata metadata;
  metadata.key = entry.key;
  for (const auto& [name, raw] : entry.fields) {
    const std::string value = plain_of_tex(raw);
    if (value.empty() || name == "abstract" || name == "file" || name == "month" ||
        name == "year" || name == "date") {
      continue;
    }
    if (name == "title") {
      metadata.title = value;
    } else if (name == "author") {
      metadata.authors = bib_authors(raw);
    } else if (name == "doi") {
      metadata.doi = value;
    } else if (name == "work") {
      metadata.work = value;
    } else if (name == "language" || name == "langid") {
      metadata.language = language_code_of(value);
    } else if (name == "publisher" || name == "institution" || name == "school" ||
               name == "organization") {
      metadata.publisher = value;
    } else {
      const auto known = kNames.find(name);
      metadata.extra[known == kNames.end() ? name : std::string(known->second)] = value;
    }
  }
  if (const auto kind = kKinds.find(entry.type); kind != kKinds.end()) metadata.kind = kind->second;
  std::string date = plain_of_tex(entry.field("date"));
  if (date.empty()) {
    const std::string month = plain_of_tex(entry.field("month"));
    date = plain_of_tex(entry.field("year"));
    const bool digits =
        !month.empty() && month.find_first_not_of("0123456789") == std::string::npos;
    if (!date.empty() && !month.empty()) date = digits ? date + '-' + month : month + ' ' + date;
  }
  if (!date.empty()) {
    if (!set_published(metadata, date)) {
      return rejected_reference(
          file_name, "the date of " + entry.key + " is \"" + date + "\", which is no date",
          "write year = {2025} or date = {2025-03-14}");
    }
    metadata.date_source = DateSource::Metadata;
  }
  return metadata;
}

Result<DocumentMetadata> parse_ris(std::string_view text, std::string_view file_name,
                                   std::string_view stem, std::string_view document) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const auto bad = first_invalid_byte(text)) {
    return rejected_reference(file_name, "not UTF-8 at byte " + std::to_string(*bad),
                              "save it as UTF-8");
  }
  std::vector<ReferenceEntry> entries;
  std::optional<ReferenceEntry> open;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    const bool tagged = line.size() >= 5 && line.substr(2, 2) == "  " && line[4] == '-';
    if (!tagged) {
      // A long value goes on in the next line.
      if (open && !open->fields.empty()) open->fields.back().second += ' ' + folded(line);
      continue;
    }
    const std::string tag(line.substr(0, 2));
    const std::string value = folded(line.substr(5));
    if (tag == "TY") {
      open = ReferenceEntry();
      open->type = value;
      open->line = number;
    } else if (tag == "ER" && open) {
      entries.push_back(std::move(*open));
      open.reset();
    } else if (open) {
      if (tag == "ID") open->key = value;
      open->fields.emplace_back(tag == "L1" ? "file" : tag, value);
    }
  }
  if (open) {
    return rejected_reference(file_name,
                              "the entry at line " + std::to_string(open->line) + " does not end",
                              "end it with a line `ER  - `");
  }
  auto own = entry_for(entries, file_name, stem, document);
  if (!own) return own.error();
  const ReferenceEntry& entry = **own;
  static const std::map<std::string_view, std::string_view> kNames = {{"JO", "container-title"},
                                                                      {"JF", "container-title"},
                                                                      {"T2", "container-title"},
                                                                      {"VL", "volume"},
                                                                      {"IS", "issue"},
                                                                      {"UR", "URL"},
                                                                      {"SN", "ISSN"}};
  static const std::map<std::string_view, std::string_view> kKinds = {
      {"JOUR", "article-journal"},   {"RPRT", "report"},           {"BOOK", "book"},
      {"CHAP", "chapter"},           {"CONF", "paper-conference"}, {"THES", "thesis"},
      {"NEWS", "article-newspaper"}, {"ELEC", "webpage"}};
  DocumentMetadata metadata;
  metadata.key = entry.key;
  std::string date;
  std::string words;
  for (const auto& [tag, value] : entry.fields) {
    if (value.empty()) continue;
    if (tag == "TI" || tag == "T1") {
      metadata.title = value;
    } else if (tag == "AU" || tag == "A1") {
      metadata.authors.push_back(author_in_order(value));
    } else if (tag == "DA") {
      date = value;
    } else if ((tag == "PY" || tag == "Y1") && date.empty()) {
      date = value;
    } else if (tag == "DO") {
      metadata.doi = value;
    } else if (tag == "PB") {
      metadata.publisher = value;
    } else if (tag == "LA") {
      metadata.language = language_code_of(value);
    } else if (tag == "KW") {
      words += (words.empty() ? "" : "; ") + value;
    } else if (const auto known = kNames.find(tag); known != kNames.end()) {
      metadata.extra[std::string(known->second)] = value;
    }
  }
  if (!words.empty()) metadata.extra["keyword"] = words;
  if (const auto kind = kKinds.find(entry.type); kind != kKinds.end()) metadata.kind = kind->second;
  while (date.ends_with('/')) date.pop_back();
  if (!date.empty()) {
    if (!set_published(metadata, date)) {
      return rejected_reference(file_name, "the date is \"" + date + "\", which is no date",
                                "write `PY  - 2025` or `DA  - 2025/03/14`");
    }
    metadata.date_source = DateSource::Metadata;
  }
  return metadata;
}

}  // namespace sarye

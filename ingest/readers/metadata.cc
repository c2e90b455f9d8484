#include "ingest/readers/metadata.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/text/unicode.h"
#include "ingest/readers/reference_files.h"

namespace sarye {
namespace {

using Json = nlohmann::json;

Error rejected(std::string_view file, std::string what, std::string hint) {
  return Error{ErrorCode::Rejected, std::string(file) + ": " + std::move(what), std::move(hint)};
}

struct KnownDate {
  Date date;
  bool year_only = false;
};

// 2025, 2025-03, 2025-03-14; also with dots or slashes.
std::optional<KnownDate> parse_date(std::string_view text) {
  int parts[3] = {0, 1, 1};
  int count = 0;
  bool in_number = false;
  for (char c : text) {
    if (c >= '0' && c <= '9') {
      if (!in_number) {
        if (count == 3) break;
        parts[count++] = 0;
        in_number = true;
      }
      if (parts[count - 1] > 9999) return std::nullopt;
      parts[count - 1] = parts[count - 1] * 10 + (c - '0');
    } else if (c == '-' || c == '.' || c == '/') {
      in_number = false;
    } else if (c == 'T' && count == 3) {
      break;
    } else if (c != ' ') {
      return std::nullopt;
    }
  }
  if (count == 0 || parts[0] < 1000 || parts[1] < 1 || parts[1] > 12 || parts[2] < 1) {
    return std::nullopt;
  }
  const Date date = Date::from_civil(parts[0], parts[1], parts[2]);
  if (date.day() != parts[2] || date.month() != parts[1]) return std::nullopt;
  return KnownDate{date, count == 1};
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array()) {
    std::string out;
    for (const Json& part : value) {
      if (!out.empty()) out += "; ";
      out += text_of(part);
    }
    return out;
  }
  if (value.is_null()) return "";
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Family name first without a space in Chinese and Korean, given name first elsewhere.
std::string author_name(const Json& author) {
  if (author.is_string()) return author.get<std::string>();
  if (!author.is_object()) return "";
  const auto field = [&](const char* name) {
    const auto found = author.find(name);
    return found != author.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  if (const std::string literal = field("literal"); !literal.empty()) return literal;
  const std::string family = field("family");
  const std::string given = field("given");
  if (family.empty() || given.empty()) return family + given;
  const bool latin = is_ascii(family.substr(0, 1));
  return latin ? given + " " + family : family + given;
}

// Where byte `at` is, for a message.
std::string place(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  const std::size_t begin = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t column =
      count_code_points(text.substr(begin == std::string_view::npos ? 0 : begin + 1,
                                    at - (begin == std::string_view::npos ? 0 : begin + 1)));
  return "line " + std::to_string(line) + ", column " +
         std::to_string(std::max<std::size_t>(column, 1));
}

// Puts one field into the metadata; false: the value is no date where one is due.
bool set_field(DocumentMetadata& metadata, std::string_view name, const std::string& value,
               DateSource source) {
  if (name == "title") {
    metadata.title = value;
  } else if (name == "id" || name == "key" || name == "citation-key") {
    metadata.key = value;
  } else if (name == "work") {
    metadata.work = value;
  } else if (name == "DOI" || name == "doi") {
    metadata.doi = value;
  } else if (name == "language" || name == "lang") {
    metadata.language = value == "zh-Hans" || value == "zh-CN" ? "zh" : value;
    if (value == "zh-TW" || value == "zh-HK") metadata.language = "zh-Hant";
    if (value.starts_with("en-")) metadata.language = "en";
    if (value.starts_with("ko-")) metadata.language = "ko";
    if (value.starts_with("zh-")) metadata.extra["language"] = value;
  } else if (name == "kind") {
    metadata.kind = value;
  } else if (name == "type") {
    if (metadata.kind.empty()) metadata.kind = value;
  } else if (name == "publisher") {
    metadata.publisher = value;
  } else if (name == "date" || name == "issued" || name == "published") {
    const auto date = parse_date(value);
    if (!date) return false;
    metadata.date = date->date;
    metadata.date_is_year = date->year_only;
    metadata.date_source = source;
  } else if (!value.empty()) {
    metadata.extra[std::string(name)] = value;
  }
  return true;
}

Result<void> take_item(const Json& item, std::string_view file, DocumentMetadata& metadata) {
  for (const auto& [name, value] : item.items()) {
    if (name == "author") {
      for (const Json& author : value.is_array() ? value : Json::array({value})) {
        if (std::string person = author_name(author); !person.empty()) {
          metadata.authors.push_back(std::move(person));
        }
      }
    } else if (name == "issued") {
      std::string date;
      if (value.is_object() && value.contains("date-parts") && value["date-parts"].is_array() &&
          !value["date-parts"].empty()) {
        for (const Json& part : value["date-parts"][0]) {
          if (!date.empty()) date += "-";
          date += text_of(part);
        }
      } else if (value.is_object()) {
        for (const char* key : {"raw", "literal"}) {
          if (value.contains(key)) date = text_of(value[key]);
        }
      } else {
        date = text_of(value);
      }
      if (!set_field(metadata, "date", date, DateSource::Metadata)) {
        return rejected(file, "`issued` is \"" + date + "\", which is no date",
                        "write { \"date-parts\": [[2025, 3, 14]] }");
      }
    } else if (name == "custom" && value.is_object()) {
      auto inner = take_item(value, file, metadata);
      if (!inner) return inner;
    } else if (!set_field(metadata, name, text_of(value), DateSource::Metadata)) {
      return rejected(file, "`" + name + "` is \"" + text_of(value) + "\", which is no date",
                      "write it as 2025-03-14");
    }
  }
  return {};
}

std::string_view trimmed_field(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  text = text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
  const bool quoted =
      text.size() >= 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return quoted ? text.substr(1, text.size() - 2) : text;
}

std::vector<std::string> list_of(std::string_view value) {
  std::vector<std::string> items;
  if (value.starts_with('[') && value.ends_with(']')) value = value.substr(1, value.size() - 2);
  std::size_t begin = 0;
  while (begin <= value.size()) {
    const std::size_t end = std::min(value.find_first_of(",;", begin), value.size());
    if (const auto item = trimmed_field(value.substr(begin, end - begin)); !item.empty()) {
      items.emplace_back(item);
    }
    begin = end + 1;
  }
  return items;
}

bool is_author_field(std::string_view name) {
  return name == "author" || name == "authors";
}

}  // namespace

Result<DocumentMetadata> parse_csl_json(std::string_view json, std::string_view file_name,
                                        std::string_view stem) {
  if (json.starts_with("\xEF\xBB\xBF")) json.remove_prefix(3);
  Json root;
  try {
    root = Json::parse(json);
  } catch (const Json::parse_error& failed) {
    return rejected(
        file_name, "not well-formed JSON at " + place(json, failed.byte == 0 ? 0 : failed.byte - 1),
        "check for a missing comma, bracket or quotation mark there");
  }
  const Json* item = nullptr;
  if (root.is_object()) {
    item = &root;
  } else if (root.is_array()) {
    for (const Json& one : root) {
      const bool named = one.is_object() && one.contains("id") && text_of(one["id"]) == stem;
      if (one.is_object() && (root.size() == 1 || named)) item = &one;
    }
  }
  if (item == nullptr) {
    return rejected(file_name,
                    root.is_array() && root.size() > 1
                        ? "holds " + std::to_string(root.size()) + " items, none with the id \"" +
                              std::string(stem) + "\""
                        : "holds no CSL-JSON item",
                    "write one item, { \"id\": \"" + std::string(stem) + "\", \"title\": … }");
  }
  DocumentMetadata metadata;
  auto taken = take_item(*item, file_name, metadata);
  if (!taken) return taken.error();
  return metadata;
}

Result<std::optional<DocumentMetadata>> parse_front_matter(std::string_view text,
                                                           std::string_view file_name) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto line_end = [&](std::size_t begin) {
    return std::min(text.find('\n', begin), text.size());
  };
  if (trimmed_field(text.substr(0, line_end(0))) != "---") return std::optional<DocumentMetadata>();

  DocumentMetadata metadata;
  std::string key;
  int number = 1;
  std::size_t begin = line_end(0) + 1;
  while (begin < text.size() && number < 200) {
    const std::size_t end = line_end(begin);
    const std::string_view line = trimmed_field(text.substr(begin, end - begin));
    ++number;
    begin = end + 1;
    if (line == "---" || line == "...") return std::optional<DocumentMetadata>(std::move(metadata));
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with("- ")) {
      const std::string item(trimmed_field(line.substr(2)));
      if (is_author_field(key)) {
        metadata.authors.push_back(item);
      } else if (!key.empty()) {
        std::string& value = metadata.extra[key];
        value += (value.empty() ? "" : "; ") + item;
      }
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) {
      // A rule and a paragraph look like front matter too; without any field it is none.
      if (number == 2) return std::optional<DocumentMetadata>();
      return rejected(file_name,
                      "line " + std::to_string(number) + " of the front matter is \"" +
                          std::string(line.substr(0, 60)) + "\", without a colon",
                      "write `key: value`, or close the front matter with ---");
    }
    // Indented fields, as below `custom:`, count as fields of their own.
    key = std::string(trimmed_field(line.substr(0, colon)));
    const std::string_view value = trimmed_field(line.substr(colon + 1));
    if (value.empty()) continue;
    if (is_author_field(key)) {
      for (std::string& author : list_of(value)) metadata.authors.push_back(std::move(author));
    } else if (value.starts_with('[') && value.ends_with(']')) {
      std::string joined;
      for (const std::string& item : list_of(value)) joined += (joined.empty() ? "" : "; ") + item;
      metadata.extra[key] = joined;
    } else if (!set_field(metadata, key, std::string(value), DateSource::FrontMatter)) {
      return rejected(file_name,
                      "line " + std::to_string(number) + ": `" + key + "` is \"" +
                          std::string(value) + "\", which is no date",
                      "write it as 2025-03-14");
    }
  }
  return std::optional<DocumentMetadata>();  // never closed: a rule, not front matter
}

void fill_metadata(DocumentMetadata& into, DocumentMetadata from) {
  const auto fill = [](std::string& field, std::string& value) {
    if (field.empty()) field = std::move(value);
  };
  fill(into.key, from.key);
  fill(into.title, from.title);
  fill(into.work, from.work);
  fill(into.doi, from.doi);
  fill(into.language, from.language);
  fill(into.kind, from.kind);
  fill(into.publisher, from.publisher);
  if (into.authors.empty()) into.authors = std::move(from.authors);
  if (!into.date) {
    into.date = from.date;
    into.date_is_year = from.date_is_year;
    into.date_source = from.date_source;
  }
  into.extra.merge(from.extra);
}

Result<DocumentMetadata> read_metadata(const std::filesystem::path& path, DocumentMetadata own) {
  const std::string stem = path.stem().string();
  DocumentMetadata metadata;
  for (const char* ending : {".csl.json", ".bib", ".ris"}) {
    std::filesystem::path beside = path;
    beside.replace_extension(ending);
    std::error_code failed;
    if (!std::filesystem::is_regular_file(beside, failed)) continue;
    const std::string name = beside.filename().string();
    std::ifstream in(beside, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) return rejected(name, "cannot be read", "check its permissions");
    const std::string document = path.filename().string();
    auto item = name.ends_with(".bib")   ? parse_bibtex(text, name, stem, document)
                : name.ends_with(".ris") ? parse_ris(text, name, stem, document)
                                         : parse_csl_json(text, name, stem);
    if (!item) return item.error();
    fill_metadata(metadata, std::move(*item));
  }
  fill_metadata(metadata, std::move(own));
  if (metadata.key.empty()) metadata.key = stem;
  return metadata;
}

}  // namespace sarye

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/readers/html_reader.h"
#include "ingest/readers/metadata.h"

namespace sarye {
namespace {

using Json = nlohmann::json;

// What a page says of itself, by lower-case name; several values of one name in their order.
using MetaFields = std::map<std::string, std::vector<std::string>>;

MetaFields meta_fields(const MarkupTree& page) {
  MetaFields fields;
  for (MarkupTree::Id id : page.all(page.root(), "meta")) {
    const std::string value = folded(page.attribute(id, "content"));
    if (value.empty()) continue;
    for (const char* attribute : {"name", "property", "itemprop"}) {
      const std::string_view name = page.attribute(id, attribute);
      if (!name.empty()) fields[ascii_lower(name)].push_back(value);
    }
  }
  return fields;
}

std::string first_field(const MetaFields& fields, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto found = fields.find(name);
    if (found != fields.end()) return found->second.front();
  }
  return {};
}

std::string json_text(const Json& value) {
  if (value.is_string()) return folded(value.get<std::string>());
  if (value.is_object()) {
    for (const char* key : {"name", "@value", "url"}) {
      if (value.contains(key) && value[key].is_string()) return json_text(value[key]);
    }
  }
  if (value.is_array() && !value.empty()) return json_text(value.front());
  return {};
}

void read_json_ld(const Json& value, MetaFields& fields, int depth) {
  if (depth > 4) return;
  if (value.is_array()) {
    for (const Json& one : value) read_json_ld(one, fields, depth + 1);
    return;
  }
  if (!value.is_object()) return;
  if (value.contains("@graph")) read_json_ld(value["@graph"], fields, depth + 1);
  std::string type = value.contains("@type") ? json_text(value["@type"]) : std::string();
  const bool article = type.find("Article") != std::string::npos || type == "Report" ||
                       type == "BlogPosting" || type == "CreativeWork";
  if (!article) return;
  const auto put = [&](const char* name, const std::string& text) {
    if (!text.empty()) fields[std::string("ld:") + name].push_back(text);
  };
  put("type", type);
  for (const char* key : {"headline", "datePublished", "inLanguage", "publisher"}) {
    if (value.contains(key)) put(key, json_text(value[key]));
  }
  if (value.contains("author")) {
    const Json& authors = value["author"];
    if (authors.is_array()) {
      for (const Json& author : authors) put("author", json_text(author));
    } else {
      put("author", json_text(authors));
    }
  }
}

void add_json_ld(const MarkupTree& page, MetaFields& fields) {
  for (MarkupTree::Id id : page.all(page.root(), "script")) {
    if (page.attribute(id, "type") != "application/ld+json") continue;
    std::string text;
    for (auto c = page[id].first_child; c != MarkupTree::kNone; c = page[c].next) {
      text += page[c].text;
    }
    // Broken blocks are common; they say nothing.
    const Json value = Json::parse(text, nullptr, false);
    if (!value.is_discarded()) read_json_ld(value, fields, 0);
  }
}

// "Title - Site", "Title | Site", "Title < Section < Site": the title.
std::string without_site(std::string title, std::string_view site) {
  for (std::string_view mark : {" | ", " - ", " – ", " — ", " :: ", " < ", "_", " ｜ "}) {
    const std::size_t at = title.rfind(mark);
    if (at == std::string::npos || at < 8) continue;
    const std::string_view rest = std::string_view(title).substr(at + mark.size());
    const bool is_site = !site.empty() && rest.find(site) != std::string_view::npos;
    if (is_site || (mark != "_" && rest.size() <= 30 && at > rest.size())) {
      return title.substr(0, at);
    }
    if (mark == "_" && rest.size() <= 30 && !is_ascii(rest)) return title.substr(0, at);
  }
  return title;
}

std::string language_of(const std::string& stated, std::string_view text) {
  const std::string lower = ascii_lower(stated);
  std::string language;
  if (lower.starts_with("ko")) language = "ko";
  if (lower.starts_with("en")) language = "en";
  if (lower.starts_with("zh")) {
    const bool traditional = lower.find("hant") != std::string::npos ||
                             lower.find("tw") != std::string::npos ||
                             lower.find("hk") != std::string::npos;
    language = traditional ? "zh-Hant" : "zh";
  }
  // A site's template often says "en" above a Korean article: the text itself decides.
  const std::string_view written = language_code(main_language(text.substr(0, 20000)));
  return std::string_view(language).substr(0, 2) == written ? language : std::string();
}

std::string doi_in(std::string_view text) {
  const std::size_t at = text.find("10.");
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at);
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos || slash < 7 || slash > 12) return {};
  return std::string(rest.substr(0, rest.find_first_of(" ;\"<>")));
}

}  // namespace

DocumentMetadata html_metadata(const MarkupTree& page, std::string_view text) {
  MetaFields fields = meta_fields(page);
  add_json_ld(page, fields);
  DocumentMetadata metadata;

  const std::string site = first_field(fields, {"og:site_name", "application-name"});
  metadata.title =
      first_field(fields, {"citation_title", "dc.title", "dcterms.title", "ld:headline"});
  if (metadata.title.empty()) {
    metadata.title = without_site(first_field(fields, {"og:title", "twitter:title"}), site);
  }
  if (metadata.title.empty()) {
    const auto title = page.at(page.root(), {"head", "title"});
    if (title != MarkupTree::kNone) metadata.title = without_site(page.text_of(title), site);
  }
  for (const char* name : {"citation_author", "dc.creator", "dcterms.creator", "ld:author",
                           "article:author", "author"}) {
    const auto found = fields.find(name);
    if (found == fields.end()) continue;
    for (const std::string& author : found->second) {
      // An address of a profile, or the site itself, is nobody.
      if (author.find("://") != std::string::npos || author == site || author.size() > 200)
        continue;
      metadata.authors.push_back(author_in_order(author));
    }
    if (!metadata.authors.empty()) break;
  }
  for (const char* name :
       {"citation_publication_date", "citation_date", "citation_online_date", "dc.date",
        "dc.date.issued", "dcterms.issued", "dcterms.date", "article:published_time",
        "ld:datePublished", "datepublished", "pubdate", "publishdate", "publish_date", "date"}) {
    const auto found = fields.find(name);
    if (found == fields.end()) continue;
    if (set_published(metadata, found->second.front())) break;
  }
  metadata.doi = doi_in(first_field(fields, {"citation_doi", "dc.identifier.doi", "prism.doi"}));
  if (metadata.doi.empty()) metadata.doi = doi_in(first_field(fields, {"dc.identifier"}));
  metadata.publisher =
      first_field(fields, {"citation_publisher", "dc.publisher", "dcterms.publisher"});
  if (metadata.publisher.empty()) metadata.publisher = first_field(fields, {"ld:publisher"});
  if (metadata.publisher.empty()) metadata.publisher = site;

  const std::string journal =
      first_field(fields, {"citation_journal_title", "prism.publicationname"});
  if (!journal.empty()) {
    metadata.extra["container-title"] = journal;
    metadata.kind = "article-journal";
  } else if (first_field(fields, {"ld:type"}).find("NewsArticle") != std::string::npos) {
    metadata.kind = "article-newspaper";
  } else {
    metadata.kind = "webpage";
  }
  for (const auto& [from, to] :
       {std::pair("citation_volume", "volume"), std::pair("citation_issue", "issue"),
        std::pair("citation_issn", "ISSN")}) {
    if (const std::string value = first_field(fields, {from}); !value.empty()) {
      metadata.extra[to] = value;
    }
  }
  if (const std::string keywords = first_field(fields, {"citation_keywords", "keywords"});
      !keywords.empty()) {
    metadata.extra["keyword"] = keywords;
  }
  std::string address = first_field(fields, {"og:url", "citation_abstract_html_url"});
  for (MarkupTree::Id id : page.all(page.root(), "link")) {
    if (page.attribute(id, "rel") == "canonical" && !page.attribute(id, "href").empty()) {
      address = folded(page.attribute(id, "href"));
    }
  }
  if (address.starts_with("http")) metadata.extra["URL"] = address;

  for (const std::string& stated :
       {first_field(fields, {"citation_language", "dc.language", "ld:inLanguage"}),
        std::string(page.attribute(page.root(), "lang")),
        std::string(page.attribute(page.root(), "xml:lang")), first_field(fields, {"og:locale"})}) {
    if (metadata.language.empty() && !stated.empty()) {
      metadata.language = language_of(stated, text);
    }
  }
  return metadata;
}

}  // namespace sarye

#include "ingest/readers/jats_reader.h"

#include <algorithm>
#include <utility>

#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/readers/html_blocks.h"
#include "ingest/readers/markup_tree.h"
#include "ingest/readers/metadata.h"
#include "ingest/readers/outline.h"
#include "ingest/readers/text_reader.h"

namespace sarye {
namespace {

using Id = MarkupTree::Id;

std::string jats_text(const MarkupTree& tree, Id element,
                      std::initializer_list<std::string_view> path) {
  const Id found = element == MarkupTree::kNone ? element : tree.at(element, path);
  return found == MarkupTree::kNone ? std::string() : tree.text_of(found);
}

class JatsArticle {
 public:
  JatsArticle(const MarkupTree& tree, Id article) : tree_(tree), article_(article) {}

  std::string write() {
    const Id meta = tree_.at(article_, {"front", "article-meta"});
    if (meta != MarkupTree::kNone) {
      const Id title = tree_.at(meta, {"title-group", "article-title"});
      if (title != MarkupTree::kNone) writer_.heading(1, line_of(title));
      for (std::string_view kind : {"abstract", "trans-abstract"}) {
        for (Id abstract : tree_.children(meta, kind)) put_abstract(abstract);
      }
    }
    if (const Id body = tree_.child(article_, "body"); body != MarkupTree::kNone) walk(body, 2);
    const Id back = tree_.child(article_, "back");
    if (back != MarkupTree::kNone) walk(back, 2);
    return writer_.take();
  }

 private:
  // A call of a note or of a numbered reference, which is no text.
  bool is_call(Id id) const {
    if (tree_[id].name != "xref") return false;
    const std::string_view kind = tree_.attribute(id, "ref-type");
    if (kind == "fn" || kind == "table-fn" || kind == "corresp" || kind == "aff") return true;
    static const Pattern number(R"(^[\[(]?[0-9]{1,3}(?:[-–,;][0-9]{1,3})*[\])]?$)");
    return kind == "bibr" && number.find(tree_.text_of(id)).has_value();
  }

  void add_line(Id id, std::string& line) const {
    if (tree_.is_text(id)) {
      line += tree_[id].text;
      return;
    }
    if (is_call(id)) return;
    for (Id c = tree_[id].first_child; c != MarkupTree::kNone; c = tree_[c].next) add_line(c, line);
  }

  static std::string clean_line(std::string_view text) {
    // What the calls leave: "[]", "(, )" and blanks before a full stop.
    static const Pattern rest(R"(\s*[\[(][\s,;–-]*[\])]|\s+([.,;:。，]))");
    std::string line = folded(text);
    for (int k = 0; k < 50; ++k) {
      const auto match = rest.find(line);
      if (!match) break;
      const std::string kept = match->has(0) ? std::string(match->text(line, 0)) : std::string();
      line.replace(match->bytes.begin, match->bytes.size(), kept);
    }
    return line;
  }

  std::string line_of(Id id) const {
    std::string line;
    add_line(id, line);
    return clean_line(line);
  }

  void put_abstract(Id abstract) {
    const std::string kind(tree_.attribute(abstract, "abstract-type"));
    if (kind == "graphical" || kind == "teaser" || kind == "toc") return;
    const Id title = tree_.child(abstract, "title");
    const std::string_view language = tree_.attribute(abstract, "xml:lang");
    std::string head = title != MarkupTree::kNone ? tree_.text_of(title) : std::string();
    if (head.empty()) {
      head = language.starts_with("ko") ? "초록" : language.starts_with("zh") ? "摘要" : "Abstract";
    }
    writer_.heading(2, head);
    // Its parts ("Background", "Results") are labels of paragraphs, so that all is one abstract.
    for (Id id = tree_[abstract].first_child; id != MarkupTree::kNone; id = tree_[id].next) {
      if (tree_[id].name == "p") writer_.paragraph(line_of(id));
      if (tree_[id].name != "sec") continue;
      std::string label = jats_text(tree_, id, {"title"});
      for (Id p : tree_.children(id, "p")) {
        writer_.paragraph((label.empty() ? "" : label + ": ") + line_of(p));
        label.clear();
      }
    }
  }

  bool is_block(std::string_view name) const {
    static constexpr std::string_view kBlocks[] = {
        "list", "table-wrap", "fig",      "disp-quote", "boxed-text", "def-list",
        "p",    "sec",        "fn-group", "fig-group",  "speech",     "table-wrap-group"};
    return std::find(std::begin(kBlocks), std::end(kBlocks), name) != std::end(kBlocks);
  }

  // A paragraph, which may hold lists and tables.
  void put_paragraph(Id id, int level, bool quote) {
    std::string line;
    const auto flush = [&] {
      const std::string text = clean_line(line);
      if (quote) {
        writer_.quote(text);
      } else {
        writer_.paragraph(text);
      }
      line.clear();
    };
    for (Id c = tree_[id].first_child; c != MarkupTree::kNone; c = tree_[c].next) {
      if (!tree_.is_text(c) && is_block(tree_[c].name)) {
        flush();
        block(c, level);
      } else {
        add_line(c, line);
      }
    }
    flush();
  }

  void walk(Id id, int level) {
    for (Id c = tree_[id].first_child; c != MarkupTree::kNone; c = tree_[c].next) block(c, level);
  }

  void block(Id id, int level) {
    const std::string_view name = tree_[id].name;
    if (name == "sec" || name == "app" || name == "ack") {
      const std::string label = jats_text(tree_, id, {"label"});
      const std::string title = jats_text(tree_, id, {"title"});
      writer_.heading(level, label.empty() ? title : label + ' ' + title);
      walk(id, std::min(level + 1, 6));
    } else if (name == "p") {
      put_paragraph(id, level, false);
    } else if (name == "list") {
      put_list(id, 1);
    } else if (name == "disp-quote" || name == "speech") {
      for (Id p : tree_.children(id, "p")) put_paragraph(p, level, true);
    } else if (name == "table-wrap") {
      put_caption(id);
      for (Id table : tree_.all(id, "table")) writer_.table(markup_table(tree_, table, {}));
      for (Id foot : tree_.children(id, "table-wrap-foot")) {
        for (Id p : tree_.all(foot, "p")) writer_.paragraph(line_of(p));
      }
    } else if (name == "fig") {
      put_caption(id);
    } else if (name == "fn-group") {
      for (Id note : tree_.children(id, "fn")) {
        std::string line;
        for (Id p : tree_.children(note, "p")) line += line_of(p) + ' ';
        writer_.footnote(jats_text(tree_, note, {"label"}), line);
      }
    } else if (name == "def-list") {
      for (Id item : tree_.children(id, "def-item")) {
        writer_.item(1, "-",
                     jats_text(tree_, item, {"term"}) + ": " + jats_text(tree_, item, {"def"}));
      }
    } else if (name == "boxed-text" || name == "app-group" || name == "fig-group" ||
               name == "table-wrap-group") {
      walk(id, level);
    }
  }

  void put_caption(Id id) {
    const Id caption = tree_.child(id, "caption");
    std::string text = jats_text(tree_, id, {"label"});
    if (caption != MarkupTree::kNone) {
      for (Id c = tree_[caption].first_child; c != MarkupTree::kNone; c = tree_[c].next) {
        text += (text.empty() ? "" : " ") + line_of(c);
      }
    }
    writer_.caption(text);
  }

  void put_list(Id list, int level) {
    const bool numbered = tree_.attribute(list, "list-type") == "order";
    int number = 0;
    for (Id item : tree_.children(list, "list-item")) {
      ++number;
      bool first = true;
      for (Id c = tree_[item].first_child; c != MarkupTree::kNone; c = tree_[c].next) {
        if (tree_[c].name == "list") put_list(c, level + 1);
        if (tree_[c].name != "p") continue;
        writer_.item(level, numbered && first ? std::to_string(number) + "." : "-", line_of(c));
        first = false;
      }
    }
  }

  const MarkupTree& tree_;
  Id article_;
  OutlineWriter writer_;
};

std::string jats_name(const MarkupTree& tree, Id contributor) {
  Id name = tree.child(contributor, "name");
  if (name == MarkupTree::kNone) name = tree.at(contributor, {"name-alternatives", "name"});
  if (name == MarkupTree::kNone) {
    const std::string whole = jats_text(tree, contributor, {"string-name"});
    return whole.empty() ? jats_text(tree, contributor, {"collab"}) : whole;
  }
  const std::string family = jats_text(tree, name, {"surname"});
  const std::string given = jats_text(tree, name, {"given-names"});
  if (family.empty() || given.empty()) return family + given;
  return author_in_order(family + ", " + given);
}

DocumentMetadata jats_metadata(const MarkupTree& tree, Id article) {
  DocumentMetadata metadata;
  metadata.kind = "article-journal";
  const Id meta = tree.at(article, {"front", "article-meta"});
  const Id journal = tree.at(article, {"front", "journal-meta"});
  metadata.publisher = jats_text(tree, journal, {"publisher", "publisher-name"});
  std::string title = jats_text(tree, journal, {"journal-title-group", "journal-title"});
  if (title.empty()) title = jats_text(tree, journal, {"journal-title"});
  if (!title.empty()) metadata.extra["container-title"] = title;
  if (meta == MarkupTree::kNone) return metadata;
  metadata.title = jats_text(tree, meta, {"title-group", "article-title"});
  for (Id id : tree.children(meta, "article-id")) {
    if (tree.attribute(id, "pub-id-type") == "doi") metadata.doi = tree.text_of(id);
  }
  for (Id group : tree.children(meta, "contrib-group")) {
    for (Id person : tree.children(group, "contrib")) {
      const std::string_view kind = tree.attribute(person, "contrib-type");
      if (!kind.empty() && kind != "author") continue;
      if (std::string name = jats_name(tree, person); !name.empty()) {
        metadata.authors.push_back(std::move(name));
      }
    }
  }
  // The day of publication, whichever way it came first.
  for (Id date : tree.children(meta, "pub-date")) {
    if (tree.attribute(date, "date-type") == "collection" && metadata.date) continue;
    std::string day = jats_text(tree, date, {"year"});
    for (std::string_view part : {"month", "day"}) {
      const std::string value = jats_text(tree, date, {part});
      if (value.empty()) break;
      day += '-' + value;
    }
    DocumentMetadata other;
    if (!set_published(other, day)) continue;
    const bool better =
        !metadata.date || (metadata.date_is_year && !other.date_is_year) ||
        (metadata.date_is_year == other.date_is_year && *other.date < *metadata.date);
    if (!better) continue;
    metadata.date = other.date;
    metadata.date_is_year = other.date_is_year;
    metadata.date_source = other.date_source;
  }
  std::string words;
  for (Id group : tree.children(meta, "kwd-group")) {
    for (Id word : tree.all(group, "kwd"))
      words += (words.empty() ? "" : "; ") + tree.text_of(word);
  }
  if (!words.empty()) metadata.extra["keyword"] = words;
  for (const char* field : {"volume", "issue"}) {
    if (std::string value = jats_text(tree, meta, {field}); !value.empty()) {
      metadata.extra[field] = value;
    }
  }
  const std::string language = ascii_lower(tree.attribute(article, "xml:lang"));
  if (language.starts_with("ko")) metadata.language = "ko";
  if (language.starts_with("en")) metadata.language = "en";
  if (language.starts_with("zh")) metadata.language = "zh";
  return metadata;
}

}  // namespace

bool looks_like_jats(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 16384);
  const std::size_t article = head.find("<article");
  if (article == std::string_view::npos) return false;
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || head[first] != '<') return false;
  const std::string_view rest = head.substr(article);
  return head.find("<html") == std::string_view::npos &&
         (rest.find("<front") != std::string_view::npos ||
          head.find("JATS") != std::string_view::npos ||
          head.find("NLM//DTD") != std::string_view::npos);
}

Result<ReadSource> read_jats(std::string bytes, std::string_view file_name) {
  ReadSource source;
  source.file_name = std::string(file_name);
  source.format = SourceFormat::Jats;
  source.outlined = true;
  auto text = decode_text(std::move(bytes), file_name);
  if (!text) return text.error();
  source.encoding = text->encoding;
  auto tree = parse_xml(std::string_view(text->raw).substr(text->bom_bytes));
  if (!tree) {
    return Error{ErrorCode::Rejected, source.file_name + ": " + tree.error().message,
                 tree.error().hint};
  }
  Id article = MarkupTree::kNone;
  for (Id id : tree->all(tree->root(), "article")) {
    if (article == MarkupTree::kNone) article = id;
  }
  if (article == MarkupTree::kNone) {
    return Error{ErrorCode::Rejected, source.file_name + ": no <article> in it",
                 "of XML only articles in JATS are read"};
  }
  source.raw = JatsArticle(*tree, article).write();
  if (source.raw.empty()) {
    return Error{ErrorCode::Rejected, source.file_name + ": the article has no text",
                 "load its PDF or its web page"};
  }
  source.metadata = jats_metadata(*tree, article);
  return source;
}

}  // namespace sarye

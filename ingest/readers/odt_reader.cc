#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "ingest/readers/docx_reader.h"
#include "ingest/readers/default_properties.h"
#include "ingest/readers/markup_tree.h"
#include "ingest/readers/metadata.h"
#include "ingest/readers/outline.h"

namespace sarye {
namespace {

using Id = MarkupTree::Id;

int odt_number(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class OdtDocument {
 public:
  explicit OdtDocument(const MarkupTree& tree) : tree_(tree) {
    const Id styles = tree.child(tree.root(), "office:automatic-styles");
    if (styles == MarkupTree::kNone) return;
    for (Id id : tree.children(styles, "style:style")) {
      parents_[std::string(tree.attribute(id, "style:name"))] =
          tree.attribute(id, "style:parent-style-name");
    }
    for (Id id : tree.children(styles, "text:list-style")) {
      const bool numbered = tree.child(id, "text:list-level-style-number") != MarkupTree::kNone;
      numbered_[std::string(tree.attribute(id, "style:name"))] = numbered;
    }
  }

  std::string write() {
    const Id body = tree_.at(tree_.root(), {"office:body", "office:text"});
    if (body == MarkupTree::kNone) return {};
    walk(body);
    put_notes();
    return writer_.take();
  }

 private:
  // The text of a paragraph; notes that hang on it are kept for later.
  void add_text(Id id, std::string& out) {
    for (Id c = tree_[id].first_child; c != MarkupTree::kNone; c = tree_[c].next) {
      const std::string_view name = tree_[c].name;
      if (name.empty()) {
        out += tree_[c].text;
      } else if (name == "text:s" || name == "text:tab" || name == "text:line-break") {
        out += ' ';
      } else if (name == "text:note") {
        const Id body = tree_.child(c, "text:note-body");
        if (body != MarkupTree::kNone) notes_.push_back(tree_.text_of(body));
      } else if (name != "office:annotation" && name != "text:tracked-changes" &&
                 name != "draw:frame") {
        add_text(c, out);
      }
    }
  }

  std::string text_of(Id id) {
    std::string text;
    add_text(id, text);
    return folded(text);
  }

  std::string style_of(Id id) const {
    const std::string own(tree_.attribute(id, "text:style-name"));
    const auto parent = parents_.find(own);
    return ascii_lower(parent == parents_.end() || parent->second.empty() ? own : parent->second);
  }

  void walk(Id id) {
    for (Id c = tree_[id].first_child; c != MarkupTree::kNone; c = tree_[c].next) {
      const std::string_view name = tree_[c].name;
      if (name == "text:h") {
        put_notes();
        const int level = odt_number(tree_.attribute(c, "text:outline-level"), 1);
        const bool title = level == 1 && !titled_ && writer_.empty();
        titled_ = titled_ || title;
        writer_.heading(title ? 1 : level + 1, text_of(c));
      } else if (name == "text:p") {
        paragraph(c);
      } else if (name == "text:list") {
        list(c, 1, false);
      } else if (name == "table:table") {
        put_notes();
        table(c);
      } else if (name == "text:section" || name == "text:soft-page-break") {
        walk(c);
      }
    }
  }

  void paragraph(Id id) {
    const std::string style = style_of(id);
    put_notes();
    const std::string text = text_of(id);
    if (style == "title") {
      writer_.heading(titled_ ? 2 : 1, text);
      titled_ = true;
    } else if (style == "caption" || style == "table" || style == "illustration") {
      writer_.caption(text);
    } else if (style == "quotations") {
      writer_.quote(text);
    } else {
      writer_.paragraph(text);
    }
    // Pictures with a text box around them hold their captions.
    for (Id box : tree_.all(id, "draw:text-box")) walk(box);
  }

  void list(Id id, int level, bool numbered) {
    const auto style = numbered_.find(std::string(tree_.attribute(id, "text:style-name")));
    if (style != numbered_.end()) numbered = style->second;
    int number = 1;
    for (Id item : tree_.children(id, "text:list-item")) {
      for (Id c = tree_[item].first_child; c != MarkupTree::kNone; c = tree_[c].next) {
        if (tree_[c].name == "text:list") list(c, level + 1, numbered);
        if (tree_[c].name != "text:p" && tree_[c].name != "text:h") continue;
        writer_.item(level, numbered ? std::to_string(number) + "." : std::string("-"), text_of(c));
      }
      ++number;
    }
  }

  void table(Id id) {
    std::vector<std::vector<SpannedCell>> rows;
    std::size_t header_rows = 0;
    for (Id row : tree_.all(id, "table:table-row")) {
      std::vector<SpannedCell> cells;
      for (Id cell : tree_.children(row, "table:table-cell")) {
        std::string text;
        for (Id p : tree_.all(cell, "text:p")) text += text_of(p) + ' ';
        const int repeat = odt_number(tree_.attribute(cell, "table:number-columns-repeated"), 1);
        for (int k = 0; k < std::clamp(repeat, 1, 50); ++k) {
          cells.push_back({text,
                           odt_number(tree_.attribute(cell, "table:number-columns-spanned"), 1),
                           odt_number(tree_.attribute(cell, "table:number-rows-spanned"), 1)});
        }
      }
      rows.push_back(std::move(cells));
      if (tree_[tree_[row].parent].name == "table:table-header-rows") header_rows = rows.size();
    }
    writer_.table(lay_out_table(rows, header_rows));
  }

  void put_notes() {
    for (const std::string& note : std::exchange(notes_, {})) {
      writer_.footnote(std::to_string(++notes_written_), note);
    }
  }

  const MarkupTree& tree_;
  std::map<std::string, std::string> parents_;  // of automatic styles
  std::map<std::string, bool> numbered_;        // list styles
  std::vector<std::string> notes_;
  int notes_written_ = 0;
  OutlineWriter writer_;
  bool titled_ = false;
};

}  // namespace

Result<ReadSource> read_odt(const ZipArchive& archive, std::string_view file_name) {
  ReadSource source;
  source.file_name = std::string(file_name);
  source.format = SourceFormat::Odt;
  source.outlined = true;
  const auto rejected_odt = [&](const Error& error) {
    return Error{ErrorCode::Rejected, source.file_name + ": " + error.message, error.hint};
  };
  auto content = archive.read("content.xml");
  if (!content) return rejected_odt(content.error());
  auto tree = parse_xml(*content);
  if (!tree) return rejected_odt(tree.error());
  source.raw = OdtDocument(*tree).write();
  if (source.raw.empty()) {
    return Error{ErrorCode::Rejected, source.file_name + ": no text in the document",
                 "pictures of text must be read by OCR first"};
  }
  auto meta = archive.read("meta.xml");
  if (!meta || meta->empty()) return source;
  if (auto fields = parse_xml(*meta)) {
    const Id all = fields->child(fields->root(), "office:meta");
    const auto text = [&](std::string_view name) {
      const Id id = all == MarkupTree::kNone ? all : fields->child(all, name);
      return id == MarkupTree::kNone ? std::string() : fields->text_of(id);
    };
    if (const std::string title = text("dc:title"); !is_default_title(title)) {
      source.metadata.title = title;
    }
    if (const std::string name = text("meta:initial-creator"); !is_default_creator(name)) {
      source.metadata.authors.push_back(author_in_order(name));
    }
  }
  return source;
}

}  // namespace sarye

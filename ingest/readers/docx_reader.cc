#include "ingest/readers/docx_reader.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "engine/text/display_width.h"
#include "engine/text/unicode.h"
#include "ingest/document/lines.h"
#include "ingest/readers/default_properties.h"
#include "ingest/readers/markup_tree.h"
#include "ingest/readers/metadata.h"
#include "ingest/readers/outline.h"

namespace sarye {
namespace {

using Id = MarkupTree::Id;

constexpr int kBoldColumns = 60;

int int_of(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// A switch such as <w:b/>: on unless its value says off.
bool is_on(const MarkupTree& tree, Id element, std::string_view name) {
  const Id found = element == MarkupTree::kNone ? element : tree.child(element, name);
  if (found == MarkupTree::kNone) return false;
  const std::string_view value = tree.attribute(found, "w:val");
  return value != "0" && value != "false" && value != "none";
}

std::string_view value_at(const MarkupTree& tree, Id element,
                          std::initializer_list<std::string_view> path) {
  const Id found = element == MarkupTree::kNone ? element : tree.at(element, path);
  return found == MarkupTree::kNone ? std::string_view() : tree.attribute(found, "w:val");
}

enum class WordRole : std::uint8_t { Plain, Title, Heading, Caption, Quote, Contents };

struct WordStyle {
  std::string name;
  std::string based_on;
  int outline = -1;
  int list = -1;
  int list_level = 0;
  bool bold = false;
};

struct WordList {
  std::string format;  // bullet, decimal, ...
  int start = 1;
};

class WordDocument {
 public:
  // Errors: of parse_xml.
  Result<void> open(const ZipArchive& archive) {
    for (auto& [name, tree] :
         {std::pair("word/document.xml", &body_), std::pair("word/styles.xml", &styles_xml_),
          std::pair("word/numbering.xml", &numbering_),
          std::pair("word/footnotes.xml", &footnotes_),
          std::pair("word/endnotes.xml", &endnotes_)}) {
      auto bytes = archive.read(name);
      if (!bytes) return bytes.error();
      if (bytes->empty()) continue;
      auto parsed = parse_xml(*bytes);
      if (!parsed) {
        return Error{ErrorCode::Rejected, std::string(name) + ": " + parsed.error().message,
                     parsed.error().hint};
      }
      *tree = std::move(*parsed);
    }
    read_styles();
    read_lists();
    return {};
  }

  std::string write() {
    const Id body = body_.empty() ? MarkupTree::kNone : body_.child(body_.root(), "w:body");
    if (body == MarkupTree::kNone) return {};
    walk(body);
    put_notes();
    return writer_.take();
  }

 private:
  void read_styles() {
    if (styles_xml_.empty()) return;
    for (Id id : styles_xml_.children(styles_xml_.root(), "w:style")) {
      WordStyle style;
      style.name = ascii_lower(value_at(styles_xml_, id, {"w:name"}));
      style.based_on = value_at(styles_xml_, id, {"w:basedOn"});
      style.outline = int_of(value_at(styles_xml_, id, {"w:pPr", "w:outlineLvl"}), -1);
      style.list = int_of(value_at(styles_xml_, id, {"w:pPr", "w:numPr", "w:numId"}), -1);
      style.list_level = int_of(value_at(styles_xml_, id, {"w:pPr", "w:numPr", "w:ilvl"}), 0);
      style.bold = is_on(styles_xml_, styles_xml_.child(id, "w:rPr"), "w:b");
      styles_[std::string(styles_xml_.attribute(id, "w:styleId"))] = std::move(style);
    }
  }

  void read_lists() {
    if (numbering_.empty()) return;
    std::map<std::string, Id, std::less<>> kinds;
    for (Id id : numbering_.children(numbering_.root(), "w:abstractNum")) {
      kinds[std::string(numbering_.attribute(id, "w:abstractNumId"))] = id;
    }
    for (Id id : numbering_.children(numbering_.root(), "w:num")) {
      const int number = int_of(numbering_.attribute(id, "w:numId"), -1);
      const auto kind = kinds.find(value_at(numbering_, id, {"w:abstractNumId"}));
      if (kind == kinds.end()) continue;
      for (Id level : numbering_.children(kind->second, "w:lvl")) {
        WordList& list = lists_[{number, int_of(numbering_.attribute(level, "w:ilvl"), 0)}];
        list.format = value_at(numbering_, level, {"w:numFmt"});
        list.start = int_of(value_at(numbering_, level, {"w:start"}), 1);
      }
    }
  }

  // What a paragraph's style makes of it, also by the styles it is based on.
  struct StyleMeaning {
    WordRole role = WordRole::Plain;
    int level = 0;
    int list = -1;
    int list_level = 0;
    bool bold = false;
  };

  StyleMeaning meaning_of(std::string name) const {
    StyleMeaning meaning;
    for (int steps = 0; steps < 12 && !name.empty(); ++steps) {
      const auto found = styles_.find(name);
      // Without a list of styles their ids are names: "Heading1".
      const std::string shown = found == styles_.end() ? ascii_lower(name) : found->second.name;
      if (meaning.role == WordRole::Plain) set_role(shown, meaning);
      if (found == styles_.end()) break;
      const WordStyle& style = found->second;
      if (meaning.role == WordRole::Plain && style.outline >= 0 && style.outline < 9) {
        meaning.role = WordRole::Heading;
        meaning.level = style.outline + 1;
      }
      if (meaning.list < 0 && style.list >= 0) {
        meaning.list = style.list;
        meaning.list_level = style.list_level;
      }
      meaning.bold = meaning.bold || style.bold;
      name = style.based_on;
    }
    return meaning;
  }

  static void set_role(std::string_view name, StyleMeaning& meaning) {
    const auto number_behind = [&](std::string_view word) {
      if (!name.starts_with(word)) return 0;
      std::string_view rest = name.substr(word.size());
      while (rest.starts_with(' ')) rest.remove_prefix(1);
      return rest.size() == 1 && rest[0] >= '1' && rest[0] <= '9' ? rest[0] - '0' : 0;
    };
    if (name == "title" || name == "제목") {
      meaning.role = WordRole::Title;
    } else if (const int level = std::max({number_behind("heading"), number_behind("제목"),
                                           number_behind("标题"), number_behind("標題")})) {
      meaning.role = WordRole::Heading;
      meaning.level = level;
    } else if (name == "caption" || name == "캡션" || name == "题注") {
      meaning.role = WordRole::Caption;
    } else if (name == "quote" || name == "intense quote" || name == "block text") {
      meaning.role = WordRole::Quote;
    } else if (number_behind("toc") != 0 || name == "toc heading" || name == "table of figures") {
      meaning.role = WordRole::Contents;
    }
  }

  // --- text of paragraphs

  struct Line {
    std::string text;
    std::size_t all = 0;  // bytes that are not blank
    std::size_t bold = 0;
    std::vector<Id> boxes;  // text boxes that hang on it
  };

  void add_runs(const MarkupTree& tree, Id id, bool style_bold, Line& line) {
    for (Id c = tree[id].first_child; c != MarkupTree::kNone; c = tree[c].next) {
      const std::string_view name = tree[c].name;
      if (name == "w:r") {
        const Id looks = tree.child(c, "w:rPr");
        if (is_on(tree, looks, "w:vanish")) continue;
        const bool has_bold =
            looks != MarkupTree::kNone && tree.child(looks, "w:b") != MarkupTree::kNone;
        add_run(tree, c, has_bold ? is_on(tree, looks, "w:b") : style_bold, line);
      } else if (name == "w:del" || name == "w:moveFrom" || name == "w:pPr") {
        continue;
      } else if (name == "m:oMath" || name == "m:oMathPara") {
        line.text += ' ' + tree.text_of(c) + ' ';
      } else {
        add_runs(tree, c, style_bold, line);
      }
    }
  }

  void add_run(const MarkupTree& tree, Id run, bool bold, Line& line) {
    for (Id c = tree[run].first_child; c != MarkupTree::kNone; c = tree[c].next) {
      const std::string_view name = tree[c].name;
      if (name == "w:t") {
        std::string text;
        for (Id t = tree[c].first_child; t != MarkupTree::kNone; t = tree[t].next) {
          text += tree[t].text;
        }
        line.text += text;
        const std::size_t size = folded(text).size();
        line.all += size;
        if (bold) line.bold += size;
      } else if (name == "w:tab") {
        line.text += ' ';
      } else if (name == "w:br" || name == "w:cr") {
        line.text += '\n';
      } else if (name == "w:noBreakHyphen") {
        line.text += '-';
      } else if (name == "w:footnoteReference" || name == "w:endnoteReference") {
        calls_.emplace_back(name == "w:footnoteReference", tree.attribute(c, "w:id"));
      } else if (name == "mc:AlternateContent" || name == "w:drawing" || name == "w:pict" ||
                 name == "w:object") {
        // Of two forms of one box the first counts.
        const Id choice = tree.child(c, "mc:Choice");
        for (Id box : tree.all(choice == MarkupTree::kNone ? c : choice, "w:txbxContent")) {
          line.boxes.push_back(box);
        }
      }
    }
  }

  // --- blocks

  void walk(Id id) {
    for (Id c = body_[id].first_child; c != MarkupTree::kNone; c = body_[c].next) {
      const std::string_view name = body_[c].name;
      if (name == "w:p") {
        paragraph(c);
      } else if (name == "w:tbl") {
        table(c);
      } else if (name == "w:sdt") {
        const Id gallery = body_.at(c, {"w:sdtPr", "w:docPartObj", "w:docPartGallery"});
        const bool contents = gallery != MarkupTree::kNone &&
                              body_.attribute(gallery, "w:val") == "Table of Contents";
        const Id inside = body_.child(c, "w:sdtContent");
        if (!contents && inside != MarkupTree::kNone) walk(inside);
      } else if (name == "w:ins" || name == "w:smartTag" || name == "w:customXml") {
        walk(c);
      }
    }
  }

  void paragraph(Id id) {
    const Id looks = body_.child(id, "w:pPr");
    StyleMeaning meaning = meaning_of(std::string(value_at(body_, looks, {"w:pStyle"})));
    if (meaning.role == WordRole::Contents) return;
    const int outline = int_of(value_at(body_, looks, {"w:outlineLvl"}), -1);
    if (outline >= 0 && outline < 9 && meaning.role == WordRole::Plain) {
      meaning.role = WordRole::Heading;
      meaning.level = outline + 1;
    }
    const int list = int_of(value_at(body_, looks, {"w:numPr", "w:numId"}), meaning.list);
    const int level =
        std::clamp(int_of(value_at(body_, looks, {"w:numPr", "w:ilvl"}), meaning.list_level), 0, 8);

    // Notes stand behind the paragraph or the list that calls them.
    const bool item = meaning.role == WordRole::Plain && list > 0;
    if (!item) put_notes();
    Line line;
    add_runs(body_, id, meaning.bold, line);
    const bool bold = line.all > 0 && line.bold == line.all;
    const std::string text = folded(line.text);
    if (!text.empty()) {
      if (item) {
        writer_.item(level + 1, marker_of(list, level), text);
      } else {
        put(meaning, line.text, bold);
      }
    }
    for (Id box : line.boxes) walk(box);
  }

  void put(const StyleMeaning& meaning, const std::string& text, bool bold) {
    const std::string one_line = folded(text);
    switch (meaning.role) {
      case WordRole::Title:
        writer_.heading(titled_ ? 2 : 1, one_line);
        titled_ = true;
        return;
      case WordRole::Heading:
        // The title is level 1 of the outline; without one the first heading of level 1 is it.
        if (meaning.level == 1 && !titled_ && writer_.empty()) {
          titled_ = true;
          writer_.heading(1, one_line);
        } else {
          deepest_ = std::max(deepest_, meaning.level + 1);
          writer_.heading(meaning.level + 1, one_line);
        }
        return;
      case WordRole::Caption:
        writer_.caption(one_line);
        return;
      case WordRole::Quote:
        writer_.quote(one_line);
        return;
      case WordRole::Contents:
        return;
      case WordRole::Plain:
        break;
    }
    if (bold && display_width(one_line) <= kBoldColumns && !ends_sentence(one_line)) {
      if (writer_.empty() && !titled_) {
        titled_ = true;
        writer_.heading(1, one_line);
      } else {
        writer_.heading(std::min(6, deepest_ + 1), one_line);
      }
      return;
    }
    // Lines that were broken by hand.
    std::size_t begin = 0;
    std::string part;
    while (begin <= text.size()) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string piece = folded(std::string_view(text).substr(begin, end - begin));
      begin = end + 1;
      if (piece.empty()) continue;
      if (!part.empty() && ends_sentence(part)) {
        writer_.paragraph(part);
        part.clear();
      }
      part += (part.empty() ? "" : " ") + piece;
    }
    writer_.paragraph(part);
  }

  std::string marker_of(int list, int level) {
    const auto found = lists_.find({list, level});
    if (found == lists_.end() || found->second.format == "bullet" ||
        found->second.format == "none" || found->second.format.empty()) {
      return "-";
    }
    for (auto& [key, number] : counts_) {
      if (key.first == list && key.second > level) number = 0;
    }
    int& count = counts_[{list, level}];
    ++count;
    return std::to_string(found->second.start + count - 1) + '.';
  }

  void put_notes() {
    const auto calls = std::exchange(calls_, {});
    for (const auto& [foot, id] : calls) {
      const MarkupTree& notes = foot ? footnotes_ : endnotes_;
      if (notes.empty()) continue;
      for (Id note : notes.children(notes.root(), foot ? "w:footnote" : "w:endnote")) {
        if (notes.attribute(note, "w:id") != id) continue;
        Line line;
        for (Id p : notes.all(note, "w:p")) {
          add_runs(notes, p, false, line);
          line.text += ' ';
        }
        writer_.footnote(std::to_string(++notes_written_), line.text);
      }
    }
    calls_.clear();
  }

  std::string cell_text(Id cell) {
    std::string text;
    for (Id p : body_.all(cell, "w:p")) {
      Line line;
      add_runs(body_, p, false, line);
      text += line.text + ' ';
    }
    return folded(text);
  }

  void table(Id id) {
    put_notes();
    std::vector<std::vector<SpannedCell>> rows;
    std::size_t header_rows = 0;
    std::size_t width = 0;
    std::size_t cells_seen = 0;
    std::size_t widest = 0;
    // Of each column: where the cell is that reaches down into it.
    std::map<int, std::pair<std::size_t, std::size_t>> above;
    for (Id row : rows_of(id)) {
      const Id row_looks = body_.child(row, "w:trPr");
      if (is_on(body_, row_looks, "w:tblHeader") && header_rows == rows.size()) ++header_rows;
      std::vector<SpannedCell> cells;
      int column = int_of(value_at(body_, row_looks, {"w:gridBefore"}), 0);
      for (int k = 0; k < column && k < 50; ++k) cells.push_back({});
      for (Id cell : cells_of(row)) {
        const Id looks = body_.child(cell, "w:tcPr");
        const int wide = std::clamp(int_of(value_at(body_, looks, {"w:gridSpan"}), 1), 1, 200);
        const Id merge = looks == MarkupTree::kNone ? looks : body_.child(looks, "w:vMerge");
        const bool goes_on =
            merge != MarkupTree::kNone && body_.attribute(merge, "w:val") != "restart";
        const auto over = above.find(column);
        if (goes_on && over != above.end()) {
          ++rows[over->second.first][over->second.second].rows;
        } else {
          above[column] = {rows.size(), cells.size()};
          cells.push_back({cell_text(cell), wide, 1});
          const auto shown = static_cast<std::size_t>(display_width(cells.back().text));
          width += shown;
          widest = std::max(widest, shown);
          ++cells_seen;
        }
        column += wide;
      }
      rows.push_back(std::move(cells));
    }
    const std::size_t columns = rows.empty() ? 0 : rows.front().size();
    // A frame around text, or text set side by side: its cells are paragraphs.
    const bool frame = cells_seen <= 1 || (rows.size() == 1 && widest > 60) ||
                       (columns <= 2 && width > cells_seen * 160);
    if (frame) {
      for (Id row : rows_of(id)) {
        for (Id cell : cells_of(row)) walk(cell);
      }
      return;
    }
    writer_.table(lay_out_table(rows, header_rows));
  }

  // Rows and cells stand below content controls too.
  std::vector<Id> rows_of(Id table) const { return below(table, "w:tr", "w:tbl"); }
  std::vector<Id> cells_of(Id row) const { return below(row, "w:tc", "w:tbl"); }
  std::vector<Id> below(Id top, std::string_view name, std::string_view barrier) const {
    std::vector<Id> found;
    for (Id id = body_[top].first_child; id != MarkupTree::kNone;) {
      if (body_[id].name == name) found.push_back(id);
      const bool stop = body_[id].name == name || body_[id].name == barrier;
      id = stop ? body_.skip(id, top) : body_.follow(id, top);
    }
    return found;
  }

  MarkupTree body_;
  MarkupTree styles_xml_;
  MarkupTree numbering_;
  MarkupTree footnotes_;
  MarkupTree endnotes_;
  std::map<std::string, WordStyle> styles_;
  std::map<std::pair<int, int>, WordList> lists_;  // by list and level
  std::map<std::pair<int, int>, int> counts_;
  std::vector<std::pair<bool, std::string>> calls_;  // footnotes and endnotes to be written
  int notes_written_ = 0;
  OutlineWriter writer_;
  bool titled_ = false;
  int deepest_ = 1;  // level of the deepest heading so far
};

DocumentMetadata core_properties(const MarkupTree& core) {
  DocumentMetadata metadata;
  const auto text = [&](std::string_view name) {
    const Id id = core.child(core.root(), name);
    return id == MarkupTree::kNone ? std::string() : core.text_of(id);
  };
  if (std::string title = text("dc:title"); !is_default_title(title)) metadata.title = title;
  const std::string creators = text("dc:creator");
  for (std::size_t begin = 0; begin < creators.size();) {
    const std::size_t end = std::min(creators.find(';', begin), creators.size());
    const std::string name = folded(std::string_view(creators).substr(begin, end - begin));
    if (!is_default_creator(name)) metadata.authors.push_back(author_in_order(name));
    begin = end + 1;
  }
  if (const std::string words = text("cp:keywords"); !words.empty()) {
    metadata.extra["keyword"] = words;
  }
  return metadata;
}

}  // namespace

Result<ReadSource> read_docx(const ZipArchive& archive, std::string_view file_name) {
  ReadSource source;
  source.file_name = std::string(file_name);
  source.format = SourceFormat::Docx;
  source.outlined = true;
  WordDocument document;
  if (auto opened = document.open(archive); !opened) {
    return Error{ErrorCode::Rejected, source.file_name + ": " + opened.error().message,
                 opened.error().hint};
  }
  source.raw = document.write();
  if (source.raw.empty()) {
    return Error{ErrorCode::Rejected, source.file_name + ": no text in the document",
                 "pictures of text must be read by OCR first"};
  }
  auto core = archive.read("docProps/core.xml");
  if (core && !core->empty()) {
    if (auto tree = parse_xml(*core)) source.metadata = core_properties(*tree);
  }
  return source;
}

}  // namespace sarye

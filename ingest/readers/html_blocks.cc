#include "ingest/readers/html_blocks.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "engine/text/display_width.h"
#include "engine/text/unicode.h"
#include "ingest/document/lines.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

using Id = MarkupTree::Id;

constexpr int kBoldHeadingColumns = 60;
// Around bold type in a line that is being put together: no characters, so no text has them.
constexpr std::string_view kBoldBegin = "\xEF\xB7\x90";
constexpr std::string_view kBoldEnd = "\xEF\xB7\x91";

bool is_inline(std::string_view name) {
  static constexpr std::string_view kInline[] = {
      "a",    "span", "b",    "strong",  "i",    "em",      "u",      "s",     "small", "sub",
      "sup",  "font", "mark", "abbr",    "cite", "code",    "q",      "time",  "kbd",   "var",
      "samp", "bdi",  "bdo",  "del",     "ins",  "dfn",     "data",   "label", "big",   "tt",
      "wbr",  "ruby", "rb",   "acronym", "img",  "picture", "source", "nobr",  "o:p"};
  return std::find(std::begin(kInline), std::end(kInline), name) != std::end(kInline);
}

int heading_level(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

int number_in(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// Lines that stand under an article and are none of its text.
bool is_imprint(std::string_view text) {
  static const Pattern imprint(
      R"((?i)(무단\s*(?:전재|복제|배포)|재배포\s*금지|저작권자\s*[ⓒ©(]|all rights reserved|^(?:copyright|©|ⓒ)|责任编辑[:：]|責任編輯[:：]|未经授权|未經授權|版权所有|版權所有|^기사\s*제보|^관련\s*기사|^相关(?:阅读|新闻|文章|推荐)|^相關(?:閱讀|新聞|文章)|^(?:read more|see also|related(?: articles| stories)?|share this|advertisement|sponsored)\s*[:：]?))");
  return display_width(text) <= 160 && imprint.find(text).has_value();
}

class HtmlBlocks {
 public:
  HtmlBlocks(const MarkupTree& page, const std::vector<bool>& drop) : page_(page), drop_(drop) {}

  std::string write(Id main, DocumentMetadata& metadata) {
    find_title(main, metadata);
    find_levels(main);
    if (title_node_ == MarkupTree::kNone) writer_.heading(1, metadata.title);
    walk(main);
    flush();
    return writer_.take();
  }

 private:
  // The heading that is the page's title: the first <h1> of the text, or a heading that says what
  // the metadata say.
  void find_title(Id main, DocumentMetadata& metadata) {
    const auto says_title = [&](const std::string& text) {
      return !metadata.title.empty() && text.size() >= 6 &&
             (metadata.title.find(text) != std::string::npos ||
              text.find(metadata.title) != std::string::npos);
    };
    for (Id id = main; id != MarkupTree::kNone;) {
      const int level = page_.is_text(id) || drop_[id] ? 0 : heading_level(page_[id].name);
      if (level > 0) {
        const std::string text = page_.text_of(id);
        if (!text.empty() &&
            (says_title(text) || (level == 1 && title_node_ == MarkupTree::kNone))) {
          title_node_ = id;
          if (metadata.title.empty() || !says_title(text)) metadata.title = text;
          if (says_title(text)) break;
        }
      }
      id = !page_.is_text(id) && drop_[id] ? page_.skip(id, main) : page_.follow(id, main);
    }
    if (title_node_ != MarkupTree::kNone) return;
    // A site's logo may be an <h1> too: outside of the text the metadata must say the same.
    for (Id id : page_.all(page_.root(), "h1")) {
      const std::string text = page_.text_of(id);
      if (says_title(text) || (metadata.title.empty() && !text.empty())) {
        metadata.title = text;
        return;
      }
    }
  }

  // Levels of headings as the page uses them: 2, 3, … below the title.
  void find_levels(Id main) {
    for (Id id = main; id != MarkupTree::kNone;) {
      const bool dropped = drop_[id];
      const int level = page_.is_text(id) || dropped ? 0 : heading_level(page_[id].name);
      if (level > 0 && id != title_node_) levels_[level] = 0;
      id = dropped ? page_.skip(id, main) : page_.follow(id, main);
    }
    int next = 2;
    for (auto& [level, outline] : levels_) outline = next++;
  }

  // --- the line that is being put together

  void add(std::string_view text, bool bold) {
    if (bold) line_ += kBoldBegin;
    line_ += text;
    if (bold) line_ += kBoldEnd;
  }

  // Takes the marks out; true: all of the text stood between them.
  static bool take_bold(std::string& text) {
    bool all = text.find(kBoldBegin) != std::string::npos;
    std::string out;
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
      const std::string_view rest = std::string_view(text).substr(at);
      if (rest.starts_with(kBoldBegin) || rest.starts_with(kBoldEnd)) {
        inside = rest.starts_with(kBoldBegin);
        at += kBoldBegin.size();
        continue;
      }
      all = all && (inside || text[at] == ' ');
      out += text[at++];
    }
    text = folded(out);
    return all;
  }

  void flush() {
    const std::string line = std::exchange(line_, {});
    // <br> stands as a line feed here, white space of the source as blanks.
    std::string part;
    bool bold = false;
    const auto put = [&] {
      if (!part.empty()) put_block(part, bold);
      part.clear();
    };
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t end = std::min(line.find('\n', begin), line.size());
      std::string piece = folded(std::string_view(line).substr(begin, end - begin));
      const bool piece_bold = take_bold(piece);
      begin = end + 1;
      if (piece.empty()) {
        put();
        continue;
      }
      if (!part.empty() && (bold != piece_bold || ends_sentence(part) || starts_item(piece))) put();
      bold = piece_bold;
      part += (part.empty() ? "" : " ") + piece;
    }
    put();
  }

  static bool starts_item(std::string_view text) {
    static const Pattern item(
        R"(^(?:[■◆●○□▪▶▲◇◎•·※☞-]\s*\S|[0-9]{1,2}[.)]\s|[①-⑳]|[가-하][.)]\s|[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]）))");
    return item.find(text).has_value();
  }

  void put_block(const std::string& text, bool is_bold) {
    if (is_imprint(text)) return;
    if (!note_.empty()) {
      writer_.footnote(note_, without_back_link(text));
    } else if (item_level_ > 0) {
      writer_.item(item_level_, marker_, text);
      marker_ = "-";
    } else if (quotes_ > 0) {
      writer_.quote(text);
    } else if (is_bold && display_width(text) <= kBoldHeadingColumns && !ends_sentence(text)) {
      writer_.heading(levels_.empty() ? 2 : std::min(6, levels_.rbegin()->second + 1), text);
    } else {
      writer_.paragraph(text);
    }
  }

  static std::string without_back_link(std::string text) {
    static const Pattern sign(R"(^(?:\[?[0-9]{1,3}[\].)]|\^|↑)\s*|\s*(?:↩︎?|↑|⏎)\s*$)");
    while (const auto match = sign.find(text)) {
      if (match->bytes.empty()) break;
      text.erase(match->bytes.begin, match->bytes.size());
    }
    return text;
  }

  // --- elements

  bool is_note_call(Id id) const {
    const std::string_view name = page_[id].name;
    const std::string_view names = page_.attribute(id, "class");
    if (page_.attribute(id, "role") == "doc-noteref" ||
        page_.attribute(id, "role") == "doc-backlink")
      return true;
    if (name == "a" && (names.find("backref") != std::string_view::npos ||
                        names.find("footnote-ref") != std::string_view::npos)) {
      return true;
    }
    if (name != "sup") return false;
    const auto links = page_.all(id, "a");
    const bool to_place = !links.empty() && page_.attribute(links.front(), "href").find('#') !=
                                                std::string_view::npos;
    static const Pattern call(R"(^[\[(（〔]?(?:[0-9]{1,3}|[a-z]|[*†‡])[\])）〕]?$)");
    return (to_place || names.find("note") != std::string_view::npos ||
            names.find("reference") != std::string_view::npos) &&
           call.find(page_.text_of(id)).has_value();
  }

  // The number of a footnote's own element, or nothing.
  std::string note_label(Id id) const {
    const std::string_view role = page_.attribute(id, "role");
    static const Pattern own(
        R"((?i)^(?:user-content-)?(?:_?ftn|fn|footnote|endnote|cite_note|note)[-_:]?[a-z_-]*([0-9]{1,3})$)");
    const std::string_view name = page_.attribute(id, "id");
    if (const auto match = own.find(name)) return std::string(match->text(name, 0));
    if (role == "doc-footnote" || role == "doc-endnote") return "*";
    return {};
  }

  void walk_children(Id id) {
    for (Id c = page_[id].first_child; c != MarkupTree::kNone; c = page_[c].next) walk(c);
  }

  void walk(Id id) {
    if (page_.is_text(id)) {
      if (in_pre_) {
        add(page_[id].text, bold_depth_ > 0);
      } else {
        std::string text = page_[id].text;
        std::replace(text.begin(), text.end(), '\n', ' ');
        add(text, bold_depth_ > 0);
      }
      return;
    }
    if (drop_[id]) return;
    const std::string_view name = page_[id].name;
    if (name == "br") {
      line_ += '\n';
      return;
    }
    if (name == "hr") {
      flush();
      return;
    }
    if (is_note_call(id)) return;
    if (is_inline(name) && note_label(id).empty()) {
      const bool bold = name == "b" || name == "strong";
      bold_depth_ += bold ? 1 : 0;
      walk_children(id);
      bold_depth_ -= bold ? 1 : 0;
      return;
    }
    if (const std::string label = note_label(id);
        !label.empty() && note_.empty() && heading_level(name) == 0) {
      flush();
      const int item = std::exchange(item_level_, 0);
      note_ = label;
      walk_children(id);
      flush();
      note_.clear();
      item_level_ = item;
      return;
    }
    if (const int level = heading_level(name)) {
      flush();
      const std::string text = page_.text_of(id);
      if (id == title_node_) {
        writer_.heading(1, text);
      } else if (!is_imprint(text)) {
        writer_.heading(levels_.at(level), text);
      }
      return;
    }
    if (name == "ul" || name == "ol" || name == "menu") {
      flush();
      walk_list(id);
      return;
    }
    if (name == "table") {
      flush();
      walk_table(id);
      return;
    }
    if (name == "figure" && page_.child(id, "figcaption") != MarkupTree::kNone) {
      // A caption may stand below its table; it is read above.
      flush();
      const Id caption = page_.child(id, "figcaption");
      walk(caption);
      for (Id c = page_[id].first_child; c != MarkupTree::kNone; c = page_[c].next) {
        if (c != caption) walk(c);
      }
      flush();
      return;
    }
    if (name == "figcaption" || name == "caption") {
      flush();
      const std::string text = page_.text_of(id);
      if (!is_imprint(text)) writer_.caption(text);
      return;
    }
    if (name == "dt" || name == "dd") {
      flush();
      const int item =
          std::exchange(item_level_, std::max(1, item_level_) + (name == "dd" ? 1 : 0));
      marker_ = "-";
      walk_children(id);
      flush();
      item_level_ = item;
      return;
    }
    // In an item of a list paragraphs and boxes are one text.
    const bool in_item = item_level_ > 0 && (name == "p" || name == "div" || name == "section");
    if (in_item) {
      line_ += ' ';
      walk_children(id);
      line_ += ' ';
      return;
    }
    flush();
    const bool quote = name == "blockquote";
    const bool pre = name == "pre";
    quotes_ += quote ? 1 : 0;
    in_pre_ = in_pre_ || pre;
    walk_children(id);
    flush();
    quotes_ -= quote ? 1 : 0;
    if (pre) in_pre_ = false;
  }

  void walk_list(Id list) {
    const bool ordered = page_[list].name == "ol";
    int number = number_in(page_.attribute(list, "start"), 1);
    ++item_level_;
    for (Id c = page_[list].first_child; c != MarkupTree::kNone; c = page_[c].next) {
      if (page_.is_text(c)) continue;
      if (drop_[c]) continue;
      marker_ = ordered ? std::to_string(number) + "." : "-";
      if (page_[c].name == "li" && note_label(c).empty()) {
        walk_children(c);
        flush();
        ++number;
      } else {
        walk(c);
      }
    }
    flush();
    --item_level_;
    marker_ = "-";
  }

  void walk_table(Id table) {
    if (!is_data_table(table)) {
      // A table that lays the page out: its cells are boxes of text.
      for (Id c = page_[table].first_child; c != MarkupTree::kNone; c = page_[c].next) walk(c);
      flush();
      return;
    }
    const Id caption = page_.child(table, "caption");
    if (caption != MarkupTree::kNone) writer_.caption(page_.text_of(caption));
    writer_.table(markup_table(page_, table, drop_));
  }

  bool is_data_table(Id table) const {
    if (page_.all(table, "table").size() > 1) return false;
    if (page_.attribute(table, "role") == "presentation") return false;
    const std::size_t rows = page_.all(table, "tr").size();
    const auto cells = page_.all(table, "td");
    const bool heads = !page_.all(table, "th").empty();
    if (rows < 2 || cells.size() < 2 || (!heads && cells.size() < rows * 2)) return false;
    std::size_t width = 0;
    for (Id cell : cells) width += static_cast<std::size_t>(display_width(page_.text_of(cell)));
    return heads || width < cells.size() * 100;
  }

  const MarkupTree& page_;
  const std::vector<bool>& drop_;
  OutlineWriter writer_;
  Id title_node_ = MarkupTree::kNone;
  std::map<int, int> levels_;  // of <h1> to <h6>: of the outline
  std::string line_;
  int bold_depth_ = 0;
  int item_level_ = 0;
  std::string marker_ = "-";
  std::string note_;  // the label of the footnote that is open
  int quotes_ = 0;
  bool in_pre_ = false;
};

}  // namespace

std::string html_outline(const MarkupTree& page, MarkupTree::Id main, const std::vector<bool>& drop,
                         DocumentMetadata& metadata) {
  return HtmlBlocks(page, drop).write(main, metadata);
}

OutlineTable markup_table(const MarkupTree& page, MarkupTree::Id table,
                          const std::vector<bool>& drop) {
  std::vector<std::vector<SpannedCell>> rows;
  std::size_t header_rows = 0;
  bool body = false;
  for (Id row : page.all(table, "tr")) {
    std::vector<SpannedCell> cells;
    bool all_heads = true;
    for (Id c = page[row].first_child; c != MarkupTree::kNone; c = page[c].next) {
      if (page[c].name != "td" && page[c].name != "th") continue;
      if (!drop.empty() && drop[c]) continue;
      all_heads = all_heads && page[c].name == "th";
      cells.push_back({page.text_of(c), number_in(page.attribute(c, "colspan"), 1),
                       number_in(page.attribute(c, "rowspan"), 1)});
    }
    if (cells.empty()) continue;
    const bool in_head = page[page[row].parent].name == "thead";
    if (!body && (in_head || (all_heads && cells.size() > 1))) {
      header_rows = rows.size() + 1;
    } else {
      // A row above the header may be one cell: a title.
      body = body || cells.size() > 1;
    }
    rows.push_back(std::move(cells));
  }
  return lay_out_table(rows, header_rows);
}

}  // namespace sarye

#include "ingest/readers/pdf_blocks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "engine/text/display_width.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/document/line_class.h"
#include "ingest/document/unwrap.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/readers/outline.h"
#include "ingest/readers/pdf_tables.h"

namespace sarye {
namespace {

constexpr int kHeadingColumnsOfPdf = 90;

enum class PdfKind : std::uint8_t { Paragraph, Title, Heading, Item, Caption, Footnote, Table };

struct PdfBlock {
  PdfKind kind = PdfKind::Paragraph;
  std::uint32_t page = 0;
  int level = 0;
  std::string text;
  std::string label;  // of a footnote
  OutlineTable table;
  PdfLine last;  // the line that ended it
  double size = 0;
  double left = 0;          // where its lines begin
  double column_right = 0;  // how far its column reaches
};

bool begins_lower(std::string_view text) {
  std::size_t at = 0;
  const char32_t c = text.empty() ? U' ' : decode(text, at);
  return c >= 'a' && c <= 'z';
}

class PdfOutline {
 public:
  explicit PdfOutline(const std::vector<PdfPage>& pages)
      : pages_(pages), all_text_(all_lines(pages)), joiner_(all_text_) {
    measure();
  }

  std::string write() {
    for (std::uint32_t p = 0; p < pages_.size(); ++p) {
      for (const PdfColumn& column : pages_[p].columns) read_column(p, column);
    }
    rank_headings();
    return put_all();
  }

 private:
  static std::string all_lines(const std::vector<PdfPage>& pages) {
    std::string text;
    for (const PdfPage& page : pages) {
      for (const PdfColumn& column : page.columns) {
        for (const PdfLine& line : column.lines) text += line.text + '\n';
      }
    }
    return text;
  }

  // The size of most of the text, and the usual step from line to line in it.
  void measure() {
    std::map<int, std::size_t> sizes;
    std::map<int, std::size_t> steps;
    for (const PdfPage& page : pages_) {
      for (const PdfColumn& column : page.columns) {
        for (std::size_t i = 0; i < column.lines.size(); ++i) {
          const PdfLine& line = column.lines[i];
          sizes[static_cast<int>(std::lround(line.size * 2))] += line.text.size();
          if (i == 0) continue;
          const double step = line.box.top - column.lines[i - 1].box.top;
          if (step > line.size * 0.8 && step < line.size * 3) {
            steps[static_cast<int>(std::lround(step * 2))] += 1;
          }
        }
      }
    }
    const auto most = [](const std::map<int, std::size_t>& counts, double otherwise) {
      const auto best =
          std::max_element(counts.begin(), counts.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      return best == counts.end() ? otherwise : best->first / 2.0;
    };
    body_ = most(sizes, 10);
    step_ = most(steps, body_ * 1.2);
  }

  // Depth of a numbered heading; 0: it has no number.
  static int number_depth(std::string_view text) {
    static const Pattern deep(R"(^[0-9]{1,2}(\.[0-9]{1,2})?(\.[0-9]{1,2})?[.)]?\s+[\p{L}“‘"'(])");
    static const Pattern chapter(
        R"(^(?:제\s*[0-9]+\s*[장절]|第\s*[0-9一二三四五六七八九十]+\s*[章节節]|[IVX]{1,4}\.\s|[Ⅰ-Ⅻ]\s*[.．]?\s*|[一二三四五六七八九十]{1,3}、|(?:Chapter|CHAPTER|Section|Part)\s+[0-9IVX]+\b))");
    if (const auto match = deep.find(text)) {
      return 1 + (match->has(0) ? 1 : 0) + (match->has(1) ? 1 : 0);
    }
    return chapter.find(text) ? 1 : 0;
  }

  static bool is_head_word(std::string_view text) {
    static const Pattern word(
        R"((?i)^(?:[\[【<]?\s*(?:abstract|summary|executive summary|introduction|background|conclusions?|discussion|results|methods?|references|bibliography|acknowledge?ments?|appendix|초록|국문\s*초록|요약|요\s*약|서론|결론|참고\s*문헌|摘\s*要|内容摘要|引言|结论|結論|参考文献|參考文獻|附录)\s*[\]】>]?)$)");
    return word.find(text).has_value();
  }

  // --- lines into blocks

  void read_column(std::uint32_t page, const PdfColumn& column) {
    column_ = &column;
    first_in_column_ = true;
    const auto& lines = column.lines;
    for (std::size_t i = 0; i < lines.size();) {
      if (auto table = pdf_table_at(lines, i)) {
        PdfBlock block;
        block.kind = PdfKind::Table;
        block.page = page;
        block.table = std::move(table->table);
        block.last = lines[i + table->lines - 1];
        blocks_.push_back(std::move(block));
        i += table->lines;
        first_in_column_ = false;
        continue;
      }
      take_line(page, lines, i);
      first_in_column_ = false;
      ++i;
    }
  }

  // Whether line i goes on with the last block.
  bool continues(const std::vector<PdfLine>& lines, std::size_t i) const {
    if (blocks_.empty()) return false;
    const PdfBlock& block = blocks_.back();
    const PdfLine& line = lines[i];
    const LineCue cue = cue_of(line.text, false);
    if (block.kind == PdfKind::Table) return false;
    if (std::abs(line.size - block.last.size) > 0.12 * block.last.size) return false;
    if (cue.cue == LineKind::Bullet || cue.cue == LineKind::Caption || cue.cue == LineKind::Note ||
        cue.cue == LineKind::UnitLine) {
      return false;
    }
    const bool ended = ends_sentence(block.last.text);
    const double right = block.column_right;
    const bool was_short = block.last.box.right < right - 2.5 * block.size;
    if (first_in_column_) {
      // The text goes on in the next column or on the next page, if it stopped in a sentence.
      return (block.kind == PdfKind::Paragraph || block.kind == PdfKind::Item) && !ended &&
             !was_short && (begins_lower(line.text) || !is_latin(line.text)) &&
             cue.cue == LineKind::None;
    }
    if (in_head_ && block.kind == PdfKind::Paragraph) return false;
    const double gap = line.box.top - block.last.box.top;
    const double usual = std::max(step_ * line.size / body_, line.size);
    if (gap > usual * 1.45 || gap < line.size * 0.3) return false;
    if (block.kind == PdfKind::Title || block.kind == PdfKind::Heading) return !ended;
    if (cue.cue == LineKind::Numbered && (ended || was_short)) return false;
    if (block.kind == PdfKind::Caption) return !ended && !was_short;
    const bool indented = line.box.left > block.left + 0.8 * line.size;
    const bool hangs = block.kind == PdfKind::Item || block.kind == PdfKind::Footnote;
    if (hangs) return !(ended && was_short) || line.box.left > block.left + 0.3 * line.size;
    if (indented && (ended || was_short)) return false;
    return !(ended && was_short);
  }

  static bool is_latin(std::string_view text) {
    std::size_t at = 0;
    return !text.empty() && script_of(decode(text, at)) == Script::Latin;
  }

  void take_line(std::uint32_t page, const std::vector<PdfLine>& lines, std::size_t i) {
    const PdfLine& line = lines[i];
    if (continues(lines, i)) {
      extend(blocks_.back(), line);
      return;
    }
    PdfBlock block;
    block.page = page;
    block.text = line.text;
    block.last = line;
    block.size = line.size;
    block.left = line.box.left;
    block.column_right = column_->box.right;
    if (in_head_ && (page > 0 || body_begins(lines, i))) in_head_ = false;
    classify(block, page, lines, i);
    if (block.kind == PdfKind::Heading) in_head_ = false;
    // Behind a first line that is set in, the lines begin further left.
    if (block.kind == PdfKind::Paragraph && i + 1 < lines.size() &&
        lines[i + 1].box.left < block.left && lines[i + 1].box.top - line.box.top < step_ * 1.45) {
      block.left = lines[i + 1].box.left;
    }
    blocks_.push_back(std::move(block));
  }

  // Whether a paragraph begins at line i: the lines from here on fill their column.
  bool body_begins(const std::vector<PdfLine>& lines, std::size_t i) const {
    if (i + 2 >= lines.size()) return false;
    const double wide = column_->box.width() * 0.85;
    return lines[i].box.width() > wide && lines[i + 1].box.width() > wide &&
           std::abs(lines[i].size - lines[i + 1].size) < 0.1 * lines[i].size;
  }

  void extend(PdfBlock& block, const PdfLine& line) {
    switch (joiner_.between(block.text, line.text)) {
      case Join::Space:
        block.text += ' ';
        break;
      case Join::DropHyphen:
        block.text.pop_back();
        break;
      case Join::None:
      case Join::NewLine:
        break;
    }
    block.text += line.text;
    block.last = line;
    block.column_right = column_->box.right;
    if (block.kind == PdfKind::Paragraph) block.left = std::min(block.left, line.box.left);
  }

  void classify(PdfBlock& block, std::uint32_t page, const std::vector<PdfLine>& lines,
                std::size_t i) {
    const PdfLine& line = lines[i];
    const LineCue cue = cue_of(line.text, false);
    const bool large = line.size > body_ * 1.12;
    const bool ends = ends_sentence(line.text);
    const int width = display_width(line.text);
    if (cue.cue == LineKind::Caption) {
      block.kind = PdfKind::Caption;
      return;
    }
    static const Pattern note(R"(^\(?([0-9]{1,3})[).]?\s*[^\s0-9).,%:])");
    const bool low = line.box.top > pages_[page].height * 0.55;
    if (line.size < body_ * 0.93 && low && !first_in_column_) {
      if (const auto match = note.find(line.text); match && match->has(0)) {
        block.kind = PdfKind::Footnote;
        block.label = match->text(line.text, 0);
        std::size_t skip = match->groups[0]->end;
        while (skip < line.text.size() &&
               (line.text[skip] == ')' || line.text[skip] == '.' || line.text[skip] == ' ')) {
          ++skip;
        }
        block.text = line.text.substr(skip);
        return;
      }
    }
    if (page == 0 && large && !titled_ && line.size > body_ * 1.2 && is_largest(line)) {
      block.kind = PdfKind::Title;
      titled_ = true;
      in_head_ = true;
      return;
    }
    if (cue.cue == LineKind::Bullet) {
      block.kind = PdfKind::Item;
      return;
    }
    const int depth = number_depth(line.text);
    const double gap_above = i == 0 ? step_ * 2 : line.box.top - lines[i - 1].box.top;
    const bool apart = gap_above > step_ * 1.25 || first_in_column_;
    const bool is_short = line.box.right < column_->box.right - 2 * line.size;
    if (width > kHeadingColumnsOfPdf || (ends && depth == 0)) return;
    // Between the title and the text stand authors, their places, the journal's line.
    if (in_head_ && depth == 0 && !is_head_word(line.text)) return;
    if (large && (is_short || depth > 0 || apart)) {
      block.kind = PdfKind::Heading;
      block.level = depth;
      return;
    }
    if (is_head_word(line.text) || (depth > 0 && apart && is_short && !ends)) {
      block.kind = PdfKind::Heading;
      block.level = std::max(depth, 1);
    }
  }

  // Whether a line is in the largest type of the first page.
  bool is_largest(const PdfLine& line) const {
    double largest = 0;
    for (const PdfColumn& column : pages_.front().columns) {
      for (const PdfLine& other : column.lines) {
        if (display_width(other.text) >= 6) largest = std::max(largest, other.size);
      }
    }
    return line.size > largest * 0.97;
  }

  // Levels: by number where there is one, else by size, the largest first.
  void rank_headings() {
    std::vector<int> sizes;
    for (const PdfBlock& block : blocks_) {
      if (block.kind == PdfKind::Heading) {
        sizes.push_back(static_cast<int>(std::lround(block.size * 2)));
      }
    }
    std::sort(sizes.begin(), sizes.end(), std::greater<>());
    sizes.erase(
        std::unique(sizes.begin(), sizes.end(), [](int a, int b) { return std::abs(a - b) <= 1; }),
        sizes.end());
    for (PdfBlock& block : blocks_) {
      if (block.kind != PdfKind::Heading || block.level > 0) continue;
      const int size = static_cast<int>(std::lround(block.size * 2));
      block.level = 1;
      for (std::size_t k = 0; k < sizes.size(); ++k) {
        if (std::abs(sizes[k] - size) <= 1)
          block.level = static_cast<int>(std::min<std::size_t>(k, 3)) + 1;
      }
    }
  }

  std::string put_all() {
    OutlineWriter writer;
    std::uint32_t page = 0;
    for (const PdfBlock& block : blocks_) {
      for (; page < block.page; ++page) writer.end_page();
      switch (block.kind) {
        case PdfKind::Title:
          writer.heading(1, block.text);
          break;
        case PdfKind::Heading:
          writer.heading(block.level + 1, block.text);
          break;
        case PdfKind::Caption:
          writer.caption(block.text);
          break;
        case PdfKind::Footnote:
          writer.footnote(block.label, block.text);
          break;
        case PdfKind::Table:
          writer.table(block.table);
          break;
        case PdfKind::Item:  // its own sign stays: blocks nest by it
        case PdfKind::Paragraph:
          writer.paragraph(block.text);
          break;
      }
    }
    for (; page < pages_.size(); ++page) writer.end_page();
    return writer.take();
  }

  const std::vector<PdfPage>& pages_;
  std::string all_text_;
  Joiner joiner_;
  std::vector<PdfBlock> blocks_;
  const PdfColumn* column_ = nullptr;
  bool first_in_column_ = false;
  bool titled_ = false;
  bool in_head_ = false;  // between the title and the text
  double body_ = 10;
  double step_ = 12;
};

}  // namespace

std::string pdf_outline(const std::vector<PdfPage>& pages) {
  return pages.empty() ? std::string() : PdfOutline(pages).write();
}

}  // namespace sarye

#include "ingest/readers/pdf_layout.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

using Id = MarkupTree::Id;

double number_attribute(std::string_view text) {
  return std::strtod(std::string(text).c_str(), nullptr);
}

PdfBox box_of(const MarkupTree& tree, Id id) {
  return {
      number_attribute(tree.attribute(id, "xMin")), number_attribute(tree.attribute(id, "yMin")),
      number_attribute(tree.attribute(id, "xMax")), number_attribute(tree.attribute(id, "yMax"))};
}

bool is_wide_letter(char32_t c) {
  return script_of(c) == Script::Han || script_of(c) == Script::Kana ||
         (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60);
}

char32_t first_letter(std::string_view text) {
  std::size_t at = 0;
  return text.empty() ? U' ' : decode(text, at);
}

char32_t last_letter(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) {
  }
  return first_letter(text.substr(at));
}

void grow(PdfBox& box, const PdfBox& other) {
  box.left = std::min(box.left, other.left);
  box.top = std::min(box.top, other.top);
  box.right = std::max(box.right, other.right);
  box.bottom = std::max(box.bottom, other.bottom);
}

// Words as a line. A gap between two Han characters is the setting's, not a space. A small raised
// number behind a word calls a footnote.
PdfLine line_of(const std::vector<PdfBox>& boxes, const std::vector<std::string>& texts) {
  PdfLine line;
  std::vector<double> heights;
  for (const PdfBox& box : boxes) heights.push_back(box.height());
  std::sort(heights.begin(), heights.end());
  line.size = heights[heights.size() / 2];
  line.box = boxes.front();
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const bool digits = texts[i].find_first_not_of("0123456789,)*") == std::string::npos;
    const bool raised =
        boxes[i].height() < line.size * 0.78 && boxes[i].bottom < line.box.top + line.size * 0.85;
    if (i > 0 && digits && raised && texts[i].size() <= 4) continue;
    grow(line.box, boxes[i]);
    if (!line.text.empty()) {
      const double gap = boxes[i].left - line.words.back().right;
      const bool joined = is_wide_letter(last_letter(line.text)) &&
                          is_wide_letter(first_letter(texts[i])) && gap < line.size * 0.6;
      if (!joined) line.text += ' ';
    }
    line.text += texts[i];
    line.words.push_back(boxes[i]);
    line.word_texts.push_back(texts[i]);
  }
  return line;
}

std::vector<PdfLine> lines_of_page(const MarkupTree& tree, Id page) {
  std::vector<PdfLine> lines;
  for (Id id : tree.all(page, "line")) {
    std::vector<PdfBox> boxes;
    std::vector<std::string> texts;
    const auto put = [&] {
      if (!boxes.empty()) lines.push_back(line_of(boxes, texts));
      boxes.clear();
      texts.clear();
    };
    for (Id word : tree.children(id, "word")) {
      std::string text = tree.text_of(word);
      if (text.empty()) continue;
      const PdfBox box = box_of(tree, word);
      // Very far apart: two columns. A line of a narrow column that is set full has wide gaps too.
      if (!boxes.empty() && box.left - boxes.back().right > 5 * box.height()) put();
      boxes.push_back(box);
      texts.push_back(std::move(text));
    }
    put();
  }
  return lines;
}

bool overlap_in_height(const PdfBox& a, const PdfBox& b) {
  const double shared = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return shared > 0.5 * std::min(a.height(), b.height());
}

void put_column(std::vector<PdfLine>& lines, PdfPage& page) {
  if (lines.empty()) return;
  // From top to bottom; what stands on one line from left to right.
  std::stable_sort(lines.begin(), lines.end(),
                   [](const PdfLine& a, const PdfLine& b) { return a.box.top < b.box.top; });
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t end = i + 1;
    while (end < lines.size() && overlap_in_height(lines[i].box, lines[end].box)) ++end;
    std::stable_sort(lines.begin() + static_cast<std::ptrdiff_t>(i),
                     lines.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const PdfLine& a, const PdfLine& b) { return a.box.left < b.box.left; });
    i = end;
  }
  PdfColumn column;
  column.box = lines.front().box;
  for (PdfLine& line : lines) {
    grow(column.box, line.box);
    // A line that is set full with few words falls into pieces.
    const bool piece = !column.lines.empty() &&
                       overlap_in_height(column.lines.back().box, line.box) &&
                       line.box.left > column.lines.back().box.right &&
                       line.box.left - column.lines.back().box.right < 5 * line.size;
    if (!piece) {
      column.lines.push_back(std::move(line));
      continue;
    }
    PdfLine& before = column.lines.back();
    std::vector<PdfBox> boxes = before.words;
    std::vector<std::string> texts = before.word_texts;
    boxes.insert(boxes.end(), line.words.begin(), line.words.end());
    texts.insert(texts.end(), line.word_texts.begin(), line.word_texts.end());
    before = line_of(boxes, texts);
  }
  page.columns.push_back(std::move(column));
  lines.clear();
}

// A page number alone, or with the words that go with one.
bool is_number_line(std::string_view text) {
  static const Pattern number(
      R"((?i)^(?:[-–—·|\s]*(?:page|p\.|第)?\s*[0-9]{1,4}\s*(?:页|頁|쪽|/\s*[0-9]{1,4}|of\s+[0-9]{1,4})?[-–—·|\s]*|[ivxlc]{1,6})$)");
  return number.matches_whole(text);
}

std::string without_numbers(std::string_view text) {
  std::string out;
  for (char c : fold_case(text)) {
    if ((c < '0' || c > '9') && c != ' ') out += c;
  }
  return out;
}

// The last page of a paper in two columns may fill only one: the other pages' gutter holds there,
// if few lines cross it.
bool may_have_gutter(double gutter, const std::vector<PdfLine>& lines) {
  double all = 0;
  double crossing = 0;
  for (const PdfLine& line : lines) {
    all += line.box.width();
    if (line.box.left < gutter - 4 && line.box.right > gutter + 4) crossing += line.box.width();
  }
  return all > 0 && crossing < 0.3 * all;
}

}  // namespace

double gutter_of(double width, const std::vector<PdfLine>& lines) {
  double best = -1;
  double best_score = 0;
  for (double x = width * 0.3; x <= width * 0.7; x += 2) {
    double left = 0;
    double right = 0;
    double crossing = 0;
    std::vector<const PdfLine*> left_lines;
    std::vector<const PdfLine*> right_lines;
    for (const PdfLine& line : lines) {
      if (line.box.right <= x + 1) {
        left += line.box.width();
        left_lines.push_back(&line);
      } else if (line.box.left >= x - 1) {
        right += line.box.width();
        right_lines.push_back(&line);
      } else {
        crossing += line.box.width();
      }
    }
    if (left_lines.size() < 6 || right_lines.size() < 6) continue;
    const double all = left + right + crossing;
    if (crossing > 0.45 * all || std::min(left, right) < 0.15 * all) continue;
    // Prose fills its column; cells of a table do not.
    const auto fills = [](const std::vector<const PdfLine*>& side) {
      std::vector<double> widths;
      for (const PdfLine* line : side) widths.push_back(line->box.width());
      std::sort(widths.begin(), widths.end());
      return widths[widths.size() * 3 / 5];
    };
    if (fills(left_lines) < width * 0.22 || fills(right_lines) < width * 0.22) continue;
    const double middle = 1 - std::abs(x - width / 2) / width;
    const double score = (std::min(left, right) - crossing * 0.3) * middle;
    if (score > best_score) {
      best_score = score;
      best = x;
    }
  }
  return best;
}

PdfPage order_pdf_page(double width, double height, std::vector<PdfLine> lines, double gutter) {
  PdfPage page;
  page.width = width;
  page.height = height;
  if (gutter < 0) {
    put_column(lines, page);
    return page;
  }
  // Lines over both columns part the page into bands; in a band the left column is read first.
  std::vector<PdfLine> across;
  std::vector<PdfLine> sides[2];
  for (PdfLine& line : lines) {
    const bool crosses = line.box.left < gutter - 4 && line.box.right > gutter + 4;
    if (crosses) {
      across.push_back(std::move(line));
    } else {
      sides[line.box.left >= gutter - 4 ? 1 : 0].push_back(std::move(line));
    }
  }
  std::stable_sort(across.begin(), across.end(),
                   [](const PdfLine& a, const PdfLine& b) { return a.box.top < b.box.top; });
  const auto take_above = [&](std::vector<PdfLine>& from, double y) {
    std::vector<PdfLine> taken;
    std::vector<PdfLine> left;
    for (PdfLine& line : from) {
      (line.box.top < y ? taken : left).push_back(std::move(line));
    }
    from = std::move(left);
    return taken;
  };
  std::vector<PdfLine> band;
  for (PdfLine& line : across) {
    const bool between = std::any_of(std::begin(sides), std::end(sides), [&](const auto& side) {
      return std::any_of(side.begin(), side.end(), [&](const PdfLine& l) {
        return l.box.top + l.box.height() / 2 < line.box.top;
      });
    });
    if (between) {
      put_column(band, page);
      for (auto& side : sides) {
        auto taken = take_above(side, line.box.top - line.box.height() / 4);
        put_column(taken, page);
      }
    }
    band.push_back(std::move(line));
  }
  put_column(band, page);
  for (auto& side : sides) put_column(side, page);
  return page;
}

void drop_running_lines(std::vector<PdfPage>& pages) {
  struct Place {
    std::size_t page;
    std::size_t column;
    std::size_t line;
    auto operator<=>(const Place&) const = default;
  };
  const auto line_at = [&](const Place& at) -> const PdfLine& {
    return pages[at.page].columns[at.column].lines[at.line];
  };
  std::map<std::string, std::vector<Place>> alike;
  std::set<Place> drop;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    std::vector<Place> places;
    for (std::size_t c = 0; c < pages[p].columns.size(); ++c) {
      for (std::size_t l = 0; l < pages[p].columns[c].lines.size(); ++l)
        places.push_back({p, c, l});
    }
    std::stable_sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
      return line_at(a).box.top < line_at(b).box.top;
    });
    const double height = pages[p].height;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const PdfBox& box = line_at(places[i]).box;
      const bool high = box.bottom < height * 0.12 && i < 4;
      const bool low = box.top > height * 0.88 && i + 5 > places.size();
      if (!high && !low) continue;
      const std::string& text = line_at(places[i]).text;
      if (is_number_line(text)) {
        drop.insert(places[i]);
        continue;
      }
      alike[(high ? "^" : "_") + without_numbers(text)].push_back(places[i]);
    }
  }
  for (const auto& [text, places] : alike) {
    std::set<std::size_t> on;
    for (const Place& place : places) on.insert(place.page);
    // Left and right pages have heads of their own.
    if (on.size() >= 3 || (on.size() == 2 && pages.size() <= 5)) {
      drop.insert(places.begin(), places.end());
    }
  }
  for (auto at = drop.rbegin(); at != drop.rend(); ++at) {
    auto& lines = pages[at->page].columns[at->column].lines;
    pages[at->page].edges.push_back(lines[at->line].text);
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at->line));
  }
  for (PdfPage& page : pages) {
    std::erase_if(page.columns, [](const PdfColumn& column) { return column.lines.empty(); });
  }
}

Result<std::vector<PdfPage>> read_pdf_pages(std::string_view bbox_xml) {
  auto tree = parse_xml(bbox_xml);
  if (!tree) return tree.error();
  struct RawPage {
    double width = 0;
    double height = 0;
    std::vector<PdfLine> lines;
    double gutter = -1;
  };
  std::vector<RawPage> raw;
  std::vector<double> gutters;
  for (Id id : tree->all(tree->root(), "page")) {
    RawPage page;
    page.width = number_attribute(tree->attribute(id, "width"));
    page.height = number_attribute(tree->attribute(id, "height"));
    page.lines = lines_of_page(*tree, id);
    page.gutter = gutter_of(page.width, page.lines);
    if (page.gutter >= 0) gutters.push_back(page.gutter);
    raw.push_back(std::move(page));
  }
  std::sort(gutters.begin(), gutters.end());
  const bool in_columns = gutters.size() * 2 >= raw.size() && !gutters.empty();
  const double usual = in_columns ? gutters[gutters.size() / 2] : -1;
  std::vector<PdfPage> pages;
  for (RawPage& page : raw) {
    if (page.gutter < 0 && usual >= 0 && may_have_gutter(usual, page.lines)) page.gutter = usual;
    pages.push_back(order_pdf_page(page.width, page.height, std::move(page.lines), page.gutter));
  }
  drop_running_lines(pages);
  return pages;
}

}  // namespace sarye

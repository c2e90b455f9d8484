#include "engine/help.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/language_page.h"
#include "engine/model/suggestion.h"
#include "engine/page_sections.h"
#include "engine/text/display_width.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr int kColumns = 100;
constexpr int kWidestFirstColumn = 34;

struct TableRow {
  const PageTable* table;
  std::size_t row;
};

class Page {
 public:
  Page() : sections_(page_sections(language_page())) {
    for (const PageSection& section : sections_) {
      for (const std::string& name : section.names) by_name_.emplace(name, &section);
      // ORDER stands for ORDER BY, unless something is called so itself.
      for (const std::string& name : section.names) {
        const std::size_t blank = name.find(' ');
        const bool is_word =
            section.title.size() > 1 && section.title[1] >= 'A' && section.title[1] <= 'Z';
        if (blank != std::string::npos && is_word) {
          first_words_.emplace(name.substr(0, blank), &section);
        }
      }
      for (const PageTable& table : section.tables) {
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
          const std::string word = to_lower(PageTable::word_of(table.rows[i]));
          if (!word.empty()) rows_[word].push_back({&table, i});
        }
      }
    }
    std::set<std::string_view> topics;
    for (const auto& [name, section] : by_name_) topics.insert(name);
    for (const auto& [name, section] : first_words_) topics.insert(name);
    for (const auto& [name, rows] : rows_) topics.insert(name);
    topics_.assign(topics.begin(), topics.end());
  }

  const std::vector<PageSection>& sections() const { return sections_; }
  const std::vector<std::string_view>& topics() const { return topics_; }

  const PageSection* section(const std::string& name) const { return find(by_name_, name); }
  // ORDER for ORDER BY.
  const PageSection* by_first_word(const std::string& name) const {
    return find(first_words_, name);
  }
  const std::vector<TableRow>* rows(const std::string& name) const {
    const auto found = rows_.find(name);
    return found == rows_.end() ? nullptr : &found->second;
  }

 private:
  using Index = std::map<std::string, const PageSection*, std::less<>>;
  static const PageSection* find(const Index& index, const std::string& name) {
    const auto found = index.find(name);
    return found == index.end() ? nullptr : found->second;
  }

  std::vector<PageSection> sections_;
  Index by_name_;
  Index first_words_;
  std::map<std::string, std::vector<TableRow>, std::less<>> rows_;
  std::vector<std::string_view> topics_;
};

const Page& the_page() {
  static const Page page;
  return page;
}

// Words after `indent` columns, broken before the last column.
void add_wrapped(std::string& out, std::string_view text, int indent) {
  int column = indent;
  bool first = true;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    const int width = display_width(word);
    if (!first && column + 1 + width > kColumns) {
      out += "\n" + std::string(static_cast<std::size_t>(indent), ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
    first = false;
  }
  out += '\n';
}

// A row a line: its first cell, then what the others say.
std::string table_text(const PageTable& table) {
  int width = 0;
  for (const auto& row : table.rows) {
    width = std::max(width, display_width(plain_text(row.empty() ? "" : row[0])));
  }
  width = std::min(width, kWidestFirstColumn);
  std::string out;
  for (const auto& row : table.rows) {
    const std::string head = plain_text(row.empty() ? "" : row[0]);
    out += "  " + pad_to_width(head, width);
    if (display_width(head) > width)
      out += "\n" + std::string(static_cast<std::size_t>(width) + 2, ' ');
    std::string rest;
    for (std::size_t i = 1; i < row.size(); ++i) {
      if (row[i].empty()) continue;
      rest += (rest.empty() ? "" : " · ") + plain_text(row[i]);
    }
    out += "  ";
    add_wrapped(out, rest, width + 4);
  }
  return out;
}

std::string row_text(const TableRow& at) {
  const std::vector<std::string>& row = at.table->rows[at.row];
  std::string out = plain_text(row[0]) + "\n";
  int width = 0;
  for (const std::string& name : at.table->header) width = std::max(width, display_width(name));
  for (std::size_t i = 1; i < row.size() && i < at.table->header.size(); ++i) {
    if (row[i].empty()) continue;
    out += "  " + pad_to_width(plain_text(at.table->header[i]), width) + "  ";
    add_wrapped(out, plain_text(row[i]), width + 4);
  }
  return out;
}

std::string section_text(const PageSection& section) {
  std::string out = section.title + "\n";
  std::size_t table = 0;
  bool in_fence = false;
  bool blank = true;  // the last line was
  for (std::size_t i = 0; i < section.lines.size(); ++i) {
    const std::string& line = section.lines[i];
    if (line.starts_with("```")) {
      in_fence = !in_fence;
      continue;
    }
    if (!in_fence && line.starts_with("|")) {
      out += table_text(section.tables[table++]);
      while (i + 1 < section.lines.size() && section.lines[i + 1].starts_with("|")) ++i;
      blank = false;
      continue;
    }
    if (line.empty()) {
      if (!blank) out += '\n';
      blank = true;
      continue;
    }
    out += in_fence ? "  " + line + "\n" : plain_text(line) + "\n";
    blank = false;
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

std::string more_text(const PageSection& section) {
  const auto& all = the_page().sections();
  std::string out;
  for (const PageSection* next = &section + 1; next < all.data() + all.size() && next->level == 3;
       ++next) {
    out += (out.empty() ? "" : "; ") + next->title;
  }
  return section.level == 3 || out.empty() ? std::string() : "\nMore: " + out + "\n";
}

std::string overview() {
  std::string out =
      "HELP and one of these (or a function, an error, an option, any word of a query):\n";
  const auto& all = the_page().sections();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].level == 3) continue;
    std::string parts;
    for (std::size_t k = i + 1; k < all.size() && all[k].level == 3; ++k) {
      parts += (parts.empty() ? ": " : "; ") + all[k].title;
    }
    out += "  ";
    add_wrapped(out, all[i].title + parts, 4);
  }
  return out;
}

}  // namespace

const std::vector<std::string_view>& help_topics() {
  return the_page().topics();
}

std::string help_text(std::string_view topic) {
  if (topic.empty()) return overview();
  const std::string name = to_lower(topic);
  std::string out;
  if (const PageSection* section = the_page().section(name)) {
    out = section_text(*section) + more_text(*section);
  }
  const PageSection* told = nullptr;  // of a word in the index of words
  if (const std::vector<TableRow>* rows = the_page().rows(name)) {
    for (const TableRow& row : *rows) {
      const std::vector<std::string>& cells = row.table->rows[row.row];
      if (row.table->column("told in") == 1 && cells.size() > 1) {
        told = the_page().section(to_lower(plain_text(cells[1])));
        if (told == nullptr) told = the_page().section("statements");
      } else {
        out += (out.empty() ? "" : "\n") + row_text(row);
      }
    }
  }
  if (!out.empty()) return out;
  if (told == nullptr) told = the_page().by_first_word(name);
  return told == nullptr ? std::string() : section_text(*told) + more_text(*told);
}

std::string help_hint(std::string_view topic) {
  const std::string_view near = nearest_name(topic, help_topics());
  return near.empty() ? "HELP alone lists what there is"
                      : "did you mean " + std::string(near) + "?";
}

}  // namespace sarye

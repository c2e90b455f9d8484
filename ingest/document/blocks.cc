#include "ingest/document/blocks.h"

#include <algorithm>
#include <set>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/document/block_tree.h"
#include "ingest/document/document_head.h"
#include "ingest/document/line_class.h"
#include "ingest/document/lines.h"
#include "ingest/document/outline_line.h"
#include "ingest/document/text_table.h"
#include "ingest/document/unwrap.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr int kHeadingWidth = 46;  // of an unnumbered heading, in columns
constexpr int kNumberedHeadingWidth = 70;

class BlockBuilder {
 public:
  explicit BlockBuilder(AnnotatedText& text)
      : text_(text),
        clean_(text.clean),
        lines_(lines_of(text)),
        wrapping_(text.outlined ? Wrapping() : wrapping_of(clean_, lines_)),
        joiner_(clean_) {
    bool stars_are_notes = false;
    int signs = 0;
    for (const Line& line : lines_) {
      const LineCue cue = cue_of(shown(line), false);
      signs +=
          cue.cue == LineKind::Bullet && glyph_depth(cue.glyph) <= 2 && cue.glyph != "*" ? 1 : 0;
    }
    stars_are_notes = signs >= 3;
    signs_lead_ = signs >= 3;
    for (const Line& line : lines_) cues_.push_back(cue_of(shown(line), stars_are_notes));
    if (!text_.outlined) find_footnote_calls();
  }

  void build() {
    std::size_t i = front_matter_lines();
    while (i < lines_.size()) i = take(i);
    for (Block& block : blocks_) {
      fill_text(clean_, joiner_, block);
      block.language = main_language(block.text);
      block.page_inferred = wrapping_.page_inferred && block.page != 0;
    }
    mark_document_head(blocks_);
    build_block_tree(blocks_, indents_, text_.outlined);
    if (wrapping_.hard) {
      text_.notes.push_back("hard-wrapped at about " + std::to_string(wrapping_.width) +
                            " columns; lines were joined");
    }
    text_.blocks = std::move(blocks_);
  }

 private:
  std::string_view shown(const Line& line) const {
    return clean_.substr(line.clean.begin, line.clean.size());
  }

  // Numbers n that a call "…word n)" uses, so that a line "n) …" is its footnote.
  void find_footnote_calls() {
    static const Pattern call(R"([\p{Hangul}\p{Han}a-z”’"'.,*)]([0-9]{1,2})\))");
    constexpr std::size_t kBeforeSign = 6;  // bytes of a call in front of its bracket
    std::size_t from = 0;
    for (std::size_t sign = clean_.find(')'); sign != std::string_view::npos;
         sign = clean_.find(')', std::max(sign + 1, from))) {
      if (sign == 0 || clean_[sign - 1] < '0' || clean_[sign - 1] > '9') continue;
      const auto found =
          call.find(clean_.substr(0, sign + 1), std::max(from, sign - std::min(sign, kBeforeSign)));
      if (!found) continue;
      const PatternMatch& match = *found;
      from = match.bytes.end;
      // A bracket that opens before the number and closes behind it is no call: "(R1)".
      const std::size_t at = match.groups[0]->begin;
      const std::size_t front = at > 90 ? at - 90 : 0;
      const std::string_view before = clean_.substr(front, at - front);
      const auto open = before.rfind('(');
      const auto close = before.rfind(')');
      const bool inside = open != std::string_view::npos &&
                          (close == std::string_view::npos || close < open) &&
                          before.find('\n', open) == std::string_view::npos;
      if (!inside) calls_.insert(std::stoi(std::string(match.text(clean_, 0))));
    }
  }

  std::size_t front_matter_lines() const {
    if (text_.outlined || lines_.empty()) return 0;
    if (lines_[0].number != 1 || shown(lines_[0]) != "---") return 0;
    for (std::size_t i = 1; i < lines_.size() && i < 80; ++i) {
      const std::string_view line = shown(lines_[i]);
      if (line == "---" || line == "...") return i + 1;
    }
    return 0;
  }

  Block& start(PassageKind kind, std::size_t i, std::uint32_t text_begin) {
    Block block;
    block.kind = kind;
    block.page = lines_[i].page;
    block.line_begin = lines_[i].number;
    block.glyph = cues_[i].glyph;
    block.number = cues_[i].number;
    block.label = cues_[i].label;
    block.level = cues_[i].level;
    blocks_.push_back(std::move(block));
    indents_.push_back(wrapping_.blank_between ? 0 : lines_[i].indent);
    append(blocks_.size() - 1, i, text_begin);
    return blocks_.back();
  }

  void append(std::size_t block, std::size_t i, std::uint32_t text_begin = 0) {
    const ByteRange line = lines_[i].clean;
    if (line.begin + text_begin < line.end || blocks_[block].pieces.empty()) {
      blocks_[block].pieces.push_back({line.begin + text_begin, line.end});
    }
    blocks_[block].line_end = lines_[i].number;
    open_ = block;
    last_line_ = i;
  }

  // Whether line i, which has no cue of its own, goes on with the open block.
  bool goes_on(std::size_t i) const {
    if (!open_ || text_.outlined) return false;
    const Line& line = lines_[i];
    const Line& last = lines_[last_line_];
    const Block& block = blocks_[*open_];
    if (block.kind == PassageKind::Table) return false;
    std::size_t at = 0;
    const std::string_view next = shown(line);
    const char32_t first = decode(next, at);
    const bool lower = first >= 'a' && first <= 'z';
    if (wrapping_.hard) {
      if (wrapping_.blank_between || !line.after_blank) {
        if (block.kind == PassageKind::Caption || block.kind == PassageKind::Heading) {
          return wrapping_.is_full(last) && !line.after_blank && !ends_sentence(shown(last));
        }
        return wrapping_.is_full(last) || (lower && !ends_sentence(shown(last)));
      }
      return false;
    }
    if (line.after_blank || block.kind == PassageKind::Caption) return false;
    const bool listed = block.kind == PassageKind::Bullet || block.kind == PassageKind::Footnote ||
                        block.kind == PassageKind::Note;
    if (listed && line.indent >= 2) return true;
    return lower && !ends_sentence(shown(last));
  }

  // Whether the short line i, without any sign, is a heading.
  bool is_plain_heading(std::size_t i) const {
    if (text_.outlined) return false;
    const Line& line = lines_[i];
    const std::string_view text = shown(line);
    if (line.width > kHeadingWidth || ends_sentence(text)) return false;
    if (text.find('|') != std::string_view::npos || text.find('@') != std::string_view::npos ||
        text.find(':') != std::string_view::npos || text.find("：") != std::string_view::npos) {
      return false;
    }
    std::size_t at = 0;
    const char32_t first = decode(text, at);
    const Script script = script_of(first);
    const bool starts_well = (script == Script::Latin && !(first >= 'a' && first <= 'z')) ||
                             script == Script::Hangul || script == Script::Han ||
                             script == Script::Digit || first == U'‘' || first == U'“';
    if (!starts_well || count_scripts(text).letters() < 2) return false;
    // A comma inside a short line is rather a list or an author line.
    if (text.find(',') != std::string_view::npos || text.find("，") != std::string_view::npos) {
      return false;
    }
    // Where signs and numbers make the headings, a bare short line is the rest of a box or figure.
    if (wrapping_.hard && signs_lead_) return false;
    if (i + 1 >= lines_.size()) return false;
    const Line& next = lines_[i + 1];
    const LineKind cue = cues_[i + 1].cue;
    if (wrapping_.hard && wrapping_.is_full(line)) return false;
    if (cue == LineKind::Bullet || cue == LineKind::Numbered) return line.after_blank || i == 0;
    if (cue != LineKind::None && cue != LineKind::PipeRow && cue != LineKind::Caption) return false;
    const bool alone = line.after_blank && next.after_blank && !wrapping_.blank_between;
    return (alone && next.width > line.width) ||
           (next.width >= 80 && next.width >= line.width * 2) ||
           (wrapping_.hard && wrapping_.is_full(next) && line.width * 2 < wrapping_.width);
  }

  bool is_numbered_heading(std::size_t i) const {
    const LineCue& cue = cues_[i];
    const Line& line = lines_[i];
    if (text_.outlined && line.indent >= 2) return false;  // an item of a list
    if (line.width > kNumberedHeadingWidth || ends_sentence(shown(line))) return false;
    if (cue.glyph == "①" || i + 1 >= lines_.size()) return false;
    if (wrapping_.is_full(line)) return false;
    const bool chapter = cue.glyph == "第章" || cue.glyph == "제장" || cue.glyph == "Chapter" ||
                         cue.glyph == "一、" || cue.glyph == "I." || cue.glyph == "Ⅰ" ||
                         cue.glyph == "1.1" || cue.glyph == "1.1.1";
    const LineCue& next = cues_[i + 1];
    const bool sibling = next.cue == LineKind::Numbered && next.glyph == cue.glyph;
    const bool last_item = i > 0 && cues_[i - 1].cue == LineKind::Numbered &&
                           cues_[i - 1].glyph == cue.glyph && !line.after_blank;
    if (last_item) return false;
    if (chapter) return !sibling || !cue.label.empty() || lines_[i + 1].after_blank;
    return !sibling && next.cue != LineKind::Note;
  }

  // Takes the lines of one block from i on; returns the line behind them.
  std::size_t take(std::size_t i) {
    const LineCue& cue = cues_[i];
    const Line& line = lines_[i];

    if (text_.outlined) {
      const OutlineLine sign = outline_line(shown(line));
      if (sign.sign != OutlineSign::None) {
        cues_[i] = LineCue();
        start(sign.sign == OutlineSign::Caption    ? PassageKind::Caption
              : sign.sign == OutlineSign::Footnote ? PassageKind::Footnote
                                                   : PassageKind::Paragraph,
              i, static_cast<std::uint32_t>(sign.text_begin));
        return i + 1;
      }
    }
    const bool after_caption = !blocks_.empty() && blocks_.back().kind == PassageKind::Caption;
    const bool may_be_table = !text_.outlined || cue.cue == LineKind::PipeRow;
    const std::size_t rows =
        may_be_table ? table_lines(clean_, lines_, cues_, i, after_caption, wrapping_) : 0;
    if (rows > 0) {
      start(PassageKind::Table, i, 0);
      for (std::size_t k = 1; k < rows; ++k) append(blocks_.size() - 1, i + k);
      open_.reset();
      return i + rows;
    }
    switch (cue.cue) {
      case LineKind::Heading:
        start(PassageKind::Heading, i, cue.text_begin);
        return i + 1;
      case LineKind::Rule:
        // An underline makes the short line above it a heading.
        if (open_ && !line.after_blank && last_line_ + 1 == i &&
            blocks_[*open_].pieces.size() == 1 && lines_[last_line_].width <= 80 &&
            blocks_[*open_].kind == PassageKind::Paragraph) {
          blocks_[*open_].kind = PassageKind::Heading;
          blocks_[*open_].level = shown(line)[0] == '=' ? 1 : 2;
          blocks_[*open_].glyph = shown(line)[0] == '=' ? "#" : "##";
        }
        open_.reset();
        return i + 1;
      case LineKind::Numbered:
        if (cue.glyph == "1)" && cue.number && calls_.contains(*cue.number)) {
          if (open_ && !ends_sentence(shown(lines_[last_line_])) &&
              wrapping_.is_full(lines_[last_line_])) {
            suspended_ = open_;
            suspended_line_ = last_line_;
          }
          start(PassageKind::Footnote, i, 0);
        } else if (is_numbered_heading(i)) {
          start(PassageKind::Heading, i, 0);
        } else {
          start(PassageKind::Bullet, i, 0);
        }
        return i + 1;
      case LineKind::Bullet:
        start(PassageKind::Bullet, i, cue.text_begin);
        return i + 1;
      case LineKind::Note:
        start(PassageKind::Note, i, cue.text_begin);
        return i + 1;
      case LineKind::Caption:
        start(PassageKind::Caption, i, 0);
        return i + 1;
      case LineKind::Quote:
        if (open_ && last_line_ + 1 == i && !line.after_blank &&
            cues_[last_line_].cue == LineKind::Quote) {
          append(*open_, i, cue.text_begin);
        } else {
          start(PassageKind::Paragraph, i, cue.text_begin);
        }
        return i + 1;
      case LineKind::PipeRow:
      case LineKind::UnitLine:
        start(PassageKind::Paragraph, i, 0);
        return i + 1;
      case LineKind::None:
        break;
    }
    // A paragraph that a footnote at the page's end cut in two.
    if (suspended_ && line.page_start) {
      open_ = suspended_;
      last_line_ = *suspended_line_;
      suspended_.reset();
      append(*open_, i);
      return i + 1;
    }
    if (goes_on(i)) {
      append(*open_, i);
      return i + 1;
    }
    start(is_plain_heading(i) ? PassageKind::Heading : PassageKind::Paragraph, i, 0);
    return i + 1;
  }

  AnnotatedText& text_;
  std::string_view clean_;
  std::vector<Line> lines_;
  Wrapping wrapping_;
  Joiner joiner_;
  std::vector<LineCue> cues_;
  std::set<int> calls_;
  bool signs_lead_ = false;  // ◆ ● □ and their like mark the structure of this document
  std::vector<Block> blocks_;
  Indents indents_;
  std::optional<std::size_t> open_;  // the block that the next line may go on with
  std::size_t last_line_ = 0;        // the last line of the open block
  std::optional<std::size_t> suspended_;
  std::optional<std::size_t> suspended_line_;
};

}  // namespace

Result<void> Blocks::run(AnnotatedText& text) const {
  BlockBuilder(text).build();
  for (const Block& block : text.blocks) {
    if (block.text.size() <= kMaxBlockBytes) continue;
    return Error{ErrorCode::Rejected,
                 "the paragraph at line " + std::to_string(block.line_begin) + " has " +
                     std::to_string(block.text.size()) + " bytes, and at most 1 MiB are read",
                 "break the text into paragraphs; a file of data is not a text"};
  }
  if (text.blocks.empty()) {
    return Error{ErrorCode::Rejected, "no text in the file",
                 "it holds nothing but front matter, rules or page numbers"};
  }
  return {};
}

}  // namespace sarye

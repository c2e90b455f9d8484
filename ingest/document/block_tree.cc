#include "ingest/document/block_tree.h"

#include <algorithm>
#include <string>

#include "engine/text/display_width.h"
#include "ingest/document/line_class.h"
#include "ingest/document/lines.h"

namespace sarye {
namespace {

constexpr int kHeadingColumns = 30;
constexpr std::uint32_t kLongestInterruption = 60;  // blocks between two items of a list

// What nests: the sign as written, how deep it usually stands, and its indent.
struct Open {
  std::uint32_t block;
  bool heading;
  std::string style;
  int depth;
  int indent;
};

bool is_bullet(const Block& block) {
  return block.kind == PassageKind::Bullet;
}

// Whether `b`, a bullet behind `a`, stands deeper.
bool is_deeper(const Block& a, int indent_a, const Block& b, int indent_b) {
  if (indent_b >= indent_a + 2) return true;
  if (indent_a >= indent_b + 2) return false;
  const int depth_a = glyph_depth(a.glyph);
  const int depth_b = glyph_depth(b.glyph);
  return depth_a != 0 && depth_b != 0 && depth_b > depth_a;
}

void promote_short_bullets(std::vector<Block>& blocks, const Indents& indents, bool outlined) {
  for (std::size_t i = 0; i + 1 < blocks.size(); ++i) {
    Block& block = blocks[i];
    if (outlined && indents[i] >= 2) continue;
    if (!is_bullet(block) || display_width(block.text) > kHeadingColumns) continue;
    if (ends_sentence(block.text) || !block.label.empty()) continue;
    std::size_t next = i + 1;
    while (next < blocks.size() &&
           (blocks[next].kind == PassageKind::Note || blocks[next].kind == PassageKind::Footnote)) {
      ++next;
    }
    if (next == blocks.size()) break;
    const Block& below = blocks[next];
    const bool deeper = is_bullet(below) && below.glyph != block.glyph &&
                        is_deeper(block, indents[i], below, indents[next]);
    const bool carries = below.kind == PassageKind::Caption || below.kind == PassageKind::Table;
    if (deeper || (carries && glyph_depth(block.glyph) == 1)) block.kind = PassageKind::Heading;
  }
}

// The label without its number: 권고 of "(권고3)".
std::string_view label_word(const Block& block) {
  std::string_view label = block.label;
  while (!label.empty() && (label.back() == ' ' || (label.back() >= '0' && label.back() <= '9'))) {
    label.remove_suffix(1);
  }
  return label.size() < block.label.size() ? label : std::string_view();
}

// "(권고3)" goes on with the list of "(권고2)", whatever table or footnote stands between them.
void continue_numbered_labels(std::vector<Block>& blocks) {
  for (std::uint32_t i = 0; i < blocks.size(); ++i) {
    Block& block = blocks[i];
    const std::string_view word = label_word(block);
    if (word.empty() || !block.number || *block.number < 2) continue;
    for (std::uint32_t back = i; back-- > 0 && i - back <= kLongestInterruption;) {
      const Block& before = blocks[back];
      if (before.glyph != block.glyph || label_word(before) != word) continue;
      if (before.number != *block.number - 1) break;
      block.parent = before.parent;
      block.headings = before.headings;
      block.level = before.level;
      break;
    }
  }
}

}  // namespace

void build_block_tree(std::vector<Block>& blocks, const Indents& indents, bool outlined) {
  promote_short_bullets(blocks, indents, outlined);
  std::vector<Open> open;
  for (std::uint32_t i = 0; i < blocks.size(); ++i) {
    Block& block = blocks[i];
    const bool heading = block.kind == PassageKind::Heading;
    const bool nests = heading || is_bullet(block);
    const bool glyph_heading = heading && glyph_depth(block.glyph) != 0 && block.glyph[0] != '#';
    if (nests) {
      const std::string style = block.glyph.empty() ? std::string("plain") : block.glyph;
      const int depth = glyph_depth(block.glyph);
      const int indent = indents[i];
      if (heading && !glyph_heading) {
        // Markdown counts its level itself; other styles nest as the document first nests them.
        while (!open.empty() && !open.back().heading) open.pop_back();
        if (block.glyph.starts_with('#') || style == "plain") {
          const int wanted = block.glyph.starts_with('#') ? block.level : 90;
          while (!open.empty() && (open.back().style == style || open.back().depth >= wanted)) {
            open.pop_back();
          }
          open.push_back({i, true, style, wanted, 0});
        } else {
          const auto same = std::find_if(open.begin(), open.end(),
                                         [&](const Open& o) { return o.style == style; });
          open.erase(same, open.end());
          while (!open.empty() && open.back().depth >= 90) open.pop_back();
          open.push_back({i, true, style, 0, 0});
        }
      } else {
        const auto same = std::find_if(open.begin(), open.end(), [&](const Open& o) {
          return o.style == style && o.indent >= indent - 1 && (o.heading == heading || depth != 0);
        });
        if (same != open.end()) {
          open.erase(same, open.end());
        } else {
          while (!open.empty()) {
            const Open& top = open.back();
            const bool sign = top.depth != 0 && top.depth < 90 && top.style[0] != '#';
            if (!sign && top.heading) break;
            const bool outside = indent + 2 <= top.indent || (indent < top.indent + 2 && sign &&
                                                              depth != 0 && (top.depth > depth));
            if (!outside) break;
            open.pop_back();
          }
        }
        open.push_back({i, heading, style, depth, indent});
      }
      block.level = 0;
      for (const Open& o : open) block.level += o.heading == heading ? 1 : 0;
    }

    const std::size_t above = nests ? open.size() - 1 : open.size();
    block.headings.clear();
    for (std::size_t k = 0; k < above; ++k) {
      if (open[k].heading) block.headings.push_back(open[k].block);
    }
    block.parent.reset();
    // A paragraph of prose ends a list; tables, captions and notes still belong to their bullet.
    const bool prose = block.kind == PassageKind::Paragraph || block.kind == PassageKind::Abstract;
    for (std::size_t k = above; k-- > 0;) {
      if (prose && !open[k].heading) continue;
      block.parent = open[k].block;
      break;
    }
    if (prose) {
      while (!open.empty() && !open.back().heading) open.pop_back();
    }
  }
  continue_numbered_labels(blocks);
}

}  // namespace sarye

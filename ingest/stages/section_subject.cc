#include "ingest/stages/section_subject.h"

#include <algorithm>

#include "engine/text/script.h"

namespace sarye {
namespace {

bool is_named_type(std::string_view type) {
  return type == "Firm" || type == "Product" || type == "Agency" || type == "Place" ||
         type == "Person";
}

std::uint32_t letters(std::string_view text) {
  const ScriptCounts counts = count_scripts(text);
  return counts.letters() + counts[Script::Digit];
}

}  // namespace

SectionSubjects::SectionSubjects(const AnnotatedText& text) : by_block_(text.blocks.size()) {
  // What each heading or bullet names by itself: a name that makes up most of the heading, or that
  // the label "(…)" consists of.
  std::vector<std::vector<Candidate>> own(text.blocks.size());
  for (const TextMention& mention : text.mentions) {
    if (mention.inherited) continue;
    const Block& block = text.blocks[mention.span.block];
    const std::string& type = text.entities[mention.entity].type;
    if (!is_named_type(type)) continue;
    const std::uint32_t size = letters(text.text_of(mention.span));
    const bool in_label = !block.label.empty() &&
                          mention.span.bytes.end <= block.label.size() + 4 &&
                          size * 2 >= letters(block.label);
    const bool is_heading = block.kind == PassageKind::Heading || block.kind == PassageKind::Title;
    // A bullet that is little more than a name heads the bullets below it too.
    const bool names_alone =
        block.kind == PassageKind::Bullet && size * 10 >= letters(block.text) * 7;
    const bool is_subject =
        ((is_heading && size * 2 >= letters(block.text)) || names_alone) &&
        // Two names of equal weight in one heading leave it open whom the section is about.
        std::none_of(own[mention.span.block].begin(), own[mention.span.block].end(),
                     [&](const Candidate& other) {
                       return other.type == type && other.subject.entity != mention.entity;
                     });
    if (!in_label && !is_subject) continue;
    own[mention.span.block].push_back({{mention.entity, mention.span.block, in_label}, type});
  }
  for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
    auto& found = by_block_[b];
    const auto add = [&](std::uint32_t from, bool self) {
      for (Candidate candidate : own[from]) {
        if (self && !candidate.subject.own_label) continue;
        candidate.subject.own_label = self;
        found.push_back(std::move(candidate));
      }
    };
    add(b, true);
    // Up through the bullets, then through the headings above them.
    std::uint32_t last = b;
    std::uint32_t steps = 0;
    for (auto parent = text.blocks[b].parent; parent && *parent < last && steps < 32; ++steps) {
      add(*parent, false);
      last = *parent;
      parent = text.blocks[*parent].parent;
    }
    for (auto heading = text.blocks[b].headings.rbegin(); heading != text.blocks[b].headings.rend();
         ++heading) {
      if (*heading < last) add(*heading, false);
    }
  }
}

std::optional<SectionSubject> SectionSubjects::of(
    std::uint32_t block, const std::vector<std::string_view>& types) const {
  if (block >= by_block_.size()) return std::nullopt;
  for (const Candidate& candidate : by_block_[block]) {
    if (types.empty() || std::find(types.begin(), types.end(), candidate.type) != types.end()) {
      return candidate.subject;
    }
  }
  return std::nullopt;
}

}  // namespace sarye

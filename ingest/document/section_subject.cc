#include "ingest/document/section_subject.h"

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

// The stretches of `text` in round brackets: what they hold says another name, or a remark.
std::vector<ByteRange> brackets(std::string_view text) {
  std::vector<ByteRange> out;
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}}) {
    for (std::size_t at = text.find(open); at != std::string_view::npos;
         at = text.find(open, at + 1)) {
      const std::size_t end = text.find(close, at);
      if (end == std::string_view::npos) break;
      out.push_back(
          {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end + close.size())});
      at = end;
    }
  }
  return out;
}

struct Share {
  std::uint32_t entity;
  std::uint32_t outside = 0;  // letters of its names outside brackets
};

// What a heading or bullet names by itself: the name that makes up most of it, brackets left out.
std::vector<Share> shares(const AnnotatedText& text, std::uint32_t block,
                          const std::vector<const TextMention*>& mentions) {
  std::vector<Share> out;
  const std::vector<ByteRange> aside = brackets(text.blocks[block].text);
  std::uint32_t reached = 0;  // mentions may lie in one another
  for (const TextMention* mention : mentions) {
    const ByteRange at = mention->span.bytes;
    const bool inside = std::any_of(aside.begin(), aside.end(),
                                    [&](const ByteRange& range) { return range.contains(at); });
    if (inside || at.begin < reached) continue;
    reached = at.end;
    const auto known = std::find_if(out.begin(), out.end(), [&](const Share& share) {
      return share.entity == mention->entity;
    });
    Share& share = known == out.end() ? out.emplace_back(Share{mention->entity}) : *known;
    share.outside += letters(text.text_of(mention->span));
  }
  return out;
}

std::uint32_t letters_outside_brackets(std::string_view text) {
  std::uint32_t count = letters(text);
  for (const ByteRange& range : brackets(text)) {
    const std::uint32_t inside = letters(text.substr(range.begin, range.size()));
    count -= std::min(count, inside);
  }
  return count;
}

}  // namespace

SectionSubjects::SectionSubjects(const AnnotatedText& text) : by_block_(text.blocks.size()) {
  std::vector<std::vector<const TextMention*>> named(text.blocks.size());
  std::vector<std::vector<Candidate>> own(text.blocks.size());
  for (const TextMention& mention : text.mentions) {
    const std::uint32_t b = mention.span.block;
    const std::string& type = text.entities[mention.entity].type;
    if (!is_named_type(type)) continue;
    if (mention.inherited) {
      // The authority that a label with a country's name stands for.
      if (mention.rule == kPlaceAuthorityRule) own[b].push_back({{mention.entity, b, true}, type});
      continue;
    }
    named[b].push_back(&mention);
    // "(ACME) text": the label is the name and little more.
    const Block& block = text.blocks[b];
    const bool in_label = !block.label.empty() &&
                          mention.span.bytes.end <= block.label.size() + 4 &&
                          letters(text.text_of(mention.span)) * 10 >= letters(block.label) * 7;
    if (in_label) own[b].push_back({{mention.entity, b, true}, type});
  }
  for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
    const Block& block = text.blocks[b];
    const bool is_heading = block.kind == PassageKind::Heading || block.kind == PassageKind::Title;
    if (!is_heading && block.kind != PassageKind::Bullet) continue;
    const std::uint32_t size = letters_outside_brackets(block.text);
    const std::vector<Share> found = shares(text, b, named[b]);
    for (const Share& share : found) {
      // A bullet that is little more than a name heads the bullets below it too.
      if (share.outside * 10 < size * (is_heading ? 5 : 7)) continue;
      // Two names of a type in one heading leave it open whom the section is about.
      const std::string& type = text.entities[share.entity].type;
      const auto rivals = [&](const Share& other) {
        return other.entity != share.entity && text.entities[other.entity].type == type;
      };
      if (std::any_of(found.begin(), found.end(), rivals)) continue;
      own[b].push_back({{share.entity, b, false}, type});
    }
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

#include "ingest/concepts/concept_acronyms.h"

#include <algorithm>
#include <cctype>

namespace sarye {

void ConceptAcronyms::note(Span span, std::uint32_t entity, const IsName& is_name) {
  const std::string& block = text_.blocks[span.block].text;
  std::string_view rest = std::string_view(block).substr(span.bytes.end);
  const std::string_view open = rest.substr(0, 3) == "（" ? "（" : "(";
  if (rest.substr(0, 1) == " ") rest.remove_prefix(1);
  if (rest.substr(0, open.size()) != open) return;
  rest.remove_prefix(open.size());
  std::size_t size = 0;
  bool upper = false;
  while (size < rest.size() && (std::isalnum(static_cast<unsigned char>(rest[size])) != 0 ||
                                rest[size] == '-' || rest[size] == '&')) {
    upper = upper || (rest[size] >= 'A' && rest[size] <= 'Z');
    ++size;
  }
  const std::string_view close = open == "（" ? "）" : ")";
  if (size < 2 || size > 8 || !upper || rest.substr(size, close.size()) != close) return;
  const std::string acronym(rest.substr(0, size));
  const auto begin = static_cast<std::uint32_t>(rest.data() - block.data());
  const ByteRange bytes{begin, begin + static_cast<std::uint32_t>(size)};
  if (is_name({span.block, bytes})) return;
  book_.add_name(entity, {NameTag::En, NameKind::Acronym, acronym});
  AliasEvidence evidence;
  evidence.entity = entity;
  evidence.rule = "concept-acronym";
  evidence.weight = 800;
  evidence.bytes = text_.raw_range({span.block, {span.bytes.begin, bytes.end}});
  text_.aliases.push_back(std::move(evidence));
  book_.mention({span.block, bytes}, entity, "acronym", 800);
  acronyms_.push_back({acronym, entity});
}

void ConceptAcronyms::mention_all() {
  for (const auto& [acronym, entity] : acronyms_) {
    for (const Sentence& sentence : text_.sentences) {
      const std::string& block = text_.blocks[sentence.span.block].text;
      for (std::size_t at = block.find(acronym, sentence.span.bytes.begin);
           at != std::string::npos && at + acronym.size() <= sentence.span.bytes.end;
           at = block.find(acronym, at + 1)) {
        const auto begin = static_cast<std::uint32_t>(at);
        const Span span{sentence.span.block,
                        {begin, begin + static_cast<std::uint32_t>(acronym.size())}};
        const bool left = at == 0 || !std::isalnum(static_cast<unsigned char>(block[at - 1]));
        const bool right = span.bytes.end >= block.size() ||
                           (!std::isalnum(static_cast<unsigned char>(block[span.bytes.end])) &&
                            block[span.bytes.end] != '-');
        const bool taken =
            std::ranges::any_of(text_.mentions_in(span.block), [&](const TextMention& mention) {
              return mention.span.block == span.block && mention.span.bytes.overlaps(span.bytes);
            });
        if (left && right && !taken) book_.mention(span, entity, "acronym", 800);
      }
    }
  }
}

}  // namespace sarye

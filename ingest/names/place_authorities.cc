#include "ingest/names/place_authorities.h"

#include "ingest/concepts/concept_book.h"
#include "ingest/document/section_subject.h"

namespace sarye {
namespace {

bool holds_word(std::string_view text, const WordSet& words) {
  for (const std::string& word : words) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// Whether the block, a bullet above it or a heading speaks of authorities.
bool is_about_authorities(const AnnotatedText& text, std::uint32_t block, const Frames& frames) {
  const auto& topics = frames.words(text.blocks[block].language, "authority_topic");
  if (holds_word(text.blocks[block].text, topics)) return true;
  for (const std::uint32_t heading : text.blocks[block].headings) {
    if (holds_word(text.blocks[heading].text, topics)) return true;
  }
  std::uint32_t last = block;
  for (auto parent = text.blocks[block].parent; parent && *parent < last;
       parent = text.blocks[last].parent) {
    if (holds_word(text.blocks[*parent].text, topics)) return true;
    last = *parent;
  }
  return false;
}

const GazetteerEntry* authority_of(std::string_view place, Language language,
                                   const Gazetteer& gazetteer, const Ontology& ontology,
                                   const Frames& frames) {
  for (const std::string& word : frames.words(language, "authority")) {
    for (const GazetteerEntry* entry : gazetteer.named(std::string(place) + " " + word)) {
      if (ontology.type(entry->type).name == "Agency") return entry;
    }
  }
  return nullptr;
}

LocalEntity listed_entity(const GazetteerEntry& entry, const Ontology& ontology) {
  LocalEntity out;
  out.type = ontology.type(entry.type).name;
  out.kind = entry.kind;
  out.key = entry.id;
  for (const GazetteerName& name : entry.names)
    out.names.push_back({name.tag, name.kind, name.text});
  return out;
}

}  // namespace

void find_place_authorities(AnnotatedText& text, const Gazetteer& gazetteer,
                            const Ontology& ontology, const Frames& frames) {
  ConceptBook book(text);
  const std::size_t count = text.mentions.size();
  for (std::size_t i = 0; i < count; ++i) {
    const TextMention mention = text.mentions[i];
    const Block& block = text.blocks[mention.span.block];
    if (mention.inherited || block.label.empty() || text.text_of(mention.span) != block.label ||
        mention.span.bytes.end > block.label.size() + 4 ||
        text.entities[mention.entity].type != "Place") {
      continue;
    }
    if (!is_about_authorities(text, mention.span.block, frames)) continue;
    const GazetteerEntry* entry =
        authority_of(block.label, block.language, gazetteer, ontology, frames);
    if (entry == nullptr) continue;
    TextMention authority = mention;
    authority.entity = book.curated(listed_entity(*entry, ontology));
    authority.rule = std::string(kPlaceAuthorityRule);
    authority.inherited = true;
    text.mentions.push_back(std::move(authority));
  }
  sort_mentions(text);
}

}  // namespace sarye

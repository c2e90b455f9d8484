#include "ingest/relations/assertion_builder.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "engine/store/sha256.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

NameTag tag_of(std::string_view name, Language language) {
  const ScriptCounts counts = count_scripts(name);
  if (counts[Script::Hangul] > 0) return NameTag::Ko;
  if (counts[Script::Kana] > 0) return NameTag::Ja;
  if (counts[Script::Han] > 0) {
    if (language == Language::Japanese) return NameTag::Ja;
    return han_form(name) == HanForm::Traditional ? NameTag::ZhHant : NameTag::ZhHans;
  }
  return counts[Script::Latin] > 0 ? NameTag::En : NameTag::Unknown;
}

// The part of `range` with at most `limit` characters that holds `core` in its middle, cut at
// spaces or punctuation where there is one near.
ByteRange window(std::string_view text, ByteRange range, ByteRange core, std::size_t limit) {
  if (count_code_points(text.substr(range.begin, range.size())) <= limit) return range;
  const auto back = [&](std::uint32_t at) {
    do {
      --at;
    } while (at > range.begin && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
  };
  const auto forth = [&](std::uint32_t at) {
    do {
      ++at;
    } while (at < range.end && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
  };
  ByteRange out = core.empty() ? ByteRange{range.begin, range.begin} : core;
  std::size_t size = count_code_points(text.substr(out.begin, out.size()));
  while (size > limit) {
    out.end = back(out.end);
    --size;
  }
  while (size < limit && (out.begin > range.begin || out.end < range.end)) {
    if (out.end < range.end) {
      out.end = forth(out.end);
      ++size;
    }
    if (size < limit && out.begin > range.begin) {
      out.begin = back(out.begin);
      ++size;
    }
  }
  // Not in the middle of a word, if a space is near.
  if (out.begin > range.begin) {
    const std::size_t space = text.find(' ', out.begin);
    if (space != std::string_view::npos && space < out.begin + 40 && space < core.begin) {
      out.begin = static_cast<std::uint32_t>(space + 1);
    }
  }
  if (out.end < range.end) {
    const std::size_t space = text.rfind(' ', out.end);
    if (space != std::string_view::npos && space + 40 > out.end && space > core.end) {
      out.end = static_cast<std::uint32_t>(space);
    }
  }
  return out;
}

// Sorts large things by their places in the list: each is moved once. Equal ones stay as they were.
template <typename Thing, typename Before>
void put_in_order(std::vector<Thing>& things, Before&& before) {
  std::vector<std::uint32_t> order(things.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return before(things[a], things[b]); });
  std::vector<Thing> sorted;
  sorted.reserve(things.size());
  for (const std::uint32_t one : order) sorted.push_back(std::move(things[one]));
  things = std::move(sorted);
}

class TruthBuilder {
 public:
  TruthBuilder(AnnotatedText& text, const Ontology& ontology) : text_(text), ontology_(ontology) {}

  DocumentTruth build() {
    add_passages();
    keep_entities();
    add_mentions();
    add_assertions();
    for (AliasEvidence alias : text_.aliases) {
      if (!kept_[alias.entity]) continue;
      alias.entity = new_index_[alias.entity];
      truth_.aliases.push_back(std::move(alias));
    }
    for (DocumentAssertion about : text_.about) {
      if (!kept_[about.object]) continue;
      about.object = new_index_[about.object];
      truth_.about.push_back(std::move(about));
    }
    truth_.review = std::move(text_.review);
    truth_.sha256 = sha256(text_.raw);
    truth_.source = std::move(text_.raw);
    truth_.file_name = std::move(text_.file_name);
    truth_.metadata = std::move(text_.metadata);
    return std::move(truth_);
  }

 private:
  void add_passages() {
    for (const Block& block : text_.blocks) {
      Passage passage;
      passage.kind = block.kind;
      passage.language = block.language;
      passage.bytes = text_.offsets.raw_range(block.bytes);
      passage.text = block.text;
      for (std::uint32_t heading : block.headings) {
        passage.headings.push_back(text_.blocks[heading].text);
      }
      passage.page = block.page;
      passage.page_inferred = block.page_inferred;
      passage.line_begin = block.line_begin;
      passage.line_end = block.line_end;
      passage.level = block.level;
      truth_.passages.push_back(std::move(passage));
    }
  }

  bool is_allowed(const TextAssertion& assertion) const {
    if (assertion.subject == assertion.object) return false;
    const Relation* family = ontology_.find_relation(assertion.family);
    const NodeType* from = ontology_.find_type(text_.entities[assertion.subject].type);
    const NodeType* to = ontology_.find_type(text_.entities[assertion.object].type);
    if (family == nullptr || from == nullptr || to == nullptr) return false;
    return ontology_.allows(family->id, from->id, to->id) ||
           (family->symmetric && ontology_.allows(family->id, to->id, from->id));
  }

  bool is_inside(Span span) const {
    if (span.block >= text_.blocks.size() || span.bytes.empty()) return false;
    if (span.bytes.end > text_.blocks[span.block].text.size()) return false;
    const ByteRange raw = text_.raw_range(span);
    return !raw.empty() && truth_.passages[span.block].bytes.contains(raw) &&
           raw.end <= text_.raw.size();
  }

  void keep_entities() {
    kept_.assign(text_.entities.size(), false);
    for (const TextMention& mention : text_.mentions) {
      if (!mention.inherited && is_inside(mention.span)) kept_[mention.entity] = true;
    }
    for (const TextAssertion& assertion : text_.assertions) {
      if (!is_allowed(assertion) || !is_inside(assertion.quote)) continue;
      kept_[assertion.subject] = true;
      kept_[assertion.object] = true;
    }
    new_index_.assign(text_.entities.size(), 0);
    for (std::size_t i = 0; i < text_.entities.size(); ++i) {
      if (ontology_.find_type(text_.entities[i].type) == nullptr) kept_[i] = false;
      if (!kept_[i]) continue;
      new_index_[i] = static_cast<std::uint32_t>(truth_.entities.size());
      truth_.entities.push_back(std::move(text_.entities[i]));
    }
  }

  void add_mentions() {
    for (const TextMention& mention : text_.mentions) {
      if (mention.inherited || !is_inside(mention.span) || !kept_[mention.entity]) continue;
      LocalEntity& entity = truth_.entities[new_index_[mention.entity]];
      const std::string surface(text_.text_of(mention.span));
      const bool known = std::any_of(entity.names.begin(), entity.names.end(),
                                     [&](const EntityName& name) { return name.text == surface; });
      // The words of a clause are no name as they stand: the stage that read it gave one.
      if (!known && mention.rule != kClauseRule && mention.rule != kAnnouncedRule) {
        entity.names.push_back({tag_of(surface, text_.blocks[mention.span.block].language),
                                NameKind::Surface, surface});
      }
      truth_.mentions.push_back({mention.span.block, new_index_[mention.entity],
                                 text_.raw_range(mention.span), mention.rule});
    }
    put_in_order(truth_.mentions, [](const Mention& a, const Mention& b) {
      return std::tie(a.bytes, a.entity) < std::tie(b.bytes, b.entity);
    });
  }

  void add_assertions() {
    for (TextAssertion& stated : text_.assertions) {
      if (!is_inside(stated.quote)) continue;
      if (!kept_[stated.subject] || !kept_[stated.object]) continue;
      const std::uint32_t from = new_index_[stated.subject];
      const std::uint32_t to = new_index_[stated.object];
      if (from == to) continue;
      const Relation* family = ontology_.find_relation(stated.family);
      if (family == nullptr) continue;
      const NodeType* from_type = ontology_.find_type(truth_.entities[from].type);
      const NodeType* to_type = ontology_.find_type(truth_.entities[to].type);
      const bool allowed =
          ontology_.allows(family->id, from_type->id, to_type->id) ||
          (family->symmetric && ontology_.allows(family->id, to_type->id, from_type->id));
      if (!allowed) continue;

      LocalAssertion assertion;
      const bool has_cue = stated.cue.block == stated.quote.block &&
                           stated.quote.bytes.contains(stated.cue.bytes) &&
                           !stated.cue.bytes.empty();
      const Span quote{
          stated.quote.block,
          window(text_.blocks[stated.quote.block].text, stated.quote.bytes,
                 has_cue ? stated.cue.bytes
                         : ByteRange{stated.quote.bytes.begin, stated.quote.bytes.begin},
                 kMaxQuoteCharacters)};
      assertion.family = std::move(stated.family);
      assertion.kind = std::move(stated.kind);
      assertion.subject = from;
      assertion.object = to;
      assertion.polarity = stated.polarity;
      assertion.modality = stated.modality;
      assertion.attribution = std::move(stated.attribution);
      assertion.time = stated.time;
      assertion.confidence = std::clamp(stated.confidence, 0, 1000);
      assertion.qualifiers = std::move(stated.qualifiers);
      assertion.evidence.passage = stated.quote.block;
      assertion.evidence.quote = text_.raw_range(quote);
      if (has_cue && quote.bytes.contains(stated.cue.bytes)) {
        assertion.evidence.cue = text_.raw_range(stated.cue);
      }
      assertion.evidence.rule = std::move(stated.rule);
      truth_.assertions.push_back(std::move(assertion));
    }
    const auto key = [](const LocalAssertion& a) {
      return std::tie(a.evidence.passage, a.evidence.quote, a.family, a.kind, a.subject, a.object,
                      a.polarity, a.modality, a.qualifiers);
    };
    put_in_order(truth_.assertions, [&](const LocalAssertion& a, const LocalAssertion& b) {
      const auto order = key(a) <=> key(b);
      return order != 0 ? order < 0 : a.confidence > b.confidence;
    });
    truth_.assertions.erase(std::unique(truth_.assertions.begin(), truth_.assertions.end(),
                                        [&](const LocalAssertion& a, const LocalAssertion& b) {
                                          return key(a) == key(b);
                                        }),
                            truth_.assertions.end());
  }

  AnnotatedText& text_;
  const Ontology& ontology_;
  DocumentTruth truth_;
  std::vector<bool> kept_;
  std::vector<std::uint32_t> new_index_;
};

}  // namespace

DocumentTruth build_truth(AnnotatedText annotated, const Ontology& ontology) {
  return TruthBuilder(annotated, ontology).build();
}

}  // namespace sarye

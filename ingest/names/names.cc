#include "ingest/names/names.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "engine/text/name_key.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/acronyms.h"
#include "ingest/names/discovered_names.h"
#include "ingest/names/english_product_signs.h"
#include "ingest/names/land_agencies.h"
#include "ingest/names/listed_names.h"
#include "ingest/names/local_governments.h"
#include "ingest/names/short_names.h"

namespace sarye {
namespace {

LocalEntity entity_of(const GazetteerEntry& entry, const Ontology& ontology) {
  const NodeType& type = ontology.type(entry.type);
  LocalEntity entity;
  entity.type = type.name;
  entity.kind = entry.kind;
  entity.key = entry.id;
  for (const GazetteerName& name : entry.names) {
    entity.names.push_back({name.tag, name.kind, name.text});
  }
  // What is shown stands first.
  const auto shown =
      std::find_if(entity.names.begin(), entity.names.end(),
                   [&](const EntityName& name) { return name.text == entry.display; });
  if (shown != entity.names.end()) std::rotate(entity.names.begin(), shown, shown + 1);
  if (!entry.industry.empty() && ontology.find_property(entry.type, "industry") != nullptr) {
    PropertyValue industry;
    industry.text = entry.industry;
    entity.properties["industry"] = std::move(industry);
  }
  return entity;
}

// H20芯片, 盘古大模型: the noun behind the name of goods is no part of it, should a name be left
// that the entry has or that is written in Latin letters and digits.
Span without_head_noun(const AnnotatedText& text, const ListedHit& hit) {
  static constexpr std::array<std::string_view, 12> kHeads = {"大模型", "模型", "芯片",   "晶片",
                                                              "系列",   "App",  "APP",    "处理器",
                                                              "處理器", "製程", "AI眼镜", "AI眼鏡"};
  const std::string_view name = text.text_of(hit.span);
  for (const std::string_view head : kHeads) {
    if (!name.ends_with(head) || count_scripts(name)[Script::Han] == 0) continue;
    const std::string_view left = name.substr(0, name.size() - head.size());
    const bool latin = std::all_of(left.begin(), left.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x80 && c != ' ';
    });
    const bool named = std::any_of(hit.entry->names.begin(), hit.entry->names.end(),
                                   [&](const GazetteerName& other) { return other.text == left; });
    if (count_code_points(left) < 2 || !(latin || named || head == kHeads.front())) continue;
    Span out = hit.span;
    out.bytes.end -= static_cast<std::uint32_t>(head.size());
    return out;
  }
  return hit.span;
}

// 海豹05 DM-i: the version behind a Chinese name belongs to it.
Span with_version(const AnnotatedText& text, Span span) {
  static const Pattern version(
      R"(^( ?(?:DM-i|DM-p|PHEV|EREV|Pro|Max|Ultra|Plus|Turbo|Mini|Lite)\+?)(?:[^A-Za-z0-9+-]|$))");
  constexpr std::size_t kLongest = 12;  // bytes
  const std::string_view shown = text.blocks[span.block].text;
  const bool chinese = count_scripts(text.text_of(span))[Script::Han] > 0;
  if (!chinese || text.blocks[span.block].language != Language::Chinese) return span;
  if (const auto match = version.find(shown.substr(span.bytes.end, kLongest))) {
    span.bytes.end += match->groups[0]->size();
  }
  return span;
}

}  // namespace

Names::Names(const Resources& resources, bool discovers)
    : resources_(resources),
      discovers_(discovers),
      lands_(std::make_unique<LandAgencies>(resources)),
      listed_(std::make_unique<ListedNames>(resources, *lands_)),
      group_names_(group_short_names(resources.gazetteer())),
      nouns_(resources.frames()),
      plain_(resources.frames()),
      english_signs_(std::make_unique<EnglishNameSigns>(resources.frames())) {}

Names::~Names() = default;

Result<void> Names::run(AnnotatedText& text) const {
  std::vector<ListedHit> listed = listed_->find(text);
  drop_other_senses(text, listed);
  std::vector<Span> bodies = lands_->find(text, listed);
  DiscoveredNames found;
  if (discovers_) {
    const std::vector<Span> local = local_governments(text, resources_, listed);
    bodies.insert(bodies.end(), local.begin(), local.end());
    found = discover_names(text, listed, bodies,
                           {group_names_, nouns_, plain_, *english_signs_, resources_});
  }

  std::map<std::string_view, std::uint32_t> by_entry;
  std::map<std::pair<std::string, std::string>, std::uint32_t> by_name;  // (type, name key)
  for (const ListedHit& hit : listed) {
    // A longer name that was discovered around a listed one takes its place.
    const bool covered = std::any_of(found.hits.begin(), found.hits.end(), [&](const auto& other) {
      return other.span.block == hit.span.block && other.span.bytes.overlaps(hit.span.bytes);
    });
    if (covered) continue;
    auto [at, added] =
        by_entry.try_emplace(hit.entry->key, static_cast<std::uint32_t>(text.entities.size()));
    if (added) text.entities.push_back(entity_of(*hit.entry, resources_.ontology()));
    const bool goods = hit.entry->key.starts_with("product:");
    const Span span = goods ? with_version(text, without_head_noun(text, hit)) : hit.span;
    text.mentions.push_back(
        {span, at->second, hit.by_context ? "listed-by-context" : "listed", hit.confidence, false});
  }
  for (const DiscoveredHit& hit : found.hits) {
    auto [at, added] = by_name.try_emplace({hit.type, name_key(hit.name)},
                                           static_cast<std::uint32_t>(text.entities.size()));
    if (added) {
      LocalEntity entity;
      entity.type = hit.type;
      entity.kind = hit.kind;
      text.entities.push_back(std::move(entity));
    }
    text.mentions.push_back({hit.span, at->second, hit.rule, hit.confidence, false});
  }
  for (ReviewItem& item : found.review) text.review.push_back(std::move(item));
  if (discovers_) {
    add_short_names(text);
    add_korean_short_names(text, resources_.josa(), plain_);
  }
  std::stable_sort(text.mentions.begin(), text.mentions.end(),
                   [](const TextMention& a, const TextMention& b) { return a.span < b.span; });
  text.mentions_moved();
  return {};
}

}  // namespace sarye

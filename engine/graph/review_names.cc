// Rows about names: candidates, second names, entities with a name in common.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "engine/graph/quote_search.h"
#include "engine/graph/review_writer.h"
#include "engine/graph/stable_key.h"
#include "engine/text/name_key.h"

namespace sarye {

namespace {

constexpr std::size_t kWordsAround = 40;  // characters on each side of a name
constexpr int kSureAlias = 800;           // of 1000; below it a person is asked

void add_place(ReviewRow& row, ReviewPlace place) {
  if (row.places.size() < kMostReviewPlaces) row.places.push_back(std::move(place));
}

std::uint32_t passage_at(const DocumentTruth& truth, ByteRange bytes) {
  for (std::uint32_t p = 0; p < truth.passages.size(); ++p) {
    if (truth.passages[p].bytes.contains(bytes)) return p;
  }
  return 0;
}

// How often `name` stands in the document as a word of its own.
std::uint64_t places_of_name(const DocumentTruth& truth, const std::string& name) {
  const std::string folded = fold_quote(name);
  std::uint64_t count = 0;
  for (const Passage& passage : truth.passages) {
    const FoldedText text(truth.source, passage.bytes);
    for (auto at = text.find(folded); at; at = text.find(folded, at->end)) {
      count += is_whole_name(truth.source, *at) ? 1 : 0;
    }
  }
  return count;
}

Decision stopword_decision(const std::string& name) {
  Decision out;
  out.kind = DecisionKind::Stopword;
  out.names = {{NameTag::Unknown, NameKind::Official, name}};
  return out;
}

Decision distinct_decision(EntityRef a, EntityRef b) {
  Decision out;
  out.kind = DecisionKind::Distinct;
  if (b < a) std::swap(a, b);
  out.entity = std::move(a);
  out.other = std::move(b);
  return out;
}

}  // namespace

void review_candidates(const CuratedDocuments& input, std::vector<ReviewRow>& out) {
  struct Candidate {
    ReviewRow row;
    std::set<std::uint32_t> documents;
    std::set<std::string> signs;
  };
  std::map<EntityRef, Candidate> found;
  for (std::uint32_t d = 0; d < input.documents.size(); ++d) {
    const DocumentTruth& truth = input.documents[d];
    for (const ReviewItem& item : truth.review) {
      // A suggestion is a line of the file; one that this release cannot read is left out.
      auto parsed = Decisions::parse("v1\n" + item.suggestion, "suggestion", input.ontology);
      if (!parsed || parsed->all.size() != 1) continue;
      Decision& d0 = parsed->all.front();
      const bool entity = d0.kind == DecisionKind::AcceptEntity;
      if ((!entity && d0.kind != DecisionKind::Alias) || d0.names.empty()) continue;
      const std::string name = d0.names.front().text;
      Candidate& candidate = found[{d0.entity.type, (entity ? "" : d0.entity.part + "\t") + name}];
      if (const auto why = d0.notes.find("reason"); why != d0.notes.end()) {
        candidate.signs.insert(why->second);
      }
      d0.notes.clear();
      ReviewRow& row = candidate.row;
      if (candidate.documents.empty()) {
        row.kind = entity ? ReviewKind::Entity : ReviewKind::Alias;
        row.what = entity
                       ? "is “" + name + "” a " + d0.entity.type + "?"
                       : "is “" + name + "” a name of " + to_key(d0.entity, input.ontology) + "?";
        row.no = {entity
                      ? stopword_decision(name)
                      : distinct_decision(d0.entity, {d0.entity.type, key_part(name_key(name))})};
        row.doubt = doubt_of(item.confidence);
        row.yes = {std::move(d0)};
      }
      row.doubt = std::max(row.doubt, doubt_of(item.confidence));
      if (candidate.documents.insert(d).second) {
        row.mentions += std::max<std::uint64_t>(1, places_of_name(truth, name));
      }
      add_place(row, place_of(truth, passage_at(truth, item.quote), item.quote, kWordsAround));
    }
  }
  for (auto& [key, candidate] : found) {
    std::string signs;
    for (const std::string& sign : candidate.signs) signs += (signs.empty() ? "" : ", ") + sign;
    if (!signs.empty()) candidate.row.what += " (" + signs + ")";
    candidate.row.documents = static_cast<std::uint32_t>(candidate.documents.size());
    out.push_back(std::move(candidate.row));
  }
}

void review_aliases(const CuratedDocuments& input, std::vector<ReviewRow>& out) {
  struct Pair {
    ReviewRow row;
    double miss = 1;  // chance that none of the texts is right
    std::set<std::uint32_t> documents;
  };
  std::map<std::pair<EntityRef, std::string>, Pair> found;
  for (std::uint32_t d = 0; d < input.documents.size(); ++d) {
    const DocumentTruth& truth = input.documents[d];
    for (const AliasEvidence& alias : truth.aliases) {
      if (alias.weight >= kSureAlias) continue;
      const LocalEntity& entity = truth.entities[alias.entity];
      const std::string words = truth.source.substr(alias.bytes.begin, alias.bytes.size());
      // The two names: what stands first, and what stands in the bracket.
      const std::size_t bracket = std::min(words.find('('), words.find("（"));
      if (bracket == std::string::npos) continue;
      const EntityName* outside = nullptr;
      const EntityName* inside = nullptr;
      for (const EntityName& name : entity.names) {
        const std::size_t at = words.find(name.text);
        if (at == std::string::npos) continue;
        const EntityName*& side = at < bracket ? outside : inside;
        if (side == nullptr || name.text.size() > side->text.size()) side = &name;
      }
      if (outside == nullptr || inside == nullptr) continue;
      // Names that the resources list need no person.
      const auto listed = [](const EntityName& name) {
        return name.kind == NameKind::Official || name.kind == NameKind::Transliteration;
      };
      if (listed(*outside) && listed(*inside)) continue;
      const EntityName& second = listed(*inside) ? *outside : *inside;
      const EntityName& first = listed(*inside) ? *inside : *outside;
      const EntityRef other{entity.type, key_part(name_key(second.text))};
      EntityRef ref = own_ref(entity);
      if (entity.key.empty()) ref.part = key_part(name_key(first.text));
      if (ref == other) continue;
      Pair& pair = found[{ref, name_key(second.text)}];
      if (pair.documents.empty()) {
        pair.row.kind = ReviewKind::Alias;
        pair.row.what =
            "are “" + first.text + "” and “" + second.text + "” one " + entity.type + "?";
        Decision yes;
        yes.kind = DecisionKind::Alias;
        yes.entity = ref;
        yes.names = {{second.tag, NameKind::Official, second.text}};
        pair.row.yes = {std::move(yes)};
        pair.row.no = {distinct_decision(ref, other)};
      }
      if (pair.documents.insert(d).second) {
        pair.miss *= 1 - alias.weight / 1000.0;
        pair.row.mentions += places_of_name(truth, second.text);
      }
      add_place(pair.row,
                place_of(truth, passage_at(truth, alias.bytes), alias.bytes, kWordsAround));
    }
  }
  for (auto& [key, pair] : found) {
    pair.row.doubt = 2 * std::min(pair.miss, 1 - pair.miss);
    pair.row.documents = static_cast<std::uint32_t>(pair.documents.size());
    out.push_back(std::move(pair.row));
  }
}

void review_duplicates(const CuratedDocuments& input, std::vector<ReviewRow>& out) {
  const std::vector<GlobalEntity>& entities = input.entities;
  struct Member {
    std::uint32_t document;
    std::uint32_t mention;  // the first of the entity there
  };
  std::vector<bool> listed(entities.size(), false);  // has a key from the resources or a person
  std::vector<std::vector<Member>> members(entities.size());
  std::vector<std::set<std::uint32_t>> documents(entities.size());
  for (std::uint32_t d = 0; d < input.documents.size(); ++d) {
    const DocumentTruth& truth = input.documents[d];
    for (std::uint32_t e = 0; e < truth.entities.size(); ++e) {
      const std::uint32_t global = input.entity_of[d][e];
      if (!truth.entities[e].key.empty()) listed[global] = true;
      documents[global].insert(d);
    }
    std::set<std::uint32_t> seen;
    for (std::uint32_t m = 0; m < truth.mentions.size(); ++m) {
      const std::uint32_t global = input.entity_of[d][truth.mentions[m].entity];
      if (seen.insert(global).second) members[global].push_back({d, m});
    }
  }
  std::map<std::string, std::vector<std::uint32_t>> by_name;
  for (std::uint32_t g = 0; g < entities.size(); ++g) {
    if (entities[g].type == "Metric" || entities[g].type == "Document") continue;
    std::set<std::string> keys;
    for (const EntityName& name : entities[g].names) keys.insert(name_key(name.text));
    for (const std::string& key : keys) {
      if (!key.empty()) by_name[key].push_back(g);
    }
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> told;
  for (const auto& [name, sharing] : by_name) {
    if (sharing.size() < 2) continue;
    // The one that is listed, else the one that is named most, against each of the others.
    const auto rank = [&](std::uint32_t g) {
      return std::tuple(!listed[g], -static_cast<std::int64_t>(entities[g].mentions),
                        entities[g].type, entities[g].key);
    };
    const std::uint32_t stays =
        *std::min_element(sharing.begin(), sharing.end(),
                          [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
    for (const std::uint32_t goes : sharing) {
      if (goes == stays) continue;
      // The resources know both: they are two.
      if (listed[stays] && listed[goes]) continue;
      if (!told.insert({std::min(stays, goes), std::max(stays, goes)}).second) continue;
      const GlobalEntity& a = entities[stays];
      const GlobalEntity& b = entities[goes];
      const EntityRef a_ref{a.type, a.key};
      EntityRef b_ref{b.type, b.key};
      ReviewRow row;
      row.kind = ReviewKind::Duplicate;
      row.doubt = a.type == b.type ? 1.0 : 0.8;
      row.mentions = std::min(a.mentions, b.mentions);
      std::set<std::uint32_t> both = documents[stays];
      both.insert(documents[goes].begin(), documents[goes].end());
      row.documents = static_cast<std::uint32_t>(both.size());
      row.what = "are the " + a.type + " “" + a.display + "” and the " + b.type + " “" + b.display +
                 "” one?";
      // Two of a type differ in their keys by a number, which no text gives: the name tells.
      std::string shared;
      for (const EntityName& one : b.names) {
        if (name_key(one.text) == name) shared = one.text;
      }
      Decision yes;
      yes.entity = a_ref;
      if (a.type == b.type) {
        yes.kind = DecisionKind::Alias;
        yes.names = {{NameTag::Unknown, NameKind::Official, shared}};
        for (const EntityName& one : b.names) {
          if (one.text == shared) yes.names.front().tag = one.tag;
        }
      } else {
        yes.kind = DecisionKind::Merge;
        yes.other = b_ref;
      }
      row.yes = {std::move(yes)};
      row.no = {distinct_decision(a_ref, std::move(b_ref))};
      for (const std::uint32_t side : {stays, goes}) {
        for (const Member& member : members[side]) {
          const DocumentTruth& truth = input.documents[member.document];
          const Mention& mention = truth.mentions[member.mention];
          if (side == stays && row.places.size() == 2) break;
          add_place(row, place_of(truth, mention.passage, mention.bytes, kWordsAround));
        }
      }
      out.push_back(std::move(row));
    }
  }
}

}  // namespace sarye

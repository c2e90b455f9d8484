// How decisions change one document; for `apply_decisions.cc` and its two helpers alone.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/graph/apply_decisions.h"

namespace sarye {

inline constexpr std::string_view kCuratedRule = "curated";  // of mentions and statements
inline constexpr std::string_view kMetricType = "Metric";

// The part of a stable key that a name gives.
std::string key_part_of_name(const std::string& name);

class DecisionApplier {
 public:
  DecisionApplier(const DecisionSet& set, DocumentTruth& truth, std::vector<bool>* used)
      : set_(set), all_(set.decisions_.all), ontology_(set.ontology_), t_(truth), used_(used) {}

  void run();

 private:
  // What an entity was before any decision.
  struct Origin {
    std::string type;
    std::vector<std::string> parts;
  };
  void use(std::size_t decision);
  std::vector<std::string> parts_of(const LocalEntity& entity) const;
  Origin origin_of(const LocalEntity& entity) const;
  bool is(std::uint32_t entity, const EntityRef& ref) const;
  std::uint32_t add_entity(const EntityRef& ref, std::vector<EntityName> names);
  std::string surface_of(const Mention& mention) const;

  // Takes `moved` (indices of mentions of `from`) away from it, to `to` or for good; statements
  // follow whose words name `from` by these mentions alone.
  void move_mentions(std::uint32_t from, const std::set<std::size_t>& moved,
                     std::optional<std::uint32_t> to);

  // --- what names

  void stop_words();
  bool stops(const std::string& word);
  void split(std::size_t number);
  void distinct(std::size_t number);

  // Names and mentions of `entity` that are the other's become the other's.
  void part_from(std::uint32_t entity, const EntityRef& other);
  void retype(std::size_t number);
  void change_type(LocalEntity& entity, const std::string& type);

  // The entity that people speak of when they speak of `e`, if they do.
  std::optional<EntityRef> named(std::uint32_t e);
  void give_keys();

  // The names that people gave to it.
  void add_names(LocalEntity& entity, const EntityRef& ref);
  std::uint32_t entity_of(const EntityRef& ref);

  // Mentions of the names that people gave, where no other stands.
  void find_names();
  bool is_taken(ByteRange range, const DecisionSet::SoughtName& sought);

  // --- what properties and statements

  void set_values(std::size_t number);

  // Whether it is the figure whose key has this part, as one of its things' own keys gives it.
  bool is_metric(std::uint32_t e, const std::string& part) const;
  bool is_quote(const QuoteRef& ref, ByteRange quote) const;

  bool is_edge(const Decision& d, const std::string& family, const std::string& kind,
               ByteRange quote) const;
  bool has_ends(const Decision& d, const LocalAssertion& stated) const;
  void accept_edge(std::size_t number);

  // A statement that no rule found: the words must be there, and the ends be told.
  bool state_edge(const Decision& d);
  void reject_edge(std::size_t number);

  // --- what is left

  bool can_stand(const LocalAssertion& stated) const;
  void clean();

  template <typename T, typename Stays>
  static void keep(std::vector<T>& items, Stays stays) {
    std::vector<T> out;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (stays(i, items[i])) out.push_back(std::move(items[i]));
    }
    items = std::move(out);
  }

  const DecisionSet& set_;
  const std::vector<Decision>& all_;
  const Ontology& ontology_;
  DocumentTruth& t_;
  std::vector<bool>* used_;
  bool touched_ = false;
  std::vector<Origin> origins_;
  std::set<std::uint32_t> emptied_;  // entities that lost all their mentions
  std::set<std::size_t> dead_mentions_;
  std::vector<bool> dead_;  // assertions
  std::vector<bool> dead_about_;
};

}  // namespace sarye

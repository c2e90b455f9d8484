#include "engine/graph/import_nodes.h"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "engine/graph/imported_properties.h"
#include "engine/graph/stored_nodes.h"

namespace sarye {

namespace {

std::string_view number_in(std::string_view name) {
  const bool is_number = !name.empty() &&
                         name.find_first_not_of("0123456789") == std::string_view::npos &&
                         (name.size() == 1 || name.front() != '0');
  return is_number ? name : std::string_view();
}

// Keys of one type, without its prefix: those that are numbers are in the order of these, before
// all others.
bool key_before(std::string_view a, std::string_view b) {
  const std::string_view x = number_in(a);
  const std::string_view y = number_in(b);
  if (x.empty() != y.empty()) return y.empty();
  return x.size() != y.size() ? x.size() < y.size() : a < b;
}

class NodeImporter {
 public:
  NodeImporter(const Snapshot& snapshot, const std::vector<ImportRecord>& graphs, IdTable& ids,
               BuildInput& input)
      : snapshot_(snapshot), graphs_(graphs), ids_(ids), input_(input) {}

  Result<std::shared_ptr<const ImportedNodes>> run() {
    for (std::size_t g = 0; g < graphs_.size(); ++g) {
      if (auto done = read_keys(g); !done) return done.error();
    }
    if (ascends_ && give_ascending_ids()) {
      put_in_order();
      input_.node_blocks = std::make_shared<StoredNodes>(snapshot_, graphs_, std::move(stretches_),
                                                         nodes_, documents_, input_.ontology);
    } else if (auto done = read_all(); !done) {
      return done.error();
    }
    return std::shared_ptr<const ImportedNodes>(nodes_);
  }

 private:
  // What the properties of nodes were told to the ontology last: most nodes have those of the one
  // before.
  class Told {
   public:
    bool is_known(TypeId type, const std::vector<WrittenProperty>& properties) {
      if (by_type_.size() <= type.value) by_type_.resize(type.value + std::size_t{1});
      std::vector<WrittenProperty>& last = by_type_[type.value];
      const bool same = !last.empty() && last.size() == properties.size() &&
                        std::equal(last.begin(), last.end(), properties.begin(),
                                   [](const WrittenProperty& a, const WrittenProperty& b) {
                                     return a.name == b.name && a.type == b.type;
                                   });
      if (!same) last = properties;
      return same;
    }

   private:
    std::vector<std::vector<WrittenProperty>> by_type_;
  };

  Result<void> read_keys(std::size_t g) {
    auto reader = ImportReader::open_ahead(snapshot_, graphs_[g].number);
    if (!reader) return reader.error();
    const std::vector<TypeId> types = types_of(*reader);
    ImportedIds& given = nodes_->given.emplace_back();
    std::vector<NodeId>& nodes = nodes_->nodes.emplace_back();
    Told told;
    WrittenNode node;
    std::vector<WrittenProperty> properties;
    for (std::size_t i = 0;; ++i) {
      const std::uint64_t place = reader->place();
      auto more = reader->next_node(node, properties);
      if (!more) return more.error();
      if (!*more) {
        nodes_->edges_at.push_back(place);
        return {};
      }
      const TypeId type = types[node.type];
      given.add(node.id, node.key);
      nodes.emplace_back(type, 0);
      if (stretches_.empty() || stretches_.back().graph != g || stretches_.back().type != type) {
        stretches_.push_back({g, type, place, i, i});
      }
      stretches_.back().end = i + 1;
      if (ascends_) ascends_ = comes_behind(type, g, i);
      if (!told.is_known(type, properties)) {
        tell(type, reader->property_names(), properties);
      }
    }
  }

  std::vector<TypeId> types_of(const ImportReader& reader) {
    std::vector<TypeId> types;
    for (const std::string& name : reader.types()) types.push_back(input_.ontology.add_type(name));
    return types;
  }

  // Whether the node comes behind the last one of its type in the order of keys.
  bool comes_behind(TypeId type, std::size_t g, std::size_t i) {
    // Keys are read up to their first colon.
    if (input_.ontology.type(type).name.find(':') != std::string::npos) return false;
    if (last_.size() <= type.value) last_.resize(type.value + std::size_t{1}, {kNoGraph, 0});
    const auto [graph, index] = std::exchange(last_[type.value], {g, i});
    if (graph == kNoGraph) return true;
    const ImportedIds& before = nodes_->given[graph];
    const ImportedIds& now = nodes_->given[g];
    if (!before.has_key(index) && !now.has_key(i) && before.id(index) >= 0 && now.id(i) >= 0) {
      return before.id(index) < now.id(i);
    }
    return key_before(before.key(index), now.key(i));
  }

  void tell(TypeId type, const std::vector<std::string>& names,
            const std::vector<WrittenProperty>& properties) {
    bool has_language = false;
    const WrittenProperty* lang = nullptr;
    for (std::size_t i = 0; i < properties.size(); ++i) {
      const std::string& name = names[properties[i].name];
      const auto before = properties.begin() + static_cast<std::ptrdiff_t>(i);
      if (is_left_out(name, properties[i].type) ||
          std::any_of(properties.begin(), before, [&](const WrittenProperty& known) {
            return known.name == properties[i].name && !is_left_out(name, known.type);
          })) {
        continue;
      }
      input_.ontology.add_property(type, name, imported_kind(properties[i].type));
      has_language = has_language || name == "language";
      if (name == "lang") lang = &properties[i];
    }
    if (lang != nullptr && !has_language && input_.ontology.type(type).name == "Document") {
      input_.ontology.add_property(type, "language", imported_kind(lang->type));
    }
  }

  std::string full_key(TypeId type, std::size_t g, std::size_t i) const {
    return input_.ontology.type(type).key_prefix + ":" + nodes_->given[g].key(i);
  }

  // False: the ids that were known do not ascend. Stretches are in the order of nodes.
  bool give_ascending_ids() {
    std::vector<std::int64_t> last(last_.size(), -1);
    for (const Stretch& stretch : stretches_) {
      if (!has_rows(stretch.type)) continue;
      const std::string& name = input_.ontology.type(stretch.type).name;
      for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
        const std::uint32_t offset = ids_.offset_of(name, full_key(stretch.type, stretch.graph, i));
        nodes_->nodes[stretch.graph][i] = NodeId(stretch.type, offset);
        if (std::int64_t{offset} <= last[stretch.type.value]) return false;
        last[stretch.type.value] = offset;
      }
    }
    for (const Stretch& stretch : stretches_) {
      if (!has_rows(stretch.type)) give_new_ids(stretch);
    }
    return true;
  }

  void give_new_ids(const Stretch& stretch) {
    const NodeType& type = input_.ontology.type(stretch.type);
    const auto key = [given = nodes_, graph = stretch.graph, begin = stretch.begin,
                      prefix = type.key_prefix + ":"](std::size_t i, std::string& out) {
      out = prefix;
      given->given[graph].append_key(begin + i, out);
    };
    std::uint32_t offset = ids_.offsets_of_new(type.name, stretch.end - stretch.begin, key);
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      nodes_->nodes[stretch.graph][i] = NodeId(stretch.type, offset++);
    }
  }

  // Whether the table of ids had rows of the type before.
  bool has_rows(TypeId type) {
    if (has_rows_.empty()) {
      for (const NodeType& known : input_.ontology.types()) {
        has_rows_.push_back(ids_.has_rows(known.name));
      }
    }
    return has_rows_[type.value];
  }

  void put_in_order() {
    std::sort(stretches_.begin(), stretches_.end(), [&](const Stretch& a, const Stretch& b) {
      return nodes_->nodes[a.graph][a.begin] < nodes_->nodes[b.graph][b.begin];
    });
    const NodeType* document = input_.ontology.find_type("Document");
    if (document == nullptr) return;
    for (const Stretch& stretch : stretches_) {
      if (stretch.type != document->id) continue;
      for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
        documents_.add(nodes_->given[stretch.graph].id(i),
                       nodes_->nodes[stretch.graph][i].offset());
      }
    }
  }

  // All nodes into `input_.nodes`, those with one key together.
  Result<void> read_all() {
    std::vector<std::vector<std::uint32_t>> places;  // per graph: node → index into input_.nodes
    const auto hash = [this](std::uint32_t i) {
      return std::hash<std::string>()(input_.nodes[i].key) ^ input_.nodes[i].id.type().value;
    };
    const auto same = [this](std::uint32_t a, std::uint32_t b) {
      return input_.nodes[a].id.type() == input_.nodes[b].id.type() &&
             input_.nodes[a].key == input_.nodes[b].key;
    };
    std::unordered_set<std::uint32_t, decltype(hash), decltype(same)> known(0, hash, same);
    for (std::size_t g = 0; g < graphs_.size(); ++g) {
      auto reader = ImportReader::open(snapshot_, graphs_[g].number);
      if (!reader) return reader.error();
      const std::vector<TypeId> types = types_of(*reader);
      WrittenNode node;
      std::vector<WrittenProperty> ignored;
      std::vector<std::uint32_t>& of_graph = places.emplace_back();
      for (std::size_t i = 0;; ++i) {
        auto more = reader->next_node(node, ignored);
        if (!more) return more.error();
        if (!*more) break;
        const auto index = static_cast<std::uint32_t>(input_.nodes.size());
        BuildNode& made = input_.nodes.emplace_back();
        made.id = NodeId(types[node.type], 0);
        made.key = full_key(types[node.type], g, i);
        made.external_id = node.id;
        ByteReader in(node.properties);
        PropertyList properties = read_properties(in, reader->property_names());
        const auto [at, is_new] = known.insert(index);
        of_graph.push_back(*at);
        if (!is_new) input_.nodes.pop_back();
        add_properties(input_.nodes[*at], std::move(properties), is_new);
      }
    }
    known.clear();
    give_ids();
    for (std::size_t g = 0; g < graphs_.size(); ++g) {
      for (std::size_t i = 0; i < places[g].size(); ++i) {
        nodes_->nodes[g][i] = input_.nodes[places[g][i]].id;
      }
    }
    tell_documents();
    return {};
  }

  // All of a new node; of one that is known what it lacked.
  void add_properties(BuildNode& node, PropertyList properties, bool is_new) const {
    if (is_new) {
      node.properties = std::move(properties);
      keep_imported(node.properties, input_.ontology.type(node.id.type()).name);
    } else {
      for (auto& [name, value] : properties) {
        if (is_left_out(name, value.type()) || find_imported(node.properties, name) != nullptr) {
          continue;
        }
        node.properties.emplace_back(std::move(name), std::move(value));
      }
    }
    name_imported(node);
  }

  void give_ids() {
    std::vector<std::uint32_t> order(input_.nodes.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto name = [](const BuildNode& node) {
      return std::string_view(node.key).substr(node.key.find(':') + 1);
    };
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
      const BuildNode& x = input_.nodes[a];
      const BuildNode& y = input_.nodes[b];
      return x.id != y.id ? x.id < y.id : key_before(name(x), name(y));  // ids are of types as yet
    };
    if (!std::is_sorted(order.begin(), order.end(), before)) {
      std::sort(order.begin(), order.end(), before);
    }
    for (const std::uint32_t i : order) {
      BuildNode& node = input_.nodes[i];
      const TypeId type = node.id.type();
      node.id = NodeId(type, ids_.offset_of(input_.ontology.type(type).name, node.key));
    }
  }

  void tell_documents() {
    const NodeType* passage = input_.ontology.find_type("Passage");
    const NodeType* document = input_.ontology.find_type("Document");
    if (passage == nullptr || document == nullptr) return;
    for (const BuildNode& node : input_.nodes) {
      if (node.id.type() == document->id) documents_.add(node.external_id, node.id.offset());
    }
    for (BuildNode& node : input_.nodes) {
      if (node.id.type() == passage->id) documents_.tell(node);
    }
  }

  static constexpr std::size_t kNoGraph = static_cast<std::size_t>(-1);

  const Snapshot& snapshot_;
  const std::vector<ImportRecord>& graphs_;
  IdTable& ids_;
  BuildInput& input_;
  std::shared_ptr<ImportedNodes> nodes_ = std::make_shared<ImportedNodes>();
  std::vector<Stretch> stretches_;
  std::vector<std::pair<std::size_t, std::size_t>> last_;  // by type: graph and index
  bool ascends_ = true;
  std::vector<bool> has_rows_;
  PassageDocuments documents_;
};

}  // namespace

Result<std::shared_ptr<const ImportedNodes>> import_nodes(const Snapshot& snapshot,
                                                          const std::vector<ImportRecord>& graphs,
                                                          IdTable& ids, BuildInput& input) {
  return NodeImporter(snapshot, graphs, ids, input).run();
}

}  // namespace sarye

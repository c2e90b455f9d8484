#include "tools/sarye/json_graph.h"

#include <map>
#include <nlohmann/json.hpp>

#include "engine/text/display_width.h"
#include "engine/text/unicode.h"
#include "tools/sarye/json_value.h"

namespace sarye {

namespace {

using Json = nlohmann::json;

Error wrong(const std::string& where, const std::string& what, const std::string& hint = {}) {
  return {ErrorCode::Rejected, where + ": " + what, hint, "InvalidGraph"};
}

std::string shown(const Json& json) {
  return truncate_to_width(json.dump(), 40);
}

Result<PropertyList> read_properties(const Json& of, const std::string& where) {
  PropertyList list;
  const auto found = of.find("properties");
  if (found == of.end() || found->is_null()) return list;
  if (!found->is_object()) return wrong(where, "properties are an object, not " + shown(*found));
  for (const auto& [name, json] : found->items()) {
    auto value = value_from_json(json);
    if (!value) return wrong(where, name + ": " + value.error().message, value.error().hint);
    if (!value->is_null()) list.emplace_back(nfc(name), std::move(*value));
  }
  return list;
}

Result<void> check_keys(const Json& of, const std::string& where,
                        std::initializer_list<std::string_view> known) {
  if (!of.is_object()) return wrong(where, "an object was expected, not " + shown(of));
  for (const auto& [name, json] : of.items()) {
    bool fits = false;
    for (const std::string_view key : known) fits = fits || key == name;
    if (fits) continue;
    std::string allowed;
    for (const std::string_view key : known) {
      if (!allowed.empty()) allowed += ", ";
      allowed += key;
    }
    return wrong(where, "the key " + name + " is not known", "keys: " + allowed);
  }
  return {};
}

class GraphReader {
 public:
  Result<void> node(const Json& json, std::size_t place) {
    const std::string where = "nodes[" + std::to_string(place) + "]";
    if (auto done = check_keys(json, where, {"id", "labels", "properties"}); !done) return done;
    const auto id = json.find("id");
    if (id == json.end()) return wrong(where, "id is missing");
    if (!id->is_number_integer() && !id->is_string()) {
      return wrong(where, "id is a whole number or a text, not " + shown(*id));
    }
    std::string type = "Node";
    const auto labels = json.find("labels");
    if (labels != json.end() && !labels->is_null()) {
      if (!labels->is_array()) return wrong(where, "labels are a list, not " + shown(*labels));
      if (labels->size() > 1) {
        return wrong(where, "a node has one label, not " + shown(*labels),
                     "several labels on one node are outside the language");
      }
      if (!labels->empty()) {
        if (!labels->front().is_string()) {
          return wrong(where, "a label is a text, not " + shown(labels->front()));
        }
        type = nfc(labels->front().get_ref<const std::string&>());
      }
    }
    if (type.empty()) return wrong(where, "a label is empty");
    if (!places_.emplace(id->dump(), static_cast<std::uint32_t>(graph_.nodes.size())).second) {
      return wrong(where, "the id " + shown(*id) + " was given to another node");
    }
    auto properties = read_properties(json, where);
    if (!properties) return properties.error();
    ImportedNode& node = graph_.nodes.emplace_back();
    node.type = graph_.type_number(type);
    if (id->is_string()) {
      // Its number is its place: what is shown and looked up is the text.
      node.id = static_cast<std::int64_t>(place);
      node.key = id->get<std::string>();
    } else {
      node.id = id->get<std::int64_t>();
    }
    node.properties = std::move(*properties);
    return {};
  }

  Result<void> edge(const Json& json, std::size_t place) {
    const std::string where = "edges[" + std::to_string(place) + "]";
    if (auto done = check_keys(json, where, {"id", "src", "dst", "type", "properties"}); !done) {
      return done;
    }
    ImportedEdge edge;
    for (const auto& [name, end] :
         {std::pair{"src", &ImportedEdge::source}, std::pair{"dst", &ImportedEdge::target}}) {
      const auto id = json.find(name);
      if (id == json.end()) return wrong(where, std::string(name) + " is missing");
      const auto found = places_.find(id->dump());
      if (found == places_.end()) {
        return wrong(where, std::string(name) + " " + shown(*id) + " is the id of no node");
      }
      edge.*end = found->second;
    }
    const auto type = json.find("type");
    if (type == json.end() || !type->is_string() || type->get_ref<const std::string&>().empty()) {
      return wrong(where, "type is missing or not a text");
    }
    edge.relation = graph_.relation_number(nfc(type->get_ref<const std::string&>()));
    edge.id = static_cast<std::int64_t>(place);
    const auto id = json.find("id");
    if (id != json.end() && !id->is_null()) {
      if (!id->is_number_integer()) return wrong(where, "id is a whole number, not " + shown(*id));
      edge.id = id->get<std::int64_t>();
    }
    auto properties = read_properties(json, where);
    if (!properties) return properties.error();
    edge.properties = std::move(*properties);
    graph_.edges.push_back(std::move(edge));
    return {};
  }

  ImportedGraph take() { return std::move(graph_); }

 private:
  ImportedGraph graph_;
  std::map<std::string, std::uint32_t> places_;  // by the id's JSON: 1 is not "1"
};

}  // namespace

Result<ImportedGraph> graph_from_json(const Json& json) {
  if (!json.is_object()) return wrong("graph", "an object with nodes and edges was expected");
  GraphReader reader;
  for (const char* name : {"nodes", "edges"}) {
    const auto list = json.find(name);
    if (list == json.end() || list->is_null()) continue;
    if (!list->is_array()) return wrong(name, "a list was expected, not " + shown(*list));
    for (std::size_t i = 0; i < list->size(); ++i) {
      auto done = *name == 'n' ? reader.node((*list)[i], i) : reader.edge((*list)[i], i);
      if (!done) return done.error();
    }
  }
  return reader.take();
}

}  // namespace sarye

// What the views of one generation are built from: nodes, edges and assertions with global identity
// already decided. Literature (truth + identity) and imports (given graphs, bulk rows) both arrive
// here; `write_views` turns it into chunks. Order of adding never matters: everything is sorted by
// stable key, then value.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/byte_range.h"
#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/model/document.h"
#include "engine/model/ontology.h"
#include "engine/model/value.h"
#include "engine/store/store.h"

namespace sarye {

struct BuildNode {
  NodeId id;                    // from the id table: dense within the type, holes allowed
  std::string key;              // stable key with prefix
  std::string display;
  std::vector<EntityName> names;
  std::vector<std::pair<std::string, Value>> properties;  // scalars and lists of scalars
  std::int64_t external_id = -1;  // imports: the id that was given
  std::uint64_t mentions = 0;
};

struct BuildAssertion {
  std::uint32_t document = 0;  // offset of the Document node
  std::uint32_t work = 0;
  std::uint32_t passage = 0xFFFFFFFFu;
  Language language = Language::Unknown;
  RelationId kind;
  Polarity polarity = Polarity::Asserted;
  Modality modality = Modality::Stated;
  std::uint16_t confidence = 1000;
  DateSpan time;
  bool time_is_stated = false;
  std::string attribution;
  ByteRange quote;
  std::vector<std::pair<std::string, std::string>> qualifiers;
};

// One row: an assertion of the fact (source, family, target, discriminator), or a plain edge.
struct BuildEdge {
  RelationId family;
  NodeId source;
  NodeId target;
  std::string discriminator;  // identifying qualifiers; for parallel edges their running number
  bool plain = false;
  BuildAssertion assertion;   // unless plain
  std::vector<std::pair<std::string, Value>> properties;  // of an imported edge
  std::int64_t external_id = -1;
};

struct BuildInput {
  Ontology ontology;
  bool literature = true;              // else an open store
  std::vector<BuildNode> nodes;
  std::vector<BuildEdge> edges;
  std::uint64_t generation = 0;
  std::vector<std::string> document_properties;
};

// Adds to `batches` what makes the Graph and Text tables of `store` hold exactly the views of
// `input`: chunks that are the same already are left alone, those that are gone are erased.
// Errors: those of reading the store.
Result<void> write_views(BuildInput input, Store& store);

}  // namespace sarye

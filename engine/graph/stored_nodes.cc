#include "engine/graph/stored_nodes.h"

#include <tbb/parallel_for.h>

#include <utility>

#include "engine/graph/imported_properties.h"

namespace sarye {

namespace {

// A block ends with the first range of offsets that ends behind so many nodes.
constexpr std::size_t kBlockNodes = std::size_t{16} * kRangeSize;

}  // namespace

void PassageDocuments::tell(BuildNode& passage) const {
  const Value* number = find_imported(passage.properties, "doc");
  if (number == nullptr || number->type() != ValueType::Integer) return;
  const auto found = documents_.find(number->integer());
  if (found != documents_.end()) passage.document = found->second;
}

StoredNodes::StoredNodes(const Snapshot& snapshot, const std::vector<ImportRecord>& graphs,
                         std::vector<Stretch> stretches, std::shared_ptr<const ImportedNodes> nodes,
                         PassageDocuments documents, const Ontology& ontology)
    : snapshot_(snapshot),
      stretches_(std::move(stretches)),
      nodes_(std::move(nodes)),
      documents_(std::move(documents)),
      readers_(graphs.size()) {
  for (const ImportRecord& graph : graphs) numbers_.push_back(graph.number);
  for (const NodeType& type : ontology.types()) {
    types_.push_back({type.name, type.key_prefix + ":", type.name == "Passage"});
  }
}

void StoredNodes::rewind() {
  stretch_ = 0;
  is_begun_ = false;
}

Result<std::vector<BuildNode>> StoredNodes::next() {
  raw_.clear();
  bytes_.clear();
  while (stretch_ < stretches_.size()) {
    auto more = read_node();
    if (!more) return more.error();
    if (!*more) break;
  }
  std::vector<BuildNode> out(raw_.size());
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, out.size(), kRangeSize),
                    [&](const tbb::blocked_range<std::size_t>& some) {
                      for (std::size_t i = some.begin(); i < some.end(); ++i) {
                        make(raw_[i], out[i]);
                      }
                    });
  return out;
}

// False: the node belongs to the next block.
Result<bool> StoredNodes::read_node() {
  const Stretch& stretch = stretches_[stretch_];
  if (!is_begun_) at_ = stretch.begin;
  const NodeId id = nodes_->nodes[stretch.graph][at_];
  if (raw_.size() >= kBlockNodes && id.value >> kRangeBits != raw_.back().id.value >> kRangeBits) {
    return false;
  }
  std::unique_ptr<ImportReader>& reader = readers_[stretch.graph];
  if (reader == nullptr) {
    auto opened = ImportReader::open(snapshot_, numbers_[stretch.graph]);
    if (!opened) return opened.error();
    reader = std::make_unique<ImportReader>(std::move(*opened));
  }
  if (!is_begun_) {
    if (auto done = reader->go_to(stretch.place, stretch.begin); !done) return done.error();
    is_begun_ = true;
  }
  auto more = reader->next_node(node_, ignored_);
  if (!more) return more;
  raw_.push_back({id, stretch.graph, at_, bytes_.size(), node_.properties.size()});
  bytes_ += node_.properties;
  if (++at_ == stretch.end) {
    ++stretch_;
    is_begun_ = false;
  }
  return true;
}

void StoredNodes::make(const RawNode& raw, BuildNode& out) const {
  const ImportedIds& given = nodes_->given[raw.graph];
  const TypeNames& type = types_[raw.id.type().value];
  out.id = raw.id;
  out.key = type.prefix + given.key(raw.index);
  out.external_id = given.id(raw.index);
  ByteReader in(std::string_view(bytes_).substr(raw.properties, raw.properties_bytes));
  out.properties = read_properties(in, readers_[raw.graph]->property_names());
  keep_imported(out.properties, type.name);
  name_imported(out);
  if (type.is_passage) documents_.tell(out);
}

}  // namespace sarye

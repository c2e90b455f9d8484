#include "engine/graph/document_keys.h"

#include "engine/graph/graph_builder.h"
#include "engine/graph/view_rows.h"

namespace sarye {

DocumentKeys::DocumentKeys(const Snapshot& before, const Ontology& ontology) : before_(before) {
  if (const NodeType* type = ontology.find_type("Document")) {
    type_ = type->id;
    prefix_ = type->key_prefix + ":";
  }
}

void DocumentKeys::set(std::uint32_t offset, const std::string& key) {
  given_[offset] = prefix_ + key;
}

Result<void> DocumentKeys::status() const {
  if (failed_) return error_;
  return {};
}

std::string_view DocumentKeys::key_of(std::uint32_t offset) {
  const auto given = given_.find(offset);
  if (given != given_.end()) return given->second;
  const std::uint32_t range = offset >> kRangeBits;
  if (range >= ranges_.size()) ranges_.resize(range + 1);
  std::optional<Column>& keys = ranges_[range];
  if (!keys) {
    keys.emplace();
    auto bytes =
        read_parts(before_, Table::Graph, node_column_key(type_, internal_column::kKey, range));
    auto column = !bytes ? Result<Column>(bytes.error())
                  : *bytes
                      ? Column::decode(**bytes, kRangeSize)
                      : Result<Column>(Error{ErrorCode::Damaged, "documents have no stable keys",
                                             "run `sarye rebuild`"});
    if (column) {
      *keys = std::move(*column);
    } else if (!failed_) {
      error_ = column.error();
      failed_ = true;
    }
  }
  return keys->text(offset & (kRangeSize - 1));
}

int DocumentKeys::compare(std::uint32_t a, std::uint32_t b) {
  if (a == b) return 0;
  return key_of(a).compare(key_of(b));
}

}  // namespace sarye

#include "ingest/arguments/argument.h"

namespace sarye {

Argument mentioned(const TextMention& mention) {
  Argument out;
  out.entity = mention.entity;
  out.bytes = mention.span.bytes;
  return out;
}

Argument new_concept(ByteRange bytes, std::string_view type, int confidence) {
  Argument out;
  out.bytes = bytes;
  out.created = true;
  out.create_from = bytes;
  out.create_type = std::string(type);
  out.confidence = confidence;
  return out;
}

}  // namespace sarye

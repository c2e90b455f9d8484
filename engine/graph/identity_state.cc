#include "engine/graph/identity_state.h"

#include <algorithm>

#include "engine/graph/view_parts.h"
#include "engine/graph/view_rows.h"
#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

std::string state_prefix(char list) {
  return std::string(kIdentityView) + list;
}

std::string state_prefix(char list, std::string_view text) {
  std::string key = state_prefix(list);
  ByteWriter(key).ordered_string(text);
  return key;
}

void add_parts(const std::string& key, const std::string& bytes, StateRows& rows) {
  for (auto& [part, value] : cut_into_parts(key, bytes)) rows[std::move(part)] = std::move(value);
}

std::string with_number(std::string key, std::uint32_t number) {
  ByteWriter(key).u32(number);
  return key;
}

std::string encode_footprint(const DocumentFootprint& document) {
  std::string bytes;
  ByteWriter out(bytes);
  out.raw({reinterpret_cast<const char*>(document.sha256.data()), document.sha256.size()});
  out.string(document.fingerprint).string(document.key).string(document.title);
  out.string(document.work).string(document.node_key).varint(document.node);
  out.varint(document.passages.size());
  for (const std::uint32_t passage : document.passages) out.varint(passage);
  out.varint(document.units.size());
  for (const auto& [key, unit] : document.units) {
    out.raw(key);
    write_unit(out, unit);
  }
  out.varint(document.speakers.size());
  for (const std::string& speaker : document.speakers) out.string(speaker);
  out.varint(document.observations.size());
  for (const auto& [observed, value] : document.observations) {
    out.string(observed.first).string(observed.second).f64(value.value).varint(value.count);
  }
  return bytes;
}

}  // namespace

std::string footprint_key(DocumentId id) {
  return with_number(state_prefix('f'), id.value);
}
std::string unit_row_key(std::string_view unit) {
  return state_prefix('u') + std::string(unit);
}
std::string token_prefix(std::string_view type, std::string_view token) {
  std::string key = state_prefix('t', type);
  ByteWriter(key).ordered_string(token);
  return key;
}
std::string unit_documents_prefix(std::string_view unit) {
  return state_prefix('d') + std::string(unit);
}
std::string work_prefix(std::string_view work) {
  return state_prefix('w', work);
}
std::string title_prefix(std::string_view text) {
  return state_prefix('n', text);
}
std::string speaker_key(std::string_view text) {
  return state_prefix('a', text);
}
std::string observation_prefix(std::string_view subject) {
  return state_prefix('o', subject);
}
std::string observed_by_prefix(std::string_view metric) {
  return state_prefix('r', metric);
}

DocumentFootprint footprint_of(const LiteratureBuilder& builder, std::size_t d,
                               DocumentShare share) {
  const LiteratureDocument& document = builder.documents()[d];
  DocumentFootprint out;
  out.id = document.record.id;
  out.sha256 = document.record.sha256;
  out.fingerprint = document.record.fingerprint;
  out.key = document.truth.metadata.key;
  out.title = document.truth.metadata.title;
  out.work = work_of(document.truth.metadata);
  out.node_key = document.key;
  out.node = builder.node_of_document(d).offset();
  for (const NodeId passage : builder.passages_of(d)) out.passages.push_back(passage.offset());
  out.units = std::move(share.units);
  out.speakers = builder.speakers_of(d);
  out.observations = builder.observations_of(d);
  return out;
}

Result<DocumentFootprint> decode_footprint(DocumentId id, std::string_view bytes) {
  ByteReader in(bytes);
  DocumentFootprint out;
  out.id = id;
  const std::string_view hash = in.raw(out.sha256.size());
  std::copy(hash.begin(), hash.end(), out.sha256.begin());
  out.fingerprint = in.string();
  out.key = in.string();
  out.title = in.string();
  out.work = in.string();
  out.node_key = in.string();
  out.node = in.varint32();
  const std::size_t passages = in.count();
  for (std::size_t i = 0; i < passages && in.ok(); ++i) out.passages.push_back(in.varint32());
  const std::size_t units = in.count(24);
  for (std::size_t i = 0; i < units && in.ok(); ++i) {
    std::string key(in.raw(16));
    out.units.emplace_hint(out.units.end(), std::move(key), read_unit(in));
  }
  const std::size_t speakers = in.count();
  for (std::size_t i = 0; i < speakers && in.ok(); ++i) {
    out.speakers.emplace_hint(out.speakers.end(), in.string());
  }
  const std::size_t observations = in.count(11);
  for (std::size_t i = 0; i < observations && in.ok(); ++i) {
    std::string subject(in.string());
    std::string metric(in.string());
    const double value = in.f64();
    out.observations[{std::move(subject), std::move(metric)}] = {value, in.varint()};
  }
  if (auto whole = in.finish("what a document adds to the views"); !whole) return whole.error();
  return out;
}

void add_document_rows(const DocumentFootprint& document, StateRows& rows) {
  add_parts(footprint_key(document.id), encode_footprint(document), rows);
  for (const auto& [key, unit] : document.units) {
    rows[with_number(unit_documents_prefix(key), document.id.value)];
  }
  ByteWriter(rows[with_number(work_prefix(document.work), document.node)] = std::string())
      .u32(document.id.value);
  for (const std::string* text : {&document.key, &document.title}) {
    if (text->empty()) continue;
    std::string key = title_prefix(*text);
    ByteWriter(key)
        .ordered_string(document.key)
        .raw({reinterpret_cast<const char*>(document.sha256.data()), document.sha256.size()});
    ByteWriter(rows[std::move(key)] = std::string()).u32(document.node).u32(document.id.value);
  }
}

void add_unit_rows(const std::string& key, const IdentityUnit& unit, StateRows& rows) {
  std::string bytes;
  ByteWriter out(bytes);
  write_unit(out, unit);
  add_parts(unit_row_key(key), bytes, rows);
  for (const std::string& token : unit_tokens(unit)) rows[token_prefix(unit.type, token) + key];
}

std::string encode_count(std::uint64_t count) {
  std::string bytes;
  ByteWriter(bytes).varint(count);
  return bytes;
}

std::string encode_observed(const ObservedValue& value) {
  std::string bytes;
  ByteWriter(bytes).f64(value.value).varint(value.count);
  return bytes;
}

Result<std::uint64_t> decode_count(std::string_view bytes) {
  ByteReader in(bytes);
  const std::uint64_t count = in.varint();
  if (auto whole = in.finish("a count of the views"); !whole) return whole.error();
  return count;
}

Result<ObservedValue> decode_observed(std::string_view bytes) {
  ByteReader in(bytes);
  ObservedValue out;
  out.value = in.f64();
  out.count = in.varint();
  if (auto whole = in.finish("an observed value"); !whole) return whole.error();
  return out;
}

void SharedCounts::add(const DocumentFootprint& document) {
  for (const auto& [key, unit] : document.units) {
    const auto [at, is_new] = units.try_emplace(key, unit);
    if (!is_new) at->second.sums.add(unit.sums);
  }
  for (const std::string& speaker : document.speakers) ++speakers[speaker];
  for (const auto& [observed, value] : document.observations) {
    ObservedValue& sum = observations[observed];
    sum.value = value.value;
    sum.count += value.count;
  }
}

void add_shared_rows(const SharedCounts& counts, StateRows& rows) {
  for (const auto& [key, unit] : counts.units) add_unit_rows(key, unit, rows);
  for (const auto& [text, count] : counts.speakers) rows[speaker_key(text)] = encode_count(count);
  for (const auto& [observed, value] : counts.observations) {
    rows[observation_prefix(observed.first) + observed.second] = encode_observed(value);
    rows[observed_by_prefix(observed.second) + observed.first];
  }
}

}  // namespace sarye

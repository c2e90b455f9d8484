#include "engine/graph/view_patch.h"

#include "engine/graph/view_parts.h"
#include "engine/graph/view_rows.h"

namespace sarye {

void ViewPatch::put(Table table, std::string_view key, std::string_view value) {
  batch_.put(table, key, value);
  ++written_;
}

void ViewPatch::erase(Table table, std::string_view key) {
  batch_.erase(table, key);
  ++erased_;
}

Result<void> ViewPatch::flush_if_full() {
  if (batch_.bytes() < kMaxBatchBytes - kMaxValueBytes) return {};
  if (!is_marked_) mark_unfinished(batch_);
  is_marked_ = true;
  auto done = store_.commit(batch_);
  batch_.clear();
  return done;
}

Result<void> ViewPatch::parts(Table table, std::string_view key,
                              const std::optional<std::string>& bytes) {
  auto was = read_parts(before_, table, key);
  if (!was) return was.error();
  return parts(table, key, *was, bytes);
}

Result<void> ViewPatch::parts(Table table, std::string_view key,
                              const std::optional<std::string>& was,
                              const std::optional<std::string>& bytes) {
  const std::size_t old_parts = was ? part_count(was->size()) : 0;
  const std::size_t new_parts = bytes ? part_count(bytes->size()) : 0;
  if (was == bytes) {
    kept_ += old_parts;
    return {};
  }
  for (std::size_t part = new_parts; part < old_parts; ++part) erase(table, part_key(key, part));
  if (!bytes) return flush_if_full();
  for (const auto& [part, value] : cut_into_parts(key, *bytes)) {
    put(table, part, value);
    if (auto done = flush_if_full(); !done) return done;
  }
  return {};
}

Result<void> ViewPatch::row(Table table, std::string_view key,
                            const std::optional<std::string>& value) {
  auto known = before_.get(table, key);
  if (!known) return known.error();
  if (*known == value) {
    kept_ += value ? 1 : 0;
    return {};
  }
  if (value) {
    put(table, key, *value);
  } else {
    erase(table, key);
  }
  return flush_if_full();
}

Result<void> ViewPatch::rows(Table table, const std::map<std::string, std::string>& from,
                             const std::map<std::string, std::string>& to) {
  for (const auto& [key, value] : from) {
    if (to.find(key) == to.end()) erase(table, key);
    if (auto done = flush_if_full(); !done) return done;
  }
  for (const auto& [key, value] : to) {
    const auto known = from.find(key);
    if (known != from.end() && known->second == value) {
      ++kept_;
      continue;
    }
    put(table, key, value);
    if (auto done = flush_if_full(); !done) return done;
  }
  return {};
}

Result<void> ViewPatch::erase_all(Table table, std::string_view prefix) {
  auto cursor = before_.scan(table, prefix);
  if (!cursor) return cursor.error();
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) return {};
    erase(table, (*cursor)->key());
    if (auto done = flush_if_full(); !done) return done;
  }
}

Result<void> ViewPatch::finish(const WriteBatch& last) {
  append(batch_, last);
  return commit_last(store_, batch_, is_marked_);
}

}  // namespace sarye

// Every row of tables of a store, in order.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "engine/store/store.h"
#include "tests/support/catch.h"

namespace sarye::test {

inline std::vector<Row> store_rows(const Store& store, std::initializer_list<Table> tables) {
  std::vector<Row> rows;
  const auto snapshot = store.snapshot();
  for (const Table table : tables) {
    auto cursor = snapshot->scan(table, KeyRange::all());
    REQUIRE(cursor);
    while (true) {
      auto more = (*cursor)->next();
      REQUIRE(more);
      if (!*more) break;
      rows.push_back({std::string((*cursor)->key()), std::string((*cursor)->value())});
    }
  }
  return rows;
}

}  // namespace sarye::test

// Binds a text against a hand-made catalog, so that a test reads as a question and its answer.
#pragma once

#include <string>
#include <string_view>

#include "engine/binder/binder.h"
#include "engine/syntax/parser.h"
#include "tests/support/catch.h"
#include "tests/support/hand_catalog.h"

namespace sarye::test {

inline Result<BoundStatement> bind_text(std::string_view text, const Catalog& catalog,
                                        const BindOptions& options = {}) {
  auto statement = parse_statement(text);
  if (!statement) return statement.error();
  return bind(*statement, catalog, options);
}

inline BoundQuery bound(std::string_view text, const Catalog& catalog,
                        const BindOptions& options = {}) {
  auto statement = bind_text(text, catalog, options);
  INFO(text << "\n" << (statement ? "" : statement.error().message));
  REQUIRE(statement.has_value());
  return std::move(std::get<BoundQuestion>(*statement).query);
}

// The name of the error that the text gives; "" when it binds.
inline std::string refused(std::string_view text, const Catalog& catalog,
                           const BindOptions& options = {}) {
  auto statement = bind_text(text, catalog, options);
  return statement ? std::string() : statement.error().name;
}

inline Error error_of(std::string_view text, const Catalog& catalog,
                      const BindOptions& options = {}) {
  auto statement = bind_text(text, catalog, options);
  INFO(text);
  REQUIRE_FALSE(statement.has_value());
  return statement.error();
}

inline const BoundMatch& first_match(const BoundQuery& query) {
  return std::get<BoundMatch>(query.parts[0].clauses[0]);
}

}  // namespace sarye::test

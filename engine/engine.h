// The front door: opens a store, answers statements of SaryeQL, exports. One engine reads one
// generation at a time; `reload` moves to the newest. What SET and LET change lasts as long as the
// engine. One statement at a time; the cancel token may be set from anywhere.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/binder/binder.h"
#include "engine/executor/result.h"
#include "engine/graph/graph_view.h"
#include "engine/settings.h"
#include "engine/statement_cache.h"
#include "engine/store/generation.h"
#include "engine/syntax/ast.h"

namespace sarye {

struct EngineOptions {
  // Decoded chunks. 0: an eighth of the memory that the process may use, 256 MiB at least.
  std::uint64_t cache_bytes = 0;
};

// What one statement gave.
struct Answer {
  enum class Kind { Table, Text };
  Kind kind = Kind::Table;
  QueryResult table;  // rows in a stated order, citations
  std::string text;   // EXPLAIN, HELP, what EXPORT, LET and SET did; ends in a newline
  std::vector<std::string> notices;  // what a person should know about the question or its answer
  double milliseconds = 0;           // from the statement's text to its last row
};

struct AskOptions {
  Parameters parameters;  // $name; beside those that LET made
  const CancelToken* cancel = nullptr;
};

class Engine {
 public:
  // The newest generation of a store. Errors: NotFound, VersionMismatch, Damaged.
  static Result<std::unique_ptr<Engine>> open(const std::filesystem::path& store,
                                              const EngineOptions& options = {});
  // The state of `store` as of now; borrowed. For stores in memory and for tests.
  static Result<std::unique_ptr<Engine>> over(const Store& store,
                                              const EngineOptions& options = {});
  ~Engine();

  const GraphView& graph() const { return *view_; }
  Settings& settings() { return settings_; }
  const DocumentSets& document_sets() const { return sets_; }

  // Whether a newer generation is there, and moving to it. Document sets and parameters stay.
  bool generation_changed() const;
  Result<void> reload();

  // Carries out the statements of `text` in order and hands over each answer; the first that fails
  // ends it. Errors: of parsing (before anything is carried out), binding and running.
  Result<void> ask(std::string_view text, const AskOptions& options,
                   const std::function<void(Answer)>& on_answer);
  // The same for a text whose last answer is wanted.
  Result<Answer> ask(std::string_view text, const AskOptions& options = {});

  // The whole store as GraphML: every entity, every edge, with its evidence on demand.
  struct ExportOptions {
    bool with_evidence = false;
    bool per_assertion = false;
    bool passages = false;     // documents and passages too
    bool all_stances = false;  // also what plain queries do not see
  };
  Result<std::string> export_graphml(const ExportOptions& options) const;

  // The nodes, edges and paths that one query returns, as GraphML. Errors: those of asking; Usage
  // for a text that is no query; Semantic when its rows hold nothing that a graph is made of.
  struct QueryExport {
    std::string graphml;
    std::uint64_t nodes = 0;
    std::uint64_t edges = 0;
    std::vector<std::string> notices;
  };
  Result<QueryExport> export_query(std::string_view text, bool with_evidence,
                                   const AskOptions& options = {});

 private:
  Engine() = default;
  // `key`: of a source that is this statement alone; nullptr: it is not kept.
  Result<Answer> carry_out(const ast::Statement& statement, std::string_view source,
                           const AskOptions& options, const StatementCache::Key* key);
  // What a text of the same shape was prepared to; nullopt: nothing, or it does not serve.
  std::optional<Result<Answer>> ask_again(const StatementCache::Key& key, std::string_view text,
                                          const AskOptions& options);
  Result<Answer> question(BoundQuestion question, const Parameters& parameters,
                          const AskOptions& options, const StatementCache::Key* key,
                          std::string_view source);
  Result<Answer> run(const Plan& plan, const BoundQuery& query, QueryMode mode,
                     const Parameters* parameters, const AskOptions& options);
  Result<Answer> export_result(const BoundExport& request, std::string_view source,
                               const Parameters& parameters, const AskOptions& options);
  Result<QueryExport> graphml_of(const BoundQuery& query, std::string_view source,
                                 bool with_evidence, const Parameters& parameters,
                                 const AskOptions& options);
  Result<BoundStatement> bound(const ast::Statement& statement, const Parameters& parameters) const;
  Parameters parameters_of(const AskOptions& options) const;
  Result<void> rebind_view(const Store& store);

  std::filesystem::path directory_;
  EngineOptions options_;
  std::unique_ptr<StoreReader> reader_;
  const Store* store_ = nullptr;
  std::unique_ptr<GraphView> view_;
  Settings settings_;
  DocumentSets sets_;
  Parameters parameters_;
  StatementCache prepared_;
};

}  // namespace sarye

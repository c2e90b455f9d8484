// `sarye session`: requests and answers as JSON Lines, one process for many of them.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/engine.h"
#include "engine/store/memory_store.h"
#include "ingest/stage/resources.h"

namespace sarye {

class Session {
 public:
  Session();
  ~Session();

  // The answer to one request line: a JSON object without line break, with the request's id.
  // Whatever the line holds, there is an answer.
  std::string answer(std::string_view line);

  // Makes the store that `open` with `create` promised, when nothing was put into it.
  Result<void> finish();

 private:
  // Each appends its members to the answer, in front of "ms".
  using Json = nlohmann::json;
  Result<void> carry_out(const std::string& op, const Json& request, std::string& out);
  Result<void> open(const Json& request, std::string& out);
  Result<void> import(const Json& request, std::string& out);
  Result<void> load(const Json& request, std::string& out);
  Result<void> ingest(const Json& request, std::string& out);
  Result<void> query(const Json& request, std::string& out);
  Result<void> clear();
  Result<void> close();

  Result<void> add_imported(class ImportPieces& graph, std::string& out);
  // The engine over what is there now.
  Result<Engine*> engine();
  Result<const Resources*> resources();

  bool is_open_ = false;
  std::filesystem::path directory_;  // empty: in memory
  bool to_be_made_ = false;  // `create` was said, and the first writing decides of which kind
  int threads_ = 0;
  std::unique_ptr<MemoryStore> memory_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Resources> resources_;
  double engine_ms_ = -1;  // of a query: from its text to its last row
};

}  // namespace sarye

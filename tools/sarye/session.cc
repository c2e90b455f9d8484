#include "tools/sarye/session.h"

#include <chrono>
#include <cstdio>
#include <new>
#include <nlohmann/json.hpp>

#include "engine/base/heap.h"
#include "engine/exchange/import_csv.h"
#include "engine/exchange/json_text.h"
#include "engine/text/unicode.h"
#include "ingest/loader.h"
#include "tools/sarye/decisions_file.h"
#include "tools/sarye/error_json.h"
#include "tools/sarye/json_graph.h"
#include "tools/sarye/json_value.h"
#include "tools/sarye/output.h"
#include "tools/sarye/reports.h"
#include "tools/sarye/store_access.h"

namespace sarye {

namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

Error wrong_request(std::string message, std::string hint = {}) {
  return {ErrorCode::Usage, std::move(message), std::move(hint), "InvalidRequest"};
}

Result<std::string> text_of(const Json& request, const char* name) {
  const auto found = request.find(name);
  if (found == request.end()) {
    return wrong_request(std::string(name) + " is missing in the request");
  }
  if (!found->is_string()) return wrong_request(std::string(name) + " is not a text");
  return found->get<std::string>();
}

std::string milliseconds(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.3f", value);
  for (char& c : text) {  // whatever the locale says
    if (c == ',') c = '.';
  }
  return text;
}

Result<Parameters> parameters_of(const Json& request) {
  Parameters parameters;
  const auto found = request.find("params");
  if (found == request.end() || found->is_null()) return parameters;
  if (!found->is_object()) return wrong_request("params is not an object of names and values");
  for (const auto& [name, json] : found->items()) {
    auto value = value_from_json(json);
    if (!value) {
      Error error = value.error();
      error.message = "parameter " + name + ": " + error.message;
      return error;
    }
    parameters[nfc(name)] = std::move(*value);
  }
  return parameters;
}

// The settings of one request, given back when it is over: with `options`, SET lasts as long as
// they.
class OptionScope {
 public:
  explicit OptionScope(Settings& settings) : settings_(settings), before_(settings) {}
  ~OptionScope() {
    if (changed_) settings_ = before_;
  }
  OptionScope(const OptionScope&) = delete;
  OptionScope& operator=(const OptionScope&) = delete;

  Result<void> apply(const Json& request) {
    const auto found = request.find("options");
    if (found == request.end() || found->is_null()) return {};
    if (!found->is_object()) return wrong_request("options is not an object of names and values");
    for (const auto& [name, json] : found->items()) {
      auto value = value_from_json(json);
      if (!value) return value.error();
      changed_ = true;
      if (auto done = settings_.set(name, *value); !done) return done;
    }
    return {};
  }

 private:
  Settings& settings_;
  Settings before_;
  bool changed_ = false;
};

}  // namespace

Session::Session() = default;
Session::~Session() = default;

std::string Session::answer(std::string_view line) {
  const auto start = Clock::now();
  std::string id = "null";
  std::string body;
  Result<void> done;
  engine_ms_ = -1;
  // The one place where exceptions of foreign libraries would leave us: a session goes on.
  try {
    const Json request = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (request.is_discarded() || !request.is_object()) {
      done = wrong_request("the line is not a JSON object in UTF-8",
                           "one request a line: {\"id\":1,\"op\":\"query\",\"text\":\"…\"}");
    } else {
      if (const auto found = request.find("id"); found != request.end()) id = found->dump();
      auto op = text_of(request, "op");
      done = op ? carry_out(*op, request, body) : Result<void>(op.error());
    }
  } catch (const std::bad_alloc&) {
    done = Error{ErrorCode::LimitReached, "the machine's memory is used up",
                 "ask for less, or set max_memory"};
  } catch (const std::exception& error) {
    done = Error{ErrorCode::Internal, std::string("an unexpected failure: ") + error.what()};
  }
  const double elapsed = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  std::string out = "{\"id\":" + id;
  if (done) {
    out += ",\"ok\":true";
    out += body;
  } else {
    out += ",\"ok\":false,\"error\":";
    append_error_json(out, done.error());
  }
  out += ",\"ms\":" + milliseconds(engine_ms_ >= 0 ? engine_ms_ : elapsed) + "}";
  return out;
}

Result<void> Session::carry_out(const std::string& op, const Json& request, std::string& out) {
  if (op == "open") return open(request, out);
  if (op == "close") return close();
  if (op != "import" && op != "load" && op != "ingest" && op != "query" && op != "clear") {
    return wrong_request("there is no op " + op,
                         "ops: open, import, load, ingest, query, clear, close");
  }
  if (!is_open_) {
    return wrong_request("no store is open",
                         "begin with {\"op\":\"open\",\"dir\":\"STORE\"} or \":memory:\"");
  }
  if (op == "import") return import(request, out);
  if (op == "load") return load(request, out);
  if (op == "ingest") return ingest(request, out);
  if (op == "query") return query(request, out);
  return clear();
}

Result<void> Session::open(const Json& request, std::string& out) {
  auto name = text_of(request, "dir");
  if (!name) return name.error();
  const auto flag = request.find("create");
  const bool create = flag != request.end() && flag->is_boolean() && flag->get<bool>();
  if (auto closed = close(); !closed) return closed;
  threads_ = 0;
  if (const auto threads = request.find("threads"); threads != request.end()) {
    if (!threads->is_number_unsigned() || threads->get<std::uint64_t>() > 256) {
      return wrong_request("threads is not a number from 0 to 256");
    }
    threads_ = static_cast<int>(threads->get<std::uint64_t>());
  }
  if (*name == ":memory:") {
    memory_ = std::make_unique<MemoryStore>();
    directory_.clear();
  } else {
    directory_ = *name;
    std::error_code ignored;
    const bool nothing_there = !std::filesystem::exists(directory_, ignored) ||
                               std::filesystem::is_empty(directory_, ignored);
    to_be_made_ = create && nothing_there;
    if (!to_be_made_) {
      if (auto checked = check_store(directory_); !checked) return checked;
    }
  }
  is_open_ = true;
  out += ",\"version\":\"" SARYE_VERSION "\"";
  return {};
}

Result<void> Session::import(const Json& request, std::string& out) {
  // Only these two members are the graph's.
  Json graph_json = Json::object();
  for (const char* name : {"nodes", "edges"}) {
    if (const auto found = request.find(name); found != request.end()) graph_json[name] = *found;
  }
  auto graph = graph_from_json(graph_json);
  if (!graph) return graph.error();
  return add_imported(*encode_import(*graph), out);
}

Result<void> Session::load(const Json& request, std::string& out) {
  auto folder = text_of(request, "data");
  if (!folder) return folder.error();
  keep_freed_memory();
  auto graph = open_csv_folder(*folder);
  if (!graph) return graph.error();
  return add_imported(**graph, out);
}

Result<void> Session::add_imported(ImportPieces& graph, std::string& out) {
  if (memory_) {
    engine_.reset();
    auto stored = add_graph(*memory_, graph);
    if (!stored) return stored.error();
    const StoredImport imported{stored->number, graph.edges()};
    PublishOptions options;
    options.stored = &imported;
    if (auto views = publish(*memory_, options); !views) return views.error();
  } else {
    if (to_be_made_) {
      if (auto made = make_open_store(directory_); !made) return made;
      to_be_made_ = false;
    }
    auto published = import_and_publish(directory_, graph);
    return_freed_memory();
    if (!published) return published.error();
    if (engine_) {
      if (auto reloaded = engine_->reload(); !reloaded) return reloaded;
    }
  }
  out += ",\"nodes\":" + std::to_string(graph.nodes()) +
         ",\"edges\":" + std::to_string(edge_count(graph));
  return {};
}

Result<void> Session::ingest(const Json& request, std::string& out) {
  const auto files = request.find("files");
  if (files == request.end() || !files->is_array()) {
    return wrong_request("files is not a list of files and folders");
  }
  std::vector<std::string> names;
  for (const Json& file : *files) {
    if (!file.is_string()) return wrong_request("files holds something that is not a text");
    names.push_back(file.get<std::string>());
  }
  auto data = resources();
  if (!data) return data.error();
  LoadReport report;
  DecisionReport decisions;
  const auto load_into = [&](Store& store) -> Result<void> {
    LoadOptions options;
    options.threads = threads_;
    auto loaded = load_texts(store, **data, collect_texts(names), options);
    if (!loaded) return loaded.error();
    report = std::move(*loaded);
    return {};
  };
  if (memory_) {
    engine_.reset();
    auto ontology = read_ontology_text(*memory_->snapshot());
    if (!ontology) return ontology.error();
    if (!ontology->has_value()) {
      auto imports = list_imports(*memory_->snapshot());
      if (!imports) return imports.error();
      if (!imports->empty()) {
        return wrong_request("the store holds a graph already; it takes no texts",
                             "clear it first");
      }
      WriteBatch batch;
      put_ontology(batch, (*data)->ontology().to_text());
      if (auto done = memory_->commit(batch); !done) return done;
    }
    if (auto done = load_into(*memory_); !done) return done;
    if (auto views = publish(*memory_); !views) return views.error();
  } else {
    if (to_be_made_) {
      if (auto made = make_literature_store(directory_, **data); !made) return made;
      to_be_made_ = false;
    }
    auto published = write_and_publish(directory_, [&](StoreWriter& writer) -> Result<bool> {
      if (auto fits = check_resources(writer.format(), **data); !fits) return fits.error();
      auto replayed = replay_decisions(writer.store(), directory_, decisions);
      if (!replayed) return replayed.error();
      if (auto done = load_into(writer.store()); !done) return done.error();
      if (auto found =
              find_stale(*writer.store().snapshot(), directory_, decisions, kMostCheckedOnLoad);
          !found)
        return found.error();
      return report.changed() || *replayed;
    });
    return_freed_memory();
    if (!published) return published.error();
    if (engine_) {
      if (auto reloaded = engine_->reload(); !reloaded) return reloaded;
    }
  }
  out += ",\"report\":";
  append_load_report(out, report);
  if (decisions.count > 0) {
    out += ",\"decisions\":";
    append_decision_report(out, decisions);
  }
  return {};
}

Result<void> Session::query(const Json& request, std::string& out) {
  auto text = text_of(request, "text");
  if (!text) return text.error();
  auto parameters = parameters_of(request);
  if (!parameters) return parameters.error();
  auto reading = engine();
  if (!reading) return reading.error();
  OptionScope scope((*reading)->settings());
  if (auto applied = scope.apply(request); !applied) return applied;
  AskOptions options;
  options.parameters = std::move(*parameters);
  auto answered = (*reading)->ask(*text, options);
  if (!answered) return answered.error();
  engine_ms_ = answered->milliseconds;
  out += ',';
  return append_answer_members(out, *answered, (*reading)->graph());
}

Result<void> Session::clear() {
  if (!memory_) {
    return wrong_request("clear is for a store in memory",
                         "open another folder, or remove documents with `sarye remove`");
  }
  engine_.reset();
  memory_->clear();
  return {};
}

Result<void> Session::close() {
  if (auto done = finish(); !done) return done;
  engine_.reset();
  memory_.reset();
  directory_.clear();
  is_open_ = false;
  return {};
}

Result<void> Session::finish() {
  if (!to_be_made_) return {};
  auto data = resources();
  if (!data) return data.error();
  to_be_made_ = false;
  return make_literature_store(directory_, **data);
}

Result<Engine*> Session::engine() {
  if (auto made = finish(); !made) return made.error();
  if (engine_) {
    if (engine_->generation_changed()) {
      if (auto reloaded = engine_->reload(); !reloaded) return reloaded.error();
    }
    return engine_.get();
  }
  auto made = memory_ ? Engine::over(*memory_) : Engine::open(directory_);
  if (!made) return made.error();
  engine_ = std::move(*made);
  engine_->settings().threads = threads_;
  return engine_.get();
}

Result<const Resources*> Session::resources() {
  if (!resources_) {
    auto loaded = load_resources();
    if (!loaded) return loaded.error();
    resources_ = std::move(*loaded);
  }
  return resources_.get();
}

}  // namespace sarye

#include "engine/engine.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <system_error>

#include "engine/base/heap.h"
#include "engine/binder/binder.h"
#include "engine/describe.h"
#include "engine/empty_result.h"
#include "engine/exchange/graphml.h"
#include "engine/executor/execute.h"
#include "engine/executor/query_context.h"
#include "engine/help.h"
#include "engine/null_notice.h"
#include "engine/planner/plan.h"
#include "engine/profile_text.h"
#include "engine/show.h"
#include "engine/shown_names.h"
#include "engine/subgraph_of.h"
#include "engine/syntax/parser.h"
#include "engine/unknown_documents.h"

namespace sarye {

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Answer text_answer(std::string text) {
  Answer answer;
  answer.kind = Answer::Kind::Text;
  answer.text = std::move(text);
  return answer;
}

// A file that is there is whole: written beside its place, then moved.
Result<void> write_file(const std::filesystem::path& file, std::string_view content) {
  std::filesystem::path beside = file;
  beside += ".tmp";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << content;
    out.flush();
    if (!out) {
      std::error_code ignored;
      std::filesystem::remove(beside, ignored);
      return Error{ErrorCode::Io, file.string() + " cannot be written",
                   "check the folder and the space left"};
    }
  }
  std::error_code error;
  std::filesystem::rename(beside, file, error);
  if (error) return Error{ErrorCode::Io, file.string() + " cannot be written: " + error.message()};
  return {};
}

}  // namespace

Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::open(const std::filesystem::path& store,
                                             const EngineOptions& options) {
  auto reader = open_reader(store);
  if (!reader) return reader.error();
  std::unique_ptr<Engine> engine(new Engine());
  engine->directory_ = store;
  engine->options_ = options;
  engine->reader_ = std::move(*reader);
  if (auto done = engine->rebind_view(engine->reader_->store()); !done) return done.error();
  return engine;
}

Result<std::unique_ptr<Engine>> Engine::over(const Store& store, const EngineOptions& options) {
  std::unique_ptr<Engine> engine(new Engine());
  engine->options_ = options;
  engine->store_ = &store;
  if (auto done = engine->rebind_view(store); !done) return done.error();
  return engine;
}

Result<void> Engine::rebind_view(const Store& store) {
  GraphView::Options options;
  constexpr std::uint64_t kLeastCache = std::uint64_t{256} << 20;
  options.cache_bytes =
      options_.cache_bytes != 0 ? options_.cache_bytes : std::max(kLeastCache, usable_memory() / 8);
  prepared_.clear();
  auto view = GraphView::open(std::shared_ptr<const Snapshot>(store.snapshot()), options);
  if (!view) return view.error();
  view_ = std::move(*view);
  return {};
}

bool Engine::generation_changed() const {
  return reader_ && reader_->generation_changed();
}

Result<void> Engine::reload() {
  if (!reader_) return rebind_view(*store_);
  auto reader = open_reader(directory_);
  if (!reader) return reader.error();
  // The old view reads the old generation: it goes first.
  view_.reset();
  reader_ = std::move(*reader);
  return rebind_view(reader_->store());
}

Result<Answer> Engine::ask(std::string_view text, const AskOptions& options) {
  Answer last;
  auto done = ask(text, options, [&last](Answer answer) { last = std::move(answer); });
  if (!done) return done.error();
  return last;
}

Result<void> Engine::ask(std::string_view text, const AskOptions& options,
                         const std::function<void(Answer)>& on_answer) {
  const auto start = Clock::now();
  std::optional<StatementCache::Key> key;
  if (StatementCache::cacheable(text)) {
    key = StatementCache::key_of(text, settings_);
    if (auto again = ask_again(*key, text, options)) {
      Result<Answer>& answer = *again;
      if (!answer) return answer.error();
      answer->milliseconds = milliseconds_since(start);
      on_answer(std::move(*answer));
      view_->trim();
      return {};
    }
  }
  auto script = parse(text);
  if (!script) return script.error();
  auto begin = start;
  const bool alone = script->statements.size() == 1;
  for (const ast::Statement& statement : script->statements) {
    auto answer = carry_out(statement, text, options, alone && key ? &*key : nullptr);
    if (!answer) return answer.error();
    answer->milliseconds = milliseconds_since(begin);
    on_answer(std::move(*answer));
    view_->trim();
    begin = Clock::now();
  }
  return {};
}

Parameters Engine::parameters_of(const AskOptions& options) const {
  Parameters parameters = parameters_;
  for (const auto& [name, value] : options.parameters) parameters[name] = value;
  return parameters;
}

Result<BoundStatement> Engine::bound(const ast::Statement& statement,
                                     const Parameters& parameters) const {
  BindOptions bind_options;
  bind_options.parameters = &parameters;
  bind_options.document_sets = &sets_;
  bind_options.strict_names = settings_.strict_names.value_or(view_->ontology().closed());
  bind_options.max_hops = settings_.max_hops;
  return bind(statement, *view_, bind_options);
}

std::optional<Result<Answer>> Engine::ask_again(const StatementCache::Key& key,
                                                std::string_view text, const AskOptions& options) {
  view_->show_names(settings_.names);
  const Parameters parameters = parameters_of(options);
  const PreparedQuestion* prepared = prepared_.find(key, text, parameters);
  if (prepared == nullptr) return std::nullopt;
  auto answer = run(prepared->plan, prepared->query, QueryMode::Run, nullptr, options);
  // An error of the data has a place, in the text that was prepared: the long way finds the other.
  if (!answer && answer.error().place && prepared->text != text) return std::nullopt;
  return answer;
}

Result<Answer> Engine::carry_out(const ast::Statement& statement, std::string_view source,
                                 const AskOptions& options, const StatementCache::Key* key) {
  view_->show_names(settings_.names);
  const Parameters parameters = parameters_of(options);
  auto bound = this->bound(statement, parameters);
  if (!bound) return bound.error();

  if (auto* asked = std::get_if<BoundQuestion>(&*bound)) {
    return question(std::move(*asked), parameters, options, key, source);
  }
  if (const auto* request = std::get_if<BoundExport>(&*bound)) {
    const TextPlace& place = statement.place;
    return export_result(*request,
                         source.substr(place.byte_begin, place.byte_end - place.byte_begin),
                         parameters, options);
  }
  if (auto* let = std::get_if<BoundLet>(&*bound)) {
    prepared_.clear();
    if (let->documents) {
      sets_[let->name] = std::move(*let->documents);
    } else {
      parameters_[let->name] = let->value.value_or(Value());
    }
    return text_answer((let->documents ? "" : "$") + let->name + " is set\n");
  }
  if (const auto* request = std::get_if<BoundShow>(&*bound)) {
    auto table = show(*request, *view_, settings_, sets_, parameters);
    if (!table) return table.error();
    Answer answer;
    answer.table = std::move(*table);
    return answer;
  }
  if (const auto* request = std::get_if<BoundDescribe>(&*bound)) {
    auto table = describe(*request, *view_);
    if (!table) return table.error();
    Answer answer;
    answer.table = std::move(*table);
    return answer;
  }
  if (const auto* request = std::get_if<BoundSet>(&*bound)) {
    if (auto done = settings_.set(request->option, request->value); !done) {
      Error error = done.error();
      error.place = statement.place;
      return error;
    }
    return text_answer(request->option + " is set\n");
  }
  const std::string& topic = std::get<BoundHelp>(*bound).topic;
  std::string text = help_text(topic);
  if (text.empty()) {
    return Error{ErrorCode::Semantic, "there is no help on " + topic, help_hint(topic),
                 "UnknownTopic", statement.place};
  }
  return text_answer(std::move(text));
}

Result<Answer> Engine::question(BoundQuestion question, const Parameters& parameters,
                                const AskOptions& options, const StatementCache::Key* key,
                                std::string_view source) {
  PlanOptions plan_options;
  plan_options.optimise = settings_.optimise;
  const auto planned = [&](const BoundQuery& query) {
    return make_plan(query, *view_, plan_options);
  };
  if (question.mode == QueryMode::Run && key != nullptr) {
    const PreparedQuestion& kept =
        prepared_.insert(*key, source, std::move(question.query), planned);
    return run(kept.plan, kept.query, question.mode, nullptr, options);
  }
  const Plan plan = planned(question.query);
  if (question.mode == QueryMode::Explain) {
    Answer answer = text_answer(explain(plan, question.query, *view_));
    for (const Notice& notice : question.query.notices) answer.notices.push_back(notice.text);
    for (const Notice& notice : plan.notices) answer.notices.push_back(notice.text);
    return answer;
  }
  return run(plan, question.query, question.mode, &parameters, options);
}

// `parameters`: nullptr where the query has their values.
Result<Answer> Engine::run(const Plan& plan, const BoundQuery& query, QueryMode mode,
                           const Parameters* parameters, const AskOptions& options) {
  ExecuteOptions execute_options;
  execute_options.parameters = parameters;
  execute_options.limits = settings_.limits;
  execute_options.cancel = options.cancel;
  execute_options.threads = settings_.threads;
  execute_options.sharing = settings_.sharing;
  execute_options.profile = mode == QueryMode::Profile;
  auto result = execute(plan, query, *view_, execute_options);
  if (!result) return result.error();
  Answer answer;
  if (mode == QueryMode::Profile) {
    answer = text_answer(profile_text(*result, plan, query, *view_));
  }
  answer.table = std::move(*result);
  for (const Notice& notice : answer.table.notices) answer.notices.push_back(notice.text);
  auto unknown = unknown_documents(query, *view_);
  if (!unknown) return unknown.error();
  for (std::string& text : *unknown) answer.notices.push_back(std::move(text));
  for (std::string& text : null_notices(answer.table, query)) {
    answer.notices.push_back(std::move(text));
  }
  if (answer.table.rows.empty()) {
    std::string why = why_empty(answer.table, query, *view_);
    if (!why.empty()) answer.notices.push_back(std::move(why));
  }
  if (settings_.names != ShownNames::Auto) {
    if (auto ok = show_names_in(answer.table, query, *view_); !ok) return ok.error();
  }
  // These point into the plan, which ends here.
  answer.table.operators.clear();
  answer.table.emptied_by.reset();
  answer.table.emptied_sets.clear();
  return answer;
}

Result<Answer> Engine::export_result(const BoundExport& request, std::string_view source,
                                     const Parameters& parameters, const AskOptions& options) {
  const std::string format = request.format.empty() ? "graphml" : request.format;
  if (format != "graphml") {
    return Error{ErrorCode::Usage, "there is no export format " + format, "formats: graphml",
                 "UnknownFormat"};
  }
  auto made = graphml_of(request.query, source, request.with_evidence, parameters, options);
  if (!made) return made.error();
  if (auto written = write_file(request.file, made->graphml); !written) return written.error();
  Answer answer = text_answer(request.file + ": " + std::to_string(made->nodes) + " nodes, " +
                              std::to_string(made->edges) + " edges\n");
  answer.notices = std::move(made->notices);
  return answer;
}

Result<Engine::QueryExport> Engine::graphml_of(const BoundQuery& query, std::string_view source,
                                               bool with_evidence, const Parameters& parameters,
                                               const AskOptions& options) {
  const Plan plan = make_plan(query, *view_, {});
  ExecuteOptions execute_options;
  execute_options.parameters = &parameters;
  execute_options.limits = settings_.limits;
  execute_options.cancel = options.cancel;
  execute_options.threads = settings_.threads;
  execute_options.sharing = settings_.sharing;
  auto result = execute(plan, query, *view_, execute_options);
  if (!result) return result.error();
  auto context = QueryContext::make(query, *view_, settings_.limits, options.cancel, &parameters);
  if (!context) return context.error();
  auto subgraph = subgraph_of(*result, (*context)->evidence);
  if (!subgraph) return subgraph.error();
  if (subgraph->nodes.empty() && !result->rows.empty()) {
    return Error{ErrorCode::Semantic,
                 "the rows hold no nodes, edges or paths, so there is nothing to export",
                 "return the variables themselves: RETURN p, or RETURN f, r, s", "NothingToExport"};
  }
  ExportNote note;
  note.query = source;
  note.total = result->rows.size();
  GraphmlOptions graphml_options;
  graphml_options.with_evidence = with_evidence;
  auto text = graphml(*subgraph, *view_, note, graphml_options);
  if (!text) return text.error();
  QueryExport made;
  made.graphml = std::move(*text);
  made.nodes = subgraph->nodes.size();
  made.edges = subgraph->edges.size();
  for (const Notice& notice : result->notices) made.notices.push_back(notice.text);
  if (result->rows.empty()) {
    std::string why = why_empty(*result, query, *view_);
    if (!why.empty()) made.notices.push_back(std::move(why));
  }
  return made;
}

Result<Engine::QueryExport> Engine::export_query(std::string_view text, bool with_evidence,
                                                 const AskOptions& options) {
  auto statement = parse_statement(text);
  if (!statement) return statement.error();
  const Parameters parameters = parameters_of(options);
  auto bound = this->bound(*statement, parameters);
  if (!bound) return bound.error();
  const auto* asked = std::get_if<BoundQuestion>(&*bound);
  if (asked == nullptr || asked->mode != QueryMode::Run) {
    return Error{ErrorCode::Usage, "only what a query returns can be exported",
                 "MATCH p = (:Firm)-[:PURSUES]->() RETURN p, or TRACE"};
  }
  return graphml_of(asked->query, text, with_evidence, parameters, options);
}

Result<std::string> Engine::export_graphml(const ExportOptions& options) const {
  auto subgraph = whole_graph(*view_, {options.passages, options.all_stances});
  if (!subgraph) return subgraph.error();
  ExportNote note;
  note.query = "the whole store";
  note.total = subgraph->edges.size();
  return graphml(*subgraph, *view_, note, {options.with_evidence, options.per_assertion});
}

}  // namespace sarye

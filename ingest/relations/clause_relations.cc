#include "ingest/relations/clause_relations.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sarye {
namespace {

using Found = std::vector<ClauseRelation>;

void append(Found& all, Found more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

// What the verbs of the sentence tell already is not told again.
void add_told(ClauseRelation told, const Found& plans, Found& found) {
  const auto same = [&](const ClauseRelation& one) {
    return one.family == told.family && one.object.bytes.overlaps(told.object.bytes) &&
           (told.family != "LEADS_TO" ||
            one.subjects.front().bytes.overlaps(told.subjects.front().bytes));
  };
  if (std::any_of(plans.begin(), plans.end(), same)) return;
  if (std::any_of(found.begin(), found.end(), same)) return;
  found.push_back(std::move(told));
}

// A通过开拓渠道提升了收入: by what means a firm brings something about, it pursues.
void add_means(const std::vector<ChineseClause>& clauses, const ClauseRelation& chain,
               Found& plans) {
  const Argument& means = chain.subjects.front();
  const bool owned = means.created && means.create_type == "Resource";
  if (!means.created || (!owned && means.create_type != "Strategy")) return;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (!clauses[i].bytes.contains(means.bytes)) continue;
    // 通过收购B，A切入…: who does it may stand in front of what comes about.
    const bool next = !clauses[i].own && i + 1 < clauses.size() && clauses[i + 1].own;
    const ChineseClause& clause = next ? clauses[i + 1] : clauses[i];
    if (clause.firms.empty() || clause.other) return;
    const bool said = std::any_of(plans.begin(), plans.end(), [&](const ClauseRelation& one) {
      return one.object.bytes.overlaps(means.bytes);
    });
    if (said) return;
    ClauseRelation made;
    made.family = owned ? "HAS" : "PURSUES";
    made.rule = "zh:means";
    made.cue = chain.cue;
    made.subjects = clause.firms;
    made.object = means;
    plans.push_back(std::move(made));
    return;
  }
}

}  // namespace

ClauseRelations::ClauseRelations(const AnnotatedText& text, const Frames& frames,
                                 const Ontology& ontology, const ArgumentFinder& arguments,
                                 const KoreanVerbs& verbs, const KoreanNouns& nouns,
                                 const ClauseNames& clause_names, const ToldWordings& told)
    : text_(text),
      frames_(frames),
      clause_names_(clause_names),
      told_(told),
      korean_(text, frames, ontology, arguments, verbs, nouns),
      circumstances_(text, frames, ontology),
      chains_(text, frames, ontology),
      effects_(text, frames, ontology),
      chinese_plans_(text, frames),
      english_(text, frames, ontology, arguments) {}

std::vector<ClauseRelation> ClauseRelations::find(const Reading& reading,
                                                  const std::vector<ByteRange>& used,
                                                  const std::vector<PendingRelation>& pending) {
  if (reading.language == Language::Korean) return korean(reading, used);
  if (reading.language == Language::Chinese) return chinese(reading, used, pending);
  if (reading.language == Language::English) return english_.find(reading);
  return {};
}

std::vector<ClauseRelation> ClauseRelations::korean(const Reading& reading,
                                                    const std::vector<ByteRange>& used) const {
  Found found = korean_.causes(reading, used);
  append(found, korean_.means(reading));
  append(found, korean_.purposes(reading));
  append(found, korean_.roles(reading));
  append(found, korean_.stated(reading));
  append(found, korean_.possessed(reading));
  append(found, korean_.places(reading));
  append(found, korean_.licensed(reading));
  append(found, korean_.policies(reading, used));
  append(found, korean_.headline(reading));
  append(found, korean_.plans(reading, used));
  append(found, korean_.outcomes(reading, used, found));
  return found;
}

std::vector<ClauseRelation> ClauseRelations::chinese(const Reading& reading,
                                                     const std::vector<ByteRange>& used,
                                                     const std::vector<PendingRelation>& pending) {
  Found found = circumstances_.find(reading, used);
  Found plans = chinese_plans_.find(reading, used);
  for (ClauseRelation& one : chains_.find(reading, used)) {
    add_means(chinese_plans_.clauses(), one, plans);
    found.push_back(std::move(one));
  }
  std::vector<ByteRange> taken = used;
  for (const ClauseRelation& one : found) taken.push_back(one.cue.bytes);
  for (ClauseRelation& one : effects_.find(reading, taken)) {
    if (points_at_plan(pending, reading, text_, frames_, one.subjects.front()))
      found.push_back(std::move(one));
  }
  for (ClauseRelation& one : told_.find(text_, reading, chinese_plans_, effects_, used))
    add_told(std::move(one), plans, found);
  append(found, std::move(plans));
  append(found, clause_names_.find(text_, reading, chinese_plans_.clauses()));
  return found;
}

}  // namespace sarye

#include "ingest/relations/relations.h"

#include <algorithm>
#include <utility>

#include "ingest/arguments/arguments.h"
#include "ingest/clauses/outcomes_zh.h"
#include "ingest/names/place_authorities.h"
#include "ingest/names/product_owner.h"
#include "ingest/relations/argument_checks.h"
#include "ingest/relations/broken_names.h"
#include "ingest/relations/clause_relations.h"
#include "ingest/relations/clause_time.h"
#include "ingest/relations/document_relations.h"
#include "ingest/relations/ended_ties.h"
#include "ingest/relations/lone_causes.h"
#include "ingest/relations/mechanism_inputs.h"
#include "ingest/relations/policy_items.h"
#include "ingest/relations/restrictions.h"
#include "ingest/relations/shared_subjects.h"
#include "ingest/relations/stance.h"
#include "ingest/relations/stated_concepts.h"
#include "ingest/relations/told_twice.h"

namespace sarye {
namespace {

constexpr int kInheritedConfidence = 850;
constexpr int kClausePrior = 680;
constexpr int kCoreferenceShare = 70;  // percent
constexpr std::size_t kMostPairs = 12;

class RelationFinder {
 public:
  RelationFinder(AnnotatedText& text, const Gazetteer* gazetteer, const Ontology& ontology,
                 const Frames& frames, const CueFinder& cues, const BetweenNames& between,
                 const ClauseNames& clause_names, const ToldWordings& told,
                 const PhraseReader& reader, const KoreanNouns& nouns)
      : text_(text),
        gazetteer_(gazetteer),
        ontology_(ontology),
        frames_(frames),
        cues_(cues),
        between_(between),
        reader_(reader),
        sections_(text),
        arguments_(text, frames, ontology, sections_, nouns),
        checks_(text, frames),
        clauses_(text, frames, ontology, arguments_, reader.verbs(), nouns, clause_names, told) {}

  void run() {
    for (const Sentence& sentence : text_.sentences) {
      const PassageKind kind = text_.blocks[sentence.span.block].kind;
      if (kind == PassageKind::Table || kind == PassageKind::Reference ||
          kind == PassageKind::Author) {
        continue;
      }
      const Reading& reading = reader_.read(text_, sentence);
      sentence_begin_ = pending_.size();
      attribution_ = attribution_of(text_, frames_, reading);
      find_between(reading);
      const std::vector<ByteRange> used = find_cues(reading);
      find_clauses(reading, used);
      arguments_.remember(reading);
      clauses_.remember(reading);
      remember_plan(reading);
    }
    make_concepts(text_, ontology_,
                  {std::move(pending_), std::move(outcomes_), std::move(announced_)});
  }

 private:
  using Pending = PendingRelation;

  bool allowed(std::string_view family, const std::string& from, const std::string& to) const {
    const Relation* relation = ontology_.find_relation(family);
    const NodeType* subject = ontology_.find_type(from);
    const NodeType* object = ontology_.find_type(to);
    return relation != nullptr && subject != nullptr && object != nullptr &&
           ontology_.allows(relation->family, subject->id, object->id);
  }

  const std::string& type_of(const Argument& argument) const {
    return argument.created ? argument.create_type : text_.entities[argument.entity].type;
  }

  // The wordings that stated something.
  std::vector<ByteRange> find_cues(const Reading& reading) {
    std::vector<ByteRange> used;  // no other frame may state something with these words
    std::vector<ByteRange> stated;
    std::vector<ByteRange> made;   // what Chinese verbs opened
    std::vector<ByteRange> plans;  // English: "accelerate the programme" in "will accelerate …"
    for (const CueHit& hit : cues_.find(text_, reading)) {
      const bool taken = std::any_of(used.begin(), used.end(), [&](const ByteRange& other) {
        return other.overlaps(hit.bytes);
      });
      if (taken || checks_.is_owned_word(reading, hit)) continue;
      const bool in_plan = hit.frame->family == "PURSUES" &&
                           std::any_of(plans.begin(), plans.end(), [&](const ByteRange& plan) {
                             return plan.begin == hit.bytes.begin;
                           });
      if (in_plan) continue;
      auto found = arguments_.find(reading, hit);
      // What the verb in front of "할 계획" states already is no plan of its own.
      if (reading.language == Language::Korean &&
          (hit.frame->family == "LEADS_TO" || hit.frame->family == "HINDERS")) {
        clauses_.korean().add_listed(reading, found.subjects);
        clauses_.korean().name_change(reading, hit, found.objects);
      }
      const bool said = std::any_of(found.objects.begin(), found.objects.end(), [&](const auto& o) {
        if (!o.created || reading.language == Language::English) return false;
        // 加快布局海外仓 is one plan, not 布局海外仓 beside it.
        const auto& before = reading.language == Language::Chinese ? made : used;
        return std::any_of(before.begin(), before.end(),
                           [&](const ByteRange& other) { return other.overlaps(o.create_from); });
      });
      if (said) continue;
      const Relation* relation = ontology_.find_relation(hit.frame->family);
      const auto& beside = hit.frame->object.markers;
      const bool with = reading.language != Language::Chinese ||
                        std::find(beside.begin(), beside.end(), Marker::With) != beside.end();
      if (relation->symmetric && with && found.objects.empty() && found.subjects.size() > 1 &&
          joins_subjects(text_, frames_, reading, hit)) {
        // A와 B는 경쟁한다; A and B compete.
        found.objects.assign(found.subjects.begin() + 1, found.subjects.end());
        // Of three and more each is tied to each other.
        const bool english = reading.language == Language::English;
        found.subjects.resize(english ? 1 : found.subjects.size() - 1);
      }
      if (!add(reading, hit, found)) continue;
      // 在B兴建工厂 is also what is done.
      if (reading.language != Language::Chinese || hit.frame->family != "LOCATED_IN") {
        stated.push_back(hit.whole);
      }
      if (!leaves_open(reading, hit)) used.push_back(hit.bytes);
      for (const Argument& object : found.objects) {
        if (object.created && reading.language == Language::Chinese) {
          made.push_back(object.create_from);
        }
        if (object.created && reading.language == Language::English &&
            hit.frame->family == "PURSUES") {
          plans.push_back(object.create_from);
        }
      }
    }
    if (reading.language == Language::English) drop_said_plans(pending_, sentence_begin_);
    if (reading.language == Language::Korean) {
      drop_said_deals(pending_, sentence_begin_, text_.blocks[reading.span.block].text);
    }
    return stated;
  }

  // "A에 B를 공급", "A에 과징금을 부과": the wording states something of its other arguments too.
  static bool leaves_open(const Reading& reading, const CueHit& hit) {
    const std::string& family = hit.frame->family;
    return reading.language == Language::Korean &&
           (family == "SUPPLIES" || family == "PARTNERS_WITH" || family == "INVESTIGATES" ||
            (family == "ISSUES" && hit.frame->object.creates == "Policy"));
  }

  // Whether a relation of the sentence has an argument in these words.
  bool told_here(ByteRange words) const {
    const auto here = pending_.begin() + static_cast<std::ptrdiff_t>(sentence_begin_);
    return std::any_of(here, pending_.end(), [&](const Pending& other) {
      return other.object.bytes.overlaps(words) || other.subject.bytes.overlaps(words);
    });
  }

  void find_clauses(const Reading& reading, const std::vector<ByteRange>& used) {
    const auto found = clauses_.find(reading, used, pending_);
    for (const ClauseRelation& one : found) {
      const Stance stance = stance_of(text_, frames_, reading, one.cue);
      if (one.subjects.empty()) {
        const bool effect = type_of(one.object) == "Effect";
        if (stance.polarity != Polarity::Denied && !(effect && told_here(one.object.bytes))) {
          announced_.push_back({one.object, reading.span});
        }
        continue;
      }
      for (const Argument& subject : one.subjects) {
        if (!subject.created && !one.object.created && subject.entity == one.object.entity)
          continue;
        if (!allowed(one.family, type_of(subject), type_of(one.object))) continue;
        const bool tie = one.family != "LEADS_TO" && one.family != "PURSUES" && one.family != "HAS";
        if ((reading.language == Language::English ||
             (reading.language == Language::Chinese && tie)) &&
            (stated_already(pending_, sentence_begin_, ontology_, one.family, subject,
                            one.object) ||
             (one.family == "PARTNERS_WITH" &&
              (stated_already(pending_, sentence_begin_, ontology_, "SUPPLIES", subject,
                              one.object) ||
               stated_already(pending_, sentence_begin_, ontology_, "SUPPLIES", one.object,
                              subject))))) {
          continue;
        }
        TextAssertion assertion;
        assertion.family = one.family;
        assertion.kind = one.kind;
        assertion.polarity = stance.polarity;
        assertion.modality = stance.modality;
        assertion.rule = one.rule;
        assertion.cue = {reading.span.block, one.cue.bytes};
        assertion.time = clause_time(text_, reading, one.cue.bytes);
        put(reading, std::move(assertion), subject, one.object, kClausePrior,
            one.subjects.size() > 1);
      }
    }
    if (reading.language == Language::Chinese) {
      for (const ByteRange& one : chinese_outcomes(text_, frames_, reading)) {
        if (!told_here(one)) outcomes_.push_back({reading.span.block, one});
      }
    }
    if (reading.language == Language::Chinese) drop_inner_plans(pending_, sentence_begin_, text_);
  }

  bool add(const Reading& reading, const CueHit& hit, const ArgumentFinder::Arguments& found) {
    const bool in_turn = each_with_its_own(text_, reading, hit, found);
    std::size_t pairs = 0;
    CueHit said = hit;
    const auto& markers = hit.frame->object.markers;
    const bool opens_plan =
        std::find(markers.begin(), markers.end(), Marker::Action) != markers.end();
    // "확장할 계획": the wording itself tells how it is meant.
    if (reading.language == Language::Korean && opens_plan) said.bytes.end = said.bytes.begin;
    Stance stance;  // read once something is stated
    bool ended = false;
    bool stance_known = false;
    const auto read_stance = [&] {
      if (stance_known) return;
      stance_known = true;
      stance = stance_of(text_, frames_, reading, said);
      ended = stance.modality == Modality::Stated && says_tie_ended(text_, frames_, reading, hit);
    };
    for (const Argument& subject : found.subjects) {
      for (const Argument& object : found.objects) {
        if (!subject.created && !object.created && subject.entity == object.entity) continue;
        if (subject.bytes.overlaps(object.bytes)) continue;
        if (in_turn && &subject - found.subjects.data() != &object - found.objects.data()) continue;
        if (!allowed(hit.frame->family, type_of(subject), type_of(object))) continue;
        if (!checks_.fit(reading, hit, subject, type_of(subject), object)) continue;
        // "has no partnership with": what is not there becomes no concept.
        if (object.created && hit.frame->family == "HAS") {
          read_stance();
          if (stance.polarity == Polarity::Denied) continue;
        }
        std::string family = hit.frame->family;
        if (!subject.created && !object.created) {
          const std::string_view block = text_.blocks[reading.span.block].text;
          const ProductOwner owner =
              owner_of(gazetteer_, text_.entities[subject.entity], text_.entities[object.entity]);
          family = stated_of_product(owner, family, hit.frame->kind,
                                     block.substr(hit.bytes.begin, hit.bytes.size()));
          if (family.empty()) continue;
        }
        if (++pairs > kMostPairs) return true;
        read_stance();
        TextAssertion assertion;
        assertion.family = family;
        if (family == hit.frame->family) assertion.kind = hit.frame->kind;
        assertion.polarity = stance.polarity;
        assertion.modality = stance.modality;
        assertion.qualifiers = hit.frame->qualifiers;
        if (ended || stance.ended) assertion.qualifiers["status"] = "ended";
        assertion.rule = hit.frame->id;
        assertion.cue = {reading.span.block, hit.bytes};
        assertion.time = clause_time(text_, reading, hit.bytes);
        put(reading, std::move(assertion), subject, object, hit.frame->prior,
            found.subjects.size() > 1 || found.objects.size() > 1);
      }
    }
    return pairs > 0;
  }

  void put(const Reading& reading, TextAssertion assertion, const Argument& subject_words,
           const Argument& object_words, int prior, bool coordinated) {
    const std::string_view block = text_.blocks[reading.span.block].text;
    const auto subject = with_whole_name(frames_, block, reading.language, subject_words);
    const auto object = with_whole_name(frames_, block, reading.language, object_words);
    if (!subject || !object) return;
    int confidence = prior + std::min(subject->confidence, object->confidence);
    if (coordinated) confidence -= 50;
    if (subject->inherited || object->inherited) {
      confidence = std::min(kInheritedConfidence, confidence + 50);
    }
    if (subject->coreference || object->coreference)
      confidence = confidence * kCoreferenceShare / 100;
    assertion.confidence = std::clamp(confidence, 100, 950);
    assertion.quote = reading.span;
    assertion.attribution = attribution_;
    assertion.subject = subject->entity;
    assertion.object = object->entity;
    pending_.push_back({std::move(assertion), *subject, *object, reading.span});
  }

  void remember_plan(const Reading& reading) {
    if (reading.language != Language::Korean) return;
    for (std::size_t i = sentence_begin_; i < pending_.size(); ++i) {
      if (pending_[i].assertion.family == "PURSUES") {
        arguments_.remember_plan(reading, pending_[i].object);
      }
    }
  }

  // Two names and the words between them.
  void find_between(const Reading& reading) {
    for (BetweenRelation& one : between_.find(text_, reading)) {
      Argument subject;
      subject.entity = one.subject;
      Argument object;
      object.entity = one.object;
      put(reading, std::move(one.assertion), subject, object, one.prior, one.coordinated);
    }
  }

  AnnotatedText& text_;
  const Gazetteer* gazetteer_;
  const Ontology& ontology_;
  const Frames& frames_;
  const CueFinder& cues_;
  const BetweenNames& between_;
  const PhraseReader& reader_;
  const SectionSubjects sections_;
  ArgumentFinder arguments_;
  ArgumentChecks checks_;
  ClauseRelations clauses_;
  std::string attribution_;
  std::vector<Pending> pending_;
  std::vector<Span> outcomes_;                        // of which no cause is told
  std::vector<std::pair<Argument, Span>> announced_;  // policies and strategies of nobody named
  std::size_t sentence_begin_ = 0;  // in pending_: what the sentence at hand states
};

}  // namespace

Relations::Relations(const Resources& resources)
    : ontology_(resources.ontology()),
      gazetteer_(resources.gazetteer()),
      frames_(resources.frames()),
      cues_(frames_),
      reader_(frames_),
      nouns_(frames_),
      between_(frames_, ontology_),
      clause_names_(frames_),
      told_(frames_) {}

Result<void> Relations::run(AnnotatedText& text) const {
  find_place_authorities(text, gazetteer_, ontology_, frames_);
  RelationFinder(text, &gazetteer_, ontology_, frames_, cues_, between_, clause_names_, told_,
                 reader_, nouns_)
      .run();
  find_restrictions(text, frames_);
  find_mechanism_inputs(text, frames_);
  find_policy_items(text, frames_);
  type_lone_causes(text);
  find_document_relations(text, frames_);
  return {};
}

}  // namespace sarye

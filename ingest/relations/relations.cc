#include "ingest/relations/relations.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/arguments/arguments.h"
#include "ingest/clauses/causes_zh.h"
#include "ingest/clauses/chains_zh.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/clauses/effects_zh.h"
#include "ingest/clauses/english_clauses.h"
#include "ingest/clauses/outcomes_zh.h"
#include "ingest/clauses/plans_zh.h"
#include "ingest/concepts/concepts.h"
#include "ingest/names/place_authorities.h"
#include "ingest/names/product_owner.h"
#include "ingest/relations/argument_checks.h"
#include "ingest/relations/assertion_builder.h"
#include "ingest/relations/broken_names.h"
#include "ingest/relations/document_relations.h"
#include "ingest/relations/ended_ties.h"
#include "ingest/relations/lone_causes.h"
#include "ingest/relations/mechanism_inputs.h"
#include "ingest/relations/pending_relations.h"
#include "ingest/relations/policy_items.h"
#include "ingest/relations/restrictions.h"
#include "ingest/relations/stance.h"

namespace sarye {
namespace {

constexpr int kInheritedConfidence = 850;
constexpr int kClausePrior = 680;
constexpr int kCoreferenceShare = 70;  // percent
constexpr std::size_t kMostPairs = 12;
constexpr std::uint32_t kBesideDeal =
    12;  // bytes between a deal's name and the verb that states it

// 降低了成本 is named 降低成本.
std::string without_aspect(std::string name) {
  const std::string_view aspect = "了";
  const std::size_t at = name.find(aspect);
  if (at == 3 || at == 6) name.erase(at, aspect.size());
  return name;
}

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
        clause_names_(clause_names),
        told_(told),
        reader_(reader),
        sections_(text),
        arguments_(text, frames, ontology, sections_, nouns),
        checks_(text, frames),
        clauses_(text, frames, ontology, arguments_, reader.verbs(), nouns),
        circumstances_(text, frames, ontology),
        chains_(text, frames, ontology),
        effects_(text, frames, ontology),
        chinese_plans_(text, frames),
        english_(text, frames, ontology, arguments_) {}

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
    make_concepts();
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
        clauses_.add_listed(reading, found.subjects);
        clauses_.name_change(reading, hit, found.objects);
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
          joins_subjects(reading, hit)) {
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
    drop_said_plans(reading);
    drop_said_deals(reading);
    return stated;
  }

  // "will acquire Orlin": the acquisition is stated, and is no strategy beside it.
  void drop_said_plans(const Reading& reading) {
    if (reading.language != Language::English) return;
    const auto here = pending_.begin() + static_cast<std::ptrdiff_t>(sentence_begin_);
    std::vector<std::uint32_t> acquired;  // where the wordings of acquisitions begin
    for (auto one = here; one != pending_.end(); ++one) {
      if (one->assertion.kind == "ACQUIRES") acquired.push_back(one->assertion.cue.bytes.begin);
    }
    if (acquired.empty()) return;
    const auto said = [&](const Pending& one) {
      return one.assertion.family == "PURSUES" && one.object.created &&
             std::find(acquired.begin(), acquired.end(), one.object.create_from.begin) !=
                 acquired.end();
    };
    pending_.erase(std::remove_if(here, pending_.end(), said), pending_.end());
  }

  // "누리에 시드 투자를 단행": the investment is stated, and is no strategy beside it.
  void drop_said_deals(const Reading& reading) {
    if (reading.language != Language::Korean) return;
    const auto here = pending_.begin() + static_cast<std::ptrdiff_t>(sentence_begin_);
    const std::string_view block = text_.blocks[reading.span.block].text;
    const auto said = [&](const Pending& one) {
      if (one.assertion.family != "PURSUES") return false;
      const ByteRange name = one.object.created ? one.object.create_from : one.object.bytes;
      return std::any_of(here, pending_.end(), [&](const Pending& deal) {
        const std::string& family = deal.assertion.family;
        return (family == "INVESTS_IN" || family == "PARTNERS_WITH") &&
               deal.assertion.cue.bytes.end > name.begin &&
               deal.assertion.cue.bytes.begin <= name.end + kBesideDeal &&
               is_deal(block.substr(name.begin, name.size()));
      });
    };
    pending_.erase(std::remove_if(here, pending_.end(), said), pending_.end());
  }

  static bool is_deal(std::string_view name) {
    for (const std::string_view end : {"투자", "인수", "출자", "인수합병", "계약 체결", "협약"}) {
      if (name.ends_with(end)) return true;
    }
    return false;
  }

  // "A에 B를 공급", "A에 과징금을 부과": the wording states something of its other arguments too.
  static bool leaves_open(const Reading& reading, const CueHit& hit) {
    const std::string& family = hit.frame->family;
    return reading.language == Language::Korean &&
           (family == "SUPPLIES" || family == "PARTNERS_WITH" || family == "INVESTIGATES" ||
            (family == "ISSUES" && hit.frame->object.creates == "Policy"));
  }

  void find_clauses(const Reading& reading, const std::vector<ByteRange>& used) {
    std::vector<ClauseRelation> found;
    if (reading.language == Language::Chinese) {
      found = circumstances_.find(reading, used);
      std::vector<ClauseRelation> plans = chinese_plans_.find(reading, used);
      for (ClauseRelation& one : chains_.find(reading, used)) {
        add_means(one, plans);
        found.push_back(std::move(one));
      }
      std::vector<ByteRange> taken = used;
      for (const ClauseRelation& one : found) taken.push_back(one.cue.bytes);
      for (ClauseRelation& one : effects_.find(reading, taken)) {
        if (points_at_plan(pending_, reading, text_, frames_, one.subjects.front()))
          found.push_back(std::move(one));
      }
      for (ClauseRelation& one : told_.find(text_, reading, chinese_plans_, effects_, used))
        add_told(std::move(one), plans, found);
      for (ClauseRelation& one : plans) found.push_back(std::move(one));
      for (ClauseRelation& one : clause_names_.find(text_, reading, chinese_plans_.clauses()))
        found.push_back(std::move(one));
    }
    if (reading.language == Language::Korean) {
      found = clauses_.causes(reading, used);
      for (ClauseRelation& one : clauses_.means(reading)) found.push_back(std::move(one));
      for (ClauseRelation& one : clauses_.purposes(reading)) found.push_back(std::move(one));
      for (ClauseRelation& one : clauses_.roles(reading)) found.push_back(std::move(one));
      for (ClauseRelation& one : clauses_.stated(reading)) found.push_back(std::move(one));
      for (ClauseRelation& one : clauses_.possessed(reading)) found.push_back(std::move(one));
      for (ClauseRelation& one : clauses_.places(reading)) found.push_back(std::move(one));
      for (ClauseRelation& one : clauses_.licensed(reading)) found.push_back(std::move(one));
      for (ClauseRelation& one : clauses_.policies(reading, used)) found.push_back(std::move(one));
      for (ClauseRelation& one : clauses_.headline(reading)) found.push_back(std::move(one));
      for (ClauseRelation& one : clauses_.plans(reading, used)) found.push_back(std::move(one));
    }
    if (reading.language == Language::English) found = english_.find(reading);
    for (const ClauseRelation& one : found) {
      if (one.subjects.empty()) {
        announced_.push_back({one.object, reading.span});
        continue;
      }
      const Stance stance = stance_of(text_, frames_, reading, one.cue);
      for (const Argument& subject : one.subjects) {
        if (!subject.created && !one.object.created && subject.entity == one.object.entity)
          continue;
        if (!allowed(one.family, type_of(subject), type_of(one.object))) continue;
        const bool tie = one.family != "LEADS_TO" && one.family != "PURSUES" && one.family != "HAS";
        if ((reading.language == Language::English ||
             (reading.language == Language::Chinese && tie)) &&
            (stated_here(one.family, subject, one.object) ||
             (one.family == "PARTNERS_WITH" && (stated_here("SUPPLIES", subject, one.object) ||
                                                stated_here("SUPPLIES", one.object, subject))))) {
          continue;
        }
        TextAssertion assertion;
        assertion.family = one.family;
        assertion.kind = one.kind;
        assertion.polarity = stance.polarity;
        assertion.modality = stance.modality;
        assertion.rule = one.rule;
        assertion.cue = {reading.span.block, one.cue.bytes};
        assertion.time = time_of(reading, one.cue.bytes);
        put(reading, std::move(assertion), subject, one.object, kClausePrior,
            one.subjects.size() > 1);
      }
    }
    if (reading.language == Language::Chinese) {
      for (const ByteRange& one : chinese_outcomes(text_, frames_, reading)) {
        const auto here = pending_.begin() + static_cast<std::ptrdiff_t>(sentence_begin_);
        const bool told = std::any_of(here, pending_.end(), [&](const Pending& other) {
          return other.object.bytes.overlaps(one) || other.subject.bytes.overlaps(one);
        });
        if (!told) outcomes_.push_back({reading.span.block, one});
      }
    }
    if (reading.language == Language::Chinese) drop_inner_plans(pending_, sentence_begin_, text_);
  }

  // What the verbs of the sentence tell already is not told again.
  static void add_told(ClauseRelation told, const std::vector<ClauseRelation>& plans,
                       std::vector<ClauseRelation>& found) {
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
  void add_means(const ClauseRelation& chain, std::vector<ClauseRelation>& plans) const {
    const Argument& means = chain.subjects.front();
    const bool owned = means.created && means.create_type == "Resource";
    if (!means.created || (!owned && means.create_type != "Strategy")) return;
    const auto& clauses = chinese_plans_.clauses();
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

  // Whether the sentence at hand states the same already, perhaps in fewer words.
  bool stated_here(std::string_view name, const Argument& subject, const Argument& object) const {
    const auto same = [](const Argument& a, const Argument& b) {
      if (!a.created && !b.created) return a.entity == b.entity;
      return a.bytes.overlaps(b.bytes);
    };
    const Relation* relation = ontology_.find_relation(name);
    const auto here = pending_.begin() + static_cast<std::ptrdiff_t>(sentence_begin_);
    return std::any_of(here, pending_.end(), [&](const Pending& one) {
      const bool causes = (name == "LEADS_TO" || name == "HINDERS") &&
                          (one.assertion.family == "LEADS_TO" || one.assertion.family == "HINDERS");
      if (!causes && ontology_.find_relation(one.assertion.family)->family != relation->family) {
        return false;
      }
      return (same(one.subject, subject) && same(one.object, object)) ||
             (relation->symmetric && same(one.object, subject) && same(one.subject, object));
    });
  }

  // "A and B signed a pact" ties A to B; "A and B criticised the pact" does not.
  bool joins_subjects(const Reading& reading, const CueHit& hit) const {
    if (reading.language == Language::Korean) return joins_korean_subjects(reading, hit);
    if (reading.language != Language::English || !hit.nominal) return true;
    const std::string_view block = text_.blocks[reading.span.block].text;
    const std::string wording = to_lower(block.substr(hit.bytes.begin, hit.bytes.size()));
    if (wording == "jointly" || wording.starts_with("locked ") || wording.starts_with("engaged ")) {
      return true;
    }
    const std::string behind = to_lower(
        block.substr(hit.bytes.end, std::min<std::size_t>(40, block.size() - hit.bytes.end)));
    if (behind.find(" between ") != std::string::npos || behind.starts_with(" of ")) return true;
    const Verb* last = nullptr;
    for (const Verb& verb : reading.verbs) {
      if (verb.bytes.end <= hit.bytes.begin) last = &verb;
    }
    if (last == nullptr) return says_tie_ended(text_, frames_, reading, hit);
    const std::string word = to_lower(block.substr(last->bytes.begin, last->bytes.size()));
    return frames_.has_word(Language::English, "tie", word) ||
           says_tie_ended(text_, frames_, reading, hit);
  }

  // "가람, 누리, 다솜 등이 공급 계약을 맺었다": each with somebody else.
  bool joins_korean_subjects(const Reading& reading, const CueHit& hit) const {
    if (hit.frame->family != "PARTNERS_WITH") return true;
    const std::string_view block = text_.blocks[reading.span.block].text;
    const std::string_view front =
        block.substr(reading.span.bytes.begin, hit.bytes.begin - reading.span.bytes.begin);
    return front.find(" 등이 ") == front.npos && front.find(" 등은 ") == front.npos &&
           front.find(" 등도 ") == front.npos && front.find(")도 ") == front.npos &&
           front.find("각각") == front.npos;
  }

  // "가람과 누리는 각각 두리, 다솜과 계약을 맺었다": the first with the first.
  bool each_with_its_own(const Reading& reading, const CueHit& hit,
                         const ArgumentFinder::Arguments& found) const {
    if (reading.language != Language::Korean || found.subjects.size() < 2 ||
        found.subjects.size() != found.objects.size()) {
      return false;
    }
    const std::string_view block = text_.blocks[reading.span.block].text;
    const std::uint32_t from = found.subjects.back().bytes.end;
    return from < hit.bytes.begin &&
           block.substr(from, hit.bytes.begin - from).find("각각 ") != std::string_view::npos;
  }

  bool add(const Reading& reading, const CueHit& hit, const ArgumentFinder::Arguments& found) {
    const bool in_turn = each_with_its_own(reading, hit, found);
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
        assertion.time = time_of(reading, hit.bytes);
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

  // The time in the clause of the wording, the nearest; else the one that opens the sentence.
  std::optional<DateSpan> time_of(const Reading& reading, ByteRange cue) const {
    const TimeMention* best = nullptr;
    std::uint32_t distance = 0;
    for (const TimeMention& time : text_.times_in(reading.span.block)) {
      if (!reading.span.bytes.contains(time.span.bytes)) continue;
      const bool before = time.span.bytes.end <= cue.begin;
      const std::uint32_t from = before ? time.span.bytes.end : cue.end;
      const std::uint32_t to = before ? cue.begin : time.span.bytes.begin;
      if (from > to) continue;
      const bool clear = !reading.verb_between(from, to) &&
                         !reading.joint_between(from, to, JointKind::Break) &&
                         !reading.joint_between(from, to, JointKind::Comma) &&
                         !(reading.language == Language::Korean && !before);
      const bool opens = time.span.bytes.begin < reading.span.bytes.begin + 12 &&
                         !reading.joint_between(from, to, JointKind::Break) && before &&
                         !reading.verb_between(from, to);
      if (!clear && !opens) continue;
      if (best == nullptr || to - from < distance) {
        best = &time;
        distance = to - from;
      }
    }
    if (best == nullptr) return std::nullopt;
    return best->time;
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

  // Phrases that the frames gave a type become concepts, unless the document knows the phrase as a
  // concept of another type that fits as well.
  void make_concepts() {
    ConceptBook book(text_);
    const auto entity_of = [&](const Argument& argument, const Span& span,
                               std::string_view rule = kClauseRule) {
      if (!argument.created) return argument.entity;
      const Span at{span.block, argument.create_from};
      const Language language = text_.blocks[span.block].language;
      std::string name =
          argument.create_name.empty() ? concept_name(text_.text_of(at)) : argument.create_name;
      if (language == Language::Chinese) name = without_aspect(name);
      const std::uint32_t entity = book.entity(argument.create_type, name, language);
      book.mention(at, entity, argument.create_name.empty() ? "slot" : rule, 550);
      return entity;
    };
    std::set<std::uint32_t> announced;  // that had a mention already
    for (const auto& [argument, span] : announced_) {
      const std::uint32_t entity = entity_of(argument, span, kAnnouncedRule);
      if (!argument.created) announced.insert(entity);
    }
    for (TextMention& mention : text_.mentions) {
      if (announced.empty()) break;
      if (mention.rule == "head" && announced.contains(mention.entity)) {
        mention.rule = kAnnouncedRule;
      }
    }
    std::set<std::tuple<std::string, std::string, std::uint32_t, std::uint32_t, Span, int>> known;
    for (const TextAssertion& one : text_.assertions) known.insert(identity(one));
    for (Pending& one : pending_) {
      one.assertion.subject = entity_of(one.subject, one.span);
      one.assertion.object = entity_of(one.object, one.span);
      if (one.assertion.subject == one.assertion.object) continue;
      if (!known.insert(identity(one.assertion)).second) continue;
      if (ontology_.find_relation(one.assertion.family)->symmetric) {
        TextAssertion other = one.assertion;
        std::swap(other.subject, other.object);
        known.insert(identity(other));
      }
      text_.assertions.push_back(std::move(one.assertion));
    }
    for (const Span& one : outcomes_) {
      const auto& language = text_.blocks[one.block].language;
      book.mention(one, book.entity("Effect", concept_name(text_.text_of(one)), language),
                   "outcome", 550);
    }
    sort_mentions(text_);
  }

  static std::tuple<std::string, std::string, std::uint32_t, std::uint32_t, Span, int> identity(
      const TextAssertion& one) {
    return {one.family, one.kind,  one.subject,
            one.object, one.quote, static_cast<int>(one.polarity)};
  }

  AnnotatedText& text_;
  const Gazetteer* gazetteer_;
  const Ontology& ontology_;
  const Frames& frames_;
  const CueFinder& cues_;
  const BetweenNames& between_;
  const ClauseNames& clause_names_;
  const ToldWordings& told_;
  const PhraseReader& reader_;
  const SectionSubjects sections_;
  ArgumentFinder arguments_;
  ArgumentChecks checks_;
  KoreanClauses clauses_;
  const ChineseCauses circumstances_;
  const ChineseChains chains_;
  const ChineseEffects effects_;
  ChinesePlans chinese_plans_;
  EnglishClauses english_;
  std::string attribution_;
  std::vector<Pending> pending_;
  std::vector<Span> outcomes_;                        // of which no cause is told
  std::vector<std::pair<Argument, Span>> announced_;  // policies of no agency
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

#include "ingest/stages/relations.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/assertion_builder.h"
#include "ingest/stages/arguments.h"
#include "ingest/stages/causes_zh.h"
#include "ingest/stages/clauses_ko.h"
#include "ingest/stages/concepts.h"
#include "ingest/stages/document_relations.h"
#include "ingest/stages/ended_ties.h"
#include "ingest/stages/mechanism_inputs.h"
#include "ingest/stages/noun_ties.h"
#include "ingest/stages/place_authorities.h"
#include "ingest/stages/policy_items.h"
#include "ingest/stages/product_owner.h"
#include "ingest/stages/restrictions.h"
#include "ingest/stages/stance.h"

namespace sarye {
namespace {

constexpr int kInheritedConfidence = 850;
constexpr int kClausePrior = 680;
constexpr int kCoreferenceShare = 70;  // percent
constexpr std::size_t kMostPairs = 12;
constexpr std::uint32_t kWidestGap = 60;  // bytes between the arguments of a between frame

bool is_list_joint(std::string_view block, std::uint32_t from, std::uint32_t to) {
  const std::string_view gap = block.substr(from, to - from);
  return gap == "、" || gap == "和" || gap == "与" || gap == "及" || gap == "以及";
}

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
                 const Frames& frames, const CueFinder& cues,
                 const std::array<std::vector<Relations::BetweenPattern>, kLanguageCount>& between,
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
        clauses_(text, frames, ontology, arguments_, reader.verbs(), nouns),
        circumstances_(text, frames, ontology) {}

  void run() {
    for (const Sentence& sentence : text_.sentences) {
      const PassageKind kind = text_.blocks[sentence.span.block].kind;
      if (kind == PassageKind::Table || kind == PassageKind::Reference ||
          kind == PassageKind::Author) {
        continue;
      }
      const Reading reading = reader_.read(text_, sentence);
      attribution_ = attribution_of(text_, frames_, reading);
      find_between(reading);
      const std::vector<ByteRange> used = find_cues(reading);
      find_clauses(reading, used);
      arguments_.remember(reading);
    }
    make_concepts();
  }

 private:
  struct Pending {
    TextAssertion assertion;
    Argument subject;
    Argument object;
    Span span;
  };

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
      if (taken) continue;
      const bool in_plan = hit.frame->family == "PURSUES" &&
                           std::any_of(plans.begin(), plans.end(), [&](const ByteRange& plan) {
                             return plan.begin == hit.bytes.begin;
                           });
      if (in_plan) continue;
      auto found = arguments_.find(reading, hit);
      // What the verb in front of "할 계획" states already is no plan of its own.
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
        found.subjects.resize(1);
      }
      if (!add(reading, hit, found)) continue;
      stated.push_back(hit.whole);
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
    return stated;
  }

  // "will acquire Orlin": the acquisition is stated, and is no strategy beside it.
  void drop_said_plans(const Reading& reading) {
    if (reading.language != Language::English) return;
    const auto acquired = [&](const Pending& plan) {
      return std::any_of(pending_.begin(), pending_.end(), [&](const Pending& other) {
        return other.span == reading.span && other.assertion.kind == "ACQUIRES" &&
               other.assertion.cue.bytes.begin == plan.object.create_from.begin;
      });
    };
    std::vector<Pending> kept;
    for (Pending& one : pending_) {
      const bool plan =
          one.span == reading.span && one.assertion.family == "PURSUES" && one.object.created;
      if (!plan || !acquired(one)) kept.push_back(one);
    }
    pending_ = std::move(kept);
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
    if (reading.language == Language::Chinese) found = circumstances_.find(reading, used);
    if (reading.language == Language::Korean) {
      found = clauses_.causes(reading, used);
      for (ClauseRelation& one : clauses_.purposes(reading)) found.push_back(std::move(one));
      for (ClauseRelation& one : clauses_.owned(reading)) found.push_back(std::move(one));
      for (ClauseRelation& one : clauses_.plans(reading, used)) found.push_back(std::move(one));
    }
    for (const ClauseRelation& one : found) {
      const Stance stance = stance_of(text_, frames_, reading, one.cue);
      for (const Argument& subject : one.subjects) {
        if (!subject.created && !one.object.created && subject.entity == one.object.entity)
          continue;
        if (!allowed(one.family, type_of(subject), type_of(one.object))) continue;
        TextAssertion assertion;
        assertion.family = one.family;
        assertion.polarity = stance.polarity;
        assertion.modality = stance.modality;
        assertion.rule = one.rule;
        assertion.cue = {reading.span.block, one.cue.bytes};
        assertion.time = time_of(reading, one.cue.bytes);
        put(reading, std::move(assertion), subject, one.object, kClausePrior,
            one.subjects.size() > 1);
      }
    }
  }

  // "A and B signed a pact" ties A to B; "A and B criticised the pact" does not.
  bool joins_subjects(const Reading& reading, const CueHit& hit) const {
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

  bool add(const Reading& reading, const CueHit& hit, const ArgumentFinder::Arguments& found) {
    std::size_t pairs = 0;
    CueHit said = hit;
    const auto& markers = hit.frame->object.markers;
    const bool opens_plan =
        std::find(markers.begin(), markers.end(), Marker::Action) != markers.end();
    // "확장할 계획": the wording itself tells how it is meant.
    if (reading.language == Language::Korean && opens_plan) said.bytes.end = said.bytes.begin;
    const Stance stance = stance_of(text_, frames_, reading, said);
    const bool ended =
        stance.modality == Modality::Stated && says_tie_ended(text_, frames_, reading, hit);
    for (const Argument& subject : found.subjects) {
      for (const Argument& object : found.objects) {
        if (!subject.created && !object.created && subject.entity == object.entity) continue;
        if (subject.bytes.overlaps(object.bytes)) continue;
        if (!allowed(hit.frame->family, type_of(subject), type_of(object))) continue;
        // That one thing without a type raises another is too little, unless it is said to cause
        // it.
        if (subject.created && object.created && reading.language == Language::English &&
            (hit.frame->family == "LEADS_TO" || hit.frame->family == "HINDERS") &&
            (!hit.frame->kind.empty() || hit.frame->family == "HINDERS") &&
            !is_outcome(reading, object)) {
          continue;
        }
        // "has no partnership with": what is not there becomes no concept.
        if (object.created && hit.frame->family == "HAS" && stance.polarity == Polarity::Denied) {
          continue;
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

  // "margins", "the price of steel": its last word, or the one in front of "of", is measured.
  bool is_outcome(const Reading& reading, const Argument& argument) const {
    const std::string_view block = text_.blocks[reading.span.block].text;
    std::string name =
        to_lower(block.substr(argument.create_from.begin, argument.create_from.size()));
    name = name.substr(0, name.find(" of "));
    return frames_.has_word(Language::English, "outcome", name.substr(name.rfind(' ') + 1));
  }

  void put(const Reading& reading, TextAssertion assertion, const Argument& subject,
           const Argument& object, int prior, bool coordinated) {
    int confidence = prior + std::min(subject.confidence, object.confidence);
    if (coordinated) confidence -= 50;
    if (subject.inherited || object.inherited) {
      confidence = std::min(kInheritedConfidence, confidence + 50);
    }
    if (subject.coreference || object.coreference)
      confidence = confidence * kCoreferenceShare / 100;
    assertion.confidence = std::clamp(confidence, 100, 950);
    assertion.quote = reading.span;
    assertion.attribution = attribution_;
    assertion.subject = subject.entity;
    assertion.object = object.entity;
    pending_.push_back({std::move(assertion), subject, object, reading.span});
  }

  // The time in the clause of the wording, the nearest; else the one that opens the sentence.
  std::optional<DateSpan> time_of(const Reading& reading, ByteRange cue) const {
    const TimeMention* best = nullptr;
    std::uint32_t distance = 0;
    for (const TimeMention& time : text_.times) {
      if (time.span.block != reading.span.block || !reading.span.bytes.contains(time.span.bytes)) {
        continue;
      }
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

  // Two names and the words between them.
  void find_between(const Reading& reading) {
    const auto& patterns = between_[static_cast<std::size_t>(reading.language)];
    if (patterns.empty()) return;
    // Traditional texts are matched by their Simplified form.
    const std::string_view block = reading.language == Language::Chinese
                                       ? text_.simplified(reading.span.block)
                                       : std::string_view(text_.blocks[reading.span.block].text);
    std::vector<const TextMention*> here;
    for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
      if (!mention.inherited && mention.span.block == reading.span.block &&
          reading.span.bytes.contains(mention.span.bytes)) {
        here.push_back(&mention);
      }
    }
    std::vector<const NodeType*> types;  // of `here`
    for (const TextMention* mention : here) {
      types.push_back(ontology_.find_type(text_.entities[mention->entity].type));
    }
    for (std::size_t i = 0; i < here.size(); ++i) {
      for (std::size_t j = i + 1; j < here.size(); ++j) {
        const ByteRange a = here[i]->span.bytes;
        const ByteRange b = here[j]->span.bytes;
        if (b.begin < a.end || here[i]->entity == here[j]->entity) continue;
        if (b.begin - a.end > kWidestGap) break;
        if (types[i] == nullptr || types[j] == nullptr) continue;
        const std::string_view gap = block.substr(a.end, b.begin - a.end);
        for (const Relations::BetweenPattern& pattern : patterns) {
          const BetweenFrame& frame = *pattern.frame;
          const TextMention& subject = frame.reversed ? *here[j] : *here[i];
          const TextMention& object = frame.reversed ? *here[i] : *here[j];
          if (!ontology_.allows(pattern.family, types[frame.reversed ? j : i]->id,
                                types[frame.reversed ? i : j]->id)) {
            continue;
          }
          if (frame.family == "PURSUES" &&
              !names_strategy(frames_, reading.language, text_.text_of(object.span))) {
            continue;
          }
          if (!frame.from.empty() && text_.entities[subject.entity].type != frame.from) continue;
          if (!pattern.pattern.matches_whole(gap)) continue;
          ByteRange whole{a.end, frame.behind.empty() ? b.begin : b.end};
          if (!frame.behind.empty()) {
            const auto behind = pattern.behind.find(std::string_view(block).substr(b.end));
            if (!behind) continue;
            whole.end = b.end + behind->bytes.end;
          }
          TextAssertion assertion;
          assertion.family = frame.family;
          assertion.kind = frame.kind;
          assertion.qualifiers = frame.qualifiers;
          assertion.rule = frame.id;
          assertion.cue = {reading.span.block, {a.end, b.begin}};
          say_how_meant(text_, frames_, reading, {a.end, b.begin}, whole, assertion);
          Argument from;
          from.entity = subject.entity;
          Argument to;
          to.entity = object.entity;
          put(reading, assertion, from, to, frame.prior, false);
          // A和B是C的供应商: each of the list's names.
          for (std::size_t k = i; k > 0 && reading.language == Language::Chinese; --k) {
            const ByteRange left = here[k - 1]->span.bytes;
            const ByteRange right = here[k]->span.bytes;
            if (left.end > right.begin || !is_list_joint(block, left.end, right.begin) ||
                text_.entities[here[k - 1]->entity].type != text_.entities[here[i]->entity].type) {
              break;
            }
            (frame.reversed ? to : from).entity = here[k - 1]->entity;
            if (from.entity != to.entity) {
              put(reading, assertion, from, to, frame.prior, true);
            }
          }
          break;
        }
      }
    }
  }

  // Phrases that the frames gave a type become concepts, unless the document knows the phrase as a
  // concept of another type that fits as well.
  void make_concepts() {
    ConceptBook book(text_);
    const auto entity_of = [&](const Argument& argument, const Span& span) {
      if (!argument.created) return argument.entity;
      const Span at{span.block, argument.create_from};
      const Language language = text_.blocks[span.block].language;
      std::string name =
          argument.create_name.empty() ? concept_name(text_.text_of(at)) : argument.create_name;
      if (language == Language::Chinese) name = without_aspect(name);
      const std::uint32_t entity = book.entity(argument.create_type, name, language);
      book.mention(at, entity, argument.create_name.empty() ? "slot" : kClauseRule, 550);
      return entity;
    };
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
  const std::array<std::vector<Relations::BetweenPattern>, kLanguageCount>& between_;
  const PhraseReader& reader_;
  const SectionSubjects sections_;
  ArgumentFinder arguments_;
  const KoreanClauses clauses_;
  const ChineseCauses circumstances_;
  std::string attribution_;
  std::vector<Pending> pending_;
};

}  // namespace

Relations::Relations(const Resources& resources)
    : ontology_(resources.ontology()),
      gazetteer_(resources.gazetteer()),
      frames_(resources.frames()),
      cues_(frames_),
      reader_(frames_),
      nouns_(frames_) {
  for (int i = 0; i < kLanguageCount; ++i) {
    for (const BetweenFrame& frame : frames_.between(static_cast<Language>(i))) {
      between_[static_cast<std::size_t>(i)].push_back(
          {&frame, ontology_.find_relation(frame.family)->family, Pattern(frame.expression),
           Pattern("^(?:" + frame.behind + ")")});
    }
  }
}

Result<void> Relations::run(AnnotatedText& text) const {
  find_place_authorities(text, gazetteer_, ontology_, frames_);
  RelationFinder(text, &gazetteer_, ontology_, frames_, cues_, between_, reader_, nouns_).run();
  find_restrictions(text, frames_);
  find_mechanism_inputs(text, frames_);
  find_policy_items(text, frames_);
  find_document_relations(text, frames_);
  return {};
}

}  // namespace sarye

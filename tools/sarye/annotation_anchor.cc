#include "tools/sarye/annotation_anchor.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "engine/graph/quote_search.h"
#include "engine/graph/stable_key.h"
#include "engine/text/name_key.h"
#include "engine/text/unicode.h"
#include "tools/sarye/citation_text.h"

namespace sarye {

namespace {

constexpr std::size_t kLongestStatement = 300;  // characters, as quotes of a store have at most

struct Place {
  const DocumentTruth* truth;
  std::uint32_t passage;
  ByteRange bytes;
};

struct End {
  EntityRef ref;
  std::string new_name;  // of an entity that the store has not
};

// A value, or why there is none.
template <typename T>
using Found = std::variant<T, std::string>;

class Anchor {
 public:
  Anchor(const CuratedDocuments& store, std::string by) : store_(store), by_(std::move(by)) {}

  AnchoredAnnotations run(const std::vector<Annotation>& annotations) {
    for (const Annotation& annotation : annotations) {
      const std::string why =
          annotation.kind == Annotation::Kind::Mention ? mention(annotation) : relation(annotation);
      if (why.empty()) {
        ++out_.anchored;
      } else {
        out_.rejected.push_back({annotation.origin, why});
      }
    }
    return std::move(out_);
  }

 private:
  std::vector<const DocumentTruth*> documents(const std::string& name) const {
    const std::filesystem::path path(name);
    const std::set<std::string> names = {name, path.filename().string(), path.stem().string()};
    std::vector<const DocumentTruth*> out;
    for (const DocumentTruth& truth : store_.documents) {
      if (is_document(name, truth.metadata, truth.sha256) || names.contains(truth.metadata.key) ||
          names.contains(truth.file_name) ||
          (!truth.metadata.work.empty() && names.contains(truth.metadata.work))) {
        out.push_back(&truth);
      }
    }
    return out;
  }

  // All places of the words in one document.
  static std::vector<Place> places(const DocumentTruth& truth, const std::string& words) {
    std::vector<Place> out;
    const std::string folded = fold_quote(words);
    for (std::uint32_t p = 0; p < truth.passages.size(); ++p) {
      const FoldedText text(truth.source, truth.passages[p].bytes);
      for (auto at = text.find(folded); at; at = text.find(folded, at->end)) {
        out.push_back({&truth, p, *at});
      }
    }
    return out;
  }

  static std::optional<ByteRange> stated_range(const DocumentTruth& truth,
                                               const AnnotatedWords& words) {
    if (!words.begin || !words.end || *words.begin >= *words.end) return std::nullopt;
    const OffsetMap offsets(truth.source);
    if (*words.end > offsets.code_point_count()) return std::nullopt;
    return ByteRange{static_cast<std::uint32_t>(offsets.byte_of(*words.begin)),
                     static_cast<std::uint32_t>(offsets.byte_of(*words.end))};
  }

  // How many characters around the place are as the annotation has them.
  static bool has_context(const Place& place, const AnnotatedWords& words) {
    const std::string_view source = place.truth->source;
    const std::string before = fold_quote(words.prefix);
    const std::string behind = fold_quote(words.suffix);
    const std::size_t from =
        place.bytes.begin - std::min<std::size_t>(place.bytes.begin, words.prefix.size() * 2 + 64);
    return fold_quote(source.substr(from, place.bytes.begin - from)).ends_with(before) &&
           fold_quote(source.substr(place.bytes.end, words.suffix.size() * 2 + 64))
               .starts_with(behind);
  }

  // `one`: it must be clear which place is meant, not only that the words are there.
  Found<Place> find_in(const DocumentTruth& truth, const AnnotatedWords& words, bool one) const {
    const auto range = stated_range(truth, words);
    if (words.text.empty()) {
      if (!range) return "the place is outside of " + truth.metadata.key;
      for (std::uint32_t p = 0; p < truth.passages.size(); ++p) {
        if (truth.passages[p].bytes.contains(*range)) return Place{&truth, p, *range};
      }
      return "the place is not inside one passage of " + truth.metadata.key;
    }
    std::vector<Place> all = places(truth, words.text);
    const std::string shown = "“" + one_line_quote(words.text) + "”";
    if (all.empty()) return shown + " is not in " + truth.metadata.key;
    for (const Place& place : all) {
      if (range && place.bytes == *range) return place;
    }
    const std::size_t count = all.size();
    if (!words.prefix.empty() || !words.suffix.empty()) {
      std::vector<Place> fitting;
      for (const Place& place : all) {
        if (has_context(place, words)) fitting.push_back(place);
      }
      if (!fitting.empty()) all = std::move(fitting);
    }
    if (all.size() > 1 && one) {
      return shown + " stands " + std::to_string(count) + " times in " + truth.metadata.key +
             ", and nothing tells which is meant";
    }
    return all.front();
  }

  Found<Place> find(const std::string& document, const AnnotatedWords& words, bool one) const {
    const std::vector<const DocumentTruth*> meant = documents(document);
    if (meant.empty()) return "no document " + document + " is in the store";
    std::string why;
    for (const DocumentTruth* truth : meant) {
      Found<Place> found = find_in(*truth, words, one);
      if (std::holds_alternative<Place>(found)) return found;
      if (why.empty()) why = std::get<std::string>(found);
    }
    return why;
  }

  const NodeType* type_of(const std::string& name) const {
    if (name.empty()) return nullptr;
    const NodeType* type = store_.ontology.find_type_any_case(name);
    if (type != nullptr) return type;
    for (const NodeType& one : store_.ontology.types()) {
      if (one.key_prefix == name) return &one;
    }
    return nullptr;
  }

  std::optional<EntityRef> key_of(const std::string& text) const {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon + 1 == text.size()) return std::nullopt;
    for (const NodeType& type : store_.ontology.types()) {
      if (!type.is_abstract && !type.is_system && type.key_prefix == text.substr(0, colon)) {
        return EntityRef{type.name, key_part(name_of_key_part(text.substr(colon + 1)))};
      }
    }
    return std::nullopt;
  }

  const Mention* mention_at(const Place& place) const {
    for (const Mention& mention : place.truth->mentions) {
      if (mention.bytes == place.bytes) return &mention;
    }
    return nullptr;
  }

  // Entities of that name: those of the document first, then those of the store.
  std::vector<EntityRef> named(const DocumentTruth& truth, const std::string& name,
                               const NodeType* type) const {
    const std::string key = name_key(name);
    std::vector<EntityRef> out;
    const auto add = [&](const EntityRef& ref, const std::vector<EntityName>& names) {
      if (type != nullptr && ref.type != type->name) return;
      const bool has = std::any_of(names.begin(), names.end(), [&](const EntityName& one) {
        return name_key(one.text) == key;
      });
      if (has && std::find(out.begin(), out.end(), ref) == out.end()) out.push_back(ref);
    };
    for (const LocalEntity& entity : truth.entities) add(own_ref(entity), entity.names);
    if (!out.empty()) return out;
    for (const GlobalEntity& entity : store_.entities) {
      add({entity.type, entity.key}, entity.names);
    }
    return out;
  }

  EntityRef new_ref(const NodeType& type, const std::string& name) const {
    return {type.name, key_part(name_key(name))};
  }

  Decision decision(DecisionKind kind, const Annotation& annotation) const {
    Decision out;
    out.kind = kind;
    const std::string& by = annotation.by.empty() ? by_ : annotation.by;
    if (!by.empty()) out.notes["by"] = by;
    if (Date::parse(annotation.at)) out.notes["at"] = annotation.at;
    if (!annotation.note.empty()) out.notes["reason"] = one_line_quote(annotation.note);
    return out;
  }

  void add(Decision made) {
    Decision plain = made;
    plain.notes.clear();
    if (lines_.insert(to_line(plain, store_.ontology)).second) {
      out_.decisions.push_back(std::move(made));
    }
  }

  void accept(const EntityRef& ref, const std::vector<std::string>& names,
              const Annotation& annotation) {
    Decision made = decision(DecisionKind::AcceptEntity, annotation);
    made.entity = ref;
    for (const std::string& name : names) {
      made.names.push_back({NameTag::Unknown, NameKind::Official, name});
    }
    add(std::move(made));
  }

  std::string mention(const Annotation& annotation) {
    const NodeType* type = type_of(annotation.what.type);
    const std::optional<EntityRef> key = key_of(annotation.what.name);
    if (type == nullptr && !annotation.what.type.empty()) {
      return "the ontology has no type " + annotation.what.type;
    }
    if (type == nullptr && !key) return "neither a type nor a key says what the words are";
    if (type != nullptr && (type->is_abstract || type->is_system || type->name == "Metric")) {
      return "words are not annotated as a " + type->name;
    }
    const Found<Place> found = find(annotation.document, annotation.words, false);
    if (const auto* why = std::get_if<std::string>(&found)) return *why;
    const Place& place = std::get<Place>(found);
    const std::string words = one_line_quote(
        std::string_view(place.truth->source).substr(place.bytes.begin, place.bytes.size()));
    const std::string wanted_type = key ? key->type : type->name;
    const std::string& other_name = key ? std::string() : annotation.what.name;
    if (const Mention* mention = mention_at(place)) {
      const LocalEntity& entity = place.truth->entities[mention->entity];
      const EntityRef there = own_ref(entity);
      if (entity.type != wanted_type) {
        Decision made = decision(DecisionKind::Split, annotation);
        made.entity = there;
        made.document = document_ref(*place.truth);
        made.quote.text = words;
        made.other = key ? *key : ref_for(*place.truth, wanted_type, other_name, words);
        add(std::move(made));
        return {};
      }
      if (!key || *key == there) {
        ++out_.known;
        return {};
      }
      if (!entity.key.empty()) {
        return "the words are " + to_key(there, store_.ontology) + " in the store, not " +
               to_key(*key, store_.ontology) + "; `merge` or `split` decides that";
      }
    }
    const EntityRef ref = key ? *key : ref_for(*place.truth, wanted_type, other_name, words);
    std::vector<std::string> names = {words};
    if (!other_name.empty() && name_key(other_name) != name_key(words)) names.push_back(other_name);
    accept(ref, names, annotation);
    return {};
  }

  EntityRef ref_for(const DocumentTruth& truth, const std::string& type, const std::string& name,
                    const std::string& words) const {
    const NodeType& node_type = *store_.ontology.find_type(type);
    for (const std::string& one : {name, words}) {
      if (one.empty()) continue;
      const std::vector<EntityRef> known = named(truth, one, &node_type);
      if (!known.empty()) return known.front();
    }
    return new_ref(node_type, name.empty() ? words : name);
  }

  // What an end may be, the likeliest first; or why nothing.
  Found<std::vector<End>> ends(const DocumentTruth& truth, const AnnotatedEnd& end) const {
    if (const auto key = key_of(end.name)) return std::vector<End>{{*key, {}}};
    const NodeType* type = type_of(end.type);
    if (type == nullptr && !end.type.empty()) return "the ontology has no type " + end.type;
    std::vector<End> out;
    if (end.words) {
      const Found<Place> found = find_in(truth, *end.words, true);
      if (const auto* why = std::get_if<std::string>(&found)) return *why;
      if (const Mention* mention = mention_at(std::get<Place>(found))) {
        const LocalEntity& entity = truth.entities[mention->entity];
        if (type == nullptr || entity.type == type->name) out.push_back({own_ref(entity), {}});
      }
    }
    for (EntityRef& ref : named(truth, end.name, type)) out.push_back({std::move(ref), {}});
    if (out.empty() && type != nullptr && !type->is_abstract && !type->is_system) {
      out.push_back({new_ref(*type, end.name), end.name});
    }
    if (out.empty()) {
      return "nothing named “" + end.name + "” is known, and no type is given for it";
    }
    return out;
  }

  std::string relation(const Annotation& annotation) {
    const Relation* kind = store_.ontology.find_relation_any_case(annotation.relation);
    if (kind == nullptr) return "the ontology has no relation " + annotation.relation;
    const Relation& family = store_.ontology.relation(kind->family);
    if (family.plain) return family.name + " is not stated by a sentence";
    static const std::set<std::string> modalities = {
        "", "stated", "planned", "forecast", "possible", "required", "recommended"};
    if (!modalities.contains(annotation.modality)) {
      return "modality " + annotation.modality + " is not known";
    }
    const Found<Place> found = quote_of(annotation);
    if (const auto* why = std::get_if<std::string>(&found)) return *why;
    const Place& place = std::get<Place>(found);
    const std::string quote = one_line_quote(
        std::string_view(place.truth->source).substr(place.bytes.begin, place.bytes.size()));
    if (count_code_points(quote) > kLongestStatement) {
      return "the quote has more than " + std::to_string(kLongestStatement) + " characters";
    }
    auto from = ends(*place.truth, annotation.from);
    if (const auto* why = std::get_if<std::string>(&from)) return *why;
    auto to = ends(*place.truth, annotation.to);
    if (const auto* why = std::get_if<std::string>(&to)) return *why;
    for (const End& a : std::get<std::vector<End>>(from)) {
      for (const End& b : std::get<std::vector<End>>(to)) {
        if (!joins(family, a.ref, b.ref)) continue;
        for (const End* end : {&a, &b}) {
          if (!end->new_name.empty()) accept(end->ref, {end->new_name}, annotation);
        }
        Decision made = decision(DecisionKind::AcceptEdge, annotation);
        made.document = document_ref(*place.truth);
        made.quote.text = quote;
        made.relation = kind->name;
        made.from = a.ref;
        made.to = b.ref;
        if (annotation.denied) made.values["polarity"] = "denied";
        if (!annotation.modality.empty()) made.values["modality"] = annotation.modality;
        add(std::move(made));
        return {};
      }
    }
    const End& a = std::get<std::vector<End>>(from).front();
    const End& b = std::get<std::vector<End>>(to).front();
    return family.name + " does not lead from " + a.ref.type + " to " + b.ref.type;
  }

  bool joins(const Relation& family, const EntityRef& a, const EntityRef& b) const {
    const TypeId from = store_.ontology.find_type(a.type)->id;
    const TypeId to = store_.ontology.find_type(b.type)->id;
    return store_.ontology.allows(family.id, from, to) ||
           (family.symmetric && store_.ontology.allows(family.id, to, from));
  }

  // The quote that is given, or the words from one end to the other, made whole where that is
  // short.
  Found<Place> quote_of(const Annotation& annotation) const {
    const AnnotatedWords& words = annotation.words;
    if (!words.text.empty() || words.begin) return find(annotation.document, words, false);
    if (!annotation.from.words || !annotation.to.words) return "there is no quote";
    const Found<Place> a = find(annotation.document, *annotation.from.words, true);
    if (const auto* why = std::get_if<std::string>(&a)) return *why;
    const Found<Place> b = find(annotation.document, *annotation.to.words, true);
    if (const auto* why = std::get_if<std::string>(&b)) return *why;
    const Place& from = std::get<Place>(a);
    const Place& to = std::get<Place>(b);
    if (from.truth != to.truth || from.passage != to.passage) {
      return "its ends stand in different passages";
    }
    Place out = from;
    out.bytes = {std::min(from.bytes.begin, to.bytes.begin),
                 std::max(from.bytes.end, to.bytes.end)};
    widen(out);
    return out;
  }

  // To the ends of the sentences that it touches.
  static void widen(Place& place) {
    const ByteRange passage = place.truth->passages[place.passage].bytes;
    const std::string_view source = place.truth->source;
    const auto is_end = [&](std::uint32_t at) {
      const std::string_view rest = source.substr(at);
      if (rest.starts_with("。") || rest.starts_with("！") || rest.starts_with("？")) return 3;
      const bool stop = rest[0] == '.' || rest[0] == '!' || rest[0] == '?';
      return stop && (rest.size() == 1 || rest[1] == ' ' || rest[1] == '\n') ? 1 : 0;
    };
    ByteRange wide = place.bytes;
    while (wide.begin > passage.begin) {
      // A stop right before: the sentence begins here.
      if (is_end(wide.begin - 1) == 1 || (wide.begin >= 3 && is_end(wide.begin - 3) == 3)) break;
      --wide.begin;
    }
    while (wide.begin < place.bytes.begin &&
           (source[wide.begin] == ' ' || source[wide.begin] == '\n')) {
      ++wide.begin;
    }
    while (wide.end < passage.end) {
      const int size = is_end(wide.end);
      wide.end += static_cast<std::uint32_t>(size == 0 ? 1 : size);
      if (size != 0) break;
    }
    wide.end = std::min(wide.end, passage.end);
    if (count_code_points(source.substr(wide.begin, wide.size())) <= kLongestStatement) {
      place.bytes = wide;
    }
  }

  const CuratedDocuments& store_;
  std::string by_;
  AnchoredAnnotations out_;
  std::set<std::string> lines_;
};

}  // namespace

AnchoredAnnotations anchor_annotations(const CuratedDocuments& store,
                                       const std::vector<Annotation>& annotations,
                                       const std::string& by) {
  return Anchor(store, by).run(annotations);
}

}  // namespace sarye

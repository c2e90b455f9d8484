// Evidence words: which assertions of the edges of a MATCH count, and what is asked of each edge.
#include <algorithm>
#include <cmath>

#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

using Word = ast::Evidence::Kind;

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::optional<SupportUnit> support_unit(const std::string& name) {
  const std::string word = upper(name);
  if (word == "DOCUMENTS" || word == "DOCUMENT") return SupportUnit::Documents;
  if (word == "LANGUAGES" || word == "LANGUAGE") return SupportUnit::Languages;
  if (word == "PASSAGES" || word == "PASSAGE") return SupportUnit::Passages;
  if (word == "SOURCES" || word == "SOURCE") return SupportUnit::Sources;
  return std::nullopt;
}

constexpr std::string_view kModalities[] = {"STATED",   "PLANNED",  "FORECAST",
                                            "POSSIBLE", "REQUIRED", "RECOMMENDED"};

}  // namespace

FilterId Binding::intern(const EvidenceFilter& filter) {
  const auto found = std::find(out_.filters.begin(), out_.filters.end(), filter);
  if (found != out_.filters.end()) return static_cast<FilterId>(found - out_.filters.begin());
  out_.filters.push_back(filter);
  return static_cast<FilterId>(out_.filters.size() - 1);
}

Result<void> Binding::evidence(std::span<const ast::Evidence> words, BoundMatch& out) {
  EvidenceFilter filter;
  filter.document_sets = from_;
  filter.drops_plain = !from_.empty() || !words.empty();
  std::uint8_t polarity = 0;
  for (const ast::Evidence& word : words) {
    if (word.kind == Word::Asserted) polarity |= kPolarityAsserted;
    if (word.kind == Word::Denied) polarity |= kPolarityDenied;
    if (word.kind == Word::Disputed) polarity |= kPolarityAsserted | kPolarityDenied;
    if (auto ok = evidence_word(word, filter, out); !ok) return ok.error();
  }
  if (polarity != 0) filter.polarity = polarity;
  for (PatternEdge& edge : out.edges) {
    EvidenceFilter own = filter;
    own.kinds = out_.filters[edge.filter].kinds;
    edge.filter = intern(own);
  }
  return lone_nodes(filter, words, out);
}

Result<void> Binding::evidence_word(const ast::Evidence& word, EvidenceFilter& filter,
                                    BoundMatch& out) {
  switch (word.kind) {
    case Word::SupportedBy: {
      SupportTest test;
      test.comparison = static_cast<ComparisonKind>(word.comparison);
      const auto unit = support_unit(word.unit.text);
      if (!unit) {
        std::string hint =
            did_you_mean(word.unit.text, {"DOCUMENTS", "LANGUAGES", "PASSAGES", "SOURCES"});
        if (hint.empty()) hint = "units are DOCUMENTS, LANGUAGES, PASSAGES and SOURCES";
        return semantic("InvalidEvidence", word.unit.place,
                        "support is not counted in " + word.unit.text, std::move(hint));
      }
      test.unit = *unit;
      auto count = constant(word.values[0]);
      if (!count) return count.error();
      if (count->type() != ValueType::Integer || count->integer() < 0) {
        return semantic("InvalidEvidence", word.values[0].place,
                        "SUPPORTED BY needs a number of " + word.unit.text,
                        "SUPPORTED BY 2 DOCUMENTS");
      }
      test.count = count->integer();
      out.tests.supported_by.push_back(test);
      return {};
    }
    case Word::InLanguage: {
      auto mask = language_mask(word.languages);
      if (!mask) return mask.error();
      const auto left = static_cast<std::uint8_t>(filter.languages & *mask);
      if (filter.languages != 0 && left == 0) {
        return semantic("InvalidEvidence", word.place, "no assertion is in both languages at once",
                        "IN LANGUAGE ko, zh for either; SUPPORTED BY 2 LANGUAGES for both");
      }
      filter.languages = filter.languages == 0 ? *mask : left;
      return {};
    }
    case Word::InDocuments: {
      auto set = document_set(*word.documents);
      if (!set) return set.error();
      filter.document_sets.push_back(intern(std::move(*set)));
      return {};
    }
    case Word::Confidence:
      return confidence(word, filter);
    case Word::AsOf: {
      auto time = time_of(word.values[0]);
      if (!time) return time.error();
      filter.times.push_back(*time);
      return {};
    }
    case Word::During: {
      auto from = time_of(word.values[0]);
      if (!from) return from.error();
      auto to = time_of(word.values[1]);
      if (!to) return to.error();
      if (from->from > to->to) {
        return semantic("InvalidEvidence", word.place, "DURING ends before it begins",
                        "write the earlier time first");
      }
      filter.times.push_back({from->from, to->to});
      return {};
    }
    case Word::Modality: {
      filter.modality = word.names.empty() ? kModalityAny : 0;
      for (const ast::Name& name : word.names) {
        const auto* found =
            std::find(std::begin(kModalities), std::end(kModalities), upper(name.text));
        if (found == std::end(kModalities)) {
          std::string hint = did_you_mean(
              name.text, {"stated", "planned", "forecast", "possible", "required", "recommended"});
          if (hint.empty())
            hint = "stated, planned, forecast, possible, required, recommended, or ANY";
          return semantic("InvalidEvidence", name.place, "no modality is called " + name.text,
                          std::move(hint));
        }
        filter.modality |= static_cast<std::uint8_t>(1u << (found - std::begin(kModalities)));
      }
      return {};
    }
    case Word::InSameDocument:
    case Word::InSamePassage: {
      if (out.shared) {
        return semantic("InvalidEvidence", word.place, "IN SAME stands once in a MATCH",
                        "IN SAME PASSAGE implies IN SAME DOCUMENT");
      }
      SharedSource shared;
      shared.passage = word.kind == Word::InSamePassage;
      if (word.alias) {
        if (scope_.find(word.alias->text) != kNoSlot) {
          return semantic("VariableAlreadyBound", word.alias->place,
                          word.alias->text + " is bound already", "give it another name");
        }
        const NodeType* type = ontology_.find_type(shared.passage ? "Passage" : "Document");
        shared.alias = new_slot(word.alias->text, type != nullptr ? StaticType::node({type->id})
                                                                  : StaticType(Kind::Node));
        scope_.add(word.alias->text, shared.alias);
      }
      out.shared = shared;
      return {};
    }
    case Word::Disputed:
      out.tests.disputed = true;
      return {};
    case Word::Asserted:
    case Word::Denied:
      return {};
  }
  return {};
}

Result<void> Binding::confidence(const ast::Evidence& word, EvidenceFilter& filter) {
  auto value = constant(word.values[0]);
  if (!value) return value.error();
  if (!value->is_number() || value->number() < 0 || value->number() > 1) {
    return semantic("InvalidEvidence", word.values[0].place, "confidence is a number from 0 to 1",
                    "CONFIDENCE >= 0.7");
  }
  // Stored in thousandths; what was written in decimals is meant exactly.
  const double thousandths = std::round(value->number() * 1e9) / 1e6;
  const int above = static_cast<int>(std::ceil(thousandths));
  const int below = static_cast<int>(std::floor(thousandths));
  using Comparison = ast::ComparisonOperator;
  switch (word.comparison) {
    case Comparison::GreaterOrEqual:
      filter.min_confidence = std::max(filter.min_confidence, above);
      return {};
    case Comparison::Greater:
      filter.min_confidence = std::max(filter.min_confidence, below + 1);
      return {};
    case Comparison::LessOrEqual:
      filter.max_confidence = std::min(filter.max_confidence, below);
      return {};
    case Comparison::Less:
      filter.max_confidence = std::min(filter.max_confidence, above - 1);
      return {};
    case Comparison::Equal:
      filter.min_confidence = std::max(filter.min_confidence, above);
      filter.max_confidence = std::min(filter.max_confidence, below);
      return {};
    case Comparison::NotEqual:
      break;
  }
  return semantic("InvalidEvidence", word.place, "CONFIDENCE takes <, <=, =, >= or >",
                  "CONFIDENCE >= 0.7");
}

Result<DateSpan> Binding::time_of(const ast::Expression& e) {
  // 2024-05-01 without quotes is a number, the year 2018.
  using ast::ExpressionKind;
  const auto subtracts = [](const ast::Expression& of) {
    return of.kind == ExpressionKind::Subtract && of.operands[1].kind == ExpressionKind::Integer;
  };
  if (subtracts(e) && subtracts(e.operands[0]) &&
      e.operands[0].operands[0].kind == ExpressionKind::Integer) {
    return semantic("InvalidEvidence", e.place, "a day stands in quotes: this is a subtraction",
                    "DATE '2023-06-30'");
  }
  auto value = constant(e);
  if (!value) return value.error();
  if (value->type() == ValueType::Date) return DateSpan::of_day(value->date());
  if (value->type() == ValueType::Integer && value->integer() >= 1 && value->integer() <= 9999) {
    return DateSpan::of_year(static_cast<int>(value->integer()));
  }
  if (value->type() == ValueType::String) {
    if (const auto day = Date::parse(value->string())) return DateSpan::of_day(*day);
  }
  return semantic("InvalidEvidence", e.place, "a time is a year or a day",
                  "2023, or DATE '2023-06-30'");
}

// A node without an edge is filtered by its mentions (DECISIONS 16).
Result<void> Binding::lone_nodes(const EvidenceFilter& filter, std::span<const ast::Evidence> words,
                                 BoundMatch& out) {
  for (PatternNode& node : out.nodes) {
    const bool joined =
        std::any_of(out.edges.begin(), out.edges.end(), [&](const PatternEdge& edge) {
          return &out.nodes[edge.from] == &node || &out.nodes[edge.to] == &node;
        });
    if (joined || node.bound_before) continue;
    for (const ast::Evidence& word : words) {
      if (word.kind == Word::InLanguage || word.kind == Word::InDocuments) continue;
      return semantic("InvalidEvidence", word.place,
                      "this evidence word is about edges, and a node of the MATCH has none",
                      "a node alone takes FROM, IN LANGUAGE and IN DOCUMENTS; put it in a MATCH of "
                      "its own");
    }
    if (filter.languages == 0 && filter.document_sets.empty()) continue;
    EvidenceFilter mentions;
    mentions.languages = filter.languages;
    mentions.document_sets = filter.document_sets;
    mentions.drops_plain = true;
    node.mentions = intern(mentions);
  }
  return {};
}

}  // namespace sarye::binding

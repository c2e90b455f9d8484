#include "ingest/relations/between_names.h"

#include <algorithm>
#include <string>
#include <utility>

#include "ingest/lexicon/word_ends.h"
#include "ingest/relations/noun_ties.h"

namespace sarye {
namespace {

constexpr std::uint32_t kWidestGap = 60;          // bytes between the two names
constexpr std::uint32_t kWidestKoreanGap = 130;   // of syllables that hold three
constexpr std::uint32_t kWidestEnglishGap = 100;  // of letters that hold less
constexpr std::uint32_t kWidestDescribed = 220;   // with what describes either name

// What stands between two English names without an apposition of the first and a description in
// front of the second: ", a maker of tiles, acquired Oslo-based producer " says " acquired ".
std::string without_descriptions(std::string_view words) {
  static const Pattern apposition(
      R"(^(?: \([^)]*\))?(?:, (?:a|an|the|one of the|formerly|which is|whose)\b[^,;—–]{2,120},| [–—] ?(?:a|an|the)\b[^,;—–]{2,120}[–—]| ?—(?:a|an|the)\b[^,;—–]{2,120}—)(?: which)?( .*)$)");
  static const Pattern description(
      R"(^(.*? )(?:the |a |an |its |fellow |rival |smaller |larger |local )*(?:(?:[A-Z][\p{Latin}.’']+[ ,]+){0,3}[A-Z][\p{Latin}.’']+-(?:based|headquartered|listed)|[A-Z][a-z]+['’]s|[A-Z][a-z]+(?:an|ese|ish|ch|ss|li|ic|ek)|state-owned|state-run|privately held|publicly traded|privately-held|then-owner|newly merged|Nasdaq-listed)(?: [a-z][a-z/-]*){0,5},? $)");
  std::string out(words);
  if (const auto match = apposition.find(out)) out = match->text(out, 0);
  if (const auto match = description.find(out)) out = match->text(out, 0);
  return out;
}

// ", " or " and ": the list of names goes on, or ends.
bool is_english_joint(std::string_view gap) {
  return gap == ", " || gap == " and " || gap == ", and ";
}

bool is_list_joint(std::string_view block, std::uint32_t from, std::uint32_t to) {
  const std::string_view gap = block.substr(from, to - from);
  return gap == "、" || gap == "和" || gap == "与" || gap == "及" || gap == "以及";
}

// "A의 제조 역량", A的制造能力: nothing but the owner's particle between, and a resource of the
// kind that only its owner has. True where more than the particle stands between.
bool has_owned(const Frames& frames, const AnnotatedText& text, const TextMention& subject,
               const TextMention& object) {
  const std::string_view block = text.simplified(subject.span.block);
  std::string_view gap =
      block.substr(subject.span.bytes.end, object.span.bytes.begin - subject.span.bytes.end);
  while (gap.ends_with(" ")) gap.remove_suffix(1);
  const bool korean = gap.ends_with("의");
  if (!korean && !gap.ends_with("的")) return true;
  gap.remove_suffix(3);
  if (!gap.empty() && !gap.ends_with(")") && !gap.ends_with("）")) return true;
  const std::string_view name = block.substr(object.span.bytes.begin, object.span.bytes.size());
  return ends_with_word(name, frames.words(korean ? Language::Korean : Language::Chinese, "owned"));
}

// Whether nothing but the sign of a list stands between two Korean names.
bool is_korean_joint(std::string_view gap) {
  for (const std::string_view mark : {"’", "'", "”"}) {
    if (gap.starts_with(mark)) gap.remove_prefix(mark.size());
  }
  for (const std::string_view mark : {"‘", "'", "“"}) {
    if (gap.ends_with(mark)) gap.remove_suffix(mark.size());
  }
  return gap == ", " || gap == "와 " || gap == "과 " || gap == "·" || gap == "ㆍ" || gap == " 및 ";
}

// "A와 B의 모회사 C", "A의 경쟁사는 B와 C다": each of the lists' names, none of which stands
// between.
void add_korean_lists(const AnnotatedText& text, std::string_view block,
                      const std::vector<const TextMention*>& here, std::size_t first,
                      std::size_t second, const BetweenFrame& frame, BetweenRelation found,
                      std::vector<BetweenRelation>& out) {
  const auto goes_on = [&](std::size_t left, std::size_t right) {
    const std::uint32_t from = here[left]->span.bytes.end;
    const std::uint32_t to = here[right]->span.bytes.begin;
    return from < to && is_korean_joint(block.substr(from, to - from)) &&
           text.entities[here[left]->entity].type == text.entities[here[right]->entity].type;
  };
  const auto put = [&](std::uint32_t one, std::uint32_t other) {
    found.subject = frame.reversed ? other : one;
    found.object = frame.reversed ? one : other;
    found.coordinated = true;
    if (one != other) out.push_back(found);
  };
  const std::string_view gap = block.substr(
      here[first]->span.bytes.end, here[second]->span.bytes.begin - here[first]->span.bytes.end);
  // "A와 B는": behind a topic's particle the list in front is one subject; 나 in front of 의 alone
  // belongs to the last.
  // "A, B 제품": what stands directly behind a name belongs to that name alone.
  if (is_korean_joint(gap) || gap == " ") return;
  for (std::size_t k = first; k > 0 && goes_on(k - 1, k); --k) {
    put(here[k - 1]->entity, here[second]->entity);
  }
  if (!frame.behind.empty()) return;
  for (std::size_t k = second; k + 1 < here.size() && goes_on(k, k + 1); ++k) {
    put(here[first]->entity, here[k + 1]->entity);
  }
}

// Whether the words in front of a name may have a list behind them.
bool opens_list(std::string_view words) {
  for (const std::string_view end : {"包括", "有", "如", "涵盖", "例如", "为", "是"}) {
    if (words.ends_with(end)) return true;
  }
  return false;
}

// A旗下B、C与D签约: behind these words a list goes on by commas alone.
bool opens_owned(std::string_view words) {
  for (const std::string_view end : {"旗下", "旗下的", "下属", "下属的", "子公司"}) {
    if (words.ends_with(end)) return true;
  }
  return false;
}

}  // namespace

BetweenNames::BetweenNames(const Frames& frames, const Ontology& ontology)
    : frames_(frames), ontology_(ontology) {
  const auto types = ontology_.types();
  for (int i = 0; i < kLanguageCount; ++i) {
    PerLanguage& out = languages_[static_cast<std::size_t>(i)];
    out.allowed.resize(types.size() * types.size());
    for (const BetweenFrame& frame : frames_.between(static_cast<Language>(i))) {
      const RelationId family = ontology_.find_relation(frame.family)->family;
      for (const NodeType& first : types) {
        for (const NodeType& second : types) {
          const NodeType& from = frame.reversed ? second : first;
          const NodeType& to = frame.reversed ? first : second;
          if (!ontology_.allows(family, from.id, to.id)) continue;
          out.allowed[first.id.value * types.size() + second.id.value].push_back(
              static_cast<std::uint16_t>(out.all.size()));
        }
      }
      out.all.push_back({&frame, Pattern(frame.expression, Pattern::Groups::Ignored),
                         Pattern("^(?:" + frame.behind + ")", Pattern::Groups::Ignored)});
    }
  }
}

bool BetweenNames::fits(const AnnotatedText& text, const Wording& wording,
                        const TextMention& subject, const TextMention& object,
                        Language language) const {
  const BetweenFrame& frame = *wording.frame;
  if (frame.family == "PURSUES" && !names_strategy(frames_, language, text.text_of(object.span))) {
    return false;
  }
  if (frame.family == "HAS" && frame.behind.empty() && !has_owned(frames_, text, subject, object)) {
    return false;
  }
  // 成为A的核心能力: what becomes one is no more than hoped for.
  if (frame.family == "HAS" && language == Language::Chinese) {
    const std::string_view front =
        text.simplified(subject.span.block).substr(0, subject.span.bytes.begin);
    if (front.ends_with("成为") || front.ends_with("作为")) return false;
  }
  return frame.from.empty() || text.entities[subject.entity].type == frame.from;
}

const BetweenNames::Wording* BetweenNames::wording_of(const AnnotatedText& text,
                                                      std::string_view block,
                                                      const TextMention& first,
                                                      const TextMention& second, Language language,
                                                      ByteRange& whole) const {
  const PerLanguage& wordings = languages_[static_cast<std::size_t>(language)];
  const NodeType* first_type = ontology_.find_type(text.entities[first.entity].type);
  const NodeType* second_type = ontology_.find_type(text.entities[second.entity].type);
  if (first_type == nullptr || second_type == nullptr) return nullptr;
  const auto& allowed =
      wordings.allowed[first_type->id.value * ontology_.types().size() + second_type->id.value];
  const ByteRange gap{first.span.bytes.end, second.span.bytes.begin};
  const std::string_view words = block.substr(gap.begin, gap.size());
  if (allowed.empty()) return nullptr;
  const PatternSet& patterns = wordings.patterns.get([&](PatternSet& set) {
    for (const Wording& wording : wordings.all) set.add(wording.pattern);
  });
  const auto stated_by = [&](std::string_view between) -> const Wording* {
    const std::vector<bool> may = patterns.may_match(between);
    for (const std::uint16_t place : allowed) {
      if (!may[place]) continue;
      const Wording& wording = wordings.all[place];
      const BetweenFrame& frame = *wording.frame;
      if (!wording.pattern.matches_whole(between) ||
          !fits(text, wording, frame.reversed ? second : first, frame.reversed ? first : second,
                language)) {
        continue;
      }
      whole = {gap.begin, frame.behind.empty() ? gap.end : second.span.bytes.end};
      if (!frame.behind.empty()) {
        const auto behind = wording.behind.find(block.substr(second.span.bytes.end));
        if (!behind) continue;
        whole.end += behind->bytes.end;
      }
      return &wording;
    }
    return nullptr;
  };
  const std::uint32_t widest = language == Language::English  ? kWidestEnglishGap
                               : language == Language::Korean ? kWidestKoreanGap
                                                              : kWidestGap;
  if (gap.size() <= widest) {
    if (const Wording* stated = stated_by(words)) return stated;
  }
  if (language != Language::English || first_type->name != "Firm" || second_type->name != "Firm") {
    return nullptr;
  }
  const std::string plain = without_descriptions(words);
  if (plain.size() == words.size() || plain.size() > widest) return nullptr;
  return stated_by(plain);
}

std::vector<BetweenRelation> BetweenNames::find(const AnnotatedText& text,
                                                const Reading& reading) const {
  std::vector<BetweenRelation> out;
  const Language language = reading.language;
  if (languages_[static_cast<std::size_t>(language)].all.empty()) return out;
  // Traditional texts are matched by their Simplified form.
  const std::string_view block = language == Language::Chinese
                                     ? text.simplified(reading.span.block)
                                     : std::string_view(text.blocks[reading.span.block].text);
  std::vector<const TextMention*> here;
  for (const TextMention& mention : text.mentions_near(reading.span)) {
    if (!mention.inherited && reading.span.bytes.contains(mention.span.bytes)) {
      here.push_back(&mention);
    }
  }
  for (std::size_t i = 0; i < here.size(); ++i) {
    for (std::size_t j = i + 1; j < here.size(); ++j) {
      const ByteRange gap{here[i]->span.bytes.end, here[j]->span.bytes.begin};
      if (gap.end < gap.begin || here[i]->entity == here[j]->entity) continue;
      if (gap.size() > (language == Language::English  ? kWidestDescribed
                        : language == Language::Korean ? kWidestKoreanGap
                                                       : kWidestGap)) {
        break;
      }
      ByteRange whole;
      const Wording* wording = wording_of(text, block, *here[i], *here[j], language, whole);
      if (wording == nullptr) continue;
      const BetweenFrame& frame = *wording->frame;
      BetweenRelation found;
      found.assertion.family = frame.family;
      found.assertion.kind = frame.kind;
      found.assertion.qualifiers = frame.qualifiers;
      found.assertion.rule = frame.id;
      found.assertion.cue = {reading.span.block, gap};
      say_how_meant(text, frames_, reading, gap, whole, found.assertion);
      found.subject = here[frame.reversed ? j : i]->entity;
      found.object = here[frame.reversed ? i : j]->entity;
      found.prior = frame.prior;
      out.push_back(found);
      found.coordinated = true;
      // 客户包括A、B和C: each of the list's names.
      const std::string_view words = block.substr(gap.begin, gap.size());
      const bool owns = language == Language::Chinese && opens_owned(words);
      if (owns || (language == Language::Chinese && opens_list(words))) {
        for (std::size_t k = j + 1; k < here.size(); ++k) {
          const ByteRange left = here[k - 1]->span.bytes;
          const ByteRange right = here[k]->span.bytes;
          if (left.end > right.begin) break;
          std::string_view joint = block.substr(left.end, right.begin - left.end);
          if (joint == "(" || joint == "（") continue;  // another name of the same
          for (const std::string_view close : {")", "）"}) {
            const std::size_t at = joint.find(close);
            if (at != std::string_view::npos) joint.remove_prefix(at);
          }
          if (joint.starts_with(")")) joint.remove_prefix(1);
          if (joint.starts_with("）")) joint.remove_prefix(3);
          if ((owns && joint != "、") ||
              !is_list_joint(joint, 0, static_cast<std::uint32_t>(joint.size())) ||
              text.entities[here[k]->entity].type != text.entities[here[j]->entity].type) {
            break;
          }
          (frame.reversed ? found.subject : found.object) = here[k]->entity;
          if (found.subject != found.object) out.push_back(found);
        }
        (frame.reversed ? found.subject : found.object) = here[j]->entity;
      }
      if (language == Language::Korean) {
        add_korean_lists(text, block, here, i, j, frame, found, out);
      }
      // "the parent of A, B and C": each of the list's names.
      if (language == Language::English && frame.behind.empty()) {
        std::vector<std::uint32_t> list;
        bool ends = false;
        for (std::size_t k = j + 1; k < here.size() && !ends; ++k) {
          const ByteRange left = here[k - 1]->span.bytes;
          const ByteRange right = here[k]->span.bytes;
          if (left.end > right.begin) break;
          const std::string_view joint = block.substr(left.end, right.begin - left.end);
          if (!is_english_joint(joint) ||
              text.entities[here[k]->entity].type != text.entities[here[j]->entity].type) {
            break;
          }
          list.push_back(here[k]->entity);
          ends = joint != ", ";
        }
        for (std::size_t k = 0; k < list.size() && ends; ++k) {
          (frame.reversed ? found.subject : found.object) = list[k];
          if (found.subject != found.object) out.push_back(found);
        }
        (frame.reversed ? found.subject : found.object) = here[j]->entity;
      }
      // A和B是C的供应商: each of the list's names.
      // A与B及其子公司C, A和B产品: what stands directly behind B belongs to it alone.
      const bool owned = (frame.kind == "SUBSIDIARY_OF" && frame.reversed) || gap.size() == 0;
      for (std::size_t k = i; k > 0 && language == Language::Chinese && !owned; --k) {
        const ByteRange left = here[k - 1]->span.bytes;
        const ByteRange right = here[k]->span.bytes;
        if (left.end > right.begin || !is_list_joint(block, left.end, right.begin) ||
            text.entities[here[k - 1]->entity].type != text.entities[here[i]->entity].type) {
          break;
        }
        (frame.reversed ? found.object : found.subject) = here[k - 1]->entity;
        if (found.subject != found.object) out.push_back(found);
      }
    }
  }
  return out;
}

}  // namespace sarye

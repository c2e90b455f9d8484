#include "ingest/names/english_product_signs.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "ingest/language/english.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

std::string_view last_word_of(std::string_view before) {
  if (!before.ends_with(' ')) return {};
  before.remove_suffix(1);
  return before.substr(before.rfind(' ') + 1);
}

// The text in front without words that introduce something new: "its new ", "the ", "eight ".
std::string_view before_introduction(std::string_view before) {
  static const Pattern introduction(
      R"(\b(?:(?:the|a|an|its|their|our|new|latest|flagship|own|first|next-generation|branded|patented|proprietary|popular|upcoming|all-new|so-called|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,3}) ){1,3}$)");
  if (const auto match = introduction.find(before)) return before.substr(0, match->bytes.begin);
  return before;
}

}  // namespace

EnglishProductSigns::EnglishProductSigns(const Frames& frames)
    : kinds_(frames.words(Language::English, "product_kind")) {
  std::set<std::string, std::less<>> made;
  std::set<std::string, std::less<>> passive;
  for (const std::string& entry : frames.words(Language::English, "product_verb")) {
    const std::vector<std::string> forms = english_verb_forms(entry);
    made.insert(forms.begin(), forms.end());
    if (forms.size() > 3) passive.insert(forms[3]);
  }
  made_ = WordSet(made);
  passive_ = WordSet(passive);
}

bool EnglishProductSigns::is_kind(std::string_view word) const {
  if (kinds_.contains(word)) return true;
  return word.ends_with('s') && kinds_.contains(word.substr(0, word.size() - 1));
}

bool EnglishProductSigns::kind_behind(std::string_view behind, std::size_t words_between) const {
  for (std::size_t i = 0; i <= words_between; ++i) {
    if (!behind.starts_with(' ')) return false;
    std::size_t end = 1;
    while (end < behind.size() &&
           ((behind[end] >= 'a' && behind[end] <= 'z') || behind[end] == '-')) {
      ++end;
    }
    if (end == 1) return false;
    const std::string_view word = behind.substr(1, end - 1);
    if (is_kind(word)) return true;
    static constexpr std::array<std::string_view, 8> kEnds = {"and", "for",  "in",   "of",
                                                              "to",  "that", "with", "is"};
    if (std::ranges::find(kEnds, word) != kEnds.end()) return false;
    behind.remove_prefix(end);
  }
  return false;
}

void EnglishProductSigns::add(std::string_view shown, Span span, bool weak,
                              std::vector<NameEvidence>& out) const {
  const ByteRange range = span.bytes;
  const std::string_view behind =
      shown.substr(range.end, std::min<std::size_t>(120, shown.size() - range.end));
  const std::string_view before =
      shown.substr(range.begin > 60 ? range.begin - 60 : 0, std::min<std::size_t>(60, range.begin));
  const auto show = [&](std::string_view sign, bool alone, bool anchor) {
    out.push_back({span, "Product", std::string(sign), alone, anchor});
  };
  // BEV, LNG: kinds of things are written so.
  const std::string_view name = shown.substr(range.begin, range.size());
  const bool capitals = std::ranges::none_of(
      name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
  if (capitals && !behind.starts_with("™") && !behind.starts_with("®")) return;
  if (behind.starts_with("™") || behind.starts_with("®")) show("trade-mark", true, true);
  const std::string_view front = before_introduction(before);
  static const Pattern owner(R"((?:['’]s?|\b[Ii]ts|\b[Tt]heir|\b[Oo]ur|\bnew|\b[Tt]he) $)");
  static const Pattern owns(R"([A-Z][A-Za-z0-9&.-]*['’]s? (?:(?:new|latest|flagship|own) )?$)");
  // "its Lumora product line", "patented Velt laser welding technology"
  const bool introduced = front.size() < before.size() || owner.found_in(before);
  if (kind_behind(behind, introduced ? 3 : 0)) show("head", false, !weak);
  if (owns.found_in(before)) show("owned-name", false, false);
  // "Corvane, an absorbable agent"
  static const Pattern apposed(R"(^(?:, | \(| is | was )(?:an?|the|its)( [a-z][a-z’' -]*))");
  if (const auto match = apposed.find(behind); match && kind_behind(match->text(behind, 0), 4)) {
    show("described", false, !weak);
  }
  static const Pattern made_by(
      R"(^,? (?:(?:is|was|are|were|has been|which is|which was) )?([a-z]+(?: out)?) (?:and [a-z]+ )?(?:exclusively )?(?:by|in|under)\b)");
  if (const auto match = made_by.find(behind); match && passive_.contains(match->text(behind, 0))) {
    show("made-by", false, !weak);
  }
  if (weak) return;
  static const Pattern called(
      R"(\b(?:called|named|dubbed|branded(?: as)?|code-?named|brand names?|name|brands? (?:such as|including|like)|products? (?:such as|including|like)|flagships?|sales of|deliveries of|doses of|versions? of|maker of|developer of|creator of|publisher of|games? (?:such as|including|like)|drugs? (?:such as|including|like)) (?:["“‘'])?$)");
  if (called.found_in(before) || called.found_in(front)) show("called", false, true);
  // "a warehouse robot called Velt"
  static const Pattern kind_called(R"(\b([a-z-]+) (?:called|named|dubbed) (?:["“‘'])?$)");
  if (const auto kind = kind_called.find(before); kind && is_kind(kind->text(before, 0))) {
    show("head-before", false, true);
  }
  // "sold under the Lumora brand", "market it as Lumora"
  static const Pattern known_as(
      R"(\b(?:sold|sell|sells|selling|market|marketed|markets|known|available|rebranded|renamed|launched|offered|branded)(?: [a-z]+){0,3} (?:as|under the name|under the)(?: the)? $)");
  const bool as =
      before.ends_with(" as ") || before.ends_with(" the ") || before.ends_with(" name ");
  if (as && known_as.found_in(before)) show("known-as", false, true);
  // "YU7", where something of that name is introduced.
  static const Pattern code(R"(^[A-Z]{1,4}-?[0-9]{1,4}[A-Za-z]{0,2}$)");
  static const Pattern no_code(
      R"(^(?:Q[1-4]|H[12]|FY[0-9]*|G[0-9]+|CO2|EU[0-9]+|UTC.*|ISO.*|M[1-3]|L[1-5])$)");
  if (introduced && code.found_in(name) && !no_code.found_in(name)) show("code", false, true);
  // "well-known brands including Lumora, Velt and Corvane": each of them.
  static const Pattern listed(
      R"(\b(?:brands|products|models|drugs|games|titles|apps|beers|labels|lines)(?:,)? (?:such as|including|like) (?:[A-Z][A-Za-z0-9&.'’-]*(?: [A-Z0-9][A-Za-z0-9&.'’-]*){0,4}(?:, and |, | and ))*$)");
  const std::string_view wide = shown.substr(range.begin > 150 ? range.begin - 150 : 0,
                                             std::min<std::size_t>(150, range.begin));
  const bool examples = wide.find(" including ") != std::string_view::npos ||
                        wide.find(" such as ") != std::string_view::npos ||
                        wide.find(" like ") != std::string_view::npos;
  if (examples && listed.found_in(wide)) show("product-list", true, true);
  const std::string_view verb = last_word_of(front);
  if (made_.contains(verb)) show("launch", false, true);
  if (is_kind(last_word_of(before))) {
    show("head-before", false, true);
    // "its flagship cancer drug Lumora", "Orlin's search app Velt"
    static const Pattern owned_kind(R"((?:['’]s?|\b[Ii]ts|\b[Tt]heir) (?:[a-z-]+ ){1,5}$)");
    if (owned_kind.found_in(before)) show("owned-kind", false, true);
    // "the antivirus suite Lumora": nothing else is called so.
    static const Pattern close(
        R"((?:^|[ (“"])(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|['’]s) (?:[a-z-]+ ){1,4}(?:tool|suite|software|app|drug|vaccine|chip|processor|engine|smartphone|tablet|laptop|console|game|assistant|chatbot|robot|drone|camera|watch|headset|headphone|battery|turbine|truck|van|suv|SUV|sedan|pickup|hatchback|minivan|motorcycle|scooter|e-bike|inhaler|implant|antibody|operating system|database|browser|compiler|satellite|rocket|helicopter|whisky|beer|lager|perfume|shampoo|detergent|yoghurt|yogurt|drink) $)");
    static const Pattern goes_on(R"(^(?: [A-Z]| maker|['’]s))");
    if (close.found_in(before) && !goes_on.found_in(behind)) show("apposed", true, true);
  }
  // "Lumora developer Orlin"
  static const Pattern maker_behind(
      R"(^["”’']? (?:developer|maker|creator|publisher|studio|owner|operator) [A-Z])");
  if (maker_behind.found_in(behind)) show("maker-behind", false, true);
  static const Pattern sold(
      R"(^(?:['’]s)? (?:sales|revenue|prescriptions|launch|release|owners)\b)");
  if (sold.found_in(behind)) show("sold", false, false);
}

void EnglishProductSigns::add_models(std::string_view shown, std::uint32_t block,
                                     const std::vector<ListedHit>& listed,
                                     std::vector<NameEvidence>& out) const {
  static const Pattern model(
      R"(([A-Z][A-Za-z]{1,14} (?:[0-9]{2,3}[A-Z]?-[0-9]{2,4}[A-Z]{0,3}|[A-Z]{0,2}[0-9]{3,4}[A-Z]{0,2}))(s?)\b)");
  static const Pattern no_model(
      R"(^(?:In|By|On|Since|From|Until|Of|To|And|Or|The|At|For|Over|About|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Section|Article|Figure|Table|Chapter|Page|No|Phase|Route|Highway|Interstate|Flight|Nasdaq|FTSE|Nikkei|Russell|Fortune|Year|FY|Horizon|Agenda|Vision|Rule|Title|Form|Summer|Winter|Spring|Autumn|Fall|Expo|ISO|IEC|EN|RE|Olympics|WWDC|CES|Stoxx|DAX|CAC) )");
  static const Pattern count(
      R"(\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|one|a|its|first|last|[0-9]{1,3}) $)");
  for (const PatternMatch& match : model.find_all(shown)) {
    const ByteRange range = *match.groups[0];
    const std::string_view name = shown.substr(range.begin, range.size());
    if (no_model.found_in(name)) continue;
    if (range.begin > 0 && !latin_borders(shown, {range.begin, range.begin + 1}) &&
        shown[range.begin - 1] != ' ') {
      continue;
    }
    const bool known = std::ranges::any_of(listed, [&](const ListedHit& hit) {
      return hit.span.bytes.overlaps(range) &&
             !(range.contains(hit.span.bytes) && range.size() > hit.span.bytes.size());
    });
    if (known) continue;
    const Span span{block, range};
    const std::string_view behind =
        shown.substr(match.bytes.end, std::min<std::size_t>(60, shown.size() - match.bytes.end));
    const std::string_view before = shown.substr(range.begin > 40 ? range.begin - 40 : 0,
                                                 std::min<std::size_t>(40, range.begin));
    const bool plural = !match.text(shown, 1).empty();
    const bool two_numbers = name.find('-') != std::string_view::npos;
    if (two_numbers || plural) out.push_back({span, "Product", "model-number", false, true});
    if (kind_behind(behind, 1)) out.push_back({span, "Product", "head", false, true});
    if (count.found_in(before)) out.push_back({span, "Product", "count", false, false});
    if (made_.contains(last_word_of(before_introduction(before)))) {
      out.push_back({span, "Product", "launch", false, true});
    }
  }
}

}  // namespace sarye

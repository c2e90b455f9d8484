#include "ingest/names/english_firm_signs.h"

#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

enum Form : std::uint8_t { kBase = 1, kThird = 2, kPast = 4, kParticiple = 8, kGerund = 16 };

constexpr std::size_t kWordsBetween = 4;  // between an owner and what it owns

// The word at the start of `text`, behind one space; empty: something else stands there.
std::string_view next_word(std::string_view text) {
  if (!text.starts_with(' ')) return {};
  std::size_t end = 1;
  while (end < text.size() &&
         (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '-')) {
    ++end;
  }
  return text.substr(1, end - 1);
}

bool is_modal(std::string_view word) {
  static constexpr std::array<std::string_view, 9> kModals = {
      "will", "would", "to", "can", "could", "may", "might", "should", "must"};
  return std::ranges::find(kModals, word) != kModals.end();
}

bool is_adverb(std::string_view word) {
  static constexpr std::array<std::string_view, 15> kAdverbs = {
      "also", "now", "already", "still", "later", "then",      "first",    "soon",
      "long", "yet", "not",     "never", "since", "meanwhile", "initially"};
  return std::ranges::find(kAdverbs, word) != kAdverbs.end() ||
         (word.size() > 4 && word.ends_with("ly"));
}

// What may stand between a subject and its verb: a bracket, a partner, an apposition.
std::string_view behind_insertions(std::string_view behind) {
  static const Pattern bracket(R"(^ \([^)]{1,48}\))");
  static const Pattern partner(
      R"(^ and [A-Z][A-Za-z0-9&'’.-]*(?: [A-Z0-9][A-Za-z0-9&'’.-]*){0,5}(?: \([^)]{1,48}\))?)");
  static const Pattern apposition(
      R"(^(?:, (?:a|an|the|which|one of|based|headquartered|founded|formerly|part of|along with|together with|known|owned|backed|started|[A-Z][A-Za-z]+['’]s)\b[^,;.]{2,110}(?:, [^,;.]{2,40})?,| [—–-] ?(?:a|an|the)\b[^—–;.]{2,110}[—–-]| ?— ?(?:a|an|the|via)\b[^—;.]{2,110}—))");
  for (const Pattern* pattern : {&bracket, &partner, &apposition}) {
    if (const auto match = pattern->find(behind)) behind.remove_prefix(match->bytes.end);
  }
  return behind;
}

// "Upper Vale Network (UVN)": the letters of the bracket begin words of the name, in order.
bool has_initials(std::string_view name, std::string_view behind) {
  static const Pattern bracket(R"(^ \((?:“|")?([A-Z][A-Za-z]{1,6})[);,:”"])");
  const auto match = bracket.find(behind);
  if (!match) return false;
  const std::string_view letters = match->text(behind, 0);
  if (letters.front() != name.front()) return false;
  std::size_t at = 0;
  for (const char letter : letters) {
    const auto lower = static_cast<char>(letter | 0x20);
    while (at < name.size() && static_cast<char>(name[at] | 0x20) != lower) ++at;
    if (at == name.size()) return false;
    ++at;
  }
  return std::ranges::count_if(letters, [](char c) { return c >= 'A' && c <= 'Z'; }) >= 2;
}

}  // namespace

EnglishFirmSigns::EnglishFirmSigns(const Frames& frames)
    : posts_(frames.words(Language::English, "firm_post")),
      own_(frames.words(Language::English, "firm_own")),
      kinds_(frames.words(Language::English, "firm_kind")),
      words_(frames.words(Language::English, "firm_word")),
      no_firms_(frames.words(Language::English, "no_firm")),
      verbs_(frames.verb_forms(Language::English)) {
  static constexpr std::array<std::uint8_t, 5> kBits = {kBase, kThird, kPast, kParticiple, kGerund};
  for (const std::string& entry : frames.words(Language::English, "firm_deed")) {
    const std::vector<std::string> forms = english_verb_forms(entry);
    for (std::size_t i = 0; i < forms.size() && i < kBits.size(); ++i) {
      Deed& deed = deeds_[forms[i]];
      if (deed.base.empty()) deed.base = forms[0];
      deed.forms |= kBits[i];
    }
  }
  for (const std::string& tie : frames.words(Language::English, "firm_tie")) {
    ties_.push_back(" " + tie + " ");
  }
}

std::string_view EnglishFirmSigns::deed_in(std::string_view rest, std::uint8_t wanted) const {
  for (int i = 0; i < 6; ++i) {
    const std::string_view word = next_word(rest);
    if (word.empty()) return {};
    rest.remove_prefix(word.size() + 1);
    if (is_modal(word)) {
      wanted = kBase;
    } else if (word == "has" || word == "have" || word == "had" || word == "having") {
      wanted = kParticiple;
    } else if (word == "is" || word == "are" || word == "was" || word == "were" || word == "be" ||
               word == "been") {
      wanted = kGerund;
    } else if (!is_adverb(word)) {
      const std::string_view after = next_word(rest);
      // "roll out", "take over"
      const auto phrasal = deeds_.find(std::string(word) + " " + std::string(after));
      const auto found = phrasal != deeds_.end() ? phrasal : deeds_.find(word);
      if (found == deeds_.end() || (found->second.forms & wanted) == 0) return {};
      // "Harlan orders from Spain fell", "Harlan, acquired by Orlin"
      static constexpr std::array<std::string_view, 5> kNoObject = {"by", "of", "fell", "rose",
                                                                    "were"};
      if (std::ranges::find(kNoObject, after) != kNoObject.end()) return {};
      return found->second.base;
    }
  }
  return {};
}

bool EnglishFirmSigns::ends_like_firm(std::string_view name) const {
  const std::size_t space = name.rfind(' ');
  return space != std::string_view::npos && words_.contains(name.substr(space + 1));
}

bool EnglishFirmSigns::is_kind(std::string_view word) const {
  if (kinds_.contains(word) || (word.size() > 5 && word.ends_with("maker"))) return true;
  if (word.ends_with("ies"))
    return kinds_.contains(std::string(word.substr(0, word.size() - 3)) + "y");
  return word.size() > 4 && word.ends_with('s') && is_kind(word.substr(0, word.size() - 1));
}

bool EnglishFirmSigns::described(std::string_view behind) const {
  static const Pattern opening(
      R"(^(?: \([^)]{1,48}\))?(?:,| [—–-]|—| is| was) ?(?:a|an|the|one of the|[A-Z][A-Za-z]+['’]s) )");
  const auto match = opening.find(behind);
  if (!match) return false;
  std::string_view rest = behind.substr(match->bytes.end - 1);
  for (int i = 0; i < 9 && rest.starts_with(' '); ++i) {
    std::size_t end = 1;
    while (end < rest.size() && (std::isalnum(static_cast<unsigned char>(rest[end])) != 0 ||
                                 rest[end] == '-' || rest[end] == '.' || rest[end] == '\'')) {
      ++end;
    }
    const std::string_view word = rest.substr(1, end - 1);
    static constexpr std::array<std::string_view, 5> kWider = {"platform", "network", "business",
                                                               "brand", "group"};
    if (is_kind(word) || std::ranges::find(kWider, word) != kWider.end()) {
      // "a company town", "the brand of"
      const std::string_view after = next_word(rest.substr(end));
      return after.empty() || after == "that" || after == "which" || after == "in" ||
             after == "based" || after == "with" || after == "for" || after == "of" ||
             after == "and";
    }
    rest.remove_prefix(end);
    if (rest.starts_with(',')) return false;
  }
  return false;
}

std::string_view EnglishFirmSigns::own_behind(std::string_view behind) const {
  bool possessive = true;
  if (behind.starts_with("'s ")) {
    behind.remove_prefix(2);
  } else if (behind.starts_with("’s ")) {
    behind.remove_prefix(4);
  } else if (behind.starts_with("' ")) {
    behind.remove_prefix(1);
  } else if (behind.starts_with("’ ")) {
    behind.remove_prefix(3);
  } else {
    possessive = false;
  }
  for (std::size_t i = 0; i <= (possessive ? kWordsBetween : 1); ++i) {
    const std::string_view word = next_word(behind);
    if (word.empty()) return {};
    const std::size_t place = posts_.find(word);
    if (place != WordSet::kNone) return posts_[place];
    if (possessive) {
      const std::size_t owned = own_.find(word);
      if (owned != WordSet::kNone) return own_[owned];
    }
    behind.remove_prefix(word.size() + 1);
  }
  return {};
}

bool EnglishFirmSigns::kind_before(std::string_view before) const {
  if (!before.ends_with(' ')) return false;
  before.remove_suffix(1);
  if (before.ends_with(',')) before.remove_suffix(1);
  for (const std::string_view example : {" such as", " including", " like"}) {
    if (before.ends_with(example)) before.remove_suffix(example.size());
  }
  return is_kind(before.substr(before.rfind(' ') + 1));
}

void EnglishFirmSigns::add(std::string_view shown, const Place& place,
                           std::vector<NameEvidence>& out) const {
  const ByteRange range = place.span.bytes;
  const std::string_view name = shown.substr(range.begin, range.size());
  const std::string_view behind =
      shown.substr(range.end, std::min<std::size_t>(260, shown.size() - range.end));
  const std::string_view before =
      shown.substr(range.begin > 60 ? range.begin - 60 : 0, std::min<std::size_t>(60, range.begin));
  // A word at the start of a sentence that is none of the usual ones, nor a plural.
  const bool unusual = !place.weak || (!no_firms_.contains(name) && !name.ends_with('s'));
  const bool anchors = place.anchors && !place.weak;
  const auto show = [&](std::string_view sign, std::string_view what, bool alone, bool anchor) {
    out.push_back({place.span, "Firm", std::string(sign), alone, anchor, {}, std::string(what)});
  };
  std::string_view sentence = behind.substr(0, behind.find_first_of(";\n"));
  sentence = sentence.substr(0, sentence.find(". "));
  const std::uint8_t finite = kThird | kPast | (behind.starts_with(" and ") ? kBase : 0);
  const std::string_view rest = behind_insertions(behind);
  const std::string_view deed = deed_in(rest, finite);
  if (!place.acts && !deed.empty()) show("deed", deed, false, anchors);
  // A person has his or her own, several have theirs.
  const bool its = sentence.find(" its ") != std::string_view::npos;
  static const Pattern of_person(R"(\b(?:his|her|he|she|himself|herself)\b)");
  std::string_view word = next_word(rest);
  if (word == "has" || word == "had" || word == "is" || is_modal(word)) {
    word = next_word(rest.substr(word.size() + 1));
  }
  const bool acts = place.acts || !deed.empty() || verbs_.contains(word);
  if (acts && !of_person.found_in(sentence)) {
    if (its) show("its", {}, false, place.anchors && unusual);
    // "will invest $3 million to build"
    static const Pattern purpose(R"( to (?:[a-z]+ )?[a-z]+)");
    const auto further = purpose.find(sentence);
    if (!deed.empty() && further) {
      const std::string_view second =
          deed_in(sentence.substr(further->bytes.begin), kThird | kPast);
      if (!second.empty() && second != deed) show("deed", second, false, anchors);
    }
  }
  // "said it would buy": no person.
  static const Pattern speaks(
      R"(^,? (?:(?:has|have) )?(?:[a-z]+ly )?(?:said|says|announced|confirmed|reported|believes|expects|revealed|warned|added|claims|estimates|disclosed)(?: (?:on |last |this )?[A-Z]?[a-z]+day| today| yesterday)? (?:that )?(?:it|its)( .*|$))");
  if (const auto match = speaks.find(rest)) {
    show("speaks", {}, false, place.anchors && unusual);
    const std::string_view what = match->text(rest, 0);
    std::string_view done = deed_in(what, kThird | kPast);
    const std::size_t to = what.find(" to ");
    if (done.empty() && to < 40) done = deed_in(what.substr(to), kThird | kPast);
    if (!done.empty()) show("deed", done, false, anchors);
  }
  if (described(behind)) show("described", {}, false, place.anchors && unusual);
  const bool like_firm = ends_like_firm(name);
  if (!place.suffixed && like_firm) show("suffix", {}, false, anchors);
  // "Orlin Bakeries has": named like a firm, and the subject of a verb.
  const std::string_view next = next_word(rest);
  if ((place.suffixed || like_firm) &&
      (acts || is_modal(next) || next == "has" || next == "had" || next == "is" || next == "was" ||
       next == "said" || next == "remains")) {
    show("named-subject", {}, false, anchors);
  }
  if (!place.owns) {
    const std::string_view own = own_behind(behind);
    if (!own.empty()) show("title", own, false, anchors);
  }
  if (has_initials(name, behind)) show("initials", {}, false, false);
  // "Orlin (Fort Worth, Texas)"
  static const Pattern seat(
      R"(^ \((?:[A-Z]{2,6}[;,:] )?[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*, [A-Z][A-Za-z.]+(?: [A-Z][a-z]+)*[);])");
  if (seat.found_in(behind)) show("seat", {}, false, place.anchors && unusual);
  if (place.weak) return;
  static const Pattern based(R"([A-Z][\p{Latin}.'’ -]*-(?:based|headquartered) $)");
  if (before.ends_with("ed ") && based.found_in(before)) show("based", {}, place.anchors, anchors);
  // "the parent of Nordan, APC and Torsk": what is said in front of a list holds for each.
  static const Pattern list(
      R"(^(.*?)(?:[A-Z0-9][A-Za-z0-9&.'’-]*(?: [A-Z0-9][A-Za-z0-9&.'’-]*){0,4}(?:, and |, | and ))+$)");
  const std::string_view wide = shown.substr(range.begin > 150 ? range.begin - 150 : 0,
                                             std::min<std::size_t>(150, range.begin));
  const auto tie_before = [&](std::string_view words) -> std::string_view {
    for (const std::string& tie : ties_) {
      if (words.ends_with(tie)) return tie;
    }
    return {};
  };
  if (wide.ends_with(", ") || wide.ends_with(" and ")) {
    if (const auto match = list.find(wide)) {
      const std::string_view front = match->text(wide, 0);
      if (kind_before(front) || !tie_before(front).empty()) {
        show("apposition", "list", false, anchors);
        return;
      }
    }
  }
  const bool called = kind_before(before);
  // "the purchase of smaller rival Orlin": a firm by what it is called and by what is done to it.
  static const Pattern tie_of_kind(
      R"(\b(?:acquisition|takeover|purchase|buyout|stake|deal|agreement|contract|partnership|alliance|venture|order|orders|acquire[sd]?|acquiring|buy|buying|bought|sold) (?:of |in |with |from |to |for )?(?:[A-Za-z.'’-]+ ){0,5}$)");
  if (called && tie_of_kind.found_in(before)) show("tie", {}, false, anchors);
  // "the supermarket chain Orlin": nothing else is called so.
  static const Pattern close(
      R"((?:^|[ ("“])(?:[Tt]he|[Aa]n?|its|their) (?:[A-Z][A-Za-z]+(?:-[a-z]+)? )?(?:[a-z-]+ ){0,4}(?:[a-z-]{2,}maker|company|firm|producer|manufacturer|retailer|supplier|chain|airline|carrier|lender|bank|brewer|insurer|conglomerate|utility|miner|grocer|shipbuilder|start-?up|subsidiary|telco|wholesaler|distributor|upstart|newcomer) $)");
  static const Pattern no_company(R"(^(?: [A-Z]|['’]s| \())");
  if (called && anchors && !no_company.found_in(behind) && close.found_in(before)) {
    show("apposed", {}, true, true);
  }
  if (place.apposed) return;
  if (called) {
    show("apposition", "kind", false, anchors);
    return;
  }
  const std::string_view tie = tie_before(before);
  if (!tie.empty()) show("apposition", tie, false, anchors);
}

}  // namespace sarye

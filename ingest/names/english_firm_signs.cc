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
      "also", "now", "already", "still", "later", "then",      "first",   "soon",
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

// "Johnson Matthey (JM)": the letters of the bracket begin words of the name, in order.
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
      kinds_(frames.words(Language::English, "firm_kind")) {
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

std::string_view EnglishFirmSigns::deed_behind(std::string_view behind) const {
  const bool joined = behind.starts_with(" and ");
  std::string_view rest = behind_insertions(behind);
  std::uint8_t wanted = kThird | kPast;
  if (joined) wanted |= kBase;
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
  const std::string_view word = before.substr(before.rfind(' ') + 1);
  return kinds_.contains(word) || (word.ends_with("maker") && word.size() > 5);
}

void EnglishFirmSigns::add(std::string_view shown, const Place& place,
                           std::vector<NameEvidence>& out) const {
  const ByteRange range = place.span.bytes;
  const std::string_view name = shown.substr(range.begin, range.size());
  const std::string_view behind =
      shown.substr(range.end, std::min<std::size_t>(260, shown.size() - range.end));
  const std::string_view before =
      shown.substr(range.begin > 60 ? range.begin - 60 : 0, std::min<std::size_t>(60, range.begin));
  const bool anchors = place.anchors && !place.weak;
  const auto show = [&](std::string_view sign, std::string_view what, bool alone, bool anchor) {
    out.push_back({place.span, "Firm", std::string(sign), alone, anchor, {}, std::string(what)});
  };
  if (!place.acts) {
    const std::string_view deed = deed_behind(behind);
    if (!deed.empty()) show("deed", deed, false, anchors);
  }
  if (!place.owns) {
    const std::string_view own = own_behind(behind);
    if (!own.empty()) show("title", own, false, anchors);
  }
  if (has_initials(name, behind)) show("initials", {}, false, false);
  // "Avail (Fort Worth, Texas)"
  static const Pattern seat(
      R"(^ \((?:[A-Z]{2,6}[;,:] )?[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*, [A-Z][A-Za-z.]+(?: [A-Z][a-z]+)*[);])");
  if (seat.found_in(behind)) show("seat", {}, false, anchors);
  if (place.weak) return;
  static const Pattern based(R"([A-Z][\p{Latin}.'’ -]*-(?:based|headquartered) $)");
  if (before.ends_with("ed ") && based.found_in(before)) show("based", {}, place.anchors, anchors);
  if (place.apposed) return;
  if (kind_before(before)) {
    show("apposition", {}, false, anchors);
    return;
  }
  const bool tied = std::ranges::any_of(
      ties_, [&](const std::string& tie) { return before.ends_with(tie); });
  if (tied) show("apposition", {}, false, anchors);
}

}  // namespace sarye

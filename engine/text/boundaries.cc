#include "engine/text/boundaries.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <array>
#include <cassert>
#include <memory>

namespace sarye {
namespace {

enum class Unit { Sentence, Word, Character };
constexpr std::size_t kUnitCount = 3;

icu::Locale locale_of(Language language) {
  switch (language) {
    case Language::Korean:
      return icu::Locale::getKorean();
    case Language::Chinese:
      return icu::Locale::getChinese();
    case Language::Japanese:
      return icu::Locale::getJapanese();
    case Language::English:
      return icu::Locale::getEnglish();
    case Language::Unknown:
      break;
  }
  return icu::Locale::getRoot();
}

std::unique_ptr<icu::BreakIterator> make_iterator(Unit unit, Language language) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = locale_of(language);
  std::unique_ptr<icu::BreakIterator> made;
  switch (unit) {
    case Unit::Sentence:
      made.reset(icu::BreakIterator::createSentenceInstance(locale, status));
      break;
    case Unit::Word:
      made.reset(icu::BreakIterator::createWordInstance(locale, status));
      break;
    case Unit::Character:
      made.reset(icu::BreakIterator::createCharacterInstance(locale, status));
      break;
  }
  assert(U_SUCCESS(status));
  return made;
}

// Making an iterator reads rules (about a millisecond), so a thread keeps those that it used.
icu::BreakIterator& iterator(Unit unit, Language language) {
  thread_local std::array<std::unique_ptr<icu::BreakIterator>, kUnitCount * kLanguageCount> kept;
  auto& slot =
      kept[static_cast<std::size_t>(unit) * kLanguageCount + static_cast<std::size_t>(language)];
  if (slot == nullptr) slot = make_iterator(unit, language);
  return *slot;
}

std::vector<ByteRange> ranges(std::string_view text, Unit unit, Language language) {
  std::vector<ByteRange> found;
  if (text.empty()) return found;
  UErrorCode status = U_ZERO_ERROR;
  UText view = UTEXT_INITIALIZER;
  utext_openUTF8(&view, text.data(), static_cast<std::int64_t>(text.size()), &status);
  icu::BreakIterator& breaks = iterator(unit, language);
  breaks.setText(&view, status);
  assert(U_SUCCESS(status));
  std::int32_t begin = breaks.first();
  for (std::int32_t end = breaks.next(); end != icu::BreakIterator::DONE; end = breaks.next()) {
    if (unit != Unit::Word || breaks.getRuleStatus() >= UBRK_WORD_NONE_LIMIT) {
      found.push_back(
          ByteRange{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    begin = end;
  }
  utext_close(&view);
  return found;
}

}  // namespace

std::vector<ByteRange> sentence_ranges(std::string_view text, Language language) {
  return ranges(text, Unit::Sentence, language);
}

std::vector<ByteRange> word_ranges(std::string_view text, Language language) {
  return ranges(text, Unit::Word, language);
}

std::vector<ByteRange> character_ranges(std::string_view text) {
  return ranges(text, Unit::Character, Language::Unknown);
}

}  // namespace sarye

// The languages of texts and of names. A passage is Korean, Chinese or English; a Chinese name also
// says in which script it is written.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sarye {

enum class Language : std::uint8_t { Unknown = 0, Korean = 1, Chinese = 2, English = 3, Japanese = 4 };
inline constexpr int kLanguageCount = 5;

// "ko", "zh", "en", "ja"; "und" for Unknown.
std::string_view language_code(Language language);
// Accepts the codes above and their usual longer forms (zh-Hans, zh-Hant, zh_CN, en-US, ko-KR),
// without regard to case; Unknown for anything else.
Language parse_language(std::string_view code);

// The tag of a name: language, and script where a language has two.
enum class NameTag : std::uint8_t { Unknown = 0, Ko = 1, ZhHans = 2, ZhHant = 3, En = 4, Ja = 5 };

// "ko", "zh-Hans", "zh-Hant", "en", "ja"; "und" for Unknown.
std::string_view name_tag_code(NameTag tag);
std::optional<NameTag> parse_name_tag(std::string_view code);
Language language_of(NameTag tag);

}  // namespace sarye

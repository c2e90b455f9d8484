#include "engine/base/language.h"

#include <string>

namespace sarye {

namespace {

// Codes differ in case and in the sign between their parts: zh-Hant, zh_TW, ZH-hant.
std::string plain_code(std::string_view code) {
  std::string out;
  for (const char c : code) {
    if (c == '_') {
      out += '-';
    } else if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else {
      out += c;
    }
  }
  return out;
}

bool has_part(std::string_view code, std::string_view part) {
  std::size_t begin = 0;
  while (begin <= code.size()) {
    const std::size_t dash = code.find('-', begin);
    const std::size_t end = dash == std::string_view::npos ? code.size() : dash;
    if (code.substr(begin, end - begin) == part) return true;
    begin = end + 1;
  }
  return false;
}

Language language_of_subtag(std::string_view first) {
  if (first == "ko" || first == "kor") return Language::Korean;
  if (first == "zh" || first == "zho" || first == "chi" || first == "cmn") return Language::Chinese;
  if (first == "en" || first == "eng") return Language::English;
  if (first == "ja" || first == "jpn") return Language::Japanese;
  return Language::Unknown;
}

}  // namespace

std::string_view language_code(Language language) {
  switch (language) {
    case Language::Korean:
      return "ko";
    case Language::Chinese:
      return "zh";
    case Language::English:
      return "en";
    case Language::Japanese:
      return "ja";
    case Language::Unknown:
      break;
  }
  return "und";
}

Language parse_language(std::string_view code) {
  const std::string plain = plain_code(code);
  return language_of_subtag(std::string_view(plain).substr(0, plain.find('-')));
}

std::string_view name_tag_code(NameTag tag) {
  switch (tag) {
    case NameTag::Ko:
      return "ko";
    case NameTag::ZhHans:
      return "zh-Hans";
    case NameTag::ZhHant:
      return "zh-Hant";
    case NameTag::En:
      return "en";
    case NameTag::Ja:
      return "ja";
    case NameTag::Unknown:
      break;
  }
  return "und";
}

std::optional<NameTag> parse_name_tag(std::string_view code) {
  const std::string plain = plain_code(code);
  if (plain == "und") return NameTag::Unknown;
  switch (parse_language(plain)) {
    case Language::Korean:
      return NameTag::Ko;
    case Language::English:
      return NameTag::En;
    case Language::Japanese:
      return NameTag::Ja;
    case Language::Chinese: {
      // A region stands for its script unless the script itself is written.
      const bool hans = has_part(plain, "hans");
      const bool region = has_part(plain, "tw") || has_part(plain, "hk") || has_part(plain, "mo");
      return has_part(plain, "hant") || (region && !hans) ? NameTag::ZhHant : NameTag::ZhHans;
    }
    case Language::Unknown:
      break;
  }
  return std::nullopt;
}

Language language_of(NameTag tag) {
  switch (tag) {
    case NameTag::Ko:
      return Language::Korean;
    case NameTag::ZhHans:
    case NameTag::ZhHant:
      return Language::Chinese;
    case NameTag::En:
      return Language::English;
    case NameTag::Ja:
      return Language::Japanese;
    case NameTag::Unknown:
      break;
  }
  return Language::Unknown;
}

}  // namespace sarye

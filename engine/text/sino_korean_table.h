// The readings behind sino_korean.h; our own list of what business, policy and research terms use.
#pragma once

#include <string_view>

namespace sarye {

// Rows `읽음 characters`, Simplified, readings as they are inside a word (력, not 역).
extern const std::string_view kSinoKoreanCharacters;

// Rows `word reading|reading`: where Korean does not read a word character by character.
extern const std::string_view kSinoKoreanWords;

}  // namespace sarye

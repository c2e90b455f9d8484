// How Korean reads a Chinese term: 产业政策 is 산업정책, 企业家精神 기업가정신. Characters have one
// Korean reading each; words for which Korean has another (创新 혁신, 成本 비용, 数据 데이터) stand
// in a list of their own. What is read is the term, not a name: firms' names are never built so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// The Korean words that a Chinese term of two characters and more may be, without spaces, the
// initial-sound rule (두음법칙) applied; sorted, at most sixteen. Simplified and Traditional give
// the same. Empty: a character of another script, or one whose reading is not known here.
std::vector<std::string> korean_readings(std::string_view term);

// How many characters have a reading, and how many words have readings of their own.
struct SinoKoreanSize {
  std::size_t characters = 0;
  std::size_t words = 0;
};
SinoKoreanSize sino_korean_size();

}  // namespace sarye

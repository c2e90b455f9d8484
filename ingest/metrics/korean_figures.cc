#include "ingest/metrics/korean_figures.h"

#include <algorithm>
#include <array>
#include <string>

namespace sarye {
namespace {

struct KoreanChange {
  std::string_view word;
  int direction;
};
constexpr std::array<KoreanChange, 30> kKoreanChanges = {
    {{"증가", 1},  {"성장", 1},  {"상승", 1},  {"늘", 1},    {"확대", 1},  {"급증", 1},
     {"개선", 1},  {"올랐", 1},  {"오른", 1},  {"올라", 1},  {"뛰", 1},    {"뛴", 1},
     {"신장", 1},  {"급등", 1},  {"불어", 1},  {"높아", 1},  {"웃돌", 1},  {"둔화", 1},
     {"감소", -1}, {"하락", -1}, {"줄", -1},   {"급감", -1}, {"떨어", -1}, {"축소", -1},
     {"내렸", -1}, {"내린", -1}, {"급락", -1}, {"낮아", -1}, {"후퇴", -1}, {"역성장", -1}}};

std::string_view word_behind(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

bool ends_as_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.ends_with(word); });
}

bool starts_as_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.starts_with(word); });
}

}  // namespace

bool contains_any_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

int korean_change_in(std::string_view words) {
  std::size_t first = std::string_view::npos;
  int direction = 0;
  for (const KoreanChange& one : kKoreanChanges) {
    const std::size_t found = words.find(one.word);
    if (found >= first) continue;
    first = found;
    direction = one.direction;
  }
  return direction;
}

bool is_korean_level(std::string_view body, ByteRange at) {
  return starts_as_one_of(body.substr(at.end), {"로 ", "으로 ", "까지 ", "에서 "});
}

bool stands_behind_comparison(std::string_view before) {
  constexpr std::size_t kNear = 45;  // bytes
  if (before.size() > kNear) before.remove_prefix(before.size() - kNear);
  for (const std::string_view word : {"대비", "보다", "에 비해", "과 비교해"}) {
    const std::size_t at = before.rfind(word);
    if (at == std::string_view::npos) continue;
    std::string_view time = before.substr(0, at);
    while (time.ends_with(' ')) time.remove_suffix(1);
    if (ends_as_one_of(time, {"전년", "동기", "분기", "기간", "작년", "지난해", "전월", "반기",
                              "동월", "년", "월", "전", "전기", "직전"})) {
      return true;
    }
  }
  return false;
}

bool is_compared_with(std::string_view behind) {
  return starts_as_one_of(word_behind(behind), {"동기", "같은", "보다", "대비", "과 비교",
                                                "와 비교", "에 비해", "동월"});
}

bool is_left_out(std::string_view behind) {
  if (starts_as_one_of(behind, {"에 따르면", "보다", "에 의하면", "가 집계", "이 집계", "가 조사",
                                "이 조사", "에 이어", "가 발표한", "이 발표한"})) {
    return true;
  }
  for (const std::string_view particle : {"을 ", "를 "}) {
    if (behind.starts_with(particle)) {
      return starts_as_one_of(behind.substr(particle.size()), {"제외", "뺀", "제치", "넘어", "앞"});
    }
  }
  const std::string_view next = word_behind(behind).substr(0, 45);
  const std::size_t role = std::min(next.find("연구원"), next.find("애널리스트"));
  return role <= std::string_view("수석 ").size() + 8;
}

bool names_this_firm(std::string_view words) {
  for (const std::string_view particle : {"는 ", "의 ", "가 ", "도 "}) {
    const std::string pointer = "이 회사" + std::string(particle);
    const std::size_t at = words.rfind(pointer);
    if (at != std::string_view::npos && (at == 0 || words[at - 1] == ' ')) return true;
  }
  return false;
}

bool names_subject(std::string_view words) {
  constexpr std::size_t kShortestName = 12;  // bytes of a name that no other word is as long as
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    const std::string_view word = words.substr(0, space);
    words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
    if (word.size() > kShortestName && (word.ends_with("가") || word.ends_with("이"))) return true;
  }
  return false;
}

bool has_object_particle(std::string_view behind) {
  return starts_as_one_of(behind,
                          {" 등에 ", " 등을 ", " 등과 ", "에도 ", "에는 ", "에게는 ", "으로부터 ",
                           "을 ",    "를 ",    "에 ",    "에게 ", "와 ",   "과 ",     "로부터 ",
                           "에서 ",  "으로 ",  "로 ",    "와의 ", "과의 ", "향 "});
}

bool goes_on_about_firm(std::string_view words) {
  if (contains_any_of(words,
                      {"시장", "업계", "산업", "업체", "국내", "글로벌", "협회", "정부", "전국",
                       "기업들", "상장사", "세계", "우리나라", "한국은", "경쟁사"})) {
    return false;
  }
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    const std::string_view word = words.substr(0, space);
    words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
    if (!ends_as_one_of(word, {"은", "는", "이", "가", "들의", "도"}) || word.size() < 6) continue;
    if (starts_as_one_of(word, {"이는", "회사", "같은", "이번", "매출", "영업"})) continue;
    if (ends_as_one_of(
            word, {"하는",   "되는",   "있는",   "없는",   "오는",   "이익은", "이익이", "이익도",
                   "실적은", "실적이", "측은",   "치는",   "회사의", "늘",     "이른",   "같은",
                   "부문은", "사업은", "부문이", "사업이", "부문도", "사업도"})) {
      continue;
    }
    return false;
  }
  return true;
}

}  // namespace sarye

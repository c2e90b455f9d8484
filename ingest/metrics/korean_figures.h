// How Korean words around a figure bear on it: whether it tells a change and in which direction,
// what it is compared with, and which names in front of it are not whose it is.
#pragma once

#include <string_view>

#include "ingest/stage/annotated_text.h"

namespace sarye {

bool contains_any_of(std::string_view text, std::initializer_list<std::string_view> words);

// The first word of change in `words`: 1 rose, -1 fell; 0: none. Korean tells it behind the figure.
int korean_change_in(std::string_view words);

// "8.1%로 하락", "18%까지": what it came to, not by how much it changed. `at`: bytes of `body`.
bool is_korean_level(std::string_view body, ByteRange at);

// 전년 동기 대비 12%, 지난해보다 12%: behind a time that the figure is compared with. 매출액 대비
// 4%, a part of it, is none.
bool stands_behind_comparison(std::string_view before);

// What follows a time that only compares: 동기 대비, 보다.
bool is_compared_with(std::string_view behind);

// What follows a firm that a figure is not of: the source (에 따르면, 연구원은), what is left out
// (를 제외한) or compared (보다).
bool is_left_out(std::string_view behind);

// Whether the words in front of a figure say 이 회사는: the firm spoken of is its owner.
bool names_this_firm(std::string_view words);

// Whether a word in front of a figure is the subject of what is done with it.
bool names_subject(std::string_view words);

// What follows a firm that something is done to or with: 를, 에게, 와. The firm that does it is the
// better owner of a figure.
bool has_object_particle(std::string_view behind);

// Whether the words in front of a measure leave it with the firm spoken of before: 이는, 지난해,
// 연결 기준. Another topic or the market as a whole does not.
bool goes_on_about_firm(std::string_view words);

}  // namespace sarye

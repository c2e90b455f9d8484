// Words of Korean that tell names of firms from other words: by their ends, beginnings and places.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/byte_range.h"
#include "ingest/language/korean_plain.h"
#include "ingest/lexicon/josa.h"

namespace sarye {

// The word around `at`, with the signs inside names: 가람F&B, L&S가람.
ByteRange korean_name_word(std::string_view text, std::uint32_t at);

// Without its particle; what ends many names too (나, 라, 야, 자, 고) is left to the name.
std::string_view without_name_particle(std::string_view word, const JosaTable& josa);

// Bodies, places, offices and things: 협회, 시청, 대학교, 제도, 사업, 펀드.
bool names_no_korean_firm(std::string_view name);

// Three syllables or two, the first of them a surname.
bool is_korean_person(std::string_view name);

// Ends in what only firms are called, with no plain word in front: 새벽인베스트먼트, KMB해운.
bool ends_like_company(std::string_view name, const KoreanPlainWords& plain);

// A country, city or 대한, 동양, 국제 in front of a trade: 한국화섬, 제주제분.
bool is_placed_company(std::string_view name);

// The size of the trade or kind of company that ends `name` (제분, 침대, 그룹), with something in
// front of it; 0: none.
std::size_t company_end(std::string_view name);

// Two syllables or one that say nothing, and a plain noun that is no trade: 계측설비.
bool ends_in_plain_thing(std::string_view name, const KoreanPlainWords& plain);

// A known firm's name that goes on from `end` to `word_end` as that of a company of it: PE, 코리아.
bool goes_on_as_company(std::string_view text, std::uint32_t end, std::uint32_t word_end);

// Whether the range begins a line and a comma is behind it, as in headlines.
bool heads_line(std::string_view block, ByteRange range);

}  // namespace sarye

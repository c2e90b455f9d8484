// The wordings by which a text gives one thing two names: brackets, 이하, 前身为, formerly,
// renamed.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/byte_range.h"

namespace sarye {

enum class AliasCue { None, Also, Former };

// One part of a bracket behind a name: a cue, if any, and the other name.
struct BracketPart {
  AliasCue cue = AliasCue::None;
  ByteRange name;  // within the part
};
std::optional<BracketPart> bracket_part(std::string_view part);

// What a bracket says that is no other name: numbers, dates, tickers, roles, places of a source.
bool is_no_name(std::string_view text);
// What it says about the thing without naming it: whose it is, what it makes, where it sits.
bool is_description(std::string_view text);
// Whether a bracket lists several things, one beside the other in one script: (한빛전자, 한빛화학).
bool is_list(std::string_view inside);

// Whether all of `text`, between an opening bracket and a name, is a cue: `구 `, `前身为`.
AliasCue cue_in_front(std::string_view text);
// A cue that `rest` begins with, and how many bytes it takes: `, formerly known as `.
struct FoundCue {
  AliasCue cue = AliasCue::None;
  std::size_t size = 0;
};
FoundCue cue_behind(std::string_view rest);
// Whether the text between two names and behind the second one says that they are one thing:
// `X, formerly known as Y`, `X의 전신인 Y`, `X更名为Y`, `X는 Y로 사명을 변경`.
AliasCue cue_between(std::string_view between, std::string_view behind);

// A name that ends where a bracket opens, at `end`, by its letters alone: a Korean word,
// capitalised words, or Chinese characters from the beginning of a clause to the end of a firm's
// name.
std::optional<ByteRange> name_before(std::string_view shown, std::uint32_t end);
// A name that begins at `begin` and that no list has: capitalised words, or what is quoted.
std::optional<ByteRange> name_behind(std::string_view shown, std::uint32_t begin);

}  // namespace sarye

#include "ingest/relations/broken_names.h"

#include <algorithm>

#include "engine/text/unicode.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {

namespace {

bool holds_word(std::string_view name, const WordSet& words) {
  return std::any_of(words.begin(), words.end(), [name](const std::string& word) {
    return name.find(word) != std::string_view::npos;
  });
}

}  // namespace

std::optional<Argument> with_whole_name(const Frames& frames, std::string_view block,
                                        Language language, const Argument& argument) {
  if (!argument.created || !argument.create_name.empty()) return argument;
  constexpr std::string_view kOf = "的";
  Argument out = argument;
  const auto name = [&] { return block.substr(out.create_from.begin, out.create_from.size()); };
  if (language == Language::Chinese) {
    if (name().starts_with(kOf)) {
      out.create_from.begin += static_cast<std::uint32_t>(kOf.size());
      out.bytes = out.create_from;
    }
    // 开放供应则使…: an adverb that no name ends with, unless it is of a word like 规则.
    if (const std::size_t adverb = length_of_end(name(), frames.words(language, "behind_names"));
        adverb > 0 && !ends_with_word(name(), frames.words(language, "rule_nouns"))) {
      out.create_from.end -= static_cast<std::uint32_t>(adverb);
      out.bytes = out.create_from;
    }
    const bool broken = begins_with_word(name(), frames.words(language, "no_name_begins")) ||
                        ends_with_word(name(), frames.words(language, "no_name_ends")) ||
                        holds_word(name(), frames.words(language, "no_name_holds"));
    return broken ? std::nullopt : std::optional(out);
  }
  // Words of other languages end where a blank stands.
  const std::size_t blank = name().rfind(' ');
  const bool broken = language == Language::English && blank != std::string_view::npos &&
                      frames.has_word(language, "no_name_ends", to_lower(name().substr(blank + 1)));
  return broken ? std::nullopt : std::optional(out);
}

}  // namespace sarye

#include "ingest/relations/broken_names.h"

#include "engine/text/unicode.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {

bool is_broken_name(const Frames& frames, std::string_view block, Language language,
                    const Argument& argument) {
  if (!argument.created || !argument.create_name.empty()) return false;
  const ByteRange bytes = argument.create_from;
  const std::string_view name = block.substr(bytes.begin, bytes.size());
  if (language == Language::Chinese) {
    return begins_with_word(name, frames.words(language, "no_name_begins")) ||
           ends_with_word(name, frames.words(language, "no_name_ends"));
  }
  // Words of other languages end where a blank stands.
  const std::size_t blank = name.rfind(' ');
  return language == Language::English && blank != std::string_view::npos &&
         frames.has_word(language, "no_name_ends", to_lower(name.substr(blank + 1)));
}

}  // namespace sarye

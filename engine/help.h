// HELP: what the page of the language says on a word of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// `topic` in any case: the title of a section or a part of it ("match", "order by"), a function, an
// error, an option or a word of the language. Empty when there is no such topic. Without a topic:
// the sections. Plain text, ends in a newline.
std::string help_text(std::string_view topic);

// Every topic in lower case, sorted, each once. Lives as long as the process.
const std::vector<std::string_view>& help_topics();

// "did you mean match?", or how to find out.
std::string help_hint(std::string_view topic);

}  // namespace sarye

// Strings and lists as JSON text, for writers that stream.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sarye {

// Appends `text` in quotes with what JSON wants escaped; anything else stays UTF-8.
void append_json_string(std::string& out, std::string_view text);
// ["a","b"]
std::string json_list(std::span<const std::string> texts);

}  // namespace sarye

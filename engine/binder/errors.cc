#include "engine/binder/errors.h"

#include "engine/model/suggestion.h"

namespace sarye::binding {

Error semantic(std::string_view name, TextPlace place, std::string message, std::string hint) {
  return Error{ErrorCode::Semantic, std::move(message), std::move(hint), std::string(name), place};
}

std::string did_you_mean(std::string_view written, const std::vector<std::string_view>& known) {
  const std::string_view nearest = nearest_name(written, known);
  return nearest.empty() ? std::string() : "did you mean " + std::string(nearest) + "?";
}

std::string or_list(std::span<const std::string> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

std::string with_article(std::string_view word) {
  const bool vowel =
      !word.empty() && std::string_view("AEIOUaeiou").find(word[0]) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(word);
}

}  // namespace sarye::binding

#include "ingest/clauses/english_tokens.h"

#include <algorithm>

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

// "(backed by Orlin and Velt)": an apposition in brackets.
bool tells_owner(std::string_view inside) {
  const std::size_t space = inside.find(' ');
  return space != std::string_view::npos && inside.substr(0, space).ends_with("ed") &&
         inside.substr(space).starts_with(" by ");
}

bool english_word_letter(char32_t c) {
  const Script script = script_of(c);
  return script == Script::Latin || script == Script::Digit || script == Script::Han ||
         script == Script::Hangul || c == '-' || c == '&' || c == '%' || c == '$' || c == U'€';
}

bool ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

EnglishTokens::EnglishTokens(const AnnotatedText& text, const Reading& reading)
    : block_(text.blocks[reading.span.block].text), sentence_(reading.span.bytes) {
  for (const TextMention& mention : text.mentions_near(reading.span)) {
    if (mention.inherited || !sentence_.contains(mention.span.bytes)) continue;
    const std::string_view type = text.entities[mention.entity].type;
    const bool name = type == "Firm" || type == "Agency" || type == "Product" || type == "Person" ||
                      type == "Place" || (type == "Policy" && mention.rule == "listed");
    if (name) names_.push_back(mention.span.bytes);
  }
  for (const Quantity& one : text.quantities_in(reading.span.block)) {
    if (sentence_.contains(one.span.bytes)) figures_.push_back(one.span.bytes);
  }
  for (const TimeMention& one : text.times_in(reading.span.block)) {
    if (sentence_.contains(one.span.bytes)) times_.push_back(one.span.bytes);
  }
}

std::string EnglishTokens::lower(ByteRange bytes) const {
  return to_lower(block_.substr(bytes.begin, bytes.size()));
}

std::uint32_t EnglishTokens::behind_spaces(std::uint32_t place) const {
  while (place < end() && block_[place] == ' ') ++place;
  return place;
}

std::string EnglishTokens::word_behind(std::uint32_t place) const {
  place = behind_spaces(place);
  const std::string_view rest = block_.substr(place, end() - place);
  return to_lower(rest.substr(0, rest.find_first_of(" ,.;:")));
}

bool EnglishTokens::figure_at(std::uint32_t place) const {
  return std::any_of(figures_.begin(), figures_.end(),
                     [&](const ByteRange& one) { return one.begin == place; });
}

std::uint32_t EnglishTokens::word_end(std::uint32_t place) const {
  std::uint32_t stop = place;
  while (stop < end()) {
    std::size_t behind = stop;
    const char32_t letter = decode(block_, behind);
    const bool inner = (letter == '.' || letter == '\'' || letter == U'’') && behind < end() &&
                       block_[behind] != ' ' && !block_.substr(stop).starts_with("'s") &&
                       !block_.substr(stop).starts_with("’s");
    const bool thousands = letter == ',' && behind < end() && stop > place &&
                           ascii_digit(block_[stop - 1]) && ascii_digit(block_[behind]);
    if (!english_word_letter(letter) && !inner && !thousands) break;
    stop = static_cast<std::uint32_t>(behind);
  }
  return stop;
}

// Two dashes stand around an insertion as commas do.
std::size_t EnglishTokens::dashes() const {
  std::size_t count = 0;
  for (const std::string_view dash : {"—", "–"}) {
    for (std::size_t at = block_.find(dash, begin()); at < end();
         at = block_.find(dash, at + dash.size())) {
      ++count;
    }
  }
  return count;
}

EnglishToken EnglishTokens::at(std::uint32_t place) const {
  using Kind = EnglishTokenKind;
  const char first = block_[place];
  if (first == ' ' || first == '\n' || first == '\t') return {Kind::Skipped, {place, place + 1}};
  std::uint32_t longest = 0;
  for (const ByteRange& name : names_) {
    if (name.begin == place) longest = std::max(longest, name.end);
  }
  if (longest > 0) return {Kind::Name, {place, longest}};
  for (const ByteRange& time : times_) {
    if (time.begin == place) return {Kind::Time, {place, std::max(time.end, place + 1)}};
  }
  for (const ByteRange& figure : figures_) {
    if (figure.begin == place && figure.end > place) return {Kind::Figure, figure};
  }
  std::size_t next = place;
  const char32_t c = decode(block_, next);
  const ByteRange sign{place, static_cast<std::uint32_t>(next)};
  if (c == '(' || c == '[') {
    const std::size_t closing = block_.find(c == '(' ? ')' : ']', place);
    if (closing != std::string_view::npos && closing < end()) {
      if (c == '(' && tells_owner(block_.substr(place + 1, closing - place - 1))) {
        return {Kind::Comma, sign};
      }
      return {Kind::Skipped, {place, static_cast<std::uint32_t>(closing + 1)}};
    }
    return {Kind::Skipped, sign};
  }
  if (c == ')' && place > 0) {
    const std::size_t open = block_.rfind('(', place);
    if (open != std::string_view::npos && tells_owner(block_.substr(open + 1, place - open - 1))) {
      return {Kind::Comma, sign};
    }
  }
  if (c == ',') return {Kind::Comma, sign};
  if (c == U'—' || c == U'–') return {dashes() == 2 ? Kind::Comma : Kind::Break, sign};
  if (c == ';' || c == ':') return {Kind::Break, sign};
  // A hyphen that no word goes on with is a dash.
  if (c == '-' && (place == 0 || block_[place - 1] == ' ')) return {Kind::Break, sign};
  if (!english_word_letter(c)) return {Kind::Skipped, sign};
  return {Kind::Word, {place, word_end(place)}};
}

}  // namespace sarye

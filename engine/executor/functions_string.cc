// Functions on strings. Positions and lengths count code points.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/executor/functions.h"
#include "engine/executor/runtime_error.h"
#include "engine/executor/text_predicates.h"
#include "engine/text/excerpt.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

using Arguments = std::span<const Value>;

Result<std::string_view> text_of(const char* function, const Value& v) {
  if (v.type() != ValueType::String) return wrong_type(function, "a string", v);
  return std::string_view(v.string());
}

// A count or position: an integer of 0 or more.
Result<std::size_t> count_of(const char* function, const Value& v) {
  if (v.type() != ValueType::Integer) return wrong_type(function, "an integer", v);
  if (v.integer() < 0) {
    return runtime_error(
        "NegativeIntegerArgument",
        std::string(function) + " takes no negative number, here " + std::to_string(v.integer()));
  }
  return static_cast<std::size_t>(v.integer());
}

// `length` code points of `text` from code point `begin` on.
std::string_view part(std::string_view text, std::size_t begin, std::size_t length) {
  std::size_t at = 0;
  for (; begin > 0 && at < text.size(); --begin) decode(text, at);
  const std::size_t first = at;
  for (; length > 0 && at < text.size(); --length) decode(text, at);
  return text.substr(first, at - first);
}

Result<Value> substring(const FunctionContext&, Arguments a) {
  auto text = text_of("substring", a[0]);
  if (!text) return text.error();
  auto begin = count_of("substring", a[1]);
  if (!begin) return begin.error();
  std::size_t length = text->size();
  if (a.size() > 2) {
    auto given = count_of("substring", a[2]);
    if (!given) return given.error();
    length = *given;
  }
  return Value(part(*text, *begin, length));
}

Result<Value> left(const FunctionContext&, Arguments a) {
  auto text = text_of("left", a[0]);
  if (!text) return text.error();
  auto length = count_of("left", a[1]);
  if (!length) return length.error();
  return Value(part(*text, 0, *length));
}

Result<Value> right(const FunctionContext&, Arguments a) {
  auto text = text_of("right", a[0]);
  if (!text) return text.error();
  auto length = count_of("right", a[1]);
  if (!length) return length.error();
  const std::size_t all = count_code_points(*text);
  return Value(part(*text, all - std::min(all, *length), *length));
}

Result<Value> lower(const FunctionContext&, Arguments a) {
  auto text = text_of("toLower", a[0]);
  if (!text) return text.error();
  return Value(to_lower(*text));
}

Result<Value> upper(const FunctionContext&, Arguments a) {
  auto text = text_of("toUpper", a[0]);
  if (!text) return text.error();
  return Value(to_upper(*text));
}

// White space of any script: ASCII's, no-break, the spaces of U+2000 and the ideographic one.
bool is_space(char32_t c) {
  return (c >= 9 && c <= 13) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

std::string_view trimmed(std::string_view text, bool front, bool back) {
  std::size_t begin = 0;
  std::size_t end = 0;  // behind the last character that is no space
  bool leading = true;
  for (std::size_t at = 0; at < text.size();) {
    const bool space = is_space(decode(text, at));
    if (leading && space && front) begin = at;
    if (!space) {
      leading = false;
      end = at;
    }
  }
  if (!back) end = text.size();
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

Result<Value> trim(const FunctionContext&, Arguments a) {
  auto text = text_of("trim", a[0]);
  if (!text) return text.error();
  return Value(trimmed(*text, true, true));
}

Result<Value> ltrim(const FunctionContext&, Arguments a) {
  auto text = text_of("lTrim", a[0]);
  if (!text) return text.error();
  return Value(trimmed(*text, true, false));
}

Result<Value> rtrim(const FunctionContext&, Arguments a) {
  auto text = text_of("rTrim", a[0]);
  if (!text) return text.error();
  return Value(trimmed(*text, false, true));
}

// An empty separator splits between all code points.
Result<Value> split(const FunctionContext&, Arguments a) {
  auto text = text_of("split", a[0]);
  if (!text) return text.error();
  auto separator = text_of("split", a[1]);
  if (!separator) return separator.error();
  std::vector<Value> parts;
  if (separator->empty()) {
    for (std::size_t at = 0; at < text->size();) {
      const std::size_t begin = at;
      decode(*text, at);
      parts.emplace_back(text->substr(begin, at - begin));
    }
    return Value::list(std::move(parts));
  }
  std::size_t begin = 0;
  for (;;) {
    const std::size_t found = text->find(*separator, begin);
    if (found == std::string_view::npos) break;
    parts.emplace_back(text->substr(begin, found - begin));
    begin = found + separator->size();
  }
  parts.emplace_back(text->substr(begin));
  return Value::list(std::move(parts));
}

Result<Value> replace(const FunctionContext&, Arguments a) {
  auto text = text_of("replace", a[0]);
  if (!text) return text.error();
  auto search = text_of("replace", a[1]);
  if (!search) return search.error();
  auto with = text_of("replace", a[2]);
  if (!with) return with.error();
  if (search->empty()) return a[0];
  std::string out;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t found = text->find(*search, begin);
    if (found == std::string_view::npos) break;
    out.append(text->substr(begin, found - begin)).append(*with);
    begin = found + search->size();
  }
  out.append(text->substr(begin));
  return Value(std::move(out));
}

// Of a text, or of a node that has one.
Result<Value> excerpt_of(const FunctionContext& context, Arguments a) {
  Value text = a[0];
  if (text.type() == ValueType::Node) {
    auto read = property_of(context, text, "text");
    if (!read) return read;
    text = std::move(*read);
    if (text.is_null()) return text;
  }
  auto shown = text_of("excerpt", text);
  if (!shown) return shown.error();
  auto words = text_of("excerpt", a[1]);
  if (!words) return words.error();
  auto query = text_query_of(*words);
  if (!query) return query.error();
  if (auto ok = context.budget.check(); !ok) return ok.error();
  return Value(excerpt(*shown, *query));
}

constexpr std::array kStringFunctions = {
    FunctionEntry{FunctionId::Substring, substring}, FunctionEntry{FunctionId::Left, left},
    FunctionEntry{FunctionId::Right, right},         FunctionEntry{FunctionId::ToLower, lower},
    FunctionEntry{FunctionId::ToUpper, upper},       FunctionEntry{FunctionId::Trim, trim},
    FunctionEntry{FunctionId::LTrim, ltrim},         FunctionEntry{FunctionId::RTrim, rtrim},
    FunctionEntry{FunctionId::Split, split},         FunctionEntry{FunctionId::Replace, replace},
    FunctionEntry{FunctionId::Excerpt, excerpt_of},
};

}  // namespace

std::span<const FunctionEntry> string_functions() {
  return kStringFunctions;
}

}  // namespace sarye

#include "engine/text/regex.h"

#include <string>
#include <utility>

#include <unicode/parseerr.h>
#include <unicode/regex.h>
#include <unicode/unistr.h>

namespace sarye {

namespace {

// ICU counts in units of about a millisecond of one match.
constexpr std::int32_t kTimeLimit = 2000;
constexpr std::int32_t kStackBytes = 8 << 20;

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

}  // namespace

struct Regex::Impl {
  std::string written;
  icu::UnicodeString text;  // what the matcher reads; it keeps no copy
  std::unique_ptr<icu::RegexPattern> pattern;
  std::unique_ptr<icu::RegexMatcher> matcher;  // borrows `pattern`
};

Regex::Regex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::compile(std::string_view pattern) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  auto impl = std::make_unique<Impl>();
  impl->written = std::string(pattern);
  impl->pattern.reset(icu::RegexPattern::compile(utf16(pattern), 0, where, status));
  if (U_SUCCESS(status)) impl->matcher.reset(impl->pattern->matcher(status));
  if (U_FAILURE(status)) {
    Error error{ErrorCode::Runtime,
                "'" + impl->written + "' is not a regular expression: " + u_errorName(status),
                "a backslash is written twice inside a string: '\\\\d+'", "InvalidArgumentValue"};
    if (where.offset > 0) error.message += " at character " + std::to_string(where.offset);
    return error;
  }
  impl->matcher->setTimeLimit(kTimeLimit, status);
  impl->matcher->setStackLimit(kStackBytes, status);
  return Regex(std::move(impl));
}

Result<bool> Regex::matches(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  impl_->text = utf16(text);
  impl_->matcher->reset(impl_->text);
  const bool matched = impl_->matcher->matches(status) != 0;
  if (U_FAILURE(status)) {
    return Error{ErrorCode::LimitReached,
                 "the pattern '" + impl_->written + "' takes too long on one string (" +
                     u_errorName(status) + ")",
                 "avoid a repetition inside a repetition, as in (a+)+", "RegexLimit"};
  }
  return matched;
}

}  // namespace sarye

#include "engine/text/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <vector>

#include "engine/text/unicode.h"

namespace sarye {
namespace {

struct Mark {
  std::string_view bytes;
  const char* name;
};
using std::string_view_literals::operator""sv;
constexpr std::array<Mark, 5> kMarks{{{"\xEF\xBB\xBF"sv, "UTF-8"},
                                      {"\xFF\xFE\0\0"sv, "UTF-32LE"},
                                      {"\0\0\xFE\xFF"sv, "UTF-32BE"},
                                      {"\xFF\xFE"sv, "UTF-16LE"},
                                      {"\xFE\xFF"sv, "UTF-16BE"}}};

// The Windows tables hold what the national standards hold and what people really write besides.
std::string icu_name(std::string_view encoding) {
  std::string key;
  for (char c : to_lower(encoding)) {
    if (c != '-' && c != '_' && c != ' ') key.push_back(c);
  }
  for (const char* korean :
       {"cp949", "euckr", "uhc", "ms949", "windows949", "ksc56011987", "ksc5601"}) {
    if (key == korean) return "windows-949-2000";
  }
  for (const char* chinese : {"gb18030", "gbk", "gb2312", "cp936", "euccn", "windows936"}) {
    if (key == chinese) return "gb18030";
  }
  for (const char* big5 : {"big5", "cp950", "windows950", "big5tw"}) {
    if (key == big5) return "windows-950-2000";
  }
  return std::string(encoding);
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  });
}

Error not_text() {
  return Error{ErrorCode::Rejected, "the bytes are not a text in a known encoding",
               "save it as UTF-8, or name its encoding"};
}

// UTF-16 without a mark gives itself away by the zero bytes of its spaces, digits and line ends.
Result<DetectedEncoding> detect_utf16(std::string_view bytes) {
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < bytes.size(); ++i) zeros[i % 2] += bytes[i] == '\0' ? 1 : 0;
  const char* name = zeros[1] >= zeros[0] ? "UTF-16LE" : "UTF-16BE";
  if (bytes.size() % 2 != 0) return not_text();
  auto text = to_utf8(bytes, name);
  if (!text || has_control(*text)) return not_text();
  return DetectedEncoding{name, 0, 80};
}

Result<DetectedEncoding> detect_by_statistics(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            &ucsdet_close);
  const std::size_t sample = std::min<std::size_t>(bytes.size(), std::size_t{1} << 20);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(sample), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return not_text();
  for (std::int32_t i = 0; i < count; ++i) {
    const char* name = ucsdet_getName(matches[i], &status);
    const int confidence = ucsdet_getConfidence(matches[i], &status);
    if (U_FAILURE(status) || confidence < 10) break;
    auto text = to_utf8(bytes, name);
    if (text && !has_control(*text)) return DetectedEncoding{name, 0, confidence};
  }
  return not_text();
}

}  // namespace

Result<DetectedEncoding> detect_encoding(std::string_view bytes) {
  for (const Mark& mark : kMarks) {
    if (bytes.starts_with(mark.bytes)) return DetectedEncoding{mark.name, mark.bytes.size(), 100};
  }
  if (bytes.find('\0') != std::string_view::npos) return detect_utf16(bytes);
  if (!first_invalid_byte(bytes)) return DetectedEncoding{"UTF-8", 0, 100};
  return detect_by_statistics(bytes);
}

Result<std::string> to_utf8(std::string_view bytes, std::string_view encoding) {
  for (const Mark& mark : kMarks) {
    if (to_lower(encoding) == to_lower(mark.name) && bytes.starts_with(mark.bytes)) {
      bytes.remove_prefix(mark.bytes.size());
      break;
    }
  }
  if (to_lower(encoding) == "utf-8" || to_lower(encoding) == "utf8") {
    if (auto bad = first_invalid_byte(bytes)) {
      return Error{ErrorCode::Rejected, "byte " + std::to_string(*bad) + " is not UTF-8",
                   "save the file as UTF-8, or name its encoding"};
    }
    return std::string(bytes);
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(icu_name(encoding).c_str(), &status), &ucnv_close);
  if (U_FAILURE(status)) {
    return Error{
        ErrorCode::Usage, "no encoding is called '" + std::string(encoding) + "'",
        "UTF-8, UTF-16LE, UTF-16BE, CP949, EUC-KR, GB18030 and Big5 are known, among others"};
  }
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const char* at = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  std::string out;
  std::array<UChar, 4096> buffer;
  std::u16string pending;  // a chunk may end between two surrogates
  do {
    status = U_ZERO_ERROR;
    UChar* to = buffer.data();
    ucnv_toUnicode(converter.get(), &to, buffer.data() + buffer.size(), &at, end, nullptr, 1,
                   &status);
    pending.append(buffer.data(), to);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) {
      return Error{ErrorCode::Rejected,
                   "near byte " + std::to_string(at - bytes.data()) + " the text is not " +
                       std::string(encoding),
                   "name its encoding, or save the file as UTF-8"};
    }
    const bool half = !pending.empty() && (pending.back() & 0xFC00) == 0xD800;
    const std::size_t whole = pending.size() - (half ? 1 : 0);
    icu::UnicodeString(false, pending.data(), static_cast<std::int32_t>(whole)).toUTF8String(out);
    pending.erase(0, whole);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return out;
}

}  // namespace sarye

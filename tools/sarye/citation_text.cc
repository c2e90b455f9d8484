#include "tools/sarye/citation_text.h"

#include <cstdio>

#include "engine/base/language.h"
#include "engine/exchange/json_text.h"
#include "engine/executor/evidence.h"
#include "engine/model/value.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr std::size_t kQuoteCharacters = 400;

void append_number(std::string& out, const char* name, std::uint64_t number) {
  out += std::string(",\"") + name + "\":" + std::to_string(number);
}

void append_text(std::string& out, const char* name, std::string_view text) {
  out += std::string(",\"") + name + "\":";
  append_json_string(out, text);
}

std::string confidence_text(int thousandths) {
  // 850 is 0.85: two digits are what a reader can use.
  const int hundredths = (thousandths + 5) / 10;
  std::string digits = std::to_string(hundredths % 100);
  if (digits.size() < 2) digits.insert(0, "0");
  return std::to_string(hundredths / 100) + "." + digits;
}

}  // namespace

std::string one_line_quote(std::string_view quote) {
  std::string out;
  std::size_t characters = 0;
  bool blank = false;
  for (std::size_t at = 0; at < quote.size();) {
    const char32_t c = decode(quote, at);
    if (c == U' ' || c == U'\n' || c == U'\r' || c == U'\t' || c == U'\u3000') {
      blank = !out.empty();
      continue;
    }
    if (blank) {
      out += ' ';
      ++characters;
    }
    blank = false;
    if (characters >= kQuoteCharacters) return out + "…";
    append_utf8(out, c);
    ++characters;
  }
  return out;
}

std::string citation_text(const Citation& citation) {
  std::string out = "“" + one_line_quote(citation.quote) + "” — " + citation.document;
  std::string source = citation.title;
  for (const std::string& author : citation.authors) {
    if (!source.empty()) source += ", ";
    source += author;
  }
  if (citation.year) {
    if (!source.empty()) source += ", ";
    source += std::to_string(*citation.year);
  }
  if (!source.empty()) out += " (" + source + ")";
  if (citation.page != 0) {
    out += ", p. " + std::to_string(citation.page);
    if (citation.page_inferred) out += " (inferred)";
  }
  if (citation.line_begin != 0) {
    const bool one = citation.line_end <= citation.line_begin;
    out += (one ? ", line " : ", lines ") + std::to_string(citation.line_begin);
    if (!one) out += "–" + std::to_string(citation.line_end);
  }
  if (citation.language != Language::Unknown) {
    out += " · " + std::string(language_code(citation.language));
  }
  if (citation.is_mention) return out + " · mention";
  out += " · ";
  if (citation.polarity == Polarity::Denied) out += "denied, ";
  out += modality_name(citation.modality);
  if (!citation.attribution.empty()) out += " · according to " + citation.attribution;
  return out + " · confidence " + confidence_text(citation.confidence);
}

void append_citation_json(std::string& out, const Citation& citation) {
  out += "{\"number\":" + std::to_string(citation.number);
  append_text(out, "document", citation.document);
  append_text(out, "title", citation.title);
  out += ",\"authors\":" + json_list(citation.authors);
  out += ",\"year\":" + (citation.year ? std::to_string(*citation.year) : std::string("null"));
  append_number(out, "page", citation.page);
  if (citation.page_inferred) out += ",\"page_inferred\":true";
  append_number(out, "line_begin", citation.line_begin);
  append_number(out, "line_end", citation.line_end);
  append_text(out, "language", language_code(citation.language));
  append_text(out, "quote", citation.quote);
  if (citation.is_mention) {
    out += ",\"mention\":true}";
    return;
  }
  append_text(out, "edge", citation.edge);
  append_text(out, "polarity", polarity_name(citation.polarity));
  append_text(out, "modality", modality_name(citation.modality));
  append_text(out, "attribution", citation.attribution);
  out += ",\"confidence\":" + format_float(citation.confidence / 1000.0) + "}";
}

}  // namespace sarye

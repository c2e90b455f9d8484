#include "ingest/readers/pdf_reader.h"

#include <algorithm>

#include "engine/text/display_width.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/readers/child_process.h"
#include "ingest/readers/default_properties.h"
#include "ingest/readers/metadata.h"
#include "ingest/readers/pdf_blocks.h"
#include "ingest/readers/pdf_layout.h"

namespace sarye {
namespace {

constexpr std::size_t kFewestLetters = 40;

std::string without_blanks(std::string_view text) {
  std::string out;
  for (char c : fold_case(text)) {
    if (c != ' ' && c != '\n' && c != '\t') out += c;
  }
  return out;
}

std::string first_line(std::string_view text) {
  return folded(text.substr(0, std::min(text.find('\n'), text.size())));
}

struct Reason {
  std::string what;
  std::string hint;
};

// What pdftotext's failure means.
Reason reason_of(const ChildOutput& child) {
  const std::string err = fold_case(child.err);
  if (child.too_long) {
    return {"reading it took more than 20 seconds of computing",
            "print it into a new PDF, or divide it"};
  }
  if (child.too_large) {
    return {"it holds more than 48 MiB of text and places", "divide it into its chapters"};
  }
  if (err.find("password") != std::string::npos || err.find("encrypt") != std::string::npos) {
    return {"it is encrypted", "save it without a password"};
  }
  if (child.status == 3 || err.find("not allowed") != std::string::npos) {
    return {"its author does not allow its text to be copied", "ask for a copy that does"};
  }
  if (child.status >= 128) {
    return {"pdftotext was stopped (signal " + std::to_string(child.status - 128) +
                "), which hostile or damaged files cause",
            "print it into a new PDF"};
  }
  std::string what = "it is damaged or was cut off";
  if (const std::string line = first_line(child.err); !line.empty()) what += " (" + line + ")";
  return {what, "take the file from its source again"};
}

std::string info_field(std::string_view info, std::string_view name) {
  for (std::size_t begin = 0; begin < info.size();) {
    const std::size_t end = std::min(info.find('\n', begin), info.size());
    const std::string_view line = info.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with(name) && line.substr(name.size()).starts_with(':')) {
      return folded(line.substr(name.size() + 1));
    }
  }
  return {};
}

// The document's own DOI stands on its first page; one among its references does not count.
std::string own_doi(const PdfPage& page) {
  static const Pattern doi(R"(\b(10\.[0-9]{4,9}/[^\s"<>]+[^\s"<>.,;)]))");
  const auto in = [](std::string_view text) -> std::string {
    const auto match = doi.find(text);
    return match ? std::string(match->text(text, 0)) : std::string();
  };
  for (const std::string& edge : page.edges) {
    if (std::string found = in(edge); !found.empty()) return found;
  }
  std::string found;
  for (const PdfColumn& column : page.columns) {
    for (const PdfLine& line : column.lines) {
      const std::string here = in(line.text);
      if (here.empty()) continue;
      if (!found.empty() && here != found) return {};
      found = here;
    }
  }
  return found;
}

// Title, authors and keywords as the file's properties have them, where the first page has them
// too: programs put much else there.
DocumentMetadata pdf_metadata(std::string_view info, const std::vector<PdfPage>& pages) {
  DocumentMetadata metadata;
  std::string first;
  if (!pages.empty()) {
    for (const PdfColumn& column : pages.front().columns) {
      for (const PdfLine& line : column.lines) first += line.text + '\n';
    }
    metadata.doi = own_doi(pages.front());
  }
  const std::string shown = without_blanks(first);
  const auto is_shown = [&](std::string_view text) {
    const std::string wanted = without_blanks(text);
    return !wanted.empty() && shown.find(wanted) != std::string::npos;
  };
  const std::string title = info_field(info, "Title");
  if (!is_default_title(title) && is_shown(title)) metadata.title = title;
  const std::string authors = info_field(info, "Author");
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= authors.size();) {
    std::size_t end = std::min(authors.find_first_of(";&", begin), authors.size());
    const std::string name =
        author_in_order(folded(std::string_view(authors).substr(begin, end - begin)));
    begin = end + 1;
    if (!is_default_creator(name) && is_shown(name)) names.push_back(name);
  }
  metadata.authors = std::move(names);
  if (const std::string words = info_field(info, "Keywords"); !words.empty()) {
    metadata.extra["keyword"] = words;
  }
  // When a file was made is no date of publication; it is kept for a person to look at.
  if (const std::string made = info_field(info, "CreationDate"); made.size() >= 10) {
    metadata.extra["created"] = made.substr(0, 10);
  }
  return metadata;
}

struct Letters {
  std::size_t all = 0;
  std::size_t unknown = 0;  // private use, U+FFFD: a font that names no characters
  std::size_t empty_pages = 0;
  std::size_t first_empty = 0;
};

Letters count_letters(const std::vector<PdfPage>& pages) {
  Letters letters;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    std::size_t here = 0;
    for (const PdfColumn& column : pages[p].columns) {
      for (const PdfLine& line : column.lines) {
        for (std::size_t at = 0; at < line.text.size();) {
          const char32_t c = decode(line.text, at);
          ++here;
          if ((c >= 0xE000 && c <= 0xF8FF) || c == 0xFFFD) ++letters.unknown;
        }
      }
    }
    letters.all += here;
    if (here < 3) {
      if (letters.empty_pages++ == 0) letters.first_empty = p + 1;
    }
  }
  return letters;
}

}  // namespace

Result<ReadSource> read_pdf(std::string_view bytes, std::string_view file_name) {
  ReadSource source;
  source.file_name = std::string(file_name);
  source.format = SourceFormat::Pdf;
  source.outlined = true;
  const auto rejected_pdf = [&](std::string what, std::string hint) {
    return Error{ErrorCode::Rejected, source.file_name + ": " + std::move(what), std::move(hint)};
  };
  auto text = run_child("pdftotext", {"-bbox-layout", "-enc", "UTF-8", "-", "-"}, bytes);
  if (!text) {
    if (text.error().code != ErrorCode::NotFound) return text.error();
    return rejected_pdf("reading a PDF needs pdftotext",
                        "install the packages poppler-utils and poppler-data");
  }
  if (text->status != 0 || text->too_long || text->too_large) {
    Reason reason = reason_of(*text);
    return rejected_pdf(std::move(reason.what), std::move(reason.hint));
  }
  auto pages = read_pdf_pages(text->out);
  if (!pages) return rejected_pdf("pdftotext's output: " + pages.error().message, "");
  const Letters letters = count_letters(*pages);
  if (letters.all < kFewestLetters) {
    if (text->err.find("language pack") != std::string::npos) {
      return rejected_pdf("its Korean or Chinese fonts need tables that are not installed",
                          "install the package poppler-data");
    }
    return rejected_pdf(
        "no text in its " + std::to_string(pages->size()) +
            (pages->size() == 1 ? " page: it is" : " pages: they are") + " pictures (a scan)",
        "make a text layer with OCR first: ocrmypdf -l kor+chi_sim+eng IN.pdf OUT.pdf");
  }
  if (letters.unknown * 5 > letters.all) {
    return rejected_pdf("its fonts do not say which characters they draw",
                        "make a text layer with OCR: ocrmypdf --force-ocr IN.pdf OUT.pdf");
  }
  if (letters.empty_pages > 0) {
    source.notes.push_back(std::to_string(letters.empty_pages) +
                           (letters.empty_pages == 1 ? " page has" : " pages have") +
                           " no text, the first is page " + std::to_string(letters.first_empty));
  }
  source.raw = pdf_outline(*pages);
  auto info = run_child("pdfinfo", {"-isodates", "-enc", "UTF-8", "-"}, bytes);
  const bool told = info && info->status == 0 && !info->too_long;
  source.metadata = pdf_metadata(told ? std::string_view(info->out) : std::string_view(), *pages);
  return source;
}

}  // namespace sarye

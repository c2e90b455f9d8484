#include "ingest/readers/source_reader.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>

#include "ingest/readers/docx_reader.h"
#include "ingest/readers/html_reader.h"
#include "ingest/readers/jats_reader.h"
#include "ingest/readers/markup_tree.h"
#include "ingest/readers/metadata.h"
#include "ingest/readers/pdf_reader.h"
#include "ingest/readers/text_reader.h"

namespace sarye {
namespace {

namespace fs = std::filesystem;

Error rejected_source(std::string_view file, std::string what, std::string hint) {
  return Error{ErrorCode::Rejected, std::string(file) + ": " + std::move(what), std::move(hint)};
}

std::string readable_hint() {
  return "read are " + std::string(kReadableFormats) + "; save it as one of these";
}

Error too_large(std::string_view file, std::uint64_t bytes) {
  return rejected_source(
      file, "the file has " + std::to_string(bytes >> 20) + " MiB, and at most 64 MiB are read",
      "divide it into one file for each document");
}

std::string ending_of(std::string_view file_name) {
  return ascii_lower(fs::path(file_name).extension().string());
}

// What a file is that no reader takes, by its first bytes; empty: not known.
std::string_view unreadable_kind(std::string_view bytes) {
  struct Magic {
    std::string_view begin;
    std::string_view kind;
  };
  static constexpr std::array<Magic, 11> kMagic = {{
      {"\x89PNG", "a picture (PNG)"},
      {"\xFF\xD8\xFF", "a picture (JPEG)"},
      {"GIF8", "a picture (GIF)"},
      {"II*", "a picture (TIFF)"},
      {"MM\0*", "a picture (TIFF)"},
      {"{\\rtf", "an RTF document"},
      {"%!PS", "a PostScript file"},
      {"\x1F\x8B", "a compressed file (gzip)"},
      {"7z\xBC\xAF", "an archive (7z)"},
      {"Rar!", "an archive (RAR)"},
      {"\x7F"
       "ELF",
       "a program"},
  }};
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    const bool hwp = bytes.find("HWP Document File") != std::string_view::npos;
    return hwp ? "an HWP document" : "a document of old Microsoft Office (.doc, .xls, .ppt) or HWP";
  }
  for (const Magic& magic : kMagic) {
    if (bytes.starts_with(magic.begin)) return magic.kind;
  }
  return {};
}

// A document inside of a ZIP archive, by its parts.
Result<ReadSource> read_archive(std::string_view bytes, std::string_view file_name) {
  auto archive = ZipArchive::open(bytes);
  if (!archive) return rejected_source(file_name, archive.error().message, archive.error().hint);
  if (archive->has("word/document.xml")) return read_docx(*archive, file_name);
  auto mime = archive->read("mimetype");
  const std::string type = mime ? *mime : std::string();
  if (type.find("opendocument.text") != std::string::npos && archive->has("content.xml")) {
    return read_odt(*archive, file_name);
  }
  const std::string_view kind = archive->has("xl/workbook.xml")          ? "a spreadsheet (XLSX)"
                                : archive->has("ppt/presentation.xml")   ? "a presentation (PPTX)"
                                : archive->has("Contents/section0.xml")  ? "an HWPX document"
                                : type.find("epub") != std::string::npos ? "a book (EPUB)"
                                                                         : "a ZIP archive";
  return rejected_source(file_name, std::string(kind) + ", not a text that can be read",
                         readable_hint());
}

Result<ReadSource> read_plain_text(std::string bytes, std::string_view file_name) {
  auto text = decode_text(std::move(bytes), file_name);
  if (!text) return text.error();
  auto front = parse_front_matter(text->raw, file_name);
  if (!front) return front.error();
  ReadSource source;
  source.file_name = std::move(text->file_name);
  source.raw = std::move(text->raw);
  source.encoding = std::move(text->encoding);
  if (*front) source.metadata = std::move(**front);
  if (source.encoding != "UTF-8") {
    source.notes.push_back("decoded from " + source.encoding + "; stored as UTF-8");
  }
  return source;
}

}  // namespace

std::string_view format_name(SourceFormat format) {
  switch (format) {
    case SourceFormat::Text:
      return "text";
    case SourceFormat::Html:
      return "HTML";
    case SourceFormat::Docx:
      return "DOCX";
    case SourceFormat::Odt:
      return "ODT";
    case SourceFormat::Pdf:
      return "PDF";
    case SourceFormat::Jats:
      return "JATS XML";
  }
  return "text";
}

Result<ReadSource> read_source_bytes(std::string bytes, std::string_view file_name) {
  if (bytes.empty()) {
    return rejected_source(file_name, "the file is empty",
                           "nothing was read; check how it was saved");
  }
  if (bytes.size() > kMaxFileBytes) return too_large(file_name, bytes.size());
  const std::string ending = ending_of(file_name);
  const bool named_html = ending == ".html" || ending == ".htm" || ending == ".xhtml";

  Result<ReadSource> source = [&]() -> Result<ReadSource> {
    if (const std::string_view kind = unreadable_kind(bytes); !kind.empty()) {
      return rejected_source(file_name, std::string(kind) + ", not a text that can be read",
                             readable_hint());
    }
    // A mail gateway or a server may put a line before it.
    if (bytes.substr(0, 1024).find("%PDF-") != std::string::npos) return read_pdf(bytes, file_name);
    if (bytes.starts_with("PK\x03\x04")) return read_archive(bytes, file_name);
    if (looks_like_jats(bytes)) return read_jats(std::move(bytes), file_name);
    const bool named_xml = ending == ".xml" || ending == ".nxml";
    if (named_xml && !looks_like_html(bytes)) {
      return rejected_source(file_name, "XML, but no article in JATS", readable_hint());
    }
    if (named_html || looks_like_html(bytes)) return read_html(std::move(bytes), file_name);
    return read_plain_text(std::move(bytes), file_name);
  }();
  if (source && source->format != SourceFormat::Text) {
    source->metadata.extra["format"] = std::string(format_name(source->format));
    if (source->encoding != "UTF-8") {
      source->notes.push_back("decoded from " + source->encoding);
    }
  }
  return source;
}

Result<ReadSource> read_source_file(const fs::path& path) {
  const std::string name = path.filename().string();
  std::error_code failed;
  const auto status = fs::status(path, failed);
  if (status.type() == fs::file_type::not_found) {
    return rejected_source(path.string(), "no such file", "check the path");
  }
  if (failed) return rejected_source(path.string(), "cannot be looked at: " + failed.message(), "");
  if (fs::is_directory(status)) {
    return rejected_source(path.string(), "a folder, not a file", "give the files in it");
  }
  if (!fs::is_regular_file(status)) {
    return rejected_source(path.string(), "not a regular file", "copy its text into a file");
  }
  const auto size = fs::file_size(path, failed);
  if (!failed && size > kMaxFileBytes) return too_large(name, size);
  std::ifstream in(path, std::ios::binary);
  if (!in) return rejected_source(path.string(), "cannot be opened", "check its permissions");
  std::string bytes;
  if (!failed) bytes.reserve(static_cast<std::size_t>(size));
  std::array<char, 1 << 16> part;
  while (in.read(part.data(), part.size()), in.gcount() > 0) {
    bytes.append(part.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return rejected_source(path.string(), "reading failed", "the disk may be damaged");
  return read_source_bytes(std::move(bytes), name);
}

bool is_source_name(const fs::path& path) {
  static constexpr std::array<std::string_view, 10> kEndings = {
      ".txt", ".md", ".html", ".htm", ".xhtml", ".docx", ".odt", ".pdf", ".xml", ".nxml"};
  const std::string name = path.filename().string();
  if (name.empty() || name.front() == '.' || name.starts_with("README")) return false;
  return std::find(kEndings.begin(), kEndings.end(), ending_of(name)) != kEndings.end();
}

}  // namespace sarye

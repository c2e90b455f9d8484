// The one door through which a file becomes a text: its format is told by its content, whatever its
// name says, and the reader of that format makes a UTF-8 text of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/document.h"

namespace sarye {

enum class SourceFormat : std::uint8_t { Text, Html, Docx, Odt, Pdf, Jats };
std::string_view format_name(SourceFormat format);  // "text", "HTML", ...

struct ReadSource {
  std::string file_name;  // without folders
  SourceFormat format = SourceFormat::Text;
  std::string raw;  // UTF-8: of a text its own; else in the notation of outline.h
  bool outlined = false;
  std::string encoding = "UTF-8";
  DocumentMetadata metadata;       // what the file says of itself; its key is empty
  std::vector<std::string> notes;  // what a librarian should know
};

// Errors, all Rejected, each with the file's name, what is wrong and what to do: those of the
// readers,
//   and: no such file, a folder, a file that may not be read; empty; over 64 MiB; a format that is
//   not read, with its name where it is known.
Result<ReadSource> read_source_file(const std::filesystem::path& path);

// The same for bytes that are in memory.
Result<ReadSource> read_source_bytes(std::string bytes, std::string_view file_name);

// Whether files of this name are taken from a folder: .txt, .md, .html, .htm, .xhtml, .docx, .odt,
// .pdf, .xml, .nxml in any case, without READMEs and hidden files.
bool is_source_name(const std::filesystem::path& path);

// What can be read, for messages and for help.
inline constexpr std::string_view kReadableFormats =
    "plain text and Markdown (.txt, .md), HTML, PDF, DOCX, ODT and JATS XML";

}  // namespace sarye

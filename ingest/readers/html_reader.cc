#include "ingest/readers/html_reader.h"

#include <algorithm>

#include "engine/text/charset.h"
#include "engine/text/display_width.h"
#include "engine/text/unicode.h"
#include "ingest/readers/html_blocks.h"
#include "ingest/readers/text_reader.h"

namespace sarye {
namespace {

constexpr std::size_t kDeclarationBytes = 4096;  // how far in a page may declare its encoding

Error rejected_page(std::string_view file, std::string what, std::string hint) {
  return Error{ErrorCode::Rejected, std::string(file) + ": " + std::move(what), std::move(hint)};
}

// The name behind charset= in the first bytes of a page, or encoding= of an XML declaration.
std::string declared_encoding(std::string_view bytes) {
  const std::string head = ascii_lower(bytes.substr(0, kDeclarationBytes));
  for (std::string_view key : {"charset", "encoding"}) {
    for (std::size_t at = head.find(key); at != std::string::npos; at = head.find(key, at + 1)) {
      std::size_t i = at + key.size();
      while (i < head.size() &&
             (head[i] == ' ' || head[i] == '=' || head[i] == '"' || head[i] == '\'')) {
        ++i;
      }
      const std::size_t end = head.find_first_of(" \"';/>?\r\n\t", i);
      if (end != std::string::npos && end > i && end - i < 24 && head.find('=', at) < end) {
        return head.substr(i, end - i);
      }
    }
  }
  return {};
}

// Supersets that pages mean by the older name.
std::string meant_encoding(const std::string& name) {
  if (name == "euc-kr" || name == "ks_c_5601-1987" || name == "ksc5601" || name == "cp949" ||
      name == "uhc") {
    return "windows-949";
  }
  if (name == "gb2312" || name == "gbk" || name == "gb_2312-80") return "GB18030";
  if (name == "big5") return "Big5-HKSCS";
  if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii") return "windows-1252";
  return name;
}

}  // namespace

bool looks_like_html(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::string head = ascii_lower(bytes.substr(0, 2048));
  std::erase(head, '\0');  // UTF-16
  std::string_view rest = head;
  while (true) {
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n\xFF\xFE"), rest.size()));
    const bool comment = rest.starts_with("<!--");
    if (!comment && !rest.starts_with("<?xml")) break;
    const std::size_t end = rest.find(comment ? "-->" : "?>");
    if (end == std::string_view::npos) return false;
    rest.remove_prefix(end + 2);
    if (comment) rest.remove_prefix(1);
  }
  for (std::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<title", "<meta"}) {
    if (rest.starts_with(tag)) return true;
  }
  return false;
}

Result<ReadSource> read_html(std::string bytes, std::string_view file_name) {
  ReadSource source;
  source.file_name = std::string(file_name);
  source.format = SourceFormat::Html;
  source.outlined = true;

  const bool marked = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
                      bytes.starts_with("\xEF\xBB\xBF");
  const std::string declared = declared_encoding(bytes);
  const bool seven_bits = declared.starts_with("iso-2022");
  std::string page;
  if (!marked && !declared.empty() && declared.find("utf") == std::string::npos &&
      (seven_bits || first_invalid_byte(bytes)) && bytes.find('\0') == std::string::npos) {
    auto text = to_utf8(bytes, meant_encoding(declared));
    if (text) {
      page = std::move(*text);
      source.encoding = meant_encoding(declared);
    }
  }
  if (page.empty()) {
    auto text = decode_text(std::move(bytes), file_name);
    if (!text) return text.error();
    page = text->raw.substr(text->bom_bytes);
    source.encoding = text->encoding;
  }

  auto tree = parse_html(page);
  if (!tree) {
    return rejected_page(file_name, tree.error().message, tree.error().hint);
  }
  std::vector<bool> drop;
  const MarkupTree::Id main = find_main_text(*tree, drop);
  DocumentMetadata metadata = html_metadata(*tree, tree->text_of(main));
  source.raw = html_outline(*tree, main, drop, metadata);
  if (display_width(source.raw) < 40) {
    return rejected_page(
        file_name, "no text in the page: all of it is menus, forms or scripts",
        "a page that a script fills must be saved by the browser when it is shown");
  }
  source.metadata = std::move(metadata);
  return source;
}

}  // namespace sarye

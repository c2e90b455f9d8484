// The one door to pugixml.
#include <algorithm>
#include <pugixml.hpp>

#include "ingest/readers/markup_tree.h"

namespace sarye {
namespace {

Error xml_rejected(std::string what, std::string hint) {
  return Error{ErrorCode::Rejected, std::move(what), std::move(hint)};
}

std::string xml_place(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const std::string_view before = text.substr(0, at);
  const std::size_t line =
      1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t begin = before.rfind('\n');
  const std::size_t column = at - (begin == std::string_view::npos ? 0 : begin + 1) + 1;
  return "line " + std::to_string(line) + ", byte " + std::to_string(column) + " of it";
}

// Copies in document order; false: nested too deeply.
bool copy_xml(pugi::xml_node top, MarkupTree& tree) {
  std::vector<MarkupTree::Id> open = {MarkupTree::kNone};
  pugi::xml_node node = top;
  while (node) {
    bool down = false;
    if (node.type() == pugi::node_element) {
      const MarkupTree::Id id = tree.add_element(open.back(), node.name());
      for (const pugi::xml_attribute attribute : node.attributes()) {
        tree.add_attribute(id, attribute.name(), attribute.value());
      }
      if (node.first_child()) {
        if (static_cast<int>(open.size()) > kMaxMarkupDepth) return false;
        open.push_back(id);
        down = true;
      }
    } else if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      if (open.back() != MarkupTree::kNone) tree.add_text(open.back(), node.value());
    }
    if (down) {
      node = node.first_child();
      continue;
    }
    while (node != top && !node.next_sibling()) {
      node = node.parent();
      open.pop_back();
    }
    if (node == top) break;
    node = node.next_sibling();
  }
  return true;
}

}  // namespace

Result<MarkupTree> parse_xml(std::string_view utf8, bool keep_blank) {
  if (static_cast<std::size_t>(std::count(utf8.begin(), utf8.end(), '<')) > 2 * kMaxMarkupTags) {
    return xml_rejected("more than a million elements", "divide the document");
  }
  pugi::xml_document document;
  const unsigned options =
      pugi::parse_default | (keep_blank ? pugi::parse_ws_pcdata : pugi::parse_ws_pcdata_single);
  const pugi::xml_parse_result done =
      document.load_buffer(utf8.data(), utf8.size(), options, pugi::encoding_utf8);
  if (!done) {
    return xml_rejected("not well-formed XML at " +
                            xml_place(utf8, static_cast<std::size_t>(done.offset)) + ": " +
                            done.description(),
                        "the file was cut or edited; take it from its source again");
  }
  const pugi::xml_node root = document.document_element();
  if (!root) return xml_rejected("no XML element in it", "check how it was saved");
  MarkupTree tree;
  if (!copy_xml(root, tree)) {
    return xml_rejected("elements nested more than 256 deep", "a document is not nested so deeply");
  }
  return tree;
}

}  // namespace sarye

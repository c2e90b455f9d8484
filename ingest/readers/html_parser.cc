// The one door to libxml2.
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>

#include "ingest/readers/markup_tree.h"

namespace sarye {
namespace {

struct HtmlTrouble {
  int too_deep_line = 0;  // 0: it was not
  bool out_of_memory = false;
};

#if LIBXML_VERSION >= 21200
using ErrorOfXml = const xmlError*;
#else
using ErrorOfXml = xmlErrorPtr;
#endif

void note_html_error(void* data, ErrorOfXml error) {
  auto* context = static_cast<htmlParserCtxtPtr>(data);
  auto* trouble = static_cast<HtmlTrouble*>(context->_private);
  if (error->code == XML_ERR_NO_MEMORY) trouble->out_of_memory = true;
  if (error->message != nullptr && std::strstr(error->message, "xcessive depth") != nullptr) {
    trouble->too_deep_line = std::max(error->line, 1);
  }
}

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

void copy_attributes(xmlNodePtr node, MarkupTree& tree, MarkupTree::Id id) {
  for (xmlAttrPtr a = node->properties; a != nullptr; a = a->next) {
    std::string value;
    for (xmlNodePtr part = a->children; part != nullptr; part = part->next) {
      value += view(part->content);
    }
    tree.add_attribute(id, view(a->name), value);
  }
}

// Copies in document order; false: nested too deeply.
bool copy_html(xmlNodePtr top, MarkupTree& tree) {
  std::vector<MarkupTree::Id> open = {MarkupTree::kNone};
  xmlNodePtr node = top;
  while (node != nullptr) {
    bool down = false;
    if (node->type == XML_ELEMENT_NODE) {
      const MarkupTree::Id id = tree.add_element(open.back(), view(node->name));
      copy_attributes(node, tree, id);
      if (node->children != nullptr) {
        if (static_cast<int>(open.size()) > kMaxMarkupDepth) return false;
        open.push_back(id);
        down = true;
      }
    } else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      if (open.back() != MarkupTree::kNone) tree.add_text(open.back(), view(node->content));
    }
    if (down) {
      node = node->children;
      continue;
    }
    while (node != top && node->next == nullptr) {
      node = node->parent;
      open.pop_back();
    }
    if (node == top) break;
    node = node->next;
  }
  return true;
}

Error html_rejected(std::string what, std::string hint) {
  return Error{ErrorCode::Rejected, std::move(what), std::move(hint)};
}

}  // namespace

Result<MarkupTree> parse_html(std::string_view utf8) {
  static std::once_flag ready;
  std::call_once(ready, [] { xmlInitParser(); });
  if (static_cast<std::size_t>(std::count(utf8.begin(), utf8.end(), '<')) > kMaxMarkupTags) {
    return html_rejected("more than a million tags",
                         "a page of data is no text; take its text out");
  }
  const std::unique_ptr<htmlParserCtxt, void (*)(htmlParserCtxtPtr)> context(htmlNewParserCtxt(),
                                                                             htmlFreeParserCtxt);
  if (!context) return html_rejected("too little memory to read the page", "");
  HtmlTrouble trouble;
  context->_private = &trouble;
  // Structured errors come to SAX2 handlers alone; else they would be printed.
  context->sax->initialized = XML_SAX2_MAGIC;
  context->sax->serror = note_html_error;
  // NOENT is never set: with it a page could read files.
  const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> page(
      htmlCtxtReadMemory(context.get(), utf8.data(), static_cast<int>(utf8.size()), nullptr,
                         "UTF-8", HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOWARNING),
      xmlFreeDoc);
  if (trouble.out_of_memory) {
    return html_rejected("more than 10 MB of text without a tag in it",
                         "a page of data is no text; take its text out");
  }
  const Error too_deep = html_rejected(
      "elements nested more than 256 deep" +
          (trouble.too_deep_line > 0 ? " at line " + std::to_string(trouble.too_deep_line)
                                     : std::string()),
      "the text below would be lost; save the page's text as .txt or .md");
  if (trouble.too_deep_line > 0) return too_deep;
  const xmlNodePtr root = page ? xmlDocGetRootElement(page.get()) : nullptr;
  if (root == nullptr) return html_rejected("no HTML in it", "check how it was saved");
  MarkupTree tree;
  if (!copy_html(root, tree)) return too_deep;
  return tree;
}

}  // namespace sarye

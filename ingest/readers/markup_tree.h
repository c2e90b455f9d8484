// A page or an XML document as a tree of elements and texts: what the readers of HTML, DOCX, JATS
// and of pdftotext's output walk, whatever library has parsed it.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"

namespace sarye {

// More tags than any paper or page has; a file with more is data, or an attack on memory.
inline constexpr std::size_t kMaxMarkupTags = 1'000'000;
// Deeper nesting is refused, so that walks may recurse.
inline constexpr int kMaxMarkupDepth = 256;

class MarkupTree {
 public:
  using Id = std::uint32_t;
  static constexpr Id kNone = 0xFFFFFFFF;

  struct Node {
    std::string_view name;  // of an element, as written (HTML: lower case); empty: a text
    std::string text;       // of a text
    std::vector<std::pair<std::string, std::string>> attributes;
    Id parent = kNone;
    Id first_child = kNone;
    Id last_child = kNone;
    Id next = kNone;  // the next child of the same parent
  };

  MarkupTree() = default;
  MarkupTree(MarkupTree&&) = default;
  MarkupTree& operator=(MarkupTree&&) = default;

  // Building, in document order. The first element is the root.
  Id add_element(Id parent, std::string_view name);
  void add_attribute(Id element, std::string_view name, std::string_view value);
  void add_text(Id parent, std::string_view text);

  bool empty() const { return nodes_.empty(); }
  std::size_t size() const { return nodes_.size(); }
  Id root() const { return 0; }
  const Node& operator[](Id id) const { return nodes_[id]; }
  bool is_text(Id id) const { return nodes_[id].name.empty(); }

  // The value of an attribute; empty: it has none.
  std::string_view attribute(Id element, std::string_view name) const;
  // The first child element of that name, or kNone.
  Id child(Id element, std::string_view name) const;
  // The child at the end of a path of names, or kNone.
  Id at(Id element, std::initializer_list<std::string_view> path) const;
  std::vector<Id> children(Id element, std::string_view name) const;
  // All elements of that name at and below `element`, in order.
  std::vector<Id> all(Id element, std::string_view name) const;
  // The node behind `id` in document order that is not below it, inside `top`; kNone at the end.
  Id skip(Id id, Id top) const;
  // The node behind `id` in document order, inside `top`.
  Id follow(Id id, Id top) const;
  // All text below, white space folded and trimmed.
  std::string text_of(Id element) const;

 private:
  Id add(Id parent);
  std::vector<Node> nodes_;
  std::set<std::string, std::less<>> names_;
};

// HTML of any quality, as UTF-8. Nothing is fetched and no entity is loaded.
// Errors: Rejected  too many tags, nested too deeply (with the line), nothing in it
Result<MarkupTree> parse_html(std::string_view utf8);

// XML as UTF-8. Entities that a document defines itself stay as written, so that none can grow;
// no file and no address is read. `keep_blank`: white space between elements is kept as text.
// Errors: Rejected  not well formed (with line and column), too many tags, nested too deeply
Result<MarkupTree> parse_xml(std::string_view utf8, bool keep_blank = false);

// White space of all kinds folded to single spaces, none at the ends.
std::string folded(std::string_view text);
// ASCII letters in lower case.
std::string ascii_lower(std::string_view text);

}  // namespace sarye

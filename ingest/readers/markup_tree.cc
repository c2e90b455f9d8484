#include "ingest/readers/markup_tree.h"

#include "engine/text/unicode.h"

namespace sarye {

MarkupTree::Id MarkupTree::add(Id parent) {
  const Id id = static_cast<Id>(nodes_.size());
  nodes_.emplace_back();
  nodes_[id].parent = parent;
  if (parent != kNone) {
    Node& above = nodes_[parent];
    if (above.last_child == kNone) {
      above.first_child = id;
    } else {
      nodes_[above.last_child].next = id;
    }
    above.last_child = id;
  }
  return id;
}

MarkupTree::Id MarkupTree::add_element(Id parent, std::string_view name) {
  const Id id = add(parent);
  nodes_[id].name = *names_.emplace(name).first;
  return id;
}

void MarkupTree::add_attribute(Id element, std::string_view name, std::string_view value) {
  nodes_[element].attributes.emplace_back(name, value);
}

void MarkupTree::add_text(Id parent, std::string_view text) {
  nodes_[add(parent)].text = text;
}

std::string_view MarkupTree::attribute(Id element, std::string_view name) const {
  for (const auto& [key, value] : nodes_[element].attributes) {
    if (key == name) return value;
  }
  return {};
}

MarkupTree::Id MarkupTree::child(Id element, std::string_view name) const {
  for (Id id = nodes_[element].first_child; id != kNone; id = nodes_[id].next) {
    if (nodes_[id].name == name) return id;
  }
  return kNone;
}

MarkupTree::Id MarkupTree::at(Id element, std::initializer_list<std::string_view> path) const {
  for (std::string_view name : path) {
    if (element == kNone) return kNone;
    element = child(element, name);
  }
  return element;
}

std::vector<MarkupTree::Id> MarkupTree::children(Id element, std::string_view name) const {
  std::vector<Id> found;
  for (Id id = nodes_[element].first_child; id != kNone; id = nodes_[id].next) {
    if (nodes_[id].name == name) found.push_back(id);
  }
  return found;
}

MarkupTree::Id MarkupTree::skip(Id id, Id top) const {
  while (id != top && id != kNone) {
    if (nodes_[id].next != kNone) return nodes_[id].next;
    id = nodes_[id].parent;
  }
  return kNone;
}

MarkupTree::Id MarkupTree::follow(Id id, Id top) const {
  if (nodes_[id].first_child != kNone) return nodes_[id].first_child;
  return skip(id, top);
}

std::vector<MarkupTree::Id> MarkupTree::all(Id element, std::string_view name) const {
  std::vector<Id> found;
  for (Id id = element; id != kNone; id = follow(id, element)) {
    if (nodes_[id].name == name) found.push_back(id);
  }
  return found;
}

std::string MarkupTree::text_of(Id element) const {
  std::string out;
  for (Id id = element; id != kNone; id = follow(id, element)) {
    if (is_text(id)) out += nodes_[id].text;
  }
  return folded(out);
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    const char32_t c = decode(text, at);
    const bool space = c <= 0x20 || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x3000 ||
                       (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F;
    if (space) {
      blank = true;
      continue;
    }
    if (c == 0xFEFF || c == 0xAD) continue;  // a mark at the front; a soft hyphen
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += text.substr(begin, at - begin);
  }
  return out;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace sarye

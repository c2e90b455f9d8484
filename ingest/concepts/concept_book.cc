#include "ingest/concepts/concept_book.h"

#include <algorithm>
#include <array>

#include "engine/text/name_key.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

// The bytes of a phrase that its name keeps as they are: all but those of ASCII signs below, and
// but the first bytes of other brackets and quotation marks.
constexpr std::array<bool, 256> kept_bytes() {
  std::array<bool, 256> kept{};
  for (std::size_t byte = 0; byte < kept.size(); ++byte) {
    constexpr std::string_view kRead = "()[]\"' \n\t\xE2\xE3\xEF";
    kept[byte] = kRead.find(static_cast<char>(byte)) == std::string_view::npos;
  }
  return kept;
}

}  // namespace

std::string concept_name(std::string_view phrase) {
  static constexpr std::array<bool, 256> kKept = kept_bytes();
  const auto kept_at = [&](std::size_t at) {
    return at < phrase.size() && kKept[static_cast<unsigned char>(phrase[at])];
  };
  std::string out;
  out.reserve(phrase.size());
  int depth = 0;
  for (std::size_t at = 0; at < phrase.size();) {
    if (depth == 0 && kept_at(at)) {
      const std::size_t first = at;
      while (kept_at(at)) ++at;
      out += phrase.substr(first, at - first);
      continue;
    }
    const std::size_t begin = at;
    const char32_t c = decode(phrase, at);
    if (c == '(' || c == U'（' || c == '[' || c == U'［') {
      ++depth;
    } else if (c == ')' || c == U'）' || c == ']' || c == U'］') {
      if (depth > 0) --depth;
    } else if (depth > 0 || c == U'“' || c == U'”' || c == U'‘' || c == '"' || c == U'「' ||
               c == U'」' || c == U'『' || c == U'』' || c == U'《' || c == U'》') {
      continue;
    } else if (c == U'’' || c == '\'') {
      // An apostrophe stands between two letters; a quotation mark does not.
      const bool inside = begin > 0 && at < phrase.size() && phrase[begin - 1] != ' ' &&
                          phrase[at] != ' ' && static_cast<unsigned char>(phrase[at]) < 0x80;
      if (inside) out += phrase.substr(begin, at - begin);
    } else if (c == ' ' || c == '\n' || c == '\t') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += phrase.substr(begin, at - begin);
    }
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '-' || out.back() == '+')) {
    out.pop_back();
  }
  return out;
}

NameTag name_tag_of(std::string_view name) {
  const ScriptCounts counts = count_scripts(name);
  if (counts[Script::Hangul] > 0) return NameTag::Ko;
  if (counts[Script::Han] > 0) {
    return han_form(name) == HanForm::Traditional ? NameTag::ZhHant : NameTag::ZhHans;
  }
  return counts[Script::Latin] > 0 ? NameTag::En : NameTag::Unknown;
}

namespace {

std::size_t count_of(std::string_view text, std::string_view sign) {
  std::size_t count = 0;
  for (std::size_t at = text.find(sign); at != std::string_view::npos;
       at = text.find(sign, at + sign.size())) {
    ++count;
  }
  return count;
}

// A phrase that begins or ends inside a quotation has one half of its quotes: “…” strategy cut at
// its left says nothing with the other half. Pairs stay.
std::string without_half_quotes(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kPairs[] = {
      {"“", "”"}, {"‘", "’"}, {"「", "」"}, {"『", "』"}, {"《", "》"}};
  std::string out(name);
  for (const auto& [open, close] : kPairs) {
    const std::size_t opened = count_of(out, open);
    const std::size_t closed = count_of(out, close);
    // A closing single quote alone is also an apostrophe: firm’s.
    if (opened == closed || (open == "‘" && opened == 0 && name_tag_of(out) == NameTag::En))
      continue;
    for (const std::string_view sign : {open, close}) {
      for (std::size_t at = out.find(sign); at != std::string::npos; at = out.find(sign, at)) {
        out.erase(at, sign.size());
      }
    }
  }
  return out;
}

}  // namespace

ByteRange with_paired_marks(std::string_view block, ByteRange bytes) {
  static constexpr std::pair<std::string_view, std::string_view> kMarks[] = {
      {"“", "”"}, {"《", "》"}, {"「", "」"}};
  const std::string_view inside = block.substr(bytes.begin, bytes.size());
  for (const auto& [open, close] : kMarks) {
    const std::size_t opened = inside.find(open);
    const std::size_t closed = inside.find(close);
    if (opened == std::string_view::npos && closed != std::string_view::npos &&
        block.substr(0, bytes.begin).ends_with(open)) {
      bytes.begin -= static_cast<std::uint32_t>(open.size());
    } else if (opened != std::string_view::npos && closed == std::string_view::npos &&
               block.substr(bytes.end).starts_with(close)) {
      bytes.end += static_cast<std::uint32_t>(close.size());
    }
  }
  return bytes;
}

namespace {

// A name or key under its type; no type has a line break.
std::string typed(std::string_view type, std::string_view name) {
  std::string out;
  out.reserve(type.size() + 1 + name.size());
  out += type;
  out += '\n';
  out += name;
  return out;
}

}  // namespace

void ConceptBook::open(std::string_view type) const {
  if (std::find(opened_.begin(), opened_.end(), type) != opened_.end()) return;
  opened_.emplace_back(type);
  const AnnotatedText& text = text_;
  for (std::uint32_t i = 0; i < text.entities.size(); ++i) {
    const LocalEntity& entity = text.entities[i];
    if (entity.type != type) continue;
    for (const EntityName& name : entity.names) {
      by_name_.emplace(typed(entity.type, name_key(name.text)), i);
    }
    if (!entity.key.empty()) by_key_.emplace(typed(entity.type, entity.key), i);
  }
}

std::uint32_t ConceptBook::entity(std::string_view type, std::string_view phrase, Language) {
  open(type);
  const std::string name = without_half_quotes(phrase);
  const auto key = typed(type, name_key(name));
  const auto found = by_name_.find(key);
  if (found != by_name_.end()) return found->second;
  LocalEntity entity;
  entity.type = std::string(type);
  entity.names.push_back({name_tag_of(name), NameKind::Surface, name});
  const auto index = static_cast<std::uint32_t>(text_.entities.size());
  text_.entities.push_back(std::move(entity));
  by_name_.emplace(key, index);
  return index;
}

void ConceptBook::add_name(std::uint32_t entity, EntityName name) {
  open(text_.entities[entity].type);
  auto& names = text_.entities[entity].names;
  const std::string key = name_key(name.text);
  const bool known = std::any_of(names.begin(), names.end(), [&](const EntityName& other) {
    return name_key(other.text) == key;
  });
  if (known) return;
  by_name_.emplace(typed(text_.entities[entity].type, key), entity);
  names.push_back(std::move(name));
}

std::uint32_t ConceptBook::curated(const LocalEntity& listed) {
  open(listed.type);
  const auto key = typed(listed.type, listed.key);
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) return found->second;
  const auto index = static_cast<std::uint32_t>(text_.entities.size());
  text_.entities.push_back(listed);
  by_key_.emplace(key, index);
  for (const EntityName& name : listed.names) {
    by_name_.emplace(typed(listed.type, name_key(name.text)), index);
  }
  return index;
}

const std::uint32_t* ConceptBook::find(std::string_view type, std::string_view name) const {
  open(type);
  const auto found = by_name_.find(typed(type, name_key(name)));
  return found == by_name_.end() ? nullptr : &found->second;
}

const std::uint32_t* ConceptBook::find_curated(std::string_view type, std::string_view key) const {
  open(type);
  const auto found = by_key_.find(typed(type, key));
  return found == by_key_.end() ? nullptr : &found->second;
}

void ConceptBook::mention(Span span, std::uint32_t entity, std::string_view rule, int confidence) {
  TextMention mention;
  mention.span = span;
  mention.entity = entity;
  mention.rule = std::string(rule);
  mention.confidence = confidence;
  text_.mentions.push_back(std::move(mention));
}

namespace {

// What mentions are put in order by, and one's place in the text's list.
struct MentionOrder {
  std::uint64_t place;  // block, begin
  std::uint64_t what;   // the longest first, what is inherited last; entity
  std::uint32_t index;

  bool same(const MentionOrder& other) const { return place == other.place && what == other.what; }
  bool operator<(const MentionOrder& other) const {
    if (place != other.place) return place < other.place;
    return what != other.what ? what < other.what : index < other.index;
  }
};

MentionOrder order_of(const TextMention& mention, std::size_t index) {
  const Span& span = mention.span;
  return {std::uint64_t{span.block} << 32 | span.bytes.begin,
          std::uint64_t{~span.bytes.end} << 32 | std::uint64_t{mention.inherited} << 31 |
              mention.entity,
          static_cast<std::uint32_t>(index)};
}

}  // namespace

void sort_mentions(AnnotatedText& text) {
  std::vector<MentionOrder> order;
  order.reserve(text.mentions.size());
  for (std::size_t i = 0; i < text.mentions.size(); ++i) {
    order.push_back(order_of(text.mentions[i], i));
  }
  const auto out_of_order = [](const MentionOrder& a, const MentionOrder& b) {
    return a.same(b) || b < a;
  };
  if (std::adjacent_find(order.begin(), order.end(), out_of_order) == order.end()) {
    text.mentions_moved();
    return;
  }
  // What stages add stands behind what was in order.
  const auto added = std::is_sorted_until(order.begin(), order.end());
  std::sort(added, order.end());
  std::inplace_merge(order.begin(), added, order.end());
  std::vector<TextMention> sorted;
  sorted.reserve(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && order[i].same(order[i - 1])) continue;
    sorted.push_back(std::move(text.mentions[order[i].index]));
  }
  text.mentions = std::move(sorted);
  text.mentions_moved();
}

}  // namespace sarye

#include "ingest/names/name_proposals.h"

#include <map>
#include <string>

#include "engine/graph/stable_key.h"
#include "engine/text/name_key.h"
#include "engine/text/script.h"
#include "engine/text/sound_key.h"

namespace sarye {
namespace {

constexpr int kHangulLikeness = 700;
constexpr int kHanLikeness = 750;
constexpr std::size_t kMostNames = 200;  // of one type; a text with more is a list of names

struct SpeltName {
  std::string text;
  std::uint32_t entity;
  Span first;
};

bool is_name_type(const std::string& type) {
  return type == "Firm" || type == "Agency" || type == "Person" || type == "Product";
}

std::string in_double_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

void propose_names(AnnotatedText& text, const Ontology& ontology) {
  std::map<std::string, std::map<std::string, SpeltName>> by_type;  // type, text
  for (const TextMention& mention : text.mentions) {
    const LocalEntity& entity = text.entities[mention.entity];
    if (mention.inherited || !entity.key.empty() || !is_name_type(entity.type)) continue;
    std::string name(text.text_of(mention.span));
    by_type[entity.type].try_emplace(name, SpeltName{name, mention.entity, mention.span});
  }
  for (const auto& [type, names] : by_type) {
    const NodeType* known = ontology.find_type(type);
    if (known == nullptr || names.size() > kMostNames) continue;
    for (const auto& [latin_text, latin] : names) {
      if (count_scripts(latin_text)[Script::Latin] == 0) continue;
      for (const auto& [other_text, other] : names) {
        if (other.entity == latin.entity) continue;
        const bool han = count_scripts(other_text)[Script::Han] > 0;
        const int likeness = sound_likeness(other_text, latin_text);
        if (likeness < (han ? kHanLikeness : kHangulLikeness)) continue;
        if (!han && sounds_alike(other_text, latin_text)) continue;  // linked by itself
        ReviewItem item;
        item.what = "alias";
        // A line of the file of decisions.
        item.suggestion = "alias " + known->key_prefix + ":" + key_part(name_key(latin_text)) +
                          " " + in_double_quotes(other_text) + "@" + (han ? "zh" : "ko") +
                          " reason=\"they sound alike\"";
        item.quote = text.raw_range(other.first);
        item.confidence = likeness / 2;
        text.review.push_back(std::move(item));
      }
    }
  }
}

}  // namespace sarye

#include "ingest/relations/mechanism_inputs.h"

#include <array>
#include <set>

namespace sarye {
namespace {

constexpr int kConfidence = 780;

struct Role {
  std::string_view words;
  std::string_view name;
  char letter;
  std::array<std::string_view, 2> types;
};

constexpr std::array<Role, 3> kInputRoles = {
    {{"input_subject", "subject", 'S', {"Firm", "Person"}},
     {"input_environment", "environment", 'E', {"EnvironmentFactor", ""}},
     {"input_resource", "resource", 'R', {"Resource", ""}}}};

// The place of `letter` in an acronym of nothing but S, E, R and M; 0: there is none.
int order_in(const LocalEntity& mechanism, char letter) {
  for (const EntityName& name : mechanism.names) {
    if (name.text.size() < 2 || name.text.find_first_not_of("SERM") != std::string::npos) continue;
    const std::size_t at = name.text.find(letter);
    if (at != std::string::npos) return static_cast<int>(at) + 1;
  }
  return 0;
}

bool role_word_beside(const std::string& block, ByteRange sentence, ByteRange mention,
                      const WordSet& words, bool behind) {
  std::string_view side =
      behind ? std::string_view(block).substr(mention.end, sentence.end - mention.end)
             : std::string_view(block).substr(sentence.begin, mention.begin - sentence.begin);
  while (!side.empty() && (behind ? side.front() : side.back()) == ' ') {
    behind ? side.remove_prefix(1) : side.remove_suffix(1);
  }
  for (const std::string& word : words) {
    if (side.size() < word.size()) continue;
    if ((behind ? side.substr(0, word.size()) : side.substr(side.size() - word.size())) == word) {
      return true;
    }
  }
  return false;
}

}  // namespace

void find_mechanism_inputs(AnnotatedText& text, const Frames& frames) {
  for (const Sentence& sentence : text.sentences) {
    const std::string& block = text.blocks[sentence.span.block].text;
    const TextMention* mechanism = nullptr;
    std::vector<const TextMention*> here;
    for (const TextMention& mention : text.mentions_in(sentence.span.block)) {
      if (mention.inherited || mention.span.block != sentence.span.block ||
          !sentence.span.bytes.contains(mention.span.bytes)) {
        continue;
      }
      if (mechanism == nullptr && text.entities[mention.entity].type == "Mechanism") {
        mechanism = &mention;
      }
      here.push_back(&mention);
    }
    if (mechanism == nullptr) continue;
    const std::uint32_t subject = mechanism->entity;
    std::vector<TextAssertion> found;
    for (const TextMention* mention : here) {
      const std::string& type = text.entities[mention->entity].type;
      for (const Role& role : kInputRoles) {
        if (type != role.types[0] && type != role.types[1]) continue;
        if (!role_word_beside(block, sentence.span.bytes, mention->span.bytes,
                              frames.words(sentence.language, role.words),
                              sentence.language == Language::English)) {
          continue;
        }
        TextAssertion assertion;
        assertion.family = "HAS_INPUT";
        assertion.subject = subject;
        assertion.object = mention->entity;
        assertion.qualifiers["role"] = std::string(role.name);
        if (const int order = order_in(text.entities[subject], role.letter)) {
          assertion.qualifiers["order"] = std::to_string(order);
        }
        assertion.confidence = kConfidence;
        assertion.quote = sentence.span;
        assertion.cue = mention->span;
        assertion.rule = "input-role";
        found.push_back(std::move(assertion));
      }
    }
    for (TextAssertion& one : found) text.assertions.push_back(std::move(one));
  }
}

}  // namespace sarye

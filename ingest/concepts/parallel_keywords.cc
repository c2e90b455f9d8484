#include "ingest/concepts/parallel_keywords.h"

#include <algorithm>
#include <optional>
#include <string>

#include "engine/text/name_key.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::size_t kFewestKeywords = 3;
constexpr std::size_t kMostKeywords = 12;
constexpr int kKeywordWeight = 750;
constexpr int kKeywordConfidence = 700;

struct KeywordList {
  Language language = Language::Unknown;
  std::vector<Span> words;
};

Span trimmed_span(const AnnotatedText& text, Span span) {
  static const Pattern core(R"(^[\s“‘"'「]*(.*?)[\s”’"'」.。]*$)");
  const auto match = core.find(text.text_of(span));
  if (!match) return span;
  const ByteRange inner = *match->groups[0];
  return {span.block, {span.bytes.begin + inner.begin, span.bytes.begin + inner.end}};
}

std::optional<KeywordList> list_in(const AnnotatedText& text, std::uint32_t block) {
  static const Pattern label(
      R"((?i)^\s*[[(【]?(?:주제어|핵심어|키워드|주요어|关键词|關鍵詞|关键字|關鍵字|key\s?words?)\s?[\])】]?\s?[:：]\s*)");
  const std::string_view shown = text.blocks[block].text;
  const auto match = label.find(shown);
  if (!match) return std::nullopt;
  KeywordList list;
  std::uint32_t begin = match->bytes.end;
  for (std::uint32_t at = begin; at <= shown.size();) {
    std::uint32_t step = at == shown.size() ? 1 : 0;
    for (const std::string_view sign : {",", ";", "，", "；", "、", "/"}) {
      if (step == 0 && shown.substr(at, sign.size()) == sign) {
        step = static_cast<std::uint32_t>(sign.size());
      }
    }
    if (step == 0) {
      ++at;
      continue;
    }
    const Span word = trimmed_span(text, {block, {begin, at}});
    if (!word.bytes.empty()) list.words.push_back(word);
    at += step;
    begin = at;
  }
  if (list.words.size() < kFewestKeywords || list.words.size() > kMostKeywords) return std::nullopt;
  list.language = main_language(shown.substr(match->bytes.end));
  return list;
}

// What stands at exactly this place, and whether anything else reaches into it.
struct Standing {
  std::optional<std::uint32_t> entity;
  bool crossed = false;
};

Standing standing_at(const AnnotatedText& text, Span span) {
  Standing out;
  for (const TextMention& mention : text.mentions_in(span.block)) {
    if (mention.inherited || !mention.span.bytes.overlaps(span.bytes)) continue;
    if (mention.span.bytes == span.bytes) {
      if (!out.entity) out.entity = mention.entity;
    } else {
      out.crossed = true;
    }
  }
  return out;
}

// The two places hold one word in Latin letters of two capitals and more: ESR, SER-M.
bool share_latin(std::string_view a, std::string_view b) {
  static const Pattern capitals(R"([A-Z][A-Za-z0-9-]*[A-Z0-9][A-Za-z0-9-]*)");
  for (const PatternMatch& one : capitals.find_all(a)) {
    const std::string_view word = a.substr(one.bytes.begin, one.bytes.size());
    for (const PatternMatch& other : capitals.find_all(b)) {
      if (b.substr(other.bytes.begin, other.bytes.size()) == word) return true;
    }
  }
  return false;
}

class Aligner {
 public:
  explicit Aligner(AnnotatedText& text) : text_(text) {}

  void align(const KeywordList& a, const KeywordList& b) {
    bool borne_out = false;
    for (std::size_t i = 0; i < a.words.size(); ++i) {
      const Standing one = standing_at(text_, a.words[i]);
      const Standing other = standing_at(text_, b.words[i]);
      if (share_latin(text_.text_of(a.words[i]), text_.text_of(b.words[i]))) borne_out = true;
      if (!one.entity || !other.entity) continue;
      if (*one.entity == *other.entity) borne_out = true;
      if (listed(*one.entity) && listed(*other.entity) && *one.entity != *other.entity) return;
    }
    if (!borne_out) return;
    for (std::size_t i = 0; i < a.words.size(); ++i) join(a.words[i], b.words[i]);
  }

 private:
  bool listed(std::uint32_t entity) const { return !text_.entities[entity].key.empty(); }

  void join(Span a, Span b) {
    const Standing one = standing_at(text_, a);
    const Standing other = standing_at(text_, b);
    if (one.entity && other.entity) {
      if (*one.entity == *other.entity || (listed(*one.entity) && listed(*other.entity))) {
        return;
      }
      if (text_.entities[*one.entity].type != text_.entities[*other.entity].type) return;
      const bool keep_other = listed(*other.entity);
      merge(keep_other ? *other.entity : *one.entity, keep_other ? *one.entity : *other.entity);
      note(keep_other ? *other.entity : *one.entity, keep_other ? a : b, a);
    } else if (one.entity && !other.crossed) {
      add(*one.entity, b, a);
    } else if (other.entity && !one.crossed) {
      add(*other.entity, a, b);
    }
  }

  // The word at `place` is another name of what stands at `known`.
  void add(std::uint32_t entity, Span place, Span known) {
    if (count_code_points(text_.text_of(place)) < 2) return;
    text_.mentions.push_back({place, entity, "alias:parallel-keywords", kKeywordConfidence, false});
    note(entity, place, known);
  }

  void note(std::uint32_t entity, Span name, Span evidence) {
    const std::string text(text_.text_of(name));
    auto& names = text_.entities[entity].names;
    const std::string key = name_key(text);
    const bool known = std::any_of(names.begin(), names.end(), [&](const EntityName& other) {
      return name_key(other.text) == key;
    });
    if (!known) names.push_back({name_tag_of(text), NameKind::Surface, text});
    text_.aliases.push_back(
        {entity, "parallel-keywords", kKeywordWeight, text_.raw_range(evidence)});
  }

  void merge(std::uint32_t keep, std::uint32_t drop) {
    for (TextMention& mention : text_.mentions) {
      if (mention.entity == drop) mention.entity = keep;
    }
    for (AliasEvidence& evidence : text_.aliases) {
      if (evidence.entity == drop) evidence.entity = keep;
    }
    for (TextAssertion& assertion : text_.assertions) {
      if (assertion.subject == drop) assertion.subject = keep;
      if (assertion.object == drop) assertion.object = keep;
    }
    std::erase_if(text_.assertions, [](const TextAssertion& assertion) {
      return assertion.subject == assertion.object;
    });
    for (const EntityName& name : text_.entities[drop].names) {
      text_.entities[keep].names.push_back(name);
    }
  }

  AnnotatedText& text_;
};

}  // namespace

Result<void> ParallelKeywords::run(AnnotatedText& text) const {
  std::vector<KeywordList> lists;
  for (std::uint32_t block = 0; block < text.blocks.size(); ++block) {
    if (auto list = list_in(text, block)) lists.push_back(std::move(*list));
  }
  for (std::size_t i = 0; i < lists.size(); ++i) {
    for (std::size_t j = i + 1; j < lists.size(); ++j) {
      if (lists[i].language == lists[j].language) continue;
      if (lists[i].words.size() != lists[j].words.size()) continue;
      Aligner(text).align(lists[i], lists[j]);
    }
  }
  sort_mentions(text);
  return {};
}

}  // namespace sarye

#include "ingest/relations/document_relations.h"

#include <set>
#include <utility>

#include "engine/text/unicode.h"
#include "ingest/concepts/concept_book.h"

namespace sarye {
namespace {

constexpr int kTitleConfidence = 900;
constexpr int kCaseConfidence = 750;
constexpr int kDefinitionConfidence = 850;
constexpr std::size_t kLongestTerm = 30;  // characters

class DocumentReader {
 public:
  DocumentReader(AnnotatedText& text, const Frames& frames) : text_(text), frames_(frames) {}

  void run() {
    for (const Sentence& sentence : text_.sentences) {
      const PassageKind kind = text_.blocks[sentence.span.block].kind;
      if (kind == PassageKind::Title) {
        studied(sentence, kTitleConfidence);
      } else if (kind == PassageKind::Abstract && says_case(sentence)) {
        studied(sentence, kCaseConfidence);
      }
    }
    ConceptBook book(text_);
    for (std::uint32_t i = 0; i < text_.blocks.size(); ++i) {
      if (text_.blocks[i].kind == PassageKind::Note) define(i, book);
    }
    sort_mentions(text_);
  }

 private:
  bool says_case(const Sentence& sentence) const {
    const std::string lower = to_lower(text_.text_of(sentence.span));
    for (const std::string& word : frames_.words(sentence.language, "case")) {
      if (lower.find(word) != std::string::npos) return true;
    }
    return false;
  }

  void studied(const Sentence& sentence, int confidence) {
    for (const TextMention& mention : text_.mentions) {
      if (mention.inherited || mention.span.block != sentence.span.block ||
          !sentence.span.bytes.contains(mention.span.bytes)) {
        continue;
      }
      const std::string& type = text_.entities[mention.entity].type;
      if (type == "Firm" || type == "Concept") {
        add("STUDIES", mention.entity, sentence.span, mention.span, confidence, "title-name");
      }
    }
  }

  // "* TERM: what it is"
  void define(std::uint32_t index, ConceptBook& book) {
    const Block& block = text_.blocks[index];
    std::size_t begin = 0;
    while (begin < block.text.size() && (block.text[begin] == '*' || block.text[begin] == ' ')) {
      ++begin;
    }
    std::size_t end = block.text.find(':', begin);
    const std::size_t wide = block.text.find("：", begin);
    if (wide < end) end = wide;
    if (end == std::string::npos || end <= begin) return;
    const std::string term = concept_name(std::string_view(block.text).substr(begin, end - begin));
    const std::size_t size = count_code_points(term);
    // A sentence in front of the colon, or a label such as "Source", is no term.
    if (size < 2 || size > kLongestTerm || term.find(',') != std::string::npos) return;
    if (frames_.has_word(block.language, "no_term", to_lower(term))) return;
    if (begin == 0 && block.glyph != "*") return;
    const Span span{index, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
    const std::uint32_t entity = book.entity("Concept", term, block.language);
    text_.entities[entity].kind = "definition";
    book.mention(span, entity, "definition", kDefinitionConfidence);
    const Span whole{index, {0, static_cast<std::uint32_t>(block.text.size())}};
    add("DEFINES", entity, whole, span, kDefinitionConfidence, "note-definition");
  }

  void add(std::string_view family, std::uint32_t object, Span quote, Span cue, int confidence,
           std::string_view rule) {
    if (!known_.insert({std::string(family), object}).second) return;
    DocumentAssertion about;
    about.family = std::string(family);
    about.object = object;
    about.confidence = confidence;
    about.evidence.passage = quote.block;
    about.evidence.quote = text_.raw_range(quote);
    about.evidence.cue = text_.raw_range(cue);
    about.evidence.rule = std::string(rule);
    text_.about.push_back(std::move(about));
  }

  AnnotatedText& text_;
  const Frames& frames_;
  std::set<std::pair<std::string, std::uint32_t>> known_;
};

}  // namespace

void find_document_relations(AnnotatedText& text, const Frames& frames) {
  DocumentReader(text, frames).run();
}

}  // namespace sarye

#include "ingest/concepts/concepts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/concepts/concept_acronyms.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/concepts/concept_kinds.h"
#include "ingest/concepts/modifiers_ko.h"
#include "ingest/concepts/phrase_head.h"
#include "ingest/concepts/phrases.h"
#include "ingest/concepts/wording_borders.h"

namespace sarye {
namespace {

constexpr int kThesaurusConfidence = 900;
constexpr int kHeadConfidence = 650;          // and 20 for each of a head's ten weights
constexpr std::size_t kLongestName = 60;      // characters
constexpr std::size_t kShortPolicy = 8;       // characters
constexpr std::uint32_t kLongestPolicy = 90;  // bytes
constexpr std::size_t kLongestOwnerGap = 9;   // bytes: 的 and two characters (的多次复用)

// One run of the stage over one text.
// 점은 부담: a topic or an object, and what is said of it. 来自补贴: a verb and its object.
bool begins_amid_a_clause(std::string_view name, Language language) {
  if (language == Language::Chinese) {
    const std::array<std::string_view, 4> verbs = {"来自", "來自", "有关", "有關"};
    return std::any_of(verbs.begin(), verbs.end(),
                       [&](std::string_view verb) { return name.starts_with(verb); });
  }
  if (language != Language::Korean) return false;
  const std::string_view first = name.substr(0, name.find(' '));
  const std::array<std::string_view, 4> particles = {"은", "는", "을", "를"};
  return first.size() < name.size() &&
         std::any_of(particles.begin(), particles.end(), [&](std::string_view particle) {
           return first.size() > particle.size() && first.ends_with(particle);
         });
}

class ConceptFinder {
 public:
  ConceptFinder(AnnotatedText& text, const HeadNouns& heads, const Ontology& ontology,
                const Frames& frames, const Thesaurus& thesaurus, const GenericPhrases& generic,
                const PhraseAutomaton& wordings, const PhraseReader& reader)
      : text_(text),
        heads_(heads),
        ontology_(ontology),
        frames_(frames),
        thesaurus_(thesaurus),
        generic_(generic),
        wordings_(wordings),
        reader_(reader),
        book_(text),
        acronyms_(text, book_),
        named_by_block_(text.blocks.size()) {
    for (const TextMention& mention : text.mentions) {
      if (!mention.inherited) named_by_block_[mention.span.block].push_back(mention);
    }
  }

  void run() {
    for (const Sentence& sentence : text_.sentences) {
      if (text_.blocks[sentence.span.block].kind == PassageKind::Table) continue;
      find_wordings(sentence);
      const Reading& reading = reader_.read(text_, sentence);
      for (std::size_t i = 0; i < reading.phrases.size(); ++i) find_phrase(reading, i);
    }
    acronyms_.mention_all();
    sort_mentions(text_);
    add_kinds(text_, book_);
  }

 private:
  // A name that the phrase overlaps without holding it whole, or that is the whole phrase.
  const TextMention* name_in(const Span& span, bool at_end) const {
    for (const TextMention& mention : named_by_block_[span.block]) {
      if (!mention.span.bytes.overlaps(span.bytes)) continue;
      if (!at_end || mention.span.bytes.end == span.bytes.end) return &mention;
    }
    return nullptr;
  }

  void find_wordings(const Sentence& sentence) {
    const std::string& block = text_.blocks[sentence.span.block].text;
    const std::string_view text = text_.text_of(sentence.span);
    const std::uint32_t base = sentence.span.bytes.begin;
    const auto whole = [&](ByteRange bytes) {
      return ByteRange{base + bytes.begin, base + bytes.end};
    };
    const auto accept = [&](const PhraseMatch& match) {
      const Span span{sentence.span.block, whole(match.bytes)};
      return has_borders(block, span.bytes, sentence.language, frames_) &&
             name_in(span, false) == nullptr && !goes_on_in_front(block, span, match, sentence);
    };
    for (const PhraseMatch& match :
         wordings_.match(text, accept, PhraseAutomaton::Begins::WithWords)) {
      const ThesaurusEntry& entry = thesaurus_.entries()[match.payloads.front()];
      book_.mention({sentence.span.block, whole(match.bytes)}, curated(entry), "thesaurus",
                    kThesaurusConfidence);
    }
  }

  // 生产成本增加: what rises is not any cost. A verb that stands for a noun hides the longer
  // phrase.
  bool goes_on_in_front(std::string_view block, const Span& span, const PhraseMatch& match,
                        const Sentence& sentence) const {
    if (sentence.language != Language::Chinese) return false;
    const ThesaurusEntry& entry = thesaurus_.entries()[match.payloads.front()];
    if (ontology_.type(entry.type).name != "Effect" || span.bytes.begin < 6) return false;
    const std::string front = to_simplified(block.substr(span.bytes.begin - 6, 6));
    return frames_.has_word(Language::Chinese, "compounding", front);
  }

  std::uint32_t curated(const ThesaurusEntry& entry) {
    const std::string& type = ontology_.type(entry.type).name;
    if (const std::uint32_t* known = book_.find_curated(type, entry.id)) return *known;
    LocalEntity listed;
    listed.type = type;
    listed.kind = entry.kind;
    listed.key = entry.id;
    listed.names = entry.names;
    return book_.curated(listed);
  }

  // The row of the thesaurus that a phrase without its quotation marks is a wording of.
  const ThesaurusEntry* listed_as(std::string_view name) const {
    for (const PhraseMatch& match :
         wordings_.match(name, [](const PhraseMatch&) { return true; })) {
      if (match.bytes.begin == 0 && match.bytes.end == name.size()) {
        return &thesaurus_.entries()[match.payloads.front()];
      }
    }
    return nullptr;
  }

  // The part of a phrase that names a concept: without the firm, agency or person that owns it.
  ByteRange without_owner(const Reading& reading, ByteRange bytes) const {
    if (reading.language != Language::Korean) return bytes;
    const std::string& block = text_.blocks[reading.span.block].text;
    for (const TextMention& mention : named_by_block_[reading.span.block]) {
      if (mention.span.bytes.begin < bytes.begin || mention.span.bytes.end >= bytes.end) continue;
      const std::string& type = text_.entities[mention.entity].type;
      if (type != "Firm" && type != "Agency" && type != "Person") continue;
      const std::string_view rest = std::string_view(block).substr(
          mention.span.bytes.end, bytes.end - mention.span.bytes.end);
      const std::size_t space = rest.find(' ');
      const std::size_t of = rest.find("의 ");
      if (of != std::string_view::npos && of + 3 == space) {
        bytes.begin = mention.span.bytes.end + static_cast<std::uint32_t>(space + 1);
      }
    }
    return bytes;
  }

  // Whether the lexicon's concepts name the phrase already, all of it or all but a word that
  // changes nothing (内部飞轮效应, its own flywheel effect).
  bool known_already(const Reading& reading, const Span& span) const {
    for (const TextMention& mention : text_.mentions_in(span.block)) {
      if (mention.span.bytes.end != span.bytes.end || mention.span.bytes.begin < span.bytes.begin ||
          mention.rule != "thesaurus") {
        continue;
      }
      if (mention.span.bytes == span.bytes) return true;
      const std::string front = to_lower(to_simplified(
          concept_name(text_.text_of({span.block, {span.bytes.begin, mention.span.bytes.begin}}))));
      if (frames_.has_word(reading.language, "modifier", front)) return true;
    }
    return false;
  }

  // "tariffs on steel imports"
  bool policy(const HeadNoun* head, const std::string& name) const {
    if (head == nullptr) head = head_of_phrase(heads_, "a " + name, Language::English);
    return head != nullptr && ontology_.type(head->type).name == "Policy";
  }

  // "자사 모델", "딥시크 R1 모델": a pointing word or a name, and behind it a noun that alone names
  // no concept.
  bool only_points(const Span& span, std::string_view name) const {
    std::string_view rest = name;
    for (;;) {
      const std::size_t space = rest.find(' ');
      if (space == std::string_view::npos ||
          !frames_.has_word(Language::Korean, "deictic", rest.substr(0, space))) {
        break;
      }
      rest.remove_prefix(space + 1);
    }
    std::string behind;
    for (const TextMention& mention : named_by_block_[span.block]) {
      if (!span.bytes.contains(mention.span.bytes)) continue;
      const std::string& type = text_.entities[mention.entity].type;
      if (type != "Firm" && type != "Product" && type != "Agency") continue;
      const Span after{span.block, {mention.span.bytes.end, span.bytes.end}};
      behind = concept_name(text_.text_of(after));
      while (!behind.empty() && behind.front() == ' ') behind.erase(0, 1);
      rest = behind;
    }
    if (rest.size() == name.size()) return false;
    return rest.empty() || generic_.contains(rest) ||
           head_of_phrase(heads_, rest, Language::Korean) == nullptr;
  }

  void find_phrase(const Reading& reading, std::size_t index) {
    const NounPhrase& phrase = reading.phrases[index];
    if (phrase.pronoun) return;
    const std::string& block = text_.blocks[reading.span.block].text;
    ByteRange bytes = without_owner(reading, phrase.bytes);
    Span span{reading.span.block, bytes};
    if (name_in(span, true) != nullptr) return;
    std::string name = concept_name(std::string_view(block).substr(bytes.begin, bytes.size()));
    const HeadNoun* head = head_of_phrase(heads_, name, reading.language);
    if (reading.language == Language::Korean) {
      // "생물보안법 시행": the law, not what happens to it.
      const std::size_t space = name.rfind(' ');
      const std::size_t cut = text_.text_of(span).rfind(' ');
      if (space != std::string::npos && cut != std::string_view::npos &&
          frames_.has_word(Language::Korean, "enacted", name.substr(space + 1))) {
        const HeadNoun* law = head_of_phrase(heads_, name.substr(0, space), Language::Korean);
        if (law != nullptr && ontology_.type(law->type).name == "Policy") {
          head = law;
          name.resize(space);
          span.bytes.end = span.bytes.begin + static_cast<std::uint32_t>(cut);
        }
      }
    }
    // diffusion of AI applications: the head stands in front.
    // Tariffs on steel imports are known as tariffs only: what they are on tells which.
    if (reading.language == Language::English && index + 1 < reading.phrases.size() &&
        (!known_already(reading, span) || policy(head, name))) {
      const NounPhrase& next = reading.phrases[index + 1];
      const std::string_view gap =
          std::string_view(block).substr(bytes.end, next.bytes.begin - bytes.end);
      // interaction among modules
      const bool joined =
          (next.marker == Marker::Of && gap.substr(0, 4) == " of " &&
           !known_already(reading, span)) ||
          gap == " among " || gap == " between " || (gap == " on " && policy(head, name)) ||
          ((gap == " in " || gap == " in the ") &&
           frames_.has_word(Language::English, "change", to_lower(last_word_of(name))));
      if (joined && !next.pronoun && name_in({span.block, next.bytes}, false) == nullptr) {
        const std::string longer =
            concept_name(std::string_view(block).substr(bytes.begin, next.bytes.end - bytes.begin));
        if (head == nullptr && !name.empty())
          head = head_of_phrase(heads_, "a " + name, reading.language);
        if (head != nullptr) {
          name = longer;
          span.bytes.end = next.bytes.end;
        }
      }
    }
    // 模块之间的联动: a head alone is named with what stands in front of its 的.
    if (reading.language == Language::Chinese && head == nullptr && index > 0 && !name.empty()) {
      const NounPhrase& owner = reading.phrases[index - 1];
      const std::string_view gap = std::string_view(block).substr(
          owner.bytes.end, std::max(owner.bytes.end, bytes.begin) - owner.bytes.end);
      if (owner.marker == Marker::Of && !owner.pronoun && owner.bytes.end < bytes.begin &&
          gap.size() <= kLongestOwnerGap && !reading.verb_between(owner.bytes.end, bytes.begin) &&
          name_in({span.block, owner.bytes}, false) == nullptr) {
        const ByteRange longer{owner.bytes.begin, bytes.end};
        const std::string whole =
            concept_name(std::string_view(block).substr(longer.begin, longer.size()));
        head = head_of_phrase(heads_, "一" + name, reading.language);
        if (head != nullptr) {
          name = whole;
          span.bytes = longer;
        }
      }
    }
    if (head == nullptr || generic_.contains(name)) return;
    if (reading.language == Language::Korean && ontology_.type(head->type).name == "Policy" &&
        count_code_points(name) <= kShortPolicy) {
      // "생성형 AI에 관한 정책 보고서": a report is named with what it is about.
      const std::uint32_t begin = begin_with_modifiers(reading, block, index, false);
      const ByteRange longer{begin, span.bytes.end};
      if (begin < span.bytes.begin && longer.size() <= kLongestPolicy &&
          name_in({span.block, {begin, span.bytes.begin}}, false) == nullptr) {
        span.bytes = longer;
        name = concept_name(std::string_view(block).substr(longer.begin, longer.size()));
      }
    }
    if (reading.language == Language::Korean && only_points(span, name)) return;
    if (known_already(reading, span)) return;
    if (count_code_points(name) > kLongestName || count_code_points(name) < 2) return;
    const ThesaurusEntry* listed = listed_as(name);
    const std::string& type = ontology_.type(head->type).name;
    for (const std::string& word : frames_.words(reading.language, "modifier")) {
      const std::string front = reading.language == Language::English ? word + " " : word;
      if (listed == nullptr && name.size() > front.size() && name.starts_with(front)) {
        listed = listed_as(std::string_view(name).substr(front.size()));
      }
    }
    if (listed == nullptr && type == "Strategy" && reading.language != Language::Korean) {
      // open source, 差异化: the strategy of that name.
      listed = listed_as(name + (reading.language == Language::English ? " strategy" : "战略"));
    }
    const std::uint32_t entity =
        listed != nullptr ? curated(*listed) : book_.entity(type, name, reading.language);
    if (reading.language == Language::Chinese) span.bytes = with_paired_marks(block, span.bytes);
    const bool told = head->tells && !begins_amid_a_clause(name, reading.language);
    book_.mention(span, entity, told ? kCalledRule : kHeadRule,
                  kHeadConfidence + 20 * head->weight);
    acronyms_.note(span, entity, [this](const Span& at) { return name_in(at, false) != nullptr; });
  }

  AnnotatedText& text_;
  const HeadNouns& heads_;
  const Ontology& ontology_;
  const Frames& frames_;
  const Thesaurus& thesaurus_;
  const GenericPhrases& generic_;
  const PhraseAutomaton& wordings_;
  const PhraseReader& reader_;
  ConceptBook book_;
  ConceptAcronyms acronyms_;
  // As the stages before left them, without those that stand for a heading's subject.
  std::vector<std::vector<TextMention>> named_by_block_;
};

}  // namespace

Concepts::Concepts(const Resources& resources)
    : ontology_(resources.ontology()),
      frames_(resources.frames()),
      heads_(resources.heads()),
      thesaurus_(resources.thesaurus()),
      generic_(resources.generic_phrases()),
      reader_(frames_) {
  std::vector<Phrase> wordings;
  for (std::uint32_t i = 0; i < thesaurus_.entries().size(); ++i) {
    for (const EntityName& name : thesaurus_.entries()[i].names) wordings.push_back({name.text, i});
  }
  wordings_ = PhraseAutomaton::build(wordings);
}

Result<void> Concepts::run(AnnotatedText& text) const {
  ConceptFinder(text, heads_, ontology_, frames_, thesaurus_, generic_, wordings_, reader_).run();
  return {};
}

}  // namespace sarye

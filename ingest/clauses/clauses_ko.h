// Relations of Korean sentences that no single verb states: what a clause gives as the cause of the
// clause behind it (수요가 줄면서 가동률이 하락했다), and what a firm does on purpose by the form
// of its verb (설비를 늘리기로 했다). Both make concepts of clauses, in the clause's own words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest/arguments/arguments.h"
#include "ingest/concepts/korean_nouns.h"
#include "ingest/language/korean_verbs.h"

namespace sarye {

class KoreanClauses {
 public:
  // Borrows all; `text` is read while relations are found, `arguments` knows the sentences before.
  KoreanClauses(const AnnotatedText& text, const Frames& frames, const Ontology& ontology,
                const ArgumentFinder& arguments, const KoreanVerbs& verbs,
                const KoreanNouns& nouns);

  // LEADS_TO between phrases or clauses of one sentence. `used`: wordings that state a relation
  // already.
  std::vector<ClauseRelation> causes(const Reading& reading,
                                     const std::vector<ByteRange>& used) const;
  // LEADS_TO and PURSUES: by what means ("기술 개발을 통해 경쟁력을 확보했다"), and for which aim
  // ("생산능력 확대를 위해 공장을 짓는다"); what a firm does as a means it pursues.
  std::vector<ClauseRelation> means(const Reading& reading) const;
  // PROMOTES: "모델 개발을 위한 인프라 지원".
  std::vector<ClauseRelation> purposes(const Reading& reading) const;
  // PART_OF, COMPETES_WITH, PARTNERS_WITH: "자회사인 누리로직스", "경쟁사인 나래", of the firm that
  // the sentence is about.
  std::vector<ClauseRelation> roles(const Reading& reading) const;
  // HAS, PURSUES, LEADS_TO by a noun and its copula: "가람의 강점은 유통망이다".
  std::vector<ClauseRelation> stated(const Reading& reading) const;
  // HAS: "가람에는 석박사급 연구원이 있다".
  std::vector<ClauseRelation> possessed(const Reading& reading) const;
  // LOCATED_IN: "울산에 공장을 지었다", "가람의 베트남 법인".
  std::vector<ClauseRelation> places(const Reading& reading) const;
  // OFFERS: "‘가람’의 국내 판권을 확보했다".
  std::vector<ClauseRelation> licensed(const Reading& reading) const;
  // ISSUES, or a policy alone where no agency is named: "정부는 세액공제를 확대하기로 했다".
  std::vector<ClauseRelation> policies(const Reading& reading,
                                       const std::vector<ByteRange>& used) const;
  // PURSUES, PARTNERS_WITH, INVESTS_IN: "가람, 남해 공장 증설…누리와 합작사 설립".
  std::vector<ClauseRelation> headline(const Reading& reading) const;
  // PURSUES of the firm that a sentence is about.
  std::vector<ClauseRelation> plans(const Reading& reading,
                                    const std::vector<ByteRange>& used) const;

  // Effects alone, of what `used` and `told` do not state: "수요가 늘고 있다".
  std::vector<ClauseRelation> outcomes(const Reading& reading, const std::vector<ByteRange>& used,
                                       const std::vector<ClauseRelation>& told) const;

  // The causes that a list sums up in the one found: 수요 부진과 공급 과잉 등 환경 악화가.
  void add_listed(const Reading& reading, std::vector<Argument>& causes) const;
  // What the verb of a cause makes of its object, added to the names of new effects: 가동률 하락.
  void name_change(const Reading& reading, const CueHit& hit, std::vector<Argument>& effects) const;
  // To be called behind each sentence in order: remembers whether a government was its subject, and
  // what was told last.
  void remember(const Reading& reading);

 private:
  struct PublicActor {
    bool found = false;
    std::optional<Argument> agency;
  };
  PublicActor public_actor(const Reading&, const NounPhrase&) const;
  bool is_unnamed_actor(const Reading&, const NounPhrase&) const;
  bool done_by_unnamed(const Reading&, ByteRange verb) const;
  void plights(const Reading&, const std::vector<ByteRange>& used,
               const std::vector<ClauseRelation>& told, std::vector<ClauseRelation>& out) const;

  // A predicate of a sentence with what its form says.
  struct Predicate {
    std::size_t index;  // in Reading::verbs
    ByteRange bytes;
    KoreanVerb verb;
    std::string noun;  // 감소 of 줄었다; the verbal noun itself; empty: names no change
  };
  // nullptr: the verb at `index` is none. Read once a sentence, which every rule goes through; good
  // until the next one.
  const Predicate* predicate(const Reading&, std::size_t index) const;
  std::optional<Predicate> read_predicate(const Reading&, std::size_t index) const;
  // The phrase that the predicate says something of, in its own clause.
  std::optional<std::size_t> phrase_of(const Reading&, const Predicate&, Marker,
                                       std::uint32_t from) const;
  std::optional<Argument> effect_behind(const Reading&, std::uint32_t from, CueHit& cue,
                                        bool intransitive_only, bool finite_only) const;
  std::optional<Argument> clause_concept(const Reading&, std::size_t phrase, const Predicate&,
                                         std::string_view type) const;
  std::optional<Argument> cause_phrase(const Reading&, std::size_t phrase, std::uint32_t end) const;
  std::optional<Argument> reached_behind(const Reading&, std::uint32_t from, CueHit& cue,
                                         bool attained_only = false) const;
  std::optional<ClauseRelation> promoted(const Reading&, std::size_t phrase,
                                         std::uint32_t begin) const;
  std::optional<ClauseRelation> used(const Reading&, std::size_t phrase) const;
  std::optional<ClauseRelation> pursued(const Reading&, std::size_t phrase,
                                        std::uint32_t begin) const;
  std::string_view block_of(const Reading&) const;
  bool ends_in_facility(std::string_view words) const;
  std::optional<ByteRange> site_verb(const Reading&, std::size_t phrase) const;
  std::optional<ByteRange> making_verb(const Reading& reading, const NounPhrase& phrase) const;
  void built_by_headline(const Reading&, std::size_t phrase, std::vector<ClauseRelation>&) const;
  const TextMention* place_within(const Reading&, ByteRange) const;
  std::optional<ClauseRelation> bullet_plan(const Reading&) const;
  std::optional<ClauseRelation> plan(const Reading&, const Predicate&, std::string_view tail) const;
  bool is_headline(const Reading&) const;
  std::vector<Argument> headline_firms(const Reading&, ByteRange part, std::uint32_t& end) const;
  bool does_on_purpose(const Reading&, const Predicate&) const;
  std::optional<ClauseRelation> listed_deed(const Reading&, std::size_t phrase) const;
  // A strategy of the firm that the verb at `verb` is said of, with the words it stands in.
  std::optional<ClauseRelation> done(const Reading& reading, ByteRange verb, ByteRange words,
                                     std::string name, std::string_view rule) const;
  std::optional<ClauseRelation> achieved(const Reading&, const Predicate&) const;
  std::optional<ClauseRelation> carried_out(const Reading&, const Predicate&) const;
  std::optional<ClauseRelation> noun_done(const Reading&, std::size_t phrase) const;
  std::optional<ClauseRelation> closes(const Reading&, std::size_t phrase) const;
  bool goes_on_to_plan(const Reading&, const Predicate& first) const;
  void by_connector(const Reading&, std::vector<ClauseRelation>&) const;
  void by_noun_clause(const Reading&, std::vector<ClauseRelation>&) const;
  void by_service(const Reading&, std::vector<ClauseRelation>&) const;
  void listed_causes(const Reading&, std::size_t index, std::vector<Argument>&) const;
  std::optional<Argument> happening(const Reading&, std::size_t phrase, CueHit& cue) const;
  std::optional<std::size_t> subject_in_front(const Reading&, std::size_t object) const;
  bool is_harm(std::string_view word) const;
  bool may_be_condition(std::string_view noun) const;
  std::optional<Argument> owner_of(const Reading&, std::uint32_t noun) const;
  std::vector<std::pair<std::size_t, ByteRange>> told_nouns(const Reading&,
                                                            std::size_t first) const;
  std::optional<Argument> told(const Reading&, std::size_t phrase, ByteRange,
                               const std::string& type) const;
  std::optional<Argument> reasoned(const Reading&, std::size_t phrase, std::uint32_t noun) const;
  std::vector<Argument> role_owner(const Reading&, std::uint32_t place,
                                   const TextMention& named) const;
  std::vector<Argument> listed_firms(const Reading&, const TextMention& first) const;
  std::optional<Argument> told_by(const Reading&, std::size_t verb) const;
  void by_pointer(const Reading&, std::vector<ClauseRelation>&) const;
  void further_effects(const Reading&, std::size_t first, std::vector<ClauseRelation>&) const;
  void remember_told(const Reading&);
  void by_reason(const Reading&, std::vector<ClauseRelation>&) const;
  void by_clause(const Reading&, std::vector<ClauseRelation>&) const;
  void by_causative(const Reading&, const std::vector<ByteRange>&,
                    std::vector<ClauseRelation>&) const;

  const AnnotatedText& text_;
  const Frames& frames_;
  const ArgumentFinder& arguments_;
  const KoreanVerbs& verbs_;
  const TypeSet cause_types_;
  const TypeSet effect_types_;
  std::map<std::string, std::string, std::less<>> change_;  // 줄 -> 감소, 감소 -> 감소
  std::map<std::string, std::string, std::less<>> deed_;    // 짓 -> 건설
  const KoreanNouns& nouns_;
  std::optional<std::uint32_t> public_block_;  // where a government was spoken of last
  std::optional<Argument> last_told_;          // by the sentence in front
  std::uint32_t last_told_block_ = 0;
  struct KnownPredicate {
    bool read = false;
    std::optional<Predicate> predicate;
  };
  mutable Span predicates_in_;                      // the sentence that predicates_ are of
  mutable std::vector<KnownPredicate> predicates_;  // by verb
};

}  // namespace sarye

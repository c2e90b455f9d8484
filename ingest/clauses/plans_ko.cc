// What a firm does on purpose, by the form of its verb: 늘리기로 했다, 전환하고자, 강화하고 있다.
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/concepts/modifiers_ko.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestPlan = 45;  // characters
constexpr std::size_t kShortestPlan = 5;
constexpr std::size_t kShortestObject = 4;
constexpr std::size_t kShortestBulletPlan = 7;

// What follows a verb in -는, -ㄹ, -려는 that is planned, and whether the noun belongs to the name.
struct PlanNoun {
  std::string_view text;
  bool named;
};
constexpr std::array<PlanNoun, 12> kPlanNouns = {{{"전략", true},
                                                  {"방안", true},
                                                  {"구상", true},
                                                  {"방침", false},
                                                  {"계획", false},
                                                  {"예정", false},
                                                  {"것을 목표", false},
                                                  {"목표", false},
                                                  {"움직임", false},
                                                  {"복안", false},
                                                  {"모습", false},
                                                  {"행보", false}}};

bool plan_begins(std::string_view text, std::string_view what) {
  return text.substr(0, what.size()) == what;
}

bool plan_begins_any(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::any_of(list.begin(), list.end(), [&](auto what) { return plan_begins(text, what); });
}

// 시장에 진출했다: done, and nevertheless a strategy.
bool is_course(std::string_view stem) {
  static constexpr std::array<std::string_view, 5> kCourses = {"진출", "철수", "다각화", "재편",
                                                               "개편"};
  return std::find(kCourses.begin(), kCourses.end(), stem) != kCourses.end();
}

// "사업을 확대한다고 3일 밝혔다": announced, and not done yet.
bool is_announced(std::string_view word, std::string_view behind) {
  constexpr std::string_view kQuoted = "다고";
  if (!word.ends_with(kQuoted)) return false;
  const std::string_view front = word.substr(0, word.size() - kQuoted.size());
  // 확대했다고, 늘렸다고: done.
  std::size_t at = front.size() < 3 ? 0 : front.size() - 3;
  constexpr char32_t kFirstHangul = 0xAC00;
  constexpr char32_t kFinalOfPast = 20;
  const char32_t last = front.empty() ? 0 : decode(front, at);
  if (last < kFirstHangul || (last - kFirstHangul) % 28 == kFinalOfPast) return false;
  const std::string_view near = behind.substr(0, std::min<std::size_t>(behind.size(), 30));
  for (const std::string_view said : {"밝혔", "발표했", "전했", "말했", "공시했"}) {
    if (near.find(said) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::optional<ClauseRelation> KoreanClauses::plan(const Reading& reading, const Predicate& verb,
                                                  std::string_view tail) const {
  const std::string_view block = block_of(reading);
  // Its object, else what it aims at: 기업으로 전환, 시장에 진출.
  std::optional<std::size_t> object = phrase_of(reading, verb, Marker::Object, 0);
  for (const Marker marker : {Marker::Into, Marker::To}) {
    if (!object) object = phrase_of(reading, verb, marker, 0);
  }
  if (!object || reading.phrases[*object].pronoun) return std::nullopt;
  const NounPhrase& phrase = reading.phrases[*object];
  // A product made or a firm bought is another relation.
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (mention.inherited || mention.span.block != reading.span.block ||
        mention.span.bytes.end != phrase.bytes.end) {
      continue;
    }
    const std::string& type = text_.entities[mention.entity].type;
    if (type == "Firm" || type == "Product" || type == "Agency" || type == "Person") {
      return std::nullopt;
    }
  }
  std::uint32_t begin = begin_with_modifiers(reading, block, *object);
  // "저장장치로 사업 영역을 넓히": what it becomes stands in front.
  if (*object > 0 && begin == phrase.bytes.begin) {
    const NounPhrase& before = reading.phrases[*object - 1];
    if (before.marker == Marker::Into && !before.pronoun && before.whole.end < begin &&
        begin - before.whole.end <= 1) {
      begin = before.bytes.begin;
    }
  }
  // "10만톤 이상의 소재를": what belongs to the figure in front is no part of the name.
  for (const std::string_view rest : {"이상의 ", "이하의 ", "규모의 ", "가량의 ", "규모 "}) {
    if (block.substr(begin).starts_with(rest)) begin += static_cast<std::uint32_t>(rest.size());
  }
  // 설비를 늘리고, 역량을 모으고: one short noun tells nobody what is done.
  if (count_code_points(concept_name(block.substr(begin, verb.bytes.begin - begin))) <
      kShortestObject) {
    return std::nullopt;
  }
  const auto stem =
      static_cast<std::uint32_t>(std::min<std::size_t>(verb.verb.stem.size(), verb.bytes.size()));
  ByteRange bytes{begin, verb.bytes.begin + stem};
  std::string name;
  if (!tail.empty()) {
    // "… 활용하는 방안": the noun closes the name.
    const auto at = static_cast<std::uint32_t>(tail.data() - block.data());
    bytes.end = at + static_cast<std::uint32_t>(tail.size());
    name = concept_name(block.substr(bytes.begin, bytes.size()));
  } else {
    std::string noun = verb.noun;
    if (noun.empty() && verb.verb.verbal_noun) noun = verb.verb.stem;
    const bool adjacent = verb.bytes.begin - phrase.whole.end <= 1;
    const bool plain = adjacent && phrase.marker == Marker::Object && !noun.empty();
    name = concept_name(block.substr(begin, (plain ? phrase.bytes.end : verb.bytes.begin) - begin));
    while (!name.empty() && name.back() == ' ') name.pop_back();
    name += " " + (noun.empty() ? verb.verb.stem + "기" : noun);
  }
  const std::size_t size = count_code_points(name);
  if (size < kShortestPlan || size > kLongestPlan) return std::nullopt;
  ClauseRelation made;
  made.family = "PURSUES";
  made.rule = "ko:plan";
  made.subjects = arguments_.korean_subject(reading, verb.bytes, {"Firm"});
  if (made.subjects.empty()) return std::nullopt;
  made.object = new_concept(bytes, "Strategy", -60);
  made.object.create_name = std::move(name);
  made.cue.bytes = {verb.bytes.begin, verb.bytes.begin + stem};
  made.cue.whole = verb.bytes;
  return made;
}

// "- 국내 배터리 소재 공급망 강화": a bullet below a firm's heading that ends in what it does.
std::optional<ClauseRelation> KoreanClauses::bullet_plan(const Reading& reading) const {
  if (text_.blocks[reading.span.block].kind != PassageKind::Bullet || reading.phrases.empty()) {
    return std::nullopt;
  }
  const NounPhrase& last = reading.phrases.back();
  const std::string_view block = block_of(reading);
  if (last.marker != Marker::None || last.pronoun) return std::nullopt;
  if (!reading.verbs.empty() && reading.verbs.back().bytes.begin > last.bytes.end) {
    return std::nullopt;
  }
  const std::string words = concept_name(block.substr(last.bytes.begin, last.bytes.size()));
  const std::size_t space = words.rfind(' ');
  if (space == std::string::npos || count_code_points(words) < kShortestBulletPlan ||
      count_code_points(words) > kLongestPlan || words.substr(space + 1) == "개발" ||
      !frames_.has_word(Language::Korean, "strategic", words.substr(space + 1))) {
    return std::nullopt;
  }
  // What is made or sold is a product, and another relation.
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (!mention.inherited && mention.span.block == reading.span.block &&
        last.bytes.contains(mention.span.bytes) &&
        text_.entities[mention.entity].type == "Product") {
      return std::nullopt;
    }
  }
  ClauseRelation made;
  made.family = "PURSUES";
  made.rule = "ko:bullet-plan";
  made.subjects = arguments_.korean_subject(reading, {last.bytes.end, last.bytes.end}, {"Firm"});
  if (made.subjects.empty()) return std::nullopt;
  auto object = arguments_.resolve(reading, last, last.bytes, {"Strategy"}, "Strategy");
  if (!object) return std::nullopt;
  made.object = std::move(*object);
  made.cue.bytes = {last.bytes.end - static_cast<std::uint32_t>(words.size() - space - 1),
                    last.bytes.end};
  made.cue.whole = made.cue.bytes;
  made.cue.nominal = true;
  return made;
}

// "사업을 정리하고 역량을 집중하기로 했다": the first clause is as much of a plan as the second.
bool KoreanClauses::goes_on_to_plan(const Reading& reading, const Predicate& first) const {
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  for (const Verb& verb : reading.verbs) {
    if (verb.bytes.begin < first.bytes.end) continue;
    const bool other =
        std::any_of(reading.phrases.begin(), reading.phrases.end(), [&](const NounPhrase& phrase) {
          return phrase.bytes.begin >= first.bytes.end && phrase.whole.end <= verb.bytes.begin &&
                 (phrase.marker == Marker::Topic || phrase.marker == Marker::Subject);
        });
    if (other || reading.joint_between(first.bytes.end, verb.bytes.begin, JointKind::Break)) {
      return false;
    }
    const std::string_view word = block.substr(verb.bytes.begin, verb.bytes.size());
    std::string_view behind = block.substr(verb.bytes.end);
    while (plan_begins(behind, " ")) behind.remove_prefix(1);
    if (word.ends_with("겠다") ||
        (word.ends_with("기로") &&
         plan_begins_any(behind, {"했", "하였", "결정", "합의", "확정"})) ||
        plan_begins_any(behind, {"계획", "방침", "예정", "전략", "있다", "나섰", "나선다"})) {
      return true;
    }
  }
  return false;
}

std::vector<ClauseRelation> KoreanClauses::plans(const Reading& reading,
                                                 const std::vector<ByteRange>& used) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  for (std::size_t v = 0; v < reading.verbs.size(); ++v) {
    const auto verb = predicate(reading, v);
    if (!verb) continue;
    const bool taken = std::any_of(used.begin(), used.end(),
                                   [&](const ByteRange& one) { return one.overlaps(verb->bytes); });
    const bool strategic = frames_.has_word(Language::Korean, "strategic", verb->verb.stem);
    std::string_view behind = block.substr(verb->bytes.end);
    while (plan_begins(behind, " ")) behind.remove_prefix(1);
    const std::string_view word = block.substr(verb->bytes.begin, verb->bytes.size());
    bool meant = false;
    std::string_view tail;
    switch (verb->verb.form) {
      case VerbForm::Intent:
        meant = word.ends_with("기로") ? plan_begins_any(behind, {"했", "하고", "한 ", "결정",
                                                                  "합의", "의결", "확정", "하였"})
                                       : !word.ends_with("는") &&
                                             plan_begins_any(word.substr(word.size() - 6), {"겠"});
        if (word.find("겠다") != std::string_view::npos) meant = strategic;
        break;
      case VerbForm::Aim:
        meant = strategic &&
                (word.ends_with("고자") || word.ends_with("려고") || word.ends_with("려") ||
                 plan_begins_any(behind, {"위해 ", "위해,", "위하여"}));
        break;
      case VerbForm::Chain:
        meant = strategic &&
                (plan_begins_any(behind, {"있다", "있으며", "있고", "있는 것", "나섰", "나선다"}) ||
                 goes_on_to_plan(reading, *verb) || is_course(verb->verb.stem));
        break;
      case VerbForm::Final:
        meant = strategic && (word.ends_with("겠다") || is_course(verb->verb.stem) ||
                              is_announced(word, behind));
        break;
      default:
        break;
    }
    if (word.ends_with("는") || verb->verb.form == VerbForm::Adnominal) {
      for (const PlanNoun& noun : kPlanNouns) {
        if (!plan_begins(behind, noun.text)) continue;
        meant = strategic || noun.text != "예정";
        if (noun.named) tail = behind.substr(0, noun.text.size());
        // What the noun itself stated already: "확장할 계획".
        const auto at = static_cast<std::uint32_t>(behind.data() - block.data());
        meant =
            meant && std::none_of(used.begin(), used.end(), [&](const ByteRange& one) {
              return one.overlaps(ByteRange{at, at + static_cast<std::uint32_t>(noun.text.size())});
            });
        break;
      }
    }
    // Where it went into business is stated, and that it is a strategy too.
    const bool course = verb->verb.form == VerbForm::Final && is_course(verb->verb.stem);
    if (!meant || (taken && tail.empty() && !course)) continue;
    if (auto made = plan(reading, *verb, tail)) {
      const bool said = std::any_of(used.begin(), used.end(), [&](const ByteRange& one) {
        return made->cue.bytes.overlaps(one) && tail.empty() && !course;
      });
      if (!said) out.push_back(std::move(*made));
    }
  }
  if (auto made = bullet_plan(reading)) {
    const bool said = std::any_of(used.begin(), used.end(), [&](const ByteRange& one) {
      return made->object.bytes.overlaps(one);
    });
    if (!said) out.push_back(std::move(*made));
  }
  return out;
}

}  // namespace sarye

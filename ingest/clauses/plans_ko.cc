// What a firm does on purpose, by the form of its verb: 늘리기로 했다, 전환하고자, 강화하고 있다.
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/concepts/modifiers_ko.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestPlan = 45;  // characters
constexpr std::size_t kShortestPlan = 5;
constexpr std::size_t kShortestObject = 4;
constexpr std::size_t kShortestBulletPlan = 7;

bool plan_begins(std::string_view text, std::string_view what) {
  return text.substr(0, what.size()) == what;
}

bool plan_begins_any(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::any_of(list.begin(), list.end(), [&](auto what) { return plan_begins(text, what); });
}

// Whether `words` say how or when alone, and not what: 순차적으로, 목표로.
bool tells_how(std::string_view words) {
  static constexpr std::array<std::string_view, 26> kHow = {
      "목표로",   "중심으로", "기반으로",   "바탕으로", "토대로", "위주로", "계기로",
      "대상으로", "새로",     "추가로",     "적극",     "대폭",   "크게",   "전면",
      "본격",     "함께",     "상대로",     "맞춰",     "동시에", "대거",   "다시",
      "더욱",     "더",       "최우선으로", "앞으로",   "전격"};
  bool any = false;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t space = std::min(words.find(' ', at), words.size());
    const std::string_view word = words.substr(at, space - at);
    at = space + 1;
    if (word.empty()) continue;
    any = true;
    if (!word.ends_with("적으로") && !word.ends_with("히") &&
        std::find(kHow.begin(), kHow.end(), word) == kHow.end()) {
      return false;
    }
  }
  return any;
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
  // "자회사를 통해 시장에 진출": by what means, and not what.
  if (object && block.substr(reading.phrases[*object].whole.end).starts_with(" 통해")) {
    object.reset();
  }
  for (const Marker marker : {Marker::Into, Marker::To}) {
    if (!object) object = phrase_of(reading, verb, marker, 0);
    // "효과적으로 대응": how, and not what.
    if (object && marker == Marker::Into &&
        block.substr(0, reading.phrases[*object].bytes.end).ends_with("적")) {
      object.reset();
    }
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
  // "연구에 최대 3000억원을 투입": the figure and what it is for.
  std::uint32_t object_end = phrase.bytes.end;
  const std::string_view figure =
      block.substr(phrase.bytes.end, phrase.whole.end - phrase.bytes.end);
  const std::string thing = concept_name(block.substr(phrase.bytes.begin, phrase.bytes.size()));
  const auto placed_before = [&] {
    return *object > 0 && reading.phrases[*object - 1].marker == Marker::To &&
           !reading.phrases[*object - 1].pronoun &&
           reading.phrases[*object - 1].whole.end + 1 >= phrase.bytes.begin;
  };
  if (count_code_points(thing) < kShortestObject && placed_before()) {
    begin = reading.phrases[*object - 1].bytes.begin;  // 신사업에 투자를 확대
  }
  const std::string last_thing = thing.substr(thing.rfind(' ') + 1);
  // A stake that is sold is another relation.
  if (frames_.has_word(Language::Korean, "stake", last_thing)) return std::nullopt;
  const bool measured =
      frames_.has_word(Language::Korean, "outcome", last_thing) ||
      (figure.size() > 3 && ends_in_facility(figure.substr(0, figure.size() - 3)));
  if (phrase.marker == Marker::Object && measured &&
      figure.find_first_of("0123456789") != std::string_view::npos) {
    object_end = phrase.whole.end - 3;  // 현지 매출 4000억원을 달성하겠다, 수지 2공장을 폐쇄했다
  } else if (phrase.marker == Marker::Object &&
             figure.find_first_of("0123456789") != std::string_view::npos) {
    if (*object == 0 || reading.phrases[*object - 1].marker != Marker::To ||
        reading.phrases[*object - 1].pronoun) {
      return std::nullopt;
    }
    begin = reading.phrases[*object - 1].bytes.begin;
    object_end = phrase.whole.end - 3;
  }
  // "저장장치로 사업 영역을 넓히": what it becomes stands in front.
  if (*object > 0 && begin == phrase.bytes.begin) {
    const NounPhrase& before = reading.phrases[*object - 1];
    if (before.marker == Marker::Into && !before.pronoun && before.whole.end < begin &&
        begin - before.whole.end <= 1 &&
        !tells_how(block.substr(before.bytes.begin, begin - before.bytes.begin))) {
      begin = before.bytes.begin;
    }
  }
  // "10만톤 이상의 소재를": what belongs to the figure in front is no part of the name.
  for (const std::string_view rest :
       {"이상의 ", "이하의 ", "규모의 ", "가량의 ", "내외의 ", "규모 "}) {
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
    const auto deed = deed_.find(verb.verb.stem);
    if (deed != deed_.end()) noun = deed->second;
    const bool adjacent =
        verb.bytes.begin - phrase.whole.end <= 1 ||
        tells_how(block.substr(phrase.whole.end, verb.bytes.begin - phrase.whole.end));
    const bool plain = adjacent && phrase.marker == Marker::Object && !noun.empty();
    name = concept_name(block.substr(begin, (plain ? object_end : verb.bytes.begin) - begin));
    while (!name.empty() && name.back() == ' ') name.pop_back();
    if (frames_.has_word(Language::Korean, "plan_head", last_thing)) {
      name = concept_name(block.substr(begin, phrase.bytes.end - begin));  // 대응 전략을 세웠다
    } else {
      name += " " + (noun.empty() ? verb.verb.stem + "기" : noun);
    }
  }
  const std::size_t size = count_code_points(name);
  if (size < kShortestPlan || size > kLongestPlan) return std::nullopt;
  ClauseRelation made;
  made.family = "PURSUES";
  made.rule = "ko:plan";
  made.subjects = arguments_.korean_subject(reading, verb.bytes, {"Firm"});
  // What is called a plan is one of whomever, but for what an authority plans.
  const auto untold = [&] {
    std::string_view behind = block.substr(verb.bytes.end);
    while (plan_begins(behind, " ")) behind.remove_prefix(1);
    if (tail.empty() && verb.verb.form != VerbForm::Intent &&
        !plan_begins_any(behind, {"계획", "방침", "전략", "목표"})) {
      return false;
    }
    if (public_block_ && *public_block_ <= reading.span.block &&
        reading.span.block - *public_block_ <= 1) {
      return false;
    }
    return std::none_of(reading.phrases.begin(), reading.phrases.end(), [&](const NounPhrase& one) {
      return (one.marker == Marker::Topic || one.marker == Marker::Subject) &&
             public_actor(reading, one).found;
    });
  };
  if (made.subjects.empty() && !done_by_unnamed(reading, verb.bytes) && !untold()) {
    return std::nullopt;
  }
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
    if (word.ends_with("겠다") || word.ends_with("겠다는") || word.ends_with("겠다고") ||
        word.ends_with("겠다며") ||
        ((word.ends_with("기로") || word.ends_with("키로")) &&
         plan_begins_any(behind, {"했", "하였", "결정", "합의", "확정"})) ||
        plan_begins_any(behind, {"계획", "방침", "예정", "전략", "있다", "나섰", "나선다"})) {
      return true;
    }
  }
  return false;
}

// "공장을 폐쇄했다", "공급망을 넓혀왔다": done, and done on purpose; what is only measured (매출을
// 늘렸다) came about.
bool KoreanClauses::does_on_purpose(const Reading& reading, const Predicate& verb) const {
  if (verb.verb.passive || !frames_.has_word(Language::Korean, "deed", verb.verb.stem)) {
    return false;
  }
  const auto object = phrase_of(reading, verb, Marker::Object, 0);
  if (!object) return true;
  const NounPhrase& phrase = reading.phrases[*object];
  const std::string name =
      concept_name(block_of(reading).substr(phrase.bytes.begin, phrase.bytes.size()));
  return !frames_.has_word(Language::Korean, "outcome", name.substr(name.rfind(' ') + 1));
}

// "판매 법인을 이전, 거점으로 쓴다", "소재 기업으로 변신 중이다": a noun for a verb.
std::optional<ClauseRelation> KoreanClauses::listed_deed(const Reading& reading,
                                                         std::size_t index) const {
  const NounPhrase& deed = reading.phrases[index];
  const NounPhrase& object = reading.phrases[index - 1];
  const std::string_view block = block_of(reading);
  const std::string_view word = block.substr(deed.bytes.begin, deed.bytes.size());
  const std::string_view behind = block.substr(deed.bytes.end);
  const bool going_on = plan_begins_any(behind, {" 중이", " 중인 것", " 중에 있", " 중입니다"});
  // 지속적으로 추진 중이다: how, and not what.
  const bool placed =
      going_on &&
      (object.marker == Marker::To ||
       (object.marker == Marker::Into && !block.substr(0, object.bytes.end).ends_with("적")));
  if (deed.marker != Marker::None || (object.marker != Marker::Object && !placed) ||
      object.pronoun || object.whole.end + 1 != deed.bytes.begin ||
      !(frames_.has_word(Language::Korean, "deed", word) ||
        (going_on && frames_.has_word(Language::Korean, "strategic", word))) ||
      !(going_on || behind.starts_with(", "))) {
    return std::nullopt;
  }
  const std::uint32_t begin = begin_with_modifiers(reading, block, index - 1);
  std::string name =
      concept_name(block.substr(begin, (placed ? object.whole.end : object.bytes.end) - begin));
  if (count_code_points(name) < kShortestObject ||
      frames_.has_word(Language::Korean, "outcome", name.substr(name.rfind(' ') + 1))) {
    return std::nullopt;
  }
  name += " " + std::string(word);
  if (count_code_points(name) > kLongestPlan) return std::nullopt;
  return done(reading, deed.bytes, {begin, deed.bytes.end}, std::move(name), "ko:deed");
}

std::vector<ClauseRelation> KoreanClauses::plans(const Reading& reading,
                                                 const std::vector<ByteRange>& used) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = block_of(reading).substr(0, reading.span.bytes.end);
  const auto plan_noun = [&](std::string_view behind, std::string_view name) {
    std::size_t size = 0;
    for (const std::string& noun : frames_.words(Language::Korean, name)) {
      if (plan_begins(behind, noun)) size = std::max(size, noun.size());
    }
    return size;
  };
  for (std::size_t v = 0; v < reading.verbs.size(); ++v) {
    const auto verb = predicate(reading, v);
    if (!verb) continue;
    const bool taken = std::any_of(used.begin(), used.end(),
                                   [&](const ByteRange& one) { return one.overlaps(verb->bytes); });
    const bool course = frames_.has_word(Language::Korean, "course", verb->verb.stem);
    const bool strategic = frames_.has_word(Language::Korean, "strategic", verb->verb.stem) ||
                           frames_.has_word(Language::Korean, "deed", verb->verb.stem) ||
                           (verb->verb.verbal_noun && nouns_.is_becoming(verb->verb.stem));
    std::string_view behind = block.substr(verb->bytes.end);
    while (plan_begins(behind, " ")) behind.remove_prefix(1);
    const std::string_view word = block.substr(verb->bytes.begin, verb->bytes.size());
    bool meant = false;
    bool done = false;
    std::string_view tail;
    switch (verb->verb.form) {
      case VerbForm::Intent:
        meant =
            word.ends_with("기로") || word.ends_with("키로")
                ? plan_begins_any(behind,
                                  {"했", "하고", "한 ", "결정", "합의", "의결", "확정", "하였"})
                : !word.ends_with("는") && plan_begins_any(word.substr(word.size() - 6), {"겠"});
        if (word.find("겠다") != std::string_view::npos) meant = strategic;
        break;
      case VerbForm::Aim:
        meant = strategic &&
                (word.ends_with("고자") || word.ends_with("려고") || word.ends_with("려") ||
                 plan_begins_any(behind, {"위해 ", "위해,", "위하여", "위한 것", "위함"}));
        break;
      case VerbForm::Chain:
        meant = strategic && (plan_begins_any(behind, {"있다", "있으며", "있고", "있는 것",
                                                       "있습니다", "왔다", "나섰", "나선다"}) ||
                              goes_on_to_plan(reading, *verb) || course);
        // 통합하고 goes on; 통합해 gives a means to what follows.
        done = !meant && (word.ends_with("고") || word.ends_with("며")) &&
               does_on_purpose(reading, *verb);
        break;
      case VerbForm::Final:
        meant = strategic && (word.ends_with("겠다") || course || is_announced(word, behind));
        done = !meant && does_on_purpose(reading, *verb);
        break;
      case VerbForm::Causal:
        done = word.ends_with("면서") && does_on_purpose(reading, *verb);
        break;
      case VerbForm::Adnominal:
        done = plan_begins(behind, "등 ") && does_on_purpose(reading, *verb);
        if (done) break;
        done = plan_begins_any(behind, {"바 있", "데 이어", "데 이은", "것으로 알려", "뒤 ", "뒤,",
                                        "것으로 전해", "것으로 확인", "후 ", "이후 "}) &&
               !word.ends_with("는") && does_on_purpose(reading, *verb);
        break;
      default:
        break;
    }
    if (word.ends_with("는") || verb->verb.form == VerbForm::Adnominal) {
      // What follows a verb in -는, -ㄹ, -려는 that is planned; some belong to its name.
      const std::size_t named = plan_noun(behind, "plan_name");
      const std::size_t size = std::max(named, plan_noun(behind, "plan_noun"));
      if (size != 0) {
        meant = strategic || !behind.starts_with("예정");
        if (named != 0) tail = behind.substr(0, named);
        // What the noun itself stated already: "확장할 계획".
        const auto at = static_cast<std::uint32_t>(behind.data() - block.data());
        meant = meant && std::none_of(used.begin(), used.end(), [&](const ByteRange& one) {
                  return one.overlaps(ByteRange{at, at + static_cast<std::uint32_t>(size)});
                });
      }
    }
    if (!taken && !verb->verb.passive &&
        (!reading.verbs[v].adnominal ||
         std::max(plan_noun(behind, "plan_name"), plan_noun(behind, "plan_noun")) != 0) &&
        frames_.has_word(Language::Korean, "light_deed", verb->verb.stem)) {
      if (auto made = carried_out(reading, *verb)) {
        out.push_back(std::move(*made));
        continue;
      }
    }
    if (!taken && verb->verb.form != VerbForm::Question && !verb->verb.passive &&
        frames_.has_word(Language::Korean, "succeed", verb->verb.stem)) {
      if (auto made = achieved(reading, *verb)) {
        out.push_back(std::move(*made));
        continue;
      }
    }
    // Where it went into business is stated, and that it is a strategy too; so is where it builds.
    const auto builds = [&] {
      const bool chain = verb->verb.form == VerbForm::Chain;  // 공장을 갖추고 있다
      if (!frames_.has_word(Language::Korean, "deed", verb->verb.stem) && (chain || !meant)) {
        return false;
      }
      const auto built = phrase_of(reading, *verb, Marker::Object, 0);
      if (!built) return false;
      const std::string_view words =
          block.substr(reading.phrases[*built].bytes.begin, reading.phrases[*built].bytes.size());
      return ends_in_facility(words) ||
             ends_with_word(words, frames_.words(Language::Korean, "built"));
    };
    const bool also = taken && ((verb->verb.form == VerbForm::Final && course) || builds());
    if ((!meant && !done) || (taken && tail.empty() && !also)) continue;
    if (auto made = plan(reading, *verb, tail)) {
      const bool said = std::any_of(used.begin(), used.end(), [&](const ByteRange& one) {
        return made->cue.bytes.overlaps(one) && tail.empty() && !also;
      });
      if (said) continue;
      if (done) made->rule = "ko:deed";
      out.push_back(std::move(*made));
    }
  }
  for (std::size_t i = 1; i < reading.phrases.size(); ++i) {
    if (auto made = listed_deed(reading, i)) {
      const bool said = std::any_of(used.begin(), used.end(), [&](const ByteRange& one) {
        return made->cue.bytes.overlaps(one);
      });
      if (!said) out.push_back(std::move(*made));
    }
  }
  for (std::size_t i = 0; i < reading.phrases.size(); ++i) {
    auto made = noun_done(reading, i);
    if (!made) made = closes(reading, i);
    if (!made) continue;
    const bool said = std::ranges::any_of(used, [&](const ByteRange& one) {
      return one.overlaps(made->object.bytes) || one.overlaps(made->cue.bytes);
    });
    if (!said) out.push_back(std::move(*made));
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

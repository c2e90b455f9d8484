// Arguments that Chinese builds its own way: what happens to an object (利润下滑), and a verb with
// its object that is a concept already (降低成本).
#include <algorithm>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/arguments/arguments.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::uint32_t kFarIssue = 90;  // bytes between a verb and the paper it issues

}  // namespace

// Whether a verb of change stands directly behind the phrase: 利润 in 利润大幅下滑.
bool ArgumentFinder::changes(const Reading& reading, const NounPhrase& phrase) const {
  static const Pattern change(
      R"(^(?:大幅|显著|明显|持续|进一步|快速|急剧|逐步|不断|开始|普遍|也|将|会|被|受到?|遭到?|难以|无法|不再|不得不){0,3}(?:上升|下降|上涨|下跌|增加|减少|增长|下滑|下行|走低|走高|走弱|走强|回落|回升|萎缩|放缓|停滞|停产|中断|恶化|改善|受损|受阻|承压|降低|提高|提升|扩大|缩小|收窄|收缩|流失|外流|外迁|转移|亏损|倒闭|破产|过剩|不足|短缺|翻倍|暴跌|暴涨|飙升|攀升|缩水|退出|撤出|获取|采购|购买|进入|生产))");
  const std::string_view block = text_.blocks[reading.span.block].text;
  const std::string behind = to_simplified(block.substr(
      phrase.whole.end, std::min<std::uint32_t>(36, reading.span.bytes.end - phrase.whole.end)));
  return change.found_in(behind);
}

// 与A的合作: 与 stands before the phrase though 的 follows.
bool ArgumentFinder::owned_with(const Reading& reading, const NounPhrase& phrase) const {
  if (phrase.marker != Marker::Of || phrase.whole.begin >= phrase.bytes.begin) return false;
  const std::string_view block = text_.blocks[reading.span.block].text;
  const std::string word = to_simplified(block.substr(phrase.whole.begin, 3));
  const auto marker = frames_.markers(Language::Chinese).find(word);
  return marker != frames_.markers(Language::Chinese).end() && marker->second == Marker::With;
}

// Whether 与, 同 or 跟 stands in front, which seldom join what another preposition opened.
bool ArgumentFinder::begins_with_yu(const Reading& reading, const NounPhrase& phrase) const {
  const std::string_view block = text_.blocks[reading.span.block].text;
  const std::string word = to_simplified(block.substr(phrase.whole.begin, 3));
  return word == "与" || word == "同" || word == "跟";
}

// 将新药的全球权益授权给A: what ends with 权益 has 将 in front, and is no subject.
bool ArgumentFinder::ends_prepositional(const Reading& reading, std::size_t index) const {
  const auto& phrases = reading.phrases;
  std::size_t head = index;
  while (head > 0 && phrases[head - 1].marker == Marker::Of &&
         phrases[head].bytes.begin - phrases[head - 1].bytes.end <= 3) {
    --head;
  }
  const NounPhrase& first = phrases[head];
  if (head == index || first.whole.begin >= first.bytes.begin) return false;
  const std::string_view block = text_.blocks[reading.span.block].text;
  const auto marker =
      frames_.markers(Language::Chinese).find(to_simplified(block.substr(first.whole.begin, 3)));
  return marker != frames_.markers(Language::Chinese).end() &&
         (marker->second == Marker::Object || marker->second == Marker::To ||
          marker->second == Marker::In || marker->second == Marker::From);
}

bool ArgumentFinder::names_place(const Reading& reading, const NounPhrase& phrase) const {
  return std::ranges::any_of(text_.mentions_in(reading.span.block), [&](const TextMention& one) {
    return one.span.block == reading.span.block && one.span.bytes == phrase.bytes &&
           text_.entities[one.entity].type == "Place";
  });
}

// 带动了A的订单，推高了成本: a phrase behind a verb in a clause before is that verb's object.
bool ArgumentFinder::is_object_before(const Reading& reading, const CueHit& hit,
                                      const NounPhrase& phrase) const {
  if (!reading.joint_between(phrase.whole.end, hit.bytes.begin, JointKind::Comma)) return false;
  const std::string_view block = text_.blocks[reading.span.block].text;
  return std::any_of(reading.verbs.begin(), reading.verbs.end(), [&](const Verb& verb) {
    if (verb.bytes.end > phrase.whole.begin ||
        reading.joint_between(verb.bytes.end, phrase.whole.begin, JointKind::Comma) ||
        reading.joint_between(verb.bytes.end, phrase.whole.begin, JointKind::Break)) {
      return false;
    }
    const std::string word = to_simplified(block.substr(verb.bytes.begin, verb.bytes.size()));
    // 公布了办法，提高了门槛: what is issued goes on to act.
    const bool causes = hit.frame->family == "LEADS_TO" || hit.frame->family == "HINDERS";
    if (causes && frames_.has_word(Language::Chinese, "issuing", word)) return false;
    return !frames_.has_word(Language::Chinese, "causative", word) &&
           !frames_.has_word(Language::Chinese, "say", word);
  });
}

// 国产替代降低成本，提高效率: a concept whose name is a verb with its object is said of what stands
// in front of it.
bool ArgumentFinder::is_predicate(const Reading& reading, std::size_t index) const {
  if (index == 0) return false;
  const NounPhrase& phrase = reading.phrases[index];
  const NounPhrase& before = reading.phrases[index - 1];
  if (reading.joint_between(before.whole.end, phrase.whole.begin, JointKind::Comma) ||
      reading.joint_between(before.whole.end, phrase.whole.begin, JointKind::Break) ||
      reading.joint_between(before.whole.end, phrase.whole.begin, JointKind::And) ||
      before.marker == Marker::Of) {
    return false;
  }
  const std::string_view block = text_.blocks[reading.span.block].text;
  const bool effect =
      std::ranges::any_of(text_.mentions_in(reading.span.block), [&](const TextMention& one) {
        return one.span.block == reading.span.block && one.span.bytes == phrase.bytes &&
               text_.entities[one.entity].type == "Effect";
      });
  return effect && phrase.bytes.size() > 6 &&
         frames_.has_word(Language::Chinese, "verb",
                          to_simplified(block.substr(phrase.bytes.begin, 6)));
}

// A是B旗下的平台，以低价扩张: 平台 is said of A, which goes on.
bool ArgumentFinder::is_predicate_noun(const Reading& reading, const CueHit& hit,
                                       const NounPhrase& phrase) const {
  if (!reading.joint_between(phrase.whole.end, hit.bytes.begin, JointKind::Comma)) return false;
  std::uint32_t begin = reading.span.bytes.begin;
  for (const Joint& joint : reading.joints) {
    if (joint.kind != JointKind::And && joint.bytes.end <= phrase.whole.begin) {
      begin = std::max(begin, joint.bytes.end);
    }
  }
  const std::string_view block = text_.blocks[reading.span.block].text;
  const std::string_view clause = block.substr(begin, phrase.whole.begin - begin);
  const std::size_t at = clause.find("是");
  if (at == std::string_view::npos || at == 0) return false;
  const std::string before = to_simplified(clause.substr(at >= 3 ? at - 3 : 0, at >= 3 ? 3 : 0));
  for (const std::string_view other : {"但", "于", "可", "还", "只", "若", "不", "凡", "要"}) {
    if (before == other) return false;
  }
  return std::none_of(reading.verbs.begin(), reading.verbs.end(), [&](const Verb& verb) {
    return verb.bytes.begin >= begin && verb.bytes.end <= begin + at;
  });
}

// 公布对A实施管制的公告: what is issued ends the clause, whatever stands between.
std::optional<Argument> ArgumentFinder::issued_later(const Reading& reading, const CueHit& hit,
                                                     const TypeSet& types) const {
  if (hit.frame->family != "ISSUES") return std::nullopt;
  const TextMention* last = nullptr;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (mention.inherited || mention.span.block != reading.span.block) continue;
    const ByteRange at = mention.span.bytes;
    if (at.begin < hit.whole.end || at.end > hit.whole.end + kFarIssue) continue;
    if (!reading.span.bytes.contains(at) || types.count(text_.entities[mention.entity].type) == 0 ||
        reading.joint_between(hit.whole.end, at.begin, JointKind::Comma) ||
        reading.joint_between(hit.whole.end, at.begin, JointKind::Break)) {
      continue;
    }
    if (last == nullptr || at.end > last->span.bytes.end) last = &mention;
  }
  if (last == nullptr) return std::nullopt;
  Argument found;
  found.entity = last->entity;
  found.bytes = last->span.bytes;
  found.confidence = -30;
  return found;
}

// The concept whose name begins with the wording itself.
std::optional<Argument> ArgumentFinder::verb_phrase(const Reading& reading, const CueHit& hit,
                                                    const TypeSet& types) const {
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (mention.inherited || mention.span.block != reading.span.block) continue;
    const ByteRange at = mention.span.bytes;
    if (at.begin != hit.bytes.begin || at.end <= hit.bytes.end) continue;
    if (types.count(text_.entities[mention.entity].type) == 0) continue;
    Argument found;
    found.entity = mention.entity;
    found.bytes = at;
    found.confidence = 30;
    return found;
  }
  return std::nullopt;
}

}  // namespace sarye

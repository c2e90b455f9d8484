// What a firm of a Chinese text does on purpose: the words of its clause from the verb on.
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/chinese_words.h"
#include "ingest/clauses/plans_zh.h"

namespace sarye {
namespace {

constexpr std::size_t kShortestPlanZh = 4;  // characters
constexpr std::size_t kLongestPlanZh = 40;
constexpr std::uint32_t kHanLength = 3;  // bytes
constexpr std::uint32_t kLongestPlanWord = 4 * kHanLength;
constexpr std::uint32_t kLongestSum = 30;   // bytes
constexpr std::size_t kLongestJoined = 12;  // bytes of 和销售
constexpr std::uint32_t kFarDeed = 72;  // bytes from a preposition to the deed behind it

// In front of where, with whom and of what something is done: 在B设厂, 与B构建平台.
constexpr std::array<std::string_view, 12> kApproaches = {"在", "于", "与", "和",   "同",   "向",
                                                          "对", "从", "赴", "针对", "围绕", "面向"};

bool opens_quote(std::string_view words) {
  for (const std::string_view mark : {"“", "「", "『"}) {
    if (words.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

// 打造成, 嵌入, 授权给 want something behind them; 剥离 does not.
bool wants_more(std::string_view verb) {
  for (const std::string_view last : {"为", "至", "到", "于", "入", "给", "成", "向", "作", "在"}) {
    if (verb.ends_with(last)) return true;
  }
  return false;
}

}  // namespace

// The end of the longest word of the class that stands at `at`; `at`: none does.
std::uint32_t ChinesePlans::word_end(std::string_view list, std::uint32_t at,
                                     std::uint32_t end) const {
  const WordSet& words = frames_.words(Language::Chinese, list);
  const std::uint64_t sizes = at < end ? words.sizes_from(block_.substr(at)) : 0;
  for (std::uint32_t size = kLongestPlanWord; size >= kHanLength; size -= kHanLength) {
    if ((sizes >> size & 1) == 0 || at + size > end) continue;
    if (words.contains(block_.substr(at, size))) return at + size;
  }
  return at;
}

std::optional<Argument> ChinesePlans::plan(const Reading& reading, ByteRange bytes,
                                           std::uint32_t verb_end, bool lenient) const {
  while (bytes.end > bytes.begin && block_[bytes.end - 1] == ' ') --bytes.end;
  for (const std::string_view mark : {"”", "」", "』"}) {
    // “我们将开拓海外市场”: both halves or none.
    if (block_.substr(0, bytes.end).ends_with(mark) &&
        !opens_quote(block_.substr(bytes.begin, bytes.size()))) {
      bytes.end -= static_cast<std::uint32_t>(mark.size());
    }
  }
  for (const std::string_view tail : {"等", "之后", "后", "时", "中", "的", "上"}) {
    if (block_.substr(0, bytes.end).ends_with(tail)) {
      // 扩产后: it is only said when something else happens.
      if (tail == "后" || tail == "之后" || tail == "时" || tail == "的") return std::nullopt;
      if (tail == "等") bytes.end -= kHanLength;
    }
  }
  // 关停低质门店近400家: how many is no part of its name.
  for (const Quantity& q : text_.quantities_in(reading.span.block)) {
    const ByteRange at = q.span.bytes;
    if (lenient || at.end != bytes.end || at.begin < verb_end + 2 * kHanLength) continue;
    ByteRange rest{bytes.begin, at.begin};
    for (const std::string_view degree : {"近", "超", "约", "逾", "共", "达", "超过", "合计"}) {
      if (block_.substr(0, rest.end).ends_with(degree)) {
        rest.end -= static_cast<std::uint32_t>(degree.size());
      }
    }
    static constexpr std::array<std::string_view, 7> kReached = {"至", "到", "了",  "为",
                                                                 "达", "从", "至少"};
    const std::string_view kept = block_.substr(bytes.begin, rest.size());
    const bool reached =
        std::ranges::any_of(kReached, [&](std::string_view word) { return kept.ends_with(word); });
    if (!reached && rest.end >= verb_end + 2 * kHanLength) bytes.end = rest.end;
    break;
  }
  if (bytes.end <= verb_end) return std::nullopt;
  const std::size_t size = count_code_points(block_.substr(bytes.begin, bytes.size()));
  if (size < kShortestPlanZh || size > kLongestPlanZh) return std::nullopt;
  const std::string_view object = block_.substr(verb_end, bytes.end - verb_end);
  // 发展有限公司: the rest of a firm's name.
  if (object.starts_with("有限") || object.starts_with("股份")) return std::nullopt;
  // 生产和销售: nouns. 深化与客户的合作 is a deed.
  for (const std::string_view joint : {"和", "与", "及", "、", "以及"}) {
    if (object.starts_with(joint) && object.size() <= kLongestJoined) {
      return std::nullopt;
    }
  }
  // 提升至582元, 加强了: what has come about; 启动了 is what is done.
  const std::string_view verb = block_.substr(bytes.begin, verb_end - bytes.begin);
  const bool begun = frames_.has_word(Language::Chinese, "begun", verb);
  for (const std::string_view reached : {"至", "到", "了", "为", "过", "的"}) {
    if (object.starts_with(reached) && !(begun && reached == "了")) return std::nullopt;
  }
  const bool stake = object.ends_with("股权") || object.ends_with("股份");  // 收购B的40%股权
  if (object.find('%') != std::string_view::npos && !stake) return std::nullopt;
  // 展开激烈竞争, 展开谈判: with whom is another relation.
  for (const std::string_view deed : {"竞争", "角逐", "较量", "谈判", "调查", "价格战"}) {
    if (object.ends_with(deed)) return std::nullopt;
  }
  // 投入38亿元, 扩大至30万吨: a figure. 关闭250家门店 says what is closed.
  for (const Quantity& q : text_.quantities_in(reading.span.block)) {
    if (!lenient && !stake && q.span.bytes.overlaps(bytes) &&
        q.span.bytes.end + 2 * kHanLength > bytes.end) {
      return std::nullopt;
    }
  }
  for (const TimeMention& time : text_.times_in(reading.span.block)) {
    if (time.span.bytes.overlaps(bytes) && time.span.bytes.end + 2 * kHanLength > bytes.end) {
      return std::nullopt;
    }
  }
  const TextMention* known = nullptr;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (mention.inherited || !bytes.contains(mention.span.bytes)) continue;
    const std::string& type = text_.entities[mention.entity].type;
    const bool all = mention.span.bytes.end == bytes.end && mention.span.bytes.begin <= verb_end;
    if (type == "Strategy" && all) known = &mention;
    // 开发一款新车, 收购A: a product or a firm is the object of another relation.
    if ((type == "Firm" || type == "Product" || type == "Person" || type == "Agency") &&
        mention.span.bytes.begin <= verb_end + kHanLength && mention.span.bytes.end == bytes.end) {
      return std::nullopt;
    }
  }
  if (known != nullptr) return mentioned(*known);
  return new_concept(bytes, "Strategy", -60);
}

// 将台中作为第二基地: behind the verb that tells what becomes of the object at `object`.
std::optional<std::uint32_t> ChinesePlans::disposed(const Reading& reading, std::uint32_t object,
                                                    std::uint32_t end) const {
  // 将推进…: what will be done. 将研发重心移至…, 把…: what becomes of it.
  const bool noun = word_end("noun_compounding", object, end) > object ||
                    block_.substr(0, object).ends_with("把");
  for (const std::string_view list : {"strategic", "improving", "planning", "deliberate"}) {
    if (!noun && word_end(list, object, end) > object) return std::nullopt;
  }
  for (const Verb& verb : reading.verbs) {
    if (!noun && verb.bytes.begin == object) return std::nullopt;
  }
  for (std::size_t at = object; at + 2 * kHanLength <= end;) {
    const auto here = static_cast<std::uint32_t>(at);
    const std::uint32_t behind = word_end("disposing", here, end);
    if (behind > here && here > object + 1) {
      if (behind < end) return behind;
      if (!wants_more(block_.substr(here, behind - here))) return here;
      return std::nullopt;
    }
    decode(block_, at);
  }
  return std::nullopt;
}

// 在B扩大产能, 拟25亿元在B建设基地: the end of the deed that stands behind where it is done, with
// whom, or for how much.
std::optional<std::uint32_t> ChinesePlans::deed_behind(const Reading& reading, const Opening& open,
                                                       std::uint32_t end) const {
  std::uint32_t from = behind_any(block_, open.at, end, kApproaches);
  const std::uint32_t spent = open.planned ? word_end("spending", open.at, end) : open.at;
  for (const Quantity& quantity : text_.quantities_in(reading.span.block)) {
    const ByteRange at = quantity.span.bytes;
    if (open.planned && at.begin >= spent && at.begin <= spent + kHanLength && at.end < end) {
      from = std::max(from, at.end);
      static constexpr std::array<std::string_view, 7> kPrices = {
          "的金额", "的价格", "的对价", "的代价", "的总价", "的现金", "现金"};
      from = behind_any(block_, from, end, kPrices);
    }
  }
  // 砸百亿元扩建B: an amount in words.
  const std::uint32_t paid = word_end("spending", open.at, end);
  if (from == open.at && paid > open.at && !block_.substr(open.at).starts_with("以")) {
    const std::size_t money = block_.substr(paid, std::min(end - paid, kLongestSum)).find("元");
    if (money != std::string_view::npos) {
      from = paid + static_cast<std::uint32_t>(money) + kHanLength;
    } else if (block_.substr(open.at, paid - open.at).ends_with("金")) {
      from = paid;  // 斥重金扩建B
    }
  }
  if (from == open.at) return std::nullopt;
  // 对A追加投资: with whom is another relation.
  const bool at_firm =
      block_.substr(open.at).starts_with("对") &&
      std::ranges::any_of(text_.mentions_in(reading.span.block), [&](const TextMention& one) {
        return !one.inherited && one.span.bytes.begin == from &&
               text_.entities[one.entity].type == "Firm";
      });
  if (at_firm) return std::nullopt;
  const std::uint32_t far = std::min(end, from + kFarDeed);
  for (std::size_t at = from; at + 2 * kHanLength <= far;) {
    const auto here = static_cast<std::uint32_t>(at);
    decode(block_, at);
    // 与A的合作, 在推进A的过程中: what is owned is no deed.
    for (const std::string_view word : {"的", "时", "了"}) {
      if (block_.substr(here).starts_with(word)) return std::nullopt;
    }
    if (here < from + kHanLength && here != from) continue;
    const std::uint32_t placed = open.planned ? word_end("placing", here, end) : here;
    if (placed > here) return placed;
    const std::uint32_t behind = word_end("strategic", here, end);
    if (behind > here &&
        frames_.has_word(Language::Chinese, "verb", block_.substr(here, behind - here))) {
      return behind;
    }
  }
  return std::nullopt;
}

// 大规模关店, 赴港上市: a deed that needs no object ends the clause.
bool ChinesePlans::ends_in_deed(const Reading& reading, const Opening& open,
                                std::uint32_t end) const {
  std::uint32_t deed = end;
  for (std::uint32_t size = kLongestPlanWord; size >= 2 * kHanLength; size -= kHanLength) {
    if (open.at + size > end) continue;
    if (!frames_.has_word(Language::Chinese, "deed", block_.substr(end - size, size))) continue;
    deed = end - size;
    break;
  }
  if (deed == end || reading.verb_between(open.at, deed)) return false;
  const std::string_view front = block_.substr(open.at, deed - open.at);
  for (const std::string_view word : {"的", "后", "了", "是", "完成", "获", "实现", "达成"}) {
    if (front.find(word) != std::string_view::npos) return false;
  }
  return open.planned || open.deliberate || (!open.dated && front.size() >= 2 * kHanLength);
}

// 采取轻资产模式进入市场: the end of what is put forward; `at`: nothing is.
std::uint32_t ChinesePlans::scheme_end(const Reading& reading, std::uint32_t at,
                                       std::uint32_t end) const {
  const std::string_view words = block_.substr(at, end - at);
  std::uint32_t best = at;
  for (const std::string& scheme : frames_.words(Language::Chinese, "scheme")) {
    const std::size_t place = words.rfind(scheme);
    if (place == std::string_view::npos || place < kHanLength) continue;
    const auto behind = at + static_cast<std::uint32_t>(place + scheme.size());
    const bool verb_follows = std::ranges::any_of(
        reading.verbs, [&](const Verb& verb) { return verb.bytes.begin == behind; });
    if (behind == end || verb_follows) best = std::max(best, behind);
  }
  return best;
}

ClauseRelation ChinesePlans::plan_of(const Firms& firms, bool carried) const {
  ClauseRelation made;
  made.family = "PURSUES";
  made.rule = "zh:plan";
  made.subjects = spoken_of(firms, carried);
  made.cue.frame = &frame_;
  return made;
}

// Whether the words behind 拟, 计划 tell a deed: no state, no outcome, no clause of its own.
bool ChinesePlans::intends(const Reading& reading, std::uint32_t begin, std::uint32_t end) const {
  static constexpr std::array<std::string_view, 23> kNoDeed = {
      "定",   "的", "是",   "有",   "为",   "在",   "于",   "达", "超", "突破", "成为", "获得",
      "得到", "受", "面临", "增长", "下降", "下滑", "影响", "会", "可", "不",   "被"};
  const std::string_view words = block_.substr(begin, end - begin);
  if (words.size() < 5 * kHanLength ||
      std::ranges::any_of(kNoDeed, [&](std::string_view one) { return words.starts_with(one); })) {
    return false;
  }
  // 以现金收购A, 与A的协议: the deed stands behind the preposition.
  static constexpr std::array<std::string_view, 8> kPrepositions = {"以", "与", "和", "向",
                                                                    "对", "由", "从", "就"};
  if (behind_any(block_, begin, end, kPrepositions) > begin && !reading.verb_between(begin, end)) {
    return false;
  }
  // The verb opens it; a noun in front would be its subject, or what is planned is a noun.
  for (const NounPhrase& phrase : reading.phrases) {
    if (phrase.bytes.begin == begin && phrase.bytes.size() > 2 * kHanLength) return false;
  }
  return std::ranges::none_of(text_.mentions_in(reading.span.block), [&](const TextMention& one) {
    return !one.inherited && one.span.bytes.begin == begin;
  });
}

void ChinesePlans::plans_at(const Reading& reading, const Opening& open, std::uint32_t end,
                            const Firms& firms, bool carried, const std::vector<ByteRange>& used,
                            std::vector<ClauseRelation>& out) const {
  const auto put = [&](ByteRange bytes, std::uint32_t verb_end, bool anyhow = false) {
    const ByteRange verb{bytes.begin, verb_end};
    // 加快推进转型: what 推进 states already is no plan of its own.
    const ByteRange near{bytes.begin, std::min(bytes.end, verb_end + 2 * kHanLength)};
    if (!anyhow &&
        std::ranges::any_of(used, [&](const ByteRange& one) { return one.overlaps(near); }))
      return;
    auto object = plan(reading, bytes, verb_end, open.intended);
    if (!object) return;
    ClauseRelation made = plan_of(firms, carried);
    made.object = std::move(*object);
    made.cue.bytes = verb;
    made.cue.whole = verb;
    out.push_back(std::move(made));
  };
  const std::string_view words = block_.substr(open.at, end - open.at);
  const bool said_before = block_.substr(0, open.at).ends_with("将") && !words.starts_with("把");
  if (said_before || words.starts_with("将") || words.starts_with("把")) {
    const std::uint32_t begin = said_before ? open.at - kHanLength : open.at;
    const auto verb_end = disposed(reading, begin + kHanLength, end);
    if (verb_end) return put({begin, end}, *verb_end, true);
  }
  // 向B延伸: where to.
  if (words.starts_with("向") &&
      std::ranges::any_of(frames_.words(Language::Chinese, "moving"), [&](const std::string& verb) {
        const std::size_t at = words.find(verb);
        return at != std::string_view::npos && at >= 3 * kHanLength;
      })) {
    return put({open.at, end}, open.at + kHanLength);
  }
  // 针对主力车型推出限时折扣: what is put forward, and for what.
  const std::uint32_t approached = behind_any(block_, open.at, end, kApproaches);
  for (std::size_t at = approached; approached > open.at && at + 4 * kHanLength < end;) {
    const auto here = static_cast<std::uint32_t>(at);
    decode(block_, at);
    const std::uint32_t verb = word_end("initiating", here, end);
    if (verb == here || block_.substr(here).starts_with("采取")) continue;
    const std::uint32_t last = scheme_end(reading, verb, end);
    if (last > verb) return put({here, last}, verb);
    break;
  }
  if (const auto deed = deed_behind(reading, open, end)) {
    const bool done = *deed == end;  // 在B建厂
    return put({open.at, end}, done ? open.at + kHanLength : *deed);
  }
  // 通过数字化改造打通各环节: what it does stands behind the means.
  static constexpr std::array<std::string_view, 4> kThrough = {"通过", "透过", "借由", "藉由"};
  const std::uint32_t through = behind_any(block_, open.at, end, kThrough);
  for (std::size_t at = through; through > open.at && at + 3 * kHanLength < end;) {
    const auto here = static_cast<std::uint32_t>(at);
    decode(block_, at);
    const std::uint32_t behind = word_end("strategic", here, end);
    if (here < through + 2 * kHanLength || behind == here) continue;
    const bool verbal = std::ranges::any_of(
        reading.verbs, [&](const Verb& verb) { return verb.bytes.begin == here; });
    if (verbal) return put({here, end}, behind);
  }
  if (ends_in_deed(reading, open, end)) {
    return put({open.at, end}, std::min(end - kHanLength, open.at + kHanLength));
  }
  // 推出补贴计划, 走差异化路线: by what is put forward.
  const std::uint32_t begun = word_end("initiating", open.at, end);
  if (begun > open.at) {
    const std::uint32_t last = scheme_end(reading, begun, end);
    if (last > begun) return put({open.at, last}, begun);
  }
  // 裁员1.5万人: how many is no part of it.
  const std::uint32_t deed = open.planned ? word_end("deed", open.at, end) : open.at;
  if (deed > open.at &&
      std::ranges::any_of(text_.quantities_in(reading.span.block), [&](const Quantity& one) {
        return one.span.bytes.begin >= deed && one.span.bytes.begin <= deed + kHanLength;
      })) {
    ClauseRelation made = plan_of(firms, carried);
    made.object = new_concept({open.at, deed}, "Strategy", -60);
    made.cue.bytes = made.cue.whole = {open.at, deed};
    out.push_back(std::move(made));
    return;
  }
  // 引进人才、加大投入和关注客户: each verb opens a plan of its own.
  static constexpr std::array<std::string_view, 6> kNext = {"、", "和", "并", "及", "以及", "与"};
  for (std::uint32_t begin = open.at; begin < end;) {
    const std::uint32_t strong = word_end("strategic", begin, end);
    std::uint32_t verb_end = strong;
    if (verb_end == begin && (open.planned || open.deliberate || begin > open.at)) {
      verb_end = word_end("improving", begin, end);
    }
    // 下调了目标: done, and on purpose.
    if (verb_end == begin) {
      const std::uint32_t done = word_end("begun", begin, end);
      if (done > begin && block_.substr(done).starts_with("了")) verb_end = done;
    }
    // 拟赴海外招商: what is intended is a plan by whatever verb.
    if (verb_end == begin && open.intended && begin == open.at && intends(reading, begin, end)) {
      verb_end = begin + 2 * kHanLength;
    }
    if (verb_end == begin) return;
    std::uint32_t stop = end;
    std::uint32_t next = end;
    for (std::uint32_t at = verb_end; at + 2 * kHanLength < end && next == end;) {
      const std::uint32_t join = behind_any(block_, at, end, kNext);
      if (join > at &&
          (word_end("strategic", join, end) > join || word_end("improving", join, end) > join ||
           word_end("deliberate", join, end) > join)) {
        stop = at;
        next = opening(reading, join, end).at;
      }
      std::size_t step = at;
      decode(block_, step);
      at = static_cast<std::uint32_t>(step);
    }
    put({begin, stop}, verb_end);
    begin = next;
  }
}

}  // namespace sarye

#include "ingest/clauses/plans_zh.h"

#include <algorithm>
#include <array>

#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr std::size_t kShortestPlanZh = 4;  // characters
constexpr std::size_t kLongestPlanZh = 36;
constexpr std::uint32_t kHanBytes = 3;
constexpr std::uint32_t kLongestPlanWord = 4 * kHanBytes;

// What may stand between the beginning of a clause and its subject or verb without a meaning of its
// own here.
constexpr std::array<std::string_view, 62> kOpeners = {
    "此外", "同时",   "另外",   "未来",   "今后",     "目前",     "近期",     "近日",     "日前",
    "今年", "明年",   "去年",   "今日",   "今天",     "昨日",     "昨天",     "当前",     "随后",
    "其后", "接下来", "下一步", "据悉",   "因此",     "为此",     "对此",     "首先",     "其次",
    "最后", "年内",   "长期",   "一方面", "另一方面", "具体来看", "与此同时", "除此之外", "而",
    "但",   "则",     "还",     "又",     "更",       "再",       "已",       "已经",     "正",
    "正在", "都",     "均",     "将会",   "亦",       "皆",       "会",       "能",       "能够",
    "可",   "主要",   "一直",   "始终",   "共同",     "相继",     "陆续",     "先后"};
constexpr std::array<std::string_view, 9> kLinking = {"并且", "并",   "而且", "且",  "也",
                                                      "同时", "以及", "及",   "进而"};
constexpr std::array<std::string_view, 15> kPlanning = {"计划", "计画", "预计将", "拟",   "将",
                                                        "力争", "力求", "打算",   "有望", "旨在",
                                                        "决定", "准备", "希望",   "期望", "意在"};
constexpr std::array<std::string_view, 29> kSays = {
    "表示",     "指出", "称",   "说",   "透露", "强调", "宣布", "认为", "坦言", "介绍",
    "公告",     "公布", "显示", "披露", "预计", "预期", "看好", "说明", "补充", "重申",
    "告诉记者", "说道", "提到", "提及", "谈到", "直言", "声明", "声称", "解释"};
// 将台中作为第二基地: what is made of an object.
constexpr std::array<std::string_view, 12> kMakes = {"作为",   "打造成", "打造为", "建设成",
                                                     "建设为", "转型为", "定位为", "升级为",
                                                     "扩展至", "扩展到", "列为",   "视为"};

bool is_clause_border(std::string_view text, std::uint32_t at) {
  const std::string_view rest = text.substr(at);
  for (const std::string_view mark : {"，", ",", "；", ";", "。", "：", ":", "！", "？"}) {
    if (rest.starts_with(mark)) return true;
  }
  return false;
}

template <typename List>
std::uint32_t behind_any(std::string_view text, std::uint32_t at, std::uint32_t end,
                         const List& words) {
  std::uint32_t best = at;
  for (const std::string_view word : words) {
    const auto next = at + static_cast<std::uint32_t>(word.size());
    if (next <= end && next > best && text.substr(at).starts_with(word)) best = next;
  }
  return best;
}

}  // namespace

ChinesePlans::ChinesePlans(const AnnotatedText& text, const Frames& frames)
    : text_(text), frames_(frames) {
  frame_.family = "PURSUES";
}

// The end of the longest word of the class that stands at `at`; `at`: none does.
std::uint32_t ChinesePlans::word_end(std::string_view list, std::uint32_t at,
                                     std::uint32_t end) const {
  for (std::uint32_t size = kLongestPlanWord; size >= kHanBytes; size -= kHanBytes) {
    if (at + size > end) continue;
    if (frames_.has_word(Language::Chinese, list, block_.substr(at, size))) return at + size;
  }
  return at;
}

// Behind conjunctions, adverbs, times and brackets.
ChinesePlans::Opening ChinesePlans::opening(const Reading& reading, std::uint32_t at,
                                            std::uint32_t end) const {
  Opening out;
  for (bool moved = true; moved && at < end;) {
    const std::uint32_t from = at;
    while (at < end && block_[at] == ' ') ++at;
    for (const TimeMention& time : text_.times_in(reading.span.block)) {
      if (time.span.bytes.begin == at) at = time.span.bytes.end;
    }
    const std::uint32_t linked = behind_any(block_, at, end, kLinking);
    out.linked = out.linked || linked > at;
    at = linked;
    const std::uint32_t planned = behind_any(block_, at, end, kPlanning);
    out.planned = out.planned || planned > at;
    at = planned;
    const std::uint32_t deliberate = word_end("deliberate", at, end);
    out.deliberate = out.deliberate || deliberate > at;
    at = deliberate;
    at = behind_any(block_, at, end, kOpeners);
    moved = at != from;
  }
  out.at = at;
  return out;
}

// 公司, 双方: whom the text was about.
ChinesePlans::Firms ChinesePlans::standing_for(const Reading& reading, std::uint32_t at,
                                               std::uint32_t& end) const {
  if (last_.empty() || reading.span.block - last_block_ > 1) return {};
  static constexpr std::array<std::string_view, 3> kBoth = {"双方", "两家公司", "两公司"};
  static constexpr std::array<std::string_view, 8> kOne = {"该公司", "本公司", "公司", "该集团",
                                                           "集团",   "该企业", "其",   "我们"};
  const bool both = last_.size() == 2;
  std::uint32_t behind = at;
  if (both) behind = behind_any(block_, at, end, kBoth);
  if (behind == at) behind = behind_any(block_, at, end, kOne);
  if (behind == at) return {};
  Firms out = last_;
  for (Argument& one : out) {
    one.coreference = true;
    one.bytes = {at, behind};
  }
  end = behind;
  return out;
}

// The firms that a clause opens with, listed or alone; the end of the subject. `at`: none.
std::uint32_t ChinesePlans::subject_end(const Reading& reading, std::uint32_t at, std::uint32_t end,
                                        Firms& firms) const {
  static constexpr std::array<std::string_view, 6> kJoins = {"、", "与",   "和",
                                                             "及", "以及", "联合"};
  static constexpr std::array<std::string_view, 8> kOwns = {
      "旗下的", "旗下", "的全资子公司", "全资子公司", "的子公司", "子公司", "母公司", "下属的"};
  static constexpr std::array<std::string_view, 8> kTails = {
      "集团", "公司", "股份", "有限公司", "等公司", "等企业", "等厂商", "等"};
  std::uint32_t here = at;
  for (;;) {
    const TextMention* found = nullptr;
    for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
      if (mention.inherited || mention.span.bytes.begin != here || mention.span.bytes.end > end ||
          text_.entities[mention.entity].type != "Firm") {
        continue;
      }
      if (found == nullptr || mention.span.bytes.end > found->span.bytes.end) found = &mention;
    }
    if (found == nullptr) {
      std::uint32_t stop = end;
      Firms meant = firms.empty() ? standing_for(reading, here, stop) : Firms{};
      if (meant.empty()) return firms.empty() ? at : here;
      firms = std::move(meant);
      return stop;
    }
    firms.push_back(mentioned(*found));
    here = found->span.bytes.end;
    if (here < end && (block_[here] == '(' || block_.substr(here).starts_with("（"))) {
      const bool wide = block_[here] != '(';
      const std::size_t close = block_.find(wide ? "）" : ")", here);
      if (close != std::string_view::npos && close < end && close - here < 60) {
        here = static_cast<std::uint32_t>(close) + (wide ? kHanBytes : 1);
      }
    }
    here = behind_any(block_, here, end, kTails);
    const std::uint32_t owned = behind_any(block_, here, end, kOwns);
    if (owned > here) {
      firms.pop_back();
      here = owned;
      continue;
    }
    const std::uint32_t joined = behind_any(block_, here, end, kJoins);
    if (joined == here) return here;
    const bool goes_on =
        std::ranges::any_of(text_.mentions_in(reading.span.block), [&](const TextMention& mention) {
          return !mention.inherited && mention.span.bytes.begin == joined &&
                 text_.entities[mention.entity].type == "Firm";
        });
    if (!goes_on) return here;
    here = joined;
  }
}

// Whether another subject stands at `at`: a noun phrase in front of its verb.
bool ChinesePlans::names_other(const Reading& reading, std::uint32_t at, std::uint32_t end) const {
  return std::ranges::any_of(reading.phrases, [&](const NounPhrase& phrase) {
    return phrase.bytes.begin >= at && phrase.bytes.begin < at + kHanBytes &&
           phrase.whole.end < end && !phrase.after_verb && phrase.marker == Marker::None;
  });
}

std::optional<Argument> ChinesePlans::plan(const Reading& reading, ByteRange bytes,
                                           std::uint32_t verb_end) const {
  while (bytes.end > bytes.begin && block_[bytes.end - 1] == ' ') --bytes.end;
  for (const std::string_view tail : {"等", "之后", "后", "时", "中", "的", "上"}) {
    if (block_.substr(0, bytes.end).ends_with(tail)) {
      // 扩产后: it is only said when something else happens.
      if (tail == "后" || tail == "之后" || tail == "时" || tail == "的") return std::nullopt;
      if (tail == "等") bytes.end -= kHanBytes;
    }
  }
  if (bytes.end <= verb_end) return std::nullopt;
  const std::size_t size = count_code_points(block_.substr(bytes.begin, bytes.size()));
  if (size < kShortestPlanZh || size > kLongestPlanZh) return std::nullopt;
  const std::string_view object = block_.substr(verb_end, bytes.end - verb_end);
  // 提升至582元, 加强了: what has come about.
  for (const std::string_view reached : {"至", "到", "了", "为", "过"}) {
    if (object.starts_with(reached)) return std::nullopt;
  }
  if (object.find('%') != std::string_view::npos) return std::nullopt;
  // 展开激烈竞争, 展开谈判: with whom is another relation.
  for (const std::string_view deed : {"竞争", "角逐", "较量", "谈判", "调查", "价格战"}) {
    if (object.ends_with(deed)) return std::nullopt;
  }
  for (const Quantity& q : text_.quantities_in(reading.span.block)) {
    if (q.span.bytes.overlaps(bytes)) return std::nullopt;
  }
  for (const TimeMention& time : text_.times_in(reading.span.block)) {
    if (time.span.bytes.overlaps(bytes)) return std::nullopt;
  }
  const TextMention* known = nullptr;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (mention.inherited || !bytes.contains(mention.span.bytes)) continue;
    const std::string& type = text_.entities[mention.entity].type;
    const bool all = mention.span.bytes.end == bytes.end && mention.span.bytes.begin <= verb_end;
    if (type == "Strategy" && all) known = &mention;
    // 开发一款新车, 收购A: a product or a firm is the object of another relation.
    if ((type == "Firm" || type == "Product" || type == "Person" || type == "Agency") &&
        mention.span.bytes.begin <= verb_end + kHanBytes && mention.span.bytes.end == bytes.end) {
      return std::nullopt;
    }
  }
  if (known != nullptr) return mentioned(*known);
  return new_concept(bytes, "Strategy", -60);
}

void ChinesePlans::plans_at(const Reading& reading, const Opening& open, std::uint32_t end,
                            const Firms& firms, bool carried, const std::vector<ByteRange>& used,
                            std::vector<ClauseRelation>& out) const {
  const auto put = [&](ByteRange bytes, std::uint32_t verb_end) {
    const ByteRange verb{bytes.begin, verb_end};
    // 加快推进转型: what 推进 states already is no plan of its own.
    const ByteRange near{bytes.begin, std::min(bytes.end, verb_end + 2 * kHanBytes)};
    if (std::ranges::any_of(used, [&](const ByteRange& one) { return one.overlaps(near); })) return;
    auto object = plan(reading, bytes, verb_end);
    if (!object) return;
    ClauseRelation made;
    made.family = "PURSUES";
    made.rule = "zh:plan";
    made.subjects = firms;
    for (Argument& one : made.subjects) {
      if (carried) one.coreference = true;
    }
    made.object = std::move(*object);
    made.cue.frame = &frame_;
    made.cue.bytes = verb;
    made.cue.whole = verb;
    out.push_back(std::move(made));
  };
  // 将台中作为第二基地
  const std::string_view front = block_.substr(0, open.at);
  if (front.ends_with("将") || block_.substr(open.at).starts_with("把")) {
    const std::uint32_t begin = front.ends_with("将") ? open.at - kHanBytes : open.at;
    const std::string_view clause = block_.substr(begin, end - begin);
    for (const std::string_view make : kMakes) {
      const std::size_t at = clause.find(make);
      if (at == std::string_view::npos || at < 3 * kHanBytes) continue;
      return put({begin, end}, begin + static_cast<std::uint32_t>(at + make.size()));
    }
  }
  // 引进人才、加大投入和关注客户: each verb opens a plan of its own.
  static constexpr std::array<std::string_view, 6> kNext = {"、", "和", "并", "及", "以及", "与"};
  for (std::uint32_t begin = open.at; begin < end;) {
    const std::uint32_t strong = word_end("strategic", begin, end);
    std::uint32_t verb_end = strong;
    if (verb_end == begin && (open.planned || open.deliberate || begin > open.at)) {
      verb_end = word_end("improving", begin, end);
    }
    if (verb_end == begin) return;
    std::uint32_t stop = end;
    std::uint32_t next = end;
    for (std::uint32_t at = verb_end; at + 2 * kHanBytes < end && next == end;) {
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

std::vector<ClauseRelation> ChinesePlans::find(const Reading& reading,
                                               const std::vector<ByteRange>& used) {
  std::vector<ClauseRelation> out;
  block_ = text_.simplified(reading.span.block);
  const std::uint32_t sentence_end = reading.span.bytes.end;
  Firms firms;         // of the clause at hand, or carried on to it
  bool other = false;  // another subject stands in between
  const bool near = !last_.empty() && reading.span.block - last_block_ <= 1;
  bool from_before = false;
  for (std::uint32_t begin = reading.span.bytes.begin; begin < sentence_end;) {
    std::uint32_t end = begin;
    for (std::size_t at = begin; at < sentence_end;) {
      if (is_clause_border(block_, static_cast<std::uint32_t>(at))) break;
      decode(block_, at);
      end = static_cast<std::uint32_t>(at);
    }
    Opening open = opening(reading, begin, end);
    Firms own;
    const std::uint32_t behind = subject_end(reading, open.at, end, own);
    // A的产能将提升…: what A owns is the subject.
    const bool owned = !own.empty() && block_.substr(behind).starts_with("的");
    const bool has_own = !own.empty() && !owned;
    if (owned) {
      firms = std::move(own);
      other = true;
      last_ = firms;
      last_block_ = reading.span.block;
    } else if (has_own) {
      firms = std::move(own);
      other = false;
      from_before = false;
      const bool linked = open.linked;
      open = opening(reading, behind, end);
      open.linked = open.linked || linked;
      last_ = firms;
      last_block_ = reading.span.block;
    } else if (firms.empty() && near && !other) {
      firms = last_;
      from_before = true;
    }
    const bool speaks = std::ranges::any_of(
        kSays, [&](std::string_view word) { return block_.substr(0, end).ends_with(word); });
    if (!has_own && !owned && !speaks && names_other(reading, open.at, end)) other = true;
    const bool resumes = !other || open.deliberate;
    const bool enough = !from_before || open.planned || open.deliberate || open.linked;
    if (!firms.empty() && resumes && enough) {
      plans_at(reading, open, end, firms, !has_own, used, out);
    }
    std::size_t next = end;
    if (next < sentence_end) decode(block_, next);
    begin = std::max(static_cast<std::uint32_t>(next), begin + 1);
  }
  return out;
}

}  // namespace sarye

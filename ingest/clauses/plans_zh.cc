#include "ingest/clauses/plans_zh.h"

#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {
namespace {

constexpr std::size_t kShortestPlanZh = 4;  // characters
constexpr std::size_t kLongestPlanZh = 36;
constexpr std::uint32_t kHanBytes = 3;
constexpr std::uint32_t kNearBrand = 36;   // bytes between 旗下 and a brand
constexpr std::size_t kShortestOwned = 3;  // characters
constexpr std::size_t kLongestOwned = 22;
constexpr std::uint32_t kLongestApposition = 72;  // bytes
constexpr std::uint32_t kLongestPlanWord = 4 * kHanBytes;

// What may stand between the beginning of a clause and its subject or verb without a meaning of its
// own here.
constexpr std::array<std::string_view, 74> kOpeners = {
    "如",       "例如",     "其中", "成功", "顺利",   "正式",   "迅速",   "开始",     "起",
    "大举",     "已于",     "一举", "此外", "同时",   "另外",   "未来",   "今后",     "目前",
    "近期",     "近日",     "日前", "今年", "明年",   "去年",   "今日",   "今天",     "昨日",
    "昨天",     "当前",     "随后", "其后", "接下来", "下一步", "据悉",   "因此",     "为此",
    "对此",     "首先",     "其次", "最后", "年内",   "长期",   "一方面", "另一方面", "具体来看",
    "与此同时", "除此之外", "而",   "但",   "则",     "还",     "又",     "更",       "再",
    "已",       "已经",     "正",   "正在", "都",     "均",     "将会",   "亦",       "皆",
    "会",       "能",       "能够", "可",   "主要",   "一直",   "始终",   "共同",     "相继",
    "陆续",     "先后"};
constexpr std::array<std::string_view, 9> kLinking = {"并且", "并",   "而且", "且",  "也",
                                                      "同时", "以及", "及",   "进而"};
constexpr std::array<std::string_view, 18> kPlanning = {
    "决",   "有意", "宣布将", "计划", "计画", "预计将", "拟",   "将",   "力争",
    "力求", "打算", "有望",   "旨在", "决定", "准备",   "希望", "期望", "意在"};
constexpr std::array<std::string_view, 29> kSays = {
    "表示",     "指出", "称",   "说",   "透露", "强调", "宣布", "认为", "坦言", "介绍",
    "公告",     "公布", "显示", "披露", "预计", "预期", "看好", "说明", "补充", "重申",
    "告诉记者", "说道", "提到", "提及", "谈到", "直言", "声明", "声称", "解释"};
// 将台中作为第二基地: what is made of an object.
constexpr std::array<std::string_view, 12> kMakes = {"作为",   "打造成", "打造为", "建设成",
                                                     "建设为", "转型为", "定位为", "升级为",
                                                     "扩展至", "扩展到", "列为",   "视为"};

constexpr std::array<std::string_view, 4> kSince = {"于", "在", "从", "自"};
// 拟在B上市, 向B延伸: what is done stands behind a preposition.
constexpr std::array<std::string_view, 14> kDoneAt = {"设厂", "建厂", "上市", "开店", "展店",
                                                      "建设", "兴建", "新建", "扩建", "设立",
                                                      "布局", "投建", "打造", "量产"};
constexpr std::array<std::string_view, 10> kMovesTo = {"延伸", "拓展", "转型", "发展", "进军",
                                                       "迈进", "升级", "扩张", "渗透", "转移"};

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

// Behind 近20年来, 过去三年; `at`: nothing of the kind stands there.
std::uint32_t behind_years(std::string_view text, std::uint32_t at, std::uint32_t end) {
  static const Pattern years(
      "(?:近|过去|这|最近)?[0-9一二三四五六七八九十两几多余]{1,12}年(?:以来|来|间|前|后|内)?");
  const auto found = years.find_at(text.substr(0, end), at);
  return found ? found->bytes.end : at;
}

// The firms that a clause is about; carried over from an earlier one, as those that are meant.
std::vector<Argument> spoken_of(std::vector<Argument> firms, bool carried) {
  for (Argument& firm : firms) firm.coreference = firm.coreference || carried;
  return firms;
}

}  // namespace

ChinesePlans::ChinesePlans(const AnnotatedText& text, const Frames& frames)
    : text_(text), frames_(frames) {
  frame_.family = "PURSUES";
  owns_.family = "HAS";
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

// Whether the comma at `at` is a part of a name (Holding, Inc.) or of a number.
bool ChinesePlans::inside_one(const Reading& reading, std::uint32_t at) const {
  if (block_[at] != ',') return false;
  const auto digit = [&](std::uint32_t place) {
    return place < block_.size() && block_[place] >= '0' && block_[place] <= '9';
  };
  if (at > 0 && digit(at - 1) && digit(at + 1)) return true;
  return std::ranges::any_of(text_.mentions_in(reading.span.block), [&](const TextMention& one) {
    return !one.inherited && one.span.bytes.begin < at && at < one.span.bytes.end;
  });
}

// Behind conjunctions, adverbs, times and brackets.
ChinesePlans::Opening ChinesePlans::opening(const Reading& reading, std::uint32_t at,
                                            std::uint32_t end) const {
  Opening out;
  for (bool moved = true; moved && at < end;) {
    const std::uint32_t from = at;
    while (at < end && block_[at] == ' ') ++at;
    // (中央社记者…电)
    const bool wide = block_.substr(at).starts_with("（");
    if (at < end && (wide || block_[at] == '(')) {
      const std::size_t close = block_.find(wide ? "）" : ")", at);
      if (close != std::string_view::npos && close < end) {
        at = static_cast<std::uint32_t>(close) + (wide ? kHanBytes : 1);
      }
    }
    // 于2021年开始, 近20年来
    const std::uint32_t since = behind_any(block_, at, end, kSince);
    for (const TimeMention& time : text_.times_in(reading.span.block)) {
      if (time.span.bytes.begin == at || time.span.bytes.begin == since) at = time.span.bytes.end;
    }
    at = behind_years(block_, at, end);
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
  const bool both_meant = behind > at;
  if (behind == at) behind = behind_any(block_, at, end, kOne);
  if (behind == at) return {};
  Firms out = last_;
  if (block_.substr(at, behind - at) != "我们" && !both_meant) out.resize(1);
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
  std::optional<Argument> owner;
  for (;;) {
    const TextMention* found = nullptr;
    for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
      if (mention.inherited || mention.span.bytes.begin != here || mention.span.bytes.end > end ||
          text_.entities[mention.entity].type != "Firm") {
        continue;
      }
      if (found == nullptr || mention.span.bytes.end > found->span.bytes.end) found = &mention;
    }
    if (found == nullptr && owner) {
      // A旗下品牌B推出…: what a brand does its owner does.
      for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
        if (mention.inherited || mention.span.bytes.begin < here ||
            mention.span.bytes.begin > here + kNearBrand || mention.span.bytes.end > end ||
            text_.entities[mention.entity].type != "Product" ||
            reading.verb_between(here, mention.span.bytes.begin)) {
          continue;
        }
        firms.push_back(*owner);
        return mention.span.bytes.end;
      }
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
      owner = firms.back();
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

// 全球最大叉车制造商A, 德国A: where the name begins behind what it is; `at`: none does.
std::uint32_t ChinesePlans::behind_apposition(const Reading& reading, std::uint32_t at,
                                              std::uint32_t end) const {
  const TextMention* first = nullptr;
  const TextMention* place = nullptr;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (mention.inherited || mention.span.bytes.begin < at || mention.span.bytes.end > end)
      continue;
    const std::string& type = text_.entities[mention.entity].type;
    if (type == "Place") place = &mention;
    if (type != "Firm") continue;
    first = &mention;
    break;
  }
  if (first == nullptr) return at;
  const std::uint32_t begin = first->span.bytes.begin;
  if (begin == at || begin - at > kLongestApposition || reading.verb_between(at, begin)) return at;
  for (const NounPhrase& phrase : reading.phrases) {
    if (phrase.bytes.begin >= at && phrase.bytes.begin < begin && phrase.marker != Marker::None &&
        phrase.marker != Marker::Of) {
      return at;
    }
  }
  if (place != nullptr && place->span.bytes.begin == at && place->span.bytes.end == begin) {
    return begin;
  }
  const std::string_view front = block_.substr(at, begin - at);
  if (front.find("了") != std::string_view::npos) return at;
  return ends_with_word(front, frames_.words(Language::Chinese, "apposition")) ? begin : at;
}

// Whether another subject stands at `at`: a noun phrase in front of its verb.
bool ChinesePlans::names_other(const Reading& reading, std::uint32_t at, std::uint32_t end) const {
  return std::ranges::any_of(reading.phrases, [&](const NounPhrase& phrase) {
    if (phrase.bytes.begin < at || phrase.bytes.begin >= at + kHanBytes ||
        phrase.whole.end >= end || phrase.after_verb || phrase.marker != Marker::None) {
      return false;
    }
    // 营运绩效不佳 is said of the firm.
    const std::string_view words = block_.substr(phrase.bytes.begin, phrase.bytes.size());
    return !ends_with_word(words, frames_.words(Language::Chinese, "measure"));
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
  // 发展有限公司: the rest of a firm's name.
  if (object.starts_with("有限") || object.starts_with("股份")) return std::nullopt;
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
    made.subjects = spoken_of(firms, carried);
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
  const std::string_view words = block_.substr(open.at, end - open.at);
  const bool at_place = open.planned && (words.starts_with("在") || words.starts_with("于"));
  const auto done = [&](const auto& verbs) {
    return std::ranges::any_of(verbs, [&](std::string_view verb) {
      return words.find(verb) != std::string_view::npos && words.find(verb) >= 3 * kHanBytes;
    });
  };
  if ((at_place && done(kDoneAt)) || (words.starts_with("向") && done(kMovesTo))) {
    return put({open.at, end}, open.at + kHanBytes);
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

// A…，具备较强的品牌影响力: what the firm of the clause has.
void ChinesePlans::owned_at(const Reading& reading, const Opening& open, std::uint32_t end,
                            const Firms& firms, bool carried, const std::vector<ByteRange>& used,
                            std::vector<ClauseRelation>& out) const {
  const std::uint32_t verb_end = word_end("possess", open.at, end);
  if (verb_end == open.at || block_.substr(verb_end).starts_with("的")) return;
  const ByteRange verb{open.at, verb_end};
  if (std::ranges::any_of(used, [&](const ByteRange& one) { return one.overlaps(verb); })) return;
  ByteRange bytes{verb_end, end};
  for (const std::string_view aspect : {"了", "着"}) {
    if (block_.substr(bytes.begin).starts_with(aspect)) bytes.begin += kHanBytes;
  }
  // 3,240家经销商: how many is no part of the name.
  for (const Quantity& quantity : text_.quantities_in(reading.span.block)) {
    const ByteRange at = quantity.span.bytes;
    if (at.begin < bytes.begin || at.end > bytes.end) continue;
    // 10艘船的手持订单 is counted, not had.
    const bool owned =
        block_.substr(at.end, bytes.end - at.end).find("的") != std::string_view::npos;
    if (at.begin > bytes.begin + 2 * kHanBytes || owned) return;
    bytes.begin = at.end;
  }
  for (const std::string_view word : {"的", "余", "多"}) {
    if (block_.substr(bytes.begin).starts_with(word)) bytes.begin += kHanBytes;
  }
  while (bytes.begin < bytes.end && block_[bytes.begin] == ' ') ++bytes.begin;
  while (bytes.end > bytes.begin && block_[bytes.end - 1] == ' ') --bytes.end;
  if (bytes.end <= bytes.begin) return;
  const std::string_view words = block_.substr(bytes.begin, bytes.size());
  const std::size_t size = count_code_points(words);
  if (size < kShortestOwned || size > kLongestOwned) return;
  if (words.find_first_of("0123456789%") != std::string_view::npos || words.ends_with("的")) return;
  const TextMention* known = nullptr;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (mention.inherited || !bytes.contains(mention.span.bytes)) continue;
    const std::string& type = text_.entities[mention.entity].type;
    if (type == "Firm" || type == "Product" || type == "Agency") return;
    if (type == "Resource" && mention.span.bytes == bytes) known = &mention;
  }
  for (const TimeMention& time : text_.times_in(reading.span.block)) {
    if (time.span.bytes.overlaps(bytes)) return;
  }
  ClauseRelation made;
  made.family = "HAS";
  made.rule = "zh:owned";
  made.subjects = spoken_of(firms, carried);
  made.object = known != nullptr ? mentioned(*known) : new_concept(bytes, "Resource", -60);
  made.cue.frame = &owns_;
  made.cue.bytes = verb;
  made.cue.whole = verb;
  out.push_back(std::move(made));
}

std::vector<ClauseRelation> ChinesePlans::find(const Reading& reading,
                                               const std::vector<ByteRange>& used) {
  std::vector<ClauseRelation> out;
  clauses_.clear();
  block_ = text_.simplified(reading.span.block);
  const std::uint32_t sentence_end = reading.span.bytes.end;
  Firms firms;         // of the clause at hand, or carried on to it
  bool other = false;  // another subject stands in between
  const bool near = !last_.empty() && reading.span.block - last_block_ <= 1;
  bool from_before = false;
  for (std::uint32_t begin = reading.span.bytes.begin; begin < sentence_end;) {
    std::uint32_t end = begin;
    for (std::size_t at = begin; at < sentence_end;) {
      const auto here = static_cast<std::uint32_t>(at);
      if (is_clause_border(block_, here) && !inside_one(reading, here)) break;
      decode(block_, at);
      end = static_cast<std::uint32_t>(at);
    }
    Opening open = opening(reading, begin, end);
    Firms own;
    ChineseClause clause;
    clause.bytes = {begin, end};
    if (near || last_block_ == reading.span.block) clause.context = last_;
    std::uint32_t behind = subject_end(reading, open.at, end, own);
    if (own.empty()) {
      const std::uint32_t name = behind_apposition(reading, open.at, end);
      if (name > open.at) behind = subject_end(reading, name, end, own);
    }
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
    clause.own = has_own || owned;
    clause.behind = clause.own ? behind : open.at;
    clause.firms = firms;
    clause.other = other && !owned;
    clause.carried_far = from_before && last_block_ != reading.span.block;
    clauses_.push_back(std::move(clause));
    const bool resumes = !other || open.deliberate;
    const bool enough = !from_before || open.planned || open.deliberate || open.linked;
    if (!firms.empty() && resumes && enough) {
      plans_at(reading, open, end, firms, !has_own, used, out);
    }
    if (!firms.empty() && !other) owned_at(reading, open, end, firms, !has_own, used, out);
    std::size_t next = end;
    if (next < sentence_end) decode(block_, next);
    begin = std::max(static_cast<std::uint32_t>(next), begin + 1);
  }
  return out;
}

}  // namespace sarye

#include "ingest/clauses/plans_zh.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/text/unicode.h"
#include "ingest/clauses/chinese_words.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/word_ends.h"
#include "ingest/lexicon/word_set.h"

namespace sarye {
namespace {

constexpr std::uint32_t kHanBytes = 3;
constexpr std::size_t kLongestChineseHeadline = 50;  // characters
constexpr std::uint32_t kNearBrand = 36;             // bytes between 旗下 and a brand
constexpr std::uint32_t kLongestApposition = 72;     // bytes

// What may stand between the beginning of a clause and its subject or verb without a meaning of its
// own here.
constexpr std::array<std::string_view, 122> kOpeners = {
    "几乎",   "如",     "例如",   "其中",     "成功",     "顺利",     "正式",     "迅速",
    "开始",   "起",     "大举",   "已于",     "一举",     "此外",     "同时",     "另外",
    "未来",   "今后",   "目前",   "近期",     "近日",     "日前",     "今年",     "明年",
    "去年",   "今日",   "今天",   "昨日",     "昨天",     "当前",     "随后",     "其后",
    "接下来", "下一步", "据悉",   "因此",     "为此",     "对此",     "首先",     "其次",
    "最后",   "年内",   "长期",   "一方面",   "另一方面", "具体来看", "与此同时", "除此之外",
    "而",     "但",     "则",     "还",       "又",       "更",       "再",       "已",
    "已经",   "正",     "正在",   "都",       "均",       "将会",     "亦",       "皆",
    "会",     "能",     "能够",   "可",       "主要",     "一直",     "始终",     "共同",
    "相继",   "陆续",   "先后",   "我们看到", "可以看到", "我们认为", "前脚",     "后脚就",
    "内部已", "早已",   "转而",   "悄然",     "接连",     "起初",     "早期",     "最初",
    "后来",   "如今",   "现已",   "便已",     "即已",     "就已",     "据传",     "传闻",
    "据了解", "据介绍", "据报道", "便",       "何况",     "下半年",   "上半年",   "本季",
    "下季",   "全年",   "首度",   "首次",     "再度",     "再次",     "随即",     "早前",
    "率先",   "即将",   "后续",   "今年以来", "多次",     "近年来",   "近年",     "屡次",
    "被迫",   "不得不"};
// Behind the longest of them that stands at `at`; `at`: none does.
std::uint32_t behind_opener(std::string_view text, std::uint32_t at, std::uint32_t end) {
  static const WordSet openers(
      std::set<std::string, std::less<>>(kOpeners.begin(), kOpeners.end()));
  const std::string_view rest = text.substr(0, end).substr(std::min(at, end));
  const std::uint64_t sizes = openers.sizes_from(rest);
  for (const std::size_t size : openers.sizes()) {
    if ((sizes >> size & 1) != 0 && size <= rest.size() && openers.contains(rest.substr(0, size))) {
      return at + static_cast<std::uint32_t>(size);
    }
  }
  return at;
}
constexpr std::array<std::string_view, 9> kLinking = {"并且", "并",   "而且", "且",  "也",
                                                      "同时", "以及", "及",   "进而"};
constexpr std::array<std::string_view, 29> kSays = {
    "表示",     "指出", "称",   "说",   "透露", "强调", "宣布", "认为", "坦言", "介绍",
    "公告",     "公布", "显示", "披露", "预计", "预期", "看好", "说明", "补充", "重申",
    "告诉记者", "说道", "提到", "提及", "谈到", "直言", "声明", "声称", "解释"};
// Whoever acts without a name: 部分企业, 国内车企.
constexpr std::array<std::string_view, 25> kUnnamed = {
    "企业",   "厂商",   "业者",   "企",     "巨头",   "龙头",   "公司", "平台",   "厂家",
    "大厂",   "银行",   "商家",   "电商",   "行业",   "产业",   "品牌", "晶圆厂", "制造商",
    "供应商", "运营商", "零售商", "经销商", "开发商", "代工厂", "同行"};
constexpr std::uint32_t kLongestUnnamed = 36;                           // bytes
constexpr std::array<std::string_view, 3> kQuotes = {"“", "「", "『"};  // 「我们将…
constexpr std::array<std::string_view, 7> kSince = {"早在", "于", "在", "从", "自", "到", "截至"};

bool is_clause_border(std::string_view text, std::uint32_t at) {
  // Most characters are Chinese ones, whose first bytes are those from E4 on.
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead >= 0xE4 && lead != 0xEF) return false;
  const std::string_view rest = text.substr(at);
  for (const std::string_view mark : {"，", ",", "；", ";", "。", "：", ":", "！", "？", "—"}) {
    if (rest.starts_with(mark)) return true;
  }
  return false;
}

// Behind 近20年来, 过去三年; `at`: nothing of the kind stands there.
std::uint32_t behind_years(std::string_view text, std::uint32_t at, std::uint32_t end) {
  static const Pattern years(
      "(?:近|过去|这|最近|未来|今后|往后)?[0-9一二三四五六七八九十两几多余]{1,12}年(?:以来|来|间|"
      "前|后|内)?");
  const auto found = years.find_at(text.substr(0, end), at);
  return found ? found->bytes.end : at;
}

}  // namespace

ChinesePlans::ChinesePlans(const AnnotatedText& text, const Frames& frames)
    : text_(text), frames_(frames) {
  frame_.family = "PURSUES";
  owns_.family = "HAS";
  std::map<std::uint32_t, std::size_t> counts;
  for (const TextMention& mention : text.mentions) {
    if (!mention.inherited && text.entities[mention.entity].type == "Firm") {
      ++counts[mention.entity];
    }
  }
  std::size_t all = 0;
  std::size_t most = 0;
  for (const auto& [firm, count] : counts) {
    all += count;
    if (count <= most) continue;
    most = count;
    main_ = firm;
  }
  if (most * 2 < all) main_.reset();
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
    at = behind_any(block_, at, end, kQuotes);
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
      if (time.span.bytes.begin == at || time.span.bytes.begin == since) {
        static constexpr std::array<std::string_view, 8> kParts = {"前后", "底", "初", "末",
                                                                   "份",   "起", "间", "左右"};
        at = behind_any(block_, time.span.bytes.end, end, kParts);
        out.dated = true;
      }
    }
    // 于未来两年, 近20年来
    const std::uint32_t years = behind_years(block_, behind_any(block_, at, end, kSince), end);
    if (years > behind_any(block_, at, end, kSince)) at = years;
    const std::uint32_t linked = behind_any(block_, at, end, kLinking);
    out.linked = out.linked || linked > at;
    at = linked;
    const std::uint32_t planned = word_end("planning", at, end);
    out.planned = out.planned || planned > at;
    // 将, 预计将 tell what will be as well.
    static constexpr std::array<std::string_view, 10> kWilled = {
        "计划", "计画", "拟", "打算", "有意", "准备", "决定", "力争", "旨在", "着手"};
    const std::string_view word = block_.substr(at, planned - at);
    out.intended = out.intended || std::ranges::find(kWilled, word) != kWilled.end();
    at = planned;
    const std::uint32_t deliberate = word_end("deliberate", at, end);
    out.deliberate = out.deliberate || deliberate > at;
    at = deliberate;
    at = behind_opener(block_, at, end);
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
  static constexpr std::array<std::string_view, 9> kOne = {
      "该公司", "本公司", "公司", "该集团", "集团", "该企业", "其", "我们", "它"};
  const bool both = last_.size() <= 2;  // 双方: A and an authority
  std::uint32_t behind = at;
  if (both) behind = behind_any(block_, at, end, kBoth);
  const bool both_meant = behind > at;
  if (behind == at) behind = behind_any(block_, at, end, kOne);
  if (behind == at) return {};
  Firms out = last_;
  // 公司 is the one that the document is about.
  if (main_ && block_.substr(at, behind - at) == "公司") {
    out.assign(1, Argument{});
    out.front().entity = *main_;
  }
  if (block_.substr(at, behind - at) != "我们" && !both_meant) out.resize(1);
  for (Argument& one : out) {
    one.coreference = true;
    one.bytes = {at, behind};
  }
  end = behind;
  return out;
}

// Behind the subject that a clause opens with where it is of firms without a name (部分企业,
// 多家车企); `at`: it is not.
std::uint32_t ChinesePlans::unnamed_end(const Reading& reading, std::uint32_t at,
                                        std::uint32_t end) const {
  for (const NounPhrase& phrase : reading.phrases) {
    const ByteRange bytes = phrase.bytes;
    if (bytes.begin < at || bytes.begin > at + kHanBytes || bytes.end >= end ||
        bytes.size() > kLongestUnnamed || phrase.marker != Marker::None || phrase.after_verb) {
      continue;
    }
    const bool named =
        std::ranges::any_of(text_.mentions_in(reading.span.block), [&](const TextMention& one) {
          const std::string& type = text_.entities[one.entity].type;
          return !one.inherited && bytes.overlaps(one.span.bytes) && type != "Place" &&
                 type != "EnvironmentFactor";
        });
    const std::string_view words = block_.substr(bytes.begin, bytes.size());
    if (!named && std::ranges::any_of(kUnnamed, [&](std::string_view one) {
          return words.size() > one.size() && words.ends_with(one);
        })) {
      return bytes.end;
    }
  }
  return at;
}

// The firms that a clause opens with, listed or alone; the end of the subject. `at`: none.
std::uint32_t ChinesePlans::subject_end(const Reading& reading, std::uint32_t at, std::uint32_t end,
                                        Firms& firms) const {
  static constexpr std::array<std::string_view, 6> kJoins = {"、", "与",   "和",
                                                             "及", "以及", "联合"};
  static constexpr std::array<std::string_view, 8> kOwns = {
      "旗下的", "旗下", "的全资子公司", "全资子公司", "的子公司", "子公司", "母公司", "下属的"};
  static constexpr std::array<std::string_view, 18> kTails = {
      "等大厂", "等巨头",   "等业者",   "等科技巨头", "等龙头",       "集团",
      "公司",   "股份",     "有限公司", "等公司",     "等企业",       "等厂商",
      "等",     "及子公司", "和子公司", "及其子公司", "及全资子公司", "及旗下公司"};
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
    // A旗下有五家医院: A has them.
    if (word_end("possess", owned, end) > owned || word_end("established", owned, end) > owned) {
      return here;
    }
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

// 与B往来密切的A、C等企业，也…: a clause that is only whom it goes on about; `at`: it is none.
std::uint32_t ChinesePlans::named_behind(const Reading& reading, std::uint32_t at,
                                         std::uint32_t end, Firms& firms) const {
  if (word_end("opening", at, end) > at) return at;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    const ByteRange bytes = mention.span.bytes;
    if (mention.inherited || bytes.begin < at + 2 * kHanBytes || bytes.end > end ||
        text_.entities[mention.entity].type != "Firm" ||
        !block_.substr(0, bytes.begin).ends_with("的")) {
      continue;
    }
    Firms named;
    const std::uint32_t behind = subject_end(reading, bytes.begin, end, named);
    const std::string_view rest = block_.substr(behind, end - behind);
    if (!rest.empty() && !ends_with_word(rest, frames_.words(Language::Chinese, "apposition"))) {
      continue;
    }
    firms = std::move(named);
    return end;
  }
  return at;
}

// Whether the document is about the firm, more than about any other.
bool ChinesePlans::main_firm(const Firms& firms) const {
  return firms.size() == 1 && main_ && firms.front().entity == *main_;
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

std::vector<ClauseRelation> ChinesePlans::find(const Reading& reading,
                                               const std::vector<ByteRange>& used) {
  std::vector<ClauseRelation> out;
  clauses_.clear();
  block_ = text_.simplified(reading.span.block);
  const std::uint32_t sentence_end = reading.span.bytes.end;
  Firms firms;         // of the clause at hand, or carried on to it
  bool other = false;  // another subject stands in between
  // 赴港上市 募资建厂: blanks part the clauses of a headline.
  const bool heading = block_.find("。") == std::string_view::npos &&
                       count_code_points(block_) <= kLongestChineseHeadline;
  const bool near = !last_.empty() && reading.span.block - last_block_ <= 1;
  bool from_before = false;
  bool plan_open = false;  // the clause before told what is planned
  bool plan_told = false;  // or a plan of whatever kind
  bool purpose_before = false;
  std::optional<Opening> leans;
  std::uint32_t leans_end = 0;
  for (std::uint32_t begin = reading.span.bytes.begin; begin < sentence_end;) {
    std::uint32_t end = begin;
    for (std::size_t at = begin; at < sentence_end;) {
      const auto here = static_cast<std::uint32_t>(at);
      if (is_clause_border(block_, here) && !inside_one(reading, here)) break;
      if (heading && block_[here] == ' ' && here > begin + 2 * kHanBytes) break;
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
    if (own.empty()) behind = named_behind(reading, open.at, end, own);
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
        kSays, [&](std::string_view word) { return ends_at(block_, end, word); });
    if (!has_own && !owned && !speaks && names_other(reading, open.at, end)) other = true;
    // 这主要得益于…: it is not the firm that acts.
    static constexpr std::array<std::string_view, 3> kPoints = {"这", "上述", "该项"};
    if (!has_own && !owned && behind_any(block_, open.at, end, kPoints) > open.at) other = true;
    clause.own = has_own || owned;
    const bool clause_own = clause.own;
    clause.behind = clause.own ? behind : open.at;
    clause.firms = firms;
    clause.other = other && !owned;
    clause.carried_far = from_before && last_block_ != reading.span.block;
    clauses_.push_back(std::move(clause));
    // 加快建厂，并上调报价: a deed beside the other.
    open.deliberate = open.deliberate || (open.linked && plan_told && !clause_own);
    // 为降低风险，A分散采购来源: what for tells that it is done on purpose.
    open.deliberate = open.deliberate || purpose_before;
    static constexpr std::array<std::string_view, 4> kFor = {"为了", "为", "因应", "应对"};
    purpose_before = !has_own && behind_any(block_, open.at, end, kFor) > open.at &&
                     reading.verb_between(open.at, end);
    const bool resumes = !other || open.deliberate;
    // 深耕商品，建立品质生态: a sentence that opens with what is done goes on about the firm.
    const bool same = main_firm(firms) || (firms.size() == 1 && last_block_ == reading.span.block);
    const bool goes_on =
        begin == reading.span.bytes.begin && same && word_end("strategic", open.at, end) > open.at;
    from_before = from_before && !goes_on;
    const bool enough = !from_before || open.planned || open.deliberate || open.linked;
    const std::uint32_t unnamed = clause_own ? open.at : unnamed_end(reading, open.at, end);
    if (unnamed > open.at) {
      // 部分企业将扩产: a plan of nobody by name.
      plans_at(reading, opening(reading, unnamed, end), end, {}, false, used, out);
      plan_open = plan_told = false;
    } else if (!firms.empty() && resumes && enough) {
      const std::size_t before = out.size();
      // 将投入新工艺，整合产线: the plan goes on.
      open.planned = open.planned || (!clause_own && plan_open);
      plans_at(reading, open, end, firms, !has_own, used, out);
      plan_told = out.size() > before;
      plan_open = plan_told && (open.planned || open.deliberate);
    } else {
      plan_open = plan_told = false;
    }
    if (owned) advantage_of(reading, behind, end, firms, used, out);
    // 凭借渠道资源，A打开市场: whose they are stands behind.
    if (has_own && leans) owned_at(reading, *leans, leans_end, firms, false, used, out);
    leans.reset();
    if (firms.empty() && word_end("leaning", open.at, end) > open.at) {
      leans = open;
      leans_end = end;
    }
    if (!firms.empty() && !other) owned_at(reading, open, end, firms, !has_own, used, out);
    std::size_t next = end;
    if (next < sentence_end) decode(block_, next);
    begin = std::max(static_cast<std::uint32_t>(next), begin + 1);
  }
  look_ahead();
  add_relatives(reading);
  works_of(reading, out);
  return out;
}

}  // namespace sarye

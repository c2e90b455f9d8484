#include "ingest/metrics/chinese_topic.h"

#include <algorithm>

#include "ingest/metrics/chinese_sentence.h"
#include "ingest/names/chinese_gaps.h"

namespace sarye {
namespace {

constexpr std::uint32_t kTopicReach = 3;
constexpr std::size_t kLongestDateline = 90;  // bytes

bool ends_in_one(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return text.ends_with(word); });
}

bool holds_one(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

bool starts_with_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return text.starts_with(word); });
}

bool behind_preposition(std::string_view front) {
  return ends_in_one(front,
                     {"随着", "与",   "向",   "对",   "从",   "同",     "跟",    "据",   "被",
                      "由",   "比",   "较",   "给",   "替",   "为",     "实现",  "完成", "取得",
                      "超过", "超越", "收购", "根据", "按照", "面前的", "前面的"});
}

// Whether the clause goes on to a pact.
bool signs(std::string_view rest) {
  const std::size_t end = std::min(rest.find("，"), rest.find(','));
  return holds_one(rest.substr(0, end), {"签", "达成", "合作", "携手", "合资"});
}

// Behind (中央社记者…电) at the head of a report; 0: there is none.
std::uint32_t dateline_end(std::string_view text) {
  const bool wide = text.starts_with("（");
  if (!wide && !text.starts_with("(")) return 0;
  const std::string_view mark = wide ? "）" : ")";
  const std::size_t close = text.find(mark);
  if (close == std::string_view::npos || close > kLongestDateline) return 0;
  return ends_in_one(text.substr(0, close), {"电", "讯", "报道", "报导"})
             ? static_cast<std::uint32_t>(close + mark.size())
             : 0;
}

// Behind the last comma or semicolon of the narrow kind that is no part of a number, before `at`.
std::uint32_t narrow_border(std::string_view text, std::uint32_t at) {
  for (std::uint32_t i = at; i > 0; --i) {
    const char c = text[i - 1];
    if (c != ',' && c != ';') continue;
    const bool number = i >= 2 && i < text.size() && text[i - 2] >= '0' && text[i - 2] <= '9' &&
                        text[i] >= '0' && text[i] <= '9';
    if (!number) return i;
  }
  return 0;
}

// Several firms together, or all of them.
bool speaks_of_many(std::string_view clause) {
  return holds_one(clause,
                   {"全国", "我国", "全行业", "行业", "全台", "产业规模", "市场总", "三大", "两大",
                    "双雄", "两家", "三家", "四家", "五家", "各家", "业者", "企业"});
}

// Whole economies: 全球晶圆代工产值, 中国粗钢产量.
bool speaks_of_economy(std::string_view clause) {
  if (holds_one(clause, {"公司", "集团", "其"})) return false;
  if (holds_one(clause, {"全球", "世界", "全美"})) return true;
  for (std::string_view land : {"中国", "美国", "日本", "韩国", "台湾", "欧洲", "印度", "国内"}) {
    const std::size_t at = clause.find(land);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = clause.substr(at + land.size());
    // 中国区销量, 国内市场销量: a part of the firm's.
    if (!starts_with_one_of(rest, {"区", "市场", "业务", "地区", "大陆", "销", "和", "、"}))
      return true;
  }
  return false;
}

// Whoever counted it is not who it is counted of: 协会数据显示, 机构预计.
bool counted_by_others(std::string_view front) {
  return holds_one(front, {"协会", "统计局", "研究院", "研究所", "研究机构", "机构", "中汽协",
                           "乘联会", "海关", "主管部门", "情报研究", "分析师", "证券", "人士"});
}

}  // namespace

void ChineseTopic::begin(const Sentence& sentence) {
  sentence_ = &sentence;
  body_ = text_.simplified(sentence.span.block)
              .substr(sentence.span.bytes.begin, sentence.span.bytes.size());
  names_.clear();
  dateline_ = dateline_end(body_);
  const std::uint32_t base = sentence.span.bytes.begin;
  std::vector<ByteRange> times;
  for (const TimeMention& time : text_.times_in(sentence.span.block)) {
    times.push_back({time.span.bytes.begin - base, time.span.bytes.end - base});
  }
  for (const TextMention& m : text_.mentions_in(sentence.span.block)) {
    if (m.inherited || m.span.block != sentence.span.block ||
        !sentence.span.bytes.contains(m.span.bytes)) {
      continue;
    }
    const std::string& type = text_.entities[m.entity].type;
    if (type != "Firm" && type != "Product") continue;
    Name name;
    name.entity = m.entity;
    name.at = {m.span.bytes.begin - base, m.span.bytes.end - base};
    name.firm = type == "Firm";
    if (name.at.end <= dateline_) continue;
    const std::string_view front = body_.substr(0, name.at.begin);
    // 甲（2409）与甲: the same name in itself counts once.
    if (!names_.empty() && names_.back().at.end > name.at.begin) continue;
    // 与甲、乙和丙: so are all of the list.
    const bool joined =
        !names_.empty() && names_.back().oblique && names_.back().firm && name.firm &&
        joins_items(body_.substr(names_.back().at.end, name.at.begin - names_.back().at.end));
    name.oblique = joined || behind_preposition(front);
    name.leads = !name.oblique &&
                 unexplained_bytes(body_, clause_begin(name.at.begin), name.at.begin, times) <= 9;
    names_.push_back(name);
  }
}

std::uint32_t ChineseTopic::clause_begin(std::uint32_t at) const {
  constexpr std::uint32_t kSign = 3;  // bytes
  for (std::uint32_t end = at; end >= kSign; --end) {
    const auto lead = static_cast<unsigned char>(body_[end - kSign]);
    if (lead != 0xE2 && lead != 0xE3 && lead != 0xEF) continue;
    const bool border =
        ends_in_one(body_.substr(0, end), {"，", "；", "：", "。", "——", "】", "〕"});
    if (border) return std::max({end, narrow_border(body_, at), std::min(dateline_, at)});
  }
  return std::max(narrow_border(body_, at), std::min(dateline_, at));
}

// Whether the name stands in a list with another one: 甲、乙营收合计.
bool ChineseTopic::coordinated(std::size_t name) const {
  const auto joins = [this](const Name& left, const Name& right) {
    if (left.entity == right.entity || left.at.end > right.at.begin) return false;
    // 甲与乙签订合同: a contract of 甲.
    if (right.oblique && signs(body_.substr(right.at.end))) return false;
    const std::string_view gap = body_.substr(left.at.end, right.at.begin - left.at.end);
    return gap == "、" || gap == "和" || gap == "与" || gap == "与" || gap == "及" ||
           gap == "以及" || gap == "》、《" || gap == "》和《" || gap == "》与《";
  };
  const bool before = name > 0 && joins(names_[name - 1], names_[name]);
  const bool after = name + 1 < names_.size() && joins(names_[name], names_[name + 1]);
  return before || after;
}

std::vector<std::uint32_t> ChineseTopic::listed_before(std::uint32_t at) const {
  std::vector<std::uint32_t> list;
  for (std::size_t i = names_.size(); i-- > 0;) {
    const Name& name = names_[i];
    if (name.at.end > at || !name.firm) continue;
    if (!coordinated(i)) break;
    if (!list.empty() && names_[i + 1].at.begin - name.at.end > 6) break;
    list.insert(list.begin(), name.entity);
  }
  return list.size() > 1 ? list : std::vector<std::uint32_t>();
}

std::optional<FigureSubject> ChineseTopic::carried() const {
  const std::uint32_t block = sentence_->span.block;
  if (topic_ && topic_block_ == block) return FigureSubject{*topic_, true};
  if (auto section = subjects_.of(block, {"Firm"})) return FigureSubject{section->entity, true};
  if (topic_ && block - topic_block_ <= kTopicReach) return FigureSubject{*topic_, true};
  return std::nullopt;
}

std::optional<FigureSubject> ChineseTopic::subject_of(ByteRange measure, ByteRange figure,
                                                      bool of_industries) const {
  const std::uint32_t limit = std::max(measure.begin, figure.begin);
  const std::uint32_t clause = clause_begin(std::min(measure.begin, figure.begin));
  const Name* product = nullptr;
  // In the measure's own clause, the last before it.
  for (std::size_t i = names_.size(); i-- > 0;) {
    const Name& name = names_[i];
    if (name.at.end > limit || name.at.begin < clause) continue;
    if (!name.firm) {
      if (product == nullptr && name.at.end <= measure.begin) product = &name;
      continue;
    }
    if (name.oblique) continue;
    if (coordinated(i)) return std::nullopt;
    return FigureSubject{name.entity, false};
  }
  if (product != nullptr) return FigureSubject{product->entity, false};
  // 100亿元的甲
  for (const Name& name : names_) {
    const std::uint32_t behind = std::max(measure.end, figure.end);
    if (name.firm && name.at.begin >= behind &&
        body_.substr(behind, name.at.begin - behind) == "的") {
      return FigureSubject{name.entity, false};
    }
  }
  const std::string_view own = body_.substr(clause, limit - clause);
  if (speaks_of_many(own) || (of_industries && speaks_of_economy(own))) return std::nullopt;
  // 汽车制造业利润率
  if (ends_in_one(body_.substr(clause, measure.begin - clause),
                  {"制造业", "工业", "产业", "服务业"})) {
    return std::nullopt;
  }
  // The clauses before it: the nearest name that begins one, else the last that is no circumstance.
  for (bool leading : {true, false}) {
    for (std::size_t i = names_.size(); i-- > 0;) {
      const Name& name = names_[i];
      if (name.at.begin >= clause || !name.firm || name.oblique) continue;
      if (leading && !name.leads) continue;
      if (coordinated(i)) return std::nullopt;
      return FigureSubject{name.entity, false};
    }
  }
  const std::string_view front = body_.substr(0, limit);
  if (speaks_of_many(front) || (of_industries && speaks_of_economy(front)) ||
      counted_by_others(front)) {
    return std::nullopt;
  }
  return carried();
}

std::optional<FigureSubject> ChineseTopic::leading_before(std::uint32_t at) const {
  for (const Name& name : names_) {
    if (name.at.end <= at && name.firm && name.leads && !name.oblique) {
      return FigureSubject{name.entity, false};
    }
  }
  return std::nullopt;
}

std::optional<FigureSubject> ChineseTopic::product_before(std::uint32_t at) const {
  for (std::size_t i = names_.size(); i-- > 0;) {
    const Name& name = names_[i];
    if (name.at.end > at) continue;
    if (name.firm || coordinated(i)) return std::nullopt;
    return FigureSubject{name.entity, false};
  }
  return std::nullopt;
}

void ChineseTopic::end(std::optional<std::uint32_t> observed) {
  const std::uint32_t block = sentence_->span.block;
  if (observed) {
    topic_ = observed;
    topic_block_ = block;
    return;
  }
  bool several = false;
  std::optional<std::uint32_t> first;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const Name& name = names_[i];
    if (!name.firm || name.oblique) continue;
    if (name.leads && coordinated(i)) several = true;
    if (!first && name.leads) first = name.entity;
  }
  if (several) {
    topic_.reset();
  } else if (first) {
    topic_ = first;
    topic_block_ = block;
  }
}

}  // namespace sarye

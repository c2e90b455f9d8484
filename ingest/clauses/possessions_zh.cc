// What a firm of a Chinese text has: 拥有3000项专利和一支研发团队, 在全国设有14个生产基地.
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/chinese_words.h"
#include "ingest/clauses/plans_zh.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::size_t kShortestResource = 3;  // characters
constexpr std::size_t kLongestResource = 22;
constexpr std::uint32_t kOneCharacter = 3;  // bytes
constexpr std::uint32_t kFarOwned = 60;     // bytes from a preposition to the verb behind it

// In front of a figure, and between it and what is counted.
constexpr std::array<std::string_view, 12> kAboutSo = {
    "超过", "逾", "近", "约", "多达", "超", "共计", "共", "合计", "总计", "数", "大量"};
constexpr std::array<std::string_view, 24> kCounted = {
    "的", "余", "多", "个", "项", "家", "座", "条", "件", "名", "位", "支",
    "套", "处", "所", "款", "种", "人", "大", "辆", "艘", "间", "台", "只"};
constexpr std::array<std::string_view, 1> kOf = {"的"};
constexpr std::array<std::string_view, 14> kOne = {"一支", "一个", "一批", "一套", "一系列",
                                                   "一条", "一座", "两座", "三座", "多个",
                                                   "多项", "多家", "多座", "众多"};

// Behind 14个, 五家, 超过3000项; `at`: nothing is counted there.
std::uint32_t behind_count(std::string_view text, std::uint32_t at, std::uint32_t end) {
  static constexpr std::u32string_view kDigits =
      U"0123456789,.一二两三四五六七八九十百千万亿余多几";
  const std::uint32_t from = behind_any(text, at, end, kAboutSo);
  std::size_t here = from;
  while (here < end) {
    std::size_t next = here;
    if (kDigits.find(decode(text, next)) == std::u32string_view::npos) break;
    here = next;
  }
  if (here == from) return at;
  const auto digits = static_cast<std::uint32_t>(here);
  const std::uint32_t behind = behind_any(text, digits, end, kCounted);
  return behind == digits ? at : behind_any(text, behind, end, kOf);
}

// Where 四百余项, 3000多件 at the end begin; the end: nothing is counted there.
std::uint32_t front_of_count(std::string_view text, ByteRange bytes) {
  static const Pattern count(
      "(?:已|共|近|逾|约|超过|超|达到?|多达){0,2}[0-9０-９,.一二两三四五六七八九十百千万亿]+[余多]?"
      "[万亿]?(?:个|项|家|座|条|件|名|位|支|套|处|所|款|种|人|辆|艘|间|台|只|架|块|片|公里|平方米)"
      "$");
  const std::string_view words = text.substr(bytes.begin, bytes.size());
  const auto found = count.find(words);
  if (!found || found->bytes.begin < 2 * kOneCharacter) return bytes.end;
  return bytes.begin + found->bytes.begin;
}

bool ends_in_any(std::string_view words, const auto& list) {
  return std::ranges::any_of(list, [&](const auto& one) { return words.ends_with(one); });
}

}  // namespace

std::vector<Argument> spoken_of(std::vector<Argument> firms, bool carried) {
  for (Argument& firm : firms) firm.coreference = firm.coreference || carried;
  return firms;
}

// What is had, without how many of it: a resource, or nullopt where the words name none.
std::optional<Argument> ChinesePlans::resource(const Reading& reading, ByteRange bytes) const {
  const auto cut = [&](const auto& words) {
    bytes.begin = behind_any(block_, bytes.begin, bytes.end, words);
  };
  const auto blanks = [&] {
    while (bytes.begin < bytes.end && block_[bytes.begin] == ' ') ++bytes.begin;
    while (bytes.end > bytes.begin && block_[bytes.end - 1] == ' ') --bytes.end;
  };
  blanks();
  // 授权专利四百余项: nor is how many behind it.
  bytes.end = front_of_count(block_, bytes);
  blanks();
  // 数百名员工; 数据
  if (!block_.substr(bytes.begin).starts_with("数") ||
      behind_count(block_, bytes.begin, bytes.end) > bytes.begin) {
    cut(kAboutSo);
  }
  // 3,240家经销商: how many is no part of the name.
  bool counted = false;
  for (const Quantity& quantity : text_.quantities_in(reading.span.block)) {
    const ByteRange at = quantity.span.bytes;
    if (at.begin < bytes.begin || at.end > bytes.end) continue;
    // 10艘船的手持订单 is counted, not had.
    const bool of =
        block_.substr(at.end, bytes.end - at.end).find("的") != std::string_view::npos &&
        !block_.substr(at.end).starts_with("的");
    if (at.begin > bytes.begin + 2 * kOneCharacter || of) return std::nullopt;
    bytes.begin = at.end;
    counted = true;
  }
  if (!counted) {
    const std::uint32_t behind = behind_count(block_, bytes.begin, bytes.end);
    counted = behind > bytes.begin;
    bytes.begin = behind;
  } else {
    cut(kCounted);
  }
  if (!counted) cut(kOne);
  cut(kOf);
  blanks();
  if (bytes.end <= bytes.begin) return std::nullopt;
  const std::string_view words = block_.substr(bytes.begin, bytes.size());
  const std::size_t size = count_code_points(words);
  const bool known_kind = ends_in_any(words, frames_.words(Language::Chinese, "owned")) ||
                          ends_in_any(words, frames_.words(Language::Chinese, "resource"));
  if (size < (known_kind ? kShortestResource - 1 : kShortestResource) || size > kLongestResource) {
    return std::nullopt;
  }
  if (words.find_first_of("0123456789%") != std::string_view::npos || words.ends_with("的")) {
    return std::nullopt;
  }
  const TextMention* known = nullptr;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    if (mention.inherited || !bytes.contains(mention.span.bytes)) continue;
    const std::string& type = text_.entities[mention.entity].type;
    const bool owner = mention.span.bytes.end < bytes.end && known_kind;
    if ((type == "Firm" || type == "Product" || type == "Agency") && !owner) return std::nullopt;
    if (type == "Resource" && mention.span.bytes == bytes) known = &mention;
  }
  for (const TimeMention& time : text_.times_in(reading.span.block)) {
    if (time.span.bytes.overlaps(bytes)) return std::nullopt;
  }
  return known != nullptr ? mentioned(*known) : new_concept(bytes, "Resource", -60);
}

void ChinesePlans::put_owned(const Reading& reading, ByteRange bytes, ByteRange verb,
                             const Firms& firms, bool carried,
                             std::vector<ClauseRelation>& out) const {
  auto object = resource(reading, bytes);
  if (!object) return;
  ClauseRelation made;
  made.family = "HAS";
  made.rule = "zh:owned";
  made.subjects = spoken_of(firms, carried);
  made.object = std::move(*object);
  made.cue.frame = &owns_;
  made.cue.bytes = verb;
  made.cue.whole = verb;
  out.push_back(std::move(made));
}

// A匈牙利工厂, A的江西厂: where something is made, by where it is.
void ChinesePlans::works_of(const Reading& reading, std::vector<ClauseRelation>& out) const {
  static constexpr std::array<std::string_view, 2> kWhose = {"的", "位于"};
  static const Pattern works(
      "^[市省州县]?[^，。；、的与和及等在于将设設建有投开開办辦扩擴兴興（(]{0,8}?(?:工厂|工廠|厂区|廠區|船厂|船廠|晶圆厂|"
      "晶圓廠|电池厂|電池廠|"
      "钢厂|鋼廠|[厂廠]|生产基地|生產基地|基地|产业园|產業園|产线|產線|生产线|生產線)");
  // 工厂化, 厂商, 厂长, 基地台
  static const Pattern goes_on("^(?:[商家长長房址牌内內化台]|建设|建設)");
  for (const TextMention& firm : text_.mentions_near(reading.span)) {
    if (firm.inherited || text_.entities[firm.entity].type != "Firm" ||
        !reading.span.bytes.contains(firm.span.bytes)) {
      continue;
    }
    const std::uint32_t at =
        behind_any(block_, firm.span.bytes.end, reading.span.bytes.end, kWhose);
    for (const TextMention& place : text_.mentions_near(reading.span)) {
      if (place.inherited || place.span.bytes.begin != at ||
          text_.entities[place.entity].type != "Place") {
        continue;
      }
      const std::string_view behind =
          block_.substr(place.span.bytes.end, reading.span.bytes.end - place.span.bytes.end);
      const auto found = works.find(behind);
      if (!found || goes_on.found_in(behind.substr(found->bytes.end))) continue;
      ClauseRelation made;
      made.family = "HAS";
      made.rule = "zh:works";
      made.subjects = {mentioned(firm)};
      made.object = new_concept({at, place.span.bytes.end + found->bytes.end}, "Resource", -60);
      made.cue.frame = &owns_;
      made.cue.bytes = made.object.create_from;
      made.cue.whole = made.object.create_from;
      out.push_back(std::move(made));
    }
  }
}

// A…，具备较强的品牌影响力: what the firm of the clause has.
void ChinesePlans::owned_at(const Reading& reading, const Opening& open, std::uint32_t end,
                            const Firms& firms, bool carried, const std::vector<ByteRange>& used,
                            std::vector<ClauseRelation>& out) const {
  std::uint32_t at = open.at;
  std::uint32_t verb_end = word_end("possess", at, end);
  for (const std::string_view list : {"established", "leaning"}) {
    if (verb_end == at) verb_end = word_end(list, at, end);
  }
  // 在车规领域具备优势, 旗下有五家医院
  static constexpr std::array<std::string_view, 6> kWhere = {"在",   "于",   "旗下",
                                                             "名下", "账上", "从"};
  const std::uint32_t where = behind_any(block_, open.at, end, kWhere);
  for (std::size_t here = where; verb_end == at && where > open.at && here < end;) {
    const auto place = static_cast<std::uint32_t>(here);
    if (place > where + kFarOwned) return;
    for (const std::string_view list : {"possess", "established"}) {
      const std::uint32_t found = word_end(list, place, end);
      if (found == place) continue;
      at = place;
      verb_end = found;
      break;
    }
    decode(block_, here);
  }
  if (verb_end == at || block_.substr(verb_end).starts_with("的")) return;
  const ByteRange verb{at, verb_end};
  const bool stated =
      std::ranges::any_of(used, [&](const ByteRange& one) { return one.overlaps(verb); });
  ByteRange bytes{verb_end, end};
  // 有利于A, 有望A: nothing that one has.
  for (const std::string_view other : {"利", "助", "望", "意", "关", "效", "限", "所"}) {
    if (block_.substr(verb.begin, verb.size()).ends_with("有") &&
        block_.substr(verb.end).starts_with(other)) {
      return;
    }
  }
  for (const std::string_view aspect : {"了", "着", "有"}) {
    if (block_.substr(bytes.begin).starts_with(aspect)) bytes.begin += kOneCharacter;
  }
  // 具备 says it of anything; 建成, 设有 and 现有 of what is counted or is a resource by its name.
  const std::string_view words = block_.substr(bytes.begin, bytes.size());
  if (word_end("possess", at, end) == at) {
    const bool counted = front_of_count(block_, bytes) < end ||
                         behind_count(block_, bytes.begin, end) > bytes.begin ||
                         behind_any(block_, bytes.begin, end, kOne) > bytes.begin;
    // 在A设有工厂 only tells where.
    if (!counted && count_code_points(words) < kShortestResource + 1) return;
    const bool leans = word_end("leaning", at, end) > at;
    if ((leans || !counted) && !ends_in_any(words, frames_.words(Language::Chinese, "owned")) &&
        !ends_in_any(words, frames_.words(Language::Chinese, "resource"))) {
      return;
    }
  }
  // 3000项专利和一支研发团队: each with its own figure.
  for (const std::string_view join : {"和", "以及", "及", "与", "、"}) {
    const std::size_t joint = words.find(join);
    if (joint == std::string_view::npos) continue;
    const auto behind = bytes.begin + static_cast<std::uint32_t>(joint + join.size());
    if (behind_any(block_, behind, end, kOne) == behind &&
        behind_count(block_, behind, end) == behind) {
      continue;
    }
    put_owned(reading, {behind, end}, verb, firms, carried, out);
    bytes.end = bytes.begin + static_cast<std::uint32_t>(joint);
    break;
  }
  if (!stated) put_owned(reading, bytes, verb, firms, carried, out);
}

// A的核心优势在于供应链: what is said to be the advantage.
void ChinesePlans::advantage_of(const Reading& reading, std::uint32_t at, std::uint32_t end,
                                const Firms& firms, const std::vector<ByteRange>& used,
                                std::vector<ClauseRelation>& out) const {
  static constexpr std::array<std::string_view, 5> kLies = {"在于", "来自于", "来自", "源于", "是"};
  const std::string_view clause = block_.substr(at, end - at);
  for (const std::string& word : frames_.words(Language::Chinese, "advantage")) {
    const std::size_t place = clause.find(word);
    if (place == std::string_view::npos) continue;
    const auto behind = at + static_cast<std::uint32_t>(place + word.size());
    ByteRange bytes{behind_any(block_, behind, end, kLies), end};
    if (bytes.begin == behind) continue;
    const ByteRange verb{behind, bytes.begin};
    if (std::ranges::any_of(used, [&](const ByteRange& one) { return one.overlaps(verb); })) return;
    bytes.begin = behind_any(block_, bytes.begin, end, std::array<std::string_view, 2>{"其", "它"});
    return put_owned(reading, bytes, verb, firms, false, out);
  }
}

}  // namespace sarye

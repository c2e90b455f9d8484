// Names of firms and bodies that the Chinese tagger sees. A tag is evidence of one kind: the words
// around have to give another (an actor's verb, an owner's noun, a list with firms, a suffix).
#include <algorithm>
#include <map>
#include <string>

#include "engine/text/boundaries.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/chinese_borders.h"
#include "ingest/names/discovered_names.h"

namespace sarye {
namespace {

constexpr std::uint32_t kHan = 3;    // bytes of a character
constexpr std::uint32_t kNear = 60;  // bytes of context: twenty characters

bool is_organisation(const TaggedWord& word) {
  return word.tag == "ORG" || word.tag == "nt";
}

// What firms' names begin with when the tagger cuts them: 晨曜/nr 光电/n.
bool may_begin_name(const TaggedWord& word) {
  return word.tag == "PER" || word.tag == "nr" || word.tag == "nz" || word.tag == "LOC" ||
         word.tag == "ns" || word.tag == "nw";
}

const Pattern& industry() {
  static const Pattern pattern(
      R"((?:有限公司|公司|集团|集團|科技|股份|控股|重工|造船|船业|船業|医药|醫藥|制药|製藥|药业|藥業|医疗|醫療|生物|证券|證券|银行|銀行|资本|資本|保险|保險|人寿|人壽|金控|半导体|半導體|汽车|汽車|电子|電子|光电|光電|光学|光學|电力|電力|储能|儲能|能源|动力|動力|电池|電池|钢铁|鋼鐵|钢构|化工|材料|新材|矿业|礦業|智能|机器人|機器人|网络|網路|软件|軟體|通信|航空|航运|航運|海运|海運|物流|仓储|倉儲|快递|环保|環保|传媒|傳媒|影业|影業|游戏|遊戲|食品|乳业|乳業|饮料|飲料|餐饮|餐飲|种业|纸业|紙業|电器|電器|家居|服饰|服飾|零售|超商|电商|地产|地產|精密|微电子|微電子)$)");
  return pattern;
}

bool is_generic(std::string_view name) {
  // What an industry's firms or goods are called: 铝业公司, 新能源汽车.
  static const Pattern industry_name(
      R"(^\p{Han}{1,2}[业業](?:公司|集团|集團)$|^(?:新能源|智能|电动|電動|燃油|混动|纯电|商用|乘用|自动驾驶|人工智能|动力|動力|消费|储能|儲能|氢能|光伏|风电|集成电路|互联网|電子商務|电子商务|跨境).{0,3}(?:汽车|汽車|电池|電池|公司|企业|企業|电子|電子|科技|材料|平台|产业|產業|厂商|廠商|集团|集團)$)");
  if (industry_name.found_in(name)) return true;
  // A legal form behind a name that is known already, and a scale with its unit.
  static const Pattern remainder(
      R"(^(?:股份)?(?:有限|责任|責任|有限责任|有限責任)?公司$|^[万萬亿億](?:立方米|吨|噸|千瓦|台|辆|輛))");
  if (remainder.found_in(name)) return true;
  static const Pattern pattern(
      R"(^(?:本|该|該|这|這|一家|一間|数家|數家|各|多|两|兩|三|几|幾|某|其|新|大|小|中小|外资|外資|国有|國有|民营|民營|上市|跨国|跨國|子|母|分|总|總|龙头|龍頭|头部|相关|相關|其他|国内|國內|国际|國際|海外|全球|世界|本土).{0,4}(?:公司|集团|集團|企业|企業|厂商|廠商|银行|銀行|机构|機構|政府|部门|部門)$|(?:政府|产业链|產業鏈|供应链|供應鏈|行业|行業|产业|產業|市场|市場|领域|領域|工厂|工廠|医院|醫院|球队|球隊|俱乐部|日报|日報|时报|時報|通讯社|社|新闻|新聞|网|馆|館|大桥|大橋|铁路|鐵路|高铁|高鐵|公路|机场|機場|广场|廣場|大厦|大廈|项目|項目|航线|航線|航程|车站|車站|[^酒药藥钢鋼船机機煤纸紙业業泥](?:厂|廠)|料理|管委会|管委會|中心|研究所|实验室|實驗室|基金|基金会|基金會|工作室|電視臺|电视台)$)");
  return pattern.found_in(name);
}

// 韩国公司, 美国游戏企业: a place and what sort of firm it is.
bool is_kind_of_firm(std::string_view behind_place) {
  static const Pattern pattern(
      R"(^\p{Han}{0,4}?(?:公司|企业|企業|厂商|廠商|集团|集團|银行|銀行|政府|车企|車企|药企|藥企|厂|廠|商)$)");
  return behind_place.empty() || pattern.found_in(behind_place);
}

// A proper name of characters that form no word of the dictionary: 云鲸, not 新能源.
bool is_no_word(std::string_view name) {
  const auto words = word_ranges(name, Language::Chinese);
  return std::all_of(words.begin(), words.end(),
                     [](ByteRange word) { return word.size() <= kHan; });
}

// What behind a short name makes it another firm's.
bool is_other_business(std::string_view behind_name) {
  static const Pattern pattern(
      R"(^(?:人寿|人壽|金控|产险|產險|证券|證券|银行|銀行|保险|保險|基金|地产|地產|医药|醫藥|航空|航运|航運|重工|化学|化學)$)");
  return pattern.found_in(behind_name);
}

bool is_body(std::string_view name) {
  static const Pattern pattern(
      R"((?:部|委|委员会|委員會|局|署|厅|廳|研究院|科学院|科學院|法院|检察院|大学|大學|学会|學會|协会|協會|议会|議會|国会|國會|国务院|國務院|央行|联合国|聯合國|白宫|白宮|理事会|理事會|组织|組織|交易所)$)");
  return pattern.found_in(name);
}

// What stands behind a firm's name: an actor's verb within a few characters, or what firms have.
bool acts(std::string_view behind) {
  static const Pattern pattern(
      R"(^(?:公司|集团|集團)?(?:[^，。；、：]{0,8}?)(?:发布|發布|推出|宣布|表示|收购|收購|并购|併購|投资|投資|入股|参股|參股|研发|研發|开发|開發|生产|生產|量产|量產|建成|建设|投产|投產|签署|簽署|成立|采用|採用|使用|依赖|依賴|布局|进军|進軍|扩产|擴產|停产|停產|供应|供應|供货|供貨|交付|出货|出貨|合作|竞争|競爭|上市|融资|融資|选择|選擇|获得|獲得)|^(?:公司|集团|集團)?的?(?:旗下|股价|股價|营收|營收|收入|净利|淨利|利润|利潤|毛利|市值|订单|訂單|客户|客戶|产品|產品|市场份额|市占率|工厂|工廠|产能|產能|创始人|創辦人|创办人|董事长|董事長|总经理|總經理|总裁|總裁|CEO|首席|竞争对手|競爭對手|子公司|员工|員工|技术路线|團隊|团队))");
  return pattern.found_in(behind);
}

bool is_named_as_firm(std::string_view before, std::string_view behind) {
  static const Pattern apposition(
      R"((?:子公司|母公司|旗下|供应商|供應商|厂商|廠商|车企|車企|药企|藥企|巨头|巨頭|龙头|龍頭|企业|企業|公司|制造商|製造商|开发商|開發商|运营商|營運商|券商|竞争对手|競爭對手|对手|對手|客户|客戶|平台|独角兽|收购了?|收購了?|并购了?|併購了?|参股了?|參股了?|入股了?)[“‘「]?$)");
  static const Pattern preposition(R"((?:与|與|和|同|跟|向|由|被|从|從|对|對|为|為)$)");
  static const Pattern dealing(
      R"(^(?:[^，。；]{0,10}?)(?:合作|竞争|競爭|签署|簽署|成立|供应|供應|供货|供貨|收购|收購|采购|採購|提供|合资|合資|联合|聯合|共同|终止|終止|达成|達成|领投|領投|控股|起诉|起訴))");
  return apposition.found_in(before) || (preposition.found_in(before) && dealing.found_in(behind));
}

bool is_list_sign(std::string_view between) {
  return between == "、" || between == "和" || between == "与" || between == "與" ||
         between == "及" || between == "以及";
}

}  // namespace

std::map<std::string_view, int> organisation_counts(const AnnotatedText& text) {
  std::map<std::string_view, int> counts;
  for (const TaggedWord& word : text.words) {
    if (is_organisation(word)) ++counts[text.text_of(word.span)];
  }
  return counts;
}

void tagged_evidence(const AnnotatedText& text, std::uint32_t block,
                     const std::vector<ListedHit>& listed, const ChineseBorders& borders,
                     const std::map<std::string_view, int>& counts,
                     std::vector<NameEvidence>& out) {
  const auto at_block = [](const TaggedWord& word, std::uint32_t b) { return word.span.block < b; };
  const auto first = std::lower_bound(text.words.begin(), text.words.end(), block, at_block);
  const auto last = std::lower_bound(first, text.words.end(), block + 1, at_block);
  const std::string_view shown = text.blocks[block].text;

  // A listed name is the better reading, but for a place that a firm's name begins with and a
  // short name that another firm's begins with: 国泰 in 国泰人寿.
  const auto over_listed = [&](ByteRange range, bool organisation) {
    return std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
      if (!hit.span.bytes.overlaps(range) || hit.entry->key.starts_with("place:")) return false;
      const bool begins = hit.span.bytes.begin == range.begin && hit.span.bytes.end < range.end &&
                          hit.span.bytes.size() <= 2 * kHan;
      return !(begins && organisation &&
               is_other_business(shown.substr(hit.span.bytes.end, range.end - hit.span.bytes.end)));
    });
  };
  const auto place_end = [&](ByteRange range) {
    std::uint32_t end = range.begin;
    for (const ListedHit& hit : listed) {
      const bool place = hit.entry->key.starts_with("place:");
      if (place && hit.span.bytes.begin == range.begin && hit.span.bytes.end <= range.end) {
        end = std::max(end, hit.span.bytes.end);
      }
    }
    return end;
  };
  const auto is_country = [&](std::uint32_t begin) {
    return std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
      return hit.span.bytes.begin == begin && hit.entry->key.starts_with("place:") &&
             (hit.entry->kind == "country" || hit.entry->key == "place:taiwan");
    });
  };
  static const Pattern suffix_alone(
      R"(^(?:综合|綜合|现代|現代|高端|传统|傳統|保健|智慧|绿色|綠色)\p{Han}{2}$)");
  // A listed firm or another organisation that the tagger sees stands beside, in a list.
  const auto in_list = [&](ByteRange range) {
    const auto beside = [&](ByteRange other) {
      if (other.end <= range.begin) {
        return is_list_sign(shown.substr(other.end, range.begin - other.end));
      }
      return other.begin >= range.end &&
             is_list_sign(shown.substr(range.end, other.begin - range.end));
    };
    return std::any_of(listed.begin(), listed.end(),
                       [&](const ListedHit& hit) {
                         return hit.entry->key.starts_with("firm:") && beside(hit.span.bytes);
                       }) ||
           std::any_of(first, last, [&](const TaggedWord& word) {
             return is_organisation(word) && beside(word.span.bytes);
           });
  };

  for (auto word = first; word != last; ++word) {
    const auto next = word + 1;
    const bool suffixed = next != last && next->span.bytes.begin == word->span.bytes.end &&
                          industry().matches_whole(text.text_of(next->span));
    ByteRange range = word->span.bytes;
    const bool organisation = is_organisation(*word);
    // A proper name of no known words beside firms: 三花智控和拓普集团.
    const bool proper = word->tag == "nz" && !suffixed && range.size() >= 4 * kHan &&
                        is_no_word(text.text_of(word->span));
    if (!organisation && !proper && !(may_begin_name(*word) && suffixed)) continue;
    // 王明控股的公司, 青岚有限公司控股子公司: who holds the shares.
    static const Pattern holds(R"(^(?:子公司|股东|股東|的))");
    const bool holder = suffixed && text.text_of(next->span) == "控股" &&
                        holds.found_in(shown.substr(next->span.bytes.end));
    if (holder && !organisation) continue;
    if (suffixed && !holder) range.end = next->span.bytes.end;
    range = borders.trimmed(range);
    const std::string_view ends = shown.substr(range.begin, range.size());
    if (ends.ends_with("控股") && holds.found_in(shown.substr(range.end))) range.end -= 2 * kHan;
    if (word->tag == "nz" && !is_no_word(text.text_of(word->span))) continue;
    if (const std::uint32_t place = place_end(range); place > range.begin) {
      if (!organisation) continue;
      const std::string_view rest = shown.substr(place, range.end - place);
      if (is_kind_of_firm(rest) || (!industry().find(rest) && !is_body(rest))) continue;
      if (!rest.empty() && static_cast<unsigned char>(rest.front()) < 0x80) range.begin = place;
    }
    const std::string_view name = shown.substr(range.begin, range.size());
    if (range.size() < 3 * kHan || is_generic(name) || over_listed(range, organisation)) continue;

    // 国际物流, 台湾纺织科技: businesses, of no name.
    const NameParts parts = borders.parts(range);
    if (parts.core == range.begin || (suffix_alone.find(name) && !is_body(name))) continue;
    if (parts.core <= parts.place && parts.business > parts.core && is_country(range.begin)) {
      continue;
    }

    const char* type = is_body(name) ? "Agency" : "Firm";
    const auto add = [&](const char* sign, bool anchor) {
      out.push_back({{block, range}, type, sign, false, anchor});
    };
    const bool listed_beside = in_list(range);
    const std::string_view behind = shown.substr(range.end, kNear);
    const std::string_view before =
        shown.substr(range.begin > kNear ? range.begin - kNear : 0, std::min(kNear, range.begin));
    const bool named = is_named_as_firm(before, behind);
    if (proper && !listed_beside && !named) continue;
    if (organisation || proper || word->tag == "PER" || word->tag == "nr") add("tagged", true);
    if (industry().found_in(name)) add("suffix", true);
    if (acts(behind)) add("actor", false);
    if (named) add("apposition", false);
    if (listed_beside) add("coordination", false);
    const auto times = counts.find(name);
    if (organisation && times != counts.end() && times->second >= 2) add("tagged-again", false);
  }
}

}  // namespace sarye

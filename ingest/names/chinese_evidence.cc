#include <algorithm>
#include <array>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/chinese_borders.h"
#include "ingest/names/discovered_names.h"

namespace sarye {
namespace {

// Characters that seldom stand inside a firm's name and often before it.
bool is_border(char32_t c) {
  static constexpr std::u32string_view kBorders =
      U"的和与與及或在由对對向是为為把被从從将將等了以到于於而则則也都又并並据據像如让讓给給跟同比"
      U"该該本这這那其有用因即使";
  return kBorders.find(c) != std::u32string_view::npos;
}

constexpr std::size_t kNearTrade = 30;  // bytes
constexpr std::array<std::string_view, 15> kTrades = {
    "企业",   "企業",   "厂商",   "廠商", "供应商", "供應商", "制造商", "製造商",
    "零售商", "生产商", "生產商", "车企", "車企",   "巨头",   "巨頭"};

bool is_listed_firm(const ListedHit& hit) {
  return hit.entry->key.starts_with("firm:");
}

}  // namespace

void chinese_evidence(const AnnotatedText& text, std::uint32_t block,
                      const std::vector<ListedHit>& listed, const ChineseBorders& borders,
                      std::vector<NameEvidence>& out) {
  const std::string_view shown = text.blocks[block].text;
  const auto listed_over = [&](ByteRange range) {
    return std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
      return hit.span.bytes.overlaps(range) &&
             !(range.contains(hit.span.bytes) && range != hit.span.bytes);
    });
  };
  const auto add = [&](ByteRange range, const char* type, const char* sign, bool alone,
                       bool anchor) {
    const std::string_view name = shown.substr(range.begin, range.size());
    const ScriptCounts scripts = count_scripts(name);
    if (range.size() < 6 || scripts[Script::Han] < 2 || listed_over(range)) return;
    out.push_back({{block, range}, type, sign, alone, anchor});
  };

  // A code of a stock exchange in brackets follows listed firms.
  static const Pattern ticker(
      R"(\s?[（(]\s?(?:[0-9]{4}|[0-9]{6})(?:\.[A-Z]{2})?\s?[)）]|\s?[（(]\s?[0-9A-Z]{1,6}\.(?:HK|SH|SZ|US|TW|N|O)\s?[)）]|\s?[（(]\s?(?:NYSE|NASDAQ|HKEX|SH|SZ|TSE)\s?[:：]\s?[0-9A-Z]{1,6}\s?[)）])");
  const auto tickers = ticker.find_all(shown);
  for (const PatternMatch& match : tickers) {
    // "（2024）" behind a word is a year; exchanges use such numbers too, so a year
    // needs company.
    const std::string_view code = shown.substr(match.bytes.begin, match.bytes.size());
    static const Pattern year(R"((?:19|20)[0-9]{2}\s?[)）]$)");
    const bool maybe_year = tickers.size() < 3 && year.found_in(code);
    const auto name = borders.before(match.bytes.begin, 10);
    if (!name) continue;
    const ByteRange range = name->range;
    // 年度报告（2024）
    if (is_sort_of_thing(borders.simplified().substr(range.begin, range.size()))) continue;
    add(range, "Firm", "ticker", !maybe_year, true);
  }

  // Suffixes of firms' names; the prefix reaches back to the nearest border.
  static const LiteralFinder suffix(
      {"公司", "集团", "集團", "科技", "股份",   "控股",   "重工",   "制药", "製藥",
       "药业", "藥業", "证券", "證券", "半导体", "半導體", "银行",   "銀行", "汽车",
       "汽車", "电子", "電子", "钢铁", "鋼鐵",   "化工",   "生物",   "能源", "新材料",
       "动力", "光电", "光電", "智能", "网络",   "软件",   "資本",   "资本", "保险",
       "航空", "传媒", "食品", "乳业", "电器",   "電器",   "机器人", "通信"});
  static const Pattern plain(
      R"(^\p{Han}{1,2}[业業](?:公司|集团|集團)|^(?:新能源|智能|电动|電動|商业|商業|中央|投资|上市|科技|互联网|鋼鐵|钢铁|国内|海外|全球|多家|两家|兩家|一家|各家|这家|母|子|分|总|總|大型|中小|相关|其他|外国|本土|美国|美國|中国|中國|日本|韩国|欧洲|国有|民营|清洁|可再生|燃料|燃油|自动驾驶|高端|消费|家用|现代|先进|前沿|金融|信息|高新|绿色|人工|传统|纯电|混动|豪华|二手|知名|龙头|头部|初创|創新|创新|世界|电力|化石|制造|材料|製造|零部件))");
  static const Pattern actor(
      R"(^(?:[^，。；]{0,6})(?:发布|發布|推出|宣布|表示|收购|收購|投资|上涨|上漲|下跌|公告|披露|研发|研發|生产|生產|涨停|漲停|合作|签署|簽署|成立|旗下|股价|股價))");
  static const Pattern apposition(
      R"((?:子公司|母公司|旗下|供应商|供應商|厂商|廠商|车企|巨头|巨頭|龙头|龍頭|创业公司|初创公司|新創公司|制造商|製造商|开发商|券商|合资公司|竞争对手|平台|独角兽)[“‘「]?$)");
  for (const ByteRange& end : suffix.leftmost(shown)) {
    const auto before = borders.before(end.end, 8);
    if (!before || before->range.begin + 6 > end.begin) continue;
    const ByteRange range = before->range;
    const std::string_view name = shown.substr(range.begin, range.size());
    if (plain.found_in(name) ||
        is_sort_of_thing(borders.simplified().substr(range.begin, range.size()))) {
      continue;
    }
    // 比亚迪智能, 举办智能: what a known firm does, or what is done, with a word for a business.
    const bool about_listed = std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
      return is_listed_firm(hit) && hit.span.bytes != range && range.contains(hit.span.bytes) &&
             (hit.span.bytes.begin == range.begin || hit.span.bytes.end == range.end);
    });
    static const Pattern general(
        R"((?:半导体|半導體|汽车|汽車|电子|電子|化工|生物|能源|新材料|动力|光电|光電|智能|网络|软件|保险|航空|食品|电器|電器|机器人|通信)$)");
    const NameParts parts = borders.parts(range);
    if (about_listed || parts.core == range.begin) continue;
    if (general.found_in(name) && !borders.is_no_word({parts.place, parts.core})) continue;
    // A longer suffix goes on: 科技 in 科技有限公司.
    const std::string_view behind =
        shown.substr(range.end, std::min<std::size_t>(60, shown.size() - range.end));
    add(range, "Firm", "suffix", false, true);
    if (actor.found_in(behind)) add(range, "Firm", "actor", false, false);
    const std::string_view near = shown.substr(range.begin > 45 ? range.begin - 45 : 0,
                                               std::min<std::size_t>(45, range.begin));
    if (apposition.found_in(near)) add(range, "Firm", "apposition", false, false);
    for (const ListedHit& hit : listed) {
      if (!is_listed_firm(hit)) continue;
      const bool left = hit.span.bytes.end < range.begin && range.begin - hit.span.bytes.end <= 6;
      const bool right = hit.span.bytes.begin >= range.end && hit.span.bytes.begin - range.end <= 6;
      if (!left && !right) continue;
      const std::string_view between =
          left ? shown.substr(hit.span.bytes.end, range.begin - hit.span.bytes.end)
               : shown.substr(range.end, hit.span.bytes.begin - range.end);
      if (between.find("、") != std::string_view::npos || between == "和" || between == "与") {
        add(range, "Firm", "coordination", false, false);
      }
    }
  }

  // 德国零部件企业施耐特宣布: no word, behind a noun for firms of a trade.
  static const LiteralFinder trades(std::vector<std::string>(kTrades.begin(), kTrades.end()));
  static const Pattern told(
      R"(^(\p{Han}{3,5}?)(?:宣布|表示|发布|發布|發表|推出|计划|計畫|公布|正式|近日|日前|拟|擬|已经|正在))");
  trades.each(shown, [&](std::size_t noun, std::size_t at) {
    const std::size_t end = at + kTrades[noun].size();
    const auto name = told.find(shown.substr(end, kNearTrade));
    if (!name) return;
    const auto begin = static_cast<std::uint32_t>(end);
    const ByteRange range{begin, begin + name->groups[0]->size()};
    const std::u32string points = code_points(shown.substr(range.begin, range.size()));
    if (std::any_of(points.begin(), points.end(), is_border) || !borders.is_no_word(range)) return;
    add(range, "Firm", "apposition", true, true);
  });

  // Bodies whose name begins with a place: 中国科学技术大学, 北京科技大学.
  static const Pattern body(
      R"(^(?:市|省|州)政府|^\p{Han}{1,10}?(?:大学|大學|研究院|委员会|委員會|管理局|监管局|監管局|商务部|商務部|工信部|财政部|財政部|科技部|发改委|協會|协会|学会|學會|交易所|法院))");
  for (const ListedHit& hit : listed) {
    if (!hit.entry->key.starts_with("place:")) continue;
    const std::string_view behind = shown.substr(hit.span.bytes.end);
    const auto match = body.find(behind);
    if (!match) continue;
    const ByteRange range{hit.span.bytes.begin, hit.span.bytes.end + match->bytes.end};
    const std::string_view inner = behind.substr(0, match->bytes.end);
    const std::u32string points = code_points(inner);
    if (std::any_of(points.begin(), points.end(), is_border)) continue;
    out.push_back({{block, range}, "Agency", "kind-of-body", true, true});
  }
}

}  // namespace sarye

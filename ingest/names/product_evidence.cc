#include <algorithm>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/english.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/discovered_names.h"

namespace sarye {
namespace {

// A code as models and goods bear it: R2, V3.1, GPT-5o, MU5, 05 DM-i is none.
constexpr std::string_view kCode =
    R"([A-Z][A-Za-z]{0,7}-?[0-9]{1,4}(?:\.[0-9]{1,2})?[A-Za-z]{0,3})";

// What Chinese goods are called that bear a name of their own.
constexpr std::string_view kGoods =
    "产品|產品|品牌|车型|車型|车系|車系|机型|機型|手游|新游|端游|网游|游戏|遊戲|新药|新藥|药物|"
    "藥物|抑制剂|抑制劑|单抗|單抗|双抗|雙抗|疫苗|注射液|胶囊|膠囊|候选药物|候選藥物|系列|机器人|"
    "機器人|无人机|無人機|小程序|操作系统|作業系統|客机|客機|手表|手錶|耳机|耳機|洗衣机|洗衣機|"
    "扫地机|掃地機|App|APP|app";

// How the names of drugs end: the stems of their international names.
constexpr std::string_view kDrugStems =
    "替尼|珠单抗|珠單抗|利单抗|单抗|單抗|他汀|沙坦|格列净|格列淨|列汀|鲁肽|魯肽|那肽|西利|帕利|"
    "佐米|替康|夫定|拉唑|沙班|泊帕|沙星|曲塞|布韦|布韋|昔布|普坦|奈德";

constexpr std::uint32_t kNearFirm = 75;  // bytes between a firm and a quoted name of its goods

bool inside_listed(const std::vector<ListedHit>& listed, ByteRange range) {
  return std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
    return hit.span.bytes.overlaps(range) &&
           !(range.contains(hit.span.bytes) && range.size() > hit.span.bytes.size());
  });
}

}  // namespace

void product_evidence(const AnnotatedText& text, std::uint32_t block,
                      const std::vector<ListedHit>& listed, std::vector<NameEvidence>& out) {
  const std::string_view shown = text.blocks[block].text;
  const bool has_capital =
      std::any_of(shown.begin(), shown.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  const bool has_digit =
      std::any_of(shown.begin(), shown.end(), [](char c) { return c >= '0' && c <= '9'; });
  const bool has_mark = std::any_of(shown.begin(), shown.end(), [](char c) {
    return c == '\'' || c == '"' || c == '\xE2' || c == '\xE3';  // the first bytes of all marks
  });
  static const Pattern code_behind("^(?: ?- ?| )?(" + std::string(kCode) + ")");
  static const Pattern head_behind(
      R"(^[’'”"」》]?\s?(?i:모델|모듈|칩|앱|서비스|시리즈|플랫폼|차량|전기차|SUV|세단|브랜드|大模型|模型|芯片|晶片|车型|車型|系列|手机|手機|平台|制程|製程|处理器|處理器|电池|電池|models?\b|chips?\b|app\b|series\b|processors?\b|SUV|sedan|smartphones?\b))");
  // Z9GT和Z9两款新车型, “夏进”品牌: what Chinese goods are called, a list and its number between.
  static const Pattern goods_behind(
      R"(^[”」》]?(?:[、和与與及]\s?[“「《]?[A-Za-z0-9.\- ]{1,12}[”」》]?){0,3}\s?(?:[等]?[一两兩二三四五六七八九十0-9多]{1,2}大?款)?(?:全新|新款|新|智能|电动|電動|旗舰|旗艦)*(?:)" +
      std::string(kGoods) + ")");
  static const Pattern goods_before(
      R"((?:)" + std::string(kGoods) +
      R"()(?:[（(]?(?:如|包括|包含|例如|有|为|為|是|名为|名為|叫|、)?)?[“「《]?$)");
  // 核心产品X, 旗下Y: somebody's goods are spoken of.
  static const Pattern role_before(
      R"((?:旗下|核心|主打|主力|首款|首个|首個|新款|全新|新一代|旗舰|旗艦|自研|自主研发|自主研發|自有|两款|兩款|三款|多款|一款|高端|子|王牌|明星|拳头|拳頭|第[一二三四五六]代)(?:的)?[^，。；、,;]{0,15}$)");
  static const Pattern listed_codes(
      R"((?:[A-Z][A-Za-z]{0,7}-?[0-9]{1,4}[A-Za-z]{0,3}\s?[、和与與及]\s?)+$)");
  static const Pattern head_before(
      R"((?i)(?:모델|추론모델|언어모델|칩|앱|챗봇|비서|서비스|플랫폼|브랜드|제품|게임|에이전트|스마트폰|신약|치료제|시밀러|전기차|SUV|세단|솔루션|시스템|배터리|로봇|후속작인|大模型|模型|芯片|晶片|平台|品牌|系统|系統|车型|車型|手机|手機|应用|應用|助手|汽车|汽車|轿车|轎車|电动车|電動車|笔电|筆電|电池|電池|新药|新藥|药物|藥物|疫苗|机器人|機器人|服务器|伺服器|显卡|顯卡|处理器|處理器|制程|製程|相机|相機|无人机|無人機|客机|客機|主机|主機|掌机|掌機|眼镜|眼鏡|耳机|耳機|音箱|手表|手錶|平板|一体机|游戏|遊戲|model|chip|app|platform|brand|drug|vaccine|chatbot|assistant|called|named|dubbed)(?:인|은|는)?\s*$)");
  static const Pattern launch(
      R"((?i)출시|공개|선보|개발|발표|상용화|판매|탑재|发布|發布|发表|發表|推出|上市|上线|上線|亮相|开售|開賣|发售|發售|预售|預售|交付|获批|獲批|首发|首發|搭载|搭載|研发|量产|量產|launch|releas|unveil|introduc|develop|roll(?:ed)? out)");

  // Chinese names the product behind the verb: 推出了新款轿车ET9.
  static const Pattern launched_before(
      R"((?:推出|发布|發布|发表|發表|量产|量產|研发|研發|上市|亮相|发售|發售)[^，。；、]{0,12}$)");
  static const LiteralFinder launched({"推出", "发布", "發布", "发表", "發表", "量产", "量產",
                                       "研发", "研發", "上市", "亮相", "发售", "發售"});
  static const Pattern no_product(
      R"(^(?:Q[1-4]|H[12]|FY[0-9]+|CO2|G[0-9]{1,2}|L[1-5]|B2[BC]|Top[0-9]+|COVID-?19|NO[0-9]+|No[0-9]+|TOP[0-9]+|[A-Z][a-z]+[0-9]{4}|ISO[0-9]+|RE100|Web[0-9]|AI[0-9]+)$)");

  // A firm and a code in one: DeepSeek-V4, 딥시크 R2. The whole is one product, and the code alone
  // means it elsewhere.
  for (const ListedHit& hit : listed) {
    if (!hit.entry->key.starts_with("firm:") && !hit.entry->key.starts_with("product:")) continue;
    const std::string_view behind = shown.substr(hit.span.bytes.end);
    const std::size_t first = behind.find_first_not_of(" -");
    if (first == behind.npos || first > 3 || behind[first] < 'A' || behind[first] > 'Z') continue;
    const auto code = code_behind.find(behind);
    if (!code) continue;
    const ByteRange whole{hit.span.bytes.begin, hit.span.bytes.end + code->bytes.end};
    if (inside_listed(listed, whole) || !latin_borders(shown, whole)) continue;
    if (no_product.found_in(code->text(behind, 0))) continue;
    out.push_back({{block, whole}, "Product", "maker-and-code", true});
    const ByteRange alone{hit.span.bytes.end + code->groups[0]->begin, whole.end};
    out.push_back({{block, alone},
                   "Product",
                   "code-of-maker",
                   true,
                   true,
                   std::string(shown.substr(whole.begin, whole.size()))});
  }

  // SUV车型远航T9正式上市: characters in front of the code belong to the name.
  static const Pattern named_code(
      R"((?:车型|車型|轿车|轎車|SUV|MPV|跑车|跑車|皮卡|新车|新車|手机|手機|机型|機型|机器人|機器人|芯片|晶片|无人机|無人機|旗下|推出|发布|發布|发表|發表)(?:的|：|为|為)?(\p{Han}{2,3})$)");
  static const Pattern no_name_of_code(
      R"((?:新|款|型|机|機|車|车|片|动|動|电|電|能|端|艦|舰|列|代|品|牌|式|版|级|級|家|部|台|種|种|个|個|的|了|于|在)$|^(?:了|的|其|首|新|全|该|旗|小型|中型|大型|高端))");

  // A code with a head noun beside it, or in quotation marks.
  static const Pattern code("(" + std::string(kCode) + ")");
  const auto codes = has_capital && has_digit ? code.find_all(shown) : std::vector<PatternMatch>();
  for (const PatternMatch& match : codes) {
    const ByteRange range = *match.groups[0];
    if (inside_listed(listed, range) || !latin_borders(shown, range)) continue;
    const std::string_view name = shown.substr(range.begin, range.size());
    if (no_product.found_in(name)) continue;
    const std::string_view behind =
        shown.substr(range.end, std::min<std::size_t>(40, shown.size() - range.end));
    const std::string_view before = shown.substr(range.begin > 40 ? range.begin - 40 : 0,
                                                 std::min<std::size_t>(40, range.begin));
    const bool quoted =
        !before.empty() && !behind.empty() &&
        (before.ends_with("‘") || before.ends_with("'") || before.ends_with("“")) &&
        (behind.starts_with("’") || behind.starts_with("'") || behind.starts_with("”"));
    if (quoted) out.push_back({{block, range}, "Product", "quoted", false, true});
    if (const auto front = named_code.find(before);
        front && !no_name_of_code.found_in(front->text(before, 0)) && launch.found_in(behind)) {
      const ByteRange whole{range.begin - static_cast<std::uint32_t>(front->text(before, 0).size()),
                            range.end};
      if (!inside_listed(listed, whole)) {
        out.push_back({{block, whole}, "Product", "head", false, true});
        out.push_back({{block, whole}, "Product", "launch", false, true});
        continue;
      }
    }
    if (head_behind.found_in(behind))
      out.push_back({{block, range}, "Product", "head", false, true});
    if (head_before.found_in(before))
      out.push_back({{block, range}, "Product", "head", false, true});
    // 核心产品D-11和D-12: the noun in front of a list is each item's.
    std::string_view front = before;
    if (const auto list = listed_codes.find(front)) front = front.substr(0, list->bytes.begin);
    const bool goods = goods_behind.found_in(behind) || goods_before.found_in(front);
    if (goods) out.push_back({{block, range}, "Product", "goods", false, true});
    if (goods && role_before.found_in(front))
      out.push_back({{block, range}, "Product", "role", false, false});
    const std::size_t stop = std::min(shown.find(". ", range.end), shown.size());
    const std::string_view near =
        shown.substr(range.end, std::min<std::size_t>(90, stop - range.end));
    if (launch.found_in(near) || launched_before.found_in(before))
      out.push_back({{block, range}, "Product", "launch", false, false});
  }

  // 新款笔电ROG Ally: a Latin name behind a Chinese head noun, in a launch.
  static const Pattern latin_name(
      R"(([A-Z][A-Za-z0-9+\-]{1,14}(?: [A-Z0-9][A-Za-z0-9+\-]{0,10}){0,2}))");
  static const Pattern small_or_digit(R"([a-z0-9])");
  static const Pattern han_end(R"(\p{Han}$)");
  const bool launches = has_capital && launched.any_in(shown);
  const auto latin_names = launches ? latin_name.find_all(shown) : std::vector<PatternMatch>();
  for (const PatternMatch& match : latin_names) {
    const ByteRange range = *match.groups[0];
    if (inside_listed(listed, range) || !latin_borders(shown, range)) continue;
    const std::string_view name = shown.substr(range.begin, range.size());
    if (!small_or_digit.found_in(name) || no_product.found_in(name)) continue;
    const std::string_view before = shown.substr(range.begin > 40 ? range.begin - 40 : 0,
                                                 std::min<std::size_t>(40, range.begin));
    if (!han_end.found_in(before) || !head_before.found_in(before)) continue;
    if (!launched_before.found_in(before)) continue;
    out.push_back({{block, range}, "Product", "head", false, true});
    out.push_back({{block, range}, "Product", "launch", false, false});
  }

  // 抑制剂贝福替尼: a drug by the stem of its name.
  static const Pattern drug(
      R"((?:^|[^\p{Han}]|抑制剂|抑制劑|产品|產品|药物|藥物|新药|新藥|的|和|与|與|及|款))" +
      std::string(R"((\p{Han}{1,3}?(?:)") + std::string(kDrugStems) + "))");
  static const LiteralFinder stems({"替尼", "抗",   "抗",   "他汀", "沙坦", "列净",
                                    "列淨", "列汀", "肽",   "西利", "帕利", "佐米",
                                    "替康", "夫定", "拉唑", "沙班", "泊帕", "沙星",
                                    "曲塞", "布韦", "布韋", "昔布", "普坦", "奈德"});
  if (stems.any_in(shown)) {
    for (const PatternMatch& match : drug.find_all(shown)) {
      const ByteRange range = *match.groups[0];
      if (inside_listed(listed, range) || count_code_points(match.text(shown, 0)) < 3) continue;
      // 双抗, 国产单抗: a kind of drug.
      static const Pattern kind(
          R"(^(?:一种|该|此|国产|國產|首个|首個|生物|多款|两款|自研|新型|进口|抗体|创新|偶联)?(?:单抗|單抗|多肽)$)");
      if (kind.found_in(match.text(shown, 0))) continue;
      out.push_back({{block, range}, "Product", "drug", true});
    }
  }

  // A short quoted name after or before a product's head noun, in a sentence of launching.
  static const Pattern quoted(R"([‘“'"「《]([^‘’“”'"「」《》,，。.]{2,40})[’”'"」》])");
  std::uint32_t last_goods = 0;  // the end of the last quotation that names goods
  const auto quotations = has_mark ? quoted.find_all(shown) : std::vector<PatternMatch>();
  for (const PatternMatch& match : quotations) {
    const ByteRange range = *match.groups[0];
    const std::string_view name = shown.substr(range.begin, range.size());
    const auto spaces = std::count(name.begin(), name.end(), ' ');
    const std::size_t characters = count_code_points(name);
    const ScriptCounts scripts = count_scripts(name);
    const std::size_t most =
        scripts[Script::Latin] > scripts[Script::Han] + scripts[Script::Hangul] ? 30 : 12;
    if (spaces > 3 || characters > most || scripts.letters() < 2) continue;
    if (scripts[Script::Punctuation] > 2 || name.find("AI 시대") != std::string_view::npos)
      continue;
    const bool exact_listed = std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
      return hit.span.bytes.contains(range) ||
             (hit.span.bytes.overlaps(range) && !range.contains(hit.span.bytes));
    });
    if (exact_listed) continue;
    const std::string_view before =
        shown.substr(match.bytes.begin > 40 ? match.bytes.begin - 40 : 0,
                     std::min<std::size_t>(40, match.bytes.begin));
    const std::string_view behind =
        shown.substr(range.end, std::min<std::size_t>(90, shown.size() - range.end));
    // “鹰眼”高阶辅助驾驶系统: words may stand between the name and its head.
    static const Pattern far_head(
        R"(^[”」》][\p{Han}A-Za-z0-9+]{1,10}?(?:系统|系統|模型|芯片|晶片|平台|架构|架構|电池|電池|技术平台|操作系统|手机|手機|助手|机器人|機器人))");
    // “长恒系列”: the noun is a part of the name.
    static const Pattern own_head(R"(\p{Han}(?:系列|品牌|手机|手機|大模型|机器人|機器人)$)");
    const bool chinese = scripts[Script::Han] > 0 && scripts[Script::Hangul] == 0;
    // 品牌“甲”、“乙”: so is the next of the list.
    const bool goods = chinese && (goods_before.found_in(before) || goods_behind.found_in(behind) ||
                                   own_head.found_in(name) ||
                                   (last_goods != 0 && match.bytes.begin >= last_goods &&
                                    match.bytes.begin - last_goods <= 3));
    if (goods) {
      last_goods = match.bytes.end;
      out.push_back({{block, range}, "Product", "goods", false, true});
      const bool firm = std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
        return hit.entry->key.starts_with("firm:") && hit.span.bytes.end <= match.bytes.begin &&
               match.bytes.begin - hit.span.bytes.end <= kNearFirm;
      });
      if (firm || role_before.found_in(before))
        out.push_back({{block, range}, "Product", "role", false, false});
    }
    const bool headed = goods || head_before.found_in(before) || head_behind.found_in(behind) ||
                        far_head.find(behind).has_value();
    // A listed product with more words in the same quotation marks is one of its family.
    const bool family =
        spaces >= 1 && std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
          return hit.entry->key.starts_with("product:") && hit.span.bytes.begin == range.begin &&
                 hit.span.bytes.end < range.end;
        });
    if (family) out.push_back({{block, range}, "Product", "family-and-name", true, true});
    if (!headed) continue;
    out.push_back({{block, range}, "Product", "quoted-with-head", false, true});
    if (launch.found_in(behind) || launch.found_in(before))
      out.push_back({{block, range}, "Product", "launch", false, false});
    // A name with a capital letter or a number inside is no phrase.
    if (scripts[Script::Latin] > 0 &&
        name.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != std::string_view::npos &&
        spaces <= 2) {
      out.push_back({{block, range}, "Product", "capital", false, false});
    }
  }
}

}  // namespace sarye

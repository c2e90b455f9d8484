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
  static const Pattern head_before(
      R"((?i)(?:모델|추론모델|언어모델|칩|앱|챗봇|비서|서비스|플랫폼|브랜드|제품|게임|에이전트|스마트폰|신약|치료제|시밀러|전기차|SUV|세단|솔루션|시스템|배터리|로봇|후속작인|大模型|模型|芯片|晶片|平台|品牌|系统|系統|车型|車型|手机|手機|应用|應用|助手|汽车|汽車|轿车|轎車|电动车|電動車|笔电|筆電|电池|電池|新药|新藥|药物|藥物|疫苗|机器人|機器人|服务器|伺服器|显卡|顯卡|处理器|處理器|制程|製程|相机|相機|无人机|無人機|客机|客機|游戏|遊戲|model|chip|app|platform|brand|drug|vaccine|chatbot|assistant|called|named|dubbed)(?:인|은|는)?\s*$)");
  static const Pattern launch(
      R"((?i)출시|공개|선보|개발|발표|상용화|판매|탑재|发布|發布|推出|上市|搭载|搭載|研发|量产|量產|launch|releas|unveil|introduc|develop|roll(?:ed)? out)");

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
    if (head_behind.found_in(behind))
      out.push_back({{block, range}, "Product", "head", false, true});
    if (head_before.found_in(before))
      out.push_back({{block, range}, "Product", "head", false, true});
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
    if (!small_or_digit.find(name) || no_product.found_in(name)) continue;
    const std::string_view before = shown.substr(range.begin > 40 ? range.begin - 40 : 0,
                                                 std::min<std::size_t>(40, range.begin));
    if (!han_end.find(before) || !head_before.found_in(before)) continue;
    if (!launched_before.found_in(before)) continue;
    out.push_back({{block, range}, "Product", "head", false, true});
    out.push_back({{block, range}, "Product", "launch", false, false});
  }

  // A short quoted name after or before a product's head noun, in a sentence of launching.
  static const Pattern quoted(R"([‘“'"「《]([^‘’“”'"「」《》,，。.]{2,40})[’”'"」》])");
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
    const bool headed = head_before.found_in(before) || head_behind.found_in(behind) ||
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

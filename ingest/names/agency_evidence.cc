// Chinese public bodies that no list has, by what such bodies are called: 青州市人民政府,
// 北岭经济技术开发区管委会, 投资审议会.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/names/discovered_names.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestBodyPrefix = 12;  // characters
constexpr std::size_t kShortestBodyPrefix = 2;

// Characters that end what stands in front of a name.
constexpr std::u32string_view kBodyBorders =
    U"由被向对對与與和及报報获獲得据據的了在于於是给給受从從至到将將为為称稱收以并並等其该該赴往跟"
    U"同";

constexpr std::array<std::string_view, 62> kBodies = {
    "人民政府",   "省政府", "市政府",     "县政府",     "縣政府", "区政府",     "區政府",
    "管委会",     "管委會", "管理委员会", "管理委員會", "监管局", "監管局",     "管理局",
    "证监局",     "證監局", "金管局",     "税务局",     "稅務局", "环保局",     "環保局",
    "人民法院",   "检察院", "檢察院",     "仲裁委员会", "审议会", "審議會",     "发改委",
    "发改局",     "商务厅", "工信厅",     "财政厅",     "工信局", "商务局",     "卫健委",
    "海关总署",   "投审司", "投審司",     "国资委",     "國資委", "经信局",     "经信委",
    "科技局",     "财政局", "财政廳",     "科技厅",     "商务委", "交通局",     "住建局",
    "住建委",     "公安局", "人社局",     "人社厅",     "药监局", "生态环境厅", "生态环境局",
    "自然资源局", "数据局", "检察署",     "檢察署",     "地檢署", "产业发展署"};

// Bodies of a town or province: only behind its name or what it is.
constexpr std::array<std::string_view, 48> kLocalBodies = {
    "消防局",     "警察局",     "經發局",     "經濟發展局", "勞動局",     "衛生局",
    "環境保護局", "國稅局",     "觀光局",     "農業局",     "都發局",     "教育局",
    "教育厅",     "農業處",     "应急管理厅", "文旅局",     "文旅厅",     "农业农村局",
    "农业农村厅", "民政局",     "审计局",     "统计局",     "統計局",     "能源局",
    "投资促进局", "投促局",     "商务委员会", "公安厅",     "金融办",     "外汇管理局",
    "水利厅",     "交通运输厅", "交通厅",     "住建厅",     "卫健局",     "医保局",
    "市场监管局", "知识产权局", "公积金中心", "大数据局",   "工商局",     "市監局",
    "建設局",     "建设局",     "環保局",     "地政局",     "產業發展局", "财政局"};

// No name of one: 当地市政府, 有关监管局.
constexpr std::array<std::string_view, 17> kAnyBody = {
    "当地", "當地", "地方", "有关", "有關", "相关", "相關", "各级", "各級",
    "各地", "多地", "上述", "所在", "公司", "中央", "某",   "企业"};

}  // namespace

void agency_evidence(const AnnotatedText& text, std::uint32_t block,
                     const std::vector<ListedHit>& listed, std::vector<NameEvidence>& out) {
  static const LiteralFinder any(
      {"政府",   "委会",   "委會",   "管理委",   "管局",   "证监局", "證監局", "税务局", "稅務局",
       "环保局", "環保局", "法院",   "察院",     "仲裁委", "审议会", "審議會", "发改",   "厅",
       "工信局", "商务局", "卫健委", "海关总署", "投审司", "投審司", "资委",   "資委",   "经信",
       "科技局", "财政",   "商务委", "交通局",   "住建",   "公安局", "人社",   "药监局", "环境局",
       "资源局", "数据局", "察署",   "地檢署",   "展署"});
  const std::string_view shown = text.blocks[block].text;
  static const LiteralFinder local(
      std::vector<std::string>(kLocalBodies.begin(), kLocalBodies.end()));
  const auto note = [&](ByteRange range) {
    const bool known = std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
      return hit.span.bytes.overlaps(range) &&
             (hit.span.bytes.contains(range) || !range.contains(hit.span.bytes) ||
              hit.entry->key.starts_with("firm:"));
    });
    if (!known) out.push_back({{block, range}, "Agency", "kind-of-body", true, true});
  };
  local.each(shown, [&](std::size_t body, std::size_t at) {
    const auto begin = static_cast<std::uint32_t>(at);
    const std::uint32_t end = begin + static_cast<std::uint32_t>(kLocalBodies[body].size());
    for (const ListedHit& hit : listed) {
      if (!hit.entry->key.starts_with("place:") || hit.span.bytes.end > begin) continue;
      const std::string_view between = shown.substr(hit.span.bytes.end, begin - hit.span.bytes.end);
      const bool level = between.empty() || between == "市" || between == "省" || between == "县" ||
                         between == "縣" || between == "区" || between == "區";
      if (level) note({hit.span.bytes.begin, end});
    }
  });
  if (!any.any_in(shown)) return;
  for (const std::string_view body : kBodies) {
    for (std::size_t at = shown.find(body); at != std::string_view::npos;
         at = shown.find(body, at + body.size())) {
      const auto end = static_cast<std::uint32_t>(at + body.size());
      // Back to where no Han character or a word of grammar stands.
      std::uint32_t begin = static_cast<std::uint32_t>(at);
      std::size_t size = 0;
      while (begin > 0 && size < kLongestBodyPrefix) {
        std::uint32_t before = begin - 1;
        while (before > 0 && (static_cast<unsigned char>(shown[before]) & 0xC0) == 0x80) --before;
        std::size_t next = before;
        const char32_t c = decode(shown, next);
        if (script_of(c) != Script::Han || kBodyBorders.find(c) != std::u32string_view::npos) break;
        begin = before;
        ++size;
      }
      const std::string_view name = shown.substr(begin, end - begin);
      // 市发改委: of the town that the text is about.
      const bool of_town =
          size == 1 && !body.ends_with("政府") &&
          (name.starts_with("市") || name.starts_with("省") || name.starts_with("县") ||
           name.starts_with("縣") || name.starts_with("区") || name.starts_with("區"));
      if ((size < kShortestBodyPrefix && !of_town) || size == kLongestBodyPrefix) continue;
      const bool generic = std::any_of(kAnyBody.begin(), kAnyBody.end(),
                                       [&](std::string_view one) { return name.starts_with(one); });
      if (generic) continue;
      note({begin, end});
    }
  }
}

}  // namespace sarye

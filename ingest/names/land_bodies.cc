#include "ingest/names/land_bodies.h"

#include <algorithm>
#include <array>
#include <string>

namespace sarye {
namespace {

// What the departments of a state are for, as Korean names them.
constexpr std::string_view kKoreanFields =
    "상무|재무|법무|국방|방위|외교|외무|에너지|노동|농무|농업|농림|축산|식량|수산|해양|교통|운수|"
    "운송|내무|국토|안보|산업|공업|경제|무역|통상|상공|공상|상업|환경|기후|보건|후생|복지|과학|"
    "기술|교육|문화|관광|투자|통신|정보|디지털|미디어|광업|광물|자원|석유|전력|원자력|개발|기획|"
    "재정|예산|건설|주택|인프라|우주|항공|철도|도로|해운|항만|금융|증권|시장|세무|관세|특허|"
    "지식재산|반독점|카르텔|경쟁|소비자|개인정보|데이터|보호|식품|의약품|의약|의료|약품|인력|"
    "중소기업|이민|세관|단속|연방|국가|국립|중앙|사이버|공간|보안|안전|관리|감독|규제|조사|수사|"
    "심사|심의|거래|공정|전략|혁신|통계|사법|국제|대외|공공|조달|방산|국유|자산|외국인";

// The same in Chinese, in Simplified characters.
constexpr std::string_view kChineseFields =
    "商务|财政|国防|防卫|外交|外务|能源|劳动|劳工|农业|农林|水产|渔业|海洋|交通|运输|内政|国土|"
    "安全|工业|产业|经济|贸易|通商|商业|商工|工商|工贸|经产|环境|生态|气候|卫生|健康|医疗|福利|"
    "厚生|科学|科技|技术|教育|文化|旅游|观光|投资|通信|通讯|信息|资讯|数字|数位|传播|矿产|矿业|"
    "矿物|矿山|资源|自然|石油|电力|核能|原子能|开发|发展|规划|企划|计划|建设|住房|航空|航天|太空|"
    "铁路|公路|道路|航运|港口|海事|金融|证券|期货|市场|税务|国税|海关|关税|专利|商标|知识产权|"
    "反垄断|竞争|卡特尔|消费者|消费|个人|数据|资料|保护|隐私|食品|药品|药物|医药|人力|中小企业|"
    "移民|执法|边境|联邦|国家|中央|网络|网路|监管|监督|管理|调查|审查|审议|交易|公平|公正|战略|"
    "创新|统计|司法|法务|国际|对外|公共|采购|服务|事务|合作|总务";

constexpr std::string_view kEnglishFields =
    "commerce|finance|trade|industry|industrial|economy|economics|economic affairs|foreign affairs|"
    "foreign|defen[cs]e|energy|health|transport|transportation|labou?r|interior|justice|"
    "environment|"
    "land|science|technology|agriculture|mining|mines|mineral resources|education|"
    "steel|textiles?|fisheries|water|railways?|labour and employment|"
    "telecommunications?|communications|information|digital affairs|digital|culture|tourism|oil|"
    "petroleum|planning|development|housing|infrastructure|security|public security|unification|"
    "investment|heavy industries|business|trade and industry";

}  // namespace

const Pattern& korean_body() {
  static const Pattern pattern(
      "^(?:(?:" + std::string(kKoreanFields) + ")(?:" + std::string(kKoreanFields) +
          "){0,6}(?:부|청|총국|총서|위원회|사무소|사무국)|(?:" + std::string(kKoreanFields) +
          "){2,7}(?:국|위)|국무부|국세청|총무성|(?:경제산업|재무|외무|방위|환경|법무|국토교통|"
          "후생노동|농림수산|문부과학)성|의회|상원|하원|국회|연방대법원|대법원|연방법원|"
          "헌법재판소|중앙은행|해군|육군|공군|우주군|총리실|대통령실)",
      Pattern::Groups::Ignored);
  return pattern;
}

const Pattern& chinese_body() {
  static const Pattern pattern(
      "^(?:(?:" + std::string(kChineseFields) +
          ")(?:(?:和|与|及|暨|、)?(?:" + std::string(kChineseFields) +
          ")){0,7}(?:部|厅|局|署|委员会|总局|总署|办公室)|(?:经济产业|经产|财务|防卫|外务|总务|"
          "环境|国土交通|厚生劳动|农林水产)省|国会|议会|众议院|参议院|上议院|下议院|最高法院|"
          "联邦法院|宪法法院|央行|中央银行|海军|陆军|空军|总统府|首相府|国务院)",
      Pattern::Groups::Ignored);
  return pattern;
}

// 市场部, 技术部: as likely a firm's department.
bool is_department(std::string_view body) {
  static constexpr std::array<std::string_view, 12> kOfFirms = {
      "市场部", "技术部", "管理部", "安全部", "服务部", "规划部",
      "企划部", "开发部", "采购部", "战略部", "投资部", "消费部"};
  return std::find(kOfFirms.begin(), kOfFirms.end(), body) != kOfFirms.end();
}

const Pattern& english_body() {
  static const Pattern pattern(
      "^(?:(?:" + std::string(kEnglishFields) +
          ")(?:(?:, and |, | and )(?:" + std::string(kEnglishFields) +
          ")){0,3} (?:ministry|department)|ministry of (?:" + std::string(kEnglishFields) +
          ")(?:(?:, and |, | and )(?:" + std::string(kEnglishFields) +
          ")){0,3}|(?:antitrust|competition|cartel|data "
          "protection|privacy|financial|aviation|customs|"
          "tax|nuclear|drug|medicines) (?:authority|commission|agency|office|bureau))\\b",
      Pattern::Groups::Ignored);
  return pattern;
}

const Pattern& english_ministry_of() {
  static const Pattern pattern(
      "^(?:ministry|department|bureau) of (?:the )?(?:" + std::string(kEnglishFields) +
          ")(?:(?:, and |, | and | & )(?:" + std::string(kEnglishFields) +
          "|business|innovation|employment|competition|skills|climate change|climate|food|forestry|"
          "rural affairs|rural development|social affairs|social "
          "development|welfare|tourism|sports?|"
          "arts|enterprise|entrepreneurship|small "
          "business|smes|electronics|electricity|power|cooperatives|"
          "manpower|public works|net zero|local government|regional development|women|space|"
          "economic planning|consumer "
          "protection|communities|family|coal|metals|fertilizers)){1,4}\\b",
      Pattern::Groups::Ignored);
  return pattern;
}

const Pattern& bare_ministry() {
  static const Pattern pattern("\\b[Tt]he ((?:" + std::string(kEnglishFields) +
                               ")(?: and (?:" + std::string(kEnglishFields) + "))? ministry)\\b");
  return pattern;
}

// Courts and offices of towns and provinces, behind the name of one.
const Pattern& local_body(Language language) {
  static const Pattern korean(
      R"(^(?:[동서남북중]부)?(?:연방|지방|고등|항소|행정|가정|특허)*(?:법원|검찰청|지검|지법|고법|고검)|^(?:경찰청|세관|시의회|도의회|주의회))",
      Pattern::Groups::Ignored);
  static const Pattern chinese(
      R"(^(?:市|省|州|县|區|区)?(?:地方|高等|高级|中级|联邦|知识产权|金融|海事)?(?:人民)?(?:法院|检察院|检察署)|^(?:地检署|高检署|地院))",
      Pattern::Groups::Ignored);
  return language == Language::Korean ? korean : chinese;
}

// Offices under a Chinese agency, behind its name: 国家发改委价格司.
const Pattern& branch_behind() {
  static const Pattern pattern(
      "^(?:" + std::string(kChineseFields) +
          "|价格|税则|观光|综合|就业|财税|法规|条约|装备|消费品|原材料|电子|外资|外贸|投资)"
          "{1,3}(?:司|署|委员会|办公室)",
      Pattern::Groups::Ignored);
  return pattern;
}

}  // namespace sarye

#include "ingest/names/land_agencies.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/english.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestLand = 40;  // bytes
constexpr std::size_t kLongestBody = 90;  // bytes
constexpr std::size_t kShortestBody = 6;  // bytes; two characters
constexpr std::string_view kUsa = "place:usa";

// What the departments of a state are for, as Korean names them.
constexpr std::string_view kKoreanFields =
    "상무|재무|법무|국방|방위|외교|외무|에너지|노동|농무|농업|농림|축산|식량|수산|해양|교통|운수|"
    "운송|내무|국토|안보|산업|공업|경제|무역|통상|상공|공상|상업|환경|기후|보건|후생|복지|과학|"
    "기술|교육|문화|관광|투자|통신|정보|디지털|미디어|광업|광물|자원|석유|전력|원자력|개발|기획|"
    "재정|예산|건설|주택|인프라|우주|항공|철도|도로|해운|항만|금융|증권|시장|세무|관세|특허|"
    "지식재산|반독점|카르텔|경쟁|소비자|개인정보|데이터|보호|식품|의약품|의약|의료|약품|인력|"
    "중소기업|이민|세관|단속|연방|국가|국립|중앙|사이버|공간|보안|안전|관리|감독|규제|조사|수사|"
    "심사|심의|거래|공정|전략|혁신|통계|사법|국제|대외|공공|조달|방산|국유|자산|외국인";

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

constexpr std::string_view kEnglishFields =
    "commerce|finance|trade|industry|industrial|economy|economics|economic affairs|foreign affairs|"
    "foreign|defen[cs]e|energy|health|transport|transportation|labou?r|interior|justice|"
    "environment|"
    "land|science|technology|agriculture|mining|mines|mineral resources|education|"
    "steel|textiles?|fisheries|water|railways?|labour and employment|"
    "telecommunications?|communications|information|digital affairs|digital|culture|tourism|oil|"
    "petroleum|planning|development|housing|infrastructure|security|public security|unification|"
    "investment|heavy industries";

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

// The characters that Chinese headlines write for a land in front of its agencies.
std::string_view land_of_character(std::string_view character) {
  static const std::map<std::string_view, std::string_view> kLands = {
      {"美", kUsa},           {"中", "place:china"},   {"日", "place:japan"},
      {"英", "place:uk"},     {"德", "place:germany"}, {"獨", "place:germany"},
      {"法", "place:france"}, {"佛", "place:france"},  {"韩", "place:korea"},
      {"韓", "place:korea"},  {"俄", "place:russia"},  {"露", "place:russia"},
      {"印", "place:india"},  {"加", "place:canada"},  {"臺", "place:taiwan"},
      {"台", "place:taiwan"}, {"意", "place:italy"},   {"伊", "place:italy"}};
  const auto at = kLands.find(character);
  return at == kLands.end() ? std::string_view() : at->second;
}

std::string_view sign_before(std::string_view text, std::size_t at) {
  if (at == 0) return {};
  std::size_t begin = at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return text.substr(begin, at - begin);
}

std::string_view character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  std::size_t end = at;
  (void)decode(text, end);
  return text.substr(at, end - at);
}

std::size_t next_character(std::string_view text, std::size_t at) {
  std::size_t end = at;
  (void)decode(text, end);
  return end;
}

bool is_land(const GazetteerEntry& place) {
  return place.kind == "country" || place.kind == "bloc" || place.key == "place:taiwan" ||
         place.key == "place:hong-kong";
}

bool is_agency(const GazetteerEntry& entry) {
  return entry.key.starts_with("agency:");
}

// Simplified, small, without spaces: one form for all spellings of a body.
std::string folded(std::string_view body) {
  std::string out;
  for (const char c : to_lower(to_simplified(body))) {
    if (c != ' ') out += c;
  }
  return out;
}

// Whether behind `at` a capitalised name goes on or a name in capitals stands.
bool is_capital_at_place(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= 'A' && text[at] <= 'Z';
}

}  // namespace

LandAgencies::LandAgencies(const Resources& resources) : resources_(resources) {
  const auto entries = resources.gazetteer().entries();
  for (const GazetteerEntry& entry : entries) {
    if (!entry.key.starts_with("place:") || !is_land(entry)) continue;
    for (const GazetteerName& name : entry.names) {
      if (count_code_points(name.text) > 1) lands_.emplace(name.text, entry.key);
    }
  }
  // The longest land that a name begins with, and what is left of the name.
  const auto split = [this](std::string_view name) {
    std::pair<std::string_view, std::string_view> best;
    for (std::size_t end = 0; end < std::min(name.size(), kLongestLand);) {
      end = next_character(name, end);
      const auto land = lands_.find(name.substr(0, end));
      if (land == lands_.end()) continue;
      std::string_view rest = name.substr(end);
      const bool latin = static_cast<unsigned char>(name[end - 1]) < 0x80;
      if (latin && !rest.starts_with(' ') && !rest.starts_with("'s ")) continue;
      if (rest.starts_with("'s")) rest.remove_prefix(2);
      if (rest.starts_with(' ')) rest.remove_prefix(1);
      best = {land->second, rest};
    }
    return best;
  };
  const auto land_behind_of = [this](std::string_view name) {
    const std::size_t of = name.rfind(" of ");
    if (of == std::string_view::npos) return std::string_view();
    std::string_view land = name.substr(of + 4);
    if (land.starts_with("the ")) land.remove_prefix(4);
    const auto at = lands_.find(land);
    return at == lands_.end() ? std::string_view() : at->second;
  };
  for (const GazetteerEntry& entry : entries) {
    if (!is_agency(entry)) continue;
    for (const GazetteerName& name : entry.names) {
      std::string_view land = split(name.text).first;
      if (land.empty()) land = land_behind_of(name.text);
      if (!land.empty()) land_by_agency_.emplace(entry.key, land);
    }
  }
  for (const GazetteerEntry& entry : entries) {
    if (!is_agency(entry) || land_by_agency_.contains(entry.key)) continue;
    const auto above = land_by_agency_.find(entry.parent);
    if (above != land_by_agency_.end()) {
      const std::string_view land = above->second;
      land_by_agency_.emplace(entry.key, land);
    }
  }
  for (const GazetteerEntry& entry : entries) {
    if (!is_agency(entry)) continue;
    const std::string_view land = land_of(entry);
    if (land.empty()) continue;
    for (const GazetteerName& name : entry.names) {
      const auto [own, rest] = split(name.text);
      by_body_.emplace(std::pair(land, folded(own == land ? rest : name.text)), &entry);
    }
  }
}

std::string_view LandAgencies::land_of(const GazetteerEntry& agency) const {
  const auto at = land_by_agency_.find(agency.key);
  return at == land_by_agency_.end() ? std::string_view() : at->second;
}

std::string_view LandAgencies::home_of(const AnnotatedText& text, std::uint32_t block) {
  const Language language = text.blocks[block].language;
  if (language == Language::Korean) return "place:korea";
  if (language != Language::Chinese) return {};
  int traditional = 0;
  for (const Block& one : text.blocks) {
    if (one.language != Language::Chinese) continue;
    const HanForm form = han_form(one.text);
    traditional += form == HanForm::Traditional ? 1 : form == HanForm::Simplified ? -1 : 0;
  }
  return traditional > 0 ? "place:taiwan" : traditional < 0 ? "place:china" : "";
}

std::map<std::string_view, const GazetteerEntry*> LandAgencies::bodies_from(
    std::string_view land, std::string_view behind) const {
  std::map<std::string_view, const GazetteerEntry*> out;
  if (behind.size() < kShortestBody) return out;
  const std::size_t two = next_character(behind, next_character(behind, 0));
  const std::string opening = folded(behind.substr(0, two));
  auto at = by_body_.lower_bound(std::pair(land, opening));
  const auto begins_alike = [&] {
    return at != by_body_.end() && at->first.first == land && at->first.second.starts_with(opening);
  };
  if (!begins_alike()) return out;
  const std::string whole = folded(behind);
  for (; begins_alike(); ++at) {
    if (whole.starts_with(at->first.second)) out.emplace(at->first.second, at->second);
  }
  return out;
}

bool LandAgencies::ends_there(std::string_view shown, Language language, ByteRange range) const {
  if (language == Language::English) return latin_borders(shown, range);
  if (language == Language::Korean) {
    const std::string_view next = character_at(shown, range.end);
    std::size_t at = 0;
    if (next.empty() || script_of(decode(next, at)) != Script::Hangul) return true;
    return korean_ending(shown, range, resources_.josa()).has_value();
  }
  // 商务部门, 财政部长, 安全局势: words that go on; not in 商务部分别约谈.
  static constexpr std::array<std::string_view, 22> kOn = {
      "门", "門", "长", "長", "级", "級", "属", "屬", "队", "隊", "员",
      "員", "件", "位", "落", "势", "勢", "面", "限", "山", "署", "分"};
  const std::string_view rest = shown.substr(range.end);
  if (rest.starts_with("分别") || rest.starts_with("分別")) return true;
  const std::string_view next = character_at(shown, range.end);
  return std::find(kOn.begin(), kOn.end(), next) == kOn.end();
}

std::vector<LandAgencies::Front> LandAgencies::fronts(const AnnotatedText& text,
                                                      std::uint32_t block,
                                                      const std::vector<ListedHit>& listed) const {
  const std::string_view shown = text.blocks[block].text;
  const Language language = text.blocks[block].language;
  std::vector<Front> out;
  for (const ListedHit& hit : listed) {
    if (!hit.entry->key.starts_with("place:")) continue;
    Front front{hit.span.bytes, hit.span.bytes.end, hit.entry->key, false, !is_land(*hit.entry)};
    if (front.town && language == Language::English) continue;
    const std::string_view behind = shown.substr(front.body);
    if (language == Language::English) {
      for (const std::string_view owner : {"'s ", "’s ", "s' ", "s’ "}) {
        if (!front.owner && behind.starts_with(owner)) {
          front.body += static_cast<std::uint32_t>(owner.size());
          front.owner = true;
        }
      }
      if (!front.owner && !behind.starts_with(' ')) continue;
      if (!front.owner) ++front.body;
    } else if (language == Language::Korean && behind.starts_with(' ')) {
      ++front.body;
    }
    out.push_back(front);
  }
  if (language == Language::Korean) {
    // 미 상무부; 日경제산업성
    static constexpr std::string_view kAmerica = "미 ";
    for (std::size_t at = shown.find(kAmerica); at != std::string_view::npos;
         at = shown.find(kAmerica, at + 1)) {
      const auto begin = static_cast<std::uint32_t>(at);
      if (!korean_begin(shown, begin)) continue;
      out.push_back({{begin, begin + 3}, begin + 4, kUsa, false, false});
    }
    for (std::size_t at = 0; at < shown.size(); at = next_character(shown, at)) {
      // Chinese characters alone, whose first bytes are E4 to E9.
      const auto lead = static_cast<unsigned char>(shown[at]);
      if (lead < 0xE3 || lead > 0xE9) continue;
      const std::string_view land = land_of_character(character_at(shown, at));
      if (land.empty()) continue;
      std::size_t from = 0;
      const std::string_view before = sign_before(shown, at);
      if (!before.empty() && script_of(decode(before, from)) == Script::Han) continue;
      const auto begin = static_cast<std::uint32_t>(at);
      const std::uint32_t body = begin + 3;
      out.push_back({{begin, body},
                     shown.substr(body).starts_with(' ') ? body + 1 : body,
                     land,
                     false,
                     false});
    }
  }
  if (language == Language::Chinese) {
    // 美商务部; not in 中美商务部.
    static const LiteralFinder bodies(
        {"商务部",   "商務部",   "财政部", "財政部", "司法部", "国防部", "國防部", "能源部",
         "贸易代表", "貿易代表", "财长",   "经济部", "經濟部", "经产省", "經產省", "最高法院",
         "众议院",   "眾議院",   "参议院", "參議院", "食药监", "央行",   "证监会", "證監會"});
    bodies.each(shown, [&](std::size_t, std::size_t at) {
      std::string_view one = sign_before(shown, at);
      std::string_view land = land_of_character(one);
      for (const std::string_view mainland : {"大陆", "大陸"}) {
        if (!shown.substr(0, at).ends_with(mainland)) continue;
        one = mainland;
        land = "place:china";
      }
      if (land.empty() || one == "中" || one == "加" || one == "法") return;
      const std::string_view before = sign_before(shown, at - one.size());
      if (!land_of_character(before).empty()) return;
      const auto body = static_cast<std::uint32_t>(at);
      out.push_back(
          {{body - static_cast<std::uint32_t>(one.size()), body}, body, land, false, false});
    });
  }
  return out;
}

LandAgencies::Body LandAgencies::body_behind(std::string_view shown, Language language,
                                             const Front& front,
                                             const std::vector<ListedHit>& listed) const {
  const std::string_view behind = shown.substr(front.body, kLongestBody);
  Body found;
  // What the land's own agencies are called, the longest first.
  std::vector<std::size_t> ends;
  const auto bodies = bodies_from(front.land, behind);
  for (std::size_t at = 0; !bodies.empty() && at < behind.size();) {
    at = next_character(behind, at);
    if (at <= behind.size() && at >= kShortestBody) ends.push_back(at);
  }
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    const std::string_view body = behind.substr(0, *end);
    if (body.back() == ' ' || body.front() == ' ') continue;
    const ByteRange range{front.bytes.begin, front.body + static_cast<std::uint32_t>(*end)};
    const bool whole_word =
        language != Language::English || latin_borders(shown, {front.body, range.end});
    if (!whole_word) continue;
    const auto called = bodies.find(folded(body));
    if (called == bodies.end() || !ends_there(shown, language, {front.body, range.end})) continue;
    found = {range.end, called->second};
    break;
  }
  const auto end_of = [&](const Pattern& pattern, std::string_view in) {
    const auto match = pattern.find(in);
    return match ? match->bytes.end : 0U;
  };
  std::uint32_t end = 0;
  if (language == Language::Korean) {
    end = end_of(front.town ? local_body(language) : korean_body(), behind);
  } else if (language == Language::Chinese) {
    const std::string simplified = to_simplified(behind);
    end = end_of(front.town ? local_body(language) : chinese_body(), simplified);
    if (is_department(std::string_view(simplified).substr(0, end))) end = 0;
    if (end == 0) end = end_of(local_body(language), simplified);
    std::size_t place = 0;
    const std::size_t characters = count_code_points(std::string_view(simplified).substr(0, end));
    for (std::size_t i = 0; i < characters; ++i) place = next_character(behind, place);
    end = static_cast<std::uint32_t>(place);
  } else {
    end = end_of(english_body(), behind);
  }
  if (end != 0 && front.body + end > found.end &&
      ends_there(shown, language, {front.body, front.body + end})) {
    found = {front.body + end, nullptr};
  }
  // A listed name that goes further is another agency's, or the land's own.
  for (const ListedHit& hit : listed) {
    if (!is_agency(*hit.entry) || hit.span.bytes.begin != front.body) continue;
    if (hit.span.bytes.end <= found.end) continue;
    if (land_of(*hit.entry) != front.land) continue;
    found = {hit.span.bytes.end, hit.entry};
  }
  return found;
}

std::vector<Span> LandAgencies::find(const AnnotatedText& text,
                                     std::vector<ListedHit>& listed) const {
  std::vector<Span> unlisted;
  std::vector<ListedHit> out;
  std::size_t next = 0;
  for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
    std::vector<ListedHit> here;
    while (next < listed.size() && listed[next].span.block == b) here.push_back(listed[next++]);
    const std::string_view shown = text.blocks[b].text;
    const Language language = text.blocks[b].language;
    for (const Front& front : fronts(text, b, here)) {
      const Body body = body_behind(shown, language, front, here);
      if (body.end == 0) continue;
      const std::string_view name = shown.substr(front.body, body.end - front.body);
      const bool capitals = is_capital_at_place(name, 0);
      // 미국 FDA: an acronym is a name by itself.
      const bool acronym = std::all_of(name.begin(), name.end(),
                                       [](char c) { return (c >= 'A' && c <= 'Z') || c == '&'; });
      const bool apart = (front.owner && capitals) || (acronym && language != Language::Chinese);
      const ByteRange whole{apart ? front.body : front.bytes.begin, body.end};
      const bool inside_longer = std::any_of(here.begin(), here.end(), [&](const ListedHit& hit) {
        return hit.span.bytes.overlaps(whole) &&
               (!whole.contains(hit.span.bytes) || hit.span.bytes.size() >= whole.size()) &&
               !(hit.span.bytes == whole);
      });
      if (inside_longer) continue;
      if (body.entry == nullptr) {
        std::erase_if(here, [&](const ListedHit& hit) {
          return hit.span.bytes.overlaps(whole) && is_agency(*hit.entry);
        });
        unlisted.push_back({b, whole});
        continue;
      }
      std::erase_if(here, [&](const ListedHit& hit) { return hit.span.bytes.overlaps(whole); });
      const auto place = std::find_if(here.begin(), here.end(), [&](const ListedHit& hit) {
        return hit.span.bytes.begin > whole.begin;
      });
      here.insert(place, {{b, whole}, body.entry, 950, false});
    }
    if (language == Language::Chinese) {
      constexpr std::size_t kLongestOffice = 40;  // bytes
      std::vector<Span> offices;
      for (const ListedHit& hit : here) {
        if (!is_agency(*hit.entry)) continue;
        const std::string_view behind = shown.substr(hit.span.bytes.end, kLongestOffice);
        const std::string simplified = to_simplified(behind);
        const auto office = branch_behind().find(simplified);
        if (!office) continue;
        std::size_t end = 0;
        const std::size_t characters =
            count_code_points(std::string_view(simplified).substr(0, office->bytes.end));
        for (std::size_t i = 0; i < characters; ++i) end = next_character(behind, end);
        const ByteRange whole{hit.span.bytes.begin,
                              hit.span.bytes.end + static_cast<std::uint32_t>(end)};
        if (ends_there(shown, language, whole)) offices.push_back({b, whole});
      }
      for (const Span& office : offices) {
        std::erase_if(here, [&](const ListedHit& hit) {
          return hit.span.bytes.overlaps(office.bytes) && is_agency(*hit.entry);
        });
        unlisted.push_back(office);
      }
    }
    // The commerce ministry, of a land that the text told before.
    if (language == Language::English) {
      static const LiteralFinder word({"ministry"});
      static const Pattern bare("\\b[Tt]he ((?:" + std::string(kEnglishFields) +
                                ")(?: and (?:" + std::string(kEnglishFields) + "))? ministry)\\b");
      if (word.any_in(shown)) {
        for (const PatternMatch& match : bare.find_all(shown)) {
          unlisted.push_back({b, *match.groups[0]});
        }
      }
    }
    out.insert(out.end(), here.begin(), here.end());
  }
  listed = std::move(out);
  return unlisted;
}

}  // namespace sarye

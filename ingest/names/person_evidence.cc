#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/discovered_names.h"

namespace sarye {
namespace {

bool has_korean_surname(std::string_view name) {
  static constexpr std::u32string_view kSurnames =
      U"김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구나민진지엄채"
      U"원천방공현함변염여추도석선설마길연위표명기반왕옥육인맹제탁국은편용";
  std::size_t at = 0;
  return kSurnames.find(decode(name, at)) != std::u32string_view::npos;
}

}  // namespace

bool has_chinese_surname(std::string_view name) {
  static constexpr std::u32string_view kSurnames =
      U"王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮"
      U"曹彭曾肖萧蕭田董袁潘蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈姜崔钟鐘谭譚陆陸范汪廖石金贾賈"
      U"韦韋夏付方邹鄒熊白孟秦邱侯江尹薛闫雷龙龍史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常温"
      U"康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷申耿";
  std::size_t at = 0;
  return kSurnames.find(decode(name, at)) != std::u32string_view::npos;
}

void person_evidence(const AnnotatedText& text, std::uint32_t block,
                     std::vector<NameEvidence>& out) {
  const std::string_view shown = text.blocks[block].text;
  const Language language = text.blocks[block].language;
  const auto add = [&](ByteRange range, bool alone) {
    out.push_back({{block, range}, "Person", alone ? "title" : "speaker", alone, true});
  };
  // Words of which each pattern needs one; without any no pattern of the language is tried.
  static const LiteralFinder korean_signs(
      {"대표",       "최고경영자", "CEO",  "CFO",  "CTO",    "창업자", "설립자",
       "애널리스트", "회장",       "사장", "전무", "상무",   "교수",   "연구위원",
       "장관",       "위원장",     "의원", "원장", "센터장", "본부장"});
  static const LiteralFinder chinese_signs(
      {"董事长", "董事長", "总裁", "總裁", "首席执行官", "執行長", "执行长", "创始人", "創辦人",
       "总经理", "總經理", "院长", "院長", "分析师",     "分析師", "研究员", "CEO",    "主管",
       "教授",   "总监",   "總監", "表示", "指出",       "认为",   "認為",   "强调",   "強調",
       "坦言",   "直言",   "创立", "创办", "创建",       "創立",   "創辦",   "執掌",   "执掌"});
  static const LiteralFinder english_signs(
      {"CEO", "hief ", "hairman", "resident", "founder", "analyst", "Minister", "Secretary",
       "rofessor", "economist", "director", "Dr.", "Mr.", "Ms.", "said", "by"});
  if (language == Language::Korean && korean_signs.any_in(shown)) {
    static const Pattern behind_title(
        R"((?:대표이사|최고경영자|CEO|CFO|CTO|창업자|설립자|애널리스트)\s(?:인\s)?([\p{Hangul}]{2,5}(?:\s[\p{Hangul}]{2,5})?)(?:은|는|이|가|도|의|을|를|와|과|,|\s|$))");
    static const Pattern before_title(
        R"((?:^|[\s,(])([\p{Hangul}]{2,3})\s(?:[\p{Hangul}A-Za-z]{2,8}\s)?(?:대표이사|대표|회장|부회장|사장|부사장|전무|상무|최고경영자|CEO|교수|연구위원|애널리스트|장관|위원장|의원|원장|센터장|본부장)(?:은|는|이|가|도|의|께서|,|\s|$))");
    for (const PatternMatch& match : behind_title.find_all(shown)) {
      ByteRange range = *match.groups[0];
      std::string_view name = match.text(shown, 0);
      // The greedy name may hold the particle.
      for (std::string_view particle :
           {"은", "는", "이", "가", "도", "의", "와", "과", "를", "을"}) {
        if (name.ends_with(particle) && count_code_points(name) > 3) {
          name.remove_suffix(particle.size());
          range.end -= static_cast<std::uint32_t>(particle.size());
          break;
        }
      }
      const bool foreign = name.find(' ') != std::string_view::npos || count_code_points(name) >= 4;
      if (has_korean_surname(name) || foreign) add(range, count_code_points(name) >= 3);
    }
    for (const PatternMatch& match : before_title.find_all(shown)) {
      const std::string_view name = match.text(shown, 0);
      if (has_korean_surname(name) && count_code_points(name) == 3) add(*match.groups[0], true);
    }
  } else if (language == Language::Chinese && chinese_signs.any_in(shown)) {
    static const Pattern title(
        R"((?:董事长|董事長|总裁|總裁|首席执行官|執行長|执行长|创始人|創辦人|总经理|總經理|院长|院長|分析师|分析師|研究员|CEO|主管|教授|总监|總監)(\p{Han}{2,3}?)(?:表示|认为|認為|指出|称|稱|說|说|在|曾|也|强调|強調|宣布|直言|坦言|透露|介绍|于|，|、|。|）|的))");
    static const Pattern speaker(
        R"((?:^|[，。、；\s])(\p{Han}{2,3}?)(?:表示|指出|认为|認為|强调|強調|坦言|直言)(?:，|：|,|在))");
    static const Pattern founder(
        R"((?:由|^|[，。；、])(\p{Han}{2,3}?)(?:于[^，。]{2,12})?(?:创立|创办|创建|創立|創辦|執掌|执掌))");
    for (const PatternMatch& match : founder.find_all(shown)) {
      if (has_chinese_surname(match.text(shown, 0))) add(*match.groups[0], true);
    }
    for (const PatternMatch& match : title.find_all(shown)) {
      if (has_chinese_surname(match.text(shown, 0))) add(*match.groups[0], true);
    }
    for (const PatternMatch& match : speaker.find_all(shown)) {
      if (has_chinese_surname(match.text(shown, 0))) add(*match.groups[0], false);
    }
  } else if (language == Language::English && english_signs.any_in(shown)) {
    static const Pattern title(
        R"((?:CEO|Chief Executive(?: Officer)?|chief executive|Chairman|chairman|President|founder|analyst|Minister|Secretary|Professor|Dr\.|Mr\.|Ms\.)\s((?:[A-Z][\p{Latin}'’-]+)(?:\s(?:[A-Z]\.\s)?[A-Z][\p{Latin}'’-]+){1,2}))");
    static const Pattern apposed(
        R"(((?:[A-Z][\p{Latin}'’-]+)\s(?:[A-Z]\.\s)?[A-Z][\p{Latin}'’-]+),\s(?:the\s|an?\s|its\s)?(?:[A-Za-z&.-]+(?:[’\x27]s)?\s){0,5}(?:CEO|chief executive|chairman|chairwoman|president|founder|co-founder|analyst|director|professor|economist|spokesman|spokeswoman|spokesperson)\b)");
    static const Pattern said(
        R"(\bsaid\s((?:[A-Z][\p{Latin}'’-]+)\s(?:[A-Z]\.\s)?[A-Z][\p{Latin}'’-]+),)");
    static const Pattern founded_by(
        R"(\b(?:[Ff]ounded|led|headed|chaired|run)\sby\s((?:[A-Z][\p{Latin}'’-]+)\s(?:[A-Z]\.\s)?[A-Z][\p{Latin}'’-]+)(?:\s(?:in|since|from|until|and)\b|[,.;]|$))");
    for (const Pattern* pattern : {&title, &apposed, &said, &founded_by}) {
      for (const PatternMatch& match : pattern->find_all(shown)) add(*match.groups[0], true);
    }
  }
  // The authors of the document, where it names them.
  if (text.blocks[block].kind == PassageKind::Author) {
    static const Pattern names(
        R"((?:^|[;,，、\s])([\p{Han}\p{Hangul}]{2,4})(?:[0-9]{1,2}|[(（]|[,，;、]|\s*$))");
    for (const PatternMatch& match : names.find_all(shown)) {
      const std::string_view name = match.text(shown, 0);
      if (has_korean_surname(name) || has_chinese_surname(name) || count_code_points(name) >= 3) {
        out.push_back({{block, *match.groups[0]}, "Person", "author", true, true});
      }
    }
  }
}

}  // namespace sarye

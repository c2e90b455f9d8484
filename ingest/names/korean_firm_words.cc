#include "ingest/names/korean_firm_words.h"

#include <algorithm>
#include <set>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/word_set.h"

namespace sarye {
namespace {

WordSet firm_words(std::initializer_list<std::string_view> words) {
  std::set<std::string, std::less<>> all;
  for (const std::string_view word : words) all.emplace(word);
  return WordSet(all);
}

// The size of the longest word of the set that ends `name` with something in front; 0: none.
std::size_t end_among(std::string_view name, const WordSet& ends) {
  for (const std::size_t size : ends.sizes()) {
    if (size < name.size() && ends.contains(name.substr(name.size() - size))) return size;
  }
  return 0;
}

bool is_latin_capital_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Ends that make a company's name with a coined word in front.
const WordSet& company_ends() {
  static const WordSet kEnds = firm_words({"파트너스",       "인베스트먼트",   "벤처스",
                                           "벤처캐피탈",     "벤처캐피털",     "자산운용",
                                           "투자운용",       "투자파트너스",   "프라이빗에쿼티",
                                           "캐피탈",         "캐피털",         "매니지먼트",
                                           "홀딩스",         "테라퓨틱스",     "파마슈티컬스",
                                           "바이오사이언스", "바이오로직스",   "바이오테크",
                                           "바이오텍",       "바이오팜",       "파마",
                                           "라이프사이언스", "생명과학",       "제약",
                                           "인터내셔널",     "인터내셔날",     "코퍼레이션",
                                           "컴퍼니",         "테크놀로지",     "테크놀로지스",
                                           "테크놀러지",     "코리아",         "재팬",
                                           "증권",           "그룹",           "시멘트",
                                           "양회",           "레미콘",         "페이퍼",
                                           "제지",           "에프앤비",       "F&B",
                                           "네트웍스",       "시스템즈",       "솔루션즈",
                                           "로지스틱스",     "엔터테인먼트",   "게임즈",
                                           "스튜디오",       "시큐리티",       "로보틱스",
                                           "에어로스페이스", "머티리얼즈",     "케미칼",
                                           "케미컬",         "중공업",         "조선해양",
                                           "제강",           "특수강",         "전선",
                                           "해운",           "상선",           "저축은행",
                                           "화재",           "손해보험",       "제분",
                                           "제당",           "제과",           "푸드빌",
                                           "유업",           "리조트",         "정공",
                                           "기공",           "중전기",         "일렉트릭",
                                           "일렉트로닉스",   "메디칼",         "메디컬",
                                           "메디텍",         "덴탈",           "알미늄",
                                           "엔지니어링",     "텔레콤",         "백화점",
                                           "이노베이션",     "글로벌네트웍스", "모터스",
                                           "쇼핑",           "어패럴",         "패션그룹",
                                           "트레이딩",       "상사",           "물산",
                                           "제련",           "하이텍",         "테크윈",
                                           "네트웍",         "어드바이저",     "어드바이저스",
                                           "에셋",           "프라퍼티",       "디벨로퍼",
                                           "오토모티브",     "세미콘",         "세미컨덕터",
                                           "헬스케어",       "뷰티",           "코스메틱",
                                           "코스메틱스",     "바이오메드",     "소프트웨어",
                                           "커머스",         "모빌리티"});
  return kEnds;
}

// What firms are in, as their names end.
const WordSet& trades() {
  static const WordSet kFirmTrades = firm_words(
      {"제분",   "제당",     "제지",     "제과",     "제약",     "제강",     "제련",     "시멘트",
       "양회",   "맥주",     "소주",     "주류",     "식품",     "유업",     "음료",     "사료",
       "종묘",   "농약",     "비료",     "화섬",     "방직",     "섬유",     "모직",     "물산",
       "상사",   "무역",     "해운",     "항공",     "통운",     "운수",     "물류",     "택배",
       "건설",   "토건",     "건업",     "개발",     "산업",     "공업",     "기계",     "정밀",
       "정공",   "금속",     "철강",     "특수강",   "전기",     "전자",     "전선",     "전력",
       "통신",   "반도체",   "컴퓨터",   "정보공학", "소프트",   "게임",     "생명",     "화재",
       "보험",   "증권",     "은행",     "캐피탈",   "투자금융", "석유",     "석유공업", "정유",
       "가스",   "화학",     "유화",     "고무",     "타이어",   "도자기",   "유리",     "페인트",
       "알미늄", "피혁",     "제화",     "출판",     "교육",     "학습",     "의료기",   "바이오",
       "백신",   "렌탈",     "카본",     "단자",     "단자공업", "종합기계", "중공업",   "조선",
       "기전",   "정보통신", "유통",     "백화점",   "관광",     "침대",     "가구",     "치킨",
       "커피",   "포장",     "미디어",   "게임즈",   "월드",     "마켓",     "스토어",   "네트워크",
       "파트너", "솔루션",   "클라우드", "콘텐츠",   "디자인",   "여행",     "투자",     "로봇",
       "케어",   "보일러",   "펌프",     "센서",     "컴퓨팅",   "데이터",   "사이언스", "시큐어",
       "홈쇼핑", "택시",     "카드",     "뱅크",     "페이",     "레이저",   "필름",     "스포츠",
       "골프",   "엔터",     "렌터카",   "팩토리",   "테크",     "웨어"});
  return kFirmTrades;
}

}  // namespace

ByteRange korean_name_word(std::string_view text, std::uint32_t at) {
  ByteRange word = korean_word(text, at);
  // A dot between names that Unicode counts with the Hangul letters.
  constexpr std::string_view kDot = "ㆍ";
  for (std::size_t dot = text.find(kDot, word.begin); dot < word.end;
       dot = text.find(kDot, dot + kDot.size())) {
    if (dot <= at && at < dot + kDot.size())
      return {at, static_cast<std::uint32_t>(dot + kDot.size())};
    if (dot > at) {
      word.end = static_cast<std::uint32_t>(dot);
      break;
    }
    word.begin = static_cast<std::uint32_t>(dot + kDot.size());
  }
  while (word.begin >= 2 && text[word.begin - 1] == '&' &&
         is_latin_capital_or_digit(text[word.begin - 2])) {
    word.begin = korean_word(text, word.begin - 2).begin;
  }
  while (word.end + 1 < text.size() && text[word.end] == '&' &&
         is_latin_capital_or_digit(text[word.end + 1])) {
    word.end = korean_word(text, word.end + 1).end;
  }
  return word;
}

std::string_view without_name_particle(std::string_view word, const JosaTable& josa) {
  static const WordSet kLeft =
      firm_words({"나", "라", "자", "고", "며", "든", "란", "랑", "다", "인", "나마", "이나",
                  "이자", "지만", "하고", "같이", "대로"});
  const std::string_view stem = without_josa(word, josa);
  return kLeft.contains(word.substr(stem.size())) ? word : stem;
}

bool names_no_korean_firm(std::string_view name) {
  static const WordSet kEnds = firm_words(
      {"협회",   "연합회", "중앙회",   "위원회", "재단",     "대학교",   "대학",   "대학원",
       "학교",   "초교",   "중학교",   "고교",   "병원",     "의료원",   "연구원", "연구소",
       "진흥원", "개발원", "교육원",   "정보원", "평가원",   "공단",     "조합",   "노조",
       "센터",   "시청",   "도청",     "군청",   "구청",     "교육청",   "법원",   "검찰",
       "검찰청", "경찰",   "경찰청",   "경찰서", "정부",     "국회",     "학회",   "파크",
       "박람회", "전시회", "도서관",   "박물관", "본부",     "지원단",   "추진단", "사업단",
       "단지",   "산단",   "위원",     "의원",   "장관",     "대통령",   "총리",   "교수",
       "박사",   "기자",   "대표",     "회장",   "사장",     "부장",     "과장",   "팀장",
       "원장",   "센터장", "소장",     "국장",   "이사",     "전무",     "상무",   "연구진",
       "연구팀", "관계자", "담당자",   "제도",   "주의",     "사업",     "전략",   "프로젝트",
       "시리즈", "펀드",   "지수",     "서비스", "플랫폼",   "기술",     "특별법", "시장",
       "업계",   "업종",   "분야",     "시대",   "공장",     "지점",     "본점",   "매장",
       "축제",   "대회",   "포럼",     "세미나", "신문",     "일보",     "뉴스",   "타임스",
       "정책",   "방식",   "현상",     "지역",   "주민",     "사태",     "사건",   "효과",
       "공항",   "제품",   "모델",     "엔진",   "백신",     "치료제",   "신약",   "시스템",
       "에너지", "장비",   "소재",     "부품",   "콘텐츠",   "프로그램", "페이지", "특별시",
       "광역시", "자치도", "경기장",   "체육관", "아파트",   "빌딩",     "타워",   "기업",
       "업체",   "회사",   "그룹사",   "고객사", "제조사",   "운용사",   "투자사", "법인",
       "학과",   "리그",   "챔피언십", "대책",   "방안",     "계획",     "협약",   "조약",
       "협정",   "전쟁",   "지구",     "노선",   "고속도로", "터널",     "항만",   "부두",
       "효소",   "단백질", "증후군",   "질환",   "바이러스", "수술",     "요법",   "검사"});
  if (kEnds.contains(name) || end_among(name, kEnds) != 0) return true;
  // 교육부, 산림청, 김포시.
  static constexpr std::u32string_view kAuthorities = U"부청처시도군구읍면동법론";
  const std::size_t size = count_code_points(name);
  std::size_t last = name.size() - std::min<std::size_t>(3, name.size());
  return size <= 4 && size >= 2 &&
         kAuthorities.find(decode(name, last)) != std::u32string_view::npos;
}

bool is_korean_person(std::string_view name) {
  static constexpr std::u32string_view kSurnames =
      U"김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구나민진지엄채"
      U"원천방공현함변염여추도석선설마길연위표명기반왕옥육인맹제탁국은편용";
  const std::size_t size = count_code_points(name);
  if (size < 2 || size > 3) return false;
  std::size_t at = 0;
  return kSurnames.find(decode(name, at)) != std::u32string_view::npos;
}

bool ends_like_company(std::string_view name, const KoreanPlainWords& plain) {
  const std::size_t size = end_among(name, company_ends());
  if (size == 0) return false;
  const std::string_view front = name.substr(0, name.size() - size);
  static const WordSet kNoFront =
      firm_words({"애그", "에듀", "프롭", "리걸", "펫", "핀", "딥", "비건", "라이브", "퀵", "소셜",
                  "마이크로", "인슈어", "클린"});
  if (kNoFront.contains(front)) return false;
  const ScriptCounts scripts = count_scripts(front);
  if (scripts[Script::Hangul] == 0) {
    // KMB해운, WT그룹: letters that stand for a name.
    return count_code_points(front) >= 2 && !plain.explain(front) &&
           std::all_of(front.begin(), front.end(),
                       [](char c) { return is_latin_capital_or_digit(c) || c == '&'; });
  }
  return count_code_points(front) >= 2 && !plain.explain(front);
}

bool is_placed_company(std::string_view name) {
  static const WordSet kPlaces =
      firm_words({"한국", "대한",   "동양",   "동아",   "국제",   "중앙",   "제일",   "제주",
                  "서울", "부산",   "대구",   "인천",   "광주",   "울산",   "경인",   "경기",
                  "경남", "경북",   "전북",   "전남",   "충남",   "충북",   "강원",   "한성",
                  "한일", "삼천리", "아세아", "태평양", "아시아", "코리아", "유니온", "세계"});
  for (const std::size_t size : kPlaces.sizes()) {
    if (size >= name.size() || !kPlaces.contains(name.substr(0, size))) continue;
    const std::string_view rest = name.substr(size);
    if (trades().contains(rest)) {
      // 한국건설, 대구섬유: mostly the trade of that place.
      static const WordSet kLoose = firm_words(
          {"건설", "산업", "섬유", "전력", "보험", "증권",   "은행", "반도체", "게임", "조선",
           "철강", "교육", "항공", "물류", "유통", "바이오", "백신", "전자",   "석유", "화학",
           "관광", "개발", "식품", "통신", "무역", "의료기", "출판", "가스"});
      static const WordSet kWide = firm_words(
          {"한국", "서울", "부산", "대구", "인천", "광주", "울산", "경기",   "경남", "경북",
           "전북", "전남", "충남", "충북", "강원", "제주", "국제", "아시아", "세계", "중앙"});
      if (!(kLoose.contains(rest) && kWide.contains(name.substr(0, size)))) return true;
    }
  }
  return false;
}

std::size_t company_end(std::string_view name) {
  return std::max(end_among(name, company_ends()), end_among(name, trades()));
}

bool ends_in_plain_thing(std::string_view name, const KoreanPlainWords& plain) {
  if (company_end(name) != 0) return false;
  std::size_t at = 0;
  for (int front = 1; front <= 2; ++front) {
    decode(name, at);
    if (at >= name.size()) return false;
    const std::string_view rest = name.substr(at);
    if (count_code_points(rest) >= 2 && plain.contains(rest)) return true;
  }
  return false;
}

bool goes_on_as_company(std::string_view text, std::uint32_t end, std::uint32_t word_end) {
  if (end >= word_end) return false;
  static const WordSet kEnds = firm_words({"PE",           "PEF",
                                           "F&B",          "C&C",
                                           "E&C",          "E&M",
                                           "ENG",          "CNS",
                                           "SDS",          "USA",
                                           "BTI",          "ENM",
                                           "FnC",          "I&C",
                                           "MnM",          "NBG",
                                           "FNC",          "E&A",
                                           "코리아",       "재팬",
                                           "차이나",       "아메리카",
                                           "베트남",       "유럽",
                                           "인도네시아",   "프라이빗에쿼티",
                                           "인베스트먼트", "파트너스",
                                           "벤처스",       "자산운용",
                                           "캐피탈",       "에프앤비",
                                           "홀딩스",       "네트웍스",
                                           "글로벌",       "모빌리티",
                                           "헬스케어",     "엔지니어링",
                                           "엔터테인먼트", "바이오",
                                           "페이퍼",       "푸드",
                                           "커머스",       "게임즈",
                                           "스튜디오",     "테크놀로지",
                                           "테크놀로지스", "지주",
                                           "홀딩스"});
  return kEnds.contains(text.substr(end, word_end - end));
}

bool heads_line(std::string_view block, ByteRange range) {
  if (range.end >= block.size() || block[range.end] != ',') return false;
  std::string_view front = block.substr(0, range.begin);
  static const Pattern label(R"((?:^|\n)\s*(?:\[[^\]\n]{1,20}\]\s*)?[‘'“"]?$)");
  return label.found_in(front.substr(front.size() > 70 ? front.size() - 70 : 0)) &&
         (front.size() <= 70 || front.find('\n', front.size() - 70) != std::string_view::npos);
}

}  // namespace sarye

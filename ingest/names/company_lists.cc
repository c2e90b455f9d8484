// Korean: names in a list of firms: 가람정공, 새벽(코스닥), 도담텍 등 3개사. The list says so by
// the noun behind it, or by firms that are known.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/korean.h"
#include "ingest/language/korean_plain.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/discovered_names.h"
#include "ingest/names/korean_firm_words.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestItem = 16;  // characters
constexpr int kWordsToHead = 5;

using Matches = std::vector<PatternMatch>;

struct ListSign {
  std::uint32_t begin;
  std::uint32_t end;  // behind the white space and the marks that follow
};

struct CompanyList {
  std::vector<ByteRange> items;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;  // behind the last item
};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The size of a separator at `at`; 0: none. A comma inside a number is none.
std::size_t list_sign_at(std::string_view text, std::size_t at) {
  if (text[at] == ',') {
    const bool number = at > 0 && at + 1 < text.size() && text[at - 1] >= '0' &&
                        text[at - 1] <= '9' && text[at + 1] >= '0' && text[at + 1] <= '9';
    return number ? 0 : 1;
  }
  // Such signs begin with no byte that Hangul or ASCII has.
  const char byte = text[at];
  if (byte != '\xC2' && byte != '\xE2' && byte != '\xE3') return 0;
  for (const std::string_view sign : {"·", "ㆍ", "‧", "・", "、", "∙"}) {
    if (text.substr(at).starts_with(sign)) return sign.size();
  }
  return 0;
}

// Where the item that ends at `end` really ends: in front of white space and quotation marks.
std::uint32_t trimmed_end(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  for (bool cut = true; cut && end > begin;) {
    cut = false;
    while (end > begin && is_blank(text[end - 1])) {
      --end;
      cut = true;
    }
    for (const std::string_view mark : {"’", "'", "”", "\"", "㈜", "(주)"}) {
      if (text.substr(begin, end - begin).ends_with(mark)) {
        end -= static_cast<std::uint32_t>(mark.size());
        cut = true;
      }
    }
  }
  return end;
}

// Whether the noun behind a list says that firms were listed: 등 국내 기업들이, 등 3개사.
bool firms_follow(std::string_view behind) {
  static const Pattern etc(R"(^[’'”"]?\s?등(?:이|은|의|을|도|과|에|에서|으로)?\s)");
  static const Pattern head(
      R"(^(?:[0-9]+(?:[-~][0-9]+)?여?(?:개사|개업체|개기업|곳)|[\p{Hangul}A-Z]*(?:업체|기업|회사|계열사|자회사|관계사|제약사|투자사|운용사|건설사|증권사|보험사|카드사|조선사|철강사|해운사|항공사|게임사|통신사|제조사|협력사|경쟁사|고객사|유통사|부품사|대형사|상장사|시멘트사|금융사|정유사|화학사|완성차사|캐피탈사|시행사|시공사|벤처캐피탈|벤처캐피털|스타트업|사모펀드|메이커|VC|빅테크|VC))들?(?:은|는|이|가|을|를|과|와|의|에|에서|도|로|으로|만|인|이다|까지|부터)?[,.]?$)");
  static const Pattern stops(R"((?:을|를|은|는|에|로|고|며|가|해|서)$)");
  std::string_view rest = behind;
  if (const auto match = etc.find(rest)) {
    rest.remove_prefix(match->bytes.end);
  } else {
    static const Pattern bare(
        R"(^[’'”"]?\s(?:등\s)?([0-9]+\s?(?:개사|곳))(?:[은는이가을를의과와에도\s]|$))");
    return bare.found_in(rest);
  }
  for (int i = 0; i < kWordsToHead && !rest.empty(); ++i) {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, space);
    if (head.found_in(word)) return true;
    if (stops.found_in(word) || word.find('.') != std::string_view::npos) return false;
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
  return false;
}

// 도입한 기업은 가람, 새벽 등이다.
bool firms_in_front(std::string_view front) {
  static const Pattern pattern(
      R"((?:기업|업체|회사|계열사|자회사|제약사|투자사|경쟁사|고객사|협력사|상장사|스타트업)(?:들)?(?:에는|으로는|로는|은|는|에)\s[‘'“"]?$)");
  return pattern.found_in(front.substr(front.size() > 40 ? front.size() - 40 : 0));
}

class ListReader {
 public:
  ListReader(std::string_view text, const JosaTable& josa) : text_(text), josa_(josa) {}

  // The lists whose separators stand between `begin` and `end` and in no bracket there.
  std::vector<CompanyList> read(std::uint32_t begin, std::uint32_t end) const {
    const std::vector<ListSign> signs = signs_in(begin, end);
    std::vector<CompanyList> lists;
    for (std::size_t i = 0; i < signs.size();) {
      CompanyList list;
      const std::uint32_t from = i == 0 ? begin : signs[i - 1].end;
      const auto first = last_word(from, signs[i].begin);
      if (!first) {
        ++i;
        continue;
      }
      list.begin = first->begin;
      open(from, list);
      list.items.push_back(*first);
      std::size_t last = i;
      while (last + 1 < signs.size() && add(signs[last].end, signs[last + 1].begin, list)) ++last;
      close(signs[last].end, end, list);
      if (list.items.size() >= 2) lists.push_back(std::move(list));
      i = last + 1;
    }
    return lists;
  }

 private:
  std::vector<ListSign> signs_in(std::uint32_t begin, std::uint32_t end) const {
    std::vector<ListSign> signs;
    int depth = 0;
    for (std::uint32_t at = begin; at < end;) {
      std::size_t next = at;
      const char32_t c = decode(text_, next);
      if (c == '(' || c == U'（') ++depth;
      if ((c == ')' || c == U'）') && depth > 0) --depth;
      const std::size_t size = depth == 0 ? list_sign_at(text_, at) : 0;
      if (size == 0) {
        at = static_cast<std::uint32_t>(next);
        continue;
      }
      std::uint32_t behind = at + static_cast<std::uint32_t>(size);
      for (bool more = true; more && behind < end;) {
        more = false;
        if (is_blank(text_[behind])) {
          ++behind;
          more = true;
        }
        for (const std::string_view mark : {"▲", "△", "▷", "㈜", "(주)", "‘", "'", "“", "\""}) {
          if (text_.substr(behind).starts_with(mark)) {
            behind += static_cast<std::uint32_t>(mark.size());
            more = true;
          }
        }
      }
      signs.push_back({at, behind});
      at = behind;
    }
    return signs;
  }

  // Without a bracket at its end: 새벽(코스닥).
  std::uint32_t without_bracket(std::uint32_t begin, std::uint32_t end) const {
    end = trimmed_end(text_, begin, end);
    if (end > begin && text_[end - 1] == ')') {
      const std::size_t open = text_.substr(begin, end - begin).rfind('(');
      if (open != std::string_view::npos && open > 0) {
        return trimmed_end(text_, begin, begin + static_cast<std::uint32_t>(open));
      }
    }
    return end;
  }

  std::optional<ByteRange> last_word(std::uint32_t begin, std::uint32_t end) const {
    const std::uint32_t stop = without_bracket(begin, end);
    if (stop <= begin) return std::nullopt;
    std::uint32_t inside = stop - 1;
    while (inside > begin && (static_cast<unsigned char>(text_[inside]) & 0xC0) == 0x80) --inside;
    std::size_t next = inside;
    const Script script = script_of(decode(text_, next));
    if (script != Script::Hangul && script != Script::Latin && script != Script::Digit) {
      return std::nullopt;
    }
    const ByteRange word = korean_name_word(text_, inside);
    if (word.end != stop || word.begin < begin) return std::nullopt;
    return word;
  }

  // 가람과 새벽, …; 가람을 비롯해 새벽, …: the item in front of the first.
  void open(std::uint32_t from, CompanyList& list) const {
    std::string_view front = text_.substr(from, list.begin - from);
    for (const std::string_view along :
         {"을 비롯해 ", "를 비롯해 ", "을 비롯한 ", "를 비롯한 ", "와 ", "과 "}) {
      if (!front.ends_with(along)) continue;
      const auto end = static_cast<std::uint32_t>(list.begin - along.size());
      const auto word = last_word(from, end + 3);
      if (!word || word->end != end + 3 || word->begin >= end) return;
      list.items.push_back({word->begin, end});
      list.begin = word->begin;
      return;
    }
  }

  // One item between two separators, or two with 와: whether there is nothing else.
  bool add(std::uint32_t begin, std::uint32_t end, CompanyList& list) const {
    const std::uint32_t stop = without_bracket(begin, end);
    if (stop <= begin || stop - begin > 90) return false;
    std::vector<ByteRange> words;
    for (std::uint32_t at = begin; at < stop;) {
      if (is_blank(text_[at])) {
        ++at;
        continue;
      }
      const ByteRange word = korean_name_word(text_, at);
      if (word.size() == 0 || word.begin != at || words.size() == 2) return false;
      words.push_back(word);
      at = word.end;
    }
    if (words.size() == 1) {
      list.items.push_back(words[0]);
      return true;
    }
    if (words.size() != 2) return false;
    const std::string_view first = text_.substr(words[0].begin, words[0].size());
    if (first.ends_with("와") || first.ends_with("과")) {
      list.items.push_back({words[0].begin, words[0].end - 3});
      list.items.push_back(words[1]);
      return true;
    }
    list.items.push_back({words[0].begin, words[1].end});
    return true;
  }

  // The last item, whose particle or 등 says that the list ends.
  void close(std::uint32_t begin, std::uint32_t end, CompanyList& list) const {
    std::uint32_t at = begin;
    for (int i = 0; i < 2 && at < end; ++i) {
      std::size_t next = at;
      const Script script = script_of(decode(text_, next));
      if (script != Script::Hangul && script != Script::Latin && script != Script::Digit) return;
      const ByteRange word = korean_name_word(text_, at);
      std::string_view shown = text_.substr(word.begin, word.size());
      const std::string_view behind =
          text_.substr(word.end, std::min<std::size_t>(8, text_.size() - word.end));
      if (shown.ends_with("등") && shown.size() >= 9 && !behind.empty() && behind[0] == ' ') {
        list.items.push_back({word.begin, word.end - 3});
        list.end = word.end - 3;
        return;
      }
      const std::string_view stem = without_name_particle(shown, josa_);
      const std::string_view particle = shown.substr(stem.size());
      if ((particle == "와" || particle == "과") && i == 0 && !behind.empty() && behind[0] == ' ') {
        list.items.push_back({word.begin, word.begin + static_cast<std::uint32_t>(stem.size())});
        list.end = word.end;
        at = word.end + 1;
        continue;
      }
      const std::string_view rest = text_.substr(word.end, end - std::min(end, word.end));
      const bool ended = !particle.empty() || rest.empty() || rest.starts_with(" 등") ||
                         rest.starts_with("(") || rest.starts_with("’") || rest.starts_with("'") ||
                         (i == 0 && rest.starts_with("."));
      if (!ended) return;
      list.items.push_back({word.begin, word.begin + static_cast<std::uint32_t>(stem.size())});
      list.end = word.begin + static_cast<std::uint32_t>(stem.size());
      if (particle.empty() && text_.substr(word.end).starts_with("(")) {
        const std::size_t closing = text_.find(')', word.end);
        if (closing != std::string_view::npos && closing - word.end < 60) {
          list.end = static_cast<std::uint32_t>(closing + 1);
        }
      }
      return;
    }
  }

  std::string_view text_;
  const JosaTable& josa_;
};

}  // namespace

void company_list_evidence(const AnnotatedText& text, std::uint32_t block,
                           const std::vector<ListedHit>& listed, const KoreanPlainWords& plain,
                           const Resources& resources, std::vector<NameEvidence>& out) {
  const std::string_view shown = text.blocks[block].text;
  const ListReader reader(shown, resources.josa());

  const auto judge = [&](const CompanyList& list, bool counted_in_front) {
    struct Item {
      ByteRange range;
      bool known = false;
    };
    std::vector<Item> items;
    int firms = 0;
    int others = 0;
    int doubtful = 0;
    int companies = 0;
    for (const ByteRange& range : list.items) {
      Item item{range};
      for (const ListedHit& hit : listed) {
        if (!hit.span.bytes.overlaps(range)) continue;
        item.known = true;
        hit.entry->key.starts_with("firm:") ? ++firms : ++others;
        break;
      }
      const std::string_view name = shown.substr(range.begin, range.size());
      if (!item.known && ends_like_company(name, plain)) ++companies;
      if (!item.known && names_no_korean_firm(name)) ++doubtful;
      items.push_back(item);
    }
    const bool head =
        counted_in_front || firms_follow(shown.substr(list.end)) ||
        (shown.substr(list.end).starts_with(" 등") && firms_in_front(shown.substr(0, list.begin)));
    const auto size = static_cast<int>(items.size());
    if (others > 0 || (doubtful > 0 && firms + companies <= doubtful)) return;
    const bool by_known = firms + companies >= 2 && firms >= 1 && size >= 3;
    if (!head && !by_known) return;
    const bool sure = head ? (firms + companies > 0 || size >= 3) : firms >= 2;
    for (const Item& item : items) {
      if (item.known) continue;
      const std::string_view name = shown.substr(item.range.begin, item.range.size());
      const std::size_t letters = count_code_points(name);
      if (letters < 2 || letters > kLongestItem || count_scripts(name)[Script::Hangul] == 0 ||
          (name.front() >= '0' && name.front() <= '9') || names_no_korean_firm(name)) {
        continue;
      }
      const std::size_t space = name.find(' ');
      const std::string_view last = space == std::string_view::npos ? name : name.substr(space + 1);
      const bool two_words = space != std::string_view::npos;
      if (reads_as_korean_verb(last, "") || plain.contains(last)) continue;
      if (two_words && (plain.explain(name.substr(0, space)) || plain.explain(last))) continue;
      const bool coined = two_words || !plain.explain(name) || is_placed_company(name);
      if (!coined && !(head && letters >= 4)) continue;
      const Span span{block, item.range};
      out.push_back({span, "Firm", "company-list"});
      if (sure) out.push_back({span, "Firm", "list-head", false, false});
      if (coined && letters >= 3) out.push_back({span, "Firm", "coined", false, false});
    }
  };

  for (const CompanyList& list : reader.read(0, static_cast<std::uint32_t>(shown.size()))) {
    judge(list, false);
  }
  // 5개사(가람정공, 새벽텍, …)
  static const Pattern counted(
      R"((?:[0-9]+\s?(?:개사|개\s?(?:기업|업체|회사|사)|곳)|기업|업체|회사|계열사|자회사|협력사|경쟁사)[은는이가의]?\s?[(（]\s?(?:[▲△▷]\s?)?)");
  const bool bracketed =
      shown.find('(') != std::string_view::npos || shown.find("（") != std::string_view::npos;
  for (const PatternMatch& match : bracketed ? counted.find_all(shown) : Matches()) {
    const std::size_t close = shown.find(')', match.bytes.end);
    if (close == std::string_view::npos || close - match.bytes.end > 400) continue;
    for (const CompanyList& list :
         reader.read(match.bytes.end, static_cast<std::uint32_t>(close))) {
      judge(list, true);
    }
  }
}

}  // namespace sarye

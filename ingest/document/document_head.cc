#include "ingest/document/document_head.h"

#include <algorithm>
#include <optional>
#include <string>

#include "engine/text/display_width.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/document/lines.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::size_t kHeadBlocks = 14;  // how far into a document its head may reach
constexpr int kTitleWidth = 180;

bool is_abstract_word(std::string_view text) {
  static const Pattern word(
      R"((?i)^[\[【<]?\s*(?:국문\s*)?(?:초록|요약문?|요\s*약|내용\s*요약|abstract|summary|executive summary|摘\s*要|内容摘要|內容摘要)\s*[\]】>]?\s*[:：]?$)");
  return word.matches_whole(text);
}

bool starts_abstract(std::string_view text) {
  static const Pattern begins(
      R"((?i)^[\[【]?(?:초록|요약|abstract|摘\s*要|内容摘要|內容摘要)[\]】]?\s*[:：]\s*\S)");
  return begins.found_in(text);
}

bool is_reference_word(std::string_view text) {
  static const Pattern word(
      R"((?i)^(?:[0-9ⅠⅡⅢⅣⅤⅥⅦIVX]+[.)]?\s*)?(?:참고\s*문헌|references|bibliography|参考文献|參考文獻|works cited)\s*$)");
  return word.matches_whole(text);
}

// "By A. Writer", 作者 | 某某, 某某 기자 =, names with affiliations in brackets or with
// superscripts.
std::vector<std::string> authors_in(std::string_view line) {
  static const Pattern by(
      R"(^(?:By|BY|by)\s+([A-Z][\p{L}.’'-]+(?:\s+(?:and\s+)?[A-Z][\p{L}.’'-]+){1,8})$)");
  static const Pattern chinese(
      R"(^(?:作者|文|撰文|记者|記者)\s*[|｜:：/]\s*([\p{Han}·\s、，,]{2,40})$)");
  static const Pattern korean(R"(([\p{Hangul}]{2,4})\s*기자(?:\s*=|\s*[(\[]?[\w.]+@|$))");
  static const Pattern affiliated(R"(([\p{Hangul}\p{Han}]{2,5})\s*[(（][^()（）]{3,60}[)）])");
  static const Pattern numbered(R"(([\p{Han}]{2,4})[0-9¹²³*＊]{1,3}(?:[,，、\s]|$))");
  std::vector<std::string> names;
  if (const auto match = by.find(line)) {
    std::string all(match->text(line, 0));
    for (std::size_t at = all.find(" and "); at != std::string::npos; at = all.find(" and ")) {
      all.replace(at, 5, "\n");
    }
    std::size_t begin = 0;
    while (begin <= all.size()) {
      const std::size_t end = std::min(all.find('\n', begin), all.size());
      names.push_back(all.substr(begin, end - begin));
      begin = end + 1;
    }
    return names;
  }
  if (const auto match = chinese.find(line)) {
    std::string name;
    for (char32_t c : code_points(match->text(line, 0))) {
      if (c == U'、' || c == U'，' || c == ',' || c == ' ') {
        if (!name.empty()) names.push_back(name);
        name.clear();
      } else {
        append_utf8(name, c);
      }
    }
    if (!name.empty()) names.push_back(name);
    return names;
  }
  for (const Pattern* pattern : {&korean, &numbered, &affiliated}) {
    // A list of authors fills its line; one bracket in a sentence is no such list.
    std::size_t covered = 0;
    std::vector<std::string> found;
    for (const PatternMatch& match : pattern->find_all(line)) {
      covered += match.bytes.size();
      found.emplace_back(match.text(line, 0));
    }
    if (found.empty()) continue;
    if (pattern == &korean || covered * 10 >= line.size() * 8) return found;
  }
  return names;
}

struct FoundDate {
  Date date;
  std::size_t bytes = 0;       // length of its wording
  int rank = 0;                // 3 published, 2 another date of the same kind, 1 a bare date
  bool begins_report = false;  // between the place and the dash at the beginning of a report
};

std::optional<FoundDate> date_in(std::string_view line) {
  static const Pattern dated(
      R"(((?i:published|online|posted|updated|date|발행일?|게재일?|입력|등록|승인|发布(?:时间)?|發布|发表|日期|时间)?)[^0-9]{0,6}((?:19|20)[0-9]{2})\s*[-./年년]\s*([0-9]{1,2})\s*[-./月월]\s*([0-9]{1,2}))");
  // February 21, 2017 · Feb. 21, 2017 · 31 Oct. 2025
  static const Pattern english(
      R"(\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s*((?:19|20)[0-9]{2})\b)");
  static const Pattern day_first(
      R"(\b([0-9]{1,2})(?:st|nd|rd|th)?\s+(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,?\s*((?:19|20)[0-9]{2})\b)");
  static constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::optional<FoundDate> best;
  for (const PatternMatch& match : dated.find_all(line)) {
    const int year = std::stoi(std::string(match.text(line, 1)));
    const int month = std::stoi(std::string(match.text(line, 2)));
    const int day = std::stoi(std::string(match.text(line, 3)));
    if (month < 1 || month > 12 || day < 1 || day > 31) continue;
    const std::string_view word = match.text(line, 0);
    const bool update = fold_case(word) == "updated";
    const bool received = fold_case(line.substr(0, match.bytes.begin + 12)).ends_with("received:");
    if (received) continue;
    const FoundDate found{Date::from_civil(year, month, day), match.bytes.size(),
                          word.empty() ? 1
                          : update     ? 2
                                       : 3};
    if (!best || found.rank > best->rank) best = found;
  }
  if (best) return best;
  for (const Pattern* pattern : {&english, &day_first}) {
    const auto match = pattern->find(line);
    if (!match) continue;
    const std::size_t name = pattern == &english ? 0 : 1;
    const auto* month = std::find(std::begin(kMonths), std::end(kMonths), match->text(line, name));
    const int day = std::stoi(std::string(match->text(line, 1 - name)));
    const int year = std::stoi(std::string(match->text(line, 2)));
    if (day < 1 || day > 31) continue;
    FoundDate found{Date::from_civil(year, static_cast<int>(month - kMonths) + 1, day),
                    match->bytes.size(), 1};
    // TOKYO, May 7, 2020 (Agency) -- what an agency's report begins with.
    static const Pattern wire(R"(^[A-Z][A-Za-z .,/-]{1,40}, $)");
    static const Pattern dash(R"(^\s*(?:\([^)]{2,30}\)\s*)?(?:--|—|–)\s)");
    found.begins_report = wire.found_in(line.substr(0, match->bytes.begin)) &&
                          dash.found_in(line.substr(match->bytes.end));
    return found;
  }
  return std::nullopt;
}

// Whether the date is what the block is there for: a labelled field, or most of a short line. A day
// that a sentence tells of is not the document's.
bool is_dateline(const Block& block, const FoundDate& found) {
  if (found.begins_report) return true;
  if (display_width(block.text) > 120) return false;
  return found.rank >= 2 ||
         (found.bytes * 10 >= block.text.size() * 4 && !ends_sentence(block.text));
}

}  // namespace

void mark_document_head(std::vector<Block>& blocks) {
  // Markdown's first heading is the title; else the first short line that is no sentence and no
  // line of a journal's or a site's own.
  static const Pattern imprint(
      R"((?i)\bvol\b|\bissue\b|issn|doi|https?:|››|\s{3,}|제?\s*[0-9]+\s*[권호]|第\s*[0-9]+\s*[卷期])");
  std::optional<std::size_t> title;
  const std::size_t head = std::min(blocks.size(), kHeadBlocks);
  for (std::size_t i = 0; i < head && !title; ++i) {
    if (blocks[i].kind == PassageKind::Heading && blocks[i].glyph == "#") title = i;
  }
  for (std::size_t i = 0; i < head && !title && blocks.size() > 1; ++i) {
    const Block& block = blocks[i];
    const bool plain = (block.kind == PassageKind::Paragraph ||
                        (block.kind == PassageKind::Heading && block.glyph.empty())) &&
                       !block.number;
    const int width = display_width(block.text);
    if (!plain || width > kTitleWidth) break;
    const bool sentence = ends_sentence(block.text) && !block.text.ends_with('?') &&
                          !block.text.ends_with("？") && !block.text.ends_with("！");
    if (is_abstract_word(block.text)) break;
    if (sentence || width < 10 || imprint.find(block.text) || !authors_in(block.text).empty()) {
      continue;
    }
    title = i;
  }
  if (title) blocks[*title].kind = PassageKind::Title;
  bool body = false;
  for (std::size_t i = 0; i < std::min(blocks.size(), kHeadBlocks) && !body; ++i) {
    Block& block = blocks[i];
    if (block.kind == PassageKind::Title) continue;
    const bool shortish = display_width(block.text) <= kTitleWidth;
    if (!shortish) {
      body = true;
    } else if ((block.kind == PassageKind::Paragraph || block.kind == PassageKind::Heading) &&
               !authors_in(block.text).empty()) {
      block.kind = PassageKind::Author;
    }
  }

  bool abstract = false;
  bool references = false;
  for (Block& block : blocks) {
    if (is_abstract_word(block.text)) {
      block.kind = PassageKind::Heading;
      abstract = true;
      references = false;
      continue;
    }
    if (is_reference_word(block.text)) {
      block.kind = PassageKind::Heading;
      references = true;
      abstract = false;
      continue;
    }
    if (block.kind == PassageKind::Heading) {
      abstract = references = false;
    } else if (block.kind == PassageKind::Paragraph) {
      if (abstract || starts_abstract(block.text)) block.kind = PassageKind::Abstract;
      if (references) block.kind = PassageKind::Reference;
    } else if (references && block.kind == PassageKind::Bullet) {
      block.kind = PassageKind::Reference;
    }
  }
}

Result<void> DocumentHead::run(AnnotatedText& text) const {
  DocumentMetadata& metadata = text.metadata;
  const bool look_for_authors = metadata.authors.empty();
  std::optional<FoundDate> date;
  std::size_t scripts[kLanguageCount] = {};
  for (std::size_t i = 0; i < text.blocks.size(); ++i) {
    const Block& block = text.blocks[i];
    scripts[static_cast<std::size_t>(block.language)] += count_code_points(block.text);
    if (metadata.title.empty() && block.kind == PassageKind::Title) metadata.title = block.text;
    if (look_for_authors && block.kind == PassageKind::Author) {
      for (std::string& name : authors_in(block.text)) {
        auto& authors = metadata.authors;
        if (std::find(authors.begin(), authors.end(), name) == authors.end()) {
          authors.push_back(std::move(name));
        }
      }
    }
    if (i < kHeadBlocks) {
      const auto found = date_in(block.text);
      if (found && is_dateline(block, *found) && (!date || found->rank > date->rank)) {
        date = found;
      }
    }
  }
  if (!metadata.date && date) {
    metadata.date = date->date;
    metadata.date_source = DateSource::Text;
  }
  if (metadata.language.empty()) {
    std::size_t best = 0;
    for (std::size_t k = 1; k < kLanguageCount; ++k) {
      // A Han character carries about as much as two letters.
      const std::size_t weight = k == static_cast<std::size_t>(Language::English) ? 1 : 2;
      const std::size_t best_weight = best == static_cast<std::size_t>(Language::English) ? 1 : 2;
      if (scripts[k] * weight > scripts[best] * (best == 0 ? 0 : best_weight)) best = k;
    }
    if (best != 0) metadata.language = language_code(static_cast<Language>(best));
    if (metadata.language == "zh" && han_form(text.clean) == HanForm::Traditional) {
      metadata.language = "zh-Hant";
    }
  }
  return {};
}

}  // namespace sarye

#include "ingest/stages/aliases.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/stages/english.h"
#include "ingest/stages/korean.h"

namespace sarye {
namespace {

struct Alias {
  Span name;             // where the other name stands
  std::uint32_t entity;  // what it names
  Span wording;          // both names and the bracket
  NameKind kind = NameKind::Surface;
  std::string rule;
  int weight = 500;
};

enum class MainScript { None, Hangul, Han, Latin };

MainScript main_script(std::string_view text) {
  const ScriptCounts counts = count_scripts(text);
  const std::uint32_t hangul = counts[Script::Hangul];
  const std::uint32_t han = counts[Script::Han] + counts[Script::Kana];
  const std::uint32_t latin = counts[Script::Latin];
  if (hangul + han + latin == 0) return MainScript::None;
  if (hangul >= han && hangul * 2 >= latin) return MainScript::Hangul;
  return han * 2 >= latin ? MainScript::Han : MainScript::Latin;
}

// Whether `acronym` has the capitals of `words` in their order: CATL for Contemporary Amperex
// Technology (Limited), SAMR for State Administration for Market Regulation.
bool is_acronym_of(std::string_view acronym, std::string_view words) {
  std::string initials;
  bool start = true;
  for (char c : words) {
    if (start && c >= 'A' && c <= 'Z') initials += c;
    start = c == ' ' || c == '-';
  }
  if (acronym.size() < 2 || acronym.size() > 8 || initials.size() < 2) return false;
  std::size_t matched = 0;
  for (char c : acronym) {
    if (matched < initials.size() && c == initials[matched]) ++matched;
  }
  return matched >= 2 && matched + 1 >= initials.size() && acronym[0] == initials[0];
}

// What a bracket says that is no other name: numbers, dates, tickers, roles, places of a source.
bool is_no_name(std::string_view text) {
  static const Pattern no_name(
      R"((?i)^[\d\s.,%~:’'+-]+|[0-9]{4}|^(?:NYSE|NASDAQ|OTC|LON|TYO|KRX|HK|SH|SZ|SS|EPA|ETR)\s?[:：]|^(?:CEO|CFO|CTO|대표|회장|사장|사진|그림|표|참조|단위|左|右|左图|右图|图|圖|photo|right|left|see|e\.g|i\.e|http)|\b(?:including|such as)\b)");
  return text.empty() || no_name.find(text).has_value() || count_scripts(text).letters() < 2;
}

class AliasFinder {
 public:
  AliasFinder(AnnotatedText& text, const Resources& resources)
      : text_(text), resources_(resources) {}

  void run() {
    const std::size_t count = text_.mentions.size();
    for (std::size_t i = 0; i < count; ++i) behind(i);
    // By index: an alias that joins two entities re-points those behind it.
    for (std::size_t i = 0; i < found_.size(); ++i) apply(found_[i]);
    std::stable_sort(text_.mentions.begin(), text_.mentions.end(),
                     [](const TextMention& a, const TextMention& b) { return a.span < b.span; });
  }

 private:
  // X(Y): Y and its parts behind the mention i.
  void behind(std::size_t i) {
    const TextMention& mention = text_.mentions[i];
    const std::string& type = text_.entities[mention.entity].type;
    if (type == "Place" || type == "Person") return;
    const std::string_view shown = text_.blocks[mention.span.block].text;
    static const Pattern bracket(R"(^[’'”"」]?\s?([(（])([^()（）]{2,90})[)）])");
    const auto match = bracket.find(shown.substr(mention.span.bytes.end, 120));
    if (!match) return before(i);
    const std::uint32_t base = mention.span.bytes.end;
    const Span wording{mention.span.block, {mention.span.bytes.begin, base + match->bytes.end}};
    const ByteRange inside{base + match->groups[1]->begin, base + match->groups[1]->end};

    std::uint32_t begin = inside.begin;
    for (std::uint32_t at = inside.begin; at <= inside.end;) {
      const std::string_view rest = shown.substr(at, inside.end - at);
      std::uint32_t step = 0;
      if (at == inside.end) {
        step = 1;
      } else if (rest[0] == ',' || rest[0] == ';') {
        step = 1;
      } else if (rest.starts_with("，") || rest.starts_with("、") || rest.starts_with("；")) {
        step = 3;
      }
      if (step == 0) {
        ++at;
        continue;
      }
      part(mention, wording, {begin, at});
      at += step;
      begin = at;
    }
  }

  void part(const TextMention& mention, Span wording, ByteRange range) {
    const std::string_view shown = text_.blocks[mention.span.block].text;
    const std::string_view whole = shown.substr(range.begin, range.size());
    static const Pattern named(
        R"(^\s*(?:(이하|以下简称|以下簡稱|下称|下稱|简称|簡稱|hereafter|hereinafter|the|or|known as|also known as)|(구|옛|전|前身|原名|原|formerly))?\s*[‘'“"「]?([^‘’'“”"「」]{2,60}?)[’'”"」]?\s*$)");
    const auto match = named.find(whole);
    if (!match) return;
    const ByteRange name{range.begin + match->groups[2]->begin,
                         range.begin + match->groups[2]->end};
    const std::string_view other = shown.substr(name.begin, name.size());
    const std::string_view known = text_.text_of(mention.span);
    if (is_no_name(other)) return;
    const bool declared = match->has(0);
    const bool former = match->has(1);
    const bool acronym = is_acronym_of(other, known);
    const bool other_script = main_script(other) != main_script(known);
    const std::size_t words =
        1 + static_cast<std::size_t>(std::count(other.begin(), other.end(), ' '));
    const bool capital = other[0] >= 'A' && other[0] <= 'Z';
    const bool name_like = main_script(other) == MainScript::Latin
                               ? capital && words <= 6
                               : words <= 3 && count_code_points(other) <= 20;
    if (!name_like) return;
    if (!declared && !former && !acronym && !other_script) return;
    // One word behind a name of several glosses the last of them only: 제미나이 2.0 플래시(Flash).
    const bool whole_name = known.find(' ') == std::string_view::npos || words >= 2;
    if (!declared && !former && !acronym && !whole_name) return;
    add({{mention.span.block, name},
         mention.entity,
         wording,
         former     ? NameKind::Former
         : acronym  ? NameKind::Acronym
         : declared ? NameKind::Short
                    : NameKind::Surface,
         declared  ? "declared"
         : former  ? "former"
         : acronym ? "acronym"
                   : "bracket",
         declared || acronym ? 850 : 700});
  }

  // Y(X) where only X, alone in the bracket, is known: 닝더스다이(CATL).
  void before(std::size_t i) {
    const TextMention& mention = text_.mentions[i];
    const std::string_view shown = text_.blocks[mention.span.block].text;
    const ByteRange range = mention.span.bytes;
    const bool opens = range.begin > 1 && shown[range.begin - 1] == '(';
    const bool closes =
        range.end < shown.size() && (shown[range.end] == ')' || shown[range.end] == ',');
    if (!opens || !closes) return;
    const std::uint32_t end = range.begin - 1;
    const char32_t last = [&] {
      std::size_t at = end - 1;
      while (at > 0 && (static_cast<unsigned char>(shown[at]) & 0xC0) == 0x80) --at;
      return decode(shown, at);
    }();
    if (script_of(last) != Script::Hangul) return;
    std::uint32_t at = end - 1;
    while (at > 0 && (static_cast<unsigned char>(shown[at]) & 0xC0) == 0x80) --at;
    ByteRange word = korean_word(shown, at);
    word.end = end;
    if (word.begin >= word.end) return;
    const std::string_view name = shown.substr(word.begin, word.size());
    static const std::set<std::string_view> kGeneric = {
        "기업",   "업체",     "회사", "자회사", "모델", "서비스", "플랫폼", "챗봇",
        "브랜드", "제품",     "법",   "기관",   "당국", "정부",   "은행",   "그룹",
        "계열사", "스타트업", "시장", "방식",   "기술", "시스템", "반도체", "배터리"};
    const std::size_t size = count_code_points(name);
    const ScriptCounts scripts = count_scripts(name);
    if (size < 2 || size > 12 || kGeneric.contains(name) || scripts[Script::Hangul] < 2) return;
    if (main_script(text_.text_of(mention.span)) == MainScript::Hangul) return;
    // Endings of clauses and of counting words, which no name has.
    static const Pattern clause(
        R"((?:남|함|됨|임|음|짐|것|중|등|시|후|전|의|를|을|는|은|에|로|와|과|도)$)");
    if (clause.find(name)) return;
    add({{mention.span.block, word},
         mention.entity,
         {mention.span.block, {word.begin, range.end + 1}},
         NameKind::Surface,
         "bracket-behind",
         650});
  }

  void add(Alias alias) { found_.push_back(std::move(alias)); }

  void apply(const Alias& alias) {
    LocalEntity& entity = text_.entities[alias.entity];
    const std::string name(text_.text_of(alias.name));
    // What stands at the other name already?
    std::optional<std::uint32_t> other;
    for (const TextMention& mention : text_.mentions) {
      if (mention.span.block != alias.name.block || !mention.span.bytes.overlaps(alias.name.bytes))
        continue;
      if (mention.entity == alias.entity) {
        if (mention.span == alias.name) other = mention.entity;
        continue;
      }
      if (mention.span != alias.name) return;  // a part of it is something else
      other = mention.entity;
    }
    if (other && *other != alias.entity) {
      LocalEntity& second = text_.entities[*other];
      if (second.type != entity.type) return;
      if (!second.key.empty() && !entity.key.empty()) return;  // two that are known stay two
      const std::uint32_t keep = entity.key.empty() && !second.key.empty() ? *other : alias.entity;
      const std::uint32_t drop = keep == *other ? alias.entity : *other;
      for (TextMention& mention : text_.mentions) {
        if (mention.entity == drop) mention.entity = keep;
      }
      for (AliasEvidence& evidence : text_.aliases) {
        if (evidence.entity == drop) evidence.entity = keep;
      }
      for (Alias& pending : found_) {
        if (pending.entity == drop) pending.entity = keep;
      }
      note(alias, keep, name);
      return;
    }
    note(alias, alias.entity, name);
    if (other) return;
    // Every place of the new name in the document means the same.
    for (std::uint32_t b = 0; b < text_.blocks.size(); ++b) {
      const std::string_view shown = text_.blocks[b].text;
      for (std::size_t at = shown.find(name); at != std::string_view::npos;
           at = shown.find(name, at + name.size())) {
        const Span span{
            b, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + name.size())}};
        if (span != alias.name && !stands_alone(shown, span.bytes)) continue;
        const bool taken =
            std::any_of(text_.mentions.begin(), text_.mentions.end(), [&](const TextMention& m) {
              return m.span.block == b && m.span.bytes.overlaps(span.bytes);
            });
        if (!taken)
          text_.mentions.push_back(
              {span, alias.entity, "alias:" + alias.rule, alias.weight, false});
      }
    }
  }

  void note(const Alias& alias, std::uint32_t entity, const std::string& name) {
    LocalEntity& target = text_.entities[entity];
    const bool known = std::any_of(target.names.begin(), target.names.end(),
                                   [&](const EntityName& n) { return n.text == name; });
    if (!known) {
      const MainScript script = main_script(name);
      const NameTag tag = script == MainScript::Hangul             ? NameTag::Ko
                          : script == MainScript::Latin            ? NameTag::En
                          : han_form(name) == HanForm::Traditional ? NameTag::ZhHant
                                                                   : NameTag::ZhHans;
      target.names.push_back({tag, alias.kind, name});
    }
    text_.aliases.push_back({entity, alias.rule, alias.weight, text_.raw_range(alias.wording)});
  }

  bool stands_alone(std::string_view shown, ByteRange range) const {
    if (!latin_borders(shown, range)) return false;
    std::size_t first = range.begin;
    if (script_of(decode(shown, first)) == Script::Hangul && !korean_begin(shown, range.begin))
      return false;
    std::size_t end = range.end;
    if (end < shown.size() && script_of(decode(shown, end)) == Script::Hangul) {
      return korean_ending(shown, range, resources_.josa()).has_value();
    }
    return true;
  }

  AnnotatedText& text_;
  const Resources& resources_;
  std::vector<Alias> found_;
};

}  // namespace

Result<void> Aliases::run(AnnotatedText& text) const {
  AliasFinder(text, resources_).run();
  return {};
}

}  // namespace sarye

#include "ingest/names/aliases.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/english.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/acronyms.h"
#include "ingest/names/alias_cues.h"
#include "ingest/names/name_proposals.h"

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

bool shows_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// As std::string_view::find does. By the third byte, which tells one Hangul syllable from the
// others; the first is that of every fourth.
std::size_t find_name(std::string_view text, std::string_view name, std::size_t from) {
  constexpr std::size_t kTelling = 2;
  if (name.size() <= kTelling) return text.find(name, from);
  for (std::size_t at = text.find(name[kTelling], from + kTelling); at != std::string_view::npos;
       at = text.find(name[kTelling], at + 1)) {
    if (text.substr(at - kTelling, name.size()) == name) return at - kTelling;
  }
  return std::string_view::npos;
}

// What a bracket at the beginning of `text` holds, behind a quotation mark and a space or without:
// no other bracket, and not too much.
std::optional<ByteRange> bracketed(std::string_view text) {
  constexpr std::size_t kFewest = 2;  // characters
  constexpr std::size_t kMost = 90;
  std::size_t at = 0;
  for (const std::string_view mark : {"’", "'", "”", "\"", "」"}) {
    if (!text.starts_with(mark)) continue;
    at = mark.size();
    break;
  }
  constexpr std::string_view kSpaces = " \t\n\f\r";
  if (at < text.size() && kSpaces.find(text[at]) != std::string_view::npos) ++at;
  if (at == text.size()) return std::nullopt;
  const char32_t open = decode(text, at);
  if (open != '(' && open != U'（') return std::nullopt;
  const std::size_t begin = at;
  for (std::size_t characters = 0; at < text.size() && characters <= kMost; ++characters) {
    const std::size_t end = at;
    const char32_t c = decode(text, at);
    if (c == '(' || c == U'（') return std::nullopt;
    if (c != ')' && c != U'）') continue;
    if (characters < kFewest) return std::nullopt;
    return ByteRange{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  return std::nullopt;
}

class AliasFinder {
 public:
  AliasFinder(AnnotatedText& text, const Resources& resources)
      : text_(text), resources_(resources) {}

  void run() {
    const std::size_t count = text_.mentions.size();
    for (std::size_t i = 0; i < count; ++i) {
      behind(i);
      between(i);
    }
    // By index: an alias that joins two entities re-points those behind it.
    for (std::size_t i = 0; i < found_.size(); ++i) apply(found_[i]);
    // What was added stands behind what was in order.
    const auto by_place = [](const TextMention& a, const TextMention& b) {
      return a.span < b.span;
    };
    const auto added = text_.mentions.begin() + static_cast<std::ptrdiff_t>(count);
    if (!std::is_sorted(text_.mentions.begin(), text_.mentions.end(), by_place)) {
      std::stable_sort(added, text_.mentions.end(), by_place);
      std::inplace_merge(text_.mentions.begin(), added, text_.mentions.end(), by_place);
    }
    drop_places_in_names();
    text_.mentions_moved();
  }

 private:
  // Places that the short name of a firm begins with: such a name stands behind them in order.
  void drop_places_in_names() {
    std::set<Span> names;
    for (const TextMention& mention : text_.mentions) {
      if (mention.rule == "alias:declared") names.insert(mention.span);
    }
    if (names.empty()) return;
    std::erase_if(text_.mentions, [&](const TextMention& mention) {
      if (text_.entities[mention.entity].type != "Place") return false;
      const auto name = names.upper_bound(mention.span);
      return name != names.end() && name->block == mention.span.block &&
             name->bytes.begin == mention.span.bytes.begin;
    });
  }

  // X(Y): Y and its parts behind the mention i.
  void behind(std::size_t i) {
    const TextMention& mention = text_.mentions[i];
    const std::string& type = text_.entities[mention.entity].type;
    if (type == "Place" || type == "Person") return;
    const std::string_view shown = text_.blocks[mention.span.block].text;
    const std::string_view rest = shown.substr(mention.span.bytes.end, 120);
    const auto held = bracketed(rest);
    if (!held) return before(i);
    const std::uint32_t base = mention.span.bytes.end;
    const ByteRange inside{base + held->begin, base + held->end};
    std::size_t closed = inside.end;
    decode(shown, closed);
    const Span wording{mention.span.block,
                       {mention.span.bytes.begin, static_cast<std::uint32_t>(closed)}};

    const bool list = is_list(shown.substr(inside.begin, inside.size()));
    std::uint32_t begin = inside.begin;
    for (std::uint32_t at = inside.begin; at <= inside.end;) {
      const std::string_view ahead = shown.substr(at, inside.end - at);
      std::uint32_t step = 0;
      if (at == inside.end) {
        step = 1;
      } else if (ahead[0] == ',' || ahead[0] == ';') {
        step = 1;
      } else if (ahead.starts_with("，") || ahead.starts_with("、") || ahead.starts_with("；")) {
        step = 3;
      }
      if (step == 0) {
        ++at;
        continue;
      }
      part(mention, wording, {begin, at}, list);
      at += step;
      begin = at;
    }
  }

  void part(const TextMention& mention, Span wording, ByteRange range, bool in_list) {
    const std::string_view shown = text_.blocks[mention.span.block].text;
    const auto read = bracket_part(shown.substr(range.begin, range.size()));
    if (!read) return;
    const ByteRange name{range.begin + read->name.begin, range.begin + read->name.end};
    const std::string_view other = shown.substr(name.begin, name.size());
    const std::string_view known = text_.text_of(mention.span);
    if (is_no_name(other)) return;
    const bool declared = read->cue == AliasCue::Also;
    const bool former = read->cue == AliasCue::Former;
    const bool acronym = is_acronym_of(other, known, true);
    const bool other_script = main_script(other) != main_script(known);
    const std::size_t words =
        1 + static_cast<std::size_t>(std::count(other.begin(), other.end(), ' '));
    const bool capital = other[0] >= 'A' && other[0] <= 'Z';
    const bool name_like = main_script(other) == MainScript::Latin
                               ? capital && words <= 6
                               : words <= 3 && count_code_points(other) <= 20;
    if (!name_like) return;
    if (!declared && !former && !acronym && !other_script) return;
    if (!declared && !former && is_description(other)) return;
    // 딥시크(R1): a model, not the firm.
    if (!declared && !acronym && shows_digit(other) && !shows_digit(known)) return;
    if (!declared && !former && !acronym && in_list) return;
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

  // Y(X) where only X is known, alone in the bracket or behind a cue: 닝더스다이(CATL), 한울화학(구
  // 대원정밀).
  void before(std::size_t i) {
    const TextMention& mention = text_.mentions[i];
    const std::string_view shown = text_.blocks[mention.span.block].text;
    const ByteRange range = mention.span.bytes;
    const std::uint32_t from = range.begin > 60 ? range.begin - 60 : 0;
    const std::string_view front = shown.substr(from, range.begin - from);
    std::size_t bracket = front.rfind('(');
    std::size_t size = 1;
    const std::size_t wide = front.rfind("（");
    if (wide != std::string_view::npos && (bracket == std::string_view::npos || wide > bracket)) {
      bracket = wide;
      size = 3;
    }
    if (bracket == std::string_view::npos) return;
    const std::string_view inside = front.substr(bracket + size);
    const AliasCue cue = inside.empty() ? AliasCue::None : cue_in_front(inside);
    if (!inside.empty() && cue == AliasCue::None) return;
    static const Pattern closing(R"(^[’'”"」]?\s?[)）,，])");
    if (!closing.found_in(
            shown.substr(range.end, std::min<std::size_t>(8, shown.size() - range.end)))) {
      return;
    }
    const auto word = name_before(shown, from + static_cast<std::uint32_t>(bracket));
    if (!word) return;
    const std::string_view name = shown.substr(word->begin, word->size());
    const bool other_script = main_script(text_.text_of(mention.span)) != main_script(name);
    if (cue == AliasCue::None && (main_script(name) != MainScript::Hangul || !other_script)) return;
    add({{mention.span.block, *word},
         mention.entity,
         {mention.span.block, {word->begin, range.end + 1}},
         NameKind::Surface,
         cue == AliasCue::Former ? "former"
         : cue == AliasCue::Also ? "declared"
                                 : "bracket-behind",
         cue == AliasCue::None ? 650 : 850});
  }

  // X, formerly known as Y; X更名为Y; X의 전신인 Y: the next name, or one that no list has.
  void between(std::size_t i) {
    const TextMention& mention = text_.mentions[i];
    const std::string& type = text_.entities[mention.entity].type;
    if (mention.inherited || (type != "Firm" && type != "Agency" && type != "Product")) return;
    const std::string_view shown = text_.blocks[mention.span.block].text;
    const std::uint32_t begin = mention.span.bytes.end;
    for (std::size_t j = i + 1; j < text_.mentions.size(); ++j) {
      const TextMention& next = text_.mentions[j];
      if (next.span.block != mention.span.block || next.span.bytes.begin > begin + 60) break;
      if (next.inherited || next.span.bytes.begin < begin) continue;
      const AliasCue cue = cue_between(shown.substr(begin, next.span.bytes.begin - begin),
                                       shown.substr(next.span.bytes.end));
      if (cue != AliasCue::None) note_between(mention, next.span, cue);
      return;  // the nearest name decides
    }
    const FoundCue found = cue_behind(shown.substr(begin));
    if (found.cue == AliasCue::None) return;
    const auto name = name_behind(shown, begin + static_cast<std::uint32_t>(found.size));
    if (name) note_between(mention, {mention.span.block, *name}, found.cue);
  }

  void note_between(const TextMention& mention, Span name, AliasCue cue) {
    add({name,
         mention.entity,
         {mention.span.block, {mention.span.bytes.begin, name.bytes.end}},
         cue == AliasCue::Former ? NameKind::Former : NameKind::Short,
         cue == AliasCue::Former ? "former" : "declared",
         800});
  }

  void add(Alias alias) { found_.push_back(std::move(alias)); }

  // Whether the mention is of a place, and the name goes on behind it.
  bool opens_as_place(const TextMention& mention, const Span& name) const {
    return text_.entities[mention.entity].type == "Place" &&
           mention.span.bytes.begin == name.bytes.begin &&
           mention.span.bytes.size() < name.bytes.size();
  }

  void apply(const Alias& alias) {
    LocalEntity& entity = text_.entities[alias.entity];
    // The place that a firm's short name begins with belongs to it: 昆明农投.
    const bool of_firm = alias.rule == "declared" && entity.type == "Firm";
    const std::string name(text_.text_of(alias.name));
    // What stands at the other name already?
    std::optional<std::uint32_t> other;
    for (const TextMention& mention : text_.mentions_in(alias.name.block)) {
      if (!mention.span.bytes.overlaps(alias.name.bytes)) continue;
      if (mention.entity == alias.entity) {
        if (mention.span == alias.name) other = mention.entity;
        continue;
      }
      if (of_firm && opens_as_place(mention, alias.name)) continue;
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
      for (std::size_t at = find_name(shown, name, 0); at != std::string_view::npos;
           at = find_name(shown, name, at + name.size())) {
        const Span span{
            b, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + name.size())}};
        if (span != alias.name && !stands_alone(shown, span.bytes)) continue;
        const bool taken = std::ranges::any_of(text_.mentions_in(b), [&](const TextMention& m) {
          return m.span.bytes.overlaps(span.bytes) && !(of_firm && opens_as_place(m, span));
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
  propose_names(text, resources_.ontology());
  return {};
}

}  // namespace sarye

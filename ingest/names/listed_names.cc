#include "ingest/names/listed_names.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/english.h"
#include "ingest/language/korean.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/land_agencies.h"

namespace sarye {
namespace {

char32_t first_of(std::string_view text) {
  std::size_t at = 0;
  return decode(text, at);
}

char32_t before(std::string_view text, std::size_t at) {
  if (at == 0) return U' ';
  std::size_t begin = at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return decode(text, begin);
}

char32_t behind(std::string_view text, std::size_t at) {
  return at < text.size() ? decode(text, at) : U' ';
}

// B-MS is another thing than MS: one letter and a hyphen in front of an acronym.
bool is_hyphened(std::string_view text, ByteRange range) {
  constexpr std::size_t kAcronym = 3;  // letters, at most
  if (range.size() > kAcronym || range.begin < 2 || text[range.begin - 1] != '-') return false;
  const auto latin = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  return latin(text[range.begin]) && latin(text[range.begin - 2]) &&
         (range.begin == 2 || !latin(text[range.begin - 3]));
}

// 두산 베어스: the club is another actor than the firm whose name it bears.
bool is_club(std::string_view text, std::uint32_t end) {
  static const Pattern club(
      R"(^ ?(?:베어스|라이온즈|트윈스|위즈|다이노스|타이거즈|자이언츠|이글스|히어로즈|랜더스|야구단|축구단|배구단|농구단|모터스FC|스틸러스))");
  return text.size() > end && club.found_in(text.substr(end, 24));
}

// Order of types where one name fits several: a bare firm's name means the firm.
int type_rank(std::string_view type) {
  if (type == "Firm") return 0;
  if (type == "Agency") return 1;
  if (type == "Product") return 2;
  if (type == "Policy") return 3;
  return 4;
}

// What stands directly behind a name and tells that an actor is meant.
bool actor_follows(std::string_view text, std::uint32_t end, Language language) {
  static const Pattern chinese(
      R"(^\s*(?:公司|集团|集團|汽车|汽車|方面|官方|官网|旗下|宣布|发布|發布|推出|表示|股价|股價|董事长|董事長|创始人|創辦人|首席|总裁|總裁|CEO|称|日前|营收|營收|净利|淨利|市值|供应商|供應商|供应链|供應鏈|的(?:供应商|供應商|竞争对手|競爭對手|客户|客戶|市值|营收|營收|股价|股價|手机|手機|用户|用戶)|(?:计划|計畫|将|將|已|正在)?(?:收购|收購|采购|採購|推出|发布|發布|代工|量产|量產)|(?:与|與|和)[^，。；]{2,14}(?:签署|簽署|合作|成立|达成|達成|竞争|競爭)|也在|内部|股份|财报|財報|手机|手機|第[一二三四1-4](?:季|代)|前三季|上半年|去年|今年|同比|等(?:公司|企业|企業|车企|厂商|巨头)))");
  static const Pattern english(
      R"(^(?:['’]s\b|\s+(?:CEO|chief|chairman|said|says|announced|launched|unveiled|reported|shares|stock|Inc|plans|has|will|executives?|subsidiary|group|and its|bought|acquired|agreed|signed|offered|posted|invested|raised|sold|supplies|supplied|opened|shut|partnered|overtook|competes|owns|operates|expects|expanded|reports|put|puts|led|leads|makes|made|sells|buys|builds|built|launches|unveils|introduces|introduced|employs|employed|hired|wins|won|lost|beat|joins|joined|teamed|merged|spends|spent|pays|paid|cut|cuts|closed|closes|faces|faced|swallows|swallowed|wants to|intends to|aims to|is (?:building|planning|developing|considering|investing|buying|selling|expanding|cutting|launching|betting|working|testing|offering|raising|closing|opening)|was (?:founded|bought|acquired|fined|sued|spun)|to (?:buy|sell|invest|acquire|launch|build|cut|close|open|spend|raise|offer))\b))");
  static const Pattern korean(
      R"(^(?:은|는|이|가|의|와|과|도|측)?\s*(?:CEO|대표|회장|사장|주가|매출|영업이익|자회사|계열사|측|코리아|그룹|관계자))");
  const std::string_view rest = text.substr(end, std::min<std::size_t>(60, text.size() - end));
  if (language == Language::Chinese) return chinese.found_in(rest);
  if (language == Language::Korean) return korean.found_in(rest);
  return english.found_in(rest);
}

// What stands in front of an English name and tells that an actor is meant: "owned by Orlin", "a
// deal with Orlin", "the retailer Orlin".
bool actor_precedes(std::string_view front) {
  static const Pattern english(
      R"((?:\b(?:acquired|bought|owned|made|backed|operated|controlled|run|funded|built|supplied|sold|led|hired|ordered|developed|founded) by|\b(?:deal|deals|contract|contracts|agreement|partnership|partnered|alliance|venture|competition|compete|competes|competing|talks|tie-up|merger|works|worked|working|team|teamed up|pact) with|\b(?:stake|stakes|shares|investor|investors|shareholder|shareholders|investment|invested|invest) in|\b(?:supplier|suppliers|sold|sells|supplies|licensed|awarded|delivered) to|\b(?:takeover|acquisition|purchase|subsidiary|unit|arm|division|parent|shares|owner) of|\b(?:orders?|contract|competition|bought|licen[cs]es?|spun off|investment) from|\b(?:[a-z-]*maker|company|firm|giant|retailer|chain|airline|carrier|lender|bank|brewer|producer|operator|group|supplier|insurer|utility|start-?up|unit|subsidiary|rivals?|competitors?|customers?|partners?|clients?)(?:,| such as| like| including| include| includes)?) (?:the )?$)");
  return english.found_in(front);
}

bool is_coordination(std::string_view between) {
  static const Pattern sign(
      R"(^(?:은|는|이|가|을|를|의)?\s*(?:,|、|，|·|ㆍ|・|/|와|과|및|and|or|&|和|与|與|及|以及|、以及)\s*(?:the\s+)?$)");
  return between.size() <= 16 && sign.found_in(between);
}

// 三一重工集团公司: a legal form behind a firm's Chinese name, with the industry in front of the
// form, belongs to the name. The end of all that; `end`: nothing does.
std::uint32_t with_legal_form(std::string_view text, std::uint32_t end) {
  constexpr std::size_t kLongestForm = 60;  // bytes
  static const Pattern form(
      R"(^(?:重工|科技|股份|集团|集團|电子|電子|汽车|汽車|控股|技术|技術|实业|實業|工业|工業|新能源|能源|动力|動力|电气|電氣|新材料|材料|化学|化學|制药|製藥|药业|藥業|生物|国际|國際|机械|機械|钢铁|鋼鐵|石化|化工|航空|电力|電力|通信|网络|網路|半导体|半導體|精密|投资|投資|发展|發展|食品|饮料|飲料|[（(]\p{Han}{2,4}[）)]){0,4}(?:有限公司|有限责任公司|有限責任公司|集团公司|集團公司|总公司|總公司)|^(?:集团|集團))");
  const std::string_view behind = text.substr(end, kLongestForm);
  if (behind.find("公司") == std::string_view::npos && !behind.starts_with("集团") &&
      !behind.starts_with("集團")) {
    return end;
  }
  const auto match = form.find(behind);
  return match ? end + match->bytes.end : end;
}

bool behind_land(std::string_view text, std::uint32_t at) {
  for (const std::string_view end :
       {"國", "国", "本", "蘭", "南", "亞", "度", "斯", "利", "尼", "大"}) {
    if (text.substr(0, at).ends_with(end)) return true;
  }
  return false;
}

}  // namespace

ListedNames::ListedNames(const Resources& resources, const LandAgencies& lands)
    : resources_(resources), lands_(lands) {
  std::vector<Phrase> phrases;
  for (const GazetteerEntry& entry : resources.gazetteer().entries()) {
    for (const GazetteerName& name : entry.names) {
      phrases.push_back({name.text, static_cast<std::uint32_t>(names_.size())});
      names_.push_back({&entry, &name});
    }
  }
  automaton_ = PhraseAutomaton::build(phrases);
}

bool ListedNames::fits(const Name& name, std::string_view text, ByteRange range, Language language,
                       ChineseWordsOnDemand& words) const {
  const std::string_view surface = text.substr(range.begin, range.size());
  const bool exact = name.name->case_sensitive || name.name->common;
  if (surface != name.name->text &&
      (!case_fits(surface, name.name->text, exact) || !separators_fit(surface, name.name->text))) {
    return false;
  }
  if (!latin_borders(text, range) || is_hyphened(text, range)) return false;

  const Script first = script_of(first_of(surface));
  const Script last = script_of(before(text, range.end));
  const std::size_t characters = count_code_points(surface);
  const Script left = script_of(before(text, range.begin));
  const Script right = script_of(behind(text, range.end));
  const bool abbreviation = characters == 1 && first == Script::Han;
  if (abbreviation) {
    // 美, 佛: how Korean headlines write countries; in Chinese they are parts of words.
    return language == Language::Korean && left != Script::Han && right != Script::Han;
  }
  if (language == Language::Korean && name.entry->key.starts_with("firm:") &&
      is_club(text, range.end)) {
    return false;
  }
  if (right == Script::Hangul && !korean_ending(text, range, resources_.josa())) return false;
  if (left == Script::Hangul && first == Script::Hangul) return false;
  if (left == Script::Hangul && first != Script::Han && characters < 4) return false;

  if (first == Script::Han || last == Script::Han) {
    // 财政部门: all offices of a kind.
    const char32_t next = behind(text, range.end);
    if (surface.ends_with("部") && (next == U'门' || next == U'門')) return false;
    if (goes_on_as_other_name(text, range)) return false;
    const bool short_name = characters <= 2;
    const bool spaced = language == Language::English || language == Language::Korean;
    if (short_name && !spaced) {
      const ChineseWords& around = words.around(range);
      if (around.crosses(range) || around.inside_word(range)) return false;
    }
  }
  return true;
}

std::vector<ListedNames::Place> ListedNames::places_in(const AnnotatedText& document,
                                                       std::uint32_t index) const {
  const Block& block = document.blocks[index];
  const std::string_view text = block.text;
  ChineseWordsOnDemand words(document, index);
  std::vector<Place> places;
  const auto accept = [&](const PhraseMatch& match) {
    std::vector<std::uint32_t> names;
    for (std::uint32_t n : match.payloads) {
      if (fits(names_[n], text, match.bytes, block.language, words)) names.push_back(n);
    }
    if (names.empty()) return false;
    places.push_back({{index, match.bytes}, std::move(names)});
    return true;
  };
  (void)automaton_.match(text, accept, PhraseAutomaton::Begins::WithWords);
  return places;
}

// Evidence at the place itself that a plain word is meant as a name here.
bool ListedNames::has_local_evidence(const AnnotatedText& text, const std::vector<Place>& places,
                                     std::size_t at,
                                     const std::vector<const GazetteerEntry*>& taken) const {
  const Place& place = places[at];
  const Block& block = text.blocks[place.span.block];
  const std::string_view shown = block.text;
  const ByteRange range = place.span.bytes;
  if (block.kind == PassageKind::Heading && range.size() * 2 >= shown.size()) return true;

  if (block.language == Language::Chinese &&
      names_[place.names.front()].entry->key.starts_with("firm:") &&
      is_tagged_organisation(text, place.span)) {
    return true;
  }

  const char32_t left = before(shown, range.begin);
  const char32_t right = behind(shown, range.end);
  static constexpr std::u32string_view kOpen = U"“‘\"'「『《〈";
  static constexpr std::u32string_view kClose = U"”’\"'」』》〉";
  const bool quoted = kOpen.find(left) != std::u32string_view::npos &&
                      kClose.find(right) != std::u32string_view::npos;
  const bool product = names_[place.names.front()].entry->key.starts_with("product:");
  if (quoted && product) return true;

  const auto neighbour = [&](std::size_t other, std::string_view between) {
    if (taken[other] == nullptr || places[other].span.block != place.span.block) return false;
    // A gloss: 메타(Meta), Orca (오르카).
    const bool gloss = between == "(" || between == "（" || between == " (";
    return gloss ? taken[other]->key == names_[place.names.front()].entry->key
                 : is_coordination(between) && !taken[other]->key.starts_with("place:");
  };
  if (at > 0 && places[at - 1].span.block == place.span.block) {
    const auto from = places[at - 1].span.bytes.end;
    if (neighbour(at - 1, shown.substr(from, range.begin - from))) return true;
  }
  if (at + 1 < places.size() && places[at + 1].span.block == place.span.block) {
    const auto to = places[at + 1].span.bytes.begin;
    if (neighbour(at + 1, shown.substr(range.end, to - range.end))) return true;
  }
  if (block.language == Language::English && range.begin > 0) {
    if (shown[range.begin - 1] == '-') return false;  // a part of another name: B-MS
    const std::uint32_t begin = range.begin > 40 ? range.begin - 40 : 0;
    if (actor_precedes(shown.substr(begin, range.begin - begin))) return true;
  }
  return actor_follows(shown, range.end, block.language);
}

std::vector<ListedHit> ListedNames::find(const AnnotatedText& text) const {
  std::vector<Place> places;
  for (std::uint32_t b = 0; b < text.blocks.size(); ++b) {
    for (Place& place : places_in(text, b)) places.push_back(std::move(place));
  }

  // First the names that leave no doubt; they are the context for the others.
  std::vector<const GazetteerEntry*> taken(places.size(), nullptr);
  std::map<std::string_view, int> certain;  // by key: how often
  std::set<std::string_view> certain_parents;
  const auto note = [&](const GazetteerEntry& entry) {
    ++certain[entry.key];
    if (!entry.parent.empty()) certain_parents.insert(entry.parent);
  };
  const auto better = [&](std::uint32_t a, std::uint32_t b) {
    const int rank_a = type_rank(resources_.ontology().type(names_[a].entry->type).name);
    const int rank_b = type_rank(resources_.ontology().type(names_[b].entry->type).name);
    return rank_a != rank_b ? rank_a < rank_b : names_[a].entry->key < names_[b].entry->key;
  };
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::sort(places[i].names.begin(), places[i].names.end(), better);
    const Name& name = names_[places[i].names.front()];
    if (name.name->common || name.name->ambiguous) continue;
    taken[i] = name.entry;
    note(*name.entry);
  }
  const auto parent_or_child_is_certain = [&](const GazetteerEntry& entry) {
    return (!entry.parent.empty() && certain.contains(entry.parent)) ||
           certain_parents.contains(entry.key);
  };

  std::vector<bool> by_context(places.size(), false);
  // A name taken by its own context is context for the next: four rounds reach through a list.
  constexpr int kRounds = 4;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (taken[i] != nullptr) continue;
      const Block& block = text.blocks[places[i].span.block];
      const Name* best = nullptr;
      int best_score = 0;
      for (std::uint32_t n : places[i].names) {
        const Name& name = names_[n];
        const auto seen = certain.find(name.entry->key);
        int score = seen == certain.end() ? 0 : 2 + std::min(seen->second, 50);
        if (score == 0 && parent_or_child_is_certain(*name.entry)) {
          score = name.entry->key.starts_with("product:") ? 2 : 1;
        }
        const bool local = has_local_evidence(text, places, i, taken);
        if (name.name->common) {
          // A Chinese word of two characters is a word each time; elsewhere one sure place makes
          // the name likely for the whole document.
          const bool chinese = block.language == Language::Chinese &&
                               count_scripts(name.name->text)[Script::Han] > 0;
          const bool weak_capital = block.language == Language::English &&
                                    capital_says_nothing(block.text, places[i].span.bytes);
          if (weak_capital && !chinese && score >= 3) {
            // The capital of a first word says nothing, but the name stands elsewhere in the text.
            if (local) score += 2;
          } else if (chinese || weak_capital) {
            score = local ? score + 2 : 0;
          } else if (local) {
            score += 2;
          }
          if (score < 2) score = 0;
        } else if (name.name->ambiguous && score == 0 && name.entry->key.starts_with("agency:")) {
          // 財政部: in Traditional characters that of Taiwan, should no land stand in front.
          const std::string_view land = lands_.land_of(*name.entry);
          score = !land.empty() && land == LandAgencies::home_of(text, places[i].span.block) &&
                          !behind_land(block.text, places[i].span.bytes.begin)
                      ? 1
                      : 0;
        } else if (name.name->ambiguous && score == 0 && local) {
          // Shared by a group and its first company: the company acts.
          const bool firm = name.entry->key.starts_with("firm:");
          score = firm && name.entry->kind != "group" ? 1 : 0;
        }
        if (score > best_score) {
          best = &name;
          best_score = score;
        }
      }
      if (best == nullptr && round == kRounds - 1) {
        // Names shared by relatives only (a group and its company) still name that family.
        const Name& first = names_[places[i].names.front()];
        const bool related =
            places[i].names.size() >= 2 && first.name->ambiguous && !first.name->common &&
            std::all_of(places[i].names.begin(), places[i].names.end(), [&](std::uint32_t n) {
              const GazetteerEntry& entry = *names_[n].entry;
              return entry.parent == first.entry->key || first.entry->parent == entry.key ||
                     &entry == first.entry;
            });
        if (related) {
          for (std::uint32_t n : places[i].names) {
            if (best == nullptr || names_[n].entry->kind != "group") best = &names_[n];
          }
        }
      }
      if (best == nullptr) continue;
      taken[i] = best->entry;
      by_context[i] = true;
      if (block.language != Language::Chinese || !best->name->common) note(*best->entry);
    }
  }

  std::vector<ListedHit> hits;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (taken[i] == nullptr) continue;
    Span span = places[i].span;
    const Block& block = text.blocks[span.block];
    if (block.language == Language::Chinese && taken[i]->key.starts_with("firm:")) {
      const std::uint32_t whole = with_legal_form(block.text, span.bytes.end);
      const bool meets_next = i + 1 < places.size() && places[i + 1].span.block == span.block &&
                              places[i + 1].span.bytes.begin < whole;
      if (!meets_next) span.bytes.end = whole;
    }
    hits.push_back({span, taken[i], by_context[i] ? 800 : 950, by_context[i]});
  }
  return hits;
}

}  // namespace sarye

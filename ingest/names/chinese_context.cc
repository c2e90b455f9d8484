// Names of firms in Chinese texts by what stands around them: who has a chairman, a turnover or
// shares to sell, who is listed beside others, and what a full name with its legal form is
// shortened to. Weighed over the whole document.
#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/names/chinese_borders.h"
#include "ingest/names/chinese_context_signs.h"
#include "ingest/names/discovered_names.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestName = 9;       // characters of a name in running text
constexpr std::size_t kLongestFullName = 24;  // with place, business and legal form

struct Seen {
  std::set<std::string> anchors;
  std::set<std::string> others;
  std::vector<std::pair<Span, std::string>> places;  // with the sign that stands there
  bool no_word = false;
  bool one_word = false;
};

struct ListItem {
  std::string name;
  Span span;
  bool known = false;     // a listed firm
  bool suffixed = false;  // ends as firms' names do
};

struct NameList {
  std::vector<ListItem> items;
  Span last;  // where an item begins whose end the list does not show; empty
};

class ContextFinder {
 public:
  ContextFinder(const AnnotatedText& text, std::vector<NameEvidence>& out)
      : text_(text), out_(out) {}

  void run(const std::deque<ChineseBlock>& blocks) {
    for (const ChineseBlock& one : blocks) {
      block_ = one.block;
      listed_ = one.listed;
      const ChineseBorders& borders = *one.borders;
      signs_ = ContextSignsIn(borders.simplified());
      full_names(borders);
      groups(borders);
      behind_names(borders);
      apposed_names(borders);
      quoted_names(borders);
      lists(borders);
    }
    join_lists();
    short_forms();
    report();
  }

 private:
  bool over_listed(ByteRange range) const {
    return std::any_of(listed_.begin(), listed_.end(), [&](const ListedHit& hit) {
      return hit.span.bytes.overlaps(range) &&
             !(range.contains(hit.span.bytes) && hit.span.bytes.size() < range.size());
    });
  }

  bool is_listed_firm(ByteRange range) const {
    return std::any_of(listed_.begin(), listed_.end(), [&](const ListedHit& hit) {
      return hit.span.bytes == range && hit.entry->key.starts_with("firm:");
    });
  }

  bool is_wide_place(std::uint32_t begin) const {
    return std::any_of(listed_.begin(), listed_.end(), [&](const ListedHit& hit) {
      return hit.span.bytes.begin == begin && hit.entry->key.starts_with("place:") &&
             (hit.entry->kind == "country" || hit.entry->kind == "bloc" ||
              hit.entry->key == "place:taiwan");
    });
  }

  // A listed firm with other words before it: 选定中金公司. 上海青岚 begins with a place.
  bool ends_in_listed(const NameParts& parts, ByteRange range) const {
    return std::any_of(listed_.begin(), listed_.end(), [&](const ListedHit& hit) {
      return hit.entry->key.starts_with("firm:") && hit.span.bytes.end == range.end &&
             hit.span.bytes.begin > parts.place && hit.span.bytes.size() >= 9;
    });
  }

  // 董事长王明: who stands behind a title is a person.
  bool behind_title(std::string_view shown, std::uint32_t begin) const {
    static const Pattern title(
        R"((?:董事长|董座|总经理|执行长|总裁|创始人|创办人|主席|经理|主任|主管|部长|市长|局长|会长|理事长|记者|分析师|教授|CEO)$)");
    const std::uint32_t from = begin > 15 ? begin - 15 : 0;
    return title.found_in(shown.substr(from, begin - from));
  }

  // Notes a sign of a name in running text; false where it can be none.
  bool note(const ChineseBorders& borders, ByteRange range, const char* sign, bool anchor) {
    const std::string_view simplified = borders.simplified().substr(range.begin, range.size());
    const std::size_t length = count_code_points(simplified);
    if (length < 2 || length > kLongestName || over_listed(range)) return false;
    if (count_scripts(simplified)[Script::Han] < 2 || is_sort_of_thing(simplified)) return false;
    const NameParts parts = borders.parts(range);
    if (ends_in_listed(parts, range)) return false;
    if (length <= 4 && behind_title(borders.simplified(), range.begin)) {
      persons_.insert(std::string(text_.text_of({block_, range})));
      return false;
    }
    // 台中精机 may be a name; 越南纺织 is a business.
    if (parts.core == range.begin) return false;
    if (parts.core <= parts.place && (parts.core == range.end || is_wide_place(range.begin))) {
      return false;
    }
    const Span span{block_, range};
    Seen& seen = seen_[std::string(text_.text_of(span))];
    (anchor ? seen.anchors : seen.others).insert(sign);
    if (parts.core > parts.place && parts.core < range.end) seen.others.insert("suffix");
    if (seen.places.empty()) {
      seen.no_word = borders.is_no_word({parts.place, parts.core});
      seen.one_word = borders.is_one_word(range);
    }
    seen.places.push_back({span, sign});
    return true;
  }

  // 华岭精密机械股份有限公司, 青岚（集团）有限公司: with a legal form, no doubt is left.
  void full_names(const ChineseBorders& borders) {
    for (const PatternMatch& match : signs_.find_all(ContextWording::FullName)) {
      std::uint32_t end = match.bytes.begin;
      const auto name = borders.before(end, kLongestFullName);
      if (!name) continue;
      ByteRange whole{name->range.begin, match.bytes.end};
      NameParts parts = borders.parts(whole);
      // A full name begins with its place, whatever stands before: 委任江苏岚泽……公司.
      for (const ListedHit& hit : listed_) {
        const ByteRange place = hit.span.bytes;
        if (!hit.entry->key.starts_with("place:") || parts.place > whole.begin) continue;
        if (place.begin <= whole.begin + 3 || place.end + 6 > parts.core) continue;
        whole.begin = place.begin;
        parts = borders.parts(whole);
      }
      if (parts.core == whole.begin) continue;
      if (over_listed(whole)) continue;
      out_.push_back({{block_, whole}, "Firm", "legal-form", true, true});
      note_short_forms(whole, parts);
    }
  }

  // What a full name is shortened to: without legal form, without place, without some words of
  // business.
  void note_short_forms(ByteRange whole, const NameParts& parts) {
    const std::string& shown = text_.blocks[block_].text;
    const std::string full = shown.substr(whole.begin, whole.size());
    const auto add = [&](std::uint32_t from, std::uint32_t to) {
      if (to <= from || (from == whole.begin && to == whole.end)) return;
      std::string name = shown.substr(from, to - from);
      if (name.find_first_of("()") != std::string::npos || name.find("（") != std::string::npos)
        return;
      if (count_code_points(name) < 2) return;
      shorts_[name].insert(full);
    };
    if (parts.core <= parts.place) return;
    std::set<std::uint32_t> ends{parts.core, parts.business};
    for (std::uint32_t step = 2; step <= 4; ++step) {
      if (parts.core + 3 * step <= parts.business) ends.insert(parts.core + 3 * step);
    }
    for (const std::uint32_t end : ends) {
      add(whole.begin, end);
      add(parts.place, end);
    }
    // 青岚集团 of 青岚（集团）有限公司
    const std::string core = shown.substr(parts.place, parts.core - parts.place);
    for (const char* group : {"集团", "集團"}) shorts_[core + group].insert(full);
  }

  // 云岭集团, 南河酒业: what only firms are called, behind characters that are no words.
  void groups(const ChineseBorders& borders) {
    const std::string_view shown = borders.simplified();
    for (const PatternMatch& match : signs_.find_all(ContextWording::FirmWord)) {
      // Another word of business or form goes on: 科技 in 科技股份有限公司.
      static const Pattern goes_on(
          R"(^(?:有限|股份|集团|公司|[（(](?:集团|控股)|责任|控股|科技|实业|国际|发展|园|股东|法|章程|债|治理|总部))");
      if (goes_on.found_in(shown.substr(match.bytes.end,
                                        std::min<std::size_t>(24, shown.size() - match.bytes.end))))
        continue;
      const auto name = borders.before(match.bytes.end, kLongestName);
      if (!name) continue;
      const NameParts parts = borders.parts(name->range);
      static const Pattern kind(R"(^的?(?:公司|企业|厂商|行业|龙头|产业|市场))");
      if (kind.found_in(shown.substr(match.bytes.end,
                                     std::min<std::size_t>(9, shown.size() - match.bytes.end))))
        continue;
      const bool group = shown.substr(match.bytes.begin, match.bytes.size()).ends_with("集团");
      const bool own = borders.is_no_word({parts.place, parts.core});
      // 保健食品, 综合物流: what is sold, without a core of its own.
      static const Pattern firm_alone(R"(^(?:.*集团|重工|.业|农牧|制药|精机|证券)$)");
      if (!own && !firm_alone.found_in(shown.substr(match.bytes.begin, match.bytes.size())))
        continue;
      if (!note(borders, name->range, "suffix", true)) continue;
      if (own) note(borders, name->range, "own-core", false);
      if (name->named) note(borders, name->range, "apposition", true);
      if (group && own) note_short_forms(name->range, parts);
    }
  }

  void behind_names(const ChineseBorders& borders) {
    const std::string_view shown = borders.simplified();
    for (const ContextSign& sign : context_signs_behind()) {
      for (const PatternMatch& match : signs_.find_all(sign)) {
        const auto name = borders.before(match.bytes.begin, kLongestName);
        if (!name || !note(borders, name->range, sign.name, sign.anchor)) continue;
        if (name->named) note(borders, name->range, "apposition", true);
      }
    }
    // A firm that is listed in Taiwan and registered elsewhere.
    for (const PatternMatch& match : signs_.find_all(ContextWording::Foreign)) {
      const auto name = borders.before(match.bytes.begin, kLongestName);
      if (!name) continue;
      const ByteRange whole{name->range.begin, match.bytes.end};
      if (over_listed(whole)) continue;
      out_.push_back({{block_, whole}, "Firm", "listing", true, true});
      note(borders, name->range, "listing", true);
      note(borders, name->range, "short-of", false);
    }
    // 华岭种业：拟收购……; a headline's subject.
    static const Pattern headline(
        R"(^(\p{Han}{3,6})[:：]\s?(?:拟|关于|公司|预计|签|获|中标|终止|控股|子公司|收到|股东|上半年|第|前|净利))");
    if (const auto match = headline.find(shown)) note(borders, *match->groups[0], "headline", true);
  }

  // 供应商云岭，: named as a firm before a sign.
  void apposed_names(const ChineseBorders& borders) {
    for (const PatternMatch& match : signs_.find_all(ContextWording::Apposed)) {
      const auto name = borders.before(match.groups[0]->end, kLongestName);
      if (name && name->named) note(borders, name->range, "apposition", true);
    }
  }

  // 收购“云岭”, 创办了“青岚”
  void quoted_names(const ChineseBorders& borders) {
    for (const PatternMatch& match : signs_.find_all(ContextWording::Quoted)) {
      note(borders, *match.groups[0], "quoted", true);
    }
  }

  void lists(const ChineseBorders& borders) {
    const std::string_view shown = borders.simplified();
    if (shown.find("、") == std::string_view::npos) return;
    static const Pattern mark(R"(、)");
    const auto marks = mark.find_all(shown);
    static const Pattern end(
        R"((?:等(?:\d{1,3}|[一二三四五六七八九十两多数几]{1,2})?(?:家)?\p{Han}{0,7}?(?:公司|企业|厂商|业者|大厂|厂|集团|机构|车企|酒企|药企|纸企|银行|券商|巨头)|等(?:都|也|均|皆)|等(?:\d{1,2}月|第|前)?[^，。；、]{0,8}营收))");
    // Stretches of items between marks that lie close together.
    for (std::size_t i = 0; i < marks.size();) {
      std::size_t last = i;
      while (
          last + 1 < marks.size() &&
          marks[last + 1].bytes.begin - marks[last].bytes.end <= 3 * kLongestName &&
          shown.substr(marks[last].bytes.end, marks[last + 1].bytes.begin - marks[last].bytes.end)
                  .find_first_of(" \n") == std::string_view::npos) {
        ++last;
      }
      std::vector<ListItem> items;
      bool enumerated = false;
      if (const auto first = borders.before(marks[i].bytes.begin, kLongestName)) {
        item(borders, first->range, items);
      }
      for (std::size_t k = i; k < last; ++k) {
        item(borders, {marks[k].bytes.end, marks[k + 1].bytes.begin}, items);
      }
      // The last item ends where 等 or 和 stands.
      const std::uint32_t from = marks[last].bytes.end;
      const std::string_view rest =
          shown.substr(from, std::min<std::size_t>(90, shown.size() - from));
      static const Pattern tail(
          R"(^([\p{Han}A-Za-z]{2,9}?)(?:及|和|与|以及)([\p{Han}A-Za-z]{2,9}?)(等)|^([\p{Han}A-Za-z]{2,9}?)(等|及|和|与|以及|为首|在内))");
      if (const auto match = tail.find(rest)) {
        const auto at = [&](std::size_t group) {
          return ByteRange{from + match->groups[group]->begin, from + match->groups[group]->end};
        };
        std::uint32_t etc = 0;
        if (match->has(0)) {
          item(borders, at(0), items);
          item(borders, at(1), items);
          etc = at(2).begin;
        } else {
          item(borders, at(3), items);
          etc = at(4).begin;
        }
        const auto closing = end.find_at(shown, etc);
        enumerated = closing.has_value() && items.size() >= 2;
      }
      // A listed firm at the end: 、云岭 of an unknown right border.
      for (const ListedHit& hit : listed_) {
        if (hit.span.bytes.begin == from && hit.entry->key.starts_with("firm:")) {
          items.push_back({"", {block_, hit.span.bytes}, true, true});
        }
      }
      if (!items.empty()) {
        if (enumerated) {
          for (const ListItem& one : items) {
            if (!one.known) note(borders, one.span.bytes, "enumerated", true);
          }
        }
        lists_.push_back({std::move(items), {block_, {from, from}}});
      }
      i = last + 1;
    }
  }

  void item(const ChineseBorders& borders, ByteRange range, std::vector<ListItem>& items) {
    // 青岚200亿、: a figure behind the name.
    const auto digit =
        borders.simplified().substr(range.begin, range.size()).find_first_of("0123456789");
    if (digit != std::string_view::npos)
      range.end = range.begin + static_cast<std::uint32_t>(digit);
    // 德国博世、: the land in front is no part of a listed name.
    for (const ListedHit& land : listed_) {
      if (land.span.bytes.begin != range.begin || !land.entry->key.starts_with("place:")) continue;
      const ByteRange rest{land.span.bytes.end, range.end};
      if (!rest.empty() && is_listed_firm(rest)) range = rest;
    }
    const std::string_view name = borders.simplified().substr(range.begin, range.size());
    const std::size_t length = count_code_points(name);
    if (length < 2 || length > kLongestName) return;
    const bool known = is_listed_firm(range);
    if (!known && (over_listed(range) || is_sort_of_thing(name))) return;
    const Span span{block_, range};
    const auto endings = business_endings(name);
    const bool suffixed = !endings.empty() && endings.back().end == name.size();
    items.push_back({std::string(text_.text_of(span)), span, known, suffixed});
  }

  // An item of a list in which another one is known, shows itself to be a firm, or ends as firms'
  // names do.
  void join_lists() {
    // The last item, where some sign shows its end.
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> beginnings;
    for (const auto& [name, seen] : seen_) {
      for (const auto& [span, sign] : seen.places) {
        beginnings[{span.block, span.bytes.begin}] = name;
      }
    }
    for (NameList& list : lists_) {
      const auto last = beginnings.find({list.last.block, list.last.bytes.begin});
      const bool there = std::any_of(
          list.items.begin(), list.items.end(),
          [&](const ListItem& one) { return one.span.bytes.begin >= list.last.bytes.begin; });
      if (last == beginnings.end() || there) continue;
      const auto begin = list.last.bytes.begin;
      list.items.push_back(
          {last->second,
           {list.last.block, {begin, begin + static_cast<std::uint32_t>(last->second.size())}}});
    }
    constexpr int kRounds = 2;
    for (int round = 0; round < kRounds; ++round) {
      for (const NameList& list : lists_) {
        if (list.items.size() < 2) continue;
        const auto is_firm = [&](const ListItem& one) {
          if (one.known || one.suffixed) return true;
          const auto seen = seen_.find(one.name);
          return seen != seen_.end() && !seen->second.anchors.empty() &&
                 seen->second.anchors.size() + seen->second.others.size() >= 2;
        };
        const auto firms = std::count_if(list.items.begin(), list.items.end(), is_firm);
        for (const ListItem& one : list.items) {
          if (one.known || firms - (is_firm(one) ? 1 : 0) == 0) continue;
          Seen& seen = seen_[one.name];
          if (!seen.anchors.insert("coordination").second && round > 0) continue;
          seen.places.push_back({one.span, "coordination"});
        }
      }
    }
  }

  // Places of what full names may be shortened to, outside of those names.
  void short_forms() {
    for (const auto& [name, full] : shorts_) {
      if (full.size() != 1) continue;
      const auto seen = seen_.find(name);
      const std::size_t length = count_code_points(name);
      const bool sure = length >= 3;
      if (!sure && seen == seen_.end()) continue;
      for (std::uint32_t b = 0; b < text_.blocks.size(); ++b) {
        const std::string& shown = text_.blocks[b].text;
        for (std::size_t at = shown.find(name); at != std::string::npos;
             at = shown.find(name, at + name.size())) {
          const ByteRange range{static_cast<std::uint32_t>(at),
                                static_cast<std::uint32_t>(at + name.size())};
          if (inside_full_name(b, range)) continue;
          out_.push_back({{b, range}, "Firm", "short-of", sure, true, *full.begin()});
        }
      }
    }
  }

  bool inside_full_name(std::uint32_t block, ByteRange range) const {
    return std::any_of(out_.begin(), out_.end(), [&](const NameEvidence& one) {
      return one.span.block == block && one.sign == "legal-form" &&
             one.span.bytes.contains(range) && one.span.bytes != range;
    });
  }

  void report() {
    for (const auto& [name, seen] : seen_) {
      if (seen.anchors.empty() || persons_.contains(name)) continue;
      // 王明 in a list with firms is a shareholder.
      const bool listed_only = seen.anchors.size() == 1 && seen.anchors.contains("coordination");
      if (listed_only && count_code_points(name) <= 3 && has_chinese_surname(name)) continue;
      // A word of the dictionary is a name only where much speaks for it.
      const std::size_t signs = seen.anchors.size() + seen.others.size();
      if (seen.one_word && signs < 3) continue;
      for (const auto& [span, sign] : seen.places) {
        out_.push_back({span, "Firm", sign, false, seen.anchors.contains(sign)});
      }
    }
  }

  const AnnotatedText& text_;
  ContextSignsIn signs_;  // of the block at hand
  std::vector<NameEvidence>& out_;
  std::span<const ListedHit> listed_;  // of the block
  std::uint32_t block_ = 0;
  std::map<std::string, Seen> seen_;
  std::set<std::string> persons_;
  std::vector<NameList> lists_;
  std::map<std::string, std::set<std::string>> shorts_;  // short form, full names
};

}  // namespace

void chinese_context(const AnnotatedText& text, const std::deque<ChineseBlock>& blocks,
                     std::vector<NameEvidence>& out) {
  ContextFinder(text, out).run(blocks);
}

}  // namespace sarye

#include "ingest/clauses/chains_zh.h"

#include <algorithm>
#include <array>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/clauses/chinese_words.h"
#include "ingest/concepts/concept_book.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestChainPart = 30;  // characters
constexpr std::size_t kShortestChainPart = 4;
constexpr std::uint32_t kHanSize = 3;  // bytes of a Chinese character

// What opens a means, and what may stand between it and what it brings about.
constexpr std::array<std::string_view, 8> kChainMeans = {"通过", "透过", "凭借", "凭藉",
                                                         "依托", "借助", "依靠", "藉由"};
constexpr std::array<std::string_view, 18> kChainAdverbs = {
    "每年", "每年可", "大大", "有望", "成功", "有效", "最终", "进一步", "显著",
    "大幅", "逐步",   "将",   "已",   "可",   "也",   "能够", "不断",   "快速"};
constexpr std::uint64_t kAdverbStarts = first_characters(kChainAdverbs);

constexpr std::array<std::string_view, 8> kChainLinks = {"从而", "进而", "借此", "藉此",
                                                         "以此", "藉以", "借以", "以"};
constexpr std::u32string_view kChainLinkStarts = U"从进借藉以";
// In front of 以 these make another word of it.
constexpr std::array<std::string_view, 12> kNoLink = {"可", "得", "难", "足", "予", "加",
                                                      "所", "何", "是", "用", "借", "藉"};

bool is_comma_at(std::string_view text, std::uint32_t at) {
  return text.substr(at).starts_with("，") || text.substr(at).starts_with(",");
}

bool is_border_at(std::string_view text, std::uint32_t at) {
  if (at >= text.size()) return false;
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead != ',' && lead != ';' && lead != 0xE3 && lead != 0xEF) return false;
  const std::string_view rest = text.substr(at);
  return is_comma_at(text, at) || rest.starts_with("；") || rest.starts_with(";") ||
         rest.starts_with("。") || rest.starts_with("：") || rest.starts_with("！");
}

// Where the clause begins that ends at `end`.
std::uint32_t chain_part_begin(std::string_view text, std::uint32_t from, std::uint32_t end) {
  for (std::uint32_t at = end; at > from;) {
    --at;
    while (at > from && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    if (!is_border_at(text, at)) continue;
    std::size_t next = at;
    decode(text, next);
    return static_cast<std::uint32_t>(next);
  }
  return from;
}

std::uint32_t chain_part_end(std::string_view text, std::uint32_t from, std::uint32_t end) {
  for (std::size_t at = from; at < end;) {
    if (is_border_at(text, static_cast<std::uint32_t>(at))) return static_cast<std::uint32_t>(at);
    decode(text, at);
  }
  return end;
}

std::uint32_t behind_adverbs(std::string_view text, std::uint32_t at, std::uint32_t end) {
  for (bool cut = true; cut;) {
    cut = false;
    while (at < end && text[at] == ' ') ++at;
    if (!may_begin_at(text, at, kAdverbStarts)) break;
    for (const std::string_view word : kChainAdverbs) {
      if (at + word.size() > end || !stands_at(text, at, word)) continue;
      at += static_cast<std::uint32_t>(word.size());
      cut = true;
      break;
    }
  }
  return at;
}

// Behind the last 通过 of the clause; 0: there is none.
std::uint32_t behind_means(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  static constexpr std::uint64_t kStarts = first_characters(kChainMeans);
  const std::uint32_t size = 2 * kHanSize;  // of each of them
  for (std::uint32_t at = end; at >= begin + size; --at) {
    const std::uint32_t from = at - size;
    if (!may_begin_at(text, from, kStarts)) continue;
    for (const std::string_view word : kChainMeans) {
      if (stands_at(text, from, word)) return at;
    }
  }
  return 0;
}

}  // namespace

ChineseChains::ChineseChains(const AnnotatedText& text, const Frames& frames,
                             const Ontology& ontology)
    : text_(text),
      frames_(frames),
      reach_(frames.words(Language::Chinese, "reach")),
      alter_(frames.words(Language::Chinese, "alter")),
      cause_types_(endpoint_types(ontology, "LEADS_TO", true)),
      effect_types_(endpoint_types(ontology, "LEADS_TO", false)) {
  frame_.family = "LEADS_TO";
}

ByteRange ChineseChains::word_at(std::string_view block, const Reading& reading,
                                 const WordSet& list, std::uint32_t at) {
  if (at >= block.size()) return {at, at};
  // Most characters begin no word of such a size.
  const std::uint64_t sizes = list.sizes_from(block.substr(at));
  for (std::uint32_t size = 4 * kHanSize; size >= 2 * kHanSize; size -= kHanSize) {
    if ((sizes >> size & 1) == 0 || at + size > reading.span.bytes.end) continue;
    if (list.contains(block.substr(at, size))) return {at, at + size};
  }
  return {at, at};
}

std::vector<ChineseChains::Link> ChineseChains::links(const Reading& reading) const {
  std::vector<Link> out;
  const std::string_view block = text_.simplified(reading.span.block);
  const std::uint32_t end = reading.span.bytes.end;
  const auto brings = [&](std::uint32_t at) {
    return !word_at(block, reading, reach_, at).empty() ||
           !word_at(block, reading, alter_, at).empty();
  };
  std::uint32_t inner = 0;  // the end of the clause that 通过 has found its effect in
  for (std::size_t at = reading.span.bytes.begin; at < end;) {
    const auto here = static_cast<std::uint32_t>(at);
    const char32_t c = decode(block, at);
    const auto behind = static_cast<std::uint32_t>(at);
    if ((c == U'，' || c == ',') && behind < end) {
      std::uint32_t effect = behind_adverbs(block, behind, end);
      if (behind_means(block, chain_part_begin(block, reading.span.bytes.begin, here), here) != 0) {
        // 通过收购B，A扩大了规模: who does it may stand in front.
        for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
          if (mention.inherited || mention.span.bytes.begin != effect ||
              text_.entities[mention.entity].type != "Firm") {
            continue;
          }
          effect = behind_adverbs(block, mention.span.bytes.end, end);
          break;
        }
      }
      if (brings(effect)) out.push_back({here, effect, false});
      continue;
    }
    // 通过并购地方品牌实现了全国化布局: no comma between.
    const ByteRange reach = word_at(block, reading, reach_, here);
    // 通过结构优化对冲压力: in front of another verb it is a noun.
    const ByteRange altered = word_at(block, reading, alter_, here);
    const std::uint32_t verb_end = std::max(reach.end, altered.end);
    const bool noun = verb_end > here && std::ranges::any_of(reading.verbs, [&](const Verb& verb) {
                        return verb.bytes.begin == verb_end;
                      });
    if (noun) continue;
    if ((!reach.empty() || !altered.empty()) && inner == 0) {
      const std::uint32_t begin = chain_part_begin(block, reading.span.bytes.begin, here);
      const std::uint32_t means = behind_means(block, begin, here);
      const std::uint32_t effect = here;
      const std::string_view between =
          means == 0 ? std::string_view() : block.substr(means, here - means);
      const bool owned = block.substr(0, here).ends_with("的");
      if (count_code_points(between) >= kShortestChainPart && !owned) {
        out.push_back({here, effect, true});
        inner = chain_part_end(block, here, end);
      }
    }
    if (here >= inner) inner = 0;
    if (kChainLinkStarts.find(c) == std::u32string_view::npos) continue;
    for (const std::string_view link : kChainLinks) {
      if (!block.substr(here, end - here).starts_with(link)) continue;
      const std::string_view before =
          here >= kHanSize ? block.substr(here - kHanSize, kHanSize) : std::string_view();
      const bool other_word =
          link == "以" && std::find(kNoLink.begin(), kNoLink.end(), before) != kNoLink.end();
      const auto next = here + static_cast<std::uint32_t>(link.size());
      if (!other_word && brings(next)) out.push_back({here, next, true});
      break;
    }
  }
  return out;
}

// What is done: the concept that ends the clause in front of the link, or its verb and object.
std::optional<Argument> ChineseChains::done(const Reading& reading, const Link& link,
                                            const std::vector<Link>& all) const {
  const std::string_view block = text_.simplified(reading.span.block);
  std::uint32_t end = link.at;
  static constexpr std::array<std::string_view, 9> kMeansTails = {
      "等方式", "的方式", "等手段", "等举措", "等措施", "等途径", "方式", "等", "来"};
  if (end > reading.span.bytes.begin + 1 && block[end - 1] == ',') --end;
  if (end >= reading.span.bytes.begin + kHanSize && block.substr(end - kHanSize, kHanSize) == "，")
    end -= kHanSize;
  const std::uint32_t begin = chain_part_begin(block, reading.span.bytes.begin, end);
  // 扩产以降低成本，从而…: what it is for is no part of what is done.
  for (const Link& inner : all) {
    if (inner.explicit_link && inner.at > begin && inner.at < end) end = inner.at;
  }
  const TextMention* known = nullptr;
  bool firm = false;
  const std::uint32_t means_at = behind_means(block, begin, end);
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    const ByteRange at = mention.span.bytes;
    if (mention.inherited || at.begin < begin || at.end > end) continue;
    const std::string& type = text_.entities[mention.entity].type;
    firm = firm || type == "Firm";
    const bool measure = type == "Strategy" || type == "Policy" || type == "Mechanism";
    if (means_at != 0 && at.size() * 5 < (end - means_at) * 3) continue;
    if (at.end == end && measure && (known == nullptr || at.size() > known->span.bytes.size())) {
      known = &mention;
    }
  }
  if (known != nullptr) return mentioned(*known);
  // What stands behind 通过, else the first verb of the clause and what it does.
  std::uint32_t from = means_at;
  const bool means = from != 0;
  if (means) {
    for (bool cut = true; cut;) {
      cut = false;
      for (const std::string_view adverb : kChainAdverbs) {
        if (end <= from + adverb.size() || !block.substr(0, end).ends_with(adverb)) continue;
        end -= static_cast<std::uint32_t>(adverb.size());
        cut = true;
      }
      for (const std::string_view tail : kMeansTails) {
        if (end <= from + tail.size() || !block.substr(0, end).ends_with(tail)) continue;
        end -= static_cast<std::uint32_t>(tail.size());
        cut = true;
        break;
      }
    }
  }
  // 需求快速增加，带动了产能扩张: what changes.
  const bool change =
      !means && !firm && changes(reading, {begin, end}) &&
      !word_at(block, reading, frames_.words(Language::Chinese, "causing"), link.effect).empty();
  if (change) from = behind_adverbs(block, begin, end);
  if (!means && !change) {
    if (!link.explicit_link || !firm) return std::nullopt;
    from = end;
    for (const Verb& verb : reading.verbs) {
      if (verb.bytes.begin < begin || verb.bytes.end >= end) continue;
      from = verb.bytes.begin;
      break;
    }
  }
  const std::string_view words = block.substr(from, end - from);
  const std::size_t size = count_code_points(words);
  // 通过规模经济降低了成本，进而…: what has come about already is no means.
  const bool finished = words.find("了") != std::string_view::npos;
  if (size < kShortestChainPart || size > kLongestChainPart || finished) return std::nullopt;
  const bool holds_firm =
      std::ranges::any_of(text_.mentions_in(reading.span.block), [&](const TextMention& mention) {
        const std::string& type = text_.entities[mention.entity].type;
        return !mention.inherited && ByteRange{from, end}.contains(mention.span.bytes) &&
               (type == "Firm" || type == "Person" || type == "Agency" || type == "Product");
      });
  if (holds_firm) return std::nullopt;
  for (const TimeMention& time : text_.times_in(reading.span.block)) {
    if (time.span.bytes.overlaps({from, end})) return std::nullopt;
  }
  // 依托三座智能工厂, 凭借渠道网络: what one has.
  const bool deed =
      !word_at(block, reading, frames_.words(Language::Chinese, "strategic"), from).empty() ||
      !word_at(block, reading, frames_.words(Language::Chinese, "improving"), from).empty() ||
      reading.verb_between(from, end);
  const bool owned = means && !deed &&
                     (ends_with_word(words, frames_.words(Language::Chinese, "resource")) ||
                      ends_with_word(words, frames_.words(Language::Chinese, "owned")));
  if (owned) return new_concept({from, end}, "Resource");
  return new_concept({from, end}, change ? "EnvironmentFactor" : "Strategy");
}

// Whether the clause ends in a word of change: 需求快速增加.
bool ChineseChains::changes(const Reading& reading, ByteRange clause) const {
  const std::string_view words = text_.simplified(reading.span.block).substr(0, clause.end);
  // With a character and more of the clause in front of it.
  const std::size_t longest = std::min<std::size_t>(words.size(), clause.size());
  return ends_with_word(words.substr(words.size() - longest),
                        frames_.words(Language::Chinese, "change"), kHanSize + 1);
}

// What comes about: behind 实现 and 促进 the object, 降低 and 提升 with theirs.
std::optional<Argument> ChineseChains::brought_about(const Reading& reading, const Link& link,
                                                     ByteRange& verb) const {
  const std::string_view block = text_.simplified(reading.span.block);
  const ByteRange reach = word_at(block, reading, reach_, link.effect);
  verb = reach.empty() ? word_at(block, reading, alter_, link.effect) : reach;
  ByteRange bytes{reach.empty() ? verb.begin : verb.end,
                  chain_part_end(block, verb.end, reading.span.bytes.end)};
  if (block.substr(bytes.begin).starts_with("了")) bytes.begin += kHanSize;
  const TextMention* known = nullptr;
  for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
    const ByteRange at = mention.span.bytes;
    if (mention.inherited || !bytes.contains(at) || at.end != bytes.end) continue;
    const std::string& type = text_.entities[mention.entity].type;
    if (type == "Firm" || type == "Product" || type == "Agency") return std::nullopt;
    if (!reach.empty() && effect_types_.count(type) != 0 && at.size() * 5 >= bytes.size() * 3 &&
        (known == nullptr || at.size() > known->span.bytes.size())) {
      known = &mention;
    }
  }
  if (known != nullptr) return mentioned(*known);
  const std::string_view words = block.substr(bytes.begin, bytes.size());
  const std::size_t size = count_code_points(words);
  // A figure belongs to no name.
  const bool figure = words.find_first_of("0123456789") != std::string_view::npos;
  if (size < kShortestChainPart || size > kLongestChainPart || figure) return std::nullopt;
  for (const TimeMention& time : text_.times_in(reading.span.block)) {
    if (time.span.bytes.overlaps(bytes)) return std::nullopt;
  }
  return new_concept(bytes, "Effect");
}

std::vector<ClauseRelation> ChineseChains::find(const Reading& reading,
                                                const std::vector<ByteRange>& used) const {
  std::vector<ClauseRelation> out;
  const std::vector<Link> all = links(reading);
  for (const Link& link : all) {
    auto cause = done(reading, link, all);
    if (!cause) continue;
    ByteRange verb;
    auto effect = brought_about(reading, link, verb);
    if (!effect) continue;
    // What a frame says of the verb already needs no clause for its subject.
    const bool said = std::any_of(used.begin(), used.end(),
                                  [&](const ByteRange& one) { return one.overlaps(verb); });
    if (said && cause->created && cause->create_type == "EnvironmentFactor") continue;
    ClauseRelation made;
    made.family = "LEADS_TO";
    made.rule = "zh:chain";
    made.cue.frame = &frame_;
    made.cue.bytes = verb;
    made.cue.whole = verb;
    made.subjects = {std::move(*cause)};
    made.object = std::move(*effect);
    out.push_back(std::move(made));
  }
  return out;
}

}  // namespace sarye

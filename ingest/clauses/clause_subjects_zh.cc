// Whose clause it is where the name stands behind: 作为B的股东，A…; 总部设于B的A.
#include <algorithm>
#include <array>

#include "ingest/clauses/chinese_words.h"
#include "ingest/clauses/plans_zh.h"
#include "ingest/lexicon/word_ends.h"

namespace sarye {
namespace {

constexpr std::uint32_t kLongestKind = 60;  // bytes between 的 and the name: 的存储芯片制造商A
constexpr std::uint32_t kOneSign = 3;

}  // namespace

// 作为B的股东，A…; 面对B的竞争，A…: the clause behind tells whose it is.
void ChinesePlans::look_ahead() {
  for (std::size_t i = 0; i + 1 < clauses_.size(); ++i) {
    ChineseClause& clause = clauses_[i];
    const ChineseClause& next = clauses_[i + 1];
    if (clause.own || !next.own || next.other || next.firms.empty()) continue;
    if (i > 0 && clauses_[i - 1].own) continue;
    std::uint32_t at = clause.bytes.begin;
    while (at < clause.bytes.end && block_[at] == ' ') ++at;
    if (word_end("opening", at, clause.bytes.end) == at) {
      // 与B相比，A…; 在B的夹击下，A…
      static constexpr std::array<std::string_view, 8> kWith = {"与", "和", "同", "在",
                                                                "受", "较", "自", "被"};
      static constexpr std::array<std::string_view, 8> kTails = {"相比", "相较", "比较", "后",
                                                                 "下",   "时",   "以来", "之际"};
      const std::string_view words = block_.substr(at, clause.bytes.end - at);
      const bool opens = behind_any(block_, at, clause.bytes.end, kWith) > at;
      if (!opens || std::ranges::none_of(
                        kTails, [&](std::string_view tail) { return words.ends_with(tail); })) {
        continue;
      }
    }
    clause.firms = next.firms;
    clause.behind = clause.bytes.begin;
    clause.own = true;
    clause.other = false;
    clause.carried_far = false;
  }
}

// 总部设于B的A, 由B控股的晶圆厂A: the clause in front of 的 is about A.
void ChinesePlans::add_relatives(const Reading& reading) {
  const std::size_t count = clauses_.size();
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t begin = clauses_[i].bytes.begin;
    if (clauses_[i].own && clauses_[i].behind > begin) continue;
    const TextMention* inner = nullptr;
    for (const TextMention& mention : text_.mentions_in(reading.span.block)) {
      const ByteRange at = mention.span.bytes;
      if (mention.inherited || at.begin < begin || at.end > clauses_[i].bytes.end) continue;
      const std::string& type = text_.entities[mention.entity].type;
      if (type != "Firm" && type != "Place") continue;
      if (inner == nullptr) {
        inner = &mention;
        continue;
      }
      if (type != "Firm" || at.begin < inner->span.bytes.end + kOneSign ||
          mention.entity == inner->entity) {
        continue;
      }
      const std::string_view gap =
          block_.substr(inner->span.bytes.end, at.begin - inner->span.bytes.end);
      const std::size_t of = gap.rfind("的");
      if (of == std::string_view::npos || gap.size() - of > kLongestKind) continue;
      const std::string_view kind = gap.substr(of + kOneSign);
      if (!kind.empty() && !ends_with_word(kind, frames_.words(Language::Chinese, "apposition"))) {
        continue;
      }
      ChineseClause made;
      made.bytes = {begin, inner->span.bytes.end + static_cast<std::uint32_t>(of)};
      made.behind = begin;
      made.firms = {mentioned(mention)};
      made.context = made.firms;
      made.own = true;
      made.relative = true;
      clauses_.push_back(std::move(made));
      break;
    }
  }
}

}  // namespace sarye

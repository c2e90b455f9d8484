// What a headline says that its firm does: "가람, 누리 인수 추진…남해 공장 증설". No verb, no
// particle: the firm stands first, a noun of what is done last.
#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/clauses/clauses_ko.h"
#include "ingest/concepts/concept_book.h"

namespace sarye {
namespace {

constexpr std::size_t kShortestHeadlinePlan = 5;  // characters
constexpr std::size_t kLongestHeadlinePlan = 40;
constexpr std::uint32_t kLongestHeadline = 300;  // bytes
constexpr std::string_view kHeadlineMarks = " '\"()[]";

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

// The stretches of a headline between commas, dots and quotation marks.
std::vector<ByteRange> headline_parts(std::string_view block, ByteRange sentence) {
  std::vector<ByteRange> out;
  std::uint32_t begin = sentence.begin;
  const auto close = [&](std::uint32_t end, std::uint32_t next) {
    while (begin < end && block[begin] == ' ') ++begin;
    while (end > begin && block[end - 1] == ' ') --end;
    if (end > begin) out.push_back({begin, end});
    begin = next;
  };
  for (std::size_t at = sentence.begin; at < sentence.end;) {
    const std::size_t here = at;
    const char32_t c = decode(block, at);
    const bool comma =
        c == ',' && !(here > 0 && is_digit_at(block, here - 1) && is_digit_at(block, at));
    const bool dots =
        (c == U'·' || c == '.') && block.substr(at).starts_with(block.substr(here, at - here));
    if (comma || dots || c == U'…' || c == ';' || c == '|' || c == '"' || c == U'“' || c == U'”') {
      close(static_cast<std::uint32_t>(here), static_cast<std::uint32_t>(at));
    }
  }
  close(sentence.end, sentence.end);
  return out;
}

std::string_view headline_word(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  return space == std::string_view::npos ? name : name.substr(space + 1);
}

}  // namespace

bool KoreanClauses::is_headline(const Reading& reading) const {
  const std::string_view block = block_of(reading);
  if (reading.span.bytes.size() > kLongestHeadline) return false;
  std::string_view text = block.substr(reading.span.bytes.begin, reading.span.bytes.size());
  while (!text.empty() && kHeadlineMarks.find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
  }
  const PassageKind kind = text_.blocks[reading.span.block].kind;
  if (kind != PassageKind::Title && kind != PassageKind::Heading &&
      kind != PassageKind::Paragraph) {
    return false;
  }
  for (const std::string_view end : {".", "?", "다", "요", "죠", ":"}) {
    if (text.ends_with(end)) return false;
  }
  return !text.empty();
}

// The firms that a part of a headline opens with ("가람·누리"), and where they end.
std::vector<Argument> KoreanClauses::headline_firms(const Reading& reading, ByteRange part,
                                                    std::uint32_t& end) const {
  std::vector<Argument> out;
  const std::string_view block = block_of(reading);
  std::uint32_t next = part.begin;
  for (const TextMention& mention : text_.mentions_near(reading.span)) {
    const ByteRange at = mention.span.bytes;
    if (mention.inherited || mention.span.block != reading.span.block || at.begin < next ||
        at.end > part.end || text_.entities[mention.entity].type != "Firm") {
      continue;
    }
    std::string_view gap = block.substr(next, at.begin - next);
    if (out.empty() && gap.starts_with('[')) {  // [단독] 가람
      gap.remove_prefix(std::min(gap.size(), gap.find(']') + 1));
    }
    for (const std::string_view mark : {"·", "㈜", "(주)", "‘", "’", "'"}) {
      if (gap.starts_with(mark)) gap.remove_prefix(mark.size());
    }
    if (gap.find_first_not_of(' ') != std::string_view::npos) break;
    out.push_back(mentioned(mention));
    next = at.end;
  }
  end = next;
  return out;
}

std::vector<ClauseRelation> KoreanClauses::headline(const Reading& reading) const {
  std::vector<ClauseRelation> out;
  if (!is_headline(reading)) return out;
  const std::string_view block = block_of(reading);
  const auto of_class = [&](std::string_view name, std::string_view word) {
    return frames_.has_word(Language::Korean, name, word);
  };
  std::vector<Argument> firms;
  for (const ByteRange part : headline_parts(block, reading.span.bytes)) {
    std::uint32_t begin = part.begin;
    std::vector<Argument> found = headline_firms(reading, part, begin);
    std::string_view rest = block.substr(begin, part.end - begin);
    for (const std::string_view mark : {"’", "'"}) {
      if (!found.empty() && rest.starts_with(mark)) rest.remove_prefix(mark.size());
    }
    if (!found.empty()) {
      const bool with = rest.starts_with("와 ") || rest.starts_with("과 ");
      if (with && !firms.empty()) {
        // "가람, 누리와 합작사 설립"
        const bool tie = std::ranges::any_of(
            frames_.words(Language::Korean, "tie"),
            [&](const std::string& word) { return rest.find(word) != std::string_view::npos; });
        if (tie) {
          ClauseRelation made;
          made.family = "PARTNERS_WITH";
          made.rule = "ko:headline";
          made.subjects = firms;
          made.object = found.front();
          made.cue.bytes = {begin, part.end};
          made.cue.whole = made.cue.bytes;
          made.cue.nominal = true;
          out.push_back(std::move(made));
        }
        continue;
      }
      bool subject = rest.empty();
      for (const std::string_view particle : {"은 ", "는 ", "이 ", "가 ", "도 ", "의 ", " "}) {
        subject = subject || rest.starts_with(particle);
      }
      const std::size_t size = rest.find(' ');
      // "누리 인수": the firm is what is bought.
      const bool bought = rest.starts_with(" 인수") || rest.starts_with(" 지분");
      if (bought && !firms.empty()) {
        ClauseRelation made;
        made.family = "INVESTS_IN";
        made.kind = rest.starts_with(" 인수") ? "ACQUIRES" : "";
        made.rule = "ko:headline";
        made.subjects = firms;
        made.cue.bytes = {begin, part.end};
        made.cue.whole = made.cue.bytes;
        made.cue.nominal = true;
        for (const Argument& one : found) {
          made.object = one;
          out.push_back(made);
        }
        continue;
      }
      if (!subject) continue;
      firms = std::move(found);
      if (size == std::string_view::npos) continue;
      begin = part.end - static_cast<std::uint32_t>(rest.size() - size - 1);
    }
    if (firms.empty() || begin >= part.end) continue;
    // A clause with a verb of its own is read as one.
    const bool verb = std::ranges::any_of(reading.verbs, [&](const Verb& one) {
      return !one.adnominal && one.bytes.begin >= begin && one.bytes.end <= part.end;
    });
    const bool product =
        std::ranges::any_of(text_.mentions_near(reading.span), [&](const TextMention& mention) {
          return mention.span.block == reading.span.block && mention.span.bytes.begin >= begin &&
                 mention.span.bytes.end <= part.end &&
                 text_.entities[mention.entity].type == "Product";
        });
    if (verb || product) continue;
    ByteRange bytes{begin, part.end};
    std::string name = concept_name(block.substr(begin, part.end - begin));
    std::string_view word = headline_word(name);
    // 증설 추진, 증설 착수: what is under way.
    if (of_class("under_way", word) && word.size() < name.size()) {
      bytes.end -= static_cast<std::uint32_t>(word.size());
      while (bytes.end > bytes.begin && block[bytes.end - 1] == ' ') --bytes.end;
      name.resize(name.size() - word.size());
      while (!name.empty() && name.back() == ' ') name.pop_back();
      word = headline_word(name);
    }
    const std::size_t size = count_code_points(name);
    if (word.size() == name.size() || size < kShortestHeadlinePlan || size > kLongestHeadlinePlan ||
        (!of_class("strategic", word) && !of_class("deed", word))) {
      continue;
    }
    ClauseRelation made;
    made.family = "PURSUES";
    made.rule = "ko:headline";
    made.subjects = firms;
    made.object = new_concept(bytes, "Strategy", -60);
    made.object.create_name = name;
    made.cue.bytes = {bytes.end - static_cast<std::uint32_t>(word.size()), bytes.end};
    made.cue.whole = made.cue.bytes;
    made.cue.nominal = true;
    out.push_back(std::move(made));
  }
  return out;
}

}  // namespace sarye

#include "ingest/tagger/lac_tagger.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

// A longer sentence is read in parts: its table of paths would only grow.
constexpr std::size_t kLongestSentence = 1000;

// Signs that end a word, whatever the labels say.
constexpr std::u32string_view kSigns = U"，。、；：！？（）“”‘’「」『』《》〈〉【】,;:!?()\"";

// Calls `each(number, word)` for the lines `number TAB word`; false: a line is neither that nor one
// without a tabulator.
template <typename Each>
bool read_numbered(std::string_view text, const Each& each) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    std::uint32_t number = 0;
    const auto parsed = std::from_chars(line.data(), line.data() + tab, number);
    if (parsed.ec != std::errc() || parsed.ptr != line.data() + tab) return false;
    each(number, line.substr(tab + 1));
  }
  return true;
}

// What the tagger was trained on: half-width signs, small Latin letters, Simplified characters.
char32_t plain_form(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c >= U'A' && c <= U'Z') return c - U'A' + U'a';
  switch (c) {
    case U'「':
    case U'『':
      return U'“';
    case U'」':
    case U'』':
      return U'”';
    case U'・':
    case U'‧':
      return U'·';
    default:
      return c < 0x80 ? c : to_simplified(c);
  }
}

}  // namespace

Result<std::unique_ptr<LacTagger>> LacTagger::load(const std::filesystem::path& folder) {
  std::unique_ptr<LacTagger> tagger(new LacTagger());
  ModelFiles files(folder);
  auto model = LacModel::load(files);
  if (!model) return model.error();
  tagger->model_ = std::move(*model);

  auto words = files.read("word.dic");
  if (!words) return words.error();
  bool in_range = true;
  std::optional<std::uint32_t> unknown;
  bool formed = read_numbered(*words, [&](std::uint32_t number, std::string_view word) {
    in_range = in_range && number < tagger->model_->vocabulary();
    if (word == "OOV") unknown = number;
    const std::u32string points = code_points(word);
    if (points.size() == 1) tagger->characters_.emplace(points[0], number);
  });
  if (!formed || !in_range || !unknown) {
    return files.rejected("word.dic", "lines are not `number TAB character` with numbers below " +
                                          std::to_string(tagger->model_->vocabulary()) +
                                          " and one OOV");
  }
  tagger->unknown_ = *unknown;

  auto tags = files.read("tag.dic");
  if (!tags) return tags.error();
  const std::size_t labels = tagger->model_->label_count();
  tagger->tags_.resize(labels);
  tagger->begins_.resize(labels);
  in_range = true;
  formed = read_numbered(*tags, [&](std::uint32_t number, std::string_view label) {
    in_range = in_range && number < labels;
    if (!in_range) return;
    tagger->begins_[number] = label.ends_with("-B");
    tagger->tags_[number] = label.substr(0, label.find('-'));
  });
  const bool complete = std::none_of(tagger->tags_.begin(), tagger->tags_.end(),
                                     [](const std::string& tag) { return tag.empty(); });
  if (!formed || !in_range || !complete) {
    return files.rejected("tag.dic", "does not name the " + std::to_string(labels) + " labels");
  }

  tagger->hash_ = files.hash();
  return tagger;
}

std::uint32_t LacTagger::character_id(char32_t c) const {
  const auto found = characters_.find(plain_form(c));
  return found == characters_.end() ? unknown_ : found->second;
}

std::vector<TaggedRange> LacTagger::tag(std::string_view sentence) const {
  std::vector<TaggedRange> words;
  std::vector<std::uint32_t> ids;
  std::vector<ByteRange> places;
  bool apart = true;  // a space, a sign or the sentence's begin stands before
  std::vector<bool> first;
  std::vector<bool> signs;
  const auto flush = [&] {
    const std::vector<std::uint32_t> labels = model_->label(ids);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const std::string_view tag =
          signs[i] ? std::string_view("w") : std::string_view(tags_[labels[i]]);
      const bool goes_on = !first[i] && !begins_[labels[i]] && !words.empty() &&
                           words.back().tag == tag && words.back().bytes.end == places[i].begin;
      if (goes_on) {
        words.back().bytes.end = places[i].end;
      } else {
        words.push_back({places[i], tag});
      }
    }
    ids.clear();
    places.clear();
    first.clear();
    signs.clear();
  };
  for (std::size_t at = 0; at < sentence.size();) {
    const auto begin = static_cast<std::uint32_t>(at);
    const char32_t c = decode(sentence, at);
    if (c == U' ' || c == U'\n' || c == U'\t' || c == U'\u3000') {
      apart = true;
      continue;
    }
    if (ids.size() == kLongestSentence) flush();
    ids.push_back(character_id(c));
    places.push_back({begin, static_cast<std::uint32_t>(at)});
    // The network lets words run on over signs at times: 电池。
    const bool sign = kSigns.find(c) != std::u32string_view::npos;
    first.push_back(apart || sign);
    signs.push_back(sign);
    apart = sign;
  }
  flush();
  return words;
}

}  // namespace sarye

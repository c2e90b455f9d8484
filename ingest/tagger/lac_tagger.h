// Words and their tags in a Chinese sentence, as LAC-small sees them: n noun, nz other proper name,
// v verb, vn verbal noun, a adjective, ORG, PER, LOC, TIME and so on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/byte_range.h"
#include "engine/base/result.h"
#include "ingest/tagger/lac_model.h"

namespace sarye {

struct TaggedRange {
  ByteRange bytes;
  std::string_view tag;  // lives as long as the tagger; O for what is no word
};

class LacTagger {
 public:
  // Where Debian's python3-jieba keeps the tagger.
  static constexpr std::string_view kDebianFolder =
      "/usr/lib/python3/dist-packages/jieba/lac_small";

  // Reads `word.dic`, `tag.dic` and `model_baseline/` of `folder`.
  // Errors: NotFound  a file is missing
  //         Rejected  a file is not well formed, or does not fit the others; names the file
  static Result<std::unique_ptr<LacTagger>> load(const std::filesystem::path& folder);

  // The words of `sentence` in order; together they cover it, but for spaces. Traditional
  // characters, capitals and full-width signs are read by their Simplified, small, half-width form.
  std::vector<TaggedRange> tag(std::string_view sentence) const;

  // 32 hex digits over every file that was read.
  const std::string& hash() const { return hash_; }

 private:
  LacTagger() = default;
  std::uint32_t character_id(char32_t c) const;

  std::unique_ptr<LacModel> model_;
  std::unordered_map<char32_t, std::uint32_t> characters_;  // only looked up, never iterated
  std::uint32_t unknown_ = 0;
  std::vector<std::string> tags_;  // by label: ORG of ORG-B and ORG-I
  std::vector<bool> begins_;       // by label: ORG-B
  std::string hash_;
};

}  // namespace sarye

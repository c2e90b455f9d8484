#include "ingest/lexicon/pattern.h"

#include <re2/re2.h>

#include <cassert>

namespace sarye {

struct Pattern::Impl {
  explicit Impl(std::string_view expression)
      : re(re2::StringPiece(expression.data(), expression.size()), RE2::Quiet) {}
  RE2 re;
};

Pattern::Pattern(std::string_view expression) : impl_(std::make_unique<Impl>(expression)) {
  assert(impl_->re.ok());
}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

std::optional<PatternMatch> Pattern::find(std::string_view text, std::size_t from) const {
  const int group_count = impl_->re.NumberOfCapturingGroups();
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(group_count) + 1);
  const re2::StringPiece whole(text.data(), text.size());
  if (!impl_->re.Match(whole, from, text.size(), RE2::UNANCHORED, groups.data(), group_count + 1)) {
    return std::nullopt;
  }
  const auto range = [&text](const re2::StringPiece& piece) {
    const auto begin = static_cast<std::uint32_t>(piece.data() - text.data());
    return ByteRange{begin, begin + static_cast<std::uint32_t>(piece.size())};
  };
  PatternMatch match;
  match.bytes = range(groups[0]);
  for (int i = 1; i <= group_count; ++i) {
    const auto& piece = groups[static_cast<std::size_t>(i)];
    match.groups.push_back(piece.data() == nullptr ? std::nullopt : std::optional(range(piece)));
  }
  return match;
}

std::vector<PatternMatch> Pattern::find_all(std::string_view text) const {
  std::vector<PatternMatch> found;
  std::size_t from = 0;
  while (from <= text.size()) {
    auto match = find(text, from);
    if (!match) break;
    from = match->bytes.end > match->bytes.begin ? match->bytes.end : match->bytes.end + 1;
    found.push_back(std::move(*match));
  }
  return found;
}

bool Pattern::matches_whole(std::string_view text) const {
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), impl_->re);
}

}  // namespace sarye

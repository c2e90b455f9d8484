#include "ingest/lexicon/pattern.h"

#include <re2/re2.h>

#include <array>
#include <atomic>
#include <cassert>
#include <memory>
#include <mutex>

#include "ingest/lexicon/pattern_start.h"

namespace sarye {
namespace {

constexpr int kMostGroups = 15;

}  // namespace

// To compile an expression costs as much as to analyse a page, and most of them find no place in a
// text where they have to be tried: each is compiled when it is tried first.
struct Pattern::Impl {
  Impl(std::string_view text, Groups kind) : expression(text), groups(kind), start(text) {}
  ~Impl() { delete made.load(std::memory_order_acquire); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  const RE2& re() const {
    const RE2* known = made.load(std::memory_order_acquire);
    return known != nullptr ? *known : compile();
  }

  const RE2& compile() const {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    if (const RE2* known = made.load(std::memory_order_acquire)) return *known;
    RE2::Options options(RE2::Quiet);
    options.set_never_capture(groups == Groups::Ignored);
    auto compiled = std::make_unique<RE2>(expression, options);
    assert(compiled->ok());
    assert(compiled->NumberOfCapturingGroups() <= kMostGroups);
    made.store(compiled.get(), std::memory_order_release);
    return *compiled.release();
  }

  std::string expression;
  Groups groups;
  PatternStart start;
  mutable std::atomic<const RE2*> made = nullptr;
};

Pattern::Pattern(std::string_view expression, Groups groups)
    : impl_(std::make_unique<Impl>(expression, groups)) {
  assert(impl_->re().ok());
}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

namespace {

std::optional<PatternMatch> match_from(const RE2& re, std::string_view text, std::size_t from,
                                       RE2::Anchor anchor) {
  const int group_count = re.NumberOfCapturingGroups();
  std::array<re2::StringPiece, kMostGroups + 1> groups;
  const re2::StringPiece whole(text.data(), text.size());
  if (!re.Match(whole, from, text.size(), anchor, groups.data(), group_count + 1)) {
    return std::nullopt;
  }
  const auto range = [&text](const re2::StringPiece& piece) {
    const auto begin = static_cast<std::uint32_t>(piece.data() - text.data());
    return ByteRange{begin, begin + static_cast<std::uint32_t>(piece.size())};
  };
  PatternMatch match;
  match.bytes = range(groups[0]);
  match.groups.reserve(static_cast<std::size_t>(group_count));
  for (int i = 1; i <= group_count; ++i) {
    const auto& piece = groups[static_cast<std::size_t>(i)];
    match.groups.push_back(piece.data() == nullptr ? std::nullopt : std::optional(range(piece)));
  }
  return match;
}

}  // namespace

std::optional<PatternMatch> Pattern::find(std::string_view text, std::size_t from) const {
  if (!impl_->start.may_be_in(text)) return std::nullopt;
  from = impl_->start.first_place(text, from);
  if (from == PatternStart::kNowhere) return std::nullopt;
  return match_from(impl_->re(), text, from, RE2::UNANCHORED);
}

std::optional<PatternMatch> Pattern::find_at(std::string_view text, std::size_t at) const {
  if (!impl_->start.may_begin_at(text, at) || !impl_->start.may_be_in(text)) return std::nullopt;
  return match_from(impl_->re(), text, at, RE2::ANCHOR_START);
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

bool Pattern::found_in(std::string_view text) const {
  if (!impl_->start.may_be_in(text)) return false;
  const std::size_t from = impl_->start.first_place(text, 0);
  return from != PatternStart::kNowhere &&
         impl_->re().Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                           RE2::UNANCHORED, nullptr, 0);
}

bool Pattern::matches_whole(std::string_view text) const {
  return impl_->start.may_begin_at(text, 0) && impl_->start.may_end(text) &&
         impl_->re().Match(re2::StringPiece(text.data(), text.size()), 0, text.size(),
                           RE2::ANCHOR_BOTH, nullptr, 0);
}

}  // namespace sarye

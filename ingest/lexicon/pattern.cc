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
constexpr std::size_t kWorthCompiling = 200'000;  // bytes

}  // namespace

// Most expressions are never tried, and of those that are most find no place in a text where they
// could match: each is read when it is tried first, and compiled, which costs as much as to analyse
// a page, when a text has what it needs.
struct Pattern::Impl {
  Impl(std::string_view text, Groups kind) : expression(text), groups(kind) {}
  ~Impl() {
    delete made.load(std::memory_order_acquire);
    delete known.load(std::memory_order_acquire);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  const PatternStart& start() const {
    return get(known, [this] { return std::make_unique<PatternStart>(expression); });
  }

  const RE2& re() const {
    return get(made, [this] {
      RE2::Options options(RE2::Quiet);
      options.set_never_capture(groups == Groups::Ignored);
      auto compiled = std::make_unique<RE2>(expression, options);
      assert(compiled->ok());
      assert(compiled->NumberOfCapturingGroups() <= kMostGroups);
      return compiled;
    });
  }

  // Whether the expression has to be tried on `text`: one that is compiled is as fast as to look
  // for what it needs, and what has been looked through so far may be worth to compile it.
  bool may_match(std::string_view text) const {
    if (made.load(std::memory_order_acquire) != nullptr) return true;
    const std::size_t before = looked_through.fetch_add(text.size(), std::memory_order_relaxed);
    return before > kWorthCompiling || start().may_hold(text);
  }

  template <typename Value, typename Make>
  static const Value& get(std::atomic<const Value*>& place, Make&& make) {
    if (const Value* ready = place.load(std::memory_order_acquire)) return *ready;
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    if (const Value* ready = place.load(std::memory_order_acquire)) return *ready;
    place.store(make().release(), std::memory_order_release);
    return *place.load(std::memory_order_relaxed);
  }

  std::string expression;
  Groups groups;
  mutable std::atomic<const PatternStart*> known = nullptr;
  mutable std::atomic<const RE2*> made = nullptr;
  mutable std::atomic<std::size_t> looked_through = 0;  // bytes
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
  const PatternStart& start = impl_->start();
  if (!start.may_be_in(text)) return std::nullopt;
  from = start.first_place(text, from);
  if (from == PatternStart::kNowhere || !impl_->may_match(text.substr(from))) return std::nullopt;
  return match_from(impl_->re(), text, from, RE2::UNANCHORED);
}

std::optional<PatternMatch> Pattern::find_at(std::string_view text, std::size_t at) const {
  const PatternStart& start = impl_->start();
  if (!start.may_begin_at(text, at) || !start.may_be_in(text) ||
      !impl_->may_match(text.substr(at))) {
    return std::nullopt;
  }
  // Whether it matches is told much faster than where its groups are.
  const RE2& re = impl_->re();
  if (!re.Match(re2::StringPiece(text.data(), text.size()), at, text.size(), RE2::ANCHOR_START,
                nullptr, 0)) {
    return std::nullopt;
  }
  return match_from(re, text, at, RE2::ANCHOR_START);
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
  const PatternStart& start = impl_->start();
  if (!start.may_be_in(text)) return false;
  const std::size_t from = start.first_place(text, 0);
  return from != PatternStart::kNowhere && impl_->may_match(text.substr(from)) &&
         impl_->re().Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                           RE2::UNANCHORED, nullptr, 0);
}

std::vector<std::string> Pattern::needed() const {
  return impl_->start().needed();
}

bool Pattern::matches_whole(std::string_view text) const {
  const PatternStart& start = impl_->start();
  return start.may_begin_at(text, 0) && start.may_end(text) && impl_->may_match(text) &&
         impl_->re().Match(re2::StringPiece(text.data(), text.size()), 0, text.size(),
                           RE2::ANCHOR_BOTH, nullptr, 0);
}

}  // namespace sarye

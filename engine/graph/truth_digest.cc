#include "engine/graph/truth_digest.h"

#include "engine/store/byte_codec.h"
#include "engine/store/sha256.h"

namespace sarye {

namespace {

std::array<std::uint64_t, 4> number_of(DocumentId id, std::string_view key,
                                       std::string_view fingerprint, const Sha256& hash) {
  std::string bytes;
  ByteWriter(bytes)
      .u32(id.value)
      .string(key)
      .string(fingerprint)
      .raw({reinterpret_cast<const char*>(hash.data()), hash.size()});
  const Sha256 digest = sha256(bytes);
  ByteReader in({reinterpret_cast<const char*>(digest.data()), digest.size()});
  std::array<std::uint64_t, 4> out{};
  for (std::uint64_t& part : out) part = in.u64();
  return out;
}

}  // namespace

TruthDigest::TruthDigest(std::string_view base) : base_(to_hex(sha256(base))) {}

std::optional<TruthDigest> TruthDigest::of_same_base(std::string_view text, std::string_view base) {
  TruthDigest out(base);
  constexpr std::size_t kSumDigits = 64;
  if (text.size() != out.base_.size() + 1 + kSumDigits || !text.starts_with(out.base_) ||
      text[out.base_.size()] != '+') {
    return std::nullopt;
  }
  std::string_view digits = text.substr(out.base_.size() + 1);
  for (std::uint64_t& part : out.sum_) {
    for (const char digit : digits.substr(0, 16)) {
      const bool is_letter = digit >= 'a' && digit <= 'f';
      if (!is_letter && (digit < '0' || digit > '9')) return std::nullopt;
      part = part << 4 | static_cast<std::uint64_t>(is_letter ? digit - 'a' + 10 : digit - '0');
    }
    digits.remove_prefix(16);
  }
  return out;
}

void TruthDigest::add(DocumentId id, std::string_view key, std::string_view fingerprint,
                      const Sha256& hash) {
  const auto number = number_of(id, key, fingerprint, hash);
  for (std::size_t i = 0; i < sum_.size(); ++i) sum_[i] += number[i];
}

void TruthDigest::subtract(DocumentId id, std::string_view key, std::string_view fingerprint,
                           const Sha256& hash) {
  const auto number = number_of(id, key, fingerprint, hash);
  for (std::size_t i = 0; i < sum_.size(); ++i) sum_[i] -= number[i];
}

std::string TruthDigest::text() const {
  std::string out = base_ + "+";
  for (const std::uint64_t part : sum_) {
    for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[part >> shift & 15];
  }
  return out;
}

}  // namespace sarye

#include "engine/store/sha256.h"

#include <openssl/evp.h>

#include <cassert>
#include <memory>

#include "engine/store/sha256_stream.h"

namespace sarye {

Sha256 sha256(std::string_view bytes) {
  Sha256 hash{};
  unsigned int size = 0;
  [[maybe_unused]] const int done =
      EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, EVP_sha256(), nullptr);
  assert(done == 1 && size == hash.size());
  return hash;
}

struct Sha256Stream::State {
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  [[maybe_unused]] const int done = EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr);
  assert(done == 1);
}

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::add(std::string_view piece) {
  [[maybe_unused]] const int done =
      EVP_DigestUpdate(state_->context.get(), piece.data(), piece.size());
  assert(done == 1);
}

Sha256 Sha256Stream::finish() {
  Sha256 hash{};
  unsigned int size = 0;
  [[maybe_unused]] const int done = EVP_DigestFinal_ex(state_->context.get(), hash.data(), &size);
  assert(done == 1 && size == hash.size());
  return hash;
}

std::string to_hex(const Sha256& hash) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(hash.size() * 2);
  for (std::uint8_t byte : hash) {
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

}  // namespace sarye

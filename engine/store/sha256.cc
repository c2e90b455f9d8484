// The functions of SHA-256 themselves, not the envelope around every digest: the envelope brings all of libcrypto
// into the program, whose tables a process that is started for one question would pay for.
#define OPENSSL_API_COMPAT 10101
#include "engine/store/sha256.h"

#include <openssl/sha.h>

#include <memory>

#include "engine/store/sha256_stream.h"

namespace sarye {

Sha256 sha256(std::string_view bytes) {
  Sha256Stream stream;
  stream.add(bytes);
  return stream.finish();
}

struct Sha256Stream::State {
  SHA256_CTX context;
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) { SHA256_Init(&state_->context); }

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::add(std::string_view piece) {
  SHA256_Update(&state_->context, piece.data(), piece.size());
}

Sha256 Sha256Stream::finish() {
  Sha256 hash{};
  SHA256_Final(hash.data(), &state_->context);
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

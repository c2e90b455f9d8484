// A text that two threads take.
#include "engine/graph/text_halves.h"

#include <algorithm>
#include <future>

#include "tests/support/catch.h"

using namespace sarye;

namespace {

std::string text_of(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>('a' + i * 7 % 26);
  return text;
}

// The text in pieces of 1 to 9 bytes, and then the end, or an error.
TextHalves::Read pieces_of(const std::string& text, bool fails) {
  return [text, fails, at = std::size_t{0}](std::string& piece) mutable -> Result<bool> {
    if (at == text.size() && fails) return Error{ErrorCode::Io, "no more"};
    if (at == text.size()) return false;
    piece = text.substr(at, at % 9 + 1);
    at += piece.size();
    return true;
  };
}

struct Taken {
  std::string text;
  bool failed = false;
};

Taken take(TextHalves& from, bool first) {
  Taken out;
  std::string piece;
  while (true) {
    const auto more = first ? from.next_of_first(piece) : from.next_of_second(piece);
    out.failed = !more;
    if (!more || !*more) return out;
    out.text += piece;
  }
}

}  // namespace

TEST_CASE("each half of a text has its bytes in their order, whoever comes first", "[graph]") {
  for (const std::size_t size : {0, 1, 299, 300, 301, 4000}) {
    const std::string text = text_of(size);
    const std::size_t half = std::min<std::size_t>(size, 300);
    for (const int order : {0, 1, 2}) {
      TextHalves halves(pieces_of(text, false), 300);
      Taken first;
      Taken second;
      if (order == 0) {
        first = take(halves, true);
        second = take(halves, false);
      } else if (order == 1) {
        second = take(halves, false);
        first = take(halves, true);
      } else {
        auto other = std::async(std::launch::async, [&] { return take(halves, false); });
        first = take(halves, true);
        second = other.get();
      }
      CHECK(first.text == text.substr(0, half));
      CHECK(second.text == text.substr(half));
      CHECK_FALSE(first.failed);
      CHECK_FALSE(second.failed);
    }
  }
}

TEST_CASE("an error in the first half is told to both, and nobody waits for ever", "[graph]") {
  for (int round = 0; round < 20; ++round) {
    TextHalves halves(pieces_of(text_of(40), true), 300);
    auto other = std::async(std::launch::async, [&] { return take(halves, false); });
    const Taken first = take(halves, true);
    const Taken second = other.get();
    CHECK(first.failed);
    CHECK(second.failed);
    CHECK(second.text.empty());
  }
}

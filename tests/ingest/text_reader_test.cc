#include "ingest/readers/text_reader.h"

#include <filesystem>

#include "ingest/readers/source_reader.h"
#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("A file that is no text is refused with the byte that shows it", "[ingest]") {
  const auto png = decode_text(std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16), "chart.txt");
  REQUIRE_FALSE(png);
  CHECK(png.error().code == ErrorCode::Rejected);
  CHECK(png.error().message.find("chart.txt") != std::string::npos);
  CHECK_FALSE(png.error().hint.empty());

  const auto zeros = decode_text(std::string("plain words\0and more", 20), "data.txt");
  REQUIRE_FALSE(zeros);
  CHECK(zeros.error().message.find("11") != std::string::npos);
}

TEST_CASE("Empty files, blank files and folders are refused", "[ingest]") {
  CHECK_FALSE(decode_text("", "empty.txt"));
  CHECK_FALSE(decode_text(" \n\t\r\n", "blank.txt"));
  CHECK_FALSE(read_source_file(std::filesystem::temp_directory_path()));
  CHECK_FALSE(read_source_file("/no/such/folder/file.txt"));
}

TEST_CASE("UTF-8 with one broken byte is told as damage, not guessed as another charset",
          "[ingest]") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "한빛전지는 공장을 지었다. ";
  const std::size_t at = text.size() / 2 / 3 * 3;
  text[at] = '\xFF';
  const auto source = decode_text(text, "broken.txt");
  REQUIRE_FALSE(source);
  CHECK(source.error().message.find("0xFF") != std::string::npos);
}

TEST_CASE("A byte order mark stays in the stored bytes and UTF-16 becomes UTF-8", "[ingest]") {
  const auto marked = decode_text(
      "\xEF\xBB\xBF"
      "Hanbit opened a plant.",
      "a.txt");
  REQUIRE(marked);
  CHECK(marked->bom_bytes == 3);
  CHECK(marked->raw.size() == 25);

  const auto wide =
      decode_text(std::string("\xFF\xFEH\0a\0n\0b\0i\0t\0 \0o\0p\0e\0n\0s\0", 26), "b.txt");
  REQUIRE(wide);
  CHECK(wide->raw == "Hanbit opens");
}

TEST_CASE("A few bytes with zeros among them are data, not UTF-16 without a mark", "[reader]") {
  const auto read = decode_text(std::string("a\0b\0c\0\x01\x02", 8), "tiny.txt");
  REQUIRE_FALSE(read);
  CHECK(read.error().message.find("binary") != std::string::npos);
}

#include <unicode/translit.h>

#include <algorithm>
#include <memory>
#include <random>

#include "engine/text/boundaries.h"
#include "engine/text/charset.h"
#include "engine/text/display_width.h"
#include "engine/text/han_forms.h"
#include "engine/text/name_key.h"
#include "engine/text/script.h"
#include "engine/text/terms.h"
#include "engine/text/unicode.h"
#include "tests/support/catch.h"

using namespace sarye;
using namespace std::string_literals;

namespace {

std::vector<std::string> texts_of(std::string_view text) {
  std::vector<std::string> found;
  for (const Term& term : terms(text)) found.push_back(term.text);
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the first malformed byte of UTF-8 is found", "[unicode]") {
  CHECK_FALSE(first_invalid_byte("가a中😀"));
  CHECK(first_invalid_byte("ab\x80") == 2);            // a lone continuation
  CHECK(first_invalid_byte("a\xC0\xAF") == 1);         // overlong
  CHECK(first_invalid_byte("\xE0\x80\xAF") == 0);      // overlong
  CHECK(first_invalid_byte("\xED\xA0\x80") == 0);      // a surrogate
  CHECK(first_invalid_byte("\xF4\x90\x80\x80") == 0);  // over U+10FFFF
  CHECK(first_invalid_byte("가\xEA\xB0") == 3);        // cut short
}

TEST_CASE("decoding ends on any bytes, and agrees with the check", "[unicode]") {
  std::mt19937 random(2);
  for (int round = 0; round < 300; ++round) {
    std::string bytes(random() % 20, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 3 == 0 ? random() : random() % 128);
    std::string again;
    for (char32_t c : code_points(bytes)) append_utf8(again, c);
    CHECK_FALSE(first_invalid_byte(again));
    CHECK((again == bytes) == !first_invalid_byte(bytes).has_value());
    static_cast<void>(name_key(bytes));
    static_cast<void>(terms(bytes));
    static_cast<void>(display_width(bytes));
    static_cast<void>(nfkc(bytes));
  }
}

TEST_CASE("every character of three bytes is decoded", "[unicode]") {
  for (char32_t c = 0x800; c < 0x10000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    if (decode(text, at) != c || at != 3) FAIL(static_cast<unsigned>(c));
  }
  std::size_t at = 0;
  CHECK(decode("\xED\xA0\x80", at) == 0xFFFD);  // a surrogate
  CHECK(at == 1);
}

TEST_CASE("offsets of bytes and of code points belong together", "[unicode]") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "a가😀é";
  const OffsetMap map(text);
  REQUIRE(map.code_point_count() == 400);
  std::size_t at = 0;
  for (std::size_t i = 0; i < 400; ++i) {
    REQUIRE(map.byte_of(i) == at);
    REQUIRE(map.code_point_of(at) == i);
    decode(text, at);
    REQUIRE(map.code_point_of(at - 1) == i);
  }
  CHECK(map.byte_of(400) == text.size());
  CHECK(map.code_point_of(text.size() + 5) == 400);
}

TEST_CASE("normal forms and case", "[unicode]") {
  CHECK(nfc("\u1112\u1161\u11AB") == "한");
  CHECK(nfkc("ＡＢ①") == "AB1");
  CHECK(fold_case("Straße") == "strasse");
  CHECK(to_upper("é한a") == "É한A");
  CHECK(to_lower("ÀB") == "àb");
  // Texts without a cased letter outside ASCII go another way.
  CHECK(to_lower("하이닉스 HBM，《车》 “AI” ·µ") == "하이닉스 hbm，《车》 “ai” ·µ");
  CHECK(to_lower("한국 ＡＢ Ⅳ K") == "한국 ａｂ ⅳ k");
  CHECK(to_lower("가\xED\xA0\x80"
                 "B") ==
        "가\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
        "b");
  CHECK(reverse_code_points("a한😀") == "😀한a");
}

TEST_CASE("letters start a name, marks and digits go on in it", "[unicode]") {
  for (const char32_t c : {U'a', U'가', U'企', U'\u00AA', U'\U00020000', U'\U0002EBF0',
                           U'\U00031350', U'\U0003347F'}) {
    CHECK((starts_identifier(c) && continues_identifier(c)));
  }
  for (const char32_t c : {U'1', U'\u0301', U'\u0663', U'_', U'\u00B7'}) {
    CHECK((!starts_identifier(c) && continues_identifier(c)));
  }
  for (const char32_t c : {U' ', U'\u2192', U'\u3002', U'\u3000', U'\u201C', U'\U00033480'}) {
    CHECK((!starts_identifier(c) && !continues_identifier(c)));
  }
}

TEST_CASE("widths are what a terminal shows", "[width]") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("한글中文かな") == 12);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("\u1112\u1161\u11AB") == 2);
  CHECK(display_width("😀") == 2);
  CHECK(display_width("👩\u200D💻") == 2);
  CHECK(display_width("🇰🇷") == 2);
  CHECK(display_width("❤\uFE0F") == 2);
  CHECK(display_width("a\u200Bb\n") == 2);
  CHECK(truncate_to_width("한국어", 6) == "한국어");
  CHECK(truncate_to_width("한국어판", 6) == "한국…");
  CHECK(truncate_to_width("한국어판", 4) == "한…");
  CHECK(truncate_to_width("abc", 0) == "");
  CHECK(display_width(truncate_to_width("e\u0301e\u0301e\u0301", 2)) == 2);
  CHECK(pad_to_width("한", 4) == "한  ");
  CHECK(pad_to_width("한", 4, Align::Right) == "  한");
  CHECK(pad_to_width("한국어", 4) == "한국어");
}

TEST_CASE("sentences and words are ranges of the text's bytes", "[boundaries]") {
  const std::string text = "가격을 내렸다. 점유율이 3.5% 늘었다.";
  const auto sentences = sentence_ranges(text, Language::Korean);
  REQUIRE(sentences.size() == 2);
  CHECK(sentences[0].begin == 0);
  CHECK(sentences[0].end == sentences[1].begin);
  CHECK(sentences[1].end == text.size());
  CHECK(text.substr(sentences[1].begin) == "점유율이 3.5% 늘었다.");
  const std::string english = "Chips, don't wait.";
  const auto words = word_ranges(english, Language::English);
  REQUIRE(words.size() == 3);
  CHECK(english.substr(words[1].begin, words[1].size()) == "don't");
  CHECK(sentence_ranges("", Language::Chinese).empty());
  CHECK(sentence_ranges("价格下降。份额上升。", Language::Chinese).size() == 2);
  CHECK(character_ranges("e\u0301👩\u200D💻").size() == 2);
}

TEST_CASE("scripts, and the language that they speak for", "[script]") {
  CHECK(script_of(U'한') == Script::Hangul);
  CHECK(script_of(U'ㄱ') == Script::Hangul);
  CHECK(script_of(U'中') == Script::Han);
  CHECK(script_of(U'カ') == Script::Kana);
  CHECK(script_of(U'é') == Script::Latin);
  CHECK(script_of(U'Ａ') == Script::Latin);
  CHECK(script_of(U'３') == Script::Digit);
  CHECK(script_of(U'　') == Script::Space);
  CHECK(script_of(U'。') == Script::Punctuation);
  CHECK(script_of(U'€') == Script::Other);
  CHECK(main_language("OpenAI의 GPT 모델은 Microsoft Azure에서 제공된다") == Language::Korean);
  CHECK(main_language("大韓民國 政府의 政策과 產業 支援을 다룬다") == Language::Korean);
  CHECK(main_language("华为发布了新的 AI 芯片 Ascend") == Language::Chinese);
  CHECK(main_language("The firm (딥시크, 深度求索) launched a model in Hangzhou last year") ==
        Language::English);
  CHECK(main_language("新しい半導体の工場を建てた") == Language::Japanese);
  CHECK(main_language("2024 — 3.5%") == Language::Unknown);
  CHECK(han_form("華為發布新的晶片") == HanForm::Traditional);
  CHECK(han_form("华为发布新的芯片") == HanForm::Simplified);
  CHECK(han_form("中文大小") == HanForm::Neutral);
}

TEST_CASE("the table of Simplified characters is what ICU does", "[script]") {
  REQUIRE(kTraditional.size() == kSimplifiedOf.size());
  CHECK(std::is_sorted(kTraditional.begin(), kTraditional.end()));
  CHECK(std::is_sorted(kSimplifiedOnly.begin(), kSimplifiedOnly.end()));
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> icu(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  REQUIRE(U_SUCCESS(status));
  std::size_t differ = 0;
  std::size_t lacking = 0;
  for (char32_t c = 0x3400; c < 0xA000; ++c) {
    icu::UnicodeString text(static_cast<UChar32>(c));
    icu->transliterate(text);
    if (to_simplified(to_simplified(c)) != to_simplified(c)) differ += 100;
    if (static_cast<char32_t>(text.char32At(0)) == to_simplified(c)) continue;
    ++(to_simplified(c) == c ? lacking : differ);
  }
  CHECK(differ < 30);  // chains are followed to their end
  // Later releases of ICU know more characters, rare ones: 76 some two hundred.
  CHECK(lacking < 300);
  CHECK(to_simplified("臺灣積體電路 abc") == "台湾积体电路 abc");
}

TEST_CASE("spellings of one name have one key", "[name_key]") {
  const std::vector<Texts> same = {
      {"DeepSeek-R1", "Deepseek R1", "deepseek_r1", "ＤｅｅｐＳｅｅｋ－Ｒ１", "Deep\u200BSeek R1",
       "DeepSeek™ R1"},
      {"深度求索", "深度·求索", "「深度求索」"},
      {"華為", "华为", "華 為"},
      {"하이퍼클로바 X", "하이퍼클로바X", "\u1112\u1161이퍼클로바 X", "하이퍼·클로바ㆍX"},
      {"Yahoo!", "yahoo"},
      {"U.S. Steel Co., Ltd.", "US Steel Co Ltd"},
      {"GPT-3.5", "gpt 3.5", "ＧＰＴ３．５"},
      {"L'Oréal", "l’oréal", "L'ORE\u0301AL"},
      {"1,000", "1000"},
  };
  for (const Texts& names : same) {
    for (const std::string& name : names) {
      CHECK(name_key(name) == name_key(names.front()));
      CHECK(name_key(name_key(name)) == name_key(name));
    }
  }
  CHECK(name_key("DeepSeek-R1") == "deepseekr1");
  CHECK(name_key("華為") == "华为");
}

TEST_CASE("names that differ have different keys", "[name_key]") {
  const std::vector<std::pair<std::string, std::string>> different = {
      {"C++", "C"}, {"C#", "C"},     {"GPT-3.5", "GPT-35"}, {"7-11", "711"},      {".NET", "Net"},
      {"R1", "R2"}, {"AT&T", "ATT"}, {"Disney+", "Disney"}, {"Nestlé", "Nestle"}, {"A.1", "A.2"}};
  for (const auto& [a, b] : different) CHECK(name_key(a) != name_key(b));
  CHECK(name_key("").empty());
  for (const char* odd : {"—", "...", " ", "\u200B", "™", "\xFF"})
    CHECK_FALSE(name_key(odd).empty());
}

TEST_CASE("words, numbers and bigrams become terms", "[terms]") {
  CHECK(texts_of("DeepSeek-R1 launched") == Texts{"deepseek", "r1", "launched"});
  CHECK(texts_of("자원혁신의 힘") == Texts{"자원", "원혁", "혁신", "신의", "힘"});
  CHECK(texts_of("華為晶片") == Texts{"华为", "为晶", "晶片"});
  CHECK(texts_of("매출 11,955백만 달러, 3.5% 증가") ==
        Texts{"매출", "11955", "백만", "달러", "3.5", "증가"});
  CHECK(texts_of("AI는 C++, C#과 AT&T") == Texts{"ai", "는", "c++", "c#", "과", "at&t"});
  CHECK(texts_of("strategies of the firm's GPUs; processes, classes, buses, analysis, economies") ==
        Texts{"strategy", "of", "the", "firm", "gpu", "process", "class", "buse", "analysi",
              "economy"});
  CHECK(texts_of("ＡＩ ﬁrms") == Texts{"ai", "firm"});
  CHECK(texts_of("1,2, and 3") == Texts{"12", "and", "3"});
  CHECK(texts_of(" — … ").empty());
  CHECK(texts_of("don't L’Oréal") == Texts{"dont", "loréal"});
}

TEST_CASE("reading texts one after the other gives the terms of each", "[terms]") {
  TermReader reader;
  for (const std::string_view text :
       {"자원혁신의 힘", "華為晶片 Chips", "", "x \u1112\u1161\u11AB\u1100\u116E\u11A8",
        "ＡＩ ﬁrms' 힘", "strategies of GPUs, C++", "中芯国际与华为"}) {
    Texts read;
    std::vector<std::uint32_t> positions;
    for (const TermReader::Found& found : reader.read(text)) {
      read.emplace_back(found.text);
      positions.push_back(found.position);
    }
    CHECK(read == texts_of(text));
    const std::vector<Term> expected = terms(text);
    REQUIRE(positions.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(positions[i] == expected[i].position);
  }
}

TEST_CASE("terms of composed and decomposed writing meet, and point at their own bytes",
          "[terms]") {
  const std::string decomposed = "x \u1112\u1161\u11AB\u1100\u116E\u11A8";  // 한국
  const auto found = terms(decomposed);
  REQUIRE(found.size() == 2);
  CHECK(found[1].text == "한국");
  CHECK(found[1].byte_begin == 2);
  CHECK(found[1].byte_end == decomposed.size());
  CHECK(texts_of("한") == texts_of("한"));
  // What joins a letter that would have stood alone.
  CHECK(texts_of("cafe\u0301 \uAC00\u11A8\u4E2D\uFE00\u6587") ==
        texts_of("caf\u00E9 \uAC01\u4E2D\u6587"));
  CHECK(terms("ne\u0301e")[0].byte_end == 5);
  const std::string text = "중국 Chips' 시장";
  for (const Term& term : terms(text)) {
    CHECK(term.byte_begin < term.byte_end);
    CHECK(term.byte_end <= text.size());
  }
  CHECK(text.substr(terms(text)[1].byte_begin, 5) == "Chips");
}

TEST_CASE("words of a phrase have neighbouring positions", "[terms]") {
  const auto phrase = terms("자원 혁신");
  REQUIRE(phrase.size() == 2);
  CHECK(phrase[0].position == 0);
  CHECK(phrase[1].position == 2);
  const auto mixed = terms("open 자원혁신 AI");
  REQUIRE(mixed.size() == 5);
  CHECK(mixed[1].position == 1);
  CHECK(mixed[3].position == 3);
  CHECK(mixed[4].position == 5);
  for (const Term& term : terms(std::string(5000, 'q'))) CHECK(term.text.size() <= 64);
}

TEST_CASE("files in other encodings become UTF-8", "[charset]") {
  CHECK(*to_utf8("\xB0\xA1\xB3\xAA", "EUC-KR") == "가나");
  CHECK(*to_utf8("\x8C\x63\xB9\xE6", "CP949") == "똠방");
  CHECK(*to_utf8("\xD6\xD0\xCE\xC4", "GB18030") == "中文");
  CHECK(*to_utf8("\xA4\xA4\xA4\xE5", "Big5") == "中文");
  CHECK(*to_utf8("\x00\xAC\x3D\xD8\x00\xDE"s, "UTF-16LE") == "가😀");
  CHECK(*to_utf8("\xFE\xFF\xAC\x00"s, "UTF-16BE") == "가");
  CHECK(*to_utf8("\xEF\xBB\xBFx", "utf-8") == "x");
  auto bad = to_utf8("abc\xFF", "UTF-8");
  REQUIRE_FALSE(bad);
  CHECK(bad.error().code == ErrorCode::Rejected);
  CHECK(bad.error().message.find("byte 3") != std::string::npos);
  CHECK(to_utf8("\x00\xD8\x41\x00"s, "UTF-16LE").error().code == ErrorCode::Rejected);
  CHECK(to_utf8("x", "KLINGON-8").error().code == ErrorCode::Usage);
  std::string long_text;
  for (int i = 0; i < 5000; ++i) long_text += "\x3D\xD8\x00\xDE"s;
  CHECK(count_code_points(*to_utf8("\x41"s + '\0' + long_text, "UTF-16LE")) == 5001);
}

TEST_CASE("encodings are recognised, and binary files are not texts", "[charset]") {
  CHECK(detect_encoding("plain")->name == "UTF-8");
  CHECK(detect_encoding("\xEF\xBB\xBFx")->bom_bytes == 3);
  CHECK(detect_encoding("\xFF\xFE\x41\x00"s)->name == "UTF-16LE");
  CHECK(detect_encoding("a\0b\0\n\0"s)->name == "UTF-16LE");
  CHECK(detect_encoding("\0a\0b\0\n"s)->name == "UTF-16BE");
  std::string korean;
  for (int i = 0; i < 20; ++i)
    korean +=
        "\xC7\xD1\xB1\xB9\xC0\xC7 \xBD\xC3\xC0\xE5 \xC0\xFC\xB7\xAB\xC0\xBB "
        "\xC1\xB6\xBB\xE7\xC7\xDF\xB4\xD9. ";
  auto detected = detect_encoding(korean);
  REQUIRE(detected);
  CHECK(to_utf8(korean, detected->name)->starts_with("한국의 시장"));
  std::string binary;
  std::mt19937 random(9);
  for (int i = 0; i < 4001; ++i) binary.push_back(static_cast<char>(random()));
  CHECK(detect_encoding(binary).error().code == ErrorCode::Rejected);
}

TEST_CASE("Texts without unusual characters are composed as others are", "[unicode]") {
  const std::string beside = " \u0344";  // which takes the long way
  const std::string beside_composed = nfc(beside);
  REQUIRE(beside_composed != beside);
  std::string different;
  for (char32_t c = 1; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    for (const std::string_view before : {"", "\uAC00"}) {
      std::string text(before);
      append_utf8(text, c);
      if (nfc(text) + beside_composed != nfc(text + beside)) different += text + ' ';
    }
  }
  CHECK(different == "");
}

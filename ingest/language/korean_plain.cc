#include "ingest/language/korean_plain.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr std::u32string_view kFront =
    U"신구대소전현총각본타양고저초비무미재준반친탈다범역최첫주부제한";
constexpr std::u32string_view kBehind =
    U"액율률성화적자사업력권비형용급별간측기물품계류원소국장식상가점재세량값료채론법제표증서실과팀"
    U"층면선차체군"
    U"당인씨들뿐등전후내외중말초하시때쪽도산발행향판대회위처청부진단망로역항촌관집방길구문창폭년월"
    U"일주분호"
    U"작극극제족감란난벌";

// Short forms that stand in front of a plain noun without making a name: AI반도체.
bool is_technical(std::string_view latin) {
  static const std::set<std::string_view> kTechnical = {
      "AI",  "IT",  "ICT", "IoT", "PC",   "TV",  "LED", "OLED", "LCD", "EV",  "ESS",
      "SW",  "HW",  "VR",  "AR",  "XR",   "MR",  "GPU", "CPU",  "NPU", "HBM", "DRAM",
      "ODM", "OEM", "ESG", "IPO", "CEO",  "CFO", "CTO", "SUV",  "LNG", "LPG", "NFT",
      "OTT", "MRO", "RE",  "B2B", "B2C",  "DB",  "UI",  "API",  "SNS", "PR",  "IB",
      "VC",  "PEF", "NC",  "CNC", "CCTV", "DNA", "RNA", "mRNA", "ADC", "CMO", "CDMO",
      "CRO", "SMR", "D",   "K",   "G",    "SMT", "PCB", "MLCC", "M",   "A",   "B",
      "C",   "e",   "H",   "MZ",  "ISO",  "GPS", "USB", "SSD",  "LTE", "IP",  "SI",
      "SCM", "ERP", "CRM", "RPA", "SaaS", "LLM", "R",   "MOU",  "ETF", "DT",  "DX"};
  return kTechnical.contains(latin);
}

bool among(std::u32string_view syllables, char32_t c) {
  return syllables.find(c) != std::u32string_view::npos;
}

}  // namespace

KoreanPlainWords::KoreanPlainWords(const Frames& frames) {
  std::set<std::string, std::less<>> words;
  for (const char* name : {"plain", "noun", "actor", "process", "change", "harm", "owned"}) {
    for (const std::string& word : frames.words(Language::Korean, name)) {
      const std::size_t equals = word.find('=');
      const std::string noun = equals == std::string::npos ? word : word.substr(equals + 1);
      if (count_code_points(noun) >= 2) words.insert(noun);
    }
  }
  for (const Frame& frame : frames.frames(Language::Korean)) {
    for (const Cue& cue : frame.cues) {
      if (cue.form == CueForm::Noun && count_code_points(cue.text) >= 2) words.insert(cue.text);
    }
  }
  words_ = WordSet(words);
}

bool KoreanPlainWords::explain(std::string_view word) const {
  // Latin letters in front.
  std::size_t at = 0;
  while (at < word.size() && static_cast<unsigned char>(word[at]) < 0x80) ++at;
  std::string_view latin = word.substr(0, at);
  while (!latin.empty() && latin.front() >= '0' && latin.front() <= '9') latin.remove_prefix(1);
  while (!latin.empty() && latin.back() >= '0' && latin.back() <= '9') latin.remove_suffix(1);
  if (!latin.empty() && !is_technical(latin)) return false;
  word.remove_prefix(at);
  if (word.empty()) return true;
  if (words_.contains(word)) return true;

  // The places that plain words reach, with the fewest syllables used that are no words.
  constexpr int kNever = 99;
  struct Reached {
    int behind = kNever;  // syllables behind the last plain word
    int words = 0;
  };
  std::vector<std::size_t> places;  // where characters begin, and the end
  std::vector<char32_t> characters;
  for (std::size_t next = 0; next < word.size();) {
    places.push_back(next);
    const char32_t c = decode(word, next);
    if (script_of(c) != Script::Hangul) return false;
    characters.push_back(c);
  }
  places.push_back(word.size());
  const std::size_t size = characters.size();
  if (size > 16) return false;
  std::vector<Reached> reached(size + 1);
  reached[0] = {0, 0};
  const bool numbered = at > 0;
  if (size > 1 && among(kFront, characters[0])) reached[1] = {0, 0};
  for (std::size_t i = 0; i < size; ++i) {
    if (reached[i].behind == kNever) continue;
    for (std::size_t j = i + 2; j <= size; ++j) {
      if (words_.contains(word.substr(places[i], places[j] - places[i]))) {
        if (reached[j].behind != 0) reached[j] = {0, reached[i].words + 1};
      }
    }
    const bool opened = reached[i].words > 0 || (numbered && i == 0);
    if (opened && reached[i].behind < 2 && among(kBehind, characters[i])) {
      Reached& next = reached[i + 1];
      if (next.behind > reached[i].behind + 1) {
        next = {reached[i].behind + 1, reached[i].words};
      }
    }
  }
  return reached[size].behind != kNever && (reached[size].words > 0 || numbered);
}

bool reads_as_korean_verb(std::string_view stem, std::string_view particle) {
  if (stem.empty()) return true;
  std::size_t at = stem.size() - std::min<std::size_t>(3, stem.size());
  const char32_t last = decode(stem, at);
  if (particle == "는") {
    return among(U"지하되키리치우나오가내두쓰르기끼이보주서으드추루푸꾸누쉬차까있없않갖싶맞겪믿",
                 last);
  }
  if (particle == "은")
    return among(U"잡놓앉받맺얻높낮넓좁깊짧젊붙맞남막묶닦믿찾좋많적작없있같싶담넘닮않", last);
  if (particle == "이") return among(U"없같", last);
  if (particle.empty() || particle == "인") {
    return among(U"한된할될던는은을난든린킨운른긴낸진온간던히게다고며서로써듯면지", last);
  }
  return last == U'다' || last == U'았' || last == U'었' || last == U'였' || last == U'했';
}

}  // namespace sarye

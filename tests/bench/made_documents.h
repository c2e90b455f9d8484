// Documents that nobody wrote, for timings of a store alone: Korean, Chinese and English in turn,
// from a vocabulary of our own. Of names, some stand in many texts (the more often, the smaller
// their number: number k about as often as 1/k), of which a third is listed with a key and names in
// three languages; and a quarter of what a text names stands in no other. The same number, seed and
// size of the store always give the same document.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine/model/document.h"
#include "engine/store/sha256.h"

namespace sarye {

class MadeDocuments {
 public:
  MadeDocuments(std::uint64_t documents, std::uint64_t seed)
      : shared_(40 + documents / 20), seed_(seed) {}

  // `blocks` paragraphs of `words` words each.
  DocumentTruth document(std::uint64_t number, int blocks, int words) {
    random_.seed(seed_ * 1000003 + number);
    number_ = number;
    language_ = static_cast<int>(number % 3);
    entities_.clear();
    DocumentTruth truth;
    truth.metadata.key = "paper-" + std::to_string(number);
    truth.metadata.title = "On " + name_of("Matter", number);
    truth.metadata.language = std::string(language_code(kLanguages[language_]));
    truth.metadata.date = Date::from_civil(2000 + static_cast<int>(number % 26), 1, 1);
    truth.metadata.date_is_year = true;
    truth.metadata.publisher = name_of("Press", number % 40);
    truth.fingerprint = "bench";
    for (int block = 0; block < blocks; ++block) add_block(truth, words);
    truth.sha256 = sha256(truth.source);
    return truth;
  }

 private:
  static constexpr Language kLanguages[] = {Language::Korean, Language::Chinese, Language::English};
  static constexpr NameTag kTags[] = {NameTag::Ko, NameTag::ZhHans, NameTag::En};
  static constexpr const char* kSyllables[3][16] = {
      {"한", "라", "온", "새", "빛", "누", "리", "가", "람", "미", "르", "터", "솔", "나", "다",
       "움"},
      {"华", "瑞", "安", "新", "光", "远", "海", "天", "成", "美", "达", "通", "松", "宁", "江",
       "元"},
      {"ka", "ren", "to", "mil", "sa", "vor", "ne", "dal", "io", "pra", "lu", "sen", "tar", "wi",
       "zo", "han"}};
  static constexpr const char* kWords[3][24] = {
      {"공장",   "공급", "시장", "가격", "수요", "분기",   "자본",   "기관",
       "정책",   "전지", "고객", "모델", "수출", "점유율", "협력사", "성장",
       "서비스", "연구", "계약", "경쟁", "출시", "제품",   "지역",   "설계를"},
      {"工厂", "供应", "市场", "价格", "需求", "季度", "资本", "机构",
       "政策", "电池", "客户", "模型", "出口", "份额", "伙伴", "增长",
       "服务", "研究", "合同", "竞争", "推出", "产品", "地区", "设计"},
      {"plant",   "supply",   "market", "price", "demand",  "quarter", "capital",  "agency",
       "policy",  "battery",  "client", "model", "export",  "share",   "partner",  "growth",
       "service", "research", "chain",  "rival", "product", "region",  "platform", "design"}};

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  // A name for each number, always the same.
  static std::string name_of(const std::string& sort, std::uint64_t number, int language = 2) {
    std::string name;
    std::uint64_t rest = number * 2654435761u % 1000003u;
    for (int i = 0; i < 3; ++i, rest /= 16) name += kSyllables[language][rest % 16];
    if (language == 2) name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name + (language == 2 ? " " : "") + sort + " " + std::to_string(number);
  }

  // The smaller the number, the more texts have it.
  std::uint64_t popular() {
    const double u = static_cast<double>(random_() % 1000000) / 1e6;
    return static_cast<std::uint64_t>(std::pow(static_cast<double>(shared_), u)) - 1;
  }

  std::uint32_t entity(DocumentTruth& truth, const std::string& type) {
    const bool is_own = below(4) == 0;
    const std::uint64_t number = is_own ? 1000000 + number_ * 100 + below(20) : popular();
    const std::string id = type + std::to_string(number);
    const auto known = entities_.find(id);
    if (known != entities_.end()) return known->second;
    LocalEntity made;
    made.type = type;
    const std::string sort = type == "Firm" ? "Works" : "Item";
    std::string surface = name_of(sort, number);
    if (!is_own && number % 3 == 0) {
      made.key = "known-" + std::to_string(number);
      made.names.push_back({NameTag::En, NameKind::Official, surface + " Limited"});
      for (int i = 0; i < 3; ++i) {
        made.names.push_back({kTags[i], NameKind::Short, name_of(i == 2 ? sort : "", number, i)});
      }
      if (language_ != 2) surface = name_of("", number, language_);
    } else if (is_own) {
      surface = name_of(language_ == 2 ? sort : "", number, language_);
    }
    made.names.push_back({NameTag::Unknown, NameKind::Surface, surface});
    truth.entities.push_back(std::move(made));
    const auto at = static_cast<std::uint32_t>(truth.entities.size() - 1);
    entities_.emplace(id, at);
    return at;
  }

  static void mention(DocumentTruth& truth, std::string& text, std::uint32_t begin,
                      std::uint32_t entity) {
    const std::string& name = truth.entities[entity].names.back().text;
    const auto at = begin + static_cast<std::uint32_t>(text.size());
    truth.mentions.push_back({static_cast<std::uint32_t>(truth.passages.size()),
                              entity,
                              {at, at + static_cast<std::uint32_t>(name.size())},
                              "bench"});
    text += name;
  }

  void add_block(DocumentTruth& truth, int words) {
    const auto begin = static_cast<std::uint32_t>(truth.source.size());
    std::string text;
    const std::uint32_t subject = entity(truth, "Firm");
    static const char* const kObjects[] = {"Firm", "Product", "Strategy", "Resource"};
    static const char* const kFamilies[] = {"COMPETES_WITH", "OFFERS", "PURSUES", "DEPENDS_ON"};
    const std::uint64_t sort = below(4);
    const std::uint32_t object = entity(truth, kObjects[sort]);
    mention(truth, text, begin, subject);
    for (int i = 0; i < words; ++i) {
      text += ' ';
      text += below(8) == 0 ? name_of("", below(20000), language_) : kWords[language_][below(24)];
      if (i == words / 2) {
        text += ' ';
        mention(truth, text, begin, object);
      }
    }
    Passage passage;
    passage.language = kLanguages[language_];
    passage.headings = {"Part " + std::to_string(truth.passages.size() / 10)};
    passage.page = static_cast<std::uint32_t>(truth.passages.size() / 10 + 1);
    passage.line_begin = passage.line_end = static_cast<std::uint32_t>(truth.passages.size() + 1);
    passage.bytes = {begin, begin + static_cast<std::uint32_t>(text.size())};
    passage.text = text;
    truth.source += text + "\n";
    truth.passages.push_back(std::move(passage));
    if (subject != object && below(2) == 0) {
      LocalAssertion& stated = truth.assertions.emplace_back();
      stated.family = kFamilies[sort];
      stated.subject = subject;
      stated.object = object;
      if (below(10) == 0) stated.attribution = "speaker " + std::to_string(popular());
      stated.evidence.passage = static_cast<std::uint32_t>(truth.passages.size() - 1);
      stated.evidence.quote = truth.passages.back().bytes;
    }
    if (below(10) == 0) add_figure(truth, subject);
  }

  void add_figure(DocumentTruth& truth, std::uint32_t firm) {
    LocalEntity metric;
    metric.type = "Metric";
    metric.names.push_back({NameTag::Unknown, NameKind::Surface, "sales"});
    const auto text = [&](const char* name, std::string value) {
      metric.properties[name].text = std::move(value);
    };
    const std::uint64_t year = 2000 + below(26);
    text("measure", "revenue");
    text("period", std::to_string(year));
    text("unit", "USD million");
    metric.properties["value"].kind = PropertyValue::Kind::Float;
    // Most texts have the same figure, some one of four others.
    const std::uint64_t other = below(10) == 0 ? 1 + below(4) : 0;
    const std::string& name = truth.entities[firm].key + truth.entities[firm].names.back().text;
    std::uint64_t value = year;
    for (const char c : name) value = value * 31 + static_cast<unsigned char>(c);
    metric.properties["value"].number = static_cast<double>(value % 50000 + other * 10000 + 1000);
    truth.entities.push_back(std::move(metric));
    LocalAssertion& stated = truth.assertions.emplace_back();
    stated.family = "OBSERVED_FOR";
    stated.subject = static_cast<std::uint32_t>(truth.entities.size() - 1);
    stated.object = firm;
    stated.evidence.passage = static_cast<std::uint32_t>(truth.passages.size() - 1);
    stated.evidence.quote = truth.passages.back().bytes;
  }

  std::uint64_t shared_;
  std::uint64_t seed_;
  std::mt19937_64 random_;
  std::uint64_t number_ = 0;
  int language_ = 0;
  std::map<std::string, std::uint32_t> entities_;
};

}  // namespace sarye

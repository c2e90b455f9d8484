// What agencies of a state are called behind its name, in three languages: 상무부, 商务部, ministry
// of commerce. Texts are small and, in Chinese, Simplified.
#pragma once

#include <string_view>

#include "engine/base/language.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {

const Pattern& korean_body();
const Pattern& chinese_body();
const Pattern& english_body();
// Ministry of Business, Innovation and Employment: of more fields than one.
const Pattern& english_ministry_of();
// The commerce ministry, of a text as it is written; the first group: without the article.
const Pattern& bare_ministry();
// Courts and offices of towns and provinces, behind the name of one. Korean or Chinese.
const Pattern& local_body(Language language);
// Offices under a Chinese agency, behind its name: 国家发改委价格司.
const Pattern& branch_behind();
// 市场部, 技术部: as likely a firm's department.
bool is_department(std::string_view body);

}  // namespace sarye

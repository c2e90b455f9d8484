#include "ingest/names/chinese_context_signs.h"

#include <string>

#include "ingest/lexicon/pattern_set.h"

namespace sarye {
namespace {

// A sign, with adverbs in front or without.
ContextSign context_sign(const char* name, bool anchor, std::string_view words) {
  return {name, anchor,
          Pattern(R"((?:还|也|则|已|均|亦|又|再|都|就|将|拟|正|曾){0,2}(?:)" + std::string(words) +
                  ")")};
}

// In the order of ContextWording.
const std::vector<Pattern>& wordings() {
  static const std::vector<Pattern> all = [] {
    std::vector<Pattern> out;
    out.emplace_back(
        R"((?:[（(]\p{Han}{2,4}[）)])?(?:集团|控股){0,2}(?:股份)?(?:有限责任|有限)公司|[（(]集团[）)](?:股份)?公司)");
    out.emplace_back(
        R"((?:集团|公司|重工|实业|酒业|药业|纸业|乳业|种业|影业|置业|锂业|矿业|农牧|牧业|禽业|制药|精机|证券|股份|科技|医疗|食品|水泥|餐旅|餐饮集团|餐旅集团|国际集团|实业集团|物流集团))");
    out.emplace_back(R"([-－]KY|[-－]?ＫＹ)");
    out.emplace_back(
        R"((?:供应商|供货商|制造商|开发商|运营商|大厂|药厂|代工厂|成衣厂|厂商|业者|龙头|巨头|股王|股后|独角兽)(\p{Han}{2,6})(?:[，、,；（(]|分别|正在|正|也|则|今|昨))");
    out.emplace_back(
        R"((?:创办|创立的?|推出的?|收购|并购|入股|更名为|子公司|母公司|公司|厂商|新创企业)了?[“「"]([^”」"，。]{2,30})[”」"])");
    return out;
  }();
  return all;
}

// The signs, then the wordings.
const PatternSet& signs_and_wordings() {
  static const PatternSet set = [] {
    PatternSet all;
    for (const ContextSign& sign : context_signs_behind()) all.add(sign.pattern);
    for (const Pattern& wording : wordings()) all.add(wording);
    all.close();
    return all;
  }();
  return set;
}

}  // namespace

const std::vector<ContextSign>& context_signs_behind() {
  static const std::vector<ContextSign> signs = [] {
    std::vector<ContextSign> all;
    all.push_back(context_sign(
        "officer", true,
        R"((?:联合|前|现任|执行|独立)?(?:董事长|董座|总经理|执行长|首席执行官|首席财务官|财务长|营运长|总裁|副总裁|董事会|创始人|创办人|CEO|CFO|发言人|掌门人|相关负责人|工作人员|党委书记)[^说表指称在认强,，。；、）)」”])"));
    all.push_back(context_sign(
        "figure", true,
        R"((?:(?:[今去前明]年|20\d\d年度?|同期|上半年|下半年|前?\d{1,2}月份?|前[一二三四\d]季|第?[一二三四1-4]季度?|单季|单月|本季|首季|全年|[昨今]日?|近期|[（(][\d.\-A-Z]{1,10}[)）])\s?)*(?:的|公布|自结|合并|累计|税后|归母|营业|预计|总){0,4}(?:营收|营业收入|营业额|净利|获利|毛利|纯益|盈余|每股|股价|市值|业绩|销售额|开盘价|营运|订单)|\d[\d.,]{0,8}[亿万]元)"));
    all.push_back(context_sign(
        "stake", true,
        R"((?:[\d.]{1,8}\s?%\s?的?(?:股权|股份)|(?:部分|全部|控股)?股权|全体股东|控股股东|控制权|实际控制人))"));
    all.push_back(context_sign("declared", true, R"(\s?[（(](?:以下|下文|下)?(?:简称|称))"));
    all.push_back(context_sign("owner", true, R"((?:集团)?(?:旗下|的?(?:全资|控股)?子公司))"));
    all.push_back(context_sign("funding", true, R"((?:宣布)?(?:完成|获得|获)[^，。；]{0,24}融资)"));
    all.push_back(context_sign(
        "says", false,
        R"((?:今天|昨天|今日|昨日|日前|近日|近期|随后|也|则|并|同时|晚间|方面|[（(]\d+日?[)）]|\d{1,2}月\d{1,2}日|\d{1,2}日)*(?:表示|指出|公告|宣布|披露|强调|透露|认为|说明|坦言|发布公告|发布\p{Han}{0,6}公告|回应))"));
    all.push_back(context_sign(
        "actor", false,
        R"((?:拟|将|已|正|也|则|又|再|续|计划|决定|持续|积极|近期|今年|去年|正式){0,3}(?:收购|并购|入股|增资|推出|成立|扩产|启动|进军|插旗|展店|设厂|量产|投产|签署|签订|中标|承建|上市|挂牌|冲刺|反超|超越|布局|转型|裁员|出售|登陆|递交|大扩产|建厂|开业|分别))"));
    return all;
  }();
  return signs;
}

ContextSignsIn::ContextSignsIn(std::string_view text)
    : text_(text), may_stand_(signs_and_wordings().may_match(text)) {}

std::vector<PatternMatch> ContextSignsIn::find_all(const ContextSign& sign) const {
  const auto number = static_cast<std::size_t>(&sign - context_signs_behind().data());
  return may_stand_[number] ? sign.pattern.find_all(text_) : std::vector<PatternMatch>();
}

std::vector<PatternMatch> ContextSignsIn::find_all(ContextWording wording) const {
  const auto number = static_cast<std::size_t>(wording);
  return may_stand_[context_signs_behind().size() + number] ? wordings()[number].find_all(text_)
                                                            : std::vector<PatternMatch>();
}

}  // namespace sarye

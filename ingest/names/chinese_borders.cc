#include "ingest/names/chinese_borders.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "engine/text/boundaries.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::uint32_t kHanBytes = 3;
constexpr std::uint32_t kShortest = 2 * kHanBytes;

// Words that end what stands before a name; none of them is usual inside one.
const LiteralFinder& words_before_names() {
  static const LiteralFinder finder(
      {"购买",   "出售",   "持有",   "拥有", "签署",   "签订",   "成立", "设立", "创办", "创立",
       "通过",   "委托",   "携手",   "联手", "联合",   "偕同",   "推出", "宣布", "披露", "公告",
       "显示",   "指出",   "表示",   "透露", "包括",   "包含",   "以及", "其中", "例如", "诸如",
       "名为",   "称为",   "更名",   "隶属", "加入",   "同意",   "转让", "受让", "认购", "增持",
       "减持",   "参与",   "由于",   "因此", "但是",   "不过",   "此外", "另外", "目前", "此前",
       "近日",   "日前",   "今年",   "去年", "随后",   "当日",   "同日", "昨日", "今日", "今天",
       "昨天",   "我国",   "国内",   "全球", "大陆",   "全台",   "本土", "当地", "记者", "主席",
       "创始人", "董事长", "总经理", "总裁", "上市柜", "除了",   "受惠", "看好", "至于", "关于",
       "根据",   "相比",   "竞争",   "合作", "由于",   "尤其",   "包含", "分别", "先后", "陆续",
       "带动",   "直接",   "推动",   "整合", "选定",   "进一步", "明年", "加上", "成为", "所持",
       "品牌",   "获得",   "已有",   "拿下", "采用",   "引进",   "现有", "原有", "资料", "来自",
       "位于",   "美商",   "日商",   "德商", "港商",   "台商",   "外商", "民企", "央企", "国企",
       "老牌",   "知名",   "著名",   "头部", "与会",   "旗舰",   "获悉", "了解", "公司", "企业",
       "股东",   "客户"});
  return finder;
}

// Of them those that name a firm or a deal with one.
const LiteralFinder& nouns_before_names() {
  static const LiteralFinder finder(
      {"大厂",   "厂商",   "业者",   "龙头",   "巨头",     "股王",     "股后",   "供应商", "供货商",
       "制造商", "开发商", "运营商", "营运商", "经销商",   "服务商",   "零售商", "建商",   "代工厂",
       "成衣厂", "布厂",   "药厂",   "车厂",   "酒企",     "药企",     "车企",   "纸企",   "券商",
       "独角兽", "子公司", "母公司", "关联方", "关系企业", "竞争对手", "老对手", "旗下",   "下属",
       "收购",   "并购",   "入股",   "参股",   "购得",     "前身是",   "前身为", "领投方", "投资方",
       "股票",   "概念股", "通路商", "代理商", "承包商"});
  return finder;
}

bool is_function_character(char32_t c) {
  static constexpr std::u32string_view kAlways =
      U"的了是和与及或由在对向把被将从于让使给跟而则也又但并且据该这那若等携";
  return kAlways.find(c) != std::u32string_view::npos;
}

// Characters that names begin with, too: no border at the beginning of a clause.
bool is_weak_function_character(char32_t c) {
  static constexpr std::u32string_view kInside = U"为以因如像自至到同比即其本名叫用有当各是就还";
  return kInside.find(c) != std::u32string_view::npos;
}

bool is_conjunction(char32_t c) {
  return c == U'和' || c == U'与' || c == U'及';
}

const Pattern& legal_form() {
  static const Pattern form(
      R"((?:[（(]\p{Han}{2,4}[）)])?(?:集团|控股){0,2}(?:股份|[（(]集团[）)])?(?:(?:有限|责任|有限责任)公司|公司|集团|控股|股份)$)");
  return form;
}

const std::vector<std::string>& business_words() {
  static const std::vector<std::string> words = {
      "科技",   "技术",   "实业",   "工业",   "产业",   "商业",   "贸易", "商贸", "投资",
      "发展",   "管理",   "咨询",   "顾问",   "服务",   "文化",   "传媒", "传播", "影业",
      "影视",   "影城",   "电影",   "娱乐",   "体育",   "教育",   "培训", "出版", "印刷",
      "包装",   "纸业",   "造纸",   "农业",   "农牧",   "农垦",   "畜牧", "牧业", "禽业",
      "种业",   "饲料",   "食品",   "饮料",   "乳业",   "酒业",   "酿酒", "贡酒", "啤酒",
      "茶业",   "餐饮",   "餐旅",   "酒店",   "旅游",   "旅业",   "百货", "超市", "零售",
      "电商",   "家居",   "家具",   "家电",   "家纺",   "服饰",   "服装", "纺织", "制衣",
      "鞋业",   "皮革",   "日化",   "珠宝",   "黄金",   "医药",   "制药", "药业", "生物",
      "生技",   "医疗",   "器械",   "医材",   "健康",   "医学",   "检测", "基因", "诊断",
      "电子",   "电气",   "电器",   "电力",   "电机",   "电工",   "电缆", "光电", "光学",
      "光伏",   "半导体", "微电子", "软件",   "资讯",   "信息",   "网络", "通信", "通讯",
      "智能",   "智慧",   "数据",   "数字",   "机器人", "自动化", "机械", "机电", "精机",
      "精密",   "重工",   "重机",   "装备",   "设备",   "仪器",   "工具", "五金", "铸造",
      "轴承",   "阀门",   "汽车",   "汽配",   "客车",   "轮胎",   "橡胶", "塑胶", "塑料",
      "化工",   "化学",   "化纤",   "新材料", "材料",   "新材",   "玻璃", "陶瓷", "水泥",
      "建材",   "建设",   "建筑",   "工程",   "环工",   "环保",   "环境", "水务", "新能源",
      "能源",   "石油",   "石化",   "燃气",   "煤业",   "矿业",   "铜业", "铝业", "锌业",
      "稀土",   "有色",   "金属",   "钢铁",   "特钢",   "锂业",   "电池", "动力", "储能",
      "氢能",   "风电",   "航空",   "航天",   "航运",   "海运",   "船舶", "造船", "港口",
      "港务",   "物流",   "快递",   "快运",   "速运",   "供应链", "冷链", "仓储", "运输",
      "铁路",   "交通",   "地产",   "置业",   "房产",   "物业",   "置地", "开发", "金控",
      "金融",   "软体",   "硬体",   "网路",   "资安",   "社群",   "面板", "晶圆", "伺服器",
      "自行车", "车用",   "证券",   "银行",   "保险",   "人寿",   "产险", "信托", "租赁",
      "资产",   "资本",   "创投",   "创业",   "国际",   "安防",   "照明", "游戏", "互动",
      "广告",   "园林",   "宠物",   "玩具",   "文具",   "烘焙",   "糖业", "盐业", "油脂",
      "粮油",   "水产",   "渔业",   "林业",   "木业",   "地板",   "卫浴", "涂料", "染整",
      "窑业",   "砂轮",   "集团",   "控股",   "股份"};
  return words;
}

std::size_t characters_in(std::string_view text) {
  return count_code_points(text);
}

}  // namespace

ChineseBorders::ChineseBorders(const AnnotatedText& text, std::uint32_t block,
                               const std::vector<ListedHit>& listed)
    : text_(text), block_(block), listed_(listed), shown_(text.simplified(block)) {}

bool ChineseBorders::is_single(ByteRange character) const {
  const ByteRange clause = chinese_clause(shown_, character);
  auto known = words_.find(clause.begin);
  if (known == words_.end()) {
    known = words_.emplace(clause.begin, ChineseWords(shown_, clause)).first;
  }
  return !known->second.inside_word(character);
}

bool ChineseBorders::is_no_word(ByteRange range) const {
  const auto cut = word_ranges(shown_.substr(range.begin, range.size()), Language::Chinese);
  return range.size() >= kShortest && std::all_of(cut.begin(), cut.end(), [](ByteRange word) {
           return word.size() <= kHanBytes;
         });
}

bool ChineseBorders::is_one_word(ByteRange range) const {
  return word_ranges(shown_.substr(range.begin, range.size()), Language::Chinese).size() == 1;
}

// Where the last word that ends what stands before a name ends, or `from`.
std::uint32_t ChineseBorders::last_cut(std::uint32_t from, std::uint32_t end, bool at_clause,
                                       bool& named) const {
  const std::string_view window = shown_.substr(from, end - from);
  std::uint32_t cut = from;
  const auto note = [&](std::uint32_t at, bool noun, bool doubtful = false) {
    if (at + kShortest > end || at < cut || (at == cut && !noun)) return;
    // A character that names have too is no border where only a business would be left: 六和农牧.
    if (doubtful && parts({at, end}).core == at) return;
    cut = at;
    named = noun;
  };
  for (const ByteRange word : words_before_names().leftmost(window)) note(from + word.end, false);
  for (const ByteRange noun : nouns_before_names().leftmost(window)) note(from + noun.end, true);
  for (std::uint32_t at = from; at < end;) {
    std::size_t next = at;
    const char32_t c = decode(shown_, next);
    const auto after = static_cast<std::uint32_t>(next);
    const bool always = is_function_character(c);
    const bool weak = !always && is_weak_function_character(c) && !(at_clause && at == from);
    if ((always || weak) && is_single({at, after})) {
      const bool listed = std::any_of(listed_.begin(), listed_.end(), [&](const ListedHit& hit) {
        return hit.span.bytes.contains({at, after}) && hit.span.bytes.size() > kHanBytes;
      });
      // A conjunction may be the second character of a name: 百和, 六和.
      const bool joins = !is_conjunction(c) || at == from || at == cut || at >= cut + kShortest;
      if (!listed && joins) note(after, false, weak || is_conjunction(c));
      // 人士也对此, 青岚的: a name does not end so.
      if (!listed && always && after + kShortest > end) cut = after;
    }
    at = after;
  }
  // What the tagger takes for a word of grammar.
  const auto at_block = [](const TaggedWord& word, std::uint32_t b) { return word.span.block < b; };
  for (auto word = std::lower_bound(text_.words.begin(), text_.words.end(), block_, at_block);
       word != text_.words.end() && word->span.block == block_; ++word) {
    if (word->span.bytes.end <= from) continue;
    if (word->span.bytes.begin >= end) break;
    const std::string_view tag = word->tag;
    if (tag == "p" || tag == "c" || tag == "d" || tag == "r" || tag == "m" || tag == "TIME") {
      if (word->span.bytes.begin >= from) note(word->span.bytes.end, false);
    }
  }
  return cut;
}

std::optional<NameBefore> ChineseBorders::before(std::uint32_t end, std::size_t limit) const {
  const std::size_t reach = limit + 6;
  std::uint32_t begin = end;
  bool at_sign = false;
  for (std::size_t count = 0; begin > 0 && count < reach; ++count) {
    std::uint32_t at = begin - 1;
    while (at > 0 && (static_cast<unsigned char>(shown_[at]) & 0xC0) == 0x80) --at;
    std::size_t from = at;
    const char32_t c = decode(shown_, from);
    const Script script = script_of(c);
    if (script != Script::Han && script != Script::Latin) {
      at_sign = true;
      break;
    }
    // 2024年, 3家: a figure and its unit.
    const bool unit = c == U'年' || c == U'月' || c == U'日' || c == U'家' || c == U'个' ||
                      c == U'季' || c == U'份';
    if (unit && at > 0 && shown_[at - 1] >= '0' && shown_[at - 1] <= '9') {
      at_sign = true;
      break;
    }
    begin = at;
  }
  if (begin == 0) at_sign = true;
  if (begin == end) return std::nullopt;
  NameBefore name;
  const std::uint32_t cut = last_cut(begin, end, at_sign, name.named);
  if (cut == begin && !at_sign) return std::nullopt;
  // 3200万股股份: what is counted.
  if (cut == begin && begin > 0 && shown_[begin - 1] >= '0' && shown_[begin - 1] <= '9') {
    return std::nullopt;
  }
  name.range = {cut, end};
  const std::size_t length = characters_in(shown_.substr(cut, end - cut));
  if (length < 2 || length > limit) return std::nullopt;
  return name;
}

ByteRange ChineseBorders::trimmed(ByteRange range) const {
  bool named = false;
  return {last_cut(range.begin, range.end, true, named), range.end};
}

NameParts ChineseBorders::parts(ByteRange name) const {
  NameParts out;
  std::string_view rest = shown_.substr(name.begin, name.size());
  if (const auto form = legal_form().find(rest)) rest = rest.substr(0, form->bytes.begin);
  out.business = name.begin + static_cast<std::uint32_t>(rest.size());
  for (bool more = true; more;) {
    more = false;
    if (rest.ends_with(")") || rest.ends_with("）")) {
      static const Pattern bracket(R"([（(]\p{Han}{2,4}[）)]$)");
      if (const auto match = bracket.find(rest)) {
        rest = rest.substr(0, match->bytes.begin);
        more = true;
        continue;
      }
    }
    for (const std::uint32_t size : {4 * kHanBytes, 3 * kHanBytes, 2 * kHanBytes}) {
      if (rest.size() < size) continue;
      const std::string_view last = rest.substr(rest.size() - size);
      static const std::unordered_set<std::string_view> all(business_words().begin(),
                                                            business_words().end());
      if (!all.contains(last)) continue;
      rest = rest.substr(0, rest.size() - size);
      more = true;
      break;
    }
  }
  out.core = name.begin + static_cast<std::uint32_t>(rest.size());
  out.place = name.begin;
  for (const ListedHit& hit : listed_) {
    if (hit.entry->key.starts_with("place:") && hit.span.bytes.begin == name.begin &&
        hit.span.bytes.end <= out.core) {
      out.place = std::max(out.place, hit.span.bytes.end);
    }
  }
  static const Pattern unit(R"(^(?:省|市|县|区))");
  if (out.place > name.begin && unit.find(shown_.substr(out.place, out.core - out.place))) {
    out.place += kHanBytes;
  }
  if (out.place == name.begin) {
    static const Pattern region(R"(^\p{Han}{2,3}?(?:省|市|县))");
    if (const auto match = region.find(rest)) {
      if (match->bytes.end <= rest.size()) {
        out.place = name.begin + static_cast<std::uint32_t>(match->bytes.end);
      }
    }
  }
  return out;
}

std::vector<ByteRange> business_endings(std::string_view text) {
  static const LiteralFinder finder(business_words());
  return finder.leftmost(text);
}

bool is_sort_of_thing(std::string_view name) {
  static const Pattern whole(
      R"(^(?:公司|集团|企业|业者|厂商|市场|法人|外资|政府|央行|行业|产业|品牌|门店|媒体|记者|专家|国内|海外|全球|大陆|报告|数据|资料|消息|双方|各方|客户|产品|主管|股东|工会|银行|机构|总部|目标公司|标的公司|控股股东|实际控制人|上市公司|本公司|该公司|其他|相关|主要|整体|部分|全部|单月|单季|累计|合并|全年|平均|去年|今年|同期|上半年|下半年|营业|归属|母公司|子公司|交易|本次|收购|发行|挂牌|行政院|经济部|财政部|商务部|国务院|首席|联合|独立|执行|这位|这家|一家|两家|三家|多家|部份)$)");
  if (whole.matches_whole(name)) return true;
  static const Pattern ending(
      R"((?:人士|市场|业者|厂商|部门|委员会|协会|公会|学会|大学|学院|研究院|研究所|政府|法院|媒体|产品|品牌|业务|平台|项目|工程|中心|系列|需求|价格|订单|产能|股价|营收|净利|净利润|利润|收入|盈余|板块|概念股|类股|族群|指数|基金|债券|新厂|工厂|厂区|园区|门店|餐厅|汽车产业|手机|芯片|员工|团队|董事|主席|市长|部长|局长|处长|院长|会长|理事长|律师|分析师|教授|总统|记者|消费者|投资者|投资人|股民|公告|协议|议案|会议|消息|报道|报导|数据|资料|统计|显示|报告|预期|目标|时代|模式|行业|产业|领域|地区|国家|世界|事业|事业部|事业群|原因|情况|方面|条件|水准|水平|能力|规模|成本|费用|资金|业绩|产值|产量|销量|出货|表现|成长|增长|动能|库存|题材|效应|整体|单季|单月|子公司|分公司|母公司|标的公司|上市公司|销售公司|万股|年度|季度|月份|对价|价款|金额|总额|单价|标的|完成|事项|方案|对此|就此|因此|为此|据此|[占为是使让向据]公司|案|局|署|们|者|为|达|约|逾|仅|共|额|率)$)");
  if (ending.found_in(name)) return true;
  static const Pattern beginning(
      R"(^(?:其|年度|人士|[一二三四五六七八九十两](?:大|家)|今年|去年|明年|前年|本次|本周|本季|本公司|该|这|那|其他|其中|每|某|多家|多数|全(?:国|球|年|部|体|台|省|市|集团|场|行业|产业)|整体|整个|首次|首批|首家|第[一二三四五\d](?:季|大|次|批|家|期|代|名|位|年|轮|个|阶段)|上半|下半|目前|未来|近期|近年|随着|受到|因为|由于|如果|虽然|但|不(?:过|少|同|仅|断)|没有|未能|已经|正在|可以|可能|可望|能够|需要|应该|必须|并且|而|除了|中国(?:的|市场|企业|公司)|国内|国外|国际市场|海外|外资|法人|市场|业界|业内|公司|上市公司|企业|主力|主要|相关|部分|所有|包括))");
  return beginning.found_in(name);
}

}  // namespace sarye

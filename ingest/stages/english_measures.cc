#include "ingest/stages/english_measures.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/text/unicode.h"
#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

constexpr std::size_t kLongestGap = 110;  // bytes between a measure and its figure

// Words between a verb or measure and the number that change nothing.
std::string_view without_qualifier(std::string_view text) {
  static const Pattern qualifier(
      R"((?:^|[ (])(?:about|around|nearly|almost|roughly|approximately|some|over|under|only|just|another|an additional|an estimated|a record|a total of|a combined|more than|less than|fewer than|at least|at most|up to|as much as|as many as|close to|well over|an?|its|the|out|in|between|around a|about a) $)");
  for (auto match = qualifier.find(text); match; match = qualifier.find(text)) {
    text = text.substr(0, match->bytes.begin + (match->bytes.begin > 0 ? 1 : 0));
    if (match->bytes.begin == 0) break;
  }
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// A verb directly in front of a figure of some kind, what follows it, and what that measures. A '*'
// in the name stands for the noun that is counted.
struct VerbRule {
  char kind;  // m money, c count, p percent
  Pattern before;
  Pattern counted;  // of the noun
  Pattern after;
  std::string_view name;
};

const std::vector<VerbRule>& verb_rules() {
  static const std::vector<VerbRule> kRules = [] {
    std::vector<VerbRule> rules;
    const auto add = [&](char kind, std::string_view before, std::string_view counted,
                         std::string_view after, std::string_view name) {
      rules.push_back({kind, Pattern(std::string("(?:^|[ ,(])(?:") + std::string(before) + ")$"),
                       Pattern(std::string("^(?:") + std::string(counted) + ")$"),
                       Pattern(std::string("^(?:") + std::string(after) + ")"), name});
    };
    constexpr std::string_view kGoods =
        "vehicles|cars|trucks|buses|suvs|evs|units|phones|smartphones|handsets|laptops|televisions|"
        "tvs|ships|vessels|carriers|tankers|aircraft|planes|jets|robots|chips|gpus|processors|"
        "wafers|batteries|bottles|doses|pairs|tonnes|tons|barrels|gwh";
    constexpr std::string_view kStaff =
        "jobs|workers|employees|people|staff|positions|roles|engineers|researchers|scientists";
    constexpr std::string_view kSites =
        "factories|plants|stores|shops|outlets|branches|restaurants|warehouses|fabs|sites|centres|"
        "centers|yards|showrooms|dealers|dealerships|hotels|refineries|mills|furnaces|shipyards";
    constexpr std::string_view kPublic =
        "users|customers|subscribers|members|merchants|sellers|drivers|clients|people";
    const std::string goods(kGoods);
    const std::string staff(kStaff);
    const std::string sites(kSites);
    const std::string audience(kPublic);
    // Money.
    const std::string spend =
        "spend|spends|spent|spending|invest|invests|invested|investing|poured|pours|pour|pumped|"
        "committed|commit|earmarked|allocated|pledged|budgeted|investments? of|outlay of|spending "
        "of|invest a further|set aside|plough|ploughed";
    add('m', spend, ".*",
        R"( (?:[a-z0-9-]+ ){0,4}?(?:on|in|into|for) (?:[a-z-]+ ){0,2}?(?:research|r&d)\b)",
        "R&D spending");
    add('m', spend, ".*", "", "investment");
    add('m',
        "lost|loses|lose|losing|(?:a |its |net )?loss of|losses of|loss "
        "(?:widened|narrowed|grew|shrank|swelled) to",
        ".*", " in (?:market|share)", "market value lost");
    add('m',
        "lost|loses|lose|losing|(?:a |its |net )?loss of|losses of|loss "
        "(?:widened|narrowed|grew|shrank|swelled) to",
        ".*", "", "net loss");
    add('m', "raised|raise|raises|raising", ".*",
        R"([^.;]{0,60}\b(?:listings?|ipo|initial public offering|share sale|flotation|offering)\b)",
        "IPO proceeds");
    add('m', "raised|raise|raises|raising", ".*", "", "funds raised");
    add('m', "earned|(?:net )?profits? of|made a profit of", ".*", "", "net income");
    add('m', "(?:fined|fine of|fines of|penalty of|penalties of)(?: [A-Za-z]+)?", ".*", "", "fine");
    add('m', "valued (?:it )?at|valuation of|values it at|market value of", ".*", "", "valuation");
    add('m', "(?:orders?|contracts?|deals?|agreements?)(?: [a-z ]{0,20})? (?:worth|valued at|of)",
        ".*", "", "order value");
    add('m', "saved?|saves|savings of|costs by", ".*", "", "cost savings");
    add('m',
        "(?:acquired?|bought|buy|buys|acquisition of|takeover of|purchase "
        "of|purchased)[^.;,]{2,60} for",
        ".*", "", "acquisition price");
    add('m', "(?:write-?downs?|impairments?|charges?) of", ".*", "", "write-down");
    add('m', "generated?|generates|booked|posted|reported|earned", ".*",
        " (?:in|of) (?:annual |total |net )?(?:sales|revenues?|turnover)", "revenue");
    add('m', "generated?|generates|booked|posted|reported|made", ".*",
        " (?:in|of) (?:annual |total |net )?(?:profits?|earnings|net income)", "net income");
    // Counts.
    add('c', "sold|sells|sell|delivered|delivers|deliver|shipped|ships|selling", goods, "",
        "sales volume");
    add('c',
        "produced|produces|produce|built|builds|build|made|makes|make|assembled|manufactured|"
        "manufactures|turned out|rolled|mined|refined|producing|making|building",
        goods, "", "production");
    add('c', "exported|exports|export", goods, "", "exports");
    add('c', "recalled|recalls|recall|recalling", goods, "", "recalls");
    add('c', "orders for|ordered|won|booked", goods, "", "orders");
    add('c',
        "cut|cuts|cutting|slash|slashed|eliminate|eliminated|shed|sheds|axe|axed|laid off|lay "
        "off|laying off|dismiss|dismissed|fire|fired|scrap|scrapped|shedding",
        staff, "", "job cuts");
    add('c', "create|created|creates|creating|add|added", staff, "", "jobs created");
    add('c', "hire|hired|hires|hiring|recruit|recruited", staff, "", "hires");
    add('c', "employs|employed|employ|employing|workforce of|workforce to|staff of|headcount of",
        staff, "", "employees");
    add('c', "has|had|have|with", "employees|workers|staff", "", "employees");
    add('c', "has|had|have|with", "engineers|researchers|scientists", "", "*");
    add('c',
        "operates|operated|operate|operating|runs|ran|run|running|owns|owned|has|had|have|with|"
        "manages",
        sites, "", "*");
    add('c', "closed?|closes|closing|shut|shuts|shutting|shuttered?|shut down", sites, "",
        "* closed");
    add('c', "opened|opens|open|opening", sites, "", "new *");
    add('c',
        "has|had|have|with|serves|served|serve|attracted|attracts|reached|counts|gained|signed up|"
        "passed|exceeded|surpassed|drew",
        audience, "", "*");
    add('c', "holds|held|owns|filed|has|had|with", "patents", "", "patents");
    // Shares of a market.
    add('p', "[a-z' -]*", ".*",
        R"( (?:[a-z]+ )?(?:market share|share of the (?:[a-z-]+ )*market|share in the (?:[a-z-]+ )*market))",
        "market share");
    add('p',
        "accounts? for|accounted for|accounting "
        "for|controls|controlled|holds|held|has|had|with|commands|"
        "commanded|took|captured|supplies|supplied|won|makes|made|produces|sells|took",
        ".*",
        R"( of (?:[a-z'’-]+ ){0,5}?(?:market|sales|shipments|production|supply|orders|installations|deliveries|output|demand)\b)",
        "market share");
    add('p',
        "market share (?:[a-z ]{0,30}?)?(?:of|to|at|was|is|reached|hit)|share of the (?:[a-z-]+ "
        "){0,4}market (?:[a-z]+ ){0,3}?(?:of|to|at|was|is|reached)",
        ".*", "", "market share");
    return rules;
  }();
  return kRules;
}

// Nouns that measure one thing in money and another in pieces.
struct LooseMeasure {
  std::string_view words;  // an expression
  std::string_view money;
  std::string_view count;
  std::string_view share;
};
constexpr std::array<LooseMeasure, 12> kLoose = {{
    {"sales", "revenue", "sales volume", ""},
    {"profits?|earnings|net result", "net income", "", ""},
    {"loss|losses", "net loss", "", ""},
    {"share price|shares|stock|stock price", "", "", ""},
    {"prices?", "price", "", ""},
    {"exports", "exports", "exports", ""},
    {"imports", "imports", "imports", ""},
    {"market share|share of the market|share", "", "", "market share"},
    {"costs?|spending", "cost", "", ""},
    {"order book|new orders|orders", "orders", "orders", ""},
    {"demand", "", "", ""},
    {"workforce|headcount|staff", "", "employees", ""},
}};

struct Named {
  ByteRange bytes;
  std::string money;  // the measure for a figure of this kind; empty: none
  std::string count;
  std::string share;
  std::string base;  // what "growth" is of
};

std::vector<Named> named_measures(std::string_view lower, const Measures& measures) {
  std::vector<Named> found;
  for (const MeasureMatch& match : measures.find(lower)) {
    const Measure& measure = measures.all()[match.measure];
    Named one;
    one.bytes = match.bytes;
    one.base = measure.name;
    if (measure.takes("USD", "USD")) one.money = measure.name;
    if (measure.takes("units", "")) one.count = measure.name;
    if (measure.takes("percent", "")) one.share = measure.name;
    if (measure.kind == MeasureKind::Count || measure.kind == MeasureKind::Any) one.share.clear();
    found.push_back(std::move(one));
  }
  static const std::vector<Pattern> kPatterns = [] {
    std::vector<Pattern> patterns;
    for (const LooseMeasure& one : kLoose) {
      patterns.emplace_back(std::string(R"((?:^|[ (])()") + std::string(one.words) +
                            R"()(?:[ ,.;)]|$))");
    }
    return patterns;
  }();
  for (std::size_t i = 0; i < kLoose.size(); ++i) {
    for (const PatternMatch& match : kPatterns[i].find_all(lower)) {
      const ByteRange bytes = *match.groups[0];
      const bool known = std::any_of(found.begin(), found.end(),
                                     [&](const Named& one) { return one.bytes.overlaps(bytes); });
      if (known) continue;
      const LooseMeasure& loose = kLoose[i];
      std::string base(lower.substr(bytes.begin, bytes.size()));
      if (base == "shares" || base == "stock" || base == "stock price") base = "share price";
      if (base == "profit" || base == "profits" || base == "earnings") base = "net income";
      found.push_back({bytes, std::string(loose.money), std::string(loose.count),
                       std::string(loose.share), std::move(base)});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Named& a, const Named& b) { return a.bytes.begin < b.bytes.begin; });
  return found;
}

// +1, -1, or 0 where the words in front of a percentage tell no change.
int change_before(std::string_view before) {
  static const Pattern up(
      R"((?:^|[ ,(])(?:up|rose|rise|rises|risen|rising|grew|grow|grows|grown|growing|increased?|increases|increasing|jumped|jump|jumping|surged|surging|soared|soaring|climbed|climbing|gained|gaining|added|advanced|expanded|rallied|growth of|increase of|rise of|gain of|gains of|jump of|higher)(?: by| as much as)?$)");
  static const Pattern down(
      R"((?:^|[ ,(])(?:down|fell|fall|falls|fallen|falling|declined?|declines|declining|dropped|drop|drops|dropping|slid|slumped|slumping|plunged|plunging|decreased|shrank|tumbled|sank|lost|losing|contracted|decline of|drop of|fall of|decrease of|plunge of|lower|dipped|slipped)(?: by| as much as)?$)");
  if (up.find(before)) return 1;
  if (down.find(before)) return -1;
  return 0;
}

int change_after(std::string_view after) {
  static const Pattern up(R"(^ (?:[a-z-]+ )?(?:rise|increase|growth|jump|gain|surge)\b)");
  static const Pattern down(R"(^ (?:[a-z-]+ )?(?:fall|decline|drop|decrease|slump|plunge)\b)");
  if (up.find(after)) return 1;
  if (down.find(after)) return -1;
  static const Pattern higher(R"(^ (?:higher|more|above|year[- ]on[- ]year growth))");
  static const Pattern lower_than(R"(^ (?:lower|less|below|fewer))");
  if (higher.find(after)) return 1;
  if (lower_than.find(after)) return -1;
  return 0;
}

bool measures_nothing(std::string_view before, std::string_view after) {
  static const Pattern behind(
      R"(^ (?:[a-z-]+ )?(?:(?:stakes?|shareholdings?|tariffs?|dut(?:y|ies)|levy|levies|tax(?:es)?|interest|discount|premium|owned|chance|rate)\b|of (?:its|the|his|their) (?:shares|equity|stock)|of (?:[A-Z][A-Za-z&.-]* ?){1,4}(?:[.,;]|$)))");
  static const Pattern in_front(
      R"((?:tariffs?|dut(?:y|ies)|levy|tax(?:es)?|stakes?|interest|discount|rate) (?:of|to|at|from)$|(?:^|[ ,(])(?:owns|holds|own|hold)$)");
  return behind.find(after) || (in_front.find(before) && !after.starts_with(" of the "));
}

std::string growth_of(const std::string& base) {
  return base == "share price" ? "share price change" : base + " growth";
}

}  // namespace

std::optional<EnglishMeasure> english_measure(std::string_view sentence, ByteRange clause,
                                              const Figure& figure, const Measures& measures) {
  const std::string lower = to_lower(sentence);
  if (lower.size() != sentence.size()) return std::nullopt;
  const std::string_view text = lower;
  const std::string_view front = text.substr(clause.begin, figure.at.begin - clause.begin);
  const std::string_view before = without_qualifier(front);
  const std::string_view after = text.substr(figure.at.end, clause.end - figure.at.end);
  const std::string_view after_as_written =
      sentence.substr(figure.at.end, clause.end - figure.at.end);
  const bool percent = figure.unit == "percent" || figure.unit == "percentage points";
  const char kind = figure.money ? 'm' : percent ? 'p' : 'c';
  if (figure.unit == "times" || figure.unit == "nm") return std::nullopt;
  if (percent && measures_nothing(before, after_as_written)) return std::nullopt;
  EnglishMeasure out;
  out.value = figure.value;
  // "from $3 billion": what it was before.
  if (before == "from" || before.ends_with(" from") || before.ends_with("(from")) {
    return std::nullopt;
  }
  const std::vector<Named> named = named_measures(lower, measures);
  const Named* nearest = nullptr;
  const Named* next = nullptr;
  for (const Named& one : named) {
    if (one.bytes.end <= figure.at.begin && one.bytes.begin >= clause.begin) nearest = &one;
    if (one.bytes.begin >= figure.at.end && one.bytes.end <= clause.end && next == nullptr) {
      next = &one;
    }
  }
  const auto level = [&](const Named& one) -> const std::string& {
    return kind == 'm' ? one.money : kind == 'p' ? one.share : one.count;
  };
  const bool is_level = before == "to" || before.ends_with(" to") || before.ends_with(" at") ||
                        before.ends_with(" of");
  if (percent && !is_level) {
    // "reduce global capacity by 20%": who acts changes it on purpose.
    static const Pattern cuts(
        R"((?:^|[ ,])(cut|cuts|cutting|reduced?|reduces|reducing|lowered|lower|lowers|lowering|trim|trimmed|slash|slashed|raise|raised|raising|boost|boosted|increase|increased|increasing|expand|expanded) ((?:[a-z'’&-]+ ){1,4}?)by$)");
    if (const auto match = cuts.find(before)) {
      std::string what(match->text(before, 1));
      what.pop_back();
      static const Pattern leading(
          R"(^(?:its|their|the|our|his|her|global|total|overall|annual) )");
      for (auto at = leading.find(what); at; at = leading.find(what)) {
        what.erase(0, at->bytes.size());
      }
      const std::string_view verb = match->text(before, 0);
      static const Pattern downward(R"(^(?:cut|reduc|lower|trim|slash))");
      out.name = what + (downward.find(verb) ? " cut" : " increase");
      return out;
    }
    int direction = change_before(before);
    // Sales of 3 billion, up 12%; 35% year on year.
    if (direction == 0) direction = change_after(after);
    if (direction != 0) {
      const Named* of = nearest;
      if (of == nullptr) {
        for (const Named& one : named) {
          if (one.bytes.end <= figure.at.begin) of = &one;
        }
      }
      if (of == nullptr || figure.at.begin - of->bytes.end > kLongestGap) return std::nullopt;
      out.name = growth_of(of->base);
      out.noun = of->bytes;
      out.value = std::abs(figure.value) * direction;
      return out;
    }
  }
  // "$4 billion in revenue", "a 38% market share"
  if (next != nullptr && !level(*next).empty()) {
    std::string_view gap = text.substr(figure.at.end, next->bytes.begin - figure.at.end);
    static const Pattern ties(
        R"(^ ?(?:\([^)]*\) ?)?(?:in|of|worth of)?(?: ?(?:annual|total|net|quarterly|global|new|operating|its))* ?$)");
    if (ties.find(gap)) {
      out.name = level(*next);
      out.noun = next->bytes;
      return out;
    }
  }
  for (const VerbRule& rule : verb_rules()) {
    if (rule.kind != kind) continue;
    if (kind == 'c' && rule.counted.find(figure.counted) == std::nullopt) continue;
    if (!rule.before.find(before) || !rule.after.find(after)) continue;
    out.name = std::string(rule.name);
    // A named measure directly in front says it better: an operating loss of.
    if (nearest != nullptr && !level(*nearest).empty() && before.size() > 3 &&
        clause.begin + before.size() - nearest->bytes.end <= 4) {
      out.name = level(*nearest);
      out.noun = nearest->bytes;
    }
    if (const std::size_t star = out.name.find('*'); star != std::string::npos) {
      out.name.replace(star, 1, figure.counted);
    }
    return out;
  }
  if (nearest == nullptr || level(*nearest).empty()) return std::nullopt;
  const std::string_view gap =
      text.substr(nearest->bytes.end, figure.at.begin - nearest->bytes.end);
  if (gap.size() > kLongestGap) return std::nullopt;
  // Only verbs that tell what a measure is or became stand between, and no other doing.
  static const Pattern tells(
      R"((?:\b(?:to|of|at|was|were|is|are|be|reached|hit|totall?ed|stood at|came to|amounted to|exceeded|topped|surpassed|worth|reach|averaged|about|nearly|around|some|approximately|over|more than|:|remained|held) ?(?:[a-z]+ ){0,2}?|^ ?\(?|^,? )$)");
  if (!tells.find(gap)) return std::nullopt;
  out.name = level(*nearest);
  out.noun = nearest->bytes;
  return out;
}

}  // namespace sarye

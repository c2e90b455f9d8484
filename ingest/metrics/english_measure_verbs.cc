#include "ingest/metrics/english_measure_verbs.h"

#include <string>

namespace sarye {

const std::vector<MeasureVerb>& english_measure_verbs() {
  static const std::vector<MeasureVerb> kRules = [] {
    std::vector<MeasureVerb> rules;
    const auto add = [&](char kind, std::string_view before, std::string_view counted,
                         std::string_view after, std::string_view name) {
      rules.push_back({kind, Pattern(std::string("(?:^|[ ,(])(?:") + std::string(before) + ")$"),
                       Pattern(std::string("^(?:") + std::string(counted) + ")$"),
                       Pattern(std::string("^(?:") + std::string(after) + ")"), name});
    };
    constexpr std::string_view kGoods =
        "vehicles|cars|trucks|buses|suvs|evs|units|phones|smartphones|handsets|laptops|televisions|"
        "tvs|ships|vessels|carriers|tankers|aircraft|planes|jets|robots|chips|gpus|processors|"
        "wafers|batteries|bottles|doses|pairs|tonnes|tons|barrels|gwh|mw|gw|megawatts|gigawatts|"
        "panels|"
        "modules|turbines|pcs|tablets|servers|engines|motorcycles|tyres|tires|consoles|games|"
        "copies|parcels|packages";
    constexpr std::string_view kStaff =
        "jobs|workers|employees|people|staff|positions|roles|engineers|researchers|scientists";
    constexpr std::string_view kSites =
        "factories|plants|stores|shops|outlets|branches|restaurants|warehouses|fabs|sites|centres|"
        "centers|yards|showrooms|dealers|dealerships|hotels|refineries|mills|furnaces|shipyards|"
        "locations|rooms";
    constexpr std::string_view kPublic =
        "users|customers|subscribers|members|merchants|sellers|drivers|clients|people|buyers|"
        "passengers|accounts|households|viewers|visitors|guests|patients|downloads|subscriptions";
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
    add('m', ".*", ".*", R"( in the red\b)", "net loss");
    add('m', "raised|raise|raises|raising", ".*",
        R"([^.;]{0,60}\b(?:listings?|ipo|initial public offering|share sale|flotation|offering)\b)",
        "IPO proceeds");
    add('m', "raised|raise|raises|raising", ".*", "", "funds raised");
    add('m', "earned|earn|earns|earning|(?:net )?profits? of|made a profit of", ".*", "",
        "net income");
    add('m', "clos(?:e|ed|ing) at|(?:were|was) trading at|traded at", ".*", "", "share price");
    add('m', "brought(?: in)?|brings(?: in)?|took in|raked(?: in)?|pulled in|grossed", ".*", "",
        "revenue");
    add('m', "[^.;]*", ".*",
        "[ -](?:deals?|contracts?|orders?|agreements?) (?:to "
        "(?:build|construct|supply|deliver|provide|make)|for|with)\\b",
        "order value");
    add('m', "[^.;]*", ".*",
        "[ -](?:all-cash |cash |all-stock )?(?:deal|takeover|acquisition|buyout|purchase)\\b",
        "acquisition price");
    add('m', "(?:fined|fine of|fines of|penalty of|penalties of)(?: [A-Za-z]+)?", ".*", "", "fine");
    add('m', "valued (?:it )?at|valuation of|values it at|market value of", ".*", "", "valuation");
    add('m', "(?:orders?|contracts?|deals?|agreements?)(?: [a-z ]{0,20})? (?:worth|valued at|of)",
        ".*", "", "order value");
    add('m', "saved?|saves|savings of|costs by", ".*", "", "cost savings");
    add('m',
        "(?:acquired?|bought|buy|buys|acquisition of|takeover of|purchase "
        "of|purchased)[^;]{2,60} for",
        ".*", "", "acquisition price");
    add('m', "(?:write-?downs?|impairments?|charges?) of", ".*", "", "write-down");
    add('m', "take|takes|took|taking|book|books|booked|record|records|recorded", ".*",
        " (?:[a-z-]+ ){0,3}(?:charges?|impairments?|write-?downs?|write-?offs?)\\b", "write-down");
    add('m', "receive[sd]?|receiving|won|secure[sd]?|got|gets?|awarded|granted|obtain(?:s|ed)?",
        ".*",
        " (?:in|of|worth of) (?:[a-z-]+ ){0,3}(?:subsid(?:y|ies)|grants?|state aid|incentives|tax "
        "credits|tax breaks)\\b",
        "subsidies");
    add('m', "pay|pays|paid|paying", ".*", " (?:up ?front|in advance)\\b", "upfront payment");
    add('m', "(?:bought|buy|buys|buying) back|repurchase[sd]?|repurchasing", ".*", "",
        "share buyback");
    add('m', "[^.;]*", ".*", " (?:(?:of|in) )?(?:[a-z]+ ){0,3}under management\\b",
        "assets under management");
    add('m', "generated?|generates|booked|posted|reported|earned", ".*",
        " (?:in|of) (?:annual |total |net )?(?:sales|revenues?|turnover)", "revenue");
    add('m', "generated?|generates|booked|posted|reported|made", ".*",
        " (?:in|of) (?:annual |total |net )?(?:profits?|earnings|net income)", "net income");
    // Counts.
    add('c',
        "capacity (?:to|of)(?: (?:produce|make|build|process|refine|assemble))?|capable of "
        "(?:producing|making|building)|can (?:produce|make|build|assemble|process)",
        goods, "", "capacity");
    add('c',
        "(?:cut|cuts|cutting|reduced?|reduces|reducing|lower|lowers|lowered) (?:[a-z-]+ "
        "){0,4}(?:output|production)(?: [^.;,]{0,40})? by",
        goods, "", "production cut");
    add('c', "(?:output|production) cuts? of", goods, "", "production cut");
    add('c', "[^.;]*", staff,
        " (?:would|will|are to|were|have been|had been|are being) (?:be )?"
        "(?:lost|cut|eliminated|axed|shed|made redundant)\\b",
        "job cuts");
    add('c', "relocate|relocated|relocates|relocating", sites, "", "* relocated");
    add('c', "sold|sells|sell|delivered|delivers|deliver|shipped|ships|selling", goods, "",
        "sales volume");
    add('c',
        "produced|produces|produce|built|builds|build|made|makes|make|assembled|manufactured|"
        "manufactures|turned out|rolled|mined|refined|producing|making|building",
        goods, "", "production");
    add('c', "carried|carries|carry|flew|transported|handled|handles|processed|welcomed", audience,
        "", "*");
    add('c', "[^.;]*", staff, " (?:work|worked|are employed|were employed)\b", "employees");
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
    add('c', "close|closed|closes|closing|shut|shuts|shutting|shuttered?|shut down", sites, "",
        "* closed");
    add('c', "opened|opens|open|opening|add|adds|added|adding", sites, "", "new *");
    add('c',
        "has|had|have|with|serves|served|serve|attracted|attracts|reached|counts|gained|signed up|"
        "added|adds|add|reported|posted|registered|recorded|announced|claims|hit|"
        "passed|exceeded|surpassed|drew",
        audience, "", "*");
    add('c', "holds|held|owns|filed|has|had|with", "patents", "", "patents");
    add('p',
        "cut|cuts|cutting|lay off|laid off|laying off|shed|sheds|axe|axed|eliminate|eliminated",
        ".*",
        R"( of (?:its|their) (?:[a-z0-9,-]+ ){0,2}(?:workforce|staff|jobs|employees|headcount)\b)",
        "workforce cut");
    // Shares of what the firm sells.
    add('p', spend, ".*",
        R"( of (?:its |their |the group['’]s |the company['’]s |total |annual )*(?:sales|revenues?|turnover) (?:on|in|into|for) (?:[a-z-]+ ){0,2}?(?:research|r&d)\b)",
        "R&D ratio");
    add('p',
        "account(?:s|ed|ing)? for|made up|makes up|make up|making up|contributed|contributes|"
        "contributing|represent(?:s|ed|ing)?|generat(?:es|ed|ing)",
        ".*", R"( of (?:[a-z.&'’-]+ ){0,4}?(?:sales|revenues?|turnover)\b)", "share of revenue");
    add('p', "derive[sd]?|gets?|got|earns?|earned|makes?|made|generate[sd]?", ".*",
        R"( of (?:its|their) (?:[a-z]+ )?(?:sales|revenues?|turnover|income) (?:from|in|through)\b)",
        "share of revenue");
    // Shares of a market.
    add('p', "(?:leads?|led|dominates?|topped|tops) the [a-z -]*?(?:market|segment|industry) with",
        ".*", "", "market share");
    add('p', "[a-z' -]*", ".*",
        R"( (?:[a-z]+ )?(?:market share|share (?:of|in) (?:the |its )?(?:[a-z-]+ )*market))",
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

}  // namespace sarye

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/language/english.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/lexicon/word_set.h"
#include "ingest/names/discovered_names.h"
#include "ingest/names/english_product_signs.h"

namespace sarye {
namespace {

// Words that begin with a capital for other reasons.
bool is_plain_word(std::string_view word) {
  static const std::set<std::string, std::less<>> kWords = {
      "The",          "A",          "An",         "This",      "That",      "These",     "Those",
      "It",           "Its",        "He",         "She",       "They",      "We",        "In",
      "On",           "At",         "By",         "For",       "From",      "With",      "And",
      "But",          "Or",         "If",         "As",        "To",        "Of",        "After",
      "Before",       "While",      "When",       "Where",     "Who",       "What",      "Which",
      "How",          "Why",        "Both",       "Each",      "All",       "Some",      "Many",
      "Most",         "More",       "However",    "Meanwhile", "Moreover",  "Although",  "Since",
      "Under",        "Over",       "Our",        "Their",     "His",       "Her",       "Analysts",
      "Sources",      "Last",       "Next",       "Monday",    "Tuesday",   "Wednesday", "Thursday",
      "Friday",       "Saturday",   "Sunday",     "January",   "February",  "March",     "April",
      "May",          "June",       "July",       "August",    "September", "October",   "November",
      "December",     "Chinese",    "Korean",     "Japanese",  "American",  "European",  "British",
      "German",       "French",     "Indian",     "US",        "UK",        "EU",        "AI",
      "CEO",          "CFO",        "COO",        "CTO",       "GPU",       "CPU",       "LLM",
      "EV",           "EVs",        "ESG",        "IPO",       "GDP",       "Abstract",  "Summary",
      "Introduction", "Conclusion", "Table",      "Figure",    "Section",   "Chapter",   "Q1",
      "Q2",           "Q3",         "Q4",         "H1",        "H2",        "FY",        "GMT",
      "Reuters",      "Write",      "No",         "Not",       "Now",       "Then",      "There",
      "Here",         "New",        "One",        "Two",       "Three",     "First",     "Second",
      "Sales",        "Shipments",  "Deliveries", "Revenue",   "Demand",    "Supplies",  "Orders",
      "Also",         "Such",       "Other",      "Between",   "Rival",     "Rivals",    "Maker",
      "Makers",       "Carmaker",   "Automaker",  "Chipmaker", "Startup",   "Company",   "Shares",
      "Former",       "Chief",      "President",  "Chairman",  "Minister",  "Like",      "Unlike",
      "Among",        "Founded",    "Based",      "State",     "Local",     "Global"};
  static const WordSet kPlain(kWords);
  return kPlain.contains(word);
}

// "Danish", "Oslo-based": says where a firm is, and belongs to few names.
bool is_origin(std::string_view word) {
  static const WordSet kPeoples(std::set<std::string, std::less<>>{
      "Chinese",  "Korean",     "Japanese",  "American",  "European",    "British",
      "German",   "French",     "Indian",    "Swedish",   "Dutch",       "Italian",
      "Spanish",  "Russian",    "Brazilian", "Canadian",  "Australian",  "Vietnamese",
      "Thai",     "Indonesian", "Malaysian", "Taiwanese", "Singaporean", "Swiss",
      "Danish",   "Norwegian",  "Finnish",   "Israeli",   "Turkish",     "Mexican",
      "Belgian",  "Austrian",   "Polish",    "Irish",     "Portuguese",  "Greek",
      "Czech",    "Hungarian",  "Chilean",   "Argentine", "Filipino",    "Pakistani",
      "Egyptian", "Nigerian",   "Scottish",  "U.S."});
  return kPeoples.contains(word) || word.ends_with("-based") || word.ends_with("-listed");
}

// Whether the last word is what a firm is called: "airline ", "chipmaker ".
bool ends_with_kind(std::string_view before) {
  static const WordSet kKinds(std::set<std::string, std::less<>>{
      "producer", "manufacturer", "company",   "firm",      "startup", "start-up",
      "retailer", "supplier",     "operator",  "carrier",   "airline", "lender",
      "bank",     "shipbuilder",  "developer", "provider",  "insurer", "miner",
      "chain",    "conglomerate", "giant",     "publisher", "studio",  "brewer",
      "grocer",   "shipper",      "refiner",   "utility",   "telco",   "brokerage"});
  if (!before.ends_with(' ')) return false;
  before.remove_suffix(1);
  const std::string_view word = before.substr(before.rfind(' ') + 1);
  return word.ends_with("maker") || kKinds.contains(word);
}

bool is_capital_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= 'A' && text[at] <= 'Z';
}

// The end of the Latin letters, digits and signs inside words from `at` on; nullopt: letters with
// accents or of other kinds stand there, of which only Unicode's tables know.
std::optional<std::size_t> end_of_word(std::string_view text, std::size_t at) {
  for (;; ++at) {
    if (at >= text.size()) return at;
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto lower = static_cast<unsigned char>(byte | 0x20);
    const bool plain = (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') ||
                       byte == '&' || byte == '\'' || byte == '-';
    if (plain && !text.substr(at).starts_with("--")) continue;
    if (byte < 0x80) return at;
    if (text.substr(at).starts_with("’")) {
      at += 2;
      continue;
    }
    const auto second = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : 0);
    const bool other = (byte == 0xE2 && second == 0x80) ||  // dashes, quotation marks
                       (byte >= 0xE3 && byte <= 0xE9) ||    // Han, Kana
                       (byte == 0xEA && second >= 0xB0) ||  // Hangul
                       (byte >= 0xEB && byte <= 0xED);      //
    if (!other) return std::nullopt;
    return at;
  }
}

// What `kCapitalised` matches at the capital at `begin`: its end.
std::optional<std::size_t> end_of_capitalised(std::string_view text, std::size_t begin) {
  auto end = end_of_word(text, begin + 1);
  if (!end) return end;
  std::size_t at = *end;
  if (at < text.size() && text[at] == '.') {  // U.S.
    std::size_t next = at + 1;
    while (is_capital_at(text, next) && next + 1 < text.size() && text[next + 1] == '.') next += 2;
    if (next > at + 1) at = next;
  }
  for (int further = 0; further < 6; ++further) {
    const std::string_view rest = text.substr(at);
    std::size_t capital = at;
    if (rest.starts_with(' ') && is_capital_at(text, at + 1))
      capital = at + 1;
    else if (rest.starts_with(" of ") && is_capital_at(text, at + 4))
      capital = at + 4;
    else if (rest.starts_with(" & ") && is_capital_at(text, at + 3))
      capital = at + 3;
    if (capital == at) break;
    end = end_of_word(text, capital + 1);
    if (!end) return end;
    at = *end;
  }
  for (const std::string_view form : {" Inc.", " Corp.", " Ltd.", " Co."}) {
    if (text.substr(at).starts_with(form)) return at + form.size();
  }
  return at;
}

// Words with capitals, one behind the other.
std::vector<ByteRange> capitalised_names(std::string_view text) {
  static const Pattern capitalised(
      R"([A-Z][\p{Latin}0-9&'’-]*(?:\.(?:[A-Z]\.)+)?(?:(?: | of | & )[A-Z][\p{Latin}0-9&'’-]*){0,6}(?: (?:Inc|Corp|Ltd|Co)\.)?)");
  std::vector<ByteRange> found;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_capital_at(text, at)) {
      ++at;
      continue;
    }
    std::optional<std::size_t> end = end_of_capitalised(text, at);
    if (!end) end = capitalised.find(text, at)->bytes.end;
    found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(*end)});
    at = *end;
  }
  return found;
}

// KilnWorks, OrlinTech: no plain word is written so.
bool has_inner_capital(std::string_view name) {
  bool small = false;
  for (const char c : name) {
    if (small && c >= 'A' && c <= 'Z') return true;
    small = c >= 'a' && c <= 'z';
  }
  return false;
}

// Whether the text has `name` more than once, and only as the beginning of `with_number`.
bool always_with_number(const AnnotatedText& text, std::string_view with_number,
                        std::string_view name) {
  int places = 0;
  for (const Block& block : text.blocks) {
    const std::string_view shown = block.text;
    for (std::size_t at = shown.find(name); at != std::string_view::npos;
         at = shown.find(name, at + 1)) {
      if (!shown.substr(at).starts_with(with_number)) return false;
      ++places;
    }
  }
  return places >= 2;
}

// Whether the name at `second` goes on with the list that the one at `first` belongs to.
bool behind_name_in_list(std::string_view shown, ByteRange first, ByteRange second) {
  if (first.end >= second.begin || second.begin - first.end > 6) return false;
  const std::string_view link = shown.substr(first.end, second.begin - first.end);
  return link == ", " || link == " and " || link == ", and " || link == " & " || link == " or ";
}

}  // namespace

void latin_evidence(const AnnotatedText& text, std::uint32_t block,
                    const std::vector<ListedHit>& listed, const EnglishNameSigns& english_signs,
                    std::vector<NameEvidence>& out) {
  const std::string_view shown = text.blocks[block].text;
  const bool english = text.blocks[block].language == Language::English;
  static const Pattern legal(
      R"( (?:Inc|Corp|Corporation|Ltd|Limited|LLC|LLP|PLC|plc|AG|SE|SA|GmbH|NV|N\.V|BV|AS|ASA|AB|Oyj|SpA|Bhd|Berhad|Tbk|Co|Company|Holdings?|Group)\.?$)");
  static const Pattern suffix(
      R"( (?:Technologies|Technology|Motors?|Steel|Energy|Pharma|Pharmaceuticals?|Therapeutics|Biotech|Biologics|Bank|Securities|Capital|Airlines|Airways|Chemicals?|Electronics|Electric|Semiconductors?|Shipbuilding|Heavy Industries|Industries|Materials|Labs|Laboratories|Software|Systems|Networks|Entertainment|Foods|Brands|Partners|Ventures|Robotics|Dynamics|Interactive|Breweries|Brewing|Pictures|Marine|Dairy|Dockyard|Telekom|Telecommunication|Airways|Bioscience|Biosciences|Holdings|Automotive|Auto|Battery|Petrochemicals?|Mining|Resources|Logistics|Shipping|Insurance|Studios|Games|Retail|Stores|Mobility|Aerospace|Cliffs|Oil|Gas|Petroleum|Cosmetics|Health|Healthcare|Sciences|Diagnostics|Telecom|Telecommunications|Solutions|Express|Quant)$)");
  // Of these one alone tells a firm.
  static const Pattern sure_suffix(
      R"(^[A-Z][A-Za-z&.'’ -]* (?:Airlines|Airways|Pharmaceuticals?|Therapeutics|Motors|Petroleum|Shipbuilding|Heavy Industries|Semiconductors?|Electronics|Breweries|Foods|Telecom|Biosciences?|Dockyard)$)");
  static const Pattern agency(
      R"((?:^| )(?:University|Ministry|Department|Commission|Authority|Agency|Bureau|Institute|Council|Parliament|Court|Committee|Administration|Association|Exchange|Federal Reserve|Society|Tribunal)(?: |$)|(?:^| )(?:Statistics|Patent|Budget|Reconnaissance|Prosecutors['’]|Attorney['’]s|Audit) Office$)");
  static const Pattern ticker(
      R"(^\s?[(（](?:NYSE|NASDAQ|Nasdaq|OTC|OTCMKTS|LON|LSE|TYO|TSE|KRX|KOSPI|KOSDAQ|HKEX|HKG|SHA|SHE|SZ|SH|SS|EPA|ETR|FRA|AMS|ASX|TSX|BSE|NSE|TWSE|TPE|BIT|SWX|STO|HK)\s?[:：]\s?[A-Za-z0-9._\\]{1,10}\s?[)）])");
  static const Pattern actor(
      R"(^\s?(?:,? which )?(?:(?:has|have|had) )?(?:[a-z]+ly |also |meanwhile )?(?:launched|unveiled|acquired|reported|released|operates|revealed|makes|sells|supplies|produces|manufactures|shipped|invested|plans to|agreed to|announced|rolled out|introduced|raised|is building|opened|developed|owns|signed|posted|has applied|applied|ordered|exercised|placed|took delivery|flew|carried|expanded its|acquires|buys|will offer|will sell|will buy|competes|initiated|employs|booked|generated|swung to|recorded|logged|bought out|has merged|merged with|partnered with|said (?:it|its|net|revenue|sales|profit)|expects (?:to|sales|revenue|net)|will (?:close|open|build|launch|invest|cut))\b)");
  static const Pattern title(
      R"(^(?:['’]s)?\s(?:CEO|chief executive|chairman|(?:[a-z-]+ ){0,2}(?:acquisition|takeover|purchase) of|restructuring plan|fleet|profits?|brands|products|shareholders|workforce|offerings|shares|stock|founder|co-founder|president|CFO|revenue|earnings|subsidiary|headquarters|plant|factory|customers|chief financial|market share|net (?:income|loss|profit)|operating (?:profit|income|loss)|sales|orders|backlog|parent company)\b)");
  // ", Europe's second-largest steel producer," behind the name
  static const Pattern described(
      R"(^(?:,| is| was) (?:the|a|an|one of the|[A-Z][a-z]+['’]s) (?:[A-Za-z.'’-]+ ){0,6}(?:[a-z-]*makers?|producers?|manufacturers?|compan(?:y|ies)|firms?|start-?ups?|retailers?|suppliers?|operators?|carriers?|airlines?|lenders?|banks?|shipbuilders?|developers?|providers?|insurers?|miners?|chains?|conglomerates?)\b)");
  // "German holiday airline Zelto", "Oslo-based producer Zelto"
  static const Pattern of_origin(
      R"((?:^|[ (“"])(?:[A-Z][a-z]+(?:an|ese|ish|ch|ss|ai|li|ic|ek)|U\.S\.|[A-Z][A-Za-z]+-based|[A-Z][A-Za-z]+-listed|[A-Z][a-z]+['’]s|(?:[Tt]he|[Aa]n?|by) [A-Z][a-z]+) (?:[a-z-]+ (?:and [a-z-]+ )?){0,4}(?:[a-z-]*maker|producer|manufacturer|company|firm|start-?up|retailer|supplier|operator|carrier|airline|lender|bank|shipbuilder|developer|provider|insurer|miner|chain|conglomerate|giant|publisher|studio|brewer|grocer|shipper|refiner|utility|telco|brokerage) $)");
  static const Pattern apposition(
      R"((?i)\b(?:producers?|lenders?|chain|publishers?|studio|miners?|brewer|refiner|makers?|manufacturers?|startups?|start-ups?|firms?|compan(?:y|ies)|giants?|suppliers?|subsidiar(?:y|ies)|unit|rivals?|competitors?|partners?|retailers?|carmakers?|automakers?|chipmakers?|drugmakers?|brokerage|bank|operator|developer|provider|conglomerate|steelmakers?|steel-makers?|shipbuilders?|insurer|airline|grocer|discounter|carrier|telecom|utility|miner|platform|parent company,?|shares of|acquired?|acquiring|acquired by|takeover of|acquisition of|merger with|merged? with|competes? with|competing with|supplied by|supplies to|stake in|venture with|partnership with|(?:agreement|deal|contract|alliance|talks|mou|arrangement|memorandum of understanding|tie-up|pact|codeshare) with|(?:competes?|competed|competing) against|orders? from|customers? such as)\s+$|\b(?:subsidiary|unit|rival|competitor|affiliate|start-?up|brand|parent|[a-z-]*makers?|producer|retailer|operator|lender|carrier|airline|manufacturer|supplier|developer|insurer|shipbuilder),\s+$)");
  static const Pattern cjk_actor(
      R"(^\s?(?:은|는|이|가)?\s?(?:宣布|发布|發布|推出|表示|上涨|上漲|下跌|股价|股價|收购|收購|公司|밝혔|출시|인수|발표))");

  std::vector<Span> actors;
  if (english) english_signs.products.add_models(shown, block, listed, out);
  std::string beside;  // the name in front, of the same passage
  ByteRange last_range;
  Span last_span;
  for (ByteRange range : capitalised_names(shown)) {
    // "Taiwan's Foxconn": the owner is another name.
    bool of_place = false;
    for (std::string_view owner : {"'s ", "’s "}) {
      const std::size_t at = shown.substr(range.begin, range.size()).rfind(owner);
      if (at == std::string_view::npos) continue;
      // "Orlin's Brewery": what would be left is no name.
      const std::string_view owned =
          shown.substr(range.begin + at + owner.size(), range.size() - at - owner.size());
      if (english && owned.find(' ') == std::string_view::npos &&
          english_signs.firms.is_firm_word(owned)) {
        continue;
      }
      // "Orlin's Group Ltd."
      if (english && (owned.starts_with("Group ") || owned.starts_with("Holdings "))) continue;
      const std::uint32_t owner_end = range.begin + static_cast<std::uint32_t>(at);
      of_place = std::any_of(listed.begin(), listed.end(), [&](const ListedHit& hit) {
        return hit.span.bytes.end == owner_end && hit.entry->key.starts_with("place:");
      });
      range.begin += static_cast<std::uint32_t>(at + owner.size());
    }
    // Plain words at the front, possessive and full stop at the end do not belong to the name.
    std::string_view name = shown.substr(range.begin, range.size());
    for (;;) {
      const std::size_t space = name.find(' ');
      const bool origin = is_origin(name.substr(0, space));
      if (!origin && !is_plain_word(name.substr(0, space))) break;
      // "US Airways": nothing but the kind would be left.
      if ((space == 2 || origin) && space != std::string_view::npos &&
          name.find(' ', space + 1) == std::string_view::npos && suffix.found_in(name)) {
        break;
      }
      if (space == std::string_view::npos) {
        name = {};
        break;
      }
      std::size_t skip = space + 1;
      for (std::string_view link : {"of ", "and ", "& ", "for ", "on "}) {
        if (name.substr(skip).starts_with(link)) skip += link.size();
      }
      name.remove_prefix(skip);
      range.begin += static_cast<std::uint32_t>(skip);
    }
    // "Orlin CEO Anna Berg"
    bool headed = false;
    for (const std::string_view post : {" CEO ", " CFO ", " COO ", " CTO ", " Chief Executive "}) {
      const std::size_t at = english ? name.find(post) : std::string_view::npos;
      if (at == std::string_view::npos) continue;
      name = name.substr(0, at);
      headed = true;
    }
    // "Orlin CFO"
    for (const std::string_view post : {" CEO", " CFO", " COO", " CTO", " Chairman", " President",
                                        " Chief Executive", " Group CEO"}) {
      if (english && name.ends_with(post)) name.remove_suffix(post.size());
    }
    if (name.ends_with("'s")) name.remove_suffix(2);
    if (name.ends_with("’s")) name.remove_suffix(std::string_view("’s").size());
    if (name.ends_with('.') && !legal.found_in(name)) name.remove_suffix(1);
    while (!name.empty() && (name.back() == '-' || name.back() == '\'' || name.back() == '&')) {
      name.remove_suffix(1);
    }
    range.end = range.begin + static_cast<std::uint32_t>(name.size());
    // "Argent 25": a number that the name never lacks.
    if (english && !name.empty()) {
      static const Pattern number(R"(^ [0-9]{1,3}(?:[ ,;)]|\.(?: |$)|['’]s|$))");
      const auto match = number.find(shown.substr(range.end, 8));
      if (match) {
        std::size_t digits = 1;
        while (range.end + digits < shown.size() && shown[range.end + digits] >= '0' &&
               shown[range.end + digits] <= '9') {
          ++digits;
        }
        const ByteRange longer{range.begin, range.end + static_cast<std::uint32_t>(digits)};
        static const Pattern called(R"(\b(?:called|named|dubbed) (?:["“])?$)");
        const bool named = called.found_in(shown.substr(0, range.begin));
        if (named || always_with_number(text, shown.substr(longer.begin, longer.size()), name)) {
          range = longer;
          name = shown.substr(range.begin, range.size());
        }
      }
    }
    // The full stop of an abbreviated legal form is part of it.
    const bool abbreviated = name.ends_with(" Inc") || name.ends_with(" Corp") ||
                             name.ends_with(" Ltd") || name.ends_with(" Co");
    if (abbreviated && range.end < shown.size() && shown[range.end] == '.') {
      ++range.end;
      name = shown.substr(range.begin, range.size());
    }
    if (name.size() < 3 || !latin_borders(shown, range)) continue;
    bool is_listed = false;
    for (const ListedHit& hit : listed) {
      const bool around = range.contains(hit.span.bytes) && range.size() > hit.span.bytes.size();
      is_listed = is_listed || (hit.span.bytes.overlaps(range) && !around);
    }
    if (is_listed) continue;

    const std::size_t words =
        1 + static_cast<std::size_t>(std::count(name.begin(), name.end(), ' '));
    const std::string_view behind =
        shown.substr(range.end, std::min<std::size_t>(60, shown.size() - range.end));
    const std::string_view before = shown.substr(range.begin > 60 ? range.begin - 60 : 0,
                                                 std::min<std::size_t>(60, range.begin));
    const Span span{block, range};

    // A listed product with more capitalised words is a product of that family; a firm with such
    // words is one of its goods where the text itself is not in Latin letters.
    if (words >= 2 && words <= 5 && !legal.found_in(name) && !suffix.found_in(name)) {
      const auto inner = std::find_if(listed.begin(), listed.end(), [&](const ListedHit& hit) {
        return range.contains(hit.span.bytes) &&
               (hit.span.bytes.begin == range.begin || hit.span.bytes.end == range.end);
      });
      if (inner != listed.end()) {
        const std::size_t last_space = name.rfind(' ');
        const bool plain_end = is_plain_word(name.substr(last_space + 1));
        const bool family = inner->entry->key.starts_with("product:");
        const bool maker = inner->entry->key.starts_with("firm:") && !english &&
                           inner->span.bytes.begin == range.begin;
        if (!plain_end && (family || maker)) {
          out.push_back({span, "Product", family ? "family-and-name" : "maker-and-name", true});
          continue;
        }
      }
    }

    if (english && words >= 2 && agency.found_in(name)) {
      if (name.find(" and ") == std::string_view::npos || words >= 4) {
        out.push_back({span, "Agency", "kind-of-body"});
        const bool full = words >= 3 || of_place || name.find(" of ") != std::string_view::npos ||
                          name.ends_with("University") || name.ends_with("Exchange");
        if (full) out.push_back({span, "Agency", "full-name"});
      }
      continue;
    }
    const bool has_and = name.find(" and ") != std::string_view::npos;
    if (words >= 2 && !has_and) {
      if (legal.found_in(name)) out.push_back({span, "Firm", "legal-form", true});
      if (suffix.found_in(name)) {
        out.push_back({span, "Firm", "suffix", english && sure_suffix.found_in(name)});
      }
    }
    // A single capitalised word at the start of a sentence may be any word, unless it has capitals
    // inside.
    const bool weak =
        words == 1 && english && capital_says_nothing(shown, range) && !has_inner_capital(name);
    if (ticker.found_in(behind)) out.push_back({span, "Firm", "ticker", true});
    if (english && !has_and && words <= 4) {
      // "the chief executive of Orlin", "shares of Orlin fell 3%", "values Orlin at $2 billion"
      static const Pattern led(
          R"(\b(?:CEO|CFO|COO|CTO|[Cc]hief executive(?: officer)?|chief (?:financial|operating|technology) officer|co-?founder|managing director) (?:of|at) $)");
      static const Pattern shares(R"(\b[Ss]hares (?:of|in) $)");
      static const Pattern moved(
          R"(^ (?:fell|rose|jumped|dropped|gained|slid|surged|plunged|climbed|tumbled|soared|sank|lost|added|were (?:up|down)) (?:as much as |about |nearly |more than |around )?[0-9])");
      static const Pattern valued(R"(\bvalu(?:es?|ed|ing) $)");
      static const Pattern worth(
          R"(^ at (?:about |around |more than |nearly )?(?:[$€£¥]|US\$|[0-9]))");
      const bool runs = headed || (!weak && led.found_in(before));
      const bool trades = shares.found_in(before) && moved.found_in(behind);
      const bool costs = !weak && valued.found_in(before) && worth.found_in(behind);
      if (runs) out.push_back({span, "Firm", "led", true});
      if (trades) out.push_back({span, "Firm", "shares", true});
      if (costs) out.push_back({span, "Firm", "valued", true});
    }
    if (english && !has_and) {
      EnglishFirmSigns::Place place{span, weak, words <= 4};
      place.acts = actor.found_in(behind);
      place.owns = title.found_in(behind);
      place.apposed = apposition.found_in(before);
      place.suffixed = words >= 2 && suffix.found_in(name);
      english_signs.firms.add(shown, place, out);
      const bool named_as_firm =
          legal.found_in(name) || place.suffixed || english_signs.firms.ends_like_firm(name);
      if (words <= 4 && !named_as_firm) english_signs.products.add(shown, span, weak, out);
      // "Orlin Goods" where Orlin is one.
      if (words >= 2 && words <= 4) {
        const std::string first(name.substr(0, name.find(' ')));
        out.push_back({span, "Firm", "longer-name", false, true, {}, {}, first});
      }
      if (!beside.empty() && behind_name_in_list(shown, last_range, range)) {
        out.push_back({span, "Firm", "coordination", false, words >= 2, {}, beside, beside});
        out.push_back({last_span,
                       "Firm",
                       "coordination",
                       false,
                       beside.find(' ') != std::string::npos,
                       {},
                       std::string(name),
                       std::string(name)});
      }
      beside = std::string(name);
      last_range = range;
      last_span = span;
    }
    // At the start of a sentence it adds to what other places show.
    if (weak && !has_and && actor.found_in(behind)) {
      out.push_back({span, "Firm", "actor", false, false});
    }
    if (weak || has_and) continue;
    if (english) {
      const bool anchors = words <= 4;
      if (actor.found_in(behind)) out.push_back({span, "Firm", "actor", false, anchors});
      if ((behind.starts_with(", ") || behind.starts_with(" is ") || behind.starts_with(" was ")) &&
          described.found_in(
              shown.substr(range.end, std::min<std::size_t>(120, shown.size() - range.end)))) {
        out.push_back({span, "Firm", "described", false, anchors});
      }
      // "agreed to acquire Orlin for $3 billion"
      static const Pattern bought(
          R"((?:\b(?:acquire[sd]?|acquiring|buys?|bought|buying|purchase[sd]?|take over|took over|acquisition of|takeover of|purchase of) )$)");
      static const Pattern price(
          R"(^(?: \([^)]*\))? (?:for|in an?) (?:about |around |nearly |up to |more than |an undisclosed|some |approximately )?(?:[$€£¥]|US\$|\d|sum|undisclosed|all-cash|cash))");
      const bool may_cost =
          behind.starts_with(" for ") || behind.starts_with(" in a") || behind.starts_with(" (");
      if (may_cost && bought.found_in(before) && price.found_in(behind)) {
        out.push_back({span, "Firm", "price-paid", false, anchors});
        out.push_back({span, "Firm", "apposition", false, anchors});
      }
      if (ends_with_kind(before) && of_origin.found_in(before))
        out.push_back({span, "Firm", "origin", anchors, anchors});
      if (of_place) out.push_back({span, "Firm", "of-place", false, false});
      if (title.found_in(behind)) out.push_back({span, "Firm", "title", false, anchors});
      if (apposition.found_in(before)) {
        out.push_back({span, "Firm", "apposition", false, anchors});
        // "its subsidiary, Orlin, plans to"
        if (behind.starts_with(",") && actor.found_in(behind.substr(1))) {
          out.push_back({span, "Firm", "actor", false, anchors});
        }
      }
    } else if (cjk_actor.found_in(behind)) {
      actors.push_back(span);
      out.push_back({span, "Firm", "actor", false, words >= 2 || name.size() >= 4});
    }
    for (const ListedHit& hit : listed) {
      if (!hit.entry->key.starts_with("firm:")) continue;
      const bool left = hit.span.bytes.end < range.begin && range.begin - hit.span.bytes.end <= 6;
      const bool right = hit.span.bytes.begin >= range.end && hit.span.bytes.begin - range.end <= 6;
      if (!left && !right) continue;
      const std::string_view between =
          left ? shown.substr(hit.span.bytes.end, range.begin - hit.span.bytes.end)
               : shown.substr(range.end, hit.span.bytes.begin - range.end);
      static const Pattern link(R"(^\s?(?:,|、|，|·|and|&|和|与|與|와|과|, and)\s?$)");
      if (link.found_in(between)) {
        out.push_back({span, "Firm", "coordination", false, words >= 2 || !english});
        break;
      }
    }
  }
  // Several names that do the same in one passage are of one kind.
  if (actors.size() >= 2) {
    for (const Span& span : actors) out.push_back({span, "Firm", "parallel", false, true});
  }
}

}  // namespace sarye

// Which part of a page is its text. First everything goes that its tag, its role or its name calls
// something else, and lists that are nearly all links; then the smallest element that holds nearly
// all of what is left is the text.
#include <algorithm>
#include <iterator>
#include <vector>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/readers/html_reader.h"

namespace sarye {
namespace {

using Id = MarkupTree::Id;

constexpr std::string_view kNeverText[] = {
    "script", "style",  "noscript", "template", "iframe", "svg",      "canvas", "object",
    "embed",  "button", "select",   "input",    "option", "nav",      "dialog", "head",
    "math",   "audio",  "video",    "map",      "area",   "textarea", "link",   "meta"};

constexpr std::string_view kNeverRoles[] = {"navigation", "banner",  "contentinfo", "complementary",
                                            "search",     "dialog",  "alertdialog", "menu",
                                            "menubar",    "toolbar", "tablist",     "alert"};

// Words of class and id that name something beside the text. Compared with whole words of the name:
// "side-bar", "sideBar" and "side_bar" have two.
constexpr std::string_view kBesideWords[] = {
    "cookie", "cookies", "consent", "gdpr", "banner", "popup", "modal", "overlay", "newsletter",
    "subscribe", "subscription", "paywall", "sidebar", "aside", "breadcrumb", "breadcrumbs",
    "crumb", "crumbs", "share", "sharing", "social", "sns", "related", "relate", "recommend",
    "recommended", "recommendation", "recommendations", "comment", "comments", "reply", "replies",
    "disqus", "footer", "foot", "menu", "menus", "gnb", "lnb", "snb", "fnb", "nav", "navi",
    "navbar", "navigation", "ad", "ads", "adv", "advert", "advertisement", "adsense", "sponsor",
    "sponsored", "promo", "promotion", "pagination", "pager", "paging", "tags", "tagcloud",
    "copyright", "skip", "skipnav", "toolbar", "ranking", "rank", "popular", "trending", "login",
    "signup", "search", "masthead", "topbar", "bottombar", "rail", "outbrain", "taboola",
    "printonly", "feedback", "survey", "toc", "offscreen",
    // Romanised names on Chinese and Korean sites.
    "guanggao", "tuijian", "pinglun", "daohang", "fenxiang", "xiangguan", "gwanggo", "daetgeul",
    "gisalist"};

// Words that speak for an element when others speak against it.
constexpr std::string_view kTextWords[] = {
    "article", "content", "contents", "main",    "body",   "post",   "entry",    "text",
    "story",   "paper",   "zhengwen", "neirong", "bonmun", "detail", "abstract", "footnote"};

// Those that no other word of the name outweighs.
constexpr std::string_view kSurelyBeside[] = {"comment", "comments",   "reply",      "replies",
                                              "related", "relate",     "recommend",  "recommended",
                                              "share",   "sharing",    "cookie",     "cookies",
                                              "sns",     "newsletter", "breadcrumb", "copyright"};
// "has-sidebar" is a state of an element, not what it is.
constexpr std::string_view kStates[] = {"has", "with", "no", "is", "without", "layout"};

bool is_one_of(std::string_view word, const auto& list) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// The words of a class or id: cut at signs and where an upper-case letter follows a lower-case one.
std::vector<std::string> name_words(std::string_view names) {
  std::vector<std::string> words;
  std::string word;
  char before = ' ';
  for (char c : names) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!letter || (upper && before >= 'a' && before <= 'z')) {
      if (!word.empty()) words.push_back(word);
      word.clear();
    }
    if (letter) word += upper ? static_cast<char>(c - 'A' + 'a') : c;
    before = c;
  }
  if (!word.empty()) words.push_back(word);
  return words;
}

bool is_hidden(const MarkupTree& page, Id id) {
  for (const auto& [name, value] : page[id].attributes) {
    if (name == "hidden") return true;
    if (name == "aria-hidden" && value == "true") return true;
    if (name != "style") continue;
    std::string style = ascii_lower(value);
    std::erase_if(style, [](char c) { return c == ' ' || c == '\t'; });
    if (style.find("display:none") != std::string::npos) return true;
    if (style.find("visibility:hidden") != std::string::npos) return true;
  }
  return false;
}

// What stands below an element, in columns of about a Latin letter: a Han or Hangul character
// counts twice.
struct Weight {
  std::size_t text = 0;
  std::size_t links = 0;  // the part of it inside of <a>
  std::size_t good = 0;   // the part of it in paragraphs and cells that are not mostly links
  std::size_t blocks = 0;
};

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const char32_t c = decode(text, at);
    if (c <= 0x20 || c == 0xA0 || c == 0x3000) continue;
    width += c >= 0x1100 ? 2 : 1;
  }
  return width;
}

bool holds_text(std::string_view name) {
  static constexpr std::string_view kHolders[] = {
      "p",  "li", "td", "th", "dd", "dt", "pre",        "blockquote",
      "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"};
  return is_one_of(name, kHolders);
}

class MainText {
 public:
  MainText(const MarkupTree& page, std::vector<bool>& drop) : page_(page), drop_(drop) {
    drop_.assign(page.size(), false);
    weights_.resize(page.size());
  }

  Id find() {
    const Id body = body_of();
    drop_by_name(body);
    weigh(body);
    const std::size_t before = weights_[body].text;
    drop_by_words(body, before);
    weigh(body);
    drop_link_lists(body);
    weigh(body);
    return descend(body);
  }

 private:
  Id body_of() const {
    const Id body = page_.child(page_.root(), "body");
    return body == MarkupTree::kNone ? page_.root() : body;
  }

  bool is_inside_article(Id id) const {
    for (id = page_[id].parent; id != MarkupTree::kNone; id = page_[id].parent) {
      if (page_[id].name == "article" || page_[id].name == "main") return true;
    }
    return false;
  }

  void drop_by_name(Id top) {
    for (Id id = top; id != MarkupTree::kNone;) {
      if (page_.is_text(id)) {
        id = page_.follow(id, top);
        continue;
      }
      const std::string_view name = page_[id].name;
      const bool outer = (name == "header" || name == "footer") && !is_inside_article(id);
      bool never = is_one_of(name, kNeverText) || outer || name == "aside" ||
                   is_one_of(page_.attribute(id, "role"), kNeverRoles);
      // A note beside the text is the author's, whatever its tag.
      if (page_.attribute(id, "role").starts_with("doc-")) never = false;
      if (never || is_hidden(page_, id)) {
        drop_[id] = true;
        id = page_.skip(id, top);
      } else {
        id = page_.follow(id, top);
      }
    }
  }

  void drop_by_words(Id top, std::size_t all) {
    for (Id id = top; id != MarkupTree::kNone;) {
      if (!drop_[id] && id != top && !page_.is_text(id) && is_beside(id, all)) drop_[id] = true;
      id = drop_[id] ? page_.skip(id, top) : page_.follow(id, top);
    }
  }

  bool is_beside(Id id, std::size_t all) const {
    const std::string_view name = page_[id].name;
    if (name == "article" || name == "main" || name == "body" || holds_text(name)) {
      return false;
    }
    bool beside = false;
    bool surely = false;
    bool text = false;
    for (const char* attribute : {"class", "id"}) {
      const std::string_view names = page_.attribute(id, attribute);
      for (std::size_t at = 0; at < names.size();) {
        const std::size_t end = std::min(names.find_first_of(" \t\r\n", at), names.size());
        const std::vector<std::string> words = name_words(names.substr(at, end - at));
        at = end + 1;
        if (words.empty() || is_one_of(words.front(), kStates)) continue;
        for (const std::string& word : words) {
          beside = beside || is_one_of(word, kBesideWords);
          surely = surely || is_one_of(word, kSurelyBeside);
          text = text || is_one_of(word, kTextWords);
        }
      }
    }
    if (!beside) return false;
    const Weight& weight = weights_[id];
    // Most of the page's prose is its text, whatever its name ("page-sidebar-left").
    if (weight.good * 2 > all) return false;
    return surely || !text || weight.links * 3 > weight.text || weight.good * 5 < all;
  }

  // Menus that nothing names: lists whose items are links.
  void drop_link_lists(Id top) {
    for (Id id = top; id != MarkupTree::kNone;) {
      const std::string_view name = page_[id].name;
      const Weight& weight = weights_[id];
      const bool group = name == "ul" || name == "ol" || name == "div" || name == "table" ||
                         name == "section" || name == "dl" || name == "p";
      const bool list = name == "ul" || name == "ol" || name == "dl";
      // A paragraph that is one link may be the reading's own ("see the report"); three are a menu.
      const std::size_t links = group ? page_.all(id, "a").size() : 0;
      if (!drop_[id] && id != top && group && links >= (list ? 2U : 3U) &&
          weight.links * 10 > weight.text * 7 && weight.links < links * 120) {
        drop_[id] = true;
      }
      id = drop_[id] ? page_.skip(id, top) : page_.follow(id, top);
    }
  }

  // Fills the weights from the leaves up: children stand behind their parents.
  void weigh(Id top) {
    std::fill(weights_.begin(), weights_.end(), Weight());
    std::vector<Id> order;
    std::vector<bool> in_link(page_.size(), false);
    for (Id id = top; id != MarkupTree::kNone;) {
      if (drop_[id]) {
        id = page_.skip(id, top);
        continue;
      }
      order.push_back(id);
      const Id parent = page_[id].parent;
      in_link[id] = page_[id].name == "a" || (id != top && in_link[parent]);
      id = page_.follow(id, top);
    }
    for (std::size_t i = order.size(); i-- > 0;) {
      const Id id = order[i];
      Weight& own = weights_[id];
      if (page_.is_text(id)) {
        own.text = width_of(page_[id].text);
        own.links = in_link[id] ? own.text : 0;
      }
      const std::string_view name = page_[id].name;
      const bool loose = (name == "div" || name == "section" || name == "article") &&
                         own.blocks == 0 && own.text >= 60;
      if (holds_text(name) || loose) {
        const bool prose = own.links * 2 < own.text && (own.text >= 20 || name == "td");
        own.good = prose ? own.text : 0;
        own.blocks = 1;
      } else if (own.blocks > 0 || own.good > 0) {
        // Text that stands in a <div> beside paragraphs, parted by <br>.
        std::size_t direct = 0;
        for (Id c = page_[id].first_child; c != MarkupTree::kNone; c = page_[c].next) {
          if (page_.is_text(c)) direct += weights_[c].text;
        }
        if (direct >= 60) own.good += direct;
      }
      if (id == top) continue;
      Weight& above = weights_[page_[id].parent];
      above.text += own.text;
      above.links += own.links;
      above.good += own.good;
      above.blocks += own.blocks;
    }
  }

  bool is_text_itself(Id id) const {
    return page_[id].name == "article" || page_.attribute(id, "itemprop") == "articleBody";
  }

  Id descend(Id top) const {
    const std::size_t all = weights_[top].good;
    Id at = top;
    while (all > 0 && !is_text_itself(at)) {
      Id best = MarkupTree::kNone;
      for (Id c = page_[at].first_child; c != MarkupTree::kNone; c = page_[c].next) {
        if (page_.is_text(c) || drop_[c] || holds_text(page_[c].name)) continue;
        if (best == MarkupTree::kNone || weights_[c].good > weights_[best].good) best = c;
      }
      if (best == MarkupTree::kNone) break;
      const std::string_view name = page_[best].name;
      const bool semantic = name == "main" || name == "article" || is_text_itself(best) ||
                            page_.attribute(best, "role") == "main";
      if (name == "table" || name == "ul" || name == "ol" || name == "dl") break;
      if (weights_[best].good * 100 < all * (semantic ? 50 : 80)) break;
      at = best;
    }
    return at;
  }

  const MarkupTree& page_;
  std::vector<bool>& drop_;
  std::vector<Weight> weights_;
};

}  // namespace

MarkupTree::Id find_main_text(const MarkupTree& page, std::vector<bool>& drop) {
  return MainText(page, drop).find();
}

}  // namespace sarye

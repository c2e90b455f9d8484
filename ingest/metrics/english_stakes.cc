#include "ingest/metrics/english_stakes.h"

#include "ingest/lexicon/pattern.h"

namespace sarye {

bool is_english_stake(std::string_view sentence, std::string_view lower, ByteRange clause,
                      const Figure& figure) {
  if (figure.unit != "percent") return false;
  const std::string_view before = lower.substr(clause.begin, figure.at.begin - clause.begin);
  const std::string_view after = lower.substr(figure.at.end, clause.end - figure.at.end);
  static const Pattern has(
      R"((?:^|[ ,(])(?:own(?:s|ed|ing)?|h[eo]ld(?:s|ing)?|has|have|had|having|retain(?:s|ed|ing)?|keep(?:s|ing)?|kept|controls?|controlled|controlling|tak(?:e|es|en|ing)|took|acquir(?:e|es|ed|ing)|buy(?:s|ing)?|bought|purchas(?:e|es|ed|ing)|pick(?:s|ed)? up|snap(?:s|ped)? up|secur(?:e|es|ed|ing)|gain(?:s|ed)?|buil(?:ds?|t)|amass(?:ed)?|with|(?:stake|holding|interest) in (?:[a-z0-9.&’'-]+ ){1,4}and) (?:(?:an?|the|its|about|around|nearly|near|almost|just|only|over|under|more|less|than|roughly|some|approximately|additional|another|further|of|up|at|least|initial|combined|total|as|much|remaining|other) ){0,5}$)");
  static const Pattern to(
      R"(\b(?:raise[sd]?|raising|increase[sd]?|increasing|lift(?:s|ed)?|lifting|boost(?:s|ed)?|boosting|brings?|brought|bringing|takes?|took|taking) (?:its|their|the|his) (?:[a-z-]+ ){0,2}(?:stake|holding|shareholding)(?: in (?:[a-z0-9.,&’'-]+ ){1,5})?(?: ?from [0-9.]+(?:%| per ?cent))? ?to (?:(?:about|around|nearly|just|over|more|than|some|approximately|a|total|of) ){0,3}$)");
  if (to.found_in(before)) return true;
  if (!has.found_in(before)) return false;
  static const Pattern stake(
      R"(^ (?:(?:controlling|majority|minority|equity|direct|indirect|voting|strategic|ownership|economic|passive|non-controlling|combined|share) ){0,2}(?:(?:stakes?|shareholdings?|ownership)\b|holdings?(?:[.,;]| in | of |$)|interests? in\b))");
  if (stake.found_in(after)) return true;
  // "owns 51 percent of the joint venture", "of Delmar,": not of a market or of what is made.
  static const Pattern has_of(
      R"((?:^|[ ,(])(?:own(?:s|ed|ing)?|h[eo]ld(?:s|ing)?|retain(?:s|ed|ing)?|acquir(?:e|es|ed|ing)|buy(?:s|ing)?|bought|purchas(?:e|es|ed|ing)|controls?|controlled) (?:[a-z]+ ){0,4}$)");
  if (!has_of.found_in(before)) return false;
  static const Pattern firm(
      R"(^ of (?:(?:the|its|their|this|that) (?:new |combined |merged |resulting |listed )?(?:joint venture|venture|company|firm|business|shares|equity|stock|share capital|capital|jv)\b|(?:the )?(?:[A-Z][A-Za-z0-9&.-]* ?){1,4}(?:[.,;)]|$|(?:and|after|from|through|via|while|for) )))");
  return firm.found_in(sentence.substr(figure.at.end, clause.end - figure.at.end));
}

ByteRange english_stake_of(std::string_view sentence, const Figure& figure) {
  static const Pattern of_whom(
      R"(^ (?:[a-z-]+ ){0,3}(?:in|of) (?:the )?([A-Z][A-Za-z0-9&’'-]*(?: (?:and |& )?[A-Z][A-Za-z0-9&’'-]*){0,4}))");
  const auto match = of_whom.find(sentence.substr(figure.at.end));
  if (!match) return {};
  const ByteRange name = *match->groups[0];
  return {figure.at.end + name.begin, figure.at.end + name.end};
}

}  // namespace sarye

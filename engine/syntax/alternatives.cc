#include "engine/syntax/alternatives.h"

#include <typeinfo>

namespace sarye {

namespace {

using antlr4::RuleContext;
using antlr4::atn::ATN;
using antlr4::atn::ATNState;
using antlr4::atn::ParserATNSimulator;
using antlr4::atn::RuleTransition;

constexpr std::size_t kNone = 0;  // alternatives are numbered from 1

// So often a decision is answered by trying words. A long query asks the commonest some thirty
// times; from there on the table, once filled, is the cheaper way.
constexpr unsigned char kMostTries = 24;
constexpr std::ptrdiff_t kMostWords = 3;
constexpr std::size_t kMostWays = 1024;

const ATNState* return_state(const ATN& atn, const RuleContext& context) {
  const auto& call = *atn.states[context.invokingState]->transitions[0];
  return static_cast<const RuleTransition&>(call).followState;
}

// All ways from a decision over the next words. A way knows the alternative it began with; the
// rules it has entered are a list that shares its tails, and under that lie the parser's own.
class Trial {
 public:
  Trial(const ATN& atn, const ATNState& decision, const RuleContext& context) : atn_(atn) {
    const auto& arcs = decision.transitions;
    for (std::size_t i = 0; i < arcs.size(); ++i) {
      follow({arcs[i]->target, kBottom, &context, i + 1});
    }
  }

  // Over one word; false when there are too many ways to go on.
  bool step(std::size_t word) {
    ways_.swap(last_);
    ways_.clear();
    for (const Way& way : last_) {
      for (const auto& arc : way.state->transitions) {
        if (arc->matches(word, 0, atn_.maxTokenType)) {
          follow({arc->target, way.frame, way.outer, way.alternative});
        }
      }
    }
    return ways_.size() <= kMostWays;
  }

  bool over() const { return ways_.empty(); }

  // The one alternative that is left, or kNone.
  std::size_t only() const {
    std::size_t found = kNone;
    for (const Way& way : ways_) {
      if (found != kNone && found != way.alternative) return kNone;
      found = way.alternative;
    }
    return found;
  }

 private:
  static constexpr int kBottom = -1;

  struct Way {
    const ATNState* state;
    int frame;                 // the innermost rule entered since the decision
    const RuleContext* outer;  // what the parser is inside of, below all frames
    std::size_t alternative;
  };
  struct Frame {
    const ATNState* follow;
    int parent;
  };

  // Along everything that takes no word, to states that take one. Without left recursion and empty
  // loops this ends.
  void follow(const Way& way) {
    if (ways_.size() > kMostWays) return;
    if (way.state == atn_.ruleToStopState[way.state->ruleIndex]) {
      if (way.frame != kBottom) {
        follow({frames_[way.frame].follow, frames_[way.frame].parent, way.outer, way.alternative});
      } else if (way.outer->parent != nullptr) {
        follow({return_state(atn_, *way.outer), kBottom,
                static_cast<const RuleContext*>(way.outer->parent), way.alternative});
      } else {
        ways_.push_back(way);  // behind the end of the text
      }
      return;
    }
    bool takes_word = false;
    for (const auto& arc : way.state->transitions) {
      if (!arc->isEpsilon()) {
        takes_word = true;
      } else if (typeid(*arc) == typeid(RuleTransition)) {
        frames_.push_back({static_cast<const RuleTransition&>(*arc).followState, way.frame});
        follow({arc->target, static_cast<int>(frames_.size()) - 1, way.outer, way.alternative});
      } else {
        follow({arc->target, way.frame, way.outer, way.alternative});
      }
    }
    if (takes_word) ways_.push_back(way);
  }

  const ATN& atn_;
  std::vector<Way> ways_;  // at states that take a word
  std::vector<Way> last_;
  std::vector<Frame> frames_;
};

std::size_t by_words(const ATN& atn, antlr4::TokenStream& words, std::size_t decision,
                     const RuleContext& context) {
  Trial trial(atn, *atn.getDecisionState(decision), context);
  for (std::ptrdiff_t i = 1; i <= kMostWords; ++i) {
    if (!trial.step(words.LA(i)) || trial.over()) return kNone;
    if (const std::size_t only = trial.only(); only != kNone) return only;
  }
  return kNone;
}

ParserATNSimulator& own_simulator(antlr4::Parser& parser) {
  return *parser.getInterpreter<ParserATNSimulator>();
}

}  // namespace

AlternativeFinder::AlternativeFinder(antlr4::Parser& of)
    : ParserATNSimulator(&of, of.getATN(), own_simulator(of).decisionToDFA,
                         own_simulator(of).getSharedContextCache()),
      tries_(of.getATN().getNumberOfDecisions()) {}

std::size_t AlternativeFinder::adaptivePredict(antlr4::TokenStream* words, std::size_t decision,
                                               antlr4::ParserRuleContext* context) {
  if (tries_[decision] < kMostTries) {
    ++tries_[decision];
    if (const std::size_t found = by_words(atn, *words, decision, *context); found != kNone) {
      return found;
    }
  }
  return ParserATNSimulator::adaptivePredict(words, decision, context);
}

}  // namespace sarye

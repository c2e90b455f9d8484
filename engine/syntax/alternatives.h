// Which way the parser goes where a rule has several: found by trying the next few words, before
// the runtime's tables exist.
//
// ANTLR answers each decision from a table that it fills as texts come. The first entry of a
// decision is dear (every place of the grammar in which its rule may stand is looked through), and
// a process that asks one question fills tables for that question alone: a third of what such a
// process does in user space. Here the words are tried against the network from where the parser
// stands, with the rules it is really inside of, so few places are looked at and nothing is kept.
// Where a process asks on, the tables win, and a decision is left to them after a few times.
#pragma once

#include <cstddef>
#include <vector>

#include "antlr4-runtime.h"

namespace sarye {

// Takes the place of the runtime's own simulator, with the same tables, and answers the same: a
// way that is the only one to fit the words and the rules around is what ALL(*) finds too.
// The grammar has no left recursion and no predicates. One thread, like the parser it belongs to.
class AlternativeFinder final : public antlr4::atn::ParserATNSimulator {
 public:
  // Takes over the tables of the simulator that `of` has.
  explicit AlternativeFinder(antlr4::Parser& of);

  std::size_t adaptivePredict(antlr4::TokenStream* words, std::size_t decision,
                              antlr4::ParserRuleContext* context) override;

 private:
  std::vector<unsigned char> tries_;  // by decision
};

}  // namespace sarye

// What a text states before its new concepts are entities; and what a sentence states of plans that
// were told already.
#pragma once

#include <vector>

#include "ingest/arguments/arguments.h"

namespace sarye {

struct PendingRelation {
  TextAssertion assertion;
  Argument subject;
  Argument object;
  Span span;
};

// 此举将提升效率: makes the plan that was told last the cause. False: the words point at a plan,
// and none was told in this paragraph or the one before.
bool points_at_plan(const std::vector<PendingRelation>& pending, const Reading& reading,
                    const AnnotatedText& text, const Frames& frames, Argument& cause);

// 将重心转向机器人 is one plan, not 机器人 beside it: drops plans inside others of the sentence,
// whose statements begin at `begin`.
void drop_inner_plans(std::vector<PendingRelation>& pending, std::size_t begin,
                      const AnnotatedText& text);

}  // namespace sarye

// Runs copies of one pipeline side by side. The rows of its source are dealt out in parts of a few
// hundred; what becomes of them is given in the order of the parts. So rows, and their order, are
// those of one thread, whatever the number of threads.
//
// Nobody waits for a core that is busy elsewhere: the thread that asks for rows works on parts
// itself, and threads of help are started only for what has already taken a while.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/executor/operator.h"

namespace sarye {

// The rows that a pipeline works on; changed by its Gather.
struct DealtRows {
  Batch rows;
};

// One copy. What it is made of has its own readers (QueryContext::for_another_thread).
struct Pipeline {
  std::unique_ptr<QueryContext> context;
  std::unique_ptr<DealtRows> dealt;
  OperatorPtr top;
  std::vector<Operator*> operators;  // in the same order in every copy
};

struct GatherParts {
  std::unique_ptr<QueryContext> source_context;  // what the source was made with
  OperatorPtr source;
  Pipeline first;
  double rows = 0;                    // expected of the source
  std::function<Pipeline()> another;  // one more copy; called by the thread that asks for rows
};

// The leaf of a pipeline: the dealt rows once, then again after a restart.
OperatorPtr make_dealt_rows(QueryContext& context, const DealtRows& dealt);

// Gives an error at the part that met it, after the rows of the parts before. When all rows are
// given, the operators of the first copy have the profiles of all.
OperatorPtr make_gather(QueryContext& context, GatherParts parts);

}  // namespace sarye

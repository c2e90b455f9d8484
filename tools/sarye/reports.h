// What a load did to each file, for a person and for a script.
#pragma once

#include <string>

#include "ingest/loader.h"

namespace sarye {

// [{"path":"a.txt","outcome":"added","key":"a","language":"ko","passages":12,…}, …]
void append_load_report(std::string& out, const LoadReport& report);

// A line a file (what was found and linked, how much is doubtful) and a line for all; of few files
// more; what was left out, what gave nothing and what was rejected, with the reason.
std::string load_report_text(const LoadReport& report);

}  // namespace sarye

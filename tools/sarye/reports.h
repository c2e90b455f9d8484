// What a load did to each file, for a person and for a script.
#pragma once

#include <string>

#include "ingest/loader.h"

namespace sarye {

// [{"path":"a.txt","outcome":"added","key":"a","language":"ko","passages":12,…}, …]
void append_load_report(std::string& out, const LoadReport& report);

// A line a file and a line for all; reasons and what to do below the files that were rejected.
std::string load_report_text(const LoadReport& report);

}  // namespace sarye

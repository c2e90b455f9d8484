// Errors as JSON, for scripts: the same form in `sarye session` and behind `--json`.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace sarye {

// "Syntax", "LimitReached", ...
std::string_view error_code_name(ErrorCode code);

// {"code":"UndefinedVariable","phase":"compile","message":"…","line":1,"column":9,"hint":"…"};
// `code` is the error's own name where it has one. `phase` is compile for what is wrong with the
// query's text, run for everything else. Line, column and hint stand there where they are known.
void append_error_json(std::string& out, const Error& error);

}  // namespace sarye

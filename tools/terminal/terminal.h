// What stands behind standard input, output and error.
#pragma once

namespace sarye {

bool is_terminal(int descriptor);

// Columns of the terminal on standard output; 100 where it is none.
int terminal_width();

// Whether `descriptor` is a terminal that shows bold: NO_COLOR is not set and TERM is not dumb.
bool shows_bold(int descriptor);

}  // namespace sarye

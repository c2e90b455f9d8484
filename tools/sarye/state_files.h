// Files that the command keeps for a person between runs.
#pragma once

#include <string>

namespace sarye {

// $XDG_STATE_HOME/sarye/history, by default below ~/.local/state; its folder is made. Empty when
// there is no place for it: then there is no history.
std::string history_file();

}  // namespace sarye

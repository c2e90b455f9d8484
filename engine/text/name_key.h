// One spelling for a name, used both when a name is stored and when it is asked for: two names with
// equal keys are the same word. NFKC, case folding and Traditional to Simplified; then what writers
// leave out or put in at will goes: spaces, hyphens, middle dots, quotes, brackets, full stops.
//
// Kept, since they tell names apart: digits, letters, symbols (+ # & % @ * and all of category S),
// a dot before a name (.NET), and a separator between two digits ("GPT-3.5" is not "GPT-35"; "3 5"
// and "3-5" are one). Accents are letters. Equal bytes give equal keys in every locale and on every
// machine.
#pragma once

#include <string>
#include <string_view>

namespace sarye {

// "DeepSeek-R1" and "Deepseek R1" give "deepseekr1"; 華為 and 华为 give 华为. A name of nothing but
// folded characters keeps them, so that only an empty name has an empty key. Malformed bytes become
// U+FFFD.
std::string name_key(std::string_view name);

}  // namespace sarye

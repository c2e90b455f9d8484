// Prints the first column of a query's rows: `ask STORE QUERY`.
#include <iostream>

#include "engine/engine.h"
#include "engine/exchange/value_text.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: ask STORE QUERY\n";
    return 2;
  }
  auto engine = sarye::Engine::open(argv[1]);
  if (!engine) {
    std::cerr << engine.error().message << "\n";
    return 1;
  }
  auto answer = (*engine)->ask(argv[2]);
  if (!answer) {
    std::cerr << answer.error().message << "\n";
    return 1;
  }
  for (const auto& row : answer->table.rows) {
    auto text = sarye::value_text(row.front(), (*engine)->graph());
    if (!text) return 1;
    std::cout << *text << "\n";
  }
  return 0;
}

#include "tests/support/catch.h"
#include "tools/sarye/repl.h"

using namespace sarye;

TEST_CASE("An input is whole at a semicolon outside quotes and comments", "[repl]") {
  CHECK(is_whole_input("RETURN 1;"));
  CHECK(is_whole_input("RETURN 1; // done"));
  CHECK(is_whole_input("RETURN 1；"));
  CHECK_FALSE(is_whole_input("RETURN 1"));
  CHECK_FALSE(is_whole_input("MATCH (f:Firm \"a;"));
  CHECK_FALSE(is_whole_input("RETURN 1 // not here;"));
  // What no continuation can mend is shown at once.
  CHECK(is_whole_input("MATCH );"));
}

TEST_CASE("Commands and the words that leave need no semicolon", "[repl]") {
  CHECK(is_whole_input("\\format json"));
  CHECK(is_whole_input("exit"));
  CHECK(is_whole_input("HELP"));
  CHECK(is_whole_input("  "));
}

TEST_CASE("The history has one line an entry, without line comments, with quotes as they are",
          "[repl]") {
  CHECK(one_line_input("MATCH (f)\n  // all of them\nRETURN 'a // b';\n") ==
        "MATCH (f)   RETURN 'a // b';");
}

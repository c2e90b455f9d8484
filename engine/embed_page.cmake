# Run at build time: cmake -DPAGE=grammar/README.md -DOUT=language_page.cc -P embed_page.cmake
# The page becomes a C++ string, so that help is the page itself and no file is read at run time.
file(READ "${PAGE}" page)
string(FIND "${page}" ")page\"" end)
if(NOT end EQUAL -1)
  message(FATAL_ERROR "${PAGE} holds the sign that ends it in the generated file")
endif()
file(WRITE "${OUT}" "// Made of grammar/README.md.
#include \"engine/language_page.h\"

namespace sarye {

std::string_view language_page() {
  static constexpr std::string_view kPage = R\"page(${page})page\";
  return kPage;
}

}  // namespace sarye
")

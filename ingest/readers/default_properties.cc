#include "ingest/readers/default_properties.h"

#include "ingest/lexicon/pattern.h"

namespace sarye {

bool is_default_title(std::string_view title) {
  static const Pattern set_by_program(
      R"((?i)^(?:microsoft (?:word|powerpoint)|powerpoint presentation|untitled|document ?[0-9]*|제목 ?없음|문서 ?[0-9]+|无标题|文档 ?[0-9]+|slide ?[0-9]*|title|word document)|\.(?:docx?|hwpx?|pdf|indd|tex|dvi|pptx?|qxd)$|^[0-9_\-. ]*$)");
  return title.size() < 4 || set_by_program.find(title).has_value();
}

bool is_default_creator(std::string_view name) {
  static const Pattern set_by_program(
      R"((?i)^(?:user[0-9]*|windows user|admin|administrator|author|owner|unknown|python-docx|microsoft.*|사용자|관리자|用户|管理员|root|guest|pc|home|test|acer|lenovo|samsung|hp|dell|unoconv|openxml.*|apache poi)$|^[\w.-]+@|^[a-z]{1,4}[0-9]+$)");
  return name.size() < 2 || set_by_program.find(name).has_value();
}

}  // namespace sarye

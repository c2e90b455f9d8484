#include "tests/engine/syntax/parse_helpers.h"

using namespace sarye;
using namespace sarye::test;

TEST_CASE("a path's edges keep direction, types, bounds and filters", "[syntax]") {
  const auto clause = match(
      "MATCH p = ANY SHORTEST (a:Firm \"Naver\")<-[r:USES|:HAS*1..3 {k: 1} WHERE r.x = 2]-(b)"
      "-->(c)--(d)<-->(e)");
  const auto& path = clause.paths[0];
  CHECK(path.variable->text == "p");
  CHECK(path.search == ast::PathSearch::AnyShortest);
  REQUIRE(path.edges.size() == 4);
  CHECK(path.edges[0].direction == ast::Direction::Left);
  CHECK(path.edges[0].label->operands.size() == 2);
  CHECK(path.edges[0].quantifier->min == 1);
  CHECK(path.edges[0].quantifier->max == 3);
  CHECK(path.edges[0].properties.size() == 1);
  CHECK(path.edges[0].filter.has_value());
  CHECK(path.edges[1].direction == ast::Direction::Right);
  CHECK(path.edges[2].direction == ast::Direction::Either);
  CHECK(path.edges[3].direction == ast::Direction::Either);
  CHECK(path.nodes[0].entity->text == "Naver");
}

TEST_CASE("each way to write a length has its own bounds", "[syntax]") {
  auto bounds = [](const std::string& star) {
    const auto quantifier = *match("MATCH (a)-[r" + star + "]->(b)").paths[0].edges[0].quantifier;
    auto text = [](auto n) { return n ? std::to_string(*n) : std::string("-"); };
    return text(quantifier.min) + " " + text(quantifier.max);
  };
  CHECK(bounds("*") == "- -");
  CHECK(bounds("*2") == "2 2");
  CHECK(bounds("*0..") == "0 -");
  CHECK(bounds("*..3") == "- 3");
  CHECK(bounds("*1..3") == "1 3");
  CHECK(bounds("s*") == "- -");
}

TEST_CASE("an entity may be a parameter, and a type an expression of types", "[syntax]") {
  const auto nodes = match("MATCH (n $name), (:!(Firm|Agency)), (x:`My Type`)").paths;
  CHECK(nodes[0].nodes[0].entity->kind == ast::ExpressionKind::Parameter);
  CHECK(nodes[1].nodes[0].label->kind == ast::LabelExpression::Kind::Not);
  CHECK(nodes[1].nodes[0].label->operands[0].operands.size() == 2);
  CHECK((nodes[2].nodes[0].label->name.text == "My Type" && nodes[2].nodes[0].label->name.quoted));
  CHECK(failure("MATCH (n:Firm:Agency) RETURN n").place->column == 15);
}

TEST_CASE("every evidence word is read with its arguments", "[syntax]") {
  using Word = ast::Evidence::Kind;
  const auto words =
      match(
          "MATCH (a)-[r]->(b) SUPPORTED BY > 2 LANGUAGES SUPPORTED BY 3 DOCUMENTS "
          "IN LANGUAGE zh, 'ko', $lang IN DOCUMENTS ko EXCEPT 'w1', 'w2' CONFIDENCE >= 0.7 "
          "AS OF DATE '2023-06-30' DURING 2018 TO 2022 MODALITY possible, required MODALITY ANY "
          "IN SAME DOCUMENT AS d IN SAME PASSAGE ASSERTED DENIED DISPUTED")
          .evidence;
  REQUIRE(words.size() == 14);
  CHECK((words[0].kind == Word::SupportedBy && words[0].unit.text == "LANGUAGES"));
  CHECK(words[0].comparison == ast::ComparisonOperator::Greater);
  CHECK(words[1].comparison == ast::ComparisonOperator::GreaterOrEqual);
  CHECK((words[2].languages.size() == 3 && words[2].languages[2].parameter));
  CHECK(words[3].documents->kind == ast::DocumentSet::Kind::Except);
  CHECK(words[3].documents->operands[1].keys.size() == 2);
  CHECK((words[4].kind == Word::Confidence && words[4].values[0].number == 0.7));
  CHECK((words[5].kind == Word::AsOf && words[6].kind == Word::During));
  CHECK(words[6].values.size() == 2);
  CHECK((words[7].names.size() == 2 && words[8].names.empty()));
  CHECK((words[9].kind == Word::InSameDocument && words[9].alias->text == "d"));
  CHECK((words[10].kind == Word::InSamePassage && words[13].kind == Word::Disputed));
}

TEST_CASE("INTERSECT of document sets binds tighter than UNION", "[syntax]") {
  const auto query = question("FROM ko UNION zh INTERSECT (WHERE year > 2018) RETURN 1");
  const auto& set = *query.parts[0].from;
  CHECK(set.kind == ast::DocumentSet::Kind::Union);
  CHECK(set.operands[1].kind == ast::DocumentSet::Kind::Intersect);
}

TEST_CASE("RETURN with everything that may follow it", "[syntax]") {
  const auto query = question(
      "MATCH (a)-[r]->(b) RETURN DISTINCT *, a.x AS y ORDER BY y DESC, a.z SKIP 1 LIMIT $n "
      "CITE r, b AS quote LIMIT 2");
  const auto& result = query.parts[0].result;
  CHECK((result.projection.distinct && result.projection.star));
  CHECK(result.projection.items[0].alias->text == "y");
  CHECK((result.projection.order_by[0].descending && !result.projection.order_by[1].descending));
  CHECK(result.projection.skip->integer == 1);
  CHECK(result.projection.limit->text == "n");
  CHECK((result.cite->variables.size() == 2 && result.cite->limit->integer == 2));
  CHECK(question("MATCH (a)-->(b) RETURN a CITE LIMIT 3").parts[0].result.cite->variables.empty());
}

TEST_CASE("set operations keep their order and ALL", "[syntax]") {
  const auto query = question("RETURN 1 AS x UNION ALL RETURN 2 AS x EXCEPT FROM ko RETURN 3 AS x");
  CHECK(query.operators == std::vector{ast::SetOperator::UnionAll, ast::SetOperator::Except});
  CHECK(query.parts[2].from->name.text == "ko");
}

TEST_CASE("SEARCH, UNWIND and WITH as clauses", "[syntax]") {
  const auto query = question(
      "SEARCH '보조금 AND 창업' IN LANGUAGE ko AS p, score LIMIT 20 "
      "WITH p, score ORDER BY score WHERE score > 1 UNWIND [1, 2] AS n OPTIONAL MATCH (p)-->(f) "
      "RETURN n");
  const auto& clauses = query.parts[0].clauses;
  REQUIRE(clauses.size() == 4);
  const auto& search = std::get<ast::SearchClause>(clauses[0]);
  CHECK((search.passage.text == "p" && search.score->text == "score" && search.limit));
  CHECK(std::get<ast::WithClause>(clauses[1]).where.has_value());
  CHECK(std::get<ast::UnwindClause>(clauses[2]).variable.text == "n");
  CHECK(std::get<ast::MatchClause>(clauses[3]).optional);
}

TEST_CASE("TRACE and COMPARE with all their parts", "[syntax]") {
  const auto trace = question<ast::Trace>(
      "FROM ALL TRACE p = (:Policy \"수출통제\") TO (e:Effect) THROUGH Mechanism|Strategy WITHIN 5 "
      "HOPS SUPPORTED BY 2 DOCUMENTS WHERE e.x = 1 TOP 3 RETURN p CITE");
  CHECK(
      (trace.from && trace.variable->text == "p" && trace.within == 5 && trace.top->integer == 3));
  CHECK((trace.through->operands.size() == 2 && trace.evidence.size() == 1 && trace.where));
  CHECK((trace.projection && trace.cite && trace.end.variable->text == "e"));
  const auto compare = question<ast::Compare>(
      "COMPARE ko WITH WHERE language = 'zh' WITH 'w1' BY MATCH (f)-[r:USES]->(x) RETURN x.name");
  CHECK((compare.sets.size() == 3 && compare.matches.size() == 1));
}

TEST_CASE("the other statements", "[syntax]") {
  const auto let =
      body<ast::LetStatement>("LET zh = DOCUMENTS WHERE language = 'zh' AND year >= 2018");
  CHECK((let.documents->kind == ast::DocumentSet::Kind::Where && !let.value));
  const auto value = body<ast::LetStatement>("LET $n = 5");
  CHECK((value.parameter && value.name.text == "n" && value.value->integer == 5));
  const auto show = body<ast::ShowStatement>("SHOW names LIKE '화웨이' IN ko LIMIT 10");
  CHECK((show.what.text == "names" && show.like && show.in->text == "ko" && show.limit));
  CHECK(body<ast::DescribeStatement>("DESCRIBE (:Firm \"Huawei\")").node->entity->text == "Huawei");
  CHECK(body<ast::DescribeStatement>("DESCRIBE 'Huawei'").text->text == "Huawei");
  CHECK(body<ast::DescribeStatement>("DESCRIBE Firm").name->text == "Firm");
  CHECK(body<ast::SetStatement>("SET max_hops = 6").value.integer == 6);
  CHECK(body<ast::SetStatement>("SET strict_names off").value.text == "off");
  CHECK(body<ast::HelpStatement>("HELP match").topic->text == "match");
  CHECK(!body<ast::HelpStatement>("HELP").topic);
  const auto out = body<ast::ExportStatement>(
      "EXPORT TO 'deepseek.graphml' AS graphml WITH EVIDENCE MATCH p = (a)-->(b) RETURN p");
  CHECK((out.file == "deepseek.graphml" && out.format->text == "graphml" && out.with_evidence));
  CHECK(body<ast::QuestionStatement>("PROFILE RETURN 1").mode == ast::QuestionMode::Profile);
}

TEST_CASE("words of sentences are names elsewhere, in any case and script", "[syntax]") {
  CHECK(shape(expression("end.limit + count.order")) == "(+ (.limit end) (.order count))");
  CHECK(match("match (search:Documents)-[trace:TOP]->(기업:회사)")
            .paths[0]
            .nodes[1]
            .label->name.text == "회사");
  CHECK(expression("`return`").text == "return");
  CHECK(expression("`a``b`").text == "a`b");
  CHECK(expression("$1").text == "1");
  CHECK(expression("$`a b`").text == "a b");
  CHECK(failure("RETURN 1 AS where").hint.find("backticks") != std::string::npos);
}

TEST_CASE("a name is of letters of any script, and ends where a sign stands", "[syntax]") {
  for (const char* name : {"기업", "企业", "企業", "\U00020000名", "\U000323B0", "\U0002EBF0",
                           "ñandú", "имя", "かな", "a٣", "x\u0301y", "한글1", "_업"}) {
    INFO(name);
    CHECK(expression(name).text == name);
    CHECK(expression(std::string("$") + name).text == name);
  }
  // A digit and a mark of another script go on a name and start none; an arrow is in no name.
  for (const char* bad : {"٣a", "\u0301x", "a→b", "企业→", "\U000323B0。", "1업"}) {
    INFO(bad);
    CHECK_FALSE(parse(std::string("RETURN ") + bad + " AS x").has_value());
  }
  CHECK(expression("'가→나。\u0301'").text == "가→나。\u0301");
  CHECK(expression("`가→나`").text == "가→나");
}

TEST_CASE("a text of several statements, comments and empty ones", "[syntax]") {
  const auto script = parse("; // 한국어 주석\nSHOW types;; /* 注释; */ RETURN 1 ;\n");
  REQUIRE(script.has_value());
  REQUIRE(script->statements.size() == 2);
  CHECK(script->statements[0].source_text == "SHOW types");
  CHECK(script->statements[1].place.line == 2);
  CHECK(parse("  // nothing\n")->statements.empty());
  CHECK(parse_statement("RETURN 1;").has_value());
  CHECK_FALSE(parse_statement("RETURN 1; RETURN 2").has_value());
}

TEST_CASE("full-width signs are signs outside quotes, and places stay those of the text",
          "[syntax]") {
  const std::string text =
      "ＭＡＴＣＨ　（企业：Firm “华为，公司”）－［：USES］－＞（r） ＷＨＥＲＥ r.x ＝ ＇Ａ＇ "
      "RETURN 企业，r；";
  auto query = question(text);
  const auto& match = std::get<ast::MatchClause>(query.parts[0].clauses[0]);
  CHECK(match.paths[0].nodes[0].entity->text == "华为，公司");
  CHECK(match.where->operands[1].text == "Ａ");
  const TextPlace place = match.paths[0].edges[0].label->place;
  CHECK(place.column == 27);
  CHECK(text.substr(place.byte_begin, place.byte_end - place.byte_begin) == "USES");
  CHECK(query.parts[0].result.projection.items[0].source_text == "企业");
}

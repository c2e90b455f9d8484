// The sentences of SaryeQL. There is no left recursion: a row of operands is one context, so long
// rows are flat, and what may come next can be found by walking these rules (engine/syntax/expected.h).
parser grammar SaryeParser;
options { tokenVocab = SaryeLexer; }

// MATCH (f:Firm) RETURN f.name; SHOW types;
script : statement? ( SEMICOLON statement? )* EOF ;

statement
    : ( EXPLAIN | PROFILE )? question
    | exportStatement
    | letStatement
    | showStatement
    | describeStatement
    | setStatement
    | helpStatement
    ;

question : query | trace | compare ;

// EXPORT TO 'deepseek.graphml' AS graphml WITH EVIDENCE MATCH p = (:Firm "DeepSeek")-[*1..2]-(x) RETURN p
exportStatement   : EXPORT TO STRING ( AS format )? ( WITH EVIDENCE )? ( query | trace ) ;
// LET zh = DOCUMENTS WHERE language = 'zh'     LET $n = 5
letStatement      : LET ( PARAMETER | newName ) EQ ( DOCUMENTS docset | expr ) ;
// SHOW names LIKE 'Naver' LIMIT 10
showStatement     : SHOW subject ( LIKE sum )? ( IN_ language )? ( LIMIT expr )? ;
describeStatement : DESCRIBE ( node | STRING | label ) ;
// SET max_hops = 6
setStatement      : SET option EQ? expr ;
helpStatement     : HELP topic? ;

query    : single ( setOperator single )* ;
setOperator : ( UNION | INTERSECT | EXCEPT ) ALL? ;
single   : fromClause? clause* returnClause ;
fromClause : FROM docset ;
clause   : matchClause | withClause | unwindClause | searchClause ;

// MATCH (f:Firm)-[r:PURSUES]->(s:Strategy) SUPPORTED BY 2 DOCUMENTS WHERE f.name = 'Naver'
matchClause  : OPTIONAL? MATCH pattern ( COMMA pattern )* evidence* where? ;
withClause   : WITH projection where? ;
unwindClause : UNWIND expr AS newName ;
// SEARCH 'subsidy AND start-up' IN LANGUAGE en AS p, score LIMIT 20
searchClause : SEARCH sum ( IN_ LANGUAGE languages )? AS newName ( COMMA newName )? ( LIMIT expr )? ;
returnClause : RETURN projection cite? ;
where        : WHERE expr ;

projection
    : DISTINCT? ( STAR | item ) ( COMMA item )*
      ( ORDER BY sortItem ( COMMA sortItem )* )? ( SKIP_ expr )? ( LIMIT expr )?
    ;
item     : expr ( AS newName )? ;
sortItem : expr ( ASC | ASCENDING | DESC | DESCENDING )? ;
cite     : CITE ( variable ( COMMA variable )* )? ( AS newName )? ( LIMIT expr )? ;

// TRACE (:Policy "export controls") TO (e:Effect) THROUGH Mechanism|Strategy WITHIN 5 HOPS TOP 3 CITE
trace
    : fromClause? TRACE ( newName EQ )? node TO node ( THROUGH labelExpr )? ( WITHIN INTEGER HOPS? )?
      evidence* where? ( TOP expr )? ( RETURN projection )? cite?
    ;

// COMPARE ko WITH zh BY MATCH (:Firm "Huawei")-[r:USES]->(x:Resource) RETURN x.name CITE
compare : COMPARE docset ( WITH docset )+ BY matchClause+ returnClause ;

evidence
    : SUPPORTED BY comparison? sum unit
    | IN_ LANGUAGE languages
    | IN_ ( DOCUMENT | DOCUMENTS ) docset
    | CONFIDENCE comparison sum
    | AS OF sum
    | DURING sum TO sum
    | MODALITY ( ANY | modality ( COMMA modality )* )
    | IN_ SAME ( DOCUMENT | PASSAGE ) ( AS newName )?
    | ASSERTED
    | DENIED
    | DISPUTED
    ;
languages : language ( COMMA language )* ;
language  : name | STRING | PARAMETER ;

// INTERSECT binds tighter than UNION and EXCEPT.
docset     : docsetTerm ( ( UNION | EXCEPT ) docsetTerm )* ;
docsetTerm : docsetAtom ( INTERSECT docsetAtom )* ;
docsetAtom
    : LPAREN docset RPAREN
    | ALL
    | WHERE expr
    | STRING ( COMMA STRING )*
    | PARAMETER
    | docsetName
    ;

// p = ANY SHORTEST (:Policy "Made in China 2025")-[*1..6]-(:Firm "SMIC")
pattern  : ( newName EQ )? ( WALK | TRAIL | ( ANY | ALL ) SHORTEST )* path ;
path     : node ( edge node )* ;
// (firm:Firm "Huawei")   (f:Firm|Agency {country: 'KR'})   (f:Firm $name WHERE f.founded > 2010)
node     : LPAREN variable? ( COLON labelExpr )* ( STRING | PARAMETER | props )? where? RPAREN ;
// -[r:USES|HAS*1..3 {kind: 'x'}]->     <--     --
edge
    : LT? MINUS ( LBRACKET variable? ( COLON labelExpr )? quantifier? props? where? RBRACKET )? MINUS GT?
    ;
quantifier : STAR ( INTEGER? RANGE INTEGER? | INTEGER )? ;
labelExpr  : labelTerm ( PIPE COLON? labelTerm )* ;
labelTerm  : BANG labelTerm | LPAREN labelExpr RPAREN | label ;
props      : LBRACE ( property COLON expr ( COMMA property COLON expr )* )? RBRACE ;

// From what binds loosest to what binds tightest.
expr       : xorExpr ( OR xorExpr )* ;
xorExpr    : andExpr ( XOR andExpr )* ;
andExpr    : notExpr ( AND notExpr )* ;
notExpr    : NOT* chain ;
chain      : predicate ( comparison predicate )* ;
comparison : EQ | NEQ | LT | LE | GT | GE ;
predicate  : sum predicateTail* ;
predicateTail
    : NOT? IN_ sum
    | ( CONTAINS | STARTS WITH | ENDS WITH | MATCHES | REGEX ) sum
    | IS NOT? NULL_
    ;
sum        : product ( ( PLUS | MINUS ) product )* ;
product    : power ( ( STAR | SLASH | PERCENT ) power )* ;
power      : unary ( CARET unary )* ;
unary      : ( PLUS | MINUS )* postfix ;
postfix    : atom accessor* ;
accessor
    : DOT property
    | LBRACKET ( expr | expr? RANGE expr? ) RBRACKET
    | COLON labelExpr
    ;

atom
    : literal
    | PARAMETER
    | caseExpr
    | ( EXISTS | COUNT ) LBRACE subquery RBRACE
    | ( ALL | ANY | NONE | SINGLE ) LPAREN newName IN_ expr where? RPAREN
    | LBRACKET newName IN_ expr where? ( RESULT_BAR expr )? RBRACKET
    | listLiteral
    | DATE STRING
    | call
    | pathExpr
    | LPAREN expr RPAREN
    | variable
    | mapLiteral
    ;
literal     : NULL_ | TRUE_ | FALSE_ | INTEGER | FLOAT | STRING ;
listLiteral : LBRACKET ( expr ( COMMA expr )* )? RBRACKET ;
call        : function LPAREN ( STAR | DISTINCT? ( expr ( COMMA expr )* over? )? ) RPAREN ;
// pagerank(f OVER { (:Firm)-[r:SUPPLIES]->(:Firm) IN LANGUAGE ko } BY docs(r))
over        : OVER LBRACE subquery RBRACE ( BY expr )? ;
caseExpr    : CASE expr? ( WHEN expr THEN expr )+ ( ELSE expr )? END ;
subquery     : subqueryPart ( setOperator subqueryPart )* | pattern ( COMMA pattern )* evidence* where? ;
subqueryPart : clause+ returnClause? ;
pathExpr    : node ( edge node )+ ;
// Not a value of the language: read, so that the refusal can say so.
mapLiteral  : props ;

// The roles of a name: one rule each, so that a hint knows which names to offer.
variable   : name ;
newName    : name ;
label      : name ;
property   : name ;
function   : name ;
docsetName : name ;
unit       : name ;
modality   : name ;
format     : name ;
subject    : name ;
option     : name ;
topic      : ( name | reserved )+ | STRING ;

name
    : IDENTIFIER | QUOTED_IDENTIFIER | ALL | ANY | ASC | ASCENDING | ASSERTED | BY | CITE |
    COMPARE | CONFIDENCE | CONTAINS | COUNT | DATE | DENIED | DESC | DESCENDING | DESCRIBE |
    DISPUTED | DOCUMENT | DOCUMENTS | DURING | END | ENDS | EVIDENCE | EXCEPT | EXISTS | EXPLAIN
    | EXPORT | FROM | HELP | HOPS | INTERSECT | LANGUAGE | LET | LIKE | LIMIT | MATCHES |
    MODALITY | NONE | OF | ORDER | OVER | PASSAGE | PROFILE | SAME | SEARCH | SET | SHORTEST | SHOW |
    SINGLE | SKIP_ | STARTS | SUPPORTED | THROUGH | TO | TOP | TRACE | TRAIL | UNION | WALK |
    WITHIN
    ;

reserved
    : AND | AS | CASE | DISTINCT | ELSE | FALSE_ | IN_ | IS | MATCH | NOT | NULL_ | OPTIONAL | OR
    | RETURN | THEN | TRUE_ | UNWIND | WHEN | WHERE | WITH | XOR
    ;

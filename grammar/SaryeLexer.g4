// The words of SaryeQL. The text is mapped before it comes here (engine/syntax/lexer_input.h): full-width
// signs outside quotes are ASCII already, and characters that no rule tells apart are one sign. ANTLR
// finds out anew for each different character where it leads, in every process, and for one above
// U+007F each time; and a grammar without Unicode's sets is built faster.
//   U+0001 may start a name: _, XID_Start; of a to z only what no number has (a to f, o, x)
//   U+0002 may go on with it (XID_Continue)
//   U+0003, U+0004 single quotes, as in ‘so’; U+0005, U+0006 double ones
//   1 for 1 to 7; 9 for 8 and 9; small letters for large ones
//   a space for White_Space, U+200B and U+FEFF; U+007F for all that is not named here
// Every character belongs to a token, so the lexer itself never fails; what cannot be
// read (an open string, 12abc, a stray sign) has a token of its own, which no sentence contains.
lexer grammar SaryeLexer;

// Keywords. The lexer reads each as an IDENTIFIER, and the parser's door gives it its type by a table,
// in either case (engine/syntax/token.h): spelled out letter by letter here, they were four fifths
// of the network that every process builds anew before its first question. What stands behind an
// underscore is no part of the word and dodges a macro of C++.
tokens {
  // Reserved: never a name without backticks.
  AND, AS, CASE, DISTINCT, ELSE, FALSE_, IN_, IS, MATCH, NOT, NULL_, OPTIONAL, OR, RETURN,
  THEN, TRUE_, UNWIND, WHEN, WHERE, WITH, XOR,
  // Words of sentences that are names elsewhere: rule `name` of the parser lists them.
  ALL, ANY, ASC, ASCENDING, ASSERTED, BY, CITE, COMPARE, CONFIDENCE, CONTAINS, COUNT, DATE,
  DENIED, DESC, DESCENDING, DESCRIBE, DISPUTED, DOCUMENT, DOCUMENTS, DURING, END, ENDS,
  EVIDENCE, EXCEPT, EXISTS, EXPLAIN, EXPORT, FROM, HELP, HOPS, INTERSECT, LANGUAGE, LET, LIKE,
  LIMIT, MATCHES, MODALITY, NONE, OF, ORDER, OVER, PASSAGE, PROFILE, SAME, SEARCH, SET,
  SHORTEST, SHOW, SINGLE, SKIP_, STARTS, SUPPORTED, THROUGH, TO, TOP, TRACE, TRAIL, UNION,
  WALK, WITHIN
}

SEMICOLON  : ';' ;
COMMA      : ',' ;
COLON      : ':' ;
RANGE      : '..' ;
DOT        : '.' ;
LPAREN     : '(' ;
RPAREN     : ')' ;
LBRACKET   : '[' ;
RBRACKET   : ']' ;
LBRACE     : '{' ;
RBRACE     : '}' ;
PIPE       : '|' ;
BANG       : '!' ;
EQ         : '=' ;
NEQ        : '<>' | '!=' ;
LE         : '<=' ;
GE         : '>=' ;
LT         : '<' ;
GT         : '>' ;
REGEX      : '=~' ;
PLUS       : '+' ;
MINUS      : '-' ;
STAR       : '*' ;
SLASH      : '/' ;
PERCENT    : '%' ;
CARET      : '^' ;

// The bar before the result of [x IN xs WHERE x:A|B | x.name]. The lexer never makes it: of the
// bars directly inside such brackets, the last PIPE is turned into it before the parser runs.
RESULT_BAR : '\u0000|' ;

// 1..3 is INTEGER RANGE INTEGER, so a point needs a digit behind it.
INTEGER : DIGIT+ | '0x' HEX+ | '0o' [0-7]+ ;
FLOAT   : DIGIT+ '.' DIGIT+ EXPONENT? | '.' DIGIT+ EXPONENT? | DIGIT+ EXPONENT ;
// 12abc, 0x1G: longer than the number in it, so it wins.
BAD_NUMBER : ( DIGIT+ '.' )? DIGIT ID_CONTINUE* | '.' DIGIT ID_CONTINUE* ;

PARAMETER  : '$' ( ID_CONTINUE+ | '`' BACKTICKED '`' ) ;
IDENTIFIER : ID_START ID_CONTINUE* ;
QUOTED_IDENTIFIER : '`' BACKTICKED '`' ;
OPEN_IDENTIFIER   : '$'? '`' BACKTICKED ;

// An open string is the string less its closing quote: a closed one is longer and wins.
STRING : '\'' SINGLE_QUOTED '\'' | '"' DOUBLE_QUOTED '"'
       | '\u0003' SINGLE_CURLED '\u0004' | '\u0005' DOUBLE_CURLED '\u0006' ;
OPEN_STRING : '\'' SINGLE_QUOTED '\\'? | '"' DOUBLE_QUOTED '\\'?
            | '\u0003' SINGLE_CURLED '\\'? | '\u0005' DOUBLE_CURLED '\\'? ;

COMMENT      : ( '//' ~[\r\n]* | '/*' .*? '*/' ) -> skip ;
OPEN_COMMENT : '/*' ( ~'*' | '*'+ ~[*/] )* '*'* ;
SPACE        : [ \t\n\u000B\f\r]+ -> skip ;
OTHER        : . ;

fragment SINGLE_QUOTED : ( ~['\\] | '\\' . )* ;
fragment DOUBLE_QUOTED : ( ~["\\] | '\\' . )* ;
fragment SINGLE_CURLED : ( ~[\u0004\\] | '\\' . )* ;
fragment DOUBLE_CURLED : ( ~[\u0006\\] | '\\' . )* ;
fragment BACKTICKED    : ( ~'`' | '``' )* ;

fragment DIGIT    : [0-9] ;
fragment HEX      : [0-9a-f] ;
fragment EXPONENT : 'e' [+-]? DIGIT+ ;

fragment ID_START    : [a-fox\u0001] ;
fragment ID_CONTINUE : [a-fox0-9\u0001\u0002] ;

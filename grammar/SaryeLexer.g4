// The words of SaryeQL. The text is mapped before it comes here: full-width signs outside quotes are
// ASCII already, and a letter of another script is the sign of its class. Every character belongs to a token, so the lexer itself never fails; what cannot be
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
INTEGER : DIGIT+ | '0' [xX] HEX+ | '0' [oO] [0-7]+ ;
FLOAT   : DIGIT+ '.' DIGIT+ EXPONENT? | '.' DIGIT+ EXPONENT? | DIGIT+ EXPONENT ;
// 12abc, 0x1G: longer than the number in it, so it wins.
BAD_NUMBER : ( DIGIT+ '.' )? DIGIT ID_CONTINUE* | '.' DIGIT ID_CONTINUE* ;

PARAMETER  : '$' ( ID_CONTINUE+ | '`' BACKTICKED '`' ) ;
IDENTIFIER : ID_START ID_CONTINUE* ;
QUOTED_IDENTIFIER : '`' BACKTICKED '`' ;
OPEN_IDENTIFIER   : '$'? '`' BACKTICKED ;

// An open string is the string less its closing quote: a closed one is longer and wins.
STRING : '\'' SINGLE_QUOTED '\'' | '"' DOUBLE_QUOTED '"'
       | '\u2018' SINGLE_CURLED '\u2019' | '\u201C' DOUBLE_CURLED '\u201D' ;
OPEN_STRING : '\'' SINGLE_QUOTED '\\'? | '"' DOUBLE_QUOTED '\\'?
            | '\u2018' SINGLE_CURLED '\\'? | '\u201C' DOUBLE_CURLED '\\'? ;

COMMENT      : ( '//' ~[\r\n]* | '/*' .*? '*/' ) -> skip ;
OPEN_COMMENT : '/*' ( ~'*' | '*'+ ~[*/] )* '*'* ;
SPACE        : [\p{White_Space}\u200B\uFEFF]+ -> skip ;
OTHER        : . ;

fragment SINGLE_QUOTED : ( ~['\\] | '\\' . )* ;
fragment DOUBLE_QUOTED : ( ~["\\] | '\\' . )* ;
fragment SINGLE_CURLED : ( ~[\u2019\\] | '\\' . )* ;
fragment DOUBLE_CURLED : ( ~[\u201D\\] | '\\' . )* ;
fragment BACKTICKED    : ( ~'`' | '``' )* ;

fragment DIGIT    : [0-9] ;
fragment HEX      : [0-9a-fA-F] ;
fragment EXPONENT : [eE] [+-]? DIGIT+ ;

// XID_Start and XID_Continue of any script. Beyond ASCII the lexer is given one sign for all of a
// class (`lexer_input`): U+4E00 where a name may start, U+0300 where it
// may only go on. Written out as \p{XID_Continue}, the sets were a third of a cold start.
fragment ID_START    : [_a-zA-Z\u4E00] ;
fragment ID_CONTINUE : [_a-zA-Z0-9\u4E00\u0300] ;

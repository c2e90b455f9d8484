// The words of SaryeQL. The text is mapped before it comes here: full-width signs outside quotes are
// ASCII already, and a letter of another script is the sign of its class. Every character belongs to a token, so the lexer itself never fails; what cannot be
// read (an open string, 12abc, a stray sign) has a token of its own, which no sentence contains.
lexer grammar SaryeLexer;

// Reserved: never a name without backticks.
AND        : A N D ;
AS         : A S ;
CASE       : C A S E ;
DISTINCT   : D I S T I N C T ;
ELSE       : E L S E ;
FALSE_     : F A L S E ;
IN_        : I N ;
IS         : I S ;
MATCH      : M A T C H ;
NOT        : N O T ;
NULL_      : N U L L ;
OPTIONAL   : O P T I O N A L ;
OR         : O R ;
RETURN     : R E T U R N ;
THEN       : T H E N ;
TRUE_      : T R U E ;
UNWIND     : U N W I N D ;
WHEN       : W H E N ;
WHERE      : W H E R E ;
WITH       : W I T H ;
XOR        : X O R ;

// Words of sentences that are names elsewhere: rule `name` of the parser lists them.
ALL        : A L L ;
ANY        : A N Y ;
ASC        : A S C ;
ASCENDING  : A S C E N D I N G ;
ASSERTED   : A S S E R T E D ;
BY         : B Y ;
CITE       : C I T E ;
COMPARE    : C O M P A R E ;
CONFIDENCE : C O N F I D E N C E ;
CONTAINS   : C O N T A I N S ;
COUNT      : C O U N T ;
DATE       : D A T E ;
DENIED     : D E N I E D ;
DESC       : D E S C ;
DESCENDING : D E S C E N D I N G ;
DESCRIBE   : D E S C R I B E ;
DISPUTED   : D I S P U T E D ;
DOCUMENT   : D O C U M E N T ;
DOCUMENTS  : D O C U M E N T S ;
DURING     : D U R I N G ;
END        : E N D ;
ENDS       : E N D S ;
EVIDENCE   : E V I D E N C E ;
EXCEPT     : E X C E P T ;
EXISTS     : E X I S T S ;
EXPLAIN    : E X P L A I N ;
EXPORT     : E X P O R T ;
FROM       : F R O M ;
HELP       : H E L P ;
HOPS       : H O P S ;
INTERSECT  : I N T E R S E C T ;
LANGUAGE   : L A N G U A G E ;
LET        : L E T ;
LIKE       : L I K E ;
LIMIT      : L I M I T ;
MATCHES    : M A T C H E S ;
MODALITY   : M O D A L I T Y ;
NONE       : N O N E ;
OF         : O F ;
ORDER      : O R D E R ;
OVER       : O V E R ;
PASSAGE    : P A S S A G E ;
PROFILE    : P R O F I L E ;
SAME       : S A M E ;
SEARCH     : S E A R C H ;
SET        : S E T ;
SHORTEST   : S H O R T E S T ;
SHOW       : S H O W ;
SINGLE     : S I N G L E ;
SKIP_      : S K I P ;
STARTS     : S T A R T S ;
SUPPORTED  : S U P P O R T E D ;
THROUGH    : T H R O U G H ;
TO         : T O ;
TOP        : T O P ;
TRACE      : T R A C E ;
TRAIL      : T R A I L ;
UNION      : U N I O N ;
WALK       : W A L K ;
WITHIN     : W I T H I N ;

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
INTEGER : DIGIT+ | '0' X HEX+ | '0' O [0-7]+ ;
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

fragment A : [aA] ; fragment B : [bB] ; fragment C : [cC] ;
fragment D : [dD] ; fragment E : [eE] ; fragment F : [fF] ;
fragment G : [gG] ; fragment H : [hH] ; fragment I : [iI] ;
fragment J : [jJ] ; fragment K : [kK] ; fragment L : [lL] ;
fragment M : [mM] ; fragment N : [nN] ; fragment O : [oO] ;
fragment P : [pP] ; fragment Q : [qQ] ; fragment R : [rR] ;
fragment S : [sS] ; fragment T : [tT] ; fragment U : [uU] ;
fragment V : [vV] ; fragment W : [wW] ; fragment X : [xX] ;
fragment Y : [yY] ; fragment Z : [zZ] ;

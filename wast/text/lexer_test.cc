// Tests of lexical analysis. spec: text/lexical, text/values
#include "wast/text/lexer.h"

#include "wast/text/cursor.h"
#include "wast/text/floats.h"
#include "wast/text/literals.h"
#include "wast/text/text_test.h"

namespace modlink::text {
namespace {

// One letter for each token.
std::string kinds(std::string text) {
  const Tokens tokens(std::make_shared<const Source>("test", std::move(text), Source::Kind::text));
  std::string result;
  for (std::size_t i = 0; i < tokens.size(); ++i) result += "()knifsdqr!."[static_cast<int>(tokens[i].kind)];
  return result;
}

std::string lex_error(std::string text) {
  const Tokens tokens(std::make_shared<const Source>("test", std::move(text), Source::Kind::text));
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].error != LexError::none) return to_string(tokens[i].error);
  }
  return "";
}

TEST(lexer, kinds_of_tokens) {
  EXPECT_EQ(kinds("(func $f \"a\" 1 -1 1.5)"), "(kdsnif).");
  EXPECT_EQ(kinds("$\"a b\" 0x1F 1_000 +inf nan:0x1 inf"), "qnnfkk.");
  EXPECT_EQ(kinds("0x 1__0 1_ _1 0drop A offset=1"), "rrrrrrk.");
  EXPECT_EQ(kinds("\"a\"\"b\" a\"b\" \"a\"0 $a\"b\" a,b [ ] ;"), "rrrrrrrr.");
  EXPECT_EQ(kinds("func;;comment\nnop(;x;)nop"), "kkk.");
  EXPECT_EQ(kinds(""), ".");
}

TEST(lexer, inline_aliases_are_found) {
  const auto aliases = [](std::string text) {
    const Tokens tokens(std::make_shared<const Source>("test", std::move(text), Source::Kind::text));
    return tokens.inline_aliases();
  };
  EXPECT_EQ(aliases(R"((func $i "a" "b") (type outer 0 $T))"), (std::vector<std::uint32_t>{0, 6}));
  EXPECT_EQ(aliases(R"((call (func 0 "a")) (f (module outer $"P" 1)))"), (std::vector<std::uint32_t>{2, 10}));
  EXPECT_EQ(aliases(R"((export "a") (func $f) (data "b" $c) outer "a" $a (@name "x" $i "a") ($i "a"))"),
            std::vector<std::uint32_t>());
}

TEST(lexer, comments) {
  EXPECT_EQ(kinds("(; a (; b ;) c ;) x ;; y"), "k.");
  EXPECT_EQ(kinds(";; a\rx"), "k.");
  EXPECT_EQ(lex_error("(; a (; b ;)"), "unclosed comment");
  EXPECT_EQ(lex_error(";; \xff\n"), "malformed UTF-8 encoding");
  EXPECT_EQ(lex_error("(; \xc3\xa9 \xe2\x82\xac ;)"), "");
}

TEST(lexer, annotations) {
  EXPECT_EQ(kinds("(@a) (@a (b \")\") , ; ] (; ) ;) (@c)) x (@\"a b\")"), "k.");
  EXPECT_EQ(kinds("( @a)"), "(r).");
  EXPECT_EQ(lex_error("(@)"), "empty annotation id");
  EXPECT_EQ(lex_error("(@\"\")"), "empty annotation id");
  EXPECT_EQ(lex_error("(@x (y)"), "unclosed annotation");
  EXPECT_EQ(lex_error("(@x \""), "unclosed string");
  EXPECT_EQ(lex_error("(@a \x01)"), "illegal character");
  EXPECT_EQ(lex_error("(@a \x80)"), "malformed UTF-8 encoding");
}

TEST(lexer, strings) {
  EXPECT_EQ(decode_string(R"("a\t\n\r\"\'\\\41\u{20ac}\u{1_F600}")"), "a\t\n\r\"'\\A\xe2\x82\xac\xf0\x9f\x98\x80");
  EXPECT_EQ(lex_error("\"abc"), "unclosed string");
  EXPECT_EQ(lex_error("\"a\nb\""), "unclosed string");
  EXPECT_EQ(lex_error("\"a\tb\""), "illegal character");
  EXPECT_EQ(lex_error(R"("\q")"), "illegal escape");
  EXPECT_EQ(lex_error(R"("\u{d800}")"), "illegal escape");
  EXPECT_EQ(lex_error(R"("\u{110000}")"), "illegal escape");
  EXPECT_EQ(lex_error(R"("\u{99999999999999999}")"), "illegal escape");
  EXPECT_EQ(lex_error("\"\\"), "unclosed string");
  EXPECT_EQ(lex_error("\"\xc0\xaf\""), "malformed UTF-8 encoding");
}

TEST(lexer, identifiers) {
  EXPECT_EQ(lex_error("$"), "empty identifier");
  EXPECT_EQ(lex_error("$\"\""), "empty identifier");
  EXPECT_EQ(lex_error("$\"a\nb\""), "empty identifier");
  EXPECT_EQ(lex_error(R"($"\ef")"), "malformed UTF-8 encoding");
  const Tokens tokens(std::make_shared<const Source>("test", R"($"\41B" $AB)", Source::Kind::text));
  EXPECT_EQ(tokens.id(tokens[0]), tokens.id(tokens[1]));
}

TEST(lexer, characters_outside_the_grammar) {
  EXPECT_EQ(lex_error("\x7f"), "illegal character");
  EXPECT_EQ(lex_error(std::string("\0", 1)), "illegal character");
  EXPECT_EQ(lex_error("\xc3\xa9"), "illegal character");
  EXPECT_EQ(lex_error("\xff"), "malformed UTF-8 encoding");
}

TEST(cursor, moves_and_skips) {
  const Tokens tokens(std::make_shared<const Source>("test", "(a (b) c) d )", Source::Kind::text));
  Cursor cursor(tokens);
  EXPECT_TRUE(cursor.at_form("a"));
  cursor.skip_balanced();
  EXPECT_TRUE(cursor.accept_keyword("d"));
  EXPECT_TRUE(cursor.accept_right());
  EXPECT_TRUE(cursor.at_end());
  cursor.skip_balanced();
  cursor.next();
  EXPECT_TRUE(cursor.at_end());
}

TEST(literals, integers) {
  EXPECT_EQ(parse_integer("-1", 32), 0xffffffffu);
  EXPECT_EQ(parse_integer("-0x80", 8), 0x80u);
  EXPECT_EQ(parse_integer("255", 8), 255u);
  EXPECT_EQ(parse_integer("256", 8), std::nullopt);
  EXPECT_EQ(parse_integer("-129", 8), std::nullopt);
  EXPECT_EQ(parse_integer("+1_000", 32), 1000u);
  EXPECT_EQ(parse_integer("-0x8000000000000000", 64), 0x8000000000000000u);
  EXPECT_EQ(parse_unsigned("18446744073709551616", 64), std::nullopt);
  EXPECT_EQ(parse_unsigned("4294967296", 32), std::nullopt);
}

TEST(literals, floats) {
  EXPECT_EQ(parse_float("1.5", 32), 0x3fc00000u);
  EXPECT_EQ(parse_float("-0x1.8p0", 64), 0xbff8000000000000u);
  EXPECT_EQ(parse_float("nan", 32), 0x7fc00000u);
  EXPECT_EQ(parse_float("-nan:0x1", 32), 0xff800001u);
  EXPECT_EQ(parse_float("inf", 64), 0x7ff0000000000000u);
  EXPECT_EQ(parse_float("nan:0x0", 32), std::nullopt);
  EXPECT_EQ(parse_float("nan:0x80_0000", 32), std::nullopt);
  EXPECT_EQ(parse_float("0x1p128", 32), std::nullopt);
  EXPECT_EQ(parse_float("1e39", 32), std::nullopt);
}

TEST(literals, forms) {
  EXPECT_EQ(number_form("0x1.p-4"), NumberForm::floating);
  EXPECT_EQ(number_form("1e"), NumberForm::none);
  EXPECT_EQ(number_form("nan:1"), NumberForm::none);
  EXPECT_EQ(number_form("nan:canonical"), NumberForm::none);
  EXPECT_EQ(number_form("0xg"), NumberForm::none);
  EXPECT_EQ(number_form("-"), NumberForm::none);
}

TEST(literals, vectors) {
  const Tokens tokens(std::make_shared<const Source>("test", "i16x8 1 -1 0 0 0 0 0 0x8000", Source::Kind::text));
  Cursor cursor(tokens);
  const V128 v = parse_v128(cursor);
  EXPECT_EQ(v.bytes[0], 1);
  EXPECT_EQ(v.bytes[2], 0xff);
  EXPECT_EQ(v.bytes[15], 0x80);
  EXPECT_TRUE(cursor.at_end());
}

TEST(lexer, errors_are_where_the_mistake_is) {
  const auto error_pos = [](std::string text) -> Pos {
    const Tokens tokens(std::make_shared<const Source>("test", std::move(text), Source::Kind::text));
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind == TokenKind::error) return tokens[i].pos;
    }
    return no_pos;
  };
  EXPECT_EQ(error_pos(R"( "ab\q\z")"), 4u);
  EXPECT_EQ(error_pos("\"\xc3\xa9\\q\""), 3u);
  EXPECT_EQ(error_pos("\"abc\\u{110000}\""), 4u);
  EXPECT_EQ(error_pos("\"ab\x01\""), 3u);
  EXPECT_EQ(error_pos("\"ab\xff\""), 3u);
  EXPECT_EQ(error_pos(";; ab\xff\n"), 5u);
  EXPECT_EQ(error_pos("  \"abc"), 2u);
  EXPECT_EQ(error_pos("a (; ;"), 2u);
}

TEST(lexer, unclosed_parentheses) {
  const auto unclosed = [](std::string text) {
    return Tokens(std::make_shared<const Source>("test", std::move(text), Source::Kind::text)).unclosed();
  };
  EXPECT_EQ(unclosed("(module)"), no_pos);
  EXPECT_EQ(unclosed("(module) )"), no_pos);
  EXPECT_EQ(unclosed("(module (func) (memory"), 15u);
  EXPECT_EQ(unclosed("(module (func) (memory 1)"), 0u);
}

}  // namespace
}  // namespace modlink::text

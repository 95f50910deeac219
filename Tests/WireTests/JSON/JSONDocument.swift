import Testing

/// A document of the kinds that the public JSONTestSuite knows.
struct JSONDocument: CustomTestStringConvertible {
  let name: String
  /// Each scalar, at most U+00FF, is one byte.
  let text: String

  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  init(_ name: String, _ bytes: [UInt8]) {
    self.init(name, String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })))
  }

  var bytes: [UInt8] { text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
  var testDescription: String { name }

  /// RFC 8259 takes them.
  static let accepted: [JSONDocument] = [
    JSONDocument("empty array", "[]"), JSONDocument("empty object", "{}"),
    JSONDocument("space around", " \t\r\n[ \n] \r"), JSONDocument("space in an object", "{ \n }"),
    JSONDocument("word alone", "true"), JSONDocument("null alone", "null"),
    JSONDocument("string alone", "\"a\""), JSONDocument("empty string alone", "\"\""),
    JSONDocument("number alone", "42"), JSONDocument("negative number alone", "-0.1"),
    JSONDocument("number and line end", "[1]\n"), JSONDocument("words", "[true,false,null]"),
    JSONDocument("negative zero", "[-0]"), JSONDocument("zero with exponent", "[0e+1]"),
    JSONDocument("zero with bare exponent", "[0e1]"), JSONDocument("fraction", "[123.456]"),
    JSONDocument("capital exponent", "[1E22]"), JSONDocument("negative exponent", "[1E-2]"),
    JSONDocument("positive exponent", "[1E+2]"), JSONDocument("all of a number", "[-123.4e+05]"),
    JSONDocument("space after a number", "[4 ]"),
    JSONDocument("long fraction", "[-0.000000000000000000000000000000000000000000000000001]"),
    JSONDocument("name twice", "{\"a\":\"b\",\"a\":\"c\"}"),
    JSONDocument("name and value twice", "{\"a\":1,\"a\":1}"),
    JSONDocument("empty name", "{\"\":0}"),
    JSONDocument("escaped NUL in a name", "{\"a\\u0000b\":4}"),
    JSONDocument(
      "long strings",
      "{\"\(String(repeating: "x", count: 90))\":\"\(String(repeating: "y", count: 90))\"}"),
    JSONDocument("all escapes", #"["\"\\\/\b\f\n\r\t"]"#),
    JSONDocument("backslash u", #"["\\u0041"]"#),
    JSONDocument("escape of two bytes", #"["\u00e9\u0123"]"#),
    JSONDocument("escape of three bytes", #"["\u0821\uFFFF"]"#),
    JSONDocument("surrogate pair", #"["\uD801\udc37"]"#),
    JSONDocument("two surrogate pairs", #"["\ud83d\ude39\ud83d\udc8d"]"#),
    JSONDocument("last code point", #"["\uDBFF\uDFFF"]"#),
    JSONDocument("noncharacters", #"["\uFDD0\uFFFE"]"#),
    JSONDocument("DEL", "[\"\u{7f}\"]"), JSONDocument("UTF-8 of two bytes", "[\"\u{c3}\u{a9}\"]"),
    JSONDocument("UTF-8 of three bytes", "[\"\u{e2}\u{82}\u{ac}\"]"),
    JSONDocument("UTF-8 of four bytes", "[\"\u{f0}\u{9d}\u{84}\u{9e}\"]"),
    JSONDocument("line separators", "[\"\u{e2}\u{80}\u{a8}\u{e2}\u{80}\u{a9}\"]"),
    JSONDocument(
      "bounds of UTF-8",
      "\"\u{c2}\u{80}\u{df}\u{bf}\u{e0}\u{a0}\u{80}\u{ed}\u{9f}\u{bf}\u{ee}\u{80}\u{80}\u{f0}\u{90}\u{80}\u{80}\u{f4}\u{8f}\u{bf}\u{bf}\""
    ),
    JSONDocument("comment in a string", "[\"a/*b*/c//d\"]"),
    JSONDocument("nested", "[[],[[]],{\"a\":[]}]"),
    JSONDocument("huge number", "[1\(String(repeating: "0", count: 400))]"),
    JSONDocument("huge exponent", "[123e\(String(repeating: "9", count: 90))]"),
    JSONDocument(
      "deepest arrays", String(repeating: "[", count: 64) + String(repeating: "]", count: 64)),
    JSONDocument(
      "deepest objects",
      String(repeating: "{\"\":", count: 64) + "0" + String(repeating: "}", count: 64)),
  ]

  /// No parser may take them.
  static let refused: [JSONDocument] = [
    JSONDocument("nothing", ""), JSONDocument("space alone", " "),
    JSONDocument("HTML", "<html></html>"),
    JSONDocument("plain text", "OK"), JSONDocument("open array", "[1"),
    JSONDocument("open nested array", "[[1]"),
    JSONDocument("open string", "[\"a"), JSONDocument("open object", "{\"a\":1"),
    JSONDocument("open name", "{\"a"),
    JSONDocument("cut word", "tru"), JSONDocument("cut number", "-"),
    JSONDocument("cut fraction", "1."),
    JSONDocument("cut exponent", "1e"), JSONDocument("cut exponent sign", "1e+"),
    JSONDocument("cut UTF-8", "\"\u{e2}\u{82}\""),
    JSONDocument("cut UTF-8 at the end", "\"\u{e2}\u{82}"),
    JSONDocument("comma alone", "[,]"), JSONDocument("comma first", "[,1]"),
    JSONDocument("comma last", "[1,]"),
    JSONDocument("two commas", "[1,,2]"), JSONDocument("no comma", "[1 2]"),
    JSONDocument("no comma after a string", "[\"a\" 4]"),
    JSONDocument("comma after the value", "[],"), JSONDocument("two values", "[1]2"),
    JSONDocument("two arrays", "[][]"),
    JSONDocument("closing twice", "[]]"), JSONDocument("closing an object twice", "{}}"),
    JSONDocument("closing alone", "]"), JSONDocument("array closed as an object", "[1}"),
    JSONDocument("object closed as an array", "{\"a\":1]"),
    JSONDocument("colon in an array", "[1:2]"),
    JSONDocument("no colon", "{\"a\" 1}"), JSONDocument("two colons", "{\"a\"::1}"),
    JSONDocument("no value", "{\"a\":}"),
    JSONDocument("name alone", "{\"a\"}"), JSONDocument("comma last in an object", "{\"a\":0,}"),
    JSONDocument("two commas in an object", "{\"a\":0,,\"b\":1}"),
    JSONDocument("comma for colon", "{\"a\",0}"),
    JSONDocument("bare name", "{a:1}"), JSONDocument("name in single quotes", "{'a':1}"),
    JSONDocument("number as a name", "{1:1}"), JSONDocument("word as a name", "{null:1}"),
    JSONDocument("array as a name", "{[]:1}"), JSONDocument("string in single quotes", "['a']"),
    JSONDocument("capital word", "[True]"), JSONDocument("longer word", "[nulls]"),
    JSONDocument("other word", "[undefined]"),
    JSONDocument("NaN", "[NaN]"), JSONDocument("infinity", "[Infinity]"),
    JSONDocument("negative infinity", "[-Infinity]"),
    JSONDocument("leading zero", "[01]"), JSONDocument("negative leading zero", "[-012]"),
    JSONDocument("two zeros", "00"),
    JSONDocument("plus", "[+1]"), JSONDocument("two minuses", "[--1]"),
    JSONDocument("space behind minus", "[- 1]"),
    JSONDocument("no digit before the point", "[.5]"),
    JSONDocument("no digit after minus", "[-.5]"),
    JSONDocument("no digit after the point", "[1.]"),
    JSONDocument("exponent after the point", "[1.e1]"),
    JSONDocument("two points", "[1.2.3]"), JSONDocument("two exponents", "[1e2e3]"),
    JSONDocument("fraction of an exponent", "[1e2.3]"),
    JSONDocument("two signs", "[1e+-1]"), JSONDocument("hexadecimal", "[0x1F]"),
    JSONDocument("letter in a number", "[1a]"),
    JSONDocument("digit group", "[1 000]"),
    JSONDocument("full-width digit", "[\u{ef}\u{bc}\u{91}]"),
    JSONDocument("line feed in a string", "[\"a\nb\"]"),
    JSONDocument("tab in a string", "[\"\t\"]"),
    JSONDocument("NUL in a string", "[\"a\0b\"]"), JSONDocument("NUL alone", "\0"),
    JSONDocument("NUL after the value", "1\0"),
    JSONDocument("escape of x", #"["\x00"]"#), JSONDocument("escape of a", #"["\a"]"#),
    JSONDocument("capital U", #"["\U0041"]"#),
    JSONDocument("escape of a quote", #"["\'"]"#), JSONDocument("escaped NUL", "[\"\\\0\"]"),
    JSONDocument("escaped tab", "[\"\\\t\"]"),
    JSONDocument("escape of UTF-8", "[\"\\\u{c3}\u{a9}\"]"), JSONDocument("cut escape", #"["\"]"#),
    JSONDocument("three backslashes", #"["\\\"]"#),
    JSONDocument("three digits", #"["\u00A"]"#), JSONDocument("no digits", #"["\u"]"#),
    JSONDocument("no hexadecimal digits", #"["\u00G0"]"#),
    JSONDocument("escape outside", #"[\n]"#), JSONDocument("escape for space", #"[\u0020"a"]"#),
    JSONDocument("form feed", "[\u{c}]"), JSONDocument("vertical tab", "[\u{b}1]"),
    JSONDocument("no-break space", "[\u{c2}\u{a0}]"),
    JSONDocument("word joiner", "[\u{e2}\u{81}\u{a0}]"), JSONDocument("comment", "{\"a\":1}/**/"),
    JSONDocument("line comment", "[1]//a"),
    JSONDocument("hash comment", "#\n[]"), JSONDocument("star inside", "[*]"),
    JSONDocument("arrow", "{\"a\"=>1}"),
    JSONDocument("deep", String(repeating: "[", count: 100_000)),
    JSONDocument("deep objects", String(repeating: "{\"\":[", count: 50_000)),
  ]

  /// A parser may take them or not; here they are refused.
  static let undecided: [JSONDocument] = [
    JSONDocument("byte order mark", "\u{ef}\u{bb}\u{bf}{}"),
    JSONDocument("byte order mark alone", "\u{ef}\u{bb}\u{bf}"),
    JSONDocument("UTF-16", "\u{ff}\u{fe}[\0]\0"), JSONDocument("UTF-16, big end first", "\0[\0]"),
    JSONDocument("first half alone", #"["\uD800"]"#),
    JSONDocument("second half alone", #"["\uDc00"]"#),
    JSONDocument("first half and text", #"["\uD800abc"]"#),
    JSONDocument("first half and escape", #"["\uD800\n"]"#),
    JSONDocument("first half twice", #"["\uD800\uD800"]"#),
    JSONDocument("halves the other way", #"["\uDd1e\uD834"]"#),
    JSONDocument("first half and letter", #"["\uD834\u0041"]"#),
    JSONDocument("first half in a name", #"{"\uDADA":0}"#),
    JSONDocument("overlong slash", "[\"\u{c0}\u{af}\"]"),
    JSONDocument("overlong of three bytes", "[\"\u{e0}\u{80}\u{af}\"]"),
    JSONDocument("overlong of four bytes", "[\"\u{f0}\u{80}\u{80}\u{af}\"]"),
    JSONDocument("overlong of six bytes", "[\"\u{fc}\u{83}\u{bf}\u{bf}\u{bf}\u{bf}\"]"),
    JSONDocument("surrogate in UTF-8", "[\"\u{ed}\u{a0}\u{80}\"]"),
    JSONDocument("beyond Unicode", "[\"\u{f4}\u{90}\u{80}\u{80}\"]"),
    JSONDocument("far beyond Unicode", "[\"\u{f5}\u{80}\u{80}\u{80}\"]"),
    JSONDocument("Latin-1", "[\"\u{e9}\"]"),
    JSONDocument("stray continuation", "[\"\u{81}\"]"),
    JSONDocument("never in UTF-8", "[\"\u{ff}\"]"),
    JSONDocument("quote within UTF-8", "[\"\u{e2}\"\u{82}\"]"),
    JSONDocument(
      "deeper than here", String(repeating: "[", count: 65) + String(repeating: "]", count: 65)),
  ]
}

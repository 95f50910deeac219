import Bytes
import Oracles
import Testing

@testable import Wire

/// Header blocks, RFC 7541.
@Suite struct HPACKTests {
  /// The header lists of blocks that one encoder made one after the other, a field a line; the last
  /// line tells how a block is malformed.
  private static func lists(_ blocks: [[UInt8]]) -> [[String]] {
    var decoder = HPACKDecoder()
    var lists: [[String]] = []
    for block in blocks {
      var list: [String] = []
      var index = 0
      do throws(Flaw) {
        let bytes = block.span
        while let field = try decoder.next(bytes, &index) {
          list.append(
            "\(ByteBuffer.text { $0.append(field.name) }): "
              + ByteBuffer.text { $0.append(field.value) })
        }
      } catch {
        list.append(error.reason.text)
      }
      lists.append(list)
    }
    return lists
  }

  private static let requests = [
    [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"],
    [
      ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com",
      "cache-control: no-cache",
    ],
    [
      ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com",
      "custom-key: custom-value",
    ],
  ]

  private static let responses = [
    [
      ":status: 302", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT",
      "location: https://www.example.com",
    ],
    [
      ":status: 307", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT",
      "location: https://www.example.com",
    ],
    [
      ":status: 200", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:22 GMT",
      "location: https://www.example.com", "content-encoding: gzip",
      "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
    ],
  ]

  // The table of the responses has 256 bytes.
  private static let small = "3fe101"

  /// The examples of RFC 7541, appendix C.2 to C.6.
  static let examples: [(blocks: [String], lists: [[String]])] = [
    (["400a637573746f6d2d6b65790d637573746f6d2d686561646572"], [["custom-key: custom-header"]]),
    (["040c2f73616d706c652f70617468"], [[":path: /sample/path"]]),
    (["100870617373776f726406736563726574"], [["password: secret"]]),
    (["82"], [[":method: GET"]]),
    (
      [
        "828684410f7777772e6578616d706c652e636f6d", "828684be58086e6f2d6361636865",
        "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565",
      ], requests
    ),
    (
      [
        "828684418cf1e3c2e5f23a6ba0ab90f4ff", "828684be5886a8eb10649cbf",
        "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf",
      ], requests
    ),
    (
      [
        small + "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a"
          + "323120474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d",
        "4803333037c1c0bf",
        "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f"
          + "6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630"
          + "303b2076657273696f6e3d31",
      ], responses
    ),
    (
      [
        small + "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad"
          + "171863c78f0b97c8e9ae82ae43d3",
        "4883640effc1c0bf",
        "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335"
          + "dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007",
      ], responses
    ),
  ]

  @Test(arguments: examples)
  func example(_ blocks: [String], _ lists: [[String]]) {
    #expect(Self.lists(blocks.map { [UInt8](hexadecimal: $0) }) == lists)
  }

  /// All bytes in the order of their values, as another encoder wrote them.
  private static let everyByte = """
    ffc7fffd8fffffe2fffffe3fffffe4fffffe5fffffe6fffffe7fffffe8ffffeafffffff3fffffa7fffffabffffff
    dfffffebfffffecfffffedfffffeefffffefffffff0ffffff1ffffff2fffffffbfffffcffffffd3fffffd7fffffd
    bfffffdffffffe3fffffe7fffffebfffffed4fe3f9ffaffcabf1febfafefe7fdfd2cbb00089969b71d79fb9f7fff
    20ffbff3ff50ddbd7f061c58f265cd9f469d5af66dddbf871e5f9cff7ff7fffc3ff9ffe45fff4719242cb34e6e9d
    68a6a3d7dac426defe3cfaf7fffbfe7ffbffdffffffcfffe6ffff4bfff9ffffa3fffd3ffff53fffd5ffffb3fffeb
    7fffdaffffb7ffff73fffeeffffdeffffebffffbfffffd9ffffdbfffebffffe0ffffeeffffc3ffff8bffff1ffffe
    4fffee7fffb1ffff97fffd9ffffcdffff9fffffbffffdafffeeffff4ffffb7fffee7fffe8ffffd3fffdeffffd5ff
    feeffffbdffffe1fffdfffff7fffff5ffffecffff07fff87fffe0ffff17fffedffff87ffff77fffeffffeaffff8b
    fffe3ffff93ffff87fffcbffff37ffff1fffff83ffffe1fffebfffe3ffff3fffff2ffffa3ffffd9fffff17ffffc7
    fffff27ffffdefffffbffffff2fffff8fffffb7fff97fff8fffffe6fffffc1fffff87ffffe7fffffc5ffffe5fffe
    4ffff2fffffd1fffff4ffffffefffffe3fffffc9fffff97fffb3ffffcffffb7fffcdffff4ffff9ffffd1ffffcfff
    feaffffafffffddffffeffffff4fffff5fffffabffffa7ffffd7fffff9bffffecfffffb7fffff3fffffe8fffffd3
    fffffabfffff5fffffff7ffffecfffffdbfffffbbfffff7ffffff0fffffbbf
    """

  @Test func everyByteHasItsCode() throws {
    var decoded = ByteBuffer()
    let code = [UInt8](hexadecimal: Self.everyByte)
    try HPACKHuffman.decode(code.span, to: &decoded)
    #expect(decoded.span.array == Array(0...255))
  }

  static let tables: [(name: String, blocks: [[UInt8]], lists: [[String]])] = [
    (
      "the oldest goes first",
      [
        [0x3f, 0x24, 0x40, 1, 0x61, 1, 0x62, 0x40, 1, 0x63, 1, 0x64], [0xbe], [0xbf],
      ],
      [["a: b", "c: d"], ["c: d"], ["malformed HTTP/2 header block"]]
    ),
    (
      "what is too large empties the table",
      [
        [0x3f, 0x25, 0x40, 1, 0x61, 1, 0x62, 0x40, 1, 0x63] + [40]
          + Array(repeating: 0x64, count: 40), [0xbe],
      ],
      [["a: b", "c: \(String(repeating: "d", count: 40))"], ["malformed HTTP/2 header block"]]
    ),
    (
      "a name that its own field drives out",
      [
        [0x3f, 0x03, 0x40, 1, 0x61, 1, 0x62, 0x7e, 1, 0x63], [0xbe],
      ],
      [["a: b", "a: c"], ["a: c"]]
    ),
    (
      "a table of none", [[0x40, 1, 0x61, 1, 0x62, 0x20, 0xbe]],
      [["a: b", "malformed HTTP/2 header block"]]
    ),
    (
      "a table made large again", [[0x20, 0x3f, 0xe1, 0x1f, 0x40, 1, 0x61, 1, 0x62, 0xbe]],
      [["a: b", "a: b"]]
    ),
    (
      "the last static field", [[0xbd, 0x0f, 0x2e, 1, 0x61]],
      [["www-authenticate: ", "www-authenticate: a"]]
    ),
  ]

  @Test(arguments: tables)
  func table(_ name: String, _ blocks: [[UInt8]], _ lists: [[String]]) {
    #expect(Self.lists(blocks) == lists)
  }
}

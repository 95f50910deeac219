import Bytes
import Linux
import Oracles
import Probe
import Testing

@Suite struct DurationTests {
  @Test(
    arguments: [
      ("1", 1_000_000_000), ("2s", 2_000_000_000), ("500ms", 500_000_000), ("1m", 60_000_000_000),
      ("1h", 3_600_000_000_000), ("24h", 86_400_000_000_000), ("86400", 86_400_000_000_000),
      ("86400000ms", 86_400_000_000_000), ("1440m", 86_400_000_000_000), ("1.5s", 1_500_000_000),
      ("0.5", 500_000_000), ("0.000000001s", 1), ("0.000001ms", 1), ("1.5ms", 1_500_000),
      ("0.1m", 6_000_000_000), ("1.000000000999s", 1_000_000_000), ("2S", 2_000_000_000),
      ("5MS", 5_000_000), ("007s", 7_000_000_000), ("0.25h", 900_000_000_000),
      ("23.999999999h", 86_399_999_996_400),
    ] as [(String, Int64)])
  func isRead(_ text: String, _ nanoseconds: Int64) {
    #expect(TimeAmount(StaticBytes(text))?.nanoseconds == nanoseconds)
  }

  @Test(arguments: [
    "", "0", "0s", "0.0s", "0.0000000001s", "-1s", "+1s", "s", ".5s", "1.s", "1.5.5s", "1 s", "1d",
    "1us", "1e3", "0x10", "86401", "24.000000001h", "86400001ms", "86400000h",
    "99999999999999999999", "1s2", "1,5s", "1.x5s", "1. 5s", "1.0123456789x5s", "\u{661}s",
  ])
  func isNoDuration(_ text: String) {
    #expect(TimeAmount(StaticBytes(text)) == nil)
  }

  @Test(
    arguments: [
      (0, "0.0 ms"), (49_999, "0.0 ms"), (50_000, "0.1 ms"), (1_234_567, "1.2 ms"),
      (999_949_999, "999.9 ms"), (999_950_000, "1.0 s"), (1_049_000_000, "1.0 s"),
      (1_050_000_000, "1.1 s"), (86_400_000_000_000, "86400.0 s"), (-5, "0.0 ms"),
    ] as [(Int64, String)])
  func isShown(_ nanoseconds: Int64, _ text: String) {
    #expect(ByteBuffer.text { $0.append(TimeAmount(nanoseconds: nanoseconds)) } == text)
  }
}

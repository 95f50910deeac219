/// What libFuzzer calls with each input; a fuzzer's own file says what is wrong with one.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  if let violation = violation(in: Array(UnsafeBufferPointer(start: start, count: count))) {
    fatalError(violation)
  }
  return 0
}

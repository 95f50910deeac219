import Foundation

/// A file of test vectors of the project C2SP/wycheproof.
public struct Wycheproof: Decodable, Sendable {
  /// What a test wants: `valid`, `invalid`, or `acceptable`, which leaves the choice.
  public enum Result: String, Decodable, Sendable {
    case valid
    case invalid
    case acceptable
  }

  /// Tests with the same parameters; sizes are in bits.
  public struct Group: Decodable, Sendable {
    /// The size of the nonces.
    public let ivSize: Int?
    /// The size of the keys.
    public let keySize: Int?
    /// The size of the tags.
    public let tagSize: Int?
    /// The tests.
    public let tests: [Test]
  }

  /// One test.
  public struct Test: Decodable, Sendable {
    /// Its number in the file.
    public let tcId: Int
    /// What is particular about it, in words.
    public let comment: String
    /// What is particular about it, by names that the file explains.
    public let flags: [String]
    /// What it wants.
    public let result: Result
    /// How many bytes are to be derived.
    public let size: Int?

    private let values: [String: [UInt8]]

    /// The bytes that a field has in hexadecimal; none where there is no such field.
    public subscript(field: String) -> [UInt8] { values[field] ?? [] }

    private struct Field: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }

      init(stringValue: String) { self.stringValue = stringValue }

      init?(intValue: Int) { nil }
    }

    /// Reads a test, whose fields depend on what is tested.
    public init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: Field.self)
      tcId = try fields.decode(Int.self, forKey: Field(stringValue: "tcId"))
      comment = try fields.decode(String.self, forKey: Field(stringValue: "comment"))
      flags = try fields.decode([String].self, forKey: Field(stringValue: "flags"))
      result = try fields.decode(Result.self, forKey: Field(stringValue: "result"))
      size = try fields.decodeIfPresent(Int.self, forKey: Field(stringValue: "size"))
      var values: [String: [UInt8]] = [:]
      let texts = ["tcId", "comment", "flags", "result", "size"]
      for field in fields.allKeys where !texts.contains(field.stringValue) {
        values[field.stringValue] = [UInt8](hex: try fields.decode(String.self, forKey: field))
      }
      self.values = values
    }
  }

  /// How many tests the file says it has.
  public let numberOfTests: Int
  /// The tests.
  public let testGroups: [Group]

  /// Reads a file, which lies where the project's vectors do or where `Tests/Vectors/fetch` put it.
  ///
  /// - Throws: Where it is in neither place.
  public init(_ name: String) throws {
    let places = Self.folders.map { $0.appending(path: "\(name)_test.json") }
    guard let file = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
      throw VectorError("no \(name) among \(places.map(\.path)): run Tests/Vectors/fetch")
    }
    self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    let count = testGroups.map(\.tests.count).reduce(0, +)
    guard count == numberOfTests, count > 0 else { throw VectorError("\(name) has \(count) tests") }
  }

  /// Whether there are files to be read: without a network they may not be had.
  public static var isAtHand: Bool {
    folders.contains { FileManager.default.fileExists(atPath: $0.path) }
  }

  private static var folders: [URL] {
    let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    return ["../shared/vectors/wycheproof", ".build/vectors/wycheproof"]
      .map { package.appending(path: $0).standardized }
  }

  /// Every test with its group.
  public var tests: [(group: Group, test: Test)] {
    testGroups.flatMap { group in group.tests.map { (group, $0) } }
  }
}

/// What keeps vectors from being read.
public struct VectorError: Error, CustomStringConvertible {
  /// What happened, in words.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

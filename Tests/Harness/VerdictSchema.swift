/// The JSON Schema of the repository for what `--json` prints, and the program that judges by it.
public enum VerdictSchema {
  /// Whether the program is installed.
  public static let isAvailable = Daemon.canImport("jsonschema")

  // No name may stand twice in an object, of which JSON itself says nothing.
  private static let program = """
    import json, sys
    from jsonschema import Draft202012Validator

    def members(pairs):
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            raise ValueError("a name stands twice: %s" % names)
        return dict(pairs)

    with open(sys.argv[1], encoding="ascii") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    with open(sys.argv[2], "rb") as file:
        lines = file.read().split(b"\\n")
    if lines.pop() != b"":
        print("the last line has no end")
    for line in lines:
        try:
            document = json.loads(line.decode("ascii"), object_pairs_hook=members)
        except ValueError as error:
            print(line, error)
            continue
        for error in validator.iter_errors(document):
            print(line, error.json_path, error.message)
    print(len(lines), "lines")
    """

  /// What the program says of lines: each that breaks the schema and why, then how many there were.
  public static func judge(_ lines: [UInt8]) throws -> String {
    let folder = try TemporaryFolder()
    let file = try folder.file("lines", bytes: lines)
    return try Daemon.tool(
      "python3", "-c", program, "\(Product.package)/Documents/verdict.schema.json", file
    ).all
  }
}

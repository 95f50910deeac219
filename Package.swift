// swift-tools-version: 6.2

import PackageDescription

/// The release configuration is the product: Embedded Swift without a C library.
///
/// Debug builds and
/// `swift test` are ordinary Swift, so these flags are conditional; `enableExperimentalFeature`
/// would reach the debug link step as well and drop its run path.
let product = BuildSettingCondition.when(configuration: .release)

let cSettings: [CSetting] = [
  .unsafeFlags(["-Wall", "-Wextra", "-Werror"]),
  .unsafeFlags(
    [
      "-Os", "-ffreestanding", "-fno-builtin", "-fno-stack-protector", "-fomit-frame-pointer",
      "-ffunction-sections", "-fdata-sections",
    ],
    product
  ),
]

let swiftSettings: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableExperimentalFeature("Lifetimes"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  .treatWarning("EmbeddedRestrictions", as: .error),
  .unsafeFlags(
    [
      "-enable-experimental-feature", "Embedded", "-Osize", "-wmo",
      "-enforce-exclusivity=unchecked", "-Xfrontend", "-disable-stack-protector",
      "-Xfrontend", "-function-sections", "-Xfrontend", "-mergeable-traps",
      // Objects of bitcode, which the linker optimizes as one program.
      "-Xfrontend", "-lto=llvm-full", "-Xfrontend", "-emit-bc",
      "-Xllvm", "-sil-inline-overall-caller-block-limit=0",
      "-Xllvm", "-sil-disable-pass=closure-specialize",
      "-Xllvm", "-sil-disable-pass=simplify-cfg",
      // A retain is called, not copied.
      "-Xllvm", "-force-attribute=swift_retain:noinline",
      "-Xllvm", "-sil-disable-pass=loop-unroll", "-Xllvm", "-sil-disable-pass=loop-rotate",
      "-Xcc", "-Xclang", "-Xcc", "-mframe-pointer=none",
    ], product),
]

/// The folder of the linker's scripts.
let sources = "\(Context.packageDirectory)/Sources/healthprobe"

let linkerSettings: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-enable-experimental-feature", "Embedded", "-nostartfiles", "-use-ld=lld",
      "-Xclang-linker", "-nostdlib", "-Xclang-linker", "-static",
      // The driver always asks for -pie, which -static leaves unused.
      "-Xclang-linker", "-Wno-unused-command-line-argument",
      // For a bare x86 clang leaves linking to gcc. It is given itself for that, and links for the
      // CPU it runs on, unless a script names the other one.
      "-Xclang-linker", "-ccc-gcc-name", "-Xclang-linker", "clang",
      "-Xclang-linker", "-Xarch_x86_64", "-Xclang-linker", "-T\(sources)/x86_64.ld",
      "-Xclang-linker", "-Xarch_i686", "-Xclang-linker", "-T\(sources)/i686.ld",
      "-Xlinker", "--gc-sections", "-Xlinker", "--icf=all", "-Xlinker", "--build-id=none",
      "-Xlinker", "-mllvm", "-Xlinker", "-inline-threshold=-10",
      "-Xlinker", "-mllvm", "-Xlinker", "-enable-machine-outliner=always",
      "-Xlinker", "-mllvm", "-Xlinker", "-disable-block-placement",
      "-Xlinker", "-mllvm", "-Xlinker", "-disable-machine-licm",
      "-Xlinker", "-mllvm", "-Xlinker", "-min-jump-table-entries=100",
      "-Xlinker", "-mllvm", "-Xlinker", "-split-spill-mode=size",
      "-Xlinker", "-mllvm", "-Xlinker", "-tail-merge-size=1",
      // An address within a megabyte takes arm64 one instruction.
      "-Xclang-linker", "-Xarch_aarch64", "-Xclang-linker", "-Wl,-mllvm,-code-model=tiny",
      // On arm this pass moves the register of `self`, which callers want back as it was.
      "-Xlinker", "-mllvm", "-Xlinker", "-arm-load-store-opt=false",
      // There is one thread, so a count of references needs no barrier: those of ARMv6 trap on ARMv8.
      "-Xlinker", "-mllvm", "-Xlinker", "-thread-model=single",
      // A literal that another one ends with is a part of it.
      "-Xlinker", "-O2",
      "-Xlinker", "-T", "-Xlinker", "\(sources)/literals.ld",
      "-Xlinker", "--no-rosegment", "-Xlinker", "-z", "-Xlinker", "nosectionheader",
      "-Xlinker", "-z", "-Xlinker", "noexecstack", "-Xlinker", "-s",
    ],
    product)
]

let testSettings: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// What `--version` prints, from the build's environment or from git; only the bytes that a version
/// or a commit may hold, since they pass through a compiler's command line.
func buildFact(_ name: String, else fallback: String) -> CSetting {
  let value = (Context.environment["HEALTHPROBE_\(name)"] ?? fallback).filter {
    $0.isASCII && ($0.isLetter || $0.isNumber || ".+-_".contains($0))
  }
  return .define("HEALTHPROBE_\(name)", to: "\"\(value)\"")
}

let git = Context.gitInformation

let package = Package(
  name: "healthprobe",
  products: [
    .executable(name: "healthprobe", targets: ["healthprobe"])
  ],
  targets: [
    .target(
      name: "CLinux",
      cSettings: cSettings + [
        buildFact("VERSION", else: git?.currentTag ?? "dev"),
        buildFact("COMMIT", else: git.map { String($0.currentCommit.prefix(12)) } ?? "unknown"),
      ]
    ),
    .target(name: "Bytes", swiftSettings: swiftSettings),
    .target(name: "Linux", dependencies: ["Bytes", "CLinux"], swiftSettings: swiftSettings),
    .target(name: "Wire", dependencies: ["Bytes"], swiftSettings: swiftSettings),
    .target(
      name: "Crypto",
      dependencies: ["Bytes"],
      // Unoptimized, the tests of its arithmetic would take minutes.
      swiftSettings: swiftSettings + [.unsafeFlags(["-O"], .when(configuration: .debug))]
    ),
    .target(name: "TLS", dependencies: ["Bytes", "Crypto"], swiftSettings: swiftSettings),
    .target(
      name: "Probe",
      dependencies: ["Bytes", "Linux", "TLS", "Wire"],
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "healthprobe",
      dependencies: ["Bytes", "Linux", "Probe", "Wire"],
      exclude: ["i686.ld", "literals.ld", "x86_64.ld"],
      swiftSettings: swiftSettings,
      linkerSettings: linkerSettings
    ),
    // A test target may depend on another one, which a release build then never compiles.
    .testTarget(name: "Harness", swiftSettings: testSettings),
    .testTarget(
      name: "Oracles",
      dependencies: ["Bytes", "Crypto", "Linux", "Probe", "TLS", "Wire", "healthprobe"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "BytesTests",
      dependencies: ["Bytes", "Oracles"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "Vectors",
      dependencies: ["Bytes"],
      exclude: ["fetch", "million"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "CryptoTests",
      dependencies: ["Bytes", "Crypto", "Harness", "Vectors"],
      exclude: ["oracle.py"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "TLSTests",
      dependencies: ["Bytes", "Crypto", "Harness", "Oracles", "TLS", "Vectors"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "TargetTests",
      dependencies: ["Bytes", "Linux", "Oracles", "Probe", "Wire"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "NamesTests",
      dependencies: ["Bytes", "Oracles", "Wire"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["Bytes", "Harness", "Linux", "Oracles", "Probe", "Wire", "healthprobe"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "PropertyTests",
      dependencies: ["Bytes", "Oracles", "Wire"],
      swiftSettings: testSettings
    ),
    .testTarget(name: "Conformance", swiftSettings: testSettings),
    .testTarget(
      name: "WireTests",
      dependencies: ["Bytes", "Conformance", "Oracles", "Probe", "Wire"],
      swiftSettings: testSettings
    ),
    .testTarget(
      name: "IntegrationTests",
      dependencies: ["Conformance", "Harness"],
      swiftSettings: testSettings
    ),
    .testTarget(name: "LoadTests", dependencies: ["Harness"], swiftSettings: testSettings),
  ]
)

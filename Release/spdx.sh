# Sourced by Release/assemble. The SPDX 2.3 document: the executables, the one thing that the
# compiler puts into them beside our sources, and the compiler itself. No licence of ours is
# asserted, since none has been chosen.

# Prints the document of the executables in the folder $1, which lie where the image's platforms
# say.
spdx_document() {
  local swift created sums files=() relationships=() file id sha1
  swift=$(swiftc --version 2>/dev/null | sed -n 's/^.*Swift version \([0-9.]*\).*$/\1/p' | head -n 1)
  [ -n "$swift" ]
  created=$(date --utc --date="@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
  sums=()
  while read -r file; do
    id=SPDXRef-File-$(tr / - <<<"${file%/*}")
    sha1=$(sha1sum <"$1/$file" | cut -d ' ' -f 1)
    sums+=("$sha1")
    files+=("$(spdx_file "$file" "$id" "$sha1" "$(sha256sum <"$1/$file" | cut -d ' ' -f 1)")")
    relationships+=(
      "$(spdx_relationship SPDXRef-Package-healthprobe CONTAINS "$id")"
      "$(spdx_relationship "$id" STATIC_LINK SPDXRef-Package-swift-standard-library)"
    )
  done < <(cd "$1" && find . -name healthprobe -type f | sed 's|^\./||' | LC_ALL=C sort)

  cat <<END
{
  "spdxVersion": "SPDX-2.3",
  "dataLicense": "CC0-1.0",
  "SPDXID": "SPDXRef-DOCUMENT",
  "name": "healthprobe-$version",
  "documentNamespace": "https://spdx.org/spdxdocs/healthprobe-$version-$commit",
  "creationInfo": {
    "created": "$created",
    "creators": ["Tool: healthprobe-release-build"]
  },
  "packages": [
    {
      "SPDXID": "SPDXRef-Package-healthprobe",
      "name": "healthprobe",
      "versionInfo": "$version",
      "primaryPackagePurpose": "APPLICATION",
      "downloadLocation": "NOASSERTION",
      "sourceInfo": "built from the git commit $commit",
      "filesAnalyzed": true,
      "packageVerificationCode": {
        "packageVerificationCodeValue": "$(spdx_verification_code "${sums[@]}")"
      },
      "licenseConcluded": "NOASSERTION",
      "licenseInfoFromFiles": ["NOASSERTION"],
      "licenseDeclared": "NOASSERTION",
      "licenseComments": "The owner has not chosen a licence yet.",
      "copyrightText": "NOASSERTION"
    },
    {
      "SPDXID": "SPDXRef-Package-swift-standard-library",
      "name": "swift-standard-library",
      "versionInfo": "$swift",
      "primaryPackagePurpose": "LIBRARY",
      "supplier": "Organization: Swift.org",
      "downloadLocation": "https://github.com/swiftlang/swift/tree/swift-$swift-RELEASE",
      "filesAnalyzed": false,
      "licenseConcluded": "NOASSERTION",
      "licenseDeclared": "Apache-2.0 WITH Swift-exception",
      "copyrightText": "Copyright Apple Inc. and the Swift project authors",
      "comment": "The Embedded Swift variant. The compiler specializes and inlines the parts that are used: arrays, optionals, integers, spans, reference counts. No runtime, C library or Unicode table is linked.",
      "externalRefs": [
        {
          "referenceCategory": "PACKAGE-MANAGER",
          "referenceType": "purl",
          "referenceLocator": "pkg:github/swiftlang/swift@swift-$swift-RELEASE"
        }
      ]
    },
    {
      "SPDXID": "SPDXRef-Package-swift-toolchain",
      "name": "swift-toolchain",
      "versionInfo": "$swift",
      "primaryPackagePurpose": "APPLICATION",
      "supplier": "Organization: Swift.org",
      "downloadLocation": "https://www.swift.org/install/linux/",
      "filesAnalyzed": false,
      "licenseConcluded": "NOASSERTION",
      "licenseDeclared": "NOASSERTION",
      "copyrightText": "NOASSERTION",
      "comment": "Compiles and links the executables, and is not part of them but for its standard library."
    }
  ],
  "files": [
$(spdx_list "${files[@]}")
  ],
  "relationships": [
$(spdx_list \
    "$(spdx_relationship SPDXRef-DOCUMENT DESCRIBES SPDXRef-Package-healthprobe)" \
    "${relationships[@]}" \
    "$(spdx_relationship SPDXRef-Package-swift-toolchain BUILD_TOOL_OF SPDXRef-Package-healthprobe)")
  ]
}
END
}

# Prints the code of a package whose files have the SHA-1 sums given (SPDX 2.3, 7.9).
spdx_verification_code() {
  printf '%s\n' "$@" | LC_ALL=C sort | tr -d '\n' | sha1sum | cut -d ' ' -f 1
}

# Prints the entry of the file $1 with the id $2, the SHA-1 sum $3 and the SHA-256 sum $4.
spdx_file() {
  cat <<END
    {
      "SPDXID": "$2",
      "fileName": "./$1",
      "fileTypes": ["BINARY"],
      "checksums": [
        {"algorithm": "SHA1", "checksumValue": "$3"},
        {"algorithm": "SHA256", "checksumValue": "$4"}
      ],
      "licenseConcluded": "NOASSERTION",
      "licenseInfoInFiles": ["NOASSERTION"],
      "copyrightText": "NOASSERTION"
    }
END
}

# Prints that $1 stands in the relationship $2 to $3.
spdx_relationship() {
  cat <<END
    {
      "spdxElementId": "$1",
      "relationshipType": "$2",
      "relatedSpdxElement": "$3"
    }
END
}

# Prints the entries given with a comma between each two.
spdx_list() {
  local entry
  printf '%s' "$1"
  shift
  for entry in "$@"; do printf ',\n%s' "$entry"; done
  echo
}

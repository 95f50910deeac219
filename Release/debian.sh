# Sourced by Release/assemble. The Debian package: the executable, its manual page, completions for
# bash and fish, and what Debian wants of a package's documentation. It depends on nothing.

# Prints the version as Debian orders it: v1.2.0-rc.1 comes before v1.2.0, and a build without a tag
# before any.
debian_version() {
  if [[ $version =~ ^v?[0-9] ]]; then
    sed 's/^v//; s/-/~/g' <<<"$version"
  else
    echo "0~$(date --utc --date="@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S).$HEALTHPROBE_COMMIT"
  fi
}

# Who answers for the package, from the environment as Debian's own tools take it.
debian_maintainer() {
  echo "${DEBFULLNAME:-healthprobe maintainers} <${DEBEMAIL:-maintainers@healthprobe.invalid}>"
}

# Makes the package of the executable $1 for Debian's architecture $2 in the folder $3.
debian_package() {
  local executable=$1 architecture=$2 folder=$3 root documents
  root=$(mktemp -d)
  chmod 755 "$root"
  documents=$root/usr/share/doc/healthprobe
  install -D -m 755 "$executable" "$root/usr/bin/healthprobe"
  install -D -m 644 Release/copyright "$documents/copyright"
  install -D -m 644 Release/lintian-overrides "$root/usr/share/lintian/overrides/healthprobe"
  gzip --no-name --best <CHANGELOG.md >"$documents/CHANGELOG.md.gz"
  debian_changelog | gzip --no-name --best >"$documents/changelog.gz"
  mkdir -p "$root/usr/share/man/man1"
  gzip --no-name --best <Documents/healthprobe.1 >"$root/usr/share/man/man1/healthprobe.1.gz"
  install -D -m 644 Documents/completions/healthprobe.bash \
    "$root/usr/share/bash-completion/completions/healthprobe"
  install -D -m 644 -t "$root/usr/share/fish/vendor_completions.d" \
    Documents/completions/healthprobe.fish

  mkdir "$root/DEBIAN"
  (cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) \
    >"$root/DEBIAN/md5sums"
  debian_control "$architecture" "$(installed_size "$root/usr")" >"$root/DEBIAN/control"
  # Not xz, whose output differs with the number of threads.
  dpkg-deb --root-owner-group -Zgzip -z9 --build "$root" \
    "$folder/healthprobe_$(debian_version)_$architecture.deb"
  rm -rf "$root"
}

# Prints the size of the folder $1 in KiB as dpkg-gencontrol counts it, on any file system the same:
# each file rounded up, and 1 for all else.
installed_size() {
  find "$1" -type f -printf '%s\n' -o -printf '1\n' | awk '{ kib += int(($1 + 1023) / 1024) }
    END { print kib }'
}

debian_control() {
  cat <<END
Package: healthprobe
Version: $(debian_version)
Architecture: $1
Maintainer: $(debian_maintainer)
Installed-Size: $2
Section: net
Priority: optional
Description: health check of services for containers and scripts
 healthprobe checks over HTTP, TCP and other protocols whether a service is
 healthy, with one hard deadline and retries, says in one line what it found,
 and exits 0 or 1.
 .
 It is one static executable without a C library, made to be copied into
 minimal container images.
END
}

debian_changelog() {
  cat <<END
healthprobe ($(debian_version)) unstable; urgency=medium

  * Release $version, built from commit $HEALTHPROBE_COMMIT.
    CHANGELOG.md.gz tells what changed.

 -- $(debian_maintainer)  $(LC_ALL=C date --utc --date="@$SOURCE_DATE_EPOCH" --rfc-email)
END
}

# Sourced by Tests/Release/run. The image of all platforms, built of the release's own context as
# the release does, but into a folder in place of a registry.

storage=(--root "$folder/storage" --runroot "$folder/storage-run" --storage-driver vfs)
image=localhost/healthprobe:release

buildah "${storage[@]}" bud --quiet --isolation chroot --platform "$platforms" \
  --timestamp "$(git -C "$repository" log -1 --format=%ct)" --manifest "$image" \
  "$release/image" >/dev/null
buildah "${storage[@]}" manifest push --quiet --all "$image" "oci:$folder/oci" >/dev/null

# Prints the blob with the digest $1.
blob() {
  cat "$folder/oci/blobs/${1/://}"
}

index=$(jq -r '.manifests[0].digest' "$folder/oci/index.json")
found=
while read -r digest platform; do
  found+=${found:+,}$platform
  mapfile -t layers < <(blob "$digest" | jq -r '.layers[].digest')
  [ "${#layers[@]}" = 1 ] || fail "image for $platform: ${#layers[@]} layers"
  [ "$(blob "${layers[0]}" | tar -tz)" = healthprobe ] || fail "image for $platform: other files"
  blob "${layers[0]}" | tar -xzO healthprobe | cmp - "$release/image/$platform/healthprobe"
done < <(blob "$index" | jq -r '.manifests[] | .digest + " " +
  ([.platform.os, .platform.architecture, .platform.variant] | map(values) | join("/"))')
# They are built side by side, and listed as they were done.
in_order() {
  tr , '\n' <<<"$1" | sort
}
[ "$(in_order "$found")" = "$(in_order "$platforms")" ] ||
  fail "the image has the platforms $found, not $platforms"

said=$(podman "${storage[@]}" --runtime runc --cgroup-manager cgroupfs run --rm --network host \
  --read-only --cap-drop all --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 "$image" --version)
[[ $said == "healthprobe $version ($commit, "* ]] || fail "the image says: $said"
echo "image: $platforms, one file each, and runs"

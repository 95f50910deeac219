# Sourced by Tests/Release/run. The lines of the README that get a release, as they stand; a local
# server and a local image stand for those of a release, since there is no registry here.

# Prints the block of the README that begins with the line $1.
readme_block() {
  local block
  block=$(awk -v first="$1" '
    /^```/ { fence = $0 != "```"; inside = 0; next }
    fence && index($0, first) == 1 { inside = 1 }
    inside
  ' "$repository/README.md")
  [ -n "$block" ] || fail "README.md: no block begins with $1"
  echo "$block"
}

# The first port that is free, which the server prints once it listens.
python3 -u -m http.server --bind 127.0.0.1 --directory "$release" 0 >"$folder/served" 2>&1 &
server=$!
trap 'kill "$server"; rm -rf "$folder"' EXIT
until grep -q 'Serving HTTP' "$folder/served"; do
  kill -0 "$server" || fail "$(cat "$folder/served")"
  sleep 0.1
done
port=$(grep -oE 'port [0-9]+' "$folder/served" | head -n 1 | cut -d ' ' -f 2)
mkdir "$folder/download"
readme_block 'url=https://github.com/OWNER/healthprobe/' |
  sed "s|^url=https://.*|url=http://127.0.0.1:$port|" >"$folder/download.sh"
(cd "$folder/download" && bash -euo pipefail "$folder/download.sh")
said=$(emulated amd64 "$folder/download/healthprobe" --version)
[ "$said" = "healthprobe $version ($commit, linux/amd64)" ] || fail "the download says: $said"

readme_block 'ARG HEALTHPROBE=' >"$folder/Dockerfile"
buildah "${storage[@]}" bud --quiet --isolation chroot --build-arg "HEALTHPROBE=$image" \
  --pull-never -f "$folder/Dockerfile" -t copied "$folder/download" >/dev/null
container=$(buildah "${storage[@]}" from --pull-never copied)
cmp "$(buildah "${storage[@]}" mount "$container")/healthprobe" "$folder/root/usr/bin/healthprobe"
buildah "${storage[@]}" rm "$container" >/dev/null
echo "README: its lines get the executable from a server and from the image"

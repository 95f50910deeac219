# Sourced by Tests/Release/run. Two builds that differ are no release: in place of the compiler
# stands one that writes its folder, its time zone or nothing of it into what it makes.

mkdir "$folder/compiler"
cat >"$folder/compiler/swift" <<'END'
#!/usr/bin/env bash
while [ $# != 0 ]; do
  case $1 in
    --triple) triple=$2 ;;
    --scratch-path) scratch=$2 ;;
  esac
  shift
done
mkdir -p "$scratch/$triple/release"
case $LEAK in
  folder) leaked=$PWD ;;
  zone) leaked=$(date +%z) ;;
  home) leaked=$HOME ;;
esac
echo "$HEALTHPROBE_COMMIT $leaked" >"$scratch/$triple/release/healthprobe"
END
chmod +x "$folder/compiler/swift"

for leak in folder zone home nothing; do
  status=0
  LEAK=$leak PATH=$folder/compiler:$PATH "$folder/clone/Release/build" "$folder/leaky" \
    >"$folder/log" 2>&1 || status=$?
  if [ $leak = nothing ]; then
    [ $status = 0 ] || fail "equal builds are refused: $(cat "$folder/log")"
  else
    [ $status = 1 ] || fail "builds that differ by their $leak are taken for equal"
    grep -q 'two builds of the same commit differ' "$folder/log" || fail "$(cat "$folder/log")"
    [ ! -e "$folder/leaky" ] || fail "files are left of builds that differ"
  fi
done
echo "builds that differ by folder, time zone or home are no release"

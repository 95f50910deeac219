# Sourced. Follows the service of images.sh through its life in each configuration of
# configurations.txt. Needs engines.sh and health.sh.

# Follows one container in each configuration, side by side.
follow_configurations() {
  local name rest followed=() line status=0
  while read -r name rest; do
    # shellcheck disable=SC2086 # the columns of the table
    (
      set -e
      follow "$name" $rest
    ) >"$folder/$name.log" 2>&1 &
    followed+=("$name $!")
  done < <(grep -v '^#' "$here/configurations.txt")
  for line in "${followed[@]}"; do
    if wait "${line#* }"; then continue; fi
    status=1
    echo "configuration ${line% *}:"
    cat "$folder/${line% *}.log"
  done >&2
  [ "$status" = 0 ] || return 1
  echo "  ${#followed[@]} configurations:" \
    "starting, healthy, unhealthy when stopped, at 503 and when killed, and healthy between"
}

# Follows the container $1 in the configuration that the columns after it say.
follow() {
  local name=$1 image=$2 user=$3 root=$4 capabilities=$5 privileges=$6 environment=$7
  local wanted="$3 $4 $5 $6 $7" options=(--user "$user:$user") init server
  [ "$root" = rw ] || options+=(--read-only)
  [ "$capabilities" = default ] || options+=(--cap-drop=ALL)
  [ "$privileges" = default ] || options+=(--security-opt=no-new-privileges)
  [ "$environment" = default ] || options+=("${no_environment[@]}")
  start "$name" "${options[@]}" "service-$image" /server broken
  expect_health "$name" starting "status 503, wanted 200-399"
  init=$(process_of "$name")
  server=$(pgrep -P "$init")

  kill -USR2 "$server"
  expect_health "$name" healthy "200 OK"

  # The kernel still accepts for it, as it does for a server that hangs.
  kill -STOP "$server"
  expect_confinement "$name" "$init" "$wanted"
  expect_health "$name" unhealthy "receive: timed out"
  kill -CONT "$server"
  expect_health "$name" healthy "200 OK"

  kill -USR1 "$server"
  expect_health "$name" unhealthy "status 503, wanted 200-399"
  kill -USR2 "$server"
  expect_health "$name" healthy "200 OK"

  kill -KILL "$server"
  expect_health "$name" unhealthy "connect: connection refused"
  expect_nothing_left "$init"
  remove "$name"
}

# Waits for a check that runs in the container $1, whose process 1 is $2, and fails unless it is
# confined as $3 says and by a seccomp filter.
expect_confinement() {
  local deadline=$((SECONDS + limit)) check='' process found
  until process=$(pgrep -x healthprobe --ns "$2" --nslist pid | head -n 1) &&
    found=$(confinement "$process"); do
    if ((SECONDS > deadline)); then
      echo "$1: no check runs" >&2
      return 1
    fi
    if ! kill -0 "$check" 2>/dev/null; then
      check_health "$1" &
      check=$!
    fi
    sleep 0.05
  done
  wait "$check" || true
  if [ "$found" != "$3 seccomp" ]; then
    echo "$1: the probe runs as '$found', wanted '$3 seccomp'" >&2
    return 1
  fi
}

# Prints how the process $1 is confined, in the words of the table; fails if it is gone.
confinement() {
  local status mounts environment
  status=$(cat "/proc/$1/status") && mounts=$(cat "/proc/$1/mountinfo") &&
    environment=$(tr '\0' '\n' <"/proc/$1/environ") && [ -n "$mounts" ] &&
    grep -q '^Name:.healthprobe$' <<<"$status" || return 1
  awk -v mounts="$mounts" -v environment="$environment" '
    $1 == "Uid:" { user = $2 == $3 && $3 == $4 && $4 == $5 ? $2 : "mixed" }
    $1 == "CapBnd:" { capabilities = $2 ~ /^0+$/ ? "none" : "default" }
    $1 == "CapEff:" && capabilities == "none" && $2 !~ /^0+$/ { capabilities = "some" }
    $1 == "NoNewPrivs:" { privileges = $2 ? "no-new" : "default" }
    $1 == "Seccomp:" { filter = $2 == 2 ? "seccomp" : "no filter" }
    END {
      count = split(mounts, lines, "\n")
      for (i = 1; i <= count; i++) {
        split(lines[i], mount, " ")
        if (mount[5] == "/") root = substr(mount[6], 1, 2)
      }
      print user, root, capabilities, privileges,
        environment ~ /^HOME=[^\n]*$/ ? "empty" : "default", filter
    }
  ' <<<"$status"
}

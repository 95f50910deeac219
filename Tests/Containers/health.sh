# Sourced. Containers without a network, in which each has its own ports, and what must become of
# them. Needs engines.sh.

# Seconds that anything may take which is waited for: a machine may be busy.
limit=120

# Starts the container $1 with the options, the image and the command that follow.
start() {
  local name=$1
  shift
  engine run -d --name "$name" --network none "${run_options[@]}" "$@" >/dev/null
}

# Prints the number, outside, of the process 1 of the container $1.
process_of() {
  engine inspect --format '{{.State.Pid}}' "$1"
}

# Prints the health of the container $1, starting, healthy or unhealthy, and the lines of its log.
health() {
  engine inspect --format \
    '{{println .State.Health.Status}}{{range .State.Health.Log}}{{println .Output}}{{end}}' "$1"
}

# Waits until the container $1 has the health $2 and the last line of its log holds the text $3.
expect_health() {
  local deadline=$((SECONDS + limit)) found last
  until
    check_health "$1"
    found=$(health "$1" | grep .)
    last=$(tail -n 1 <<<"$found")
    [[ ${found%%$'\n'*} == "$2" && $last == *"$3"* ]]
  do
    if ((SECONDS > deadline)); then
      printf '%s\n' "$1: wanted $2, and '$3' last; found:" "$found" >&2
      return 1
    fi
    sleep 0.2
  done
  echo "  $1 is $2: $last"
}

# Prints the processes of the container whose process 1 is $1, without that and those that follow.
others() {
  local init=$1
  shift
  pgrep --ns "$init" --nslist pid | grep -vxF "$(printf '%s\n' "$init" "$@")" || true
}

# Waits until each process that is found in the container whose process 1 is $1, but for that and
# those that follow, is gone: a check may run, but a process that a check left behind stays, as a
# zombie or alive.
expect_nothing_left() {
  local deadline=$((SECONDS + limit)) left
  left=$(others "$@")
  while [ -n "$left" ]; do
    if ((SECONDS > deadline)); then
      echo "left behind in a container:" >&2
      xargs ps -o pid,ppid,stat,comm -p <<<"$(paste -sd ' ' <<<"$left")" >&2
      return 1
    fi
    sleep 0.1
    left=$(grep -xF "$left" <(others "$@") || true)
  done
}

# Removes the container $1 and waits until no process is left of it on the machine, of the engine's
# or of its own.
remove() {
  local deadline=$((SECONDS + limit)) id namespace
  id=$(engine inspect --format '{{.Id}}' "$1")
  namespace=$(readlink "/proc/$(process_of "$1")/ns/pid")
  engine rm -f "$1" >/dev/null
  while pgrep -f "$id" >/dev/null ||
    find /proc/[0-9]*/ns/pid -lname "pid:\\[${namespace//[^0-9]/}\\]" 2>/dev/null | grep -q .; do
    if ((SECONDS > deadline)); then
      echo "left behind by the container $1:" >&2
      pgrep -af "$id" >&2
      return 1
    fi
    sleep 0.1
  done
}
